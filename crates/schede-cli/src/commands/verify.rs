//! `schede verify`: what is read against the expected files of fixtures.

use anyhow::Result;
use rayon::prelude::*;
use schede_bench::diff;
use schede_bench::verify::{self, Outcome as Found};
use std::path::{Path, PathBuf};

use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of fixtures: each folder in them, at any depth, that holds an
    /// input.txt or input.pdf (and expected.json; options.json says how to read it)
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Write the expected files anew
    #[arg(long)]
    update: bool,
}

/// Verifies the fixtures and prints what differs.
pub fn run(args: &Args) -> Result<Outcome> {
    let mut fixtures = Vec::new();
    for folder in &args.folders {
        fixtures.extend(verify::fixtures(folder)?);
    }
    let checked: Vec<_> = fixtures
        .par_iter()
        .map(|folder| (folder, verify::check(folder, args.update)))
        .collect();
    let mut n_same = 0;
    let mut outcome = Outcome::Read;
    for (folder, found) in checked {
        let found = found?;
        n_same += usize::from(found == Found::Same);
        outcome = outcome.max(print(folder, &found)?);
    }
    output::line(&format!(
        "{n_same} of {} fixtures as expected",
        fixtures.len()
    ))?;
    Ok(outcome)
}

fn print(folder: &Path, found: &Found) -> Result<Outcome> {
    let name = folder.display();
    match found {
        Found::Same => Ok(Outcome::Read),
        Found::Updated => {
            output::line(&format!("{name}: expected file written"))?;
            Ok(Outcome::Read)
        }
        Found::New => {
            output::line(&format!(
                "{name}: no expected file (write it with --update)"
            ))?;
            Ok(Outcome::Findings)
        }
        Found::Different(differences) => {
            output::line(&format!("{name}: {} differences", differences.len()))?;
            output::data(diff::text(differences).as_bytes())?;
            Ok(Outcome::Findings)
        }
    }
}
