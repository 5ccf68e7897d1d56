//! Tests with random dossiers: what is saved is what is loaded.
//!
//! Must not know: how the file looks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::test_folder::TestFolder;
use super::{Expectation, checked_bytes, default_codebook, open_file, parse, save_as, to_bytes};
use crate::model::*;
use crate::text::{Anchor, ByteOffset, ByteRange, CharOffset, CharRange, CleanText};

/// Numbers from a seed (SplitMix64), so that a failure can be made again from it.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn often(&mut self) -> bool {
        self.below(2) == 0
    }

    fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes());
        bytes
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    fn maybe<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        if self.often() { self.pick(all).cloned() } else { None }
    }

    fn words(&mut self, most: usize) -> String {
        const LETTERS: [&str; 24] = [
            "a",
            "B",
            "é",
            "ж",
            "Ө",
            "ү",
            "ы\u{301}",
            "🤝",
            "👩‍👧",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\"",
            "\\",
            "/",
            "\t",
            "«",
            "»",
            "\u{200f}",
            "\u{a0}",
            "{",
            "0",
            "\u{1}",
        ];
        let count = self.below(most + 1);
        (0..count).map(|_| LETTERS[self.below(LETTERS.len())]).collect()
    }

    fn moment(&mut self) -> Moment {
        let seconds = i64::try_from(self.next() % 200_000_000_000).unwrap() - 100_000_000_000;
        let nanoseconds = if self.often() { 0 } else { i32::try_from(self.below(1_000_000_000)).unwrap() };
        Moment::new(seconds, if seconds < 0 { -nanoseconds } else { nanoseconds }).unwrap()
    }

    fn day(&mut self) -> Option<Day> {
        let (month, day) = (self.below(12) + 1, self.below(28) + 1);
        let year = i16::try_from(self.below(9000)).unwrap();
        let day = Day::new(year, i8::try_from(month).unwrap(), i8::try_from(day).unwrap()).unwrap();
        self.often().then_some(day)
    }

    fn extra(&mut self) -> Extra {
        let mut map = Map::new();
        for _ in 0..self.below(3) {
            let value = match self.below(5) {
                0 => Value::Null,
                1 => json!(self.next()),
                2 => json!(self.words(5)),
                3 => json!({ "format": [1.25, -3, {}], "id": self.words(3) }),
                _ => json!(true),
            };
            map.insert(format!("x {}", self.words(3)), value);
        }
        Extra::new(map)
    }
}

fn passage(dice: &mut Dice, range: ByteRange, label: Label, lists: &Lists) -> Passage {
    Passage {
        id: PassageId::from_bytes(dice.bytes()),
        label,
        former_labels: Vec::new(),
        tag: lists.codebook.tags()[dice.below(lists.codebook.tags().len())].id.clone(),
        topic: dice.maybe(&lists.topics),
        range,
        said_by: match dice.below(6) {
            0 => Some(SaidBy::Own),
            1 => Some(SaidBy::Both),
            2 => Some(SaidBy::Third),
            3 => Some(SaidBy::Nobody),
            4 => dice.pick(&lists.parties).copied().map(SaidBy::Party),
            _ => None,
        },
        verb: dice.words(4),
        suggested_by: dice.words(2),
        strength: Strength::new(u8::try_from(dice.below(7)).unwrap()),
        note: dice.words(9),
        no_response: dice.often().then(|| NoResponse {
            reason: dice.words(5),
            reviewer: dice.maybe(&lists.reviewers),
            created: dice.moment(),
            extra: dice.extra(),
        }),
        reviewer: dice.maybe(&lists.reviewers),
        created: dice.moment(),
        modified: dice.moment(),
        extra: dice.extra(),
    }
}

/// What passages and links may refer to.
struct Lists {
    codebook: Arc<Codebook>,
    parties: Vec<PartyId>,
    topics: Vec<TopicId>,
    reviewers: Vec<ReviewerId>,
}

fn label(dice: &mut Dice, counters: &mut LabelCounters) -> Label {
    let letters = ["C", "NS", "Ж"][dice.below(3)];
    // Numbers of passages that were deleted again.
    let last = counters.last(letters) + u32::try_from(dice.below(3)).unwrap();
    counters.set(letters, last + 1);
    Label::new(letters, last + 1).unwrap()
}

