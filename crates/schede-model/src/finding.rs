//! What may be wrong: with our reading, or with the sheet itself.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Pointer, Span};

/// One thing a person should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Name of what is wrong, in kebab-case ("weight-sum").
    pub code: Cow<'static, str>,
    /// Whether we or the paper may be at fault.
    pub family: Family,
    /// How much it matters.
    pub severity: Severity,
    /// One line for people: what was expected, what was found.
    pub message: String,
    /// The value it is about, null for the whole document.
    pub pointer: Option<Pointer>,
    /// Where on paper it is seen.
    pub spans: Vec<Span>,
    /// Other readings, for findings of the family "reading".
    pub alternatives: Vec<Alternative>,
}

/// Who may be at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// We may have read this wrong.
    Reading,
    /// The paper itself is odd.
    Sheet,
}

/// How much a finding matters; the order is by weight.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Should be looked at.
    Warning,
    /// A value is probably wrong or missing.
    Error,
}

/// Another reading of the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alternative {
    /// The value that would change.
    pub pointer: Pointer,
    /// What it would be then; null if it would be absent.
    pub value: Option<String>,
}
