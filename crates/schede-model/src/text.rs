//! How pieces of text become a value: white space, words cut at a line end,
//! addresses cut over lines. The same rules make a value and replay it from its
//! spans.
//!
//! Not here: which pieces belong to a value, what is one address (`addresses`).

pub use crate::addresses::is_address;
use crate::addresses::{
    OPENING, begins_scheme, cut_in_address, cut_in_mail, cut_in_mail_name, cut_in_path, names_host,
};

/// Joins the pieces of a value: white space collapsed to single spaces and
/// trimmed, words cut at a piece's end joined back.
///
/// ```
/// use schede_model::text::join_pieces;
/// assert_eq!(join_pieces(["approccio  utente-", "centrici "]), "approccio utente-centrici");
/// assert_eq!(join_pieces(["Digitale - ", "protocollo"]), "Digitale - protocollo");
/// ```
pub fn join_pieces<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    let mut value = String::new();
    for piece in pieces {
        push_piece(&mut value, piece);
    }
    value
}

/// Appends one more piece to a value under the rules of [`join_pieces`].
pub fn push_piece(value: &mut String, piece: &str) {
    let mut words = piece.split_whitespace();
    let Some(first) = words.next() else { return };
    if !value.is_empty() {
        match joint(value, first) {
            Joint::Space => value.push(' '),
            Joint::Closed => {}
            Joint::SoftHyphen => {
                value.pop();
            }
        }
    }
    value.push_str(first);
    for word in words {
        value.push(' ');
        value.push_str(word);
    }
}

/// Bytes of the sign of an ordinal that a text begins with ("1°", "2ª"); 0 if with none.
///
/// ```
/// use schede_model::text::ordinal_sign;
/// assert_eq!(ordinal_sign("ª: avvio"), "ª".len());
/// assert_eq!(ordinal_sign(": avvio"), 0);
/// ```
pub fn ordinal_sign(text: &str) -> usize {
    let first = text.chars().next();
    let sign = first.filter(|sign| matches!(sign, '°' | 'º' | 'ª' | '^'));
    sign.map_or(0, char::len_utf8)
}

/// How two pieces meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// With a space: two words.
    Space,
    /// Without: one word, a printed hyphen kept.
    Closed,
    /// Without, and the soft hyphen at the first piece's end goes.
    SoftHyphen,
}

/// How `before`, a value so far, and `after`, the next piece, meet. Of the piece
/// only the first word matters; no blank stands before it. No word ends with the bracket
/// that opens the next: there a cell was too narrow.
pub fn joint(before: &str, after: &str) -> Joint {
    const SOFT_HYPHEN: char = '\u{ad}';
    if before.ends_with(SOFT_HYPHEN) {
        return Joint::SoftHyphen;
    }
    let tail = last_word(before);
    if cut_before_sign(before, after) || before.ends_with('(') {
        return Joint::Closed;
    }
    if cut_in_years(tail, after) {
        return Joint::Closed;
    }
    if cut_in_mail_name(tail, after) {
        return Joint::Closed;
    }
    if !after.starts_with('/') && !may_be_cut(tail) {
        return Joint::Space;
    }
    let after = after.split_whitespace().next().unwrap_or_default();
    if names_host(tail) && after.starts_with('/') || cut_in_path(tail, after) {
        return Joint::Closed;
    }
    if cut_before_slash(tail, after) || cut_in_mail(tail, after) || cut_in_code(tail, after) {
        return Joint::Closed;
    }
    if cut_in_account(tail, after) {
        return Joint::Closed;
    }
    if !may_be_cut(tail) {
        return Joint::Space;
    }
    if cut_at_hyphen(tail, after) || cut_in_address(tail, after) || cut_in_date(tail, after) {
        Joint::Closed
    } else {
        Joint::Space
    }
}

/// No line of text begins with a comma, a semicolon or a closing bracket: a narrow cell cut
/// the word before it. A bracket stands apart where the one that opens it does ("( ... )").
fn cut_before_sign(before: &str, after: &str) -> bool {
    match after.as_bytes().first() {
        Some(b';' | b',') => before.ends_with(char::is_alphanumeric),
        Some(b')') => before.rsplit_once('(').is_some_and(|(_, inside)| {
            !inside.starts_with(char::is_whitespace) && !inside.contains(')')
        }),
        _ => false,
    }
}

