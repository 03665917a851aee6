//! A compiled profile: everything a form prints, ready to be looked up.
//!
//! Not here: the profiles of a run, and which extends which (`profiles`).

use schede_model::{Column, PlanType};
use serde::{Deserialize, Serialize};

use crate::alternatives::Alternatives;
use crate::beginnings::{Beginning, Beginnings};
use crate::file::{self, Colon, ColumnName, LoadError};
use crate::names::{in_two_languages, note_mark};
use crate::{DupPart, Endings, LabelMatch, Labels, PageWords, References, Style, Vocabulary};

/// What a printed label introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Title of the objective, on a line of its own.
    Title,
    /// Manager who answers for the objective.
    Responsible,
    /// Reference to the DUP.
    Dup,
    /// Finalità strategiche.
    Purpose,
    /// Reference to the PIAO's public-value section.
    PublicValue,
    /// Descrizione dell'obiettivo.
    Description,
    /// Weight of the objective itself.
    Weight,
    /// Scadenza finale.
    FinalDeadline,
    /// Risultato atteso.
    ExpectedResults,
    /// Obiettivo raggiunto.
    SuccessCriteria,
    /// Obiettivo non raggiunto.
    FailureCriteria,
    /// Indicatori.
    Indicators,
    /// Vincoli.
    Constraints,
    /// Risorse umane.
    HumanResources,
    /// Risorse finanziarie.
    FinancialResources,
    /// Note.
    Notes,
}

impl Field {
    /// Whether the field is a list of labelled statements.
    pub fn is_statement(self) -> bool {
        matches!(
            self,
            Self::ExpectedResults
                | Self::SuccessCriteria
                | Self::FailureCriteria
                | Self::Indicators
        )
    }
}

/// What the word before a phase's number asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhaseWord {
    /// The number.
    Number,
    /// The number and a sign behind it: the word begins sentences, too.
    Sign,
}

/// What a spelling at the beginning of a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Printed {
    /// "Obiettivo", before a code.
    Objective,
    /// A label before a value.
    Field {
        /// Which.
        field: Field,
        /// Whether the form often leaves the colon out.
        colon_optional: bool,
    },
    /// "Tempistica", "Fasi progettuali ...".
    Caption,
    /// "Il Dirigente", "Visto di validazione ...".
    Signature,
}

