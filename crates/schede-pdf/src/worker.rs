//! The thread a document is read on.
//!
//! It owns the open document; the caller asks for one page at a time, or for a few
//! before it takes them. Three things need a thread of its own: a stack that deep
//! nesting cannot exhaust, a border at which a panic of the library ends, and a
//! caller that can stop waiting when the library does not come back.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::bombs;
use crate::error::{Error, ErrorKind};
use crate::inspect::{self, FileInfo};
use crate::limits::OpenOptions;
use crate::reader::{PageReader, Reading, unreadable};

/// Room for the library's recursion; only what is used takes memory.
const STACK_BYTES: usize = 256 << 20;
/// Pages that may be asked for before they are taken.
pub(crate) const MOST_AHEAD: u32 = 4;
/// Between two looks at its own clock the reader may take so long.
const GRACE: Duration = Duration::from_secs(2);

/// The bytes of a file.
pub(crate) type Bytes = Arc<Vec<u8>>;

/// What the worker finds on opening.
pub(crate) struct Opened {
    pub page_count: u32,
    pub info: FileInfo,
}

enum Answer {
    Opened(Result<Opened, Error>),
    Page(Box<Reading>),
}

/// The caller's end.
pub(crate) struct Worker {
    /// None when no more will come.
    requests: Option<Sender<u32>>,
    thread: Option<JoinHandle<()>>,
    answers: Receiver<Answer>,
    /// Pages asked for and not answered, in this order, and answers not taken.
    asked: VecDeque<u32>,
    held: Vec<(u32, Box<Reading>)>,
    /// Answers that have not come yet.
    due: usize,
    patience: Duration,
}

impl Worker {
    /// Opens the document on a new thread.
    pub fn start(bytes: Bytes, options: &OpenOptions) -> Result<(Worker, Opened), Error> {
        let (requests, inbox) = channel();
        let (outbox, answers) = sync_channel(MOST_AHEAD as usize + 1);
        let owned = options.clone();
        let thread = std::thread::Builder::new()
            .name("schede-pdf".to_owned())
            .stack_size(STACK_BYTES)
            .spawn(move || serve(bytes, &owned, &inbox, &outbox))
            .map_err(|cause| ErrorKind::NoThread {
                needed: STACK_BYTES >> 20,
                cause: cause.to_string(),
            })?;
        let patience = options.limits.max_time.saturating_add(GRACE);
        let mut worker = Worker {
            requests: Some(requests),
            thread: Some(thread),
            answers,
            asked: VecDeque::new(),
            held: Vec::new(),
            // That the document is open.
            due: 1,
            patience,
        };
        match worker.wait()? {
            Answer::Opened(opened) => opened.map(|opened| (worker, opened)),
            Answer::Page(_) => Err(ErrorKind::Panicked("answers out of order".to_owned()).into()),
        }
    }

    /// Asks for a page that will be taken soon.
    pub fn ask(&mut self, index: u32) -> Result<(), Error> {
        let known = self.asked.contains(&index) || self.held.iter().any(|(i, _)| *i == index);
        if !known {
            let requests = self.requests.as_ref().ok_or_else(gone)?;
            requests.send(index).map_err(|_| gone())?;
            self.asked.push_back(index);
            self.due += 1;
        }
        Ok(())
    }

    /// Reads a page; an error is the end of the document.
    pub fn page(&mut self, index: u32) -> Result<Reading, Error> {
        self.ask(index)?;
        if let Some(at) = self.held.iter().position(|(i, _)| *i == index) {
            return Ok(*self.held.swap_remove(at).1);
        }
        while let Some(answered) = self.asked.pop_front() {
            let Answer::Page(reading) = self.wait()? else {
                break;
            };
            if answered == index {
                return Ok(*reading);
            }
            self.held.push((answered, reading));
        }
        Err(ErrorKind::Panicked("answers out of order".to_owned()).into())
    }

    fn wait(&mut self) -> Result<Answer, Error> {
        match self.answers.recv_timeout(self.patience) {
            Ok(answer) => {
                self.due -= 1;
                Ok(answer)
            }
            Err(RecvTimeoutError::Timeout) => {
                let seconds = self.patience.saturating_sub(GRACE).as_secs_f64();
                Err(ErrorKind::TooSlow { seconds }.into())
            }
            Err(RecvTimeoutError::Disconnected) => Err(gone()),
        }
    }
}

