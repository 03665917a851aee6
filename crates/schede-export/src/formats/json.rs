//! JSON: one document an input, indented, as the JSON Schema describes it.
//!
//! For programs and people that want everything: records, findings, evidence.
//! Loses nothing; it is the form the others are measured against.

use std::io::{BufWriter, Write};

use schede_model::{Document, Provenance, Span, Spans};
use serde::Serialize;

use super::{ExportOptions, Exporter, Format, Written};
use crate::atomic::Closed;
use crate::names::Names;
use crate::{ExportError, Folder, Result, indented};

pub(super) const FORMAT: Format = Format {
    name: "json",
    files: "<input>.json",
    about: "one document per input, for programs and people that want everything",
    loses: "nothing",
    each: Some("json"),
    fixed: Vec::new,
    open,
};

/// Stem of the data package that the CSV forms put beside these files.
const TAKEN_STEM: &str = "datapackage";

/// Bytes that are gathered before they go to the writer of a kind unknown here, which
/// costs more to call than to fill this.
const CHUNK: usize = 1 << 16;

/// Writes one document, indented, with a line end.
///
/// # Errors
/// If `out` fails.
pub fn write(document: &Document, out: &mut dyn Write) -> std::io::Result<()> {
    let Document {
        schema_version,
        source,
        entity,
        plan,
        objectives,
        findings,
        provenance,
    } = document;
    let mut out = BufWriter::with_capacity(CHUNK, out);
    member(&mut out, "{", "schema_version", schema_version)?;
    member(&mut out, ",", "source", source)?;
    member(&mut out, ",", "entity", entity)?;
    member(&mut out, ",", "plan", plan)?;
    member(&mut out, ",", "objectives", objectives)?;
    member(&mut out, ",", "findings", findings)?;
    out.write_all(b",\n  \"provenance\": ")?;
    evidence(provenance, &mut out)?;
    out.write_all(b"\n}\n")?;
    out.flush()
}

fn member(
    out: &mut impl Write,
    before: &str,
    name: &str,
    value: &impl Serialize,
) -> std::io::Result<()> {
    write!(out, "{before}\n  \"{name}\": ")?;
    indented::write(value, 1, out)
}

/// Evidence is most of a document: what is the same for each span is not looked at
/// anew for each.
fn evidence(provenance: &Provenance, out: &mut impl Write) -> std::io::Result<()> {
    if provenance.is_empty() {
        return out.write_all(b"{}");
    }
    let mut entry = Vec::new();
    let mut before: &[u8] = b"{";
    for (pointer, spans) in provenance.iter() {
        entry.clear();
        entry.extend_from_slice(before);
        entry.extend_from_slice(b"\n    ");
        indented::push_text(&mut entry, pointer)?;
        entry.extend_from_slice(b": ");
        push_spans(&mut entry, spans)?;
        out.write_all(&entry)?;
        before = b",";
    }
    out.write_all(b"\n  }")
}

fn push_spans(out: &mut Vec<u8>, spans: Spans<'_>) -> std::io::Result<()> {
    if spans.len() == 0 {
        out.extend_from_slice(b"[]");
        return Ok(());
    }
    let mut before: &[u8] = b"[\n      {\n        \"page\": ";
    for span in spans {
        let Span {
            page,
            line,
            start,
            end,
            bbox,
            read_by,
        } = span;
        out.extend_from_slice(before);
        indented::push_whole(out, page);
        out.extend_from_slice(b",\n        \"line\": ");
        indented::push_whole(out, line);
        out.extend_from_slice(b",\n        \"start\": ");
        indented::push_whole(out, start);
        out.extend_from_slice(b",\n        \"end\": ");
        indented::push_whole(out, end);
        push_box(out, bbox)?;
        if let Some(by) = read_by {
            out.extend_from_slice(b",\n        \"read_by\": ");
            indented::write(&by, 4, out)?;
        }
        out.extend_from_slice(b"\n      }");
        before = b",\n      {\n        \"page\": ";
    }
    out.extend_from_slice(b"\n    ]");
    Ok(())
}

fn push_box(out: &mut Vec<u8>, bbox: Option<[f64; 4]>) -> std::io::Result<()> {
    let Some(bbox) = bbox else {
        out.extend_from_slice(b",\n        \"bbox\": null");
        return Ok(());
    };
    let mut before: &[u8] = b",\n        \"bbox\": [\n          ";
    for number in bbox {
        out.extend_from_slice(before);
        indented::push_number(out, number)?;
        before = b",\n          ";
    }
    out.extend_from_slice(b"\n        ]");
    Ok(())
}

fn open(folder: &Folder, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    let mut names = Names::default();
    names.reserve(TAKEN_STEM);
    Ok(Box::new(Json {
        folder: folder.clone(),
        names,
        written: Written::default(),
        closed: None,
    }))
}

struct Json {
    folder: Folder,
    names: Names,
    written: Written,
    /// The last document's, without its name.
    closed: Option<Closed>,
}

impl Exporter for Json {
    fn take(&mut self, document: &Document) -> Result<()> {
        let source = &document.source;
        let stem = self.names.stem(&source.file_name, &source.sha256);
        let mut file = self.folder.file(&format!("{stem}.json"))?;
        write(document, &mut file).map_err(|e| ExportError::file("write", file.target(), e))?;
        self.closed = Some(file.close()?);
        self.written.tally.documents += 1;
        Ok(())
    }

    fn place(&mut self) -> Result<()> {
        if let Some(closed) = self.closed.take() {
            self.written.files.push(closed.place()?);
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Written> {
        Ok(self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use schede_model::{Document, Entity, Plan, Provenance, ReadBy, Reader, Source, Span};

    fn document(provenance: Provenance) -> Document {
        Document {
            schema_version: "1".to_owned(),
            source: Source {
                file_name: "a \"b\".pdf".to_owned(),
                sha256: String::new(),
                media_type: "application/pdf".to_owned(),
                reader: Reader("pdf".to_owned()),
                pages: 3,
                profile: None,
            },
            entity: Entity::default(),
            plan: Plan::default(),
            objectives: vec![schede_model::Objective::default()],
            findings: Vec::new(),
            provenance,
        }
    }

    #[test]
    fn a_document_is_written_as_serde_json_does() {
        let span = |bbox| Span {
            page: 1,
            line: 20,
            start: 0,
            end: 300,
            bbox,
            read_by: None,
        };
        let mut provenance = Provenance::default();
        for full in [false, true] {
            if full {
                let boxed = span(Some([0.0, 12.5, -3.07, 1.0 / 3.0]));
                provenance.record("/objectives/0/title", [span(None), boxed]);
                provenance.record("/a\"b", [boxed]);
                provenance.read_from_picture(1, ReadBy::ScanText);
            }
            let document = document(provenance.clone());
            let mut out = Vec::new();
            write(&document, &mut out).expect("memory");
            let expected = serde_json::to_string_pretty(&document).expect("JSON") + "\n";
            assert_eq!(String::from_utf8(out).expect("text"), expected);
        }
    }
}
