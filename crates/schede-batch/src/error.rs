//! Why an input could not be read.

use schede_pdf::ErrorKind;
use serde::{Deserialize, Serialize};
use std::io;

/// An input that could not be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {name:?}: {kind}")]
pub struct ReadError {
    name: String,
    kind: Kind,
}

/// What is said of an input that the memory of a worker is too little for.
pub(crate) const NEEDS_MEMORY: &str = "reading it needs more memory than --max-memory allows; give more (a text needs about seven times its size)";

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Kind {
    #[error("{0}")]
    Io(io::Error),
    #[error("{NEEDS_MEMORY}")]
    Memory,
    #[error("the file is empty")]
    Empty,
    #[error("neither a PDF nor text: control characters that no text holds")]
    Binary,
    #[error("the file has {found} bytes, the limit is {limit} (--max-input-bytes)")]
    TooLarge { found: u64, limit: u64 },
    #[error("the text has {found} pages, the limit is {limit} (--max-pages)")]
    TooManyPages { found: u32, limit: u32 },
    #[error("{0}")]
    Pdf(#[from] schede_pdf::Error),
    #[error("the file changed while it was being read")]
    Changed,
    #[error("{0}")]
    Archive(String),
    #[error("the program gave up on this file ({0}); please report it")]
    Panicked(String),
    #[error("no profile named {0:?}; there are: {1}")]
    UnknownProfile(String, String),
    #[error("{0}")]
    NotRead(String),
}

impl Kind {
    /// A copy of an I/O error that stays with its owner.
    pub(crate) fn from_io(error: &io::Error) -> Self {
        Self::Io(io::Error::new(error.kind(), error.to_string()))
    }
}

impl From<io::Error> for Kind {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::OutOfMemory => Self::Memory,
            _ => Self::Io(error),
        }
    }
}

impl ReadError {
    pub(crate) fn new(name: &str, kind: impl Into<Kind>) -> Self {
        Self {
            name: name.to_owned(),
            kind: kind.into(),
        }
    }

    /// A short fixed word for the kind of failure, for programs.
    pub fn code(&self) -> &'static str {
        match &self.kind {
            Kind::Io(e) => io_code(e),
            Kind::Memory => "memory",
            Kind::Empty => "empty",
            Kind::Binary => "not-text-nor-pdf",
            Kind::TooLarge { .. } => "too-large",
            Kind::TooManyPages { .. } => "limit",
            Kind::Pdf(e) => pdf_code(e.kind()),
            Kind::Changed => "changed",
            Kind::Archive(_) => "archive",
            Kind::Panicked(_) => "panic",
            Kind::UnknownProfile(..) => "unknown-profile",
            Kind::NotRead(_) => "not-readable",
        }
    }

    /// The reason without the input's name.
    pub fn reason(&self) -> String {
        self.kind.to_string()
    }
}

fn pdf_code(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Empty => "empty",
        ErrorKind::NotPdf(_) => "not-pdf",
        ErrorKind::Envelope(_) => "envelope",
        ErrorKind::Damaged | ErrorKind::NoPages => "damaged",
        ErrorKind::PasswordNeeded | ErrorKind::WrongPassword => "password",
        ErrorKind::UnknownEncryption => "encryption",
        ErrorKind::TooManyPages { .. }
        | ErrorKind::StreamTooLarge { .. }
        | ErrorKind::DocumentTooLarge { .. } => "limit",
        ErrorKind::TooSlow { .. } => "timeout",
        ErrorKind::NoThread { .. } => "memory",
        ErrorKind::Panicked(_) => "panic",
        ErrorKind::Ocr(_) => "ocr",
        // The kinds of another crate may grow.
        _ => "pdf",
    }
}

fn io_code(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "not-found",
        io::ErrorKind::PermissionDenied => "no-permission",
        io::ErrorKind::OutOfMemory => "memory",
        _ => "io",
    }
}

/// A failure as it is written to manifests and sent between processes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// A short fixed word: "timeout", "memory", "not-found", ...
    pub code: String,
    /// One line for people.
    pub message: String,
}

impl Failure {
    /// A failure of the given kind.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }
}

impl From<&ReadError> for Failure {
    fn from(error: &ReadError) -> Self {
        Self::new(error.code(), error.reason())
    }
}
