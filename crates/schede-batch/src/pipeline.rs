//! The one place where the readers, the layout and the grammar meet: bytes in,
//! a document out.
//!
//! Not here: how the bytes were got ([`crate::input`]), and every rule of how
//! a page or a sheet is read.

use std::collections::BTreeMap;

use schede_model::{Document, Entity, Plan, Provenance, Reader, SCHEMA_VERSION, Source, key};

use crate::error::{Kind, ReadError};
use crate::{Input, ReadOptions, Stage};

/// A document, and what a reviewer or the books of a run need beside it.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The records, the findings, the evidence.
    pub document: Document,
    /// The lines that findings point at, by page and line.
    pub quotes: BTreeMap<(u32, u32), String>,
    /// What became of the pages.
    pub pages: PageCount,
}

/// What became of the pages of an input. `seen` is what the input holds;
/// a page that is in neither of the others was lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageCount {
    /// Pages of the input.
    pub seen: u32,
    /// Pages on which a sheet stands.
    pub sheets: u32,
    /// Pages read on which no sheet stands.
    pub other: u32,
}

/// Reads one input.
pub fn read_document(
    input: &Input,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Reading, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::new(&input.name, Kind::Empty));
    }
    let document = Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            file_name: input.file_name(),
            sha256: key::sha256_hex(bytes),
            media_type: "text/plain".to_owned(),
            reader: Reader::text(),
            pages: 1,
            profile: None,
        },
        entity: Entity {
            ipa_code: options.entity_ipa.clone(),
            ..Entity::default()
        },
        plan: Plan {
            kind: options.plan_type,
            year: options.year,
            stage: options.stage,
            reference_date: None,
        },
        objectives: Vec::new(),
        findings: Vec::new(),
        provenance: Provenance::default(),
    };
    Ok(Reading {
        document,
        quotes: BTreeMap::new(),
        pages: PageCount::default(),
    })
}

/// One stage of reading an input, as text.
pub fn show(
    input: &Input,
    bytes: &[u8],
    options: &ReadOptions,
    stage: Stage,
) -> Result<String, ReadError> {
    let reading = read_document(input, bytes, options)?;
    let flow = schede_model::Flow::default();
    Ok(match stage {
        Stage::Words => String::new(),
        Stage::Lines => crate::stages::flow::lines(&flow),
        Stage::Flow => crate::stages::flow::flow(&flow),
        Stage::Claims => crate::stages::claims::claims(&flow, &reading.document),
    })
}
