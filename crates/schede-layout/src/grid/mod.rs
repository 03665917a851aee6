//! Text whose columns are kept by blanks: character columns are coordinates.
//!
//! In: text as `pdftotext -layout` prints it. Out: the flow of pages of words on
//! made-up paper, on the lines of the text itself: line numbers and character ranges
//! are those of the input, and there are no boxes. `heights` says how far apart lines
//! stand, `aligned` sets the halves of a table that a page cut below each other, `pushed`
//! the rows that a caption beside them pushes to the right. `side_by_side` parts sheets of
//! paper that hold two pages, `sideways` tells lines that were set so, `watermarks` takes away
//! words painted across the others.
//!
//! Not here: which words make a cell (`geometry`).

mod aligned;
mod behind;
mod captions;
mod heads;
mod heights;
mod moved;
mod pushed;
mod side_by_side;
mod sideways;
mod watermarks;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::Finder;
use schede_model::boxes::Boxes;
use schede_model::page::{BBox, Page, Rotation, Visibility, Word};
use schede_model::scan::{Bytes, count_pairs};
use schede_model::{CellPart, Flow, Line, Roster, Segment};
use schede_profile::Profile;

use aligned::{Paper, PaperLine, align};
use heights::{from_lines, in_lines};
use moved::Moved;
use side_by_side::{Sheet, first_lines, sheets};
use sideways::sideways;

use crate::geometry;
use crate::line_ends::ends_for_one;

/// Font size of the made-up paper. Any would do: all thresholds are in em.
const EM: f32 = 10.0;

/// Width of a character: letters of running text are half an em wide.
const CHARACTER: f32 = 0.5 * EM;

/// How much wider than its characters a word is: what stands between the words of a text is
/// less than the narrowest gap between two cells, two blanks are more.
const BEARING: f32 = 0.15 * CHARACTER;

/// From line to line: single spaced print.
const PITCH: f32 = 1.2 * EM;

/// How far a torn-off letter may stand from the rest of its word.
const NEAR_LETTER: f32 = 3.0 * CHARACTER;

/// Bytes of the rest of a word whose first letter was torn off, at least.
const LEAST_REST: usize = 4;

/// Blanks inside a line that keep a column: two may follow a full stop.
const COLUMN_BLANKS: usize = 3;

/// Share of the lines (one in so many) that keep columns in a text printed as a
/// grid. A stray run of blanks stands on far fewer lines of other text, and
/// sheets have about one line of a table to three of text.
const ONE_LINE_IN: usize = 12;

/// Blanks in a row that stand between columns only: for the gaps of a justified
/// line, or of letters set wide, two to four are printed.
const WIDE_BLANKS: usize = 6;

/// How the words of captions are set: two ways in turn, so that no two lines are one.
const ASKEW: [Rotation; 2] = [Rotation::Skewed, Rotation::Reversed];

/// Blanks that stand between cells.
const BLANKS: &str = "  ";

/// Fewer lines with columns than a head and two rows have say nothing.
const FEWEST_LINES: usize = 3;

/// Whether the columns of a text are kept by blanks.
pub(crate) fn is_grid(text: &str) -> bool {
    let Kept { lines: kept, wide } = lines_with_column(text);
    let enough = |lines: usize| kept * ONE_LINE_IN >= lines;
    // Some columns stand close, most do not; or close ones stand below each other.
    let apart = || 2 * wide >= kept || are_aligned(text);
    kept >= FEWEST_LINES && enough(n_lines_at_edge(text)) && enough(n_lines(text)) && apart()
}

/// Whether the words behind runs of blanks stand below each other, as they do in
/// columns: at least half of them begin where one does on the line with such runs
/// before or after theirs. In justified lines one in five does, by chance.
fn are_aligned(text: &str) -> bool {
    let (mut n_places, mut n_aligned) = (0, 0);
    let mut kept = text.lines().map(places).filter(|places| !places.is_empty());
    let (mut above, mut here) = (Vec::new(), kept.next().unwrap_or_default());
    while !here.is_empty() {
        let below = kept.next().unwrap_or_default();
        let near = |place: &&usize| above.contains(*place) || below.contains(*place);
        n_places += here.len();
        n_aligned += here.iter().filter(near).count();
        (above, here) = (here, below);
    }
    2 * n_aligned >= n_places
}

