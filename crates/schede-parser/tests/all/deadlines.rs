//! What a deadline does not hold, and ends that no text has.

use crate::paged;
use crate::plain::{PLAIN, doubts, in_columns, plain_but, read, says};
use schede_parser::{Given, parse};
use schede_profile::Profiles;

fn in_doubt(from: &str, to: &str, pointer: &str) -> bool {
    let parsed = read(&plain_but(from, to));
    says(&parsed, "broken-text", pointer).is_some()
}

#[test]
fn a_per_cent_sign_is_no_part_of_a_deadline() {
    let last = "/objectives/0/final_deadline";
    assert!(in_doubt("15/12/2024Scadenza", "% 15/12/2024Scadenza", last));
    assert!(!in_doubt("15/12/2024Scadenza", "16/12/2024Scadenza", last));
}

#[test]
fn a_name_before_the_last_date_may_be_a_rows() {
    let last = "/objectives/0/final_deadline/raw";
    assert!(in_doubt(
        "15/12/2024Scadenza",
        "Rossi 15/12/2024Scadenza",
        last
    ));
    assert!(!in_doubt(
        "15/12/2024Scadenza",
        "Collaudo entro il 15/12/2024Scadenza",
        last
    ));
}

#[test]
fn the_total_and_the_deadline_may_stand_in_one_line() {
    let total = "100%\n\n15/12/2024Scadenza";
    for one in ["100% 15/12/2024Scadenza", "100% 15/12/2024\nScadenza"] {
        assert_eq!(
            read(&plain_but(total, one)).objectives,
            read(PLAIN).objectives,
            "{one}"
        );
    }
}

#[test]
fn a_text_that_ends_with_an_auxiliary_lacks_words() {
    let outcome = "OK 30/11/2024\nIl Genio civile ha";
    assert!(in_doubt(
        "OK 30/11/2024",
        outcome,
        "/objectives/0/phases/1/outcome"
    ));
}

#[test]
fn a_text_that_ends_with_the_first_article_of_a_sentence_lacks_words() {
    let description = "/objectives/0/description";
    assert!(in_doubt("e va rifatta.", "e va rifatta. Il", description));
    assert!(!in_doubt(
        "e va rifatta.",
        "e va rifatta. Fine",
        description
    ));
}

#[test]
fn a_cell_that_ends_with_a_bracket_it_never_opened_lacks_words() {
    let said = |monitoring: &str| {
        let profiles = Profiles::builtin().expect("built-in profiles");
        let profile = profiles.fallback().expect("a profile");
        let cell = "                  OK                   31/03";
        assert!(in_columns().contains(cell));
        let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
        let text = in_columns().replace(
            &format!("15/12/2024{label}"),
            &format!("{label} 15/12/2024"),
        );
        let text = text.replace(cell, &format!("        {monitoring:22}         31/03"));
        let mut flow = schede_layout::read_text(&text, profile);
        // As if on paper: cells are known for certain.
        flow.approximate = false;
        let parsed = parse(&flow, profile, &Given::default());
        let read = parsed.objectives[0].phases[0].monitoring.clone();
        assert_eq!(read.as_deref(), Some(monitoring));
        doubts(&parsed).iter().any(|f| f.code == "broken-text")
    };
    assert!(said("del Segretario Capo)"));
    assert!(!said("OK (del Segretario)"));
    assert!(!said("a) OK"));
}

#[test]
fn an_outcome_without_a_deadline_before_it_may_be_of_the_cells_before() {
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let outcome = "/objectives/0/phases/1/outcome";
    for rest in [
        "OK - con la collaborazione del geologo",
        // One text, and no sign of which cell.
        "Il servizio migliora il rilievo delle sponde",
    ] {
        assert!(
            in_doubt(
                row,
                &format!("fase 2: Progetto esecutivo 70% {rest}"),
                outcome
            ),
            "{rest}"
        );
    }
    // The remark of the monitoring nearly hides the deadline.
    let remark = "fase 2: Progetto esecutivo 70% OK - con la collaborazione del geologo 30/11/2024 Fase completata";
    let parsed = read(&plain_but(row, remark));
    assert!(says(&parsed, "two-readings", outcome).is_some());
    let whole = "fase 2: Progetto esecutivo 70% OK 30/11/2024 Fase completata in data 12/11/2024";
    assert!(!in_doubt(row, whole, outcome));
}

