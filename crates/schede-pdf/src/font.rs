//! Fonts: from the codes of a string to characters and advances.
//!
//! In: a font dictionary. Out: for each code its text, its advance and whether
//! the text can be trusted; whether the font is bold.
//!
//! Not here: where glyphs stand (`text`), what makes a word (`words`).

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_cmap::BfString;
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, OutlineFontData,
    OutlineGlyph, StandardFont,
};
use hayro_syntax::object::{Dict, Name, ObjectIdentifier, Stream};
use skrifa::MetadataProvider;

use crate::characters::{self, Letters, REPLACEMENT};
use crate::content::Decoder;
use crate::numbered::NumberedGlyphs;
use crate::unicode_map;

/// Fonts kept at once; a document with more (each page its own subsets) loads
/// them again, so that memory does not grow with the pages.
const MAX_KEPT_FONTS: usize = 200;

/// Font weights from here on count as bold.
const BOLD_WEIGHT: f32 = 600.0;

/// Bit of `Flags` in the font descriptor: codes are the font's own,
const SYMBOLIC: i32 = 1 << 2;
/// and another: the viewer makes the font bold.
const FORCE_BOLD: i32 = 1 << 18;

/// What a code of a font stands for.
#[derive(Debug, Clone)]
pub(crate) struct Character {
    /// Its text; blanks of any kind are U+0020, a missing map U+FFFD.
    pub letters: Letters<Box<str>>,
    /// Advance along and down, in thousandths of the font size.
    pub advance: (f64, f64),
    /// Displacement of the origin (vertical fonts), likewise.
    pub displacement: (f64, f64),
    /// Whether the text is a guess.
    pub doubtful: bool,
}

/// The characters of 256 codes, each looked up when it is first asked for.
type Shelf = Box<[OnceCell<Box<Character>>; 256]>;

fn shelf() -> Shelf {
    Box::new([const { OnceCell::new() }; 256])
}

/// A font of the document.
pub(crate) struct PdfFont<'a> {
    font: Option<Font<'a>>,
    pub bold: bool,
    /// What to multiply the font size by to get the em: not one for Type 3.
    pub em: f64,
    pub horizontal: bool,
    one_byte: bool,
    codes: Codes,
    mended: HashMap<u32, String>,
    /// What the codes of a font of type 3 say whose glyphs are named by them.
    numbered: Option<NumberedGlyphs>,
    /// By the low byte of the code; the second is by the high byte first.
    low: Shelf,
    high: OnceCell<Box<[OnceCell<Shelf>; 256]>>,
    /// Codes of more than two bytes.
    others: RefCell<HashMap<u32, Rc<Character>>>,
    glyph_chars: OnceCell<HashMap<u32, char>>,
}

/// What the codes of a font can be known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codes {
    /// A map, an encoding, or glyph names: the library follows them.
    Told,
    /// Nothing tells; they look like those of Windows.
    LikeWindows,
    /// Nothing tells, and they look like nothing known.
    Untold,
}

impl Codes {
    /// A symbolic TrueType font without map and encoding tells nothing: codes
    /// may be letters or the numbers of glyphs. Numbers begin below the blank;
    /// a text of any length has letters from a to e.
    fn of(dict: &Dict<'_>) -> Codes {
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let flags = descriptor.get::<i32>("Flags").unwrap_or(0);
        let truetype = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|n| &*n == b"TrueType");
        let told = ["ToUnicode", "Encoding"]
            .iter()
            .any(|key| dict.contains_key(key));
        if !truetype || told || flags & SYMBOLIC == 0 || !descriptor.contains_key("FontFile2") {
            return Codes::Told;
        }
        let code = |key| dict.get::<i32>(key).unwrap_or(0);
        let (first, last) = (code("FirstChar"), code("LastChar"));
        if (0x20..=0x61).contains(&first) && last >= 0x65 {
            Codes::LikeWindows
        } else {
            Codes::Untold
        }
    }
}

