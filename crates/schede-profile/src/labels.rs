//! Finds printed labels: spellings compared letter by letter, without regard to
//! case, accents, apostrophes and spaces, at a given place of a text.
//!
//! In: spellings with what they stand for. Out: the longest spelling that
//! stands at the place, and where it ends.
//!
//! Not here: colons, codes, what a label means (the grammar decides).

use schede_model::fold::fold_into;
use serde::{Deserialize, Serialize};

use crate::beginnings::{Beginning, Beginnings};
use crate::label_ends::label_end;
use crate::letters::{Letter, Letters, STEP, fold_char};

/// Spellings of one kind, ready to be looked up: a tree of their letters, walked
/// once for all of them. Letters that nothing parts are one run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Labels<T> {
    /// The first node that may follow one stands right behind it, so that a walk
    /// reads on in memory; the others hang on that one.
    nodes: Vec<Node<T>>,
    /// The letters of all runs, and a step of letters behind them.
    letters: Vec<u8>,
    /// Where each letter that begins a spelling leads; 0 if it begins none.
    #[serde(with = "crate::arrays")]
    firsts: [u32; 128],
    beginnings: Beginnings,
    /// Whether a label ends before a figure, too ("fase1:").
    before_figures: bool,
}

/// A run of letters, and what is known behind it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Node<T> {
    /// Where the run stands among the letters.
    start: u32,
    end: u32,
    /// The node of another run in this one's place; 0 if none.
    other: u32,
    /// The first letter of the run.
    letter: u8,
    /// A run may follow: the next node.
    goes_on: bool,
    /// A word of some spelling ends here.
    ends_word: bool,
    /// The spelling that ends here.
    what: Option<T>,
}

/// How far a walk came: a node, and what is left of its run.
#[derive(Debug, Clone, Copy)]
struct Place {
    node: usize,
    at: usize,
    end: usize,
}

impl Place {
    const ROOT: Self = Self {
        node: 0,
        at: 0,
        end: 0,
    };

    fn is_behind_run(&self) -> bool {
        self.at == self.end
    }
}

/// Words of a spelling for which room is made.
const SOME_WORDS: usize = 8;

/// A spelling's letters, and behind which of them its words end.
struct Spelled<T> {
    letters: String,
    word_ends: Vec<usize>,
    what: T,
}

impl<T> Spelled<T> {
    fn of(spelling: &str, what: T) -> Self {
        let mut letters = String::with_capacity(spelling.len());
        let mut word_ends = Vec::with_capacity(SOME_WORDS);
        for word in spelling.split(|c: char| !c.is_alphanumeric()) {
            fold_into(word, &mut letters);
            word_ends.push(letters.len());
        }
        Self {
            letters,
            word_ends,
            what,
        }
    }

    fn letter(&self, at: usize) -> u8 {
        self.letters.as_bytes()[at]
    }
}

/// Spellings that begin with the same letters, by those that follow.
struct Branch<'s, T> {
    spellings: &'s [Spelled<T>],
    /// How many letters they have in common.
    depth: usize,
}

impl<'s, T: Copy> Branch<'s, T> {
    /// What all of its letters are; of spellings alike the first counts.
    fn what(&self) -> Option<T> {
        let first = self.spellings.first()?;
        (first.letters.len() == self.depth).then_some(first.what)
    }

    /// Whether a word of some spelling ends here.
    fn ends_word(&self) -> bool {
        let mut ends = self.spellings.iter().map(|spelled| &spelled.word_ends);
        ends.any(|ends| ends.contains(&self.depth))
    }

