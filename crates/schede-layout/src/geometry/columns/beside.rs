//! What stands left of the descriptions: the caption beside the table, and
//! phase labels in a column of their own.
//!
//! Not here: the columns under the heads (`columns`), labels right of the descriptions
//! (`behind`).

use std::ops::Range;

use schede_profile::{Printed, Profile};

use super::Columns;
use super::cover::Cover;
use super::cut_labels::Words;
use crate::geometry::lines::opening::{PhaseLabel, phase_label};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// Blank (em) after a phase label that stands in a column of its own, at least:
/// a word space is narrower.
pub(super) const LABEL_GAP: f32 = 0.3;

/// How far (em) a word may reach over an edge: boxes are wider than ink.
pub(crate) const SLACK: f32 = 0.1;

/// How many times as wide the blank before a list's dash is as that behind it, at least.
const NEARER: f32 = 1.2;

/// Places in a gutter, and right before a word, that are tried as a caption's edge,
/// at most.
const MOST_BEGINS: usize = 40;

/// Room (em) left for longer labels ("fase 10:") in their column.
const LABEL_ROOM: f32 = 0.8;

/// How much further right (em) than the first a phase label may begin: labels
/// may be centred and have one digit or two.
pub(super) const LABEL_SHIFT: f32 = 1.5;

/// Right edge of the caption beside the table, if there is one: the words left
/// of it are captions and nothing else.
pub(crate) fn caption(
    view: View,
    columns: &Columns,
    cover: &Cover,
    zone: Range<usize>,
    labels: Option<f32>,
) -> Option<f32> {
    let end = columns.edges.get(1).map_or(f32::MAX, |e| e.0);
    if !zone.clone().any(|position| begins_caption(view, position)) {
        return None;
    }
    // Right before the labels, in a gutter, or, where the caption fills its
    // cell, right before some word.
    let begins = zone
        .clone()
        .flat_map(|p| view.tokens(view.line(p)))
        .map(|t| t.x0)
        .filter(|x| *x < end);
    let mut begins: Vec<f32> = begins.collect();
    begins.sort_by(f32::total_cmp);
    begins.dedup_by(|b, a| *b - *a < SLACK * cover.em());
    begins.truncate(MOST_BEGINS);
    let gutters = cover.gutters(end).into_iter().take(MOST_BEGINS);
    let mut edges = labels.into_iter().chain(gutters).chain(begins);
    // The row of the total may reach below the caption.
    let is_own = |p: &usize| view.profile.totals.at_start(&view.line(*p).text).is_none();
    let own: Vec<usize> = zone.clone().filter(is_own).collect();
    let crosses = |edge: f32, position: usize| {
        let tokens = view.tokens(view.line(position)).iter();
        // Words of a line stand from left to right.
        let mut left = tokens.take_while(|t| t.x0 < edge);
        left.any(|t| t.x0 < edge - SLACK * t.em && t.x1 > edge + SLACK * t.em)
    };
    let mut text = String::new();
    let edge = edges.find(|edge| {
        if own.iter().any(|position| crosses(*edge, *position)) {
            return false;
        }
        text.clear();
        for position in &own {
            let line = view.line(*position);
            for index in line
                .tokens
                .clone()
                .take_while(|i| view.page.tokens[*i].middle() < *edge)
            {
                text.push_str(view.page.word(line, index));
                text.push(' ');
            }
        }
        text.contains(char::is_alphabetic) && is_captions(&text, view.profile)
    })?;
    // Descriptions may be centred, and begin further left on a later page: the edge
    // stays close to the caption.
    let words = zone.flat_map(|p| view.tokens(view.line(p)));
    let ends = words.filter(|t| t.middle() < edge).map(|t| t.x1);
    let end = ends.fold(f32::MIN, f32::max);
    Some(end + ((edge - end) / 2.0).clamp(0.0, LABEL_ROOM * cover.em()))
}

/// Whether a line begins like a caption, be it cut within a word.
fn begins_caption(view: View, position: usize) -> bool {
    let line = view.line(position);
    let word = view.page.word(line, line.tokens.start);
    let whole = view
        .profile
        .printed
        .at_start(&line.text)
        .is_some_and(|m| m.what == Printed::Caption);
    whole || view.profile.printed.continues(word)
}

