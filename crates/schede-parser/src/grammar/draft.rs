//! A sheet on its way to a record: each value as pieces of lines, not yet typed.

use std::cell::OnceCell;

use schede_model::{Column, Flow, WeightUnit};
use schede_profile::Field;
use smallvec::smallvec;

use super::claims::{Claim, Claimed};
use crate::source::{Piece, Pieces, Text};
use crate::values::date::is_date_shaped;

/// A sheet whose words are sorted.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Line that names the body.
    pub entity: Option<Pieces>,
    /// What names a plan behind the name of the body.
    pub plan_names: Vec<Piece>,
    /// Line that names the org unit.
    pub org_unit: Option<Pieces>,
    /// Code of the objective.
    pub code: Option<Piece>,
    /// The rest of a code that is cut in its narrow cell.
    pub code_rest: Option<Piece>,
    /// The label before the title, where no code is printed between them.
    pub uncoded: Option<Piece>,
    /// The first label that no field takes, in a cell of its own.
    pub unknown_label: Option<Piece>,
    /// Title.
    pub title: Pieces,
    /// Fields with one value, in the order they were met.
    pub singles: Vec<(Field, Pieces)>,
    /// Where each such field's label ends: the place of an empty value.
    pub labels: Vec<(Field, Piece)>,
    /// Labelled statements, in the order they were met.
    pub statements: Vec<StatementDraft>,
    /// Pieces of the final deadline that go on with the word that the line above ends within.
    pub deadline_cuts: Pieces,
    /// The reference date in the table head.
    pub reference_date: Option<Piece>,
    /// What of it stands on the next line.
    pub date_rest: Option<Piece>,
    /// The table's head wants a date, or no head was found.
    pub date_expected: bool,
    /// The table's head prints a per cent sign.
    pub percent_head: bool,
    /// The unit of the objective's own weight, where its number prints none.
    pub own_unit: Option<WeightUnit>,
    /// A head that stands right behind one of a later column.
    pub head_order: Option<Piece>,
    /// Rows of the table.
    pub phases: Vec<PhaseDraft>,
    /// The first row that shows that lines were read across the cells of the table, once
    /// looked for, and how.
    pub across: OnceCell<Option<(usize, &'static str)>>,
    /// The total row's weight.
    pub total: Option<Piece>,
    /// What may be read in another way.
    pub doubts: Vec<Doubt>,
    /// First and last page, counted from 1.
    pub pages: (u32, u32),
    /// Claims on words that are no values.
    pub claims: Vec<Claimed>,
}

impl Draft {
    /// Puts the phases in an order, which names each once by its position, and says so to the
    /// doubts about them.
    pub fn order_phases(&mut self, order: &[usize]) {
        let mut phases: Vec<Option<PhaseDraft>> = self.phases.drain(..).map(Some).collect();
        let ordered = order.iter().filter_map(|at| phases[*at].take());
        self.phases.extend(ordered);
        let place = |was: usize| order.iter().position(|at| *at == was).unwrap_or(was);
        for doubt in &mut self.doubts {
            match &mut doubt.about {
                About::Phase(at, _) | About::DueDate(at) => *at = place(*at),
                _ => {}
            }
        }
    }

    /// An empty draft in the memory of this one.
    #[must_use]
    pub fn emptied(mut self) -> Self {
        self.title.clear();
        self.singles.clear();
        self.labels.clear();
        self.statements.clear();
        self.phases.clear();
        self.doubts.clear();
        self.claims.clear();
        Self {
            title: self.title,
            singles: self.singles,
            labels: self.labels,
            statements: self.statements,
            phases: self.phases,
            doubts: self.doubts,
            claims: self.claims,
            ..Self::default()
        }
    }

    /// Where the objective is named: its code, else the label before its title.
    pub fn name(&self) -> Option<Piece> {
        self.code.or(self.uncoded)
    }

    /// The pieces of a field, if its label stands on the sheet.
    pub fn single(&self, field: Field) -> Option<&[Piece]> {
        self.singles
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, pieces)| pieces.as_slice())
    }

    /// Whether the final deadline is printed, and no date in it.
    pub fn deadline_lacks_date(&self, flow: &Flow<'_>) -> bool {
        let dated = |piece: &Piece| piece.text(flow).split_whitespace().any(is_date_shaped);
        let deadline = self.single(Field::FinalDeadline);
        deadline.is_some_and(|pieces| !pieces.iter().any(dated))
    }

    /// The label of a field, where it stands first.
    pub fn label(&self, field: Field) -> Option<Piece> {
        let mut labels = self.labels.iter();
        labels.find(|(f, _)| *f == field).map(|(_, piece)| *piece)
    }

    /// The labelled texts: those of fields with one value, and those of statements.
    pub fn texts(&self) -> impl Iterator<Item = (About, &[Piece])> {
        let singles = self.singles.iter();
        let singles = singles.map(|(field, pieces)| (About::Field(*field), pieces.as_slice()));
        let statements = self.statements.iter().enumerate();
        singles.chain(statements.map(|(n, s)| (About::Statement(n), s.text.as_slice())))
    }

    /// The names in the head: those of the body and of the unit.
    pub fn names(&self) -> impl Iterator<Item = (About, &[Piece])> {
        let names = [
            (About::Entity, &self.entity),
            (About::OrgUnit, &self.org_unit),
        ];
        let names = names.into_iter();
        names.map(|(about, pieces)| (about, pieces.as_deref().unwrap_or_default()))
    }

    /// The pieces of a field, opened if it was not.
    pub fn single_mut(&mut self, field: Field) -> &mut Pieces {
        let at = match self.singles.iter().position(|(f, _)| *f == field) {
            Some(at) => at,
            None => {
                self.singles.push((field, Pieces::new()));
                self.singles.len() - 1
            }
        };
        &mut self.singles[at].1
    }

    /// Records what a piece that is no value was taken for.
    pub fn claim(&mut self, piece: Piece, claim: Claim) {
        self.claims.push(Claimed { piece, claim });
    }
}