/// The characters before each word of a line that stands behind a run of blanks.
fn places(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    let column = blanks(COLUMN_BLANKS);
    while let Some(run) = column_blanks(bytes, at, &column) {
        if is_between_words(bytes, &run) {
            places.push(line[..run.end].chars().count());
        }
        at = run.end;
    }
    places
}

/// How many lines say something from their first character on: as many or fewer
/// than [`n_lines`], and found faster.
fn n_lines_at_edge(text: &str) -> usize {
    let bytes = text.as_bytes();
    let graphic = bytes.first().is_some_and(u8::is_ascii_graphic);
    let begins = |end: Bytes, first: Bytes| end.is(b'\n') & first.is_in(b'!'..=b'~');
    usize::from(graphic) + count_pairs(bytes, begins)
}

/// Lines that have a run of blanks between words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Kept {
    lines: usize,
    /// Those that have a wide one.
    wide: usize,
}

fn lines_with_column(text: &str) -> Kept {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut kept = Kept::default();
    let (column, wide) = (blanks(COLUMN_BLANKS), blanks(WIDE_BLANKS));
    while let Some(found) = column_blanks(bytes, at, &column) {
        if !is_between_words(bytes, &found) {
            at = found.end;
            continue;
        }
        let line_end = memchr::memchr(b'\n', &bytes[found.end..]);
        let line_end = line_end.map_or(bytes.len(), |end| found.end + end);
        let wide = column_blanks(&bytes[..line_end], found.start, &wide);
        let wide = wide.is_some_and(|run| is_between_words(bytes, &run));
        kept.lines += 1;
        kept.wide += usize::from(wide);
        // The rest of the line says no more.
        at = line_end;
    }
    kept
}

/// Where the next run of so many blanks stands. No other may stand right before `from`.
fn column_blanks(bytes: &[u8], from: usize, blanks: &Finder<'_>) -> Option<Range<usize>> {
    let start = from + blanks.find(&bytes[from..])?;
    let least = start + blanks.needle().len();
    let more = bytes[least..].iter().take_while(|b| **b == b' ').count();
    Some(start..least + more)
}

/// Finds so many blanks in a row.
fn blanks(least: usize) -> Finder<'static> {
    const BLANKS: &[u8; WIDE_BLANKS] = &[b' '; WIDE_BLANKS];
    Finder::new(&BLANKS[..least])
}

/// Whether words of the same line stand before and after a run of blanks.
fn is_between_words(bytes: &[u8], run: &Range<usize>) -> bool {
    let word = |byte: Option<&u8>| byte.is_some_and(|b| !b.is_ascii_whitespace());
    let before = run.start.checked_sub(1).and_then(|at| bytes.get(at));
    word(before) && word(bytes.get(run.end))
}

/// How many lines say something.
fn n_lines(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut start, mut n) = (0, 0);
    for end in memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(text.len())) {
        if start < end {
            let plain = bytes[start].is_ascii_graphic();
            n += usize::from(plain || !text[start..end].trim_ascii_start().trim_start().is_empty());
        }
        start = end + 1;
    }
    n
}

/// Reads a text whose columns are kept by blanks.
pub(crate) fn read<'t>(text: &'t str, profile: &Profile) -> Flow<'t> {
    let for_one = ends_for_one(text);
    let sheets = sheets(text, profile);
    let texts: Vec<&str> = sheets.iter().map(|sheet| &*sheet.text).collect();
    let marks = watermarks::find(&texts);
    let clean = texts.into_iter().zip(&marks);
    let clean: Vec<Cow<str>> = clean
        .map(|(text, mark)| watermarks::without(text, mark))
        .collect();
    let turned: Vec<Vec<usize>> = clean.iter().map(|text| sideways(text, profile)).collect();
    let (pages, moves) = pages(&clean, &turned, for_one, profile);
    let heights = clean.iter().zip(&turned);
    let heights = heights.map(|(text, turned)| heights_of(text, for_one, turned).collect());
    let heights: Vec<Vec<usize>> = heights.collect();
    let flow = geometry::read(pages, profile);
    drop(clean);
    let first_lines = first_lines(&sheets);
    let mut flow = on_text(flow, sheets, &heights, &moves);
    watermarks::put_back(&mut flow, &marks, &first_lines);
    flow
}

