//! The end of a sheet: what was left open is settled, second copies that only
//! the whole sheet shows are dropped, and the rows are cut into cells.

use super::Walker;
use crate::doubts::above::{doubt_above, doubt_label_above};
use crate::doubts::centred::doubt_centred;
use crate::doubts::neighbours::PRINTED_TWICE;
use crate::doubts::order::doubt_order;
use crate::doubts::other_cells::doubt_other_cells;
use crate::doubts::own_columns::doubt_own_columns;
use crate::doubts::spaced::spaced_letters;
use crate::doubts::unknown_names::{doubt_beside_signatures, doubt_names};
use crate::doubts::unsigned::{doubt_below, doubt_unsigned};
use crate::doubts::word_lines::doubt_word_by_word;
use crate::grammar::claims::Claim;
use crate::grammar::draft::{About, COLUMNS_BY_BLANKS, Cell, Doubt, Draft};
use crate::grammar::heads::{columns_named, wants_date};
use crate::grammar::items::{Class, Item, Strength};
use crate::grammar::rows::{Standing, finish, standings};
use crate::source::{Piece, Pieces, Text, words};
use crate::values::date::is_date_shaped;
use schede_model::{Column, Flow};
use schede_profile::{Field, Kind, Plain, Profile, Style};
use smallvec::smallvec;

/// Whether a text ends with a date whose year lacks digits.
fn ends_in_cut_date(text: &str) -> bool {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    let parts: Vec<&str> = word.split('/').collect();
    let [day, month, year] = parts[..] else {
        return false;
    };
    let digits =
        |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    digits(day, 2) && digits(month, 2) && digits(year, 3) && !day.is_empty()
}

/// Whether two texts have the same words.
fn same_words(flow: &Flow<'_>, a: &[Piece], b: &[Piece]) -> bool {
    // Texts of one plain line each need not be put together.
    let plain = |pieces: &[Piece]| match pieces {
        [piece] if !piece.signs(flow).may_hold_odd_blank() => Some(*piece),
        _ => None,
    };
    if let (Some(a), Some(b)) = (plain(a), plain(b)) {
        return a.text(flow).trim() == b.text(flow).trim();
    }
    if begin_otherwise(flow, a, b) {
        return false;
    }
    let words = |pieces: &[Piece]| Text::from_pieces(flow, pieces).value;
    words(a) == words(b)
}

/// Whether two texts begin with other letters or signs: known without putting them
/// together.
fn begin_otherwise(flow: &Flow<'_>, a: &[Piece], b: &[Piece]) -> bool {
    let first = |pieces: &[Piece]| {
        let byte = pieces.first()?.text(flow).bytes().next()?;
        byte.is_ascii_graphic().then_some(byte)
    };
    first(a).zip(first(b)).is_some_and(|(a, b)| a != b)
}

