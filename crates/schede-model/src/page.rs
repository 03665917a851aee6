//! A page as geometry: words with boxes, ruling lines, clip rectangles.
//!
//! Made by the PDF reader, and by the text reader for text whose columns are
//! kept by blanks; read by the layout. Coordinates are points from the visible
//! page's top left, x to the right and y down, page rotation already applied.
//!
//! Not here: which words make a line or a cell.

pub use compact_str::CompactString;

/// A rectangle, `x0 <= x1` and `y0 <= y1`, in points from the top left.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl BBox {
    /// Width in points.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Horizontal centre.
    pub fn center_x(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Vertical centre.
    pub fn center_y(&self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &BBox) -> BBox {
        BBox {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The part common to both, if it is not empty.
    pub fn intersection(&self, other: &BBox) -> Option<BBox> {
        let cut = BBox {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (cut.x0 < cut.x1 && cut.y0 < cut.y1).then_some(cut)
    }

    /// Whether the point lies in the rectangle or on its edge.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// As written in spans: hundredths of a point.
    pub fn to_array(&self) -> [f64; 4] {
        [self.x0, self.y0, self.x1, self.y1].map(|v| (f64::from(v) * 100.0).round() / 100.0)
    }
}

/// One page of the input.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Number of the page, counted from 1.
    pub number: u32,
    /// Visible width in points.
    pub width: f32,
    /// Visible height in points.
    pub height: f32,
    /// The words in the order of the content stream.
    pub words: Vec<Word>,
    /// Axis-parallel ruling lines (thin filled rectangles count).
    pub rules: Vec<Rule>,
    /// Clip rectangles smaller than the page under which words were painted;
    /// [`Word::clip`] indexes into this list.
    pub clips: Vec<BBox>,
    /// Cells of the structure tree (Table > TR > TD), by marked content.
    pub tagged_cells: Vec<TaggedCell>,
    /// Words that were painted a second time at the same place and are not in
    /// `words` again.
    pub doubled_words: u32,
    /// What the reader could not do on this page, as lines for people.
    pub troubles: Vec<PageTrouble>,
    /// The page was made of text whose columns are kept by blanks: places are
    /// counted in characters and lines, and words are moved to keep them apart.
    pub of_characters: bool,
}

/// One word: glyphs with no white space between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The characters, ligatures taken apart.
    pub text: CompactString,
    /// Box of the word: advance widths across, ascent and descent of the font
    /// size (not of the ink) down.
    pub bbox: BBox,
    /// y of the baseline; its x if the text runs up or down.
    pub baseline: f32,
    /// Font size in points as shown (after all scaling).
    pub font_size: f32,
    /// Whether the font's name says bold.
    pub bold: bool,
    /// Direction of the text on the visible page.
    pub rotation: Rotation,
    /// Whether the word can be seen.
    pub visibility: Visibility,
    /// No white space stands between the word before it in the stream and this
    /// one: they are one token unless a column edge lies between them.
    pub glued: bool,
    /// Index of the clip rectangle it was painted under.
    pub clip: Option<u32>,
    /// Marked-content identifier of the sequence it stands in.
    pub mcid: Option<u32>,
    /// The font gives no trustworthy characters for some glyph of the word.
    pub doubtful: bool,
    /// Read by OCR from a picture, with the engine's confidence in percent.
    pub ocr_confidence: Option<u8>,
}

/// Direction of text on the visible page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rotation {
    /// Left to right.
    #[default]
    None,
    /// Bottom to top (turned 90 degrees to the left).
    Up,
    /// Top to bottom (turned 90 degrees to the right).
    Down,
    /// Upside down.
    Reversed,
    /// Any other angle.
    Skewed,
}

/// Whether a word can be seen on paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Visibility {
    /// It can.
    #[default]
    Visible,
    /// The clip path hides at least half of it: true content cut by a full
    /// neighbour cell, or the second copy of a row cut by the page end.
    Clipped,
    /// It lies outside the visible page.
    OffPage,
    /// Painted with an invisible text mode (OCR layers).
    Invisible,
    /// An opaque box was painted over it.
    Covered,
    /// A line runs through it, or an annotation strikes it out: it is withdrawn.
    Struck,
}

/// An axis-parallel ruling line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Its extent; width or height is the thickness.
    pub bbox: BBox,
    /// Whether it runs across (else down).
    pub horizontal: bool,
}

/// A cell of a tagged table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaggedCell {
    /// Marked-content identifier on this page.
    pub mcid: u32,
    /// Table in the document, counted from 0.
    pub table: u32,
    /// Row in the table, counted from 0.
    pub row: u32,
    /// Cell in the row, counted from 0.
    pub column: u32,
}

/// What a reader could not do on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageTrouble {
    /// The page shows a picture and no text; it needs OCR.
    NoText,
    /// The page shows a picture, and its text is an invisible layer over it, as OCR
    /// programs lay it.
    ScanText,
    /// Share of glyphs (percent) that have no trustworthy character.
    UntrustedText(u8),
    /// The page could not be read; the reason.
    Unreadable(String),
    /// A limit cut the page short; which.
    Limit(String),
    /// A form field, or a text typed onto the page, that the page does not show as it is.
    NotShown {
        /// The text it holds.
        text: String,
        /// What the page shows in its place, if anything.
        shown: String,
    },
    /// Texts typed onto the page, over what was printed, are among its words; which.
    Typed(String),
    /// Something laid over the page that is none of its words.
    Annotation {
        /// What it is, as in a sentence: "a note".
        what: &'static str,
        /// What it says.
        text: String,
    },
}
