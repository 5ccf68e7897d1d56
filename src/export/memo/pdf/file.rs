//! The file around the pages: fonts, structure, list of headings, links, title and language.
//!
//! PDF 1.7 as PDF/UA-1 asks for it. No time and no name stands in it, and no address that could be
//! called: the same memo gives the same bytes.
//! Must not know: what stands on the pages.

use std::collections::{BTreeMap, HashMap};

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType, PageMode, TabOrder};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Settings, TextStr};

use super::build::Entry;
use super::fonts::Fonts;
use super::sheets::{Sheets, font_name};
use super::tags::TagId;
use super::used::packed;

/// Gives out references, one after the other.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }

    /// The first of several that follow each other.
    fn several(&mut self, count: usize) -> i32 {
        let first = self.0 + 1;
        self.0 += i32::try_from(count).unwrap_or(0);
        first
    }
}

fn nth(first: i32, place: usize) -> Ref {
    Ref::new(first + i32::try_from(place).unwrap_or(0))
}

/// The file's bytes.
///
/// # Errors
///
/// Where a font can't be put into it.
pub(super) fn write(
    sheets: &Sheets,
    fonts: &Fonts<'_>,
    entries: &[Entry],
    title: &str,
    language: &str,
) -> Result<Vec<u8>, String> {
    let mut refs = Refs(0);
    let [catalog, tree, root, outline, metadata, info] = std::array::from_fn(|_| refs.next());
    let pages = refs.several(sheets.pages.len());
    let streams = refs.several(sheets.pages.len());
    let areas = refs.several(sheets.areas.len());
    let items = refs.several(entries.len());
    let tags = refs.several(sheets.tags.len());
    let mut pdf = Pdf::with_settings(Settings { pretty: false });
    pdf.set_version(1, 7);

    let mut writer = pdf.catalog(catalog);
    writer.pages(tree).metadata(metadata).lang(TextStr(language));
    writer.mark_info().marked(true);
    writer.viewer_preferences().display_doc_title(true);
    if !entries.is_empty() {
        writer.outlines(outline).page_mode(PageMode::UseOutlines);
    }
    writer.insert(Name(b"StructTreeRoot")).primitive(root);
    writer.finish();
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("Vis-à-vis"));
    let xmp = packet(title, language);
    pdf.metadata(metadata, xmp.as_bytes()).finish();

    let all: Vec<Ref> = (0..sheets.pages.len()).map(|place| nth(pages, place)).collect();
    let count = i32::try_from(all.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(all.iter().copied()).count(count);
    let shown = sheets.used.ids();
    let names: Vec<(String, Ref)> = shown.iter().map(|id| (font_name(*id), refs.next())).collect();
    let mut areas_of: HashMap<usize, Vec<Ref>> = HashMap::new();
    for (place, area) in sheets.areas.iter().enumerate() {
        areas_of.entry(area.page).or_default().push(nth(areas, place));
    }
    let (width, height) = sheets.size;
    for (place, sheet) in sheets.pages.iter().enumerate() {
        let mut page = pdf.page(nth(pages, place));
        page.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(nth(streams, place));
        page.struct_parents(key(place)).tab_order(TabOrder::StructureOrder);
        if let Some(areas) = areas_of.get(&place) {
            page.annotations(areas.iter().copied());
        }
        let mut resources = page.resources();
        let mut of_page = resources.fonts();
        for (name, id) in &names {
            of_page.pair(Name(name.as_bytes()), *id);
        }
        of_page.finish();
        resources.finish();
        page.finish();
        let content = packed(sheet.content.as_bytes());
        pdf.stream(nth(streams, place), &content).filter(Filter::FlateDecode);
    }
    for (id, (_, font)) in shown.iter().zip(&names) {
        sheets.used.write(&mut pdf, fonts, *id, *font, &mut || refs.next())?;
    }
    links(&mut pdf, sheets, areas, pages);
    let tag = |id: TagId| nth(tags, id.place());
    structure(&mut pdf, sheets, root, &tag, &all, areas);
    headings(&mut pdf, sheets, entries, outline, items, pages);
    Ok(pdf.finish())
}

/// A page's or link's key in the structure's list of parents.
fn key(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}

/// Where an anchor is: its page and the height from which a viewer shows it.
fn place_of(sheets: &Sheets, anchor: &str, pages: i32) -> Option<(Ref, f32)> {
    let (page, top) = sheets.anchors.get(anchor)?;
    Some((nth(pages, *page), (sheets.size.1 - top + 12.0).min(sheets.size.1)))
}

