//! PDF files, written here page by page.

use proptest::prelude::*;

use super::writer::{Page, file};
use crate::import::{BlockKind, Choices, Draft, Format, ImportError, LeftOut, Origin, Source, Step, read};

fn taken(pages: &[Page]) -> Draft {
    read(&Source { bytes: &file(pages), ..Source::default() }).unwrap()
}

fn text(draft: &Draft) -> String {
    draft.text(&Choices::default()).as_str().to_owned()
}

fn out(draft: &Draft, why: LeftOut) -> Vec<&str> {
    draft.blocks.iter().filter(|block| block.left_out == Some(why)).map(|block| block.text.as_str()).collect()
}

const FIRST: [&str; 4] = [
    "The delegations of Arvania and Belmark met in Arvan and discussed what their commission had pre-",
    "pared over the winter. They agreed on the next steps of the road across the pass, and that the",
    "work on it is to begin before the summer, as both of the ministries had asked for in their letters",
    "to the commission.",
];
const SECOND: [&str; 3] = [
    "The Belmark side raised the question of the entry rules that came into force at the beginning of",
    "the year, which it called a matter of concern for all who live on both sides of the border and for",
    "those who trade across it.",
];

#[test]
fn lines_become_paragraphs_and_hyphens_are_mended() {
    let draft = taken(&[Page::default()
        .words(60, 60, 18, "Talks in Arvan")
        .lines(60, 100, &FIRST)
        .lines(60, 170, &SECOND)]);
    let expected = format!(
        "Talks in Arvan\n\n{}\n\n{}",
        FIRST.join(" ").replace("pre- pared", "prepared"),
        SECOND.join(" ")
    );
    assert_eq!(text(&draft), expected);
    assert_eq!(draft.blocks[0].kind, BlockKind::Heading(1));
    let title = draft.found.title.as_ref().unwrap();
    assert_eq!((title.value.as_str(), title.origin), ("Talks in Arvan", Origin::Marked));
    assert_eq!(draft.found.published.as_ref().unwrap().origin, Origin::FileData);
    let apart = Choices { off: [Step::Hyphenation].into(), ..Choices::default() };
    assert!(draft.text(&apart).as_str().contains("pre- pared"));
}

#[test]
fn paragraphs_are_told_apart_by_indent_and_by_a_short_last_line() {
    let close: Vec<&str> = FIRST.iter().chain(&SECOND).copied().collect();
    let draft = taken(&[Page::default().lines(60, 100, &close)]);
    assert_eq!(draft.blocks.len(), 2, "{:?}", draft.blocks);
    let indented = Page::default()
        .lines(60, 100, &FIRST[..2])
        .words(
            60,
            128,
            11,
            "work on it is to begin before the summer, as both of the ministries asked for in their letters.",
        )
        .words(
            78,
            142,
            11,
            "They will meet again in Belmark, where the next commission is to be held under the rules that",
        )
        .words(60, 156, 11, "both sides have set.");
    assert_eq!(taken(&[indented]).blocks.len(), 2);
}

#[test]
fn heads_feet_and_numbers_of_pages_are_left_out_and_paragraphs_go_on() {
    let page = |number: u32, lines: &[&str]| {
        Page::default().words(60, 30, 9, "Ministry of Arvania - Bulletin").lines(60, 100, lines).words(
            290,
            770,
            9,
            &format!("Page {number} of 3"),
        )
    };
    let draft = taken(&[page(1, &FIRST[..3]), page(2, &FIRST[3..]), page(3, &SECOND)]);
    assert_eq!(out(&draft, LeftOut::RunningHead), ["Ministry of Arvania - Bulletin"; 3]);
    assert_eq!(out(&draft, LeftOut::PageNumber), ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]);
    assert_eq!(
        text(&draft),
        format!("{}\n\n{}", FIRST.join(" ").replace("pre- pared", "prepared"), SECOND.join(" "))
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "The delegations of Arvania and Belmark",
        "met in Arvan and discussed what their",
        "commission had prepared over the whole",
        "of the winter, and they agreed on what",
        "is to be done in the next year.",
    ];
    let right = [
        "The Belmark side raised the question",
        "of the entry rules that are in force",
        "from this year on, which it called a",
        "matter of concern for all who live on",
        "both sides of the border.",
    ];
    let mut page = Page::default().words(60, 60, 18, "A report in two columns of about the same length");
    // Drawn row by row, as some programs do.
    for (index, (left, right)) in left.iter().zip(&right).enumerate() {
        let y = 100 + 14 * u32::try_from(index).unwrap();
        page = page.words(60, y, 11, left).words(320, y, 11, right);
    }
    let draft = taken(&[page]);
    assert_eq!(
        text(&draft),
        format!(
            "A report in two columns of about the same length\n\n{}\n\n{}",
            left.join(" "),
            right.join(" ")
        )
    );
}

