//! Sheets of a text that another one has swallowed, or that no line begins as expected.

use schede_parser::Parsed;

use crate::plain::read;

/// A page whose stream has the labels first, then their values.
fn sheet(code: &str, title: &str) -> String {
    format!(
        "COMUNE DI PIAN DEI MULINI\nSETTORE LAVORI\nDirigente responsabile\nRif. al DUP\n\
         Obiettivo operativo\nMotivazione delle\nscelte\nDescrizione sintetica\n\
         dell'obiettivo\nIng. Ada Bruni\nMissione 10-Trasporti\n{code}) {title}\n\
         Unire i due rioni\nSi rifanno le sponde del canale.\n\
         Attività\nfase 1: Rilievo di {title}\nIncidenza\n100%\n\
         30/11/2024\nRisultato atteso\nObiettivo non\nraggiunto\nCriticità previste\n\
         Risorse umane\nLavori finiti\nLavori fermi\nNessuna\nTutto il personale\n"
    )
}

/// Whether some sheet is said to be missed.
fn is_told(parsed: &Parsed) -> bool {
    let mut findings = parsed.findings.iter();
    findings.any(|f| f.code == "sheet-missed" && f.pointer.is_none())
}

#[test]
fn labels_without_colons_that_begin_again_tell_a_swallowed_sheet() {
    let text = [
        sheet("1", "Passerella"),
        sheet("2", "Canale"),
        sheet("3", "Argine"),
    ]
    .join("\u{c}");
    let parsed = read(&text);
    assert!(parsed.objectives.len() < 3);
    assert!(is_told(&parsed), "{:#?}", parsed.findings);
}

#[test]
fn one_sheet_has_each_label_once() {
    assert!(!is_told(&read(&sheet("1", "Passerella"))));
}

#[test]
fn codes_side_by_side_are_of_several_objectives() {
    let text = "Comune di Pian dei Mulini\nSettore: Lavori\nResponsabile: Ing. Ada Bruni\n\
                Obiettivo n. 1 2\nTitolo Passerella Canale\nDescrizione\nFinalità\n\
                Peso 40% 60%\nSi rifà la passerella.\nSi pulisce il canale.\n";
    let parsed = read(text);
    assert!(is_told(&parsed), "{:#?}", parsed.findings);
}

#[test]
fn rows_kept_by_blanks_that_count_from_one_again_are_of_two_sheets() {
    let table = "\
N.        Attività                                        Peso            Scadenza
1         Rilievo delle sponde                            50%             30/03/2025
2         Progetto esecutivo                              50%             28/04/2025

Risultato atteso       Lavori finiti entro la fine della stagione
Indicatore             Metri di sponda
";
    let head = "\
                              Comune di Pian dei Mulini
Settore                Lavori
Codice                 1
Titolo                 Passerella
Descrizione            Si rifanno le sponde del canale.

";
    assert!(!is_told(&read(&[head, table].concat())));
    let parsed = read(&[head, table, "\nTraguardo              Canale\n\n", table].concat());
    assert!(is_told(&parsed), "{:#?}", parsed.findings);
}

#[test]
fn on_paper_a_sheet_whose_objective_is_not_named_is_told_by_its_labels() {
    let sheet = |head: &str| {
        format!(
            "{head}\nSettore                       Lavori Pubblici\n\
             Responsabile                  Nives Tamburlini\n\
             Descrizione                   Si rifanno le rampe\n\
             Finalità                      Unire i due rioni\n\
             Vincoli                       Portata del rio\n\n\
             N.      Attività                      Peso       Scadenza\n\
             1       Rilievo delle sponde          30%        31/03/2026\n\
             2       Progetto esecutivo            70%        30/11/2026\n\n"
        )
    };
    let first = sheet("Codice                        A1\nTitolo                        Passerella");
    let parsed = crate::paged::on_paper(&[first, sheet("Mensa")].concat());
    assert_eq!(parsed.objectives.len(), 1);
    assert!(is_told(&parsed), "{:#?}", parsed.findings);
}
