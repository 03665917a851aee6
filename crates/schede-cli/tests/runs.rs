//! Runs over many inputs: the same bytes however many lanes and however often
//! killed; what is done is not done again; a run cannot lose anything quietly.

mod common;

use common::{code, inputs, pdfs, results, run, schede, stderr, stdout};
use schede_bench::corpus::Dice;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn convert(input: &Path, output: &Path) -> Command {
    let mut command = schede();
    command.arg("convert").arg(input).arg("-o").arg(output);
    command
}

#[test]
fn output_does_not_depend_on_jobs_or_isolation() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    inputs(&input, 12);
    let read = |name: &str, flags: &[&str]| {
        let output = folder.path().join(name);
        let done = convert(&input, &output).args(flags).output().unwrap();
        assert_eq!(code(&done), 2, "{}", stderr(&done));
        results(&output)
    };
    let one = read("one", &["--jobs", "1"]);
    assert!(one.len() > 12);
    assert!(one == read("four", &["--jobs", "4"]));
    assert!(one == read("threads", &["--jobs", "3", "--isolation", "thread"]));
}

/// Set SCHEDE_DOCUMENTS and SCHEDE_KILLS for the long form.
fn asked(name: &str, short: u64) -> u64 {
    let value = std::env::var(name).ok().and_then(|v| v.parse().ok());
    value.unwrap_or(short)
}

#[test]
fn a_run_killed_again_and_again_ends_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    let n_documents = asked("SCHEDE_DOCUMENTS", 60);
    inputs(&input, n_documents);
    for (index, pdf) in pdfs().iter().take(n_documents as usize / 10).enumerate() {
        std::fs::copy(pdf, input.join(format!("pdf-{index:04}.pdf"))).unwrap();
    }
    let undisturbed = folder.path().join("undisturbed");
    convert(&input, &undisturbed).output().unwrap();

    let killed = folder.path().join("killed");
    let mut dice = Dice::new(n_documents);
    let longest = 20 * n_documents as usize;
    for _ in 0..asked("SCHEDE_KILLS", 8) {
        let mut child = convert(&input, &killed)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(longest) as u64 / 4));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let end = convert(&input, &killed).output().unwrap();
    assert_eq!(code(&end), 2, "{}", stderr(&end));
    let (expected, found) = (results(&undisturbed), results(&killed));
    let names = |r: &std::collections::BTreeMap<_, _>| r.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&expected), names(&found));
    assert!(expected == found, "a file differs");
}

#[test]
fn what_is_done_is_not_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    inputs(&input, 3);
    convert(&input, &output).output().unwrap();
    let n_unchanged = |flags: &[&str]| {
        let mut command = convert(&input, &output);
        let done = command
            .args(["--progress", "json"])
            .args(flags)
            .output()
            .unwrap();
        stderr(&done).matches("\"unchanged\":true").count()
    };
    assert_eq!(n_unchanged(&[]), 7);
    assert_eq!(n_unchanged(&["--resume"]), 7);
    assert_eq!(
        n_unchanged(&["--retry"]),
        4,
        "the three that failed are tried again"
    );
    std::fs::write(input.join("plan-0001.txt"), "Altro testo.\n").unwrap();
    assert_eq!(n_unchanged(&[]), 6);
    assert_eq!(n_unchanged(&["--fresh"]), 0);
    assert_eq!(
        n_unchanged(&["--year", "2031"]),
        0,
        "other options, other documents"
    );
}

#[test]
fn resume_without_a_run_to_resume_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    inputs(&input, 1);
    let done = convert(&input, &output).arg("--resume").output().unwrap();
    assert_eq!(code(&done), 2);
    assert!(
        stderr(&done).contains("no run to go on with"),
        "{}",
        stderr(&done)
    );
}

#[test]
fn status_names_what_was_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    inputs(&input, 2);
    convert(&input, &output).output().unwrap();
    let status = run(&["status", output.to_str().unwrap()]);
    let text = stdout(&status);
    assert_eq!(code(&status), 2);
    assert!(text.contains("finished"), "{text}");
    assert!(
        text.contains("bad-empty.txt\": the file is empty"),
        "{text}"
    );
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in"), folder.path().join("out"));
    inputs(&input, 1);
    std::fs::create_dir_all(output.join(".schede")).unwrap();
    let lock = std::fs::File::create(output.join(".schede/lock")).unwrap();
    lock.lock().unwrap();
    let done = convert(&input, &output).output().unwrap();
    assert_eq!(code(&done), 2);
    assert!(stderr(&done).contains("another run"), "{}", stderr(&done));
}
