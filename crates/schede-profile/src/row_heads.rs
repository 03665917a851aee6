//! The heads of a table with an objective in each row ("N. | Obiettivo | Peso | Indicatore |
//! Scadenza").
//!
//! In: the words of the heads of a table, side by side. Out: what each names, if the table is
//! one of objectives.
//!
//! Not here: tables of phases, whose heads are [`Profile::heads`]; cells.

use std::collections::BTreeSet;

use schede_model::Column;
use schede_model::fold::fold;

use crate::{Field, Printed, Profile, Style};

/// What the head of a column names in a table with an objective in each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowHead {
    /// Number or code of the objective.
    Code,
    /// What the objective is.
    Title,
    /// The org unit.
    Unit,
    /// A field of the objective.
    Field(Field),
    /// Something that no field takes.
    Other,
    /// A head of no known spelling.
    Unknown,
}

/// Fields that measure an objective: one of them at least, or so many columns that say
/// something of it.
const MEASURES: [Field; 3] = [Field::Indicators, Field::ExpectedResults, Field::Weight];
const LEAST_COLUMNS: usize = 2;
const LEAST_WITHOUT_MEASURE: usize = 3;

/// What a sheet says once of its objective, and no table in each row.
const ONCE: [Field; 5] = [
    Field::Constraints,
    Field::HumanResources,
    Field::FinancialResources,
    Field::Purpose,
    Field::Description,
];

impl Profile {
    /// What the heads of a table name, if it has an objective in each row: one names the
    /// objective, with none of no known spelling before it, and others say how it is measured,
    /// until when and by whom. `None` for all other tables, those of phases among them.
    ///
    /// Of each head the words of its lines are given, and what they name alone
    /// ([`Self::each_row_head`]).
    pub fn row_heads(&self, heads: &[Vec<&str>], known: &[RowHead]) -> Option<Vec<RowHead>> {
        let (known, title) = self.named_heads(heads, known)?;
        if n_unknown(&known[..title]) > 0 {
            return None;
        }
        let told: BTreeSet<Field> = known.iter().filter_map(|head| tells(*head)).collect();
        let measured = MEASURES.iter().any(|field| told.contains(field));
        let least = if measured {
            LEAST_COLUMNS
        } else {
            LEAST_WITHOUT_MEASURE
        };
        // A title alone names projects, works and parts of a budget, too.
        let named = of_objective(heads, title)
            || told.contains(&Field::Indicators)
            || told.contains(&Field::ExpectedResults);
        let fits = told.len() >= least && named && 2 * n_unknown(&known) <= told.len();
        fits.then_some(known)
    }

    /// What labels side by side name that stand over their values at the beginning of a sheet:
    /// its code, its title and more of it, or the unit and its manager. Most of them have a known
    /// spelling.
    pub fn strip_heads(&self, heads: &[Vec<&str>], known: &[RowHead]) -> Option<Vec<RowHead>> {
        let named = self.named_heads(heads, known);
        let known = named.map_or_else(|| known.to_vec(), |(known, _)| known);
        let is = |head| known.contains(&head);
        let named = is(RowHead::Title) && is(RowHead::Code);
        let headed = is(RowHead::Unit)
            && is(RowHead::Field(Field::Responsible))
            && !is(RowHead::Title)
            && !is(RowHead::Code);
        let more = known
            .iter()
            .filter(|head| matches!(head, RowHead::Unit | RowHead::Field(_)));
        let others = known
            .iter()
            .filter(|head| matches!(head, RowHead::Other | RowHead::Unknown));
        let mostly = more.count() > others.count();
        ((named || headed) && mostly).then_some(known)
    }

    /// What labels side by side name that stand over what is said of an objective, each of which
    /// a sheet has once: "Risultato atteso", "Vincoli", "Risorse umane". Most of them have a known
    /// spelling.
    pub fn text_heads(&self, _: &[Vec<&str>], known: &[RowHead]) -> Option<Vec<RowHead>> {
        let fields = known.iter().filter_map(|head| match head {
            RowHead::Field(field) => Some(*field),
            _ => None,
        });
        let told: BTreeSet<Field> = fields.clone().collect();
        let of_sheet = ONCE.iter().any(|field| told.contains(field));
        let least = told.len() >= LEAST_COLUMNS && 2 * told.len() > known.len();
        let named = |head: &RowHead| matches!(head, RowHead::Code | RowHead::Title | RowHead::Unit);
        let fits = of_sheet && least && fields.count() == told.len() && !known.iter().any(named);
        fits.then(|| known.to_vec())
    }

