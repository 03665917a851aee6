//! The worker's side: a process that reads documents, one after another, until
//! its standard input ends.
//!
//! In, line by line: a [`Setup`], then [`Job`]s. Out, for each job: the hash of
//! the input's bytes, then the [`Reply`] with the length of the document's JSON,
//! then that JSON. The worker limits its own memory through the operating
//! system before it reads anything.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::job::{Job, Reply, execute};
use crate::options::ReadOptions;

/// What a worker is told once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Setup {
    pub options: ReadOptions,
    /// Bytes of address space the process may have, none: no limit.
    pub max_memory: Option<u64>,
    /// The process that asks.
    pub parent: u32,
}

/// A message from a worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    /// SHA-256 of the input's bytes.
    Hash(String),
    /// The job is done; so many bytes of JSON follow.
    Done { reply: Reply, bytes: usize },
}

/// Serves jobs until the input ends.
pub fn serve(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    // Before anything is waited for: a worker that is stopped outlives its parent
    // unless it has said that it shall not.
    process::tie_to_parent()?;
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        return Ok(());
    }
    let setup: Setup = serde_json::from_str(&line)?;
    if process::is_orphan(setup.parent) {
        return Ok(());
    }
    process::limit_memory(setup.max_memory)?;
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let job: Job = serde_json::from_str(&line)?;
        serve_one(&job, &setup.options, output)?;
    }
}

fn serve_one(job: &Job, options: &ReadOptions, output: &mut dyn Write) -> io::Result<()> {
    let mut told = Ok(());
    let (reply, json) = execute(job, options, |hash| {
        told = send(output, &Message::Hash(hash.to_owned())).and_then(|()| output.flush());
    });
    told?;
    let bytes = json.len();
    send(output, &Message::Done { reply, bytes })?;
    output.write_all(&json)?;
    output.flush()
}

fn send(output: &mut dyn Write, message: &Message) -> io::Result<()> {
    serde_json::to_writer(&mut *output, message)?;
    output.write_all(b"\n")
}

#[cfg(unix)]
mod process {
    //! What only an operating system can promise.

    use rustix::process::{Resource, Rlimit, getppid, getrlimit, setrlimit};
    use std::io;

    /// From here on this process ends when its parent does, even if it is stopped.
    pub(super) fn tie_to_parent() -> io::Result<()> {
        #[cfg(target_os = "linux")]
        rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
        Ok(())
    }

    /// Whether the parent ended before this process was tied to it.
    pub(super) fn is_orphan(parent: u32) -> bool {
        let now = getppid().map(|id| id.as_raw_nonzero().get());
        now.and_then(|id| u32::try_from(id).ok()) != Some(parent)
    }

    /// Limits the memory of this process.
    pub(super) fn limit_memory(max_memory: Option<u64>) -> io::Result<()> {
        // A core file of a hostile document is of no use to anyone.
        limit(Resource::Core, 0)?;
        match max_memory {
            Some(bytes) => limit(Resource::As, bytes),
            None => Ok(()),
        }
    }

    fn limit(resource: Resource, bytes: u64) -> io::Result<()> {
        let allowed = getrlimit(resource).maximum;
        let bytes = allowed.map_or(bytes, |most| most.min(bytes));
        let both = Rlimit {
            current: Some(bytes),
            maximum: Some(bytes),
        };
        Ok(setrlimit(resource, both)?)
    }
}

#[cfg(not(unix))]
mod process {
    //! Memory limits and parent ties are not had on this system; the wall-clock
    //! limit holds everywhere.

    pub(super) fn tie_to_parent() -> std::io::Result<()> {
        Ok(())
    }

    pub(super) fn is_orphan(_: u32) -> bool {
        false
    }

    pub(super) fn limit_memory(_: Option<u64>) -> std::io::Result<()> {
        Ok(())
    }
}
