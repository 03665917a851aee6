//! The data dictionary: one Markdown page that explains every table and column.

use crate::tables::{Column, ForeignKey, Kind, SHAPE_VERSION, TABLES, Table};

/// The page `docs/data-dictionary.md`.
pub fn page() -> String {
    let mut page = format!("{INTRODUCTION}\nVersion of the shape: {SHAPE_VERSION}.\n");
    for table in TABLES.map(|name| name.table()) {
        page.push('\n');
        section(table, &mut page);
    }
    page
}

const INTRODUCTION: &str = "\
# Data dictionary

Generated from the table definitions of `schede-export`; not edited by hand.
The same tables are written as CSV, Parquet, XLSX, SQLite and PostgreSQL.

- **Null** means that the label or cell is not on the sheet, or the cell is empty. The
  **empty text** means that a label stands and nothing follows it.
- In the form `csv` null is an unquoted `\\N` and the empty text is an empty cell. In the
  form `csv-excel-it` null is an empty cell and the empty text is a lone apostrophe: a
  cell that begins with an apostrophe is the text after it.
- Texts are as printed. U+0000, which no store holds, is U+FFFD.
- An objective that two inputs of one run hold value for value is one row. If two
  objectives of different values share a key, the second's gets a suffix (`-2`).
- SQLite keeps dates as ISO text, the other stores as dates.
";

fn section(table: &Table, page: &mut String) {
    page.push_str(&format!("## {}\n\n{}\n\n", table.name, table.about));
    page.push_str(&format!("- Key: {}\n", names(table.primary_key)));
    for key in table.foreign_keys {
        page.push_str(&reference(key));
    }
    page.push_str("\n| Column | Type | Null | Italian term | Meaning |\n|---|---|---|---|---|\n");
    for column in table.columns {
        page.push_str(&line(column));
    }
}

fn reference(key: &ForeignKey) -> String {
    format!(
        "- {} refers to `{}` ({})\n",
        names(key.columns),
        key.table.table().name,
        names(key.to)
    )
}

fn names(columns: &[&str]) -> String {
    let quoted: Vec<String> = columns.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn line(column: &Column) -> String {
    format!(
        "| `{}` | {} | {} | {} | {} |\n",
        column.name,
        kind(column.kind),
        if column.nullable { "yes" } else { "no" },
        column.term,
        column.meaning
    )
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Choice(words) => format!("one of {}", words.join(", ")),
        Kind::Integer => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Json => "JSON array".to_owned(),
    }
}
