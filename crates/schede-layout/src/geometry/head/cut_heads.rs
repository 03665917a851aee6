//! Column heads that their narrow cells cut, within a word or between two.
//!
//! In: the word of a line that may begin one, and the lines below. Out: whose head it is.
//!
//! Not here: heads on one line (`head`).

use schede_model::Column;
use schede_profile::Printed;

use super::TAIL_GAP;
use crate::geometry::columns::beside::SLACK;
use crate::geometry::lines::view::View;

/// Difference of x (em) up to which a line begins below another.
const SAME_X: f32 = 0.5;

/// Letters of a head before a cut within the word, at least: with what stands below they
/// are a head's word. And letters of the first word of one that is cut between words.
const SHORTEST_CUT: usize = 3;
const SHORTEST_WORD: usize = 4;

/// Times a narrow column may cut a head, at most ("Inci" / "den" / "za").
const MOST_CUTS: usize = 4;

/// A head cut within a word by its narrow column ("INCIDENZ" over "A %"): the
/// beginning of a spelling that goes on right below.
pub(crate) fn cut_head(view: View, position: usize, index: usize) -> Option<(Column, usize)> {
    let line = view.line(position);
    let begins = |word: &&str| word.len() >= SHORTEST_CUT && view.profile.heads.continues(word);
    // Kerning may part the word into several; another head may touch it.
    let own = view.page.word(line, index);
    let whole = || Some(view.whole_word(line, index).0).filter(|whole| *whole != own);
    let word = Some(own).filter(begins);
    let word = word.or_else(|| whole().filter(begins))?;
    if index == line.tokens.start && begins_narrow_label(view, position) {
        return None;
    }
    let between = || {
        let long = word.len() >= SHORTEST_WORD;
        long.then(|| between_words(view, position, index)).flatten()
    };
    let within = within_word(view, position, index);
    // "Stato di avanzamento" over "al": the head is not "Stato al".
    let longer = |(_, length): &(Column, usize)| within.is_none_or(|(_, one)| *length > one);
    between().filter(longer).or(within)
}

fn within_word(view: View, position: usize, index: usize) -> Option<(Column, usize)> {
    let heads = &view.profile.heads;
    let word = view.page.word(view.line(position), index);
    let mut last = (position, index);
    let mut whole = word.to_owned();
    for _ in 0..MOST_CUTS {
        // A word of the head beside it may reach below it.
        let mut below = words_below(view, last.0, last.1);
        let (next, longer, found) = below.find_map(|(line, token)| {
            let longer = [&whole, view.page.word(view.line(line), token)].concat();
            let found = heads.at_start(&longer).filter(|f| f.end > word.len());
            let found = found.map(|found| found.what);
            let fits = found.is_some() || heads.continues(&longer);
            fits.then_some(((line, token), longer, found))
        })?;
        if let Some(column) = found {
            return Some((column, word.len()));
        }
        (last, whole) = (next, longer);
    }
    None
}

/// The same between words ("Stato di" over "attuazione al"): of neither line the
/// words alone are a spelling.
fn between_words(view: View, position: usize, index: usize) -> Option<(Column, usize)> {
    let tokens = &view.page.tokens;
    let line = view.line(position);
    let goes_on = |text: &str| view.profile.heads.continues(text);
    let mut text = String::new();
    let mut end = lengthen(view, position, index, &mut text, goes_on);
    if end == index {
        return None;
    }
    let length = (tokens[end - 1].end - tokens[index].start) as usize;
    let (mut left, mut right) = (tokens[index].x0, tokens[end - 1].x1);
    let mut base = line.base;
    for below in (position + 1..view.body.len()).take(2 * MOST_CUTS) {
        let line = view.line(below);
        if line.base - base >= view.page.widest_pitch() * line.em {
            return None;
        }
        let under = |i: &usize| tokens[*i].x0 < right && left < tokens[*i].x1;
        let Some(first) = line.tokens.clone().find(under) else {
            continue;
        };
        let close = |i: &usize| tokens[*i].x0 - tokens[*i - 1].x1 < TAIL_GAP * tokens[*i].em;
        let run = (line.tokens.start + 1..=first).rev().take_while(close);
        let reached = view.profile.heads.reach(&text);
        let may_follow = |start: &usize| {
            let word = view.page.word(line, *start);
            view.profile.heads.may_follow(reached, word)
        };
        let mut starts = (first - run.count()..=first)
            .filter(may_follow)
            .map(|start| {
                let mut longer = text.clone();
                let end = lengthen(view, below, start, &mut longer, goes_on);
                (start, end, longer)
            });
        let whole = |longer: &str| view.profile.heads.at_start(longer);
        let (start, next, longer) = starts.find(|(.., longer)| longer.len() > text.len())?;
        if let Some(found) = whole(&longer).filter(|f| f.end > text.len()) {
            return Some((found.what, length));
        }
        (text, end, base) = (longer, next, line.base);
        left = left.min(tokens[start].x0);
        right = right.max(tokens[end - 1].x1);
    }
    None
}

