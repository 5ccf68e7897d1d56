//! Single values of the file that are texts, or words with a meaning.
//!
//! Every one says in its error what was expected. Must not know: the objects they stand in.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Unexpected, Visitor};
use serde::{Deserialize, Deserializer};

use super::out::{Out, Put};
use super::quick::{Cursor, Quick};
use super::record::Blank;
use crate::model::{
    AbsenceId, Completeness, Delivery, DossierId, Effect, ID_LENGTH, Label, LinkId, MeetingId, MemoId,
    MemoLanguage, MemoSection, Palette, PartyId, PassageId, ReviewerId, Role, SaidBy, SearchId, SourceKind,
    StatementId, TopicId,
};

/// A text that is borrowed from the file where it stands there without escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) struct Text<'a>(pub(in crate::store) Cow<'a, str>);

impl Text<'_> {
    pub(in crate::store) fn as_str(&self) -> &str {
        &self.0
    }

    pub(in crate::store) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl Blank for Text<'_> {
    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}

impl Put for Text<'_> {
    fn put(&self, out: &mut Out) {
        out.text(&self.0);
    }
}

impl<'a> Quick<'a> for Text<'a> {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        cursor.text().map(Self)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Reader<'a> {
            type Value = Text<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Reader(PhantomData))
    }
}

/// A value that the file writes as one word.
pub(in crate::store) trait Word: Sized {
    /// What is expected, as in "a day such as 2025-02-20".
    const EXPECTED: &'static str;

    /// The value that the file spells so.
    fn read(word: &str) -> Option<Self>;

    /// Spells it as the file does.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Reads it where the file is as the program writes it.
    fn quick(cursor: &mut Cursor<'_>) -> Option<Self> {
        Self::read(&cursor.text()?)
    }

    /// Writes it in quotes.
    fn put(&self, out: &mut Out) {
        out.displayed(&Spelled(self));
    }

    /// The only words there are, where the list is closed.
    #[cfg(test)]
    fn all() -> Vec<String> {
        Vec::new()
    }
}

/// Reads and writes a [`Word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct As<T>(pub(in crate::store) T);

impl<T: Word> fmt::Display for As<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}

/// A [`Word`] as it is spelled.
pub(super) struct Spelled<'a, T>(pub(super) &'a T);

impl<T: Word> fmt::Display for Spelled<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}

impl<T: Word> Put for As<T> {
    fn put(&self, out: &mut Out) {
        self.0.put(out);
    }
}

impl<'a, T: Word> Quick<'a> for As<T> {
    fn quick(cursor: &mut Cursor<'a>) -> Option<Self> {
        T::quick(cursor).map(Self)
    }
}

impl<'de, T: Word> Deserialize<'de> for As<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<T: Word> Visitor<'_> for Reader<T> {
            type Value = As<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Self::Value, E> {
                T::read(word).map(As).ok_or_else(|| {
                    let start: String = word.chars().take(60).collect();
                    E::invalid_value(Unexpected::Str(&start), &self)
                })
            }
        }

        deserializer.deserialize_str(Reader(PhantomData))
    }
}

macro_rules! ids {
    ($($name:ident),+ $(,)?) => {$(
        impl Word for $name {
            const EXPECTED: &'static str = "an id: a UUID";

            fn read(word: &str) -> Option<Self> {
                word.parse().ok()
            }

            fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }

            fn quick(cursor: &mut Cursor<'_>) -> Option<Self> {
                cursor.quoted(ID_LENGTH)?.parse().ok()
            }

            fn put(&self, out: &mut Out) {
                out.plain(self.encoded(&mut [0; ID_LENGTH]));
            }
        }
    )+};
}

ids! {
    DossierId, PartyId, TopicId, ReviewerId, MeetingId, StatementId, PassageId, LinkId, AbsenceId, MemoId,
    SearchId,
}

impl Word for Label {
    const EXPECTED: &'static str = "a label: letters and a number, such as C1";

    fn read(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Word for SaidBy {
    const EXPECTED: &'static str = "own, both, third, nobody or the id of a party";

    fn read(word: &str) -> Option<Self> {
        Some(match word {
            "own" => Self::Own,
            "both" => Self::Both,
            "third" => Self::Third,
            "nobody" => Self::Nobody,
            id => Self::Party(id.parse().ok()?),
        })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("own"),
            Self::Both => f.write_str("both"),
            Self::Third => f.write_str("third"),
            Self::Nobody => f.write_str("nobody"),
            Self::Party(id) => fmt::Display::fmt(id, f),
        }
    }
}

/// Words of a list that grows: one that is not known is kept.
macro_rules! open_words {
    ($($name:ident, $expected:literal;)+) => {$(
        impl Word for $name {
            const EXPECTED: &'static str = $expected;

            fn read(word: &str) -> Option<Self> {
                Some(Self::from_word(word))
            }

            fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    )+};
}

open_words! {
    SourceKind, "a kind of text, such as press_release";
    Delivery, "a form of delivery, such as published";
    Completeness, "full, partial or press_copy";
}

impl Default for As<SourceKind> {
    fn default() -> Self {
        Self(SourceKind::PressRelease)
    }
}

impl Default for As<Completeness> {
    fn default() -> Self {
        Self(Completeness::Full)
    }
}

impl Word for MemoLanguage {
    const EXPECTED: &'static str = "a language code, such as en";

    fn read(word: &str) -> Option<Self> {
        Some(Self::from_code(word))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Default for As<MemoLanguage> {
    fn default() -> Self {
        Self(MemoLanguage::default())
    }
}

impl Word for MemoSection {
    const EXPECTED: &'static str = "a section of a memo, such as bottom_line";

    fn read(word: &str) -> Option<Self> {
        Self::from_name(word)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }

    #[cfg(test)]
    fn all() -> Vec<String> {
        Self::ALL.iter().map(|section| section.name().to_owned()).collect()
    }
}

/// Words of a closed list.
macro_rules! closed_words {
    ($($name:ident, $expected:literal { $($variant:ident = $word:literal,)+ })+) => {$(
        impl Word for $name {
            const EXPECTED: &'static str = $expected;

            fn read(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => $word,)+
                })
            }

            #[cfg(test)]
            fn all() -> Vec<String> {
                vec![$($word.to_owned()),+]
            }
        }
    )+};
}

closed_words! {
    Role, "a role: raises, replies, joint or other" {
        Raises = "raises",
        Replies = "replies",
        Joint = "joint",
        Other = "other",
    }
    Effect, "an effect: answered, in_part, turned_aside or none" {
        Answered = "answered",
        InPart = "in_part",
        TurnedAside = "turned_aside",
        None = "none",
    }
}

impl Default for As<Role> {
    fn default() -> Self {
        Self(Role::Other)
    }
}

impl Default for As<Effect> {
    fn default() -> Self {
        Self(Effect::None)
    }
}

impl Word for Palette {
    const EXPECTED: &'static str =
        "a colour: red, blue, green, violet, ochre, teal, rose, slate, orange, indigo, olive or brown";

    fn read(word: &str) -> Option<Self> {
        Self::from_name(word)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }

    #[cfg(test)]
    fn all() -> Vec<String> {
        Self::ALL.iter().map(|colour| colour.name().to_owned()).collect()
    }
}

impl Default for As<Palette> {
    fn default() -> Self {
        Self(Palette::Slate)
    }
}

impl Word for char {
    const EXPECTED: &'static str = "one letter";

    fn read(word: &str) -> Option<Self> {
        let mut letters = word.chars();
        letters.next().filter(|_| letters.next().is_none())
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
