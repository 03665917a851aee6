//! Captions that stand upright beside a table ("Tempistica: Fasi progettuali ..."), a
//! word or two on each line, close to the labels of its rows.
//!
//! In: the lines of a page. Out: which words of which lines are a caption's.
//!
//! Not here: captions that are alone on their line (`super`).

use std::ops::Range;

use schede_profile::{Printed, Profile};

use super::BLANKS;

/// The words of a caption at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// The line, counted from the top of its page.
    pub line: usize,
    /// How many of its words.
    pub words: usize,
    /// Nothing else stands on the line.
    pub alone: bool,
}

/// A caption holds few words; lines of the table stand between them.
const FARTHEST: usize = 40;

/// Lines of a caption set upwards, at most: there is room for long ones, where a narrow cell
/// breaks it into many.
const UPWARDS: usize = 3;

/// The captions of a page that stand beside other words.
pub(super) fn parts(text: &str, profile: &Profile) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut begun = Begun::default();
    // The last line that says something.
    let mut above = 0;
    for (n, all) in text.lines().enumerate() {
        let line = all.trim();
        let before = match line.is_empty() {
            true => above,
            false => std::mem::replace(&mut above, n),
        };
        let cell = beginning(line, profile);
        if cell.is_empty() || heads_table(line, cell, profile) {
            continue;
        }
        if begun
            .parts
            .first()
            .is_some_and(|first| n > first.line + FARTHEST)
        {
            begun.end(&mut parts);
        }
        let part = Part {
            line: n,
            words: cell.split_whitespace().count(),
            alone: cell.len() == line.len(),
        };
        let start = all.len() - all.trim_start().len();
        let place = start..start + cell.len();
        let last = begun.parts.last().map(|last| last.line);
        let apart = last.is_some_and(|last| last < before);
        let n_parts = begun.parts.len();
        let goes_on = begun.is_above(&place) && begun.add(part, cell, profile);
        let begins = !goes_on && caption(cell, profile).is_some();
        if begins {
            begun.end(&mut parts);
            begun.add(part, cell, profile);
        }
        if goes_on || begins {
            begun.reach(place);
        }
        if apart && begun.parts.len() > n_parts {
            begun.apart.get_or_insert(n_parts);
        }
        begun.go_on(n, line, cell, profile);
    }
    begun.end(&mut parts);
    parts
}

/// A caption as far as it has been read.
#[derive(Default)]
struct Begun {
    /// Its words.
    text: String,
    /// Where they stand.
    parts: Vec<Part>,
    /// So many parts make it whole.
    whole: usize,
    /// The first of its parts before which other lines stand: they were set upwards.
    apart: Option<usize>,
    /// Between which bytes of their lines they stand.
    place: Range<usize>,
}

impl Begun {
    /// Whether words of a line stand in the column of those above: a head far to the right of
    /// a head is none of its words ("Fasi" over the second line of "Stato di attuazione").
    fn is_above(&self, words: &Range<usize>) -> bool {
        let (start, end) = (self.place.start, self.place.end);
        self.parts.is_empty() || words.start <= end + (end - start)
    }

    /// Takes in the place of more words.
    fn reach(&mut self, words: Range<usize>) {
        self.place = match self.place.is_empty() {
            true => words,
            false => self.place.start.min(words.start)..self.place.end.max(words.end),
        };
    }

    /// Adds the words at the beginning of a line, if they go on with the caption.
    fn add(&mut self, part: Part, cell: &str, profile: &Profile) -> bool {
        let Some((text, whole)) = self.with(cell, profile) else {
            return false;
        };
        self.text = text;
        self.parts.push(part);
        if whole {
            self.whole = self.parts.len();
        }
        true
    }

    /// Adds the next words of the line that was added last, if they go on with the caption:
    /// justified lines have blanks between their words.
    fn go_on(&mut self, n: usize, line: &str, cell: &str, profile: &Profile) {
        let mut rest = line[cell.len()..].trim_start();
        while let Some(last) = self.parts.last().copied().filter(|last| last.line == n) {
            let next = beginning(rest, profile);
            let says = next.contains(char::is_alphabetic);
            let Some((text, whole)) = self.with(next, profile).filter(|_| says) else {
                return;
            };
            rest = rest[next.len()..].trim_start();
            let at = self.parts.len() - 1;
            self.text = text;
            self.parts[at].words = last.words + next.split_whitespace().count();
            self.parts[at].alone = rest.is_empty();
            if whole {
                self.whole = self.parts.len();
            }
        }
    }

    /// Hands over what is whole of the caption, if other words stand beside it or between its
    /// lines.
    fn end(&mut self, all: &mut Vec<Part>) {
        let parts = &self.parts[..self.whole];
        let upwards = self.apart.is_some_and(|at| at < self.whole) && self.whole <= UPWARDS;
        if upwards || parts.iter().any(|part| !part.alone) {
            all.extend(parts);
        }
        *self = Self::default();
    }

