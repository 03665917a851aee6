//! Where a sheet ends among the items of a document.
//!
//! In: the items from the line that names the objective to the head of the next sheet, or the
//! document's end. Out: the first item that is none of the sheet's. Labels, rows and
//! signatures of the form show that a sheet goes on; other text of the plan may hold such
//! words, too.

use std::ops::Range;

use schede_model::{Column, Flow};
use schede_profile::{Field, Profile};

use super::fields::Fields;
use super::items::{Class, Item, Strength};
use super::sheets::are_furniture;

/// How far after the sheet's last sign a line printed twice still belongs to it.
const NEAR: usize = 2;

/// Lines set off by a gap before the signatures that are still the end of the
/// sheet's last text: a page's last lines carried over in a text without marks.
const SHORT_REST: usize = 2;

/// Lines below signatures after which a label that the sheet does not have yet may still be
/// the sheet's: those who sign with a machine sign each page, within a text.
const BELOW_SIGNATURES: usize = 8;

/// Where a sheet ends.
pub struct End {
    /// The first item that is none of the sheet's.
    pub at: usize,
    /// Nothing stands beside the sheet's last label, and other text follows below a
    /// gap or on the next page: it may be the label's.
    pub open_end: bool,
    /// Other text follows on the page below the signatures.
    pub signed: bool,
}

/// The end of the sheet whose objective is named by the first of these items. `form`: the
/// fields of the other sheets, if there are some.
pub fn end_of_sheet(
    flow: &Flow<'_>,
    items: &[Item],
    sheet: Range<usize>,
    gaps_tell: bool,
    bare: bool,
    profile: &Profile,
    form: Option<Fields>,
) -> End {
    let Range {
        start: objective,
        end,
    } = sheet;
    let known = Known {
        bare,
        head_fields: &profile.head_fields,
        form,
    };
    let last = last_of(flow, items, sheet, gaps_tell, &known);
    let over_page = text_over_page(items, last, end, bare);
    let kept = match &over_page {
        // One text and then the next sheet: it is the label's.
        Some(text) if alone_until(items, text.end, end) => text.end,
        // The form sets its texts off from their labels.
        Some(text) if has_own(items, objective..last, text.clone()) => {
            end_of(flow, items, text.end - 1, end, gaps_tell)
        }
        _ => end_of(flow, items, last, end, gaps_tell),
    };
    let signed = signed_end(flow, items, objective..kept, last);
    let kept = signed.unwrap_or(kept);
    let goes_on = sentence_over_page(flow, items, kept, end);
    let open = over_page.is_some_and(|text| !has_own(items, objective..last, text))
        || names_follow(items, last, end);
    End {
        at: goes_on.unwrap_or(kept),
        open_end: open || goes_on.is_some(),
        signed: signed.is_some(),
    }
}

/// What is known of the labels of a document.
struct Known<'k> {
    /// Most stand without a colon in cells of their own.
    bare: bool,
    /// The fields of a sheet's head.
    head_fields: &'k [Field],
    /// The fields of the other sheets, if there are some.
    form: Option<Fields>,
}