impl<'a> PdfFont<'a> {
    fn new(font: Option<Font<'a>>, dict: &Dict<'a>, mended: HashMap<u32, String>) -> Self {
        let type3 = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|n| &*n == b"Type3");
        let composite = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|n| &*n == b"Type0");
        PdfFont {
            horizontal: font.as_ref().is_none_or(Font::is_horizontal),
            font,
            bold: is_bold(dict),
            em: if type3 { type3_em(dict) } else { 1.0 },
            one_byte: !composite,
            codes: Codes::of(dict),
            mended,
            numbered: type3.then(|| NumberedGlyphs::of(dict)).flatten(),
            low: shelf(),
            high: OnceCell::new(),
            others: RefCell::default(),
            glyph_chars: OnceCell::new(),
        }
    }

    /// The next code of a string and how many bytes it takes (at least one).
    pub fn read_code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        if self.one_byte {
            return (u32::from(bytes[at]), 1);
        }
        match &self.font {
            Some(font) => {
                let (code, len) = font.read_code(bytes, at);
                (code, len.max(1))
            }
            None => (u32::from(bytes[at]), 1),
        }
    }

    /// What a code of one or two bytes stands for.
    pub fn character(&self, code: u32) -> Option<&Character> {
        let shelf = match code >> 8 {
            0 => &self.low,
            high => {
                let shelves = self
                    .high
                    .get_or_init(|| Box::new([const { OnceCell::new() }; 256]));
                shelves.get(high as usize)?.get_or_init(shelf)
            }
        };
        let slot = &shelf[(code & 0xFF) as usize];
        Some(slot.get_or_init(|| Box::new(self.look_up(code))))
    }

    /// What a longer code stands for.
    pub fn rare_character(&self, code: u32) -> Rc<Character> {
        if let Some(known) = self.others.borrow().get(&code) {
            return known.clone();
        }
        let made = Rc::new(self.look_up(code));
        self.others.borrow_mut().insert(code, made.clone());
        made
    }

    fn look_up(&self, code: u32) -> Character {
        let Some(font) = &self.font else {
            return Character {
                letters: Letters::of(REPLACEMENT.into()),
                advance: (500.0, 0.0),
                displacement: (0.0, 0.0),
                doubtful: true,
            };
        };
        let advance = font.code_advance(code);
        let displacement = font.origin_displacement(code);
        let (text, doubtful) = self.text_of(font, code);
        Character {
            letters: Letters::of(text.into()),
            advance: (finite(advance.x), finite(advance.y)),
            displacement: (finite(displacement.x), finite(displacement.y)),
            doubtful,
        }
    }

    fn text_of(&self, font: &Font<'a>, code: u32) -> (String, bool) {
        if let Some(text) = self.mended.get(&code) {
            return (text.clone(), false);
        }
        match font.glyph(font.map_code(code), code) {
            FontGlyph::Type3(glyph) => match glyph.as_unicode() {
                Some(text) => self.cleaned(&text, code),
                None => (self.numbered.as_ref())
                    .and_then(|glyphs| glyphs.text_of(code))
                    .unwrap_or_else(|| (REPLACEMENT.to_owned(), true)),
            },
            FontGlyph::Outline(glyph) if self.codes != Codes::Told => {
                self.text_untold(&glyph, code)
            }
            FontGlyph::Outline(glyph) => match glyph.as_unicode() {
                Some(text) => self.cleaned(&text, code),
                None => self.text_without_map(&glyph),
            },
        }
    }

    fn cleaned(&self, text: &BfString, code: u32) -> (String, bool) {
        let mut buffer = [0u8; 4];
        let text: &str = match text {
            BfString::Char(c) => c.encode_utf8(&mut buffer),
            BfString::String(s) => s,
        };
        // WinAnsi's code 173 is the soft hyphen, whose glyph is named "hyphen".
        if self.one_byte && code == 0xAD && text == "-" {
            return ("\u{AD}".to_owned(), false);
        }
        characters::clean(text)
    }

    /// Nothing tells what the codes are: the font's own map if it is one of
    /// Unicode, else the encoding of Windows.
    fn text_untold(&self, glyph: &OutlineGlyph, code: u32) -> (String, bool) {
        let chars = self
            .glyph_chars
            .get_or_init(|| glyph_chars(glyph.font_data()));
        let own = chars
            .get(&glyph.glyph_id().to_u32())
            .and_then(|c| characters::from_font_map(*c));
        let guessed = || characters::windows(code).map(|c| (c, self.codes == Codes::Untold));
        match own.filter(|(_, doubtful)| !doubtful).or_else(guessed) {
            Some((c, doubtful)) => (characters::clean(c.encode_utf8(&mut [0; 4])).0, doubtful),
            None => (REPLACEMENT.to_owned(), true),
        }
    }

    /// No ToUnicode and no glyph name in the file: ask the embedded font's own
    /// map, and for ligatures, which have no character, its own names.
    fn text_without_map(&self, glyph: &OutlineGlyph) -> (String, bool) {
        let chars = self
            .glyph_chars
            .get_or_init(|| glyph_chars(glyph.font_data()));
        let found = chars.get(&glyph.glyph_id().to_u32()).copied();
        match found.and_then(characters::from_font_map) {
            Some((c, doubtful)) => (characters::clean(c.encode_utf8(&mut [0; 4])).0, doubtful),
            None if glyph.outline().is_empty() => (" ".to_owned(), false),
            None => match ligature_by_name(glyph) {
                Some(letters) => (letters, false),
                None => (REPLACEMENT.to_owned(), true),
            },
        }
    }
}

