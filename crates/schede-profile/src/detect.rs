//! Which profile a document fits, with reasons ("why this one, why not that one").

use std::collections::{BTreeMap, BTreeSet};

use schede_model::Column;
use schede_model::scan::{any_pair, two_blanks};

use crate::names::{in_two_languages, numbering, two_languages_alone};
use crate::{Field, LabelMatch, Printed, Profile, Style};

/// The outcome of looking for a profile.
#[derive(Debug, Clone)]
pub struct Detection<'p> {
    /// The profile that fits; none if none fits or two fit equally well.
    pub profile: Option<&'p Profile>,
    /// One line for each profile looked at.
    pub reasons: Vec<Reason>,
}

/// Why a profile fits or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Name of the profile.
    pub profile: String,
    /// Whether it fits.
    pub fits: bool,
    /// What was found and what was missing, for people.
    pub text: String,
}

/// So many labels and heads more than any other profile has one to have found before
/// the rest of the document is left unread: forms of one family share most of theirs.
const LEAD: usize = 3;

/// Different column heads on one line that make the head of a table.
const TABLE_HEADS: usize = 3;

/// So many of the five columns, each named by a head with which a line begins, make a table
/// whose heads wrap.
const MOST_COLUMNS: usize = 4;

/// Labels without a colon, beyond the least with one, that make a form beside a table.
const MORE_WITH_TABLE: usize = 2;

/// So many different labels, each in a cell of its own or with its colon, make a short form
/// beside the words that name its objective.
const SHORT_FORM: usize = 3;

/// So many where no line begins with the label of an objective or the name of a plan: lists of
/// procedures and chapters of a budget have a code and a title, too.
const SHORT_FORM_UNTOLD: usize = 6;

/// What a profile finds in a document.
struct Evidence<'p> {
    profile: &'p Profile,
    /// The labels found with their colons, as printed.
    fields: BTreeMap<Field, String>,
    /// Those found alone in a cell.
    alone: BTreeMap<Field, String>,
    /// Those found without a colon: they begin sentences, too.
    bare: BTreeMap<Field, String>,
    columns: BTreeSet<Column>,
    /// A line names an objective, with the label and its colon, or with a number.
    names_objective: bool,
    has_number: bool,
    /// A line begins with the label of an objective or with the name of a plan.
    is_told: bool,
    /// Cells hold nothing but the label of a code, of a title, or of the unit.
    names: [bool; 3],
    /// Heads of several columns stand on one line.
    has_table: bool,
    /// A label cut at line ends, as far as it goes.
    cut: String,
    /// One cut in the first column of a text that keeps columns by blanks, and where its
    /// first line ends.
    cut_cell: String,
    edge: usize,
}

/// Looks for the profile that a document fits as its lines come: none need be kept.
pub struct Detector<'p> {
    found: Vec<Evidence<'p>>,
    /// One surely fits: no more lines are looked at, a plan has hundreds of pages.
    is_sure: bool,
}

impl<'p> Detector<'p> {
    pub(crate) fn new(profiles: &'p [Profile]) -> Self {
        Self {
            found: profiles.iter().map(Evidence::new).collect(),
            is_sure: false,
        }
    }

    /// Looks at the next line. Whether more need be looked at.
    pub fn look(&mut self, line: &str) -> bool {
        if self.is_sure {
            return false;
        }
        let mut told = false;
        let has_cells = any_pair(line.as_bytes(), two_blanks);
        for evidence in &mut self.found {
            told |= evidence.add(line);
            if has_cells || line.starts_with(' ') || !evidence.cut_cell.is_empty() {
                told |= evidence.add_first_cell(line, has_cells);
            }
            if has_cells {
                cells(line).for_each(|cell| told |= evidence.add_cell(cell));
                evidence.has_table |= n_columns_of_cells(evidence.profile, line) >= TABLE_HEADS;
            }
        }
        self.is_sure = told && leader(&self.found, LEAD, |_| true).is_some_and(Evidence::is_sure);
        !self.is_sure
    }

    /// Which profile the lines so far fit, and why.
    pub fn detection(&self) -> Detection<'p> {
        Detection {
            profile: leader(&self.found, 1, Evidence::fits).map(|evidence| evidence.profile),
            reasons: self.found.iter().map(Evidence::reason).collect(),
        }
    }
}

