//! The content stream of a page, interpreted for its text and lines.
//!
//! In: operators, resources, the graphics state. Out: glyphs to `words`,
//! outlines to `rules`. Colours, patterns, shadings and pictures are passed
//! over.
//!
//! We interpret the stream ourselves, not through the library's renderer: only
//! so can a page be left at any operation when a limit is passed, whatever
//! forms call whatever forms.
//!
//! Not here: what viewers paint besides the content (`annotations`).

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::Resources;
use schede_model::page::BBox;

use crate::content::Decoder;
use crate::font::{FontStore, PdfFont};
use crate::geometry::{Matrix, Point, Rect};
use crate::layers::Layers;
use crate::limits::Limits;
use crate::marks::Marks;
use crate::path::Path;
use crate::rules::Rules;
use crate::state::{Reason, State, States};
use crate::words::Words;

/// A form costs as much as this many operations, even if it is empty.
const FORM_COST: u64 = 50;
/// The clock is looked at once in this many operations.
const CLOCK_EVERY: u64 = 512;

/// What a page is read with; shared by all pages.
pub(crate) struct Tools<'t, 'a> {
    pub limits: &'t Limits,
    pub deadline: Instant,
    pub decoder: &'t mut Decoder,
    pub fonts: &'t mut FontStore<'a>,
    pub layers: &'t Layers,
    /// Words that the page may have.
    pub n_words: usize,
}

/// Why a page was left before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Operations,
    Glyphs,
    Time,
    Bytes,
}

/// Reads one page.
pub(crate) struct Interpreter<'t, 'a> {
    pub(crate) tools: Tools<'t, 'a>,
    pub(crate) states: States<'a>,
    pub(crate) words: Words,
    pub(crate) marks: Marks,
    pub(crate) n_shows: u64,
    pub(crate) stopped: Option<Stop>,
    pub(crate) rules: Rules,
    /// What is painted may hide words.
    pub(crate) covers: bool,
    /// Places of the page that annotations strike out.
    pub(crate) struck: Vec<BBox>,
    /// Share of the page that pictures cover, and curves painted.
    pub(crate) picture_area: f64,
    pub(crate) n_curves: u64,
    pub(crate) n_lost: u64,
    path: Path,
    pending_clip: bool,
    operations: u64,
    forms: Vec<ObjectIdentifier>,
    pub(crate) page: Rect,
}

/// The fonts of one resource dictionary, by name.
type LocalFonts<'a> = HashMap<Vec<u8>, Rc<PdfFont<'a>>>;

impl<'t, 'a> Interpreter<'t, 'a> {
    pub fn new(tools: Tools<'t, 'a>, to_page: Matrix, page: Rect) -> Self {
        Interpreter {
            words: Words::new(page, tools.n_words),
            tools,
            states: States::new(State::new(to_page, page)),
            marks: Marks::default(),
            n_shows: 0,
            stopped: None,
            rules: Rules::new(page),
            covers: true,
            struck: Vec::new(),
            picture_area: 0.0,
            n_curves: 0,
            n_lost: 0,
            path: Path::default(),
            pending_clip: false,
            operations: 0,
            forms: Vec::new(),
            page,
        }
    }

    /// Interprets a content stream.
    pub fn run(&mut self, content: &[u8], resources: &Resources<'a>) {
        let floor = self.states.depth();
        let marks = self.marks.depth();
        self.states.save();
        let mut fonts = LocalFonts::new();
        let mut ops = TypedIter::new(content);
        while let Some(op) = ops.next() {
            self.spend(1);
            if self.stopped.is_some() {
                break;
            }
            self.step(&op, resources, &mut fonts, floor + 1);
        }
        self.path.clear();
        self.pending_clip = false;
        self.marks.close_to(marks);
        self.states.restore_to(floor);
    }

    pub(crate) fn spend(&mut self, cost: u64) {
        let before = self.operations / CLOCK_EVERY;
        self.operations += cost;
        if self.operations > self.tools.limits.max_operations {
            self.stop(Stop::Operations);
        } else if self.operations / CLOCK_EVERY != before && Instant::now() > self.tools.deadline {
            self.stop(Stop::Time);
        }
    }

