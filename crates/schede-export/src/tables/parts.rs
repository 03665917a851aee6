//! The tables of an objective's parts: phases and statements.

use schede_model::{Objective, Phase, Statement};

use super::define::{Kind, table};
use super::keys::ObjectiveKeys;
use super::objectives::{WEIGHT_UNITS, weight_unit};

/// Words of the column `kind` of statements.
pub(crate) const STATEMENT_KINDS: &[&str] = &[
    "expected_result",
    "success_criterion",
    "failure_criterion",
    "indicator",
];

table! {
    /// Rows of the tables of phases.
    PHASES, phase_values(row: PhaseRow<'d>) = "phases":
        "A row of an objective's table of phases (fase)."
    key ["objective_id", "snapshot", "position"]
    references [["objective_id", "snapshot"] -> Objectives ["id", "snapshot"] Cascade]
    {
        objective_id required Kind::Text, "Obiettivo", "The objective" => row.keys.id.as_str();
        snapshot required Kind::Text, "Rilevazione", "The objective's showing" => row.keys.snapshot.as_str();
        position required Kind::Integer, "Posizione nella tabella", "Order on the sheet, from 1; numbers printed may repeat, this does not" => row.position;
        number required Kind::Integer, "Fase", "Number printed after \"fase\"" => row.phase.number;
        description optional Kind::Text, "Descrizione", "Description" => &row.phase.description;
        weight optional Kind::Number, "Incidenza %", "Weight on the scale of weight_unit" => row.phase.weight;
        weight_unit optional Kind::Choice(WEIGHT_UNITS), "Scala dell'incidenza", "Scale of the weight" => row.phase.weight_unit.map(weight_unit);
        monitoring optional Kind::Text, "Monitoraggio al ...", "Text of the monitoring column" => &row.phase.monitoring;
        due optional Kind::Text, "Scadenze previste", "Text of the due column as printed" => &row.phase.due;
        due_date optional Kind::Date, "Scadenza prevista", "The date that text begins with, null if it begins with none" => row.phase.due_date;
        outcome optional Kind::Text, "Raggiungimento obiettivo", "Text of the outcome column" => &row.phase.outcome;
    }
}

table! {
    /// Labelled texts.
    STATEMENTS, statement_values(row: StatementRow<'d>) = "statements":
        "A labelled text of an objective: expected result, criterion of success or failure, indicator."
    key ["objective_id", "snapshot", "kind", "position"]
    references [["objective_id", "snapshot"] -> Objectives ["id", "snapshot"] Cascade]
    {
        objective_id required Kind::Text, "Obiettivo", "The objective" => row.keys.id.as_str();
        snapshot required Kind::Text, "Rilevazione", "The objective's showing" => row.keys.snapshot.as_str();
        kind required Kind::Choice(STATEMENT_KINDS), "Tipo",
            "expected_result = risultato atteso, success_criterion = obiettivo raggiunto al 100%, failure_criterion = obiettivo non raggiunto, indicator = indicatori di risultato"
            => row.kind;
        position required Kind::Integer, "Posizione", "Order among those of its kind, from 1" => row.position;
        label required Kind::Text, "Etichetta", "Label as printed, without its colon" => row.statement.label.as_str();
        label_year optional Kind::Integer, "Anno nell'etichetta", "Year the label names" => row.statement.year;
        body required Kind::Text, "Testo", "Text after the label; \"\" if nothing follows it" => row.statement.text.as_str();
    }
}

/// What a row of `phases` is made of.
pub(super) struct PhaseRow<'d> {
    pub keys: &'d ObjectiveKeys,
    pub position: i64,
    pub phase: &'d Phase,
}

impl<'d> PhaseRow<'d> {
    /// Taken apart in full, so that a new member of the model is noticed here.
    pub fn new(keys: &'d ObjectiveKeys, position: i64, phase: &'d Phase) -> Self {
        let Phase {
            number: _,
            description: _,
            weight: _,
            weight_unit: _,
            monitoring: _,
            due: _,
            due_date: _,
            outcome: _,
        } = phase;
        Self {
            keys,
            position,
            phase,
        }
    }
}

/// What a row of `statements` is made of.
pub(super) struct StatementRow<'d> {
    pub keys: &'d ObjectiveKeys,
    pub kind: &'static str,
    pub position: i64,
    pub statement: &'d Statement,
}

/// The labelled lists of an objective with the word for their kind.
pub(crate) fn statement_lists(objective: &Objective) -> [(&'static str, &[Statement]); 4] {
    [
        (STATEMENT_KINDS[0], &objective.expected_results),
        (STATEMENT_KINDS[1], &objective.success_criteria),
        (STATEMENT_KINDS[2], &objective.failure_criteria),
        (STATEMENT_KINDS[3], &objective.indicators),
    ]
}