/// The one that fits and has found so much more than any rival.
fn leader<'e, 'p>(
    found: &'e [Evidence<'p>],
    lead: usize,
    is_rival: impl Fn(&Evidence<'p>) -> bool,
) -> Option<&'e Evidence<'p>> {
    let fitting = found.iter().filter(|evidence| evidence.fits());
    let best = fitting.max_by_key(|evidence| evidence.score())?;
    let mut others = found
        .iter()
        .filter(|other| other.profile.name != best.profile.name && is_rival(other));
    others
        .all(|other| other.score() + lead <= best.score())
        .then_some(best)
}

impl<'p> Evidence<'p> {
    fn new(profile: &'p Profile) -> Self {
        Self {
            profile,
            fields: BTreeMap::new(),
            alone: BTreeMap::new(),
            bare: BTreeMap::new(),
            columns: BTreeSet::new(),
            names_objective: false,
            has_number: false,
            is_told: false,
            names: [false; 3],
            has_table: false,
            cut: String::new(),
            cut_cell: String::new(),
            edge: 0,
        }
    }

    /// Looks at one line more. Whether it told something.
    fn add(&mut self, line: &str) -> bool {
        let before = self.score();
        let profile = self.profile;
        let line = &line[numbering(line)..];
        if !self.cut.is_empty() {
            self.cut.push(' ');
            self.cut.push_str(line);
            if let Some((field, label)) = field(profile, &self.cut) {
                self.fields.entry(field).or_insert_with(|| label.to_owned());
            }
            if !profile.printed.continues(&self.cut) {
                self.cut.clear();
            }
        }
        self.note_name(line);
        let look = profile.printed.look(line);
        self.note_told(look.label, line);
        if self.cut.is_empty() && look.continues && line.starts_with(char::is_uppercase) {
            self.cut.push_str(line);
        }
        if let Some((field, label)) = field_of(profile, look.label, line) {
            self.fields.entry(field).or_insert_with(|| label.to_owned());
        } else {
            self.names_objective |= names_objective(look.label, line);
            self.has_number |= has_number(profile, line);
            self.add_bare(look.label, line);
            let head = profile.heads.at_start(line);
            if let Some(head) = head.filter(|head| head.style == Style::Capital) {
                self.columns.insert(head.what);
                self.has_table |= n_columns(profile, line) >= TABLE_HEADS;
            }
        }
        self.score() > before
    }

    /// Looks at the first cell of a line: a label may go on in those of the lines below,
    /// with lines of its text between that begin further right. Whether it told something.
    fn add_first_cell(&mut self, line: &str, has_cells: bool) -> bool {
        let before = self.score();
        let Some(cell) = cells(line).next() else {
            return false;
        };
        let indent = line.len() - line.trim_start().len();
        if !self.cut_cell.is_empty() {
            if indent >= self.edge {
                return false;
            }
            self.cut_cell.push(' ');
            self.cut_cell.push_str(cell);
            if let Some((field, label)) = field(self.profile, &self.cut_cell) {
                self.fields.entry(field).or_insert_with(|| label.to_owned());
            }
            if !self.profile.printed.continues(&self.cut_cell) {
                self.cut_cell.clear();
            }
        }
        let in_columns = has_cells || indent > 0;
        let begins =
            || self.profile.printed.continues(cell) && cell.starts_with(char::is_uppercase);
        if self.cut_cell.is_empty() && in_columns && begins() {
            self.cut_cell.push_str(cell);
            self.edge = indent + cell.len();
        }
        self.score() > before
    }

    /// Looks at a cell of a line that has several: at labels, with a colon or alone.
    fn add_cell(&mut self, cell: &str) -> bool {
        let before = self.score();
        let cell = &cell[numbering(cell)..];
        self.note_name(cell);
        let label = self.profile.printed.at_start(cell);
        self.note_told(label, cell);
        if let Some((field, label)) = field_of(self.profile, label, cell) {
            self.fields.entry(field).or_insert_with(|| label.to_owned());
        } else {
            self.add_bare(label, cell);
        }
        let head = self.profile.heads.at_start(cell);
        if let Some(head) = head.filter(|head| head.style == Style::Capital) {
            self.columns.insert(head.what);
        }
        self.score() > before
    }

    /// Notes whether a text begins with the label of an objective or the name of a plan.
    fn note_told(&mut self, label: Option<LabelMatch<Printed>>, text: &str) {
        let label = label.filter(|l| l.style == Style::Capital);
        self.is_told |= label.is_some_and(|l| l.what == Printed::Objective)
            || self.profile.plans.at_start(text).is_some();
    }

