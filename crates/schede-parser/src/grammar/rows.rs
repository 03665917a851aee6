//! The rows of a table of phases read from a stream: pieces collected under
//! "fase n:", then split into cells.
//!
//! In: pieces in stream order, with the places where a line painted twice sends
//! the reading back. Out: [`PhaseDraft`]s and doubts.

use std::cell;
use std::ops::Range;
use std::slice::from_ref;

use schede_model::{Column, Flow};
use schede_profile::{Profile, Vocabulary};
use smallvec::smallvec;

use super::apart::{Moved, give_back, second_half};
use super::chunks::{Chunk, Chunks};
use super::claims::Claim;
use super::columns::{
    SEVERAL, Split, Word, are_shares, find_weight, has_figure, has_weight, split, split_at,
};
use super::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use super::glued::glued;
use super::in_order::rows_in_order;
use super::tail::is_participle;
use super::total_alone::{TotalAlone, take_total};
use super::weight_sums::weights;
use crate::source::{Piece, Pieces, Text};
use crate::values::date::is_date_shaped;
use crate::values::weight::counts_points;

/// A row being collected.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number after "fase".
    pub number: u32,
    /// Its digits.
    pub digits: Piece,
    /// The row's pieces.
    pub chunks: Chunks,
    /// How often the table's head was printed again within the row.
    pub n_heads: u32,
    /// Of how many of its first pieces it is known whether they hold the weight.
    weight_seen: cell::Cell<Option<(usize, bool)>>,
}

/// Behind so many pieces of text a number is no weight: each word costs it something.
const PIECES_BEFORE_WEIGHT: usize = 1000;

impl Row {
    /// A new row.
    pub fn new(number: u32, digits: Piece) -> Self {
        Self {
            number,
            digits,
            chunks: Chunks::default(),
            n_heads: 0,
            weight_seen: cell::Cell::new(None),
        }
    }

    /// Adds a piece of a page where the reading stands.
    pub fn add(&mut self, piece: Piece, item: usize, page: u32, gap: bool) {
        self.chunks.add(Chunk {
            piece,
            item,
            gap,
            detached: false,
            part: page + self.n_heads,
        });
    }

    /// Takes the last piece out.
    pub fn pop(&mut self) -> Option<Chunk> {
        self.weight_seen.set(None);
        self.chunks.pop()
    }

    /// The item whose piece stands before where the reading stands.
    pub fn last_read(&self) -> Option<usize> {
        Some(self.chunks.last_read()?.item)
    }

    /// Whether `item`'s piece is the last of the row.
    pub fn ends_with(&self, item: usize) -> bool {
        self.chunks.last().is_some_and(|c| c.item == item)
    }

    /// Whether a weight or a deadline of the row has been seen.
    pub fn has_figure(&self, flow: &Flow<'_>, known: &Vocabulary) -> bool {
        has_figure(&words(flow, &self.chunks.in_order(), false), known)
    }

    /// Whether the row's weight has been seen.
    pub fn has_weight(&self, flow: &Flow<'_>, known: &Vocabulary) -> bool {
        // It is asked at each line that could begin a row.
        let n = self.chunks.len().min(PIECES_BEFORE_WEIGHT);
        let as_read = self.chunks.is_as_read();
        if let Some((seen, weight)) = self.weight_seen.get()
            && as_read
            && seen == n
        {
            return weight;
        }
        let weight = hold_weight(flow, &self.chunks.first(n), known);
        self.weight_seen.set(as_read.then_some((n, weight)));
        weight
    }
}

/// Whether pieces of a row hold its weight.
fn hold_weight(flow: &Flow<'_>, chunks: &[Chunk], known: &Vocabulary) -> bool {
    // A weight has a per cent sign, or counts points; what it is depends on the words around
    // it, which the piece before and the next two hold.
    const BEFORE: usize = 1;
    const AROUND: usize = 3;
    let signed = |c: &Chunk| {
        let text = c.piece.text(flow);
        text.contains('%') || counts_points(text, known)
    };
    let Some(first) = chunks.iter().position(signed) else {
        return false;
    };
    let near = chunks.len().min(first + AROUND);
    let seen = |chunks: &[Chunk]| has_weight(&words(flow, chunks, false), known);
    let from = first.saturating_sub(BEFORE);
    seen(&chunks[from..near]) || near < chunks.len() && seen(chunks)
}

