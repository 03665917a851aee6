//! What an extractor does to the print of a sheet, and that it is said or read right:
//! letters, blanks and heads that are not those of the paper.

use crate::plain::{PLAIN, doubts, plain_but, read};
use schede_model::Finding;
use schede_parser::Parsed;

/// The rows of the sheet, and the head of its table.
const FIRST_ROW: &str = "fase 1: Rilievo delle sponde 30% OK 31/03/2024";
const LAST_ROW: &str = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
const HEAD: &str =
    "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo";

fn is_in_doubt(parsed: &Parsed, pointer: &str) -> bool {
    let covers = |f: &&Finding| f.pointer.as_ref().is_none_or(|p| p.covers(pointer));
    doubts(parsed).iter().any(covers)
}

/// The value at `pointer` of a sheet with this change is in doubt.
fn in_doubt(from: &str, to: &str, pointer: &str) {
    let parsed = read(&plain_but(from, to));
    assert!(
        is_in_doubt(&parsed, pointer),
        "{pointer} of {to:?}: {:#?}",
        doubts(&parsed)
    );
}

/// Nothing of a sheet with this change is in doubt.
fn no_doubt(from: &str, to: &str) -> Parsed {
    let parsed = read(&plain_but(from, to));
    assert!(doubts(&parsed).is_empty(), "{to:?}: {:#?}", doubts(&parsed));
    parsed
}

/// The cells of the first row: monitoring, due, outcome.
fn cells(parsed: &Parsed) -> [Option<&str>; 3] {
    let phase = &parsed.objectives[0].phases[0];
    [&phase.monitoring, &phase.due, &phase.outcome].map(Option::as_deref)
}

#[test]
fn letters_set_close_are_cut_from_their_words() {
    let text = "è chiusa dal 2021 e va rifatta";
    let cut = "c on un monit oraggio delle pia ttaforme sec ondo la ges tione";
    in_doubt(text, cut, "/objectives/0/title");
    no_doubt(text, "è un report di smart working con la rete Wi-Fi");
}

#[test]
fn figures_set_wide_are_those_of_one_number() {
    let label = "Indicatori di risultato:";
    in_doubt(
        label,
        "Indicatori di risultato 2 0 2 4 :",
        "/objectives/0/indicators/0/year",
    );
    no_doubt("e va rifatta", "e va rifatta nei lotti 1 e 2, art. 5 e 6");
}

#[test]
fn capitals_within_words_are_those_of_a_font() {
    let text = "Collegare i due rioni per chi va a piedi";
    let mixed = "COllegaRe i due RiOni peR Chi va a piedi StRada di valle RaggiUntO e COnClUSO";
    in_doubt(text, mixed, "/objectives/0/title");
    no_doubt(text, "Portare MePA, PagoPA e PAdigitale2026 ai due rioni");
}

#[test]
fn a_blank_at_a_hyphen_or_apostrophe_is_the_extractors() {
    let text = "e va rifatta.";
    for odd in [
        "e va rifatta nel 2022- 2024.",
        "è socio- sanitaria.",
        "è socio -sanitaria.",
        "è dell 'Ente.",
    ] {
        in_doubt(text, odd, "/objectives/0/description");
    }
    no_doubt(
        text,
        "e va rifatta - con pre- e post-verifica - dall'Ente 'Torrente'.",
    );
}

#[test]
fn a_comma_behind_a_number_or_an_address_wants_a_blank() {
    let text = "e va rifatta.";
    in_doubt(
        text,
        "e costa € 1.250,00,collaudo escluso.",
        "/objectives/0/description",
    );
    in_doubt(
        text,
        "v. https://a.it/b.html,collaudo",
        "/objectives/0/description",
    );
}

#[test]
fn a_closing_bracket_without_a_partner_lacks_words() {
    in_doubt(
        "e va rifatta.",
        "con la S.A.) e va rifatta.",
        "/objectives/0/description",
    );
    no_doubt(
        "e va rifatta.",
        "e: a) va rifatta; b) va aperta; 3) va chiusa.",
    );
}

#[test]
fn a_number_with_letters_below_its_abbreviation_may_stand_close() {
    let below = "e va rifatta, v. doc. n.\n12/AG/24";
    in_doubt("e va rifatta.", below, "/objectives/0/description");
}

