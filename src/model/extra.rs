//! Fields of the file that this version does not know, carried along unchanged.
//!
//! Must not know: what the fields mean or where they stand in the file.

use serde_json::{Map, Value};

/// Unknown fields of one object, in the order in which the file had them.
///
/// Empty in nearly every object, so it costs one word there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extra(Option<Box<Map<String, Value>>>);

impl Extra {
    /// Wraps fields that were read; an empty map costs nothing.
    pub fn new(fields: Map<String, Value>) -> Self {
        Self((!fields.is_empty()).then(|| Box::new(fields)))
    }

    /// The fields in file order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().flat_map(|map| map.iter())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}
