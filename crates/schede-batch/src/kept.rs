//! The form in which a worker hands on a document and the store keeps it: the JSON of
//! the document without its evidence, on a line; then the evidence, each place as an array
//! of its numbers, which is half as long. JSON of a whole document is read back, too.
//!
//! In: a document. Out: its JSON, and the document again.
//!
//! Not here: the JSON that a run writes (`schede_export::formats::json`).

use schede_model::{
    Document, Entity, Family, Finding, Objective, Plan, Pointer, Provenance, Severity, Source,
    Span, Spans,
};
use serde::ser::{SerializeMap, SerializeTuple};
use serde::{Serialize, Serializer};
use std::thread;

use crate::threads;

/// The JSON of a document.
pub(crate) fn write(document: &Document) -> serde_json::Result<Vec<u8>> {
    let Document {
        schema_version,
        source,
        entity,
        plan,
        objectives,
        findings,
        provenance,
    } = document;
    let mut json = serde_json::to_vec(&Kept {
        schema_version,
        source,
        entity,
        plan,
        objectives,
        findings: findings.iter().map(KeptFinding::of).collect(),
        provenance: Elsewhere {},
    })?;
    json.push(b'\n');
    serde_json::to_writer(&mut json, &Places(provenance))?;
    Ok(json)
}

/// Bytes, at least, for which a thread is started to read the evidence among them.
const LARGE: usize = 1 << 18;

/// The document of such JSON.
pub(crate) fn read(json: &[u8]) -> serde_json::Result<Document> {
    let Some(end) = memchr::memchr(b'\n', json) else {
        return serde_json::from_slice(json);
    };
    let document = || serde_json::from_slice::<Document>(&json[..end]);
    let evidence = || serde_json::from_slice::<Provenance>(&json[end..]);
    let (document, provenance) = if json.len() < LARGE {
        (document(), evidence())
    } else {
        thread::scope(|scope| {
            let begun = threads::start(scope, evidence);
            (document(), begun.map_or_else(|_| evidence(), threads::join))
        })
    };
    Ok(Document {
        provenance: provenance?,
        ..document?
    })
}

#[derive(Serialize)]
struct Kept<'d> {
    schema_version: &'d str,
    source: &'d Source,
    entity: &'d Entity,
    plan: &'d Plan,
    objectives: &'d [Objective],
    findings: Vec<KeptFinding<'d>>,
    provenance: Elsewhere,
}

/// Evidence that stands on a line of its own.
#[derive(Serialize)]
struct Elsewhere {}

#[derive(Serialize)]
struct KeptFinding<'d> {
    code: &'d str,
    family: Family,
    severity: Severity,
    message: &'d str,
    pointer: &'d Option<Pointer>,
    spans: Vec<Place>,
    alternatives: &'d [schede_model::Alternative],
}

impl<'d> KeptFinding<'d> {
    fn of(finding: &'d Finding) -> Self {
        let Finding {
            code,
            family,
            severity,
            message,
            pointer,
            spans,
            alternatives,
        } = finding;
        Self {
            code,
            family: *family,
            severity: *severity,
            message,
            pointer,
            spans: spans.iter().copied().map(Place).collect(),
            alternatives,
        }
    }
}

struct Places<'d>(&'d Provenance);

impl Serialize for Places<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(Some(self.0.len()))?;
        for (pointer, spans) in self.0.iter() {
            map.serialize_entry(pointer, &Listed(spans))?;
        }
        map.end()
    }
}

struct Listed<'d>(Spans<'d>);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(self.0.clone().map(Place))
    }
}

struct Place(Span);

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let Span {
            page,
            line,
            start,
            end,
            bbox,
            read_by,
        } = &self.0;
        let mut place = out.serialize_tuple(5 + usize::from(read_by.is_some()))?;
        for number in [page, line, start, end] {
            place.serialize_element(number)?;
        }
        place.serialize_element(bbox)?;
        if let Some(by) = read_by {
            place.serialize_element(by)?;
        }
        place.end()
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGE, read, write};
    use crate::threads::tests::with_threads;
    use schede_model::{
        Document, Entity, Family, Finding, Objective, Plan, Provenance, ReadBy, Reader, Severity,
        Source, Span,
    };

    #[test]
    fn a_document_comes_back_whichever_form_it_was_kept_in() {
        let span = |page, bbox| Span {
            page,
            line: 20,
            start: 0,
            end: 300,
            bbox,
            read_by: (page == 2).then_some(ReadBy::ScanText),
        };
        let mut provenance = Provenance::default();
        let boxed = span(2, Some([0.0, 12.5, -3.07, 1.0 / 3.0]));
        provenance.record("/objectives/0/title", [span(1, None), boxed]);
        provenance.record("/a\"b\n", [span(3, Some([1.0; 4]))]);
        let document = Document {
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
            objectives: vec![Objective::default()],
            findings: vec![Finding {
                code: "weight-sum".into(),
                family: Family::Sheet,
                severity: Severity::Note,
                message: "95".to_owned(),
                pointer: None,
                spans: vec![boxed, span(1, None)],
                alternatives: Vec::new(),
            }],
            provenance,
        };
        let mut large = document.clone();
        let places = (0..LARGE / 40).map(|n| (format!("/objectives/{n}/title"), span(3, None)));
        places.for_each(|(pointer, place)| large.provenance.record(&pointer, [place]));
        let kept = write(&large).expect("JSON");
        assert!(kept.len() > LARGE);
        let alone = with_threads(0, || read(&kept));
        assert_eq!(alone.ok().as_ref(), Some(&large));
        assert_eq!(read(&kept).ok(), Some(large));
        assert!(read(&kept[..kept.len() - 1]).is_err());
        let kept = write(&document).expect("JSON");
        let plain = serde_json::to_vec(&document).expect("JSON");
        assert!(kept.len() < plain.len());
        assert_eq!(read(&kept).ok().as_ref(), Some(&document));
        assert_eq!(read(&plain).ok(), Some(document));
    }
}
