//! Which rows are worth comparing: those that share a key.
//!
//! A rule makes keys of one or more comparisons' values; rows that share a key of any rule are
//! compared. A pair that shares several keys belongs to the first of them.

use super::table::{Table, TooLarge};
use crate::tag::hash::{mix, text};
use std::ops::Range;

/// A way to make keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Comparisons whose values make the key.
    pub parts: Vec<Part>,
}

/// One component of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub comparison: usize,
    /// Characters of the value that count; all if not given.
    pub characters: Option<usize>,
}

/// Rules that fit a key.
pub const RULES_MAX: usize = 16;
/// Keys that one row may have by one rule; what has more is too vague to be found by it.
const KEYS_PER_RULE_MAX: usize = 64;
/// Bits of a key that name its rule, at its top, so that keys sort by rule.
const RULE_SHIFT: u32 = 60;

/// The keys of every row, in the order of the rules.
#[derive(Debug, Default)]
pub struct Keys {
    starts: Vec<u32>,
    keys: Vec<u64>,
}

/// The rule that a key is of.
pub const fn rule_of(key: u64) -> usize {
    (key >> RULE_SHIFT) as usize
}

/// A key of a rule from what its values hash to.
pub const fn key(rule: usize, hashed: u64) -> u64 {
    ((rule as u64) << RULE_SHIFT) | (mix(hashed, 0x006b_6579) & ((1 << RULE_SHIFT) - 1))
}

impl Keys {
    /// Keys of a run of rows of a table; runs are put together by [`Keys::append`].
    pub fn of(table: &Table, rules: &[Rule], rows: Range<u32>) -> Result<Self, TooLarge> {
        let mut all = Self::default();
        let mut keys = Vec::new();
        for row in rows {
            keys.clear();
            for (number, rule) in rules.iter().enumerate() {
                let hashed = hashes(table, rule, row);
                keys.extend(hashed.into_iter().map(|hashed| key(number, hashed)));
            }
            all.push(&mut keys)?;
        }
        Ok(all)
    }

    /// Adds the keys of the rows that follow.
    pub fn append(&mut self, next: &Self) -> Result<(), TooLarge> {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let before = u32::try_from(self.keys.len()).map_err(|_| TooLarge)?;
        for start in next.starts.iter().skip(1) {
            self.starts.push(start.checked_add(before).ok_or(TooLarge)?);
        }
        self.keys.extend_from_slice(&next.keys);
        Ok(())
    }

    /// Adds the keys of the next row.
    pub fn push(&mut self, keys: &mut Vec<u64>) -> Result<(), TooLarge> {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        keys.sort_unstable();
        keys.dedup();
        self.keys.extend_from_slice(keys);
        self.starts.push(u32::try_from(self.keys.len()).map_err(|_| TooLarge)?);
        Ok(())
    }

    /// The keys of a row, sorted.
    pub fn row(&self, row: u32) -> &[u64] {
        let at = row as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => {
                self.keys.get(*start as usize..*end as usize).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The first key that two rows share.
    pub fn meeting(&self, left: u32, right: u32) -> Option<u64> {
        let (mut ours, mut theirs) = (self.row(left), self.row(right));
        while let (Some((one, more)), Some((two, rest))) =
            (ours.split_first(), theirs.split_first())
        {
            match one.cmp(two) {
                std::cmp::Ordering::Equal => return Some(*one),
                std::cmp::Ordering::Less => ours = more,
                std::cmp::Ordering::Greater => theirs = rest,
            }
        }
        None
    }

    /// Every row with each of its keys.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u32)> {
        let rows = u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        (0..rows).flat_map(|row| self.row(row).iter().map(move |key| (*key, row)))
    }
}

/// What the values of a row hash to under a rule; nothing when a component has no value.
fn hashes(table: &Table, rule: &Rule, row: u32) -> Vec<u64> {
    let mut hashed = vec![0x0062_6c6f_636b_u64];
    for part in &rule.parts {
        let (Some(column), Some(comparison)) =
            (table.column(part.comparison), table.schema().comparisons.get(part.comparison))
        else {
            return Vec::new();
        };
        let values = table
            .cell(row, part.comparison)
            .iter()
            .flat_map(|id| (comparison.method.keys)(column.value(*id)));
        let pieces: Vec<u64> = values
            .map(|value| match part.characters {
                Some(count) => text(value.chars().take(count)),
                None => text(value.chars()),
            })
            .collect();
        let before = std::mem::take(&mut hashed);
        let all = before.iter().flat_map(|one| pieces.iter().map(move |two| mix(*one, *two)));
        hashed = all.take(KEYS_PER_RULE_MAX).collect();
    }
    hashed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkage::model::{Comparison, Schema};

    #[test]
    fn rows_meet_at_the_first_key_they_share() {
        let schema =
            Schema::new(vec![Comparison::of("name", "text"), Comparison::of("mail", "exact")]);
        let mut table = Table::new(schema.unwrap());
        for (name, mail) in [("anna", "x"), ("annb", "x"), ("annc", ""), ("bob", "x")] {
            table.push(&[vec![name], vec![mail]]).unwrap();
        }
        let rules = [
            Rule { parts: vec![Part { comparison: 0, characters: Some(3) }] },
            Rule { parts: vec![Part { comparison: 1, characters: None }] },
        ];
        let mut keys = Keys::of(&table, &rules, 0..2).unwrap();
        keys.append(&Keys::of(&table, &rules, 2..4).unwrap()).unwrap();
        assert_eq!(keys.meeting(0, 1).map(rule_of), Some(0));
        assert_eq!(keys.meeting(0, 3).map(rule_of), Some(1));
        assert_eq!(keys.meeting(2, 3), None);
        assert_eq!(keys.row(2).len(), 1);
        assert_eq!(keys.iter().count(), 7);
    }
}
