//! `schede convert`: inputs in, records out.

use anyhow::{Result, bail};
use schede_batch::read_document;
use std::path::PathBuf;

use crate::args::Messages;
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
    /// How to read
    #[command(flatten)]
    read: StagedReadArgs,
}

/// Reads the inputs and writes the records.
pub fn run(args: &Args, _messages: &Messages) -> Result<Outcome> {
    let found = args.inputs.discover(&[])?;
    let options = args.read.options();
    let outcome = output::failures(&found.failures);
    if args.output.is_some() {
        bail!("writing to a folder is not wired yet");
    }
    let [input] = found.inputs.as_slice() else {
        bail!("several inputs need a folder for the results: -o DIR");
    };
    let bytes = input.bytes(options.limits.input_bytes)?;
    let reading = read_document(input, &bytes, &options)?;
    output::line(&serde_json::to_string_pretty(&reading.document)?)?;
    Ok(outcome)
}
