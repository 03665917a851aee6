//! `schede man`: the manual pages.

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::path::PathBuf;

use crate::args::Cli;
use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede man`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write a page for the program and one for each command into this folder;
    /// without it, the program's page goes to standard output
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints or writes the pages.
pub fn run(args: &Args) -> Result<Outcome> {
    let mut program = Cli::command();
    program.build();
    let Some(folder) = &args.output else {
        output::data(&page(program)?)?;
        return Ok(Outcome::Read);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {folder:?}"))?;
    let commands = program.get_subcommands().filter(|c| !c.is_hide_set());
    let named = commands.map(|c| (format!("schede-{}", c.get_name()), c.clone()));
    let mut pages: Vec<(String, Command)> = named.collect();
    pages.push(("schede".to_owned(), program));
    for (name, command) in pages {
        let path = folder.join(format!("{name}.1"));
        let page = page(command)?;
        std::fs::write(&path, page).with_context(|| format!("cannot write {path:?}"))?;
    }
    Ok(Outcome::Read)
}

fn page(command: Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    Ok(page)
}
