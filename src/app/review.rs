//! The reviewer's work on passages and links.
//!
//! Must not know: how a transaction is made (that is `edit::intent`).

use super::{Command, Dialog, LinkChoice, MessageKind, Open, Selected, State, TagChoice, TextSelection};
use crate::edit::{By, EditError, Transaction, intent};
use crate::model::{LinkId, Meeting, MeetingId, Moment, PassageId, Place, Role, SaidBy};
use crate::text::ByteRange;

pub(super) fn change(state: &mut State, command: Command, now: Moment) {
    use Command as C;
    match command {
        C::Tag(choice) => tag(state, choice, now),
        C::Retag(id, tag) => {
            with_passage(state, now, id, |open, place, by| intent::retag(&open.dossier, place, id, &tag, by));
        }
        C::Resize(id, range) => {
            with_passage(state, now, id, |open, place, by| {
                intent::resize(&open.dossier, place, id, range, by)
            });
        }
        C::SetTopic(id, topic) => {
            with_passage(state, now, id, |open, place, by| {
                intent::set_topic(&open.dossier, place, id, topic, by)
            });
        }
        C::SetNewTopic(id, name) => with_passage(state, now, id, |open, place, by| {
            intent::add_topic_and_set(&open.dossier, place, id, &name, by)
        }),
        C::FlipSaidBy(id) => {
            let next = state.open.as_ref().and_then(|open| {
                let (_, statement, passage) = open.dossier.passage(id)?;
                let mut round = vec![SaidBy::Own];
                let others = open.dossier.parties().iter().filter(|party| party.id != statement.party());
                round.extend(others.map(|party| SaidBy::Party(party.id)));
                round.extend([SaidBy::Both, SaidBy::Nobody]);
                let here = passage.said_by.and_then(|now| round.iter().position(|one| *one == now));
                round.get(here.map_or(0, |here| (here + 1) % round.len())).copied()
            });
            if next.is_some() {
                change(state, C::SetSaidBy(id, next), now);
            }
        }
        C::SetSaidBy(id, said_by) => with_passage(state, now, id, |open, place, by| {
            intent::set_said_by(&open.dossier, place, id, said_by, by)
        }),
        C::SetVerb(id, verb) => {
            with_passage(state, now, id, |open, place, by| {
                intent::set_verb(&open.dossier, place, id, &verb, by)
            });
        }
        C::SetStrength(id, strength) => with_passage(state, now, id, |open, place, by| {
            intent::set_strength(&open.dossier, place, id, strength, by)
        }),
        C::SetNote(id, note) => {
            with_passage(state, now, id, |open, place, by| {
                intent::set_note(&open.dossier, place, id, &note, by)
            });
        }
        C::SetNoResponse(id, reason) => with_passage(state, now, id, |open, place, by| {
            intent::set_no_response(&open.dossier, place, id, reason.as_deref(), by)
        }),
        C::RemovePassage(id) => remove_passage(state, id, now),
        C::RestoreLost(place, id) => restore_lost(state, place, id, now),
        C::RemoveLost(place, id) => {
            commit(state, now, |open, _| intent::remove_lost(&open.dossier, place, id));
        }
        C::BeginLink(id) => {
            if let Some(open) = &mut state.open {
                open.at.selected = Selected::Passage(id);
                open.at.linking = Some(id);
            }
        }
        C::ChooseLinkKind { start, end } => choose_link(state, start, end),
        C::Link { from, to, kind } => {
            let made = commit(state, now, |open, by| intent::link(&open.dossier, from, to, &kind, by));
            if let (Some(()), Some(open)) = (made, &mut state.open) {
                open.at.linking = None;
            }
            state.dialog = None;
        }
        C::SetLinkKind(id, kind) => {
            with_link(state, now, id, |open, meeting, by| {
                intent::set_link_kind(&open.dossier, meeting, id, &kind, by)
            });
            state.dialog = None;
        }
        C::SetLinkNote(id, note) => with_link(state, now, id, |open, meeting, by| {
            intent::set_link_note(&open.dossier, meeting, id, &note, by)
        }),
        C::ReverseLink(id) => {
            with_link(state, now, id, |open, meeting, by| {
                intent::reverse_link(&open.dossier, meeting, id, by)
            });
        }
        C::RemoveLink(id) => {
            with_link(state, now, id, |open, meeting, _| intent::remove_link(&open.dossier, meeting, id));
            if let Some(open) = &mut state.open
                && open.at.selected == Selected::Link(id)
            {
                open.at.selected = Selected::None;
            }
        }
        C::Seal => {
            if let Some(open) = &mut state.open {
                open.history.seal();
            }
        }
        _ => {}
    }
}

