//! Labels that a form prints without a colon on all of its sheets, before words that begin
//! with a small letter or behind a dash ("Vincoli nessuno", "Risorse Umane - due unità").
//!
//! In: the items of a document, and those from each line that names an objective to the
//! next. Out: such lines are labels of a strength of their own, which puts their values in
//! doubt.
//!
//! Not here: labels that other sheets print with a colon (`lost_colons`), labels that are
//! told by their own words (`items`), the labels of a sheet's head.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::{Field, Printed, Profile, Style, Vocabulary};

use super::fields::Fields;
use super::items::{Class, Item, LabelParts, Strength, qualified_end};
use super::looks::leads_on;

/// Most sheets print so many different labels, at least; otherwise only those that do count.
const LEAST_LABELS: usize = 3;

/// So many lines, one after the other, that begin like labels in the order of the form are
/// labels.
const SEVERAL: usize = 3;

/// A line that begins with the words of a label which its sheet lacks.
struct Line<'f> {
    sheet: usize,
    at: usize,
    field: Field,
    /// The label's words.
    words: &'f str,
    /// Where the label ends.
    end: usize,
    /// Where the value begins.
    value: usize,
    /// The labels before and after it.
    before: Option<Field>,
    after: Option<Field>,
    /// Right above stands another label without a colon.
    below_bare: bool,
    /// The sheet has several of them.
    has_bare: bool,
    /// Its value begins with a capital letter.
    capital: bool,
}

/// Finds the labels: lines that stand where the form has their fields, before or behind the
/// same label on most of the sheets that lack theirs, or several that follow one another.
pub(super) fn settle(
    flow: &Flow<'_>,
    items: &mut [Item],
    sheets: &[Range<usize>],
    profile: &Profile,
) {
    let sheet = |own: &Range<usize>| Sheet::of(items, own, profile);
    let mut sheets: Vec<Sheet> = sheets.iter().map(sheet).collect();
    // What most sheets show holds for one that shows less.
    let labelled = |sheet: &&Sheet| sheet.has.len() >= LEAST_LABELS;
    if 2 * sheets.iter().filter(labelled).count() <= sheets.len() {
        sheets.retain(|sheet| labelled(&sheet));
    }
    let mut lines = Vec::new();
    for (n, sheet) in sheets.iter().enumerate() {
        lines.extend(sheet.lines(flow, items, profile, n));
    }
    let follow = in_order(&lines);
    let mut lacking: HashMap<Field, usize> = HashMap::new();
    for field in lines.iter().map(|line| line.field) {
        let has_none = || sheets.iter().filter(|s| !s.has.contains(field)).count();
        lacking.entry(field).or_insert_with(has_none);
    }
    let everywhere = Everywhere::of(&lines);
    let again = |line: &Line| {
        let n_lacking = lacking[&line.field];
        everywhere.has(line, n_lacking) || line.fits() && comes_again(&lines, line, n_lacking)
    };
    let is_told =
        |told: &[bool], n: usize| follow[n] || is_below_bare(&lines, told, n) || again(&lines[n]);
    let mut seen = vec![Fields::default(); sheets.len()];
    let mut told: Vec<bool> = Vec::with_capacity(lines.len());
    for n in 0..lines.len() {
        told.push(is_told(&told, n));
    }
    // What one sheet tells holds for the same words on others.
    let words = lines.iter().zip(&told).filter(|(_, told)| **told);
    let mut words: HashSet<&str> = words.map(|(line, _)| line.words).collect();
    for sheet in &sheets {
        words.extend(sheet.words(flow, items));
    }
    let known = |line: &Line| line.fits() && words.contains(line.words);
    let mut yearly = HashSet::new();
    for (line, told) in lines.iter().zip(told) {
        if !told && !known(line) {
            continue;
        }
        let first = seen[line.sheet].insert(line.field);
        let other_year = line.names_year() && yearly.insert((line.sheet, line.words));
        if first || other_year {
            items[line.at].class = line.class();
        }
    }
}

/// A label of a sheet, and where it stands.
type Label = (usize, Field);

/// The labels that a sheet prints.
struct Sheet {
    own: Range<usize>,
    labels: Vec<Label>,
    has: Fields,
}

impl Sheet {
    /// The labels among some items, in their order, but for those of heads: the next sheet's
    /// is among these items.
    fn of(items: &[Item], own: &Range<usize>, profile: &Profile) -> Self {
        let field = |item: &Item| item.label().filter(|f| !profile.head_fields.contains(f));
        let label = |(at, item)| Some((at, field(item)?));
        let labels: Vec<Label> = items[own.clone()]
            .iter()
            .enumerate()
            .filter_map(label)
            .collect();
        Self {
            own: own.clone(),
            has: labels.iter().map(|(_, field)| *field).collect(),
            labels,
        }
    }

