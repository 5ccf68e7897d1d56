//! What holds for any three versions.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::{Choices, ConflictKind, Merged, Side, Thing, merge, merge_with};
use super::variants::{base, recipe, variant};
use crate::model::{Dossier, Label, Passage};

/// Everything with an id.
fn things(dossier: &Dossier) -> BTreeSet<Thing> {
    let mut all = BTreeSet::new();
    all.extend(dossier.parties().iter().map(|party| Thing::Party(party.id)));
    all.extend(dossier.topics().iter().map(|topic| Thing::Topic(topic.id)));
    all.extend(dossier.reviewers().iter().map(|reviewer| Thing::Reviewer(reviewer.id)));
    all.extend(dossier.codebook().tags().iter().map(|tag| Thing::Tag(tag.id.clone())));
    all.extend(dossier.codebook().link_kinds().iter().map(|kind| Thing::LinkKind(kind.id.clone())));
    all.extend(dossier.memos().iter().map(|memo| Thing::Memo(memo.id)));
    all.extend(dossier.searches().iter().map(|search| Thing::Search(search.id)));
    for meeting in dossier.meetings() {
        all.insert(Thing::Meeting(meeting.id()));
        all.extend(meeting.links().map(|link| Thing::Link(link.id)));
        all.extend(meeting.absences().map(|absence| Thing::Absence(absence.id)));
        for statement in meeting.statements() {
            all.insert(Thing::Statement(statement.id()));
            all.extend(statement.passages().ids().map(Thing::Passage));
            all.extend(statement.lost().iter().map(|lost| Thing::Passage(lost.passage.id)));
        }
    }
    all
}

/// Whether a link is not there because another says the same as it does in one of the versions.
fn is_said_again(versions: [&Dossier; 2], merged: &Dossier, thing: &Thing) -> bool {
    let Thing::Link(id) = thing else { return false };
    let forms = versions.into_iter().filter_map(|version| version.link(*id));
    let ends: Vec<_> = forms.map(|(_, link)| (link.from, link.to)).collect();
    let mut all = merged.meetings().iter().flat_map(|meeting| meeting.links());
    all.any(|other| ends.contains(&(other.from, other.to)))
}

fn assert_sound(merged: &Merged) {
    assert_eq!(merged.dossier.check(), [""; 0]);
    assert!(merged.dossier.index_is_sound());
}

/// A dossier without what depends on which side is ours: orders, and numbers of labels.
fn without_sides(dossier: &Dossier) -> Vec<String> {
    let passage = |passage: &Passage| {
        let (label, former_labels) = (Label::new("X", 1).unwrap(), Vec::new());
        format!("{:?}", Passage { label, former_labels, ..passage.clone() })
    };
    let mut lines = vec![format!("{:?} {}", dossier.title(), dossier.note())];
    lines.extend(dossier.parties().iter().map(|one| format!("{one:?}")));
    lines.extend(dossier.topics().iter().map(|one| format!("{one:?}")));
    lines.extend(dossier.reviewers().iter().map(|one| format!("{one:?}")));
    lines.extend(dossier.searches().iter().map(|one| format!("{one:?}")));
    lines.extend(dossier.codebook().tags().iter().map(|tag| {
        let mut tag = tag.clone();
        (tag.letter, tag.key) = (String::new(), None);
        format!("{tag:?}")
    }));
    lines.extend(dossier.memos().iter().map(|memo| {
        let mut memo = memo.as_ref().clone();
        memo.parties.sort();
        format!("{memo:?}")
    }));
    for meeting in dossier.meetings() {
        let mut details = meeting.details().clone();
        details.participants.sort_by(|a, b| a.name.cmp(&b.name));
        lines.push(format!("{} {details:?}", meeting.id()));
        lines.extend(meeting.links().map(|one| format!("{} {one:?}", meeting.id())));
        lines.extend(meeting.absences().map(|one| format!("{} {one:?}", meeting.id())));
        for statement in meeting.statements() {
            let (details, revisions) = (statement.details(), statement.revisions());
            lines.push(format!("{} {details:?} {:?} {revisions:?}", statement.id(), statement.text()));
            lines.extend(
                statement.passages().iter().map(|one| format!("{} {}", statement.id(), passage(one))),
            );
            lines.extend(statement.lost().iter().map(|lost| {
                format!("{} {:?} {:?} {}", statement.id(), lost.was_at, lost.anchor, passage(&lost.passage))
            }));
        }
    }
    lines.sort();
    lines
}

