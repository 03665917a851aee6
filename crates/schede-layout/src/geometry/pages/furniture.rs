//! Running heads, feet and page numbers.
//!
//! In: the outermost lines of a page and of its neighbours. Out: which of them
//! are furniture. A sheet's own head lines recur page after page too: a line
//! that the form prints is furniture only where no sheet begins with it.
//!
//! Not here: which lines the form itself prints (`own`), the table's repeated head (`head`).

use schede_model::Layer;
use schede_profile::Profile;

use super::own::{Own, own, unit, x0};
use crate::geometry::lines::asked::Asked;
use crate::geometry::lines::labels::may_wrap;
use crate::geometry::lines::opening::Opening;
use crate::geometry::lines::text::{PageText, TextLine, Token};
use crate::geometry::lines::view::View;
use crate::geometry::sides::fours;
use crate::margins::{SHORTEST, is_page_number, mask};

/// So few letters are no words of a running head by themselves.
const FEW_LETTERS: usize = 3;

/// How many lines at each end of a page are looked at.
const DEPTH: usize = 3;

/// How far (in em) the same line may stand from its place on another page.
const SAME_PLACE: f32 = 0.6;

/// Distance to the next line, in usual line steps, from which a line stands
/// apart from the body.
const APART: f32 = 1.2;

/// The same for a page number that no other page confirms.
const FAR_APART: f32 = 1.5;

/// A line at the same place of so many other pages is no coincidence.
const MANY_PAGES: usize = 3;

/// Line steps in em: of the tightest and of the widest paragraphs.
const LINE: f32 = 1.15;
const MOST_LINE: f32 = 1.6;

/// Share of the font size by which that of the same line may differ on another page.
const SAME_SIZE: f32 = 0.1;

/// Difference of font size that sets a line apart from the next.
const OTHER_SIZE: f32 = 0.08;

/// Most words of a page number with its surroundings ("pag. 75 di 214").
const NUMBER_WORDS: usize = 5;

/// Lines at the end of a page among which its last label may stand above running feet.
const LAST_LINES: usize = 3;

/// Distance (em) from its last line to a foot, at least: a value stands closer to its label.
const FOOT_PITCH: f32 = 3.0;

/// Words of the name of a sheet, at most.
const SLOT_WORDS: usize = 4;

/// The ends of a page: what is needed to compare it with other pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ends {
    number: u32,
    height: f32,
    /// The page is of characters: how far a line stands from the page's edge depends
    /// on how many lines the page has.
    of_characters: bool,
    lines: Vec<EndLine>,
    /// The names of bodies and units with which sheets begin here.
    heads: Vec<HeadName>,
    /// One of its last lines is a label alone, whose value may stand on the next page.
    awaits_value: bool,
    /// The page before ends so.
    is_awaited: bool,
}

/// The name of a body or unit in a sheet's head.
#[derive(Debug, Clone)]
struct HeadName {
    /// With its digits masked.
    masked: String,
    /// Where it begins.
    x0: f32,
    em: f32,
}

#[derive(Debug, Clone)]
struct EndLine {
    /// Index in the page's lines.
    line: usize,
    /// The text with its digits masked.
    masked: String,
    numbers: Vec<u32>,
    words: usize,
    x0: f32,
    base: f32,
    em: f32,
    /// How far it stands from the body, in usual line steps.
    apart: f32,
    /// How far it stands from the next line, in usual line steps; and in em.
    alone: f32,
    step: f32,
    /// It says that it is a page's number ("Pagina 3").
    says_page: bool,
    /// It ends in such words ("Dirigente: Segreteria generale - pag. 3").
    ends_in_page: bool,
    /// Counted from the page's end, 0 is outermost.
    depth: usize,
    at_top: bool,
    own: Own,
    /// Its first words may be those of a label that wraps beside its value.
    may_begin_label: bool,
    /// It is the label of a field and nothing else.
    is_label: bool,
    /// The line right above it is such a label.
    below_label: bool,
    /// Found to be furniture.
    known: bool,
}

