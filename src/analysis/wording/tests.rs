//! Passages beside each other, and a text against its last one.

use proptest::prelude::*;

use super::*;
use crate::model::testing::Sample;

fn small(_: &str, word: &str) -> bool {
    ["the", "of", "and", "on", "in", "for", "we", "is", "are", "to", "at"].contains(&word)
}

fn of(sample: &Sample) -> Wording {
    wording(&sample.dossier, sample.meetings[0], &small)
}

/// The words of ranges in a statement.
fn words<'a>(sample: &'a Sample, statement: StatementId, ranges: &[ByteRange]) -> Vec<&'a str> {
    let statement = sample.meeting().statement(statement).unwrap();
    ranges.iter().map(|range| range.slice(statement.text()).unwrap()).collect()
}

fn set_language(sample: &mut Sample, statement: usize, language: &str) {
    let place = sample.place(statement);
    let mut details = sample.dossier.statement(place).unwrap().details().clone();
    details.language = language.to_owned();
    sample.dossier.set_statement(place, details).unwrap();
}

#[test]
fn words_in_common_are_told_by_their_stems_and_small_words_by_none() {
    let mut sample = Sample::new(
        &[
            (0, "[C1:The borders are CLOSED for trucks]. [C2:Other]"),
            (1, "[R1:We open the border to buses]. Trucks wait."),
        ],
        &[],
    );
    let topic = sample.topic("Border", &["C1", "R1"]);
    let wording = of(&sample);
    assert_eq!(wording.parties, [sample.party(0), sample.party(1)]);
    assert_eq!(wording.topics.iter().map(|topic| topic.topic).collect::<Vec<_>>(), [Some(topic), None]);
    let [one, two] = &wording.topics[0].sides[..] else { panic!("two sides") };
    let passage = &one.passages[0];
    assert!(passage.compared);
    assert_eq!(words(&sample, passage.statement, &passage.common), ["borders"]);
    // That the other text has trucks elsewhere does not matter.
    assert_eq!(words(&sample, passage.statement, &passage.only), ["CLOSED", "trucks"]);
    let passage = &two.passages[0];
    assert_eq!(words(&sample, passage.statement, &passage.common), ["border"]);
    assert_eq!(words(&sample, passage.statement, &passage.only), ["open", "buses"]);
    // On what one side alone speaks of nothing is compared.
    let [one, two] = &wording.topics[1].sides[..] else { panic!("two sides") };
    assert!(!one.passages[0].compared && one.passages[0].only.is_empty());
    assert!(two.passages.is_empty() && two.rank.is_none() && two.words == 0);
}

#[test]
fn texts_in_two_languages_share_facts_and_no_words() {
    let mut sample = Sample::new(
        &[(0, "[C1:We met Vakunov with 180 crews]."), (1, "[R1:Мы видели: там Вакунов и 180 судов].")],
        &[],
    );
    sample.topic("Crews", &["C1", "R1"]);
    set_language(&mut sample, 1, "ru");
    let wording = of(&sample);
    let one = &wording.topics[0].sides[0];
    assert!(!one.passages[0].compared && one.passages[0].common.is_empty());
    let told: Vec<_> = one.facts.iter().map(|fact| (fact.fact, fact.common)).collect();
    assert_eq!(told, [(Fact::Name, true), (Fact::Number, true)]);
    assert!(wording.facts.iter().all(|fact| fact.common) && wording.facts.len() == 4);
    set_language(&mut sample, 1, "en-GB");
    assert!(of(&sample).topics[0].sides[0].passages[0].compared);
}

#[test]
fn facts_that_one_text_alone_has_are_told() {
    let mut sample = Sample::new(
        &[
            (0, "[C1:From 1 June some 40 boats]. Later 50 more."),
            (1, "[R1:Some 40 boats]. Then 50, by 2 July."),
        ],
        &[],
    );
    sample.topic("Boats", &["C1", "R1"]);
    let wording = of(&sample);
    let tell = |fact: &SideFact| (words(&sample, fact.statement, &[fact.range])[0].to_owned(), fact.common);
    let told: Vec<_> = wording.topics[0].sides[0].facts.iter().map(tell).collect();
    assert_eq!(told, [("1 June".to_owned(), false), ("40".to_owned(), true)]);
    let all: Vec<_> = wording.facts.iter().map(tell).collect();
    let all: Vec<_> = all.iter().map(|(words, common)| (words.as_str(), *common)).collect();
    assert_eq!(
        all,
        [("1 June", false), ("40", true), ("50", true), ("40", true), ("50", true), ("2 July", false)]
    );
}

