//! A text on its way in: typed or pasted, or read from a file with what was cleaned up and left out
//! of it, each of which can be taken back.
//!
//! Must not know: whose text it is, or how a format is read.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::CCursor;
use egui::{Key, Margin, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{choice, line_space, named, warning};
use crate::app::{Command, State, TextSource};
use crate::import::{Choices, Draft, Encoding, Piece, Step};
use crate::model::Palette;
use crate::text::CleanText;
use crate::ui::long_list::LongList;
use crate::ui::theme::{self, Theme, size};
use crate::ui::{Outbox, format, widgets};

/// Room for the paragraphs' numbers, in points.
const GUTTER: f32 = 34.0;

/// A text on its way in.
#[derive(Debug, Default)]
pub(super) struct Preview {
    /// What is typed, while nothing was read.
    written: String,
    read: Option<Reading>,
    problem: Option<String>,
    /// The number of the last text that was taken.
    taken: u64,
    list: LongList,
    /// Which files were chosen together: the present one and how many.
    of: Option<(usize, usize)>,
    /// The field should get the focus.
    focus: bool,
}

/// A draft with what was decided about it.
#[derive(Debug)]
struct Reading {
    name: String,
    draft: Arc<Draft>,
    /// Whether it can be read again in another encoding.
    is_file: bool,
    choices: Choices,
    earlier: Vec<Choices>,
    pieces: Vec<Piece>,
    /// For each piece its number among those that stay, from 1.
    numbers: Vec<Option<usize>>,
    steps: Vec<(Step, usize)>,
    /// The row on which keys act, and the byte of its text at which it would be split.
    cursor: usize,
    caret: usize,
}

/// What was asked for in the list.
enum Wish {
    Toggle(usize),
    Join(usize),
    Split(usize, usize),
    Move { row: usize, caret: usize },
}

impl Reading {
    fn new(name: String, draft: Arc<Draft>, is_file: bool) -> Self {
        let mut reading = Self {
            name,
            draft,
            is_file,
            choices: Choices::default(),
            earlier: Vec::new(),
            pieces: Vec::new(),
            numbers: Vec::new(),
            steps: Vec::new(),
            cursor: 0,
            caret: 0,
        };
        reading.renew();
        reading.cursor = reading.numbers.iter().position(Option::is_some).unwrap_or(0);
        reading
    }

    /// Works out what comes of the choices.
    fn renew(&mut self) {
        self.pieces = self.draft.outcome(&self.choices);
        self.steps = self.draft.steps(&self.choices);
        let mut number = 0;
        self.numbers = self
            .pieces
            .iter()
            .map(|piece| {
                number += usize::from(piece.left_out.is_none());
                piece.left_out.is_none().then_some(number)
            })
            .collect();
        self.cursor = self.cursor.min(self.pieces.len().saturating_sub(1));
        let length = self.pieces.get(self.cursor).map_or(0, |piece| piece.text.len());
        self.caret = self.caret.min(length);
    }

    fn change(&mut self, change: impl FnOnce(&mut Choices)) {
        let before = self.choices.clone();
        change(&mut self.choices);
        if self.choices != before {
            self.earlier.push(before);
            self.renew();
        }
    }

    fn undo(&mut self) {
        if let Some(before) = self.earlier.pop() {
            self.choices = before;
            self.renew();
        }
    }

    fn carry_out(&mut self, wish: Wish) {
        match wish {
            Wish::Move { row, caret } => (self.cursor, self.caret) = (row, caret),
            Wish::Toggle(row) => {
                let Some(piece) = self.pieces.get(row) else { return };
                let (block, is_out) = (piece.block, piece.left_out.is_some());
                self.change(|choices| {
                    choices.blocks.insert(block, is_out);
                });
            }
            Wish::Join(row) => {
                let Some(piece) = self.pieces.get(row) else { return };
                let (block, split) = (piece.block, piece.split);
                let place = piece.place(0);
                // The caret goes to the seam, where the next split would be.
                let above = self.pieces.iter().take(row).rposition(|piece| piece.left_out.is_none());
                let seam = above.and_then(|above| self.pieces.get(above)).map_or(0, |piece| piece.text.len());
                self.change(|choices| {
                    if split {
                        // It was one block: the split is taken back.
                        let at = place.map(|place| place.at);
                        choices.splits.entry(block).or_default().retain(|split| Some(*split) != at);
                    } else {
                        choices.joined.insert(block);
                    }
                });
                self.cursor = above.unwrap_or(0);
                self.caret = seam;
            }
            Wish::Split(row, byte) => {
                let Some(place) = self.pieces.get(row).and_then(|piece| piece.place(byte)) else { return };
                self.change(|choices| {
                    choices.splits.entry(place.block).or_default().insert(place.at);
                });
                (self.cursor, self.caret) = ((row + 1).min(self.pieces.len().saturating_sub(1)), 0);
            }
        }
    }
}

impl Preview {
    /// Takes what was read since; the draft, where there is a new one.
    pub(super) fn take(&mut self, state: &State) -> Option<Arc<Draft>> {
        self.of = state.intake.of_how_many();
        let read = state.intake.read.as_ref().filter(|read| read.number != self.taken)?;
        self.taken = read.number;
        self.list.renew();
        match &read.result {
            Ok(draft) => {
                let is_file = matches!(read.source, TextSource::File(_));
                let mut reading = Reading::new(read.name(), Arc::clone(draft), is_file);
                // The same file in another encoding: what was decided by hand stays.
                let before = self.read.take().filter(|before| {
                    before.name == reading.name && before.draft.blocks.len() == draft.blocks.len()
                });
                if let Some(before) = before {
                    reading.choices = before.choices;
                    reading.earlier = before.earlier;
                    reading.cursor = before.cursor;
                    reading.renew();
                }
                self.list.bring(reading.cursor);
                self.read = Some(reading);
                self.problem = None;
                Some(Arc::clone(draft))
            }
            Err(problem) => {
                // What was read before it is another file's.
                self.read = None;
                self.problem = Some(problem.clone());
                None
            }
        }
    }

    /// The name of the file that was read.
    pub(super) fn name(&self) -> &str {
        self.read.as_ref().map_or("", |read| read.name.as_str())
    }

    /// The text as it will be.
    pub(super) fn text(&self) -> CleanText {
        match &self.read {
            Some(read) => read.draft.text(&read.choices),
            None => CleanText::new(&self.written),
        }
    }

    /// Whether there is nothing to take in.
    pub(super) fn is_empty(&self) -> bool {
        match &self.read {
            Some(read) => read.pieces.iter().all(|piece| piece.left_out.is_some()),
            None => self.written.trim().is_empty(),
        }
    }

    /// Shows it in all the room there is. `what` is the text for people, such as "statement".
    pub(super) fn show(&mut self, ui: &mut Ui, what: &str, opened: bool, state: &State, out: &mut Outbox) {
        self.head(ui, state, out);
        if let Some(problem) = &self.problem {
            warning(ui, problem);
        }
        match &mut self.read {
            Some(read) => {
                let list = &mut self.list;
                keys(ui, read, list);
                let wish = pieces(ui, read, list);
                if let Some(wish) = wish {
                    if !matches!(wish, Wish::Move { .. }) {
                        list.renew();
                    }
                    read.carry_out(wish);
                }
            }
            None => self.write(ui, what, opened, out),
        }
    }

    /// What was read, and the ways to bring a text in.
    fn head(&mut self, ui: &mut Ui, state: &State, out: &mut Outbox) {
        let (mut start_over, mut by_hand) = (false, false);
        ui.horizontal(|ui| {
            let several = matches!(state.dialog, Some(crate::app::Dialog::Statement(None)));
            let open = if several { "Open files…" } else { "Open a file…" };
            if ui.add_enabled(!state.files.picking, egui::Button::new(open)).clicked() {
                out.send(Command::PickTexts);
            }
            match &self.read {
                _ if state.intake.reading => {
                    widgets::quiet(ui, "Reading…");
                }
                None => {
                    widgets::quiet(
                        ui,
                        "text, web page, Word, OpenDocument, RTF, e-mail, PDF; or paste or drop",
                    );
                }
                Some(read) => {
                    let kind = read.draft.format.label();
                    let file = widgets::clipped(
                        ui,
                        &format!("{} · {kind}", read.name),
                        theme::plain(size::TEXT),
                        Theme::now(ui.ctx()).text,
                        (ui.available_width() - 200.0).max(60.0),
                    );
                    ui.label(file);
                    by_hand = widgets::link_button(ui, "Edit as text")
                        .on_hover_text("Take the text as it is here, and change its words by hand")
                        .clicked();
                    start_over = widgets::link_button(ui, "Start over").clicked();
                }
            }
        });
        if by_hand {
            let written = self.text().as_str().to_owned();
            *self = Self { written, taken: self.taken, of: self.of, focus: true, ..Self::default() };
        }
        if start_over {
            *self = Self { taken: self.taken, of: self.of, ..Self::default() };
        }
        ui.add_space(4.0);
    }

    /// A field to type or paste into.
    fn write(&mut self, ui: &mut Ui, what: &str, opened: bool, out: &mut Outbox) {
        let field = egui::Id::unique("text on its way in");
        // What is pasted into the empty field is read as a file is: a web page keeps its paragraphs.
        if self.written.is_empty() && ui.memory(|memory| memory.has_focus(field)) {
            let pasted = ui.input_mut(|input| {
                let at = input.events.iter().position(|event| matches!(event, egui::Event::Paste(_)))?;
                match input.events.remove(at) {
                    egui::Event::Paste(text) => Some(text),
                    _ => None,
                }
            });
            if let Some(text) = pasted {
                out.send(Command::PasteText(text));
            }
        }
        let room = vec2(ui.available_width(), ui.available_height() - 22.0);
        let (area, _) = ui.allocate_exact_size(room, Sense::hover());
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area).id_salt("written"));
        ScrollArea::vertical().id_salt("text").auto_shrink([false, false]).show(&mut inner, |ui| {
            let edit = egui::TextEdit::multiline(&mut self.written)
                .id(field)
                .font(theme::serif(14.0))
                .hint_text(format!("The {what}'s text"))
                .desired_width(f32::INFINITY)
                .min_size(vec2(0.0, area.height() - 8.0))
                .margin(Margin::symmetric(10, 8));
            let response = named(ui.add(edit), &format!("Text of the {what}"));
            if opened || std::mem::take(&mut self.focus) {
                response.request_focus();
            }
        });
        widgets::quiet(ui, &format::count(format::word_count(&self.written), "word"));
    }

    /// What was changed in the text, each with a box to take it back, under its own
    /// heading; nothing for a typed text.
    pub(super) fn clean_up(&mut self, ui: &mut Ui, out: &mut Outbox) {
        let Some(read) = &mut self.read else { return };
        line_space(ui);
        widgets::section(ui, "What was cleaned up");
        if let Some(decoded) = read.draft.encoding.filter(|_| read.is_file) {
            let now = format!("{} ({})", decoded.encoding.label(), decoded.known.label());
            let mut chosen = decoded.encoding;
            choice(ui, "Encoding", &now, 250.0, |ui| {
                for encoding in Encoding::all() {
                    ui.selectable_value(&mut chosen, encoding, encoding.label());
                }
            });
            if chosen != decoded.encoding {
                out.send(Command::ReadAs(chosen));
            }
            if decoded.unreadable > 0 {
                let places = format::count(decoded.unreadable, "place");
                warning(ui, &format!("{places} can't be read in this encoding: choose another one"));
            }
            ui.add_space(6.0);
        }
        let mut flip = None;
        for (step, count) in &read.steps {
            let mut on = !read.choices.off.contains(step);
            let text = format!("{} · {}", step.label(), format::thousands(*count));
            if ui.checkbox(&mut on, text).changed() {
                flip = Some((*step, on));
            }
        }
        if let Some((step, on)) = flip {
            read.change(|choices| {
                if on {
                    choices.off.remove(&step);
                } else {
                    choices.off.insert(step);
                }
            });
            self.list.renew();
        }
        let out_of_text = read.pieces.iter().filter(|piece| piece.left_out.is_some()).count();
        if out_of_text > 0 {
            let blocks = format::count(out_of_text, "block");
            widgets::quiet(ui, &format!("{blocks} left out; each can be put back in the list"));
        }
        for note in &read.draft.notes {
            widgets::quiet(ui, note);
        }
        if read.steps.is_empty() && out_of_text == 0 {
            widgets::quiet(ui, "Nothing had to be changed.");
        }
        if !read.earlier.is_empty() && widgets::link_button(ui, "Take back the last change").clicked() {
            read.undo();
            self.list.renew();
        }
    }

    /// "2 of 5", where several files were chosen.
    pub(super) fn of_how_many(&self) -> Option<String> {
        self.of.map(|(now, all)| format!("{now} of {all}"))
    }
}