fn statement(dice: &mut Dice, lists: &Lists, counters: &mut LabelCounters) -> Statement {
    let text = CleanText::new(&dice.words(60));
    let mut kinds = SourceKind::known();
    kinds.push(SourceKind::Other(dice.words(3)));
    let mut deliveries = Delivery::known();
    deliveries.push(Delivery::Other("by pigeon".to_owned()));
    let details = StatementDetails {
        party: lists.parties[dice.below(lists.parties.len())],
        language: ["", "en", "ru"][dice.below(3)].to_owned(),
        source: Source {
            publisher: dice.words(4),
            kind: dice.pick(&kinds).unwrap().clone(),
            title: dice.words(4),
            url: dice.words(4),
            published: dice.day(),
            delivery: dice.maybe(&deliveries),
            completeness: dice.pick(&Completeness::known()).unwrap().clone(),
            extra: dice.extra(),
        },
    };
    let mut statement =
        Statement::with_id(StatementId::from_bytes(dice.bytes()), details, text.clone(), dice.extra());
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut passages = Vec::new();
    for _ in 0..dice.below(6) {
        let (a, b) = (bounds[dice.below(bounds.len())], bounds[dice.below(bounds.len())]);
        if let Some(range) = ByteRange::new(ByteOffset::new(a.min(b)), ByteOffset::new(a.max(b)))
            && !range.is_empty()
        {
            let label_now = label(dice, counters);
            let mut new = passage(dice, range, label_now, lists);
            new.former_labels = (0..dice.below(2)).map(|_| label(dice, counters)).collect();
            passages.push(new);
        }
    }
    statement.set_passages(passages).unwrap();
    let mut lost = Vec::new();
    for _ in 0..dice.below(2) {
        let label_now = label(dice, counters);
        let (start, length) = (dice.below(1000), dice.below(50));
        lost.push(LostPassage {
            passage: passage(dice, ByteRange::default(), label_now, lists),
            was_at: CharRange::spanning(CharOffset::new(start), CharOffset::new(start + length)),
            anchor: Anchor { exact: dice.words(5), prefix: dice.words(5), suffix: dice.words(5) },
        });
    }
    statement.set_lost(lost);
    let revisions = (0..dice.below(2)).map(|_| Revision {
        text: CleanText::new(&dice.words(9)),
        replaced: dice.moment(),
        reason: dice.words(3),
        extra: dice.extra(),
    });
    let revisions = revisions.collect();
    statement.set_revisions(revisions);
    statement
}

fn meeting(dice: &mut Dice, lists: &Lists) -> Meeting {
    let details = MeetingDetails {
        date: dice.day(),
        title: dice.words(6),
        place: dice.words(3),
        participants: (0..dice.below(3))
            .map(|_| Participant {
                name: dice.words(3),
                office: dice.words(3),
                party: dice.maybe(&lists.parties),
                extra: dice.extra(),
            })
            .collect(),
        note: dice.words(6),
    };
    let mut meeting = Meeting::with_id(MeetingId::from_bytes(dice.bytes()), details, dice.extra());
    let mut counters = LabelCounters::default();
    for index in 0..dice.below(4) {
        meeting.insert_statement(index, Arc::new(statement(dice, lists, &mut counters))).unwrap();
    }
    *meeting.labels_mut() = counters;
    for _ in 0..dice.below(3) {
        let Some(topic) = dice.pick(&lists.topics).copied() else { break };
        meeting.put_absence(Absence {
            id: AbsenceId::from_bytes(dice.bytes()),
            party: lists.parties[dice.below(lists.parties.len())],
            topic,
            reason: dice.words(3),
            extra: dice.extra(),
        });
    }
    meeting
}

/// A memo about one of these meetings, or about a period.
fn memo(dice: &mut Dice, lists: &Lists, meetings: &[MeetingId]) -> Memo {
    let scope = match dice.maybe(meetings) {
        Some(meeting) => MemoScope::Meeting(meeting),
        None => {
            let (from, to) = (dice.day(), dice.day());
            let swap = from.zip(to).is_some_and(|(from, to)| from > to);
            if swap { MemoScope::Period { from: to, to: from } } else { MemoScope::Period { from, to } }
        }
    };
    let languages = MemoLanguage::KNOWN.into_iter().chain([MemoLanguage::Other("ky".to_owned())]);
    Memo {
        id: MemoId::from_bytes(dice.bytes()),
        title: dice.words(5),
        scope,
        parties: lists.parties.iter().copied().filter(|_| dice.often()).collect(),
        language: dice.pick(&languages.collect::<Vec<_>>()).unwrap().clone(),
        with_notes: dice.often(),
        marking: dice.words(3),
        left_out: MemoSection::ALL.into_iter().filter(|_| dice.often()).collect(),
        texts: (0..dice.below(3))
            .map(|_| (MemoSection::ALL[dice.below(MemoSection::ALL.len())], dice.words(20)))
            .collect(),
        reviewer: dice.maybe(&lists.reviewers),
        created: dice.moment(),
        modified: dice.moment(),
        extra: dice.extra(),
    }
}

