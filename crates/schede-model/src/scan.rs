//! Bytes looked at many in one step.
//!
//! In: the bytes of a text, and what is looked for in them. Out: whether it
//! stands among them, where, or how often. Most lines hold nothing of what is
//! looked for: it is cheaper to know so at once than to look at every letter.
//!
//! Not here: what is found means.

use std::ops::{BitAnd, BitOr, BitOrAssign, Not, RangeInclusive};

use wide::u8x16;

/// Bytes in one step.
const STEP: usize = 16;

/// Bytes of the pairs of one step.
const PAIRS: usize = STEP + 1;

/// The bytes of one step; or, of each of them, whether something holds: by default nothing.
#[derive(Debug, Clone, Copy, Default)]
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

    /// None holds.
    pub const NONE: Self = Self(u8x16::ZERO);

    /// Whether one holds.
    #[inline]
    #[must_use]
    pub fn any(self) -> bool {
        self.bits() != 0
    }

    /// Whether one is no ASCII.
    #[inline]
    #[must_use]
    pub fn has_high_bit(self) -> bool {
        self.bits() != 0
    }

    /// Those that hold, a bit each.
    #[inline]
    fn bits(self) -> u32 {
        self.0.to_bitmask()
    }

    #[inline]
    fn of(step: &[u8; STEP]) -> Self {
        Self(u8x16::new(*step))
    }

    /// The first and the second bytes of some pairs.
    #[inline]
    fn of_pairs(pairs: &[u8; PAIRS]) -> (Self, Self) {
        let step = |bytes: Option<&[u8; STEP]>| bytes.map_or(Self::NONE, Self::of);
        (step(pairs.first_chunk()), step(pairs.last_chunk()))
    }
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

impl BitOrAssign for Bytes {
    #[inline]
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

impl Not for Bytes {
    type Output = Self;
    #[inline]
    fn not(self) -> Self {
        Self(!self.0)
    }
}

/// Two plain blanks side by side.
#[inline]
pub fn two_blanks(here: Bytes, next: Bytes) -> Bytes {
    here.is(b' ') & next.is(b' ')
}

/// Whether a text holds a pair of neighbours of a kind.
#[inline]
pub fn any_pair(bytes: &[u8], is: impl Fn(Bytes, Bytes) -> Bytes) -> bool {
    let mut rest = bytes;
    let mut found = 0;
    while let Some(pairs) = rest.first_chunk::<PAIRS>() {
        found |= of_pairs(pairs, &is).bits();
        rest = &rest[STEP..];
    }
    found |= last_bits(bytes, n_pairs(rest), |pairs| of_pairs(pairs, &is));
    found != 0
}

/// Where the pairs of neighbours of a kind stand: the place of the second.
#[inline]
pub fn pairs(bytes: &[u8], is: impl Fn(Bytes, Bytes) -> Bytes) -> impl Iterator<Item = usize> {
    let mut rest = bytes;
    // What was found in the last step, and where the step ends.
    let (mut bits, mut end) = (0u32, 0);
    std::iter::from_fn(move || {
        while bits == 0 {
            if let Some(pairs) = rest.first_chunk::<PAIRS>() {
                bits = of_pairs(pairs, &is).bits();
                rest = &rest[STEP..];
            } else if n_pairs(rest) > 0 {
                bits = last_bits(bytes, n_pairs(rest), |pairs| of_pairs(pairs, &is));
                rest = &[];
            } else {
                return None;
            }
            end += STEP;
        }
        let first = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        Some(end - STEP + first + 1)
    })
}

/// Shows all pairs of neighbours of a text, a step at a time; some are shown twice.
/// Behind the last byte stands `behind`.
#[inline]
pub fn each_pair(bytes: &[u8], behind: u8, mut look: impl FnMut(Bytes, Bytes)) {
    let mut rest = bytes;
    while let Some(pairs) = rest.first_chunk::<PAIRS>() {
        let (here, next) = Bytes::of_pairs(pairs);
        look(here, next);
        rest = &rest[STEP..];
    }
    let mut pairs = [behind; PAIRS];
    match (bytes.last_chunk::<STEP>(), pairs.first_chunk_mut()) {
        (Some(last), Some(room)) => *room = *last,
        _ => pairs[..bytes.len()].copy_from_slice(bytes),
    }
    let (here, next) = Bytes::of_pairs(&pairs);
    look(here, next);
}

/// How many pairs of neighbours of a kind a text holds.
#[inline]
pub fn count_pairs(bytes: &[u8], is: impl Fn(Bytes, Bytes) -> Bytes) -> usize {
    // The bits of so many steps are counted at once: most processors can, but a program for
    // all of them may not ask them to, and counts in a dozen steps.
    const STEPS: usize = u64::BITS as usize / STEP;
    let mut rest = bytes;
    let (mut total, mut found, mut n_steps) = (0, 0u64, 0);
    while let Some(pairs) = rest.first_chunk::<PAIRS>() {
        found = found << STEP | u64::from(of_pairs(pairs, &is).bits());
        rest = &rest[STEP..];
        n_steps += 1;
        if n_steps == STEPS {
            total += found.count_ones();
            (found, n_steps) = (0, 0);
        }
    }
    let last = last_bits(bytes, n_pairs(rest), |pairs| of_pairs(pairs, &is));
    // Fewer steps than fit: there is room for the last one.
    (total + (found << STEP | u64::from(last)).count_ones()) as usize
}

#[inline]
fn of_pairs(pairs: &[u8; PAIRS], is: impl Fn(Bytes, Bytes) -> Bytes) -> Bytes {
    let (here, next) = Bytes::of_pairs(pairs);
    is(here, next)
}

fn n_pairs(bytes: &[u8]) -> usize {
    bytes.len().saturating_sub(1)
}

/// The bits of the last `n` places of a text, which are fewer than a step; a step
/// is made of `N` bytes.
#[inline]
fn last_bits<const N: usize>(bytes: &[u8], n: usize, step: impl Fn(&[u8; N]) -> Bytes) -> u32 {
    if n == 0 {
        return 0;
    }
    match bytes.last_chunk() {
        // The step that ends there overlaps the one before.
        Some(last) => step(last).bits() >> (STEP - n),
        None => {
            let mut padded = [0; N];
            padded[..bytes.len()].copy_from_slice(bytes);
            step(&padded).bits() & ((1 << n) - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, any_pair, count_pairs, each_pair, pairs, two_blanks};

    /// Every length around the steps, with the pair at every place.
    #[test]
    fn a_pair_is_seen_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'x'; length];
            assert!(!any_pair(&bytes, two_blanks));
            for at in 1..length {
                bytes[at - 1..=at].fill(b' ');
                assert!(any_pair(&bytes, two_blanks), "{length} {at}");
                assert_eq!(pairs(&bytes, two_blanks).collect::<Vec<_>>(), [at]);
                assert_eq!(count_pairs(&bytes, two_blanks), 1);
                bytes[at - 1..=at].fill(b'x');
            }
        }
    }

    #[test]
    fn every_pair_is_shown() {
        for length in 1..70 {
            let mut bytes = vec![b'x'; length];
            for at in 0..length {
                bytes[at] = b'y';
                let next = bytes.get(at + 1).copied().unwrap_or(b'z');
                let mut found = Bytes::NONE;
                each_pair(&bytes, b'z', |here, after| {
                    found |= here.is(b'y') & after.is(next)
                });
                assert!(found.any(), "{length} {at}");
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