/// Keys act on the row with the cursor unless a field has the focus.
fn keys(ui: &Ui, read: &mut Reading, list: &mut LongList) {
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let hit = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = read.pieces.len().saturating_sub(1);
    let length = read.pieces.get(read.cursor).map_or(0, |piece| piece.text.len());
    let wish = if hit(Key::ArrowDown) {
        Wish::Move { row: (read.cursor + 1).min(last), caret: 0 }
    } else if hit(Key::ArrowUp) {
        Wish::Move { row: read.cursor.saturating_sub(1), caret: 0 }
    } else if hit(Key::ArrowRight) {
        Wish::Move { row: read.cursor, caret: word_after(read, length) }
    } else if hit(Key::ArrowLeft) {
        Wish::Move { row: read.cursor, caret: word_before(read) }
    } else if hit(Key::Enter) {
        Wish::Split(read.cursor, read.caret)
    } else if hit(Key::Backspace) {
        Wish::Join(read.cursor)
    } else if hit(Key::Delete) || hit(Key::Space) {
        Wish::Toggle(read.cursor)
    } else if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z)) {
        read.undo();
        list.renew();
        return;
    } else {
        return;
    };
    if !matches!(wish, Wish::Move { .. }) {
        list.renew();
    }
    read.carry_out(wish);
    list.bring(read.cursor);
}

