//! Progress on standard error: a bar for people, lines of JSON for programs.

use indicatif::{ProgressBar, ProgressStyle};
use schede_batch::events::{Event, Watcher};
use schede_batch::manifest::DocumentRecord;
use serde_json::json;
use std::io::IsTerminal;
use std::sync::Mutex;

use crate::args::Messages;
use crate::output;

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Style {
    /// A bar if standard error is a terminal, else nothing
    Auto,
    /// One JSON object a line for each thing that happens
    Json,
    /// Nothing
    None,
}

/// A watcher that is told when all is over.
pub trait Progress: Watcher {
    /// The run is over.
    fn finish(&self) {}
}

/// The watcher for a style.
pub fn watcher(style: Style, messages: &Messages) -> Box<dyn Progress> {
    let people = std::io::stderr().is_terminal() && std::env::var("TERM").as_deref() != Ok("dumb");
    match style {
        Style::Json => Box::new(Lines),
        Style::Auto if people && !messages.quiet && messages.verbose == 0 => Box::new(Bar::new()),
        Style::Auto | Style::None => Box::new(Silent),
    }
}

struct Silent;

impl Watcher for Silent {
    fn event(&self, _: Event<'_>) {}
}

impl Progress for Silent {}

struct Lines;

impl Watcher for Lines {
    fn event(&self, event: Event<'_>) {
        let line = match event {
            Event::Started {
                inputs,
                bytes,
                passed_over,
            } => json!({
                "event": "started", "inputs": inputs, "bytes": bytes, "passed_over": passed_over,
            }),
            Event::Document {
                record,
                unchanged,
                bytes,
            } => json!({
                "event": "document", "input": record.input, "outcome": record.outcome,
                "unchanged": unchanged, "bytes": bytes, "failure": record.failure,
                "facts": record.facts,
            }),
            Event::Assembling { documents } => {
                json!({ "event": "assembling", "documents": documents })
            }
            Event::Assembled => return,
        };
        output::message(&line.to_string());
    }
}

impl Progress for Lines {}

struct Bar {
    bar: ProgressBar,
    sums: Mutex<Sums>,
}

#[derive(Default)]
struct Sums {
    pages: u64,
    objectives: usize,
    findings: usize,
    not_read: usize,
}

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::no_length();
        bar.set_style(style(
            "{bar:30} {pos}/{len} documents, {msg}, {per_sec}, {eta} left",
        ));
        Self {
            bar,
            sums: Mutex::default(),
        }
    }

    fn document(&self, record: &DocumentRecord) {
        // A poisoned sum is still the best sum there is.
        let mut sums = self.sums.lock().unwrap_or_else(|e| e.into_inner());
        match &record.facts {
            Some(facts) => {
                let found = &facts.findings;
                sums.pages += u64::from(facts.pages.seen);
                sums.objectives += facts.objectives;
                sums.findings += found.note + found.warning + found.error;
            }
            None => sums.not_read += 1,
        }
        self.bar.set_message(sums.text());
        self.bar.inc(1);
    }
}

impl Sums {
    fn text(&self) -> String {
        let Self {
            pages,
            objectives,
            findings,
            not_read,
        } = self;
        let read = format!("{pages} pages, {objectives} objectives, {findings} findings");
        match not_read {
            0 => read,
            n => format!("{read}, {n} not read"),
        }
    }
}

impl Watcher for Bar {
    fn event(&self, event: Event<'_>) {
        match event {
            Event::Started { inputs, .. } => self.bar.set_length(inputs as u64),
            Event::Document { record, .. } => self.document(record),
            Event::Assembling { documents } => {
                self.bar.reset();
                self.bar.set_length(documents as u64);
                self.bar
                    .set_style(style("{bar:30} {pos}/{len} documents written"));
            }
            Event::Assembled => self.bar.inc(1),
        }
    }
}

impl Progress for Bar {
    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