impl Walker<'_, '_, '_> {
    pub(super) fn finish(mut self, gaps_tell: bool) -> Draft {
        self.find_reference_date();
        self.part_body_from_plan();
        self.part_body_from_title();
        self.part_unit_from_plan();
        if !self.flow.geometric {
            self.doubt_head_across();
            self.doubt_head_in_parts();
        }
        self.drop_second_statements();
        self.doubt_second_statements();
        self.drop_second_values();
        self.settle_orphans();
        if self.deadline_label.is_none() {
            for (piece, _) in std::mem::take(&mut self.pending) {
                self.draft.claim(piece, Claim::Unclaimed);
            }
        } else {
            self.take_pending();
        }
        let order = self.order_of_columns();
        let spare = &mut self.room.words;
        finish(
            self.flow,
            self.profile,
            &self.rows,
            order.as_deref(),
            gaps_tell,
            &mut self.draft,
            spare,
        );
        self.doubt_wordless_rows();
        self.doubt_spaced();
        self.doubt_accents();
        self.doubt_late_cells();
        self.doubt_rows_without_table();
        let n_rows = self.draft.phases.len();
        std::mem::take(&mut self.table).finish(self.flow, self.profile, &mut self.draft);
        self.merge_rows(n_rows);
        if self.flow.on_paper() {
            self.doubt_undated_head();
            self.doubt_unknown_heads();
        }
        if self.word_by_word {
            doubt_word_by_word(&mut self.draft);
        }
        if self.flow.approximate {
            doubt_rows(&mut self.draft);
        }
        doubt_centred(self.flow, &mut self.draft);
        let start = self.sheet.items.start;
        doubt_above(self.flow, self.items, start, &mut self.draft);
        doubt_names(self.flow, self.items, start, &mut self.draft);
        doubt_label_above(self.flow, self.profile, self.items, start, &mut self.draft);
        let items = &self.items[self.sheet.items.clone()];
        doubt_own_columns(self.flow, self.profile, items, &mut self.draft);
        doubt_other_cells(self.flow, items, &mut self.draft);
        if self.flow.geometric {
            doubt_beside_signatures(items, &mut self.draft);
            doubt_unsigned(self.flow, items, &mut self.draft);
            let below = &self.items[self.sheet.other_below.clone()];
            doubt_below(below, &mut self.draft);
        }
        doubt_order(
            self.flow,
            self.profile,
            &mut self.draft,
            self.longest_line,
            &mut self.room.again,
        );
        self.draft
    }

    /// Puts the first rows, of pages that did not tell their cells, among those of pages that did,
    /// as the text has them. Their columns are told by what they look like, without a head.
    fn merge_rows(&mut self, first: usize) {
        let all = self.draft.phases.len();
        if first == 0 || first == all {
            return;
        }
        let line = |at: usize| self.draft.phases[at].digits.map(|digits| digits.line);
        let mut order = Vec::with_capacity(all);
        let (mut stream, mut told) = (0, first);
        while order.len() < all {
            let next = match (stream < first, told < all) {
                (true, true) if line(told) <= line(stream) => &mut told,
                (true, _) => &mut stream,
                (false, _) => &mut told,
            };
            order.push(*next);
            *next += 1;
        }
        self.draft.order_phases(&order);
        for (at, was) in order.iter().enumerate() {
            let pieces = self.draft.phases[at].digits.filter(|_| *was < first);
            self.draft.doubts.extend(pieces.map(|digits| Doubt {
                about: About::Phase(at, Cell::Row),
                code: "reading-order",
                message: "other pages of this table come in another order: the cells of this row are told by what they look like".to_owned(),
                pieces: smallvec![digits],
                other: None,
            }));
        }
    }

    /// A sheet with no accent in which words stand that end with one: an extractor that
    /// knows no such letters leaves them out, here and in other words.
    fn doubt_accents(&mut self) {
        let items = &self.items[self.sheet.items.clone()];
        let texts = || items.iter().map(|item| item.piece.text(self.flow));
        if self.flow.on_paper() || !texts().all(str::is_ascii) {
            return;
        }
        let stripped = |word: &str| {
            let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
            let known = self.profile.vocabulary.kinds(&Plain::of(word));
            known.is(Kind::Stripped) && word.ends_with(|c: char| c.is_ascii_alphabetic())
        };
        let odd = items.iter().find(|item| {
            let mut words = item.piece.text(self.flow).split_ascii_whitespace();
            words.any(stripped)
        });
        if let Some(item) = odd {
            self.draft.doubts.push(Doubt {
                about: About::Objective,
                code: "accents-lost",
                message: "no letter of this sheet has an accent, and words stand in it that end with one: the text has lost its accents".to_owned(),
                pieces: smallvec![item.piece],
                other: None,
            });
        }
    }

    /// Words whose letters stand apart: labels may be among them, so that all of the
    /// sheet is in doubt.
    fn doubt_spaced(&mut self) {
        let items = &self.items[self.sheet.items.clone()];
        let spaced = (!self.flow.on_paper()).then(|| {
            let weights = &mut self.room.weights;
            spaced_letters(self.flow, items, &self.profile.vocabulary, weights)
        });
        if let Some(pieces) = spaced.flatten() {
            self.draft.doubts.push(Doubt {
                about: About::Objective,
                code: "letters-apart",
                message: "the letters of some words stand apart in this text: words and labels may be cut".to_owned(),
                pieces,
                other: None,
            });
        }
    }

    /// A statement that stands twice with the same label and words was painted on
    /// both sides of a page's end.
    pub(super) fn drop_second_statements(&mut self) {
        let mut n = 1;
        while n < self.draft.statements.len() {
            let here = &self.draft.statements[n];
            let again = self.draft.statements[..n].iter().any(|s| {
                s.field == here.field
                    && same_words(self.flow, &s.label, &here.label)
                    && same_words(self.flow, &s.text, &here.text)
            });
            if again {
                let gone = self.draft.statements.remove(n);
                for piece in gone.label.into_iter().chain(gone.text) {
                    self.draft.claim(piece, Claim::Repeat);
                }
                self.forget_doubts_of_statement(n);
            } else {
                n += 1;
            }
        }
    }

    /// Statements with the same label of which one begins with the other's words: words
    /// read into one of the copies may keep them apart.
    pub(super) fn doubt_second_statements(&mut self) {
        // Fewer words begin several statements.
        const SHORTEST: usize = 12;
        let words = |pieces: &[Piece]| crate::source::Text::from_pieces(self.flow, pieces).value;
        let statements = &self.draft.statements;
        let mut doubts = Vec::new();
        for (n, here) in statements.iter().enumerate().skip(1) {
            let copy = statements[..n].iter().position(|first| {
                if first.field != here.field || !same_words(self.flow, &first.label, &here.label) {
                    return false;
                }
                if begin_otherwise(self.flow, &first.text, &here.text) {
                    return false;
                }
                let (first, text) = (words(&first.text), words(&here.text));
                first.len().min(text.len()) >= SHORTEST
                    && (first.starts_with(&text) || text.starts_with(&first))
            });
            let Some(first) = copy else { continue };
            for about in [first, n] {
                doubts.push(Doubt {
                    about: About::Statement(about),
                    code: "two-readings",
                    message: "the label stands twice with the same words after it: it may be printed twice, with other words read into one of them".to_owned(),
                    pieces: here.label.clone(),
                    other: None,
                });
            }
        }
        self.draft.doubts.extend(doubts);
    }

    /// A field whose label stands twice with the same words after it has them
    /// once.
    pub(super) fn drop_second_values(&mut self) {
        for (field, begun) in std::mem::take(&mut self.second_values) {
            let pieces = self.draft.single_mut(field);
            if begun > pieces.len() {
                continue;
            }
            let second: Pieces = pieces.drain(begun..).collect();
            if same_words(self.flow, &second, pieces) {
                second
                    .into_iter()
                    .for_each(|piece| self.draft.claim(piece, Claim::Repeat));
                self.draft
                    .doubts
                    .retain(|d| d.code != PRINTED_TWICE || d.about != About::Field(field));
            } else {
                self.draft.single_mut(field).extend(second);
            }
        }
    }

    pub(super) fn forget_doubts_of_statement(&mut self, gone: usize) {
        self.draft
            .doubts
            .retain(|d| d.about != About::Statement(gone));
        for doubt in &mut self.draft.doubts {
            if let About::Statement(n) = &mut doubt.about
                && *n > gone
            {
                *n -= 1;
            }
        }
    }

    /// A head whose cells were painted apart: the date follows its head's words
    /// at once.
    pub(super) fn find_reference_date(&mut self) {
        if self.draft.reference_date.is_some() {
            return self.settle_two_digits();
        }
        let items = &self.items[self.sheet.items.clone()];
        let dated =
            |item: &Item| matches!(item.class, Class::Plain | Class::Head(_)) && !item.is_placed;
        for (n, item) in items.iter().enumerate().filter(|(_, i)| dated(i)) {
            if !heads_monitoring(self.profile, item.piece.text(self.flow)) {
                continue;
            }
            // The date stands on the head's own line or on the next.
            let place = items[n..].iter().take(2).find_map(|i| {
                let (_, range) = crate::values::date::first_date(i.piece.text(self.flow))?;
                Some(i.piece.part(range))
            });
            if place.is_some() {
                self.draft.reference_date = place;
                return;
            }
        }
        self.written_head_date();
        if self.draft.reference_date.is_some() {
            return;
        }
        self.cut_head_date();
        if self.draft.reference_date.is_none() {
            self.doubt_cut_date();
            self.expect_date();
        }
    }

    /// Whether the table's head wants a date that was not found, or no head was found.
    fn expect_date(&mut self) {
        // Heads of a form that has no monitoring, or no date for it.
        const LEAST_HEADS: u8 = 3;
        let items = &self.items[self.sheet.items.clone()];
        let mut known = false;
        for item in items {
            let Class::Head(head) = &item.class else {
                continue;
            };
            known |= head.n_heads >= LEAST_HEADS;
            let text = item.piece.text(self.flow);
            for word in words(text) {
                let label = self.profile.heads.at_start(&text[word.start..]);
                let of_monitoring = label.filter(|l| l.what == Column::Monitoring);
                let dated =
                    |end: usize| wants_date(self.profile, &text[word.start..word.start + end]);
                self.draft.date_expected |= of_monitoring.is_some_and(|l| dated(l.end));
            }
        }
        self.draft.date_expected |= !known;
    }

    /// A line that names several columns among other words, where no line was found to
    /// be the table's head: lines were read across its cells, and the rows' may be.
    pub(super) fn doubt_head_across(&mut self) {
        const LEAST_COLUMNS: usize = 3;
        let items = &self.items[self.sheet.objective..self.sheet.items.end];
        let is_head = |i: &Item| matches!(&i.class, Class::Head(head) if head.n_heads > 1);
        if self.rows.is_empty() || items.iter().any(is_head) {
            return;
        }
        let first_row = self.rows[0].digits.line;
        let above = items.iter().take_while(|i| i.piece.line < first_row);
        let mut plain = above.filter(|i| i.class == Class::Plain);
        let across = plain
            .find(|i| columns_named(self.profile, i.piece.text(self.flow)).len() >= LEAST_COLUMNS);
        if let Some(line) = across {
            self.draft.head_order.get_or_insert(line.piece);
        }
    }

    /// A line that names the first and the last column and not the weight's, which the
    /// rows have: the head's cells that wrap were painted elsewhere, and the rows' may be.
    fn doubt_head_in_parts(&mut self) {
        if self.rows.is_empty() {
            return;
        }
        let items = &self.items[self.sheet.items.clone()];
        let heads = items.iter().filter(|i| matches!(i.class, Class::Head(_)));
        let mut at_ends = None;
        for head in heads {
            let named = columns_named(self.profile, head.piece.text(self.flow));
            if named.contains(&Column::Weight) {
                return;
            }
            let ends = named.contains(&Column::Description) && named.contains(&Column::Outcome);
            if ends && at_ends.is_none() {
                at_ends = Some(head.piece);
            }
        }
        if let Some(head) = at_ends {
            self.draft.head_order.get_or_insert(head);
        }
    }

    /// Rows that lack an outcome where texts of the upper part of the form were painted
    /// after the signatures: their cells may have been, too.
    fn doubt_late_cells(&mut self) {
        let Some(label) = self.late else {
            return;
        };
        let lacking = self.draft.phases.iter().enumerate();
        let lacking = lacking.filter(|(_, phase)| phase.outcome.is_empty());
        let doubts = lacking.map(|(row, _)| Doubt {
            about: About::Phase(row, Cell::Row),
            code: "two-readings",
            message: "texts that stand above the table were printed after the signatures: cells of the row may have been, too".to_owned(),
            pieces: smallvec![label],
            other: None,
        });
        let doubts: Vec<Doubt> = doubts.collect();
        self.draft.doubts.extend(doubts);
    }

    /// "30/09/20" over "24": the year is not that of 2020. In one cell of a head both are one
    /// date.
    fn settle_two_digits(&mut self) {
        let Some(date) = self.draft.reference_date else {
            return;
        };
        if self.draft.date_rest.is_some() {
            return;
        }
        let year = date.text(self.flow).rsplit('/').next().unwrap_or_default();
        let items = &self.items[self.sheet.items.clone()];
        let at = items.iter().position(|i| i.piece.covers(date));
        let pair = at.and_then(|at| Some((&items[at], items.get(at + 1)?)));
        let digits = |item: &Item| item.piece.text(self.flow).trim().parse::<u8>().is_ok();
        let Some((begun, rest)) = pair.filter(|(_, rest)| year == "20" && digits(rest)) else {
            return;
        };
        let own = |item: &Item| self.is_in_head(item) && item.block == begun.block;
        let two = rest.piece.text(self.flow).trim().len() == 2;
        if two && own(begun) && own(rest) && begun.piece.end == date.end {
            self.draft.date_rest = Some(rest.piece);
        } else {
            self.doubt_date(date);
        }
    }

    /// The head's date may be cut by its narrow cell ("30/09/202" over "4").
    fn doubt_cut_date(&mut self) {
        let items = &self.items[self.sheet.items.clone()];
        let in_head = |item: &&Item| {
            item.place(self.flow)
                .is_some_and(|p| p.column == Column::Head)
                || matches!(item.class, Class::Head(_))
        };
        let mut heads = items.iter().filter(in_head);
        if let Some(item) = heads.find(|i| ends_in_cut_date(i.piece.text(self.flow))) {
            self.doubt_date(item.piece);
        }
    }

    fn doubt_date(&mut self, piece: Piece) {
        self.draft.doubts.push(Doubt {
            about: About::Objective,
            code: "date-cut",
            message: "the date in the table's head is cut at the edge of its cell".to_owned(),
            pieces: smallvec![piece],
            other: None,
        });
    }

    /// Lines in the table that stand behind a caption, with nothing to say where
    /// they belong: the outcome of the one row that is marked done and has none.
    pub(super) fn settle_orphans(&mut self) {
        let orphans = std::mem::take(&mut self.orphans);
        let (in_table, elsewhere): (Vec<_>, Vec<_>) = orphans.into_iter().partition(|(_, at)| {
            *at > self.sheet.objective && !self.rows.is_empty() && self.before_statements(*at)
        });
        for (piece, _) in elsewhere {
            self.draft.claim(piece, Claim::Unclaimed);
        }
        if in_table.is_empty() {
            return;
        }
        let mut rows = standings(self.flow, &self.profile.vocabulary, &self.rows);
        // Rows of which it has been said that they may lack something.
        let mut named = 0;
        // Lines with no row between them stand at one place.
        let mut rest = in_table.as_slice();
        while let Some((_, first)) = rest.first() {
            let row = self.row_before(*first);
            let same = |(_, at): &&(Piece, usize)| self.row_before(*at) == row;
            let (lines, others) = rest.split_at(rest.iter().take_while(same).count());
            self.settle_lines(lines, &mut rows, &mut named);
            rest = others;
        }
    }

    /// Lines in the table that stand apart at one place. Of the first rows, as many as
    /// `named`, it has been said that they may lack lines.
    fn settle_lines(&mut self, lines: &[(Piece, usize)], rows: &mut [Standing], named: &mut usize) {
        let (first, at) = lines[0];
        let goes_on = first.text(self.flow).starts_with(char::is_lowercase);
        let (row, others) = if goes_on {
            (self.row_before(at), None)
        } else {
            self.row_without_outcome(at, rows)
        };
        rows[row].has_outcome = true;
        for (piece, at) in lines {
            self.rows[row].chunks.go_to_end();
            self.rows[row].add(*piece, *at, self.items[*at].page, false);
        }
        let pieces: Pieces = lines.iter().map(|(piece, _)| *piece).collect();
        let could = others.map_or(String::new(), |n| format!(", could be of phase {n}"));
        let own = [Cell::Outcome, Cell::Row].map(|cell| About::Phase(row, cell));
        // They could be of any row that has begun.
        let begun = self.row_before(at) + 1;
        let lacking = (*named..begun)
            .filter(|n| *n != row)
            .map(|n| About::Phase(n, Cell::Row));
        let lacking: Vec<About> = lacking.collect();
        *named = begun.max(*named);
        // The row it could be of, with the outcome that it would have.
        let named_row = |n: &usize| others == Some(self.rows[*n].number) && *n != row;
        let other_row = (0..begun).find(named_row).filter(|n| !rows[*n].has_outcome);
        let there = other_row.map(|n| {
            let text = Text::from_pieces(self.flow, &pieces).value;
            (About::Phase(n, Cell::Outcome), Some(Some(text)))
        });
        let here = own.map(|about| (about, Some(None)));
        let deadline = self
            .may_lack_date(lines)
            .then_some(About::Field(Field::FinalDeadline));
        let lacking = lacking
            .into_iter()
            .chain(deadline)
            .map(|about| (about, None));
        let message = format!(
            "\"{}\" stands apart from the rows; read as outcome of phase {}{could}",
            first.text(self.flow),
            self.rows[row].number,
        );
        let doubts = here.into_iter().chain(there).chain(lacking);
        self.draft.doubts.extend(doubts.map(|(about, other)| Doubt {
            about,
            code: "two-readings",
            message: message.clone(),
            pieces: pieces.clone(),
            other,
        }));
    }

    /// Whether a date stands alone among lines, and the final deadline has none: it may be
    /// the deadline's.
    fn may_lack_date(&self, lines: &[(Piece, usize)]) -> bool {
        let mut texts = lines.iter().map(|(piece, _)| piece.text(self.flow));
        texts.any(|text| is_date_shaped(text.trim())) && self.draft.deadline_lacks_date(self.flow)
    }

    /// The last row that began before item `at`.
    pub(super) fn row_before(&self, at: usize) -> usize {
        let line = self.items[at].piece.line;
        self.rows
            .iter()
            .rposition(|row| row.digits.line < line)
            .unwrap_or(0)
    }

    pub(super) fn before_statements(&self, at: usize) -> bool {
        let first = self.items[self.sheet.objective..self.sheet.items.end]
            .iter()
            .position(|i| matches!(i.class, Class::Field { field, strength: Strength::Colon, .. } if field.is_statement()));
        first.is_none_or(|n| at < self.sheet.objective + n)
    }

    /// The first row before item `at` that is marked done and has no outcome,
    /// and the number of another that could be meant.
    fn row_without_outcome(&self, at: usize, rows: &[Standing]) -> (usize, Option<u32>) {
        let begun = |n: &usize| self.rows[*n].digits.line < self.items[at].piece.line;
        let open: Vec<usize> = (0..rows.len())
            .filter(begun)
            .filter(|n| !rows[*n].has_outcome)
            .collect();
        let done = open.iter().copied().find(|n| rows[*n].done);
        let row = done
            .or(open.first().copied())
            .unwrap_or(self.rows.len() - 1);
        let other = open
            .iter()
            .copied()
            .find(|n| *n != row)
            .map(|n| self.rows[n].number);
        (row, other)
    }
}

