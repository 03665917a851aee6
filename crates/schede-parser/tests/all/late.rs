//! Cells and texts that a stream prints late: apart from their labels, or behind the
//! lines that end a sheet.

use crate::plain::{PLAIN, doubts, plain_but, read, says};

#[test]
fn the_text_of_a_last_label_that_wraps_may_follow_below_a_gap() {
    let label = "Risorse Finanziarie: Assegnate con il PEG";
    let text = plain_but(
        label,
        "Risorse\nFinanziarie:\n\nAssegnate con il PEG, parte contabile.\n\n",
    );
    let end = text.find("Il Dirigente").unwrap_or(text.len());
    let parsed = read(&text[..end]);
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(resources, Some("Assegnate con il PEG, parte contabile."));
    assert!(
        says(
            &parsed,
            "text-over-page",
            "/objectives/0/financial_resources"
        )
        .is_some()
    );
    // Beside its label it is no such text.
    let whole = plain_but(label, "Risorse\nFinanziarie: Assegnate con il PEG");
    let end = whole.find("Il Dirigente").unwrap_or(whole.len());
    let parsed = read(&whole[..end]);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn a_head_that_lacks_the_weights_column_was_painted_in_parts() {
    let parsed = read(&plain_but(" Incidenza % Monitoraggio al 30/09/2024", ""));
    assert!(says(&parsed, "reading-order", "/objectives/0/phases/0/outcome").is_some());
}

#[test]
fn texts_of_the_upper_part_behind_the_signatures_say_that_cells_are_late() {
    let purpose = "Finalità Strategiche: Collegare i due rioni per chi va a piedi\n";
    let signed = "Il Dirigente";
    let text = PLAIN.replacen(purpose, "", 1);
    let text = text.replacen(signed, &format!("{signed}\n{purpose}"), 1);
    let parsed = read(&text);
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some());
}
