//! Texts of a value that touch without a blank.

use crate::plain::{doubts, plain_but, read, says};

#[test]
fn texts_that_touch_without_a_blank_are_said() {
    let value = "Risorse Finanziarie: Assegnate con il PEG";
    for text in [
        "Risorse Finanziarie: Assegnate con il bilancioCOMUNE DI ROCCA ALTA",
        "Risorse Finanziarie: PNRR per euro 79.922,00COMUNE DI ROCCA ALTA",
        "Risorse Finanziarie: cofinanziamento comunale (5%)Piano della performance",
    ] {
        let parsed = read(&plain_but(value, text));
        let pointer = "/objectives/0/financial_resources";
        assert!(says(&parsed, "broken-text", pointer).is_some(), "{text:?}");
    }
    for text in [
        "Risorse Finanziarie: canone di pagoPA",
        "Risorse Finanziarie: fondi OpenCUP e PADigitale2026 (bando 1.4)",
    ] {
        let parsed = read(&plain_but(value, text));
        assert!(
            doubts(&parsed).is_empty(),
            "{text:?}: {:#?}",
            doubts(&parsed)
        );
    }
}
