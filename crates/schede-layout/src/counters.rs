//! Running heads and feet in a text whose pages are not marked: known by the
//! page number they carry, which counts up.
//!
//! In: a flow of one segment a line without page marks. Out: the same, with lines
//! that count pages labelled furniture, and the lines that stand beside a
//! counting number alone.
//!
//! Not here: margins of marked pages (`margins`), margins by position
//! (`geometry`).

use std::collections::HashMap;

use schede_model::{Flow, Layer};
use schede_profile::Profile;

use crate::margins::is_of_the_form;

/// A counter that has counted this far is no coincidence.
const LEAST_PAGES: usize = 3;

/// A page holds more lines than this: what counts up faster is a list.
pub(crate) const SHORTEST_PAGE: usize = 8;

/// Bytes of the longest running head.
const LONGEST: usize = 120;

/// A line with a number at one of its ends.
struct Counter {
    segment: usize,
    number: u32,
    /// A segment beside it that belongs to the same head, if the number is alone.
    partner: Option<usize>,
}

/// Labels lines that count.
pub(crate) fn label(flow: &mut Flow<'_>, profile: &Profile) {
    let mut kinds: HashMap<(String, bool), Vec<Counter>> = HashMap::new();
    for n in 0..flow.segments.len() {
        if flow.segments[n].layer == Layer::Body {
            collect(flow, profile, n, &mut kinds);
        }
    }
    for counters in kinds.into_values().filter(|c| counts_up(c)) {
        for counter in counters {
            flow.segments[counter.segment].layer = Layer::Furniture;
            if let Some(partner) = counter.partner {
                flow.segments[partner].layer = Layer::Furniture;
            }
        }
    }
}

/// Sorts segment `n` by the words that stand with its number.
fn collect(
    flow: &Flow<'_>,
    profile: &Profile,
    n: usize,
    kinds: &mut HashMap<(String, bool), Vec<Counter>>,
) {
    let text = flow.text(&flow.segments[n]).trim();
    if text.len() > LONGEST {
        return;
    }
    let Some((number, words)) = numbered(text) else {
        return;
    };
    if !words.is_empty() {
        if !is_of_the_form(profile, text) {
            let counter = Counter {
                segment: n,
                number,
                partner: None,
            };
            kinds.entry((words, false)).or_default().push(counter);
        }
        return;
    }
    // A number alone counts with the line after it or before it.
    for (beside, after) in [(n + 1, true), (n.wrapping_sub(1), false)] {
        let Some(segment) = flow.segments.get(beside) else {
            continue;
        };
        let words = flow.text(segment).trim();
        if words.len() > LONGEST || words.is_empty() || is_of_the_form(profile, words) {
            continue;
        }
        let counter = Counter {
            segment: n,
            number,
            partner: Some(beside),
        };
        kinds
            .entry((words.to_owned(), after))
            .or_default()
            .push(counter);
    }
}

/// The number at the beginning or end of a line, and the line with its digits
/// taken out. A page's number has few digits.
fn numbered(text: &str) -> Option<(u32, String)> {
    const MOST_DIGITS: usize = 4;
    let bytes = text.as_bytes();
    let ahead = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let behind = bytes
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let digits = match (ahead, behind) {
        (1..=MOST_DIGITS, _) => &text[..ahead],
        (0, 1..=MOST_DIGITS) => &text[text.len() - behind..],
        _ => return None,
    };
    let number = digits.parse().ok()?;
    if (1900..2100).contains(&number) {
        // Years count up too.
        return None;
    }
    let words = text
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .collect::<String>();
    let words = words.trim();
    let alone = !words.contains(char::is_alphabetic);
    Some((
        number,
        if alone {
            String::new()
        } else {
            words.to_owned()
        },
    ))
}

fn counts_up(counters: &[Counter]) -> bool {
    counters.len() >= LEAST_PAGES
        && counters.windows(2).all(|pair| {
            pair[1].number == pair[0].number + 1
                && pair[1].segment - pair[0].segment >= SHORTEST_PAGE
        })
}

#[cfg(test)]
mod tests {
    use schede_model::Layer;
    use schede_profile::Profiles;

    fn furniture(text: &str) -> Vec<String> {
        let profiles = Profiles::builtin().expect("built in");
        let flow = crate::read_text(text, profiles.fallback().expect("one"));
        let labelled = flow.segments.iter().filter(|s| s.layer == Layer::Furniture);
        labelled.map(|s| flow.text(s).to_owned()).collect()
    }

    /// Pages of ten lines, each with this foot.
    fn pages(foot: impl Fn(u32) -> String) -> String {
        let body = |n: u32| (0..10).map(move |k| format!("riga {} del testo\n", 7 * n + 3 * k));
        (1..=3)
            .map(|n| body(n).collect::<String>() + &foot(n))
            .collect()
    }

    #[test]
    fn a_foot_that_counts_is_no_text() {
        let text = &pages(|n| format!("{n}/3 Piano\n"));
        assert_eq!(furniture(text), ["1/3 Piano", "2/3 Piano", "3/3 Piano"]);
    }

    #[test]
    fn a_number_alone_counts_with_the_line_beside_it() {
        let text = &pages(|n| format!(" {n}\n\nPiano\n"));
        assert_eq!(furniture(text), ["1", "Piano", "2", "Piano", "3", "Piano"]);
    }

    /// A name so long that with a number and a blank it has so many bytes.
    fn name(n_bytes: usize) -> String {
        "Piano ".repeat(n_bytes)[..n_bytes - 3].to_owned() + "n"
    }

    #[test]
    fn a_foot_is_a_line_and_no_paragraph() {
        let longest = pages(|n| format!("{n} {}\n", name(super::LONGEST)));
        assert_eq!(furniture(&longest).len(), 3);
        let longer = pages(|n| format!("{n} {}\n", name(super::LONGEST + 1)));
        assert!(furniture(&longer).is_empty());
        // Beside a number that stands alone.
        let longest = pages(|n| format!(" {n}\n\n{}\n", name(super::LONGEST + 2)));
        assert_eq!(furniture(&longest).len(), 6);
        let longer = pages(|n| format!(" {n}\n\n{}\n", name(super::LONGEST + 3)));
        assert!(furniture(&longer).is_empty());
    }

    #[test]
    fn numbers_that_do_not_count_are_text() {
        assert!(furniture(&pages(|n| format!("{}\nOK\n", 2470 + n * n))).is_empty());
        assert!(furniture(&pages(|n| format!("anno {}\n", 2024 + n))).is_empty());
        assert!(furniture("lotto 1\nlotto 2\nlotto 3\n").is_empty());
    }
}
