//! What was found out about a text, kept for when it is printed again: the labels of a
//! form stand on every sheet, and so do its shortest values.
//!
//! In: texts, and what to find out about each, which depends on its characters alone.
//! Out: the same, found out once as long as it is remembered.

/// Bytes of the longest text that is remembered: longer ones seldom come again.
const LONGEST: usize = 64;

/// So many texts are remembered at the most: all that a form prints, with room to spare,
/// in little enough memory to be at hand.
const MOST: usize = 1024;

/// Texts with what was found out about them. Each has one place, named by its hash, and
/// gives way to the next one there.
pub(crate) struct Remembered<'t, T> {
    places: Vec<Option<(&'t str, T)>>,
}

impl<'t, T: Clone> Remembered<'t, T> {
    /// Room for the texts of a document that has so many.
    pub(crate) fn new(n_texts: usize) -> Self {
        let n_places = n_texts.next_power_of_two().min(MOST);
        Self {
            places: vec![None; n_places],
        }
    }

    /// What is known about a text, or else what `find` says.
    pub(crate) fn of(&mut self, text: &'t str, find: impl FnOnce(&str) -> T) -> T {
        if text.len() > LONGEST {
            return find(text);
        }
        let at = hash(text.as_bytes()) as usize % self.places.len();
        match &self.places[at] {
            Some((known, found)) if *known == text => found.clone(),
            _ => {
                let found = find(text);
                self.places[at] = Some((text, found.clone()));
                found
            }
        }
    }
}

/// A hash of the ends and the length of a text: texts that differ seldom have all three
/// alike.
fn hash(bytes: &[u8]) -> u64 {
    // An odd number with its bits well spread.
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => {
            let mut padded = [0; 8];
            padded[..bytes.len()].copy_from_slice(bytes);
            (u64::from_le_bytes(padded), 0)
        }
    };
    let mixed = (first ^ last.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(MIX);
    // The highest bits are those that all others went into.
    mixed >> 48
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, Remembered};

    #[test]
    fn what_is_found_out_of_a_short_text_is_not_asked_again() {
        let long = "x".repeat(LONGEST + 1);
        let mut lengths = Remembered::new(MOST);
        let mut asked = Vec::new();
        for text in ["Note:", "OK", "", "Note:", &long, "OK", "", &long] {
            let length = lengths.of(text, |text| {
                asked.push(text.len());
                text.len()
            });
            assert_eq!(length, text.len());
        }
        assert_eq!(asked, [5, 2, 0, LONGEST + 1, LONGEST + 1]);
    }

    #[test]
    fn texts_of_one_place_are_told_apart() {
        // One place for all.
        let mut texts = Remembered::new(0);
        for text in ["due", "tre", "due", "sei"] {
            assert_eq!(texts.of(text, str::to_owned), text);
        }
    }
}
