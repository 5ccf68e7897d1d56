//! Tests of the clean-up: single rules by table, all of them together by
//! property. They must not know in what order the rules are applied.

use super::*;
use proptest::prelude::*;

/// Checks both ways in: what `new` makes, and that `try_clean` takes just that.
fn check(text: &str, expected: &str) {
    let clean = CleanText::new(text);
    assert_eq!(clean.as_str(), expected, "of {text:?}");
    assert_eq!(CleanText::try_clean(expected.to_owned()), Ok(clean));
    if text != expected {
        assert_eq!(CleanText::try_clean(text.to_owned()), Err(text.to_owned()));
    }
}

#[test]
fn clean_text_stays() {
    check("", "");
    check("Мир", "Мир");
    check("one\ntwo\n\nthree", "one\ntwo\n\nthree");
    check("  indented\n  twice", "  indented\n  twice");
    check("a\u{A0}b soft\u{AD}hyphen", "a\u{A0}b soft\u{AD}hyphen");
    check("\u{200F}(x)\u{200E} می\u{200C}روم 👩\u{200D}👧", "\u{200F}(x)\u{200E} می\u{200C}روم 👩\u{200D}👧");
}

#[test]
fn lines_end_in_lf() {
    check("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f", "a\nb\nc\nd\ne\nf");
    check("a\r\r\nb", "a\n\nb");
    check("a\n\rb", "a\n\nb");
    check("a\u{B}b\u{C}c", "a\nb\nc");
}

#[test]
fn marks_controls_and_noncharacters_go() {
    check("\u{FEFF}a\u{FEFF}b", "ab");
    check("a\tb", "a b");
    check("a\0b\u{1B}c\u{7F}d\u{9F}e", "abcde");
    check("a\u{FFFE}b\u{FDD0}c\u{1FFFF}d\u{10FFFE}e", "abcde");
    check("\u{FFFD}", "\u{FFFD}");
}

#[test]
fn composed_after_what_stood_between_is_gone() {
    check("и\u{306}", "й");
    check("e\u{0}\u{301}", "é");
    check("е\u{FEFF}\u{308}", "ё");
}

#[test]
fn blank_lines_and_trailing_space_go() {
    check("a \nb", "a\nb");
    check("a ", "a");
    check("a  \nb\u{A0}\n", "a\nb");
    check("\n\n a\n\n\n\nb\n \n\t\nc\n\n", " a\n\nb\n\nc");
    check(" \n\t", "");
    check("a\n", "a");
    check("\na", "a");
}

proptest! {
    #[test]
    fn any_text_comes_out_clean(
        text in "([ab\u{301}\u{306}и \t\r\n\u{85}\u{2028}\u{FEFF}\u{0}\u{1F}\u{AD}\u{FFFF}\u{3000}\u{1100}\u{1161}]|\\PC){0,40}"
    ) {
        let clean = CleanText::new(&text);
        let again = CleanText::new(&clean);
        prop_assert_eq!(&again, &clean, "not idempotent");
        prop_assert_eq!(CleanText::try_clean(clean.to_string()), Ok(clean.clone()));
        prop_assert_eq!(CleanText::try_clean(text.clone()).is_ok(), clean.as_str() == text);
        let banned = ['\r', '\t', '\u{85}', '\u{2028}', '\u{FEFF}', '\0', '\u{FFFF}'];
        prop_assert!(!clean.contains(banned));
        prop_assert!(!clean.contains("\n\n\n"));
        prop_assert!(clean.split('\n').all(|line| line.trim_end() == line));
        prop_assert_eq!(clean.trim_matches('\n'), clean.as_str());
        prop_assert!(clean.chars().nfc().eq(clean.chars()));
        // Nothing but white space, marks of composition and the banned goes.
        let kept = |s: &str| s.chars().filter(|c| "ab\u{AD}".contains(*c)).count();
        prop_assert!(kept(&clean) <= kept(&text));
    }
}

/// What clean means, said plainly.
fn is_clean_by_definition(text: &str) -> bool {
    let lines_fit = text.is_empty()
        || (text.split('\n').all(|line| line.trim_end() == line)
            && !text.contains("\n\n\n")
            && text.trim_matches('\n') == text);
    lines_fit && text.chars().all(|c| matches!(fate(c), Fate::Keep)) && is_nfc(text)
}

proptest! {
    // Long enough for several chunks, in which what is odd stands anywhere.
    #[test]
    fn many_characters_at_a_time_are_judged_as_one_by_one(
        text in "([a-z жөүң«»–№ё\n]|[a-zа-я]{1,70}|[\u{301}\u{306}\u{340}\u{37E}\u{483}\u{489}\u{48A}\u{9F}\u{A0}\u{7F}\u{2000}\u{2028}\u{1100}\u{1161}\u{AC00}\u{11A8}漢🤝\u{FDD0}\u{2126}]|\\PC){0,60}"
    ) {
        prop_assert_eq!(is_clean(&text), is_clean_by_definition(&text));
    }
}

#[test]
fn plain_characters_are_kept_and_in_form_c_wherever_they_stand() {
    for c in ('\0'..='\u{10FFFF}').filter(|c| is_plain(*c) && matches!(fate(*c), Fate::Keep)) {
        for around in [format!("a{c}a"), format!("{c}"), format!("и{c}б"), format!("\u{1100}{c}\u{1100}")] {
            assert!(is_nfc(&around), "{:x}", u32::from(c));
        }
        assert_eq!(unicode_normalization::char::canonical_combining_class(c), 0);
    }
}
