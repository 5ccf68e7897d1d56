//! Random versions of a dossier: the random edits of the reviewer's changes, and what those leave
//! out: new texts, the codebook, who took part.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::edit::tests::random::{self, Dice};
use crate::edit::{By, Edit, Focus, History, Transaction, intent};
use crate::model::{Codebook, Dossier, Moment, Participant, Place};
use crate::text::CleanText;

/// What a version is made by: steps, and for each whether it is one of this file's.
pub(super) type Recipe = Vec<(u8, Dice)>;

pub(super) fn recipe(most: usize) -> impl Strategy<Value = Recipe> {
    prop::collection::vec((0..10_u8, random::dice()), 0..most)
}

/// A dossier to begin with.
pub(super) fn base(recipe: Recipe) -> Dossier {
    variant(&random::start(), recipe)
}

/// A version that came from another.
pub(super) fn variant(from: &Dossier, recipe: Recipe) -> Dossier {
    let (mut dossier, mut history) = (from.clone(), History::default());
    for (clock, (own, dice)) in recipe.into_iter().enumerate() {
        match own {
            0 => revise(&mut dossier, dice.1),
            1 => codebook(&mut dossier, dice.1),
            2 => participants(&mut dossier, dice.1),
            3 => order(&mut dossier, dice.1),
            4 => words(&mut dossier, dice.1),
            _ => drop(random::commit(&mut dossier, &mut history, dice, clock as i64)),
        }
    }
    assert_eq!(dossier.check(), [""; 0]);
    dossier
}

fn places(dossier: &Dossier) -> Vec<Place> {
    let all = dossier.meetings().iter();
    all.flat_map(|m| m.statements().iter().map(|s| Place { meeting: m.id(), statement: s.id() })).collect()
}

fn carry_out(dossier: &mut Dossier, edits: Vec<Edit>) {
    let transaction =
        Transaction { label: "Test".to_owned(), edits, focus: Some(Focus::Dossier), merge: None };
    // What is refused leaves the version as it was.
    let _ = History::default().commit(dossier, transaction);
}

fn revise(dossier: &mut Dossier, d: [usize; 4]) {
    let all = places(dossier);
    let Some(place) = d[0].checked_rem(all.len()).map(|at| all[at]) else { return };
    let statement = dossier.statement(place).unwrap();
    let text = statement.text();
    let (from, to) = (d[1] % (text.len() + 1), d[2] % (text.len() + 1));
    let (from, to) = (text.floor_char_boundary(from.min(to)), text.floor_char_boundary(from.max(to)));
    let new = ["", "Well, ", "some other words than before"][d[3] % 3];
    let mut new_text = text.to_string();
    new_text.replace_range(from..to, new);
    let text = CleanText::new(&new_text);
    let plan = intent::Plan::new(statement, text);
    let by = By { reviewer: None, now: Moment::from_second(d[0] as i64).unwrap() };
    if let Ok(transaction) = intent::revise(dossier, place, &plan, &BTreeMap::new(), &by) {
        History::default().commit(dossier, transaction).unwrap();
    }
}

fn codebook(dossier: &mut Dossier, d: [usize; 4]) {
    let old = dossier.codebook();
    let mut tags = old.tags().to_vec();
    let at = d[0] % tags.len();
    match d[1] % 5 {
        0 => tags[at].name.set("en", ["Worry", "Plea"][d[2] % 2]),
        1 => tags[at].key = Some((d[2] % 10) as u8).filter(|key| *key > 0),
        2 => tags[at].letter = ["X", "Y", "Z"][d[2] % 3].to_owned(),
        3 => drop(tags.remove(at)),
        _ => {
            let mut tag = tags[at].clone();
            tag.id = crate::model::TagId::new(["one", "two", "three"][d[2] % 3]);
            (tag.letter, tag.key) = (["X", "Y", "V"][d[3] % 3].to_owned(), Some(9));
            tags.push(tag);
        }
    }
    let (kinds, families) = (old.link_kinds().to_vec(), old.strengths().to_vec());
    if let Ok(new) = Codebook::new(tags, kinds, families, old.extra().clone()) {
        carry_out(dossier, vec![Edit::SetCodebook(Arc::new(new))]);
    }
}

fn participants(dossier: &mut Dossier, d: [usize; 4]) {
    let all = dossier.meetings();
    let Some(meeting) = d[0].checked_rem(all.len()).map(|at| &all[at]) else { return };
    let mut details = meeting.details().clone();
    let office = ["Minister", "Envoy", ""][d[3] % 3].to_owned();
    let name = ["N. N.", "M. M.", "O. O."][d[1] % 3].to_owned();
    let party = dossier.parties().get(d[2] % 3).map(|party| party.id);
    match details.participants.iter_mut().find(|person| person.name == name) {
        Some(person) if d[2].is_multiple_of(2) => person.office = office,
        Some(_) => details.participants.retain(|person| person.name != name),
        None => details.participants.push(Participant { name, office, party, ..Participant::default() }),
    }
    carry_out(dossier, vec![Edit::SetMeeting { id: meeting.id(), details }]);
}

/// Notes on few passages, so that both sides often note something on the same one.
fn words(dossier: &mut Dossier, d: [usize; 4]) {
    let passages = dossier.meetings().iter().flat_map(|m| m.passages().map(|(_, passage)| passage.id));
    let Some(id) = passages.min().filter(|_| d[0].is_multiple_of(2)) else { return };
    let place = dossier.place_of(id).unwrap();
    let note = ["One thing", "Another thing", "", "A third"][d[1] % 4];
    let by = By { reviewer: None, now: Moment::from_second(d[2] as i64).unwrap() };
    let noted = intent::set_note(dossier, place, id, note, &by).unwrap();
    History::default().commit(dossier, noted).unwrap();
}

fn order(dossier: &mut Dossier, d: [usize; 4]) {
    let topics = dossier.topics();
    if let Some(topic) = d[0].checked_rem(topics.len()).map(|at| topics[at].clone()) {
        carry_out(dossier, vec![Edit::PutTopic { index: d[1] % topics.len(), topic }]);
    }
}
