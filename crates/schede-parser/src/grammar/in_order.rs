//! The cells of a row in a stream whose columns come in another order than the form's, or whose
//! weights have no sign: each column takes a run of the row's words, in the order of the head.
//!
//! In: the words of one row, the order of the columns. Out: the row's cells, split where that
//! costs least. The order is another office's, or the columns are hard to tell: whoever asks
//! for it puts the sheet in doubt.
//!
//! Not here: the order of the form (`columns`), what words look like (`looks`), how far a
//! deadline goes on (`due_cells`).

use std::ops::Range;

use schede_model::Column;
use schede_profile::{Kind, Plain, Vocabulary};
use smallvec::{SmallVec, smallvec};

use super::columns::{
    Ranges, SEVERAL, Split, Word, are_shares, has_sure_weight, weight_cost, weight_words,
};
use super::looks::{Mark, Misfit, STATUS_PHRASE, is_status_phrase};
use super::tail::{Looks, is_participle, mark};
use crate::values::date::is_date_shaped;
use crate::values::weight::{ALL, weight_at_start, whole_weight};

/// A row of more words is a chapter, in which a label was missed.
const MOST_WORDS: usize = 600;

/// The longest due cells met have about twenty words.
const LONGEST_DUE: usize = 40;

/// Monitoring cells of sentences have so many words at the most.
const LONGEST_MONITORING: usize = 60;

/// Cost from which a cell is surely not one.
const HOPELESS: f32 = 12.0;

/// Cost of a row without a description, without a weight, without a deadline: few are.
const NO_DESCRIPTION: f32 = 3.0;
const NO_WEIGHT: f32 = 4.0;
const NO_DUE: f32 = 2.0;

/// The most that a monitoring of words which are not known as a status costs.
const UNKNOWN_STATUS: f32 = 0.9;

/// The same, where it begins a line with a capital letter.
const FRESH_STATUS: f32 = 0.4;

/// Cost of a word that begins another cell, within one: a status, the word that says how far
/// the aim was reached, a date or a share that no word leads into.
const SWALLOWED: f32 = 1.5;

/// The same of a line that begins with a capital letter, behind a word that no other need
/// follow.
const FRESH_LINE: f32 = 1.2;

/// The same within a description, of which more lines begin with a name.
const FRESH_LINE_OF_DESCRIPTION: f32 = 0.7;

/// Part of the cost of a cell that begins there, of a term: as many begin with a small letter.
const TERM: f32 = 0.5;

/// Cost of lines of the description below the row's figures.
const BELOW: f32 = 0.5;

