//! One input, one document: the outermost record and what it says of its source.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Finding, Objective, Provenance};

/// Version of the output's shape (`schema_version`). A change of name or
/// meaning is a major version; an addition is a minor one.
pub const SCHEMA_VERSION: &str = "1.0.0";

/// Everything read from one input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Version of this shape, always [`SCHEMA_VERSION`] when written.
    pub schema_version: String,
    /// The input and how it was read.
    pub source: Source,
    /// The public body whose plan this is.
    pub entity: Entity,
    /// The plan the sheets belong to.
    pub plan: Plan,
    /// The goal sheets, in document order.
    pub objectives: Vec<Objective>,
    /// What may have been read wrong, and what is odd on paper.
    pub findings: Vec<Finding>,
    /// Where each non-null value stands: JSON Pointer to spans.
    pub provenance: Provenance,
}

/// The input of a document and how it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Name of the file, without its folder ("-" for standard input).
    pub file_name: String,
    /// SHA-256 of the input bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Media type of the input ("text/plain", "application/pdf").
    pub media_type: String,
    /// Which road read it.
    pub reader: Reader,
    /// Number of pages in the input.
    pub pages: u32,
    /// Name of the layout profile used, null if none fits.
    pub profile: Option<String>,
}

/// The road by which an input was read, with the version of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Reader(pub String);

impl Reader {
    /// The text road of this version of the program.
    pub fn text() -> Self {
        Self(concat!("text ", env!("CARGO_PKG_VERSION")).to_owned())
    }

    /// The PDF road of this version of the program.
    pub fn pdf() -> Self {
        Self(concat!("pdf ", env!("CARGO_PKG_VERSION")).to_owned())
    }
}

/// The public body, as printed, with the codes that are known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Name as printed on the sheets.
    pub name: Option<String>,
    /// IPA code (indicePA, AgID), for instance "c_x000".
    pub ipa_code: Option<String>,
    /// ISTAT code of the municipality, six digits as text.
    pub istat_code: Option<String>,
    /// Tax code of the body, eleven digits as text.
    pub tax_code: Option<String>,
}

/// The plan and the stage of its cycle that a document shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Kind of plan, null if neither printed nor given.
    #[serde(rename = "type")]
    pub kind: Option<PlanType>,
    /// Year of the plan: as printed, else the year of the reference date.
    pub year: Option<i32>,
    /// Stage of the cycle, null if it cannot be told.
    pub stage: Option<Stage>,
    /// Date the monitoring refers to ("Monitoraggio al ...").
    pub reference_date: Option<NaiveDate>,
}

/// Kinds of plan (domain vocabulary `plan_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanType {
    /// Piano integrato di attività e organizzazione (D.L. 80/2021, art. 6).
    Piao,
    /// Piano esecutivo di gestione (TUEL, art. 169).
    Peg,
    /// Piano dettagliato degli obiettivi (TUEL, art. 108).
    Pdo,
    /// Piano della performance (D.Lgs. 150/2009, art. 10).
    PerformancePlan,
    /// Relazione sulla performance (D.Lgs. 150/2009, art. 10).
    PerformanceReport,
    /// Referto del controllo di gestione (TUEL, art. 198).
    ManagementControlReport,
}

impl PlanType {
    /// The word for it, as it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Piao => "piao",
            Self::Peg => "peg",
            Self::Pdo => "pdo",
            Self::PerformancePlan => "performance_plan",
            Self::PerformanceReport => "performance_report",
            Self::ManagementControlReport => "management_control_report",
        }
    }
}

/// Stage of the performance cycle (D.Lgs. 150/2009, art. 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Programmazione: the plan as adopted.
    Planned,
    /// Monitoraggio intermedio within the year.
    Interim,
    /// Consuntivo: the report at the end.
    Final,
}
