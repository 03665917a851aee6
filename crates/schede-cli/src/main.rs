//! The program `schede`: goal sheets of public bodies' plans into typed records.
//!
//! In: the command line. Out: data on standard output or in a folder, messages
//! on standard error, an exit code ([`outcome::Outcome`]).
//!
//! Not here: any rule of the domain; a command asks the libraries and prints.

mod args;
mod batch;
mod closing;
mod commands;
mod inputs;
mod logging;
mod options;
mod outcome;
mod output;
mod progress;
mod version;

use clap::Parser;
use std::process::ExitCode;

use crate::args::Cli;
use crate::outcome::Outcome;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(cli) {
        Ok(outcome) => outcome.into(),
        Err(error) if output::is_broken_pipe(&error) => Outcome::Read.into(),
        Err(error) => {
            output::message(&format!("error: {error:#}"));
            Outcome::NotRead.into()
        }
    }
}