/// One form, compiled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Profile {
    /// Name, as written in `source.profile`.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// How many different labels a document must print to fit.
    pub min_labels: usize,
    /// Labels, captions and signatures that begin a line.
    pub printed: Labels<Printed>,
    /// Lines that stand above signatures ("Letto, confermato e sottoscritto").
    pub closings: Labels<()>,
    /// Lines that name the program that made the file ("Powered by ...").
    pub producers: Labels<()>,
    /// Words before the number of a section of a sheet.
    pub section_words: Labels<()>,
    /// How captions end.
    pub caption_ends: Endings,
    /// Labels before the code of an objective, where its title has one of its own.
    pub code_labels: Labels<()>,
    /// Labels before that title.
    pub title_labels: Labels<()>,
    /// Heads, beside those labels, of the column that names the objectives in a table with
    /// one in each row.
    pub(crate) row_titles: Labels<()>,
    /// Labels of other forms, whose objectives are none of a plan.
    labels_of_others: Labels<()>,
    /// Heads of the column of codes there, where no other is.
    pub(crate) row_codes: Labels<()>,
    /// Words that are a label before a colon, and words of running text else.
    before_colon: Labels<Field>,
    /// The same and more, in a cell of their own.
    cell_words: Labels<Field>,
    /// The label of the final deadline.
    pub deadline: Labels<()>,
    /// Beginnings of the line that names the body.
    pub entity: Labels<()>,
    /// Beginnings of the line that names the org unit.
    pub org_unit: Labels<()>,
    /// Labels of the org unit that are no part of its name.
    unit_labels: Labels<()>,
    /// Words that may stand between a statement's label and its colon.
    pub qualifiers: Labels<()>,
    /// Words before a phase's number.
    pub phase_words: Labels<PhaseWord>,
    /// Words before a phase's word that number it ("Prima fase").
    pub ordinals: Labels<u32>,
    /// Heads of a column that holds the phases' numbers and nothing else.
    pub number_heads: Labels<()>,
    /// Heads, beside those of the form, of columns that it does not take.
    pub other_heads: Labels<()>,
    /// Column heads of the table of phases.
    pub heads: Labels<Column>,
    /// Letters that any of these heads begins with, or the label of the final deadline.
    of_tables: Beginnings,
    /// Letters that labels, captions and signatures begin with, and names of bodies and units.
    of_lines: Beginnings,
    /// Letters that labels begin with which may be all of a cell.
    of_cells: Beginnings,
    /// Those of them that are heads only beside others.
    beside: Labels<()>,
    /// The single words of the column heads: a head may wrap in its cell.
    pub head_words: Labels<()>,
    /// The last words of the fields' labels: a label may wrap in its cell.
    pub label_ends: Labels<()>,
    /// Words of the total row.
    pub totals: Labels<()>,
    /// Fields whose value may stand before the label.
    pub value_before: Labels<Field>,
    /// Fields that belong to the head of a sheet.
    pub head_fields: Vec<Field>,
    /// Characters that, repeated, say that a reference is empty.
    pub empty_reference: Vec<char>,
    /// Characters that, repeated, stand in place of a value.
    pub empty_value: Vec<char>,
    /// Words that open the parts of a reference.
    pub references: References,
    /// Names of plans.
    pub plans: Labels<PlanType>,
    /// Words before the years that a plan is of.
    pub periods: Labels<()>,
    /// Words that say a page's number.
    pub pages: PageWords,
    /// Single words that cells and sentences are told apart by.
    pub vocabulary: Vocabulary,
}

impl Profile {
    /// Whether the words of a label, cut at a line end, go on within a word: "ANNUALIT"
    /// and "À 2026".
    pub fn cuts_word(&self, before: &str, after: &str) -> bool {
        if self.printed.ends_within_word(before) {
            return true;
        }
        let last = before.rsplit(' ').next().unwrap_or(before);
        let first = after.split(' ').next().unwrap_or(after);
        let whole = |word: &str| {
            let label = self.qualifiers.at_start(word);
            label.is_some_and(|label| label.end == word.len())
        };
        !whole(last) && whole(&format!("{last}{}", first.trim_end_matches(':')))
    }

    /// Whether a text begins neither the head of a column nor the label of the final deadline,
    /// as its first letters tell of most.
    #[inline]
    pub fn begins_nothing_of_tables(&self, text: &str) -> bool {
        matches!(self.of_tables.of(text), Beginning::Other)
    }

    /// Whether a line begins with no label, caption or signature, and no name of a body or
    /// unit, as its first letters tell of most.
    pub fn begins_no_line(&self, text: &str) -> bool {
        // Numbers may stand before a label, and before the kind of a unit.
        let is_number = |first: u8| matches!(first, b'I' | b'V' | b'X' | b'0'..=b'9');
        let letter = text.bytes().next().is_some_and(|first| !is_number(first));
        letter && matches!(self.of_lines.of(text), Beginning::Other)
    }

    /// Whether a text begins with letters of ASCII that no label does which may be all of a
    /// cell: of a field, an objective, a title, a code or a unit.
    #[inline]
    pub fn begins_no_cell(&self, text: &str) -> bool {
        matches!(self.of_cells.of(text), Beginning::Other)
    }

    /// Whether a text begins with a head that is one also where no other stands beside it.
    pub fn is_head_alone(&self, text: &str) -> bool {
        self.heads.at_start(text).is_some() && self.beside.at_start(text).is_none()
    }

