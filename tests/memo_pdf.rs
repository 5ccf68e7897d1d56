//! Memos as PDF, read back by parsers that are not ours: pages, letters, links, structure.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, String as PdfString};
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt as _, interpret_page,
};
use visavis::analysis::{Overview, Status};
use visavis::export::Language;
use visavis::export::memo::{
    AnnexMark, AnnexParagraph, AnnexPiece, AnnexStatement, Block, Citation, Document, Paper, PdfMemo,
    PdfOptions, Quotation, QuoteMarks, Section, Span, Table, memo_document, pdf,
};
use visavis::import::{Choices, Source};
use visavis::model::{Memo, MemoLanguage, MemoScope, MemoSection, Moment, Palette, PartyId, PassageId};

/// A document of blocks under one heading.
fn document(kind: MemoSection, blocks: Vec<Block>) -> Document {
    Document {
        language: Language::English,
        title: "Memo: Arvania – Belmark".to_owned(),
        subtitle: "as of 1 March 2025".to_owned(),
        marking: "Internal".to_owned(),
        quotes: QuoteMarks { open: "“", close: "”" },
        sections: vec![Section { kind, heading: "A heading".to_owned(), blocks }],
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Span::Text(text.to_owned())])
}

fn write(document: &Document) -> PdfMemo {
    pdf(document, &PdfOptions::default()).unwrap()
}

/// Collects the letters of a page in the order in which they are drawn.
#[derive(Default)]
struct Letters {
    text: String,
    unknown: usize,
}

impl<'a> Device<'a> for Letters {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => self.unknown += 1,
            }
        }
    }
}

/// The letters of each page; every sign says which it stands for.
fn pages(bytes: &[u8]) -> Vec<String> {
    let file = Pdf::new(bytes.to_vec()).expect("a PDF");
    let cache = InterpreterCache::new();
    file.pages()
        .iter()
        .map(|page| {
            let transform = page.initial_transform(true).to_kurbo();
            let bounds = Rect::new(0.0, 0.0, 1000.0, 1000.0);
            let mut context =
                Context::new(transform, bounds, &cache, file.xref(), InterpreterSettings::default());
            let mut letters = Letters::default();
            interpret_page(page, &mut context, &mut letters);
            assert_eq!(letters.unknown, 0, "signs without letters");
            letters.text
        })
        .collect()
}

/// The text as the program itself takes it in from a PDF: in the order of reading.
fn taken(bytes: &[u8]) -> String {
    let draft = visavis::import::read(&Source { bytes, ..Source::default() }).unwrap();
    draft.text(&Choices::default()).as_str().to_owned()
}

fn sample(bytes: &[u8], language: MemoLanguage) -> Document {
    let dossier = visavis::store::parse(bytes, "sample").unwrap().dossier;
    let overview = Overview::build(&dossier);
    let all = MemoScope::Period { from: None, to: None };
    let mut memo = Memo::new("", all, None, "2025-03-01T10:00:00Z".parse::<Moment>().unwrap());
    memo.language = language;
    memo.with_notes = true;
    memo_document(&dossier, &overview, &memo, "2025-03-01".parse().unwrap())
}

#[test]
fn memos_of_the_samples_are_read_back() {
    for language in MemoLanguage::KNOWN {
        for bytes in [visavis::app::SAMPLE, visavis::app::SAMPLE_MANY] {
            let document = sample(bytes, language.clone());
            let memo = write(&document);
            assert!(memo.missing.is_empty(), "{:?}", memo.missing);
            let pages = pages(&memo.bytes);
            assert_eq!(pages.len(), memo.pages);
            let all: String = pages.concat().replace('\u{a0}', " ");
            assert!(all.contains(&document.title.replace('\u{a0}', " ")));
            for section in &document.sections {
                assert!(all.contains(&section.heading.replace('\u{a0}', " ")), "{}", section.heading);
            }
            for citation in document.citations() {
                assert!(all.contains(&citation.words.replace('\u{a0}', " ")), "{}", citation.words);
            }
            assert_eq!(memo.bytes, write(&document).bytes, "the same memo gives the same bytes");
        }
    }
}

