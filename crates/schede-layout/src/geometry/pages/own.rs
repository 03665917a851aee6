//! Lines at the ends of pages that the form itself prints: labels, rows and heads of tables,
//! names with which sheets begin.
//!
//! In: the lines of a page that are content. Out: what one of them is to the form.
//!
//! Not here: whether a line is furniture (`furniture`).

use schede_model::fold::fold;
use schede_profile::{Field, Profile, Style};

use crate::geometry::columns::telling::{is_date, weight_at};
use crate::geometry::head;
use crate::geometry::lines::labels::may_wrap;
use crate::geometry::lines::opening::{
    Opening, is_year, names_objective, numbers_sheet, opening, phase_label,
};
use crate::geometry::lines::text::{PageText, TextLine, Token, WIDEST_PITCH};
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours;

/// Lines below its first over which a label wraps in its cell, at most; with those of the
/// value between them.
const LABEL_LINES: usize = 4;

/// Blank (em) between a label and the value in the next cell, at least: wider than the
/// blanks of justified words mostly are.
const CELL_GAP: f32 = 0.9;

/// Lines of a sheet's head: between the line that names the body and the one
/// that names the objective stand no more.
const HEAD_LINES: usize = 10;

/// Whether the form itself prints the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// No.
    No,
    /// The name of a body or unit, and a sheet's head follows.
    Head,
    /// The name of a body or unit, and no sheet's head follows, or it follows
    /// with a name of its own.
    Loose,
    /// The name of a sheet: its word and its number, behind the name of the plan.
    Sheet,
    /// A label, a phase, a table's head.
    Yes,
}

/// What a line is to the form.
pub(super) fn own(view: View, at: usize) -> Own {
    let View {
        page,
        body,
        profile,
        ..
    } = view;
    let line = &page.lines[body[at]];
    let open = line.opening(profile);
    let sheet = open == Some(Opening::Objective) && numbers_sheet(&line.text, profile);
    let printed = match open {
        Some(Opening::Label { firm, .. }) => firm,
        Some(Opening::Unit) | None => false,
        Some(Opening::Objective) if sheet => false,
        Some(Opening::Objective) => {
            let names = names_objective(&line.text, profile);
            !names_year(&line.text, profile) && (names || titles_sheet(page, body, at, profile))
        }
        Some(Opening::Caption | Opening::Signature) => true,
    };
    if printed
        || phase_label(&line.text, &profile.phase_words).is_some()
        || is_head(&line.text, profile)
        || has_heads(page, line, profile)
        || opens_head(view, at)
        || beside_wrapped_label(page, body, at, profile)
        || has_labels(page, line, profile)
        || is_label_beside_value(page, line, profile)
        || is_label_above_value(page, body, at, profile)
        || is_row(view, at)
        || profile.references.is_unlabelled(&line.text)
    {
        Own::Yes
    } else if sheet {
        Own::Sheet
    } else if open == Some(Opening::Unit) {
        unit(page, body, at, profile)
    } else {
        Own::No
    }
}

/// Whether a year and nothing else stands behind the objective's word ("Scheda obiettivo
/// 2024"): a running head.
fn names_year(text: &str, profile: &Profile) -> bool {
    let label = profile.printed.at_start(text);
    is_year(text[label.map_or(0, |label| label.end)..].trim())
}

/// Whether a line that begins with the objective's word and has no code may name one
/// ("Obiettivo Rifare il ponte"): labels of a sheet stand below it on its page, other than
/// those below the table, and no line with a code. A running head may begin so, too ("Obiettivo Strategico dell'Ente").
fn titles_sheet(page: &PageText, body: &[usize], at: usize, profile: &Profile) -> bool {
    let below = body.iter().skip(at + 1).map(|line| &page.lines[*line]);
    let mut has_head = false;
    for line in below {
        match line.opening(profile) {
            Some(Opening::Objective) if names_objective(&line.text, profile) => return false,
            Some(Opening::Label {
                field, firm: true, ..
            }) => has_head |= !field.is_statement() && field != Field::FinalDeadline,
            _ => {}
        }
    }
    has_head
}

/// Whether a line is a column's head: nothing but a date or other signs stand after
/// its words. A running head may begin with the same word ("Monitoraggio obiettivi
/// 2024").
fn is_head(text: &str, profile: &Profile) -> bool {
    let head = profile.heads.at_start(text);
    head.is_some_and(|h| !text[h.end..].contains(char::is_alphabetic))
}