#[test]
fn words_come_from_gaps_and_doubled_signs_come_once() {
    let drawing = "BT /F1 11 Tf 1 0 0 1 60 700 Tm [(Both) -400 (si) 10 (des met.)] TJ ET BT /F1 11 Tf 1 0 0 1 60.2 700 Tm [(Both) -400 (si) 10 (des met.)] TJ ET\n";
    assert_eq!(text(&taken(&[Page::default().raw(drawing)])), "Both sides met.");
    let given = "/Span << /ActualText (office) >> BDC BT /F1 11 Tf 1 0 0 1 60 700 Tm (o?ce) Tj ET EMC\n";
    assert_eq!(text(&taken(&[Page::default().raw(given)])), "office");
    let raised =
        "BT /F1 11 Tf 1 0 0 1 60 700 Tm (They met) Tj /F1 7 Tf 4 Ts (2) Tj 0 Ts /F1 11 Tf ( again.) Tj ET\n";
    assert_eq!(text(&taken(&[Page::default().raw(raised)])), "They met[2] again.");
}

#[test]
fn notes_at_the_foot_do_not_part_a_paragraph() {
    let first =
        Page::default().lines(60, 100, &FIRST[..3]).words(60, 700, 8, "1 In the spring of the same year.");
    let draft = taken(&[first, Page::default().lines(60, 100, &FIRST[3..])]);
    assert_eq!(
        text(&draft),
        format!(
            "{}\n\n[1] In the spring of the same year.",
            FIRST.join(" ").replace("pre- pared", "prepared")
        )
    );
    assert_eq!(draft.blocks[1].kind, BlockKind::Note);
}

#[test]
fn lists_and_tables_keep_their_lines() {
    let draft = taken(&[Page::default()
        .lines(
            60,
            100,
            &["The two sides agreed on these points:", "1. a list of crossings;", "2. a meeting of experts."],
        )
        .words(60, 170, 11, "Pass")
        .words(300, 170, 11, "Opens")
        .words(60, 184, 11, "North")
        .words(300, 184, 11, "in spring")]);
    assert_eq!(
        text(&draft),
        "The two sides agreed on these points:\n\n1. a list of crossings;\n2. a meeting of experts.\n\nPass | Opens\nNorth | in spring"
    );
}

#[test]
fn a_scan_says_that_it_has_no_text() {
    let picture = Page::default().raw("q 600 0 0 800 0 0 cm /I Do Q\n");
    let refused = |pages: &[Page]| read(&Source { bytes: &file(pages), ..Source::default() }).unwrap_err();
    assert_eq!(refused(&[picture.clone(), picture.clone()]), ImportError::Scan { pages: 2 });
    assert_eq!(refused(&[Page::default()]), ImportError::NoText(Format::Pdf));
    let draft = taken(&[Page::default().lines(60, 100, &FIRST), picture]);
    assert_eq!(draft.notes, ["pages that are pictures and hold no text: 2"]);
}

#[test]
fn what_is_turned_is_not_taken_and_a_turned_page_is() {
    let slant = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET\n";
    let draft = taken(&[Page::default().lines(60, 100, &FIRST).raw(slant)]);
    assert_eq!(draft.notes, ["5 signs that run upwards or slantwise are not taken"]);
    assert!(!text(&draft).contains("DRAFT"));
}

#[test]
fn a_locked_or_damaged_file_says_so() {
    let sound = file(&[Page::default().lines(60, 100, &FIRST)]);
    let text = String::from_utf8(sound).unwrap();
    let filler = "0".repeat(64);
    let locked = text.replace(
        "/Info 5 0 R",
        &format!("/Info 5 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{filler}> /U <{filler}> >>"),
    );
    let refused = |bytes: &[u8]| read(&Source { bytes, ..Source::default() }).unwrap_err();
    assert_eq!(refused(locked.as_bytes()), ImportError::Encrypted(Format::Pdf));
    assert!(matches!(refused(b"%PDF-1.7\nnothing"), ImportError::Damaged { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_cut_or_changed_file_is_read_or_refused(cut in 0.0..1.0_f64, changes in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..6)) {
        let mut bytes = file(&[Page::default().lines(60, 100, &FIRST), Page::default().lines(60, 100, &SECOND)]);
        let at = |part: f64| (part * bytes.len() as f64) as usize;
        let (end, places): (usize, Vec<(usize, u8)>) = (at(cut), changes.iter().map(|(part, byte)| (at(*part), *byte)).collect());
        let _ = read(&Source { bytes: &bytes[..end], kind: Some(Format::Pdf), ..Source::default() });
        for (place, byte) in places {
            bytes[place] = byte;
        }
        let _ = read(&Source { bytes: &bytes, kind: Some(Format::Pdf), ..Source::default() });
    }

    #[test]
    fn any_drawing_is_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "BT ", "ET ", "/F1 11 Tf ", "/F9 1e30 Tf ", "(Words) Tj ", "[(a) -9999999 (b)] TJ ", "1 0 0 1 50 600 Tm ", "1e30 0 0 1e30 0 0 Tm ", "0 0 0 0 0 0 Tm ",
        "/Span << /ActualText (x) >> BDC ", "EMC ", "q ", "Q ", "-1 0 0 -1 0 0 cm ", "/I Do ", "7 Tr ", "50 Ts ", "T* ", "(more) ' ", "12 TL ", "1 2 3 ",
    ]), 0..40)) {
        let _ = read(&Source { bytes: &file(&[Page::default().raw(&parts.concat())]), ..Source::default() });
    }
}
