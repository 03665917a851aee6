//! Words out of glyphs.
//!
//! In: glyphs in the order of the content stream, each with its place and
//! text. Out: words in the same order. White space ends a word: a blank glyph,
//! or a gap wider than [`GAP`]. A separate show operation that does not begin
//! where the last one ended begins a new word even without white space, because
//! neighbour cells of a table may touch; such a word is `glued`.
//!
//! Not here: dropping doubles (`doubles`), what makes a line.

use std::collections::HashMap;

use schede_model::page::{BBox, CompactString, Rotation, Visibility, Word};

use crate::characters::{self, Letters};
use crate::covers::Covers;
use crate::geometry::{Point, Rect, near};
use crate::spaced;
use crate::tilt::Tilt;

/// A gap wider than this share of the font size is white space: justified lines set
/// without blanks shrink theirs to less than a fifth.
const GAP: f64 = 0.15;
/// A show operation continues a word if it begins this close to its end.
const JOIN: f64 = 0.05;
/// It touches the word (glued) if it begins at most this far before its end.
const OVERLAP: f64 = 0.5;
/// How far the baseline may move within a word,
const BASELINE_SHIFT: f64 = 0.25;
/// and to a superior or inferior that touches it.
const SUPERIOR_SHIFT: f64 = 0.7;
/// A change of size beyond this ratio begins a new word.
const SIZE_CHANGE: f64 = 1.15;
/// Letters this close have no blank between them, though a glyph of one stands there and
/// what stands behind it was moved back, as Ghostscript writes kerning.
const CLOSED_UP: f64 = 0.06;
/// Glyphs this close, with the same text, are one glyph painted twice.
const SAME_PLACE: f64 = 0.1;
/// The box of a word reaches so far above and below its baseline.
const ASCENT: f64 = 0.8;
const DESCENT: f64 = 0.2;
/// Words of a page for which room is made before one is read, at most.
const MOST_EXPECTED: usize = 1_000;
/// Where on its height a glyph is tested against the clip.
const MIDDLE: f64 = 0.25;
/// Sine of the largest angle that still counts as straight.
const STRAIGHT: f64 = 0.035;
/// Clip rectangles kept of one page.
const MAX_CLIPS: usize = 100_000;
const SOFT_HYPHEN: char = '\u{AD}';
/// A font size that divisions can stand.
const MIN_SIZE: f64 = 0.01;

/// What all glyphs of one show operation share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// Number of the show operation on the page.
    pub show: u64,
    /// Direction of the baseline on the page, of length 1.
    pub along: Point,
    /// Font size on the page.
    pub size: f64,
    pub bold: bool,
    pub invisible: bool,
    pub mcid: Option<u32>,
    pub clip: Rect,
}

/// One glyph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph<'t> {
    pub letters: Letters<&'t str>,
    pub at: Point,
    /// How far it reaches along the baseline, and the spacing after it.
    pub advance: f64,
    pub spacing: f64,
    pub doubtful: bool,
}

/// Collects the words of a page.
pub(crate) struct Words {
    page: Rect,
    words: Vec<Word>,
    /// Whether a blank glyph stands before each word.
    after_blank: Vec<bool>,
    blank: bool,
    clips: Vec<BBox>,
    clip_numbers: HashMap<[i64; 4], u32>,
    /// The clip asked for last, and its number: most words share it.
    last_clip: (Rect, Option<u32>),
    covers: Covers,
    /// The word being collected, while `is_open`; used again for the next one.
    open: Open,
    is_open: bool,
    /// A blank glyph since the last glyph of that word, while it is open.
    at_blank: bool,
    /// White space, or another place, since the last glyph.
    apart: bool,
    /// How the lines of the page rise or fall.
    pub tilt: Tilt,
    /// Glyphs seen, and those without a trustworthy character.
    pub n_glyphs: u64,
    pub n_doubtful: u64,
}

