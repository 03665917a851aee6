//! Texts whose columns are kept by blanks: values that stand higher than their labels,
//! and what shows that one text holds the words of another.

use crate::plain::{PLAIN, doubts, in_columns, read, says};

const DEADLINE: &str = "Scadenza finale per il raggiungimento dell'obiettivo:";

/// The sheet in columns with one change.
fn columns_but(from: &str, to: &str) -> schede_parser::Parsed {
    let text = in_columns().replace(
        &format!("15/12/2024{DEADLINE}"),
        &format!("{DEADLINE} 15/12/2024"),
    );
    assert!(text.contains(from), "the sheet has {from:?}");
    read(&text.replacen(from, to, 1))
}

/// Both values are doubted for lines of one that may be the other's.
fn may_share(parsed: &schede_parser::Parsed, pointers: [&str; 2]) {
    for pointer in pointers {
        let said = doubts(parsed).into_iter().any(|f| {
            f.message.contains("beside the next label")
                && f.pointer.as_ref().is_some_and(|p| p.covers(pointer))
        });
        assert!(said, "{pointer}: {:#?}", doubts(parsed));
    }
}

const FAILED: &str = "Obiettivo non raggiunto: passerella ancora chiusa";
const BOTH: [&str; 2] = [
    "/objectives/0/failure_criteria/0/text",
    "/objectives/0/indicators/0/text",
];
const INDICATOR: &str = "\nIndicatori di risultato: metri di passerella rifatti";

#[test]
fn a_text_that_breaks_off_goes_on_beside_the_next_label() {
    for end in ["e per la", "secondo il D.Lgs.", "si veda https://servizi."] {
        let parsed = columns_but(FAILED, &format!("{FAILED} {end}"));
        may_share(&parsed, BOTH);
    }
}

#[test]
fn a_text_that_begins_in_mid_sentence_began_beside_the_label_before() {
    let rest = "\nIndicatori di risultato: dell'O.I.V. in autunno";
    may_share(&columns_but(INDICATOR, rest), BOTH);
    let rest = "\nIndicatori di risultato: l'apertura in autunno";
    let parsed = columns_but(INDICATOR, rest);
    assert!(says(&parsed, "two-readings", BOTH[0]).is_none());
}

#[test]
fn a_label_in_the_title_is_no_title() {
    let title = "Rifacimento della passerella sul torrente";
    let parsed = columns_but(
        title,
        &format!("{title}\nRiferimenti alla sottosezione PIAO-Valore 03 Mobilità dolce"),
    );
    assert!(says(&parsed, "reading-order", "/objectives/0/title").is_some());
}

#[test]
fn a_reference_in_the_title_is_no_title() {
    let title = "Rifacimento della passerella sul torrente";
    let parsed = columns_but(
        title,
        &format!(
            "{title} Indirizzo Strategico: Paese vicino - Obiettivo Strategico: Muoversi a piedi"
        ),
    );
    for pointer in ["/objectives/0/title", "/objectives/0/dup/raw"] {
        assert!(says(&parsed, "broken-text", pointer).is_some(), "{pointer}");
    }
}

#[test]
fn words_of_its_label_are_none_of_the_deadline() {
    let parsed = columns_but(
        &format!("{DEADLINE} 15/12/2024"),
        "Scadenza finale per il raggiungimento 15/12/2024",
    );
    assert!(says(&parsed, "reading-order", "/objectives/0/final_deadline/raw").is_some());
}

#[test]
fn a_bracket_that_closes_a_number_is_no_mark_of_a_list() {
    let text = "Descrizione dell'obiettivo: ";
    let parsed = columns_but(text, &format!("{text}Componente 1). "));
    assert!(says(&parsed, "broken-text", "/objectives/0/description").is_some());
    let parsed = columns_but(text, &format!("{text}1) i rioni; 2) le scuole. "));
    assert!(says(&parsed, "broken-text", "/objectives/0/description").is_none());
}

#[test]
fn a_total_that_stands_below_the_descriptions_is_the_total() {
    let parsed = columns_but(
        "                                  100%\n",
        "                     100%\n",
    );
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phase_weight_total, Some(100.0));
    let last = objective.phases.last().expect("two rows");
    assert_eq!(last.description.as_deref(), Some("Progetto esecutivo"));
}

