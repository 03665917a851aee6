//! What each segment is by its printed words alone: label, phase, head of the
//! table, furniture, plain text.
//!
//! In: the segments of a flow. Out: [`Item`]s in the same order; a segment that
//! holds two things ("08/10/2025Scadenza finale ...:") is two items.
//!
//! Not here: what an item belongs to (`walk`); whether a label counts at all
//! where it stands (a small-letter word at a line's beginning never does).

mod around;
mod caption_beside;
mod class;
mod classify;
mod counts;
mod gaps;
mod glued;
mod known;
mod label;
mod moved;
mod numbered;
mod qualifiers;
mod reading;
mod signatures;
mod wrapped;
mod wrapped_code;

use std::num::NonZeroU32;

use schede_model::{Flow, Place};
use schede_profile::names::numbering;
use schede_profile::{Field, Printed, Profile};

use crate::remembered::Remembered;
use crate::source::{Piece, part};
use crate::values::code::{code_cell, objective_code};
use crate::values::weight::whole_weight;

pub use class::{Class, Strength};
use classify::skip_blanks;
pub use classify::{classify, phase_label, phase_of_row};
pub(super) use classify::{field_label, qualified_end};
use classify::{leading_captions, row_behind_captions};
pub use counts::LabelCounts;
use gaps::Gaps;
use glued::glued_at;
use known::{known_class, whole};
pub use label::LabelParts;
pub use moved::{Moved, arranged};
use numbered::numbered_class;
use reading::Reading;
pub use wrapped::wrapped_heads;
use wrapped::{heads_among, may_be_head};

/// A segment, or a part of one, and what it is.
#[derive(Debug, Clone)]
pub struct Item {
    /// The words.
    pub piece: Piece,
    /// The segment they stand in.
    pub segment: u32,
    /// What they are.
    pub class: Class,
    /// Page, counted from 1.
    pub page: u32,
    /// The cell is known.
    pub is_placed: bool,
    /// The block of the segment.
    pub block: u32,
    /// An empty line or a wide gap stands before.
    pub gap_before: bool,
    /// Position plus one of the item with the same words earlier on the page.
    twin: Option<NonZeroU32>,
    /// The layout was not sure of the cell.
    pub doubtful: bool,
}

impl Item {
    /// Whether it is text.
    #[inline]
    pub fn is_plain(&self) -> bool {
        matches!(self.class, Class::Plain)
    }

    /// The field whose label it is, with a colon or without.
    pub fn label(&self) -> Option<Field> {
        match self.class {
            Class::Field { field, .. } => Some(field),
            _ => None,
        }
    }

    /// The field whose label it is, with its colon.
    pub fn colon_label(&self) -> Option<Field> {
        match self.class {
            Class::Field {
                field,
                strength: Strength::Colon,
                ..
            } => Some(field),
            _ => None,
        }
    }

    /// Whether it is a label without a colon, with its value beside it.
    pub fn is_weak(&self) -> bool {
        matches!(
            self.class,
            Class::Field {
                strength: Strength::Weak | Strength::Lost,
                ..
            }
        )
    }

    /// Whether it is a label without words of its value beside it.
    pub fn is_bare_label(&self) -> bool {
        matches!(self.class, Class::Field { value, .. }
            if self.piece.start + value >= self.piece.end)
    }

    /// Whether it is the word of a row's label, or a part of it, whose number stands below:
    /// "fas" over "e" over "1:".
    pub fn is_row_word(&self) -> bool {
        matches!(self.class, Class::PhaseWord)
    }

    /// Whether it is no part of the form's text: a running head or foot, a second copy,
    /// or nothing that is seen.
    pub fn is_aside(&self) -> bool {
        matches!(self.class, Class::Furniture | Class::Hidden | Class::Repeat)
    }

    /// The cell it stands in, when known.
    pub fn place(&self, flow: &Flow<'_>) -> Option<Place> {
        flow.segments[self.segment as usize].place
    }

    /// The item with the same words earlier on the page.
    pub fn twin(&self) -> Option<usize> {
        self.twin.map(|after| after.get() as usize - 1)
    }
}

