//! Lines numbered from one on, looked for from one line of a table after another.
//!
//! In: the lines of a table, and what reads a number in one. Out: from a line on, those with the
//! numbers that follow each other.
//!
//! Each line of a table may be its first, and nearly all of them have the same lines below: what
//! was found from one is not looked for from the next again. Not here: how rows are numbered
//! (`stream_rows`, `labels_behind`).

use std::collections::HashMap;

/// What has been found of the table in which rows are looked for.
#[derive(Default)]
pub struct NextRows {
    /// Where the table ends.
    end: usize,
    /// For a way of numbering and a number, the line with it that was last found, or the end.
    next: HashMap<(usize, u32), usize>,
    /// Runs of several lines that were found in vain.
    failed: usize,
}

impl NextRows {
    /// Where the table ends to which a line belongs; `end` is asked once for each table.
    pub fn end(&mut self, line: usize, end: impl FnOnce() -> usize) -> usize {
        if line >= self.end {
            self.end = end();
            self.next.clear();
            self.failed = 0;
        }
        self.end
    }

    /// Notes that the runs from a line were no rows of a table.
    pub fn fail(&mut self) {
        self.failed += 1;
    }

    /// Whether so many runs were no rows that those from further lines are none: each has all
    /// lines of the others.
    pub fn is_hopeless(&self) -> bool {
        const MOST: usize = 64;
        self.failed >= MOST
    }

    /// The lines of the table from the first on that have the next number, as `read` finds it.
    pub fn run<T>(
        &mut self,
        first: usize,
        way: usize,
        read: impl Fn(usize, u32) -> Option<T>,
    ) -> Vec<(usize, T)> {
        let mut rows = Vec::new();
        let mut from = first;
        loop {
            let number = rows.len() as u32 + 1;
            let known = self.next.get(&(way, number)).copied();
            let known = known.filter(|at| *at >= from);
            let mut look = || (from..self.end).find(|at| read(*at, number).is_some());
            let at = known.or_else(&mut look).unwrap_or(self.end);
            self.next.insert((way, number), at);
            let row = (at < self.end).then(|| read(at, number)).flatten();
            let Some(row) = row else {
                return rows;
            };
            rows.push((at, row));
            from = at + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NextRows;
    use std::cell::Cell;

    #[test]
    fn lines_are_looked_at_a_few_times_however_many_may_be_the_first() {
        // "1" on each line, "2" on none.
        const LINES: usize = 1000;
        let looks = Cell::new(0);
        let read = |_: usize, number: u32| {
            looks.set(looks.get() + 1);
            (number == 1).then_some(())
        };
        let mut rows = NextRows::default();
        for first in 0..LINES {
            assert_eq!(rows.end(first, || LINES), LINES);
            assert_eq!(rows.run(first, 0, read), [(first, ())]);
        }
        assert!(looks.get() < 5 * LINES, "{} looks", looks.get());
    }

    #[test]
    fn rows_are_looked_for_in_vain_a_few_times_only() {
        let mut rows = NextRows::default();
        let mut tries = 0;
        for first in 0..1000 {
            rows.end(first, || 1000);
            if !rows.is_hopeless() {
                tries += 1;
                rows.fail();
            }
        }
        assert!(tries < 100, "{tries} tries");
        rows.end(1000, || 2000);
        assert!(!rows.is_hopeless());
    }

    #[test]
    fn the_numbers_of_the_next_table_are_its_own() {
        let lines = [1, 2, 3, 1, 1, 2];
        let read = |at: usize, number: u32| (lines[at] == number).then_some(number);
        let found = |rows: &mut NextRows, first, end| {
            rows.end(first, || end);
            let run = rows.run(first, 0, read);
            run.into_iter().map(|(at, _)| at).collect::<Vec<_>>()
        };
        let mut rows = NextRows::default();
        assert_eq!(found(&mut rows, 0, 3), [0, 1, 2]);
        assert!(found(&mut rows, 1, 3).is_empty());
        assert_eq!(found(&mut rows, 3, 6), [3, 5]);
        assert_eq!(found(&mut rows, 4, 6), [4, 5]);
    }
}
