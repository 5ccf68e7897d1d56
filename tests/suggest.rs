//! How well proposals agree with what reviewers tagged and linked in the samples, and how long they
//! take.
//!
//! Must not know: how a proposal is made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail loudly, and says how good it was"
)]

use std::collections::BTreeMap;

use visavis::model::Dossier;
use visavis::suggest::{Learned, Lists, passages};
use visavis::text::ByteRange;

const SAMPLES: [&str; 2] = ["kyrgyzstan-russia", "veldmark-tarsova"];

/// A sample as it is, and the same without what reviewers did in it.
fn sample(name: &str, keep_passages: bool) -> (Dossier, Dossier) {
    let path = format!("{}/assets/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let mut bare: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    for meeting in bare["meetings"].as_array_mut().unwrap() {
        meeting["links"] = serde_json::json!([]);
        if !keep_passages {
            for statement in meeting["statements"].as_array_mut().unwrap() {
                statement["passages"] = serde_json::json!([]);
            }
        }
    }
    let parse = |bytes: &[u8]| visavis::store::parse(bytes, name).unwrap().dossier;
    (parse(&bytes), parse(&serde_json::to_vec(&bare).unwrap()))
}

/// Whether two ranges have half of the longer in common.
fn same(one: ByteRange, other: ByteRange) -> bool {
    let common = one.intersection(other).map_or(0, ByteRange::len);
    2 * common >= one.len().max(other.len())
}

#[test]
fn passages_are_those_that_reviewers_tag() {
    let loud = std::env::var_os("VISAVIS_LOUD").is_some();
    let (mut proposed, mut right, mut gold, mut by_tag) = (0, 0, 0, BTreeMap::<String, [usize; 3]>::new());
    for name in SAMPLES {
        let (tagged, bare) = sample(name, false);
        for meeting in tagged.meetings() {
            for statement in meeting.statements() {
                let found = passages(&bare, meeting.id(), statement.id(), Lists::built_in(), &Learned::default());
                let mut left: Vec<_> = statement.passages().iter().collect();
                gold += left.len();
                proposed += found.len();
                for passage in &left {
                    by_tag.entry(passage.tag.as_str().to_owned()).or_default()[0] += 1;
                }
                for suggestion in &found {
                    let words = suggestion.range.slice(statement.text()).unwrap();
                    let at = left.iter().position(|p| p.tag == suggestion.tag && same(p.range, suggestion.range));
                    let counts = by_tag.entry(suggestion.tag.as_str().to_owned()).or_default();
                    counts[1] += 1;
                    if let Some(at) = at {
                        left.remove(at);
                        right += 1;
                        counts[2] += 1;
                    } else if loud {
                        println!("+ {} {:.2} {}: {words}", suggestion.tag.as_str(), suggestion.score, suggestion.cue.id);
                    }
                }
                if loud {
                    left.iter().for_each(|p| println!("- {}: {}", p.tag.as_str(), statement.words(p)));
                }
            }
        }
    }
    let loop_tags = |tag: &String| {
        matches!(tag.as_str(), "concern" | "request" | "proposal" | "criticism" | "warning" | "response" | "commitment" | "rejection" | "denial" | "agreement")
    };
    let sum = |at: usize| by_tag.iter().filter(|(tag, _)| loop_tags(tag)).map(|(_, counts)| counts[at]).sum::<usize>();
    let (of, by, ok) = (sum(0) as f64, sum(1) as f64, sum(2) as f64);
    println!("raising, replying, joint alone: precision {:.3}, recall {:.3}", ok / by, ok / of);
    for (tag, [gold, proposed, right]) in by_tag {
        println!("{tag:12} {gold:3} tagged {proposed:3} proposed {right:3} right");
    }
    let (precision, recall) = (right as f64 / proposed as f64, right as f64 / gold as f64);
    println!("passages: precision {precision:.3}, recall {recall:.3} ({right} of {proposed} proposed, of {gold} tagged)");
    assert!(precision > 0.1 && recall > 0.1, "{precision:.3} {recall:.3}");
}
