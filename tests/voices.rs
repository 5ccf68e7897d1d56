//! Sentences in ten languages with the speaker that a reader finds, and what the rules find.
//!
//! Must not know: how a speaker is found.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use visavis::analysis::voice::{Names, Speaker, voices};
use visavis::text::CleanText;

/// How many of the hard sentences are wrong today: fewer is progress, more is a loss.
const HARD: usize = 0;

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
    let wrong = rows.iter().filter(|row| letters(row[0], row[2]) != row[1]).count();
    assert_eq!((wrong, rows.len()), (HARD, HARD), "move what is right now to right.tsv");
    for row in rows {
        assert_eq!(letters(row[0], row[2]), row[3], "{}", row[2]);
    }
}