/// The word being collected.
struct Open {
    run: Run,
    /// Show operation whose glyphs may stand in this word, as was found.
    like_show: u64,
    text: String,
    start: Point,
    last: Point,
    /// Where the last glyph ends, and where the next one is expected.
    end: Point,
    next: Point,
    last_len: usize,
    last_accent: Option<char>,
    /// The spacing after the last glyph, and whether the show operation of that glyph went
    /// on with one that had none.
    spacing: f64,
    spaced_anew: bool,
    n: u32,
    n_hidden: u32,
    n_off: u32,
    doubtful: bool,
    bold: bool,
    glued: bool,
    after_blank: bool,
}

/// How a glyph follows the one before it.
enum Follows {
    Continues,
    Touches,
    Apart,
}

impl Words {
    /// No words of a page, and room for as many as it may have.
    pub fn new(page: Rect, n_expected: usize) -> Self {
        let room = n_expected.min(MOST_EXPECTED);
        Words {
            page,
            words: Vec::with_capacity(room),
            after_blank: Vec::with_capacity(room),
            blank: false,
            clips: Vec::new(),
            clip_numbers: HashMap::new(),
            last_clip: (page, None),
            covers: Covers::new(page),
            open: Open::nothing(page),
            tilt: Tilt::new(),
            is_open: false,
            at_blank: false,
            apart: true,
            n_glyphs: 0,
            n_doubtful: 0,
        }
    }

    /// The words and the clip rectangles they index.
    pub fn finish(mut self) -> (Vec<Word>, Vec<BBox>) {
        self.close();
        self.covers.mark(&mut self.words);
        spaced::join(&mut self.words, &self.after_blank);
        if self.words.iter().any(shows_soft_hyphen) {
            self.words.iter_mut().for_each(harden);
        }
        (self.words, self.clips)
    }

    /// Ends the word under way: another part of the page begins. The number of words
    /// before it.
    pub fn part(&mut self) -> usize {
        self.blank();
        self.words.len()
    }

    /// The words of the part that began at `n`, which ends here.
    pub fn since(&mut self, n: usize) -> &[Word] {
        self.blank();
        &self.words[n..]
    }

    /// Lets the words of that part go.
    pub fn drop_since(&mut self, n: usize) {
        self.words.truncate(n);
        self.after_blank.truncate(n);
        self.covers.truncate(n);
    }

    /// An opaque box is painted over the words so far.
    pub fn cover(&mut self, filled: Rect) {
        let open = self.is_open && filled.contains(self.open.start);
        self.covers.add(filled, &self.words, open);
    }

    /// Takes the next glyph; its place and advance are finite.
    pub fn glyph(&mut self, run: &Run, glyph: &Glyph<'_>) {
        if !glyph.letters.has_blank {
            return self.letters(run, glyph);
        }
        let text = glyph.letters.text;
        if text.len() == 1 {
            self.at_blank = self.is_open && glyph.advance > GAP * run.size;
            if !self.at_blank {
                self.blank();
            }
            return;
        }
        let share = glyph.advance / text.chars().count().max(1) as f64;
        let mut at = glyph.at;
        for c in text.chars() {
            if c == ' ' {
                self.blank();
            } else {
                let mut buffer = [0; 4];
                let one = Glyph {
                    letters: Letters::of(c.encode_utf8(&mut buffer)),
                    at,
                    advance: share,
                    ..*glyph
                };
                self.letters(run, &one);
            }
            at = moved(at, run.along, share);
        }
    }

    fn blank(&mut self) {
        self.close();
        self.at_blank = false;
        self.apart = true;
        self.blank = true;
    }

    fn letters(&mut self, run: &Run, glyph: &Glyph<'_>) {
        self.n_glyphs += 1;
        self.n_doubtful += u64::from(glyph.doubtful);
        if std::mem::take(&mut self.at_blank) && !self.open.is_closed_up(run, glyph) {
            self.blank();
        }
        if self.is_open {
            let open = &mut self.open;
            if open.is_painted_again(run, glyph) {
                open.bold = true;
                return;
            }
            if open.takes_accent(run, glyph) || open.is_accent_of(run, glyph) {
                return;
            }
            match open.follows(run, glyph) {
                Follows::Continues => return open.push(&self.page, run, glyph),
                Follows::Touches => {
                    let other_cell = open.is_of_other_cell(run);
                    self.close();
                    self.apart = other_cell;
                }
                Follows::Apart => {
                    self.close();
                    self.apart = true;
                }
            }
        }
        self.open.begin(run, glyph.at);
        self.open.glued = !self.apart && !self.words.is_empty();
        self.open.after_blank = std::mem::take(&mut self.blank);
        self.open.push(&self.page, run, glyph);
        self.is_open = true;
        self.apart = false;
    }

