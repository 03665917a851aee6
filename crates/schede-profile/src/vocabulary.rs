//! Single words that cells and sentences are told apart by: statuses, months,
//! titles, prepositions. They are looked up whole, all kinds at once.
//!
//! In: the lists of a profile. Out: for a word, the [`Kinds`] it is of.
//!
//! Not here: labels of several words (`labels`), what a kind means for a cell (the
//! grammar).

use schede_model::text::last_word;
use serde::{Deserialize, Serialize};

use crate::beginnings::{LETTERS, letter};
use crate::file::{self, LoadError};
use crate::spellings::Spellings;

/// What a word may be known as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A state of a phase that stands alone in the monitoring column ("OK").
    Status,
    /// A due cell that is one word ("Conclusa").
    Concluded,
    /// What a term is counted in, after a number ("gg").
    Unit,
    /// A month.
    Month,
    /// A part of a year, after an ordinal ("semestre").
    Period,
    /// "II", "primo".
    Ordinal,
    /// It begins a term whatever follows ("entro").
    Within,
    /// A term of one word ("annuale").
    Term,
    /// Behind a preposition it says how a phase goes on ("a regime").
    Mode,
    /// What a weight is counted in ("30 punti").
    Points,
    /// It stands between what is done and all that is to do ("12 su 48").
    OutOf,
    /// It goes on with a due cell behind its date ("prorogata").
    DueGoesOn,
    /// An act of the office, which no deadline begins with ("deliberazione n. 3").
    Act,
    /// A date behind it is a part of a sentence ("in data").
    BeforeDate,
    /// A percentage behind it is a part of a sentence ("almeno").
    BeforeNumber,
    /// Article, preposition or conjunction: a text that ends with it goes on.
    LeadsOn,
    /// It ends with an apostrophe, and no blank behind that ("dell'Ente").
    Elided,
    /// A word that ends with an accent, without it ("attivita").
    Stripped,
    /// A title before a name ("arch.").
    Title,
    /// A capital letter notwithstanding it begins a sentence, not a name.
    Opener,
    /// It stands between two names ("e").
    Joiner,
    /// It may begin a status of two words ("In").
    Phrase,
    /// The end of a word that is no word ("zione").
    Ending,
    /// A word of two or three letters.
    Short,
    /// Between "entro" and its date.
    Until,
    /// A date behind it and a participle is of another cell ("non").
    Negation,
    /// It begins a deadline of several words without a date ("da definire").
    DuePhrase,
}

/// The kinds that a word is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds(u32);

impl Kinds {
    /// Whether the word is of a kind.
    #[inline]
    pub fn is(self, kind: Kind) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    fn bit(kind: Kind) -> u32 {
        1 << kind as u32
    }
}

/// The known words of a profile.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vocabulary {
    /// Each word in the first free place from the one that its letters name on.
    slots: Vec<Slot>,
    /// Moves a mixed key down to a place among the slots.
    shift: u32,
    statuses: Spellings,
    concluded: Spellings,
    joiners: Spellings,
    continued: Spellings,
    marks: Spellings,
    announcing: Spellings,
    phrases: Vec<Phrase>,
    due_phrases: Vec<Vec<Plain>>,
    concluded_stems: Vec<Plain>,
    postponed_stems: Vec<Plain>,
    reached_stems: Vec<Plain>,
    foreign_ends: Vec<String>,
    periods: Vec<Plain>,
    months: Vec<Plain>,
    /// For each small letter of ASCII the months that begin with it, a bit each.
    months_of_letters: [u16; LETTERS],
}

/// Months of a year.
const YEAR: usize = 12;

/// A word with its kinds; a free place has no letters.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Slot {
    key: u128,
    kinds: Kinds,
}

/// A status of two words.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Phrase {
    first: Vec<Plain>,
    second: Vec<Plain>,
    stems: Vec<Plain>,
}

