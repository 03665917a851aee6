//! The words after a row's weight, split into monitoring, due and outcome.
//!
//! In: those words. Out: the best split, and the next best if it is close. Every
//! split is scored; what a word looks like is found out once for all of them.
//!
//! Not here: where the weight stands (`columns`), what words look like (`looks`), how far
//! a due cell goes on (`due_cells`).

use schede_profile::Vocabulary;
use smallvec::{SmallVec, smallvec};

use super::columns::Word;
use super::due_cells::is_cut_date;
use super::looks::{
    Look, Mark, Misfit, STATUS_PHRASE, deadline_start, is_blank_sign, is_count, is_status_phrase,
};
use super::terms::{LONGEST, is_year};
use crate::values::date::is_date_shaped;

/// Another reading counts as possible when it costs this little more. One misfit
/// (a small letter at a cell's beginning, a date that goes on over a line end)
/// costs 1.5 or more, so two readings that differ by less than one misfit are
/// both shown.
const CLOSE: f32 = 1.4;

/// Cost from which a split is surely wrong.
const HOPELESS: f32 = 6.0;

/// The monitoring cell is short: an outcome's dates are no due dates.
const FARTHEST: usize = 24;

/// So many words before a date may be a status that is not known here.
const FEW: usize = 5;

/// So many words have room without memory of their own: more than most rows have
/// behind their weight.
const ROOM: usize = FARTHEST + 2;

/// Monitoring cells of sentences have so many words at the most.
const LONGEST_MONITORING: usize = 60;

/// Cost of a monitoring of words that are not known as a status, before a date that is
/// surely the deadline.
const UNKNOWN_STATUS: f32 = 1.5;

/// The same, before a term.
const UNKNOWN_BEFORE_TERM: f32 = 2.25;

/// Cost of an outcome that begins with a date right behind that of the deadline: both may
/// be the deadline's.
const SECOND_DATE: f32 = 1.0;

/// Cost of an outcome that begins with a date right behind a term: this is the
/// monitoring's, and the date that of the deadline.
const DATE_BEHIND_TERM: f32 = 2.5;

/// Cost of an outcome that begins with a date into which a word leads.
const LED: f32 = 3.0;

/// Cost of an outcome that says that the deadline before it was postponed.
const POSTPONED: f32 = 0.8;

/// Cost of a deadline right behind a participle.
const PARTICIPLE: f32 = 1.5;

/// Cost of an outcome that begins with a date which goes on with a sentence.
const DATED_SENTENCE: f32 = 1.5;

/// Cost of a row without a deadline: few have none.
const NO_DUE: f32 = 1.0;

/// Cost of a deadline of one word that may as well be another cell's.
const LONE: f32 = 0.5;

/// Cost of a monitoring that says when, as a deadline does.
const WHEN: f32 = 0.5;

/// Cost of a monitoring within which a deadline would begin.
const SWALLOWED: f32 = 1.0;

/// The longest due cells met have about twenty words.
const LONGEST_DUE: usize = 40;

/// How the words after the weight are split: monitoring up to `due_start`, due up
/// to `due_end`, outcome from there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Tail {
    pub due_start: usize,
    pub due_end: usize,
    cost: f32,
}

