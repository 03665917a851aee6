//! Lines that begin with the words of a label behind a line that stops in mid-sentence, on all
//! sheets of a text.

use schede_parser::Parsed;

use crate::plain::{PLAIN, doubts, read, says};

const TEXT: &str = "va rifatta.";

/// Two sheets that lack a label, whose description goes on with `lines`.
fn sheets(lacking: &str, lines: &str) -> Parsed {
    let kept = PLAIN.lines().filter(|line| !line.starts_with(lacking));
    // No line is longer than the paper is wide.
    let lines_of_paper = kept.map(|line| match line.split_once(" Indirizzo") {
        Some((label, _)) => format!("{label} ====\n"),
        None => format!("{line}\n"),
    });
    let sheet: String = lines_of_paper.collect();
    assert!(sheet.contains(TEXT));
    let first = sheet.replace(TEXT, lines);
    let second = first.replace("Obiettivo: A) Rifacimento", "Obiettivo: B) Lettura");
    read(&format!("{first}\u{c}{second}"))
}

#[test]
fn a_sentence_that_may_go_on_with_the_words_of_a_label_is_said() {
    let lines =
        "va rifatta con un impianto nuovo che dopo il collaudo e la messa in esercizio richiede
Risorse Umane Qualificate nel settore.";
    let parsed = sheets("Risorse Umane:", lines);
    for n in 0..2 {
        for field in ["description", "human_resources"] {
            let pointer = format!("/objectives/{n}/{field}");
            assert!(
                says(&parsed, "broken-text", &pointer).is_some(),
                "{pointer}"
            );
        }
    }
}

#[test]
fn a_label_without_a_colon_below_a_text_that_ended_is_no_doubt() {
    // The line above ends a sentence, or had room for the next word.
    for text in [
        "va rifatta con un impianto nuovo che dopo il collaudo e la messa in esercizio dura.",
        "va rifatta.\nSi procede alla gara",
    ] {
        let lines = format!("{text}\nRisorse Umane Due istruttori");
        let parsed = sheets("Risorse Umane:", &lines);
        let about = |sign: &str| doubts(&parsed).iter().any(|d| d.message.contains(sign));
        assert!(!about("stops in mid-sentence"), "{text}");
        let staff = parsed.objectives[0].human_resources.as_deref();
        assert_eq!(staff, Some("Due istruttori"));
    }
}
