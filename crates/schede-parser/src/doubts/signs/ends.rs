//! Lines and texts that end where no sentence and no word does.
//!
//! In: lines, alone or with the next. Out: whether they end too early, or go on too long.

use schede_model::Flow;
use schede_model::scan::pairs;
use schede_model::text::last_word;
use schede_profile::{Kind, Plain, Vocabulary};

use super::super::cut::{cut_in_short_line, cut_in_word};
use super::Look;
use crate::grammar::looks::leads_on;
use crate::source::Piece;

/// A comma, an article, a preposition, an abbreviation that announces a number or a word that
/// announces a date ("in data") at the end of a text.
pub fn ends_open(text: &str, known: &Vocabulary) -> bool {
    let text = text.trim_end();
    text.ends_with(',') || {
        let word = last_word(text);
        let small = word.starts_with(char::is_lowercase);
        let announces = || known.announces(word) && !is_initial(text, word);
        let before = last_word(text[..text.len() - word.len()].trim_end());
        let of_date = || known.kinds(&Plain::of(word)).is(Kind::Until) && leads_on(before, known);
        (small || begins_sentence(text, word)) && leads_on(word, known) || announces() || of_date()
    }
}

/// Whether the last word of a text is the first letter of a name behind another name
/// ("Verdi L."), which is spelled as some abbreviation ("L." of a law).
fn is_initial(text: &str, word: &str) -> bool {
    const LEAST: usize = 3;
    let mut letters = word.chars();
    let one = letters.next().is_some_and(char::is_uppercase) && letters.as_str() == ".";
    let name = last_word(text[..text.len() - word.len()].trim_end());
    let mut letters = name.chars();
    one && letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| c.is_alphabetic() || matches!(c, '\'' | '’'))
        && name.ends_with(char::is_lowercase)
        && name.chars().count() >= LEAST
}

/// A colon or hyphen behind a letter at the end of a text: a list or the rest of a word
/// is to come.
pub(super) fn ends_in_list(text: &str) -> bool {
    let text = text.trim_end();
    let before = text.strip_suffix([':', '-']);
    before.is_some_and(|before| before.ends_with(char::is_alphabetic))
}

/// Whether the last word of a text, of more than one letter, begins a sentence.
fn begins_sentence(text: &str, word: &str) -> bool {
    let before = text[..text.len() - word.len()].trim_end();
    word.len() > 1 && before.ends_with(['.', ';', ':'])
}

/// "L" over "'Ente": an apostrophe apart from the article that it ends.
pub(super) fn elided_before(look: &Look<'_, '_>, line: &Piece, next: &Piece) -> bool {
    let word = || Plain::of(last_word(look.text(line).trim_end()));
    let apostrophe = look.text(next).trim_start().starts_with(['\'', '’']);
    apostrophe && look.profile.vocabulary.kinds(&word()).is(Kind::Elided)
}

/// The first line that seems to end within a word.
pub fn cut_word(flow: &Flow<'_>, known: &Vocabulary, pieces: &[Piece]) -> Option<Piece> {
    let cut = |pair: &&[Piece]| {
        let (line, next) = (pair[0].text(flow), pair[1].text(flow));
        if flow.geometric {
            cut_in_word(line, next, known)
        } else {
            pair[0].line != pair[1].line && cut_in_short_line(line, next, known)
        }
    };
    pieces.windows(2).find(cut).map(|pair| pair[0])
}

/// Whether a line that ends a sentence is followed by one that begins none: words of
/// another text may have been read into this one.
pub(super) fn goes_on_small(flow: &Flow<'_>, piece: &Piece, next: &Piece) -> bool {
    // Shorter words may be cut short themselves ("prot.", "segg."), but not behind a
    // vowel.
    const LEAST: usize = 6;
    const LEAST_OPEN: usize = 4;
    const VOWELS: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'à', 'è', 'ì', 'ò', 'ù'];
    const YEAR: usize = 4;
    let Some(ended) = piece.text(flow).trim_end().strip_suffix('.') else {
        return false;
    };
    let word = last_word(ended);
    let year = word.len() == YEAR && word.bytes().all(|b| b.is_ascii_digit());
    let open = word.len() >= LEAST_OPEN && word.ends_with(VOWELS);
    let small = || word.chars().all(|c| c.is_lowercase() || c == '-');
    let whole = (open || word.len() >= LEAST) && small() || year;
    let next_text = next.text(flow).trim_start();
    whole
        && piece.line != next.line
        && next_text.starts_with(char::is_lowercase)
        && !ADDRESSES.iter().any(|begin| next_text.starts_with(begin))
}

/// What addresses begin with, also after a full stop.
const ADDRESSES: [&str; 2] = ["http", "www."];

/// The last line of a text ends an earlier line of it too, or its words are those
/// before them once more.
pub(super) fn ends_twice(flow: &Flow<'_>, pieces: &[Piece]) -> bool {
    // Fewer words may stand twice on purpose.
    const LEAST: usize = 4;
    let Some((last, earlier)) = pieces.split_last() else {
        return false;
    };
    let last = last.text(flow).trim();
    if last.split_ascii_whitespace().nth(LEAST - 1).is_none() {
        return false;
    }
    let printed = |p: &Piece| p.text(flow).trim_end().ends_with(last);
    earlier.iter().any(printed) || repeats_its_end(last, LEAST)
}

/// Whether the last words, `least` or more, are the words before them once more.
fn repeats_its_end(text: &str, least: usize) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().as_bytes();
    let bytes = text.as_bytes();
    let [.., before, letter] = bytes else {
        return false;
    };
    // Few places have the last two bytes of the text.
    let ends = pairs(bytes, |here, next| here.is(*before) & next.is(*letter))
        .map(|second| second + 1)
        .filter(|end| bytes[..*end].ends_with(last));
    ends.filter(|end| *end < text.len()).any(|end| {
        let (before, again) = (&text[..end], text[end..].trim_start());
        before.ends_with(again) && again.split_ascii_whitespace().nth(least - 1).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::is_initial;

    #[test]
    fn an_initial_behind_a_name_is_no_abbreviation() {
        let initial = |text: &str| is_initial(text, text.rsplit(' ').next().unwrap_or_default());
        assert!(initial("Ing. Rossi M., Verdi L."));
        assert!(initial("D'Amico L."));
        for text in ["ai sensi della L.", "Il D.L.", "L.", "IVA L.", "Verdi Art."] {
            assert!(!initial(text), "{text}");
        }
    }
}
