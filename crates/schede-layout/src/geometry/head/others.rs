//! Columns of a table that the form does not know ("Responsabile", "Target").
//!
//! In: a head in which all columns of the form were found. Out: a head for the words
//! between two of them, or behind the last, a second head of a column of the form (`again`)
//! among them: what stands below is of none of their cells.
//!
//! Not here: what becomes of those words (they are named by findings).

use schede_model::Column;
use schede_profile::{LabelMatch, Profile, Style};

use super::again;
use super::apart::is_small_behind;
use super::edges::begins_column;
use super::{Head, HeadCell, TAIL_GAP};
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;

/// Columns of the form. Where one of them was not found, the strange head may be its.
pub(super) const COLUMNS: usize = 5;

/// Blank (em) between a head and the next, at least.
pub(super) const GAP: f32 = 0.2;

/// Lines above the other heads on which one that wraps may begin.
const ABOVE: usize = 2;

/// Letters of a head, at least, if they are not short for its words.
const LETTERS: usize = 3;

/// Adds the heads of columns that the form does not know.
pub(crate) fn add(view: View, head: &mut Head) {
    if super::of_form(&head.cells) != COLUMNS {
        return;
    }
    let mut tokens = free(view, head, head.first..head.last + 1);
    leave_titles(view, head, &mut tokens);
    if !tokens.is_empty() {
        let above = above(view, head);
        head.first -= above.0;
        tokens.extend(above.1);
        tokens.sort_unstable();
    }
    let of = |index: usize| &view.page.tokens[index];
    let (mut found, mut of_numbers) = (Vec::new(), None);
    for (at, left) in head.cells.iter().enumerate() {
        let right = head.cells.get(at + 1).map_or(f32::MAX, |next| next.x0);
        let between =
            |(_, index): &&(usize, usize)| left.x0 < of(*index).x0 && of(*index).x0 < right;
        let own: Vec<(usize, usize)> = tokens.iter().filter(between).copied().collect();
        if head
            .cells
            .get(at + 1)
            .is_some_and(|right| is_title(&own, left, right))
        {
            continue;
        }
        let word =
            |(position, index): &(usize, usize)| view.page.word(view.line(*position), *index);
        // "PREVISTE" apart from "SCADENZE" is the rest of a head of the form.
        let strange = |place: &&(usize, usize)| !is_of_a_head(view.profile, word(place));
        let strange = own.iter().filter(strange);
        let letters = strange.clone().flat_map(|place| word(place).chars());
        let other = || HeadCell::of(view, Column::Other, &own);
        let told = letters.filter(|c| c.is_alphabetic()).count() >= LETTERS
            || strange.clone().any(|place| is_short_for(word(place)));
        if told {
            found.extend(other());
        } else if let Some(mut cell) = other().filter(|cell| again::is_again(view, left, cell)) {
            if again::is_of_numbers(view, left, &cell) {
                cell.column = left.column;
                of_numbers = Some(at);
            }
            found.push(cell);
        }
    }
    if let Some(at) = of_numbers {
        head.cells.remove(at);
    }
    head.cells.extend(found);
    head.cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
}

/// The longest head that a text begins with, of the form or of a column that it does not
/// take.
pub(crate) fn form_or_other(profile: &Profile, text: &str) -> Option<LabelMatch<Column>> {
    let form = profile.heads.at_start(text);
    let other = profile.other_heads.at_start(text);
    let longer = other.filter(|other| {
        other.style != Style::Small && form.is_none_or(|form| form.end < other.end)
    });
    let other = longer.map(|other| LabelMatch {
        what: Column::Other,
        style: other.style,
        end: other.end,
    });
    other.or(form)
}

/// Whether a word is short for others ("U.M."): a point stands behind each of its letters.
fn is_short_for(word: &str) -> bool {
    const LETTERS: usize = 2;
    let mut parts = word.split('.');
    let letter = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    let behind_last = parts.next_back().is_some_and(str::is_empty);
    behind_last && parts.clone().count() >= LETTERS && parts.all(letter)
}

/// Whether words between two heads stand on lines above both: they are a title over the
/// two, set in the middle. The head of a column stands beside those of its neighbours.
fn is_title(words: &[(usize, usize)], left: &HeadCell, right: &HeadCell) -> bool {
    let first = |cell: &HeadCell| cell.tokens.iter().map(|(position, _)| *position).min();
    let top = first(left).into_iter().chain(first(right)).min();
    top.is_some_and(|top| words.iter().all(|(position, _)| *position < top))
}

