//! The months beside the phases, as a grid with a cross where one is under way: "Gen Feb
//! Mar ...", "G F M A M G L A S O N D".
//!
//! In: a word of a line. Out: the word behind the run of months that begins with it. No field
//! takes the crosses: the months are the head of one column that the form does not know.
//!
//! Not here: dates in words (the parser's `values`).

use crate::geometry::lines::view::View;

/// Months one behind another that make a grid, at least.
const FEWEST: usize = 6;

/// Months of a year.
const YEAR: usize = 12;

/// The token behind the months that begin with a token, each by its name or its first letters.
pub(crate) fn end(view: View, position: usize, index: usize) -> Option<usize> {
    let line = view.line(position);
    let left = line.tokens.end - index;
    if left < FEWEST || !view.page.word(line, index).starts_with(char::is_uppercase) {
        return None;
    }
    let known = &view.profile.vocabulary;
    let run = |first: usize| {
        let months = (first..YEAR).zip(index..line.tokens.end);
        let named =
            |(month, at): &(usize, usize)| known.begins_month(view.page.word(line, *at), *month);
        months.take_while(named).count()
    };
    let longest = (0..=YEAR - FEWEST).map(run).max()?;
    (longest >= FEWEST).then_some(index + longest)
}
