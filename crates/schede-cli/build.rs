//! Names the commit and the features in `schede --version`.
//!
//! In: the git folder, if there is one and git is installed; the environment
//! variable SCHEDE_COMMIT goes before both (for builds from an archive). Out:
//! two environment variables for the compiler. Downloads nothing.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=SCHEDE_COMMIT");
    for path in ["../../.git/HEAD", "../../.git/logs/HEAD"] {
        if Path::new(path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let commit = std::env::var("SCHEDE_COMMIT").ok().or_else(git_commit);
    let commit = commit.unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=SCHEDE_COMMIT={commit}");
    println!("cargo:rustc-env=SCHEDE_FEATURES={}", features());
}

fn git_commit() -> Option<String> {
    let arguments = ["rev-parse", "--short=12", "HEAD"];
    let output = Command::new("git").args(arguments).output().ok()?;
    let commit = String::from_utf8(output.stdout).ok()?;
    let commit = commit.trim();
    (output.status.success() && !commit.is_empty()).then(|| commit.to_owned())
}

fn features() -> String {
    let known = ["postgres", "sqlite"];
    let on = |f: &&str| std::env::var_os(format!("CARGO_FEATURE_{}", f.to_uppercase())).is_some();
    let named: Vec<&str> = known.into_iter().filter(|f| on(f)).collect();
    if named.is_empty() {
        "none".to_owned()
    } else {
        named.join(", ")
    }
}
