//! Names the commit and the features in `schede --version`.
//!
//! In: the git folder, if there is one and git is installed; the environment
//! variable SCHEDE_COMMIT goes before both (for builds from an archive). Out:
//! two environment variables for the compiler. Downloads nothing.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=SCHEDE_COMMIT");
    for name in ["HEAD", "logs/HEAD"] {
        // Where they are in a second working tree, only git knows.
        let path = git(&["rev-parse", "--git-path", name]);
        if let Some(path) = path.filter(|p| Path::new(p).exists()) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let commit = std::env::var("SCHEDE_COMMIT")
        .ok()
        .or_else(|| git(&["rev-parse", "--short=12", "HEAD"]));
    let commit = commit.unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=SCHEDE_COMMIT={commit}");
    println!("cargo:rustc-env=SCHEDE_FEATURES={}", features());
}

/// What git answers, if it is there and this is a working tree of it.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    let answer = answer.trim();
    (output.status.success() && !answer.is_empty()).then(|| answer.to_owned())
}

fn features() -> String {
    let known = ["parquet", "postgres", "sqlite", "xlsx"];
    let on = |f: &&str| std::env::var_os(format!("CARGO_FEATURE_{}", f.to_uppercase())).is_some();
    let named: Vec<&str> = known.into_iter().filter(|f| on(f)).collect();
    if named.is_empty() {
        "none".to_owned()
    } else {
        named.join(", ")
    }
}
