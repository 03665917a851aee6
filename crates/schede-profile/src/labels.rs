//! Finds printed labels: spellings compared letter by letter, without regard to
//! case, accents, apostrophes and spaces, at a given place of a text.
//!
//! In: spellings with what they stand for. Out: the longest spelling that
//! stands at the place, and where it ends.
//!
//! Not here: colons, codes, what a label means (the grammar decides).

use std::collections::BTreeMap;

use schede_model::fold::base_letter;

/// Spellings of one kind, ready to be looked up: a tree of their letters, walked
/// once for all of them.
#[derive(Debug, Clone)]
pub struct Labels<T> {
    nodes: Vec<Node<T>>,
    /// The letters that may follow each node, ascending, with the node each leads
    /// to; those of one node stand together.
    edges: Vec<(u8, u32)>,
    /// For each byte of ASCII that a spelling begins with, in either case: the
    /// letters that may follow, a bit each. Most words of a text begin none.
    begins: [u64; 128],
}

/// What is known after some letters.
#[derive(Debug, Clone)]
struct Node<T> {
    /// Where the letters that may follow stand among the edges.
    first: u32,
    end: u32,
    /// The spelling that ends here.
    what: Option<T>,
    /// A word of some spelling ends here.
    ends_word: bool,
}

/// A tree that still grows: a node's letters, and what is known there.
struct Seed<T> {
    next: BTreeMap<u8, usize>,
    what: Option<T>,
    ends_word: bool,
}

impl<T> Seed<T> {
    fn new() -> Self {
        Self {
            next: BTreeMap::new(),
            what: None,
            ends_word: false,
        }
    }
}

/// A bit for each letter and digit of ASCII, in either case.
const fn bit(letter: u8) -> u64 {
    match letter {
        b'0'..=b'9' => 1 << (letter - b'0'),
        _ => 1 << (10 + (letter.to_ascii_lowercase().wrapping_sub(b'a')) % 32),
    }
}

