//! Words between and inside marks: the same for XML and HTML.
//!
//! Must not know: which document they stand in.

use super::shown::shown;

/// The words as text or as the value of an attribute in double or single quotes: harmless in
/// both, and readable.
pub(super) fn escaped(words: &str) -> String {
    let words = shown(words);
    let mut out = String::with_capacity(words.len() + words.len() / 16);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_mark_and_no_quote_gets_through() {
        assert_eq!(escaped("<a href='x'>\"&amp;\0"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;␀");
    }
}
