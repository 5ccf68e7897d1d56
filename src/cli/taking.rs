//! What the calls that take texts in have in common: a file becomes a clean text with what it says of
//! itself. The proposals of the import are accepted; they can be looked through in the window only.
//!
//! Must not know: whose text it is.

use super::{Refusal, count, plain};
use crate::import::{self, Choices, Draft, Encoding, Finding, Known, Origin};
use crate::model::{PartyId, Source, StatementDetails};
use crate::reader::Reader;
use crate::store;
use crate::text::CleanText;

/// A text that was taken in.
pub(super) struct Taken {
    /// The text.
    pub(super) text: CleanText,
    /// What the file says of where it comes from.
    pub(super) source: Source,
    /// Its language, as a BCP 47 tag; empty where it is not known.
    pub(super) language: String,
    /// What a reader of the text should know, where there is something.
    pub(super) said: Option<String>,
}

impl Taken {
    /// The statement's details.
    pub(super) fn details(&self, party: PartyId) -> StatementDetails {
        StatementDetails { party, language: self.language.clone(), source: self.source.clone() }
    }
}

/// Takes a file in. A `language` that is not empty is taken for the text's.
pub(super) fn take(file: &str, encoding: Option<Encoding>, language: &str) -> Result<Taken, Refusal> {
    let limit = u64::try_from(import::MAX_FILE_BYTES).unwrap_or(u64::MAX);
    let unreadable = |why: &dyn std::fmt::Display| Refusal::Unreadable(format!("{file}: {why}"));
    let bytes = store::read_bounded(file.as_ref(), limit).map_err(|error| unreadable(&error))?;
    let name = std::path::Path::new(file).file_name().unwrap_or_default().to_string_lossy();
    let source = import::Source { bytes: &bytes, name: &name, encoding, kind: None };
    let draft = Reader::apart().read(&source).map_err(|error| unreadable(&error))?;
    let text = draft.text(&Choices::default());
    let found = &draft.found;
    let of_itself = found.language.as_ref().map(|found| found.value.clone()).filter(|code| code != "und");
    let language = if language.is_empty() { of_itself.unwrap_or_default() } else { language.to_owned() };
    // A file's own data often are those of a template: without anyone to ask they are not taken.
    let sure = |origin: Origin| origin < Origin::FileData;
    let words = |found: &Option<Finding<String>>| {
        found.as_ref().filter(|found| sure(found.origin)).map(|found| found.value.clone())
    };
    let source = Source {
        title: words(&found.title).unwrap_or_default(),
        publisher: words(&found.publisher).unwrap_or_default(),
        url: words(&found.url).unwrap_or_default(),
        published: found.published.as_ref().filter(|found| sure(found.origin)).map(|found| found.value),
        ..Source::default()
    };
    let said = how(file, &draft);
    Ok(Taken { text, source, language, said })
}

fn how(file: &str, draft: &Draft) -> Option<String> {
    let mut said = Vec::new();
    let out = draft.blocks.iter().filter(|block| block.left_out.is_some()).count();
    if out > 0 {
        said.push(format!("{} left out", count(out, "block", "blocks")));
    }
    if let Some(decoded) = draft.encoding.filter(|decoded| decoded.known == Known::Guessed) {
        said.push(format!("read as {}, which is a guess", decoded.encoding.label()));
    }
    said.extend(draft.notes.iter().map(|note| plain(note)));
    (!said.is_empty()).then(|| format!("{}: {}; {}", plain(file), draft.format, said.join("; ")))
}
