//! The calls and what is told about them.
//!
//! Must not know: how any of them is carried out.

/// A call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    New,
    Import,
    Check,
    Show,
    Search,
    Suggest,
    Export,
    Merge,
}

/// All of the calls in short.
pub(super) const GENERAL: &str = "\
Vis-à-vis: compare what two governments said about the same meeting

  visavis [FILE]             open the window
  visavis new … -o FILE      make a dossier
  visavis import SOURCE …    take a text in, from a file of any supported format
  visavis check FILE…        tell whether dossiers are sound
  visavis show FILE          tell what is in a dossier
  visavis search FILE WORDS  find words, tags, parties, dates and notes in a dossier
  visavis suggest FILE       tell what could be tagged, linked and noted
  visavis export FILE …      write memo, matrix, tables and charts as files for others
  visavis merge BASE OURS THEIRS -o OUT
                             merge two versions of a dossier

  --renderer wgpu|glow       how the window is drawn
  --measure-start            tell how long the window took to appear, and close it
  -h, --help                 this, or with a call its own help
  -V, --version              the version

Exit codes: 0 done and sound; 1 problems were found, or a file could not be saved;
2 a file could not be read, or the call was not understood. Of a search: 0 found; 1 nothing found.
Of a merge: 1 also where both changed the same.
";

impl Call {
    const ALL: [Self; 8] = [
        Self::New,
        Self::Import,
        Self::Check,
        Self::Show,
        Self::Search,
        Self::Suggest,
        Self::Export,
        Self::Merge,
    ];

