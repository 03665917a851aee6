//! The boxes of a document's words, packed: a document has a million of them, and they
//! are asked for again only where a value or a finding stands.
//!
//! In: the words of a line from left to right, each with its bytes and its box. Out:
//! the same, the boxes to hundredths of a point, as they are written.

use crate::page::BBox;

/// Boxes of words, line by line.
///
/// A word takes about seven bytes. Words that stand at one height, none far from the
/// one before it, have six bytes each; others have numbers of seven bits a byte, each
/// less what the word before lets expect. The first byte of a line says which it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Boxes(Vec<u8>);

/// Where the boxes of a line's words stand among those of a document; a line of text has
/// none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BoxesOfLine {
    start: u32,
    end: u32,
}

impl BoxesOfLine {
    /// Whether the line is one of text, or has no words.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A word and its box in hundredths of a point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Packed {
    start: u32,
    end: u32,
    x0: i32,
    x1: i32,
    y0: i32,
    y1: i32,
}

/// Words have [`EVEN_BYTES`] each.
const EVEN: u8 = 0;
const EVEN_BYTES: usize = 6;
/// Words have numbers of seven bits a byte: six of five bytes at most, and a bit more.
const UNEVEN: u8 = 1;
const MOST_BYTES: usize = 36;

impl Boxes {
    /// Packs the boxes of a line's words. Beyond four gigabytes there is no more room.
    pub fn pack(&mut self, words: impl Iterator<Item = (u32, u32, BBox)> + Clone) -> BoxesOfLine {
        let first = self.0.len();
        if pack_even(words.clone(), &mut self.0).is_none() {
            self.0.truncate(first);
            pack_uneven(words, &mut self.0);
        }
        let places = u32::try_from(first)
            .ok()
            .zip(u32::try_from(self.0.len()).ok());
        let place = places.map(|(start, end)| BoxesOfLine { start, end });
        place.unwrap_or_default()
    }

    /// Lets go of room for more.
    pub fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }

    /// Each word's bytes and box, of a line.
    pub fn iter(&self, line: BoxesOfLine) -> impl Iterator<Item = (u32, u32, BBox)> {
        self.words(line).map(|word| {
            let [x0, y0, x1, y1] = [word.x0, word.y0, word.x1, word.y1].map(|v| points(v) as f32);
            (word.start, word.end, BBox { x0, y0, x1, y1 })
        })
    }

    /// The smallest box around the words of a line that a range of bytes touches, as
    /// written in spans.
    #[inline(never)]
    pub fn around(&self, line: BoxesOfLine, start: u32, end: u32) -> Option<[f64; 4]> {
        let words = self.words(line);
        let all = if words.is_even {
            words.around_even(start, end)
        } else {
            let before_end = words.take_while(|word| word.start < end);
            before_end
                .filter(|word| word.end > start)
                .reduce(|all, word| Packed {
                    x0: all.x0.min(word.x0),
                    y0: all.y0.min(word.y0),
                    x1: all.x1.max(word.x1),
                    y1: all.y1.max(word.y1),
                    ..all
                })
        };
        all.map(|all| [all.x0, all.y0, all.x1, all.y1].map(points))
    }

    #[inline]
    fn words(&self, line: BoxesOfLine) -> Words<'_> {
        let bytes = self.0.get(line.start as usize..line.end as usize);
        let (kind, rest) = bytes
            .unwrap_or_default()
            .split_first()
            .unwrap_or((&UNEVEN, &[]));
        let mut words = Words {
            rest,
            before: Packed::default(),
            is_even: *kind == EVEN,
        };
        if words.is_even {
            words.before = words.take_first().unwrap_or_default();
        }
        words
    }
}