    /// The branches that follow, each with its letter, in the order of letters.
    fn next(&self) -> impl Iterator<Item = (u8, Branch<'s, T>)> + use<'s, T> {
        let depth = self.depth;
        let whole = self
            .spellings
            .iter()
            .take_while(|s| s.letters.len() == depth);
        let longer = &self.spellings[whole.count()..];
        let branches = longer.chunk_by(move |a, b| a.letter(depth) == b.letter(depth));
        branches.map(move |spellings| {
            let depth = depth + 1;
            (spellings[0].letter(depth - 1), Branch { spellings, depth })
        })
    }

    /// Whether a branch follows: the longest of spellings alike stand last.
    fn goes_on(&self) -> bool {
        let last = self.spellings.last();
        last.is_some_and(|last| last.letters.len() > self.depth)
    }

    /// The only branch that follows, if there is one and no spelling ends here: where the
    /// first and the last of the spellings go on alike, all between them do.
    fn only_next(&self) -> Option<(u8, Branch<'s, T>)> {
        let letter = |spelled: &Spelled<T>| spelled.letters.as_bytes().get(self.depth).copied();
        let first = self.spellings.first().and_then(letter)?;
        let last = self.spellings.last().and_then(letter)?;
        let next = Branch {
            depth: self.depth + 1,
            ..*self
        };
        (first == last).then_some((first, next))
    }
}

/// A label found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelMatch<T> {
    /// What the spelling stands for.
    pub what: T,
    /// Byte after the label's last letter.
    pub end: usize,
    /// How it is written.
    pub style: Style,
}

impl<T> LabelMatch<T> {
    /// The same place, with what it stands for.
    pub fn of<U>(self, what: U) -> LabelMatch<U> {
        LabelMatch {
            what,
            end: self.end,
            style: self.style,
        }
    }
}

/// What a text is to some labels, found out in one walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look<T> {
    /// The label it begins with, as [`Labels::at_start`] finds it.
    pub label: Option<LabelMatch<T>>,
    /// Whether it may be a label cut at a line end, as [`Labels::continues`]
    /// says.
    pub continues: bool,
}

/// How the letters of a label are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// It begins with a capital letter.
    Capital,
    /// It begins with a small letter, as in running text.
    Small,
}

