//! The lines of a sheet's head that name the body and the unit.

use schede_profile::{Field, Profile};
use smallvec::smallvec;

use super::{Open, Walker};
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, Doubt};
use crate::grammar::head_rows::names_kind as names_kind_alone;
use crate::grammar::items::{Class, Item};
use crate::grammar::sheets::same_body;
use crate::source::{Piece, Pieces, Text};

/// So many items may stand between the two lines of the unit's label, at most: its name's.
const LABEL_REACH: usize = 4;

/// Whether a line is a kind of unit with its colon.
fn names_kind(profile: &Profile, text: &str) -> bool {
    let kind = profile.unit_at_start(text);
    kind.is_some_and(|kind| text[kind.end..].trim_start().starts_with(':'))
}

impl Walker<'_, '_, '_> {
    /// A line that begins like the name of a body or unit: it is one only in the
    /// head of the sheet.
    pub(super) fn head_line(&mut self, at: usize) {
        let item = &self.items[at];
        let stream = !self.flow.on_paper();
        let hangs = stream && self.open_text_hangs();
        if at >= self.sheet.objective && (self.names_unit_below(at) || self.is_unit_row(at)) {
            return self.open_name(at, Open::OrgUnit);
        }
        if at >= self.sheet.objective && self.names_body_below(at) {
            return self.open_name(at, Open::Entity);
        }
        if at >= self.sheet.objective || hangs {
            return self.plain(at);
        }
        if self.goes_on_with_reference(at) {
            self.doubt_other_body(at);
            return self.plain(at);
        }
        if self.is_area_of_plan(at) {
            self.draft.claim(item.piece, Claim::Unclaimed);
            self.open = Open::Nothing;
            return;
        }
        let (open, slot) = match item.class {
            Class::Entity => (Open::Entity, &mut self.draft.entity),
            _ => (Open::OrgUnit, &mut self.draft.org_unit),
        };
        let name = |pieces: &Pieces| Text::from_pieces(self.flow, pieces).value;
        let earlier = slot.as_ref().filter(|_| open == Open::Entity).map(name);
        let text = item.piece.text(self.flow);
        let again = earlier.as_ref().is_some_and(|name| same_body(name, text));
        let shorter = earlier.filter(|name| again && name.len() < text.len());
        if let Some(name) = shorter.filter(|_| !self.flow.geometric) {
            // A running head that begins with the body's name.
            return self.longer_name(item.piece, &name);
        }
        if open == Open::Entity && self.open == open && !again {
            // "Comune di ..." over "Provincia di ...".
            return self.second_body(item.piece);
        }
        if open == Open::OrgUnit && slot.is_some() && !again && names_kind(self.profile, text) {
            // "Servizio: ..." below "Settore ...".
            return self.second_unit(item.piece);
        }
        // "Area" or "Servizi" may begin a line of a name that goes on.
        let goes_on = matches!(self.open, Open::Entity | Open::OrgUnit)
            && slot.is_some()
            && open == self.open
            && !again;
        if let Some(earlier) = slot.take_if(|_| !goes_on) {
            for piece in earlier {
                self.name_beside(piece);
            }
        }
        self.open_name(at, open);
    }

    /// Whether a line that begins like the name of a unit opens a part of a reference
    /// ("Area strategica 1"), and the head has a unit beside it.
    fn is_area_of_plan(&self, at: usize) -> bool {
        let opens = |item: &Item| {
            let text = item.piece.text(self.flow);
            self.profile.references.opens_part(text)
        };
        let unit = |item: &Item| matches!(item.class, Class::OrgUnit);
        let head = &self.items[self.sheet.items.start..self.sheet.objective];
        unit(&self.items[at])
            && opens(&self.items[at])
            && head.iter().any(|item| unit(item) && !opens(item))
    }

    /// The line of the unit, without a label that is no part of its name.
    fn put_unit(&mut self, at: usize) {
        let line = self.items[at].piece;
        let text = line.text(self.flow);
        let label = self.profile.unit_label(text).map(|label| {
            let rest = text[label.end..].trim_start_matches([':', ' ', '-', '–']);
            text.len() - rest.len()
        });
        let begins = |name: &str| name.is_empty() || name.starts_with(|c: char| !c.is_lowercase());
        let mut label = label.filter(|end| begins(&text[*end..])).unwrap_or(0);
        // "Unità organizzativa" over "responsabile", beside the name.
        let mut near = self.items[at + 1..self.sheet.items.end]
            .iter()
            .take(LABEL_REACH)
            // Beyond another label the words are that one's.
            .take_while(|item| item.label().is_none() && item.class != Class::ObjectiveLabel);
        // In the column of the first words, where that is known.
        let column = |piece: Piece| piece.place(self.flow);
        let below = |item: &Item| match (column(line), column(item.piece)) {
            (Some([left, _, right, _]), Some([x, ..])) => (left..right).contains(&x),
            _ => true,
        };
        let rest = near.find(|item| matches!(item.class, Class::LabelRest) && below(item));
        if let Some(rest) = rest.filter(|rest| rest.page == self.items[at].page) {
            let whole = format!("{} {}", text.trim_end(), rest.piece.text(self.flow).trim());
            let whole_label = self.profile.unit_label(&whole);
            if whole_label.is_some_and(|label| label.end == whole.len()) {
                label = text.len();
            }
        }
        if label > 0 {
            self.draft.claim(line.part(0..label), Claim::Label);
        }
        self.put(Open::OrgUnit, at, line.after(label));
    }

    /// Whether the kind of a unit, with its colon, in a cell of its own or above the manager's
    /// line, stands below the line of the objective: the head goes on there, as nothing of the
    /// sheet's body has begun, and no unit is named above.
    fn names_unit_below(&self, at: usize) -> bool {
        let item = &self.items[at];
        let text = item.piece.text(self.flow);
        let of_head = |(field, _): &(Field, Piece)| {
            self.profile.head_fields.contains(field)
                || matches!(field, Field::Weight | Field::FinalDeadline)
        };
        matches!(item.class, Class::OrgUnit)
            && (names_kind(self.profile, text)
                || self.is_kind_beside_name(at)
                || self.is_above_manager(at))
            && self.draft.org_unit.is_none()
            && self.draft.labels.iter().all(of_head)
            && !self.statements_begun()
            && self.rows.is_empty()
    }

    /// Whether a line is the kind of a unit and nothing else, in a cell beside its name or
    /// above it.
    fn is_kind_beside_name(&self, at: usize) -> bool {
        let item = &self.items[at];
        let next = self.items.get(at + 1);
        let (block, page) = (item.block, item.page);
        let before = at.checked_sub(1).map(|before| self.items[before].block);
        // Beside its name, above it in one cell, or in a cell of its own above.
        let together = |next: &Item| {
            next.piece.line == item.piece.line
                || self.flow.geometric
                    && next.page == page
                    && (next.block == block || before != Some(block) && next.label().is_none())
        };
        names_kind_alone(self.profile, item.piece.text(self.flow)) && next.is_some_and(together)
    }

    /// Whether the manager's line is right below a line, or below those with which its name
    /// goes on in capitals, and the line does not go on with the title.
    fn is_above_manager(&self, at: usize) -> bool {
        /// Lines of a unit's name below its first, at most.
        const MORE: usize = 3;
        let own = &self.items[..self.sheet.items.end];
        let shown = |item: &&Item| !item.is_aside();
        let small = |item: &Item| item.piece.text(self.flow).contains(char::is_lowercase);
        let of_name = |item: &&Item| item.is_plain() && !small(item) && !small(&own[at]);
        let mut below = own[at + 1..].iter().filter(shown).take(MORE + 1);
        let below = below.find(|item| !of_name(item));
        let above = own[..at].iter().rev().find(shown);
        let manager = |item: &Item| item.label() == Some(Field::Responsible);
        let ended = |above: &Item| {
            let one_block = self.flow.geometric && above.block == self.items[at].block;
            !one_block
                && !self
                    .profile
                    .vocabulary
                    .leads_on(above.piece.text(self.flow))
        };
        below.is_some_and(manager) && above.is_some_and(ended)
    }

    /// Whether the name of the body stands right above such a unit's.
    fn names_body_below(&self, at: usize) -> bool {
        let own = &self.items[..self.sheet.items.end];
        let below = (at + 1..own.len()).find(|below| !own[*below].is_aside());
        matches!(self.items[at].class, Class::Entity)
            && self.draft.entity.is_none()
            && below.is_some_and(|below| self.names_unit_below(below))
    }

    /// Opens the name of a body or unit with a line of it.
    fn open_name(&mut self, at: usize, name: Open) {
        self.open = name;
        match name {
            Open::OrgUnit => self.put_unit(at),
            _ => self.put(name, at, self.items[at].piece),
        }
    }

    /// A line that begins with the body's name. Unless a dash or a year follows it, it
    /// may as well be the name, and the shorter one a running head.
    fn longer_name(&mut self, line: Piece, name: &str) {
        self.name_beside(line);
        let text = line.text(self.flow).trim();
        let rest = text.get(name.len()..).unwrap_or_default();
        if rest.contains(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '|')) {
            return;
        }
        self.draft.doubts.push(Doubt {
            about: About::Entity,
            code: "two-readings",
            message: format!("\"{name}\" and \"{text}\" both stand in the head of the sheet; one may be a running head"),
            pieces: smallvec![line],
            other: Some(Some(text.to_owned())),
        });
    }

    /// A line right below the body's name that could be such a name, too.
    fn second_body(&mut self, line: Piece) {
        self.name_beside(line);
        let text = line.text(self.flow).trim();
        self.draft.doubts.push(Doubt {
            about: About::Entity,
            code: "two-readings",
            message: format!(
                "\"{text}\" stands below the name of the body; it may be a part of it, or the body"
            ),
            pieces: smallvec![line],
            other: Some(Some(text.to_owned())),
        });
    }

    /// A line with a kind of unit and a colon below the line that names the unit.
    fn second_unit(&mut self, line: Piece) {
        self.draft.claim(line, Claim::Furniture);
        let text = line.text(self.flow).trim();
        self.draft.doubts.push(Doubt {
            about: About::OrgUnit,
            code: "two-readings",
            message: format!("\"{text}\" names a unit, too; the sheet may be of this one"),
            pieces: smallvec![line],
            other: Some(Some(text.to_owned())),
        });
    }

    /// A reference that wraps ("Programma 06: / Servizi ausiliari ...") while the
    /// line of the kind still follows, or within its paragraph.
    fn goes_on_with_reference(&self, at: usize) -> bool {
        if matches!(self.open, Open::Single(_)) && self.is_within_reference(at) {
            return true;
        }
        // The same line again is the line of the kind painted twice, or a running head.
        let text = |item: &Item| item.piece.text(self.flow);
        let other = |item: &Item| {
            item.class == self.items[at].class
                && item.twin() != Some(at)
                && !same_body(text(item), text(&self.items[at]))
        };
        matches!(self.open, Open::Single(_))
            && self.items[at + 1..self.sheet.objective].iter().any(other)
    }

    /// A reference goes on with the name of a body, because another stands in the head:
    /// both may be lines of the head ("Comune di ..." over "Provincia di ...").
    fn doubt_other_body(&mut self, at: usize) {
        let item = &self.items[at];
        let Open::Single(field) = self.open else {
            return;
        };
        if !matches!(item.class, Class::Entity) || self.is_within_reference(at) {
            return;
        }
        let text = item.piece.text(self.flow).trim();
        for about in [About::Field(field), About::Entity] {
            self.draft.doubts.push(Doubt {
                about,
                code: "two-readings",
                message: format!("\"{text}\" was read as the end of a reference, but may name the body as the line below it does"),
                pieces: smallvec![item.piece],
                other: None,
            });
        }
    }

    /// Whether a line stands in the paragraph of the reference before it, while the line
    /// of its kind is known, or behind a sign that a name must follow.
    fn is_within_reference(&self, at: usize) -> bool {
        let item = &self.items[at];
        // Captions beside the table, and heads and feet, may stand between.
        let aside = |item: &&Item| item.is_aside() || matches!(item.class, Class::Caption);
        let mut before = self.items[self.sheet.items.start..at].iter().rev();
        let before = before.find(|item| !aside(item));
        let text = |item: &&Item| matches!(item.class, Class::Plain | Class::Field { .. });
        let Some(before) = before.filter(text) else {
            return false;
        };
        let text = before.piece.text(self.flow);
        let known = match item.class {
            Class::Entity => self.draft.entity.is_some(),
            _ => self.draft.org_unit.is_some(),
        };
        let together = self.flow.geometric && before.block == item.block;
        together && known || !before.is_bare_label() && text.ends_with(['-', '–', ':'])
    }
}
