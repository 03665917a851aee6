//! Where the documents of a run go: files in the output folder, or a database.
//!
//! In: documents in the order of the inputs. Out: what was written. One
//! document is in memory at a time; the forms of a large one are written at once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use schede_export::formats::check_together;
use schede_export::load::{LoadOptions, LoadReport, Loader};
use schede_export::{ExportError, ExportOptions, Exporter, Folder, Format, Guard};
use schede_model::Document;

use crate::input::Input;
use crate::manifest::FileRecord;
use crate::paths;
use crate::threads;

/// Where the documents of a run go.
#[derive(Debug, Clone)]
pub enum Destination {
    /// Files in the output folder.
    Files {
        /// Forms to write.
        formats: Vec<&'static Format>,
        /// Choices the forms may heed.
        options: ExportOptions,
    },
    /// A database.
    Database {
        /// `sqlite:FILE` or `postgres://...`.
        target: String,
        /// How to load.
        options: LoadOptions,
    },
}

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub files: Vec<FileRecord>,
    pub load: Option<LoadReport>,
}

/// A destination, open.
pub(crate) enum Open {
    Files(Vec<Box<dyn Exporter>>),
    Database(Box<Loader>),
}

impl Destination {
    /// Says what is wrong with it before anything is made or read.
    pub(crate) fn check(&self) -> Result<(), ExportError> {
        match self {
            Self::Files { formats, .. } => check_together(formats),
            Self::Database { .. } => Ok(()),
        }
    }

    /// A file in the output folder that the run would write over, other than those that
    /// runs before it have written.
    pub(crate) fn would_write_over(
        &self,
        output: &Path,
        inputs: &[Input],
        ours: &dyn Guard,
    ) -> Option<PathBuf> {
        let Self::Files { formats, .. } = self else {
            return None;
        };
        let inputs: Vec<String> = inputs.iter().map(Input::file_name).collect();
        let names = formats
            .iter()
            .flat_map(|format| format.names(inputs.iter().map(String::as_str)));
        let mut paths = names.map(|name| output.join(name));
        paths.find(|path| path.symlink_metadata().is_ok() && !ours.is_ours(path))
    }

    /// Opens it: what cannot be written to is found out before anything is read.
    pub(crate) fn open(&self, output: &Path, ours: Arc<dyn Guard>) -> Result<Open, ExportError> {
        match self {
            Self::Files { formats, options } => {
                let folder = Folder::guarded(output, ours);
                let opened = formats.iter().map(|f| (f.open)(&folder, options));
                opened.collect::<Result<_, _>>().map(Open::Files)
            }
            Self::Database { target, options } => Loader::open(target, *options)
                .map(Box::new)
                .map(Open::Database),
        }
    }
}

impl Open {
    pub(crate) fn document(&mut self, document: &Document) -> Result<(), ExportError> {
        match self {
            Self::Files(exporters) => in_all(exporters, document),
            Self::Database(loader) => loader.document(document),
        }
    }

    pub(crate) fn finish(self, output: &Path) -> Result<Written, ExportError> {
        let mut written = Written::default();
        match self {
            Self::Database(loader) => written.load = Some(loader.finish()?),
            Self::Files(exporters) => {
                for exporter in exporters {
                    let files = exporter.finish()?.files;
                    written
                        .files
                        .extend(files.into_iter().map(|f| record(output, f)));
                }
            }
        }
        written.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(written)
    }
}

/// Values of a document, at least, for which threads are started: to write less takes no
/// longer than to start them.
const LARGE: usize = 1000;

/// Gives a document to all forms, a large one to several at the same time. They put it in place
/// in their order, and the failure of the first one in it is the one that is told.
fn in_all(exporters: &mut [Box<dyn Exporter>], document: &Document) -> Result<(), ExportError> {
    if document.provenance.len() < LARGE {
        return exporters.iter_mut().try_for_each(|e| e.document(document));
    }
    let taken = threads::all(exporters.iter_mut().collect(), |e| e.take(document));
    let placed = exporters.iter_mut().zip(taken);
    let ended: Vec<_> = placed
        .map(|(exporter, taken)| taken.and_then(|()| exporter.place()))
        .collect();
    ended.into_iter().collect()
}

