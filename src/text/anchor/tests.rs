//! Tests of anchors: what is found, what is a tie and what is lost, and the
//! bound on the work. They must not know how candidates are come by.

#![allow(clippy::string_slice, reason = "a test may fail loudly")]

use super::*;
use proptest::prelude::*;

fn range(start: usize, end: usize) -> ByteRange {
    ByteRange::new(ByteOffset::new(start), ByteOffset::new(end)).unwrap()
}

/// The anchor of the stretch between the two `|`, and the text without them.
fn marked(text: &str) -> (String, ByteRange) {
    let first = text.find('|').unwrap();
    let last = text.rfind('|').unwrap() - 1;
    (text.replace('|', ""), range(first, last))
}

/// Anchors the marked stretch of `old` and looks for it in `new`, with the hint
/// where it was; the marked stretch of `new` must be found, or `new` has no mark
/// and it must be lost. Gives the score.
fn check(old: &str, new: &str) -> f32 {
    let (old, was) = marked(old);
    let anchor = Anchor::of(&old, was).unwrap();
    if !new.contains('|') {
        assert_eq!(find(new, &anchor, was.start()), Find::Lost, "{new:?}");
        return 0.0;
    }
    let (new, expected) = marked(new);
    match find(&new, &anchor, was.start()) {
        Find::Found { range, score } => {
            assert_eq!(range.slice(&new), expected.slice(&new), "score {score}");
            assert_eq!(range, expected, "score {score}");
            assert!((0.0..=1.0001).contains(&score), "{score}");
            score
        }
        other => panic!("{other:?} for {new:?}"),
    }
}

#[test]
fn an_anchor_holds_the_words_and_what_is_around() {
    let text = format!("{}Мир|now{}", "я".repeat(40), "z".repeat(3));
    let at = text.find("Мир").unwrap();
    let anchor = Anchor::of(&text, range(at, at + 6)).unwrap();
    assert_eq!(anchor.exact, "Мир");
    assert_eq!(anchor.prefix, "я".repeat(CONTEXT));
    assert_eq!(anchor.suffix, "|nowzzz");
    assert_eq!(Anchor::of("a  b", range(1, 3)), None);
    assert_eq!(Anchor::of("a  b", range(1, 1)), None);
    assert_eq!(Anchor::of("Мир", range(1, 2)), None);
    assert_eq!(Anchor::of("Мир", range(0, 9)), None);
}

#[test]
fn the_same_text_scores_one() {
    let score = check("Before it |the passage| and after.", "Before it |the passage| and after.");
    assert!(score > 0.999, "{score}");
    let score = check("|all of it|", "|all of it|");
    assert!(score > 0.999, "{score}");
}

#[test]
fn exact_words_are_found_anywhere() {
    check("One |two three| four", "Quite another text that says two |two three| ok");
    let far = format!("{}One |two three| four", "New lead. ".repeat(50));
    assert!(check("One |two three| four", &far) > 0.9);
}

#[test]
fn white_space_may_differ() {
    check("a |two  three\nfour| b", "x\n\na  |two three\n\nfour|   b");
    check("a |two three| b", "a |two\u{A0}\n three|\n\n\nb");
    check("a| two |b", "a| two |b");
    check("a| two |b", "a,| two|, b");
}

#[test]
fn the_surroundings_choose_among_several() {
    check(
        "first the answer is |no| for them, second the reply was no for us",
        "second the reply was no for us, and first the answer is |no| for them",
    );
    // Standing at the very end of the text tells too, against the hint.
    check("see the |word|", "see the word; see the |word|");
    check("ha |ha ha| hum", "so ha ha ha and ha |ha ha| hum");
}

#[test]
fn the_hint_chooses_where_the_surroundings_do_not() {
    let line = "- the same line of a list, word for word the same\n";
    let text = line.repeat(9);
    let at = |i: usize| range(i * line.len() + 2, i * line.len() + 15);
    let anchor = Anchor::of(&text, at(4)).unwrap();
    let found = find(&text, &anchor, at(3).start());
    assert!(matches!(found, Find::Found { range, .. } if range == at(3)), "{found:?}");
    // Half-way between two, or far from all, nobody can tell.
    let between = ByteOffset::new(at(3).start().get() + line.len() / 2);
    assert_eq!(find(&text, &anchor, between), Find::Ambiguous { count: 2 });
    let far = find(&text, &anchor, ByteOffset::new(100_000));
    assert!(matches!(far, Find::Ambiguous { count } if count >= 5), "{far:?}");
}

#[test]
fn near_words_are_found_in_the_same_surroundings() {
    check(
        "They said: |the special military operation goes on as planned|. Then they left.",
        "They said: |the special military operations go on as planned|. Then they left.",
    );
    check(
        "Он сказал: |специальная военная операция продолжается|. Потом ушёл.",
        "Он сказал: |специальная военая операция продолжаеться|. Потом ушёл.",
    );
    let score = check("We went to the |city center| in the end.", "We went to the |city centre| in the end.");
    assert!(score < 0.99, "{score}");
    check("We saw |a colourful thing| there.", "Yes!\n\nWe saw |a colorful  thing| there.");
}

