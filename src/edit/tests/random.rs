//! Random changes of all kinds: every state is sound, and every step can be taken back exactly.
//! They must not know what a change is supposed to do (the tests of intents do).

use proptest::prelude::*;

use super::super::{By, Edit, EditError, Focus, History, Transaction, apply, intent};
use super::*;
use crate::model::{LostPassage, MemoLanguage, MemoScope, MemoSection, Place, SaidBy, Statement, Strength};
use crate::text::{Anchor, ByteOffset, CharOffset, CharRange, CleanText};

/// What to do, and four numbers that choose what to do it to.
pub(crate) type Dice = (u8, [usize; 4]);

const KINDS: u8 = 43;

pub(crate) fn dice() -> impl Strategy<Value = Dice> {
    (0..KINDS, prop::array::uniform4(0_usize..1000))
}

pub(crate) fn start() -> Dossier {
    let mut sample = Sample::new(
        &[
            (0, "We [C1:worry about [Q1:the border]] and [A1:agreed on trade]. Мир дружба."),
            (1, "[R1:We heard it]. [R2:The tariff stays]. [C2:Your ships]."),
        ],
        &["R1>C1 answers", "R2>C1 rejects", "R1>Q1 answers_in_part"],
    );
    sample.add_meeting(
        "2025-03-01",
        &[(1, "[R3:As we said], [NS1:soon].")],
        &["R3>C1 repeats", "R3>R1 repeats"],
    );
    sample.dossier
}

fn pick<T>(list: &[T], dice: usize) -> Option<&T> {
    list.get(dice.checked_rem(list.len())?)
}

fn places(dossier: &Dossier) -> Vec<Place> {
    let all = dossier.meetings().iter();
    all.flat_map(|m| m.statements().iter().map(|s| Place { meeting: m.id(), statement: s.id() })).collect()
}

