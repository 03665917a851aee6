//! Words of made-up pages.

use schede_model::page::{BBox, Rotation, Visibility, Word};

/// Height of the type.
pub const EM: f32 = 10.0;

/// Letters are half as wide as the type is high.
pub const LETTER: f32 = 0.5 * EM;

/// A word with its upper left corner at a place.
pub fn word(text: &str, x0: f32, y0: f32) -> Word {
    Word {
        text: text.into(),
        bbox: BBox {
            x0,
            y0,
            x1: x0 + LETTER * text.chars().count() as f32,
            y1: y0 + EM,
        },
        baseline: y0 + 0.8 * EM,
        font_size: EM,
        bold: false,
        rotation: Rotation::None,
        visibility: Visibility::Visible,
        glued: false,
        clip: None,
        mcid: None,
        doubtful: false,
        ocr_confidence: None,
    }
}