impl Ends {
    /// Notes which page is before it.
    pub fn follow(&mut self, before: Option<&Self>) {
        self.is_awaited = before.is_some_and(|before| before.awaits_value);
    }

    /// Takes the ends of a page.
    pub fn new(page: &PageText, profile: &Profile) -> Self {
        let body: Vec<usize> = (0..page.lines.len())
            // What a clip hides may stand beyond the head.
            .filter(|i| page.lines[*i].layer == Layer::Body)
            .filter(|i| !page.lines[*i].cut || counts_pages(&page.lines[*i].text))
            .collect();
        let n = body.len();
        let steps = Steps::of(page, &body);
        let top = (0..n.min(DEPTH)).map(|i| (i, i, true));
        let bottom = (0..n.min(DEPTH)).map(|i| (n - 1 - i, i, false));
        let asked = Asked::nothing(page, &body);
        let view = View {
            page,
            body: &body,
            profile,
            asked: &asked,
            span: (0.0, 0.0),
        };
        let mut lines: Vec<EndLine> = top
            .chain(bottom)
            .map(|(at, depth, at_top)| end_line(view, &steps, (at, depth, at_top)))
            .collect();
        part_feet_from_form(page, &body, &steps, &mut lines);
        let is_head = |at: &usize| {
            let open = page.lines[body[*at]].opening(profile);
            open == Some(Opening::Unit) && unit(page, &body, *at, profile) == Own::Head
        };
        let name = |at: usize| {
            let line = &page.lines[body[at]];
            HeadName {
                masked: mask(&line.text).0,
                x0: x0(page, line),
                em: line.em,
            }
        };
        let heads = (0..n).filter(is_head).map(name).collect();
        let awaits_value = awaits_value(page, &body, profile);
        Self {
            number: page.number,
            height: page.height,
            of_characters: page.of_characters,
            lines,
            heads,
            awaits_value,
            is_awaited: false,
        }
    }
}

/// Whether a line is of two numbers and the signs of a page's ("2 / 14"): what a clip
/// hides of a page printed anew may be its foot.
fn counts_pages(text: &str) -> bool {
    let mut parts = text.split('/').map(str::trim);
    let mut number = || {
        parts
            .next()
            .is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
    };
    number() && number() && parts.next().is_none()
}

fn end_line(view: View, steps: &Steps, (at, depth, at_top): (usize, usize, bool)) -> EndLine {
    let View {
        page,
        body,
        profile,
        ..
    } = view;
    let line = &page.lines[body[at]];
    let (masked, numbers) = mask(&line.text);
    EndLine {
        line: body[at],
        masked,
        numbers,
        words: line.tokens.len(),
        x0: x0(page, line),
        base: line.base,
        em: line.em,
        apart: apart(page, body, steps, (at, depth, at_top)),
        alone: step(page, body, (at, at_top)) / steps.usual(line.em),
        step: step(page, body, (at, at_top)) / line.em,
        says_page: is_page_number(&line.text, &profile.pages),
        ends_in_page: ends_in_page(line, &page.tokens, profile),
        depth,
        at_top,
        own: own(view, at),
        may_begin_label: may_begin_label(view, line),
        is_label: fours::is_field_label(&line.text, profile),
        below_label: is_below_label(page, body, at, profile),
        known: false,
    }
}

/// Whether the words of a line up to its first gutter are the first of a label.
fn may_begin_label(view: View, line: &TextLine) -> bool {
    let runs = fours::runs(view, line);
    let first = runs.first().map(|run| fours::text(view, line, run));
    first.is_some_and(|first| may_wrap(view.profile, first))
}

/// Whether a line ends in a page's number with a word that says so.
fn ends_in_page(line: &TextLine, tokens: &[Token], profile: &Profile) -> bool {
    let words = tokens[line.tokens.clone()].iter().rev().take(NUMBER_WORDS);
    let mut ends = words.map(|word| &line.text[word.start as usize..]);
    ends.any(|end| is_page_number(end, &profile.pages))
}

