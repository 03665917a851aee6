//! Where each sheet begins among the items of a document.
//!
//! A sheet is known by the line that names its objective, with other labels of
//! the form around it; its head reaches back over the lines that belong there.
//! Everything else is other text of the plan and makes no objective.
//!
//! Not here: where it ends (`ends`).

use std::collections::HashSet;
use std::ops::Range;

use schede_model::Flow;
use schede_model::fold::fold;
use schede_profile::{Field, Profile};

use super::closing;
use super::continued;
use super::ends::{End, end_of_sheet};
use super::fields::Fields;
use super::head_rows::is_in_head;
use super::items::{Class, Item, LabelCounts, Strength, field_label};
use super::lost_colons;
use super::other_forms;
use super::within_texts;
use super::without_colons;
use crate::source::positions;

/// A sheet's items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// All items, from the first line of the head to the last of the sheet.
    pub items: Range<usize>,
    /// The item that names the objective.
    pub objective: usize,
    /// Nothing stands beside the sheet's last label, and other text follows below a
    /// gap or on the next page: it may be the label's.
    pub open_end: bool,
    /// Other text follows on the page below the signatures.
    pub signed: bool,
    /// The items of other text that follow on the page where no signature ends the sheet.
    pub other_below: Range<usize>,
}

/// How many different signs of the form must follow a line that names an
/// objective: a table of contents has none, a sentence that quotes one label has
/// one or two.
pub const LEAST_SIGNS: usize = 3;

/// So many items of a head may stand above the line of the objective, labels and values.
const HEAD_ITEMS: usize = 12;

/// How many lines a wrapped reference in the head may take after its label.
const LONGEST_HEAD_VALUE: usize = 8;

/// The sheets of a document, in order, each with so many different signs of the form below the
/// line of its objective, at least.
pub fn sheets(
    flow: &Flow<'_>,
    items: &mut [Item],
    profile: &Profile,
    n_plain_gaps: bool,
    least_signs: usize,
) -> Vec<Sheet> {
    continued::settle_lines(flow, items, profile);
    let Noted {
        mut objectives,
        signatures,
        labels,
    } = settle_weak_labels(items);
    let named: Vec<Range<usize>> = parts(&objectives, items.len()).collect();
    lost_colons::settle(flow, items, &named);
    without_colons::settle(flow, items, &named, profile);
    let bare = labels.are_bare();
    settle_managers(flow, items, &signatures, profile);
    closing::settle(flow, items, &signatures, profile);
    continued::settle_heads(flow, items, profile, &mut objectives);
    objectives.retain(|at| !is_listed(flow, &items[*at..]));
    let candidates = parts(&objectives, items.len());
    let candidates = candidates.filter(|own| n_signs(&items[own.clone()], profile) >= least_signs);
    let candidates = other_forms::without(flow, items, profile, candidates.collect());
    let candidates = within_texts::without(items, profile, candidates);
    let candidates = without_listed(flow, items, candidates);
    let below = fields_below(items, profile, &candidates, bare);
    let above = fields_above(flow, items, &candidates);
    let starts: Vec<usize> = candidates
        .iter()
        .enumerate()
        .map(|(n, at)| {
            let floor = if n == 0 { 0 } else { candidates[n - 1] + 1 };
            let labels = Labels { below, above, bare };
            start(flow, items, profile, labels, floor, *at)
        })
        .collect();
    let form = fields_of_form(flow, items, &candidates);
    let mut sheets = Vec::with_capacity(candidates.len());
    for (n, objective) in candidates.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(items.len());
        let End {
            at,
            open_end,
            signed,
        } = end_of_sheet(
            flow,
            items,
            *objective..end,
            n_plain_gaps,
            bare,
            profile,
            form,
        );
        let own = starts[n]..at;
        sheets.push(Sheet {
            other_below: match flow.on_paper() {
                true => other_below(items, own.clone(), end),
                false => at..at,
            },
            items: own,
            objective: *objective,
            open_end,
            signed,
        });
    }
    sheets
}

