//! Identifiers: random UUIDs for what reviewers make, short words for the codebook.
//!
//! Every kind has a type of its own, so that a link's id can't be passed for a passage's.
//! Must not know: what the ids name.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use uuid::Uuid;

/// The text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not an id: a UUID such as 6f1c… is expected")]
pub struct ParseIdError(String);

/// Bytes of an id as it is written, with hyphens.
pub(crate) const ID_LENGTH: usize = uuid::fmt::Hyphenated::LENGTH;

/// Ids that are numbers, as good as random ones.
pub(super) trait Number: Copy + Ord {
    /// The number, which sorts as the id does.
    fn number(self) -> u128;
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// A new random id (UUID version 4, which tells nothing about when or where).
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }

            /// The id made of these 16 bytes, with the version bits of a random UUID set.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }
        }

        impl Number for $name {
            fn number(self) -> u128 {
                self.0.as_u128()
            }
        }

        impl $name {
            /// The text that [`Display`](fmt::Display) gives, without a formatter.
            pub(crate) fn encoded<'b>(&self, buffer: &'b mut [u8; ID_LENGTH]) -> &'b str {
                self.0.hyphenated().encode_lower(buffer)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0.hyphenated(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self).map_err(|_| ParseIdError(text.chars().take(60).collect()))
            }
        }
    )+};
}

uuid_ids! {
    /// Names a dossier.
    DossierId,
    /// Names a party.
    PartyId,
    /// Names a topic.
    TopicId,
    /// Names a reviewer.
    ReviewerId,
    /// Names a meeting.
    MeetingId,
    /// Names a statement.
    StatementId,
    /// Names a passage, in the whole dossier.
    PassageId,
    /// Names a link.
    LinkId,
    /// Names an absence.
    AbsenceId,
    /// Names a memo.
    MemoId,
    /// Names a search that was kept.
    SearchId,
}

macro_rules! word_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id spelled so.
            pub fn new(word: &str) -> Self {
                Self(word.into())
            }

            /// The word itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

word_ids! {
    /// Names a tag of the codebook, such as `concern`.
    TagId,
    /// Names a link kind of the codebook, such as `answers_in_part`.
    LinkKindId,
    /// Names a family of verbs, such as `critical`.
    FamilyId,
}
