//! The samples' marked text, line by line.
//!
//! ```text
//! > The side {C1: voiced concern over {C2: the rules}}.     a paragraph with passages
//! tag C1 concern | topic=rules | strength=2                  what a passage is
//! link R1 answers C1 | note=…                                R1 reacts to C1
//! ```
//!
//! Must not know: dossiers.

use std::ops::Range;

/// A passage's label, and its bytes in the paragraph.
pub(crate) type Mark = (String, Range<usize>);

/// One line with its number, from 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) kind: Kind,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A keyword with the parts between its bars; the first part without the fields.
    Word(String, Vec<String>),
    /// A paragraph's text, and its passages: label and bytes of the paragraph.
    Paragraph(String, Vec<Mark>),
}

/// Takes the text apart.
///
/// # Errors
///
/// "line: what is wrong".
pub(crate) fn parse(text: &str) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let (word, rest) = line.split_once(' ').ok_or_else(|| format!("{number}: a lone word: {line}"))?;
        let kind = if word == ">" {
            let (text, passages) = paragraph(rest).map_err(|error| format!("{number}: {error}"))?;
            Kind::Paragraph(text, passages)
        } else {
            Kind::Word(word.to_owned(), rest.split(" | ").map(str::to_owned).collect())
        };
        lines.push(Line { number, kind });
    }
    Ok(lines)
}

/// A paragraph without its marks, and where they were.
fn paragraph(marked: &str) -> Result<(String, Vec<Mark>), String> {
    let mut text = String::new();
    let mut passages = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        match c {
            '{' => {
                let (label, after) = rest
                    .get(1..)
                    .and_then(|after| after.split_once(": "))
                    .filter(|(label, _)| label.chars().all(char::is_alphanumeric) && !label.is_empty())
                    .ok_or_else(|| format!("a brace without a label: {rest}"))?;
                open.push((label.to_owned(), text.len()));
                rest = after;
            }
            '}' => {
                let (label, start) = open.pop().ok_or("a closing brace too many")?;
                passages.push((label, start..text.len()));
                rest = rest.get(1..).unwrap_or_default();
            }
            _ => {
                text.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    match open.pop() {
        Some((label, _)) => Err(format!("{label} is not closed")),
        None => Ok((text, passages)),
    }
}

/// The fields "name=value" of a line, after its first part.
///
/// # Errors
///
/// Names the field that is not known.
pub(crate) fn fields<'a>(parts: &'a [String], known: &[&str]) -> Result<Vec<(&'a str, &'a str)>, String> {
    parts
        .iter()
        .skip(1)
        .map(|part| {
            part.split_once('=')
                .filter(|(name, _)| known.contains(name))
                .ok_or_else(|| format!("«{part}» is none of the fields {known:?}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    #[test]
    fn marks_may_nest() {
        let (text, passages) = paragraph("Один {C1: a {R2: bé} c}.").unwrap();
        assert_eq!(text, "Один a bé c.");
        let words: Vec<_> =
            passages.iter().map(|(l, r)| (l.as_str(), text.get(r.clone()).unwrap())).collect();
        assert_eq!(words, [("R2", "bé"), ("C1", "a bé c")]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, wanted) in [
            ("dossier A\nlonely", "2: a lone word"),
            ("> an {open brace", "1: a brace without"),
            ("> {C1: never closed", "1: C1 is not closed"),
            ("> closed}", "1: a closing brace too many"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.starts_with(wanted), "{error}");
        }
        assert!(fields(&["C1 concern".into(), "colour=red".into()], &["note"]).is_err());
    }
}