impl<T: Copy> Labels<T> {
    /// Compiles spellings; the folded form of each must be ASCII and not empty. Of two
    /// that fold alike the first counts.
    pub fn new<'s>(spellings: impl IntoIterator<Item = (&'s str, T)>) -> Self {
        let spelled = spellings
            .into_iter()
            .map(|(spelling, what)| Spelled::of(spelling, what));
        let mut spelled: Vec<Spelled<T>> = spelled.filter(|s| !s.letters.is_empty()).collect();
        spelled.sort_by(|a, b| a.letters.cmp(&b.letters));
        let root = Branch {
            spellings: &spelled,
            depth: 0,
        };
        let mut labels = Self {
            nodes: Vec::new(),
            letters: Vec::new(),
            firsts: [0; 128],
            beginnings: Beginnings::none(),
            before_figures: false,
        };
        labels.note_beginnings(&root);
        labels.lay(root, 0);
        labels.letters.extend([0; STEP]);
        let mut first = usize::from(labels.nodes[0].goes_on);
        while first > 0 {
            let node = &labels.nodes[first];
            labels.firsts[usize::from(node.letter)] = first as u32;
            first = node.other as usize;
        }
        labels
    }

    /// The same labels, which end before a figure, too: "fase1:".
    pub(crate) fn before_figures(self) -> Self {
        let before_figures = true;
        Self {
            before_figures,
            ..self
        }
    }

    fn note_beginnings(&mut self, root: &Branch<'_, T>) {
        for (first, branch) in root.next() {
            let seconds = branch.next().map(|(letter, _)| letter);
            let any = branch.what().is_some();
            self.beginnings.add_first(first, seconds, any);
            if branch.ends_word() {
                self.beginnings.add_word(first);
            }
            for (second, next) in branch.next() {
                let thirds = next.next().map(|(letter, _)| letter);
                // Behind a word's end anything may stand.
                let any = next.ends_word();
                self.beginnings.add_second((first, second), thirds, any);
            }
        }
    }

    /// Lays the branches of a tree out, from the node that the run of letters since `start`
    /// ends at.
    fn lay(&mut self, mut branch: Branch<'_, T>, start: usize) {
        // A run goes on where nothing ends and one letter may follow.
        while start < self.letters.len()
            && !branch.ends_word()
            && let Some((letter, next)) = branch.only_next()
        {
            self.letters.push(letter);
            branch = next;
        }
        self.nodes.push(Node {
            start: start as u32,
            end: self.letters.len() as u32,
            other: 0,
            letter: self.letters.get(start).copied().unwrap_or_default(),
            goes_on: branch.goes_on(),
            ends_word: branch.ends_word(),
            what: branch.what(),
        });
        let mut before = None;
        for (letter, next) in branch.next() {
            let here = self.nodes.len();
            if let Some(before) = before.replace(here) {
                self.nodes[before].other = here as u32;
            }
            let start = self.letters.len();
            self.letters.push(letter);
            self.lay(next, start);
        }
    }

    /// Where a letter leads from a place.
    #[inline(always)]
    fn step(&self, place: Place, letter: u8) -> Option<Place> {
        if !place.is_behind_run() {
            let at = place.at + 1;
            return (self.letters[place.at] == letter).then_some(Place { at, ..place });
        }
        if place.node == 0 {
            return self.first(letter);
        }
        let mut node = self.child(place.node)?;
        while self.nodes[node].letter != letter {
            node = self.nodes[node].other as usize;
            if node == 0 {
                return None;
            }
        }
        let (start, end) = (self.nodes[node].start, self.nodes[node].end);
        Some(Place {
            node,
            at: start as usize + 1,
            end: end as usize,
        })
    }

    /// The first node behind a node.
    #[inline]
    fn child(&self, node: usize) -> Option<usize> {
        self.nodes[node].goes_on.then_some(node + 1)
    }

    /// Where the first letter of a text leads.
    fn first(&self, letter: u8) -> Option<Place> {
        let node = self.firsts[usize::from(letter & 0x7f)] as usize;
        let (start, end) = (self.nodes[node].start, self.nodes[node].end);
        (node > 0).then_some(Place {
            node,
            at: start as usize + 1,
            end: end as usize,
        })
    }

    /// Whether letters may follow a place.
    fn goes_on(&self, place: Place) -> bool {
        !place.is_behind_run() || self.nodes[place.node].goes_on
    }

    /// Whether a word of some spelling ends at a place.
    fn is_word_end(&self, place: Place) -> bool {
        place.is_behind_run() && self.nodes[place.node].ends_word
    }

    /// The longest spelling that stands at the beginning of `text` (leading
    /// blanks are passed over) and ends at a word's end. Blanks, apostrophes,
    /// hyphens, slashes, full stops and percent signs may stand between the
    /// letters; other signs (a colon above all) may not.
    #[inline]
    pub fn at_start(&self, text: &str) -> Option<LabelMatch<T>> {
        // Most words begin no label: that is known before any function is called.
        match self.beginnings.of(text) {
            Beginning::Other => None,
            Beginning::Letter => self.longest(&mut Letters::of(text)).0,
            Beginning::Sign => self.after_blanks(text),
        }
    }

    /// The longest spelling at the beginning of a text that does not begin with a letter
    /// or digit of ASCII.
    #[inline(never)]
    fn after_blanks(&self, text: &str) -> Option<LabelMatch<T>> {
        // A label begins with a letter, not with a sign between letters.
        if text.starts_with(|c: char| c.is_ascii_punctuation()) {
            return None;
        }
        let rest = text.trim_start();
        rest.chars().next().and_then(fold_char)?;
        let (label, _) = self.longest(&mut Letters::of(rest));
        label.map(|label| LabelMatch {
            end: text.len() - rest.len() + label.end,
            ..label
        })
    }

    /// Both answers.
    pub fn look(&self, text: &str) -> Look<T> {
        match self.beginnings.of(text) {
            Beginning::Other => Look {
                label: None,
                continues: false,
            },
            Beginning::Letter => {
                let mut letters = Letters::of(text);
                let (label, walk) = self.longest(&mut letters);
                let reached = match walk.stopped {
                    Stop::End => Some(walk.place),
                    Stop::Letter => None,
                    Stop::Sign => self.walk_on(&mut letters, walk.place),
                };
                Look {
                    label,
                    continues: reached.is_some_and(|place| self.goes_on(place)),
                }
            }
            Beginning::Sign => Look {
                label: self.at_start(text),
                continues: self.continues(text),
            },
        }
    }

    /// The longest label that letters begin with, and how far spellings go.
    #[inline(never)]
    fn longest(&self, letters: &mut Letters<'_>) -> (Option<LabelMatch<T>>, Walk) {
        let text = letters.text();
        let mut best = None;
        let walk = self.walk(letters, |node, at| {
            if let Some(what) = node.what
                && let Some(end) = label_end(text, at, self.before_figures)
            {
                best = Some((what, end));
            }
        });
        let label = best.map(|(what, end)| LabelMatch {
            what,
            end,
            style: if text.starts_with(char::is_lowercase) {
                Style::Small
            } else {
                Style::Capital
            },
        });
        (label, walk)
    }

    /// Walks from the beginning as far as letters and spellings go. Each node come
    /// to is shown with the byte after its last letter.
    #[inline]
    fn walk(&self, letters: &mut Letters<'_>, mut at_node: impl FnMut(&Node<T>, usize)) -> Walk {
        let mut place = Place::ROOT;
        let stopped = loop {
            place.at = letters.pass(&self.letters, place.at, place.end);
            if place.is_behind_run() {
                at_node(&self.nodes[place.node], letters.at);
            }
            match letters.next() {
                None => break Stop::End,
                Some(Letter::Sign) => break Stop::Sign,
                Some(Letter::Of(letter)) => match self.step(place, letter) {
                    None => break Stop::Letter,
                    Some(next) => place = next,
                },
            }
        };
        Walk { place, stopped }
    }

    /// Goes on from a place to the end of the text; none if no spelling does.
    /// Signs that no label holds do not count here.
    fn walk_on(&self, letters: &mut Letters<'_>, mut place: Place) -> Option<Place> {
        loop {
            place.at = letters.pass(&self.letters, place.at, place.end);
            match letters.next() {
                None => return Some(place),
                Some(Letter::Of(letter)) => place = self.step(place, letter)?,
                Some(Letter::Sign) => {}
            }
        }
    }

    /// Whether some spelling begins with the whole of `text`: it may be a label
    /// cut at a line end.
    #[inline]
    pub fn continues(&self, text: &str) -> bool {
        !self.begins_none(text) && self.reaches_on(text)
    }

    #[inline(never)]
    fn reaches_on(&self, text: &str) -> bool {
        self.reached(text).is_some_and(|place| self.goes_on(place))
    }

    /// Whether some spelling begins with the whole of `text`, or is all of it.
    pub fn continues_or_is(&self, text: &str) -> bool {
        !self.begins_none(text) && self.reached(text).is_some()
    }

    /// No spelling begins with the letters or digits of ASCII that the text does.
    #[inline]
    pub fn begins_none(&self, text: &str) -> bool {
        matches!(self.beginnings.of(text), Beginning::Other)
    }

    /// The letters that its spellings begin with.
    pub(crate) fn beginnings(&self) -> &Beginnings {
        &self.beginnings
    }

    /// Where the letters of a text lead, if some spelling begins with all of them.
    pub fn reach(&self, text: &str) -> Option<Reached> {
        self.walk_on(&mut Letters::of(text), Place::ROOT)
            .map(Reached)
    }

    /// False for a word whose first letter no spelling has behind what was reached: with a
    /// blank before it, it makes that text no longer part of a spelling.
    pub fn may_follow(&self, reached: Option<Reached>, word: &str) -> bool {
        let Some(Reached(place)) = reached else {
            return false;
        };
        let mut letters = Letters::of(word);
        let first = std::iter::from_fn(|| letters.next()).find_map(|letter| match letter {
            Letter::Of(letter) => Some(letter),
            Letter::Sign => None,
        });
        first.is_none_or(|letter| self.step(place, letter).is_some())
    }

    /// How many bytes of a text may be of a spelling, whole or cut, that begins there, at
    /// most: those up to the first letter with which none goes on; 0 where the first letters
    /// show that none begins.
    pub fn bytes_begun(&self, text: &str) -> usize {
        if self.begins_none(text) {
            return 0;
        }
        let mut letters = Letters::of(text);
        self.walk_on(&mut letters, Place::ROOT);
        letters.at
    }

    /// How many words of some spelling `text` begins with, whether or not the
    /// spelling goes on in it.
    pub fn words_begun(&self, text: &str) -> usize {
        if self.begins_none(text) {
            return 0;
        }
        let mut words = 0;
        self.walk(&mut Letters::of(text), |node, at| {
            // Before the first letter no word ends.
            let word = at > 0 && node.ends_word && label_end(text, at, false).is_some();
            words += usize::from(word);
        });
        words
    }

    /// Shows where words of the spelling end that a text begins with, as far as it does.
    pub fn each_word_end(&self, text: &str, mut show: impl FnMut(usize)) {
        self.walk(&mut Letters::of(text), |node, at| {
            if at > 0 && node.ends_word {
                show(at);
            }
        });
    }

    /// Whether `text` is the beginning of a spelling and ends within a word of it.
    pub fn ends_within_word(&self, text: &str) -> bool {
        self.reached(text)
            .is_some_and(|place| !self.is_word_end(place))
    }

    /// Where the letters of `text` lead; none if no spelling begins with them.
    fn reached(&self, text: &str) -> Option<Place> {
        self.walk_on(&mut Letters::of(text), Place::ROOT)
            .filter(|place| place.node > 0)
    }
}

