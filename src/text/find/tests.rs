//! Tests of finding words: what counts as the same, whole words, limits; and
//! that any search in any text gives what a slow and simple one gives. They must
//! not know how the copy and the way back are kept.

#![allow(clippy::string_slice, reason = "a test may fail loudly")]

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

/// The text with the hits drawn into it.
fn drawn(text: &str, hits: &Hits) -> String {
    let mut drawn = String::new();
    let mut from = 0;
    for hit in hits.as_slice() {
        let (start, end) = (hit.start().get(), hit.end().get());
        drawn += &format!("{}⟦{}⟧", &text[from..start], &text[start..end]);
        from = end;
    }
    drawn + &text[from..]
}

fn hits(text: &str, words: &str, matching: Matching, whole_words: bool) -> Hits {
    Query::new(words, matching, whole_words).map_or_else(Hits::default, |q| q.find(text, None, usize::MAX))
}

/// Looks for words in a text given with its hits drawn as `⟦…⟧`; they must be
/// found there and nowhere else.
fn check_as(words: &str, expected: &str, matching: Matching, whole_words: bool) {
    let text: String = expected.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
    let found = hits(&text, words, matching, whole_words);
    assert_eq!(drawn(&text, &found), expected, "{words:?}");
}

fn check(words: &str, expected: &str) {
    check_as(words, expected, Matching::Folded, false);
}

fn check_exact(words: &str, expected: &str) {
    check_as(words, expected, Matching::Exact, false);
}

fn check_whole(words: &str, expected: &str) {
    check_as(words, expected, Matching::Folded, true);
}

#[test]
fn exact_is_byte_by_byte() {
    check_exact("side", "The ⟦side⟧ in⟦side⟧ the Side");
    check_exact("aa", "⟦aa⟧⟦aa⟧a");
    check_exact("елка", "ёлка, ⟦елка⟧, Елка");
    check_exact("two three", "two  three, ⟦two three⟧");
    check_exact("x", "none");
    check_exact("longer than the text", "text");
}

#[test]
fn case_makes_no_difference() {
    check("side", "The ⟦side⟧ in⟦Side⟧ the ⟦SIDE⟧");
    check("МИД", "⟦МИД⟧ и ⟦мид⟧, а также а⟦мид⟧а");
    check("ωσ", "⟦ΩΣ⟧ ⟦ως⟧ ⟦ωσ⟧");
    check("strasse", "⟦Straße⟧ ⟦STRASSE⟧ ⟦STRAẞE⟧ ⟦strasse⟧");
    check("ß", "Stra⟦ß⟧e, Stra⟦ss⟧e, Gas gas");
    check("istanbul", "⟦İstanbul⟧ ⟦Istanbul⟧ ⟦ıstanbul⟧ ⟦istanbul⟧ ⟦ISTANBUL⟧");
    check("KIRGIZ", "⟦kırgız⟧ ⟦Kirgiz⟧");
    check("бәрі", "⟦БӘРІ⟧ ⟦бәрі⟧");
}

#[test]
fn accents_make_no_difference() {
    check("resume", "⟦résumé⟧ ⟦RESUME⟧ ⟦re\u{301}sume\u{301}⟧s");
    check("résumé", "⟦resume⟧ ⟦résumé⟧");
    check("Αθηνα", "⟦Ἀθῆνα⟧ ⟦Αθήνα⟧");
    check("Walesa", "⟦Wałęsa⟧");
    check("Dung", "⟦Dũng⟧ ⟦Đụng⟧");
    check("замок", "⟦за́мок⟧ и ⟦замо́к⟧");
    check("كتاب", "⟦كِتَاب⟧");
}

#[test]
fn cyrillic_letters_are_what_their_alphabets_say() {
    check("елка", "⟦ёлка⟧ ⟦Елка⟧ ⟦Ёлка⟧ ⟦е\u{308}лка⟧");
    check("ёлка", "⟦елка⟧");
    check("мои", "мой ⟦мои⟧ МОЙ ⟦МОИ⟧ мои\u{306}");
    check("мой", "⟦мой⟧ мои ⟦МОЙ⟧ ⟦мои\u{306}⟧ ⟦мой\u{301}⟧");
    check("таны", "⟦таны⟧ таңы");
    check("соз", "⟦соз⟧ сөз");
    check("ун", "⟦ун⟧ үн ұн");
    check("казак", "⟦казак⟧ қазақ");
    check("газ", "⟦газ⟧ ғаз");
    check("а", "⟦а⟧ ә");
    check("и", "⟦и⟧ і й ї");
    check("қазақстан", "⟦Қазақстан⟧");
    check("һ", "⟦Һ⟧ х");
    check("у", "⟦у⟧ ў");
}

