//! The pieces of a row in reading order, where a line painted twice sends the reading back.
//!
//! In: pieces as they are read, and the places where the reading goes on behind an earlier
//! one. Out: all pieces in order, those marked that were printed between two copies.
//!
//! A row may have very many pieces, and each of them may send the reading back: so no piece
//! is moved when one is put before it. Not here: what the pieces say (`rows`).

use std::borrow::Cow;

use crate::source::Piece;

/// Most rows have no more pieces.
const USUAL: usize = 8;

/// No piece.
const NONE: u32 = u32::MAX;

/// A piece of a row.
#[derive(Debug, Clone, Copy)]
pub struct Chunk {
    /// The words.
    pub piece: Piece,
    /// The item it came from.
    pub item: usize,
    /// An empty line stands before it.
    pub gap: bool,
    /// It was printed between two copies of a line across a seam.
    pub detached: bool,
    /// Grows where a page ends or the table's head is printed again.
    pub part: u32,
}

/// The pieces of a row, and behind which the next one goes.
#[derive(Debug, Clone)]
pub struct Chunks {
    /// As they were read.
    read: Vec<Chunk>,
    /// Where the next one goes: behind this one, or first.
    last_read: Option<u32>,
    /// Their order, if the reading went back.
    order: Option<Box<Order>>,
    /// The items of all stand one behind another.
    by_item: bool,
}

/// The order of pieces that is not the one in which they were read.
#[derive(Debug, Clone)]
struct Order {
    first: u32,
    end: u32,
    /// Of each piece: the one behind it, the one before it, and how many pieces had been read
    /// when the reading last went back to it.
    links: Vec<Link>,
    /// How many pieces are in order: one may have been taken out.
    n: usize,
}

#[derive(Debug, Clone, Copy)]
struct Link {
    before: u32,
    next: u32,
    resumed: u32,
}

impl Default for Chunks {
    /// No pieces.
    fn default() -> Self {
        Self {
            read: Vec::with_capacity(USUAL),
            last_read: None,
            order: None,
            by_item: true,
        }
    }
}

impl Chunks {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.as_ref().map_or(self.read.len(), |order| order.n)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether they stand in the order in which they were read.
    pub fn is_as_read(&self) -> bool {
        self.order.is_none()
    }

    /// Adds one where the reading stands.
    pub fn add(&mut self, chunk: Chunk) {
        let at = self.read.len() as u32;
        if let Some(order) = &mut self.order {
            order.put_behind(self.last_read, at);
        }
        let last = self.read.last();
        self.by_item &= last.is_none_or(|last| last.item <= chunk.item);
        self.read.push(chunk);
        self.last_read = Some(at);
    }

    /// The one behind which the next goes.
    pub fn last_read(&self) -> Option<&Chunk> {
        Some(&self.read[self.last_read? as usize])
    }

    /// The last in order.
    pub fn last(&self) -> Option<&Chunk> {
        Some(&self.read[self.end()? as usize])
    }

    /// Takes the last in order out.
    pub fn pop(&mut self) -> Option<Chunk> {
        let end = self.end()?;
        let chunk = self.read.get(end as usize).copied();
        let before = match &mut self.order {
            None => {
                self.read.pop();
                end.checked_sub(1)
            }
            Some(order) => order.take_end(),
        };
        if self.last_read == Some(end) {
            self.last_read = before;
        }
        chunk
    }

    /// Goes to behind the last in order.
    pub fn go_to_end(&mut self) {
        self.last_read = self.end();
    }

    /// Goes back to behind the first piece of `item`: what was added after it was printed
    /// between the two copies.
    pub fn resume_after(&mut self, item: usize) -> bool {
        let Some(at) = self.of_item(item) else {
            return false;
        };
        if self.order.is_none() && at + 1 != self.read.len() {
            self.order = Some(Box::new(Order::as_read(self.read.len() as u32)));
        }
        if let Some(order) = &mut self.order {
            order.links[at].resumed = self.read.len() as u32;
        }
        self.last_read = Some(at as u32);
        true
    }