#[test]
fn letters_of_many_scripts_come_back_as_they_were_written() {
    let arabic = "أعرب الجانب عن قلقه بشأن القرار 242 وطلب توضيحا";
    let hebrew = "הצד הביע דאגה בנוגע להחלטה";
    let persian = "خواستار توضیح شد و می\u{200C}خواهند گفت\u{200C}وگو را ادامه دهند";
    let kyrgyz = "Өкмөт жаңы эрежелер боюнча тынчсыздануусун билдирди, ошондой эле түшүндүрмө өтүндү";
    let memo = write(&document(
        MemoSection::Facts,
        vec![
            paragraph(kyrgyz),
            paragraph(arabic),
            paragraph(persian),
            paragraph(hebrew),
            paragraph("Ἀθῆναι, Łódź, Ґалаґан, 5 № ½"),
        ],
    ));
    assert!(memo.missing.is_empty(), "{:?}", memo.missing);
    let text = taken(&memo.bytes);
    for words in [kyrgyz, arabic, hebrew, "Ἀθῆναι, Łódź, Ґалаґан, 5 № ½"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    // As drawn, from left to right; a joiner that is not seen is there as well.
    let drawn = pages(&memo.bytes).concat();
    assert!(drawn.contains(&persian.chars().rev().collect::<String>()), "{drawn}");
}

#[test]
fn nothing_hostile_breaks_it_or_is_lost() {
    let nasty = [
        "<script>alert(1)</script> =cmd|' /C calc'!A0 \\) Tj ET (",
        "a\u{0}b\u{7}c\u{1B}[31m",
        "\u{202E}fdp.exe\u{202C}\u{202C}\u{2069} after",
        "emoji 😀👩\u{200D}👩\u{200D}👧 and 中文 and \u{378} unassigned \u{10FFFF}",
        "e\u{301}\u{302}\u{303}\u{304} \u{64B}\u{651} ا\u{651}\u{64E}",
        "",
        "\u{FEFF}\u{AD}\u{200B}",
    ];
    let word = "ң".repeat(100_000);
    let spans: Vec<Span> = nasty.iter().map(|text| Span::Strong((*text).to_owned())).collect();
    let mut blocks: Vec<Block> = nasty.iter().map(|text| paragraph(text)).collect();
    blocks.push(paragraph(&word));
    blocks.push(Block::List(nasty.iter().map(|text| vec![Span::Text((*text).to_owned())]).collect()));
    blocks.push(Block::Own(nasty.iter().map(|text| (*text).to_owned()).collect()));
    blocks.push(Block::Internal(spans.clone()));
    blocks.push(Block::Table(Table {
        head: vec![spans.clone(), spans.clone()],
        widths: vec![1, 99],
        rows: vec![vec![vec![Block::Paragraph(spans.clone())], vec![paragraph(&word)]], vec![vec![], vec![]]],
    }));
    for text in nasty {
        blocks.push(Block::Heading(text.to_owned()));
    }
    let mut all = document(MemoSection::Facts, blocks);
    all.title = nasty.concat();
    all.marking = nasty.concat();
    let memo = write(&all);
    let text = pages(&memo.bytes).concat();
    // Twice as a word, thrice in other places that have none of it.
    assert_eq!(text.matches('ң').count(), 200_000);
    assert!(text.contains("<script>alert(1)</script> =cmd|' /C calc'!A0 \\) Tj ET ("));
    assert!(text.contains("a␀b␇c␛[31m") && text.contains("‹U+202E›fdp.exe"));
    // Letters without a font are found by their own names, and counted.
    assert!(text.contains("😀👩\u{200D}👩\u{200D}👧 and 中文 and \u{378} unassigned"));
    assert!(memo.missing[&'😀'] > 5 && memo.missing.contains_key(&'中') && !memo.missing.contains_key(&'ң'));
    assert!(text.chars().all(|c| !c.is_control()));
}

#[test]
fn an_empty_memo_is_a_page() {
    let mut empty = document(MemoSection::Facts, Vec::new());
    empty.sections.clear();
    let memo = write(&empty);
    assert_eq!((memo.pages, pages(&memo.bytes).len()), (1, 1));
    assert!(pages(&memo.bytes)[0].contains("Page 1 of 1"));
    let letter = PdfOptions { paper: Paper::Letter, ..PdfOptions::default() };
    let file = Pdf::new(pdf(&empty, &letter).unwrap().bytes).unwrap();
    assert_eq!(file.pages()[0].render_dimensions(), (612.0, 792.0));
}

#[test]
fn rows_go_on_over_the_page_under_the_same_head() {
    let numbers: Vec<String> = (1..=1500).map(|number| format!("w{number}")).collect();
    let rows = vec![vec![vec![paragraph("first")], vec![paragraph(&numbers.join(" "))]]];
    let head = ["Left", "Right"].map(|words| vec![Span::Text(words.to_owned())]).to_vec();
    let table = Block::Table(Table { head, widths: vec![70, 30], rows });
    let mut document = document(MemoSection::Topics, vec![table, paragraph("the end")]);
    document.title += ", the second meeting of their commission";
    let memo = write(&document);
    let pages = pages(&memo.bytes);
    assert!(pages.len() > 3);
    assert!(
        pages.iter().take(pages.len() - 1).all(|page| page.contains("LeftRight") || page.contains("Left"))
    );
    let all = pages.concat();
    let mut from = 0;
    for number in &numbers {
        from += all[from..].find(number).unwrap_or_else(|| panic!("{number} is lost")) + number.len();
    }
    let last = pages.last().unwrap();
    assert!(
        last.contains("the end") && last.contains("Memo: Arvania – Belmark") && last.contains('…'),
        "{last}"
    );
}

fn quotation(text: &str) -> Quotation {
    Quotation { text: text.to_owned(), language: "ru".to_owned(), from_right: false }
}

fn citation(number: usize, anchor: Option<&str>) -> Span {
    Span::Citation(Box::new(Citation {
        number,
        passage: PassageId::from_bytes([9; 16]),
        label: "C1".to_owned(),
        side: "AV".to_owned(),
        paragraph: 1,
        words: "C1, AV ¶ 1".to_owned(),
        source: "Arvania, Gazette, 1 March 2025, ¶ 1, C1".to_owned(),
        quotation: quotation("обеспокоенность"),
        beside: false,
        anchor: anchor.map(str::to_owned),
    }))
}

/// A text of many paragraphs, of which the last but one has a passage.
fn annex(paragraphs: usize) -> Block {
    let plain = AnnexPiece {
        text: "The delegations met and discussed what their commission had prepared. ".repeat(6),
        within: Vec::new(),
        begins: Vec::new(),
        ends: Vec::new(),
    };
    let passage = AnnexPiece {
        text: "выразила обеспокоенность".to_owned(),
        within: vec![0],
        begins: vec![0],
        ends: vec![0],
    };
    let paragraph = |number| AnnexParagraph {
        number,
        from_right: false,
        pieces: if number + 1 == paragraphs {
            vec![plain.clone(), passage.clone()]
        } else {
            vec![plain.clone()]
        },
    };
    Block::Statement(AnnexStatement {
        party: PartyId::from_bytes([1; 16]),
        colour: Palette::Blue,
        heading: "Arvania (AV), Gazette".to_owned(),
        source: "press release · full text".to_owned(),
        language: "ru".to_owned(),
        marks: vec![AnnexMark {
            passage: PassageId::from_bytes([9; 16]),
            label: "C1".to_owned(),
            tag: "Concern".to_owned(),
            colour: Palette::Red,
            anchor: "p1".to_owned(),
            cited: vec![1],
        }],
        paragraphs: (1..=paragraphs).map(paragraph).collect(),
    })
}

/// Each link: the page it stands on and the page it leads to.
fn links(file: &Pdf) -> Vec<(usize, usize)> {
    let ids: Vec<_> = file.pages().iter().map(|page| page.raw().obj_id().unwrap()).collect();
    let mut found = Vec::new();
    for (from, page) in file.pages().iter().enumerate() {
        let Some(areas) = page.raw().get::<Array<'_>>("Annots") else { continue };
        for area in areas.iter::<Dict<'_>>() {
            assert!(!area.get::<PdfString<'_>>("Contents").unwrap().as_bytes().is_empty());
            let action = area.get::<Dict<'_>>("A").expect("it leads somewhere");
            assert_eq!(action.get::<Name<'_>>("S").unwrap().as_ref(), b"GoTo");
            let place = action.get::<Array<'_>>("D").unwrap();
            let Some(MaybeRef::Ref(target)) = place.raw_iter().next() else { panic!("no page") };
            let to = ids.iter().position(|id| *id == target.into()).expect("a page of this file");
            found.push((from, to));
        }
    }
    found
}

#[test]
fn citations_lead_to_the_passage_and_back() {
    let line = Block::Paragraph(vec![Span::Text("It is concerned ".to_owned()), citation(1, Some("p1"))]);
    let memo = write(&document(MemoSection::Annex, vec![line, annex(40)]));
    let pages = pages(&memo.bytes);
    let passage = pages.iter().position(|page| page.contains("выразила обеспокоенность")).unwrap();
    assert!(passage > 2);
    let file = Pdf::new(memo.bytes).unwrap();
    assert_eq!(links(&file), [(0, passage), (passage, 0)]);

    // Without an annex the words stand at the end, once.
    let line = Block::Paragraph(vec![citation(1, None), citation(2, None)]);
    let memo = write(&document(MemoSection::Concerns, vec![line]));
    let text = self::pages(&memo.bytes).concat().replace('\u{a0}', " ");
    assert!(text.contains("(C1, AV ¶ 1; C1, AV ¶ 1)") && text.contains("Sources"), "{text}");
    assert_eq!(text.matches("Arvania, Gazette, 1 March 2025").count(), 1);
    assert_eq!(links(&Pdf::new(memo.bytes).unwrap()), [(0, 0); 3]);
}

/// The kinds of all tags below one, in order.
fn tags(tag: &Dict<'_>, found: &mut Vec<String>) {
    if let Some(kind) = tag.get::<Name<'_>>("S") {
        found.push(String::from_utf8(kind.as_ref().to_vec()).unwrap());
    }
    for kid in tag.get::<Array<'_>>("K").iter().flat_map(Array::iter::<Object<'_>>) {
        if let Some(kid) = kid.into_dict().filter(|kid| kid.contains_key("S")) {
            tags(&kid, found);
        }
    }
}

