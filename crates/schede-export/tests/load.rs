//! Loading keeps its promises in every store that is there.

#![allow(clippy::unwrap_used)]

mod made_up;
mod stores;

use schede_export::load::{LoadOptions, LoadReport, Loader, load};
use schede_model::Document;
use stores::{Database, databases};

const HISTORY: LoadOptions = LoadOptions {
    history: true,
    gather_rows: 0,
};

fn put(database: &Database, documents: &[Document]) -> LoadReport {
    load(documents, &database.target, LoadOptions::default()).unwrap()
}

fn put_with_history(database: &Database, documents: &[Document]) -> LoadReport {
    load(documents, &database.target, HISTORY).unwrap()
}

#[test]
fn the_same_run_again_changes_no_row() {
    for database in databases() {
        let first = put(&database, &made_up::documents());
        assert_eq!(first.tables["objectives"].inserted, 36);
        let before = database.content();
        let again = put(&database, &made_up::documents());
        assert_eq!(again.changed(), 0, "{again:?}");
        for (table, counts) in &first.tables {
            let n = database.number(&format!("SELECT count(*) FROM {table}"));
            assert_eq!(counts.inserted, u64::try_from(n).unwrap(), "{table}");
        }
        assert_eq!(database.content(), before);
    }
}

#[test]
fn documents_gathered_or_one_by_one_give_the_same_rows() {
    let gathered = LoadOptions {
        gather_rows: 1_000_000,
        ..LoadOptions::default()
    };
    for (one, many) in databases().into_iter().zip(databases()) {
        let by_one = put(&one, &made_up::documents());
        let at_once = load(&made_up::documents(), &many.target, gathered).unwrap();
        assert_eq!(one.content(), many.content());
        assert_eq!(by_one.tables["phases"], at_once.tables["phases"]);
    }
}

#[test]
fn a_changed_document_replaces_its_own_rows_only() {
    for database in databases() {
        let mut documents = made_up::documents();
        put(&database, &documents);
        let others = "SELECT count(*) FROM phases WHERE snapshot <> '2024-09-30/interim'";
        let before = database.number(others);
        documents[0].objectives.remove(5);
        documents[0].objectives[4].phases.truncate(1);
        documents[0].objectives[1].title = Some("Altro titolo".to_owned());
        let report = put(&database, &documents);
        let objectives = report.tables["objectives"];
        assert_eq!(
            (objectives.updated, objectives.deleted),
            (1, 1),
            "{report:?}"
        );
        // Objective 4 loses three of its phases; objective 5 has none.
        assert_eq!(report.tables["phases"].deleted, 3, "{report:?}");
        assert_eq!(report.tables["phases"].updated, 0);
        assert_eq!(database.number(others), before);
        assert_eq!(put(&database, &documents).changed(), 0);
    }
}

#[test]
fn a_changed_run_ends_as_a_clean_load_of_it() {
    for (database, clean) in databases().into_iter().zip(databases()) {
        let mut documents = made_up::documents();
        put(&database, &documents);
        documents[2].objectives.truncate(9);
        documents[2].findings.pop();
        documents[2].provenance.truncate(7);
        documents[0].objectives[3].indicators.clear();
        put(&database, &documents);
        put(&clean, &documents);
        let facts = |rows: Vec<String>| -> Vec<String> {
            // Dimensions only grow.
            rows.into_iter()
                .filter(|row| !row.starts_with("org_units") && !row.starts_with("programmes"))
                .collect()
        };
        assert_eq!(facts(database.content()), facts(clean.content()));
    }
}

#[test]
fn one_edited_deadline_makes_one_new_version() {
    for database in databases() {
        let mut documents = made_up::documents();
        let first = put_with_history(&database, &documents);
        let rows = first.tables["objectives"].inserted + first.tables["phases"].inserted;
        assert_eq!(first.versions_begun, rows);
        assert_eq!(put_with_history(&database, &documents).changed(), 0);
        let phase = &mut documents[0].objectives[4].phases[0];
        phase.due = Some("31/12/2024".to_owned());
        phase.due_date = Some(made_up::day(2024, 12, 31));
        let report = put(&database, &documents);
        assert_eq!((report.versions_begun, report.versions_ended), (1, 1));
        let versions = "SELECT count(*) FROM phases_history WHERE due = '31/12/2024' \
                        AND valid_to IS NULL";
        assert_eq!(database.number(versions), 1);
        let gaps = "SELECT count(*) FROM phases_history a JOIN phases_history b \
                    USING (objective_id, snapshot, position) WHERE a.valid_to = b.valid_from";
        assert_eq!(database.number(gaps), 1);
        assert_eq!(put(&database, &documents).changed(), 0);
    }
}

#[test]
fn where_a_sheet_stands_makes_no_version_and_what_goes_ends_its_own() {
    for database in databases() {
        let mut documents = made_up::documents();
        put_with_history(&database, &documents);
        documents[0].objectives[3].pages.first += 1;
        let report = put_with_history(&database, &documents);
        assert_eq!(report.versions_begun + report.versions_ended, 0);
        assert_eq!(report.tables["objectives"].updated, 1);
        documents[0].objectives.remove(4);
        let report = put_with_history(&database, &documents);
        // The objective and its four phases; the next one moves up a place.
        assert_eq!((report.versions_begun, report.versions_ended), (0, 5));
        let ghosts = "SELECT count(*) FROM phases_history h WHERE valid_to IS NULL AND NOT EXISTS \
             (SELECT 1 FROM phases p WHERE p.objective_id = h.objective_id \
             AND p.snapshot = h.snapshot AND p.position = h.position)";
        assert_eq!(database.number(ghosts), 0);
    }
}

