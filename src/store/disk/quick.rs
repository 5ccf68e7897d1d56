//! Reading the file's JSON as the program itself writes it, several times as fast as any JSON.
//!
//! Fields must stand in the order of writing, and nothing may be odd. Whatever is, gives `None`,
//! and the whole file is read by serde instead, which takes any JSON and says what is wrong where.
//! What is read here, serde would read to the same values.
//! Must not know: the objects of the file.

use std::borrow::Cow;

use memchr::memchr2;
use serde_json::{Map, Value};

use super::special::first_special;
use crate::model::Extra;

/// Something that can be read quickly.
pub(in crate::store) trait Quick<'a>: Sized {
    /// The value at which the cursor stands, leaving the cursor after it; `None` where it is not
    /// as the program writes it.
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self>;
}

/// A place in the file.
#[derive(Debug, Clone)]
pub(in crate::store) struct Cursor<'a> {
    rest: &'a str,
}

/// How deep unknown values may be nested here; deeper ones are left to serde, which has a limit
/// that counts from the dossier.
const DEEPEST: usize = 64;

impl<'a> Cursor<'a> {
    /// At the beginning of `text`.
    pub(in crate::store) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// What was not read yet.
    pub(in crate::store) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Goes on after `bytes` bytes.
    pub(in crate::store) fn skip(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        Some(())
    }

    /// Skips white space.
    pub(in crate::store) fn space(&mut self) {
        let bytes = self.rest.as_bytes();
        let is_space = |byte: &&u8| matches!(**byte, b' ' | b'\n' | b'\r' | b'\t');
        let count = bytes.iter().take_while(is_space).count();
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// Skips this byte, of the ASCII range, and white space after it.
    pub(in crate::store) fn byte(&mut self, byte: u8) -> Option<()> {
        if self.rest.as_bytes().first() == Some(&byte) {
            self.rest = self.rest.get(1..)?;
            self.space();
            Some(())
        } else {
            None
        }
    }

    /// Whether the file ends here.
    pub(in crate::store) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Skips the key of a field, given in its quotes, and its colon; false where another one is next.
    ///
    /// Inlined, so that the few bytes of a key that is known are compared without a call.
    #[inline(always)]
    pub(in crate::store) fn key(&mut self, quoted: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(quoted) else { return false };
        if let Some(rest) = rest.strip_prefix(": ")
            && !rest.starts_with([' ', '\n', '\r', '\t'])
        {
            self.rest = rest;
            return true;
        }
        self.colon_after(rest)
    }

    /// Goes on after the colon that may stand in `rest` with white space around it.
    fn colon_after(&mut self, rest: &'a str) -> bool {
        let mut after = Self { rest };
        after.space();
        let colon = after.byte(b':').is_some();
        if colon {
            self.rest = after.rest;
        }
        colon
    }

    /// After a field's value: another field, or the end of the object.
    pub(in crate::store) fn after_value(&mut self) -> Option<()> {
        if let Some(rest) = self.rest.strip_prefix(", ")
            && rest.starts_with('"')
        {
            self.rest = rest;
            return Some(());
        }
        self.space();
        match self.rest.as_bytes().first()? {
            b',' => {
                self.byte(b',')?;
                (self.rest.as_bytes().first() == Some(&b'"')).then_some(())
            }
            b'}' => Some(()),
            _ => None,
        }
    }

    /// The unknown fields up to the end of the object, which has these known ones.
    pub(in crate::store) fn unknown(&mut self, known: &[&str]) -> Option<Extra> {
        if self.rest.as_bytes().first() == Some(&b'}') {
            self.rest = self.rest.get(1..)?;
            return Some(Extra::default());
        }
        let mut fields = Map::new();
        while self.rest.as_bytes().first() != Some(&b'}') {
            let key = self.text()?;
            self.space();
            self.byte(b':')?;
            // A known one out of its order.
            if known.contains(&key.as_ref()) {
                return None;
            }
            let value = self.value()?;
            if fields.insert(key.into_owned(), value).is_some() {
                return None;
            }
            self.after_value()?;
        }
        self.rest = self.rest.get(1..)?;
        Some(Extra::new(fields))
    }

    /// A text, borrowed where nothing in it is escaped.
    pub(in crate::store) fn text(&mut self) -> Option<Cow<'a, str>> {
        let inner = self.rest.strip_prefix('"')?;
        let end = first_special(inner.as_bytes())?;
        match inner.as_bytes().get(end)? {
            b'"' => {
                let (text, rest) = inner.split_at_checked(end)?;
                self.rest = rest.get(1..)?;
                Some(Cow::Borrowed(text))
            }
            b'\\' => self.escaped(end),
            // Control characters may not stand in JSON as they are.
            _ => None,
        }
    }

