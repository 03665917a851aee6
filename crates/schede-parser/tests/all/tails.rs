//! The words behind a row's weight in a stream: which are the monitoring's, the deadline's and
//! the outcome's, by what they look like.

use crate::plain::{plain_but, read, says};

/// The cells of the first row, whose words behind the weight are those printed.
fn cells(printed: &str) -> [Option<String>; 3] {
    let parsed = read(&plain_but("OK 31/03/2024", printed));
    let phase = &parsed.objectives[0].phases[0];
    [&phase.monitoring, &phase.due, &phase.outcome].map(|cell| cell.clone())
}

fn assert_cells(cases: &[(&str, [&str; 3])]) {
    for (printed, expected) in cases {
        let found = cells(printed).map(Option::unwrap_or_default);
        assert_eq!(found, expected.map(str::to_owned), "{printed}");
    }
}

#[test]
fn a_deadline_that_has_said_all_ends_before_small_letters() {
    assert_cells(&[
        (
            "31/03/2024 entro i termini",
            ["", "31/03/2024", "entro i termini"],
        ),
        ("OK 31/03/2024 n. 12", ["OK", "31/03/2024", "n. 12"]),
        ("OK 31/03/2024 RAGGIUNTO", ["OK", "31/03/2024", "RAGGIUNTO"]),
        ("OK 31/03/2024 100%", ["OK", "31/03/2024", "100%"]),
        ("annuale in corso", ["", "annuale", "in corso"]),
        (
            "OK 30 giugno 2024 in corso",
            ["OK", "30 giugno 2024", "in corso"],
        ),
        (
            "OK 31/03/2024 a seguito di sopralluogo del 04/02/2024 è stata chiesta una variante",
            [
                "OK",
                "31/03/2024",
                "a seguito di sopralluogo del 04/02/2024 è stata chiesta una variante",
            ],
        ),
        (
            "OK entro 30 giorni dalla conclusione della fase 2 entro i termini",
            [
                "OK",
                "entro 30 giorni dalla conclusione della fase 2",
                "entro i termini",
            ],
        ),
    ]);
}

#[test]
fn a_deadline_goes_on_with_what_prolongs_it() {
    assert_cells(&[
        (
            "31/03/2024 ma già\nconclusa nel 2023\nn. 21",
            ["", "31/03/2024 ma già conclusa nel 2023", "n. 21"],
        ),
        (
            "31/03/2024 (salvo proroghe) Rilievo eseguito",
            ["", "31/03/2024 (salvo proroghe)", "Rilievo eseguito"],
        ),
        (
            "OK 30 gg dall'aggiudicazione",
            ["OK", "30 gg dall'aggiudicazione", ""],
        ),
    ]);
}

#[test]
fn deadlines_without_a_date_of_figures() {
    let dues = [
        "entro il 31/03/2024",
        "entro marzo 2024",
        "I semestre 2024",
        "30 giugno 2024",
        "31/12 di ogni anno",
        "settembre",
        "2024",
        "da definire",
        "ogni mese",
        "costante",
        "non prevista",
        "in base al cronoprogramma",
        "//",
    ];
    for due in dues {
        let row = |monitoring: &str, outcome: &str| cells(&format!("{monitoring} {due} {outcome}"));
        let expected = |monitoring: &str, outcome: &str| {
            [monitoring, due, outcome].map(|cell| (!cell.is_empty()).then(|| cell.to_owned()))
        };
        for (monitoring, outcome) in [
            ("OK", ""),
            ("OK", "Rilievo eseguito"),
            ("", "Rilievo eseguito"),
        ] {
            assert_eq!(
                row(monitoring, outcome),
                expected(monitoring, outcome),
                "{due}"
            );
        }
    }
}

#[test]
fn a_year_or_month_goes_with_the_term_before_it_over_a_line_end() {
    assert_cells(&[
        (
            "OK 30 giugno\n2024\nRilievo eseguito",
            ["OK", "30 giugno 2024", "Rilievo eseguito"],
        ),
        ("OK I semestre\n2024", ["OK", "I semestre 2024", ""]),
        (
            "OK entro il\n31/03/2024\nin corso",
            ["OK", "entro il 31/03/2024", "in corso"],
        ),
    ]);
}

#[test]
fn a_term_before_a_date_is_the_monitoring() {
    assert_cells(&[
        (
            "II trimestre 31/03/2024",
            ["II trimestre", "31/03/2024", ""],
        ),
        (
            "30 giugno 2024 31/03/2024 Fase completata",
            ["30 giugno 2024", "31/03/2024", "Fase completata"],
        ),
        (
            "entro il 31/10/2024 31/12/2024 si",
            ["entro il 31/10/2024", "31/12/2024", "si"],
        ),
    ]);
}

