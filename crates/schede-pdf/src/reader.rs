//! One document's pages, read one at a time.
//!
//! In: an open document and a page index. Out: a [`Page`] with words, rules,
//! clips, tagged cells and troubles. What pages share (fonts, layers, the
//! structure tree) is kept between them; nothing else is.

use std::time::{Duration, Instant};

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;
use hayro_syntax::page::{Page as PdfPage, Rotation};
use schede_model::page::{Page, PageTrouble, Visibility, Word};

use crate::annotations::Forms;
use crate::content::Decoder;
use crate::doubles::drop_doubles;
use crate::error::ErrorKind;
use crate::font::FontStore;
use crate::geometry::{Matrix, Rect, near};
use crate::interpreter::{Interpreter, Stop, Tools};
use crate::layers::Layers;
use crate::limits::Limits;
use crate::strikes;
use crate::tags::Tags;
use crate::tilt::levelled;

/// A page with pictures over this share of it,
const PICTURE_SHARE: f64 = 0.5;
/// or with this many painted curves, shows something.
const DRAWN_CURVES: u64 = 200;
/// A full-page picture with fewer words than this is a stamped scan.
const STAMP_WORDS: usize = 10;
/// Share of glyphs, in percent, from which their lack of text is reported.
const UNTRUSTED_SHARE: u64 = 2;
/// Sides of a page, in points; larger ones are a fault of the file.
const MAX_SIDE: f64 = 200_000.0;
/// What stands in for a page without a usable size: A4.
const A4: (f64, f64) = (595.276, 841.89);
/// User units beyond this are a fault of the file.
const MAX_USER_UNIT: f64 = 1_000.0;

/// With each page, a part of so many of the words that full pages have is forgotten:
/// short pages stand between them.
const FORGET: usize = 8;

/// Reads the pages of a document.
pub(crate) struct PageReader<'a> {
    pdf: &'a Pdf,
    limits: &'a Limits,
    fonts: FontStore<'a>,
    layers: Layers,
    forms: Forms<'a>,
    tags: Tags<'a>,
    decoder: Decoder,
    content: Vec<u8>,
    /// Words of the pages read last: the next one has about so many.
    n_words: usize,
    spent: Duration,
}

/// A page, and the limit of the document that reading it has passed.
pub(crate) struct Reading {
    pub page: Page,
    pub passed: Option<ErrorKind>,
}

impl<'a> PageReader<'a> {
    pub fn new(pdf: &'a Pdf, limits: &'a Limits) -> Self {
        let catalog = pdf
            .xref()
            .get::<Dict<'a>>(pdf.xref().root_id())
            .unwrap_or_default();
        PageReader {
            pdf,
            limits,
            fonts: FontStore::new(),
            layers: Layers::new(&catalog),
            forms: Forms::new(&catalog),
            tags: Tags::new(&catalog, limits),
            decoder: Decoder::new(limits),
            content: Vec::new(),
            n_words: 0,
            spent: Duration::ZERO,
        }
    }

    /// After a panic of the library its caches cannot be trusted; the accounts
    /// of time and bytes go on.
    pub fn start_afresh(&mut self) {
        self.fonts = FontStore::new();
        self.content = Vec::new();
    }

    /// Reads a page.
    pub fn read(&mut self, index: u32) -> Reading {
        let number = index + 1;
        let Some(page) = self.pdf.pages().get(index as usize) else {
            let why = format!("the file has {} pages", self.pdf.pages().len());
            return Reading {
                page: unreadable(number, why),
                passed: None,
            };
        };
        let started = Instant::now();
        let deadline = started + self.limits.max_time.saturating_sub(self.spent);
        let page = self.read_page(page, number, deadline);
        self.spent += started.elapsed();
        let passed = self.passed();
        Reading { page, passed }
    }

    fn passed(&self) -> Option<ErrorKind> {
        if self.spent >= self.limits.max_time {
            return Some(ErrorKind::TooSlow {
                seconds: self.limits.max_time.as_secs_f64(),
            });
        }
        self.decoder
            .passed
            .clone()
            .filter(|_| self.decoder.is_spent())
    }

    fn read_page(&mut self, page: &PdfPage<'a>, number: u32, deadline: Instant) -> Page {
        let (to_page, width, height) = view(page);
        let mut content = std::mem::take(&mut self.content);
        self.decoder.passed = None;
        self.decoder.page_content(page, &mut content);
        let paper = Paper {
            number,
            to_page,
            width,
            height,
        };
        let (mut read, tilt) = self.interpret(page, &content, &paper, deadline);
        // A page that lies askew is read as if it lay straight.
        if let Some(angle) = tilt {
            let level = levelled(angle, width, height);
            let to_page = level.after(&to_page);
            (read, _) = self.interpret(page, &content, &Paper { to_page, ..paper }, deadline);
        }
        self.n_words = read.words.len().max(self.n_words - self.n_words / FORGET);
        if let Some(kind) = &self.decoder.passed {
            read.troubles.push(PageTrouble::Limit(kind.to_string()));
        }
        read.tagged_cells = self.tags.cells(page, &read.words, deadline);
        content.shrink_to(1 << 20);
        self.content = content;
        read
    }

