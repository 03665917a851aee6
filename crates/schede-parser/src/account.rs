//! The account of words: each word of a sheet is taken exactly once.
//!
//! In: the claims of a document. Out: how many words each claim took, and the
//! words that nothing took.

use std::ops::Range;

use schede_model::scan::count_pairs;
use schede_model::signs::{Sign, holds_other_blank};
use schede_model::{Flow, Segment};

use crate::grammar::claims::{Claim, Claimed};
use crate::source::{Piece, word_end, word_start, words};

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

/// The account of a flow, settled from its beginning as far as its claims are known.
#[derive(Debug, Default)]
pub struct Settled {
    /// How the words so far were sorted.
    pub account: Account,
    /// Words of sheets that nothing took, as pieces of lines.
    pub unclaimed: Vec<Piece>,
    /// The segments whose words have been sorted.
    n_segments: usize,
}

impl Settled {
    /// Sorts the words of further segments, up to `until`, under the claims on them, which
    /// come in paper order. Words of a sheet (`in_sheet` by segment) that nothing took
    /// become unclaimed.
    pub fn go_on(&mut self, flow: &Flow<'_>, claims: &[Claimed], in_sheet: &[bool], until: usize) {
        let fresh = self.n_segments..until.max(self.n_segments);
        self.n_segments = fresh.end;
        settle(flow, claims, in_sheet, fresh, self);
    }
}

fn settle(
    flow: &Flow<'_>,
    claims: &[Claimed],
    in_sheet: &[bool],
    fresh: Range<usize>,
    settled: &mut Settled,
) {
    let Settled {
        account, unclaimed, ..
    } = settled;
    let mut reader = Reader { claims, at: 0 };
    let mut settle = |segment: &Segment, in_sheet: bool| {
        let text = flow.text(segment);
        let line = segment.line;
        let free = if in_sheet {
            Claim::Unclaimed
        } else {
            Claim::Outside
        };
        let signs = flow.lines[line as usize].signs();
        let odd = signs.may_hold(Sign::OtherBlank) && holds_other_blank(text.as_bytes());
        // Most segments are in one hand.
        let whole = reader.whole(segment).map(|claim| claim.unwrap_or(free));
        // Words with one plain blank between them are named at once.
        let together = !odd && !signs.may_hold(Sign::TwoBlanks);
        if let Some(claim) = whole.filter(|claim| together || *claim != Claim::Unclaimed) {
            let n_words = if odd {
                words(text).count()
            } else {
                n_plain_words(text)
            };
            account.count(claim, n_words);
            if claim == Claim::Unclaimed && n_words > 0 {
                let start = segment.start + blanks_before(text.bytes());
                let end = segment.end - blanks_before(text.bytes().rev());
                name(unclaimed, Piece { line, start, end });
            }
            return;
        }
        let mut at = 0;
        while at < text.len()
            && let Some(start) = word_start(text, at)
        {
            let place = |at: usize| segment.start + at as u32;
            if !odd {
                // Words in the same hands are counted at once.
                let (claim, until) = reader.region(line, place(start));
                let claim = claim.unwrap_or(free);
                let until = until.saturating_sub(segment.start) as usize;
                let end = whole_words(text, start, until.min(text.len()));
                if claim != Claim::Unclaimed && end > start {
                    account.count(claim, n_plain_words(&text[start..end]));
                    at = end;
                    continue;
                }
            }
            at = word_end(text, start);
            let (start, end) = (place(start), place(at));
            let claim = reader.claim(line, start, end).unwrap_or(free);
            account.count(claim, 1);
            if claim == Claim::Unclaimed {
                name(unclaimed, Piece { line, start, end });
            }
        }
    };
    if flow.geometric {
        paper_order(flow)
            .into_iter()
            .for_each(|i| settle(&flow.segments[i as usize], in_sheet[i as usize]));
    } else {
        let segments = flow.segments[fresh.clone()].iter().zip(&in_sheet[fresh]);
        segments.for_each(|(segment, in_sheet)| settle(segment, *in_sheet));
    }
}

/// The segments of a flow by their lines, and by their beginnings in each. There are
/// few in a line: they are dealt out to their lines, and sorted there.
fn paper_order(flow: &Flow<'_>) -> Vec<u32> {
    let line = |segment: &Segment| segment.line as usize;
    // Where the segments of each line begin, and soon end.
    let mut ends = vec![0; flow.lines.len() + 1];
    for segment in &flow.segments {
        ends[line(segment) + 1] += 1;
    }
    for n in 0..flow.lines.len() {
        ends[n + 1] += ends[n];
    }
    let mut order = vec![0; flow.segments.len()];
    for (at, segment) in flow.segments.iter().enumerate() {
        let end = &mut ends[line(segment)];
        order[*end] = at as u32;
        *end += 1;
    }
    let mut start = 0;
    for end in ends {
        order[start..end.max(start)].sort_by_key(|at| flow.segments[*at as usize].start);
        start = end.max(start);
    }
    order
}

fn blanks_before(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.take_while(|b| *b == b' ').count() as u32
}

/// How many words a text has whose only blanks are plain ones.
fn n_plain_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = count_pairs(bytes, |here, next| !here.is(b' ') & next.is(b' '));
    ends + usize::from(bytes.last().is_some_and(|last| *last != b' '))
}

/// The end of the last word that stands whole between the beginning of a word and
/// another place.
fn whole_words(text: &str, from: usize, until: usize) -> usize {
    let bytes = text.as_bytes();
    let cut = from < until && until < bytes.len() && bytes[until] != b' ';
    if !cut || bytes[until - 1] == b' ' {
        return until.max(from);
    }
    let blank = bytes[from..until].iter().rposition(|b| *b == b' ');
    blank.map_or(from, |blank| from + blank)
}

/// Neighbouring words of one line are one piece.
fn name(unclaimed: &mut Vec<Piece>, piece: Piece) {
    match unclaimed.last_mut() {
        // A part of a line that was set aside may lie within another.
        Some(last)
            if last.line == piece.line && (last.start..=last.end + 1).contains(&piece.start) =>
        {
            last.end = last.end.max(piece.end);
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

    /// What takes all words of a segment, or that nothing takes any; none if there are
    /// several claims, or one takes a part.
    fn whole(&mut self, segment: &Segment) -> Option<Option<Claim>> {
        self.pass(segment.line, segment.start);
        let mut claims = self.claims[self.at..].iter().map(|c| (c.piece, c.claim));
        let mut next = || {
            claims
                .next()
                .filter(|(piece, _)| piece.line == segment.line)
        };
        let Some((piece, claim)) = next() else {
            return Some(None);
        };
        let covers = piece.start <= segment.start && segment.end <= piece.end;
        (covers && next().is_none()).then_some(Some(claim))
    }

    /// What takes the words from a place on, and up to where nothing else does. Places
    /// come in order.
    fn region(&mut self, line: u32, start: u32) -> (Option<Claim>, u32) {
        self.pass(line, start);
        let mut claims = self.claims[self.at..].iter();
        let mut next = || claims.next().filter(|c| c.piece.line == line);
        match next() {
            Some(claim) if claim.piece.start <= start => {
                let other = next().map_or(u32::MAX, |other| other.piece.start);
                (Some(claim.claim), claim.piece.end.min(other))
            }
            claim => (None, claim.map_or(u32::MAX, |claim| claim.piece.start)),
        }
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