/// A sheet whose labels stand in a column of their own, without colons, and wrap there.
const BARE: &str = "\
             CONSORZIO DEI SERVIZI SOCIALI VALFIORITA
SERVIZIO                   Tutela minori e famiglie
RESPONSABILE               Rag. Nives Tamburlini
DEL SERVIZIO
OBIETTIVO N.               7
TITOLO                     Riordinare lo sportello
DELL'OBIETTIVO
DESCRIZIONE                Lo sportello apre solo al mattino.
DELL'OBIETTIVO
FINALITÀ                   Aprire anche al pomeriggio.
TERMINE FINALE             30/11/2024

Azioni                                     Peso %    Entro il         Stato di avanzamento       Risultato
                                                                                                 conseguito
a) Acquisizione dei pareri degli           40%       30/04/2024       Slittata per carenza di    Raggiunto
uffici                                                                organico
b) Collaudo degli impianti                 60%       30/06/2024       In corso

RISULTATO DA               Apertura in due pomeriggi
RAGGIUNGERE
INDICATORI DI              Giorni di apertura
RISULTATO
VINCOLI                    Orari del personale
RISORSE UMANE              4 unità a tempo pieno
RISORSE                    Cap. 1204/3
FINANZIARIE
";

#[test]
fn labels_of_several_words_without_colons_end_the_table() {
    let parsed = read(BARE);
    let objective = &parsed.objectives[0];
    assert_eq!(objective.phases.len(), 2);
    assert_eq!(
        objective.phases[1].description.as_deref(),
        Some("Collaudo degli impianti")
    );
    let text = |statements: &[schede_model::Statement]| statements[0].text.clone();
    assert_eq!(
        text(&objective.expected_results),
        "Apertura in due pomeriggi"
    );
    assert_eq!(text(&objective.indicators), "Giorni di apertura");
    assert_eq!(
        objective.constraints.as_deref(),
        Some("Orari del personale")
    );
}

#[test]
fn words_that_stand_apart_from_their_text_are_said() {
    let end = "Indicatori di risultato: metri di passerella rifatti";
    let pointer = "/objectives/0/indicators/0/text";
    for apart in [
        "\n                                        ZZ",
        "                    O",
    ] {
        let parsed = columns_but(end, &format!("{end}{apart}"));
        let said = says(&parsed, "broken-text", pointer);
        assert!(
            said.is_some(),
            "{apart:?}: {:?}",
            parsed.objectives[0].indicators
        );
    }
    // A line of the value's own, below its label or beside it, or justified.
    for own in [
        "\ne di sponda",
        "\n                         e di sponda",
        "\ne      delle   due      sponde       del     torrente",
    ] {
        let parsed = columns_but(end, &format!("{end}{own}"));
        let said = says(&parsed, "broken-text", pointer);
        assert!(said.is_none(), "{own:?}: {said:?}");
    }
}

#[test]
fn words_of_a_caption_may_be_the_head_of_the_descriptions() {
    let sheet = in_columns();
    let from = sheet.find("Descrizione           ").expect("the head");
    let to = sheet.find("Risultato atteso").expect("the results");
    let table = "\
Fasi di attuazione            Incidenza %   Stato di attuazione al   Tempi previsti   Esito
                                            30/09/2024
I – Rilievo delle sponde         30%        Da avviare               31/03/2024       Concluso
II – Progetto esecutivo          70%        In corso                 30/11/2024       Raggiunto
";
    let parsed = read(&[&sheet[..from], table, &sheet[to..]].concat());
    let phases = &parsed.objectives[0].phases;
    let read: Vec<_> = phases.iter().map(|p| p.description.as_deref()).collect();
    assert_eq!(
        read,
        [Some("Rilievo delle sponde"), Some("Progetto esecutivo")]
    );
}

