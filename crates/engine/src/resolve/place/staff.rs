//! Staff of one name that have nothing to compare: the register here, a mail or a roster of duty there.

use super::{Because, CANDIDATES_MAX, Earlier, Mention, Places, Scope, Strength, Unplaced};
use crate::linkage::compare::{NAME, READING};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Relations of people who are or were the house's own, before the `@` of its company.
const STAFF: &[&str] = &["employee", "former_employee"];
/// Groups under one key that are looked at; a name that more bear tells nobody.
const BEARERS_MAX: usize = 64;

impl Mention {
    /// The companies whose staff it is of.
    pub(super) fn staff_of(&self) -> impl Iterator<Item = &str> {
        let parts = self.relations.iter().filter_map(|relation| relation.split_once('@'));
        parts.filter(|(relation, _)| STAFF.contains(relation)).map(|(_, company)| company)
    }

    /// What it says that would tell two namesakes apart: fields, and the kinds of its numbers.
    fn told(&self) -> impl Iterator<Item = &str> {
        let numbers = self.national_ids.iter().chain(&self.identifiers);
        let kinds = numbers.map(|value| value.split_once(':').map_or(&**value, |(kind, _)| kind));
        let fields = [
            ("email", &self.emails),
            (BIRTH, &self.birth_dates),
            ("address", &self.addresses),
            ("employee number", &self.employee_ids),
            ("employer", &self.employers),
        ];
        let fields = fields.into_iter().filter(|(_, values)| !values.is_empty());
        fields.map(|(name, _)| name).chain(kinds)
    }
}

const BIRTH: &str = "birth date";

/// A group of staff.
#[derive(Default)]
struct Staff<'a> {
    rows: Vec<u32>,
    names: BTreeSet<&'a str>,
    companies: BTreeSet<&'a str>,
    told: BTreeSet<&'a str>,
    births: BTreeSet<&'a str>,
    documents: BTreeSet<u32>,
    /// Whether it named a person in an earlier run, and to which groups that run gave it.
    named_before: bool,
    earlier: BTreeSet<u32>,
}

impl Staff<'_> {
    /// Whether it holds hardly more than a name and telephones.
    fn is_of_roster(&self) -> bool {
        self.told.iter().all(|told| *told == BIRTH)
    }

    /// Whether two groups are of one name and one company's staff.
    fn is_namesake(&self, other: &Self) -> bool {
        let one_name =
            |name: &&str| other.names.iter().any(|theirs| (NAME.compare)(name, theirs) <= READING);
        !self.companies.is_disjoint(&other.companies) && self.names.iter().all(one_name)
    }

    /// Whether nothing tells two namesakes apart: nothing to compare, and not beside each other in one document.
    fn may_be(&self, other: &Self) -> bool {
        self.told.is_disjoint(&other.told) && self.documents.is_disjoint(&other.documents)
    }
}

/// The groups of staff that have a whole name and more.
type All<'a> = BTreeMap<u32, Staff<'a>>;
/// For each group its namesakes at the company of whom more is known than of a roster; none where there are too
/// many to look at.
type Namesakes = BTreeMap<u32, Option<BTreeSet<u32>>>;

impl<'a> Places<'a> {
    /// A company knows its staff: two groups of one name there that have nothing to compare are one person when there
    /// is no third. Who is named in a roster with hardly more than a telephone is the one of that name, and nobody
    /// when there are several. What named persons in an earlier run and what humans decided about stays as it is.
    pub(super) fn place_staff(&mut self) {
        let staff = self.staff();
        let moves = self.joins(&staff, &self.namesakes(&staff));
        self.move_staff(&staff, &moves);
        let staff = self.staff();
        let namesakes = self.namesakes(&staff);
        let mut movers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut left = BTreeSet::new();
        for (group, one) in staff.iter().filter(|(_, one)| one.is_of_roster() && !one.named_before)
        {
            let Some(found) = namesakes.get(group) else { continue };
            let known: Vec<u32> = found.iter().flatten().take(CANDIDATES_MAX).copied().collect();
            let fits = |to: &&u32| known.contains(to) && self.fit(&staff, *group, **to);
            let before = one.earlier.iter().find(fits);
            match (before, known.as_slice(), found) {
                (Some(to), ..) => movers.entry(*to).or_default().push(*group),
                (None, [], Some(_)) => {}
                (None, [only], _) => {
                    if self.fit(&staff, *group, *only) {
                        movers.entry(*only).or_default().push(*group);
                    }
                }
                (None, several, _) => {
                    self.leave_all(one, several);
                    left.insert(*group);
                }
            }
        }
        let mut moves = BTreeMap::new();
        for (to, groups) in movers {
            if self.are_apart(&staff, &groups) {
                let rosters = groups.iter().filter_map(|group| staff.get(group));
                rosters.for_each(|one| self.leave_all(one, &[to]));
                left.extend(groups);
            } else {
                moves.extend(groups.into_iter().map(|group| (group, to)));
            }
        }
        self.move_staff(&staff, &moves);
        self.forget(&left);
    }

