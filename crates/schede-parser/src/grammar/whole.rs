//! Signs that one value lacks words or holds words of another: a bracket without
//! its partner, an end in mid-sentence, a number alone on its line.
//!
//! In: a draft. Out: doubts about single values and rows.
//! Not here: signs that a whole sheet is out of order (`order`).

use schede_model::Flow;
use schede_model::fold::fold;
use schede_model::text::last_word;
use schede_profile::{Field, Kind, PageWords, Plain, Profile, Vocabulary};

use super::across::doubt_across;
use super::blanks::{odd_blank, odd_name, stray_blank};
use super::captions;
use super::cut::{CUT, blank_behind_hyphen, cut_in_short_line, cut_in_word};
use super::deadlines;
use super::draft::{About, BROKEN, Cell, Doubt, Draft, PhaseDraft};
use super::letters::is_misread;
use super::looks::leads_on;
use super::marks::Marks;
use super::printed::{changed_print, without_colon};
use super::reference::{doubt_reference, reference_elsewhere};
use super::unknown_labels;
use super::widths::{begins_anew, broken_early, too_long};
use super::within::doubt_within;
use crate::source::{Piece, Pieces, Text};

/// What is said of a line that is longer than its cell.
const LONG: &str = "a line is too long for the cell of the others";

/// What is said of a line that may be a page's number.
const NUMBER_ALONE: &str = "a number alone on its line could be a page's";

/// Adds the doubts about values that do not look whole.
pub fn doubt_parts(flow: &Flow<'_>, profile: &Profile, draft: &mut Draft) {
    let mut doubts = Vec::new();
    let mut look = |about: About, pieces: &[Piece]| {
        let sign = sign(flow, profile, pieces).or_else(|| only_number(flow, pieces));
        let long = || too_long(flow, pieces).map(|piece| (LONG, piece));
        let sign = sign.or_else(long);
        if let Some((sign, piece)) = sign {
            doubts.push(Doubt::broken(about, sign, piece));
        }
    };
    look(About::Title, &draft.title);
    // The lines of the head, in which a page's number or a running head may stand.
    for (about, pieces) in draft.names().chain(draft.texts()) {
        look(about, pieces);
    }
    let broken: Vec<Option<Doubt>> = draft
        .phases
        .iter()
        .enumerate()
        .map(|(n, phase)| row(flow, profile, n, phase))
        .collect();
    for (n, own) in broken.iter().enumerate() {
        doubts.extend(own.clone().or_else(|| beside_broken(draft, &broken, n)));
    }
    if !flow.geometric {
        doubts.extend(deadlines::empty(draft));
        doubts.extend(deadlines::on_both_sides(flow, draft));
        doubts.extend(deadlines::behind_name(flow, &profile.vocabulary, draft));
        doubts.extend(captions::in_values(flow, profile, draft));
        doubts.extend(doubt_across(draft, &profile.vocabulary));
    }
    if !flow.geometric || flow.approximate {
        doubts.extend(odd_names(flow, profile, draft));
        doubts.extend(reference_elsewhere(flow, profile, draft));
        doubts.extend(changed_print(flow, profile, draft));
        doubts.extend(doubt_within(flow, profile, draft));
    }
    doubts.extend(unknown_labels::doubts(flow, profile, draft));
    doubts.extend(deadlines::in_furniture(flow, draft));
    doubts.extend(lines_of_the_body(flow, draft));
    doubts.extend(without_colon(flow, draft));
    doubts.extend(deadlines::with_percent(flow, draft));
    doubts.extend(deadlines::with_page(flow, &profile.pages, draft));
    doubts.extend(doubt_reference(flow, profile, draft));
    draft.doubts.extend(doubts);
}