    /// The words of its labels that stand on the line of their value, without a colon.
    fn words<'f>(&self, flow: &'f Flow<'_>, items: &[Item]) -> impl Iterator<Item = &'f str> {
        let own = &items[self.own.clone()];
        self.labels.iter().filter_map(|(at, _)| {
            let Class::Field {
                value,
                strength: Strength::Weak,
                ..
            } = &own[*at].class
            else {
                return None;
            };
            Some(own[*at].piece.part(0..*value as usize).text(flow).trim())
        })
    }

    /// Its lines that begin with the words of a label which it lacks.
    fn lines<'f>(
        &self,
        flow: &'f Flow<'_>,
        items: &[Item],
        profile: &Profile,
        n: usize,
    ) -> Vec<Line<'f>> {
        let own = &items[self.own.clone()];
        let longest = OnceCell::new();
        let longest = || {
            let all = || own.iter().map(|item| width(flow, item)).max().unwrap_or(0);
            *longest.get_or_init(all)
        };
        let n_bare = self.labels.iter().filter(|(at, _)| own[*at].is_weak());
        let n_bare = n_bare.count();
        let has_bare = n_bare >= LEAST_LABELS;
        let weak = !flow.geometric && n_bare > 0;
        let mut lines = Vec::new();
        let mut behind = 0;
        for at in 1..own.len() {
            while self
                .labels
                .get(behind)
                .is_some_and(|(label, _)| *label <= at)
            {
                behind += 1;
            }
            let (item, above) = (&own[at], &own[at - 1]);
            let again = item.twin().is_some_and(|twin| twin >= self.own.start);
            if !item.is_plain() || item.is_placed || again {
                continue;
            }
            let text = item.piece.text(flow);
            let Some((field, end, value)) = label_of(profile, text, weak) else {
                continue;
            };
            let other_year = field.is_statement() && year_at_end(text[..end].trim_end());
            let known = self.has.contains(field) && !other_year;
            if known
                || profile.head_fields.contains(&field)
                || !begins_anew(flow, &profile.vocabulary, above, item, longest)
            {
                continue;
            }
            let label =
                |n: Option<usize>| n.and_then(|n| self.labels.get(n)).map(|(_, field)| *field);
            lines.push(Line {
                sheet: n,
                at: self.own.start + at,
                field,
                words: text[..end].trim_end(),
                end,
                value,
                before: label(behind.checked_sub(1)),
                after: label(Some(behind)),
                below_bare: above.is_weak(),
                has_bare,
                capital: text[value..].starts_with(char::is_uppercase),
            });
        }
        lines
    }
}

impl Line<'_> {
    /// Whether the form has its field between the labels before and after it, which may name
    /// other years. The final deadline may stand below the notes, which end a sheet.
    fn fits(&self) -> bool {
        let last = [Field::Notes, Field::FinalDeadline];
        let later = |after| after > self.field || [self.field, after] == last;
        let other_year = |field| field == self.field && self.names_year();
        self.before
            .is_none_or(|before| before < self.field || other_year(before))
            && self
                .after
                .is_none_or(|after| later(after) || other_year(after))
    }

    /// Whether it stands between two labels, and its value begins with a capital letter.
    fn is_apart(&self) -> bool {
        self.capital && self.before.is_some() && self.after.is_some()
    }

    /// Whether the label names a year: others of its field may stand beside it.
    fn names_year(&self) -> bool {
        self.field.is_statement() && year_at_end(self.words)
    }

    fn class(&self) -> Class {
        Class::Field {
            field: self.field,
            label: LabelParts::one(self.end),
            value: self.value as u32,
            strength: Strength::Lost,
        }
    }
}

/// Whether a line of a sheet with several labels without colons stands right below one, or
/// below a line that was told to be one.
fn is_below_bare(lines: &[Line], told: &[bool], n: usize) -> bool {
    let line = &lines[n];
    let above = n.checked_sub(1).map(|n| (&lines[n], told[n]));
    let below_told = above.is_some_and(|(above, told)| told && above.at + 1 == line.at);
    line.fits() && line.has_bare && (line.below_bare || below_told)
}

/// Whether some words end with a year.
fn year_at_end(words: &str) -> bool {
    const DIGITS: usize = 4;
    let last = words.rsplit(' ').next().unwrap_or_default();
    last.len() == DIGITS && last.bytes().all(|b| b.is_ascii_digit())
}

/// The field whose label a text begins with, with words of its value behind or a sign for its
/// colon; where the label ends and where the value begins. `weak`: words that are a label only
/// before a colon count, too.
fn label_of(profile: &Profile, text: &str, weak: bool) -> Option<(Field, usize, usize)> {
    let strong = profile.printed.at_start(text);
    let strong = strong.and_then(|label| match label.what {
        Printed::Field { field, .. } => Some(label.of(field)),
        Printed::Objective | Printed::Caption | Printed::Signature => None,
    });
    let weak = || profile.words_before_colon(text).filter(|_| weak);
    let label = strong.or_else(weak)?;
    let field = label.what;
    let of_sheet = !matches!(field, Field::Title | Field::Responsible | Field::Weight);
    let end = match field.is_statement() {
        true => qualified_end(profile, text, label.end),
        false => shorter(profile, text, label.end, field).unwrap_or(label.end),
    };
    let rest = &text[end..];
    let sign = |c: char| c.is_whitespace() || matches!(c, ';' | '.' | ',' | '-' | '–' | '—' | '=');
    let value = rest.trim_start_matches(sign);
    // Alone in its cell it has a sign where the colon should be ("Vincoli;").
    let alone = value.is_empty() && rest.starts_with([';', '.', ',']);
    // "Note informative ai genitori" is no label.
    let begins = field != Field::Notes || value.starts_with(char::is_uppercase);
    let parted = !value.is_empty() && value.len() < rest.len() && begins;
    (of_sheet && (parted || alone) && label.style == Style::Capital).then_some((
        field,
        end,
        text.len() - value.len(),
    ))
}