#[test]
fn a_page_of_pages_alone_in_a_text_is_no_text() {
    let text = "è chiusa dal 2021 e va rifatta.";
    in_doubt(
        text,
        "è chiusa dal\n2/14\n2021 e va rifatta.",
        "/objectives/0/description",
    );
    in_doubt(
        text,
        "è chiusa dal 2021\n100%\n",
        "/objectives/0/description",
    );
}

#[test]
fn a_label_cut_by_a_blank_is_not_as_printed() {
    let pointer = "/objectives/0/expected_results/0/label";
    in_doubt("Risultato atteso:", "Risultato atte so:", pointer);
    in_doubt(
        "raggiunto al 100%",
        "raggiunto al100%",
        "/objectives/0/success_criteria/0/label",
    );
}

#[test]
fn the_beginning_of_a_longer_label_is_none() {
    in_doubt(
        "Obiettivo raggiunto al 100%: passerella aperta entro l'anno",
        "Obiettivo raggiunto al Collaudo delle opere\n100%: passerella aperta",
        "/objectives/0/success_criteria/0/text",
    );
}

#[test]
fn signatures_and_captions_behind_the_last_value_are_none() {
    let parsed = no_doubt(
        "con il PEG\n\nIl Dirigente\n\nVisto",
        "con il PEG Il Dirigente Visto",
    );
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(resources, Some("Assegnate con il PEG"));
    let caption = "con il PEG Tempistica: Fasi progettuali di sviluppo dell'obiettivo";
    let parsed = no_doubt("con il PEG", caption);
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(resources, Some("Assegnate con il PEG"));
    let torn = "con il PEG Tempistica: sponde";
    in_doubt("con il PEG", torn, "/objectives/0/financial_resources");
}

#[test]
fn a_quotation_that_begins_like_a_signature_is_text() {
    let outcome = "Rilievo affidato. «Il Direttore\ndell'esecuzione verifica.»";
    let parsed = read(&plain_but(FIRST_ROW, &format!("{FIRST_ROW}\n{outcome}")));
    let read = cells(&parsed)[2];
    assert_eq!(
        read,
        Some("Rilievo affidato. «Il Direttore dell'esecuzione verifica.»")
    );
    let alone = "Rilievo affidato.\nIl Direttore\ndell'esecuzione verifica.";
    let parsed = self::read(&plain_but(FIRST_ROW, &format!("{FIRST_ROW}\n{alone}")));
    let read = cells(&parsed)[2];
    assert_eq!(
        read,
        Some("Rilievo affidato. Il Direttore dell'esecuzione verifica.")
    );
}

#[test]
fn the_word_above_the_total_is_its_label() {
    let parsed = no_doubt("\n100%\n", "\nTotale\n100%\n");
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phase_weight_total, Some(100.0));
    assert_eq!(objective.phases[1].outcome, None);
}

#[test]
fn a_head_without_its_date_wants_one() {
    let lacks = HEAD.replace("30/09/2024 ", "");
    in_doubt(HEAD, &lacks, "/objectives/0/reference_date");
    let unread = HEAD.replace("30/09/2024", "3o/09");
    in_doubt(HEAD, &unread, "/objectives/0/reference_date");
}

#[test]
fn heads_in_another_order_on_one_line_have_cells_in_another_order() {
    let other = "Raggiungimento Obiettivo Scadenze previste Incidenza % Monitoraggio al 30/09/2024 Descrizione";
    in_doubt(HEAD, other, "/objectives/0/phases/0/description");
}

#[test]
fn a_head_read_across_its_cells_has_rows_read_so() {
    for across in [
        "Descrizione Inciden Monitoraggio al Scadenze previste Raggiungimento Obiettivo\nza % 30/09/2024",
        "Monitoraggio\nDescrizione Incidenza % al 30/09/2024 Scadenze previste Raggiungimento Obiettivo",
        "Descrizione Incidenza % Monitoraggio al Scadenze previste Raggiungimento Obiettivo\n30/09/2024",
    ] {
        in_doubt(HEAD, across, "/objectives/0/phases/0/outcome");
    }
}