/// The pages of a text, of each of which some lines are `turned`. The lines of a table that
/// goes on at the top of a page are moved below its columns.
fn pages(
    texts: &[Cow<str>],
    turned: &[Vec<usize>],
    for_one: u32,
    profile: &Profile,
) -> (Vec<Page>, Vec<Moved>) {
    let papers = texts.iter().zip(turned);
    let papers = papers.map(|(text, turned)| paper(text, turned, for_one, profile));
    let mut papers: Vec<Paper> = papers.collect();
    let moves = align(&mut papers, profile);
    let pages = papers.into_iter().zip(1..);
    let pages = pages.map(|(paper, number)| page(paper, number, profile));
    (pages.collect(), moves)
}

/// The words of a page, line by line.
fn paper<'t>(text: &'t str, turned: &[usize], for_one: u32, profile: &Profile) -> Paper<'t> {
    let mut paper = Paper::default();
    let captions = captions::parts(text, profile);
    let mut parts = captions.iter().zip(ASKEW.iter().cycle()).peekable();
    let lines = text.lines().zip(heights_of(text, for_one, turned));
    for (n, (line, height)) in lines.enumerate() {
        let first = paper.words.len();
        push_words(line, height, &mut paper.words);
        // Words of a caption beside the table are of no column.
        if let Some((part, way)) = parts.next_if(|(part, _)| part.line == n) {
            let words = &mut paper.words[first..][..part.words];
            words.iter_mut().for_each(|word| word.rotation = *way);
        }
        // It stands beside the table, or beside the whole page.
        if turned.binary_search(&n).is_ok() {
            for word in &mut paper.words[first..] {
                word.rotation = Rotation::Up;
            }
        }
        let words = first..paper.words.len();
        if !words.is_empty() {
            paper.lines.push(PaperLine { text: line, words });
        }
        paper.height = in_lines(height) * PITCH + PITCH;
    }
    paper
}

fn page(paper: Paper, number: u32, profile: &Profile) -> Page {
    let mut page = Page {
        number,
        height: paper.height,
        words: paper.words,
        of_characters: true,
        ..Page::default()
    };
    mend_heads(&mut page.words, profile);
    let right = page.words.iter().map(|w| w.bbox.x1);
    page.width = right.fold(CHARACTER, f32::max);
    page
}