    /// All of them, in order.
    pub fn in_order(&self) -> Cow<'_, [Chunk]> {
        self.first(self.read.len())
    }

    /// The first so many, in order.
    pub fn first(&self, most: usize) -> Cow<'_, [Chunk]> {
        let Some(order) = &self.order else {
            return Cow::Borrowed(&self.read[..most.min(self.read.len())]);
        };
        let mut chunks = Vec::with_capacity(most.min(order.n));
        let mut resumed = 0;
        let mut at = order.first;
        while at != NONE && chunks.len() < most {
            let link = order.links[at as usize];
            // The reading went back to before it after it had been read.
            let detached = at < resumed;
            chunks.push(Chunk {
                detached,
                ..self.read[at as usize]
            });
            resumed = resumed.max(link.resumed);
            at = link.next;
        }
        Cow::Owned(chunks)
    }

    fn end(&self) -> Option<u32> {
        match &self.order {
            Some(order) => (order.end != NONE).then_some(order.end),
            None => (self.read.len() as u32).checked_sub(1),
        }
    }

    /// The first piece of an item. Nearly always items are read one after another.
    fn of_item(&self, item: usize) -> Option<usize> {
        let at = match self.by_item {
            true => self.read.partition_point(|chunk| chunk.item < item),
            false => self.read.iter().position(|chunk| chunk.item == item)?,
        };
        let is_there = self
            .order
            .as_ref()
            .is_none_or(|order| order.holds(at as u32));
        (self.read.get(at)?.item == item && is_there).then_some(at)
    }
}

impl Order {
    /// So many pieces in the order in which they were read.
    fn as_read(n: u32) -> Self {
        let link = |at: u32| Link {
            before: at.checked_sub(1).unwrap_or(NONE),
            next: if at + 1 < n { at + 1 } else { NONE },
            resumed: 0,
        };
        Self {
            first: 0,
            end: n - 1,
            links: (0..n).map(link).collect(),
            n: n as usize,
        }
    }

    /// Puts the next piece behind another one, or first.
    fn put_behind(&mut self, before: Option<u32>, at: u32) {
        let before = before.unwrap_or(NONE);
        let next = match self.links.get_mut(before as usize) {
            Some(link) => std::mem::replace(&mut link.next, at),
            None => std::mem::replace(&mut self.first, at),
        };
        match self.links.get_mut(next as usize) {
            Some(link) => link.before = at,
            None => self.end = at,
        }
        self.links.push(Link {
            before,
            next,
            resumed: 0,
        });
        self.n += 1;
    }

    /// Whether a piece was not taken out.
    fn holds(&self, at: u32) -> bool {
        let Some(link) = self.links.get(at as usize) else {
            return false;
        };
        let before = self.links.get(link.before as usize);
        before.map_or(self.first, |before| before.next) == at
    }

    /// Takes the last one out; the one before it.
    fn take_end(&mut self) -> Option<u32> {
        let before = self.links[self.end as usize].before;
        match self.links.get_mut(before as usize) {
            Some(link) => link.next = NONE,
            None => self.first = NONE,
        }
        self.end = before;
        self.n -= 1;
        (before != NONE).then_some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, Chunks};
    use crate::source::Piece;

    fn chunk(item: usize) -> Chunk {
        Chunk {
            piece: Piece {
                line: item as u32,
                start: 0,
                end: 1,
            },
            item,
            gap: false,
            detached: false,
            part: 0,
        }
    }

    /// The same with all pieces in one list, which are moved and marked one by one.
    #[derive(Default)]
    struct Plain {
        chunks: Vec<(usize, bool)>,
        at: usize,
    }

    impl Plain {
        fn add(&mut self, item: usize) {
            self.chunks.insert(self.at, (item, false));
            self.at += 1;
        }

        fn resume_after(&mut self, item: usize) -> bool {
            let Some(at) = self.chunks.iter().position(|(known, _)| *known == item) else {
                return false;
            };
            self.chunks[at + 1..]
                .iter_mut()
                .for_each(|chunk| chunk.1 = true);
            self.at = at + 1;
            true
        }
    }

    #[test]
    fn pieces_stand_where_the_reading_went_back_to() {
        let (mut chunks, mut plain) = (Chunks::default(), Plain::default());
        // Any steps that are the same at each run.
        let mut any = 7_usize;
        for item in 0..200 {
            any = any
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let other = (any >> 33) % (item + 2);
            match (any >> 60) % 8 {
                0 | 1 => assert_eq!(chunks.resume_after(other), plain.resume_after(other)),
                2 if plain.at == plain.chunks.len() => {
                    plain.at = plain.chunks.len().saturating_sub(1);
                    let last = plain.chunks.pop().map(|(item, _)| item);
                    assert_eq!(chunks.pop().map(|chunk| chunk.item), last);
                }
                3 => {
                    plain.at = plain.chunks.len();
                    chunks.go_to_end();
                }
                _ => {
                    chunks.add(chunk(item));
                    plain.add(item);
                }
            }
            let found = chunks
                .in_order()
                .iter()
                .map(|c| (c.item, c.detached))
                .collect::<Vec<_>>();
            assert_eq!(found, plain.chunks, "step {item}");
            assert_eq!(chunks.len(), found.len());
            assert_eq!(chunks.last().map(|c| c.item), found.last().map(|c| c.0));
            let before = plain.at.checked_sub(1).map(|at| plain.chunks[at].0);
            assert_eq!(chunks.last_read().map(|c| c.item), before);
        }
    }
}
