//! The stages `lines` and `flow`: how a document lies before the grammar.

use schede_model::{Flow, Segment};
use std::fmt::Write as _;

/// Each line of the input: page, line, text.
pub fn lines(flow: &Flow<'_>) -> String {
    let mut out = String::new();
    for line in &flow.lines {
        let _ = writeln!(out, "p{} l{}\t{}", line.page, line.number, line.text);
    }
    out
}

/// Each segment in reading order: place on paper, layer, block, cell, text.
pub fn flow(flow: &Flow<'_>) -> String {
    let mut out = format!("geometric {}, pages {}\n", flow.geometric, flow.pages);
    for (index, one) in flow.segments.iter().enumerate() {
        segment(flow, index, one, &mut out);
    }
    for finding in &flow.findings {
        let _ = writeln!(out, "finding {}: {}", finding.code, finding.message);
    }
    out
}

fn segment(flow: &Flow<'_>, index: usize, segment: &Segment, out: &mut String) {
    let line = &flow.lines[segment.line as usize];
    let _ = write!(
        out,
        "{index}\tp{} l{} {}-{}\tblock {}\t{:?}",
        line.page, line.number, segment.start, segment.end, segment.block, segment.layer,
    );
    if let Some(place) = segment.place {
        let (table, row, column) = (place.table, place.row, place.column);
        let _ = write!(out, "\t[table {table} row {row} {column:?}]");
    }
    let switches = [
        (segment.gap_before, "gap"),
        (segment.glued, "glued"),
        (segment.doubtful, "doubtful"),
    ];
    for (_, name) in switches.iter().filter(|(on, _)| *on) {
        let _ = write!(out, "\t{name}");
    }
    if let Some(twin) = segment.twin {
        let _ = write!(out, "\ttwin of {twin}");
    }
    let _ = writeln!(out, "\t| {}", flow.text(segment));
}
