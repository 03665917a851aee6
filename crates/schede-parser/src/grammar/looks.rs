//! What the cells of a phase look like: deadlines, statuses, names. These are
//! the habits of offices; the words themselves are the profile's.

use std::iter::once;

use schede_profile::{Kind, Kinds, Plain, Vocabulary};
use smallvec::SmallVec;

use super::terms::{LONGEST, deadline_words, term_words};
use crate::values::date::is_date_shaped;

/// How a due cell begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// With a date.
    Date,
    /// With a term ("30 gg dalla ...", "entro ...", "II semestre").
    Term(usize),
    /// With a word that stands alone ("Conclusa").
    Status,
    /// With one that says when, or nothing, and alone may as well be another cell's: a month,
    /// a year, a sign.
    Lone,
}

impl Mark {
    /// The fewest words such a cell has.
    pub fn words(self) -> usize {
        match self {
            Self::Date | Self::Status | Self::Lone => 1,
            Self::Term(words) => words,
        }
    }

    /// Whether it is a term.
    pub fn is_term(self) -> bool {
        matches!(self, Self::Term(_))
    }
}

/// What one word looks like: all that the columns of a row ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    plain: Plain,
    kinds: Kinds,
    /// Brackets it opens less those it closes.
    pub brackets: i32,
    /// It begins with a bracket.
    pub bracket: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// It begins with a small letter or with a sign that goes on with a sentence.
    pub goes_on_small: bool,
    /// A date after it is a part of a sentence.
    pub leads_into_date: bool,
    /// A capital letter after it is a name, not a new sentence.
    pub leads_on: bool,
    /// It goes on with a due cell after its date, or may in brackets.
    pub goes_on_with_due: bool,
    /// It says that a due cell goes on.
    pub prolongs: bool,
    /// It says that a due cell goes on with another date.
    pub postpones: bool,
    /// A date behind it and a participle is of another cell.
    pub negates: bool,
    /// An act of the office.
    pub act: bool,
    /// A short status.
    pub status: bool,
    /// Alone it fits the monitoring column.
    pub monitors: bool,
    /// It could be a name.
    pub name: bool,
    /// With a capital letter it begins a sentence.
    pub opens: bool,
}

impl Look {
    /// Looks at a word.
    pub fn of(word: &str, known: &Vocabulary) -> Self {
        let plain = Plain::of(word);
        let kinds = known.kinds(&plain);
        let first = word.chars().next().unwrap_or(' ');
        let bracket = first == '(';
        let capital = first.is_uppercase();
        let status = kinds.is(Kind::Status) && known.is_status(word);
        let monitors = bracket
            || status
            || kinds.is(Kind::Title)
            || is_number(word)
            || is_separator(word)
            || kinds.is(Kind::Joiner) && known.is_joiner(word);
        Self {
            plain,
            kinds,
            brackets: change(word),
            bracket,
            capital,
            goes_on_small: first.is_lowercase() || matches!(first, ',' | ';' | '.' | ')'),
            leads_into_date: kinds.is(Kind::BeforeDate) && !word.ends_with(')'),
            leads_on: kinds.is(Kind::LeadsOn),
            goes_on_with_due: bracket || kinds.is(Kind::DueGoesOn),
            prolongs: kinds.is(Kind::DueGoesOn),
            postpones: kinds.is(Kind::DueGoesOn) && known.says_postponed(word),
            negates: kinds.is(Kind::Negation),
            act: kinds.is(Kind::Act),
            status,
            monitors,
            name: capital && !monitors && !kinds.is(Kind::Opener) && is_name(word),
            opens: kinds.is(Kind::Opener),
        }
    }

    /// It begins with a figure: a share or a number may stand in any column.
    pub fn is_figure(&self) -> bool {
        let first = self.plain.bytes().first();
        !self.bracket && first.is_some_and(u8::is_ascii_digit)
    }

    /// Whether it is of a kind with which a due cell may begin, or a number.
    pub fn may_begin_due(&self) -> bool {
        may_begin(self.kinds, &self.plain)
    }

    /// A month without a year.
    pub fn is_month(&self) -> bool {
        self.kinds.is(Kind::Month)
    }
}

/// How badly words fit the monitoring column: a status, a remark in brackets,
/// names of colleagues and their telephone numbers. 0 is a good fit; each word
/// that does not fit costs 2.
#[derive(Debug, Default)]
pub struct Misfit {
    open: i32,
    names: usize,
    /// Words in small letters still to come behind a status.
    remark: usize,
    /// The word before leads into a date.
    led: bool,
    /// Words of a phrase still to come.
    phrase: usize,
    cost: f32,
}