/// A labelled statement.
#[derive(Debug, Clone)]
pub struct StatementDraft {
    /// Which list it belongs to.
    pub field: Field,
    /// The label without colons.
    pub label: Pieces,
    /// The text.
    pub text: Pieces,
}

/// A row of the table of phases.
#[derive(Debug, Clone, Default)]
pub struct PhaseDraft {
    /// Number after "fase".
    pub number: u32,
    /// Where the number stands.
    pub digits: Option<Piece>,
    /// Descrizione.
    pub description: Text,
    /// Incidenza, as printed.
    pub weight: Option<Text>,
    /// Monitoraggio.
    pub monitoring: Text,
    /// Scadenze previste.
    pub due: Text,
    /// Raggiungimento obiettivo.
    pub outcome: Text,
}

/// Name of the doubt about cells of a text whose columns are kept by blanks: its printer moves
/// words to keep lines apart.
pub const COLUMNS_BY_BLANKS: &str = "columns-by-blanks";

/// A value that may be read in another way.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// The value in question.
    pub about: About,
    /// Name of the finding.
    pub code: &'static str,
    /// One line for people, without the place.
    pub message: String,
    /// Where it is seen.
    pub pieces: Pieces,
    /// The other reading of the value, if there is one; the inner none means
    /// that the value would be absent.
    pub other: Option<Option<String>>,
}

/// Code of the doubts about texts that do not look whole.
pub const BROKEN: &str = "broken-text";

impl Doubt {
    /// About a text that shows a sign of words that it lacks, or has of another.
    pub fn broken(about: About, sign: &str, piece: Piece) -> Self {
        Self {
            about,
            code: BROKEN,
            message: format!("the text may lack words or hold words of another: {sign}"),
            pieces: smallvec![piece],
            other: None,
        }
    }

    /// About a line with which several pages begin or end.
    pub fn at_edge(flow: &Flow<'_>, about: About, piece: Piece) -> Self {
        Self {
            about,
            code: "running-head",
            message: format!(
                "\"{}\" stands {}; it was read as text, could be a running head",
                piece.text(flow),
                if flow.pages > 1 {
                    "at the edge of several pages"
                } else {
                    "more than once in the text"
                },
            ),
            pieces: smallvec![piece],
            other: None,
        }
    }
}

/// Which value of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The whole objective.
    Objective,
    /// Body.
    Entity,
    /// Org unit.
    OrgUnit,
    /// Code of the objective.
    Code,
    /// Title.
    Title,
    /// The date in the table's head.
    ReferenceDate,
    /// A part of the reference to the DUP.
    DupPart(&'static str),
    /// A field with one value.
    Field(Field),
    /// A statement, by its position in [`Draft::statements`].
    Statement(usize),
    /// The label of a statement.
    Label(usize),
    /// The statements of a field, those that were not found among them.
    Statements(Field),
    /// A cell of a phase, by the phase's position.
    Phase(usize, Cell),
    /// The date of a phase's deadline, whose text is not in doubt.
    DueDate(usize),
    /// The date of the final deadline, whose text is not in doubt.
    FinalDate,
    /// What stands beside that date.
    FinalNote,
}

/// A cell of a phase that may be in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The whole row.
    Row,
    /// The number before the description.
    Number,
    /// Descrizione.
    Description,
    /// Incidenza.
    Weight,
    /// Monitoraggio.
    Monitoring,
    /// Scadenze previste.
    Due,
    /// Raggiungimento.
    Outcome,
}

impl Cell {
    /// The cell of a column.
    pub fn of(column: Column) -> Self {
        match column {
            Column::Label | Column::Head | Column::Caption | Column::Other => Cell::Row,
            Column::Description => Cell::Description,
            Column::Weight => Cell::Weight,
            Column::Monitoring => Cell::Monitoring,
            Column::Due => Cell::Due,
            Column::Outcome => Cell::Outcome,
        }
    }
}
