//! Which sentence of a review a sentence of the reply answers (DISAPERE, development part), and the
//! same on own pairs in three languages.

use super::super::Lists;
use super::super::likeness::{Weights, compare};
use super::super::reading::Reading;
use super::super::units::{By, Unit};
use super::collection;
use crate::model::testing::Sample;
use crate::model::{Source, Statement, StatementDetails};
use crate::text::CleanText;
use crate::text::Words;

/// Sentences as units, each by itself.
fn units(sentences: &[String], language: &str, by: By) -> Vec<Unit> {
    let lists = Lists::built_in();
    let sample = Sample::new(&[], &[]);
    sentences
        .iter()
        .map(|sentence| {
            let details = StatementDetails {
                party: sample.party(0),
                language: language.to_owned(),
                source: Source::default(),
            };
            let statement = Statement::new(details, CleanText::new(sentence));
            let reading = Reading {
                text: statement.text().as_str(),
                statement: &statement,
                code: language.to_owned(),
                language: lists.language(language),
                words: Words::new(statement.text(), true),
                acts: Vec::new(),
                voices: Vec::new(),
                mentions: lists.glossary.mentions(&Words::new(statement.text(), true), language),
            };
            Unit::new(&reading, 0..reading.words.all.len(), lists, &[], by)
        })
        .collect()
}

fn refs(units: &[Unit]) -> Vec<&Unit> {
    units.iter().collect()
}

#[test]
fn replies_find_what_they_answer() {
    let Some(folder) = collection("disapere/dev") else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut reciprocal, mut first, mut all) = (0.0, 0, 0);
    let started = std::time::Instant::now();
    for file in files {
        let pair: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let texts = |side: &str| -> Vec<String> {
            let sentences = pair[side].as_array().unwrap().iter();
            sentences.map(|sentence| sentence["text"].as_str().unwrap().to_owned()).collect()
        };
        let review = units(&texts("review_sentences"), "en", By::All);
        let reply = units(&texts("rebuttal_sentences"), "en", By::All);
        let ranked = compare(&refs(&reply), &refs(&review), Weights::SENTENCES);
        for (row, sentence) in ranked.iter().zip(pair["rebuttal_sentences"].as_array().unwrap()) {
            let Some(answered) = sentence["alignment"][1].as_array().filter(|list| !list.is_empty()) else {
                continue;
            };
            let rank =
                row.iter().position(|(at, _)| answered.iter().any(|a| a.as_u64() == Some(u64::from(*at))));
            all += 1;
            reciprocal += rank.map_or(0.0, |rank| 1.0 / (rank + 1) as f64);
            first += usize::from(rank == Some(0));
        }
    }
    let (mrr, p1) = (reciprocal / f64::from(all), first as f64 / f64::from(all));
    println!("replies: MRR {mrr:.4}, first is right {p1:.4}, of {all}; {:?}", started.elapsed());
    assert!(mrr >= 0.742, "{mrr:.4}");
}

#[test]
fn pairs_belong_together_within_and_across_languages() {
    let rows = include_str!("../../../tests/data/suggest/pairs.tsv");
    let mut groups: std::collections::BTreeMap<&str, (Vec<String>, Vec<String>)> = Default::default();
    for line in rows.lines().filter(|line| !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let group = groups.entry(fields[0]).or_default();
        group.0.push(fields[1].to_owned());
        group.1.push(fields[2].to_owned());
    }
    let alone = Weights { near: [1.0, 0.0, 0.0, 0.0], beside: 0.0, order: 0.0 };
    for (languages, (raised, replied)) in groups {
        let (one, other) = languages.split_once('-').unwrap();
        // Replies in another order, so that order can't tell.
        let turned: Vec<String> = replied.iter().rev().cloned().collect();
        let by = if one == other { By::All } else { By::Concepts };
        let ranked = compare(&refs(&units(&turned, other, by)), &refs(&units(&raised, one, by)), alone);
        let count = raised.len();
        let right = |(at, row): &(usize, &Vec<(u32, f32)>)| {
            row.first().is_some_and(|(best, _)| *best as usize == count - 1 - at)
        };
        let found = ranked.iter().enumerate().filter(right).count();
        println!("{languages}: {found} of {count}");
        for (row, turned) in ranked.iter().zip(&turned).filter(|_| found < count) {
            println!("  {turned} ← {row:?}");
        }
        assert!(found + 1 >= count, "{languages}: {found} of {count}");
    }
}
