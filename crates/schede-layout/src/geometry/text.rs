//! The words of one page as lines.
//!
//! In: a [`Page`]. Out: its words as tokens, grouped into visual lines with
//! their characters. Each word stands in exactly one line.
//!
//! Not here: columns, cells, what a line is about.

use std::ops::Range;

use super::turned::Turn;
use schede_model::Layer;
use schede_model::page::{BBox, Page, PageTrouble, Rotation, Rule, TaggedCell, Visibility, Word};

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
}

impl TextLine {
    /// Top of what the line covers for certain.
    pub fn top(&self) -> f32 {
        self.base - CORE_ASCENT * self.em
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
    pub clips: Vec<BBox>,
    pub cells: Vec<TaggedCell>,
    pub troubles: Vec<PageTrouble>,
    /// How far this page's content stands above the place it would have if the
    /// page before were endless, when a row painted on both pages tells.
    pub seam: Option<f32>,
    /// Places are counted in characters, and are not exact.
    pub of_characters: bool,
    /// How it was turned.
    turn: Turn,
}

impl PageText {
    /// Groups the words of a page, turned upright, into lines. `repeats` are the places in the
    /// stream, ascending, of words that stand on a neighbour page too.
    pub fn new(page: Page, turn: Turn, repeats: &[u32]) -> Self {
        let mut text = Self {
            turn,
            number: page.number,
            rules: page.rules,
            clips: page.clips,
            cells: page.tagged_cells,
            troubles: page.troubles,
            of_characters: page.of_characters,
            ..Self::default()
        };
        for group in groups(&page.words, &text.clips, repeats) {
            text.push_line(&page.words, group);
        }
        text
    }