impl Drop for Worker {
    /// Waits until the thread has let go of the document, if all its answers have come:
    /// one that is still at work may never come back.
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take()
            && self.due == 0
        {
            // Its panics end at its own border.
            let _ = thread.join();
        }
    }
}

fn gone() -> Error {
    ErrorKind::Panicked("the reading thread has ended".to_owned()).into()
}

fn serve(bytes: Bytes, options: &OpenOptions, inbox: &Receiver<u32>, outbox: &SyncSender<Answer>) {
    let opened = catch_unwind(AssertUnwindSafe(|| open(&bytes, options)));
    let pdf = match opened {
        Ok(Ok((pdf, opened))) => {
            if outbox.send(Answer::Opened(Ok(opened))).is_err() {
                return;
            }
            pdf
        }
        Ok(Err(error)) => return drop(outbox.send(Answer::Opened(Err(error)))),
        Err(panic) => {
            let error = ErrorKind::Panicked(message(&*panic)).into();
            return drop(outbox.send(Answer::Opened(Err(error))));
        }
    };
    let mut reader = PageReader::new(&pdf, &options.limits);
    while let Ok(index) = inbox.recv() {
        let read = catch_unwind(AssertUnwindSafe(|| reader.read(index)));
        let reading = read.unwrap_or_else(|panic| {
            reader.start_afresh();
            let why = ErrorKind::Panicked(message(&*panic)).to_string();
            Reading {
                page: unreadable(index + 1, why),
                passed: None,
            }
        });
        if outbox.send(Answer::Page(Box::new(reading))).is_err() {
            return;
        }
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

fn open(bytes: &Bytes, options: &OpenOptions) -> Result<(Pdf, Opened), Error> {
    bombs::check(bytes, &options.limits)?;
    let pdf = load(bytes, options.password.as_deref())?;
    let found = pdf.pages().len();
    let limit = options.limits.max_pages;
    if found == 0 {
        return Err(ErrorKind::NoPages.into());
    }
    if found > limit as usize {
        return Err(ErrorKind::TooManyPages {
            found: found as u64,
            limit,
        }
        .into());
    }
    let info = inspect::file_info(bytes, &pdf);
    Ok((
        pdf,
        Opened {
            page_count: found as u32,
            info,
        },
    ))
}

/// The empty password opens most encrypted files, whatever was given.
fn load(bytes: &Bytes, password: Option<&str>) -> Result<Pdf, Error> {
    let mut result = Pdf::new(bytes.clone());
    if let (Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)), Some(password)) =
        (&result, password)
    {
        result = Pdf::new_with_password(bytes.clone(), password);
    }
    result.map_err(|why| {
        match why {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_some() => {
                ErrorKind::WrongPassword
            }
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                ErrorKind::PasswordNeeded
            }
            LoadPdfError::Decryption(_) => ErrorKind::UnknownEncryption,
            LoadPdfError::Invalid => ErrorKind::Damaged,
        }
        .into()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::sync::mpsc::{channel, sync_channel};
    use std::time::Duration;

    use super::Worker;

    /// A worker whose thread comes back when `release` is sent something, and no
    /// sooner.
    fn stuck(asked: &[u32]) -> (Worker, std::sync::mpsc::Sender<()>) {
        let (release, released) = channel();
        let (requests, inbox) = channel();
        let (outbox, answers) = sync_channel(1);
        let thread = std::thread::spawn(move || {
            let _open = (inbox, outbox);
            let _ = released.recv();
        });
        let worker = Worker {
            requests: Some(requests),
            thread: Some(thread),
            answers,
            asked: VecDeque::from(asked.to_vec()),
            held: Vec::new(),
            due: asked.len().max(1),
            patience: Duration::from_millis(1),
        };
        (worker, release)
    }

    /// Whether the worker can be let go of while its thread is at work.
    fn lets_go(worker: Worker) -> bool {
        const LONG: Duration = Duration::from_secs(20);
        let (gone, done) = channel();
        std::thread::spawn(move || {
            drop(worker);
            let _ = gone.send(());
        });
        done.recv_timeout(LONG).is_ok()
    }

    #[test]
    fn a_thread_that_does_not_come_back_is_not_waited_for() {
        let (mut opening, release_opening) = stuck(&[]);
        assert!(opening.wait().is_err());
        assert!(lets_go(opening), "after opening");
        let (mut reading, release_reading) = stuck(&[0]);
        assert!(reading.page(0).is_err());
        assert!(lets_go(reading), "after a page");
        drop((release_opening, release_reading));
    }
}