    /// What each of some heads names, whatever stands beside it. The words of its lines are
    /// given: a narrow column cuts them, within a word too.
    pub fn each_row_head(&self, heads: &[Vec<&str>]) -> Vec<RowHead> {
        let known = heads.iter().map(|head| self.row_head_of_lines(head));
        known.collect()
    }

    /// What heads name of which one, at that index, names the objective, and one at most its
    /// code.
    fn named_heads(&self, heads: &[Vec<&str>], known: &[RowHead]) -> Option<(Vec<RowHead>, usize)> {
        let titles = || (0..known.len()).filter(|at| known[*at] == RowHead::Title);
        // Where no other does, its description names it, or a head that names the objective of
        // another plan.
        let named_else = |at: &usize| {
            let described = known[*at] == RowHead::Field(Field::Description);
            let first = heads[*at].first();
            let label = first.and_then(|first| self.printed.at_start(first));
            let of_other_plan = label.is_some_and(|label| label.what == Printed::Objective)
                && known[*at] == RowHead::Other;
            (described || of_other_plan) && of_objective(heads, *at)
        };
        let title = match titles().count() {
            0 => (0..known.len()).find(named_else)?,
            1 => titles().next()?,
            _ => return None,
        };
        let mut known = known.to_vec();
        known[title] = RowHead::Title;
        let mut codes = (0..known.len()).filter(|at| known[*at] == RowHead::Code);
        if codes.next().is_none()
            && let Some(at) = (0..known.len()).find(|at| self.is_row_code(&heads[*at]))
        {
            known[at] = RowHead::Code;
        }
        let n_codes = known.iter().filter(|head| **head == RowHead::Code).count();
        (n_codes <= 1).then_some((known, title))
    }

    /// Whether the head of a column may name the objective of each row, alone or with the
    /// words below it.
    pub fn may_name_rows(&self, head: &str) -> bool {
        let names = || {
            let printed = self.printed.at_start(head);
            printed.is_some_and(|label| {
                let described = |field| matches!(field, Field::Description | Field::Title);
                match label.what {
                    Printed::Objective => true,
                    Printed::Field { field, .. } => described(field),
                    Printed::Caption | Printed::Signature => false,
                }
            }) || self.title_labels.at_start(head).is_some()
                || self.row_titles.at_start(head).is_some()
        };
        head.starts_with(char::is_uppercase) && names()
    }

    /// Whether a head is that of codes where no other is.
    fn is_row_code(&self, lines: &[&str]) -> bool {
        let head = lines.join(" ");
        let label = self.row_codes.at_start(&head);
        label.is_some_and(|label| !has_letters(&head[label.end..]))
    }

    /// What the words of the lines of one head name.
    fn row_head_of_lines(&self, lines: &[&str]) -> RowHead {
        let whole = self.row_head(&lines.join(" "));
        let cut = || {
            (1..lines.len()).find_map(|at| {
                let (before, after) = lines.split_at(at);
                let word = format!("{}{}", before.join(" "), after.join(" "));
                Some(self.row_head(&word)).filter(|head| *head != RowHead::Unknown)
            })
        };
        match whole {
            RowHead::Unknown => cut().unwrap_or(whole),
            whole => whole,
        }
    }

    /// What all the words of one head name.
    fn row_head(&self, head: &str) -> RowHead {
        let head = head.trim();
        let whole = |end: usize| !head[end..].contains(char::is_alphanumeric);
        let is = |end: Option<usize>| end.is_some_and(whole);
        if !head.contains(char::is_alphanumeric) {
            // "#"
            let sign = !head.is_empty() && head != "%";
            return if sign {
                RowHead::Code
            } else {
                RowHead::Unknown
            };
        }
        let phases = self.phase_words.at_start(head).is_some();
        let code = self.code_labels.at_start(head).map(|label| label.end);
        let number = self.number_heads.at_start(head).map(|label| label.end);
        if is(code) || is(number) && !phases && self.heads.at_start(head).is_none() {
            return RowHead::Code;
        }
        let unit = self.unit_label(head).map(|label| label.end);
        if is(unit) || is(self.org_unit.at_start(head).map(|label| label.end)) {
            return RowHead::Unit;
        }
        if let Some(label) = self.printed.at_start(head) {
            match label.what {
                // "Obiettivo 2025"
                Printed::Objective if !has_letters(&head[label.end..]) => return RowHead::Title,
                Printed::Field { field, .. } if whole(label.end) => return of_field(field),
                _ => {}
            }
            if let Some(field) = self.qualified(label, head) {
                return RowHead::Field(field);
            }
        }
        let titles = [&self.title_labels, &self.row_titles];
        let mut titles = titles.iter().filter_map(|labels| labels.at_start(head));
        if titles.any(|label| !has_letters(&head[label.end..])) {
            return RowHead::Title;
        }
        if let Some(label) = self.cell_label(head) {
            // "Target 2025"
            let year = || label.what.is_statement() && !has_letters(&head[label.end..]);
            if whole(label.end) || year() {
                return of_field(label.what);
            }
        }
        if let Some(label) = self.heads.at_start(head).filter(|label| whole(label.end)) {
            return match label.what {
                Column::Due => RowHead::Field(Field::FinalDeadline),
                Column::Weight => RowHead::Field(Field::Weight),
                Column::Monitoring | Column::Outcome => RowHead::Other,
                _ => RowHead::Unknown,
            };
        }
        let other = self.other_heads.at_start(head);
        let other = other
            .is_some_and(|label| label.style == Style::Capital && !has_letters(&head[label.end..]));
        if other || self.opens_reference(head) {
            return RowHead::Other;
        }
        RowHead::Unknown
    }
}

