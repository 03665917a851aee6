//! A sheet that is read without any doubt, and what a change of it does.

use schede_model::{Family, Finding, Severity};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// The sheet.
pub const PLAIN: &str = include_str!("../../../../fixtures/regress/plain/input.txt");

/// Reads a text.
pub fn read(text: &str) -> Parsed {
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_text(text, profile);
    parse(&flow, profile, &Given::default())
}

/// The sheet with one change.
pub fn plain_but(from: &str, to: &str) -> String {
    assert!(PLAIN.contains(from), "the plain sheet has {from:?}");
    PLAIN.replacen(from, to, 1)
}

/// The doubts about what was read.
pub fn doubts(parsed: &Parsed) -> Vec<&Finding> {
    let doubt = |f: &&Finding| f.family == Family::Reading && f.severity >= Severity::Warning;
    parsed.findings.iter().filter(doubt).collect()
}

/// The sheet as `pdftotext -layout` prints it, the table in columns.
pub fn in_columns() -> String {
    let from = PLAIN.find("Descrizione Incidenza").expect("the head");
    let to = PLAIN.find("15/12/2024Scadenza").expect("the deadline");
    let table = "\
Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%                  OK                   31/03/2024
fase 2: Progetto esecutivo         70%                  OK                   30/11/2024
                                  100%
";
    let sheet = [&PLAIN[..from], table, &PLAIN[to..]].concat();
    sheet.replace("\n\n", "\n")
}

/// The doubt of this name about the value at `pointer`.
pub fn says<'p>(parsed: &'p Parsed, code: &str, pointer: &str) -> Option<&'p Finding> {
    let about = |f: &&Finding| f.pointer.as_ref().is_some_and(|p| p.covers(pointer));
    let mut found = doubts(parsed).into_iter().filter(|f| f.code == code);
    found.find(about)
}
