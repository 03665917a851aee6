//! A sentence that begins like a label of the sheet ends the text it belongs to: where the
//! label stands on the sheet a second time, or not where the form has it, that text is in
//! doubt, too.

use crate::plain::{plain_but, read, says};

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

/// A sheet as `pdftotext -layout` prints it: the labels of the rows break in their cells.
const NARROW: &str = "\
COMUNE DI PONTELUNGO
SETTORE LAVORI PUBBLICI E AMBIENTE
Dirigente: Ing. Carla Rovetti
Obiettivo: A) Rifacimento della passerella sul torrente
Finalità Strategiche: Collegare i due rioni per chi va a piedi
Descrizione dell'obiettivo: La passerella esistente è chiusa dal 2021 e va rifatta.
       Descrizione                Incidenza %         Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase   Rilievo delle               30%                  OK                         31/03/2024          Rilievo
1:     sponde                                                                                          eseguito
fase   Progetto                    70%                  OK                         30/11/2024          Progetto
2:     esecutivo                                                                                       consegnato
                                   100%
Scadenza finale per il raggiungimento dell'obiettivo: 15/12/2024
Risultato atteso: passerella riaperta
Obiettivo raggiunto al 100%: passerella aperta entro l'anno
Obiettivo non raggiunto: passerella ancora chiusa
Vincoli: portata del torrente in autunno
Risorse Umane: personale del servizio tecnico
Risorse Finanziarie: Assegnate con il PEG
Il Dirigente
Visto di validazione: il Nucleo di Valutazione
";

#[test]
fn notes_before_a_table_whose_labels_break_may_be_a_sentence() {
    let sentence = "va rifatta.\nNote: il ponte vecchio resta chiuso.";
    let parsed = read(&NARROW.replacen("va rifatta.", sentence, 1));
    assert_eq!(parsed.objectives[0].phases.len(), 2);
    for field in ["description", "notes"] {
        let pointer = format!("/objectives/0/{field}");
        let doubt = says(&parsed, "two-readings", &pointer);
        assert!(doubt.is_some(), "{field}: {:#?}", parsed.findings);
    }
    assert!(says(&read(NARROW), "two-readings", "/objectives/0/description").is_none());
}

#[test]
fn a_value_may_begin_with_another_spelling_of_its_label() {
    let value = "Stanziamenti di bilancio 2024: € 48.500,00 di parte corrente";
    for between in [" ", "\n"] {
        let parsed = read(&plain_but(
            " Assegnate con il PEG",
            &format!("{between}{value}"),
        ));
        let read = parsed.objectives[0].financial_resources.as_deref();
        assert_eq!(read, Some(value), "{between:?}");
    }
}