#[test]
fn variants_of_print_make_no_difference() {
    check("don't", "⟦don’t⟧ ⟦don't⟧ ⟦donʼt⟧");
    check("“a”", "⟦\"a\"⟧ ⟦«a»⟧ ⟦„a“⟧ ⟦”a”⟧");
    check("1990-1995", "⟦1990–1995⟧ ⟦1990—1995⟧ ⟦1990‑1995⟧ ⟦1990−1995⟧");
    check("5 000", "⟦5\u{A0}000⟧ ⟦5\u{202F}000⟧ ⟦5 000⟧ 5000");
    check("wait...", "⟦wait…⟧ ⟦wait...⟧");
    check("cooperation", "⟦co\u{AD}operation⟧");
    check("≠", "a = b ⟦≠⟧ c");
    check("=", "a ⟦=⟧ b ≠ c");
}

#[test]
fn white_space_is_one_space() {
    check("two three", "⟦two three⟧ ⟦two  three⟧ ⟦two\nthree⟧ ⟦two \n\n\u{A0}three⟧ twothree");
    check("two \n three", "⟦two three⟧");
    check("o ", "tw⟦o \n ⟧three o");
    check(" ", "a⟦ ⟧b⟦\n\n⟧c");
    check("", "abc");
    check("\u{301}", "e\u{301}");
}

#[test]
fn what_is_found_is_whole_to_the_eye() {
    check("cafe", "⟦cafe\u{301}⟧s");
    check("f", "⟦ﬁ⟧nd o⟦ﬀ⟧");
    check("if", "⟦iﬁ⟧");
    check("s", "⟦S⟧tra⟦ß⟧e");
    check("sss", "⟦sß⟧ ⟦ßs⟧ ⟦ßß⟧");
    check("ss", "⟦sß⟧⟦ss⟧");
    check(".", "⟦…⟧");
    check("👩", "⟦👩\u{200D}👧⟧ ⟦👩🏽⟧ ⟦👩⟧");
    check("가", "⟦가⟧ 각");
    check("か", "⟦か⟧ が か\u{3099}");
    check("क", "⟦क⟧ ⟦कि⟧");
    check("🇬🇷", "⟦🇬🇷⟧🇷🇺");
    // Not wanted, but harmless: two flags with no space between them in which
    // the letters of a third stand.
    check("🇬🇷", "⟦🇰🇬🇷🇺⟧");
}

#[test]
fn whole_words_end_at_no_letter() {
    check_whole("side", "⟦side⟧ inside sides ⟦Side⟧, «⟦side⟧» side2 a_side ⟦side⟧-by-⟦side⟧");
    check_whole("сторон", "⟦сторон⟧ сторона ⟦сторон⟧.");
    check_whole("cafe", "⟦café⟧ cafés ⟦cafe\u{301}⟧ cafe\u{301}s");
    check_whole("accord", "l’⟦accord⟧ l'⟦accord⟧ accords");
    // The hit's own ends need not be letters.
    check_whole(", and", "a⟦, and⟧ b, andes");
    check_whole("1990", "⟦1990⟧–1995 19905");
    check_as("side", "⟦side⟧ inside Side", Matching::Exact, true);
    check_as("cafe", "cafe\u{301} ⟦cafe⟧", Matching::Exact, true);
}

#[test]
fn a_limit_cuts_and_says_so() {
    for matching in [Matching::Exact, Matching::Folded] {
        let query = Query::new("a", matching, false).unwrap();
        for (limit, len, cut) in [(0, 0, true), (2, 2, true), (3, 3, false), (9, 3, false)] {
            let hits = query.find("a b a b a", None, limit);
            assert_eq!((hits.len(), hits.is_cut()), (len, cut), "limit {limit}");
        }
        let none = query.find("bbb", None, 0);
        assert!(none.is_empty() && !none.is_cut());
    }
    assert!(Query::new("", Matching::Exact, false).is_none());
    assert!(Query::new("\u{AD}", Matching::Folded, false).is_none());
}