fn record(output: &Path, file: schede_export::atomic::Finished) -> FileRecord {
    let inside = file.path.strip_prefix(output).unwrap_or(&file.path);
    FileRecord {
        path: paths::to_text(inside),
        bytes: file.bytes,
        sha256: file.sha256,
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGE, in_all};
    use schede_export::{ExportError, Exporter};
    use schede_model::{Document, Entity, Plan, Provenance, Reader, Source, Span};
    use std::io::Error;
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::sync::{Arc, Mutex};

    use crate::threads::tests::with_threads;

    /// Counts the documents it takes, and fails at the file of this name if there is one.
    struct Counter(Arc<AtomicUsize>, &'static str);

    impl Exporter for Counter {
        fn take(&mut self, _: &Document) -> Result<(), ExportError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            match self.1 {
                "" => Ok(()),
                name => Err(ExportError::file(
                    "write",
                    Path::new(name),
                    Error::other("full"),
                )),
            }
        }
        fn finish(self: Box<Self>) -> Result<schede_export::Written, ExportError> {
            Ok(schede_export::Written::default())
        }
    }

    fn document(n_values: usize) -> Document {
        let mut provenance = Provenance::default();
        let span = Span {
            page: 1,
            line: 1,
            start: 0,
            end: 1,
            bbox: None,
            read_by: None,
        };
        (0..n_values).for_each(|n| provenance.record(&format!("/objectives/{n}/title"), [span]));
        Document {
            schema_version: "1".to_owned(),
            source: Source {
                file_name: "plan.txt".to_owned(),
                sha256: String::new(),
                media_type: "text/plain".to_owned(),
                reader: Reader("text".to_owned()),
                pages: 1,
                profile: None,
            },
            entity: Entity::default(),
            plan: Plan::default(),
            objectives: Vec::new(),
            findings: Vec::new(),
            provenance,
        }
    }

    #[test]
    fn all_forms_take_a_document_and_the_first_failure_is_told() {
        for n_values in [1, LARGE] {
            let document = document(n_values);
            let taken = Arc::new(AtomicUsize::new(0));
            let all = |fails: [&'static str; 3]| {
                let forms = fails
                    .map(|name| Box::new(Counter(Arc::clone(&taken), name)) as Box<dyn Exporter>);
                in_all(&mut Vec::from(forms), &document)
            };
            assert!(all([""; 3]).is_ok());
            assert_eq!(taken.load(Ordering::SeqCst), 3);
            let failure = all(["", "second", "third"]).unwrap_err().to_string();
            assert!(failure.contains("second"), "{failure}");
        }
    }

    #[test]
    fn forms_are_written_where_the_system_gives_no_thread() {
        let taken = Arc::new(AtomicUsize::new(0));
        let forms =
            [""; 3].map(|name| Box::new(Counter(Arc::clone(&taken), name)) as Box<dyn Exporter>);
        let written = with_threads(0, || in_all(&mut Vec::from(forms), &document(LARGE)));
        assert!(written.is_ok());
        assert_eq!(taken.load(Ordering::SeqCst), 3);
    }

    /// Notes when it puts a document in place; it has taken it when the form behind it has.
    struct Late {
        behind: Option<Receiver<()>>,
        done: Sender<()>,
        name: &'static str,
        placed: Arc<Mutex<Vec<&'static str>>>,
    }

    impl Exporter for Late {
        fn take(&mut self, _: &Document) -> Result<(), ExportError> {
            if let Some(behind) = &self.behind {
                behind.recv().expect("the form behind takes it, too");
            }
            // The first one is waited for by none.
            let _ = self.done.send(());
            Ok(())
        }
        fn place(&mut self) -> Result<(), ExportError> {
            self.placed.lock().expect("no panic").push(self.name);
            Ok(())
        }
        fn finish(self: Box<Self>) -> Result<schede_export::Written, ExportError> {
            Ok(schede_export::Written::default())
        }
    }

    #[test]
    fn forms_put_a_document_in_place_in_their_order_whichever_is_done_first() {
        let placed = Arc::new(Mutex::new(Vec::new()));
        let mut behind = None;
        let mut forms: Vec<Box<dyn Exporter>> = Vec::new();
        for name in ["third", "second", "first"] {
            let (done, next) = channel();
            forms.insert(
                0,
                Box::new(Late {
                    behind: behind.replace(next),
                    done,
                    name,
                    placed: Arc::clone(&placed),
                }),
            );
        }
        assert!(in_all(&mut forms, &document(LARGE)).is_ok());
        assert_eq!(*placed.lock().unwrap(), ["first", "second", "third"]);
    }
}
