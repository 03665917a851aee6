//! Logs on standard error, for those who ask for them with -v.

use std::io::IsTerminal;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt;

use crate::args::{LogFormat, Messages};

/// Begins to log.
pub fn begin(messages: &Messages) {
    let level = match (messages.quiet, messages.verbose) {
        (true, _) => LevelFilter::ERROR,
        (false, 0) => LevelFilter::WARN,
        (false, 1) => LevelFilter::INFO,
        (false, 2) => LevelFilter::DEBUG,
        (false, _) => LevelFilter::TRACE,
    };
    // Colours are for terminals; a log that cannot be written is no reason to stop.
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let logs = fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .log_internal_errors(false);
    match messages.log_format {
        LogFormat::Text => logs.with_target(false).compact().init(),
        LogFormat::Json => logs.json().init(),
    }
}
