//! A folder of plans of invented bodies, and runs over it.

// Each test file uses its own part of this.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// So many plans that a run over them can be disturbed on its way: not optimised, the program
/// takes several times as long for each.
pub const MANY: usize = if cfg!(debug_assertions) { 50 } else { 200 };

/// A folder with plans in its folder `in`.
pub struct Plans {
    /// The folder.
    pub folder: tempfile::TempDir,
}

impl Plans {
    /// So many plans, no two alike: text of different length, and some PDFs.
    pub fn many(n_plans: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inputs = folder.path().join("in");
        fs::create_dir(&inputs).unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
        let sheet = fs::read_to_string(fixtures.join("example/piano.txt")).unwrap();
        let pdf = fs::read(fixtures.join("pdf/rl-urls/rl-urls.pdf")).unwrap();
        for n in 0..n_plans {
            if n % 10 == 9 {
                fs::write(inputs.join(format!("plan-{n}.pdf")), &pdf).unwrap();
                continue;
            }
            let own = sheet.replace("BORGO LUNARE", &format!("BORGO LUNARE {n}"));
            let plan = own.repeat(1 + n % 4);
            fs::write(inputs.join(format!("plan-{n}.txt")), plan).unwrap();
        }
        Self { folder }
    }

    fn command(&self, output: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_schede"));
        command
            .args(["convert", "in", "-o", output, "--quiet"])
            .args(arguments)
            .current_dir(self.folder.path());
        command
    }

    /// A whole run that must end well.
    pub fn convert(&self, output: &str, arguments: &[&str]) {
        let done = self.command(output, arguments).output().unwrap();
        assert!(done.status.success(), "{}", text(&done.stderr));
    }

    /// A whole run over these inputs that must end well.
    pub fn convert_only(&self, output: &str, inputs: &[&str]) {
        let mut arguments = vec!["convert", "-o", output, "--quiet"];
        arguments.extend_from_slice(inputs);
        let done = schede(self.folder.path(), &arguments);
        assert!(done.status.success(), "{}", text(&done.stderr));
    }

    /// A run that is not waited for.
    pub fn begin(&self, output: &str, arguments: &[&str]) -> Child {
        let mut command = self.command(output, arguments);
        command.stderr(Stdio::null()).spawn().unwrap()
    }

    /// What a run has written, by name. The books hold times and stay out.
    pub fn results(&self, output: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let folder = self.folder.path().join(output);
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let name = PathBuf::from(entry.file_name());
            if entry.path().is_file() && name != Path::new("manifest.ndjson") {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
        assert!(found.len() > 5, "too few results: {:?}", found.keys());
        found
    }

    /// Number of documents a run has written.
    pub fn documents(&self, output: &str) -> usize {
        let results = self.results(output);
        let is_document = |p: &&PathBuf| {
            p.extension().is_some_and(|e| e == "json") && *p != Path::new("datapackage.json")
        };
        results.keys().filter(is_document).count()
    }
}

/// Runs the program in a folder.
pub fn schede(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_schede"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// An archive of these entries.
pub fn zip(path: &Path, entries: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in entries {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The processes that a process has started.
#[cfg(target_os = "linux")]
pub fn children_of(parent: u32) -> Vec<String> {
    let mut children = Vec::new();
    let tasks = fs::read_dir(format!("/proc/{parent}/task"));
    for task in tasks.into_iter().flatten().flatten() {
        let listed = fs::read_to_string(task.path().join("children"));
        let listed = listed.unwrap_or_default();
        children.extend(listed.split_whitespace().map(str::to_owned));
    }
    children
}

/// Kills the processes that a process has started.
#[cfg(target_os = "linux")]
pub fn kill_children_of(parent: u32) {
    for child in children_of(parent) {
        let killed = Command::new("kill").args(["-KILL", &child]).output();
        killed.unwrap();
    }
}
