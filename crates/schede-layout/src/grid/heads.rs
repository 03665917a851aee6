//! The head of the deadlines set over them: `pdftotext -layout` keeps columns within a
//! block of lines only, and the heads of a table may stand elsewhere than what is below
//! them. Dates show by themselves where their column is.
//!
//! In: the words of a page, line by line. Out: how far the words of that head are moved.
//!
//! Not here: rows that a caption pushes (`pushed`).

use std::ops::Range;

use schede_model::Column;
use schede_model::page::Word;
use schede_profile::Profile;

use super::CHARACTER;
use super::aligned::{Paper, are_near, dates, place, push};
use super::moved::Moved;
use crate::geometry::is_date;

/// So many dates below one another, at least, are a column.
const FEWEST: usize = 2;

/// Lines of a head above and below the one on which most of them stand.
const HEAD_LINES: usize = 2;

/// A date is as wide as ten characters.
const DATE: f32 = 10.0 * CHARACTER;

/// Moves the head of the deadlines over them, where it stands left of all dates below.
pub(super) fn set(page: &mut Paper<'_>, zone: Range<usize>, moved: &mut Moved, profile: &Profile) {
    let dates = dates(page, zone.clone());
    let Some(to) = place(dates.clone()).filter(|_| dates.len() >= FEWEST) else {
        return;
    };
    let first = zone.start.saturating_sub(HEAD_LINES + 1);
    let lines = first..(zone.start + HEAD_LINES).min(page.lines.len());
    let Some((left, right)) = head(page, lines.clone(), profile) else {
        return;
    };
    let own_date = |x: &f32| *x < right && left < x + DATE;
    if to < right || dates.iter().any(own_date) || is_headed(page, &zone, to) {
        return;
    }
    let own = head_words(page, lines, (left, right), profile);
    let by = to - left;
    let behind = |page: &Paper, line: usize, words: &Range<usize>| {
        let all = &page.lines[line].words;
        (words.end < all.end).then(|| page.words[words.end].bbox.x0)
    };
    let has_room = |(line, words): &(usize, Range<usize>)| {
        behind(page, *line, words).is_none_or(|next| right + by < next)
    };
    if !own.iter().all(has_room) {
        return;
    }
    for (line, words) in own {
        let next = behind(page, line, &words);
        let words = &mut page.words[words];
        let (x0, y0) = (words[0].bbox.x0, words[0].bbox.y0);
        words.iter_mut().for_each(|word| push(word, by));
        moved.pull(y0, x0 + by, by);
        if let Some(next) = next {
            moved.still(y0, next);
        }
    }
}

/// Whether other words of the head stand over a column of dates: its second line may.
fn is_headed(page: &Paper, zone: &Range<usize>, dates: f32) -> bool {
    let mut lines = zone.start.saturating_sub(1)..zone.start + 1;
    lines.any(|line| {
        let words = under(page, line, dates, dates + DATE).unwrap_or_default();
        !page.words[words].iter().all(|word| is_date(&word.text))
    })
}

/// The words of a head that begins between two places, line by line. What else stands
/// below them is of a row.
fn head_words(
    page: &Paper,
    lines: Range<usize>,
    (left, right): (f32, f32),
    profile: &Profile,
) -> Vec<(usize, Range<usize>)> {
    let mut text = String::new();
    let mut own = Vec::new();
    for line in lines {
        let Some(words) = under(page, line, left, right) else {
            continue;
        };
        let mut longer = text.clone();
        for word in &page.words[words.clone()] {
            longer.push_str(&word.text);
            longer.push(' ');
        }
        let whole = profile.heads.at_start(&longer);
        let whole = whole.is_some_and(|found| found.end == longer.trim_end().len());
        if whole || profile.heads.continues(longer.trim_end()) {
            text = longer;
            own.push((line, words));
        }
    }
    own
}

/// Left and right end of the first line of the deadlines' head, which stands alone or
/// beside another.
fn head(page: &Paper, lines: Range<usize>, profile: &Profile) -> Option<(f32, f32)> {
    lines.into_iter().find_map(|line| {
        let words = &page.words[page.lines[line].words.clone()];
        let mut heads = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let (n, column) = head_at(&words[at..], profile).unwrap_or((1, Column::Other));
            heads.push((at..at + n, column));
            at += n;
        }
        heads.retain(|(_, column)| *column != Column::Other);
        let alone = |own: &Range<usize>| *own == (0..words.len());
        let due = heads.iter().find(|(_, column)| *column == Column::Due);
        let due = due.filter(|(own, _)| heads.len() > 1 || alone(own));
        due.map(|(own, _)| (words[own.start].bbox.x0, words[own.end - 1].bbox.x1))
    })
}

/// The head that begins with the first of some words: how many words it has.
fn head_at(words: &[Word], profile: &Profile) -> Option<(usize, Column)> {
    if !words.first()?.text.starts_with(char::is_uppercase) {
        return None;
    }
    let piece = words.chunk_by(are_near).next()?;
    let texts: Vec<&str> = piece.iter().map(|word| &*word.text).collect();
    let found = profile.heads.at_start(&texts.join(" "))?;
    let mut end = 0;
    let within = |text: &&&str| {
        let within = end < found.end;
        end += text.len() + 1;
        within
    };
    Some((texts.iter().take_while(within).count(), found.what))
}

/// The words of a line under or over some place.
fn under(page: &Paper, line: usize, left: f32, right: f32) -> Option<Range<usize>> {
    let range = page.lines[line].words.clone();
    let over = |at: &usize| {
        let word = &page.words[*at].bbox;
        word.x0 < right && left < word.x1
    };
    let first = range.clone().find(over)?;
    let n = (first..range.end).take_while(over).count();
    Some(first..first + n)
}

#[cfg(test)]
mod tests {
    use schede_model::Column;
    use schede_profile::Profiles;

    #[test]
    fn dates_below_no_head_are_those_of_the_deadlines() {
        let text = "\
Obiettivo: A) Rete dei sentieri
                                                   Incidenza   Monitoraggio   Scadenze
          Descrizione                                  %       al 30/09/2024  previste                     Raggiungimento
fase 1:   Rilievo dei sentieri di valle               40%      OK (con i volontari)        31/03/2024      Rilievo eseguito
fase 2:   Posa dei cartelli                           60%      In corso                    30/06/2024      Posa conclusa
                                                     100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
";
        let profiles = Profiles::builtin().expect("built in");
        let flow = crate::read_text(text, profiles.fallback().expect("one"));
        let told = |column: Column| {
            let own = flow.segments.iter().filter(|s| {
                let place = s.place.map(|place| place.column);
                place == Some(column)
            });
            own.map(|s| flow.text(s)).collect::<Vec<_>>()
        };
        assert_eq!(
            told(Column::Monitoring),
            ["OK (con i volontari)", "In corso"]
        );
        assert_eq!(told(Column::Due), ["31/03/2024", "30/06/2024"]);
    }
}