/// Whether the words of a head speak of an objective.
fn of_objective(heads: &[Vec<&str>], at: usize) -> bool {
    fold(&heads[at].concat()).contains("obiettiv")
}

fn n_unknown(heads: &[RowHead]) -> usize {
    let unknown = heads.iter().filter(|head| **head == RowHead::Unknown);
    unknown.count()
}

fn of_field(field: Field) -> RowHead {
    match field {
        Field::Title => RowHead::Title,
        field => RowHead::Field(field),
    }
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// What a column says of an objective, that a table of objectives is known by.
fn tells(head: RowHead) -> Option<Field> {
    match head {
        RowHead::Unit => Some(Field::Responsible),
        RowHead::Field(field) => {
            let told = MEASURES.contains(&field)
                || matches!(
                    field,
                    Field::FinalDeadline | Field::Responsible | Field::Description
                );
            told.then_some(field)
        }
        RowHead::Code | RowHead::Title | RowHead::Other | RowHead::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RowHead::{self, *};
    use crate::{Field, Profiles};

    fn heads(line: &str) -> Option<Vec<RowHead>> {
        let profiles = Profiles::builtin().expect("built in");
        let heads = line.split('|').map(|head| head.trim().split('/').collect());
        let heads: Vec<Vec<&str>> = heads.collect();
        let profile = profiles.fallback().expect("one");
        profile.row_heads(&heads, &profile.each_row_head(&heads))
    }

    #[test]
    fn heads_of_objectives_are_known() {
        let known = heads(
            "N. | Obiettivo | Descrizione | Peso % | Indicatore | Risultato atteso | Scadenza | Responsabile",
        );
        let expected = vec![
            Code,
            Title,
            Field(Field::Description),
            Field(Field::Weight),
            Field(Field::Indicators),
            Field(Field::ExpectedResults),
            Field(Field::FinalDeadline),
            Field(Field::Responsible),
        ];
        assert_eq!(known, Some(expected));
        for line in [
            "Codice | Obiettivo operativo | Indicatore | Risultato atteso | Peso %",
            "Settore | Obiettivi | Indicatori | Target 2025 | Target 2026",
            "Descrizione obiettivo | Pesatura | Indicatore | Valore atteso | Cod.",
            "N° | Titolo obiettivo | Servizio | Data prevista | Peso",
            "Codic/e | Obiettivo/operativo | Indicator/e | Risultato/atteso | Peso/%",
            "Obiettivi 2025/2027 | Pesatura | Responsabile | Riferimenti",
            "Settore | Responsabile | Obiettivo strategico | Pesatura | Riferimenti",
            "Missione | Obiettivo | Azioni | Indicatore | Target | Responsabile",
        ] {
            assert!(heads(line).is_some(), "{line}");
        }
    }

    #[test]
    fn heads_of_other_tables_are_not() {
        for line in [
            "Processo | Rischio | Livello | Misura | Responsabile | Scadenza",
            "Rischio | Misura | Indicatore | Target | Responsabile",
            "Misura | Obiettivo | Indicatore | Target | Responsabile",
            "Obiettivo | Rischio | Misura | Responsabile | Scadenza",
            "Corso | Obiettivo | Destinatari | Durata | Scadenza | Responsabile",
            "Titolo | Descrizione | Stanziamento",
            "Progetto | CUP | Importo | Responsabile | Scadenza",
            "Settore | Responsabile",
            "Indicatore | Unità di misura | Baseline | Target 2024",
            "Fase | Descrizione | Peso % | Monitoraggio | Scadenza",
            "Descrizione | Incidenza % | Scadenze previste | Raggiungimento Obiettivo",
            "Obiettivo | Pagina",
            "N. | Obiettivo | Peso",
        ] {
            assert_eq!(heads(line), None, "{line}");
        }
    }
}
