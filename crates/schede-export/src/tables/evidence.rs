//! The tables beside the records: findings, and where each value stands.

use schede_model::{Family, Finding, Severity, Span};

use super::define::{Kind, table};

/// Words of the column `family`.
const FAMILIES: &[&str] = &["reading", "sheet"];

/// Words of the column `severity`.
const SEVERITIES: &[&str] = &["note", "warning", "error"];

table! {
    /// What should be looked at.
    FINDINGS, finding_values(row: FindingRow<'d>) = "findings":
        "Something a person should look at: a doubtful reading, or an oddity of the sheet (segnalazione)."
    key ["document_id", "position"]
    references [
        ["document_id"] -> Documents ["id"] Cascade,
        ["objective_id", "snapshot"] -> Objectives ["id", "snapshot"] SetNull
    ]
    {
        document_id required Kind::Text, "Documento", "The document" => row.document_id;
        position required Kind::Integer, "Posizione", "Order in the document, from 1" => row.position;
        objective_id optional Kind::Text, "Obiettivo", "The objective it is about; null if it is about the document" => row.objective.map(|it| it.0);
        snapshot optional Kind::Text, "Rilevazione", "The objective's showing" => row.objective.map(|it| it.1);
        code required Kind::Text, "Codice", "Name of what is wrong (\"weight-sum\")" => &*row.finding.code;
        family required Kind::Choice(FAMILIES), "Famiglia", "reading = we may have read this wrong, sheet = the paper itself is odd" => family(row.finding.family);
        severity required Kind::Choice(SEVERITIES), "Gravità", "How much it matters" => severity(row.finding.severity);
        message required Kind::Text, "Messaggio", "What was expected and what was found" => row.finding.message.as_str();
        pointer optional Kind::Text, "Puntatore", "JSON Pointer of the value in the document's JSON form" => row.finding.pointer.as_ref().map(|it| it.0.as_str());
        page optional Kind::Integer, "Pagina", "Page of the first place, from 1" => row.finding.spans.first().map(|it| it.page);
        line optional Kind::Integer, "Riga", "Line of the first place in its page, from 1" => row.finding.spans.first().map(|it| it.line);
        spans required Kind::Json, "Posizioni", "All places: page, line, start, end, bbox" => json(&row.finding.spans);
        alternatives required Kind::Json, "Altre letture", "Other readings: pointer and value" => json(&row.finding.alternatives);
    }
}

table! {
    /// Where each value stands on paper.
    PROVENANCE, provenance_values(row: ProvenanceRow<'d>) = "provenance":
        "A place on paper that a value was read from (provenienza)."
    key ["document_id", "pointer", "position"]
    references [
        ["document_id"] -> Documents ["id"] Cascade,
        ["objective_id", "snapshot"] -> Objectives ["id", "snapshot"] SetNull
    ]
    {
        document_id required Kind::Text, "Documento", "The document" => row.document_id;
        pointer required Kind::Text, "Puntatore", "JSON Pointer of the value in the document's JSON form" => row.pointer;
        position required Kind::Integer, "Posizione", "Order among the pieces of the value, from 1" => row.position;
        objective_id optional Kind::Text, "Obiettivo", "The objective the value belongs to" => row.objective.map(|it| it.0);
        snapshot optional Kind::Text, "Rilevazione", "The objective's showing" => row.objective.map(|it| it.1);
        field required Kind::Text, "Campo", "Path of the value in its objective (\"phases/0/due\"), or in the document" => row.field;
        page required Kind::Integer, "Pagina", "Page, from 1" => row.span.page;
        line required Kind::Integer, "Riga", "Line in the page, from 1" => row.span.line;
        start_char required Kind::Integer, "Inizio", "First character in the line as read, from 0" => row.span.start;
        end_char required Kind::Integer, "Fine", "End of the characters, not included" => row.span.end;
        x0 optional Kind::Number, "Sinistra", "Left edge in PDF points from the page's left; null when the input is text" => row.span.bbox.map(|it| it[0]);
        y0 optional Kind::Number, "Alto", "Top edge in PDF points from the page's top" => row.span.bbox.map(|it| it[1]);
        x1 optional Kind::Number, "Destra", "Right edge" => row.span.bbox.map(|it| it[2]);
        y1 optional Kind::Number, "Basso", "Bottom edge" => row.span.bbox.map(|it| it[3]);
    }
}

/// Key of an objective: id and snapshot.
pub(super) type ObjectiveRef<'d> = (&'d str, &'d str);

/// What a row of `findings` is made of.
pub(super) struct FindingRow<'d> {
    pub document_id: &'d str,
    pub position: i64,
    pub objective: Option<ObjectiveRef<'d>>,
    pub finding: &'d Finding,
}

impl<'d> FindingRow<'d> {
    /// Taken apart in full, so that a new member of the model is noticed here.
    pub fn new(
        document_id: &'d str,
        position: i64,
        objective: Option<ObjectiveRef<'d>>,
        finding: &'d Finding,
    ) -> Self {
        let Finding {
            code: _,
            family: _,
            severity: _,
            message: _,
            pointer: _,
            spans: _,
            alternatives: _,
        } = finding;
        Self {
            document_id,
            position,
            objective,
            finding,
        }
    }
}

/// What a row of `provenance` is made of.
pub(super) struct ProvenanceRow<'d> {
    pub document_id: &'d str,
    pub pointer: &'d str,
    pub position: i64,
    pub objective: Option<ObjectiveRef<'d>>,
    pub field: &'d str,
    pub span: Span,
}

fn family(family: Family) -> &'static str {
    match family {
        Family::Reading => "reading",
        Family::Sheet => "sheet",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Records of our own types always have a JSON form.
fn json<T: serde::Serialize>(items: &[T]) -> String {
    serde_json::to_string(items).expect("plain records have string keys only")
}
