//! How the program ends.

use std::process::ExitCode;

/// The exit code, in order of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 0: everything was read.
    Read,
    /// 1: read, with findings at or above the asked severity (or a score below
    /// the asked one, fixtures that differ).
    Findings,
    /// 2: something could not be read, or the command line is wrong.
    NotRead,
    /// 130: stopped by the user.
    Stopped,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Read => 0,
            Outcome::Findings => 1,
            Outcome::NotRead => 2,
            Outcome::Stopped => 130,
        })
    }
}