    pub(crate) fn stop(&mut self, why: Stop) {
        self.stopped.get_or_insert(why);
    }

    fn step(
        &mut self,
        op: &Op<'_, '_>,
        resources: &Resources<'a>,
        fonts: &mut LocalFonts<'a>,
        floor: usize,
    ) {
        match op {
            Op::SaveState(_) => self.states.save(),
            Op::RestoreState(_) => self.states.restore(floor),
            Op::Transform(t) => {
                let matrix = matrix([t.0, t.1, t.2, t.3, t.4, t.5]);
                self.states.now.ctm = self.states.now.ctm.after(&matrix);
            }
            Op::LineWidth(w) => self.states.now.line_width = w.0.as_f64(),
            Op::SetGraphicsState(name) => self.graphics_state(resources, name.0),
            Op::XObject(name) => self.object(resources, name.0),
            Op::InlineImage(_) => self.picture(),
            Op::BeginMarkedContentWithProperties(mark) => self.begin_mark(resources, mark.1),
            Op::BeginMarkedContent(_) => self.marks.open(None, true, None),
            Op::EndMarkedContent(_) => self.marks.close(),
            Op::TextFont(font) => self.set_font(resources, fonts, font.0, font.1.as_f64()),
            _ => {
                if !self.path_operator(op) && !self.colour_operator(op) {
                    self.text_operator(op);
                }
            }
        }
    }

    fn path_operator(&mut self, op: &Op<'_, '_>) -> bool {
        let pair = |x: Number, y: Number| (x.as_f64(), y.as_f64());
        match op {
            Op::MoveTo(m) => self.path.move_to(m.0.as_f64(), m.1.as_f64()),
            Op::LineTo(l) => self.path.line_to(l.0.as_f64(), l.1.as_f64()),
            Op::CubicTo(c) => {
                self.path
                    .curve_to(Some(pair(c.0, c.1)), Some(pair(c.2, c.3)), pair(c.4, c.5));
            }
            Op::CubicStartTo(c) => self
                .path
                .curve_to(None, Some(pair(c.0, c.1)), pair(c.2, c.3)),
            Op::CubicEndTo(c) => self
                .path
                .curve_to(Some(pair(c.0, c.1)), None, pair(c.2, c.3)),
            Op::RectPath(r) => {
                self.path
                    .rect(r.0.as_f64(), r.1.as_f64(), r.2.as_f64(), r.3.as_f64());
            }
            Op::ClosePath(_) => self.path.close(),
            Op::ClipNonZero(_) | Op::ClipEvenOdd(_) => self.pending_clip = true,
            Op::EndPath(_) => self.end_path(),
            Op::StrokePath(_) => self.paint(false, true),
            Op::CloseAndStrokePath(_) => {
                self.path.close();
                self.paint(false, true);
            }
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => {
                self.paint(true, false);
            }
            Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => self.paint(true, true),
            Op::CloseFillAndStrokeNonZero(_) | Op::CloseFillAndStrokeEvenOdd(_) => {
                self.path.close();
                self.paint(true, true);
            }
            _ => return false,
        }
        true
    }

    /// Only white matters: what is painted white is no line.
    fn colour_operator(&mut self, op: &Op<'_, '_>) -> bool {
        let all_one = |parts: &[Number]| parts.iter().all(|n| n.as_f64() >= 0.999);
        let all_zero = |parts: &[Number]| parts.iter().all(|n| n.as_f64() <= 0.001);
        let unknown_space = |parts: &[Number]| match parts.len() {
            1 | 3 => all_one(parts),
            4 => all_zero(parts),
            _ => false,
        };
        let now = &mut self.states.now;
        match op {
            Op::NonStrokeColorDeviceGray(c) => now.fill_plain(all_one(&[c.0])),
            Op::NonStrokeColorDeviceRgb(c) => now.fill_plain(all_one(&[c.0, c.1, c.2])),
            Op::NonStrokeColorCmyk(c) => now.fill_plain(all_zero(&[c.0, c.1, c.2, c.3])),
            Op::NonStrokeColor(c) => now.fill_plain(unknown_space(&c.0)),
            Op::NonStrokeColorNamed(c) => {
                now.fill_plain(unknown_space(&c.0));
                now.through.set(Reason::Pattern, c.1.is_some());
            }
            Op::ColorSpaceNonStroke(_) => now.fill_plain(false),
            Op::StrokeColorDeviceGray(c) => now.stroke_is_white = all_one(&[c.0]),
            Op::StrokeColorDeviceRgb(c) => now.stroke_is_white = all_one(&[c.0, c.1, c.2]),
            Op::StrokeColorCmyk(c) => now.stroke_is_white = all_zero(&[c.0, c.1, c.2, c.3]),
            Op::StrokeColor(c) => now.stroke_is_white = unknown_space(&c.0),
            Op::StrokeColorNamed(c) => now.stroke_is_white = unknown_space(&c.0),
            Op::ColorSpaceStroke(_) => now.stroke_is_white = false,
            _ => return false,
        }
        true
    }

