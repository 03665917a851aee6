//! Bytes looked at many in one step.
//!
//! In: the bytes of a text, and what is looked for in them. Out: whether it
//! stands among them, where, or how often. Most lines hold nothing of what is
//! looked for: it is cheaper to know so at once than to look at every letter.
//!
//! Not here: what is found means.

use std::ops::{BitAnd, BitOr, Not, RangeInclusive};

use wide::u8x16;

/// Bytes in one step.
const STEP: usize = 16;

/// Bytes of the pairs of one step.
const PAIRS: usize = STEP + 1;

/// The bytes of one step; or, of each of them, whether something holds.
#[derive(Debug, Clone, Copy)]
pub struct Bytes(u8x16);

impl Bytes {
    /// Which are a byte.
    #[inline]
    #[must_use]
    pub fn is(self, byte: u8) -> Self {
        Self(self.0.simd_eq(u8x16::splat(byte)))
    }

    /// Which are in a range.
    #[inline]
    #[must_use]
    pub fn is_in(self, range: RangeInclusive<u8>) -> Self {
        let above = self.0 - u8x16::splat(*range.start());
        let most = u8x16::splat(range.end() - range.start());
        Self(above.min(most).simd_eq(above))
    }

    /// Those that hold, a bit each.
    #[inline]
    fn bits(self) -> u32 {
        self.0.to_bitmask()
    }

    /// The bytes of a text from `at`; those behind its end are 0.
    #[inline]
    fn load(bytes: &[u8], at: usize) -> Self {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first_chunk() {
            Some(step) => Self(u8x16::new(*step)),
            None => Self(u8x16::new(padded(rest))),
        }
    }

    /// The first and the second bytes of the pairs from `at`.
    #[inline]
    fn load_pairs(bytes: &[u8], at: usize) -> (Self, Self) {
        let rest = bytes.get(at..).unwrap_or_default();
        match rest.first_chunk::<PAIRS>() {
            Some(pairs) => Self::pairs(pairs),
            None => Self::pairs(&padded(rest)),
        }
    }

    #[inline]
    fn pairs(pairs: &[u8; PAIRS]) -> (Self, Self) {
        let (mut here, mut next) = ([0; STEP], [0; STEP]);
        here.copy_from_slice(&pairs[..STEP]);
        next.copy_from_slice(&pairs[1..]);
        (Self(u8x16::new(here)), Self(u8x16::new(next)))
    }
}

/// A short text, with zeros behind it.
fn padded<const N: usize>(text: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..text.len()].copy_from_slice(text);
    bytes
}