#[test]
fn too_different_is_lost() {
    check("They said: |the operation goes on|. Then.", "They said: nothing at all of the kind. Then.");
    check("We went |home| at last.", "We went hone at last."); // too short for near
    check("a |word| b", "");
    // Near words, but with nothing of the surroundings.
    check(
        "In the morning we saw |a colourful thing| over the hills.",
        "Unrelated: a colorful thing, quoth Xavier; zzz qqq jjj kkk.",
    );
}

#[test]
fn two_near_matches_are_a_tie() {
    let (old, was) = marked("It was |a colourful thing| indeed.");
    let anchor = Anchor::of(&old, was).unwrap();
    let new = "It was a colorful thing indeed. It was a colorful thing indeed.";
    let hint = ByteOffset::new(100_000);
    assert_eq!(find(new, &anchor, hint), Find::Ambiguous { count: 2 });
}

#[test]
fn a_blank_anchor_is_lost() {
    let anchor = Anchor { exact: " \n".into(), prefix: "a".into(), suffix: "b".into() };
    assert_eq!(find("a \n b", &anchor, ByteOffset::ZERO), Find::Lost);
}

/// A megabyte of sentences that differ in a number only.
fn prose() -> String {
    let sentence = |i| format!("This is sentence number {i} of the whole text. ");
    (0..20_000).map(sentence).collect::<Vec<_>>().concat()
}

#[test]
fn the_work_is_bounded_at_a_megabyte() {
    let began = std::time::Instant::now();
    let prose = prose();
    // The worst there is: every place may be the passage. A fifth of the size,
    // because tests are built without optimisation.
    let ones = "a ".repeat(100_000);
    for text in [prose.as_str(), ones.as_str()] {
        let middle = text.len() / 2;
        for len in [1, 20, 400, 50_000, text.len() / 2] {
            let anchor = Anchor::of(text, range(middle, middle + len)).unwrap();
            let _ = find(text, &anchor, ByteOffset::ZERO);
            // Not in the text any more: near matches are tried.
            let changed = Anchor { exact: format!("{}#", anchor.exact), ..anchor };
            let _ = find(text, &changed, ByteOffset::ZERO);
        }
    }
    assert!(began.elapsed().as_secs() < 90, "{:?}", began.elapsed());
}

#[test]
fn a_changed_sentence_is_found_in_a_megabyte() {
    let text = prose();
    let start = text.find("This is sentence number 12345 ").unwrap();
    let anchor = Anchor::of(&text, range(start, start + 47)).unwrap();
    let new = text.replacen("number 12345 of the whole", "number 12345 of a whole", 1);
    let found = find(&new, &anchor, ByteOffset::new(start));
    assert!(
        matches!(found, Find::Found { range, score } if range.start().get() == start && score > 0.9),
        "{found:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_anchored_is_found_where_it_was(
        text in "([a-cя]|[a-z]{3}|[ \n]){1,80}", a in 0..200usize, b in 0..200usize
    ) {
        let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let was = range(floor(a.min(b)), floor(a.max(b)));
        if let Some(anchor) = Anchor::of(&text, was) {
            match find(&text, &anchor, was.start()) {
                Find::Found { range, score } => {
                    prop_assert_eq!(range, was);
                    prop_assert!(score > 0.99);
                }
                Find::Ambiguous { count } => prop_assert!(count > 1),
                Find::Lost => prop_assert!(false, "lost"),
            }
        }
    }

    #[test]
    fn any_anchor_in_any_text_is_survived(
        text in "([ab ]|я|\n){0,60}", exact in "([ab ]|я|\n){0,40}", prefix in "[ab я]{0,8}",
        suffix in "[ab я]{0,8}", hint in 0..99usize
    ) {
        let anchor = Anchor { exact, prefix, suffix };
        if let Find::Found { range, score } = find(&text, &anchor, ByteOffset::new(hint)) {
            prop_assert!(range.slice(&text).is_some_and(|s| !s.trim().is_empty()));
            prop_assert!((0.0..=1.0001).contains(&score));
        }
    }

    #[test]
    fn folding_finds_every_place(text in "[ab \n]{0,40}", words in "[ab]( ?[ab]){0,3}") {
        let folded = Folded::new(&text);
        let found: Vec<ByteRange> = folded.occurrences(&words);
        // The model: every stretch whose own folding is the words.
        let mut expected = Vec::new();
        for start in 0..text.len() {
            for end in start + 1..=text.len() {
                let slice = &text[start..end];
                if slice.trim() == slice && fold::folded(slice).eq(words.chars()) {
                    expected.push(range(start, end));
                }
            }
        }
        prop_assert_eq!(found, expected);
    }
}
