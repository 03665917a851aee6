//! Lines whose words stand twice: what is a copy of a line, and what a row or text says
//! again.

use crate::plain::{PLAIN, doubts, plain_but, read, says};

const ROW: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";

#[test]
fn a_deadline_that_names_an_earlier_row_is_no_label_of_it() {
    let first = "fase 1: Rilievo delle sponde 30% OK 31/03/2024";
    let text = plain_but(
        first,
        "fase 1: Rilievo delle sponde 30% 60 giorni dalla\nconclusione della\nfase 1",
    );
    let row = "fase 2: Progetto esecutivo 70% OK\n60 giorni dalla\nconclusione della\nfase 1";
    let parsed = read(&text.replacen(ROW, row, 1));
    let due = parsed.objectives[0].phases[1].due.as_deref();
    assert_eq!(due, Some("60 giorni dalla conclusione della fase 1"));
}

#[test]
fn a_line_of_another_text_with_which_a_text_goes_on_is_its_own() {
    let purpose = "lungo il torrente per la\nmanutenzione ordinaria delle sponde e dei ponti";
    let text = PLAIN.replacen(
        "Descrizione dell'obiettivo: ",
        "Descrizione dell'obiettivo: Il Comune cura la\nmanutenzione ordinaria delle sponde e dei ponti.\n",
        1,
    );
    let text = text.replacen(
        "Finalità Strategiche: ",
        &format!("Finalità Strategiche: {purpose}.\n"),
        1,
    );
    let parsed = read(&text);
    let description = parsed.objectives[0].description.clone().unwrap_or_default();
    assert!(
        description
            .starts_with("Il Comune cura la manutenzione ordinaria delle sponde e dei ponti."),
        "{description}"
    );
    assert!(says(&parsed, "two-readings", "/objectives/0/description").is_some());
}

#[test]
fn a_line_of_another_text_with_which_a_row_goes_on_is_its_own() {
    let line = "la manutenzione ordinaria delle sponde";
    let text = plain_but(
        "Finalità Strategiche: ",
        &format!("Finalità Strategiche: Garantire\n{line}\ne dei ponti minori del torrente. "),
    );
    let row =
        format!("{ROW} È stata affidata\nalla ditta aggiudicataria\n{line}\ne dei parapetti.");
    let parsed = read(&text.replacen(ROW, &row, 1));
    let outcome = parsed.objectives[0].phases[1].outcome.as_deref();
    let whole = format!("È stata affidata alla ditta aggiudicataria {line} e dei parapetti.");
    assert_eq!(outcome, Some(&*whole));
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some());
}

#[test]
fn words_behind_the_copy_of_a_rows_line_may_be_the_rows() {
    let row = format!(
        "{ROW} È stata liquidata la\nprima rata. Gli esiti saranno\npubblicati a fine anno."
    );
    let text = plain_but(ROW, &row);
    let vincoli = "Obiettivo non raggiunto: nessun progetto esecutivo entro l'anno";
    let late = "prima rata. Gli esiti saranno\nillustrati alla Commissione\ne";
    let from = text
        .lines()
        .find(|l| l.starts_with("Obiettivo non raggiunto"))
        .unwrap_or_default();
    let parsed = read(&text.replacen(from, &format!("{vincoli}\n{late}"), 1));
    assert!(
        says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some(),
        "{:#?}",
        doubts(&parsed)
    );
}

#[test]
fn where_each_word_has_a_line_no_line_is_a_copy() {
    let words = PLAIN.split_whitespace().collect::<Vec<_>>().join("\n");
    let parsed = read(&words);
    let description = read(PLAIN).objectives[0].description.clone();
    assert_eq!(parsed.objectives[0].description, description);
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some());
}

#[test]
fn lines_of_a_row_that_stand_apart_in_another_may_have_their_words_between() {
    let first = "fase 1: Rilievo delle sponde 30% OK 31/03/2024";
    let seam = [
        "Il progetto è stato discusso con i",
        "tecnici della Provincia e della Regione.",
    ];
    let between = "rioni e con le scuole del Comune. I\nrilievi sono stati consegnati dai";
    let text = plain_but(
        first,
        &format!("{first}\n{}\n{between}\n{}", seam[0], seam[1]),
    );
    let parsed = read(&text.replacen(ROW, &format!("{ROW}\n{}\n{}", seam[0], seam[1]), 1));
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some());
    let same = plain_but(first, &format!("{first}\n{}\n{}", seam[0], seam[1]));
    let parsed = read(&same.replacen(ROW, &format!("{ROW}\n{}\n{}", seam[0], seam[1]), 1));
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn an_item_of_a_list_that_stands_twice_is_said() {
    let row = format!(
        "{ROW} Sono stati fatti:\n- sopralluogo con i tecnici\n- sopralluogo con i tecnici"
    );
    let parsed = read(&plain_but(ROW, &row));
    assert!(says(&parsed, "two-readings", "/objectives/0/phases/1/outcome").is_some());
}

#[test]
fn a_line_that_a_text_needs_is_no_copy() {
    // The address does not fit on the line before, so the sentence goes on with it.
    let address =
        "https://www.valfiorita.example.it/opere/stato-di-avanzamento-dei-lavori per il dettaglio.";
    let purpose =
        format!("Collegare i due rioni per chi va a piedi e in bicicletta; si veda\n{address}");
    let from = "Collegare i due rioni per chi va a piedi";
    let text = plain_but(from, &purpose);
    let vincoli = format!(
        "Vincoli: portata del torrente in autunno e in primavera, tempi della Regione per il parere, si veda\n{address}"
    );
    let parsed = read(&text.replacen("Vincoli: portata del torrente in autunno", &vincoli, 1));
    let found = parsed.objectives[0].constraints.clone().unwrap_or_default();
    assert!(found.ends_with(address), "{found}");
}

#[test]
fn an_outcome_that_says_a_line_twice_over_a_page_is_in_doubt() {
    const HEAD: &str = "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";
    let outcome = format!(
        "Fase conclusa il\n23/11/2024 con\nverbale n. 18.\nSono state istruite\n312 domande, di\ncui 9 respinte.\nCensire la\nbiblioteca.\nSono state istruite\n{HEAD}\n312 domande, di\ncui 9 respinte. Le\nschede sono in rete."
    );
    let parsed = read(&plain_but(ROW, &format!("{ROW}\n{outcome}")));
    let said = doubts(&parsed).into_iter().any(|f| {
        let of_outcome = f
            .pointer
            .as_ref()
            .is_some_and(|p| p.0.ends_with("/phases/1/outcome"));
        of_outcome && f.message.contains("that are the same")
    });
    assert!(said, "{:#?}", doubts(&parsed));
}

#[test]
fn a_text_that_says_what_another_does_is_no_copy() {
    let same = "Attivazione del nuovo\nsportello per le famiglie";
    let text = PLAIN
        .replacen(
            "Vincoli: portata del torrente in autunno",
            &format!("Vincoli: {same}"),
            1,
        )
        .replacen(
            "Risorse Umane: personale del servizio tecnico",
            &format!("Risorse Umane: {same}"),
            1,
        );
    let parsed = read(&text);
    let whole = Some("Attivazione del nuovo sportello per le famiglie");
    assert_eq!(parsed.objectives[0].constraints.as_deref(), whole);
    assert_eq!(parsed.objectives[0].human_resources.as_deref(), whole);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
    // One line of two is the same.
    let other = text.replacen("Umane: Attivazione del nuovo", "Umane: Avvio del nuovo", 1);
    assert!(
        says(
            &read(&other),
            "two-readings",
            "/objectives/0/human_resources"
        )
        .is_some()
    );
}
