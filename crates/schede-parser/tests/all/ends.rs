//! Where sheets end on paper: what stands above their signatures is theirs, what stands
//! below is other text of the plan.

use crate::paged::{on_paper, sheet};
use crate::plain::{PLAIN, doubts, plain_but, read, says};
use schede_parser::Parsed;

const MEANS: &str = "Risorse Finanziarie: Assegnate con il PEG";

#[test]
fn a_list_below_a_gap_above_the_signatures_is_of_the_last_text() {
    let sheet = sheet();
    let list = "\n\n- capitolo 100\n- capitolo 200\n- capitolo 300";
    let parsed = on_paper(&sheet.replacen(MEANS, &format!("{MEANS}{list}"), 1));
    let means = parsed.objectives[0].financial_resources.as_deref();
    let whole = "Assegnate con il PEG - capitolo 100 - capitolo 200 - capitolo 300";
    assert_eq!(means, Some(whole));
}

/// The sheet with other text of the plan below its signatures.
fn below(lines: &str) -> Parsed {
    let sheet = sheet();
    on_paper(&format!("{}\n{lines}\n", sheet.trim_end()))
}

#[test]
fn labels_of_later_chapters_are_not_the_last_sheets() {
    let plain = on_paper(&sheet());
    for chapter in [
        "3.1 Struttura organizzativa\nSETTORE FINANZE\nDirigente: Rag. Ugo Neri\nSETTORE CULTURA\nDirigente: Dott. Ivo Bassi",
        "3.2 Fabbisogno\nRisorse Umane: consistenza del personale\nArea   Unità\nIstruttori   12",
        "3.3 Rischi\nFase   Rischio   Misura   Responsabile\nfase 5 Scelta   Pubblicazione   Dirigente",
    ] {
        for other in [chapter.to_owned(), format!("\u{c}{chapter}")] {
            let parsed = below(&other);
            assert_eq!(parsed.objectives, plain.objectives, "{other}");
            let missed = parsed.findings.iter().find(|f| f.code == "sheet-missed");
            assert_eq!(missed, None, "{other}");
        }
    }
}

#[test]
fn a_table_of_indicators_of_the_next_chapter_is_not_the_last_sheets() {
    let plain = on_paper(&sheet());
    let table = "Indicatori di struttura\n\
                 Indicatore                 U.M.   Valore atteso\n\
                 Tempo medio di pagamento   gg     28\n\
                 Tasso di assenza           %      4,1";
    for lines in [table.to_owned(), format!("Ugo Neri\n\n{table}")] {
        assert_eq!(below(&lines).objectives, plain.objectives, "{lines}");
    }
}

#[test]
fn a_table_of_phases_of_the_next_chapter_is_not_the_last_sheets() {
    let plain = on_paper(&sheet());
    let table = "Fase      Descrizione              Incidenza %    Scadenza      Responsabile\n\
                 fase 1    Scelta del fornitore     60%            30/06/2024    Ivo Bassi\n\
                 fase 2    Avvio dei lavori         40%            30/11/2024    Ugo Neri";
    for lines in [
        format!("3. Informatica\n\nIl programma ha due fasi.\n\n{table}"),
        format!("\u{c}3. Informatica\n\nIl programma ha due fasi.\n\n{table}"),
    ] {
        assert_eq!(below(&lines).objectives, plain.objectives, "{lines}");
    }
}

#[test]
fn a_label_the_sheet_lacks_may_stand_below_its_signatures() {
    let parsed = below("Note: vedi relazione");
    assert_eq!(
        parsed.objectives[0].notes.as_deref(),
        Some("vedi relazione")
    );
}

#[test]
fn a_label_below_text_of_a_chapter_is_of_no_sheet_whose_form_lacks_it() {
    let other = sheet().replace("Obiettivo: A)", "Obiettivo: B)");
    let sheets = [sheet(), other].join("\n\u{c}");
    let alone = on_paper(&sheets);
    let chapter = "2.1 Valore pubblico\nIl benessere dei cittadini cresce.\nNote: per tutto l'ente";
    let parsed = on_paper(&format!("{}\n{chapter}\n", sheets.trim_end()));
    assert_eq!(parsed.objectives, alone.objectives);
    // Sheets that have it there, and one that stands alone.
    let note = "2.1 Ufficio\nNote: vedi relazione";
    let both = sheets.replace("di Valutazione", &format!("di Valutazione\n{note}"));
    assert_ne!(both, sheets);
    let parsed = on_paper(&both);
    assert!(parsed.objectives[1].notes.is_some());
}

