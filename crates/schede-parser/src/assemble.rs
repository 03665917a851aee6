//! A draft to a record: typed values, evidence for each, doubts as findings.
//!
//! In: a [`Draft`] and its place among the objectives. Out: an [`Objective`],
//! entries of provenance, findings of the family "reading".
//!
//! Not here: checks of the sheet's own sense (`checks`).

use schede_model::text::join_pieces;
use schede_model::{
    Alternative, Dup, Family, FinalDeadline, Finding, Flow, Objective, PageRange, Phase, Pointer,
    Provenance, PublicValue, Severity, Statement, WeightUnit,
};
use schede_profile::{Field, Profile, Vocabulary};

use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft, StatementDraft};
use crate::source::{Piece, Text};
use crate::units;
use crate::values::deadline::deadline;
use crate::values::dup::dup_parts_of_cells;
use crate::values::public_value::public_value_parts;
use crate::values::weight::{Weight, weight_at_start, weight_in_points};
use crate::values::written_date::{due_date, first_any_date};
use crate::values::year::first_year;

/// Makes the record of a draft, its `id` still empty; `index` is its position among
/// the objectives. Where its values stand goes to `evidence`, the doubts of the reading
/// to `findings`. Rows and doubts are taken out of the draft.
pub fn assemble(
    flow: &Flow<'_>,
    profile: &Profile,
    draft: &mut Draft,
    index: usize,
    evidence: &mut Provenance,
    findings: &mut Vec<Finding>,
) -> Objective {
    let mut phases = std::mem::take(&mut draft.phases);
    let mut doubts = std::mem::take(&mut draft.doubts);
    let mut maker = Maker {
        flow,
        profile,
        draft,
        root: Pointer::objective(index),
        part: Pointer::objective(index),
        evidence,
    };
    let objective = maker.objective(&mut phases);
    for doubt in doubts.drain(..) {
        let date = date_of(&objective, &doubt, &profile.vocabulary);
        // A weight that is perhaps missed has a unit that is missed with it.
        let missed = doubt.about == About::Field(Field::Weight) && objective.weight.is_none();
        let finding = maker.doubt(doubt);
        let unit = missed.then(|| maker.doubt_unit(&finding));
        let date = date.and_then(|other| maker.doubt_date(&finding, other));
        findings.push(finding);
        findings.extend(unit.into_iter().chain(date));
    }
    (draft.phases, draft.doubts) = (phases, doubts);
    objective
}

/// Whether a doubt about a due cell is one about its date, too: the date of the
/// other reading, if that is known and another one.
fn date_of(
    objective: &Objective,
    doubt: &Doubt,
    known: &Vocabulary,
) -> Option<Option<Option<String>>> {
    let About::Phase(n, Cell::Due) = doubt.about else {
        return None;
    };
    let own = objective.phases.get(n)?.due_date;
    let Some(other) = &doubt.other else {
        return Some(None);
    };
    let other = other.as_deref().and_then(|text| due_date(text, known));
    let other = other.map(|(date, _)| date);
    (other != own).then(|| Some(other.map(|date| date.to_string())))
}

struct Maker<'m, 'f> {
    flow: &'m Flow<'f>,
    profile: &'m Profile,
    draft: &'m Draft,
    root: Pointer,
    /// Memory for the pointers of the objective's parts, one after another.
    part: Pointer,
    evidence: &'m mut Provenance,
}

impl Maker<'_, '_> {
    fn objective(&mut self, phases: &mut Vec<PhaseDraft>) -> Objective {
        let draft = self.draft;
        let mut objective = Objective {
            id: String::new(),
            entity: draft.entity.as_ref().map(|p| self.text("entity", p)),
            org_unit: draft.org_unit.as_ref().map(|p| self.text("org_unit", p)),
            responsible: self.single("responsible", Field::Responsible),
            code: draft.code.map(|p| match draft.code_rest {
                Some(rest) => self.text("code", &[p, rest]),
                None => self.text("code", &[p]),
            }),
            title: draft
                .name()
                .map(|p| self.text_or_empty("title", &draft.title, p)),
            purpose: self.single("purpose", Field::Purpose),
            dup: self.dup(),
            public_value: self.public_value(),
            description: self.single("description", Field::Description),
            reference_date: self.reference_date(),
            weight: None,
            weight_unit: None,
            phases: self.phases(phases),
            phase_weight_total: self.total(),
            final_deadline: self.final_deadline(),
            expected_results: self.statements("expected_results", Field::ExpectedResults),
            success_criteria: self.statements("success_criteria", Field::SuccessCriteria),
            failure_criteria: self.statements("failure_criteria", Field::FailureCriteria),
            indicators: self.statements("indicators", Field::Indicators),
            constraints: self.single("constraints", Field::Constraints),
            human_resources: self.single("human_resources", Field::HumanResources),
            financial_resources: self.single("financial_resources", Field::FinancialResources),
            notes: self.single("notes", Field::Notes),
            pages: PageRange {
                first: draft.pages.0,
                last: draft.pages.1,
            },
        };
        self.own_weight(&mut objective);
        objective
    }

