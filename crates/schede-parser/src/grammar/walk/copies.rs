//! Lines printed twice: across the seam of two painted bands, or on both sides
//! of a page's end. A copy is claimed as a repeat, and where the first copy was
//! the last of its text the reading goes on there.

use schede_model::text::{Joint, joint};
use smallvec::smallvec;

use super::{FULL_LINE, Open, SecondCopy, Walker};
use crate::doubts::signs::ends_open;
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, Cell, Doubt};
use crate::grammar::items::{Class, Item};
use crate::source::Piece;

impl Walker<'_, '_, '_> {
    /// Handles an item that is the second copy of an earlier one. False if it is
    /// not, or if the words are meant twice.
    pub(super) fn copy(&mut self, at: usize) -> bool {
        if self.word_by_word {
            return false;
        }
        let Some(twin) = self.first_copy(at) else {
            return false;
        };
        let first_went = self.room.went_to[twin - self.sheet.items.start];
        match &self.items[at].class {
            Class::Phase { number, .. } => self.phase_again(at, *number),
            // The first line of a label ("Risultato" over "atteso:").
            Class::Field { .. } if !self.is_whole_copy(at, twin) => false,
            Class::Field { .. } => match first_went {
                // More of that text came after its first line: the label's line
                // was drawn twice, and the reading stays where it is.
                Some(open) if !self.is_last(open, twin) => self.drawn_twice(at, open, twin),
                Some(open) => self.resume(at, open, twin),
                None => false,
            },
            Class::Plain | Class::Entity | Class::OrgUnit => match first_went {
                // The second line of a row's label ("fase" over "1:").
                Some(_) if matches!(self.items[twin].class, Class::Phase { .. }) => {
                    self.row_label_again(at, twin)
                }
                Some(open) => self.plain_copy(at, open, twin),
                None => false,
            },
            Class::ObjectiveLabel
            | Class::Objective { .. }
            | Class::LabelRest
            | Class::PhaseWord
            | Class::LabelEnd(_)
            | Class::Head(_)
            | Class::Total(_)
            | Class::Caption
            | Class::UnknownLabel
            | Class::BlockCell { .. }
            | Class::Signature
            | Class::Furniture
            | Class::Repeat
            | Class::Hidden => false,
        }
    }

    /// Whether the lines over which a label goes all say the same again.
    fn is_whole_copy(&self, at: usize, twin: usize) -> bool {
        let rest = self.items[at + 1..]
            .iter()
            .take_while(|i| matches!(i.class, Class::LabelRest | Class::LabelEnd(_)));
        let text = |item: &Item| item.piece.text(self.flow);
        let before = self.items[twin + 1..].iter();
        rest.zip(before)
            .all(|(here, first)| text(here) == text(first))
    }

    /// The copy of an item that counts: a line may be printed three times.
    pub(super) fn first_copy(&self, at: usize) -> Option<usize> {
        let twin = self.items[at].twin()?;
        let in_sheet = twin.checked_sub(self.sheet.items.start)?;
        match *self.room.repeated.get(in_sheet)? {
            SecondCopy::No => Some(twin),
            SecondCopy::Of(first) => first,
        }
    }

    pub(super) fn claim_repeat(&mut self, at: usize) {
        self.doubt_item_of_list(at);
        self.room.repeated[at - self.sheet.items.start] = SecondCopy::Of(self.first_copy(at));
        self.draft.claim(self.items[at].piece, Claim::Repeat);
    }

    /// An item of a list may be meant twice.
    fn doubt_item_of_list(&mut self, at: usize) {
        let piece = self.items[at].piece;
        let text = piece.text(self.flow).trim_start();
        if self.flow.geometric || !text.starts_with(['-', '–', '•', '*']) {
            return;
        }
        match self.open {
            Open::Row(row) => self.doubt_row(row, at, "counts once"),
            _ => self.doubt_open(
                "two-readings",
                piece,
                format!("\"{text}\" stands in two places and was left out here; it may be an item of this list, too"),
            ),
        }
    }

    /// A plain line whose words stand earlier in `open`.
    pub(super) fn plain_copy(&mut self, at: usize, open: Open, twin: usize) -> bool {
        let last = self.is_last(open, twin);
        let here = self.open == open;
        let other_page = self.items[at].page != self.items[twin].page;
        if here && other_page && self.follows_copy_of_label(at, twin) {
            return self.drawn_twice(at, open, twin);
        }
        if let (Open::Row(row), Open::Row(_), false) = (open, self.open, here) {
            // Rows say the same things ("Fase completata in data").
            self.doubt_painted_between(at, twin);
            return self.is_early_copy(row, twin) && self.forget_early_copy(row, twin);
        }
        if open == Open::Nothing || self.just_opened() && self.is_first(open, twin) {
            return false;
        }
        let meant_twice = here && !matches!(open, Open::Row(_)) && !last;
        if other_page && !last && !here {
            self.doubt_copy_of_page(at);
        }
        if meant_twice || other_page && !last {
            return false;
        }
        if other_page && matches!(open, Open::Row(row) if row + 1 != self.rows.len()) {
            return false;
        }
        if self.in_mid_text(open) {
            return self.copy_in_text(at, open);
        }
        if here && !other_page && self.meant_in_row(at, open, twin) {
            return false;
        }
        if !here && self.goes_on_in_row(at) {
            return false;
        }
        if last {
            return self.resume(at, open, twin);
        }
        self.drawn_twice(at, open, twin)
    }

    /// Whether the lines from a label to the one before an item are copies, line for line, of
    /// those from the same label to the one before its first copy.
    fn follows_copy_of_label(&self, at: usize, twin: usize) -> bool {
        let start = self.sheet.items.start;
        let mut pairs = (start..at).rev().zip((start..twin).rev());
        let copied = |at: usize| self.room.repeated[at - start] != SecondCopy::No;
        let mut copies = pairs
            .by_ref()
            .take_while(|(here, first)| copied(*here) && self.items[*here].twin() == Some(*first));
        copies.any(|(here, _)| matches!(self.items[here].class, Class::Field { .. }))
    }

    /// Whether a row says the words of a line twice. It may if they go on with the
    /// line before; if the first copy is gone on with, too, it does. Either way it is
    /// in doubt.
    fn meant_in_row(&mut self, at: usize, open: Open, twin: usize) -> bool {
        let Open::Row(row) = open else {
            return false;
        };
        // In a narrow cell each word has a line of its own, and words recur.
        let one_word = |at: usize| !self.items[at].piece.text(self.flow).contains(' ');
        let narrow = at > twin + 1 && one_word(at) && one_word(at - 1);
        if at == twin + 1 || !narrow && !self.leads_into(at - 1, at) {
            return false;
        }
        let meant = narrow || twin + 1 < at && self.leads_into(twin, twin + 1);
        let piece = self.items[at].piece;
        let read = if meant { "was kept" } else { "counts once" };
        self.draft.doubts.push(Doubt {
            about: About::Phase(row, Cell::Row),
            code: "two-readings",
            message: format!(
                "\"{}\" stands twice in the row and {read}; it may be a line printed twice, or meant so",
                piece.text(self.flow)
            ),
            pieces: smallvec![piece],
            other: None,
        });
        meant
    }

    /// Whether the row that stands open goes on with the words of another text's line:
    /// they are its own, too, and in doubt. A line far longer than the row's last is no
    /// line of its cell.
    fn goes_on_in_row(&mut self, at: usize) -> bool {
        const WIDER: usize = 2;
        let Open::Row(row) = self.open else {
            return false;
        };
        let Some(last) = self.rows[row].last_read() else {
            return false;
        };
        let text = |at: usize| self.items[at].piece.text(self.flow);
        let narrow = !text(at).contains(' ') && !text(last).contains(' ');
        let fits = text(at).len() <= WIDER * text(last).len();
        if last + 1 != at || !(narrow || fits && self.leads_into(last, at)) {
            return false;
        }
        self.doubt_row(row, at, "was read as going on with the row");
        true
    }

    /// Two lines of a row, one after the other, both stand in another row with lines
    /// between: those were painted there and may be of this one.
    fn doubt_painted_between(&mut self, at: usize, twin: usize) {
        let before = self.first_copy(at - 1);
        let apart = before.is_some_and(|before| {
            let first = self.sheet.items.start;
            before + 1 < twin
                && self.room.went_to[before - first] == self.room.went_to[twin - first]
        });
        if let (true, Open::Row(row)) = (apart, self.open) {
            self.doubt_row(row, at, "other lines stand there before it");
        }
    }

    /// Words of a row stand elsewhere, too.
    fn doubt_row(&mut self, row: usize, at: usize, read: &str) {
        let piece = self.items[at].piece;
        self.draft.doubts.push(Doubt {
            about: About::Phase(row, Cell::Row),
            code: "two-readings",
            message: format!(
                "\"{}\" stands in two places and {read}; it may be a line printed twice",
                piece.text(self.flow)
            ),
            pieces: smallvec![piece],
            other: None,
        });
    }

    /// Whether a line goes on with the words of the line before it.
    fn leads_into(&self, line: usize, next: usize) -> bool {
        let text = |at: usize| self.items[at].piece.text(self.flow);
        let (before, after) = (text(line).trim_end(), text(next).trim_start());
        let ended = before.ends_with(['.', ';', ':', '%']);
        !ended && after.starts_with(char::is_lowercase)
            || ends_open(before, &self.profile.vocabulary)
            || joint(before, after) == Joint::Closed
    }

    /// A labelled text other than `target` stands open and has begun.
    pub(super) fn in_mid_text(&self, target: Open) -> bool {
        self.open != target && matches!(self.open, Open::Single(_) | Open::Statement(_))
    }

    /// A copy of another text's line inside a text that is complete so far is a
    /// repeat and the reading stays. If the text breaks off without it, the line
    /// may be meant: it is kept, with a doubt. The copy of a row's line may be where
    /// the row goes on.
    pub(super) fn copy_in_text(&mut self, at: usize, target: Open) -> bool {
        if self.says_the_same(target, at) {
            return false;
        }
        if self.breaks_off(self.items[at].piece.text(self.flow)) {
            self.doubt_copy_of_page(at);
            return false;
        }
        let piece = self.items[at].piece;
        if self.leads_into(at - 1, at) {
            self.doubt_open("two-readings", piece, format!(
                "\"{}\" stands before, too, and was left out here as a line printed twice; this text may go on with it",
                piece.text(self.flow)
            ));
        }
        self.claim_repeat(at);
        let next = self.items[..self.sheet.items.end].get(at + 1);
        if let (Open::Row(row), true) = (target, next.is_some_and(Item::is_plain)) {
            self.doubt_row(row, at, "the words behind the second may be the row's");
        }
        true
    }

    /// Whether the open text says what another does so far, which goes on with the words of
    /// a line: two fields may have one value.
    fn says_the_same(&self, target: Open, at: usize) -> bool {
        let text = |piece: &Piece| piece.text(self.flow).trim();
        let line = text(&self.items[at].piece);
        let (here, there) = (self.pieces(self.open), self.pieces(target));
        let next = there.get(here.len()).map(text);
        !here.is_empty()
            && next == Some(line)
            && here
                .iter()
                .map(text)
                .eq(there[..here.len()].iter().map(text))
    }

    /// The lines of a labelled text so far.
    fn pieces(&self, open: Open) -> &[Piece] {
        match open {
            Open::Single(field) => self.draft.single(field).unwrap_or_default(),
            Open::Statement(n) => &self.draft.statements[n].text,
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Row(_)
            | Open::Cell(_)
            | Open::AfterTotal => &[],
        }
    }

    fn doubt_copy_of_page(&mut self, at: usize) {
        let piece = self.items[at].piece;
        self.doubt_open("two-readings", piece, format!(
            "\"{}\" stands before, too; it was read as going on with this text, could be a line printed twice",
            piece.text(self.flow)
        ));
    }

    /// The open text ends without a full stop or a like sign, with a word that another
    /// must follow or on a line so long that the first word of `next` would not fit.
    pub(super) fn breaks_off(&self, next: &str) -> bool {
        let Some(last) = self.pieces(self.open).last() else {
            return false;
        };
        let ended = last
            .text(self.flow)
            .trim_end()
            .ends_with(['.', ';', ':', '!', '?', ')', '"', '”', '»']);
        let word = next.split_whitespace().next().unwrap_or_default().len() + 1;
        let with_word = last.end as f32 + word as f32;
        let full = with_word >= FULL_LINE * self.longest_line as f32;
        !ended && (full || ends_open(last.text(self.flow), &self.profile.vocabulary))
    }

    /// Whether `open` begins with the words of `twin`: two fields may have the
    /// same value.
    pub(super) fn is_first(&self, open: Open, twin: usize) -> bool {
        self.pieces(open).first() == Some(&self.items[twin].piece)
    }

    /// Whether nothing went to `open` after `twin`.
    pub(super) fn is_last(&self, open: Open, twin: usize) -> bool {
        match open {
            Open::Row(row) => self.rows[row].ends_with(twin),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Title
            | Open::Single(_)
            | Open::Statement(_)
            | Open::Cell(_)
            | Open::AfterTotal => {
                self.room
                    .went
                    .iter()
                    .rev()
                    .find(|w| w.open == open)
                    .map(|w| w.item)
                    == Some(twin)
            }
        }
    }

    /// A line inside a text that is complete, drawn a second time later: a
    /// repeat, and the reading stays where it is, unless it stands in the same
    /// row, where the second copy says how the row goes on.
    pub(super) fn drawn_twice(&mut self, at: usize, open: Open, twin: usize) -> bool {
        if self.open == open {
            return self.resume(at, open, twin);
        }
        self.claim_repeat(at);
        true
    }

    /// A label has just been read and its value is still empty: a text equal to
    /// an earlier one may be meant.
    pub(super) fn just_opened(&self) -> bool {
        match self.open {
            Open::Single(field) => self.draft.single(field).is_some_and(<[Piece]>::is_empty),
            Open::Statement(n) => self.draft.statements[n].text.is_empty(),
            Open::Title => self.draft.title.is_empty(),
            Open::Nothing
            | Open::Entity
            | Open::OrgUnit
            | Open::Row(_)
            | Open::Cell(_)
            | Open::AfterTotal => false,
        }
    }

    pub(super) fn resume(&mut self, at: usize, open: Open, twin: usize) -> bool {
        self.claim_repeat(at);
        if let Open::Row(row) = open {
            self.rows[row].chunks.resume_after(twin);
        }
        self.open = open;
        self.signed = false;
        true
    }

    /// The second line of a row's label again.
    fn row_label_again(&mut self, at: usize, twin: usize) -> bool {
        match self.items[twin].class {
            Class::Phase { number, .. } => self.phase_again(at, number),
            _ => false,
        }
    }

    /// "fase 3:" again, with its lines: the row goes on.
    pub(super) fn phase_again(&mut self, at: usize, number: u32) -> bool {
        let Some(row) = self.rows.iter().position(|r| r.number == number) else {
            return false;
        };
        // "dalla conclusione della" over "fase 1" stands in several rows.
        let digits = self.rows[row].digits;
        if !self
            .first_copy(at)
            .is_some_and(|first| self.items[first].piece.covers(digits))
        {
            return false;
        }
        self.claim_repeat(at);
        self.open = Open::Row(row);
        true
    }

    /// The first copy of a line that belongs to the row just begun was painted
    /// before the row's label, so it seemed to end the row before.
    pub(super) fn is_early_copy(&self, row: usize, twin: usize) -> bool {
        let Open::Row(here) = self.open else {
            return false;
        };
        here == row + 1
            && self.rows[here].chunks.is_empty()
            && self.rows[row].ends_with(twin)
            && self.rows[row].has_weight(self.flow, &self.profile.vocabulary)
    }

    pub(super) fn forget_early_copy(&mut self, row: usize, twin: usize) -> bool {
        if let Some(chunk) = self.rows[row].pop() {
            debug_assert_eq!(chunk.item, twin);
            self.draft.claim(chunk.piece, Claim::Repeat);
        }
        // The second copy is the one that counts.
        false
    }
}