impl Vocabulary {
    pub(crate) fn new(
        profile: &str,
        words: &file::Words,
        cuts: &file::Cuts,
    ) -> Result<Self, LoadError> {
        let lists = [
            (Kind::Status, &words.statuses),
            (Kind::Concluded, &words.concluded),
            (Kind::Unit, &words.units),
            (Kind::Month, &words.months),
            (Kind::Period, &words.periods),
            (Kind::Ordinal, &words.ordinals),
            (Kind::Within, &words.within),
            (Kind::Until, &words.until),
            (Kind::Term, &words.terms),
            (Kind::Mode, &words.modes),
            (Kind::Points, &words.points),
            (Kind::OutOf, &words.out_of),
            (Kind::DueGoesOn, &words.due_goes_on),
            (Kind::Act, &words.acts),
            (Kind::Negation, &words.negations),
            (Kind::BeforeDate, &words.before_date),
            (Kind::BeforeNumber, &words.before_number),
            (Kind::LeadsOn, &words.leads_on),
            (Kind::Elided, &words.elided),
            (Kind::Stripped, &words.stripped),
            (Kind::Title, &words.titles),
            (Kind::Opener, &words.openers),
            (Kind::Joiner, &words.joiners),
            (Kind::Ending, &cuts.ends),
            (Kind::Short, &cuts.short),
        ];
        let named = lists
            .into_iter()
            .flat_map(|(kind, list)| list.iter().map(move |word| (kind, word)));
        let begun = words.phrase.iter().flat_map(|phrase| &phrase.first);
        let first = |phrase: &String| phrase.split(' ').next().unwrap_or_default().to_owned();
        let due: Vec<String> = words.due_phrases.iter().map(first).collect();
        let all: Vec<_> = named
            .chain(begun.map(|word| (Kind::Phrase, word)))
            .chain(due.iter().map(|word| (Kind::DuePhrase, word)))
            .collect();
        // Half of the places stay free, so that a word finds its own at once.
        let room = (2 * all.len()).max(2).next_power_of_two();
        let months = plain(&words.months);
        let mut known = Self {
            slots: vec![Slot::default(); room],
            shift: u64::BITS - room.trailing_zeros(),
            statuses: Spellings::new(&words.statuses),
            concluded: Spellings::new(&words.concluded),
            joiners: Spellings::new(&words.joiners),
            continued: Spellings::new(&words.continued),
            marks: Spellings::new(&words.marks),
            announcing: Spellings::new(&words.announcing),
            phrases: words.phrase.iter().map(Phrase::new).collect(),
            due_phrases: words
                .due_phrases
                .iter()
                .map(|phrase| split(phrase))
                .collect(),
            concluded_stems: plain(&words.concluded_stems),
            postponed_stems: plain(&words.postponed_stems),
            reached_stems: plain(&words.reached_stems),
            foreign_ends: cuts.foreign_ends.clone(),
            periods: plain(&words.periods),
            months_of_letters: months_of_letters(&months),
            months,
        };
        for (kind, word) in all {
            let key = Plain::of(word).key().ok_or_else(|| LoadError {
                name: profile.to_owned(),
                reason: format!(
                    "expected a word of one to {} bytes, but found \"{word}\"",
                    Plain::LONGEST_KNOWN
                ),
            })?;
            let place = known.place(key);
            known.slots[place].key = key;
            known.slots[place].kinds.0 |= Kinds::bit(kind);
        }
        Ok(known)
    }

    /// The kinds of a word.
    #[inline]
    pub fn kinds(&self, word: &Plain) -> Kinds {
        word.key()
            .map_or(Kinds::default(), |key| self.slots[self.place(key)].kinds)
    }

    /// Where a word stands, or would.
    #[inline]
    fn place(&self, key: u128) -> usize {
        // An odd number with its bits well spread.
        const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = (key as u64 ^ ((key >> 64) as u64).rotate_left(29)).wrapping_mul(MIX);
        let last = self.slots.len() - 1;
        let mut place = (mixed >> self.shift) as usize & last;
        while self.slots[place].key != key && self.slots[place].key != 0 {
            place = (place + 1) & last;
        }
        place
    }

    /// The months, a bit each from the first of the year on, whose name a word is, or their
    /// first letters.
    pub fn months_begun(&self, word: &str) -> u16 {
        // Most words begin with another letter.
        let letter = word.bytes().next().and_then(letter);
        let may_be = letter.map_or(u16::MAX, |letter| self.months_of_letters[letter]);
        if may_be == 0 {
            return 0;
        }
        let word = Plain::of(word);
        if word.bytes().is_empty() {
            return 0;
        }
        let months = self.months.iter().take(YEAR).enumerate();
        let months = months.filter(|(month, _)| may_be >> month & 1 != 0);
        let begun = months.filter(|(_, name)| name.bytes().starts_with(word.bytes()));
        begun.fold(0, |bits, (month, _)| bits | 1 << month)
    }

    /// Whether a word is the name of a part of a year, or its first letters ("TRIM.").
    pub fn begins_period(&self, word: &str) -> bool {
        const SHORTEST: usize = 3;
        let word = Plain::of(word);
        let begins = |period: &Plain| period.bytes().starts_with(word.bytes());
        word.bytes().len() >= SHORTEST && self.periods.iter().any(begins)
    }

    /// The month that a word names, counted from 1: whole, or by its first letters ("sett.").
    pub fn month(&self, word: &str) -> Option<u32> {
        const SHORTEST: usize = 3;
        let word = Plain::of(word);
        let begins = |month: &Plain| month.bytes().starts_with(word.bytes());
        let known = word.bytes().len() >= SHORTEST;
        let at = self
            .months
            .iter()
            .position(|month| known && begins(month))?;
        Some(at as u32 + 1)
    }