/// How many rows have a weight with its sign.
pub fn n_signed(flow: &Flow<'_>, known: &Vocabulary, rows: &[Row]) -> usize {
    let n = rows
        .iter()
        .filter(|row| row.has_weight(flow, known))
        .count();
    let text = |chunk: &Chunk| chunk.piece.text(flow).contains("100");
    let all = |row: &&Row| row.chunks.in_order().iter().any(text);
    // Few tables have several.
    if rows.iter().filter(all).count() < SEVERAL {
        return n;
    }
    let words = |row: &Row| words(flow, &row.chunks.in_order(), false);
    let words: Vec<Vec<Word<'_>>> = rows.iter().map(words).collect();
    let shares = are_shares(words.iter().map(|words| &words[..]), known);
    if shares { 0 } else { n }
}

/// Memory for the words of rows, which those of one sheet after another use.
pub type Spare<'f> = Vec<Vec<Word<'f>>>;

/// Splits the rows into cells, which may stand in another order than the form's.
pub fn finish<'f>(
    flow: &'f Flow<'_>,
    profile: &Profile,
    rows: &[Row],
    order: Option<&[Column]>,
    gaps_tell: bool,
    draft: &mut Draft,
    spare: &mut Spare<'f>,
) {
    let known = &profile.vocabulary;
    let words_of = |row: &Row| {
        let mut words = spare.pop().unwrap_or_default();
        push_words(flow, &row.chunks.in_order(), gaps_tell, &mut words);
        words
    };
    let mut words: Vec<Vec<Word<'_>>> = rows.iter().map(words_of).collect();
    let total = order.filter(|_| draft.total.is_none());
    let total = total.and_then(|order| take_total(profile, &mut words, order));
    let mut ordered = match total {
        Some((cells, total)) => {
            put_total(draft, total);
            Some(cells)
        }
        None => order.and_then(|order| rows_in_order(&words, known, order)),
    };
    let moved = match ordered {
        Some(_) => Vec::new(),
        None => give_back(&mut words, known),
    };
    let first = draft.phases.len();
    let mut last_set_off = None;
    let dated = others_dated(&words, known);
    let weights = weights(&words, known);
    for (n, (row, words)) in rows.iter().zip(&words).enumerate() {
        let in_order = ordered.as_mut().and_then(|rows| rows[n].take());
        let in_order = in_order.map(|cells| (cells, None));
        let (cells, half) =
            in_order.unwrap_or_else(|| cells(words, weights[n].words.clone(), known, dated));
        let at = draft.phases.len();
        draft.phases.push(phase(flow, row, words, &cells));
        for (cell, other) in &cells.doubts {
            draft
                .doubts
                .push(doubt(flow, row, at, words, &cells, *cell, other.clone()));
        }
        if let Some(other) = &weights[n].other {
            other_weight(draft, at, words, &cells, other);
        }
        last_set_off = cells
            .outcome
            .first()
            .filter(|outcome| words[outcome.start].line_start)
            .map(|outcome| words[outcome.start].piece)
            .filter(|piece| {
                row.chunks
                    .in_order()
                    .iter()
                    .any(|c| c.gap && c.piece.start == piece.start && c.piece.line == piece.line)
            });
        if let Some(half) = half {
            apart(flow, draft, at, at, &words[half]);
        }
        over_page(draft, at, words, &cells);
        between_copies(draft, at, words, &cells);
    }
    if let Some(last) = last_set_off {
        set_off(known, draft, first, last);
    }
    for Moved { from, count } in moved {
        let words = &words[from + 1][..count];
        apart(flow, draft, first + from, first + from + 1, words);
    }
    spare.extend(words.into_iter().map(emptied));
}