/// Where the label ends if its last word, with a capital, is the first of the value, which goes
/// on in small letters: "Risorse Finanziarie" before "Assegnate con il PEG".
fn shorter(profile: &Profile, text: &str, end: usize, field: Field) -> Option<usize> {
    let start = text[..end].rfind(' ')? + 1;
    let goes_on = text[end..].trim_start().starts_with(char::is_lowercase);
    let capital = text[start..].starts_with(char::is_uppercase);
    let label = profile.printed.at_start(text[..start].trim_end())?;
    let same = matches!(label.what, Printed::Field { field: other, .. } if other == field);
    (goes_on && capital && same && label.end + 1 == start).then_some(label.end)
}

/// Whether a line begins a cell or paragraph, or nothing but a new beginning broke the line
/// above it: it had ended, or had room for the first word. A word that leads on ends no line.
fn begins_anew(
    flow: &Flow<'_>,
    known: &Vocabulary,
    above: &Item,
    item: &Item,
    longest: impl Fn() -> usize,
) -> bool {
    if flow.geometric {
        return above.block != item.block;
    }
    let text = above.piece.text(flow).trim_end();
    let first = item.piece.text(flow).split_whitespace().next();
    let room = || width(flow, above) + 1 + first.map_or(0, |word| word.chars().count());
    let ended = text.ends_with(['.', ';', ':', '!', '?', ')', '"', '”', '»']);
    let open = || leads_on(last_word(text), known);
    !above.is_plain() || ended || room() < longest() && !open()
}

/// Letters and blanks of a line.
fn width(flow: &Flow<'_>, item: &Item) -> usize {
    item.piece.text(flow).chars().count()
}

/// Whether lines that begin with a label stand before or behind the same label on most of
/// the sheets, of which so many lack the label. Notes are what a sheet may do without: two
/// that have them are enough.
fn comes_again(lines: &[Line], line: &Line, n_lacking: usize) -> bool {
    let most = |side: fn(&Line) -> Option<Field>| {
        let same = |other: &&Line| other.field == line.field && side(other) == side(line);
        let mut sheets: Vec<usize> = lines.iter().filter(same).map(|line| line.sheet).collect();
        sheets.dedup();
        let notes = line.field == Field::Notes && line.capital;
        sheets.len() > 1 && (notes || 2 * sheets.len() > n_lacking) && side(line).is_some()
    };
    most(|line| line.before) || most(|line| line.after)
}

/// Where a line stands: the label's words between two others.
type Between<'f> = (&'f str, Option<Field>, Option<Field>);

/// On how many sheets a line begins with the same words between the same two labels.
struct Everywhere<'f> {
    sheets: HashMap<Between<'f>, Vec<usize>>,
}

impl<'f> Everywhere<'f> {
    fn of(lines: &[Line<'f>]) -> Self {
        let mut sheets: HashMap<Between<'f>, Vec<usize>> = HashMap::new();
        for line in lines.iter().filter(|line| line.is_apart()) {
            let sheets = sheets
                .entry((line.words, line.before, line.after))
                .or_default();
            // Lines come sheet by sheet.
            if sheets.last() != Some(&line.sheet) {
                sheets.push(line.sheet);
            }
        }
        Self { sheets }
    }

    /// Whether each of several sheets that lack the label has such a line: forms of other
    /// offices have their fields in another order.
    fn has(&self, line: &Line<'_>, n_lacking: usize) -> bool {
        let between = (line.words, line.before, line.after);
        let sheets = self.sheets.get(&between).map_or(0, Vec::len);
        line.is_apart() && sheets > 1 && sheets == n_lacking
    }
}

/// Which lines are of several that follow one another between two labels, in the order of
/// the form.
fn in_order(lines: &[Line]) -> Vec<bool> {
    let next = |a: &Line, b: &Line| {
        let between = (a.sheet, a.before, a.after) == (b.sheet, b.before, b.after);
        let behind = a.field < b.field || a.field == b.field && b.names_year();
        between && behind && b.at == a.at + 1
    };
    let runs = lines.chunk_by(next);
    runs.flat_map(|run| {
        let fits = run.iter().all(Line::fits);
        std::iter::repeat_n(fits && run.len() >= SEVERAL, run.len())
    })
    .collect()
}
