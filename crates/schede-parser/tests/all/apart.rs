//! Words that stand apart from the rows are said with the other row they could be of.

use crate::plain::{plain_but, read, says};

#[test]
fn the_other_row_has_the_words_as_its_other_reading() {
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let parsed = read(&plain_but(
        row,
        &format!("{row}\n\nTempistica:\n\nSponde rilevate dal geologo"),
    ));
    let outcome = parsed.objectives[0].phases[0].outcome.as_deref();
    assert_eq!(outcome, Some("Sponde rilevate dal geologo"));
    let other = says(&parsed, "two-readings", "/objectives/0/phases/1/outcome");
    let other = other
        .and_then(|f| f.alternatives.first())
        .expect("a reading");
    assert_eq!(other.value.as_deref(), Some("Sponde rilevate dal geologo"));
}
