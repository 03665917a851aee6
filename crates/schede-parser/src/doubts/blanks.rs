//! Signs that a blank of a text is not on paper, or that one is lacking: extractors take
//! the gaps between letters for blanks, or the blanks for gaps.
//!
//! In: a line of a value. Out: whether it shows such a sign. Nothing is mended: where
//! words end is not known.
//!
//! Not here: signs that count only together (`spaced`).

use schede_model::scan::{Bytes, each_pair};
use schede_model::text::last_word;
use schede_profile::{Kind, Plain, Vocabulary};

use super::spaced::letters_apart;
use crate::grammar::looks::leads_on;

/// "a) V erifica": a consonant in capitals, where a sentence begins, apart from small
/// letters that make a word of it.
fn letter_apart(text: &str, known: &Vocabulary) -> bool {
    const SHORTEST_REST: usize = 4;
    let alone = |word: &str| {
        let [letter] = word.as_bytes() else {
            return false;
        };
        letter.is_ascii_uppercase() && !b"AEIOX".contains(letter)
    };
    let begins = |before: Option<&str>| before.is_none_or(|w| !w.ends_with(char::is_alphanumeric));
    let rest = |word: &str| {
        word.len() >= SHORTEST_REST
            && word.starts_with(char::is_lowercase)
            && !leads_on(word, known)
    };
    let mut before = None;
    let mut words = text.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        if alone(word) && begins(before) && words.peek().is_some_and(|next| rest(next)) {
            return true;
        }
        before = Some(word);
    }
    false
}

/// What the bytes of a text may be: found in one sweep over them. Most texts have not the
/// letter before a blank, or the sign, that a blank in its wrong place needs.
#[derive(Debug, Default)]
struct Hints {
    /// A capital before a blank.
    capital: Bytes,
    /// A small letter behind a comma.
    comma: Bytes,
    hyphen: Bytes,
    /// An apostrophe behind a blank.
    apostrophe: Bytes,
    /// A letter behind a per cent sign or full stop.
    joined: Bytes,
    percent: Bytes,
    /// A figure behind a letter.
    lettered: Bytes,
    /// A blank behind a slash, or a slash behind a colon.
    slash: Bytes,
    /// A blank behind the letter of a ligature.
    ligature: Bytes,
    /// A blank behind a figure.
    figure: Bytes,
}

impl Hints {
    fn of(text: &str) -> Self {
        // No hint ends with it.
        const NEUTRAL: u8 = b'_';
        let mut hints = Self::default();
        each_pair(text.as_bytes(), NEUTRAL, |here, next| {
            let blank_next = next.is_in(b'\t'..=b' ');
            let capital = here.is_in(b'A'..=b'Z');
            let small_next = next.is_in(b'a'..=b'z');
            let letter_next = small_next | next.is_in(b'A'..=b'Z') | next.is_in(0x80..=0xff);
            let figure_next = next.is_in(b'0'..=b'9');
            let percent = here.is(b'%');
            hints.capital |= capital & blank_next;
            hints.comma |= here.is(b',') & small_next;
            hints.hyphen |= here.is(b'-');
            hints.apostrophe |= here.is(b' ') & next.is(b'\'');
            hints.joined |= (percent | here.is(b'.')) & letter_next;
            hints.percent |= percent;
            hints.lettered |= (capital | here.is_in(b'a'..=b'z')) & figure_next;
            hints.slash |= here.is(b'/') & blank_next | here.is(b':') & next.is(b'/');
            hints.ligature |= here.is(b'f') & blank_next;
            hints.figure |= here.is_in(b'0'..=b'9') & blank_next;
        });
        hints
    }
}

/// Whether a blank stands within a word, or lacks between two.
pub fn odd_blank(text: &str, known: &Vocabulary) -> bool {
    // Words are looked at only where a hint says so.
    let hints = Hints::of(text);
    let capital = hints.capital.any();
    let lettered = hints.lettered.any();
    capital && letter_apart(text, known)
        || hints.comma.any() && lacks_blank(text)
        || hints.hyphen.any() && hyphen_apart(text, known)
        || hints.apostrophe.any() && apostrophe_apart(text, known)
        || (hints.joined.any() || hints.percent.any() && lettered)
            && text
                .split_ascii_whitespace()
                .any(|word| percent_joined(word) || title_joined(word, known))
        || hints.slash.any() && (text.contains("// ") || holds_cut_address(text))
        || capital && elided_letter_apart(text)
        || (hints.ligature.any() || hints.figure.any() && lettered)
            && pairs_of_words(text)
                .any(|(word, next)| ligature_apart(word, next) || code_cut(word, next))
        || hints.figure.any() && digit_apart(text, known)
}