#[test]
fn a_copy_of_another_text_is_not_believed() {
    let other = FoldedText::new("word and more");
    let query = Query::new("word", Matching::Folded, false).unwrap();
    assert_eq!(drawn("a wörd", &query.find("a wörd", Some(&other), 9)), "a ⟦wörd⟧");
}

#[test]
fn hits_are_found_by_their_place() {
    let text = "ab ab ab ab";
    let hits = hits(text, "ab", Matching::Folded, false);
    let at = ByteOffset::new;
    let range = |start, end| ByteRange::spanning(at(start), at(end));
    assert_eq!(hits.len(), 4);
    assert_eq!(hits.between(range(1, 4)), [range(0, 2), range(3, 5)]);
    assert_eq!(hits.between(range(2, 3)), []);
    assert_eq!(hits.between(range(5, 6)), []);
    assert_eq!(hits.between(range(4, 99)), [range(3, 5), range(6, 8), range(9, 11)]);
    assert_eq!(
        (hits.next_from(at(0)), hits.next_from(at(1)), hits.next_from(at(10))),
        (Some(0), Some(1), None)
    );
    assert_eq!(
        (hits.previous_from(at(0)), hits.previous_from(at(3)), hits.previous_from(at(4))),
        (None, Some(0), Some(1))
    );
    assert_eq!((hits.get(3), hits.get(4)), (Some(range(9, 11)), None));
}

#[test]
fn the_copy_is_about_as_large_as_the_text() {
    let plain = "The two sides met in Bishkek. Стороны встретились. ".repeat(1_000);
    let folded = FoldedText::new(&plain);
    assert!(folded.heap_bytes() <= plain.len() + 64, "{} of {}", folded.heap_bytes(), plain.len());
    // The worst there is: every letter has a mark of its own, or is two.
    for worst in ["e\u{301}", "é", "ß", "– "] {
        let text = worst.repeat(10_000);
        let folded = FoldedText::new(&text);
        assert!(folded.heap_bytes() <= text.len() * 7, "{worst:?}: {}", folded.heap_bytes());
    }
}

/// What a cluster is compared as, by the plainest means.
fn naive_fold(cluster: &str) -> String {
    let mut out = String::new();
    for c in cluster.nfc() {
        let small = c.to_lowercase().collect::<String>().to_uppercase().to_lowercase().replace('ς', "σ");
        if "йӗӥңүқ".contains(&small) {
            out += &small;
        } else if "≠がクグ".contains(c) || ('가'..='힣').contains(&c) {
            out.push(c);
        } else {
            let unmarked =
                |d: &char| !"\u{301}\u{306}\u{308}\u{323}\u{328}\u{307}\u{AD}\u{200D}\u{FE0F}".contains(*d);
            for d in small.nfd().filter(unmarked) {
                match d {
                    d if d.is_whitespace() => out.push(' '),
                    '’' | 'ʼ' => out.push('\''),
                    '“' | '«' => out.push('"'),
                    '–' | '—' | '‑' => out.push('-'),
                    '…' => out += "...",
                    d => out.push(d),
                }
            }
        }
    }
    out
}

/// What each piece of a text is compared as, and where it starts.
pub(super) fn pieces(text: &str) -> Vec<(String, usize)> {
    let mut pieces: Vec<(String, usize)> = Vec::new();
    for (at, cluster) in text.grapheme_indices(true) {
        let folded = naive_fold(cluster);
        let again = folded.trim().is_empty() && pieces.last().is_some_and(|(last, _)| last == " ");
        if !folded.is_empty() && !again {
            pieces.push((folded, at));
        }
    }
    pieces
}

