//! How long a word is looked for in both statements of a meeting.
//!
//! Must not know: how hits are shown.

use visavis::text::{FoldedText, Matching, Query};

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// `search_ms`, `search_folded_ms`: all hits of a word that both texts have, with the folded copies
/// made before, as they are for the second letter that is typed.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    // Over a whole dossier another search is measured.
    if subject.name == "corpus" {
        return;
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

/// The longest word of the first text that all of them have.
fn word_of_all<'t>(texts: &[&'t str]) -> &'t str {
    let words = texts.first().into_iter().flat_map(|text| text.split_whitespace()).take(20_000);
    let common = words.filter(|word| word.chars().all(char::is_alphabetic));
    let common = common.filter(|word| texts.iter().all(|text| text.contains(word)));
    common.max_by_key(|word| word.len()).expect("a word that both sides use")
}
