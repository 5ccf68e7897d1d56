//! Looking around: meetings, panes, selection, filters; and going back and forth in time.
//!
//! Must not know: how a place is brought into view.

use super::{Command, Effect, MessageKind, Open, Pane, Selected, State, TextSelection, View};
use crate::analysis::reading_order;
use crate::edit::Focus;
use crate::model::{Day, Passage, PassageId, Place, Statement, StatementId};
use crate::text::{ByteOffset, ByteRange, paragraph_at, sentence_at, word_at};

pub(super) fn go(state: &mut State, command: Command) {
    let Some(open) = &mut state.open else { return };
    match command {
        Command::GoToMeeting(id) => {
            if open.dossier.meeting(id).is_some() && open.at.meeting != Some(id) {
                open.go_to(Some(id));
            }
        }
        Command::SetPane(pane, statement) => set_pane(open, pane, statement),
        Command::Activate(pane) => {
            open.at.active = Some(pane);
            if open.at.text.is_none_or(|text| text.pane != pane) {
                open.at.text =
                    Some(TextSelection { pane, anchor: ByteOffset::new(0), head: ByteOffset::new(0) });
            }
        }
        Command::Select(selected) => {
            open.suggestions.current = None;
            open.at.selected = selected;
        }
        Command::Show(id) => {
            open.suggestions.current = None;
            open.views.now = View::Review;
            show(open, id);
        }
        Command::ShowWords(place, range) => {
            open.suggestions.current = None;
            open.views.now = View::Review;
            show_words(open, place, range);
        }
        Command::Bring(id) => {
            let place = open
                .dossier
                .passage(id)
                .and_then(|(_, statement, passage)| Some((open.pane_of(statement.id())?, passage.range)));
            open.at.bring = place.or(open.at.bring);
        }
        Command::SelectText(text) => {
            open.at.narrower.clear();
            open.at.text = text;
            if let Some(text) = text {
                open.at.active = Some(text.pane);
            }
        }
        Command::SetTagHidden(tag, hidden) => {
            if hidden {
                open.at.hidden_tags.insert(tag);
            } else {
                open.at.hidden_tags.remove(&tag);
            }
            drop_hidden(open);
        }
        Command::SetTopicFilter(topic) => {
            open.at.topic_filter = topic;
            drop_hidden(open);
        }
        Command::Shown => {
            open.at.bring = None;
            open.at.level = None;
            open.at.focus_note = false;
            open.views.matrix.bring = None;
            (open.views.search.focus, open.views.search.bring) = (false, false);
            if let Some(find) = &mut open.find {
                find.focus = false;
            }
        }
        Command::PlaceCaret(pane, at) => {
            open.at.active = Some(pane);
            open.at.text = Some(TextSelection { pane, anchor: at, head: at });
            open.at.bring = ByteRange::new(at, at).map(|range| (pane, range));
        }
        Command::ShowLost(place, _) => {
            state.dialog = None;
            if let Some(pane) = open.pane_of(place.statement) {
                open.at.active = Some(pane);
            } else {
                set_pane(open, Pane::Left, place.statement);
            }
        }
        _ => {}
    }
}

/// What can't be seen is not selected: keys would act on it.
fn drop_hidden(open: &mut Open) {
    if open.selected_passage().is_some_and(|(_, _, passage)| !open.is_shown(passage)) {
        open.at.selected = Selected::None;
    }
}

/// Stands a statement in a pane; the statement that was there takes the other's place if needed.
pub(super) fn set_pane(open: &mut Open, pane: Pane, statement: StatementId) {
    let (old_left, old_right) = (open.at.left, open.at.right);
    match pane {
        Pane::Left => {
            open.at.left = Some(statement);
            if old_right == Some(statement) {
                open.at.right = old_left;
            }
        }
        Pane::Right => {
            open.at.right = Some(statement);
            if old_left == Some(statement) {
                open.at.left = old_right;
            }
        }
    }
    open.at.text = None;
    open.at.gone.clear();
    open.fill_panes();
}

/// Selects a passage and asks for it to be brought into view, with its counterpart.
pub(super) fn show(open: &mut Open, id: PassageId) {
    let Some((meeting, statement, passage)) = open.dossier.passage(id) else { return };
    let (meeting, statement, range) = (meeting.id(), statement.id(), passage.range);
    if open.at.meeting != Some(meeting) {
        open.go_to(Some(meeting));
    }
    let pane = open.pane_of(statement).unwrap_or_else(|| {
        // It stands in a third statement: show that in place of the pane one is not in.
        let pane = open.active().other();
        set_pane(open, pane, statement);
        open.pane_of(statement).unwrap_or(pane)
    });
    open.at.active = Some(pane);
    open.at.selected = Selected::Passage(id);
    open.at.text = Some(TextSelection { pane, anchor: range.start(), head: range.start() });
    open.at.bring = Some((pane, range));
}

