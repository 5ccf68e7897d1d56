//! PDF files with text: signs become lines, lines paragraphs; heads, feet and numbers of pages are
//! left out.
//!
//! The file, its fonts and the places of its signs are read by `hayro-interpret`; it knows nothing
//! of words, which is why these are made here. A broken file may still take it long or deep: who
//! must not fail reads in a process of its own.
//! Must not know: pictures, colours, links.

mod glyphs;
mod layout;
mod paragraphs;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt as _, interpret_page};

use self::glyphs::Collector;
use self::paragraphs::Sheet;
use super::draft::{Draft, Found, Origin, offer, offer_words};
use super::{Format, ImportError, Source};
use crate::model::Day;

/// Pages that a statement may have.
const MAX_PAGES: usize = 5_000;

/// Reads a PDF.
pub(super) fn read(source: &Source<'_>) -> Result<Draft, ImportError> {
    // The parser means not to panic, but some files still make it.
    catch_unwind(AssertUnwindSafe(|| open(source.bytes)))
        .unwrap_or_else(|_| Err(ImportError::damaged(Format::Pdf, "its parts do not fit together")))
}

fn open(bytes: &[u8]) -> Result<Draft, ImportError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ImportError::Encrypted(Format::Pdf),
        LoadPdfError::Decryption(_) => ImportError::Unsupported {
            what: "a PDF with a protection that is not known here".to_owned(),
            advice: "Save it without protection, or paste the text instead".to_owned(),
        },
        LoadPdfError::Invalid => {
            ImportError::damaged(Format::Pdf, "its pages can't be found, it may have been cut off")
        }
    })?;
    let pages = pdf.pages().len();
    if pages == 0 {
        return Err(ImportError::damaged(Format::Pdf, "it has no pages"));
    }
    if pages > MAX_PAGES {
        return Err(ImportError::complex(
            Format::Pdf,
            format!("it has {pages} pages; a statement may have {MAX_PAGES}"),
        ));
    }
    let mut taken = Taken::default();
    let cache = InterpreterCache::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let (width, height) = page.render_dimensions();
        let transform = page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
        let mut collector = Collector::default();
        interpret_page(page, &mut context, &mut collector);
        taken.page(index, collector, f64::from(height))?;
    }
    taken.finish(&pdf)
}

/// What was taken from the pages so far.
#[derive(Default)]
struct Taken {
    sheets: Vec<Sheet>,
    letters: usize,
    unknown: usize,
    turned: usize,
    images: usize,
    /// Numbers of pages that are pictures, from 1.
    pictured: Vec<usize>,
}

impl Taken {
    fn page(&mut self, index: usize, page: Collector, height: f64) -> Result<(), ImportError> {
        let letters: usize =
            page.signs.iter().map(|sign| sign.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
        self.letters += letters;
        if self.letters > super::MAX_BYTES {
            return Err(ImportError::TooLong(self.letters));
        }
        if page.signs.len() >= glyphs::MAX_GLYPHS {
            return Err(ImportError::complex(
                Format::Pdf,
                format!("page {} has millions of signs", index + 1),
            ));
        }
        self.unknown += page.unknown;
        self.turned += page.turned;
        self.images += page.images;
        if letters + page.unknown == 0 && page.images > 0 {
            self.pictured.push(index + 1);
        }
        self.sheets.push(Sheet { lines: layout::lines(page.signs), height });
        Ok(())
    }

    fn finish(self, pdf: &Pdf) -> Result<Draft, ImportError> {
        if self.letters + self.unknown == 0 {
            return Err(if self.images > 0 {
                ImportError::Scan { pages: self.sheets.len() }
            } else {
                ImportError::NoText(Format::Pdf)
            });
        }
        if self.unknown > self.letters {
            return Err(ImportError::Unsupported {
                what: "a PDF that does not say which letters its signs are".to_owned(),
                advice: "Run text recognition (OCR) on it first, or paste the text instead".to_owned(),
            });
        }
        let mut notes = Vec::new();
        if !self.pictured.is_empty() {
            let list: Vec<String> = self.pictured.iter().take(20).map(usize::to_string).collect();
            let more = if self.pictured.len() > 20 { " and others" } else { "" };
            notes.push(format!("pages that are pictures and hold no text: {}{more}", list.join(", ")));
        } else {
            notes.extend(super::pictures_note(self.images));
        }
        if self.unknown > 0 {
            notes.push(format!("{} signs are of unknown letters and stand as \u{FFFD}", self.unknown));
        }
        if self.turned > 0 {
            notes.push(format!("{} signs that run upwards or slantwise are not taken", self.turned));
        }
        Ok(Draft {
            format: Format::Pdf,
            encoding: None,
            blocks: paragraphs::blocks(&self.sheets)?,
            found: facts(pdf),
            notes,
        })
    }
}

/// The file's own data, which often are a template's.
fn facts(pdf: &Pdf) -> Found {
    let mut found = Found::default();
    let data = pdf.metadata();
    if let Some(title) = &data.title {
        offer_words(&mut found.title, &glyphs::words(title), Origin::FileData);
    }
    if let Some(date) = &data.creation_date
        && let (Ok(year), Ok(month), Ok(day)) =
            (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day))
        && let Ok(day) = Day::new(year, month, day)
    {
        offer(&mut found.published, day, Origin::FileData);
    }
    found
}
