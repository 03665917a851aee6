//! The dimensions: public bodies, their units, missions and programmes of the
//! budget. Rows of several documents are one row here.
//!
//! Two documents may spell one unit in two ways. The row then carries the
//! spelling that sorts first by its bytes, so that the table does not depend on
//! the order of the inputs. Rows no longer referred to stay.

use std::collections::BTreeMap;

use super::define::{Kind, table};
use super::{TABLES, TableName, TableRows, Value};

table! {
    /// Public bodies.
    ENTITIES, entity_values(row: EntityRow<'d>) = "entities":
        "A public body whose plan was read (ente)."
    key ["id"]
    references []
    {
        id required Kind::Text, "Chiave dell'ente",
            "16 hexadecimal digits from the IPA code if known, else the ISTAT code, the tax code, or the folded name"
            => row.id;
        name optional Kind::Text, "Denominazione",
            "Name as printed; of several spellings the one that sorts first" => row.name;
        ipa_code optional Kind::Text, "Codice IPA",
            "Code in the index of public administrations (indicePA, AgID), null unless given" => row.ipa_code;
        istat_code optional Kind::Text, "Codice ISTAT",
            "ISTAT code of the municipality, six digits as text" => row.istat_code;
        tax_code optional Kind::Text, "Codice fiscale", "Tax code, eleven digits as text" => row.tax_code;
    }
}

table! {
    /// Organisational units.
    ORG_UNITS, org_unit_values(row: OrgUnitRow<'d>) = "org_units":
        "An organisational unit of a body (settore, servizio, direzione)."
    key ["id"]
    references [["entity_id"] -> Entities ["id"] Refuse]
    {
        id required Kind::Text, "Chiave dell'unità organizzativa",
            "16 hexadecimal digits from the body's key and the folded name" => row.id;
        entity_id optional Kind::Text, "Ente", "The body; null if no sheet names it" => row.entity_id;
        name required Kind::Text, "Settore",
            "Name as printed; of several spellings the one that sorts first" => row.name;
    }
}

table! {
    /// Missions of the budget.
    MISSIONS, mission_values(row: MissionRow<'d>) = "missions":
        "A mission of the budget (missione, D.Lgs. 118/2011, annex 14) that a sheet refers to."
    key ["id"]
    references []
    {
        id required Kind::Text, "Codice missione", "Two digits: \"01\"" => row.id;
        name optional Kind::Text, "Denominazione della missione",
            "Name as printed on the sheets, not the official one; of several spellings the one that sorts first" => row.name;
    }
}

table! {
    /// Programmes of the budget.
    PROGRAMMES, programme_values(row: ProgrammeRow<'d>) = "programmes":
        "A programme of the budget (programma, D.Lgs. 118/2011, annex 14) that a sheet refers to."
    key ["id"]
    references [["mission_id"] -> Missions ["id"] Refuse]
    {
        id required Kind::Text, "Codice missione e programma",
            "Four digits: mission and programme, \"0108\"" => row.id;
        mission_id required Kind::Text, "Codice missione", "The mission it belongs to" => row.mission_id;
        name optional Kind::Text, "Denominazione del programma",
            "Name as printed on the sheets, not the official one; of several spellings the one that sorts first" => row.name;
    }
}

/// Values of a row of `entities`.
pub(super) struct EntityRow<'d> {
    pub id: &'d str,
    pub name: Option<&'d str>,
    pub ipa_code: Option<&'d str>,
    pub istat_code: Option<&'d str>,
    pub tax_code: Option<&'d str>,
}

/// Values of a row of `org_units`.
pub(super) struct OrgUnitRow<'d> {
    pub id: &'d str,
    pub entity_id: Option<&'d str>,
    pub name: &'d str,
}

/// Values of a row of `missions`.
pub(super) struct MissionRow<'d> {
    pub id: &'d str,
    pub name: Option<&'d str>,
}

/// Values of a row of `programmes`.
pub(super) struct ProgrammeRow<'d> {
    pub id: &'d str,
    pub mission_id: &'d str,
    pub name: Option<&'d str>,
}

/// The dimension rows of a whole run, for stores that write a table at once.
#[derive(Debug, Default)]
pub struct Dimensions {
    rows: BTreeMap<(TableName, String), Vec<Value<'static>>>,
}

impl Dimensions {
    /// Takes over the dimension rows of one document.
    pub fn add(&mut self, rows: &super::Rows<'_>) {
        for name in TABLES.into_iter().filter(|name| name.is_dimension()) {
            for row in rows.table(name).iter() {
                self.add_row(name, row);
            }
        }
    }

    /// The rows of one dimension, in the order of their keys.
    pub fn rows(&self, name: TableName) -> impl Iterator<Item = &[Value<'static>]> {
        self.rows
            .range((name, String::new())..)
            .take_while(move |((table, _), _)| *table == name)
            .map(|(_, row)| row.as_slice())
    }

    /// Takes over one row of a dimension.
    pub(crate) fn add_row(&mut self, name: TableName, row: &[Value<'_>]) {
        let Some(id) = row.first().and_then(Value::as_text) else {
            return;
        };
        match self.rows.get_mut(&(name, id.to_owned())) {
            Some(known) => merge(known, row.iter().cloned().map(Value::into_owned)),
            None => {
                let owned = row.iter().cloned().map(Value::into_owned).collect();
                self.rows.insert((name, id.to_owned()), owned);
            }
        }
    }
}

/// One row from two of the same key: of two values the one that sorts first,
/// and any value before none. The order of the two does not matter.
fn merge<'d>(known: &mut [Value<'d>], other: impl Iterator<Item = Value<'d>>) {
    for (known, other) in known.iter_mut().zip(other) {
        let better = match (known.as_text(), other.as_text()) {
            (None, Some(_)) => true,
            (Some(known), Some(other)) => other < known,
            (None | Some(_), None) => false,
        };
        if better {
            *known = other;
        }
    }
}

/// Merges a row into the rows of the same document.
pub(super) fn merge_within<'d>(rows: &mut TableRows<'d>, row: Vec<Value<'d>>) {
    let known = rows.iter_mut().find(|known| known.first() == row.first());
    match known {
        Some(known) => merge(known, row.into_iter()),
        None => rows.push(row),
    }
}
