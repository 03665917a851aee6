//! Labels of statements whose qualifiers stand in further segments ("Obiettivo non raggiunto -"
//! over "annualità 2025: ...").
//!
//! In: the segments from one that begins with such a label. Out: as many of them as hold it.
//!
//! Not here: a label that is cut within its own words (`Reader::label_over_segments`).

use schede_model::text::last_word;
use schede_profile::{Field, LabelMatch, Printed, Style};

use super::classify::{classify, skip_blanks};
use super::known::{known_class, whole};
use super::{Class, LabelParts, Reader, Strength};
use crate::source::part;
use crate::values::year::begins_with_year;

impl Reader<'_, '_> {
    /// "Obiettivo non raggiunto -" and "annualità 2025: ...": a statement's label
    /// whose qualifiers wrap in their cell.
    pub(super) fn qualifier_over_segments(
        &mut self,
        at: usize,
        text: &str,
        label: Option<LabelMatch<Printed>>,
    ) -> Option<usize> {
        let label = label.filter(|l| l.style == Style::Capital)?;
        let statement = matches!(label.what, Printed::Field { field, .. } if field.is_statement());
        if !statement || text.contains(':') {
            return None;
        }
        let read = self.qualified(at, 0, text.to_owned());
        read.or_else(|| self.year_below(at, text))
            .or_else(|| self.qualified_behind_dash(at, text, label.what))
    }

    /// "Risultato atteso - annualità" over "2025 Lavori ultimati", a label without a colon.
    fn year_below(&mut self, at: usize, text: &str) -> Option<usize> {
        const DIGITS: usize = 4;
        let field = self.profile.qualified_alone(text)?;
        let word = self.profile.qualifiers.at_start(last_word(text));
        let next = self.flow.segments.get(at + 1);
        let next = next.filter(|s| known_class(s).is_none())?;
        let below = self.flow.text(next);
        if self.flow.geometric || word.is_none() || !begins_with_year(below) {
            return None;
        }
        self.push_qualified(at, 1, (field, Strength::Bare), DIGITS, DIGITS);
        Some(2)
    }

    /// "Risultato atteso -" over "annualità 2025", a label without a colon.
    fn qualified_behind_dash(&mut self, at: usize, text: &str, what: Printed) -> Option<usize> {
        if self.flow.geometric || !text.ends_with(['-', '–']) {
            return None;
        }
        let next = self.flow.segments.get(at + 1);
        let next = next.filter(|s| known_class(s).is_none())?;
        let longer = format!("{text} {}", self.flow.text(next));
        self.profile.qualified_alone(&longer)?;
        self.push_joined(at, 1, &longer, text.len() + 1, what)
    }

    /// The words of a statement's label without a colon, which ends with a segment, and those
    /// of the next in its cell, if these are its qualifiers ("Risultato atteso finale - anno"
    /// over "2026").
    pub(super) fn qualified_in_cell(&self, segment: usize, joined: &str) -> Option<String> {
        let [last, next] = self.flow.segments.get(segment..segment + 2)? else {
            return None;
        };
        if !self.flow.geometric || last.block != next.block || known_class(next).is_some() {
            return None;
        }
        let longer = format!("{joined} {}", self.flow.text(next));
        self.profile.qualified_alone(&longer).map(|_| longer)
    }

    /// The segments `at..=at + read` hold a statement's label, whose words are
    /// `joined`: the segments that follow with its qualifiers, up to the colon.
    pub(super) fn qualified(
        &mut self,
        at: usize,
        read: usize,
        mut joined: String,
    ) -> Option<usize> {
        const MOST: usize = 4;
        for n in read + 1..read + MOST {
            let next = self
                .flow
                .segments
                .get(at + n)
                .filter(|s| known_class(s).is_none())?;
            let before = joined.len() + 1;
            joined.push(' ');
            joined.push_str(self.flow.text(next));
            if let Class::Field {
                field,
                label,
                value,
                strength: Strength::Colon,
            } = classify(self.profile, &joined)
            {
                // The colon alone may have wrapped.
                let end = label.last_end().saturating_sub(before);
                self.push_qualified(
                    at,
                    n,
                    (field, Strength::Colon),
                    end,
                    value as usize - before,
                );
                return Some(n + 1);
            }
            if self.flow.text(next).contains(':') {
                return None;
            }
        }
        None
    }

    /// The segments `at..=at + n` hold a statement's label, which ends at byte
    /// `label_end` of the last; the value begins at byte `value`.
    fn push_qualified(
        &mut self,
        at: usize,
        n: usize,
        (field, strength): (Field, Strength),
        label_end: usize,
        value: usize,
    ) {
        for k in 0..=n {
            let piece = whole(&self.flow.segments[at + k]);
            let length = (piece.end - piece.start) as usize;
            if k == 0 {
                let label = LabelParts::one(length);
                self.push(
                    at,
                    piece,
                    Class::Field {
                        field,
                        label,
                        value: length as u32,
                        strength,
                    },
                );
            } else if k < n {
                self.push(at + k, piece, Class::LabelEnd(part(0..length)));
            } else {
                let text = piece.text(self.flow);
                self.push(
                    at + k,
                    piece.part(0..value),
                    Class::LabelEnd(part(0..label_end)),
                );
                let rest = skip_blanks(text, value);
                if rest < length {
                    self.push_more(at + k, piece.after(rest), Class::Plain);
                }
            }
        }
    }
}
