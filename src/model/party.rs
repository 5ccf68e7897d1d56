//! Parties, topics and reviewers: the short lists of a dossier.
//!
//! Must not know: meetings or texts.

use super::{Extra, Palette, PartyId, ReviewerId, TopicId};

/// One of the sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Permanent id.
    pub id: PartyId,
    /// Full name, such as "Kyrgyzstan".
    pub name: String,
    /// A few letters for narrow places, such as "KG".
    pub short: String,
    /// Names by which texts call it ("the Kyrgyz side", "Bishkek").
    pub aliases: Vec<String>,
    /// Its colour, by name; the theme knows the shade.
    pub colour: Palette,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl Party {
    /// A party with a new id; `short` is made from the name.
    pub fn new(name: &str, colour: Palette) -> Self {
        Self {
            id: PartyId::random(),
            name: name.to_owned(),
            short: short_name(name),
            aliases: Vec::new(),
            colour,
            extra: Extra::default(),
        }
    }
}

/// Up to three letters that stand for `name`: initials of several words, else the first letters.
pub(crate) fn short_name(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .collect();
    let letters: String = if words.len() > 1 {
        words.iter().filter_map(|word| word.chars().next()).take(3).collect()
    } else {
        name.trim().chars().take(2).collect()
    };
    letters.to_uppercase()
}

/// What passages may be about; a list that the reviewer keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// Permanent id.
    pub id: TopicId,
    /// Its name.
    pub name: String,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl Topic {
    /// A topic with a new id.
    pub fn new(name: &str) -> Self {
        Self { id: TopicId::random(), name: name.to_owned(), extra: Extra::default() }
    }
}

/// A person whose name stands on passages, links and notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewer {
    /// Permanent id.
    pub id: ReviewerId,
    /// The name as others should read it.
    pub name: String,
    /// Unknown fields of the file.
    pub extra: Extra,
}

impl Reviewer {
    /// A reviewer with a new id.
    pub fn new(name: &str) -> Self {
        Self { id: ReviewerId::random(), name: name.to_owned(), extra: Extra::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn short_names_are_initials_or_first_letters() {
        for (name, short) in
            [("Kyrgyzstan", "KY"), ("United States of America", "USA"), ("Россия", "РО"), ("", "")]
        {
            assert_eq!(short_name(name), short);
        }
    }
}