#[test]
fn it_says_what_is_a_heading_a_list_a_table_and_in_which_language() {
    let status = Span::Status { status: Status::NoResponse, words: "no response".to_owned() };
    let quote = Block::Paragraph(vec![Span::Quotation(quotation("слова"))]);
    let cell = vec![Block::Paragraph(vec![status])];
    let table =
        Table { head: vec![vec![Span::Text("h".to_owned())]], widths: vec![100], rows: vec![vec![cell]] };
    let list = Block::List(vec![vec![Span::Text("item".to_owned())]]);
    let blocks = vec![quote, list, Block::Table(table), Block::Heading("Inner".to_owned()), paragraph("end")];
    let memo = write(&document(MemoSection::Facts, blocks));
    let file = Pdf::new(memo.bytes).unwrap();
    let objects: Vec<Dict<'_>> = file.objects().into_iter().filter_map(Object::into_dict).collect();
    let of_type = |name: &str| {
        let found = objects
            .iter()
            .find(|dict| dict.get::<Name<'_>>("Type").is_some_and(|kind| kind.as_ref() == name.as_bytes()));
        found.unwrap_or_else(|| panic!("no {name}"))
    };
    let catalog = of_type("Catalog");
    assert_eq!(catalog.get::<PdfString<'_>>("Lang").unwrap().as_bytes(), b"en");
    assert_eq!(catalog.get::<Dict<'_>>("MarkInfo").unwrap().get::<bool>("Marked"), Some(true));
    let outline = catalog.get::<Dict<'_>>("Outlines").unwrap();
    let section = outline.get::<Dict<'_>>("First").unwrap();
    assert_eq!(section.get::<PdfString<'_>>("Title").unwrap().as_bytes(), b"A heading");
    let inner = section.get::<Dict<'_>>("First").unwrap();
    assert_eq!(inner.get::<PdfString<'_>>("Title").unwrap().as_bytes(), b"Inner");
    let mut found = Vec::new();
    tags(&of_type("StructTreeRoot").get::<Dict<'_>>("K").unwrap(), &mut found);
    let expected = "Document H1 P Sect H2 P Span L LI Lbl LBody Table THead TR TH TBody TR TD P H3 P";
    assert_eq!(found.join(" "), expected);
    let quoted = objects
        .iter()
        .find(|dict| dict.get::<PdfString<'_>>("Lang").is_some_and(|lang| lang.as_bytes() == b"ru"));
    assert!(quoted.is_some());
}
