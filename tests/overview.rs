//! The overview that is kept up to date says what one that is made anew says, and what the plain
//! questions say, after any row of changes. It must not know how it is kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use visavis::analysis::{
    LinkIndex, Overview, coverage, coverage_of_meeting, next_unanswered, reading_order, status,
};
use visavis::edit::{By, Edit, EditError, Focus, History, Transaction, intent};
use visavis::model::{
    Codebook, Dossier, LostPassage, MeetingDetails, Moment, Passage, PassageId, Place, Role, SaidBy,
    StatementDetails, Tag,
};
use visavis::text::{Anchor, ByteOffset, ByteRange, CharOffset, CharRange};

/// What to do, and four numbers that choose what to do it to.
type Dice = (u8, [usize; 4]);

const KINDS: u8 = 24;

fn dice() -> impl Strategy<Value = Dice> {
    (0..KINDS, prop::array::uniform4(0_usize..1000))
}

/// Seven meetings with links from one to another.
fn start() -> Dossier {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples/veldmark-tarsova.json"));
    visavis::store::parse(&bytes.unwrap(), "sample").unwrap().dossier
}

fn pick<T>(list: &[T], dice: usize) -> Option<&T> {
    list.get(dice.checked_rem(list.len())?)
}

/// The codebook with another role for one of its tags.
fn other_codebook(codebook: &Codebook, dice: usize) -> Arc<Codebook> {
    let mut tags: Vec<Tag> = codebook.tags().to_vec();
    let count = tags.len();
    tags[dice % count].role = [Role::Raises, Role::Replies, Role::Joint][dice % 3];
    let (kinds, strengths) = (codebook.link_kinds().to_vec(), codebook.strengths().to_vec());
    Arc::new(Codebook::new(tags, kinds, strengths, codebook.extra().clone()).unwrap())
}

