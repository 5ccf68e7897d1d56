//! Rich text as several programs write it.

use proptest::prelude::*;

use crate::import::{BlockKind, Choices, Draft, Encoding, Format, ImportError, Known, Origin, Source, read};

fn taken(bytes: &[u8]) -> Draft {
    read(&Source { bytes, name: "a.rtf", ..Source::default() }).unwrap()
}

fn text(draft: &Draft) -> String {
    draft.text(&Choices::default()).as_str().to_owned()
}

#[track_caller]
fn check(rtf: &str, expected: &str) {
    assert_eq!(text(&taken(rtf.as_bytes())), expected);
}

#[test]
fn words_are_taken_and_looks_are_not() {
    check(
        r"{\rtf1\ansi\deff0{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red0;}{\stylesheet{\s1 heading;}}{\*\generator Any;}{\header Head}
\pard\b Both\b0  sides \{met\}\par
It was {\i said} \ldblquote in full\rdblquote\~\endash  and\line again.\par}",
        "Both sides {met}\n\nIt was said “in full” – and\nagain.",
    );
}

#[test]
fn code_pages_come_from_the_font_or_the_file() {
    check(r"{\rtf1\ansi\ansicpg1251\deff0 \'c4\'e0\par}", "Да");
    check(
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 caf\'e9 \f1 \'c4\'e0\par}",
        "café Да",
    );
    check(r"{\rtf1\ansi{\fonttbl{\f0\fcharset134 A;}}\f0\'cb\'ab\'b7\'bd\par}", "双方");
    let draft = taken(br"{\rtf1\ansi\ansicpg1251 \'c4\'e0\par}");
    assert_eq!(
        (draft.encoding.unwrap().encoding.name(), draft.encoding.unwrap().known),
        ("windows-1251", Known::Declared)
    );
}

#[test]
fn a_code_page_that_nobody_names_is_guessed_or_chosen() {
    let words = "Стороны обсудили вопросы приграничной торговли и договорились продолжить работу.";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(words);
    let rtf = [br"{\rtf1\ansi\deff0 ", &bytes[..], br"\par}"].concat();
    let draft = taken(&rtf);
    assert_eq!((text(&draft).as_str(), draft.encoding.unwrap().known), (words, Known::Guessed));
    let chosen = Encoding::from_name("koi8-r");
    let draft = read(&Source { bytes: &rtf, encoding: chosen, ..Source::default() }).unwrap();
    assert_ne!(text(&draft), words);
    assert_eq!(draft.encoding.unwrap().known, Known::Chosen);
}

#[test]
fn characters_by_number_take_their_stand_ins_with_them() {
    check(r"{\rtf1\uc1\u1044?\u1072\'3f {\uc2\u1085??\u1077??}\uc0\u1090!\par}", "Да нет!");
    check(r"{\rtf1 A\u-10179?\u-8704?B\par}", "A😀B");
    check(r"{\rtf1 {\upr{A?}{\*\ud{A\u1078?}}}\par x\par}", "Aж\n\nx");
}

#[test]
fn lists_notes_and_tables_are_taken_as_printed() {
    check(
        r"{\rtf1{\fonttbl{\f3\fcharset2 Symbol;}}\pard{\listtext\f3\'b7\tab}one\par{\listtext\f3\'b7\tab}two\par
\pard{\listtext 1.\tab}first{\footnote\chftn  In May.}\par\pard\trowd\intbl Pass\cell Opens\cell\row\intbl North\cell in\par spring\cell\row\pard End.\par}",
        "– one\n– two\n1. first[1]\n\nPass | Opens\nNorth | in spring\n\nEnd.\n\n[1] In May.",
    );
    let draft = taken(br"{\rtf1\pard\outlinelevel0 Trade\par\pard Text.\par}");
    assert_eq!(draft.blocks[0].kind, BlockKind::Heading(1));
}

#[test]
fn fields_shapes_and_changes_are_taken_once() {
    check(
        r#"{\rtf1{\field{\*\fldinst HYPERLINK "x"}{\fldrslt here}} and {\deleted gone}{\v hidden}there.\par}"#,
        "here and there.",
    );
    check(
        r"{\rtf1 A{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt in a box\par}}{\shprslt in a box}}\par B\par}",
        "in a box\n\nA\n\nB",
    );
    let draft =
        taken(br"{\rtf1{\info{\title Draft}{\creatim\yr2031\mo5\dy6}}Text.{\pict\bin5 }}}{{\par}\par}");
    assert_eq!(text(&draft), "Text.");
    assert_eq!(draft.notes, ["1 picture is not taken"]);
    assert_eq!(draft.found.title.unwrap().origin, Origin::FileData);
    assert_eq!(draft.found.published.unwrap().value.to_string(), "2031-05-06");
}

#[test]
fn what_is_cut_says_so_and_what_is_nested_is_refused() {
    assert_eq!(taken(br"{\rtf1 Both sides").notes, ["the file breaks off: its end is missing"]);
    let refused = |bytes: &[u8]| read(&Source { bytes, ..Source::default() }).unwrap_err();
    assert!(matches!(refused(br"{\rtf1{\fonttbl"), ImportError::Damaged { .. }));
    assert!(matches!(refused(&br"{\rtf1".repeat(5000)), ImportError::TooComplex { .. }));
    assert_eq!(refused(br"{\rtf1}"), ImportError::Empty);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_words_are_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "\\par ", "\\u-3913?", "\\u55357 ", "\\'e9", "\\'", "\\f1", "{\\fonttbl{\\f1\\fcharset128 x;}}", "\\cell ", "\\row ", "{\\footnote ",
        "\\uc9 ", "\\bin99999999 ", "\\bin-1 ", "\\*", "{\\listtext ", "word ", "\\v ", "\\plain ", "\\", "\\ansicpg99999999999 ", "\u{e9}", "{\\upr", "{\\*\\ud",
    ]), 0..60)) {
        let rtf = format!("{{\\rtf1{}", parts.concat());
        let _ = read(&Source { bytes: rtf.as_bytes(), kind: Some(Format::Rtf), ..Source::default() });
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&Source { bytes: &[b"{\\rtf1".as_slice(), &bytes].concat(), ..Source::default() });
    }
}
