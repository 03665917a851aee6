//! Labels in a column of their own, without colons, that wrap in their cells: the words of the
//! value's cell are none of theirs.

use crate::paged::on_paper;

/// A sheet whose labels and values stand in two columns.
const SHEET: &str = "\
RIFERIMENTI AL     Indirizzo Strategico: Paese vicino - Obiettivo Strategico: Muoversi a piedi - Missione 10-Trasporti
     DUP           e diritto alla mobilità Programma 05-Viabilità e infrastrutture stradali
COMUNE DI VALFIORITA
SETTORE LAVORI PUBBLICI E AMBIENTE
DIRIGENTE          Arch. Nives Tamburlini
OBIETTIVO: A)      Rifacimento della passerella
FINALITÀ           Collegare i due rioni per chi va a piedi
STRATEGICHE
DESCRIZIONE        La passerella esistente è chiusa dal 2021 e va rifatta.
DELL'OBIETTIVO

Descrizione                    Incidenza %   Monitoraggio al 30/09/2024   Scadenze previste   Raggiungimento Obiettivo
fase 1: Rilievo delle sponde       30%             OK                         31/03/2024
fase 2: Progetto esecutivo         70%             OK                         30/11/2024
                                  100%

RISULTATO          passerella riaperta
ATTESO
VINCOLI            portata del torrente in autunno
RISORSE            personale del settore
UMANE
RISORSE            assegnate con il PEG
FINANZIARIE
";

#[test]
fn words_of_the_value_make_no_longer_label() {
    let parsed = on_paper(SHEET);
    let objective = &parsed.objectives[0];
    let human = objective.human_resources.as_deref();
    assert_eq!(human, Some("personale del settore"));
    let financial = objective.financial_resources.as_deref();
    assert_eq!(financial, Some("assegnate con il PEG"));
}

#[test]
fn a_reference_without_its_label_above_a_sheet_is_said() {
    let bare = SHEET
        .replace("RIFERIMENTI ", "            ")
        .replace("AL DUP", "      ");
    let sheets = ["A)", "B)", "C)"].map(|code| bare.replace("A)", code));
    let parsed = on_paper(&sheets.join("\u{c}"));
    for n in 0..3 {
        let said = parsed.findings.iter().any(|finding| {
            let about = finding.pointer.as_ref();
            about.is_some_and(|p| p.covers(&format!("/objectives/{n}/dup")))
        });
        assert!(said || parsed.objectives[n].dup.is_some(), "{n}");
    }
}

#[test]
fn the_first_rows_of_a_sheet_may_stand_at_the_foot_of_the_page_before() {
    // Of one line: its label is as good as others only where it stands in a cell of its own.
    let reference = "Riferimenti al DUP Indirizzo Strategico: Paese vicino - Obiettivo Strategico: Muoversi a piedi\n";
    let head = SHEET.find("COMUNE").expect("a head");
    let sheet = [&reference.replace("DUP ", "DUP   "), &SHEET[head..]].concat();
    let other = sheet.replace("A)", "B)").replace("vicino", "lontano");
    let manager = other.find("DIRIGENTE").expect("a label");
    let (first, rest) = other.split_at(manager);
    for signatures in ["", "Il Dirigente          Il Nucleo di Valutazione\n"] {
        let parsed = on_paper(&[&sheet, signatures, first, "\u{c}", rest].concat());
        let [a, b] = &parsed.objectives[..] else {
            panic!("two sheets");
        };
        let direction = |objective: &schede_model::Objective| {
            let dup = objective.dup.as_ref();
            dup.and_then(|dup| dup.strategic_direction.clone())
        };
        assert_eq!(direction(a).as_deref(), Some("Paese vicino"));
        assert_eq!(direction(b).as_deref(), Some("Paese lontano"));
        assert_eq!(b.org_unit, a.org_unit);
    }
}

#[test]
fn the_label_of_an_objective_may_wrap_before_its_code() {
    let line = "OBIETTIVO: A)      Rifacimento della passerella\n";
    for (first, second, code) in [
        ("OBIETTIVO", "OPERATIVO A):", "A"),
        ("OBIETTIVO N.", "1:", "1"),
        ("Obiettivo", "operativo B)", "B"),
    ] {
        let wrapped = format!("{first:<19}Rifacimento della passerella\n{second}\n");
        let parsed = on_paper(&SHEET.replace(line, &wrapped));
        let objective = &parsed.objectives[0];
        assert_eq!(objective.code.as_deref(), Some(code), "{second}");
        assert_eq!(
            objective.title.as_deref(),
            Some("Rifacimento della passerella")
        );
        let left = parsed.findings.iter().find(|f| f.code == "unclaimed-line");
        assert!(left.is_none(), "{left:?}");
    }
}
