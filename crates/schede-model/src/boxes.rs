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

impl Packed {
    fn new(start: u32, end: u32, bbox: &BBox) -> Self {
        // As numbers beyond all paper are: the conversion ends at the largest.
        let hundredths = |v: f32| (f64::from(v) * 100.0).round() as i32;
        Self {
            start,
            end,
            x0: hundredths(bbox.x0),
            x1: hundredths(bbox.x1),
            y0: hundredths(bbox.y0),
            y1: hundredths(bbox.y1),
        }
    }

    /// In the order of a span's box.
    fn corners(&self) -> [i32; 4] {
        [self.x0, self.y0, self.x1, self.y1]
    }
}

impl Boxes {
    /// Packs the boxes of a line's words; `room` is memory that is used again.
    pub fn pack(words: impl Iterator<Item = (u32, u32, BBox)>, room: &mut Vec<u8>) -> Self {
        room.clear();
        let mut before = Packed::default();
        for (start, end, bbox) in words {
            let word = Packed::new(start, end, &bbox);
            let same_height = (word.y0, word.y1) == (before.y0, before.y1);
            // Words of a line stand at one height, mostly.
            let gap = u64::from(start.wrapping_sub(before.end));
            push(room, gap << 1 | u64::from(!same_height));
            push(room, u64::from(end.wrapping_sub(start)));
            push_signed(room, word.x0, before.x1);
            push_signed(room, word.x1, word.x0);
            if !same_height {
                push_signed(room, word.y0, before.y0);
                push_signed(room, word.y1, before.y1);
            }
            before = word;
        }
        Self(room.as_slice().into())
    }

    /// Each word's bytes and box.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32, BBox)> {
        self.words().map(|word| {
            let [x0, y0, x1, y1] = word.corners().map(|v| points(v) as f32);
            (word.start, word.end, BBox { x0, y0, x1, y1 })
        })
    }

    /// The smallest box around the words that a range of bytes touches, as written in
    /// spans.
    pub fn around(&self, start: u32, end: u32) -> Option<[f64; 4]> {
        let words = self.words().take_while(|word| word.start < end);
        let touched = words.filter(|word| start < word.end).map(|w| w.corners());
        let all = touched.reduce(|a, b| {
            let [left, top] = [0, 1].map(|n| a[n].min(b[n]));
            let [right, bottom] = [2, 3].map(|n| a[n].max(b[n]));
            [left, top, right, bottom]
        });
        all.map(|corners| corners.map(points))
    }

    fn words(&self) -> impl Iterator<Item = Packed> {
        let mut rest = &*self.0;
        let mut before = Packed::default();
        std::iter::from_fn(move || {
            let gap = take(&mut rest)?;
            let length = take(&mut rest)?;
            let mut word = before;
            word.start = before.end.wrapping_add((gap >> 1) as u32);
            word.end = word.start.wrapping_add(length as u32);
            word.x0 = take_signed(&mut rest, before.x1)?;
            word.x1 = take_signed(&mut rest, word.x0)?;
            if gap & 1 == 1 {
                word.y0 = take_signed(&mut rest, before.y0)?;
                word.y1 = take_signed(&mut rest, before.y1)?;
            }
            before = word;
            Some(word)
        })
    }
}

fn points(hundredths: i32) -> f64 {
    f64::from(hundredths) / 100.0
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn push(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
    }
    Some(number)
}

/// How far a number is from another; the lowest bit says in which direction.
fn push_signed(out: &mut Vec<u8>, number: i32, from: i32) {
    let off = i64::from(number) - i64::from(from);
    push(out, off.unsigned_abs() << 1 | u64::from(off < 0));
}

fn take_signed(bytes: &mut &[u8], from: i32) -> Option<i32> {
    let number = take(bytes)?;
    let off = (number >> 1) as i64;
    let off = if number & 1 == 1 { -off } else { off };
    Some((i64::from(from) + off) as i32)
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