/// Packs words that stand at one height and near one another; none if some do not.
#[inline]
fn pack_even(
    mut words: impl Iterator<Item = (u32, u32, BBox)> + Clone,
    room: &mut Vec<u8>,
) -> Option<()> {
    let Some((_, _, first)) = words.clone().next() else {
        return Some(());
    };
    let left = hundredths(first.x0);
    let mut head = Bytes::default();
    head.byte(EVEN);
    head.push_signed(left, 0);
    head.push_signed(hundredths(first.y0), 0);
    head.push_signed(hundredths(first.y1), hundredths(first.y0));
    room.extend_from_slice(&head.all[..head.n]);
    let (mut end_before, mut x_before) = (0, left);
    words.try_for_each(|(start, end, bbox)| {
        let (x0, x1) = (hundredths(bbox.x0), hundredths(bbox.x1));
        let gap = u8::try_from(start.wrapping_sub(end_before)).ok()?;
        let length = u8::try_from(end.wrapping_sub(start)).ok()?;
        let [step_low, step_high] = u16::try_from(x0.wrapping_sub(x_before)).ok()?.to_le_bytes();
        let [width_low, width_high] = u16::try_from(x1.wrapping_sub(x0)).ok()?.to_le_bytes();
        let level = bbox.y0 == first.y0 && bbox.y1 == first.y1;
        (end_before, x_before) = (end, x0);
        let word: [u8; EVEN_BYTES] = [gap, length, step_low, step_high, width_low, width_high];
        room.extend_from_slice(&word);
        level.then_some(())
    })
}

fn pack_uneven(words: impl Iterator<Item = (u32, u32, BBox)>, room: &mut Vec<u8>) {
    room.push(UNEVEN);
    let (mut before, mut top, mut bottom) = (Packed::default(), 0.0, 0.0);
    for (start, end, bbox) in words {
        let mut word = Packed {
            start,
            end,
            x0: hundredths(bbox.x0),
            x1: hundredths(bbox.x1),
            ..before
        };
        let moved = bbox.y0 != top || bbox.y1 != bottom;
        if moved {
            (top, bottom) = (bbox.y0, bbox.y1);
            (word.y0, word.y1) = (hundredths(top), hundredths(bottom));
        }
        let mut bytes = Bytes::default();
        let gap = u64::from(start.wrapping_sub(before.end));
        bytes.push(gap << 1 | u64::from(moved));
        bytes.push(u64::from(end.wrapping_sub(start)));
        bytes.push_signed(word.x0, before.x1);
        bytes.push_signed(word.x1, word.x0);
        if moved {
            bytes.push_signed(word.y0, before.y0);
            bytes.push_signed(word.y1, before.y1);
        }
        room.extend_from_slice(&bytes.all[..bytes.n]);
        before = word;
    }
}

/// The words of a line, unpacked one after another.
struct Words<'b> {
    rest: &'b [u8],
    before: Packed,
    is_even: bool,
}

impl Iterator for Words<'_> {
    type Item = Packed;

    #[inline]
    fn next(&mut self) -> Option<Packed> {
        let word = if self.is_even {
            self.take_even()?
        } else {
            self.take_uneven()?
        };
        self.before = word;
        Some(word)
    }
}

