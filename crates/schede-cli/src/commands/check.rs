//! `schede check`: what a person should look at, with the quoted line and its
//! place on paper.

use anyhow::Result;
use schede_batch::{Input, Quotes, Reading, read_to_review};
use schede_model::{Finding, Severity, Span};
use serde_json::{Value, json};

use crate::args::Messages;
use crate::inputs::InputArgs;
use crate::options::{FailOn, StagedReadArgs};
use crate::outcome::Outcome;
use crate::output::{self, counted};

/// Flags of `schede check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to read
    #[command(flatten)]
    inputs: InputArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Least severity of a finding for exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// How to read
    #[command(flatten)]
    read: StagedReadArgs,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one array, an object for each input
    Json,
}

/// Most lines quoted under one finding.
const MAX_QUOTES: usize = 6;

/// Reads the inputs and prints their findings.
pub fn run(args: &Args, messages: &Messages) -> Result<Outcome> {
    let found = args.inputs.discover(&[])?;
    let options = args.read.options();
    output::passed_over(&found.passed_over, messages);
    let mut outcome = output::failures(&found.failures);
    let mut documents = Vec::new();
    for (name, failure) in &found.failures {
        documents.push(json!({ "input": name, "error": failure }));
    }
    for input in &found.inputs {
        match read_to_review(input, &options) {
            Ok((reading, quotes)) => {
                let worst = reading.document.findings.iter().map(|f| f.severity).max();
                outcome = outcome.max(args.fail_on.outcome(worst));
                match args.format {
                    Format::Text => output::data(text(input, &reading, &quotes).as_bytes())?,
                    Format::Json => documents.push(entry(input, &reading)),
                }
            }
            Err(error) => {
                output::message(&format!("error: {error}"));
                let failure = schede_batch::Failure::from(&error);
                documents.push(json!({ "input": input.name, "error": failure }));
                outcome = Outcome::NotRead;
            }
        }
    }
    if args.format == Format::Json {
        output::line(&format!("{:#}", Value::Array(documents)))?;
    }
    Ok(outcome)
}

fn entry(input: &Input, reading: &Reading) -> Value {
    let document = &reading.document;
    json!({
        "input": input.name,
        "profile": document.source.profile,
        "objectives": document.objectives.len(),
        "findings": document.findings,
    })
}

fn text(input: &Input, reading: &Reading, quotes: &Quotes) -> String {
    let document = &reading.document;
    let mut out = format!(
        "{}: {}, {}\n",
        input.name,
        counted(document.objectives.len(), "objective"),
        counted(document.findings.len(), "finding"),
    );
    for finding in &document.findings {
        out.push_str(&one(finding, reading, quotes));
    }
    out
}

fn one(finding: &Finding, reading: &Reading, quotes: &Quotes) -> String {
    let mut out = format!(
        "  {} {}: {}{}\n",
        severity(finding.severity),
        finding.code,
        finding.message,
        place(&finding.spans),
    );
    if let Some(pointer) = &finding.pointer {
        out.push_str(&format!("    at {pointer}{}\n", owner(finding, reading)));
    }
    for quote in quoted(finding, quotes) {
        out.push_str(&format!("    > {quote}\n"));
    }
    for other in &finding.alternatives {
        let value = other
            .value
            .as_deref()
            .map_or("(nothing)".to_owned(), |v| format!("{v:?}"));
        out.push_str(&format!("    or {} = {value}\n", other.pointer));
    }
    out
}

/// The objective a finding is about, by code and title.
fn owner(finding: &Finding, reading: &Reading) -> String {
    let index = finding
        .pointer
        .as_ref()
        .and_then(|p| p.0.strip_prefix("/objectives/"))
        .and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
    let objective = index.and_then(|i| reading.document.objectives.get(i));
    match objective {
        Some(o) => format!(
            " (objective {}, {:?})",
            o.code.as_deref().unwrap_or("without code"),
            o.title.as_deref().unwrap_or_default(),
        ),
        None => String::new(),
    }
}

/// " (page 3, lines 40-62)"; nothing if the finding has no place.
fn place(spans: &[Span]) -> String {
    let first = spans.iter().min_by_key(|s| (s.page, s.line));
    let last = spans.iter().max_by_key(|s| (s.page, s.line));
    match (first, last) {
        (Some(a), Some(b)) if a.page != b.page => {
            format!(
                " (page {}, line {} to page {}, line {})",
                a.page, a.line, b.page, b.line
            )
        }
        (Some(a), Some(b)) if a.line != b.line => {
            format!(" (page {}, lines {}-{})", a.page, a.line, b.line)
        }
        (Some(a), Some(_)) => format!(" (page {}, line {})", a.page, a.line),
        _ => String::new(),
    }
}

fn quoted<'q>(finding: &Finding, quotes: &'q Quotes) -> Vec<&'q str> {
    let mut places: Vec<(u32, u32)> = finding.spans.iter().map(|s| (s.page, s.line)).collect();
    places.sort_unstable();
    places.dedup();
    let lines = places.into_iter();
    let lines = lines.filter_map(|(page, line)| quotes.get(page, line));
    lines.take(MAX_QUOTES).map(str::trim).collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
