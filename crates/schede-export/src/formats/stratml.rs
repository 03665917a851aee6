//! StratML Part 2 (ISO 17469, `PerformancePlanOrReport`, 2016-02-16): one XML
//! file an input.
//!
//! For exchange with systems that read performance plans of other bodies.
//!
//! | Ours | StratML |
//! |---|---|
//! | document | `PerformancePlanOrReport`; `Performance_Report` once monitored |
//! | entity, units | `Organization`, its `Stakeholder`s |
//! | strategic direction, else public value area | `Goal` |
//! | objective | `Objective`; code is its `SequenceIndicator` |
//! | responsible, unit | `Stakeholder` in the `Role` of a `Performer` |
//! | phase | `PerformanceIndicator` at `Input_Processing`: due is its `TargetResult` (weight its `NumberOfUnits`), outcome its `ActualResult` |
//! | final deadline | `PerformanceIndicator` with a `TargetResult` |
//! | expected result, criteria, indicator | `PerformanceIndicator` with a `Descriptor` |
//! | all other texts | `OtherInformation`, a line each after the Italian term |
//!
//! Loses evidence, findings and pages, the parts of the DUP and public-value
//! references (their raw text is kept), and null beside "" in texts that an
//! element must have. Phases have no element of their own: the standard's
//! objectives do not nest. Characters that XML forbids become U+FFFD.

use std::io::{self, Write};

use schede_model::{Document, Objective, Phase, Stage};

use super::stratml_xml::Xml;
use super::{ExportOptions, Exporter, Format, Written};
use crate::atomic::Closed;
use crate::names::Names;
use crate::tables::{Keys, Run, TableName, number_text, plan_type_word, statement_lists};
use crate::{Folder, Result};

pub(super) const FORMAT: Format = Format {
    name: "stratml",
    files: "<input>.xml",
    about: "StratML Part 2 (ISO 17469), one file per input, for exchange of performance plans",
    loses: "evidence, findings, pages, parts of DUP and public-value references",
    each: Some("xml"),
    fixed: Vec::new,
    open,
};

/// Namespace of StratML Part 2.
pub const NAMESPACE: &str = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport";

/// Name of a goal that the sheets do not name.
const NO_GOAL: &str = "-";

/// Writes one document.
///
/// # Errors
/// If `out` fails.
pub fn write(document: &Document, keys: &Keys, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out);
    let kind = match (document.plan.stage, document.plan.reference_date) {
        (Some(Stage::Interim | Stage::Final), _) | (None, Some(_)) => "Performance_Report",
        (Some(Stage::Planned), _) | (None, None) => "Performance_Plan",
    };
    xml.open_with(
        "PerformancePlanOrReport",
        &[("xmlns", NAMESPACE), ("Type", kind)],
    )?;
    xml.text("Name", &title(document))?;
    xml.open("StrategicPlanCore")?;
    organization(document, keys, &mut xml)?;
    goals(document, keys, &mut xml)?;
    xml.close("StrategicPlanCore")?;
    administrative(document, keys, &mut xml)?;
    xml.close("PerformancePlanOrReport")
}

fn title(document: &Document) -> String {
    let plan = &document.plan;
    let parts = [
        plan.kind.map(|kind| plan_type_word(kind).to_owned()),
        plan.year.map(|year| year.to_string()),
        document.entity.name.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        document.source.file_name.clone()
    } else {
        parts.join(" - ")
    }
}

fn organization(document: &Document, keys: &Keys, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("Organization")?;
    xml.opt_text("Name", document.entity.name.as_deref())?;
    let id = keys.entity_id.as_deref().map(|id| format!("entity-{id}"));
    xml.opt_text("Identifier", id.as_deref())?;
    let mut seen = Vec::new();
    for (objective, of) in document.objectives.iter().zip(&keys.objectives) {
        if let Some(unit) = objective.org_unit.as_deref()
            && !seen.contains(&of.org_unit_id)
        {
            seen.push(of.org_unit_id.clone());
            xml.open_with("Stakeholder", &[("StakeholderTypeType", "Organization")])?;
            xml.text("Name", unit)?;
            xml.close("Stakeholder")?;
        }
    }
    xml.close("Organization")
}

