//! Links found by the passages at their ends, in any meeting.
//!
//! Must not know: what a link means.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Dossier, Link, MeetingId, PassageId};

/// A link with the meeting it stands in.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The meeting of the passage that reacts.
    pub meeting: MeetingId,
    /// The link.
    pub link: Arc<Link>,
}

/// All links of a dossier by their ends. Made anew after a change: that costs a walk over the
/// links, not over the passages.
#[derive(Debug, Clone, Default)]
pub struct LinkIndex {
    incoming: HashMap<PassageId, Vec<Linked>>,
    outgoing: HashMap<PassageId, Vec<Linked>>,
}

impl LinkIndex {
    /// The index of a dossier as it is now.
    pub fn build(dossier: &Dossier) -> Self {
        let mut index = Self::default();
        for meeting in dossier.meetings() {
            for link in meeting.links() {
                let linked = Linked { meeting: meeting.id(), link: Arc::clone(link) };
                index.outgoing.entry(link.from).or_default().push(linked.clone());
                index.incoming.entry(link.to).or_default().push(linked);
            }
        }
        index
    }

    /// The links that lead to a passage: what reacts to it.
    pub fn incoming(&self, passage: PassageId) -> &[Linked] {
        self.incoming.get(&passage).map_or(&[], Vec::as_slice)
    }

    /// The links that come from a passage: what it reacts to.
    pub fn outgoing(&self, passage: PassageId) -> &[Linked] {
        self.outgoing.get(&passage).map_or(&[], Vec::as_slice)
    }
}