/// The items of a flow, and whether empty lines mean something in it.
pub fn items(flow: &Flow<'_>, profile: &Profile) -> (Vec<Item>, bool) {
    let mut reader = Reader {
        flow,
        profile,
        items: Vec::with_capacity(flow.segments.len() + 16),
        first_of: Vec::with_capacity(flow.segments.len()),
        heads: Vec::new(),
        joined: String::new(),
        readings: Remembered::new(flow.segments.len()),
    };
    let mut gaps = Gaps::default();
    let mut at = 0;
    while at < flow.segments.len() {
        let n_read = reader.segment(at);
        for segment in &flow.segments[at..at + n_read] {
            gaps.note(segment, flow.text(segment));
        }
        at += n_read;
    }
    heads_among(flow, profile, &mut reader.items, reader.heads);
    (reader.items, gaps.tell())
}

struct Reader<'r, 'f> {
    flow: &'r Flow<'f>,
    profile: &'r Profile,
    items: Vec<Item>,
    /// First item of each segment read so far, for twins.
    first_of: Vec<u32>,
    /// Items that may be lines of a head.
    heads: Vec<usize>,
    /// Memory for the words of several segments.
    joined: String,
    readings: Remembered<'r, Reading>,
}

impl Reader<'_, '_> {
    /// Reads the segment at `at` and, if a label goes on in the next ones,
    /// those; answers how many segments were read.
    fn segment(&mut self, at: usize) -> usize {
        let segment = &self.flow.segments[at];
        let text = self.flow.text(segment);
        if let Some(class) = known_class(segment) {
            self.push(at, whole(segment), class);
            return 1;
        }
        if text.starts_with(':') && (self.close_phase(at, text) || self.close_label(at, text)) {
            return 1;
        }
        if text == "%" {
            if self.is_behind_total() {
                self.push(at, whole(segment), Class::LabelRest);
                return 1;
            }
            self.sign_total();
        }
        if !self.flow.geometric
            && let Some(n) = self.wrapped_phase(at, text)
        {
            return n;
        }
        if self.numbered_label(at, text) {
            return 1;
        }
        let Reading {
            label,
            continues,
            class,
            glued,
        } = self
            .readings
            .of(text, |text| Reading::of(self.profile, text));
        if let Some(n) = self.qualifier_over_segments(at, text, label) {
            return n;
        }
        if let Some(n) = self.code_over_segments(at, text, label) {
            return n;
        }
        if continues
            && let Some(n) = self
                .label_over_segments(at, text)
                .or_else(|| self.label_around_value(at, text))
        {
            return n;
        }
        if matches!(class, Class::Plain)
            && let Some(n) = self.broken_signatures(at, text, label)
        {
            return n;
        }
        if matches!(class, Class::ObjectiveLabel) {
            return self.objective_label(at);
        }
        match glued {
            Some(cut) => self.parts(at, text, cut as usize),
            None => self.push(at, whole(segment), class),
        }
        1
    }

    /// A label with its number in the form before it ("5. Vincoli: ..."), or, beside the cell of
    /// its value, without a colon.
    fn numbered_label(&mut self, at: usize, text: &str) -> bool {
        let cut = numbering(text);
        if cut == 0 {
            return false;
        }
        let Some(class) = numbered_class(self.profile, &text[cut..], || self.is_beside(at)) else {
            return false;
        };
        let piece = whole(&self.flow.segments[at]);
        self.push(
            at,
            piece.part(0..text[..cut].trim_end().len()),
            Class::LabelRest,
        );
        self.push_more(at, piece.after(cut), class);
        true
    }

    /// Whether a segment stands on paper left of another cell.
    fn is_beside(&self, at: usize) -> bool {
        let own = &self.flow.segments[at];
        let next = self.flow.segments.get(at + 1);
        let beside =
            |next: &schede_model::Segment| next.line == own.line && next.block != own.block;
        // Columns of a text are not sure enough.
        self.flow.on_paper() && own.place.is_none() && next.is_some_and(beside)
    }

    /// A colon that wrapped away from its label.
    fn close_label(&mut self, at: usize, text: &str) -> bool {
        if text != ":" {
            return false;
        }
        let label = self
            .items
            .iter_mut()
            .rev()
            .find(|i| !matches!(i.class, Class::LabelRest));
        let Some(Class::Field { strength, .. }) = label.map(|i| &mut i.class) else {
            return false;
        };
        if *strength != Strength::Bare {
            return false;
        }
        *strength = Strength::Colon;
        self.push(at, whole(&self.flow.segments[at]), Class::LabelRest);
        true
    }

