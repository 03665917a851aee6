//! Signs within a text that it lacks words or holds words of another: a bracket without
//! its partner, an end in mid-sentence, a number alone on its line.
//!
//! In: the pieces of one text. Out: the first sign, in the words that a reader is told,
//! and its place. The signs are one table: a sign more is a row of it and a function.
//!
//! Not here: signs between texts, and what is done with a sign (`whole`).

mod ends;
mod marks;
mod numbers;
mod pairs;

pub use ends::{cut_word, ends_open};
pub use numbers::{NUMBER_ALONE, names_page, number_alone};

use schede_model::Flow;
use schede_profile::Profile;

use self::marks::Marks;
use super::blanks::{odd_blank, stray_blank};
use super::cut::{CUT, blank_behind_hyphen};
use super::letters::{MISREAD, is_misread};
use crate::source::Piece;

/// What is said of a blank that breaks a word, or one that lacks.
const ODD_BLANK: &str = "a blank stands within a word, or lacks between two";

/// What is said of one before a sign, and of one before the number that "n." announces.
pub const STRAY_BLANK: &str = "a blank stands before a full stop or comma";
pub const NUMBER_APART: &str = "the blank between a number and its \"n.\" may not be on paper";

/// A sign that a text does not look whole.
struct Sign {
    /// What a reader is told.
    says: &'static str,
    /// The text's words are looked at if it has one of these marks.
    marks: Marks,
    /// The place of the sign, if the text has it.
    find: fn(&Look<'_, '_>) -> Option<Piece>,
}

/// The signs, the surest first: the first that is found is said.
const SIGNS: [Sign; 16] = [
    Sign {
        says: "a bracket or quotation mark has no partner",
        marks: Marks::PAIRED,
        find: |look| pairs::unpaired(look.flow, look.pieces).then_some(look.last),
    },
    Sign {
        says: "it ends in mid-sentence",
        marks: Marks::EVERY,
        find: |look| {
            let end = look.text(&look.last);
            let open = ends_open(end, &look.profile.vocabulary) || ends::ends_in_list(end);
            open.then_some(look.last)
        },
    },
    Sign {
        says: MISREAD,
        marks: Marks::FOREIGN,
        find: |look| look.piece(|piece| is_misread(look.flow, piece)),
    },
    Sign {
        says: "a line names a page",
        marks: Marks::PAGE,
        find: |look| look.piece(|piece| names_page(look.text(piece).trim(), &look.profile.pages)),
    },
    Sign {
        says: "a number stands within a word",
        marks: Marks::NUMBER_IN_WORD,
        find: |look| look.piece(|piece| numbers::number_in_word(look.text(piece))),
    },
    Sign {
        says: STRAY_BLANK,
        marks: Marks::STRAY_BLANK,
        find: |look| look.piece(|piece| stray_blank(look.text(piece))),
    },
    Sign {
        says: ODD_BLANK,
        marks: Marks::LETTER_APART,
        find: |look| look.piece(|piece| odd_blank(look.text(piece), &look.profile.vocabulary)),
    },
    Sign {
        says: ODD_BLANK,
        marks: Marks::APOSTROPHE,
        find: |look| look.behind(|line, next| ends::elided_before(look, line, next)),
    },
    Sign {
        says: "an address may lack letters where it was broken",
        marks: Marks::FIGURE_ENDS,
        find: |look| {
            look.behind(|line, next| numbers::cuts_address(look.text(line), look.text(next)))
        },
    },
    Sign {
        says: ODD_BLANK,
        marks: Marks::HYPHEN,
        find: |look| look.piece(|piece| blank_behind_hyphen(look.text(piece))),
    },
    Sign {
        says: NUMBER_ALONE,
        marks: Marks::PIECES,
        find: |look| look.piece(|piece| number_alone(look.flow, piece)),
    },
    Sign {
        says: CUT,
        marks: Marks::PIECES,
        find: |look| ends::cut_word(look.flow, &look.profile.vocabulary, look.pieces),
    },
    Sign {
        says: NUMBER_APART,
        marks: Marks::FULL_STOP_ENDS,
        find: |look| look.before(|line, next| numbers::is_apart(look.flow, line, next)),
    },
    Sign {
        says: "a number set off in its line could be a page's",
        marks: Marks::ONE_LINE,
        find: |look| look.before(|line, next| numbers::set_off(look.flow, line, next)),
    },
    Sign {
        says: "a line goes on with a small letter after a full stop",
        marks: Marks::FULL_STOP_ENDS,
        find: |look| look.behind(|line, next| ends::goes_on_small(look.flow, line, next)),
    },
    Sign {
        says: "its last words stand twice",
        marks: Marks::EVERY,
        find: |look| ends::ends_twice(look.flow, look.pieces).then_some(look.last),
    },
];

/// A text that is looked at for signs.
struct Look<'t, 'f> {
    flow: &'t Flow<'f>,
    profile: &'t Profile,
    pieces: &'t [Piece],
    last: Piece,
}

impl Look<'_, '_> {
    fn text(&self, piece: &Piece) -> &str {
        piece.text(self.flow)
    }

    /// The first piece that is a sign.
    fn piece(&self, is: impl Fn(&Piece) -> bool) -> Option<Piece> {
        self.pieces.iter().find(|piece| is(piece)).copied()
    }

    /// The first of two pieces that are a sign together, one behind the other.
    fn before(&self, are: impl Fn(&Piece, &Piece) -> bool) -> Option<Piece> {
        let mut pairs = self.pieces.windows(2);
        pairs.find(|pair| are(&pair[0], &pair[1])).map(|p| p[0])
    }

    /// The second of two such pieces.
    fn behind(&self, are: impl Fn(&Piece, &Piece) -> bool) -> Option<Piece> {
        let mut pairs = self.pieces.windows(2);
        pairs.find(|pair| are(&pair[0], &pair[1])).map(|p| p[1])
    }
}

/// The first sign in a text, with its place.
pub fn first_sign(
    flow: &Flow<'_>,
    profile: &Profile,
    pieces: &[Piece],
) -> Option<(&'static str, Piece)> {
    let last = *pieces.last()?;
    let marks = Marks::of(flow, pieces, &profile.pages);
    let look = Look {
        flow,
        profile,
        pieces,
        last,
    };
    let mut marked = SIGNS.iter().filter(|sign| marks.has(sign.marks));
    marked.find_map(|sign| Some((sign.says, (sign.find)(&look)?)))
}