/// Goals in the order of their first objective, each with all of its own.
fn goals(document: &Document, keys: &Keys, xml: &mut Xml<'_>) -> io::Result<()> {
    let mut names: Vec<&str> = Vec::new();
    for objective in &document.objectives {
        let name = goal_name(objective);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        // A plan must have a goal.
        names.push(NO_GOAL);
    }
    for (index, name) in names.into_iter().enumerate() {
        xml.open("Goal")?;
        xml.text("Name", name)?;
        xml.text("Description", "")?;
        xml.text("Identifier", &format!("goal-{}", index + 1))?;
        let all = document.objectives.iter().zip(&keys.objectives);
        for (objective, of) in all.filter(|(it, _)| goal_name(it) == name) {
            write_objective(objective, &of.id, xml)?;
        }
        xml.close("Goal")?;
    }
    Ok(())
}

fn goal_name(objective: &Objective) -> &str {
    let direction = objective
        .dup
        .as_ref()
        .and_then(|it| it.strategic_direction.as_deref());
    let area = objective
        .public_value
        .as_ref()
        .and_then(|it| it.area_name.as_deref());
    direction.or(area).unwrap_or(NO_GOAL)
}

fn write_objective(objective: &Objective, id: &str, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("Objective")?;
    xml.opt_text("Name", objective.title.as_deref())?;
    xml.opt_text("Description", objective.description.as_deref())?;
    xml.text("Identifier", &format!("objective-{id}"))?;
    xml.opt_text("SequenceIndicator", objective.code.as_deref())?;
    let role = term(TableName::Objectives, "responsible");
    performer(role, "Person", objective.responsible.as_deref(), xml)?;
    let role = term(TableName::OrgUnits, "name");
    performer(role, "Organization", objective.org_unit.as_deref(), xml)?;
    let other = other_information(objective);
    xml.opt_text("OtherInformation", (!other.is_empty()).then_some(&other))?;
    for (index, it) in objective.phases.iter().enumerate() {
        let id = format!("phase-{id}-{}", index + 1);
        phase(it, &id, objective, xml)?;
    }
    final_deadline(objective, xml)?;
    statements(objective, xml)?;
    xml.close("Objective")
}

fn performer(role: &str, kind: &str, name: Option<&str>, xml: &mut Xml<'_>) -> io::Result<()> {
    let Some(name) = name else { return Ok(()) };
    xml.open_with("Stakeholder", &[("StakeholderTypeType", kind)])?;
    xml.text("Name", name)?;
    xml.open("Role")?;
    xml.text("Name", role)?;
    xml.text("RoleType", "Performer")?;
    xml.close("Role")?;
    xml.close("Stakeholder")
}

/// Texts without an element of their own, each on its line after its term.
fn other_information(objective: &Objective) -> String {
    let dup = objective.dup.as_ref().map(|it| it.raw.as_str());
    let public_value = objective.public_value.as_ref().map(|it| it.raw.as_str());
    let weight = objective.weight.map(number_text);
    let total = objective.phase_weight_total.map(number_text);
    let lines = [
        ("purpose", objective.purpose.as_deref()),
        ("dup_raw", dup),
        ("public_value_raw", public_value),
        ("weight", weight.as_deref()),
        ("phase_weight_total", total.as_deref()),
        ("constraints", objective.constraints.as_deref()),
        ("human_resources", objective.human_resources.as_deref()),
        (
            "financial_resources",
            objective.financial_resources.as_deref(),
        ),
        ("notes", objective.notes.as_deref()),
    ];
    let lines: Vec<String> = lines
        .into_iter()
        .filter_map(|(column, text)| {
            Some(format!(
                "{}: {}",
                term(TableName::Objectives, column),
                text?
            ))
        })
        .collect();
    lines.join("\n")
}

fn phase(phase: &Phase, id: &str, objective: &Objective, xml: &mut Xml<'_>) -> io::Result<()> {
    let Phase {
        number,
        description,
        weight,
        weight_unit,
        monitoring,
        due,
        due_date,
        outcome,
    } = phase;
    let unit = weight_unit.map(crate::tables::weight_unit_word);
    indicator("Input_Processing", xml)?;
    xml.text("SequenceIndicator", &number.to_string())?;
    xml.text(
        "MeasurementDimension",
        description.as_deref().unwrap_or_default(),
    )?;
    xml.text("UnitOfMeasurement", unit.unwrap_or_default())?;
    xml.text("Identifier", id)?;
    let target = due.is_some() || weight.is_some();
    if target || outcome.is_some() {
        xml.open("MeasurementInstance")?;
        if target {
            xml.open("TargetResult")?;
            xml.opt_text("EndDate", due_date.map(|it| it.to_string()).as_deref())?;
            xml.opt_text("NumberOfUnits", weight.map(number_text).as_deref())?;
            xml.opt_text("Description", due.as_deref())?;
            xml.close("TargetResult")?;
        }
        if outcome.is_some() {
            let date = objective.reference_date.map(|it| it.to_string());
            xml.open("ActualResult")?;
            xml.opt_text("EndDate", date.as_deref())?;
            xml.opt_text("Description", outcome.as_deref())?;
            xml.close("ActualResult")?;
        }
        xml.close("MeasurementInstance")?;
    }
    xml.opt_text("OtherInformation", monitoring.as_deref())?;
    xml.close("PerformanceIndicator")
}

