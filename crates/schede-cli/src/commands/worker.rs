//! `schede worker` (hidden): reads documents for another `schede`, over pipes.

use anyhow::{Context, Result};
use std::io::{BufWriter, stdin, stdout};

use crate::outcome::Outcome;

/// Serves until standard input ends.
pub fn run() -> Result<Outcome> {
    // An interrupt reaches the whole group of processes: what a worker does
    // with it is its parent's decision.
    ctrlc::set_handler(|| {}).context("cannot listen for interrupts")?;
    let mut output = BufWriter::new(stdout().lock());
    schede_batch::worker::serve(&mut stdin().lock(), &mut output)?;
    Ok(Outcome::Read)
}
