//! The head of a table of phases: the profile's column heads side by side.
//!
//! In: the lines of a page. Out: each head's lines and the place of each column
//! head. Heads may touch or overlap their neighbours and wrap over lines.
//!
//! Not here: where the columns' edges are (`columns`).

pub(crate) mod again;
pub(crate) mod apart;
mod begun;
pub(crate) mod counted;
pub(crate) mod cut_heads;
pub(crate) mod edges;
pub(crate) mod grouped;
pub(crate) mod months;
mod more_lines;
pub(crate) mod numbers;
pub(crate) mod others;
mod rest;
mod ruled_off;
mod running_text;
mod spread;
mod two;
mod unknown;
pub(crate) mod upended;
mod without_head;

use schede_model::Column;
use schede_profile::{Profile, Style};

use crate::geometry::columns::beside::wrapped;
use crate::geometry::lines::labels;
use crate::geometry::lines::opening::{Opening, phase_label};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;
use apart::{are_apart, goes_on_small, may_stand_apart, sign_alone, stand_apart, within_cell};
use begun::{captions, has_heads_beside};
use cut_heads::{cut_head, word_below};
pub(crate) use more_lines::caption_beside;
use more_lines::{below, between, extends, goes_on, mostly_over, over};
pub(crate) use rest::rest;
use ruled_off::is_ruled_off;
use running_text::{is_running_text, most_of, of_form_apart, stands_across};

/// Different column heads that make a table's head: two also stand in other
/// tables ("Incidenza %" of a budget).
const FEWEST_HEADS: usize = 3;

/// Heads beside those that make a head already, at least.
const BESIDE_OTHERS: usize = 2;

/// Words of a line of heads in which there may be too many strange ones for that share.
const MANY_WORDS: usize = 5;

/// Height of a head in em: three lines, or two cells of two lines that are
/// aligned differently; or so many lines that follow one another, set wide in
/// narrow cells.
const HEAD_HEIGHT: f32 = 4.5;
const HEAD_LINES: usize = 5;

/// Step (em) from line to line that no cell has.
const CELL_PITCH: f32 = 1.9;

/// Gap (in em) up to which a word goes on with the head before it ("al 30/09/2024").
pub(crate) const TAIL_GAP: f32 = 0.9;

/// Blank (em) between two words of a head of which no spelling is known, at most: that of
/// a font, which is less than two cell margins.
const WORD_SPACE: f32 = 0.4;

/// Words of a column head, and bytes of each, for which room is made.
const HEAD_WORDS: usize = 4;
const WORD_BYTES: usize = 12;

/// The head of one table.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    /// Positions of its first and last line among the page's body lines.
    pub first: usize,
    pub last: usize,
    /// By x.
    pub cells: Vec<HeadCell>,
}

/// One column head.
#[derive(Debug, Clone)]
pub(crate) struct HeadCell {
    pub column: Column,
    pub x0: f32,
    pub x1: f32,
    /// Size of its type.
    pub em: f32,
    pub bold: bool,
    /// Its words are of no spelling: place and cells told the column.
    pub inferred: bool,
    /// Line position and token, in the order of reading.
    pub tokens: Vec<(usize, usize)>,
    /// Its words, with blanks between them.
    text: String,
}

impl HeadCell {
    /// Words of some lines that are a head.
    pub fn of(view: View, column: Column, tokens: &[(usize, usize)]) -> Option<Self> {
        let (_, first) = tokens.first()?;
        let mut cell = new_cell(column, &view.page.tokens[*first]);
        for (position, index) in tokens {
            cell.grow(view, *position, *index);
        }
        Some(cell)
    }

    /// A head whose words, on no line of the page, stand between two places.
    pub fn upended(column: Column, (x0, x1): (f32, f32), first: &Token, text: &str) -> Self {
        HeadCell {
            x0,
            x1,
            text: text.to_owned(),
            ..new_cell(column, first)
        }
    }

    fn grow(&mut self, view: View, position: usize, index: usize) {
        let token = &view.page.tokens[index];
        if !self.tokens.is_empty() {
            self.text.push(' ');
        }
        self.text
            .push_str(view.page.word(view.line(position), index));
        self.x0 = self.x0.min(token.x0);
        self.x1 = self.x1.max(token.x1);
        self.tokens.push((position, index));
    }

