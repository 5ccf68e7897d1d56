//! Tests of finding words in texts that were not folded: what is found with which endings, and that
//! a slow and simple search finds the same. They must not know how places are sieved.

#![allow(clippy::string_slice, reason = "a test may fail loudly")]

use proptest::prelude::*;

use super::super::tests::pieces;
use super::*;

/// Looks for words in a text given with what is to be found drawn as `⟦…⟧`.
fn check(wanted: Option<Wanted>, expected: &str) {
    let wanted = wanted.unwrap();
    let text: String = expected.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
    let (mut drawn, mut from) = (String::new(), 0);
    for place in wanted.find(&text) {
        let (start, end) = (place.start().get(), place.end().get());
        drawn += &format!("{}⟦{}⟧", &text[from..start], &text[start..end]);
        from = end;
    }
    assert_eq!(drawn + &text[from..], expected, "{:?}", wanted.spelled);
    assert_eq!(wanted.is_in(&text), expected.contains('⟦'));
}

#[test]
fn a_word_is_found_with_its_endings() {
    check(Wanted::word("border"), "⟦Border⟧ and ⟦borders⟧, ⟦bordering⟧? Re-⟦border⟧; reborder order");
    check(Wanted::word("Границы"), "На ⟦границе⟧, за ⟦границами⟧; заграница");
    check(Wanted::word("policies"), "⟦policy⟧ polite");
    check(Wanted::word("ёлки"), "⟦ЕЛКИ⟧ и ⟦ёлки⟧");
    check(Wanted::word("rule_1"), "⟦rule_1⟧ rule");
    check(Wanted::word("2024"), "⟦2024⟧ 12024 20245 (⟦2024⟧)");
}

#[test]
fn a_beginning_is_found_to_the_end_of_the_word() {
    check(Wanted::beginning("bord"), "⟦Border⟧, ⟦bordering⟧, aboard, a⟦⟧".trim_end_matches("a⟦⟧"));
    check(Wanted::beginning("э"), "⟦этот⟧ ⟦Это⟧, поэт");
}

#[test]
fn a_phrase_is_found_as_it_stands() {
    check(Wanted::phrase("both  sides"), "⟦Both\u{a0}sides⟧, ⟦both\n sides⟧, both sidesteps, sides both");
    check(Wanted::phrase("d'Ivoire"), "Côte ⟦d’Ivoire⟧");
    check(Wanted::phrase("a b a"), "⟦a b a⟧ b a, ⟦a b a⟧");
    check(Wanted::word("Ala-Too"), "⟦Ala-Too⟧, ⟦ala–too⟧s".trim_end_matches("⟦ala–too⟧s"));
}

#[test]
fn accents_and_what_is_unseen_make_no_difference() {
    check(Wanted::word("resume"), "⟦résumé⟧ ⟦re\u{301}sume\u{301}⟧ ⟦re\u{AD}su\u{AD}me\u{AD}⟧ ⟦RESUMES⟧");
    check(Wanted::word("край"), "⟦край⟧ ⟦краи\u{306}⟧ ⟦кра\u{301}й⟧");
    check(Wanted::phrase("strasse"), "⟦Straße⟧ ⟦STRASSE⟧ Straßen");
    check(Wanted::phrase("k"), "⟦K⟧ ⟦ḱ⟧ ⟦K⟧ ok");
    check(Wanted::word("συναντηση"), "⟦Συνάντηση⟧");
    check(Wanted::word("كتاب"), "⟦كِتَاب⟧");
    check(Wanted::word("한국"), "⟦한국⟧ ⟦한국⟧ 한국은");
    check(Wanted::beginning("한국"), "⟦한국⟧ ⟦한국은⟧");
}

#[test]
fn scripts_without_spaces_are_searched_anywhere() {
    check(Wanted::word("同意"), "双方⟦同意⟧。⟦同意⟧了");
    check(Wanted::word("ประเทศ"), "หลาย⟦ประเทศ⟧ใน");
    check(Wanted::word("Moscow"), "在⟦Moscow⟧举行 Moscowites");
}

#[test]
fn nothing_to_look_for_is_no_word() {
    for typed in ["", " ", "«»", "—", "\u{AD}"] {
        assert!(Wanted::word(typed).is_none() && Wanted::phrase(typed).is_none(), "{typed:?}");
    }
}