/// Column heads that touch: the first letter of one was printed at the end of the
/// line above, and what follows is glued to its neighbour's per cent sign
/// ("Incidenza M" over "%onitoraggio al"). The letter joins its word again.
fn mend_heads(words: &mut Vec<Word>, profile: &Profile) {
    let letters: Vec<usize> = (0..words.len())
        .filter(|i| {
            let mut letters = words[*i].text.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
        .collect();
    for at in letters {
        if let Some((rest, head)) = torn_head(words, at, profile) {
            // The sign before the word is the neighbour's.
            let sign = words[rest].text.len() + 1 - head.len();
            let mut word = words[rest].clone();
            word.text = head.into();
            word.bbox.x0 += sign as f32 * CHARACTER;
            words[rest].text.truncate(sign);
            words[rest].bbox.x1 = word.bbox.x0;
            words[at].rotation = Rotation::Up;
            if sign == 0 {
                words[rest] = word;
            } else {
                words.insert(rest + 1, word);
            }
        }
    }
}

/// The word on the next line that a letter alone is the first letter of, and the
/// two together, if they begin a column head.
fn torn_head(words: &[Word], letter: usize, profile: &Profile) -> Option<(usize, String)> {
    let above = &words[letter];
    let near = |word: &&Word| {
        (word.bbox.x0 - above.bbox.x0).abs() < NEAR_LETTER && word.text.len() >= LEAST_REST
    };
    let below = above.baseline + PITCH;
    let (at, _) = words
        .iter()
        .enumerate()
        .skip(letter + 1)
        .take_while(|(_, w)| w.baseline <= below + 0.1 * PITCH)
        .filter(|(_, w)| w.baseline > above.baseline + 0.1 * PITCH)
        .find(|(_, w)| near(w))?;
    let rest = words[at].text.trim_start_matches('%');
    let small = rest.starts_with(char::is_lowercase);
    let head = format!("{}{rest}", above.text);
    (small && (profile.heads.at_start(&head).is_some() || profile.heads.continues(&head)))
        .then_some((at, head))
}

/// The height of each line of a page.
fn heights_of(text: &str, for_one: u32, turned: &[usize]) -> impl Iterator<Item = usize> {
    heights::heights(text, for_one, |n| turned.binary_search(&n).is_ok())
}

fn push_words(line: &str, height: usize, words: &mut Vec<Word>) {
    let mut column = 0;
    for piece in line.split_inclusive(char::is_whitespace) {
        let text = piece.trim_end();
        if !text.is_empty() {
            words.push(word(text, column, height));
        }
        column += piece.chars().count();
    }
}

fn word(text: &str, column: usize, height: usize) -> Word {
    let (x0, y0) = (column as f32 * CHARACTER, in_lines(height) * PITCH);
    Word {
        text: text.into(),
        bbox: BBox {
            x0,
            y0,
            x1: x0 + text.chars().count() as f32 * CHARACTER + BEARING,
            y1: y0 + EM,
        },
        baseline: y0 + 0.8 * EM,
        font_size: EM,
        bold: false,
        rotation: Rotation::None,
        visibility: Visibility::Visible,
        glued: false,
        clip: None,
        mcid: None,
        doubtful: false,
        ocr_confidence: None,
    }
}

/// Puts a flow read from [`pages`] on the lines of the text they were made of.
fn on_text<'a>(
    flow: Flow<'static>,
    sheets: Vec<Sheet<'a>>,
    heights: &[Vec<usize>],
    moves: &[Moved],
) -> Flow<'a> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut line_at: Vec<Vec<usize>> = Vec::new();
    let pages = sheets.last().map_or(0, |sheet| sheet.paper);
    for (sheet, heights) in sheets.into_iter().zip(heights) {
        let mut at = Vec::new();
        for (line, height) in (lines.len()..).zip(heights) {
            at.resize(at.len().max(height + 1), line);
            at[*height] = at[*height].min(line);
        }
        line_at.push(at);
        lines.extend(sheet.lines());
    }
    let segments = flow.segments.iter().map(|segment| {
        on_line(&flow, segment, &lines, &line_at, moves).unwrap_or(Segment {
            line: 0,
            start: 0,
            end: 0,
            ..*segment
        })
    });
    let segments: Vec<Segment> = segments.collect();
    let at_edge = flow.segments.iter().zip(&segments);
    let at_edge = at_edge.filter(|(before, _)| flow.is_at_edge(before.line));
    let edges: Vec<u32> = at_edge.map(|(_, moved)| moved.line).collect();
    let on_own_line = |part: &CellPart| {
        let segment = Segment::plain(part.line, part.start, part.end, 0);
        let Segment {
            line, start, end, ..
        } = on_line(&flow, &segment, &lines, &line_at, moves)?;
        Some(CellPart { line, start, end })
    };
    let rosters = flow.rosters.iter();
    let rosters: Vec<Roster> = rosters.filter_map(|r| r.moved(on_own_line)).collect();
    let mut on_text = Flow {
        lines,
        segments,
        boxes: Boxes::default(),
        pages,
        geometric: flow.geometric,
        approximate: true,
        findings: flow.findings,
        beyond: Vec::new(),
        overprinted: Vec::new(),
        hidden: Vec::new(),
        struck: Vec::new(),
        covered: Vec::new(),
        edges: Vec::new(),
        inferred: flow.inferred,
        rosters,
    };
    on_text.add_edges(edges);
    on_text
}

/// The segment on the text's own line.
fn on_line(
    flow: &Flow,
    segment: &Segment,
    lines: &[Line],
    line_at: &[Vec<usize>],
    moves: &[Moved],
) -> Option<Segment> {
    let line = &flow.lines[segment.line as usize];
    let mut boxes = flow
        .boxes
        .iter(line.boxes)
        .filter(|(from, to, _)| *from < segment.end && segment.start < *to);
    let first = boxes.next()?;
    let last = boxes.last().unwrap_or(first);
    let page = line.page.checked_sub(1)? as usize;
    let at = *line_at.get(page)?.get(from_lines(first.2.y0 / PITCH))?;
    let moved = moves.get(page)?;
    let paper = lines.get(at)?;
    let place = |word: (u32, u32, BBox)| {
        let text = &line.text[word.0 as usize..word.1 as usize];
        let x = word.2.x0 - moved.at(word.2.x0, word.2.y0);
        nearest(&paper.text, text, x).or_else(|| {
            // Its first letter was torn off.
            let first = text.chars().next().map_or(0, char::len_utf8);
            nearest(&paper.text, &text[first..], x)
        })
    };
    let start = place(first)? + segment.start.saturating_sub(first.0) as usize;
    let end = place(last)? + (segment.end.min(last.1) - last.0) as usize;
    // What stands at the place of a torn letter may be a longer one, or nothing.
    let start = paper.text.floor_char_boundary(start);
    let end = paper.text.ceil_char_boundary(end);
    Some(Segment {
        line: at as u32,
        start: start as u32,
        end: end as u32,
        ..*segment
    })
}