    /// The end of a head that a text begins with and that is one only beside others: words
    /// behind it make it another ("Tempi", not "Tempi e pesi").
    pub fn head_beside(&self, text: &str) -> Option<usize> {
        let head = self.heads.at_start(text)?;
        let beside = self.beside.at_start(text)?;
        (head.end == beside.end).then_some(head.end)
    }

    /// The label of the objective's title that a text begins with, and a colon behind it.
    pub fn title_before_colon(&self, text: &str) -> Option<LabelMatch<()>> {
        let label = self.title_labels.at_start(text)?;
        let colon = text[label.end..].trim_start().starts_with(':');
        (colon && label.style == Style::Capital).then_some(label)
    }

    /// The kind of a unit that a text begins with, behind its ordinal if it has one: "3°
    /// Settore ...", "III Area ...".
    pub fn unit_at_start(&self, text: &str) -> Option<LabelMatch<()>> {
        let cut = ordinal(text);
        let label = self.org_unit.at_start(&text[cut..])?;
        let end = cut + label.end;
        Some(LabelMatch { end, ..label })
    }

    /// The label of the org unit that a text begins with, which is no part of its name:
    /// "Settore responsabile".
    pub fn unit_label(&self, text: &str) -> Option<LabelMatch<()>> {
        let label = self.unit_labels.at_start(text)?;
        (label.style == Style::Capital).then_some(label)
    }

    /// Whether a cell holds nothing but the words that open a part of a reference to the DUP,
    /// with its name or without: "Missione", "Obiettivo strategico DUP".
    pub fn opens_reference(&self, text: &str) -> bool {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        let of_dup = |rest: &str| self.label_alone(rest).is_some_and(|l| l.what == Field::Dup);
        let opened = |word: &str| {
            let rest = lower.strip_prefix(word)?;
            let rest = &text[text.len() - rest.len()..];
            Some(matches!(rest.trim(), "" | ":") || rest.starts_with(' ') && of_dup(rest.trim()))
        };
        let mut words = self.references.dup.iter();
        text.starts_with(char::is_uppercase)
            && words
                .any(|(word, part)| *part != DupPart::NoField && opened(word).unwrap_or_default())
    }

    /// Where the label of another form ends that is all of a text, or has its colon there.
    pub fn label_of_other(&self, text: &str) -> Option<usize> {
        let label = self.labels_of_others.at_start(text)?;
        let behind = text[label.end..].trim_start();
        let whole = behind.is_empty() || behind.starts_with(':');
        (whole && label.style == Style::Capital).then_some(label.end)
    }

    /// The words at the beginning of a text that are a label in a cell of their own, or only
    /// before a colon.
    pub fn cell_label(&self, text: &str) -> Option<LabelMatch<Field>> {
        let label = self.cell_words.at_start(text)?;
        (label.style == Style::Capital).then_some(label)
    }

    /// The label of words that are one only before a colon, which follows them: "DUP:".
    pub fn label_before_colon(&self, text: &str) -> Option<LabelMatch<Field>> {
        let label = self.before_colon.at_start(text)?;
        let rest = &text[in_two_languages(text, label.end)..];
        let colon = rest.trim_start().starts_with(':') || note_mark(rest) > 0;
        (colon && label.style == Style::Capital).then_some(label)
    }

    /// The words at the beginning of a text that are a label only before a colon, with it or
    /// without.
    pub fn words_before_colon(&self, text: &str) -> Option<LabelMatch<Field>> {
        self.before_colon.at_start(text)
    }

    /// The label of words that are one only before a colon, where they are all of a cell.
    pub fn label_alone(&self, text: &str) -> Option<LabelMatch<Field>> {
        let label = self.cell_words.at_start(text)?;
        let percent = label.what == Field::Weight;
        let alone = match text[label.end..].trim() {
            "" | ":" => true,
            "%" | "(%)" | "%:" => percent,
            _ => false,
        };
        (alone && label.style == Style::Capital).then_some(label)
    }

