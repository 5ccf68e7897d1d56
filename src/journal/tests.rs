//! Tests of the journal: whatever is done, carrying the records out again gives the same dossier.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

mod life;

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::replay::replay;
use super::{line::Line, record};
use crate::edit::tests::random::{commit, dice, start};
use crate::edit::{Applied, Edit, History};
use crate::model::{Dossier, Moment, Place};
use crate::store::pieces::Pieces;
use crate::store::round_trip::dossier as random_dossier;
use crate::store::{parse, to_bytes};

pub(super) fn written(applied: &[Applied]) -> Vec<Vec<u8>> {
    applied.iter().map(|one| record::write(&one.label, Moment::UNIX_EPOCH, &one.edits)).collect()
}

/// An edit after it was written down.
fn again(edit: &Edit, dossier: &Dossier) -> Result<Edit, String> {
    let json = serde_json::to_string(&Line::of(edit)).unwrap();
    serde_json::from_str::<Line<'_>>(&json).unwrap().edit(&mut Pieces::of(dossier))
}

/// One edit of every kind with what this dossier holds.
fn edits(dossier: &Dossier) -> Vec<Edit> {
    let mut all = vec![
        Edit::SetTitle(dossier.title().to_owned()),
        Edit::SetNote(dossier.note().to_owned()),
        Edit::SetCodebook(Arc::clone(dossier.codebook())),
    ];
    for (index, party) in dossier.parties().iter().enumerate() {
        all.extend([Edit::PutParty { index, party: party.clone() }, Edit::RemoveParty(party.id)]);
    }
    for (index, topic) in dossier.topics().iter().enumerate() {
        all.extend([Edit::PutTopic { index, topic: topic.clone() }, Edit::RemoveTopic(topic.id)]);
    }
    for (index, reviewer) in dossier.reviewers().iter().enumerate() {
        all.push(Edit::PutReviewer { index, reviewer: reviewer.clone() });
        all.push(Edit::RemoveReviewer(reviewer.id));
    }
    for (index, memo) in dossier.memos().iter().enumerate() {
        all.extend([Edit::PutMemo { index, memo: Arc::clone(memo) }, Edit::RemoveMemo(memo.id)]);
    }
    for (index, search) in dossier.searches().iter().enumerate() {
        all.extend([Edit::PutSearch { index, search: search.clone() }, Edit::RemoveSearch(search.id)]);
    }
    for meeting in dossier.meetings() {
        let id = meeting.id();
        all.extend([
            Edit::AddMeeting(Arc::clone(meeting)),
            Edit::RemoveMeeting(id),
            Edit::SetMeeting { id, details: meeting.details().clone() },
            Edit::SetLabels { meeting: id, counters: meeting.labels().clone() },
        ]);
        for (index, statement) in meeting.statements().iter().enumerate() {
            let place = Place { meeting: id, statement: statement.id() };
            all.extend([
                Edit::AddStatement { meeting: id, index, statement: Arc::clone(statement) },
                Edit::SwapStatement { meeting: id, statement: Arc::clone(statement) },
                Edit::RemoveStatement(place),
                Edit::SetStatement { place, details: Box::new(statement.details().clone()) },
                Edit::SetLost { place, lost: statement.lost().to_vec() },
            ]);
            for passage in statement.passages().iter() {
                all.push(Edit::PutPassage { place, passage: Arc::clone(passage) });
                all.push(Edit::RemovePassage { place, id: passage.id });
            }
        }
        for link in meeting.links() {
            all.push(Edit::PutLink { meeting: id, link: Arc::clone(link) });
            all.push(Edit::RemoveLink { meeting: id, id: link.id });
        }
        for absence in meeting.absences() {
            all.push(Edit::PutAbsence { meeting: id, absence: absence.clone() });
            all.push(Edit::RemoveAbsence { meeting: id, id: absence.id });
        }
    }
    all
}

#[test]
fn every_edit_comes_back_as_it_was() {
    let mut kinds = BTreeSet::new();
    let mut count = 0;
    for seed in 0..60 {
        let dossier = random_dossier(seed);
        for edit in edits(&dossier) {
            assert_eq!(again(&edit, &dossier).as_ref(), Ok(&edit), "seed {seed}");
            kinds.insert(
                format!("{edit:?}").chars().take_while(char::is_ascii_alphanumeric).collect::<String>(),
            );
            count += 1;
        }
    }
    assert!(count > 2000, "{count}");
    // All but these: there are no more kinds of edits.
    assert_eq!(kinds.len(), 28, "{kinds:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn carrying_out_again_gives_the_same_dossier(steps in prop::collection::vec((0..8_u8, dice()), 1..60)) {
        let (mut dossier, mut history) = (start(), History::default());
        history.note_applied();
        let base = to_bytes(&dossier);
        let mut records = Vec::new();
        for (clock, (step, dice)) in steps.into_iter().enumerate() {
            match step {
                0 => drop(history.undo(&mut dossier).unwrap()),
                1 => drop(history.redo(&mut dossier).unwrap()),
                _ => drop(commit(&mut dossier, &mut history, dice, clock as i64)),
            }
            records.extend(written(&history.take_applied()));
        }
        let replayed = replay(&base, "base", &records).unwrap();
        prop_assert_eq!(replayed.skipped, Vec::<String>::new());
        prop_assert_eq!(replayed.steps.len(), records.len());
        prop_assert_eq!(&replayed.dossier, &dossier);
        prop_assert_eq!(to_bytes(&replayed.dossier), to_bytes(&dossier));
        // As it is after a start from the file.
        prop_assert_eq!(parse(&to_bytes(&replayed.dossier), "it").unwrap().dossier, dossier);
    }
}

#[test]
fn what_can_not_be_carried_out_is_passed_over_and_told() {
    let dossier = start();
    let base = to_bytes(&dossier);
    let step = |edits| Applied { label: "Step".to_owned(), edits };
    let (first, second) = (dossier.parties()[0].id, "Other".to_owned());
    let mut records = written(&[
        step(vec![Edit::SetTitle("One".to_owned())]),
        step(vec![Edit::RemoveParty(first)]),
        step(vec![Edit::SetTitle(second.clone())]),
    ]);
    records.insert(1, b"{ \"label\": \"broken\" }".to_vec());
    let replayed = replay(&base, "base", &records).unwrap();
    assert_eq!((replayed.dossier.title(), replayed.steps.len()), (second.as_str(), 2));
    assert_eq!(replayed.skipped.len(), 2, "{:?}", replayed.skipped);
    assert!(replayed.skipped[0].contains("not understood"));
    assert!(replayed.skipped[1].contains("still used"), "{:?}", replayed.skipped);
    assert!(replay(b"{}", "base", &records).is_err());
}
