//! The objects of the file within the codebook.
//!
//! Must not know: whether letters and keys are unique (the model's codebook checks that).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::numbers::Digit;
use super::out::{Out, Put};
use super::quick::{Cursor, Quick, is_deep};
use super::record::record;
use super::words::{As, Text};
use super::words_by_key::Words;
use crate::model::{Effect, Extra, Palette, Role};

record! {
    /// Tags, link kinds and ladders of strength, all of which the reviewer may edit.
    CodebookFile, "a codebook" {
        /// What passages may do, in the reviewer's order.
        listed tags: Vec<TagFile<'a>>,
        /// How passages may be linked, in the reviewer's order.
        listed link_kinds: Vec<LinkKindFile<'a>>,
        /// Families of verbs with their ladders of strength.
        listed strengths: Vec<FamilyFile<'a>>,
    }

    /// What a passage does.
    TagFile, "a tag" {
        /// Permanent id, a word.
        required id: Text<'a>,
        /// Its name by language code.
        required name: Words<'a>,
        /// Its part in the loop of raising and replying.
        required role: As<Role>,
        /// One or two capitals with which its labels begin; unique.
        required letter: Text<'a>,
        /// The key 1 to 9 that sets it, where it has one; unique.
        optional key: Option<Digit>,
        /// Its colour, by name.
        listed colour: As<Palette>,
        /// The family of verbs on whose ladder its strength is read.
        optional family: Text<'a>,
        /// Codes of the CAMEO event codebook that come nearest.
        optional cameo: Vec<Text<'a>>,
        /// What it means, by language code.
        optional definition: Words<'a>,
        /// When to use it, by language code.
        optional use_when: Words<'a>,
        /// When not to, by language code.
        optional not_when: Words<'a>,
    }

    /// A kind of link.
    LinkKindFile, "a link kind" {
        /// Permanent id, a word.
        required id: Text<'a>,
        /// Its name as read from the reacting passage, by language code.
        required name: Words<'a>,
        /// Its name as read from the other end, by language code.
        optional passive: Words<'a>,
        /// The small letter that picks it; unique.
        required letter: As<char>,
        /// What it does to the status of the passage it points to.
        required effect: As<Effect>,
        /// What it means, by language code.
        optional definition: Words<'a>,
    }

    /// A family of verbs with its ladder of strength.
    FamilyFile, "a family of verbs" {
        /// Permanent id, a word.
        required id: Text<'a>,
        /// Its name by language code.
        required name: Words<'a>,
        /// The rungs, weakest first.
        listed levels: Vec<LevelFile<'a>>,
    }
}

/// One rung: verbs of about the same strength, in lists by language code.
#[derive(Debug, Clone)]
pub(in crate::store) struct LevelFile<'a> {
    pub(in crate::store) level: Digit,
    pub(in crate::store) verbs: Cow<'a, BTreeMap<String, Vec<String>>>,
    pub(in crate::store) extra: Cow<'a, Extra>,
}

impl Put for LevelFile<'_> {
    fn put(&self, out: &mut Out) {
        out.object(false, |out| {
            out.field("\"level\": ", &self.level);
            for (language, verbs) in self.verbs.iter() {
                out.named(language, verbs);
            }
            for (key, value) in self.extra.iter() {
                out.named(key, value);
            }
        });
    }
}

impl<'a> Quick<'a> for LevelFile<'a> {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        let level: Self = cursor.by_serde()?;
        let deep = level.extra.iter().any(|(_, value)| is_deep(value));
        (!deep).then_some(level)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for LevelFile<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Reader<'a> {
            type Value = LevelFile<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a rung of strength")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let twice =
                    |key: &str| A::Error::custom(format_args!("the field «{key}» stands twice in a rung"));
                let mut level = None;
                let mut verbs = BTreeMap::new();
                let mut unknown = Map::new();
                while let Some(key) = map.next_key::<Text<'de>>()? {
                    let key = key.into_string();
                    if key == "level" {
                        if level.replace(map.next_value()?).is_some() {
                            return Err(twice(&key));
                        }
                        continue;
                    }
                    if verbs.contains_key(&key) || unknown.contains_key(&key) {
                        return Err(twice(&key));
                    }
                    let value: Value = map.next_value()?;
                    match as_texts(&value) {
                        Some(texts) => {
                            verbs.insert(key, texts);
                        }
                        None => {
                            unknown.insert(key, value);
                        }
                    }
                }
                let level = level
                    .ok_or_else(|| A::Error::custom("the field «level» is missing in a rung of strength"))?;
                Ok(LevelFile { level, verbs: Cow::Owned(verbs), extra: Cow::Owned(Extra::new(unknown)) })
            }
        }

        deserializer.deserialize_map(Reader(PhantomData))
    }
}

fn as_texts(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
impl schemars::JsonSchema for LevelFile<'_> {
    fn schema_name() -> Cow<'static, str> {
        "LevelFile".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let level = generator.subschema_for::<Digit>();
        let doc = "One rung: verbs of about the same strength, in lists by language code.";
        let properties = Map::from_iter([(
            "level".to_owned(),
            super::schema::described(level, "1 (mentioned) to 5 (red line)."),
        )]);
        super::schema::object(doc, &["level"], properties)
    }
}