/// Splits rows; none of them if they are better read in the form's order, if the head does not
/// name all columns that they have, or if weights without a sign are not all of the table's
/// together.
pub fn rows_in_order(
    rows: &[Vec<Word<'_>>],
    known: &Vocabulary,
    order: &[Column],
) -> Option<Vec<Option<Split>>> {
    let mut order: Order = order
        .iter()
        .copied()
        .filter(|column| *column != Column::Other)
        .collect();
    // "Fasi" is the head of the labels and of what stands behind them.
    if !order.contains(&Column::Description) {
        order.insert(0, Column::Description);
    }
    let most = |n: usize| 2 * n > rows.len();
    let signed = rows.iter().filter(|words| has_sure_weight(words, known));
    let shares = || are_shares(rows.iter().map(|words| &words[..]), known);
    let signed = most(signed.count()) && !shares();
    let dated = most(rows.iter().filter(|words| has_date(words)).count());
    let weighed = order.contains(&Column::Weight);
    if signed && !weighed || dated && !order.contains(&Column::Due) {
        return None;
    }
    let looked: Vec<_> = rows
        .iter()
        .map(|words| Row::new(words, known, signed))
        .collect();
    let read = |order: &Order| -> Vec<Option<(Split, f32)>> {
        let rows = looked.iter();
        rows.map(|row| row.as_ref()?.split(order)).collect()
    };
    let mut splits = read(&order);
    let mut best = cost_of(&splits);
    let many = rows.len() as f32;
    let mut in_form = order.is_sorted() && signed;
    if best > FITS * many {
        for other in other_orders(&order) {
            let inserted = other.iter().filter(|c| order.contains(c)).eq(&order);
            let unlike = match (inserted, other.is_sorted()) {
                (true, _) => INSERTED,
                (false, true) => FORMS_ORDER,
                (false, false) => OTHER_ORDER,
            };
            let again = read(&other);
            let cost = cost_of(&again) + unlike * many;
            if cost < best {
                (splits, best, in_form) = (again, cost, other.is_sorted() && signed);
            }
        }
    }
    // Its own rules know more of that.
    if in_form {
        return None;
    }
    let splits: Vec<Option<Split>> = splits.into_iter().map(|split| Some(split?.0)).collect();
    if !weighed || signed {
        return Some(splits);
    }
    let cells = rows.iter().zip(&splits);
    let weights = cells.filter_map(|(words, split)| {
        let cell = split.as_ref()?.weight.clone()?;
        Some(weight_at_start(words[cell.start].text)?.value)
    });
    let weights: Vec<f64> = weights.collect();
    let several = rows.len() >= SEVERAL && weights.len() == rows.len();
    let each = several && best <= FIT_WELL * many;
    (each || weights.iter().sum::<f64>() == ALL).then_some(splits)
}

/// The columns of a table, from the left.
type Order = SmallVec<[Column; 6]>;

/// Cost of a row at which the order of the head is taken without looking at others.
const FITS: f32 = 0.5;

/// Cost of a row at which numbers without a sign are weights, whatever they are together.
const FIT_WELL: f32 = 2.5;

/// Cost, a row, of an order that has a monitoring which the head does not name where it was
/// found: a head that wraps is printed behind the others by some printers.
const INSERTED: f32 = 0.5;

/// The same of the form's order, and of any other.
const FORMS_ORDER: f32 = 0.25;
const OTHER_ORDER: f32 = 1.0;

fn cost_of(splits: &[Option<(Split, f32)>]) -> f32 {
    splits.iter().flatten().map(|(_, cost)| cost).sum()
}

/// All other orders of these columns behind the first, with a monitoring if there is none.
fn other_orders(order: &Order) -> Vec<Order> {
    let mut rest: Vec<Column> = order.iter().skip(1).copied().collect();
    if !rest.contains(&Column::Monitoring) {
        rest.push(Column::Monitoring);
    }
    let mut orders: Vec<Order> = vec![order.iter().take(1).copied().collect()];
    for column in rest {
        let longer = orders.iter().flat_map(|order| {
            (1..=order.len()).map(move |at| {
                let mut longer = order.clone();
                longer.insert(at, column);
                longer
            })
        });
        orders = longer.collect();
    }
    orders.retain(|other| other != order);
    orders
}

/// Whether a row has a date into which no word leads.
fn has_date(words: &[Word<'_>]) -> bool {
    let lone = |at: usize| {
        at.checked_sub(1).is_none_or(|before| {
            let before = words[before].text;
            !before.ends_with(char::is_lowercase) || words[at].line_start
        })
    };
    (0..words.len()).any(|at| is_date_shaped(words[at].text) && lone(at))
}

/// A row's words, and what each looks like.
struct Row<'t, 'f> {
    looks: Looks<'t, 'f>,
    /// How a due cell that began with each would.
    marks: Vec<Option<Mark>>,
    /// What it costs a description, and other texts, to hold each word but as their first.
    inside: Vec<(f32, f32)>,
    /// Weights have their sign.
    signed: bool,
}

/// The cheapest way to give the first words to the first columns.
#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    /// Where the last of these columns begins.
    from: usize,
}

impl<'t, 'f> Row<'t, 'f> {
    fn new(words: &'t [Word<'f>], known: &'t Vocabulary, signed: bool) -> Option<Self> {
        if words.len() > MOST_WORDS {
            return None;
        }
        let looks = Looks::of_all(words, known);
        let marks = (0..words.len())
            .map(|at| mark(&words[at..], &looks.looks[at], known))
            .collect();
        let mut row = Self {
            looks,
            marks,
            inside: Vec::new(),
            signed,
        };
        row.inside = (0..words.len()).map(|at| row.inside_cost(at)).collect();
        Some(row)
    }

    fn words(&self) -> &'t [Word<'f>] {
        self.looks.words
    }

    /// The cheapest split, and what it costs.
    fn split(&self, order: &[Column]) -> Option<(Split, f32)> {
        let n = self.words().len();
        if order.first() != Some(&Column::Description) {
            return None;
        }
        let mut columns = order.to_vec();
        // Lines of the description that wrap below its figures.
        if matches!(order.last(), Some(Column::Weight | Column::Due)) {
            columns.push(Column::Other);
        }
        let mut table: Vec<Vec<Option<Way>>> = Vec::with_capacity(columns.len() + 1);
        let mut start = vec![None; n + 1];
        start[0] = Some(Way { cost: 0.0, from: 0 });
        table.push(start);
        for column in &columns {
            let mut next: Vec<Option<Way>> = vec![None; n + 1];
            for (from, way) in table[table.len() - 1].iter().enumerate() {
                let Some(way) = way else {
                    continue;
                };
                self.cells(*column, from, |end, cost| {
                    let cost = way.cost + cost;
                    if next[end].is_none_or(|known| cost < known.cost) {
                        next[end] = Some(Way { cost, from });
                    }
                });
            }
            table.push(next);
        }
        let mut split = Split {
            description: Ranges::new(),
            weight: None,
            monitoring: 0..0,
            due: 0..0,
            outcome: Ranges::new(),
            doubts: Vec::new(),
        };
        let cost = table.last()?[n]?.cost;
        let mut end = n;
        for (column, ways) in columns.iter().zip(&table[1..]).rev() {
            let from = ways[end]?.from;
            put(&mut split, *column, from..end);
            end = from;
        }
        Some((split, cost))
    }

    /// Shows where a cell of a column that begins at `from` may end, and what it costs.
    fn cells(&self, column: Column, from: usize, mut show: impl FnMut(usize, f32)) {
        let n = self.words().len();
        let empty = match column {
            Column::Description => NO_DESCRIPTION,
            Column::Weight => NO_WEIGHT,
            Column::Due => NO_DUE,
            _ => 0.0,
        };
        show(from, empty);
        if from == n {
            return;
        }
        match column {
            Column::Weight => {
                if let Some((end, cost)) = self.weight(from) {
                    show(end, cost);
                }
            }
            Column::Due => self.dues(from, show),
            Column::Monitoring => self.monitorings(from, show),
            Column::Other => {
                let first = &self.words()[from];
                if first.line_start {
                    let small = first.text.starts_with(char::is_lowercase);
                    let below = if small { BELOW } else { 3.0 * BELOW };
                    show(n, below + self.texts_cost(from, n));
                }
            }
            _ => {
                let description = column == Column::Description;
                let mut cost = match description {
                    true if is_date_shaped(self.words()[from].text) => NO_DESCRIPTION,
                    true => 0.0,
                    false => self.begin_cost(from) + self.outcome_cost(from),
                };
                for end in from + 1..=n {
                    show(end, cost);
                    if let Some(inside) = self.inside.get(end) {
                        cost += if description { inside.0 } else { inside.1 };
                    }
                }
            }
        }
    }

    /// What it costs that words from one to another are of one text.
    fn texts_cost(&self, from: usize, to: usize) -> f32 {
        self.inside[from + 1..to].iter().map(|cost| cost.0).sum()
    }

    /// Where a weight ends that begins with a word, and what it costs.
    fn weight(&self, at: usize) -> Option<(usize, f32)> {
        let (words, known) = (self.words(), self.looks.known);
        let signed = weight_words(words, at, known);
        let weight = match self.signed {
            true => signed?,
            false if signed.is_some() => return None,
            false => plain_number(words, at)?,
        };
        // What stands behind is another cell's in any case.
        let cost = weight_cost(&words[..weight.end], &weight, known);
        let next = words.get(weight.end);
        let small =
            next.is_some_and(|next| !next.line_start && next.text.starts_with(char::is_lowercase));
        let goes_on = small && self.marks[weight.end].is_none();
        Some((weight.end, cost + if goes_on { 4.0 } else { 0.0 }))
    }

    fn dues(&self, from: usize, mut show: impl FnMut(usize, f32)) {
        let Some(mark) = self.marks[from] else {
            return;
        };
        let lead = match self.looks.is_led(from) {
            true => 2.0 * SWALLOWED,
            false if self.is_behind_participle(from) => SWALLOWED,
            false => 0.0,
        };
        let alone = match mark {
            Mark::Lone | Mark::Status => 0.5,
            _ => 0.0,
        };
        let inside = if self.looks.depths[from] > 0 {
            4.0
        } else {
            0.0
        };
        // A term within a sentence ("relazione trimestrale alla Giunta").
        let begin = match mark {
            Mark::Date => 0.0,
            _ => TERM * self.begin_cost(from),
        };
        let mut least = from + mark.words();
        if mark == Mark::Date && least < self.words().len() && self.looks.is_rest_of_date(least) {
            least += 1;
        }
        let mut cost = lead + alone + inside + begin;
        for end in least..=self.words().len().min(from + LONGEST_DUE) {
            if end > least {
                let reached = self.says_reached(end - 1);
                cost += self.looks.extension_cost(from, end - 1, least, mark);
                cost += if reached { SWALLOWED } else { 0.0 };
            }
            if cost > HOPELESS {
                return;
            }
            show(end, cost);
        }
    }

    fn monitorings(&self, from: usize, mut show: impl FnMut(usize, f32)) {
        let n = self.words().len();
        let looks = &self.looks.looks;
        let mut misfit = Misfit::default();
        let fresh = self.words()[from].line_start && looks[from].capital;
        let most = if fresh { FRESH_STATUS } else { UNKNOWN_STATUS };
        let mut cost = self.begin_cost(from);
        if self.says_reached(from) {
            cost += SWALLOWED;
        }
        for end in from + 1..=n.min(from + LONGEST_MONITORING) {
            let words = misfit.add(&looks[end - 1..], self.looks.known);
            if end > from + 1 {
                cost += self.inside[end - 1].1;
            }
            show(end, cost + words.min(most));
        }
    }

    /// What it costs that the cell of a text begins with a word.
    fn begin_cost(&self, at: usize) -> f32 {
        let Some(before) = at.checked_sub(1) else {
            return 0.0;
        };
        let (word, look) = (&self.words()[at], &self.looks.looks[at]);
        let small = look.goes_on_small && !look.act;
        let begin = match (word.line_start, small) {
            (true, false) => 0.2,
            (false, false) => 0.5,
            (true, true) => 2.0,
            (false, true) if self.looks.looks[before].is_figure() => 1.0,
            (false, true) => 4.0,
        };
        let before_text = self.words()[before].text;
        let open = before_text.len() > 1 && before_text.ends_with([',', '-', '/']);
        let hanging = self.looks.looks[before].leads_on || open;
        let numbered = self.looks.known.announces(before_text);
        let inside = self.looks.depths[at] > 0;
        begin + if hanging || numbered { 3.0 } else { 0.0 } + if inside { 3.0 } else { 0.0 }
    }

    /// What it costs that the outcome begins with a word: a status is the monitoring's.
    fn outcome_cost(&self, at: usize) -> f32 {
        let look = &self.looks.looks[at];
        let phrase = is_status_phrase(&self.looks.looks[at..], self.looks.known);
        if self.says_reached(at) {
            0.0
        } else if look.status || phrase {
            1.0
        } else {
            0.0
        }
    }

    /// What it costs that a word stands within a description, and within another text.
    fn inside_cost(&self, at: usize) -> (f32, f32) {
        let Some(before) = at.checked_sub(1) else {
            return (0.0, 0.0);
        };
        let (word, look) = (&self.words()[at], &self.looks.looks[at]);
        if self.looks.depths[at] > 0 {
            return (0.0, 0.0);
        }
        let led = self.looks.is_led(at) || self.looks.looks[before].leads_on;
        let date = is_date_shaped(word.text) && !led && !self.is_behind_participle(at);
        if date {
            return (SWALLOWED, SWALLOWED);
        }
        let text = self.words()[before].text;
        let announced = self.looks.known.announces(text);
        let weight = || {
            weight_words(self.words(), at, self.looks.known)
                .is_some_and(|weight| weight_cost(self.words(), &weight, self.looks.known) < 2.0)
        };
        if look.is_figure() {
            let share = !led && !announced && weight();
            return if share { (SWALLOWED, 0.5) } else { (0.0, 0.0) };
        }
        if !look.capital || led {
            return (0.0, 0.0);
        }
        let phrase = is_status_phrase(&self.looks.looks[at..], self.looks.known);
        let ended = text.ends_with(['.', ';', ':']);
        // "raccolta dei dati Effettuati n. 3 incontri".
        let said = || {
            let small = text.starts_with(char::is_lowercase) && !ended;
            small && !word.line_start && is_participle(word.text)
        };
        if look.status || phrase || self.says_reached(at) || said() {
            return (SWALLOWED, SWALLOWED);
        }
        let open = text.ends_with([',', '-', '/']);
        match (word.line_start, open) {
            (_, true) => (0.0, 0.0),
            (true, false) if !ended => (FRESH_LINE_OF_DESCRIPTION, FRESH_LINE),
            (_, _) if look.opens && !ended => (FRESH_LINE_OF_DESCRIPTION, FRESH_LINE),
            _ => (0.0, 0.0),
        }
    }

    /// Whether words begin with what says how far the aim was reached ("Raggiunto", "Non
    /// raggiunto", "Obiettivo raggiunto").
    fn says_reached(&self, at: usize) -> bool {
        let (words, known) = (self.words(), self.looks.known);
        let next = || {
            words
                .get(at + 1)
                .is_some_and(|next| known.says_reached(next.text))
        };
        let first = words[at].text;
        let leads = || {
            let plain = Plain::of(first);
            known.kinds(&plain).is(Kind::Phrase) || self.looks.looks[at].opens
        };
        first.starts_with(char::is_uppercase) && (known.says_reached(first) || leads() && next())
    }

    fn is_behind_participle(&self, at: usize) -> bool {
        let mut near = at.saturating_sub(STATUS_PHRASE + 1)..at;
        let negated = near.any(|at| self.looks.looks[at].negates);
        at > 0 && is_participle(self.words()[at - 1].text) && !negated
    }
}

/// Gives words to the cell of a column.
fn put(split: &mut Split, column: Column, range: Range<usize>) {
    if range.is_empty() {
        return;
    }
    match column {
        Column::Description => split.description.insert(0, range),
        Column::Other => split.description.push(range),
        Column::Weight => split.weight = Some(range),
        Column::Monitoring => split.monitoring = range,
        Column::Due => split.due = range,
        Column::Outcome => split.outcome = smallvec![range],
        Column::Head | Column::Caption | Column::Label => {}
    }
}

/// A number alone, as where the head has the per cent sign.
fn plain_number(words: &[Word<'_>], at: usize) -> Option<Range<usize>> {
    let text = words.get(at)?.text;
    let weight = whole_weight(text)?;
    (weight.value <= ALL).then_some(at..at + 1)
}

/// Whether columns come in the form's order, and the texts behind the weight are told apart
/// by the deadline between them.
pub fn is_usual(order: &[Column]) -> bool {
    let own = order.iter().filter(|column| **column != Column::Other);
    own.is_sorted() && order.contains(&Column::Monitoring)
}
