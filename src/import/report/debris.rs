//! What a copy from a web page leaves before a report's first words: a date, "Published:", a
//! separator.
//!
//! Must not know: what the report says.

use crate::import::dates::{Dated, dates};
use crate::text::{ByteOffset, ByteRange};

/// Words that stand before such a date, without case.
#[rustfmt::skip] // Packed: a word a line would hide the list's shape.
const LABELS: [&str; 16] = [
    "date", "published", "published on", "updated", "posted", "posted on", "on", "дата", "опубликовано", "обновлено",
    "дата публикации", "жарыяланган", "күнү", "publié le", "publicado", "tarih",
];

/// Whether these are only a label, a time of day, marks.
fn is_label(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    bare.is_empty() || LABELS.contains(&bare.as_str())
}

/// How many bytes of a paragraph are such a date, and the date; `None` where it starts with its
/// own words. A date that is part of the first sentence ("On 20 February 2025 the…") is none.
pub(super) fn before(paragraph: &str) -> Option<(usize, Dated)> {
    let dated =
        dates(paragraph.get(..paragraph.floor_char_boundary(120)).unwrap_or_default()).into_iter().next()?;
    let label = paragraph.get(..dated.range.start().get())?;
    let after = paragraph.get(dated.range.end().get()..)?;
    if !is_label(label) {
        return None;
    }
    let labelled = label.chars().any(char::is_alphabetic) && !label.trim().eq_ignore_ascii_case("on");
    let mut rest = after.trim_start();
    if let Some(time) = clock(rest) {
        rest = time;
    }
    let marked = rest.starts_with(['|', '—', '–', '/', '•', ':']) || rest.starts_with("- ");
    rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "|—–-/•:,.".contains(c));
    // "20 February 2025 the ministers met" is a sentence.
    let plain = !label.chars().any(char::is_alphabetic) && rest.starts_with(char::is_uppercase);
    (labelled || marked || plain || rest.is_empty()).then_some((paragraph.len() - rest.len(), dated))
}

/// What follows a time of day.
fn clock(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| c == ',' || c.is_whitespace());
    let (hours, rest) = text.split_once(':')?;
    let minutes = rest.get(..2)?;
    let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit());
    (digits(hours) && digits(minutes)).then(|| rest.get(2..).unwrap_or_default().trim_start())
}

/// The range without the debris at its start.
pub(super) fn without(range: ByteRange, bytes: usize) -> ByteRange {
    let start = ByteOffset::new((range.start().get() + bytes).min(range.end().get()));
    ByteRange::spanning(start, range.end())
}

#[cfg(test)]
mod tests {
    use super::before;

    fn rest(paragraph: &str) -> Option<&str> {
        before(paragraph).and_then(|(bytes, _)| paragraph.get(bytes..))
    }

    #[test]
    fn a_label_or_a_separator_makes_a_date_debris() {
        assert_eq!(rest(" date 2025-02-20 Deputy Minister"), Some("Deputy Minister"));
        assert_eq!(rest("2025-02-20 Deputy Minister"), Some("Deputy Minister"));
        assert_eq!(rest("Published: 20.02.2025, 14:05 | The ministers met"), Some("The ministers met"));
        assert_eq!(rest("20 февраля 2025 — Стороны"), Some("Стороны"));
        assert_eq!(rest("20 February 2025"), Some(""));
        assert_eq!(rest("On 20 February 2025 the ministers met"), None);
        assert_eq!(rest("20 February 2025 the ministers met"), None);
        assert_eq!(rest("The ministers met on 20 February 2025."), None);
        assert_eq!(rest(""), None);
    }
}
