//! Figures whose digits stand apart ("2 8 /0 2 /2 0 2 4 "): an extractor that takes the
//! digits of a font for narrower than they are prints a blank behind each of them.
//!
//! In: the characters of a text. Out: the same with its figures joined. Most texts have no
//! such figures and are given back as they are.
//!
//! A blank that was on paper is a second one there, but between two cells of a row the
//! blank behind the last digit is the only one: a date is whole with its year, a word that
//! counts ("fase 1", "fase 2") has its number behind it, and no share of a row is above 100 %.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The years of plans of this decade, as they are printed then, and as elsewhere.
const YEAR: (&[u8], &[u8]) = (b"2 0 2 ", b"202");

/// So many years show how a text was extracted. A title set with its signs apart ("P I A N O
/// 2 0 2 4 - 2 0 2 6") has two, and the text below it has whole ones.
const SEVERAL: usize = 3;

/// The text with its figures joined.
pub(crate) fn joined(text: Cow<'_, str>) -> Cow<'_, str> {
    let years = |of| memchr::memmem::find_iter(text.as_bytes(), of);
    let apart = years(YEAR.0).count();
    if apart < SEVERAL || apart <= years(YEAR.1).count() {
        return text;
    }
    let counting = counting_words(&text);
    let mut all = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match is_apart(line) {
            true => join(line, &counting, &mut all),
            false => all.push_str(line),
        }
    }
    Cow::Owned(all)
}

/// Whether the digits of a line stand apart: none is next to another.
fn is_apart(line: &str) -> bool {
    let pairs = || line.as_bytes().windows(2);
    pairs().any(|pair| pair[0].is_ascii_digit() && pair[1] == b' ')
        && !pairs().any(|pair| pair.iter().all(u8::is_ascii_digit))
}

/// The words behind which a number counts on, or begins again with 1.
fn counting_words(text: &str) -> HashSet<String> {
    /// Digits behind a word, and how many of them count on.
    #[derive(Default)]
    struct Counts {
        last: u32,
        all: usize,
        on: usize,
        highest: u32,
    }
    const LEAST: usize = 3;
    /// "Fase"; a preposition is shorter ("del 1 5 %", "al 2 0 2 4").
    const SHORTEST: usize = 4;
    let mut words: HashMap<String, Counts> = HashMap::new();
    for line in text.lines() {
        let mut before = "";
        for word in line.split(' ') {
            let digit = word.parse().ok().filter(|_| word.len() == 1);
            if let Some(digit) = digit.filter(|_| before.chars().all(char::is_alphabetic))
                && before.len() >= SHORTEST
            {
                let counts = words.entry(before.to_lowercase()).or_default();
                counts.all += 1;
                counts.on += usize::from(digit == 1 || digit == counts.last + 1);
                counts.last = digit;
                counts.highest = counts.highest.max(digit);
            }
            before = word;
        }
    }
    let counts = |counts: &Counts| {
        // One in four may be torn from its table.
        counts.all >= LEAST && counts.highest > 1 && counts.on * 4 >= counts.all * 3
    };
    let words = words.into_iter().filter(|(_, c)| counts(c));
    words.map(|(word, _)| word).collect()
}

/// Appends a line whose digits stand apart.
fn join(line: &str, counting: &HashSet<String>, all: &mut String) {
    let start = all.len();
    let mut signs = line.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if is_separator(sign) {
            part_weight_and_date(all, start, &line[at..]);
        }
        if sign == '%' {
            part_number_and_share(all, start);
        }
        all.push(sign);
        if !sign.is_ascii_digit() || signs.next_if(|(_, next)| *next == ' ').is_none() {
            continue;
        }
        let rest = &line[at + 2..];
        let Some(next) = rest.chars().next().filter(|next| *next != '\n') else {
            continue;
        };
        let own = last_word(&all[start..]);
        let goes_on = match next {
            ' ' => true,
            '(' | '[' | '«' | '“' | '"' => false,
            _ if next.is_ascii_digit() => {
                !is_whole_date(own) && !is_count(&all[start..], own, counting)
            }
            // Within a code: "D7 1 F2 2 0".
            _ if next.is_alphabetic() => {
                let digit = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
                own.starts_with(char::is_uppercase) && next.is_uppercase() && digit
            }
            _ => true,
        };
        if !goes_on {
            all.push(' ');
        }
    }
}

fn is_separator(sign: char) -> bool {
    matches!(sign, '/' | '.' | '-')
}