impl Open {
    /// Brings everything that follows from the dossier up to date after a change.
    pub(super) fn refresh(&mut self) {
        std::sync::Arc::make_mut(&mut self.overview).update(&self.dossier);
        if self.meeting().is_none() {
            self.go_to_first();
        }
        self.return_panes();
        self.fill_panes();
        match self.at.selected {
            Selected::Passage(id) if self.dossier.passage(id).is_none() => self.at.selected = Selected::None,
            Selected::Link(id) if find_link(self, id).is_none() => self.at.selected = Selected::None,
            _ => {}
        }
        if self.at.linking.is_some_and(|id| self.dossier.passage(id).is_none()) {
            self.at.linking = None;
        }
        // A selection that no longer fits its text would select other words.
        if let Some(text) = self.at.text {
            let length = self.statement(text.pane).map_or(0, |s| s.text().len());
            if text.head.get() > length || text.anchor.get() > length {
                self.at.text = None;
            }
        }
    }
}

/// Makes a transaction of the open dossier and carries it out; `None` where it was refused,
/// which is then told.
pub(super) fn commit(
    state: &mut State,
    now: Moment,
    make: impl FnOnce(&Open, &By) -> Result<Transaction, EditError>,
) -> Option<()> {
    let open = state.open.as_mut()?;
    if let Some(why) = &open.read_only {
        let text = format!("Nothing was changed: the dossier is open for reading only. {why}");
        state.say(MessageKind::Warning, text);
        return None;
    }
    // The reviewer's name is entered in the same step as the first thing it stands on.
    let (entry, reviewer) = match state.settings.reviewer.as_str() {
        "" => (None, None),
        name => {
            let (entry, id) = intent::ensure_reviewer(&open.dossier, name);
            (entry, Some(id))
        }
    };
    let by = By { reviewer, now };
    let done = make(open, &by).and_then(|mut transaction| {
        if let Some(entry) = entry.filter(|_| !transaction.edits.is_empty()) {
            transaction.edits.insert(0, entry);
        }
        open.history.commit(std::sync::Arc::make_mut(&mut open.dossier), transaction)
    });
    match done {
        Ok(_) => {
            open.refresh();
            Some(())
        }
        Err(error) => {
            state.say(MessageKind::Warning, format!("Nothing was changed: {error}"));
            None
        }
    }
}

fn with_passage(
    state: &mut State,
    now: Moment,
    id: PassageId,
    make: impl FnOnce(&Open, Place, &By) -> Result<Transaction, EditError>,
) {
    let place = state.open.as_ref().and_then(|open| open.dossier.place_of(id));
    if let Some(place) = place {
        commit(state, now, |open, by| make(open, place, by));
    }
}

fn with_link(
    state: &mut State,
    now: Moment,
    id: LinkId,
    make: impl FnOnce(&Open, MeetingId, &By) -> Result<Transaction, EditError>,
) {
    let meeting = state.open.as_ref().and_then(|open| find_link(open, id).map(Meeting::id));
    if let Some(meeting) = meeting {
        commit(state, now, |open, by| make(open, meeting, by));
    }
}

fn find_link(open: &Open, id: LinkId) -> Option<&Meeting> {
    open.dossier.meetings().iter().map(std::convert::AsRef::as_ref).find(|meeting| meeting.link(id).is_some())
}

