//! The queries of `docs/sql-examples.md` run in every store that is there and
//! give what their headings say.

#![allow(clippy::unwrap_used)]
#![cfg(all(feature = "sqlite", feature = "postgres"))]

mod made_up;
mod stores;

use schede_export::load::{LoadOptions, load};
use schede_model::{Document, Phase};
use stores::{Database, databases};

/// Headings with the query under each.
fn examples() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/sql-examples.md");
    let page = std::fs::read_to_string(path).unwrap();
    let sections = page.split("\n## ").skip(1);
    sections
        .map(|section| {
            let heading = section.lines().next().unwrap().to_owned();
            let (_, rest) = section.split_once("```sql\n").unwrap();
            let (query, _) = rest.split_once("```").unwrap();
            (heading, query.trim().trim_end_matches(';').to_owned())
        })
        .collect()
}

fn query(heading: &str) -> String {
    let found = examples().into_iter().find(|(it, _)| it == heading);
    found.unwrap_or_else(|| panic!("no example {heading:?}")).1
}

/// Some columns of an example's rows, joined by "|"; null is "-".
fn rows(database: &Database, heading: &str, columns: &[&str]) -> Vec<String> {
    let cells: Vec<String> = columns
        .iter()
        .map(|it| format!("coalesce(cast({it} AS text), '-')"))
        .collect();
    // SQLite takes an ORDER BY inside; neither store sorts again outside.
    let sql = format!(
        "SELECT {} FROM ({}) AS q",
        cells.join(" || '|' || "),
        query(heading)
    );
    database.texts(&sql)
}

fn phase(weight: f64, due: (i32, u32, u32), outcome: Option<&str>) -> Phase {
    Phase {
        weight: Some(weight),
        due_date: Some(made_up::day(due.0, due.1, due.2)),
        outcome: outcome.map(str::to_owned),
        ..made_up::phase(0, 0)
    }
}

/// Two monitorings of one body with three objectives.
fn monitorings() -> Vec<Document> {
    let mut first = made_up::document("a.txt", "COMUNE DI PROVA", made_up::day(2024, 9, 30), 3);
    for objective in &mut first.objectives {
        objective.purpose = None;
        objective.financial_resources = None;
        objective.phases = vec![
            phase(25.0, (2024, 3, 31), Some("fatto")),
            phase(75.0, (2024, 6, 30), Some("")),
        ];
    }
    first.objectives[1].phases.clear();
    first.objectives[2].purpose = Some("Risponde al bando Pnrr 1.4.3".to_owned());
    first.objectives[0].financial_resources = Some("PNRR M1C1".to_owned());
    first.objectives[1].description = Some("fondi PNRR".to_owned());
    let mut second = first.clone();
    let date = Some(made_up::day(2024, 12, 31));
    second.plan.reference_date = date;
    for objective in &mut second.objectives {
        objective.reference_date = date;
    }
    second.objectives[0].final_deadline.as_mut().unwrap().date = Some(made_up::day(2026, 1, 31));
    second.objectives[0].phases[1].outcome = Some("fatto".to_owned());
    vec![first, second]
}

fn loaded() -> Vec<Database> {
    let databases = databases();
    let options = LoadOptions {
        history: true,
        ..LoadOptions::default()
    };
    for database in &databases {
        load(&monitorings(), &database.target, options).unwrap();
    }
    databases
}

#[test]
fn every_example_runs_and_gives_rows() {
    for database in loaded() {
        for (heading, query) in examples() {
            let n = database.number(&format!("SELECT count(*) FROM ({query}) AS q"));
            assert!(n > 0, "{heading}");
        }
    }
}

#[test]
fn overdue_phases_are_those_of_the_latest_monitoring_without_outcome() {
    for database in loaded() {
        let columns = ["entity", "overdue_phases", "oldest_due_date"];
        assert_eq!(
            rows(&database, "Phases overdue by org unit", &columns),
            ["COMUNE DI PROVA|1|2024-06-30"]
        );
    }
}

#[test]
fn progress_is_the_weight_of_what_is_done() {
    for database in loaded() {
        let mut progress = rows(
            &database,
            "Weight-adjusted progress",
            &["code", "percent_done"],
        );
        progress.sort();
        assert_eq!(progress, ["1|100", "2|-", "3|25"]);
    }
}

#[test]
fn a_deadline_that_moved_is_shown_with_both_dates() {
    for database in loaded() {
        let heading = "Objectives whose deadline moved between two monitorings";
        let columns = [
            "code",
            "monitored_before",
            "monitored",
            "deadline_before",
            "deadline",
        ];
        assert_eq!(
            rows(&database, heading, &columns),
            ["1|2024-09-30|2024-12-31|2025-10-08|2026-01-31"]
        );
    }
}

#[test]
fn pnrr_objectives_are_counted_once_under_their_mission() {
    for database in loaded() {
        let heading = "Objectives funded by PNRR per mission";
        assert_eq!(
            rows(
                &database,
                heading,
                &["mission_id", "mission", "pnrr_objectives"]
            ),
            [
                "01|Servizi istituzionali|1",
                "06|Politiche giovanili, sport|1",
                "-|-|1"
            ]
        );
    }
}