/// The first sign in a text, with its place.
fn sign(flow: &Flow<'_>, profile: &Profile, pieces: &[Piece]) -> Option<(&'static str, Piece)> {
    let (known, pages) = (&profile.vocabulary, &profile.pages);
    let last = *pieces.last()?;
    let marks = Marks::of(flow, pieces, pages);
    // The pieces, and each two that follow one another, if they are marked.
    let may = |marked: bool| pieces.iter().filter(move |_| marked);
    let pairs = |marked: bool| pieces.windows(2).filter(move |_| marked);
    if marks.paired && unpaired(flow, pieces) {
        return Some(("a bracket or quotation mark has no partner", last));
    }
    if ends_open(last.text(flow), known) || ends_in_list(last.text(flow)) {
        return Some(("it ends in mid-sentence", last));
    }
    if let Some(piece) = may(marks.foreign).find(|p| is_misread(flow, p)) {
        return Some(("a character of it could not be read", *piece));
    }
    let mut marked = may(marks.page);
    if let Some(piece) = marked.find(|p| names_page(p.text(flow).trim(), pages)) {
        return Some(("a line names a page", *piece));
    }
    let mut marked = may(marks.number_in_word);
    if let Some(piece) = marked.find(|p| number_in_word(p.text(flow))) {
        return Some(("a number stands within a word", *piece));
    }
    let mut marked = may(marks.stray_blank);
    if let Some(piece) = marked.find(|p| stray_blank(p.text(flow))) {
        return Some(("a blank stands before a full stop or comma", *piece));
    }
    let mut marked = may(marks.letter_apart);
    if let Some(piece) = marked.find(|p| odd_blank(p.text(flow), known)) {
        return Some(("a blank stands within a word, or lacks between two", *piece));
    }
    let mut marked = pairs(marks.apostrophe);
    if let Some(pair) = marked.find(|pair| is_elided_before(flow, pair, known)) {
        return Some((
            "a blank stands within a word, or lacks between two",
            pair[1],
        ));
    }
    let mut marked = pairs(marks.figure);
    if let Some(pair) = marked.find(|pair| is_address_cut(flow, pair)) {
        return Some(("an address may lack letters where it was broken", pair[1]));
    }
    let mut marked = may(marks.hyphen && flow.geometric);
    if let Some(piece) = marked.find(|p| blank_behind_hyphen(p.text(flow))) {
        return Some(("a blank stands within a word, or lacks between two", *piece));
    }
    let mut lines = may(pieces.len() > 1);
    if let Some(piece) = lines.find(|p| number_alone(flow, p)) {
        return Some((NUMBER_ALONE, *piece));
    }
    if let Some(piece) = cut_word(flow, known, pieces) {
        return Some((CUT, piece));
    }
    let mut marked = pairs(marks.full_stop);
    if let Some(pair) = marked.find(|pair| is_number_apart(flow, pair)) {
        return Some((
            "the blank between a number and its \"n.\" may not be on paper",
            pair[0],
        ));
    }
    let mut marked = pairs(marks.one_line);
    if let Some(pair) = marked.find(|pair| set_off(flow, pair[0], pair[1])) {
        return Some(("a number set off in its line could be a page's", pair[0]));
    }
    let mut marked = pairs(marks.full_stop);
    if let Some(pair) = marked.find(|pair| goes_on_small(flow, pair[0], pair[1])) {
        let sign = "a line goes on with a small letter after a full stop";
        return Some((sign, pair[1]));
    }
    ends_twice(flow, pieces).then_some(("its last words stand twice", last))
}

/// "L" over "'Ente": an apostrophe apart from the article that it ends.
fn is_elided_before(flow: &Flow<'_>, pair: &[Piece], known: &Vocabulary) -> bool {
    let next = pair[1].text(flow).trim_start();
    let word = || Plain::of(last_word(pair[0].text(flow).trim_end()));
    next.starts_with(['\'', '’']) && known.kinds(&word()).is(Kind::Elided)
}

