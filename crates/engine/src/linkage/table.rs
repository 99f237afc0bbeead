//! The table to link, held by column: each distinct value once, in canonical form.

use super::Vector;
use super::compare;
use super::model::{Comparison, Schema};
use crate::tag::hash::mix;
use hashbrown::HashTable;

/// Why a table cannot grow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a table to link holds at most {} rows and values a column", u32::MAX)]
pub struct TooLarge;

/// The distinct values of one column.
#[derive(Debug, Default)]
pub struct Column {
    /// Canonical values, one behind the other.
    text: String,
    ends: Vec<usize>,
    /// Rows that bear each value.
    bearers: Vec<u32>,
    lookup: HashTable<u32>,
    /// How common each value is among subjects, where that is better known than by counting rows.
    shares: Vec<f32>,
}

fn hash(text: &str) -> u64 {
    let mut chunks = text.as_bytes().chunks_exact(8);
    let mut state = mix(0x7461_626c, text.len() as u64);
    for chunk in &mut chunks {
        state = mix(state, u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
    }
    let mut last = [0_u8; 8];
    last.iter_mut().zip(chunks.remainder()).for_each(|(slot, byte)| *slot = *byte);
    mix(state, u64::from_le_bytes(last))
}

impl Column {
    /// A canonical value by its number.
    pub fn value(&self, id: u32) -> &str {
        let at = id as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let end = self.ends.get(at).copied().unwrap_or(0);
        self.text.get(start.unwrap_or(0)..end).unwrap_or_default()
    }

    /// Rows that bear a value.
    pub fn bearers(&self, id: u32) -> u32 {
        self.bearers.get(id as usize).copied().unwrap_or(0)
    }

    /// The share of all subjects that bear a value: as it was given, or counted in rows.
    pub fn share(&self, id: u32, rows: u32) -> f64 {
        let counted = || f64::from(self.bearers(id)) / f64::from(rows.max(1));
        self.shares.get(id as usize).copied().map_or_else(counted, f64::from)
    }

    /// Whether the shares were given rather than counted.
    pub const fn shares_are_given(&self) -> bool {
        !self.shares.is_empty()
    }

    /// Distinct values.
    pub fn distinct(&self) -> usize {
        self.ends.len()
    }

    /// The number of a canonical value; a value that is new is added.
    pub fn number(&mut self, text: &str) -> Result<u32, TooLarge> {
        let hashed = hash(text);
        if let Some(id) = self.lookup.find(hashed, |id| self.value(*id) == text) {
            return Ok(*id);
        }
        let id = u32::try_from(self.ends.len()).ok().filter(|id| *id != NOTHING).ok_or(TooLarge)?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.bearers.push(0);
        let (text, ends) = (&self.text, &self.ends);
        let value = |id: &u32| {
            let at = *id as usize;
            let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied();
            let end = ends.get(at).copied().unwrap_or(0);
            hash(text.get(start.unwrap_or(0)..end).unwrap_or_default())
        };
        self.lookup.insert_unique(hashed, id, value);
        Ok(id)
    }

    /// Gives back what only growing needs.
    fn seal(&mut self) {
        self.lookup = HashTable::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.bearers.shrink_to_fit();
    }
}

/// The number of no value.
pub const NOTHING: u32 = u32::MAX;

/// Rows to link under a schema. The values of one row lie side by side: comparing two rows touches
/// two places of memory.
#[derive(Debug)]
pub struct Table {
    schema: Schema,
    columns: Vec<Column>,
    rows: u32,
    /// Where each cell begins in `ids`, row by row; one more than there are cells.
    starts: Vec<u32>,
    /// Numbers of values.
    ids: Vec<u32>,
}

impl Table {
    pub fn new(schema: Schema) -> Self {
        let columns = schema.comparisons.iter().map(|_| Column::default()).collect();
        Self { schema, columns, rows: 0, starts: vec![0], ids: Vec::new() }
    }

    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// The values that a comparison looks at.
    pub fn column(&self, comparison: usize) -> Option<&Column> {
        self.columns.get(comparison)
    }

    /// The values of a cell, by number.
    pub fn cell(&self, row: u32, comparison: usize) -> &[u32] {
        let at = row as usize * self.columns.len() + comparison;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) if comparison < self.columns.len() => {
                self.ids.get(*start as usize..*end as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// Adds a row: for each comparison its values as they were written, any number of them.
    pub fn push<S: AsRef<str>>(&mut self, cells: &[Vec<S>]) -> Result<(), TooLarge> {
        let canonical = self.schema.canonical(cells);
        self.push_canonical(&canonical)
    }

    /// Adds a row whose values are in canonical form.
    pub fn push_canonical(&mut self, cells: &[Vec<String>]) -> Result<(), TooLarge> {
        for (column, values) in self.columns.iter_mut().zip(cells) {
            let first = self.ids.len();
            for value in values.iter().filter(|value| !value.is_empty()) {
                let id = column.number(value)?;
                if !self.ids.get(first..).unwrap_or_default().contains(&id) {
                    self.ids.push(id);
                    if let Some(bearers) = column.bearers.get_mut(id as usize) {
                        *bearers += 1;
                    }
                }
            }
            self.starts.push(u32::try_from(self.ids.len()).map_err(|_| TooLarge)?);
        }
        // A row that names fewer comparisons has no values for the rest.
        let end = u32::try_from(self.ids.len()).map_err(|_| TooLarge)?;
        self.rows = self.rows.checked_add(1).ok_or(TooLarge)?;
        self.starts.resize(self.rows as usize * self.columns.len() + 1, end);
        Ok(())
    }

    /// The columns with their comparisons, to be filled side by side; [`Table::push_numbers`] then
    /// adds the rows.
    pub fn columns_mut(&mut self) -> impl Iterator<Item = (&Comparison, &mut Column)> {
        self.schema.comparisons.iter().zip(&mut self.columns)
    }

    /// Adds rows whose cells hold one value at most: for each comparison a list of numbers, one a
    /// row, [`NOTHING`] where there is no value.
    pub fn push_numbers(&mut self, columns: &[Vec<u32>]) -> Result<(), TooLarge> {
        for row in 0..columns.first().map_or(0, Vec::len) {
            for (column, numbers) in self.columns.iter_mut().zip(columns) {
                if let Some(id) = numbers.get(row).copied().filter(|id| *id != NOTHING) {
                    self.ids.push(id);
                    if let Some(bearers) = column.bearers.get_mut(id as usize) {
                        *bearers += 1;
                    }
                }
                self.starts.push(u32::try_from(self.ids.len()).map_err(|_| TooLarge)?);
            }
            self.rows = self.rows.checked_add(1).ok_or(TooLarge)?;
        }
        Ok(())
    }

    /// Says how common each value of a comparison is among subjects.
    pub fn set_shares(&mut self, comparison: usize, shares: Vec<f32>) {
        if let Some(column) = self.columns.get_mut(comparison) {
            column.shares = shares;
        }
    }

    /// No further row will come.
    pub fn seal(&mut self) {
        self.columns.iter_mut().for_each(Column::seal);
        self.ids.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// Whether two rows have values to compare in any comparison but those: numbers of two kinds are none.
    pub fn share_any_but(&self, quiet: &[usize], left: u32, right: u32) -> bool {
        let comparable = |at: usize, level: usize| {
            let comparison = self.schema.comparisons.get(at);
            let name =
                comparison.and_then(|one| one.method.levels.get(level)).map(|level| level.name);
            name != Some(compare::ANOTHER_KIND)
        };
        (0..self.columns.len())
            .filter(|at| !quiet.contains(at))
            .any(|at| self.best(at, left, right).is_some_and(|(level, ..)| comparable(at, level)))
    }

    /// Whether two values of a comparison are one slip apart or nearer, as a day and a month swapped.
    pub fn is_near(&self, comparison: usize, one: u32, two: u32) -> bool {
        let (Some(column), Some(known)) =
            (self.columns.get(comparison), self.schema.comparisons.get(comparison))
        else {
            return false;
        };
        let level = (known.method.compare)(column.value(one), column.value(two));
        let slip = known.method.levels.iter().position(|level| level.name == compare::ONE_SLIP);
        slip.is_some_and(|slip| level <= slip)
    }

    /// How two rows compare.
    pub fn vector(&self, left: u32, right: u32) -> Vector {
        let mut vector = Vector::EMPTY;
        for at in 0..self.columns.len() {
            if let Some((level, ..)) = self.best(at, left, right) {
                vector = vector.with(at, level);
            }
        }
        vector
    }

    /// The best level that any value of one row reaches with any of the other in one comparison,
    /// and the two values; none when a side has no value.
    pub fn best(&self, at: usize, left: u32, right: u32) -> Option<(usize, u32, u32)> {
        let (column, comparison) = (self.columns.get(at)?, self.schema.comparisons.get(at)?);
        let (ours, theirs) = (self.cell(left, at), self.cell(right, at));
        let mut best: Option<(usize, u32, u32)> = None;
        for one in ours {
            for two in theirs {
                let level = if one == two {
                    0
                } else {
                    (comparison.method.compare)(column.value(*one), column.value(*two))
                };
                if best.is_none_or(|(known, ..)| level < known) {
                    best = Some((level, *one, *two));
                }
                if level == 0 {
                    return best;
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_held_once_and_counted_by_row() {
        let schema = Schema::new(vec![Comparison::of("name", "text")]).unwrap();
        let mut table = Table::new(schema);
        for cells in [vec!["Ann"], vec!["ann", "ANN"], vec![], vec!["Bob", "ann"]] {
            table.push(&[cells]).unwrap();
        }
        table.seal();
        let column = table.column(0).unwrap();
        assert_eq!(column.distinct(), 2);
        assert_eq!(column.bearers(0), 3);
        assert_eq!(table.vector(0, 1).level(0), Some(0));
        assert_eq!(table.vector(0, 2).level(0), None);
        assert_eq!(table.vector(1, 3).level(0), Some(0));
        assert_eq!(table.rows(), 4);
    }
}
