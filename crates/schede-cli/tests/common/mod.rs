//! What the tests of the program share: running it, made-up inputs, comparing
//! folders.

// Each test file uses its own part of this.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program.
pub fn schede() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_schede"));
    command.current_dir(workspace());
    command
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/schede-cli lies two folders down")
        .to_owned()
}

/// Runs a command line given as words.
pub fn run(arguments: &[&str]) -> Output {
    schede().args(arguments).output().expect("schede starts")
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The exit code.
pub fn code(output: &Output) -> i32 {
    output.status.code().expect("schede was not killed")
}

/// A folder of made-up plans as text, with every kind of bad file among them.
pub fn inputs(folder: &Path, n_documents: u64) {
    std::fs::create_dir_all(folder).unwrap();
    for seed in 0..n_documents {
        let plan = schede_bench::corpus::plan(seed, 1 + (seed % 5) as usize);
        std::fs::write(folder.join(format!("plan-{seed:04}.txt")), plan).unwrap();
    }
    std::fs::write(folder.join("bad-empty.txt"), "").unwrap();
    std::fs::write(folder.join("bad-binary.txt"), [0u8, 1, 2, 3].repeat(300)).unwrap();
    std::fs::write(folder.join("bad-cut.pdf"), "%PDF-1.7\n1 0 obj\n<<").unwrap();
    std::fs::write(folder.join("no-sheet.txt"), "Relazione di una pagina.\n").unwrap();
}

/// The PDFs of our fixtures.
pub fn pdfs() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in std::fs::read_dir(workspace().join("fixtures/pdf")).unwrap() {
        let Ok(files) = std::fs::read_dir(folder.unwrap().path()) else {
            continue;
        };
        let paths = files.map(|f| f.unwrap().path());
        found.extend(paths.filter(|p| p.extension().is_some_and(|e| e == "pdf")));
    }
    found.sort();
    found
}

/// The results in an output folder: every file but the books of the run.
pub fn results(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, folder, &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if name == ".schede" || name == "manifest.ndjson" {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let inside = path.strip_prefix(root).unwrap().to_owned();
            found.insert(inside, std::fs::read(&path).unwrap());
        }
    }
}
