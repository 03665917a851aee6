//! A lane: one place where documents are read one after another, in a worker
//! process of its own or in this process.
//!
//! In: jobs. Out: how each ended; a job never fails to end. A worker that dies,
//! hangs or swells is ended, its document gets the reason, and the next job gets
//! a new worker.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Failure, NEEDS_MEMORY};
use crate::job::{Job, Reply, execute};
use crate::options::ReadOptions;
use crate::worker::{Message, Setup};

/// How documents are kept apart from each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isolation {
    /// Worker processes, started by this command line.
    Process(WorkerCommand),
    /// Threads of this process: no start-up cost, but a document that exhausts
    /// memory takes the run with it, and one that is not read in time goes on at the
    /// run's cost until the run ends.
    Thread,
}

/// How to start a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// How a job ended, with all that is known.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Hash of the input's bytes, if it got that far.
    pub sha256: Option<String>,
    /// The end.
    pub end: End,
    /// The document's JSON, if it was read.
    pub json: Vec<u8>,
}

/// The ways a job can end.
#[derive(Debug)]
pub(crate) enum End {
    /// In the worker's own words.
    Reply(Reply),
    /// The worker did not survive it.
    Quarantined(Failure),
}

/// Settings of every lane of a run.
#[derive(Debug, Clone)]
pub(crate) struct LaneSettings {
    pub isolation: Isolation,
    pub options: ReadOptions,
    pub timeout: Duration,
    pub max_memory: Option<u64>,
}

/// A worker has read so many documents that it is replaced: its memory goes
/// back to the system, whatever the allocator kept.
const DOCUMENTS_PER_WORKER: u32 = 500;

/// A lane.
pub(crate) struct Lane {
    settings: LaneSettings,
    worker: Option<Worker>,
}

struct Worker {
    child: Child,
    input: ChildStdin,
    messages: Receiver<(Message, Vec<u8>)>,
    complaints: thread::JoinHandle<String>,
    n_documents: u32,
}

impl Lane {
    pub(crate) fn new(settings: LaneSettings) -> Self {
        Self {
            settings,
            worker: None,
        }
    }

    /// Does a job. A worker that dies of it gets a second chance in a new one:
    /// it may have been killed by someone else's hand.
    pub(crate) fn run(&mut self, job: &Job) -> std::io::Result<Ended> {
        let Isolation::Process(command) = self.settings.isolation.clone() else {
            return in_thread(job, &self.settings);
        };
        let first = self.attempt(job, &command)?;
        match &first.end {
            End::Quarantined(failure) if failure.code != "timeout" => {
                tracing::info!(
                    input = job.input.name,
                    reason = failure.message,
                    "second attempt"
                );
                self.attempt(job, &command)
            }
            End::Quarantined(_) | End::Reply(_) => Ok(first),
        }
    }

    /// Ends the worker, which has nothing in hand.
    fn retire(&mut self) {
        if let Some(mut worker) = self.worker.take() {
            // It may have ended by itself; what matters is that it is gone.
            let _ = worker.child.kill();
            let _ = worker.child.wait();
        }
    }

    fn attempt(&mut self, job: &Job, command: &WorkerCommand) -> std::io::Result<Ended> {
        if self
            .worker
            .as_ref()
            .is_some_and(|w| w.n_documents >= DOCUMENTS_PER_WORKER)
        {
            self.retire();
        }
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => Worker::start(command, &self.settings)?,
        };
        let asked = worker.ask(job);
        match asked.and_then(|()| worker.wait(self.settings.timeout)) {
            Ok(ended) => {
                self.worker = Some(worker);
                Ok(ended)
            }
            Err(Lost { sha256, timeout }) => {
                let failure = worker.autopsy(timeout.then_some(self.settings.timeout));
                tracing::info!(
                    input = job.input.name,
                    reason = failure.message,
                    "worker lost"
                );
                Ok(Ended {
                    sha256,
                    end: End::Quarantined(failure),
                    json: Vec::new(),
                })
            }
        }
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        self.retire();
    }
}

