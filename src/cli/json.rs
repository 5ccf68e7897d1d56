//! JSON for programs: the same keys in the same order, in every version of this output.
//!
//! Must not know: what is told.

use serde_json::{Map, Value};

/// An object with its keys in this order.
pub(super) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// A list.
pub(super) fn list<T>(all: impl IntoIterator<Item = T>, value: impl FnMut(T) -> Value) -> Value {
    Value::Array(all.into_iter().map(value).collect())
}

/// The words, or `null`.
pub(super) fn words(value: Option<impl ToString>) -> Value {
    value.map_or(Value::Null, |value| Value::String(value.to_string()))
}

/// Text with a line end.
pub(super) fn text(value: &Value) -> String {
    // The alternative form of a value is its indented one.
    format!("{value:#}\n")
}
