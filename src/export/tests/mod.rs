//! Everything that could do harm goes through every format and is read back by parsers of others:
//! harmless, readable and whole.

mod memo;
mod nasty;
mod readers;

use std::collections::BTreeSet;

use super::*;
use crate::model::testing::Sample;
use nasty::{
    CYRILLIC, DAY, FORMULA, FULL_WIDTH, HEBREW, NOTE_SHOWN, PLUS, SCRIPT_TOPIC, TITLE, long_note, long_word,
    nasty,
};

fn written(sample: &Sample, format: ExportFormat, change: impl FnOnce(&mut ExportOptions)) -> Vec<u8> {
    let mut options = ExportOptions::new(DAY);
    if format.heeds().meetings == Meetings::One {
        options.meetings = Scope::One(sample.meetings[0]);
    }
    change(&mut options);
    let overview = Overview::build(&sample.dossier);
    let bytes = export(&sample.dossier, &overview, format, &options).unwrap();
    let again = export(&sample.dossier, &overview, format, &options).unwrap();
    assert!(bytes == again, "{format} is the same every time");
    bytes
}

fn with_notes(options: &mut ExportOptions) {
    options.with_notes = true;
    options.marking = "<b>Internal</b> & =1".to_owned();
}

/// The words of the first passage, as the dossier has them.
fn script(sample: &Sample) -> String {
    let statement = &sample.meeting().statements()[0];
    statement.words(sample.passage("C1")).to_owned()
}

#[test]
fn a_workbook_holds_everything_as_words() {
    let sample = nasty();
    let bytes = written(&sample, ExportFormat::MatrixXlsx, with_notes);
    let members = readers::members(&bytes);
    for (name, bytes) in &members {
        assert!(name.ends_with(".xml") || name.ends_with(".rels"), "{name}");
        let found = readers::xml(bytes);
        assert!(!found.text().contains("http://") || name.contains("docProps"), "{name} leads nowhere");
    }
    assert!(!members.keys().any(|name| name.contains("external")), "{:?}", members.keys());
    let properties = readers::xml(&members["docProps/core.xml"]);
    assert!(properties.of("dc:creator").next().is_none(), "nobody's name");
    assert_eq!(properties.of("dcterms:created").next(), Some("2026-11-25T00:00:00Z"));
    let (sheets, formulas) = readers::workbook(&bytes);
    assert_eq!(formulas, 0);
    let cells: Vec<&String> = sheets.iter().flatten().flatten().collect();
    assert!(cells.iter().all(|cell| cell.encode_utf16().count() <= 32_767));
    for words in [
        script(&sample).as_str(),
        FORMULA,
        PLUS,
        FULL_WIDTH,
        HEBREW,
        CYRILLIC,
        NOTE_SHOWN,
        SCRIPT_TOPIC,
        "=said",
    ] {
        assert!(cells.iter().any(|cell| *cell == words), "{words}");
    }
    for (long, parts) in [(long_word(), 4), (long_note(), 2)] {
        let mut all = String::new();
        for at in 1..=parts {
            let mark = format!("(continued {at}/{parts}) ");
            let start: String = long.chars().skip(all.chars().count()).take(20).collect();
            let part = cells
                .iter()
                .filter_map(|cell| cell.strip_prefix(&mark))
                .find(|cell| cell.starts_with(&start));
            all.push_str(part.unwrap_or_else(|| panic!("{mark}")));
        }
        assert!(all == long);
    }
    let found = &sheets[2][1];
    assert_eq!(found[2], "agreement that only one side claims");
    assert!(found.iter().any(|cell| cell.starts_with("A1 (") && cell.ends_with("): =agreed")), "{found:?}");
    // A row has its types: a day is a number that is shown as a day, strength is a number.
    let sheet = std::str::from_utf8(&members["xl/worksheets/sheet1.xml"]).unwrap();
    for mark in ["<pane ySplit=\"1\"", "<autoFilter ref=\"A1:O", "<c r=\"A2\" s=", "<v>45708</v>", "<v>5</v>"]
    {
        assert!(sheet.contains(mark), "{mark}");
    }
    let book = readers::xml(&members["xl/workbook.xml"]);
    assert!(book.elements.contains("definedName"));
}