#[test]
fn a_text_full_of_hard_places_is_folded_as_a_whole() {
    let text = "bor\u{AD}der ประเทศ ".repeat(2_000);
    let found: Vec<ByteRange> = Wanted::word("borders").unwrap().find(&text).collect();
    assert_eq!(found.len(), 2_000);
    let found: Vec<ByteRange> = Wanted::word("เทศ").unwrap().find(&text).collect();
    assert_eq!(found.len(), 2_000);
    let long = format!("{}bor\u{AD}der{}", "ก".repeat(9_000), " ก".repeat(9_000));
    assert_eq!(Wanted::word("border").unwrap().find(&long).count(), 1);
}

/// All places, by folding the whole text and comparing at every letter.
fn slow(text: &str, wanted: &Wanted) -> Vec<ByteRange> {
    let pieces = pieces(text);
    let letters: Vec<(char, usize)> = pieces
        .iter()
        .enumerate()
        .flat_map(|(at, (folded, _))| folded.chars().map(move |c| (c, at)))
        .collect();
    let needle: Vec<char> = wanted.spelled.chars().collect();
    let together = |a: usize, b: usize| {
        let pair = letters.get(a).zip(letters.get(b));
        wanted.bounds != Bounds::Anywhere && pair.is_some_and(|(a, b)| go_together(a.0, b.0))
    };
    let (mut found, mut last): (Vec<ByteRange>, usize) = (Vec::new(), 0);
    for at in 0..letters.len() {
        let mut end = at + needle.len();
        if letters.len() < end || letters[at..end].iter().map(|l| l.0).ne(needle.iter().copied()) {
            continue;
        }
        if at > 0 && together(at - 1, at) {
            continue;
        }
        if wanted.bounds == Bounds::Whole && together(end - 1, end) {
            continue;
        }
        while together(end - 1, end) {
            end += 1;
        }
        let word: String = letters[at..end].iter().map(|l| l.0).collect();
        if wanted.bounds == Bounds::Stem && stem(&word) != wanted.spelled {
            continue;
        }
        let start = pieces[letters[at].1].1;
        let to = pieces.get(letters[end - 1].1 + 1).map_or(text.len(), |piece| piece.1);
        if start >= last {
            found.push(ByteRange::spanning(ByteOffset::new(start), ByteOffset::new(to)));
            last = to;
        }
    }
    found
}

/// Texts of words that resemble each other, with what stands between words.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "border",
        "Borders",
        "bórder",
        "bor\u{AD}der",
        "BORDER\u{301}",
        "reborder",
        "граница",
        "границах",
        "Границе\u{301}",
        "заграница",
        "ёлка",
        "елки",
        "Straße",
        "strasse",
        "край",
        "краи\u{306}",
        "Край\u{306}",
        "同意",
        "同",
        "意",
        "한국",
        "가",
        "ประเทศ",
        "a",
        "A",
        "ab",
        "K",
        "ﬁn",
        "fin",
        "…",
        "İ",
        "ı",
    ]);
    let between =
        prop::sample::select(vec![" ", " ", " ", "  ", "\n", "\u{a0}", "-", "", "\u{AD}", "\u{301}", ", "]);
    prop::collection::vec((word, between), 0..12)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, between)| [word, between]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn any_word_is_found_where_the_slow_search_finds_it(text in texts(), words in texts(), more in 1..4usize, from in 0..40usize) {
        let own: String = text.chars().skip(from).take(more * 3).collect();
        for typed in [own, words.chars().take(more * 4).collect()] {
            for wanted in [Wanted::word(&typed), Wanted::beginning(&typed), Wanted::phrase(&typed)].into_iter().flatten() {
                let found: Vec<ByteRange> = wanted.find(&text).collect();
                prop_assert_eq!(&found, &slow(&text, &wanted), "{:?} {:?} in {:?}", wanted.bounds, typed, text);
                // All of it folded at once gives the same.
                let mut at_once = wanted.find(&text);
                at_once.folded = Some((FoldedText::new(&text), 0));
                prop_assert_eq!(&found, &at_once.collect::<Vec<_>>(), "{:?} {:?} in {:?}", wanted.bounds, typed, text);
            }
        }
    }
}