    /// Evidence for a member of the objective: one piece of a line.
    fn record_piece(&mut self, name: &str, piece: Piece) {
        let span = self.flow.span(piece.line, piece.start, piece.end);
        self.evidence.record_member(&self.root, name, [span]);
    }

    fn text(&mut self, name: &str, pieces: &[Piece]) -> String {
        let text = Text::from_pieces(self.flow, pieces);
        let spans = text.spans(self.flow);
        self.evidence.record_member(&self.root, name, spans);
        text.value
    }

    /// A value whose label stands at `label`; if it is empty its place is the
    /// label's end.
    fn text_or_empty(&mut self, name: &str, pieces: &[Piece], label: Piece) -> String {
        let text = Text::from_pieces(self.flow, pieces);
        if text.is_empty() {
            self.record_piece(name, label.end());
        } else {
            let spans = text.spans(self.flow);
            self.evidence.record_member(&self.root, name, spans);
        }
        text.value
    }

    fn label_of(&self, field: Field) -> Option<Piece> {
        self.draft
            .labels
            .iter()
            .rev()
            .find(|(f, _)| *f == field)
            .map(|(_, piece)| *piece)
    }

    fn single(&mut self, name: &str, field: Field) -> Option<String> {
        let pieces = self.draft.single(field)?;
        let label = self.label_of(field)?;
        Some(self.text_or_empty(name, pieces, label))
    }

    /// A reference with parts: the raw text and its places, if the label stands.
    fn reference(&mut self, name: &str, field: Field) -> Option<(Text, Pointer)> {
        let pieces = self.draft.single(field)?;
        let label = self.label_of(field)?;
        let text = match field {
            Field::FinalDeadline => self.deadline_text(pieces),
            _ => Text::from_pieces(self.flow, pieces),
        };
        let at = self.root.member(name);
        if text.is_empty() {
            self.record_piece(&format!("{name}/raw"), label.end());
        } else {
            let spans = text.spans(self.flow);
            self.evidence.record_member(&at, "raw", spans);
        }
        Some((text, at))
    }

    fn part(
        &mut self,
        at: &Pointer,
        name: &str,
        text: &Text,
        range: Option<std::ops::Range<usize>>,
    ) -> Option<String> {
        let range = range?;
        let spans = text.spans_of(self.flow, range.clone());
        self.evidence.record_member(at, name, spans);
        Some(text.value[range].to_owned())
    }

    fn dup(&mut self) -> Option<Dup> {
        let (text, at) = self.reference("dup", Field::Dup)?;
        let parts = if self.profile.is_empty_reference(&text.value) {
            Default::default()
        } else {
            let cells = text.ranges_of(|cell| self.profile.opens_reference(cell));
            dup_parts_of_cells(&text.value, &self.profile.references, &cells)
        };
        Some(Dup {
            strategic_direction: self.part(
                &at,
                "strategic_direction",
                &text,
                parts.strategic_direction,
            ),
            strategic_objective: self.part(
                &at,
                "strategic_objective",
                &text,
                parts.strategic_objective,
            ),
            mission_code: self.part(&at, "mission_code", &text, parts.mission_code),
            mission_name: self.part(&at, "mission_name", &text, parts.mission_name),
            programme_code: self.part(&at, "programme_code", &text, parts.programme_code),
            programme_name: self.part(&at, "programme_name", &text, parts.programme_name),
            raw: text.value,
        })
    }

