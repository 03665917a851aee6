//! Running text that names a column head or two, told before any of them is looked at
//! closely: nearly all lines of a plan are of this kind.
//!
//! In: a line, and how many of its characters heads must be. Out: whether they cannot be;
//! of heads that were found, how many may be none of a text.
//!
//! Not here: what a head is (`head`).

use std::ops::Range;

use schede_model::Column;

use super::apart::may_stand_apart;
use super::{HeadCell, months, of_form, to_come};
use crate::geometry::lines::text::Token;
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours;

/// Share of a line's characters that must be column heads: running text names
/// a word or two of them.
const HEAD_SHARE: f32 = 0.45;

/// The fewest characters that are most of so many, as far as heads go.
pub(super) fn most_of(length: usize) -> usize {
    let is_most = |n: usize| n as f32 / length as f32 >= HEAD_SHARE;
    let about = (HEAD_SHARE * length as f32) as usize;
    // One less, this or one more, as rounding has it.
    (about.saturating_sub(1)..)
        .find(|n| is_most(*n))
        .unwrap_or(length)
}

/// Whether heads cannot be a `share` of a line's characters, and cannot tell otherwise.
pub(super) fn is_running_text(view: View, position: usize, share: usize) -> bool {
    begins_none_in_time(view, position, share) || names_too_few(view, position, share)
}

/// How many of some heads are of columns of the form, without a few in small letters beside
/// more that begin with a capital: those are of a text ("entro il").
pub(super) fn of_form_apart(view: View, cells: &[HeadCell]) -> usize {
    // "% di incidenza" begins with a sign, which no spelling counts.
    let behind_sign = |cell: &HeadCell| {
        let first = cell.tokens.first();
        first.is_some_and(|(position, index)| view.text_before(*position, *index).ends_with('%'))
    };
    let small = |cell: &&HeadCell| {
        let small = cell.text.starts_with(char::is_lowercase);
        cell.column != Column::Other && small && !behind_sign(cell)
    };
    let (all, small) = (of_form(cells), cells.iter().filter(small).count());
    if 2 * small < all { all - small } else { all }
}

/// Whether a text below some heads runs on, without a gap, over a head of those on the line
/// below it: no cell of a head is so wide, and both stand above the table ("Indicatore" over
/// "Domande pervenute").
pub(super) fn stands_across(
    view: View,
    lines: Range<usize>,
    above: &[HeadCell],
    below: &[HeadCell],
) -> bool {
    let tokens = &view.page.tokens;
    let is_over = |run: &Range<usize>, cell: &HeadCell| {
        let (left, right) = (tokens[run.start].x0, tokens[run.end - 1].x1);
        left < cell.x1 && cell.x0 < right
    };
    lines.skip(1).any(|at| {
        fours::runs(view, view.line(at)).iter().any(|run| {
            let over = |cells: &[HeadCell]| cells.iter().any(|cell| is_over(run, cell));
            over(above) && over(below)
        })
    })
}

/// Whether no word begins a head, whole or cut, where so many characters are still to come.
fn begins_none_in_time(view: View, position: usize, share: usize) -> bool {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let mut left = usize::MAX;
    let mut in_time = tokens.iter().enumerate().take_while(|(n, word)| {
        let in_time = left >= share;
        left = to_come(line, tokens.len() - 1 - n, word);
        in_time
    });
    !in_time.any(|(_, word)| word.may_begin_head)
}

/// Whether fewer characters are of words with which the spelling of a head begins or goes on,
/// and no heads may tell by standing apart, or by their number as months do.
fn names_too_few(view: View, position: usize, share: usize) -> bool {
    let line = view.line(position);
    let tokens = view.tokens(line);
    let begin = tokens
        .iter()
        .enumerate()
        .filter(|(_, word)| word.may_begin_head);
    let of_heads = begin.map(|(n, _)| of_head(view, &line.text, &tokens[n..]));
    let months = |index| months::end(view, position, index).is_some();
    of_heads.sum::<usize>() < share
        && !may_stand_apart(view, line)
        && !line.tokens.clone().any(months)
}

