//! Tables of a text whose columns are kept by blanks: words close to those of the next cell, and
//! rows that stand further right than others.

use crate::made::furniture;
use schede_layout::read_text;
use schede_model::Column;
use schede_profile::Profiles;

/// The words of some columns, cell by cell.
fn cells(text: &str, columns: &[Column]) -> Vec<(Column, String)> {
    let profiles = Profiles::builtin().expect("built in");
    let flow = read_text(text, profiles.fallback().expect("one"));
    assert!(furniture(&flow).is_empty());
    let cells = flow.segments.iter().filter_map(|s| {
        let column = s.place?.column;
        let wanted = columns.contains(&column);
        wanted.then(|| (column, flow.text(s).to_owned()))
    });
    cells.collect()
}

fn column(text: &str, column: Column) -> Vec<String> {
    let cells = cells(text, &[column]).into_iter();
    cells.map(|(_, words)| words).collect()
}

/// The labels and descriptions of a table's rows.
fn rows(text: &str) -> Vec<(Column, String)> {
    cells(text, &[Column::Label, Column::Description])
}

fn expected(cells: &[(Column, &str)]) -> Vec<(Column, String)> {
    let own = |(column, text): &(Column, &str)| (*column, (*text).to_owned());
    cells.iter().map(own).collect()
}

#[test]
fn a_cut_head_may_stand_one_blank_behind_the_head_before_it() {
    let text = "\
Obiettivo: A) Rete dei sentieri
      Descrizione                         Monitoraggio Incide        Scadenze      Raggiungimento
                                          al 30/06/2026 nza %        previste      Obiettivo
fase  Rilievo dei sentieri                In corso         40%       31/03/2026    Eseguito
1:
fase  Posa dei cartelli                   OK               60%       30/06/2026    Posa conclusa
2:
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2026
";
    assert_eq!(column(text, Column::Weight), ["40%", "60%"]);
}

#[test]
fn weights_without_a_sign_may_stand_right_behind_a_full_description() {
    let text = "\
Obiettivo: A) Rete dei sentieri
           Descrizione                     Incidenza    Scadenze previste      Esito
           Rilievo dei sentieri
fase 1:                                    15           31/03/2026             Eseguito
           di valle
           Posa dei cartelli lungo
fase 2:    tutti i sentieri e lungo gli 25              30/06/2026             Conclusa
           argini
           Apertura
fase 3:                                 60              30/09/2026
           al pubblico
           Relazione
fase 4:                                 20              30/12/2026             Agli atti
           alla Giunta
Scadenza finale per il raggiungimento dell'obiettivo: 30/12/2026
";
    assert_eq!(column(text, Column::Weight), ["15", "25", "60", "20"]);
}

#[test]
fn a_word_of_the_head_before_it_may_reach_below_a_cut_head() {
    let text = "\
OBIETTIVO: A) Rete dei sentieri
      DESCRIZIONE                       SCADENZE      MONITORAGGIO INCIDENZ               RAGGIUNGIMENTO
                                         PREVISTE      AL 31/12/2024   A%                      OBIETTIVO
fase  Rilievo dei sentieri             31/03/2024   SI                   40        Eseguito
1:
fase  Posa dei cartelli                30/06/2024   Parere                60
2:                                                  favorevole
SCADENZA FINALE PER IL RAGGIUNGIMENTO DELL'OBIETTIVO: 30/06/2024
";
    assert_eq!(column(text, Column::Weight), ["40", "60"]);
}

#[test]
fn labels_that_a_caption_pushes_stand_in_one_column() {
    let rows = rows(
        "\
Obiettivo: A) Rete dei sentieri
                           Descrizione                       Incidenza %   Scadenze previste   Raggiungimento Obiettivo
Tempistica:                Rilievo dei sentieri
Fasi              fase 1:  di valle                             40%        31/03/2024          Rilievo eseguito
progettuali di    fase 2:  Posa dei cartelli                    30%        30/06/2024          Posa conclusa
sviluppo
dell'obiettivo
                        fase 3:  Posa dei cartelli
                                 di cresta                      30%        30/06/2025
                                                               100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
    );
    assert_eq!(
        rows,
        expected(&[
            (Column::Label, "fase 1:"),
            (Column::Description, "Rilievo dei sentieri"),
            (Column::Description, "di valle"),
            (Column::Label, "fase 2:"),
            (Column::Description, "Posa dei cartelli"),
            (Column::Label, "fase 3:"),
            (Column::Description, "Posa dei cartelli"),
            (Column::Description, "di cresta"),
        ])
    );
}

#[test]
fn words_close_behind_the_number_of_a_wrapped_label_stand_below_the_others() {
    let rows = rows(
        "\
Obiettivo: A) Rete dei sentieri
                     Descrizione               Incidenza %   Scadenze previste   Raggiungimento Obiettivo
 Tempistica:    fase Rilievo dei
 Fasi           1: sentieri                       40%        31/03/2024          Rilievo eseguito
 progettuali    fase Posa dei cartelli
 di sviluppo    2: in valle                       60%        30/06/2024          Posa conclusa
 dell'obiettivo
                                                 100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
    );
    assert_eq!(
        rows,
        expected(&[
            (Column::Label, "fase"),
            (Column::Label, "1:"),
            (Column::Description, "Rilievo dei"),
            (Column::Description, "sentieri"),
            (Column::Label, "fase"),
            (Column::Label, "2:"),
            (Column::Description, "Posa dei cartelli"),
            (Column::Description, "in valle"),
        ])
    );
}