    fn paint(&mut self, fill: bool, stroke: bool) {
        let State {
            ctm,
            clip,
            line_width,
            fill_is_white,
            stroke_is_white,
            through,
            ..
        } = self.states.now.clone();
        if fill && self.covers && through.is_opaque() && self.marks.visible() {
            self.cover(&ctm, &clip);
        }
        let fill = fill && !fill_is_white;
        let stroke = stroke && !stroke_is_white;
        if (fill || stroke) && self.marks.visible() {
            let width = line_width.abs() * ctm.scale();
            let (rules, n_curves) = (&mut self.rules, &mut self.n_curves);
            self.path.for_each_subpath(&ctm, |sub| {
                *n_curves += u64::from(sub.curved);
                if fill {
                    rules.fill(sub, &clip);
                }
                if stroke {
                    rules.stroke(sub, width, &clip);
                }
            });
        }
        self.end_path();
    }

    /// An opaque box hides the words it was painted over.
    fn cover(&mut self, ctm: &Matrix, clip: &Rect) {
        if let Some(filled) = self.path.as_box(ctm) {
            self.words.cover(filled.cut(clip));
        }
    }

    fn end_path(&mut self) {
        if std::mem::take(&mut self.pending_clip) && !self.path.is_empty() {
            let now = &mut self.states.now;
            if self.path.as_box(&now.ctm).is_none() {
                now.through.set(Reason::Clip, true);
            }
            if let Some(bounds) = self.path.bounds(&now.ctm) {
                now.clip = now.clip.cut(&bounds);
            }
        }
        self.path.clear();
    }

