//! Memos: what becomes of what they are about, what they show, and the reviewer's words, section by
//! section.
//!
//! Must not know: what a memo looks like.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Item, by_key, created, extra, item, modified, order, quietly, set, values};
use super::weigh::{At, Present, Three, Weigh};
use super::{Side, Thing};
use crate::model::{Memo, MemoId, MemoScope};

/// All memos.
pub(super) fn memos(weigh: &mut Weigh<'_>) -> Vec<Arc<Memo>> {
    let ids = |memos: &[Arc<Memo>]| -> Vec<MemoId> { memos.iter().map(|memo| memo.id).collect() };
    let Present { base, ours, theirs } = weigh.present(|version| Some(version.dossier));
    let [base, ours, theirs] =
        [base, ours, theirs].map(|one| one.map(|one| ids(one.memos())).unwrap_or_default());
    let mut merged: BTreeMap<MemoId, Arc<Memo>> = BTreeMap::new();
    for id in ours.iter().chain(&theirs).chain(&base) {
        if merged.contains_key(id) {
            continue;
        }
        let present = weigh.present(|version| version.dossier.memo(*id).map(AsRef::as_ref));
        let present = present.back_with(|memo: &Memo, side| match memo.scope {
            MemoScope::Meeting(meeting) => {
                !weigh.on(side).meetings.contains_key(&meeting) && weigh.keeps(meeting)
            }
            MemoScope::Period { .. } => false,
        });
        if let Some(memo) = item(weigh, &Thing::Memo(*id), present) {
            merged.insert(*id, Arc::new(memo));
        }
    }
    let alive = merged.keys().copied().collect();
    let (order, both) = order(&base, &ours, &theirs, &alive);
    if both {
        weigh.note("the memos were put in another order on both sides; ours is taken".to_owned());
    }
    order.iter().filter_map(|id| merged.remove(id)).collect()
}

impl Item for Memo {
    fn thing(&self) -> Thing {
        Thing::Memo(self.id)
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("memo «{}»", self.title))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        let left_out = three.part(|memo| &memo.left_out);
        let left_out = left_out.agreed().map_or_else(
            || {
                let [base, ours, theirs] = [left_out.base, Some(left_out.ours), Some(left_out.theirs)]
                    .map(|set| set.map(|set| set.iter().copied().collect::<Vec<_>>()).unwrap_or_default());
                set(Some(&base), &ours, &theirs)
            },
            |side| left_out.on(side).clone(),
        );
        Self {
            id: quietly(three.part(|memo| &memo.id), Side::Ours),
            title: weigh.words(at, "title", three.part(|memo| &memo.title)),
            scope: weigh.field(at, "scope", three.part(|memo| &memo.scope), |weigh, scope| match scope {
                MemoScope::Meeting(id) => weigh.meeting_name(*id),
                MemoScope::Period { from, to } => {
                    let day =
                        |day: &Option<crate::model::Day>| day.map(|day| day.to_string()).unwrap_or_default();
                    format!("{} to {}", day(from), day(to))
                }
            }),
            parties: values(three.part(|memo| memo.parties.as_slice())),
            language: weigh.field(at, "language", three.part(|memo| &memo.language), |_, language| {
                language.name().to_owned()
            }),
            // There are two values only: who changed it on both sides changed it to the same.
            with_notes: quietly(three.part(|memo| &memo.with_notes), Side::Ours),
            marking: weigh.words(at, "marking", three.part(|memo| &memo.marking)),
            left_out,
            texts: by_key(three.part(|memo| &memo.texts), |section, words| {
                weigh.words(at, &format!("section «{}»", section.name()), words)
            }),
            reviewer: quietly(three.part(|memo| &memo.reviewer), Side::Ours),
            created: created(three.part(|memo| &memo.created)),
            modified: modified(three.part(|memo| &memo.modified)),
            extra: extra(weigh, at, three.part(|memo| &memo.extra)),
        }
    }
}