#[test]
fn notes_and_names_of_reviewers_stay_at_home_unless_they_are_asked_for() {
    let sample = nasty();
    for format in ExportFormat::ALL.iter().copied() {
        let bytes = written(&sample, format, |_| {});
        let text = if matches!(format.extension(), "xlsx" | "docx") {
            readers::members(&bytes).values().map(|member| readers::xml(member).text()).collect()
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        assert!(
            !text.contains("txt.exe") && !text.contains("-2+3") && !text.contains("quoted\""),
            "{format}"
        );
    }
    let raw = String::from_utf8(written(&sample, ExportFormat::MatrixCsvRaw, with_notes)).unwrap();
    assert!(raw.contains("txt.exe") && raw.contains("-2+3"));
}

#[test]
fn a_table_with_commas_is_defused_or_raw() {
    let sample = nasty();
    let read = |format| {
        let bytes = written(&sample, format, with_notes);
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("Excel needs the mark").to_vec();
        let mut reader = csv_reader(&bytes);
        let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head[2..6], ["No.", "Tag", "Concern", "Raised by"]);
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        rows.collect::<Vec<Vec<String>>>()
    };
    let defused = read(ExportFormat::MatrixCsv);
    for cell in defused.iter().flatten() {
        let first =
            cell.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}'));
        assert!(!first.starts_with(['=', '+', '-', '@', '＝', '\t', '\r']), "{cell:.40}");
        assert!(cell.encode_utf16().count() <= 32_767);
    }
    let cells: Vec<&String> = defused.iter().flatten().collect();
    for words in [FORMULA, PLUS, FULL_WIDTH] {
        assert!(cells.iter().any(|cell| **cell == format!("'{words}")), "{words}");
    }
    let raw = read(ExportFormat::MatrixCsvRaw);
    assert_eq!(raw.len(), 7, "a row for each concern");
    let cells: Vec<&String> = raw.iter().flatten().collect();
    for words in [FORMULA, PLUS, HEBREW, CYRILLIC, NOTE_SHOWN, long_word().as_str(), long_note().as_str()] {
        assert!(cells.iter().any(|cell| cell.trim() == words.trim()), "{words:.40}");
    }
}

fn csv_reader(bytes: &[u8]) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new().from_reader(bytes)
}

#[test]
fn a_page_has_no_marks_but_its_own() {
    let sample = nasty();
    let known: BTreeSet<&str> = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "footer",
        "section",
        "nav",
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
        "li",
        "b",
        "strong",
        "em",
        "i",
        "q",
        "span",
        "bdi",
        "br",
        "a",
        "sup",
        "blockquote",
        "article",
        "aside",
        "div",
        "mark",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "colgroup",
        "col",
        "caption",
        "cite",
        "small",
    ]
    .into();
    let pages = ExportFormat::ALL.iter().copied().filter(|format| format.extension() == "html");
    let mut count = 0;
    for format in pages {
        count += 1;
        let found = readers::html(&written(&sample, format, with_notes));
        for element in &found.elements {
            assert!(known.contains(element.as_str()), "{format}: <{element}>");
        }
        let harmful = |name: &String| name.starts_with("on") || name == "src";
        assert!(!found.attributes.iter().any(harmful), "{format}: {:?}", found.attributes);
        for address in &found.addresses {
            assert!(address.starts_with('#'), "{format} leads only into itself: {address}");
        }
        let text = found.text();
        for words in [FORMULA, HEBREW, SCRIPT_TOPIC, long_word().as_str(), "<b>Internal</b> & =1", "<A>"] {
            assert!(text.contains(words), "{format}: {words:.40}");
        }
        assert!(!text.contains('\u{1}') && !text.contains('\u{202E}'), "{format}");
        if format != ExportFormat::FourColumnHtml {
            assert!(text.contains(&script(&sample)), "{format}");
        }
    }
    assert_eq!(count, 3);
}

#[test]
fn a_word_document_is_sound_and_leads_nowhere() {
    let sample = nasty();
    for format in [ExportFormat::MemoDocx, ExportFormat::FourColumnDocx] {
        let members = readers::members(&written(&sample, format, with_notes));
        let mut text = String::new();
        for (name, bytes) in &members {
            assert!(name.ends_with(".xml") || name.ends_with(".rels"), "{format}: {name}");
            let found = readers::xml(bytes);
            let fields = ["w:instrText", "w:fldSimple", "w:object", "w:altChunk", "w:attachedTemplate"];
            if !name.contains("footer") && !name.contains("header") {
                // Page numbers are the only fields.
                assert!(!fields.iter().any(|field| found.elements.contains(*field)), "{format}: {name}");
            }
            assert!(
                !String::from_utf8_lossy(bytes).contains("TargetMode"),
                "{format}: {name} leads elsewhere"
            );
            text.extend(found.of("w:t"));
        }
        for words in [FORMULA, HEBREW, SCRIPT_TOPIC, "<A>", "<b>Internal</b> & =1"] {
            assert!(text.contains(words), "{format}: {words:.40}");
        }
    }
}

