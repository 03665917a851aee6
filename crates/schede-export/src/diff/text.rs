//! A comparison as text for people.
//!
//! Long texts are cut to the part that differs. Control characters are shown
//! as escapes: a sheet must not be able to steer a terminal.

use std::fmt;

use super::{Change, Diff, FieldChange, ObjectiveChange, ObjectiveName, PartChanges, PartName};

/// Characters kept before and after the part of a text that differs.
const CONTEXT: usize = 30;

/// Longest text that is shown whole, in characters.
const WHOLE: usize = 100;

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for objective in &self.vanished {
            writeln!(f, "- {}", Named(objective))?;
        }
        for objective in &self.appeared {
            writeln!(f, "+ {}", Named(objective))?;
        }
        for change in &self.changed {
            objective(f, change)?;
        }
        writeln!(
            f,
            "objectives: {} appeared, {} vanished, {} changed, {} unchanged",
            self.appeared.len(),
            self.vanished.len(),
            self.changed.len(),
            self.unchanged
        )
    }
}

fn objective(f: &mut fmt::Formatter<'_>, change: &ObjectiveChange) -> fmt::Result {
    writeln!(f, "~ {}", Named(&change.objective))?;
    for it in &change.fields {
        field(f, "", it)?;
    }
    parts(f, &change.phases)?;
    parts(f, &change.statements)
}

fn parts(f: &mut fmt::Formatter<'_>, parts: &PartChanges) -> fmt::Result {
    for it in &parts.vanished {
        part(f, it, "vanished")?;
    }
    for it in &parts.appeared {
        part(f, it, "appeared")?;
    }
    for it in &parts.changed {
        for change in &it.fields {
            field(f, &it.name, change)?;
        }
    }
    Ok(())
}

fn part(f: &mut fmt::Formatter<'_>, part: &PartName, what: &str) -> fmt::Result {
    let text = part.text.as_deref().unwrap_or_default();
    let text = shortened(text, 0..text.chars().count());
    writeln!(f, "    {} {what}: {text}", visible(&part.name))
}

fn field(f: &mut fmt::Formatter<'_>, owner: &str, change: &FieldChange) -> fmt::Result {
    let (old, new) = shown(change);
    let space = if owner.is_empty() { "" } else { " " };
    let what = match change.change {
        Change::Added => format!("added: {new}"),
        Change::Removed => format!("removed: {old}"),
        Change::Changed => format!("{old} -> {new}"),
    };
    write!(f, "    {}{space}{}: {what}", visible(owner), change.field)?;
    match change.days_later {
        Some(days) if days < 0 => writeln!(f, " ({} days earlier)", -days),
        Some(days) => writeln!(f, " ({days} days later)"),
        None => writeln!(f),
    }
}

/// Both values; of two long texts the parts that differ.
fn shown(change: &FieldChange) -> (String, String) {
    match (change.old.as_str(), change.new.as_str()) {
        (Some(old), Some(new)) if change.days_later.is_none() => {
            let (before, after) = common(old, new);
            let middle = |text: &str| before..text.chars().count() - after;
            (shortened(old, middle(old)), shortened(new, middle(new)))
        }
        (_, _) => (plain(change, &change.old), plain(change, &change.new)),
    }
}

fn plain(change: &FieldChange, value: &serde_json::Value) -> String {
    match value.as_str() {
        Some(date) if change.days_later.is_some() => date.to_owned(),
        Some(text) => shortened(text, 0..text.chars().count()),
        None => value.to_string(),
    }
}

/// Numbers of characters that two texts share at their beginnings and ends.
fn common(old: &str, new: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let before = old.chars().zip(new.chars()).take_while(same).count();
    let ends = old.chars().rev().zip(new.chars().rev());
    let rest = old.chars().count().min(new.chars().count()) - before;
    (before, ends.take_while(same).count().min(rest))
}

/// A text in quotes, cut to a range of its characters and some around it.
fn shortened(text: &str, part: std::ops::Range<usize>) -> String {
    let n = text.chars().count();
    if n <= WHOLE {
        return format!("\"{}\"", visible(text));
    }
    let first = part.start.saturating_sub(CONTEXT);
    let last = (part.end + CONTEXT).min(n).min(first + 2 * WHOLE);
    let cut: String = text.chars().skip(first).take(last - first).collect();
    let mark = |there: bool| if there { "..." } else { "" };
    format!("\"{}{}{}\"", mark(first > 0), visible(&cut), mark(last < n))
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

struct Named<'n>(&'n ObjectiveName);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ObjectiveName {
            id,
            org_unit,
            code,
            title,
        } = self.0;
        let or_empty = |text: &Option<String>| visible(text.as_deref().unwrap_or_default());
        write!(f, "{} \"{}\" [{id}]", or_empty(code), or_empty(title))?;
        match org_unit {
            Some(unit) => write!(f, ", {}", visible(unit)),
            None => Ok(()),
        }
    }
}
