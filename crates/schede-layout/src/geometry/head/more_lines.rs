//! Lines that go on with heads: the second line of one that wraps, the date below the
//! monitoring, the caption beside the table.
//!
//! In: heads and the lines among and below them. Out: the heads with their further words.
//!
//! Not here: which heads a line begins (`head`).

use schede_model::Column;
use schede_model::text::{Joint, joint};
use schede_profile::Printed;

use super::{FEWEST_HEADS, Head, HeadCell, TAIL_GAP, WORD_SPACE, edges, numbers, others};
use crate::geometry::columns::beside::wrapped;
use crate::geometry::lines::opening::phase_label;
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;

/// The letters of a line, from a word on, by which the spelling of the head above goes on.
pub(super) fn goes_on(
    view: View,
    above: &HeadCell,
    position: usize,
    index: usize,
) -> Option<usize> {
    let longer = format!("{} {}", above.text, view.text_from(position, index));
    let found = view.profile.heads.at_start(&longer)?;
    let length = found.end.checked_sub(above.text.len() + 1)?;
    (found.what == above.column && length > 0).then_some(length)
}

/// Second lines of heads that stand between the first and the last head line.
pub(super) fn between(view: View, head: &mut Head) {
    for position in head.first + 1..=head.last {
        stack_line(view, head, position);
    }
}

/// Adds the words of a line that go on with heads above them.
pub(super) fn stack_line(view: View, head: &mut Head, position: usize) {
    for index in view.line(position).tokens.clone() {
        let known = head
            .cells
            .iter()
            .any(|c| c.tokens.contains(&(position, index)));
        if !known {
            stack(view, head, position, index);
        }
    }
}

pub(super) fn stack(view: View, head: &mut Head, position: usize, index: usize) {
    if let Some(at) = cell_over(view, &head.cells, position, index) {
        head.cells[at].grow(view, position, index);
    }
}

pub(super) fn over(cell: &HeadCell, token: &Token) -> bool {
    let slack = 0.5 * token.em;
    cell.x0 - slack <= token.x0 && token.x1 <= cell.x1 + slack
        || token.x0 - slack <= cell.x0 && cell.x1 <= token.x1 + slack
}

/// Whether most of a word stands below a head: lines of one head may be centred and
/// not, and a longer one below a shorter.
pub(super) fn mostly_over(cell: &HeadCell, token: &Token) -> bool {
    is_mostly_over(cell, (token.x0, token.x1))
}

fn is_mostly_over(cell: &HeadCell, (left, right): (f32, f32)) -> bool {
    let common = cell.x1.min(right) - cell.x0.max(left);
    common > 0.5 * (cell.x1 - cell.x0).min(right - left)
}

/// The left and right end of the words of a line that stand close around one.
fn run(view: View, position: usize, index: usize) -> (f32, f32) {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let close = |at: &usize| {
        let (before, here) = (&tokens[at - 1], &tokens[*at]);
        here.x0 - before.x1 < WORD_SPACE * here.em && !view.is_ruled(before, here)
    };
    let before = (line.tokens.start + 1..=index).rev().take_while(close);
    let behind = (index + 1..line.tokens.end).take_while(close);
    let (first, last) = (index - before.count(), index + behind.count());
    (tokens[first].x0, tokens[last].x1)
}

/// Lines below that go on with the heads.
pub(super) fn below(view: View, head: &mut Head) {
    while head.last + 1 < view.body.len() {
        let position = head.last + 1;
        let (line, above) = (view.line(position), view.line(head.last));
        if line.base - above.base > view.page.widest_pitch() * line.em {
            return;
        }
        let Some(cells) = grown(view, &head.cells, position) else {
            return;
        };
        head.cells = cells;
        head.last = position;
    }
}

/// The heads with the words of one more line, if all of them go on with one.
pub(super) fn grown(view: View, cells: &[HeadCell], position: usize) -> Option<Vec<HeadCell>> {
    let line = view.line(position);
    let first = line.tokens.start;
    // Words of a head that is known ("N." over "fase") are no label of the row below.
    let of_head = cells.iter().any(|c| c.tokens.contains(&(position, first)));
    let wraps = || !of_head && wrapped(view, position, first).is_some();
    if phase_label(&line.text, &view.profile.phase_words).is_some() || wraps() {
        return None;
    }
    let bold = cells.iter().all(|c| c.bold);
    let n_caption = caption_beside(view, cells, position);
    let n_beside = n_caption.max(numbers::beside(view, cells, position));
    let bare = |cell: &HeadCell| !cell.text.contains(|c: char| c.is_ascii_digit());
    if n_caption > 0 && !cells.iter().all(bare) {
        return None;
    }
    let dates = |index: usize| {
        let cell = cell_over(view, cells, position, index).map(|at| &cells[at]);
        let word = view.page.word(line, index);
        cell.is_some_and(|cell| {
            is_dated(cell, word) && word.ends_with(|c: char| c.is_ascii_digit())
        })
    };
    let dated = cells.len() >= FEWEST_HEADS && line.tokens.clone().any(dates);
    let mut cells = cells.to_vec();
    for index in line.tokens.clone().skip(n_beside) {
        if cells.iter().any(|c| c.tokens.contains(&(position, index))) {
            continue;
        }
        let token = &view.page.tokens[index];
        let Some(at) = cell_over(view, &cells, position, index) else {
            // A word of a column that the form does not know, beside the date.
            if dated && others::is_clear(&cells, token) {
                continue;
            }
            return None;
        };
        let cell = &mut cells[at];
        let alike = bold && token.bold && over(cell, token);
        let strange = dated && cell.column == Column::Other;
        if !(alike || strange || extends(view, cell, position, index)) {
            return None;
        }
        cell.grow(view, position, index);
    }
    Some(cells)
}