/// Adds a word after a node; gives the node that it ends at.
fn grow<T>(tree: &mut Vec<Seed<T>>, mut at: usize, folded: &[u8]) -> usize {
    for letter in folded {
        let fresh = tree.len();
        let next = *tree[at].next.entry(*letter).or_insert(fresh);
        if next == fresh {
            tree.push(Seed::new());
        }
        at = next;
    }
    tree[at].ends_word = true;
    at
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
    /// Compiles spellings; the folded form of each must not be empty. Of two
    /// that fold alike the first counts.
    pub fn new<'s>(spellings: impl IntoIterator<Item = (&'s str, T)>) -> Self {
        let mut tree = vec![Seed::new()];
        for (spelling, what) in spellings {
            let mut at = 0;
            for word in spelling.split(|c: char| !c.is_alphanumeric()) {
                at = grow(&mut tree, at, schede_model::fold::fold(word).as_bytes());
            }
            if at > 0 {
                tree[at].what.get_or_insert(what);
            }
        }
        let mut labels = Self {
            nodes: Vec::with_capacity(tree.len()),
            edges: Vec::with_capacity(tree.len()),
            begins: [0; 128],
        };
        for (letter, node) in &tree[0].next {
            let node = &tree[*node];
            let next = node.next.keys().fold(0, |bits, next| bits | bit(*next));
            // Behind a spelling of one letter anything may stand.
            let bits = if node.what.is_some() { u64::MAX } else { next };
            labels.begins[usize::from(*letter)] = bits;
            labels.begins[usize::from(letter.to_ascii_uppercase())] = bits;
        }
        for seed in tree {
            let first = labels.edges.len() as u32;
            let edges = seed.next.into_iter().map(|(l, node)| (l, node as u32));
            labels.edges.extend(edges);
            labels.nodes.push(Node {
                first,
                end: labels.edges.len() as u32,
                what: seed.what,
                ends_word: seed.ends_word,
            });
        }
        labels
    }

    /// The node that a letter leads to.
    fn child(&self, node: &Node<T>, letter: u8) -> Option<&Node<T>> {
        let edges = &self.edges[node.first as usize..node.end as usize];
        let found = edges.iter().find(|(l, _)| *l == letter)?;
        Some(&self.nodes[found.1 as usize])
    }

    /// The longest spelling that stands at the beginning of `text` (leading
    /// blanks are passed over) and ends at a word's end. Blanks, apostrophes,
    /// hyphens, slashes, full stops and percent signs may stand between the
    /// letters; other signs (a colon above all) may not.
    pub fn at_start(&self, text: &str) -> Option<LabelMatch<T>> {
        if !self.may_begin(text) {
            return None;
        }
        let whole = text.len();
        let text = text.trim_start();
        let offset = whole - text.len();
        // A label begins with a letter, not with a sign between letters.
        text.chars().next().and_then(fold_char)?;
        let mut letters = Letters { text, at: 0 };
        let (label, _, _) = self.walk(&mut letters);
        label.map(|label| LabelMatch {
            end: offset + label.end,
            ..label
        })
    }

    /// Both answers.
    pub fn look(&self, text: &str) -> Look<T> {
        if !self.may_begin(text) {
            return Look {
                label: None,
                continues: false,
            };
        }
        if text.chars().next().and_then(fold_char).is_none() {
            return Look {
                label: self.at_start(text),
                continues: self.continues(text),
            };
        }
        let mut letters = Letters { text, at: 0 };
        let (label, node, stopped) = self.walk(&mut letters);
        let continues = match stopped {
            Stop::End => node.first < node.end,
            Stop::Letter => false,
            Stop::Sign => self
                .walk_on(&mut letters, node)
                .is_some_and(|node| node.first < node.end),
        };
        Look { label, continues }
    }

    /// Walks from the beginning as far as letters and spellings go.
    fn walk(&self, letters: &mut Letters<'_>) -> (Option<LabelMatch<T>>, &Node<T>, Stop) {
        let text = letters.text;
        let mut best = None;
        let mut node = &self.nodes[0];
        let stopped = loop {
            match letters.next() {
                None => break Stop::End,
                Some(Letter::Sign) => break Stop::Sign,
                Some(Letter::Of(letter)) => match self.child(node, letter) {
                    None => break Stop::Letter,
                    Some(next) => node = next,
                },
            }
            if let Some(what) = node.what
                && let Some(end) = ends_word(text, letters.at)
            {
                best = Some((what, end));
            }
        };
        let label = best.map(|(what, end)| LabelMatch {
            what,
            end,
            style: if text.starts_with(char::is_lowercase) {
                Style::Small
            } else {
                Style::Capital
            },
        });
        (label, node, stopped)
    }

    /// Goes on from a node to the end of the text; none if no spelling does.
    /// Signs that no label holds do not count here.
    fn walk_on<'n>(
        &'n self,
        letters: &mut Letters<'_>,
        mut node: &'n Node<T>,
    ) -> Option<&'n Node<T>> {
        while let Some(letter) = letters.next() {
            if let Letter::Of(letter) = letter {
                node = self.child(node, letter)?;
            }
        }
        Some(node)
    }

    /// False if the text begins with letters or digits of ASCII with which no
    /// spelling does.
    #[inline]
    fn may_begin(&self, text: &str) -> bool {
        let (first, second) = match text.as_bytes() {
            [first, second, ..] => (*first, *second),
            [first] => (*first, b' '),
            [] => return true,
        };
        if !first.is_ascii_alphanumeric() {
            return true;
        }
        let bits = self.begins[usize::from(first)];
        let goes_on = !second.is_ascii_alphanumeric() || bits & bit(second) != 0;
        bits != 0 && goes_on
    }

    /// Whether some spelling begins with the whole of `text`: it may be a label
    /// cut at a line end.
    pub fn continues(&self, text: &str) -> bool {
        if !self.may_begin(text) {
            return false;
        }
        let node = self.reached(text);
        node.is_some_and(|node| node.first < node.end)
    }

    /// How many words of some spelling `text` begins with, whether or not the
    /// spelling goes on in it.
    pub fn words_begun(&self, text: &str) -> usize {
        if !self.may_begin(text) {
            return 0;
        }
        let (mut letters, mut words) = (Letters { text, at: 0 }, 0);
        let mut node = &self.nodes[0];
        while let Some(Letter::Of(letter)) = letters.next() {
            let Some(next) = self.child(node, letter) else {
                break;
            };
            node = next;
            words += usize::from(node.ends_word && ends_word(text, letters.at).is_some());
        }
        words
    }

    /// Whether `text` is the beginning of a spelling and ends within a word of it.
    pub fn ends_within_word(&self, text: &str) -> bool {
        self.reached(text).is_some_and(|node| !node.ends_word)
    }

    /// Where the letters of `text` lead; none if no spelling begins with them.
    fn reached(&self, text: &str) -> Option<&Node<T>> {
        let root = &self.nodes[0];
        let reached = self.walk_on(&mut Letters { text, at: 0 }, root)?;
        (!std::ptr::eq(reached, root)).then_some(reached)
    }
}

