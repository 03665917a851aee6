//! The two streams: data on standard output, messages on standard error.

use anyhow::{Context, Result};
use schede_batch::{Failure, PassedOver};
use std::fmt::Display;
use std::io::{self, BufWriter, Write};

use crate::args::Messages;
use crate::outcome::Outcome;

/// Bytes that are written to standard output at once.
const BUFFER: usize = 64 << 10;

/// What could not be done where standard output takes no more.
const NOT_WRITTEN: &str = "cannot write to standard output";

/// Writes data to standard output.
pub fn data(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(bytes).and_then(|()| out.flush());
    written.context(NOT_WRITTEN)
}

/// Writes data to standard output as it is made.
pub fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    written.context(NOT_WRITTEN)
}

/// Writes text to standard output, with a line end.
pub fn line(text: &str) -> Result<()> {
    data(format!("{text}\n").as_bytes())
}

/// Writes a message to standard error. A message that cannot be written is
/// not worth an error of its own.
pub fn message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes a message of several lines, if there is one.
pub fn message_if_any(text: &str) {
    if !text.is_empty() {
        message(text.trim_end());
    }
}

/// Whether the reader of our standard output went away (`schede ... | head`).
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|e| e.downcast_ref::<io::Error>())
        .any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// "1 page", "2 pages".
pub fn counted<N: Display + PartialEq + From<u8>>(n: N, what: &str) -> String {
    let plural = if n == N::from(1) { "" } else { "s" };
    format!("{n} {what}{plural}")
}

/// Inputs named one by one; the manifest of a run names all.
pub const NAMED: usize = 20;

/// Says what was found beside the inputs and is none.
pub fn passed_over(things: &[PassedOver], messages: &Messages) {
    if messages.quiet {
        return;
    }
    for PassedOver { name, reason } in things.iter().take(NAMED) {
        message(&format!("passed over {name:?}: {reason}"));
    }
    let more = things.len().saturating_sub(NAMED);
    if more > 0 {
        message(&format!("... and {more} more passed over"));
    }
}

/// Says which inputs could not be found or opened.
pub fn failures(failures: &[(String, Failure)]) -> Outcome {
    for (name, failure) in failures {
        message(&format!("error: cannot read {name:?}: {}", failure.message));
    }
    if failures.is_empty() {
        Outcome::Read
    } else {
        Outcome::NotRead
    }
}
