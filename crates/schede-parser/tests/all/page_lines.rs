//! A line that says a page's number, alone of its kind within a page, may be a value's.

use crate::plain::{PLAIN, plain_but, read, says};

const CODE: &str = "page-number";

#[test]
fn the_value_that_stands_open_is_in_doubt() {
    let cases = [
        (
            "va rifatta.",
            "va rifatta come al progetto a\nPagina 12\ndel piano.",
            "description",
        ),
        ("OK 31/03/2024", "OK 31/03/2024\n\nPag. 12", "phases/0"),
        (
            "Vincoli: portata del torrente in autunno",
            "Vincoli:\nPagina 12",
            "constraints",
        ),
    ];
    for (from, to, member) in cases {
        let parsed = read(&plain_but(from, to));
        let pointer = format!("/objectives/0/{member}");
        assert!(
            says(&parsed, CODE, &pointer).is_some(),
            "{to:?}: {:#?}",
            parsed.findings
        );
    }
}

#[test]
fn pages_that_are_counted_are_not() {
    let text = plain_but("va rifatta.", "va\n\nPagina 12\n\nrifatta.");
    let text = text.replace("fase 2:", "Pagina 13\n\nfase 2:");
    let parsed = read(&text);
    assert!(parsed.findings.iter().all(|f| f.code != CODE));
    let at_the_end = read(&format!("{PLAIN}\nPagina 12\n"));
    assert!(at_the_end.findings.iter().all(|f| f.code != CODE));
}
