//! Cutting a file into its meetings, and a meeting into its statements, by nothing but their lines.
//!
//! A line end never stands within a JSON text, so lines can be told apart before anything is read,
//! and what stands between them can be read by several threads. Whether a piece is what it seems to
//! be comes out when it is read: the rest with a hole where the list was, and every piece, must each
//! be sound, and then so is the whole.
//! Must not know: what the pieces say.

use std::ops::Range;

use memchr::memchr_iter;

use super::share::share;

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
pub(super) const MEETINGS: List = List { opening: b"  \"meetings\": [\n", item: b"    {\n", end: b"  ]" };

/// The statements of a meeting.
pub(super) const STATEMENTS: List =
    List { opening: b"      \"statements\": [\n", item: b"        {\n", end: b"      ]" };

/// What lines begin with that are deeper in than any line of these lists.
const DEEP: &[u8] = b"          ";

/// Bytes, and where in them lines begin that may be those of a list.
pub(super) struct Lines<'b> {
    bytes: &'b [u8],
    starts: Vec<usize>,
}

/// A stretch of the bytes with a list cut out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// All up to the list's opening bracket.
    pub(super) head: Range<usize>,
    /// The lines of each object; each but the last ends with the comma.
    pub(super) items: Vec<Range<usize>>,
    /// All from the line end before the list's closing bracket.
    pub(super) tail: Range<usize>,
}

impl<'b> Lines<'b> {
    /// Looks for the lines by so many threads.
    pub(super) fn of(bytes: &'b [u8], threads: usize) -> Self {
        let part = bytes.len() / threads.max(1) + 1;
        let parts: Vec<usize> = (0..bytes.len()).step_by(part).collect();
        let starts = share(parts, &mut vec![(); threads], |(), _, from| {
            let here = bytes.get(from..bytes.len().min(from + part)).unwrap_or_default();
            let starts = memchr_iter(b'\n', here).map(|end| from + end + 1);
            starts.filter(|start| bytes.get(*start..).is_some_and(|line| !line.starts_with(DEEP))).collect()
        });
        // The first line has no line end before it.
        Self { bytes, starts: std::iter::once(vec![0]).chain(starts).flatten().collect() }
    }

    /// The bytes of a stretch.
    pub(super) fn bytes(&self, range: &Range<usize>) -> &'b [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    /// Cuts the first such list out of a stretch that begins with a line; `None` where there is none
    /// with anything in it.
    pub(super) fn cut(&self, list: &List, within: &Range<usize>) -> Option<Cut> {
        let from = self.starts.partition_point(|start| *start < within.start);
        let mut starts = self.starts.get(from..)?.iter().copied().take_while(|start| *start < within.end);
        let is = |start: usize, line: &[u8]| self.bytes.get(start..).is_some_and(|b| b.starts_with(line));
        let opening = starts.find(|start| is(*start, list.opening))?;
        // After the bracket, before the line end.
        let head = within.start..opening + list.opening.len() - 1;
        let mut items: Vec<usize> = Vec::new();
        for start in starts {
            if is(start, list.item) {
                // Deep lines before the first object would belong to none.
                if items.is_empty() && start != opening + list.opening.len() {
                    return None;
                }
                items.push(start);
            } else if items.is_empty() {
                return None;
            } else if is(start, list.end) {
                let last = start - 1;
                let ends = items.iter().skip(1).copied().chain([last]);
                let items = items.iter().zip(ends).map(|(start, end)| *start..end).collect();
                return Some(Cut { head, items, tail: last..within.end });
            }
        }
        None
    }

    /// All but the list's objects.
    pub(super) fn rest(&self, cut: &Cut) -> Vec<u8> {
        [self.bytes(&cut.head), self.bytes(&cut.tail)].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Option<(String, Vec<&str>)> {
        let all: Vec<_> = [1, 2, 7].map(|threads| Lines::of(text.as_bytes(), threads)).into();
        assert!(all.iter().all(|lines| lines.starts == all[0].starts));
        let lines = &all[0];
        let cut = lines.cut(&MEETINGS, &(0..text.len()))?;
        let items = cut.items.iter().filter_map(|item| text.get(item.clone())).collect();
        Some((String::from_utf8(lines.rest(&cut)).unwrap(), items))
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
            "{\n  \"meetings\": [\n          {\n    {\n    }\n  ]\n}\n",
            "{\n  \"meetings\": [\n    7,\n    {\n    }\n  ]\n}\n",
            "{\n  \"meetings\": [\n    {\n    }\n",
            "{\r\n  \"meetings\": [\r\n    {\r\n    }\r\n  ]\r\n}\r\n",
            "{ \"meetings\": [ { } ] }\n",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