#[test]
fn order_share_and_strength_are_counted_for_each_side() {
    let mut sample = Sample::new(
        &[(0, "[C1:one two three [C2:four]] five. [C3:six seven] eight nine ten"), (1, "[R1:one]. [R2:two]")],
        &[],
    );
    sample.topic("Late", &["C3", "R1"]);
    sample.topic("Early", &["C1", "C2", "R2"]);
    for (label, level) in [("C1", 2), ("C2", 5), ("C3", 2)] {
        sample.change(label, |passage| {
            passage.strength = Strength::new(level);
            passage.verb = format!("verb {level}");
        });
    }
    let wording = of(&sample);
    let [late, early] = &wording.topics[..] else { panic!("two topics") };
    assert_eq!((late.sides[0].rank, early.sides[0].rank), (Some(2), Some(1)));
    assert_eq!((late.sides[1].rank, early.sides[1].rank), (Some(1), Some(2)));
    // A word within two passages counts once.
    assert_eq!((early.sides[0].words, early.sides[0].of_words), (4, 10));
    assert!((late.sides[0].share() - 0.2).abs() < 1e-6);
    assert_eq!((early.sides[0].ladder, early.sides[1].ladder), ([0, 1, 0, 0, 1], [0; 5]));
    let verbs: Vec<_> = early.sides[0].passages.iter().map(|passage| passage.verb.as_str()).collect();
    assert_eq!(verbs, ["verb 2", "verb 5"]);
}

#[test]
fn characters_are_compared_by_two_where_words_are_not_parted() {
    let mut sample = Sample::new(&[(0, "[C1:关切边境]。"), (1, "[R1:边境开放，关]。")], &[]);
    sample.topic("Border", &["C1", "R1"]);
    for statement in 0..2 {
        set_language(&mut sample, statement, "zh-CN");
    }
    let wording = of(&sample);
    let [one, two] = &wording.topics[0].sides[..] else { panic!("two sides") };
    let passage = &one.passages[0];
    assert_eq!(words(&sample, passage.statement, &passage.common), ["边", "境"]);
    assert_eq!(words(&sample, passage.statement, &passage.only), ["关", "切"]);
    assert_eq!((one.words, two.words), (4, 5));
}

/// Pairs as one would read them: = kept, ~ changed, - gone, + new; < where it moved.
fn told(old: &str, new: &str) -> Vec<String> {
    let tell = |pair: &SentencePair| {
        let sign = match pair.fate {
            Fate::Kept => '=',
            Fate::Changed => '~',
            Fate::Gone => '-',
            Fate::New => '+',
        };
        let (text, range) = pair.new.map_or_else(|| (old, pair.old.unwrap()), |range| (new, range));
        let join = |text: &str, ranges: &[ByteRange]| {
            ranges.iter().map(|range| range.slice(text).unwrap().to_owned()).collect::<Vec<_>>().join("|")
        };
        let words = match pair.fate {
            Fate::Changed => format!("{} > {}", join(old, &pair.gone), join(new, &pair.came)),
            _ => range.slice(text).unwrap().trim().to_owned(),
        };
        format!("{}{sign} {words}", if pair.moved { "<" } else { "" })
    };
    compare_texts(old, new, true).iter().map(tell).collect()
}

#[test]
fn sentences_stay_change_go_and_come() {
    let old = "The sides met in Torrin. They expressed serious concern about fishing rights. Visas were \
               discussed at length. The talks were frank.";
    let new = "The sides met in Torrin. They expressed concern about fishing rights off Lessa. A new \
               bridge will open soon. The talks were frank.";
    assert_eq!(
        told(old, new),
        [
            "= The sides met in Torrin.",
            "~ serious > off Lessa",
            "- Visas were discussed at length.",
            "+ A new bridge will open soon.",
            "= The talks were frank.",
        ]
    );
    assert_eq!(told("", ""), Vec::<String>::new());
    assert_eq!(told("", "One here."), ["+ One here."]);
    assert_eq!(told("One here.", ""), ["- One here."]);
    assert_eq!(told("One  here. Two.", "One here.\n\nTwo."), ["= One here.", "= Two."]);
}