/// A transaction that the dice choose; `None` where there is nothing to do it to.
fn roll(dossier: &Dossier, (kind, d): Dice) -> Option<Result<Transaction, EditError>> {
    let by = &By { reviewer: None, now: Moment::UNIX_EPOCH };
    let meetings = dossier.meetings().iter();
    let places: Vec<Place> = meetings
        .flat_map(|m| m.statements().iter().map(|s| Place { meeting: m.id(), statement: s.id() }))
        .collect();
    let passages: Vec<(Place, PassageId)> = places
        .iter()
        .flat_map(|place| dossier.statement(*place).unwrap().passages().ids().map(|id| (*place, id)))
        .collect();
    let meetings = dossier.meetings().iter();
    let links: Vec<_> = meetings.flat_map(|m| m.links().map(|l| (m.id(), l.id))).collect();
    let lost: Vec<(Place, PassageId)> = places
        .iter()
        .flat_map(|p| dossier.statement(*p).unwrap().lost().iter().map(|l| (*p, l.passage.id)))
        .collect();
    let codebook = dossier.codebook();
    let place = || pick(&places, d[0]).copied();
    let meeting = || pick(dossier.meetings(), d[0]);
    let tag = || pick(codebook.tags(), d[2]).map(|tag| &tag.id);
    let link_kind = || pick(codebook.link_kinds(), d[2]).map(|kind| &kind.id);
    let topic = || pick(dossier.topics(), d[3]).map(|topic| topic.id);
    let passage = || pick(&passages, d[1]).copied();
    let link = || pick(&links, d[1]).copied();
    let range = |place| -> Option<ByteRange> {
        let text = dossier.statement(place)?.text();
        let at = |dice: usize| ByteOffset::new(text.floor_char_boundary(dice % (text.len() + 1)));
        ByteRange::new(at(d[1]).min(at(d[3])), at(d[1]).max(at(d[3])))
    };
    let ok =
        |edits| Ok(Transaction { label: "Test".into(), edits, focus: Some(Focus::Dossier), merge: None });
    Some(match kind {
        0..=2 => intent::tag_range(dossier, place()?, range(place()?)?, tag()?, by).map(|(tx, _)| tx),
        3 => intent::retag(dossier, passage()?.0, passage()?.1, tag()?, by),
        4 => intent::resize(dossier, passage()?.0, passage()?.1, range(passage()?.0)?, by),
        5 => intent::set_topic(dossier, passage()?.0, passage()?.1, topic(), by),
        6..=7 => {
            let party = pick(dossier.parties(), d[3])?.id;
            let who = [Some(SaidBy::Both), None, Some(SaidBy::Party(party))][d[2] % 3];
            intent::set_said_by(dossier, passage()?.0, passage()?.1, who, by)
        }
        8 => intent::set_no_response(dossier, passage()?.0, passage()?.1, [None, Some("x")][d[2] % 2], by),
        9 => intent::remove_passage(dossier, passage()?.0, passage()?.1),
        10..=13 => intent::link(dossier, passage()?.1, pick(&passages, d[3])?.1, link_kind()?, by),
        14 => intent::set_link_kind(dossier, link()?.0, link()?.1, link_kind()?, by),
        15 => intent::reverse_link(dossier, link()?.0, link()?.1, by),
        16 => intent::remove_link(dossier, link()?.0, link()?.1),
        17 => {
            // Two edits of one passage and of one link in one transaction.
            let ((place, id), (home, link)) = (passage()?, link()?);
            let old = dossier.statement(place)?.passages().get(id)?;
            let put = |topic| Arc::new(Passage { topic, ..Passage::clone(old) });
            let link = dossier.meeting(home)?.link(link)?.clone();
            ok(vec![
                Edit::PutPassage { place, passage: put(None) },
                Edit::RemoveLink { meeting: home, id: link.id },
                Edit::PutPassage { place, passage: put(topic()) },
                Edit::PutLink { meeting: home, link },
            ])
        }
        18 => {
            let (place, id) = passage()?;
            let mut lost = dossier.statement(place)?.lost().to_vec();
            let passage = Passage::clone(dossier.statement(place)?.passages().get(id)?);
            let was_at = CharRange::empty_at(CharOffset::ZERO);
            let anchor = Anchor { exact: "x".into(), prefix: String::new(), suffix: String::new() };
            lost.push(LostPassage { passage, was_at, anchor });
            ok(vec![Edit::RemovePassage { place, id }, Edit::SetLost { place, lost }])
        }
        19 => {
            let (place, id) = *pick(&lost, d[0])?;
            intent::restore_lost(dossier, place, id, range(place)?, by)
        }
        20 => {
            let party = pick(dossier.parties(), d[1])?.id;
            let details = StatementDetails { party, ..dossier.statement(place()?)?.details().clone() };
            intent::set_statement(dossier, place()?, details)
        }
        21 => {
            let date = Some(format!("2025-0{}-01", d[1] % 9 + 1).parse().unwrap());
            let details = MeetingDetails { date, ..meeting()?.details().clone() };
            intent::set_meeting(dossier, meeting()?.id(), details)
        }
        22 => match d[1] % 3 {
            0 => intent::remove_meeting(dossier, meeting()?.id()),
            1 => intent::remove_statement(dossier, place()?),
            _ => intent::remove_topic(dossier, topic()?),
        },
        _ => ok(vec![Edit::SetCodebook(other_codebook(codebook, d[1]))]),
    })
}