/// A transaction that the dice choose; `None` where there is nothing to do it to.
fn roll(dossier: &Dossier, (kind, d): Dice, by: &By) -> Option<Result<Transaction, EditError>> {
    let places = places(dossier);
    let meeting = || pick(dossier.meetings(), d[0]);
    let place = || pick(&places, d[0]).copied();
    let codebook = dossier.codebook();
    let tag = || pick(codebook.tags(), d[2]).map(|tag| &tag.id);
    let link_kind = || pick(codebook.link_kinds(), d[2]).map(|kind| &kind.id);
    let topic = || pick(dossier.topics(), d[3]).map(|topic| topic.id);
    let statement = |place| dossier.statement(place);
    let passages: Vec<_> = dossier
        .meetings()
        .iter()
        .flat_map(|m| m.passages().map(|(s, p)| (Place { meeting: m.id(), statement: s.id() }, p.id)))
        .collect();
    let passage = || pick(&passages, d[1]).copied();
    let links: Vec<_> = dossier.meetings().iter().flat_map(|m| m.links().map(|l| (m.id(), l.id))).collect();
    let link = || pick(&links, d[1]).copied();
    let lost: Vec<_> = places
        .iter()
        .flat_map(|place| {
            statement(*place).into_iter().flat_map(|s| s.lost()).map(|l| (*place, l.passage.id))
        })
        .collect();
    let range = |place| -> Option<ByteRange> {
        let text = statement(place)?.text();
        let at = |dice: usize| ByteOffset::new(text.floor_char_boundary(dice % (text.len() + 1)));
        ByteRange::new(at(d[1]).min(at(d[3])), at(d[1]).max(at(d[3])))
    };
    let text = |dice: usize| ["", "x", "note", "более"][dice % 4];
    let ok = |edits| Ok(Transaction::new("Test", Focus::Dossier, edits));
    Some(match kind {
        0..=3 => intent::tag_range(dossier, place()?, range(place()?)?, tag()?, by).map(|(tx, _)| tx),
        4..=5 => passage().map(|(p, id)| Some(intent::retag(dossier, p, id, tag()?, by)))??,
        6 => passage().map(|(p, id)| Some(intent::resize(dossier, p, id, range(p)?, by)))??,
        7 => passage().map(|(p, id)| intent::set_topic(dossier, p, id, topic(), by))?,
        8 => passage().map(|(p, id)| intent::add_topic_and_set(dossier, p, id, text(d[2]), by))?,
        9 => {
            let who = [Some(SaidBy::Both), None, pick(dossier.parties(), d[3]).map(|p| SaidBy::Party(p.id))];
            passage().map(|(p, id)| intent::set_said_by(dossier, p, id, who[d[2] % 3], by))?
        }
        10 => passage().map(|(p, id)| intent::set_verb(dossier, p, id, text(d[2]), by))?,
        11 => passage()
            .map(|(p, id)| intent::set_strength(dossier, p, id, Strength::new((d[2] % 6) as u8), by))?,
        12..=13 => passage().map(|(p, id)| intent::set_note(dossier, p, id, text(d[2]), by))?,
        14 => {
            let reason = (d[2] % 3 > 0).then(|| text(d[3]));
            passage().map(|(p, id)| intent::set_no_response(dossier, p, id, reason, by))?
        }
        15 => passage().map(|(p, id)| intent::remove_passage(dossier, p, id))?,
        16 => pick(&lost, d[0])
            .map(|(p, id)| Some(intent::restore_lost(dossier, *p, *id, range(*p)?, by)))??,
        17 => pick(&lost, d[0]).map(|(p, id)| intent::remove_lost(dossier, *p, *id))?,
        18..=20 => intent::link(dossier, passage()?.1, pick(&passages, d[3])?.1, link_kind()?, by),
        21 => link().map(|(m, id)| Some(intent::set_link_kind(dossier, m, id, link_kind()?, by)))??,
        22 => link().map(|(m, id)| intent::set_link_note(dossier, m, id, text(d[2]), by))?,
        23 => link().map(|(m, id)| intent::reverse_link(dossier, m, id, by))?,
        24 => link().map(|(m, id)| intent::remove_link(dossier, m, id))?,
        25 => {
            let details = MeetingDetails { title: text(d[2]).to_owned(), ..meeting()?.details().clone() };
            intent::add_meeting(dossier, details).map(|(tx, _)| tx)
        }
        26 => {
            let date = (d[1] % 3 > 0).then(|| format!("2025-0{}-01", d[1] % 9 + 1).parse().unwrap());
            let details = MeetingDetails { date, title: text(d[2]).to_owned(), ..MeetingDetails::default() };
            intent::set_meeting(dossier, meeting()?.id(), details)
        }
        27 => intent::remove_meeting(dossier, meeting()?.id()),
        28 => {
            let details = statement(place()?)?.details().clone();
            let text = CleanText::new("Some more words.");
            intent::add_statement(dossier, meeting()?.id(), details, text).map(|(tx, _)| tx)
        }
        29 => {
            let party = pick(dossier.parties(), d[1])?.id;
            let details = StatementDetails { party, ..statement(place()?)?.details().clone() };
            intent::set_statement(dossier, place()?, details)
        }
        30 => intent::remove_statement(dossier, place()?),
        31 => intent::add_topic(dossier, text(d[1])).map(|(tx, _)| tx),
        32 => intent::rename_topic(dossier, topic()?, text(d[1])),
        33 => intent::remove_topic(dossier, topic()?),
        34 => match d[1] % 3 {
            0 => ok(vec![Edit::PutParty { index: d[2] % 4, party: Party::new(text(d[3]), Palette::Teal) }]),
            1 => ok(vec![Edit::PutParty { index: d[2] % 4, party: pick(dossier.parties(), d[3])?.clone() }]),
            _ => intent::remove_party(dossier, pick(dossier.parties(), d[3])?.id),
        },
        35 => Ok(intent::set_title(dossier, text(d[1]))),
        36 => {
            let (place, id) = passage()?;
            let mut lost = statement(place)?.lost().to_vec();
            let passage = Passage::clone(statement(place)?.passages().get(id)?);
            let was_at = CharRange::new(CharOffset::new(0), CharOffset::new(1))?;
            let anchor = Anchor { exact: "x".into(), prefix: String::new(), suffix: String::new() };
            lost.insert(d[2] % (lost.len() + 1), LostPassage { passage, was_at, anchor });
            if d[3] % 2 == 0 {
                ok(vec![Edit::RemovePassage { place, id }, Edit::SetLost { place, lost }])
            } else {
                let mut swapped = Statement::clone(statement(place)?);
                swapped.remove_passage(id).unwrap();
                swapped.set_lost(lost);
                ok(vec![Edit::SwapStatement { meeting: place.meeting, statement: Arc::new(swapped) }])
            }
        }
        37 => {
            let scope = match d[1] % 3 {
                0 => MemoScope::Period { from: None, to: None },
                _ => MemoScope::Meeting(meeting()?.id()),
            };
            intent::add_memo(dossier, text(d[2]), scope, by).map(|(tx, _)| tx)
        }
        38 => {
            let (memo, section) = (pick(dossier.memos(), d[0])?.id, *pick(&MemoSection::ALL, d[1] % 3)?);
            intent::set_memo_text(dossier, memo, section, text(d[2]), by)
        }
        39 => {
            let memo = pick(dossier.memos(), d[0])?;
            match d[1] % 7 {
                0 => intent::set_memo_title(dossier, memo.id, text(d[2]), by),
                1 => intent::set_memo_marking(dossier, memo.id, text(d[2]), by),
                2 => intent::set_memo_parties(dossier, memo.id, &[pick(dossier.parties(), d[2])?.id], by),
                3 => intent::set_memo_language(dossier, memo.id, MemoLanguage::Fr, by),
                4 => intent::set_memo_with_notes(dossier, memo.id, d[2] % 2 == 0, by),
                5 => intent::set_memo_shows(dossier, memo.id, MemoSection::Annex, d[2] % 2 == 0, by),
                _ => {
                    let scope = MemoScope::Meeting(pick(dossier.meetings(), d[2])?.id());
                    intent::set_memo_scope(dossier, memo.id, scope, by)
                }
            }
        }
        40 => match d[1] % 2 {
            0 => intent::remove_memo(dossier, pick(dossier.memos(), d[0])?.id),
            _ => {
                let memo = Arc::clone(pick(dossier.memos(), d[0])?);
                ok(vec![Edit::PutMemo { index: d[2] % 4, memo }])
            }
        },
        41 => match (d[1] % 3, pick(dossier.searches(), d[0])) {
            (1, Some(search)) => intent::set_search(dossier, search.id, text(d[2]), "border"),
            (2, Some(search)) => intent::remove_search(dossier, search.id),
            _ => intent::add_search(dossier, text(d[2]), "trade").map(|(tx, _)| tx),
        },
        _ => {
            let meeting = meeting()?;
            match meeting.absences().next() {
                Some(old) if d[1] % 2 == 0 => {
                    ok(vec![Edit::RemoveAbsence { meeting: meeting.id(), id: old.id }])
                }
                _ => {
                    let (party, topic) = (pick(dossier.parties(), d[2])?.id, topic()?);
                    let (id, reason) = (AbsenceId::random(), String::new());
                    let absence = Absence { id, party, topic, reason, extra: Extra::default() };
                    ok(vec![
                        Edit::PutAbsence { meeting: meeting.id(), absence },
                        Edit::SetNote(text(d[3]).into()),
                    ])
                }
            }
        }
    })
}

