//! What a file carries besides its pages: envelope, signature, encryption,
//! attachments, a damaged table of objects.
//!
//! Nothing of it is opened or verified; it is reported as present.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object};

/// What a file carries besides its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileInfo {
    /// PKCS#7 envelopes (.p7m) around the PDF; their signatures are present,
    /// not verified.
    pub n_envelopes: u32,
    /// Whether the PDF carries a signature inside; present, not verified.
    pub is_signed: bool,
    /// Whether the PDF is encrypted (and was opened).
    pub is_encrypted: bool,
    /// Whether the table of objects was damaged and had to be rebuilt.
    pub is_repaired: bool,
    /// Pages that the file says it has and that cannot be found in it.
    pub n_missing_pages: u32,
    /// Whether files are attached; they are left alone.
    pub has_attachments: bool,
}

/// Looks for them.
pub(crate) fn file_info(bytes: &[u8], pdf: &Pdf) -> FileInfo {
    let catalog = pdf
        .xref()
        .get::<Dict<'_>>(pdf.xref().root_id())
        .unwrap_or_default();
    FileInfo {
        n_envelopes: 0,
        is_signed: is_signed(&catalog),
        is_encrypted: names_encryption(bytes),
        is_repaired: !table_of_objects_is_there(bytes),
        n_missing_pages: declared_pages(&catalog).saturating_sub(pdf.pages().len() as u32),
        has_attachments: has_attachments(&catalog),
    }
}

fn is_signed(catalog: &Dict<'_>) -> bool {
    let form = catalog.get::<Dict<'_>>("AcroForm");
    let flags = form
        .and_then(|form| form.get::<i32>("SigFlags"))
        .unwrap_or(0);
    let certified = catalog
        .get::<Dict<'_>>("Perms")
        .is_some_and(|perms| perms.contains_key("DocMDP"));
    flags & 1 != 0 || certified
}

fn declared_pages(catalog: &Dict<'_>) -> u32 {
    let pages = catalog.get::<Dict<'_>>("Pages");
    pages
        .and_then(|pages| pages.get::<u32>("Count"))
        .unwrap_or(0)
}

fn has_attachments(catalog: &Dict<'_>) -> bool {
    let names = catalog.get::<Dict<'_>>("Names");
    names.is_some_and(|names| names.contains_key("EmbeddedFiles"))
        || matches!(catalog.get::<Object<'_>>("AF"), Some(Object::Array(_)))
}

/// The trailer is not public in the library: look for its key in the text.
fn names_encryption(bytes: &[u8]) -> bool {
    find(bytes, b"/Encrypt ")
        .or_else(|| find(bytes, b"/Encrypt\n"))
        .or_else(|| find(bytes, b"/Encrypt<"))
        .is_some()
}

/// Whether `startxref` points at a table or a stream of objects.
fn table_of_objects_is_there(bytes: &[u8]) -> bool {
    let header = find(&bytes[..bytes.len().min(1024)], b"%PDF-").unwrap_or(0);
    let tail = bytes.len().saturating_sub(2048);
    let Some(at) = bytes[tail..].windows(9).rposition(|w| w == b"startxref") else {
        return false;
    };
    let digits: String = bytes[tail + at + 9..]
        .iter()
        .map(|b| char::from(*b))
        .skip_while(char::is_ascii_whitespace)
        .take_while(char::is_ascii_digit)
        .collect();
    let Ok(offset) = digits.parse::<usize>() else {
        return false;
    };
    [offset, offset.saturating_add(header)]
        .into_iter()
        .any(|at| {
            let there = bytes.get(at..).unwrap_or_default().trim_ascii_start();
            there.starts_with(b"xref")
                || (there.first().is_some_and(u8::is_ascii_digit) && starts_object(there))
        })
}

fn starts_object(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(32)], b"obj").is_some()
}

pub(crate) fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, needle)
}
