//! Running heads, feet and page numbers in a text without coordinates.
//!
//! In: a flow of one segment a line. Out: the same, with lines of the margins
//! labelled furniture. A line is one if, with its digits masked, it stands first
//! or last on most pages; or if it is a page number and nothing else.
//!
//! Not here: margins by position (`geometry`).

use std::collections::HashMap;

use schede_model::{Flow, Layer};
use schede_profile::{PageWords, Profile};

use crate::counters;

/// How many lines at each end of a page can be margins.
const DEPTH: usize = 3;

/// Share of pages a line must stand on. A sheet takes two pages or more, so what
/// its form prints on each sheet stands on half of them at most.
const MOST_PAGES: f64 = 0.6;

/// On fewer pages a line that stands twice may be a line cut by a page's end.
const LEAST_PAGES: u32 = 3;

/// Labels the lines of the margins.
pub(crate) fn label(flow: &mut Flow<'_>, profile: &Profile) {
    for n in 0..flow.segments.len() {
        if is_page_number(flow.text(&flow.segments[n]), &profile.pages) {
            flow.segments[n].layer = Layer::Furniture;
        }
    }
    if flow.pages < LEAST_PAGES {
        return counters::label(flow, profile);
    }
    let runs = edge_runs(flow, profile);
    let mut pages: HashMap<String, u32> = HashMap::new();
    for ends in runs.chunks(2) {
        let mut texts: Vec<String> = ends
            .iter()
            .flatten()
            .map(|n| masked(flow.text(&flow.segments[*n])))
            .collect();
        texts.sort_unstable();
        texts.dedup();
        for text in texts {
            *pages.entry(text).or_default() += 1;
        }
    }
    let outermost: Vec<usize> = runs.iter().filter_map(|run| run.first().copied()).collect();
    for run in runs {
        // From the page's edge inwards: behind a line of the page's own nothing
        // is a margin.
        for n in run {
            let here = pages[&masked(flow.text(&flow.segments[n]))];
            let share = f64::from(here) / f64::from(flow.pages);
            if here < LEAST_PAGES || share < MOST_PAGES {
                break;
            }
            flow.segments[n].layer = Layer::Furniture;
        }
    }
    doubt_edges(flow, &outermost);
}

/// A line that is the first or last of several pages, but not of most, may be a
/// running head.
fn doubt_edges(flow: &mut Flow<'_>, outermost: &[usize]) {
    const SHORTEST: usize = 8;
    let mut same: HashMap<String, Vec<usize>> = HashMap::new();
    for n in outermost {
        let text = flow.text(&flow.segments[*n]);
        if flow.segments[*n].layer == Layer::Body && text.len() >= SHORTEST {
            same.entry(masked(text)).or_default().push(*n);
        }
    }
    for n in same.into_values().filter(|lines| lines.len() > 1).flatten() {
        flow.segments[n].doubtful = true;
    }
}

/// For each page's two ends, its outermost segments from the edge inwards, up to
/// the first that begins like a line of the form. A text without page marks has
/// no edges.
fn edge_runs(flow: &Flow<'_>, profile: &Profile) -> Vec<Vec<usize>> {
    let page = |n: usize| flow.lines[flow.segments[n].line as usize].page;
    let own = |n: &usize| !is_of_the_form(profile, flow.text(&flow.segments[*n]));
    let mut runs = Vec::new();
    let mut start = 0;
    while start < flow.segments.len() {
        let end = (start..flow.segments.len())
            .find(|n| page(*n) != page(start))
            .unwrap_or(flow.segments.len());
        runs.push((start..end).take(DEPTH).take_while(own).collect());
        runs.push((start..end).rev().take(DEPTH).take_while(own).collect());
        start = end;
    }
    runs
}

/// The words of a line with one blank between and no digits.
fn masked(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(|c: char| c.is_ascii_digit(), "#")
}

pub(crate) fn is_of_the_form(profile: &Profile, text: &str) -> bool {
    profile.printed.at_start(text).is_some()
        || profile.entity.at_start(text).is_some() && !text.contains(|c: char| c.is_ascii_digit())
        || profile.org_unit.at_start(text).is_some()
        || profile.heads.at_start(text).is_some()
        || profile.phase_words.at_start(text).is_some()
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
    fn the_forms_own_lines_on_half_of_the_pages_are_not() {
        let text = "SETTORE A\nx\n\u{c}y\nz\n\u{c}SETTORE A\nv\n\u{c}w\nk\n";
        assert!(furniture(text).is_empty());
    }

    #[test]
    fn a_line_at_the_edge_of_two_pages_may_be_a_running_head() {
        let profiles = Profiles::builtin().expect("built in");
        let text = "Piano 2024\na\n\u{c}b\n\u{c}Piano  2025\nc\n\u{c}d\n";
        let flow = crate::read_text(text, profiles.fallback().expect("one"));
        let doubtful = flow.segments.iter().filter(|s| s.doubtful);
        let texts: Vec<_> = doubtful.map(|s| flow.text(s)).collect();
        assert_eq!(texts, ["Piano 2024", "Piano  2025"]);
    }

    #[test]
    fn a_page_number_says_that_it_is_one() {
        assert_eq!(
            furniture("x\npag. 75 di 214\n- 7 -\n-7\n2470\n"),
            ["pag. 75 di 214", "- 7 -"]
        );
    }
}
