//! A run: many inputs in, files in an output folder, books that are true.
//!
//! In: the inputs and the settings. Out: the files, the manifest, a [`Summary`].
//! Documents are read in parallel, largest first, each into the store; then the
//! tables are written in the order of the inputs. So the output depends neither
//! on the number of lanes nor on how often the run was killed and begun again.

use std::collections::{HashMap, HashSet};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use schede_export::{ExportError, Guard};
use schede_model::key::sha256_hex;

use crate::assemble::{Assembled, assemble};
use crate::destination::{Destination, Open};
use crate::discovery::Discovery;
use crate::error::Failure;
use crate::events::{Event, Watcher};
use crate::input::Input;
use crate::job::{Job, Reply};
use crate::lane::{End, Ended, Isolation, Lane, LaneSettings};
use crate::leftovers;
use crate::manifest::{
    self, Books, DocumentRecord, EndRecord, Manifest, Outcome, Record, RunRecord,
};
use crate::options::ReadOptions;
use crate::ours::Ours;
use crate::spool;
use crate::store::{STATE_FOLDER, Store};
use crate::summary::{Booked, Summary};
use crate::threads;

/// Settings of a run.
#[derive(Debug, Clone)]
pub struct RunSettings {
    /// Folder for the results.
    pub output: PathBuf,
    /// Where the documents go.
    pub destination: Destination,
    /// How to read.
    pub read: ReadOptions,
    /// Documents read at the same time.
    pub jobs: NonZeroUsize,
    /// How they are kept apart.
    pub isolation: Isolation,
    /// Bytes of memory a worker process may have, none: no limit.
    pub max_memory: Option<u64>,
    /// What is done with results of earlier runs.
    pub resume: Resume,
    /// Whether inputs that failed or were quarantined are tried again.
    pub retry: bool,
    /// The program with its version.
    pub program: String,
}

/// What is done with results of earlier runs in the same folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume {
    /// Used where they fit: same bytes, same program, same options.
    WhereItFits,
    /// As above, and it is an error if there is no run to go on with.
    Required,
    /// Not used: everything is read again.
    Never,
}

/// A run that could not be carried to its end. What was done is in the books.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RunError(RunKind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum RunKind {
    #[error("cannot use the output folder {0:?}: {1}")]
    Output(PathBuf, io::Error),
    #[error("{0}")]
    NotOurs(ExportError),
    #[error("another run is at work in {0:?}")]
    Locked(PathBuf),
    #[error("the output folder {0:?}, or the manifest in it, was removed during the run")]
    OutputGone(PathBuf),
    #[error("there is no run to go on with in {0:?}: {1}")]
    NothingToResume(PathBuf, &'static str),
    #[error("cannot start a thread: {0}; the system has no room for one more")]
    NoThread(io::Error),
    #[error("cannot start a worker: {0}; fewer --jobs or --isolation thread may do")]
    Worker(io::Error),
    #[error(
        "the kept document of {0:?} was changed or removed during the run; run again to read it anew"
    )]
    StoreDamaged(String),
    #[error("cannot write the results: {0}")]
    Export(#[from] ExportError),
}

impl From<RunKind> for RunError {
    fn from(kind: RunKind) -> Self {
        Self(kind)
    }
}

impl From<ExportError> for RunError {
    fn from(error: ExportError) -> Self {
        Self(error.into())
    }
}

