//! Texts of several years side by side, under heads that name the years, read across: "ANNO
//! 2024 ANNO 2025 Servizio attivo Carta pubblicata".
//!
//! In: a draft. Out: doubts about the lists such a text stands in. Not here: years within
//! labels ("Risultato atteso ANNO 2024").

use schede_model::Flow;

use crate::grammar::draft::{About, Doubt, Draft};
use crate::source::Piece;
use crate::values::year::first_year;

const SIGN: &str = "years stand side by side before it: texts in columns may be read across";

/// Doubts texts that begin with several years.
pub fn doubts(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let texts = draft.texts().filter_map(|(about, pieces)| {
        let first = *pieces.first()?;
        let about = list_of(draft, about);
        begins_with_years(flow, pieces).then(|| Doubt::broken(about, SIGN, first))
    });
    texts.collect()
}

/// What is in doubt with a text: of a statement all others of its list, too, as the text may
/// hold that of another year.
fn list_of(draft: &Draft, about: About) -> About {
    match about {
        About::Statement(n) => About::Statements(draft.statements[n].field),
        other => other,
    }
}

/// Whether a text begins with two years that have the same words before them, or none.
fn begins_with_years(flow: &Flow<'_>, pieces: &[Piece]) -> bool {
    /// Letters of "annualità", and a blank.
    const LONGEST: usize = 12;
    let first = pieces[0].text(flow).trim_start();
    let Some((_, year)) = first_year(first).filter(|(_, year)| year.start <= LONGEST) else {
        return false;
    };
    let word = first[..year.start].trim();
    let rest = first[year.end..].trim_start();
    let next = match rest.is_empty() {
        true => pieces
            .get(1)
            .map_or("", |piece| piece.text(flow).trim_start()),
        false => rest,
    };
    let behind = next.strip_prefix(word).map(str::trim_start);
    let named = word.chars().all(|c| c.is_alphabetic() || c == ' ');
    named && behind.is_some_and(|behind| first_year(behind).is_some_and(|(_, at)| at.start == 0))
}