    /// Where groups go of which each is the only namesake of the other.
    fn joins(&self, staff: &All<'_>, namesakes: &Namesakes) -> BTreeMap<u32, u32> {
        let only = |group: u32| {
            let found = namesakes.get(&group)?.as_ref()?;
            found.first().copied().filter(|_| found.len() == 1)
        };
        let target = |(group, one): (&u32, &Staff<'_>)| {
            if one.is_of_roster() || one.named_before {
                return None;
            }
            let found = namesakes.get(group)?.as_ref()?;
            let mut earlier = one.earlier.intersection(found).copied();
            let before = earlier.find(|to| self.fit(staff, *group, *to));
            let mutual = only(*group)
                .filter(|other| only(*other) == Some(*group) && self.fit(staff, *group, *other));
            // The later goes to the earlier, unless that one alone named a person before.
            let leads = |other: &u32| {
                *other < *group || staff.get(other).is_some_and(|theirs| theirs.named_before)
            };
            Some((*group, before.or(mutual.filter(leads))?))
        };
        staff.iter().filter_map(target).collect()
    }

    fn fit(&self, staff: &All<'_>, group: u32, other: u32) -> bool {
        let (Some(one), Some(theirs)) = (staff.get(&group), staff.get(&other)) else {
            return false;
        };
        one.may_be(theirs) && !one.rows.iter().any(|row| self.is_foe(*row, other))
    }

    /// Whether rosters speak against being one person: two rows of one list, two birth dates, a human's word.
    fn are_apart(&self, staff: &All<'_>, groups: &[u32]) -> bool {
        let mut documents = BTreeSet::new();
        let mut births: BTreeSet<&str> = BTreeSet::new();
        groups.iter().filter_map(|group| staff.get(group)).any(|one| {
            let beside = one.documents.iter().any(|document| !documents.insert(*document));
            births.extend(&one.births);
            let foe = |row: &u32| self.foes.range((*row, 0)..=(*row, u32::MAX)).next().is_some();
            groups.len() > 1 && (beside || births.len() > 1 || one.rows.iter().any(foe))
        })
    }

    fn leave_all(&mut self, one: &Staff<'_>, candidates: &[u32]) {
        for row in &one.rows {
            self.leave(*row, candidates.iter().copied().collect(), Unplaced::SeveralBearers);
        }
    }

    /// Moves groups, whose names and surroundings are the target's from then on.
    fn move_staff(&mut self, staff: &All<'_>, moves: &BTreeMap<u32, u32>) {
        for (group, to) in moves {
            let Some(one) = staff.get(group) else { continue };
            self.move_all(&one.rows, *to, Because::OnlyBearerIn(Scope::Relation));
            let around = self.surroundings.remove(group).unwrap_or_default();
            self.surroundings.entry(*to).or_default().take(around);
        }
        for groups in self.bearers.values_mut().chain(self.part_bearers.values_mut()) {
            let gone: Vec<u32> =
                groups.iter().filter(|group| moves.contains_key(group)).copied().collect();
            for group in gone {
                groups.remove(&group);
                groups.extend(moves.get(&group));
            }
        }
    }

    fn staff(&self) -> All<'a> {
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
        for row in &rows {
            let Some(mention) = self.mention(*row) else { continue };
            one.companies.extend(mention.staff_of());
            one.told.extend(mention.told());
            one.births.extend(mention.birth_dates.iter().map(String::as_str));
            match self.earlier_person(*row) {
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

    fn namesakes(&self, staff: &All<'a>) -> Namesakes {
        let keys = |one: &Staff<'a>| {
            one.rows.iter().flat_map(|row| self.keys(*row)).collect::<BTreeSet<&'a str>>()
        };
        let mut bearers: HashMap<&str, Vec<u32>> = HashMap::new();
        for (group, one) in staff.iter().filter(|(_, one)| !one.is_of_roster()) {
            keys(one).into_iter().for_each(|key| bearers.entry(key).or_default().push(*group));
        }
        let of = |(group, one): (&u32, &Staff<'a>)| {
            let lists: Vec<&Vec<u32>> =
                keys(one).into_iter().filter_map(|key| bearers.get(key)).collect();
            if lists.iter().any(|list| list.len() > BEARERS_MAX) {
                return (*group, None);
            }
            let others: BTreeSet<u32> = lists.into_iter().flatten().copied().collect();
            let namesake = |other: &u32| {
                other != group && staff.get(other).is_some_and(|theirs| one.is_namesake(theirs))
            };
            (*group, Some(others.into_iter().filter(namesake).collect()))
        };
        staff.iter().map(of).collect()
    }
}
