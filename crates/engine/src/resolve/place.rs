//! From groups of mentions to persons: where bare names go, and what each person is called.

mod mailbox;
mod named;
mod short;
mod staff;

use super::{Form, Mention, Mentions, Stands, Strength};
use crate::linkage::{Clustering, Guard};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which person each record belonged to before; empty in a first run.
pub type Known = HashMap<String, String>;

/// A record's place in its person.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    pub record_id: String,
    pub person_id: String,
    /// The record it was linked to; none for the record that names the person.
    pub linked_to: Option<String>,
    /// Bits of the link.
    pub weight: f32,
    pub because: Because,
}

/// Why a record belongs to its person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Because {
    NamesThePerson,
    /// Another record says exactly the same.
    SaysTheSame,
    /// Two mentions agree; their numbers in the table of mentions.
    Agrees(u32, u32),
    /// A human said so.
    Decided,
    OnlyBearer,
    /// The only person of this name in the same document, at the same employer, in the same department of a
    /// company of the group, in the same relation to that company, in its papers.
    OnlyBearerIn(Scope),
    SameBareName,
    /// An earlier run placed it there, and it still may be of that person.
    PlacedBefore,
    /// A mail address beside no name that spells the name of the only such person there.
    Spells(Scope),
}

/// Where a name has one bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Document,
    Employer,
    Department,
    Relation,
    Company,
}

/// A record that could not be given to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub record_id: String,
    pub candidates: Vec<String>,
    pub doubt: Unplaced,
}

/// Why a record belongs to no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// Several persons bear the name.
    SeveralBearers,
    /// A family or given name alone, and nothing tells whose.
    NameInPart,
    /// A number or date beside no name.
    NumberAlone,
    /// Nothing but a name that is doubtful.
    DoubtfulName,
}

impl Unplaced {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SeveralBearers => "a name that several persons bear",
            Self::NameInPart => "a family or given name alone",
            Self::NumberAlone => "a number or date without a name",
            Self::DoubtfulName => "a name that may be none, and nothing else",
        }
    }
}

/// Persons that turned out to be one: the name that goes, the name that stays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Joined {
    pub from: String,
    pub into: String,
}

/// The outcome for all records.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    pub members: Vec<Membership>,
    pub undecided: Vec<Undecided>,
    pub joined: Vec<Joined>,
    /// The person of each mention, none where undecided.
    pub person_of: Vec<Option<String>>,
}

/// Bits that a bare name's place is worth: little, since nothing but a name speaks for it.
const ONLY_BEARER_BITS: f32 = 6.0;
const SAME_BARE_NAME_BITS: f32 = 4.0;
/// Candidates that are kept of a name that fits many.
const CANDIDATES_MAX: usize = 20;
/// Equal records need no weighing.
const SAME_BITS: f32 = 30.0;

/// Gives every record its person.
pub fn place(
    mentions: &Mentions,
    guard: &Guard,
    clustering: &Clustering,
    known: &Known,
) -> Resolved {
    let mut places = Places::new(mentions, clustering, known);
    places.note_bearers();
    places.note_decisions(guard);
    places.place_unreached();
    places.place_staff();
    places.place_bare_names();
    places.place_short_names();
    places.place_mailboxes();
    places.finish()
}

struct Places<'a> {
    mentions: &'a Mentions,
    known: &'a Known,
    /// The smallest mention of each mention's group.
    group: Vec<u32>,
    link: Vec<Option<(u32, f32, Because)>>,
    undecided: BTreeMap<u32, (Vec<u32>, Unplaced)>,
    /// Groups of named mentions by the keys of their names.
    bearers: Bearers<'a>,
    /// The same by each part of their names.
    part_bearers: Bearers<'a>,
    surroundings: HashMap<u32, Surroundings>,
    /// Mentions that a decision joined to others.
    decided: BTreeSet<u32>,
    /// Mentions that a human called different.
    foes: BTreeSet<(u32, u32)>,
    /// The mention of each record that named a person in an earlier run.
    naming: HashMap<&'a str, u32>,
}

