//! Who uses a party, a topic or a reviewer: the sentences with which removing one is refused.
//!
//! Must not know: what to do about it.

use crate::model::{
    Dossier, Meeting, MeetingId, Memo, MemoScope, PartyId, Passage, ReviewerId, SaidBy, Statement, TopicId,
};

/// What uses the party first, in words that follow "is used: ".
pub(super) fn of_party(dossier: &Dossier, id: PartyId) -> Option<String> {
    let in_meetings = dossier.meetings().iter().find_map(|meeting| {
        let in_meeting = |what: &str| format!("{what} of {}", name(meeting));
        if meeting.statements().iter().any(|statement| statement.party() == id) {
            return Some(in_meeting("a statement"));
        }
        if meeting.details().participants.iter().any(|person| person.party == Some(id)) {
            return Some(in_meeting("a participant"));
        }
        if meeting.absences().any(|absence| absence.party == id) {
            return Some(in_meeting("an absence"));
        }
        passages(meeting).find(|passage| passage.said_by == Some(SaidBy::Party(id))).map(|passage| {
            in_meeting(&format!("passage {}, whose words are attributed to it,", passage.label))
        })
    });
    in_meetings.or_else(|| of_memo(dossier, |memo| memo.parties.contains(&id)))
}

/// What uses the meeting first, links apart.
pub(super) fn of_meeting(dossier: &Dossier, id: MeetingId) -> Option<String> {
    of_memo(dossier, |memo| memo.scope == MemoScope::Meeting(id))
}

fn of_memo(dossier: &Dossier, uses: impl Fn(&Memo) -> bool) -> Option<String> {
    dossier.memos().iter().find(|memo| uses(memo)).map(|memo| memo_name(memo))
}

/// What uses the topic first.
pub(super) fn of_topic(dossier: &Dossier, id: TopicId) -> Option<String> {
    dossier.meetings().iter().find_map(|meeting| {
        if meeting.absences().any(|absence| absence.topic == id) {
            return Some(format!("an absence of {}", name(meeting)));
        }
        passages(meeting)
            .find(|passage| passage.topic == Some(id))
            .map(|passage| format!("passage {} of {}", passage.label, name(meeting)))
    })
}

/// On what the reviewer's name stands first.
pub(super) fn of_reviewer(dossier: &Dossier, id: ReviewerId) -> Option<String> {
    let in_meetings = dossier.meetings().iter().find_map(|meeting| {
        if meeting.links().any(|link| link.reviewer == Some(id)) {
            return Some(format!("a link of {}", name(meeting)));
        }
        passages(meeting)
            .find(|passage| {
                let confirmed = passage.no_response.as_ref().and_then(|no_response| no_response.reviewer);
                passage.reviewer == Some(id) || confirmed == Some(id)
            })
            .map(|passage| format!("passage {} of {}", passage.label, name(meeting)))
    });
    in_meetings.or_else(|| of_memo(dossier, |memo| memo.reviewer == Some(id)))
}

/// A memo's name in a sentence.
pub(super) fn memo_name(memo: &Memo) -> String {
    match memo.title.trim() {
        "" => "an untitled memo".to_owned(),
        title => format!("the memo «{title}»"),
    }
}

/// A meeting's name in a sentence.
pub(super) fn name(meeting: &Meeting) -> String {
    match meeting.details().title.trim() {
        "" => "an untitled meeting".to_owned(),
        title => format!("the meeting «{title}»"),
    }
}

/// All passages of a meeting, lost ones included.
pub(super) fn passages(meeting: &Meeting) -> impl Iterator<Item = &Passage> {
    meeting.statements().iter().flat_map(|statement| passages_of(statement))
}

/// All passages of a statement, lost ones included.
pub(super) fn passages_of(statement: &Statement) -> impl Iterator<Item = &Passage> {
    let lost = statement.lost().iter().map(|lost| &lost.passage);
    statement.passages().iter().map(AsRef::as_ref).chain(lost)
}
