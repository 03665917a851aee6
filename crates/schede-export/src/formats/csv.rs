//! CSV for programs: RFC 4180 with `,` `.` LF, ISO dates, UTF-8 without a byte
//! order mark, one file a table and a Frictionless data package.
//!
//! For warehouses, data frames and anyone who publishes open data.
//!
//! Null is an unquoted `\N` (as in PostgreSQL's and MySQL's bulk forms) and the
//! empty cell is the empty text; the data package declares it in
//! `missingValues`, so that every reader that heeds the package, and every one
//! that can be told a null token, keeps the two apart. A text that itself is
//! backslashes and an `N` gets one more backslash.
//!
//! Loses: U+0000 in a text becomes U+FFFD; an objective that two inputs of the
//! run hold value for value stands once.

use std::borrow::Cow;

use super::delimited::{DelimitedTables, Dialect, ISO_DATE, file_names};
use super::tabular::Tabular;
use super::{ExportOptions, Exporter, Format};
use crate::{Folder, Result};

pub(super) const FORMAT: Format = Format {
    name: "csv",
    files: "objectives.csv, phases.csv, ..., datapackage.json",
    about: "one table a file with a Frictionless data package, for programs (RFC 4180, null is \\N)",
    loses: "copies of one objective in several inputs, NUL characters",
    each: None,
    fixed: file_names,
    open,
};

/// Token of a cell without value.
const NULL: &str = "\\N";

/// The dialect of this form.
pub static DIALECT: Dialect = Dialect {
    name: "csv",
    delimiter: ',',
    line_end: "\n",
    bom: false,
    null: NULL,
    decimal: '.',
    date: ISO_DATE,
    text: escaped,
    text_rule: "a text that is one or more backslashes and the letter N has one more backslash",
};

fn open(folder: &Folder, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    let tables = DelimitedTables::create(folder, &DIALECT)?;
    Ok(Box::new(Tabular::new(tables)))
}

fn escaped(text: &str) -> Cow<'_, str> {
    if is_token(text) {
        Cow::Owned(format!("\\{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn is_token(text: &str) -> bool {
    text.strip_suffix('N')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b == b'\\'))
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn only_a_text_that_looks_like_the_null_token_is_changed() {
        assert_eq!(escaped("\\N"), "\\\\N");
        assert_eq!(escaped("\\\\N"), "\\\\\\N");
        for same in ["N", "", "\\n", "C:\\N", "\\N "] {
            assert_eq!(escaped(same), same);
        }
    }
}
