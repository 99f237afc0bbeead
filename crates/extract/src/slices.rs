//! Tables and texts larger than a reader should hold: handed out slice by slice as they are read.

use crate::layout::add_tables;
use crate::{Reading, Slice};
use candor_facts::{Part, PartKind, Table};

/// Fills a part row by row or line by line, and hands it out whenever it has grown large enough.
pub(crate) struct Slices<'r, 'a> {
    reading: &'r mut Reading<'a>,
    label: String,
    part: Part,
    /// Slices handed out so far.
    handed: usize,
    /// Whether the part at hand began in the middle of a table.
    continues: bool,
    cut: bool,
}

impl<'r, 'a> Slices<'r, 'a> {
    pub fn new(reading: &'r mut Reading<'a>, kind: PartKind, label: impl Into<String>) -> Self {
        let label = label.into();
        let part = Part::text(kind, label.clone(), "");
        Self { reading, label, part, handed: 0, continues: false, cut: false }
    }

    /// Whether text beyond the limit was left out.
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// Begins another table of the same part.
    pub fn next_table(&mut self) {
        if self.part.text.len() >= self.reading.limits().slice_bytes {
            self.hand_out();
            self.continues = false;
        }
        self.part.tables.push(Table::default());
    }

    /// Ends a table with an empty line.
    pub fn end_table(&mut self) {
        self.part.text.push('\n');
    }

    /// Adds a row to the table at hand.
    pub fn row<'c>(&mut self, row: u32, cells: impl IntoIterator<Item = (u32, &'c str)>) {
        if self.is_full() {
            self.hand_out();
            self.continues = true;
        }
        if self.handed > 0 && self.part.text.is_empty() {
            self.part.label = format!("{}, from row {}", self.label, u64::from(row) + 1);
        }
        if !self.cut {
            self.part.push_row(row, cells);
        }
    }

    /// Adds a line of text.
    pub fn line(&mut self, line: &str) {
        if self.is_full() {
            add_tables(&mut self.part);
            self.hand_out();
            self.part.label = format!("{} ({})", self.label, self.handed + 1);
        }
        if !self.cut {
            self.part.text.push_str(line);
            self.part.text.push('\n');
        }
    }

    fn is_full(&mut self) -> bool {
        let limits = self.reading.limits();
        self.cut |= self.reading.sliced + self.part.text.len() >= limits.sliced_bytes_max;
        !self.cut && self.part.text.len() >= limits.slice_bytes
    }

    fn hand_out(&mut self) {
        let next = Part::text(self.part.kind, self.label.clone(), "");
        let part = std::mem::replace(&mut self.part, next);
        self.reading.sliced += part.text.len();
        self.handed += 1;
        self.reading.host.slice(Slice { part, continues: self.continues });
    }

    /// Ends the part. It is given back where it is small, together with what the document holds
    /// already; what was begun in slices ends in one.
    pub fn finish(mut self) -> Option<Part> {
        let length = self.part.text.len();
        let small = self.reading.kept + length <= self.reading.limits().slice_bytes;
        if self.handed == 0 && small {
            self.reading.kept += length;
            return Some(self.part);
        }
        if length > 0 {
            if self.part.kind == PartKind::Body {
                add_tables(&mut self.part);
            }
            self.hand_out();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Kept;
    use crate::{Limits, Options};

    fn options(slice_bytes: usize, sliced_bytes_max: usize) -> Options {
        let limits = Limits { slice_bytes, sliced_bytes_max, ..Limits::default() };
        Options { limits, ..Options::default() }
    }

    #[test]
    fn rows_come_in_slices_that_know_where_they_begin() {
        let (options, mut host) = (options(10, 1_000), Kept::default());
        let nothing = bytes::Bytes::new();
        let mut reading = Reading::new(&nothing, &options, &mut host);
        let mut slices = Slices::new(&mut reading, PartKind::Sheet, "list");
        slices.next_table();
        for row in 0..5 {
            slices.row(row, [(0, "abc"), (1, "de")]);
        }
        assert!(slices.finish().is_none());
        let seen: Vec<(&str, bool, &str, u32)> = host
            .slices
            .iter()
            .map(|s| {
                let row = s.part.tables[0].cells[0].row;
                (s.part.label.as_str(), s.continues, s.part.text.as_str(), row)
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("list", false, "abc\tde\nabc\tde\n", 0),
                ("list, from row 3", true, "abc\tde\nabc\tde\n", 2),
                ("list, from row 5", true, "abc\tde\n", 4),
            ]
        );
    }

    #[test]
    fn what_is_small_stays_in_the_document_and_what_is_beyond_the_limit_is_cut() {
        let (options, mut host) = (options(10, 25), Kept::default());
        let nothing = bytes::Bytes::new();
        let mut reading = Reading::new(&nothing, &options, &mut host);
        let mut slices = Slices::new(&mut reading, PartKind::Sheet, "small");
        slices.row(0, [(0, "abc")]);
        assert_eq!(slices.finish().map(|part| part.text), Some("abc\n".to_owned()));
        let mut slices = Slices::new(&mut reading, PartKind::Body, "body");
        for _ in 0..9 {
            slices.line("0123456789");
        }
        assert!(slices.is_cut());
        assert!(slices.finish().is_none());
        let text: usize = host.slices.iter().map(|slice| slice.part.text.len()).sum();
        assert_eq!((host.slices.len(), text), (3, 33));
    }
}