/// Where `word` stands in `line`, at the character column of `x` or, for a part
/// of a word whose place was reckoned from its bytes, nearest to it.
fn nearest(line: &str, word: &str, x: f32) -> Option<usize> {
    let column = (x / CHARACTER).round() as usize;
    let wanted = line
        .char_indices()
        .nth(column)
        .map_or(line.len(), |(at, _)| at);
    if line[wanted..].starts_with(word) {
        return Some(wanted);
    }
    line.match_indices(word)
        .map(|(at, _)| at)
        .min_by_key(|at| at.abs_diff(wanted))
}

#[cfg(test)]
mod tests {
    use schede_profile::Profiles;

    use super::{is_grid, sheets};

    const GRID: &str = "\
Descrizione        Incidenza %   Scadenze previste
                                 entro
fase 1: àvvio            40%     il 31/12
fase 2: prove            60%     30/06
                        100%
\u{c}Seconda pagina
";

    #[test]
    fn runs_of_blanks_make_a_grid() {
        assert!(is_grid(GRID));
        assert!(!is_grid(
            "Finalità: ridurre i tempi.  E altro.\nDirigente: A. B.\n"
        ));
    }

    #[test]
    fn columns_that_stand_close_are_known_by_the_words_below_each_other() {
        let close = "\
                       Monitoraggio
Descrizione     Peso   al 30/09   Scadenza     Esito
fase 1: rilievo    40%    OK      31/12/2024   Fatto il rilievo
fase 2: progetto   35%    OK      30/06/2025   Progetto in esame
fase 3: gara       25%            31/12/2025
Vincoli: la piena del torrente
";
        assert!(is_grid(close));
        // The same words, moved within their lines.
        let moved = "\
Descrizione   Peso     al 30/09    Scadenza    Esito
fase 1: rilievo   40%   OK    31/12/2024    Fatto il rilievo
fase 2: progetto     35%   OK   30/06/2025     Progetto in esame
fase 3: gara   25%   31/12/2025
Vincoli: la piena del torrente
";
        assert!(!is_grid(moved));
    }

    #[test]
    fn the_gaps_of_justified_lines_make_no_grid() {
        let justified = "\
Ricognizione   della   documentazione   di   gara   presso
gli   uffici,   con  il  concorso   di   tutti   i   settori
e delle imprese
della   città    e   dei   comuni   vicini   al   torrente
";
        assert!(!is_grid(justified));
        let padded = justified.replace('\n', "          \n");
        assert!(!is_grid(&padded));
        let with_table = format!("{justified}{}", GRID.repeat(2));
        assert!(is_grid(&with_table));
    }

    #[test]
    fn a_form_feed_begins_a_page_and_the_last_one_none() {
        let profiles = Profiles::builtin().expect("built in");
        let profile = profiles.fallback().expect("one");
        let n_pages = |text: &str| sheets(text, profile).len();
        assert_eq!(n_pages(GRID), 2);
        assert_eq!(n_pages("uno\u{c}due\n\u{c}"), 2);
    }

    #[test]
    fn segments_lie_on_the_texts_own_lines() {
        let profiles = Profiles::builtin().expect("built in");
        let flow = crate::read_text(GRID, profiles.fallback().expect("one"));
        assert!(flow.geometric);
        assert_eq!(
            flow.lines[2].text,
            "fase 1: àvvio            40%     il 31/12"
        );
        let mut seen = String::new();
        for segment in &flow.segments {
            seen.push_str(flow.text(segment));
            seen.push(' ');
        }
        let words = |text: &str| {
            let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            words.sort();
            words
        };
        assert_eq!(words(&seen), words(GRID));
    }
}
