//! Columns of the form that a table has twice: the states of two dates side by side
//! ("Monitoraggio al 30/06/2024", "Monitoraggio al 30/09/2024"), an outcome and its share
//! ("% di raggiungimento"), a word for the rows beside that for what they say ("Fase").
//!
//! In: the heads of a table, the strange ones among them. Out: whether strange words are a
//! second head; of two dated ones the later is the form's, of two weights that in percent.

use schede_model::Column;

use super::{Head, HeadCell};
use crate::geometry::lines::view::View;

/// Whether words right of a head, and apart from it, are a head of their own though all of
/// them are words of heads: they begin a spelling, and go on with that on their left in none.
pub(crate) fn is_again(view: View, left: &HeadCell, words: &HeadCell) -> bool {
    let heads = &view.profile.heads;
    let begins = heads.look(words.text());
    let joined = [left.text(), words.text()].join(" ");
    let longer = heads.look(&joined);
    let goes_on = longer.continues || longer.label.is_some_and(|m| m.end > left.text().len());
    (begins.continues || begins.label.is_some()) && !goes_on
}

/// Whether a head of descriptions is that of the rows' numbers ("Fas" over "e"), as another
/// head of descriptions stands right of it.
pub(crate) fn is_of_numbers(view: View, left: &HeadCell, again: &HeadCell) -> bool {
    let second = view.profile.heads.at_start(again.text());
    let descriptions = second.is_some_and(|m| m.what == Column::Description);
    // The rest of a word that is cut joins its head later.
    let numbers = view.profile.number_heads.look(left.text());
    let whole = numbers.label.is_some_and(|m| m.end == left.text().len());
    left.column == Column::Description && descriptions && (whole || numbers.continues)
}

/// Takes the state at the latest date for the form's, where a table has several.
pub(crate) fn latest_first(view: View, head: &mut Head) {
    let states = |cell: &HeadCell| view.profile.heads.at_start(cell.text()).map(|m| m.what);
    let is_state = |cell: &&mut HeadCell| {
        let kind = matches!(cell.column, Column::Monitoring | Column::Other);
        kind && states(cell) == Some(Column::Monitoring)
    };
    let mut states: Vec<&mut HeadCell> = head.cells.iter_mut().filter(is_state).collect();
    let latest = states.iter().map(|cell| date(cell.text())).max().flatten();
    let Some(latest) = latest.filter(|_| states.len() > 1) else {
        return;
    };
    for cell in &mut states {
        cell.column = Column::Other;
    }
    let shown = states
        .into_iter()
        .find(|cell| date(cell.text()) == Some(latest));
    if let Some(cell) = shown {
        cell.column = Column::Monitoring;
    }
}

/// Takes the head of weights with a sign for percent for the form's, where a table has several
/// ("Peso relativo", "Incidenza %").
pub(crate) fn percent_first(view: View, head: &mut Head) {
    let is_percent = |cell: &HeadCell| cell.text().contains('%');
    let weighs = |cell: &HeadCell| {
        let known = view.profile.heads.at_start(cell.text());
        known.is_some_and(|m| m.what == Column::Weight)
    };
    let mut own = head.cells.iter().position(|c| c.column == Column::Weight);
    own = own.filter(|at| !is_percent(&head.cells[*at]));
    let other = |c: &HeadCell| c.column == Column::Other && is_percent(c) && weighs(c);
    if let Some((own, other)) = own.zip(head.cells.iter().position(other)) {
        head.cells[own].column = Column::Other;
        head.cells[other].column = Column::Weight;
    }
}

/// Year, month and day of the date in a head.
fn date(text: &str) -> Option<[u32; 3]> {
    let mut words = text.split(' ');
    words.find_map(|word| {
        let mut parts = word.split(['/', '.', '-']).map(|part| part.parse().ok());
        let [day, month, year] = [(); 3].map(|()| parts.next().flatten());
        Some([year?, month?, day?])
    })
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_in_their_order() {
        let at = |text| date(text).expect("a date");
        assert!(at("Monitoraggio al 31.12.2023") < at("Monitoraggio al 30/06/2024"));
        assert_eq!(date("Monitoraggio al"), None);
    }
}