/// ".../2025" over "accesso_v2.html": addresses are broken behind a sign, or anywhere in a
/// word of letters, but seldom behind a figure.
fn is_address_cut(flow: &Flow<'_>, pair: &[Piece]) -> bool {
    let text = pair[0].text(flow).trim_end();
    let figure = text.ends_with(|c: char| c.is_ascii_digit());
    figure && last_word(text).contains("://") && {
        let next = pair[1].text(flow).trim_start();
        let word = next.split(' ').next().unwrap_or_default();
        let word = word.trim_end_matches(['.', ',', ';', ':']);
        word.starts_with(char::is_lowercase) && word.contains(['.', '/', '_'])
    }
}

/// A labelled text that is a number on a line of its own. A cell may well be one.
fn only_number(flow: &Flow<'_>, pieces: &[Piece]) -> Option<(&'static str, Piece)> {
    let [only] = pieces else {
        return None;
    };
    number_alone(flow, only).then_some((NUMBER_ALONE, *only))
}

/// The first line that seems to end within a word.
fn cut_word(flow: &Flow<'_>, known: &Vocabulary, pieces: &[Piece]) -> Option<Piece> {
    let cut = |pair: &&[Piece]| {
        let (line, next) = (pair[0].text(flow), pair[1].text(flow));
        if flow.geometric {
            cut_in_word(line, next, known)
        } else {
            pair[0].line != pair[1].line && cut_in_short_line(line, next, known)
        }
    };
    pieces.windows(2).find(cut).map(|pair| pair[0])
}

/// A line that ends with "n.", and a number with letters behind a slash in the next
/// ("12/AG"): offices print the two without a blank, and break lines there too.
fn is_number_apart(flow: &Flow<'_>, pair: &[Piece]) -> bool {
    let number = || {
        let next = pair[1].text(flow).trim_start();
        let rest = next.trim_start_matches(|c: char| c.is_ascii_digit());
        let letters = rest.strip_prefix('/');
        rest.len() < next.len() && letters.is_some_and(|l| l.starts_with(char::is_alphabetic))
    };
    let announced = || pair[0].text(flow).trim_end().ends_with("n.");
    pair[0].line != pair[1].line && announced() && number()
}

/// The names in the head, if one of them shows that blanks were lost or added: they are
/// printed alike.
fn odd_names(flow: &Flow<'_>, profile: &Profile, draft: &Draft) -> Vec<Doubt> {
    let known = &profile.vocabulary;
    let names = [&draft.entity, &draft.org_unit].map(|pieces| pieces.as_deref());
    let responsible = draft.single(Field::Responsible);
    let mut pieces = names.into_iter().flatten().chain(responsible).flatten();
    let odd = |piece: &&Piece| odd_name(behind_kind(profile, piece.text(flow)), known);
    let Some(odd) = pieces.find(odd) else {
        return Vec::new();
    };
    let abouts = [
        About::Entity,
        About::OrgUnit,
        About::Field(Field::Responsible),
        About::Title,
    ];
    let sign = "a name in the head has a blank too many, or lacks one";
    abouts.map(|about| Doubt::broken(about, sign, *odd)).into()
}

/// A unit's name without its kind and the colon behind it: "SETTORE: LAVORI PUBBLICI".
fn behind_kind<'t>(profile: &Profile, name: &'t str) -> &'t str {
    let kind = profile.unit_at_start(name).map(|kind| &name[kind.end..]);
    kind.and_then(|rest| rest.strip_prefix(':')).unwrap_or(name)
}