#[test]
fn those_who_sign_with_a_machine_sign_within_a_sheet() {
    let people = "Risorse Umane:";
    let stamp = "Il Dirigente\nUgo Neri\n\u{c}";
    let parsed = on_paper(&sheet().replacen(people, &format!("{stamp}{people}"), 1));
    let whole = on_paper(&sheet());
    let (parsed, whole) = (&parsed.objectives[0], &whole.objectives[0]);
    assert_eq!(parsed.human_resources, whole.human_resources);
    assert_eq!(parsed.financial_resources, whole.financial_resources);
}

#[test]
fn a_sheet_printed_again_in_a_text_without_page_marks_is_another() {
    for other in [
        PLAIN.to_owned(),
        plain_but("LAVORI PUBBLICI E AMBIENTE", "CULTURA"),
        plain_but("Rilievo delle sponde", "Rilievo"),
    ] {
        let parsed = read(&format!("{PLAIN}\n{other}"));
        assert_eq!(parsed.objectives.len(), 2, "{other}");
        let mut second = parsed.objectives[1].clone();
        let alone = &read(&other).objectives[0];
        second.id.clone_from(&alone.id);
        assert_eq!(&second, alone);
    }
}

#[test]
fn a_label_within_a_text_that_stands_again_below_is_in_doubt() {
    let table = "Descrizione  ";
    let sheet = sheet();
    let at = sheet.find(table).expect("the table");
    let (above, below) = sheet.split_at(at);
    for (line, pointer) in [
        (
            "Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2024",
            "/objectives/0/final_deadline",
        ),
        (
            "Risultato atteso: meno carta",
            "/objectives/0/expected_results/0",
        ),
    ] {
        let parsed = on_paper(&format!("{above}{line}\n{below}"));
        for pointer in [pointer, "/objectives/0/description"] {
            assert!(says(&parsed, "broken-text", pointer).is_some(), "{pointer}");
        }
    }
    let plain = on_paper(&sheet);
    assert!(doubts(&plain).is_empty(), "{:#?}", doubts(&plain));
}

#[test]
fn paragraphs_below_the_last_text_of_a_sheet_without_signatures_are_in_doubt() {
    let means = "/objectives/0/financial_resources";
    let sheet = sheet();
    let end = sheet.find("Il Dirigente").expect("the signatures");
    let unsigned = sheet[..end].trim_end();
    let below = "Allegato A alla deliberazione";
    let parsed = on_paper(&format!("{unsigned}\n{below}\n"));
    assert!(says(&parsed, "broken-text", means).is_some());
    assert!(says(&on_paper(unsigned), "broken-text", means).is_none());
}

#[test]
fn other_text_right_below_a_sheet_without_signatures_may_be_its_last_texts() {
    let means = "/objectives/0/financial_resources";
    let sheet = sheet();
    let end = sheet.find("Il Dirigente").expect("the signatures");
    let unsigned = sheet[..end].trim_end();
    let table = "Risorse assegnate con il PEG\n1010/3 Prestazioni di servizi 12.000,00";
    let parsed = on_paper(&format!("{unsigned}\n\n\n\n{table}\n"));
    let said = says(&parsed, "broken-text", means).expect("a doubt");
    assert!(
        said.message.contains("no signature ends the sheet"),
        "{said:#?}"
    );
    assert_eq!(said.spans.len(), 2, "a line is not named");
    let plain = on_paper(&sheet);
    let alone = &plain.objectives[0].financial_resources;
    assert_eq!(&parsed.objectives[0].financial_resources, alone);
}

#[test]
fn an_entry_of_a_table_of_contents_names_no_sheet() {
    let narrative = "\
Il piano in breve
Vincoli: quelli della legge
fase 1: adozione 30% OK 31/01/2024
fase 2: approvazione 70% OK 30/06/2024
Risultato atteso: un piano
Risorse Umane: tutto il personale
";
    let alone = read(PLAIN);
    for entry in [
        "Obiettivo: A) Rifacimento della passerella ........ 5",
        "Obiettivo: A) Rifacimento della passerella . . . . . . . 5",
        "Obiettivo: A) Rifacimento della\npasserella sul torrente ………… 12",
    ] {
        let parsed = read(&format!("INDICE\n{entry}\n\n{narrative}\n\n\n{PLAIN}"));
        assert_eq!(parsed.objectives.len(), 1, "{entry}");
        assert_eq!(parsed.objectives[0].title, alone.objectives[0].title);
        assert_eq!(parsed.objectives[0].phases, alone.objectives[0].phases);
    }
    // A title may end with dots or a number.
    let title = plain_but("Rifacimento della passerella sul torrente", "Verso il 2030");
    assert_eq!(
        read(&title).objectives[0].title.as_deref(),
        Some("Verso il 2030")
    );
}
