//! Bars that part a sheet: "SEZIONE 2 - ATTIVITÀ", "PARTE II", "QUADRO B: Risultati".
//!
//! In: the items of a document on paper. Out: the same items, where such lines are furniture.
//! They stand alone in their cell or paragraph and on their line; within a text such words are
//! its own.

use schede_model::Flow;
use schede_profile::Profile;

use super::items::{Class, Item};

/// Words of a bar behind its number, at most.
const WORDS: usize = 6;

/// Finds the bars.
pub fn name_bars(flow: &Flow<'_>, items: &mut [Item], profile: &Profile) {
    if !flow.geometric {
        return;
    }
    for at in 0..items.len() {
        let item = &items[at];
        let line = item.piece.begins_line(flow) && item.piece.ends_line(flow);
        let alone = |near: Option<&Item>| near.is_none_or(|near| near.block != item.block);
        let before = at.checked_sub(1).map(|before| &items[before]);
        // The value of a label may begin so.
        let awaited = before.is_some_and(Item::is_bare_label);
        if item.is_plain()
            && !item.is_placed
            && line
            && !awaited
            && alone(before)
            && alone(items.get(at + 1))
            && is_bar(item.piece.text(flow), profile)
        {
            items[at].class = Class::Caption;
        }
    }
}

/// Whether a text is the name of a section: its word, a number or letter, and a few words
/// behind a sign.
fn is_bar(text: &str, profile: &Profile) -> bool {
    let Some(word) = profile.section_words.at_start(text) else {
        return false;
    };
    let rest = text[word.end..].trim_start();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
    let (number, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    let latin = number.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    let numbered =
        (1..=4).contains(&number.len()) && (digits && number.len() <= 2 || latin || letter);
    let name = rest.trim_start();
    let signed =
        name.is_empty() || name.starts_with(['-', '–', '—', ':']) || name.starts_with(". ");
    let ends = !name.ends_with(['.', ';', ',']);
    numbered && signed && ends && name.split_whitespace().count() <= WORDS + 1
}
