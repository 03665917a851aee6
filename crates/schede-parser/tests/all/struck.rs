//! Words struck through on paper, or painted over: no part of the value, and said beside it.

use crate::words::{LETTER, word};
use schede_model::page::{Page, Visibility};
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// What is read of a sheet of which these words are struck.
fn read(struck: &[&str]) -> Parsed {
    read_as(struck, Visibility::Struck)
}

fn read_as(withdrawn: &[&str], visibility: Visibility) -> Parsed {
    let lines = [
        (40.0, "COMUNE DI BORGO TREPONTI"),
        (62.0, "Dirigente: Aldo Vecchi Nives Nuovi"),
        (84.0, "Obiettivo: A) Passerella sul torrente"),
        (106.0, "Finalità Strategiche: tenere aperto il passaggio"),
        (128.0, "Risultato atteso: una passerella nuova"),
        (150.0, "Vincoli: portata del torrente"),
        (172.0, "Risorse Umane: personale del servizio"),
        (194.0, "Note: il bilancio è del consorzio"),
    ];
    let mut page = Page {
        number: 1,
        width: 620.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, text) in lines {
        let mut x = 40.0;
        for text in text.split(' ') {
            let mut placed = word(text, x, y);
            x = placed.bbox.x1 + LETTER / 2.0;
            if withdrawn.contains(&text) {
                placed.visibility = visibility;
            }
            page.words.push(placed);
        }
    }
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

/// At which values struck words are said, and which.
fn said(parsed: &Parsed) -> Vec<(&str, &str)> {
    let found = parsed.findings.iter().filter(|f| f.code == "words-struck");
    found
        .filter_map(|f| Some((f.pointer.as_ref()?.0.as_str(), f.message.split('"').nth(1)?)))
        .collect()
}

#[test]
fn struck_words_are_no_part_of_the_value_and_are_said_at_it() {
    let parsed = read(&["Aldo", "Vecchi"]);
    let responsible = parsed.objectives[0].responsible.as_deref();
    assert_eq!(responsible, Some("Nives Nuovi"));
    assert_eq!(
        said(&parsed),
        [("/objectives/0/responsible", "Aldo Vecchi")]
    );
    assert_eq!(parsed.account.unclaimed, 0);
}

#[test]
fn a_value_of_which_all_is_struck_is_empty() {
    let parsed = read(&["portata", "del", "torrente"]);
    assert_eq!(parsed.objectives[0].constraints.as_deref(), Some(""));
    assert!(
        said(&parsed)
            .iter()
            .any(|(_, words)| *words == "portata del torrente"),
        "{:?}",
        parsed.findings
    );
}

#[test]
fn words_that_stand_are_not_said() {
    assert!(said(&read(&[])).is_empty());
}

#[test]
fn words_painted_over_are_left_out_and_not_printed_again() {
    let parsed = read_as(&["Aldo", "Vecchi"], Visibility::Covered);
    let responsible = parsed.objectives[0].responsible.as_deref();
    assert_eq!(responsible, Some("Nives Nuovi"));
    let mut found = parsed.findings.iter().filter(|f| f.code == "words-covered");
    let found = found.next().expect("a finding");
    let pointer = found.pointer.as_ref().map(|p| p.0.as_str());
    assert_eq!(pointer, Some("/objectives/0/responsible"));
    assert!(!found.message.contains("Aldo") && found.alternatives.is_empty());
}
