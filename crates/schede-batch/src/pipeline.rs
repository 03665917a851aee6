//! The one place where the readers, the layout and the grammar meet: bytes in,
//! a document out.
//!
//! Not here: how the bytes were got ([`crate::input`]), by which road they
//! travel ([`crate::road`]), and every rule of how a page or a sheet is read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use schede_model::{
    Document, Family, Finding, Flow, Objective, Pointer, ReadBy, SCHEMA_VERSION, Severity, Source,
    key,
};
use schede_parser::{Given, Parsed};
use schede_profile::Profile;
use serde::{Deserialize, Serialize};

use crate::error::{Kind, ReadError};
use crate::quotes::Quotes;
use crate::road::{Arrived, travel};
use crate::{Bytes, Input, ReadOptions, Stage, stages};

/// A document, and what the books of a run need beside it.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The records, the findings, the evidence.
    pub document: Document,
    /// What became of the pages.
    pub pages: PageCount,
    /// What became of the words.
    pub words: schede_parser::Account,
}

/// What became of the pages of an input. `seen` is what the input holds;
/// a page that is in neither of the others was lost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageCount {
    /// Pages of the input.
    pub seen: u32,
    /// Pages on which a sheet stands.
    pub sheets: u32,
    /// Pages read on which no sheet stands.
    pub other: u32,
}

/// Reads one input; its bytes are let go as soon as they are not needed.
pub fn read_input(input: &Input, options: &ReadOptions) -> Result<Reading, ReadError> {
    let bytes = input.bytes(options.limits.input_bytes)?;
    let sha256 = key::sha256_hex(&bytes);
    read_hashed(input, bytes, sha256, options)
}

/// Reads one input for people who review it: with the lines that findings point at.
pub fn read_to_review(
    input: &Input,
    options: &ReadOptions,
) -> Result<(Reading, Quotes), ReadError> {
    let bytes = input.bytes(options.limits.input_bytes)?;
    let sha256 = key::sha256_hex(&bytes);
    read_and(input, bytes, sha256, options, |flow, document| {
        Quotes::of(flow, &document.findings)
    })
}

/// Reads one input, whose bytes are known.
pub fn read_document(
    input: &Input,
    bytes: &Bytes,
    options: &ReadOptions,
) -> Result<Reading, ReadError> {
    read_hashed(input, bytes.clone(), key::sha256_hex(bytes), options)
}

/// Reads one input whose hash is known.
pub(crate) fn read_hashed(
    input: &Input,
    bytes: Bytes,
    sha256: String,
    options: &ReadOptions,
) -> Result<Reading, ReadError> {
    let read = read_and(input, bytes, sha256, options, |_, _| ());
    read.map(|(reading, ())| reading)
}

/// Reads one input, and looks at the flow once more when the document is known.
fn read_and<Q: Send>(
    input: &Input,
    bytes: Bytes,
    sha256: String,
    options: &ReadOptions,
    look: impl FnOnce(&Flow<'_>, &Document) -> Q + Send,
) -> Result<(Reading, Q), ReadError> {
    let read = move || {
        travel(bytes, options, |arrived| {
            let parsed = parse(&arrived, options);
            reading(input, sha256, arrived, parsed, look)
        })
    };
    // A mistake of ours costs this input, not the run.
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|panic| Err(Kind::Panicked(words_of(&*panic))))
        .map_err(|kind| ReadError::new(&input.name, kind))
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
        .to_owned()
}

/// One stage of reading an input, as text.
pub fn show(
    input: &Input,
    bytes: &Bytes,
    options: &ReadOptions,
    stage: Stage,
) -> Result<String, ReadError> {
    let text = match stage {
        Stage::Words => words(bytes, options),
        Stage::Lines => travel(bytes.clone(), options, |a| stages::flow::lines(&a.flow)),
        Stage::Flow => travel(bytes.clone(), options, |a| stages::flow::flow(&a.flow)),
        Stage::Claims => travel(bytes.clone(), options, |a| {
            let parsed = parse_with(&a, options, schede_parser::parse_with_claims);
            stages::claims::claims(&a.flow, &parsed)
        }),
    };
    text.map_err(|kind| ReadError::new(&input.name, kind))
}

