//! What differs between two documents, value by value.
//!
//! In: two documents as JSON. Out: the leaves that are not equal, by pointer,
//! records matched as the score matches them, so that a new row in the middle
//! is one difference and not a shift of all that follow.

use serde::Serialize;
use serde_json::Value;

use crate::matching;
use crate::report::{around_difference, shown};

/// One place in which two documents differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// JSON Pointer, in the newer document where the place exists in it.
    pub pointer: String,
    /// The older value, absent if it is new.
    pub before: Option<Value>,
    /// The newer value, absent if it is gone.
    pub after: Option<Value>,
}

/// The differences between two values.
pub fn diff(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    walk(Some(before), Some(after), String::new(), &mut found);
    found
}

/// The differences as lines for people.
pub fn text(differences: &[Difference]) -> String {
    let one = |d: &Difference| {
        let (before, after) = (shown(d.before.as_ref()), shown(d.after.as_ref()));
        let (before, after) = around_difference(&before, &after);
        format!("{}\n  - {before}\n  + {after}\n", d.pointer)
    };
    differences.iter().map(one).collect()
}

fn walk(before: Option<&Value>, after: Option<&Value>, at: String, found: &mut Vec<Difference>) {
    match (before, after) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let new = b.keys().filter(|k| !a.contains_key(*k));
            for key in a.keys().chain(new) {
                walk(
                    a.get(key),
                    b.get(key),
                    format!("{at}/{}", escaped(key)),
                    found,
                );
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => arrays(a, b, &at, found),
        (a, b) if a == b => {}
        (a, b) => found.push(Difference {
            pointer: at,
            before: a.cloned(),
            after: b.cloned(),
        }),
    }
}

fn arrays(a: &[Value], b: &[Value], at: &str, found: &mut Vec<Difference>) {
    let matching = if at == "/objectives" {
        matching::objectives(a, b)
    } else {
        matching::rows(a, b)
    };
    for (x, y) in matching.pairs {
        walk(Some(&a[x]), Some(&b[y]), format!("{at}/{y}"), found);
    }
    for x in matching.missing {
        walk(Some(&a[x]), None, format!("{at}/{x}"), found);
    }
    for y in matching.extra {
        walk(None, Some(&b[y]), format!("{at}/{y}"), found);
    }
}

/// A member's name as a token of a JSON Pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::{diff, text};
    use serde_json::json;

    #[test]
    fn a_new_phase_in_the_middle_is_one_difference() {
        let before = json!({"phases": [{"number": 1, "due": "a"}, {"number": 3, "due": "c"}]});
        let after = json!({"phases": [
            {"number": 1, "due": "a"}, {"number": 2, "due": "b"}, {"number": 3, "due": "c"}]});
        let found = diff(&before, &after);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/phases/1");
    }

    #[test]
    fn a_changed_value_is_shown_with_both_readings() {
        let found = diff(&json!({"a": {"b": 1}}), &json!({"a": {"b": 2}}));
        assert_eq!(text(&found), "/a/b\n  - 1\n  + 2\n");
    }
}
