//! Which format a file is in: by what is in it, and by its name only where that leaves it open.
//!
//! Must not know: how a format is read.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ImportError;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Text without marks.
    Plain,
    /// Text with light marks.
    Markdown,
    /// A saved page, or a piece of one.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// Rich text.
    Rtf,
    /// A letter, or a page saved as one file (MHTML).
    Eml,
    /// A PDF.
    Pdf,
}

impl Format {
    /// All, in the order of menus.
    pub const ALL: [Self; 8] =
        [Self::Plain, Self::Markdown, Self::Html, Self::Docx, Self::Odt, Self::Rtf, Self::Eml, Self::Pdf];

    /// In words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plain => "plain text",
            Self::Markdown => "Markdown text",
            Self::Html => "web page",
            Self::Docx => "Word document",
            Self::Odt => "OpenDocument text",
            Self::Rtf => "rich text (RTF)",
            Self::Eml => "e-mail",
            Self::Pdf => "PDF",
        }
    }

    /// How the names of such files end, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Plain => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Docx => &["docx", "docm", "dotx"],
            Self::Odt => &["odt", "ott", "fodt"],
            Self::Rtf => &["rtf"],
            Self::Eml => &["eml", "mht", "mhtml"],
            Self::Pdf => &["pdf"],
        }
    }

    /// The one whose files are called so.
    fn by_name(name: &str) -> Option<Self> {
        let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// Finds out the format of a file.
    ///
    /// # Errors
    ///
    /// Where it is known to be something else, such as a picture.
    pub fn recognise(bytes: &[u8], name: &str) -> Result<Self, ImportError> {
        let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
        if memchr::memmem::find(head.get(..head.len().min(1024)).unwrap_or_default(), b"%PDF-").is_some() {
            return Ok(Self::Pdf);
        }
        if head.starts_with(b"{\\rtf") || head.starts_with(b"\xEF\xBB\xBF{\\rtf") {
            return Ok(Self::Rtf);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            // What was cut off may be what tells them apart.
            let named = Self::by_name(name).filter(|named| matches!(named, Self::Docx | Self::Odt));
            return of_package(bytes).or_else(|error| named.filter(|_| is_only_packed(&error)).ok_or(error));
        }
        if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Err(of_old_office(bytes));
        }
        if let Some(error) = of_other(head) {
            return Err(error);
        }
        let named = Self::by_name(name);
        if matches!(named, Some(Self::Docx | Self::Odt | Self::Pdf | Self::Rtf)) && !is_flat_odt(head) {
            // The name is wrong or the file is cut: what is in it decides, see below.
            return Ok(of_text(head).unwrap_or(Self::Plain));
        }
        if named == Some(Self::Eml) || is_letter(head) {
            return Ok(Self::Eml);
        }
        if is_flat_odt(head) {
            return Ok(Self::Odt);
        }
        Ok(of_text(head).or(named).unwrap_or(Self::Plain))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

fn unsupported(what: &str, advice: &str) -> ImportError {
    ImportError::Unsupported { what: what.to_owned(), advice: advice.to_owned() }
}

const PACKED: &str = "a packed file (ZIP)";

fn is_only_packed(error: &ImportError) -> bool {
    matches!(error, ImportError::Unsupported { what, .. } if what == PACKED)
}

/// The kind of document that a zip file holds. The names of its members stand in it as they are.
fn of_package(bytes: &[u8]) -> Result<Format, ImportError> {
    let holds = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if holds(b"word/document") {
        Ok(Format::Docx)
    } else if holds(b"application/vnd.oasis.opendocument.text") {
        Ok(Format::Odt)
    } else if holds(b"xl/workbook") || holds(b"opendocument.spreadsheet") {
        Err(unsupported("a table (spreadsheet)", "Copy the text out of it and paste it instead"))
    } else if holds(b"ppt/presentation") || holds(b"opendocument.presentation") {
        Err(unsupported("a presentation", "Copy the text out of it and paste it instead"))
    } else if holds(b"application/epub+zip") {
        Err(unsupported("a book (EPUB)", "Copy the text out of it and paste it instead"))
    } else if holds(b"content.xml") {
        Ok(Format::Odt)
    } else if holds(b"[Content_Types].xml") {
        Ok(Format::Docx)
    } else {
        Err(unsupported(PACKED, "Unpack it first, and take in the files in it one by one"))
    }
}

/// Word before 2007, and later documents with a password, which share a container.
fn of_old_office(bytes: &[u8]) -> ImportError {
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &wide).is_some() {
        return ImportError::Encrypted(Format::Docx);
    }
    unsupported("an old Office file (such as .doc)", "Save it as .docx, or paste the text instead")
}

