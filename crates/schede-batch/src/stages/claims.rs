//! The stage `claims`: each line, and under it what took which part of it.

use schede_model::{Finding, Flow, Span};
use schede_parser::Parsed;
use std::collections::BTreeMap;
use std::fmt::Write as _;

type Claims = BTreeMap<(u32, u32), Vec<(u32, u32, String)>>;

/// Each line of the input with the values, labels, furniture and findings that
/// its characters went to, and the account of words.
pub fn claims(flow: &Flow<'_>, parsed: &Parsed) -> String {
    let claims = by_line(flow, parsed);
    let mut out = format!("{:?}\n", parsed.account);
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
    for Finding { code, message, .. } in &parsed.findings {
        let _ = writeln!(out, "finding {code}: {message}");
    }
    out
}

fn by_line(flow: &Flow<'_>, parsed: &Parsed) -> Claims {
    let mut claims = Claims::new();
    let mut add = |span: &Span, what: &str| {
        let place = claims.entry((span.page, span.line)).or_default();
        place.push((span.start, span.end, what.to_owned()));
    };
    for (pointer, spans) in parsed.provenance.iter() {
        spans.for_each(|s| add(&s, pointer));
    }
    for claimed in &parsed.claims {
        let piece = claimed.piece;
        if claimed.claim != schede_parser::grammar::claims::Claim::Value {
            let span = flow.span(piece.line, piece.start, piece.end);
            add(&span, claimed.claim.name());
        }
    }
    for finding in &parsed.findings {
        let named = format!("finding {}", finding.code);
        finding.spans.iter().for_each(|s| add(s, &named));
    }
    claims.values_mut().for_each(|c| c.sort_unstable());
    claims
}