/// The widest gap between a line (or one of the next few towards the page's
/// middle: heads have several lines) and what follows it, in usual line steps.
fn apart(
    page: &PageText,
    body: &[usize],
    steps: &Steps,
    (at, depth, at_top): (usize, usize, bool),
) -> f32 {
    let line = &page.lines[body[at]];
    let inner = |n: usize| {
        if at_top {
            at.checked_add(n)
        } else {
            at.checked_sub(n)
        }
    };
    let lines = (0..=DEPTH - depth).map_while(|n| body.get(inner(n)?));
    let lines: Vec<_> = lines.map(|l| &page.lines[*l]).collect();
    if lines.len() < 2 {
        return f32::MAX;
    }
    let gap = |pair: &[&TextLine]| {
        let other_size = (pair[0].em - pair[1].em).abs() > OTHER_SIZE * pair[0].em;
        let step = (pair[0].base - pair[1].base).abs();
        if other_size && pair[0].base == line.base {
            f32::MAX
        } else {
            step
        }
    };
    lines.windows(2).map(gap).fold(0.0, f32::max) / steps.usual(line.em)
}

/// Feet do not reach up beyond a line of the form: how far those of its text stand apart from
/// it is what the lines between say, and not the gap above it.
fn part_feet_from_form(page: &PageText, body: &[usize], steps: &Steps, lines: &mut [EndLine]) {
    let form = lines.iter().find(|l| !l.at_top && l.own == Own::Yes);
    let Some(form) = form.map(|line| line.depth) else {
        return;
    };
    for line in lines.iter_mut().filter(|l| !l.at_top && l.depth < form) {
        let at = body.len() - 1 - line.depth;
        let steps_up = (0..form - line.depth).map(|n| step(page, body, (at - n, false)));
        let widest = steps_up.fold(0.0, f32::max) / steps.usual(line.em);
        line.apart = line.apart.min(widest);
    }
}

/// The step to the next line towards the page's middle.
fn step(page: &PageText, body: &[usize], (at, at_top): (usize, bool)) -> f32 {
    let line = &page.lines[body[at]];
    let next = if at_top {
        at.checked_add(1)
    } else {
        at.checked_sub(1)
    };
    let next = next.and_then(|n| body.get(n)).map(|l| &page.lines[*l]);
    next.map_or(f32::MAX, |next| (line.base - next.base).abs())
}

/// The steps between the lines of a page, ascending.
struct Steps(Vec<f32>);

impl Steps {
    fn of(page: &PageText, body: &[usize]) -> Self {
        let step = |pair: &[usize]| page.lines[pair[1]].base - page.lines[pair[0]].base;
        let mut steps: Vec<f32> = body.windows(2).map(step).collect();
        steps.sort_by(f32::total_cmp);
        Self(steps)
    }

    /// The step between most lines, and no less than a line.
    fn usual(&self, em: f32) -> f32 {
        let lines = &self.0[self.0.partition_point(|s| *s <= 0.8 * em)..];
        let usual = lines.get(lines.len() / 3).copied().unwrap_or(LINE * em);
        usual.clamp(LINE * em, MOST_LINE * em)
    }
}

impl Ends {
    /// The text of the line below such a one at the page's top.
    fn below(&self, line: &EndLine) -> Option<&str> {
        let mut lines = self.lines.iter().filter(|next| next.at_top);
        let below = lines.find(|next| next.depth == line.depth + 1);
        below.map(|next| next.masked.as_str())
    }

    /// Whether the page's margin may reach to a line: a head stands in the upper half, and a
    /// foot in the lower one.
    fn has_margin_at(&self, line: &EndLine) -> bool {
        let above = 2.0 * line.base <= self.height;
        self.of_characters || above == line.at_top
    }

    /// Keeps which lines of the page are furniture.
    pub fn know(&mut self, furniture: &[usize]) {
        for line in &mut self.lines {
            line.known = furniture.contains(&line.line);
        }
    }
}

