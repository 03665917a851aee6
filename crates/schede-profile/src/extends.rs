//! A form that differs little from another gives only the differences:
//! `extends = "phases-sheet"`.
//!
//! In: the tables of all files. Out: a table with what it extends filled in. Of a
//! table the members given replace those of the same name; of a list whose members
//! have names (fields, columns) each replaces the one of its name; all else is
//! replaced whole.

use toml::{Table, Value};

use crate::file::LoadError;

/// The member that names the file extended.
const EXTENDS: &str = "extends";

/// Files by the names they give themselves.
pub(crate) type Tables = Vec<(String, Table)>;

/// A table with what it extends. A file may extend one that extends another.
pub(crate) fn extended(name: &str, tables: &Tables) -> Result<Table, LoadError> {
    let mut chain: Vec<(&str, &Table)> = Vec::new();
    let mut next = Some(name);
    while let Some(wanted) = next {
        let known = tables.iter().find(|(known, _)| known == wanted);
        let (known, table) = known.ok_or_else(|| {
            let reason = format!("it extends \"{wanted}\", but no such profile is known");
            LoadError::new(name, &reason)
        })?;
        if chain.iter().any(|(seen, _)| seen == known) {
            let reason = format!("it extends \"{wanted}\", which extends it");
            return Err(LoadError::new(name, &reason));
        }
        chain.push((known, table));
        next = table.get(EXTENDS).and_then(Value::as_str);
    }
    let mut whole = Table::new();
    for (_, table) in chain.into_iter().rev() {
        merge(&mut whole, table);
    }
    whole.remove(EXTENDS);
    Ok(whole)
}

fn merge(base: &mut Table, other: &Table) {
    for (key, value) in other {
        match (base.get_mut(key), value) {
            (Some(Value::Table(base)), Value::Table(other)) => merge(base, other),
            (Some(Value::Array(base)), Value::Array(other))
                if is_named(base) && is_named(other) =>
            {
                merge_named(base, other);
            }
            _ => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

fn merge_named(base: &mut Vec<Value>, other: &[Value]) {
    for value in other {
        match base.iter_mut().find(|own| name(own) == name(value)) {
            Some(Value::Table(own)) => {
                if let Value::Table(value) = value {
                    merge(own, value);
                }
            }
            _ => base.push(value.clone()),
        }
    }
}

fn is_named(list: &[Value]) -> bool {
    list.iter().all(|value| name(value).is_some())
}

fn name(value: &Value) -> Option<&str> {
    value.get("name").and_then(Value::as_str)
}
