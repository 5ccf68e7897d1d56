//! Long lists of the file: read when they are needed, and written without being kept.
//!
//! Must not know: what is in them.

use std::fmt;

use memchr::memchr;
use serde::{Deserialize, Deserializer};

use super::out::{Out, Put};
use super::quick::{Cursor, Quick};

/// A list of objects.
#[derive(Clone)]
pub(in crate::store) enum Many<'a, T> {
    /// As serde reads it.
    Read(Vec<T>),
    /// The lines of the file in which it stands, without its brackets.
    Unread(&'a str),
    /// What writes its items, one after the other.
    Made(&'a (dyn Fn(&mut Out) + Sync + 'a)),
}

impl<T> Default for Many<'_, T> {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

impl<T: fmt::Debug> fmt::Debug for Many<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(items) => items.fmt(f),
            Self::Unread(lines) => f.debug_tuple("Unread").field(&lines.len()).finish(),
            Self::Made(_) => f.write_str("Made"),
        }
    }
}

impl<T> Put for Many<'_, T>
where
    T: Put,
{
    fn put(&self, out: &mut Out) {
        match self {
            Self::Read(items) => items.put(out),
            // What was not read is not written either: the two never meet.
            Self::Unread(_) => out.list(|_| {}),
            Self::Made(items) => out.list(items),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<'_, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::Read)
    }
}

impl<'a, T> Quick<'a> for Many<'a, T> {
    /// Finds only where the list ends.
    ///
    /// A line end never stands within a JSON text, so a line that is a bracket as far in as the
    /// list's own line ends the list. Whether all before it are its items comes out when they are
    /// read: they must fill the lines.
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        let inside = cursor.rest().strip_prefix('[')?;
        if inside.starts_with(']') {
            cursor.skip(2)?;
            return Some(Self::Unread(""));
        }
        let spaces = inside.strip_prefix('\n')?.bytes().take_while(|byte| *byte == b' ').count();
        // In the list's line where it is empty, else as far out as that.
        let empty = inside.get(1 + spaces..)?.starts_with(']');
        let end = format!("{}]", " ".repeat(if empty { spaces } else { spaces.checked_sub(2)? }));
        let bytes = inside.as_bytes();
        let mut at = 0;
        while !bytes.get(at..)?.starts_with(end.as_bytes()) {
            at += memchr(b'\n', bytes.get(at..)?)? + 1;
        }
        let lines = inside.get(..at)?;
        cursor.skip(1 + at + end.len())?;
        Some(Self::Unread(lines))
    }
}

/// Bytes that an object of a long list takes in the file at least, mostly.
const LEAST: usize = 300;

impl<'a, T> Many<'a, T> {
    /// The items, where serde read them; none where they are still unread.
    pub(in crate::store) fn as_read(&self) -> &[T] {
        match self {
            Self::Read(items) => items,
            _ => &[],
        }
    }

    /// [`Many::as_read`], taken.
    pub(in crate::store) fn into_read(self) -> Vec<T> {
        match self {
            Self::Read(items) => items,
            _ => Vec::new(),
        }
    }

    /// About how many items there are.
    pub(in crate::store) fn expected(&self) -> usize {
        match self {
            Self::Read(items) => items.len(),
            Self::Unread(lines) => lines.len() / LEAST,
            Self::Made(_) => 0,
        }
    }
}

/// The items of a list, read one by one.
pub(in crate::store) struct Items<'a, T> {
    read: std::vec::IntoIter<T>,
    unread: Cursor<'a>,
    begun: bool,
    failed: bool,
}

impl<'a, T: Quick<'a>> Many<'a, T> {
    /// The items one by one. After the last, [`Items::failed`] says whether all could be read.
    pub(in crate::store) fn items(self) -> Items<'a, T> {
        let (read, unread) = match self {
            Self::Read(items) => (items, ""),
            Self::Unread(lines) => (Vec::new(), lines),
            Self::Made(_) => (Vec::new(), ""),
        };
        let mut unread = Cursor::new(unread);
        unread.space();
        Items { read: read.into_iter(), unread, begun: false, failed: false }
    }
}

impl<T> Items<'_, T> {
    /// Whether something was not as the program writes it.
    pub(in crate::store) fn failed(&self) -> bool {
        self.failed
    }
}

impl<'a, T: Quick<'a>> Iterator for Items<'a, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if let Some(item) = self.read.next() {
            return Some(item);
        }
        if self.failed || self.unread.is_at_end() {
            return None;
        }
        let mut next = || {
            if self.begun {
                self.unread.byte(b',')?;
            }
            let item = T::quick(&mut self.unread)?;
            self.unread.space();
            Some(item)
        };
        let item = next();
        self.begun = true;
        self.failed = item.is_none();
        item
    }
}
