//! The TOML shape of a profile. Unknown keys are errors, so that a misspelt key
//! is found when the file is read and not when a plan is.
//!
//! Not here: matching (`labels`), the compiled form (`profile`), a file that gives only
//! its differences from another (`extends`).

use serde::Deserialize;

use crate::alternatives::Alternatives;

/// Why a profile could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("cannot read profile \"{name}\": {reason}")]
pub struct LoadError {
    /// Name of the profile's file.
    pub name: String,
    /// What the TOML reader expected and found, with the line.
    pub reason: String,
}

impl LoadError {
    pub(crate) fn new(name: &str, reason: &impl ToString) -> Self {
        Self {
            name: name.to_owned(),
            reason: reason.to_string(),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub name: String,
    pub title: String,
    pub min_labels: usize,
    pub objective: Objective,
    pub entity: Begins,
    pub org_unit: Begins,
    pub field: Vec<FieldEntry>,
    pub qualifiers: Qualifiers,
    pub phases: Phases,
    pub furniture: Furniture,
    pub empty: Empty,
    pub references: References,
    pub plans: Plans,
    pub words: Words,
    pub cuts: Cuts,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Objective {
    pub labels: Alternatives,
    /// Labels before a code alone: the title has a label of its own.
    #[serde(default)]
    pub codes: Alternatives,
    /// Labels before that title.
    #[serde(default)]
    pub titles: Alternatives,
    /// Heads of the column that names it in a table with one in each row.
    #[serde(default)]
    pub rows: Alternatives,
    /// Labels of other forms, whose objectives are none of a plan.
    #[serde(default)]
    pub others: Alternatives,
    /// Heads of the column of codes in such a table, where no other is.
    #[serde(default)]
    pub row_codes: Alternatives,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Begins {
    pub begins: Alternatives,
    /// Labels before the name that are no part of it.
    #[serde(default)]
    pub labels: Alternatives,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldEntry {
    pub name: crate::Field,
    pub labels: Alternatives,
    /// Spellings that are labels only with a colon, also where they stand alone.
    #[serde(default)]
    pub before_colon: Alternatives,
    /// Spellings that are labels only in a cell of their own, where no label has a colon:
    /// others end with them.
    #[serde(default)]
    pub in_cell: Alternatives,
    #[serde(default)]
    pub colon: Colon,
    #[serde(default)]
    pub head: bool,
    #[serde(default)]
    pub value_before: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Colon {
    #[default]
    Required,
    Optional,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Qualifiers {
    pub words: Alternatives,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phases {
    pub words: Alternatives,
    /// Words that a phase's number follows, and a sign behind the number.
    #[serde(default)]
    pub before_sign: Alternatives,
    #[serde(default)]
    pub numbers: Alternatives,
    /// Words for the first, the second ... that stand before a word of a phase.
    #[serde(default)]
    pub ordinals: Vec<String>,
    /// Heads, beside those of the form, of columns that it does not take.
    #[serde(default)]
    pub others: Alternatives,
    pub column: Vec<ColumnEntry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnEntry {
    pub name: ColumnName,
    pub heads: Alternatives,
    /// Spellings that are heads only where others stand beside them.
    #[serde(default)]
    pub beside: Alternatives,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ColumnName {
    Description,
    Weight,
    Monitoring,
    Due,
    Outcome,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Furniture {
    pub captions: Alternatives,
    /// Words before the number of a section of a sheet.
    #[serde(default)]
    pub sections: Alternatives,
    pub signatures: Alternatives,
    /// Lines that stand above signatures.
    #[serde(default)]
    pub closings: Alternatives,
    /// Lines that name the program that made the file.
    #[serde(default)]
    pub producers: Alternatives,
    pub totals: Alternatives,
    pub page_words: Vec<String>,
    pub page_counts: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Empty {
    pub reference: Vec<String>,
    pub value: Vec<String>,
}

/// Lists of single words, each a kind of `vocabulary`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub statuses: Vec<String>,
    pub marks: Vec<String>,
    pub concluded: Vec<String>,
    pub concluded_stems: Vec<String>,
    pub postponed_stems: Vec<String>,
    pub reached_stems: Vec<String>,
    pub joiners: Vec<String>,
    pub continued: Vec<String>,
    pub units: Vec<String>,
    pub months: Vec<String>,
    pub periods: Vec<String>,
    pub ordinals: Vec<String>,
    pub within: Vec<String>,
    pub until: Vec<String>,
    pub terms: Vec<String>,
    pub due_phrases: Vec<String>,
    pub modes: Vec<String>,
    pub points: Vec<String>,
    pub out_of: Vec<String>,
    pub due_goes_on: Vec<String>,
    pub acts: Vec<String>,
    pub negations: Vec<String>,
    pub before_date: Vec<String>,
    pub before_number: Vec<String>,
    pub leads_on: Vec<String>,
    pub elided: Vec<String>,
    pub stripped: Vec<String>,
    pub titles: Vec<String>,
    pub openers: Vec<String>,
    pub announcing: Vec<String>,
    pub phrase: Vec<Phrase>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phrase {
    pub first: Vec<String>,
    #[serde(default)]
    pub second: Vec<String>,
    #[serde(default)]
    pub stems: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct References {
    pub strategic_direction: Vec<String>,
    pub strategic_objective: Vec<String>,
    pub mission: Vec<String>,
    pub programme: Vec<String>,
    #[serde(default)]
    pub no_field: Vec<String>,
    pub public_value_code: Vec<String>,
    pub numbering: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plans {
    pub piao: Alternatives,
    pub peg: Alternatives,
    pub pdo: Alternatives,
    pub performance_plan: Alternatives,
    pub performance_report: Alternatives,
    pub management_control_report: Alternatives,
    pub periods: Alternatives,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cuts {
    pub foreign_ends: Vec<String>,
    pub ends: Vec<String>,
    pub short: Vec<String>,
}

/// Reads a file that extends none.
pub(crate) fn parse(name: &str, text: &str) -> Result<File, LoadError> {
    toml::from_str(text).map_err(|error| LoadError::new(name, &error))
}

/// Reads a file with what it extends.
pub(crate) fn compose(name: &str, table: toml::Table) -> Result<File, LoadError> {
    table
        .try_into()
        .map_err(|error: toml::de::Error| LoadError::new(name, &error))
}
