//! A memo as a page: its tree laid out as it will be read, of which only what is in view is drawn.
//!
//! Must not know: where a memo comes from, or which files are made of it.

use std::collections::BTreeMap;

use egui::text::{LayoutJob, TextFormat};
use egui::{Id, Rect, RichText, Sense, Ui, UiBuilder, pos2, vec2};

use crate::app::{Command, MemoChange};
use crate::export::memo::{AnnexParagraph, AnnexStatement, Block, Document, Span, Table};
use crate::model::{Memo, MemoSection};
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, status as marks, widgets};

/// The widest that a page gets, in points.
pub(super) const WIDEST: f32 = 780.0;
/// Room at the left and right of what stands on a page, in points.
const MARGIN: f32 = 44.0;
/// Size of the running text, in points.
const TEXT: f32 = 14.5;
/// Room for the numbers of an annex's paragraphs, in points.
const NUMBER: f32 = 30.0;

/// A piece of the page that is drawn by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// The marking at top or foot.
    Marking,
    /// Title and the line below it.
    Title,
    /// A section's heading.
    Heading(usize),
    /// The field for the reviewer's own words in a section.
    Own(usize),
    /// A block that is drawn whole.
    Block(usize, usize),
    /// An entry of a list.
    Entry(usize, usize, usize),
    /// The head of a table.
    TableHead(usize, usize),
    /// A row of a table.
    Row(usize, usize, usize),
    /// What stands over a text of the annex.
    Source(usize, usize),
    /// A paragraph of a text of the annex.
    Paragraph(usize, usize, usize),
}

/// The pieces of a document, in order.
pub(super) fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !document.marking.is_empty() {
        pieces.push(Piece::Marking);
    }
    pieces.push(Piece::Title);
    for (s, section) in document.sections.iter().enumerate() {
        pieces.extend([Piece::Heading(s), Piece::Own(s)]);
        for (b, block) in section.blocks.iter().enumerate() {
            match block {
                // It stands in its field.
                Block::Own(_) => {}
                Block::List(entries) => pieces.extend((0..entries.len()).map(|e| Piece::Entry(s, b, e))),
                Block::Table(table) => {
                    pieces.push(Piece::TableHead(s, b));
                    pieces.extend((0..table.rows.len()).map(|row| Piece::Row(s, b, row)));
                }
                Block::Statement(statement) => {
                    pieces.push(Piece::Source(s, b));
                    pieces.extend((0..statement.paragraphs.len()).map(|p| Piece::Paragraph(s, b, p)));
                }
                Block::Paragraph(_) | Block::Nothing(_) | Block::Heading(_) | Block::Internal(_) => {
                    pieces.push(Piece::Block(s, b));
                }
            }
        }
    }
    if !document.marking.is_empty() {
        pieces.push(Piece::Marking);
    }
    pieces
}

/// How high a piece may be before it was seen, in points.
pub(super) fn guess(document: &Document, piece: Piece) -> f64 {
    match piece {
        Piece::Paragraph(s, b, p) => {
            let letters = statement(document, s, b)
                .and_then(|statement| statement.paragraphs.get(p))
                .map_or(0, |paragraph| paragraph.pieces.iter().map(|piece| piece.text.len()).sum::<usize>());
            20.0 * (1.0 + letters as f64 / 90.0) + 8.0
        }
        Piece::Row(..) => 90.0,
        Piece::Heading(_) => 50.0,
        _ => 40.0,
    }
}

/// What the page keeps of the fields that are written in.
#[derive(Debug, Default)]
pub(super) struct Fields {
    texts: BTreeMap<MemoSection, String>,
}

/// A page with what it is drawn from.
pub(super) struct Page<'a> {
    pub(super) document: &'a Document,
    pub(super) memo: &'a Memo,
    /// Whether the reviewer's words can be changed.
    pub(super) editable: bool,
}