#[test]
fn what_no_form_knows_as_a_status_stands_before_a_deadline() {
    assert_cells(&[
        (
            "fase non ancora avviata 31/03/2024 Rilievo eseguito",
            ["fase non ancora avviata", "31/03/2024", "Rilievo eseguito"],
        ),
        (
            "da avviare nel 2025 31/03/2024",
            ["da avviare nel 2025", "31/03/2024", ""],
        ),
        (
            "prot. 4512/2024 31/03/2024 n. 12",
            ["prot. 4512/2024", "31/03/2024", "n. 12"],
        ),
        ("€ 12.500,00 31/03/2024", ["€ 12.500,00", "31/03/2024", ""]),
        ("/// 31/03/2024 si", ["///", "31/03/2024", "si"]),
        (
            "sospesa (carenza di personale) giugno 2024 Rilievo",
            ["sospesa (carenza di personale)", "giugno 2024", "Rilievo"],
        ),
    ]);
    for printed in ["da avviare nel 2025 31/03/2024", "autunno 2024"] {
        let parsed = read(&plain_but("OK 31/03/2024", printed));
        let doubt = says(&parsed, "two-readings", "/objectives/0/phases/0/monitoring");
        assert!(doubt.is_some(), "the other reading is said: {printed}");
    }
}

#[test]
fn two_dates_are_of_two_cells_and_said_to_be_unsure() {
    assert_cells(&[(
        "OK 31/03/2024 15/02/2024",
        ["OK", "31/03/2024", "15/02/2024"],
    )]);
    let text = plain_but("OK 31/03/2024", "OK 31/03/2024 15/02/2024");
    let doubt = says(&read(&text), "two-readings", "/objectives/0/phases/0/due").is_some();
    assert!(doubt, "both may be the deadline's");
}

#[test]
fn cells_that_touch_are_parted() {
    let text = plain_but("sponde 30% OK 31/03/2024", "sponde30%OK31/03/2024Rilievo");
    let phase = &read(&text).objectives[0].phases[0];
    assert_eq!(phase.description.as_deref(), Some("Rilievo delle sponde"));
    assert_eq!(phase.weight, Some(30.0));
    assert_eq!(phase.monitoring.as_deref(), Some("OK"));
    assert_eq!(phase.due.as_deref(), Some("31/03/2024"));
    assert_eq!(phase.outcome.as_deref(), Some("Rilievo"));
}

#[test]
fn weights_are_a_hundred_together() {
    for (printed, description, monitoring) in [
        ("Saldo 10% 30% OK", "Saldo 10%", "OK"),
        ("Saldo 10 % 30 % 75 %", "Saldo 10 %", "75 %"),
        ("Rilievo 30% 75%", "Rilievo", "75%"),
        (
            "Rilievo (20%) e banca dati al 95% 30% in corso",
            "Rilievo (20%) e banca dati al 95%",
            "in corso",
        ),
    ] {
        let text = plain_but("Rilievo delle sponde 30% OK", printed);
        let phase = &read(&text).objectives[0].phases[0];
        assert_eq!(phase.description.as_deref(), Some(description));
        assert_eq!(phase.weight, Some(30.0));
        assert_eq!(phase.monitoring.as_deref(), Some(monitoring));
    }
}

#[test]
fn a_total_may_be_shortened() {
    let text = plain_but("\n100%\n", "\nTot. 100%\n");
    let objective = &read(&text).objectives[0];
    assert_eq!(objective.phase_weight_total, Some(100.0));
    assert_eq!(objective.phases[1].outcome, None);
}

#[test]
fn of_two_dates_side_by_side_the_second_is_the_deadline() {
    assert_cells(&[
        (
            "Avviata il 03/02/2024 26/02/2024",
            ["Avviata il 03/02/2024", "26/02/2024", ""],
        ),
        (
            "Avviata il 03/02/2024 26/02/2024\nFase completata in anticipo",
            [
                "Avviata il 03/02/2024",
                "26/02/2024",
                "Fase completata in anticipo",
            ],
        ),
    ]);
}

#[test]
fn the_first_of_two_years_results_ends_the_last_row_without_a_total() {
    let text = plain_but(
        "100%\n\n15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:\n\nRisultato atteso: passerella riaperta",
        "Risultato atteso - annualità 2024: passerella riaperta\n\nRisultato atteso finale - anno 2025: rampe rifatte",
    );
    let parsed = read(&text);
    let results = &parsed.objectives[0].expected_results;
    let years: Vec<Option<i32>> = results.iter().map(|result| result.year).collect();
    assert_eq!(years, [Some(2024), Some(2025)]);
    assert_eq!(parsed.objectives[0].phases[1].outcome, None);
}
