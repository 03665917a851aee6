//! Measures loading: many made-up phases into one target, with rows per second
//! and the most memory that was held.
//!
//! In: a target (`sqlite:FILE`, `postgres://...`) or `FORMAT:FOLDER` (`csv:out`,
//! `parquet:out`), a number of phases, and rows to gather before a transaction.
//! Out: one line of JSON. `examples/beside_bulk_tools.sh` sets it beside the
//! stores' own tools.

#[path = "../tests/made_up/mod.rs"]
mod made_up;

use std::path::Path;
use std::time::Instant;

use schede_export::load::{LoadOptions, Loader, is_target};
use schede_export::{ExportOptions, format};

/// Sheets of a document and phases of a sheet, as in a large plan.
const OBJECTIVES: usize = 100;
const PHASES: usize = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, phases, gather_rows] = arguments.as_slice() else {
        return Err("expected TARGET PHASES GATHER_ROWS".into());
    };
    let documents = phases.parse::<usize>()? / (OBJECTIVES * PHASES);
    // Making the documents is not measured: one is made, loaded, dropped.
    let mut making = std::time::Duration::ZERO;
    let mut next = |n| {
        let began = Instant::now();
        let document = made_up::large(n, OBJECTIVES, PHASES);
        making += began.elapsed();
        document
    };
    let began = Instant::now();
    if is_target(target) {
        let options = LoadOptions {
            gather_rows: gather_rows.parse()?,
            ..LoadOptions::default()
        };
        let mut loader = Loader::open(target, options)?;
        (0..documents).try_for_each(|n| loader.document(&next(n)))?;
        loader.finish()?;
    } else {
        let (name, folder) = target.split_once(':').ok_or("expected FORMAT:FOLDER")?;
        let mut exporter =
            (format(name)?.open)(&Path::new(folder).into(), &ExportOptions::default())?;
        (0..documents).try_for_each(|n| exporter.document(&next(n)))?;
        exporter.finish()?;
    }
    let seconds = (began.elapsed() - making).as_secs_f64();
    println!(
        "{{\"phases\":{phases},\"seconds\":{seconds:.2},\"peak_kib\":{}}}",
        peak_kib()
    );
    Ok(())
}

/// The most memory this process held, 0 where the system does not tell.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with("VmHWM"));
    let number = line.and_then(|it| it.split_whitespace().nth(1));
    number.and_then(|it| it.parse().ok()).unwrap_or(0)
}
