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
    /// Parts that are printed again: the reference names more than one of a kind.
    pub again: Vec<Again>,
    /// Words that stand in no part, or that open one and have no sign behind them.
    pub unread: Option<Range<usize>>,
    /// Parts are told by the cells of their labels.
    pub in_cells: bool,
}

/// A part that a reference prints again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Which.
    pub part: DupPart,
    /// Its code, if it is one with a number.
    pub code: Option<Range<usize>>,
    /// Its name.
    pub name: Option<Range<usize>>,
}

/// Takes a reference apart. Parts that are not printed are none.
pub fn dup_parts(raw: &str, words: &References) -> DupParts {
    dup_parts_of_cells(raw, words, &[])
}

/// The same of a reference of which some ranges are cells, each with a label of a part.
pub fn dup_parts_of_cells(raw: &str, words: &References, cells: &[Range<usize>]) -> DupParts {
    let lower = raw.to_ascii_lowercase();
    let mut parts = DupParts {
        in_cells: !cells.is_empty(),
        ..DupParts::default()
    };
    let places: Vec<(usize, usize)> = words.dup_words_in(&lower).collect();
    let openings = openings(&lower, &places, words, cells);
    parts.unread = unread(&lower, &places, &openings, words);
    for (n, (part, start, value)) in openings.iter().enumerate() {
        let end = openings.get(n + 1).map_or(raw.len(), |next| next.1);
        debug_assert!(start <= value);
        let body = tidy(raw, *value..end.max(*value));
        if openings[..n].iter().any(|(known, ..)| known == part) {
            let numbers = matches!(part, DupPart::Mission | DupPart::Programme);
            let (code, name) = if numbers {
                numbered(raw, body)
            } else {
                (None, body)
            };
            let part = *part;
            parts.again.push(Again { part, code, name });
            continue;
        }
        match part {
            DupPart::Direction => parts.strategic_direction = body,
            DupPart::Objective => parts.strategic_objective = body,
            DupPart::Mission => (parts.mission_code, parts.mission_name) = numbered(raw, body),
            DupPart::Programme => {
                (parts.programme_code, parts.programme_name) = numbered(raw, body)
            }
            DupPart::NoField => {}
        }
    }
    parts
}

/// Where parts open: (part, byte of the opener, byte of its value), among the places of their
/// words. A Missione or Programma that is named again within a text ("vedi Missione 01 del
/// DUP") opens none.
fn openings(
    lower: &str,
    places: &[(usize, usize)],
    words: &References,
    cells: &[Range<usize>],
) -> Vec<(DupPart, usize, usize)> {
    let begins_word = |at: usize| at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphanumeric();
    let mut found: Vec<(DupPart, usize, usize)> = Vec::new();
    for (at, word) in places.iter().filter(|(at, _)| begins_word(*at)) {
        let (word, part) = &words.dup[*word];
        let end = at + word.len();
        if let Some(cell) = cells.iter().find(|cell| cell.contains(at)) {
            let known = found.last().is_some_and(|(_, start, _)| start == at);
            if cell.start == *at && !known {
                found.push((*part, *at, cell.end));
            }
            continue;
        }
        let again = || found.iter().any(|(known, ..)| known == part);
        if let Some(value) = value_at(lower, *part, end, words)
            && (!again() || opens_again(lower, *part, end))
        {
            found.push((*part, *at, value));
        }
    }
    found
}

/// Where the value of the part begins whose word ends at a place; none if it opens no part. A
/// Missione or Programma counts only if a number follows: the words occur in prose too. The
/// others have a colon, or a number of their own and a colon or dash ("Indirizzo strategico
/// n. 4 - Scuola").
fn value_at(lower: &str, part: DupPart, end: usize, words: &References) -> Option<usize> {
    if matches!(part, DupPart::Mission | DupPart::Programme) {
        let after = lower[end..].trim_start_matches([' ', ':', '.', 'n', '°']);
        return after
            .starts_with(|c: char| c.is_ascii_digit())
            .then_some(end);
    }
    let rest = lower[end..].trim_start();
    if rest.starts_with(':') {
        return Some(end);
    }
    let rest = rest[words.numbering_at_start(rest)..].trim_start();
    let number = |c: char| c.is_ascii_digit() || c == '.';
    let named = rest.trim_start_matches(number);
    let numbered = rest.starts_with(|c: char| c.is_ascii_digit());
    let signed = named.trim_start().starts_with([':', '-', '–']);
    (numbered && signed).then_some(lower.len() - named.len())
}

