//! Reads a PDF as far as asked, and says how long that took inside the process:
//! `road words FILE [RUNS]` stops after the words of the pages, `road records FILE
//! [RUNS]` goes on to the records. The least of several runs counts.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use schede_batch::{Bytes, Input, ReadOptions, read_document};
use schede_pdf::{OpenOptions, PdfFile};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stage, path, rest @ ..] = arguments.as_slice() else {
        return Err("expected words or records, and a file".into());
    };
    let runs: u32 = rest.first().map_or(Ok(1), |n| n.parse())?;
    let input = Input::file(Path::new(path));
    let options = ReadOptions::default();
    let bytes = input.bytes(options.limits.input_bytes)?;
    let mut least = Duration::MAX;
    let mut found = String::new();
    for _ in 0..runs.max(1) {
        let started = Instant::now();
        found = match stage.as_str() {
            "words" => words(&bytes)?,
            "records" => records(&input, &bytes, &options)?,
            other => return Err(format!("expected words or records, but found {other:?}").into()),
        };
        least = least.min(started.elapsed());
    }
    println!("{:.2} ms, {found}", least.as_secs_f64() * 1000.0);
    Ok(())
}

fn words(bytes: &Bytes) -> Result<String, Box<dyn Error>> {
    let file = PdfFile::open(bytes.clone(), &OpenOptions::default())?;
    let n_words: usize = file.pages().map(|page| page.words.len()).sum();
    Ok(format!("{} pages, {n_words} words", file.page_count()))
}

fn records(input: &Input, bytes: &Bytes, options: &ReadOptions) -> Result<String, Box<dyn Error>> {
    let reading = read_document(input, bytes, options)?;
    let objectives = &reading.document.objectives;
    let n_phases: usize = objectives.iter().map(|o| o.phases.len()).sum();
    Ok(format!(
        "{} pages, {} objectives, {n_phases} phases",
        reading.pages.seen,
        objectives.len()
    ))
}