    /// Notes the label of a field without a colon that a text begins with.
    fn add_bare<'t>(&mut self, label: Option<LabelMatch<Printed>>, text: &'t str) {
        let alone = |text: &'t str| {
            let label = self.profile.label_alone(text)?;
            Some((label.what, text.trim()))
        };
        // In two languages the first tells.
        let first = || {
            let first = text.split_once('/')?.0.trim_end();
            let whole = two_languages_alone(text, first.len()) == text.len();
            alone(first).filter(|_| whole)
        };
        let label = bare_field(label, text)
            .or_else(|| alone(text))
            .or_else(first);
        let Some((field, label)) = label else {
            return;
        };
        self.bare.entry(field).or_insert_with(|| label.to_owned());
        let behind = text.trim().strip_prefix(label).unwrap_or_default();
        if behind.is_empty() || behind.trim_start().starts_with('/') {
            self.alone.entry(field).or_insert_with(|| label.to_owned());
        }
    }

    /// Notes the label of a code, a title or a unit that is all of a cell.
    fn note_name(&mut self, cell: &str) {
        let profile = self.profile;
        if profile.begins_no_cell(cell) {
            return;
        }
        let labels = [
            &profile.code_labels,
            &profile.title_labels,
            &profile.org_unit,
        ];
        let whole = |label: LabelMatch<()>| {
            let colon = cell[label.end..].trim_start().starts_with(':');
            let end = two_languages_alone(cell, label.end);
            let whole = colon || !cell[end..].contains(char::is_alphanumeric);
            label.style == Style::Capital && whole
        };
        for (named, labels) in self.names.iter_mut().zip(labels) {
            *named |= labels.at_start(cell).is_some_and(whole);
        }
    }

    fn score(&self) -> usize {
        self.fields.len() + self.columns.len()
    }

    /// So many different labels with their colons, or twice as many with and without; a few
    /// less where the head of a table of phases is printed.
    fn fits(&self) -> bool {
        let least = self.profile.min_labels;
        let all = if self.has_table || self.columns.len() >= MOST_COLUMNS {
            least + MORE_WITH_TABLE
        } else {
            2 * least
        };
        let names = self.names.iter().filter(|named| **named).count();
        let labels = self.all_fields().count() + names.max(usize::from(self.names_objective));
        self.fields.len() >= least || labels >= all || self.is_short_form()
    }

    /// Whether so many labels as a short form has stand in cells of their own or before their
    /// colons, beside words that name its objective.
    fn is_short_form(&self) -> bool {
        let [code, title, unit] = self.names;
        let both = title && (code || self.has_number);
        let n = self.n_sure() + usize::from(unit) + usize::from(both);
        let least = match self.is_told {
            true => SHORT_FORM,
            false => SHORT_FORM_UNTOLD,
        };
        self.is_named() && n >= least
    }

    /// Whether words name an objective: the label of its code or title in a cell, a line with
    /// the label and its colon or with a number.
    fn is_named(&self) -> bool {
        let [code, title, _] = self.names;
        code || title || self.names_objective || self.has_number
    }

    /// How many labels stand in cells of their own or before their colons.
    fn n_sure(&self) -> usize {
        let alone = self.alone.keys();
        let alone = alone.filter(|field| !self.fields.contains_key(field));
        self.fields.len() + alone.count()
    }

    /// The fields found, with a colon or without.
    fn all_fields(&self) -> impl Iterator<Item = &Field> {
        let without = self.bare.keys();
        self.fields
            .keys()
            .chain(without.filter(|field| !self.fields.contains_key(field)))
    }

    /// It fits, and a table of phases has begun.
    fn is_sure(&self) -> bool {
        self.fits() && self.columns.len() >= 2
    }

    fn reason(&self) -> Reason {
        Reason {
            profile: self.profile.name.clone(),
            fits: self.fits(),
            text: format!(
                "{}; {}; {}; expected are {} with a colon, or {SHORT_FORM} with a colon or alone in a cell and such a line, or {} in all",
                self.labels_in_words(),
                match self.columns.len() {
                    0 => "no column head begins a line".to_owned(),
                    1 => "1 column head begins a line".to_owned(),
                    n => format!("{n} column heads begin a line"),
                },
                match self.is_named() {
                    true => "a line names an objective",
                    false => "no line names an objective",
                },
                self.profile.min_labels,
                2 * self.profile.min_labels,
            ),
        }
    }

    /// The labels found, by how they are printed.
    fn labels_in_words(&self) -> String {
        let quoted = |labels: &mut dyn Iterator<Item = &String>| {
            let labels: Vec<String> = labels.map(|l| format!("\"{l}\"")).collect();
            (labels.len(), labels.join(", "))
        };
        let colon = quoted(&mut self.fields.values());
        let bare = self.bare.iter();
        let bare = bare.filter(|(field, _)| !self.fields.contains_key(field));
        let bare = quoted(&mut bare.map(|(_, label)| label));
        match (&colon, &bare) {
            ((0, _), (0, _)) => "none of its labels is printed".to_owned(),
            ((1, one), (0, _)) | ((0, _), (1, one)) => {
                format!("of its labels only {one} is printed")
            }
            ((n, labels), (0, _)) => {
                format!("{n} of its labels are printed with a colon ({labels})")
            }
            ((0, _), (n, labels)) => {
                format!("{n} of its labels are printed without a colon ({labels})")
            }
            ((n, labels), (m, bare)) => format!(
                "of its labels {n} with a colon ({labels}) and {m} without ({bare}) are printed"
            ),
        }
    }
}

