//! The claims of a document, settled sheet by sheet: those of a long one would take as
//! much memory as its lines.
//!
//! In: the drafts of the sheets, one after another. Out: the account of words, the words
//! that nothing took, and the claims, if they are asked for.
//!
//! Not here: how words are counted (`account`).

use schede_model::Flow;

use crate::account::{Account, Settled};
use crate::grammar::claims::{Claim, Claimed, Sorting, sort};
use crate::grammar::draft::Draft;
use crate::grammar::items::Item;
use crate::source::{Piece, Text};

/// What is kept of claims that are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing: they are counted.
    Nothing,
    /// All of them.
    Claims,
}

/// The claims of the sheets read so far.
pub struct Ledger<'r, 'f> {
    flow: &'r Flow<'f>,
    keep: Keep,
    /// Those that are not settled, in paper order but for the order of sheets.
    open: Vec<Claimed>,
    settled: Settled,
    kept: Vec<Claimed>,
    sorting: Sorting,
}

impl<'r, 'f> Ledger<'r, 'f> {
    /// No claims.
    pub fn new(flow: &'r Flow<'f>, keep: Keep) -> Self {
        Self {
            flow,
            keep,
            open: Vec::new(),
            settled: Settled::default(),
            kept: Vec::new(),
            sorting: Sorting::default(),
        }
    }

    /// Adds the claims of a sheet.
    pub fn add(&mut self, draft: &Draft) {
        let first = self.open.len();
        add(draft, &mut self.open);
        sort(&mut self.open[first..], &mut self.sorting);
    }

    /// Settles the words before the first item of the next sheet, or of all the rest.
    /// Sheets of pages may stand side by side: there nothing is settled yet.
    pub fn settle_before(&mut self, next: Option<&Item>, in_sheet: &[bool]) {
        if self.flow.geometric {
            return;
        }
        let until = next.map_or(in_sheet.len(), |item| item.segment as usize);
        self.put_in_order();
        self.settled.go_on(self.flow, &self.open, in_sheet, until);
        // The next sheet may begin in a line.
        let line = next.map_or(u32::MAX, |item| item.piece.line);
        let n_settled = self.open.partition_point(|claim| claim.piece.line < line);
        let settled = self.open.drain(..n_settled);
        if self.keep == Keep::Claims {
            self.kept.extend(settled);
        }
    }

    /// Settles all other words.
    pub fn settle(&mut self, in_sheet: &[bool]) {
        self.put_in_order();
        let all = in_sheet.len();
        self.settled.go_on(self.flow, &self.open, in_sheet, all);
    }

    fn put_in_order(&mut self) {
        if !self.open.is_sorted() {
            sort(&mut self.open, &mut self.sorting);
        }
    }

    /// The account, the words that nothing took, and the claims that were kept.
    pub fn closed(mut self) -> (Account, Vec<Piece>, Vec<Claimed>) {
        if self.keep == Keep::Claims {
            self.kept.append(&mut self.open);
        }
        let Settled {
            account, unclaimed, ..
        } = self.settled;
        (account, unclaimed, self.kept)
    }
}

/// Adds the claims of a sheet.
fn add(draft: &Draft, claims: &mut Vec<Claimed>) {
    let value = |piece: Piece| Claimed {
        piece,
        claim: Claim::Value,
    };
    let label = |piece: Piece| Claimed {
        piece,
        claim: Claim::Label,
    };
    let heads = [&draft.entity, &draft.org_unit]
        .into_iter()
        .flatten()
        .flatten();
    claims.extend(heads.chain(&draft.title).copied().map(value));
    claims.extend(
        draft
            .code
            .into_iter()
            .chain(draft.reference_date)
            .chain(draft.date_rest)
            .chain(draft.total)
            .map(value),
    );
    claims.extend(
        draft
            .singles
            .iter()
            .flat_map(|(_, pieces)| pieces)
            .copied()
            .map(value),
    );
    for statement in &draft.statements {
        claims.extend(statement.label.iter().copied().map(label));
        claims.extend(statement.text.iter().copied().map(value));
    }
    for phase in &draft.phases {
        let cells = [
            &phase.description,
            &phase.monitoring,
            &phase.due,
            &phase.outcome,
        ];
        let texts = cells.into_iter().chain(phase.weight.as_ref());
        claims.extend(phase.digits.into_iter().map(value));
        claims.extend(texts.flat_map(Text::pieces).map(value));
    }
    claims.extend(&draft.claims);
}