/// Whether a word has one of the signs that every cut word has: a hyphen at its end,
/// the slash or hyphen of a date, or the colon or full stop of an address.
fn may_be_cut(word: &str) -> bool {
    word.ends_with(['-', '\u{2010}', '\u{2011}'])
        || word
            .bytes()
            .any(|b| matches!(b, b':' | b'.' | b'/' | b'@' | b'\\'))
        || starts_with_digit(word) && word.contains('-')
        || may_begin_code_or_scheme(word)
            && (begins_code(word) || begins_account(word) || begins_scheme(word))
}

/// Whether a word begins with the capital of a code, the first letter of "http", or a
/// sign that may stand before them: most words do not.
fn may_begin_code_or_scheme(word: &str) -> bool {
    let first = word.as_bytes().first();
    first.is_some_and(|b| !b.is_ascii_lowercase() && !b.is_ascii_digit() || *b == b'h')
}

/// A letter or digit, a hyphen or slash, and the next piece goes on with a letter
/// or digit: printers break lines after both signs, with no blank between.
fn cut_at_hyphen(tail: &str, after: &str) -> bool {
    let Some(stem) = tail.strip_suffix(['-', '/', '\u{2010}', '\u{2011}']) else {
        return false;
    };
    // "R.U.P./" and "D.E.C.", "lun.-" and "ven."
    let short = |stem: &str| stem.ends_with(char::is_alphabetic);
    let ended = stem.ends_with(char::is_alphanumeric) || stem.strip_suffix('.').is_some_and(short);
    ended && after.starts_with(char::is_alphanumeric)
}

/// A date in a cell so narrow that its year is cut ("30/09/202" and "4").
fn cut_in_date(tail: &str, after: &str) -> bool {
    const SIGNS: [char; 3] = ['/', '.', '-'];
    let Some((rest, year)) = tail.rsplit_once(SIGNS) else {
        return false;
    };
    let sign = &tail[rest.len()..=rest.len()];
    let day = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let dated = day.len() <= 5
        && day.contains(sign)
        && day.split(sign).all(|part| {
            !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit())
        });
    let n = after.bytes().take_while(u8::is_ascii_digit).count();
    // Behind a full stop a sentence ends, unless day and month stand before it.
    let (d, month) = day.split_once(sign).unwrap_or_default();
    let at_most = |part: &str, most: u32| part.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
    let calendar = at_most(d, 31) && at_most(month, 12);
    let dated = dated && (sign != "-" || calendar);
    let ended = year.is_empty() && calendar;
    let begun = ended || matches!(year, "2" | "20" | "200" | "201" | "202" | "203");
    // Another date ("12/03/20" over "15/12/2024") is none of its digits. With hyphens a number
    // may be anything, and "12-03-20" is whole: the year tells only with its third digit, or
    // where no number begins like its rest ("28-11-2" over "024").
    let behind = &after[n..];
    let other = behind.starts_with(SIGNS) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    let told = sign != "-" || year.len() > 2 || year.len() == 1 && after.starts_with('0');
    dated && begun && year.len() + n == 4 && !other && told
}