/// Every row of a table whose columns are kept by blanks: the printer of such a
/// text moves words to keep lines apart.
fn doubt_rows(draft: &mut Draft) {
    let rows = draft.phases.iter().enumerate().map(|(n, phase)| Doubt {
        about: About::Phase(n, Cell::Row),
        code: COLUMNS_BY_BLANKS,
        message: format!(
            "the cells of phase {} were told apart by blanks in the text, which is not exact; the PDF is",
            phase.number
        ),
        pieces: phase.digits.into_iter().collect(),
        other: None,
    });
    let rows: Vec<Doubt> = rows.collect();
    draft.doubts.extend(rows);
}

/// Whether a line begins with the head of the monitoring and is no sentence: few words stand
/// behind the head's before its date ("stato condiviso nella seduta del 12/02/2024").
fn heads_monitoring(profile: &Profile, text: &str) -> bool {
    const WORDS: usize = 2;
    let head = profile.heads.at_start(text);
    let head = head.filter(|head| head.what == Column::Monitoring && head.style != Style::Small);
    head.is_some_and(|head| {
        let rest = &text[head.end..];
        let end = rest.find(|c: char| c.is_ascii_digit());
        let words = rest[..end.unwrap_or(rest.len())].split_whitespace();
        let words = words.filter(|word| word.contains(char::is_alphabetic));
        end.is_none() || words.count() <= WORDS
    })
}
