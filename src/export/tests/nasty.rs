//! A dossier full of what could do harm in one format or another, or be lost in it.

use std::sync::Arc;

use crate::model::testing::Sample;
use crate::model::{Day, MeetingDetails, Moment, NoResponse, Reviewer, Strength};

/// Words that must come out whole.
pub(super) const SCRIPT: &str = "<script>alert(\"x\")</script> & </style></title> 'one' &amp; --> ]]>";
pub(super) const FORMULA: &str = "=cmd|'/C calc'!A0";
pub(super) const PLUS: &str = "+1+1 and more";
pub(super) const FULL_WIDTH: &str = "＝HYPERLINK(\"x\")";
pub(super) const HEBREW: &str = "אמר <b>השר</b> כי";
pub(super) const CYRILLIC: &str = "обеспокоенность, «ё» и ңөү";
/// In a note: characters that XML forbids, an order to turn letters round, what looks like a cell's escape.
pub(super) const NOTE: &str = "a\0b\u{1B}[31m\u{202E}txt.exe\r\n=1 _x0041_ \u{FFFE}\u{200F}";
pub(super) const NOTE_SHOWN: &str = "a␀b␛[31m‹U+202E›txt.exe\n=1 _x0041_ ‹U+FFFE›\u{200F}";
pub(super) const TITLE: &str = "=1+1 <img src=x onerror=alert(1)> \"T\" & \u{1}";
pub(super) const DAY: Day = jiff::civil::date(2026, 11, 25);

/// A word of 100,000 letters.
pub(super) fn long_word() -> String {
    "сло\u{301}во".chars().cycle().take(100_000).collect()
}

/// A note that is longer than a spreadsheet's cell.
pub(super) fn long_note() -> String {
    let line = "note & <note> \"quoted\" ";
    line.repeat(40_000 / line.len() + 1)
}

/// Two meetings; at the first each text has all of it, at the second nothing was raised.
pub(super) fn nasty() -> Sample {
    let first = format!(
        "[C1:{SCRIPT}]\n[C2:{FORMULA}]\n[C3:{}]\n[C4:{PLUS}]\n[C5:{FULL_WIDTH}]\n[C6:{HEBREW}]\n[C7!:{CYRILLIC}]",
        // The notation takes brackets for its own.
        long_word()
    );
    let first = first.replace("]]>]", "&gt;]");
    let second = format!("[R1:{FORMULA} is no answer]\n[R2:@SUM(A1) <i>neither</i>]\n[A1:=agreed]");
    let mut sample = Sample::new(&[(0, &first), (1, &second)], &["R1>C1 answers_in_part", "R2>C3 deflects"]);
    sample.add_meeting("2025-06-01", &[(0, "Nothing."), (1, "Nothing.")], &[]);
    sample.topic(SCRIPT_TOPIC, &["C1", "R1"]);
    sample.topic("=1+1", &["C2", "C3"]);
    sample.topic(&long_word(), &["C4", "R2"]);
    let reviewer = Reviewer::new("-2+3 <b>\u{7}");
    let id = reviewer.id;
    sample.dossier.reviewers.push(reviewer);
    sample.change("C1", |passage| {
        passage.note = NOTE.to_owned();
        passage.verb = "=said".to_owned();
        passage.strength = Strength::new(5);
        passage.reviewer = Some(id);
    });
    sample.change("C2", |passage| passage.note = long_note());
    sample.change("C7", |passage| {
        passage.no_response = Some(NoResponse {
            reason: FORMULA.to_owned(),
            reviewer: Some(id),
            created: Moment::UNIX_EPOCH,
            extra: Default::default(),
        });
    });
    sample.dossier.title = TITLE.to_owned();
    sample.dossier.parties[0].name = "=A1 <script>\u{202E}".to_owned();
    sample.dossier.parties[0].short = "<A>".to_owned();
    sample.dossier.parties[1].name = "\"B\" & ".repeat(500);
    let meeting = sample.meetings[0];
    let mut changed = sample.dossier.meeting(meeting).unwrap().as_ref().clone();
    changed.set_details(MeetingDetails { title: TITLE.to_owned(), ..changed.details().clone() });
    sample.dossier.remove_meeting(meeting).unwrap();
    sample.dossier.insert_meeting(Arc::new(changed)).unwrap();
    sample
}

/// A topic's name.
pub(super) const SCRIPT_TOPIC: &str = "</title></desc><script>alert(2)</script>";
