//! A file as the caller sees it: opened once, its pages read one at a time.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use schede_model::page::{Page, PageTrouble};

use crate::envelope;
use crate::error::{Error, ErrorKind};
use crate::inspect::{self, FileInfo};
use crate::limits::OpenOptions;
use crate::reader::unreadable;
use crate::worker::{MOST_AHEAD, Worker};

/// How a PDF begins,
const HEADER: &[u8] = b"%PDF-";
/// and how far into a file it may stand.
const HEADER_WITHIN: usize = 64 << 10;
/// Pages are asked for before they are taken while they have at most so many
/// words: memory grows with the largest page, not with a few of them.
const MOST_WORDS_AHEAD: usize = 5_000;
/// How much of a foreign file its kind is told from.
const SNIFF: usize = 512;

/// An open PDF file.
pub struct PdfFile {
    worker: Mutex<Worker>,
    /// The limit that ended the reading of the document.
    stopped: Mutex<Option<Error>>,
    page_count: u32,
    info: FileInfo,
    options: OpenOptions,
    bytes: Arc<Vec<u8>>,
}

impl PdfFile {
    /// Opens a PDF, out of its signature envelopes if it comes in any.
    pub fn open(bytes: impl Into<Arc<Vec<u8>>>, options: &OpenOptions) -> Result<PdfFile, Error> {
        let (bytes, n_envelopes) = unwrapped(bytes.into(), options)?;
        let (worker, opened) = Worker::start(bytes.clone(), options)?;
        Ok(PdfFile {
            worker: Mutex::new(worker),
            stopped: Mutex::new(None),
            page_count: opened.page_count,
            info: FileInfo {
                n_envelopes,
                ..opened.info
            },
            options: options.clone(),
            bytes,
        })
    }

    /// Number of pages.
    pub fn page_count(&self) -> u32 {
        self.page_count
    }

    /// What the file carries besides its pages.
    pub fn info(&self) -> &FileInfo {
        &self.info
    }

    /// Signature envelopes (.p7m) the PDF came in.
    pub fn n_envelopes(&self) -> u32 {
        self.info.n_envelopes
    }

    /// Whether a signature is present, around the PDF or inside; it is not
    /// verified.
    pub fn is_signed(&self) -> bool {
        self.info.is_signed || self.info.n_envelopes > 0
    }

    /// The bytes of the PDF itself, out of its envelopes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads the page at an index that counts from 0. What could not be read
    /// is said in the page's troubles.
    pub fn page(&self, index: u32) -> Page {
        let mut stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = &*stopped {
            return left_out(index + 1, error);
        }
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        match worker.page(index) {
            Ok(reading) => {
                *stopped = reading.passed.map(Error::from);
                reading.page
            }
            Err(error) => {
                let page = left_out(index + 1, &error);
                *stopped = Some(error);
                page
            }
        }
    }

    /// Reads the pages in order; while the caller looks at one, the next few are
    /// read.
    pub fn pages(&self) -> impl Iterator<Item = Page> + '_ {
        let mut light = false;
        (0..self.page_count).map(move |index| {
            if light {
                self.ask(index..self.page_count.min(index + 1 + MOST_AHEAD));
            }
            let page = self.page(index);
            light = page.words.len() <= MOST_WORDS_AHEAD;
            page
        })
    }

    fn ask(&self, mut pages: Range<u32>) {
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        // A worker that is gone says so when a page is taken.
        let _ = pages.try_for_each(|index| worker.ask(index));
    }

    /// The limit of the document that ended its reading, if one was passed:
    /// pages after it are left out.
    pub fn stopped(&self) -> Option<Error> {
        self.stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// How the file was opened.
    pub fn options(&self) -> &OpenOptions {
        &self.options
    }
}

fn left_out(number: u32, error: &Error) -> Page {
    match error.kind() {
        ErrorKind::Panicked(_) => unreadable(number, error.to_string()),
        _ => Page {
            number,
            troubles: vec![PageTrouble::Limit(error.to_string())],
            ..Page::default()
        },
    }
}

fn unwrapped(bytes: Arc<Vec<u8>>, options: &OpenOptions) -> Result<(Arc<Vec<u8>>, u32), Error> {
    if bytes.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if is_pdf(&bytes) {
        return Ok((bytes, 0));
    }
    if !envelope::looks_like_one(&bytes) {
        return Err(ErrorKind::NotPdf(kind_of(&bytes).to_owned()).into());
    }
    let (content, n_envelopes) = envelope::unwrap(&bytes, &options.limits)?;
    if is_pdf(&content) {
        Ok((Arc::new(content), n_envelopes))
    } else {
        let what = format!("a signature envelope around {}", kind_of(&content));
        Err(ErrorKind::NotPdf(what).into())
    }
}

/// An envelope holds the header of its PDF as well, so it is asked first.
fn is_pdf(bytes: &[u8]) -> bool {
    if bytes.starts_with(HEADER) {
        return true;
    }
    let head = &bytes[..bytes.len().min(HEADER_WITHIN)];
    inspect::find(head, HEADER).is_some() && !envelope::looks_like_one(bytes)
}

fn kind_of(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(SNIFF)];
    let lower = head.to_ascii_lowercase();
    if head.is_empty() {
        "nothing"
    } else if head.starts_with(b"PK\x03\x04") {
        "a ZIP archive or an office document"
    } else if head.starts_with(b"\xD0\xCF\x11\xE0") {
        "an old office document"
    } else if head.starts_with(b"\x89PNG")
        || head.starts_with(b"\xFF\xD8\xFF")
        || head.starts_with(b"II*\0")
    {
        "a picture"
    } else if lower.trim_ascii_start().starts_with(b"<!doctype html")
        || lower.trim_ascii_start().starts_with(b"<html")
    {
        "an HTML page"
    } else if head.starts_with(b"{\\rtf") {
        "an RTF document"
    } else if std::str::from_utf8(head).is_ok() {
        "plain text"
    } else {
        "bytes of no known kind"
    }
}
