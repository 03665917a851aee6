//! The words of one page as lines.
//!
//! In: a [`Page`]. Out: its words as tokens, grouped into visual lines with
//! their characters. Each word stands in exactly one line.
//!
//! Not here: columns, cells, what a line is about.

use std::cell::OnceCell;
use std::ops::Range;

use super::turned::Turn;
use schede_model::Layer;
use schede_model::page::{BBox, Page, PageTrouble, Rotation, Rule, TaggedCell, Visibility, Word};
use schede_profile::Profile;

use super::opening::{Opening, opening};
use super::uprights::Uprights;

/// Step (em) from line to line of one cell or paragraph, at most: a wider one leaves room
/// for a line between.
pub(super) const WIDEST_PITCH: f32 = 1.9;

/// How far apart (in em of the larger word) two baselines of one line may be:
/// raised signs stay in their line, while a one-line cell centred beside a
/// two-line cell (half a line pitch, 0.55 em at least) gets a line of its own.
const SAME_BASELINE: f32 = 0.35;

/// How far apart (in em) two copies of a word drawn twice at one place may be.
const DOUBLE_OFFSET: f32 = 0.2;

/// Height of small letters over the baseline, in em: what a line covers for
/// certain. Ascents and descents of tight lines overlap.
const CORE_ASCENT: f32 = 0.55;

/// Part of a line under the baseline that counts as covered, in em.
const CORE_DESCENT: f32 = 0.1;

/// Step (em) between the lines that run over an edge, where they are put: they
/// stay in order and take no room.
const OVERFLOW_STEP: f32 = 0.001;

/// Size given to words whose size makes no sense.
const FALLBACK_EM: f32 = 10.0;

/// Rules of a page that are looked at: cells drawn side by side have a few thousand,
/// a drawing has more.
const MOST_RULES: usize = 10_000;

/// One word of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub x0: f32,
    pub x1: f32,
    pub base: f32,
    pub em: f32,
    pub bold: bool,
    /// First byte in its line's text.
    pub start: u32,
    /// End byte in its line's text.
    pub end: u32,
    /// Place in the content stream.
    pub index: u32,
    pub clip: Option<u32>,
    pub mcid: Option<u32>,
    boxed: BBox,
}

impl Token {
    /// Horizontal centre.
    pub fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// The box of the word on paper.
    pub fn bbox(&self) -> BBox {
        self.boxed
    }
}

/// Difference of height (em) between a line and its words beyond the page's edge, and
/// blank between them, at most.
const BEYOND: f32 = 0.3;
const BEYOND_GAP: f32 = 0.6;

/// A visual line.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
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
}

impl TextLine {
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
        *self.deadline.get_or_init(look)
    }

    /// Bottom of what the line covers for certain.
    pub fn bottom(&self) -> f32 {
        self.base + CORE_DESCENT * self.em
    }
}

/// A page as lines of tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct PageText {
    pub number: u32,
    pub tokens: Vec<Token>,
    /// Top to bottom.
    pub lines: Vec<TextLine>,
    pub rules: Vec<Rule>,
    /// Those of the rules that run down the page.
    pub uprights: Uprights,
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
    turn: Turn,
    /// Which of the lines run on beyond the page's edge.
    pub beyond: Vec<usize>,
    /// Lines with which other pages begin or end, too, ascending.
    pub edges: Vec<usize>,
}

impl PageText {
    /// Groups the words of a page, turned upright, into lines. `repeats` are the places in the
    /// stream, ascending, of words that stand on a neighbour page too.
    pub fn new(mut page: Page, turn: Turn, repeats: &[u32]) -> Self {
        page.rules.truncate(MOST_RULES);
        page.tagged_cells.sort_by_key(|cell| cell.mcid);
        page.words.iter_mut().for_each(make_sound);
        let mut text = Self {
            turn,
            number: page.number,
            uprights: Uprights::new(&page.rules),
            rules: page.rules,
            clips: page.clips,
            cells: page.tagged_cells,
            troubles: page.troubles,
            of_characters: page.of_characters,
            ..Self::default()
        };
        let Groups { order, groups, .. } = groups(&page.words, &text.clips, repeats);
        text.lines.reserve_exact(groups.len());
        text.tokens.reserve(order.len());
        for group in groups {
            let line = &order[group.words.clone()];
            text.push_line(&page.words, group, line);
        }
        text.beyond = text.run_beyond(&page.words);
        text
    }

