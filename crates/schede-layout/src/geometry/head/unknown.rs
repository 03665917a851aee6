//! Columns whose heads the form does not know, in a table that lacks columns of the form:
//! "Rendicontazione finale" behind the monitoring, "Quando" over dates.
//!
//! In: a head of which fewer columns were found than the form has. Out: a head for each
//! group of other words on its lines, of the column that its place and the cells below it
//! tell, which is a guess and said to be one; of none where they tell nothing.
//!
//! Not here: strange columns beside all those of the form (`others`).

use schede_model::Column;
use schede_profile::Printed;

use super::apart::are_apart;
use super::edges::begins_column;
use super::numbers;
use super::others::{COLUMNS, GAP, is_of_a_head};
use super::{Head, HeadCell, of_form};
use crate::geometry::columns::telling::{is_date, is_part_of_all, weight_at};
use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::view::View;

/// Lines below a head that may show what stands in a column: some rows.
const LINES: usize = 24;

/// Letters of a head, at least, where the cells below it do not tell.
const LETTERS: usize = 3;

/// How far (em) beyond its head a cell may begin or end that is centred, or is not.
const SLACK: f32 = 1.0;

/// What the cells below a head are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    Dates,
    Shares,
    /// The numbers of the rows.
    Numbers,
    Text,
    /// None stands there.
    Nothing,
}

/// Adds heads for the words that are in none.
pub(super) fn add(view: View, head: &mut Head) {
    if of_form(&head.cells) >= COLUMNS {
        return;
    }
    let groups = groups(view, head);
    if groups.is_empty() {
        return;
    }
    let told: Vec<Cells> = groups
        .iter()
        .map(|group| cells(view, head, group))
        .collect();
    let columns = columns(&head.cells, &groups, &told);
    for ((mut group, column), told) in groups.into_iter().zip(columns).zip(told) {
        let known = is_named(view, &group) || matches!(told, Cells::Dates | Cells::Shares);
        let empty = told == Cells::Nothing && column == Column::Other;
        if told == Cells::Numbers || empty || !known {
            continue;
        }
        group.column = column;
        group.inferred = column != Column::Other;
        head.cells.push(group);
    }
    head.cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
}

/// Names the heads that wrap between words of which none is a head alone ("Verifica" over
/// "intermedia al"), if no other head names their columns.
pub(super) fn name_wrapped(view: View, head: &mut Head) {
    for at in 0..head.cells.len() {
        let cell = &head.cells[at];
        let label = view.profile.heads.at_start(cell.text());
        let lines = cell.tokens.first().zip(cell.tokens.last());
        let wraps = lines.is_some_and(|(first, last)| first.0 < last.0);
        let whole = |end: usize| !cell.text()[end..].contains(char::is_alphabetic);
        if cell.column == Column::Other
            && wraps
            && let Some(label) = label.filter(|label| whole(label.end))
            && head.cells.iter().all(|cell| cell.column != label.what)
        {
            head.cells[at].column = label.what;
        }
    }
}

/// The words of a head's lines that are in no head: those of one cell together, by x.
pub(super) fn groups(view: View, head: &Head) -> Vec<HeadCell> {
    let mut found: Vec<HeadCell> = Vec::new();
    for position in head.first..=head.last {
        let line = view.line(position);
        let mut run: Vec<(usize, usize)> = Vec::new();
        for index in line.tokens.clone() {
            let token = &view.page.tokens[index];
            let last = run.last().map(|(_, last)| &view.page.tokens[*last]);
            let new = last.is_none_or(|last| {
                are_apart(view, last, token) || begins_column(view, position, index)
            });
            if new {
                close(view, head, &mut run, &mut found);
            }
            run.push((position, index));
        }
        close(view, head, &mut run, &mut found);
    }
    found.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    found
}

/// Takes the words of a cell to those found, if all of them are in no head and clear of all.
fn close(view: View, head: &Head, run: &mut Vec<(usize, usize)>, found: &mut Vec<HeadCell>) {
    let run = std::mem::take(run);
    let Some(cell) = HeadCell::of(view, Column::Other, &run) else {
        return;
    };
    let of_head = |at: &(usize, usize)| head.cells.iter().any(|c| c.tokens.contains(at));
    let clear = |other: &HeadCell| {
        let gap = GAP * cell.em;
        cell.x0 > other.x1 + gap || cell.x1 < other.x0 - gap
    };
    if run.iter().any(of_head) || !head.cells.iter().all(clear) {
        return;
    }
    let over = found
        .iter_mut()
        .find(|other| other.x0 < cell.x1 && cell.x0 < other.x1);
    match over {
        Some(over) => run
            .iter()
            .for_each(|(at, index)| over.grow(view, *at, *index)),
        None => found.push(cell),
    }
}

