//! The words of one page as lines.
//!
//! In: a [`Page`]. Out: its words as tokens, grouped into visual lines with
//! their characters. Each word stands in exactly one line.
//!
//! Not here: which words make a line (`groups`); columns, cells, what a line is about.

use std::cell::OnceCell;
use std::ops::Range;

use super::turned::Turn;
use schede_model::page::{BBox, Page, PageTrouble, Rule, TaggedCell, Word};
use schede_model::{Layer, scan};
use schede_profile::Profile;

use super::across;
use super::beyond;
use super::groups::{Group, Groups, cut};
use super::hidden;
use super::hyphen;
use super::lying::Lying;
use super::opening::{Opening, opening};
use super::overprint::overprinted;
use super::sound::make_sound;
use super::stacked;
use super::uprights::Uprights;

/// Step (em) from line to line of one cell or paragraph, at most: a wider one leaves room
/// for a line between.
pub(crate) const WIDEST_PITCH: f32 = 1.9;

/// The same on a page of characters: where cells beside one another are centred, the
/// lines of one stand between those of the other, each on a line of its own.
const TWO_LINES: f32 = 2.5;

/// Height of small letters over the baseline, in em: what a line covers for
/// certain. Ascents and descents of tight lines overlap.
const CORE_ASCENT: f32 = 0.55;

/// Part of a line under the baseline that counts as covered, in em.
const CORE_DESCENT: f32 = 0.1;

/// Rules of a page that are looked at: cells drawn side by side have a few thousand,
/// a drawing has more.
const MOST_RULES: usize = 10_000;

/// One word of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub em: f32,
    pub bold: bool,
    /// It begins with a capital letter.
    pub capital: bool,
    /// First byte in its line's text.
    pub start: u32,
    /// End byte in its line's text.
    pub end: u32,
    /// Place in the content stream.
    pub index: u32,
    pub clip: Option<u32>,
    pub mcid: Option<u32>,
    /// A column head, or the label of the deadline, may begin with its letters, as far as
    /// the first of them tell.
    pub may_begin_head: bool,
    pub may_begin_deadline: bool,
    /// Top and bottom of the word.
    pub y: (f32, f32),
}

impl Token {
    /// Horizontal centre.
    pub fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Whether a part of the word stands within a box.
    pub fn meets(&self, b: &BBox) -> bool {
        self.x0 < b.x1 && self.x1 > b.x0 && self.y.0 < b.y1 && self.y.1 > b.y0
    }

    /// The box of the word on paper, of which the page was turned so.
    pub fn bbox(&self, turn: Turn) -> BBox {
        turn.back(BBox {
            x0: self.x0,
            y0: self.y.0,
            x1: self.x1,
            y1: self.y.1,
        })
    }
}

/// A visual line.
#[derive(Debug, Clone)]
pub(crate) struct TextLine {
    /// Its tokens, in the order of reading.
    pub tokens: Range<usize>,
    pub text: String,
    pub base: f32,
    pub em: f32,
    /// What all of it is.
    pub layer: Layer,
    /// Hidden by clips, all of it.
    pub cut: bool,
    opening: OnceCell<Option<Opening>>,
    begins: OnceCell<bool>,
    deadline: OnceCell<bool>,
    runs: OnceCell<Vec<Range<usize>>>,
    /// Some word of it may begin a column head, or the label of the deadline, as far as
    /// first letters tell.
    pub may_hold_head: bool,
    may_begin_deadline: bool,
    /// The widest blank between two of its words, and the size of the smallest word behind
    /// one.
    widest_blank: f32,
    least_em: f32,
}

impl TextLine {
    /// The same line with other words.
    pub fn with_words(&self, tokens: Range<usize>, text: String) -> Self {
        Self {
            tokens,
            text,
            opening: OnceCell::new(),
            begins: OnceCell::new(),
            deadline: OnceCell::new(),
            runs: OnceCell::new(),
            ..*self
        }
    }