/// The last item that shows that the sheet goes on.
fn last_of(
    flow: &Flow<'_>,
    items: &[Item],
    Range {
        start: objective,
        end,
    }: Range<usize>,
    gaps_tell: bool,
    known: &Known<'_>,
) -> usize {
    let bare = known.bare;
    // On paper signatures stand below their own sheet.
    let on_paper = flow.on_paper();
    let mut seen = Fields::default();
    let mut last = objective;
    let mut foreign = 0usize;
    // Lines below the signatures, of which the names of those who sign are the first.
    let mut signed: Option<usize> = None;
    // The last table of the sheet.
    let mut table = None;
    for (i, item) in items.iter().enumerate().take(end).skip(objective) {
        let own_copy = item.twin().is_some_and(|t| t >= objective);
        // After the labelled texts, a line set off by a gap is other text.
        let same_page = i > 0 && items[i - 1].page == item.page;
        let own_text = i > 0 && is_bare_label(&items[i - 1]);
        let set_off = gaps_tell && same_page && item.gap_before && !own_copy && !own_text;
        if item.is_plain() && !item.is_placed && (foreign > 0 || set_off && seen.any_statement()) {
            foreign += 1;
        }
        let follows = own_copy && item.page == items[last].page && i - last <= NEAR;
        // The signatures that follow other text are of another page.
        let below = on_paper && item.page == items[last].page;
        let strayed = foreign > SHORT_REST && matches!(item.class, Class::Signature) && !below;
        let strayed = strayed || foreign > 0 && is_beside_text(items, i);
        let strayed = strayed || signed.is_some_and(|lines| {
            // The head stands above the line of the objective.
            let of_head =
                matches!(&item.class, Class::Field { field, .. } if known.head_fields.contains(field));
            let own_table = item.place(flow).map(|place| place.table);
            let other_table = lines > 0 && own_table.is_some_and(|own| table != Some(own));
            of_head || other_table || !is_below_signatures(flow, item, lines, known, seen)
        });
        let goes_on = !strayed && is_next_weak_label(items, i, last, known, seen);
        if goes_on || !strayed && belongs(item, &mut seen, items[last].page, follows, bare) {
            foreign = 0;
            last = i;
            table = item.place(flow).map_or(table, |place| Some(place.table));
            signed =
                (on_paper && item.class == Class::Signature && seen.any_statement()).then_some(0);
        } else if let Some(lines) = signed.as_mut().filter(|_| !item.is_aside()) {
            *lines += 1;
        }
    }
    last
}

/// Whether an item is a label with its value beside it and no colon, first of its page and right
/// behind the last of the page before, of a field that the other sheets have and this one not
/// yet.
fn is_next_weak_label(
    items: &[Item],
    at: usize,
    last: usize,
    known: &Known<'_>,
    seen: Fields,
) -> bool {
    let item = &items[at];
    let own = |field| known.form.is_some_and(|form| form.contains(field)) && !seen.contains(field);
    let text = |item: &Item| !item.is_aside() && !item.is_plain();
    item.is_weak()
        && item.page == items[last].page + 1
        && item.label().is_some_and(own)
        && seen.any_statement()
        && !items[last + 1..at]
            .iter()
            .any(|between| text(between) || between.page == item.page)
}

/// Whether an item below the signatures of a sheet, and so many lines of other text, may
/// still be of the sheet: another signature, a cell of its table, or a label that it
/// does not have yet, right below or of a field that other sheets have, too. All else is of
/// the next chapter.
fn is_below_signatures(
    flow: &Flow<'_>,
    item: &Item,
    lines: usize,
    known: &Known<'_>,
    seen: Fields,
) -> bool {
    match &item.class {
        Class::Field {
            field, strength, ..
        } => {
            let new = strength.is_sure(known.bare) && !seen.contains(*field);
            let of_form = lines == 0 || known.form.is_none_or(|form| form.contains(*field));
            lines <= BELOW_SIGNATURES && new && of_form
        }
        Class::Signature => true,
        // What the next page paints again may be of the other text.
        Class::Repeat | Class::LabelRest | Class::LabelEnd(_) => lines == 0,
        // Tables of the next chapter have columns that the form does not know, too.
        _ => item
            .place(flow)
            .is_some_and(|place| place.column != Column::Other),
    }
}

/// Whether an item is a label without a colon, or a share, that stands behind other text
/// on its line: a head of another table ("Codice | Area | Indicatore"), or a cell of it.
fn is_beside_text(items: &[Item], at: usize) -> bool {
    let item = &items[at];
    let bare = match item.class {
        Class::Field { strength, .. } => strength != Strength::Colon,
        Class::Total(_) => !item.is_placed,
        _ => false,
    };
    let before = at.checked_sub(1).map(|before| &items[before]);
    let beside = |b: &Item| {
        let other = matches!(b.class, Class::Plain | Class::OrgUnit | Class::Entity);
        other && b.piece.line == item.piece.line
    };
    bare && before.is_some_and(beside)
}

