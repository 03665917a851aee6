//! Signs of the fonts Symbol and Wingdings, which writers leave in the private use area:
//! the code of the font behind U+F000.
//!
//! The sign that Unicode keeps twice, too: writers take the second one from the font.
//!
//! In: a character. Out: the one that paper shows for it. The fonts share their codes, so
//! each code has the sign of the font that writers take it from: word processors set the
//! bullets of their lists so.
//!
//! Not here: letters of fonts that keep all of theirs there (`schede_pdf`).

/// What is shown for a private character, if that is known, or for a sign that is another
/// one by its standard.
pub fn shown(character: char) -> Option<char> {
    Some(match character {
        // The Greek question mark: one glyph with the semicolon, of which fonts may name it.
        '\u{37e}' => ';',
        // Symbol.
        '\u{f0b7}' => '•',
        // Wingdings.
        '\u{f0a7}' => '▪',
        '\u{f0a8}' => '◻',
        '\u{f0d8}' => '➢',
        '\u{f0e0}' => '→',
        '\u{f0e8}' => '➔',
        '\u{f0f0}' => '⇨',
        '\u{f0fb}' => '✗',
        '\u{f0fc}' => '✓',
        '\u{f0fd}' => '☒',
        '\u{f0fe}' => '☑',
        _ => return None,
    })
}
