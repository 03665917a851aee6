//! A reference to the public-value section taken apart: "02 Accesso digitale
//! Codice 02.01", "Obiettivo di valore pubblico n. 19-Promozione - Cod. VP 19.01".

use std::ops::Range;

/// Byte ranges of the parts of a public-value reference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicValueParts {
    /// Code of the area ("02").
    pub area_code: Option<Range<usize>>,
    /// Name of the area.
    pub area_name: Option<Range<usize>>,
    /// Code of the public value ("02.01").
    pub code: Option<Range<usize>>,
}

/// Words before the code, longest first.
const CODE_WORDS: [&str; 4] = ["codice vp", "codice", "cod. vp", "cod."];

/// Takes a reference apart. Parts that are not printed are none.
pub fn public_value_parts(raw: &str) -> PublicValueParts {
    let lower = raw.to_ascii_lowercase();
    let (area_end, code) = code(&lower);
    let Some(start) = area_start(&lower[..area_end]) else {
        return PublicValueParts {
            code,
            ..PublicValueParts::default()
        };
    };
    let digits = lower[start..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    PublicValueParts {
        area_code: Some(start..start + digits),
        area_name: tidy(raw, start + digits..area_end),
        code,
    }
}

/// Where the code's word begins (the text's end if there is none), and the code.
fn code(lower: &str) -> (usize, Option<Range<usize>>) {
    let found = CODE_WORDS.iter().find_map(|word| {
        let at = lower.rfind(word)?;
        let digits =
            at + word.len() + lower[at + word.len()..].find(|c: char| c.is_ascii_digit())?;
        Some((at, digits))
    });
    let Some((at, start)) = found else {
        return (lower.len(), None);
    };
    let length = lower[start..]
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.')
        .count();
    let code = lower[start..start + length].trim_end_matches('.').len();
    (at, Some(start..start + code))
}

/// The area's number: at the very beginning, or after "n.".
fn area_start(area: &str) -> Option<usize> {
    let begins = |at: usize| area[at..].starts_with(|c: char| c.is_ascii_digit());
    if begins(0) {
        return Some(0);
    }
    area.match_indices("n.")
        .map(|(at, word)| at + word.len())
        .map(|at| at + (area[at..].len() - area[at..].trim_start().len()))
        .find(|at| begins(*at))
}

fn tidy(raw: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &raw[range.clone()];
    let head = text.trim_start_matches([' ', ':', '-', '–', '.']);
    let start = range.start + (text.len() - head.len());
    let body = head.trim_end_matches([' ', '-', '–', ';', ',']);
    (!body.is_empty()).then_some(start..start + body.len())
}

#[cfg(test)]
mod tests {
    use super::public_value_parts;

    fn read(raw: &str) -> Vec<&str> {
        let p = public_value_parts(raw);
        [p.area_code, p.area_name, p.code]
            .into_iter()
            .map(|r| r.map_or("-", |r| &raw[r]))
            .collect()
    }

    #[test]
    fn all_printed_spellings() {
        assert_eq!(
            read("02 Accesso digitale ai servizi Codice 02.01"),
            ["02", "Accesso digitale ai servizi", "02.01"]
        );
        assert_eq!(
            read("Obiettivo di valore pubblico n. 19-Promozione sportiva - Cod. VP 19.01"),
            ["19", "Promozione sportiva", "19.01"]
        );
        assert_eq!(read("===="), ["-", "-", "-"]);
        assert_eq!(
            read("17 Semplificazione, trasparenza"),
            ["17", "Semplificazione, trasparenza", "-"]
        );
    }
}