/// All hits, by comparing at every place.
fn naive(text: &str, words: &str) -> Vec<ByteRange> {
    let wanted: String = pieces(words).into_iter().map(|(folded, _)| folded).collect();
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut first = 0;
    'places: while !wanted.is_empty() && first < pieces.len() {
        let all: String = pieces[first..].iter().map(|(folded, _)| folded.as_str()).collect();
        let len = pieces[first].0.len();
        for start in (0..len).filter(|start| all.is_char_boundary(*start)) {
            if all[start..].starts_with(&wanted) {
                let mut end = first;
                let mut covered = 0;
                while covered < start + wanted.len() {
                    covered += pieces[end].0.len();
                    end += 1;
                }
                let to = pieces.get(end).map_or(text.len(), |piece| piece.1);
                found.push(ByteRange::spanning(ByteOffset::new(pieces[first].1), ByteOffset::new(to)));
                first = end;
                continue 'places;
            }
        }
        first += 1;
    }
    found
}

/// Characters that are hard to find words among.
fn nasty() -> impl Strategy<Value = String> {
    let chars: Vec<char> = "aaeessSfiIßẞİıﬁéёеЁийЙңүқσςΣά'’ʼ\"“«-–— \u{A0}\n…..\u{AD}\u{200D}\u{FE0F}👩👧🏽🇰🇬🇷각가かが\u{3099}≠=クि\u{301}\u{301}\u{306}\u{308}\u{323}"
        .chars()
        .collect();
    proptest::collection::vec(proptest::sample::select(chars), 0..24).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_search_finds_what_the_slow_one_finds(text in nasty(), words in nasty(), take in 1..4usize, from in 0..24usize) {
        // Words of the text itself, so that there are hits, and others.
        let own: String = text.chars().skip(from).take(take).collect();
        let short: String = words.chars().take(take).collect();
        let folded = FoldedText::new(&text);
        for words in [own, short] {
            let query = Query::new(&words, Matching::Folded, false);
            let found = query.map_or_else(Hits::default, |q| q.find(&text, Some(&folded), usize::MAX));
            prop_assert_eq!(found.as_slice(), naive(&text, &words), "{:?} in {:?}: {}", words, text, drawn(&text, &found));
            let clusters: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
            for hit in found.as_slice() {
                prop_assert!(!hit.is_empty());
                prop_assert!(clusters.contains(&hit.start().get()) && clusters.contains(&hit.end().get()));
            }
        }
    }

    #[test]
    fn exact_search_finds_what_the_standard_one_finds(text in nasty(), take in 1..3usize, from in 0..24usize) {
        let words: String = text.chars().skip(from).take(take).collect();
        let found = hits(&text, &words, Matching::Exact, false);
        let expected: Vec<usize> = if words.is_empty() { vec![] } else { text.match_indices(&words).map(|(at, _)| at).collect() };
        let starts: Vec<usize> = found.as_slice().iter().map(|hit| hit.start().get()).collect();
        prop_assert_eq!(starts, expected);
        for hit in found.as_slice() {
            prop_assert_eq!(hit.slice(&text), Some(words.as_str()));
        }
    }

    #[test]
    fn how_a_text_is_composed_makes_no_difference(text in nasty()) {
        let (composed, taken_apart): (String, String) = (text.nfc().collect(), text.nfd().collect());
        let (composed, taken_apart) = (FoldedText::new(&composed), FoldedText::new(&taken_apart));
        prop_assert_eq!(composed.as_str(), taken_apart.as_str());
    }

    #[test]
    fn whole_words_are_those_hits_that_end_at_no_letter(text in "[aб1_ ,.é]{0,30}", words in "[aб1 ,]{1,3}") {
        let all = hits(&text, &words, Matching::Folded, false);
        let whole = hits(&text, &words, Matching::Folded, true);
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let cut = |at: usize| letter(text[..at].chars().next_back()) && letter(text[at..].chars().next());
        let expected: Vec<ByteRange> =
            all.as_slice().iter().copied().filter(|h| !cut(h.start().get()) && !cut(h.end().get())).collect();
        prop_assert_eq!(whole.as_slice(), expected);
    }

    #[test]
    fn hits_between_are_those_that_overlap(text in "[ab ]{0,40}", from in 0..45usize, len in 1..9usize) {
        let hits = hits(&text, "ab", Matching::Folded, false);
        let range = ByteRange::spanning(ByteOffset::new(from), ByteOffset::new(from + len));
        let expected: Vec<ByteRange> = hits.as_slice().iter().copied().filter(|h| h.overlaps(range)).collect();
        prop_assert_eq!(hits.between(range), expected);
    }
}