    /// Whether a word leads to the date until which something is due: "entro il".
    pub fn leads_to_deadline(&self, words: &[&str]) -> bool {
        let is = |word: &str, kind| self.kinds(&Plain::of(word)).is(kind);
        let Some((first, rest)) = words.split_first() else {
            return true;
        };
        is(first, Kind::Within) && rest.iter().all(|word| is(word, Kind::Until))
    }

    /// Whether a word is, as printed, a short status of the monitoring column; a
    /// sign of a sentence may follow it.
    pub fn is_status(&self, word: &str) -> bool {
        self.statuses.begin_like(word)
            && self
                .statuses
                .has(word.trim_end_matches([',', ';', '.', ':']))
    }

    /// Whether a word is, as printed, a due cell of its own.
    pub fn is_concluded(&self, word: &str) -> bool {
        self.concluded.has(word)
    }

    /// Whether a text says somewhere that the phase is over.
    pub fn says_concluded(&self, text: &str) -> bool {
        any_begins(text, &self.concluded_stems)
    }

    /// Whether the words between two dates say that the second holds ("prorogata al").
    pub fn says_postponed(&self, text: &str) -> bool {
        any_begins(text, &self.postponed_stems)
    }

    /// Whether a word of a text says how far the aim was reached.
    pub fn says_reached(&self, text: &str) -> bool {
        any_begins(text, &self.reached_stems)
    }

    /// Whether a text leads on to more: it ends with a comma, or with an article or
    /// preposition in small letters.
    pub fn leads_on(&self, text: &str) -> bool {
        let text = text.trim_end();
        let last = last_word(text);
        let whole = last.starts_with(char::is_lowercase) && last.ends_with(char::is_alphabetic);
        text.ends_with([',', '(', '\'', '’'])
            || whole && self.kinds(&Plain::of(last)).is(Kind::LeadsOn)
    }

    /// Whether a word is, as printed, an abbreviation behind which a number must
    /// follow.
    pub fn announces(&self, word: &str) -> bool {
        self.announcing.has(word)
    }

    /// Whether a word ends as foreign words do.
    pub fn ends_foreign(&self, word: &str) -> bool {
        self.foreign_ends.iter().any(|end| word.ends_with(end))
    }

    /// Whether a word stands, as printed, between two names.
    pub fn is_joiner(&self, word: &str) -> bool {
        self.joiners.has(word)
    }

    /// Whether a word, folded, says that something goes on from the page before.
    pub fn says_continued(&self, word: &str) -> bool {
        self.continued.has(word)
    }

    /// Whether a word shows, as printed, where the monitoring column stands.
    pub fn is_mark(&self, word: &str) -> bool {
        self.marks.has(word)
    }

    /// How many words a deadline without a date takes with which words begin ("da definire").
    pub fn due_phrase(&self, words: &[&str]) -> Option<usize> {
        let first = Plain::of(words.first()?);
        if !self.kinds(&first).is(Kind::DuePhrase) {
            return None;
        }
        let said = |phrase: &&Vec<Plain>| {
            let same = |(word, known): (&&str, &Plain)| Plain::of(word) == *known;
            phrase.first() == Some(&first)
                && phrase.len() <= words.len()
                && words.iter().zip(*phrase).all(same)
        };
        let lengths = self.due_phrases.iter().filter(said).map(Vec::len);
        lengths.max()
    }

    /// Whether two words are a status.
    pub fn is_phrase(&self, first: &Plain, second: &Plain) -> bool {
        self.phrases.iter().any(|phrase| {
            phrase.first.contains(first)
                && (phrase.second.contains(second)
                    || phrase
                        .stems
                        .iter()
                        .any(|stem| second.bytes().starts_with(stem.bytes())))
        })
    }
}

/// Whether a word of a text begins with one of some stems.
fn any_begins(text: &str, stems: &[Plain]) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).map(Plain::of);
    words.into_iter().any(|word| {
        let mut stems = stems.iter();
        stems.any(|stem| word.bytes().starts_with(stem.bytes()))
    })
}

fn months_of_letters(months: &[Plain]) -> [u16; LETTERS] {
    let mut begin = [0; LETTERS];
    for (month, name) in months.iter().take(YEAR).enumerate() {
        if let Some(letter) = name.bytes().first().copied().and_then(letter) {
            begin[letter] |= 1 << month;
        }
    }
    begin
}

fn split(phrase: &str) -> Vec<Plain> {
    phrase.split(' ').map(Plain::of).collect()
}

fn plain(words: &[String]) -> Vec<Plain> {
    words.iter().map(|word| Plain::of(word)).collect()
}

impl Phrase {
    fn new(phrase: &file::Phrase) -> Self {
        Self {
            first: plain(&phrase.first),
            second: plain(&phrase.second),
            stems: plain(&phrase.stems),
        }
    }
}