impl Words<'_> {
    /// What the first of even words is measured from.
    fn take_first(&mut self) -> Option<Packed> {
        let x0 = self.take_signed(0)?;
        let y0 = self.take_signed(0)?;
        let y1 = self.take_signed(y0)?;
        Some(Packed {
            x0,
            y0,
            y1,
            ..Packed::default()
        })
    }

    #[inline]
    fn take_even(&mut self) -> Option<Packed> {
        let (word, rest) = self.rest.split_first_chunk::<EVEN_BYTES>()?;
        self.rest = rest;
        let [gap, length, step_low, step_high, width_low, width_high] = *word;
        let step = u16::from_le_bytes([step_low, step_high]);
        let width = u16::from_le_bytes([width_low, width_high]);
        let start = self.before.end.wrapping_add(u32::from(gap));
        let x0 = self.before.x0.wrapping_add(i32::from(step));
        Some(Packed {
            start,
            end: start.wrapping_add(u32::from(length)),
            x0,
            x1: x0.wrapping_add(i32::from(width)),
            ..self.before
        })
    }

    /// The smallest box around even words that a range of bytes touches: each begins
    /// right of the one before it, or at one place with it.
    fn around_even(self, start: u32, end: u32) -> Option<Packed> {
        let Packed {
            end: mut byte,
            x0: mut x,
            ..
        } = self.before;
        let mut all: Option<Packed> = None;
        for word in self.rest.as_chunks::<EVEN_BYTES>().0 {
            let [gap, length, step_low, step_high, width_low, width_high] = *word;
            let first = byte.wrapping_add(u32::from(gap));
            byte = first.wrapping_add(u32::from(length));
            let step = u16::from_le_bytes([step_low, step_high]);
            let width = u16::from_le_bytes([width_low, width_high]);
            x = x.wrapping_add(i32::from(step));
            if first >= end {
                break;
            }
            if byte > start {
                let right = x.wrapping_add(i32::from(width));
                let all = all.get_or_insert(Packed {
                    x0: x,
                    x1: right,
                    ..self.before
                });
                all.x1 = all.x1.max(right);
            }
        }
        all
    }

    #[inline]
    fn take_uneven(&mut self) -> Option<Packed> {
        let gap = self.take()?;
        let length = self.take()?;
        let mut word = self.before;
        word.start = word.end.wrapping_add((gap >> 1) as u32);
        word.end = word.start.wrapping_add(length as u32);
        word.x0 = self.take_signed(word.x1)?;
        word.x1 = self.take_signed(word.x0)?;
        if gap & 1 == 1 {
            word.y0 = self.take_signed(word.y0)?;
            word.y1 = self.take_signed(word.y1)?;
        }
        Some(word)
    }

    #[inline]
    fn take(&mut self) -> Option<u64> {
        // Nearly all numbers have one byte or two.
        match self.rest {
            [one, rest @ ..] if *one < 0x80 => {
                self.rest = rest;
                Some(u64::from(*one))
            }
            [low, high, rest @ ..] if *high < 0x80 => {
                self.rest = rest;
                Some(u64::from(low & 0x7f) | u64::from(*high) << 7)
            }
            _ => self.take_long(),
        }
    }

    fn take_long(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                break;
            }
        }
        Some(number)
    }

    #[inline]
    fn take_signed(&mut self, from: i32) -> Option<i32> {
        let number = self.take()?;
        let off = (number >> 1) as i64 ^ -((number & 1) as i64);
        Some((i64::from(from) + off) as i32)
    }
}

/// Numbers of seven bits a byte, the lowest first; the eighth says that more follow.
struct Bytes {
    all: [u8; MOST_BYTES],
    n: usize,
}

impl Default for Bytes {
    fn default() -> Self {
        Self {
            all: [0; MOST_BYTES],
            n: 0,
        }
    }
}

impl Bytes {
    #[inline]
    fn push(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    #[inline]
    fn byte(&mut self, byte: u8) {
        self.all[self.n] = byte;
        self.n += 1;
    }

    /// How far a number is from another; the lowest bit says in which direction.
    #[inline]
    fn push_signed(&mut self, number: i32, from: i32) {
        let off = i64::from(number) - i64::from(from);
        self.push((off << 1 ^ off >> 63) as u64);
    }
}

/// To the nearest; numbers beyond all paper become the largest there are.
fn hundredths(points: f32) -> i32 {
    // A half can be added without loss: the product has no more than 31 digits.
    let product = f64::from(points) * 100.0;
    (product + 0.5_f64.copysign(product)) as i32
}

fn points(hundredths: i32) -> f64 {
    f64::from(hundredths) / 100.0
}

#[cfg(test)]
mod tests {
    use super::{Boxes, BoxesOfLine};
    use crate::page::BBox;

    fn bbox(x0: f32, y0: f32, x1: f32, y1: f32) -> BBox {
        BBox { x0, y0, x1, y1 }
    }

    fn words() -> Vec<(u32, u32, BBox)> {
        vec![
            (0, 3, bbox(56.7, 100.04, 71.333, 112.04)),
            (4, 14, bbox(74.5, 100.04, 120.0, 112.04)),
            (14, 15, bbox(-3.25, -0.5, 131_071.99, 8.0)),
            (400, 70_000, bbox(0.0, 0.0, 1e6, 1e6)),
            (70_001, u32::MAX, bbox(-1e30, f32::NAN, 1e30, 0.004)),
        ]
    }

