//! How far the due cell of a row goes on in a stream: from its date or term to what says no
//! more about it.
//!
//! In: the words behind a row's weight, looked at, and where the cell begins. Out: what it
//! costs that a word still belongs to it.
//!
//! Not here: where the cell begins (`looks`, `terms`), what else the row holds (`tail`).

use schede_model::text::{Joint, joint};
use schede_profile::{Kind, Plain};

use super::columns::Word;
use super::looks::Mark;
use super::tail::Looks;
use super::terms::is_year;
use crate::values::date::{is_date_shaped, is_time_shaped};

/// Cost of an act in a deadline that no preposition leads into.
const ACT: f32 = 2.5;

/// Cost of a second date in a deadline, into which a word leads.
const LED_DATE: f32 = 3.5;

/// Cost of a second date side by side with the first.
const SECOND_DATE: f32 = 2.0;

/// Cost of a date behind a term: the term is the monitoring's.
const DATE_BEHIND_TERM: f32 = 2.5;

/// Cost of a word behind a deadline that has said all.
const SAID: f32 = 2.5;

/// The same, where the word begins a line, or with a capital letter, or both.
const SAID_AND_FRESH: f32 = 3.0;
const SAID_AND_SENTENCE: f32 = 4.0;

impl Looks<'_, '_> {
    /// What it costs that word `at` still belongs to the due cell that began at
    /// `start`.
    pub(super) fn extension_cost(&self, start: usize, at: usize, least: usize, mark: Mark) -> f32 {
        let (word, look) = (&self.words[at], &self.looks[at]);
        if self.is_rest_of_date(at) {
            return 0.0;
        }
        if let Some(cost) = self.second_date_cost(start, at, mark) {
            return cost;
        }
        if look.act && !self.before(at).is_some_and(|look| look.leads_on) {
            return ACT;
        }
        let said = self.is_said(start, least, at);
        let inside_bracket = self.depths[at] > self.depths[start];
        if inside_bracket || look.goes_on_with_due {
            return if word.line_start && said { 0.5 } else { 0.0 };
        }
        if said {
            let leads = at == least && mark.is_term() && self.leads_from_term(at);
            return match (word.line_start, look.capital) {
                (_, false) if leads => 0.0,
                (true, true) => SAID_AND_SENTENCE,
                (true, false) | (false, true) => SAID_AND_FRESH,
                (false, false) => SAID,
            };
        }
        match (word.line_start, look.capital) {
            (true, true) => SAID_AND_SENTENCE,
            (true, false) if word.gap => 0.5,
            (_, false) => 0.0,
            (false, true) if is_shout(word.text) => 0.0,
            // A name after a preposition goes on; a capital after a noun begins
            // the next cell's sentence.
            (false, true) => {
                if self.before(at).is_some_and(|look| look.leads_on) {
                    0.0
                } else {
                    1.5
                }
            }
        }
    }

    /// Whether the due cell from `start` on may end before `at`, as nothing it says is open:
    /// with its date or term, a year, a bracket closed, the number of a phase.
    pub(super) fn is_said(&self, start: usize, least: usize, at: usize) -> bool {
        if at < least || self.depths[at] > self.depths[start] {
            return false;
        }
        let last = self.words[at - 1].text;
        at == least
            || last.ends_with(')')
            || is_date_shaped(last)
            || is_year(last)
            || self.counts(at - 1)
    }

    /// Whether the due cell from `start` on may end before `at`, and the word there does not go
    /// on with it.
    pub(super) fn is_told(&self, start: usize, least: usize, at: usize, mark: Mark) -> bool {
        let goes_on = || {
            let term = mark.is_term() && at == least && at < self.words.len();
            term && self.leads_from_term(at)
        };
        self.is_said(start, least, at) && !goes_on()
    }

    /// Whether a word is the number of what is named before it ("della fase 4").
    fn counts(&self, at: usize) -> bool {
        const MOST: usize = 2;
        let text = self.words[at].text;
        let noun = |text: &str| text.len() > MOST && text.bytes().all(|b| b.is_ascii_lowercase());
        text.len() <= MOST
            && text.bytes().all(|b| b.is_ascii_digit())
            && at
                .checked_sub(1)
                .is_some_and(|before| noun(self.words[before].text))
    }

    /// Whether a word leads from a term to what it is counted from ("30 gg dall'avvio"): "in
    /// corso" is a status, "n. 12" a number.
    fn leads_from_term(&self, at: usize) -> bool {
        let text = self.words[at].text;
        let plain = Plain::of(text);
        let next = self.words.get(at + 1).map(|next| Plain::of(next.text));
        let status = || next.is_some_and(|next| self.known.is_phrase(&plain, &next));
        let elided = text.find(['\'', '’']).map(|sign| &text[..sign]);
        let kinds = |word: &str| self.known.kinds(&Plain::of(word));
        let leads = self.looks[at].leads_on && !self.known.announces(text) && !status();
        leads || elided.is_some_and(|word| kinds(word).is(Kind::Elided))
    }

    /// What it costs that a date at `at` is one more of the due cell that began at
    /// `start`. Two dates may stand side by side; one within a sentence is the outcome's,
    /// unless the sentence goes on with the first ("prorogata al ...").
    fn second_date_cost(&self, start: usize, at: usize, mark: Mark) -> Option<f32> {
        if !is_date_shaped(self.words[at].text) {
            return None;
        }
        if is_date_shaped(self.words[at - 1].text) {
            return Some(SECOND_DATE);
        }
        if mark.is_term() && !self.is_led(at) {
            return Some(DATE_BEHIND_TERM);
        }
        let goes_on = self.looks[start..at]
            .iter()
            .any(|look| look.goes_on_with_due);
        (self.is_led(at) && !goes_on).then_some(LED_DATE)
    }

    /// Whether word `at` is the rest of a date whose year a narrow cell cuts
    /// ("30/09/202" over "4", "15-09-" over "2024"), or the time of day behind it.
    pub(super) fn is_rest_of_date(&self, at: usize) -> bool {
        let (Some(before), word) = (at.checked_sub(1), &self.words[at]) else {
            return false;
        };
        let before = self.words[before].text;
        if is_date_shaped(before) && is_time_shaped(word.text) {
            return true;
        }
        let figures = word.text.bytes().all(|b| b.is_ascii_digit());
        let joined = || joint(before, word.text) == Joint::Closed;
        figures && (word.line_start && joined() || is_cut_date(before, word))
    }
}

/// Whether two words are a date cut in two: by the edge of its cell, or by a blank, where the
/// first is no year of two figures.
pub(super) fn is_cut_date(before: &str, word: &Word<'_>) -> bool {
    const YEAR: usize = 4;
    let after = word.text;
    let figure = |text: &str| text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if !figure(before) || !figure(after) {
        return false;
    }
    let parts = || {
        before
            .split(['/', '.', '-'])
            .filter(|part| !part.is_empty())
    };
    let figures = parts().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let year = match parts().count() {
        2 if before.ends_with(['/', '.', '-']) => 0,
        3 => parts().next_back().map_or(0, str::len),
        _ => return false,
    };
    let whole = figures && after.bytes().all(|b| b.is_ascii_digit()) && year + after.len() == YEAR;
    whole && (word.line_start || year % 2 == 1)
}

/// A word in capitals.
fn is_shout(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase)
}
