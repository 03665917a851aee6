//! The relational shape, defined once: tables, columns, keys, what they mean,
//! and the rows made from a document.
//!
//! In: a [`schede_model::Document`]. Out: [`Rows`] of plain [`Value`]s in the
//! order of [`TABLES`], which is also the order in which foreign keys allow
//! them to be loaded. Each column stands once, with its value beside it, in
//! `documents.rs`, `objectives.rs`, `parts.rs` and `evidence.rs`.
//!
//! Not here: how a store writes a value (each format's own file), nor the
//! descriptions generated from the definition ([`crate::generate`]).
//!
//! To add a column: add its line to the table; the drift test then says which
//! generated files to write anew, and [`SHAPE_VERSION`] counts one up with a
//! migration in the loaders.

mod define;
mod dimensions;
mod documents;
mod evidence;
mod keys;
mod objectives;
mod parts;
mod rows;
mod value;

pub use define::{Column, ForeignKey, Kind, OnDelete, Table};
pub use dimensions::Dimensions;
pub(crate) use documents::plan_type as plan_type_word;
pub use keys::{Keys, ObjectiveKeys, Run, Tally};
pub(crate) use objectives::weight_unit as weight_unit_word;
pub(crate) use parts::{STATEMENT_KINDS, statement_lists};
pub use rows::{Rows, TableRows, each_place};
pub use value::Value;
pub(crate) use value::{number_text, write_number};

use serde::Serialize;

/// Version of the relational shape, kept in databases.
pub const SHAPE_VERSION: i64 = 1;

/// The tables, in an order in which foreign keys can be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableName {
    /// Public bodies.
    Entities,
    /// Organisational units.
    OrgUnits,
    /// Missioni of the budget.
    Missions,
    /// Programmi of the budget.
    Programmes,
    /// Inputs that were read.
    Documents,
    /// Goal sheets.
    Objectives,
    /// Rows of the tables of phases.
    Phases,
    /// Labelled texts: expected results, criteria, indicators.
    Statements,
    /// What should be looked at.
    Findings,
    /// Where each value stands on paper.
    Provenance,
}

/// Every table, in loading order.
pub const TABLES: [TableName; 10] = [
    TableName::Entities,
    TableName::OrgUnits,
    TableName::Missions,
    TableName::Programmes,
    TableName::Documents,
    TableName::Objectives,
    TableName::Phases,
    TableName::Statements,
    TableName::Findings,
    TableName::Provenance,
];

impl TableName {
    /// The definition of this table.
    pub fn table(self) -> &'static Table {
        match self {
            Self::Entities => &dimensions::ENTITIES,
            Self::OrgUnits => &dimensions::ORG_UNITS,
            Self::Missions => &dimensions::MISSIONS,
            Self::Programmes => &dimensions::PROGRAMMES,
            Self::Documents => &documents::DOCUMENTS,
            Self::Objectives => &objectives::OBJECTIVES,
            Self::Phases => &parts::PHASES,
            Self::Statements => &parts::STATEMENTS,
            Self::Findings => &evidence::FINDINGS,
            Self::Provenance => &evidence::PROVENANCE,
        }
    }

    /// Position in [`TABLES`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// Whether rows of several documents are one row here: such tables are
    /// complete only at the end of a run.
    pub fn is_dimension(self) -> bool {
        match self {
            Self::Entities | Self::OrgUnits | Self::Missions | Self::Programmes => true,
            Self::Documents
            | Self::Objectives
            | Self::Phases
            | Self::Statements
            | Self::Findings
            | Self::Provenance => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, TABLES, TableName};

    #[test]
    fn tables_stand_in_the_order_of_their_names() {
        for (index, name) in TABLES.iter().enumerate() {
            assert_eq!(name.index(), index);
        }
    }

    #[test]
    fn keys_and_references_name_columns_that_are_there() {
        for name in TABLES {
            let table = name.table();
            for key in table.primary_key {
                let column = table.column(key).unwrap();
                assert!(!column.nullable, "{}.{key}", table.name);
            }
            for reference in table.foreign_keys {
                let other = reference.table.table();
                assert!(reference.table.index() < name.index(), "{}", table.name);
                assert_eq!(reference.columns.len(), reference.to.len());
                assert_eq!(reference.to, other.primary_key);
                for column in reference.columns {
                    assert!(table.column(column).is_some(), "{}.{column}", table.name);
                }
            }
        }
    }

    #[test]
    fn every_column_is_explained_in_both_languages() {
        for column in TABLES.iter().flat_map(|name| name.table().columns) {
            assert!(!column.term.is_empty() && !column.meaning.is_empty());
            if let Kind::Choice(choices) = column.kind {
                assert!(!choices.is_empty(), "{}", column.name);
            }
        }
    }

    #[test]
    fn names_are_safe_in_every_store() {
        const RESERVED: [&str; 8] = [
            "end", "start", "table", "order", "group", "user", "type", "year",
        ];
        for name in TABLES.map(TableName::table) {
            for column in name.columns {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                assert!(column.name.chars().all(plain), "{}", column.name);
                assert!(!RESERVED.contains(&column.name), "{}", column.name);
            }
        }
    }
}
