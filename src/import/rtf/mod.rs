//! Rich text: the words of the body in whatever code page a font names, with the numbers of lists
//! as the writing program left them, footnotes once, tracked deletions out.
//!
//! Must not know: looks. Control words that are not named here change nothing.

mod reading;
#[cfg(test)]
mod tests;
mod words;

use self::reading::Reading;
use super::decode::{Decoded, Encoding, Known, guessed};
use super::draft::Draft;
use super::{Format, ImportError, Source};

/// Reads rich text.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    let mut reading = Reading::new(source.encoding);
    reading.run(source.bytes)?;
    let mut known = if source.encoding.is_some() { Known::Chosen } else { Known::Declared };
    // Where neither the file nor its fonts name a code page, its bytes tell.
    if reading.undeclared.iter().any(|byte| !byte.is_ascii()) && source.encoding.is_none() {
        let guess = guessed(&reading.undeclared);
        known = Known::Guessed;
        reading = Reading::new(Some(guess));
        reading.run(source.bytes)?;
    }
    let encoding = reading.base.unwrap_or(Encoding::from_code_page(1252).unwrap_or(Encoding::UTF_8));
    let cut = reading.is_cut();
    let mut notes = super::pictures_note(reading.pictures);
    if cut {
        notes.push("the file breaks off: its end is missing".to_owned());
    }
    let unreadable = reading.unreadable;
    let found = std::mem::take(&mut reading.found);
    let blocks = reading.finish()?;
    if cut && blocks.is_empty() {
        return Err(ImportError::damaged(Format::Rtf, "it ends too early"));
    }
    Ok(Draft {
        format: Format::Rtf,
        encoding: Some(Decoded { encoding, known, unreadable }),
        blocks,
        found,
        notes,
    })
}