/// What begins at some items, each up to the next.
pub(super) fn parts(starts: &[usize], end: usize) -> impl Iterator<Item = Range<usize>> {
    let ends = starts.iter().skip(1).copied().chain([end]);
    starts.iter().zip(ends).map(|(at, end)| *at..end)
}

/// The items right below those of a sheet on its last page, if no signature is among its
/// own. `next` is where the next sheet begins.
fn other_below(items: &[Item], own: Range<usize>, next: usize) -> Range<usize> {
    let signed = items[own.clone()]
        .iter()
        .any(|item| item.class == Class::Signature);
    let page = items[own.clone()].last().map(|item| item.page);
    let rest = items[own.end..next].iter();
    let n = rest
        .take_while(|item| {
            !signed && Some(item.page) == page && (item.is_plain() || item.is_aside())
        })
        .count();
    own.end..own.end + n
}

/// The lines that name an objective, without those of a list of objectives: no table stands
/// below them, and the line stands again above one.
fn without_listed(flow: &Flow<'_>, items: &[Item], candidates: Vec<Range<usize>>) -> Vec<usize> {
    let has_table = |own: &Range<usize>| has_table(&items[own.clone()]);
    let named = |at: usize| {
        let Class::Objective { code, title, .. } = &items[at].class else {
            return None;
        };
        let piece = items[at].piece;
        let title = piece.text(flow)[*title as usize..].trim_end();
        let code = piece.part(positions(code)).text(flow);
        (!code.is_empty() && !title.is_empty()).then_some((code, title))
    };
    let (with_table, without): (Vec<_>, Vec<_>) = candidates.into_iter().partition(has_table);
    let sheets: HashSet<_> = match without.is_empty() {
        true => HashSet::new(),
        false => with_table
            .iter()
            .filter_map(|own| named(own.start))
            .collect(),
    };
    let listed = |own: &&Range<usize>| named(own.start).is_some_and(|name| sheets.contains(&name));
    let own = without.iter().filter(|own| !listed(own));
    let mut starts: Vec<usize> = with_table.iter().chain(own).map(|own| own.start).collect();
    starts.sort_unstable();
    starts
}

/// Whether the table of phases is among some items, or its head.
pub(super) fn has_table(items: &[Item]) -> bool {
    items.iter().any(|item| {
        let row = matches!(
            item.class,
            Class::Phase { .. } | Class::BlockCell { .. } | Class::Head(_)
        );
        row || item.is_placed
    })
}

/// The fields of the head that each sheet prints once below the line of its objective, and
/// none above the first: they stand above the next sheet's line, but are none of its head.
/// Where one prints such a field twice, the second is of the next sheet, above its line.
/// `bare`: the labels of the form have no colons.
fn fields_below(items: &[Item], profile: &Profile, objectives: &[usize], bare: bool) -> Fields {
    let [first, _, ..] = objectives else {
        return Fields::default();
    };
    let above = |field| {
        let labels = items[..*first].iter();
        labels.filter_map(Item::label).any(|label| label == field)
    };
    let once = |items: &[Item], field| {
        let labels = items.iter().filter(|item| item.twin().is_none());
        let sure = |item: &&Item| {
            matches!(item.class, Class::Field { field: other, strength, .. }
                if other == field && strength.is_sure(bare))
        };
        let labels = labels.filter(sure);
        labels.take(2).count() == 1
    };
    let below = |field: &Field| {
        !above(*field) && parts(objectives, items.len()).all(|own| once(&items[own], *field))
    };
    profile.head_fields.iter().copied().filter(below).collect()
}

/// The weight and the deadline, where the first sheet prints them above its objective on paper.
fn fields_above(flow: &Flow<'_>, items: &[Item], objectives: &[usize]) -> Fields {
    let Some(first) = objectives.first().filter(|_| flow.geometric) else {
        return Fields::default();
    };
    let page = items[*first].page;
    let above = items[..*first].iter().rev().take(HEAD_ITEMS);
    let above = above.filter(|item| item.page == page);
    let labels = above.filter_map(Item::label);
    labels
        .filter(|field| matches!(field, Field::Weight | Field::FinalDeadline))
        .collect()
}

