//! The text operators: from strings to glyphs on the page.

use std::rc::Rc;

use hayro_syntax::content::ops::TypedInstruction as Op;

use crate::characters::Letters;
use crate::font::{Character, PdfFont};
use crate::geometry::{Matrix, Point};
use crate::interpreter::{Interpreter, Stop, matrix};
use crate::pieces::{self, Piece};
use crate::words::{Glyph, Run};

/// Text rendering modes that paint nothing.
const INVISIBLE_MODES: [i64; 2] = [3, 7];
/// Fill and stroke: bold faked by an outline.
const FILL_AND_STROKE: i64 = 2;
/// Spacing wider than this share of the font size is no tracking but a move.
const MAX_TRACKING: f64 = 0.6;
/// The share of a limit that one string may pass before it is looked at.
const CLOCK_EVERY: u64 = 4_096;

/// A show operation under way.
struct Show<'a> {
    font: Rc<PdfFont<'a>>,
    run: Run,
    /// Text space to page.
    to_page: Matrix,
    /// Page units along the baseline per unit of text space.
    per_unit: f64,
    /// Spacing after each glyph, in page units.
    spacing: f64,
    /// The content is shown at all, and it comes with a text of its own.
    visible: bool,
    actual_text: bool,
    /// How far the text matrix has moved.
    x: f64,
    y: f64,
}

