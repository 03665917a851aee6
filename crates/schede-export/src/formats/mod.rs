//! The forms in which records are handed out, and the one table of them.
//!
//! In: documents, one at a time. Out: finished files in a folder. Memory holds
//! one document (and a few dozen bytes an objective), however many there are;
//! nothing is visible under its name before it is complete.
//!
//! To add a form: one file here whose first lines say for whom it is and what
//! it loses, and one line in [`FORMATS`]. The help of the command line and the
//! conformance test read that table.
//!
//! Not here: databases (`load`).

pub mod csv;
pub mod csv_excel_it;
pub mod delimited;
pub mod json;
pub mod ndjson;
#[cfg(feature = "parquet")]
pub mod parquet;
#[cfg(feature = "parquet")]
mod parquet_folders;
#[cfg(feature = "parquet")]
mod parquet_table;
pub mod stratml;
mod stratml_xml;
mod tabular;
#[cfg(feature = "xlsx")]
pub mod xlsx;

use std::collections::BTreeSet;

use schede_model::Document;

use crate::atomic::Finished;
use crate::names::safe_stem;
use crate::tables::Tally;
use crate::{Folder, Result};

/// Takes documents one after another and writes them in one form.
///
/// If [`Exporter::document`] fails, or the exporter is dropped without
/// [`Exporter::finish`], what was not finished leaves no trace.
pub trait Exporter: Send {
    /// Takes the next document. Documents come in the order of the inputs:
    /// the output depends on it.
    ///
    /// # Errors
    /// If the disk is full or a file cannot be written.
    fn document(&mut self, document: &Document) -> Result<()> {
        self.take(document)?;
        self.place()
    }

    /// The first half of [`Exporter::document`], which forms may do at the same time: all but
    /// to give a file of the document's own its name.
    ///
    /// # Errors
    /// As [`Exporter::document`].
    fn take(&mut self, document: &Document) -> Result<()>;

    /// The second half of [`Exporter::document`]: gives that file its name. Forms do it one
    /// after another, so that what they put in place is booked in one order always.
    ///
    /// # Errors
    /// As [`Exporter::document`].
    fn place(&mut self) -> Result<()> {
        Ok(())
    }

    /// Puts the finished files in place.
    ///
    /// # Errors
    /// As [`Exporter::document`].
    fn finish(self: Box<Self>) -> Result<Written>;
}

/// What an exporter has written.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// The finished files.
    pub files: Vec<Finished>,
    /// What was noticed about keys; for forms without tables only the number
    /// of documents.
    pub tally: Tally,
}

/// Choices that a form may heed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// Parquet: Hive-style folders by year and body.
    pub partitioned: bool,
}

/// One line of the table of forms.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name on the command line.
    pub name: &'static str,
    /// Files it writes.
    pub files: &'static str,
    /// For whom it is.
    pub about: &'static str,
    /// What of a document it does not hold; "nothing" if it holds all.
    pub loses: &'static str,
    /// Extension of the file it writes for each input, if it writes one.
    pub each: Option<&'static str>,
    /// Names of the files it writes whatever the inputs are.
    pub fixed: fn() -> Vec<String>,
    /// Begins an export into a folder, which is made if it is not there.
    pub open: fn(&Folder, &ExportOptions) -> Result<Box<dyn Exporter>>,
}

impl Format {
    /// Names of the files that inputs of these names give, as far as they are known before
    /// anything is read: of several inputs of one name, only the first one's is.
    pub fn names<'i>(&self, inputs: impl Iterator<Item = &'i str>) -> BTreeSet<String> {
        let mut names = BTreeSet::from_iter((self.fixed)());
        if let Some(extension) = self.each {
            names.extend(inputs.map(|input| format!("{}.{extension}", safe_stem(input))));
        }
        names
    }

    fn writes_over(&self, other: &Self) -> bool {
        let fixed = (other.fixed)();
        let each_too = self.each.is_some() && self.each == other.each;
        each_too || (self.fixed)().iter().any(|name| fixed.contains(name))
    }
}

/// Every form this build can write.
pub static FORMATS: &[Format] = &[
    json::FORMAT,
    ndjson::FORMAT,
    csv::FORMAT,
    csv_excel_it::FORMAT,
    #[cfg(feature = "xlsx")]
    xlsx::FORMAT,
    #[cfg(feature = "parquet")]
    parquet::FORMAT,
    stratml::FORMAT,
];

/// Whether these forms can be written into one folder.
///
/// # Errors
/// If two of them write files of the same names: one would write over the other's.
pub fn check_together(formats: &[&Format]) -> Result<()> {
    for (at, one) in formats.iter().enumerate() {
        let mut others = formats[at + 1..].iter();
        if let Some(other) = others.find(|other| one.writes_over(other)) {
            return Err(crate::ExportError::usage(format!(
                "the forms \"{}\" and \"{}\" write files of the same names; write them in two runs, each into a folder of its own",
                one.name, other.name
            )));
        }
    }
    Ok(())
}

/// The form of this name.
///
/// # Errors
/// If there is none; the message lists those there are.
pub fn format(name: &str) -> Result<&'static Format> {
    FORMATS.iter().find(|it| it.name == name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|it| it.name).collect();
        crate::ExportError::usage(format!(
            "expected a format ({}), but found \"{name}\"",
            names.join(", ")
        ))
    })
}
