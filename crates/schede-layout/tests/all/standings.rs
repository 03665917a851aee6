//! How labels stand beside their values, and the words of a label that are set wide.

use crate::made::{column, furniture, page, read, table, texts};
use schede_model::Column;

#[test]
fn labels_may_stand_at_the_bottom_beside_values_at_the_top() {
    let flow = read(vec![page(
        1,
        &[
            (50.0, &[(140.0, "Collegare i due rioni per chi va a piedi")]),
            (62.0, &[(140.0, "e per chi va in bicicletta")]),
            (74.0, &[(140.0, "in tutte le stagioni")]),
            (86.0, &[(40.0, "Finalità")]),
            (98.0, &[(40.0, "Strategiche:")]),
            (112.0, &[(140.0, "===")]),
            (114.0, &[(40.0, "Riferimenti alla")]),
            (126.0, &[(40.0, "sottosezione")]),
            (138.0, &[(40.0, "PIAO-Valore")]),
            (150.0, &[(40.0, "Pubblico:")]),
            (164.0, &[(140.0, "portata del torrente")]),
            (176.0, &[(140.0, "e livello della falda")]),
            (188.0, &[(140.0, "nei mesi di piena")]),
            (190.0, &[(40.0, "Vincoli:")]),
        ],
    )]);
    let read = texts(&flow).join(" ");
    let expected = "Finalità Strategiche: Collegare i due rioni per chi va a piedi \
                    e per chi va in bicicletta in tutte le stagioni \
                    Riferimenti alla sottosezione PIAO-Valore Pubblico: === \
                    Vincoli: portata del torrente e livello della falda nei mesi di piena";
    assert_eq!(read, expected);
}

#[test]
fn justified_words_of_the_deadlines_label_are_no_value() {
    let flow = read(vec![page(
        1,
        &table(&[
            (
                85.0,
                &[(60.0, "fase 1:"), (140.0, "Rilievo"), (275.0, "100%")],
            ),
            (
                110.0,
                &[
                    (40.0, "Scadenza"),
                    (95.0, "finale"),
                    (140.0, "per"),
                    (170.0, "il"),
                    (200.0, "raggiungimento"),
                    (340.0, "31/12/2024"),
                ],
            ),
            (122.0, &[(40.0, "dell'obiettivo:")]),
            (140.0, &[(40.0, "Vincoli:"), (340.0, "nessuno")]),
        ]),
    )]);
    let all = texts(&flow).join(" ");
    assert!(
        all.contains("raggiungimento dell'obiettivo: 31/12/2024"),
        "{all}"
    );
    assert_eq!(column(&flow, Column::Outcome), [""; 0]);
}

#[test]
fn the_end_of_a_signature_that_wraps_begins_no_row() {
    let signed = page(
        1,
        &[
            (60.0, &[(40.0, "Dirigente:"), (140.0, "Nives Tamburlini")]),
            (76.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (92.0, &[(40.0, "Note:"), (140.0, "in due lotti")]),
            (
                120.0,
                &[
                    (60.0, "Il Dirigente"),
                    (300.0, "Visto di validazione: il Nucleo di"),
                ],
            ),
            (132.0, &[(330.0, "Valutazione")]),
        ],
    );
    let next = page(
        2,
        &[
            (60.0, &[(140.0, "Il fiume come parco")]),
            (66.0, &[(40.0, "Finalità Strategiche:")]),
            (72.0, &[(140.0, "e i suoi argini")]),
            (90.0, &[(40.0, "Vincoli:"), (140.0, "portata del torrente")]),
            (106.0, &[(40.0, "Note:"), (140.0, "in due lotti")]),
        ],
    );
    let all = texts(&read(vec![signed, next])).join(" ");
    assert!(all.contains("Nucleo di Valutazione"), "{all}");
}

#[test]
fn a_foot_with_a_label_that_counts_the_pages_is_furniture() {
    let sheet = |n: u32, foot: &'static str| {
        let text = format!("Vincoli: portata del torrente {n}");
        let lines = [
            (60.0, [(40.0, "Dirigente: Nives Tamburlini")]),
            (76.0, [(40.0, text.as_str())]),
            (92.0, [(40.0, foot)]),
        ];
        let lines: Vec<(f32, &[(f32, &str)])> = lines.iter().map(|(y, t)| (*y, &t[..])).collect();
        page(n, &lines)
    };
    let foot = "Dirigente coordinatore: Segreteria generale - pag.";
    let feet = ["1", "2", "3"].map(|n| format!("{foot} {n}"));
    let pages = feet.iter().zip(1..).map(|(foot, n)| {
        let foot: &'static str = Box::leak(foot.clone().into_boxed_str());
        sheet(n, foot)
    });
    assert_eq!(furniture(&read(pages.collect())), feet);
    // A label of each page that counts nothing is the form's.
    let same = (1..=3).map(|n| sheet(n, "Note: pag. 4"));
    assert!(furniture(&read(same.collect())).is_empty());
}