impl Page<'_> {
    /// Draws a piece from the top of `ui`, which is as wide as the view.
    pub(super) fn show(&self, ui: &mut Ui, piece: Piece, fields: &mut Fields, out: &mut Outbox) {
        let theme = Theme::now(ui.ctx());
        let width = ui.available_width().min(WIDEST);
        let left = ui.max_rect().left() + (ui.available_width() - width) / 2.0;
        let top = ui.max_rect().top();
        let inner =
            Rect::from_min_size(pos2(left + MARGIN, top), vec2(width - 2.0 * MARGIN, f32::INFINITY));
        let mut child = ui.new_child(UiBuilder::new().max_rect(inner));
        child.spacing_mut().item_spacing = vec2(0.0, 4.0);
        self.piece(&mut child, piece, fields, theme, out);
        let used = Rect::from_min_max(pos2(left, top), pos2(left + width, child.min_rect().bottom()));
        ui.advance_cursor_after_rect(used);
        ui.expand_to_include_rect(used);
    }

    fn piece(&self, ui: &mut Ui, piece: Piece, fields: &mut Fields, theme: &Theme, out: &mut Outbox) {
        let document = self.document;
        match piece {
            Piece::Marking => {
                ui.add_space(14.0);
                ui.vertical_centered(|ui| {
                    let text = RichText::new(&document.marking).font(theme::bold(size::SMALL));
                    ui.label(text.color(theme.text));
                });
                ui.add_space(6.0);
            }
            Piece::Title => {
                ui.add_space(26.0);
                let response = ui.label(RichText::new(&document.title).font(theme::bold(21.0)));
                heading(&response, &document.title);
                ui.label(RichText::new(&document.subtitle).color(theme.quiet));
                ui.add_space(6.0);
            }
            Piece::Heading(s) => {
                let Some(section) = document.sections.get(s) else { return };
                ui.add_space(22.0);
                let response = ui.label(RichText::new(&section.heading).font(theme::bold(15.5)));
                heading(&response, &section.heading);
                let y = response.rect.bottom() + 3.0;
                ui.painter().hline(ui.max_rect().x_range(), y, theme.hairline());
                ui.add_space(6.0);
            }
            Piece::Own(s) => self.own(ui, s, fields, theme, out),
            Piece::Block(s, b) => {
                if let Some(block) = block(document, s, b) {
                    self.block(ui, block, theme, out);
                    ui.add_space(4.0);
                }
            }
            Piece::Entry(s, b, e) => {
                let Some(Block::List(entries)) = block(document, s, b) else { return };
                let Some(entry) = entries.get(e) else { return };
                let dot = ui.cursor().min + vec2(7.0, 11.0);
                ui.painter().circle_filled(dot, 2.0, theme.quiet);
                self.indented(ui, 18.0, |page, ui| page.spans(ui, entry, theme, out));
                ui.add_space(2.0);
            }
            Piece::TableHead(s, b) => {
                let Some(Block::Table(table)) = block(document, s, b) else { return };
                ui.add_space(6.0);
                self.cells(ui, table, |page, ui, column| {
                    if let Some(cell) = table.head.get(column) {
                        page.head_cell(ui, cell, theme);
                    }
                });
                let y = ui.min_rect().bottom() + 3.0;
                ui.painter().hline(ui.max_rect().x_range(), y, egui::Stroke::new(1.5, theme.line));
                ui.add_space(4.0);
            }
            Piece::Row(s, b, r) => {
                let Some(Block::Table(table)) = block(document, s, b) else { return };
                let Some(row) = table.rows.get(r) else { return };
                ui.add_space(5.0);
                self.cells(ui, table, |page, ui, column| {
                    row.get(column).into_iter().flatten().for_each(|block| page.block(ui, block, theme, out));
                });
                let y = ui.min_rect().bottom() + 5.0;
                ui.painter().hline(ui.max_rect().x_range(), y, theme.hairline());
                ui.add_space(6.0);
            }
            Piece::Source(s, b) => {
                let Some(statement) = statement(document, s, b) else { return };
                ui.add_space(12.0);
                let dot = ui.cursor().min + vec2(5.0, 10.0);
                ui.painter().circle_filled(dot, 4.5, theme.shades(statement.colour).strong);
                self.indented(ui, 18.0, |_, ui| {
                    let response = ui.label(RichText::new(&statement.heading).font(theme::bold(TEXT)));
                    heading(&response, &statement.heading);
                    if !statement.source.is_empty() {
                        ui.label(RichText::new(&statement.source).size(size::SMALL).color(theme.quiet));
                    }
                });
                ui.add_space(6.0);
            }
            Piece::Paragraph(s, b, p) => {
                let Some(statement) = statement(document, s, b) else { return };
                if let Some(paragraph) = statement.paragraphs.get(p) {
                    annexed(ui, statement, paragraph, theme);
                }
            }
        }
    }

    /// The field for the reviewer's own words in a section.
    fn own(&self, ui: &mut Ui, s: usize, fields: &mut Fields, theme: &Theme, out: &mut Outbox) {
        let Some(section) = self.document.sections.get(s) else { return };
        let now = self.memo.text(section.kind);
        if !self.editable {
            for paragraph in now.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                ui.label(RichText::new(paragraph).font(theme::serif(TEXT)));
            }
            return;
        }
        // By the section alone: it stays the same field when the memo becomes part of the dossier.
        let id = Id::unique("own words").with(section.kind.name());
        let text = fields.texts.entry(section.kind).or_default();
        let focused = ui.memory(|memory| memory.has_focus(id));
        if !focused && text != now {
            now.clone_into(text);
        }
        let place = ui.cursor().min;
        let hovered = ui.rect_contains_pointer(Rect::from_min_size(place, vec2(ui.available_width(), 30.0)));
        let stroke = match (focused, hovered) {
            (true, _) => egui::Stroke::new(1.0, theme.accent),
            (_, true) => egui::Stroke::new(1.0, theme.outline),
            _ => egui::Stroke::NONE,
        };
        let frame = egui::Frame::new()
            .stroke(stroke)
            .corner_radius(size::ROUND)
            .inner_margin(egui::Margin::symmetric(8, 4));
        let hint = match section.kind {
            MemoSection::BottomLine => "The few sentences for who reads no further",
            _ => "Your own words",
        };
        let edit = egui::TextEdit::multiline(text)
            .id(id)
            .font(theme::serif(TEXT))
            .desired_rows(1)
            .desired_width(ui.available_width())
            .frame(frame)
            .hint_text(RichText::new(hint).font(theme::serif(TEXT)).color(theme.quiet));
        let response = ui.add(edit);
        let name = format!("Your own words: {}", section.heading);
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
        if response.changed() && text != now {
            out.send(Command::ChangeMemo(self.memo.id, MemoChange::Text(section.kind, text.clone())));
        }
        if response.lost_focus() {
            out.send(Command::Seal);
        }
        ui.add_space(4.0);
    }

    fn block(&self, ui: &mut Ui, block: &Block, theme: &Theme, out: &mut Outbox) {
        match block {
            Block::Paragraph(spans) => self.spans(ui, spans, theme, out),
            Block::Nothing(text) => {
                ui.label(RichText::new(text).font(theme::serif(TEXT)).color(theme.quiet));
            }
            Block::List(entries) => {
                for entry in entries {
                    let dot = ui.cursor().min + vec2(5.0, 11.0);
                    ui.painter().circle_filled(dot, 2.0, theme.quiet);
                    self.indented(ui, 14.0, |page, ui| page.spans(ui, entry, theme, out));
                }
            }
            Block::Own(paragraphs) => {
                for paragraph in paragraphs {
                    ui.label(RichText::new(paragraph).font(theme::serif(TEXT)));
                }
            }
            Block::Heading(text) => {
                ui.add_space(8.0);
                let response = ui.label(RichText::new(text).font(theme::bold(size::TEXT)));
                heading(&response, text);
            }
            Block::Internal(spans) => {
                let shades = theme.shades(crate::model::Palette::Ochre);
                let top = ui.cursor().min;
                self.indented(ui, 10.0, |page, ui| page.spans(ui, spans, theme, out));
                let bar = Rect::from_min_max(top, pos2(top.x + 3.0, ui.min_rect().bottom()));
                ui.painter().rect_filled(bar, 1, shades.strong);
            }
            // These are drawn piece by piece.
            Block::Table(_) | Block::Statement(_) => {}
        }
    }

    /// Draws into what is left of the width.
    fn indented(&self, ui: &mut Ui, by: f32, add: impl FnOnce(&Self, &mut Ui)) {
        let place = Rect::from_min_max(
            ui.cursor().min + vec2(by, 0.0),
            pos2(ui.max_rect().right(), f32::INFINITY),
        );
        let mut child = ui.new_child(UiBuilder::new().max_rect(place));
        add(self, &mut child);
        ui.advance_cursor_after_rect(child.min_rect());
    }

    /// Draws the cells of a row beside each other.
    fn cells(&self, ui: &mut Ui, table: &Table, mut cell: impl FnMut(&Self, &mut Ui, usize)) {
        let top = ui.cursor().top();
        let (mut left, width) = (ui.max_rect().left(), ui.max_rect().width());
        let mut bottom = top;
        let total = f32::from(table.widths.iter().sum::<u16>().max(1));
        for (column, share) in table.widths.iter().enumerate() {
            let room = width * f32::from(*share) / total;
            let place = Rect::from_min_size(pos2(left, top), vec2((room - 12.0).max(20.0), f32::INFINITY));
            let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt(column));
            cell(self, &mut child, column);
            bottom = bottom.max(child.min_rect().bottom());
            left += room;
        }
        ui.advance_cursor_after_rect(Rect::from_min_max(pos2(ui.max_rect().left(), top), pos2(left, bottom)));
    }

    fn head_cell(&self, ui: &mut Ui, spans: &[Span], theme: &Theme) {
        let mut text = String::new();
        for span in spans {
            text.push_str(match span {
                Span::Text(words) | Span::Strong(words) | Span::Emphasis(words) => words,
                Span::Status { words, .. } | Span::Party { words, .. } => words,
                Span::Quotation(quotation) => &quotation.text,
                Span::Citation(citation) => &citation.words,
            });
        }
        ui.label(RichText::new(text).font(theme::bold(size::SMALL)).color(theme.quiet));
    }

    /// Draws running words; a citation is a link to the passage.
    fn spans(&self, ui: &mut Ui, spans: &[Span], theme: &Theme, out: &mut Outbox) {
        let marks = self.document.quotes;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 3.0);
            let words = |ui: &mut Ui, text: RichText| ui.add(egui::Label::new(text).wrap());
            for span in spans {
                match span {
                    Span::Text(text) => drop(words(ui, RichText::new(text).font(theme::serif(TEXT)))),
                    Span::Strong(text) => drop(words(ui, RichText::new(text).font(theme::bold(size::TEXT)))),
                    Span::Emphasis(text) => {
                        words(ui, RichText::new(text).font(theme::serif(TEXT)).color(theme.quiet));
                    }
                    Span::Quotation(quotation) => {
                        let text = format!("{}{}{}", marks.open, quotation.text, marks.close);
                        words(ui, RichText::new(text).font(theme::serif(TEXT)));
                    }
                    Span::Citation(citation) => {
                        let text = RichText::new(format!(" [{}]", citation.words));
                        let text = text.font(theme::plain(size::SMALL)).color(theme.accent);
                        let link = egui::Label::new(text).sense(Sense::click());
                        let response = ui.add(link);
                        response.widget_info(|| {
                            let role = egui::accesskit::Role::Link;
                            egui::WidgetInfo::labeled(role, true, format!("Go to {}", citation.words))
                        });
                        widgets::focus_ring(ui, &response);
                        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
                        if response.clicked() {
                            out.send(Command::Show(citation.passage));
                        }
                        let quotation = &citation.quotation.text;
                        response.on_hover_text(format!("{}: {quotation}", citation.source));
                    }
                    Span::Status { status, words: text } => {
                        let colour = theme.status(*status);
                        let (rect, _) = ui.allocate_exact_size(vec2(15.0, 16.0), Sense::hover());
                        let centre = pos2(rect.left() + 5.0, rect.center().y);
                        widgets::paint_mark(ui.painter(), centre, 4.5, marks::mark(*status), colour);
                        words(ui, RichText::new(text).font(theme::bold(size::TEXT)).color(colour));
                    }
                    Span::Party { words: text, colour, .. } => {
                        let (rect, _) = ui.allocate_exact_size(vec2(13.0, 16.0), Sense::hover());
                        let centre = pos2(rect.left() + 4.0, rect.center().y);
                        ui.painter().circle_filled(centre, 4.0, theme.shades(*colour).strong);
                        words(ui, RichText::new(text).font(theme::bold(size::TEXT)));
                    }
                }
            }
        });
    }
}