/// The lines of `page` that are furniture, by comparison with the pages around
/// it (itself not among them).
pub(crate) fn find<'e>(page: &Ends, around: impl Iterator<Item = &'e Ends> + Clone) -> Vec<usize> {
    let mut found = Vec::new();
    for at_top in [true, false] {
        // Furniture lies outside of all content: the first line that is none
        // ends the search.
        let side = page.lines.iter().filter(|l| l.at_top == at_top);
        for line in side {
            let of_page = is_furniture(page, line, around.clone());
            if !of_page && !is_above_name_again(page, line, around.clone()) {
                break;
            }
            found.push(line.line);
        }
    }
    // On a page of few lines both searches meet.
    found.sort_unstable();
    found.dedup();
    found
}

/// The outermost lines of `page` that are not `furniture`, but stand at the same place
/// of another page too, ascending.
pub(crate) fn doubtful<'e>(
    page: &Ends,
    furniture: &[usize],
    around: impl Iterator<Item = &'e Ends> + Clone,
) -> Vec<usize> {
    let again = |line: &EndLine| {
        let twins = around
            .clone()
            .filter_map(|other| Some((other, twin(page, line, other)?)));
        twins
            .filter(|(_, twin)| matches!(twin.own, Own::No | Own::Loose))
            .any(|(other, twin)| {
                grows(page, line, other, twin)
                    || line.masked.len() >= SHORTEST && counts(page, line, other, twin)
            })
    };
    // Behind a line of the page's own nothing is a margin.
    let from_edge = |at_top: bool| {
        let side = page.lines.iter().filter(move |l| l.at_top == at_top);
        side.filter(|line| !furniture.contains(&line.line))
            .take_while(|line| matches!(line.own, Own::No | Own::Loose) && again(line))
            .map(|line| line.line)
    };
    let mut found: Vec<usize> = from_edge(true).chain(from_edge(false)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn is_furniture<'e>(
    page: &Ends,
    line: &EndLine,
    around: impl Iterator<Item = &'e Ends> + Clone,
) -> bool {
    if line.own == Own::Yes {
        return line.ends_in_page && counts_everywhere(page, line, around);
    }
    if line.own == Own::Sheet {
        return names_sheet_again(page, line, around);
    }
    // Nothing else says so, wherever counting began.
    if line.says_page {
        return true;
    }
    if !page.has_margin_at(line) {
        return false;
    }
    // The rows of a sheet's head, repeated at the top of its further pages.
    let before = around.clone().filter(|other| other.number < page.number);
    let mut heads = before.flat_map(|other| &other.heads);
    if line.at_top && line.own == Own::Loose && heads.any(|head| repeats(line, head)) {
        return true;
    }
    if is_in_slot(page, line, around.clone()) {
        return true;
    }
    let (mut alike, mut same, mut short, mut growing, mut others) = (false, 0, 0, 0, 0);
    let of_label = |page: &Ends, line: &EndLine| line.at_top && page.is_awaited || line.below_label;
    for other in around.clone() {
        others += 1;
        let Some(twin) = twin(page, line, other) else {
            continue;
        };
        // The first or last lines of two pages may be equal values of one label, or that label
        // itself, which has no value on one. A foot right below labels counts the pages.
        let counted = || grows(page, line, other, twin);
        let values = of_label(page, line) && of_label(other, twin) && !counted();
        if values || line.is_label && twin.own == Own::Yes {
            continue;
        }
        // What was furniture there is furniture here, however close the content.
        let strange = matches!(line.own, Own::No | Own::Loose);
        if twin.known && strange && line.masked.contains(char::is_alphabetic) {
            return true;
        }
        if is_above_all(page, line, other, twin) {
            return true;
        }
        let next = page.number.abs_diff(other.number) == 1;
        match line.own {
            Own::Head if twin.own != Own::Loose => continue,
            _ if !counts(page, line, other, twin) => short += usize::from(is_short(line, twin)),
            _ => {
                same += 1;
                growing += usize::from(grows(page, line, other, twin));
                alike |= next || line.apart > FAR_APART;
            }
        }
    }
    // What stands at one place of most pages need not stand apart.
    let most = |n: usize, least: usize| n >= least && 2 * n > others;
    let everywhere = most(same, MANY_PAGES) || most(short, MANY_PAGES - 1);
    let counted = growing >= MANY_PAGES - 1 && growing == others;
    let reached = || around.clone().any(|other| goes_on_below(page, line, other));
    everywhere
        || counted
        || line.apart >= APART
            && (alike && !goes_on(line, growing) && !reached() || is_lone_number(page, line))
}

/// Whether the line right above another is the label of a field and nothing else.
fn is_below_label(page: &PageText, body: &[usize], at: usize, profile: &Profile) -> bool {
    let above = at.checked_sub(1).map(|above| &page.lines[body[above]]);
    above.is_some_and(|above| {
        page.lines[body[at]].base - above.base < FOOT_PITCH * above.em
            && fours::is_field_label(&above.text, profile)
    })
}

/// Whether the last line of a page, but for feet that stand apart below it, is the label of a
/// field and nothing else.
fn awaits_value(page: &PageText, body: &[usize], profile: &Profile) -> bool {
    let last = body.len() - body.len().min(LAST_LINES)..body.len();
    let line = |at: usize| &page.lines[body[at]];
    let is_last = |at: usize| {
        let below = body.get(at + 1).map(|below| page.lines[*below].base);
        below.is_none_or(|base| base - line(at).base > FOOT_PITCH * line(at).em)
    };
    let mut last = last.filter(|at| is_last(*at));
    last.any(|at| fours::is_field_label(&line(at).text, profile))
}

/// Whether a line of the document's first page, above all others, is that of another page at
/// its place, with other lines below: no text that the page cuts goes on there, and no sheet
/// begins with it. Its first words are not those of a label that wraps.
fn is_above_all(page: &Ends, line: &EndLine, other: &Ends, twin: &EndLine) -> bool {
    const FIRST: u32 = 1;
    page.number.min(other.number) == FIRST
        && line.at_top
        && line.own == Own::No
        && twin.own == Own::No
        && !line.may_begin_label
        && counts(page, line, other, twin)
        && page.below(line) != other.below(line)
}

/// Whether a page before has the same name of a sheet: one that goes on may have it on each
/// of its pages.
fn names_sheet_again<'e>(
    page: &Ends,
    line: &EndLine,
    around: impl Iterator<Item = &'e Ends>,
) -> bool {
    let mut before = around.filter(|other| other.number < page.number);
    let same = |twin: &EndLine| twin.numbers == line.numbers;
    before.any(|other| twin(page, line, other).is_some_and(same))
}

