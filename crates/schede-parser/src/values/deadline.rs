//! A final deadline taken apart: the date, and what is printed beside it.

use std::ops::Range;

use chrono::NaiveDate;
use schede_profile::Vocabulary;

use super::written_date::first_any_date;

/// The parts of a final deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The first date, with its byte range.
    pub date: Option<(NaiveDate, Range<usize>)>,
    /// Byte ranges of what stands beside the date: nothing, one side, or both.
    pub note: Vec<Range<usize>>,
}

/// Takes the text of a deadline apart: the note is the sentence without the date.
pub fn deadline(raw: &str, known: &Vocabulary) -> Deadline {
    let Some((date, range)) = first_any_date(raw, known) else {
        return Deadline {
            date: None,
            note: Vec::new(),
        };
    };
    let before = trimmed(raw, 0..range.start);
    let after = trimmed(raw, range.end..raw.len());
    Deadline {
        date: Some((date, range)),
        note: before.into_iter().chain(after).collect(),
    }
}

fn trimmed(raw: &str, range: Range<usize>) -> Option<Range<usize>> {
    let side = &raw[range.clone()];
    let body = side.trim();
    let start = range.start + (side.len() - side.trim_start().len());
    (!body.is_empty()).then_some(start..start + body.len())
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::deadline;

    fn read(raw: &str) -> (Option<String>, Vec<&str>) {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        let found = deadline(raw, known);
        let note = found.note.into_iter().map(|range| &raw[range]).collect();
        (found.date.map(|(date, _)| date.to_string()), note)
    }

    #[test]
    fn date_note_and_placeholder() {
        assert_eq!(read("08/10/2025"), (Some("2025-10-08".into()), vec![]));
        assert_eq!(
            read("28/02/2025 RAGGIUNTO 16/5/2024"),
            (Some("2025-02-28".into()), vec!["RAGGIUNTO 16/5/2024"])
        );
        assert_eq!(
            read("Avvenuta consegna dell'impianto 31/12/2025"),
            (
                Some("2025-12-31".into()),
                vec!["Avvenuta consegna dell'impianto"]
            )
        );
        assert_eq!(read("xxxxxx"), (None, vec![]));
    }
}