/// The start of the word after the caret.
fn word_after(read: &Reading, length: usize) -> usize {
    let rest = read.pieces.get(read.cursor).and_then(|piece| piece.text.get(read.caret..)).unwrap_or("");
    let spaces = rest.char_indices().skip_while(|(_, c)| !c.is_whitespace());
    let mut words = spaces.skip_while(|(_, c)| c.is_whitespace());
    words.next().map_or(length, |(at, _)| read.caret + at)
}

/// The start of the word before the caret.
fn word_before(read: &Reading) -> usize {
    let before = read.pieces.get(read.cursor).and_then(|piece| piece.text.get(..read.caret)).unwrap_or("");
    let word = before.trim_end();
    word.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
}

/// The paragraphs as they will be, with what is left out between them.
fn pieces(ui: &mut Ui, read: &Reading, list: &mut LongList) -> Option<Wish> {
    let mut wish = None;
    let width = f64::from(ui.available_width() - GUTTER - 30.0).max(60.0);
    let guess = |row: usize| {
        let piece = read.pieces.get(row);
        let letters = piece.map_or(0, |piece| piece.text.len()) as f64 * 7.0;
        let lines = (letters / width).ceil().max(1.0);
        26.0 + if piece.is_some_and(|piece| piece.left_out.is_some()) { 20.0 } else { lines * 20.0 }
    };
    list.show(ui, "pieces", read.pieces.len(), guess, |ui, row| {
        if let Some(asked) = piece(ui, read, row) {
            wish = Some(asked);
        }
    });
    wish
}