/// The passage `step` places further in reading order, wrapping round; filters apply.
pub(super) fn step(state: &State, step: isize) -> Option<PassageId> {
    let open = state.open.as_ref()?;
    let meeting = open.meeting()?;
    let order: Vec<PassageId> = reading_order(meeting)
        .into_iter()
        .filter(|(_, passage)| open.is_shown(passage))
        .map(|(_, passage)| passage.id)
        .collect();
    let count = isize::try_from(order.len()).ok().filter(|count| *count > 0)?;
    let here = match open.at.selected {
        Selected::Passage(id) => order.iter().position(|other| *other == id),
        _ => None,
    };
    let next = match here {
        Some(here) => (isize::try_from(here).ok()? + step).rem_euclid(count),
        None if step > 0 => 0,
        None => count - 1,
    };
    order.get(usize::try_from(next).ok()?).copied()
}

/// The next passage that nothing answers; filters apply.
pub(super) fn unanswered(state: &State) -> Option<PassageId> {
    let open = state.open.as_ref()?;
    let after = match open.at.selected {
        Selected::Passage(id) => Some(id),
        _ => None,
    };
    let shown = |passage: &Passage| open.is_shown(passage);
    open.overview.next_unanswered(&open.dossier, open.at.meeting?, after, shown)
}

/// Selects the words of the selected passage.
pub(super) fn select_words(state: &mut State) {
    let Some(open) = &mut state.open else { return };
    let Some((_, statement, passage)) = open.selected_passage() else { return };
    let range = passage.range;
    if let Some(pane) = open.pane_of(statement.id()) {
        open.at.active = Some(pane);
        open.at.text = Some(TextSelection { pane, anchor: range.start(), head: range.end() });
    }
}

/// Leaves what is closest: the dialog, the link begun, the selected words, the selection.
pub(super) fn cancel(state: &mut State) {
    if state.dialog.is_some() {
        state.dialog = None;
        super::intake::clear(state);
        return;
    }
    let Some(open) = &mut state.open else { return };
    if open.views.now == View::Search {
        open.views.now = open.views.before;
    } else if open.find.is_some() {
        super::find::close(open);
    } else if open.at.linking.is_some() {
        open.at.linking = None;
    } else if open.selected_range().is_some() {
        if let Some(text) = &mut open.at.text {
            text.anchor = text.head;
        }
    } else {
        open.suggestions.current = None;
        open.at.selected = Selected::None;
    }
}

/// Takes back the last change, says which, and shows its place.
pub(super) fn undo(state: &mut State) -> Vec<Effect> {
    in_time(state, true)
}

/// Makes the change again that was taken back last.
pub(super) fn redo(state: &mut State) -> Vec<Effect> {
    in_time(state, false)
}

fn in_time(state: &mut State, back: bool) -> Vec<Effect> {
    let Some(open) = &mut state.open else { return Vec::new() };
    let step = if back { open.history.next_undo() } else { open.history.next_redo() };
    let Some(step) = step else { return Vec::new() };
    let focus = step.focus;
    let before = focus.and_then(|focus| seen_at(open, focus));
    let dossier = std::sync::Arc::make_mut(&mut open.dossier);
    let done = if back { open.history.undo(dossier) } else { open.history.redo(dossier) };
    match done {
        Ok(None) => {}
        Ok(Some(undone)) => {
            open.refresh();
            let after = undone.focus.and_then(|focus| seen_at(open, focus));
            if let Some(focus) = undone.focus {
                show_focus(open, focus);
            }
            if let (Some((place, range, _)), None) = (&before, &after) {
                // The passage is gone: its words are selected instead.
                show_words(open, *place, *range);
            }
            let label = after.or(before).map(|(_, _, label)| format!(" ({label})")).unwrap_or_default();
            let what = if back { "Undone" } else { "Done again" };
            state.say(MessageKind::Done, format!("{what}: {}{label}", undone.label));
        }
        Err(error) => {
            let what = if back { "Undo" } else { "Redo" };
            state.say(MessageKind::Warning, format!("{what} was not possible: {error}. Nothing was changed"));
        }
    }
    Vec::new()
}

/// Where the passage of a focus stands, and its label, while it is there.
fn seen_at(open: &Open, focus: Focus) -> Option<(Place, ByteRange, String)> {
    let Focus::Passage(place, id) = focus else { return None };
    let (_, _, passage) = open.dossier.passage(id)?;
    Some((place, passage.range, passage.label.to_string()))
}

/// Selects words and brings them into view.
pub(super) fn show_words(open: &mut Open, place: Place, range: ByteRange) {
    if open.at.meeting != Some(place.meeting) && open.dossier.meeting(place.meeting).is_some() {
        open.go_to(Some(place.meeting));
    }
    if open.pane_of(place.statement).is_none() && open.dossier.statement(place).is_some() {
        set_pane(open, open.active().other(), place.statement);
    }
    let Some(pane) = open.pane_of(place.statement) else { return };
    open.at.active = Some(pane);
    open.at.selected = Selected::None;
    open.at.text = Some(TextSelection { pane, anchor: range.start(), head: range.end() });
    open.at.bring = Some((pane, range));
}

