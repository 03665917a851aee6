//! The final deadline under the table: its label, and its value in another cell, on
//! either side, beside the label's lines or below them.
//!
//! Not here: a value that follows its label in one cell (`paragraphs`).

use schede_model::Column;
use schede_profile::Field;

use super::{Here, LABEL_LINES, VALUE_GAP, Walk};
use crate::geometry::columns::beside::is_captions;
use crate::geometry::lines::labels;
use crate::geometry::lines::opening::{Opening, opening};
use crate::geometry::lines::text::{TextLine, Token, WIDEST_PITCH};
use crate::geometry::rows::band::{Kind, Slot};
use crate::geometry::sides::{fours, pairs};

/// Distance (em) up to which two lines of the caption begin at the same x.
const SAME_X: f32 = 0.5;

/// Height (em) between two lines of one value, at most.
const SAME_VALUE: f32 = 0.9;

/// The first word of the deadline's label where that has no colon, like the others around it,
/// and stands in a cell of its own before that of its value.
fn bare_label(here: &Here, position: usize) -> Option<usize> {
    if !here.bare() {
        return None;
    }
    let line = here.view.line(position);
    let runs = fours::runs(here.view, line);
    let [first, _, ..] = runs else {
        return None;
    };
    let label = fours::text(here.view, line, first);
    let of_deadline = matches!(
        opening(label, here.view.profile),
        Some(Opening::Label {
            field: Field::FinalDeadline,
            ..
        })
    );
    (of_deadline && pairs::is_bare_label(here.view, label)).then_some(first.start)
}

