//! What an extractor does to a sheet when it loses or mixes words, and that it is
//! said: each trouble is put into a sheet that is read without any doubt.

use crate::plain::{PLAIN, doubts, plain_but, read, says};
use schede_model::Finding;
use schede_parser::{Given, parse};
use schede_profile::Profiles;

/// The value at `pointer` of a sheet with this change is in doubt.
fn in_doubt(from: &str, to: &str, pointer: &str) {
    let parsed = read(&plain_but(from, to));
    let found = doubts(&parsed);
    let covers = |f: &&Finding| f.pointer.as_ref().is_none_or(|p| p.covers(pointer));
    assert!(found.iter().any(covers), "{pointer} of {to:?}: {found:#?}");
}

#[test]
fn the_plain_sheet_has_no_doubts() {
    assert!(doubts(&read(PLAIN)).is_empty());
}

#[test]
fn a_document_without_any_sheet_is_an_error() {
    let parsed = read("Le schede obiettivo sono allegate al piano.\n");
    assert_eq!(doubts(&parsed)[0].code, "no-sheet");
}

#[test]
fn a_quotation_that_is_not_closed_lacks_words() {
    in_doubt(
        "è chiusa dal 2021",
        "è detta “chiusa dal 2021",
        "/objectives/0/description",
    );
}

#[test]
fn a_text_that_ends_where_a_number_must_follow_lacks_words() {
    in_doubt(
        "è chiusa dal 2021 e va rifatta.",
        "è chiusa dal 2021 ai sensi della L.",
        "/objectives/0/description",
    );
}

#[test]
fn words_that_stand_apart_from_the_rows_may_be_of_any_row_begun() {
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let apart = format!("{row}\n\nTempistica:\n\nSponde rilevate dal geologo");
    in_doubt(row, &apart, "/objectives/0/phases/0/outcome");
    in_doubt(row, &apart, "/objectives/0/phases/1/outcome");
}

#[test]
fn a_label_read_across_with_its_value_is_no_text() {
    in_doubt(
        "per chi va a piedi",
        "per chi va a piedi, anche lungo le strade strette del centro storico e dei borghi \n\
         Riferimenti alla sottosezione PIAO-Valore 03 Mobilità Pubblico",
        "/objectives/0/public_value",
    );
}

#[test]
fn the_end_of_a_label_in_a_text_is_no_text() {
    let wide = "per chi va a piedi, anche lungo le strade strette del centro storico e dei borghi ";
    in_doubt(
        "per chi va a piedi",
        &format!("{wide}\n=== sottosezione PIAO-Valore Pubblico:"),
        "/objectives/0/public_value",
    );
    in_doubt(
        "portata del torrente in autunno",
        "portata del torrente in autunno, che negli ultimi anni è cresciuta personale Umane:",
        "/objectives/0/human_resources",
    );
}

#[test]
fn a_deadline_with_a_weight_before_it_has_the_total() {
    let date = "15/12/2024Scadenza";
    in_doubt(
        date,
        &format!("100% {date}"),
        "/objectives/0/phase_weight_total",
    );
}

#[test]
fn a_deadline_of_two_lines_with_a_full_stop_between_has_other_words() {
    let date = "15/12/2024Scadenza";

    in_doubt(
        date,
        "a tempo parziale.\n15/12/2024Scadenza",
        "/objectives/0/final_deadline",
    );
}

#[test]
fn a_text_that_ends_in_mid_sentence_lacks_words() {
    in_doubt(
        "per chi va a piedi",
        "per chi va a piedi nel",
        "/objectives/0/purpose",
    );
    in_doubt(
        "Rilievo delle sponde",
        "Rilievo delle sponde,",
        "/objectives/0/phases/0/outcome",
    );
}

#[test]
fn a_deadline_that_goes_on_has_taken_in_another_cell() {
    in_doubt(
        "OK 30/11/2024",
        "OK 30/11/2024 di interesse",
        "/objectives/0/phases/1/description",
    );
}

#[test]
fn a_blank_before_a_full_stop_is_the_extractors() {
    in_doubt(
        "e va rifatta.",
        "e va rifatta dal R.U.P .",
        "/objectives/0/description",
    );
}

#[test]
fn a_number_alone_may_be_a_pages() {
    in_doubt(
        "e va rifatta.",
        "e va\n12\nrifatta.",
        "/objectives/0/description",
    );
}

