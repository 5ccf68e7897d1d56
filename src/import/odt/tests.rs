//! OpenDocument texts, made here part by part.

use proptest::prelude::*;

use crate::import::package::pack;
use crate::import::{BlockKind, Choices, Draft, Format, ImportError, LeftOut, Origin, Source, read};

const STYLES: &str = "<text:list-style style:name=\"L1\">\
    <text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\" text:display-levels=\"2\"/></text:list-style>\
    <text:list-style style:name=\"L2\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\"/></text:list-style>";

fn content(body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{STYLES}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

fn packed(body: &str) -> Vec<u8> {
    pack(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content(body))])
}

fn draft(body: &str) -> Draft {
    read(&Source { bytes: &packed(body), ..Source::default() }).unwrap()
}

#[track_caller]
fn check(body: &str, expected: &str) {
    assert_eq!(draft(body).text(&Choices::default()).as_str(), expected);
}

#[test]
fn words_spaces_tabs_and_breaks_make_a_paragraph() {
    check(
        "<text:h text:outline-level=\"2\">Trade &amp; roads</text:h>\n<text:p>Both<text:s text:c=\"2\"/><text:span>sides\n  met</text:span><text:tab/>in May<text:line-break/>and June.</text:p>",
        "Trade & roads\n\nBoth sides met in May\nand June.",
    );
    assert_eq!(
        draft("<text:h text:outline-level=\"2\">Trade</text:h><text:p>a</text:p>").blocks[0].kind,
        BlockKind::Heading(2)
    );
}

#[test]
fn changes_notes_boxes_and_comments_are_read_as_printed() {
    check(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:p>Met<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In May.</text:p></text:note-body></text:note> again\
         <text:change-start/> and agreed<text:change-end/>.<office:annotation><text:p>Really?</text:p></office:annotation>\
         <draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p><text:p>End.</text:p>",
        "Met[1] again and agreed.\n\nIn a box.\n\nEnd.\n\n[1] In May.",
    );
    let draft = draft("<text:p>One.<draw:frame><draw:image/><svg:title>t</svg:title></draw:frame></text:p>");
    assert_eq!(draft.notes, ["1 picture is not taken"]);
}

#[test]
fn lists_count_by_level() {
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let p = |words: &str| format!("<text:p>{words}</text:p>");
    let inner = format!("<text:list>{}{}</text:list>", item(&p("x")), item(&p("y")));
    let list = format!(
        "<text:list text:style-name=\"L1\">{}{}</text:list>",
        item(&(p("one") + &inner)),
        item(&p("two"))
    );
    let more = format!(
        "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\">{}</text:list>",
        item(&p("three"))
    );
    let dash = format!("<text:list text:style-name=\"L2\">{}</text:list>", item(&p("dash")));
    let new = format!("<text:list text:style-name=\"L1\">{}</text:list>", item(&p("new")));
    check(
        &format!("{list}{}{more}{dash}{new}", p("Text")),
        "1. one\n1.a) x\n1.b) y\n2. two\n\nText\n\n3. three\n\n– dash\n\n1. new",
    );
}

#[test]
fn tables_become_rows_and_lists_of_contents_are_left_out() {
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let draft = draft(&format!(
        "<text:table-of-content><text:index-body><text:p>Trade 1</text:p></text:index-body></text:table-of-content>\
         <table:table><table:table-row>{}{}</table:table-row><table:table-row>{}{}</table:table-row></table:table>",
        cell("Pass"),
        cell("Opens"),
        cell("North"),
        cell("in spring")
    ));
    assert_eq!(draft.text(&Choices::default()).as_str(), "Pass | Opens\nNorth | in spring");
    assert_eq!(draft.blocks[0].left_out, Some(LeftOut::Menu));
}

#[test]
fn one_file_is_read_as_well_and_its_own_data_are_marked() {
    let xml = "<?xml version=\"1.0\"?><office:document><office:meta><dc:title>Draft</dc:title><meta:creation-date>2031-05-06T10:00:00</meta:creation-date></office:meta>\
               <office:body><office:text><text:p>Both sides met.</text:p></office:text></office:body></office:document>";
    let draft = read(&Source { bytes: xml.as_bytes(), name: "a.fodt", ..Source::default() }).unwrap();
    assert_eq!(draft.text(&Choices::default()).as_str(), "Both sides met.");
    assert_eq!(draft.found.title.unwrap().origin, Origin::FileData);
    assert_eq!(draft.found.published.unwrap().origin, Origin::FileData);
}

#[test]
fn locked_and_damaged_texts_are_refused() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let mime = ("mimetype", "application/vnd.oasis.opendocument.text");
    let refused =
        |parts: &[(&str, &str)]| read(&Source { bytes: &pack(parts), ..Source::default() }).unwrap_err();
    assert_eq!(refused(&[mime, ("META-INF/manifest.xml", manifest)]), ImportError::Encrypted(Format::Odt));
    assert!(matches!(refused(&[mime]), ImportError::Damaged { .. }));
    assert!(matches!(refused(&[mime, ("content.xml", "<a><b>")]), ImportError::Damaged { .. }));
    let deep = content(&"<text:list><text:list-item>".repeat(300));
    assert!(matches!(refused(&[mime, ("content.xml", &deep)]), ImportError::TooComplex { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_cut_or_changed_text_is_read_or_refused(end in 0_usize..2000, at in 0_usize..2000, byte in any::<u8>()) {
        let mut bytes = packed("<text:p>Both sides met.</text:p>");
        let cut = end % bytes.len();
        let _ = read(&Source { bytes: &bytes[..cut], kind: Some(Format::Odt), ..Source::default() });
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&Source { bytes: &bytes, kind: Some(Format::Odt), ..Source::default() });
    }

    #[test]
    fn any_parts_are_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "<text:p>", "</text:p>", "<text:list>", "</text:list>", "<text:list-item>", "</text:list-item>", "<table:table>", "</table:table>",
        "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>", "<text:s text:c='999999999'/>", "word", "<text:note>",
        "</text:note>", "<text:note-body>", "</text:note-body>", "<draw:frame>", "</draw:frame>", "<draw:text-box>", "</draw:text-box>", "&#1;",
    ]), 0..40)) {
        let bytes = content(&parts.concat());
        let _ = read(&Source { bytes: bytes.as_bytes(), kind: Some(Format::Odt), ..Source::default() });
    }
}