/// The folded letters of a text, in order.
struct Letters<'t> {
    text: &'t str,
    /// Byte after the last letter or sign given.
    at: usize,
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

enum Letter {
    Of(u8),
    /// A sign that may not stand inside a label.
    Sign,
}

/// What each byte is to a label: a sign that may not stand inside one, one that
/// may, the beginning of a character beyond ASCII, or else a letter or digit, in
/// lower case.
static KINDS: [u8; 256] = kinds();
const SIGN: u8 = 0;
const PASSES: u8 = 1;
const BEYOND: u8 = 2;

const fn kinds() -> [u8; 256] {
    let mut kinds = [BEYOND; 256];
    let mut byte = 0;
    while byte < 128 {
        let ascii = byte as u8;
        kinds[byte] = if ascii.is_ascii_alphanumeric() {
            ascii.to_ascii_lowercase()
        } else if passes_ascii(ascii) {
            PASSES
        } else {
            SIGN
        };
        byte += 1;
    }
    kinds
}

impl Letters<'_> {
    /// The next letter; signs that may stand between letters are passed over.
    #[inline]
    fn next(&mut self) -> Option<Letter> {
        let bytes = self.text.as_bytes();
        loop {
            let kind = KINDS[usize::from(*bytes.get(self.at)?)];
            if kind == BEYOND {
                if let Some(letter) = self.beyond_ascii()? {
                    return Some(letter);
                }
                continue;
            }
            self.at += 1;
            match kind {
                PASSES => {}
                SIGN => return Some(Letter::Sign),
                letter => return Some(Letter::Of(letter)),
            }
        }
    }

    /// The character beyond ASCII that stands next, if it is none that is passed
    /// over.
    fn beyond_ascii(&mut self) -> Option<Option<Letter>> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(match fold_char(c) {
            Some(letter) => Some(Letter::Of(letter)),
            None if passes(c) => None,
            None => Some(Letter::Sign),
        })
    }
}

fn fold_char(c: char) -> Option<u8> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase() as u8);
    }
    let base = base_letter(c);
    base.is_ascii_alphanumeric()
        .then(|| base.to_ascii_lowercase() as u8)
}

/// Where a label whose last letter ends at `at` ends, if a word ends there. A
/// per cent sign belongs to the label before it.
fn ends_word(text: &str, at: usize) -> Option<usize> {
    let Some(next) = text[at..].chars().next() else {
        return Some(at);
    };
    // A pen that moves left leaves no blank: "ValutazioneIl Dirigente".
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let glued = before.is_lowercase() && next.is_uppercase();
    let ended = !next.is_alphanumeric() || glued;
    ended.then_some(at + usize::from(next == '%'))
}

/// Blanks and other signs that may stand between the letters of a label.
fn passes(c: char) -> bool {
    match u8::try_from(c) {
        Ok(ascii) if ascii.is_ascii() => passes_ascii(ascii),
        _ => c.is_whitespace() || matches!(c, '’' | '‘' | '´' | '–'),
    }
}

const fn passes_ascii(byte: u8) -> bool {
    matches!(
        byte,
        b'\t'..=b'\r' | b' ' | b'\'' | b'`' | b'-' | b'/' | b'.' | b'%'
    )
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