    /// Top of what the line covers for certain.
    pub fn top(&self) -> f32 {
        self.base - CORE_ASCENT * self.em
    }

    /// What the line begins with; `profile` is always the same one.
    pub fn opening(&self, profile: &Profile) -> Option<Opening> {
        *self.opening.get_or_init(|| opening(&self.text, profile))
    }

    /// Whether its first word is one that a label of the form begins with, in part
    /// at least: else no words from the line's beginning on are a label, whole or
    /// cut. `profile` is always the same one.
    pub fn may_begin_label(&self, tokens: &[Token], profile: &Profile) -> bool {
        *self.begins.get_or_init(|| {
            let first = tokens[self.tokens.clone()].first();
            first.is_some_and(|t| may_begin_label(&self.text[..t.end as usize], profile))
        })
    }

    /// Whether a label of the deadline stands on the line, as `look` sees; it is
    /// always the same.
    pub fn may_hold_deadline(&self, look: impl FnOnce() -> bool) -> bool {
        self.may_begin_deadline && *self.deadline.get_or_init(look)
    }

    /// The tokens of its words up to each wide blank or rule, as `look` sees; they are always
    /// the same.
    pub fn runs(&self, look: impl FnOnce() -> Vec<Range<usize>>) -> &[Range<usize>] {
        self.runs.get_or_init(look)
    }

    /// False where every blank between two of its words is narrower than `em` of the word
    /// behind it.
    pub fn may_have_blank(&self, em: f32) -> bool {
        self.widest_blank >= em * self.least_em
    }

    /// Bottom of what the line covers for certain.
    pub fn bottom(&self) -> f32 {
        self.base + CORE_DESCENT * self.em
    }
}

/// A page as lines of tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageText {
    pub number: u32,
    pub width: f32,
    pub height: f32,
    pub tokens: Vec<Token>,
    /// Top to bottom.
    pub lines: Vec<TextLine>,
    pub rules: Vec<Rule>,
    /// Those of the rules that run down the page, and those that run across it.
    pub uprights: Uprights,
    pub lying: Lying,
    pub clips: Vec<BBox>,
    /// By marked content.
    cells: Vec<TaggedCell>,
    pub troubles: Vec<PageTrouble>,
    /// How far this page's content stands above the place it would have if the
    /// page before were endless, when a row painted on both pages tells.
    pub seam: Option<f32>,
    /// Places are counted in characters, and are not exact.
    pub of_characters: bool,
    /// How it was turned.
    pub turn: Turn,
    /// Which of the lines run on beyond the page's edge.
    pub beyond: Vec<usize>,
    /// Lines with which other pages begin or end, too, ascending.
    pub edges: Vec<usize>,
    /// Bytes of lines in which a word is printed over the one before it.
    pub overprinted: Vec<(usize, u32, u32)>,
}

impl PageText {
    /// How far (em) a line may stand below the one it goes on from.
    pub fn widest_pitch(&self) -> f32 {
        if self.of_characters {
            TWO_LINES
        } else {
            WIDEST_PITCH
        }
    }

    /// Groups the words of a page, turned upright, into lines. `repeats` are the places in the
    /// stream, ascending, of words that stand on a neighbour page too.
    pub fn new(
        mut page: Page,
        turn: Turn,
        repeats: &[u32],
        profile: &Profile,
        room: &mut Room,
    ) -> Self {
        page.rules.truncate(MOST_RULES);
        page.tagged_cells.sort_by_key(|cell| cell.mcid);
        page.words.iter_mut().for_each(make_sound);
        hidden::put_within(&mut page.words, &page.clips, page.width);
        across::set_apart(&mut page.words);
        stacked::set_apart(&mut page.words, profile);
        let (tokens, lines) = room.lists.pop().unwrap_or_default();
        let mut text = Self {
            turn,
            number: page.number,
            tokens,
            lines,
            uprights: Uprights::new(&page.rules),
            lying: Lying::new(&page.rules),
            rules: page.rules,
            clips: page.clips,
            cells: page.tagged_cells,
            troubles: page.troubles,
            of_characters: page.of_characters,
            ..Self::default()
        };
        room.groups.group(&page.words, &text.clips, repeats);
        text.lines.reserve_exact(room.groups.lines().len());
        text.tokens.reserve(room.groups.n_words());
        for (group, line) in room.groups.lines() {
            text.push_line(&page.words, group, line, &mut room.text);
            text.note_beginnings(profile);
        }
        (text.width, text.height) = (page.width, page.height);
        text.beyond = beyond::lines(&text, &page.words, page.width);
        text
    }