/// What the letters of a text lead to among spellings.
#[derive(Debug, Clone, Copy)]
pub struct Reached(Place);

/// How far a walk came.
struct Walk {
    place: Place,
    stopped: Stop,
}

/// Why a walk ended.
#[derive(Debug, Clone, Copy)]
enum Stop {
    /// The text ended.
    End,
    /// No spelling goes on with the letter.
    Letter,
    /// A sign that may not stand inside a label.
    Sign,
}

#[cfg(test)]
mod tests {
    use super::{Labels, Style};

    fn labels() -> Labels<u8> {
        Labels::new([
            ("Finalità Strategiche", 1),
            ("Finalità", 2),
            ("PIAO-Valore Pubblico", 3),
        ])
    }

    #[test]
    fn a_word_may_be_broken_with_a_hyphen_of_any_kind() {
        for text in ["Fina- lità", "Fina\u{2010} lità:", "Fina\u{ad}lità:"] {
            assert_eq!(labels().at_start(text).map(|l| l.what), Some(2));
        }
    }

    #[test]
    fn the_longest_spelling_wins() {
        let found = labels()
            .at_start("FINALITA' STRATEGICHE: x")
            .expect("a label");
        assert_eq!((found.what, found.style), (1, Style::Capital));
        assert_eq!(&"FINALITA' STRATEGICHE: x"[found.end..], ": x");
    }

