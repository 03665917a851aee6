//! Sheets whose objective has no code are read, and it is said.

use crate::plain::{PLAIN, doubts, plain_but, read, says};

const NAMED: &str = "Obiettivo: A) Rifacimento";
const CODE: &str = "objective-without-code";

#[test]
fn the_words_after_the_label_are_the_title() {
    for label in [
        "Obiettivo:",
        "OBIETTIVO:",
        "Obiettivo operativo:",
        "Obiettivo",
        "Obiettivo:\n",
    ] {
        let parsed = read(&plain_but(NAMED, &format!("{label} Rifacimento")));
        let [objective] = parsed.objectives.as_slice() else {
            panic!("{label:?}: {:#?}", parsed.findings);
        };
        assert_eq!(objective.code, None);
        let title = objective.title.as_deref().expect("a title");
        assert!(title.starts_with("Rifacimento della"), "{title}");
        assert_eq!(objective.phases.len(), 2);
        assert!(objective.dup.is_some() && objective.responsible.is_some());
        assert!(says(&parsed, CODE, "/objectives/0/code").is_some());
        assert!(parsed.account.unclaimed == 0, "{:?}", parsed.account);
    }
}

#[test]
fn a_first_word_that_may_be_the_code_is_the_other_reading() {
    let parsed = read(&plain_but(NAMED, "Obiettivo: 3 Rifacimento"));
    assert_eq!(parsed.objectives[0].code, None);
    let finding = says(&parsed, CODE, "/objectives/0/code").expect("a doubt");
    assert_eq!(finding.alternatives[0].value.as_deref(), Some("3"));
    let finding = says(&parsed, CODE, "/objectives/0/title").expect("a doubt");
    let other = finding.alternatives[0].value.as_deref();
    assert!(other.is_some_and(|title| title.starts_with("Rifacimento")));
}

#[test]
fn the_word_for_number_tells_the_code() {
    let parsed = read(&plain_but(NAMED, "Obiettivo n. 3 Rifacimento"));
    assert_eq!(parsed.objectives[0].code.as_deref(), Some("3"));
}

#[test]
fn two_in_one_unit_have_ids_of_their_own() {
    let text = plain_but(NAMED, "Obiettivo: Rifacimento");
    let other = text.replace("passerella", "strada");
    let parsed = read(&format!("{text}\n\n{other}"));
    assert_eq!(parsed.objectives.len(), 2);
    let ids = |text: &str| {
        let parsed = read(text);
        assert!(!parsed.findings.iter().any(|f| f.code == "duplicate-key"));
        let ids = parsed.objectives.iter().map(|o| o.id.clone());
        ids.collect::<Vec<_>>()
    };
    let mut there = ids(&format!("{text}\n\n{other}"));
    assert_ne!(there[0], there[1]);
    // Their order does not make the keys.
    there.reverse();
    assert_eq!(ids(&format!("{other}\n\n{text}")), there);
}

#[test]
fn a_series_of_numbers_before_the_titles_are_codes() {
    let named = |first: &str, second: &str| {
        let first = plain_but(NAMED, &format!("Obiettivo: {first}Rifacimento"));
        let second = plain_but(NAMED, &format!("Obiettivo: {second}Rinnovo"));
        let parsed = read(&format!("{first}\n\n{second}"));
        let named = parsed.objectives.iter().map(|o| {
            let begins = o.title.as_deref().is_some_and(|t| t.starts_with('R'));
            (o.code.clone().unwrap_or_default(), begins)
        });
        named.collect::<Vec<_>>()
    };
    let codes = |first: &str, second: &str| vec![(first.into(), true), (second.into(), true)];
    assert_eq!(named("1 ", "2 "), codes("1", "2"));
    assert_eq!(named("01. ", "02. "), codes("01", "02"));
    assert_eq!(named("A. ", "B. "), codes("A", "B"));
    // The same number twice is no series, and letters begin titles.
    assert_eq!(
        named("1 ", "1 "),
        [(String::new(), false), (String::new(), false)]
    );
    assert_eq!(
        named("I ", "A "),
        [(String::new(), false), (String::new(), false)]
    );
}

#[test]
fn one_after_a_sheet_with_a_code_is_a_sheet_of_its_own() {
    let other = plain_but(NAMED, "Obiettivo: Rifacimento").replace("passerella", "strada");
    let parsed = read(&format!("{PLAIN}\n\n{other}"));
    let codes = parsed.objectives.iter().map(|o| o.code.as_deref());
    assert_eq!(codes.collect::<Vec<_>>(), [Some("A"), None]);
    assert!(!parsed.findings.iter().any(|f| f.code == "sheet-missed"));
}

#[test]
fn a_sentence_that_begins_like_the_label_is_none() {
    let text = plain_but("va rifatta.", "va rifatta.\nObiettivo: unire i rioni.");
    let parsed = read(&text);
    assert_eq!(parsed.objectives.len(), 1);
    assert!(doubts(&parsed).iter().all(|f| f.code != CODE));
    let without = plain_but(NAMED, "Obiettivo: Rifacimento")
        .replace("va rifatta.", "va rifatta.\nObiettivo: unire i rioni.");
    let parsed = read(&without);
    assert_eq!(parsed.objectives.len(), 1);
    let title = parsed.objectives[0].title.as_deref();
    assert!(title.is_some_and(|title| title.starts_with("Rifacimento")));
}

#[test]
fn an_objective_of_a_list_whose_sheet_stands_elsewhere_is_not_counted_twice() {
    let list = "Elenco degli obiettivi\n\nObiettivo: A) Rifacimento della passerella sul torrente\n\n\
                Risultato atteso: maggiore soddisfazione\n\nObiettivo raggiunto al 100%: punteggio pieno\n\n\
                Obiettivo non raggiunto: nessun punteggio\n\nGli esiti sono pubblici.\n\n\n\n";
    let parsed = read(&format!("{list}{PLAIN}"));
    assert_eq!(parsed.objectives.len(), 1);
    let results = &parsed.objectives[0].expected_results;
    assert_eq!(results[0].text, "passerella riaperta");
}

#[test]
fn a_sheet_without_colons_that_another_swallows_is_said() {
    let bare = PLAIN
        .replace(": ", " ")
        .replace("Obiettivo A)", "Obiettivo: A)");
    let bare = bare
        .replace("fase 1", "fase 1:")
        .replace("fase 2", "fase 2:");
    let other = bare
        .replace("Obiettivo: A) Rifacimento", "Proposta")
        .replace("Collegare i due rioni", "Unire le sponde")
        .replace("Nives Tamburlini", "Ada Bruni")
        .replace("La passerella esistente", "Il guado");
    let said = |text: &str| {
        let parsed = read(text);
        parsed.findings.iter().any(|f| f.code == "sheet-missed")
    };
    assert!(said(&[&bare, "\n", &other].concat()));
    assert!(!said(&bare));
}
