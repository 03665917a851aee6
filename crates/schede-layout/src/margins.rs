//! Running heads, feet and page numbers in a text without coordinates.
//!
//! In: a flow of one segment a line. Out: the same, with lines of the margins
//! labelled furniture. A line is one if, with its digits and the letters of codes masked,
//! it stands first or last on most pages; or if it is a page number and nothing else.
//!
//! Not here: margins by position (`geometry`).

use std::collections::HashMap;
use std::ops::Range;

use schede_model::{Flow, Layer, Segment};
use schede_profile::{PageWords, PhaseWord, Profile};

use crate::{counters, unmarked};

/// How many lines at each end of a page can be margins.
pub(crate) const DEPTH: usize = 3;

/// Share of pages a line must stand on. A sheet takes two pages or more, so what
/// its form prints on each sheet stands on half of them at most.
const MOST_PAGES: f64 = 0.6;

/// On fewer pages a line that stands twice may be a line cut by a page's end.
pub(crate) const LEAST_PAGES: u32 = 3;

/// Bytes of the shortest line that is doubted for standing at several pages' edges:
/// shorter ones are values that recur ("100%", "OK").
pub(crate) const SHORTEST: usize = 8;

/// Labels the lines of the margins, given the segments of each page; page numbers that
/// say that they are one have been.
pub(crate) fn label(flow: &mut Flow<'_>, pages: &[Range<usize>], profile: &Profile) {
    label_producer(flow, profile);
    if flow.pages < LEAST_PAGES {
        counters::label(flow, profile);
        return unmarked::doubt(flow, profile);
    }
    let runs = edge_runs(flow, pages, profile);
    let mut on_pages: HashMap<Kind, u32> = HashMap::new();
    for ends in runs.chunks(2) {
        let mut kinds: Vec<Kind> = ends
            .iter()
            .flatten()
            .flat_map(|n| kinds(flow, *n))
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            *on_pages.entry(kind).or_default() += 1;
        }
    }
    let n_pages = f64::from(flow.pages);
    let is_margin = |on: &u32| *on >= LEAST_PAGES && f64::from(*on) / n_pages >= MOST_PAGES;
    // Most texts have none: their lines need not be looked at again.
    let has_margins = on_pages.values().any(is_margin);
    for run in runs.into_iter().filter(|_| has_margins) {
        // From the page's edge inwards: behind a line of the page's own nothing
        // is a margin.
        for n in run {
            let here = kinds(flow, n).iter().map(|kind| on_pages[kind]).max();
            if !here.as_ref().is_some_and(is_margin) {
                break;
            }
            flow.segments[n].layer = Layer::Furniture;
        }
    }
    doubt_edges(flow, pages, profile);
}

/// Labels the line at the end of a text that names the program it was made with, and the
/// address in that line, which some print again as a link.
fn label_producer(flow: &mut Flow<'_>, profile: &Profile) {
    let end = flow.segments.len();
    let text = |n: usize| flow.text(&flow.segments[n]).trim();
    let mut ends = end.saturating_sub(DEPTH)..end;
    let Some(producer) = ends.find(|n| profile.producers.at_start(text(*n)).is_some()) else {
        return;
    };
    let address = |n: &usize| {
        let (_, address) = text(*n).split_once("://").unwrap_or_default();
        !address.is_empty() && text(producer).contains(address.trim_end_matches('/'))
    };
    let lines: Vec<usize> = ends.filter(address).chain([producer]).collect();
    for n in lines {
        flow.segments[n].layer = Layer::Furniture;
    }
}

/// Doubts lines that may be of the margins.
pub(crate) fn doubt(flow: &mut Flow<'_>, profile: &Profile) {
    if flow.pages < LEAST_PAGES {
        unmarked::doubt(flow, profile);
    } else {
        let pages = pages(flow);
        doubt_edges(flow, &pages, profile);
    }
}

/// The segments of each page.
fn pages(flow: &Flow<'_>) -> Vec<Range<usize>> {
    let page = |segment: &Segment| flow.lines[segment.line as usize].page;
    let mut pages = Vec::new();
    let mut start = 0;
    for of_page in flow.segments.chunk_by(|a, b| page(a) == page(b)) {
        pages.push(start..start + of_page.len());
        start += of_page.len();
    }
    pages
}

/// A line that is the first or last of several pages, but not of most, may be a
/// running head; also one that names a body or unit, as sheets do that begin there.
fn doubt_edges(flow: &mut Flow<'_>, pages: &[Range<usize>], profile: &Profile) {
    let mut same: HashMap<String, Vec<u32>> = HashMap::new();
    // Where cells are known, one is no line.
    let body = |segment: &&Segment| segment.layer == Layer::Body && segment.place.is_none();
    for page in pages {
        let segments = &flow.segments[page.clone()];
        let ends = [segments.iter().find(body), segments.iter().rev().find(body)];
        for segment in ends.into_iter().flatten() {
            let text = flow.text(segment);
            let strange = !is_label(profile, text) && !is_head(profile, text);
            if strange && text.len() >= SHORTEST {
                same.entry(masked(text).0).or_default().push(segment.line);
            }
        }
    }
    let several = same.into_values().filter(|lines| lines.len() > 1);
    flow.add_edges(several.flatten());
}