    /// The lines that go on right behind their last word, or right before their
    /// first, with words that no longer stand on the page.
    fn run_beyond(&self, words: &[Word]) -> Vec<usize> {
        let off = |w: &&Word| w.visibility == Visibility::OffPage && w.rotation == Rotation::None;
        let off: Vec<&Word> = words.iter().filter(off).collect();
        let runs = |line: &TextLine, word: &Word| {
            let tokens = &self.tokens[line.tokens.clone()];
            let ends = tokens.first().zip(tokens.last());
            let level = (word.baseline - line.base).abs() < BEYOND * line.em;
            let near = |gap: f32| gap.abs() < BEYOND_GAP * line.em;
            let meets =
                |(a, b): (&Token, &Token)| near(word.bbox.x0 - b.x1) || near(a.x0 - word.bbox.x1);
            level && ends.is_some_and(meets)
        };
        let beyond =
            |line: &TextLine| line.layer == Layer::Body && off.iter().any(|word| runs(line, word));
        if off.is_empty() {
            return Vec::new();
        }
        (0..self.lines.len())
            .filter(|at| beyond(&self.lines[*at]))
            .collect()
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

    fn push_line(&mut self, words: &[Word], group: Group, line_words: &[u32]) {
        let first = self.tokens.len();
        let length = line_words.iter().map(|i| words[*i as usize].text.len() + 1);
        let mut line = TextLine {
            tokens: first..first,
            text: String::with_capacity(length.sum()),
            base: group.base,
            em: group.em,
            layer: group.layer,
            cut: line_words.iter().all(|i| cut(words, *i)),
            opening: OnceCell::new(),
            begins: OnceCell::new(),
            deadline: OnceCell::new(),
        };
        for index in line_words {
            let word = &words[*index as usize];
            self.pad(&mut line, word, *index);
            let first = self.tokens.len();
            self.push_word(&mut line, word, *index);
            if group.moved {
                self.tokens[first..]
                    .iter_mut()
                    .for_each(|t| t.base = group.base);
            }
        }
        line.tokens.end = self.tokens.len();
        self.lines.push(line);
    }

    /// A word is one token; where it looks like two that touch, it is two.
    fn push_word(&mut self, line: &mut TextLine, word: &Word, index: u32) {
        let text = word.text.as_str();
        let mut from = 0;
        if may_have_joints(text) {
            for to in joints(text) {
                self.push_part(line, word, index, from..to);
                from = to;
            }
        }
        self.push_part(line, word, index, from..text.len());
    }

    fn push_part(&mut self, line: &mut TextLine, word: &Word, index: u32, bytes: Range<usize>) {
        let whole = word.bbox;
        let per_byte = whole.width() / word.text.len().max(1) as f32;
        let part = BBox {
            x0: whole.x0 + per_byte * bytes.start as f32,
            x1: whole.x0 + per_byte * bytes.end as f32,
            ..whole
        };
        let start = line.text.len();
        line.text.push_str(&word.text[bytes]);
        let boxed = self.turn.back(part);
        let bytes = (start as u32, line.text.len() as u32);
        self.tokens.push(token(word, part, boxed, index, bytes));
    }

    /// Blanks before a word: one, or none where it is glued to the word before
    /// it.
    fn pad(&self, line: &mut TextLine, word: &Word, index: u32) {
        let before = (line.tokens.start < self.tokens.len())
            .then(|| self.tokens.last())
            .flatten();
        if let Some(before) = before
            && !(word.glued && before.index + 1 == index)
        {
            line.text.push(' ');
        }
    }
}

/// Whether a label may begin with a word, which may be cut.
fn may_begin_label(word: &str, profile: &Profile) -> bool {
    let look = profile.printed.look(word);
    let known = look.label.is_some() || look.continues;
    // A sign before the letters is passed over.
    word.starts_with(char::is_uppercase) && (known || !word.starts_with(|c: char| c.is_ascii()))
}

/// The lines of a page, as words by their place in the stream.
struct Groups<'w> {
    words: &'w [Word],
    /// The words of all lines, line by line.
    order: Vec<u32>,
    groups: Vec<Group>,
}

/// A line.
struct Group {
    /// Its words among those of all lines.
    words: Range<usize>,
    base: f32,
    em: f32,
    layer: Layer,
    /// The words stand elsewhere on the page: they run over the edge of their cell.
    moved: bool,
}