    /// A colon that wrapped away from a row's label, with the row's words behind it.
    fn close_phase(&mut self, at: usize, text: &str) -> bool {
        let Some(last) = self.items.last_mut().filter(|i| !i.is_placed) else {
            return false;
        };
        let length = last.piece.end - last.piece.start;
        let Class::Phase { colon, value, .. } = &mut last.class else {
            return false;
        };
        if *colon || *value < length {
            return false;
        }
        *colon = true;
        let piece = whole(&self.flow.segments[at]);
        self.push(at, piece.part(0..1), Class::LabelRest);
        let rest = skip_blanks(text, 1);
        if rest < text.len() {
            self.push_more(at, piece.after(rest), Class::Plain);
        }
        true
    }

    /// "fase" and "1:" on two lines of a narrow cell, "Fas" and "e 1:", "fas", "e" and "1:", or
    /// each letter on its own: how many segments.
    fn wrapped_phase(&mut self, at: usize, text: &str) -> Option<usize> {
        // The longest word of the kind, with its abbreviation.
        const LONGEST: usize = 12;
        let words = &self.profile.phase_words;
        if text.len() > LONGEST || !words.continues_or_is(text) {
            return None;
        }
        let mut joined = text.trim_end().to_owned();
        let mut last = at;
        let mut cut = false;
        let (ahead, class) = loop {
            last += 1;
            let next = self.flow.segments.get(last);
            let next = next.filter(|s| known_class(s).is_none())?;
            if words.ends_within_word(&joined) {
                cut = true;
            } else {
                joined.push(' ');
            }
            let ahead = joined.len() as u32;
            joined.push_str(self.flow.text(next));
            if let Some(class) = classify::phase_label(self.profile, &joined) {
                break (ahead, class);
            }
            // Another part of the word.
            joined.truncate(joined.trim_end().len());
            if joined.len() > LONGEST || !words.continues_or_is(&joined) {
                return None;
            }
        };
        let Class::Phase {
            number,
            digits,
            value,
            colon,
        } = class
        else {
            return None;
        };
        // A number that has its line and stands below a word that was cut needs no sign.
        let alone = cut && value as usize >= joined.trim_end().len();
        if digits.start < ahead || !(colon || alone) {
            return None;
        }
        // The word may be the last of one page and the first of the next.
        let again = at.checked_sub(1).map(|before| before as u32);
        let copied = again.is_some() && self.flow.segments[at].twin == again;
        if let Some(before) = self.items.last_mut().filter(|_| copied) {
            before.class = Class::Repeat;
        }
        for part in at..last {
            self.push(part, whole(&self.flow.segments[part]), Class::PhaseWord);
        }
        let class = Class::Phase {
            number,
            digits: digits.start - ahead..digits.end - ahead,
            value: value - ahead,
            colon: true,
        };
        self.push(last, whole(&self.flow.segments[last]), class);
        let sign = self.flow.segments.get(last + 1);
        let sign = sign.filter(|sign| !colon && is_sign(self.flow.text(sign)));
        if sign.is_some() {
            last += 1;
            self.push(last, whole(&self.flow.segments[last]), Class::LabelRest);
        }
        Some(last + 1 - at)
    }

    /// Whether a per cent sign is that of the total, which it wrapped away from, behind the
    /// label of the deadline below: that stands in the middle of its row.
    fn is_behind_total(&self) -> bool {
        let mut before = self.items.iter().rev();
        let is_label =
            |item: &Item| item.label() == Some(Field::FinalDeadline) && item.is_bare_label();
        let is_number = |item: &Item| {
            let text = item.piece.text(self.flow).trim();
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
        };
        before.next().is_some_and(is_label) && before.next().is_some_and(is_number)
    }

    /// A per cent sign that wrapped away from its number: a number alone is a weight.
    fn sign_total(&mut self) {
        let Some(last) = self.items.last_mut().filter(|i| i.is_plain()) else {
            return;
        };
        let text = last.piece.text(self.flow);
        let number = whole_weight(text);
        if let Some(weight) = number.filter(|_| !last.is_placed) {
            last.class = Class::Total(part(weight.number));
        }
    }

