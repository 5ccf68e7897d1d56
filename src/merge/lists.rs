//! Parties, topics, reviewers, kept searches: what becomes of their fields.
//!
//! Must not know: what they are used for.

use super::fields::{Item, extra, quietly, values};
use super::weigh::{At, Three, Weigh};
use super::{Side, Thing};
use crate::model::{Party, Reviewer, SavedSearch, Topic};

impl Item for Party {
    fn thing(&self) -> Thing {
        Thing::Party(self.id)
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("party «{}»", self.name))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        Self {
            id: quietly(three.part(|party| &party.id), Side::Ours),
            name: weigh.words(at, "name", three.part(|party| &party.name)),
            short: weigh.words(at, "short_name", three.part(|party| &party.short)),
            aliases: values(three.part(|party| party.aliases.as_slice())),
            colour: weigh
                .field(at, "colour", three.part(|party| &party.colour), |_, colour| colour.name().to_owned()),
            extra: extra(weigh, at, three.part(|party| &party.extra)),
        }
    }
}

impl Item for Topic {
    fn thing(&self) -> Thing {
        Thing::Topic(self.id)
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("topic «{}»", self.name))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        Self {
            id: quietly(three.part(|topic| &topic.id), Side::Ours),
            name: weigh.words(at, "name", three.part(|topic| &topic.name)),
            extra: extra(weigh, at, three.part(|topic| &topic.extra)),
        }
    }
}

impl Item for Reviewer {
    fn thing(&self) -> Thing {
        Thing::Reviewer(self.id)
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("reviewer «{}»", self.name))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        Self {
            id: quietly(three.part(|reviewer| &reviewer.id), Side::Ours),
            name: weigh.words(at, "name", three.part(|reviewer| &reviewer.name)),
            extra: extra(weigh, at, three.part(|reviewer| &reviewer.extra)),
        }
    }
}

impl Item for SavedSearch {
    fn thing(&self) -> Thing {
        Thing::Search(self.id)
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("saved search «{}»", self.name))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        Self {
            id: quietly(three.part(|search| &search.id), Side::Ours),
            name: weigh.words(at, "name", three.part(|search| &search.name)),
            words: weigh.words(at, "words", three.part(|search| &search.words)),
            extra: extra(weigh, at, three.part(|search| &search.extra)),
        }
    }
}