/// The last word of a text, or the end of one that is longer than any figure.
fn last_word(text: &str) -> &str {
    const LONGEST: usize = 32;
    let near = text.bytes().rev().take(LONGEST);
    let length = near.take_while(|byte| *byte != b' ').count();
    let start = (text.len() - length..text.len()).find(|at| text.is_char_boundary(*at));
    &text[start.unwrap_or(text.len())..]
}

/// Whether a word is a date with its year.
fn is_whole_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(is_separator).collect();
    let digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), [.., day, month, year]
        if (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && year.len() == 4)
        && parts.iter().all(digits)
}

/// Whether a digit is the number behind a word that counts.
fn is_count(line: &str, own: &str, counting: &HashSet<String>) -> bool {
    let before = last_word(line[..line.len() - own.len()].trim_end());
    own.len() == 1 && !before.is_empty() && counting.contains(&before.to_lowercase())
}

/// Parts a weight without its sign from the date behind it ("302 8/02/2024"): `rest` goes on
/// behind what may be its day.
fn part_weight_and_date(all: &mut String, start: usize, rest: &str) {
    const DAY: usize = 2;
    let own = last_word(&all[start..]);
    let digits = own.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits <= DAY {
        return;
    }
    let rest: String = rest.chars().filter(|c| *c != ' ').take(8).collect();
    if is_whole_date(&format!("{}{rest}", &own[own.len() - DAY..])) {
        all.insert(all.len() - DAY, ' ');
    }
}

/// Parts the number of a row, which begins its line, from a share of more than 100 ("130,5%").
fn part_number_and_share(all: &mut String, start: usize) {
    let own = last_word(&all[start..]);
    let share = (start + own.len() == all.len()).then(|| own.replace(',', "."));
    let share: Option<f64> = share.and_then(|share| share.parse().ok());
    if share.is_some_and(|share| share > 100.0) {
        all.insert(start + 1, ' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        super::joined(Cow::Borrowed(text)).into_owned()
    }

    #[test]
    fn the_digits_of_a_figure_are_joined() {
        let text = "PIAO 2 0 2 4 -2 0 2 6  - Performance\nn. 3 4  del\n2 8 /1 1 /2 0 2 4 . Missione\n0 1 -Servizi, euro 1 5 5 .2 3 4 ,0 0  - CUP D7 1 F2 2 0 0 1\nart. 6  del\n3 1 /1 2 /2 0 2 4 \n";
        let whole = "PIAO 2024-2026 - Performance\nn. 34 del\n28/11/2024. Missione\n01-Servizi, euro 155.234,00 - CUP D71F22001\nart. 6 del\n31/12/2024\n";
        assert_eq!(joined(text), whole);
    }

    #[test]
    fn the_cells_of_a_row_stay_apart() {
        let text = "Scadenze 2 0 2 4 , 2 0 2 5 \nfase 1 3 0 ,5 % 2 8 /0 2 /2 0 2 4 5 0 %\nfase 2 5 ,5 % Conclusa\nfase 3 4 0 2 8 /0 2 /2 0 2 4 Svolta\n1 1 0 0 % 2 8 /0 2 /2 0 2 4 (entro)\nal 1 0 0 %\n";
        let whole = "Scadenze 2024, 2025\nfase 1 30,5% 28/02/2024 50%\nfase 2 5,5% Conclusa\nfase 3 40 28/02/2024 Svolta\n1 100% 28/02/2024 (entro)\nal 100%\n";
        assert_eq!(joined(text), whole);
    }

    #[test]
    fn a_preposition_counts_nothing() {
        let text = "2 0 2 4 , 2 0 2 5 , 2 0 2 6 \ndel 1 5 % al 2 0 2 4 \ndel 1 0 % al 2 0 2 5 \ndel 2 0 % al 2 0 2 6 \n";
        let whole = "2024, 2025, 2026\ndel 15% al 2024\ndel 10% al 2025\ndel 20% al 2026\n";
        assert_eq!(joined(text), whole);
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in [
            "Scadenza 28/02/2024\n1 2 3 4 5\nP I A O 2 0 2 4\n",
            "2 0 2 4 2 0 2 5 2 0 2 6 \nLine 1 2 with 12\n",
            "P I A N O 2 0 2 4 - 2 0 2 6\nScadenza 28/02/2024 15/03/2025\nart. 1 2 5\n",
        ] {
            let last = text.lines().last().unwrap_or_default();
            assert!(joined(text).contains(last));
        }
    }
}
