//! Tests of what becomes of suggestions: looked at, accepted, dismissed, forgotten.
//! They must not know by which rules they are made.

use super::*;
use crate::app::{NewDossier, PartyDraft};

/// A dossier of two parties with a statement of each, and suggestions for it.
fn two_statements() -> State {
    let mut state = State::new(Settings::default());
    let parties = ["Ostavia", "Merland"].map(|name| PartyDraft {
        id: None,
        name: name.to_owned(),
        short: String::new(),
        aliases: vec![format!("the {name} side")],
        colour: Palette::Blue,
    });
    let new = NewDossier {
        title: String::new(),
        parties: parties.to_vec(),
        meeting: MeetingDetails::default(),
        split: false,
    };
    work(&mut state, Command::CreateDossier(Box::new(new)));
    let texts = [
        "The Ostavia side expressed concern about the long queues of lorries at the bridge. It asked to open the \
         second lane.",
        "The Merland side explained that the queues at the bridge are caused by repairs. It assured that the \
         second lane will open in spring.",
    ];
    for (index, text) in texts.iter().enumerate() {
        let party = open(&state).dossier.parties()[index].id;
        let details = crate::model::StatementDetails {
            party,
            language: "en".to_owned(),
            source: crate::model::Source::default(),
        };
        let new = NewStatement { details, text: CleanText::new(text) };
        work(&mut state, Command::AddStatement(Box::new(new)));
    }
    state
}

/// Sends a command, and does the work that another thread would do.
fn work(state: &mut State, command: Command) -> Vec<Effect> {
    let mut rest = Vec::new();
    for effect in update(state, command, now()) {
        match effect {
            Effect::Suggest(job) => {
                let number = job.number;
                update(state, Command::SuggestionsFound(number, Box::new(job.run())), now());
            }
            Effect::Discard(_) | Effect::Keep(_) | Effect::Watch(_) => {}
            other => rest.push(other),
        }
    }
    rest
}

fn words(state: &State) -> Vec<String> {
    let suggestions = open(state).suggestions.list.iter().filter_map(|one| match &one.what {
        Suggested::Passage(passage) => {
            let statement = open(state).meeting()?.statement(passage.statement)?;
            Some(passage.range.slice(statement.text())?.to_owned())
        }
        Suggested::Link(_) => None,
    });
    suggestions.collect()
}

#[test]
fn a_suggestion_is_looked_at_and_accepted_with_all_it_says() {
    let mut state = two_statements();
    let before = words(&state);
    assert!(before.iter().any(|words| words.contains("queues of lorries")), "{before:?}");
    work(&mut state, Command::Do(Action::NextSuggestion));
    let current = open(&state).suggestions.current().unwrap().clone();
    let Suggested::Passage(wanted) = &current.what else { panic!("the first is a passage") };
    assert_eq!(open(&state).at.bring, Some((Pane::Left, wanted.range)), "it comes into view");
    let effects = work(&mut state, Command::Do(Action::AcceptSuggestion));
    assert!(matches!(effects.as_slice(), [Effect::SaveSettings(_)]), "{effects:?}");
    let meeting = open(&state).meeting().unwrap();
    let (_, made) = meeting.passages().next().unwrap();
    assert_eq!((made.range, &made.tag, &made.verb), (wanted.range, &wanted.tag, &wanted.verb));
    assert_eq!(made.suggested_by, format!("{}, {}", wanted.cue.id, wanted.cue.version));
    assert_eq!(words(&state).len(), before.len() - 1, "what is tagged is suggested no more");
    assert!(open(&state).suggestions.current().is_some(), "on to the next");
    work(&mut state, Command::Do(Action::Undo));
    assert_eq!(words(&state), before, "undo brings it back as a suggestion");
    // All of them in one step; then links are suggested between what was accepted.
    let all = (0..before.len()).collect();
    work(&mut state, Command::Accept(all));
    assert_eq!(open(&state).meeting().unwrap().passages().count(), before.len());
    let (passages, links) = open(&state).suggestions.counts();
    assert_eq!(passages, 0);
    assert!(links > 0, "the answer on the bridge belongs to the concern");
    let label = open(&state).history.undo_label().unwrap().to_owned();
    assert_eq!(label, format!("Accept {} suggestions", before.len()));
}

#[test]
fn what_is_dismissed_stays_away_until_it_is_forgotten() {
    let mut state = two_statements();
    let before = words(&state);
    work(&mut state, Command::Do(Action::NextSuggestion));
    let gone = words(&state)[0].clone();
    work(&mut state, Command::Do(Action::DismissSuggestion));
    assert!(!words(&state).contains(&gone));
    assert_eq!(state.settings.dismissed.len(), 1);
    // Another change of the dossier brings nothing back, nor does the next start.
    let place = open(&state).place(Pane::Left).unwrap();
    let statement = open(&state).dossier.statement(place).unwrap();
    let text = statement.text().as_str();
    let at = text.find("second lane").unwrap();
    let range = ByteRange::new(ByteOffset::new(at), ByteOffset::new(at + 11)).unwrap();
    let text = TextSelection { pane: Pane::Left, anchor: range.start(), head: range.end() };
    work(&mut state, Command::SelectText(Some(text)));
    work(&mut state, Command::Tag(TagChoice::Key(9)));
    assert!(!words(&state).contains(&gone));
    work(&mut state, Command::Do(Action::Undo));
    work(&mut state, Command::Do(Action::ForgetDecisions));
    assert_eq!(words(&state), before);
    assert!(state.settings.dismissed.is_empty() && state.settings.learned.is_null());
}

#[test]
fn who_wants_none_gets_none() {
    let mut state = two_statements();
    let effects = work(&mut state, Command::Do(Action::ShowSuggestions));
    assert!(matches!(effects.as_slice(), [Effect::SaveSettings(settings)] if !settings.suggestions));
    assert!(open(&state).suggestions.list.is_empty());
    assert!(Action::NextSuggestion.possible(&state).is_err());
    work(&mut state, Command::Do(Action::ShowSuggestions));
    assert!(!open(&state).suggestions.list.is_empty());
    // An outcome that nobody waits for any more is not taken.
    update(&mut state, Command::SuggestionsFound(1, Box::default()), now());
    assert!(!open(&state).suggestions.list.is_empty());
}