/// Reads what was found and writes all forms; what was named and not found is
/// booked too. `stop` may be set by anyone at any time: documents in hand are
/// ended, nothing new is begun, the tables are not written, and the next run goes
/// on from there.
pub fn run(
    mut found: Discovery,
    settings: &RunSettings,
    watcher: &dyn Watcher,
    stop: &AtomicBool,
) -> Result<Summary, RunError> {
    let output = |e| RunKind::Output(settings.output.clone(), e);
    settings.destination.check()?;
    if !was_used(&settings.output) {
        spare_others(
            settings,
            &found,
            &Ours::new(&settings.output, &Books::default()),
        )?;
    }
    std::fs::create_dir_all(settings.output.join(STATE_FOLDER)).map_err(output)?;
    let _lock = lock(&settings.output)?;
    leftovers::remove(&settings.output);
    let books = former_books(settings)?;
    let ours = Arc::new(Ours::new(&settings.output, &books));
    // Else each file is looked at before it is put in place.
    if books.is_finished() {
        spare_others(settings, &found, ours.as_ref())?;
    }
    let destination = settings
        .destination
        .open(&settings.output, Arc::clone(&ours) as Arc<dyn Guard>)?;
    spool::keep_streams(&mut found, settings)?;
    let mut run = Run {
        settings,
        fingerprint: fingerprint(settings),
        store: Store::open(&settings.output).map_err(output)?,
        manifest: Manifest::open(&settings.output).map_err(output)?,
        watcher,
        stop,
        dropped: books.dropped.clone(),
    };
    run.begin(&found, &books)?;
    let mut keys: HashMap<String, Option<String>> = books.documents.values().map(key_of).collect();
    let mut records = run.not_found(found.failures)?;
    records.extend(run.read_all(&found.inputs, books.documents)?);
    let summary = run.finish(&records, destination, &ours)?;
    if !summary.stopped {
        // Inputs that are not of this run may come back; theirs are kept.
        keys.extend(
            records
                .iter()
                .flatten()
                .map(|booked| key_of(&booked.record)),
        );
        run.store.keep_only(&keys.into_values().flatten().collect());
    }
    spool::clear(&settings.output);
    Ok(summary)
}

struct Run<'a> {
    settings: &'a RunSettings,
    fingerprint: String,
    store: Store,
    manifest: Manifest,
    watcher: &'a dyn Watcher,
    stop: &'a AtomicBool,
    /// Inputs that the books know and no longer count.
    dropped: HashSet<String>,
}

/// The record of each input, by its position; none if the run was stopped
/// before its turn.
type Records = Vec<Option<Booked>>;

/// An input that came to its end in a lane.
struct Arrival {
    index: usize,
    result: Result<(DocumentRecord, bool), RunKind>,
}

