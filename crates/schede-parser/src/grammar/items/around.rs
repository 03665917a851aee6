//! The label of the final deadline whose value stands between its lines: beside them, or at
//! the middle of their height ("Scadenza finale per il" over "31/12/2025" over "raggiungimento
//! dell'obiettivo:").
//!
//! In: the segments from one that such a label begins with. Out: the label's segments, as one
//! label, and those between as its value.
//!
//! Not here: labels whose lines follow one another (`Reader::label_over_segments`).

use schede_profile::{Field, Printed, Style};

use super::known::{known_class, whole};
use super::{Class, LabelParts, Reader, Strength};

/// Segments of such a label and its value, at most, and of the value between.
const MOST: usize = 7;
const BETWEEN: usize = 3;

impl Reader<'_, '_> {
    /// Reads the segments from `at` that are the deadline's label, up to its colon, with
    /// words of the value between; answers how many they are.
    pub(super) fn label_around_value(&mut self, at: usize, text: &str) -> Option<usize> {
        let label = self.profile.deadline.continues(text);
        if !label || text.contains(':') || !text.starts_with(char::is_uppercase) {
            return None;
        }
        // A value that begins above its label also ends below it: its last lines are not told
        // from those of the next text.
        let first = self.flow.segments[at].line;
        let above = self.items.last();
        if above.is_some_and(|item| item.is_plain() && !item.is_placed) {
            return None;
        }
        let mut joined = text.trim_end().to_owned();
        let mut of_label = vec![true];
        for n in 1..MOST {
            let next = self.flow.segments.get(at + n)?;
            if known_class(next).is_some() || next.line < first {
                return None;
            }
            let part = self.flow.text(next);
            let longer = format!("{joined} {}", part.trim_end());
            let goes_on = part.starts_with(char::is_lowercase)
                && (self.profile.deadline.continues(&longer) || self.is_deadline(&longer));
            of_label.push(goes_on);
            if !goes_on {
                let label = self.profile.printed.at_start(part);
                if part.contains(':') || label.is_some_and(|label| label.style == Style::Capital) {
                    return None;
                }
                continue;
            }
            joined = longer;
            if self.is_deadline(&joined) {
                let between = of_label.iter().filter(|own| !**own).count();
                return (1..=BETWEEN)
                    .contains(&between)
                    .then(|| self.push_around(at, &of_label));
            }
        }
        None
    }

    /// Whether a text is the deadline's label and its colon.
    fn is_deadline(&self, text: &str) -> bool {
        let label = self.profile.printed.at_start(text);
        label.is_some_and(|label| {
            matches!(label.what, Printed::Field { field, .. } if field == Field::FinalDeadline)
                && text[label.end..].trim() == ":"
        })
    }

    /// The segments from `at`: which of them are of the label.
    fn push_around(&mut self, at: usize, of_label: &[bool]) -> usize {
        for (n, own) in of_label.iter().enumerate() {
            let piece = whole(&self.flow.segments[at + n]);
            let class = match (n, own) {
                (0, _) => Class::Field {
                    field: Field::FinalDeadline,
                    label: LabelParts::one((piece.end - piece.start) as usize),
                    value: piece.end - piece.start,
                    strength: Strength::Colon,
                },
                (_, true) => Class::LabelRest,
                (_, false) => Class::Plain,
            };
            self.push(at + n, piece, class);
        }
        of_label.len()
    }
}
