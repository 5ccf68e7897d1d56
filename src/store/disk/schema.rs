//! Pieces of the JSON Schema, for the test that compares it with `assets/schema/`.
//!
//! Must not know: the objects it describes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::numbers::Rung;
use super::words::{As, Text, Word};

/// Lines of a doc comment as one paragraph.
fn paragraph(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A field's schema with the words of its doc comment.
pub(super) fn described(schema: Schema, doc: &str) -> Value {
    let mut value = schema.to_value();
    if let Value::Object(map) = &mut value {
        map.insert("description".to_owned(), paragraph(doc).into());
    }
    value
}

/// An object that may have fields beyond its own.
pub(super) fn object(doc: &str, required: &[&str], properties: Map<String, Value>) -> Schema {
    json_schema!({
        "type": "object",
        "description": paragraph(doc),
        "required": required,
        "properties": properties,
        "additionalProperties": true,
    })
}

impl JsonSchema for Text<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

impl<T: Word> JsonSchema for As<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        std::any::type_name::<T>().into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let all = T::all();
        if all.is_empty() {
            json_schema!({ "type": "string", "title": T::EXPECTED })
        } else {
            json_schema!({ "type": "string", "enum": all })
        }
    }
}

impl JsonSchema for Rung {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Rung".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": 5 })
    }
}
