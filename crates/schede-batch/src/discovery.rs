//! Finding the inputs: files, folders, globs, lists, zip archives.
//!
//! In: what stands on the command line. Out: the inputs in an order that
//! depends only on their names, and what was passed over, with the reason.
//! Linked folders are not followed, pipes and devices in a folder not opened.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::archive::{self, Kind};
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
    pub passed_over: Vec<PassedOver>,
}

/// Something in a folder or archive that is no input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
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
    /// Names of the failures: one that is named twice fails once.
    failed: HashSet<String>,
    /// Inputs and failures that were met again.
    n_again: usize,
    avoid: Vec<PathBuf>,
    /// Files of other kinds in the folder that was named.
    n_others: usize,
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
            self.file(path, meta.len(), true);
        } else if is_pipe(&meta) {
            self.push(path, 0, Origin::Stream(path.to_owned()));
        } else {
            let message = "not a file, a folder or a pipe";
            self.fail(path, Failure::new("not-a-file", message));
        }
    }

    fn folder_argument(&mut self, path: &Path) {
        if self.is_avoided(path) {
            let message = "this is the output folder, which is not read; give another one with -o";
            return self.fail(path, Failure::new("output-folder", message));
        }
        let before = self.n_met();
        self.n_others = 0;
        self.folder(path);
        if self.n_others > 0 {
            self.pass_over(path, &others(self.n_others));
        }
        if self.n_met() == before {
            let message = "no .txt, .pdf, .p7m or .zip file in this folder";
            self.fail(path, Failure::new("no-inputs", message));
        }
    }

    /// Inputs and failures met so far; a folder that adds none holds nothing to read,
    /// one whose files were all named before does.
    fn n_met(&self) -> usize {
        self.found.inputs.len() + self.found.failures.len() + self.n_again
    }

    fn is_avoided(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|p| self.avoid.contains(&p))
    }

    fn folder(&mut self, path: &Path) {
        if self.is_avoided(path) {
            return;
        }
        // Names only: entries would keep the folder open while those below it are
        // read, and few files may be open.
        let names = fs::read_dir(path)
            .and_then(|entries| entries.map(|e| e.map(|e| e.file_name())).collect());
        let mut names: Vec<OsString> = match names {
            Ok(names) => names,
            Err(error) => return self.fail(path, io_failure(&error)),
        };
        names.sort_unstable();
        for name in names {
            self.entry(&path.join(name));
        }
    }

    fn entry(&mut self, path: &Path) {
        let Ok(meta) = fs::symlink_metadata(path) else {
            return self.pass_over(path, "vanished");
        };
        if meta.is_dir() {
            return self.folder(path);
        }
        let target = fs::metadata(path);
        if target.as_ref().is_ok_and(fs::Metadata::is_dir) {
            return self.pass_over(path, "link to a folder");
        }
        if !is_wanted(path) {
            self.n_others += 1;
            return;
        }
        match target {
            Ok(target) if target.is_file() => self.file(path, target.len(), false),
            Ok(_) => self.pass_over(path, "pipe, socket or device"),
            Err(_) => self.pass_over(path, "link that leads nowhere"),
        }
    }

    fn glob(&mut self, pattern: &Path) {
        let matches = pattern.to_str().and_then(|p| glob::glob(p).ok());
        let matches: Vec<_> = matches.into_iter().flatten().collect();
        if matches.is_empty() {
            let message = "no file has a name of this form";
            self.fail(pattern, Failure::new("not-found", message));
        }
        for found in matches {
            match found {
                Ok(path) => self.named(&path),
                Err(error) => {
                    let failure = io_failure(error.error());
                    self.fail(error.path(), failure);
                }
            }
        }
    }

    fn file(&mut self, path: &Path, size: u64, named: bool) {
        if !has_extension(path, "zip") {
            self.push(path, size, Origin::File(path.to_owned()));
        } else if self.is_new(path) {
            self.archive(path, named);
        }
    }

    fn archive(&mut self, path: &Path, named: bool) {
        let listing = match archive::entries(path, kind) {
            Ok(listing) => listing,
            Err(error) => return self.fail(path, Failure::from(&error)),
        };
        let n_known = listing.inputs.len() + listing.failures.len();
        if n_known == 0 && named {
            let message = "no .txt, .pdf or .p7m file in this archive";
            self.fail(path, Failure::new("no-inputs", message));
        } else if n_known == 0 || listing.n_others > 0 {
            self.pass_over(path, &others(listing.n_others));
        }
        self.found.inputs.extend(listing.inputs);
        self.found.failures.extend(listing.failures);
    }

    fn push(&mut self, path: &Path, size: u64, origin: Origin) {
        if self.is_new(path) {
            let name = paths::to_text(path);
            self.found.inputs.push(Input { name, size, origin });
        }
    }

    /// Whether a file was not named before, be it by another name.
    fn is_new(&mut self, path: &Path) -> bool {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let new = self.seen.insert(real);
        if !new {
            self.n_again += 1;
            self.pass_over(path, "named twice");
        }
        new
    }

    fn fail(&mut self, path: &Path, failure: Failure) {
        let name = paths::to_text(path);
        if self.failed.insert(name.clone()) {
            self.found.failures.push((name, failure));
        } else {
            self.n_again += 1;
        }
    }

    fn pass_over(&mut self, path: &Path, reason: &str) {
        self.found.passed_over.push(PassedOver {
            name: paths::to_text(path),
            reason: reason.to_owned(),
        });
    }
}

fn others(n_files: usize) -> String {
    match n_files {
        1 => "1 file in it is of another kind".to_owned(),
        n => format!("{n} files in it are of other kinds"),
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
    kind(path) != Kind::Other
}

/// What a file is, by its name.
fn kind(path: &Path) -> Kind {
    let is = |extensions: &[&str]| extensions.iter().any(|e| has_extension(path, e));
    if is(&["txt", "pdf", "p7m"]) {
        Kind::Document
    } else if is(&["zip"]) {
        Kind::Archive
    } else {
        Kind::Other
    }
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
