//! Made-up plans in any number and size, for benchmarks and tests of runs.
//!
//! In: a number. Out: always the same text for the same number, different for
//! different ones: no two sheets have the same words, so that no cache helps
//! and no two objectives share a key. Bodies and people are invented.

use std::fmt::Write as _;

const WORDS: [&str; 64] = [
    "attività",
    "servizio",
    "gestione",
    "predisposizione",
    "regolamento",
    "cittadini",
    "progetto",
    "verifica",
    "procedure",
    "affidamento",
    "lavori",
    "manutenzione",
    "biblioteca",
    "archivio",
    "digitale",
    "sportello",
    "formazione",
    "personale",
    "comunicazione",
    "ambiente",
    "verde",
    "pubblico",
    "sicurezza",
    "stradale",
    "scuole",
    "impianti",
    "sportivi",
    "bilancio",
    "tributi",
    "controllo",
    "dati",
    "aggiornamento",
    "sito",
    "istituzionale",
    "cultura",
    "turismo",
    "eventi",
    "patrimonio",
    "immobili",
    "energia",
    "efficientamento",
    "rete",
    "acqua",
    "rifiuti",
    "raccolta",
    "differenziata",
    "mobilità",
    "sostenibile",
    "anziani",
    "minori",
    "famiglie",
    "contributi",
    "bando",
    "graduatoria",
    "convenzione",
    "associazioni",
    "volontariato",
    "protezione",
    "civile",
    "piano",
    "emergenza",
    "monitoraggio",
    "trasparenza",
    "anticorruzione",
];

/// Numbers that look random and are the same on every machine (xorshift).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice with a beginning of their own.
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds would begin alike, and zero would stay zero.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn words(&mut self, least: usize, most: usize) -> String {
        let n = least + self.below(most - least + 1);
        let words: Vec<&str> = (0..n).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    fn date(&mut self) -> String {
        let (day, month, year) = (1 + self.below(28), 1 + self.below(12), 2024 + self.below(2));
        format!("{day:02}/{month:02}/{year}")
    }
}

/// The text of a plan with so many sheets.
pub fn plan(seed: u64, n_sheets: usize) -> String {
    let mut dice = Dice::new(seed);
    let mut out = String::with_capacity(n_sheets * 2200);
    for index in 0..n_sheets {
        sheet(&mut dice, seed, index, &mut out);
    }
    out
}

/// A text of at least so many bytes, made of plans.
pub fn text(n_bytes: usize) -> String {
    let mut out = String::with_capacity(n_bytes + 64 * 1024);
    let mut seed = 1;
    while out.len() < n_bytes {
        out.push_str(&plan(seed, 18));
        seed += 1;
    }
    out
}

fn sheet(dice: &mut Dice, seed: u64, index: usize, out: &mut String) {
    let letter = char::from(b'A' + (index % 26) as u8);
    let code = match index / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    };
    let lines = [
        format!(
            "Riferimenti al DUP: Indirizzo Strategico: {} - Obiettivo Strategico: {} Missione {:02}-{} Programma {:02}-{}",
            dice.words(2, 4), dice.words(3, 6),
            1 + dice.below(20), dice.words(2, 4), 1 + dice.below(12), dice.words(1, 4),
        ),
        format!("COMUNE DI PONTELUNGO {seed}"),
        format!("SETTORE {}", dice.words(2, 5).to_uppercase()),
        format!("Dirigente: Dott. Nome{} Cognome{}", dice.below(90), dice.below(900)),
        format!("Obiettivo: {code}) {}", dice.words(4, 12)),
        format!("Finalità Strategiche: {}", dice.words(15, 60)),
        format!(
            "Riferimenti alla sottosezione PIAO-Valore Pubblico: {0:02} {1} Codice {0:02}.{2:02}",
            1 + dice.below(9), dice.words(2, 5), 1 + dice.below(9),
        ),
        format!("Descrizione dell'obiettivo: {}", dice.words(30, 120)),
        "Descrizione Incidenza % Monitoraggio al 30/09/2024 Scadenze previste Raggiungimento Obiettivo".to_owned(),
    ];
    lines.iter().for_each(|line| wrapped(line, out));
    phases(dice, out);
    closing(dice, out);
    out.push_str("\n\n\n\n");
}

fn phases(dice: &mut Dice, out: &mut String) {
    let n_phases = 2 + dice.below(4);
    let share = 100 / n_phases;
    for number in 1..=n_phases {
        let weight = if number == n_phases {
            100 - share * (n_phases - 1)
        } else {
            share
        };
        let (what, due) = (dice.words(3, 10), dice.date());
        wrapped(&format!("fase {number}: {what} {weight}% OK {due}"), out);
        if dice.below(2) == 0 {
            let (date, more) = (dice.date(), dice.words(2, 8));
            wrapped(&format!("Fase completata in data {date}. {more}"), out);
        }
    }
    wrapped("100%", out);
}

fn closing(dice: &mut Dice, out: &mut String) {
    let deadline = dice.date();
    let lines = [
        format!("{deadline}Scadenza finale per il raggiungimento dell'obiettivo:"),
        format!("Risultato atteso: {}", dice.words(5, 25)),
        format!("Obiettivo raggiunto al 100%: {}", dice.words(4, 20)),
        format!("Obiettivo non raggiunto: {}", dice.words(4, 20)),
        format!("Indicatori di risultato: {}", dice.words(4, 30)),
        format!("Vincoli: {}", dice.words(3, 20)),
        format!("Risorse Umane: {}", dice.words(3, 12)),
        format!("Risorse Finanziarie: {}", dice.words(3, 12)),
        "Il Dirigente".to_owned(),
        "Visto di validazione: il Nucleo di Valutazione".to_owned(),
    ];
    lines.iter().for_each(|line| wrapped(line, out));
}

/// A paragraph over lines of at most 150 characters, an empty line after each,
/// as extractors print spreadsheets.
fn wrapped(text: &str, out: &mut String) {
    const WIDTH: usize = 150;
    let mut width = 0;
    for word in text.split(' ') {
        let length = word.len() + 1;
        if width > 0 && width + length > WIDTH {
            out.push_str("\n\n");
            width = 0;
        } else if width > 0 {
            out.push(' ');
        }
        // Writing to a String cannot fail.
        let _ = write!(out, "{word}");
        width += length;
    }
    out.push_str("\n\n");
}

#[cfg(test)]
mod tests {
    use super::plan;

    #[test]
    fn a_plan_is_the_same_every_time_and_no_other() {
        assert_eq!(plan(7, 3), plan(7, 3));
        assert_ne!(plan(7, 3), plan(8, 3));
    }
}
