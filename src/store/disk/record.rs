//! The macro that makes an object of the file: a struct that reads and writes itself.
//!
//! It reads itself in two ways: quickly, where the file is as the program writes it, and by serde
//! from any JSON. Unlike serde's derive with `flatten`, that keeps line and column in every error,
//! keeps unknown fields without buffering the known ones, and refuses a field that stands twice.
//! Must not know: what any object means.

use std::collections::BTreeMap;

/// What is left out of the file when it holds nothing.
pub(super) trait Blank {
    /// Whether it holds nothing.
    fn is_blank(&self) -> bool;
}

impl Blank for bool {
    fn is_blank(&self) -> bool {
        !self
    }
}

impl<T> Blank for Option<T> {
    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T> Blank for Vec<T> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Blank for BTreeMap<K, V> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

/// Defines objects of the file, each with its fields in the order of writing.
///
/// A field is `required` (its absence is an error, it is always written), `listed` (absent
/// means empty, it is always written) or `optional` (absent and `null` mean empty, and empty
/// is not written). Fields that are not named go to `extra` and are written last. An object with
/// `on a line` is written on one line.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident, $what:literal $(, on a $line:ident)? {
            $( $(#[doc = $field_doc:literal])* $mode:ident $field:ident: $type:ty, )*
        }
    )+) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone)]
        pub(in crate::store) struct $name<'a> {
            $( $(#[doc = $field_doc])* pub(in crate::store) $field: $type, )*
            /// Unknown fields.
            pub(in crate::store) extra: std::borrow::Cow<'a, crate::model::Extra>,
        }

        impl crate::store::disk::Put for $name<'_> {
            fn put(&self, out: &mut crate::store::disk::Out) {
                out.object(record!(@line $($line)?), |out| {
                    $( record!(@write $mode self out $field); )*
                    for (key, value) in self.extra.iter() {
                        out.named(key, value);
                    }
                });
            }
        }

        impl<'a> crate::store::disk::Quick<'a> for $name<'a> {
            fn quick(cursor: &mut crate::store::disk::Cursor<'a>) -> Option<Self> {
                cursor.byte(b'{')?;
                $(
                    let $field: $type = if cursor.key(concat!("\"", stringify!($field), "\"")) {
                        let value = crate::store::disk::Quick::quick(cursor)?;
                        cursor.after_value()?;
                        value
                    } else {
                        record!(@absent $mode)
                    };
                )*
                let extra = cursor.unknown(&[$( stringify!($field) ),*])?;
                Some(Self { $( $field, )* extra: std::borrow::Cow::Owned(extra) })
            }
        }

        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader<'a>(std::marker::PhantomData<&'a ()>);

                impl<'de: 'a, 'a> serde::de::Visitor<'de> for Reader<'a> {
                    type Value = $name<'a>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        use serde::de::Error as _;
                        $( let mut $field: Option<$type> = None; )*
                        let mut unknown = serde_json::Map::new();
                        while let Some(key) = map.next_key::<crate::store::disk::Text<'de>>()? {
                            match key.as_str() {
                                $( stringify!($field) => {
                                    if $field.is_some() {
                                        return Err(A::Error::custom(concat!(
                                            "the field «", stringify!($field), "» stands twice in ", $what
                                        )));
                                    }
                                    $field = Some(record!(@read $mode map));
                                } )*
                                other => {
                                    let value: serde_json::Value = map.next_value()?;
                                    if unknown.insert(other.to_owned(), value).is_some() {
                                        return Err(A::Error::custom(format_args!(
                                            concat!("the field «{}» stands twice in ", $what),
                                            other.chars().take(60).collect::<String>()
                                        )));
                                    }
                                }
                            }
                        }
                        Ok($name {
                            $( $field: record!(@take $mode A $what $field), )*
                            extra: std::borrow::Cow::Owned(crate::model::Extra::new(unknown)),
                        })
                    }
                }

                deserializer.deserialize_map(Reader(std::marker::PhantomData))
            }
        }

        #[cfg(test)]
        impl<'a> schemars::JsonSchema for $name<'a> {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_mut, reason = "an object may have no required field")]
                let mut required: Vec<&str> = Vec::new();
                let mut properties = serde_json::Map::new();
                $(
                    record!(@schema $mode required $field);
                    let doc = concat!($($field_doc, "\n"),*);
                    properties.insert(
                        stringify!($field).to_owned(),
                        crate::store::disk::schema::described(generator.subschema_for::<$type>(), doc),
                    );
                )*
                crate::store::disk::schema::object(concat!($($doc, "\n"),*), &required, properties)
            }
        }
    )+};

    (@line line) => { true };
    (@line) => { false };

    (@write optional $self:ident $out:ident $field:ident) => {
        if !crate::store::disk::record::Blank::is_blank(&$self.$field) {
            record!(@write required $self $out $field);
        }
    };
    (@write $mode:ident $self:ident $out:ident $field:ident) => {
        $out.field(concat!("\"", stringify!($field), "\": "), &$self.$field)
    };

    (@absent required) => { return None };
    (@absent $mode:ident) => { Default::default() };

    (@read required $map:ident) => { $map.next_value()? };
    (@read $mode:ident $map:ident) => { $map.next_value::<Option<_>>()?.unwrap_or_default() };

    (@take required $error:ident $what:literal $field:ident) => {
        match $field {
            Some(value) => value,
            None => return Err($error::Error::custom(concat!(
                "the field «", stringify!($field), "» is missing in ", $what
            ))),
        }
    };
    (@take $mode:ident $error:ident $what:literal $field:ident) => { $field.unwrap_or_default() };

    (@schema required $required:ident $field:ident) => { $required.push(stringify!($field)) };
    (@schema $mode:ident $required:ident $field:ident) => {};
}

pub(super) use record;