impl BitAnd for Bytes {
    type Output = Self;
    #[inline]
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Bytes {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for Bytes {
    type Output = Self;
    #[inline]
    fn not(self) -> Self {
        Self(!self.0)
    }
}

/// Whether a text holds a byte of a kind.
#[inline]
pub fn any(bytes: &[u8], is: impl Fn(Bytes) -> Bytes) -> bool {
    let (mut at, mut found) = (0, 0);
    while at + STEP <= bytes.len() {
        found |= is(Bytes::load(bytes, at)).bits();
        at += STEP;
    }
    let rest = || last_bits(bytes.len(), at, |at| is(Bytes::load(bytes, at)));
    found != 0 || at < bytes.len() && rest() != 0
}

/// Whether a text holds a pair of neighbours of a kind.
#[inline]
pub fn any_pair(bytes: &[u8], is: impl Fn(Bytes, Bytes) -> Bytes) -> bool {
    let n_pairs = bytes.len().saturating_sub(1);
    let pair = |at: usize| {
        let (here, next) = Bytes::load_pairs(bytes, at);
        is(here, next)
    };
    let (mut at, mut found) = (0, 0);
    while at + STEP <= n_pairs {
        found |= pair(at).bits();
        at += STEP;
    }
    found != 0 || at < n_pairs && last_bits(n_pairs, at, pair) != 0
}

/// Where the pairs of neighbours of a kind stand: the place of the second.
#[inline]
pub fn pairs(bytes: &[u8], is: impl Fn(Bytes, Bytes) -> Bytes) -> impl Iterator<Item = usize> {
    let n_pairs = bytes.len().saturating_sub(1);
    let (mut bits, mut at) = (0, 0);
    std::iter::from_fn(move || {
        while bits == 0 {
            let pair = |at: usize| {
                let (here, next) = Bytes::load_pairs(bytes, at);
                is(here, next)
            };
            if at + STEP <= n_pairs {
                bits = pair(at).bits();
            } else if at < n_pairs {
                bits = last_bits(n_pairs, at, pair);
            } else {
                return None;
            }
            at += STEP;
        }
        let first = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        Some(at - STEP + first + 1)
    })
}

/// How many pairs of neighbours of a kind a text holds.
#[inline]
pub fn count_pairs(bytes: &[u8], is: impl Fn(Bytes, Bytes) -> Bytes) -> usize {
    // So many steps that the sum of their counts fits a byte.
    const RUN: usize = u8::MAX as usize / STEP;
    let n_pairs = bytes.len().saturating_sub(1);
    let pair = |at: usize| {
        let (here, next) = Bytes::load_pairs(bytes, at);
        is(here, next)
    };
    let (mut total, mut at) = (0, 0);
    while at + STEP <= n_pairs {
        let end = n_pairs.min(at + RUN * STEP);
        let mut counts = u8x16::ZERO;
        while at + STEP <= end {
            // What holds has all bits set: that is -1.
            counts -= pair(at).0;
            at += STEP;
        }
        total += usize::from(counts.reduce_add());
    }
    if at < n_pairs {
        total += last_bits(n_pairs, at, pair).count_ones() as usize;
    }
    total
}

/// The bits of the last places, from `at` to `end`, which are fewer than a step.
#[inline]
fn last_bits(end: usize, at: usize, step: impl Fn(usize) -> Bytes) -> u32 {
    match end.checked_sub(STEP) {
        // The step that ends there overlaps the one before.
        Some(last) => step(last).bits() >> (at - last),
        None => step(at).bits() & ((1 << (end - at)) - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, any, any_pair, count_pairs, pairs};

    fn two(here: Bytes, next: Bytes) -> Bytes {
        here.is(b' ') & next.is(b' ')
    }

    /// Every length around the steps, with the pair at every place.
    #[test]
    fn a_pair_is_seen_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'x'; length];
            assert!(!any_pair(&bytes, two));
            for at in 1..length {
                bytes[at - 1..=at].fill(b' ');
                assert!(any_pair(&bytes, two), "{length} {at}");
                assert_eq!(pairs(&bytes, two).collect::<Vec<_>>(), [at]);
                assert_eq!(count_pairs(&bytes, two), 1);
                bytes[at - 1..=at].fill(b'x');
            }
        }
    }

    #[test]
    fn a_byte_is_seen_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'x'; length];
            assert!(!any(&bytes, |byte| !byte.is_in(b'a'..=b'x')));
            for at in 0..length {
                bytes[at] = 0;
                assert!(any(&bytes, |byte| byte.is_in(0..=b' ')), "{length} {at}");
                bytes[at] = b'x';
            }
        }
    }

    #[test]
    fn pairs_are_those_that_looking_at_each_finds() {
        let text: Vec<u8> = (0..=255).cycle().step_by(7).take(900).collect();
        let kind = |here: Bytes, next: Bytes| here.is_in(b'0'..=b'9') | next.is_in(128..=255);
        let slow = |at: &usize| text[at - 1].is_ascii_digit() || text[*at] >= 128;
        let places: Vec<usize> = (1..text.len()).filter(slow).collect();
        assert_eq!(pairs(&text, kind).collect::<Vec<_>>(), places);
        assert_eq!(count_pairs(&text, kind), places.len());
    }
}