/// How many words of a line are of the caption beside the table, left of all heads; none
/// if no others follow.
pub(crate) fn caption_beside(view: View, cells: &[HeadCell], position: usize) -> usize {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let left = cells.iter().map(|c| c.x0).fold(f32::MAX, f32::min);
    let beside = tokens.iter().take_while(|t| t.x1 + TAIL_GAP * t.em < left);
    let n = beside.count();
    let Some(next) = tokens.get(n).filter(|_| n > 0) else {
        return 0;
    };
    let caption = line.text[..next.start as usize].trim_end();
    let look = view.profile.printed.look(caption);
    let whole = look.label.is_some_and(|l| l.what == Printed::Caption);
    if look.continues || whole { n } else { 0 }
}

/// The head that stands above a word, or whose words it stands right behind.
pub(super) fn cell_over(
    view: View,
    cells: &[HeadCell],
    position: usize,
    index: usize,
) -> Option<usize> {
    let token = &view.page.tokens[index];
    let behind = |cell: &HeadCell| {
        let before = index.wrapping_sub(1);
        cell.tokens.last() == Some(&(position, before)) && {
            let gap = token.x0 - view.page.tokens[before].x1;
            let close =
                || gap < WORD_SPACE * token.em && !edges::begins_column(view, position, index);
            gap < TAIL_GAP * token.em && (extends(view, cell, position, index) || close())
        }
    };
    let own = || cells.iter().position(|c| over(c, token));
    // Of heads that reach over their neighbours, the one whose spelling goes on.
    let mut several = cells.iter().filter(|c| over(c, token)).skip(1);
    let spelled = several.next().and_then(|_| {
        let goes_on = |c: &HeadCell| over(c, token) && extends(view, c, position, index);
        cells.iter().position(goes_on)
    });
    let own = spelled.or_else(own);
    let own = own.or_else(|| cells.iter().position(|c| mostly_over(c, token)));
    let own = own.or_else(|| cells.iter().position(behind));
    // A line of several words that is centred may be longer than those above it.
    own.or_else(|| {
        let run = run(view, position, index);
        cells.iter().position(|c| is_mostly_over(c, run))
    })
}

/// Whether a word goes on with the spelling of the head above it.
pub(super) fn extends(view: View, cell: &HeadCell, position: usize, index: usize) -> bool {
    let word = view.page.word(view.line(position), index);
    if !word.contains(char::is_alphabetic) {
        // "%", or the date of the monitoring.
        return !word.contains(|c: char| c.is_ascii_digit()) || is_dated(cell, word);
    }
    // A narrow column cuts words too, and no blank counts within a spelling.
    let mut longer = String::with_capacity(cell.text.len() + 1 + word.len());
    longer.push_str(&cell.text);
    longer.push(' ');
    longer.push_str(word);
    let look = view.profile.heads.look(&longer);
    let other = || {
        let look = view.profile.other_heads.look(&longer);
        look.continues || look.label.is_some_and(|m| m.end > cell.text.len())
    };
    look.continues
        || look.label.is_some_and(|m| m.end > cell.text.len())
        || cell.column == Column::Other && other()
}

/// Whether a word is the date of the monitoring, which has one, or a part of it.
pub(super) fn is_dated(cell: &HeadCell, word: &str) -> bool {
    /// Digits of a date, at least.
    const DATE: usize = 6;
    let digits = cell.text.bytes().filter(u8::is_ascii_digit);
    let dated = digits.count() >= DATE;
    let state = matches!(cell.column, Column::Monitoring | Column::Other);
    // A narrow column cuts a date within its year ("30/06/20" over "25").
    let number = word.bytes().all(|b| b.is_ascii_digit());
    let ends = || number && joint(&cell.text, word) == Joint::Closed;
    state && (!dated && word.len() > 5 && !word.contains('%') || ends())
}
