//! Form fields: what kind they are and which text they hold.
//!
//! In: the dictionary of a widget, which a field shows itself by. Out: its kind and its
//! value. What a widget does not say itself, the fields above it do.
//!
//! Not here: where and whether a value is shown (`annotations`).

use hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

use crate::content::Decoder;
use crate::text_strings::decoded_start;

/// Bits of a field's flags: its text is a secret,
const PASSWORD: i32 = 1 << 13;
/// and: the button does something, and holds no state.
const PUSH_BUTTON: i32 = 1 << 16;
/// Choices of a list that are looked at.
const MAX_CHOICES: usize = 100;

/// What kind of field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, or a choice among texts.
    Text,
    /// A box to tick.
    Box,
    /// A button of the viewer.
    Button,
    Signature,
}

/// A field, seen from one of its widgets.
pub(crate) struct Field<'a> {
    /// The widget and the fields above it.
    chain: Vec<Dict<'a>>,
}

impl<'a> Field<'a> {
    pub fn new(widget: &Dict<'a>, max_nesting: u32) -> Self {
        let above = |dict: &Dict<'a>| dict.get::<Dict<'a>>("Parent");
        let chain = std::iter::successors(Some(widget.clone()), above);
        Field {
            chain: chain.take(max_nesting as usize).collect(),
        }
    }

    /// Bytes of the file that it takes.
    pub fn size(&self) -> u64 {
        self.chain.iter().map(|dict| dict.data().len() as u64).sum()
    }

    pub fn kind(&self) -> Option<Kind> {
        let name = self.holder("FT")?.get::<Name<'a>>("FT")?;
        match &*name {
            b"Tx" | b"Ch" => Some(Kind::Text),
            b"Btn" if self.flags() & PUSH_BUTTON != 0 => Some(Kind::Button),
            b"Btn" => Some(Kind::Box),
            b"Sig" => Some(Kind::Signature),
            _ => None,
        }
    }

    /// The text it holds, as far as it is looked at; none of a secret.
    pub fn text(&self, decoder: &mut Decoder) -> Option<String> {
        if self.flags() & PASSWORD != 0 {
            return None;
        }
        let holder = self.holder("V")?;
        if let Some(text) = holder.get::<PdfString<'a>>("V") {
            return Some(decoded_start(text.as_bytes()));
        }
        if let Some(choices) = holder.get::<Array<'a>>("V") {
            let texts = choices.iter::<PdfString<'a>>().take(MAX_CHOICES);
            let texts: Vec<_> = texts.map(|text| decoded_start(text.as_bytes())).collect();
            return Some(texts.join(" "));
        }
        let stream = holder.get::<Stream<'a>>("V")?;
        let mut bytes = Vec::new();
        decoder.append(&stream, &mut bytes);
        Some(decoded_start(&bytes))
    }

    fn flags(&self) -> i32 {
        let holder = self.holder("Ff");
        holder.and_then(|holder| holder.get("Ff")).unwrap_or(0)
    }

    /// The widget, or the next field above it, that has such an entry.
    fn holder(&self, key: &str) -> Option<&Dict<'a>> {
        self.chain.iter().find(|dict| dict.contains_key(key))
    }
}