    /// What a page's content paints on its paper, and the angle by which all lines are
    /// askew.
    fn interpret(
        &mut self,
        page: &PdfPage<'a>,
        content: &[u8],
        paper: &Paper,
        deadline: Instant,
    ) -> (Page, Option<f64>) {
        let tools = Tools {
            limits: self.limits,
            deadline,
            decoder: &mut self.decoder,
            fonts: &mut self.fonts,
            layers: &self.layers,
            n_words: self.n_words,
        };
        let (width, height) = (paper.width, paper.height);
        let seen = Rect::new(0.0, 0.0, width, height);
        let mut interpreter = Interpreter::new(tools, paper.to_page, seen);
        interpreter.run(content, page.resources());
        let n_content = interpreter.words.part();
        let tilt = interpreter.words.tilt.shared();
        let said = interpreter.annotations(page, &self.forms);
        let mut read = finish(interpreter, paper.number, (width, height), n_content);
        read.troubles.extend(said);
        (read, tilt)
    }
}

/// The paper of a page.
struct Paper {
    number: u32,
    /// From user space to it.
    to_page: Matrix,
    width: f64,
    height: f64,
}

/// A page that could not be read at all.
pub(crate) fn unreadable(number: u32, why: String) -> Page {
    Page {
        number,
        troubles: vec![PageTrouble::Unreadable(why)],
        ..Page::default()
    }
}

/// The page, of whose words the first `n_content` are of its content.
fn finish(
    interpreter: Interpreter<'_, '_>,
    number: u32,
    size: (f64, f64),
    n_content: usize,
) -> Page {
    let mut troubles = Vec::new();
    let limits = interpreter.tools.limits;
    if let Some(stop) = interpreter.stopped {
        troubles.push(PageTrouble::Limit(explain(stop, limits)));
    }
    if interpreter.n_lost > 0 {
        let lost = interpreter.n_lost;
        troubles.push(PageTrouble::Limit(format!(
            "{lost} glyphs stand at impossible places and were left out"
        )));
    }
    let (glyphs, doubtful) = (interpreter.words.n_glyphs, interpreter.words.n_doubtful);
    if doubtful * 100 >= glyphs.max(1) * UNTRUSTED_SHARE {
        troubles.push(PageTrouble::UntrustedText(
            (doubtful * 100 / glyphs.max(1)).min(100) as u8,
        ));
    }
    let (mut words, clips) = interpreter.words.finish();
    let doubled_words = drop_doubles(&mut words);
    let rules = interpreter.rules.finish();
    strikes::mark(&mut words, &rules, &interpreter.struck);
    let picture = interpreter.picture_area >= PICTURE_SHARE;
    if picture && show_layer(&mut words) {
        troubles.push(PageTrouble::ScanText);
    }
    // Fields that are filled in over a picture do not tell what it shows.
    let scan = picture && words.len().min(n_content) < STAMP_WORDS;
    let drawn = words.is_empty() && interpreter.n_curves >= DRAWN_CURVES;
    if scan || drawn {
        troubles.push(PageTrouble::NoText);
    }
    Page {
        number,
        width: near(size.0),
        height: near(size.1),
        words,
        rules,
        clips,
        tagged_cells: Vec::new(),
        doubled_words,
        troubles,
        ..Page::default()
    }
}

/// Over a picture, the words that a layer of invisible text holds are what the picture
/// shows, unless the page has words of its own. Answers whether there is such a layer.
fn show_layer(words: &mut [Word]) -> bool {
    let invisible = |word: &&mut Word| word.visibility == Visibility::Invisible;
    let n_layer = words.iter_mut().filter(invisible).count();
    if n_layer < STAMP_WORDS || words.len() - n_layer >= STAMP_WORDS {
        return false;
    }
    for word in words.iter_mut().filter(invisible) {
        word.visibility = Visibility::Visible;
    }
    true
}

fn explain(stop: Stop, limits: &Limits) -> String {
    match stop {
        Stop::Operations => format!(
            "the page has more than {} operations; the rest was left out",
            limits.max_operations
        ),
        Stop::Glyphs => format!(
            "the page has more than {} glyphs; the rest was left out",
            limits.max_glyphs
        ),
        Stop::Time => {
            let seconds = limits.max_time.as_secs_f64();
            ErrorKind::TooSlow { seconds }.to_string()
        }
        Stop::Bytes => ErrorKind::DocumentTooLarge {
            limit: limits.max_document_bytes,
        }
        .to_string(),
    }
}

/// The map from user space to the visible page (top left, y down), and its
/// width and height: crop box, rotation and user unit applied.
fn view(page: &PdfPage<'_>) -> (Matrix, f64, f64) {
    let boxed = page.intersected_crop_box();
    let sane = |side: f64| side.is_finite() && (1.0..=MAX_SIDE).contains(&side);
    let (width, height) = if sane(boxed.width()) && sane(boxed.height()) {
        (boxed.width(), boxed.height())
    } else {
        A4
    };
    let (left, bottom) = if boxed.x0.abs() <= MAX_SIDE && boxed.y0.abs() <= MAX_SIDE {
        (boxed.x0, boxed.y0)
    } else {
        (0.0, 0.0)
    };
    let unit = page.raw().get::<f64>("UserUnit").unwrap_or(1.0);
    let unit = if unit > 0.0 && unit <= MAX_USER_UNIT {
        unit
    } else {
        1.0
    };
    let turn = match page.rotation() {
        Rotation::None => [1.0, 0.0, 0.0, -1.0, 0.0, height],
        Rotation::Horizontal => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
        Rotation::Flipped => [-1.0, 0.0, 0.0, 1.0, width, 0.0],
        Rotation::FlippedHorizontal => [0.0, -1.0, -1.0, 0.0, height, width],
    };
    let turned = matches!(
        page.rotation(),
        Rotation::Horizontal | Rotation::FlippedHorizontal
    );
    let (shown_width, shown_height) = if turned {
        (height, width)
    } else {
        (width, height)
    };
    let to_page = Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0])
        .after(&Matrix(turn))
        .after(&Matrix::translate(-left, -bottom));
    (to_page, shown_width * unit, shown_height * unit)
}
