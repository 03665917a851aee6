//! `code-unknown`: a Missione or Programma is not in the official list, or its
//! name is another.
//!
//! *What it finds*: codes outside the list of D.Lgs. 118/2011, all. 14, and names
//! that differ from the list's.
//! *Why it matters*: the codes join a goal to its money in the budget.
//! *Example*: programme 0199 is not in the official list.
//!
//! The list has a column of certainty: what rests on a row that is not "sure"
//! can only be a note.

use std::borrow::Cow;
use std::fmt::Arguments;
use std::sync::{LazyLock, OnceLock};

use schede_model::Dup;
use schede_model::fold::{fold, folds_to};

use super::{Check, Odd, Sheet};

pub(super) const CHECK: Check = Check {
    code: "code-unknown",
    run,
};

/// Missioni and programmi of D.Lgs. 118/2011, all. 14.
const LIST: &str = include_str!("../../data/missioni_programmi.csv");

struct Row {
    mission: &'static str,
    mission_name: Name,
    programme: &'static str,
    programme_name: Name,
    sure: bool,
}

/// A name of the list, and how it is compared, once it is.
struct Name {
    listed: &'static str,
    folded: OnceLock<String>,
}

impl Name {
    fn of(listed: &'static str) -> Self {
        Self {
            listed,
            folded: OnceLock::new(),
        }
    }

    fn is(&self, printed: &str) -> bool {
        let folded = || self.folded.get_or_init(|| fold(self.listed));
        printed == self.listed || folds_to(printed, folded())
    }
}

/// The rows, those of a Missione together, by its code.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| LIST.lines().skip(1).filter_map(row).collect());

fn in_mission(mission: &str) -> &'static [Row] {
    let start = ROWS.partition_point(|row| row.mission < mission);
    let rows = &ROWS[start..];
    &rows[..rows.partition_point(|row| row.mission == mission)]
}

fn row(line: &'static str) -> Option<Row> {
    let mut rest = Some(line);
    let mut next = || {
        let (cell, behind) = cell(rest?)?;
        rest = behind;
        Some(cell)
    };
    Some(Row {
        mission: next()?,
        mission_name: Name::of(next()?),
        programme: next()?,
        programme_name: Name::of(next()?),
        sure: next()? == "sure",
    })
}

/// The first cell of a line, and the others if there are any. A quoted cell may hold commas.
fn cell(line: &str) -> Option<(&str, Option<&str>)> {
    let Some(quoted) = line.strip_prefix('"') else {
        return Some(match line.split_once(',') {
            Some((cell, rest)) => (cell, Some(rest)),
            None => (line, None),
        });
    };
    let (cell, rest) = quoted.split_once('"')?;
    Some((cell, rest.strip_prefix(',')))
}

fn run(sheet: &Sheet<'_>) -> Vec<Odd> {
    let Some(dup) = &sheet.objective.dup else {
        return Vec::new();
    };
    mission(dup)
        .or_else(|| programme(dup))
        .into_iter()
        .collect()
}

fn padded(code: &str) -> Cow<'_, str> {
    if code.len() < 2 {
        Cow::Owned(format!("{code:0>2}"))
    } else {
        Cow::Borrowed(code)
    }
}

fn mission(dup: &Dup) -> Option<Odd> {
    let code = padded(dup.mission_code.as_deref()?);
    let Some(row) = in_mission(&code).first() else {
        let message =
            format!("mission {code} is not in the official list (D.Lgs. 118/2011, all. 14)");
        return Some(Odd::warning("dup/mission_code", message));
    };
    let message = other_name(
        format_args!("mission {code}"),
        dup.mission_name.as_deref(),
        &row.mission_name,
    );
    message.map(|message| Odd::note("dup/mission_name", message))
}

fn programme(dup: &Dup) -> Option<Odd> {
    let mission = padded(dup.mission_code.as_deref()?);
    let code = padded(dup.programme_code.as_deref()?);
    let rows = in_mission(&mission);
    let in_full = |r: &Row| r.programme.strip_prefix(&*mission) == Some(&*code);
    let same = |r: &&Row| r.programme == code || in_full(r);
    let Some(row) = rows.iter().find(same) else {
        let message = format!(
            "programme {mission}{code} is not in the official list (D.Lgs. 118/2011, all. 14)"
        );
        let sure = rows.iter().all(|r| r.sure);
        let odd = if sure { Odd::warning } else { Odd::note };
        return Some(odd("dup/programme_code", message));
    };
    let message = other_name(
        format_args!("programme {mission}{code}"),
        dup.programme_name.as_deref(),
        &row.programme_name,
    );
    message.map(|message| Odd::note("dup/programme_name", message))
}

/// What is said of a name that is not the list's.
fn other_name(what: Arguments<'_>, printed: Option<&str>, name: &Name) -> Option<String> {
    let listed = name.listed;
    match printed.unwrap_or_default() {
        "" => Some(format!(
            "{what} is printed without a name, the official list has \"{listed}\""
        )),
        printed if name.is(printed) => None,
        printed => Some(format!(
            "{what} is printed as \"{printed}\", the official list has \"{listed}\""
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{ROWS, cell, in_mission, mission, programme};
    use schede_model::Dup;

    fn dup(mission: &str, programme: &str, name: &str) -> Dup {
        Dup {
            mission_code: Some(mission.into()),
            programme_code: Some(programme.into()),
            programme_name: Some(name.into()),
            ..Dup::default()
        }
    }

    #[test]
    fn the_list_is_whole() {
        assert!(ROWS.len() >= 90, "{}", ROWS.len());
        assert!(ROWS.iter().any(|r| r.sure));
        assert!(ROWS.is_sorted_by_key(|r| r.mission));
        let quoted = "\"Servizi istituzionali, generali e di gestione\",01,x";
        let (name, rest) = cell(quoted).expect("it is well formed");
        assert_eq!(name, "Servizi istituzionali, generali e di gestione");
        assert_eq!(rest, Some("01,x"));
    }

    #[test]
    fn a_name_that_is_not_printed_is_not_quoted() {
        let row = &in_mission("01")[0];
        let bare = Dup {
            mission_code: Some("01".into()),
            programme_code: Some(row.programme.into()),
            ..Dup::default()
        };
        for odd in [mission(&bare), programme(&bare)] {
            let message = odd.map(|odd| odd.message).unwrap_or_default();
            assert!(message.contains("printed without a name"), "{message}");
        }
    }

    #[test]
    fn a_known_programme_is_not_odd_and_an_unknown_one_is() {
        let row = &in_mission("01")[0];
        assert!(programme(&dup("01", row.programme, row.programme_name.listed)).is_none());
        assert!(programme(&dup("01", "77", "Altro")).is_some());
    }
}
