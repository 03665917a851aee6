//! Tabs: signs for so many blanks as lead to the next column of a raster, in a text
//! whose columns are kept by blanks; else blanks between words.
//!
//! In: the characters of a text. Out: the same without tabs. Most texts have none and
//! are given back as they are.

use std::borrow::Cow;

/// Columns from one stop to the next, in all programs that put tabs for blanks.
const STOP: usize = 8;

/// Share of the gaps with tabs (one in so many) that end with blanks in a text whose
/// columns are kept by both: a gap ends at a stop by chance.
const ONE_IN: usize = 3;

/// The text without tabs.
pub(crate) fn expanded(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut has_tabs = false;
    let (mut n_gaps, mut n_with_blanks) = (0, 0);
    for at in memchr::memchr_iter(b'\t', text.as_bytes()) {
        has_tabs = true;
        let rest = text[at + 1..].trim_start_matches(' ');
        let blanks = text.len() - at - 1 - rest.len();
        // The last tab of a gap, which no line end follows.
        if rest.starts_with(|c: char| !c.is_whitespace()) {
            n_gaps += 1;
            n_with_blanks += usize::from(blanks > 1);
        }
    }
    if !has_tabs {
        text
    } else if n_with_blanks > 0 && n_with_blanks * ONE_IN >= n_gaps {
        Cow::Owned(to_stops(&text))
    } else {
        Cow::Owned(text.replace('\t', " "))
    }
}

/// The text with the blanks that lead to the next stop for each tab.
fn to_stops(text: &str) -> String {
    let mut blanks = String::with_capacity(text.len() * 2);
    let mut column = 0;
    for sign in text.chars() {
        match sign {
            '\t' => {
                let n = STOP - column % STOP;
                blanks.extend(std::iter::repeat_n(' ', n));
                column += n;
            }
            '\n' | '\r' | '\u{c}' => {
                blanks.push(sign);
                column = 0;
            }
            _ => {
                blanks.push(sign);
                column += 1;
            }
        }
    }
    blanks
}

#[cfg(test)]
mod tests {
    fn expanded(text: &str) -> String {
        super::expanded(text.into()).into_owned()
    }

    #[test]
    fn tabs_that_keep_columns_lead_to_stops() {
        assert_eq!(
            expanded("a\t  b\tc\nà\t\td"),
            "a         b     c\nà               d"
        );
    }

    #[test]
    fn tabs_between_words_are_blanks() {
        assert_eq!(
            expanded("fase\t1:\tRilievo\t\t25%\t \nx"),
            "fase 1: Rilievo  25%  \nx"
        );
    }
}
