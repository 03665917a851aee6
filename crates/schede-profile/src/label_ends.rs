//! Where a label ends in a text.
//!
//! In: a text, and the byte behind the last letter of a spelling. Out: the byte behind the
//! label with its signs, if a word ends there.
//!
//! Not here: which spelling a text begins with (`labels`).

/// Where a label whose last letter ends at `at` ends, if a word ends there. A
/// per cent sign belongs to the label before it, also behind a blank, and so does the full stop of an
/// abbreviation: of initials, or if a colon follows. Some end `before_figures`, too.
pub(crate) fn label_end(text: &str, at: usize, before_figures: bool) -> Option<usize> {
    if before_figures && text[at..].starts_with(|c: char| c.is_ascii_digit()) {
        return Some(at);
    }
    let digit = || text[..at].ends_with(|c: char| c.is_ascii_digit());
    if text[at..].starts_with(" %") && digit() {
        return Some(at + 2);
    }
    // The usual signs behind a label.
    if matches!(text.as_bytes().get(at), None | Some(b' ' | b':')) {
        return Some(at);
    }
    let Some(next) = text[at..].chars().next() else {
        return Some(at);
    };
    // A pen that moves left leaves no blank: "ValutazioneIl Dirigente".
    let before = text[..at].chars().next_back().unwrap_or(' ');
    let glued = before.is_lowercase() && next.is_uppercase();
    // A raised figure is the mark of a note.
    let ended = !(next.is_alphabetic() || next.is_ascii_digit()) || glued;
    // "Responsabile E.Q.: Ada", "Responsabile E.Q. Ada"; not "Risultato atteso. Poi".
    let initials = || text[..at - before.len_utf8()].ends_with('.');
    let abbreviated = next == '.' && (text[at + 1..].trim_start().starts_with(':') || initials());
    ended.then_some(at + usize::from(next == '%' || abbreviated))
}
