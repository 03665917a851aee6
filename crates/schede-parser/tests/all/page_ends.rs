//! What the ends of pages put between the lines of a sheet: running heads, feet and
//! page numbers are no words of it, or it is said that they may be none.

use crate::plain::{PLAIN, doubts, in_columns, read, says};
use crate::words::{LETTER, word};
use schede_model::page::Page;
use schede_parser::{Given, Parsed, parse};
use schede_profile::Profiles;

/// Three sheets on pages of unequal length, with `top` above each and `foot` below.
fn pages(sheet: &str, top: &str, foot: impl Fn(usize) -> String) -> String {
    let cut = sheet.find("Indicatori").expect("a label");
    let mut parts = Vec::new();
    for code in ["A", "B", "C"] {
        let sheet = sheet.replace("Obiettivo: A)", &format!("Obiettivo: {code})"));
        parts.push(sheet[..cut].trim().to_owned());
        parts.push(sheet[cut..].trim().to_owned());
    }
    let page = |(n, part): (usize, String)| format!("{top}{part}\n{}\n", foot(n + 1));
    let pages: Vec<String> = parts.into_iter().enumerate().map(page).collect();
    pages.join("\u{c}")
}

fn same_but_for_codes(found: &Parsed, plain: &Parsed) {
    assert_eq!(found.objectives.len(), 3);
    for found in &found.objectives {
        let mut wanted = plain.objectives[0].clone();
        wanted.code.clone_from(&found.code);
        wanted.id.clone_from(&found.id);
        wanted.pages = found.pages;
        assert_eq!(found, &wanted);
    }
}

#[test]
fn feet_that_count_are_no_words_of_a_sheet() {
    for sheet in [PLAIN.to_owned(), in_columns()] {
        let plain = read(&sheet);
        let feet: [fn(usize) -> String; 5] = [
            |n| format!("{n}/6"),
            |n| format!("{}", n + 41),
            |n| format!("Pagina {n} di 6"),
            |n| format!("                                - {} -", n + 7),
            |n| {
                format!(
                    "Comune di Valfiorita, piano 2024/2026                 {}",
                    n + 7
                )
            },
        ];
        for foot in feet {
            same_but_for_codes(&read(&pages(&sheet, "", foot)), &plain);
        }
    }
}

#[test]
fn a_head_above_each_page_is_no_word_of_a_sheet() {
    for sheet in [PLAIN.to_owned(), in_columns()] {
        let top = "Piano integrato di attività e organizzazione\n";
        let text = pages(&sheet, top, |_| String::new());
        same_but_for_codes(&read(&text), &read(&sheet));
    }
}

#[test]
fn a_foot_may_name_a_unit() {
    for sheet in [PLAIN.to_owned(), in_columns()] {
        let foot = |n| format!("Ufficio Controllo di gestione - pag. {n}");
        same_but_for_codes(&read(&pages(&sheet, "", foot)), &read(&sheet));
    }
}

#[test]
fn a_head_that_names_a_unit_is_none_of_a_text_unsaid() {
    let cut = PLAIN.replace(
        "Progetto esecutivo 70%",
        "Progetto\n\u{c}Ufficio Programmazione\nesecutivo 70%",
    );
    let three: Vec<String> = ["A", "B", "C"]
        .iter()
        .map(|code| cut.replace("Obiettivo: A)", &format!("Obiettivo: {code})")))
        .collect();
    let found = read(&three.join("\u{c}"));
    for (n, objective) in found.objectives.iter().enumerate() {
        let clean = objective.phases[1].description.as_deref() == Some("Progetto esecutivo");
        let pointer = format!("/objectives/{n}/phases/1/description");
        assert!(
            clean || says(&found, "running-head", &pointer).is_some(),
            "{objective:#?}"
        );
    }
}

#[test]
fn the_name_of_a_page_ends_no_text_unsaid() {
    let text = PLAIN.replace(
        "Assegnate con il PEG\n",
        "\nUfficio Programmazione - pag. 1\n",
    );
    let found = read(&text);
    let clean = found.objectives[0].financial_resources.as_deref() == Some("");
    assert!(clean || says(&found, "broken-text", "/objectives/0/financial_resources").is_some());
}