    fn public_value(&mut self) -> Option<PublicValue> {
        let (text, at) = self.reference("public_value", Field::PublicValue)?;
        let empty = self.profile.is_empty_reference(&text.value);
        let parts = if empty {
            Default::default()
        } else {
            public_value_parts(&text.value, &self.profile.references)
        };
        Some(PublicValue {
            area_code: self.part(&at, "area_code", &text, parts.area_code),
            area_name: self.part(&at, "area_name", &text, parts.area_name),
            code: self.part(&at, "code", &text, parts.code),
            raw: text.value,
        })
    }

    /// The final deadline, whose words a narrow cell may cut.
    fn deadline_text(&self, pieces: &[Piece]) -> Text {
        let mut text = Text::default();
        for piece in pieces {
            if self.draft.deadline_cuts.contains(piece) {
                text.push_closed(self.flow, *piece);
            } else {
                text.push(self.flow, *piece);
            }
        }
        text
    }

    fn reference_date(&mut self) -> Option<chrono::NaiveDate> {
        let pieces = [self.draft.reference_date, self.draft.date_rest];
        let pieces: Vec<Piece> = pieces.into_iter().flatten().collect();
        let text = Text::from_pieces(self.flow, &pieces);
        let (date, range) = first_any_date(&text.value, &self.profile.vocabulary)?;
        let spans = text.spans_of(self.flow, range);
        self.evidence
            .record_member(&self.root, "reference_date", spans);
        Some(date)
    }

    fn own_weight(&mut self, objective: &mut Objective) {
        let Some(pieces) = self.draft.single(Field::Weight) else {
            return;
        };
        let text = Text::from_pieces(self.flow, pieces);
        let Some(weight) = weight_in_points(&text.value, &self.profile.vocabulary) else {
            return;
        };
        let number = text.spans_of(self.flow, weight.number.clone());
        self.evidence.record_member(&self.root, "weight", number);
        let whole = text.spans_of(self.flow, 0..weight.end);
        self.evidence
            .record_member(&self.root, "weight_unit", whole);
        objective.weight = Some(weight.value);
        objective.weight_unit = Some(units::of_objective(&weight, self.draft.own_unit));
    }

    fn phases(&mut self, drafts: &mut Vec<PhaseDraft>) -> Vec<Phase> {
        let known = &self.profile.vocabulary;
        let texts = || drafts.iter().filter_map(|draft| draft.weight.as_ref());
        let unit = if texts().all(|text| text.value.ends_with('%')) {
            WeightUnit::Percent
        } else {
            let weights = texts().filter_map(|text| weight_in_points(&text.value, known));
            let total = self.draft.total;
            let percent_total = total.is_some_and(|total| total.text(self.flow).contains('%'));
            let percent = self.draft.percent_head || percent_total;
            units::of_table(&weights.collect::<Vec<_>>(), percent)
        };
        let phases = drafts.drain(..).enumerate();
        phases
            .map(|(n, draft)| self.phase(n, draft, unit))
            .collect()
    }

    fn phase(&mut self, n: usize, draft: PhaseDraft, unit: WeightUnit) -> Phase {
        let at = self.item("phases", n);
        // A row without a number was counted: it stands where its description begins.
        let place = draft.digits.or_else(|| draft.description.pieces().next());
        if let Some(place) = place {
            let span = self.flow.span(place.line, place.start, place.end);
            self.evidence.record_member(&at, "number", [span]);
        }
        let description = self.cell(&at, "description", draft.description);
        let (weight, weight_unit) = self.weight(&at, draft.weight.as_ref(), unit);
        let monitoring = self.cell(&at, "monitoring", draft.monitoring);
        self.record_text(&at, "due", &draft.due);
        let due_date = due_date(&draft.due.value, &self.profile.vocabulary);
        let due_date = due_date.map(|(date, range)| {
            let spans = draft.due.spans_of(self.flow, range);
            self.evidence.record_member(&at, "due_date", spans);
            date
        });
        let outcome = self.cell(&at, "outcome", draft.outcome);
        self.part = at;
        Phase {
            number: draft.number,
            description,
            weight,
            weight_unit,
            monitoring,
            due: filled(draft.due),
            due_date,
            outcome,
        }
    }

