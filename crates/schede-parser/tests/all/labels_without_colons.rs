//! Sheets of a form that prints no colons, in a stream: labels that another sheet tells, labels
//! whose year stands on the next line, labels glued to the value before.

use crate::plain::{read, says};
use schede_model::Objective;
use schede_parser::Parsed;

/// A sheet with its deadline and what stands below it.
fn sheet(code: &str, deadline: &str, below: &str) -> String {
    format!(
        "COMUNE DI PIEVE ALTA\nSETTORE LAVORI PUBBLICI\nDirigente Arch. Nora Salvi\n\
         Obiettivo {code}) Recupero della fontana\n\
         Descrizione dell'obiettivo La fontana è ferma da anni e va riportata in uso.\n\
         Descrizione Incidenza % Monitoraggio al 30/06/2025 Scadenze previste Raggiungimento Obiettivo\n\
         fase 1: Rilievo della vasca 30% OK 28/02/2025 Raggiunto\n\
         fase 2: Posa e collaudo dell'impianto nuovo, con le prove di tenuta 70% OK 30/11/2025 Collaudo in data\n03/11/2025\n\
         Scadenza finale {deadline}\n{below}\
         Indicatori di risultato Litri di acqua al giorno\n\
         Risorse Umane Due tecnici\nRisorse Finanziarie Assegnate con il PEG\n"
    )
}

fn all<'p, T>(parsed: &'p Parsed, of: impl Fn(&'p Objective) -> T) -> Vec<T> {
    parsed.objectives.iter().map(of).collect()
}

#[test]
fn a_label_that_other_sheets_print_is_one_before_any_value() {
    let below = "Risultato atteso Fontana in funzione\n";
    let text = [
        sheet("A", "30/11/2025", below),
        sheet("B", "da definire", below),
        sheet("C", "15/12/2025", below),
    ];
    let parsed = read(&text.join("\u{c}"));
    let deadlines = all(&parsed, |o| {
        o.final_deadline
            .as_ref()
            .map(|deadline| deadline.raw.as_str())
    });
    assert_eq!(
        deadlines,
        [Some("30/11/2025"), Some("da definire"), Some("15/12/2025")]
    );
    let outcomes = all(&parsed, |o| o.phases[1].outcome.as_deref());
    assert_eq!(outcomes, [Some("Collaudo in data 03/11/2025"); 3]);
}

#[test]
fn a_label_ends_with_its_year_on_the_next_line() {
    for label in [
        "Risultati attesi - annualità\n2025 ",
        "Risultati attesi -\nannualità 2025\n",
        "Risultati attesi - annualità\n2025\n",
    ] {
        let below = format!("{label}Fontana in funzione\n");
        let text = [
            sheet("A", "30/11/2025", &below),
            sheet("B", "15/12/2025", &below),
        ];
        let parsed = read(&text.join("\u{c}"));
        let results = all(&parsed, |o| {
            let result = o.expected_results.first();
            result.map(|r| (r.year, r.text.as_str()))
        });
        let wanted = Some((Some(2025), "Fontana in funzione"));
        assert_eq!(results, [wanted; 2], "{label:?}");
        let notes = all(&parsed, |o| {
            o.final_deadline.as_ref().and_then(|d| d.note.as_deref())
        });
        assert_eq!(notes, [None; 2]);
    }
}

#[test]
fn notes_of_two_sheets_of_many_are_notes() {
    let below = "Risultato atteso Fontana in funzione\n";
    let noted = |code| sheet(code, "30/11/2025", below) + "Note Si veda la relazione allegata\n";
    let bare = |code| sheet(code, "30/11/2025", below);
    let text = [noted("A"), bare("B"), bare("C"), noted("D"), bare("E")];
    let parsed = read(&text.join("\u{c}"));
    let note = Some("Si veda la relazione allegata");
    let notes = all(&parsed, |o| o.notes.as_deref());
    assert_eq!(notes, [note, None, None, note, None]);
    let means = all(&parsed, |o| o.financial_resources.as_deref());
    assert_eq!(means, [Some("Assegnate con il PEG"); 5]);
}