    /// The caption with more words, if some caption has them there, and whether it is
    /// whole. A narrow cell cuts words.
    fn with(&self, cell: &str, profile: &Profile) -> Option<(String, bool)> {
        let joined = [" ", ""].map(|blank| format!("{}{blank}{cell}", self.text));
        joined.into_iter().find_map(|text| {
            let whole = caption(text.trim_start(), profile)?;
            Some((text, whole))
        })
    }
}

/// Whether the words of a caption are a column's head with others beside it ("Fasi di
/// attuazione   Incidenza %   Esito").
fn heads_table(line: &str, cell: &str, profile: &Profile) -> bool {
    const FEWEST_HEADS: usize = 3;
    let head = profile.heads.at_start(cell);
    let cells = line.split(BLANKS).map(str::trim_start);
    let heads = || cells.filter(|cell| profile.heads.at_start(cell).is_some());
    head.is_some_and(|head| head.end == cell.len()) && heads().count() >= FEWEST_HEADS
}

/// The words before the label of a row, or before the next cell.
fn beginning<'l>(line: &'l str, profile: &Profile) -> &'l str {
    let cell = line.split(BLANKS).next().unwrap_or(line);
    let labels = cell.match_indices(' ').map(|(at, _)| at);
    let label = |at: &usize| {
        profile
            .phase_words
            .at_start(&cell[at + 1..])
            .is_some_and(|word| {
                let rest = cell[at + 1 + word.end..].trim_start();
                rest.starts_with(|c: char| c.is_ascii_digit())
            })
    };
    let end = labels.into_iter().find(label);
    cell[..end.unwrap_or(cell.len())].trim_end()
}

/// Whether a text is a caption or the beginning of one, and if so, whether it is whole.
fn caption(text: &str, profile: &Profile) -> Option<bool> {
    let text = text.trim_end_matches(':').trim();
    let (first, rest) = text.split_once(':').unwrap_or((text, ""));
    if !rest.is_empty() {
        // "Tempistica: Fasi progettuali ..."
        let follows = caption(first, profile) == Some(true);
        return follows.then(|| caption(rest, profile)).flatten();
    }
    let label = profile.printed.at_start(text);
    let whole = label.is_some_and(|l| l.what == Printed::Caption && l.end == text.len());
    let few = profile.printed.continues(text);
    (whole || few).then_some(whole)
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::parts;

    fn read(text: &str) -> Vec<(usize, usize)> {
        let profiles = Profiles::builtin().expect("built in");
        let parts = parts(text, profiles.fallback().expect("one"));
        parts.iter().map(|part| (part.line, part.words)).collect()
    }

    #[test]
    fn a_head_is_no_caption_with_the_words_of_another_far_right_of_it() {
        let text = "\
  Fasi                                  Esito           Stato di     Data di
                                                        attuazione   scadenza
f  Rilievo dei sentieri                 Eseguito        OK           31/03/2024
";
        assert!(read(text).is_empty());
    }

    #[test]
    fn words_of_a_caption_stand_before_the_labels_of_rows() {
        let text = "\
Tempistica: fase 1:   Rilievo      20%
Fasi                  dei sentieri
            fase 2:   Posa         80%
progettuali di
sviluppo    fase 3:   Verifica
dell'obiett           dei cartelli
ivo
";
        let expected = [(0, 1), (1, 1), (3, 2), (4, 1), (5, 1), (6, 1)];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn the_words_of_a_justified_caption_stand_apart() {
        let text = "\
Tempistica:      Rilievo dei sentieri
Fasi progettuali fase 1:   20%
di      sviluppo fase 2:   80%
dell'obiettivo
";
        assert_eq!(read(text), [(0, 1), (1, 2), (2, 2), (3, 1)]);
    }

    #[test]
    fn lines_of_a_caption_set_upwards_stand_apart() {
        let text = "\
Fasi progettuali di sviluppo

e delle rampe di accesso.
            Descrizione    Incidenza %   Scadenze
  dell'obiettivo
";
        assert_eq!(read(text), [(0, 4), (4, 1)]);
        // Those of a narrow cell, some of them too close to the next to be told.
        let narrow = "Tempisti\nca: Fasi\nprogettu fas     Rilievo   20%\ndell'obie\nttivo\n";
        assert!(read(narrow).is_empty());
    }

    #[test]
    fn what_begins_like_a_caption_is_none() {
        assert_eq!(read("Tempistica: entro il 30/06/2024\n"), []);
        assert_eq!(
            read("Dirigente:   A. Bianchi\nTempistica:\nFasi progettuali\n"),
            []
        );
        assert_eq!(read("Fasi         40%\ndi rilievo\n"), []);
    }
}
