//! Somebody's words made fit for any file: nothing unseen, nothing that a format forbids.
//!
//! Control characters become the symbols for them: XML forbids them, and a terminal or a
//! spreadsheet may obey them. Marks of direction and joiners stay, because names in Arabic,
//! Hebrew or Persian need them; what turns the order of letters round by force is shown, because
//! it serves to deceive; and what opens an embedding is closed again at the end, so that it does
//! not reach into what stands beside.
//! Must not know: which format it is for, or who wrote the words.

use std::borrow::Cow;

/// The words with everything seen. Line breaks and tabs stay.
pub(super) fn shown(words: &str) -> Cow<'_, str> {
    if !words.chars().any(is_unfit) {
        return Cow::Borrowed(words);
    }
    let mut out = String::with_capacity(words.len() + 16);
    let mut open = Vec::new();
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\n' | '\t' => out.push(c),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{B}' | '\u{C}' => out.push('\n'),
            '\0'..='\u{1F}' => out.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7F}' => out.push('␡'),
            _ if is_shown_by_number(c) => out.push_str(&format!("‹U+{:04X}›", u32::from(c))),
            '\u{202A}' | '\u{202B}' => {
                open.push('\u{202C}');
                out.push(c);
            }
            '\u{2066}'..='\u{2068}' => {
                open.push('\u{2069}');
                out.push(c);
            }
            '\u{202C}' | '\u{2069}' => {
                // One that closes nothing would close what stands around the words.
                if let Some(at) = open.iter().rposition(|closing| *closing == c) {
                    open.truncate(at);
                    out.push(c);
                }
            }
            _ => out.push(c),
        }
    }
    out.extend(open.iter().rev());
    Cow::Owned(out)
}

/// The words on one line: breaks, tabs and several spaces are one space. Those that keep words
/// together stay.
pub(super) fn on_one_line(words: &str) -> String {
    let parts = |c: char| c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}');
    let shown = shown(words);
    shown.split(parts).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_unfit(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}')
        || is_shown_by_number(c)
}

/// Orders to turn letters round, controls of the upper half, tags, and code points that are no
/// characters: none has a symbol.
fn is_shown_by_number(c: char) -> bool {
    matches!(c, '\u{202D}' | '\u{202E}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}')
        || matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{E0000}'..='\u{E007F}' | '\u{FFF9}'..='\u{FFFB}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unseen_is_shown_and_the_rest_is_left() {
        for (words, expected) in [
            ("Сторона «А»\n\tи Б", "Сторона «А»\n\tи Б"),
            ("a\0b\u{7}\u{1B}[31m\u{7F}", "a␀b␇␛[31m␡"),
            ("a\r\nb\rc\u{85}d\u{B}e", "a\nb\nc\nd\ne"),
            ("\u{9B}1m\u{FFFE}\u{10FFFF}", "‹U+009B›1m‹U+FFFE›‹U+10FFFF›"),
            ("exe\u{202E}fdp.doc", "exe‹U+202E›fdp.doc"),
            ("\u{200F}שלום\u{200E} می\u{200C}شود", "\u{200F}שלום\u{200E} می\u{200C}شود"),
            ("a\u{202B}b", "a\u{202B}b\u{202C}"),
            ("\u{2067}a\u{202A}b\u{2069}c", "\u{2067}a\u{202A}b\u{2069}c"),
            ("\u{2067}a\u{202A}b", "\u{2067}a\u{202A}b\u{202C}\u{2069}"),
            ("a\u{2069}b\u{202C}", "ab"),
            ("", ""),
        ] {
            assert_eq!(shown(words), expected, "{words:?}");
        }
        assert_eq!(on_one_line(" a\r\n\tb\u{1}\u{2028}c\u{A0}d "), "a b␁ c\u{A0}d");
    }
}