/// False for a word without a capital letter after its first.
fn may_have_joints(word: &str) -> bool {
    let rest = word.as_bytes().get(1..).unwrap_or_default();
    let plain = |b: &u8| b.is_ascii() && !b.is_ascii_uppercase();
    !rest.iter().all(plain)
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

fn token(word: &Word, part: BBox, boxed: BBox, index: u32, bytes: (u32, u32)) -> Token {
    Token {
        x0: part.x0,
        x1: part.x1,
        base: word.baseline,
        em: word.font_size,
        bold: word.bold,
        start: bytes.0,
        end: bytes.1,
        index,
        clip: word.clip,
        mcid: word.mcid,
        boxed,
    }
}

/// Coordinates and sizes of hostile files may be no numbers at all.
fn make_sound(word: &mut Word) {
    word.baseline = sound(word.baseline);
    let b = &mut word.bbox;
    (b.x0, b.y0) = (sound(b.x0), sound(b.y0));
    (b.x1, b.y1) = (sound(b.x1).max(b.x0), sound(b.y1).max(b.y0));
    let size = word.font_size;
    // Of what is no number nothing is true.
    if !(size > 0.01 && size < 1e5) {
        word.font_size = FALLBACK_EM;
    }
}

fn sound(value: f32) -> f32 {
    if value.is_finite() {
        value.clamp(-1e6, 1e6)
    } else {
        0.0
    }
}

/// Groups words into lines, top to bottom.
fn groups<'w>(words: &'w [Word], clips: &[BBox], repeats: &[u32]) -> Groups<'w> {
    let mut repeats = repeats.iter().peekable();
    let (mut body, mut again, mut rest) = (Vec::with_capacity(words.len()), Vec::new(), Vec::new());
    let mut over = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let index = index as u32;
        let seen = matches!(word.visibility, Visibility::Visible | Visibility::Clipped);
        if repeats.next_if_eq(&&index).is_some() {
            again.push(Place::of(words, index));
        } else if !seen || word.rotation != Rotation::None {
            rest.push(index);
        } else if runs_over(word, clips).is_some() {
            over.push(index);
        } else {
            body.push(Place::of(words, index));
        }
    }
    let mut out = Groups {
        words,
        order: Vec::with_capacity(words.len()),
        groups: Vec::new(),
    };
    out.overflow(clips, over);
    out.upright(body, Layer::Body);
    out.upright(again, Layer::Repeat);
    out.turned(rest);
    out.groups.sort_by(|a, b| a.base.total_cmp(&b.base));
    out
}

/// Where a word stands, as far as lines need it.
#[derive(Clone, Copy)]
struct Place {
    base: f32,
    x: f32,
    em: f32,
    index: u32,
}

impl Place {
    fn of(words: &[Word], index: u32) -> Self {
        let word = &words[index as usize];
        Self {
            base: word.baseline,
            x: word.bbox.x0,
            em: word.font_size,
            index,
        }
    }
}

impl Groups<'_> {
    fn upright(&mut self, mut order: Vec<Place>, layer: Layer) {
        order.sort_by(|a, b| a.base.total_cmp(&b.base));
        let mut rest = order.as_mut_slice();
        let mut doubles = Vec::new();
        while let Some(first) = rest.first() {
            let base = first.base;
            let mut em_max = first.em;
            let same_line = |place: &&Place| {
                em_max = em_max.max(place.em);
                place.base - base <= SAME_BASELINE * em_max
            };
            let n = 1 + rest[1..].iter().take_while(same_line).count();
            let (line, after) = rest.split_at_mut(n);
            self.line(line, layer, &mut doubles);
            rest = after;
        }
    }
}

/// y of the edge of its clip that hides a word, if it stands beyond it: the text of
/// a cell of fixed height runs over the cells above and below, unseen.
fn runs_over(word: &Word, clips: &[BBox]) -> Option<f32> {
    if word.visibility != Visibility::Clipped {
        return None;
    }
    let clip = clips.get(word.clip? as usize)?;
    let base = word.baseline;
    if base < clip.y0 {
        Some(clip.y0)
    } else {
        (base > clip.y1).then_some(clip.y1)
    }
}