fn final_deadline(objective: &Objective, xml: &mut Xml<'_>) -> io::Result<()> {
    let Some(deadline) = &objective.final_deadline else {
        return Ok(());
    };
    indicator("Outcome", xml)?;
    xml.text(
        "MeasurementDimension",
        term(TableName::Objectives, "final_deadline_date"),
    )?;
    xml.text("UnitOfMeasurement", "")?;
    xml.open("MeasurementInstance")?;
    xml.open("TargetResult")?;
    let date = deadline.date.map(|it| it.to_string());
    xml.opt_text("EndDate", date.as_deref())?;
    xml.text("Description", &deadline.raw)?;
    xml.close("TargetResult")?;
    xml.close("MeasurementInstance")?;
    xml.close("PerformanceIndicator")
}

fn statements(objective: &Objective, xml: &mut Xml<'_>) -> io::Result<()> {
    for (kind, list) in statement_lists(objective) {
        for it in list {
            indicator("Outcome", xml)?;
            xml.text("MeasurementDimension", kind)?;
            xml.text("UnitOfMeasurement", "")?;
            xml.open("MeasurementInstance")?;
            xml.open("TargetResult")?;
            xml.open("Descriptor")?;
            xml.text("DescriptorName", &it.label)?;
            xml.text("DescriptorValue", &it.text)?;
            xml.close("Descriptor")?;
            xml.close("TargetResult")?;
            xml.close("MeasurementInstance")?;
            xml.close("PerformanceIndicator")?;
        }
    }
    Ok(())
}

fn indicator(stage: &str, xml: &mut Xml<'_>) -> io::Result<()> {
    let attributes = [
        ("ValueChainStage", stage),
        ("PerformanceIndicatorType", "Qualitative"),
    ];
    xml.open_with("PerformanceIndicator", &attributes)
}

fn administrative(document: &Document, keys: &Keys, xml: &mut Xml<'_>) -> io::Result<()> {
    let plan = &document.plan;
    xml.open("AdministrativeInformation")?;
    xml.text("Identifier", &format!("document-{}", keys.document_id))?;
    xml.opt_text(
        "StartDate",
        plan.year.map(|it| format!("{it:04}-01-01")).as_deref(),
    )?;
    xml.opt_text(
        "EndDate",
        plan.year.map(|it| format!("{it:04}-12-31")).as_deref(),
    )?;
    let date = plan.reference_date.map(|it| it.to_string());
    xml.opt_text("PublicationDate", date.as_deref())?;
    xml.text("Source", &format!("urn:sha256:{}", document.source.sha256))?;
    xml.close("AdministrativeInformation")
}

/// The Italian term of a column.
fn term(table: TableName, column: &str) -> &'static str {
    table.table().column(column).map_or("", |it| it.term)
}

fn open(folder: &Folder, _options: &ExportOptions) -> Result<Box<dyn Exporter>> {
    Ok(Box::new(StratMl {
        folder: folder.clone(),
        names: Names::default(),
        run: Run::default(),
        written: Written::default(),
        closed: None,
    }))
}

struct StratMl {
    folder: Folder,
    names: Names,
    run: Run,
    written: Written,
    /// The last document's, without its name.
    closed: Option<Closed>,
}

impl Exporter for StratMl {
    fn take(&mut self, document: &Document) -> Result<()> {
        let source = &document.source;
        let keys = self.run.keys(document);
        let stem = self.names.stem(&source.file_name, &source.sha256);
        let mut file = self.folder.file(&format!("{stem}.xml"))?;
        write(document, &keys, &mut file).map_err(|e| file.failed(e))?;
        self.closed = Some(file.close()?);
        self.written.tally = self.run.tally();
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