#[test]
fn a_line_that_names_a_page_is_no_part_of_a_text() {
    let written = "personale del servizio tecnico";
    for foot in ["Pagina 3", "pag. 4 di 6", "PAG. 4/6", "Pag. 4 di"] {
        let parsed = read(&plain_but(written, &format!("{written}\n{foot}")));
        let clean = parsed.objectives[0].human_resources.as_deref() == Some(written);
        assert!(clean || !doubts(&parsed).is_empty(), "{foot:?} is taken in");
    }
}

#[test]
fn more_than_a_word_or_two_that_belong_nowhere_are_a_sign_of_disorder() {
    let deadline = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    for (stray, disorder) in [
        ("Parole", false),
        ("Parole sparse", false),
        ("Parole sparse che non stanno in nessun campo", true),
    ] {
        let parsed = read(&plain_but(deadline, stray));
        let found = doubts(&parsed);
        let said = found.iter().any(|f| f.code == "reading-order");
        assert_eq!(said, disorder, "{stray:?}: {found:#?}");
        assert!(!found.is_empty(), "{stray:?} is lost");
    }
}

#[test]
fn a_number_within_a_word_may_be_a_pages() {
    in_doubt(
        "e va rifatta.",
        "e va 3rifatta.",
        "/objectives/0/description",
    );
}

#[test]
fn a_reference_without_a_mission_lacks_words() {
    in_doubt(
        " Missione 10-Trasporti e diritto alla mobilità Programma 05-Viabilità e infrastrutture stradali",
        "",
        "/objectives/0/dup/raw",
    );
}

#[test]
fn the_outcome_beside_one_that_is_not_whole_may_have_its_words() {
    in_doubt(
        "fase 2: Progetto esecutivo 70% OK 30/11/2024",
        "fase 2: Progetto esecutivo 70% OK 30/11/2024 Consegnato dal progettista,",
        "/objectives/0/phases/1/outcome",
    );
    let text = plain_but(
        "30% OK 31/03/2024",
        "30% OK 31/03/2024 Eseguito con il drone",
    );
    let text = text.replacen(
        "70% OK 30/11/2024",
        "70% OK 30/11/2024 Consegnato dal progettista,",
        1,
    );
    let parsed = read(&text);
    let first = "/objectives/0/phases/0/outcome";
    let covers = |f: &&Finding| f.pointer.as_ref().is_none_or(|p| p.covers(first));
    assert!(doubts(&parsed).iter().any(covers), "{:#?}", doubts(&parsed));
}

#[test]
fn a_last_line_that_stands_twice_was_printed_twice() {
    in_doubt(
        "La passerella esistente è chiusa dal 2021 e va rifatta.",
        "La passerella esistente è chiusa dal 2021 e va rifatta.\nè chiusa dal 2021 e va rifatta.",
        "/objectives/0/description",
    );
}

#[test]
fn a_deadline_of_two_sentences_has_taken_in_cells() {
    in_doubt(
        "15/12/2024Scadenza",
        "Gara aggiudicata. Contratto firmato il 15/12/2024Scadenza",
        "/objectives/0/final_deadline/date",
    );
}

#[test]
fn a_label_without_its_deadline_is_said() {
    in_doubt(
        "15/12/2024Scadenza",
        "Scadenza",
        "/objectives/0/final_deadline/raw",
    );
}

#[test]
fn a_head_painted_late_says_that_the_rows_may_be_too() {
    let text = plain_but("Monitoraggio al 30/09/2024 ", "");
    let text = text.replacen(
        "va rifatta.",
        "va rifatta.\nMonitoraggio al\n30/09/2024\nOK",
        1,
    );
    let parsed = read(&text);
    assert!(doubts(&parsed).iter().any(|f| f.code == "reading-order"));
}

#[test]
fn words_after_the_signatures_were_painted_late() {
    let text = format!("{PLAIN}\n\nConclusa con determinazione n. 88\n");
    let parsed = read(&text);
    let all = doubts(&parsed);
    assert!(all.iter().any(|f| f.code == "reading-order"), "{all:#?}");
}

