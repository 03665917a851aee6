//! The kind of plan as title pages and running heads print it.

use crate::plain::{PLAIN, read};
use schede_model::PlanType::{self, *};

/// The sheet below these lines: the kind that was read, and whether a note says that it
/// could not be told.
fn below(title: &str) -> (Option<PlanType>, bool) {
    let parsed = read(&format!("{title}\n\n\n\n{PLAIN}"));
    assert_eq!(parsed.objectives.len(), 1);
    let note = parsed.findings.iter().any(|f| f.code == "plan-type");
    (parsed.plan.kind, note)
}

#[test]
fn the_title_says_the_kind() {
    for (title, kind) in [
        ("PIAO 2024-2026", Piao),
        (
            "PIANO INTEGRATO DI ATTIVITÀ\nE ORGANIZZAZIONE\nTriennio 2024 - 2026",
            Piao,
        ),
        ("Comune di Valfiorita - P.I.A.O. 2024/2026", Piao),
        ("Piano esecutivo di gestione per l'anno 2024", Peg),
        ("Piano esecutivo di gestione del Comune di Valfiorita", Peg),
        ("P.E.G. 2024 - Schede obiettivo", Peg),
        ("PDO", Pdo),
        ("Piano dettagliato degli obiettivi", Pdo),
        ("PIANO DELLA PERFORMANCE 2024", PerformancePlan),
        ("Relazione sulla performance anno 2024", PerformanceReport),
        ("Referto del controllo di gestione", ManagementControlReport),
    ] {
        assert_eq!(below(title), (Some(kind), false), "{title}");
    }
}

#[test]
fn what_is_no_heading_says_nothing() {
    for other in [
        "Gli obiettivi che seguono aggiornano quelli del PIAO 2023-2025 già approvato.",
        "PIAO e PEG sono approvati dalla Giunta",
        "il piano della performance",
        "Piano della performance ........ 12",
        "Piano urbano della mobilità",
        "Sezione 2\n\n\n\nRelazione sulla performance 2023\n\n\n\nSezione 3",
    ] {
        assert_eq!(below(other), (None, false), "{other}");
    }
}

#[test]
fn of_two_kinds_with_the_same_right_none_is_taken() {
    assert_eq!(below("PIAO 2024-2026\n\nPEG 2024"), (None, true));
    // The first page says more than a heading above the sheets.
    let cover = "PIAO 2024-2026\n\n\n\nSezione 2\n\n\n\nPiano degli obiettivi";
    assert_eq!(below(cover), (Some(Piao), false));
}

#[test]
fn its_place_is_known() {
    let title = "PIANO INTEGRATO DI ATTIVITÀ\nE ORGANIZZAZIONE 2024";
    let parsed = read(&format!("{title}\n\n\n\n{PLAIN}"));
    let spans = parsed.provenance.get("/plan/type").expect("a place");
    let places: Vec<_> = spans.map(|s| (s.line, s.start, s.end)).collect();
    assert_eq!(places, [(1, 0, 27), (2, 0, 16)]);
}

#[test]
fn what_names_the_plan_is_no_part_of_the_bodys_name() {
    for plan in [
        " - PIAO 2025/2027",
        " Piano esecutivo di gestione 2025-2027",
        " - Triennio 2025/2027",
    ] {
        let plain = read(PLAIN);
        let named = PLAIN.replace(
            "COMUNE DI VALFIORITA",
            &format!("COMUNE DI VALFIORITA{plan}"),
        );
        assert_ne!(named, PLAIN);
        let parsed = read(&named);
        let entity = |parsed: &schede_parser::Parsed| parsed.objectives[0].entity.clone();
        assert_eq!(entity(&parsed), entity(&plain), "{plan}");
        assert_eq!(parsed.entity, plain.entity, "{plan}");
        assert_eq!(parsed.plan.year, Some(2025), "{plan}");
        assert_eq!(parsed.account.unclaimed, 0, "{plan}");
    }
}
