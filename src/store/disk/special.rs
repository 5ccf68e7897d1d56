//! Where the plain part of a JSON text ends: at a quote, a backslash or a control character.
//!
//! Must not know: what comes then.

/// Where the first quote, backslash or control character stands.
pub(super) fn first_special(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 32;
    let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let mut at = 0;
    // Without a way out of the inner loop the compiler looks at many bytes at once.
    while let Some(chunk) = bytes.get(at..at + CHUNK) {
        if chunk.iter().fold(false, |found, byte| found | special(*byte)) {
            break;
        }
        at += CHUNK;
    }
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let found = specials(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(at + usize::try_from(found.trailing_zeros() / 8).unwrap_or(0));
        }
        at += size_of::<u64>();
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| special(*byte)).map(|found| at + found)
}

/// The top bit of the first byte among eight that is a quote, a backslash or a control character.
/// Bits of bytes after it mean nothing.
const fn specials(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const TOPS: u64 = 0x80 * ONES;
    // A byte borrows from its top bit where it is less than what is taken away, but for bytes that
    // have that bit themselves.
    let control = word.wrapping_sub(0x20 * ONES) & !word;
    let quotes = word ^ (0x22 * ONES);
    let escapes = word ^ (0x5C * ONES);
    let zero = (quotes.wrapping_sub(ONES) & !quotes) | (escapes.wrapping_sub(ONES) & !escapes);
    (control | zero) & TOPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for length in 0..80 {
            for (at, special) in (0..length).zip([b'"', b'\\', 0, 0x1F, b'\n'].into_iter().cycle()) {
                for other in [b'a', 0x20, 0x7F, 0x80, 0xFF, b'!', b'#', b'[', b']'] {
                    let mut bytes = vec![other; length];
                    assert_eq!(first_special(&bytes), None);
                    bytes[at] = special;
                    assert_eq!(first_special(&bytes), Some(at));
                    bytes[length - 1] = b'"';
                    assert_eq!(first_special(&bytes), Some(at));
                }
            }
        }
    }
}
