//! What the cells of a phase look like: deadlines, statuses, names. These are
//! the habits of Italian offices, not the words of one city.

use std::borrow::Cow;

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
const UNITS: [&str; 10] = [
    "gg",
    "giorni",
    "giorno",
    "mesi",
    "mese",
    "settimane",
    "anni",
    "anno",
    "ore",
    "g",
];

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// Whether `words` begin like a due cell, and how. Works on any kind of word.
pub fn due_start<'f, W>(words: &[W], text: impl Fn(&W) -> &'f str) -> Option<Mark> {
    let first = text(words.first()?);
    if is_date_shaped(first) {
        return Some(Mark::Date);
    }
    if is_concluded(first) {
        return Some(Mark::Status);
    }
    let second = words.get(1).map(text).map(plain);
    term(&plain(first), second.as_deref())
}

fn term(first: &str, second: Option<&str>) -> Option<Mark> {
    let number = !first.is_empty() && first.bytes().all(|b| b.is_ascii_digit()) && first.len() <= 3;
    match second {
        Some(unit) if number && UNITS.contains(&unit) => Some(Mark::Term(2)),
        Some("semestre" | "trimestre" | "quadrimestre") if roman_or_ordinal(first) => {
            Some(Mark::Term(2))
        }
        Some(second) if first == "entro" && !second.is_empty() => Some(Mark::Term(2)),
        Some(year)
            if MONTHS.contains(&first)
                && year.len() == 4
                && year.bytes().all(|b| b.is_ascii_digit()) =>
        {
            Some(Mark::Term(2))
        }
        _ if number_with_unit(first)
            || matches!(
                first,
                "annuale"
                    | "semestrale"
                    | "trimestrale"
                    | "mensile"
                    | "continuativa"
                    | "continuativo"
            ) =>
        {
            Some(Mark::Term(1))
        }
        _ => None,
    }
}

/// "30gg".
fn number_with_unit(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && digits <= 3 && UNITS.contains(&&word[digits..])
}

fn roman_or_ordinal(word: &str) -> bool {
    matches!(
        word,
        "i" | "ii"
            | "iii"
            | "iv"
            | "1"
            | "2"
            | "3"
            | "4"
            | "1°"
            | "2°"
            | "3°"
            | "4°"
            | "primo"
            | "secondo"
            | "terzo"
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
    word.starts_with('(')
        || matches!(
            plain(word).as_ref(),
            "ma" | "salvo" | "prorogata" | "prorogato" | "prorogabile" | "e/o" | "/" | "già"
        )
}

/// Words before a date that make it a part of a sentence.
pub fn prose_before_date(word: &str) -> bool {
    matches!(
        plain(word).as_ref(),
        "data"
            | "al"
            | "il"
            | "del"
            | "dal"
            | "entro"
            | "di"
            | "nel"
            | "ed"
            | "e"
            | "a"
            | "da"
            | "in"
            | "con"
            | "e-mail"
            | "n"
    )
}

/// Words after which a capital letter is a name, not a new sentence.
pub fn leads_on(word: &str) -> bool {
    let word = plain(word);
    matches!(
        word.as_ref(),
        "del"
            | "della"
            | "dello"
            | "dei"
            | "delle"
            | "degli"
            | "di"
            | "dal"
            | "dalla"
            | "dai"
            | "dalle"
            | "al"
            | "alla"
            | "ai"
            | "alle"
            | "il"
            | "la"
            | "lo"
            | "le"
            | "i"
            | "gli"
            | "con"
            | "da"
            | "a"
            | "e"
            | "in"
            | "per"
            | "su"
            | "sul"
            | "sulla"
            | "nel"
            | "nella"
            | "l"
            | "d"
            | "ed"
            | "n"
            | "tra"
            | "presso"
    ) || word.ends_with('\'')
}

/// A short status in the monitoring column.
pub fn is_status(word: &str) -> bool {
    matches!(
        word.trim_end_matches([',', ';', '.', ':']),
        "OK" | "Ok" | "ok" | "KO" | "SI" | "SÌ" | "Si" | "Sì" | "NO" | "No" | "X" | "x"
    )
}

/// How badly words fit the monitoring column: a status, a remark in brackets,
/// names of colleagues and their telephone numbers. 0 is a good fit; each word
/// that does not fit costs 2. Item `n` of the answer is for the first `n` words.
pub fn monitoring_misfits<'f, W>(words: &[W], text: impl Fn(&W) -> &'f str) -> Vec<f32> {
    // More names than these in a row are a sentence.
    const MOST_NAMES: usize = 4;
    let mut costs = Vec::with_capacity(words.len() + 1);
    let (mut open, mut names, mut cost) = (0i32, 0, 0.0);
    costs.push(cost);
    for word in words {
        let word = text(word);
        let inside = open > 0 || word.starts_with('(');
        open = (open + change(word)).max(0);
        let fits =
            inside || is_status(word) || is_number(word) || is_separator(word) || is_title(word);
        if !fits {
            let name = is_name(word);
            names += usize::from(name);
            if !name || names > MOST_NAMES {
                cost += 2.0;
            }
        }
        costs.push(cost);
    }
    costs
}