/// The cells of a line of a text that keeps columns by blanks: what blanks part, two at
/// least.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let cells = line.split("  ").map(str::trim);
    cells.filter(|cell| !cell.is_empty())
}

/// How many different columns the heads name with which the cells of a line begin.
fn n_columns_of_cells(profile: &Profile, line: &str) -> usize {
    let cells = cells(line).map(|cell| columns(profile, cell));
    cells.fold(BTreeSet::new(), |all, own| &all | &own).len()
}

/// How many different columns the heads name with which a line begins, one behind another.
fn n_columns(profile: &Profile, line: &str) -> usize {
    columns(profile, line).len()
}

fn columns(profile: &Profile, line: &str) -> BTreeSet<Column> {
    let mut columns = BTreeSet::new();
    let mut rest = line;
    while let Some(head) = profile.heads.at_start(rest) {
        columns.insert(head.what);
        rest = rest[head.end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        // A column that the form does not take may stand between.
        let other = profile.other_heads.at_start(rest);
        let other = other.filter(|_| profile.heads.at_start(rest).is_none());
        rest = &rest[other.map_or(0, |other| other.end)..];
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    columns
}

/// The field whose label, with its colon, begins a text, and that label.
fn field<'t>(profile: &Profile, text: &'t str) -> Option<(Field, &'t str)> {
    field_of(profile, profile.printed.at_start(text), text)
}

/// The same of a text of which it is known which printed label it begins with.
fn field_of<'t>(
    profile: &Profile,
    label: Option<LabelMatch<Printed>>,
    text: &'t str,
) -> Option<(Field, &'t str)> {
    let Some((field, end)) = capital_label(label) else {
        let label = profile.label_before_colon(text)?;
        return Some((label.what, text[..label.end].trim()));
    };
    let words = in_two_languages(text, end);
    let colon = text[words..].trim_start().starts_with(':');
    colon.then(|| (field, text[..end].trim()))
}

/// The field whose label begins a text without a colon, and that label: alone, or with a
/// capital letter or a figure behind it.
fn bare_field(label: Option<LabelMatch<Printed>>, text: &str) -> Option<(Field, &str)> {
    let (field, end) = capital_label(label)?;
    let rest = text[end..].trim_start();
    let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
    (rest.is_empty() || rest.starts_with(begins)).then(|| (field, text[..end].trim()))
}

/// Whether a text begins with the label of the objective and its colon, and goes on: each
/// sheet has that line, with or without colons behind its other labels.
fn names_objective(label: Option<LabelMatch<Printed>>, text: &str) -> bool {
    let label = label.filter(|l| l.style == Style::Capital && l.what == Printed::Objective);
    label.is_some_and(|label| {
        let title = text[label.end..].trim_start().strip_prefix(':');
        title.is_some_and(|title| !title.trim().is_empty())
    })
}

