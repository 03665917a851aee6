//! One file per command: its flags, what it asks of the libraries, what it prints.

pub mod check;
pub mod completions;
pub mod convert;
pub mod diff;
pub mod load;
pub mod man;
pub mod schema;
pub mod score;
pub mod show;
pub mod status;
pub mod verify;
pub mod worker;

use anyhow::Result;

use crate::args::{Cli, Command};
use crate::outcome::Outcome;

/// Does what the command line says.
pub fn run(cli: Cli) -> Result<Outcome> {
    if !matches!(cli.command, Command::Worker) {
        crate::logging::begin(&cli.messages);
    }
    match cli.command {
        Command::Convert(args) => convert::run(&args, &cli.messages),
        Command::Check(args) => check::run(&args, &cli.messages),
        Command::Load(args) => load::run(&args, &cli.messages),
        Command::Show(args) => show::run(&args, &cli.messages),
        Command::Diff(args) => diff::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Worker => worker::run(),
        Command::Schema(args) => schema::run(&args),
    }
}
