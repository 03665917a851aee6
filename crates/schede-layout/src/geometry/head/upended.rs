//! Column heads painted upwards in a narrow column ("Incidenza %" over the weights).
//!
//! In: a head of which some columns were found, and the page's turned words. Out: a head
//! for a column that was not, where its words stand upended beside the others.
//!
//! Not here: captions beside the table, which are turned as well and name no column.

use schede_model::Layer;

use super::{Head, HeadCell};
use crate::geometry::lines::text::{TextLine, Token};
use crate::geometry::lines::view::View;

/// How far (em) from a line of the other heads upended words may end: cells may be
/// aligned differently.
const BESIDE: f32 = 1.0;

/// Where words begin and end in one direction.
type Ends = (f32, f32);

/// Adds the heads of columns whose words are upended.
pub(crate) fn add(view: View, head: &mut Head) {
    let mut found: Vec<HeadCell> = Vec::new();
    for (line, x, y) in beside(view, head) {
        let Some(known) = view.profile.heads.at_start(&line.text) else {
            continue;
        };
        let new = |cell: &HeadCell| cell.column != known.what;
        let clear = |cell: &HeadCell| x.1 < cell.x0 || cell.x1 < x.0;
        let all = || head.cells.iter().chain(&found);
        let tokens = view.tokens(line);
        let upended = y.1 - y.0 > x.1 - x.0;
        if upended && all().all(new) && all().all(clear) && is_whole(line, known.end) {
            found.push(HeadCell::upended(known.what, x, &tokens[0], &line.text));
        }
    }
    head.cells.extend(found);
    head.cells.sort_by(|a, b| a.x0.total_cmp(&b.x0));
}

/// The turned lines of a page that stand beside those of a head, with their left and right
/// ends, their tops and bottoms.
pub(crate) fn beside<'v>(
    view: View<'v>,
    head: &Head,
) -> impl Iterator<Item = (&'v TextLine, Ends, Ends)> {
    let (top, bottom) = (view.line(head.first).base, view.line(head.last).base);
    let turned = view.page.lines.iter().filter(|l| l.layer == Layer::Caption);
    turned.filter_map(move |line| {
        let (x, y) = bounds(view.tokens(line))?;
        let reach = BESIDE * line.em;
        let level = y.0 - reach < bottom && top < y.1 + reach;
        level.then_some((line, x, y))
    })
}

/// Whether no other word follows a head's: a sign, or the date of the monitoring, may.
fn is_whole(line: &TextLine, end: usize) -> bool {
    !line.text[end..].contains(char::is_alphabetic)
}

/// Left and right, top and bottom of some words.
fn bounds(tokens: &[Token]) -> Option<(Ends, Ends)> {
    let boxes = tokens.iter().map(|t| ((t.x0, t.x1), t.y));
    let wider = |a: (f32, f32), b: (f32, f32)| (a.0.min(b.0), a.1.max(b.1));
    boxes.reduce(|a, b| (wider(a.0, b.0), wider(a.1, b.1)))
}