/// [`monitoring_misfits`] of all the words.
pub fn monitoring_misfit<'f, W>(words: &[W], text: impl Fn(&W) -> &'f str) -> f32 {
    monitoring_misfits(words, text)
        .last()
        .copied()
        .unwrap_or_default()
}

fn change(word: &str) -> i32 {
    word.bytes()
        .map(|b| i32::from(b == b'(') - i32::from(b == b')'))
        .sum()
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches([';', ',', '.']);
    !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_separator(word: &str) -> bool {
    matches!(word, "-" | "–" | "/" | "e" | ";" | "," | "+" | "&")
}

/// Titles before a name ("arch.", "Dott.ssa").
fn is_title(word: &str) -> bool {
    matches!(
        plain(word).as_ref(),
        "arch"
            | "ing"
            | "avv"
            | "dott"
            | "dottssa"
            | "dr"
            | "drssa"
            | "geom"
            | "rag"
            | "sig"
            | "sigra"
            | "prof"
            | "comandante"
            | "comm"
            | "isp"
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
            .all(|c| c.is_alphabetic() || "'’-.".contains(c))
        && !is_sentence_opener(letters)
}

/// Capitalised words with which an outcome, not a name, begins.
fn is_sentence_opener(word: &str) -> bool {
    matches!(
        plain(word).as_ref(),
        "fase"
            | "la"
            | "il"
            | "lo"
            | "le"
            | "gli"
            | "i"
            | "in"
            | "alla"
            | "al"
            | "con"
            | "sono"
            | "si"
            | "è"
            | "e"
            | "a"
            | "per"
            | "non"
            | "attività"
            | "completata"
            | "completato"
            | "avviata"
            | "avviato"
            | "effettuata"
            | "effettuato"
            | "realizzata"
            | "realizzato"
            | "predisposta"
            | "predisposto"
            | "approvata"
            | "approvato"
            | "un"
            | "una"
            | "nel"
            | "nella"
            | "da"
            | "ad"
            | "obiettivo"
            | "procedura"
            | "progetto"
            | "delibera"
            | "determina"
            | "conclusa"
            | "concluso"
            | "l"
            | "dal"
            | "dalla"
            | "entro"
    )
}

/// Lower case, letters and digits with the signs inside a word.
fn plain(word: &str) -> Cow<'_, str> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    {
        return Cow::Borrowed(word);
    }
    Cow::Owned(
        word.chars()
            .filter(|c| *c != '.')
            .flat_map(char::to_lowercase)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Mark, due_start, monitoring_misfit};

    fn due(text: &str) -> Option<Mark> {
        let words: Vec<_> = text.split(' ').collect();
        due_start(&words, |w| *w)
    }

    fn misfit(text: &str) -> f32 {
        let words: Vec<_> = text.split(' ').collect();
        monitoring_misfit(&words, |w| *w)
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