#[test]
fn a_word_behind_a_status_may_be_the_outcome() {
    let row = "fase 2: Progetto esecutivo 70% OK 30/11/2024";
    let parsed = read(&plain_but(
        row,
        "fase 2: Progetto esecutivo 70% OK Raggiunto",
    ));
    let outcome = "/objectives/0/phases/1/outcome";
    assert!(says(&parsed, "broken-text", outcome).is_some());
    let parsed = read(&plain_but(
        row,
        "fase 2: Progetto esecutivo 70% OK Bosio 30/11/2024",
    ));
    assert!(says(&parsed, "broken-text", outcome).is_none());
}

#[test]
fn a_deadline_that_ends_with_the_name_of_a_page_is_in_doubt() {
    let due = "30/11/2024\n";
    let said = |rest: &str| {
        let text = in_columns().replace(due, &format!("30/11/2024 {rest}\n"));
        let last = "Scadenza finale per il raggiungimento dell'obiettivo:";
        let parsed =
            read(&text.replace(&format!("15/12/2024{last}"), &format!("{last} 15/12/2024")));
        let said = |f: &&schede_model::Finding| f.message.contains("ends with the name of a page");
        doubts(&parsed).into_iter().find(said).cloned()
    };
    let doubt = said("pag. 9").expect("a doubt");
    let about = doubt.pointer.expect("a value");
    assert!(
        about.covers("/objectives/0/phases/1/monitoring"),
        "{about:?}"
    );
    assert_eq!(said("circa"), None);
}

#[test]
fn of_two_dates_in_the_last_deadline_the_second_is_named() {
    let date = "/objectives/0/final_deadline/date";
    for (with, other) in [
        ("15/12/2024 prorogata al 30/06/2025Scadenza", "2025-06-30"),
        ("da 15/12/2024 a 31/12/2024Scadenza", "2024-12-31"),
    ] {
        let parsed = read(&plain_but("15/12/2024Scadenza", with));
        let finding = says(&parsed, "two-readings", date).expect("said");
        let alternative = finding.alternatives.first().expect("another reading");
        assert_eq!(alternative.value.as_deref(), Some(other), "{with}");
    }
    let one = "15/12/2024 RAGGIUNTO 16/5/2024Scadenza";
    let parsed = read(&plain_but("15/12/2024Scadenza", one));
    assert!(says(&parsed, "two-readings", date).is_none());
}

#[test]
fn a_date_that_ends_the_last_row_may_be_of_the_last_deadline() {
    let deadline = "/objectives/0/final_deadline";
    let paper = |last: &str| {
        let row = "fase 2: Progetto esecutivo";
        let sheet = paged::sheet();
        assert!(sheet.contains(row), "{sheet}");
        let next = sheet[sheet.find(row).expect("the row")..]
            .find('\n')
            .expect("its end");
        let at = sheet.find(row).expect("the row") + next;
        paged::on_paper(&format!("{}\n{last}{}", &sheet[..at], &sheet[at..]))
    };
    let parsed = paper("12/12/2024 RAGGIUNTO");
    assert!(says(&parsed, "broken-text", deadline).is_some());
    let parsed = paper("del ponte");
    assert!(says(&parsed, "broken-text", deadline).is_none());
}

#[test]
fn blanks_about_the_slashes_of_a_date_do_not_count() {
    let parsed = read(&plain_but("15/12/2024Scadenza", "15/ 12 / 2024Scadenza"));
    let last = parsed.objectives[0].final_deadline.as_ref().expect("one");
    assert_eq!(last.raw, "15/ 12 / 2024");
    let date = last.date.expect("a date").to_string();
    assert_eq!((date.as_str(), &last.note), ("2024-12-15", &None));
}

