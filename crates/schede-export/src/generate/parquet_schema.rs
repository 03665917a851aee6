//! The Parquet schema of each table in Parquet's own notation.
//!
//! Made without the Parquet library, so that builds without it write the same
//! files; where the library is built in, a test compares with what it writes.

use crate::tables::{Kind, TABLES, Table};

/// The schemas of all tables.
pub fn all() -> String {
    TABLES.map(|name| message(name.table())).join("\n")
}

/// The schema of one table.
pub fn message(table: &Table) -> String {
    let mut text = format!("message {} {{\n", table.name);
    for column in table.columns {
        let need = if column.nullable {
            "OPTIONAL"
        } else {
            "REQUIRED"
        };
        let kind = match column.kind {
            Kind::Text | Kind::Choice(_) | Kind::Json => ("BYTE_ARRAY", " (STRING)"),
            Kind::Integer => ("INT64", ""),
            Kind::Number => ("DOUBLE", ""),
            Kind::Date => ("INT32", " (DATE)"),
        };
        text.push_str(&format!("  {need} {} {}{};\n", kind.0, column.name, kind.1));
    }
    text.push_str("}\n");
    text
}