impl Misfit {
    /// The cost with one more word, the first of the words from there on.
    pub fn add(&mut self, words: &[Look], known: &Vocabulary) -> f32 {
        // More names than these in a row are a sentence.
        const MOST_NAMES: usize = 4;
        // "OK avvio anticipato al 15/03/2024".
        const REMARK: usize = 6;
        let Some(look) = words.first() else {
            return self.cost;
        };
        let inside = self.open > 0;
        self.open = (self.open + look.brackets).max(0);
        if !inside && is_status_phrase(words, known) {
            self.phrase = STATUS_PHRASE;
        } else if !inside && is_count(words) {
            self.phrase = COUNT;
        }
        // A date that no word leads into is the next cell's.
        let figures = look.plain.bytes().first().is_some_and(u8::is_ascii_digit);
        let fits = !look.monitors && !look.capital && (!figures || self.led);
        let remark = !inside && fits && self.remark > 0;
        self.led = look.leads_into_date;
        self.remark = match (look.status, remark) {
            (true, _) => REMARK,
            (false, true) => self.remark - 1,
            (false, false) => 0,
        };
        if self.phrase > 0 {
            self.phrase -= 1;
        } else if remark {
            self.cost += 0.5;
        } else if !inside && !look.monitors {
            self.names += usize::from(look.name);
            if !look.name || self.names > MOST_NAMES {
                self.cost += 2.0;
            }
        }
        self.cost
    }
}

/// Words of a status that is a phrase.
pub const STATUS_PHRASE: usize = 2;

/// Whether words begin with a status of two words ("In corso", "Non avviata").
pub fn is_status_phrase(words: &[Look], known: &Vocabulary) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    first.capital && first.kinds.is(Kind::Phrase) && known.is_phrase(&first.plain, &second.plain)
}

/// Words of a count of what is done.
pub const COUNT: usize = 3;

/// Whether words begin with a count of what is done ("12 su 48").
pub fn is_count(words: &[Look]) -> bool {
    let [first, second, third, ..] = words else {
        return false;
    };
    let number = |look: &Look| look.monitors && look.plain.bytes().iter().all(u8::is_ascii_digit);
    second.kinds.is(Kind::OutOf) && number(first) && number(third)
}

/// Whether words begin like a due cell that says when, and how.
pub fn due_start<'f>(words: impl IntoIterator<Item = &'f str>, known: &Vocabulary) -> Option<Mark> {
    begin(words, known, term_words)
}

/// Whether words begin like a due cell, which may also say that nobody knows when.
pub fn deadline_start<'f>(
    words: impl IntoIterator<Item = &'f str>,
    known: &Vocabulary,
) -> Option<Mark> {
    begin(words, known, deadline_words)
}

fn begin<'f>(
    words: impl IntoIterator<Item = &'f str>,
    known: &Vocabulary,
    term: impl Fn(&[&str], &Vocabulary) -> Option<usize>,
) -> Option<Mark> {
    let mut words = words.into_iter();
    let first = words.next()?;
    if is_date_shaped(first) {
        return Some(Mark::Date);
    }
    if !may_begin_due(first, known) {
        return None;
    }
    if known.is_concluded(first) {
        return Some(Mark::Status);
    }
    let all: SmallVec<[&str; LONGEST]> = once(first).chain(words).take(LONGEST).collect();
    term(&all, known).map(Mark::Term)
}

/// Whether a word is of a kind with which a due cell may begin, or a number: most are
/// neither, and the words behind them need not be looked at.
fn may_begin_due(word: &str, known: &Vocabulary) -> bool {
    let plain = Plain::of(word);
    may_begin(known.kinds(&plain), &plain)
}

