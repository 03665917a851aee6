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
use std::collections::HashMap;
use std::fmt::Arguments;
use std::sync::LazyLock;

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
    mission_name: String,
    programme: String,
    programme_name: String,
    /// The names as they are compared.
    folded: [String; 2],
    sure: bool,
}

/// The rows of each Missione.
static ROWS: LazyLock<HashMap<String, Vec<Row>>> = LazyLock::new(|| {
    let mut rows: HashMap<String, Vec<Row>> = HashMap::new();
    for (mission, row) in LIST.lines().skip(1).filter_map(row) {
        rows.entry(mission).or_default().push(row);
    }
    rows
});

fn in_mission(mission: &str) -> &'static [Row] {
    ROWS.get(mission).map_or(&[], Vec::as_slice)
}

/// The code of a Missione, and a row of it.
fn row(line: &str) -> Option<(String, Row)> {
    let mut cells = fields(line).into_iter();
    let (mission, mission_name) = (cells.next()?, cells.next()?);
    let (programme, programme_name) = (cells.next()?, cells.next()?);
    let sure = cells.next()? == "sure";
    let row = Row {
        folded: [fold(&mission_name), fold(&programme_name)],
        mission_name,
        programme,
        programme_name,
        sure,
    };
    Some((mission, row))
}

/// The cells of a line; a quoted cell may hold commas.
fn fields(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
    }
    cells
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
        &row.folded[0],
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
        &row.folded[1],
    );
    message.map(|message| Odd::note("dup/programme_name", message))
}

/// What is said of a name that is not the list's.
fn other_name(
    what: Arguments<'_>,
    printed: Option<&str>,
    listed: &str,
    listed_folded: &str,
) -> Option<String> {
    match printed.unwrap_or_default() {
        "" => Some(format!(
            "{what} is printed without a name, the official list has \"{listed}\""
        )),
        name if name == listed || folds_to(name, listed_folded) => None,
        name => Some(format!(
            "{what} is printed as \"{name}\", the official list has \"{listed}\""
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{ROWS, in_mission, mission, programme};
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
        let rows: Vec<_> = ROWS.values().flatten().collect();
        assert!(rows.len() >= 90, "{}", rows.len());
        assert!(rows.iter().any(|r| r.sure));
    }

    #[test]
    fn a_name_that_is_not_printed_is_not_quoted() {
        let row = &in_mission("01")[0];
        let bare = Dup {
            mission_code: Some("01".into()),
            programme_code: Some(row.programme.as_str().into()),
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
        assert!(programme(&dup("01", &row.programme, &row.programme_name)).is_none());
        assert!(programme(&dup("01", "77", "Altro")).is_some());
    }
}
