//! How long a word is looked for in both statements of a meeting, and in a whole dossier.
//!
//! Must not know: how hits are shown.

use std::time::Instant;

use visavis::analysis::search::{self, Limits};
use visavis::text::{FoldedText, Matching, Query};

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// `search_ms`, `search_folded_ms`: all hits of a word that both texts have, with the folded copies
/// made before, as they are for the second letter that is typed.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    if subject.name == "corpus" {
        return measure_all(subject, figures);
    }
    let meeting = subject.workload.dossier.meetings().first().expect("a meeting");
    let texts: Vec<&str> = meeting.statements().iter().map(|statement| statement.text().as_str()).collect();
    let folded: Vec<FoldedText> = texts.iter().map(|text| FoldedText::new(text)).collect();
    let word = word_of_all(&texts);
    for (key, matching) in [("search_ms", Matching::Exact), ("search_folded_ms", Matching::Folded)] {
        let query = Query::new(word, matching, false).expect("a word can be looked for");
        let samples = Samples::take(0.5, 15, || {
            let (time, hits) = timed(|| {
                let pairs = texts.iter().zip(&folded);
                pairs.map(|(text, folded)| query.find(text, Some(folded), usize::MAX).len()).sum::<usize>()
            });
            assert!(hits >= texts.len(), "«{word}» is in every text");
            time
        });
        figures.note(key, &subject.name, samples.p50_ms());
    }
}

/// `search_corpus_ms`, `search_corpus_folded_ms`, `search_first_ms`: the places in all texts, titles
/// and notes of two words that stand beside each other, letter by letter; of a word with any of its
/// endings; and how long until the first of these is there. All are counted, a hundred come with
/// what stands around them, and nothing was made ready before.
fn measure_all(subject: &Subject, figures: &mut Figures) {
    let dossier = &subject.workload.dossier;
    let text =
        dossier.meetings().iter().flat_map(|meeting| meeting.statements()).next().expect("a text").text();
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect();
    let longest = words.iter().max_by_key(|word| word.len()).expect("a word");
    let pair = words
        .windows(2)
        .map(|pair| pair.join(" "))
        .find(|pair| pair.len() > 8 && text.contains(pair.as_str()));
    let exact = format!("\"{}\"", pair.expect("two words beside each other"));
    for (key, typed) in [("search_corpus_ms", exact.as_str()), ("search_corpus_folded_ms", longest)] {
        let query = search::Query::parse(dossier, typed);
        let mut firsts = Vec::new();
        let samples = Samples::take(1.0, 15, || {
            let started = Instant::now();
            let mut first = None;
            let (time, total) = timed(|| {
                search::run(dossier, None, &query, Limits::default(), &|| false, &mut |group| {
                    first.get_or_insert_with(|| started.elapsed());
                    std::hint::black_box(group);
                })
            });
            assert!(total.count > 0, "«{typed}» is there");
            firsts.extend(first);
            time
        });
        figures.note(key, &subject.name, samples.p50_ms());
        if key == "search_corpus_folded_ms" {
            figures.note("search_first_ms", &subject.name, Samples::new(firsts).p50_ms());
        }
    }
}

/// The longest word of the first text that all of them have.
fn word_of_all<'t>(texts: &[&'t str]) -> &'t str {
    let words = texts.first().into_iter().flat_map(|text| text.split_whitespace()).take(20_000);
    let common = words.filter(|word| word.chars().all(char::is_alphabetic));
    let common = common.filter(|word| texts.iter().all(|text| text.contains(word)));
    common.max_by_key(|word| word.len()).expect("a word that both sides use")
}