fn piece(ui: &mut Ui, read: &Reading, row: usize) -> Option<Wish> {
    let theme = Theme::now(ui.ctx());
    let piece = read.pieces.get(row)?;
    let here = read.cursor == row;
    let width = ui.available_width() - 14.0;
    let left_out = piece.left_out;
    let colour = if left_out.is_some() { theme.quiet } else { theme.text };
    let font = if left_out.is_some() { theme::plain(12.0) } else { theme::serif(14.0) };
    let room = width - GUTTER - 14.0;
    let galley = match left_out {
        Some(_) => widgets::clipped(ui, &piece.text, font, colour, room),
        None => ui.painter().layout(piece.text.clone(), font, colour, room),
    };
    // Buttons stand below the row with the cursor.
    let foot = if here || left_out.is_some() { 26.0 } else { 4.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 8.0 + foot), Sense::click());
    if here {
        ui.painter().rect_filled(rect, size::ROUND, theme.chosen);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, size::ROUND, theme.hovered);
    }
    widgets::focus_ring(ui, &response);
    let at = rect.min + vec2(GUTTER, 5.0);
    if let Some(number) = read.numbers.get(row).copied().flatten() {
        let middle = pos2(rect.left() + GUTTER - 10.0, at.y + 10.0);
        let font = theme::plain(size::SMALL);
        ui.painter().text(middle, egui::Align2::RIGHT_CENTER, number, font, theme.quiet);
    }
    if here && left_out.is_none() {
        let before = piece.text.get(..read.caret).map_or(0, |text| text.chars().count());
        let caret = galley.pos_from_cursor(CCursor::new(before)).translate(at.to_vec2());
        let stroke = Stroke::new(1.5, theme.accent);
        ui.painter().vline(caret.left(), caret.y_range(), stroke);
    }
    ui.painter().galley(at, Arc::clone(&galley), colour);
    let state = left_out.map_or_else(
        || format!("Paragraph {}", read.numbers.get(row).copied().flatten().unwrap_or(0)),
        |why| format!("Left out, {}", why.label()),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Paragraph, true, format!("{state}: {}", piece.text)));
    let mut wish = None;
    if response.clicked() {
        let caret = response.interact_pointer_pos().filter(|_| left_out.is_none()).map_or(0, |pointer| {
            let hit = galley.cursor_from_pos(pointer - at);
            piece.text.char_indices().nth(hit.index.0).map_or(piece.text.len(), |(byte, _)| byte)
        });
        ui.memory_mut(|memory| memory.stop_text_input());
        response.surrender_focus();
        wish = Some(Wish::Move { row, caret });
    }
    if here || left_out.is_some() {
        let foot = Rect::from_min_max(pos2(at.x - 4.0, rect.bottom() - 25.0), rect.max);
        let asked = buttons(ui, read, row, piece, here, foot);
        wish = asked.or(wish);
    }
    wish
}

