//! What a table and a column are, and the macro that writes both a column and
//! its value in one line, so that the two cannot drift apart.

use super::TableName;

/// One table of the relational shape.
#[derive(Debug)]
pub struct Table {
    /// Name in every store.
    pub name: &'static str,
    /// What one row is.
    pub about: &'static str,
    /// The columns in their fixed order.
    pub columns: &'static [Column],
    /// Names of the columns that identify a row.
    pub primary_key: &'static [&'static str],
    /// References to rows of other tables.
    pub foreign_keys: &'static [ForeignKey],
}

impl Table {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Position of the column of this name, counted from 0.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// Whether the column is part of the primary key.
    pub fn is_key(&self, column: &Column) -> bool {
        self.primary_key.contains(&column.name)
    }
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Name in every store.
    pub name: &'static str,
    /// Type of its values.
    pub kind: Kind,
    /// Whether a value may be null.
    pub nullable: bool,
    /// Whether a change of the value is a change of what the sheet says. Where
    /// a sheet stands (document, page, order) is not.
    pub tracked: bool,
    /// The Italian term, as offices know it.
    pub term: &'static str,
    /// What it means, with units.
    pub meaning: &'static str,
}

/// Types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, as printed unless the meaning says otherwise.
    Text,
    /// One of a fixed list of words.
    Choice(&'static [&'static str]),
    /// A whole number of 64 bits.
    Integer,
    /// A number that may have decimals, 64-bit floating point.
    Number,
    /// A calendar date without time.
    Date,
    /// A JSON array as text.
    Json,
}

/// A reference to rows of another table.
#[derive(Debug)]
pub struct ForeignKey {
    /// Columns of this table.
    pub columns: &'static [&'static str],
    /// The other table.
    pub table: TableName,
    /// Columns of the other table: its primary key.
    pub to: &'static [&'static str],
    /// What happens here when the other row goes.
    pub on_delete: OnDelete,
}

/// What becomes of a row when the row that it refers to goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// The other row cannot go.
    Refuse,
    /// This row goes with it.
    Cascade,
    /// This row stays and refers to nothing.
    SetNull,
}

/// Defines a table and the function that makes its rows.
///
/// One line a column: name, `required`, `optional` or `place` (required, but
/// not a statement of the sheet), type, Italian term, meaning, and after `=>`
/// the value.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $table:ident, $fill:ident($row:ident: $source:ty) = $name:literal: $about:literal
        key [$($key:literal),*]
        references [$([$($from:literal),*] -> $to:ident [$($other:literal),*] $on_delete:ident),*]
        { $($column:ident $need:ident $kind:expr, $term:literal, $meaning:literal => $value:expr;)* }
    ) => {
        $(#[$doc])*
        pub(crate) static $table: $crate::tables::define::Table = $crate::tables::define::Table {
            name: $name,
            about: $about,
            columns: &[$($crate::tables::define::Column {
                name: stringify!($column),
                kind: $kind,
                nullable: $crate::tables::define::table!(@nullable $need),
                tracked: $crate::tables::define::table!(@tracked $need),
                term: $term,
                meaning: $meaning,
            }),*],
            primary_key: &[$($key),*],
            foreign_keys: &[$($crate::tables::define::ForeignKey {
                columns: &[$($from),*],
                table: $crate::tables::TableName::$to,
                to: &[$($other),*],
                on_delete: $crate::tables::define::OnDelete::$on_delete,
            }),*],
        };

        /// Appends the values of one row, in the order of the columns.
        pub(super) fn $fill<'d>($row: &$source, out: &mut Vec<$crate::tables::Value<'d>>) {
            $(out.push($crate::tables::Value::from($value));)*
        }
    };
    (@nullable required) => { false };
    (@nullable optional) => { true };
    (@nullable place) => { false };
    (@tracked required) => { true };
    (@tracked optional) => { true };
    (@tracked place) => { false };
}
pub(crate) use table;
