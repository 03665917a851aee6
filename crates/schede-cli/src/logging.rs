//! Logs on standard error, for those who ask for them with -v.

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
    let logs = fmt().with_max_level(level).with_writer(std::io::stderr);
    match messages.log_format {
        LogFormat::Text => logs.with_target(false).compact().init(),
        LogFormat::Json => logs.json().init(),
    }
}