    /// The statement whose label is all of a text without a colon, together with the words
    /// that qualify it: "Risultato atteso - annualità 2024".
    pub fn qualified_alone(&self, text: &str) -> Option<Field> {
        self.qualified(self.printed.at_start(text)?, text)
    }

    /// The same of a text whose printed label is known.
    pub fn qualified(&self, label: LabelMatch<Printed>, text: &str) -> Option<Field> {
        let Printed::Field { field, .. } = label.what else {
            return None;
        };
        let statement = field.is_statement() && label.style == Style::Capital;
        (statement && self.qualifies(&text[label.end..])).then_some(field)
    }

    /// Whether a text is words and years that qualify a label, and signs between them.
    fn qualifies(&self, text: &str) -> bool {
        let sign = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | ',' | '(' | ')' | '/');
        let is_year = |word: &str| {
            word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit())
        };
        let mut rest = text.trim_start_matches(sign);
        while !rest.is_empty() {
            let word = rest.split(sign).next().unwrap_or(rest);
            let qualifier = self.qualifiers.at_start(rest).map(|found| found.end);
            let year = is_year(word).then_some(word.len());
            let Some(end) = qualifier.or(year) else {
                return false;
            };
            rest = rest[end..].trim_start_matches(sign);
        }
        true
    }

    /// The label of words that are one in a cell of their own, with a colon behind it:
    /// "RAGGIUNTO: ...". Alone they may be an outcome.
    pub fn cell_label_before_colon(&self, text: &str) -> Option<LabelMatch<Field>> {
        let label = self.cell_words.at_start(text)?;
        let end = in_two_languages(text, label.end);
        let colon = text[end..].trim_start().starts_with(':');
        (colon && label.style == Style::Capital).then_some(LabelMatch { end, ..label })
    }

    /// Compiles the text of a profile file that extends none.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, LoadError> {
        Self::compile(name, file::parse(name, text)?)
    }

    pub(crate) fn compile(name: &str, file: file::File) -> Result<Self, LoadError> {
        let (heads, other_heads) = (heads(&file), plain(&file.phases.others));
        let deadline = deadline(&file);
        let of_tables = [
            heads.beginnings(),
            other_heads.beginnings(),
            deadline.beginnings(),
        ];
        let (printed, before_colon) = (printed(&file), before_colon(&file));
        let title_labels = plain(&file.objective.titles);
        let (entity, org_unit) = (plain(&file.entity.begins), plain(&file.org_unit.begins));
        let (code_labels, cell_words) = (plain(&file.objective.codes), cell_words(&file));
        let of_lines = [
            printed.beginnings(),
            before_colon.beginnings(),
            title_labels.beginnings(),
            entity.beginnings(),
            org_unit.beginnings(),
        ];
        let of_cells = [
            printed.beginnings(),
            title_labels.beginnings(),
            code_labels.beginnings(),
            cell_words.beginnings(),
            org_unit.beginnings(),
        ];
        Ok(Self {
            of_tables: Beginnings::of_all(&of_tables),
            of_lines: Beginnings::of_all(&of_lines),
            of_cells: Beginnings::of_all(&of_cells),
            printed,
            closings: plain(&file.furniture.closings),
            producers: plain(&file.furniture.producers),
            section_words: plain(&file.furniture.sections),
            caption_ends: Endings::of(file.furniture.captions.iter()),
            code_labels,
            title_labels,
            row_titles: plain(&file.objective.rows),
            labels_of_others: plain(&file.objective.others),
            row_codes: plain(&file.objective.row_codes),
            before_colon,
            cell_words,
            deadline,
            entity,
            org_unit,
            unit_labels: plain(&file.org_unit.labels),
            qualifiers: plain(&file.qualifiers.words),
            phase_words: phase_words(&file.phases),
            ordinals: ordinals(&file.phases),
            number_heads: plain(&file.phases.numbers),
            other_heads,
            heads,
            beside: beside(&file),
            head_words: head_words(&file),
            label_ends: label_ends(&file),
            totals: plain(&file.furniture.totals),
            value_before: value_before(&file),
            head_fields: file
                .field
                .iter()
                .filter(|f| f.head)
                .map(|f| f.name)
                .collect(),
            empty_reference: marks(&file.empty.reference),
            empty_value: marks(&file.empty.value),
            references: References::new(&file.references),
            plans: plans(&file.plans),
            periods: plain(&file.plans.periods),
            pages: PageWords::new(&file.furniture.page_words, &file.furniture.page_counts),
            vocabulary: Vocabulary::new(name, &file.words, &file.cuts)?,
            name: file.name,
            title: file.title,
            min_labels: file.min_labels,
        })
    }

    /// Whether `text` is a mark for "no reference" ("===").
    pub fn is_empty_reference(&self, text: &str) -> bool {
        only(text, &self.empty_reference) || only(text, &self.empty_value)
    }

    /// Whether `text` is a placeholder for a value ("xxxxxx").
    pub fn is_placeholder(&self, text: &str) -> bool {
        only(text, &self.empty_value) || only(text, &self.empty_reference)
    }
}

