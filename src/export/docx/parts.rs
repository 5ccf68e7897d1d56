//! The parts of the package beside the text: styles, heads and feet, what refers to what.
//!
//! Must not know: what stands in the text.

use super::Page;
use crate::export::Language;
use crate::export::ink;
use crate::export::markup::escaped;
use crate::export::shown::on_one_line;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The names that the text's parts use.
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const OFFICE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

pub(super) const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
    <Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
    </Relationships>";

pub(super) const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
    <Application>Vis-à-vis</Application></Properties>";

pub(super) const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:removePersonalInformation/><w:defaultTabStop w:val=\"567\"/>\
    <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
    <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
    </w:settings>";

pub(super) const NUMBERING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>\
    <w:pPr><w:ind w:left=\"340\" w:hanging=\"227\"/></w:pPr></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

pub(super) fn content_types(has_marking: bool) -> String {
    let mut parts = vec![
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("footnotes", "footnotes"),
        ("footer1", "footer"),
    ];
    if has_marking {
        parts.push(("header1", "header"));
    }
    let mut out = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for (name, kind) in parts {
        out.push_str(&format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{OFFICE}.{kind}+xml\"/>"
        ));
    }
    out.push_str(
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         </Types>",
    );
    out
}

pub(super) fn document_relations(has_marking: bool) -> String {
    let mut parts = vec!["styles", "numbering", "settings", "footnotes", "footer"];
    if has_marking {
        parts.push("header");
    }
    let mut out = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (number, part) in (1..).zip(parts) {
        let target = if matches!(part, "footer" | "header") { format!("{part}1") } else { part.to_owned() };
        out.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{part}\" Target=\"{target}.xml\"/>"
        ));
    }
    out.push_str("</Relationships>");
    out
}

pub(super) fn document(body: &str, page: Page, has_marking: bool) -> String {
    let header = if has_marking { "<w:headerReference w:type=\"default\" r:id=\"rId6\"/>" } else { "" };
    let size = match page {
        Page::Upright => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        Page::Lying => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
    };
    format!(
        "{XML}<w:document {NAMES}><w:body>{body}<w:sectPr>{header}\
         <w:footerReference w:type=\"default\" r:id=\"rId5\"/>{size}\
         <w:pgMar w:top=\"1247\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"510\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>"
    )
}

pub(super) fn core(title: &str, language: Language) -> String {
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language>\
         </cp:coreProperties>",
        escaped(&on_one_line(title)),
        language.code()
    )
}

pub(super) fn footnotes(notes: &str) -> String {
    let line = |id: i32, kind: &str, mark: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" \
             w:lineRule=\"auto\"/></w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>"
        )
    };
    format!(
        "{XML}<w:footnotes {NAMES}>{}{}{notes}</w:footnotes>",
        line(-1, "separator", "separator"),
        line(0, "continuationSeparator", "continuationSeparator")
    )
}

pub(super) fn header(marking: &str) -> String {
    format!(
        "{XML}<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{}</w:p></w:hdr>",
        marked(marking)
    )
}

/// The marking in the middle, the page's number at the right.
pub(super) fn footer(marking: &str) -> String {
    let field = |name: &str| {
        let quiet = format!("<w:rPr><w:color w:val=\"{}\"/><w:sz w:val=\"16\"/></w:rPr>", quiet());
        let mark = |kind: &str| format!("<w:r>{quiet}<w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        format!(
            "{}<w:r>{quiet}<w:instrText xml:space=\"preserve\"> {name} </w:instrText></w:r>{}<w:r>{quiet}<w:t>1</w:t></w:r>{}",
            mark("begin"),
            mark("separate"),
            mark("end")
        )
    };
    let quiet = quiet();
    format!(
        "{XML}<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:tab/></w:r>{}<w:r><w:tab/></w:r>{}\
         <w:r><w:rPr><w:color w:val=\"{quiet}\"/><w:sz w:val=\"16\"/></w:rPr><w:t>/</w:t></w:r>{}</w:p></w:ftr>",
        marked(marking),
        field("PAGE"),
        field("NUMPAGES")
    )
}

