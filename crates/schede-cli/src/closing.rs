//! The closing account of a run, on standard error: what was read, what was not
//! and why, where to look first.

use schede_batch::Summary;
use serde_json::json;
use std::fmt::Write as _;

use crate::args::Messages;
use crate::output::{self, NAMED, counted};
use crate::progress::Style;

/// Says how the run went.
pub fn say(summary: &Summary, style: Style, messages: &Messages) {
    if style == Style::Json {
        let line = json!({ "event": "summary", "summary": summary });
        output::message(&line.to_string());
    } else if messages.quiet {
        output::message_if_any(&troubles(summary));
    } else {
        output::message_if_any(&(text(summary) + &troubles(summary)));
    }
}

fn text(summary: &Summary) -> String {
    let pages = &summary.pages;
    let mut out = format!(
        "{} of {} read: {} ({} with sheets, {} without), {} of {}\n",
        summary.read,
        counted(summary.inputs, "input"),
        counted(pages.seen, "page"),
        pages.sheets,
        pages.other,
        counted(summary.objectives, "objective"),
        counted(summary.org_units.len(), "org unit"),
    );
    // Writing to a String cannot fail, here and below.
    if summary.unchanged > 0 {
        let were = match summary.unchanged {
            1 => "1 of them was done in an earlier run and is as it was".to_owned(),
            n => format!("{n} of them were done in an earlier run and are as they were"),
        };
        let _ = writeln!(out, "{were}");
    }
    let found = &summary.findings;
    if found.worst().is_some() {
        let _ = writeln!(
            out,
            "findings: {}, {}, {}",
            counted(found.error, "error"),
            counted(found.warning, "warning"),
            counted(found.note, "note"),
        );
    }
    for (input, found) in &summary.look_first {
        let _ = writeln!(
            out,
            "  look first at {input:?}: {}, {}",
            counted(found.error, "error"),
            counted(found.warning, "warning"),
        );
    }
    if let [first, ..] = summary.left_over.as_slice() {
        let _ = writeln!(
            out,
            "{} of earlier runs still in the output folder and not of this run: {first:?}{}",
            counted(summary.left_over.len(), "file"),
            if summary.left_over.len() > 1 {
                ", ..."
            } else {
                ""
            },
        );
    }
    for file in &summary.changed {
        let _ = writeln!(
            out,
            "{:?} was changed since a run wrote it and is written anew; as it was: {:?}",
            file.path, file.kept,
        );
    }
    if let Some(load) = &summary.load {
        let _ = writeln!(out, "rows changed in the database: {}", load.changed());
    }
    out
}

fn troubles(summary: &Summary) -> String {
    let mut out = String::new();
    for one in summary.not_read.iter().take(NAMED) {
        let kind = if one.quarantined {
            "quarantined"
        } else {
            "not read"
        };
        let _ = writeln!(out, "{kind}: {:?}: {}", one.input, one.failure.message);
    }
    let more = summary.not_read.len().saturating_sub(NAMED);
    if more > 0 {
        let _ = writeln!(
            out,
            "... and {more} more; see the manifest, or schede status"
        );
    }
    let untried = summary.not_read.iter().filter(|n| n.unchanged).count();
    if untried > 0 {
        let _ = writeln!(
            out,
            "{untried} of them failed in an earlier run: not tried again; --retry does"
        );
    }
    if summary.shared_keys > 0 {
        let _ = writeln!(
            out,
            "{} with the key of one in another input: the ids got a suffix, a finding names each",
            counted(summary.shared_keys as usize, "objective"),
        );
    }
    let taken = summary.load.iter().flat_map(|load| &load.taken_from);
    for (file_name, n) in taken.take(NAMED) {
        let _ = writeln!(
            out,
            "{} of {file_name:?} in the database replaced, as this run has the same keys; if they are another body's, load each with --entity-ipa",
            counted(*n as usize, "objective"),
        );
    }
    for problem in &summary.problems {
        let _ = writeln!(out, "error: does not add up: {problem}");
    }
    if summary.stopped {
        let _ = writeln!(
            out,
            "stopped before the end; the same command goes on from here"
        );
    }
    out
}