    #[test]
    fn a_label_ends_at_a_words_end() {
        assert_eq!(labels().at_start("Finalitàx"), None);
        assert_eq!(
            labels().at_start("Finalità di spesa").map(|m| m.what),
            Some(2)
        );
    }

    #[test]
    fn a_per_cent_sign_is_of_the_label_behind_a_blank_too() {
        let labels = Labels::new([("Obiettivo raggiunto al 100%", 1)]);
        let end = |text| labels.at_start(text).map(|label| label.end);
        assert_eq!(end("Obiettivo raggiunto al 100 %: tre sedi"), Some(28));
        assert_eq!(end("Obiettivo raggiunto al 100%: tre sedi"), Some(27));
    }

    #[test]
    fn the_full_stop_of_an_abbreviation_is_of_the_label() {
        let labels = Labels::new([("Responsabile E.Q.", 1)]);
        let end = |text| labels.at_start(text).map(|label| label.end);
        assert_eq!(end("Responsabile E.Q.: Ada"), Some(17));
        assert_eq!(end("Responsabile E.Q. : Ada"), Some(17));
        assert_eq!(end("Responsabile EQ: Ada"), Some(15));
        assert_eq!(end("Responsabile E.Q. Ada"), Some(17));
        assert_eq!(end("Responsabile EQ. Ada"), Some(15));
    }

