//! Sentences in ten languages with the speaker that a reader finds, and what the rules find.
//!
//! Must not know: how a speaker is found.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may fail loudly, and says how fast it was"
)]

use visavis::analysis::voice::{Names, Speaker, voices};
use visavis::import::report::Report;
use visavis::text::CleanText;

/// How many of the hard sentences are wrong today: fewer is progress, more is a loss.
const HARD: usize = 4;

fn letters(language: &str, sentence: &str) -> String {
    let mut names = Names::new();
    names.add_side("Kyrgyzstan", []);
    names.add_side("Russia", []);
    let letter = |speaker| match speaker {
        Speaker::Side(side) => char::from_digit(u32::try_from(side).unwrap(), 10).unwrap(),
        Speaker::Both => 'B',
        Speaker::Third => 'T',
        Speaker::Nobody => 'N',
    };
    voices(&CleanText::new(sentence), language, &names, None)
        .iter()
        .map(|voice| letter(voice.speaker))
        .collect()
}

/// Lines of three or four fields.
fn rows(file: &str) -> Vec<Vec<&str>> {
    file.lines().filter(|line| !line.is_empty()).map(|line| line.split('\t').collect()).collect()
}

#[test]
fn what_is_right_stays_right() {
    let rows = rows(include_str!("data/voices/right.tsv"));
    assert!(rows.len() >= 40, "{}", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter(|row| letters(row[0], row[2]) != row[1])
        .map(|row| format!("{} instead of {}: {}", letters(row[0], row[2]), row[1], row[2]))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_hard_is_known() {
    let rows = rows(include_str!("data/voices/hard.tsv"));
    let found: Vec<(String, &Vec<&str>)> = rows.iter().map(|row| (letters(row[0], row[2]), row)).collect();
    for (found, row) in &found {
        println!("{found} for {}: {}", row[1], row[2]);
    }
    let wrong = found.iter().filter(|(found, row)| found != row[1]).count();
    assert_eq!((wrong, rows.len()), (HARD, HARD), "move what is right now to right.tsv");
    assert!(found.iter().all(|(found, row)| found == row[3]), "wrong in another way");
}

/// The text over and over, at least so many bytes.
fn much(pieces: &[&str], between: &str, bytes: usize) -> CleanText {
    let mut text = String::new();
    for piece in pieces.iter().cycle() {
        if text.len() > bytes {
            break;
        }
        text.push_str(piece);
        text.push_str(between);
    }
    CleanText::new(&text)
}

#[test]
fn texts_of_bad_shapes_come_to_an_end() {
    let rows = rows(include_str!("data/voices/right.tsv"));
    let english: Vec<&str> = rows.iter().filter(|row| row[0] == "en").map(|row| row[2]).collect();
    let bare = english.iter().map(|sentence| sentence.trim_end_matches('.')).collect::<Vec<_>>();
    let cases = [
        ("one paragraph", much(&english, " ", 200_000)),
        ("one sentence", much(&bare, ", while ", 200_000)),
        ("semicolons", much(&bare, "; ", 200_000)),
        ("names", much(&["the Ambassador of Russia, A. Bbbb, "], "", 200_000)),
        ("one quotation", much(&["«The embassy said so. "], "", 200_000)),
    ];
    for (name, text) in cases {
        let proposal = Report::propose(text, &[]);
        assert_eq!(proposal.paragraphs.len(), proposal.report.len(), "{name}");
    }
}