impl<'a> Interpreter<'_, 'a> {
    pub(crate) fn text_operator(&mut self, op: &Op<'_, '_>) {
        let text = &mut self.states.now.text;
        match op {
            Op::BeginText(_) => {
                text.matrix = Matrix::IDENTITY;
                text.line_matrix = Matrix::IDENTITY;
            }
            Op::SetTextMatrix(m) => {
                text.matrix = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                text.line_matrix = text.matrix;
            }
            Op::NextLine(n) => self.next_line(n.0.as_f64(), n.1.as_f64()),
            Op::NextLineAndSetLeading(n) => {
                text.leading = -n.1.as_f64();
                self.next_line(n.0.as_f64(), n.1.as_f64());
            }
            Op::NextLineUsingLeading(_) => self.next_leading(),
            Op::CharacterSpacing(c) => text.char_space = c.0.as_f64(),
            Op::WordSpacing(w) => text.word_space = w.0.as_f64(),
            Op::HorizontalScaling(h) => text.stretch = h.0.as_f64() / 100.0,
            Op::TextLeading(l) => text.leading = l.0.as_f64(),
            Op::TextRise(r) => text.rise = r.0.as_f64(),
            Op::TextRenderingMode(m) => text.mode = m.0.as_i64(),
            Op::ShowText(s) => self.show_string(s.0.as_bytes()),
            Op::NextLineAndShowText(s) => {
                self.next_leading();
                self.show_string(s.0.as_bytes());
            }
            Op::ShowTextWithParameters(s) => {
                text.word_space = s.0.as_f64();
                text.char_space = s.1.as_f64();
                self.next_leading();
                self.show_string(s.2.as_bytes());
            }
            Op::ShowTexts(parts) => {
                let mut show = self.begin_show();
                pieces::each(parts.0, |piece| match piece {
                    Piece::Text(codes) => self.show(&mut show, codes),
                    Piece::Back(by) => self.adjust(&mut show, by),
                });
                self.end_show(&show);
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        let text = &mut self.states.now.text;
        text.line_matrix = text.line_matrix.after(&Matrix::translate(x, y));
        text.matrix = text.line_matrix;
    }

    fn next_leading(&mut self) {
        self.next_line(0.0, -self.states.now.text.leading);
    }

    fn show_string(&mut self, bytes: &[u8]) {
        let mut show = self.begin_show();
        self.show(&mut show, bytes);
        self.end_show(&show);
    }

    fn begin_show(&mut self) -> Show<'a> {
        self.n_shows += 1;
        let now = &mut self.states.now;
        let font = now
            .text
            .font
            .get_or_insert_with(|| self.tools.fonts.fallback())
            .clone();
        let to_page = now.ctm.after(&now.text.matrix);
        let width = now.text.size * now.text.stretch;
        let along = to_page.vector(width, 0.0);
        let length = along.length();
        let unit = if length > 0.0 && length.is_finite() {
            Point::new(along.x / length, along.y / length)
        } else {
            Point::new(1.0, 0.0)
        };
        let size = to_page.vector(0.0, now.text.size).length() * font.em;
        let per_unit = if width == 0.0 { 0.0 } else { length / width };
        let tracking = now.text.char_space * now.text.stretch * per_unit;
        Show {
            run: Run {
                show: self.n_shows,
                along: unit,
                size,
                bold: font.bold || now.text.mode == FILL_AND_STROKE,
                invisible: INVISIBLE_MODES.contains(&now.text.mode),
                mcid: self.marks.mcid(),
                clip: now.clip,
            },
            font,
            to_page,
            per_unit,
            spacing: if tracking.abs() <= MAX_TRACKING * size {
                tracking
            } else {
                0.0
            },
            visible: self.marks.visible(),
            actual_text: self.marks.has_actual_text(),
            x: 0.0,
            y: 0.0,
        }
    }

    fn end_show(&mut self, show: &Show<'a>) {
        let text = &mut self.states.now.text;
        text.matrix = text.matrix.after(&Matrix::translate(show.x, show.y));
    }

    fn adjust(&mut self, show: &mut Show<'a>, by: f64) {
        let text = &self.states.now.text;
        let by = -by / 1000.0 * text.size;
        if show.font.horizontal {
            show.x += by * text.stretch;
        } else {
            show.y += by;
        }
    }

    fn show(&mut self, show: &mut Show<'a>, bytes: &[u8]) {
        let font = show.font.clone();
        let mut at = 0;
        while at < bytes.len() {
            let (code, len) = font.read_code(bytes, at);
            at += len;
            let rare;
            let character = match font.character(code) {
                Some(character) => character,
                None => {
                    rare = font.rare_character(code);
                    &rare
                }
            };
            if show.visible {
                self.place(show, character);
                if self.words.n_glyphs > self.tools.limits.max_glyphs {
                    return self.stop(Stop::Glyphs);
                }
            }
            let blank = code == 32 && len == 1;
            self.advance(show, character, blank);
            if (at as u64).is_multiple_of(CLOCK_EVERY) {
                self.spend(CLOCK_EVERY / 8);
            }
        }
    }

    fn advance(&self, show: &mut Show<'a>, character: &Character, blank: bool) {
        let text = &self.states.now.text;
        let word_space = if blank { text.word_space } else { 0.0 };
        let spacing = text.char_space + word_space;
        if show.font.horizontal {
            show.x += (character.advance.0 / 1000.0 * text.size + spacing) * text.stretch;
        } else {
            show.y += character.advance.1 / 1000.0 * text.size + spacing;
        }
    }

    /// Hands one glyph to the words.
    fn place(&mut self, show: &Show<'a>, character: &Character) {
        let text = &self.states.now.text;
        let em = text.size / 1000.0;
        let width = if show.font.horizontal {
            character.advance.0
        } else {
            1000.0
        };
        let at = show.to_page.point(
            show.x + character.displacement.0 * em * text.stretch,
            show.y + text.rise + character.displacement.1 * em,
        );
        let glyph = Glyph {
            letters: character.letters.borrowed(),
            at,
            advance: width * em * text.stretch * show.per_unit,
            spacing: show.spacing,
            doubtful: character.doubtful,
        };
        if !at.is_finite() || !glyph.advance.is_finite() || !show.run.size.is_finite() {
            self.n_lost += 1;
        } else if show.actual_text {
            self.place_with_text(show, glyph);
        } else {
            self.words.glyph(&show.run, &glyph);
        }
    }

    /// Hands on a glyph for which the file gives a text.
    fn place_with_text(&mut self, show: &Show<'a>, mut glyph: Glyph<'_>) {
        if self.marks.is_soft_hyphen() && glyph.letters.text == "-" {
            glyph.letters = Letters::of("\u{AD}");
        }
        let given = match glyph.doubtful {
            true => self.marks.actual_text(),
            false => self.marks.actual_case(glyph.letters.text),
        };
        let glyph = match &given {
            Some(text) => Glyph {
                letters: Letters::of(text.as_str()),
                doubtful: false,
                ..glyph
            },
            None => glyph,
        };
        self.words.glyph(&show.run, &glyph);
    }
}
