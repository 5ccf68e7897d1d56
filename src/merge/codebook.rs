//! The codebook: tags, kinds of link and families by id; afterwards letters and keys are unique again.
//!
//! Must not know: which passages use a tag.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fields::{Item, by_key, extra, list, local, quietly, values};
use super::weigh::{At, Three, Weigh};
use super::{Side, Thing};
use crate::model::{Codebook, Effect, Family, LinkKind, Role, StrengthLevel, Tag};

/// The one codebook.
pub(super) fn codebook(weigh: &mut Weigh<'_>) -> Arc<Codebook> {
    let three = Three {
        base: Some(weigh.base().dossier.codebook().as_ref()),
        ours: weigh.ours().dossier.codebook(),
        theirs: weigh.theirs().dossier.codebook(),
    };
    if three.ours == three.theirs {
        return Arc::clone(weigh.ours().dossier.codebook());
    }
    let mut tags = list(weigh, "tags", three.part(Codebook::tags));
    let mut kinds = list(weigh, "kinds of link", three.part(Codebook::link_kinds));
    let families = list(weigh, "families of verbs", three.part(Codebook::strengths));
    let at = At::list(Thing::Codebook, "the codebook".to_owned());
    let extra = extra(weigh, &at, three.part(Codebook::extra));
    letters(weigh, &mut tags);
    keys(weigh, &mut tags);
    kind_letters(weigh, &mut kinds);
    // More letters than there are would be in use only in a codebook made to have them.
    Codebook::new(tags, kinds, families, extra).map_or_else(
        |error| {
            weigh.note(format!("the codebooks do not go together ({error}); ours is taken"));
            Arc::clone(weigh.ours().dossier.codebook())
        },
        Arc::new,
    )
}

/// Those first that our side has so, then the others; places in the list.
fn ours_first<T>(list: &[T], is_ours: impl Fn(&T) -> bool) -> Vec<usize> {
    let places = |own: bool| {
        let is_ours = &is_ours;
        list.iter().enumerate().filter(move |(_, one)| is_ours(one) == own).map(|(at, _)| at)
    };
    places(true).chain(places(false)).collect()
}

/// A letter that two tags have stays with ours; the other gets one that nobody has.
fn letters(weigh: &mut Weigh<'_>, tags: &mut [Tag]) {
    let ours = weigh.ours().dossier.codebook();
    let order = ours_first(tags, |tag| ours.tag(&tag.id).is_some_and(|own| own.letter == tag.letter));
    let mut used: BTreeSet<String> = BTreeSet::new();
    let all: BTreeSet<String> = tags.iter().map(|tag| tag.letter.clone()).collect();
    for at in order {
        let Some(tag) = tags.get_mut(at) else { continue };
        if used.insert(tag.letter.clone()) {
            continue;
        }
        let first = tag.letter.chars().next().unwrap_or('X');
        let pairs = ('A'..='Z').map(|second| format!("{first}{second}"));
        let others = ('A'..='Z').flat_map(|one| ('A'..='Z').map(move |two| format!("{one}{two}")));
        let free = pairs.chain(others).find(|letter| !all.contains(letter) && !used.contains(letter));
        if let Some(letter) = free {
            weigh.note(format!(
                "{}: its letter {} belongs to another tag; it is {letter} now",
                format_args!("tag «{}»", tag.name.en()),
                tag.letter
            ));
            used.insert(letter.clone());
            tag.letter = letter;
        }
    }
}

/// A key that two tags have stays with ours; the other has none.
fn keys(weigh: &mut Weigh<'_>, tags: &mut [Tag]) {
    let ours = weigh.ours().dossier.codebook();
    let order = ours_first(tags, |tag| ours.tag(&tag.id).is_some_and(|own| own.key == tag.key));
    let mut used: BTreeSet<u8> = BTreeSet::new();
    for at in order {
        let Some(tag) = tags.get_mut(at) else { continue };
        if let Some(key) = tag.key.filter(|key| !used.insert(*key)) {
            tag.key = None;
            weigh.note(format!(
                "{}: its key {key} belongs to another tag; it has none now",
                format_args!("tag «{}»", tag.name.en())
            ));
        }
    }
}

