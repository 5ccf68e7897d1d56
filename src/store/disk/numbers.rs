//! Single values of the file that are numbers: positions, counts, versions, rungs.
//!
//! Every one says in its error what was expected. Must not know: the objects they stand in.

#[cfg(test)]
use std::borrow::Cow;
use std::fmt;

use serde::de::{Error as _, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::out::{Out, Put};
use super::quick::{Cursor, Quick};
use crate::model::Strength;

/// Whole numbers, each within bounds of its own.
macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $expected:literal, $most:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub(in crate::store) struct $name(pub(in crate::store) $inner);

        impl Put for $name {
            fn put(&self, out: &mut Out) {
                out.number(u64::try_from(self.0).unwrap_or(u64::MAX));
            }
        }

        impl<'a> Quick<'a> for $name {
            fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
                let number = cursor.whole().filter(|number| *number <= $most)?;
                <$inner>::try_from(number).ok().map($name)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;

                impl Visitor<'_> for Reader {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Self::Value, E> {
                        if number > $most {
                            return Err(E::invalid_value(Unexpected::Unsigned(number), &self));
                        }
                        <$inner>::try_from(number)
                            .map($name)
                            .map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
                    }

                    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
                        match u64::try_from(number) {
                            Ok(number) => self.visit_u64(number),
                            Err(_) => Err(E::invalid_value(Unexpected::Signed(number), &self)),
                        }
                    }
                }

                deserializer.deserialize_u64(Reader)
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": $most })
            }
        }
    )+};
}

/// Beyond this a JSON number is no longer exact in every program that reads it.
const MOST_EXACT: u64 = (1 << 53) - 1;

numbers! {
    /// A place in a text, in code points from its start.
    Position(usize), "a position: a whole number of code points from 0", MOST_EXACT;
    /// A label's number, or the last one given out.
    Count(u32), "a whole number from 0", u64::from(u32::MAX);
    /// The version of the file's format.
    Version(u64), "a version: a whole number from 1", MOST_EXACT;
    /// A key, 1 to 9, or a rung; the codebook checks it.
    Digit(u8), "a whole number from 0 to 9", 9;
}

/// A rung of strength, 1 to 5.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct Rung(pub(in crate::store) Strength);

impl Put for Rung {
    fn put(&self, out: &mut Out) {
        out.number(self.0.level().into());
    }
}

impl<'a> Quick<'a> for Rung {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        let Digit(level) = Digit::quick(cursor)?;
        Strength::new(level).map(Self)
    }
}

impl<'de> Deserialize<'de> for Rung {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Digit(level) = Digit::deserialize(deserializer)?;
        Strength::new(level)
            .map(Self)
            .ok_or_else(|| D::Error::custom(format_args!("the strength {level} is not one of 1 to 5")))
    }
}
