//! Text in which the head names a column that the record has not.

use crate::plain::{plain_but, read, says};

#[test]
fn words_of_an_own_column_may_stand_in_each_description() {
    let heads = [
        ("Descrizione Responsabile\ndi fase\nIncidenza %", true),
        ("Descrizione Responsabile di fase Incidenza %", true),
        ("Descrizione Incidenza %", false),
    ];
    for (head, doubted) in heads {
        let text = plain_but("Descrizione Incidenza %", head)
            .replace("sponde 30%", "sponde Bruni 30%")
            .replace("esecutivo 70%", "esecutivo Neri 70%");
        let parsed = read(&text);
        for row in 0..2 {
            let place = format!("/objectives/0/phases/{row}/description");
            let said = says(&parsed, "broken-text", &place).is_some();
            assert_eq!(said, doubted, "{head} {row}");
        }
    }
}
