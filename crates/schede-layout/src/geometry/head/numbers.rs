//! Phases numbered in a column of their own, without a word before the number: its head
//! ("N.") and its cells ("1", "A.1", "II").
//!
//! In: the lines of a head and those below. Out: the head of that column; whether a cell
//! is a number.
//!
//! Not here: labels with a word ("fase 1:", `beside`).

use std::ops::Range;

use schede_model::Column;

use super::{Head, HeadCell, upended, without_head};
use crate::geometry::lines::opening::PhaseLabel;
use crate::geometry::lines::text::TextLine;
use crate::geometry::lines::view::View;

/// Lines below the head among which the first number stands: cells of a row may be
/// centred beside a long one.
pub(super) const NEAR: usize = 30;

/// Lines below the other heads over which its word may be cut ("Fas" over "e").
const CUTS: usize = 2;

/// Blank (em) between the column and the next, at least.
pub(super) const GAP: f32 = 0.3;

/// How far (em) beyond its head a number may stand.
const SLACK: f32 = 1.0;

/// Digits of a number, at most: no table has a thousand phases.
const MOST_DIGITS: usize = 3;

/// The head of the column of numbers: words left of all other heads that are one, with a
/// number below them. A table whose labels have a word is none of this kind.
pub(crate) fn head(view: View, head: &mut Head) -> Option<HeadCell> {
    level(view, head, is_over_number)
        .or_else(|| painted_upwards(view, head))
        .or_else(|| of_another_name(view, head))
        .or_else(|| without_head::numbers(view, head))
}

/// The same, of a head with which its page ends: the numbers stand on the next one.
pub(super) fn at_page_end(view: View, head: &mut Head) -> Option<HeadCell> {
    level(view, head, |_, _, _, _, _| true)
}

/// Whether a head is that of the numbers, by what stands below it, in the lines from one on and
/// left of a place.
type Tells = fn(View, &Head, &HeadCell, usize, f32) -> bool;

/// The known word for the numbers, on the line of the other heads or right above it. Above some
/// of the heads a title of the form's part may stand ("FASI E TEMPI").
fn level(view: View, head: &mut Head, tells: Tells) -> Option<HeadCell> {
    let mut lines = head.first.saturating_sub(CUTS)..=head.last;
    lines.find_map(|first| from(view, head, first, tells))
}

/// The head of the numbers by a sign or name that is not known ("#", "Rif."): short words
/// alone left of all other heads, over the number one.
fn of_another_name(view: View, head: &Head) -> Option<HeadCell> {
    /// Signs of such a head, at most.
    const SHORT: usize = 6;
    let left = head.cells.first()?.x0;
    let words = |position: usize| words_left_of(view, position, left);
    let lines = head.first..=head.last;
    let tokens: Vec<(usize, usize)> = lines
        .flat_map(|at| words(at).map(move |i| (at, i)))
        .collect();
    // They are all that stands there: a longer text may reach over the next column.
    let all = (head.first..=head.last).flat_map(|at| view.tokens(view.line(at)));
    if all.filter(|token| token.x0 < left - GAP * token.em).count() != tokens.len() {
        return None;
    }
    let cell = HeadCell::of(view, Column::Label, &tokens)?;
    let first = first_number(view, head, &cell, head.last + 1, left);
    (cell.text().len() <= SHORT && first == Some(1)).then_some(cell)
}

/// The head of the column of numbers that is painted upwards, as narrow as it is.
fn painted_upwards(view: View, head: &Head) -> Option<HeadCell> {
    let left = head.cells.first()?.x0;
    let heads = &view.profile.number_heads;
    let whole = |line: &TextLine| {
        let found = heads.at_start(&line.text);
        found.is_some_and(|m| !line.text[m.end..].contains(char::is_alphanumeric))
    };
    let mut cells = upended::beside(view, head)
        .filter(|(line, (_, right), _)| right + GAP * line.em < left && whole(line));
    let (line, x, _) = cells.next()?;
    let first = view.tokens(line).first()?;
    let cell = HeadCell::upended(Column::Label, x, first, &line.text);
    is_over_number(view, head, &cell, head.last + 1, left).then_some(cell)
}