/// Words of a reference that are in none of its parts: those before the first, and the
/// words that open a direction or an objective with no sign behind them. Each is a part
/// that the record may lack, or one that holds another.
fn unread(
    lower: &str,
    places: &[(usize, usize)],
    openings: &[(DupPart, usize, usize)],
    words: &References,
) -> Option<Range<usize>> {
    let first = openings.first().map(|(_, start, _)| *start)?;
    if lower[..first].contains(char::is_alphanumeric) {
        return Some(0..first);
    }
    let named = |part: DupPart| matches!(part, DupPart::Direction | DupPart::Objective);
    let opened = |at: usize| openings.iter().any(|(_, start, _)| *start == at);
    let left = places
        .iter()
        .filter(|(at, word)| named(words.dup[*word].1) && !opened(*at));
    // The words of directions come before those of objectives.
    let (at, word) = left.min_by_key(|(at, word)| (*word, *at))?;
    Some(*at..at + words.dup[*word].0.len())
}

/// Whether a part that was there before is printed again: a sign parts a number from its
/// name.
fn opens_again(lower: &str, part: DupPart, end: usize) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | ':' | '.' | 'n' | '°');
    match part {
        DupPart::Direction | DupPart::Objective | DupPart::NoField => true,
        DupPart::Mission | DupPart::Programme => {
            let numbered = lower[end..].trim_start_matches(digits);
            let number = &lower[end..lower.len() - numbered.len()];
            number.trim_end().ends_with([':', '.']) || numbered.starts_with(['-', '–', ','])
        }
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
/// and full stops and semicolons at the end. The last full stop of an abbreviation
/// ("Trasparenza della P.A.") is of the word.
fn tidy(raw: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &raw[range.clone()];
    let head = text.trim_start_matches([' ', ':', '-', '–', '.']);
    let start = range.start + (text.len() - head.len());
    let mut body = head.trim_end_matches([' ', '-', '–', '.', ';', ',']);
    let last = body.rsplit(' ').next().unwrap_or_default();
    if last.contains('.') && head[body.len()..].starts_with('.') {
        body = &head[..body.len() + 1];
    }
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
    fn a_part_that_is_printed_again_ends_the_one_before() {
        let raw = "Missione 01-Servizi Programma 08-Statistica Missione 06: Sport, Missione 09 - Ambiente";
        assert_eq!(read(raw), ["-", "-", "01", "Servizi", "08", "Statistica"]);
        let profiles = Profiles::builtin().expect("built in");
        let parts = dup_parts(raw, &profiles.fallback().expect("one").references);
        let again = parts.again.into_iter();
        let again = again.map(|a| (&raw[a.code.expect("code")], &raw[a.name.expect("name")]));
        assert_eq!(
            again.collect::<Vec<_>>(),
            [("06", "Sport"), ("09", "Ambiente")]
        );
        let prose = "Missione 01-Servizi Programma 08-Statistica come da Missione 01 del piano";
        assert_eq!(read(prose)[5], "Statistica come da Missione 01 del piano");
    }

    #[test]
    fn parts_may_have_numbers_of_their_own_and_other_names() {
        let rest = "Missione 04-Istruzione Programma 01-Istruzione prescolastica";
        let parts = [
            "Scuola e futuro",
            "Edilizia",
            "04",
            "Istruzione",
            "01",
            "Istruzione prescolastica",
        ];
        for opened in [
            "Indirizzo strategico 4: Scuola e futuro - Obiettivo strategico 4.2: Edilizia",
            "Indirizzo strategico n. 4 - Scuola e futuro - Obiettivo strategico n. 4.2 - Edilizia",
            "Linea strategica: Scuola e futuro - Obiettivo strategico: Edilizia",
            "Linea strategica 4 - Scuola e futuro - Obiettivo strategico: Edilizia",
        ] {
            assert_eq!(read(&format!("{opened} - {rest}")), parts, "{opened}");
        }
        // No field takes it, and it is no part of the direction.
        let operative = "Indirizzo strategico: Scuola e futuro - Obiettivo operativo: SPID";
        assert_eq!(
            read(&format!("{operative} - {rest}"))[..3],
            ["Scuola e futuro", "-", "04"]
        );
    }

    #[test]
    fn words_in_no_part_are_told() {
        let profiles = Profiles::builtin().expect("built in");
        let words = &profiles.fallback().expect("one").references;
        let unread = |raw: &'static str| dup_parts(raw, words).unread.map(|place| &raw[place]);
        let ambit = "Ambito: Scuola viva - Obiettivo strategico: Aule - Missione 04-Istruzione";
        assert_eq!(unread(ambit), Some("Ambito: Scuola viva - "));
        let unsigned = "Indirizzo strategico: Scuola viva Obiettivo strategico Aule Missione 04";
        assert_eq!(unread(unsigned), Some("Obiettivo strategico"));
        assert_eq!(unread("Missione 04-Istruzione Programma 01"), None);
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