/// For each page's two ends, its outermost segments from the edge inwards, up to
/// the first that begins like a line of the form. A text without page marks has
/// no edges.
fn edge_runs(flow: &Flow<'_>, pages: &[Range<usize>], profile: &Profile) -> Vec<Vec<usize>> {
    let text = |n: &usize| flow.text(&flow.segments[*n]);
    let first = |n: &usize| !is_of_the_form(profile, text(n));
    // No sheet ends with a body or unit, but a foot may name one.
    let last = |n: &usize| !is_label(profile, text(n)) && !is_head(profile, text(n));
    let mut runs = Vec::new();
    for page in pages {
        runs.push(page.clone().take(DEPTH).take_while(first).collect());
        runs.push(page.clone().rev().take(DEPTH).take_while(last).collect());
    }
    runs
}

/// What lines of different pages have in common that are one running head: the words,
/// and for a line without words how far a number of it is ahead of the page's.
type Kind = (String, i64);

/// What a segment may have in common with those of other pages.
fn kinds(flow: &Flow<'_>, n: usize) -> Vec<Kind> {
    let (words, numbers) = masked(flow.text(&flow.segments[n]));
    if words.contains(char::is_alphabetic) || numbers.is_empty() {
        let coded = without_codes(&words);
        let other = (coded != words).then_some((coded, 0));
        return std::iter::once((words, 0)).chain(other).collect();
    }
    let page = i64::from(flow.lines[flow.segments[n].line as usize].page);
    let ahead = numbers.iter().map(|number| i64::from(*number) - page);
    ahead.map(|ahead| (words.clone(), ahead)).collect()
}

/// The words of a line with one sign for each capital that stands alone: the code of the
/// sheet, which a running head may name ("Scheda A", "Ob. B_#").
fn without_codes(words: &str) -> String {
    let alone = |at: usize, c: char| {
        let before = words[..at].chars().next_back();
        let after = words[at..].chars().nth(1);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        c.is_uppercase() && !letter(before) && !letter(after)
    };
    let sign = |(at, c)| if alone(at, c) { '@' } else { c };
    words.char_indices().map(sign).collect()
}

/// The words of a line with one blank between and one sign for each number, and the
/// numbers.
pub(crate) fn masked(text: &str) -> (String, Vec<u32>) {
    let (mut masked, mut numbers) = (String::with_capacity(text.len()), Vec::new());
    for word in text.split_whitespace() {
        if !masked.is_empty() {
            masked.push(' ');
        }
        mask_into(word, &mut masked, &mut numbers);
    }
    (masked, numbers)
}

/// The text with each run of digits as one sign, and the numbers.
pub(crate) fn mask(text: &str) -> (String, Vec<u32>) {
    let (mut masked, mut numbers) = (String::with_capacity(text.len()), Vec::new());
    mask_into(text, &mut masked, &mut numbers);
    (masked, numbers)
}

fn mask_into(text: &str, masked: &mut String, numbers: &mut Vec<u32>) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| b.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.bytes().position(|b| !b.is_ascii_digit());
        let (digits, after) = from.split_at(end.unwrap_or(from.len()));
        let number = digits.bytes().fold(0_u32, |number, digit| {
            let digit = u32::from(digit - b'0');
            number.saturating_mul(10).saturating_add(digit)
        });
        numbers.push(number);
        masked.push_str(before);
        masked.push('#');
        rest = after;
    }
    masked.push_str(rest);
}

pub(crate) fn is_of_the_form(profile: &Profile, text: &str) -> bool {
    is_label(profile, text)
        || profile.entity.at_start(text).is_some() && !text.contains(|c: char| c.is_ascii_digit())
        || profile.unit_at_start(text).is_some()
        || is_head(profile, text)
}

/// Whether a line begins with a label or a phase, or is a reference without its label.
pub(crate) fn is_label(profile: &Profile, text: &str) -> bool {
    let phase = || profile.phase_words.at_start(text);
    profile.printed.at_start(text).is_some()
        || phase().is_some_and(|word| word.what == PhaseWord::Number)
        || profile.references.is_unlabelled(text)
}

/// Whether a line begins with a column's head, and not with a sentence or title that
/// begins with the same word ("Monitoraggio obiettivi 2025").
pub(crate) fn is_head(profile: &Profile, text: &str) -> bool {
    profile.heads.at_start(text).is_some_and(|label| {
        let rest = text[label.end..].trim_start();
        !rest.starts_with(char::is_lowercase) || profile.heads.continues(text)
    })
}

