//! The plan's year as title pages and running heads print it.

use crate::plain::{PLAIN, doubts, read, says};

/// The sheet below these lines: the year that was read, and whether it is in doubt.
fn below(title: &str) -> (Option<i32>, bool) {
    let parsed = read(&format!("{title}\n\n\n\n{PLAIN}"));
    assert_eq!(parsed.objectives.len(), 1);
    (
        parsed.plan.year,
        says(&parsed, "plan-year", "/plan/year").is_some(),
    )
}

#[test]
fn the_year_of_the_title_is_the_plans() {
    // The reference date of the sheet is 30/09/2024.
    for title in [
        "PIAO 2025",
        "PIAO 2025-2027",
        "COMUNE DI PONTELUNGO\n\nPiano integrato di attività e organizzazione 2025/2027",
        "PIANO INTEGRATO DI ATTIVITÀ\nE ORGANIZZAZIONE\nTriennio 2025 - 2027",
        "Piano esecutivo di gestione per l'anno 2025",
        "P.E.G. 2025 - Schede obiettivo",
    ] {
        assert_eq!(below(title), (Some(2025), true), "{title}");
    }
    assert_eq!(below("PIAO 2024-2026"), (Some(2024), false));
}

#[test]
fn a_sentence_about_another_plan_is_only_said() {
    let sentence = "Gli obiettivi che seguono aggiornano quelli del PIAO 2023-2025 già approvato.";
    assert_eq!(below(sentence), (Some(2024), true));
    let with_title = format!("PIAO 2024-2026\n\n{sentence}");
    assert_eq!(below(&with_title), (Some(2024), false));
}

#[test]
fn a_heading_of_another_chapter_is_only_said() {
    let chapter = "Sezione 2\n\n\n\nRelazione sulla performance 2023\n\n\n\nSezione 3";
    assert_eq!(below(chapter), (Some(2024), true));
    let above = format!("Sezione 2\n\n\n\nPEG 2025\n\n{PLAIN}");
    assert_eq!(read(&above).plan.year, Some(2025));
}

#[test]
fn headings_that_do_not_agree_leave_the_year_of_the_date() {
    assert_eq!(below("PIAO 2025-2027\n\nPEG 2026"), (Some(2024), true));
}

#[test]
fn a_year_that_is_no_plans_is_not_looked_at() {
    for title in [
        "Programmazione europea 2021-2027",
        "Deliberazione n. 12 del 15/01/2025",
        "Piano urbano 2025",
        "Il PEG è stato approvato. Nel 2025 si prosegue",
    ] {
        assert_eq!(below(title), (Some(2024), false), "{title}");
    }
}

#[test]
fn without_a_date_the_title_alone_says_the_year() {
    let undated = PLAIN.replace("Monitoraggio al 30/09/2024", "Monitoraggio");
    let parsed = read(&format!("PIAO 2025-2027\n\n\n\n{undated}"));
    assert_eq!(parsed.plan.year, Some(2025));
    assert!(doubts(&parsed).iter().all(|f| f.code != "plan-year"));
    let mut spans = parsed.provenance.get("/plan/year").expect("a place");
    assert_eq!(spans.next().map(|s| (s.start, s.end)), Some((5, 9)));
}

#[test]
fn sheets_of_two_years_may_be_of_two_plans() {
    let next = PLAIN.replace("30/09/2024", "30/09/2025");
    let parsed = read(&format!("{PLAIN}\n\n{next}"));
    assert_eq!(parsed.objectives.len(), 2);
    let said = says(&parsed, "plan-year", "/plan/year").expect("a doubt");
    assert_eq!(said.alternatives[0].value.as_deref(), Some("2025"));
    assert!(said.message.contains("2024 in 1, 2025 in 1"), "{said:#?}");
    let same = PLAIN.replace("30/09/2024", "31/12/2024");
    let parsed = read(&format!("{PLAIN}\n\n{same}"));
    assert!(says(&parsed, "plan-year", "/plan/year").is_none());
}

#[test]
fn the_year_is_that_of_most_sheets() {
    let quoted = PLAIN.replace("30/09/2024", "30/09/2023");
    let parsed = read(&format!(
        "PIAO 2024-2026\n\n\n\n{quoted}\n\n{PLAIN}\n\n{PLAIN}"
    ));
    assert_eq!(parsed.objectives.len(), 3);
    assert_eq!(parsed.plan.year, Some(2024));
    let date = parsed.plan.reference_date.expect("a date");
    assert_eq!(date.to_string(), "2024-09-30");
    let said = says(&parsed, "plan-year", "/plan/year").expect("a doubt");
    assert_eq!(said.alternatives[0].value.as_deref(), Some("2023"));
}