#[test]
fn notes_may_stand_above_the_final_deadline() {
    let below = "Risultato atteso Fontana in funzione\n";
    let noted = |code| {
        let sheet = sheet(code, "30/11/2025", below);
        let deadline = sheet
            .lines()
            .find(|line| line.starts_with("Scadenza finale"));
        let deadline = deadline.expect("a deadline");
        let others = sheet.replace(&format!("{deadline}\n"), "");
        format!("{others}NOTE Si veda la relazione allegata\n{deadline}\n")
    };
    let parsed = read(&[noted("A"), noted("B")].join("\u{c}"));
    let note = Some("Si veda la relazione allegata");
    assert_eq!(all(&parsed, |o| o.notes.as_deref()), [note; 2]);
}

#[test]
fn the_first_label_of_a_sheet_may_be_glued_to_the_sheet_before() {
    let below = "Risultato atteso Fontana in funzione\n";
    let first = sheet("A", "30/11/2025", below);
    let second = sheet("B", "30/11/2025", below);
    for (before, label) in [
        ("con il PEG", "Rif. al DUP"),
        ("con il bilancio", "Riferimenti al DUP"),
    ] {
        let first = format!("{label} ====\n{}", first.replace("con il PEG", before));
        let text = format!("{}{label} ===\n{second}", first.trim_end());
        let parsed = read(&text);
        let means = all(&parsed, |o| o.financial_resources.as_deref());
        assert_eq!(means[0], Some(format!("Assegnate {before}").as_str()));
        let dups = all(&parsed, |o| o.dup.as_ref().map(|dup| dup.raw.as_str()));
        assert_eq!(dups, [Some("===="), Some("===")]);
    }
}

#[test]
fn a_name_with_a_capital_within_its_word_is_no_label() {
    let text = sheet("A", "30/11/2025", "Risultato atteso Fontana in funzione\n").replace(
        "Due tecnici",
        "Due tecnici del MultiRisorse e di un PagoPARisorse",
    );
    let parsed = read(&text);
    assert_eq!(
        parsed.objectives[0].human_resources.as_deref(),
        Some("Due tecnici del MultiRisorse e di un PagoPARisorse")
    );
}

#[test]
fn a_label_in_capitals_may_stand_before_small_letters() {
    let text = sheet("A", "30/11/2025", "RISULTATO ATTESO fontana in funzione\n");
    let parsed = read(&text);
    let result = parsed.objectives[0].expected_results.first();
    assert_eq!(result.map(|r| r.text.as_str()), Some("fontana in funzione"));
}

/// A sheet whose columns blanks keep, with the last label and value and what its next page has.
fn in_columns(code: &str, last: &str, next: &str) -> String {
    format!(
        "COMUNE DI PIEVE ALTA
SETTORE LAVORI PUBBLICI
 DIRIGENTE                      Arch. Nora Salvi
 OBIETTIVO                      {code}) Recupero della fontana
 DESCRIZIONE                    La fontana è ferma da anni e va riportata in uso.
 DELL'OBIETTIVO
          AZIONI                    INCIDENZA %     SCADENZE PREVISTE
 fase 1:  Rilievo della vasca          30%           28/02/2025
 fase 2:  Posa e collaudo              70%           30/11/2025
 SCADENZA FINALE                30/11/2025
 RISULTATO ATTESO               Fontana in funzione
 RISORSE UMANE                  Due tecnici
{last}\u{c}{next}
              Il Dirigente
"
    )
}

#[test]
fn the_last_words_of_a_label_are_said_where_they_stand_for_its_value() {
    let value = " RISORSE                        Assegnate con il PEG\n FINANZIARIE\n ASSEGNATE\n";
    // The page ends within the cell: its value stands there, its label on the next page.
    let cut = "                                Capitoli 1120 e 2310\n";
    let label = "RISORSE\nFINANZIARIE\nASSEGNATE\n";
    let text = [in_columns("A", value, ""), in_columns("B", cut, label)];
    let parsed = read(&text.join("\u{c}"));
    let means = all(&parsed, |o| o.financial_resources.as_deref());
    assert_eq!(means, [Some("Assegnate con il PEG"), Some("ASSEGNATE")]);
    let said = |n: usize| {
        let pointer = format!("/objectives/{n}/financial_resources");
        says(&parsed, "broken-text", &pointer).is_some()
    };
    assert!(said(1));
    assert!(!said(0));
}