/// Groups by a text of their names.
type Bearers<'a> = HashMap<&'a str, BTreeSet<u32>>;

/// Where a group's records stand, and under which names; numbers of texts.
#[derive(Default)]
struct Surroundings {
    names: BTreeSet<u32>,
    documents: BTreeSet<u32>,
    employers: BTreeSet<u32>,
    departments: BTreeSet<u32>,
    companies: BTreeSet<u32>,
    relations: BTreeSet<u32>,
}

impl Surroundings {
    fn add(&mut self, stands: &Stands) {
        self.documents.extend(&stands.documents);
        self.employers.extend(&stands.employers);
        self.departments.extend(&stands.departments);
        self.companies.extend(&stands.companies);
        self.relations.extend(&stands.relations);
    }

    fn take(&mut self, other: Self) {
        self.names.extend(other.names);
        self.documents.extend(other.documents);
        self.employers.extend(other.employers);
        self.departments.extend(other.departments);
        self.companies.extend(other.companies);
        self.relations.extend(other.relations);
    }
}

/// Which record names a person: an earlier wave first, one with more than a name, a smaller id.
type Order<'a> = (u32, bool, &'a str);

impl<'a> Places<'a> {
    fn new(mentions: &'a Mentions, clustering: &Clustering, known: &'a Known) -> Self {
        let link = clustering
            .link
            .iter()
            .zip(0_u32..)
            .map(|(link, row)| {
                link.map(|(to, bits)| {
                    let decided = bits.is_infinite();
                    let because = if decided {
                        Because::Decided
                    } else {
                        Because::Agrees(row.min(to), row.max(to))
                    };
                    (to, if decided { SAME_BITS } else { bits }, because)
                })
            })
            .collect();
        let naming: BTreeSet<&str> =
            known.values().filter_map(|person| person.strip_prefix("P-")).collect();
        let rows = (0_u32..).zip(&mentions.sources);
        let all = rows.flat_map(|(row, all)| all.iter().map(move |one| (&*one.record_id, row)));
        Self {
            mentions,
            known,
            group: clustering.first.clone(),
            link,
            undecided: BTreeMap::new(),
            bearers: HashMap::new(),
            part_bearers: HashMap::new(),
            surroundings: HashMap::new(),
            decided: BTreeSet::new(),
            foes: BTreeSet::new(),
            naming: all.filter(|(id, _)| naming.contains(id)).collect(),
        }
    }

    fn note_bearers(&mut self) {
        let mentions = self.mentions;
        for (row, group) in (0_u32..).zip(&self.group) {
            if mentions.strength(row) != Strength::Full {
                continue;
            }
            for form in mentions.called(row) {
                for key in &form.keys {
                    self.bearers.entry(key).or_default().insert(*group);
                }
                for part in &form.parts {
                    self.part_bearers.entry(part).or_default().insert(*group);
                }
            }
        }
        let groups = self.group.clone();
        for (row, group) in (0_u32..).zip(groups) {
            if mentions.strength(row) == Strength::Full {
                self.take_in(row, group);
            }
        }
    }

    fn note_decisions(&mut self, guard: &Guard) {
        let both = |(a, b): &(u32, u32)| [(*a, *b), (*b, *a)];
        self.decided = guard.same.iter().flat_map(|(a, b)| [*a, *b]).collect();
        self.foes = guard.different.iter().flat_map(both).collect();
    }

