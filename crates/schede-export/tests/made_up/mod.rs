//! Documents of invented bodies and people, with every trouble a store can have
//! with a text: separators, quotes, line ends, formula starts, accents, emoji,
//! null beside "", dates, decimals, control characters.
//!
//! In: nothing, or a number. Out: documents, always the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper of tests is a test"
)]
#![allow(dead_code, reason = "each test uses a part")]

use chrono::NaiveDate;
use schede_model::key::{objective_id, sha256_hex};
use schede_model::{
    Alternative, Document, Dup, Entity, Family, FinalDeadline, Finding, Objective, PageRange,
    Phase, Plan, PlanType, Pointer, Provenance, PublicValue, Reader, SCHEMA_VERSION, Severity,
    Source, Span, Stage, Statement, WeightUnit,
};

/// Texts that have broken some store or reader.
pub const TRAPS: [&str; 24] = [
    "una virgola, due, tre",
    "punto; e virgola",
    "\"tra virgolette\" e \"\"doppie\"\"",
    "riga uno\nriga due",
    "riga uno\r\nriga due",
    "=SOMMA(A1:A9)",
    "+39 0100 000000",
    "- elenco puntato",
    "@menzione",
    "'apostrofo davanti",
    "città, perché, più, così",
    "emoji 🏛️ e 中文 e e\u{301}",
    "",
    "\\N",
    "\\\\N",
    "NULL",
    "01",
    "02.01",
    "1e5",
    "31/12/2024",
    "TRUE",
    "tab\tdentro",
    "<b>&amp; ]]></b>",
    "'); DROP TABLE objectives; --",
];

/// A day that exists.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The documents of the conformance tests: two monitorings of one body, a plan
/// as adopted of another, and one file with nothing in it.
pub fn documents() -> Vec<Document> {
    let mut first = document("piano.txt", "CITTA' DI MONTEFINTO", day(2024, 9, 30), 6);
    first.entity.ipa_code = Some("c_x000".to_owned());
    first.plan.kind = Some(PlanType::Piao);
    let mut second = document(
        "piano-finale.pdf",
        "Città di Montefinto",
        day(2024, 12, 31),
        6,
    );
    second.entity.ipa_code = Some("c_x000".to_owned());
    second.plan.stage = Some(Stage::Final);
    second.source.reader = Reader::pdf();
    second.source.media_type = "application/pdf".to_owned();
    give_boxes(&mut second);
    let mut third = document(
        "../../=cmd.pdf",
        "COMUNE DI BORGOVUOTO",
        day(2025, 1, 1),
        TRAPS.len(),
    );
    third.plan.stage = Some(Stage::Planned);
    third.plan.reference_date = None;
    third
        .objectives
        .iter_mut()
        .for_each(|it| it.reference_date = None);
    let mut fourth = document("vuoto.txt", "x", day(2024, 1, 1), 0);
    fourth.entity = Entity::default();
    fourth.plan = Plan::default();
    fourth.provenance = Provenance::default();
    vec![first, second, third, fourth]
}

/// A document of `n` objectives; the first with every field, the others with
/// ever other fields missing.
pub fn document(file_name: &str, entity: &str, reference_date: NaiveDate, n: usize) -> Document {
    let year = 2024;
    let objectives: Vec<Objective> = (0..n)
        .map(|index| objective(entity, year, reference_date, index))
        .collect();
    let provenance = provenance(&objectives);
    Document {
        schema_version: SCHEMA_VERSION.to_owned(),
        source: Source {
            file_name: file_name.to_owned(),
            sha256: sha256_hex(file_name.as_bytes()),
            media_type: "text/plain".to_owned(),
            reader: Reader::text(),
            pages: 2 * n as u32,
            profile: Some("inventato-2024".to_owned()),
        },
        entity: Entity {
            name: Some(entity.to_owned()),
            ..Entity::default()
        },
        plan: Plan {
            kind: None,
            year: Some(year),
            stage: Some(Stage::Interim),
            reference_date: Some(reference_date),
        },
        findings: findings(&objectives),
        objectives,
        provenance,
    }
}

