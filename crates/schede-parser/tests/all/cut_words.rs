//! Words that a narrow cell of a table cuts without any sign: one word where the document
//! prints it whole elsewhere, or where no words begin and end so; in doubt where paper tells
//! less.

use crate::words::{LETTER, word};
use schede_model::page::Page;
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

fn page(lines: &[(f32, &[(f32, &str)])]) -> Page {
    let mut page = Page {
        number: 1,
        width: 620.0,
        height: 800.0,
        ..Page::default()
    };
    for (y, texts) in lines {
        for (x, text) in *texts {
            let mut x = *x;
            for text in text.split(' ') {
                let placed = word(text, x, *y);
                x = placed.bbox.x1 + LETTER / 2.0;
                page.words.push(placed);
            }
        }
    }
    page
}

/// What is read of a sheet whose only phase has this description and is due then, the
/// lines of its cell.
fn read(description: &str, due: [&str; 3]) -> Parsed {
    read_with(description, due, &[])
}

/// The same of a sheet with these lines below its table.
fn read_with(description: &str, due: [&str; 3], below: &[(f32, &[(f32, &str)])]) -> Parsed {
    let phase = [
        (40.0, "fase 1:"),
        (110.0, description),
        (270.0, "100%"),
        (340.0, "OK"),
        (420.0, due[0]),
        (510.0, "Fatto"),
    ];
    let lines: [(f32, &[(f32, &str)]); 10] = [
        (40.0, &[(40.0, "COMUNE DI BORGO TREPONTI")]),
        (62.0, &[(40.0, "Dirigente: Nives Tamburlini")]),
        (84.0, &[(40.0, "Obiettivo: A) Passerella sul torrente")]),
        (
            106.0,
            &[
                (120.0, "Descrizione"),
                (255.0, "Incidenza %"),
                (330.0, "Monitoraggio"),
                (420.0, "Scadenze previste"),
                (510.0, "Raggiungimento"),
            ],
        ),
        (128.0, &phase),
        (140.0, &[(420.0, due[1])]),
        (152.0, &[(420.0, due[2])]),
        (254.0, &[(40.0, "Vincoli: portata del torrente")]),
        (276.0, &[(40.0, "Note: il bilancio è del consorzio")]),
        (298.0, &[(40.0, "Il Dirigente")]),
    ];
    let (above, rest) = lines.split_at(7);
    let page = page(&[above, below, rest].concat());
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page], profile);
    parse(&flow, profile, &Given::default())
}

fn due(parsed: &Parsed) -> &str {
    parsed.objectives[0].phases[0].due.as_deref().unwrap()
}

fn doubted(parsed: &Parsed) -> bool {
    let mut pointers = parsed.findings.iter().filter_map(|f| f.pointer.as_ref());
    pointers.any(|p| p.0.starts_with("/objectives/0/phases/0"))
}

#[test]
fn a_cut_word_that_is_printed_whole_elsewhere_is_one() {
    let parsed = read(
        "approvazione del rilievo",
        ["30 gg dall'app", "rovazione del", "bilancio"],
    );
    assert_eq!(due(&parsed), "30 gg dall'approvazione del bilancio");
}

#[test]
fn a_cut_word_that_stands_nowhere_else_is_in_doubt() {
    let parsed = read(
        "esame del rilievo",
        ["30 gg dall'ado", "zzazione del", "bilancio"],
    );
    assert_eq!(due(&parsed), "30 gg dall'ado zzazione del bilancio");
    assert!(doubted(&parsed), "{:?}", parsed.findings);
}

#[test]
fn words_that_fill_a_cell_are_two_where_both_are_known() {
    let parsed = read(
        "una presa d'acqua alta",
        ["30 gg da presa", "d'acqua alta", "e bassa"],
    );
    assert_eq!(due(&parsed), "30 gg da presa d'acqua alta e bassa");
    assert!(!doubted(&parsed), "{:?}", parsed.findings);
}

#[test]
fn a_line_that_is_not_full_ends_with_its_word() {
    // The cell is as wide as its second line: more letters would have gone on the first.
    let parsed = read(
        "approvazione del rilievo",
        ["30 gg dall'a", "pprovazione del", "bilancio"],
    );
    assert_eq!(due(&parsed), "30 gg dall'a pprovazione del bilancio");
}

#[test]
fn a_word_alone_on_a_full_line_that_ends_like_none_is_cut() {
    let whole = "30 gg dall'aggiudicazione del bilancio";
    for (begun, rest) in [
        ("dall'aggiudicazion", "e del bilancio"),
        ("dall'aggiudicaz", "ione del bilancio"),
        ("dall'aggiudicazio", "ne del bilancio"),
        ("dall'aggiudicazi", "one del bilancio"),
    ] {
        let parsed = read("esame del rilievo", ["30 gg", begun, rest]);
        assert_eq!(due(&parsed), whole);
    }
    // Not so a word that ends like many.
    let parsed = read(
        "esame del rilievo",
        ["30 gg", "dall'aggiudica", "tario nuovo"],
    );
    assert_eq!(due(&parsed), "30 gg dall'aggiudica tario nuovo");
    assert!(doubted(&parsed), "{:?}", parsed.findings);
}

#[test]
fn the_name_of_an_address_that_a_cell_cuts_is_one_where_it_is_printed_whole() {
    let address = "scrivere a posta@ente.it";
    let parsed = read(address, ["le note (pos", "ta@ente.it)", ""]);
    assert_eq!(due(&parsed), "le note (posta@ente.it)");
}

#[test]
fn a_capital_alone_and_letters_in_capitals_are_parts_of_cut_words_too() {
    let parsed = read(
        "esame della Soprintendenza",
        ["giorni dalla S", "oprintendenza", "del mare"],
    );
    assert_eq!(due(&parsed), "giorni dalla Soprintendenza del mare");
    let parsed = read("esame delle OPERE", ["30 gg da OPE", "RE nuove", ""]);
    assert_eq!(due(&parsed), "30 gg da OPE RE nuove");
    let parsed = read("esame delle OPERE", ["OPE", "RE", "30"]);
    assert_eq!(due(&parsed), "OPERE 30");
}

#[test]
fn words_of_a_deadline_in_a_narrow_cell_may_be_cut() {
    let raw = |widest: &str| {
        let below: &[(f32, &[(f32, &str)])] = &[
            (174.0, &[(330.0, "Scadenza finale:"), (420.0, "15/12/2024")]),
            (186.0, &[(420.0, widest)]),
            (198.0, &[(420.0, "MANUTENZIO")]),
            (210.0, &[(420.0, "NE")]),
            (222.0, &[(420.0, "3/12/2024")]),
        ];
        let parsed = read_with("manutenzione", ["31/03/2024", "", ""], below);
        let deadline = parsed.objectives[0].final_deadline.clone();
        deadline.map(|deadline| deadline.raw)
    };
    let whole = "15/12/2024 PIENO MANUTENZIONE 3/12/2024";
    assert_eq!(raw("PIENO").as_deref(), Some(whole));
    // The cell has room for the next letters.
    let apart = "15/12/2024 SUL TORRENTE MANUTENZIO NE 3/12/2024";
    assert_eq!(raw("SUL TORRENTE").as_deref(), Some(apart));
}
