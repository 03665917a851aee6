//! Deadlines in which two dates stand, of which the record takes the first: "31/12/2024
//! prorogata al 30/06/2025", "da 01/01/2025 a 31/12/2025", "30/06/2025 o 30/06/2026".
//!
//! In: a draft. Out: doubts that name the second date. An earlier date, and one behind
//! other words, says when something was done ("28/02/2025 RAGGIUNTO 16/5/2024").

use chrono::NaiveDate;
use schede_model::Flow;
use schede_profile::{Field, Vocabulary};

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::{Pieces, Text};
use crate::values::written_date::first_any_date;

/// Letters of a word that joins two dates, at most ("o", "fino"); a dash has none.
const LONGEST_JOINER: usize = 4;

/// Deadlines, of phases or the last one, with two dates.
pub fn doubts(flow: &Flow<'_>, known: &Vocabulary, draft: &Draft) -> Vec<Doubt> {
    let doubt = |about, text: &str, pieces: Pieces| {
        let (first, second) = two(text, known)?;
        Some(Doubt {
            about,
            code: "two-readings",
            message: format!(
                "two dates stand in the deadline: {} was read, could be {}",
                printed(first),
                printed(second)
            ),
            pieces,
            other: Some(Some(second.to_string())),
        })
    };
    let last = draft.single(Field::FinalDeadline).and_then(|pieces| {
        let text = Text::from_pieces(flow, pieces);
        let about = About::FinalDate;
        doubt(about, &text.value, pieces.iter().copied().collect())
    });
    // The note holds the second date.
    let note = last.clone().map(|date| Doubt {
        about: About::FinalNote,
        other: None,
        ..date
    });
    // Rows read from a stream: there the second may be another cell's (`deadlines`).
    let rows = draft.phases.iter().enumerate().filter(|_| flow.geometric);
    let rows = rows.filter_map(|(n, phase)| {
        let about = About::DueDate(n);
        doubt(about, &phase.due.value, phase.due.pieces().collect())
    });
    last.into_iter().chain(note).chain(rows).collect()
}

/// The dates, where the second may hold instead of the first.
fn two(text: &str, known: &Vocabulary) -> Option<(NaiveDate, NaiveDate)> {
    // One date is as long as this, and most deadlines are one.
    const ONE: usize = 12;
    let long = text.len() > ONE;
    let (first, range) = long.then(|| first_any_date(text, known))??;
    let rest = &text[range.end..];
    let (second, range) = first_any_date(rest, known)?;
    let between = &rest[..range.start];
    let mut words = between.split(|c: char| !c.is_alphabetic());
    let joined = words.all(|word| word.len() <= LONGEST_JOINER);
    (first < second && (joined || known.says_postponed(between))).then_some((first, second))
}

fn printed(date: NaiveDate) -> impl std::fmt::Display {
    date.format("%d/%m/%Y")
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::two;

    fn second(text: &str) -> Option<String> {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        two(text, known).map(|(_, second)| second.to_string())
    }

    #[test]
    fn a_second_date_may_hold_instead_of_the_first() {
        for text in [
            "31/12/2024 prorogata al 30/06/2025",
            "31/12/2024 (Prorogata al 30.06.2025 con DGC 12)",
            "da 31/12/2024 a 30/06/2025",
            "31/12/2024 - 30/06/2025",
            "31/12/2024 o 30 giugno 2025",
            "entro il 31/12/2024 fino al 30/06/2025",
        ] {
            assert_eq!(second(text).as_deref(), Some("2025-06-30"), "{text}");
        }
    }

    #[test]
    fn other_dates_say_when_something_was_done() {
        for text in [
            "31/12/2024",
            "28/02/2025 RAGGIUNTO 16/5/2024",
            "31/12/2024 (31/12/2024)",
            "28/02/2025 SLITTATA 16/5/2024",
            "31/12/2024 ma già conclusa nel 2023",
            "31/12/2024 con determina del 16/05/2024",
        ] {
            assert_eq!(second(text), None, "{text}");
        }
    }
}
