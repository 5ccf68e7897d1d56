//! The words of a query taken apart: bare words, words in quotation marks, fields.
//!
//! Must not know: what any of them means in a dossier.

use std::ops::Range;

use super::fields::Field;

/// One part of a query; all places are bytes of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'q> {
    /// All of it.
    pub(super) range: Range<usize>,
    /// Whether a minus stands before it.
    pub(super) without: bool,
    /// The field before its colon.
    pub(super) field: Option<Field>,
    /// What stands in place of a field but is none: «colour» of `colour:red`.
    pub(super) unknown: Option<&'q str>,
    /// Its words, without marks.
    pub(super) value: &'q str,
    /// Where they stand, with the quotation marks around them.
    pub(super) value_range: Range<usize>,
    /// Whether they stand in quotation marks.
    pub(super) quoted: bool,
    /// Whether the quotation mark is left open.
    pub(super) open: bool,
    /// Whether a star follows.
    pub(super) star: bool,
}

/// What closes the quotation that a character opens; `None` where it opens none.
fn closing(c: char) -> Option<&'static [char]> {
    Some(match c {
        '"' | '″' => &['"', '”', '″'],
        '“' | '‟' | '〝' => &['”', '“', '"', '〞'],
        '„' => &['“', '”', '"'],
        '”' => &['”', '"'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–')
}

/// All parts of a query, in order.
pub(super) fn tokens(query: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = query.get(at..).filter(|rest| !rest.is_empty()) {
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
            continue;
        }
        let token = token(query, at);
        at = token.range.end.max(at + 1);
        found.push(token);
    }
    found
}

fn token(query: &str, start: usize) -> Token<'_> {
    let rest = |at: usize| query.get(at..).unwrap_or_default();
    let minus = rest(start).chars().next().filter(|c| is_minus(*c));
    // A minus alone is only a dash.
    let minus = minus.filter(|c| !rest(start + c.len_utf8()).chars().next().is_none_or(char::is_whitespace));
    let mut at = start + minus.map_or(0, char::len_utf8);
    let mut token = Token {
        range: start..start,
        without: minus.is_some(),
        field: None,
        unknown: None,
        value: "",
        value_range: at..at,
        quoted: false,
        open: false,
        star: false,
    };
    let name = rest(at).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if !name.is_empty() && rest(at + name.len()).starts_with(':') {
        token.field = Field::from_word(name);
        if token.field.is_some() {
            at += name.len() + 1;
        } else if !rest(at + name.len() + 1).starts_with('/') {
            token.unknown = Some(name);
        }
    }
    let value = rest(at);
    let opening = value.chars().next().and_then(|c| Some((c, closing(c)?)));
    let end = if let Some((mark, closing)) = opening {
        let inside = at + mark.len_utf8();
        let found = rest(inside).char_indices().find(|(_, c)| closing.contains(c));
        let (close, end) = found.map_or((query.len(), query.len()), |(offset, c)| {
            (inside + offset, inside + offset + c.len_utf8())
        });
        token.value = query.get(inside..close).unwrap_or_default();
        (token.quoted, token.open) = (true, found.is_none());
        token.star = rest(end).starts_with('*');
        end
    } else {
        let ends = |c: char| c.is_whitespace() || closing(c).is_some();
        let word = value.split(ends).next().unwrap_or_default();
        token.value = word.trim_end_matches('*');
        token.star = token.value.len() < word.len();
        at + token.value.len()
    };
    token.value_range = at..end;
    let stars = rest(end).len() - rest(end).trim_start_matches('*').len();
    token.range = start..end + stars;
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(query: &str) -> Vec<String> {
        let told = |token: Token<'_>| {
            assert!(
                query.get(token.range.clone()).is_some() && query.get(token.value_range.clone()).is_some()
            );
            let minus = if token.without { "-" } else { "" };
            let field = token.field.map(|field| format!("{}:", field.word())).unwrap_or_default();
            let marks = if token.quoted { "\"" } else { "" };
            let star = if token.star { "*" } else { "" };
            let open = if token.open { " open" } else { "" };
            format!("{minus}{field}{marks}{}{marks}{star}{open}", token.value)
        };
        tokens(query).into_iter().map(told).collect()
    }

    #[test]
    fn queries_are_taken_apart() {
        for (query, expected) in [
            ("", &[][..]),
            ("  one  two ", &["one", "two"]),
            (
                "\"both sides\" -“not this” «и это»* »so« „auch so“",
                &["\"both sides\"", "-\"not this\"", "\"и это\"*", "\"so\"", "\"auch so\""],
            ),
            ("bord* -Ala-Too a - b –c", &["bord*", "-Ala-Too", "a", "-", "b", "-c"]),
            (
                "tag:concern -TAG:\"next step\" party: x",
                &["tag:concern", "-tag:\"next step\"", "party:", "x"],
            ),
            ("colour:red 12:30 https://a.b", &["colour:red", "12:30", "https://a.b"]),
            ("one\"two\"three", &["one", "\"two\"", "three"]),
            ("\"not closed", &["\"not closed\" open"]),
            ("「同意」", &["\"同意\""]),
            ("** \"", &["*", "\"\" open"]),
        ] {
            assert_eq!(told(query), expected, "{query}");
        }
        assert_eq!(
            tokens("colour:red https://a.b").iter().filter(|token| token.unknown.is_some()).count(),
            1
        );
    }
}