    #[test]
    fn a_word_that_ends_at_once_may_have_any_letter_behind_it() {
        let labels = Labels::new([("Al sindaco", 1), ("E", 2)]);
        assert_eq!(labels.words_begun("alZx"), 1);
        assert_eq!(labels.at_start("eZx").map(|m| m.what), Some(2));
        assert_eq!(labels.at_start("AL-SINDACO").map(|m| m.what), Some(1));
        assert_eq!(labels.at_start("Alsindaco").map(|m| m.what), Some(1));
        assert!(!labels.continues("alt") && labels.continues("al"));
    }

    #[test]
    fn of_spellings_alike_the_first_counts_and_short_ones_end_within_long_ones() {
        let labels = Labels::new([("Peso fase", 1), ("Peso", 2), ("PESO-FASE", 3), ("Pesi", 4)]);
        let what = |text| labels.at_start(text).map(|label| label.what);
        assert_eq!(what("peso fase"), Some(1));
        assert_eq!(
            (what("Peso"), what("Pesi"), what("Pes")),
            (Some(2), Some(4), None)
        );
        assert_eq!(labels.words_begun("Peso f"), 1);
    }

    #[test]
    fn a_spelling_begins_no_further_than_its_letters_go() {
        let labels = Labels::new([("Peso della fase", 1)]);
        let begun = |text: &'static str| &text[..labels.bytes_begun(text)];
        assert_eq!(begun("Peso della strada"), "Peso della s");
        assert_eq!(begun("(Peso) - di strada"), "(Peso) - di");
        assert_eq!(begun("Peso della fase"), "Peso della fase");
        assert_eq!(begun("Ponte"), "");
    }

    #[test]
    fn dashes_and_blanks_inside_do_not_count() {
        assert_eq!(
            labels().at_start("PIAO - Valore  pubblico").map(|m| m.what),
            Some(3)
        );
    }

    #[test]
    fn a_colon_inside_ends_the_match() {
        assert_eq!(
            labels().at_start("Finalità: Strategiche").map(|m| m.what),
            Some(2)
        );
    }

    #[test]
    fn a_cut_within_a_word_is_known_as_such() {
        assert!(labels().ends_within_word("FINALITA' STRATEG"));
        assert!(!labels().ends_within_word("PIAO-"));
        assert!(!labels().ends_within_word("Finalita"));
        assert!(!labels().ends_within_word("Finalità e altro"));
    }

    #[test]
    fn the_words_of_a_label_that_is_not_whole_are_counted() {
        assert_eq!(labels().words_begun("PIAO-Valore di prova"), 2);
        assert_eq!(labels().words_begun("PIAO-Valoroso"), 1);
        assert_eq!(labels().words_begun("Altro"), 0);
    }

    #[test]
    fn a_cut_label_is_known_as_such() {
        assert!(labels().continues("Finalità"));
        assert!(!labels().continues("Finalità Strategiche"));
    }
}