#[test]
fn a_drawing_is_sound_and_tells_everything_in_words() {
    let sample = nasty();
    let known: BTreeSet<&str> =
        ["svg", "title", "desc", "g", "rect", "line", "circle", "path", "text"].into();
    for format in [ExportFormat::CoverageSvg, ExportFormat::TimelineSvg] {
        let found = readers::xml(&written(&sample, format, with_notes));
        for element in &found.elements {
            assert!(known.contains(element.as_str()), "{format}: <{element}>");
        }
        let harmful = |name: &String| name.starts_with("on") || name.contains("href") || name == "style";
        assert!(!found.attributes.iter().any(harmful), "{:?}", found.attributes);
        let titles: String = found.of("title").collect();
        assert!(titles.contains("=1+1 <img src=x onerror=alert(1)>"), "{format}");
        let told: String = found.of("desc").collect();
        let party = shown::shown(&sample.dossier.parties()[1].name).into_owned();
        if format == ExportFormat::CoverageSvg {
            assert!(
                told.contains("raised 7: in part 1, turned aside 1, no response 1, not reviewed 4"),
                "{told}"
            );
            assert!(titles.contains(party.trim()), "the whole of a long name");
        } else {
            assert!(told.contains(SCRIPT_TOPIC) && titles.contains(&long_word()), "{format}");
            assert!(told.contains("answered in part"));
        }
        for text in found.of("text") {
            assert!(text.chars().count() < 200, "what is drawn was shortened: {text:.80}");
        }
    }
}

#[test]
fn a_picture_can_be_read_and_tells_what_it_shows() {
    let sample = nasty();
    for format in [ExportFormat::CoveragePng, ExportFormat::TimelinePng] {
        let (width, height, marked, texts) = readers::picture(&written(&sample, format, |_| {}));
        assert!((1200..3000).contains(&width) && height > 300, "{format}: {width} x {height}");
        assert!(marked > 2_000, "{format}: {marked} pixels are not white");
        let [(_, title), (_, told)] = texts.as_slice() else { panic!("{texts:?}") };
        assert!(title.contains("<img src=x onerror=alert(1)>") && told.contains("in part"), "{format}");
    }
}

#[test]
fn plain_text_has_no_orders_for_a_terminal() {
    let sample = nasty();
    let text = String::from_utf8(written(&sample, ExportFormat::CompositeText, with_notes)).unwrap();
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
    assert!(text.starts_with("<b>Internal</b> & =1\n") && text.trim_end().ends_with("<b>Internal</b> & =1"));
    assert!(text.contains(&format!("[<A>: {}]", script(&sample))) && text.contains(&long_word()));
    assert!(text.contains(&format!("{} ", TITLE.trim_end_matches('\u{1}').trim())));
}

#[test]
fn what_is_chosen_is_told_and_nothing_else() {
    let sample = nasty();
    let overview = Overview::build(&sample.dossier);
    let rows = |change: &dyn Fn(&mut ExportOptions)| {
        let mut options = ExportOptions::new(DAY);
        change(&mut options);
        export(&sample.dossier, &overview, ExportFormat::MatrixCsvRaw, &options)
            .map(|bytes| csv_reader(&bytes).records().count())
    };
    assert_eq!(rows(&|_| {}), Ok(7));
    assert_eq!(rows(&|options| options.meetings = Scope::One(sample.meetings[1])), Ok(0));
    let from = |day: &str| Scope::Period { from: day.parse().ok(), to: None };
    assert_eq!(rows(&|options| options.meetings = from("2025-03-01")), Ok(0));
    assert_eq!(rows(&|options| options.meetings = from("2025-02-20")), Ok(7));
    assert_eq!(rows(&|options| options.meetings = from("2025-07-01")), Err(ExportError::EmptyPeriod));
    assert_eq!(rows(&|options| options.parties = vec![sample.party(1)]), Ok(0));
    assert_eq!(
        rows(&|options| options.parties = vec![crate::model::PartyId::random()]),
        Err(ExportError::MissingParty)
    );
    assert_eq!(rows(&|options| options.filter.status = Some(crate::analysis::Status::NoResponse)), Ok(1));
    let mut options = ExportOptions::new(DAY);
    let composite =
        |options: &ExportOptions| export(&sample.dossier, &overview, ExportFormat::CompositeText, options);
    assert_eq!(composite(&options), Err(ExportError::SeveralMeetings(2)));
    options.meetings = Scope::One(sample.meetings[0]);
    options.parties = vec![sample.party(0)];
    assert_eq!(composite(&options), Err(ExportError::OneText));
}

#[test]
fn two_versions_of_a_text_are_one_text_with_brackets() {
    let sample = Sample::new(
        &[
            (0, "The sides agreed to open a second crossing by June.\n\nThey will meet again in spring."),
            (1, "The sides discussed how to open a second crossing.\n\nThey will meet again in spring."),
        ],
        &[],
    );
    let text = String::from_utf8(written(&sample, ExportFormat::CompositeText, |_| {})).unwrap();
    assert!(
        text.contains("The sides [VE: agreed] [TA: discussed how] to open a second crossing [VE: by June].\n\nThey will meet again in spring.\n"),
        "{text}"
    );
}
