//! What a reader takes for the same letter: the form in which characters are
//! compared. It must not know what is looked for nor where characters stand.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};
use unicode_segmentation::UnicodeSegmentation;

/// What a single character is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As one character.
    One(char),
    /// As a space.
    Space,
    /// Not at all.
    Nothing,
    /// As several characters: ß, ﬁ, ….
    Several,
    /// That depends on its neighbours: a mark that belongs to the letter
    /// before, a part of an emoji, a letter of a script not listed in
    /// [`TABLE`].
    Joined,
}

/// Characters below this have their form in the table.
const LOW: u32 = 0x700;

/// So have those from here (Latin with two marks, Greek with breathings, the
/// marks of print) to [`HIGH_END`].
const HIGH: u32 = 0x1E00;
const HIGH_END: u32 = 0x2070;

/// Forms of the characters of nearly all that is read here, worked out once
/// from [`push`], so that a text of a megabyte takes milliseconds.
static TABLE: LazyLock<Vec<Form>> = LazyLock::new(|| {
    (0..LOW).chain(HIGH..HIGH_END).map(|c| char::from_u32(c).map_or(Form::Joined, work_out)).collect()
});

/// The forms, to be looked up often.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms(&'static [Form]);

impl Forms {
    pub(super) fn new() -> Self {
        Self(&TABLE)
    }

    /// The form of a character, if it stands alone. Two characters neither of
    /// which is [`Form::Joined`] are never parts of one grapheme cluster, but
    /// for CR and LF.
    pub(super) fn of(self, c: char) -> Form {
        let at = u32::from(c);
        let index = match at {
            ..LOW => at,
            HIGH..HIGH_END => at - HIGH + LOW,
            // Kana (not their marks), Chinese characters.
            0x3041..=0x3096 | 0x30A1..=0x30FA | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => return Form::One(c),
            _ => return Form::Joined,
        };
        self.0.get(index as usize).copied().unwrap_or(Form::Joined)
    }
}

/// The form of a character, slowly.
fn work_out(c: char) -> Form {
    // Between two letters it must be a cluster of its own.
    if format!("a{c}a").graphemes(true).count() != 3 {
        return Form::Joined;
    }
    let mut folded = String::new();
    push(c, &mut folded);
    let mut chars = folded.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Form::Nothing,
        (Some(' '), None) => Form::Space,
        (Some(one), None) => Form::One(one),
        _ => Form::Several,
    }
}

/// Appends what a grapheme cluster is compared as.
pub(super) fn push_cluster(cluster: &str, out: &mut String) {
    // Composed first: и with a breve is the letter й, one with an accent is и.
    for c in cluster.nfc() {
        push(c, out);
    }
}

/// Appends what a character is compared as, in itself.
///
/// Letters lose their case (ẞ, ß and ss are the same, as are σ and ς, and I, İ,
/// ı and i, because nobody knows whose keyboard a name was typed on) and their
/// accents. A Cyrillic letter is what its alphabet says it is: й, ў, ї, ѓ and ќ
/// are letters of their own, and so are ң, ө, ү, қ, ғ, ұ, ә, һ and і; but ё is
/// found as е, which is printed for it, and an accent that shows the stress is
/// not seen. Quotation marks, apostrophes, dashes and spaces are what can be
/// typed for them.
pub(super) fn push(c: char, out: &mut String) {
    if c.is_whitespace() {
        out.push(' ');
    } else if is_ignored(c) {
    } else if let Some(typed) = typed(c) {
        out.push_str(typed);
    } else if matches!(c, '\u{400}'..='\u{52F}') {
        out.extend(lower(c).map(|c| match c {
            'ё' | 'ѐ' => 'е',
            'ѝ' => 'и',
            other => other,
        }));
    } else if matches!(c, '\u{3041}'..='\u{30FF}' | '\u{AC00}'..='\u{D7A3}') || !c.is_alphabetic() {
        // A Korean or Japanese syllable is one character to its reader, with
        // its voicing mark too; and ≠ is not =.
        out.push(c);
    } else {
        decompose_canonical(c, |part| {
            if !is_ignored(part) {
                for c in lower(part) {
                    match typed(c) {
                        Some(typed) => out.push_str(typed),
                        None => out.push(c),
                    }
                }
            }
        });
    }
}

/// A character without its case. Small, then large, then small again, so that
/// all the forms of a letter meet: ẞ is ß is SS is ss.
fn lower(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// What is typed for a character that few keyboards have.
fn typed(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        // Hyphens, dashes and the minus sign.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '…' => "...",
        // Their strokes are no marks to Unicode, and missing where a name is
        // written without its accents.
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        _ => return None,
    })
}

/// Whether a character is nothing to a reader who looks for words: an accent or
/// a vowel point, a soft hyphen, a joiner, a mark of direction.
///
/// Marks are told by their combining class. Those of other classes are vowels
/// and tones of scripts in which they make another syllable.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{488}' | '\u{489}' | '\u{61C}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E4}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
    ) || matches!(canonical_combining_class(c), 1 | 10..=36 | 200..=240)
}
