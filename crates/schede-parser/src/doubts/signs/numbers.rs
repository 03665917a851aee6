//! Numbers where none belong: a page's number in a text, a figure within a word.
//!
//! In: lines, alone or with the next. Out: whether a number in them is such a sign.

use schede_model::Flow;
use schede_model::text::last_word;
use schede_profile::PageWords;

use crate::source::Piece;

/// What is said of a line that may be a page's number.
pub const NUMBER_ALONE: &str = "a number alone on its line could be a page's";

/// "Pagina 3", "pag. 4 di 6".
pub fn names_page(line: &str, pages: &PageWords) -> bool {
    const MOST_WORDS: usize = 3;
    let Some(rest) = pages.after_word(line) else {
        return false;
    };
    let counts = |word: &str| {
        let count = word.trim_matches(|c: char| c == '/' || c == '-');
        count.bytes().all(|b| b.is_ascii_digit() || b == b'/') || pages.is_count(count)
    };
    let mut words = rest.split_ascii_whitespace();
    rest.starts_with(' ') && (1..=MOST_WORDS).contains(&words.clone().count()) && words.all(counts)
}

/// "3frammentazione": a page's number before the rest of a line; "digita1i": a figure that
/// was read for a letter, which is none of an address.
pub(super) fn number_in_word(text: &str) -> bool {
    const LETTERS: usize = 4;
    let bytes = text.as_bytes();
    let joint = |at: usize| bytes[at - 1].is_ascii_digit() && bytes[at].is_ascii_lowercase();
    (1..bytes.len()).filter(|at| joint(*at)).any(|at| {
        let letters = bytes[at..].iter().take_while(|b| b.is_ascii_lowercase());
        let number = bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit());
        let before = at - number.count();
        let begins = before == 0 || bytes[before - 1] == b' ';
        begins && letters.count() >= LETTERS || is_figure_for_letter(text, at - 1)
    })
}

/// Whether the figure at `at` is the only one of a word in small letters, and within it.
fn is_figure_for_letter(text: &str, at: usize) -> bool {
    const LEAST: usize = 4;
    let start = text[..at].rfind(' ').map_or(0, |blank| blank + 1);
    let word = text[start..].split(' ').next().unwrap_or_default();
    let (before, behind) = (&text[start..at], &word[at - start + 1..]);
    let ends = [',', '.', ';', ':', ')', '"', '»', '”'];
    let small = |part: &str| !part.is_empty() && part.chars().all(char::is_lowercase);
    let begun = before
        .rsplit(['\'', '’', '(', '-'])
        .next()
        .unwrap_or(before);
    let capital = begun.chars().next().filter(|c| c.is_uppercase());
    let begun = &begun[capital.map_or(0, char::len_utf8)..];
    small(begun) && small(behind.trim_end_matches(ends)) && word.len() >= LEAST
}

/// A whole line that is a number of few digits, with that of all pages ("2/14") or a
/// per cent sign behind it: a total's weight may stand there too.
pub fn number_alone(flow: &Flow<'_>, piece: &Piece) -> bool {
    const MOST_DIGITS: usize = 4;
    let text = piece.text(flow);
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let text = text.trim();
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let few = |part: &str| {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        digits && !part.is_empty() && part.len() <= MOST_DIGITS
    };
    let stream = !flow.on_paper();
    let number = match text.split_once('/') {
        Some((page, pages)) if stream => few(page) && few(pages),
        // On paper a cell may well hold "12/24"; with blanks it is a page's number.
        Some((page, pages)) => {
            let blanks = page.ends_with(' ') && pages.starts_with(' ');
            blanks && few(page.trim_end()) && few(pages.trim_start())
        }
        None if flow.geometric => few(text),
        None => few(text.strip_suffix('%').unwrap_or(text)),
    };
    number && flow.lines[piece.line as usize].text.trim() == text
}

/// Two pieces of one line with a wide gap between, and a number of few digits
/// beside the gap: "... delle imprese 8       mediante ...".
pub(super) fn set_off(flow: &Flow<'_>, piece: &Piece, next: &Piece) -> bool {
    // Two blanks may follow a full stop.
    const WIDE: u32 = 3;
    const MOST_DIGITS: usize = 4;
    let number = |word: Option<&str>| {
        word.is_some_and(|w| w.len() <= MOST_DIGITS && w.bytes().all(|b| b.is_ascii_digit()))
    };
    let apart = piece.line == next.line && piece.end + WIDE <= next.start;
    apart
        && (number(piece.text(flow).split_whitespace().next_back())
            || number(next.text(flow).split_whitespace().next()))
}

/// A line that ends with "n.", and a number with letters behind a slash in the next
/// ("12/AG"): offices print the two without a blank, and break lines there too.
pub(super) fn is_apart(flow: &Flow<'_>, line: &Piece, next: &Piece) -> bool {
    let number = || {
        let next = next.text(flow).trim_start();
        let rest = next.trim_start_matches(|c: char| c.is_ascii_digit());
        let letters = rest.strip_prefix('/');
        rest.len() < next.len() && letters.is_some_and(|l| l.starts_with(char::is_alphabetic))
    };
    let announced = || line.text(flow).trim_end().ends_with("n.");
    line.line != next.line && announced() && number()
}

/// ".../2025" over "accesso_v2.html": addresses are broken behind a sign, or anywhere in a
/// word of letters, but seldom behind a figure.
pub(super) fn cuts_address(line: &str, next: &str) -> bool {
    let text = line.trim_end();
    let figure = text.ends_with(|c: char| c.is_ascii_digit());
    figure && last_word(text).contains("://") && {
        let word = next.trim_start().split(' ').next().unwrap_or_default();
        let word = word.trim_end_matches(['.', ',', ';', ':']);
        word.starts_with(char::is_lowercase) && word.contains(['.', '/', '_'])
    }
}