/// Bytes of an ordinal and the blank behind it, at the beginning of a text; 0 if none.
fn ordinal(text: &str) -> usize {
    let n_bytes = |of: fn(&u8) -> bool| text.bytes().take_while(of).count();
    let digits = n_bytes(u8::is_ascii_digit);
    let number = if digits > 0 {
        let sign = text[digits..].chars().next();
        let sign = sign.filter(|c| matches!(c, '°' | '^' | 'ª' | 'º' | '.'));
        sign.map_or(0, |sign| digits + sign.len_utf8())
    } else {
        n_bytes(|byte| matches!(byte, b'I' | b'V' | b'X'))
    };
    let rest = &text[number..];
    let blank = rest.len() - rest.trim_start().len();
    if number > 0 && (blank > 0 || digits > 0) {
        number + blank
    } else {
        0
    }
}

fn only(text: &str, marks: &[char]) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace()).peekable();
    letters.peek().is_some() && letters.all(|c| marks.contains(&c.to_ascii_lowercase()))
}

fn plain(spellings: &Alternatives) -> Labels<()> {
    Labels::new(spellings.iter().map(|s| (s.as_str(), ())))
}

fn plans(file: &file::Plans) -> Labels<PlanType> {
    let kinds = [
        (&file.piao, PlanType::Piao),
        (&file.peg, PlanType::Peg),
        (&file.pdo, PlanType::Pdo),
        (&file.performance_plan, PlanType::PerformancePlan),
        (&file.performance_report, PlanType::PerformanceReport),
        (
            &file.management_control_report,
            PlanType::ManagementControlReport,
        ),
    ];
    let names = kinds.into_iter();
    Labels::new(names.flat_map(|(names, kind)| names.iter().map(move |s| (s.as_str(), kind))))
}

fn marks(marks: &[String]) -> Vec<char> {
    marks.iter().flat_map(|m| m.chars()).collect()
}

fn printed(file: &file::File) -> Labels<Printed> {
    let objective = file
        .objective
        .labels
        .iter()
        .map(|s| (s.as_str(), Printed::Objective));
    let fields = file.field.iter().flat_map(|entry| {
        let what = Printed::Field {
            field: entry.name,
            colon_optional: entry.colon == Colon::Optional,
        };
        entry.labels.iter().map(move |s| (s.as_str(), what))
    });
    let captions = file
        .furniture
        .captions
        .iter()
        .map(|s| (s.as_str(), Printed::Caption));
    let signatures = file
        .furniture
        .signatures
        .iter()
        .map(|s| (s.as_str(), Printed::Signature));
    Labels::new(objective.chain(fields).chain(captions).chain(signatures))
}

fn before_colon(file: &file::File) -> Labels<Field> {
    let fields = file.field.iter();
    Labels::new(fields.flat_map(|entry| {
        let words = entry.before_colon.iter();
        words.map(|s| (s.as_str(), entry.name))
    }))
}

