//! Fills a folder with plans to run over: invented text, the PDFs of our
//! fixtures, and hostile files among them.
//!
//! `make_plans DIR N_TEXT N_PDF N_HOSTILE`; the same numbers give the same
//! files, on every machine.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use schede_bench::corpus::{Dice, plan};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, numbers @ ..] = arguments.as_slice() else {
        return usage();
    };
    let numbers: Vec<usize> = numbers.iter().filter_map(|n| n.parse().ok()).collect();
    let [n_text, n_pdf, n_hostile] = numbers[..] else {
        return usage();
    };
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    let pdfs = fixtures()?;
    for n in 0..n_text {
        let text = plan(n as u64, 1 + n % 18);
        fs::write(folder.join(format!("text-{n:05}.txt")), text)?;
    }
    for n in 0..n_pdf {
        // A comment after the end makes it another file with the same pages.
        let mut bytes = fs::read(&pdfs[n % pdfs.len()])?;
        bytes.extend_from_slice(format!("\n% {n}\n").as_bytes());
        fs::write(folder.join(format!("pages-{n:05}.pdf")), bytes)?;
    }
    for n in 0..n_hostile {
        let bytes = hostile(n, &fs::read(&pdfs[n % pdfs.len()])?);
        fs::write(folder.join(format!("hostile-{n:05}.pdf")), bytes)?;
    }
    Ok(())
}

fn usage() -> io::Result<()> {
    let message = "expected DIR N_TEXT N_PDF N_HOSTILE";
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

/// The PDFs of our fixtures that open without a password, by name.
fn fixtures() -> io::Result<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pdf");
    let mut found = Vec::new();
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("encrypted-segreto") {
            let files = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
            let paths = files.into_iter().map(|f| f.path());
            found.extend(paths.filter(|p| p.extension().is_some_and(|e| e == "pdf")));
        }
    }
    found.sort();
    Ok(found)
}

/// A PDF cut short, with flipped bits, emptied, or with a bomb for a stream.
fn hostile(n: usize, pdf: &[u8]) -> Vec<u8> {
    let mut dice = Dice::new(n as u64);
    match n % 4 {
        0 => pdf[..dice.below(pdf.len())].to_vec(),
        1 => {
            let mut bytes = pdf.to_vec();
            for _ in 0..200 {
                let at = dice.below(bytes.len());
                bytes[at] ^= 1 << dice.below(8);
            }
            bytes
        }
        2 => Vec::new(),
        _ => {
            b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 99999999>>\nendobj\n\
               trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF"
                .to_vec()
        }
    }
}
