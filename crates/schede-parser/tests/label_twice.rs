//! A sentence that begins like a label of the sheet ends the text it belongs to: where the
//! label stands on the sheet a second time, or not where the form has it, that text is in
//! doubt, too.

mod plain;

use plain::{plain_but, read, says};

#[test]
fn the_text_before_either_label_is_in_doubt() {
    let cases = [
        "va rifatta.\nDirigente: il nuovo responsabile dei lavori sarà nominato.\nFine.",
        "va rifatta.\nVincoli: quelli di bilancio.\nFine.",
    ];
    for sentence in cases {
        let parsed = read(&plain_but("va rifatta.", sentence));
        let doubt = says(&parsed, "two-readings", "/objectives/0/description");
        assert!(doubt.is_some(), "{sentence}: {:#?}", parsed.findings);
    }
}

#[test]
fn notes_before_the_table_may_be_a_sentence() {
    let sentence = "va rifatta.\nNote: il ponte vecchio resta chiuso.";
    let parsed = read(&plain_but("va rifatta.", sentence));
    for field in ["description", "notes"] {
        let pointer = format!("/objectives/0/{field}");
        let doubt = says(&parsed, "two-readings", &pointer);
        assert!(doubt.is_some(), "{field}: {:#?}", parsed.findings);
    }
}
