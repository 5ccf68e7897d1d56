//! Which passages are lit, and how strongly, in both panes alike.
//!
//! Must not know: how a lit passage is painted.

use super::ReviewView;
use super::marks::Lit;
use crate::app::{Open, Selected};
use crate::model::PassageId;

/// The passages that are lit.
pub(super) struct Lights(Vec<(PassageId, Lit)>);

impl Lights {
    /// What is selected, linked to it, pointed at, or held.
    pub(super) fn of(view: &ReviewView, open: &Open) -> Self {
        let mut lit = Vec::new();
        match open.at.selected {
            Selected::Passage(id) => {
                lit.push((id, Lit::Selected));
                for linked in open.links().incoming(id).iter().chain(open.links().outgoing(id)) {
                    let other = if linked.link.from == id { linked.link.to } else { linked.link.from };
                    lit.push((other, Lit::Linked));
                }
            }
            Selected::Link(id) => lit.extend(ends_of(open, id, Lit::Selected)),
            Selected::None => {}
        }
        lit.extend(view.hovered.link.into_iter().flat_map(|id| ends_of(open, id, Lit::Hovered)));
        lit.extend(view.hovered.passage.map(|id| (id, Lit::Hovered)));
        lit.extend(view.drawing.or(open.at.linking).map(|id| (id, Lit::Selected)));
        // The strongest light of a passage comes first.
        lit.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        lit.dedup_by_key(|(id, _)| *id);
        Self(lit)
    }

    /// How strongly a passage is lit.
    pub(super) fn of_passage(&self, id: PassageId) -> Lit {
        let at = self.0.binary_search_by_key(&id, |(other, _)| *other);
        at.ok().and_then(|at| self.0.get(at)).map_or(Lit::Plain, |(_, lit)| *lit)
    }
}

fn ends_of(open: &Open, link: crate::model::LinkId, lit: Lit) -> impl Iterator<Item = (PassageId, Lit)> {
    let link = open.meeting().and_then(|meeting| meeting.link(link));
    link.into_iter().flat_map(move |link| [(link.from, lit), (link.to, lit)])
}