/// Lines inside values that begin with the name of the body, as running heads do: a
/// text without page marks has them anywhere.
fn lines_of_the_body(flow: &Flow<'_>, draft: &Draft) -> Vec<Doubt> {
    let Some(entity) = &draft.entity else {
        return Vec::new();
    };
    let name = Text::from_pieces(flow, entity).value;
    let singles = draft.singles.iter();
    let singles = singles.flat_map(|(f, pieces)| pieces.iter().map(|p| (About::Field(*f), *p)));
    let statements = draft.statements.iter().enumerate();
    let statements =
        statements.flat_map(|(n, s)| s.text.iter().map(move |p| (About::Statement(n), *p)));
    let rows = draft.phases.iter().enumerate().flat_map(|(n, phase)| {
        let cells = [
            &phase.description,
            &phase.monitoring,
            &phase.due,
            &phase.outcome,
        ];
        let pieces = cells.into_iter().flat_map(Text::pieces);
        pieces.map(move |p| (About::Phase(n, Cell::Row), p))
    });
    singles
        .chain(statements)
        .chain(rows)
        .filter(|(_, piece)| {
            let text = piece.text(flow);
            begins_line(flow, *piece) && begins_with(text, &name) || is_first_half(text, &name)
        })
        .map(|(about, piece)| {
            Doubt::broken(about, "a line begins with the name of the body", piece)
        })
        .collect()
}

/// Whether only blanks stand before a piece in its line.
fn begins_line(flow: &Flow<'_>, piece: Piece) -> bool {
    let line = &flow.lines[piece.line as usize].text;
    line[..piece.start as usize].trim_start().is_empty()
}

/// Whether a text is the first words of a name, which goes on: the first line of a running
/// head that wraps.
fn is_first_half(text: &str, name: &str) -> bool {
    const LEAST_WORDS: usize = 2;
    let text = text.trim();
    name.len() > text.len()
        && text.starts_with(char::is_uppercase)
        && begins_with(name, text)
        && name[text.len()..].starts_with(' ')
        && text.split(' ').nth(LEAST_WORDS - 1).is_some()
}

/// Whether a line begins with a name, which is no single word.
fn begins_with(line: &str, name: &str) -> bool {
    // Most lines begin with another letter.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    first(line) == first(name)
        && name.contains(' ')
        && line
            .get(..name.len())
            .is_some_and(|head| fold(head) == fold(name))
}

/// The first sign in a row's cells. Words that one cell lacks stand in another,
/// so the doubt is about the row.
fn row(flow: &Flow<'_>, profile: &Profile, at: usize, phase: &PhaseDraft) -> Option<Doubt> {
    let known = &profile.vocabulary;
    let about = About::Phase(at, Cell::Row);
    let cells = [&phase.description, &phase.monitoring, &phase.outcome];
    let inside = cells.into_iter().find_map(|cell| {
        let pieces: Pieces = cell.pieces().collect();
        let long = || too_long_cell(flow, &pieces);
        sign(flow, profile, &pieces).or_else(long)
    });
    if let Some((sign, piece)) = inside {
        return Some(Doubt::broken(about, sign, piece));
    }
    let due: Pieces = phase.due.pieces().collect();
    if let Some((sign, piece)) = too_long_cell(flow, &due) {
        return Some(Doubt::broken(about, sign, piece));
    }
    if let Some(piece) = cut_word(flow, known, &due) {
        return Some(Doubt::broken(About::Phase(at, Cell::Due), CUT, piece));
    }
    let first = phase.outcome.pieces().next();
    let small = |p: &Piece| p.text(flow).trim_start().starts_with(char::is_lowercase);
    if let Some(piece) = first.filter(small) {
        return Some(Doubt::broken(
            about,
            "the outcome begins with a small letter",
            piece,
        ));
    }
    if !flow.geometric
        && let (Some(sign), Some(digits)) = (deadlines::crowded(phase, known), phase.digits)
    {
        return Some(Doubt::broken(about, sign, digits));
    }
    if let Some(piece) = phase
        .due
        .pieces()
        .last()
        .filter(|_| deadlines::due_goes_on(phase, known))
    {
        return Some(Doubt::broken(
            about,
            "the deadline goes on after its date",
            piece,
        ));
    }
    let outcome: Vec<Piece> = phase.outcome.pieces().collect();
    if let [only] = outcome[..]
        && !flow.geometric
        && only.text(flow).trim().bytes().all(|b| b.is_ascii_digit())
        && number_alone(flow, &only)
    {
        return Some(Doubt::broken(about, NUMBER_ALONE, only));
    }
    let anew = || begins_anew(flow, &outcome);
    if let Some(piece) = broken_early(flow, &outcome).or_else(anew) {
        let sign = "a line begins a text though the one before is not full";
        return Some(Doubt::broken(about, sign, piece));
    }
    let digits = phase.digits?;
    let cells = [&phase.monitoring, &phase.due, &phase.outcome];
    // Where cells are known an empty row is what paper says.
    let bare = !flow.geometric && cells.iter().all(|cell| cell.is_empty());
    bare.then(|| Doubt::broken(about, "the row has nothing after its weight", digits))
}

