//! Sheets that go on over a page whose head says so or prints the sheet's head again, and
//! other text of the plan below the signatures.

use crate::paged::on_paper;
use crate::plain::{PLAIN, doubts, in_columns, plain_but, read, says};
use schede_parser::Parsed;

const REST: &str = "\nRisultato atteso:";
const HEAD: &str = "COMUNE DI VALFIORITA\n\nSETTORE LAVORI PUBBLICI E AMBIENTE\n\n\
    Dirigente: Arch. Nives Tamburlini\n\n\
    Obiettivo: A) Rifacimento della passerella sul torrente";

/// The sheet on two pages, with these lines at the top of the second.
fn continued(lines: &str) -> Parsed {
    read(&plain_but(REST, &format!("\u{c}{lines}\n{REST}")))
}

/// One sheet is read, and as if it stood on one page.
fn is_one(parsed: &Parsed) {
    let whole = read(PLAIN);
    let (read, expected) = (&parsed.objectives, &whole.objectives);
    assert_eq!(read.len(), 1, "{:#?}", parsed.findings);
    assert_eq!(read[0].final_deadline, expected[0].final_deadline);
    assert_eq!(read[0].expected_results, expected[0].expected_results);
    assert_eq!(read[0].title, expected[0].title);
    assert_eq!(read[0].org_unit, expected[0].org_unit);
    assert!(doubts(parsed).is_empty(), "{:#?}", doubts(parsed));
}

#[test]
fn a_line_that_says_that_the_sheet_goes_on_is_in_no_value() {
    for line in [
        "Segue Obiettivo A)",
        "segue",
        "(segue)",
        "Segue: Obiettivo A) Rifacimento della passerella",
    ] {
        is_one(&continued(line));
    }
}

#[test]
fn a_head_printed_again_goes_on_with_the_sheet() {
    is_one(&continued(HEAD));
    is_one(&continued(&format!("{HEAD} (segue)")));
    is_one(&continued(
        "Obiettivo: A) Rifacimento della passerella sul torrente - segue",
    ));
    is_one(&continued("Obiettivo: A) segue"));
}

#[test]
fn a_sheet_of_the_same_name_is_another_one() {
    // The labels of the first stand there again.
    let twice = format!("{PLAIN}\n\u{c}\n{PLAIN}");
    assert_eq!(read(&twice).objectives.len(), 2);
    // Another code.
    let other = HEAD.replace("A)", "B)");
    assert_eq!(continued(&other).objectives.len(), 2);
}

#[test]
fn a_sentence_may_begin_with_the_word() {
    let parsed = read(&plain_but(
        "va rifatta.",
        "va rifatta: poi\n\u{c}\nsegue il collaudo.",
    ));
    let description = parsed.objectives[0].description.clone().unwrap();
    assert!(description.ends_with("segue il collaudo."), "{description}");
}

#[test]
fn columns_on_a_page_of_their_own_are_said() {
    let sheet = in_columns().replace("   Raggiungimento Obiettivo", "");
    let parsed = on_paper(&format!(
        "{sheet}\u{c}\n\nRaggiungimento Obiettivo\nFase conclusa il 25/03/2024\n"
    ));
    let said = says(&parsed, "columns-apart", "/objectives/0/phases/0/outcome");
    assert!(
        said.is_some_and(|f| f.spans.len() == 2),
        "{:#?}",
        parsed.findings
    );
    let whole = on_paper(&in_columns());
    assert!(says(&whole, "columns-apart", "/objectives/0/phases").is_none());
}

#[test]
fn text_below_the_signatures_is_other_text() {
    for text in [
        "Il piano è adottato ogni anno e ogni Settore ne riferisce.",
        "3. Rischi\nMappatura\nfase 1: programmazione degli appalti\nfase 2: gara",
    ] {
        let parsed = on_paper(&format!("{}\n{text}\n", PLAIN.trim_end()));
        let resources = parsed.objectives[0].financial_resources.as_deref();
        assert_eq!(resources, Some("Assegnate con il PEG"), "{text}");
        let pointer = "/objectives/0/financial_resources";
        assert!(says(&parsed, "text-after-signature", pointer).is_some());
    }
}

#[test]
fn a_body_of_a_kind_unknown_is_said_where_it_ends_a_reference() {
    let text = plain_but("COMUNE DI VALFIORITA\n\n", "");
    let reference = "Riferimenti al DUP: Indirizzo Strategico: Paese vicino\nACER VALFIORITA\n\n";
    let unit = "SETTORE LAVORI PUBBLICI";
    let parsed = read(&text.replacen(unit, &format!("{reference}{unit}"), 1));
    for pointer in ["/objectives/0/entity", "/objectives/0/dup/raw"] {
        assert!(
            says(&parsed, "two-readings", pointer).is_some(),
            "{pointer}"
        );
    }
}
