//! Words that are withdrawn on paper: struck through, or painted over with a box that
//! hides them, beside the text that now stands.
//!
//! In: the flow, the evidence of the values. Out: a finding at each value beside which
//! such words stand, so that none is lost.
//!
//! Not here: how they are told from other words (`schede_pdf`).

use schede_model::{Alternative, Family, Finding, Flow, Pointer, Severity, Span};

use crate::document::Parsed;

/// Blank (in heights of the words) within a line, and from line to line of one text, at
/// most: words further off are beside no value, but somewhere on its sheet.
const NEAR: f64 = 0.6;

/// Says which words are struck through or painted over, and beside which value.
pub(crate) fn withdrawn(flow: &Flow<'_>, parsed: &mut Parsed) {
    say(flow, &flow.struck, parsed, struck);
    say(flow, &flow.covered, parsed, |_, _| Finding {
        code: "words-covered".into(),
        // What somebody made black is not printed again.
        message: "words are hidden by a box that was painted over them, and were left out".into(),
        ..nothing()
    });
}

fn say(
    flow: &Flow<'_>,
    lines: &[u32],
    parsed: &mut Parsed,
    finding: impl Fn(&str, Option<&str>) -> Finding,
) {
    if lines.is_empty() {
        return;
    }
    let values = Values::on_pages(flow, lines, parsed);
    let findings = lines.iter().filter_map(|line| {
        let text = &flow.lines[*line as usize].text;
        let span = flow.span(*line, 0, text.len() as u32);
        let (pointer, near) = values.beside(&span, parsed)?;
        let finding = finding(text.trim(), near.then_some(pointer.as_str()));
        let pointer = if near { pointer } else { sheet(pointer) };
        Some(Finding {
            pointer: Some(Pointer(pointer)),
            spans: vec![span],
            ..finding
        })
    });
    let findings: Vec<Finding> = findings.collect();
    parsed.findings.extend(findings);
}

/// About words beside a value, or somewhere on a sheet.
fn struck(text: &str, value: Option<&str>) -> Finding {
    let other = value.map(|pointer| Alternative {
        pointer: Pointer(pointer.to_owned()),
        value: Some(text.to_owned()),
    });
    Finding {
        code: "words-struck".into(),
        message: format!("\"{text}\" is struck through on paper and was left out"),
        alternatives: other.into_iter().collect(),
        ..nothing()
    }
}

fn nothing() -> Finding {
    Finding {
        code: "".into(),
        family: Family::Reading,
        severity: Severity::Warning,
        message: String::new(),
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    }
}

/// The objective of a value.
fn sheet(pointer: String) -> String {
    let ends = pointer.match_indices('/').nth(2);
    ends.map_or(pointer.clone(), |(end, _)| pointer[..end].to_owned())
}

/// Where the values stand of which a part is on a page with withdrawn words.
struct Values {
    /// Page, box and position in the provenance, by page.
    places: Vec<(u32, [f64; 4], usize)>,
}

impl Values {
    fn on_pages(flow: &Flow<'_>, lines: &[u32], parsed: &Parsed) -> Self {
        // They are in the order of the pages.
        let pages: Vec<u32> = lines.iter().map(page_of(flow)).collect();
        let here = |span: &Span| pages.binary_search(&span.page).is_ok();
        let mut places = Vec::new();
        for (at, (_, spans)) in parsed.provenance.iter().enumerate() {
            let of_pages = spans.filter(here);
            places.extend(of_pages.filter_map(|s| Some((s.page, s.bbox?, at))));
        }
        places.sort_by_key(|(page, ..)| *page);
        Self { places }
    }

    /// The pointer of the value nearest to a place, and whether it is near.
    fn beside(&self, span: &Span, parsed: &Parsed) -> Option<(String, bool)> {
        let here = span.bbox?;
        let em = here[3] - here[1];
        let first = self.places.partition_point(|(page, ..)| *page < span.page);
        let of_page = self.places[first..].iter().take_while(|p| p.0 == span.page);
        // What stands now was written behind or below, mostly.
        let is_before = |bbox: &[f64; 4]| bbox[2] <= here[0] || bbox[3] <= here[1];
        let far = of_page.map(|(_, b, at)| (distance(&here, b, em), is_before(b), *at));
        let (far, _, at) = far.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        let (pointer, _) = parsed.provenance.range(at..at + 1).next()?;
        Some((pointer.to_owned(), far <= NEAR * em))
    }
}

fn page_of<'f>(flow: &'f Flow<'_>) -> impl Fn(&u32) -> u32 {
    |line| flow.lines[*line as usize].page
}

/// How far two boxes are apart; words beside one another, one blank apart, are not.
fn distance(a: &[f64; 4], b: &[f64; 4], em: f64) -> f64 {
    let gap = |low: usize, high: usize| (a[low] - b[high]).max(b[low] - a[high]).max(0.0);
    (gap(0, 2) - NEAR * em).max(0.0) + gap(1, 3)
}