/// The number that is the first word below a head, in the lines from one on.
fn first_number(view: View, head: &Head, cell: &HeadCell, from: usize, left: f32) -> Option<u32> {
    let mut below = from..view.body.len().min(head.last + 1 + NEAR);
    let word = below.find_map(|p| first_word(view, p, cell, left))?;
    number(word)
}

/// The number of the first row below a head whose first cell is that of the numbers.
pub(super) fn first_row(view: View, head: &Head) -> Option<u32> {
    let [cell, next, ..] = &head.cells[..] else {
        return None;
    };
    first_number(view, head, cell, head.last + 1, next.x0)
}

/// Whether the first word below a head, in the lines from one on, is a number.
fn is_over_number(view: View, head: &Head, cell: &HeadCell, from: usize, left: f32) -> bool {
    first_number(view, head, cell, from, left).is_some()
}

/// The words with which a line begins that end left of a place.
fn words_left_of(view: View, position: usize, left: f32) -> impl Iterator<Item = usize> {
    let words = view.line(position).tokens.clone();
    let tokens = &view.page.tokens;
    words.take_while(move |i| tokens[*i].x1 + GAP * tokens[*i].em < left)
}

/// How many words of a line, left of all heads, go on with the head of the labels above
/// them ("N." over "attività"), of a table whose labels have a word before their number.
pub(crate) fn beside(view: View, cells: &[HeadCell], position: usize) -> usize {
    let left = cells.iter().map(|cell| cell.x0).fold(f32::MAX, f32::min);
    let words = |position: usize| words_left_of(view, position, left);
    let n = words(position).count();
    if n == 0 {
        return 0;
    }
    let first = cells.iter().flat_map(|cell| &cell.tokens);
    let first = first.map(|(line, _)| *line).min().unwrap_or(position);
    let mut text = String::new();
    for line in first..=position {
        for index in words(line) {
            text.push_str(view.page.word(view.line(line), index));
        }
    }
    let look = view.profile.number_heads.look(&text);
    let whole = look.label.is_some_and(|label| label.end == text.len());
    if look.continues || whole { n } else { 0 }
}

/// The same, of words from a line on.
fn from(view: View, head: &mut Head, begin: usize, tells: Tells) -> Option<HeadCell> {
    let left = head.cells.first()?.x0;
    let heads = &view.profile.number_heads;
    let (mut tokens, mut text, mut n_found) = (Vec::new(), String::new(), 0);
    for position in begin..view.body.len().min(head.last + 1 + CUTS) {
        let line = view.line(position);
        let words = line.tokens.clone();
        let words = words.take_while(|i| view.page.tokens[*i].x1 + GAP * line.em < left);
        let below = tokens.len();
        tokens.extend(words.map(|i| (position, i)));
        if position < head.first && tokens.len() - below != line.tokens.len() {
            return None;
        }
        if tokens.len() == below {
            continue;
        }
        for (position, index) in &tokens[below..] {
            text.push_str(view.page.word(view.line(*position), *index));
        }
        let found = heads.at_start(&text);
        if found.is_some_and(|m| is_all(&text, m.end)) {
            n_found = tokens.len();
        } else if !heads.continues(&text) {
            break;
        }
    }
    tokens.truncate(n_found);
    let (first, last) = (tokens.first()?.0, tokens.last()?.0);
    // Below all heads it is the word of a row's label ("Fase" over "1:").
    if first > head.last {
        return None;
    }
    let cell = HeadCell::of(view, Column::Label, &tokens)?;
    tells(view, head, &cell, last + 1, left).then_some(())?;
    head.first = first.min(head.first);
    Some(cell)
}

