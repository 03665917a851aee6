//! Rows that a caption beside the table pushes to the right: `pdftotext -layout` keeps
//! columns within a block of lines only, so the label of one row may stand further right
//! than that of the next, and its description with it. And rows of which the words stand one
//! blank behind a label that wraps.
//!
//! In: the words of a page, line by line. Out: how far the labels and descriptions of rows
//! are moved so that all labels of a table begin where the one furthest left does, and its
//! heads.
//!
//! Not here: halves of a table that a page cut (`aligned`).

use std::ops::Range;

use schede_model::page::{Rotation, Word};
use schede_profile::Profile;

use super::CHARACTER;
use super::aligned::{Paper, are_near, is_head, is_label, push};
use super::moved::Moved;
use super::{behind, heads};

/// Labels of one column begin within so many characters of each other.
const STILL: f32 = 1.5 * CHARACTER;

/// Words of one column begin, or have their middle, so near to each other.
const SAME_PLACE: f32 = 1.0 * CHARACTER;

/// Blank between two words of one cell.
const NEAR: f32 = 0.2 * CHARACTER;

/// Lines of a label that wraps in its cell ("fa", "se", "3:"), at most.
const LABEL_LINES: usize = 4;

/// The label of a row.
#[derive(Debug, Clone)]
struct Label {
    /// Its lines.
    lines: Range<usize>,
    x: f32,
    /// A colon stands behind its number.
    colon: bool,
    /// Its words on each of its lines that hold some, and what stands behind them.
    parts: Vec<Part>,
}

/// The words of a label on a line.
#[derive(Debug, Clone, Copy)]
struct Part {
    line: usize,
    /// How many words.
    words: usize,
    /// The second of them says that a number follows.
    numbering: bool,
    behind: Option<Behind>,
}

/// The words behind a label on its line.
#[derive(Debug, Clone, Copy)]
struct Behind {
    left: f32,
    middle: f32,
    right: f32,
    /// One blank stands between: the column may begin further right.
    close: bool,
}

impl Label {
    /// What stands behind its words: the words furthest left and those that stand over or below
    /// them. Beside the second line of a label ("1:") there may be none but another cell's.
    fn described(&self) -> impl Iterator<Item = Behind> {
        let behind = self.parts.iter().filter_map(|part| part.behind);
        let first = behind.clone().min_by(|a, b| a.left.total_cmp(&b.left));
        behind.filter(move |b| first.is_none_or(|first| b.left < first.right))
    }
}

/// Moves the heads, labels and descriptions of a page's tables in line.
pub(super) fn pull(page: &mut Paper<'_>, moved: &mut Moved, profile: &Profile) {
    let mut from = 0;
    while let Some(zone) = next_table(page, from, profile) {
        from = zone.end;
        heads::set(page, zone.clone(), moved, profile);
        behind::set(page, zone.clone(), moved, profile);
        pull_rows(page, zone, moved, profile);
    }
}

/// Moves the labels and descriptions of rows in line, which may go on with the table of the page
/// before.
pub(super) fn pull_rows(
    page: &mut Paper<'_>,
    rows: Range<usize>,
    moved: &mut Moved,
    profile: &Profile,
) {
    let Some(labels) = pushed(page, rows.clone(), profile) else {
        return;
    };
    let column = Column::of(page, rows.clone(), &labels);
    for line in rows {
        column.shift(page, line, &labels, moved);
    }
}