/// One objective; `index` chooses its traps and what it lacks.
pub fn objective(entity: &str, year: i32, reference_date: NaiveDate, index: usize) -> Objective {
    let trap = |k: usize| TRAPS[(index + k) % TRAPS.len()].to_owned();
    let opt = |k: usize| (index == 0 || !(index + k).is_multiple_of(4)).then(|| trap(k));
    let unit = if index.is_multiple_of(2) {
        "SETTORE SPORT, TEMPO LIBERO"
    } else {
        "Settore Sport,Tempo libero"
    };
    let code = format!("{}", index + 1);
    Objective {
        id: objective_id(Some(entity), Some(year), Some(unit), Some(&code)),
        entity: Some(entity.to_owned()),
        org_unit: Some(unit.to_owned()),
        responsible: Some("Dott.ssa Ada D'Invento".to_owned()),
        code: Some(code),
        title: Some(format!("Obiettivo {index}: {}", trap(0))),
        purpose: opt(1),
        dup: dup(index),
        public_value: index.is_multiple_of(3).then(|| PublicValue {
            raw: "02 Accesso digitale Codice 02.01".to_owned(),
            area_code: Some("02".to_owned()),
            area_name: Some("Accesso digitale".to_owned()),
            code: Some("02.01".to_owned()),
        }),
        description: opt(2),
        reference_date: Some(reference_date),
        weight: index.is_multiple_of(2).then_some(12.5),
        weight_unit: index.is_multiple_of(2).then_some(WeightUnit::Points100),
        phases: (0..index % 5).map(|k| phase(index, k)).collect(),
        phase_weight_total: Some(100.0),
        final_deadline: deadline(index),
        expected_results: statements("Risultato atteso", index, 1),
        success_criteria: statements("Obiettivo raggiunto al 100%", index, 2),
        failure_criteria: statements("Obiettivo non raggiunto: - annualità 2024", index, 1),
        indicators: statements("Indicatori di risultato", index, index % 3),
        constraints: Some(String::new()),
        human_resources: opt(3),
        financial_resources: opt(4).map(|it| format!("PNRR M1C1 {it}")),
        notes: opt(5),
        pages: PageRange {
            first: 2 * index as u32 + 1,
            last: 2 * index as u32 + 2,
        },
    }
}

/// Row `k` of the phases of objective `index`.
pub fn phase(index: usize, k: usize) -> Phase {
    let trap = |j: usize| TRAPS[(index * 7 + k * 3 + j) % TRAPS.len()].to_owned();
    let due_date = (k != 1).then(|| day(2024, 1 + (index + k) as u32 % 12, 28));
    Phase {
        // Numbers may repeat on paper.
        number: if k == 3 { 3 } else { k as u32 + 1 },
        description: Some(trap(0)),
        weight: (k != 2).then_some([25.0, 12.5, 0.1, 33.3333][k % 4]),
        weight_unit: Some(WeightUnit::Percent),
        monitoring: (k != 0).then(|| trap(1)),
        due: Some(due_date.map_or_else(
            || "Conclusa".to_owned(),
            |it| it.format("%d/%m/%Y").to_string(),
        )),
        due_date,
        outcome: (k % 2 == 1).then(|| trap(2)),
    }
}

fn dup(index: usize) -> Option<Dup> {
    match index % 4 {
        0 => Some(Dup {
            raw: "Missione 01-Servizi istituzionali Programma 08-Statistica".to_owned(),
            strategic_direction: Some("Città sostenibile".to_owned()),
            strategic_objective: None,
            mission_code: Some("01".to_owned()),
            mission_name: Some("Servizi istituzionali".to_owned()),
            programme_code: Some("8".to_owned()),
            programme_name: Some("Statistica".to_owned()),
        }),
        1 => Some(Dup {
            raw: "===".to_owned(),
            ..Dup::default()
        }),
        2 => Some(Dup {
            raw: "Missione 06: Politiche giovanili, sport".to_owned(),
            mission_code: Some("06".to_owned()),
            mission_name: Some("Politiche giovanili, sport".to_owned()),
            ..Dup::default()
        }),
        _ => None,
    }
}

