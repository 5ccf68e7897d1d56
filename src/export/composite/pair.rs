//! Which two texts of a meeting are compared.
//!
//! Must not know: what becomes of the comparison.

use crate::model::Statement;
use crate::text::Change;

/// More texts of a meeting are not tried: the first of each party are the likeliest.
const MOST: usize = 8;

/// Two texts.
pub(super) struct Pair<'a> {
    pub(super) a: &'a Statement,
    pub(super) b: &'a Statement,
    /// How much of both is equal, in per cent.
    pub(super) share: usize,
}

/// The two that are most alike, of different parties where there are such; in the order given.
pub(super) fn choose<'a>(texts: &[&'a Statement]) -> Option<Pair<'a>> {
    let few: Vec<&'a Statement> = texts.iter().take(MOST).copied().collect();
    let pairs = || few.iter().enumerate().flat_map(|(at, a)| few.iter().skip(at + 1).map(|b| (*a, *b)));
    let crosses = |(a, b): &(&'a Statement, &'a Statement)| a.party() != b.party();
    let any_crosses = pairs().any(|pair| crosses(&pair));
    let wanted = pairs().filter(|pair| !any_crosses || crosses(pair));
    let weighed = wanted.map(|(a, b)| Pair { a, b, share: share(a.text(), b.text()) });
    // Of equals the first.
    weighed.reduce(|best, next| if next.share > best.share { next } else { best })
}

/// How much of two texts is equal, in per cent of both.
pub(super) fn share(a: &str, b: &str) -> usize {
    let both = a.len() + b.len();
    if both == 0 {
        return 100;
    }
    let change = Change::between(a, b);
    let gone: usize = change.replaces().iter().map(|replace| replace.range.len()).sum();
    a.len().saturating_sub(gone) * 200 / both
}