/// A word in lower case: letters and digits with the signs inside a word, but for
/// full stops. Of a long word only the beginning is kept: no known word is as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plain {
    bytes: [u8; Plain::MOST],
    length: u8,
}

impl Plain {
    const MOST: usize = 24;

    /// Bytes of the longest word that can be known.
    const LONGEST_KNOWN: usize = 16;

    /// Of a word as printed.
    pub fn of(word: &str) -> Self {
        let mut plain = Self {
            bytes: [0; Self::MOST],
            length: 0,
        };
        if word.is_ascii() {
            plain.fill_ascii(word.as_bytes());
        } else {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let letters = word.chars().filter(|c| *c != '.');
            for letter in letters.flat_map(char::to_lowercase) {
                if !plain.push(letter) {
                    break;
                }
            }
        }
        plain
    }

    fn fill_ascii(&mut self, word: &[u8]) {
        let sign = |b: &u8| !b.is_ascii_alphanumeric();
        let ahead = word.iter().take_while(|b| sign(b)).count();
        let behind = word[ahead..].iter().rev().take_while(|b| sign(b)).count();
        let inner = &word[ahead..word.len() - behind];
        // Most words are short and hold no full stop: they are taken over in one step.
        if let Some(room) = self.bytes.get_mut(..inner.len()) {
            room.copy_from_slice(inner);
            self.bytes.make_ascii_lowercase();
            let stops = self.bytes.iter().fold(0, |n, b| n + u8::from(*b == b'.'));
            if stops == 0 {
                self.length = inner.len() as u8;
                return;
            }
            self.bytes = [0; Self::MOST];
        }
        let letters = inner.iter().filter(|b| **b != b'.').take(Self::MOST);
        for (slot, letter) in self.bytes.iter_mut().zip(letters) {
            *slot = letter.to_ascii_lowercase();
            self.length += 1;
        }
    }

    /// False if the letter has no room.
    fn push(&mut self, letter: char) -> bool {
        let start = usize::from(self.length);
        let end = start + letter.len_utf8();
        let Some(room) = self.bytes.get_mut(start..end) else {
            return false;
        };
        letter.encode_utf8(room);
        self.length = end as u8;
        true
    }

    /// The letters in UTF-8.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }

    /// The letters of a word that may be known.
    #[inline]
    fn key(&self) -> Option<u128> {
        let known = (1..=Self::LONGEST_KNOWN).contains(&usize::from(self.length));
        let letters = self.bytes.first_chunk().copied().filter(|_| known);
        letters.map(u128::from_le_bytes)
    }

    /// The same without its first bytes, which must be of ASCII.
    pub fn without_first(&self, n: usize) -> Self {
        let mut rest = Self {
            bytes: [0; Self::MOST],
            length: 0,
        };
        for (slot, byte) in rest.bytes.iter_mut().zip(self.bytes().iter().skip(n)) {
            *slot = *byte;
            rest.length += 1;
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Kinds, Plain};
    use crate::{Profile, Profiles};

    fn kinds(word: &str) -> Kinds {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        known.kinds(&Plain::of(word))
    }

    #[test]
    fn a_word_may_be_of_several_kinds_in_any_case() {
        assert!(kinds("(Già").is(Kind::DueGoesOn));
        assert!(kinds("già").is(Kind::Phrase));
        assert!(!kinds("già").is(Kind::Title));
        assert!(kinds("Dott.ssa").is(Kind::Title));
        assert_eq!(kinds("ponte"), Kinds::default());
        assert_eq!(kinds("-"), Kinds::default());
        assert_eq!(kinds("settembre-settembre-settembre"), Kinds::default());
    }

    #[test]
    fn what_is_told_by_its_case_is_compared_as_printed() {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        assert!(known.is_status("Sì,"));
        assert!(!known.is_status("si"));
        assert!(known.is_concluded("CONCLUSA"));
        assert!(!known.is_concluded("conclusa"));
    }

    #[test]
    fn a_word_too_long_to_be_known_is_an_error() {
        let text = include_str!("../profiles/phases-sheet.toml")
            .replace("\"semestre\"", "\"semestre-di-esercizio\"");
        let error = Profile::from_toml("x", &text).expect_err("too long");
        assert!(
            error.to_string().contains("semestre-di-esercizio"),
            "{error}"
        );
    }

    #[test]
    fn a_text_leads_on_with_a_comma_or_a_preposition() {
        let profiles = Profiles::builtin().expect("built in");
        let known = &profiles.fallback().expect("one").vocabulary;
        assert!(known.leads_on("termini di presentazione delle"));
        assert!(known.leads_on("dopo la gara, "));
        assert!(!known.leads_on("Fase completata"));
        assert!(!known.leads_on("come alla lettera a)"));
    }
}