fn deadline(index: usize) -> Option<FinalDeadline> {
    match index % 3 {
        0 => Some(FinalDeadline {
            raw: "08/10/2025 salvo proroga".to_owned(),
            date: Some(day(2025, 10, 8)),
            note: Some("salvo proroga".to_owned()),
        }),
        1 => Some(FinalDeadline {
            raw: "xxxxxx".to_owned(),
            date: None,
            note: None,
        }),
        _ => None,
    }
}

fn statements(label: &str, index: usize, n: usize) -> Vec<Statement> {
    (0..n)
        .map(|k| Statement {
            label: label.to_owned(),
            year: label.contains("2024").then_some(2024),
            text: TRAPS[(index + 11 + k) % TRAPS.len()].to_owned(),
        })
        .collect()
}

fn span(line: u32) -> Span {
    Span {
        page: 1 + line / 50,
        line: 1 + line % 50,
        start: 3,
        end: 17,
        bbox: None,
        read_by: None,
    }
}

fn provenance(objectives: &[Objective]) -> Provenance {
    let mut out = Provenance::default();
    for (index, objective) in objectives.iter().enumerate() {
        let at = Pointer::objective(index);
        let line = index as u32 * 9;
        out.record_member(&at, "title", [span(line), span(line + 1)]);
        for k in 0..objective.phases.len() {
            out.record_member(&at.item("phases", k), "due", [span(line + 2)]);
        }
    }
    out
}

fn give_boxes(document: &mut Document) {
    let mut boxed = Provenance::default();
    for (pointer, spans) in document.provenance.iter() {
        let spans = spans.map(|span| Span {
            bbox: Some([56.7, 100.25, 300.0, 112.5]),
            ..span
        });
        boxed.record(pointer, spans);
    }
    document.provenance = boxed;
}

fn findings(objectives: &[Objective]) -> Vec<Finding> {
    let mut out = vec![Finding {
        code: "no-year".into(),
        family: Family::Reading,
        severity: Severity::Note,
        message: "expected a year, \"2024\"; found\nnone".to_owned(),
        pointer: None,
        spans: Vec::new(),
        alternatives: Vec::new(),
    }];
    if let Some(last) = objectives.len().checked_sub(1) {
        let pointer = Pointer::objective(last).member("notes");
        out.push(Finding {
            code: "two-readings".into(),
            family: Family::Reading,
            severity: Severity::Warning,
            message: "=could be read otherwise".to_owned(),
            pointer: Some(pointer.clone()),
            spans: vec![span(4), span(5)],
            alternatives: vec![Alternative {
                pointer,
                value: Some("àè \"x\"".to_owned()),
            }],
        });
    }
    out
}

/// Document number `n` of a large plan: `objectives` sheets of `phases` rows
/// with ordinary texts, for measurements.
pub fn large(n: usize, objectives: usize, phases: usize) -> Document {
    let entity = format!("COMUNE DI PROVA {n}");
    let date = day(2024, 9, 30);
    let mut out = document(&format!("piano-{n}.txt"), &entity, date, 0);
    out.objectives = (0..objectives)
        .map(|index| {
            let mut it = objective(&entity, 2024, date, index);
            it.phases = (0..phases)
                .map(|k| Phase {
                    number: k as u32 + 1,
                    description: Some(format!(
                        "Affidamento del servizio numero {k} e verifica degli atti di gara, lotto {index}"
                    )),
                    outcome: Some(format!("Fase completata in data 28/06/2024, protocollo {index}/{k}")),
                    ..phase(index, k % 5)
                })
                .collect();
            it
        })
        .collect();
    out
}
