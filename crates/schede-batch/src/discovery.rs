//! Finding the inputs: files, folders, globs, lists, zip archives.
//!
//! In: what stands on the command line. Out: the inputs in an order that
//! depends only on their names, and what was passed over, with the reason.
//! Linked folders are not followed, pipes and devices in a folder not opened.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::archive;
use crate::error::Failure;
use crate::input::{Input, Origin};
use crate::paths;

/// What was found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The inputs, each once: arguments in their order, folders by name.
    pub inputs: Vec<Input>,
    /// Arguments that name nothing that can be read.
    pub failures: Vec<(String, Failure)>,
    /// Things in folders that were passed over, with the reason.
    pub passed_over: Vec<(String, &'static str)>,
}

/// Finds the inputs that `arguments` name. Folders in `avoid` (the output
/// folder) are not entered.
pub fn discover(arguments: &[PathBuf], avoid: &[PathBuf]) -> Discovery {
    let mut finder = Finder {
        avoid: avoid.iter().filter_map(|p| p.canonicalize().ok()).collect(),
        ..Finder::default()
    };
    for argument in arguments {
        finder.argument(argument);
    }
    finder.found
}

#[derive(Default)]
struct Finder {
    found: Discovery,
    seen: HashSet<PathBuf>,
    avoid: Vec<PathBuf>,
}

impl Finder {
    fn argument(&mut self, argument: &Path) {
        if argument.as_os_str() == "-" {
            self.found.inputs.push(Input::stdin());
        } else if fs::symlink_metadata(argument).is_err() && is_glob(argument) {
            self.glob(argument);
        } else {
            self.named(argument);
        }
    }

    /// Something the user named: it must exist.
    fn named(&mut self, path: &Path) {
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(error) => return self.fail(path, io_failure(&error)),
        };
        if meta.is_dir() {
            self.folder_argument(path);
        } else if meta.is_file() {
            self.file(path, meta.len());
        } else if is_pipe(&meta) {
            self.push(path, 0, Origin::Stream(path.to_owned()));
        } else {
            let message = "not a file, a folder or a pipe";
            self.fail(path, Failure::new("not-a-file", message));
        }
    }

    fn folder_argument(&mut self, path: &Path) {
        let before = self.found.inputs.len() + self.found.failures.len();
        self.folder(path);
        if self.found.inputs.len() + self.found.failures.len() == before {
            let message = "no .txt, .pdf, .p7m or .zip file in this folder";
            self.fail(path, Failure::new("no-inputs", message));
        }
    }

    fn folder(&mut self, path: &Path) {
        if path.canonicalize().is_ok_and(|p| self.avoid.contains(&p)) {
            return;
        }
        let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        match entries {
            Err(error) => self.fail(path, io_failure(&error)),
            Ok(mut entries) => {
                entries.sort_by_key(fs::DirEntry::file_name);
                for entry in entries {
                    self.entry(&entry.path());
                }
            }
        }
    }

    fn entry(&mut self, path: &Path) {
        let Ok(meta) = fs::symlink_metadata(path) else {
            return self.pass_over(path, "vanished");
        };
        if meta.is_dir() {
            return self.folder(path);
        }
        if !is_wanted(path) {
            return;
        }
        match fs::metadata(path) {
            Ok(target) if target.is_file() => {
                self.file(path, target.len());
            }
            Ok(target) if target.is_dir() => self.pass_over(path, "link to a folder"),
            Ok(_) => self.pass_over(path, "pipe, socket or device"),
            Err(_) => self.pass_over(path, "link that leads nowhere"),
        }
    }

    fn glob(&mut self, pattern: &Path) {
        let matches: Vec<PathBuf> = pattern
            .to_str()
            .and_then(|p| glob::glob(p).ok())
            .map(|paths| paths.filter_map(Result::ok).collect())
            .unwrap_or_default();
        if matches.is_empty() {
            let message = "no file has a name of this form";
            self.fail(pattern, Failure::new("not-found", message));
        }
        for path in matches {
            self.named(&path);
        }
    }

    fn file(&mut self, path: &Path, size: u64) {
        if has_extension(path, "zip") {
            match archive::entries(path, is_document) {
                Ok(inputs) => self.found.inputs.extend(inputs),
                Err(error) => self.fail(path, Failure::from(&error)),
            }
        } else {
            self.push(path, size, Origin::File(path.to_owned()));
        }
    }

    fn push(&mut self, path: &Path, size: u64, origin: Origin) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.seen.insert(real) {
            let name = paths::to_text(path);
            self.found.inputs.push(Input { name, size, origin });
        } else {
            self.pass_over(path, "named twice");
        }
    }

    fn fail(&mut self, path: &Path, failure: Failure) {
        self.found.failures.push((paths::to_text(path), failure));
    }

    fn pass_over(&mut self, path: &Path, reason: &'static str) {
        self.found.passed_over.push((paths::to_text(path), reason));
    }
}

fn io_failure(error: &std::io::Error) -> Failure {
    Failure::from(&crate::ReadError::new(
        "",
        crate::error::Kind::from_io(error),
    ))
}

fn is_glob(path: &Path) -> bool {
    path.to_str().is_some_and(|p| p.contains(['*', '?', '[']))
}

/// Whether a file in a folder is an input, by its name.
fn is_wanted(path: &Path) -> bool {
    is_document(path) || has_extension(path, "zip")
}

fn is_document(path: &Path) -> bool {
    ["txt", "pdf", "p7m"].iter().any(|e| has_extension(path, e))
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(wanted))
}

#[cfg(unix)]
fn is_pipe(meta: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&meta.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}