/// Whether a line is the first of a table's head that goes on right below: the
/// highest cell of a repeated head may hold one word alone.
fn opens_head(view: View, at: usize) -> bool {
    let line = view.line(at);
    let close = |below: usize| view.line(below).base - line.base < WIDEST_PITCH * line.em;
    line.may_hold_head && at + 1 < view.body.len() && close(at + 1) && head::begins_at(view, at)
}

/// Whether a line is one of those over which a label wraps in its cell ("Risorse" over
/// "Finanziarie:"), or stands between them: the value in the next cell.
fn beside_wrapped_label(page: &PageText, body: &[usize], at: usize, profile: &Profile) -> bool {
    let line = |n: usize| &page.lines[body[n]];
    let begins = |first: &usize| may_wrap(profile, first_run(page, line(*first)));
    let ends_at = |first: usize| {
        let mut label = first_run(page, line(first)).to_owned();
        let below = (first + 1..body.len()).take(LABEL_LINES);
        let of_label = below.filter(|n| {
            let step = line(*n).base - line(first).base;
            let even = is_even(page, line(first), line(*n));
            even && step < WIDEST_PITCH * line(first).em * (n - first) as f32
        });
        for n in of_label {
            label = format!("{label} {}", first_run(page, line(n)));
            let open = opening(&label, profile);
            let firm = matches!(open, Some(Opening::Label { firm: true, .. }));
            if firm || fours::is_label(&label, profile) {
                return Some(n);
            }
        }
        None
    };
    let firsts = (at.saturating_sub(LABEL_LINES)..=at).filter(begins);
    firsts.filter_map(ends_at).any(|end| at <= end)
}

/// Whether the first words of two lines, up to a wide blank, begin at one place, or have one
/// middle, as in a cell whose lines are centred.
fn is_even(page: &PageText, a: &TextLine, b: &TextLine) -> bool {
    let ends = |line: &TextLine| {
        let tokens = &page.tokens[line.tokens.clone()];
        let last = tokens
            .chunk_by(is_together)
            .next()
            .and_then(<[Token]>::last);
        (x0(page, line), last.map_or(0.0, |token| token.x1))
    };
    let ((a0, a1), (b0, b1)) = (ends(a), ends(b));
    let near = |a: f32, b: f32, em: f32| (a - b).abs() < em / 2.0;
    near(a0, b0, a.em) || near(a0 + a1, b0 + b1, a.em)
}

/// Whether no wide blank stands between two words.
fn is_together(a: &Token, b: &Token) -> bool {
    b.x0 - a.x1 < CELL_GAP * b.em
}

/// The words of a line up to the first wide blank.
fn first_run<'p>(page: &'p PageText, line: &'p TextLine) -> &'p str {
    runs(page, line).next().unwrap_or_default()
}

/// The words of a line between its wide blanks.
fn runs<'p>(page: &'p PageText, line: &'p TextLine) -> impl Iterator<Item = &'p str> {
    let tokens = &page.tokens[line.tokens.clone()];
    let runs = tokens.chunk_by(is_together);
    runs.map(|run| &line.text[run[0].start as usize..run[run.len() - 1].end as usize])
}

/// Whether labels stand side by side on a line, in cells above those of their values: the
/// first row of a sheet, which each page has where each page has a sheet.
fn has_labels(page: &PageText, line: &TextLine, profile: &Profile) -> bool {
    const SEVERAL: usize = 2;
    let (mut labels, mut others) = (0, 0);
    for run in runs(page, line) {
        match fours::is_label(run, profile) {
            true => labels += 1,
            false => others += 1,
        }
    }
    labels >= SEVERAL && labels > others
}

/// Whether labels and their values stand by turns in the cells of a line ("CODICE", "P1",
/// "PESO", "20%").
fn are_pairs(page: &PageText, line: &TextLine, profile: &Profile) -> bool {
    let runs: Vec<&str> = runs(page, line).collect();
    let is_label = |at: usize| fours::is_label(runs[at], profile);
    runs.len() == 4 && is_label(0) && is_label(2) && !is_label(1) && !is_label(3)
}

/// Whether a line is a label in a cell of its own and its value in the next ("Vincoli",
/// "nessuno"): sheets may have equal values at the same place of their pages.
fn is_label_beside_value(page: &PageText, line: &TextLine, profile: &Profile) -> bool {
    let mut runs = runs(page, line);
    let label = runs.next().is_some_and(|run| fours::is_label(run, profile));
    label && runs.next().is_some()
}

