//! The tree of evidence beside the records: which places on paper a value was
//! read from. Same paths as the records, written as JSON Pointers (RFC 6901).

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A range of characters in one line of the input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Page, counted from 1.
    pub page: u32,
    /// Line in the page, counted from 1.
    pub line: u32,
    /// First character of the range in the line as read, counted from 0.
    pub start: u32,
    /// End of the range, not included.
    pub end: u32,
    /// `[x0, y0, x1, y1]` in PDF points from the page's top left; null when the
    /// input is text.
    pub bbox: Option<[f64; 4]>,
}

/// JSON Pointer of a value in a document ("/objectives/0/title").
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Pointer(pub String);

impl Pointer {
    /// The pointer of objective number `index`, counted from 0.
    pub fn objective(index: usize) -> Self {
        let mut path = String::with_capacity(48);
        path.push_str("/objectives/");
        push_number(&mut path, index);
        Self(path)
    }

    /// This pointer extended by a member name.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        let mut path = String::with_capacity(self.0.len() + name.len() + 1);
        path.push_str(&self.0);
        path.push('/');
        path.push_str(name);
        Self(path)
    }

    /// This pointer extended by a position in an array, counted from 0.
    #[must_use]
    pub fn item(&self, name: &str, index: usize) -> Self {
        let mut path = String::with_capacity(self.0.len() + name.len() + 6);
        path.push_str(&self.0);
        path.push('/');
        path.push_str(name);
        path.push('/');
        push_number(&mut path, index);
        Self(path)
    }

    /// Whether this pointer names `other` or something that contains it.
    pub fn covers(&self, other: &str) -> bool {
        other
            .strip_prefix(self.0.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn push_number(path: &mut String, mut n: usize) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    path.extend(digits[at..].iter().map(|d| char::from(*d)));
}

/// Where each non-null leaf was found, in the order of the records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance(pub Vec<(Pointer, Vec<Span>)>);

impl Provenance {
    /// Records the spans of the value at `pointer`. Values without a place on
    /// paper (given on the command line) have no entry.
    pub fn record(&mut self, pointer: Pointer, spans: Vec<Span>) {
        if !spans.is_empty() {
            self.0.push((pointer, spans));
        }
    }

    /// The spans of the value at `pointer`.
    pub fn get(&self, pointer: &str) -> Option<&[Span]> {
        self.0
            .iter()
            .find(|(p, _)| p.0 == pointer)
            .map(|(_, spans)| spans.as_slice())
    }
}

impl Serialize for Provenance {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.0.len()))?;
        for (pointer, spans) in &self.0 {
            map.serialize_entry(pointer, spans)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Provenance {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Provenance;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of JSON Pointers to arrays of spans")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Provenance, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Provenance(entries))
            }
        }
        input.deserialize_map(Entries)
    }
}

impl JsonSchema for Provenance {
    fn schema_name() -> Cow<'static, str> {
        "Provenance".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let spans = generator.subschema_for::<Vec<Span>>();
        schemars::json_schema!({
            "type": "object",
            "description": "JSON Pointer of a value to the places on paper it was read from",
            "propertyNames": { "type": "string", "format": "json-pointer" },
            "additionalProperties": spans
        })
    }
}