/// The best split, and the next best if it is close.
pub(super) fn best_tail(
    words: &[Word<'_>],
    known: &Vocabulary,
    dated: bool,
) -> (Tail, Option<Tail>) {
    let mut tail = Looks::new(words, known);
    let mut splits = Cheapest::default();
    let sure = tail.sure_date(dated);
    tail.with_due(&mut splits);
    if let Some(date) = sure {
        tail.with_sure_date(date, &mut splits);
    }
    tail.with_sure_term(&mut splits);
    tail.without_due(sure.is_some(), &mut splits);
    let best = splits.best.unwrap_or(Tail {
        due_start: 0,
        due_end: 0,
        cost: 0.0,
    });
    let close = splits.second.filter(|s| s.cost - best.cost < CLOSE);
    let early = !best.has_due() && tail.has_early_date();
    // Words that are no status known here may be the outcome, date and all.
    let undated = || {
        let first = words.get(best.due_start);
        first.is_some_and(|first| !is_date_shaped(first.text))
    };
    let strange = (sure == Some(best.due_start) || undated())
        && tail
            .misfits
            .get(best.due_start)
            .is_none_or(|cost| *cost > UNKNOWN_STATUS);
    let without = splits.without_due.filter(|_| strange && best.has_due());
    let other = close.or(splits.with_due.filter(|_| early)).or(without);
    (best, other.or_else(|| tail.as_other_cell(&best)))
}

impl Tail {
    fn has_due(&self) -> bool {
        self.due_start < self.due_end
    }
}

/// The cheapest splits of those shown so far; of equal ones the first.
#[derive(Default)]
struct Cheapest {
    best: Option<Tail>,
    second: Option<Tail>,
    /// The best with a due cell.
    with_due: Option<Tail>,
    /// The best without one.
    without_due: Option<Tail>,
}

impl Cheapest {
    fn push(&mut self, split: Tail) {
        let beats = |other: &Option<Tail>| other.is_none_or(|other| split.cost < other.cost);
        if beats(&self.best) {
            self.second = self.best.replace(split);
        } else if beats(&self.second) {
            self.second = Some(split);
        }
        if split.has_due() && beats(&self.with_due) {
            self.with_due = Some(split);
        } else if !split.has_due() && beats(&self.without_due) {
            self.without_due = Some(split);
        }
    }
}

/// The words of a tail with what each looks like.
pub(super) struct Looks<'t, 'f> {
    pub(super) words: &'t [Word<'f>],
    pub(super) known: &'t Vocabulary,
    /// Of the first words, as many as a split has looked at.
    pub(super) looks: SmallVec<[Look; ROOM]>,
    /// Brackets opened and not closed before each of them, and before the next.
    pub(super) depths: SmallVec<[i32; ROOM]>,
    /// How badly the first words, as many as the position says, fit the
    /// monitoring column: a few, and more as long as they may be one.
    misfits: SmallVec<[f32; ROOM]>,
    /// How a due cell that began behind so many words would.
    marks: SmallVec<[Option<Mark>; ROOM]>,
}