    /// One segment that holds several printed things without blanks between; the
    /// first ends at byte `cut`.
    fn parts(&mut self, at: usize, text: &str, cut: usize) {
        let piece = whole(&self.flow.segments[at]);
        let mut start = 0;
        let mut next = Some(cut);
        while let Some(cut) = next {
            let part = piece.part(start..start + cut);
            let class = classify(self.profile, &text[start..start + cut]);
            self.push_part(at, part, class, start == 0);
            start += cut;
            let rest = &text[start..];
            next = glued_at(self.profile, rest, self.profile.printed.at_start(rest));
        }
        let class = classify(self.profile, &text[start..]);
        self.push_part(at, piece.after(start), class, start == 0);
    }

    fn push_part(&mut self, at: usize, piece: Piece, class: Class, first: bool) {
        let class = if matches!(class, Class::ObjectiveLabel) {
            Class::Plain
        } else {
            class
        };
        if first {
            self.push(at, piece, class)
        } else {
            self.push_more(at, piece, class)
        }
    }

    /// "Obiettivo:" alone: the code may begin the next segment, or be all of a cell beside
    /// it, with the title in the next.
    fn objective_label(&mut self, at: usize) -> usize {
        let next = self
            .flow
            .segments
            .get(at + 1)
            .filter(|s| known_class(s).is_none());
        let beside = |s: &schede_model::Segment| {
            self.flow.geometric && s.line == self.flow.segments[at].line
        };
        let code = next.and_then(|s| {
            let text = self.flow.text(s);
            let cell = || beside(s).then(|| code_cell(text)).flatten();
            objective_code(text, &self.profile.references).or_else(cell)
        });
        let piece = whole(&self.flow.segments[at]);
        let Some((segment, code)) = next.zip(code) else {
            self.push(at, piece, Class::Plain);
            return 1;
        };
        self.push(at, piece, Class::ObjectiveLabel);
        let class = Class::Objective {
            code: part(code.code),
            title: code.title as u32,
            labelled: false,
        };
        self.push(at + 1, whole(segment), class);
        2
    }

    /// A label or caption cut at a line end: as many following segments as it
    /// takes are read with it. A caption in a narrow cell may be cut into pieces
    /// of two letters.
    fn label_over_segments(&mut self, at: usize, text: &str) -> Option<usize> {
        const MOST: usize = 40;
        if !text.starts_with(char::is_uppercase) {
            return None;
        }
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        joined.push_str(text);
        let read = self.label_of_joined(at, &mut joined, MOST);
        self.joined = joined;
        read
    }

    /// [`Self::label_over_segments`], of at most so many segments, with the words of
    /// the first.
    fn label_of_joined(&mut self, at: usize, joined: &mut String, most: usize) -> Option<usize> {
        let printed = &self.profile.printed;
        let captions = leading_captions(self.profile, joined, printed.at_start(joined));
        let mut best = None;
        for n in 1..most {
            let Some(next) = self
                .flow
                .segments
                .get(at + n)
                .filter(|s| known_class(s).is_none())
            else {
                break;
            };
            // Words of the value make no longer label with those of its cell.
            let other_cell = next.block != self.flow.segments[at + n - 1].block;
            if best.is_some() && self.flow.geometric && other_cell {
                break;
            }
            let before = joined.len() + 1;
            joined.push(' ');
            joined.push_str(self.flow.text(next));
            let label = &joined[captions..];
            if let Some(found) = printed
                .at_start(label)
                .filter(|l| captions + l.end > before)
            {
                best = Some((n, joined.len(), before, found.what));
            }
            if !printed.continues(label) {
                break;
            }
        }
        let (mut n, length, mut before, what) = best?;
        joined.truncate(length);
        while let Some(longer) = self.qualified_in_cell(at + n, joined) {
            before = joined.len() + 1;
            *joined = longer;
            n += 1;
        }
        let statement = matches!(what, Printed::Field { field, .. } if field.is_statement());
        if statement
            && !joined.contains(':')
            && let Some(n) = self.qualified(at, n, joined.clone())
        {
            return Some(n);
        }
        self.push_joined(at, n, joined, before, what)
    }

