//! Labels of the form that no sheet has: a sheet may have been missed.
//!
//! In: the items of a document and its sheets. Out: findings about labels outside of all
//! sheets, or a second time within one; about a document without any.
//!
//! Not here: what a sheet read in place of another's words (`swallowed`).

use schede_model::{Family, Finding, Flow, Severity};
use schede_profile::Profile;

use crate::document::Parsed;
use crate::grammar::fields::Fields;
use crate::grammar::items::{Class, Item, LabelCounts};
use crate::grammar::sheets::Sheet;
use crate::second_sheet::{labels_begin_again, labels_outside, several_named};
use crate::source::positions;

/// Name of the finding about labels that no sheet has.
pub(crate) const SHEET_MISSED: &str = "sheet-missed";

/// So many labels of the form make a sheet: one or two are quoted by other text
/// of a plan, or drawn twice.
pub(crate) const LEAST_LABELS: usize = 3;

/// Labels of the form that stand outside every sheet, or a second time inside
/// one: a sheet may have been missed, because the line that names its objective
/// is not understood.
pub(crate) fn missed_sheets(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &[Item],
    sheets: &[Sheet],
    with_more_labels: &[usize],
    parsed: &mut Parsed,
) {
    for sheet in with_more_labels {
        let labels = labels_again(flow, profile, &items[sheets[*sheet].items.clone()]);
        let what = "stand a second time within one sheet";
        parsed.findings.push(sheet_missed(flow, &labels, what));
    }
    for sheet in sheets {
        let named = &items[sheet.objective];
        let code = |item: &Item| match &item.class {
            Class::Objective { code, .. } => Some(item.piece.part(positions(code)).text(flow)),
            _ => None,
        };
        let other = |item: &&Item| {
            let own = code(item).filter(|code| !code.is_empty());
            item.twin().is_none() && own.is_some() && own != code(named)
        };
        let below = &items[sheet.objective + 1..sheet.items.end.max(sheet.objective + 1)];
        let labels: Vec<&Item> = below.iter().filter(other).collect();
        if !labels.is_empty() {
            let what = "stand within the sheet of another objective";
            parsed.findings.push(sheet_missed(flow, &labels, what));
        }
    }
    // In a text the others may not be known as labels.
    let on_paper = flow.on_paper();
    let mut several = several_named(flow, profile, items);
    // On paper such a line may be the head of another table.
    several.retain(|item| !on_paper || matches!(item.class, Class::ObjectiveLabel));
    if !several.is_empty() {
        let what = "name several objectives side by side";
        parsed.findings.push(sheet_missed(flow, &several, what));
    }
    let bare = LabelCounts::of(items).are_bare();
    let mut gap_start = 0;
    let ends = sheets
        .iter()
        .map(|s| s.items.clone())
        .chain(std::iter::once(items.len()..items.len()));
    for sheet in ends {
        let gap = &items[gap_start..sheet.start];
        let mut labels: Vec<&Item> = gap.iter().filter(|i| is_sign(i, bare)).collect();
        if labels.len() < LEAST_LABELS && !on_paper {
            labels = labels_outside(flow, profile, gap);
        }
        if labels.len() >= LEAST_LABELS && (!on_paper || are_several(&labels)) {
            parsed
                .findings
                .push(sheet_missed(flow, &labels, "stand outside every sheet"));
        }
        gap_start = sheet.end;
    }
}

/// Whether labels are not all one: the managers of an organisation chart are no sheet, nor
/// are the phases of another table.
fn are_several(labels: &[&Item]) -> bool {
    let kind = |item: &Item| (std::mem::discriminant(&item.class), item.label());
    labels.iter().any(|item| kind(item) != kind(labels[0]))
}

/// Labels of fields with one value that the sheet already has, other than lines
/// that are printed twice; those without colons, too, with several others between.
pub(crate) fn labels_again<'i>(
    flow: &Flow<'_>,
    profile: &Profile,
    items: &'i [Item],
) -> Vec<&'i Item> {
    let again = labels_twice(items);
    match again.len() < LEAST_LABELS {
        true => labels_begin_again(flow, profile, items),
        false => again,
    }
}

/// Labels with colons of fields with one value that the sheet already has.
fn labels_twice(items: &[Item]) -> Vec<&Item> {
    let mut seen = Fields::default();
    let mut again = Vec::new();
    for item in items.iter().filter(|i| i.twin().is_none()) {
        let Some(field) = item.colon_label() else {
            continue;
        };
        if field.is_statement() {
            continue;
        }
        if !seen.insert(field) {
            again.push(item);
        }
    }
    again
}

/// A document in which nothing was found that begins a sheet, though it prints labels of
/// the form, as a profile that fits shows, or the caller named the profile.
pub(crate) fn no_sheet(profile: &Profile, prints_labels: bool) -> Finding {
    let message = if prints_labels {
        "labels of the form are printed, but no line that names an objective was found among them: nothing was read".to_owned()
    } else {
        format!(
            "no label of the form \"{}\" is printed: nothing was read",
            profile.name
        )
    };
    Finding {
        code: "no-sheet".into(),
        family: Family::Reading,
        severity: Severity::Error,
        message,
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}

fn sheet_missed(flow: &Flow<'_>, labels: &[&Item], what: &str) -> Finding {
    let spans = labels
        .iter()
        .map(|i| flow.span(i.piece.line, i.piece.start, i.piece.end))
        .collect();
    Finding {
        code: SHEET_MISSED.into(),
        family: Family::Reading,
        severity: Severity::Error,
        message: format!(
            "{} labels of the form {what}, beginning with \"{}\": a sheet whose objective is not named as expected may have been missed",
            labels.len(),
            labels[0].piece.text(flow).trim(),
        ),
        pointer: None,
        spans,
        alternatives: Vec::new(),
    }
}

/// Whether an item is of a form; `bare` if that prints most labels without colons.
pub(crate) fn is_sign(item: &Item, bare: bool) -> bool {
    match &item.class {
        Class::Field { strength, .. } => strength.is_sure(bare),
        Class::Phase { colon, .. } => *colon,
        Class::Objective { .. } => true,
        Class::Head(head) => head.n_heads > 1,
        Class::Plain
        | Class::ObjectiveLabel
        | Class::UnknownLabel
        | Class::BlockCell { .. }
        | Class::LabelRest
        | Class::PhaseWord
        | Class::LabelEnd(_)
        | Class::Total(_)
        | Class::Caption
        | Class::Signature
        | Class::Entity
        | Class::OrgUnit
        | Class::Furniture
        | Class::Repeat
        | Class::Hidden => false,
    }
}
