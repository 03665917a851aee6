//! Marked content: the sequences a content stream is divided into.

use hayro_syntax::object::{Dict, String as PdfString};

use crate::text_strings::decoded;

/// Replacement texts longer than this are no replacement of glyphs.
const MAX_ACTUAL: usize = 64;

/// The open marked-content sequences.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    open: Vec<Mark>,
}

#[derive(Debug, Clone)]
struct Mark {
    mcid: Option<u32>,
    visible: bool,
    actual: Option<String>,
    actual_given: bool,
    /// How much of it the glyphs so far are, letter by letter.
    matched: usize,
}

impl Marks {
    /// Opens a sequence; identifier and visibility are inherited.
    pub fn open(&mut self, mcid: Option<u32>, visible: bool, actual: Option<String>) {
        self.open.push(Mark {
            mcid: mcid.or(self.mcid()),
            visible: visible && self.visible(),
            actual,
            actual_given: false,
            matched: 0,
        });
    }

    /// Opens a sequence with its property list. Identifiers inside a form count
    /// for the form's own structure, not the page's.
    pub fn open_with(&mut self, properties: &Dict<'_>, visible: bool, in_form: bool) {
        let mcid = properties
            .get::<i32>("MCID")
            .and_then(|id| u32::try_from(id).ok());
        let actual = properties
            .get::<PdfString<'_>>("ActualText")
            .map(|text| decoded(text.as_bytes()));
        let actual = actual.filter(|text| (1..=MAX_ACTUAL).contains(&text.chars().count()));
        self.open(mcid.filter(|_| !in_form), visible, actual);
    }

    pub fn close(&mut self) {
        self.open.pop();
    }

    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Closes what the content left open.
    pub fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth);
    }

    pub fn mcid(&self) -> Option<u32> {
        self.open.last().and_then(|mark| mark.mcid)
    }

    pub fn visible(&self) -> bool {
        self.open.last().is_none_or(|mark| mark.visible)
    }

    /// Whether the file gives a text for what it shows here.
    pub fn has_actual_text(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.actual.is_some())
    }

    /// The text given for the glyphs of this sequence: first all of it, then
    /// nothing. Only the innermost sequence is asked.
    pub fn actual_text(&mut self) -> Option<String> {
        let mark = self.open.last_mut()?;
        let text = mark.actual.as_ref()?;
        let text = if mark.actual_given {
            String::new()
        } else {
            text.clone()
        };
        mark.actual_given = true;
        Some(text)
    }

    /// What the file says for a glyph whose letters are known, if that differs in
    /// nothing but capitals: small capitals show the glyphs of capitals.
    pub fn actual_case(&mut self, letters: &str) -> Option<String> {
        let mark = self.open.last_mut()?;
        let rest = mark.actual.as_deref()?.get(mark.matched..)?;
        let n = letters.chars().count();
        let end = rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
        let given = rest[..end].to_owned();
        let lower = |text: &str| {
            text.chars()
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        if given.is_empty() || lower(&given) != lower(letters) {
            return None;
        }
        mark.matched += end;
        Some(given)
    }

    /// Whether the file says that what it shows here is a soft hyphen.
    pub fn is_soft_hyphen(&self) -> bool {
        self.open
            .last()
            .is_some_and(|mark| mark.actual.as_deref() == Some("\u{AD}"))
    }
}