/// Where columns are guessed from blanks, rows are in doubt anyway.
fn too_long_cell(flow: &Flow<'_>, pieces: &[Piece]) -> Option<(&'static str, Piece)> {
    let piece = (!flow.geometric).then(|| too_long(flow, pieces))??;
    Some((LONG, piece))
}

/// The words that a row's outcome lacks, or has too many, are those of a
/// neighbour's outcome, which pages cut too, or of its description.
fn beside_broken(draft: &Draft, broken: &[Option<Doubt>], at: usize) -> Option<Doubt> {
    let around = [at.checked_sub(1), at.checked_add(1)];
    let neighbour = around.into_iter().flatten().find(|n| {
        let doubt = broken.get(*n).and_then(Option::as_ref);
        let in_outcome = |piece: &Piece| draft.phases[*n].outcome.pieces().any(|p| p == *piece);
        doubt.is_some_and(|d| d.code == BROKEN && d.pieces.iter().any(in_outcome))
    })?;
    let piece = draft.phases[at].outcome.pieces().next()?;
    let number = draft.phases[neighbour].number;
    Some(Doubt::broken(
        About::Phase(at, Cell::Row),
        &format!("the outcome of phase {number} beside it does not look whole"),
        piece,
    ))
}

/// Opened brackets and quotation marks that are not closed.
fn unpaired(flow: &Flow<'_>, pieces: &[Piece]) -> bool {
    let (mut round, mut quoted, mut pointed) = (0i32, 0i32, 0i32);
    // Where cells are known a bracket that was never opened is what paper says, but for
    // one that ends the cell: what it closes stands in another.
    let cells_known = flow.geometric && !flow.approximate;
    let ends = |piece: &Piece, at: usize| {
        let rest = &piece.text(flow)[at + 1..];
        pieces.last() == Some(piece) && rest.trim().is_empty()
    };
    for piece in pieces {
        let text = piece.text(flow);
        for at in memchr::memchr2_iter(b'(', b')', text.as_bytes()) {
            let opens = text.as_bytes()[at] == b'(';
            let alone = !opens && round == 0 && !closes_mark(text, at);
            if alone && (!cells_known || ends(piece, at)) {
                return true;
            }
            round += if opens { 1 } else { -1 };
        }
        // The bytes that these quotation marks begin with.
        if memchr::memchr2(0xe2, 0xc2, text.as_bytes()).is_some() {
            for c in text.chars() {
                quoted += i32::from(c == '“') - i32::from(c == '”');
                pointed += i32::from(c == '«') - i32::from(c == '»');
            }
        }
    }
    round > 0 || quoted > 0 || pointed > 0
}

