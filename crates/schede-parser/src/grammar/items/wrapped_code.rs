//! The label of an objective that wraps in its cell before the code: "OBIETTIVO" over
//! "OPERATIVO A):", "Obiettivo operativo n." over "1:".
//!
//! In: the segments of a cell, from the one that begins with the label. Out: the label, and
//! the line of the objective, whose title stands in the cell beside it.
//!
//! Not here: labels of one line (`classify`).

use schede_profile::{LabelMatch, Printed, Style};

use super::classify::classify;
use super::known::{known_class, whole};
use super::{Class, Reader};
use crate::source::part;
use crate::values::code::code_cell;

/// Lines of such a label, at most.
const LINES: usize = 3;

impl Reader<'_, '_> {
    /// Reads the segments from `at` that are all of the cell of an objective's label and its
    /// code; answers how many they are.
    pub(super) fn code_over_segments(
        &mut self,
        at: usize,
        text: &str,
        label: Option<LabelMatch<Printed>>,
    ) -> Option<usize> {
        label.filter(|l| l.what == Printed::Objective && l.style == Style::Capital)?;
        let segments = &self.flow.segments;
        let block = segments[at].block;
        let in_cell = |n: usize| {
            let next = segments.get(n)?;
            (next.block == block && known_class(next).is_none()).then_some(next)
        };
        if !self.flow.geometric || text.contains(':') {
            return None;
        }
        let mut joined = text.trim_end().to_owned();
        for n in at + 1..at + LINES {
            let next = in_cell(n)?;
            let last = joined.len() + 1;
            joined = format!("{joined} {}", self.flow.text(next).trim_end());
            let class = classify(self.profile, &joined);
            if class == Class::ObjectiveLabel && self.code_beside(at, n) {
                return Some(n + 2 - at);
            }
            let Class::Objective { code, title, .. } = class else {
                continue;
            };
            let alone = title as usize == joined.len() && in_cell(n + 1).is_none();
            if !alone || (code.start as usize) < last {
                return None;
            }
            let (last, labelled) = (last as u32, code.start as usize > last);
            for (segment, line) in segments[at..n].iter().zip(at..) {
                self.push(line, whole(segment), Class::ObjectiveLabel);
            }
            let class = Class::Objective {
                code: part((code.start - last) as usize..(code.end - last) as usize),
                title: title - last,
                labelled,
            };
            self.push(n, whole(&segments[n]), class);
            return Some(n + 1 - at);
        }
        None
    }

    /// Reads the segments from `at` to `last`, which are the label of an objective and all of
    /// their cell, and the code that is all of the cell beside them, if one is.
    fn code_beside(&mut self, at: usize, last: usize) -> bool {
        let segments = &self.flow.segments;
        let lines = segments[at].line..=segments[last].line;
        let next = segments.get(last + 1).filter(|next| {
            next.block != segments[at].block
                && lines.contains(&next.line)
                && known_class(next).is_none()
        });
        let code = next.and_then(|next| code_cell(self.flow.text(next)));
        let Some((next, code)) = next.zip(code) else {
            return false;
        };
        for (segment, line) in segments[at..=last].iter().zip(at..) {
            self.push(line, whole(segment), Class::ObjectiveLabel);
        }
        let class = Class::Objective {
            code: part(code.code),
            title: code.title as u32,
            labelled: false,
        };
        self.push(last + 1, whole(next), class);
        true
    }
}