/// The fields that the sheets of a document have above their signatures on paper, and those
/// that two have below; in a text, those that two have. None where one sheet is all there is.
fn fields_of_form(flow: &Flow<'_>, items: &[Item], objectives: &[usize]) -> Option<Fields> {
    if objectives.len() < 2 {
        return None;
    }
    if !flow.on_paper() {
        let (mut once, mut twice) = (Fields::default(), Fields::default());
        for own in parts(objectives, items.len()) {
            let own: Fields = items[own].iter().filter_map(Item::label).collect();
            twice = twice.with(once.both(own));
            once = once.with(own);
        }
        return Some(twice);
    }
    let (mut form, mut below) = (Fields::default(), Fields::default());
    for own in parts(objectives, items.len()) {
        let (mut signed, mut own_below) = (false, Fields::default());
        for item in &items[own] {
            signed |= item.class == Class::Signature;
            let Some(field) = item.label() else {
                continue;
            };
            if !signed || below.contains(field) {
                form.insert(field);
            } else {
                own_below.insert(field);
            }
        }
        below = below.with(own_below);
    }
    Some(form)
}

/// Whether the first of some items is an entry of a table of contents, whose title may take
/// a second line: leaders and the number of a page end it.
fn is_listed(flow: &Flow<'_>, items: &[Item]) -> bool {
    let entry = |item: &Item| ends_with_leaders(item.piece.text(flow));
    let title = |item: &&Item| item.is_plain() && !item.is_placed;
    entry(&items[0]) || items.get(1).filter(title).is_some_and(entry)
}

/// Whether dots and the number of a page end a line: "A) Mensa ........ 12".
fn ends_with_leaders(text: &str) -> bool {
    const DIGITS: usize = 4;
    const DOTS: usize = 4;
    let text = text.trim_end();
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - before.len();
    let before = before.trim_end();
    let title = before.trim_end_matches(['.', '…', '_', '·', ' ']);
    let leaders = before[title.len()..].chars().filter(|c| *c != ' ');
    let n: usize = leaders.map(|c| if c == '…' { 3 } else { 1 }).sum();
    (1..=DIGITS).contains(&digits) && n >= DOTS
}

/// The line of the objective painted twice across a seam.
fn is_second_copy(items: &[Item], at: usize) -> bool {
    items[at].twin().is_some_and(|t| {
        matches!(items[t].class, Class::Objective { .. })
            && items[t].page == items[at].page
            && !is_printed_again(items, at, t)
    })
}

/// Whether the labels below the line of an objective are those that stand above it since it
/// was printed first: the sheet is printed again, for another unit or in another version, in
/// a text without page marks.
fn is_printed_again(items: &[Item], at: usize, twin: usize) -> bool {
    /// A seam prints fewer labels twice.
    const LABELS: usize = 5;
    let objective = |item: &&Item| matches!(item.class, Class::Objective { .. });
    let first = items[twin + 1..at]
        .iter()
        .take_while(|item| !objective(item));
    let seen: Fields = first.filter_map(Item::colon_label).collect();
    let below = items[at + 1..].iter().filter_map(Item::colon_label);
    let again = below.take(LABELS).take_while(|field| seen.contains(*field));
    again.count() == LABELS
}