/// Whether nothing follows the word of a head but the same in another language ("N. / Nr.").
fn is_all(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches(|c: char| !c.is_alphanumeric() && c != '/');
    let other = rest.strip_prefix('/').map(str::trim);
    let word = |other: &str| other.chars().all(|c| c.is_alphabetic() || c == '.');
    rest.is_empty() || other.is_some_and(word)
}

/// The first word of a line, where it stands below a head and apart from the next.
fn first_word<'v>(view: View<'v>, position: usize, cell: &HeadCell, left: f32) -> Option<&'v str> {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let first = tokens.first()?;
    let word = view.page.word(line, line.tokens.start);
    // A head may be centred over numbers that are not, and the other way round.
    let below = cell.x0 - SLACK * first.em < first.x0 && first.x1 < cell.x1 + SLACK * first.em
        || number(word).is_some();
    let apart = tokens
        .get(1)
        .is_none_or(|next| next.x0 - first.x1 > GAP * first.em || view.is_ruled(first, next));
    (below && apart && first.x1 < left).then_some(word)
}

/// The number that is all of a cell.
pub(crate) fn cell(view: View, position: usize, tokens: &Range<usize>) -> Option<PhaseLabel> {
    let word = view.page.word(view.line(position), tokens.start);
    let number = number(word).filter(|_| tokens.len() == 1)?;
    Some(PhaseLabel {
        number,
        word: 0,
        end: word.len(),
        colon: false,
    })
}

/// "1", "2.", "3)"; the last of several parts ("A.1", "2.1", "F1"); a Roman figure; a
/// letter.
pub(super) fn number(word: &str) -> Option<u32> {
    let code = word.trim_end_matches(['.', ')', ':', '°']);
    let first = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &code[first.len()..];
    if (1..=MOST_DIGITS).contains(&digits.len()) {
        return is_begun(first).then(|| digits.parse().ok()).flatten();
    }
    let whole = first.len() == code.len();
    whole
        .then(|| roman(code).or_else(|| letter(code)))
        .flatten()
}

/// Whether such parts may stand before the last of a code: capitals, a sign behind all
/// others.
fn is_begun(parts: &str) -> bool {
    const MOST: usize = 8;
    let sign = |b: u8| matches!(b, b'.' | b'-');
    let letters = |b: u8| b.is_ascii_uppercase();
    let fits = |b: u8| letters(b) || b.is_ascii_digit() || sign(b);
    let first = parts.bytes().next().is_none_or(|b| !sign(b));
    first && parts.len() <= MOST && parts.bytes().all(fits)
}

/// A Roman figure up to 39.
fn roman(word: &str) -> Option<u32> {
    let of = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let figures = word.chars().map(of).collect::<Option<Vec<u32>>>()?;
    let next = figures.iter().skip(1).chain(std::iter::once(&0));
    let (mut sum, mut less) = (0, 0);
    for (figure, next) in figures.iter().zip(next) {
        let of = if figure < next { &mut less } else { &mut sum };
        *of += figure;
    }
    sum.checked_sub(less).filter(|sum| (1..40).contains(sum))
}

/// The place of a letter, alone, in the alphabet.
fn letter(word: &str) -> Option<u32> {
    let [letter] = word.as_bytes() else {
        return None;
    };
    let small = letter.to_ascii_lowercase();
    small
        .is_ascii_lowercase()
        .then(|| u32::from(small - b'a') + 1)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_may_have_a_sign_behind_it() {
        assert_eq!(number("1"), Some(1));
        assert_eq!(number("12."), Some(12));
        assert_eq!(number("2024"), None);
        assert_eq!(number("5%"), None);
        assert_eq!(number("conclusa"), None);
    }

    #[test]
    fn a_number_may_end_a_code() {
        for (word, expected) in [
            ("A.1", 1),
            ("2.12", 12),
            ("F3", 3),
            ("IV", 4),
            ("XIX.", 19),
            ("c)", 3),
        ] {
            assert_eq!(number(word), Some(expected), "{word}");
        }
        assert_eq!(number("del1"), None);
        assert_eq!(number("31/12"), None);
    }
}