#[test]
fn a_count_is_what_the_monitoring_says() {
    let row = FIRST_ROW.replace("OK 31/03/2024", "12 su 48 31/03/2024 Rilievo affidato");
    let parsed = read(&plain_but(FIRST_ROW, &row));
    assert_eq!(
        cells(&parsed),
        [
            Some("12 su 48"),
            Some("31/03/2024"),
            Some("Rilievo affidato")
        ]
    );
}

#[test]
fn small_letters_behind_a_status_go_on_with_it() {
    let row = FIRST_ROW.replace(
        "OK 31/03/2024",
        "OK avvio anticipato al 15/03/2024 31/12/2024 Rilievo affidato",
    );
    let parsed = read(&plain_but(FIRST_ROW, &row));
    let status = Some("OK avvio anticipato al 15/03/2024");
    assert_eq!(
        cells(&parsed),
        [status, Some("31/12/2024"), Some("Rilievo affidato")]
    );
}

#[test]
fn a_deadline_may_be_a_way_of_working_or_a_written_month() {
    for due in ["a regime dal 2025", "31 dicembre 2024"] {
        let row = FIRST_ROW.replace("31/03/2024", &format!("{due}\nRilievo affidato"));
        let parsed = read(&plain_but(FIRST_ROW, &row));
        assert_eq!(
            cells(&parsed),
            [Some("OK"), Some(due), Some("Rilievo affidato")]
        );
    }
}

#[test]
fn a_word_in_brackets_below_a_date_goes_on_with_it() {
    let row = format!("{FIRST_ROW}\n(prorogata) Rilievo affidato");
    let parsed = read(&plain_but(FIRST_ROW, &row));
    let cells = cells(&parsed);
    assert_eq!(
        cells[1..],
        [Some("31/03/2024 (prorogata)"), Some("Rilievo affidato")]
    );
}

#[test]
fn the_date_of_a_deadline_in_doubt_is_in_doubt() {
    let parsed = read(&plain_but(
        FIRST_ROW,
        &FIRST_ROW.replace("OK 31/03/2024", "In linea con i tempi 31/03/2024"),
    ));
    if is_in_doubt(&parsed, "/objectives/0/phases/0/due") {
        assert!(is_in_doubt(&parsed, "/objectives/0/phases/0/due_date"));
    }
    in_doubt(
        "OK 31/03/2024",
        "OK collaborazion\ne 31/03/2024",
        "/objectives/0/phases/0/due_date",
    );
}

#[test]
fn a_deadline_with_two_dates_has_taken_in_another_cell() {
    let row = FIRST_ROW.replace("31/03/2024", "31/03/2024 ma già alla data del 30/09/2024");
    in_doubt(FIRST_ROW, &row, "/objectives/0/phases/0/outcome");
}

#[test]
fn a_date_cut_by_a_blank_is_no_date() {
    let pointer = "/objectives/0/phases/0/due_date";
    in_doubt("31/03/2024", "31/03/202 4", pointer);
    in_doubt(
        "15/12/2024Scadenza",
        "15/12/202 4 Scadenza",
        "/objectives/0/final_deadline/date",
    );
}

#[test]
fn a_final_deadline_has_no_cells_of_rows_in_it() {
    let label = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let after = "Scadenza finale per il raggiungimento dell'obiettivo:";
    for odd in [
        "OK 10/03/2025",
        "(in collaborazione con Rossi) 10/03/2025",
        "25/01/2026 15/12/2024",
        "15/12/2024 Fase in ritardo",
    ] {
        in_doubt(
            label,
            &format!("{after} {odd}"),
            "/objectives/0/final_deadline/raw",
        );
    }
    for fine in [
        "15/12/2024 RAGGIUNTO 7/11/2024",
        "Collaudo delle opere entro il 15/12/2024",
        "15/12/2024 (prorogata)",
    ] {
        no_doubt(label, &format!("{after} {fine}"));
    }
}

/// Two sheets of one text without page marks, with a line above the parts of a page.
fn with_running_head(head: &str) -> String {
    let sheet = |code: &str| {
        let outcome = format!("{LAST_ROW}\nProgetto approvato\n\n{head}\n\n{HEAD}\n\ndal Comune");
        let text = PLAIN.replacen(LAST_ROW, &outcome, 1);
        text.replacen("Obiettivo: A)", &format!("Obiettivo: {code})"), 1)
    };
    format!("{}\n{head}\n{}", sheet("A"), sheet("B"))
}