/// Pictures and other files that are met by mistake.
fn of_other(head: &[u8]) -> Option<ImportError> {
    let starts = |marks: &[&[u8]]| marks.iter().any(|mark| head.starts_with(mark));
    if starts(&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*", b"BM"]) && head.contains(&0)
        || (starts(&[b"RIFF"]) && head.get(8..12) == Some(b"WEBP"))
        || head.get(4..8) == Some(b"ftyp")
    {
        return Some(unsupported(
            "a picture or a film and holds no text",
            "Type the text, or run text recognition (OCR) and paste what it finds",
        ));
    }
    if starts(&[b"7z\xBC\xAF", b"Rar!", b"\x1F\x8B", b"BZh", b"\xFD7zXZ"]) {
        return Some(unsupported("a packed file", "Unpack it first, and take in the files in it one by one"));
    }
    None
}

fn is_flat_odt(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"<office:document").is_some()
}

/// Whether text begins as a page does.
fn of_text(head: &[u8]) -> Option<Format> {
    // Also in UTF-16, whose every second byte is zero here.
    let text: String =
        head.iter().filter(|byte| **byte != 0 && byte.is_ascii()).map(|b| char::from(*b)).collect();
    let lower = text.trim_start().to_ascii_lowercase();
    let beginnings = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<div",
        "<article",
        "<p>",
        "<p ",
        "<!--",
        "<span",
    ];
    if beginnings.iter().any(|beginning| lower.starts_with(beginning)) {
        return Some(Format::Html);
    }
    (lower.starts_with("<?xml") && lower.contains("<html")).then_some(Format::Html)
}

/// Whether a text begins with the head of a letter as it is sent.
fn is_letter(head: &[u8]) -> bool {
    let mut known = 0;
    let mut technical = false;
    for line in head.split(|byte| *byte == b'\n').take(40) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let name = line.get(..colon).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            return false;
        }
        known += usize::from(matches!(name.as_slice(), b"from" | b"to" | b"date" | b"subject"));
        technical |=
            matches!(name.as_slice(), b"received" | b"return-path" | b"mime-version" | b"message-id");
        technical |= name == b"content-type";
    }
    technical && known > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8], name: &str) -> Result<Format, String> {
        Format::recognise(bytes, name).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_in_a_file_counts_more_than_its_name() {
        assert_eq!(told(b"%PDF-1.7\n", "a.txt"), Ok(Format::Pdf));
        assert_eq!(told(b"{\\rtf1", "a.doc"), Ok(Format::Rtf));
        assert_eq!(told(b"PK\x03\x04 word/document.xml", "a.zip"), Ok(Format::Docx));
        assert_eq!(told(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", ""), Ok(Format::Odt));
        assert_eq!(told(b"\n <!DOCTYPE html><p>", "a.txt"), Ok(Format::Html));
        assert_eq!(told(b"<\0h\0t\0m\0l\0>\0", ""), Ok(Format::Html));
        assert_eq!(told(b"From: a@b.example\nMIME-Version: 1.0\n\nHello", ""), Ok(Format::Eml));
        assert_eq!(told(b"Both sides met.", "a.docx"), Ok(Format::Plain));
    }

    #[test]
    fn the_name_decides_where_the_text_does_not() {
        assert_eq!(told(b"Both sides met.", ""), Ok(Format::Plain));
        assert_eq!(told(b"Both sides met.", "A.MD"), Ok(Format::Markdown));
        assert_eq!(told(b"Both <b>sides</b> met.", "a.htm"), Ok(Format::Html));
        assert_eq!(told(b"Date: 20 February 2025\nFrom: the Ministry\n\nText", "a.txt"), Ok(Format::Plain));
    }

    #[test]
    fn what_is_not_read_says_what_it_is() {
        let of = |bytes: &[u8]| told(bytes, "").unwrap_err();
        assert!(of(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Word").contains("Save it as .docx"));
        let locked = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
        let locked: Vec<u8> = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain(locked).collect();
        assert!(of(&locked).contains("password"));
        assert!(of(b"\x89PNG\r\n\x1a\n\0").contains("picture"));
        assert!(of(b"PK\x03\x04 xl/workbook.xml").contains("spreadsheet"));
        assert!(of(b"PK\x03\x04 photo.jpg").contains("Unpack it"));
        assert_eq!(told(b"PK\x03\x04 cut", "a.docx"), Ok(Format::Docx));
    }
}