/// What can be done with a row.
fn buttons(ui: &mut Ui, read: &Reading, row: usize, piece: &Piece, here: bool, foot: Rect) -> Option<Wish> {
    let theme = Theme::now(ui.ctx());
    let mut wish = None;
    let mut line = ui.new_child(egui::UiBuilder::new().max_rect(foot).id_salt(("buttons", row)));
    line.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let small = |ui: &mut Ui, text: &str, name: &str| {
            let label = RichText::new(text).size(size::SMALL).color(theme.accent);
            let response = ui.add(egui::Button::new(label).small());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
            widgets::focus_ring(ui, &response);
            response.clicked()
        };
        match piece.left_out {
            Some(why) => {
                if small(ui, "Put in", &format!("Put in: {}", piece.text)) {
                    wish = Some(Wish::Toggle(row));
                }
                let shade = theme.shades(Palette::Ochre).strong;
                ui.label(RichText::new(format!("left out: {}", why.label())).size(size::SMALL).color(shade));
            }
            None => {
                if small(ui, "Leave out  Del", "Leave this paragraph out") {
                    wish = Some(Wish::Toggle(row));
                }
                let is_first = read.numbers.iter().take(row).flatten().next().is_none();
                if !is_first && small(ui, "Join to the one above  ⌫", "Join to the paragraph above") {
                    wish = Some(Wish::Join(row));
                }
                let splits = read.caret > 0 && read.caret < piece.text.len();
                if here && splits && small(ui, "Split at the caret  Enter", "Split at the caret") {
                    wish = Some(Wish::Split(row, read.caret));
                }
                if here && !splits {
                    let hint = "click where to split";
                    ui.label(RichText::new(hint).size(size::SMALL).color(theme.quiet));
                }
            }
        }
    });
    wish
}
