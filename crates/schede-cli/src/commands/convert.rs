//! `schede convert`: inputs in, records out.

use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use schede_batch::{Destination, Input, read_input};
use schede_export::{ExportOptions, FORMATS, Format};
use std::path::PathBuf;

use crate::args::Messages;
use crate::batch::{self, BatchArgs};
use crate::inputs::InputArgs;
use crate::options::StagedReadArgs;
use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede convert`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to read
    #[command(flatten)]
    inputs: InputArgs,
    /// Folder for the results; without it, the JSON of one input goes to
    /// standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Forms of the results, with commas between [default: json,csv]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = format(),
          requires = "output")]
    format: Vec<&'static Format>,
    /// Dialect of the form "csv"
    #[arg(long, value_enum, default_value_t = Dialect::Machine)]
    csv_dialect: Dialect,
    /// How to read
    #[command(flatten)]
    read: StagedReadArgs,
    /// The run
    #[command(flatten)]
    batch: BatchArgs,
}

/// Dialects of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Dialect {
    /// For programs: commas, decimal points, ISO dates
    Machine,
    /// For Excel and LibreOffice in Italian, by double click
    ExcelIt,
}

/// Reads the inputs and writes the records.
pub fn run(args: &Args, messages: &Messages) -> Result<Outcome> {
    let Some(output) = &args.output else {
        return to_stdout(args, messages);
    };
    let destination = Destination::Files {
        formats: formats(args)?,
        options: ExportOptions::default(),
    };
    batch::run(
        &args.inputs,
        &args.read,
        &args.batch,
        messages,
        output,
        destination,
    )
}

fn to_stdout(args: &Args, messages: &Messages) -> Result<Outcome> {
    args.batch.check_without_output()?;
    let found = args.inputs.discover(&[])?;
    output::passed_over(&found.passed_over, messages);
    let outcome = output::failures(&found.failures);
    match found.inputs.as_slice() {
        [] => Ok(outcome),
        [input] => one(input, args).map(|o| outcome.max(o)),
        several => bail!(
            "{} inputs need a folder for the results: -o DIR",
            several.len()
        ),
    }
}

fn one(input: &Input, args: &Args) -> Result<Outcome> {
    let options = args.read.options();
    let document = read_input(input, &options)?.document;
    output::stream(|out| schede_export::formats::json::write(&document, out))?;
    let worst = document.findings.iter().map(|f| f.severity).max();
    Ok(args.batch.fail_on.outcome(worst))
}

/// The forms asked for, each once, in the order of the table of forms.
fn formats(args: &Args) -> Result<Vec<&'static Format>> {
    let mut names: Vec<&str> = args.format.iter().map(|f| f.name).collect();
    if names.is_empty() {
        names = vec!["json", "csv"];
    }
    if args.csv_dialect == Dialect::ExcelIt {
        let dialect = |name| if name == "csv" { "csv-excel-it" } else { name };
        names = names.into_iter().map(dialect).collect();
    }
    let asked: Vec<_> = FORMATS.iter().filter(|f| names.contains(&f.name)).collect();
    (!asked.is_empty())
        .then_some(asked)
        .context("this build has none of the forms asked for")
}

fn format() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS
        .iter()
        .map(|f| PossibleValue::new(f.name).help(f.about));
    PossibleValuesParser::new(values.collect::<Vec<_>>())
        .try_map(|name| schede_export::format(&name))
}