    /// Its words, with blanks between them.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Horizontal centre.
    pub fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }
}

/// All heads on a page, top to bottom.
pub(crate) fn find(view: View) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut position = 0;
    while position < view.body.len() {
        match head_at(view, position) {
            Some(head) => {
                position = head.last + 1;
                heads.push(head.clone());
            }
            None => position += 1,
        }
    }
    heads
}

/// The head that begins at a position, of heads top to bottom.
pub(crate) fn at(heads: &[Head], position: usize) -> Option<&Head> {
    let found = heads.binary_search_by_key(&position, |head| head.first);
    found.ok().map(|at| &heads[at])
}

/// Whether a head begins at a position.
pub(crate) fn begins_at(view: View, position: usize) -> bool {
    head_at(view, position).is_some()
}

fn head_at(view: View<'_>, first: usize) -> Option<&Head> {
    let may = view.line(first).may_hold_head;
    may.then(|| view.asked.head(first, || read_at(view, first)))?
}

fn read_at(view: View, first: usize) -> Option<Head> {
    let found = line_heads(view, first, &[]);
    let few = found.is_none();
    let mut cells = found.or_else(|| grouped::few(view, first))?;
    let line = view.line(first);
    if is_longer_label(view.profile, &line.text) {
        return None;
    }
    let mut last = first;
    let mut close = true;
    for position in first + 1..view.body.len() {
        let (above, below) = (view.line(position - 1), view.line(position));
        close &= below.base - above.base < view.page.widest_pitch() * line.em
            && position - first < HEAD_LINES;
        if !close && below.base - line.base > HEAD_HEIGHT * line.em {
            break;
        }
        let Some(more) = line_heads(view, position, &cells) else {
            if view.page.of_characters && is_no_head(view, &cells, position) {
                break;
            }
            continue;
        };
        if captions(&cells[0], &more) {
            return None;
        }
        // A whole head that stands apart from a word above it ("Indicatore") has it not.
        let apart = below.base - above.base >= CELL_PITCH * line.em;
        let above = || apart || stands_across(view, first..position, &cells, &more);
        if of_form(&cells) < FEWEST_HEADS && of_form(&more) >= FEWEST_HEADS && above() {
            return None;
        }
        let new = |cell: &HeadCell| is_new(&cells, cell);
        if more.iter().all(new) && more.iter().all(|cell| beside(&cells, cell)) {
            cells.extend(more);
            last = position;
        }
    }
    // A grid of months tells as much as a column of the form.
    let grid = cells.iter().any(|cell| {
        let first = cell.tokens.first().filter(|_| cell.column == Column::Other);
        first.is_some_and(|(at, index)| months::end(view, *at, *index).is_some())
    });
    let many = of_form_apart(view, &cells) + usize::from(grid);
    let numbered = || two::head_numbered(view, &cells, first..last + 1);
    if many < FEWEST_HEADS && !two::head_phases(view, &cells, last) && !numbered() {
        return None;
    }
    if (first + 1..=last).any(|below| is_ruled_off(view, &cells, below)) {
        return None;
    }
    cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    if few && !grouped::has_title(view, first, &cells) {
        return None;
    }
    let mut head = Head { first, last, cells };
    begun::add(view, &mut head);
    between(view, &mut head);
    grouped::titles(view, &mut head);
    upended::add(view, &mut head);
    unknown::add(view, &mut head);
    others::add(view, &mut head);
    let numbers = numbers::head(view, &mut head);
    head.cells.splice(0..0, numbers);
    let first_lines = head.last;
    below(view, &mut head);
    if head.last > first_lines {
        // Narrow heads wrap: most of their words may stand on the lines below.
        others::add(view, &mut head);
    }
    let ends_page = head.last + 1 == view.body.len();
    if ends_page && head.cells.iter().all(|c| c.column != Column::Label) {
        let numbers = numbers::at_page_end(view, &mut head);
        head.cells.splice(0..0, numbers);
    }
    unknown::name_wrapped(view, &mut head);
    spread::add(view, &mut head);
    counted::add(view, &mut head);
    again::latest_first(view, &mut head);
    again::percent_first(view, &mut head);
    for cell in &mut head.cells {
        // What only looked like the end of a narrow head ("fas" over "e") is of the rows.
        cell.tokens.retain(|(position, _)| *position <= head.last);
    }
    Some(head)
}