/// Whether the name of a body, unit or manager shows such a sign. Names of this kind
/// hold no lone letters and no capitals within words.
pub fn odd_name(name: &str, known: &Vocabulary) -> bool {
    odd_blank(name, known)
        || stray_blank(name)
        || letters_apart(name, known)
        || letter_before_small(name, known)
        || name.contains(':')
        || name.split_ascii_whitespace().any(is_two_words)
        || dash_joined(name)
}

fn holds_cut_address(text: &str) -> bool {
    text.contains("://") && pairs_of_words(text).any(|(word, next)| address_cut(word, next))
}

/// "https://example.it/atti/ richiesta.html": an address that goes on behind a blank.
fn address_cut(word: &str, next: &str) -> bool {
    let Some((_, host)) = word.split_once("://") else {
        return false;
    };
    let open = host.ends_with(['/', '-', '_', '=', '?', '&'])
        || host.ends_with('.') && !host.contains('/');
    let rest = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    open && next.starts_with(char::is_lowercase) && rest.contains(['/', '.', '_'])
}

/// "L'U fficio": one capital letter behind an apostrophe, apart from the rest.
fn elided_letter_apart(text: &str) -> bool {
    const SHORTEST_REST: usize = 3;
    pairs_of_words(text).any(|(word, next)| {
        let letter = word
            .rsplit_once(['\'', '’'])
            .map(|(_, letter)| letter.as_bytes());
        let rest = next.bytes().take_while(u8::is_ascii_lowercase).count();
        matches!(letter, Some([b'A'..=b'Z'])) && rest >= SHORTEST_REST
    })
}

/// "V illarossa": in a name a letter that stands alone, which no word is, before small
/// letters.
fn letter_before_small(name: &str, known: &Vocabulary) -> bool {
    const SHORTEST_REST: usize = 4;
    pairs_of_words(name).any(|(word, next)| {
        let alone = matches!(
            word.as_bytes(),
            [b'B'..=b'D' | b'F'..=b'H' | b'J'..=b'N' | b'P'..=b'Z']
        );
        alone
            && next.len() >= SHORTEST_REST
            && next.starts_with(char::is_lowercase)
            && !leads_on(next, known)
    })
}

/// "MontanaAlta", "UnioneTerred'Arno": a word with a capital within it behind small
/// letters, and small letters behind that.
fn is_two_words(word: &str) -> bool {
    const SMALL_BEFORE: usize = 3;
    const SMALL_BEHIND: usize = 2;
    let bytes = word.as_bytes();
    let small = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_lowercase);
    (SMALL_BEFORE..bytes.len().saturating_sub(SMALL_BEHIND)).any(|at| {
        bytes[at].is_ascii_uppercase()
            && small(&bytes[at - SMALL_BEFORE..at])
            && small(&bytes[at + 1..=at + SMALL_BEHIND])
    })
}

/// "SETTORE 3- TECNICO": a dash with one of its blanks.
fn dash_joined(name: &str) -> bool {
    let blank = |c: Option<char>| c.is_some_and(|c| c == ' ');
    name.match_indices(['-', '–']).any(|(at, dash)| {
        let before = name[..at].chars().next_back();
        let behind = name[at + dash.len()..].chars().next();
        before.is_some() && behind.is_some() && blank(before) != blank(behind)
    })
}

/// "Programma 05- Viabilità": a dash behind a number, with a blank behind it only.
pub fn dash_before(reference: &str) -> bool {
    reference
        .as_bytes()
        .windows(3)
        .any(|around| matches!(around, [b'0'..=b'9', b'-', b' ']))
}

/// "95%delle", "IVA22%"; in addresses such signs stand for letters.
fn percent_joined(word: &str) -> bool {
    const LEAST_LETTERS: usize = 2;
    if word.contains('/') {
        return false;
    }
    word.match_indices('%').any(|(at, _)| {
        let behind = word[at + 1..].starts_with(char::is_alphabetic);
        let number = word[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let letters = number.bytes().rev().take_while(u8::is_ascii_alphabetic);
        behind || number.len() < at && letters.count() >= LEAST_LETTERS
    })
}

/// "DOTT.SSAANNA": a title of two parts with a name right behind it. Offices print the
/// blank behind a full stop or not.
fn title_joined(word: &str, known: &Vocabulary) -> bool {
    let Some((first, rest)) = word.split_once('.') else {
        return false;
    };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let title = |length: usize| {
        let title = Plain::of(&word[..first.len() + 1 + length]);
        known.kinds(&title).is(Kind::Title)
    };
    letters > 0 && (1..letters).any(title) && !title(letters)
}

fn pairs_of_words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let next = text.split_ascii_whitespace().skip(1);
    text.split_ascii_whitespace().zip(next)
}