#[test]
fn stages_of_one_plan_stand_side_by_side() {
    for database in databases() {
        put(&database, &made_up::documents());
        let both = "SELECT count(*) FROM (SELECT id FROM objectives \
             WHERE snapshot IN ('2024-09-30/interim', '2024-12-31/final') \
             GROUP BY id HAVING count(*) = 2) AS x";
        assert_eq!(database.number(both), 6);
    }
}

#[test]
fn an_objective_taken_over_keeps_its_versions_in_order() {
    for database in databases() {
        let first = made_up::documents().remove(0);
        put_with_history(&database, std::slice::from_ref(&first));
        let mut second = first.clone();
        second.source.file_name = "altro.txt".to_owned();
        let report = put_with_history(&database, std::slice::from_ref(&second));
        assert_eq!((report.taken_over, report.versions_begun), (6, 0));
        second.objectives.truncate(1);
        let report = put_with_history(&database, std::slice::from_ref(&second));
        assert_eq!(report.tables["objectives"].deleted, 5);
        let held = "SELECT count(*) FROM objectives_history WHERE valid_to IS NULL";
        assert_eq!(database.number(held), 1);
    }
}

#[test]
fn tables_of_a_newer_version_are_refused() {
    for database in databases() {
        put(&database, &made_up::documents());
        database.run("UPDATE schede_schema SET version = 99");
        let error = load(&made_up::documents(), &database.target, HISTORY).unwrap_err();
        assert_eq!(error.kind(), schede_export::error::FailureKind::NewerSchema);
        assert!(error.to_string().contains("schema version 99"), "{error}");
    }
}

#[test]
fn a_document_that_fails_leaves_no_row_of_it() {
    for database in databases() {
        put(&database, &[]);
        database.run(
            "INSERT INTO schede_schema SELECT 1, 1, 0 WHERE false; \
             DROP TABLE provenance",
        );
        assert!(
            load(
                &made_up::documents(),
                &database.target,
                LoadOptions::default()
            )
            .is_err()
        );
        assert_eq!(database.number("SELECT count(*) FROM documents"), 0);
        assert_eq!(database.number("SELECT count(*) FROM entities"), 0);
    }
}

/// The server ends the loader's connection between two documents: the first is
/// there, the second is not, and the same run again completes it.
#[test]
fn a_lost_connection_is_said_and_the_next_run_completes_it() {
    let documents = made_up::documents();
    for (database, clean) in databases().into_iter().zip(databases()) {
        if !database.is_server() {
            continue;
        }
        put(&clean, &documents);
        let mut loader = Loader::open(&database.target, LoadOptions::default()).unwrap();
        loader.document(&documents[0]).unwrap();
        let former = database.content();
        database.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE application_name = current_schema() AND pid <> pg_backend_pid()",
        );
        let error = loader.document(&documents[1]).unwrap_err().to_string();
        assert!(error.contains("postgres://"), "{error}");
        assert!(error.contains("run the same command again"), "{error}");
        assert_eq!(database.content(), former);
        put(&database, &documents);
        assert_eq!(database.content(), clean.content());
    }
}

#[test]
fn a_target_that_cannot_be_opened_is_named_without_its_password() {
    let error = load(&[], "sqlite:/nowhere/at/all/a.db", LoadOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("/nowhere/at/all/a.db"),
        "{error}"
    );
    let target = "postgres://user:secret@127.0.0.1:1/x?connect_timeout=1";
    let error = load(&[], target, LoadOptions::default()).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("127.0.0.1") && !text.contains("secret"),
        "{text}"
    );
    let error = load(&[], "mysql://x:secret@y", LoadOptions::default()).unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn two_loaders_at_once_end_as_one() {
    for (database, clean) in databases().into_iter().zip(databases()) {
        put_with_history(&clean, &made_up::documents());
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| put_with_history(&database, &made_up::documents()));
            }
        });
        assert_eq!(database.content(), clean.content());
        let versions = "SELECT count(*) FROM phases_history";
        assert_eq!(database.number(versions), clean.number(versions));
    }
}

#[test]
fn tables_that_someone_else_has_made_are_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.db");
    let own = rusqlite::Connection::open(&file).unwrap();
    own.execute_batch("CREATE TABLE objectives (mine TEXT); INSERT INTO objectives VALUES ('x');")
        .unwrap();
    let target = format!("sqlite:{}", file.display());
    let error = load(&made_up::documents(), &target, LoadOptions::default()).unwrap_err();
    let said = error.to_string();
    assert!(said.contains("give a database of its own"), "{said}");
    assert!(!said.contains("CREATE"), "{said}");
    let tables = "SELECT group_concat(name) || (SELECT mine FROM objectives) FROM sqlite_schema";
    let left: String = own.query_row(tables, [], |row| row.get(0)).unwrap();
    assert_eq!(left, "objectivesx");
}
