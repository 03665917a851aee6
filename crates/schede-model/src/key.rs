//! The stable key of an objective.
//!
//! Made of what names the objective, never of file name, order or layout: the
//! same objective read from text, from PDF or from next month's monitoring of
//! the same plan has the same key.

use sha2::{Digest, Sha256};

use crate::fold::fold_into;

/// The first 16 hexadecimal digits of the SHA-256 of the folded parts.
/// A missing part is an empty one; the parts are kept apart by a byte that
/// folding never yields.
pub fn objective_id(
    entity: Option<&str>,
    year: Option<i32>,
    org_unit: Option<&str>,
    code: Option<&str>,
) -> String {
    const SEPARATOR: char = '\u{1f}';
    let mut parts = String::with_capacity(96);
    fold_into(entity.unwrap_or_default(), &mut parts);
    parts.push(SEPARATOR);
    if let Some(year) = year {
        parts.push_str(&year.to_string());
    }
    parts.push(SEPARATOR);
    fold_into(org_unit.unwrap_or_default(), &mut parts);
    parts.push(SEPARATOR);
    fold_into(code.unwrap_or_default(), &mut parts);
    hex(&Sha256::digest(parts.as_bytes())[..8])
}

/// SHA-256 of the bytes, as 64 hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(half)]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::objective_id;

    #[test]
    fn spelling_of_the_org_unit_does_not_change_the_key() {
        let id = |unit| objective_id(Some("COMUNE DI X"), Some(2024), Some(unit), Some("A"));
        assert_eq!(
            id("SETTORE SPORT, TEMPO LIBERO"),
            id("Settore Sport,Tempo libero")
        );
        assert_ne!(id("SETTORE SPORT"), id("SETTORE CULTURA"));
        assert_eq!(id("SETTORE SPORT").len(), 16);
    }
}