fn put_total(draft: &mut Draft, total: TotalAlone) {
    if let Some(label) = total.label {
        draft.claim(label, Claim::Label);
    }
    draft.total = Some(total.number);
}

fn emptied(mut words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    words.clear();
    words
}

/// Whether a row is in doubt as a participle stands between its weight and a date, and all
/// others have a deadline that is sure: so has this one.
fn others_dated(words: &[Vec<Word<'_>>], known: &Vocabulary) -> bool {
    let unsure = |words: &&Vec<Word<'_>>| {
        words.windows(3).any(|w| {
            w[0].text.ends_with('%') && is_date_shaped(w[2].text) && is_participle(w[1].text)
        })
    };
    // Most tables have none.
    if !words.iter().any(|words| unsure(&words)) {
        return false;
    }
    let mut others = words.iter().filter(|words| !unsure(words)).peekable();
    others.peek().is_some() && others.all(|words| split(words, known, false).is_dated())
}

/// The cells of a row, and the half of its description that stands after them.
fn cells(
    words: &[Word<'_>],
    weight: Option<Range<usize>>,
    known: &Vocabulary,
    dated: bool,
) -> (Split, Option<Range<usize>>) {
    let mut cells = split_at(words, weight, known, dated);
    let half = second_half(words, &cells, known);
    if let Some(half) = &half {
        cells.take_for_description(half.clone());
    }
    (cells, half)
}

/// Says that another percentage may as well be the weight of a row, and what stands between
/// both the description's or the monitoring's.
fn other_weight(
    draft: &mut Draft,
    at: usize,
    words: &[Word<'_>],
    cells: &Split,
    other: &Range<usize>,
) {
    let Some(weight) = &cells.weight else {
        return;
    };
    let message = format!(
        "\"{}\" and \"{}\" may both be the weight of phase {}",
        words[weight.start].text, words[other.start].text, draft.phases[at].number,
    );
    for cell in [Cell::Description, Cell::Weight, Cell::Monitoring] {
        draft.doubts.push(Doubt {
            about: About::Phase(at, cell),
            code: "two-readings",
            message: message.clone(),
            pieces: lines_of(&words[other.clone()]),
            other: None,
        });
    }
}

/// What the last cells of a row say.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The row is marked done.
    pub done: bool,
    /// It has an outcome.
    pub has_outcome: bool,
}

/// What the last cells of each row say, as far as the rows have been read.
pub fn standings(flow: &Flow<'_>, known: &Vocabulary, rows: &[Row]) -> Vec<Standing> {
    let words = |row: &Row| words(flow, &row.chunks.in_order(), false);
    let mut words: Vec<Vec<Word<'_>>> = rows.iter().map(words).collect();
    give_back(&mut words, known);
    let standing = |words: &Vec<Word<'_>>| {
        let (cells, _) = cells(words, find_weight(words, known), known, false);
        let status = words[cells.monitoring].first();
        Standing {
            done: status.is_some_and(|word| known.is_status(word.text)),
            has_outcome: !cells.outcome.is_empty(),
        }
    };
    words.iter().map(standing).collect()
}

/// Says that the outcome after the last row, set off by an empty line, could be
/// that of an earlier row which is marked done and has none.
fn set_off(known: &Vocabulary, draft: &mut Draft, first: usize, place: Piece) {
    let last = draft.phases.len() - 1;
    let done = |p: &PhaseDraft| {
        let status = p.monitoring.value.split_whitespace().next();
        status.is_some_and(|word| known.is_status(word)) && p.outcome.is_empty()
    };
    let others: Vec<usize> = (first..last).filter(|n| done(&draft.phases[*n])).collect();
    let Some(other) = others.first() else {
        return;
    };
    let message = format!(
        "\"{}\" stands apart after the last row; read as outcome of phase {}, could be of phase {}",
        draft.phases[last].outcome.value, draft.phases[last].number, draft.phases[*other].number,
    );
    let text = draft.phases[last].outcome.value.clone();
    for at in others.into_iter().chain(std::iter::once(last)) {
        draft.doubts.push(Doubt {
            about: About::Phase(at, Cell::Outcome),
            code: "two-readings",
            message: message.clone(),
            pieces: smallvec![place],
            other: Some((at != last).then(|| text.clone())),
        });
    }
}

