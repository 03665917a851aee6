//! Sheets that do not name their body, under running heads that do.

use crate::plain::PLAIN;
use schede_model::{Layer, Segment};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// The plain sheet, the line that names its body taken for a running head if `furniture`.
fn read(furniture: bool) -> Parsed {
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let mut flow = schede_layout::read_text(PLAIN, profile);
    let names = |s: &Segment| profile.entity.at_start(flow.text(s)).is_some();
    let at = flow.segments.iter().position(names).expect("a body");
    if furniture {
        flow.segments[at].layer = Layer::Furniture;
    }
    parse(&flow, profile, &Given::default())
}

#[test]
fn a_body_that_only_running_heads_name_is_said() {
    let parsed = read(true);
    assert_eq!(parsed.objectives[0].entity, None);
    let found: Vec<_> = parsed
        .findings
        .iter()
        .filter(|f| f.code == "running-head")
        .collect();
    let pointer = found[0].pointer.as_ref().expect("a value");
    assert_eq!(pointer.0, "/objectives/0/entity");
    assert_eq!(
        found[0].alternatives[0].value,
        read(false).objectives[0].entity
    );
}

#[test]
fn a_body_that_the_sheet_names_is_not() {
    let parsed = read(false);
    assert!(parsed.findings.iter().all(|f| f.code != "running-head"));
}