/// Years in a row that a narrow cell cuts within one ("(2025-2026-20" and "27)").
fn cut_in_years(tail: &str, after: &str) -> bool {
    const SIGNS: [char; 2] = ['-', '/'];
    let Some((rest, begun)) = tail.rsplit_once(SIGNS).filter(|_| starts_with_digit(after)) else {
        return false;
    };
    let year = |digits: &str| digits.parse::<u32>().ok().filter(|_| digits.len() == 4);
    let before = rest.trim_start_matches(OPENING).rsplit(SIGNS).next();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let whole = [begun, &after[..digits]].concat();
    let next = before.and_then(year).map(|year| year + 1);
    !begun.is_empty() && next.is_some() && year(&whole) == next
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// A date broken before one of its slashes ("07/05" and "/2027").
fn cut_before_slash(tail: &str, after: &str) -> bool {
    if !after.starts_with('/') || !tail.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let sign = |c: char| !(c.is_ascii_digit() || c == '/');
    let begun = tail.rsplit(sign).next().unwrap_or_default();
    let rest = after.split(sign).next().unwrap_or_default();
    let mut parts = begun.split('/').chain(rest[1..].split('/'));
    let mut next = |digits: [usize; 2], most: u32| {
        let part = parts.next().unwrap_or_default();
        let number = part.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
        number && digits.contains(&part.len())
    };
    next([1, 2], 31) && next([1, 2], 12) && next([2, 4], 9999) && parts.next().is_none()
}

/// The code of a project (CUP) that a narrow cell cuts among its digits: a letter, two
/// digits, a letter, seven digits, "000" and a digit, fifteen signs in all.
fn cut_in_code(tail: &str, after: &str) -> bool {
    const SIGNS: usize = 15;
    let begun = tail.trim_start_matches(OPENING);
    let rest = after.bytes().take_while(u8::is_ascii_digit).count();
    let ends = |text: &str| {
        text.bytes()
            .next()
            .is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    begins_code(tail)
        && begun.len() + rest == SIGNS
        && ends(&after[rest..])
        && format!("{begun}{}", &after[..rest])[SIGNS - 4..].starts_with("000")
}

/// The first signs of such a code, at least those up to its second letter.
fn begins_code(word: &str) -> bool {
    const LETTERS: [usize; 2] = [0, 3];
    let begun = word.trim_start_matches(OPENING);
    let sign = |(at, byte): (usize, u8)| match LETTERS.contains(&at) {
        true => byte.is_ascii_uppercase(),
        false => byte.is_ascii_digit(),
    };
    (LETTERS[1] + 1..15).contains(&begun.len()) && begun.bytes().enumerate().all(sign)
}

/// The number of an Italian bank account (IBAN) that a narrow cell cuts, once or more: two
/// letters, two digits, a letter and 22 digits or letters, of which the first ten are digits.
/// In groups of four none is cut.
fn cut_in_account(tail: &str, after: &str) -> bool {
    const SIGNS: usize = 27;
    const GROUP: usize = 4;
    let sign = |b: &u8| b.is_ascii_digit() || b.is_ascii_uppercase();
    let begun = tail.trim_start_matches(OPENING).len();
    let rest = after.bytes().take_while(|b| sign(b)).count();
    let ended = |b: &u8| !b.is_ascii_alphanumeric();
    let goes_on = begun + rest < SIGNS && begun > GROUP && after[..rest].contains(char::is_numeric);
    begins_account(tail)
        && (begun + rest == SIGNS || goes_on)
        && rest > 0
        && after.as_bytes().get(rest).is_none_or(ended)
}

/// The first signs of such a number, at least those up to its second digit.
fn begins_account(word: &str) -> bool {
    const DIGITS: [std::ops::Range<usize>; 2] = [2..4, 5..15];
    let begun = word.trim_start_matches(OPENING);
    let sign = |(at, byte): (usize, u8)| match at {
        4 => byte.is_ascii_uppercase(),
        at if DIGITS.iter().any(|digits| digits.contains(&at)) => byte.is_ascii_digit(),
        _ => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    };
    begun.starts_with("IT")
        && (DIGITS[0].end..27).contains(&begun.len())
        && begun.bytes().enumerate().all(sign)
}

/// What stands behind the last blank of a text.
pub fn last_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let plain = bytes.iter().rev().take_while(|b| b.is_ascii_graphic());
    let start = bytes.len() - plain.count();
    // The word of a text that is plain up to the blank before it.
    if start == 0 || start < bytes.len() && bytes[start - 1] == b' ' {
        return &text[start..];
    }
    match text.rfind(char::is_whitespace) {
        Some(at) => text[at..].trim_start(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::join_pieces;

    #[test]
    fn an_address_cut_over_lines_is_one_word() {
        assert_eq!(
            join_pieces(["https://www.comune.exam", "ple.it/piano-delle-", "opere "]),
            "https://www.comune.example.it/piano-delle-opere"
        );
    }

    #[test]
    fn an_address_of_mail_goes_on_up_to_its_last_label() {
        assert_eq!(
            join_pieces(["tributi@comune.santa", "maria.example e"]),
            "tributi@comune.santamaria.example e"
        );
        for rest in ["example e", "xample e", "e e"] {
            let begun = &"urp@comune.borgo.example"[..26 - rest.len()];
            let whole = format!("{begun}{rest}");
            assert_eq!(join_pieces([begun, rest]), whole);
        }
        assert_eq!(
            join_pieces(["urp@comune.borg", "o.example e"]),
            "urp@comune.borgo.example e"
        );
        assert_eq!(
            join_pieces(["tributi@comune.example.it", "n.b. e"]),
            "tributi@comune.example.it n.b. e"
        );
        assert_eq!(
            join_pieces(["tributi@comune.example", "per i dati"]),
            "tributi@comune.example per i dati"
        );
        assert_eq!(
            join_pieces(["tributi@comune.santamaria.", "example"]),
            "tributi@comune.santamaria.example"
        );
        assert_eq!(
            join_pieces(["tributi@comune.santamaria.example.", "Per i dati"]),
            "tributi@comune.santamaria.example. Per i dati"
        );
    }

    #[test]
    fn a_host_without_www_goes_on_with_a_slash() {
        assert_eq!(
            join_pieces(["comune.example.it", "/piano/performance"]),
            "comune.example.it/piano/performance"
        );
        assert_eq!(
            join_pieces(["comune.example.it", "/", "piano"]),
            "comune.example.it/piano"
        );
        assert_eq!(join_pieces(["c.c.", "/ b.b."]), "c.c. / b.b.");
        assert_eq!(join_pieces(["Comune", "/Provincia"]), "Comune /Provincia");
    }

    #[test]
    fn other_schemes_and_paths_of_files_are_addresses() {
        assert_eq!(
            join_pieces(["ftp://", "ftp.example.it/pia", "ni/2024"]),
            "ftp://ftp.example.it/piani/2024"
        );
        assert_eq!(
            join_pieces(["\\\\server01\\ufficiote", "cnico\\progetti\\", "scuola"]),
            "\\\\server01\\ufficiotecnico\\progetti\\scuola"
        );
        assert_eq!(
            join_pieces(["\\\\server01\\progetti", "e la nota"]),
            "\\\\server01\\progetti e la nota"
        );
    }

    #[test]
    fn a_word_after_an_address_is_a_word() {
        assert_eq!(
            join_pieces(["si veda https://www.example.it/piano", "per il dettaglio."]),
            "si veda https://www.example.it/piano per il dettaglio."
        );
    }

    #[test]
    fn another_address_is_a_word_of_its_own() {
        assert_eq!(
            join_pieces(["https://www.example.it/piao", "https://www.example.it/peg"]),
            "https://www.example.it/piao https://www.example.it/peg"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/?da=", "https://example.it/peg"]),
            "https://www.example.it/?da=https://example.it/peg"
        );
    }

    #[test]
    fn a_sentence_after_an_address_is_a_sentence() {
        assert_eq!(
            join_pieces([
                "https://www.example.it/servizi/igiene-urbana.",
                "n. tessere"
            ]),
            "https://www.example.it/servizi/igiene-urbana. n. tessere"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/esito.html.", "95% dei casi"]),
            "https://www.example.it/esito.html. 95% dei casi"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/esito.", "html e"]),
            "https://www.example.it/esito.html e"
        );
        assert_eq!(
            join_pieces(["(https://www.example.it/piano).", "L'adozione"]),
            "(https://www.example.it/piano). L'adozione"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/piano.html.", "“L'adozione"]),
            "https://www.example.it/piano.html. “L'adozione"
        );
    }

    #[test]
    fn an_item_of_a_list_after_an_address_is_none_of_its_parts() {
        assert_eq!(
            join_pieces(["https://www.example.it/piano.pdf.", "- verifica"]),
            "https://www.example.it/piano.pdf. - verifica"
        );
        for bullet in ["►", "•", "▪", "◦"] {
            let item = format!("{bullet} verifica");
            assert_eq!(
                join_pieces(["https://www.example.it/piano-2024.", &item]),
                format!("https://www.example.it/piano-2024. {item}")
            );
        }
        assert_eq!(
            join_pieces(["https://www.example.it/piano.pdf", "2) verifica"]),
            "https://www.example.it/piano.pdf 2) verifica"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/piano-", "2.pdf"]),
            "https://www.example.it/piano-2.pdf"
        );
    }

    #[test]
    fn an_address_of_mail_that_a_narrow_cell_cuts_is_whole() {
        assert_eq!(
            join_pieces(["scrivere a urp@borgotrep", "onti.example.it."]),
            "scrivere a urp@borgotreponti.example.it."
        );
        assert_eq!(
            join_pieces(["urp@borgo.example.it", "o sportello.it"]),
            "urp@borgo.example.it o sportello.it"
        );
        assert_eq!(
            join_pieces(["urp@borgo", "per tutti"]),
            "urp@borgo per tutti"
        );
        for [begun, rest] in [
            ["urp@borgo.", "example.it."],
            ["urp@borgo.example.", "it."],
            ["urp@borgo.", "esempio-"],
            ["(protocollo", "@pec.example.it)"],
            ["(protocol", "lo@pec.example.it)"],
            ["urp@borgo.exam", "ple.it, o"],
            ["urp@borgo.example.i", "t."],
        ] {
            assert_eq!(join_pieces([begun, rest]), format!("{begun}{rest}"));
        }
        for [whole, rest] in [
            ["urp@borgo.example.it.", "info utili"],
            ["urp@borgo.example.it.", "it."],
            ["urp@borgo.example", "e altri"],
        ] {
            assert_eq!(join_pieces([whole, rest]), format!("{whole} {rest}"));
        }
    }

    #[test]
    fn a_code_of_a_project_that_a_narrow_cell_cuts_is_whole() {
        assert_eq!(
            join_pieces(["(CUP F81B22001", "230006)."]),
            "(CUP F81B22001230006)."
        );
        for other in ["F81B22001 2300", "F81B22001 2300061", "F81B22001230006 12"] {
            assert_eq!(join_pieces(other.split(' ')), other);
        }
    }

    #[test]
    fn the_number_of_an_account_that_a_narrow_cell_cuts_is_whole() {
        assert_eq!(
            join_pieces(["(IBAN IT60X05428111010", "00000123456)."]),
            "(IBAN IT60X0542811101000000123456)."
        );
        assert_eq!(
            join_pieces(["IT60X05428111", "010000001234", "56 e"]),
            "IT60X0542811101000000123456 e"
        );
        for other in [
            "IT60X05428111010 00000123456789",
            "IT60 X054",
            "ITALIA 2030",
        ] {
            assert_eq!(join_pieces(other.split(' ')), other);
        }
    }

    #[test]
    fn an_address_may_be_cut_after_its_scheme() {
        assert_eq!(
            join_pieces(["(https:", "//www.example.it)"]),
            "(https://www.example.it)"
        );
        assert_eq!(
            join_pieces(["https://", "www.example.it"]),
            "https://www.example.it"
        );
    }

    #[test]
    fn a_year_cut_by_a_narrow_cell_is_whole() {
        assert_eq!(join_pieces(["30/09/202", "4"]), "30/09/2024");
        assert_eq!(
            join_pieces(["entro il 23/07/20", "27 e oltre"]),
            "entro il 23/07/2027 e oltre"
        );
        assert_eq!(
            join_pieces(["30/09/2024", "30 giorni"]),
            "30/09/2024 30 giorni"
        );
        assert_eq!(join_pieces(["n. 12/20", "24"]), "n. 12/20 24");
    }

    #[test]
    fn years_in_a_row_cut_by_a_narrow_cell_are_whole() {
        assert_eq!(
            join_pieces(["annuale (2025-2026-20", "27)"]),
            "annuale (2025-2026-2027)"
        );
        assert_eq!(join_pieces(["2025/202", "6 e oltre"]), "2025/2026 e oltre");
        assert_eq!(join_pieces(["2025-2026", "27"]), "2025-2026 27");
        assert_eq!(join_pieces(["n. 2025/20", "27"]), "n. 2025/20 27");
    }

    #[test]
    fn signs_that_end_a_word_begin_no_line_and_no_bracket_opens_at_its_end() {
        assert_eq!(
            join_pieces(["atti amministrativi", ", pignoramenti"]),
            "atti amministrativi, pignoramenti"
        );
        assert_eq!(
            join_pieces(["OK (avviata l'istruttoria", ")"]),
            "OK (avviata l'istruttoria)"
        );
        assert_eq!(
            join_pieces(["entro il 30/06/2024", "; poi"]),
            "entro il 30/06/2024; poi"
        );
        assert_eq!(join_pieces(["( a parte", ") e"]), "( a parte ) e");
        assert_eq!(join_pieces(["punto a", ") e"]), "punto a ) e");
        assert_eq!(
            join_pieces(["scrivere (", "urp@comune.example.it)"]),
            "scrivere (urp@comune.example.it)"
        );
    }

    #[test]
    fn a_date_broken_behind_a_full_stop_is_whole() {
        assert_eq!(join_pieces(["31.03.", "2025"]), "31.03.2025");
        assert_eq!(
            join_pieces(["entro 1.3.20", "25, poi"]),
            "entro 1.3.2025, poi"
        );
        assert_eq!(
            join_pieces(["Si veda 2.41.", "2025 e"]),
            "Si veda 2.41. 2025 e"
        );
        assert_eq!(join_pieces(["al punto 3.", "2025 e"]), "al punto 3. 2025 e");
    }

    #[test]
    fn a_date_with_hyphens_that_is_cut_in_its_year_is_whole() {
        assert_eq!(join_pieces(["28-03-202", "6"]), "28-03-2026");
        assert_eq!(
            join_pieces(["entro il 5-3-202", "6 (bis)"]),
            "entro il 5-3-2026 (bis)"
        );
        assert_eq!(join_pieces(["12-03-20", "12 alberi"]), "12-03-20 12 alberi");
        assert_eq!(join_pieces(["5-3-2", "150 metri"]), "5-3-2 150 metri");
        // No number begins so.
        assert_eq!(join_pieces(["28-11-2", "024"]), "28-11-2024");
        assert_eq!(join_pieces(["tel. 12-45-202", "6"]), "tel. 12-45-202 6");
        assert_eq!(join_pieces(["28-03-2026", "6"]), "28-03-2026 6");
    }

    #[test]
    fn a_date_of_two_digits_takes_none_of_the_next_date() {
        assert_eq!(
            join_pieces(["12/03/20", "15/12/2024"]),
            "12/03/20 15/12/2024"
        );
        assert_eq!(join_pieces(["12/03/20", "24"]), "12/03/2024");
    }

    #[test]
    fn a_date_broken_before_its_slash_is_whole() {
        assert_eq!(
            join_pieces(["entro il 07/05", "/2027"]),
            "entro il 07/05/2027"
        );
        assert_eq!(join_pieces(["7", "/5/2027 (bis)"]), "7/5/2027 (bis)");
        assert_eq!(join_pieces(["atto 45", "/2027"]), "atto 45 /2027");
        assert_eq!(join_pieces(["07/05/2027", "/2028"]), "07/05/2027 /2028");
    }

    #[test]
    fn an_address_cut_in_its_last_letters_is_one_word() {
        assert_eq!(
            join_pieces(["https://www.example.it/index.h", "tml; Analisi"]),
            "https://www.example.it/index.html; Analisi"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/index.html", ": a) Analisi"]),
            "https://www.example.it/index.html: a) Analisi"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/index.html", "n.b.: e altri"]),
            "https://www.example.it/index.html n.b.: e altri"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/index.html", "?id=3"]),
            "https://www.example.it/index.html?id=3"
        );
        assert_eq!(
            join_pieces(["https://www.example.it/index.html", "e altri"]),
            "https://www.example.it/index.html e altri"
        );
    }

    #[test]
    fn an_address_cut_before_its_hyphen_is_one_word() {
        assert_eq!(
            join_pieces([
                "https://www.example.it/am",
                "ministrazione-",
                "trasparente/"
            ]),
            "https://www.example.it/amministrazione-trasparente/"
        );
    }

    #[test]
    fn an_address_may_be_cut_within_its_scheme() {
        assert_eq!(
            join_pieces(["(http", "s://www.example.it)"]),
            "(https://www.example.it)"
        );
        assert_eq!(
            join_pieces(["(h", "ttps://www.example.it)"]),
            "(https://www.example.it)"
        );
        assert_eq!(join_pieces(["http", "server"]), "http server");
    }

    #[test]
    fn a_dash_between_blanks_joins_nothing() {
        assert_eq!(join_pieces(["dati -", "comuni"]), "dati - comuni");
    }

    #[test]
    fn a_line_may_break_after_a_slash_or_a_hyphen() {
        assert_eq!(join_pieces(["settori/", "servizi"]), "settori/servizi");
        assert_eq!(
            join_pieces(["Giunta/ ", "(Consiglio)"]),
            "Giunta/ (Consiglio)"
        );
        assert_eq!(join_pieces(["R.U.P./", "D.E.C."]), "R.U.P./D.E.C.");
        assert_eq!(join_pieces(["lun.-", "ven."]), "lun.-ven.");
    }

    #[test]
    fn a_soft_hyphen_at_the_line_end_goes() {
        assert_eq!(join_pieces(["comu\u{ad}", "nale"]), "comunale");
    }
}
