//! `schede status`: how the last run in an output folder stands.

use anyhow::{Context, Result, bail};
use schede_batch::PassedOver;
use schede_batch::manifest::{self, Books, DocumentRecord, Outcome as Ended};
use serde_json::json;
use std::path::PathBuf;

use crate::outcome::Outcome;
use crate::output::{self, counted};

/// Flags of `schede status`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Output folder of a run
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Name every document, not only those that were not read
    #[arg(long)]
    all: bool,
}

/// How the status is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Reads the manifest and prints what it says.
pub fn run(args: &Args) -> Result<Outcome> {
    let books = manifest::read(&args.folder)
        .with_context(|| format!("cannot read the manifest in {:?}", args.folder))?;
    let Some(books) = books else {
        bail!("no manifest in {:?}: no run has written there", args.folder);
    };
    match args.format {
        Format::Text => text(&books, args.all)?,
        Format::Json => output::line(&format!("{:#}", object(&books)))?,
    }
    Ok(verdict(&books))
}

fn text(books: &Books, all: bool) -> Result<()> {
    let count = |wanted| books.current().filter(|d| d.outcome == wanted).count();
    let facts = || books.current().filter_map(|d| d.facts.as_ref());
    output::line(&format!(
        "{}\n{} read, {} not read, {} quarantined; {}, {}",
        state(books),
        counted(count(Ended::Read), "document"),
        count(Ended::Failed),
        count(Ended::Quarantined),
        counted(
            facts().map(|f| u64::from(f.pages.seen)).sum::<u64>(),
            "page"
        ),
        counted(facts().map(|f| f.objectives).sum::<usize>(), "objective"),
    ))?;
    for document in books.current().filter(|d| all || d.outcome != Ended::Read) {
        output::line(&line(document))?;
    }
    for PassedOver { name, reason } in books.last_run.iter().flat_map(|run| &run.passed_over) {
        output::line(&format!("  passed over: {name:?}: {reason}"))?;
    }
    for file in books.last_end.iter().flat_map(|end| &end.left_over) {
        output::line(&format!("  of an earlier run: {file:?}"))?;
    }
    for file in books.last_end.iter().flat_map(|end| &end.changed) {
        output::line(&format!(
            "  was changed before it was written anew: {:?}, kept as {:?}",
            file.path, file.kept
        ))?;
    }
    for problem in problems(books) {
        output::line(&format!("does not add up: {problem}"))?;
    }
    Ok(())
}

fn state(books: &Books) -> String {
    let Some(run) = &books.last_run else {
        return "no run began".to_owned();
    };
    let state = match &books.last_end {
        Some(end) if end.finished => {
            format!("finished, {} written", counted(end.files.len(), "file"))
        }
        Some(_) => "stopped before its end; the same command goes on".to_owned(),
        None => "not ended: at work, or killed; the same command goes on".to_owned(),
    };
    let inputs = counted(run.inputs, "input");
    format!("last run: {inputs}, {}, {state}", run.program)
}

fn line(document: &DocumentRecord) -> String {
    let kind = match document.outcome {
        Ended::Read => "read",
        Ended::Failed => "not read",
        Ended::Quarantined => "quarantined",
    };
    let more = match (&document.failure, &document.facts) {
        (Some(failure), _) => failure.message.clone(),
        (None, Some(facts)) => format!(
            "{}, {}, {} ms",
            counted(facts.pages.seen, "page"),
            counted(facts.objectives, "objective"),
            facts.milliseconds
        ),
        (None, None) => String::new(),
    };
    format!("  {kind}: {:?}: {more}", document.input)
}

fn object(books: &Books) -> serde_json::Value {
    json!({
        "run": books.last_run,
        "end": books.last_end,
        "documents": books.current().collect::<Vec<_>>(),
        "torn_lines": books.torn_lines,
        "problems": problems(books),
    })
}

/// What the run found not to add up, and what the books themselves show.
fn problems(books: &Books) -> Vec<String> {
    let Some(run) = &books.last_run else {
        let n = books.torn_lines;
        return vec![format!(
            "no run stands in the manifest, but {n} lines of something else"
        )];
    };
    let Some(end) = &books.last_end else {
        return Vec::new();
    };
    let mut problems = end.problems.clone();
    let n_documents = books.current().count();
    if end.finished && n_documents != run.inputs {
        problems.push(format!(
            "the last run had {} inputs, the manifest names {n_documents}",
            run.inputs
        ));
    }
    problems
}

/// Only a run that came to its end and read everything is well.
fn verdict(books: &Books) -> Outcome {
    let finished = books.last_end.as_ref().is_some_and(|end| end.finished);
    let bad = books.current().any(|d| d.outcome != Ended::Read);
    if !finished || bad || !problems(books).is_empty() {
        Outcome::NotRead
    } else {
        Outcome::Read
    }
}
