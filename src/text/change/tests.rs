//! Tests of changes: making, applying and undoing them, and mapping places,
//! against a naive model; and the word diff. They must not know how the diff
//! finds what is equal.

#![allow(clippy::string_slice, reason = "a test may fail loudly")]

use super::*;
use proptest::prelude::*;

fn r(start: usize, end: usize) -> ByteRange {
    ByteRange::new(ByteOffset::new(start), ByteOffset::new(end)).unwrap()
}

fn replace(start: usize, end: usize, insert: &str) -> Replace {
    Replace { range: r(start, end), insert: insert.to_owned() }
}

#[test]
fn new_sorts_joins_and_refuses() {
    let change = Change::new(
        10,
        vec![
            replace(5, 7, "B"),
            replace(0, 2, "A"),
            replace(5, 5, "x"),
            replace(7, 7, "y"),
            replace(3, 3, ""),
        ],
    )
    .unwrap();
    assert_eq!(change.replaces(), [replace(0, 2, "A"), replace(5, 7, "xBy")]);
    assert_eq!((change.old_len(), change.new_len()), (10, 10));
    assert_eq!(Change::new(10, vec![replace(8, 11, "")]), Err(ChangeError::OutOfRange));
    assert_eq!(Change::new(10, vec![replace(0, 3, ""), replace(2, 4, "")]), Err(ChangeError::Overlap));
    assert!(Change::new(4, vec![]).unwrap().is_empty());
    assert_eq!(Change::new(4, vec![]).unwrap(), Change::none(4));
}

#[test]
fn apply_refuses_another_text() {
    let change = Change::new(4, vec![replace(0, 1, "x")]).unwrap();
    assert_eq!(change.apply("abcd").as_deref(), Ok("xbcd"));
    assert_eq!(change.apply("abc"), Err(ChangeError::WrongLength));
    assert_eq!(change.invert("abc"), Err(ChangeError::WrongLength));
    assert_eq!(change.apply("ябв").err(), Some(ChangeError::WrongLength));
    assert_eq!(change.apply("яб"), Err(ChangeError::NotABoundary));
    assert_eq!(change.invert("яб"), Err(ChangeError::NotABoundary));
}

/// Maps an offset of "abcdefgh" by one replace of [2,4), on both sides.
fn check_offset(insert: &str, range: (usize, usize), offset: usize, before: usize, after: usize) {
    let change = Change::new(8, vec![replace(range.0, range.1, insert)]).unwrap();
    let map = |side| change.map_offset(ByteOffset::new(offset), side).get();
    assert_eq!((map(Side::Before), map(Side::After)), (before, after), "{offset}");
}

#[test]
fn offsets_follow() {
    check_offset("xyz", (2, 4), 0, 0, 0);
    check_offset("xyz", (2, 4), 2, 2, 2);
    check_offset("xyz", (2, 4), 3, 2, 5);
    check_offset("xyz", (2, 4), 4, 5, 5);
    check_offset("xyz", (2, 4), 8, 9, 9);
    check_offset("xyz", (2, 4), 99, 9, 9);
    check_offset("xyz", (2, 2), 2, 2, 5);
    check_offset("xyz", (2, 2), 3, 6, 6);
    check_offset("", (2, 4), 3, 2, 2);
    check_offset("", (2, 4), 5, 3, 3);
}

/// Maps `range` of "abcdefgh" by one replace and shows what came of it.
fn check_range(by: (usize, usize, &str), range: (usize, usize), expected: &str) {
    let old = "abcdefgh";
    let change = Change::new(8, vec![replace(by.0, by.1, by.2)]).unwrap();
    let new = change.apply(old).unwrap();
    let shown = match change.map_range(r(range.0, range.1)) {
        Mapped::Kept { range } => format!("kept {}", range.slice(&new).unwrap()),
        Mapped::Shrunk { range, lost } => {
            let lost: Vec<&str> = lost.iter().map(|l| l.slice(old).unwrap()).collect();
            format!("shrunk {} lost {}", range.slice(&new).unwrap(), lost.join("+"))
        }
        Mapped::Deleted => "deleted".to_owned(),
    };
    assert_eq!(shown, expected, "{by:?} {range:?}");
}

