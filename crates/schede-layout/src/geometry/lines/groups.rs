//! Which words of a page make a line.
//!
//! In: the words of a page, in the order of the content stream. Out: for each visual line,
//! top to bottom, its words in the order of reading; a word stands in one line.
//!
//! Not here: the characters of a line (`text`).

use std::cmp::Ordering;
use std::ops::Range;

use schede_model::Layer;
use schede_model::page::{BBox, Rotation, Visibility, Word};

use super::raised;

/// How far apart (in em of the larger word) two baselines of one line may be:
/// raised signs stay in their line, while a one-line cell centred beside a
/// two-line cell (half a line pitch, 0.55 em at least) gets a line of its own.
const SAME_BASELINE: f32 = 0.35;

/// Blank (em) between two words of one text that is struck through or painted over, at
/// most.
const WITHDRAWN_GAP: f32 = 1.2;

/// How far apart (in em) two copies of a word drawn twice at one place may be.
pub(super) const DOUBLE_OFFSET: f32 = 0.2;

/// Step (em) between the lines that run over an edge, where they are put: they
/// stay in order and take no room.
const OVERFLOW_STEP: f32 = 0.001;

/// The lines of a page, and room for making them, used again by the next page.
#[derive(Default)]
pub(super) struct Groups {
    /// The words of all lines, by their place in the stream, line by line.
    order: Vec<u32>,
    lines: Vec<Group>,
    /// Words of the page and of neighbour pages.
    body: Runs,
    again: Runs,
    line: Vec<Place>,
    doubles: Vec<Place>,
}

/// A line.
pub(super) struct Group {
    /// Its words among those of all lines.
    words: Range<usize>,
    pub base: f32,
    pub em: f32,
    pub layer: Layer,
    /// The words stand elsewhere on the page: they run over the edge of their cell.
    pub moved: bool,
}

impl Groups {
    /// Groups words into lines, top to bottom.
    pub fn group(&mut self, words: &[Word], clips: &[BBox], repeats: &[u32]) {
        let mut repeats = repeats.iter().peekable();
        let (mut rest, mut over) = (Vec::new(), Vec::new());
        for (index, word) in words.iter().enumerate() {
            let index = index as u32;
            let seen = matches!(word.visibility, Visibility::Visible | Visibility::Clipped);
            if repeats.next_if_eq(&&index).is_some() {
                self.again.push(index, word.baseline);
            } else if !seen || word.rotation != Rotation::None {
                rest.push(Place::of(words, index));
            } else if runs_over(word, clips).is_some() {
                over.push(Place::of(words, index));
            } else {
                self.body
                    .push(index, raised::baseline(words, index as usize));
            }
        }
        self.order.clear();
        self.lines.clear();
        let mut lines = Lines {
            words,
            order: &mut self.order,
            groups: &mut self.lines,
            doubles: &mut self.doubles,
        };
        lines.overflow(clips, over);
        lines.upright(&mut self.body, Layer::Body, &mut self.line);
        lines.upright(&mut self.again, Layer::Repeat, &mut self.line);
        lines.turned(&rest);
        self.lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    }

    /// The lines, each with its words.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (&Group, &[u32])> {
        let lines = self.lines.iter();
        lines.map(|group| (group, &self.order[group.words.clone()]))
    }

    /// How many words all lines have.
    pub fn n_words(&self) -> usize {
        self.order.len()
    }
}

/// The lines of a page as they grow.
struct Lines<'r> {
    words: &'r [Word],
    order: &'r mut Vec<u32>,
    groups: &'r mut Vec<Group>,
    /// Room for words of a line that are drawn twice.
    doubles: &'r mut Vec<Place>,
}

/// Words in runs: those that follow one another in the stream stand on one baseline,
/// mostly, and come into a line together.
#[derive(Default)]
struct Runs(Vec<Run>);

/// Words that follow one another on one baseline.
struct Run {
    base: f32,
    words: Range<u32>,
}

impl Runs {
    fn push(&mut self, index: u32, base: f32) {
        match self.0.last_mut() {
            Some(run) if run.words.end == index && run.base.to_bits() == base.to_bits() => {
                run.words.end += 1;
            }
            _ => self.0.push(Run {
                base,
                words: index..index + 1,
            }),
        }
    }
}

impl Run {
    /// Size of its largest word.
    fn em(&self, words: &[Word]) -> f32 {
        let own = words[self.range()].iter();
        own.fold(0.0, |most, word| word.font_size.max(most))
    }

    /// Whether each word begins right of the one before it, so far that the two are no
    /// copies of one word.
    fn is_in_order(&self, words: &[Word]) -> bool {
        words[self.range()].windows(2).all(|pair| {
            let step = pair[1].bbox.x0 - pair[0].bbox.x0;
            step >= DOUBLE_OFFSET * pair[0].font_size
        })
    }