    /// What stands in quotes, where that takes so many bytes; whoever reads it has to refuse
    /// quotes, escapes and control characters in it.
    pub(in crate::store) fn quoted(&mut self, bytes: usize) -> Option<&'a str> {
        let (text, rest) = self.rest.strip_prefix('"')?.split_at_checked(bytes)?;
        self.rest = rest.strip_prefix('"')?;
        Some(text)
    }

    /// A text whose first escape stands so many bytes after its quote.
    fn escaped(&mut self, first: usize) -> Option<Cow<'a, str>> {
        let bytes = self.rest.as_bytes();
        let mut at = 1 + first;
        while bytes.get(at)? == &b'\\' {
            let from = at + 2;
            at = from + memchr2(b'"', b'\\', bytes.get(from..)?)?;
        }
        let (literal, rest) = self.rest.split_at_checked(at + 1)?;
        let text = serde_json::from_str(literal).ok()?;
        self.rest = rest;
        Some(Cow::Owned(text))
    }

    /// A whole number without sign, of at most 18 digits.
    pub(in crate::store) fn whole(&mut self) -> Option<u64> {
        let bytes = self.rest.as_bytes();
        let (mut number, mut digits) = (0_u64, 0);
        for byte in bytes.iter().take_while(|byte| byte.is_ascii_digit()) {
            number = number.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
            digits += 1;
        }
        let zero_first = digits > 1 && bytes.first() == Some(&b'0');
        let ends = matches!(bytes.get(digits)?, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
        if digits == 0 || digits > 18 || zero_first || !ends {
            return None;
        }
        self.skip(digits)?;
        Some(number)
    }

    /// Any value.
    pub(in crate::store) fn value(&mut self) -> Option<Value> {
        let value: Value = self.by_serde()?;
        (!is_deep(&value)).then_some(value)
    }

    /// A value that serde reads.
    pub(in crate::store) fn by_serde<T: serde::Deserialize<'a>>(&mut self) -> Option<T> {
        let mut stream = serde_json::Deserializer::from_str(self.rest).into_iter();
        let value = stream.next()?.ok()?;
        let bytes = stream.byte_offset();
        self.skip(bytes)?;
        Some(value)
    }
}

/// Whether a value is nested too deep to be read here.
pub(in crate::store) fn is_deep(value: &Value) -> bool {
    depth(value) > DEEPEST
}

/// How deep a value is nested.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or(0),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

impl<'a> Quick<'a> for bool {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        let value = cursor.rest().starts_with("true");
        let word = if value { "true" } else { "false" };
        cursor.rest().strip_prefix(word)?;
        cursor.skip(word.len())?;
        Some(value)
    }
}

impl<'a, T: Quick<'a>> Quick<'a> for Vec<T> {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        cursor.byte(b'[')?;
        let mut items = Self::new();
        if cursor.rest.as_bytes().first() == Some(&b']') {
            cursor.skip(1)?;
            return Some(items);
        }
        loop {
            items.push(T::quick(cursor)?);
            cursor.space();
            if cursor.rest.as_bytes().first() == Some(&b']') {
                cursor.skip(1)?;
                return Some(items);
            }
            cursor.byte(b',')?;
        }
    }
}

impl<'a, T: Quick<'a>> Quick<'a> for Option<T> {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        // `null` is for serde.
        T::quick(cursor).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_borrowed_unescaped_or_refused() {
        for (json, text) in [
            (r#""жé","#, Some("жé")),
            (r#""","#, Some("")),
            (r#""a\n\"\\","#, Some("a\n\"\\")),
            (r#""\u0416\ud83e\udd1d","#, Some("Ж🤝")),
            ("\"a\nb\",", None),
            ("\"a\u{1}\",", None),
            (r#""a\","#, None),
            (r#""\x","#, None),
            (r#""\ud83e","#, None),
            ("\"a", None),
            ("7", None),
        ] {
            let mut cursor = Cursor::new(json);
            assert_eq!(cursor.text().as_deref(), text, "{json}");
            assert!(text.is_none() || cursor.rest() == ",", "{json}");
            let serde = serde_json::from_str::<String>(json.trim_end_matches(',')).ok();
            assert_eq!(serde.as_deref(), text, "{json}");
        }
    }

    #[test]
    fn numbers_are_whole_or_refused() {
        for (json, number) in
            [("0,", Some(0)), ("12}", Some(12)), ("999999999999999999 ", Some(999_999_999_999_999_999))]
        {
            assert_eq!(Cursor::new(json).whole(), number, "{json}");
        }
        for json in ["", "-1,", "01,", "1.0,", "1e3,", "1", "1x", "1000000000000000000,", "\"1\","] {
            assert_eq!(Cursor::new(json).whole(), None, "{json}");
        }
    }

    #[test]
    fn lists_have_commas_between_their_items_alone() {
        struct Number(u64);
        impl<'a> Quick<'a> for Number {
            fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
                cursor.whole().map(Number)
            }
        }
        let read =
            |json| Vec::<Number>::quick(&mut Cursor::new(json)).map(|all| all.iter().map(|n| n.0).collect());
        for (json, numbers) in
            [("[]", Some(vec![])), ("[ 1 , 2\n]", Some(vec![1, 2])), ("[1,2]", Some(vec![1, 2]))]
        {
            assert_eq!(read(json), numbers, "{json}");
        }
        for json in ["[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "null"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