/// A dossier that keeps every invariant and has a bit of everything.
pub(crate) fn dossier(seed: u64) -> Dossier {
    let dice = &mut Dice(seed);
    let codebook = default_codebook();
    let id = DossierId::from_bytes(dice.bytes());
    let mut dossier = Dossier::with_id(id, &dice.words(6), Arc::clone(&codebook), dice.extra());
    dossier.note = dice.words(9);
    for n in 0..=dice.below(4) {
        let mut party = Party::new(&dice.words(4), Palette::ALL[n]);
        party.aliases = (0..dice.below(3)).map(|_| dice.words(3)).collect();
        party.extra = dice.extra();
        dossier.parties.push(party);
    }
    for _ in 0..dice.below(3) {
        dossier.topics.push(Topic { extra: dice.extra(), ..Topic::new(&dice.words(4)) });
        dossier.reviewers.push(Reviewer { extra: dice.extra(), ..Reviewer::new(&dice.words(4)) });
    }
    let lists = Lists {
        codebook,
        parties: dossier.parties.iter().map(|party| party.id).collect(),
        topics: dossier.topics.iter().map(|topic| topic.id).collect(),
        reviewers: dossier.reviewers.iter().map(|reviewer| reviewer.id).collect(),
    };
    let mut meetings: Vec<Meeting> = (0..dice.below(4)).map(|_| meeting(dice, &lists)).collect();
    let all: Vec<PassageId> = meetings.iter().flat_map(|m| m.passages().map(|(_, p)| p.id)).collect();
    let mut said = HashSet::new();
    for meeting in &mut meetings {
        let here: Vec<PassageId> = meeting.passages().map(|(_, p)| p.id).collect();
        for _ in 0..dice.below(5) {
            let kinds = lists.codebook.link_kinds();
            let kind = kinds[dice.below(kinds.len())].id.clone();
            let (Some(from), Some(to)) = (dice.pick(&here).copied(), dice.pick(&all).copied()) else { break };
            if from != to && said.insert((from, to, kind.clone())) {
                meeting.put_link(Link {
                    id: LinkId::from_bytes(dice.bytes()),
                    kind,
                    from,
                    to,
                    note: dice.words(5),
                    suggested_by: dice.words(2),
                    reviewer: dice.maybe(&lists.reviewers),
                    created: dice.moment(),
                    modified: dice.moment(),
                    extra: dice.extra(),
                });
            }
        }
    }
    let ids: Vec<MeetingId> = meetings.iter().map(Meeting::id).collect();
    for meeting in meetings {
        dossier.insert_meeting(Arc::new(meeting)).unwrap();
    }
    for _ in 0..dice.below(3) {
        dossier.memos.push(Arc::new(memo(dice, &lists, &ids)));
        let (id, name, words) = (SearchId::from_bytes(dice.bytes()), dice.words(3), dice.words(5));
        dossier.searches.push(SavedSearch { id, name, words, extra: dice.extra() });
    }
    dossier
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(seed: u64) {
        let dossier = dossier(seed);
        prop_assert_eq!(dossier.check(), Vec::<String>::new());
        let bytes = checked_bytes(&dossier).unwrap();
        let back = parse(&bytes, "dossier.json").unwrap();
        prop_assert_eq!(&back.warnings, &[]);
        prop_assert_eq!(&back.dossier, &dossier);
        prop_assert_eq!(to_bytes(&back.dossier), bytes);
    }
}

#[test]
fn what_is_saved_opens_the_same() {
    let folder = TestFolder::new();
    let path = folder.join("dossier.json");
    for seed in 0..20 {
        let dossier = dossier(seed);
        save_as(&dossier, &path, Expectation::Anything).unwrap();
        assert_eq!(open_file(&path).unwrap().loaded.dossier, dossier, "seed {seed}");
    }
}

#[test]
fn random_dossiers_have_something_in_them() {
    let all: Vec<Dossier> = (0..50).map(dossier).collect();
    let meetings = || all.iter().flat_map(Dossier::meetings);
    assert!(meetings().map(|m| m.passages().count()).sum::<usize>() > 200);
    assert!(meetings().map(|m| m.links().len()).sum::<usize>() > 50);
    assert!(
        meetings().flat_map(|m| m.statements()).any(|s| !s.lost().is_empty() && !s.revisions().is_empty())
    );
    let memos = || all.iter().flat_map(Dossier::memos);
    assert!(memos().any(|memo| matches!(memo.scope, MemoScope::Meeting(_)) && !memo.texts.is_empty()));
    assert!(all.iter().map(|dossier| dossier.searches().len()).sum::<usize>() > 20);
}
