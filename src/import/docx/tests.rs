//! Word documents, made here part by part.

use proptest::prelude::*;

use crate::import::package::pack;
use crate::import::{BlockKind, Choices, Draft, Format, ImportError, LeftOut, Origin, Source, read};

fn wrap(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")
}

fn taken(bytes: &[u8]) -> Result<Draft, ImportError> {
    read(&Source { bytes, name: "note.docx", ..Source::default() })
}

fn draft(body: &str, parts: &[(&str, &str)]) -> Draft {
    let body = wrap(body);
    let all: Vec<_> =
        [("word/document.xml", body.as_str())].into_iter().chain(parts.iter().copied()).collect();
    taken(&pack(&all)).unwrap()
}

#[track_caller]
fn check(body: &str, expected: &str) {
    assert_eq!(draft(body, &[]).text(&Choices::default()).as_str(), expected);
}

/// A paragraph of one run.
fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

#[test]
fn runs_breaks_tabs_and_hyphens_make_a_paragraph() {
    check(
        "<w:p><w:r><w:t>Trade &amp; </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>co</w:t><w:noBreakHyphen/><w:t>operation</w:t></w:r>\
         <w:r><w:tab/><w:t>grew</w:t><w:br/><w:t>mi</w:t><w:softHyphen/><w:t>gration</w:t></w:r></w:p>",
        "Trade & co-operation grew\nmigration",
    );
}

#[test]
fn insertions_are_in_and_deletions_out() {
    check(
        "<w:p><w:ins><w:r><w:t>Both</w:t></w:r></w:ins><w:del><w:r><w:delText>One</w:delText></w:r></w:del><w:r><w:t xml:space=\"preserve\"> met</w:t></w:r>\
         <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>",
        "Both met",
    );
    let merged = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>They </w:t></w:r></w:p>".to_owned()
        + &p("agreed.");
    check(&merged.replace("<w:t>They ", "<w:t xml:space=\"preserve\">They "), "They agreed.");
}

#[test]
fn fields_show_their_result_only() {
    check(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText><w:t>no</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>page 3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
         <w:hyperlink><w:r><w:t>, here</w:t></w:r></w:hyperlink></w:p>",
        "page 3, here",
    );
}

#[test]
fn text_boxes_and_pictures_come_once() {
    let inner = p("In a box.");
    let body = format!(
        "<w:p><w:r><w:t>Before.</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>"
    );
    let draft = draft(&body, &[]);
    assert_eq!(draft.text(&Choices::default()).as_str(), "Before.\n\nIn a box.");
    assert_eq!(draft.notes, ["1 picture is not taken"]);
}

#[test]
fn notes_follow_the_text_once() {
    let body = "<w:p><w:r><w:t>Met</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> again</w:t></w:r>\
                <w:r><w:endnoteReference w:id=\"2\"/></w:r><w:r><w:footnoteReference w:id=\"9\"/></w:r></w:p>";
    let foot = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p("line"),
        p("In May.")
    );
    let end = format!("<w:endnotes><w:endnote w:id=\"2\">{}</w:endnote></w:endnotes>", p("In June."));
    let draft = draft(body, &[("word/footnotes.xml", &foot), ("word/endnotes.xml", &end)]);
    assert_eq!(draft.text(&Choices::default()).as_str(), "Met[1] again[2]\n\n[1] In May.\n[2] In June.");
    assert_eq!(draft.blocks[1].kind, BlockKind::Note);
}

#[test]
fn lists_count_by_level_and_restart() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"1\">\
        <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1.%2)\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"&#xF0B7;\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>";
    let item = |list: &str, level: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        item("1", "0", "one"),
        item("1", "1", "inner"),
        item("1", "1", "inner"),
        item("1", "0", "two"),
        item("1", "1", "new"),
        item("2", "0", "dash"),
        p("Text"),
        item("3", "0", "five"),
        item("1", "0", "six"),
        item("0", "0", "none"),
        item("77", "0", "unknown"),
    ];
    let draft = draft(&body.concat(), &[("word/numbering.xml", numbering)]);
    assert_eq!(
        draft.text(&Choices::default()).as_str(),
        "I. one\nI.a) inner\nI.b) inner\nII. two\nII.a) new\n– dash\n\nText\n\nV. five\nVI. six\n\nnone\n\nunknown"
    );
}

