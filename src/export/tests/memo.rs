//! Memos full of what could do harm, read back by parsers of others; and what they tell and leave out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use quick_xml::events::{BytesStart, Event};

use super::nasty::{CYRILLIC, DAY, FORMULA, HEBREW, PLUS, SCRIPT_TOPIC, TITLE, long_word, nasty};
use super::{ExportFormat, ExportOptions, readers, script, with_notes, written};
use crate::analysis::Overview;
use crate::export::memo::{Block, Document, memo_document};
use crate::export::{Scope, export, shown};
use crate::model::testing::Sample;
use crate::model::{Memo, MemoLanguage, MemoScope, MemoSection, Moment};

const MEMOS: [ExportFormat; 3] = [ExportFormat::MemoHtml, ExportFormat::MemoDocx, ExportFormat::MemoMarkdown];

/// What the reviewer writes, to do harm.
const OWN: &str = "# <b>Own</b> & \u{0}\u{202E}words\n- one\n\n1. =2 | `x` [a](b)\u{2028}";

fn own_memo(sample: &Sample) -> Memo {
    let mut memo = Memo::new(TITLE, MemoScope::Meeting(sample.meetings[0]), None, Moment::UNIX_EPOCH);
    memo.marking = "</style><script>\" ; } secret".to_owned();
    for section in MemoSection::ALL {
        memo.texts.insert(section, OWN.to_owned());
    }
    memo
}

fn document(sample: &Sample, memo: &Memo) -> Document {
    memo_document(&sample.dossier, &Overview::build(&sample.dossier), memo, DAY)
}

/// The nasty dossier's memo with own words in every section, in a format.
fn nasty_memo(format: ExportFormat) -> (Sample, Vec<u8>) {
    let mut sample = nasty();
    let memo = own_memo(&sample);
    let id = memo.id;
    sample.dossier.memos.push(memo.into());
    let bytes = written(&sample, format, |options| options.memo = Some(id));
    (sample, bytes)
}

/// Text on one line with single spaces.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Everything of the nasty dossier that a memo shows.
fn says_it_all(sample: &Sample, text: &str) {
    let text = line(text);
    let script = line(&shown::shown(&script(sample)));
    for words in [script.as_str(), FORMULA, PLUS, HEBREW, CYRILLIC, SCRIPT_TOPIC, &line(&shown::shown(TITLE))]
    {
        assert!(text.contains(words), "«{words}» is missing");
    }
    assert!(text.contains("‹U+202E›words"), "own words are shown");
}