impl Groups<'_> {
    /// Lines that run over an edge of their cell, put just inside it, in their order.
    fn overflow(&mut self, clips: &[BBox], mut over: Vec<u32>) {
        let words = self.words;
        let base = |i: u32| words[i as usize].baseline;
        let clip = |i: u32| words[i as usize].clip;
        over.sort_by(|a, b| clip(*a).cmp(&clip(*b)).then(base(*a).total_cmp(&base(*b))));
        let one_line = |a: &u32, b: &u32| {
            clip(*a) == clip(*b)
                && base(*b) - base(*a) < SAME_BASELINE * words[*a as usize].font_size
        };
        for (n, line) in over.chunk_by_mut(one_line).enumerate() {
            let Some(edge) = runs_over(&words[line[0] as usize], clips) else {
                continue;
            };
            line.sort_by(|a, b| {
                let x = |i: u32| words[i as usize].bbox.x0;
                x(*a).total_cmp(&x(*b)).then(a.cmp(b))
            });
            self.push(line.iter().copied(), Layer::Body);
            if let Some(group) = self.groups.last_mut() {
                let step = n as f32 * OVERFLOW_STEP * group.em;
                group.moved = true;
                group.base = edge + step;
            }
        }
    }

    /// One line, and a second one for words drawn twice at the same place, for
    /// which `doubles` gives room.
    fn line(&mut self, line: &mut [Place], layer: Layer, doubles: &mut Vec<u32>) {
        let words = self.words;
        line.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.index.cmp(&b.index)));
        let mut n_kept = 0_usize;
        for at in 0..line.len() {
            let index = line[at].index;
            let last = n_kept.checked_sub(1).map(|n| line[n].index);
            match last.filter(|last| is_double(words, *last, index)) {
                // Of two copies the one that can be seen counts.
                Some(last) if cut(words, last) && !cut(words, index) => {
                    doubles.push(last);
                    line[n_kept - 1] = line[at];
                }
                Some(_) => doubles.push(index),
                None => {
                    line[n_kept] = line[at];
                    n_kept += 1;
                }
            }
        }
        self.push(line[..n_kept].iter().map(|p| p.index), layer);
        self.push(doubles.drain(..), Layer::Repeat);
    }

    /// Words that are turned or hidden: a line for each run of the stream.
    fn turned(&mut self, order: Vec<u32>) {
        let words = self.words;
        let goes_on = |a: &u32, b: &u32| same_run(&words[*a as usize], &words[*b as usize]);
        for run in order.chunk_by(goes_on) {
            let hidden = matches!(
                words[run[0] as usize].visibility,
                Visibility::OffPage | Visibility::Invisible
            );
            let layer = if hidden {
                Layer::Hidden
            } else {
                Layer::Caption
            };
            self.push(run.iter().copied(), layer);
        }
    }

    /// Adds a line, if there are any words.
    fn push(&mut self, line: impl Iterator<Item = u32>, layer: Layer) {
        let start = self.order.len();
        self.order.extend(line);
        let line = &self.order[start..];
        let Some(first) = line.first().map(|i| &self.words[*i as usize]) else {
            return;
        };
        let base = match layer {
            Layer::Caption | Layer::Hidden => first.bbox.y0,
            _ => usual_base(self.words, line),
        };
        let sizes = line.iter().map(|i| self.words[*i as usize].font_size);
        self.groups.push(Group {
            words: start..self.order.len(),
            base,
            em: sizes.fold(0.0, f32::max),
            layer,
            moved: false,
        });
    }
}

/// The baseline most of a line stands on: the median is not moved by a raised sign.
fn usual_base(words: &[Word], line: &[u32]) -> f32 {
    let base = |i: &u32| words[*i as usize].baseline;
    let first = base(&line[0]);
    if line.iter().all(|i| base(i).to_bits() == first.to_bits()) {
        return first;
    }
    let mut bases: Vec<f32> = line.iter().map(base).collect();
    bases.sort_by(f32::total_cmp);
    bases[bases.len() / 2]
}

fn cut(words: &[Word], index: u32) -> bool {
    words[index as usize].visibility == Visibility::Clipped
}

fn is_double(words: &[Word], a: u32, b: u32) -> bool {
    let (a, b) = (&words[a as usize], &words[b as usize]);
    let near = DOUBLE_OFFSET * a.font_size;
    (a.bbox.x0 - b.bbox.x0).abs() < near
        && (a.baseline - b.baseline).abs() < near
        && a.text == b.text
}

fn same_run(a: &Word, b: &Word) -> bool {
    let near = SAME_BASELINE * a.font_size;
    let across = match b.rotation {
        Rotation::Up | Rotation::Down => (a.bbox.center_x() - b.bbox.center_x()).abs(),
        _ => (a.bbox.center_y() - b.bbox.center_y()).abs(),
    };
    a.rotation == b.rotation && a.visibility == b.visibility && across < near
}
