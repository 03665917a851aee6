//! What holds for every text: values replay from their spans, no word is lost,
//! and breaking the lines anew changes nothing unseen.
//!
//! The inputs are the project's own fixtures of extracted text.

use std::path::PathBuf;

use schede_model::text::join_pieces;
use schede_model::{Finding, Flow, Objective, Severity};
use schede_parser::values::date::first_date;
use schede_parser::values::weight::weight_at_start;
use schede_parser::{Given, Parsed, parse};
use schede_profile::{Profile, Profiles};
use serde_json::Value;

fn profiles() -> Profiles {
    Profiles::builtin().expect("built-in profiles")
}

fn read<'t>(text: &'t str, profile: &Profile) -> (Flow<'t>, Parsed) {
    let flow = schede_layout::read_text(text, profile);
    let parsed = parse(&flow, profile, &Given::default());
    (flow, parsed)
}

/// The texts of all fixtures, with their names.
fn texts() -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("fixtures") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.push((path.display().to_string(), text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no fixture texts");
    found
}

#[test]
fn every_value_replays_from_its_spans() {
    let profiles = profiles();
    let profile = profiles.fallback().expect("a profile");
    for (name, text) in texts() {
        let (flow, parsed) = read(&text, profile);
        assert_replays(&name, &flow, &parsed);
    }
}

/// That each value is what stands at its places, and has some.
pub fn assert_replays(name: &str, flow: &Flow<'_>, parsed: &Parsed) {
    let records = serde_json::json!({ "objectives": parsed.objectives, "entity": parsed.entity, "plan": parsed.plan });
    for (pointer, spans) in parsed.provenance.iter() {
        let value = records
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{name}: no value at {pointer}"));
        let replayed = join_pieces(spans.map(|span| characters(flow, &span)));
        assert!(
            replays(pointer, value, &replayed),
            "{name}: {pointer} is {value}, its spans say {replayed:?}"
        );
    }
    leaves(
        &records["objectives"],
        "/objectives".into(),
        &mut |pointer| {
            let computed = pointer.ends_with("/id") || pointer.contains("/pages/");
            assert!(
                computed || parsed.provenance.get(pointer).is_some(),
                "{name}: no evidence for {pointer}"
            );
        },
    );
}

fn characters<'f>(flow: &'f Flow<'_>, span: &schede_model::Span) -> &'f str {
    let line = flow
        .lines
        .iter()
        .find(|l| l.page == span.page && l.number == span.line)
        .expect("the span's line");
    let at = |n: u32| {
        line.text
            .char_indices()
            .nth(n as usize)
            .map_or(line.text.len(), |(at, _)| at)
    };
    &line.text[at(span.start)..at(span.end)]
}

fn replays(pointer: &str, value: &Value, replayed: &str) -> bool {
    let member = pointer.rsplit('/').next().unwrap_or_default();
    match (member, value) {
        ("weight_unit" | "stage", _) => true,
        ("type", Value::String(kind)) => {
            let profiles = profiles();
            let plans = &profiles.fallback().expect("a profile").plans;
            plans
                .at_start(replayed)
                .is_some_and(|l| l.what.word() == kind)
        }
        ("date" | "due_date" | "reference_date", Value::String(iso)) => {
            first_date(replayed).is_some_and(|(date, _)| date.to_string() == *iso)
        }
        ("year", Value::Number(year)) => replayed.contains(&year.to_string()),
        (_, Value::Number(n)) => weight_at_start(replayed).map(|w| w.value) == n.as_f64(),
        (_, Value::String(text)) => text == replayed,
        _ => false,
    }
}

fn leaves(value: &Value, pointer: String, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(k, v)| leaves(v, format!("{pointer}/{k}"), visit)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(n, v)| leaves(v, format!("{pointer}/{n}"), visit)),
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => visit(&pointer),
    }
}

#[test]
fn no_word_is_lost() {
    let profiles = profiles();
    let profile = profiles.fallback().expect("a profile");
    for (name, text) in texts() {
        let (flow, parsed) = read(&text, profile);
        let words = text.split_whitespace().count();
        let in_flow: usize = flow
            .segments
            .iter()
            .map(|s| flow.text(s).split_whitespace().count())
            .sum();
        assert_eq!(in_flow, words, "{name}: words in the flow");
        assert_eq!(parsed.account.words, words, "{name}: words in the account");
        assert!(parsed.account.is_complete(), "{name}: {:?}", parsed.account);
        let named: usize = parsed
            .findings
            .iter()
            .filter(|f| f.code == "unclaimed-line")
            .flat_map(|f| &f.spans)
            .map(|s| characters(&flow, s).split_whitespace().count())
            .sum();
        assert_eq!(
            named, parsed.account.unclaimed,
            "{name}: unclaimed words that are named"
        );
    }
}

/// The records but for what a new line break must change: the pages.
fn records(objectives: &[Objective]) -> Vec<Objective> {
    let mut records = objectives.to_vec();
    for record in &mut records {
        record.pages = Default::default();
    }
    records
}

