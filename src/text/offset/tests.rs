//! Tests of offsets, ranges and their conversion, against plain counting. They
//! must not know the size of the table's steps.

use super::*;
use proptest::prelude::*;

fn r(start: usize, end: usize) -> ByteRange {
    ByteRange::new(ByteOffset::new(start), ByteOffset::new(end)).unwrap()
}

#[test]
fn a_range_never_runs_backwards() {
    let (one, two) = (ByteOffset::new(1), ByteOffset::new(2));
    assert_eq!(ByteRange::new(two, one), None);
    assert_eq!(ByteRange::spanning(two, one), r(1, 2));
    assert!(ByteRange::new(one, one).unwrap().is_empty());
}

#[test]
fn ranges_sort_by_start_then_end() {
    let mut ranges = vec![r(2, 3), r(0, 9), r(0, 1), r(2, 2)];
    ranges.sort();
    assert_eq!(ranges, [r(0, 1), r(0, 9), r(2, 2), r(2, 3)]);
}

#[test]
fn slice_wants_code_point_edges() {
    let text = "Мир";
    assert_eq!(r(0, 2).slice(text), Some("М"));
    assert_eq!(r(0, 6).slice(text), Some("Мир"));
    assert_eq!(r(6, 6).slice(text), Some(""));
    assert_eq!(r(0, 1).slice(text), None);
    assert_eq!(r(0, 7).slice(text), None);
}

fn some_range() -> impl Strategy<Value = (usize, usize)> {
    (0..12usize, 0..12usize).prop_map(|(a, b)| (a.min(b), a.max(b)))
}

/// The places in a range, which is all that half-open ranges are about.
fn places(range: (usize, usize)) -> Vec<usize> {
    (range.0..range.1).collect()
}

proptest! {
    #[test]
    fn ranges_agree_with_sets_of_places(a in some_range(), b in some_range(), at in 0..13usize) {
        let (x, y) = (r(a.0, a.1), r(b.0, b.1));
        let shared: Vec<usize> = places(a).into_iter().filter(|p| places(b).contains(p)).collect();
        prop_assert_eq!(x.contains(ByteOffset::new(at)), places(a).contains(&at));
        prop_assert_eq!(x.overlaps(y), !shared.is_empty());
        prop_assert_eq!(
            x.intersection(y).map(|i| places((i.start().get(), i.end().get()))),
            (!shared.is_empty()).then_some(shared)
        );
        prop_assert_eq!(x.len(), places(a).len());
        let cover = x.cover(y);
        prop_assert!(cover.contains_range(x) && cover.contains_range(y));
        prop_assert_eq!(cover.len(), a.1.max(b.1) - a.0.min(b.0));
        if y.len() > x.len() {
            prop_assert!(!x.contains_range(y));
        }
    }
}

/// Compares every offset of a text, and some beyond it, with plain counting.
fn check(text: &str) {
    let table = OffsetTable::new(text);
    assert_eq!(table.byte_len(), text.len());
    assert_eq!(table.char_len(), text.chars().count());
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    for byte in 0..text.len() + 3 {
        let expected = starts.binary_search(&byte).ok().map(CharOffset::new);
        assert_eq!(table.char_from_byte(text, ByteOffset::new(byte)), expected, "byte {byte}");
    }
    for char in 0..starts.len() + 2 {
        let expected = starts.get(char).copied().map(ByteOffset::new);
        assert_eq!(table.byte_from_char(text, CharOffset::new(char)), expected, "char {char}");
    }
}

#[test]
fn conversions_agree_with_counting() {
    check("");
    check("plain");
    check("Кыргыз Республикасы");
    check("a\u{10FFFF}б中");
    check(&"я".repeat(1000));
    check(&"a".repeat(1000));
    check(&format!("{}я", "a".repeat(127)));
    check(&format!("{}я{}", "a".repeat(127), "🙂".repeat(200)));
    check(&"🙂".repeat(64));
}

#[test]
fn ranges_convert_both_ways() {
    let text = "Мир now";
    let table = OffsetTable::new(text);
    let chars = CharRange::new(CharOffset::new(4), CharOffset::new(7)).unwrap();
    assert_eq!(table.chars_from_bytes(text, r(7, 10)), Some(chars));
    assert_eq!(table.bytes_from_chars(text, chars), Some(r(7, 10)));
    assert_eq!(table.chars_from_bytes(text, r(1, 10)), None);
}

#[test]
fn another_text_is_refused() {
    let table = OffsetTable::new("Мир");
    assert_eq!(table.char_from_byte("Мира", ByteOffset::new(2)), None);
    assert_eq!(table.byte_from_char("Мира", CharOffset::new(1)), None);
}

#[test]
fn a_conversion_costs_the_same_at_any_length() {
    // 100,000 conversions at the far end of 2 MB: minutes if each one counted
    // from the start, well under a second from a checkpoint.
    let text = "я".repeat(1 << 20);
    let table = OffsetTable::new(&text);
    let began = std::time::Instant::now();
    for back in 0..100_000 {
        let char = CharOffset::new((1 << 20) - back);
        let byte = table.byte_from_char(&text, char).unwrap();
        assert_eq!(table.char_from_byte(&text, byte), Some(char));
    }
    assert!(began.elapsed().as_secs() < 20);
}

proptest! {
    #[test]
    fn any_text_converts(text in "[a-zяң中🙂\n]{0,300}") {
        check(&text);
    }
}