#[test]
fn ranges_follow() {
    check_range((2, 2, "XX"), (2, 4), "kept cd"); // at the start: outside
    check_range((4, 4, "XX"), (2, 4), "kept cd"); // at the end: outside
    check_range((3, 3, "XX"), (2, 4), "kept cXXd"); // inside
    check_range((0, 2, "X"), (2, 4), "kept cd"); // touches
    check_range((4, 8, ""), (2, 4), "kept cd");
    check_range((3, 4, "X"), (2, 6), "shrunk cXef lost d");
    check_range((2, 3, "X"), (2, 6), "shrunk Xdef lost c");
    check_range((5, 6, "X"), (2, 6), "shrunk cdeX lost f");
    check_range((0, 3, "X"), (2, 6), "shrunk def lost c");
    check_range((5, 8, "X"), (2, 6), "shrunk cde lost f");
    check_range((2, 6, "X"), (2, 6), "deleted");
    check_range((0, 8, "X"), (2, 6), "deleted");
    check_range((3, 3, "X"), (3, 3), "kept ");
    check_range((2, 4, "X"), (3, 3), "deleted");
    check_range((2, 4, "X"), (4, 4), "kept ");
}

#[test]
fn a_range_lists_all_it_lost() {
    let change = Change::new(10, vec![replace(1, 3, ""), replace(5, 6, "xx"), replace(8, 10, "")]).unwrap();
    assert_eq!(
        change.map_range(r(2, 9)),
        Mapped::Shrunk { range: r(1, 7), lost: vec![r(2, 3), r(5, 6), r(8, 9)] }
    );
}

/// Any change of a text of 24 bytes.
fn some_change() -> impl Strategy<Value = Change> {
    prop::collection::vec((0..6usize, 0..4usize, "[x-z]{0,3}"), 0..5).prop_map(|parts| {
        let mut at = 0;
        let mut replaces = Vec::new();
        for (gap, len, insert) in parts {
            let start = (at + gap).min(24);
            at = (start + len).min(24);
            replaces.push(replace(start, at, &insert));
        }
        Change::new(24, replaces).unwrap()
    })
}

const OLD: &str = "abcdefghijklmnopqrstuvwx";

proptest! {
    #[test]
    fn invert_undoes(change in some_change()) {
        let new = change.apply(OLD).unwrap();
        prop_assert_eq!(new.len(), change.new_len());
        let back = change.invert(OLD).unwrap();
        prop_assert_eq!(back.apply(&new).unwrap(), OLD);
        prop_assert_eq!(back.invert(&new).unwrap(), change);
    }

    #[test]
    fn letters_keep_their_places(change in some_change(), a in 0..25usize, b in 0..25usize) {
        // The model: every old letter is its own name; the inserted ones are
        // upper case, so whatever old letter is in the new text was kept.
        let upper: Vec<Replace> = change
            .replaces()
            .iter()
            .map(|r| Replace { range: r.range, insert: r.insert.to_uppercase() })
            .collect();
        let new = Change::new(24, upper).unwrap().apply(OLD).unwrap();
        let range = r(a.min(b), a.max(b));
        let old_slice = range.slice(OLD).unwrap();
        let kept: String = old_slice.chars().filter(|c| new.contains(*c)).collect();
        match change.map_range(range) {
            Mapped::Deleted => prop_assert!(kept.is_empty()),
            Mapped::Kept { range: mapped } => {
                prop_assert_eq!(&kept, old_slice);
                let letters: String =
                    mapped.slice(&new).unwrap().chars().filter(char::is_ascii_lowercase).collect();
                prop_assert_eq!(letters, kept);
            }
            Mapped::Shrunk { range: mapped, lost } => {
                let letters: String =
                    mapped.slice(&new).unwrap().chars().filter(char::is_ascii_lowercase).collect();
                prop_assert_eq!(&letters, &kept);
                prop_assert!(!kept.is_empty());
                let gone: String = lost.iter().map(|l| l.slice(OLD).unwrap()).collect();
                let expected: String = old_slice.chars().filter(|c| !new.contains(*c)).collect();
                prop_assert_eq!(gone, expected);
            }
        }
        let at = ByteOffset::new(a);
        let (before, after) = (change.map_offset(at, Side::Before), change.map_offset(at, Side::After));
        prop_assert!(before <= after && after.get() <= new.len());
        if let Some(letter) = OLD.get(a..a + 1).filter(|c| new.contains(*c)) {
            prop_assert!(new[after.get()..].starts_with(letter));
        }
    }

    #[test]
    fn between_always_leads_to_the_new_text(
        old in "([аб]|ab|[ \n.]|🙂|\u{301}){0,30}", new in "([аб]|ab|[ \n.]|🙂|\u{301}){0,30}"
    ) {
        let change = Change::between(&old, &new);
        prop_assert_eq!(change.apply(&old), Ok(new.clone()));
        prop_assert_eq!(change.is_empty(), old == new);
        prop_assert_eq!(change.invert(&old).unwrap().apply(&new), Ok(old));
    }
}