/// Whether a finding warns of the reading of objective `n` or of the document.
fn warned(findings: &[Finding], n: usize) -> bool {
    findings.iter().any(|f| {
        f.severity >= Severity::Warning
            && f.pointer.as_ref().is_none_or(|p| {
                p.0.starts_with(&format!("/objectives/{n}")) || !p.0.starts_with("/objectives")
            })
    })
}

/// Reads `broken` and demands the records of `whole`, or a warning where they
/// differ.
fn same_or_said(name: &str, profile: &Profile, whole: &Parsed, broken: &str) {
    let (_, parsed) = read(broken, profile);
    let (wanted, found) = (records(&whole.objectives), records(&parsed.objectives));
    if wanted.len() != found.len() {
        let said = parsed
            .findings
            .iter()
            .any(|f| f.severity >= Severity::Warning);
        assert!(
            said,
            "{name}: {} objectives instead of {}, and nothing is said",
            found.len(),
            wanted.len()
        );
        return;
    }
    for (n, (a, b)) in wanted.iter().zip(&found).enumerate() {
        if a != b {
            assert!(
                warned(&parsed.findings, n),
                "{name}: objective {n} differs and nothing is said\n{}\n{}",
                serde_json::to_string_pretty(a).expect("json"),
                serde_json::to_string_pretty(b).expect("json"),
            );
        }
    }
}

#[test]
fn line_ends_and_blanks_change_nothing_unsaid() {
    let profiles = profiles();
    let profile = profiles.fallback().expect("a profile");
    for (name, text) in stream_texts(profile) {
        let (_, whole) = read(&text, profile);
        let (_, parsed) = read(&text.replace('\n', "\r\n"), profile);
        assert_eq!(
            records(&parsed.objectives),
            records(&whole.objectives),
            "{name}: CRLF"
        );
        // A blank before a line's end says that the line was broken there.
        for (how, broken) in [
            ("blanks at line ends", text.replace('\n', "  \n")),
            ("no blanks at line ends", text.replace(" \n", "\n")),
            ("every line end doubled", text.replace('\n', "\n\n")),
            ("two blanks for one", text.replace(' ', "  ")),
        ] {
            same_or_said(&format!("{name}: {how}"), profile, &whole, &broken);
        }
    }
}

#[test]
fn signs_that_are_not_seen_change_nothing() {
    let profiles = profiles();
    let profile = profiles.fallback().expect("a profile");
    let texts = stream_texts(profile).into_iter();
    for (name, text) in texts.filter(|(_, t)| !t.is_empty() && !t.contains('\r')) {
        let (_, whole) = read(&text, profile);
        let accents = [
            ('à', "a\u{300}"),
            ('è', "e\u{300}"),
            ('é', "e\u{301}"),
            ('ù', "u\u{300}"),
        ];
        let apart = accents
            .iter()
            .fold(text.clone(), |text, (one, two)| text.replace(*one, two));
        for (how, other) in [
            ("accents of their own", apart),
            ("blanks that do not break", text.replace(' ', "\u{a0}")),
            ("tabs for blanks", text.replace(' ', "\t")),
            ("thin blanks", text.replace(' ', "\u{2009}")),
            ("soft hyphens", text.replace("ment", "men\u{ad}t")),
            ("blanks without width", text.replace(' ', "\u{200b} ")),
            (
                "a mark at each page",
                text.replace('\u{c}', "\u{c}\u{feff}"),
            ),
            ("line separators", text.replace('\n', "\u{2028}")),
            ("line ends of mainframes", text.replace('\n', "\u{85}")),
        ] {
            let decoded = schede_layout::decode::decode(other.as_bytes()).expect("text");
            let (_, parsed) = read(&decoded.text, profile);
            assert_eq!(
                records(&parsed.objectives),
                records(&whole.objectives),
                "{name}: {how}"
            );
        }
    }
}

/// Fixtures in stream order: a page cut inside text whose columns are kept by
/// blanks is another matter.
fn stream_texts(profile: &Profile) -> Vec<(String, String)> {
    let all = texts();
    all.into_iter()
        .filter(|(_, text)| !schede_layout::read_text(text, profile).geometric)
        .collect()
}

#[test]
fn a_page_cut_at_any_line_is_survived_or_said() {
    let profiles = profiles();
    let profile = profiles.fallback().expect("a profile");
    // One after another they take longer than all other tests together.
    std::thread::scope(|scope| {
        for (name, text) in stream_texts(profile) {
            scope.spawn(move || cut_at_any_line(&name, &text, profile));
        }
    });
}

fn cut_at_any_line(name: &str, text: &str, profile: &Profile) {
    let (_, whole) = read(text, profile);
    let lines: Vec<&str> = text.split('\n').collect();
    for at in 1..lines.len() {
        let (head, tail) = (lines[..at].join("\n"), lines[at..].join("\n"));
        let mark = if text.contains('\u{c}') {
            "\n\u{c}"
        } else {
            "\n\n\n\n"
        };
        same_or_said(
            &format!("{name}: cut before line {at}"),
            profile,
            &whole,
            &format!("{head}{mark}{tail}"),
        );
        let again = format!("{head}{mark}{}\n{tail}", lines[at - 1]);
        same_or_said(
            &format!("{name}: cut before line {at}, the line before repeated"),
            profile,
            &whole,
            &again,
        );
    }
}