/// The labels of a table in a column of their own, if a caption pushes some or words stand
/// close behind them.
fn pushed(page: &Paper, zone: Range<usize>, profile: &Profile) -> Option<Vec<Label>> {
    let caption = match caption(page, zone.clone()) {
        Some(caption) => caption,
        None if has_sideways(page, zone.clone()) => return None,
        // Words may stand close behind labels all the same.
        None => 0.0,
    };
    let mut labels = labels(page, zone.clone(), profile);
    let left = leftmost(&labels);
    // "(dopo la fase 1)" may end a description.
    let told = |l: &Label| l.parts.iter().any(|part| part.behind.is_some());
    labels.retain(|l| l.x <= left + STILL || l.x <= left + caption && told(l));
    // Labels above or within the descriptions are in no column of their own.
    let begins = |line: usize| Some(page.words[upright(page, line)].first()?.bbox.x0);
    let mut begins = zone.filter_map(begins);
    let own = begins.all(|x| x >= left - SAME_PLACE);
    let pushed = labels.iter().any(|l| l.x > left + STILL);
    let close = |part: &Part| part.behind.is_some_and(|behind| behind.close);
    let mut wraps = labels.iter().filter(|l| l.parts.len() > 1);
    let moves = pushed || wraps.any(|l| l.parts.iter().any(close));
    // One alone tells with its colon: a sentence has none there.
    let enough = labels.len() > 1 || labels.iter().any(|l| l.colon && l.parts.len() > 1);
    (enough && own && moves).then_some(labels)
}

fn leftmost(labels: &[Label]) -> f32 {
    labels.iter().map(|l| l.x).fold(f32::MAX, f32::min)
}

/// The next lines below a table's head, up to a label of the form or the page's end.
fn next_table(page: &Paper, from: usize, profile: &Profile) -> Option<Range<usize>> {
    let lines = page.lines.get(from..)?;
    let head = from + lines.iter().position(|line| is_head(line.text, profile))?;
    let below = &page.lines[head + 1..];
    let end = below.iter().position(|line| is_label(line, profile));
    Some(head + 1..end.map_or(page.lines.len(), |n| head + 1 + n))
}

/// Whether a line holds a caption, which is alone on it if none stands before other words.
fn has_sideways(page: &Paper, zone: Range<usize>) -> bool {
    let mut words = page.lines[zone]
        .iter()
        .flat_map(|line| &page.words[line.words.clone()]);
    words.any(|word| word.rotation != Rotation::None)
}

/// How wide the caption is that stands before other words of some lines: no label is pushed
/// further. A caption set sideways, alone on its line, pushes none.
fn caption(page: &Paper, zone: Range<usize>) -> Option<f32> {
    let lines = page.lines[zone].iter();
    let ends = lines.filter_map(|line| {
        let words = &page.words[line.words.clone()];
        let n = words
            .iter()
            .take_while(|word| word.rotation != Rotation::None);
        let n = n.count();
        let last = n.checked_sub(1).filter(|_| n < words.len())?;
        Some(words[last].bbox.x1)
    });
    ends.reduce(f32::max)
}

/// The words of a line that stand upright: those of a caption do not.
pub(super) fn upright(page: &Paper, line: usize) -> Range<usize> {
    let range = page.lines[line].words.clone();
    let words = &page.words[range.clone()];
    let first = words
        .iter()
        .position(|word| word.rotation == Rotation::None);
    range.start + first.unwrap_or(words.len())..range.end
}

fn labels(page: &Paper, zone: Range<usize>, profile: &Profile) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut at = zone.start;
    while at < zone.end {
        match label(page, at..zone.end, profile) {
            Some(label) => {
                at = label.lines.end;
                labels.push(label);
            }
            None => at += 1,
        }
    }
    labels
}

/// The label that begins a line, with its number on the same or on a line below it.
fn label(page: &Paper, lines: Range<usize>, profile: &Profile) -> Option<Label> {
    let x = page.words[upright(page, lines.start)].first()?.bbox.x0;
    let mut text = String::new();
    let mut parts = Vec::new();
    for line in lines.clone() {
        let words = &page.words[upright(page, line)];
        let Some(first) = words
            .first()
            .filter(|word| (word.bbox.x0 - x).abs() <= 2.0 * SAME_PLACE)
        else {
            continue;
        };
        let mut own = 1;
        let mut numbered = false;
        let mut whole = is_number(first);
        if !whole {
            text.push_str(&first.text);
            // "Fase n." over "1".
            let numbering = |next: &Word| {
                let end = profile.references.numbering_at_start(&next.text);
                end > 0 && end == next.text.len() && are_near(first, next)
            };
            numbered = words.get(own).is_some_and(numbering);
            own += usize::from(numbered);
            whole = words.get(own).is_some_and(is_number);
            own += usize::from(whole);
        }
        let sign = |word: &&Word| !word.text.contains(char::is_alphanumeric);
        own += words[own..].iter().take_while(sign).count();
        parts.push(Part {
            line,
            words: own,
            numbering: numbered,
            behind: behind(words, own),
        });
        let known = profile.phase_words.at_start(&text);
        let known = known.is_some_and(|found| found.end == text.len());
        if whole {
            return known.then_some(Label {
                lines: lines.start..line + 1,
                x,
                colon: words[..own].iter().any(|word| word.text.ends_with(':')),
                parts,
            });
        }
        if parts.len() == LABEL_LINES || !known && !profile.phase_words.continues(&text) {
            return None;
        }
    }
    None
}

