//! The keys of objectives, and what is said of keys that do not tell them apart.
//!
//! In: the records of a document, its body and its plan. Out: the `id` of each objective,
//! with a suffix where one was met before.
//!
//! Not here: what a key is made of (`schede_model::key`), keys that other documents of a
//! run have, too (the tables of the export).

use std::collections::HashMap;

use schede_model::key::objective_id;
use schede_model::{Family, Finding, Objective, Pointer, Severity};

use crate::document::Parsed;

/// Gives each objective its key; a key met before gets a suffix and a finding.
pub(crate) fn keys(parsed: &mut Parsed) {
    let entity = &parsed.entity;
    // A body that no page names may be given by its code.
    let of_document = entity.name.as_ref().or(entity.ipa_code.as_ref());
    let id = |objective: &Objective| {
        let name = objective.entity.as_ref().or(of_document);
        objective_id(
            name.map(String::as_str),
            parsed.plan.year,
            objective.org_unit.as_deref(),
            // Without a code nothing but its title names it.
            objective.code.as_deref().or(objective.title.as_deref()),
        )
    };
    let ids: Vec<String> = parsed.objectives.iter().map(id).collect();
    if of_document.is_none() && !ids.is_empty() {
        parsed.findings.push(no_entity());
    }
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut again: Vec<(usize, u32)> = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let count = seen.entry(id).or_default();
        *count += 1;
        if *count > 1 {
            again.push((index, *count));
        }
    }
    for (objective, id) in parsed.objectives.iter_mut().zip(ids) {
        objective.id = id;
    }
    for (index, count) in &again {
        let id = &mut parsed.objectives[*index].id;
        id.push_str(&format!("-{count}"));
    }
    for (index, count) in again {
        let finding = duplicate_key(parsed, index, count);
        parsed.findings.push(finding);
    }
}

fn no_entity() -> Finding {
    Finding {
        code: "no-entity".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: "no sheet names its body: objectives of another body with the same unit, year and code have the same keys; --entity-ipa CODE tells them apart".to_owned(),
        pointer: Some(Pointer("/entity/name".to_owned())),
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}

fn duplicate_key(parsed: &Parsed, index: usize, count: u32) -> Finding {
    let pointer = Pointer::objective(index);
    let code = pointer.member("code");
    let spans = parsed
        .evidence_of(index)
        .find(|(pointer, _)| *pointer == code.0)
        .map(|(_, spans)| spans.collect());
    Finding {
        code: "duplicate-key".into(),
        family: Family::Sheet,
        severity: Severity::Warning,
        message: format!(
            "objective {} of the same unit and year stands {count} times; its id got the suffix -{count}",
            parsed.objectives[index]
                .code
                .as_deref()
                .unwrap_or("without a code"),
        ),
        pointer: Some(pointer),
        spans: spans.unwrap_or_default(),
        alternatives: Vec::new(),
    }
}