fn heading(response: &egui::Response, text: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, text));
}

fn block(document: &Document, section: usize, block: usize) -> Option<&Block> {
    document.sections.get(section)?.blocks.get(block)
}

fn statement(document: &Document, section: usize, at: usize) -> Option<&AnnexStatement> {
    match block(document, section, at) {
        Some(Block::Statement(statement)) => Some(statement),
        _ => None,
    }
}

/// A paragraph of the annex: its number, and its words with the passages tinted and labelled.
fn annexed(ui: &mut Ui, statement: &AnnexStatement, paragraph: &AnnexParagraph, theme: &Theme) {
    let top = ui.cursor().min;
    let number = paragraph.number.to_string();
    let at = pos2(top.x, top.y + 11.0);
    widgets::paint_line(ui, at, &number, theme::plain(size::SMALL), theme.quiet, NUMBER);
    let mut job = LayoutJob::default();
    for piece in &paragraph.pieces {
        let mark = piece.within.last().and_then(|at| statement.marks.get(*at));
        for begins in &piece.begins {
            let Some(mark) = statement.marks.get(*begins) else { continue };
            let shades = theme.shades(mark.colour);
            let label = TextFormat {
                font_id: theme::bold(10.0),
                color: shades.strong,
                background: shades.tint,
                ..Default::default()
            };
            job.append(&format!(" {} ", mark.label), 0.0, label);
        }
        let format = TextFormat {
            font_id: theme::serif(TEXT),
            color: theme.text,
            line_height: Some(21.0),
            background: mark.map_or(egui::Color32::TRANSPARENT, |mark| theme.shades(mark.colour).tint),
            ..Default::default()
        };
        job.append(&piece.text, 0.0, format);
    }
    let room = ui.max_rect().right() - top.x - NUMBER;
    job.wrap.max_width = room;
    if paragraph.from_right {
        job.halign = egui::Align::RIGHT;
    }
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.max_rect().width(), height), Sense::hover());
    let x = if paragraph.from_right { rect.right() } else { rect.left() + NUMBER };
    let words = galley.text().to_owned();
    ui.painter().galley(pos2(x, rect.top()), galley, theme.text);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Paragraph, true, &words));
    ui.add_space(6.0);
}