    fn close(&mut self) {
        if !std::mem::take(&mut self.is_open) || self.open.text.is_empty() {
            return;
        }
        let clip = self.clip_number(self.open.run.clip);
        self.after_blank.push(self.open.after_blank);
        let word = self.open.word(clip);
        if word.rotation == Rotation::None {
            self.tilt.add(self.open.run.along);
        }
        self.words.push(word);
    }

    fn clip_number(&mut self, clip: Rect) -> Option<u32> {
        if self.last_clip.0 != clip {
            self.last_clip = (clip, self.find_clip(&clip));
        }
        self.last_clip.1
    }

    fn find_clip(&mut self, clip: &Rect) -> Option<u32> {
        if clip.covers(&self.page, 1.0) {
            return None;
        }
        let key = [clip.x0, clip.y0, clip.x1, clip.y1].map(|v| (v * 100.0).round() as i64);
        if let Some(number) = self.clip_numbers.get(&key) {
            return Some(*number);
        }
        let number = u32::try_from(self.clips.len())
            .ok()
            .filter(|_| self.clips.len() < MAX_CLIPS)?;
        self.clips.push(clip.to_bbox());
        self.clip_numbers.insert(key, number);
        Some(number)
    }
}

/// Whether a soft hyphen is painted where no line is broken, within a word or for a
/// dash: then it is what this page has for hyphens. Some programs know no other.
fn shows_soft_hyphen(word: &Word) -> bool {
    let text = word.text.as_str();
    // Most words are of ASCII, and hold none.
    if text.is_ascii() {
        return false;
    }
    match text.find(SOFT_HYPHEN) {
        Some(0) => !word.glued,
        Some(at) => at + SOFT_HYPHEN.len_utf8() < text.len(),
        None => false,
    }
}

fn harden(word: &mut Word) {
    if word.text.contains(SOFT_HYPHEN) {
        word.text = word.text.replace(SOFT_HYPHEN, "-").into();
    }
}

impl Open {
    fn nothing(page: Rect) -> Self {
        let at = Point::default();
        Open {
            run: Run {
                show: 0,
                along: Point::new(1.0, 0.0),
                size: 0.0,
                bold: false,
                invisible: false,
                mcid: None,
                clip: page,
            },
            like_show: 0,
            text: String::new(),
            start: at,
            last: at,
            end: at,
            next: at,
            last_len: 0,
            last_accent: None,
            spacing: 0.0,
            spaced_anew: false,
            n: 0,
            n_hidden: 0,
            n_off: 0,
            doubtful: false,
            bold: false,
            glued: false,
            after_blank: false,
        }
    }

    /// Begins a word with a glyph that is still to be pushed.
    fn begin(&mut self, run: &Run, at: Point) {
        self.run = *run;
        self.text.clear();
        self.start = at;
        self.last_len = 0;
        self.spaced_anew = false;
        (self.n, self.n_hidden, self.n_off) = (0, 0, 0);
        self.doubtful = false;
        self.bold = run.bold;
    }

    fn push(&mut self, page: &Rect, run: &Run, glyph: &Glyph<'_>) {
        let up = across(run.along);
        let middle = moved(
            moved(glyph.at, run.along, glyph.advance / 2.0),
            up,
            MIDDLE * run.size,
        );
        if run.show != self.run.show {
            self.spaced_anew = self.n > 0 && self.spacing.abs() < JOIN * run.size;
        }
        self.spacing = glyph.spacing;
        self.n += 1;
        self.n_hidden += u32::from(!run.clip.contains(middle));
        self.n_off += u32::from(!page.contains(middle));
        self.doubtful |= glyph.doubtful;
        self.last = glyph.at;
        self.last_len = glyph.letters.text.len();
        self.last_accent = glyph.letters.accent;
        self.end = moved(glyph.at, run.along, glyph.advance);
        self.next = moved(self.end, run.along, glyph.spacing);
        self.run.show = run.show;
        self.like_show = run.show;
        self.text.push_str(glyph.letters.text);
    }

