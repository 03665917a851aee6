//! What the sheets of one document print alike: the body, the reference date,
//! whether the table ends with a total. A sheet that differs from most others was
//! perhaps read wrongly.
//!
//! In: the records of a document with their evidence. Out: reading findings.
//! Not here: what is odd about a sheet on its own (`checks`, `doubts::order`).

use std::borrow::Cow;

use chrono::Datelike;
use schede_model::fold::fold;
use schede_model::{
    Alternative, Family, Finding, Flow, Layer, Objective, Pointer, Segment, Severity,
};
use schede_profile::{Profile, Style};

use crate::document::Parsed;
use crate::grammar::draft::BROKEN;

/// Fewer sheets have no custom.
const LEAST_SHEETS: usize = 2;

/// A member that all sheets of a document print with the same value, or that all
/// of them print.
struct Custom {
    member: &'static str,
    /// What is compared; none if the member is absent.
    value: fn(&Objective) -> Option<Cow<'_, str>>,
}

/// Stands for a value that need not be the same.
const PRINTED: &str = "printed";

const CUSTOMS: [Custom; 9] = [
    Custom {
        member: "entity",
        value: |o| o.entity.as_deref().map(|name| fold(name).into()),
    },
    Custom {
        member: "reference_date",
        value: |o| {
            // Only compared: a number is made faster than a date's words.
            let days = o.reference_date.map(|date| date.num_days_from_ce());
            days.map(|days| days.to_string().into())
        },
    },
    Custom {
        member: "org_unit",
        value: |o| o.org_unit.as_ref().map(|_| PRINTED.into()),
    },
    Custom {
        member: "responsible",
        value: |o| o.responsible.as_ref().map(|_| PRINTED.into()),
    },
    Custom {
        member: "purpose",
        value: |o| o.purpose.as_ref().map(|_| PRINTED.into()),
    },
    Custom {
        member: "description",
        value: |o| o.description.as_ref().map(|_| PRINTED.into()),
    },
    Custom {
        member: "public_value",
        value: |o| o.public_value.as_ref().map(|_| PRINTED.into()),
    },
    Custom {
        member: "final_deadline",
        value: |o| o.final_deadline.as_ref().map(|_| PRINTED.into()),
    },
    Custom {
        member: "phase_weight_total",
        value: |o| o.phase_weight_total.map(|_| PRINTED.into()),
    },
];

/// Names the sheets that differ from most others.
pub(crate) fn findings(parsed: &mut Parsed) {
    if parsed.objectives.len() < LEAST_SHEETS {
        return;
    }
    for custom in &CUSTOMS {
        let mut values: Vec<Option<Cow<'_, str>>> =
            parsed.objectives.iter().map(custom.value).collect();
        if custom.member == "entity" {
            parsed.named_above.iter().for_each(|at| values[*at] = None);
        }
        let usual = usual(&values);
        let printed = values.iter().any(Option::is_some);
        for (index, value) in values.iter().enumerate() {
            let unlike = match value {
                Some(value) => usual.is_some_and(|u| u != value),
                None => printed,
            };
            if unlike {
                let finding = finding(parsed, index, custom.member);
                parsed.findings.push(finding);
            }
            // The line that names the body may have been read into the reference.
            if custom.member == "entity" && value.is_none() && printed {
                let finding = finding_about_reference(parsed, index);
                parsed.findings.push(finding);
                let rows = index
                    .checked_sub(1)
                    .map(|above| rows_of_body(parsed, above, index));
                parsed.findings.extend(rows.into_iter().flatten());
            }
        }
    }
}

/// The value of more than half of the sheets.
fn usual<'v>(values: &'v [Option<Cow<'_, str>>]) -> Option<&'v Cow<'v, str>> {
    // Each two sheets that differ cancel one another: only a value that more than
    // half have can be left over (Boyer and Moore's vote).
    let (mut left, mut votes) = (None, 0usize);
    for value in values.iter().flatten() {
        if votes == 0 {
            left = Some(value);
        }
        if left == Some(value) {
            votes += 1;
        } else {
            votes -= 1;
        }
    }
    let same = values.iter().flatten().filter(|v| Some(*v) == left).count();
    left.filter(|_| 2 * same > values.len())
}

/// Says of a document whose sheets do not name their body that heads of its pages do:
/// one line is the sheet's own, perhaps, and was taken for theirs.
pub(crate) fn named_by_heads(flow: &Flow<'_>, profile: &Profile, parsed: &mut Parsed) {
    if parsed.objectives.iter().any(|o| o.entity.is_some()) {
        return;
    }
    let is_name = |segment: &&Segment| {
        let label = profile.entity.at_start(flow.text(segment));
        segment.layer == Layer::Furniture && label.is_some_and(|l| l.style == Style::Capital)
    };
    let Some(name) = flow.segments.iter().find(is_name) else {
        return;
    };
    let name = flow.text(name).trim().to_owned();
    for index in 0..parsed.objectives.len() {
        let finding = Finding {
            code: "running-head".into(),
            message: format!("no sheet names its body; \"{name}\" stands at the edge of the pages"),
            alternatives: vec![Alternative {
                pointer: Pointer::objective(index).member("entity"),
                value: Some(name.clone()),
            }],
            ..finding(parsed, index, "entity")
        };
        parsed.findings.push(finding);
    }
}

fn finding_about_reference(parsed: &Parsed, index: usize) -> Finding {
    Finding {
        message: "the body is not named here as on the other sheets of the document: its line may stand in the reference".to_owned(),
        ..finding(parsed, index, "dup")
    }
}

/// The phases of a sheet that end with the name of the body, which the next sheet does not print
/// as the others do: that sheet may have begun with it.
fn rows_of_body(parsed: &Parsed, above: usize, next: usize) -> Vec<Finding> {
    let objectives = &parsed.objectives;
    let Some(name) = objectives[next].entity.as_deref() else {
        return Vec::new();
    };
    let ends = |text: &Option<String>| {
        let rest = text.as_deref().and_then(|text| text.strip_suffix(name));
        rest.is_some_and(|rest| rest.ends_with(' '))
    };
    let phases = objectives[above].phases.iter().enumerate();
    let ending = phases.filter(|(_, phase)| {
        let cells = [&phase.description, &phase.monitoring, &phase.outcome];
        cells.into_iter().any(ends)
    });
    let doubt = |(n, _)| {
        Finding {
        code: BROKEN.into(),
        message: "the text may lack words or hold words of another: it ends with the name of the body, which the next sheet does not print as the others do".to_owned(),
        pointer: Some(Pointer::objective(above).item("phases", n)),
        ..finding(parsed, above, "code")
    }
    };
    ending.map(doubt).collect()
}

fn finding(parsed: &Parsed, index: usize, member: &'static str) -> Finding {
    let pointer = Pointer::objective(index).member(member);
    let place = |wanted: &Pointer| {
        let mut evidence = parsed.evidence_of(index);
        evidence
            .find(|(pointer, _)| *pointer == wanted.0)
            .map(|(_, spans)| spans.collect::<Vec<_>>())
    };
    let code = Pointer::objective(index).member("code");
    let spans = place(&pointer).or_else(|| place(&code)).unwrap_or_default();
    Finding {
        code: "unlike-other-sheets".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: format!(
            "{member} of objective {} is not printed as on the other sheets of the document",
            parsed.objectives[index]
                .code
                .as_deref()
                .unwrap_or("without a code"),
        ),
        pointer: Some(pointer),
        spans,
        alternatives: Vec::new(),
    }
}