    fn places<'w>(&self, words: &'w [Word]) -> impl Iterator<Item = Place> + use<'w> {
        let base = self.base;
        self.words.clone().map(move |index| Place {
            base,
            ..Place::of(words, index)
        })
    }

    fn range(&self) -> Range<usize> {
        self.words.start as usize..self.words.end as usize
    }
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

    /// From left to right; of words at one place the one painted first.
    fn cmp_across(&self, other: &Self) -> Ordering {
        let across = self.x.total_cmp(&other.x);
        across.then(self.index.cmp(&other.index))
    }
}

impl Lines<'_> {
    /// Takes the words of runs, which are none then; `line` is room for one line.
    fn upright(&mut self, Runs(runs): &mut Runs, layer: Layer, line: &mut Vec<Place>) {
        runs.sort_by(|a, b| a.base.total_cmp(&b.base));
        let words = self.words;
        let mut runs = runs.drain(..).peekable();
        while let Some(first) = runs.next() {
            let mut em = first.em(words);
            let goes_on = |next: &Run, em: f32| {
                let own = words[next.words.start as usize].font_size;
                next.base - first.base <= SAME_BASELINE * em.max(own)
            };
            // Most lines of running text are one run, in the order of reading.
            if !runs.peek().is_some_and(|next| goes_on(next, em)) && first.is_in_order(words) {
                self.push_run(first, em, layer);
                continue;
            }
            line.extend(first.places(words));
            while let Some(next) = runs.next_if(|next| goes_on(next, em)) {
                em = em.max(next.em(words));
                line.extend(next.places(words));
            }
            self.line(line, layer);
        }
    }

    /// Adds a line that is one run, in the order of reading, with words of this size at most.
    fn push_run(&mut self, Run { base, words }: Run, em: f32, layer: Layer) {
        let start = self.order.len();
        self.order.extend(words);
        self.groups.push(Group {
            words: start..self.order.len(),
            base,
            em,
            layer,
            moved: false,
        });
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

impl Lines<'_> {
    /// Lines that run over an edge of their cell, put just inside it, in their order.
    fn overflow(&mut self, clips: &[BBox], mut over: Vec<Place>) {
        let words = self.words;
        let clip = |place: &Place| words[place.index as usize].clip;
        over.sort_by(|a, b| clip(a).cmp(&clip(b)).then(a.base.total_cmp(&b.base)));
        let one_line =
            |a: &Place, b: &Place| clip(a) == clip(b) && b.base - a.base < SAME_BASELINE * a.em;
        for (n, line) in over.chunk_by_mut(one_line).enumerate() {
            let Some(edge) = runs_over(&words[line[0].index as usize], clips) else {
                continue;
            };
            line.sort_by(Place::cmp_across);
            self.push(line, Layer::Body);
            if let Some(group) = self.groups.last_mut() {
                let step = n as f32 * OVERFLOW_STEP * group.em;
                group.moved = true;
                group.base = edge + step;
            }
        }
    }

    /// Takes the words of one line, and makes a second one of words drawn twice at the
    /// same place.
    fn line(&mut self, line: &mut Vec<Place>, layer: Layer) {
        let words = self.words;
        line.sort_by(Place::cmp_across);
        let mut n_kept = 0_usize;
        for at in 0..line.len() {
            let place = line[at];
            let last = n_kept.checked_sub(1).map(|n| line[n]);
            match last.filter(|last| is_double(words, last, &place)) {
                // Of two copies the one that can be seen counts.
                Some(last) if cut(words, last.index) && !cut(words, place.index) => {
                    self.doubles.push(last);
                    line[n_kept - 1] = place;
                }
                Some(_) => self.doubles.push(place),
                None => {
                    line[n_kept] = place;
                    n_kept += 1;
                }
            }
        }
        self.push(&line[..n_kept], layer);
        line.clear();
        let mut doubles = std::mem::take(self.doubles);
        self.push(&doubles, Layer::Repeat);
        doubles.clear();
        *self.doubles = doubles;
    }

    /// Words that are turned or hidden: a line for each run of the stream.
    fn turned(&mut self, order: &[Place]) {
        let words = self.words;
        let word = |place: &Place| &words[place.index as usize];
        for run in order.chunk_by(|a, b| same_run(word(a), word(b))) {
            let layer = match word(&run[0]).visibility {
                Visibility::OffPage | Visibility::Invisible => Layer::Hidden,
                Visibility::Covered => Layer::Covered,
                Visibility::Struck => Layer::Struck,
                Visibility::Visible | Visibility::Clipped => Layer::Caption,
            };
            self.push(run, layer);
        }
    }

    /// Adds a line, if there are any words.
    fn push(&mut self, line: &[Place], layer: Layer) {
        let Some(first) = line.first() else {
            return;
        };
        let start = self.order.len();
        self.order.extend(line.iter().map(|place| place.index));
        let base = match layer {
            Layer::Caption | Layer::Hidden | Layer::Covered | Layer::Struck => {
                self.words[first.index as usize].bbox.y0
            }
            _ => usual_base(line),
        };
        self.groups.push(Group {
            words: start..self.order.len(),
            base,
            em: line.iter().map(|place| place.em).fold(0.0, f32::max),
            layer,
            moved: false,
        });
    }
}

