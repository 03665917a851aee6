//! Labels of rows behind their descriptions ("Rilievo delle sponde   fase 1   30%"):
//! `pdftotext -layout` keeps columns within a block of lines only, so the label of one row may
//! stand further left than that of the next.
//!
//! In: the words of a page, line by line. Out: how far labels are moved so that all of a table
//! begin where half of them do, or more.
//!
//! Not here: labels before their descriptions (`pushed`).

use std::ops::Range;

use schede_profile::Profile;

use super::CHARACTER;
use super::aligned::Paper;
use super::moved::Moved;
use super::pushed::{is_number, most, move_words, n_near, sorted, upright};

/// Labels of one column begin within so many characters of each other.
const SAME_PLACE: f32 = 1.1 * CHARACTER;

/// No label is moved further: half the width of a narrow column.
const FARTHEST: f32 = 8.0 * CHARACTER;

/// Blank behind a label, at least: the next cell begins there.
const APART: f32 = 1.5 * CHARACTER;

/// Rows, at least, of which the labels make a column.
const FEWEST: usize = 3;

/// A label: its line, its words.
struct Label {
    line: usize,
    words: Range<usize>,
}

/// Moves the labels of a table that stand behind the descriptions in line.
pub(super) fn set(page: &mut Paper<'_>, zone: Range<usize>, moved: &mut Moved, profile: &Profile) {
    let Some(labels) = labels(page, zone.clone(), profile) else {
        return;
    };
    let left = |page: &Paper<'_>, label: &Label| page.words[label.words.start].bbox.x0;
    let lefts: Vec<f32> = labels.iter().map(|label| left(page, label)).collect();
    // Of several places the one furthest right: full descriptions push to the right only.
    let Some(place) = most(&lefts, SAME_PLACE) else {
        return;
    };
    if 2 * n_near(&sorted(&lefts), place, SAME_PLACE) < labels.len() {
        return;
    }
    for label in labels {
        let by = place - left(page, &label);
        if by.abs() > SAME_PLACE && by.abs() <= FARTHEST {
            let line = page.lines[label.line].words.clone();
            move_words(page, label.words, line, by, moved);
        }
    }
}

/// The labels of a table, one for each number from one on, each before the next cell and apart
/// from the left edge, where the descriptions stand.
fn labels(page: &Paper<'_>, zone: Range<usize>, profile: &Profile) -> Option<Vec<Label>> {
    let mut labels: Vec<Label> = Vec::new();
    let mut number = None;
    let mut edge = f32::MAX;
    for line in zone {
        let words = upright(page, line);
        let Some(first) = page.words[words.clone()].first() else {
            continue;
        };
        edge = edge.min(first.bbox.x0);
        let label = words
            .clone()
            .find_map(|at| label_at(page, at..words.end, profile));
        let Some((words, own)) = label else {
            continue;
        };
        // A table that goes on from the page before has other numbers.
        if number.is_some_and(|before: u32| own != before + 1) {
            return None;
        }
        number = Some(own);
        labels.push(Label { line, words });
    }
    let behind = |label: &Label| page.words[label.words.start].bbox.x0 > edge + FARTHEST;
    (labels.len() >= FEWEST && labels.iter().all(behind)).then_some(labels)
}

/// The label that is the first of some words of a line, and its number.
fn label_at(
    page: &Paper<'_>,
    words: Range<usize>,
    profile: &Profile,
) -> Option<(Range<usize>, u32)> {
    let [word, number, ..] = &page.words[words.clone()] else {
        return None;
    };
    let named = profile.phase_words.at_start(&word.text);
    if named.is_none_or(|found| found.end != word.text.len()) || !is_number(number) {
        return None;
    }
    let digits = number.text.trim_end_matches([':', '.']);
    let end = words.start + 2;
    let apart = end == words.end || page.words[end].bbox.x0 - number.bbox.x1 > APART;
    apart.then_some((words.start..end, digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use schede_model::Column;
    use schede_profile::Profiles;

    #[test]
    fn labels_behind_descriptions_stand_in_one_column() {
        let text = "\
Obiettivo: A) Rete dei sentieri
Descrizione                                    Peso %      Scadenza       Esito
Rilievo dei sentieri di valle e dei     fase 1   40%       31/03/2024     Eseguito
ponti
Posa dei cartelli                   fase 2       30%       30/06/2024     Conclusa
Apertura dei sentieri di cresta e di fase 3      20%       30/09/2024
valle
Relazione alla Giunta                   fase 4   10%       30/12/2024     Agli atti
Scadenza finale per il raggiungimento dell'obiettivo: 30/12/2024
";
        let profiles = Profiles::builtin().expect("built in");
        let flow = crate::read_text(text, profiles.fallback().expect("one"));
        let labels = flow.segments.iter().filter_map(|s| {
            let place = s.place.filter(|place| place.column == Column::Label)?;
            Some((place.row, flow.text(s)))
        });
        let labels: Vec<(u32, &str)> = labels.collect();
        assert_eq!(
            labels,
            [(0, "fase 1"), (1, "fase 2"), (2, "fase 3"), (3, "fase 4")]
        );
    }
}
