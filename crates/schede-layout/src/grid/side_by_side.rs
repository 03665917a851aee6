//! Pages printed side by side on one sheet of paper, in a text whose columns are kept by
//! blanks.
//!
//! In: the text. Out: its pages, in the order in which they are read, each with its words
//! where they stand on paper: nothing is left of a page but blanks where its neighbour
//! stands.
//!
//! Not here: pages side by side that a printer painted under clips of their own
//! (`geometry::pages::parts`); columns of one page.

use std::borrow::Cow;
use std::ops::Range;

use schede_model::Line;
use schede_model::boxes::BoxesOfLine;
use schede_profile::{Field, Printed, Profile};

use super::BLANKS;
use crate::geometry::phase_label;

/// Columns that are blank on all lines of the paper, at least, between two pages.
const GUTTER: usize = 3;

/// Two pages side by side are of one size, but their lines may be shorter than others: the
/// gutter stands in the middle third.
const MIDDLE: [usize; 2] = [1, 2];

/// So many things of the form that both pages begin lines with: one label may stand twice
/// in a form of two columns.
const TELLING: usize = 2;

/// A page of a text.
pub(super) struct Sheet<'t> {
    pub text: Cow<'t, str>,
    /// The sheet of paper it stands on, counted from 1.
    pub paper: u32,
}

impl<'t> Sheet<'t> {
    /// Its lines, as those of the text.
    pub fn lines(self) -> Vec<Line<'t>> {
        let line = |(text, number)| Line::new(self.paper, number, text, BoxesOfLine::default());
        match self.text {
            Cow::Borrowed(text) => text.lines().map(Cow::Borrowed).zip(1..).map(line).collect(),
            Cow::Owned(text) => {
                let lines = text.lines().map(|line| Cow::Owned(line.to_owned()));
                lines.zip(1..).map(line).collect()
            }
        }
    }
}

/// How many lines stand before the first of each page.
pub(super) fn first_lines(sheets: &[Sheet]) -> Vec<usize> {
    let n_lines = sheets.iter().map(|sheet| sheet.text.lines().count());
    let firsts = n_lines.scan(0, |next, n| {
        let first = *next;
        *next += n;
        Some(first)
    });
    firsts.collect()
}

/// What a line of the form begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beginning {
    Objective,
    Field(Field),
    Caption,
    Phase,
}

/// The pages of a text: form feeds separate sheets of paper. What follows the last form
/// feed is a page if it says something.
pub(super) fn sheets<'t>(text: &'t str, profile: &Profile) -> Vec<Sheet<'t>> {
    let text = text.trim_end_matches(|c: char| c == '\u{c}' || c.is_whitespace());
    let papers = || text.split('\u{c}').zip(1..);
    let gutters: Vec<Option<Gutter>> = papers().map(|(text, _)| gutter(text, profile)).collect();
    // What one sheet of paper tells holds for all on which it may be so.
    let common = |gutter: &Gutter| gutter.n_common >= TELLING;
    let told = gutters.iter().flatten().filter(|g| common(g));
    let told = told.map(|gutter| gutter.columns.start).min();
    let mut sheets = Vec::new();
    for ((text, paper), gutter) in papers().zip(gutters) {
        let gutter = gutter.filter(|gutter| told.is_some_and(|t| t <= 2 * gutter.columns.start));
        match gutter {
            Some(gutter) => sheets.extend(halves(text, &gutter.columns).map(|text| Sheet {
                text: Cow::Owned(text),
                paper,
            })),
            None => sheets.push(Sheet {
                text: Cow::Borrowed(text),
                paper,
            }),
        }
    }
    sheets
}

/// Columns that are blank on all lines of a paper, in its middle, with lines of the form
/// on both sides.
struct Gutter {
    columns: Range<usize>,
    /// Things of the form that lines of both sides begin with.
    n_common: usize,
}

fn gutter(text: &str, profile: &Profile) -> Option<Gutter> {
    let filled = filled(text);
    let first = filled.iter().position(|filled| *filled)?;
    let width = filled.len() - first;
    let middle = MIDDLE.map(|part| first + part * width / 3);
    let blank = runs_of_blank(&filled);
    let inner = blank.filter(|run| middle[0] <= run.start && run.end <= middle[1]);
    let sided = inner.filter_map(|columns| {
        let [left, right] = halves(text, &columns).map(|half| beginnings(&half, profile));
        let n_common = left.iter().filter(|b| right.contains(b)).count();
        let both = !left.is_empty() && !right.is_empty();
        both.then_some(Gutter { columns, n_common })
    });
    let off = |g: &Gutter| (g.columns.start + g.columns.end).abs_diff(2 * first + width);
    sided.min_by_key(|g| (std::cmp::Reverse(g.n_common.min(TELLING)), off(g)))
}

