//! The head of the table of phases: "Descrizione Incidenza % Monitoraggio al
//! 30/09/2024 Scadenze previste Raggiungimento Obiettivo", in one line or many.

use std::ops::Range;

use schede_model::Column;
use schede_model::text::last_word;
use schede_profile::{Profile, Style};

use super::looks::leads_on;
use crate::source::{Part, capitals, part};
use crate::values::date::{date_at_start, first_date};
use crate::values::written_date::any_date_at_start;

/// What a line of the table head says. Kept small: each item of a document has room for
/// one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadLine {
    /// How many column heads stand on it.
    pub n_heads: u8,
    /// Where the monitoring date stands.
    pub date: Option<Part>,
    /// The line begins with so many bytes of a date that the line before breaks off.
    pub date_rest: u8,
    /// A head stands behind one of a later column of the form, or between the words of
    /// one and the date that follows them on another line: the line was read across.
    pub out_of_order: bool,
}

/// Whether a line is made of several column heads and nothing else.
pub fn is_head_line(profile: &Profile, text: &str) -> bool {
    head_line(profile, text).is_some_and(|head| head.n_heads > 1)
}

/// Reads a line that is made of column heads and nothing else.
pub fn head_line(profile: &Profile, text: &str) -> Option<HeadLine> {
    // Most lines begin with letters that no head does.
    if profile.heads.begins_none(text) {
        return None;
    }
    let mut head = HeadLine::default();
    let mut last = None;
    // A head that no date follows so far.
    let mut undated: Option<&str> = None;
    let mut at = skip_signs(text, 0);
    while at < text.len() {
        let rest = &text[at..];
        // A date in a head stands after "Monitoraggio al"; most lines that are looked at
        // begin with no head.
        if head.n_heads == 0 && profile.heads.at_start(rest).is_none() {
            return None;
        }
        if let Some((_, end)) = any_date_at_start(rest, &profile.vocabulary) {
            if head.n_heads == 0 {
                return None;
            }
            head.date.get_or_insert(part(at..at + end));
            undated = None;
            at = skip_signs(text, at + end);
            continue;
        }
        let label = profile
            .heads
            .at_start(rest)
            .filter(|l| l.style == Style::Capital)?;
        head.n_heads = head.n_heads.saturating_add(1);
        head.out_of_order |= undated.is_some_and(|words| wants_date(profile, words));
        undated = Some(&rest[..label.end]);
        head.out_of_order |= last.is_some_and(|last| label.what < last);
        last = Some(label.what);
        at = skip_signs(text, at + label.end);
    }
    (head.n_heads > 0).then_some(head)
}

/// Lines of a head read as one: the columns they name, the date's place, and whether
/// the last head is whole. None if anything else stands there. A narrow cell may have
/// cut the date, too ("30/09/202 4").
pub fn joined_heads(
    profile: &Profile,
    text: &str,
) -> Option<(Vec<Column>, Option<Range<usize>>, bool)> {
    let mut columns = Vec::new();
    let mut date = None;
    let mut at = skip_signs(text, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            if columns.is_empty() || date.is_some() {
                return None;
            }
            let whole = || any_date_at_start(rest, &profile.vocabulary).map(|(_, end)| end);
            let Some(end) = cut_date(rest).or_else(whole) else {
                let begun = rest.bytes().all(|b| b.is_ascii_digit() || b == b'/');
                return begun.then_some((columns, date, false));
            };
            date = Some(at..at + end);
            at = skip_signs(text, at + end);
            continue;
        }
        let label = profile.heads.at_start(rest);
        let ends = label.is_some_and(|l| skip_signs(rest, l.end) == rest.len());
        let Some(label) = label.filter(|_| ends || !profile.heads.continues(rest)) else {
            let cut = profile.heads.continues(rest);
            return cut.then_some((columns, date, false));
        };
        if !columns.contains(&label.what) {
            columns.push(label.what);
        }
        at = skip_signs(text, at + label.end);
    }
    Some((columns, date, true))
}

/// Where a date ends whose year is cut.
fn cut_date(text: &str) -> Option<usize> {
    let (begun, rest) = text.split_once(' ')?;
    let n = rest.bytes().take_while(u8::is_ascii_digit).count();
    let whole = [begun, &rest[..n]].concat();
    let ends = date_at_start(&whole).is_some_and(|(_, end)| end == whole.len());
    (n > 0 && ends).then_some(begun.len() + 1 + n)
}

/// Whether a short line can be the rest of a wrapped head ("Obiettivo", "%",
/// "previste", "30/09/2024"): every word of it stands in some column head.
pub fn head_rest(profile: &Profile, text: &str) -> Option<HeadLine> {
    let mut head = HeadLine::default();
    let mut at = skip_signs(text, 0);
    while at < text.len() {
        let word_end = text[at..]
            .find(char::is_whitespace)
            .map_or(text.len(), |n| at + n);
        if let Some((_, end)) = date_at_start(&text[at..]) {
            head.date.get_or_insert(part(at..at + end));
        } else if !is_head_word(profile, &text[at..word_end]) {
            return None;
        }
        at = skip_signs(text, word_end);
    }
    Some(head)
}

/// Whether a line of a head holds the second lines of several of its cells ("% al
/// 30/09/2024 previste"): lines are read across the cells then.
pub fn rests_of_heads(profile: &Profile, text: &str) -> bool {
    let text = &text[skip_signs(text, 0)..];
    let Some((_, range)) = first_date(text) else {
        return false;
    };
    let behind = &text[skip_signs(text, range.end)..];
    let words = |part: &str| !part.is_empty() && profile.heads.at_start(part).is_none();
    range.start > 0 && words(text) && words(behind)
}

/// Whether a word stands in some column head.
pub fn is_head_word(profile: &Profile, word: &str) -> bool {
    profile
        .head_words
        .at_start(word)
        .is_some_and(|label| word[label.end..].chars().all(|c| !c.is_alphanumeric()))
}

/// Whether a head's words want a date behind them ("Monitoraggio al").
pub fn wants_date(profile: &Profile, head: &str) -> bool {
    leads_on(last_word(head.trim_end()), &profile.vocabulary)
}

/// The columns that a line names among other words.
pub fn columns_named(profile: &Profile, text: &str) -> Vec<Column> {
    let mut columns = Vec::new();
    for word in capitals(text) {
        let label = profile.heads.at_start(&text[word..]);
        if let Some(label) = label.filter(|l| !columns.contains(&l.what)) {
            columns.push(label.what);
        }
    }
    columns
}

/// The column a head cell names, for tables whose cells are known.
pub fn head_column(profile: &Profile, text: &str) -> Option<Column> {
    profile.heads.at_start(text).map(|label| label.what)
}

fn skip_signs(text: &str, at: usize) -> usize {
    if text
        .as_bytes()
        .get(at)
        .is_some_and(u8::is_ascii_alphanumeric)
    {
        return at;
    }
    text.len()
        - text[at..]
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '%' | '(' | ')' | '|' | ':' | '-')
            })
            .len()
}
