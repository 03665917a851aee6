//! The one error of this crate: what could not be written or loaded, where, and
//! what to do next.
//!
//! In: the errors of files and stores. Out: one line for people, lower case,
//! without a full stop, with the cause kept as `source`.

use std::path::{Path, PathBuf};

/// Shorthand for results of this crate.
pub type Result<T> = std::result::Result<T, ExportError>;

/// Why an export, a load or a comparison did not come about.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ExportError(Box<Kind>);

/// The kinds of failure, for callers that act on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureKind {
    /// A file or folder could not be read or written.
    File,
    /// The records could not be put into the form asked for.
    Shape,
    /// A database refused or lost the connection.
    Database,
    /// The database was made by a newer version of this program.
    NewerSchema,
    /// The target or an option is not understood.
    Usage,
}

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("cannot {action} \"{}\": {source}", path.display())]
    File {
        action: &'static str,
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("cannot write {what}: {source}")]
    Shape {
        what: String,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    #[error("cannot {action} {store}: {source}")]
    Database {
        action: String,
        store: String,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error(
        "cannot load into {store}: its tables have schema version {found}, this program knows \
         versions up to {known}; use a newer version of this program"
    )]
    NewerSchema {
        store: String,
        found: i64,
        known: i64,
    },
    #[error(
        "{0:?} is there already and no run has written it: it would be written over; give another folder with -o, or move it away"
    )]
    NotOurs(PathBuf),
    #[error("{0}")]
    Usage(String),
}

impl ExportError {
    /// What kind of failure this is.
    pub fn kind(&self) -> FailureKind {
        match *self.0 {
            Kind::File { .. } | Kind::NotOurs(_) => FailureKind::File,
            Kind::Shape { .. } => FailureKind::Shape,
            #[cfg(any(feature = "sqlite", feature = "postgres"))]
            Kind::Database { .. } => FailureKind::Database,
            Kind::NewerSchema { .. } => FailureKind::NewerSchema,
            Kind::Usage(_) => FailureKind::Usage,
        }
    }

    /// A file could not be read or written; `action` completes "cannot ...".
    pub fn file(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        Self(Box::new(Kind::File {
            action,
            path,
            source,
        }))
    }

    /// Records could not be put into a form; `what` names the form and the place.
    pub(crate) fn shape(
        what: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        let (what, source) = (what.into(), source.into());
        Self(Box::new(Kind::Shape { what, source }))
    }

    /// A database refused; `action` completes "cannot ...".
    #[cfg(any(feature = "sqlite", feature = "postgres"))]
    pub(crate) fn database(
        action: impl Into<String>,
        store: &str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self(Box::new(Kind::Database {
            action: action.into(),
            store: store.to_owned(),
            source: source.into(),
        }))
    }

    /// A database's tables are newer than this program.
    pub(crate) fn newer_schema(store: &str, found: i64, known: i64) -> Self {
        let store = store.to_owned();
        Self(Box::new(Kind::NewerSchema {
            store,
            found,
            known,
        }))
    }

    /// A file would be written over that no run has written.
    pub fn not_ours(path: &Path) -> Self {
        Self(Box::new(Kind::NotOurs(path.to_owned())))
    }

    /// A target or option that is not understood.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Usage(message.into())))
    }
}