/// The overview says what the plain questions say.
fn agrees(overview: &Overview, dossier: &Dossier) {
    let links = LinkIndex::build(dossier);
    assert!(*overview.links() == links);
    assert!(*overview == Overview::build(dossier));
    let mut passages = 0;
    for meeting in dossier.meetings() {
        let counts = overview.of(meeting.id()).unwrap();
        assert_eq!(counts.coverage, coverage_of_meeting(dossier, &links, meeting));
        for party in dossier.parties() {
            assert_eq!(counts.of_party(party.id), coverage(dossier, &links, meeting, party.id));
        }
        let order = reading_order(meeting);
        passages += order.len();
        assert_eq!(counts.passages(), order.len());
        for tag in dossier.codebook().tags() {
            assert_eq!(order.iter().filter(|(_, p)| p.tag == tag.id).count(), counts.of_tag(&tag.id));
        }
        let unanswered = next_unanswered(dossier, &links, meeting.id(), None, |_| true).is_some();
        assert_eq!(counts.has_unanswered(), unanswered);
        let mut topics = BTreeMap::new();
        order.iter().filter_map(|(_, p)| p.topic).for_each(|t| *topics.entry(t).or_default() += 1);
        assert!(counts.topics().iter().copied().eq(topics.clone()));
        assert!(topics.into_iter().all(|(topic, count)| counts.of_topic(topic) == count));
        let raised =
            order.iter().filter_map(|(s, p)| Some((s.id(), p.id, p.range, status(dossier, &links, p)?)));
        let kept = overview.raised(meeting.id()).map(|(s, r)| (s, r.id, r.range, r.status));
        assert_eq!(kept.collect::<Vec<_>>(), raised.collect::<Vec<_>>());
        let ids = order.iter().map(|(_, passage)| passage.id);
        for after in ids.map(Some).chain([None, Some(PassageId::random())]) {
            for wanted in [|_: &Passage| true, |passage: &Passage| passage.topic.is_some()] {
                assert_eq!(
                    overview.next_unanswered(dossier, meeting.id(), after, wanted),
                    next_unanswered(dossier, &links, meeting.id(), after, wanted)
                );
            }
        }
    }
    assert_eq!(overview.all().passages(), passages);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn kept_up_to_date_is_made_anew(steps in prop::collection::vec((0..10_u8, dice()), 1..60)) {
        let (mut dossier, mut history) = (start(), History::default());
        let (mut overview, mut links) = (Overview::build(&dossier), LinkIndex::build(&dossier));
        let mut aside = dossier.clone();
        for (step, dice) in steps {
            match step {
                0..=1 => drop(history.undo(&mut dossier).unwrap()),
                2 => drop(history.redo(&mut dossier).unwrap()),
                3 => {
                    // A copy that went its own way, and back.
                    overview.update(&aside);
                    agrees(&overview, &aside);
                    aside = dossier.clone();
                }
                _ => {
                    if let Some(Ok(transaction)) = roll(&dossier, dice) {
                        drop(history.commit(&mut dossier, transaction));
                    }
                }
            }
            // Not after every step, so that several changes come together.
            if step % 3 != 0 {
                overview.update(&dossier);
                links.update(&dossier);
                prop_assert!(overview == Overview::build(&dossier));
                prop_assert!(links == *overview.links());
            }
        }
        overview.update(&dossier);
        agrees(&overview, &dossier);
    }
}

/// The dice must reach every kind of change often enough for the test above to mean anything.
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
        for _ in 0..60 {
            let dice = ((next() % KINDS as usize) as u8, [next(), next(), next(), next()]);
            let Some(Ok(transaction)) = roll(&dossier, dice) else { continue };
            done[dice.0 as usize] += u32::from(history.commit(&mut dossier, transaction) == Ok(true));
        }
    }
    assert!(done.iter().all(|count| *count >= 5), "{done:?}");
}

#[test]
fn more_changes_than_are_remembered_are_taken_in_too() {
    let (mut dossier, mut history) = (start(), History::default());
    let mut overview = Overview::build(&dossier);
    for count in 0..700 {
        if let Some(Ok(transaction)) =
            roll(&dossier, ((count % 9) as u8, [count, count * 7, count * 3, count + 40]))
        {
            drop(history.commit(&mut dossier, transaction));
        }
    }
    assert!(history.revision() > 512, "{}", history.revision());
    overview.update(&dossier);
    agrees(&overview, &dossier);
}