impl Walk<'_> {
    /// Whether a date, or a sign for none, stands alone before the label of the
    /// deadline on its line.
    pub(super) fn deadline_last(&self, here: &Here, position: usize) -> bool {
        let Some(start) = labels::deadline_start(here.view, position) else {
            return false;
        };
        let before = here.view.text_before(position, start);
        let dated = before.contains(|c: char| c.is_ascii_digit());
        (dated || self.profile.is_placeholder(before))
            && opening(before, self.profile).is_none()
            && labels::is_long_label(here.view.text_from(position, start), self.profile)
    }

    /// The label of the final deadline, with its value in another cell. False if
    /// the value follows the label in its own cell.
    pub(super) fn deadline(&mut self, here: &mut Here, position: usize) -> bool {
        let line = here.view.line(position);
        let tokens = &here.view.page.tokens;
        let start = labels::deadline_start(here.view, position);
        let Some(start) = start.or_else(|| bare_label(here, position)) else {
            return false;
        };
        let whole = opening(here.view.text_from(position, start), self.profile);
        let after_label = match whole {
            Some(Opening::Label {
                end, firm: true, ..
            }) => tokens[start].start as usize + end,
            _ => 0,
        };
        // Justified words of the label may stand as far apart as those of two cells.
        let of_label = |at: &usize| {
            let begin = tokens[start].start as usize;
            let so_far = &line.text[begin..tokens[*at].end as usize];
            (tokens[*at].start as usize) < after_label || self.profile.printed.continues(so_far)
        };
        let mut rest = (start + 1..line.tokens.end).skip_while(of_label);
        let split = rest.find(|i| {
            let gap = (tokens[*i].x0 - tokens[*i - 1].x1) / line.em;
            gap > VALUE_GAP
                || gap > VALUE_GAP / 2.0 && self.at_column(tokens[*i].x0, line.em)
                || here.view.is_ruled(&tokens[*i - 1], &tokens[*i])
        });
        let end = split.unwrap_or(line.tokens.end);
        let label = here.piece(position, start..end, Slot::Left);
        let text = &line.text[label.start as usize..label.end as usize];
        let Some(Opening::Label { end: label_end, .. }) = opening(text, self.profile) else {
            return false;
        };
        let value = text[label_end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let colon = text[label_end..].contains(':');
        if colon && !value.is_empty() {
            return false;
        }
        let mut pieces = vec![label];
        pieces.extend(split.map(|at| here.piece(position, at..line.tokens.end, Slot::Right)));
        let before = here.view.text_before(position, start);
        let value_first = split.is_none()
            && !before.is_empty()
            && !is_captions(before, self.profile)
            && opening(before, self.profile).is_none();
        if value_first {
            // The value stands in the cell before its label.
            pieces.push(here.piece(position, line.tokens.start..start, Slot::Right));
        } else {
            self.caption_before(here, position, start);
        }
        self.band(here, position, Kind::Deadline, &pieces, false, None);
        self.deadline = Some((label.x0, label.x1));
        true
    }

    /// Words before the label of the deadline are the end of the caption.
    fn caption_before(&mut self, here: &Here, position: usize, start: usize) {
        let line = here.view.line(position);
        if let Some(table) = self.table.as_ref().filter(|_| start > line.tokens.start) {
            let block = self.out.block();
            let piece = here.piece(position, line.tokens.start..start, Slot::Left);
            self.out.beside(&piece, table.id, Column::Caption, block);
        }
    }

    /// The line right below the deadline that is nothing but the end of the caption, cut in
    /// a narrow cell.
    pub(super) fn caption_below(&mut self, here: &Here, position: usize) -> bool {
        let line = here.view.line(position);
        let last = self.bands.last().filter(|band| band.kind == Kind::Deadline);
        let close = last.is_some_and(|band| {
            band.page == here.view.page.number && line.top() - band.bottom < line.em
        });
        let Some(table) = self.table.as_ref().filter(|_| close) else {
            return false;
        };
        let tokens = here.view.tokens(line);
        let Some((edge, first)) = table.columns.caption.zip(tokens.first()) else {
            return false;
        };
        // The label stands beside the caption; below one on its left its value may begin.
        if self.deadline.is_none_or(|(label, _)| label < edge) {
            return false;
        }
        let goes_on = |above: usize| {
            let above = here.view.line(above);
            let begins = here.view.tokens(above).first();
            let under = |t: &Token| t.x1 <= edge && (t.x0 - first.x0).abs() < SAME_X * t.em;
            begins.is_some_and(under) && line.base - above.base < WIDEST_PITCH * line.em
        };
        let goes_on = (position.saturating_sub(LABEL_LINES)..position).any(goes_on);
        // A label begins with a capital, and may wrap.
        let small = line.text.starts_with(char::is_lowercase);
        let left = tokens.iter().all(|token| token.x1 <= edge);
        if !(small && left && goes_on) || self.label_goes_on(here, position) {
            return false;
        }
        let (id, block) = (table.id, self.out.block());
        let piece = here.piece(position, line.tokens.clone(), Slot::Left);
        self.out.beside(&piece, id, Column::Caption, block);
        true
    }

    fn at_column(&self, x: f32, em: f32) -> bool {
        let edges = self.table.as_ref().map(|t| &t.columns.edges);
        edges.is_some_and(|e| {
            e.iter()
                .any(|(left, _)| (0.0..1.2 * em).contains(&(x - left)))
        })
    }

    /// Whether a line below the deadline's label is the rest of its value, or of
    /// the label itself.
    pub(super) fn under_deadline(
        &self,
        here: &Here,
        position: usize,
        open: Option<Opening>,
    ) -> bool {
        let Some((left, right)) = self.deadline else {
            return false;
        };
        let line = here.view.line(position);
        let firm = matches!(
            open,
            Some(Opening::Label { firm: true, .. } | Opening::Signature | Opening::Objective)
        );
        let x0 = here.view.page.tokens[line.tokens.start].x0;
        !firm && x0 > left + 2.0 * line.em && x0 > right - 0.5 * line.em
    }

    /// Whether a line stands right below the deadline, or its value so far.
    pub(super) fn follows_deadline(&self, line: &TextLine) -> bool {
        let mut last = self.bands.iter().rev();
        let above = last.next().filter(|b| {
            line.top() - b.bottom < SAME_VALUE * line.em
                && (b.kind == Kind::Deadline || self.deadline.is_some() && b.kind == Kind::Loose)
        });
        above.is_some_and(|b| b.kind == Kind::Deadline)
            || above.is_some()
                && last
                    .take(LABEL_LINES)
                    .take_while(|b| b.kind != Kind::Pair)
                    .any(|b| b.kind == Kind::Deadline)
    }

    /// The second line of a deadline's label.
    pub(super) fn label_rest(
        &mut self,
        here: &mut Here,
        position: usize,
        open: Option<Opening>,
    ) -> bool {
        let waiting = self.deadline.is_some()
            && self
                .bands
                .last()
                .is_some_and(|b| b.page == here.view.page.number);
        if !waiting || open.is_some() || !self.label_goes_on(here, position) {
            return false;
        }
        let line = here.view.line(position);
        let tokens = &here.view.page.tokens;
        let split = (line.tokens.start + 1..line.tokens.end)
            .find(|i| tokens[*i].x0 - tokens[*i - 1].x1 > VALUE_GAP * line.em)
            .unwrap_or(line.tokens.end);
        let mut pieces = vec![here.piece(position, line.tokens.start..split, Slot::Left)];
        if split < line.tokens.end {
            pieces.push(here.piece(position, split..line.tokens.end, Slot::Right));
        }
        self.band(here, position, Kind::Loose, &pieces, true, None);
        true
    }
}