impl Run<'_> {
    fn begin(&mut self, found: &Discovery, books: &Books) -> Result<(), RunError> {
        let n_inputs = found.inputs.len() + found.failures.len();
        self.append(&Record::Run(RunRecord {
            manifest: 2,
            program: self.settings.program.clone(),
            settings: self.fingerprint.clone(),
            inputs: n_inputs,
            passed_over: found.passed_over.clone(),
            started: std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |d| d.as_secs()),
        }))?;
        let inputs = found.inputs.iter().map(|i| &i.name);
        let names: HashSet<&String> = inputs.chain(found.failures.iter().map(|f| &f.0)).collect();
        for record in books.current().filter(|r| !names.contains(&r.input)) {
            let input = record.input.clone();
            self.append(&Record::Dropped { input })?;
        }
        self.watcher.event(Event::Started {
            inputs: n_inputs,
            bytes: found.inputs.iter().map(|i| i.size).sum(),
            passed_over: &found.passed_over,
        });
        Ok(())
    }

    /// Books what was named and cannot be had: it counts as an input.
    fn not_found(&mut self, failures: Vec<(String, Failure)>) -> Result<Records, RunError> {
        let book = |(input, failure): (String, Failure)| {
            let record = DocumentRecord {
                input,
                settings: self.fingerprint.clone(),
                sha256: None,
                outcome: Outcome::Failed,
                failure: Some(failure),
                facts: None,
                document: None,
            };
            self.book(0, record, false).map(Some)
        };
        failures.into_iter().map(book).collect()
    }

    fn read_all(
        &mut self,
        inputs: &[Input],
        mut former: HashMap<String, DocumentRecord>,
    ) -> Result<Records, RunError> {
        let order = largest_first(inputs);
        let former: Vec<Option<DocumentRecord>> = inputs
            .iter()
            .map(|i| former.remove(&i.name).filter(|r| self.fits(r)))
            .collect();
        let next = AtomicUsize::new(0);
        let jobs = self.settings.jobs.get().min(inputs.len().max(1));
        let (sender, arrivals) = sync_channel(jobs);
        let crew = Crew {
            inputs,
            former: &former,
            order: &order,
            next: &next,
            store: self.store.clone(),
            fingerprint: &self.fingerprint.clone(),
            settings: self.settings,
            stop: self.stop,
        };
        thread::scope(|scope| {
            for n_lanes in 0..jobs {
                let sender = sender.clone();
                let lane = threads::start(scope, || crew.work(sender));
                match lane {
                    Ok(_) => (),
                    Err(error) if n_lanes == 0 => return Err(RunKind::NoThread(error).into()),
                    // Those that could be started do all the work.
                    Err(error) => {
                        tracing::warn!(jobs, n_lanes, reason = %error, "fewer documents are read at the same time");
                        break;
                    }
                }
            }
            drop(sender);
            self.collect(inputs, arrivals)
        })
    }

    /// Whether a former record can stand for a new reading of the same bytes.
    fn fits(&self, record: &DocumentRecord) -> bool {
        let read = record.outcome == Outcome::Read;
        self.settings.resume != Resume::Never
            && record.settings == self.fingerprint
            && record.sha256.is_some()
            && (read || !self.settings.retry)
    }

    /// Books what the lanes bring, until all of them are done. The first
    /// failure of the run itself stops them.
    fn collect(
        &mut self,
        inputs: &[Input],
        arrivals: Receiver<Arrival>,
    ) -> Result<Records, RunError> {
        let mut records: Records = vec![None; inputs.len()];
        let mut failure = None;
        for Arrival { index, result } in arrivals {
            let booked = result
                .map_err(RunError)
                .and_then(|(record, unchanged)| self.book(inputs[index].size, record, unchanged));
            match booked {
                Ok(record) => records[index] = Some(record),
                Err(error) => {
                    self.stop.store(true, Ordering::SeqCst);
                    failure.get_or_insert(error);
                }
            }
        }
        failure.map_or(Ok(records), Err)
    }

    fn book(
        &mut self,
        bytes: u64,
        record: DocumentRecord,
        unchanged: bool,
    ) -> Result<Booked, RunError> {
        if !unchanged || self.dropped.contains(&record.input) {
            self.append(&Record::Document(Box::new(record.clone())))?;
        }
        log(&record, unchanged);
        self.watcher.event(Event::Document {
            record: &record,
            unchanged,
            bytes,
        });
        Ok(Booked { record, unchanged })
    }

    fn append(&mut self, record: &Record) -> Result<(), RunError> {
        let output = |e| RunKind::Output(self.settings.output.clone(), e);
        Ok(self.manifest.append(record).map_err(output)?)
    }

    /// Brings the documents to their destination and closes the account.
    fn finish(
        &mut self,
        records: &Records,
        destination: Open,
        ours: &Ours,
    ) -> Result<Summary, RunError> {
        let mut summary = Summary::new(records);
        let read: Vec<&DocumentRecord> = records
            .iter()
            .flatten()
            .map(|booked| &booked.record)
            .filter(|r| r.outcome == Outcome::Read)
            .collect();
        let output = &self.settings.output;
        match assemble(
            output,
            &self.store,
            &read,
            destination,
            self.watcher,
            self.stop,
        )? {
            None => summary.stopped = true,
            Some(Assembled {
                written,
                tally,
                shared_keys,
            }) => {
                summary.shared_keys = shared_keys;
                summary.files = written.files;
                summary.load = written.load;
                summary.left_over = ours.left_over(&summary.files);
                summary.changed = ours.changed();
                summary.reconcile(&tally);
            }
        }
        self.end(&summary)?;
        Ok(summary)
    }

    fn end(&mut self, summary: &Summary) -> Result<(), RunError> {
        let output = |e| RunKind::Output(self.settings.output.clone(), e);
        if !self.manifest.is_in_place() {
            return Err(RunKind::OutputGone(self.settings.output.clone()).into());
        }
        self.append(&Record::End(EndRecord {
            finished: !summary.stopped,
            files: summary.files.clone(),
            left_over: summary.left_over.clone(),
            changed: summary.changed.clone(),
            problems: summary.problems.clone(),
        }))?;
        Ok(self.manifest.sync().map_err(output)?)
    }
}

/// What all lanes share.
struct Crew<'a> {
    inputs: &'a [Input],
    former: &'a [Option<DocumentRecord>],
    order: &'a [usize],
    next: &'a AtomicUsize,
    store: Store,
    fingerprint: &'a str,
    settings: &'a RunSettings,
    stop: &'a AtomicBool,
}

