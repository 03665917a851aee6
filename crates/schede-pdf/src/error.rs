//! What can go wrong with a file as a whole.
//!
//! A page that cannot be read is no error: it is a page with a
//! [`PageTrouble`](schede_model::page::PageTrouble).

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    kind: ErrorKind,
}

impl Error {
    /// What went wrong, to branch on.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Error { kind }
    }
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There are no bytes.
    #[error("expected a PDF, but the file is empty")]
    Empty,
    /// The bytes are something else; what they look like.
    #[error("expected a PDF, but found {0}")]
    NotPdf(String),
    /// A PKCS#7 envelope without a readable content.
    #[error("the signature envelope (.p7m) cannot be opened: {0}")]
    Envelope(String),
    /// It begins as a PDF, and no page tree can be found in it.
    #[error(
        "the PDF is damaged beyond repair: neither its table of objects nor its pages can be found"
    )]
    Damaged,
    /// The page tree is empty.
    #[error("the PDF has no pages")]
    NoPages,
    /// A user password is needed.
    #[error("the file is encrypted and no password was given; give it with --password")]
    PasswordNeeded,
    /// The given password does not open it.
    #[error("the file is encrypted and the password given does not open it")]
    WrongPassword,
    /// The kind of encryption is not known.
    #[error(
        "the file is encrypted in a way that cannot be read; print it to a new PDF without encryption"
    )]
    UnknownEncryption,
    /// More pages than allowed.
    #[error("the PDF has {found} pages, the limit is {limit}; raise it with --max-pages")]
    TooManyPages {
        /// Pages in the file.
        found: u64,
        /// The limit.
        limit: u32,
    },
    /// A stream decodes to more bytes than allowed.
    #[error(
        "a stream of the PDF decodes to more than {limit} bytes; raise the limit with --max-stream-bytes"
    )]
    StreamTooLarge {
        /// The limit.
        limit: u64,
    },
    /// All streams together decode to more bytes than allowed.
    #[error(
        "the PDF decodes to more than {limit} bytes; raise the limit with --max-document-bytes"
    )]
    DocumentTooLarge {
        /// The limit.
        limit: u64,
    },
    /// Reading took too long.
    #[error("reading the PDF takes longer than {seconds} s; raise the limit with --timeout")]
    TooSlow {
        /// The limit.
        seconds: f64,
    },
    /// The thread that reads could not be started.
    #[error(
        "reading a PDF needs {needed} MiB of address space at the least, which could not be had ({cause}); raise the limit with --max-memory"
    )]
    NoThread {
        /// Megabytes that the thread's stack may grow to.
        needed: usize,
        /// What the system says.
        cause: String,
    },
    /// The PDF library stopped on the file.
    #[error("the PDF library stopped unexpectedly ({0}); please report the file")]
    Panicked(String),
    /// A program or a part of it that optical character recognition needs.
    #[error("cannot read the page by OCR: {0}")]
    Ocr(String),
}
