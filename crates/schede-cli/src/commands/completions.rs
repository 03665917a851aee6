//! `schede completions`: completions for a shell.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede completions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &Args) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "schede", &mut script);
    output::data(&script)?;
    Ok(Outcome::Read)
}
