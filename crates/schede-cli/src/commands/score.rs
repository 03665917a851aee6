//! `schede score`: what is read against gold files, value by value.

use anyhow::{Context, Result};
use rayon::prelude::*;
use schede_batch::{Input, ReadOptions, read_input};
use schede_bench::gold::{self, Pair};
use schede_bench::report;
use schede_bench::score::{Score, score};
use serde_json::json;
use std::path::PathBuf;

use crate::options::StagedReadArgs;
use crate::outcome::Outcome;
use crate::output;

/// Flags of `schede score`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders with inputs beside their gold (NAME.txt or NAME.pdf beside
    /// NAME.gold.json; one gold.json alone is the gold of every input there)
    #[arg(value_name = "GOLD_DIR", required = true)]
    folders: Vec<PathBuf>,
    /// Only inputs whose path contains this text
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Show so many wrong values, silent errors first
    #[arg(long, value_name = "N", default_value_t = 0)]
    show_wrong: usize,
    /// Exit with 1 if a smaller share of values is exact (0 to 1)
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_exact: Option<f64>,
    /// Exit with 1 if there are more silent errors
    #[arg(long, value_name = "N")]
    max_silent: Option<usize>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// How to read
    #[command(flatten)]
    read: StagedReadArgs,
}

/// How a score is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// For programs
    Json,
}

/// Scores the folders and prints the sum.
pub fn run(args: &Args) -> Result<Outcome> {
    let pairs = find(args)?;
    let options = args.read.options();
    let scored: Vec<(String, Result<Score>)> = pairs
        .par_iter()
        .map(|pair| (pair.input.display().to_string(), one(pair, &options)))
        .collect();
    let mut documents = Vec::new();
    let mut outcome = Outcome::Read;
    for (name, result) in scored {
        match result {
            Ok(score) => documents.push((name, score)),
            Err(error) => {
                output::message(&format!("error: {error:#}"));
                outcome = Outcome::NotRead;
            }
        }
    }
    let total = sum(&documents);
    match args.format {
        Format::Table => print_table(args, &documents, &total)?,
        Format::Json => print_json(&documents, &total)?,
    }
    Ok(outcome.max(verdict(args, &total)))
}

fn find(args: &Args) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for folder in &args.folders {
        pairs.extend(gold::pairs(folder)?);
    }
    if let Some(text) = &args.only {
        pairs.retain(|p| p.input.to_string_lossy().contains(text));
    }
    Ok(pairs)
}

fn one(pair: &Pair, options: &ReadOptions) -> Result<Score> {
    let gold = gold::objectives(&pair.gold)?;
    let input = Input::file(&pair.input);
    let reading = read_input(&input, options)?;
    let name = pair.input.file_name().context("a file has a name")?;
    Ok(score(&name.to_string_lossy(), &gold, &reading.document))
}

fn sum(documents: &[(String, Score)]) -> Score {
    let mut total = Score::default();
    for (_, score) in documents {
        total.add(score.clone());
    }
    total
}

fn print_table(args: &Args, documents: &[(String, Score)], total: &Score) -> Result<()> {
    for (name, score) in documents {
        output::line(&report::line(name, score))?;
    }
    output::line(&format!("\n{}", report::table(total)))?;
    let mut wrong: Vec<_> = total.wrong.iter().collect();
    wrong.sort_by_key(|w| w.flagged.is_some());
    for one in wrong.into_iter().take(args.show_wrong) {
        output::line(&report::wrong(one))?;
    }
    Ok(())
}

fn print_json(documents: &[(String, Score)], total: &Score) -> Result<()> {
    let each: Vec<_> = documents
        .iter()
        .map(|(name, score)| json!({ "input": name, "exact": score.exact(), "score": score }))
        .collect();
    let all = json!({ "exact": total.exact(), "total": total, "documents": each });
    output::line(&format!("{all:#}"))
}

/// A share as a number from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    let number = text.parse().ok();
    number
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| format!("expected a share from 0 to 1 (0.99 is 99 %), but found {text:?}"))
}

fn verdict(args: &Args, total: &Score) -> Outcome {
    let too_few = args.min_exact.is_some_and(|least| total.exact() < least);
    let too_many = args
        .max_silent
        .is_some_and(|most| total.silent_errors > most);
    if too_few || too_many {
        Outcome::Findings
    } else {
        Outcome::Read
    }
}