/// Which columns hold a character on some line.
fn filled(text: &str) -> Vec<bool> {
    let mut filled: Vec<bool> = Vec::new();
    for line in text.lines() {
        for (column, c) in line.trim_end().chars().enumerate() {
            if filled.len() <= column {
                filled.resize(column + 1, false);
            }
            filled[column] |= !c.is_whitespace();
        }
    }
    filled
}

fn runs_of_blank(filled: &[bool]) -> impl Iterator<Item = Range<usize>> {
    let runs = filled.chunk_by(|a, b| a == b).scan(0, |at, run| {
        let start = *at;
        *at += run.len();
        Some((!run[0], start..*at))
    });
    runs.filter_map(|(blank, run)| (blank && run.len() >= GUTTER).then_some(run))
}

/// What stands left and right of a gutter, line by line, each where it stood.
fn halves(text: &str, gutter: &Range<usize>) -> [String; 2] {
    let mut halves = [String::new(), String::new()];
    for line in text.lines() {
        let at = line.char_indices().nth(gutter.start);
        let (left, right) = line.split_at(at.map_or(line.len(), |(at, _)| at));
        halves[0].push_str(left.trim_end());
        if !right.trim().is_empty() {
            halves[1].extend(left.chars().map(|_| ' '));
            halves[1].push_str(right);
        }
        halves.iter_mut().for_each(|half| half.push('\n'));
    }
    halves
}

/// What the lines of a page begin with that is of the form.
fn beginnings(text: &str, profile: &Profile) -> Vec<Beginning> {
    let found = text
        .lines()
        .filter_map(|line| beginning(line.trim(), profile));
    let mut found: Vec<Beginning> = found.collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn beginning(line: &str, profile: &Profile) -> Option<Beginning> {
    if phase_label(line, &profile.phase_words).is_some() {
        return Some(Beginning::Phase);
    }
    let label = profile.printed.at_start(line)?;
    let cell = line.split(BLANKS).next().unwrap_or(line);
    let whole = || cell.contains(':') || cell.len() == label.end;
    match label.what {
        Printed::Objective => whole().then_some(Beginning::Objective),
        Printed::Field { field, .. } => whole().then_some(Beginning::Field(field)),
        Printed::Caption => Some(Beginning::Caption),
        Printed::Signature => None,
    }
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::sheets;

    fn read(text: &str) -> Vec<(u32, String)> {
        let profiles = Profiles::builtin().expect("built in");
        let sheets = sheets(text, profiles.fallback().expect("one"));
        sheets
            .into_iter()
            .map(|s| (s.paper, s.text.into_owned()))
            .collect()
    }

    const TWO: &str = "\
Obiettivo: A) Rete dei sentieri            Obiettivo: B) Carta dei servizi
                                             Dirigente:  A. Bianchi
Dirigente:   C. Verdi
Vincoli:     nessuno, salvo la neve        fase 1:   Stesura    40%   30/06
";

    #[test]
    fn pages_side_by_side_are_read_one_after_the_other() {
        let pages = read(TWO);
        assert_eq!(pages.len(), 2);
        assert_eq!(
            pages[0].1,
            "Obiettivo: A) Rete dei sentieri\n\nDirigente:   C. Verdi\nVincoli:     nessuno, salvo la neve\n"
        );
        let second: Vec<&str> = pages[1].1.lines().map(str::trim_start).collect();
        assert_eq!(second[1], "Dirigente:  A. Bianchi");
        assert_eq!(
            pages[1].1.lines().next().map(|l| l.find('O')),
            Some(Some(43))
        );
    }

    #[test]
    fn a_paper_is_parted_as_others_are() {
        // Nothing on it stands twice.
        let tail = "\
fase 2:  Posa     60%   30/09              Finalità Strategiche: sapere
Vincoli: nessuno                           di più
";
        assert_eq!(read(tail).len(), 1);
        let papers: Vec<u32> = read(&format!("{TWO}\u{c}{tail}"))
            .iter()
            .map(|s| s.0)
            .collect();
        assert_eq!(papers, [1, 1, 2, 2]);
    }

    #[test]
    fn labels_side_by_side_in_one_form_make_no_pages() {
        let columns = "\
Obiettivo: A) Rete dei sentieri
Dirigente:   C. Verdi                      Vincoli:      nessuno
Risorse umane:   due addetti               Risorse finanziarie:   nessuna
Indicatori 2024: passaggi                  Indicatori 2025: passaggi
";
        assert_eq!(read(columns).len(), 1);
    }
}
