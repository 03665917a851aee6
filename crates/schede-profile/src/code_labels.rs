//! Labels of an objective's code: "Codice obiettivo:", "Scheda n.", and those behind the name
//! of a plan.
//!
//! In: a line. Out: where the label ends. Not here: which codes there are (the grammar).

use crate::{Printed, Profile, Style};

impl Profile {
    /// Where the label of a code ends with which a text begins, or that of an objective.
    pub fn code_label(&self, text: &str) -> Option<usize> {
        let code = self.code_labels.at_start(text);
        let code = code.map(|label| (label.style, label.end));
        let objective = self.printed.at_start(text);
        let objective = objective.filter(|label| label.what == Printed::Objective);
        let objective = objective.map(|label| (label.style, label.end));
        let longest = code
            .into_iter()
            .chain(objective)
            .max_by_key(|(_, end)| *end);
        longest
            .filter(|(style, _)| *style == Style::Capital)
            .map(|(_, end)| end)
    }

    /// The same of a label behind the last dash between blanks, as behind the name of the
    /// plan: "PEG 2024-2026 - SCHEDA OBIETTIVO N. 12".
    pub fn code_label_behind_dash(&self, text: &str) -> Option<usize> {
        // Few lines have a dash, or the byte that the long ones begin with.
        if !text.bytes().any(|byte| matches!(byte, b'-' | 0xe2)) {
            return None;
        }
        let dashes = [" - ", " – ", " — "];
        let ends = dashes.map(|dash| Some(text.rfind(dash)? + dash.len()));
        let start = ends.into_iter().flatten().max()?;
        Some(start + self.code_label(&text[start..])?)
    }
}
