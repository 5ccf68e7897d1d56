//! What is read quickly is what is read carefully, and the rest is left to the careful way.
//!
//! Must not know: how either reads.

use proptest::prelude::*;

use super::*;
use crate::store::to_bytes;

const GOLDEN: &str = include_str!("../../../tests/data/dossier.json");
const BEFORE_MEMOS: &str = include_str!("../../../tests/data/dossier-before-memos.json");
const FIELD_PER_LINE: &str = include_str!("../../../tests/data/dossier-field-per-line.json");

/// Whether it was read quickly; then there is nothing that the careful way would have said.
fn check(text: &str) -> bool {
    let Some(quick) = quickly::dossier(text.as_bytes()) else { return false };
    let careful = carefully(text.as_bytes(), "dossier.json").unwrap();
    assert_eq!(careful.warnings, []);
    assert_eq!(careful.read_only, None);
    assert_eq!(careful.version, VERSION);
    assert_eq!(careful.dossier, quick);
    assert_eq!(quick.check(), [""; 0]);
    true
}

fn workload(name: &str) -> String {
    String::from_utf8(workloads::make(workloads::Shape::named(name).unwrap(), 1).unwrap().json).unwrap()
}

#[test]
fn what_the_program_writes_is_read_quickly() {
    for (name, text) in [
        ("the golden file", GOLDEN.to_owned()),
        ("one without memos", BEFORE_MEMOS.to_owned()),
        // Written before long lists had a line for each of their objects.
        ("the first layout", FIELD_PER_LINE.to_owned()),
        ("a small one", workload("small")),
        ("two threads on the statements", workload("large-tenth")),
        ("several threads on the meetings", workload("corpus-tenth").lines().collect::<Vec<_>>().join("\n")),
    ] {
        assert!(check(&text), "{name}");
    }
}

#[test]
fn the_first_layout_is_the_same_dossier() {
    let first = carefully(FIELD_PER_LINE.as_bytes(), "dossier.json").unwrap().dossier;
    assert_eq!(to_bytes(&first), BEFORE_MEMOS.as_bytes());
}

#[test]
fn other_json_is_left_to_the_careful_way() {
    for (what, text) in [
        (
            "another order",
            GOLDEN.replacen(
                "\"label\": \"C1\", \"tag\": \"concern\"",
                "\"tag\": \"concern\", \"label\": \"C1\"",
                1,
            ),
        ),
        ("null", GOLDEN.replacen("\"name\": \"C. D.\"", "\"name\": \"C. D.\", \"office\": null", 1)),
        ("a newer version", GOLDEN.replacen("\"version\": 1", "\"version\": 2", 1)),
        ("something after it", format!("{GOLDEN}{{}}")),
        ("a list without its lines", GOLDEN.replace('\n', " ")),
        (
            "a deep value",
            GOLDEN.replacen(
                "\"later\": 7",
                &format!("\"later\": {}1{}", "[".repeat(100), "]".repeat(100)),
                1,
            ),
        ),
        ("a field twice", GOLDEN.replacen("\"strength\": 2", "\"strength\": 2, \"strength\": 2", 1)),
        (
            "an unknown field twice",
            GOLDEN.replacen("\"later\": \"in a passage\"", "\"later\": 1, \"later\": 1", 1),
        ),
        ("words elsewhere", GOLDEN.replacen("\"start\": 16", "\"start\": 17", 1)),
        ("an unknown reviewer", GOLDEN.replacen("\"id\": \"00000031", "\"id\": \"00000032", 1)),
    ] {
        assert_ne!(text, GOLDEN, "{what}");
        assert!(quickly::dossier(text.as_bytes()).is_none(), "{what}");
    }
    for text in [GOLDEN.replace(": ", ":\t"), GOLDEN.replace(", ", ",  "), GOLDEN.replace('\n', "\r\n")] {
        check(&text);
    }
}

#[test]
fn one_other_byte_is_read_as_carefully_or_not_at_all() {
    let mut read = 0;
    for place in 0..GOLDEN.len() {
        let was = GOLDEN.as_bytes()[place];
        for now in [was ^ 1, [b'"', b'0', b'}', b'\\', b'\n', b']', b',', b' '][place % 8]] {
            let mut bytes = GOLDEN.as_bytes().to_vec();
            bytes[place] = now;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                read += usize::from(check(text));
            }
        }
    }
    assert!(read > 500, "{read}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_gone_twice_or_elsewhere_are_read_as_carefully_or_not_at_all(
        small: bool,
        changes in prop::collection::vec((0..4_usize, 0..10_000_usize, 0..10_000_usize), 1..3)
    ) {
        let text = if small { workload("small") } else { GOLDEN.to_owned() };
        let mut lines: Vec<&str> = text.split('\n').collect();
        for (how, one, other) in changes {
            let (one, other) = (one % lines.len(), other % lines.len());
            match how {
                0 => drop(lines.remove(one)),
                1 => lines.insert(one, lines[one]),
                2 => lines.swap(one, other),
                _ => lines.insert(one, lines[other]),
            }
        }
        check(&lines.join("\n"));
    }
}