/// Does a job on a thread of its own, which is left alone when its time is over: a
/// thread cannot be ended from outside.
fn in_thread(job: &Job, settings: &LaneSettings) -> std::io::Result<Ended> {
    let (sender, receiver) = sync_channel(2);
    let (job, options) = (job.clone(), settings.options.clone());
    thread::Builder::new().spawn(move || {
        // Who does not wait any more does not want to know.
        let hash = |hash: &str| drop(sender.send(Told::Hash(hash.to_owned())));
        let (reply, json) = execute(&job, &options, hash);
        let _ = sender.send(Told::Done(reply, json));
    })?;
    let deadline = Instant::now() + settings.timeout;
    let mut sha256 = None;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let (end, json) = match receiver.recv_timeout(left) {
            Ok(Told::Hash(hash)) => {
                sha256 = Some(hash);
                continue;
            }
            Ok(Told::Done(reply, json)) => (End::Reply(reply), json),
            Err(RecvTimeoutError::Timeout) => {
                (End::Quarantined(out_of_time(settings.timeout)), Vec::new())
            }
            Err(RecvTimeoutError::Disconnected) => {
                let failure = Failure::new("crash", "the thread ended without an answer");
                (End::Quarantined(failure), Vec::new())
            }
        };
        return Ok(Ended { sha256, end, json });
    }
}

/// What a thread that does a job tells.
enum Told {
    Hash(String),
    Done(Reply, Vec<u8>),
}

fn out_of_time(limit: Duration) -> Failure {
    let message = format!(
        "not read after {} s, the limit is --timeout",
        limit.as_secs()
    );
    Failure::new("timeout", message)
}

/// A worker that no longer answers.
struct Lost {
    sha256: Option<String>,
    timeout: bool,
}

impl Worker {
    /// Starts a worker, now or in a moment.
    fn start(command: &WorkerCommand, settings: &LaneSettings) -> std::io::Result<Self> {
        for pause in PAUSES {
            match Self::start_now(command, settings) {
                Ok(worker) => return Ok(worker),
                Err(error) => tracing::info!(reason = %error, "no worker could be started"),
            }
            thread::sleep(pause);
        }
        Self::start_now(command, settings)
    }

    fn start_now(command: &WorkerCommand, settings: &LaneSettings) -> std::io::Result<Self> {
        let mut process = Command::new(&command.program);
        process
            .args(&command.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        keep_from_terminal(&mut process);
        let mut child = process.spawn()?;
        let (Some(mut input), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            unreachable!("all three streams were asked for");
        };
        let setup = Setup {
            options: settings.options.clone(),
            max_memory: settings.max_memory,
            parent: std::process::id(),
        };
        let setup = serde_json::to_string(&setup)?;
        // A worker that was killed this early is found dead when it is asked; that
        // is no failure of the run.
        let _ = writeln!(input, "{setup}");
        let (sender, messages) = sync_channel(2);
        let listen = move || {
            let mut output = BufReader::new(output);
            while let Some(message) = receive(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        };
        let listening = thread::Builder::new().spawn(listen);
        let complaints = thread::Builder::new().spawn(move || last_words(errors));
        let complaints = listening.and(complaints).inspect_err(|_| {
            // Nobody would hear it.
            let _ = child.kill();
            let _ = child.wait();
        })?;
        tracing::debug!(id = child.id(), "worker started");
        Ok(Self {
            child,
            input,
            messages,
            complaints,
            n_documents: 0,
        })
    }

    fn ask(&mut self, job: &Job) -> Result<(), Lost> {
        self.n_documents += 1;
        let lost = || Lost {
            sha256: None,
            timeout: false,
        };
        let line = serde_json::to_string(job).map_err(|_| lost())?;
        writeln!(self.input, "{line}").map_err(|_| lost())
    }

    fn wait(&mut self, timeout: Duration) -> Result<Ended, Lost> {
        let deadline = Instant::now() + timeout;
        let mut sha256 = None;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok((Message::Hash(hash), _)) => sha256 = Some(hash),
                Ok((Message::Done { reply, .. }, json)) => {
                    return Ok(Ended {
                        sha256,
                        end: End::Reply(reply),
                        json,
                    });
                }
                Err(error) => {
                    let timeout = error == RecvTimeoutError::Timeout;
                    return Err(Lost { sha256, timeout });
                }
            }
        }
    }

    /// Ends the worker and says what became of it.
    fn autopsy(mut self, timeout: Option<Duration>) -> Failure {
        if timeout.is_some() {
            // It may have ended by itself in this instant.
            let _ = self.child.kill();
        }
        drop(self.input);
        let status = self.child.wait();
        let words = self.complaints.join().unwrap_or_default();
        match (timeout, status) {
            (Some(limit), _) => out_of_time(limit),
            (None, Ok(status)) => death(status, &words),
            (None, Err(error)) => Failure::new("crash", error.to_string()),
        }
    }
}

/// Pauses after a worker could not be started: memory, processes or open files that
/// are short now may not be so in a moment, and a night's run is worth the wait.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(100),
    Duration::from_secs(1),
    Duration::from_secs(5),
];