/// The baseline most of a line stands on: the median is not moved by a raised sign.
fn usual_base(line: &[Place]) -> f32 {
    let first = line[0].base;
    if line.iter().all(|p| p.base.to_bits() == first.to_bits()) {
        return first;
    }
    let mut bases: Vec<f32> = line.iter().map(|place| place.base).collect();
    bases.sort_by(f32::total_cmp);
    bases[bases.len() / 2]
}

/// Whether a clip hides a part of a word.
pub(super) fn cut(words: &[Word], index: u32) -> bool {
    words[index as usize].visibility == Visibility::Clipped
}

fn is_double(words: &[Word], a: &Place, b: &Place) -> bool {
    let near = DOUBLE_OFFSET * a.em;
    let text = |place: &Place| &words[place.index as usize].text;
    (a.x - b.x).abs() < near && (a.base - b.base).abs() < near && text(a) == text(b)
}

fn same_run(a: &Word, b: &Word) -> bool {
    let near = SAME_BASELINE * a.font_size;
    let across = match b.rotation {
        Rotation::Up | Rotation::Down => (a.bbox.center_x() - b.bbox.center_x()).abs(),
        _ => (a.bbox.center_y() - b.bbox.center_y()).abs(),
    };
    let gap = b.bbox.x0 - a.bbox.x1;
    // Those of two cells are no one text.
    let withdrawn = matches!(a.visibility, Visibility::Covered | Visibility::Struck);
    let beside = !withdrawn || gap.abs() < WITHDRAWN_GAP * a.font_size;
    a.rotation == b.rotation && a.visibility == b.visibility && across < near && beside
}

#[cfg(test)]
mod tests {
    use schede_model::page::{BBox, Rotation, Visibility, Word};

    use super::Groups;

    const EM: f32 = 10.0;

    fn word(text: &str, x: f32, base: f32) -> Word {
        Word {
            text: text.into(),
            bbox: BBox {
                x0: x,
                y0: base - EM,
                x1: x + 20.0,
                y1: base,
            },
            baseline: base,
            font_size: EM,
            glued: false,
            bold: false,
            rotation: Rotation::None,
            visibility: Visibility::Visible,
            clip: None,
            mcid: None,
            doubtful: false,
            ocr_confidence: None,
        }
    }

    /// The words of each line.
    fn lines(words: &[Word]) -> Vec<String> {
        let mut groups = Groups::default();
        groups.group(words, &[], &[]);
        let text = |of_line: &[u32]| {
            let words = of_line.iter().map(|at| words[*at as usize].text.as_str());
            words.collect::<Vec<_>>().join(" ")
        };
        groups.lines().map(|(_, of_line)| text(of_line)).collect()
    }

    #[test]
    fn words_make_the_same_lines_in_whatever_order_they_are_painted() {
        let mut words = vec![
            word("il", 10.0, 20.0),
            word("ponte", 40.0, 20.0),
            word("sul", 70.0, 20.0),
            word("fiume", 10.0, 32.0),
            word("Orsena", 40.0, 32.0),
        ];
        let expected = ["il ponte sul", "fiume Orsena"];
        assert_eq!(lines(&words), expected);
        words.swap(1, 2);
        assert_eq!(lines(&words), expected);
        words.rotate_left(3);
        assert_eq!(lines(&words), expected);
    }

    #[test]
    fn of_a_word_drawn_twice_the_copy_is_no_word_of_its_line() {
        let words = [
            word("il", 10.0, 20.0),
            word("ponte", 40.0, 20.0),
            word("ponte", 41.0, 20.0),
            word("sul", 70.0, 20.0),
        ];
        assert_eq!(lines(&words), ["il ponte sul", "ponte"]);
    }

    #[test]
    fn a_raised_word_stands_in_the_line_of_the_others() {
        let words = [
            word("il", 10.0, 20.0),
            word("ponte", 40.0, 20.0),
            word("sul", 70.0, 18.0),
        ];
        assert_eq!(lines(&words), ["il ponte sul"]);
    }
}
