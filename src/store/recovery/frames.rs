//! Records in a file to which more are added: each can be told from one that was cut off or damaged.
//!
//! A record stands between a line `=<bytes> <sum>` and a line end. Its sum is that of the record and of
//! the sum before it, so that one that is missing in the middle is noticed as well.
//! Must not know: what a record says, or the disk.

use std::fmt::Write as _;

/// Bytes of a sum as it is written.
const SUM: usize = 32;

/// The largest record, in bytes: larger than any dossier.
const LARGEST: usize = 2 << 30;

/// Goes from record to record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Chain([u8; 16]);

impl Chain {
    /// Adds a record to what is to be written.
    pub(super) fn add(&mut self, record: &[u8], to: &mut Vec<u8>) {
        *self = self.next(record);
        to.extend_from_slice(format!("={} {}\n", record.len(), self.written()).as_bytes());
        to.extend_from_slice(record);
        to.push(b'\n');
    }

    /// The record with which the bytes begin and what stands after it; `None` where it is not whole.
    pub(super) fn take<'a>(&mut self, bytes: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        let rest = bytes.strip_prefix(b"=")?;
        // A length has no more digits than this.
        let space = rest.iter().take(11).position(|byte| *byte == b' ')?;
        let (length, rest) = rest.split_at_checked(space)?;
        let length: usize = std::str::from_utf8(length).ok()?.parse().ok()?;
        let (sum, rest) = rest.get(1..)?.split_at_checked(SUM)?;
        let rest = rest.strip_prefix(b"\n")?;
        let (record, rest) = rest.split_at_checked(length).filter(|_| length <= LARGEST)?;
        let next = self.next(record);
        let rest = rest.strip_prefix(b"\n").filter(|_| next.written().as_bytes() == sum)?;
        *self = next;
        Some((record, rest))
    }

    fn next(self, record: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0).update(record);
        let mut sum = [0; 16];
        hasher.finalize_xof().fill(&mut sum);
        Self(sum)
    }

    fn written(self) -> String {
        self.0.iter().fold(String::with_capacity(SUM), |mut text, byte| {
            // Nothing that is written to memory fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// All whole records from the beginning, and how many bytes stand after them.
pub(super) fn records(bytes: &[u8]) -> (Vec<&[u8]>, usize) {
    let mut chain = Chain::default();
    let (mut found, mut rest) = (Vec::new(), bytes);
    while let Some((record, after)) = chain.take(rest) {
        found.push(record);
        rest = after;
    }
    (found, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDS: [&[u8]; 4] = [b"first", b"", b"=5 third\n\n", b"the last"];

    fn written() -> Vec<u8> {
        let (mut chain, mut bytes) = (Chain::default(), Vec::new());
        RECORDS.iter().for_each(|record| chain.add(record, &mut bytes));
        bytes
    }

    #[test]
    fn whole_records_are_read_up_to_where_the_file_was_cut() {
        let bytes = written();
        let mut seen = 0;
        for end in 0..=bytes.len() {
            let (found, left) = records(&bytes[..end]);
            assert_eq!(found, RECORDS[..found.len()]);
            assert!(found.len() >= seen && (left == 0 || found.len() < RECORDS.len()));
            seen = found.len();
        }
        assert_eq!((seen, records(&bytes).1), (RECORDS.len(), 0));
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let bytes = written();
        for (at, bit) in (0..bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            let (found, left) = records(&other);
            assert!(found.len() < RECORDS.len() && left > 0, "bit {bit} of byte {at}");
            assert_eq!(found, RECORDS[..found.len()]);
        }
    }

    #[test]
    fn a_record_that_is_missing_in_the_middle_is_noticed() {
        let (mut chain, mut bytes) = (Chain::default(), Vec::new());
        chain.add(RECORDS[0], &mut bytes);
        let mut left_out = Vec::new();
        chain.add(RECORDS[1], &mut left_out);
        chain.add(RECORDS[3], &mut bytes);
        assert_eq!(records(&bytes).0, RECORDS[..1]);
        assert_eq!(records(b"=99999999999999999999 x").0.len(), 0);
    }
}