/// Shows the diff as `old>new` for every replace.
fn check_between(old: &str, new: &str, expected: &[&str]) {
    let change = Change::between(old, new);
    assert_eq!(change.apply(old).as_deref(), Ok(new));
    let shown: Vec<String> =
        change.replaces().iter().map(|r| format!("{}>{}", r.range.slice(old).unwrap(), r.insert)).collect();
    assert_eq!(shown, expected);
}

#[test]
fn between_is_by_words() {
    check_between("same", "same", &[]);
    check_between("", "new", &[">new"]);
    check_between("old", "", &["old>"]);
    check_between("the cat sat", "the car sat", &["cat>car"]);
    check_between("one two three", "one three", &[" two>"]);
    check_between("Мир и труд", "Мир, май и труд", &[">, май"]);
    check_between("the cat sat on a mat", "the dog sat on a rug", &["cat>dog", "mat>rug"]);
    check_between("all of this", "something quite else", &["all of this>something quite else"]);
    check_between("end. Next one", "end. Added. Next one", &["> Added."]);
}

/// A text of `n` numbered words, with the words at `every` step changed.
fn numbered(n: usize, every: usize) -> String {
    (0..n).map(|i| if i % every == 1 { format!("x{i} ") } else { format!("w{} ", i % 5000) }).collect()
}

#[test]
fn between_holds_at_a_megabyte() {
    let old = numbered(150_000, usize::MAX);
    let began = std::time::Instant::now();
    for (new, most) in [
        (old.replacen("w77 ", "changed words ", 1), 1),
        (format!("{old}tail"), 1),
        (numbered(150_000, 50), usize::MAX),
        (numbered(150_000, 2), usize::MAX),
        (old.chars().rev().collect(), usize::MAX),
    ] {
        let change = Change::between(&old, &new);
        assert_eq!(change.apply(&old).as_ref(), Ok(&new));
        assert!(change.replaces().len() <= most);
    }
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn between_finds_far_changes_around_a_large_insert() {
    // More words inserted than the exact search takes; what is unique on both
    // sides still holds the rest together.
    let lines: Vec<String> = (0..300).map(|i| format!("line number{i} of it\n")).collect();
    let old: String = lines.concat();
    let extra: Vec<String> = (0..2000).map(|i| format!("extra{i} ")).collect();
    let extra = extra.concat();
    let new = old
        .replace("number10 ", "ten ")
        .replace("number150 of", &format!("number150 {extra}of"))
        .replace("number290 ", "two hundred ninety ");
    let change = Change::between(&old, &new);
    assert_eq!(change.apply(&old), Ok(new));
    assert_eq!(change.replaces().len(), 3);
}