/// Whether a closing bracket ends the mark of a list ("a) ... b) ..."), which closes what
/// it never opened, with a blank behind it.
fn closes_mark(text: &str, bracket: usize) -> bool {
    const LONGEST: usize = 3;
    let word = last_word(&text[..bracket]);
    let set_off = text[bracket + 1..]
        .chars()
        .next()
        .is_none_or(char::is_alphanumeric)
        || text[bracket + 1..].starts_with(' ');
    set_off && word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A comma, an article, a preposition or an abbreviation that announces a number at the
/// end of a text.
pub(super) fn ends_open(text: &str, known: &Vocabulary) -> bool {
    let text = text.trim_end();
    text.ends_with(',') || {
        let word = last_word(text);
        let small = word.starts_with(char::is_lowercase);
        (small || begins_sentence(text, word)) && leads_on(word, known) || known.announces(word)
    }
}

/// A colon or hyphen behind a letter at the end of a text: a list or the rest of a word
/// is to come.
fn ends_in_list(text: &str) -> bool {
    let text = text.trim_end();
    let before = text.strip_suffix([':', '-']);
    before.is_some_and(|before| before.ends_with(char::is_alphabetic))
}

/// Whether the last word of a text, of more than one letter, begins a sentence.
fn begins_sentence(text: &str, word: &str) -> bool {
    let before = text[..text.len() - word.len()].trim_end();
    word.len() > 1 && before.ends_with(['.', ';', ':'])
}

/// "Pagina 3", "pag. 4 di 6".
pub(super) fn names_page(line: &str, pages: &PageWords) -> bool {
    const MOST_WORDS: usize = 3;
    let Some(rest) = pages.after_word(line) else {
        return false;
    };
    let counts = |word: &str| {
        let count = word.trim_matches(|c: char| c == '/' || c == '-');
        count.bytes().all(|b| b.is_ascii_digit() || b == b'/') || pages.is_count(count)
    };
    let mut words = rest.split_ascii_whitespace();
    rest.starts_with(' ') && (1..=MOST_WORDS).contains(&words.clone().count()) && words.all(counts)
}

/// "3frammentazione": a page's number before the rest of a line; "digita1i": a figure that
/// was read for a letter, which is none of an address.
fn number_in_word(text: &str) -> bool {
    const LETTERS: usize = 4;
    let bytes = text.as_bytes();
    let joint = |at: usize| bytes[at - 1].is_ascii_digit() && bytes[at].is_ascii_lowercase();
    (1..bytes.len()).filter(|at| joint(*at)).any(|at| {
        let letters = bytes[at..].iter().take_while(|b| b.is_ascii_lowercase());
        let number = bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit());
        let before = at - number.count();
        let begins = before == 0 || bytes[before - 1] == b' ';
        begins && letters.count() >= LETTERS || is_figure_for_letter(text, at - 1)
    })
}

/// Whether the figure at `at` is the only one of a word in small letters, and within it.
fn is_figure_for_letter(text: &str, at: usize) -> bool {
    const LEAST: usize = 4;
    let start = text[..at].rfind(' ').map_or(0, |blank| blank + 1);
    let word = text[start..].split(' ').next().unwrap_or_default();
    let (before, behind) = (&text[start..at], &word[at - start + 1..]);
    let ends = [',', '.', ';', ':', ')', '"', '»', '”'];
    let small = |part: &str| !part.is_empty() && part.chars().all(char::is_lowercase);
    let begun = before
        .rsplit(['\'', '’', '(', '-'])
        .next()
        .unwrap_or(before);
    let capital = begun.chars().next().filter(|c| c.is_uppercase());
    let begun = &begun[capital.map_or(0, char::len_utf8)..];
    small(begun) && small(behind.trim_end_matches(ends)) && word.len() >= LEAST
}

