//! A reference to the public-value section taken apart: "02 Accesso digitale
//! Codice 02.01", "Obiettivo di valore pubblico n. 19-Promozione - Cod. VP 19.01".

use std::ops::Range;

use schede_profile::References;

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

/// Takes a reference apart. Parts that are not printed are none.
pub fn public_value_parts(raw: &str, words: &References) -> PublicValueParts {
    let lower = raw.to_ascii_lowercase();
    let (area_end, code) = code(&lower, words);
    let Some(start) = area_start(&lower[..area_end], words) else {
        return PublicValueParts {
            code,
            ..PublicValueParts::default()
        };
    };
    let n_digits = |at: usize| lower[at..].bytes().take_while(u8::is_ascii_digit).count();
    let area = start..start + n_digits(start);
    // The code itself may stand there ("02.01", "02.01 Accesso ai servizi").
    let whole = lower[area.end..].starts_with('.').then(|| area.end + 1);
    let whole = whole.map(|at| start..at + n_digits(at));
    let whole = whole.filter(|whole| whole.end > area.end + 1);
    let name = whole.as_ref().map_or(area.end, |whole| whole.end);
    PublicValueParts {
        area_code: Some(area),
        area_name: tidy(raw, name..area_end),
        code: code.or(whole),
    }
}

/// Where the code's word begins (the text's end if there is none), and the code.
fn code(lower: &str, words: &References) -> (usize, Option<Range<usize>>) {
    let found = words.codes.iter().find_map(|word| {
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
fn area_start(area: &str, words: &References) -> Option<usize> {
    let begins = |at: usize| area[at..].starts_with(|c: char| c.is_ascii_digit());
    let number = |at: usize| {
        let word = words.numbering_at_start(&area[at..]);
        let named = area[at..at + word].ends_with(|c: char| !c.is_whitespace());
        let after = area[at + word..].trim_start();
        (word > 0 && named).then_some(area.len() - after.len())
    };
    if begins(0) {
        return Some(0);
    }
    let mut places = area.char_indices().filter_map(|(at, _)| number(at));
    places.find(|at| begins(*at))
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
    use schede_profile::Profiles;

    use super::public_value_parts;

    fn read(raw: &str) -> Vec<&str> {
        let profiles = Profiles::builtin().expect("built in");
        let p = public_value_parts(raw, &profiles.fallback().expect("one").references);
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
        assert_eq!(read("02.01"), ["02", "-", "02.01"]);
        assert_eq!(read("02.01 Accesso"), ["02", "Accesso", "02.01"]);
        assert_eq!(
            read("17 Semplificazione, trasparenza"),
            ["17", "Semplificazione, trasparenza", "-"]
        );
    }
}
