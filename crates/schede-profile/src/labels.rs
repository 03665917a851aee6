//! Finds printed labels: spellings compared letter by letter, without regard to
//! case, accents, apostrophes and spaces, at a given place of a text.
//!
//! In: spellings with what they stand for. Out: the longest spelling that
//! stands at the place, and where it ends.
//!
//! Not here: colons, codes, what a label means (the grammar decides).

use schede_model::fold::base_letter;

/// Spellings of one kind, ready to be looked up: a tree of their letters, walked
/// once for all of them.
#[derive(Debug, Clone)]
pub struct Labels<T> {
    nodes: Vec<Node<T>>,
    /// For each byte of ASCII: whether a spelling begins with it, in either case.
    /// Most words of a text begin none.
    begins: [bool; 128],
}

/// What is known after some letters.
#[derive(Debug, Clone)]
struct Node<T> {
    /// The letters that may follow, ascending, with the node each leads to.
    next: Vec<(u8, u32)>,
    /// The spelling that ends here.
    what: Option<T>,
    /// A word of some spelling ends here.
    ends_word: bool,
}

impl<T> Node<T> {
    fn new() -> Self {
        Self {
            next: Vec::new(),
            what: None,
            ends_word: false,
        }
    }

    fn child(&self, letter: u8) -> Option<usize> {
        let found = self.next.iter().find(|(l, _)| *l == letter)?;
        Some(found.1 as usize)
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
        let mut labels = Self {
            nodes: vec![Node::new()],
            begins: [false; 128],
        };
        for (spelling, what) in spellings {
            let mut at = 0;
            for word in spelling.split(|c: char| !c.is_alphanumeric()) {
                at = labels.add(at, schede_model::fold::fold(word).as_bytes());
            }
            if at > 0 {
                labels.nodes[at].what.get_or_insert(what);
            }
        }
        for (letter, _) in &labels.nodes[0].next {
            labels.begins[usize::from(*letter)] = true;
            labels.begins[usize::from(letter.to_ascii_uppercase())] = true;
        }
        labels
    }

    /// Adds a word after a node; gives the node that it ends at.
    fn add(&mut self, mut at: usize, folded: &[u8]) -> usize {
        for letter in folded {
            at = match self.nodes[at].child(*letter) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node::new());
                    let letters = &mut self.nodes[at].next;
                    letters.push((*letter, next as u32));
                    letters.sort_unstable();
                    next
                }
            };
        }
        self.nodes[at].ends_word = true;
        at
    }

    /// The longest spelling that stands at the beginning of `text` (leading
    /// blanks are passed over) and ends at a word's end. Blanks, apostrophes,
    /// hyphens, slashes, full stops and percent signs may stand between the
    /// letters; other signs (a colon above all) may not.
    pub fn at_start(&self, text: &str) -> Option<LabelMatch<T>> {
        if !self.may_begin(text) {
            return None;
        }
        let offset = text.len() - text.trim_start().len();
        let text = &text[offset..];
        // A label begins with a letter, not with a sign between letters.
        text.chars().next().and_then(fold_char)?;
        let mut best = None;
        let mut letters = Letters { text, at: 0 };
        let mut node = &self.nodes[0];
        while let Some(Letter::Of(letter)) = letters.next() {
            let Some(next) = node.child(letter) else {
                break;
            };
            node = &self.nodes[next];
            if let Some(what) = node.what
                && let Some(end) = ends_word(text, letters.at)
            {
                best = Some((what, end));
            }
        }
        let (what, end) = best?;
        let small = text.starts_with(char::is_lowercase);
        Some(LabelMatch {
            what,
            end: offset + end,
            style: if small { Style::Small } else { Style::Capital },
        })
    }

    /// False if a letter or digit of ASCII begins the text, and no spelling.
    fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes().first() {
            Some(byte) if byte.is_ascii_alphanumeric() => self.begins[usize::from(*byte)],
            _ => true,
        }
    }

    /// Whether some spelling begins with the whole of `text`: it may be a label
    /// cut at a line end.
    pub fn continues(&self, text: &str) -> bool {
        if !self.may_begin(text) {
            return false;
        }
        let node = self.reached(text);
        node.is_some_and(|node| !node.next.is_empty())
    }

    /// Whether `text` is the beginning of a spelling and ends within a word of it.
    pub fn ends_within_word(&self, text: &str) -> bool {
        self.reached(text).is_some_and(|node| !node.ends_word)
    }

    /// Where the letters of `text` lead; none if no spelling begins with them.
    fn reached(&self, text: &str) -> Option<&Node<T>> {
        let mut letters = Letters { text, at: 0 };
        let mut node = 0;
        while let Some(letter) = letters.next() {
            // Signs that no label holds do not count here.
            let Letter::Of(letter) = letter else {
                continue;
            };
            node = self.nodes[node].child(letter)?;
        }
        (node > 0).then(|| &self.nodes[node])
    }
}

/// The folded letters of a text, in order.
struct Letters<'t> {
    text: &'t str,
    /// Byte after the last letter or sign given.
    at: usize,
}

enum Letter {
    Of(u8),
    /// A sign that may not stand inside a label.
    Sign,
}

impl Letters<'_> {
    /// The next letter; signs that may stand between letters are passed over.
    fn next(&mut self) -> Option<Letter> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if byte.is_ascii() {
                self.at += 1;
                if byte.is_ascii_alphanumeric() {
                    return Some(Letter::Of(byte.to_ascii_lowercase()));
                }
                if passes(char::from(byte)) {
                    continue;
                }
                return Some(Letter::Sign);
            }
            let c = self.text[self.at..].chars().next()?;
            self.at += c.len_utf8();
            match fold_char(c) {
                Some(letter) => return Some(Letter::Of(letter)),
                None if passes(c) => {}
                None => return Some(Letter::Sign),
            }
        }
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

fn passes(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\'' | '’' | '‘' | '`' | '´' | '-' | '–' | '/' | '.' | '%'
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
    fn a_cut_label_is_known_as_such() {
        assert!(labels().continues("Finalità"));
        assert!(!labels().continues("Finalità Strategiche"));
    }
}
