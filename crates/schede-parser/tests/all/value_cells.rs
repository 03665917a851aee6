//! Values in cells beside those of their labels: no word of theirs is a label.

use crate::paged::{on_paper, sheet};
use crate::plain::says;

/// The sheet with its values in a column beside that of its labels, the last of them changed.
fn in_pairs(means: &str) -> String {
    let mut lines = Vec::new();
    for line in sheet().lines() {
        let label = [
            "Finalità",
            "Riferimenti",
            "Descrizione dell",
            "Risultato",
            "Obiettivo ",
            "Indicatori",
        ];
        let label = label.iter().chain(["Vincoli", "Risorse"].iter());
        let pair = line
            .split_once(": ")
            .filter(|(before, _)| label.clone().any(|l| before.starts_with(l)));
        lines.push(match pair {
            Some(("Risorse Finanziarie", _)) => format!("{:<60}{means}", "Risorse Finanziarie:"),
            Some((before, value)) => format!("{:<60}{value}", format!("{before}:")),
            None => line.to_owned(),
        });
    }
    lines.join("\n")
}

#[test]
fn a_value_may_begin_with_the_words_of_a_label() {
    for means in [
        "Budget: € 10.000,00",
        "Note: vedi allegato",
        "Personale: nessuno",
    ] {
        let parsed = on_paper(&in_pairs(means));
        let objective = &parsed.objectives[0];
        assert_eq!(objective.financial_resources.as_deref(), Some(means));
        assert_eq!(objective.notes, None, "{means}");
        let doubt = says(&parsed, "broken-text", "/objectives/0/financial_resources");
        assert!(doubt.is_none(), "{doubt:#?}");
    }
}

#[test]
fn two_pairs_in_a_row_are_two_labels() {
    let means = "Assegnate con il PEG";
    let parsed = on_paper(&in_pairs(&format!("{means:<60}Note:   vedi allegato")));
    let objective = &parsed.objectives[0];
    assert_eq!(objective.financial_resources.as_deref(), Some(means));
    assert_eq!(objective.notes.as_deref(), Some("vedi allegato"));
}