pub(super) fn is_number(word: &Word) -> bool {
    let digits = word.text.trim_end_matches([':', '.']);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn behind(words: &[Word], own: usize) -> Option<Behind> {
    let piece = words[own..].chunk_by(are_near).next()?;
    let (left, right) = (piece[0].bbox.x0, piece[piece.len() - 1].bbox.x1);
    Some(Behind {
        left,
        middle: 0.5 * (left + right),
        right,
        close: left - words[own - 1].bbox.x1 <= 1.1 * CHARACTER,
    })
}

/// Where labels and descriptions stand when all rows are moved.
struct Column {
    label: f32,
    /// Where descriptions begin.
    left: Option<f32>,
    /// Where their middle is.
    middle: Option<f32>,
}

impl Column {
    fn of(page: &Paper, zone: Range<usize>, labels: &[Label]) -> Self {
        let label = leftmost(labels);
        let behind = |l: &Label| {
            let by = label - l.x;
            let behind = l.described();
            behind.map(move |b| (b.left + by, b.middle + by)).collect()
        };
        let behind: Vec<(f32, f32)> = labels.iter().flat_map::<Vec<_>, _>(behind).collect();
        let mut lefts: Vec<f32> = behind.iter().map(|b| b.0).collect();
        let known = sorted(&lefts);
        // Lines of descriptions without a label stand where some with one do.
        for line in zone {
            let first = page.words[upright(page, line)].first();
            let x = first.map(|word| word.bbox.x0);
            let other = |l: &&Label| !l.lines.contains(&line);
            let near = neighbours(labels, line).filter(other);
            let moved = near.filter_map(|l| Some(x? + label - l.x));
            lefts.extend(moved.filter(|x| n_near(&known, *x, SAME_PLACE) > 0).take(1));
        }
        Self {
            label,
            left: most(&lefts, SAME_PLACE),
            middle: most(
                &behind.iter().map(|b| b.1).collect::<Vec<f32>>(),
                SAME_PLACE,
            ),
        }
    }

    /// Whether words stand in the descriptions' column when they are moved.
    fn holds(&self, piece: &[Word], by: f32) -> bool {
        let (x0, x1) = (piece[0].bbox.x0, piece[piece.len() - 1].bbox.x1);
        let same = |place: Option<f32>, x: f32| {
            place.is_some_and(|place| (x + by - place).abs() <= SAME_PLACE)
        };
        same(self.left, x0) || same(self.middle, 0.5 * (x0 + x1))
    }

    /// How far a line is to be moved: with its label, or with that of a row next to it.
    fn step(&self, page: &Paper, line: usize, labels: &[Label]) -> Option<f32> {
        if let Some((label, _)) = own_part(labels, line) {
            return Some(self.label - label.x);
        }
        let piece = page.words[upright(page, line)].chunk_by(are_near).next()?;
        let mut near = neighbours(labels, line).map(|l| self.label - l.x);
        near.find(|by| self.holds(piece, *by))
    }

    /// Moves the words of a line that are a label or a description.
    fn shift(&self, page: &mut Paper, line: usize, labels: &[Label], moved: &mut Moved) {
        let (words, all) = (upright(page, line), page.lines[line].words.clone());
        let Some(by) = self.step(page, line, labels) else {
            return;
        };
        let Some((_, part)) = own_part(labels, line) else {
            let n = page.words[words.clone()].chunk_by(are_near).next();
            let n = n.map_or(0, <[Word]>::len);
            move_words(page, words.start..words.start + n, all.clone(), by, moved);
            return;
        };
        let start = words.start + part.words;
        move_words(page, words.start..start, all.clone(), by, moved);
        if part.numbering {
            draw_near(page, words.start..start, all.end, moved);
        }
        if let Some(behind) = part.behind {
            let piece = page.words[start..words.end].chunk_by(are_near).next();
            let end = start + piece.map_or(0, <[Word]>::len);
            let further = self.left.map(|left| left - behind.left);
            match further.filter(|further| behind.close && *further > by) {
                Some(further) => move_words(page, start..end, all.clone(), further, moved),
                None if behind.close || piece.is_some_and(|piece| self.holds(piece, by)) => {
                    move_words(page, start..end, all.clone(), by, moved);
                }
                None => {}
            }
        }
    }
}

/// Moves the word before a number so near to the word of its label that it is of its cell: "Fase
/// n." with the description one blank behind it.
fn draw_near(page: &mut Paper, label: Range<usize>, end: usize, moved: &mut Moved) {
    let next = (label.end < end).then(|| page.words[label.end].bbox.x0);
    if let [word, numbering, ..] = &mut page.words[label] {
        let by = (word.bbox.x1 + NEAR - numbering.bbox.x0).min(0.0);
        push(numbering, by);
        let place = numbering.bbox;
        moved.pull(place.y0, place.x0, by);
        if let Some(next) = next {
            moved.still(place.y0, next);
        }
    }
}

/// Moves words of a line, as far as those before and behind them leave room.
pub(super) fn move_words(
    page: &mut Paper,
    words: Range<usize>,
    line: Range<usize>,
    by: f32,
    moved: &mut Moved,
) {
    let before = (words.start > line.start).then(|| page.words[words.start - 1].bbox.x1);
    let end = line.end;
    let next = (words.end < end).then(|| page.words[words.end].bbox.x0);
    let own = &mut page.words[words];
    let (Some(begins), Some(ends)) = (
        own.first().map(|word| word.bbox),
        own.last().map(|word| word.bbox.x1),
    ) else {
        return;
    };
    // Words of the next cell may stand close.
    let before = before.map_or(by, |before| before + CHARACTER - begins.x0);
    let behind = next.map_or(by, |next| next - ends - CHARACTER);
    let by = by.max(before.min(0.0)).min(behind.max(0.0));
    if by == 0.0 {
        return;
    }
    own.iter_mut().for_each(|word| push(word, by));
    moved.pull(begins.y0, begins.x0 + by, by);
    if let Some(next) = next {
        moved.still(begins.y0, next);
    }
}

/// The label that has words on a line, and those words.
fn own_part(labels: &[Label], line: usize) -> Option<(&Label, &Part)> {
    let label = above(labels, line)?;
    let part = label.parts.iter().find(|part| part.line == line)?;
    Some((label, part))
}

/// The last label that begins on a line or above it.
fn above(labels: &[Label], line: usize) -> Option<&Label> {
    let next = labels.partition_point(|l| l.lines.start <= line);
    labels[..next].last()
}

/// The labels next to a line: above it, and below it.
fn neighbours(labels: &[Label], line: usize) -> impl Iterator<Item = &Label> {
    let below = labels.partition_point(|l| l.lines.start <= line);
    [above(labels, line), labels.get(below)]
        .into_iter()
        .flatten()
}

/// Some places, from left to right.
pub(super) fn sorted(places: &[f32]) -> Vec<f32> {
    let mut sorted = places.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted
}

/// How many of some places, which are sorted, are so near to one.
pub(super) fn n_near(sorted: &[f32], at: f32, near: f32) -> usize {
    let from = sorted.partition_point(|x| at - *x > near);
    sorted[from..].partition_point(|x| *x - at <= near)
}

/// The place where most of some words stand; of equals the one furthest right.
pub(super) fn most(places: &[f32], near: f32) -> Option<f32> {
    let sorted = sorted(places);
    let places = sorted.iter().copied();
    places.max_by_key(|at| n_near(&sorted, *at, near))
}