/// Whether a line is the label of a field and nothing else, over a line that is no label:
/// its value, where labels stand above theirs; the last line of a page has its on the next.
/// No running head or foot says so little.
fn is_label_above_value(page: &PageText, body: &[usize], at: usize, profile: &Profile) -> bool {
    let text = page.lines[body[at]].text.as_str();
    let value = || {
        body.get(at + 1)
            .map(|below| page.lines[*below].text.as_str())
    };
    fours::is_field_label(text, profile)
        && value().is_none_or(|value| !fours::is_label(value, profile))
}

/// Whether a line is a row of a table: a date, a weight or another number in a cell of its own,
/// behind other words, stands right below another at the same place.
fn is_row(view: View, at: usize) -> bool {
    /// Lines up to the first of the row above, at most.
    const LINES: usize = 4;
    /// Step (em) between two lines of a table, at most.
    const STEP: f32 = 3.0;
    const SAME_X: f32 = 0.5;
    let line = view.line(at);
    let told = |position: usize| {
        let line = view.line(position);
        let behind = fours::runs(view, line).iter().skip(1);
        behind.filter_map(move |run| {
            let word = view.page.word(line, run.start);
            let kind = match () {
                () if run.len() == 1 && is_date(word) => 1,
                () if weight_at(view, line, run.start).is_some() => 2,
                () if run.len() == 1 && word.starts_with(|c: char| c.is_ascii_digit()) => 3,
                () => return None,
            };
            Some((kind, view.page.tokens[run.start].x0))
        })
    };
    let own: Vec<_> = told(at).collect();
    let even = |(kind, x): (u8, f32)| {
        let same = |(other, own): &(u8, f32)| *other == kind && (own - x).abs() < SAME_X * line.em;
        own.iter().any(same)
    };
    let close = |above: &usize| view.line(above + 1).base - view.line(*above).base < STEP * line.em;
    let above = (at.saturating_sub(LINES)..at).rev().take_while(close);
    !own.is_empty() && above.into_iter().any(|above| told(above).any(even))
}

/// Whether several column heads stand on a line; the first may be cut.
fn has_heads(page: &PageText, line: &TextLine, profile: &Profile) -> bool {
    const SEVERAL: usize = 2;
    let begins = |token: &&Token| {
        let head = || profile.heads.at_start(&line.text[token.start as usize..]);
        token.may_begin_head && head().is_some_and(|h| h.style == Style::Capital)
    };
    let words = &page.tokens[line.tokens.clone()];
    line.may_hold_head && words.iter().filter(begins).nth(SEVERAL - 1).is_some()
}

/// Whether a line of a page's body names a body or unit with which a sheet begins.
pub(crate) fn begins_sheet(view: View, position: usize) -> bool {
    let open = view.line(position).opening(view.profile);
    open == Some(Opening::Unit) && unit(view.page, view.body, position, view.profile) == Own::Head
}

/// Whether the name of a body at line `at` begins a sheet: the line that names
/// the objective follows, with no other name of a body between.
pub(super) fn unit(page: &PageText, body: &[usize], at: usize, profile: &Profile) -> Own {
    let text = &page.lines[body[at]].text;
    let body_name = profile.entity.at_start(text).is_some();
    for (n, line) in body.iter().skip(at + 1).take(HEAD_LINES).enumerate() {
        let below = &page.lines[*line];
        if has_labels(page, below, profile)
            || numbers_sheet(&below.text, profile)
            || are_pairs(page, below, profile)
        {
            return Own::Head;
        }
        match below.opening(profile) {
            // Alone on its line the word may be the first of another label.
            Some(Opening::Objective)
                if names_objective(&below.text, profile)
                    && !profile.printed.continues(&below.text) =>
            {
                return Own::Head;
            }
            Some(Opening::Label {
                field: Field::Responsible,
                firm: true,
                ..
            }) => return Own::Head,
            Some(Opening::Unit) if body_name && profile.entity.at_start(&below.text).is_some() => {
                let close = below.base - page.lines[body[at]].base < WIDEST_PITCH * below.em;
                if n > 0 || !close || is_one_body(text, &below.text) {
                    return Own::Loose;
                }
            }
            _ => {}
        }
    }
    Own::Loose
}

/// Whether two lines name one body, of which one may say more. "Comune di ..." over "Provincia
/// di ..." are two, and may be one head.
fn is_one_body(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a.starts_with(b.as_str()) || b.starts_with(a.as_str())
}

/// Where a line begins.
pub(super) fn x0(page: &PageText, line: &TextLine) -> f32 {
    page.tokens
        .get(line.tokens.start)
        .map_or(0.0, |token| token.x0)
}
