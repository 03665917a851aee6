//! `schede load`: inputs in, rows of a database out.

use anyhow::Result;
use schede_batch::Destination;
use schede_export::load::LoadOptions;
use std::path::PathBuf;

use crate::args::Messages;
use crate::batch::{self, BatchArgs};
use crate::inputs::InputArgs;
use crate::options::StagedReadArgs;
use crate::outcome::Outcome;

/// Flags of `schede load`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to read
    #[command(flatten)]
    inputs: InputArgs,
    /// The database: sqlite:FILE or postgres://USER@HOST/NAME
    #[arg(long, value_name = "TARGET")]
    to: String,
    /// Folder for the run's books, so that it can be gone on with
    #[arg(long, value_name = "DIR", default_value = "schede-load")]
    state: PathBuf,
    /// Keep former versions of objectives and phases
    #[arg(long)]
    history: bool,
    /// Rows gathered before a transaction; 0: one transaction a document
    #[arg(long, value_name = "N", default_value_t = 0)]
    gather_rows: usize,
    /// How to read
    #[command(flatten)]
    read: StagedReadArgs,
    /// The run
    #[command(flatten)]
    batch: BatchArgs,
}

/// Reads the inputs and loads the records.
pub fn run(args: &Args, messages: &Messages) -> Result<Outcome> {
    let destination = Destination::Database {
        target: args.to.clone(),
        options: LoadOptions {
            history: args.history,
            gather_rows: args.gather_rows,
        },
    };
    batch::run(
        &args.inputs,
        &args.read,
        &args.batch,
        messages,
        &args.state,
        destination,
    )
}