/// Says that an outcome that goes over the end of a page, or begins behind it, could
/// hold the rest of the description: the other cells go on there, too.
fn over_page(draft: &mut Draft, at: usize, words: &[Word<'_>], cells: &Split) {
    let (Some(weight), Some(outcome)) = (&cells.weight, cells.outcome.first()) else {
        return;
    };
    let last = cells.outcome.last().map_or(outcome.start, |o| o.end - 1);
    if words[weight.start].part == words[last].part {
        return;
    }
    // A description of one line with the weight beside it and lines of the outcome
    // below is whole, unless the outcome begins lower on the page: behind a second line of
    // the deadline the cells' lines are centred.
    let line = |n: usize| words[n].piece.line;
    let at_top = words[outcome.start].line_start || line(outcome.start) == line(weight.start);
    let below = outcome
        .clone()
        .any(|n| words[n].part == words[weight.start].part && line(n) != line(weight.start));
    if at_top && weight.start > 0 && line(0) == line(weight.start) && below {
        return;
    }
    let pieces = lines_of(&words[outcome.clone()]);
    draft.doubts.push(Doubt {
        about: About::Phase(at, Cell::Row),
        code: "two-readings",
        message: format!(
            "the outcome of phase {} goes over the end of the page; it could hold words of another cell of the row",
            draft.phases[at].number
        ),
        pieces,
        other: None,
    });
}

/// Says that an outcome holds words printed between two copies of one of its lines: those
/// of another cell stand there, but where the outcome's own do, it says a line twice.
fn between_copies(draft: &mut Draft, at: usize, words: &[Word<'_>], cells: &Split) {
    let outcome = || cells.outcome.iter().cloned().flatten();
    let Some(apart) = outcome().find(|n| words[*n].detached) else {
        return;
    };
    if outcome().all(|n| words[n].detached) {
        return;
    }
    draft.doubts.push(Doubt {
        about: About::Phase(at, Cell::Outcome),
        code: "two-readings",
        message: format!(
            "\"{}\" is printed between two lines of phase {} that are the same, and was read as standing behind them",
            words[apart].text, draft.phases[at].number
        ),
        pieces: smallvec![words[apart].piece],
        other: None,
    });
}

/// Says that words were read as description of one row that could be the outcome
/// of another, or of the same.
fn apart(
    flow: &Flow<'_>,
    draft: &mut Draft,
    outcome: usize,
    description: usize,
    words: &[Word<'_>],
) {
    let pieces = lines_of(words);
    let text = Text::from_pieces(flow, &pieces).value;
    let message = format!(
        "\"{text}\" stands apart from its row's label; read as description of phase {}, could be outcome of phase {}",
        draft.phases[description].number, draft.phases[outcome].number,
    );
    let readings = [
        (About::Phase(outcome, Cell::Outcome), Some(Some(text))),
        (About::Phase(description, Cell::Description), None),
    ];
    for (about, other) in readings {
        draft.doubts.push(Doubt {
            about,
            code: "two-readings",
            message: message.clone(),
            pieces: pieces.clone(),
            other,
        });
    }
}

/// The words of a piece that is a row's only one.
pub fn words_of<'f>(flow: &'f Flow<'_>, piece: Piece) -> Vec<Word<'f>> {
    let mut row = Row::new(0, piece);
    row.add(piece, 0, 0, false);
    words(flow, &row.chunks.in_order(), false)
}

fn words<'f>(flow: &'f Flow<'_>, chunks: &[Chunk], gaps_tell: bool) -> Vec<Word<'f>> {
    let mut words = Vec::new();
    push_words(flow, chunks, gaps_tell, &mut words);
    words
}

fn push_words<'f>(
    flow: &'f Flow<'_>,
    chunks: &[Chunk],
    gaps_tell: bool,
    words: &mut Vec<Word<'f>>,
) {
    // A word takes about seven bytes of a line.
    let bytes = chunks
        .iter()
        .map(|c| (c.piece.end - c.piece.start) as usize);
    words.reserve(bytes.sum::<usize>() / 6 + chunks.len());
    for chunk in chunks {
        let text = chunk.piece.text(flow);
        let rest = &flow.lines[chunk.piece.line as usize].text[chunk.piece.end as usize..];
        let broken = rest.starts_with(' ') && rest.trim().is_empty() || text.ends_with(' ');
        let mut first = true;
        let mut push = |range: Range<usize>| {
            words.push(Word {
                text: &text[range.clone()],
                piece: chunk.piece.part(range),
                line_start: first,
                gap: first && chunk.gap && gaps_tell,
                detached: chunk.detached,
                part: chunk.part,
                broken_after: false,
            });
            first = false;
        };
        for range in crate::source::words(text) {
            let mut from = range.start;
            for cut in glued(&text[range.clone()]) {
                push(from..range.start + cut);
                from = range.start + cut;
            }
            push(from..range.end);
        }
        if let Some(last) = words.last_mut().filter(|_| !first) {
            last.broken_after = broken;
        }
    }
}

fn phase(flow: &Flow<'_>, row: &Row, words: &[Word<'_>], cells: &Split) -> PhaseDraft {
    let mut pieces = Pieces::new();
    let mut joined = |ranges: &[Range<usize>]| {
        pieces.clear();
        for range in ranges {
            add_lines(&mut pieces, &words[range.clone()]);
        }
        Text::from_pieces(flow, &pieces)
    };
    PhaseDraft {
        number: row.number,
        digits: Some(row.digits),
        description: joined(&cells.description),
        weight: cells.weight.as_ref().map(|cell| joined(from_ref(cell))),
        monitoring: joined(from_ref(&cells.monitoring)),
        due: joined(from_ref(&cells.due)),
        outcome: joined(&cells.outcome),
    }
}

/// Words of one line are one piece again.
fn lines_of(words: &[Word<'_>]) -> Pieces {
    let mut pieces = Pieces::new();
    add_lines(&mut pieces, words);
    pieces
}

fn add_lines(pieces: &mut Pieces, words: &[Word<'_>]) {
    let first = pieces.len();
    for word in words {
        match pieces[first..].last_mut() {
            Some(last)
                if last.line == word.piece.line
                    && !word.line_start
                    && last.end <= word.piece.start =>
            {
                last.end = word.piece.end;
            }
            _ => pieces.push(word.piece),
        }
    }
}

fn doubt(
    flow: &Flow<'_>,
    row: &Row,
    at: usize,
    words: &[Word<'_>],
    cells: &Split,
    cell: Cell,
    other: Option<Range<usize>>,
) -> Doubt {
    let other = other.map(|range| Text::from_pieces(flow, &lines_of(&words[range])).value);
    let range = match cell {
        Cell::Monitoring => cells.monitoring.clone(),
        Cell::Due => cells.due.clone(),
        Cell::Outcome | Cell::Row | Cell::Number | Cell::Description | Cell::Weight => {
            cells.outcome.first().cloned().unwrap_or(0..0)
        }
    };
    let (quote, would_be) = match &other {
        Some(other) => ("\"", other.as_str()),
        None => ("", "absent"),
    };
    Doubt {
        about: About::Phase(at, cell),
        code: "two-readings",
        message: format!(
            "the words after the weight of phase {} can be split into columns in another way: {} would be {quote}{would_be}{quote}",
            row.number,
            cell_name(cell),
        ),
        pieces: lines_of(&words[range]),
        other: Some(other),
    }
}

/// The record's name of a cell.
pub fn cell_name(cell: Cell) -> &'static str {
    match cell {
        Cell::Row => "the row",
        Cell::Description => "description",
        Cell::Number => "number",
        Cell::Weight => "weight",
        Cell::Monitoring => "monitoring",
        Cell::Due => "due",
        Cell::Outcome => "outcome",
    }
}