/// A label without a colon before its value counts only where the document never
/// prints that label with one. The manager's line is judged in the head. Notes what others
/// look for, as all items are looked at here.
fn settle_weak_labels(items: &mut [Item]) -> Noted {
    let (mut noted, mut weak) = (Noted::default(), Vec::new());
    let mut with_colon = Fields::default();
    for (at, item) in items.iter().enumerate() {
        match item.class {
            Class::Objective { .. } if !is_second_copy(items, at) => noted.objectives.push(at),
            Class::Signature => noted.signatures.push(at),
            Class::Field {
                field, strength, ..
            } => {
                noted.labels.add(strength);
                match strength {
                    Strength::Colon => {
                        with_colon.insert(field);
                    }
                    Strength::Weak if field != Field::Responsible => weak.push((at, field)),
                    Strength::Bare | Strength::Weak | Strength::Lost => {}
                }
            }
            _ => {}
        }
    }
    for (at, field) in weak {
        if with_colon.contains(field) {
            items[at].class = Class::Plain;
        }
    }
    noted
}

/// Items that were noted on the way.
#[derive(Default)]
struct Noted {
    /// Those that name an objective.
    objectives: Vec<usize>,
    signatures: Vec<usize>,
    labels: LabelCounts,
}

/// The line of the signature names the manager where it stands below the unit's line, at
/// the head of a sheet ("Il Dirigente: Ing. Rossi").
fn settle_managers(flow: &Flow<'_>, items: &mut [Item], signatures: &[usize], profile: &Profile) {
    for at in signatures {
        let mut above = items[..*at].iter().rev();
        let above = above.find(|item| !item.is_aside());
        if above.is_some_and(|i| matches!(i.class, Class::OrgUnit))
            && let Some(class) = manager(profile, items[*at].piece.text(flow))
        {
            items[*at].class = class;
        }
    }
}

/// A signature's label, its colon and a name.
fn manager(profile: &Profile, text: &str) -> Option<Class> {
    let end = profile.printed.at_start(text)?.end;
    field_label(profile, text, Field::Responsible, end, false).filter(|class| {
        matches!(class, Class::Field { value, strength: Strength::Colon, .. }
            if text[*value as usize..].contains(char::is_alphabetic))
    })
}

/// The different signs of a sheet that follow; labels of a head do not count, they
/// may be those of the next sheet.
pub fn n_signs(items: &[Item], profile: &Profile) -> usize {
    let (mut fields, mut n_fields) = (Fields::default(), 0);
    let (mut phases, mut heads) = (false, false);
    for item in items {
        match &item.class {
            Class::Field { field, .. } => {
                let new = fields.insert(*field);
                n_fields += usize::from(new && !profile.head_fields.contains(field));
            }
            Class::Phase { .. } | Class::BlockCell { .. } => phases = true,
            Class::Head(_) => heads = true,
            Class::Plain if item.is_placed => phases = true,
            _ => {}
        }
    }
    n_fields + usize::from(phases) + usize::from(heads)
}

/// How the labels of a document are printed.
#[derive(Clone, Copy)]
struct Labels {
    /// Fields that stand below the line of their objective: above it they are of the sheet
    /// before.
    below: Fields,
    /// Fields of no head that stand above it.
    above: Fields,
    /// They have no colons.
    bare: bool,
}