/// Adds words of a line to a text, as long as that `goes_on`. The token after them.
fn lengthen(
    view: View,
    position: usize,
    first: usize,
    text: &mut String,
    goes_on: impl Fn(&str) -> bool,
) -> usize {
    let line = view.line(position);
    let tokens = &view.page.tokens;
    let mut end = first;
    while end < line.tokens.end {
        if end > first && view.is_ruled(&tokens[end - 1], &tokens[end]) {
            break;
        }
        let before = text.len();
        let word = view.page.word(line, end);
        let heads = &view.profile.heads;
        if before > 0 && !heads.may_follow(heads.reach(text), word) {
            break;
        }
        text.push(' ');
        text.push_str(word);
        if !goes_on(text) {
            let known = view.profile.heads.at_start(text.trim_start());
            if known.is_none_or(|known| known.end <= before) {
                text.truncate(before);
                break;
            }
        }
        if before == 0 {
            text.remove(0);
        }
        end += 1;
    }
    end
}

/// The first word right below a word.
pub(crate) fn word_below(view: View, position: usize, index: usize) -> Option<(usize, usize)> {
    words_below(view, position, index).next()
}

/// The words right below a word, line by line.
fn words_below(
    view: View<'_>,
    position: usize,
    index: usize,
) -> impl Iterator<Item = (usize, usize)> {
    let (line, token) = (view.line(position), &view.page.tokens[index]);
    let near = move |p: &usize| view.line(*p).base - line.base < view.page.widest_pitch() * line.em;
    // One that stands beside it may touch it.
    let touch = SLACK * token.em;
    (position + 1..view.body.len())
        .take_while(near)
        .flat_map(move |p| view.line(p).tokens.clone().map(move |i| (p, i)))
        .filter(move |(_, i)| {
            let other = &view.page.tokens[*i];
            other.x0 < token.x1 - touch && token.x0 < other.x1 - touch
        })
}

/// Whether the first words of a line and of those below it, in a narrow cell, make
/// a label ("Descrizion" over "e" over "dell'obietti" over "vo:").
fn begins_narrow_label(view: View, position: usize) -> bool {
    const LINES: usize = 6;
    let first = |p: usize| &view.page.tokens[view.line(p).tokens.start];
    let mut text = String::new();
    let lines = (position..view.body.len()).take(LINES);
    let lines = lines.take_while(|p| {
        let line = view.line(*p);
        let step = line.base - view.line(p.saturating_sub(1).max(position)).base;
        step < view.page.widest_pitch() * line.em
    });
    for p in lines.filter(|p| (first(*p).x0 - first(position).x0).abs() < SAME_X * first(*p).em) {
        let line = view.line(p);
        text.push_str(view.page.word(line, line.tokens.start));
        text.push(' ');
        let label = view.profile.printed.at_start(&text);
        if label.is_some_and(|l| matches!(l.what, Printed::Field { .. })) && text.contains(':') {
            return true;
        }
    }
    false
}