impl<'t, 'f> Looks<'t, 'f> {
    fn new(words: &'t [Word<'f>], known: &'t Vocabulary) -> Self {
        let room = words.len().min(FARTHEST) + 1;
        let mut looks = Self::of_none(words, known);
        let mut misfit = Misfit::default();
        let mut cost = 0.0;
        while looks.misfits.len() < room && (cost < HOPELESS || looks.misfits.len() < FEW) {
            let at = looks.misfits.len();
            looks.misfits.push(cost);
            looks.look_at(at + 2);
            let ahead = &looks.looks[at..];
            if let Some(look) = ahead.first() {
                looks.marks.push(mark(&words[at..], look, known));
                cost = misfit.add(ahead, known);
            }
        }
        looks
    }

    /// The words, before any of them was looked at.
    fn of_none(words: &'t [Word<'f>], known: &'t Vocabulary) -> Self {
        Self {
            words,
            known,
            looks: SmallVec::new(),
            depths: smallvec![0],
            misfits: SmallVec::new(),
            marks: SmallVec::new(),
        }
    }

    /// Looks at all words, wherever the cells begin.
    pub(super) fn of_all(words: &'t [Word<'f>], known: &'t Vocabulary) -> Self {
        let mut looks = Self::of_none(words, known);
        looks.look_at(words.len());
        looks
    }

    /// Looks at the first words, as many as given.
    fn look_at(&mut self, most: usize) {
        let seen = self.looks.len();
        let fresh = self.words.iter().take(most).skip(seen);
        for word in fresh {
            let look = Look::of(word.text, self.known);
            self.depths
                .push(self.depths[self.looks.len()] + look.brackets);
            self.looks.push(look);
        }
    }

    pub(super) fn before(&self, at: usize) -> Option<&Look> {
        at.checked_sub(1).map(|before| &self.looks[before])
    }

    /// Whether a word stands before `at` that makes a date there a part of a
    /// sentence.
    pub(super) fn is_led(&self, at: usize) -> bool {
        self.before(at).is_some_and(|look| look.leads_into_date)
    }

    /// Splits whose due cell begins with a date, a term or a status.
    fn with_due(&mut self, splits: &mut Cheapest) {
        let mut open = 0;
        for start in 0..self.marks.len().min(FARTHEST) {
            let inside = open > 0;
            open = (open + self.looks[start].brackets).max(0);
            let (false, Some(mark)) = (inside, self.marks[start]) else {
                continue;
            };
            let lead = match self.is_led(start) {
                true => LED,
                false if mark == Mark::Date && self.is_participles(start) => PARTICIPLE,
                false => 0.0,
            };
            let lone = if mark == Mark::Lone { LONE } else { 0.0 };
            let head_cost = self.monitoring_cost(start) + lead + lone;
            if head_cost < HOPELESS {
                self.due_ends(start, mark, head_cost, splits);
            }
        }
    }

    /// How badly the words before `end` fit the monitoring column.
    fn monitoring_cost(&self, end: usize) -> f32 {
        let misfit = self.misfits[end];
        if let Some(Some(Mark::Term(words))) = self.marks.first()
            && *words == end
        {
            return misfit.min(WHEN);
        }
        let open = |at: &usize| self.depths[*at] == 0 && !self.is_led(*at);
        let swallowed = (1..end).filter(open).any(|at| self.marks[at].is_some());
        misfit + if swallowed { SWALLOWED } else { 0.0 }
    }

    /// The first date, if it is the deadline however long the monitoring is: no word
    /// leads into it. A participle leads into one, unless it is negated, or all other rows
    /// are `dated`: then one alone is a status. Of two side by side of which a word leads into
    /// the first, the second is the deadline ("Avviata il 03/02/2025 26/02/2025").
    fn sure_date(&mut self, dated: bool) -> Option<usize> {
        let at = (0..self.words.len().min(LONGEST_MONITORING))
            .find(|at| is_date_shaped(self.words[*at].text))?;
        self.look_at(at + 3);
        let before = self.words[at.checked_sub(1)?].text;
        let second = self
            .words
            .get(at + 1)
            .filter(|next| is_date_shaped(next.text));
        if second.is_some() && self.is_led(at) && self.depths[at] == 0 {
            return Some(at + 1);
        }
        let figure = before.ends_with(|c: char| c.is_ascii_digit()) && !is_year(before);
        let led = self.is_led(at)
            || self.depths[at] > 0
            || self.is_participles(at) && !(dated && at == 1)
            || figure
            || before.ends_with([',', '-', '/']) && !is_blank_sign(before);
        (!led).then_some(at)
    }

    /// Whether a participle leads into a date at `at` ("completata 12/03/2024"): not if one of
    /// the few words before says that it is not so ("non ancora avviata").
    fn is_participles(&self, at: usize) -> bool {
        const NEAR: usize = 2;
        let Some(participle) = at.checked_sub(1) else {
            return false;
        };
        let near = &self.looks[participle.saturating_sub(NEAR)..participle];
        is_participle(self.words[participle].text) && !near.iter().any(|look| look.negates)
    }

    /// Splits whose due cell begins with a date behind words that fit no monitoring.
    fn with_sure_date(&mut self, date: usize, splits: &mut Cheapest) {
        if self
            .misfits
            .get(date)
            .is_none_or(|cost| *cost > UNKNOWN_STATUS)
        {
            self.due_ends(date, Mark::Date, UNKNOWN_STATUS, splits);
        }
    }

    /// Splits whose due cell begins with the first term behind words that fit no monitoring:
    /// no word leads into it, and behind it another cell begins.
    fn with_sure_term(&mut self, splits: &mut Cheapest) {
        let found = |best: Tail| best.has_due() && best.cost < UNKNOWN_BEFORE_TERM;
        if splits.best.is_some_and(found) {
            return;
        }
        let words = self.words;
        let mut terms = (1..words.len().min(FARTHEST)).filter_map(|at| {
            self.look_at(at + 1);
            let seen = self.marks.get(at).copied();
            let mark = seen.unwrap_or_else(|| mark(&words[at..], &self.looks[at], self.known))?;
            let end = at + mark.words();
            let ends = words.get(end).is_none_or(|next| {
                next.line_start
                    || next
                        .text
                        .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            });
            let led = self.depths[at] > 0 || self.before(at).is_some_and(|look| look.leads_on);
            (mark != Mark::Date && ends && !led).then_some((at, mark))
        });
        let Some((at, mark)) = terms.next() else {
            return;
        };
        let misfit = self.misfits.get(at).copied().unwrap_or(HOPELESS);
        if misfit > UNKNOWN_BEFORE_TERM {
            self.due_ends(at, mark, UNKNOWN_BEFORE_TERM, splits);
        }
    }

    /// All ends of a due cell that begins at `start`, with what each costs.
    fn due_ends(&mut self, start: usize, mark: Mark, head_cost: f32, splits: &mut Cheapest) {
        let mut least = start + mark.words();
        if mark == Mark::Date && least < self.words.len() && self.is_rest_of_date(least) {
            least += 1;
        }
        let mut running = 0.0;
        for end in least..=self.words.len().min(start + LONGEST_DUE) {
            self.look_at(end + 1);
            if end > least {
                running += self.extension_cost(start, end - 1, least, mark);
            }
            if running > HOPELESS {
                return;
            }
            splits.push(Tail {
                due_start: start,
                due_end: end,
                cost: head_cost
                    + running
                    + self.outcome_cost(end, self.is_told(start, least, end, mark)),
            });
        }
    }

    /// What it costs that the outcome begins at `end`, behind a deadline that has `said` all.
    fn outcome_cost(&self, end: usize, said: bool) -> f32 {
        let Some(first) = self.words.get(end) else {
            return 0.0;
        };
        // Most cells begin with a letter.
        let figure = first
            .text
            .as_bytes()
            .first()
            .is_some_and(u8::is_ascii_digit);
        let number = if figure {
            self.figure_cost(end, said)
        } else {
            0.0
        };
        if number >= HOPELESS {
            return number;
        }
        // A cell does not end with an article or a preposition.
        let hanging = self.before(end).is_some_and(|look| look.leads_on);
        let cut = if hanging { 2.0 } else { 0.0 };
        // "(prorogata)", "(salvo proroghe)", "ma già conclusa" go on with the cell before.
        let inner = first
            .text
            .strip_prefix('(')
            .filter(|rest| rest.ends_with(')'));
        let one_word = inner.is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let prolonged = || said || self.before(end).is_some_and(|look| look.prolongs);
        let goes_on = one_word || self.looks[end].prolongs && prolonged();
        let bracket = match goes_on {
            true if !one_word && self.looks[end].postpones => POSTPONED,
            true => 2.0,
            false => 0.0,
        };
        cut + bracket + number + self.begin_cost(end, said)
    }

    /// What it costs that an outcome begins with the word at `end`, by its first letter.
    fn begin_cost(&self, end: usize, said: bool) -> f32 {
        let first = &self.words[end];
        let small = self.looks[end].goes_on_small && !self.looks[end].act;
        match (first.line_start, small) {
            (true, false) => 0.0,
            (true, true) | (false, _) if said => 0.5,
            (true, true) => 1.5,
            (false, false) => 1.0,
            // "alla data del 30/09/2024": with another date a sentence of its own begins.
            (false, true) if self.is_behind_date(end) && self.leads_to_date(end) => 1.5,
            (false, true) => 4.0,
        }
    }

    /// What it costs that the outcome begins at `end`, with a figure: the rest of a date, a
    /// date of the deadline's or the number of a phase ("della fase 4").
    fn figure_cost(&self, end: usize, said: bool) -> f32 {
        let text = self.words[end].text;
        if self.is_rest_of_date(end) {
            return HOPELESS;
        }
        if is_date_shaped(text) {
            let sentence = self.words.get(end + 1).is_some_and(|next| {
                !next.line_start
                    && next.text.starts_with(char::is_uppercase)
                    && !text.ends_with('.')
            });
            let behind = self.is_behind_date(end);
            let second = match (self.is_led(end), said || behind) {
                (true, _) => LED,
                (false, true) if behind => SECOND_DATE,
                (false, true) => DATE_BEHIND_TERM,
                (false, false) => 0.0,
            };
            return second + if sentence { DATED_SENTENCE } else { 0.0 };
        }
        let figures = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        let noun = |word: &Word<'_>| word.text.bytes().all(|b| b.is_ascii_lowercase());
        let behind_noun = end > 0 && noun(&self.words[end - 1]);
        let next = self.words.get(end + 1);
        let alone = next.is_none_or(|next| next.text.starts_with(char::is_uppercase))
            || self.leads_to_date(end + 1);
        if figures && behind_noun && alone {
            2.0
        } else {
            0.0
        }
    }

    fn is_behind_date(&self, at: usize) -> bool {
        at > 0 && is_date_shaped(self.words[at - 1].text)
    }

    /// Whether a date stands a few words behind `at`, with a word before that leads into it.
    fn leads_to_date(&self, at: usize) -> bool {
        const WORDS: usize = 4;
        let leads = |word: &str| Look::of(word, self.known).leads_into_date;
        let few = self.words.get(at..).unwrap_or_default();
        let mut pairs = few.windows(2).take(WORDS);
        pairs.any(|pair| is_date_shaped(pair[1].text) && leads(pair[0].text))
    }

    /// Splits without a due cell: the outcome begins after the monitoring text, or
    /// there is no monitoring text.
    fn without_due(&self, sure: bool, splits: &mut Cheapest) {
        let due = self.has_plain_date() || self.has_early_status();
        let dated = match (sure, due) {
            (true, _) => 2.0 * UNKNOWN_STATUS,
            (false, true) => 1.5,
            (false, false) => 0.0,
        };
        for (end, misfit) in self.misfits.iter().enumerate() {
            if *misfit >= HOPELESS {
                break;
            }
            let skips_due = !self.is_led(end) && self.marks.get(end).is_some_and(Option::is_some);
            let skipped = if skips_due { 3.0 } else { 0.0 };
            let unclosed = if self.depths[end] > 0 { 3.0 } else { 0.0 };
            let cost = NO_DUE
                + dated
                + self.monitoring_cost(end)
                + unclosed
                + self.outcome_cost(end, false)
                + skipped
                + self.unread_monitoring_cost(end);
            splits.push(Tail {
                due_start: end,
                due_end: end,
                cost,
            });
        }
    }

    /// A row that holds one text and nothing else: that of the monitoring may as well be
    /// the outcome, and the other way round, unless its first word says which.
    fn as_other_cell(&self, best: &Tail) -> Option<Tail> {
        let n = self.words.len();
        let first = self.looks.first()?;
        let told = first.monitors && !first.is_figure() || first.opens;
        let whole = Tail {
            due_start: n,
            due_end: n,
            cost: HOPELESS,
        };
        if self.goes_on_behind_stop(best) {
            return Some(whole);
        }
        let all_one = !best.has_due() && (best.due_start == 0 || best.due_start == n);
        let start = n - best.due_start;
        (all_one && !told && n <= FARTHEST).then_some(Tail {
            due_start: start,
            due_end: start,
            cost: HOPELESS,
        })
    }

    /// Whether a monitoring that ends with a full stop ("SI.") is followed, with no deadline
    /// between, by more on its line: the next sentence may be of its own cell.
    fn goes_on_behind_stop(&self, best: &Tail) -> bool {
        let Some(last) = best.due_start.checked_sub(1).filter(|_| !best.has_due()) else {
            return false;
        };
        let next = self.words.get(last + 1);
        self.words[last].text.ends_with('.') && next.is_some_and(|next| !next.line_start)
    }

    /// Whether a status of the due column ("Conclusa") stands right behind what fits
    /// the monitoring column.
    fn has_early_status(&self) -> bool {
        let mut marks = self.marks.iter().zip(&self.misfits);
        marks.any(|(mark, misfit)| *mark == Some(Mark::Status) && *misfit == 0.0)
    }

    /// Whether a date that no word leads into stands in the row: it wants to be
    /// the due date.
    fn has_plain_date(&self) -> bool {
        let leads = |word: &Word<'_>| Look::of(word.text, self.known).leads_into_date;
        (0..self.words.len()).any(|at| {
            is_date_shaped(self.words[at].text) && !(at > 0 && leads(&self.words[at - 1]))
        })
    }

    /// Whether a date that no word leads into stands behind the first few words: these
    /// may be a status that is not known here.
    fn has_early_date(&self) -> bool {
        let date = |at: &usize| self.marks[*at] == Some(Mark::Date) && !self.is_led(*at);
        (0..self.marks.len().min(FEW)).any(|at| self.depths[at] == 0 && date(&at))
    }

    /// An outcome that begins with what looks like a monitoring mark ("OK") or a
    /// due date is unlikely.
    fn unread_monitoring_cost(&self, end: usize) -> f32 {
        let after = end + STATUS_PHRASE;
        if after <= self.looks.len() && is_status_phrase(&self.looks[end..], self.known) {
            let due = self.marks.get(after).is_some_and(Option::is_some);
            return match (due, after == self.words.len()) {
                (true, _) => 2.5,
                (false, true) => 2.0,
                (false, false) => 0.0,
            };
        }
        if is_count(self.looks.get(end..).unwrap_or_default()) {
            return 2.5;
        }
        match self.looks.get(end) {
            Some(look) if end + 1 == self.words.len() && (look.monitors || look.name) => 2.0,
            Some(look) if look.status || look.bracket => 2.5,
            _ => 0.0,
        }
    }
}

