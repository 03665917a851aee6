//! The typed records of a goal sheet: objective, phases, statements.
//!
//! `None` means that the label or cell is not on the sheet, or the cell is
//! empty; `Some("")` that a label stands and nothing follows it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// One goal sheet ("scheda obiettivo").
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// Stable key: see [`crate::key`].
    pub id: String,
    /// Public body as printed ("CITTA' DI ...").
    pub entity: Option<String>,
    /// Organisational unit as printed (line that begins SETTORE).
    pub org_unit: Option<String>,
    /// Responsible manager (after "Dirigente:").
    pub responsible: Option<String>,
    /// Code of the objective ("A").
    pub code: Option<String>,
    /// Title, printed after the code.
    pub title: Option<String>,
    /// Finalità strategiche.
    pub purpose: Option<String>,
    /// Reference to the DUP (Documento unico di programmazione).
    pub dup: Option<Dup>,
    /// Reference to the public-value section of the PIAO.
    pub public_value: Option<PublicValue>,
    /// Descrizione dell'obiettivo.
    pub description: Option<String>,
    /// Date in the table head ("Monitoraggio al 30/09/2024").
    pub reference_date: Option<NaiveDate>,
    /// Weight of the objective itself; null where the form has none.
    #[serde(serialize_with = "compact_number")]
    pub weight: Option<f64>,
    /// Scale of [`Self::weight`].
    pub weight_unit: Option<WeightUnit>,
    /// The rows of the table of phases.
    pub phases: Vec<Phase>,
    /// Number in the total row of the table, on the scale of the phases.
    #[serde(serialize_with = "compact_number")]
    pub phase_weight_total: Option<f64>,
    /// Scadenza finale per il raggiungimento dell'obiettivo.
    pub final_deadline: Option<FinalDeadline>,
    /// Risultato atteso.
    pub expected_results: Vec<Statement>,
    /// Obiettivo raggiunto al 100%.
    pub success_criteria: Vec<Statement>,
    /// Obiettivo non raggiunto.
    pub failure_criteria: Vec<Statement>,
    /// Indicatori di risultato.
    pub indicators: Vec<Statement>,
    /// Vincoli.
    pub constraints: Option<String>,
    /// Risorse umane.
    pub human_resources: Option<String>,
    /// Risorse finanziarie.
    pub financial_resources: Option<String>,
    /// Note.
    pub notes: Option<String>,
    /// First and last page of the sheet, counted from 1.
    pub pages: PageRange,
}

/// Pages a sheet stands on, counted from 1, both included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageRange {
    /// First page.
    pub first: u32,
    /// Last page.
    pub last: u32,
}

/// Reference to the DUP, as printed and taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dup {
    /// The whole reference as printed ("===" where the sheet has none).
    pub raw: String,
    /// Indirizzo strategico.
    pub strategic_direction: Option<String>,
    /// Obiettivo strategico.
    pub strategic_objective: Option<String>,
    /// Code of the Missione, as printed (D.Lgs. 118/2011, all. 14).
    pub mission_code: Option<String>,
    /// Name of the Missione as printed.
    pub mission_name: Option<String>,
    /// Code of the Programma, as printed.
    pub programme_code: Option<String>,
    /// Name of the Programma as printed.
    pub programme_name: Option<String>,
}

/// Reference to the public-value section of the PIAO, as printed and taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicValue {
    /// The whole reference as printed.
    pub raw: String,
    /// Code of the area ("02").
    pub area_code: Option<String>,
    /// Name of the area.
    pub area_name: Option<String>,
    /// Code of the public value ("02.01").
    pub code: Option<String>,
}

/// Final deadline of an objective.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FinalDeadline {
    /// The whole text as printed.
    pub raw: String,
    /// The date in it, null if the text holds none.
    pub date: Option<NaiveDate>,
    /// What is printed beside the date, null if nothing.
    pub note: Option<String>,
}

/// A labelled text: expected result, criterion, indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// The label as printed, without its colon.
    pub label: String,
    /// The year the label names, null if none.
    pub year: Option<i32>,
    /// The text after the label ("" if nothing follows).
    pub text: String,
}

/// One row of the table of phases.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Phase {
    /// Number printed after "fase".
    pub number: u32,
    /// Descrizione.
    pub description: Option<String>,
    /// Incidenza %, on the scale of [`Self::weight_unit`].
    #[serde(serialize_with = "compact_number")]
    pub weight: Option<f64>,
    /// Scale of [`Self::weight`].
    pub weight_unit: Option<WeightUnit>,
    /// Monitoraggio al ....
    pub monitoring: Option<String>,
    /// Scadenze previste, as printed.
    pub due: Option<String>,
    /// The date that [`Self::due`] begins with, null if it begins with none.
    pub due_date: Option<NaiveDate>,
    /// Raggiungimento obiettivo.
    pub outcome: Option<String>,
}

/// Scales of weights met in Italian plans (domain vocabulary `weight_scale`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeightUnit {
    /// Parts of a hundred, printed with "%".
    Percent,
    /// Points on 100, printed without "%".
    #[serde(rename = "points_100")]
    Points100,
    /// Points on 1000.
    #[serde(rename = "points_1000")]
    Points1000,
    /// A factor such as 1,2.
    Factor,
}

/// Writes 25.0 as `25` and 12.5 as `12.5`: the paper prints no ".0".
fn compact_number<S: Serializer>(value: &Option<f64>, out: S) -> Result<S::Ok, S::Error> {
    // Above 2^53 an f64 no longer holds every whole number.
    const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        None => out.serialize_none(),
        Some(v) if v.fract() == 0.0 && v.abs() < LARGEST_EXACT => out.serialize_some(&(*v as i64)),
        Some(v) => out.serialize_some(v),
    }
}