#[test]
fn a_second_sheet_inside_the_first_is_missed() {
    let second = PLAIN
        .replace("Obiettivo: A)", "Rifacimento B):")
        .replace("passerella", "strada")
        .replace("personale", "squadra")
        .replace("Collegare", "Unire")
        .replace("PEG", "bilancio");
    let parsed = read(&format!("{PLAIN}{second}"));
    assert!(parsed.findings.iter().any(|f| f.code == "sheet-missed"));
}

#[test]
fn a_sheet_unlike_the_others_is_said() {
    let other = PLAIN
        .replace("Obiettivo: A)", "Obiettivo: B)")
        .replace("al 30/09/2024", "al");
    let parsed = read(&format!("{PLAIN}{other}"));
    let found = doubts(&parsed);
    let unlike: Vec<_> = found
        .iter()
        .filter(|f| f.code == "unlike-other-sheets")
        .filter_map(|f| f.pointer.as_ref())
        .map(|p| p.0.as_str())
        .collect();
    assert_eq!(unlike, ["/objectives/1/reference_date"]);
}

/// A row whose description is painted after its other cells, between the two
/// copies of a line of the outcome.
fn described_late(description: &str) -> String {
    let line = "Il progetto è stato approvato con determina del servizio";
    let row = format!(
        "fase 2: {description}\n70% OK 30/11/2024\n{line}\nProgetto esecutivo della passerella\n\
         {line}\ntecnico e pubblicato all'albo.\n"
    );
    plain_but("fase 2: Progetto esecutivo 70% OK 30/11/2024\n", &row)
}

#[test]
fn a_description_between_two_copies_of_the_outcomes_line_is_the_rows() {
    let parsed = read(&described_late(""));
    let phase = &parsed.objectives[0].phases[1];
    let outcome =
        "Il progetto è stato approvato con determina del servizio tecnico e pubblicato all'albo.";
    assert_eq!(
        phase.description.as_deref(),
        Some("Progetto esecutivo della passerella")
    );
    assert_eq!(phase.outcome.as_deref(), Some(outcome));
}

#[test]
fn a_row_that_has_its_description_takes_no_other() {
    let parsed = read(&described_late("Rilievo"));
    let phase = &parsed.objectives[0].phases[1];
    assert_eq!(phase.description.as_deref(), Some("Rilievo"));
}

const HEAD: &str =
    "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";

