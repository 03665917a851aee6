//! Checks of the sheets' own sense, one file for each finding.

use crate::document::Parsed;

/// Runs every check over what was read.
pub fn run(_parsed: &mut Parsed) {}
