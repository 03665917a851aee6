//! The table of objectives: one row a goal sheet and showing.

use schede_model::{Document, Dup, FinalDeadline, Objective, PageRange, PublicValue, WeightUnit};

use super::define::{Kind, table};
use super::documents::{PLAN_TYPES, STAGES, plan_type, stage};
use super::keys::ObjectiveKeys;

/// Words of the columns `weight_unit`.
pub(super) const WEIGHT_UNITS: &[&str] = &["percent", "points_100", "points_1000", "factor"];

table! {
    /// Goal sheets.
    OBJECTIVES, objective_values(row: ObjectiveRow<'d>) = "objectives":
        "A goal sheet (scheda obiettivo) as one showing of a plan gives it: the same objective at two reference dates is two rows."
    key ["id", "snapshot"]
    references [
        ["document_id"] -> Documents ["id"] Refuse,
        ["entity_id"] -> Entities ["id"] Refuse,
        ["org_unit_id"] -> OrgUnits ["id"] Refuse,
        ["mission_id"] -> Missions ["id"] Refuse,
        ["programme_id"] -> Programmes ["id"] Refuse
    ]
    {
        id required Kind::Text, "Chiave dell'obiettivo",
            "The objective's key over all monitorings of a plan: 16 hexadecimal digits from body, year, unit and code" => row.keys.id.as_str();
        snapshot required Kind::Text, "Rilevazione",
            "Which showing of the objective: reference date and stage, \"2024-09-30/interim\"; \"-\" if neither is known" => row.keys.snapshot.as_str();
        document_id place Kind::Text, "Documento", "The document this row was last read from" => row.document_id;
        position place Kind::Integer, "Posizione nel documento", "Order in the document, from 1" => row.position;
        entity_id optional Kind::Text, "Ente", "The body" => row.keys.entity_id.as_deref();
        org_unit_id optional Kind::Text, "Unità organizzativa", "The unit" => row.keys.org_unit_id.as_deref();
        mission_id optional Kind::Text, "Codice missione", "Two digits; null if the printed code is no number of two digits" => row.keys.mission_id.as_deref();
        programme_id optional Kind::Text, "Codice missione e programma", "Four digits" => row.keys.programme_id.as_deref();
        plan_type optional Kind::Choice(PLAN_TYPES), "Tipo di piano", "Kind of plan" => row.document.plan.kind.map(plan_type);
        plan_year optional Kind::Integer, "Anno del piano", "Year of the plan" => row.document.plan.year;
        stage optional Kind::Choice(STAGES), "Fase del ciclo della performance", "Stage the document shows" => row.document.plan.stage.map(stage);
        reference_date optional Kind::Date, "Monitoraggio al", "Date in the head of the table of phases, else the document's" => row.keys.reference_date;
        entity optional Kind::Text, "Ente, come stampato", "Body as printed on the sheet" => &row.objective.entity;
        org_unit optional Kind::Text, "Settore, come stampato", "Unit as printed on the sheet" => &row.objective.org_unit;
        responsible optional Kind::Text, "Dirigente", "Responsible manager" => &row.objective.responsible;
        code optional Kind::Text, "Codice dell'obiettivo", "Code as printed (\"A\")" => &row.objective.code;
        title optional Kind::Text, "Obiettivo", "Title" => &row.objective.title;
        purpose optional Kind::Text, "Finalità strategiche", "Strategic purpose" => &row.objective.purpose;
        dup_raw optional Kind::Text, "Riferimenti al DUP", "Reference to the Documento unico di programmazione as printed" => row.dup.map(|it| it.raw.as_str());
        dup_strategic_direction optional Kind::Text, "Indirizzo strategico", "Strategic direction in that reference" => row.dup.and_then(|it| it.strategic_direction.as_deref());
        dup_strategic_objective optional Kind::Text, "Obiettivo strategico", "Strategic objective in that reference" => row.dup.and_then(|it| it.strategic_objective.as_deref());
        dup_mission_code optional Kind::Text, "Missione, codice stampato", "Code of the mission as printed" => row.dup.and_then(|it| it.mission_code.as_deref());
        dup_mission_name optional Kind::Text, "Missione, nome stampato", "Name of the mission as printed" => row.dup.and_then(|it| it.mission_name.as_deref());
        dup_programme_code optional Kind::Text, "Programma, codice stampato", "Code of the programme as printed" => row.dup.and_then(|it| it.programme_code.as_deref());
        dup_programme_name optional Kind::Text, "Programma, nome stampato", "Name of the programme as printed" => row.dup.and_then(|it| it.programme_name.as_deref());
        public_value_raw optional Kind::Text, "Valore pubblico", "Reference to the public-value section of the PIAO as printed" => row.public_value.map(|it| it.raw.as_str());
        public_value_area_code optional Kind::Text, "Area di valore pubblico, codice", "Code of the area" => row.public_value.and_then(|it| it.area_code.as_deref());
        public_value_area_name optional Kind::Text, "Area di valore pubblico, nome", "Name of the area" => row.public_value.and_then(|it| it.area_name.as_deref());
        public_value_code optional Kind::Text, "Codice del valore pubblico", "Code of the public value (\"02.01\")" => row.public_value.and_then(|it| it.code.as_deref());
        description optional Kind::Text, "Descrizione dell'obiettivo", "Description" => &row.objective.description;
        weight optional Kind::Number, "Peso dell'obiettivo", "Weight of the objective itself, on the scale of weight_unit" => row.objective.weight;
        weight_unit optional Kind::Choice(WEIGHT_UNITS), "Scala del peso", "Scale of the weight" => row.objective.weight_unit.map(weight_unit);
        phase_weight_total optional Kind::Number, "Totale incidenza", "Number in the total row of the phases, on their scale" => row.objective.phase_weight_total;
        final_deadline_raw optional Kind::Text, "Scadenza finale, come stampata", "Final deadline as printed" => row.deadline.map(|it| it.raw.as_str());
        final_deadline_date optional Kind::Date, "Scadenza finale", "The date in it, null if it holds none" => row.deadline.and_then(|it| it.date);
        final_deadline_note optional Kind::Text, "Nota alla scadenza finale", "What is printed beside the date" => row.deadline.and_then(|it| it.note.as_deref());
        constraints optional Kind::Text, "Vincoli", "Constraints" => &row.objective.constraints;
        human_resources optional Kind::Text, "Risorse umane", "Human resources" => &row.objective.human_resources;
        financial_resources optional Kind::Text, "Risorse finanziarie", "Financial resources" => &row.objective.financial_resources;
        notes optional Kind::Text, "Note", "Notes" => &row.objective.notes;
        first_page place Kind::Integer, "Prima pagina", "First page of the sheet, from 1" => row.pages.first;
        last_page place Kind::Integer, "Ultima pagina", "Last page of the sheet, from 1" => row.pages.last;
    }
}

/// What a row of `objectives` is made of.
pub(super) struct ObjectiveRow<'d> {
    pub document_id: &'d str,
    pub position: i64,
    pub document: &'d Document,
    pub keys: &'d ObjectiveKeys,
    pub objective: &'d Objective,
    pub dup: Option<&'d Dup>,
    pub public_value: Option<&'d PublicValue>,
    pub deadline: Option<&'d FinalDeadline>,
    pub pages: PageRange,
}

