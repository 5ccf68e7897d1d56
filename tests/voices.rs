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
const HARD: usize = 6;

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

/// A report of ten kilobytes is read in milliseconds; the figure is printed, the limit is far
/// above it, for slow machines and builds without optimisation.
#[test]
fn ten_kilobytes_take_milliseconds() {
    let rows = rows(include_str!("data/voices/right.tsv"));
    let english: Vec<&str> = rows.iter().filter(|row| row[0] == "en").map(|row| row[2]).collect();
    let mut text = String::new();
    while text.len() < 10_000 {
        text.push_str(english[text.len() % english.len()]);
        text.push_str("\n\n");
    }
    let text = CleanText::new(&text);
    // The lists are read once.
    Report::propose(text.clone(), &[]);
    let start = std::time::Instant::now();
    let proposal = Report::propose(text, &[]);
    let took = start.elapsed();
    println!("{} paragraphs in {took:?}", proposal.paragraphs.len());
    assert!(took.as_millis() < 1_000, "{took:?}");
}
