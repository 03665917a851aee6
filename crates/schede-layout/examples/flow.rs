//! Prints the flow of a PDF: page, line, block, place, layer, text. The first
//! thing to look at when a layout is read wrong.

use std::process::ExitCode;

use schede_model::{Flow, Segment};
use schede_pdf::{OpenOptions, PdfFile};
use schede_profile::Profiles;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: flow FILE.pdf");
        return ExitCode::FAILURE;
    };
    match print(&path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(path: &str) -> Result<(), Box<dyn std::error::Error>> {
    let profiles = Profiles::builtin()?;
    let profile = profiles.fallback().ok_or("no profile")?;
    let bytes = std::fs::read(path)?;
    let text;
    let flow = if bytes.starts_with(b"%PDF") || path.ends_with(".p7m") {
        let file = PdfFile::open(bytes, &OpenOptions::default())?;
        schede_layout::read_pages(file.pages(), profile)
    } else {
        text = String::from_utf8_lossy(&bytes).into_owned();
        schede_layout::read_text(&text, profile)
    };
    for segment in &flow.segments {
        println!("{}", describe(&flow, segment));
    }
    for finding in &flow.findings {
        println!("finding {}: {}", finding.code, finding.message);
    }
    Ok(())
}

fn describe(flow: &Flow, segment: &Segment) -> String {
    let line = &flow.lines[segment.line as usize];
    let place = segment.place.map_or(String::new(), |p| {
        format!("{} {} {:?}", p.table, p.row, p.column)
    });
    format!(
        "{}\t{}\t{}\t{place}\t{:?}{}{}\t{}",
        line.page,
        line.number,
        segment.block,
        segment.layer,
        if segment.gap_before { "+gap" } else { "" },
        if segment.doubtful { "?" } else { "" },
        flow.text(segment)
    )
}