#[test]
fn a_line_printed_again_above_the_tables_head_may_be_a_running_head() {
    let parsed = read(&with_running_head("Piano integrato"));
    assert_eq!(parsed.objectives.len(), 2);
    let outcome = parsed.objectives[0].phases[1].outcome.as_deref();
    assert_eq!(
        outcome,
        Some("Progetto approvato Piano integrato dal Comune")
    );
    let named = |f: &&Finding| f.code == "running-head";
    assert!(doubts(&parsed).iter().any(named), "{:#?}", doubts(&parsed));
    assert!(is_in_doubt(&parsed, "/objectives/0/phases/1/outcome"));
}

#[test]
fn a_running_head_that_begins_with_the_bodys_name_is_not_its_name() {
    let head = "COMUNE DI VALFIORITA - Piano integrato 2024";
    let second = PLAIN
        .replacen("Obiettivo: A)", &format!("{head}\n\nObiettivo: B)"), 1)
        .replacen("e va rifatta", "e va rifatta dal Comune", 1);
    let parsed = read(&format!("{head}\n{PLAIN}\n{second}"));
    let names: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.entity.as_deref())
        .collect();
    assert_eq!(names, [Some("COMUNE DI VALFIORITA"); 2]);
    let resources = parsed.objectives[0].financial_resources.as_deref();
    assert_eq!(resources, Some("Assegnate con il PEG"));
}

#[test]
fn a_reference_that_breaks_at_its_hyphen_goes_on_with_words_like_a_unit() {
    let broken = "Programma 01-\nPolizia locale e amministrativa";
    let programme = "Programma 05-Viabilità e infrastrutture stradali";
    let moved = PLAIN.replacen(programme, broken, 1);
    let reference = moved
        .lines()
        .position(|l| l.starts_with("Riferimenti al DUP"));
    let mut lines: Vec<&str> = moved.lines().collect();
    let at = reference.expect("the reference is there");
    let taken: Vec<&str> = lines.drain(at..at + 2).collect();
    let objective = lines.iter().position(|l| l.starts_with("Obiettivo: A)"));
    let objective = objective.expect("the objective is there");
    lines.splice(objective..objective, taken);
    let parsed = read(&lines.join("\n"));
    let objective = &parsed.objectives[0];
    assert_eq!(
        objective.org_unit.as_deref(),
        Some("SETTORE LAVORI PUBBLICI E AMBIENTE")
    );
    let programme = objective
        .dup
        .as_ref()
        .and_then(|dup| dup.programme_name.as_deref());
    assert_eq!(programme, Some("Polizia locale e amministrativa"));
}

#[test]
fn a_number_below_the_units_name_could_be_a_pages() {
    in_doubt(
        "SETTORE LAVORI PUBBLICI E AMBIENTE\n",
        "SETTORE LAVORI PUBBLICI E AMBIENTE\n1\n",
        "/objectives/0/org_unit",
    );
}

#[test]
fn an_outcome_that_begins_as_the_monitoring_does_may_hold_its_words() {
    let row = FIRST_ROW.replace("OK 31/03/2024", "\nOK Rilievo affidato in data 31/03/2024");
    let parsed = read(&plain_but(FIRST_ROW, &row));
    if cells(&parsed)[0].is_none() {
        assert!(is_in_doubt(&parsed, "/objectives/0/phases/0/outcome"));
    }
}

#[test]
fn labels_in_capitals_among_others_may_be_small_capitals() {
    let label = "/objectives/0/expected_results/0/label";
    let shout = |labels: &[&str]| {
        labels.iter().fold(PLAIN.to_owned(), |text, label| {
            text.replacen(label, &label.to_uppercase(), 1)
        })
    };
    let statements = ["Risultato atteso", "Obiettivo non raggiunto"];
    assert!(is_in_doubt(&read(&shout(&statements)), label));
    // Where all labels are, it is the form's.
    let all = [
        "Obiettivo:",
        "Scadenza finale per il raggiungimento dell'obiettivo:",
    ];
    let parsed = read(&shout(&[&statements[..], &all[..]].concat()));
    assert!(doubts(&parsed).is_empty(), "{:#?}", doubts(&parsed));
}