/// The same of a word that was looked at.
fn may_begin(kinds: Kinds, plain: &Plain) -> bool {
    const BEGIN: [Kind; 7] = [
        Kind::Concluded,
        Kind::Ordinal,
        Kind::Within,
        Kind::LeadsOn,
        Kind::Month,
        Kind::Term,
        Kind::DuePhrase,
    ];
    BEGIN.into_iter().any(|kind| kinds.is(kind))
        || plain.bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Words that go on with a due cell after its date: "31/01/2024 ma già conclusa",
/// "31/12/2024 (prorogata)".
pub fn opens_due_rest(word: &str, known: &Vocabulary) -> bool {
    word.starts_with('(') || known.kinds(&Plain::of(word)).is(Kind::DueGoesOn)
}

/// Words after which a capital letter is a name, not a new sentence.
pub fn leads_on(word: &str, known: &Vocabulary) -> bool {
    known.kinds(&Plain::of(word)).is(Kind::LeadsOn)
}

fn change(word: &str) -> i32 {
    // Nearly all words have none.
    if !word.bytes().any(|b| matches!(b, b'(' | b')')) {
        return 0;
    }
    word.bytes()
        .map(|b| i32::from(b == b'(') - i32::from(b == b')'))
        .sum()
}

/// A number, a share of all, some of how many, a range: figures and signs between them,
/// but no date.
fn is_number(word: &str) -> bool {
    const MOST_FIGURES: usize = 9;
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let digits = word.trim_end_matches([';', ',', '.']);
    // How much is done, as a share.
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let sign = |b: u8| matches!(b, b'/' | b'-' | b'.' | b',');
    digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.len() <= MOST_FIGURES
        && digits.bytes().all(|b| b.is_ascii_digit() || sign(b))
        && !is_date_shaped(word)
}

fn is_separator(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | ";" | "," | "+" | "&" | "%" | "€") || is_blank_sign(word)
}

/// Signs printed where there is nothing to say ("///", "--").
pub fn is_blank_sign(word: &str) -> bool {
    let mut signs = word.bytes();
    signs.next().is_some_and(|first| {
        matches!(first, b'/' | b'-' | b'_' | b'.' | b'=') && signs.all(|sign| sign == first)
    })
}

/// A capitalised word of ordinary length, without a verb's company.
fn is_name(word: &str) -> bool {
    const LONGEST: usize = 14;
    let letters = word.trim_end_matches([',', ';', '.']);
    if letters.is_ascii() {
        let sign = |b: &u8| matches!(b, b'\'' | b'-' | b'.');
        let bytes = letters.as_bytes();
        return bytes.first().is_some_and(u8::is_ascii_uppercase)
            && bytes.len() <= LONGEST
            && bytes.iter().all(|b| b.is_ascii_alphabetic() || sign(b));
    }
    letters.starts_with(char::is_uppercase)
        && letters.chars().count() <= LONGEST
        && letters
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use schede_profile::{Profiles, Vocabulary};

    use super::{Look, Mark, Misfit, deadline_start, due_start, leads_on};

    fn known() -> Vocabulary {
        let profiles = Profiles::builtin().expect("built in");
        profiles.fallback().expect("one").vocabulary.clone()
    }

    fn due(text: &str) -> Option<Mark> {
        due_start(text.split(' '), &known())
    }

    fn misfit(text: &str) -> f32 {
        let known = known();
        let words: Vec<_> = text.split(' ').map(|word| Look::of(word, &known)).collect();
        let mut misfit = Misfit::default();
        let costs = (0..words.len()).map(|at| misfit.add(&words[at..], &known));
        costs.last().unwrap_or_default()
    }

    #[test]
    fn how_a_due_cell_begins() {
        assert_eq!(due("31/12/2024"), Some(Mark::Date));
        assert_eq!(due("Conclusa"), Some(Mark::Status));
        assert_eq!(due("30 gg dalla chiusura"), Some(Mark::Term(2)));
        assert_eq!(due("II semestre 2024"), Some(Mark::Term(3)));
        assert_eq!(due("30 giugno 2024"), Some(Mark::Term(3)));
        assert_eq!(due("entro il 30/06/2024"), Some(Mark::Term(3)));
        assert_eq!(due("entro giugno 2024"), Some(Mark::Term(3)));
        assert_eq!(due("31/12 di ogni anno"), Some(Mark::Term(4)));
        assert_eq!(due("da definire"), None);
        let unknown = deadline_start("da definire".split(' '), &known());
        assert_eq!(unknown, Some(Mark::Term(2)));
        assert_eq!(due("giugno 2025"), Some(Mark::Term(2)));
        assert_eq!(due("2470 30/09/2024"), None);
        assert_eq!(due("Fase completata"), None);
    }

    #[test]
    fn what_stands_in_the_monitoring_column() {
        assert_eq!(misfit("OK (in collaborazione con tutti i Settori)"), 0.0);
        assert_eq!(misfit("(Del Pino) arch Zeta 2471"), 0.0);
        assert_eq!(misfit("2470; 2250"), 0.0);
        assert!(misfit("Fase completata in data") > 4.0);
    }

    #[test]
    fn a_text_does_not_end_with_a_preposition_of_any_number() {
        let known = known();
        assert!(
            ["nel", "nelle", "sui", "agli", "fra", "presso"]
                .iter()
                .all(|w| leads_on(w, &known))
        );
        assert!(!leads_on("fiume", &known));
    }
}
