//! Annotations: what viewers paint on a page besides its content.
//!
//! In: the annotations of a page. Out: the words of form fields and of texts typed onto
//! the page, at their place, among the page's words. What else an annotation says, and
//! what a field holds but the page does not show, is said in the page's troubles.
//!
//! Borders and pictures of annotations are passed over: they are no part of the form.
//!
//! Not here: which text a field holds (`fields`).

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};
use schede_model::page::{PageTrouble, Visibility, Word};

use crate::fields::{Field, Kind};
use crate::geometry::{Matrix, Rect};
use crate::interpreter::{Interpreter, Stop};
use crate::rules::Rules;
use crate::text_strings::decoded_start;

/// Annotations of a page that are looked at.
const MAX_ANNOTATIONS: usize = 10_000;
/// An annotation costs as much as this many operations, whatever it is.
const COST: u64 = 20;
/// So many bytes of an annotation cost as much as one operation more.
const BYTES_OF_ONE: u64 = 64;
/// Numbers that say which places one annotation marks, at most.
const MAX_CORNERS: usize = 4_000;
/// Texts that are said of one page.
const MAX_SAID: usize = 100;
/// Characters of a text that are said.
const MAX_TEXT: usize = 300;
/// Bits of an annotation's flags: it is not there at all, or not on the screen.
const HIDDEN: i32 = 1 << 1;
const PRINT: i32 = 1 << 2;
const NO_VIEW: i32 = 1 << 5;

/// What the file says of all its form fields.
#[derive(Default)]
pub(crate) struct Forms<'a> {
    /// Viewers are asked to make the appearances anew, out of the values.
    stale: bool,
    /// What appearances use that do not bring their own.
    resources: Option<Dict<'a>>,
}

impl<'a> Forms<'a> {
    pub fn new(catalog: &Dict<'a>) -> Self {
        let Some(form) = catalog.get::<Dict<'a>>("AcroForm") else {
            return Forms::default();
        };
        Forms {
            stale: form.get::<bool>("NeedAppearances").unwrap_or(false),
            resources: form.get::<Dict<'a>>("DR"),
        }
    }
}

/// What is to be done with the words of an annotation.
enum Part {
    /// They are the page's.
    OfPage,
    /// They are said, with what the annotation is.
    Beside(&'static str),
}

impl<'a> Interpreter<'_, 'a> {
    /// Reads the annotations of the page, after its content; what is to be said of them.
    pub fn annotations(&mut self, page: &Page<'a>, forms: &Forms<'a>) -> Vec<PageTrouble> {
        let mut said = Vec::new();
        let Some(all) = page.raw().get::<Array<'a>>("Annots") else {
            return said;
        };
        let own = forms.resources.clone().map(Resources::new);
        let resources = own.as_ref().unwrap_or(page.resources());
        let rules = std::mem::replace(&mut self.rules, Rules::new(self.page));
        let (picture_area, n_curves) = (self.picture_area, self.n_curves);
        let mut typed = Vec::new();
        let mut known = HashSet::new();
        for annotation in all.raw_iter().take(MAX_ANNOTATIONS) {
            self.spend(COST);
            if self.stopped.is_some() {
                break;
            }
            let annotation = match annotation {
                // One that is listed again is there once.
                MaybeRef::Ref(id) if !known.insert(id) => continue,
                MaybeRef::Ref(id) => page.xref().get::<Dict<'a>>(id.into()),
                MaybeRef::NotRef(Object::Dict(own)) => Some(own),
                MaybeRef::NotRef(_) => None,
            };
            let Some(annotation) = annotation else {
                continue;
            };
            let trouble = self.annotation(&annotation, resources, forms, &mut typed);
            said.extend(trouble.filter(|_| said.len() < MAX_SAID));
        }
        if !typed.is_empty() {
            said.push(PageTrouble::Typed(shortened(&typed.join(" | "))));
        }
        self.rules = rules;
        (self.picture_area, self.n_curves) = (picture_area, n_curves);
        said
    }

    fn annotation(
        &mut self,
        annotation: &Dict<'a>,
        resources: &Resources<'a>,
        forms: &Forms<'a>,
        typed: &mut Vec<String>,
    ) -> Option<PageTrouble> {
        let flags = annotation.get::<i32>("F").unwrap_or(0);
        if flags & (HIDDEN | NO_VIEW) != 0 || !self.annotation_layer_shows(annotation) {
            return None;
        }
        let kind = annotation.get::<Name<'a>>("Subtype")?;
        let field = match &*kind {
            b"Widget" => Some(Field::new(annotation, self.tools.limits.max_nesting)),
            _ => None,
        };
        let of_field = field.as_ref().and_then(Field::kind);
        // Looking at texts is work as well.
        let size = field
            .as_ref()
            .map_or(annotation.data().len() as u64, Field::size);
        self.spend(size / BYTES_OF_ONE);
        let part = part(&kind, of_field, flags)?;
        let rect = rect(annotation)?;
        if &*kind == b"StrikeOut" {
            self.strike_out(annotation);
        }
        let before = self.words.part();
        // Viewers lay highlights over words so that they are seen, whatever the file says.
        self.covers = matches!(&*kind, b"FreeText" | b"Square");
        self.appearance(annotation, &rect, resources);
        let shown = shown(self.words.since(before));
        let stale = field.is_some() && forms.stale;
        let held = match (field, of_field) {
            (Some(field), Some(Kind::Text)) => field.text(self.tools.decoder),
            (Some(_), _) => None,
            (None, _) => contents(annotation),
        };
        if self.tools.decoder.is_spent() {
            self.stop(Stop::Bytes);
        }
        let held = held.unwrap_or_default();
        match part {
            Part::Beside(what) => {
                self.words.drop_since(before);
                let text = if shown.is_empty() { held } else { shown };
                (!text.trim().is_empty()).then(|| PageTrouble::Annotation {
                    what,
                    text: shortened(&text),
                })
            }
            Part::OfPage => {
                let lacks = shown.is_empty() || stale && letters(&shown) != letters(&held);
                let trouble = PageTrouble::NotShown {
                    text: shortened(&held),
                    shown: shortened(&shown),
                };
                if &*kind == b"FreeText" && !shown.is_empty() {
                    typed.push(shown);
                }
                (lacks && !letters(&held).is_empty()).then_some(trouble)
            }
        }
    }

    fn annotation_layer_shows(&self, annotation: &Dict<'a>) -> bool {
        let Some(group) = annotation.get::<Dict<'a>>("OC") else {
            return true;
        };
        let layers = self.tools.layers;
        layers.shows(&group, annotation.get_ref("OC"))
    }

    /// Notes the places on the page that the annotation strikes out.
    fn strike_out(&mut self, annotation: &Dict<'a>) {
        let Some(corners) = annotation.get::<Array<'a>>("QuadPoints") else {
            return;
        };
        let corners: Vec<f64> = corners.iter::<f64>().take(MAX_CORNERS).collect();
        let ctm = self.states.now.ctm;
        for place in corners.chunks_exact(8) {
            let mut bounds = Rect::nothing();
            let points = place.chunks_exact(2).map(|p| ctm.point(p[0], p[1]));
            points.for_each(|p| bounds.add(p));
            self.struck.push(bounds.to_bbox());
        }
    }

    /// Paints what the annotation looks like into its place.
    fn appearance(&mut self, annotation: &Dict<'a>, rect: &Rect, resources: &Resources<'a>) {
        let Some(stream) = normal(annotation) else {
            return;
        };
        let Some(to_place) = placed(stream.dict(), rect) else {
            return;
        };
        let depth = self.states.depth();
        self.states.save();
        let now = &mut self.states.now;
        now.ctm = now.ctm.after(&to_place);
        self.form(&stream, resources);
        self.states.restore_to(depth);
    }
}

