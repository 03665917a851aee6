//! Lines of a text that stand behind one that had ended: words of something else.

use schede_parser::Parsed;

use crate::paged::sheet;
use crate::plain::{doubts, plain_but, read, says};

/// Reads the sheet in columns with some changes.
fn changed(changes: &[[&str; 2]]) -> Parsed {
    let mut text = sheet();
    for [from, to] in changes {
        assert!(text.contains(from), "the sheet has {from:?}");
        text = text.replacen(from, to, 1);
    }
    read(&text)
}

#[test]
fn the_sheet_itself_is_beyond_doubt() {
    let parsed = changed(&[]);
    let of_rows = |f: &&schede_model::Finding| f.code == "columns-by-blanks";
    assert!(
        doubts(&parsed).iter().all(of_rows),
        "{:#?}",
        parsed.findings
    );
}

#[test]
fn a_line_behind_one_that_had_room_for_it_may_be_of_something_else() {
    let parsed = changed(&[
        ["Finalità Strategiche: ", "Finalità Strategiche:\n"],
        ["a piedi\n", "a piedi\nImpatto\nPiù fiducia\n"],
        [
            "Descrizione dell'obiettivo: ",
            "Descrizione dell'obiettivo:\n",
        ],
    ]);
    let said = says(&parsed, "broken-text", "/objectives/0/purpose");
    assert!(said.is_some(), "{:#?}", parsed.findings);
}

#[test]
fn a_line_in_capitals_is_none_of_a_name_that_is_not() {
    let parsed = changed(&[[
        "COMUNE DI VALFIORITA",
        "Comune di Valfiorita\nIDENTIFICAZIONE",
    ]]);
    let said = says(&parsed, "broken-text", "/objectives/0/entity");
    assert!(said.is_some(), "{:#?}", parsed.findings);
}

#[test]
fn a_unit_with_a_column_more_may_have_the_manager() {
    let parsed = changed(&[[
        "SETTORE LAVORI PUBBLICI E AMBIENTE\nDirigente: Arch. Nives Tamburlini",
        "SETTORE                 LAVORI PUBBLICI    Preposto    Nives Bruni",
    ]]);
    for pointer in ["/objectives/0/org_unit", "/objectives/0/responsible"] {
        let about =
            |f: &&schede_model::Finding| f.pointer.as_ref().is_some_and(|p| p.covers(pointer));
        assert!(doubts(&parsed).into_iter().any(|f| about(&f)), "{pointer}");
    }
}

#[test]
fn a_title_in_a_stream_may_have_the_manager() {
    let text = plain_but("torrente\n", "torrente\nPreposto Nives Bruni\n");
    let text = text.replace("Dirigente: Arch. Nives Tamburlini\n\n", "");
    let parsed = read(&text);
    for pointer in ["/objectives/0/title", "/objectives/0/responsible"] {
        let said = says(&parsed, "two-readings", pointer);
        assert!(said.is_some(), "{pointer}: {:#?}", parsed.findings);
    }
}

#[test]
fn a_label_in_a_column_of_the_unit_puts_its_field_in_doubt() {
    let text = "\
                         Comune di Pian dei Mulini
OBIETTIVO N. 1: Rifacimento della passerella
 SETTORE               Lavori pubblici e ambiente                 RESPONSABIL          Ing. Ada Bruni
                                                                  E
 PORTATORI DI          Cittadini e imprese                        PESO                 5%
 INTERESSE

 N.         Attività                                        Peso          Data inizio           Scadenza
 1          Rilievo delle sponde                            40%           01/01/2026            30/03/2026
 2          Progetto esecutivo                              25%           01/01/2026            28/08/2026
 3          Lavori di scavo                                 35%           01/01/2026            28/12/2026

 DESCRIZIONE
 Si rifanno le sponde del canale e la passerella che unisce i due rioni, con le opere di scavo.
 FINALITÀ
 Unire i due rioni

 RISULTATO ATTESO                                                    SCADENZA FINALE
 Lavori finiti                                                       28/12/2026
 RISORSE FINANZIARIE
 Fondi del comune

 Indicatore                                                                       Baseline                    Target
 Metri di sponda                                                                  45                          >= 80%
";
    let parsed = read(text);
    assert_eq!(parsed.objectives[0].weight, None);
    let said = says(&parsed, "broken-text", "/objectives/0/weight");
    assert!(said.is_some(), "{:#?}", parsed.findings);
}