#[test]
fn the_page_has_no_marks_but_its_own() {
    let (sample, bytes) = nasty_memo(ExportFormat::MemoHtml);
    let found = readers::html(&bytes);
    let allowed: BTreeSet<&str> =
        "html head meta title style body header main h1 h2 h3 p section ul li span strong em bdi a \
                   table colgroup col thead tr th tbody td article div br b sup footer"
            .split_whitespace()
            .collect();
    for element in &found.elements {
        assert!(allowed.contains(element.as_str()), "<{element}>");
    }
    let attributes: Vec<&str> = found.attributes.iter().map(String::as_str).collect();
    let allowed = [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "id",
        "href",
        "title",
        "scope",
        "style",
        "dir",
        "aria-hidden",
        "aria-label",
    ];
    assert!(attributes.iter().all(|name| allowed.contains(name)), "{attributes:?}");
    // Marks stand in the middle of texts.
    says_it_all(&sample, &found.text());
    assert!(found.text().contains(&long_word()), "the long word is whole in the annex");
    let page = String::from_utf8(bytes).unwrap();
    let of = |name: &str| -> Vec<String> {
        let start = format!(" {name}=\"");
        let parts = page.split(&start).skip(1);
        parts.map(|part| part.split('"').next().unwrap_or_default().to_owned()).collect()
    };
    let ids = of("id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
    let links = of("href");
    assert!(links.len() > 20);
    for link in links {
        let target = link.strip_prefix('#').unwrap();
        assert!(ids.iter().any(|id| id == target), "{link} leads nowhere");
    }
}

#[test]
fn the_document_for_word_is_sound() {
    let (sample, bytes) = nasty_memo(ExportFormat::MemoDocx);
    let members = readers::members(&bytes);
    let mut all = String::new();
    for (name, bytes) in &members {
        let found = readers::xml(bytes);
        if name == "word/document.xml" || name == "word/footnotes.xml" {
            all.push_str(&found.text());
        }
        in_order(name, std::str::from_utf8(bytes).unwrap());
    }
    says_it_all(&sample, &all);
    assert!(all.contains(&long_word()));
    let core = readers::xml(&members["docProps/core.xml"]);
    assert!(!core.elements.iter().any(|name| name.contains("creator") || name.contains("odifiedBy")));
    let document = std::str::from_utf8(&members["word/document.xml"]).unwrap();
    let footnotes = std::str::from_utf8(&members["word/footnotes.xml"]).unwrap();
    let values = |text: &str, start: &str, attribute: &str| -> Vec<String> {
        let elements = text.split(start).skip(1);
        let values = elements.filter_map(|rest| {
            let element = rest.split('>').next()?;
            let value = element.split(&format!("{attribute}=\"")).nth(1)?;
            Some(value.split('"').next()?.to_owned())
        });
        values.collect()
    };
    for (what, list) in [
        ("bookmarks", values(document, "<w:bookmarkStart ", "w:name")),
        ("their ids", values(document, "<w:bookmarkStart ", "w:id")),
        ("footnotes", values(footnotes, "<w:footnote ", "w:id")),
    ] {
        assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "{what} are unique");
        assert!(list.len() > 5, "{what}");
    }
    let bookmarks = values(document, "<w:bookmarkStart ", "w:name");
    assert!(bookmarks.iter().all(|name| name.len() <= 40 && name.chars().all(|c| c.is_ascii_alphanumeric())));
    let links = values(document, "<w:hyperlink ", "w:anchor");
    assert!(links.len() > 10 && links.iter().all(|anchor| bookmarks.contains(anchor)));
    let notes = values(footnotes, "<w:footnote ", "w:id");
    let used = values(document, "<w:footnoteReference ", "w:id");
    assert!(used.iter().all(|id| notes.contains(id)) && used.len() + 2 == notes.len());
    let styles = std::str::from_utf8(&members["word/styles.xml"]).unwrap();
    let known = values(styles, "<w:style ", "w:styleId");
    for style in values(document, "<w:pStyle ", "w:val") {
        assert!(known.contains(&style), "{style}");
    }
    // Each part is told of, and each that is told of is there.
    let types = std::str::from_utf8(&members["[Content_Types].xml"]).unwrap();
    for part in values(types, "<Override ", "PartName") {
        assert!(members.contains_key(part.trim_start_matches('/')), "{part}");
    }
    let relations = std::str::from_utf8(&members["word/_rels/document.xml.rels"]).unwrap();
    let targets = values(relations, "<Relationship ", "Target");
    assert!(targets.iter().all(|target| members.contains_key(&format!("word/{target}"))), "{targets:?}");
}

/// The order in which Word's schema asks for the children of these elements.
fn asked_order() -> BTreeMap<&'static str, Vec<&'static str>> {
    [
        ("w:rPr", "rStyle rFonts b bCs i iCs color sz szCs u shd vertAlign rtl lang"),
        (
            "w:pPr",
            "pStyle keepNext keepLines pageBreakBefore numPr pBdr tabs bidi spacing ind contextualSpacing jc outlineLvl",
        ),
        ("w:tblPr", "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook"),
        ("w:trPr", "cantSplit tblHeader"),
        ("w:sectPr", "headerReference footerReference pgSz pgMar"),
        ("w:style", "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr"),
        ("w:lvl", "start numFmt lvlText lvlJc pPr"),
        ("w:settings", "removePersonalInformation defaultTabStop footnotePr compat"),
    ]
    .map(|(parent, children)| (parent, children.split(' ').collect()))
    .into()
}