#[test]
fn the_text_of_the_last_label_may_stand_below_a_running_head() {
    let text = PLAIN.replace(
        "Finanziarie: Assegnate",
        "Finanziarie:\n\u{c}Ufficio Programmazione\nAssegnate",
    );
    let found = read(&text);
    let read = found.objectives[0].financial_resources.as_deref() == Some("Assegnate con il PEG");
    let said = doubts(&found).iter().any(|f| {
        f.pointer
            .as_ref()
            .is_some_and(|p| p.covers("/objectives/0/financial_resources"))
    });
    assert!(read || said);
}

#[test]
fn what_stands_above_a_sheet_apart_from_its_head_may_be_of_it() {
    let text = PLAIN.replacen(
        "COMUNE DI VALFIORITA\n",
        "COMUNE DI VALFIORITA\n\nSchede di dettaglio\n",
        1,
    );
    let found = read(&text);
    let read = found.objectives[0].entity.is_some();
    assert!(read || says(&found, "two-readings", "/objectives/0/entity").is_some());
}

#[test]
fn a_line_at_the_edge_of_some_pages_may_be_a_head() {
    // Left and right pages have heads of their own.
    for sheet in [PLAIN.to_owned(), in_columns()] {
        let text = pages(&sheet, "", |n| {
            let names = ["Città di Valfiorita", "Piano della performance 2024"];
            names[n % 2].to_owned()
        });
        let found = read(&text);
        for objective in &found.objectives {
            let criteria = &objective.failure_criteria;
            let clean = criteria
                .iter()
                .all(|c| c.text == "passerella ancora chiusa");
            let at = objective
                .code
                .as_deref()
                .map(|c| usize::from(c.as_bytes()[0] - b'A'));
            let pointer = format!("/objectives/{}/failure_criteria/0", at.unwrap_or_default());
            let said = says(&found, "running-head", &pointer).is_some();
            assert!(clean || said, "{pointer}: {criteria:?}");
        }
    }
}

#[test]
fn the_first_line_of_a_text_without_page_marks_may_come_again() {
    let head = "Comune di Valfiorita - Piano della performance 2024";
    for sheet in [PLAIN.to_owned(), in_columns()] {
        let text = pages(&sheet, &format!("{head}\n"), |_| String::new());
        let found = read(&text.replace('\u{c}', ""));
        assert_eq!(found.objectives.len(), 3);
        for (n, objective) in found.objectives.iter().enumerate() {
            let clean = objective.failure_criteria[0].text == "passerella ancora chiusa";
            let pointer = format!("/objectives/{n}/failure_criteria/0");
            let said = doubts(&found)
                .into_iter()
                .any(|f| f.pointer.as_ref().is_some_and(|p| p.covers(&pointer)));
            assert!(clean || said, "{pointer}");
        }
    }
}

#[test]
fn one_of_two_names_of_the_body_may_be_a_running_head() {
    let name = "COMUNE DI VALFIORITA";
    let said = |longer: &str| {
        let text = PLAIN.replace(name, &format!("{name}\n\n{longer}"));
        let found = read(&text);
        assert_eq!(found.objectives[0].entity.as_deref(), Some(name));
        says(&found, "two-readings", "/objectives/0/entity").is_some()
    };
    assert!(said("COMUNE DI VALFIORITA IN COLLE"));
    assert!(!said("COMUNE DI VALFIORITA - PIAO 2024-2026"));
}

#[test]
fn doubled_line_ends_change_nothing() {
    let plain = read(&in_columns());
    let doubled = read(&in_columns().trim().replace('\n', "\n\n"));
    assert_eq!(doubled.objectives, plain.objectives);
}

#[test]
fn a_number_alone_below_a_label_may_be_the_pages() {
    let text = PLAIN.replace("Vincoli: portata del torrente in autunno", "Vincoli:\n12");
    assert!(says(&read(&text), "broken-text", "/objectives/0/constraints").is_some());
}

