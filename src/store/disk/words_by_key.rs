//! Small maps of the file: words by language code, last numbers by letters.
//!
//! Must not know: which languages or letters there are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::numbers::Count;
use super::record::Blank;
use super::words::Text;

/// A map that refuses a key that stands twice.
#[derive(Debug, Clone)]
pub(in crate::store) struct Keyed<'a, V>(pub(in crate::store) BTreeMap<Text<'a>, V>);

/// Words by language code.
pub(in crate::store) type Words<'a> = Keyed<'a, Text<'a>>;
/// Last numbers given out, by letters.
pub(in crate::store) type Counters<'a> = Keyed<'a, Count>;

impl<V> Default for Keyed<'_, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<V> Blank for Keyed<'_, V> {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V: Serialize> Serialize for Keyed<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de: 'a, 'a, V: Deserialize<'de>> Deserialize<'de> for Keyed<'a, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<'a, V>(PhantomData<(&'a (), V)>);

        impl<'de: 'a, 'a, V: Deserialize<'de>> Visitor<'de> for Reader<'a, V> {
            type Value = Keyed<'a, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with one value for each key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = BTreeMap::new();
                while let Some(key) = map.next_key::<Text<'de>>()? {
                    let value = map.next_value()?;
                    let shown: Cow<'_, str> = key.as_str().chars().take(60).collect();
                    if all.insert(key, value).is_some() {
                        return Err(A::Error::custom(format_args!("the field «{shown}» stands twice here")));
                    }
                }
                Ok(Keyed(all))
            }
        }

        deserializer.deserialize_map(Reader(PhantomData))
    }
}

#[cfg(test)]
impl<V: schemars::JsonSchema> schemars::JsonSchema for Keyed<'_, V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Keyed_{}", V::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "additionalProperties": generator.subschema_for::<V>(),
        })
    }
}
