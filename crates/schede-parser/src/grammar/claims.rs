//! Who takes which words: the account under which no word is lost.

use crate::source::Piece;

/// What words were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// A value.
    Value,
    /// A printed label.
    Label,
    /// Form furniture: captions, signatures, table heads, running heads.
    Furniture,
    /// Printed a second time for a reason of printing.
    Repeat,
    /// No field takes them; a finding names them.
    Unclaimed,
    /// Not part of any sheet.
    Outside,
}

impl Claim {
    /// Name for `show --stage claims`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Label => "label",
            Self::Furniture => "furniture",
            Self::Repeat => "repeat",
            Self::Unclaimed => "unclaimed",
            Self::Outside => "outside",
        }
    }
}

/// A claim on a piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claimed {
    /// The words.
    pub piece: Piece,
    /// What for.
    pub claim: Claim,
}

/// Memory that the claims of sheets are sorted in, one after another.
#[derive(Debug, Default)]
pub struct Sorting {
    ends: Vec<usize>,
    unsorted: Vec<Claimed>,
}

/// Puts the claims of a sheet in paper order. They stand on few lines, and few on each:
/// they are dealt out to their lines, and sorted there.
pub fn sort(claims: &mut [Claimed], memory: &mut Sorting) {
    let lines = claims.iter().map(|c| c.piece.line);
    let (Some(first), Some(last)) = (lines.clone().min(), lines.max()) else {
        return;
    };
    let n_lines = (last - first) as usize + 1;
    if n_lines > claims.len() {
        return claims.sort_unstable();
    }
    let line = |claimed: &Claimed| (claimed.piece.line - first) as usize;
    // Where the claims of each line begin, and soon end.
    let Sorting { ends, unsorted } = memory;
    ends.clear();
    ends.resize(n_lines + 1, 0);
    for claimed in &*claims {
        ends[line(claimed) + 1] += 1;
    }
    for n in 1..n_lines {
        ends[n + 1] += ends[n];
    }
    unsorted.clear();
    unsorted.extend_from_slice(claims);
    for claimed in unsorted.drain(..) {
        let end = &mut ends[line(&claimed)];
        claims[*end] = claimed;
        *end += 1;
    }
    let mut start = 0;
    for end in &ends[..n_lines] {
        claims[start..*end].sort_unstable();
        start = *end;
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Claimed, Sorting, sort};
    use crate::source::Piece;

    #[test]
    fn claims_come_in_paper_order() {
        let claim = |n: u32| Claimed {
            piece: Piece {
                line: 7 + n * 5 % 8,
                start: n * 7 % 3,
                end: 9 - n % 4,
            },
            claim: if n.is_multiple_of(2) {
                Claim::Value
            } else {
                Claim::Label
            },
        };
        let mut memory = Sorting::default();
        for n in [0, 1, 5, 40] {
            let mut claims: Vec<Claimed> = (0..n).map(claim).collect();
            let mut expected = claims.clone();
            expected.sort();
            sort(&mut claims, &mut memory);
            assert_eq!(claims, expected);
        }
    }
}