    fn last_text(&self) -> &str {
        &self.text[self.text.len() - self.last_len..]
    }

    /// Bold faked by painting each glyph twice, a hair apart.
    fn is_painted_again(&self, run: &Run, glyph: &Glyph<'_>) -> bool {
        let near = SAME_PLACE * run.size;
        (glyph.at.x - self.last.x).abs() < near
            && (glyph.at.y - self.last.y).abs() < near
            && glyph.advance > 2.0 * near
            && self.last_text() == glyph.letters.text
    }

    /// The glyph is an accent painted over the last letter.
    fn takes_accent(&mut self, run: &Run, glyph: &Glyph<'_>) -> bool {
        let Some(accent) = glyph.letters.accent else {
            return false;
        };
        let middle = moved(glyph.at, run.along, glyph.advance / 2.0);
        if !within(middle, self.last, self.end, run) {
            return false;
        }
        self.compose_last(accent, None)
    }

    /// The last glyph was an accent, and this letter is painted under it.
    fn is_accent_of(&mut self, run: &Run, glyph: &Glyph<'_>) -> bool {
        let Some(accent) = self.last_accent else {
            return false;
        };
        let middle = Point::new(
            (self.last.x + self.end.x) / 2.0,
            (self.last.y + self.end.y) / 2.0,
        );
        let end = moved(glyph.at, run.along, glyph.advance);
        if !within(middle, glyph.at, end, run)
            || !self.compose_last(accent, Some(glyph.letters.text))
        {
            return false;
        }
        if self.n == 1 {
            self.start = glyph.at;
        }
        self.last = glyph.at;
        self.end = end;
        self.next = moved(end, run.along, glyph.spacing);
        self.run.show = run.show;
        true
    }

    /// Puts the accent on `letter`, or on the last letter of the word, in
    /// place of the last glyph's text.
    fn compose_last(&mut self, accent: char, letter: Option<&str>) -> bool {
        let last = self.last_text();
        let mut base = letter.unwrap_or(last).chars();
        let (Some(base), None) = (base.next(), base.next()) else {
            return false;
        };
        let Some(composed) = characters::with_accent(base, accent) else {
            return false;
        };
        self.text.truncate(self.text.len() - self.last_len);
        self.text.push(composed);
        self.last_len = composed.len_utf8();
        self.last_accent = None;
        true
    }

    fn follows(&self, run: &Run, glyph: &Glyph<'_>) -> Follows {
        // Most glyphs come with the one before them: what their runs say was
        // compared when that one came.
        let known = run.show == self.like_show && run.show == self.run.show;
        if !known && self.turn(run) > STRAIGHT {
            return Follows::Apart;
        }
        let size = run.size.max(MIN_SIZE);
        let place = offset(self.next, glyph.at, run.along);
        let gap = place.x / size;
        let shift = (place.y / size).abs();
        if shift > BASELINE_SHIFT {
            let superior = shift < SUPERIOR_SHIFT && (-JOIN..=GAP).contains(&gap);
            return if superior {
                Follows::Touches
            } else {
                Follows::Apart
            };
        }
        if !(-OVERLAP..=GAP).contains(&gap) {
            return Follows::Apart;
        }
        // Spacing after the last letter is no part of it if the next operation
        // starts right behind the letter itself.
        let behind = || offset(self.end, glyph.at, run.along).x / size;
        if self.spaced_anew && self.spacing > GAP * size && behind() > GAP {
            return Follows::Apart;
        }
        let joins = run.show == self.run.show || gap.abs() <= JOIN || behind().abs() <= JOIN;
        if known || joins && self.is_like(run) {
            Follows::Continues
        } else {
            Follows::Touches
        }
    }

