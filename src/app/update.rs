//! The one way in: a command changes the state and returns effects.
//!
//! Each family of commands has its file; this one only tells them apart.
//! Must not know: how effects are carried out.

use super::{Action, Command, Dialog, Effect, MessageKind, Pane, Question, Selected, State, View, intake};
use super::{
    answers, dossiers, exports, files, find, keeping, level, lists, matrix, memos, moves, review, search,
    suggestions, views, wordings,
};
use crate::model::Moment;
use crate::store::Moving;

/// Carries out `command` at the time `now`.
///
/// Trouble never gets lost: it becomes a message or a dialog in the state.
pub fn update(state: &mut State, command: Command, now: Moment) -> Vec<Effect> {
    let mut effects = carry_out(state, command, now);
    effects.extend(find::keep_up(state));
    effects.extend(suggestions::keep_up(state));
    matrix::keep_up(state);
    effects.extend(answers::keep_up(state, now));
    effects.extend(search::keep_up(state));
    effects.extend(keeping::keep_up(state));
    effects
}

fn carry_out(state: &mut State, command: Command, now: Moment) -> Vec<Effect> {
    use Command as C;
    match command {
        C::Do(action) => return act(state, action, now),

        C::GoToMeeting(_)
        | C::SetPane(..)
        | C::Activate(_)
        | C::Select(_)
        | C::Show(_)
        | C::ShowWords(..)
        | C::Bring(_)
        | C::SelectText(_)
        | C::SetTagHidden(..)
        | C::SetTopicFilter(_)
        | C::Shown
        | C::PlaceCaret(..)
        | C::ShowLost(..) => moves::go(state, command),

        C::SetView(view) => views::show(state, view),
        C::ChooseMemo(_) | C::NewMemo(_) | C::RemoveMemo(_) | C::ChangeMemo(..) => {
            memos::go(state, command, now);
        }
        C::Compare(_) | C::HideKept(_) => wordings::go(state, command),
        C::SetTimelineParty(party) => {
            if let Some(open) = &mut state.open {
                open.views.timeline.party = party;
            }
        }
        C::ShowMeeting(meeting) => {
            views::show(state, View::Review);
            moves::go(state, C::GoToMeeting(meeting));
        }
        C::SearchWords(_)
        | C::SearchBestFirst(_)
        | C::MoreHits
        | C::StepHit(_)
        | C::ShowHit(..)
        | C::SaveSearch(_)
        | C::RemoveSearch(_)
        | C::DossierSearched(..) => search::go(state, command, now),
        C::FocusSearch => {
            if let Some(open) = &mut state.open {
                open.views.search.focus = true;
            }
        }
        C::Viewed(viewed) => answers::take(state, *viewed),
        C::SetMatrix(_) | C::ShowFindings(_) | C::SelectRow(_) => matrix::go(state, command),

        C::FindWords(_) | C::FindExactly(_) | C::FindWholeWords(_) | C::CloseFind | C::Found(..) => {
            return find::change(state, command);
        }

        C::Tag(_)
        | C::Retag(..)
        | C::Resize(..)
        | C::SetTopic(..)
        | C::SetNewTopic(..)
        | C::SetSaidBy(..)
        | C::FlipSaidBy(_)
        | C::SetVerb(..)
        | C::SetStrength(..)
        | C::SetNote(..)
        | C::SetNoResponse(..)
        | C::RemovePassage(_)
        | C::RestoreLost(..)
        | C::RemoveLost(..)
        | C::BeginLink(_)
        | C::ChooseLinkKind { .. }
        | C::Link { .. }
        | C::SetLinkKind(..)
        | C::SetLinkNote(..)
        | C::ReverseLink(_)
        | C::RemoveLink(_)
        | C::Seal => review::change(state, command, now),

        C::CreateDossier(_)
        | C::SetTitle(_)
        | C::SetParties(_)
        | C::AddMeeting(_)
        | C::SetMeeting(..)
        | C::RemoveMeeting(_)
        | C::AddStatement(_)
        | C::SetStatement(..)
        | C::RemoveStatement(_)
        | C::Revise(..)
        | C::AddSplit(_)
        | C::AddTopic(_)
        | C::RenameTopic(..)
        | C::RemoveTopic(_) => return dossiers::change(state, command, now),

        C::PickTexts
        | C::PickedTexts(_)
        | C::DropTexts(..)
        | C::PasteText(_)
        | C::ReadAs(_)
        | C::SkipText
        | C::CompareText(..)
        | C::Compared(..)
        | C::TextRead(..) => return intake::go(state, command),

        C::LookAt(_)
        | C::LookAtFinding(_)
        | C::NextSuggestion
        | C::Accept(_)
        | C::Dismiss(_)
        | C::ShowSuggestions(_)
        | C::ForgetDecisions
        | C::SuggestionsFound(..) => return suggestions::go(state, command, now),

        C::Export(_) | C::Exported(..) => return exports::go(state, command),

        C::SetList(..) => return lists::set(state, command),

        C::FoundUnsaved(..)
        | C::LookedAtUnsaved(..)
        | C::Recover(_)
        | C::Decline(_)
        | C::WholeWanted
        | C::ShowStates
        | C::StatesListed(_)
        | C::TakeState(_)
        | C::StateRead(_)
        | C::FileLookedAt(..)
        | C::HeldBy(..) => return keeping::go(state, command, now),
        C::WipeStates => return vec![Effect::WipeStates],

        C::SetDialog(dialog) => {
            state.dialog = dialog;
            intake::clear(state);
        }
        C::DismissMessage(number) => state.messages.retain(|message| message.number != number),
        C::SetTheme(_)
        | C::SetHighContrast(_)
        | C::SetTextSize(_)
        | C::SetMeasure(_)
        | C::SetLineHeight(_)
        | C::SetSans(_)
        | C::SetMoving(_)
        | C::SetBackups(_)
        | C::SetNameInLock(_)
        | C::SetReviewer(_) => return set(state, command),
        C::Trouble(text) => state.say(MessageKind::Warning, text),

        C::Proceed { .. }
        | C::OverwriteChanged
        | C::Reload
        | C::Picked(..)
        | C::Opened(..)
        | C::Saved { .. }
        | C::CloseAsked
        | C::OpenPath(_)
        | C::OpenSample { .. } => return files::go(state, command, now),
    }
    Vec::new()
}

