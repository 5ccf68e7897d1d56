//! Comparing a file with bytes in memory, piece by piece, so that it need not be there twice.
//!
//! Must not know: where the pieces come from, or why they are compared.

use crate::store::content_hash::ContentHash;

/// What a file holds before it is saved.
pub(super) struct Current {
    pub(super) hash: ContentHash,
    /// Whether it is what the file is to hold.
    pub(super) same: bool,
}

/// Bytes that are compared with what comes piece by piece.
pub(super) struct Comparison<'a> {
    rest: &'a [u8],
    same: bool,
}

impl<'a> Comparison<'a> {
    pub(super) fn with(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, same: true }
    }

    pub(super) fn add(&mut self, piece: &[u8]) {
        match self.rest.strip_prefix(piece) {
            Some(rest) if self.same => self.rest = rest,
            _ => self.same = false,
        }
    }

    pub(super) fn is_same(&self) -> bool {
        self.same && self.rest.is_empty()
    }
}
