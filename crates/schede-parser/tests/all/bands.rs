//! Bands of a page painted in another order than they stand, captions in narrow cells.

use crate::plain::{PLAIN, doubts, plain_but, read, says};
use schede_parser::Parsed;

/// The plain sheet with a longer description, its lines parted into bands that are painted
/// first, third, second, fourth; the lines at the seams of the second are painted with both.
fn in_bands() -> String {
    let text = PLAIN.replace(
        "è chiusa dal 2021 e va rifatta.",
        "è chiusa dal 2021 e va rifatta\n\nprima che il torrente porti via anche le rampe.",
    );
    let text = text.replace(
        "30% OK 31/03/2024",
        "30% OK 31/03/2024 Rilievo consegnato\n\nalla ditta che rifà le sponde",
    );
    let seam = |line: &str| text.find(line).unwrap() + line.len();
    let first =
        "Descrizione dell'obiettivo: La passerella esistente è chiusa dal 2021 e va rifatta";
    let last = "alla ditta che rifà le sponde";
    let (upper, middle) = (seam(first), seam(last));
    let lower = text.find("Risultato atteso").unwrap();
    let bands = [
        &text[..upper],
        &format!("\n\n{last}{}", &text[middle..lower]),
        &format!("{first}{}\n\n", &text[upper..middle]),
        &text[lower..],
    ];
    bands.concat()
}

fn records(parsed: &Parsed) -> String {
    format!("{:?}", parsed.objectives)
}

#[test]
fn a_band_painted_late_is_put_between_the_lines_it_shares_with_its_neighbours() {
    let parsed = read(&in_bands());
    let objective = &parsed.objectives[0];
    let description = objective.description.as_deref().unwrap_or_default();
    assert!(description.ends_with("anche le rampe."), "{description}");
    let numbers: Vec<u32> = objective.phases.iter().map(|p| p.number).collect();
    assert_eq!(numbers, [1, 2]);
    let outcome = objective.phases[0].outcome.as_deref();
    let whole = "Rilievo consegnato alla ditta che rifà le sponde";
    assert_eq!(outcome, Some(whole));
    assert_eq!(objective.phases[1].due.as_deref(), Some("30/11/2024"));
    assert!(says(&parsed, "reading-order", "/objectives/0/description").is_some());
}

#[test]
fn rows_that_count_up_stay_where_they_are() {
    // Two lines side by side, and their copies apart from one another further down.
    let text = plain_but(
        "70% OK 30/11/2024",
        "70% OK 30/11/2024 Rilievo delle sponde e delle rampe\n\ndi accesso consegnato",
    );
    let text = text.replace(
        "Risultato atteso: passerella riaperta",
        "Risultato atteso: passerella riaperta\n\nRilievo delle sponde e delle rampe\n\ne poi\n\ndi accesso consegnato",
    );
    let parsed = read(&text);
    let text = parsed.objectives[0].expected_results[0].text.clone();
    assert!(text.contains("e poi"), "{text}");
}

#[test]
fn a_caption_in_a_narrow_cell_is_of_no_row() {
    let caption = "Tempistica:\nFasi progettuali di sviluppo dell'obiettivo\n\n";
    let plain = read(PLAIN);
    let wrapped = "Tempistica: Fasi\nprogettuali di\nsviluppo\ndell'obiettivo";
    // Behind the first row, as some programs paint it, or right before it on its line.
    let behind = PLAIN
        .replace(caption, "")
        .replace("31/03/2024\n", &format!("31/03/2024\n\n{wrapped}\n"));
    let before = PLAIN.replace(&format!("{caption}fase 1"), &format!("{wrapped} fase 1"));
    for text in [behind, before] {
        let parsed = read(&text);
        assert_eq!(records(&parsed), records(&plain), "{text}");
        assert!(doubts(&parsed).is_empty(), "{:?}", doubts(&parsed));
    }
}

#[test]
fn the_rests_of_several_heads_in_a_text_are_no_words_of_it() {
    let purpose = "Collegare i due rioni per chi va a piedi";
    let parsed = read(&plain_but(
        purpose,
        &format!("{purpose}\n\n% 15/09/2025 Obiettivo"),
    ));
    assert!(says(&parsed, "reading-order", "/objectives/0/purpose").is_some());
    // A share and a date are what texts say, too.
    let parsed = read(&plain_but(
        purpose,
        &format!("{purpose}\n\n30% entro il 15/09/2025"),
    ));
    assert!(says(&parsed, "reading-order", "/objectives/0/purpose").is_none());
}
