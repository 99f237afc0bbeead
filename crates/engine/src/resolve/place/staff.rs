//! Staff of one name that have nothing to compare: the register here, a mail or a roster of duty there.

use super::{Because, Earlier, Mention, Places, Scope, Strength, Unplaced};
use crate::linkage::compare::{NAME, READING};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Relations of people who are or were the house's own, before the `@` of its company.
const STAFF: &[&str] = &["employee", "former_employee"];

impl Mention {
    /// The companies whose staff it is of.
    fn staff_of(&self) -> impl Iterator<Item = &str> {
        let parts = self.relations.iter().filter_map(|relation| relation.split_once('@'));
        parts.filter(|(relation, _)| STAFF.contains(relation)).map(|(_, company)| company)
    }

    /// What it says that would tell two namesakes apart.
    fn told(&self) -> impl Iterator<Item = &str> {
        let kind = |value: &'_ String| value.split_once(':').map_or(0, |(kind, _)| kind.len());
        let numbers = self.national_ids.iter().chain(&self.identifiers);
        let numbers = numbers.filter_map(move |value| value.get(..kind(value)));
        let fields = [
            ("email", &self.emails),
            ("birth date", &self.birth_dates),
            ("address", &self.addresses),
            ("employee number", &self.employee_ids),
            ("employer", &self.employers),
        ];
        let fields = fields.into_iter().filter(|(_, values)| !values.is_empty());
        fields.map(|(name, _)| name).chain(numbers)
    }
}

/// A group of staff.
#[derive(Default)]
struct Staff<'a> {
    rows: Vec<u32>,
    names: BTreeSet<&'a str>,
    companies: BTreeSet<&'a str>,
    told: BTreeSet<&'a str>,
    documents: BTreeSet<u32>,
    /// Whether it named a person in an earlier run, and to which group that run gave it.
    named_before: bool,
    earlier: BTreeSet<u32>,
}

impl Staff<'_> {
    /// Whether it holds hardly more than a name and telephones.
    fn is_of_roster(&self) -> bool {
        self.told.iter().all(|told| *told == "birth date")
    }

    /// Whether two groups may be one person: of one name, nothing to compare, and not beside each other in one
    /// document.
    fn may_be(&self, other: &Self) -> bool {
        let one_name =
            |name: &&str| other.names.iter().any(|theirs| (NAME.compare)(name, theirs) <= READING);
        self.told.is_disjoint(&other.told)
            && self.documents.is_disjoint(&other.documents)
            && self.names.iter().all(one_name)
    }
}

impl<'a> Places<'a> {
    /// A company knows its staff: two groups of one name there that have nothing to compare are one person when there
    /// is no third. Who is named in a roster with hardly more than a telephone is the one of that name, and nobody
    /// when there are several. What named persons in an earlier run and what humans decided about stays as it is.
    pub(super) fn place_staff(&mut self) {
        let mut gone = self.join_staff();
        let staff = self.staff();
        let fitting = self.fitting(&staff);
        let free = |one: &&Staff<'_>| one.is_of_roster() && !one.named_before;
        for (group, one) in staff.iter().filter(|(_, one)| free(one)) {
            let Some(found) = fitting.get(group) else { continue };
            match (one.earlier.intersection(found).next().or(found.first()), found.len()) {
                (None, _) => continue,
                (Some(only), count) if count == 1 || one.earlier.contains(only) => {
                    self.move_all(&one.rows, *only, Because::OnlyBearerIn(Scope::Relation));
                }
                _ => one.rows.iter().for_each(|row| {
                    self.leave(*row, found.clone(), Unplaced::SeveralBearers);
                }),
            }
            gone.insert(*group);
        }
        self.forget(&gone);
    }