/// Changes a setting and has all of them kept.
fn set(state: &mut State, command: Command) -> Vec<Effect> {
    use Command as C;
    let settings = &mut state.settings;
    match command {
        C::SetTheme(theme) => settings.theme = theme,
        C::SetHighContrast(high) => settings.high_contrast = high,
        C::SetTextSize(size) => settings.text_size = size.clamp(10.0, 40.0),
        C::SetMeasure(letters) => settings.measure = letters.clamp(40.0, 100.0),
        C::SetLineHeight(height) => settings.line_height = height.clamp(1.3, 2.2),
        C::SetSans(sans) => settings.sans = sans,
        C::SetMoving(moving) => settings.moving = moving,
        C::SetBackups(keep) => settings.backups = keep,
        C::SetNameInLock(shows) => settings.name_in_lock = shows,
        C::SetReviewer(name) => settings.reviewer = name.trim().to_owned(),
        _ => return Vec::new(),
    }
    vec![Effect::SaveSettings(Box::new(settings.clone()))]
}

/// Turns an action into commands about what is open and selected now.
fn act(state: &mut State, action: Action, now: Moment) -> Vec<Effect> {
    if let Err(why) = action.possible(state) {
        if action != Action::Cancel {
            state.say(MessageKind::Hint, format!("{}: {why}", action.label_in(state)));
        }
        return Vec::new();
    }
    if let Some(dialog) = action.dialog(state) {
        if dialog != Dialog::Statement(None) {
            intake::clear(state);
        }
        state.dialog = Some(dialog);
        return Vec::new();
    }
    let selected = state.open.as_ref().map(|open| open.at.selected);
    let passage = match selected {
        Some(Selected::Passage(id)) => Some(id),
        _ => None,
    };
    let next = match action {
        Action::Open => return files::ask_first(state, Question::Open(None), now),
        Action::OpenSample => return files::ask_first(state, Question::Sample { many: false }, now),
        Action::OpenSampleMany => return files::ask_first(state, Question::Sample { many: true }, now),
        Action::CloseDossier => return files::ask_first(state, Question::Close, now),
        Action::Quit => return files::ask_first(state, Question::Quit, now),
        Action::States => Some(Command::ShowStates),
        Action::Save => return files::save(state),
        Action::SaveAs => return files::save_as(state),
        Action::Undo => return moves::undo(state),
        Action::Redo => return moves::redo(state),
        Action::Copy => return moves::copy(state),
        Action::CopyCited => return moves::copy_cited(state),
        Action::Find if state.open.as_ref().is_some_and(|open| open.views.now != View::Review) => {
            Some(Command::SetView(View::Search))
        }
        Action::Find => return find::open(state),
        Action::NextHit | Action::PreviousHit => {
            let step = if action == Action::NextHit { 1 } else { -1 };
            match &mut state.open {
                // Where nothing is looked for in the statements, it is the dossier's hits.
                Some(open) if open.find.is_none() => search::step_and_show(open, step),
                _ => find::step(state, step),
            }
            None
        }
        Action::SelectMore | Action::SelectLess => {
            moves::select_more(state, action == Action::SelectMore);
            None
        }
        Action::Level => {
            level::bring(state);
            None
        }
        Action::MoveApart => Some(Command::SetMoving(Moving::Apart)),
        Action::MoveByLinks => Some(Command::SetMoving(Moving::Links)),
        Action::MoveByShare => Some(Command::SetMoving(Moving::Share)),
        Action::Contrast => Some(Command::SetHighContrast(!state.settings.high_contrast)),
        Action::Cancel => {
            moves::cancel(state);
            None
        }
        Action::RemoveMeeting => state.open.as_ref().and_then(|o| o.at.meeting).map(Command::RemoveMeeting),
        Action::NextMeeting => state.open.as_ref().and_then(|o| o.neighbour(1)).map(Command::GoToMeeting),
        Action::PreviousMeeting => {
            state.open.as_ref().and_then(|o| o.neighbour(-1)).map(Command::GoToMeeting)
        }
        Action::RemoveLeftStatement => {
            state.open.as_ref().and_then(|o| o.place(Pane::Left)).map(Command::RemoveStatement)
        }
        Action::RemoveRightStatement => {
            state.open.as_ref().and_then(|o| o.place(Pane::Right)).map(Command::RemoveStatement)
        }
        Action::Tag(key) => Some(Command::Tag(super::TagChoice::Key(key))),
        Action::Note => {
            if let Some(open) = &mut state.open {
                open.at.focus_note = true;
            }
            None
        }
        Action::FitToSelection => {
            let range = state.open.as_ref().and_then(|o| o.selected_range_in_selected_statement());
            passage.zip(range).map(|(id, range)| Command::Resize(id, range))
        }
        Action::SelectWords => {
            moves::select_words(state);
            None
        }
        Action::NoResponse => review::toggled_no_response(state),
        Action::Delete => match selected {
            Some(Selected::Link(id)) => Some(Command::RemoveLink(id)),
            _ => passage.map(Command::RemovePassage),
        },
        Action::NextPassage | Action::PreviousPassage => {
            let step = if action == Action::NextPassage { 1 } else { -1 };
            match &mut state.open {
                Some(open) if open.views.now == View::Matrix => {
                    matrix::step(open, step);
                    None
                }
                _ => moves::step(state, step).map(Command::Show),
            }
        }
        Action::ViewReview => Some(Command::SetView(View::Review)),
        Action::ViewMatrix => Some(Command::SetView(View::Matrix)),
        Action::ViewWording => Some(Command::SetView(View::Wording)),
        Action::ViewTimeline => Some(Command::SetView(View::Timeline)),
        Action::ViewMemo => Some(Command::SetView(View::Memo)),
        Action::SearchDossier => Some(Command::SetView(View::Search)),
        Action::OpenRow => match &mut state.open {
            Some(open) if open.views.now == View::Search => {
                search::show(open);
                None
            }
            _ => passage.map(Command::Show),
        },
        Action::FlipSaidBy => passage.map(Command::FlipSaidBy),
        Action::NextSuggestion => Some(Command::NextSuggestion),
        Action::AcceptSuggestion => current(state).map(|index| Command::Accept(vec![index])),
        Action::DismissSuggestion => current(state).map(Command::Dismiss),
        Action::ShowSuggestions => Some(Command::ShowSuggestions(!state.settings.suggestions)),
        Action::ForgetDecisions => Some(Command::ForgetDecisions),
        Action::NextUnanswered => match &mut state.open {
            Some(open) if open.views.now == View::Matrix => {
                matrix::step_to_unanswered(open);
                None
            }
            _ => moves::unanswered(state).map(Command::Show),
        },
        Action::LinkFrom => match state.open.as_ref().and_then(|o| o.at.linking) {
            // Pressed again at the other end, it takes that end.
            Some(start) if passage.is_some_and(|end| end != start) => {
                passage.map(|end| Command::ChooseLinkKind { start, end })
            }
            _ => passage.map(Command::BeginLink),
        },
        Action::ShowAllTags => {
            if let Some(open) = &mut state.open {
                open.at.hidden_tags.clear();
                open.at.topic_filter = None;
            }
            None
        }
        Action::SwitchPane => state.open.as_ref().map(|o| Command::Activate(o.active().other())),
        Action::SwapPanes => {
            if let Some(open) = &mut state.open {
                std::mem::swap(&mut open.at.left, &mut open.at.right);
                if let Some(text) = &mut open.at.text {
                    text.pane = text.pane.other();
                }
            }
            None
        }
        Action::ThemeSystem => Some(Command::SetTheme(crate::store::Theme::System)),
        Action::ThemeLight => Some(Command::SetTheme(crate::store::Theme::Light)),
        Action::ThemeDark => Some(Command::SetTheme(crate::store::Theme::Dark)),
        Action::LargerText => Some(Command::SetTextSize(state.settings.text_size + 1.0)),
        Action::SmallerText => Some(Command::SetTextSize(state.settings.text_size - 1.0)),
        // These only open a dialog, above.
        Action::Suggestions
        | Action::Lists
        | Action::NewDossier
        | Action::EditDossier
        | Action::Topics
        | Action::Export
        | Action::Unsaved
        | Action::Places
        | Action::Codebook
        | Action::AddMeeting
        | Action::EditMeeting
        | Action::AddStatement
        | Action::SplitReport
        | Action::EditLeftStatement
        | Action::EditRightStatement
        | Action::ReviseLeftStatement
        | Action::ReviseRightStatement
        | Action::LostPassages
        | Action::OtherTag
        | Action::Topic
        | Action::Settings
        | Action::Commands
        | Action::Keys
        | Action::About => None,
    };
    next.map(|command| update(state, command, now)).unwrap_or_default()
}

/// The suggestion that is looked at, by its place in the list.
fn current(state: &State) -> Option<usize> {
    let suggestions = &state.open.as_ref()?.suggestions;
    suggestions.current().and(suggestions.current)
}

/// Opens a dialog that must be read.
pub(super) fn trouble(state: &mut State, title: &str, text: impl Into<String>) {
    let text = sentence(&text.into());
    state.dialog = Some(Dialog::Trouble { title: title.to_owned(), text });
}

/// An error's words as a sentence of their own: a capital first, a full stop last.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut sentence: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    sentence.push_str(letters.as_str());
    if sentence.ends_with(char::is_alphanumeric) || sentence.ends_with(['»', ')', '"']) {
        sentence.push('.');
    }
    sentence
}