#[test]
fn words_stand_close_behind_labels_without_a_caption_beside_them() {
    let rows = rows(
        "\
Obiettivo: A) Rete dei sentieri
Tempistica:
     Attività                      Peso %   Scadenze previste   Raggiungimento Obiettivo

fase Rilievo dei sentieri di valle   40%        31/03/2024          Rilievo eseguito
1: e di cresta
     con le mappe
fase Posa dei cartelli               60%        30/06/2024          Posa conclusa
2: in valle

Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
    );
    assert_eq!(
        rows,
        expected(&[
            (Column::Label, "fase"),
            (Column::Label, "1:"),
            (Column::Description, "Rilievo dei sentieri di valle"),
            (Column::Description, "e di cresta"),
            (Column::Description, "con le mappe"),
            (Column::Label, "fase"),
            (Column::Label, "2:"),
            (Column::Description, "Posa dei cartelli"),
            (Column::Description, "in valle"),
        ])
    );
}

#[test]
fn a_cell_as_narrow_as_a_letter_has_the_colon_on_a_line_of_its_own() {
    let row = |number: u32, text: &str, figures: &str| {
        format!("f   {text:<31}{figures}\na\ns\ne\n{number}\n:\n")
    };
    let text = format!(
        "\
Obiettivo: A) Rete dei sentieri
    Attività                       Peso %   Scadenze previste   Raggiungimento Obiettivo
{}{}
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
        row(
            1,
            "Rilievo dei sentieri",
            "40%      31/03/2024          Rilievo eseguito"
        ),
        row(
            2,
            "Posa dei cartelli",
            "60%      30/06/2024          Posa conclusa"
        ),
    );
    let described = column(&text, Column::Description);
    assert_eq!(described, ["Rilievo dei sentieri", "Posa dei cartelli"]);
}

#[test]
fn the_word_before_a_number_is_of_the_label_that_wraps_however_close_the_description_is() {
    let rows = rows(
        "\
Obiettivo: A) Rete dei sentieri
        Attività                     Peso %   Scadenze previste   Raggiungimento Obiettivo
Fase n. Rilievo dei sentieri         40%      31/03/2024          Rilievo eseguito
1       di valle
Fase n. Posa dei cartelli            60%      30/06/2024          Posa conclusa
2       in valle
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
    );
    assert_eq!(
        rows[..4],
        expected(&[
            (Column::Label, "Fase n."),
            (Column::Label, "1"),
            (Column::Description, "Rilievo dei sentieri"),
            (Column::Description, "di valle"),
        ])
    );
}

#[test]
fn a_page_may_part_rows_of_which_the_words_stand_close_behind_their_labels() {
    let labels = column(
        "\
Obiettivo: A) Rete dei sentieri
     Attività                      Peso %   Scadenze previste   Raggiungimento Obiettivo
fase Rilievo dei sentieri di valle   40%        31/03/2024          Rilievo eseguito
1: e di cresta
\u{c}fase Posa dei cartelli               60%        30/06/2024          Posa conclusa
2: in valle
                                    100%
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
        Column::Label,
    );
    assert_eq!(labels, ["fase", "1:", "fase", "2:"]);
}

#[test]
fn beside_the_second_line_of_a_label_another_cell_may_stand_alone() {
    let rows = rows(
        "\
Obiettivo: A) Rete dei sentieri
    Attività                         Monitoraggio     Scadenza       Esito
                                     al 30/09/2025
fase Rilievo dei sentieri            OK               31/03/2025     Rilievo
1:                                                                   eseguito
fase Posa dei cartelli               OK               30/06/2025     Posa
2:                                                                   conclusa
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
    );
    assert_eq!(
        rows,
        expected(&[
            (Column::Label, "fase"),
            (Column::Label, "1:"),
            (Column::Description, "Rilievo dei sentieri"),
            (Column::Label, "fase"),
            (Column::Label, "2:"),
            (Column::Description, "Posa dei cartelli"),
        ])
    );
}

#[test]
fn the_word_before_a_number_in_another_cell_is_of_no_label() {
    let rows = rows(
        "\
Obiettivo: A) Rete dei sentieri
     Attività                             Peso %   Scadenze previste   Esito
fas Rilievo dei sentieri                  40%      31/03/2024          Atto approvato
e                                                                      n. 27 del 28/02/2024
1:
fas Posa dei cartelli                     60%      30/06/2024          Posa conclusa
e
2:
Scadenza finale per il raggiungimento dell'obiettivo: 30/06/2025
",
    );
    assert_eq!(
        rows,
        expected(&[
            (Column::Label, "fas"),
            (Column::Label, "e"),
            (Column::Label, "1:"),
            (Column::Description, "Rilievo dei sentieri"),
            (Column::Label, "fas"),
            (Column::Label, "e"),
            (Column::Label, "2:"),
            (Column::Description, "Posa dei cartelli"),
        ])
    );
}
