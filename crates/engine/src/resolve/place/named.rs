//! Whose names agree: keys bring together what may only sound alike.

use super::{Because, Earlier, Places, Scope, Surroundings};
use crate::linkage::compare::{READING, SHORTER};
use crate::resolve::Form;
use std::collections::{BTreeSet, HashMap};

/// Candidates whose names are compared; a name that more bear tells nobody.
const COMPARED_MAX: usize = 1_000;
/// The level of names that are the same.
const SAME: usize = 0;

impl Places<'_> {
    /// Of groups that meet the mention under a key those whose names agree with its own: 典子 is not 紀子, though both
    /// may be read Noriko.
    pub(super) fn named_alike(&self, row: u32, groups: BTreeSet<u32>) -> BTreeSet<u32> {
        if groups.len() > COMPARED_MAX {
            return groups;
        }
        groups.into_iter().filter(|group| self.agreement(row, *group) <= SHORTER).collect()
    }

    /// The candidate that an earlier run chose, else the one that is meant.
    pub(super) fn one_of_now(
        &self,
        candidates: &BTreeSet<u32>,
        row: u32,
        earlier: Earlier,
        surroundings: &HashMap<u32, Surroundings>,
    ) -> Option<(u32, Because)> {
        let told = self.one_of(candidates, row, surroundings);
        match earlier {
            Earlier::Of(group) if candidates.contains(&group) => {
                let same = told.filter(|(only, _)| *only == group);
                same.or(Some((group, Because::PlacedBefore)))
            }
            _ => told,
        }
    }

    /// The candidate that is meant: the only one close by, else the only one whose name agrees best, else the only
    /// one of these around.
    fn one_of(
        &self,
        candidates: &BTreeSet<u32>,
        row: u32,
        surroundings: &HashMap<u32, Surroundings>,
    ) -> Option<(u32, Because)> {
        let close =
            |scope: Scope| matches!(scope, Scope::Document | Scope::Employer | Scope::Department);
        let within = |found: Option<(u32, Scope)>| {
            found.map(|(group, scope)| (group, Because::OnlyBearerIn(scope)))
        };
        let near = self.only_of(candidates, row, surroundings).filter(|(_, scope)| close(*scope));
        let best = || {
            let best = self.best_named(row, candidates);
            match best.first() {
                Some(only) if best.len() == 1 => Some((*only, Because::OnlyBearer)),
                _ => within(self.only_of(&best, row, surroundings)),
            }
        };
        within(near).or_else(best)
    }

    /// The candidates whose names agree best.
    fn best_named(&self, row: u32, candidates: &BTreeSet<u32>) -> BTreeSet<u32> {
        if candidates.len() > COMPARED_MAX {
            return candidates.clone();
        }
        let levels: Vec<(usize, u32)> =
            candidates.iter().map(|group| (self.agreement(row, *group), *group)).collect();
        let best = levels.iter().map(|(level, _)| *level).min();
        levels.into_iter().filter(|(level, _)| Some(*level) == best).map(|(_, one)| one).collect()
    }

    /// How well a name of the mention agrees with one of the group: a level of names. What was written by its sound
    /// agrees with kanji of that sound as well as with itself.
    fn agreement(&self, row: u32, group: u32) -> usize {
        let Some(around) = self.surroundings.get(&group) else { return usize::MAX };
        if self.mentions.name_numbers(row).any(|own| around.names.contains(&own)) {
            return SAME;
        }
        let theirs = around.names.iter().filter_map(|name| self.mentions.form(*name));
        let of = |own: &Form, theirs: &Form| match own.level(theirs) {
            READING if !own.is_kanji() => SAME,
            level => level,
        };
        let own = self.mentions.names(row);
        let levels = own.flat_map(|own| theirs.clone().map(move |theirs| of(own, theirs)));
        levels.min().unwrap_or(usize::MAX)
    }

    /// Whether two mentions bear names that agree.
    pub(super) fn are_called_alike(&self, one: u32, other: u32) -> bool {
        let agree = |own: &Form| self.mentions.names(other).any(|form| own.level(form) <= SHORTER);
        self.mentions.names(one).any(agree)
    }
}
