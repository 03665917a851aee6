//! Deadlines without a date: terms ("30 gg dalla ...", "II semestre 2025", "entro il
//! 30/06/2025", "31/12 di ogni anno", "da definire").
//!
//! In: words that may begin a due cell. Out: how many of them the term takes at least.
//!
//! Not here: dates of figures (`values::date`), how far the cell goes on (`due_cells`).

use schede_profile::{Kind, Kinds, Plain, Vocabulary};

use crate::values::date::is_date_shaped;

/// Words of the longest term, with what leads to it ("entro e non oltre il 30 giugno 2025").
pub const LONGEST: usize = 9;

/// The words of a term at the beginning of a text.
pub fn term_words(words: &[&str], known: &Vocabulary) -> Option<usize> {
    let first = Plain::of(words.first()?);
    term(words, &first, known.kinds(&first), known)
}

/// The words of a deadline that says when, or that nobody knows.
pub fn deadline_words(words: &[&str], known: &Vocabulary) -> Option<usize> {
    let first = Plain::of(words.first()?);
    let kinds = known.kinds(&first);
    let phrase = || known.due_phrase(words);
    let term = term(words, &first, kinds, known);
    term.or_else(|| kinds.is(Kind::DuePhrase).then(phrase)?)
}

fn term(words: &[&str], first: &Plain, kinds: Kinds, known: &Vocabulary) -> Option<usize> {
    if kinds.is(Kind::Within) {
        return within(words, known);
    }
    let next_is = |kind| {
        let next = words.get(1).map(|word| Plain::of(word));
        next.is_some_and(|next| known.kinds(&next).is(kind))
    };
    let year = |at: usize| words.get(at).is_some_and(|word| is_year(word));
    let count = is_count(first);
    if count && next_is(Kind::Month) || kinds.is(Kind::Ordinal) && next_is(Kind::Period) {
        return Some(2 + usize::from(year(2)));
    }
    let two = count && next_is(Kind::Unit)
        || kinds.is(Kind::LeadsOn) && next_is(Kind::Mode)
        || kinds.is(Kind::Month) && year(1);
    if two {
        return Some(2);
    }
    let one = kinds.is(Kind::Term) || number_with_unit(first, known);
    one.then_some(1).or_else(|| every_year(words, known))
}

/// "entro il 30/06/2025", "entro giugno 2025", "entro 30 giorni".
fn within(words: &[&str], known: &Vocabulary) -> Option<usize> {
    let until = |word: &&&str| known.kinds(&Plain::of(word)).is(Kind::Until);
    let lead = 1 + words[1..].iter().take_while(until).count();
    let rest = &words[lead..];
    let date = rest.first().is_some_and(|word| is_date_shaped(word));
    let inner = || {
        let again = known.kinds(&Plain::of(rest.first()?)).is(Kind::Within);
        (!again).then(|| term_words(rest, known))?
    };
    let inner = if date { Some(1) } else { inner() };
    inner
        .map(|inner| lead + inner)
        .or((words.len() > 1).then_some(2))
}

/// "31/12 di ogni anno".
fn every_year(words: &[&str], known: &Vocabulary) -> Option<usize> {
    let (day, month) = words[0].split_once('/')?;
    let digits =
        |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    let lead = known.kinds(&Plain::of(words.get(1)?)).is(Kind::LeadsOn);
    if !digits(day) || !digits(month) || !lead {
        return None;
    }
    Some(2 + known.due_phrase(&words[2..])?)
}

/// A number of three digits at the most.
fn is_count(word: &Plain) -> bool {
    let digits = word.bytes();
    (1..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
}

/// Whether a word is a year as plans print it.
pub fn is_year(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';']);
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit())
}

/// "30gg".
fn number_with_unit(word: &Plain, known: &Vocabulary) -> bool {
    let digits = word.bytes().iter().take_while(|b| b.is_ascii_digit());
    let digits = digits.count();
    (1..=3).contains(&digits) && known.kinds(&word.without_first(digits)).is(Kind::Unit)
}
