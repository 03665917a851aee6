//! The table of documents: one row an input.

use schede_model::{Document, Plan, PlanType, Source, Stage};

use super::define::{Kind, table};

/// Words of the column `plan_type`.
pub(super) const PLAN_TYPES: &[&str] = &[
    "piao",
    "peg",
    "pdo",
    "performance_plan",
    "performance_report",
    "management_control_report",
];

/// Words of the column `stage`.
pub(super) const STAGES: &[&str] = &["planned", "interim", "final"];

table! {
    /// Inputs that were read.
    DOCUMENTS, document_values(row: DocumentRow<'d>) = "documents":
        "An input that was read: one file of a plan (documento)."
    key ["id"]
    references [["entity_id"] -> Entities ["id"] Refuse]
    {
        id required Kind::Text, "Chiave del documento",
            "16 hexadecimal digits from body, plan type, year, stage, reference date, units and file name: a corrected file of the same name keeps it"
            => row.id;
        schema_version required Kind::Text, "Versione dello schema", "Version of the document's form" => row.document.schema_version.as_str();
        file_name required Kind::Text, "Nome del file", "Name of the input without its folder" => row.source.file_name.as_str();
        sha256 required Kind::Text, "Impronta SHA-256", "SHA-256 of the input's bytes, 64 hexadecimal digits" => row.source.sha256.as_str();
        media_type required Kind::Text, "Tipo di file", "Media type of the input" => row.source.media_type.as_str();
        reader required Kind::Text, "Lettore", "Road by which it was read, with the program's version" => row.source.reader.0.as_str();
        pages required Kind::Integer, "Pagine", "Number of pages of the input" => row.source.pages;
        profile optional Kind::Text, "Modello di scheda", "Layout profile used; null if none fits" => &row.source.profile;
        entity_id optional Kind::Text, "Ente", "The body; null if neither printed nor given" => row.entity_id;
        plan_type optional Kind::Choice(PLAN_TYPES), "Tipo di piano", "Kind of plan" => row.plan.kind.map(plan_type);
        plan_year optional Kind::Integer, "Anno del piano", "Year of the plan" => row.plan.year;
        stage optional Kind::Choice(STAGES), "Fase del ciclo della performance",
            "planned = as adopted, interim = monitoring within the year, final = report at the end" => row.plan.stage.map(stage);
        reference_date optional Kind::Date, "Data di riferimento", "Date the monitoring refers to" => row.plan.reference_date;
    }
}

/// What a row of `documents` is made of.
pub(super) struct DocumentRow<'d> {
    pub id: &'d str,
    pub entity_id: Option<&'d str>,
    pub document: &'d Document,
    pub source: &'d Source,
    pub plan: &'d Plan,
}

impl<'d> DocumentRow<'d> {
    /// Taken apart in full, so that a new member of the model is noticed here.
    pub fn new(id: &'d str, entity_id: Option<&'d str>, document: &'d Document) -> Self {
        let Document {
            schema_version: _,
            source,
            entity: _,
            plan,
            objectives: _,
            findings: _,
            provenance: _,
        } = document;
        let Source {
            file_name: _,
            sha256: _,
            media_type: _,
            reader: _,
            pages: _,
            profile: _,
        } = source;
        let Plan {
            kind: _,
            year: _,
            stage: _,
            reference_date: _,
        } = plan;
        Self {
            id,
            entity_id,
            document,
            source,
            plan,
        }
    }
}

/// The word for a kind of plan, as in the JSON form.
pub(crate) fn plan_type(kind: PlanType) -> &'static str {
    kind.word()
}

/// The word for a stage, as in the JSON form.
pub(crate) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "planned",
        Stage::Interim => "interim",
        Stage::Final => "final",
    }
}