#[test]
fn a_small_letter_after_the_end_of_a_sentence_may_begin_no_line() {
    let text = PLAIN.replace(
        "è chiusa dal 2021 e va rifatta.",
        "è chiusa dal 2021 e va rifatta.\nportata al livello della piena",
    );
    assert!(says(&read(&text), "broken-text", "/objectives/0/description").is_some());
    let address = PLAIN.replace(
        "è chiusa dal 2021 e va rifatta.",
        "è chiusa dal 2021 e va rifatta.\nwww.valfiorita.example/passerella",
    );
    assert!(says(&read(&address), "broken-text", "/objectives/0/description").is_none());
}

#[test]
fn statements_of_which_one_goes_on_may_be_one_printed_twice() {
    let line = "Indicatori di risultato: metri di passerella rifatti";
    let again = format!("{line}\nElenco allegato agli atti del servizio\n{line}");
    let found = read(&in_columns().replace(line, &again));
    assert_eq!(found.objectives[0].indicators.len(), 2);
    for n in 0..2 {
        let pointer = format!("/objectives/0/indicators/{n}");
        assert!(
            says(&found, "two-readings", &pointer).is_some(),
            "{pointer}"
        );
    }
}

#[test]
fn a_reference_that_a_sheet_lacks_may_stand_on_the_sheet_before() {
    let dup = PLAIN
        .lines()
        .find(|l| l.starts_with("Riferimenti al DUP"))
        .expect("a label");
    // References stand above the body's name, and a page's head below it.
    let second = PLAIN
        .replace(dup, "")
        .replace("Obiettivo: A)", "Obiettivo: B)")
        .replacen(
            "\n\nSETTORE",
            "\n\u{c}Piano integrato 2024-2026\nSETTORE",
            1,
        );
    for own in [dup, &dup.replace("Programma 05", "Programma 06")] {
        let text = format!("{}\n{own}{second}", PLAIN.trim_end());
        let found = read(&text.replace("\n\n", "\n"));
        assert_eq!(found.objectives.len(), 2);
        let lost = found.objectives[1].dup.is_none();
        assert!(!lost || says(&found, "two-readings", "/objectives/1/dup").is_some());
        assert!(lost);
    }
}

#[test]
fn a_word_beside_a_weight_in_its_cell_is_of_another_column() {
    let deadline = "Scadenza finale per il raggiungimento dell'obiettivo:";
    let sheet = in_columns().replace(
        &format!("15/12/2024{deadline}"),
        &format!("{deadline} 15/12/2024"),
    );
    let order = |text: &str| {
        let parsed = read(text);
        says(&parsed, "reading-order", "/objectives/0").map(|found| found.message.clone())
    };
    assert_eq!(order(&sheet), None);
    // A number without its sign, and a word; or no number of its own.
    for cell in ["      30 poi  ", "       poi 30%"] {
        let crowded = sheet.replace("      30%     ", cell);
        let message = order(&crowded).unwrap_or_default();
        assert!(
            message.contains("weight's cell of phase 1"),
            "{cell}: {message}"
        );
    }
}

#[test]
fn another_table_on_the_page_after_the_sheet_is_no_part_of_it() {
    let other = "\n\n\n\nPiano esecutivo di gestione 2025\nSettore\nDirigente\nPeso\n34%\n";
    let parsed = read(&format!("{PLAIN}{other}"));
    let [sheet] = &parsed.objectives[..] else {
        panic!("one sheet");
    };
    assert_eq!(sheet.pages.last, 1);
}

#[test]
fn a_foot_that_stands_beside_a_label_is_known_from_other_pages() {
    let foot = |n: usize| format!("Piano della performance di Valfiorita - {n}");
    let sheet = in_columns();
    let text = pages(&sheet, "", foot);
    // On one page it was printed within the sheet, too.
    let label = "Obiettivo non raggiunto: passerella ancora chiusa";
    let found = read(&text.replacen(label, &format!("{label}\n{}", foot(7)), 1));
    let doubted = (0..found.objectives.len()).any(|n| {
        let pointer = format!("/objectives/{n}/failure_criteria/0/text");
        says(&found, "running-head", &pointer).is_some()
    });
    let clean = |c: &schede_model::Statement| c.text == "passerella ancora chiusa";
    let all = found.objectives.iter().flat_map(|o| &o.failure_criteria);
    assert!(doubted || all.into_iter().all(clean));
}