    fn mention(&self, row: u32) -> Option<&'a Mention> {
        self.mentions.all.get(row as usize)
    }

    fn group_of(&self, row: u32) -> u32 {
        self.group.get(row as usize).copied().unwrap_or(row)
    }

    fn order(&self, row: u32) -> Order<'a> {
        let wave = self.mentions.sources(row).iter().map(|source| source.wave).min();
        self.mention(row).map_or((u32::MAX, true, ""), |mention| {
            (
                wave.unwrap_or(mention.wave),
                self.mentions.strength(row) != Strength::Full,
                mention.record_id.as_str(),
            )
        })
    }

    /// Mentions of a name and an employer alone are of the one person of that name who is known there
    /// by a telephone, an e-mail or a number; of nobody when several are and nothing around tells which: weights
    /// cannot tell such namesakes apart.
    fn place_unreached(&mut self) {
        let rows = u32::try_from(self.mentions.all.len()).unwrap_or(u32::MAX);
        let named = (0..rows).filter(|row| self.mentions.strength(*row) == Strength::Full);
        let (mut waiting, reached): (Vec<u32>, Vec<u32>) =
            named.partition(|row| self.mention(*row).is_some_and(Mention::is_unreached));
        // Only what reaches them tells where they are: a mention that waits is no witness of itself.
        let mut known: HashMap<u32, Surroundings> = HashMap::new();
        for row in reached {
            let around = known.entry(self.group_of(row)).or_default();
            self.mentions.stands(row).into_iter().for_each(|stands| around.add(stands));
        }
        let mut gone: BTreeSet<u32> = BTreeSet::new();
        let mut moved: Vec<(u32, u32)> = Vec::new();
        waiting.retain(|row| !self.decided.contains(row));
        for row in waiting {
            let own = self.group_of(row);
            let candidates = self.known_at_employer(row, &known);
            if candidates.is_empty() {
                continue;
            }
            let earlier = self.earlier_person(row);
            if earlier == Earlier::Own {
                continue;
            }
            match self.one_of_now(&candidates, row, earlier, &known) {
                Some((only, _)) if only == own => {}
                Some((only, because)) => {
                    let there = Because::OnlyBearerIn(Scope::Employer);
                    let because = if because == Because::OnlyBearer { there } else { because };
                    self.join(row, only, ONLY_BEARER_BITS, because);
                    moved.push((row, only));
                    gone.insert(own);
                }
                None => {
                    self.leave(row, candidates, Unplaced::SeveralBearers);
                    gone.insert(own);
                }
            }
        }
        // All were placed by what was known before.
        moved.into_iter().for_each(|(row, group)| self.take_in(row, group));
        // Whoever bears a name is known by contacts or stands alone; what was placed names nobody else.
        gone.retain(|group| !known.contains_key(group));
        self.forget(&gone);
    }

    /// Groups that went to others bear no name of their own.
    fn forget(&mut self, gone: &BTreeSet<u32>) {
        if gone.is_empty() {
            return;
        }
        for groups in self.bearers.values_mut().chain(self.part_bearers.values_mut()) {
            groups.retain(|group| !gone.contains(group));
        }
    }

    /// The groups known by contacts or numbers of the mention's name at its employer.
    fn known_at_employer(&self, row: u32, reached: &HashMap<u32, Surroundings>) -> BTreeSet<u32> {
        let employers = self.mentions.stands(row).map_or(&[][..], |stands| &stands.employers);
        let there = |group: &u32| {
            let around = self.surroundings.get(group);
            around.is_some_and(|around| employers.iter().any(|one| around.employers.contains(one)))
        };
        let bearers = self.candidates(row, &self.bearers, self.keys(row));
        let known = bearers.into_iter().filter(|group| reached.contains_key(group) && there(group));
        self.named_alike(row, known.collect())
    }

    /// Mentions of nothing but a name go to the one person of that name; with several candidates to the only one in
    /// the same document, employer, department or company, else to none; with no candidate the mentions of one whole
    /// name are one person.
    fn place_bare_names(&mut self) {
        let rows = u32::try_from(self.mentions.all.len()).unwrap_or(u32::MAX);
        let mut bare: Vec<u32> = (0..rows)
            .filter(|row| {
                matches!(self.mentions.strength(*row), Strength::Bare | Strength::Part)
                    && !self.decided.contains(row)
            })
            .collect();
        // What is written by its sound may be of several names in kanji, so that these come first.
        bare.sort_by_cached_key(|row| {
            (!self.mentions.names(*row).any(Form::is_kanji), self.order(*row))
        });
        let mut firsts: HashMap<&str, Vec<u32>> = HashMap::new();
        for row in bare {
            if self.mentions.strength(row) == Strength::Part {
                self.place_part(row);
            } else {
                self.place_whole(row, &mut firsts);
            }
        }
    }

    /// `firsts` are the first mentions of names that nobody known bears, by their keys.
    fn place_whole(&mut self, row: u32, firsts: &mut HashMap<&'a str, Vec<u32>>) {
        let candidates = self.candidates(row, &self.bearers, self.keys(row));
        let candidates = self.named_alike(row, candidates);
        let earlier = self.earlier_person(row);
        match candidates.iter().copied().collect::<Vec<_>>().as_slice() {
            [only] => self.join(row, *only, ONLY_BEARER_BITS, Because::OnlyBearer),
            [_, _, ..] if earlier == Earlier::Own => {}
            [_, _, ..] => match self.one_of_now(&candidates, row, earlier, &self.surroundings) {
                Some((group, because)) => self.join(row, group, ONLY_BEARER_BITS, because),
                None => self.leave(row, candidates, Unplaced::SeveralBearers),
            },
            [] => {
                let met = self.keys(row).filter_map(|key| firsts.get(key)).flatten();
                let alike = met.filter(|first| self.are_called_alike(row, **first));
                let groups: BTreeSet<u32> = alike.map(|first| self.group_of(*first)).collect();
                match groups.first() {
                    Some(_) if groups.len() > 1 => {
                        self.leave(row, groups, Unplaced::SeveralBearers);
                    }
                    Some(only) => {
                        self.join(row, *only, SAME_BARE_NAME_BITS, Because::SameBareName);
                    }
                    None => {
                        for key in self.keys(row) {
                            firsts.entry(key).or_default().push(row);
                        }
                    }
                }
            }
        }
    }

    /// A family or given name goes to the only person around who bears it, else to nobody.
    fn place_part(&mut self, row: u32) {
        let parts = self.mentions.names(row).flat_map(|form| &form.parts).map(String::as_str);
        let candidates = self.candidates(row, &self.part_bearers, parts);
        match self.only_around(&candidates, row) {
            Some((group, scope)) if matches!(scope, Scope::Document | Scope::Employer) => {
                self.join(row, group, ONLY_BEARER_BITS, Because::OnlyBearerIn(scope));
            }
            _ => self.leave(row, candidates, Unplaced::NameInPart),
        }
    }

    /// Under what the names of a mention meet others.
    fn keys(&self, row: u32) -> impl Iterator<Item = &'a str> + use<'a> {
        self.mentions.names(row).flat_map(|form| &form.keys).map(String::as_str)
    }

    fn candidates<'k>(
        &self,
        row: u32,
        bearers: &Bearers<'_>,
        keys: impl Iterator<Item = &'k str>,
    ) -> BTreeSet<u32> {
        let found = keys.filter_map(|key| bearers.get(key)).flatten().copied();
        found.filter(|group| !self.is_foe(row, *group)).collect()
    }

    fn leave(&mut self, row: u32, candidates: BTreeSet<u32>, doubt: Unplaced) {
        let shown = candidates.into_iter().take(CANDIDATES_MAX).collect();
        self.undecided.insert(row, (shown, doubt));
    }

    /// The only candidate in the same document, else at the same employer, else in the same department of a company
    /// of the group, else in the same relation to it, else in its papers.
    fn only_around(&self, candidates: &BTreeSet<u32>, row: u32) -> Option<(u32, Scope)> {
        self.only_of(candidates, row, &self.surroundings)
    }

    /// The same, where the candidates stand in these surroundings. Of several that are near those elsewhere are none.
    fn only_of(
        &self,
        candidates: &BTreeSet<u32>,
        row: u32,
        surroundings: &HashMap<u32, Surroundings>,
    ) -> Option<(u32, Scope)> {
        type Test<'t> = &'t dyn Fn(&Surroundings) -> bool;
        let own = self.mentions.stands(row)?;
        let has = |own: &[u32], all: &BTreeSet<u32>| own.iter().any(|one| all.contains(one));
        let document = own.documents.first()?;
        let in_document = |around: &Surroundings| around.documents.contains(document);
        let at_employer = |around: &Surroundings| has(&own.employers, &around.employers);
        let related = |around: &Surroundings| has(&own.relations, &around.relations);
        // Customers' people have departments too.
        let of_staff = self.mention(row)?.staff_of().next().is_some();
        let in_department = |around: &Surroundings| {
            has(&own.departments, &around.departments)
                && (own.relations.is_empty() || of_staff && related(around))
        };
        let at_company = |around: &Surroundings| has(&own.companies, &around.companies);
        let tests: [(Test<'_>, Scope); 5] = [
            (&in_document, Scope::Document),
            (&at_employer, Scope::Employer),
            (&in_department, Scope::Department),
            (&related, Scope::Relation),
            (&at_company, Scope::Company),
        ];
        let mut near: Vec<u32> = candidates.iter().copied().collect();
        for (test, scope) in tests {
            let around = |group: &&u32| surroundings.get(group).is_some_and(test);
            let fitting: Vec<u32> = near.iter().filter(around).copied().collect();
            match fitting.as_slice() {
                [] => {}
                [only] => return Some((*only, scope)),
                _ => near = fitting,
            }
        }
        None
    }

    /// Where an earlier run placed the mention's records.
    fn earlier_person(&self, row: u32) -> Earlier {
        let mut earlier = Earlier::None;
        for source in self.mentions.sources(row) {
            let Some(person) = self.known.get(&source.record_id) else { continue };
            let named_by = person.strip_prefix("P-").unwrap_or(person);
            if named_by == source.record_id {
                return Earlier::Own;
            }
            if let (Earlier::None, Some(row)) = (earlier, self.naming.get(named_by)) {
                earlier = Earlier::Of(self.group_of(*row));
            }
        }
        earlier
    }

    /// Whether a human called the mention different from one of the group.
    fn is_foe(&self, row: u32, group: u32) -> bool {
        let foes = self.foes.range((row, 0)..=(row, u32::MAX));
        foes.into_iter().any(|(_, foe)| self.group_of(*foe) == group)
    }

    /// What a mention says of where it stands and how it is called holds for the group that it went to.
    fn take_in(&mut self, row: u32, group: u32) {
        let around = self.surroundings.entry(group).or_default();
        around.names.extend(self.mentions.called_numbers(row));
        self.mentions.stands(row).into_iter().for_each(|stands| around.add(stands));
    }

    fn join(&mut self, row: u32, group: u32, bits: f32, because: Because) {
        if let Some(slot) = self.group.get_mut(row as usize) {
            *slot = group;
        }
        if let Some(slot) = self.link.get_mut(row as usize) {
            *slot = Some((group, bits, because));
        }
    }

    fn finish(self) -> Resolved {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (row, group) in (0_u32..).zip(&self.group) {
            if !self.undecided.contains_key(&row) {
                groups.entry(*group).or_default().push(row);
            }
        }
        let mut resolved =
            Resolved { person_of: vec![None; self.group.len()], ..Resolved::default() };
        let mut undecided = self.undecided.clone();
        for rows in groups.values() {
            match self.nobody(rows) {
                Some(doubt) => {
                    undecided.extend(rows.iter().map(|row| (*row, (Vec::new(), doubt))));
                }
                None => self.name_person(rows, &mut resolved),
            }
        }
        for (row, (candidates, doubt)) in &undecided {
            // The mention that a group is numbered after may wait itself, or be elsewhere.
            let placed = |group: &u32| {
                let rows = groups.get(group).or_else(|| groups.get(&self.group_of(*group)))?;
                rows.first().copied()
            };
            let persons: BTreeSet<String> = candidates
                .iter()
                .filter_map(placed)
                .filter_map(|row| resolved.person_of.get(row as usize).cloned().flatten())
                .collect();
            let candidates: Vec<String> = persons.into_iter().collect();
            for source in self.mentions.sources(*row) {
                let candidates = candidates.clone();
                resolved.undecided.push(Undecided {
                    record_id: source.record_id.clone(),
                    candidates,
                    doubt: *doubt,
                });
            }
        }
        resolved.members.sort_by(|a, b| a.record_id.cmp(&b.record_id));
        resolved.undecided.sort_by(|a, b| a.record_id.cmp(&b.record_id));
        resolved.joined.sort();
        resolved
    }

    /// Why a group is no person: nothing in it names one, or nothing surely does.
    fn nobody(&self, rows: &[u32]) -> Option<Unplaced> {
        let unnamed = |row: &u32| self.mentions.strength(*row) == Strength::Number;
        let doubtful = |row: &u32| {
            self.mentions.strength(*row) == Strength::Bare
                && self.mention(*row).is_some_and(|mention| mention.doubtful)
                && !self.decided.contains(row)
        };
        match () {
            () if rows.iter().all(unnamed) => Some(Unplaced::NumberAlone),
            () if rows.iter().all(doubtful) => Some(Unplaced::DoubtfulName),
            () => None,
        }
    }

    /// Calls the person after a record of an earlier run, else after its first record.
    fn name_person(&self, rows: &[u32], resolved: &mut Resolved) {
        let mut records: Vec<(u32, bool, &str, u32)> = Vec::new();
        for row in rows {
            let bare = self.mentions.strength(*row) != Strength::Full;
            let sources = self.mentions.sources(*row).iter();
            records.extend(sources.map(|one| (one.wave, bare, one.record_id.as_str(), *row)));
        }
        records.sort_unstable();
        let names_itself = |id: &str| {
            self.known.get(id).is_some_and(|person| person.strip_prefix("P-") == Some(id))
        };
        let earlier: Vec<&str> =
            records.iter().map(|(_, _, id, _)| *id).filter(|id| names_itself(id)).collect();
        let Some(named_by) = earlier.first().copied().or(records.first().map(|(_, _, id, _)| *id))
        else {
            return;
        };
        let person_id = format!("P-{named_by}");
        for other in earlier.iter().skip(1) {
            let (from, into) = (format!("P-{other}"), person_id.clone());
            resolved.joined.push(Joined { from, into });
        }
        for row in rows {
            if let Some(slot) = resolved.person_of.get_mut(*row as usize) {
                *slot = Some(person_id.clone());
            }
        }
        let root = rows.iter().find(|row| matches!(self.link.get(**row as usize), Some(None)));
        let to_root = root.and_then(|root| self.neighbour(*root, rows));
        for (_, _, id, row) in records {
            resolved.members.push(self.membership(id, row, to_root, (named_by, &person_id)));
        }
    }

    /// A mention that is linked to this one, as a link the other way round.
    fn neighbour(&self, root: u32, rows: &[u32]) -> Option<(u32, f32, Because)> {
        rows.iter().find_map(|row| match self.link.get(*row as usize).copied().flatten() {
            Some((to, bits, because)) if to == root => Some((*row, bits, because)),
            _ => None,
        })
    }

    fn membership(
        &self,
        id: &str,
        row: u32,
        to_root: Option<(u32, f32, Because)>,
        (named_by, person_id): (&str, &str),
    ) -> Membership {
        let first = |row: u32| self.mention(row).map(|mention| mention.record_id.clone());
        let leads = first(row).as_deref() == Some(id);
        let link = self.link.get(row as usize).copied().flatten().or(to_root);
        let (linked_to, weight, because) = match link {
            _ if id == named_by => (None, 0.0, Because::NamesThePerson),
            Some((to, bits, because)) if leads => (first(to), bits, because),
            _ => (first(row), SAME_BITS, Because::SaysTheSame),
        };
        let (record_id, person_id) = (id.to_owned(), person_id.to_owned());
        Membership { record_id, person_id, linked_to, weight, because }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Earlier {
    None,
    /// It was a person of its own.
    Own,
    /// It belonged to the person that is this group now.
    Of(u32),
}
