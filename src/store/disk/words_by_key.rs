//! Small maps of the file: words by language code, last numbers by letters.
//!
//! Must not know: which languages or letters there are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::numbers::Count;
use super::out::{Out, Put};
use super::quick::{Cursor, Quick};
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

impl<V: Put> Put for Keyed<'_, V> {
    fn put(&self, out: &mut Out) {
        out.object(false, |out| {
            for (key, value) in &self.0 {
                out.named(key.as_str(), value);
            }
        });
    }
}

impl<'a, V: Quick<'a>> Quick<'a> for Keyed<'a, V> {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        let mut all = BTreeMap::new();
        cursor.byte(b'{')?;
        while let Some(key) = cursor.text().map(Text) {
            cursor.space();
            cursor.byte(b':')?;
            let value = V::quick(cursor)?;
            cursor.after_value()?;
            if all.insert(key, value).is_some() {
                return None;
            }
        }
        cursor.rest().strip_prefix('}')?;
        cursor.skip(1)?;
        Some(Self(all))
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
