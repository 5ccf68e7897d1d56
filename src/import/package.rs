//! The zip file in which DOCX and ODT keep their parts: single parts are read up to a limit,
//! nothing is unpacked to the disk.
//!
//! Must not know: what a part means.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Format, ImportError};

/// Bytes that a part may unpack to. The text of a large book has a hundredth of it.
const MAX_PART: u64 = 128 * 1024 * 1024;

/// An open package.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    format: Format,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    ///
    /// Where it is no zip file any more.
    pub(super) fn open(bytes: &'a [u8], format: Format) -> Result<Self, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            ImportError::damaged(format, "the list of its parts is missing, it may have been cut off")
        })?;
        Ok(Self { zip, format })
    }

    /// The part of this name, as bytes; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where the part is damaged, encrypted or too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let format = self.format;
        let damaged = || ImportError::damaged(format, format!("its part {name} can't be unpacked"));
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(ImportError::Encrypted(format));
            }
            Err(_) => return Err(damaged()),
        };
        let mut bytes = Vec::new();
        // What the list says about its size is not believed.
        file.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_PART {
            return Err(ImportError::complex(
                format,
                format!("its part {name} unpacks to more than {} MB", MAX_PART >> 20),
            ));
        }
        Ok(Some(bytes))
    }

    /// The names of the parts.
    pub(super) fn names(&self) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
        self.zip.file_names().filter_map(Result::ok)
    }
}

/// Makes a package of parts, for tests.
#[cfg(test)]
pub(super) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        // The type of an OpenDocument file stands in it as it is.
        let stored = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(*name, zip::write::SimpleFileOptions::default().compression_method(stored)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
