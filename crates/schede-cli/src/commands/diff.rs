//! `schede diff`.

use anyhow::{Result, bail};

use crate::outcome::Outcome;

/// Flags of `schede diff`.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Not wired yet.
pub fn run(Args {}: &Args) -> Result<Outcome> {
    bail!("not wired yet")
}