/// Whether an item is a label with a colon and nothing beside it: its text may stand
/// below a gap.
fn is_bare_label(item: &Item) -> bool {
    let colon = matches!(
        item.class,
        Class::Field {
            strength: Strength::Colon,
            ..
        }
    );
    colon && item.is_bare_label()
}

/// Where a sheet whose last item is `last` and that could reach to `end` really ends.
fn end_of(flow: &Flow<'_>, items: &[Item], last: usize, end: usize, gaps_tell: bool) -> usize {
    let page = items[last].page;
    let ends = |(i, item): (usize, &Item)| {
        // A small letter goes on with a sentence.
        let small = || item.piece.text(flow).starts_with(char::is_lowercase);
        // A value may stand below its label, in one cell.
        let own = || i > 0 && items[i - 1].block == item.block;
        let other = gaps_tell && item.gap_before && item.is_plain() && !small() && !own();
        (item.page != page || other).then_some(i)
    };
    let mut rest = items.iter().enumerate().take(end).skip(last + 1);
    rest.find_map(ends).unwrap_or(end)
}

/// Where other text begins below the signatures, if such text ends the items of a sheet:
/// on paper it is below the form. In a text the lines may stand in another order. `last` is
/// the last item that shows that the sheet goes on.
fn signed_end(flow: &Flow<'_>, items: &[Item], sheet: Range<usize>, last: usize) -> Option<usize> {
    if !flow.on_paper() {
        return None;
    }
    let of_sheet = &items[sheet.clone()];
    let closed = items[last].class == Class::Signature;
    let last_signature = || {
        let mut items = of_sheet.iter();
        items.rposition(|item| item.class == Class::Signature)
    };
    let signature = if closed {
        last - sheet.start
    } else {
        last_signature()?
    };
    let rest = &of_sheet[signature + 1..];
    let first = rest.iter().position(|item| !item.is_aside())?;
    // Tables of other text may have phases, too: those of the form are known by their cells.
    let other = |item: &Item| {
        let other = matches!(
            item.class,
            Class::Plain
                | Class::Entity
                | Class::OrgUnit
                | Class::Phase { .. }
                | Class::PhaseWord
                | Class::Head(_)
        );
        item.is_aside() || other && !item.is_placed
    };
    let before = of_sheet[..signature].iter().rev();
    let before = before.clone().find(|item| item.class != Class::Signature)?;
    let begins = &rest[first];
    let below = begins.piece.line > of_sheet[signature].piece.line;
    let apart = below && begins.block != before.block && !is_bare_label(before);
    let small = begins.piece.text(flow).starts_with(char::is_lowercase);
    let ends = apart && !small && (closed || rest.iter().all(other));
    ends.then_some(sheet.start + signature + 1 + first)
}

/// Where a sentence ends that begins before `at`, the end of the sheet's last page, and
/// goes on with small letters on the next.
fn sentence_over_page(flow: &Flow<'_>, items: &[Item], at: usize, end: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let page = items[..at].last()?.page;
    let first = (at..end).find(|i| !are_furniture(&items[*i..=*i]))?;
    let text = |i: usize| items[i].piece.text(flow);
    let small = text(first).starts_with(char::is_lowercase);
    if !small || items[first].page != page + 1 {
        return None;
    }
    let same = |i: &usize| items[*i].is_plain() && items[*i].block == items[first].block;
    let lines = (first..end).take_while(same).take(LONGEST);
    let mut last = None;
    for i in lines {
        last = Some(i + 1);
        if text(i).trim_end().ends_with(['.', ';']) {
            break;
        }
    }
    last
}

