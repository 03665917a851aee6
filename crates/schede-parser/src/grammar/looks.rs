//! What the cells of a phase look like: deadlines, statuses, names. These are
//! the habits of Italian offices, not the words of one city.

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

/// Units of time after a number.
const UNITS: [&[u8]; 10] = [
    b"gg",
    b"giorni",
    b"giorno",
    b"mesi",
    b"mese",
    b"settimane",
    b"anni",
    b"anno",
    b"ore",
    b"g",
];

const MONTHS: [&[u8]; 12] = [
    b"gennaio",
    b"febbraio",
    b"marzo",
    b"aprile",
    b"maggio",
    b"giugno",
    b"luglio",
    b"agosto",
    b"settembre",
    b"ottobre",
    b"novembre",
    b"dicembre",
];

/// What one word looks like: all that the columns of a row ask of it.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    plain: Plain,
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
    /// A short status.
    pub status: bool,
    /// Alone it fits the monitoring column.
    pub monitors: bool,
    /// It could be a name.
    pub name: bool,
}

impl Look {
    /// Looks at a word.
    pub fn of(word: &str) -> Self {
        // No word of the lists below is longer.
        const LONGEST: usize = 11;
        let plain = Plain::of(word);
        let known = if plain.bytes().len() > LONGEST {
            &[]
        } else {
            plain.bytes()
        };
        let bracket = word.starts_with('(');
        let capital = word.starts_with(char::is_uppercase);
        let status = is_status(word);
        let monitors =
            bracket || status || is_number(word) || is_separator(word) || is_title(known);
        Self {
            plain,
            brackets: change(word),
            bracket,
            capital,
            goes_on_small: word
                .starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '.' | ')')),
            leads_into_date: known.len() <= LONGEST_PARTICLE
                && is_prose_before_date(known)
                && !word.ends_with(')'),
            leads_on: known.len() <= LONGEST_PARTICLE && leads_on_known(known),
            goes_on_with_due: bracket || goes_on_with_due(known),
            status,
            monitors,
            name: capital && !monitors && is_name(word),
        }
    }
}

/// Bytes of the longest article or preposition ("presso").
const LONGEST_PARTICLE: usize = 6;

/// How badly words fit the monitoring column: a status, a remark in brackets,
/// names of colleagues and their telephone numbers. 0 is a good fit; each word
/// that does not fit costs 2.
#[derive(Debug, Default)]
pub struct Misfit {
    open: i32,
    names: usize,
    /// Words of a phrase still to come.
    phrase: usize,
    cost: f32,
}

