//! What stands on lines above most heads of a table: the beginning of a head that takes more
//! lines than the others ("Stato di" over "attuazione al"), or the caption of the table.
//!
//! In: heads found on lines that follow one another. Out: the head that begins above them;
//! whether a line above is a caption.
//!
//! Not here: titles over several heads (`grouped`), columns that the form does not know
//! (`others`).

use schede_model::Column;

use super::{BESIDE_OTHERS, Head, HeadCell, is_new, of_form};
use crate::geometry::lines::view::View;

/// Adds the head whose first words stand alone on the line above the others', over the words
/// that go on with them.
pub(super) fn add(view: View, head: &mut Head) {
    let Some(above) = head.first.checked_sub(1) else {
        return;
    };
    let (line, next) = (view.line(above), view.line(head.first));
    if next.base - line.base > view.page.widest_pitch() * next.em {
        return;
    }
    let (words, tokens) = (line.text.trim(), view.tokens(line));
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return;
    };
    // Words that are a head by themselves ("Attuazione al") go on with one, too.
    let free = |index: &usize| {
        let of_head = |cell: &HeadCell| {
            let own = &cell.tokens;
            own.contains(&(head.first, *index)) && own.first() != Some(&(head.first, *index))
        };
        !head.cells.iter().any(of_head)
    };
    let under = |index: &usize| {
        let token = &view.page.tokens[*index];
        token.x0 < last.x1 && first.x0 < token.x1
    };
    let mut below = next.tokens.clone();
    let Some(rest) = below.find(|index| free(index) && under(index)) else {
        return;
    };
    let whole = format!("{words} {}", view.text_from(head.first, rest));
    let found = view.profile.heads.at_start(&whole);
    let Some(column) = found
        .filter(|found| found.end > words.len())
        .map(|found| found.what)
    else {
        return;
    };
    let own: Vec<(usize, usize)> = line.tokens.clone().map(|index| (above, index)).collect();
    let begins = |cell: &&mut HeadCell| cell.tokens.first() == Some(&(head.first, rest));
    if let Some(cell) = head.cells.iter_mut().find(begins) {
        if cell.column == column {
            let all = [own, std::mem::take(&mut cell.tokens)].concat();
            if let Some(whole) = HeadCell::of(view, column, &all) {
                *cell = whole;
            }
            head.first = above;
        }
        return;
    }
    let cell = HeadCell::of(view, column, &own);
    if let Some(cell) = cell.filter(|cell| is_new(&head.cells, cell)) {
        head.cells.push(cell);
        head.cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        head.first = above;
    }
}

/// Whether the words of a line above some heads are the caption of their table: they head the
/// column that one of these does ("Fasi di attuazione" over "Azioni", "Peso").
pub(super) fn captions(above: &HeadCell, heads: &[HeadCell]) -> bool {
    !is_new(heads, above) && of_form(heads) > BESIDE_OTHERS
}

/// Whether heads of several columns stand beside a word of a line: it is of a head that
/// wraps ("Monitoraggio" over "intermedio al").
pub(super) fn has_heads_beside(view: View, position: usize, index: usize) -> bool {
    let heads = &view.profile.heads;
    let others = view.line(position).tokens.clone().filter(|i| *i != index);
    let found = others.filter_map(|i| heads.at_start(view.text_from(position, i)));
    let columns: Vec<Column> = found.map(|head| head.what).collect();
    columns.iter().any(|column| *column != columns[0])
}
