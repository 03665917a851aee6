//! Why a score or a check of fixtures could not be made.

use std::path::{Path, PathBuf};

/// A gold folder or a fixture that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path:?}: {kind}")]
pub struct BenchError {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Kind {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("not valid JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("expected an object with \"objectives\"")]
    NoObjectives,
    #[error("no input (*.txt, *.pdf) beside a gold file (*gold.json) in this folder")]
    NoGold,
    #[error("no folder here holds an input.txt or input.pdf")]
    NoFixtures,
}

impl BenchError {
    pub(crate) fn new(path: &Path, kind: impl Into<Kind>) -> Self {
        Self {
            path: path.to_owned(),
            kind: kind.into(),
        }
    }
}
