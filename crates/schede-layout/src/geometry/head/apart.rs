//! Words of a line that a wide blank or a rule parts: heads of columns stand so, words of
//! running text do not.

use schede_model::Column;

use super::more_lines::{extends, goes_on, over};
use super::others::form_or_other;
use super::{FEWEST_HEADS, HeadCell, TAIL_GAP, head_word};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Whether a wide blank or a rule parts each head from the words around it.
pub(crate) fn stand_apart(view: View, line: &TextLine, cells: &[HeadCell]) -> bool {
    let tokens = &view.page.tokens;
    let apart = |a: usize, b: usize| are_apart(view, &tokens[a], &tokens[b]);
    let ends = |cell: &HeadCell| Some((cell.tokens.first()?.1, cell.tokens.last()?.1));
    cells.iter().filter_map(ends).all(|(first, last)| {
        (first == line.tokens.start || apart(first - 1, first))
            && (last + 1 == line.tokens.end || apart(last, last + 1))
    })
}

/// Whether so many heads may stand on a line, each apart from the words around it, that they
/// tell, be they most of it or not.
pub(super) fn may_stand_apart(view: View, line: &TextLine) -> bool {
    let begin = view.tokens(line).iter().filter(|t| t.may_begin_head);
    begin.count() >= FEWEST_HEADS && n_gaps(view, line) + 1 >= FEWEST_HEADS
}

/// How often a wide blank or a rule stands between words of a line: few do in running text.
pub(crate) fn n_gaps(view: View, line: &TextLine) -> usize {
    if !view.may_be_parted(line, TAIL_GAP) {
        return 0;
    }
    let pairs = view.tokens(line).windows(2);
    pairs.filter(|p| are_apart(view, &p[0], &p[1])).count()
}

/// Whether a wide blank or a rule stands between two words.
pub(crate) fn are_apart(view: View, a: &Token, b: &Token) -> bool {
    b.x0 - a.x1 > TAIL_GAP * b.em || view.is_ruled(a, b)
}

/// Whether a word in small letters goes on with a word of no head right before it, so that it
/// begins none ("Linea di" before "azione").
pub(super) fn goes_on_small(view: View, position: usize, index: usize, cells: &[HeadCell]) -> bool {
    let line = view.line(position);
    if index == line.tokens.start {
        return false;
    }
    let before = index - 1;
    let of_head = |cell: &HeadCell| cell.tokens.last() == Some(&(position, before));
    is_small_behind(view, position, index)
        && view.page.word(line, before).ends_with(char::is_alphabetic)
        && !cells.iter().any(of_head)
}

/// Whether a word that is not the first of its line begins with a small letter, and nothing
/// parts it from the one before.
pub(super) fn is_small_behind(view: View, position: usize, index: usize) -> bool {
    let word = view.page.word(view.line(position), index);
    let tokens = &view.page.tokens;
    word.starts_with(char::is_lowercase) && !are_apart(view, &tokens[index - 1], &tokens[index])
}

/// A head without the words of its spelling behind a wide blank or a rule which are a head of
/// their own ("Peso %" beside "Attività"), or go on with one `above` them ("Azioni" beside
/// "previste", which stands under "Scadenze").
pub(super) fn within_cell(
    view: View,
    position: usize,
    index: usize,
    above: &[HeadCell],
    (column, length): (Column, usize),
) -> (Column, usize) {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let start = tokens[index].start as usize;
    let words = index + 1..line.tokens.end;
    let mut words = words.take_while(|n| (tokens[*n].start as usize) < start + length);
    let next = words.find(|n| are_apart(view, &tokens[n - 1], &tokens[*n]));
    let of_above = |next: usize| {
        above.iter().any(|cell| {
            over(cell, &tokens[next])
                && (extends(view, cell, position, next)
                    || goes_on(view, cell, position, next).is_some())
        })
    };
    let own = next.and_then(|next| {
        if !of_above(next) {
            head_word(view, position, next)?;
        }
        let text = line.text[start..tokens[next].start as usize].trim_end();
        let head = form_or_other(view.profile, text)?;
        let whole = !text[head.end..].contains(char::is_alphanumeric);
        whole.then_some((head.what, text.len()))
    });
    own.unwrap_or((column, length))
}

/// The sign of per cent as the head of the weights, where it is all of a cell and no words
/// for weights stand near: below those it is of their head ("Incidenza" over "%"), beside
/// them of another column's ("% avanzamento").
pub(super) fn sign_alone(view: View, position: usize, index: usize) -> Option<(Column, usize)> {
    let line = view.line(position);
    let word = view.page.word(line, index);
    if word != "%" {
        return None;
    }
    let tokens = view.tokens(line);
    let at = index - line.tokens.start;
    let apart = |a: &Token, b: &Token| are_apart(view, a, b);
    let before = at
        .checked_sub(1)
        .is_none_or(|n| apart(&tokens[n], &tokens[at]));
    let behind = tokens
        .get(at + 1)
        .is_none_or(|next| apart(&tokens[at], next));
    (before && behind && !names_weights(view, position)).then_some((Column::Weight, word.len()))
}

/// Whether a head of the weights begins on a line or near it, with words.
fn names_weights(view: View, position: usize) -> bool {
    /// Lines of a head that may stand above or below the sign.
    const NEAR: usize = 2;
    let last = view.body.len().min(position + NEAR + 1);
    let mut words = (position.saturating_sub(NEAR)..last)
        .flat_map(|at| view.line(at).tokens.clone().map(move |index| (at, index)));
    words.any(|(at, index)| {
        head_word(view, at, index).is_some_and(|(column, _)| column == Column::Weight)
    })
}
