//! Tables as text with commas (RFC 4180), with a byte order mark: Excel takes the text for
//! something else than UTF-8 without it.
//!
//! A spreadsheet takes a cell that begins with one of a few characters for a formula, quoted or
//! not, and a formula may start programs. Such a cell gets an apostrophe in front, which
//! spreadsheets show or swallow and never run. It changes the words, so there is a raw way too.
//! Must not know: what stands in the cells.

/// Whether cells that a spreadsheet may run are defused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// An apostrophe goes before what may be taken for a formula.
    Defused,
    /// As they are.
    Raw,
}

/// The table; every row ends in CR LF.
pub(super) fn write<'a, R>(rows: impl IntoIterator<Item = R>, cells: Cells) -> Vec<u8>
where
    R: IntoIterator<Item = &'a str>,
{
    let mut out = String::from('\u{FEFF}');
    for row in rows {
        for (at, cell) in row.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            put(&mut out, cell, cells);
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn put(out: &mut String, cell: &str, cells: Cells) {
    let defused = cells == Cells::Defused && may_run(cell);
    let quoted =
        cell.contains([',', '"', '\r', '\n', ';', '\t']) || cell.starts_with(' ') || cell.ends_with(' ');
    if quoted {
        out.push('"');
    }
    if defused {
        out.push('\'');
    }
    for part in cell.split_inclusive('"') {
        out.push_str(part);
        if part.ends_with('"') {
            out.push('"');
        }
    }
    if quoted {
        out.push('"');
    }
}

/// Whether a spreadsheet may take a cell for a formula: by its first character that it does not
/// skip, in the usual or the full-width form.
fn may_run(cell: &str) -> bool {
    if cell.starts_with(['\t', '\r']) {
        return true;
    }
    let skipped = |c: char| c.is_whitespace() || c.is_control() || is_unseen(c);
    cell.trim_start_matches(skipped)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−', '﹢', '﹣', '﹦', '﹫'])
}

/// Characters without a form that some readers drop.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(cell: &str, cells: Cells) -> String {
        let bytes = write([[cell, "b"]], cells);
        String::from_utf8(bytes).unwrap().trim_start_matches('\u{FEFF}').to_owned()
    }

    #[test]
    fn formulas_are_defused_and_words_are_left_alone() {
        for cell in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", "\u{200B}=1", "＝1", " ＠x", "\n=1", "−1"]
        {
            let line = line(cell, Cells::Defused);
            assert!(line.trim_start_matches('"').starts_with('\''), "{line:?}");
        }
        for cell in ["a=b", "10-12", "e@x.example", "—", "", "'", "«да»"] {
            assert_eq!(line(cell, Cells::Defused), format!("{cell},b\r\n"));
        }
        assert_eq!(line("=1+1", Cells::Raw), "=1+1,b\r\n");
    }

    #[test]
    fn quotes_and_breaks_stay_in_their_cell() {
        assert_eq!(line("a \"b\", c\nd", Cells::Raw), "\"a \"\"b\"\", c\nd\",b\r\n");
        assert_eq!(line("=\"x\"", Cells::Defused), "\"'=\"\"x\"\"\",b\r\n");
    }
}