#[test]
fn a_second_date_beside_the_last_is_a_doubt_about_the_note_too() {
    let two = "15/12/2024 15/12/2025\nScadenza";
    let parsed = read(&plain_but("15/12/2024Scadenza", two));
    for part in ["date", "note"] {
        let place = format!("/objectives/0/final_deadline/{part}");
        assert!(says(&parsed, "two-readings", &place).is_some(), "{part}");
    }
}

#[test]
fn the_sign_of_the_total_may_stand_behind_the_label_of_the_deadline() {
    let last = "100%\n\n15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:";
    let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
    let parsed = read(&plain_but(last, &format!("100\n\n{label}\n%\n15/12/2024")));
    let objective = &parsed.objectives[0];
    let deadline = objective.final_deadline.as_ref();
    assert_eq!(deadline.map(|d| d.raw.as_str()), Some("15/12/2024"));
}

/// The plain sheet with its columns kept by blanks on lines so long that they were broken
/// after so many characters.
fn broken_after(width: usize) -> String {
    let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
    let from = PLAIN.find("Descrizione Incidenza").unwrap();
    let to = PLAIN.find(label).unwrap() + label.len();
    let row = |cells: &[(usize, &str)]| {
        let mut line = String::new();
        for (at, cell) in cells {
            line.push_str(&" ".repeat(at - line.len()));
            line.push_str(cell);
        }
        line
    };
    let head = [
        (66, "Descrizione"),
        (127, "Incidenza %"),
        (144, "Monitoraggio al 30/09/2024"),
        (184, "Scadenze previste"),
        (216, "Raggiungimento Obiettivo"),
    ];
    let first = [
        (23, "fase 1:"),
        (41, "Rilievo delle sponde lungo il torrente"),
        (101, "30%"),
        (151, "31/03/2024"),
    ];
    let second = [
        (23, "fase 2:"),
        (41, "Progetto esecutivo"),
        (101, "70%"),
        (151, "30/11/2024"),
    ];
    let rows = [
        row(&head),
        String::new(),
        row(&first),
        String::new(),
        row(&second),
        String::new(),
        row(&[(101, "100%")]),
        String::new(),
        row(&[(180, "Consegna dell'area")]),
        row(&[(0, label), (190, "28/04/2026")]),
    ];
    let sheet = [&PLAIN[..from], &rows.join("\n"), &PLAIN[to..]].concat();
    let broken = |line: &str| {
        let letters: Vec<char> = line.chars().collect();
        let lines = letters.chunks(width).map(|part| part.iter().collect());
        lines.collect::<Vec<String>>().join("\n")
    };
    sheet.lines().map(broken).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_date_that_stands_apart_may_be_that_of_a_deadline_without_one() {
    let parsed = read(&broken_after(80));
    let deadline = parsed.objectives[0].final_deadline.as_ref();
    assert_eq!(deadline.and_then(|deadline| deadline.date), None);
    assert!(says(&parsed, "two-readings", "/objectives/0/final_deadline").is_some());
    // Read as part of another text, too.
    let text = PLAIN.replace("15/12/2024Scadenza", "Consegna dell'area\n\nScadenza");
    let text = text.replace("passerella riaperta", "passerella riaperta\n\n28/04/2026");
    let parsed = read(&text);
    assert!(says(&parsed, "two-readings", "/objectives/0/final_deadline").is_some());
}

#[test]
fn a_day_that_is_cut_in_the_note_of_a_deadline_is_in_doubt() {
    let last = "/objectives/0/final_deadline";
    let noted = |note: &str| format!("15/12/2024 RAGGIUNTO {note}Scadenza");
    assert!(in_doubt("15/12/2024Scadenza", &noted("1 6/5/2024"), last));
    assert!(!in_doubt("15/12/2024Scadenza", &noted("16/5/2024"), last));
}
