//! Tables of a text whose columns are kept by blanks: words close to those of the next cell.

use crate::made::furniture;
use schede_layout::read_text;
use schede_model::Column;
use schede_profile::Profiles;

/// The words of a column, cell by cell.
fn column(text: &str, column: Column) -> Vec<String> {
    let profiles = Profiles::builtin().expect("built in");
    let flow = read_text(text, profiles.fallback().expect("one"));
    assert!(furniture(&flow).is_empty());
    let cells = flow
        .segments
        .iter()
        .filter(|s| s.place.is_some_and(|p| p.column == column));
    cells.map(|s| flow.text(s).to_owned()).collect()
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