#[test]
fn styles_tell_headings_captions_and_lists() {
    let styles = "<w:styles><w:style w:styleId=\"a1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:styleId=\"b\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"a1\"/></w:style><w:style w:styleId=\"c\"><w:name w:val=\"caption\"/></w:style>\
        <w:style w:styleId=\"loop\"><w:name w:val=\"x\"/><w:basedOn w:val=\"loop\"/></w:style></w:styles>";
    let styled = |style: &str, words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let body = [
        styled("b", "On trade"),
        styled("c", "Picture 1"),
        styled("loop", "Text."),
        styled("Heading2", "More"),
    ]
    .concat();
    let draft = draft(&body, &[("word/styles.xml", styles)]);
    let kinds: Vec<_> = draft.blocks.iter().map(|block| (block.kind, block.left_out)).collect();
    assert_eq!(
        kinds,
        [
            (BlockKind::Heading(1), None),
            (BlockKind::Paragraph, Some(LeftOut::Caption)),
            (BlockKind::Paragraph, None),
            (BlockKind::Heading(2), None)
        ]
    );
    assert_eq!(draft.found.title.unwrap().value, "On trade");
}

#[test]
fn tables_become_rows_and_arranging_ones_paragraphs() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|words| cell(words)).collect::<String>())
    };
    let table = format!("<w:tbl>{}{}</w:tbl>", row(&["Pass", "Opens"]), row(&["North", "in spring"]));
    let arranging = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p("One."), p("Two."));
    check(&(table + &p("And.") + &arranging), "Pass | Opens\nNorth | in spring\n\nAnd.\n\nOne.\n\nTwo.");
}

#[test]
fn hidden_words_and_the_files_own_data_are_marked() {
    let core = "<cp:coreProperties><dc:title>Template</dc:title><dcterms:created>2031-05-06T10:00:00Z</dcterms:created></cp:coreProperties>";
    let body =
        "<w:p><w:r><w:t>Shown.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r></w:p>";
    let draft = draft(body, &[("docProps/core.xml", core)]);
    assert_eq!(draft.text(&Choices::default()).as_str(), "Shown.");
    assert_eq!(draft.blocks[1].left_out, Some(LeftOut::Hidden));
    assert_eq!(draft.found.published.unwrap().origin, Origin::FileData);
    assert_eq!(draft.found.title.unwrap().origin, Origin::FileData);
}

#[test]
fn hostile_and_damaged_documents_are_refused() {
    let zeros = "0".repeat(130 * 1024 * 1024);
    let bomb = taken(&pack(&[("word/document.xml", &zeros)])).unwrap_err();
    assert!(bomb.to_string().contains("unpacks to more than"), "{bomb}");
    let deep = wrap(&"<w:sdt>".repeat(500));
    assert!(matches!(taken(&pack(&[("word/document.xml", &deep)])), Err(ImportError::TooComplex { .. })));
    assert!(matches!(
        taken(&pack(&[("word/document.xml", "<w:document><w:body>")])),
        Err(ImportError::Damaged { .. })
    ));
    assert!(matches!(taken(&pack(&[("[Content_Types].xml", "<a/>")])), Err(ImportError::Damaged { .. })));
    assert_eq!(taken(&pack(&[("word/document.xml", &wrap(""))])), Err(ImportError::Empty));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_cut_or_changed_document_is_read_or_refused(end in 0_usize..2000, at in 0_usize..2000, byte in any::<u8>()) {
        let mut bytes = pack(&[("word/document.xml", &wrap(&p("Both sides met in the capital."))), ("word/styles.xml", "<w:styles/>")]);
        let cut = end % bytes.len();
        let _ = read(&Source { bytes: &bytes[..cut], kind: Some(Format::Docx), ..Source::default() });
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read(&Source { bytes: &bytes, kind: Some(Format::Docx), ..Source::default() });
    }

    #[test]
    fn any_parts_are_read_or_refused(parts in prop::collection::vec(prop::sample::select(vec![
        "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>x</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
        "<w:ins>", "</w:ins>", "<w:sdt>", "</w:sdt>", "<w:fldChar w:fldCharType='begin'/>", "<w:numPr><w:numId w:val='1'/></w:numPr>", "&", "<",
    ]), 0..40)) {
        let bytes = pack(&[("word/document.xml", &wrap(&parts.concat()))]);
        let _ = taken(&bytes);
    }
}