fn kind_letters(weigh: &mut Weigh<'_>, kinds: &mut [LinkKind]) {
    let ours = weigh.ours().dossier.codebook();
    let is_ours = |kind: &LinkKind| ours.link_kind(&kind.id).is_some_and(|own| own.letter == kind.letter);
    let order = ours_first(kinds, is_ours);
    let all: BTreeSet<char> = kinds.iter().map(|kind| kind.letter).collect();
    let mut used: BTreeSet<char> = BTreeSet::new();
    for at in order {
        let Some(kind) = kinds.get_mut(at) else { continue };
        if used.insert(kind.letter) {
            continue;
        }
        let free =
            ('a'..='z').chain('а'..='я').find(|letter| !all.contains(letter) && !used.contains(letter));
        if let Some(letter) = free {
            weigh.note(format!(
                "{}: its letter {} belongs to another kind; it is {letter} now",
                format_args!("kind of link «{}»", kind.name.en()),
                kind.letter
            ));
            used.insert(letter);
            kind.letter = letter;
        }
    }
}

impl Item for Tag {
    fn thing(&self) -> Thing {
        Thing::Tag(self.id.clone())
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("tag «{}»", self.name.en()))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        let role = |role: &Role| match role {
            Role::Raises => "raises",
            Role::Replies => "replies",
            Role::Joint => "joint",
            Role::Other => "other",
        };
        Self {
            id: quietly(three.part(|tag| &tag.id), Side::Ours),
            name: local(weigh, at, "name", three.part(|tag| &tag.name)),
            role: weigh.field(at, "role", three.part(|tag| &tag.role), |_, one| role(one).to_owned()),
            letter: weigh.words(at, "letter", three.part(|tag| &tag.letter)),
            key: weigh.field(at, "key", three.part(|tag| &tag.key), |_, key| {
                key.map(|key| key.to_string()).unwrap_or_default()
            }),
            colour: weigh
                .field(at, "colour", three.part(|tag| &tag.colour), |_, colour| colour.name().to_owned()),
            family: weigh.field(at, "family", three.part(|tag| &tag.family), |_, family| family.to_string()),
            cameo: values(three.part(|tag| tag.cameo.as_slice())),
            definition: local(weigh, at, "definition", three.part(|tag| &tag.definition)),
            use_when: local(weigh, at, "use_when", three.part(|tag| &tag.use_when)),
            not_when: local(weigh, at, "not_when", three.part(|tag| &tag.not_when)),
            extra: extra(weigh, at, three.part(|tag| &tag.extra)),
        }
    }
}

impl Item for LinkKind {
    fn thing(&self) -> Thing {
        Thing::LinkKind(self.id.clone())
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("kind of link «{}»", self.name.en()))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        let effect = |effect: &Effect| match effect {
            Effect::Answered => "answered",
            Effect::InPart => "in part",
            Effect::TurnedAside => "turned aside",
            Effect::None => "none",
        };
        Self {
            id: quietly(three.part(|kind| &kind.id), Side::Ours),
            name: local(weigh, at, "name", three.part(|kind| &kind.name)),
            passive: local(weigh, at, "passive", three.part(|kind| &kind.passive)),
            letter: weigh.field(at, "letter", three.part(|kind| &kind.letter), |_, one| one.to_string()),
            effect: weigh
                .field(at, "effect", three.part(|kind| &kind.effect), |_, one| effect(one).to_owned()),
            definition: local(weigh, at, "definition", three.part(|kind| &kind.definition)),
            extra: extra(weigh, at, three.part(|kind| &kind.extra)),
        }
    }
}

impl Item for Family {
    fn thing(&self) -> Thing {
        Thing::Family(self.id.clone())
    }

    fn at(&self, _: &Weigh<'_>) -> At {
        At::list(self.thing(), format!("family of verbs «{}»", self.name.en()))
    }

    fn merge(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Self>) -> Self {
        Self {
            id: quietly(three.part(|family| &family.id), Side::Ours),
            name: local(weigh, at, "name", three.part(|family| &family.name)),
            levels: levels(weigh, at, three),
            extra: extra(weigh, at, three.part(|family| &family.extra)),
        }
    }
}

/// The rungs by their number.
fn levels(weigh: &mut Weigh<'_>, at: &At, three: Three<'_, Family>) -> Vec<StrengthLevel> {
    let levels = three.part(|family| &family.levels);
    if let Some(side) = levels.agreed() {
        return levels.on(side).clone();
    }
    let table = |family: &Family| -> std::collections::BTreeMap<u8, StrengthLevel> {
        family.levels.iter().map(|level| (level.level, level.clone())).collect()
    };
    let (base, ours, theirs) = (three.base.map(table), table(three.ours), table(three.theirs));
    let tables = Three { base: base.as_ref(), ours: &ours, theirs: &theirs };
    let merged = by_key(tables, |number, three| StrengthLevel {
        level: *number,
        verbs: by_key(three.part(|level| &level.verbs), |_, verbs| values(verbs.part(Vec::as_slice))),
        extra: extra(weigh, at, three.part(|level| &level.extra)),
    });
    merged.into_values().collect()
}