/// An interrupt from the terminal is for the run, which then lets its workers end
/// what they have in hand.
#[cfg(unix)]
fn keep_from_terminal(process: &mut Command) {
    std::os::unix::process::CommandExt::process_group(process, 0);
}

#[cfg(not(unix))]
fn keep_from_terminal(_: &mut Command) {}

/// Reads one message with its document; none at the end of the stream.
fn receive(output: &mut impl BufRead) -> Option<(Message, Vec<u8>)> {
    let mut line = String::new();
    if output.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let message: Message = serde_json::from_str(&line).ok()?;
    let mut json = Vec::new();
    if let Message::Done { bytes, .. } = &message {
        json.reserve_exact(*bytes);
        let n = output.take(*bytes as u64).read_to_end(&mut json).ok()?;
        if n < *bytes {
            return None;
        }
    }
    Some((message, json))
}

/// The end of what a worker wrote to standard error.
fn last_words(mut errors: impl Read) -> String {
    const KEPT: usize = 4096;
    let mut kept = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(n) = errors.read(&mut buffer)
        && n > 0
    {
        kept.extend_from_slice(&buffer[..n]);
        if kept.len() > 2 * KEPT {
            kept.drain(..kept.len() - KEPT);
        }
    }
    String::from_utf8_lossy(&kept).into_owned()
}

fn death(status: ExitStatus, words: &str) -> Failure {
    let last = words.lines().rfind(|l| !l.trim().is_empty()).unwrap_or("");
    if words.contains("memory allocation of") {
        return Failure::new("memory", NEEDS_MEMORY);
    }
    let how = how_it_ended(status);
    let message = match last {
        "" => format!("the worker {how}"),
        last => format!("the worker {how}: {last}"),
    };
    Failure::new("crash", message)
}

#[cfg(unix)]
fn how_it_ended(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("was ended by signal {signal}"),
        None => format!("ended with {status}"),
    }
}

#[cfg(not(unix))]
fn how_it_ended(status: ExitStatus) -> String {
    format!("ended with {status}")
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::{End, Isolation, Lane, LaneSettings, WorkerCommand};
    use crate::{Input, ReadOptions, job::Job};
    use std::time::Duration;

    fn lane(program: std::path::PathBuf, arguments: &[&str]) -> Lane {
        let command = WorkerCommand {
            program,
            arguments: arguments.iter().map(|a| (*a).to_owned()).collect(),
        };
        Lane::new(LaneSettings {
            isolation: Isolation::Process(command),
            options: ReadOptions::default(),
            timeout: Duration::from_secs(60),
            max_memory: None,
        })
    }

    /// The code of the failure that a worker leaves behind.
    fn loss(lane: &mut Lane) -> String {
        let job = Job {
            input: Input::stdin(),
            done_hash: None,
        };
        match lane.run(&job).unwrap().end {
            End::Quarantined(failure) => failure.code,
            End::Reply(reply) => panic!("{reply:?}"),
        }
    }

    #[test]
    fn a_worker_that_dies_at_its_start_costs_its_document_not_the_run() {
        // Some die before they are told anything, some after.
        for script in ["exit 3", "read setup; exit 3", "exec 0<&-; exit 3"] {
            for _ in 0..20 {
                let mut lane = lane("/bin/sh".into(), &["-c", script]);
                assert_eq!(loss(&mut lane), "crash", "{script}");
            }
        }
    }

    #[test]
    fn a_thread_that_is_not_done_in_time_costs_its_document_not_the_run() {
        let folder = tempfile::tempdir().unwrap();
        // Whoever opens it waits for a writer that never comes.
        let pipe = folder.path().join("plan.txt");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let mut lane = Lane::new(LaneSettings {
            isolation: Isolation::Thread,
            options: ReadOptions::default(),
            timeout: Duration::from_millis(50),
            max_memory: None,
        });
        let job = Job {
            input: Input::file(&pipe),
            done_hash: None,
        };
        match lane.run(&job).unwrap().end {
            End::Quarantined(failure) => assert_eq!(failure.code, "timeout"),
            End::Reply(reply) => panic!("{reply:?}"),
        }
    }

    #[test]
    fn a_worker_that_cannot_be_started_now_is_started_later() {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("worker");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(300));
                std::os::unix::fs::symlink("/bin/false", &program).unwrap();
            });
            assert_eq!(loss(&mut lane(program.clone(), &[])), "crash");
        });
    }
}
