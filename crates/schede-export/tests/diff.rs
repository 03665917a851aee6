//! What a comparison says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of tests is a test"
)]

mod made_up;

use schede_export::diff::{Diff, ObjectiveSet};
use schede_model::Document;

fn set(documents: &[Document]) -> ObjectiveSet {
    let mut set = ObjectiveSet::new();
    documents.iter().for_each(|it| set.add(it));
    set
}

fn plan() -> Document {
    made_up::document("piano.txt", "COMUNE DI PROVA", made_up::day(2024, 9, 30), 5)
}

/// The next monitoring of [`plan`], with one of each change.
fn next() -> Document {
    let mut new = plan();
    let date = Some(made_up::day(2024, 12, 31));
    new.plan.reference_date = date;
    new.objectives
        .iter_mut()
        .for_each(|it| it.reference_date = date);
    let deadline = new.objectives[0].final_deadline.as_mut().unwrap();
    deadline.date = Some(made_up::day(2025, 12, 31));
    new.objectives[4].org_unit = Some("SETTORE SPORT TEMPO LIBERO".to_owned());
    new.objectives[4].phases[0].outcome = Some("Fase\u{1b}[31m completata".to_owned());
    new.objectives[4].phases[1].weight = Some(20.0);
    new.objectives[4].phases.pop();
    new.objectives[2].expected_results[0].text = "altro".to_owned();
    let gone = new.objectives.remove(1);
    let mut come = gone;
    come.id = "0123456789abcdef".to_owned();
    come.code = Some("Z".to_owned());
    new.objectives.push(come);
    new
}

#[test]
fn equal_sets_do_not_differ() {
    let diff = Diff::between(&set(&[plan()]), &set(&[plan()]));
    assert!(diff.is_empty());
    assert_eq!(diff.unchanged, 5);
}

#[test]
fn a_comparison_names_each_change_once() {
    let diff = Diff::between(&set(&[plan()]), &set(&[next()]));
    assert_eq!(
        (diff.appeared.len(), diff.vanished.len(), diff.unchanged),
        (1, 1, 1)
    );
    let text = diff.to_string();
    for line in [
        "    final_deadline_date: 2025-10-08 -> 2025-12-31 (84 days later)\n",
        "    phase 1 outcome: added: \"Fase\\u{1b}[31m completata\"\n",
        "    phase 2 weight: 12.5 -> 20\n",
        "    phase 3 vanished: ",
        "    expected result \"Risultato atteso\" body: \"\\N\" -> \"altro\"\n",
        "objectives: 1 appeared, 1 vanished, 3 changed, 1 unchanged\n",
    ] {
        assert!(text.contains(line), "{line:?} not in\n{text}");
    }
    assert!(!text.contains("org_unit:") && !text.contains("reference_date"));
    let json = serde_json::to_value(&diff).unwrap();
    assert_eq!(json["changed"][0]["fields"][0]["days_later"], 84);
}

#[test]
fn of_two_showings_in_one_set_the_latest_is_compared() {
    let diff = Diff::between(&set(&[next()]), &set(&[plan(), next()]));
    // The objective that only the first showing has.
    assert_eq!((diff.appeared.len(), diff.changed.len()), (1, 0));
}

#[test]
fn a_long_text_is_cut_to_what_differs() {
    let long = |word: &str| format!("{} {word} {}", "a ".repeat(100), "b ".repeat(100));
    let (mut old, mut new) = (plan(), plan());
    old.objectives[0].notes = Some(long("prima"));
    new.objectives[0].notes = Some(long("dopo"));
    let text = Diff::between(&set(&[old]), &set(&[new])).to_string();
    let line = text.lines().find(|it| it.contains("notes")).unwrap();
    assert!(
        line.contains("prima") && line.contains("dopo") && line.len() < 200,
        "{line}"
    );
}

#[cfg(feature = "sqlite")]
#[test]
fn two_reference_dates_of_a_store_differ_as_their_documents_do() {
    let folder = tempfile::tempdir().unwrap();
    let target = format!("sqlite:{}", folder.path().join("a.db").display());
    let options = schede_export::load::LoadOptions::default();
    schede_export::load::load(&[plan(), next()], &target, options).unwrap();
    let at = |year, month, day| {
        ObjectiveSet::from_store(&target, made_up::day(year, month, day)).unwrap()
    };
    assert_eq!(
        Diff::between(&at(2024, 9, 30), &at(2024, 12, 31)),
        Diff::between(&set(&[plan()]), &set(&[next()]))
    );
    let nowhere = ObjectiveSet::from_store("sqlite:/nowhere/a.db", made_up::day(2024, 1, 1));
    assert!(
        nowhere
            .unwrap_err()
            .to_string()
            .starts_with("cannot read from")
    );
}