/// A page of lines, of which some stand apart from the one before.
fn page_of(lines: &[(&str, bool)]) -> Page {
    let mut page = Page {
        number: 1,
        width: 600.0,
        height: 800.0,
        ..Page::default()
    };
    let mut y = 40.0;
    for (line, apart) in lines {
        y += if *apart { 22.0 } else { 12.0 };
        let mut x = 40.0;
        for text in line.split(' ') {
            let word = word(text, x, y);
            x = word.bbox.x1 + LETTER / 2.0;
            page.words.push(word);
        }
    }
    page
}

#[test]
fn the_text_below_a_label_alone_on_its_line_is_its_own() {
    let lines = [
        ("COMUNE DI BORGO TREPONTI", false),
        ("Dirigente: Nives Tamburlini", true),
        ("Obiettivo: A) Passerella sul torrente", true),
        ("Finalità Strategiche:", true),
        ("Rifare la passerella.", true),
        ("Risultato atteso:", true),
        ("La passerella rifatta.", true),
        ("Vincoli:", true),
        ("Portata del torrente.", true),
        ("Note:", true),
        ("L'obiettivo è condiviso con il consorzio", true),
        ("di bonifica e con la provincia, che", false),
        ("concorre alla spesa, e con i comuni", false),
        ("che stanno a valle.", false),
        ("Il Dirigente", true),
    ];
    let profiles = Profiles::builtin().expect("built-in profiles");
    let profile = profiles.fallback().expect("a profile");
    let flow = schede_layout::read_pages([page_of(&lines)], profile);
    let parsed = parse(&flow, profile, &Given::default());
    let notes = parsed.objectives[0].notes.as_deref().unwrap_or_default();
    assert!(notes.ends_with("che stanno a valle."), "{notes:?}");
}

#[test]
fn a_place_and_a_date_above_the_signature_are_no_text() {
    let last = "Risorse Finanziarie: ";
    let at = PLAIN.find(last).expect("the last label");
    let end = at + PLAIN[at..].find('\n').unwrap_or(PLAIN.len() - at);
    let with = |line: &str, rest: &str| read(&format!("{}\n{line}{rest}", &PLAIN[..end]));
    let said = |parsed: &Parsed| {
        let pointer = "/objectives/0/financial_resources";
        says(parsed, "broken-text", pointer).is_some()
    };
    let place = "Valfiorita, lì 12/03/2025";
    let signed = with(place, &PLAIN[end..]);
    let means = signed.objectives[0].financial_resources.as_deref();
    assert_eq!(means, Some("Assegnate con il PEG"));
    assert_eq!(signed.account.unclaimed, 0);
    assert!(!said(&signed));
    // Where no signature follows it may be a text's.
    assert!(said(&with(place, "\n")));
    let other = "e, se occorre, altre dal 12/03/2025";
    assert!(!said(&with(other, &PLAIN[end..])));
}

#[test]
fn a_deadline_that_is_printed_on_both_sides_of_a_page_end_counts_once() {
    let glued = "15/12/2024Scadenza finale per il raggiungimento dell'obiettivo:\n";
    let label = "Scadenza finale per il raggiungimento dell'obiettivo:";
    let lines = format!("{label}\n15/12/2024 RAGGIUNTO\n21/5/2024\n");
    let parsed = read(&PLAIN.replace(glued, &format!("{lines}\u{c}{lines}")));
    let deadline = parsed.objectives[0].final_deadline.as_ref();
    let raw = deadline.map(|deadline| deadline.raw.as_str());
    assert_eq!(raw, Some("15/12/2024 RAGGIUNTO 21/5/2024"));
    assert_eq!(parsed.account.unclaimed, 0);
}