/// The first item of the head that ends at `objective`.
fn start(
    flow: &Flow<'_>,
    items: &[Item],
    profile: &Profile,
    labels: Labels,
    floor: usize,
    objective: usize,
) -> usize {
    let mut start = objective;
    let mut units = 0;
    // The line of the body.
    let mut body: Option<usize> = None;
    let text = |at: usize| items[at].piece.text(flow);
    for i in (floor..objective).rev() {
        match &items[i].class {
            // A head on the page before is of the sheet before, unless nothing
            // stands between it and this sheet.
            Class::Head(_) if items[i].page != items[objective].page && i + 1 != start => break,
            // The last words of a label are of the sheet that its first are of.
            Class::LabelRest
                if !numbers_label(&items[i..]) && !ends_head_label(&items[floor..i], profile) =>
            {
                break;
            }
            Class::ObjectiveLabel | Class::Head(_) | Class::LabelRest => start = i,
            Class::Field { field, .. } if labels.below.contains(*field) => break,
            Class::Field { field, .. } if is_late(items, floor, objective, *field, i) => break,
            Class::Field { field, .. }
                if labels.above.contains(*field) && items[i].page == items[objective].page =>
            {
                start = i;
            }
            // The title above the code.
            Class::Field {
                field: Field::Title,
                ..
            } if items[i].page == items[objective].page => start = i,
            // Cells side by side are of one sheet.
            Class::Plain
            | Class::Total(_)
            | Class::UnknownLabel
            | Class::OrgUnit
            | Class::Entity
            | Class::Field {
                field: Field::Weight | Field::FinalDeadline,
                ..
            } if flow.geometric
                && is_in_head(items, start, i, |field| {
                    labels.above.contains(field)
                        || field == Field::Title
                        || profile.head_fields.contains(&field) && !labels.below.contains(field)
                }) =>
            {
                start = i;
            }
            // A column of another table may be headed "Dirigente": without a colon
            // the manager's line counts only below the unit's and above the
            // objective's. The page may end within the head.
            Class::Field {
                field, strength, ..
            } if profile.head_fields.contains(field)
                && (*strength == Strength::Colon
                    || *field != Field::Responsible
                        && (items[i].page == items[objective].page || labels.bare)
                    || units == 0
                        && (items[i].page == items[objective].page
                            || are_furniture(&items[i + 1..objective])
                            || flow.geometric
                                && labels.bare
                                && is_value(&items[i + 1..start]))) =>
            {
                start = i;
            }
            // The objective's own weight, above its title.
            Class::Field {
                field: Field::Weight,
                strength: Strength::Colon,
                ..
            } if items[i].page == items[objective].page => start = i,
            // One line of each kind: a value of the sheet before may begin with
            // such a word too.
            Class::OrgUnit if units == 0 || items[start].twin() == Some(i) => {
                units += 1;
                start = i;
            }
            Class::Entity
                if items[start].twin() == Some(i)
                    || body.is_none_or(|body| {
                        !flow.geometric && same_body(text(body), text(i))
                            || items[i].page == items[body].page
                                && are_furniture(&items[i + 1..body])
                    }) =>
            {
                body = Some(i);
                start = i;
            }
            // The signatures of the page may be painted before its first line.
            Class::Signature
                if items[i].page == items[objective].page && opens_page(items, floor, i) =>
            {
                start = i
            }
            Class::Furniture | Class::Hidden | Class::Repeat | Class::Signature => {}
            // A bar that parts the sheet.
            Class::Caption
                if items[i].page == items[objective].page
                    && (is_body(&items[floor..i])
                        || continues_head_value(items, profile, floor, i)) => {}
            // A label of the head that the form does not know.
            Class::UnknownLabel if items[i].page == items[objective].page => {}
            // A running head may stand within the head.
            Class::Plain if flow.is_at_edge(items[i].piece.line) => {}
            Class::Plain | Class::OrgUnit | Class::Entity => {
                if !continues_head_value(items, profile, floor, i) {
                    break;
                }
            }
            Class::Objective { .. }
            | Class::Field { .. }
            | Class::Phase { .. }
            | Class::PhaseWord
            | Class::Total(_)
            | Class::LabelEnd(_)
            | Class::UnknownLabel
            | Class::BlockCell { .. }
            | Class::Caption => break,
        }
    }
    start
}

/// Whether the last of some items names the body.
fn is_body(items: &[Item]) -> bool {
    let aside = |item: &&Item| item.is_aside() || item.class == Class::LabelRest;
    let above = items.iter().rev().find(|item| !aside(item));
    above.is_some_and(|item| item.class == Class::Entity)
}

/// Whether the first of some items is the number of the label behind it ("2. Direttore:").
fn numbers_label(items: &[Item]) -> bool {
    let [number, label, ..] = items else {
        return false;
    };
    let is_label = matches!(
        label.class,
        Class::Field { .. }
            | Class::Objective { .. }
            | Class::ObjectiveLabel
            | Class::OrgUnit
            | Class::Caption
    );
    is_label && number.piece.line == label.piece.line
}