    /// Joins groups of which each is the only one that the other may be; returns those that went to another.
    fn join_staff(&mut self) -> BTreeSet<u32> {
        let staff = self.staff();
        let fitting = self.fitting(&staff);
        let only = |group: u32| {
            let found = fitting.get(&group)?;
            found.first().copied().filter(|_| found.len() == 1)
        };
        let target = |(group, one): (&u32, &Staff<'_>)| {
            if one.is_of_roster() || one.named_before {
                return None;
            }
            let before = one.earlier.intersection(fitting.get(group)?).next().copied();
            let mutual = only(*group).filter(|other| only(*other) == Some(*group));
            // The later goes to the earlier, unless that one alone named a person before.
            let leads = |other: &u32| {
                *other < *group || staff.get(other).is_some_and(|theirs| theirs.named_before)
            };
            Some((*group, before.or(mutual.filter(leads))?))
        };
        let moves: BTreeMap<u32, u32> = staff.iter().filter_map(target).collect();
        for (group, to) in &moves {
            // A group may go where another goes on from.
            let end = (0..moves.len()).try_fold(*to, |at, _| match moves.get(&at) {
                Some(next) if next != group => Ok(*next),
                _ => Err(at),
            });
            let to = end.unwrap_or_else(|at| at);
            if let Some(one) = staff.get(group).filter(|_| to != *group) {
                self.move_all(&one.rows, to, Because::OnlyBearerIn(Scope::Relation));
            }
        }
        moves.into_keys().collect()
    }

    /// The groups of staff, each mention of which has a whole name and more, and about which no human decided.
    fn staff(&self) -> BTreeMap<u32, Staff<'a>> {
        let whole = |row: &u32| {
            self.mentions.strength(*row) == Strength::Full && !self.decided.contains(row)
        };
        let groups = self.groups().into_iter().filter(|(_, rows)| rows.iter().all(whole));
        let staff = groups.map(|(group, rows)| (group, self.staff_of(rows)));
        staff.filter(|(_, one)| !one.companies.is_empty() && !one.names.is_empty()).collect()
    }

    fn staff_of(&self, rows: Vec<u32>) -> Staff<'a> {
        let mut one =
            Staff { documents: self.surroundings_of(&rows).documents, ..Staff::default() };
        for mention in rows.iter().filter_map(|row| self.mention(*row)) {
            one.companies.extend(mention.staff_of());
            one.told.extend(mention.told());
            match self.earlier_person(mention) {
                Earlier::Own => one.named_before = true,
                Earlier::Of(group) => drop(one.earlier.insert(group)),
                Earlier::None => {}
            }
        }
        let forms = rows.iter().flat_map(|row| self.mentions.names(*row));
        one.names.extend(forms.map(|form| form.canonical.as_str()));
        one.rows = rows;
        one
    }

    /// For each group those of its company that may be the same person, and of which more is known than of a roster.
    fn fitting(&self, staff: &BTreeMap<u32, Staff<'a>>) -> BTreeMap<u32, BTreeSet<u32>> {
        let keys = |one: &Staff<'a>| {
            one.rows.iter().flat_map(|row| self.keys(*row)).collect::<BTreeSet<&'a str>>()
        };
        let mut bearers: HashMap<&str, Vec<u32>> = HashMap::new();
        for (group, one) in staff.iter().filter(|(_, one)| !one.is_of_roster()) {
            keys(one).into_iter().for_each(|key| bearers.entry(key).or_default().push(*group));
        }
        let of = |(group, one): (&u32, &Staff<'a>)| {
            let found = keys(one).into_iter().filter_map(|key| bearers.get(key)).flatten();
            let foe = |other: &u32| one.rows.iter().any(|row| self.is_foe(*row, *other));
            let may_be = |other: &&u32| {
                *other != group
                    && staff.get(other).is_some_and(|theirs| one.may_be(theirs))
                    && !foe(other)
            };
            let in_group: BTreeSet<u32> = found.filter(may_be).copied().collect();
            let here = |other: &&u32| {
                let theirs = staff.get(other).map(|theirs| &theirs.companies);
                theirs.is_some_and(|theirs| !theirs.is_disjoint(&one.companies))
            };
            let at_company: BTreeSet<u32> = in_group.iter().filter(here).copied().collect();
            // Rosters travel: one that lies with another company of the group is still of its staff.
            let travels = at_company.is_empty() && one.is_of_roster();
            (*group, if travels { in_group } else { at_company })
        };
        staff.iter().map(of).collect()
    }
}