    /// Whether the structure tree names cells of the page.
    pub fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    /// The cell of a marked content.
    pub fn cell(&self, mcid: u32) -> Option<&TaggedCell> {
        let at = self.cells.partition_point(|cell| cell.mcid < mcid);
        self.cells.get(at).filter(|cell| cell.mcid == mcid)
    }

    /// The characters of a token of a line.
    pub fn word<'t>(&self, line: &'t TextLine, token: usize) -> &'t str {
        let token = &self.tokens[token];
        &line.text[token.start as usize..token.end as usize]
    }

    /// Adds a line; `text` is room for its characters.
    fn push_line(&mut self, words: &[Word], group: &Group, of_line: &[u32], text: &mut String) {
        let first = self.tokens.len();
        text.clear();
        self.push_words(text, words, of_line, false);
        // Few lines hold a word that is two.
        if may_have_joints(text) {
            self.tokens.truncate(first);
            text.clear();
            self.push_words(text, words, of_line, true);
        }
        if group.layer == Layer::Body {
            let at = self.lines.len();
            let over = overprinted(&self.tokens[first..]);
            self.overprinted.extend(over.map(|(a, b)| (at, a, b)));
        }
        if group.moved {
            let tokens = &mut self.tokens[first..];
            tokens.iter_mut().for_each(|t| t.base = group.base);
        }
        let (widest_blank, least_em) = blanks(&self.tokens[first..]);
        self.lines.push(TextLine {
            tokens: first..self.tokens.len(),
            text: text.as_str().to_owned(),
            base: group.base,
            em: group.em,
            layer: group.layer,
            cut: of_line.iter().all(|i| cut(words, *i)),
            opening: OnceCell::new(),
            begins: OnceCell::new(),
            deadline: OnceCell::new(),
            runs: OnceCell::new(),
            may_hold_head: false,
            may_begin_deadline: false,
            widest_blank,
            least_em,
        });
    }

    /// Notes which words of the last line a column head or the deadline's label may begin
    /// with: few, and those alone are looked at for one.
    fn note_beginnings(&mut self, profile: &Profile) {
        let Some(line) = self.lines.last_mut() else {
            return;
        };
        for token in &mut self.tokens[line.tokens.clone()] {
            let text = &line.text[token.start as usize..];
            token.capital = match text.as_bytes().first() {
                Some(first) if first.is_ascii() => first.is_ascii_uppercase(),
                _ => text.starts_with(char::is_uppercase),
            };
            if profile.begins_nothing_of_tables(text) {
                continue;
            }
            // Those of columns beside the form's count in capital letters only.
            let small = || text.starts_with(char::is_lowercase);
            let other = || !profile.other_heads.begins_none(text) && !small();
            token.may_begin_head =
                !profile.heads.begins_none(text) || text.starts_with('%') || other();
            token.may_begin_deadline = !profile.deadline.begins_none(text);
            line.may_hold_head |= token.may_begin_head;
            line.may_begin_deadline |= token.may_begin_deadline;
        }
    }

    /// Adds the words of a line. A word is one token; where it looks like two that
    /// touch, it is two if such are looked for.
    fn push_words(&mut self, line: &mut String, words: &[Word], of_line: &[u32], joined: bool) {
        let mut before = None;
        for (at, index) in of_line.iter().enumerate() {
            let word = &words[*index as usize];
            let text = word.text.as_str();
            // Blanks before a word: one, or none where it is glued to the word before it.
            let glued = |before: u32| {
                word.glued && before + 1 == *index
                    || text == "-" && hyphen::ends_word(words, of_line, at)
            };
            if before.is_some_and(|before| !glued(before)) {
                line.push(' ');
            }
            before = Some(*index);
            let per_byte = word.bbox.width() / text.len().max(1) as f32;
            let mut push = |from: usize, to: usize| {
                let x0 = word.bbox.x0 + per_byte * from as f32;
                let x1 = word.bbox.x0 + per_byte * to as f32;
                let start = line.len() as u32;
                line.push_str(&text[from..to]);
                let bytes = (start, line.len() as u32);
                self.tokens.push(token(word, (x0, x1), *index, bytes));
            };
            let mut from = 0;
            if joined {
                for to in joints(text) {
                    push(from, to);
                    from = to;
                }
            }
            push(from, text.len());
        }
    }
}

