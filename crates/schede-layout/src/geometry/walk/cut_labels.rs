//! Labels that break in a cell beside their value: which lines hold a part of one.
//!
//! In: a line with a gutter, and the bands above it. Out: whether it goes on with the label
//! above, and whether that label is whole there.

use super::{Here, LABEL_LINES, VALUE_GAP, Walk, run_length};
use crate::geometry::lines::labels::may_wrap;
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::rows::band::{Piece, Slot};
use crate::geometry::sides::pairs::Gutter;

impl Walk<'_> {
    /// The pieces in the labels' column, from the last up.
    fn labels_above(&self) -> impl Iterator<Item = &Piece> {
        let last = self.bands.iter().rev().take(8);
        last.flat_map(|b| self.pieces[b.pieces.clone()].iter().rev())
            .filter(|p| p.slot == Slot::Left)
    }

    /// The words of the last piece in the labels' column, then with those of the one above
    /// it, and so on; a blank behind each.
    fn joined_above(&self, here: &Here) -> impl Iterator<Item = String> {
        let pieces = self.labels_above().take(LABEL_LINES);
        // The page before tells what its last pieces are together.
        let mut cut = self.cut_label.as_deref();
        pieces.scan(String::new(), move |label, piece| {
            let text = self.text_of(here, piece).or_else(|| cut.take());
            *label = format!("{} {label}", text.unwrap_or_default().trim_end());
            Some(label.clone())
        })
    }

    /// Whether a line is the first of a label that wraps in its cell.
    pub(super) fn begins_label(&self, text: &str) -> bool {
        may_wrap(self.profile, text.trim_end())
    }

    /// Whether the label above breaks off, so that a line of its cell that looks
    /// like a label is the rest of it ("... sottosezione PIAO-" / "Valore Pubblico:").
    pub(super) fn label_breaks_off(&self, here: &Here, position: usize) -> bool {
        if !self.label_goes_on(here, position) {
            return false;
        }
        self.joined_above(here).any(|label| {
            // The objective's label is whole, and others begin with its word.
            let objective = opening(label.trim(), self.profile) == Some(Opening::Objective);
            !objective && self.begins_label(&label)
        })
    }

    /// The label in the last cell of a page, if it breaks off.
    pub(super) fn cut_label(&self, here: &Here) -> Option<String> {
        let mut label = String::new();
        for piece in self.labels_above().take(LABEL_LINES) {
            let text = self.text_of(here, piece)?;
            if text.contains(':') {
                return None;
            }
            label = format!("{} {label}", text.trim_end());
            if self.begins_label(&label) {
                return Some(label);
            }
        }
        None
    }

    /// Whether a page's first line, below a head that it repeats, goes on with the label that
    /// the page before broke off: with the lines below it, it ends it.
    pub(super) fn ends_cut_label(&self, here: &Here, position: usize) -> bool {
        let head = here.heads.first().filter(|h| h.first == 0);
        let first = head.map_or(0, |h| h.last + 1);
        let Some(begun) = self.cut_label.as_ref().filter(|_| position == first) else {
            return false;
        };
        let mut label = begun.trim_end().to_owned();
        for below in (first..here.view.body.len()).take(LABEL_LINES) {
            let line = here.view.line(below);
            let n = run_length(here.view.tokens(line), VALUE_GAP * line.em);
            let end = here.view.tokens(line)[n.max(1) - 1].end as usize;
            label = format!("{label} {}", &line.text[..end]);
            match opening(&label, self.profile) {
                Some(Opening::Label { firm: true, .. }) if label.contains(':') => return true,
                Some(Opening::Label { end, .. }) if here.bare() && end == label.len() => {
                    return true;
                }
                _ if self.profile.printed.continues(&label) => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a line in the labels' column goes on with the label above.
    pub(super) fn label_goes_on(&self, here: &Here, position: usize) -> bool {
        let line = here.view.line(position);
        let Some(above) = self.labels_above().next() else {
            return false;
        };
        let tokens = here.view.tokens(line);
        let near = line.base - above.base < 1.9 * line.em && line.base > above.base;
        let left = match here.gutter() {
            Some(Gutter::Strip(middle)) => tokens.iter().take_while(|t| t.x1 < middle).count(),
            Some(_) | None => run_length(tokens, VALUE_GAP * line.em),
        };
        let end = tokens[left.max(1) - 1].x1;
        let even = (tokens[0].x0 - above.x0).abs() < 0.5 * line.em;
        let centred = (tokens[0].x0 + end - above.x0 - above.x1).abs() < line.em;
        // Words of running text end so, too.
        let set_right =
            || (end - above.x1).abs() < 0.5 * line.em && self.spells_on(here, position, left);
        let below = match here.gutter() {
            Some(Gutter::Ruled(_)) => true,
            Some(Gutter::Aligned(_)) => even,
            Some(Gutter::Strip(_)) | None => even || centred || set_right(),
        };
        near && below && !self.ends_in_colon(here, above) && !self.is_whole(here, position, left)
    }

    /// Whether the label above ends where a line begins, in a form whose labels have no
    /// colons: the words of the line up to token `left` are a label's first.
    fn is_whole(&self, here: &Here, position: usize, left: usize) -> bool {
        let line = here.view.line(position);
        if !here.bare() || !line.text.trim_start().starts_with(char::is_uppercase) {
            return false;
        }
        !self.spells_on(here, position, left)
    }

    /// Whether the label above and the words of a line up to token `left` are words of one
    /// label.
    fn spells_on(&self, here: &Here, position: usize, left: usize) -> bool {
        let line = here.view.line(position);
        let end = here.view.tokens(line)[left.max(1) - 1].end as usize;
        let rest = line.text[..end].trim_start();
        self.joined_above(here).any(|label| {
            let look = self.profile.printed.look(&format!("{label}{rest}"));
            look.continues || look.label.is_some_and(|found| found.end > label.len())
        })
    }

    fn ends_in_colon(&self, here: &Here, piece: &Piece) -> bool {
        self.text_of(here, piece)
            .is_some_and(|text| text.trim_end().ends_with(':'))
    }

    /// The words of a piece of this page.
    fn text_of<'v>(&self, here: &Here<'v>, piece: &Piece) -> Option<&'v str> {
        let at = piece.line.checked_sub(here.first_line)?;
        let line = here.view.page.lines.get(at as usize)?;
        Some(&line.text[piece.start as usize..piece.end as usize])
    }
}