/// Whether a text begins with the label of an objective or its code, a number and more words:
/// "Scheda n. 4 - Mensa", "Obiettivo operativo 1.2.3 Mensa".
fn has_number(profile: &Profile, text: &str) -> bool {
    const LONGEST: usize = 8;
    if profile.begins_no_cell(text) {
        return false;
    }
    let Some(end) = profile.code_label(text) else {
        return false;
    };
    let sign = |c: char| c.is_whitespace() || matches!(c, ':' | '.' | '°');
    let rest = text[end..].trim_start_matches(sign);
    let rest = &rest[profile.references.numbering_at_start(rest)..];
    let code = rest.split_whitespace().next().unwrap_or_default();
    let number = code.bytes().any(|b| b.is_ascii_digit()) && !code.contains(char::is_lowercase);
    number && code.len() <= LONGEST
}

fn capital_label(label: Option<LabelMatch<Printed>>) -> Option<(Field, usize)> {
    let label = label.filter(|label| label.style == Style::Capital)?;
    match label.what {
        Printed::Field { field, .. } => Some((field, label.end)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::Profiles;

    /// The built-in form, and one that prints four things otherwise.
    fn profiles() -> Profiles {
        let sibling = r#"
            extends = "phases-sheet"
            name = "sibling"
            [[field]]
            name = "purpose"
            labels = ["Motivazione delle scelte"]
            [[field]]
            name = "constraints"
            labels = ["Impedimenti"]
            [[field]]
            name = "final_deadline"
            labels = ["Chiusura prevista"]
            [[phases.column]]
            name = "weight"
            heads = ["Grado"]
        "#;
        Profiles::with(&[("sibling.toml".to_owned(), sibling.to_owned())]).expect("it compiles")
    }

    fn detected(text: &str) -> (Option<String>, usize) {
        let profiles = profiles();
        let mut read = 0;
        let lines = text.lines().inspect(|_| read += 1);
        let name = profiles.detect(lines).profile.map(|p| p.name.clone());
        (name, read)
    }

    const SHARED: &str = "Dirigente: Ada Bruni\nRiferimenti al DUP: ===\nDescrizione dell'obiettivo: il ponte\n\
        Risultato atteso: il ponte\nDescrizione\nScadenze previste\n";

    const FIRST: &str =
        "Finalità: il ponte\nIncidenza %\nScadenza finale: 31/12/2024\nVincoli: nessuno\n";

    const SECOND: &str = "Motivazione delle scelte: il ponte\nGrado\nChiusura prevista: 31/12/2024\nImpedimenti: nessuno\n";

    #[test]
    fn of_forms_that_share_most_labels_the_one_that_finds_more_fits() {
        let named = |name: &str| Some(name.to_owned());
        assert_eq!(
            detected(&format!("{SHARED}{FIRST}")).0,
            named("phases-sheet")
        );
        assert_eq!(detected(&format!("{SHARED}{SECOND}")).0, named("sibling"));
        // What only one of them prints may come first, and be little.
        let little = "Impedimenti: nessuno\n";
        assert_eq!(detected(&format!("{little}{SHARED}")).0, named("sibling"));
    }

    #[test]
    fn what_is_missing_is_said_in_the_words_of_the_paper() {
        let said = |text: &str| {
            let profiles = profiles();
            let reasons = profiles.detect(text.lines()).reasons;
            let built_in = reasons.into_iter().find(|r| r.profile == "phases-sheet");
            built_in.expect("it is looked at").text
        };
        let none = said("Gentile signora,\n");
        assert!(none.starts_with("none of its labels is printed"), "{none}");
        let one = said("Riferimenti al DUP: ===\n");
        assert!(one.contains("only \"Riferimenti al DUP\" is"), "{one}");
        let two = said("Riferimenti al DUP: ===\nVincoli: nessuno\n");
        assert!(
            two.contains("(\"Riferimenti al DUP\", \"Vincoli\")"),
            "{two}"
        );
        assert!(![none, one, two].concat().contains(['{', '}']));
    }

    #[test]
    fn labels_without_colons_count_in_every_cell_of_a_line() {
        let rows = "Dirigente responsabile        Scadenza finale        Peso obiettivo\n\
            Ada Bruni                     31/12/2024             20%\n\
            Descrizione dell'obiettivo    Finalità\n\
            Rifare il ponte               Passare il torrente\n\
            Risultato atteso              Vincoli                Risorse umane\n";
        assert_eq!(detected(rows).0.as_deref(), Some("phases-sheet"));
        // Running text has no cells.
        let text = rows.replace("  ", "");
        assert_eq!(detected(&text).0, None);
    }

    #[test]
    fn the_line_of_the_objective_counts_beside_labels_without_colons() {
        let form = "Obiettivo operativo: A) Rifare il ponte
Responsabile Ada Bruni
Valore pubblico 02 Mobilità
Azioni Peso Monitoraggio Scadenza Esito
Scadenza finale 31/12/2024
Risultato atteso Il ponte è aperto
Vincoli Il torrente
";
        assert_eq!(detected(form).0.as_deref(), Some("phases-sheet"));
        assert_eq!(detected(&form.replace(':', "")).0, None);
    }

    #[test]
    fn labels_that_wrap_in_a_narrow_column_count() {
        let rows = " DIRIGENTE:        Ada Bruni
 DESCRIZIONE       Il ponte è chiuso dal 2021
 DELL'OBIETTIVO:   e va rifatto.
 FINALITÀ
                   passare il torrente
 STRATEGICHE:
 RISORSE           due operai e un
 UMANE:            capo cantiere
";
        assert_eq!(detected(rows).0.as_deref(), Some("phases-sheet"));
        assert_eq!(detected(&rows.replace(':', "")).0, None);
    }

    #[test]
    fn labels_alone_in_the_first_cells_of_lines_are_a_short_form() {
        let profiles = Profiles::builtin().expect("built in");
        let fits = |text: &str| profiles.detect(text.lines()).profile.is_some();
        let form = "Piano degli obiettivi
Responsabile       Ada Bruni
Obiettivo n.       1
Titolo             Rifare il ponte
Descrizione        Il ponte è chiuso
Peso               20%
";
        assert!(fits(form));
        // Words of sentences are no cells.
        assert!(!fits(&form.replace("  ", "")));
    }

    #[test]
    fn labels_count_behind_blanks_at_the_beginning_of_a_line() {
        let text = "   Responsabile\n  Descrizione\n Vincoli\n";
        let profiles = profiles();
        let reasons = profiles.detect(text.lines()).reasons;
        let built_in = reasons.into_iter().find(|r| r.profile == "phases-sheet");
        let said = built_in.expect("it is looked at").text;
        assert!(said.contains("\"Responsabile\""), "{said}");
    }

    #[test]
    fn labels_in_two_languages_count() {
        let text = "Direttore / Direktor: Ada Bruni\n\
            Descrizione / Beschreibung: Rifare il ponte\n\
            Risultato atteso / Erwartetes Ergebnis: il ponte è aperto\n\
            Finalità / Zweck: passare il torrente\n\
            Vincoli / Grenzen: il torrente\n\
            Risorse umane / Personal: due operai\n";
        assert_eq!(detected(text).0.as_deref(), Some("phases-sheet"));
        assert_eq!(detected(&text.replace(':', "")).0, None);
    }

    #[test]
    fn a_few_labels_in_cells_are_a_form_beside_the_name_of_an_objective() {
        let profiles = Profiles::builtin().expect("built in");
        let fits = |text: &str| profiles.detect(text.lines()).profile.is_some();
        for name in [
            "Obiettivo",
            "Titolo",
            "Scheda n. 4 - Mensa",
            "Cod. A1 - Mensa",
        ] {
            let form = format!(
                "Piano degli obiettivi\nResponsabile\nAda Bruni\n{name}\n  Descrizione\nScadenza\n30/11/2024\n"
            );
            assert!(fits(&form), "{name}");
            let numbered = form.replace("  Desc", "3. Desc").replace("Scad", "d) Scad");
            assert!(fits(&numbered), "{name}");
            assert!(!fits(&form.replace(name, "Mensa")));
            let other = form.replace("Piano degli obiettivi", "Procedimenti");
            assert_eq!(fits(&other), name == "Obiettivo", "{name}");
        }
        // Words of sentences are no cells.
        let text = "Responsabile Ada Bruni\nObiettivo\nDescrizione dei lavori\nScadenza vicina\n";
        assert!(!fits(text));
    }

    #[test]
    fn what_both_forms_print_decides_for_none() {
        assert_eq!(detected(SHARED).0, None);
    }

    #[test]
    fn the_rest_is_left_unread_when_one_surely_fits() {
        let sheet = format!("{SHARED}{SECOND}");
        let (name, read) = detected(&sheet.repeat(10));
        assert_eq!(name.as_deref(), Some("sibling"));
        assert!(read <= sheet.lines().count(), "{read}");
    }
}
