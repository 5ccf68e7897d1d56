//! Writing the file's JSON: straight into one buffer, with the file's own layout.
//!
//! Objects and lists are indented by two, one field a line; objects of which there are thousands
//! stand on a line of their own. Texts are escaped as little as JSON allows.
//! Must not know: the objects of the file.

use std::fmt::{self, Write as _};

use serde_json::Value;

use super::special::first_special;

/// Something that is written as a JSON value.
pub(in crate::store) trait Put {
    /// Writes it.
    fn put(&self, out: &mut Out);
}

/// What was written so far.
#[derive(Debug)]
pub(in crate::store) struct Out {
    bytes: Vec<u8>,
    /// How many objects and lists are open.
    depth: usize,
    /// Whether all that is open stands on one line.
    line: bool,
    /// Whether the innermost of them is empty so far.
    first: bool,
}

impl Out {
    /// For what stands inside `depth` objects and lists, with room for so many bytes.
    pub(in crate::store) fn new(depth: usize, bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), depth, line: false, first: true }
    }

    /// All that was written.
    pub(in crate::store) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Bytes that are JSON already.
    pub(in crate::store) fn raw(&mut self, json: &[u8]) {
        self.bytes.extend_from_slice(json);
    }

    /// An object; `line` puts it on one line, as everything on a line is.
    pub(in crate::store) fn object(&mut self, line: bool, fields: impl FnOnce(&mut Self)) {
        self.nested(b'{', b'}', line, fields);
    }

    /// A list.
    pub(in crate::store) fn list(&mut self, items: impl FnOnce(&mut Self)) {
        self.nested(b'[', b']', false, items);
    }

    fn nested(&mut self, open: u8, close: u8, line: bool, inside: impl FnOnce(&mut Self)) {
        let was = self.line;
        self.line |= line;
        self.depth += 1;
        self.first = true;
        self.bytes.push(open);
        inside(self);
        self.depth -= 1;
        if !self.first && !self.line {
            self.new_line();
        }
        self.bytes.push(close);
        self.line = was;
        self.first = false;
    }

    /// Stands before every item of a list and every field of an object.
    pub(in crate::store) fn item(&mut self) {
        match (self.first, self.line) {
            (true, _) => {}
            (false, true) => self.bytes.extend_from_slice(b", "),
            (false, false) => self.bytes.push(b','),
        }
        self.first = false;
        if !self.line {
            self.new_line();
        }
    }

    /// A field whose name, quoted and with its colon, needs no escapes.
    pub(in crate::store) fn field(&mut self, name: &'static str, value: &impl Put) {
        self.item();
        self.bytes.extend_from_slice(name.as_bytes());
        value.put(self);
    }

    /// A field of any name.
    pub(in crate::store) fn named(&mut self, name: &str, value: &impl Put) {
        self.item();
        self.text(name);
        self.bytes.extend_from_slice(b": ");
        value.put(self);
    }

    /// A text in quotes.
    pub(in crate::store) fn text(&mut self, text: &str) {
        self.bytes.push(b'"');
        self.escaped(text);
        self.bytes.push(b'"');
    }

    /// A text in quotes that needs no escapes.
    pub(in crate::store) fn plain(&mut self, text: &str) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'"');
    }

    /// What something displays, in quotes.
    pub(in crate::store) fn displayed(&mut self, value: &impl fmt::Display) {
        self.bytes.push(b'"');
        // Nothing that is written to memory fails.
        let _ = write!(Escaping(self), "{value}");
        self.bytes.push(b'"');
    }

    /// A whole number.
    pub(in crate::store) fn number(&mut self, number: u64) {
        let mut digits = [0; 20];
        let mut left = number;
        let mut count = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(left % 10).unwrap_or(0);
            left /= 10;
            count += 1;
            if left == 0 {
                break;
            }
        }
        self.bytes.extend(digits.iter().skip(digits.len() - count));
    }

    fn new_line(&mut self) {
        const LINE: &[u8; 33] = b"\n                                ";
        let spaces = 2 * self.depth;
        match LINE.get(..=spaces) {
            Some(line) => self.bytes.extend_from_slice(line),
            None => {
                self.bytes.push(b'\n');
                self.bytes.resize(self.bytes.len() + spaces, b' ');
            }
        }
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text.as_bytes();
        while let Some((plain, [byte, more @ ..])) =
            first_special(rest).and_then(|at| rest.split_at_checked(at))
        {
            self.bytes.extend_from_slice(plain);
            self.byte(*byte);
            rest = more;
        }
        self.bytes.extend_from_slice(rest);
    }

    fn byte(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            0..=0x1F => {
                let low = HEX.get(usize::from(byte & 0xF)).copied().unwrap_or(b'0');
                self.bytes.extend_from_slice(&[b'\\', b'u', b'0', b'0', b'0' + (byte >> 4), low]);
                return;
            }
            _ => return self.bytes.push(byte),
        };
        self.bytes.extend_from_slice(&[b'\\', short]);
    }
}

