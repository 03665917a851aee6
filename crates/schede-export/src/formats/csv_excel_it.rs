//! CSV for Excel in Italian: `;`, decimal comma, dd/mm/yyyy, CRLF, UTF-8 with
//! the byte order mark that makes Excel read UTF-8.
//!
//! For offices that open a table with a double click.
//!
//! An empty cell is null. A cell that begins with an apostrophe is the text
//! after it: texts that would start a formula (`=`, `+`, `-`, `@`, tab, line
//! end, and their full-width forms), texts that begin with an apostrophe, and
//! the empty text are written so. The rule is declared in the data package and
//! undone by taking one apostrophe away.
//!
//! Loses nothing in the file. But Excel itself, when it opens a CSV with a
//! double click, turns texts that look like numbers or dates ("01", "02.01")
//! into such, and cuts cells at 32,767 characters: use the XLSX form where that
//! matters. NUL characters and copies of one objective as in the form `csv`.

use std::borrow::Cow;

use super::delimited::{DelimitedTables, Dialect, file_names};
use super::tabular::Tabular;
use super::{ExportOptions, Exporter, Format};
use crate::{Folder, Result};

pub(super) const FORMAT: Format = Format {
    name: "csv-excel-it",
    files: "objectives.csv, phases.csv, ..., datapackage.json",
    about: "the same tables for Excel in Italian (; decimal comma, dd/mm/yyyy, formulas made harmless)",
    loses: "copies of one objective in several inputs, NUL characters; Excel may turn \"01\" into 1",
    each: None,
    fixed: file_names,
    open,
};

/// What marks a cell as text.
const MARK: char = '\'';

/// The dialect of this form.
pub static DIALECT: Dialect = Dialect {
    name: "csv-excel-it",
    delimiter: ';',
    line_end: "\r\n",
    bom: true,
    null: "",
    decimal: ',',
    date: "%d/%m/%Y",
    text: harmless,
    text_rule: "a text that is empty or begins with = + - @ tab, a line end, a full-width form of these, or an apostrophe has an apostrophe before it",
};

fn open(folder: &Folder, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    let tables = DelimitedTables::create(folder, &DIALECT)?;
    Ok(Box::new(Tabular::new(tables)))
}

fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().next().is_none_or(needs_mark) {
        Cow::Owned(format!("{MARK}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn needs_mark(first: char) -> bool {
    matches!(
        first,
        MARK | '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
    )
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_would_start_a_formula_is_marked_and_can_be_unmarked() {
        for text in [
            "=1+1", "+39", "- elenco", "@x", "\t=1", "", "'", "\r\n=1", "＝1",
        ] {
            let cell = harmless(text);
            assert_eq!(cell.strip_prefix('\''), Some(text));
        }
        assert_eq!(harmless("50%"), "50%");
    }
}