/// One that always fails at its end, after everything that the dice chose.
fn spoiled(dossier: &Dossier, transaction: &Transaction, how: usize) -> Transaction {
    let mut spoiled = transaction.clone();
    spoiled.edits.push(match how % 4 {
        0 => Edit::RemoveTopic(TopicId::random()),
        1 => Edit::SetCodebook(Arc::new(Codebook::default())),
        2 => Edit::PutAbsence {
            meeting: dossier.meetings().first().map_or_else(crate::model::MeetingId::random, |m| m.id()),
            absence: Absence {
                id: AbsenceId::random(),
                party: Party::new("", Palette::Red).id,
                topic: TopicId::random(),
                reason: String::new(),
                extra: Extra::default(),
            },
        },
        _ => Edit::RemoveReviewer(ReviewerId::random()),
    });
    spoiled
}

pub(crate) fn commit(dossier: &mut Dossier, history: &mut History, dice: Dice, clock: i64) -> bool {
    let (entry, reviewer) = intent::ensure_reviewer(dossier, ["Ada", "Boris"][dice.1[0] % 2]);
    let by = By { reviewer: Some(reviewer), now: Moment::from_second(clock).unwrap() };
    let before = dossier.clone();
    let Some(Ok(mut transaction)) = roll(dossier, dice, &by) else { return false };
    assert_eq!(*dossier, before, "an intent changes nothing by itself");
    if let Some(entry) = entry {
        transaction.edits.insert(0, entry);
    }
    let bad = spoiled(dossier, &transaction, dice.1[3]);
    // A codebook without tags is fine where nothing is tagged.
    match apply(dossier, &bad) {
        Err(_) => assert_eq!(*dossier, before, "a refused transaction leaves nothing behind"),
        Ok(back) => {
            apply(dossier, &back).unwrap();
            assert_eq!(*dossier, before);
        }
    }
    if history.commit(dossier, transaction).is_err() {
        assert_eq!(*dossier, before, "a refused transaction leaves nothing behind");
        return false;
    }
    assert_eq!(dossier.check(), Vec::<String>::new(), "after {dice:?}");
    assert!(dossier.index_is_sound(), "after {dice:?}");
    true
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn every_state_is_sound_and_every_step_goes_back(dice in prop::collection::vec(dice(), 1..80)) {
        let (mut dossier, mut history) = (start(), History::default());
        let begin = dossier.clone();
        for (clock, dice) in dice.into_iter().enumerate() {
            commit(&mut dossier, &mut history, dice, clock as i64);
        }
        let end = dossier.clone();
        while history.undo(&mut dossier).unwrap().is_some() {
            prop_assert!(dossier.index_is_sound());
            prop_assert_eq!(dossier.check(), Vec::<String>::new());
        }
        prop_assert_eq!(&dossier, &begin);
        while history.redo(&mut dossier).unwrap().is_some() {}
        prop_assert_eq!(&dossier, &end);
    }

    #[test]
    fn a_revision_names_one_state(steps in prop::collection::vec((0..6_u8, dice()), 1..80)) {
        let (mut dossier, mut history) = (start(), History::default());
        let mut states = std::collections::HashMap::from([(history.revision(), dossier.clone())]);
        for (clock, (step, dice)) in steps.into_iter().enumerate() {
            match step {
                0 => drop(history.undo(&mut dossier).unwrap()),
                1 => drop(history.redo(&mut dossier).unwrap()),
                2 => history.seal(),
                _ => drop(commit(&mut dossier, &mut history, dice, clock as i64)),
            }
            let known = states.entry(history.revision()).or_insert_with(|| dossier.clone());
            prop_assert_eq!(&*known, &dossier);
        }
    }
}

/// The dice must reach every kind of change often enough for the tests above to mean anything.
#[test]
fn the_dice_reach_every_kind() {
    let mut done = [0_u32; KINDS as usize];
    let mut number: usize = 7;
    let mut next = || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) % 1000
    };
    for _ in 0..40 {
        let (mut dossier, mut history) = (start(), History::default());
        for clock in 0..80 {
            let dice = ((next() % KINDS as usize) as u8, [next(), next(), next(), next()]);
            done[dice.0 as usize] += u32::from(commit(&mut dossier, &mut history, dice, clock));
        }
    }
    assert!(done.iter().all(|count| *count >= 5), "{done:?}");
}