#[test]
fn signatures_beside_a_label_are_no_value() {
    in_doubt(
        "Risorse Finanziarie: Assegnate con il PEG",
        "Risorse\nFinanziarie: Il Dirigente Visto di validazione: il Nucleo di Valutazione",
        "/objectives/0/financial_resources",
    );
}

#[test]
fn an_outcome_that_is_a_number_alone_may_be_a_pages() {
    let row = format!("{LAST_ROW}\n3");
    in_doubt(LAST_ROW, &row, "/objectives/0/phases/1/outcome");
}

#[test]
fn a_label_in_the_title_has_its_value_there() {
    let title = "Rifacimento della passerella sul torrente";
    let text = PLAIN.replacen(
        "Finalità Strategiche: Collegare i due rioni per chi va a piedi\n",
        "",
        1,
    );
    let run_on = format!("{title} Finalità Strategiche: Collegare i due rioni");
    let parsed = read(&text.replacen(title, &run_on, 1));
    for pointer in ["/objectives/0/title", "/objectives/0/purpose"] {
        assert!(
            is_in_doubt(&parsed, pointer),
            "{pointer}: {:#?}",
            doubts(&parsed)
        );
    }
}

#[test]
fn a_text_that_ends_before_a_list_or_within_a_word_is_in_doubt() {
    let risk = "Vincoli: portata del torrente in autunno";
    for end in [
        "Vincoli: portata del torrente e altro:",
        "Vincoli: portata del torrente o del re-",
        "Vincoli: parere chiesto in data",
    ] {
        in_doubt(risk, end, "/objectives/0/constraints");
    }
    no_doubt(risk, "Vincoli: portata del torrente (autunno) - § 3");
}

#[test]
fn a_character_that_cannot_be_read_is_said_of_its_value() {
    let risk = "Vincoli: portata del torrente in autunno";
    in_doubt(
        risk,
        "Vincoli: spesa di \u{fffd} 9.360",
        "/objectives/0/constraints",
    );
}

#[test]
fn a_count_of_pages_on_paper_has_blanks_around_its_slash() {
    let risk = "Vincoli: portata del torrente in autunno";
    let on_paper = |last: &str| {
        let profiles = schede_profile::Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let text = plain_but(risk, &format!("{risk}\n{last}"));
        let mut flow = schede_layout::read_text(&text, profile);
        flow.geometric = true;
        schede_parser::parse(&flow, profile, &schede_parser::Given::default())
    };
    let counts = |parsed: &Parsed| {
        let about = doubts(parsed)
            .into_iter()
            .filter(|f| f.message.contains("could be a page's"));
        about.count()
    };
    assert_eq!(counts(&on_paper("3 / 7")), 1);
    assert_eq!(counts(&on_paper("12/24")), 0);
}

#[test]
fn a_label_without_a_colon_among_others_is_in_doubt() {
    let risk = "Obiettivo non raggiunto: passerella ancora chiusa";
    let pointer = "/objectives/0/failure_criteria/0/text";
    in_doubt(
        risk,
        "Obiettivo non raggiunto\npasserella ancora chiusa",
        pointer,
    );
}

#[test]
fn a_hyphen_that_a_printer_sets_is_said() {
    let risk = "Vincoli: portata del torrente in autunno";
    let cut = "Vincoli: portata del torrente in au\u{2010}\ntunno";
    let profiles = schede_profile::Profiles::builtin().expect("built in");
    let profile = profiles.fallback().expect("one");
    for text in [cut, "Vincoli: rete Wi- Fi"] {
        let text = plain_but(risk, text);
        let mut flow = schede_layout::read_text(&text, profile);
        flow.geometric = true;
        let parsed = schede_parser::parse(&flow, profile, &schede_parser::Given::default());
        assert!(is_in_doubt(&parsed, "/objectives/0/constraints"), "{text}");
    }
}

#[test]
fn a_date_with_another_cells_words_right_behind_it_is_in_doubt() {
    let row = "fase 2: Progetto esecutivo 70% 30/11/2024OK";
    in_doubt(LAST_ROW, row, "/objectives/0/phases/1/due");
}
