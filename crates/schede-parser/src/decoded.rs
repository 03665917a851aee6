//! Letters that are not those of the paper because a program before this one took the
//! text for one in another encoding: "EquitÃ" or "Equitˆ" for "Equità".
//!
//! In: the lines of a flow, the evidence of the values. Out: findings. Nothing is mended:
//! what was lost on the way cannot always be told.
//!
//! Not here: bytes that this program decodes (`schede_layout::decode`), letters that a
//! font gives no character for (`doubts::letters`).

use schede_model::scan::{Bytes, pairs};
use schede_model::signs::Sign;
use schede_model::{Family, Finding, Flow, Severity, Span};

use crate::document::Parsed;
use crate::hidden::say;

const CODE: &str = "decoded-wrongly";

/// A place: page, line and character.
type Place = (u32, u32, u32);

/// Says of a document, and of its values, that letters in it were decoded wrongly.
pub(crate) fn decoded_wrongly(flow: &Flow<'_>, parsed: &mut Parsed) {
    let mut places: Vec<Place> = Vec::new();
    let mut first = None;
    for (line, n) in flow.lines.iter().zip(0..) {
        if !line.signs().may_hold(Sign::BeyondAscii) {
            continue;
        }
        for at in wrong_letters(&line.text) {
            let character = line.text[..at].chars().count() as u32;
            places.push((line.page, line.number, character));
            first.get_or_insert((n, at));
        }
    }
    let Some((line, at)) = first else {
        return;
    };
    places.sort_unstable();
    let text = &flow.lines[line as usize].text;
    let (start, end) = word_around(text, at);
    parsed.findings.push(Finding {
        code: CODE.into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: format!(
            "letters were decoded wrongly before this text was read, as in \"{}\" ({} in all): it holds other letters than the paper; extract it again in its own encoding",
            &text[start..end],
            places.len(),
        ),
        pointer: None,
        spans: vec![flow.span(line, start as u32, end as u32)],
        alternatives: Vec::new(),
    });
    let holds = |span: &Span| {
        let place = |character| (span.page, span.line, character);
        let at = places.partition_point(|known| *known < place(span.start));
        places.get(at).is_some_and(|known| *known < place(span.end))
    };
    let message = "a letter of it was decoded wrongly before the text was read";
    say(parsed, CODE, message, |spans| spans.filter(holds).collect());
}

fn word_around(text: &str, at: usize) -> (usize, usize) {
    let blank = |c: char| c == ' ';
    let start = text[..at].rfind(blank).map_or(0, |blank| blank + 1);
    let end = text[at..].find(blank).map_or(text.len(), |end| at + end);
    (start, end)
}

/// Where letters stand in a text that no Italian text holds there.
fn wrong_letters(text: &str) -> impl Iterator<Item = usize> {
    let places = pairs(text.as_bytes(), may_be_wrong);
    places.filter_map(|second| {
        let mut at = second;
        while !text.is_char_boundary(at) || at == second {
            at -= 1;
        }
        is_wrong(text, at).then_some(at)
    })
}

/// The last two bytes of letters that may be wrong.
#[inline]
fn may_be_wrong(here: Bytes, next: Bytes) -> Bytes {
    let control = here.is(0xc2) & (next.is_in(0x80..=0x9f) | next.is(0xac));
    let capital = here.is(0xc3) & (next.is_in(0x82..=0x83) | next.is(0x95) | next.is(0xa2));
    let caron = here.is(0xc5) & (next.is(0xa0) | next.is(0xbd));
    let accent = here.is(0xcb) & (next.is(0x86) | next.is(0x9c));
    let dash = here.is(0x80) & (next.is(0xa6) | next.is(0x94));
    control | capital | caron | accent | dash
}

/// Whether the letter at a place is one that other encodings make of accents.
fn is_wrong(text: &str, at: usize) -> bool {
    let (ahead, here) = text.split_at(at);
    let mut letters = here.chars();
    let (letter, next) = (letters.next(), letters.next());
    let before = ahead.chars().next_back();
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let Some(letter) = letter else {
        return false;
    };
    match letter {
        // Controls that print nothing; the next line's is one.
        '\u{80}'..='\u{9f}' => letter != '\u{85}',
        // The euro sign (U+20AC) of which one byte was kept.
        '¬' => {
            let digit = |c: char| c.is_ascii_digit();
            let rest = here[letter.len_utf8()..].trim_start();
            // The amount may stand on the next line.
            rest.is_empty() || rest.starts_with(digit) || ahead.trim_end().ends_with(digit)
        }
        // UTF-8 taken for Windows-1252; a blank that does not break may have become one.
        'Ã' => next.is_some_and(is_second_byte) || small(before) && ends(next),
        'Â' => next.is_some_and(is_second_byte),
        'â' => matches!(next, Some('€' | '\u{80}')),
        // DOS, and old Macintosh: "è", "é", "à", "ò" and the apostrophe.
        'Š' => small(before) || ends(before) && ends(next),
        'Ž' => small(before),
        'ˆ' | '˜' => before.is_some_and(|c| c.is_alphabetic() && c != 'Ã'),
        'Õ' => before.is_some_and(char::is_alphabetic) && small(next),
        // DOS: "attività" and "più".
        '…' => ends(next) && of_letters(ahead) > 2 && ahead.ends_with("it"),
        '—' => ends(next) && of_letters(ahead) == 2 && ahead.ends_with("pi"),
        _ => false,
    }
}

/// So many letters does a text end with, at least up to three.
fn of_letters(text: &str) -> usize {
    let letters = text.chars().rev().take(3);
    letters.take_while(|c| c.is_alphabetic()).count()
}

/// Whether Windows-1252 has the character at the place of a second byte of UTF-8.
fn is_second_byte(c: char) -> bool {
    const BEYOND: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    matches!(c, '\u{80}'..='\u{bf}') || BEYOND.contains(c)
}

#[cfg(test)]
mod tests {
    use super::wrong_letters;

    #[test]
    fn letters_of_other_encodings_are_seen() {
        for wrong in [
            "EquitÃ\u{a0} e coesione",
            "EquitÃ e coesione",
            "perchÃ©",
            "Ãˆ stato",
            "CITTÃ€ DI",
            "lâ€™ente",
            "n. 3Â° lotto",
            "Equit… e coesione",
            "pi— alto",
            "perchŠ",
            "Š stato",
            "Equitˆ e coesione",
            "per˜",
            "dellÕente",
            "perch\u{8d}",
            "Cap. 10520/3 - ¬ 45.000,00",
            "45.000 ¬",
            "un risparmio di ¬",
        ] {
            assert_eq!(wrong_letters(wrong).count(), 1, "{wrong}");
        }
    }

    #[test]
    fn letters_of_names_and_signs_are_none() {
        for right in [
            "Equità e coesione, più perché",
            "CITTÀ È PERCHÉ",
            "SÃO PAULO",
            "non A: ¬A",
            "AÇÕES",
            "Šempeter, Žaga",
            "ecc… e altro",
            "l’ente – il “piano”",
            "fino a… e oltre",
            "18… 20",
            "château",
        ] {
            assert_eq!(wrong_letters(right).count(), 0, "{right}");
        }
    }
}