fn words(bytes: &Bytes, options: &ReadOptions) -> Result<String, Kind> {
    let mut out = String::new();
    crate::road::pages(bytes, options, &mut |page| {
        stages::words::page(&page, &mut out);
        Ok(())
    })?;
    Ok(out)
}

/// The grammar's reading; if no profile fits, only what the layout has to say of the
/// pages: that one was not read may be why none fits.
pub(crate) fn parse(arrived: &Arrived<'_>, options: &ReadOptions) -> Parsed {
    parse_with(arrived, options, schede_parser::parse)
}

fn parse_with(
    arrived: &Arrived<'_>,
    options: &ReadOptions,
    parse: fn(&Flow<'_>, &Profile, &Given) -> Parsed,
) -> Parsed {
    let given = Given {
        year: options.year,
        entity_ipa: options.entity_ipa.clone(),
        plan_type: options.plan_type,
        stage: options.stage,
    };
    match arrived.choice.profile() {
        Some(profile) => parse(&arrived.flow, profile, &given),
        None => {
            let mut parsed = Parsed::default();
            parsed.findings.clone_from(&arrived.flow.findings);
            parsed
        }
    }
}

fn reading<Q>(
    input: &Input,
    sha256: String,
    arrived: Arrived<'_>,
    parsed: Parsed,
    look: impl FnOnce(&Flow<'_>, &Document) -> Q,
) -> (Reading, Q) {
    let mut findings = parsed.findings;
    let first = arrived.findings.into_iter().chain(arrived.choice.finding());
    findings.splice(0..0, first);
    findings.extend(read_from_pictures(&parsed.objectives, &arrived.pictures));
    let mut provenance = parsed.provenance;
    for (page, by) in &arrived.pictures {
        provenance.read_from_picture(*page, *by);
    }
    for span in findings.iter_mut().flat_map(|finding| &mut finding.spans) {
        span.read_by = provenance.read_by(span.page);
    }
    let document = Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            file_name: input.file_name(),
            sha256,
            media_type: arrived.media_type.to_owned(),
            reader: arrived.reader,
            pages: arrived.pages,
            profile: arrived.choice.profile().map(|p| p.name.clone()),
        },
        entity: parsed.entity,
        plan: parsed.plan,
        objectives: parsed.objectives,
        findings,
        provenance,
    };
    let found = look(&arrived.flow, &document);
    let reading = Reading {
        pages: PageCount {
            seen: arrived.pages,
            sheets: parsed.sheet_pages,
            other: arrived.flow.pages.saturating_sub(parsed.sheet_pages),
        },
        words: parsed.account,
        document,
    };
    (reading, found)
}

/// Each objective with a page that is a picture is doubtful in whole.
fn read_from_pictures(objectives: &[Objective], pictures: &[(u32, ReadBy)]) -> Vec<Finding> {
    let picture = |o: &Objective| {
        let on = o.pages.first..=o.pages.last;
        let mut pictures = pictures.iter();
        pictures.find(|(page, _)| on.contains(page)).map(|p| p.1)
    };
    let doubtful = objectives.iter().enumerate();
    let doubtful = doubtful.filter_map(|(index, o)| Some((index, o, picture(o)?)));
    doubtful
        .map(|(index, objective, by)| {
            let (code, how) = match by {
                ReadBy::Ocr => ("read-by-ocr", "was read from a picture by OCR"),
                ReadBy::ScanText => (
                    "read-from-scan",
                    "was read from the text layer that OCR laid over a picture",
                ),
            };
            Finding {
                code: code.into(),
                family: Family::Reading,
                severity: Severity::Warning,
                message: format!(
                    "objective {} {how}, letters may be wrong",
                    objective.code.as_deref().unwrap_or("without a code"),
                ),
                pointer: Some(Pointer::objective(index)),
                spans: Vec::new(),
                alternatives: Vec::new(),
            }
        })
        .collect()
}
