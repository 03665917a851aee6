//! Rows of a table that are numbered in another way than "fase 1:": "Fase a:", "Fase II -",
//! "1^ fase:", "Prima fase", "A1 ...", "A.1 ...", "2.1 ...", "3) ...", "b. ...".
//!
//! In: the cells of all rows of a table, of which none has a label of the usual kind. Out:
//! where each row's number stands. Such beginnings stand in lists and sentences, too: they
//! count only where all rows of the table are numbered in one way, from one on.
//!
//! Not here: "fase 3:" and numbers in a column of their own (`table`).

use std::ops::Range;

use schede_profile::Profile;

use crate::values::date::is_date_shaped;
use crate::values::weight::whole_weight;

/// How the rows of a table are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// "Fase a:".
    WordAndLetter,
    /// "Fase II:".
    WordAndRoman,
    /// "1^ fase:".
    Ordinal,
    /// "Prima fase".
    OrdinalWord,
    /// "A1".
    LetterAndNumber,
    /// "A.1", "2.1": the same before each number, and a sign.
    Parts,
    /// "1)".
    Number,
    /// "a)".
    Letter,
    /// "II)".
    Roman,
}

/// Those of each word before those without one: "I" may be a letter, too.
pub(super) const WAYS: [Way; 9] = [
    Way::WordAndLetter,
    Way::WordAndRoman,
    Way::Ordinal,
    Way::OrdinalWord,
    Way::LetterAndNumber,
    Way::Parts,
    Way::Number,
    Way::Roman,
    Way::Letter,
];

impl Way {
    /// Whether a figure is printed.
    pub fn is_figure(self) -> bool {
        match self {
            Self::Ordinal | Self::LetterAndNumber | Self::Parts | Self::Number => true,
            Self::WordAndLetter
            | Self::WordAndRoman
            | Self::OrdinalWord
            | Self::Letter
            | Self::Roman => false,
        }
    }
}

/// The number of a row, where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// The number.
    pub number: u32,
    /// Where it is printed.
    pub sign: Range<usize>,
    /// Where the row's words begin.
    pub value: usize,
}

/// The numbers of the rows whose cells begin with these texts, all in one way; none if they
/// are not so numbered.
pub fn numbered(profile: &Profile, texts: &[&str]) -> Option<(Way, Vec<Numbered>)> {
    /// One row alone proves nothing.
    const SEVERAL: usize = 2;
    if texts.len() < SEVERAL {
        return None;
    }
    WAYS.into_iter().find_map(|way| {
        let rows = texts.iter().zip(1..);
        let rows = rows.map(|(text, number)| read(profile, way, text, number));
        let rows = rows.collect::<Option<Vec<_>>>()?;
        let begun = |at: usize| &texts[at][..rows[at].sign.start];
        let alike = way != Way::Parts || (1..rows.len()).all(|at| begun(at) == begun(0));
        alike.then_some((way, rows))
    })
}

/// Reads the number that a row is expected to have.
pub(super) fn read(profile: &Profile, way: Way, text: &str, number: u32) -> Option<Numbered> {
    let numbering = &profile.references;
    let word_end = |text: &str| profile.phase_words.at_start(text).map(|word| word.end);
    let start = match way {
        Way::WordAndLetter | Way::WordAndRoman => {
            let end = blank(text, word_end(text)?);
            blank(text, end + numbering.numbering_at_start(&text[end..]))
        }
        Way::LetterAndNumber => {
            let letters = run(text, |c| c.is_ascii_uppercase());
            (1..=2).contains(&letters).then_some(letters)?
        }
        Way::Parts => parts(text)?,
        Way::Ordinal | Way::OrdinalWord | Way::Number | Way::Letter | Way::Roman => 0,
    };
    let rest = &text[start..];
    let length = match way {
        Way::Ordinal | Way::LetterAndNumber | Way::Parts | Way::Number => {
            let digits = run(rest, |c| c.is_ascii_digit());
            (rest[..digits].parse() == Ok(number)).then_some(digits)?
        }
        Way::OrdinalWord => {
            let word = profile.ordinals.at_start(rest);
            word.filter(|word| word.what == number)?.end
        }
        Way::WordAndLetter | Way::Letter => {
            let letter = rest.chars().next()?.to_ascii_lowercase();
            is_letter(letter, number).then_some(1)?
        }
        Way::WordAndRoman | Way::Roman => {
            let length = run(rest, |c| matches!(c, 'I' | 'V' | 'X'));
            (rest[..length] == roman(number)).then_some(length)?
        }
    };
    let sign = start..start + length;
    let value = match way {
        Way::OrdinalWord => {
            let word = blank(text, sign.end);
            (word > sign.end).then_some(())?;
            signs(text, word + word_end(&text[word..])?).0
        }
        Way::Ordinal => {
            let mark = text[sign.end..].trim_start_matches(['^', '°', 'ª', 'º']);
            let word = blank(text, text.len() - mark.len());
            (word > sign.end).then_some(())?;
            signs(text, word + word_end(&text[word..])?).0
        }
        _ => {
            let (value, parted) = signs(text, sign.end);
            let capital = value > sign.end && text[value..].starts_with(char::is_uppercase);
            let worded = matches!(
                way,
                Way::WordAndLetter | Way::WordAndRoman | Way::LetterAndNumber | Way::Parts
            );
            (value == text.len() || parted || worded && capital).then_some(value)?
        }
    };
    Some(Numbered {
        number,
        sign,
        value,
    })
}

