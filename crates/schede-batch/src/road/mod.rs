//! The two roads from bytes to the meeting point: text and PDF.
//!
//! In: the bytes of an input. Out: a flow, the profile it was laid out with, and
//! what the road itself has to say. Which road is taken depends on the bytes,
//! never on the file's name.

mod pdf;
mod text;

use schede_model::{Finding, Flow, Reader};

use crate::error::Kind;
use crate::profiles::Choice;
use crate::{Bytes, ReadOptions};

/// A document at the meeting point.
pub(crate) struct Arrived<'a> {
    pub media_type: &'static str,
    pub reader: Reader,
    /// Pages the input holds, as counted before any of them was read.
    pub pages: u32,
    pub choice: Choice<'static>,
    pub flow: Flow<'a>,
    pub findings: Vec<Finding>,
}

/// Takes an input to the meeting point and hands it over there.
pub(crate) fn travel<R>(
    bytes: &Bytes,
    options: &ReadOptions,
    arrive: impl FnOnce(Arrived<'_>) -> R,
) -> Result<R, Kind> {
    if bytes.is_empty() {
        return Err(Kind::Empty);
    }
    if pdf::is_pdf(bytes) {
        pdf::travel(bytes, options).map(arrive)
    } else {
        text::travel(bytes, options, arrive)
    }
}

/// The words of a PDF's pages, as text; text has no words with places.
pub(crate) fn words(bytes: &Bytes, options: &ReadOptions) -> Result<String, Kind> {
    if pdf::is_pdf(bytes) {
        pdf::words(bytes, options)
    } else {
        Err(Kind::NotRead(
            "text has no words with boxes; see --stage lines".to_owned(),
        ))
    }
}