/// Whether a line that names the body stands above such a name.
fn is_above_name_again<'e>(
    page: &Ends,
    line: &EndLine,
    around: impl Iterator<Item = &'e Ends>,
) -> bool {
    let mut below = page.lines.iter().filter(|other| other.at_top);
    let name = below.find(|other| other.own == Own::Sheet && other.depth > line.depth);
    line.at_top
        && line.own == Own::Head
        && name.is_some_and(|name| names_sheet_again(page, name, around))
}

/// Whether a line stands at its place on all pages around, two at least, and its number is as
/// far ahead of theirs as the page is.
fn counts_everywhere<'e>(
    page: &Ends,
    line: &EndLine,
    around: impl Iterator<Item = &'e Ends> + Clone,
) -> bool {
    let grows_on = |other: &&Ends| {
        let twin = twin(page, line, other);
        twin.is_some_and(|twin| grows(page, line, other, twin))
    };
    let others = around.clone().count();
    others >= MANY_PAGES - 1 && around.filter(grows_on).count() == others
}

/// Whether all pages around have a few words at the place of a line, set off as it is: the
/// name of a spreadsheet's sheet, which changes from one to the next.
fn is_in_slot<'e>(
    page: &Ends,
    line: &EndLine,
    around: impl Iterator<Item = &'e Ends> + Clone,
) -> bool {
    let may = |line: &EndLine| {
        let strange = matches!(line.own, Own::No | Own::Loose) || line.known;
        strange && line.depth == 0 && line.words <= SLOT_WORDS && line.step > MOST_LINE
    };
    if !may(line) || page.of_characters || line.own == Own::Loose {
        return false;
    }
    let alike = |other: &&Ends| {
        let mut outer = other.lines.iter().filter(|twin| twin.at_top == line.at_top);
        outer.next().is_some_and(|twin| {
            may(twin)
                && (twin.base - line.base).abs() < SAME_PLACE * line.em
                && (twin.em - line.em).abs() < SAME_SIZE * line.em
        })
    };
    // Lines of a cell that pages cut may stand alone at their tops, too.
    let named = || {
        let small = line.masked.starts_with(char::is_lowercase);
        let again = || {
            around
                .clone()
                .any(|other| twin(page, line, other).is_some())
        };
        !line.masked.ends_with([',', ';', ':', '.']) && (!small || again())
    };
    let others = around.clone().count();
    named() && others >= MANY_PAGES - 1 && around.filter(alike).count() == others
}