/// The same of a number, or a Roman figure, without a sign behind it, as in a column of its
/// own: "1 Avvio", "II Gara".
pub(super) fn bare(text: &str, number: u32) -> Option<Numbered> {
    let written = [number.to_string(), roman(number)];
    let end = written.iter().find_map(|sign| {
        let rest = text.strip_prefix(sign.as_str())?;
        let words = rest.trim_start();
        // A row may have no description: "2 15/06/2025", "2 15% OK", "2 15 Conclusa".
        let (first, next) = words.split_once(' ').unwrap_or((words, ""));
        let behind = next.split(' ').next().unwrap_or_default();
        let cell = next.starts_with(char::is_uppercase) || is_date_shaped(behind);
        let alone = || is_share(first, false) && (cell || next.is_empty());
        let figure = || is_date_shaped(first) || is_share(first, true) || alone();
        let apart = words.len() < rest.len() && (words.starts_with(char::is_uppercase) || figure());
        (apart || words.is_empty()).then_some(sign.len())
    })?;
    Some(Numbered {
        number,
        sign: 0..end,
        value: blank(text, end),
    })
}

/// Whether a word is a share of hundred, with its sign or without.
fn is_share(word: &str, sign: bool) -> bool {
    whole_weight(word).is_some_and(|share| share.percent == sign)
}

/// Where the last part of a code begins, behind the signs between them.
fn parts(text: &str) -> Option<usize> {
    let sign = |c: char| matches!(c, '.' | '-' | '/');
    let length = run(text, |c| {
        c.is_ascii_digit() || c.is_ascii_uppercase() || sign(c)
    });
    let code = text[..length].trim_end_matches(sign);
    code.rfind(sign).map(|at| at + 1)
}

/// Bytes at the beginning of a text.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(of).len()
}

fn blank(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start().len()
}

/// Where the words behind a number begin, and whether a sign parts them from it.
fn signs(text: &str, at: usize) -> (usize, bool) {
    let rest = &text[at..];
    let sign = |c: char| matches!(c, ':' | ')' | '.' | '-' | '–' | '°' | '/');
    let value = rest.trim_start_matches(|c: char| c.is_whitespace() || sign(c));
    let between = &rest[..rest.len() - value.len()];
    let parted = between.contains(sign) && between.ends_with(char::is_whitespace);
    (text.len() - value.len(), parted)
}

/// Whether a letter stands for a number: of the alphabet of 26 letters, or of the Italian
/// one, which has no J and K.
fn is_letter(letter: char, number: u32) -> bool {
    let of = |alphabet: &str| alphabet.chars().nth(number as usize - 1) == Some(letter);
    of("abcdefghijklmnopqrstuvwxyz") || of("abcdefghilmnopqrstuvz")
}

/// A number up to 39 in Roman figures.
fn roman(number: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let (tens, ones) = (
        "X".repeat((number / 10) as usize),
        ONES[number as usize % 10],
    );
    tens + ones
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::numbered;

    fn read(texts: &[&str]) -> Option<Vec<String>> {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let (_, rows) = numbered(profile, texts)?;
        let rows = rows.iter().zip(texts);
        let rows =
            rows.map(|(row, text)| format!("{} {}", &text[row.sign.clone()], &text[row.value..]));
        Some(rows.collect())
    }

    #[test]
    fn rows_are_numbered_in_one_way() {
        for (texts, expected) in [
            (["Fase a: Avvio", "Fase b: Gara"], ["a Avvio", "b Gara"]),
            (["FASE I - Avvio", "FASE II - Gara"], ["I Avvio", "II Gara"]),
            (["1^ fase: Avvio", "2^ fase: Gara"], ["1 Avvio", "2 Gara"]),
            (["1ª Fase Avvio", "2ª Fase Gara"], ["1 Avvio", "2 Gara"]),
            (
                ["Prima fase: Avvio", "Seconda fase: Gara"],
                ["Prima Avvio", "Seconda Gara"],
            ),
            (
                ["PRIMA FASE Avvio", "SECONDA FASE gara"],
                ["PRIMA Avvio", "SECONDA gara"],
            ),
            (["A1 Avvio", "A2 Gara"], ["1 Avvio", "2 Gara"]),
            (["F1", "F2"], ["1 ", "2 "]),
            (["A.1 Avvio", "A.2 Gara"], ["1 Avvio", "2 Gara"]),
            (["2.1 Avvio", "2.2 Gara"], ["1 Avvio", "2 Gara"]),
            (["1) avvio", "2) gara"], ["1 avvio", "2 gara"]),
            (["1. Avvio", "2. Gara"], ["1 Avvio", "2 Gara"]),
            (["I", "II"], ["I ", "II "]),
            (["a) avvio", "b) gara"], ["a avvio", "b gara"]),
        ] {
            assert_eq!(read(&texts).expect("numbered"), expected);
        }
    }

    #[test]
    fn other_beginnings_number_nothing() {
        for texts in [
            ["Avvio", "Gara"],
            ["1) Avvio", "3) Gara"],
            ["2) Avvio", "3) Gara"],
            ["1) Avvio", "b) Gara"],
            ["Fase a regime", "Fase b"],
            ["1 avvio", "2 gare"],
            ["A casa", "B"],
            ["Prima riunione", "Seconda riunione"],
            ["Seconda fase", "Terza fase"],
            ["1.1 Avvio", "2.1 Gara"],
        ] {
            assert_eq!(read(&texts), None, "{texts:?}");
        }
    }
}