    /// The pointer of a part of the objective, in the memory of the one before.
    fn item(&mut self, name: &str, n: usize) -> Pointer {
        let mut at = std::mem::replace(&mut self.part, Pointer(String::new()));
        at.set_item(&self.root, name, n);
        at
    }

    fn cell(&mut self, at: &Pointer, name: &str, text: Text) -> Option<String> {
        self.record_text(at, name, &text);
        filled(text)
    }

    /// Evidence for a text that may be empty.
    fn record_text(&mut self, at: &Pointer, name: &str, text: &Text) {
        if !text.is_empty() {
            let spans = text.spans(self.flow);
            self.evidence.record_member(at, name, spans);
        }
    }

    /// A weight, in `unit` if none is printed with it.
    fn weight(
        &mut self,
        at: &Pointer,
        text: Option<&Text>,
        unit: WeightUnit,
    ) -> (Option<f64>, Option<WeightUnit>) {
        let Some(text) = text else {
            return (None, None);
        };
        let weight = weight_in_points(&text.value, &self.profile.vocabulary);
        // "1/3" is neither one nor three.
        let part = |weight: &Weight| text.value[weight.end..].trim_start().starts_with('/');
        let Some(weight) = weight.filter(|weight| !part(weight)) else {
            return (None, None);
        };
        let number = text.spans_of(self.flow, weight.number.clone());
        self.evidence.record_member(at, "weight", number);
        let whole = text.spans_of(self.flow, 0..weight.end);
        self.evidence.record_member(at, "weight_unit", whole);
        let unit = units::printed(&weight).unwrap_or(unit);
        (Some(weight.value), Some(unit))
    }

    fn total(&mut self) -> Option<f64> {
        let piece = self.draft.total?;
        let weight = weight_at_start(piece.text(self.flow))?;
        self.record_piece("phase_weight_total", piece.part(weight.number));
        Some(weight.value)
    }

    fn final_deadline(&mut self) -> Option<FinalDeadline> {
        let (text, at) = self.reference("final_deadline", Field::FinalDeadline)?;
        let parts = deadline(&text.value, &self.profile.vocabulary);
        let date = parts.date.map(|(date, range)| {
            let spans = text.spans_of(self.flow, range);
            self.evidence.record_member(&at, "date", spans);
            date
        });
        let note = (!parts.note.is_empty()).then(|| {
            let ranges = parts.note.iter();
            let spans = ranges.flat_map(|r| text.spans_of(self.flow, r.clone()));
            self.evidence.record_member(&at, "note", spans);
            join_pieces(parts.note.iter().map(|r| &text.value[r.clone()]))
        });
        Some(FinalDeadline {
            raw: text.value,
            date,
            note,
        })
    }

    fn statements(&mut self, name: &str, field: Field) -> Vec<Statement> {
        let draft = self.draft;
        let of_field = draft.statements.iter().filter(|s| s.field == field);
        // Counted first, so that the list is no longer than it must be.
        let mut statements = Vec::with_capacity(of_field.clone().count());
        let made = of_field.enumerate();
        statements.extend(made.map(|(n, statement)| self.statement(name, n, statement)));
        statements
    }

    fn statement(&mut self, name: &str, n: usize, draft: &StatementDraft) -> Statement {
        let at = self.item(name, n);
        let label = self.label(&draft.label);
        let spans = label.spans(self.flow);
        self.evidence.record_member(&at, "label", spans);
        let year = first_year(&label.value).map(|(year, range)| {
            let spans = label.spans_of(self.flow, range);
            self.evidence.record_member(&at, "year", spans);
            year
        });
        let text = Text::from_pieces(self.flow, &draft.text);
        if !text.is_empty() {
            let spans = text.spans(self.flow);
            self.evidence.record_member(&at, "text", spans);
        } else if let Some(last) = draft.label.last() {
            let end = self.flow.span(last.line, last.end, last.end);
            self.evidence.record_member(&at, "text", [end]);
        }
        self.part = at;
        Statement {
            label: label.value,
            year,
            text: text.value,
        }
    }

