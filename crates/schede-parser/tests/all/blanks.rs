//! Blanks that an extractor adds or loses: words fall apart or run together, and it is
//! said where a value shows it.

use crate::plain::{PLAIN, doubts, plain_but, read, says};

/// The value at `pointer` of the plain sheet with this change is doubted as broken.
fn is_broken(from: &str, to: &str, pointer: &str) {
    let parsed = read(&plain_but(from, to));
    let said = says(&parsed, "broken-text", pointer).is_some();
    assert!(said, "{pointer} of {to:?}: {:#?}", doubts(&parsed));
}

/// The plain sheet with this change is read without a doubt.
fn is_sure(from: &str, to: &str) {
    let parsed = read(&plain_but(from, to));
    assert!(doubts(&parsed).is_empty(), "{to:?}: {:#?}", doubts(&parsed));
}

const DESCRIPTION: &str = "è chiusa dal 2021";

#[test]
fn words_and_figures_run_together() {
    for odd in ["chiude il 95%delle strade", "costa 500 euro oltre IVA22%"] {
        is_broken(DESCRIPTION, odd, "/objectives/0/description");
    }
    for whole in [
        "chiude il 95% delle strade",
        "si veda www.example.it/a%c3%a0",
        "aderisce a PagoPA con WhatsApp",
    ] {
        is_sure(DESCRIPTION, whole);
    }
}

#[test]
fn words_and_codes_fall_apart() {
    for odd in [
        "è chiusa per l'af fidamento",
        "(CUP F49J22001 120006) è chiusa",
        "si veda https:// www.example.it",
        "si veda https://www.example.it/atti/ richiesta_v2.html",
        "si veda https://servizi. example.it/atti",
        "è chiusa. L\n'Ente la riapre",
        "è chiusa dall'U fficio tecnico",
    ] {
        is_broken(DESCRIPTION, odd, "/objectives/0/description");
    }
    for whole in [
        "allega i pdf firmati",
        "si veda https://www.example.it/atti/ entro maggio",
        "(CUP F49J22001120006) 2024",
        "è chiusa. L'Ente la riapre",
    ] {
        is_sure(DESCRIPTION, whole);
    }
}

#[test]
fn the_first_digit_of_a_year_or_share_falls_apart() {
    for odd in ["è chiusa dal 2 021", "è chiusa per il 1 5% del giorno"] {
        is_broken(DESCRIPTION, odd, "/objectives/0/description");
    }
    for whole in [
        "è chiusa dal lotto 2 2021",
        "è chiusa in zona 1 15% in meno",
    ] {
        is_sure(DESCRIPTION, whole);
    }
}

#[test]
fn names_in_the_head_are_printed_alike() {
    for (from, to) in [
        ("COMUNE DI VALFIORITA", "Comunità MontanaAlta Valfiorita"),
        ("COMUNE DI VALFIORITA", "COMUNE DI VA L FIORITA"),
        ("SETTORE LAVORI PUBBLICI", "SETTORE 3- LAVORI PUBBLICI"),
        ("COMUNE DI VALFIORITA", "Comune di V alfiorita"),
        ("E AMBIENTE", "E AMBIENTEResponsabile: Nives Tamburlini"),
        ("Arch. Nives Tamburlini", "DOTT.SSANIVES TAMBURLINI"),
    ] {
        for pointer in ["entity", "org_unit", "title", "responsible"] {
            is_broken(from, to, &format!("/objectives/0/{pointer}"));
        }
    }
    is_sure("Arch. Nives Tamburlini", "Dott.ssa Nives Tamburlini");
    is_sure("Arch. Nives Tamburlini", "Dott.Nives Tamburlini");
    is_sure("SETTORE LAVORI PUBBLICI", "SETTORE 3 - LAVORI PUBBLICI");
}

#[test]
fn a_blank_behind_a_dash_of_the_reference_only_is_none_of_paper() {
    let pointer = "/objectives/0/dup/raw";
    is_broken("Missione 10-Trasporti", "Missione 10- Trasporti", pointer);
    is_sure("Missione 10-Trasporti", "Missione 10 -Trasporti");
    is_sure("Missione 10-Trasporti", "Missione 10 - Trasporti");
}

#[test]
fn a_label_whose_words_run_together_is_said() {
    let label = "Obiettivo non raggiunto";
    for odd in ["Obiettivononraggiunto", "Obiettivo nonraggiunto"] {
        is_broken(label, odd, "/objectives/0/failure_criteria/0/label");
    }
    is_sure("Risultato atteso", "Risultato atteso - annualità 2024");
}

#[test]
fn small_letters_among_capitals_are_no_names() {
    let parsed = read(&plain_but("Finalità Strategiche:", "fINALITà STRATEGIChE:"));
    assert!(says(&parsed, "letters-apart", "/objectives/0/purpose").is_some());
}

#[test]
fn articles_run_together_with_names_are_no_names() {
    let text = "IlDirettore dei lavori e ilR.U.P. la chiudono";
    let parsed = read(&plain_but("La passerella esistente è chiusa", text));
    assert!(says(&parsed, "letters-apart", "/objectives/0/purpose").is_some());
    is_sure(DESCRIPTION, "è opera di Marco DelPiero");
}

#[test]
fn a_text_without_any_accent_has_lost_them() {
    let bare = |c: char| match c {
        'à' => 'a',
        'è' | 'é' => 'e',
        'ò' => 'o',
        _ => c,
    };
    let parsed = read(&PLAIN.chars().map(bare).collect::<String>());
    assert!(says(&parsed, "accents-lost", "/objectives/0/title").is_some());
    // Offices print an apostrophe.
    let parsed = read(&PLAIN.replace('à', "a'").replace('è', "e'"));
    assert!(says(&parsed, "accents-lost", "/objectives/0/title").is_none());
}

#[test]
fn an_address_is_seldom_broken_behind_a_figure() {
    let address = "si veda https://www.example.it/atti/2025";
    let odd = format!("{address}\naccesso_v2.html: la passerella");
    is_broken(DESCRIPTION, &odd, "/objectives/0/description");
    let sign = format!("{address}\n/accesso_v2.html: la passerella");
    let parsed = read(&plain_but(DESCRIPTION, &sign));
    assert!(says(&parsed, "broken-text", "/objectives/0/description").is_none());
    let text = format!("{address}\nè chiusa");
    let parsed = read(&plain_but(DESCRIPTION, &text));
    assert!(says(&parsed, "broken-text", "/objectives/0/description").is_none());
}

#[test]
fn a_letter_alone_that_is_no_word_was_misread() {
    for odd in [
        "costa Ì 9.360 all'anno",
        "Û chiusa dal 2021",
        "chiusa\u{fffd} dal 2021",
    ] {
        is_broken(DESCRIPTION, odd, "/objectives/0/description");
    }
    for whole in [
        "È chiusa dal 2021",
        "à riaperto o sarà riaperta",
        "costa € 9.360 all'anno",
    ] {
        is_sure(DESCRIPTION, whole);
    }
}