impl Crew<'_> {
    /// One lane's work: takes the next input until there is none.
    fn work(&self, sender: SyncSender<Arrival>) {
        let mut lane = Lane::new(LaneSettings {
            isolation: self.settings.isolation.clone(),
            options: self.settings.read.clone(),
            timeout: Duration::from_secs(self.settings.read.limits.seconds),
            max_memory: self.settings.max_memory,
        });
        while !self.stop.load(Ordering::SeqCst) {
            let turn = self.next.fetch_add(1, Ordering::SeqCst);
            let Some(&index) = self.order.get(turn) else {
                return;
            };
            let result = self.one(index, &mut lane);
            if sender.send(Arrival { index, result }).is_err() {
                return;
            }
        }
    }

    fn one(&self, index: usize, lane: &mut Lane) -> Result<(DocumentRecord, bool), RunKind> {
        let input = &self.inputs[index];
        let former = self.former[index].as_ref().filter(|r| self.is_kept(r));
        let job = Job {
            input: input.clone(),
            done_hash: former.and_then(|r| r.sha256.clone()),
        };
        let mut ended = lane.run(&job).map_err(RunKind::Worker)?;
        if is_changed(&ended) {
            // Someone was writing it: by now they may be done.
            ended = lane.run(&job).map_err(RunKind::Worker)?;
        }
        match (&ended.end, former) {
            (End::Reply(Reply::Unchanged), Some(former)) => Ok((former.clone(), true)),
            _ => self.record(input, ended).map(|record| (record, false)),
        }
    }

    fn is_kept(&self, record: &DocumentRecord) -> bool {
        match (&record.outcome, &record.document) {
            (Outcome::Read, Some(kept)) => self.store.get(kept).is_some(),
            (Outcome::Read, None) => false,
            (Outcome::Failed | Outcome::Quarantined, _) => true,
        }
    }

    fn record(&self, input: &Input, ended: Ended) -> Result<DocumentRecord, RunKind> {
        let mut record = DocumentRecord {
            input: input.name.clone(),
            settings: self.fingerprint.to_owned(),
            sha256: ended.sha256,
            outcome: Outcome::Failed,
            failure: None,
            facts: None,
            document: None,
        };
        match ended.end {
            End::Quarantined(failure) => {
                record.outcome = Outcome::Quarantined;
                record.failure = Some(failure);
            }
            End::Reply(Reply::Failed(failure)) => record.failure = Some(failure),
            End::Reply(Reply::Unchanged) => {
                let message = "a worker took an unread file for one that is done";
                record.failure = Some(Failure::new("internal", message));
            }
            End::Reply(Reply::Read(facts)) => {
                let sha256 = record.sha256.as_deref().unwrap_or_default();
                let key = Store::key(&input.name, sha256, self.fingerprint);
                let kept = self.store.put(&key, &ended.json);
                let output = &self.settings.output;
                record.document = Some(kept.map_err(|e| RunKind::Output(output.clone(), e))?);
                record.outcome = Outcome::Read;
                record.facts = Some(facts);
            }
        }
        Ok(record)
    }
}

fn log(record: &DocumentRecord, unchanged: bool) {
    let milliseconds = record.facts.as_ref().map(|f| f.milliseconds);
    match &record.failure {
        Some(failure) => tracing::info!(
            input = record.input,
            code = failure.code,
            reason = failure.message,
            "not read"
        ),
        None => tracing::info!(input = record.input, unchanged, milliseconds, "read"),
    }
}

fn is_changed(ended: &Ended) -> bool {
    matches!(&ended.end, End::Reply(Reply::Failed(failure)) if failure.code == "changed")
}

/// Positions of the inputs, largest first: the longest reading does not begin
/// when everything else is done.
fn largest_first(inputs: &[Input]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(inputs[*i].size), *i));
    order
}

/// Hash of everything but the bytes that a document depends on.
fn fingerprint(settings: &RunSettings) -> String {
    let options = serde_json::to_string(&settings.read).unwrap_or_default();
    let parts = format!("{}\u{1f}{options}", settings.program);
    sha256_hex(parts.as_bytes())[..32].to_owned()
}

