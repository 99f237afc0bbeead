//! Where the headers of a table stand: rows whose words name its columns, and titles that only the values
//! below them explain.

use super::Grid;
use crate::link::columns::{self, Columns};
use crate::names::shape;
use candor_facts::Cell;
use std::collections::BTreeSet;

/// Rows among which the first header is looked for.
const HEADER_ROWS_MAX: usize = 12;
/// Rows among which the questions of a survey, or abbreviations, may stand.
const QUESTION_ROWS: usize = 4;
/// Longer cells are no titles of columns.
const TITLE_CHARACTERS_MAX: usize = 24;

impl Grid<'_> {
    /// Where headers begin, how many rows they take, and what they say.
    pub(super) fn headers(&self, rows: &[&[Cell]]) -> Vec<(usize, usize, Columns)> {
        let mut found: Vec<(usize, usize, Columns)> = Vec::new();
        let mut at = 0;
        while at + 1 < rows.len() {
            let wanted = !found.is_empty() || at < HEADER_ROWS_MAX;
            let header = if wanted { self.header_at(rows, at) } else { None };
            let header = header.or_else(|| self.header_under_title(rows, at));
            // A later header has to look like one on its own: most of its cells are labels.
            let titled = at > 0
                && rows.get(at - 1).is_some_and(|row| {
                    row.iter().filter(|cell| !self.text(cell).is_empty()).count() == 1
                });
            let header = header.filter(|(_, columns)| {
                found.last().is_none_or(|(_, _, last)| {
                    (columns.share > 0.6 || titled) && columns.unlike(last)
                })
            });
            match header {
                Some((height, columns)) => {
                    found.push((at, height, columns));
                    at += height;
                }
                None => at += 1,
            }
        }
        found
    }

    /// A header of one row, or of two when the second continues the first.
    fn header_at(&self, rows: &[&[Cell]], at: usize) -> Option<(usize, Columns)> {
        let row = rows.get(at)?;
        let below = rows.get(at + 1)?;
        let mut columns = Columns::of_row(row, |cell| self.text(cell));
        let two = rows.len() > at + 2
            && columns.len() >= 1
            && self.labels(below) >= 2
            && self.pairs(below) == 0
            && !below.iter().any(|cell| self.is_value(cell));
        if two {
            // Cells that reach down from the first row are left out of the second: it stands to the
            // right of them.
            let body = rows.get(at + 2).map_or(0, |row| row.len());
            let missing = body.saturating_sub(below.len());
            let reaches_down = row.len() < below.len()
                && below.first().is_some_and(|cell| cell.column == 0)
                && (1..=2).contains(&missing);
            let shift = if reaches_down { missing } else { 0 };
            let shifted: Vec<Cell> = below
                .iter()
                .map(|cell| Cell {
                    column: cell.column + u32::try_from(shift).unwrap_or(0),
                    ..*cell
                })
                .collect();
            if shift > 0 {
                columns.keep_first(u32::try_from(shift).unwrap_or(0));
            }
            columns.continue_with(&shifted, |cell| self.text(cell));
        }
        let sure = columns.len();
        if let Some(above) = at.checked_sub(1).and_then(|above| rows.get(above)) {
            // A row of groups: several short titles, fewer than below, none of them a value.
            let filled =
                |row: &[Cell]| row.iter().filter(|cell| !self.text(cell).is_empty()).count();
            let valued = above.iter().any(|cell| self.is_value(cell));
            if filled(above) >= 2 && filled(above) < filled(row) && !valued {
                columns.take_groups(above, |cell| self.text(cell));
            }
        }
        columns.widen();
        columns.take_lone_readings();
        columns.take_given_names();
        let titles = row.iter().filter(|cell| !self.text(cell).is_empty()).count();
        let enough = sure >= 2 && sure * 3 >= row.len()
            || sure >= 1
                && titles >= 3
                && columns.len() * 5 >= titles * 3
                && !row.iter().any(|cell| self.text(cell).bytes().any(|b| b.is_ascii_digit()))
                && self.labels(below) == 0
                && below.iter().filter(|cell| self.is_value(cell)).count() >= 2
            // The questions of a survey.
            || at < QUESTION_ROWS
                && columns.len() >= 3
                && columns.len() * 5 >= titles * 2
                && columns.names_someone()
                && self.labels(below) == 0
                && below.iter().any(|cell| self.is_value(cell));
        let pairs = self.pairs(row);
        (enough && pairs * 2 < columns.len().max(2)).then_some((if two { 2 } else { 1 }, columns))
    }

    /// A header that only its words show, under a title line of its own: the second and third tables
    /// of a sheet.
    fn header_under_title(&self, rows: &[&[Cell]], at: usize) -> Option<(usize, Columns)> {
        let above = rows.get(at.checked_sub(1)?)?;
        let (row, below) = (rows.get(at)?, rows.get(at + 1)?);
        let filled = |row: &[Cell]| row.iter().filter(|cell| !self.text(cell).is_empty()).count();
        let short = row.iter().all(|cell| self.text(cell).chars().count() <= 12);
        let digits = row.iter().any(|cell| self.text(cell).bytes().any(|b| b.is_ascii_digit()));
        if filled(above) != 1 || filled(row) < 2 || !short || digits || self.labels(below) > 0 {
            return None;
        }
        let mut columns = Columns::of_row(row, |cell| self.text(cell));
        columns.widen();
        (columns.len() * 2 >= filled(row) && columns.len() >= 2).then_some((1, columns))
    }

    /// The columns of a table whose titles say too little to be sure of, but whose values name people.
    pub(super) fn under_unknown_titles(&self, rows: &[&[Cell]]) -> Option<Columns> {
        let (titles, body) = rows.split_first()?;
        let texts = || titles.iter().map(|cell| self.text(cell)).filter(|text| !text.is_empty());
        let distinct: BTreeSet<&str> = texts().collect();
        let short = texts().all(|text| {
            text.chars().count() <= TITLE_CHARACTERS_MAX && text.chars().any(char::is_alphabetic)
        });
        let filled = texts().count();
        let valued = titles.iter().any(|cell| self.is_value(cell));
        if filled < 3
            || distinct.len() < filled
            || !short
            || valued
            || body.len() < 3
            || self.is_form(rows)
        {
            return None;
        }
        let mut header = Columns::of_row(titles, |cell| self.text(cell));
        header.widen();
        let columns = columns::infer(body, |cell| self.text(cell), &header);
        // Above a column of names stands a title, not the first of them.
        let first = titles.iter().any(|cell| {
            columns.is_of_people(cell.column)
                && shape(self.text(cell)).is_some_and(|shape| shape.full)
        });
        (columns.names_people() && !first).then_some(columns)
    }
}
