//! What stands behind the name of the body in the head of a sheet and is no part of it: a
//! plan's name, or the years it is of ("COMUNE DI X - PIAO 2024/2026"), and a line in other
//! letters or set elsewhere ("CITTÀ DI X" over "Monitoraggio intermedio degli obiettivi").

use schede_profile::{Printed, Profile, Style};

use super::Walker;
use crate::grammar::claims::Claim;
use crate::plan_kind::plan_in;
use crate::source::Piece;
use crate::values::year::begins_with_year;

/// Where the words of a plan begin in a line.
fn plan_at(profile: &Profile, text: &str) -> Option<usize> {
    let period = || {
        let mut words = crate::source::words(text);
        let year = |rest: &str| begins_with_year(rest.trim_start());
        let at = words.find(|word| {
            let label = profile.periods.at_start(&text[word.start..]);
            label.is_some_and(|label| {
                label.style == Style::Capital && year(&text[word.start + label.end..])
            })
        });
        at.map(|word| word.start)
    };
    let name = plan_in(profile, text).map(|(start, ..)| start);
    name.or_else(period)
}

/// Whether a line begins with the name of the form.
fn names_form(profile: &Profile, text: &str) -> bool {
    let objective = profile.printed.at_start(text);
    objective.is_some_and(|label| label.what == Printed::Objective)
        || profile.code_labels.at_start(text).is_some()
}

/// How far (in heights of a line) lines set alike begin, or have their middles, from one
/// another at most.
const SAME_X: f64 = 0.5;

/// Letters of a word that a name cannot end with ("COMUNE DI"), at most.
const LINK: usize = 3;

/// Whether a line below the first of a body's name is a title of the sheet: the name is in
/// capitals and the line is not, and no link or small letter joins them.
fn is_in_other_letters(name: &str, line: &str) -> bool {
    let small = |text: &str| text.contains(char::is_lowercase);
    let last = name.rsplit(|c: char| !c.is_alphanumeric()).next();
    let linked = last.is_none_or(|word| word.chars().count() <= LINK);
    !small(name) && small(line) && !linked && line.starts_with(char::is_uppercase)
}

impl Walker<'_, '_, '_> {
    /// Whether two lines have neither their left edges nor their middles in common, where
    /// places are known.
    fn is_set_elsewhere(&self, first: Piece, line: Piece) -> bool {
        let (Some(a), Some(b)) = (first.place(self.flow), line.place(self.flow)) else {
            return false;
        };
        let tolerance = SAME_X * (a[3] - a[1]).max(b[3] - b[1]);
        let apart = |x: f64, y: f64| (x - y).abs() > tolerance;
        apart(a[0], b[0]) && apart((a[0] + a[2]) / 2.0, (b[0] + b[2]) / 2.0) && apart(a[2], b[2])
    }

    /// Takes a title of the sheet out of the body's name, where another line names the unit.
    pub(super) fn part_body_from_title(&mut self) {
        let flow = self.flow;
        let named = self.draft.entity.as_deref();
        let named = named.filter(|_| self.draft.org_unit.is_some());
        let Some([first, rest @ ..]) = named else {
            return;
        };
        let name = first.text(flow);
        let title = rest.iter().position(|line| {
            is_in_other_letters(name, line.text(flow)) || self.is_set_elsewhere(*first, *line)
        });
        let Some(title) = title else {
            return;
        };
        let titles: Vec<Piece> = rest[title..].to_vec();
        if let Some(entity) = &mut self.draft.entity {
            entity.truncate(title + 1);
        }
        for piece in titles {
            self.draft.claim(piece, Claim::Furniture);
        }
    }

    /// A line with the body's name that is not the name itself: what it says of the plan.
    pub(super) fn name_beside(&mut self, line: Piece) {
        self.draft.claim(line, Claim::Furniture);
        if let Some(at) = plan_at(self.profile, line.text(self.flow)) {
            self.draft.plan_names.push(line.after(at));
        }
    }

    /// Takes a line that is the plan's name, with its year, out of the unit's: centred above
    /// the table, it may stand over the cell of the name.
    pub(super) fn part_unit_from_plan(&mut self) {
        let Some(unit) = &mut self.draft.org_unit else {
            return;
        };
        let (flow, profile) = (self.flow, self.profile);
        let names_plan = |piece: &Piece| {
            let text = piece.text(flow);
            let begins = plan_in(profile, text).is_some_and(|(start, ..)| start == 0);
            begins && text.ends_with(|c: char| c.is_ascii_digit())
        };
        let behind = unit.iter().skip(1).copied().filter(names_plan);
        let plans: Vec<Piece> = behind.collect();
        unit.retain(|piece| !plans.contains(piece));
        for plan in plans {
            self.name_beside(plan);
        }
    }

    /// Takes the plan out of the body's name.
    pub(super) fn part_body_from_plan(&mut self) {
        let Some(entity) = &self.draft.entity else {
            return;
        };
        let found = entity.iter().enumerate().find_map(|(n, piece)| {
            let text = piece.text(self.flow);
            // "Scheda obiettivo PEG" is the form's name, and no word of it the body's.
            if n > 0 && names_form(self.profile, text) {
                return Some((n, 0));
            }
            let at = plan_at(self.profile, text)?;
            (n > 0 || at > 0).then_some((n, at))
        });
        let Some((n, at)) = found else {
            return;
        };
        let piece = entity[n];
        let plan: Vec<Piece> = std::iter::once(piece.after(at))
            .chain(entity[n + 1..].iter().copied())
            .collect();
        let name = piece.text(self.flow)[..at].trim_end_matches(|c: char| !c.is_alphanumeric());
        let name = piece.part(0..name.len());
        let sign = piece.part(name.text(self.flow).len()..at);
        if let Some(entity) = &mut self.draft.entity {
            entity.truncate(n);
            entity.extend(Some(name).filter(|name| name.start < name.end));
        }
        for piece in std::iter::once(sign).chain(plan.iter().copied()) {
            if piece.start < piece.end {
                self.draft.claim(piece, Claim::Furniture);
            }
        }
        self.draft.plan_names.extend(plan);
    }
}