/// Text that is written piece by piece.
struct Escaping<'a>(&'a mut Out);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.escaped(text);
        Ok(())
    }
}

impl<T: Put> Put for Vec<T> {
    fn put(&self, out: &mut Out) {
        out.list(|out| {
            for item in self {
                out.item();
                item.put(out);
            }
        });
    }
}

impl<T: Put> Put for Option<T> {
    fn put(&self, out: &mut Out) {
        match self {
            Some(value) => value.put(out),
            None => out.raw(b"null"),
        }
    }
}

impl Put for bool {
    fn put(&self, out: &mut Out) {
        out.raw(if *self { b"true" } else { b"false" });
    }
}

impl Put for String {
    fn put(&self, out: &mut Out) {
        out.text(self);
    }
}

/// What the program does not know is written as it was read.
impl Put for Value {
    fn put(&self, out: &mut Out) {
        match self {
            Self::Null => out.raw(b"null"),
            Self::Bool(true) => out.raw(b"true"),
            Self::Bool(false) => out.raw(b"false"),
            // Its digits as the file had them.
            Self::Number(number) => out.raw(number.to_string().as_bytes()),
            Self::String(text) => out.text(text),
            Self::Array(list) => list.put(out),
            Self::Object(map) => out.object(false, |out| {
                for (key, value) in map {
                    out.named(key, value);
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn written(value: &Value) -> String {
        let mut out = Out::new(0, 0);
        value.put(&mut out);
        String::from_utf8(out.into_bytes()).unwrap()
    }

    #[test]
    fn the_layout_is_that_of_pretty_json() {
        let value = json!({ "a": [], "b": {}, "c": [1, [2.5, null], { "d": [true, false] }], "e": "x" });
        assert_eq!(written(&value), serde_json::to_string_pretty(&value).unwrap());
        let mut out = Out::new(1, 0);
        out.object(true, |out| {
            out.field("\"a\": ", &value);
            out.named("b\n", &"\"".to_owned());
        });
        let line = String::from_utf8(out.into_bytes()).unwrap();
        let inner = r#"{"a": [], "b": {}, "c": [1, [2.5, null], {"d": [true, false]}], "e": "x"}"#;
        assert_eq!(line, format!(r#"{{"a": {inner}, "b\n": "\""}}"#));
    }

    #[test]
    fn numbers_are_written_in_full() {
        for number in [0, 7, 10, 1_000_000, u64::MAX] {
            let mut out = Out::new(0, 0);
            out.number(number);
            assert_eq!(out.into_bytes(), number.to_string().into_bytes());
        }
    }

    proptest! {
        #[test]
        fn texts_are_escaped_as_json_wants_it(text in "[ -~\u{0}-\u{1f}\u{7f}\"\\\\жé🤝\u{2028}]{0,200}") {
            prop_assert_eq!(written(&json!(text)), serde_json::to_string(&text).unwrap());
        }
    }
}