fn cell_words(file: &file::File) -> Labels<Field> {
    let fields = file.field.iter();
    Labels::new(fields.flat_map(|entry| {
        let words = entry.before_colon.iter().chain(&entry.in_cell);
        words.map(|s| (s.as_str(), entry.name))
    }))
}

fn deadline(file: &file::File) -> Labels<()> {
    let fields = file.field.iter().filter(|f| f.name == Field::FinalDeadline);
    let labels = fields.flat_map(|field| &field.labels);
    Labels::new(labels.map(|label| (label.as_str(), ())))
}

fn phase_words(file: &file::Phases) -> Labels<PhaseWord> {
    let words = file.words.iter().map(|s| (s.as_str(), PhaseWord::Number));
    let before_sign = file.before_sign.iter();
    Labels::new(words.chain(before_sign.map(|s| (s.as_str(), PhaseWord::Sign)))).before_figures()
}

fn ordinals(file: &file::Phases) -> Labels<u32> {
    Labels::new(file.ordinals.iter().map(String::as_str).zip(1..))
}

fn heads(file: &file::File) -> Labels<Column> {
    Labels::new(file.phases.column.iter().flat_map(|entry| {
        let column = match entry.name {
            ColumnName::Description => Column::Description,
            ColumnName::Weight => Column::Weight,
            ColumnName::Monitoring => Column::Monitoring,
            ColumnName::Due => Column::Due,
            ColumnName::Outcome => Column::Outcome,
        };
        let spellings = entry.heads.iter().chain(&entry.beside);
        spellings.map(move |s| (s.as_str(), column))
    }))
}

fn beside(file: &file::File) -> Labels<()> {
    let columns = file.phases.column.iter();
    let spellings = columns.flat_map(|entry| entry.beside.iter());
    Labels::new(spellings.map(|s| (s.as_str(), ())))
}

fn head_words(file: &file::File) -> Labels<()> {
    let heads = file
        .phases
        .column
        .iter()
        .flat_map(|entry| entry.heads.iter());
    Labels::new(
        heads
            .flat_map(|head| head.split_whitespace())
            .map(|word| (word, ())),
    )
}

fn label_ends(file: &file::File) -> Labels<()> {
    let labels = file.field.iter().flat_map(|field| &field.labels);
    let ends = labels.filter_map(|label| {
        let mut words = label.split_whitespace();
        // A label of one word is whole where it stands.
        words.next().and(words.next_back())
    });
    Labels::new(ends.map(|word| (word, ())))
}

fn value_before(file: &file::File) -> Labels<Field> {
    Labels::new(
        file.field
            .iter()
            .filter(|entry| entry.value_before)
            .flat_map(|entry| entry.labels.iter().map(|s| (s.as_str(), entry.name))),
    )
}

#[cfg(test)]
mod tests {
    use super::Profile;
    use crate::Profiles;

    #[test]
    fn an_unknown_key_is_an_error() {
        let text =
            include_str!("../profiles/phases-sheet.toml").replace("min_labels", "min_lables");
        let error = Profile::from_toml("x", &text).expect_err("unknown key");
        assert!(error.to_string().contains("min_lables"), "{error}");
    }

    #[test]
    fn a_unit_may_have_an_ordinal() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        for text in [
            "Settore Acque",
            "3° Settore Acque",
            "1^Area Acque",
            "III Area Acque",
        ] {
            let label = profile.unit_at_start(text).expect("a unit");
            assert_eq!(&text[label.end..], " Acque");
        }
        for text in ["31/12/2024 Settore", "VISettore", "3 pozzi", "Xylella"] {
            assert_eq!(profile.unit_at_start(text), None, "{text}");
        }
    }

    #[test]
    fn marks_of_emptiness() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        assert!(profile.is_empty_reference("===="));
        assert!(profile.is_placeholder("xxxxxx"));
        assert!(!profile.is_placeholder("08/10/2025"));
        assert!(!profile.is_empty_reference(""));
    }
}