/// What the words of such an annotation are; none of those that say nothing of the plan.
fn part(kind: &[u8], of_field: Option<Kind>, flags: i32) -> Option<Part> {
    match (kind, of_field) {
        (b"Widget", Some(Kind::Text | Kind::Box)) | (b"FreeText", _) => Some(Part::OfPage),
        (b"Widget", Some(Kind::Signature)) => Some(Part::Beside("a signature")),
        (b"Widget", Some(Kind::Button)) => (flags & PRINT != 0).then_some(Part::Beside("a button")),
        (b"Widget", None) | (b"Link" | b"Popup" | b"PrinterMark" | b"TrapNet", _) => None,
        (b"Stamp" | b"Watermark", _) => Some(Part::Beside("a stamp")),
        (b"Text", _) => Some(Part::Beside("a note")),
        (b"StrikeOut", _) => Some(Part::Beside("a note on words struck out")),
        _ => Some(Part::Beside("a comment")),
    }
}

/// Its place, if that is one.
fn rect(annotation: &Dict<'_>) -> Option<Rect> {
    let [a, b, c, d] = annotation.get::<[f64; 4]>("Rect")?;
    let finite = [a, b, c, d].into_iter().all(f64::is_finite);
    let rect = Rect::new(a.min(c), b.min(d), a.max(c), b.max(d));
    (finite && rect.width() > 0.0 && rect.height() > 0.0).then_some(rect)
}

/// The appearance that viewers show, in the state the annotation is in.
fn normal<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let appearances = annotation.get::<Dict<'a>>("AP")?;
    match appearances.get::<Object<'a>>("N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => {
            let state = annotation.get::<Name<'a>>("AS")?;
            states.get::<Stream<'a>>(&*state)
        }
        _ => None,
    }
}

/// The map that brings the box of an appearance, turned by its matrix, into the place of
/// the annotation. A box without width or height is moved only.
fn placed(appearance: &Dict<'_>, rect: &Rect) -> Option<Matrix> {
    let [x0, y0, x1, y1] = appearance.get::<[f64; 4]>("BBox")?;
    let own = appearance.get::<[f64; 6]>("Matrix");
    let own = own.map_or(Matrix::IDENTITY, Matrix);
    let mut bounds = Rect::nothing();
    for (x, y) in [(x0, y0), (x1, y0), (x0, y1), (x1, y1)] {
        bounds.add(own.point(x, y));
    }
    let scale = |place: f64, own: f64| if own > 0.0 { place / own } else { 1.0 };
    let sx = scale(rect.width(), bounds.width());
    let sy = scale(rect.height(), bounds.height());
    let (dx, dy) = (rect.x0 - bounds.x0 * sx, rect.y0 - bounds.y0 * sy);
    let parts = [sx, 0.0, 0.0, sy, dx, dy];
    parts.iter().all(|v| v.is_finite()).then_some(Matrix(parts))
}

fn contents(annotation: &Dict<'_>) -> Option<String> {
    let text = annotation.get::<PdfString<'_>>("Contents")?;
    Some(decoded_start(text.as_bytes()))
}

fn shown(words: &[Word]) -> String {
    let seen = words.iter().filter(|w| w.visibility == Visibility::Visible);
    let texts: Vec<&str> = seen.map(|w| w.text.as_str()).collect();
    texts.join(" ")
}

/// The text without blanks, which a field may set wider or break lines at.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn shortened(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if let Some((end, _)) = words.char_indices().nth(MAX_TEXT) {
            words.truncate(end);
            words.push('…');
            break;
        }
    }
    words
}
