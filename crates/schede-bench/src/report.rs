//! A score as a table for people.

use serde_json::Value;
use std::fmt::Write as _;

use crate::score::{Score, Wrong};

/// Longest value shown in whole, in characters.
const SHOWN: usize = 160;

/// The table of fields and the totals.
pub fn table(score: &Score) -> String {
    let mut out = String::new();
    let head = ["field", "values", "exact", "share", "extra", "silent"];
    row(&mut out, head.map(str::to_owned));
    for (field, count) in &score.fields {
        row(
            &mut out,
            [
                field.clone(),
                count.all.to_string(),
                count.right.to_string(),
                percent(count.right, count.all),
                blank_if_zero(count.extra),
                blank_if_zero(count.silent),
            ],
        );
    }
    totals(&mut out, score);
    out
}

/// One line for one document.
pub fn line(name: &str, score: &Score) -> String {
    format!(
        "{name}: values {} of {}, names {} of {}, objectives {} of {}{}, silent errors {}",
        score.values.right,
        score.values.all,
        score.names.right,
        score.names.all,
        score.objectives.right,
        score.objectives.all,
        not_matched(score),
        score.silent_errors,
    )
}

/// One wrong value, over several lines.
pub fn wrong(wrong: &Wrong) -> String {
    let flag = match &wrong.flagged {
        Some(code) => format!("flagged: {code}"),
        None => "SILENT".to_owned(),
    };
    let expected = wrong.expected.as_ref();
    let found = wrong.found.as_ref();
    let (expected, found) = around_difference(&shown(expected), &shown(found));
    format!(
        "{} objective {} {} ({}) [{flag}]\n  expected {expected}\n  found    {found}",
        wrong.document, wrong.objective, wrong.field, wrong.pointer,
    )
}

fn totals(out: &mut String, score: &Score) {
    let line = format!(
        "all values  {} of {} exact ({}), names of rows {} of {}\n\
         objectives  {} of {} right in whole{}\n\
         errors      {} silent, {} flagged, {} values invented",
        score.values.right,
        score.values.all,
        percent(score.values.right, score.values.all),
        score.names.right,
        score.names.all,
        score.objectives.right,
        score.objectives.all,
        not_matched(score),
        score.silent_errors,
        score.wrong.len() - score.silent_errors,
        score.extra_values,
    );
    out.push_str(&line);
    out.push('\n');
}

fn not_matched(score: &Score) -> String {
    match (score.missing_objectives, score.extra_objectives) {
        (0, 0) => String::new(),
        (missing, extra) => format!(" ({missing} missing, {extra} too many)"),
    }
}

fn row(out: &mut String, cells: [String; 6]) {
    let [field, all, right, share, extra, silent] = cells;
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{field:<34}{all:>7}{right:>7}{share:>9}{extra:>7}{silent:>8}"
    );
}

fn percent(right: usize, all: usize) -> String {
    match all {
        0 => "-".to_owned(),
        all => format!("{:.2} %", 100.0 * right as f64 / all as f64),
    }
}

fn blank_if_zero(count: usize) -> String {
    match count {
        0 => String::new(),
        n => n.to_string(),
    }
}

/// A value as JSON, "(absent)" if there is none.
pub fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "(absent)".to_owned(), Value::to_string)
}

/// Both texts, cut to the part around their first difference.
pub fn around_difference(a: &str, b: &str) -> (String, String) {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let from = same.saturating_sub(SHOWN / 4);
    (cut(a, from), cut(b, from))
}

fn cut(text: &str, from: usize) -> String {
    let n_chars = text.chars().count();
    let body: String = text.chars().skip(from).take(SHOWN).collect();
    let head = if from > 0 { "…" } else { "" };
    let tail = if n_chars > from + SHOWN { "…" } else { "" };
    format!("{head}{body}{tail}")
}