/// Whether a text is captions and nothing else; the last may be cut.
pub(crate) fn is_captions(text: &str, profile: &Profile) -> bool {
    let mut rest = text;
    while rest.contains(char::is_alphanumeric) {
        match profile.printed.at_start(rest) {
            // The page may cut a caption: then it is the beginning of a spelling.
            Some(found) if found.what == Printed::Caption => {
                if profile.printed.continues(rest) {
                    return true;
                }
                rest = rest[found.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
            }
            _ => return rest.len() < text.len() && profile.printed.continues(rest),
        }
    }
    true
}

/// A phase label in the leftmost column: first token, the one after it.
pub(crate) struct Label {
    pub(super) position: usize,
    pub first: usize,
    pub(crate) next: usize,
    /// Lines and tokens of what wraps in a narrow cell.
    pub(super) rest: Vec<(usize, Range<usize>)>,
    /// None if the page's end cuts it off.
    pub(crate) number: Option<u32>,
}

impl Label {
    /// The word behind it on its line.
    pub fn beside<'v>(&self, view: View<'v>) -> Option<&'v Token> {
        let inside = self.next < view.line(self.position).tokens.end;
        inside.then(|| &view.page.tokens[self.next])
    }
}

/// The phase labels of a zone, in the column of the descriptions or before it: those
/// furthest to the left. A description may have words like them at the beginning of a line.
pub(crate) fn labels(view: View, columns: &Columns, zone: Range<usize>, text: usize) -> Vec<Label> {
    let tokens = &view.page.tokens;
    let found = zone.clone();
    let found = found.filter_map(|position| label(view, columns, position, text));
    let mut found: Vec<Label> = found.collect();
    if found.is_empty() {
        // The page may end within the first; words like it above are of no label.
        let words = &view.profile.phase_words;
        let mut lines = zone.map(|position| (position, view.line(position)));
        let begun = lines.find(|(_, line)| {
            let word = view.page.word(line, line.tokens.start);
            words.at_start(word).is_some() || words.continues(word)
        });
        found.extend(begun.and_then(|(position, line)| half(view, position, line.tokens.start)));
    }
    let left = found
        .iter()
        .map(|l| tokens[l.first].x0)
        .fold(f32::MAX, f32::min);
    found.retain(|l| tokens[l.first].x0 < left + LABEL_SHIFT * tokens[l.first].em);
    found
}

fn label(view: View, columns: &Columns, position: usize, text: usize) -> Option<Label> {
    let tokens = view.line(position).tokens.clone();
    let of_text = |i: &usize| columns.at(view.page.tokens[*i].middle()) <= text;
    let mut left = tokens.take_while(of_text);
    left.find_map(|first| label_at(view, position, first))
}

/// The phase label that begins at a token.
pub(crate) fn label_at(view: View, position: usize, first: usize) -> Option<Label> {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let found = match row_label(view, position, first)? {
        Found::Whole(found) => found,
        Found::Wrapped(wrapped) => {
            return Some(Label {
                position,
                first,
                next: wrapped.next,
                rest: wrapped.rest,
                number: Some(wrapped.label.number),
            });
        }
    };
    if ends_brackets(view, position, first, found.end) {
        return None;
    }
    let end = tokens[first].start + found.end as u32;
    let next = (first..line.tokens.end).find(|i| tokens[*i].start >= end);
    let next = next.unwrap_or(line.tokens.end);
    // The dash behind a number may be that of a list in the next cell: then it stands
    // closer to the words behind it.
    let dash = matches!(view.page.word(line, next - 1), "-" | "–");
    let own = dash && next > first + 1 && next < line.tokens.end && {
        let (before, after) = (&tokens[next - 2], &tokens[next]);
        let mark = &tokens[next - 1];
        let blank = after.x0 - mark.x1;
        let nearer = NEARER * blank < mark.x0 - before.x1;
        apart(view, before, mark) && blank > SLACK * mark.em && nearer
    };
    Some(Label {
        position,
        first,
        next: if own { next - 1 } else { next },
        rest: Vec::new(),
        number: Some(found.number),
    })
}

/// Whether words like a phase label, up to `end`, close brackets that a line right above
/// leaves open ("(dopo la" over "fase 1)"): they are of its text.
pub(crate) fn ends_brackets(view: View, position: usize, first: usize, end: usize) -> bool {
    let line = view.line(position);
    let label = view.text_from(position, first).get(..end);
    if !label.is_some_and(|label| label.ends_with(')')) {
        return false;
    }
    let above = (0..position).rev().map(|p| view.line(p));
    let pitch = view.page.widest_pitch() * line.em;
    let mut near = above.take_while(|above| line.base - above.base < pitch);
    let open = |text: &str| text.matches('(').count() > text.matches(')').count();
    near.any(|above| open(&above.text))
}

