//! Which lines of the second round fill which cells that the first left open.
//!
//! In: the open cells in the form's order, and the lines and labels of the second
//! round in theirs. Out: for each cell its lines. Both orders are kept; of all ways to
//! share the lines out the one is taken whose cells look best.
//!
//! Not here: how the cells are found (`page`).

use std::ops::Range;

use schede_model::text::last_word;
use schede_profile::{Field, Profile, Vocabulary};
use smallvec::SmallVec;

use super::widths::Widths;
use crate::grammar::looks::{Look, Misfit, due_start, leads_on};
use crate::grammar::tail::is_participle;
use crate::values::dup::dup_parts;
use crate::values::public_value::public_value_parts;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The title of an objective.
    Title,
    /// The value of a label.
    Value(Field),
    Description,
    Monitoring,
    Due,
    Outcome,
}

/// What the first round leaves for the second.
#[derive(Debug, Clone, Copy)]
pub enum Open<'f> {
    /// A cell without words.
    Cell(Kind),
    /// Words without a label.
    Value(&'f str),
}

/// A line or label of the second round.
#[derive(Debug, Clone)]
pub enum Part<'f> {
    /// Words, and whether an empty line stands before them.
    Line { text: &'f str, gap: bool },
    /// A label with the beginning of its cell; lines may go on with it. So many
    /// cells stand before it, in one of its places.
    Label {
        kind: Kind,
        text: &'f str,
        after: SmallVec<[Range<usize>; 2]>,
    },
    /// What stands between the cells before one of some positions and those from there on;
    /// `exact` if none of those was begun before.
    Mark {
        after: SmallVec<[usize; 2]>,
        exact: bool,
    },
}

/// The lines that fill each cell and those that go on with each label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shares {
    /// For each cell its parts of the second round.
    pub cells: Vec<Range<usize>>,
    /// For each part that is a label the lines behind it that are its own.
    pub own: Vec<Range<usize>>,
    /// For each open value the part that is its label.
    pub labels: Vec<Option<usize>>,
    /// How many cells stand before each part that is a label or a mark.
    pub places: Vec<usize>,
}

/// A cell has more lines than this in no table met.
const MOST_LINES: usize = 60;

/// What it costs to leave words of the first round without a label.
const NO_LABEL: f32 = 3.0;

/// What it costs to leave a line to no cell.
const NO_CELL: f32 = 8.0;

/// What it costs if a cell looks like one of another kind.
const OTHER_KIND: f32 = 6.0;

/// What it is worth if a cell looks like one of its kind.
const OWN_KIND: f32 = 4.0;

/// What it costs, or is worth, if a label has the value below it.
const HABIT: f32 = 1.0;

/// What it costs if a cell begins with a small letter.
const SMALL: f32 = 4.0;

/// What it costs if a cell's last word leads on to another.
const LED: f32 = 4.0;

/// What it costs if the cell of a description begins like what is said of the work done: with
/// a participle, an act, a figure.
const SAID: f32 = 2.0;

/// What it costs if a bracket is opened in a cell and not closed there.
const OPEN_BRACKET: f32 = 4.0;

/// What it costs if a cell has one line.
const ONE_LINE: f32 = 3.0;

/// What it is worth if a cell's last line ends where the next word had had room.
const ENDS: f32 = 1.5;

/// What it costs if a line ends although the next word would have had room.
const ROOM_LEFT: f32 = 2.0;

/// Lines of one cell are as long as its column is wide, less the next word; letters
/// differ in width, so that a line may be this much shorter.
const NEARLY: f32 = 0.85;

/// What it costs that a short remark without figures is of the monitoring, not of the outcome.
const REMARK: f32 = 1.0;

/// It has so many words at most.
const REMARK_WORDS: usize = 8;

/// A line that is longer than others of its column by this much is of another.
const WIDER: f32 = 1.2;

/// What it costs.
const TOO_WIDE: f32 = 3.0;

/// The best way so far to share out the first parts among the first cells.
#[derive(Debug, Clone, Copy)]
struct Step {
    cost: f32,
    /// Where it came from: parts, cells.
    from: (usize, usize),
    /// The last parts from there on fill a cell or a label.
    filled: bool,
}