impl Misfit {
    /// The cost with one more word, the first of the words from there on.
    pub fn add(&mut self, words: &[Look]) -> f32 {
        // More names than these in a row are a sentence.
        const MOST_NAMES: usize = 4;
        let Some(look) = words.first() else {
            return self.cost;
        };
        let inside = self.open > 0;
        self.open = (self.open + look.brackets).max(0);
        if !inside && is_status_phrase(words) {
            self.phrase = STATUS_PHRASE;
        }
        if self.phrase > 0 {
            self.phrase -= 1;
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
pub fn is_status_phrase(words: &[Look]) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    first.capital
        && match first.plain.bytes() {
            b"in" => matches!(
                second.plain.bytes(),
                b"corso" | b"ritardo" | b"attesa" | b"linea" | b"anticipo"
            ),
            b"non" | b"da" | b"gi\xc3\xa0" | b"parzialmente" => is_stage(second.plain.bytes()),
            _ => false,
        }
}

/// What may have been done with a phase, or not ("avviata", "completare").
fn is_stage(plain: &[u8]) -> bool {
    const STEMS: [&[u8]; 9] = [
        b"avvi",
        b"inizi",
        b"complet",
        b"conclu",
        b"realizz",
        b"raggiun",
        b"attuat",
        b"effettua",
        b"svolt",
    ];
    STEMS.iter().any(|stem| plain.starts_with(stem))
}

/// Whether words begin like a due cell, and how.
pub fn due_start<'f>(words: impl IntoIterator<Item = &'f str>) -> Option<Mark> {
    let mut words = words.into_iter();
    let first = words.next()?;
    if is_date_shaped(first) {
        return Some(Mark::Date);
    }
    let second = words.next().map(Look::of);
    is_concluded_or_term(first, &Look::of(first), second.as_ref())
}

/// How a due cell begins that does not begin with a date.
pub fn is_concluded_or_term(word: &str, look: &Look, next: Option<&Look>) -> Option<Mark> {
    if is_concluded(word) {
        return Some(Mark::Status);
    }
    term(look.plain.bytes(), next.map(|look| look.plain.bytes()))
}

fn term(first: &[u8], second: Option<&[u8]>) -> Option<Mark> {
    let number = !first.is_empty() && first.iter().all(u8::is_ascii_digit) && first.len() <= 3;
    match second {
        Some(unit) if number && UNITS.contains(&unit) => Some(Mark::Term(2)),
        Some(b"semestre" | b"trimestre" | b"quadrimestre") if roman_or_ordinal(first) => {
            Some(Mark::Term(2))
        }
        Some(second) if first == b"entro" && !second.is_empty() => Some(Mark::Term(2)),
        Some(year)
            if MONTHS.contains(&first)
                && year.len() == 4
                && year.iter().all(u8::is_ascii_digit) =>
        {
            Some(Mark::Term(2))
        }
        _ if number_with_unit(first)
            || matches!(
                first,
                b"annuale"
                    | b"semestrale"
                    | b"trimestrale"
                    | b"mensile"
                    | b"continuativa"
                    | b"continuativo"
            ) =>
        {
            Some(Mark::Term(1))
        }
        _ => None,
    }
}

/// "30gg".
fn number_with_unit(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && digits <= 3 && UNITS.contains(&&word[digits..])
}

fn roman_or_ordinal(word: &[u8]) -> bool {
    matches!(
        word,
        b"i" | b"ii"
            | b"iii"
            | b"iv"
            | b"1"
            | b"2"
            | b"3"
            | b"4"
            | b"1\xc2\xb0"
            | b"2\xc2\xb0"
            | b"3\xc2\xb0"
            | b"4\xc2\xb0"
            | b"primo"
            | b"secondo"
            | b"terzo"
    )
}

/// "Conclusa", alone in the due column.
fn is_concluded(word: &str) -> bool {
    matches!(
        word,
        "Conclusa" | "CONCLUSA" | "Concluso" | "CONCLUSO" | "Conclusi" | "Concluse"
    )
}

/// Whether a due cell that begins so is complete with its first word.
pub fn ends_due_alone(first: &str) -> bool {
    is_concluded(first)
}

/// Words that go on with a due cell after its date: "31/01/2024 ma già conclusa",
/// "31/12/2024 (prorogata)".
pub fn opens_due_rest(word: &str) -> bool {
    word.starts_with('(') || goes_on_with_due(Plain::of(word).bytes())
}

fn goes_on_with_due(plain: &[u8]) -> bool {
    matches!(
        plain,
        b"ma"
            | b"salvo"
            | b"prorogata"
            | b"prorogato"
            | b"prorogabile"
            | b"e/o"
            | b"/"
            | b"gi\xc3\xa0"
    )
}

/// Words before a date that make it a part of a sentence.
fn is_prose_before_date(plain: &[u8]) -> bool {
    matches!(
        plain,
        b"data"
            | b"al"
            | b"il"
            | b"del"
            | b"dal"
            | b"entro"
            | b"di"
            | b"nel"
            | b"ed"
            | b"e"
            | b"a"
            | b"da"
            | b"in"
            | b"con"
            | b"e-mail"
            | b"n"
    )
}

/// Words after which a capital letter is a name, not a new sentence.
pub fn leads_on(word: &str) -> bool {
    leads_on_known(Plain::of(word).bytes())
}

fn leads_on_known(plain: &[u8]) -> bool {
    matches!(
        plain,
        b"del"
            | b"della"
            | b"dello"
            | b"dei"
            | b"delle"
            | b"degli"
            | b"di"
            | b"dal"
            | b"dalla"
            | b"dai"
            | b"dalle"
            | b"al"
            | b"alla"
            | b"ai"
            | b"alle"
            | b"il"
            | b"la"
            | b"lo"
            | b"le"
            | b"i"
            | b"gli"
            | b"con"
            | b"da"
            | b"a"
            | b"e"
            | b"in"
            | b"per"
            | b"su"
            | b"sul"
            | b"sulla"
            | b"nel"
            | b"nella"
            | b"l"
            | b"d"
            | b"ed"
            | b"n"
            | b"tra"
            | b"presso"
    )
}

/// A short status in the monitoring column.
pub fn is_status(word: &str) -> bool {
    // Most words begin with another letter.
    if !word.starts_with(['O', 'o', 'K', 'S', 'N', 'X', 'x']) {
        return false;
    }
    matches!(
        word.trim_end_matches([',', ';', '.', ':']),
        "OK" | "Ok" | "ok" | "KO" | "SI" | "SÌ" | "Si" | "Sì" | "NO" | "No" | "X" | "x"
    )
}

fn change(word: &str) -> i32 {
    word.bytes()
        .map(|b| i32::from(b == b'(') - i32::from(b == b')'))
        .sum()
}

fn is_number(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let digits = word.trim_end_matches([';', ',', '.']);
    !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_separator(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | "e" | ";" | "," | "+" | "&")
}

/// Titles before a name ("arch.", "Dott.ssa").
fn is_title(plain: &[u8]) -> bool {
    matches!(
        plain,
        b"arch"
            | b"ing"
            | b"avv"
            | b"dott"
            | b"dottssa"
            | b"dr"
            | b"drssa"
            | b"geom"
            | b"rag"
            | b"sig"
            | b"sigra"
            | b"prof"
            | b"comandante"
            | b"comm"
            | b"isp"
    )
}

/// A capitalised word of ordinary length, without a verb's company.
fn is_name(word: &str) -> bool {
    const LONGEST: usize = 14;
    let letters = word.trim_end_matches([',', ';', '.']);
    letters.starts_with(char::is_uppercase)
        && letters.chars().count() <= LONGEST
        && letters
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.'))
        && !is_sentence_opener(letters)
}

/// Capitalised words with which an outcome, not a name, begins.
fn is_sentence_opener(word: &str) -> bool {
    matches!(
        Plain::of(word).bytes(),
        b"fase"
            | b"la"
            | b"il"
            | b"lo"
            | b"le"
            | b"gli"
            | b"i"
            | b"in"
            | b"alla"
            | b"al"
            | b"con"
            | b"sono"
            | b"si"
            | b"\xc3\xa8"
            | b"e"
            | b"a"
            | b"per"
            | b"non"
            | b"attivit\xc3\xa0"
            | b"completata"
            | b"completato"
            | b"avviata"
            | b"avviato"
            | b"effettuata"
            | b"effettuato"
            | b"realizzata"
            | b"realizzato"
            | b"predisposta"
            | b"predisposto"
            | b"approvata"
            | b"approvato"
            | b"un"
            | b"una"
            | b"nel"
            | b"nella"
            | b"da"
            | b"ad"
            | b"obiettivo"
            | b"procedura"
            | b"progetto"
            | b"delibera"
            | b"determina"
            | b"conclusa"
            | b"concluso"
            | b"l"
            | b"dal"
            | b"dalla"
            | b"entro"
    )
}

/// A word in lower case: letters and digits with the signs inside a word, but for
/// full stops. It is compared by its bytes ("gi\xc3\xa0" is "già"). Of a long word only the beginning is kept: no word known here is
/// as long.
#[derive(Debug, Clone, Copy)]
struct Plain {
    bytes: [u8; Plain::MOST],
    length: u8,
}

impl Plain {
    const MOST: usize = 24;

    fn of(word: &str) -> Self {
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
    fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Mark, Misfit, due_start};

    fn due(text: &str) -> Option<Mark> {
        due_start(text.split(' '))
    }

    fn misfit(text: &str) -> f32 {
        let words: Vec<_> = text.split(' ').map(Look::of).collect();
        let mut misfit = Misfit::default();
        let costs = (0..words.len()).map(|at| misfit.add(&words[at..]));
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
}