/// The widest blank between two words, and the size of the smallest word behind one.
fn blanks(tokens: &[Token]) -> (f32, f32) {
    let (mut widest, mut least) = (f32::MIN, f32::MAX);
    for pair in tokens.windows(2) {
        let (blank, em) = (pair[1].x0 - pair[0].x1, pair[1].em);
        widest = if blank > widest { blank } else { widest };
        least = if em < least { em } else { least };
    }
    (widest, least)
}

/// Whether a label may begin with a word, which may be cut.
fn may_begin_label(word: &str, profile: &Profile) -> bool {
    let look = profile.printed.look(word);
    let known = look.label.is_some() || look.continues;
    // A sign before the letters is passed over.
    word.starts_with(char::is_uppercase) && (known || !word.starts_with(|c: char| c.is_ascii()))
}

/// Room for what makes lines of a page's words, used again by the next page.
#[derive(Default)]
pub(crate) struct Room {
    /// Which words make a line.
    groups: Groups,
    /// The characters of a line.
    text: String,
    /// Tokens and lines of pages that are done with.
    lists: Vec<(Vec<Token>, Vec<TextLine>)>,
}

/// False for a line without a word that holds a joint: a capital letter right behind a
/// small one, a digit or a sign.
fn may_have_joints(line: &str) -> bool {
    scan::any_pair(line.as_bytes(), |here, next| {
        let ends = here.is_in(b'a'..=b'z') | here.is_in(b'0'..=b'9') | here.is(b'%');
        let plain = (ends | here.is_in(0x80..=0xff)) & next.is_in(b'A'..=b'Z');
        // Capitals beyond ASCII, and all that may be: neither small letters with accents
        // ("à" is C3 A0) nor quotes and dashes (E2 80).
        let latin = here.is(0xc3) & next.is_in(0x80..=0x9f);
        let other = here.is_in(0xc4..=0xff) & !(here.is(0xe2) & next.is(0x80));
        plain | latin | other
    })
}

/// Places in a word where another may begin: column heads touch their
/// neighbours ("%Monitoraggio", "30/09/2024Scadenze").
fn joints(word: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    word.char_indices().filter_map(move |(at, c)| {
        let joint =
            c.is_uppercase() && (before.is_ascii_digit() || before == '%' || before.is_lowercase());
        before = c;
        joint.then_some(at)
    })
}

fn token(word: &Word, x: (f32, f32), index: u32, bytes: (u32, u32)) -> Token {
    Token {
        x0: x.0,
        x1: x.1,
        base: word.baseline,
        em: word.font_size,
        bold: word.bold,
        capital: false,
        start: bytes.0,
        end: bytes.1,
        index,
        clip: word.clip,
        mcid: word.mcid,
        may_begin_head: false,
        may_begin_deadline: false,
        y: (word.bbox.y0, word.bbox.y1),
    }
}

impl Room {
    /// Takes the lists of a page that is done with.
    pub fn take_back(&mut self, mut page: PageText) {
        page.tokens.clear();
        page.lines.clear();
        self.lists.push((page.tokens, page.lines));
    }
}