/// Fails where children stand in another order, or where one is not listed.
fn in_order(part: &str, xml: &str) {
    let asked = asked_order();
    let mut reader = quick_xml::Reader::from_str(xml);
    // The elements that are open, with the place of the last child of each.
    let mut open: Vec<(String, usize)> = Vec::new();
    let enter = |open: &mut Vec<(String, usize)>, element: &BytesStart<'_>| {
        let name = String::from_utf8(element.name().as_ref().to_vec()).unwrap();
        if let Some((parent, last)) = open.last_mut()
            && let Some(order) = asked.get(parent.as_str())
        {
            let child = name.trim_start_matches("w:");
            let at = order.iter().position(|known| *known == child);
            let at = at.unwrap_or_else(|| panic!("{part}: {child} in {parent}"));
            assert!(at >= *last, "{part}: {child} stands too late in {parent}");
            *last = at;
        }
        name
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let name = enter(&mut open, &element);
                open.push((name, 0));
            }
            Event::Empty(element) => drop(enter(&mut open, &element)),
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
}

#[test]
fn markdown_holds_no_html_and_no_links() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let (sample, bytes) = nasty_memo(ExportFormat::MemoMarkdown);
    let text = String::from_utf8(bytes).unwrap();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (mut all, mut used, mut told, mut tables) = (String::new(), BTreeSet::new(), BTreeSet::new(), 0);
    let mut columns = Vec::new();
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => assert_eq!(html.as_ref(), "<br>"),
            Event::Text(words) => all.push_str(&words),
            Event::SoftBreak | Event::HardBreak => all.push(' '),
            Event::FootnoteReference(name) => drop(used.insert(name.to_string())),
            Event::Start(Tag::FootnoteDefinition(name)) => drop(told.insert(name.to_string())),
            Event::Start(Tag::Table(alignments)) => {
                tables += 1;
                columns.push(alignments.len());
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) | Event::Code(_) => {
                panic!("{event:?}")
            }
            _ => {}
        }
    }
    assert_eq!(used, told);
    assert_eq!((tables, columns), (3, vec![4, 4, 4]));
    says_it_all(&sample, &all);
    assert!(all.contains(&long_word()));
}

#[test]
fn notes_are_there_only_where_they_are_asked_for() {
    let mut sample = Sample::new(
        &[(0, "We [C1!:worry] and [C2:wonder]. [A1:Both agreed]."), (1, "[R1:We heard it].")],
        &["R1>C2 answers"],
    );
    sample.change("C1", |passage| passage.note = "SECRET one".to_owned());
    sample.change("C1", |passage| {
        passage.no_response.iter_mut().for_each(|n| n.reason = "SECRET two".to_owned());
    });
    for (label, note) in [("R1", "SECRET three"), ("A1", "SECRET four")] {
        sample.change(label, |passage| passage.note = note.to_owned());
    }
    let (meeting, id) = (sample.meetings[0], sample.id("R1"));
    let link = sample.meeting().links().find(|link| link.from == id).unwrap().as_ref().clone();
    let link = crate::model::Link { note: "SECRET five".to_owned(), ..link };
    sample.dossier.put_link(meeting, link.into()).unwrap();
    let mut details = sample.meeting().details().clone();
    details.note = "SECRET six".to_owned();
    sample.dossier.set_meeting(meeting, details).unwrap();
    for format in MEMOS {
        let text = |change: fn(&mut ExportOptions)| {
            let bytes = written(&sample, format, change);
            match format {
                ExportFormat::MemoDocx => {
                    let members = readers::members(&bytes);
                    members.values().map(|part| readers::xml(part).text()).collect::<String>()
                }
                _ => String::from_utf8(bytes).unwrap(),
            }
        };
        let (without, with) = (text(|_| ()), text(with_notes));
        assert!(!without.contains("SECRET"), "{format}");
        for number in ["one", "two", "three", "four", "five", "six"] {
            assert!(with.contains(&format!("SECRET {number}")), "{format}: {number}");
        }
    }
}