/// A whole line that is a number of few digits, with that of all pages ("2/14") or a
/// per cent sign behind it: a total's weight may stand there too.
fn number_alone(flow: &Flow<'_>, piece: &Piece) -> bool {
    const MOST_DIGITS: usize = 4;
    let text = piece.text(flow);
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return false;
    }
    let text = text.trim();
    let few = |part: &str| {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        digits && !part.is_empty() && part.len() <= MOST_DIGITS
    };
    let stream = !flow.geometric || flow.approximate;
    let number = match text.split_once('/') {
        Some((page, pages)) if stream => few(page) && few(pages),
        // On paper a cell may well hold "12/24"; with blanks it is a page's number.
        Some((page, pages)) => {
            let blanks = page.ends_with(' ') && pages.starts_with(' ');
            blanks && few(page.trim_end()) && few(pages.trim_start())
        }
        None if flow.geometric => few(text),
        None => few(text.strip_suffix('%').unwrap_or(text)),
    };
    number && flow.lines[piece.line as usize].text.trim() == text
}

/// Two pieces of one line with a wide gap between, and a number of few digits
/// beside the gap: "... delle imprese 8       mediante ...".
fn set_off(flow: &Flow<'_>, piece: Piece, next: Piece) -> bool {
    // Two blanks may follow a full stop.
    const WIDE: u32 = 3;
    const MOST_DIGITS: usize = 4;
    let number = |word: Option<&str>| {
        word.is_some_and(|w| w.len() <= MOST_DIGITS && w.bytes().all(|b| b.is_ascii_digit()))
    };
    let apart = piece.line == next.line && piece.end + WIDE <= next.start;
    apart
        && (number(piece.text(flow).split_whitespace().next_back())
            || number(next.text(flow).split_whitespace().next()))
}

/// Whether a line that ends a sentence is followed by one that begins none: words of
/// another text may have been read into this one.
fn goes_on_small(flow: &Flow<'_>, piece: Piece, next: Piece) -> bool {
    // Shorter words may be cut short themselves ("prot.", "segg."), but not behind a
    // vowel.
    const LEAST: usize = 6;
    const LEAST_OPEN: usize = 4;
    const VOWELS: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'à', 'è', 'ì', 'ò', 'ù'];
    const YEAR: usize = 4;
    let Some(ended) = piece.text(flow).trim_end().strip_suffix('.') else {
        return false;
    };
    let word = last_word(ended);
    let year = word.len() == YEAR && word.bytes().all(|b| b.is_ascii_digit());
    let open = word.len() >= LEAST_OPEN && word.ends_with(VOWELS);
    let small = || word.chars().all(|c| c.is_lowercase() || c == '-');
    let whole = (open || word.len() >= LEAST) && small() || year;
    let next_text = next.text(flow).trim_start();
    whole
        && piece.line != next.line
        && next_text.starts_with(char::is_lowercase)
        && !ADDRESSES.iter().any(|begin| next_text.starts_with(begin))
}

/// What addresses begin with, also after a full stop.
const ADDRESSES: [&str; 2] = ["http", "www."];

/// The last line of a text ends an earlier line of it too, or its words are those
/// before them once more.
fn ends_twice(flow: &Flow<'_>, pieces: &[Piece]) -> bool {
    // Fewer words may stand twice on purpose.
    const LEAST: usize = 4;
    let Some((last, earlier)) = pieces.split_last() else {
        return false;
    };
    let last = last.text(flow).trim();
    if last.split_ascii_whitespace().nth(LEAST - 1).is_none() {
        return false;
    }
    let printed = |p: &Piece| p.text(flow).trim_end().ends_with(last);
    earlier.iter().any(printed) || repeats_its_end(last, LEAST)
}

/// Whether the last words, `least` or more, are the words before them once more.
fn repeats_its_end(text: &str, least: usize) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().as_bytes();
    let bytes = text.as_bytes();
    let Some(letter) = last.last() else {
        return false;
    };
    let ends = memchr::memchr_iter(*letter, bytes)
        .map(|at| at + 1)
        .filter(|end| bytes[..*end].ends_with(last));
    ends.filter(|end| *end < text.len()).any(|end| {
        let (before, again) = (&text[..end], text[end..].trim_start());
        before.ends_with(again) && again.split_ascii_whitespace().nth(least - 1).is_some()
    })
}