#[test]
fn a_head_of_which_each_line_stands_alone_is_no_text() {
    let lines = "Descrizione\nIncidenza\n%\nMonitoraggio al\n30/09/2024\nScadenze\npreviste\nRaggiungimento\nObiettivo";
    let parsed = read(&plain_but(HEAD, lines));
    assert_eq!(parsed.objectives, read(PLAIN).objectives);
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn heads_in_another_order_say_that_cells_may_be() {
    let lines = "Raggiungimento Obiettivo\nScadenze previste\nMonitoraggio al 30/09/2024\nIncidenza %\nDescrizione";
    in_doubt(HEAD, lines, "/objectives/0/phases/0/outcome");
}

#[test]
fn a_line_between_texts_makes_them_doubtful() {
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let text = plain_but("al 100%: passerella aperta", "al 100%:\npasserella aperta");
    let mut flow = schede_layout::read_text(&text, profile);
    let line = "passerella aperta entro l'anno";
    let at = (0..flow.segments.len()).find(|i| flow.text(&flow.segments[*i]) == line);
    flow.segments[at.expect("the plain sheet has it")].doubtful = true;
    let parsed = parse(&flow, profile, &Given::default());
    for pointer in [
        "/objectives/0/expected_results/0/text",
        "/objectives/0/success_criteria/0/text",
        "/objectives/0/failure_criteria/0/text",
    ] {
        let found = doubts(&parsed);
        let covers = |f: &&Finding| f.pointer.as_ref().is_some_and(|p| p.covers(pointer));
        assert!(found.iter().any(covers), "{pointer}: {found:#?}");
    }
}

const LAST_ROW: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";

#[test]
fn lines_that_stand_apart_go_on_with_the_row_before_each() {
    let text = plain_but(
        "30% OK 31/03/2024",
        "30% OK 31/03/2024 Rilevate le\n\nTempistica:\n\nsponde a monte",
    );
    let text = text.replacen(
        LAST_ROW,
        &format!("{LAST_ROW} Consegnato dal\n\nTempistica:\n\nprogettista"),
        1,
    );
    let parsed = read(&text);
    let outcomes: Vec<_> = parsed.objectives[0]
        .phases
        .iter()
        .filter_map(|p| p.outcome.as_deref())
        .collect();
    assert_eq!(
        outcomes,
        ["Rilevate le sponde a monte", "Consegnato dal progettista"]
    );
}

#[test]
fn a_line_that_stands_twice_in_a_row_may_be_meant() {
    in_doubt(
        LAST_ROW,
        "fase 2: Avviso di manifestazione\nd'interesse\n70% OK 30/11/2024 Pervenute tre manifestazioni\nd'interesse",
        "/objectives/0/phases/1/outcome",
    );
}

#[test]
fn a_line_that_is_gone_on_with_twice_in_a_row_is_meant() {
    let row = "fase 2: Servizi per i cittadini,\nanche in rete,\nsenza attese\n70% OK 30/11/2024\nIl servizio è aperto,\nanche in rete,\na tutti i cittadini.";
    let parsed = read(&plain_but(LAST_ROW, row));
    let phase = &parsed.objectives[0].phases[1];
    let description = "Servizi per i cittadini, anche in rete, senza attese";
    assert_eq!(phase.description.as_deref(), Some(description));
    let outcome = "Il servizio è aperto, anche in rete, a tutti i cittadini.";
    assert_eq!(phase.outcome.as_deref(), Some(outcome));
}

#[test]
fn a_row_over_the_end_of_a_page_may_hold_words_of_another_cell() {
    for row in [
        "fase 2: Progetto esecutivo\n70% OK 30/11/2024\u{c}Redazione degli allegati",
        "fase 2: Progetto esecutivo\n70% OK 30/11/2024 Consegnato dal progettista.\u{c}Redatti gli allegati.",
        "fase 2: Progetto esecutivo\n70% OK 30/11/2024\nDescrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo\nRedazione degli allegati",
    ] {
        in_doubt(LAST_ROW, row, "/objectives/0/phases/1/description");
    }
}

#[test]
fn a_reference_painted_late_is_not_the_next_sheets() {
    let reference =
        "Riferimenti alla sottosezione PIAO-Valore Pubblico: 03 Mobilità dolce Codice 03.02";
    let late = format!("{}\n{reference}\n", plain_but(reference, ""));
    let next = PLAIN
        .replace("Obiettivo: A)", "Obiettivo: B)")
        .replace("03 Mobilità dolce Codice 03.02", "04 Borghi Codice 04.01");
    let parsed = read(&format!("{late}{next}"));
    let second = parsed.objectives[1].public_value.as_ref();
    assert_eq!(
        second.map(|v| v.raw.as_str()),
        Some("04 Borghi Codice 04.01")
    );
}

#[test]
fn letters_that_stand_apart_make_the_sheet_doubtful() {
    in_doubt(
        "COMUNE DI VALFIORITA",
        "C OMUNE  D I  VA LFIORITA",
        "/objectives/0/title",
    );
    let parsed = read(&plain_but("COMUNE DI VALFIORITA", "COMUNE  DI  VALFIORITA"));
    assert!(doubts(&parsed).is_empty());
}

#[test]
fn a_line_that_names_the_body_may_be_a_running_head() {
    let written = "personale del servizio tecnico";
    let head = format!("{written}\nComune di Valfiorita - Piano 2024");
    in_doubt(written, &head, "/objectives/0/human_resources");
    in_doubt(
        LAST_ROW,
        &format!("{LAST_ROW} Consegnato\nComune di Valfiorita - Piano 2024\ndal progettista"),
        "/objectives/0/phases/1/outcome",
    );
}

#[test]
fn a_head_read_across_its_cells_says_that_rows_may_be() {
    let lines = "Descrizione Incidenza Monitoraggio Scadenze Raggiungimento\n% al 30/09/2024 previste Obiettivo";
    in_doubt(HEAD, lines, "/objectives/0/phases/0/outcome");
}

#[test]
fn a_date_alone_in_an_outcome_is_of_another_cell() {
    in_doubt(
        LAST_ROW,
        &format!("{LAST_ROW} Consegnato\n31/12/2024\nRedatti gli allegati"),
        "/objectives/0/phases/0/due",
    );
    let led = plain_but(
        LAST_ROW,
        &format!("{LAST_ROW} Consegnato dal progettista in data\n12/09/2024"),
    );
    assert!(doubts(&read(&led)).is_empty(), "{:#?}", doubts(&read(&led)));
}

#[test]
fn a_line_at_the_edge_of_several_pages_may_be_a_running_head() {
    let head = "Piano integrato di Valfiorita";
    let text = plain_but(
        "e va rifatta.",
        &format!("e va rifatta\u{c}{head}\nda capo."),
    );
    let text = text.replacen(
        LAST_ROW,
        &format!("{LAST_ROW} Consegnato\u{c}{head}\ndal progettista"),
        1,
    );
    let text = format!("Premessa\u{c}Indice\u{c}{text}");
    let parsed = read(&text);
    let found = doubts(&parsed);
    for pointer in [
        "/objectives/0/description",
        "/objectives/0/phases/1/outcome",
    ] {
        let covers = |f: &&Finding| {
            f.code == "running-head" && f.pointer.as_ref().is_some_and(|p| p.covers(pointer))
        };
        assert!(found.iter().any(covers), "{pointer}: {found:#?}");
    }
}

#[test]
fn a_line_that_an_earlier_page_has_may_be_printed_twice() {
    let line = "e per chi va in bicicletta, anche lungo le strade strette del centro e dei borghi";
    let text = plain_but(
        "per chi va a piedi",
        &format!("per chi va a piedi\n{line}\nvicini al torrente."),
    );
    let text = text.replacen(
        "passerella riaperta",
        &format!("passerella riaperta\u{c}{line}"),
        1,
    );
    let parsed = read(&text);
    let covers = |f: &&Finding| {
        let pointer = f.pointer.as_ref();
        pointer.is_some_and(|p| p.covers("/objectives/0/expected_results/0/text"))
    };
    assert!(doubts(&parsed).iter().any(covers), "{:#?}", doubts(&parsed));
}

#[test]
fn a_small_letter_behind_an_empty_line_goes_on_with_the_last_text() {
    let text = plain_but(
        "Assegnate con il PEG",
        "Assegnate con il PEG della\n\nparte contabile",
    );
    let parsed = read(&text);
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(
        resources,
        Some("Assegnate con il PEG della parte contabile")
    );
}

#[test]
fn the_last_sentence_of_a_sheet_may_go_on_over_the_page() {
    let text = PLAIN.replacen(
        "Il Dirigente\n\nVisto di validazione: il Nucleo di Valutazione",
        "",
        1,
    );
    let text = text.replacen(
        "Assegnate con il PEG",
        "Assegnate con il PEG della\u{c}pag. 3 di 4\nparte contabile.\nAltro testo del piano.",
        1,
    );
    let parsed = read(&text);
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(
        resources,
        Some("Assegnate con il PEG della parte contabile.")
    );
    let covers = |f: &&Finding| {
        let pointer = f.pointer.as_ref();
        pointer.is_some_and(|p| p.covers("/objectives/0/financial_resources"))
    };
    assert!(doubts(&parsed).iter().any(covers), "{:#?}", doubts(&parsed));
}

#[test]
fn lines_apart_in_a_long_table_are_said_once_a_row() {
    const ROWS: usize = 200;
    const MOST: usize = 6;
    let row = |n: usize| format!("fase {n}: lavori {n}A 1% OK\n\nTempistica:\n\nCollaudo {n}B\n");
    let rows: String = (1..=ROWS).map(row).collect();
    let (head, rest) = PLAIN.split_once("fase 1: ").expect("a row");
    let (_, end) = rest.split_once("30/11/2024\n").expect("the last row");
    let text = format!("{head}{rows}{end}");
    let parsed = read(&text);
    assert_eq!(parsed.objectives[0].phases.len(), ROWS);
    let apart = |f: &&Finding| f.message.contains("stands apart from the rows");
    let n = parsed.findings.iter().filter(apart).count();
    assert!((ROWS..MOST * ROWS).contains(&n), "{n}");
}

#[test]
fn a_second_who_is_responsible_below_the_objective_does_not_cut_the_head() {
    let text = plain_but(
        "Finalità Strategiche:",
        "Responsabile: Geom. Ivo Stella\n\nFinalità Strategiche:",
    );
    let parsed = read(&text);
    let objective = &parsed.objectives[0];
    assert_eq!(objective.entity.as_deref(), Some("COMUNE DI VALFIORITA"));
    assert_eq!(
        objective.org_unit.as_deref(),
        Some("SETTORE LAVORI PUBBLICI E AMBIENTE")
    );
}

#[test]
fn the_label_of_who_is_responsible_may_be_abbreviated() {
    for label in [
        "Responsabile E.Q.:",
        "Responsabile P.O. :",
        "Responsabile EQ:",
    ] {
        let parsed = read(&plain_but("Dirigente:", label));
        let responsible = parsed.objectives[0].responsible.as_deref();
        assert_eq!(responsible, Some("Arch. Nives Tamburlini"), "{label}");
        assert!(doubts(&parsed).is_empty(), "{label}");
    }
}

#[test]
fn a_date_of_the_head_with_a_blank_in_its_year_is_whole() {
    let parsed = read(&plain_but("30/09/2024 Scadenze", "30/09/202 4 Scadenze"));
    let date = parsed.objectives[0]
        .reference_date
        .map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2024-09-30"));
}

#[test]
fn a_blank_within_a_word_or_none_between_two_is_the_extractors() {
    for text in [
        "e va rifatta. V erifica dei costi.",
        "e va rifatta,dopo la piena.",
    ] {
        in_doubt("e va rifatta.", text, "/objectives/0/description");
    }
    let fine = plain_but(
        "e va rifatta.",
        "e va rifatta nel lotto B entro il 2024, v. https://a.it/b,c",
    );
    assert!(
        doubts(&read(&fine)).is_empty(),
        "{:#?}",
        doubts(&read(&fine))
    );
}

#[test]
fn a_caption_in_an_outcome_stood_beside_other_words() {
    let row = format!("{LAST_ROW}\nTempistica: Consegnato dal progettista");
    in_doubt(LAST_ROW, &row, "/objectives/0/phases/1/outcome");
}

#[test]
fn a_label_that_stands_again_in_its_own_text_is_said() {
    let vincoli = "Vincoli: portata del torrente in autunno";
    let human = "Risorse Umane: personale del servizio tecnico";
    let twice = format!("{human} Risorse  Umane: personale del servizio tecnico");
    let parsed = read(&plain_but(human, &twice));
    let once =
        parsed.objectives[0].human_resources.as_deref() == Some("personale del servizio tecnico");
    assert!(once || says(&parsed, "broken-text", "/objectives/0/human_resources").is_some());
    let parsed = read(&plain_but(vincoli, "Vincoli: tra i vincoli: il torrente"));
    assert!(says(&parsed, "broken-text", "/objectives/0/constraints").is_none());
}

#[test]
fn a_sentence_that_goes_on_small_within_a_line_is_said() {
    let said = |text: &str| {
        let to = format!("La passerella è chiusa. {text}");
        let parsed = read(&plain_but(
            "La passerella esistente è chiusa dal 2021 e va rifatta.",
            &to,
        ));
        says(&parsed, "broken-text", "/objectives/0/description").is_some()
    };
    assert!(said("portata del torrente in piena."));
    assert!(!said("Va rifatta ai sensi dell'art. cinque."));
    assert!(!said("b) Va rifatta."));
}

#[test]
fn the_beginning_of_a_cut_caption_ends_no_text() {
    let text = plain_but("e va rifatta.\n\n", "e va rifatta.\n\nTempi\nstica:\n\n");
    let parsed = read(&text);
    let clean = parsed.objectives[0]
        .description
        .as_deref()
        .is_some_and(|d| d.ends_with("rifatta."));
    assert!(clean || says(&parsed, "broken-text", "/objectives/0/description").is_some());
}

#[test]
fn a_figure_within_a_word_may_be_a_letter() {
    let purpose = "Collegare i due rioni per chi va a piedi";
    let doubted = |word: &str| {
        let parsed = read(&plain_but(purpose, &format!("{purpose} {word} di tutti")));
        says(&parsed, "broken-text", "/objectives/0/purpose").is_some()
    };
    for word in [
        "con i servizi digita1i,",
        "e per 1'uso del1e aree",
        "e la Viabi1ità",
    ] {
        assert!(doubted(word), "{word}");
    }
    for word in [
        "e M1C1",
        "e servizi h24",
        "e (www.ente1uno.example)",
        "e 2a fase",
        "e PAdigitale2026",
    ] {
        assert!(!doubted(word), "{word}");
    }
}
