//! Kinds of act on sentences of news (PLOVER), by the tag that comes nearest to each class, and on
//! own sentences in the languages that a reviewer reads most.

use super::super::Lists;
use super::super::acts::{Act, Marks};
use super::collection;
use crate::text::Words;
use crate::text::sentences;

/// Classes of verbal acts and the tags that stand for them. By its codebook AGREE takes in promises
/// and readiness to act, and CONCEDE what was eased or let go.
const CLASSES: [(&str, &[&str]); 9] = [
    ("AGREE", &["agreement", "commitment"]),
    ("CONSULT", &["topic", "logistics", "next_step"]),
    ("SUPPORT", &["support"]),
    ("CONCEDE", &["commitment", "agreement", "action"]),
    ("DEMAND", &["request"]),
    ("DISAPPROVE", &["criticism"]),
    ("REJECT", &["rejection"]),
    ("THREATEN", &["warning"]),
    ("PROTEST", &["criticism"]),
];

/// The tag of the act that counts for a text: the first that is more than a verb of saying.
fn tag(text: &str, language: &str) -> String {
    let Some(language) = Lists::built_in().language(language) else { return String::new() };
    let words = Words::new(text, !language.unspaced);
    let acts = Marks::new(language, &words).acts(&sentences(text));
    let weak = |act: &&Act| !language.cues[act.cue].weak;
    let act = acts.iter().find(weak).or(acts.first());
    act.map_or_else(String::new, |act| act.tag.as_str().to_owned())
}

#[test]
fn acts_in_news_are_recognised() {
    let Some(path) = collection("plover/records.json") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let (mut right, mut all) = (0, 0);
    for record in file["records"].as_array().unwrap() {
        let class = record["event"].as_str().unwrap();
        let Some((_, tags)) = CLASSES.iter().find(|(name, _)| *name == class) else { continue };
        let text = record["text"].as_str().unwrap();
        let found = tag(text, "en");
        all += 1;
        if tags.contains(&found.as_str()) {
            right += 1;
        } else {
            println!("{class}: {found:?}: {text}");
        }
    }
    let share = f64::from(right) / f64::from(all);
    println!("kind of act: {right} of {all}, {share:.3}");
    assert!(share >= 0.8, "{share:.3}");
}