/// Glyph number to character, from the font's own character map.
fn glyph_chars(data: Option<OutlineFontData>) -> HashMap<u32, char> {
    let Some(data) = data else {
        return HashMap::new();
    };
    let Ok(font) = skrifa::FontRef::new((*data.data).as_ref()) else {
        return HashMap::new();
    };
    let mut chars = HashMap::new();
    for (code, glyph) in font.charmap().mappings().take(u16::MAX.into()) {
        if let Some(c) = char::from_u32(code) {
            chars.entry(glyph.to_u32()).or_insert(c);
        }
    }
    chars
}

/// The letters of a ligature, from the name the embedded font gives its glyph.
fn ligature_by_name(glyph: &OutlineGlyph) -> Option<String> {
    let data = glyph.font_data()?;
    let font = skrifa::FontRef::new((*data.data).as_ref()).ok()?;
    let name = font.glyph_names().get(glyph.glyph_id().to_u32().into())?;
    characters::ligature_named(name.as_str())
}

fn finite(v: f64) -> f64 {
    if v.is_finite() { v } else { 0.0 }
}

fn is_bold(dict: &Dict<'_>) -> bool {
    let base = dict.get::<Name<'_>>("BaseFont");
    if base.is_some_and(|name| name_says_bold(name.as_str())) {
        return true;
    }
    let inner = descendant(dict);
    let Some(descriptor) = inner
        .as_ref()
        .unwrap_or(dict)
        .get::<Dict<'_>>("FontDescriptor")
    else {
        return false;
    };
    let flags = descriptor.get::<i32>("Flags").unwrap_or(0);
    let weight = descriptor.get::<f32>("FontWeight").unwrap_or(0.0);
    flags & FORCE_BOLD != 0
        || weight >= BOLD_WEIGHT
        || descriptor
            .get::<Name<'_>>("FontName")
            .is_some_and(|name| name_says_bold(name.as_str()))
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    let fonts = dict.get::<hayro_syntax::object::Array<'a>>("DescendantFonts")?;
    fonts.iter::<Dict<'a>>().next()
}

fn name_says_bold(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["bold", "black", "heavy", "demi"]
        .iter()
        .any(|word| name.contains(word))
}

