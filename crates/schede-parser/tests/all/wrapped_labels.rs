//! The last words of a label, and what is glued to what stands before it.

use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

use crate::paged;
use crate::plain::{PLAIN, plain_but, read};
use crate::words::{EM, LETTER, word};

/// The plain sheet with other words in place of its results: where each begins on the page,
/// and how far below the table.
fn with_results(results: &[(f32, f32, &str)]) -> Parsed {
    let sheet = paged::sheet();
    let (before, after) = sheet.split_once("Risultato atteso:").expect("results");
    let (_, after) = after.split_once("Vincoli:").expect("after them");
    let blank = "\n".repeat(8);
    let mut page = paged::paper(&format!("{before}{blank}Vincoli:{after}"), 1);
    let top = 40.0 + 1.3 * EM * (before.lines().count() as f32 + 1.0);
    for (x, y, text) in results {
        let mut left = *x;
        for part in text.split(' ') {
            page.words.push(word(part, left, top + y));
            left += LETTER * part.chars().count() as f32 + 0.25 * EM;
        }
    }
    let profiles = Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("built in");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

#[test]
fn a_label_without_a_colon_may_wrap_before_its_year() {
    let parsed = with_results(&[
        (60.0, 0.0, "Risultato atteso -"),
        (65.0, 12.0, "annualità 2024"),
        (225.0, 0.0, "Obiettivo raggiunto"),
        (255.0, 12.0, "al 100%"),
        (40.0, 28.0, "passerella riaperta"),
        (200.0, 28.0, "passerella aperta entro l'anno"),
    ]);
    let objective = &parsed.objectives[0];
    let [result] = &objective.expected_results[..] else {
        panic!("one result: {:?}", objective.expected_results);
    };
    assert_eq!(result.label, "Risultato atteso - annualità 2024");
    assert_eq!(result.year, Some(2024));
    assert_eq!(result.text, "passerella riaperta");
    let success = &objective.success_criteria[0];
    assert_eq!(success.label, "Obiettivo raggiunto al 100%");
    assert_eq!(success.text, "passerella aperta entro l'anno");
}

#[test]
fn the_last_label_of_a_sheet_does_not_end_on_the_next_one() {
    let first = plain_but("Risorse Finanziarie:", "Risorse\nFinanziarie:");
    let text = format!("{first}\n{}", PLAIN.replace("A)", "B)"));
    let parsed = read(&text);
    assert_eq!(parsed.objectives.len(), 2);
    let [a, b] = &parsed.objectives[..] else {
        unreachable!("two");
    };
    assert_eq!(a.financial_resources, b.financial_resources);
}

#[test]
fn signatures_may_be_glued_to_a_word_in_capitals() {
    let from = PLAIN.find("Risorse Finanziarie:").expect("the label");
    let (before, _) = PLAIN.split_at(from);
    let signed = "Risorse Finanziarie: Come da PEGIl Dirigente Visto di validazione: il Nucleo di Valutazione\n";
    let parsed = read(&format!("{before}{signed}"));
    let value = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(value, Some("Come da PEG"));
}

#[test]
fn the_number_of_the_first_label_is_of_its_sheet() {
    let text = PLAIN.replacen("Dirigente:", "2. Dirigente:", 1);
    let parsed = read(&text);
    let objective = &parsed.objectives[0];
    assert_eq!(objective.entity, read(PLAIN).objectives[0].entity);
    assert!(objective.org_unit.is_some());
}
