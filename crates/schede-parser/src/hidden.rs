//! Values that paper does not show, or not whole: their lines are clipped away, go on
//! beyond the edge of the page, or have words printed over one another.
//!
//! In: the flow, the evidence of the values. Out: findings.
//! Not here: texts that are cut in part, which are true content of a full cell
//! (`schede_layout`).

use schede_model::{Family, Finding, Flow, Pointer, Severity, Span, Spans};

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
    let message = "the text is clipped away: it cannot be seen on paper";
    say(parsed, "text-clipped", message, |spans| {
        let mut all = spans.clone();
        match all.all(|span| is_hidden(&span)) {
            true => spans.collect(),
            false => Vec::new(),
        }
    });
}

/// Says of which values a part stands beyond the page's edge.
pub fn beyond_page(flow: &Flow<'_>, parsed: &mut Parsed) {
    let lines = flow.beyond.iter().map(|at| &flow.lines[*at as usize]);
    let cut: Vec<(u32, u32, u32)> = lines
        .map(|line| (line.page, line.number, line.text.chars().count() as u32))
        .collect();
    if cut.is_empty() {
        return;
    }
    let at_edge = |span: &Span| {
        let mut of_line = cut.iter().filter(|c| (c.0, c.1) == (span.page, span.line));
        of_line.any(|(.., end)| span.start == 0 || span.end == *end)
    };
    let message = "the line goes on beyond the edge of the page, where it cannot be read";
    say(parsed, "text-beyond-page", message, |spans| {
        spans.filter(at_edge).collect()
    });
}

/// Says which values hold words that are printed over one another: some may be of another
/// text.
pub fn overprinted(flow: &Flow<'_>, parsed: &mut Parsed) {
    let places = flow.overprinted.iter();
    let over: Vec<Span> = places
        .map(|(line, from, to)| flow.span(*line, *from, *to))
        .collect();
    if over.is_empty() {
        return;
    }
    let holds = |span: &Span| {
        let within = |o: &Span| span.start <= o.start && o.end <= span.end;
        let mut of_line = over
            .iter()
            .filter(|o| (o.page, o.line) == (span.page, span.line));
        of_line.any(within)
    };
    let message = "words are printed over one another: they may be of two texts";
    say(parsed, "text-overprinted", message, |spans| {
        spans.filter(holds).collect()
    });
}

/// Adds a finding about each value that has `unseen` ones among its spans.
pub(crate) fn say(
    parsed: &mut Parsed,
    code: &'static str,
    message: &str,
    unseen: impl Fn(Spans<'_>) -> Vec<Span>,
) {
    let entries = parsed.provenance.iter().filter_map(|(pointer, spans)| {
        let spans = unseen(spans);
        (!spans.is_empty()).then(|| Finding {
            code: code.into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: message.to_owned(),
            pointer: Some(Pointer(pointer.to_owned())),
            spans,
            alternatives: Vec::new(),
        })
    });
    let findings: Vec<Finding> = entries.collect();
    parsed.findings.extend(findings);
}
