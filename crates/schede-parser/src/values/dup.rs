//! A reference to the DUP (Documento unico di programmazione) taken apart:
//! "Indirizzo Strategico: ... - Obiettivo Strategico: ... Missione 01-... Programma 08-...".

use std::ops::Range;

use schede_profile::{DupPart, References};

/// Byte ranges of the parts of a DUP reference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DupParts {
    /// Indirizzo strategico.
    pub strategic_direction: Option<Range<usize>>,
    /// Obiettivo strategico.
    pub strategic_objective: Option<Range<usize>>,
    /// Code of the Missione.
    pub mission_code: Option<Range<usize>>,
    /// Name of the Missione.
    pub mission_name: Option<Range<usize>>,
    /// Code of the Programma.
    pub programme_code: Option<Range<usize>>,
    /// Name of the Programma.
    pub programme_name: Option<Range<usize>>,
}

/// Takes a reference apart. Parts that are not printed are none.
pub fn dup_parts(raw: &str, words: &References) -> DupParts {
    let lower = raw.to_ascii_lowercase();
    let mut parts = DupParts::default();
    let openings = openings(&lower, words);
    for (n, (part, start, value)) in openings.iter().enumerate() {
        let end = openings.get(n + 1).map_or(raw.len(), |next| next.1);
        debug_assert!(start <= value);
        let body = tidy(raw, *value..end.max(*value));
        match part {
            DupPart::Direction => parts.strategic_direction = body,
            DupPart::Objective => parts.strategic_objective = body,
            DupPart::Mission => (parts.mission_code, parts.mission_name) = numbered(raw, body),
            DupPart::Programme => {
                (parts.programme_code, parts.programme_name) = numbered(raw, body)
            }
        }
    }
    parts
}

/// Each part's first opening: (part, byte of the opener, byte of its value).
fn openings(lower: &str, words: &References) -> Vec<(DupPart, usize, usize)> {
    let bytes = lower.as_bytes();
    let begins_word = |at: &usize| *at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    let mut found: Vec<(DupPart, usize, usize)> = Vec::new();
    for at in (0..bytes.len()).filter(begins_word) {
        for (word, part) in &words.dup {
            let end = at + word.len();
            let here = bytes[at..].starts_with(word.as_bytes()) && opens(lower, *part, end);
            if here && found.iter().all(|(known, ..)| known != part) {
                found.push((*part, at, end));
            }
        }
    }
    found
}

/// Whether a word that ends at a place opens a part. A Missione or Programma counts only
/// if a number follows: the words occur in prose too.
fn opens(lower: &str, part: DupPart, end: usize) -> bool {
    let after = lower[end..].trim_start_matches([' ', ':', '.', 'n', '°']);
    match part {
        DupPart::Direction | DupPart::Objective => lower[end..].trim_start().starts_with(':'),
        DupPart::Mission | DupPart::Programme => after.starts_with(|c: char| c.is_ascii_digit()),
    }
}

/// Code and name of "01-Servizi ...", "06: Politiche ...", "08 -Statistica ...".
fn numbered(raw: &str, body: Option<Range<usize>>) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let Some(body) = body else {
        return (None, None);
    };
    let text = &raw[body.clone()];
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let code = body.start + start..body.start + start + digits;
    let name = tidy(raw, code.end..body.end);
    (Some(code), name)
}

/// The range without blanks and dashes at both ends, colons at the beginning,
/// and full stops and semicolons at the end.
fn tidy(raw: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &raw[range.clone()];
    let head = text.trim_start_matches([' ', ':', '-', '–', '.']);
    let start = range.start + (text.len() - head.len());
    let body = head.trim_end_matches([' ', '-', '–', '.', ';', ',']);
    (!body.is_empty()).then_some(start..start + body.len())
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::dup_parts;

    fn read(raw: &str) -> Vec<&str> {
        let profiles = Profiles::builtin().expect("built in");
        let p = dup_parts(raw, &profiles.fallback().expect("one").references);
        let parts = [
            p.strategic_direction,
            p.strategic_objective,
            p.mission_code,
            p.mission_name,
            p.programme_code,
            p.programme_name,
        ];
        parts
            .into_iter()
            .map(|r| r.map_or("-", |r| &raw[r]))
            .collect()
    }

    #[test]
    fn all_printed_spellings() {
        assert_eq!(
            read(
                "Indirizzo Strategico: Città viva - Obiettivo Strategico: Vicini a tutti Missione 01-Servizi istituzionali, generali e di gestione Programma 08-Statistica e sistemi informativi;"
            ),
            [
                "Città viva",
                "Vicini a tutti",
                "01",
                "Servizi istituzionali, generali e di gestione",
                "08",
                "Statistica e sistemi informativi"
            ]
        );
        assert_eq!(
            read(
                "Indirizzo strategico: Salute - Obiettivo strategico: Crescita personale - Missione 06: Politiche giovanili, sport e tempo libero - Programma 01: Sport e tempo libero."
            ),
            [
                "Salute",
                "Crescita personale",
                "06",
                "Politiche giovanili, sport e tempo libero",
                "01",
                "Sport e tempo libero"
            ]
        );
        assert_eq!(
            read("Missione 01-Servizi Programma 08 -Statistica"),
            ["-", "-", "01", "Servizi", "08", "Statistica"]
        );
    }

    #[test]
    fn words_in_prose_open_nothing() {
        assert_eq!(
            read(
                "Indirizzo Strategico: La nostra missione - Obiettivo Strategico: Un programma per tutti Missione 12-Diritti sociali Programma 07-Servizi"
            ),
            [
                "La nostra missione",
                "Un programma per tutti",
                "12",
                "Diritti sociali",
                "07",
                "Servizi"
            ]
        );
        assert_eq!(read("==="), ["-"; 6]);
    }
}