/// Whether two words of a line stand in two cells, as those of labels do: cells that are full
/// touch nearly, but their words are not painted one after the other.
pub(super) fn apart(view: View, a: &Token, b: &Token) -> bool {
    let elsewhere = a.index + 1 != b.index && !view.page.of_characters;
    let gap = if elsewhere { SLACK } else { LABEL_GAP };
    b.x0 - a.x1 > gap * b.em || view.is_ruled(a, b)
}

/// A phase label, as it is printed.
pub(crate) enum Found {
    /// On one line.
    Whole(PhaseLabel),
    /// On several lines of its cell.
    Wrapped(Wrapped),
}

/// The phase label that begins at a token. A number behind its word may be the first of the
/// next cell ("fase" over "1:", beside "2 report"): it is not the label's where the cell has
/// one of its own below.
pub(crate) fn row_label(view: View, position: usize, first: usize) -> Option<Found> {
    let whole = phase_label(view.text_from(position, first), &view.profile.phase_words);
    let Some(whole) = whole else {
        return wrapped(view, position, first).map(Found::Wrapped);
    };
    if whole.colon {
        return Some(Found::Whole(whole));
    }
    let tokens = &view.page.tokens;
    let own = |wrapped: &Wrapped| {
        let beside = tokens.get(wrapped.next);
        let ruled = beside.is_some_and(|b| view.is_ruled(&tokens[wrapped.next - 1], b));
        wrapped.label.colon || ruled
    };
    let wrapped = wrapped(view, position, first).filter(own);
    Some(wrapped.map_or(Found::Whole(whole), Found::Wrapped))
}

/// Whether words are the word of a phase label alone in its cell, of which the number is
/// missing: the page may have cut it.
pub(crate) fn is_half(view: View, position: usize, words: Range<usize>) -> bool {
    let line = view.line(position);
    let (word, end) = view.whole_word(line, words.start);
    let found = view.profile.phase_words.at_start(word);
    let whole = end == words.end
        && found.is_some_and(|found| ends(word, found.end))
        && stands_alone(view, line, words.clone());
    let half = || half(view, position, words.start).is_some_and(|half| half.next == words.end);
    (whole || half()) && row_label(view, position, words.start).is_none()
}

/// The first lines of a label that wraps in its cell where the page ends within it.
pub(super) fn half(view: View, position: usize, first: usize) -> Option<Label> {
    let gathered = gather(view, position, first)?;
    gathered.label.is_none().then_some(Label {
        position,
        first,
        next: gathered.next,
        rest: gathered.rest,
        number: None,
    })
}

/// A phase label that wraps in its cell.
pub(crate) struct Wrapped {
    /// Its words on the lines below the first.
    rest: Vec<(usize, Range<usize>)>,
    /// The token after those on the first.
    pub next: usize,
    pub label: PhaseLabel,
}

/// Lines of a phase label below its first, at most: one for each letter ("a", "zi", "o", "n", "e", "1:").
const MOST_LINES: usize = 7;

/// Room (em) that a letter of a label takes at most: a label that wraps stands in a cell
/// narrower than the whole of it, also where its words are set wide.
const WIDE_LETTER: f32 = 0.6;

/// What is found of a label that wraps.
struct Gathered {
    rest: Vec<(usize, Range<usize>)>,
    next: usize,
    /// None where the page ends within it.
    label: Option<PhaseLabel>,
}

/// A phase label that wraps in its cell and is whole on the page.
pub(crate) fn wrapped(view: View, position: usize, first: usize) -> Option<Wrapped> {
    let Gathered { rest, next, label } = gather(view, position, first)?;
    label.map(|label| Wrapped { rest, next, label })
}