/// Whether a line among heads, without heads of its own, is one of a row or of a value: the
/// lines of a text are all equally close. It begins with a number or a label, or no word of it
/// goes on with a head.
fn is_no_head(view: View, cells: &[HeadCell], position: usize) -> bool {
    let line = view.line(position);
    let first = view.page.word(line, line.tokens.start);
    let labelled = matches!(
        line.opening(view.profile),
        Some(Opening::Label { .. } | Opening::Objective | Opening::Unit)
    );
    let goes_on = |index| cells.iter().any(|c| extends(view, c, position, index));
    labelled || numbers::number(first).is_some() || !line.tokens.clone().any(goes_on)
}

/// Whether a text is a label without a colon of which a head is only the first words
/// ("Descrizione sintetica").
fn is_longer_label(profile: &Profile, text: &str) -> bool {
    let head = profile.heads.at_start(text).map_or(0, |head| head.end);
    let label = || profile.label_alone(text);
    head > 0 && label().is_some_and(|label| head < label.end)
}

/// How many of some heads are of columns of the form.
fn of_form(cells: &[HeadCell]) -> usize {
    cells.iter().filter(|c| c.column != Column::Other).count()
}

/// Whether none of some heads is that of the same column.
fn is_new(cells: &[HeadCell], cell: &HeadCell) -> bool {
    cell.column == Column::Other || cells.iter().all(|c| c.column != cell.column)
}

/// Heads of one table stand beside one another.
fn beside(cells: &[HeadCell], new: &HeadCell) -> bool {
    cells.iter().all(|cell| {
        let common = cell.x1.min(new.x1) - cell.x0.max(new.x0);
        common < 0.5 * (cell.x1 - cell.x0).min(new.x1 - new.x0)
    })
}

/// The column heads on one line, if they, and words that go on with the heads
/// `above` it, are most of it.
fn line_heads(view: View, position: usize, above: &[HeadCell]) -> Option<Vec<HeadCell>> {
    let share = most_of(view.line(position).text.trim().len().max(1));
    if above.is_empty() && is_running_text(view, position, share) {
        return None;
    }
    read_heads(view, position, above, share)
}