/// Whether the words of a cell may be a head: they are no caption beside the table, and no
/// rest of a head of the form, but begin as one does or hold other words.
fn is_named(view: View, group: &HeadCell) -> bool {
    let look = view.profile.printed.look(group.text());
    let caption = look
        .label
        .is_some_and(|label| label.what == Printed::Caption);
    let word = |(position, index): &(usize, usize)| view.page.word(view.line(*position), *index);
    let words = || group.tokens.iter().map(word);
    let strange = words().filter(|word| !is_of_a_head(view.profile, word));
    let letters = strange.flat_map(str::chars).filter(|c| c.is_alphabetic());
    let begins = |word: &str| {
        word.starts_with(char::is_uppercase) && view.profile.heads.look(word).continues
    };
    let named = letters.count() >= LETTERS || words().next().is_some_and(begins);
    !caption && (named || is_sign_over_word(view, group))
}

/// Whether a head is the sign of per cent alone, which goes on with small letters below it:
/// "%" over "realizzazione".
fn is_sign_over_word(view: View, group: &HeadCell) -> bool {
    let Some((position, _)) = group
        .tokens
        .last()
        .filter(|_| group.text().starts_with('%'))
    else {
        return false;
    };
    if position + 1 >= view.body.len() {
        return false;
    }
    let below = view.line(position + 1);
    let under = |index: &usize| {
        let word = &view.page.tokens[*index];
        word.x0 < group.x1 && group.x0 < word.x1
    };
    let word = below.tokens.clone().find(under);
    word.is_some_and(|index| {
        let word = view.page.word(below, index);
        word.chars().all(char::is_alphabetic) && word.starts_with(char::is_lowercase)
    })
}

/// What stands below a head, up to the end of the table.
pub(super) fn cells(view: View, head: &Head, group: &HeadCell) -> Cells {
    let (mut n_lines, mut n_dates, mut n_shares, mut n_numbers) = (0, 0, 0, 0);
    let end = view.body.len().min(head.last + 1 + LINES);
    for position in head.last + 1..end {
        let line = view.line(position);
        if matches!(line.opening(view.profile), Some(Opening::Label { .. })) {
            break;
        }
        let slack = SLACK * line.em;
        let under = |index: &usize| {
            let token = &view.page.tokens[*index];
            token.x0 < group.x1 + slack && group.x0 - slack < token.x1
        };
        let mut words = line.tokens.clone().filter(under);
        let Some(first) = words.next() else {
            continue;
        };
        n_lines += 1;
        let word = view.page.word(line, first);
        let alone = words.next().is_none();
        n_dates += usize::from(is_date(word));
        n_shares +=
            usize::from(weight_at(view, line, first).is_some() || alone && is_part_of_all(word));
        n_numbers += usize::from(alone && numbers::number(word).is_some());
    }
    let most = |n: usize| 2 * n > n_lines;
    match () {
        () if n_lines == 0 => Cells::Nothing,
        () if most(n_dates) => Cells::Dates,
        () if most(n_numbers) && group.x0 < head.cells[0].x0 => Cells::Numbers,
        () if most(n_shares) => Cells::Shares,
        () => Cells::Text,
    }
}

/// The columns of groups by x: the form's that are lacking, each once.
fn columns(known: &[HeadCell], groups: &[HeadCell], told: &[Cells]) -> Vec<Column> {
    let mut found = vec![Column::Other; groups.len()];
    let lacks = |found: &[Column], column: Column| {
        !found.contains(&column) && known.iter().all(|cell| cell.column != column)
    };
    // Of two dates the later is that of the end.
    for (at, told) in told.iter().enumerate().rev() {
        if *told == Cells::Dates && lacks(&found, Column::Due) {
            found[at] = Column::Due;
        }
    }
    for (at, told) in told.iter().enumerate() {
        if *told == Cells::Shares && lacks(&found, Column::Weight) {
            found[at] = Column::Weight;
        }
    }
    let place = |column: Column| known.iter().find(|c| c.column == column).map(|c| c.x0);
    let left_of = |group: &HeadCell, column| place(column).is_none_or(|x| group.x0 < x);
    let right_of = |group: &HeadCell, column| place(column).is_some_and(|x| x < group.x0);
    let all = [
        Column::Weight,
        Column::Due,
        Column::Monitoring,
        Column::Outcome,
    ];
    let last = known
        .iter()
        .chain(groups)
        .map(|c| c.x0)
        .fold(f32::MIN, f32::max);
    for (at, group) in groups.iter().enumerate() {
        if !matches!(told[at], Cells::Text | Cells::Nothing) {
            continue;
        }
        let begins = all.into_iter().all(|column| left_of(group, column));
        let ends = right_of(group, Column::Monitoring) && group.x0 >= last;
        let between = right_of(group, Column::Description)
            && place(Column::Outcome).is_some()
            && left_of(group, Column::Outcome);
        let text = told[at] == Cells::Text;
        found[at] = match () {
            () if text && begins && lacks(&found, Column::Description) => Column::Description,
            () if ends && lacks(&found, Column::Outcome) => Column::Outcome,
            () if between && lacks(&found, Column::Monitoring) => Column::Monitoring,
            () => Column::Other,
        };
    }
    found
}