/// The rest of a phase label whose word stands alone in a narrow cell ("fase" over
/// "1:", "FAS" over "E 1:"): with the first words below it, it is a label. Lines of
/// the other cells, which are aligned otherwise, may stand between.
fn gather(view: View, position: usize, first: usize) -> Option<Gathered> {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let words = &view.profile.phase_words;
    let (word, mut next) = view.whole_word(line, first);
    let is_whole = |text: &str| words.at_start(text).is_some_and(|m| ends(text, m.end));
    if !is_whole(word) && !words.continues(word) {
        return None;
    }
    let mut text = word.to_owned();
    // "Attività n." is two words, but "n." may be the first of the next cell.
    let blank = |a: &Token, b: &Token| b.x0 - a.x1;
    let parted = |a: &Token, b: &Token| {
        let ruled = !view.page.uprights.is_empty();
        // A blank that is wide for one of words is none where a far wider one follows.
        let behind = tokens[..line.tokens.end].get(next + 1);
        let near = behind.is_some_and(|after| 2.0 * blank(a, b) < blank(b, after));
        view.is_ruled(a, b) || !ruled && !near && blank(a, b) > LABEL_GAP * line.em
    };
    let goes_on = next < line.tokens.end && words.continues(&text);
    if goes_on && !parted(&tokens[next - 1], &tokens[next]) {
        let (second, end) = view.whole_word(line, next);
        let longer = format!("{text} {second}");
        if is_whole(&longer) && stands_alone(view, line, first..end) {
            (text, next) = (longer, end);
        }
    }
    if !stands_alone(view, line, first..next) {
        return None;
    }
    let (left, right) = (tokens[first].x0, tokens[next - 1].x1);
    let under = |i: &usize| tokens[*i].x0 < right && left < tokens[*i].x1;
    let whole = |text: &str| phase_label(text, words).filter(|label| label.end == text.len());
    let mut base = line.base;
    let mut rest = Vec::new();
    for below in position + 1..view.body.len() {
        let line = view.line(below);
        if line.base - base >= view.page.widest_pitch() * line.em || rest.len() >= MOST_LINES {
            return None;
        }
        let Some(token) = line.tokens.clone().find(under) else {
            continue;
        };
        let (word, mut end) = view.whole_word(line, token);
        text = format!("{text} {word}");
        while end < line.tokens.end && !stands_alone(view, line, token..end) {
            let (word, after) = view.whole_word(line, end);
            text = format!("{text} {word}");
            end = after;
            if end - token > 2 {
                return None;
            }
        }
        if !stands_alone(view, line, token..end) {
            return None;
        }
        // "e 1:" may be set wide, justified.
        if end < line.tokens.end && !view.is_ruled(&tokens[end - 1], &tokens[end]) {
            let (number, after) = view.whole_word(line, end);
            let longer = format!("{text} {number}");
            let near = tokens[after - 1].x1 - left < WIDE_LETTER * longer.len() as f32 * line.em;
            if near && whole(&longer).is_some() && stands_alone(view, line, end..after) {
                (text, end) = (longer, after);
            }
        }
        rest.push((below, token..end));
        base = line.base;
        if let label @ Some(_) = whole(&text) {
            rest.extend(sign_below(view, below, (left, right)));
            return Some(Gathered { rest, next, label });
        }
        if !is_whole(&text) && !words.continues(&text) {
            return None;
        }
    }
    let label = None;
    Some(Gathered { rest, next, label })
}

/// The sign alone on the line below the number of a label, between two places: in a cell as
/// narrow as a letter the colon stands below it.
fn sign_below(
    view: View,
    position: usize,
    (left, right): (f32, f32),
) -> Option<(usize, Range<usize>)> {
    let below = (position + 1 < view.body.len()).then(|| view.line(position + 1))?;
    let near = below.base - view.line(position).base < view.page.widest_pitch() * below.em;
    let first = below.tokens.start;
    let token = view.page.tokens.get(first)?;
    let (word, end) = view.whole_word(below, first);
    let sign = matches!(word, ":" | "." | ")");
    let under = token.x0 < right && left < token.x1;
    (near && sign && under && stands_alone(view, below, first..end))
        .then_some((position + 1, first..end))
}

/// Whether a text ends where a label does, but for the full stop of "n.".
fn ends(text: &str, label: usize) -> bool {
    text[label..].trim_start_matches(['.', '°']).is_empty()
}

/// Whether the words before and behind a word stand in other cells.
pub(super) fn stands_alone(view: View, line: &TextLine, word: Range<usize>) -> bool {
    let tokens = &view.page.tokens;
    let (first, next) = (word.start, word.end);
    let before = first == line.tokens.start || apart(view, &tokens[first - 1], &tokens[first]);
    before && (next == line.tokens.end || apart(view, &tokens[next - 1], &tokens[next]))
}

/// Where the phase labels stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum LabelPlace {
    /// No line tells.
    Unknown,
    /// In a column of their own: where the labels end and the descriptions begin.
    Own(f32, f32),
    /// In a column of their own right of the descriptions: where these end and the labels
    /// begin.
    Behind(f32, f32),
    /// At the beginning of the descriptions.
    Inside,
}

