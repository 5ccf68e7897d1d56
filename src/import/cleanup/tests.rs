//! The clean-up on small drafts.

use proptest::prelude::*;

use super::*;
use crate::import::{Block, BlockKind, Format, Found};

fn draft(texts: &[&str]) -> Draft {
    let blocks = texts.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect();
    Draft { format: Format::Plain, encoding: None, blocks, found: Found::default(), notes: Vec::new() }
}

fn off(step: Step) -> Choices {
    Choices { off: BTreeSet::from([step]), ..Choices::default() }
}

/// The text with all steps on, the one step that changes something, and the text without it.
#[track_caller]
fn check(raw: &str, clean: &str, step: Step, count: usize, without: &str) {
    let draft = draft(&[raw]);
    assert_eq!(draft.text(&Choices::default()).as_str(), clean);
    assert!(
        draft.steps(&Choices::default()).contains(&(step, count)),
        "{:?}",
        draft.steps(&Choices::default())
    );
    assert_eq!(draft.text(&off(step)).as_str(), without);
    assert!(draft.steps(&off(step)).contains(&(step, count)), "what is off is counted as well");
}

#[test]
fn each_step_can_be_switched_off() {
    check("co\u{AD}ope\u{AD}ration", "cooperation", Step::SoftHyphens, 2, "co\u{AD}ope\u{AD}ration");
    check("a\u{200B}b\u{2060}c", "abc", Step::ZeroWidth, 2, "a\u{200B}b\u{2060}c");
    check("mi-\ngration", "migration", Step::Hyphenation, 1, "mi- gration");
    check("one\ntwo \n  three", "one two three", Step::JoinedLines, 2, "one\ntwo\nthree");
    check("20\u{A0}000  men", "20 000 men", Step::OddSpaces, 2, "20\u{A0}000  men");
    check("o\u{FB03}ce", "office", Step::LetterForms, 1, "o\u{FB03}ce");
    check(
        "a &amp; b&nbsp;c &laquo;d&#187;",
        "a & b c «d»",
        Step::Entities,
        4,
        "a &amp; b&nbsp;c &laquo;d&#187;",
    );
}

#[test]
fn a_word_keeps_a_hyphen_that_it_has_elsewhere() {
    let text = |texts: &[&str]| draft(texts).text(&Choices::default()).as_str().to_owned();
    assert_eq!(text(&["long-\nterm plans"]), "longterm plans");
    assert_eq!(text(&["long-\nterm plans", "A long-term plan"]), "long-term plans\n\nA long-term plan");
    assert_eq!(text(&["Vice-\nPresident, 30-\nday"]), "Vice-President, 30-day");
    assert_eq!(text(&["both – \nthen", "a -\nb"]), "both – then\n\na - b");
    assert_eq!(text(&["mi\u{AD}\ngration"]), "migration");
}

#[test]
fn marks_stay_where_they_mean_something() {
    for text in ["می\u{200C}خواهند", "👨\u{200D}👩", "א\u{200F}ב", "AT&T & co; x", "同意\u{200B}合作"]
    {
        assert_eq!(draft(&[text]).text(&Choices::default()).as_str(), text);
        assert_eq!(draft(&[text]).steps(&Choices::default()), []);
    }
    assert_eq!(draft(&["双方\n同意"]).text(&Choices::default()).as_str(), "双方同意");
    assert_eq!(draft(&["one\u{2028}two"]).text(&Choices::default()).as_str(), "one\ntwo");
}

#[test]
fn blocks_are_put_in_left_out_joined_and_split() {
    let mut draft = draft(&["Menu", "One two.", "Three", "four."]);
    draft.blocks[0].left_out = Some(LeftOut::Menu);
    let mut choices = Choices::default();
    assert_eq!(draft.text(&choices).as_str(), "One two.\n\nThree\n\nfour.");
    choices.joined.insert(3);
    assert_eq!(draft.text(&choices).as_str(), "One two.\n\nThree four.");
    choices.splits.entry(1).or_default().insert(4);
    assert_eq!(draft.text(&choices).as_str(), "One\n\ntwo.\n\nThree four.");
    choices.blocks.insert(0, true);
    choices.blocks.insert(1, false);
    assert_eq!(draft.text(&choices).as_str(), "Menu\n\nThree four.");
    let pieces = draft.outcome(&choices);
    assert_eq!(pieces[0].proposed, Some(LeftOut::Menu));
    assert_eq!(pieces[1].left_out, Some(LeftOut::ByHand));
    // A block that was left out is no part of what is joined.
    choices.blocks.insert(2, false);
    assert_eq!(draft.text(&choices).as_str(), "Menu four.");
}

#[test]
fn a_place_in_a_piece_is_one_in_its_block() {
    let mut draft = draft(&["  co\u{AD}op  &amp; mi-\ngration", "and more"]);
    draft.blocks[1].tight = true;
    let choices = Choices { joined: BTreeSet::from([1]), ..Choices::default() };
    let piece = draft.outcome(&choices).remove(0);
    assert_eq!(piece.text, "coop & migration and more");
    for word in ["coop", "op", "migration", "gration", "and", "more"] {
        let place = piece.place(piece.text.find(word).unwrap()).unwrap();
        let raw = draft.blocks[place.block].text.split_at(place.at).1;
        assert!(raw.starts_with(word.split_at(2).0), "{word}: {raw}");
    }
    assert_eq!(piece.place(99), None);
    // Splitting where the reviewer points.
    let place = piece.place(piece.text.find("gration").unwrap()).unwrap();
    let splits = BTreeMap::from([(place.block, BTreeSet::from([place.at]))]);
    let text = draft.text(&Choices { splits, ..choices });
    assert_eq!(text.as_str(), "coop & mi-\n\ngration and more");
}

#[test]
fn without_changes_a_clean_text_stays_as_it_is() {
    let text = "Both sides met.\n\nThey agreed — «in full».";
    assert_eq!(draft(&text.split("\n\n").collect::<Vec<_>>()).text(&Choices::default()).as_str(), text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_comes_out_clean_and_every_place_is_one(
        texts in prop::collection::vec("[a-c \n\u{AD}\u{200B}\u{A0}&;#1\\-\u{FB01}中ж]{0,20}", 0..5),
        off in prop::collection::btree_set(prop::sample::select(Step::ALL.to_vec()), 0..4),
        joined in prop::collection::btree_set(0_usize..5, 0..3),
        splits in prop::collection::btree_map(0_usize..5, prop::collection::btree_set(0_usize..20, 0..3), 0..3),
    ) {
        let draft = draft(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let choices = Choices { off, joined, splits, blocks: BTreeMap::new() };
        for piece in draft.outcome(&choices) {
            for (byte, _) in piece.text.char_indices() {
                let place = piece.place(byte).unwrap();
                prop_assert!(draft.blocks[place.block].text.is_char_boundary(place.at));
            }
        }
        let text = draft.text(&Choices::default());
        let again = draft_of(&text);
        prop_assert_eq!(again.text(&Choices::default()), text);
    }
}

/// A draft of what came out of another one.
fn draft_of(text: &CleanText) -> Draft {
    draft(&text.as_str().split("\n\n").collect::<Vec<_>>())
}