/// Shares the parts out among the cells. `beside` says whether labels have their values
/// beside them, so that one below is seldom theirs.
pub fn share(
    profile: &Profile,
    cells: &[Open<'_>],
    parts: &[Part<'_>],
    beside: bool,
    widths: &Widths,
) -> Shares {
    let habit = if beside { HABIT } else { -HABIT };
    // Each line is looked at once: it may be of many cells.
    let lines = parts.iter().map(|part| match part {
        Part::Line { text, gap } => Some(Line::new(text, *gap, &profile.vocabulary)),
        Part::Label { .. } | Part::Mark { .. } => None,
    });
    let lines: Vec<Option<Line<'_>>> = lines.collect();
    let mut ways = Ways::new(cells.len(), parts.len());
    for i in 0..=parts.len() {
        // What the lines from here on cost in a cell of each kind met.
        let mut known: Vec<(Kind, Vec<(usize, f32)>)> = Vec::new();
        for j in 0..=cells.len() {
            if !ways.best[ways.at(i, j)].cost.is_finite() {
                continue;
            }
            let here = (i, j);
            match cells.get(j) {
                Some(Open::Cell(kind)) => {
                    ways.offer(here, (i, j + 1), empty(*kind), false);
                    if let (Kind::Value(_), Some(Open::Value(value))) = (kind, cells.get(j + 1)) {
                        let more = misfit(
                            profile,
                            *kind,
                            &[Line::new(value, true, &profile.vocabulary)],
                            widths.placed,
                        ) + habit;
                        ways.offer(here, (i, j + 2), more, false);
                    }
                }
                Some(Open::Value(_)) => ways.offer(here, (i, j + 1), NO_LABEL, false),
                None => {}
            }
            match parts.get(i) {
                None => {}
                Some(Part::Mark { after, exact })
                    if after.contains(&j) || !exact && after.iter().any(|at| j > *at) =>
                {
                    ways.offer(here, (i + 1, j), 0.0, false);
                }
                Some(Part::Mark { .. }) => {}
                Some(Part::Label { kind, text, after })
                    if after.iter().any(|range| range.contains(&j)) =>
                {
                    for (end, more) in cell_costs(profile, *kind, Some(text), &lines, i + 1, widths)
                    {
                        ways.offer(here, (end, j), more, true);
                    }
                    if let Some(Open::Value(value)) = cells.get(j).filter(|_| text.is_empty()) {
                        let more = misfit(
                            profile,
                            *kind,
                            &[Line::new(value, true, &profile.vocabulary)],
                            widths.placed,
                        );
                        ways.offer(here, (i + 1, j + 1), more, true);
                    }
                }
                Some(Part::Label { .. }) => {}
                Some(Part::Line { .. }) => {
                    ways.offer(here, (i + 1, j), NO_CELL, false);
                    if let Some(Open::Cell(kind)) = cells.get(j) {
                        let at = known.iter().position(|(known, _)| known == kind);
                        let at = at.unwrap_or_else(|| {
                            known
                                .push((*kind, cell_costs(profile, *kind, None, &lines, i, widths)));
                            known.len() - 1
                        });
                        for (end, more) in &known[at].1 {
                            ways.offer(here, (*end, j + 1), *more, true);
                        }
                    }
                }
            }
        }
    }
    ways.shares(parts)
}

/// The best ways to share out the first parts among the first cells, for all numbers
/// of both.
struct Ways {
    n_cells: usize,
    n_parts: usize,
    best: Vec<Step>,
}

impl Ways {
    fn new(n_cells: usize, n_parts: usize) -> Self {
        let far = Step {
            cost: f32::INFINITY,
            from: (0, 0),
            filled: false,
        };
        let mut best = vec![far; (n_parts + 1) * (n_cells + 1)];
        best[0].cost = 0.0;
        Self {
            n_cells,
            n_parts,
            best,
        }
    }

    fn at(&self, part: usize, cell: usize) -> usize {
        part * (self.n_cells + 1) + cell
    }

    /// A step from one place to another.
    fn offer(&mut self, from: (usize, usize), to: (usize, usize), more: f32, filled: bool) {
        let cost = self.best[self.at(from.0, from.1)].cost + more;
        let at = self.at(to.0, to.1);
        if cost < self.best[at].cost {
            self.best[at] = Step { cost, from, filled };
        }
    }

    /// The way to the end, step by step.
    fn shares(&self, parts: &[Part<'_>]) -> Shares {
        let mut shares = Shares {
            cells: vec![0..0; self.n_cells],
            own: vec![0..0; self.n_parts],
            labels: vec![None; self.n_cells],
            places: vec![0; self.n_parts],
        };
        let mut to = (self.n_parts, self.n_cells);
        while to != (0, 0) && self.best[self.at(to.0, to.1)].cost.is_finite() {
            let step = self.best[self.at(to.0, to.1)];
            let (i, j) = step.from;
            if to.0 > i {
                shares.places[i] = j;
            }
            match parts.get(i) {
                Some(Part::Label { .. }) if step.filled && to.1 > j => shares.labels[j] = Some(i),
                Some(Part::Label { .. }) if step.filled => shares.own[i] = i + 1..to.0,
                _ if step.filled => shares.cells[j] = i..to.0,
                _ => {}
            }
            to = (i, j);
        }
        shares
    }
}

/// What it costs to leave a cell empty.
fn empty(kind: Kind) -> f32 {
    match kind {
        Kind::Description => 5.0,
        // Offices print these labels with nothing behind them.
        Kind::Value(Field::Constraints | Field::HumanResources | Field::FinancialResources) => 0.5,
        Kind::Value(_) | Kind::Title => 3.0,
        Kind::Due => 1.0,
        Kind::Monitoring | Kind::Outcome => 0.3,
    }
}

/// A line of a cell.
#[derive(Clone, Copy)]
struct Line<'f> {
    text: &'f str,
    gap: bool,
    /// Characters of the line and of its first word.
    length: f32,
    word: f32,
    /// Brackets it opens less those it closes.
    brackets: i32,
    /// Its last word leads on to another.
    leads_on: bool,
}

impl<'f> Line<'f> {
    fn new(text: &'f str, gap: bool, known: &Vocabulary) -> Self {
        let length = |text: &str| text.chars().count() as f32;
        Self {
            text,
            gap,
            length: length(text.trim_end()),
            word: length(text.split(' ').next().unwrap_or_default()),
            brackets: text.split(' ').map(brackets).sum(),
            leads_on: leads_on(last_word(text.trim_end()), known),
        }
    }
}

/// The costs of a cell that takes some of the lines from part `first` on, behind the words
/// that stand in it already: where it ends, and what it costs.
fn cell_costs(
    profile: &Profile,
    kind: Kind,
    own: Option<&str>,
    lines: &[Option<Line<'_>>],
    first: usize,
    widths: &Widths,
) -> Vec<(usize, f32)> {
    let lines = lines[first..].iter().map_while(|line| *line);
    let own_line = own
        .filter(|own| !own.is_empty())
        .map(|own| Line::new(own, true, &profile.vocabulary));
    let begun = usize::from(own_line.is_some());
    let cell: Vec<Line<'_>> = own_line.into_iter().chain(lines.take(MOST_LINES)).collect();
    // A cell without a label of its own has at least a line.
    let least = if own.is_some() { begun } else { 1 };
    let ends = least..=cell.len();
    let mut misfit = Misfits::new(profile, kind, widths.placed);
    ends.map(|end| {
        let cost = match end {
            0 => empty(kind),
            _ => {
                // Terms begin with small letters ("entro il 30/06/2025").
                let small = own.is_none() && kind != Kind::Due && begins_small(&cell[0]);
                shape_cost(&cell[..end], cell.get(end), own.is_some(), widths.of(kind))
                    + misfit.of(&cell[..end])
                    + if small { SMALL } else { 0.0 }
            }
        };
        (first + end - begun, cost)
    })
    .collect()
}

/// What it costs, by the lengths of its lines and its first words, that these lines are
/// one cell and the next is of another.
fn shape_cost(
    cell: &[Line<'_>],
    next: Option<&Line<'_>>,
    labelled: bool,
    known: Option<f32>,
) -> f32 {
    let last = &cell[cell.len() - 1];
    let own = cell.iter().map(|line| line.length).fold(0.0, f32::max);
    let width = known.unwrap_or(own);
    // The first line of a labelled cell has its label before it.
    let inner = cell.windows(2).skip(usize::from(labelled));
    let broken = inner.filter(|pair| pair[0].length + 1.0 + pair[1].word < NEARLY * width);
    let gaps = cell[1..].iter().filter(|line| line.gap);
    let mut cost = ROOM_LEFT * (broken.count() + gaps.count()) as f32;
    if let Some(known) = known {
        let wide = cell.iter().filter(|line| line.length > WIDER * known);
        cost += TOO_WIDE * wide.count() as f32;
    }
    if !labelled {
        // What stands on one line is of the first round.
        cost += if cell.len() == 1 { ONE_LINE } else { 0.0 };
    }
    cost += if last.leads_on { LED } else { 0.0 };
    let brackets: i32 = cell.iter().map(|line| line.brackets).sum();
    cost += if brackets == 0 { 0.0 } else { OPEN_BRACKET };
    if let Some(next) = next {
        let ended = cell.len() > 1 && last.length + 1.0 + next.word <= width;
        cost -= if ended { ENDS } else { 0.0 };
        cost -= if next.gap { ROOM_LEFT } else { 0.0 };
        cost += if begins_small(next) { SMALL / 2.0 } else { 0.0 };
    }
    cost
}

/// Brackets that a word opens less those it closes; "b)" of a list closes none.
fn brackets(word: &str) -> i32 {
    const ITEM: usize = 2;
    let count = |bracket| word.matches(bracket).count() as i32;
    match count('(') {
        0 if word.len() <= ITEM => 0,
        opened => opened - count(')'),
    }
}

fn begins_small(line: &Line<'_>) -> bool {
    line.text.starts_with(char::is_lowercase)
}

/// How badly the words of a cell that grows line by line fit its kind. Only its beginning
/// counts.
struct Misfits<'p> {
    profile: &'p Profile,
    kind: Kind,
    placed: bool,
    words: usize,
    lines: usize,
    last: f32,
}

impl<'p> Misfits<'p> {
    fn new(profile: &'p Profile, kind: Kind, placed: bool) -> Self {
        Self {
            profile,
            kind,
            placed,
            words: 0,
            lines: 0,
            last: 0.0,
        }
    }

    /// Of the cell, which has a line more than the last time.
    fn of(&mut self, cell: &[Line<'_>]) -> f32 {
        if self.words <= LONGEST || self.lines < BEGINNING {
            self.last = misfit(self.profile, self.kind, cell, self.placed);
            let words = cell.iter().flat_map(|line| line.text.split_whitespace());
            self.words = words.take(LONGEST + 1).count();
            self.lines = cell.len();
        }
        self.last
    }
}

/// Deadlines and remarks have fewer words.
const LONGEST: usize = 24;

/// A reference is known by its first lines.
const BEGINNING: usize = 4;

/// How badly the words fit the kind of cell.
fn misfit(profile: &Profile, kind: Kind, cell: &[Line<'_>], placed: bool) -> f32 {
    let known = &profile.vocabulary;
    let words = || cell.iter().flat_map(|line| line.text.split_whitespace());
    let long = || words().nth(LONGEST).is_some();
    let due = || due_start(words(), known).is_some();
    // What is said to be done at the end names acts, dates, numbers.
    let remark = || {
        let figures = words().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        placed && !figures && words().nth(REMARK_WORDS).is_none()
    };
    let monitors = || {
        let looks = words().take(LONGEST).map(|word| Look::of(word, known));
        let looks: Vec<Look> = looks.collect();
        let mut misfit = Misfit::default();
        let costs = (0..looks.len()).map(|at| misfit.add(&looks[at..], known));
        costs.last().unwrap_or_default() + if long() { 2.0 } else { 0.0 }
    };
    match kind {
        Kind::Monitoring => match monitors() {
            cost if cost < 1.0 => -OWN_KIND,
            cost if remark() => cost.min(REMARK),
            cost => cost.min(OTHER_KIND),
        },
        Kind::Due if due() && !long() && !is_due_and_more(cell) => -OWN_KIND,
        Kind::Due => OTHER_KIND,
        Kind::Outcome if due() || monitors() < 1.0 => OTHER_KIND / 2.0,
        Kind::Outcome if remark() => 0.0,
        Kind::Outcome => -1.0,
        Kind::Description if due() || monitors() < 1.0 => OTHER_KIND,
        Kind::Description if placed && says_what_was_done(cell, known) => SAID,
        Kind::Description | Kind::Title => 0.0,
        Kind::Value(field) => {
            let beginning: Vec<&str> = cell.iter().take(BEGINNING).map(|l| l.text).collect();
            match reference(profile, &beginning.join(" ")) {
                Some(own) if own == field => -OWN_KIND,
                Some(_) => OTHER_KIND,
                None if matches!(field, Field::Dup | Field::PublicValue) => match placed {
                    true => OTHER_KIND + OWN_KIND,
                    false => OWN_KIND,
                },
                None => 0.0,
            }
        }
    }
}

/// Whether another cell begins on a line below that of a deadline: with a capital letter, which
/// nothing leads on to.
fn is_due_and_more(cell: &[Line<'_>]) -> bool {
    cell.windows(2)
        .any(|pair| pair[1].text.starts_with(char::is_uppercase) && !pair[0].leads_on)
}

/// Whether a cell begins like what is said of the work done.
fn says_what_was_done(cell: &[Line<'_>], known: &Vocabulary) -> bool {
    let mut words = cell[0].text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let look = Look::of(first, known);
    let act = look.act && words.next().is_some_and(|next| known.announces(next));
    act || look.is_figure() || look.capital && is_participle(first)
}

/// The field whose reference a text is.
fn reference(profile: &Profile, text: &str) -> Option<Field> {
    let words = &profile.references;
    let dup = dup_parts(text, words);
    if dup.mission_code.is_some() || dup.strategic_direction.is_some() {
        return Some(Field::Dup);
    }
    let value = public_value_parts(text, words);
    (value.code.is_some() && value.area_code.is_some()).then_some(Field::PublicValue)
}
