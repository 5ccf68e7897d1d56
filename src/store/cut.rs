//! Cutting a file into its meetings, and a meeting into its statements, by nothing but their lines.
//!
//! A line end never stands within a JSON text, so lines can be told apart before anything is read,
//! and what stands between them can be read by several threads. Whether a piece is what it seems to
//! be comes out when it is read: the rest with a hole where the list was, and every piece, must each
//! be sound, and then so is the whole.
//! Must not know: what the pieces say.

use memchr::memchr;

/// A list of objects that take several lines each, as the program indents it.
pub(super) struct List {
    /// The line that opens it.
    opening: &'static [u8],
    /// The first line of each object.
    item: &'static [u8],
    /// What the line after the last begins with.
    end: &'static [u8],
}

/// The meetings of a dossier.
pub(super) const MEETINGS: List = List { opening: b"  \"meetings\": [", item: b"    {", end: b"  ]" };

/// The statements of a meeting.
pub(super) const STATEMENTS: List =
    List { opening: b"      \"statements\": [", item: b"        {", end: b"      ]" };

/// Bytes with a list cut out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut<'b> {
    /// All up to the list's opening bracket.
    pub(super) head: &'b [u8],
    /// The lines of each object; each but the last ends with the comma.
    pub(super) items: Vec<&'b [u8]>,
    /// All from the line end before the list's closing bracket.
    pub(super) tail: &'b [u8],
}

impl List {
    /// Cuts the first such list out; `None` where there is none with anything in it.
    pub(super) fn cut<'b>(&self, bytes: &'b [u8]) -> Option<Cut<'b>> {
        let (mut at, mut head, mut starts) = (0, None, Vec::new());
        loop {
            let end = at + memchr(b'\n', bytes.get(at..)?)?;
            let line = bytes.get(at..end)?;
            if head.is_none() {
                head = (line == self.opening).then_some(end);
            } else if line == self.item {
                starts.push(at);
            } else if starts.is_empty() {
                return None;
            } else if line.starts_with(self.end) {
                break;
            }
            at = end + 1;
        }
        let last = at.checked_sub(1)?;
        let ends = starts.iter().skip(1).copied().chain([last]);
        let items = starts.iter().zip(ends).filter_map(|(start, end)| bytes.get(*start..end)).collect();
        Some(Cut { head: bytes.get(..head?)?, items, tail: bytes.get(last..)? })
    }
}

impl Cut<'_> {
    /// All but the list's objects.
    pub(super) fn rest(&self) -> Vec<u8> {
        [self.head, self.tail].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<(String, Vec<&str>)> {
        let cut = MEETINGS.cut(text.as_bytes())?;
        let items = cut.items.iter().map(|item| std::str::from_utf8(item).unwrap()).collect();
        Some((String::from_utf8(cut.rest()).unwrap(), items))
    }

    #[test]
    fn a_list_is_cut_out_by_its_lines() {
        let text = "{\n  \"a\": 1,\n  \"meetings\": [\n    {\n      \"b\": [\n      ]\n    },\n    {\n    }\n  ],\n  \"c\": 2\n}\n";
        let rest = "{\n  \"a\": 1,\n  \"meetings\": [\n  ],\n  \"c\": 2\n}\n".to_owned();
        assert_eq!(cut(text), Some((rest, vec!["    {\n      \"b\": [\n      ]\n    },\n", "    {\n    }"])));
    }

    #[test]
    fn where_there_is_no_such_list_nothing_is_cut() {
        for text in [
            "",
            "{\n",
            "{\n  \"meetings\": []\n}\n",
            "{\n  \"meetings\": [\n  ]\n}\n",
            "{\n  \"meetings\": [\n    7,\n    {\n    }\n  ]\n}\n",
            "{\n  \"meetings\": [\n    {\n    }\n",
            "{\r\n  \"meetings\": [\r\n    {\r\n    }\r\n  ]\r\n}\r\n",
            "{ \"meetings\": [ { } ] }\n",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