#[test]
fn every_section_says_something_in_every_language() {
    let sample = nasty();
    let empty = Sample::new(&[(0, "Nothing."), (1, "Nothing.")], &[]);
    for language in MemoLanguage::KNOWN {
        for (sample, meeting) in [(&sample, 0), (&sample, 1), (&empty, 0)] {
            let mut memo =
                Memo::new("", MemoScope::Meeting(sample.meetings[meeting]), None, Moment::UNIX_EPOCH);
            memo.language = language.clone();
            let document = document(sample, &memo);
            assert_eq!(document.sections.len(), MemoSection::ALL.len());
            assert!(document.sections.iter().all(|section| !section.blocks.is_empty()));
            let headings: BTreeSet<&str> = document.sections.iter().map(|s| s.heading.as_str()).collect();
            assert_eq!(headings.len(), document.sections.len());
        }
    }
    // A period without meetings and a dossier without any.
    let day = |text: &str| text.parse().ok();
    let scope = MemoScope::Period { from: day("1999-01-01"), to: day("1999-12-31") };
    let memo = Memo::new("", scope, None, Moment::UNIX_EPOCH);
    let nothing = document(&sample, &memo);
    assert!(nothing.sections.iter().all(|section| matches!(section.blocks.as_slice(), [Block::Nothing(_)])));
}

#[test]
fn every_claim_says_where_it_stands_and_quotes_once() {
    let sample = nasty();
    let memo = own_memo(&sample);
    let document = document(&sample, &memo);
    let citations = document.citations();
    assert!(citations.iter().enumerate().all(|(at, citation)| citation.number == at + 1));
    let mut beside: HashMap<_, usize> = HashMap::new();
    for citation in &citations {
        assert!(!citation.side.is_empty() && citation.paragraph > 0 && citation.anchor.is_some());
        assert!(citation.words.contains(&citation.label) && !citation.quotation.text.is_empty());
        *beside.entry(citation.passage).or_default() += usize::from(citation.beside);
    }
    assert!(beside.values().all(|count| *count <= 1), "no words are said twice");
    assert!(beside.values().filter(|count| **count == 1).count() > 8);
}

#[test]
fn a_memo_shows_what_was_chosen() {
    let sample = nasty();
    let mut memo = Memo::new("", MemoScope::Period { from: None, to: None }, None, Moment::UNIX_EPOCH);
    memo.left_out = [MemoSection::Annex, MemoSection::Concerns].into();
    memo.parties = vec![sample.party(1)];
    let document = document(&sample, &memo);
    let kinds: Vec<MemoSection> = document.sections.iter().map(|section| section.kind).collect();
    assert!(!kinds.contains(&MemoSection::Annex) && !kinds.contains(&MemoSection::Concerns));
    let citations = document.citations();
    assert!(!citations.is_empty());
    let own = sample.party(1);
    for citation in citations {
        assert_eq!(citation.anchor, None);
        assert_eq!(sample.dossier.passage(citation.passage).unwrap().1.party(), own, "{}", citation.label);
    }
    // What is not there is refused.
    let overview = Overview::build(&sample.dossier);
    let mut options = ExportOptions::new(DAY);
    options.memo = Some(memo.id);
    assert!(export(&sample.dossier, &overview, ExportFormat::MemoHtml, &options).is_err());
    options.memo = None;
    options.meetings = Scope::One(crate::model::MeetingId::random());
    assert!(export(&sample.dossier, &overview, ExportFormat::MemoHtml, &options).is_err());
}
