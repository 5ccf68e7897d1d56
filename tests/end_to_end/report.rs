//! The report that the test works on: the one that lies beside the project where there is one,
//! else one of the project's own, with the work to be done on each.
//!
//! Must not know: the window.

use std::ops::RangeInclusive;
use std::path::Path;

use egui::Key;

/// A passage to be tagged.
pub(crate) struct Work {
    /// Whose statement: 0 is the first party, 1 the second.
    pub(crate) side: usize,
    /// The words.
    pub(crate) words: &'static str,
    /// The tag's key.
    pub(crate) key: Key,
    /// What the passage is called then.
    pub(crate) name: &'static str,
    /// Its status, as it is read after the name.
    pub(crate) state: &'static str,
}

/// A report with both sides in it.
pub(crate) struct Report {
    /// All of it, as it is pasted.
    pub(crate) text: String,
    /// Its paragraphs.
    pub(crate) paragraphs: Vec<String>,
    /// Those of the first side, from 1.
    pub(crate) first: RangeInclusive<usize>,
    /// Those of the second side, from 1.
    pub(crate) second: RangeInclusive<usize>,
    words: [&'static str; 10],
}

impl Report {
    fn new(text: String, words: [&'static str; 10]) -> Self {
        let paragraphs: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let last = paragraphs.len();
        Self { text, paragraphs, first: 2..=6, second: last - 3..=last, words }
    }

    /// The paragraphs of a side.
    pub(crate) fn of(&self, side: usize) -> Vec<&str> {
        let range = if side == 0 { self.first.clone() } else { self.second.clone() };
        range.map(|number| self.paragraphs[number - 1].as_str()).collect()
    }

    /// Five concerns and an action of the first side; three responses and an agreement of the
    /// second.
    pub(crate) fn passages(&self) -> Vec<Work> {
        const NAMES: [(usize, Key, &str); 10] = [
            (0, Key::Num1, "Concern C1"),
            (0, Key::Num1, "Concern C2"),
            (0, Key::Num1, "Concern C3"),
            (0, Key::Num1, "Concern C4"),
            (0, Key::Num1, "Concern C5"),
            (0, Key::Num5, "Action taken A1"),
            (1, Key::Num2, "Response R1"),
            (1, Key::Num2, "Response R2"),
            (1, Key::Num2, "Response R3"),
            (1, Key::Num3, "Agreement G1"),
        ];
        NAMES
            .iter()
            .zip(self.words)
            .map(|((side, key, name), words)| {
                let state = if name.starts_with("Concern") { ", not reviewed" } else { "" };
                Work { side: *side, words, key: *key, name, state }
            })
            .collect()
    }
}

/// The report of 20 February 2025 where it lies beside the project, else the project's own.
pub(crate) fn load() -> Report {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/article-2025-02-20.txt");
    match std::fs::read_to_string(beside) {
        Ok(text) => Report::new(
            text,
            [
                "the reduction of the period of their temporary stay in Russia",
                "could negatively impact the freedom of movement for workers from Kyrgyzstan",
                "mandatory Russian language proficiency testing for school admission",
                "the ongoing difficulties citizens of Kyrgyzstan face when entering Russia",
                "the challenges in migration registration",
                "Official notes on these issues were handed to the Russian Ambassador",
                "primarily aimed at combating illegal migration and ensuring national security of Russia",
                "The importance of active informational and explanatory work was highlighted",
                "to prevent violations of Russian legislation by citizens of Kyrgyzstan",
                "active cooperation on migration issues should continue through partnership channels",
            ],
        ),
        Err(_) => Report::new(
            OWN.to_owned(),
            [
                "the shorter time that their citizens may stay",
                "families are parted while papers are checked",
                "a language test before a child may enter school",
                "long waits at the border",
                "fees that differ from office to office",
                "A note on each point was handed over",
                "the rules serve the safety of all who live there",
                "advisers will explain the rules in the workers’ own language",
                "nobody is turned back who has registered in time",
                "talks on labour migration should go on",
            ],
        ),
    }
}

/// A report written for this test; it tells of no real meeting.
const OWN: &str = "\
date 2025-02-20 The Deputy Minister of Foreign Affairs of Kyrgyzstan and the Ambassador of Russia met and spoke about migration – «мигранты», as both said.

The ministry raised the shorter time that their citizens may stay, which leaves seasonal workers too little.

It added that families are parted while papers are checked, at times for weeks.

The ministry was troubled by a language test before a child may enter school; no such test is held for others.

It named long waits at the border, and fees that differ from office to office.

A note on each point was handed over at the end – 👋 and with it a list of names.

The embassy published an account of its own.

The embassy said that the rules serve the safety of all who live there.

It said that advisers will explain the rules in the workers’ own language.

By its account nobody is turned back who has registered in time.

Both sides, it wrote, held that talks on labour migration should go on.
";
