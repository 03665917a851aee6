//! Pages that could not be read are said in every document, also where so little was
//! read that no form is recognised.

#![allow(clippy::unwrap_used)]

use schede_batch::{Bytes, Input, Limits, ReadOptions, read_document};
use schede_model::Severity;

const PLAN: &[u8] = include_bytes!("../../../fixtures/pdf/rl-urls/rl-urls.pdf");

/// The errors found in a PDF, as code and message.
fn errors(pdf: &[u8], limits: Limits) -> Vec<(String, String)> {
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let reading = read_document(&Input::stdin(), &Bytes::new(pdf.to_vec()), &options).unwrap();
    let findings = reading.document.findings.into_iter();
    let errors = findings.filter(|f| f.severity == Severity::Error);
    errors.map(|f| (f.code.into_owned(), f.message)).collect()
}

/// A page that a picture fills, and nothing else.
fn scan() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /P 5 0 R >> >> >>",
        "<< /Length 28 >>\nstream\nq 595 0 0 842 0 0 cm /P Do Q\nendstream",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    (pdf + "trailer << /Size 6 /Root 1 0 R >>\n%%EOF\n").into_bytes()
}

#[test]
fn a_document_of_pictures_needs_ocr() {
    let errors = errors(&scan(), Limits::default());
    let codes: Vec<&str> = errors.iter().map(|e| e.0.as_str()).collect();
    assert_eq!(codes, ["no-profile", "page-needs-ocr"], "{errors:?}");
}

#[test]
fn a_limit_that_leaves_nothing_to_read_is_named() {
    let limits = Limits {
        stream_bytes: 20 << 10,
        ..Limits::default()
    };
    let errors = errors(PLAN, limits);
    let limit = errors.iter().find(|e| e.0 == "page-not-read").unwrap();
    assert!(limit.1.contains("--max-stream-bytes"), "{errors:?}");
}
