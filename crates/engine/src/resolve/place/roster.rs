//! Staff named with hardly more than a telephone: rosters of duty, lists of numbers.

use super::{Because, Earlier, Mention, Places, Scope, Strength, Unplaced};
use crate::linkage::compare::{NAME, READING};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Relations of people who are or were the house's own, before the `@` of its company.
const STAFF: &[&str] = &["employee", "former_employee"];

impl Mention {
    /// Whether it holds nothing but a name, telephones, birth dates and departments.
    fn is_of_roster(&self) -> bool {
        let more = [
            &self.national_ids,
            &self.emails,
            &self.addresses,
            &self.employee_ids,
            &self.employers,
            &self.identifiers,
        ];
        !self.names.is_empty() && more.iter().all(|values| values.is_empty())
    }

    /// The companies whose staff it is of.
    fn staff_of(&self) -> impl Iterator<Item = &str> {
        let parts = self.relations.iter().filter_map(|relation| relation.split_once('@'));
        parts.filter(|(relation, _)| STAFF.contains(relation)).map(|(_, company)| company)
    }
}

/// The mentions of each group.
type Groups = BTreeMap<u32, Vec<u32>>;

impl<'a> Places<'a> {
    /// A company knows its staff by more than a telephone: who is named in a list of its staff with no more is the
    /// one of that name whom it knows; nobody when it knows several. What named a person in an earlier run and what
    /// humans decided about stays as it is.
    pub(super) fn place_rosters(&mut self) {
        let named = |row: &u32| self.mentions.strength(*row) == Strength::Full;
        let staff =
            |row: &u32| self.mention(*row).is_some_and(|one| one.staff_of().next().is_some());
        let of_roster = |row: &u32| self.mention(*row).is_some_and(Mention::is_of_roster);
        let groups = self
            .groups()
            .into_iter()
            .filter(|(_, rows)| rows.iter().all(named) && rows.iter().any(staff));
        let (listed, known): (Groups, Groups) = groups
            .partition(|(_, rows)| rows.iter().all(|row| of_roster(row) && self.is_free(*row)));
        let mut bearers: HashMap<&str, BTreeSet<u32>> = HashMap::new();
        for (group, rows) in &known {
            let keys = rows.iter().flat_map(|row| self.keys(*row));
            keys.for_each(|key| {
                bearers.entry(key).or_default().insert(*group);
            });
        }
        let mut gone = BTreeSet::new();
        for (group, rows) in &listed {
            let keys = rows.iter().flat_map(|row| self.keys(*row));
            let found: BTreeSet<u32> =
                keys.filter_map(|key| bearers.get(key)).flatten().copied().collect();
            let may_be = |other: &u32| {
                known.get(other).is_some_and(|theirs| self.may_be_of_staff(rows, theirs, *other))
            };
            let found: BTreeSet<u32> = found.into_iter().filter(may_be).collect();
            let earlier =
                rows.iter().find_map(|row| match self.earlier_person(self.mention(*row)?) {
                    Earlier::Of(group) => found.contains(&group).then_some(group),
                    Earlier::Own | Earlier::None => None,
                });
            match (earlier.or(found.first().copied()), earlier.map_or(found.len(), |_| 1)) {
                (None, _) => continue,
                (Some(only), 1) => {
                    self.move_all(rows, only, Because::OnlyBearerIn(Scope::Relation));
                }
                _ => rows.iter().for_each(|row| {
                    self.leave(*row, found.clone(), Unplaced::SeveralBearers);
                }),
            }
            gone.insert(*group);
        }
        self.forget(&gone);
    }

    /// Whether neither a human nor an earlier run says whose a mention is.
    fn is_free(&self, row: u32) -> bool {
        let own = self.mention(row).map(|mention| self.earlier_person(mention));
        !self.decided.contains(&row) && own != Some(Earlier::Own)
    }

    /// Whether mentions of a roster may be of a known person: of one company's staff, of one name, born on one day,
    /// and not named beside the person in one document.
    fn may_be_of_staff(&self, rows: &[u32], theirs: &[u32], group: u32) -> bool {
        let of = |rows: &[u32]| -> Vec<&'a Mention> {
            rows.iter().filter_map(|row| self.mention(*row)).collect()
        };
        let (ours, them) = (of(rows), of(theirs));
        let companies: BTreeSet<&str> = ours.iter().flat_map(|one| one.staff_of()).collect();
        let births: BTreeSet<&String> = them.iter().flat_map(|one| &one.birth_dates).collect();
        let born = |date: &String| births.is_empty() || births.contains(date);
        let canonical = |rows: &[u32]| -> Vec<&'a str> {
            let forms = rows.iter().flat_map(|row| self.mentions.names(*row));
            forms.map(|form| form.canonical.as_str()).collect()
        };
        let called = canonical(theirs);
        let one_name =
            |name: &&str| called.iter().any(|other| (NAME.compare)(name, other) <= READING);
        let apart = self.surroundings_of(rows).documents;
        them.iter().flat_map(|one| one.staff_of()).any(|company| companies.contains(company))
            && canonical(rows).iter().all(one_name)
            && ours.iter().flat_map(|one| &one.birth_dates).all(born)
            && apart.is_disjoint(&self.surroundings_of(theirs).documents)
            && !rows.iter().any(|row| self.is_foe(*row, group))
    }
}