fn links(pdf: &mut Pdf, sheets: &Sheets, areas: i32, pages: i32) {
    let height = sheets.size.1;
    for (place, area) in sheets.areas.iter().enumerate() {
        let [left, top, right, bottom] = area.sides;
        let mut writer = pdf.annotation(nth(areas, place));
        writer.subtype(AnnotationType::Link).rect(Rect::new(left, height - bottom, right, height - top));
        writer.border(0.0, 0.0, 0.0, None).flags(AnnotationFlags::PRINT);
        writer.struct_parent(key(sheets.pages.len() + place));
        writer.contents(TextStr(&area.words));
        if let Some((page, top)) = place_of(sheets, &area.target, pages) {
            writer.action().action_type(ActionType::GoTo).destination().page(page).xyz(0.0, top, None);
        }
    }
}

fn structure(
    pdf: &mut Pdf,
    sheets: &Sheets,
    root: Ref,
    tag: &impl Fn(TagId) -> Ref,
    pages: &[Ref],
    areas: i32,
) {
    let mut writer = pdf.indirect(root).dict();
    writer.pair(Name(b"Type"), Name(b"StructTreeRoot"));
    writer.pair(Name(b"K"), tag(super::tags::Tags::ROOT));
    writer.pair(Name(b"ParentTreeNextKey"), key(sheets.pages.len() + sheets.areas.len()));
    let mut parents = writer.insert(Name(b"ParentTree")).dict();
    let mut list = parents.insert(Name(b"Nums")).array();
    for (place, sheet) in sheets.pages.iter().enumerate() {
        list.item(key(place));
        list.push().array().items(sheet.marks.iter().map(|mark| tag(*mark)));
    }
    for (place, area) in sheets.areas.iter().enumerate() {
        list.item(key(sheets.pages.len() + place));
        list.item(tag(area.tag));
    }
    list.finish();
    parents.finish();
    writer.finish();
    let places: Vec<(Ref, Ref)> = sheets
        .areas
        .iter()
        .enumerate()
        .filter_map(|(place, area)| Some((nth(areas, place), *pages.get(area.page)?)))
        .collect();
    sheets.tags.write(pdf, root, tag, pages, &places);
}

/// The headings beside the pages: sections, and what lies within each.
fn headings(pdf: &mut Pdf, sheets: &Sheets, entries: &[Entry], outline: Ref, items: i32, pages: i32) {
    if entries.is_empty() {
        return;
    }
    // The section that each belongs to; none for a section itself.
    let mut section = None;
    let parents: Vec<Option<usize>> = entries
        .iter()
        .enumerate()
        .map(|(place, entry)| {
            if entry.level == 1 {
                section = Some(place);
                return None;
            }
            section
        })
        .collect();
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (place, parent) in parents.iter().enumerate() {
        children.entry(*parent).or_default().push(place);
    }
    let mut writer = pdf.outline(outline);
    let top = children.get(&None).map_or(&[][..], Vec::as_slice);
    if let ([first, ..], [.., last]) = (top, top) {
        writer.first(nth(items, *first)).last(nth(items, *last)).count(key(top.len()));
    }
    writer.finish();
    for siblings in children.values() {
        for (at, place) in siblings.iter().enumerate() {
            let Some(entry) = entries.get(*place) else { continue };
            let mut writer = pdf.outline_item(nth(items, *place));
            writer.title(TextStr(&entry.title));
            let parent = parents.get(*place).copied().flatten();
            writer.parent(parent.map_or(outline, |parent| nth(items, parent)));
            if let Some(before) = at.checked_sub(1).and_then(|at| siblings.get(at)) {
                writer.prev(nth(items, *before));
            }
            if let Some(after) = siblings.get(at + 1) {
                writer.next(nth(items, *after));
            }
            let within = children.get(&Some(*place)).map_or(&[][..], Vec::as_slice);
            if let ([first, ..], [.., last]) = (within, within) {
                // A negative count: the section is shown folded.
                writer.first(nth(items, *first)).last(nth(items, *last)).count(-key(within.len()));
            }
            if let Some((page, top)) = place_of(sheets, &entry.anchor, pages) {
                writer.dest().page(page).xyz(0.0, top, None);
            }
        }
    }
}

/// Title and language once more as XMP, with the mark of PDF/UA-1.
fn packet(title: &str, language: &str) -> String {
    let title = crate::export::markup::escaped(title);
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
         <pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