/// "pag. 75 di 214", "Pagina 3/12", "- 7 -". A number alone may be a value.
pub(crate) fn is_page_number(text: &str, pages: &PageWords) -> bool {
    const LONGEST: usize = 40;
    let other_word = |b: &u8| b.is_ascii_alphanumeric() && !pages.may_begin(*b);
    if text.len() > LONGEST || text.as_bytes().first().is_some_and(other_word) {
        return false;
    }
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "-–|".contains(c));
    if !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit()) {
        return is_between_dashes(text.trim());
    }
    let Some(rest) = pages.after_word(inner) else {
        return false;
    };
    let mut words = rest
        .split(|c: char| c.is_whitespace() || "/.".contains(c))
        .filter(|w| !w.is_empty());
    let number = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    words.next().is_some_and(number) && words.all(|w| number(w) || pages.is_count(w))
}

/// "- 7 -": a dash and a blank on both sides.
fn is_between_dashes(text: &str) -> bool {
    let dashes = ["- ", "– ", "| "];
    let begins = dashes.iter().any(|dash| text.starts_with(dash));
    begins && [" -", " –", " |"].iter().any(|dash| text.ends_with(dash))
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

    #[test]
    fn a_line_at_the_same_end_of_most_pages_is_a_running_head() {
        let text = "PIAO 2024 - 1\na\nb\n\u{c}PIAO 2024 - 2\nc\nd\n\u{c}PIAO 2024 - 3\ne\nf\n";
        assert_eq!(
            furniture(text),
            ["PIAO 2024 - 1", "PIAO 2024 - 2", "PIAO 2024 - 3"]
        );
    }

    #[test]
    fn a_running_head_may_name_the_sheet() {
        for head in ["Scheda A", "Ob. A_1", "A"] {
            let other = head.replace('A', "B");
            let pages = [head, head, &other, &other];
            let text: String = pages
                .iter()
                .zip(["uno", "due", "tre", "sei"])
                .map(|(head, word)| format!("{head}\nla {word}\nil {word}\n\u{c}"))
                .collect();
            assert_eq!(furniture(&text), pages);
        }
    }

    #[test]
    fn a_line_without_words_is_a_foot_if_it_counts_with_the_pages() {
        let pages = |foot: fn(u32) -> String| -> String {
            let page = |n: u32| {
                let words = ["uno", "due", "tre", "sei", "otto", "mille"];
                let word = words[n as usize % words.len()];
                format!("{word}\nla {word}\nil {word}\n{}\n\u{c}", foot(n))
            };
            (7..=12).map(page).collect()
        };
        assert_eq!(furniture(&pages(|n| format!("{n}/12"))).len(), 6);
        assert_eq!(furniture(&pages(|n| format!("31/01/2024  {n}"))).len(), 6);
        assert_eq!(furniture(&pages(|n| format!("PIAO - {n}"))).len(), 6);
        assert!(furniture(&pages(|n| format!("{}/12", n * n))).is_empty());
        assert!(furniture(&pages(|_| "31/12/2024".to_owned())).is_empty());
    }

    #[test]
    fn the_forms_own_lines_on_half_of_the_pages_are_not() {
        let text = "SETTORE A\nx\n\u{c}y\nz\n\u{c}SETTORE A\nv\n\u{c}w\nk\n";
        assert!(furniture(text).is_empty());
    }

    #[test]
    fn a_line_at_the_edge_of_two_pages_may_be_a_running_head() {
        let profiles = Profiles::builtin().expect("built in");
        let text = "Piano 2024\na\n\u{c}b\n\u{c}Piano  2025\nc\n\u{c}d\n";
        let flow = crate::read_text(text, profiles.fallback().expect("one"));
        let at_edge = flow.segments.iter().filter(|s| flow.is_at_edge(s.line));
        let texts: Vec<_> = at_edge.map(|s| flow.text(s)).collect();
        assert_eq!(texts, ["Piano 2024", "Piano  2025"]);
    }

    #[test]
    fn the_program_that_made_the_text_is_named_at_its_end() {
        let line = "Powered by NOPDF (www.example.org)";
        assert_eq!(furniture(&format!("x\n{line}\n3/3\n")), [line]);
        let link = "http://www.example.org";
        assert_eq!(furniture(&format!("x\n{line}\n{link}\n")), [line, link]);
        assert!(furniture(&format!("{line}\na\nb\nc\n")).is_empty());
    }

    #[test]
    fn a_page_number_says_that_it_is_one() {
        assert_eq!(
            furniture("x\npag. 75 di 214\n- 7 -\n-7\n2470\n"),
            ["pag. 75 di 214", "- 7 -"]
        );
    }
}