#[test]
fn the_number_of_a_sheet_behind_the_name_of_a_plan_ends_the_table_above() {
    let sheet = in_columns();
    let to = sheet.find("15/12/2024").expect("the deadline");
    let title = "Rifacimento della passerella sul torrente";
    let sheet = |n: u32| {
        sheet[..to].replace(
            &format!("Obiettivo: A) {title}"),
            &format!("PDO 2024 - Scheda obiettivo n. {n}\nOggetto dell'obiettivo: {title} {n}"),
        )
    };
    let parsed = read(&[sheet(21), sheet(22), sheet(23)].join("\u{c}"));
    let codes: Vec<_> = parsed
        .objectives
        .iter()
        .map(|o| o.code.as_deref())
        .collect();
    assert_eq!(codes, [Some("21"), Some("22"), Some("23")]);
}

#[test]
fn a_weight_one_blank_behind_its_deadline_is_its_own_cell() {
    let sheet = in_columns();
    let from = sheet.find("Descrizione           ").expect("the head");
    let to = sheet.find("Risultato atteso").expect("the results");
    for (second, parted) in [("70", true), ("60", false)] {
        let table = format!(
            "\
Descrizione                    Scadenza   Peso %    Monitoraggio al 30/09/2024   Esito

fase 1: Rilievo delle sponde   31/03/2024 30        Da avviare                   Concluso
fase 2: Progetto esecutivo     30/11/2024 {second}        In corso                     Raggiunto
"
        );
        let parsed = read(&[&sheet[..from], &*table, &sheet[to..]].concat());
        let phases = &parsed.objectives[0].phases;
        let read: Vec<_> = phases
            .iter()
            .map(|p| (p.weight, p.due.as_deref()))
            .collect();
        let expected = [
            (Some(30.0), Some("31/03/2024")),
            (Some(70.0), Some("30/11/2024")),
        ];
        assert_eq!(read == expected, parted, "{read:?}");
    }
}

#[test]
fn the_first_line_of_a_label_within_the_table_above_is_said() {
    let sheet = in_columns();
    let from = sheet.find("Descrizione           ").expect("the head");
    let table = "\
Attività                                            Tempi di         Peso Verifica al                  Grado di
                                                    realizzazione         30/09/2024                   raggiungimento
A) Rilievo delle sponde                             31.01.2024       95%                               Raggiunto al 100%
B) Progetto esecutivo della passerella sul tratto 30.11.2024         5%     Avviata la raccolta dei  Relazione prot. n.
da rifare entro l'anno. Occorre garantire il passo                          dati, n. 136 questionari 439/2024
alle persone nei mesi estivi.

Obiettivo raggiunto al      Passerella aperta entro il 30/11/2024
100%
Obiettivo non   Passerella ancora chiusa
raggiunto
Vincoli         Portata del torrente in autunno
";
    let parsed = read(&[&sheet[..from], table].concat());
    let said = doubts(&parsed).into_iter().any(|finding| {
        let covers =
            |pointer: &schede_model::Pointer| pointer.covers("/objectives/0/success_criteria");
        finding.message.contains("first line of a label")
            && finding.pointer.as_ref().is_some_and(covers)
    });
    assert!(said, "{:#?}", doubts(&parsed));
}

#[test]
fn labels_behind_descriptions_are_of_their_column_where_blanks_moved_the_heads() {
    let from = PLAIN.find("Descrizione Incidenza").expect("the head");
    let below = PLAIN.find("Risultato atteso").expect("the first statement");
    let table = "\
Descrizione                                    Scadenze previste    Monitoraggio al 30/09/2024    Raggiungimento Obiettivo
Rilievo delle sponde e prove             fase 1      31/03/2024                In corso
Progetto esecutivo                        fase 2      30/11/2024                                     Relazione agli atti
Collaudo delle rampe                     fase 3      15/12/2024                In corso
Scadenza finale per il raggiungimento dell'obiettivo: 15/12/2024
";
    let parsed = read(&[&PLAIN[..from], table, &PLAIN[below..]].concat());
    let rows: Vec<_> = parsed.objectives[0]
        .phases
        .iter()
        .map(|p| (p.number, p.description.as_deref(), p.due.as_deref()))
        .collect();
    assert_eq!(
        rows,
        [
            (1, Some("Rilievo delle sponde e prove"), Some("31/03/2024")),
            (2, Some("Progetto esecutivo"), Some("30/11/2024")),
            (3, Some("Collaudo delle rampe"), Some("15/12/2024")),
        ]
    );
}