    fn graphics_state(&mut self, resources: &Resources<'a>, name: &Name<'_>) {
        let Some(dict) = resources.get_ext_g_state(name) else {
            return;
        };
        if let Some(width) = dict.get::<f32>("LW") {
            self.states.now.line_width = width.into();
        }
        self.transparency(&dict);
        if let Some(font) = dict.get::<hayro_syntax::object::Array<'a>>("Font") {
            let mut parts = font.iter::<Object<'a>>();
            if let (Some(Object::Dict(dict)), Some(Object::Number(size))) =
                (parts.next(), parts.next())
            {
                self.states.now.text.font = Some(self.tools.fonts.font(&dict, self.tools.decoder));
                self.states.now.text.size = size.as_f64();
            }
        }
    }

    fn transparency(&mut self, dict: &Dict<'a>) {
        let through = &mut self.states.now.through;
        if let Some(alpha) = dict.get::<f32>("ca") {
            through.set(Reason::Alpha, alpha < 1.0);
        }
        if let Some(mode) = dict.get::<Object<'a>>("BM") {
            let is_plain = |name: &Name<'_>| matches!(&**name, b"Normal" | b"Compatible");
            let plain = matches!(&mode, Object::Name(name) if is_plain(name));
            through.set(Reason::Blend, !plain);
        }
        if let Some(mask) = dict.get::<Object<'a>>("SMask") {
            through.set(Reason::Mask, !matches!(mask, Object::Name(_)));
        }
    }

    fn set_font(
        &mut self,
        resources: &Resources<'a>,
        fonts: &mut LocalFonts<'a>,
        name: &Name<'_>,
        size: f64,
    ) {
        let font = match fonts.get(name.as_ref()) {
            Some(font) => font.clone(),
            None => {
                let font = match resources.get_font(name) {
                    Some(dict) => self.tools.fonts.font(&dict, self.tools.decoder),
                    None => self.tools.fonts.fallback(),
                };
                fonts.insert(name.as_ref().to_vec(), font.clone());
                font
            }
        };
        self.states.now.text.font = Some(font);
        self.states.now.text.size = size;
    }

    fn begin_mark(&mut self, resources: &Resources<'a>, properties: &Object<'_>) {
        let in_form = !self.forms.is_empty();
        match properties {
            Object::Name(name) => {
                let dict = resources
                    .properties
                    .get::<Dict<'a>>(name.as_ref())
                    .unwrap_or_default();
                let own = resources.properties.get_ref(name.as_ref());
                let visible = self.tools.layers.shows(&dict, own);
                self.marks.open_with(&dict, visible, in_form);
            }
            Object::Dict(dict) => {
                let group = dict.get_ref("OC");
                let visible = group.is_none()
                    || self
                        .tools
                        .layers
                        .shows(&dict.get::<Dict<'_>>("OC").unwrap_or_default(), group);
                self.marks.open_with(dict, visible, in_form);
            }
            _ => self.marks.open(None, true, None),
        }
    }

    fn object(&mut self, resources: &Resources<'a>, name: &Name<'_>) {
        let Some(stream) = resources.get_x_object(name) else {
            return;
        };
        if !self.marks.visible() || !self.layer_shows(&stream) {
            return;
        }
        match stream.dict().get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Form") => self.form(&stream, resources),
            Some(b"Image") => self.picture(),
            _ => {}
        }
    }

    fn layer_shows(&self, stream: &Stream<'a>) -> bool {
        match stream.dict().get::<Dict<'_>>("OC") {
            Some(dict) => self.tools.layers.shows(&dict, stream.dict().get_ref("OC")),
            None => true,
        }
    }

    pub(crate) fn form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        self.spend(FORM_COST);
        let id = stream.obj_id();
        let nesting = self.forms.len() as u64;
        if self.stopped.is_some()
            || nesting >= self.tools.limits.max_nesting.into()
            || self.forms.contains(&id)
        {
            return;
        }
        let mut content = Vec::new();
        self.tools.decoder.append(stream, &mut content);
        if self.tools.decoder.is_spent() {
            return self.stop(Stop::Bytes);
        }
        // Decoding is work as well, whatever the content then does.
        self.spend(content.len() as u64 / 64);
        let depth = self.states.depth();
        self.states.save();
        self.enter_form(stream.dict());
        self.forms.push(id);
        let outer = std::mem::take(&mut self.path);
        match stream.dict().get::<Dict<'a>>("Resources") {
            Some(own) => self.run(&content, &Resources::new(own)),
            None => self.run(&content, resources),
        }
        self.path = outer;
        self.path.clear();
        self.forms.pop();
        self.states.restore_to(depth);
    }

    fn enter_form(&mut self, dict: &Dict<'a>) {
        let now = &mut self.states.now;
        if dict.contains_key("Group") {
            now.through.enter_group();
        }
        if let Some(matrix) = dict.get::<[f64; 6]>("Matrix") {
            now.ctm = now.ctm.after(&Matrix(matrix));
        }
        if let Some([x0, y0, x1, y1]) = dict.get::<[f64; 4]>("BBox") {
            let mut outline = Path::default();
            outline.rect(x0, y0, x1 - x0, y1 - y0);
            if let Some(bounds) = outline.bounds(&now.ctm) {
                now.clip = now.clip.cut(&bounds);
            }
        }
    }

    /// A picture fills the unit square.
    fn picture(&mut self) {
        let State { ctm, clip, .. } = &self.states.now;
        let mut bounds = Rect::nothing();
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let p: Point = ctm.point(x, y);
            if p.is_finite() {
                bounds.add(p);
            }
        }
        if bounds.x0 > bounds.x1 || !self.marks.visible() {
            return;
        }
        let seen = bounds.cut(clip).cut(&self.page);
        let page = self.page.width() * self.page.height();
        self.picture_area += seen.width() * seen.height() / page.max(1.0);
        self.rules.picture(&bounds, clip);
    }
}

pub(crate) fn matrix(parts: [Number; 6]) -> Matrix {
    Matrix(parts.map(|n| n.as_f64()))
}