/// Chooses a side for all conflicts, and for those that come up by that.
fn all_for(base: &Dossier, ours: &Dossier, theirs: &Dossier, side: Side) -> Merged {
    let mut choices = Choices::default();
    loop {
        let merged = merge_with(base, ours, theirs, &choices);
        if merged.conflicts.iter().all(|conflict| conflict.chosen == side) {
            return merged;
        }
        let before = choices.clone();
        merged.conflicts.iter().for_each(|conflict| choices.choose(conflict, side));
        assert_ne!(choices, before, "a choice that changes nothing: {:?}", merged.conflicts);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn who_changes_nothing_takes_the_other_version(old in recipe(30), new in recipe(30)) {
        let base = base(old);
        let new = variant(&base, new);
        for merged in [merge(&base, &new, &base), merge(&base, &base, &new), merge(&base, &new, &new)] {
            prop_assert_eq!(&merged.conflicts, &[]);
            prop_assert_eq!(&merged.notes, &Vec::<String>::new());
            prop_assert_eq!(&merged.dossier, &new);
        }
    }

    #[test]
    fn the_outcome_is_sound_and_nothing_goes_that_nobody_deleted(
        old in recipe(25), ours in recipe(30), theirs in recipe(30),
    ) {
        let base = base(old);
        let (ours, theirs) = (variant(&base, ours), variant(&base, theirs));
        let merged = merge(&base, &ours, &theirs);
        assert_sound(&merged);
        let (before, there) = (things(&base), things(&merged.dossier));
        for (own, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for thing in things(own).difference(&there) {
                let deleted = before.contains(thing) && !things(other).contains(thing);
                prop_assert!(deleted || is_said_again([own, other], &merged.dossier, thing), "{:?} is lost", thing);
            }
        }
        for thing in there {
            let of = |dossier| things(dossier).contains(&thing);
            prop_assert!(of(&ours) || of(&theirs) || of(&base), "{:?} came from nowhere", thing);
        }
    }

    #[test]
    fn no_words_go_without_being_told(old in recipe(25), ours in recipe(30), theirs in recipe(30)) {
        let base = base(old);
        let (ours, theirs) = (variant(&base, ours), variant(&base, theirs));
        let merged = merge(&base, &ours, &theirs);
        let told = |id, field: &str| {
            let about = (Thing::Passage(id), field);
            merged.conflicts.iter().any(|conflict| (conflict.thing.clone(), conflict.field.as_str()) == about)
        };
        for own in [&ours, &theirs] {
            for (meeting, statement, passage) in own.meetings().iter().flat_map(|m| {
                m.passages().map(move |(statement, passage)| (m, statement, passage))
            }) {
                // One that was lost before has words too, by which one tells what a side changed.
                let lost = || {
                    let statements = base.meetings().iter().flat_map(|meeting| meeting.statements());
                    let mut lost = statements.flat_map(|statement| statement.lost());
                    lost.find(|lost| lost.passage.id == passage.id).map(|lost| &lost.passage)
                };
                let before = base.passage(passage.id).map(|(_, _, before)| before.as_ref()).or_else(lost);
                let Some((_, _, now)) = merged.dossier.passage(passage.id) else { continue };
                let changed = |of: fn(&Passage) -> &String| {
                    before.is_none_or(|before| of(before) != of(passage)) && of(passage) != of(now)
                };
                let tag = before.is_none_or(|before| before.tag != passage.tag) && passage.tag != now.tag;
                for (lost, field) in [
                    (tag, "tag"),
                    (changed(|passage| &passage.note), "note"),
                    (changed(|passage| &passage.verb), "verb"),
                ] {
                    prop_assert!(!lost || told(passage.id, field), "{} of {} {:?}", field, passage.label, merged.conflicts);
                }
                // Its text is there, or kept as an earlier one.
                let place = crate::model::Place { meeting: meeting.id(), statement: statement.id() };
                let now = merged.dossier.statement(place).unwrap();
                let kept = now.text() == statement.text()
                    || now.revisions().iter().any(|revision| revision.text == *statement.text())
                    || base.statement(place).is_some_and(|before| before.text() == statement.text());
                prop_assert!(kept, "the text {:?} is lost", statement.text());
            }
        }
    }

    #[test]
    fn it_is_the_same_the_other_way_round(old in recipe(25), ours in recipe(25), theirs in recipe(25)) {
        let base = base(old);
        let (ours, theirs) = (variant(&base, ours), variant(&base, theirs));
        for side in [Side::Ours, Side::Theirs] {
            let one = all_for(&base, &ours, &theirs, side);
            let other = all_for(&base, &theirs, &ours, side.other());
            assert_sound(&one);
            assert_sound(&other);
            prop_assert_eq!(without_sides(&one.dossier), without_sides(&other.dossier));
            prop_assert_eq!(one.conflicts.len(), other.conflicts.len());
        }
    }

    #[test]
    fn any_choices_give_a_sound_dossier(
        old in recipe(25), ours in recipe(30), theirs in recipe(30), sides in prop::collection::vec(any::<bool>(), 40),
    ) {
        let base = base(old);
        let (ours, theirs) = (variant(&base, ours), variant(&base, theirs));
        let mut choices = Choices::default();
        for (at, side) in sides.iter().enumerate() {
            let merged = merge_with(&base, &ours, &theirs, &choices);
            assert_sound(&merged);
            let Some(conflict) = merged.conflicts.get(at) else { break };
            let side = if *side { Side::Ours } else { Side::Theirs };
            choices.choose(conflict, side);
            let settled = merge_with(&base, &ours, &theirs, &choices);
            let now = settled.conflicts.iter().find(|one| (&one.thing, &one.field) == (&conflict.thing, &conflict.field));
            prop_assert!(now.is_none_or(|now| now.chosen == side), "{:?}", now);
        }
    }

    #[test]
    fn without_a_base_what_is_the_same_is_no_conflict(old in recipe(25), ours in recipe(15), theirs in recipe(15)) {
        let before = base(old);
        let (ours, theirs) = (variant(&before, ours), variant(&before, theirs));
        let none = Dossier::with_id(ours.id(), "", Default::default(), Default::default());
        let merged = merge(&none, &ours, &theirs);
        assert_sound(&merged);
        // Nothing was deleted, where nothing is known of before.
        prop_assert!(merged.conflicts.iter().all(|conflict| conflict.kind != ConflictKind::Deleted));
        for (own, other) in [(&ours, &theirs), (&theirs, &ours)] {
            for thing in things(own).difference(&things(&merged.dossier)) {
                prop_assert!(is_said_again([own, other], &merged.dossier, thing), "{:?} is lost", thing);
            }
        }
        let same = merge(&none, &ours, &ours);
        prop_assert_eq!(&same.dossier, &ours);
        prop_assert_eq!(&same.conflicts, &[]);
    }
}