    #[test]
    fn what_is_packed_comes_back_to_the_hundredth() {
        let mut boxes = Boxes::default();
        let line = boxes.pack(words().into_iter());
        let sound = words().len() - 1;
        for (found, packed) in boxes.iter(line).zip(words()).take(sound) {
            assert_eq!((found.0, found.1), (packed.0, packed.1));
            assert_eq!(found.2.to_array(), packed.2.to_array());
        }
        assert_eq!(boxes.iter(line).count(), words().len());
        assert_eq!(boxes.iter(BoxesOfLine::default()).count(), 0);
    }

    /// A line at one height, whose words follow one another.
    fn level() -> Vec<(u32, u32, BBox)> {
        vec![
            (0, 3, bbox(-3.25, 100.04, 71.333, 112.04)),
            (3, 14, bbox(71.333, 100.04, 120.0, 112.04)),
            (15, 15, bbox(71.5, 100.04, 71.5, 112.04)),
            (270, 525, bbox(726.85, 100.04, 1382.2, 112.04)),
        ]
    }

    fn assert_comes_back(words: &[(u32, u32, BBox)]) {
        let mut boxes = Boxes::default();
        let before = boxes.pack(level().into_iter());
        let line = boxes.pack(words.iter().copied());
        for (line, words) in [(before, &level()[..]), (line, words)] {
            assert_eq!(boxes.iter(line).count(), words.len());
            for (found, packed) in boxes.iter(line).zip(words) {
                assert_eq!((found.0, found.1), (packed.0, packed.1));
                assert_eq!(found.2.to_array(), packed.2.to_array());
            }
        }
    }

    #[test]
    fn words_at_one_height_come_back() {
        assert_comes_back(&level());
    }

    /// A last word that is too far from the one before it, or not at its height.
    #[test]
    fn words_far_apart_come_back() {
        let far = [
            (783, 784, bbox(727.0, 100.04, 728.0, 112.04)),
            (526, 790, bbox(727.0, 100.04, 728.0, 112.04)),
            (526, 527, bbox(726.0, 100.04, 728.0, 112.04)),
            (526, 527, bbox(1400.0, 100.04, 1401.0, 112.04)),
            (526, 527, bbox(727.0, 100.04, 1400.0, 112.04)),
            (526, 527, bbox(727.0, 100.04, 726.0, 112.04)),
            (526, 527, bbox(727.0, 99.04, 728.0, 112.04)),
            (526, 527, bbox(727.0, 100.04, 728.0, 113.04)),
        ];
        for last in far {
            assert_comes_back(&[level(), vec![last]].concat());
        }
    }

    #[test]
    fn a_range_has_the_box_of_the_words_it_touches() {
        let mut boxes = Boxes::default();
        let line = boxes.pack(words().into_iter());
        let first = words()[0].2;
        assert_eq!(boxes.around(line, 0, 4), Some(first.to_array()));
        let both = first.union(&words()[1].2);
        assert_eq!(boxes.around(line, 2, 5), Some(both.to_array()));
        assert_eq!(boxes.around(line, 3, 4), None);
        assert_eq!(boxes.around(line, 15, 400), None);
        let line = boxes.pack(level().into_iter());
        let [first, second, ..] = level()[..] else {
            panic!("several words");
        };
        assert_eq!(boxes.around(line, 0, 3), Some(first.2.to_array()));
        let both = first.2.union(&second.2).to_array();
        assert_eq!(boxes.around(line, 2, 4), Some(both));
        assert_eq!(boxes.around(line, 4, 270), Some(second.2.to_array()));
        assert_eq!(boxes.around(line, 14, 15), None);
    }

    #[test]
    fn a_usual_word_takes_few_bytes() {
        let line = (0..10).map(|n| {
            let x = 56.7 + 40.0 * n as f32;
            (8 * n, 8 * n + 7, bbox(x, 100.04, x + 37.3, 112.04))
        });
        let mut boxes = Boxes::default();
        boxes.pack(line);
        assert!(boxes.0.len() < 70, "{}", boxes.0.len());
    }
}
