//! What the program says while it works: events, logs, its version, its manuals.

#![allow(clippy::unwrap_used)]

mod plans;

use plans::{Plans, schede, text};
use serde_json::Value;

fn lines_of_json(errors: &str) -> Vec<Value> {
    let parse = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
    errors.lines().map(parse).collect()
}

#[test]
fn each_event_is_a_line_of_json() {
    let plans = Plans::many(4);
    let arguments = ["convert", "in", "-o", "out", "--progress", "json"];
    let run = schede(plans.folder.path(), &arguments);
    let events = lines_of_json(&text(&run.stderr));
    let kinds: Vec<&str> = events
        .iter()
        .map(|e| e["event"].as_str().unwrap())
        .collect();
    let wanted = [
        &["started"][..],
        &["document"; 4],
        &["assembling", "summary"],
    ];
    assert_eq!(kinds, wanted.concat());
    let Some(summary) = events.last().map(|e| &e["summary"]) else {
        panic!("no events");
    };
    let units = summary["org_units"].as_object().unwrap().values();
    let sum: u64 = units.map(|n| n.as_u64().unwrap()).sum();
    assert!(sum > 0);
    assert_eq!(summary["objectives"], sum);
    let pages = &summary["pages"];
    let count = |what: &str| pages[what].as_u64().unwrap();
    assert_eq!(count("seen"), count("sheets") + count("other"));
}

#[test]
fn who_asks_for_quiet_gets_it() {
    let plans = Plans::many(2);
    std::fs::write(plans.folder.path().join("in/note.md"), "").unwrap();
    let run = schede(plans.folder.path(), &["convert", "in", "-o", "out", "-q"]);
    assert!(run.status.success());
    assert_eq!(text(&run.stderr) + &text(&run.stdout), "");
}

#[test]
fn logs_are_for_people_or_for_programs() {
    let plans = Plans::many(3);
    let arguments = [
        "convert",
        "in",
        "-o",
        "out",
        "-v",
        "--log-format",
        "json",
        "--progress",
        "json",
    ];
    let run = schede(plans.folder.path(), &arguments);
    let lines = lines_of_json(&text(&run.stderr));
    let logged = lines.iter().filter(|l| l["level"] == "INFO");
    assert_eq!(logged.count(), 3, "{lines:#?}");
    let run = schede(plans.folder.path(), &["convert", "in", "-o", "again", "-v"]);
    let errors = text(&run.stderr);
    assert_eq!(errors.matches(" INFO read input=").count(), 3, "{errors}");
}

#[cfg(target_os = "linux")]
#[test]
fn messages_that_nobody_can_read_stop_nothing() {
    let plans = Plans::many(3);
    let script = "\"$0\" convert in -o out -vv 2> /dev/full";
    let run = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_schede")])
        .current_dir(plans.folder.path())
        .status();
    assert_eq!(run.unwrap().code(), Some(0));
    assert_eq!(plans.documents("out"), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn data_that_cannot_be_written_is_an_error() {
    let plans = Plans::many(1);
    let script = "\"$0\" convert in/plan-0.txt > /dev/full";
    let run = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_schede")])
        .current_dir(plans.folder.path())
        .output()
        .unwrap();
    let errors = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{errors}");
    assert!(
        errors.contains("cannot write to standard output"),
        "{errors}"
    );
}

#[test]
fn the_version_names_commit_and_features() {
    let run = schede(std::path::Path::new("."), &["--version"]);
    let version = text(&run.stdout);
    assert!(version.contains(env!("CARGO_PKG_VERSION")), "{version}");
    let (_, rest) = version.split_once("(commit ").unwrap();
    let (commit, features) = rest.split_once(", features: ").unwrap();
    let hexadecimal = commit.len() == 12 && commit.chars().all(|c| c.is_ascii_hexdigit());
    assert!(hexadecimal || commit == "unknown", "{version}");
    let wanted = [
        ("parquet", cfg!(feature = "parquet")),
        ("postgres", cfg!(feature = "postgres")),
        ("sqlite", cfg!(feature = "sqlite")),
        ("xlsx", cfg!(feature = "xlsx")),
    ];
    let help = text(&schede(std::path::Path::new("."), &["convert", "--help"]).stdout);
    for (feature, on) in wanted {
        assert_eq!(features.contains(feature), on, "{version}");
        let is_form = matches!(feature, "parquet" | "xlsx");
        assert!(!is_form || help.contains(&format!("- {feature}:")) == on);
    }
}

#[test]
fn each_command_has_its_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let run = schede(folder.path(), &["man", "-o", "pages"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let help = text(&schede(folder.path(), &["--help"]).stdout);
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands.lines().take_while(|l| !l.is_empty());
    let names: Vec<&str> = commands
        .filter_map(|l| l.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    assert!(names.contains(&"convert") && !names.contains(&"worker"));
    for name in names.iter().filter(|name| **name != "help") {
        let path = folder.path().join(format!("pages/schede-{name}.1"));
        let page = std::fs::read_to_string(path).unwrap();
        assert!(page.contains(".SH NAME"), "{name}");
    }
    let main = std::fs::read_to_string(folder.path().join("pages/schede.1")).unwrap();
    assert!(main.contains("convert"));
}

#[test]
fn every_shell_gets_completions_of_every_flag() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = schede(std::path::Path::new("."), &["completions", shell]);
        let script = text(&run.stdout);
        for word in ["convert", "inputs-from", "max-memory", "log-format"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}