/// The column heads on one line, of which so many characters are most.
fn read_heads(
    view: View,
    position: usize,
    above: &[HeadCell],
    share: usize,
) -> Option<Vec<HeadCell>> {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let to_come = |n: usize, token: &Token| to_come(line, tokens.len() - 1 - n, token);
    let established = of_form(above) >= FEWEST_HEADS;
    // Where strange columns stand between those of the form, heads that stand apart tell.
    let many = above.is_empty() && tokens.len() > MANY_WORDS;
    let most = if established || many && may_stand_apart(view, line) {
        0
    } else {
        share
    };
    let mut cells: Vec<HeadCell> = Vec::new();
    let mut matched = 0;
    let mut index = line.tokens.start;
    while index < line.tokens.end {
        let n = index - line.tokens.start;
        let token = &tokens[n];
        if let Some(end) = months::end(view, position, index) {
            let all: Vec<(usize, usize)> = (index..end).map(|i| (position, i)).collect();
            let last = &view.page.tokens[end - 1];
            matched += (last.end - token.start) as usize;
            cells.extend(HeadCell::of(view, Column::Other, &all));
            index = end;
            continue;
        }
        let found = head_word(view, position, index).or_else(|| sign_alone(view, position, index));
        let found = found.filter(|_| !goes_on_small(view, position, index, &cells));
        let found = found.map(|found| within_cell(view, position, index, above, found));
        // "AVANZAMENTO AL" below "STATO" is a head itself.
        let again = |(column, _): (Column, usize)| {
            let cell = above.iter().find(|cell| cell.column == column)?;
            let under = over(cell, token) || mostly_over(cell, token);
            let word = || (token.end - token.start) as usize;
            let cut = || extends(view, cell, position, index).then(word);
            let length = || goes_on(view, cell, position, index).or_else(cut);
            under.then(length).flatten()
        };
        if let Some(length) = found.and_then(again) {
            matched += length;
            let end = token.start + length as u32;
            while index < line.tokens.end && view.page.tokens[index].start < end {
                index += 1;
            }
            continue;
        }
        let Some((column, length)) = found else {
            let follows = |cell: &HeadCell| {
                (over(cell, token) || mostly_over(cell, token))
                    && extends(view, cell, position, index)
            };
            if above.iter().any(follows) || tail(view, position, index, &mut cells) {
                matched += (token.end - token.start) as usize + 1;
            }
            index += 1;
            if matched + to_come(n, token) < most {
                return None;
            }
            continue;
        };
        matched += length;
        let end = token.start + length as u32;
        let mut cell = new_cell(column, token);
        while index < line.tokens.end && view.page.tokens[index].start < end {
            cell.grow(view, position, index);
            index += 1;
        }
        if is_new(&cells, &cell) {
            cells.push(cell);
        }
    }
    let fewest = if established {
        BESIDE_OTHERS
    } else {
        FEWEST_HEADS
    };
    let tell = matched >= share || of_form(&cells) >= fewest && stand_apart(view, line, &cells);
    (!cells.is_empty() && tell).then_some(cells)
}

/// Characters of a line after a word and so many more, a blank after each word counted.
fn to_come(line: &TextLine, n_words: usize, word: &Token) -> usize {
    line.text.len() - word.end as usize + n_words
}

/// The head that begins at a word, which may be cut there, and its length.
pub(crate) fn head_word(view: View, position: usize, index: usize) -> Option<(Column, usize)> {
    let may = view.page.tokens[index].may_begin_head;
    may.then(|| {
        view.asked
            .head_word(index, || head_from(view, position, index))
    })?
}

fn head_from(view: View, position: usize, index: usize) -> Option<(Column, usize)> {
    let text = view.text_from(position, index);
    let is_first = index == view.line(position).tokens.start;
    let found = others::form_or_other(view.profile, text);
    if found.is_some() && labels::in_wrapped_label(view, position, index) {
        return None;
    }
    // "Fase" is a head, "fase 10:" the label of a row.
    let row = || {
        phase_label(text, &view.profile.phase_words).is_some()
            || wrapped(view, position, index).is_some()
    };
    if found.is_some() && (row() || heads_numbers(view, position, index)) {
        return None;
    }
    let start = view.page.tokens[index].start as usize;
    let end = start + found.map_or(0, |head| head.end);
    let beside = || view.profile.head_beside(text);
    if found.is_some() && beside().is_some_and(|end| goes_on_close(view, position, start + end)) {
        return None;
    }
    // A label that is a head word for word may be one.
    let of_label = |label: usize| start < label && (end < label || !is_first);
    if label_end(view, position).is_some_and(of_label) {
        return None;
    }
    let label = |head: usize| begins_label(view, position, &text[..head]);
    let of_label = |head: usize| label(head) || labels::wrapped_label(view, position).is_some();
    let found = found.filter(|head| !is_first || !of_label(head.end));
    let whole = found.map(|head| (head.what, head.end));
    whole
        .or_else(|| cut_head(view, position, index).filter(|_| !cuts_beside(view, position, index)))
}

/// Whether a narrow column cuts a head of descriptions that is one only beside others ("Fas"
/// over "e"): so narrow, it heads the numbers of the rows.
fn cuts_beside(view: View, position: usize, index: usize) -> bool {
    let word = view.page.word(view.line(position), index);
    let below = word_below(view, position, index);
    below.is_some_and(|(line, token)| {
        let whole = [word, view.page.word(view.line(line), token)].concat();
        let described = || {
            let head = view.profile.heads.at_start(&whole);
            head.is_some_and(|head| head.what == Column::Description)
        };
        view.profile.head_beside(&whole) == Some(whole.len()) && described()
    })
}

