//! Signs that the lines of a table were read across its cells: a line of such a text
//! holds pieces of several cells, and every row that wraps has its words mixed.
//!
//! In: the rows of a stream. Out: doubts about all rows of a table in which one row
//! shows it, and about cells that hold words which do not fit them.
//!
//! Not here: heads that were read across (`grammar::heads`), cells that lack words (`whole`).

use schede_profile::{Kind, Plain, Vocabulary};

use crate::grammar::draft::{About, Cell, Doubt, Draft, PhaseDraft};
use crate::grammar::looks::{Look, Mark, Misfit, due_start};
use crate::source::Piece;
use crate::values::date::is_date_shaped;

/// The doubts.
pub fn doubt_across(draft: &Draft, known: &Vocabulary) -> Vec<Doubt> {
    if let Some((n, sign)) = first_sign(draft, known) {
        let message = format!(
            "{sign} in phase {}: lines may have been read across the cells of the table",
            draft.phases[n].number
        );
        return (0..draft.phases.len())
            .map(|row| doubt(draft, row, message.clone()))
            .collect();
    }
    let rows = 0..draft.phases.len();
    let strange = rows.filter(|row| is_strange(&draft.phases[*row], known));
    strange
        .map(|row| {
            doubt(
                draft,
                row,
                "the monitoring holds words that may be another cell's".to_owned(),
            )
        })
        .collect()
}

/// Where a row shows that lines were read across the cells of the table.
pub fn read_across(draft: &Draft, known: &Vocabulary) -> Option<Piece> {
    let (n, _) = first_sign(draft, known)?;
    draft.phases[n].digits
}

/// The first row that shows it, and how. Rows of a stream stay as they were split: they
/// are looked at once.
fn first_sign(draft: &Draft, known: &Vocabulary) -> Option<(usize, &'static str)> {
    *draft.across.get_or_init(|| {
        let signs = draft.phases.iter().map(|phase| sign(phase, known));
        let mut signs = signs.enumerate();
        signs.find_map(|(n, sign)| Some((n, sign?)))
    })
}

fn doubt(draft: &Draft, row: usize, message: String) -> Doubt {
    Doubt {
        about: About::Phase(row, Cell::Row),
        code: "two-readings",
        message,
        pieces: draft.phases[row].digits.into_iter().collect(),
        other: None,
    }
}

/// What a row shows of lines that were read across its cells.
fn sign(phase: &PhaseDraft, known: &Vocabulary) -> Option<&'static str> {
    let begins_due = |text: &str| due_start(text.split(' '), known).is_some_and(is_sure);
    let (description, outcome) = (&phase.description.value, &phase.outcome.value);
    if begins_due(description) || begins_with_rest(description, known) {
        Some("the description begins as another cell goes on")
    } else if begins_due(outcome) {
        Some("the outcome begins as the deadline does")
    } else if ends_as_other(outcome, known) {
        Some("the outcome ends as another cell begins")
    } else if holds_due(&phase.monitoring.value, known) {
        Some("a deadline stands within the monitoring")
    } else if [outcome, description, &phase.monitoring.value]
        .into_iter()
        .any(|text| is_interrupted(text, known))
    {
        Some("words of another cell stand within a sentence")
    } else {
        None
    }
}

/// A description may begin with a number of days, too.
fn is_sure(mark: Mark) -> bool {
    match mark {
        Mark::Date | Mark::Status => true,
        Mark::Term(words) => words > 1,
        Mark::Lone => false,
    }
}

/// Whether a text begins with a preposition, or with a figure that is no number of
/// things.
fn begins_with_rest(text: &str, known: &Vocabulary) -> bool {
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let particle =
        first.starts_with(char::is_lowercase) && known.kinds(&Plain::of(first)).is(Kind::LeadsOn);
    let amount = first.starts_with(|c: char| c.is_ascii_digit()) && first.contains([',', '.']);
    particle || amount
}

/// Whether a text of more words ends with a status, or with a word that goes on with a
/// deadline.
fn ends_as_other(text: &str, known: &Vocabulary) -> bool {
    let Some((_, last)) = text.rsplit_once(' ') else {
        return false;
    };
    let look = Look::of(last, known);
    look.status
        || !last.ends_with(')')
            && !look.bracket
            && known.kinds(&Plain::of(last)).is(Kind::DueGoesOn)
}

/// Whether a date that no preposition leads into, or a deadline of one word, stands
/// behind the first words of a text.
fn holds_due(text: &str, known: &Vocabulary) -> bool {
    let leads = |word: &str| {
        let look = Look::of(word, known);
        look.leads_into_date && !known.is_joiner(word)
    };
    let mut before: Option<&str> = None;
    text.split(' ').any(|word| {
        before.replace(word).is_some_and(|before| {
            known.is_concluded(word) || is_date_shaped(word) && !leads(before)
        })
    })
}

/// Whether an article or preposition is followed by a remark in brackets ("nei (in
/// collaborazione con ...) termini"), "n." by a word, or a weight by a status: a row
/// within a row.
fn is_interrupted(text: &str, known: &Vocabulary) -> bool {
    const WORD: usize = 4;
    let remark = |word: &str| word.starts_with('(') && word.len() > 2 && !word.ends_with(')');
    let mut before: Option<&str> = None;
    text.split(' ').any(|word| {
        before.replace(word).is_some_and(|before| {
            let small = word.bytes().take_while(u8::is_ascii_lowercase).count();
            remark(word) && before.len() > 1 && known.leads_on(before)
                || before == "n." && small >= WORD
                || before.ends_with('%') && known.is_status(word)
        })
    })
}

/// Whether words stand in the monitoring that do not fit it, beside an empty deadline.
fn is_strange(phase: &PhaseDraft, known: &Vocabulary) -> bool {
    if phase.monitoring.is_empty() || !phase.due.is_empty() {
        return false;
    }
    let words = phase.monitoring.value.split(' ');
    let looks: Vec<Look> = words.map(|word| Look::of(word, known)).collect();
    let mut misfit = Misfit::default();
    let costs = (0..looks.len()).map(|at| misfit.add(&looks[at..], known));
    costs.last().is_some_and(|cost| cost > 0.0)
}
