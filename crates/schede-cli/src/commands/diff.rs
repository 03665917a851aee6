//! `schede diff`: how two documents, or two folders of documents, differ.

use anyhow::{Context, Result, bail};
use schede_batch::{Input, ReadOptions, read_input};
use schede_bench::diff::{self, Difference};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::options::StagedReadArgs;
use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The older: a document (.json), a plan (text or PDF), or a folder of either
    before: PathBuf,
    /// The newer
    after: PathBuf,
    /// Compare evidence and findings too, not only the records
    #[arg(long)]
    all: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// How to read
    #[command(flatten)]
    read: StagedReadArgs,
}

/// How differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Prints the differences; exit code 1 if there are any.
pub fn run(args: &Args) -> Result<Outcome> {
    let pairs = pairs(&args.before, &args.after)?;
    let options = args.read.options();
    let mut outcome = Outcome::Read;
    let mut listed = Vec::new();
    for (name, before, after) in pairs {
        let before = value(&before, &options, args.all)?;
        let after = value(&after, &options, args.all)?;
        let found = diff::diff(&before, &after);
        if !found.is_empty() {
            outcome = Outcome::Findings;
        }
        match args.format {
            Format::Text => text(&name, &found)?,
            Format::Json => listed.push(json!({ "name": name, "differences": found })),
        }
    }
    if args.format == Format::Json {
        output::line(&format!("{:#}", Value::Array(listed)))?;
    }
    Ok(outcome)
}

fn text(name: &str, found: &[Difference]) -> Result<()> {
    let count = match found.len() {
        0 => "equal".to_owned(),
        n => output::counted(n, "difference"),
    };
    output::data(format!("{name}: {count}\n{}", diff::text(found)).as_bytes())
}

type Pair = (String, Option<PathBuf>, Option<PathBuf>);

/// The files to compare; of two folders, those of one name.
fn pairs(before: &Path, after: &Path) -> Result<Vec<Pair>> {
    match (before.is_dir(), after.is_dir()) {
        (false, false) => {
            let name = after.display().to_string();
            Ok(vec![(
                name,
                Some(before.to_owned()),
                Some(after.to_owned()),
            )])
        }
        (true, true) => {
            let (old, new) = (names(before)?, names(after)?);
            let path = |set: &BTreeSet<OsString>, folder: &Path, name: &OsString| {
                set.contains(name).then(|| folder.join(name))
            };
            let each = |name: &OsString| {
                let shown = name.to_string_lossy().into_owned();
                (shown, path(&old, before, name), path(&new, after, name))
            };
            Ok(old.union(&new).map(each).collect())
        }
        _ => bail!("expected two files or two folders, but found one of each"),
    }
}

/// Documents and plans in a folder; the books of a run are neither.
fn names(folder: &Path) -> Result<BTreeSet<OsString>> {
    let known = ["json", "txt", "pdf", "p7m"];
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {folder:?}"))?;
    let wanted = |path: &Path| {
        let known = path
            .extension()
            .is_some_and(|e| known.iter().any(|k| e == *k));
        known && path.file_name().is_some_and(|n| n != "datapackage.json")
    };
    let paths = entries
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?;
    let names = paths
        .iter()
        .filter(|p| wanted(p))
        .filter_map(|p| p.file_name());
    Ok(names.map(ToOwned::to_owned).collect())
}

fn value(path: &Option<PathBuf>, options: &ReadOptions, all: bool) -> Result<Value> {
    let Some(path) = path else {
        return Ok(Value::Null);
    };
    let mut value = if path.extension().is_some_and(|e| e == "json") {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {path:?}"))?;
        serde_json::from_slice(&bytes).with_context(|| format!("{path:?} is no document"))?
    } else {
        let input = Input::file(path);
        serde_json::to_value(read_input(&input, options)?.document)?
    };
    if let (false, Some(members)) = (all, value.as_object_mut()) {
        members.retain(|k, _| ["entity", "plan", "objectives"].contains(&k.as_str()));
    }
    Ok(value)
}