    /// Its name in the shell.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Import => "import",
            Self::Check => "check",
            Self::Show => "show",
            Self::Search => "search",
            Self::Suggest => "suggest",
            Self::Export => "export",
            Self::Merge => "merge",
        }
    }

    /// The call of this name.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|call| call.word() == word)
    }

    /// The call that somebody may have meant: at most two letters are different.
    pub(super) fn nearest(word: &str) -> Option<Self> {
        let word = word.to_lowercase();
        Self::ALL
            .into_iter()
            .map(|call| (distance(&word, call.word()), call))
            .filter(|(distance, call)| *distance <= 2 && *distance < call.word().len() - 1)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, call)| call)
    }

    /// Its help.
    pub(super) fn usage(self) -> &'static str {
        match self {
            Self::New => {
                "\
visavis new --party NAME --party NAME [options] -o FILE
visavis new --article FILE [options] -o FILE

Makes a dossier with its parties and a first meeting.

  --party \"NAME|SHORT\"       a side; two or more. SHORT is made from NAME where it is left out
  --title TITLE              the dossier's title; made from the parties where it is left out
  --date YYYY-MM-DD          the day of the meeting
  --language CODE            the language of the statements that follow, such as en or ru
  --statement PARTY=FILE     a side's statement: its name or short name, and a file: plain text or
                             Markdown, a saved page, DOCX, ODT, RTF, EML or PDF
  --article FILE             one report with both sides in it: each paragraph goes to the side that
                             speaks; parties, people and day are taken from it where they are not given
  --suggest                  accept passages and links of which the program is sure; the others are
                             proposed in the window
  -o, --output FILE          where to save it
  --force                    replace FILE where it is there already; it is kept as FILE.backup
  --json                     tell the new ids as JSON
"
            }
            Self::Import => {
                "\
visavis import SOURCE
visavis import SOURCE DOSSIER --party NAME [options]

Takes a text in: plain text or Markdown in any usual encoding, a saved page, DOCX, ODT, RTF, EML
or PDF. Without DOSSIER the clean text is printed; with it, it is added there as a statement.

  --party NAME               whose statement it is: name, short name or alias
  --meeting ID|YYYY-MM-DD    the meeting; not needed where there is only one
  --language CODE            the text's language, such as en or ru; else it is found out
  --encoding NAME            how its letters are written, such as windows-1251; else it is found out
  --json                     tell what was read, and the new id, as JSON
"
            }
            Self::Check => {
                "\
visavis check [--json] FILE…

Tells whether dossiers are sound: one line for each problem, with its place in the file.
Nothing is changed. Exit code 0: all are sound; 1: there are problems; 2: one can't be read.
"
            }
            Self::Show => {
                "\
visavis show [--json] FILE

Tells what is in a dossier: parties, meetings, statements, passages, links, absences.
Nothing is changed.
"
            }
            Self::Search => {
                "\
visavis search [options] FILE WORDS…

Finds words in a dossier's texts, titles and notes, and tells the places meeting by meeting, the last
meeting first. Nothing is changed. Exit code 0: found; 1: nothing found; 2: a file can't be read, or
the call was not understood.

  border crossing            both words, with any endings, in the same text, title or note
  '\"border crossing\"'        these words in this order, letter by letter
  regist*                    words that begin so
  -visa                      only where it does not stand; before a field, all others
  tag:concern                passages with a tag: its id, letter or name
  topic:NAME  by:REVIEWER  label:C3  status:'\"no response\"'
                             passages by topic, reviewer, label, and what became of them
  said:KG                    passages by whose words they are: a party, own, both, third, nobody
  party:KG                   statements of a party: short name, name or alias
  date:2024-03..2025-02      meetings by year, month or day; also from:2024-03, to:2025
  in:notes                   only in notes; in:text, in:title

Case, accents and variants of print make no difference. The same field twice asks for either.
Without words, the passages, notes or texts asked for are told.

  --limit N                  places to tell, 100 where it is left out; all are counted
  --best                     first those meetings in which most of the words stand near each other
  --json                     tell them as JSON; places are counted in code points, as in the file
"
            }
            Self::Suggest => {
                "\
visavis suggest [--meeting ID|YYYY-MM-DD] FILE

Tells what the program would tag, link and note in a dossier: one JSON object a line, with a score
from 0 to 1 and the reason. Places are counted in code points, as in the file. Nothing is changed.

  --meeting ID|YYYY-MM-DD    one meeting; all of them where it is left out
"
            }
            Self::Export => {
                "\
visavis export FILE --to FORMAT -o OUT [options]
visavis export --list [--json]

Writes what is in a dossier as a file for others. The reviewer's notes stay out of it unless they
are asked for. The dossier is not changed.

  --list                     tell which formats there are
  --to FORMAT                the format, by its name in that list
  -o, --output OUT           where to; - for the output of the call
  --meeting ID|YYYY-MM-DD    one meeting
  --from YYYY-MM-DD          the meetings from this day on
  --to-date YYYY-MM-DD       the meetings up to this day; all of them where nothing is said
  --party NAME               a side: name, short name or alias; once for each, in this order; all of
                             them where it is left out
  --language en|ru|fr        the language of headings
  --marking WORDS            a handling marking at top and foot
  --with-notes               the reviewer's notes, reasons and name as well
  --memo ID|TITLE            a memo of the dossier, as it was set up there; without it a memo has all
                             sections, of the meetings and sides that are named here
  --raw                      matrix-csv: every cell as it is, for programs; a spreadsheet may take
                             words for formulas
  --force                    replace OUT where it is there already
  --json                     tell what was written as JSON
"
            }
            Self::Merge => {
                "\
visavis merge BASE OURS THEIRS -o OUT [options]

Merges two versions of a dossier, OURS and THEIRS, with BASE, the version from which both came. What
one of them changed is taken from it, field by field. Where both changed the same differently, ours is
taken, and both are told: a line for each on the error output. What one deleted and the other changed
is kept and told as well. BASE may be empty or missing; then all that differs is told.

Exit code 0: merged; 1: merged with conflicts, or OUT could not be saved; 2: a file can't be read.

  -o, --output OUT           where to save it; may be OURS or THEIRS
  --force                    replace OUT where it is there already; it is kept as OUT.backup
  --json                     tell conflicts and notes as JSON

As a merge driver of git, after which git merges dossiers by itself:

  git config merge.visavis.driver 'visavis merge %O %A %B -o %A'
  echo '*.json merge=visavis' >> .gitattributes
"
            }
        }
    }
}

/// How many letters must be put in, taken out or changed to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().take(40).enumerate() {
        let mut next = vec![i + 1];
        for (j, (other, pair)) in b.iter().zip(row.windows(2)).enumerate() {
            if let [diagonal, above] = pair {
                let before = next.get(j).copied().unwrap_or(i + 1);
                next.push((diagonal + usize::from(letter != *other)).min(above + 1).min(before + 1));
            }
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_guessed_and_nothing_else() {
        for (word, call) in [
            ("chek", Some(Call::Check)),
            ("chcek", Some(Call::Check)),
            ("Show", Some(Call::Show)),
            ("shwo", Some(Call::Show)),
            ("sugest", Some(Call::Suggest)),
            ("serach", Some(Call::Search)),
            ("neww", Some(Call::New)),
            ("imprt", Some(Call::Import)),
            ("exprot", Some(Call::Export)),
            ("megre", Some(Call::Merge)),
            ("matrix", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(Call::nearest(word), call, "{word}");
        }
    }
}