    /// Whether a glyph stands right behind the last letter, whatever blank glyph is between.
    fn is_closed_up(&self, run: &Run, glyph: &Glyph<'_>) -> bool {
        let place = offset(self.end, glyph.at, run.along);
        let near = CLOSED_UP * run.size;
        place.x.abs() < near
            && place.y.abs() < near
            && self.turn(run) <= STRAIGHT
            && self.is_like(run)
    }

    /// How far the direction differs from that of another run.
    fn turn(&self, run: &Run) -> f64 {
        (self.run.along.x - run.along.x).abs() + (self.run.along.y - run.along.y).abs()
    }

    /// Whether a glyph of `run` may stand in this word at all.
    fn is_like(&self, run: &Run) -> bool {
        let (small, large) = if self.run.size < run.size {
            (self.run.size, run.size)
        } else {
            (run.size, self.run.size)
        };
        self.run.bold == run.bold
            && self.run.invisible == run.invisible
            && self.run.mcid == run.mcid
            && self.run.clip == run.clip
            && large <= small.max(MIN_SIZE) * SIZE_CHANGE
    }

    /// Whether a glyph of `run` is of another cell, as marked content and clip say both.
    fn is_of_other_cell(&self, run: &Run) -> bool {
        let marks = self.run.mcid.zip(run.mcid);
        marks.is_some_and(|(own, other)| own != other) && self.run.clip != run.clip
    }

    fn word(&self, clip: Option<u32>) -> Word {
        let rotation = rotation(self.run.along);
        Word {
            text: CompactString::new(characters::composed(&self.text)),
            bbox: word_box(self.start, self.end, &self.run),
            baseline: match rotation {
                Rotation::Up | Rotation::Down => near(self.start.x),
                Rotation::None | Rotation::Reversed | Rotation::Skewed => near(self.start.y),
            },
            font_size: near(self.run.size),
            bold: self.bold,
            rotation,
            visibility: if self.n_off * 2 >= self.n {
                Visibility::OffPage
            } else if self.run.invisible {
                Visibility::Invisible
            } else if self.n_hidden * 2 >= self.n {
                Visibility::Clipped
            } else {
                Visibility::Visible
            },
            glued: self.glued,
            clip,
            mcid: self.run.mcid,
            doubtful: self.doubtful,
            ocr_confidence: None,
        }
    }
}

/// Towards the top of the glyphs.
fn across(along: Point) -> Point {
    Point::new(along.y, -along.x)
}

fn moved(p: Point, direction: Point, by: f64) -> Point {
    Point::new(p.x + direction.x * by, p.y + direction.y * by)
}

/// From `a` to `b`, as distance along and across the baseline.
fn offset(a: Point, b: Point, along: Point) -> Point {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    Point::new(dx * along.x + dy * along.y, dy * along.x - dx * along.y)
}

/// Whether `p` lies over the glyph between `start` and `end`.
fn within(p: Point, start: Point, end: Point, run: &Run) -> bool {
    let from_start = offset(start, p, run.along);
    let from_end = offset(end, p, run.along);
    from_start.x >= 0.0 && from_end.x <= 0.0 && from_start.y.abs() <= SUPERIOR_SHIFT * run.size
}

fn word_box(start: Point, end: Point, run: &Run) -> BBox {
    let up = across(run.along);
    let mut bounds = Rect::nothing();
    for p in [start, end] {
        bounds.add(moved(p, up, ASCENT * run.size));
        bounds.add(moved(p, up, -DESCENT * run.size));
    }
    bounds.to_bbox()
}

fn rotation(along: Point) -> Rotation {
    match (along.x, along.y) {
        (x, y) if y.abs() < STRAIGHT && x > 0.0 => Rotation::None,
        (_, y) if y.abs() < STRAIGHT => Rotation::Reversed,
        (x, y) if x.abs() < STRAIGHT && y < 0.0 => Rotation::Up,
        (x, _) if x.abs() < STRAIGHT => Rotation::Down,
        _ => Rotation::Skewed,
    }
}