/// Whether words in small letters follow right behind a place in a line, and no spelling
/// goes on with them ("Tempi di" over "realizzazione").
fn goes_on_close(view: View, position: usize, end: usize) -> bool {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let next = tokens.partition_point(|token| (token.start as usize) < end);
    let Some((before, token)) = next.checked_sub(1).zip(tokens.get(next)) else {
        return false;
    };
    let small = line.text[token.start as usize..].starts_with(char::is_lowercase);
    // Kerning may part a word.
    let last = tokens[before].start as usize;
    let start = line.text[..last].rfind(' ').map_or(0, |blank| blank + 1);
    let spelled = || {
        let longer = &line.text[start..token.end as usize];
        view.profile.heads.continues(longer)
    };
    small && !spelled() && token.x0 - tokens[before].x1 < TAIL_GAP * token.em
}

/// Whether a word heads the numbers of the rows: it heads descriptions only with a capital
/// letter, and where no other head of its line does ("Peso" over "fase").
fn heads_numbers(view: View, position: usize, index: usize) -> bool {
    let line = view.line(position);
    let numbers = &view.profile.number_heads;
    let Some(word) = numbers.at_start(view.page.word(line, index)) else {
        return false;
    };
    let describes = |other: usize| {
        let head = view.profile.heads.at_start(view.text_from(position, other));
        head.is_some_and(|head| head.what == Column::Description)
    };
    word.style == Style::Small || (index + 1..line.tokens.end).any(describes)
}

/// Where the label ends with which a line begins, if its words stand together: words of
/// it are no heads ("Scadenza finale per il raggiungimento dell'obiettivo").
fn label_end(view: View, position: usize) -> Option<usize> {
    let line = view.line(position);
    let Some(Opening::Label { end, .. }) = line.opening(view.profile) else {
        return None;
    };
    let words = view.tokens(line);
    let of_label = words.iter().take_while(|t| (t.start as usize) < end);
    let words = &words[..of_label.count()];
    let mut pairs = words.windows(2);
    (!pairs.any(|pair| are_apart(view, &pair[0], &pair[1]))).then_some(end)
}

/// Whether the word at a line's beginning is that of a label which goes on right
/// below ("Descrizione" over "dell'obiettivo:"). Lines of its value, aligned
/// otherwise, may stand between.
fn begins_label(view: View, position: usize, word: &str) -> bool {
    let line = view.line(position);
    if !view.profile.printed.continues(word) {
        return false;
    }
    let Some((below, index)) = word_below(view, position, line.tokens.start) else {
        return false;
    };
    let label = format!("{word} {}", view.text_from(below, index));
    let found = view.profile.printed.at_start(&label);
    found.is_some_and(|m| m.end > word.len() + 1) && !has_heads_beside(view, below, index)
}

fn new_cell(column: Column, token: &Token) -> HeadCell {
    HeadCell {
        column,
        x0: token.x0,
        x1: token.x1,
        em: token.em,
        bold: token.bold,
        inferred: false,
        tokens: Vec::with_capacity(HEAD_WORDS),
        text: String::with_capacity(HEAD_WORDS * WORD_BYTES),
    }
}

/// A word after a head and close to it is part of it. Whether a spelling goes on with it
/// ("Peso della" over "fase").
fn tail(view: View, position: usize, index: usize, cells: &mut [HeadCell]) -> bool {
    let token = &view.page.tokens[index];
    let Some(cell) = cells.last_mut() else {
        return false;
    };
    let gap = token.x0 - cell.x1;
    if cell.tokens.last() != Some(&(position, index.wrapping_sub(1)))
        || gap > TAIL_GAP * token.em
        || view.is_ruled(&view.page.tokens[index - 1], token)
    {
        return false;
    }
    // Cells that nearly touch are parted by more than a word space, or by what stands below.
    let apart = gap > WORD_SPACE * token.em || edges::begins_column(view, position, index);
    if apart && !extends(view, cell, position, index) {
        return false;
    }
    cell.grow(view, position, index);
    view.profile.heads.continues(&cell.text)
}
