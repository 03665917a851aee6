//! Spellings that differ in a few words, written once: "Peso (dell'|) obiettivo" is
//! "Peso dell'obiettivo" and "Peso obiettivo".
//!
//! In: what a profile's file writes. Out: each spelling. Round brackets hold what may
//! stand in a place, parted by bars; they do not stand within each other.
//!
//! Not here: how a spelling is found in a text (`labels`).

use std::slice::Iter;

use serde::Deserialize;

/// So many spellings one line of a profile may write: more is a slip.
const MOST: usize = 1000;

/// A list of spellings, each written out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(crate) struct Alternatives(Vec<String>);

impl Alternatives {
    pub fn iter(&self) -> Iter<'_, String> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Alternatives {
    type Item = &'a String;
    type IntoIter = Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl TryFrom<Vec<String>> for Alternatives {
    type Error = String;

    fn try_from(written: Vec<String>) -> Result<Self, String> {
        let lists = written.iter().map(|line| spellings(line));
        let lists = lists.collect::<Result<Vec<_>, _>>()?;
        Ok(Self(lists.into_iter().flatten().collect()))
    }
}

/// The spellings that a line writes.
fn spellings(line: &str) -> Result<Vec<String>, String> {
    let mut spellings = vec![String::new()];
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((choices, behind)) = behind.split_once(')') else {
            return Err(format!("a bracket is not closed in \"{line}\""));
        };
        if before.contains(')') || choices.contains('(') {
            return Err(format!("brackets do not pair in \"{line}\""));
        }
        spellings = spread(&spellings, before, choices);
        if spellings.len() > MOST {
            return Err(format!("more than {MOST} spellings in \"{line}\""));
        }
        rest = behind;
    }
    if rest.contains(')') {
        return Err(format!("a bracket is not opened in \"{line}\""));
    }
    Ok(spread(&spellings, rest, ""))
}

/// Each spelling so far, with what stands behind it and each choice.
fn spread(spellings: &[String], between: &str, choices: &str) -> Vec<String> {
    let longer = |spelling: &String, choice: &str| [spelling, between, choice].concat();
    let all = spellings.iter().flat_map(|spelling| {
        choices
            .split('|')
            .map(move |choice| longer(spelling, choice))
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::Alternatives;

    fn written(line: &str) -> Result<Vec<String>, String> {
        Alternatives::try_from(vec![line.to_owned()]).map(|list| list.iter().cloned().collect())
    }

    #[test]
    fn each_choice_is_a_spelling() {
        assert_eq!(written("Vincoli"), Ok(vec!["Vincoli".to_owned()]));
        let all = written("Peso (dell'|)obiettivo").expect("it is well formed");
        assert_eq!(all, ["Peso dell'obiettivo", "Peso obiettivo"]);
        let all = written("Rif. (al|) (DUP|PEG)").expect("it is well formed");
        assert_eq!(
            all,
            ["Rif. al DUP", "Rif. al PEG", "Rif.  DUP", "Rif.  PEG"]
        );
    }

    #[test]
    fn brackets_must_pair() {
        for line in ["Peso (dell'", "Peso dell')", "Peso ((a|b)", "a) Peso (b)"] {
            let error = written(line).expect_err("it must not load");
            assert!(error.contains(line), "{error}");
        }
        let many = "(a|b|c|d)".repeat(6);
        assert!(written(&many).expect_err("too many").contains("1000"));
    }
}