impl<'d> ObjectiveRow<'d> {
    /// Taken apart in full, so that a new member of the model is noticed here.
    pub fn new(
        document_id: &'d str,
        position: i64,
        document: &'d Document,
        keys: &'d ObjectiveKeys,
        objective: &'d Objective,
    ) -> Self {
        let Objective {
            id: _,
            entity: _,
            org_unit: _,
            responsible: _,
            code: _,
            title: _,
            purpose: _,
            dup,
            public_value,
            description: _,
            reference_date: _,
            weight: _,
            weight_unit: _,
            phases: _,
            phase_weight_total: _,
            final_deadline,
            expected_results: _,
            success_criteria: _,
            failure_criteria: _,
            indicators: _,
            constraints: _,
            human_resources: _,
            financial_resources: _,
            notes: _,
            pages,
        } = objective;
        Self {
            document_id,
            position,
            document,
            keys,
            objective,
            dup: dup.as_ref(),
            public_value: public_value.as_ref(),
            deadline: final_deadline.as_ref(),
            pages: *pages,
        }
    }
}

/// The word for a scale of weights, as in the JSON form.
pub(crate) fn weight_unit(unit: WeightUnit) -> &'static str {
    match unit {
        WeightUnit::Percent => "percent",
        WeightUnit::Points100 => "points_100",
        WeightUnit::Points1000 => "points_1000",
        WeightUnit::Factor => "factor",
    }
}
