//! The two roads from bytes to the meeting point: text and PDF.
//!
//! In: the bytes of an input. Out: a flow, the profile it was laid out with, and
//! what the road itself has to say. Which road is taken depends on the bytes,
//! never on the file's name.

mod pdf;
mod text;

use std::sync::{Mutex, PoisonError};
use std::thread;

use schede_model::page::Page;
use schede_model::{Finding, Flow, ReadBy, Reader};

use crate::error::Kind;
use crate::profiles::Choice;
use crate::{Bytes, ReadOptions, threads};

/// Pages from which memory counts more than the time a thread takes to begin: shorter
/// documents take a few megabytes.
const LONG: u32 = 100;

/// A document at the meeting point.
pub(crate) struct Arrived<'a> {
    pub media_type: &'static str,
    pub reader: Reader,
    /// Pages the input holds, as counted before any of them was read.
    pub pages: u32,
    pub choice: Choice,
    pub flow: Flow<'a>,
    pub findings: Vec<Finding>,
    /// Pages that are pictures, and how their words were had.
    pub pictures: Vec<(u32, ReadBy)>,
}

/// Takes an input to the meeting point and hands it over there. The bytes of a PDF
/// are let go on the way, unless the caller keeps them.
pub(crate) fn travel<R: Send>(
    bytes: Bytes,
    options: &ReadOptions,
    arrive: impl FnOnce(Arrived<'_>) -> R + Send,
) -> Result<R, Kind> {
    if bytes.is_empty() {
        return Err(Kind::Empty);
    }
    if pdf::is_pdf(&bytes) {
        let arrived = pdf::travel(bytes, options)?;
        Ok(match arrived.pages {
            LONG.. => on_new_thread(|| arrive(arrived)),
            _ => arrive(arrived),
        })
    } else {
        text::travel(&bytes, options, arrive)
    }
}

/// Goes on on a thread of its own. The thread that read the pages has ended, and what
/// it let go is given to the next one by allocators that keep memory by threads, and
/// to no other: with it a long document takes a sixth less.
fn on_new_thread<R: Send>(go_on: impl FnOnce() -> R + Send) -> R {
    let waiting = Mutex::new(Some(go_on));
    let go_on = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let go_on = waiting.take();
        drop(waiting);
        go_on.map(|go_on| go_on())
    };
    let ended = thread::scope(|scope| match threads::start(scope, go_on) {
        Ok(thread) => threads::join(thread),
        Err(_) => go_on(),
    });
    ended.expect("the work was waiting")
}

/// The pages of a PDF, one after another; text has no words with places.
pub(crate) fn pages(
    bytes: &Bytes,
    options: &ReadOptions,
    take: &mut dyn FnMut(Page) -> Result<(), Kind>,
) -> Result<(), Kind> {
    if pdf::is_pdf(bytes) {
        pdf::pages(bytes, options, take)
    } else {
        let reason = "text has no pages with places; see --stage lines";
        Err(Kind::NotRead(reason.to_owned()))
    }
}
