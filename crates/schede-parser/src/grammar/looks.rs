//! What the cells of a phase look like: deadlines, statuses, names. These are
//! the habits of offices; the words themselves are the profile's.

use schede_profile::{Kind, Kinds, Plain, Vocabulary};

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
}

impl Mark {
    /// The fewest words such a cell has.
    pub fn words(self) -> usize {
        match self {
            Self::Date | Self::Status => 1,
            Self::Term(words) => words,
        }
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
    /// It goes on with a due cell after its date.
    pub goes_on_with_due: bool,
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
            act: kinds.is(Kind::Act),
            status,
            monitors,
            name: capital && !monitors && !kinds.is(Kind::Opener) && is_name(word),
            opens: kinds.is(Kind::Opener),
        }
    }

    /// A number of three digits at the most.
    fn is_count(&self) -> bool {
        let digits = self.plain.bytes();
        (1..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit)
    }

    fn is_year(&self) -> bool {
        let digits = self.plain.bytes();
        digits.len() == 4 && digits.iter().all(u8::is_ascii_digit)
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

/// Whether words begin like a due cell, and how.
pub fn due_start<'f>(words: impl IntoIterator<Item = &'f str>, known: &Vocabulary) -> Option<Mark> {
    let mut words = words.into_iter();
    let first = words.next()?;
    if is_date_shaped(first) {
        return Some(Mark::Date);
    }
    if !may_begin_due(first, known) {
        return None;
    }
    let second = words.next().map(|word| Look::of(word, known));
    is_concluded_or_term(first, &Look::of(first, known), second.as_ref(), known)
}

/// Whether a word is of a kind with which a due cell may begin, or a number: most are
/// neither, and the word behind them need not be looked at.
fn may_begin_due(word: &str, known: &Vocabulary) -> bool {
    const BEGIN: [Kind; 6] = [
        Kind::Concluded,
        Kind::Ordinal,
        Kind::Within,
        Kind::LeadsOn,
        Kind::Month,
        Kind::Term,
    ];
    let plain = Plain::of(word);
    let kinds = known.kinds(&plain);
    BEGIN.into_iter().any(|kind| kinds.is(kind))
        || plain.bytes().first().is_some_and(u8::is_ascii_digit)
}

/// How a due cell begins that does not begin with a date.
pub fn is_concluded_or_term(
    word: &str,
    look: &Look,
    next: Option<&Look>,
    known: &Vocabulary,
) -> Option<Mark> {
    if look.kinds.is(Kind::Concluded) && known.is_concluded(word) {
        return Some(Mark::Status);
    }
    term(look, next, known)
}

fn term(first: &Look, second: Option<&Look>, known: &Vocabulary) -> Option<Mark> {
    let two = second.is_some_and(|second| {
        first.is_count() && (second.kinds.is(Kind::Unit) || second.kinds.is(Kind::Month))
            || first.kinds.is(Kind::Ordinal) && second.kinds.is(Kind::Period)
            || first.kinds.is(Kind::Within) && !second.plain.bytes().is_empty()
            || first.kinds.is(Kind::LeadsOn) && second.kinds.is(Kind::Mode)
            || first.kinds.is(Kind::Month) && second.is_year()
    });
    if two {
        return Some(Mark::Term(2));
    }
    (first.kinds.is(Kind::Term) || number_with_unit(&first.plain, known)).then_some(Mark::Term(1))
}

/// "30gg".
fn number_with_unit(word: &Plain, known: &Vocabulary) -> bool {
    let digits = word.bytes().iter().take_while(|b| b.is_ascii_digit());
    let digits = digits.count();
    (1..=3).contains(&digits) && known.kinds(&word.without_first(digits)).is(Kind::Unit)
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

fn is_number(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let digits = word.trim_end_matches([';', ',', '.']);
    // How much is done, as a share.
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_separator(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | ";" | "," | "+" | "&")
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

    use super::{Look, Mark, Misfit, due_start, leads_on};

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
        assert_eq!(due("II semestre 2024"), Some(Mark::Term(2)));
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
