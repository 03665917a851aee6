//! The boxes of a line's words, packed: a document has a million of them, and they
//! are asked for again only where a value or a finding stands.
//!
//! In: the words of a line from left to right, each with its bytes and its box. Out:
//! the same, the boxes to hundredths of a point, as they are written.

use crate::page::BBox;

/// Boxes of words, by byte range of their line's text.
///
/// A word takes about seven bytes: numbers of seven bits a byte, each less what the
/// word before lets expect.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Boxes(Box<[u8]>);

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

/// Bytes of a word, at most: six numbers of five bytes, and a bit more.
const MOST_BYTES: usize = 36;

impl Boxes {
    /// Packs the boxes of a line's words; `room` is memory that is used again.
    pub fn pack(words: impl Iterator<Item = (u32, u32, BBox)>, room: &mut Vec<u8>) -> Self {
        room.clear();
        let (mut before, mut top, mut bottom) = (Packed::default(), 0.0, 0.0);
        for (start, end, bbox) in words {
            let mut word = Packed {
                start,
                end,
                x0: hundredths(bbox.x0),
                x1: hundredths(bbox.x1),
                ..before
            };
            // Words of a line stand at one height, mostly.
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
        Self(room.as_slice().into())
    }

    /// Each word's bytes and box.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32, BBox)> {
        self.words().map(|word| {
            let [x0, y0, x1, y1] = [word.x0, word.y0, word.x1, word.y1].map(|v| points(v) as f32);
            (word.start, word.end, BBox { x0, y0, x1, y1 })
        })
    }

    /// The smallest box around the words that a range of bytes touches, as written in
    /// spans.
    pub fn around(&self, start: u32, end: u32) -> Option<[f64; 4]> {
        let mut all: Option<Packed> = None;
        for word in self.words() {
            if word.start >= end {
                break;
            }
            if word.end <= start {
                continue;
            }
            all = Some(match all {
                None => word,
                Some(all) => Packed {
                    x0: all.x0.min(word.x0),
                    y0: all.y0.min(word.y0),
                    x1: all.x1.max(word.x1),
                    y1: all.y1.max(word.y1),
                    ..all
                },
            });
        }
        all.map(|all| {
            [
                points(all.x0),
                points(all.y0),
                points(all.x1),
                points(all.y1),
            ]
        })
    }

    fn words(&self) -> Words<'_> {
        Words {
            rest: &self.0,
            before: Packed::default(),
        }
    }
}

/// The words of a line, unpacked one after another.
struct Words<'b> {
    rest: &'b [u8],
    before: Packed,
}

impl Iterator for Words<'_> {
    type Item = Packed;

    #[inline]
    fn next(&mut self) -> Option<Packed> {
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
        self.before = word;
        Some(word)
    }
}

impl Words<'_> {
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
    use super::Boxes;
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
        let boxes = Boxes::pack(words().into_iter(), &mut vec![7]);
        let sound = words().len() - 1;
        for (found, packed) in boxes.iter().zip(words()).take(sound) {
            assert_eq!((found.0, found.1), (packed.0, packed.1));
            assert_eq!(found.2.to_array(), packed.2.to_array());
        }
        assert_eq!(boxes.iter().count(), words().len());
        assert_eq!(Boxes::default().iter().count(), 0);
    }

    #[test]
    fn a_range_has_the_box_of_the_words_it_touches() {
        let boxes = Boxes::pack(words().into_iter(), &mut Vec::new());
        let first = words()[0].2;
        assert_eq!(boxes.around(0, 4), Some(first.to_array()));
        let both = first.union(&words()[1].2);
        assert_eq!(boxes.around(2, 5), Some(both.to_array()));
        assert_eq!(boxes.around(3, 4), None);
        assert_eq!(boxes.around(15, 400), None);
    }

    #[test]
    fn a_usual_word_takes_few_bytes() {
        let line = (0..10).map(|n| {
            let x = 56.7 + 40.0 * n as f32;
            (8 * n, 8 * n + 7, bbox(x, 100.04, x + 37.3, 112.04))
        });
        let boxes = Boxes::pack(line, &mut Vec::new());
        assert!(boxes.0.len() < 70, "{}", boxes.0.len());
    }
}