/// Whether the last of some items is the beginning of a label of the head, which goes on.
fn ends_head_label(items: &[Item], profile: &Profile) -> bool {
    let mut before = items.iter().rev().filter(|item| !item.is_aside());
    let label = before.find(|item| item.class != Class::LabelRest);
    label.is_some_and(|item| match &item.class {
        Class::Field { field, .. } => profile.head_fields.contains(field),
        Class::ObjectiveLabel => true,
        _ => false,
    })
}

/// Whether two lines name the same body, of which one says more: a running head.
pub fn same_body(a: &str, b: &str) -> bool {
    if !a.trim().contains(' ') || !b.trim().contains(' ') {
        return false;
    }
    let (a, b) = (fold(a), fold(b));
    a != b && (a.starts_with(&*b) || b.starts_with(&*a))
}

/// Whether a label above the objective, item `at`, was painted late and is of the
/// sheet before: that sheet lacks it or prints the same line, and this one has it
/// below its objective. A sheet names several who are responsible, above and below.
fn is_late(items: &[Item], floor: usize, objective: usize, field: Field, at: usize) -> bool {
    let same =
        |item: &Item| matches!(item.class, Class::Field { field: other, .. } if other == field);
    let again = items[at].twin().is_some_and(|twin| twin >= floor);
    floor > 0
        && field != Field::Responsible
        && (again || !items[floor..at].iter().any(same))
        && has_label_below(items, objective, field, at)
}

/// Whether a label other than the copy of item `first` stands between the line of the
/// objective and the table.
fn has_label_below(items: &[Item], objective: usize, field: Field, first: usize) -> bool {
    let in_table = |item: &&Item| match &item.class {
        Class::Phase { .. } | Class::Head(_) | Class::Caption | Class::Total(_) => true,
        Class::Field { field, .. } => field.is_statement() || *field == Field::FinalDeadline,
        _ => false,
    };
    let same = |item: &Item| {
        matches!(item.class, Class::Field { field: other, strength: Strength::Colon, .. } if other == field)
            && item.twin() != Some(first)
    };
    let mut above = items[objective + 1..].iter().take_while(|i| !in_table(i));
    above.any(same)
}

/// Whether nothing but furniture and repeats stands there.
pub fn are_furniture(items: &[Item]) -> bool {
    items.iter().all(Item::is_aside)
}

/// Whether all items between a label in a cell of its own and the rest of the head, below the
/// page's end, are the words of its value.
fn is_value(items: &[Item]) -> bool {
    let mut own = items.iter().filter(|item| !item.is_aside());
    own.all(|item| item.is_plain() && !item.is_placed)
}

/// Whether only signatures and table heads stand before item `at` on its page.
fn opens_page(items: &[Item], floor: usize, at: usize) -> bool {
    let before = items[floor..at]
        .iter()
        .rev()
        .take_while(|i| i.page == items[at].page);
    let mut all = before.map(|i| {
        matches!(
            i.class,
            Class::Signature | Class::Head(_) | Class::Furniture | Class::Hidden
        )
    });
    all.all(|fits| fits) && (floor == 0 || items[floor - 1].page != items[at].page)
}

/// Whether a plain line goes on with a head field's value that began above.
fn continues_head_value(items: &[Item], profile: &Profile, floor: usize, at: usize) -> bool {
    // The end of a page may stand within the value, with all that its clip hides.
    let shown = (floor..at).rev().filter(|i| !items[*i].is_aside());
    for i in shown.take(LONGEST_HEAD_VALUE) {
        match &items[i].class {
            Class::Plain | Class::LabelRest | Class::LabelEnd(_) => {}
            Class::Field { field, .. } => {
                return profile.head_fields.contains(field) || *field == Field::Title;
            }
            Class::UnknownLabel => return true,
            Class::OrgUnit | Class::Entity => return items[i].page == items[at].page,
            _ => return false,
        }
    }
    false
}