/// Shows where something was done.
pub(super) fn show_focus(open: &mut Open, focus: Focus) {
    let to_meeting = |open: &mut Open, meeting| {
        if open.at.meeting != Some(meeting) && open.dossier.meeting(meeting).is_some() {
            open.go_to(Some(meeting));
        }
    };
    // The place is to be seen: the table has rows for passages, the other views have not.
    let among_statements = matches!(focus, Focus::Statement(_) | Focus::Passage(..) | Focus::Link(..));
    if among_statements && open.views.now != View::Matrix {
        open.views.now = View::Review;
    }
    match focus {
        Focus::Dossier => {}
        Focus::Memo(id) => super::memos::show(open, id),
        Focus::Meeting(meeting) => to_meeting(open, meeting),
        Focus::Statement(place) => {
            to_meeting(open, place.meeting);
            if open.dossier.statement(place).is_some() && open.pane_of(place.statement).is_none() {
                set_pane(open, Pane::Left, place.statement);
            }
        }
        Focus::Passage(place, id) => {
            to_meeting(open, place.meeting);
            if open.dossier.passage(id).is_some() {
                show(open, id);
            }
        }
        Focus::Link(meeting, id) => {
            to_meeting(open, meeting);
            let link = open.dossier.meeting(meeting).and_then(|m| m.link(id)).map(|link| link.from);
            if let Some(from) = link {
                show(open, from);
                open.at.selected = Selected::Link(id);
            }
        }
    }
}

/// Puts the selected words on the clipboard.
pub(super) fn copy(state: &State) -> Vec<Effect> {
    let words = state.open.as_ref().and_then(|open| {
        let (place, range) = open.selected_range()?;
        range.slice(open.dossier.statement(place)?.text()).map(str::to_owned)
    });
    words.map(Effect::Copy).into_iter().collect()
}

/// Puts the selected words on the clipboard in quotation marks, with where they stand:
/// "…" (Kyrgyzstan, Foreign Ministry, press release, 2025-02-20, para. 2, https://…)
pub(super) fn copy_cited(state: &State) -> Vec<Effect> {
    let text = state.open.as_ref().and_then(|open| {
        let (place, range) = open.selected_range()?;
        let statement = open.dossier.statement(place)?;
        let words = range.slice(statement.text())?;
        Some(format!("“{}” ({})", words.trim(), citation(open, statement, range)))
    });
    text.map(Effect::Copy).into_iter().collect()
}

/// Party, publisher, kind, date, paragraphs, address: those that are known.
fn citation(open: &Open, statement: &Statement, range: ByteRange) -> String {
    let source = &statement.details().source;
    let party = open.dossier.party(statement.party()).map_or("", |party| party.name.as_str());
    let date = source.published.or(open.meeting().and_then(|meeting| meeting.details().date));
    let (first, last) = paragraph_numbers(statement.text(), range);
    let paragraphs =
        if first == last { format!("para. {first}") } else { format!("paras. {first}–{last}") };
    let date = date.map(|date: Day| date.to_string()).unwrap_or_default();
    let parts = [party, &source.publisher, source.kind.label(), &date, &paragraphs, &source.url];
    let known: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(", ")
}

/// The numbers, from 1, of the paragraphs in which a range begins and ends.
fn paragraph_numbers(text: &str, range: ByteRange) -> (usize, usize) {
    let paragraphs = crate::text::paragraphs(text);
    let number = |offset: ByteOffset| paragraphs.partition_point(|p| p.start() <= offset).max(1);
    let last = ByteOffset::new(range.end().get().saturating_sub(1));
    (number(range.start()), number(last.max(range.start())))
}

/// Selects the next larger of word, sentence, paragraph and all; or, with `more` false, what was
/// selected before that.
pub(super) fn select_more(state: &mut State, more: bool) {
    let Some(open) = &mut state.open else { return };
    let Some(now) = open.at.text else { return };
    if !more {
        // What was remembered counts only where nothing else was selected since.
        let inside = |before: &TextSelection| {
            let (here, before_range) = (now.range().unwrap_or_default(), before.range().unwrap_or_default());
            before.pane == now.pane && here.contains_range(before_range)
        };
        match open.at.narrower.pop().filter(inside) {
            Some(before) => open.at.text = Some(before),
            None => open.at.narrower.clear(),
        }
        return;
    }
    let Some(statement) = open.statement(now.pane) else { return };
    let text = statement.text().as_str();
    let here = now.range().unwrap_or_default();
    // The end belongs to what stands before it.
    let last = crate::text::prev_grapheme(text, here.end()).max(here.start());
    let wider = [word_at, sentence_at, paragraph_at].into_iter().map(|of| {
        let whole = of(text, here.start()).cover(of(text, last));
        whole.cover(here)
    });
    let all = ByteRange::whole(text);
    let next = wider.chain([all]).find(|range| range.len() > here.len());
    if let Some(next) = next {
        open.at.text = Some(TextSelection { anchor: next.start(), head: next.end(), ..now });
        open.at.narrower.push(now);
    }
}
