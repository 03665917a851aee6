//! Names of output files, made from names of inputs that anyone may have chosen.
//!
//! In: the input's file name. Out: a stem that stays inside the output folder
//! on every system and is nobody's command or formula; two inputs of one run
//! never get the same one.

use std::collections::HashSet;

/// Longest stem in bytes: file systems allow 255 for the whole name, and a
/// suffix and an extension follow.
const LONGEST_STEM: usize = 120;

/// Hexadecimal digits of the input's hash that tell equal stems apart.
const SUFFIX_DIGITS: usize = 8;

/// The stems given out in one run.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// The stem for an input. The first input of a stem has it plain; another
    /// one gets eight digits of its own SHA-256, so that its name does not
    /// depend on how many came before it.
    pub fn stem(&mut self, file_name: &str, sha256: &str) -> String {
        let plain = safe_stem(file_name);
        if self.take(&plain) {
            return plain;
        }
        let digits: String = sha256.chars().take(SUFFIX_DIGITS).collect();
        let marked = format!("{plain}-{}", safe_stem(&digits));
        if self.take(&marked) {
            return marked;
        }
        // The same bytes under the same name: told apart by number only.
        (2u64..)
            .map(|n| format!("{marked}-{n}"))
            .find(|name| self.take(name))
            .expect("numbers do not end")
    }

    /// Keeps a stem from being given out: another file has it.
    pub fn reserve(&mut self, stem: &str) {
        self.take(stem);
    }

    /// Case does not tell files apart on every file system.
    fn take(&mut self, stem: &str) -> bool {
        self.taken.insert(stem.to_lowercase())
    }
}

/// The stem of a file name with everything gone that a path, a shell, a
/// spreadsheet or another system could take for something else.
/// "../../piano.pdf" gives "piano", "-" gives "document".
pub fn safe_stem(file_name: &str) -> String {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.rfind('.') {
        Some(dot) if dot > 0 => &last[..dot],
        Some(_) | None => last,
    };
    let cleaned: String = stem.chars().map(safe_char).collect();
    let trimmed = cleaned.trim_matches(|c: char| !c.is_alphanumeric());
    let cut = cut_at(trimmed, LONGEST_STEM);
    if cut.is_empty() {
        "document".to_owned()
    } else if is_device_name(cut) {
        format!("{cut}_")
    } else {
        cut.to_owned()
    }
}

fn safe_char(c: char) -> char {
    if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
        c
    } else {
        '_'
    }
}

fn cut_at(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// Names that Windows keeps for devices, with any extension.
fn is_device_name(stem: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let first = stem.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = |prefix: &str| {
        first
            .strip_prefix(prefix)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    DEVICES.contains(&first.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::{Names, safe_stem};

    #[test]
    fn a_stem_is_what_any_system_takes_for_a_name() {
        assert_eq!(safe_stem("../../piano.pdf"), "piano");
        assert_eq!(safe_stem("=cmd.pdf"), "cmd");
        assert_eq!(safe_stem("-"), "document");
        assert_eq!(safe_stem("Piano città 2024.v2.txt"), "Piano_città_2024.v2");
    }

    #[test]
    fn no_name_leaves_the_folder() {
        for name in [
            "../../x.pdf",
            "/etc/x",
            "..",
            "a/../..",
            "C:\\x\\y.txt",
            "\0",
            "",
            ".",
            "con.pdf",
            "=cmd|' /C calc'!A0.pdf",
            "x\u{202e}fdp.exe",
            &"à".repeat(500),
        ] {
            let stem = safe_stem(name);
            assert!(
                !stem.is_empty() && stem.len() <= 130,
                "{name:?} -> {stem:?}"
            );
            assert!(
                !stem.contains(['/', '\\', '\0', ':']),
                "{name:?} -> {stem:?}"
            );
            assert!(!stem.starts_with(['.', '-', '=', '+', '@']), "{stem:?}");
        }
        assert_eq!(safe_stem("con.pdf"), "con_");
    }

    #[test]
    fn equal_stems_are_told_apart_by_the_inputs_own_hash() {
        let mut names = Names::default();
        assert_eq!(names.stem("Piano.txt", "aaaaaaaaaa"), "Piano");
        assert_eq!(names.stem("piano.pdf", "bbbbbbbbbb"), "piano-bbbbbbbb");
        assert_eq!(names.stem("piano.pdf", "bbbbbbbbbb"), "piano-bbbbbbbb-2");
    }
}
