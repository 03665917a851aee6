//! Sheets whose labels have no colons: the last label with its value below a gap, and the
//! first at the top of each page.

use crate::plain::read;

/// A sheet with an empty line between all lines, as `pdftotext -layout` prints boxes.
fn sheet(code: &str, title: &str) -> String {
    format!(
        "COMUNE DI PIAN DEI MULINI\n\n Obiettivo\n\n {code}) {title}\nSETTORE LAVORI\n\n Dirigente\n\n Ing. Ada Bruni\n\n \
         Descrizione dell'obiettivo\n\n \
         Si rifanno le sponde del canale e la passerella che unisce i due rioni, con\n \
         le opere di scavo e di pulizia delle griglie, e si posano le panchine lungo\n \
         la riva.\n\n \
         Fase        Azioni                     Incidenza %       Scadenze previste\n\n \
         1           Rilievo delle sponde       40%               30/03/2026\n\n \
         2           Lavori di scavo            60%               30/05/2026\n\n\n \
         Risultato atteso\n\n Lavori finiti\n\n Vincoli\n\n Nessuno\n\n Risorse umane\n\n Tutto il personale\n\n \
         Scadenza finale\n\n 30/06/2026\n"
    )
}

#[test]
fn the_last_value_stands_below_a_gap_as_the_others_do() {
    let text = [sheet("A", "Passerella"), sheet("B", "Canale")].join("\u{c}");
    let parsed = read(&text);
    let deadlines = parsed.objectives.iter().map(|o| {
        let deadline = o.final_deadline.as_ref();
        deadline.map(|deadline| deadline.raw.as_str())
    });
    let deadlines: Vec<_> = deadlines.collect();
    assert_eq!(deadlines, [Some("30/06/2026"); 2]);
}

#[test]
fn a_label_with_which_each_page_begins_is_no_running_head() {
    let sheet = |code: &str, title: &str, mission: &str| {
        format!(
            "Riferimenti al DUP\nMissione {mission}\n\
             COMUNE DI PIAN DEI MULINI\nSETTORE LAVORI\nDirigente\nIng. Ada Bruni\n\
             Obiettivo\n{code}) {title}\nDescrizione dell'obiettivo\nSi rifanno le sponde.\n\
             Fase        Azioni                     Incidenza %       Scadenze previste\n\
             1           Rilievo delle sponde       40%               30/03/2026\n\
             2           Lavori di scavo            60%               30/05/2026\n\
             Risultato atteso\nLavori finiti\nVincoli\nNessuno\n"
        )
    };
    let text = [
        sheet("A", "Passerella", "10-Trasporti e diritto alla mobilità"),
        sheet("B", "Canale", "03-Ordine pubblico e sicurezza"),
    ];
    let parsed = read(&text.join("\u{c}"));
    let references = parsed.objectives.iter().map(|o| {
        let reference = o.dup.as_ref();
        reference.and_then(|reference| reference.mission_code.as_deref())
    });
    assert_eq!(references.collect::<Vec<_>>(), [Some("10"), Some("03")]);
}
