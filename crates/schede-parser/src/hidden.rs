//! Values that nobody sees on paper: all of their lines are clipped away.
//!
//! In: the flow, the evidence of the values. Out: findings.
//! Not here: texts that are cut in part, which are true content of a full cell
//! (`schede_layout`); what stands beyond the page's edge (`document`).

use schede_model::{Family, Finding, Flow, Pointer, Severity, Span};

use crate::document::Parsed;

/// Says of which values no line can be seen.
pub fn hidden_values(flow: &Flow<'_>, parsed: &mut Parsed) {
    if flow.hidden.is_empty() {
        return;
    }
    let lines = flow.hidden.iter().map(|at| &flow.lines[*at as usize]);
    let hidden: Vec<(u32, u32)> = lines.map(|line| (line.page, line.number)).collect();
    // They are in the order of the pages.
    let is_hidden = |span: &Span| hidden.binary_search(&(span.page, span.line)).is_ok();
    let entries = parsed.provenance.iter().filter_map(|(pointer, spans)| {
        let spans: Vec<Span> = spans.collect();
        let unseen = !spans.is_empty() && spans.iter().all(is_hidden);
        unseen.then(|| Finding {
            code: "text-clipped".into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: "the text is clipped away: it cannot be seen on paper".to_owned(),
            pointer: Some(Pointer(pointer.to_owned())),
            spans,
            alternatives: Vec::new(),
        })
    });
    let findings: Vec<Finding> = entries.collect();
    parsed.findings.extend(findings);
}
