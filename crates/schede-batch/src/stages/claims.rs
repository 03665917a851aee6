//! The stage `claims`: each line, and under it what took which part of it.

use schede_model::{Document, Flow, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;

type Claims<'d> = BTreeMap<(u32, u32), Vec<(u32, u32, &'d str)>>;

/// Each line of the input with the values, and the findings, that its
/// characters went to.
pub fn claims(flow: &Flow<'_>, document: &Document) -> String {
    let claims = by_line(document);
    let mut out = String::new();
    for line in &flow.lines {
        let _ = writeln!(out, "p{} l{}\t{}", line.page, line.number, line.text);
        let here = claims.get(&(line.page, line.number));
        for (start, end, what) in here.into_iter().flatten() {
            let length = end.saturating_sub(*start) as usize;
            let text: String = line
                .text
                .chars()
                .skip(*start as usize)
                .take(length)
                .collect();
            let _ = writeln!(out, "\t{start}-{end}\t{what}\t{text:?}");
        }
    }
    out
}

fn by_line(document: &Document) -> Claims<'_> {
    let mut claims = Claims::new();
    let mut add = |span: &Span, what| {
        let place = claims.entry((span.page, span.line)).or_default();
        place.push((span.start, span.end, what));
    };
    for (pointer, spans) in &document.provenance.0 {
        spans.iter().for_each(|s| add(s, pointer.0.as_str()));
    }
    for finding in &document.findings {
        finding
            .spans
            .iter()
            .for_each(|s| add(s, finding.code.as_str()));
    }
    claims.values_mut().for_each(|c| c.sort_unstable());
    claims
}