/// Whether a word is one of those that the heads of the form are made of.
pub(super) fn is_of_a_head(profile: &Profile, word: &str) -> bool {
    let known = profile.head_words.at_start(word);
    known.is_some_and(|known| known.end == word.len())
}

/// The words of some lines that are clear of all heads, or begin a column that touches one.
/// Those that a small letter shows to go on with a head are its ("Fasi" before "e attività").
fn free(view: View, head: &Head, lines: std::ops::Range<usize>) -> Vec<(usize, usize)> {
    let of_head = |at: &(usize, usize)| head.cells.iter().any(|cell| cell.tokens.contains(at));
    let mut last = None;
    let mut goes_on = |at: &(usize, usize)| {
        let behind = last.is_some_and(|last| last + 1 == at.1);
        let goes_on =
            behind && is_small_behind(view, at.0, at.1) && !begins_column(view, at.0, at.1);
        if goes_on || of_head(at) {
            last = Some(at.1);
        }
        goes_on
    };
    let all = lines.flat_map(|p| view.line(p).tokens.clone().map(move |i| (p, i)));
    let all = all.filter(|at| !goes_on(at));
    let of_none = |(position, index): &(usize, usize)| {
        is_clear(&head.cells, &view.page.tokens[*index])
            || touches(&head.cells, *position, *index, view)
                && begins_column(view, *position, *index)
    };
    all.filter(of_none).collect()
}

/// Takes out the words that go on with others on a line above all heads: a title over some
/// heads may end clear of them.
fn leave_titles(view: View, head: &Head, free: &mut Vec<(usize, usize)>) {
    let of_heads = head.cells.iter().flat_map(|cell| &cell.tokens);
    let top = of_heads.map(|(position, _)| *position).min();
    let all = free.clone();
    free.retain(|(position, index)| {
        if top.is_none_or(|top| *position >= top) {
            return true;
        }
        let tokens = view.tokens(view.line(*position));
        let at = index - view.line(*position).tokens.start;
        let together = |a: &Token, b: &Token| b.x0 - a.x1 <= TAIL_GAP * b.em;
        let begin = (1..=at)
            .rev()
            .find(|n| !together(&tokens[n - 1], &tokens[*n]));
        let end = (at + 1..tokens.len()).find(|n| !together(&tokens[n - 1], &tokens[*n]));
        let first = index - at;
        let mut run = begin.unwrap_or(0)..end.unwrap_or(tokens.len());
        run.all(|n| all.contains(&(*position, first + n)))
    });
}

/// Whether a word stands clear of all heads, and not left of them.
pub(crate) fn is_clear(heads: &[HeadCell], token: &Token) -> bool {
    let clear = |cell: &HeadCell| {
        token.x0 > cell.x1 + GAP * token.em || token.x1 < cell.x0 - GAP * token.em
    };
    heads.first().is_some_and(|first| token.x0 > first.x1) && heads.iter().all(clear)
}

/// Whether a word stands right behind a head that may reach over it, of which it is not a
/// part, and no head begins where it does.
fn touches(heads: &[HeadCell], position: usize, index: usize, view: View) -> bool {
    let token = &view.page.tokens[index];
    let near = GAP * token.em;
    let other = |cell: &HeadCell| {
        (cell.x0 - token.x0).abs() > near && !cell.tokens.contains(&(position, index))
    };
    let behind = |cell: &HeadCell| cell.x0 < token.x0 && token.x0 < cell.x1 + near;
    heads.iter().all(other) && heads.iter().any(behind)
}

/// How many lines right above a head hold only words of the strange ones, and those.
fn above(view: View, head: &Head) -> (usize, Vec<(usize, usize)>) {
    let close = |p: &usize| {
        let (line, below) = (view.line(*p), view.line(*p + 1));
        below.base - line.base < view.page.widest_pitch() * line.em
    };
    let wholly = |p: &usize| free(view, head, *p..*p + 1).len() == view.line(*p).tokens.len();
    let lines = (0..head.first).rev().take(ABOVE);
    let n = lines.take_while(|p| close(p) && wholly(p)).count();
    (n, free(view, head, head.first - n..head.first))
}