impl LabelPlace {
    /// What two pages of a table tell together: a description that begins below
    /// its label is proof, a label alone on its line is not.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Behind(a, b), Self::Behind(c, d)) if a.max(c) < b.min(d) => {
                Self::Behind(a.max(c), b.min(d))
            }
            // A description may have words like a label where no label stands on its page.
            (Self::Behind(..), _) => self,
            (Self::Unknown, _) => other,
            (Self::Inside, _) | (_, Self::Inside) => Self::Inside,
            (Self::Own(a, b), Self::Own(c, d)) if a.max(c) < b.min(d) => {
                Self::Own(a.max(c), b.min(d))
            }
            (Self::Own(..), Self::Own(..)) => Self::Inside,
            (Self::Own(..), Self::Unknown | Self::Behind(..)) => self,
        }
    }

    /// The edge between labels and descriptions. Those that are centred begin and end
    /// anywhere: the edge stays close to the labels.
    pub fn edge(self, em: f32) -> Option<f32> {
        let room = |end: f32, start: f32| ((start - end) / 2.0).min(LABEL_ROOM * em);
        match self {
            Self::Own(end, start) => Some(end + room(end, start)),
            Self::Behind(end, start) => Some(start - room(end, start)),
            Self::Unknown | Self::Inside => None,
        }
    }
}

/// Where the phase labels stand: in a column of their own if no word of a
/// description stands left of a label's end. `cut` are the words of labels that the page's
/// ends cut.
pub(crate) fn label_place(
    view: View,
    columns: &Columns,
    zone: Range<usize>,
    (labels, cut): (&[Label], &Words),
    text: usize,
) -> LabelPlace {
    let tokens = &view.page.tokens;
    let ends = labels.iter().map(|l| {
        let rest = l.rest.iter().map(|(_, rest)| tokens[rest.end - 1].x1);
        rest.fold(tokens[l.next - 1].x1, f32::max)
    });
    let Some(end) = ends.reduce(f32::max) else {
        return LabelPlace::Unknown;
    };
    let rests = labels.iter().flat_map(|l| &l.rest).chain(cut).cloned();
    let rests = rests.flat_map(|(position, rest)| rest.map(move |i| (position, i)));
    let mut rests: Vec<(usize, usize)> = rests.collect();
    rests.sort_unstable();
    let is_text = |i: &usize| columns.has_under(text, &tokens[*i]);
    let mut below = false;
    let starts = zone
        .filter(|position| !is_total(view, columns, *position))
        .filter_map(|position| {
            let line = view.line(position);
            let own = labels.binary_search_by_key(&position, |l| l.position);
            let from = own.map_or(line.tokens.start, |at| labels[at].next);
            // The number of a label, or its colon, may have wrapped away from it.
            let number = |i: &usize| {
                let word = view.page.word(line, *i);
                rests.binary_search(&(position, *i)).is_ok()
                    || tokens[*i].x1 < end && !word.contains(char::is_alphanumeric)
                    || tokens[*i].x0 < end && is_cut(view, position, *i, labels)
            };
            let first = (from..line.tokens.end).find(|i| is_text(i) && !number(i));
            below |= own.is_err() && first.is_some();
            first.map(|i| tokens[i].x0)
        });
    let Some(start) = starts.reduce(f32::min) else {
        return LabelPlace::Unknown;
    };
    let ruled = || labels.iter().any(|l| is_ruled_off(view, l));
    // Lines below a label that all begin behind it are in no cell with it.
    let em = tokens[labels[0].first].em;
    let behind = start - end > SLACK * em && below;
    if start - end > LABEL_GAP * em || behind || start > end && ruled() {
        LabelPlace::Own(end, start)
    } else {
        LabelPlace::Inside
    }
}

/// Whether a token is the half of a phase label that a page's end cut: its word, or, above
/// all labels, its number.
pub(super) fn is_cut(view: View, position: usize, token: usize, labels: &[Label]) -> bool {
    let line = view.line(position);
    let (word, end) = view.whole_word(line, token);
    let digits = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    let number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let above = labels.iter().all(|label| position < label.position);
    number && above && stands_alone(view, line, token..end) || is_half(view, position, token..end)
}

/// Whether a rule stands between a label and the description on its line.
fn is_ruled_off(view: View, label: &Label) -> bool {
    let tokens = &view.page.tokens;
    label.next < view.line(label.position).tokens.end
        && view.is_ruled(&tokens[label.next - 1], &tokens[label.next])
}

pub(super) fn is_total(view: View, columns: &Columns, position: usize) -> bool {
    let line = view.line(position);
    let first = line
        .tokens
        .clone()
        .find(|i| !columns.is_caption(&view.page.tokens[*i]));
    first.is_some_and(|i| {
        view.profile
            .totals
            .at_start(view.text_from(position, i))
            .is_some()
    })
}