/// Tags the selected words; without any, gives the selected passage the tag.
fn tag(state: &mut State, choice: TagChoice, now: Moment) {
    state.dialog = None;
    let Some(open) = &state.open else { return };
    let codebook = open.dossier.codebook();
    let tag = match &choice {
        TagChoice::Key(key) => codebook.tag_for_key(*key),
        TagChoice::Id(id) => codebook.tag(id),
    };
    let Some(tag) = tag.map(|tag| tag.id.clone()) else { return };
    let Some((place, range)) = open.selected_range() else {
        let Some(id) = open.selected_passage().map(|(_, _, passage)| passage.id) else { return };
        with_passage(state, now, id, |open, place, by| intent::retag(&open.dossier, place, id, &tag, by));
        return;
    };
    let Some(range) = without_spaces(open, place, range) else {
        state.say(MessageKind::Warning, "Only spaces are selected: there is nothing to tag");
        return;
    };
    let mut made = None;
    commit(state, now, |open, by| {
        let (transaction, id) = intent::tag_range(&open.dossier, place, range, &tag, by)?;
        made = Some(id);
        Ok(transaction)
    });
    if let (Some(id), Some(open)) = (made, &mut state.open)
        && open.dossier.passage(id).is_some()
    {
        // Showing it keeps a hidden tag from swallowing what was just made.
        open.at.hidden_tags.remove(&tag);
        open.at.topic_filter = None;
        open.at.selected = Selected::Passage(id);
        open.at.text =
            open.at.text.map(|text| TextSelection { anchor: range.end(), head: range.end(), ..text });
    }
}

/// The range without the white space at its ends; `None` where nothing is left.
fn without_spaces(open: &Open, place: Place, range: ByteRange) -> Option<ByteRange> {
    let statement = open.dossier.statement(place)?;
    Some(crate::text::trim(statement.text(), range)).filter(|range| !range.is_empty())
}

fn remove_passage(state: &mut State, id: PassageId, now: Moment) {
    let next = super::moves::step(state, 1).filter(|next| *next != id);
    let place = state.open.as_ref().and_then(|open| open.dossier.place_of(id));
    let Some(place) = place else { return };
    let label = state
        .open
        .as_ref()
        .and_then(|open| open.dossier.passage(id))
        .map(|(_, _, passage)| passage.label.to_string())
        .unwrap_or_default();
    let done = commit(state, now, |open, _| intent::remove_passage(&open.dossier, place, id));
    if done.is_some() {
        if let (Some(next), Some(open)) = (next, &mut state.open) {
            open.at.selected = Selected::Passage(next);
        }
        state.say(MessageKind::Done, format!("{label} removed; Ctrl+Z brings it back"));
    }
}

fn restore_lost(state: &mut State, place: Place, id: PassageId, now: Moment) {
    let range = state.open.as_ref().and_then(|open| {
        let (selected, range) = open.selected_range()?;
        (selected == place).then(|| without_spaces(open, place, range)).flatten()
    });
    match range {
        None => state.say(
            MessageKind::Warning,
            "Select the words in the passage's own statement first, then put the lost passage there",
        ),
        Some(range) => {
            let done =
                commit(state, now, |open, by| intent::restore_lost(&open.dossier, place, id, range, by));
            if let (Some(()), Some(open)) = (done, &mut state.open) {
                super::moves::show(open, id);
            }
            state.dialog = None;
        }
    }
}

/// Asks for the kind of a link between two passages; which of them reacts is read off their tags.
fn choose_link(state: &mut State, start: PassageId, end: PassageId) {
    if start == end {
        return;
    }
    let Some(open) = &mut state.open else { return };
    let role = |id| {
        let (_, _, passage) = open.dossier.passage(id)?;
        open.dossier.codebook().tag(&passage.tag).map(|tag| tag.role)
    };
    let (Some(first), Some(second)) = (role(start), role(end)) else { return };
    // What raises is what is reacted to, from whichever end the link was begun.
    let (from, to) = match (first, second) {
        (Role::Raises, Role::Raises) => (start, end),
        (Role::Raises, _) => (end, start),
        (Role::Joint | Role::Other, Role::Replies) => (end, start),
        _ => (start, end),
    };
    open.at.linking = None;
    state.dialog = Some(Dialog::PickLink(LinkChoice { from, to, now: None }));
}

/// The command that confirms "no response" for the selected passage, or takes it back.
pub(super) fn toggled_no_response(state: &State) -> Option<Command> {
    let (_, _, passage) = state.open.as_ref()?.selected_passage()?;
    let wanted = passage.no_response.is_none().then(String::new);
    Some(Command::SetNoResponse(passage.id, wanted))
}
