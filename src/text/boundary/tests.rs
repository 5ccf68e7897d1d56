//! Tests of graphemes, words, paragraphs and snapping, against the plain
//! segmentation of the whole text. They must not know about windows.

#![allow(clippy::string_slice, reason = "a test may fail loudly")]

use super::*;
use proptest::prelude::*;

fn o(at: usize) -> ByteOffset {
    ByteOffset::new(at)
}

/// Shows what is selected between the two `|` in the text.
fn marked(text: &str) -> (String, ByteRange) {
    let first = text.find('|').unwrap();
    let last = text.rfind('|').unwrap();
    let end = if first == last { first } else { last - 1 };
    (text.replace('|', ""), range(first, end))
}

#[test]
fn graphemes() {
    let text = "e\u{301}👩\u{200D}👧\r\nй";
    let steps = [0, 3, 14, 16, 18];
    for pair in steps.windows(2) {
        assert_eq!(next_grapheme(text, o(pair[0])), o(pair[1]));
        assert_eq!(prev_grapheme(text, o(pair[1])), o(pair[0]));
    }
    assert_eq!(next_grapheme(text, o(18)), o(18));
    assert_eq!(prev_grapheme(text, o(0)), o(0));
    assert_eq!(prev_grapheme(text, o(99)), o(16));
    assert_eq!(next_grapheme("", o(0)), o(0));
}

#[test]
fn paragraphs_are_the_lines_with_text() {
    let text = "One \n\n  \nТри\n";
    assert_eq!(paragraphs(text), [range(0, 4), range(9, 15)]);
    assert_eq!(paragraphs(""), []);
    for (at, expected) in [
        (0, (0, 4)),
        (4, (0, 4)),
        (5, (5, 5)),
        (7, (6, 8)),
        (10, (9, 15)),
        (15, (9, 15)),
        (16, (16, 16)),
        (99, (16, 16)),
    ] {
        assert_eq!(paragraph_at(text, o(at)), range(expected.0, expected.1), "{at}");
    }
}

/// Asserts which run is at the `|`.
fn check_word(text: &str, expected: &str) {
    let (text, at) = marked(text);
    assert_eq!(word_at(&text, at.start()).slice(&text), Some(expected), "{text:?}");
}

#[test]
fn words() {
    check_word("|one two", "one");
    check_word("on|e two", "one");
    check_word("one| two", " ");
    check_word("one  | two", "   ");
    check_word("one two|", "two");
    check_word("one|\ntwo", "one");
    check_word("don|'t", "don't");
    check_word("a 1,000|.5 b", "1,000.5");
    check_word("end|?!» x", "?!»");
    check_word("Кыргы|з тили", "Кыргыз");
    check_word("a\n|\nb", "");
    check_word("|", "");
}

/// Asserts where a caret at the first `|` goes: to the second `|`.
fn check_move(go: fn(&str, ByteOffset) -> ByteOffset, text: &str, back: bool) {
    let (text, range) = marked(text);
    let (from, to) = if back { (range.end(), range.start()) } else { (range.start(), range.end()) };
    assert_eq!(go(&text, from), to, "{text:?}");
}

#[test]
fn carets_move_by_words() {
    check_move(word_right, "|one| two", false);
    check_move(word_right, "one| two|", false);
    check_move(word_right, "one|... «two|»", false);
    check_move(word_right, "one|.\n\n  two|", false);
    check_move(word_right, "one|. !|", false);
    check_move(word_right, "мир|", false);
    check_move(word_left, "one |two|", true);
    check_move(word_left, "|one |two", true);
    check_move(word_left, "one «|two» ...|", true);
    check_move(word_left, "|one\n\n. |two", true);
    check_move(word_left, "|. !|", true);
    check_move(word_left, "|", true);
}

/// Asserts what a selection becomes; both are marked with `|`.
fn check_snap(selected: &str, expected: &str) {
    let (text, range) = marked(selected);
    let (same, expected) = marked(expected);
    assert_eq!(text, same);
    assert_eq!(snap_to_words(&text, range), expected, "{selected:?}");
    assert_eq!(snap_to_words(&text, expected), expected, "not stable: {selected:?}");
}

#[test]
fn selections_snap_to_words() {
    check_snap("on|e tw|o three", "|one two| three");
    check_snap("one| two |three", "one |two| three");
    check_snap("one| |two", "one| two");
    check_snap("one |«tw|o» three", "one |«two|» three");
    check_snap("one,|\n\ntw|o", "one,\n\n|two|");
    check_snap("М|и|р", "|Мир|");
    check_snap("o|n", "o|n");
}

#[test]
fn a_range_that_is_no_range_of_the_text_is_survived() {
    assert_eq!(trim("Мир", range(1, 99)), range(0, 6));
    assert_eq!(snap_to_words("Мир", range(3, 99)), range(0, 6));
    assert_eq!(trim("", range(4, 9)), range(0, 0));
}

proptest! {
    #[test]
    fn runs_agree_with_the_segmentation_of_the_whole_line(
        text in "([abя]|[ \u{A0}\u{301}\n]|[.,'’]|[1🙂中]|\u{200D}){0,30}", at in 0..60usize, other in 0..60usize
    ) {
        let line = line_at(&text, floor(&text, o(at)));
        let bounds: Vec<usize> = text[line.clone()]
            .split_word_bound_indices()
            .map(|(i, _)| line.start + i)
            .chain([line.end])
            .collect();
        let word = word_at(&text, o(at));
        prop_assert!(bounds.contains(&word.start().get()) && bounds.contains(&word.end().get()));
        prop_assert!(word.contains(o(floor(&text, o(at)))) || word.end().get() == line.end);
        prop_assert!(word_left(&text, o(at)) <= o(at));
        prop_assert!(word_right(&text, o(at)) >= o(floor(&text, o(at))));
        let selected = range(at, other);
        let snapped = snap_to_words(&text, selected);
        prop_assert!(snapped.contains_range(trim(&text, selected)));
        prop_assert_eq!(snapped.slice(&text).unwrap().trim(), snapped.slice(&text).unwrap());
        let (next, prev) = (next_grapheme(&text, o(at)), prev_grapheme(&text, o(at)));
        prop_assert!(text.is_char_boundary(next.get()) && text.is_char_boundary(prev.get()));
    }
}
