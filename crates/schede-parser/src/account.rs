//! The account of words: each word of a sheet is taken exactly once.
//!
//! In: the claims of a document. Out: how many words each claim took, and the
//! words that nothing took.

use schede_model::Flow;

use crate::grammar::claims::{Claim, Claimed};
use crate::source::Piece;

/// How the words of an input were sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Words on paper.
    pub words: usize,
    /// Taken by a value.
    pub values: usize,
    /// Part of a printed label.
    pub labels: usize,
    /// Form furniture.
    pub furniture: usize,
    /// Printed a second time.
    pub repeats: usize,
    /// Named by a finding as unclaimed.
    pub unclaimed: usize,
    /// Outside the sheets.
    pub outside: usize,
}

impl Account {
    /// Whether every word stands in exactly one place.
    pub fn is_complete(&self) -> bool {
        self.words
            == self.values
                + self.labels
                + self.furniture
                + self.repeats
                + self.unclaimed
                + self.outside
    }

    fn count(&mut self, claim: Claim) {
        self.words += 1;
        match claim {
            Claim::Value => self.values += 1,
            Claim::Label => self.labels += 1,
            Claim::Furniture => self.furniture += 1,
            Claim::Repeat => self.repeats += 1,
            Claim::Unclaimed => self.unclaimed += 1,
            Claim::Outside => self.outside += 1,
        }
    }
}

/// Sorts the words of a flow under its claims. Words of a sheet (`in_sheet` by
/// segment) that nothing took become unclaimed; the second answer lists them as
/// pieces of lines.
pub fn settle(
    flow: &Flow<'_>,
    claims: &mut Vec<Claimed>,
    in_sheet: &[bool],
) -> (Account, Vec<Piece>) {
    claims.sort_unstable();
    let mut account = Account::default();
    let mut unclaimed: Vec<Piece> = Vec::new();
    let mut reader = Reader { claims, at: 0 };
    let mut order: Vec<usize> = (0..flow.segments.len()).collect();
    if flow.geometric {
        order.sort_by_key(|i| (flow.segments[*i].line, flow.segments[*i].start));
    }
    for i in order {
        let segment = &flow.segments[i];
        let text = flow.text(segment);
        for word in words(text) {
            let start = segment.start + word.start as u32;
            let end = segment.start + word.end as u32;
            let claim = match reader.claim(segment.line, start, end) {
                Some(claim) => claim,
                None if in_sheet[i] => Claim::Unclaimed,
                None => Claim::Outside,
            };
            account.count(claim);
            if claim == Claim::Unclaimed {
                name(
                    &mut unclaimed,
                    Piece {
                        line: segment.line,
                        start,
                        end,
                    },
                );
            }
        }
    }
    (account, unclaimed)
}

/// The words of a text, as byte ranges.
fn words(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        loop {
            let start = at + blanks(bytes, at);
            let rest = &bytes[start..];
            let plain = rest.iter().take_while(|b| b.is_ascii_graphic()).count();
            let end = start + plain;
            at = match bytes.get(end) {
                None | Some(b' ') => end,
                // Other blanks and letters beyond ASCII.
                Some(_) => end_of_word(text, end),
            };
            if at > start {
                return Some(start..at);
            }
            if start >= bytes.len() {
                return None;
            }
            // A blank beyond ASCII.
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
    })
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|b| **b == b' ').count()
}

fn end_of_word(text: &str, at: usize) -> usize {
    text[at..]
        .find(char::is_whitespace)
        .map_or(text.len(), |n| at + n)
}

/// Neighbouring words of one line are one piece.
fn name(unclaimed: &mut Vec<Piece>, piece: Piece) {
    match unclaimed.last_mut() {
        Some(last) if last.line == piece.line && last.end + 1 >= piece.start => {
            last.end = piece.end
        }
        _ => unclaimed.push(piece),
    }
}

struct Reader<'c> {
    claims: &'c [Claimed],
    at: usize,
}

impl Reader<'_> {
    /// The first claim that touches the word; claims and words come in order.
    /// Of a label and a value that share a word ("Q):") the value counts.
    fn claim(&mut self, line: u32, start: u32, end: u32) -> Option<Claim> {
        let before = |c: &Claimed| (c.piece.line, c.piece.end) <= (line, start);
        while self.claims.get(self.at).is_some_and(before) {
            self.at += 1;
        }
        self.claims[self.at..]
            .iter()
            .take_while(|c| c.piece.line == line && c.piece.start < end)
            .filter(|c| c.piece.end > start && c.piece.start < c.piece.end)
            .map(|c| c.claim)
            .min()
    }
}