/// A Type 3 font has its own units: the em is the height of its box.
fn type3_em(dict: &Dict<'_>) -> f64 {
    let matrix = dict
        .get::<[f64; 6]>("FontMatrix")
        .unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let [_, y0, _, y1] = dict.get::<[f64; 4]>("FontBBox").unwrap_or_default();
    let height = (y1 - y0).abs();
    let em = matrix[3].abs() * if height > 0.0 { height } else { 1000.0 };
    if em.is_finite() && em > 0.0 { em } else { 1.0 }
}

/// The fonts of a document, each loaded once.
pub(crate) struct FontStore<'a> {
    cache: FontCache<'a>,
    kept: HashMap<ObjectIdentifier, Rc<PdfFont<'a>>>,
    fallback: Option<Rc<PdfFont<'a>>>,
    resolver: FontResolverFn,
    cmaps: CMapResolverFn,
    loaded: usize,
}

impl<'a> FontStore<'a> {
    pub fn new() -> Self {
        FontStore {
            cache: FontCache::new(),
            kept: HashMap::new(),
            fallback: None,
            resolver: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
            }),
            cmaps: Arc::new(hayro_cmap::load_embedded),
            loaded: 0,
        }
    }

    /// The font of a dictionary; its streams are measured by `decoder` first,
    /// because the library inflates them without a limit.
    pub fn font(&mut self, dict: &Dict<'a>, decoder: &mut Decoder) -> Rc<PdfFont<'a>> {
        if let Some(font) = dict.obj_id().and_then(|id| self.kept.get(&id)) {
            return font.clone();
        }
        self.make_room();
        let loaded = if streams_fit(dict, decoder) {
            self.cache.font(dict, &self.resolver, &self.cmaps)
        } else {
            None
        };
        let mended = loaded
            .as_ref()
            .map(|_| mended_codes(dict, decoder))
            .unwrap_or_default();
        let font = Rc::new(PdfFont::new(loaded, dict, mended));
        if let Some(id) = dict.obj_id() {
            self.kept.insert(id, font.clone());
        }
        font
    }

    /// The font of text that names none, as viewers do.
    pub fn fallback(&mut self) -> Rc<PdfFont<'a>> {
        let FontStore {
            cache,
            fallback,
            resolver,
            ..
        } = self;
        fallback
            .get_or_insert_with(|| {
                let font = cache.standard_font(StandardFont::Helvetica, resolver);
                Rc::new(PdfFont::new(font, &Dict::empty(), HashMap::new()))
            })
            .clone()
    }

    fn make_room(&mut self) {
        self.loaded += 1;
        if self.loaded > MAX_KEPT_FONTS {
            self.loaded = 0;
            self.kept.clear();
            self.cache = FontCache::new();
        }
    }
}

fn mended_codes(dict: &Dict<'_>, decoder: &mut Decoder) -> HashMap<u32, String> {
    let Some(stream) = dict.get::<Stream<'_>>("ToUnicode") else {
        return HashMap::new();
    };
    let mut map = Vec::new();
    decoder.append(&stream, &mut map);
    unicode_map::mended(&map)
}

/// Whether all streams a font is loaded from stay within the limits.
fn streams_fit(dict: &Dict<'_>, decoder: &mut Decoder) -> bool {
    let inner = descendant(dict);
    let holders = [Some(dict), inner.as_ref()];
    let descriptors = holders.map(|d| d.and_then(|d| d.get::<Dict<'_>>("FontDescriptor")));
    let own = holders
        .into_iter()
        .flatten()
        .flat_map(|d| ["ToUnicode", "Encoding", "CIDToGIDMap"].map(|key| d.get::<Stream<'_>>(key)));
    let files = descriptors
        .iter()
        .flatten()
        .flat_map(|d| ["FontFile", "FontFile2", "FontFile3"].map(|key| d.get::<Stream<'_>>(key)));
    own.chain(files)
        .flatten()
        .all(|stream| decoder.fits(&stream))
}
