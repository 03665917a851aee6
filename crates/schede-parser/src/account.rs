//! The account of words: each word of a sheet is taken exactly once.
//!
//! In: the claims of a document. Out: how many words each claim took, and the
//! words that nothing took.

use schede_model::scan::count_pairs;
use schede_model::{Flow, Segment};

use crate::grammar::claims::{Claim, Claimed};
use crate::source::{Piece, may_hold_other_blanks, words};

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

    fn count(&mut self, claim: Claim, words: usize) {
        self.words += words;
        match claim {
            Claim::Value => self.values += words,
            Claim::Label => self.labels += words,
            Claim::Furniture => self.furniture += words,
            Claim::Repeat => self.repeats += words,
            Claim::Unclaimed => self.unclaimed += words,
            Claim::Outside => self.outside += words,
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
    // Those of each sheet are in order; sheets side by side on a page mix.
    if !claims.is_sorted() {
        claims.sort();
    }
    let mut account = Account::default();
    let mut unclaimed: Vec<Piece> = Vec::new();
    let mut reader = Reader { claims, at: 0 };
    let mut settle = |segment: &Segment, in_sheet: bool| {
        let text = flow.text(segment);
        let free = if in_sheet {
            Claim::Unclaimed
        } else {
            Claim::Outside
        };
        reader.pass(segment.line, segment.start);
        if reader.count_pieces(segment, text, free, &mut account) {
            return;
        }
        for word in words(text) {
            let start = segment.start + word.start as u32;
            let end = segment.start + word.end as u32;
            let claim = reader.claim(segment.line, start, end).unwrap_or(free);
            account.count(claim, 1);
            if claim == Claim::Unclaimed {
                let line = segment.line;
                name(&mut unclaimed, Piece { line, start, end });
            }
        }
    };
    if flow.geometric {
        let mut order: Vec<usize> = (0..flow.segments.len()).collect();
        order.sort_by_key(|i| (flow.segments[*i].line, flow.segments[*i].start));
        order
            .into_iter()
            .for_each(|i| settle(&flow.segments[i], in_sheet[i]));
    } else {
        let segments = flow.segments.iter().zip(in_sheet);
        segments.for_each(|(segment, in_sheet)| settle(segment, *in_sheet));
    }
    (account, unclaimed)
}

/// How many words a text has whose only blanks are plain ones.
fn n_plain_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = count_pairs(bytes, |here, next| !here.is(b' ') & next.is(b' '));
    ends + usize::from(bytes.last().is_some_and(|last| *last != b' '))
}

fn is_blank_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(|b| *b == b' ')
}

fn is_blank_before(text: &str, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|at| is_blank_at(text, at))
}

fn are_blanks(text: &str, range: std::ops::Range<usize>) -> bool {
    text.as_bytes()[range].iter().all(|b| *b == b' ')
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
    /// Passes over the claims that end before a place.
    fn pass(&mut self, line: u32, start: u32) {
        let before = |c: &Claimed| (c.piece.line, c.piece.end) <= (line, start);
        while self.claims.get(self.at).is_some_and(before) {
            self.at += 1;
        }
    }

    /// Counts the words of a segment claim by claim, if that is plain to do: the
    /// claims stand side by side with blanks between. False if nothing was
    /// counted. The claims before the segment have been passed over.
    fn count_pieces(
        &self,
        segment: &Segment,
        text: &str,
        free: Claim,
        account: &mut Account,
    ) -> bool {
        let touches = |c: &&Claimed| c.piece.line == segment.line && c.piece.start < segment.end;
        let claims = self.claims[self.at..].iter().take_while(touches);
        let inside = |c: &Claimed| {
            let start = c.piece.start.max(segment.start) - segment.start;
            let end = c.piece.end.min(segment.end) - segment.start;
            start as usize..end as usize
        };
        if may_hold_other_blanks(text.as_bytes()) {
            return false;
        }
        let mut counted = *account;
        let mut at = 0;
        for claim in claims {
            let range = inside(claim);
            let apart = at == 0 || is_blank_at(text, at) || is_blank_before(text, at);
            let plain = claim.claim != Claim::Unclaimed && range.start >= at && !range.is_empty();
            if !plain || !apart || !are_blanks(text, at..range.start) {
                return false;
            }
            at = range.end;
            counted.count(claim.claim, n_plain_words(&text[range]));
        }
        if at == 0 && free != Claim::Unclaimed {
            counted.count(free, n_plain_words(text));
        } else if !are_blanks(text, at..text.len()) {
            return false;
        }
        *account = counted;
        true
    }

    /// The first claim that touches the word; claims and words come in order.
    /// Of a label and a value that share a word ("Q):") the value counts.
    fn claim(&mut self, line: u32, start: u32, end: u32) -> Option<Claim> {
        self.pass(line, start);
        self.claims[self.at..]
            .iter()
            .take_while(|c| c.piece.line == line && c.piece.start < end)
            .filter(|c| c.piece.end > start && c.piece.start < c.piece.end)
            .map(|c| c.claim)
            .min()
    }
}