/// "Af fidamento", "l'Uf ficio": letters printed as one sign fell apart.
fn ligature_apart(word: &str, next: &str) -> bool {
    let before = word
        .strip_suffix('f')
        .and_then(|word| word.chars().next_back());
    let vowel = before.is_some_and(|c| "aeiouAEIOU".contains(c));
    vowel && next.starts_with('f')
}

/// "F49J22001 120006": the beginning of a code, of capitals and figures, and the rest of
/// it.
fn code_cut(word: &str, next: &str) -> bool {
    const LEAST: usize = 6;
    let begins = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = next.trim_end_matches(|c: char| !c.is_ascii_digit());
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let code = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let capitals = begins.bytes().filter(u8::is_ascii_uppercase).count();
    begins.len() >= LEAST
        && begins.bytes().all(code)
        && (2..begins.len() - 2).contains(&capitals)
        && begins.ends_with(|c: char| c.is_ascii_digit())
        && rest.len() >= LEAST
        && figures(rest)
}

/// "nel 2 024", "del 1 5%": the first digit of a year, or of a share into which a word leads,
/// apart from the others.
fn digit_apart(text: &str, known: &Vocabulary) -> bool {
    let mut before = "";
    pairs_of_words(text).any(|(word, next)| {
        let led = known.kinds(&Plain::of(before)).is(Kind::BeforeNumber);
        before = word;
        let [b'0'..=b'9'] = word.as_bytes() else {
            return false;
        };
        let digits = next.bytes().take_while(u8::is_ascii_digit).count();
        let ended = !next[digits..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
        let year = word == "2" && digits == 3 && next.starts_with('0') && ended;
        let share = led && (1..=2).contains(&digits) && next[digits..].starts_with('%');
        year || share
    })
}

/// "parola,parola", "1.250,00,parola"; in addresses a comma may stand.
fn lacks_blank(text: &str) -> bool {
    const LONG: usize = 5;
    text.split_ascii_whitespace().any(|word| {
        let address = word.contains(['/', '@']);
        word.match_indices(',').any(|(at, _)| {
            let (before, after) = (&word[..at], &word[at + 1..]);
            let letters = after.bytes().take_while(u8::is_ascii_lowercase).count();
            let joint = before.ends_with(|c: char| c.is_ascii_alphanumeric()) && letters > 0;
            joint && (!address || letters >= LONG && letters == after.len())
        })
    })
}

/// "socio- sanitario", "socio -sanitario", but not "pre- e post-", nor a dash.
fn hyphen_apart(text: &str, known: &Vocabulary) -> bool {
    let bytes = text.as_bytes();
    let at = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    memchr::memchr_iter(b'-', bytes)
        .filter(|n| *n > 0)
        .any(|n| {
            let behind = word(at(n - 1)) && at(n + 1) == b' ' && small(at(n + 2));
            let before = at(n - 1) == b' ' && at(n + 1).is_ascii_lowercase();
            let next = || text[n + 2..].split(' ').next().unwrap_or_default();
            let joins = || known.is_joiner(next()) || leads_on(next(), known);
            before || behind && !joins()
        })
}

/// "L 'Ente", "dell 'arte": an apostrophe apart from the article that it ends.
fn apostrophe_apart(text: &str, known: &Vocabulary) -> bool {
    let apart = |(at, _): (usize, &str)| {
        let word = Plain::of(last_word(&text[..at]));
        known.kinds(&word).is(Kind::Elided)
    };
    text.match_indices(" '").any(apart)
}

/// "R.U.P ." and "parola ,".
pub fn stray_blank(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'.', b',', bytes).any(|at| {
        let blank_before = at == 0 || bytes[at - 1] == b' ';
        // "...", ".5"
        let word = bytes
            .get(at + 1)
            .is_none_or(|b| !b".,0123456789".contains(b));
        blank_before && word
    })
}
