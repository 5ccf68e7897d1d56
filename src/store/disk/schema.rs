//! Pieces of the JSON Schema, for the test that compares it with `assets/schema/`.
//!
//! Must not know: the objects it describes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::many::Many;
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

impl<T: JsonSchema> JsonSchema for Many<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
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

#[test]
#[expect(clippy::disallowed_methods, reason = "on request the test writes what it expects")]
fn the_schema_of_the_file_is_the_one_that_is_published() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/schema/dossier.json");
    let mut schema = SchemaGenerator::default().into_root_schema_for::<super::DossierFile<'_>>();
    schema.insert("title".to_owned(), "A dossier of Vis-à-vis, version 1 of the format".into());
    let generated = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        std::fs::write(path, &generated).unwrap();
    }
    let published = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        published == generated,
        "assets/schema/dossier.json is not the schema of the types any more: if the change of the format is \
         meant, run this test with UPDATE_EXPECT=1 and look at the difference"
    );
}
