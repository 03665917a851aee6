//! The last words of a label, and what is glued to what stands before it.

use crate::plain::{PLAIN, plain_but, read};

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
