//! A line of signatures that is broken within the last of them ("Il Dirigente Visto di"
//! over "validazione: il Nucleo di Valutazione").
//!
//! In: the segments from one that begins with a signature. Out: as many of them as make
//! a line of signatures and nothing else.
//!
//! Not here: a single label cut at a line end (`Reader::label_over_segments`).

use schede_profile::{LabelMatch, Printed, Style};

use super::classify::classify;
use super::known::known_class;
use super::{Class, Reader};

/// Segments that a line of signatures takes, at most: narrow cells break one in three.
const MOST: usize = 3;

impl Reader<'_, '_> {
    /// Reads the segments from `at` that are a line of signatures only together; answers
    /// how many they are.
    pub(super) fn broken_signatures(
        &mut self,
        at: usize,
        text: &str,
        label: Option<LabelMatch<Printed>>,
    ) -> Option<usize> {
        label.filter(|l| l.what == Printed::Signature && l.style == Style::Capital)?;
        let mut joined = text.to_owned();
        for n in 1..MOST {
            if !self.ends_in_begun_signature(&joined) {
                return None;
            }
            let next = self.flow.segments.get(at + n)?;
            if known_class(next).is_some() {
                return None;
            }
            let before = joined.len() + 1;
            joined.push(' ');
            joined.push_str(self.flow.text(next));
            if matches!(classify(self.profile, &joined), Class::Signature) {
                return self.push_joined(at, n, &joined, before, Printed::Signature);
            }
        }
        None
    }

    /// Whether signatures stand in a text and, behind them, the beginning of one more.
    fn ends_in_begun_signature(&self, text: &str) -> bool {
        let printed = &self.profile.printed;
        let mut rest = text;
        while let Some(label) = printed
            .at_start(rest)
            .filter(|l| l.what == Printed::Signature && l.end < rest.len())
        {
            rest = rest[label.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
            if rest.starts_with(char::is_uppercase) && printed.continues(rest) {
                return true;
            }
        }
        false
    }
}
