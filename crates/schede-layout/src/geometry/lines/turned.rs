//! Pages whose text runs sideways or upside down: wide sheets bound into an upright
//! document, without a word in the file that the page is to be turned.
//!
//! In: a page. Out: the page turned so that most of its text runs left to right,
//! and how to find places of the paper again.
//!
//! Not here: pages that the file itself turns (the PDF reader does that).

use schede_model::page::{BBox, Page, Rotation, Visibility};

/// Share of a page's letters that run one way when all of it is turned: the caption
/// beside a table has fewer.
const MOST: f32 = 0.6;

/// Letters that tell, at least.
const LEAST: usize = 40;

/// How a page was turned.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Turn {
    /// Direction of its text on paper.
    from: Rotation,
    /// Size of the page on paper.
    width: f32,
    height: f32,
    /// Where its corner is on a sheet of paper that holds several pages, and the number
    /// of that sheet.
    pub corner: (f32, f32),
    pub paper: u32,
}

/// Turns a page whose text runs another way than left to right.
pub(crate) fn upright(mut page: Page) -> (Page, Turn) {
    let turn = Turn {
        from: direction(&page),
        width: page.width,
        height: page.height,
        corner: (0.0, 0.0),
        paper: page.number,
    };
    if turn.from == Rotation::None {
        return (page, turn);
    }
    if turn.lies() {
        std::mem::swap(&mut page.width, &mut page.height);
    }
    for word in &mut page.words {
        word.bbox = turn.there(word.bbox);
        word.baseline = match word.rotation {
            Rotation::Up | Rotation::Down => turn.x(word.baseline),
            Rotation::None | Rotation::Reversed | Rotation::Skewed => turn.y(word.baseline),
        };
        word.rotation = turn.rotation(word.rotation);
    }
    for rule in &mut page.rules {
        rule.bbox = turn.there(rule.bbox);
        rule.horizontal ^= turn.lies();
    }
    for clip in &mut page.clips {
        *clip = turn.there(*clip);
    }
    (page, turn)
}

/// The way most letters of a page run.
fn direction(page: &Page) -> Rotation {
    // All text of most pages runs one way.
    if page.words.iter().all(|w| w.rotation == Rotation::None) {
        return Rotation::None;
    }
    let letters = |way: Option<Rotation>| -> usize {
        let seen = page
            .words
            .iter()
            .filter(|w| w.visibility == Visibility::Visible);
        seen.filter(|w| way.is_none_or(|way| w.rotation == way))
            .map(|w| w.text.len())
            .sum()
    };
    let all = letters(None);
    [Rotation::Up, Rotation::Down, Rotation::Reversed]
        .into_iter()
        .find(|way| {
            let these = letters(Some(*way));
            these >= LEAST && these as f32 > MOST * all as f32
        })
        .unwrap_or_default()
}

impl Turn {
    /// Whether width and height change places.
    fn lies(&self) -> bool {
        matches!(self.from, Rotation::Up | Rotation::Down)
    }

    /// Where an x of the paper goes: it becomes a y if the page lies.
    fn x(&self, x: f32) -> f32 {
        match self.from {
            Rotation::Down | Rotation::Reversed => self.width - x,
            Rotation::None | Rotation::Up | Rotation::Skewed => x,
        }
    }

    /// Where a y of the paper goes.
    fn y(&self, y: f32) -> f32 {
        match self.from {
            Rotation::Up | Rotation::Reversed => self.height - y,
            Rotation::None | Rotation::Down | Rotation::Skewed => y,
        }
    }

    /// The box as it stands on the turned page.
    fn there(&self, b: BBox) -> BBox {
        let (xs, ys) = ((self.x(b.x0), self.x(b.x1)), (self.y(b.y0), self.y(b.y1)));
        let (xs, ys) = if self.lies() { (ys, xs) } else { (xs, ys) };
        boxed(xs, ys)
    }

    /// The box as it stands on paper.
    pub fn back(&self, b: BBox) -> BBox {
        // Most pages stand on paper as they are.
        if self.from == Rotation::None && self.corner == (0.0, 0.0) {
            return b;
        }
        let (xs, ys) = ((b.x0, b.x1), (b.y0, b.y1));
        let (xs, ys) = if self.lies() { (ys, xs) } else { (xs, ys) };
        let (right, down) = self.corner;
        // Each is its own inverse.
        boxed(
            (self.x(xs.0) + right, self.x(xs.1) + right),
            (self.y(ys.0) + down, self.y(ys.1) + down),
        )
    }

    fn rotation(&self, of: Rotation) -> Rotation {
        const WAYS: [Rotation; 4] = [
            Rotation::None,
            Rotation::Down,
            Rotation::Reversed,
            Rotation::Up,
        ];
        let place = |way: Rotation| WAYS.iter().position(|w| *w == way);
        match (place(of), place(self.from)) {
            (Some(of), Some(from)) => WAYS[(of + WAYS.len() - from) % WAYS.len()],
            _ => of,
        }
    }
}

fn boxed(xs: (f32, f32), ys: (f32, f32)) -> BBox {
    BBox {
        x0: xs.0.min(xs.1),
        y0: ys.0.min(ys.1),
        x1: xs.0.max(xs.1),
        y1: ys.0.max(ys.1),
    }
}

#[cfg(test)]
mod tests {
    use super::Turn;
    use schede_model::page::{BBox, Rotation};

    #[test]
    fn a_box_comes_back_to_its_place() {
        let place = BBox {
            x0: 10.0,
            y0: 20.0,
            x1: 30.0,
            y1: 90.0,
        };
        for from in [Rotation::Up, Rotation::Down, Rotation::Reversed] {
            let turn = Turn {
                corner: (0.0, 0.0),
                paper: 1,
                from,
                width: 600.0,
                height: 800.0,
            };
            assert_eq!(turn.back(turn.there(place)), place);
            assert_eq!(turn.rotation(from), Rotation::None);
        }
    }
}
