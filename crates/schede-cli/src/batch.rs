//! What `convert -o` and `load` share: a run over many inputs with its flags,
//! its progress, and a clean stop.

use anyhow::{Context, Result, bail};
use schede_batch::{Destination, Isolation, Resume, RunSettings, Summary, WorkerCommand};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::args::Messages;
use crate::closing;
use crate::inputs::InputArgs;
use crate::options::{FailOn, StagedReadArgs, size};
use crate::outcome::Outcome;
use crate::output;
use crate::progress;
use crate::version;

/// Flags of a run.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Run")]
pub struct BatchArgs {
    /// Documents read at the same time [default: number of processors]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// How documents are kept apart from each other
    #[arg(long, value_enum, default_value_t = IsolationArg::Process)]
    isolation: IsolationArg,
    /// Most memory of a worker process (0: no limit); a text needs about seven times its
    /// size [default: 2G]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    max_memory: Option<u64>,
    /// Go on with the run in the output folder; an error if there is none that
    /// fits (without this flag, results that fit are used all the same)
    #[arg(long, conflicts_with = "fresh")]
    resume: bool,
    /// Read everything again, whatever is in the output folder
    #[arg(long)]
    fresh: bool,
    /// Try again what could not be read in an earlier run
    #[arg(long)]
    retry: bool,
    /// How progress is shown on standard error
    #[arg(long, value_enum, default_value_t = progress::Style::Auto)]
    progress: progress::Style,
    /// Least severity of a finding for exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Never)]
    pub fail_on: FailOn,
}

/// Most memory of a worker process, unless another limit is given: sixteen times what
/// a plan of thousands of pages needs.
const MAX_MEMORY: u64 = 2 << 30;

impl BatchArgs {
    /// Refuses what only a run into a folder can keep.
    pub fn check_without_output(&self) -> Result<()> {
        let given = [
            ("--max-memory", self.max_memory.is_some_and(|most| most > 0)),
            ("--resume", self.resume),
            ("--retry", self.retry),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            Some((flag, _)) => bail!("{flag} is for a run into a folder: give one with -o DIR"),
            None => Ok(()),
        }
    }

    /// Most memory of a worker process; none: no limit.
    fn worker_memory(&self) -> Result<Option<u64>> {
        match (self.isolation, self.max_memory) {
            (IsolationArg::Thread, Some(1..)) => bail!(
                "--max-memory limits worker processes, and with --isolation thread there are none: leave one of them out"
            ),
            (_, given) => Ok(Some(given.unwrap_or(MAX_MEMORY)).filter(|most| *most > 0)),
        }
    }
}

/// How documents are kept apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum IsolationArg {
    /// Each in a worker process: a bad file costs itself only. Workers end with the
    /// run, however it ends; only one that someone stops (SIGSTOP) in the moment of
    /// its start, before a run that is then killed, waits to be continued to end
    Process,
    /// In threads of this process: nothing to start, but a file that needs too much
    /// memory ends the run, and one that is not read within --timeout is given up and
    /// goes on at the run's cost until the run ends
    Thread,
}

/// Finds the inputs, reads them and brings the documents to their destination.
pub fn run(
    inputs: &InputArgs,
    read: &StagedReadArgs,
    batch: &BatchArgs,
    messages: &Messages,
    output: &Path,
    destination: Destination,
) -> Result<Outcome> {
    let found = inputs.discover(std::slice::from_ref(&output.to_owned()))?;
    output::passed_over(&found.passed_over, messages);
    let settings = settings(read, batch, output, destination)?;
    let watcher = progress::watcher(batch.progress, messages);
    let stop = stop_on_interrupt()?;
    let summary = schede_batch::run(found, &settings, watcher.as_ref(), &stop);
    watcher.finish();
    let summary = summary?;
    closing::say(&summary, batch.progress, messages);
    Ok(verdict(&summary, batch.fail_on))
}

fn settings(
    read: &StagedReadArgs,
    batch: &BatchArgs,
    output: &Path,
    destination: Destination,
) -> Result<RunSettings> {
    Ok(RunSettings {
        output: output.to_owned(),
        destination,
        read: read.options(),
        jobs: batch.jobs.unwrap_or_else(processors),
        isolation: match batch.isolation {
            IsolationArg::Process => Isolation::Process(worker_command()?),
            IsolationArg::Thread => Isolation::Thread,
        },
        max_memory: batch.worker_memory()?,
        resume: match (batch.resume, batch.fresh) {
            (true, _) => Resume::Required,
            (_, true) => Resume::Never,
            (false, false) => Resume::WhereItFits,
        },
        retry: batch.retry,
        program: format!("schede {}", version::LONG),
    })
}

fn processors() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// This very program, even if its file was replaced since it was started.
fn worker_command() -> Result<WorkerCommand> {
    let running = PathBuf::from("/proc/self/exe");
    let program = if running.exists() {
        running
    } else {
        std::env::current_exe()
            .context("cannot find the program's own file; --isolation thread does without")?
    };
    Ok(WorkerCommand {
        program,
        arguments: vec!["worker".to_owned()],
    })
}

/// The first interrupt asks for a stop, the second one ends the program.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        output::message("stopping: documents in hand are ended; interrupt again to stop at once");
    })
    .context("cannot listen for interrupts")?;
    Ok(stop)
}

fn verdict(summary: &Summary, fail_on: FailOn) -> Outcome {
    if summary.stopped {
        Outcome::Stopped
    } else if !summary.not_read.is_empty() || !summary.problems.is_empty() {
        Outcome::NotRead
    } else {
        fail_on.outcome(summary.findings.worst())
    }
}