fn marked(marking: &str) -> String {
    let words = on_one_line(marking);
    if words.is_empty() {
        return String::new();
    }
    format!("<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&words))
}

fn quiet() -> String {
    ink::QUIET.hex().trim_start_matches('#').to_uppercase()
}

/// The styles. Headings are real ones, so that Word's outline shows the sections.
pub(super) fn styles(language: Language) -> String {
    let code = match language {
        Language::English => "en-GB",
        Language::Russian => "ru-RU",
        Language::French => "fr-FR",
    };
    let [text, quiet, line] =
        [ink::TEXT, ink::QUIET, ink::LINE].map(|ink| ink.hex().trim_start_matches('#').to_uppercase());
    let size = |half: u32| format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>");
    let serif = "<w:rFonts w:ascii=\"Cambria\" w:hAnsi=\"Cambria\" w:cs=\"Times New Roman\"/>";
    let space = |before: u32, after: u32| format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
    let bold = "<w:b/><w:bCs/>";
    let grey = format!("<w:color w:val=\"{quiet}\"/>");
    let rule =
        format!("<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"{line}\"/></w:pBdr>");
    let bar =
        format!("<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"6\" w:color=\"{line}\"/></w:pBdr>");
    let mut out = format!(
        "{XML}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/><w:color w:val=\"{text}\"/>{}\
         <w:lang w:val=\"{code}\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"80\" w:line=\"259\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>\
         <w:qFormat/></w:style><w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>\
         <w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        size(20)
    );
    let mut style = |id: &str, name: &str, next: &str, para: &str, run: &str| {
        let next = if next.is_empty() { String::new() } else { format!("<w:next w:val=\"{next}\"/>") };
        let para = if para.is_empty() { String::new() } else { format!("<w:pPr>{para}</w:pPr>") };
        let run = if run.is_empty() { String::new() } else { format!("<w:rPr>{run}</w:rPr>") };
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             {next}<w:qFormat/>{para}{run}</w:style>"
        ));
    };
    let keep = "<w:keepNext/><w:keepLines/>";
    let heading =
        |level: u32, space: &str, rule: &str| format!("{keep}{rule}{space}<w:outlineLvl w:val=\"{level}\"/>");
    style("Title", "Title", "BodyText", &format!("{keep}{}", space(0, 40)), &format!("{bold}{}", size(34)));
    style("Subtitle", "Subtitle", "BodyText", &space(0, 200), &grey);
    style(
        "Heading1",
        "heading 1",
        "BodyText",
        &heading(0, &space(280, 100), &rule),
        &format!("{bold}{}", size(24)),
    );
    style(
        "Heading2",
        "heading 2",
        "BodyText",
        &heading(1, &space(200, 60), ""),
        &format!("{bold}{}", size(21)),
    );
    style("BodyText", "Body Text", "", "", "");
    style("Reading", "Reading", "", "", &format!("{serif}{}", size(21)));
    style(
        "ListBullet",
        "List Bullet",
        "",
        &format!(
            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>{}<w:contextualSpacing/>",
            space(0, 60)
        ),
        "",
    );
    style("Quiet", "Quiet", "", "", &grey);
    style("Internal", "Internal note", "", &bar, &format!("{grey}{}", size(18)));
    style(
        "CellHead",
        "Table head",
        "",
        &format!("<w:keepNext/>{}", space(30, 30)),
        &format!("{bold}{grey}{}", size(17)),
    );
    style("CellText", "Table text", "", &space(30, 30), &size(18));
    style(
        "CellInternal",
        "Table note",
        "",
        &format!("{bar}{}", space(30, 30)),
        &format!("{grey}{}", size(16)),
    );
    style(
        "Numbered",
        "Numbered paragraph",
        "",
        &format!("{}<w:ind w:left=\"680\" w:hanging=\"680\"/>", space(0, 100)),
        &format!("{serif}{}", size(21)),
    );
    style(
        "Gap",
        "Gap",
        "",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>",
        &size(8),
    );
    style("FootnoteText", "footnote text", "", &space(0, 20), &size(16));
    let tabs =
        "<w:tabs><w:tab w:val=\"center\" w:pos=\"4819\"/><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>";
    style("Header", "header", "", "<w:jc w:val=\"center\"/>", &size(18));
    style("Footer", "footer", "", tabs, &size(18));
    out.push_str(&format!(
        "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/>\
         <w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"Rows\"><w:name w:val=\"Rows\"/><w:basedOn w:val=\"TableNormal\"/>\
         <w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{line}\"/>\
         <w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{line}\"/></w:tblBorders><w:tblCellMar>\
         <w:top w:w=\"20\" w:type=\"dxa\"/><w:left w:w=\"0\" w:type=\"dxa\"/><w:bottom w:w=\"20\" w:type=\"dxa\"/>\
         <w:right w:w=\"140\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>"
    ));
    out
}