/// The text set off from the sheet's last label, by a gap or by the end of the page,
/// if nothing stands beside that. `bare`: labels in cells of their own need no colon.
fn text_over_page(items: &[Item], last: usize, end: usize, bare: bool) -> Option<Range<usize>> {
    // A label may wrap in its cell, and the next page may print it again.
    let rest = |item: &Item| {
        matches!(item.class, Class::LabelRest | Class::LabelEnd(_)) || item.is_aside()
    };
    let label = items[..=last].iter().rfind(|item| !rest(item))?;
    let Class::Field {
        value, strength, ..
    } = label.class
    else {
        return None;
    };
    if label.piece.start + value < label.piece.end || !strength.is_sure(bare) {
        return None;
    }
    // The label may be printed on both pages.
    let again = |i: &usize| items[*i].twin() == Some(last);
    let first = (last + 1..end).find(|i| !again(i) && !are_furniture(&items[*i..=*i]))?;
    let copies = (last + 1..first).filter(again);
    let page = copies.map(|i| items[i].page).fold(label.page, u32::max);
    let begins = &items[first];
    let beside = begins.piece.line == items[last].piece.line;
    if beside || begins.page > page + 1 || !begins.is_plain() || begins.is_placed {
        return None;
    }
    let same = |i: &usize| items[*i].is_plain() && items[*i].block == begins.block;
    let n = (first..end).take_while(same).count();
    Some(first..first + n)
}

/// Whether the next page begins with the name of a body or unit, as running heads do,
/// behind a last label without words beside it: its text may stand below.
fn names_follow(items: &[Item], last: usize, end: usize) -> bool {
    let aside = |item: &&Item| !item.is_aside();
    let next = items[last + 1..end].iter().find(aside);
    is_bare_label(&items[last])
        && next.is_some_and(|next| {
            let name = matches!(next.class, Class::Entity | Class::OrgUnit);
            name && next.page == items[last].page + 1
        })
}

/// Whether labels of the sheet before the last one have their texts set off as this
/// one is, on the page of the label.
fn has_own(items: &[Item], sheet: Range<usize>, text: Range<usize>) -> bool {
    let begins = &items[text.start];
    let set_off = |at: &usize| {
        let (label, value) = (&items[*at], &items[at + 1]);
        label.is_bare_label() && value.is_plain() && value.gap_before == begins.gap_before
    };
    begins.page == items[sheet.end].page && sheet.filter(set_off).count() > 1
}

/// Whether nothing but furniture stands between two items.
fn alone_until(items: &[Item], from: usize, end: usize) -> bool {
    are_furniture(&items[from..end])
}

/// Whether an item in no known cell stands on a later page than the sheet's labelled
/// texts: its table is above them.
fn is_other_text(item: &Item, seen: Fields, last_page: u32) -> bool {
    !item.is_placed && item.page > last_page && seen.any_statement()
}

/// Whether an item shows that the sheet goes on here.
fn belongs(item: &Item, seen: &mut Fields, last_page: u32, follows: bool, bare: bool) -> bool {
    match &item.class {
        Class::Field {
            field, strength, ..
        } => {
            let sure = strength.is_sure(bare) || *strength == Strength::Lost;
            let new = sure && seen.insert(*field);
            // On a later page a label that the sheet already has, or one without
            // a colon, is a word of other text.
            new || item.page == last_page
        }
        // Without a colon, after the labelled texts, it is a word of other text
        // ("Al termine della / fase 2 il dirigente ...").
        Class::Phase { colon, .. } => *colon || !seen.any_statement(),
        // Another table of the plan may have such a head, or a number in a row of it.
        Class::Head(head) => {
            item.is_placed || head.n_heads > 1 || !is_other_text(item, *seen, last_page)
        }
        Class::Total(_) if is_other_text(item, *seen, last_page) => false,
        // An index after the sheets names objectives too.
        Class::Objective { .. } => item.page <= last_page,
        // A page of other text lies between these and the sheet.
        Class::Total(_)
        | Class::Caption
        | Class::Signature
        | Class::Repeat
        | Class::LabelRest
        | Class::UnknownLabel
        | Class::BlockCell { .. }
        | Class::PhaseWord
        | Class::LabelEnd(_)
        | Class::ObjectiveLabel => item.page <= last_page + 1,
        // Other text has its own lines that stand twice.
        Class::Plain => item.is_placed || follows,
        Class::Entity | Class::OrgUnit | Class::Furniture | Class::Hidden => false,
    }
}