    /// The characters of a token of a line.
    pub fn word<'t>(&self, line: &'t TextLine, token: usize) -> &'t str {
        let token = &self.tokens[token];
        &line.text[token.start as usize..token.end as usize]
    }

    fn push_line(&mut self, words: &[Word], group: Group) {
        let first = self.tokens.len();
        let mut line = TextLine {
            tokens: first..first,
            text: String::new(),
            base: group.base,
            em: group.em,
            layer: group.layer,
            cut: group.words.iter().all(|i| cut(words, *i)),
        };
        for index in group.words {
            let word = &words[index as usize];
            self.pad(&mut line, word, index);
            let first = self.tokens.len();
            self.push_word(&mut line, word, index);
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
        let whole = sound_box(word);
        let per_byte = whole.width() / word.text.len().max(1) as f32;
        let mut from = 0;
        for to in joints(&word.text).chain([word.text.len()]) {
            let part = BBox {
                x0: whole.x0 + per_byte * from as f32,
                x1: whole.x0 + per_byte * to as f32,
                ..whole
            };
            let start = line.text.len();
            line.text.push_str(&word.text[from..to]);
            let mut token = token(word, part, index, start, line.text.len());
            token.boxed = self.turn.back(part);
            self.tokens.push(token);
            from = to;
        }
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

/// The words of a line, by their place in the stream.
struct Group {
    words: Vec<u32>,
    base: f32,
    em: f32,
    layer: Layer,
    /// The words stand elsewhere on the page: they run over the edge of their cell.
    moved: bool,
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

fn token(word: &Word, boxed: BBox, index: u32, start: usize, end: usize) -> Token {
    Token {
        x0: boxed.x0,
        x1: boxed.x1,
        base: sound(word.baseline),
        em: em(word),
        bold: word.bold,
        start: start as u32,
        end: end as u32,
        index,
        clip: word.clip,
        mcid: word.mcid,
        boxed,
    }
}

fn sound(value: f32) -> f32 {
    // Coordinates of hostile files may be no numbers at all.
    if value.is_finite() {
        value.clamp(-1e6, 1e6)
    } else {
        0.0
    }
}

fn sound_box(word: &Word) -> BBox {
    let b = word.bbox;
    let (x0, y0) = (sound(b.x0), sound(b.y0));
    BBox {
        x0,
        y0,
        x1: sound(b.x1).max(x0),
        y1: sound(b.y1).max(y0),
    }
}

fn em(word: &Word) -> f32 {
    if word.font_size.is_finite() && word.font_size > 0.01 && word.font_size < 1e5 {
        word.font_size
    } else {
        FALLBACK_EM
    }
}

/// Groups words into lines, top to bottom.
fn groups(words: &[Word], clips: &[BBox], repeats: &[u32]) -> Vec<Group> {
    let mut repeats = repeats.iter().peekable();
    let (mut body, mut again, mut rest) = (Vec::with_capacity(words.len()), Vec::new(), Vec::new());
    for (index, word) in words.iter().enumerate() {
        let index = index as u32;
        let seen = matches!(word.visibility, Visibility::Visible | Visibility::Clipped);
        if repeats.next_if_eq(&&index).is_some() {
            again.push(index);
        } else if seen && word.rotation == Rotation::None {
            body.push(index);
        } else {
            rest.push(index);
        }
    }
    let mut out = Vec::new();
    let (over, body): (Vec<u32>, Vec<u32>) = body
        .into_iter()
        .partition(|i| runs_over(&words[*i as usize], clips).is_some());
    overflow_groups(words, clips, over, &mut out);
    upright_groups(words, body, Layer::Body, &mut out);
    upright_groups(words, again, Layer::Repeat, &mut out);
    turned_groups(words, rest, &mut out);
    out.sort_by(|a, b| a.base.total_cmp(&b.base));
    out
}

fn upright_groups(words: &[Word], mut order: Vec<u32>, layer: Layer, out: &mut Vec<Group>) {
    let base = |i: u32| sound(words[i as usize].baseline);
    order.sort_by(|a, b| base(*a).total_cmp(&base(*b)));
    let mut rest = order.as_slice();
    while let Some(first) = rest.first() {
        let mut em_max = em(&words[*first as usize]);
        let mut n = 1;
        while let Some(next) = rest.get(n) {
            em_max = em_max.max(em(&words[*next as usize]));
            if base(*next) - base(*first) > SAME_BASELINE * em_max {
                break;
            }
            n += 1;
        }
        let (line, after) = rest.split_at(n);
        push_without_doubles(words, line.to_vec(), layer, out);
        rest = after;
    }
}

/// y of the edge of its clip that hides a word, if it stands beyond it: the text of
/// a cell of fixed height runs over the cells above and below, unseen.
fn runs_over(word: &Word, clips: &[BBox]) -> Option<f32> {
    if word.visibility != Visibility::Clipped {
        return None;
    }
    let clip = clips.get(word.clip? as usize)?;
    let base = sound(word.baseline);
    if base < clip.y0 {
        Some(clip.y0)
    } else {
        (base > clip.y1).then_some(clip.y1)
    }
}

/// Lines that run over an edge of their cell, put just inside it, in their order.
fn overflow_groups(words: &[Word], clips: &[BBox], mut order: Vec<u32>, out: &mut Vec<Group>) {
    let base = |i: u32| sound(words[i as usize].baseline);
    let clip = |i: u32| words[i as usize].clip;
    order.sort_by(|a, b| clip(*a).cmp(&clip(*b)).then(base(*a).total_cmp(&base(*b))));
    let one_line = |a: &u32, b: &u32| {
        clip(*a) == clip(*b) && base(*b) - base(*a) < SAME_BASELINE * em(&words[*a as usize])
    };
    for (n, line) in order.chunk_by(one_line).enumerate() {
        let Some(edge) = runs_over(&words[line[0] as usize], clips) else {
            continue;
        };
        let first = out.len();
        let mut line = line.to_vec();
        line.sort_by(|a, b| {
            let x = |i: u32| sound(words[i as usize].bbox.x0);
            x(*a).total_cmp(&x(*b)).then(a.cmp(b))
        });
        push_group(words, line, Layer::Body, out);
        for group in &mut out[first..] {
            let step = n as f32 * OVERFLOW_STEP * group.em;
            group.moved = true;
            group.base = edge + step;
        }
    }
}

/// One line, and a second one for words drawn twice at the same place.
fn push_without_doubles(words: &[Word], mut line: Vec<u32>, layer: Layer, out: &mut Vec<Group>) {
    let x = |i: u32| sound(words[i as usize].bbox.x0);
    line.sort_by(|a, b| x(*a).total_cmp(&x(*b)).then(a.cmp(b)));
    let mut kept: Vec<u32> = Vec::with_capacity(line.len());
    let mut doubles = Vec::new();
    for index in line {
        match kept
            .last_mut()
            .filter(|last| is_double(words, **last, index))
        {
            // Of two copies the one that can be seen counts.
            Some(last) if cut(words, *last) && !cut(words, index) => {
                doubles.push(std::mem::replace(last, index));
            }
            Some(_) => doubles.push(index),
            None => kept.push(index),
        }
    }
    push_group(words, kept, layer, out);
    push_group(words, doubles, Layer::Repeat, out);
}

fn cut(words: &[Word], index: u32) -> bool {
    words[index as usize].visibility == Visibility::Clipped
}

fn is_double(words: &[Word], a: u32, b: u32) -> bool {
    let (a, b) = (&words[a as usize], &words[b as usize]);
    let near = DOUBLE_OFFSET * em(a);
    a.text == b.text
        && (a.bbox.x0 - b.bbox.x0).abs() < near
        && (a.baseline - b.baseline).abs() < near
}

/// Words that are turned or hidden: a line for each run of the stream.
fn turned_groups(words: &[Word], order: Vec<u32>, out: &mut Vec<Group>) {
    let mut run: Vec<u32> = Vec::new();
    for index in order {
        let goes_on = run
            .last()
            .is_some_and(|last| same_run(&words[*last as usize], &words[index as usize]));
        if !goes_on {
            push_turned(words, std::mem::take(&mut run), out);
        }
        run.push(index);
    }
    push_turned(words, run, out);
}

fn same_run(a: &Word, b: &Word) -> bool {
    let near = SAME_BASELINE * em(a);
    let across = match b.rotation {
        Rotation::Up | Rotation::Down => (a.bbox.center_x() - b.bbox.center_x()).abs(),
        _ => (a.bbox.center_y() - b.bbox.center_y()).abs(),
    };
    a.rotation == b.rotation && a.visibility == b.visibility && across < near
}

fn push_turned(words: &[Word], run: Vec<u32>, out: &mut Vec<Group>) {
    let Some(first) = run.first().map(|i| &words[*i as usize]) else {
        return;
    };
    let hidden = matches!(
        first.visibility,
        Visibility::OffPage | Visibility::Invisible
    );
    let layer = if hidden {
        Layer::Hidden
    } else {
        Layer::Caption
    };
    push_group(words, run, layer, out);
}

fn push_group(words: &[Word], line: Vec<u32>, layer: Layer, out: &mut Vec<Group>) {
    let Some(first) = line.first() else { return };
    // The baseline most of the line stands on: the median is not moved by a
    // raised sign.
    let mut bases: Vec<f32> = line
        .iter()
        .map(|i| sound(words[*i as usize].baseline))
        .collect();
    bases.sort_by(f32::total_cmp);
    let turned = matches!(layer, Layer::Caption | Layer::Hidden);
    let base = if turned {
        sound(words[*first as usize].bbox.y0)
    } else {
        bases[bases.len() / 2]
    };
    let em = line
        .iter()
        .map(|i| em(&words[*i as usize]))
        .fold(0.0, f32::max);
    out.push(Group {
        words: line,
        base,
        em,
        layer,
        moved: false,
    });
}