/// How a due cell that begins with some words does.
pub(super) fn mark(words: &[Word<'_>], look: &Look, known: &Vocabulary) -> Option<Mark> {
    let first = words.first()?.text;
    let cut = |next: &Word<'_>| is_cut_date(first, next);
    if words.get(1).is_some_and(cut) {
        return Some(Mark::Date);
    }
    let texts = || words.iter().map(|word| word.text);
    let may = is_date_shaped(first) || look.may_begin_due();
    let mark = may.then(|| deadline_start(texts(), known)).flatten();
    let mark = mark.or_else(|| cut_term(words, known));
    let signs = || first.len() > 1 && is_blank_sign(first);
    let lone = || look.is_month() || is_year(first) || signs();
    let next = words.get(1).map_or("", |next| next.text);
    // "2025 ≥ 95%" is a sentence's.
    let alone = next.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '/'))
        || next.is_empty();
    mark.or_else(|| (alone && lone()).then_some(Mark::Lone))
}

/// A term one of whose words the edge of a narrow cell cuts in two ("I quadrimest" over "re").
fn cut_term(words: &[Word<'_>], known: &Vocabulary) -> Option<Mark> {
    // "in base al cronoprogr" over "amma".
    const WHOLE: usize = 5;
    let words = &words[..words.len().min(LONGEST)];
    let rest = |word: &Word<'_>| word.line_start && word.text.starts_with(char::is_lowercase);
    (1..words.len().min(WHOLE))
        .filter(|at| rest(&words[*at]))
        .find_map(|at| {
            let whole = [words[at - 1].text, words[at].text].concat();
            let before = words[..at - 1].iter().map(|word| word.text);
            let after = words[at + 1..].iter().map(|word| word.text);
            let joined = before.chain([whole.as_str()]).chain(after);
            match deadline_start(joined, known)? {
                Mark::Term(n) if n >= at => Some(Mark::Term(n + 1)),
                _ => None,
            }
        })
}

/// Whether a word is written like a participle ("completata 12/03/2024").
pub(super) fn is_participle(word: &str) -> bool {
    const LEAST: usize = 5;
    const STEMS: [&str; 7] = ["at", "it", "ut", "tt", "us", "es", "rs"];
    let stem = word.strip_suffix(['a', 'e', 'i', 'o']);
    word.len() >= LEAST && stem.is_some_and(|stem| STEMS.iter().any(|end| stem.ends_with(end)))
}
