//! The one place where the readers, the layout and the grammar meet: bytes in,
//! a document out.
//!
//! Not here: how the bytes were got ([`crate::input`]), and every rule of how
//! a page or a sheet is read.

use std::collections::BTreeMap;

use schede_layout::decode::{Encoding, NotText, decode};
use schede_model::{
    Document, Entity, Family, Finding, Flow, Plan, Provenance, Reader, SCHEMA_VERSION, Severity,
    Source, key,
};
use schede_profile::Profile;

use crate::error::{Kind, ReadError};
use crate::profiles::{self, Choice};
use crate::{Input, ReadOptions, Stage, stages};

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

/// An input on its way: what is known of it before the grammar.
struct Road<'a> {
    media_type: &'static str,
    reader: Reader,
    choice: Choice<'a>,
    findings: Vec<Finding>,
}

/// Reads one input.
pub fn read_document(
    input: &Input,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Reading, ReadError> {
    travel(input, bytes, options, |road, flow| {
        let document = document(input, bytes, options, road, flow);
        Reading {
            quotes: quotes(flow, &document.findings),
            pages: page_count(flow, &document),
            document,
        }
    })
    .map_err(|kind| ReadError::new(&input.name, kind))
}

/// One stage of reading an input, as text.
pub fn show(
    input: &Input,
    bytes: &[u8],
    options: &ReadOptions,
    stage: Stage,
) -> Result<String, ReadError> {
    travel(input, bytes, options, |road, flow| match stage {
        Stage::Words => String::new(),
        Stage::Lines => stages::flow::lines(flow),
        Stage::Flow => stages::flow::flow(flow),
        Stage::Claims => {
            let document = document(input, bytes, options, road, flow);
            stages::claims::claims(flow, &document)
        }
    })
    .map_err(|kind| ReadError::new(&input.name, kind))
}

/// Takes an input by its road to the meeting point and hands it over there.
fn travel<R>(
    _input: &Input,
    bytes: &[u8],
    options: &ReadOptions,
    arrive: impl FnOnce(Road<'_>, &Flow<'_>) -> R,
) -> Result<R, Kind> {
    let decoded = decode(bytes).map_err(|reason| match reason {
        NotText::Empty => Kind::Empty,
        NotText::Binary => Kind::Binary,
    })?;
    let choice = profiles::choose(options, decoded.text.lines())?;
    let flow = match choice.profile {
        Some(profile) => schede_layout::read_text(&decoded.text, profile),
        None => Flow::default(),
    };
    let road = Road {
        media_type: "text/plain",
        reader: Reader::text(),
        choice,
        findings: encoding(decoded.encoding).into_iter().collect(),
    };
    Ok(arrive(road, &flow))
}

fn document(
    input: &Input,
    bytes: &[u8],
    options: &ReadOptions,
    road: Road<'_>,
    flow: &Flow<'_>,
) -> Document {
    let mut findings = road.findings;
    findings.extend(road.choice.finding());
    Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            file_name: input.file_name(),
            sha256: key::sha256_hex(bytes),
            media_type: road.media_type.to_owned(),
            reader: road.reader,
            pages: flow.pages,
            profile: road.choice.profile.map(|p: &Profile| p.name.clone()),
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
        findings,
        provenance: Provenance::default(),
    }
}

fn encoding(encoding: Encoding) -> Option<Finding> {
    let said = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom | Encoding::Utf16 => return None,
        Encoding::Windows1252 => encoding.name(),
    };
    Some(Finding {
        code: "encoding".to_owned(),
        family: Family::Reading,
        severity: Severity::Note,
        message: format!("the text is no UTF-8 and was read as {said}"),
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    })
}

/// The lines that findings point at, shortened.
fn quotes(flow: &Flow<'_>, findings: &[Finding]) -> BTreeMap<(u32, u32), String> {
    const LONGEST: usize = 300;
    let wanted: std::collections::HashSet<(u32, u32)> = findings
        .iter()
        .flat_map(|f| f.spans.iter().map(|s| (s.page, s.line)))
        .collect();
    flow.lines
        .iter()
        .filter(|line| wanted.contains(&(line.page, line.number)))
        .map(|line| {
            let text: String = line.text.chars().take(LONGEST).collect();
            ((line.page, line.number), text)
        })
        .collect()
}

fn page_count(flow: &Flow<'_>, document: &Document) -> PageCount {
    let mut on_sheets = std::collections::HashSet::new();
    for objective in &document.objectives {
        on_sheets.extend(objective.pages.first..=objective.pages.last);
    }
    let sheets = on_sheets.len() as u32;
    PageCount {
        seen: document.source.pages,
        sheets,
        other: flow.pages.saturating_sub(sheets),
    }
}