#[test]
fn sentences_that_moved_are_known_again() {
    let [a, b, c] = [
        "Fishing quotas stay as they are.",
        "Visas become cheaper for students.",
        "The border opens in May.",
    ];
    let swapped = "Visas become cheaper for all students.";
    assert_eq!(
        told(&format!("{a} {b} {c}"), &format!("{c} {a} {b}")),
        [format!("<= {c}"), format!("= {a}"), format!("= {b}")]
    );
    assert_eq!(
        told(&format!("{a} {b} {c}"), &format!("{swapped} {a} {c}")),
        ["<~  > all".to_owned(), format!("= {a}"), format!("= {c}")]
    );
    // What is repeated keeps its order.
    assert_eq!(told("Yes. No way. Yes. So.", "Yes. Yes. So."), ["= Yes.", "- No way.", "= Yes.", "= So."]);
}

#[test]
fn the_last_text_of_a_side_is_found() {
    let mut sample = Sample::new(&[(0, "a"), (1, "b")], &[]);
    sample.add_meeting("2025-03-01", &[(1, "c")], &[]);
    sample.add_meeting("2025-04-01", &[(0, "d"), (0, "e"), (1, "f")], &[]);
    sample.add_meeting("2025-05-01", &[(0, "g")], &[]);
    let find = |sample: &Sample, meeting: usize, party: usize, language: &str| {
        let place = last_statement(&sample.dossier, sample.meetings[meeting], sample.party(party), language)?;
        Some(sample.dossier.statement(place).unwrap().text().as_str().to_owned())
    };
    assert_eq!(find(&sample, 3, 0, "en").as_deref(), Some("d"));
    assert_eq!(find(&sample, 2, 0, "en").as_deref(), Some("a"));
    assert_eq!(find(&sample, 2, 1, "en").as_deref(), Some("c"));
    assert_eq!(find(&sample, 0, 0, "en"), None);
    let (meeting, second) =
        (sample.meetings[2], sample.dossier.meeting(sample.meetings[2]).unwrap().statements()[1].id());
    let place = crate::model::Place { meeting, statement: second };
    let mut details = sample.dossier.statement(place).unwrap().details().clone();
    details.language = "ru-RU".to_owned();
    sample.dossier.set_statement(place, details).unwrap();
    assert_eq!(find(&sample, 3, 0, "ru").as_deref(), Some("e"));
    assert_eq!(find(&sample, 3, 0, "fr").as_deref(), Some("d"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    /// Every sentence of either text stands in one pair, and what was marked makes the difference.
    #[test]
    fn a_comparison_loses_nothing(
        old in prop::collection::vec(prop::collection::vec("[a-dé]{1,3}", 1..6), 0..8),
        new in prop::collection::vec(prop::collection::vec("[a-dé]{1,3}", 1..6), 0..8),
        kept in prop::collection::vec(0..8_usize, 0..5),
    ) {
        let text = |sentences: &[Vec<String>]| {
            sentences.iter().map(|words| format!("X{}.", words.join(" "))).collect::<Vec<_>>().join(" ")
        };
        let new: Vec<Vec<String>> = new.into_iter().chain(kept.iter().filter_map(|at| old.get(*at).cloned())).collect();
        let (old, new) = (text(&old), text(&new));
        let pairs = compare_texts(&old, &new, true);
        let mut olds: Vec<ByteRange> = pairs.iter().filter_map(|pair| pair.old).collect();
        olds.sort();
        prop_assert_eq!(olds, crate::text::sentences(&old));
        let news: Vec<ByteRange> = pairs.iter().filter_map(|pair| pair.new).collect();
        prop_assert_eq!(news, crate::text::sentences(&new));
        for pair in &pairs {
            let without = |text: &str, range: ByteRange, left_out: &[ByteRange]| {
                let mut kept = String::new();
                let mut at = range.start().get();
                for one in left_out {
                    kept.push_str(text.get(at..one.start().get()).unwrap());
                    at = one.end().get();
                }
                kept.push_str(text.get(at..range.end().get()).unwrap());
                kept.retain(|c| !c.is_whitespace());
                kept
            };
            if let (Some(was), Some(is)) = (pair.old, pair.new) {
                prop_assert_eq!(without(&old, was, &pair.gone), without(&new, is, &pair.came));
                let same = without(&old, was, &[]) == without(&new, is, &[]);
                prop_assert!(same || pair.fate == Fate::Changed);
            }
        }
    }
}