    /// The segments `at..=at + n` hold a label; the value may begin in the last.
    pub(super) fn push_joined(
        &mut self,
        at: usize,
        n: usize,
        joined: &str,
        last: usize,
        what: Printed,
    ) -> Option<usize> {
        let class = classify(self.profile, joined);
        let (first_class, label_end, value) = match (what, class) {
            (Printed::Caption, Class::Caption) => (Class::Caption, joined.len(), joined.len()),
            (Printed::Caption, _) => {
                let (end, row) = row_behind_captions(self.profile, joined)?;
                (Class::Caption, end, row)
            }
            (Printed::Signature, Class::Signature) => {
                (Class::Signature, joined.len(), joined.len())
            }
            (
                Printed::Field { .. },
                Class::Field {
                    field,
                    label,
                    value,
                    strength,
                },
            ) => {
                let first_len = self.flow.text(&self.flow.segments[at]).len();
                let label_end = label.last_end();
                let label = label.within(first_len);
                (
                    Class::Field {
                        field,
                        label,
                        value: first_len as u32,
                        strength,
                    },
                    label_end,
                    value as usize,
                )
            }
            _ => return None,
        };
        // Only a statement keeps the words of its label.
        let rest = |end: usize| match &first_class {
            Class::Field { field, .. } if field.is_statement() => Class::LabelEnd(part(0..end)),
            class => rest_class(class),
        };
        for k in 0..=n {
            let piece = whole(&self.flow.segments[at + k]);
            let length = (piece.end - piece.start) as usize;
            match k {
                0 => self.push(at, piece, first_class.clone()),
                _ if k < n => self.push(at + k, piece, rest(length)),
                _ => {
                    let cut = value.saturating_sub(last).min(length);
                    let text = piece.text(self.flow);
                    let label = label_end.saturating_sub(last).min(cut);
                    self.push(at + k, piece.part(0..cut), rest(label));
                    let rest = text[cut..].trim_start();
                    if !rest.is_empty() {
                        let class = match what {
                            Printed::Caption => classify(self.profile, rest),
                            _ => Class::Plain,
                        };
                        self.push_more(at + k, piece.after(text.len() - rest.len()), class);
                    }
                }
            }
        }
        Some(n + 1)
    }

    fn push(&mut self, at: usize, piece: Piece, class: Class) {
        self.first_of.push(self.items.len() as u32);
        self.push_more(at, piece, class);
    }

    /// Words like a label's, without a colon, on a further line of a cell or
    /// paragraph ("Programma 10- / Risorse umane").
    fn is_inside_text(&self, at: usize, class: &Class) -> bool {
        let bare = matches!(
            class,
            Class::Field {
                strength: Strength::Bare | Strength::Weak,
                ..
            }
        );
        let block = |n: usize| self.flow.segments[n].block;
        bare && self.flow.geometric && at > 0 && block(at - 1) == block(at)
    }

    /// A further item of the same segment.
    fn push_more(&mut self, at: usize, piece: Piece, class: Class) {
        let segment = &self.flow.segments[at];
        let whole_segment = piece.start == segment.start;
        let class = if self.is_inside_text(at, &class) {
            Class::Plain
        } else {
            class
        };
        let is_placed = segment.place.is_some();
        if !is_placed && may_be_head(self.flow, self.profile, &class, piece.text(self.flow)) {
            self.heads.push(self.items.len());
        }
        self.items.push(Item {
            piece,
            segment: at as u32,
            class,
            page: self.flow.lines[segment.line as usize].page,
            is_placed,
            block: segment.block,
            gap_before: segment.gap_before && whole_segment,
            twin: segment
                .twin
                .and_then(|t| self.first_of.get(t as usize))
                .and_then(|first| NonZeroU32::new(first + 1)),
            doubtful: segment.doubtful,
        });
    }
}

fn rest_class(first: &Class) -> Class {
    match first {
        Class::Caption => Class::Caption,
        Class::Signature => Class::Signature,
        _ => Class::LabelRest,
    }
}

/// Whether a line is the sign behind a row's number, and nothing else.
fn is_sign(text: &str) -> bool {
    matches!(text.trim(), ":" | ")" | "." | "-")
}