/// The name of an input and the key of its document in the store.
fn key_of(record: &DocumentRecord) -> (String, Option<String>) {
    let key = record.document.as_ref().map(|kept| kept.key.clone());
    (record.input.clone(), key)
}

/// Whether a run was at work in an output folder before.
fn was_used(output: &Path) -> bool {
    let signs = [manifest::MANIFEST, STATE_FOLDER];
    signs.iter().any(|name| output.join(name).exists())
}

/// An error if files would be written over that are not of earlier runs.
fn spare_others(settings: &RunSettings, found: &Discovery, ours: &Ours) -> Result<(), RunError> {
    let RunSettings {
        output,
        destination,
        ..
    } = settings;
    match destination.would_write_over(output, &found.inputs, ours) {
        Some(path) => Err(RunKind::NotOurs(ExportError::not_ours(&path)).into()),
        None => Ok(()),
    }
}

fn lock(output: &Path) -> Result<std::fs::File, RunError> {
    let path = output.join(STATE_FOLDER).join("lock");
    let file = std::fs::File::create(&path).map_err(|e| RunKind::Output(path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(RunKind::Locked(output.to_owned()).into()),
        // File systems without locks: two runs at once are the user's care.
        Err(std::fs::TryLockError::Error(_)) => Ok(file),
    }
}

fn former_books(settings: &RunSettings) -> Result<Books, RunError> {
    let folder = &settings.output;
    let books = manifest::read(folder).map_err(|e| RunKind::Output(folder.clone(), e))?;
    if books.as_ref().is_some_and(|books| books.is_foreign) {
        let manifest = folder.join(manifest::MANIFEST);
        return Err(RunKind::NotOurs(ExportError::not_ours(&manifest)).into());
    }
    if settings.resume != Resume::Required {
        return Ok(books.unwrap_or_default());
    }
    let nothing = |why| RunKind::NothingToResume(folder.clone(), why);
    let books = books.ok_or_else(|| nothing("it has no manifest"))?;
    let fits = |run: &RunRecord| run.settings == fingerprint(settings);
    if books.last_run.as_ref().is_some_and(fits) {
        Ok(books)
    } else {
        Err(nothing("its last run was by another version or with other options").into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Resume, RunError, RunSettings, run};
    use crate::events::Unwatched;
    use crate::threads::tests::with_threads;
    use crate::{Destination, Isolation, ReadOptions, Summary, discover};
    use schede_export::{ExportOptions, FORMATS};
    use std::num::NonZeroUsize;
    use std::path::Path;
    use std::sync::atomic::AtomicBool;

    /// Reads all that is in a folder with two lanes, of which the system gives so many.
    fn run_with(lanes: usize, inputs: &Path, output: &Path) -> Result<Summary, RunError> {
        let settings = RunSettings {
            output: output.to_owned(),
            destination: Destination::Files {
                formats: FORMATS.iter().filter(|f| f.name == "json").collect(),
                options: ExportOptions::default(),
            },
            read: ReadOptions::default(),
            jobs: NonZeroUsize::MIN.saturating_add(1),
            isolation: Isolation::Thread,
            max_memory: None,
            resume: Resume::WhereItFits,
            retry: false,
            program: "test".to_owned(),
        };
        let found = discover(&[inputs.to_owned()], &[]);
        with_threads(lanes, || {
            run(found, &settings, &Unwatched, &AtomicBool::new(false))
        })
    }

    #[test]
    fn fewer_lanes_do_all_the_work_and_none_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = folder.path().join("in");
        std::fs::create_dir(&inputs).unwrap();
        for name in ["a.txt", "b.txt", "c.txt"] {
            std::fs::write(inputs.join(name), name).unwrap();
        }
        let failure = run_with(0, &inputs, &folder.path().join("none")).unwrap_err();
        let failure = failure.to_string();
        assert!(failure.starts_with("cannot start a thread"), "{failure}");
        let summary = run_with(1, &inputs, &folder.path().join("one")).unwrap();
        assert_eq!(summary.inputs, 3);
        assert!(!summary.stopped);
    }
}
