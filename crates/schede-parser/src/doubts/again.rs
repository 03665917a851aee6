//! Texts that every sheet of a document prints: the names in its head and the labels of
//! its statements. What they show by their characters alone is found out once.
//!
//! In: such a text. Out: whether it shows a sign of blanks that are not on paper.
//!
//! Not here: the signs (`blanks`, `printed`).

use schede_profile::Profile;

use super::blanks::odd_name;
use super::printed::is_label_cut;
use crate::remembered::Remembered;

/// So many are remembered: the labels of a form are a few dozen, and a document names its
/// units one after another.
const TEXTS: usize = 128;

/// What names and labels show.
pub struct PrintedAgain<'f> {
    odd_names: Remembered<'f, bool>,
    cut_labels: Remembered<'f, bool>,
}

impl Default for PrintedAgain<'_> {
    fn default() -> Self {
        Self {
            odd_names: Remembered::new(TEXTS),
            cut_labels: Remembered::new(TEXTS),
        }
    }
}

impl<'f> PrintedAgain<'f> {
    /// Whether a name has a blank too many or lacks one.
    pub fn is_odd_name(&mut self, name: &'f str, profile: &Profile) -> bool {
        let known = &profile.vocabulary;
        self.odd_names.of(name, |name| odd_name(name, known))
    }

    /// Whether a blank stands within a word of a label, or lacks between two.
    pub fn is_cut_label(&mut self, label: &'f str, profile: &Profile) -> bool {
        self.cut_labels
            .of(label, |label| is_label_cut(profile, label))
    }
}