    /// The words of a label, which a narrow cell may cut within a word.
    fn label(&self, pieces: &[Piece]) -> Text {
        let (first, rest) = pieces.split_at(pieces.len().min(1));
        let mut label = Text::from_pieces(self.flow, first);
        for piece in rest {
            // A soft hyphen goes as in other texts.
            let hyphened = label.value.ends_with('\u{ad}');
            if !hyphened
                && self
                    .profile
                    .cuts_word(&label.value, piece.text(self.flow).trim_start())
            {
                label.push_closed(self.flow, *piece);
            } else {
                label.push(self.flow, *piece);
            }
        }
        label
    }

    // ---- doubts ---------------------------------------------------------------

    fn doubt(&self, doubt: Doubt) -> Finding {
        let pointer = self.pointer(doubt.about);
        let alternatives = match doubt.other {
            Some(value) => vec![Alternative {
                pointer: pointer.clone(),
                value,
            }],
            None => Vec::new(),
        };
        Finding {
            code: doubt.code.into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: doubt.message,
            pointer: Some(pointer),
            spans: doubt
                .pieces
                .iter()
                .map(|p| self.flow.span(p.line, p.start, p.end))
                .collect(),
            alternatives,
        }
    }

    /// The same doubt about the unit of the weight.
    fn doubt_unit(&self, weight: &Finding) -> Finding {
        Finding {
            pointer: Some(self.root.member("weight_unit")),
            alternatives: Vec::new(),
            ..weight.clone()
        }
    }

    /// The doubt about the date of a due cell that is in doubt.
    fn doubt_date(&self, cell: &Finding, other: Option<Option<String>>) -> Option<Finding> {
        let pointer = Pointer(format!("{}_date", cell.pointer.as_ref()?.0));
        let alternative = other.map(|value| Alternative {
            pointer: pointer.clone(),
            value,
        });
        Some(Finding {
            pointer: Some(pointer),
            alternatives: alternative.into_iter().collect(),
            ..cell.clone()
        })
    }

    fn pointer(&self, about: About) -> Pointer {
        match about {
            About::Objective => self.root.clone(),
            About::Entity => self.root.member("entity"),
            About::OrgUnit => self.root.member("org_unit"),
            About::DupPart(member) => self.root.member(member),
            About::Code => self.root.member("code"),
            About::Title => self.root.member("title"),
            About::ReferenceDate => self.root.member("reference_date"),
            About::Field(field) => self.root.member(field_name(field)),
            About::Statement(n) => self.statement_pointer(n),
            About::Statements(field) => self.root.member(field_name(field)),
            About::Label(n) => self.statement_pointer(n).member("label"),
            About::DueDate(n) => self.root.item("phases", n).member("due_date"),
            About::FinalDate => self
                .root
                .member(field_name(Field::FinalDeadline))
                .member("date"),
            About::FinalNote => self
                .root
                .member(field_name(Field::FinalDeadline))
                .member("note"),
            About::Phase(n, cell) => {
                let row = self.root.item("phases", n);
                match cell {
                    Cell::Row => row,
                    Cell::Number => row.member("number"),
                    Cell::Description => row.member("description"),
                    Cell::Weight => row.member("weight"),
                    Cell::Monitoring => row.member("monitoring"),
                    Cell::Due => row.member("due"),
                    Cell::Outcome => row.member("outcome"),
                }
            }
        }
    }

    fn statement_pointer(&self, n: usize) -> Pointer {
        let Some(statement) = self.draft.statements.get(n) else {
            return self.root.clone();
        };
        let before = self.draft.statements[..n]
            .iter()
            .filter(|s| s.field == statement.field)
            .count();
        self.root.item(field_name(statement.field), before)
    }
}

/// An empty cell is null.
fn filled(text: Text) -> Option<String> {
    (!text.is_empty()).then_some(text.value)
}

/// The record's member for a field.
pub fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Responsible => "responsible",
        Field::Dup => "dup",
        Field::Purpose => "purpose",
        Field::PublicValue => "public_value",
        Field::Description => "description",
        Field::Weight => "weight",
        Field::FinalDeadline => "final_deadline",
        Field::ExpectedResults => "expected_results",
        Field::SuccessCriteria => "success_criteria",
        Field::FailureCriteria => "failure_criteria",
        Field::Indicators => "indicators",
        Field::Constraints => "constraints",
        Field::HumanResources => "human_resources",
        Field::FinancialResources => "financial_resources",
        Field::Notes => "notes",
    }
}