/// How many characters may be of a head that begins with the first of some words, at most: a
/// blank behind each word counted.
fn of_head(view: View, text: &str, words: &[Token]) -> usize {
    let start = words[0].start as usize;
    let rest = &text[start..];
    let form = view.profile.heads.bytes_begun(rest);
    let end = start + form.max(view.profile.other_heads.bytes_begun(rest));
    let own = words.iter().take_while(|word| (word.start as usize) < end);
    own.map(|word| (word.end - word.start) as usize + 1).sum()
}

#[cfg(test)]
mod tests {
    use schede_model::page::{BBox, Page, Rotation, Visibility, Word};
    use schede_profile::{Profile, Profiles};

    use super::{most_of, names_too_few};
    use crate::geometry::head::read_heads;
    use crate::geometry::lines::asked::Asked;
    use crate::geometry::lines::text::{PageText, Room};
    use crate::geometry::lines::turned;
    use crate::geometry::lines::view::View;

    const EM: f32 = 10.0;
    const PITCH: f32 = 12.0;

    /// Words of heads, whole and cut, of months, and of running text.
    const WORDS: [&str; 40] = [
        "Descrizione",
        "Incidenza",
        "%",
        "Monitoraggio",
        "al",
        "30/09/2024",
        "Scadenze",
        "previste",
        "Raggiungimento",
        "Obiettivo",
        "DESCRIZ",
        "Peso",
        "della",
        "fase",
        "Stato",
        "di",
        "avanzamento",
        "%Monitoraggio",
        "Tempi",
        "e",
        "pesi",
        "Target",
        "2024",
        "U.M.",
        "Gen",
        "Feb",
        "Mar",
        "Apr",
        "Mag",
        "Giu",
        "descrizione",
        "il",
        "ponte",
        "sul",
        "fiume",
        "attività",
        "-",
        "risultato",
        "(peso)",
        "responsabili",
    ];

    /// Lines of words in any order, some near one another and some apart, from numbers that
    /// look random.
    fn lines(n_lines: usize) -> Page {
        let mut seed = 7_usize;
        let mut below = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % n
        };
        let mut page = Page {
            width: 2000.0,
            height: 1e5,
            number: 1,
            ..Page::default()
        };
        for line in 0..n_lines {
            let base = PITCH * (line + 1) as f32;
            let (mut x, wide) = (50.0, 1 + below(12));
            // Some lines are running text but for a word or two.
            let first = if below(2) == 0 { 0 } else { 30 };
            for _ in 0..1 + below(14) {
                let from = if below(4) == 0 { 0 } else { first };
                let text = WORDS[from + below(WORDS.len() - from)];
                let width = 0.5 * EM * text.chars().count() as f32;
                page.words.push(Word {
                    text: text.into(),
                    bbox: BBox {
                        x0: x,
                        y0: base - EM,
                        x1: x + width,
                        y1: base,
                    },
                    baseline: base,
                    font_size: EM,
                    glued: below(20) == 0,
                    bold: false,
                    rotation: Rotation::None,
                    visibility: Visibility::Visible,
                    clip: None,
                    mcid: None,
                    doubtful: false,
                    ocr_confidence: None,
                });
                let gap = if below(wide) == 0 { 2.0 } else { 0.3 };
                x += width + gap * EM;
            }
        }
        page
    }

    fn profile() -> Profile {
        let profiles = Profiles::builtin().expect("built in");
        profiles.fallback().expect("one").clone()
    }

    #[test]
    fn running_text_has_no_heads_that_a_closer_look_finds() {
        let profile = profile();
        let (page, turn) = turned::upright(lines(6000));
        let page = PageText::new(page, turn, &[], &profile, &mut Room::default());
        let body: Vec<usize> = (0..page.lines.len()).collect();
        let asked = Asked::nothing(&page, &body);
        let view = View::new(&page, &body, &profile, &asked);
        let (mut n_running, mut n_heads) = (0, 0);
        for position in 0..body.len() {
            let text = &view.line(position).text;
            let share = most_of(text.trim().len().max(1));
            let heads = read_heads(view, position, &[], share);
            if names_too_few(view, position, share) {
                n_running += 1;
                assert!(heads.is_none(), "{text}");
            }
            n_heads += usize::from(heads.is_some());
        }
        assert!(n_running > 400 && n_heads > 500, "{n_running} {n_heads}");
    }
}