/// Whether a line goes on with the text beside it: in small letters, at the step of its
/// lines, without a number that grows. Cells that a page cuts may end alike on two pages.
fn goes_on(line: &EndLine, growing: usize) -> bool {
    line.masked.starts_with(char::is_lowercase) && line.alone < APART && growing == 0
}

/// Whether a line is the name in a sheet's head once more. In a text cut by the page
/// the same words stand elsewhere, or in another size.
fn repeats(line: &EndLine, head: &HeadName) -> bool {
    (line.x0 - head.x0).abs() < SAME_PLACE * line.em
        && (line.em - head.em).abs() < SAME_SIZE * line.em
        && line.masked == head.masked
}

/// Whether the text of another page of the same size goes on below the place of a line at the
/// end of this one: there is no margin.
fn goes_on_below(page: &Ends, line: &EndLine, other: &Ends) -> bool {
    let text = |lower: &EndLine| {
        !lower.at_top
            && !lower.known
            && !lower.says_page
            && lower.base > line.base + SAME_PLACE * line.em
            && twin(other, lower, page).is_none()
    };
    !line.at_top
        && !page.of_characters
        && (page.height - other.height).abs() < line.em
        && other.lines.iter().any(text)
}

/// The same line at the same place of another page.
fn twin<'e>(page: &Ends, line: &EndLine, other: &'e Ends) -> Option<&'e EndLine> {
    let same_place = |twin: &EndLine| {
        if page.of_characters {
            twin.depth == line.depth
        } else {
            (twin.base - line.base).abs() < SAME_PLACE * line.em
        }
    };
    other.lines.iter().find(|twin| {
        twin.at_top == line.at_top
            && same_place(twin)
            && (twin.em - line.em).abs() < SAME_SIZE * line.em
            && twin.masked == line.masked
    })
}

/// Text that is all number counts only if the number grows with the pages.
fn counts(page: &Ends, line: &EndLine, other: &Ends, twin: &EndLine) -> bool {
    grows(page, line, other, twin) || n_letters(line) > FEW_LETTERS && is_apart(line)
}

/// Whether a line of few letters ("PEG 2024", "Rev. 1"), or of none right below others of a
/// head ("2025-2027"), is the same on another page: cells that pages cut may end alike on two,
/// so it counts where most pages have it. Tables end in their total on many pages.
fn is_short(line: &EndLine, twin: &EndLine) -> bool {
    let few = match n_letters(line) {
        0 => line.at_top && line.depth > 0 && !line.masked.contains('%'),
        letters => letters <= FEW_LETTERS && is_apart(line),
    };
    few && line.numbers == twin.numbers
}

fn is_apart(line: &EndLine) -> bool {
    line.words > 1 || line.apart > FAR_APART
}

fn n_letters(line: &EndLine) -> usize {
    line.masked.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a number of the line is as far ahead of that on the other page as the page is.
fn grows(page: &Ends, line: &EndLine, other: &Ends, twin: &EndLine) -> bool {
    line.numbers.iter().zip(&twin.numbers).any(|(a, b)| {
        i64::from(*a) - i64::from(*b) == i64::from(page.number) - i64::from(other.number)
    })
}

/// A few words apart from the next line, the number of the page among them.
fn is_lone_number(page: &Ends, line: &EndLine) -> bool {
    line.depth == 0
        && line.words <= NUMBER_WORDS
        && line.alone > FAR_APART
        && line.apart < f32::MAX
        && line.numbers.contains(&page.number)
        && line.masked.len() < 24
}
