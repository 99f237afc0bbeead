//! From records to persons: exact keys with agreeing names, then name-only mentions.
//!
//! The joins run as SQL over the tables; what they find comes back as [`Edge`]s, strongest first,
//! and the clustering joins them under a guard: records with contradicting identity numbers or
//! birth dates never become one person.

use crate::name_agreement;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Version of this stage's judgement.
pub const RESOLVE_VERSION: u32 = 2;

/// Joins records that share a key: each with the first record of that key.
pub const SHARED_KEYS_SQL: &str = "
WITH keys AS (SELECT record_id, unnest(link_keys) AS key FROM records),
     shared AS (SELECT key, min(record_id) AS first FROM keys GROUP BY key HAVING count(*) > 1)
SELECT k.record_id AS left_id, s.first AS right_id, k.key AS kind FROM keys k JOIN shared s ON k.key = s.key
WHERE k.record_id <> s.first";

/// The names that go with each e-mail, telephone and employee number, each with its first record;
/// bearers of one contact follow each other.
pub const CONTACTS_SQL: &str = "
SELECT key, name, min(record_id) AS record_id
FROM (SELECT record_id, coalesce(name_keys[1], '') AS name, unnest(contacts) AS key FROM records)
GROUP BY key, name ORDER BY key, name";

/// An e-mail or telephone of more names is a switchboard: it links nobody.
const NAMES_PER_CONTACT_MAX: usize = 50;
/// An e-mail of more names does not tell whose a record without a name is.
const NAMES_PER_EMAIL_MAX: usize = 3;

/// Who goes by a contact: a name, empty for none, and its first record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    pub name: String,
    pub record: u32,
}

/// The links among all bearers of one contact: names that agree, and records without a name.
pub fn contact_edges(contact: &str, bearers: &[Bearer]) -> Vec<Edge> {
    let (kind, agreement, alone, names_max) = match contact.split('|').next() {
        Some("email") => ("email_names", 0.5, "email_alone", NAMES_PER_EMAIL_MAX),
        Some("phone") => ("phone_names", 0.7, "", 0),
        Some("staff") => ("", f32::INFINITY, "staff_alone", 1),
        _ => return Vec::new(),
    };
    let (nameless, named): (Vec<&Bearer>, Vec<&Bearer>) =
        bearers.iter().partition(|bearer| bearer.name.is_empty());
    let mut edges = Vec::new();
    if named.len() <= NAMES_PER_CONTACT_MAX && agreement.is_finite() {
        for (at, one) in named.iter().enumerate() {
            let later = named.iter().skip(at + 1);
            let agreeing = later.filter(|two| name_agreement(&one.name, &two.name) >= agreement);
            edges.extend(agreeing.map(|two| Edge::of(kind, two.record, one.record)));
        }
    }
    let first = named.iter().map(|bearer| bearer.record).min();
    if let Some(first) = first.filter(|_| named.len() <= names_max) {
        edges.extend(nameless.iter().map(|bearer| Edge::of(alone, bearer.record, first)));
    }
    edges
}

/// The kinds of evidence, what a reader is told of them, and their weights in bits: the base-2
/// logarithm of how much likelier the agreement is for one person than for two (Fellegi and
/// Sunter 1969), set by hand from how rare each key is among strangers.
const KINDS: &[(&str, &str, f32)] = &[
    ("id", "identity number", 24.0),
    ("email", "e-mail and name", 22.0),
    ("birth", "birth date and name", 20.0),
    ("phone", "telephone and name", 19.0),
    ("address", "address and name", 18.0),
    ("staff", "employee number and name", 18.0),
    ("email_names", "e-mail, names agree", 14.0),
    ("employer", "employer and name", 12.0),
    ("email_alone", "e-mail alone", 10.0),
    ("staff_alone", "employee number alone", 10.0),
    ("phone_names", "telephone, names agree", 9.0),
];

/// The wording and weight of the kind that a key or an edge begins with.
fn evidence(key: &str) -> (&'static str, f32) {
    let kind = key.split('|').next().unwrap_or(key);
    KINDS
        .iter()
        .find(|(known, _, _)| *known == kind)
        .map_or(("unknown", 0.0), |(_, text, weight)| (text, *weight))
}

/// Values of a record that link it to others.
#[derive(Clone, Copy, Debug)]
pub struct Linking<'a> {
    pub names: &'a [String],
    pub national_ids: &'a [String],
    pub emails: &'a [String],
    pub birth_dates: &'a [String],
    pub phones: &'a [String],
    pub addresses: &'a [String],
    pub employee_ids: &'a [String],
    pub employers: &'a [String],
    /// `field:number` of payment cards and bank accounts.
    pub accounts: &'a [String],
}

/// The keys under which records of one person meet. All but identity numbers go with a name;
/// mails without a name meet among themselves.
pub fn link_keys(values: &Linking<'_>) -> Vec<String> {
    let numbers = values.national_ids.iter().chain(values.accounts);
    let mut keys: Vec<String> = numbers.map(|number| format!("id|{number}")).collect();
    let with_names = [
        ("email", values.emails),
        ("birth", values.birth_dates),
        ("phone", values.phones),
        ("address", values.addresses),
        ("staff", values.employee_ids),
        ("employer", values.employers),
    ];
    for (kind, list) in with_names {
        for value in list {
            keys.extend(values.names.iter().map(|name| format!("{kind}|{value}|{name}")));
        }
    }
    if values.names.is_empty() {
        keys.extend(values.emails.iter().map(|email| format!("email_alone|{email}")));
        keys.extend(values.employee_ids.iter().map(|id| format!("staff_alone|{id}")));
    }
    keys
}

/// The contacts of a record, `kind|value`: where bearers of agreeing names meet.
pub fn contacts(values: &Linking<'_>) -> Vec<String> {
    let kinds =
        [("email", values.emails), ("phone", values.phones), ("staff", values.employee_ids)];
    let of = |(kind, list): (&str, &[String])| -> Vec<String> {
        list.iter().map(|value| format!("{kind}|{value}")).collect()
    };
    let nameless = values.names.is_empty();
    kinds.into_iter().filter(|(kind, _)| !(nameless && *kind == "phone")).flat_map(of).collect()
}

/// A reason to hold two records for one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub left: u32,
    pub right: u32,
    /// What a reader is told.
    pub kind: &'static str,
    /// Bits of evidence.
    pub weight: f32,
}

impl Edge {
    /// An edge of the kind that `key` begins with.
    pub fn of(key: &str, left: u32, right: u32) -> Self {
        let (kind, weight) = evidence(key);
        Self { left, right, kind, weight }
    }
}

/// What of a record guards against wrong merges and places name-only mentions.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub record_id: String,
    /// Number of the collection in which the record was first seen; earlier ones name the person.
    pub wave: u32,
    pub name_keys: Vec<String>,
    /// `scheme:number`.
    pub national_ids: Vec<String>,
    pub birth_dates: Vec<String>,
    /// Whether it holds anything but names that could link it.
    pub has_keys: bool,
}

/// A record's place in its person.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    pub person_id: String,
    /// Index of the record it was linked to; none for the record that names the person.
    pub linked_to: Option<u32>,
    pub weight: f32,
    pub reason: String,
}

/// A record that could not be given to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub record: u32,
    pub candidates: Vec<String>,
    pub reason: &'static str,
}

/// The outcome for all records, in their order; `None` for undecided ones.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    pub members: Vec<Option<Membership>>,
    pub undecided: Vec<Undecided>,
}

/// Joins records into persons. The result does not depend on the order of the edges.
pub fn cluster(profiles: &[Profile], mut edges: Vec<Edge>) -> Resolved {
    let rank = ranks(profiles);
    let place = |index: u32| rank.get(index as usize).copied().unwrap_or(u32::MAX);
    edges.sort_by(|a, b| {
        (b.weight.total_cmp(&a.weight)).then_with(|| {
            (place(a.left), place(a.right), a.kind).cmp(&(place(b.left), place(b.right), b.kind))
        })
    });
    let mut clusters = Clusters::new(profiles);
    for edge in edges {
        clusters.join(&edge);
    }
    clusters.place_bare_names();
    clusters.finish()
}

/// The place of each record in the order of ids: numbers compare faster than texts.
fn ranks(profiles: &[Profile]) -> Vec<u32> {
    let mut order: Vec<(usize, &str)> =
        profiles.iter().map(|profile| profile.record_id.as_str()).enumerate().collect();
    order.sort_by_key(|(_, id)| *id);
    let mut rank = vec![0; profiles.len()];
    for (place, (index, _)) in (0_u32..).zip(order) {
        if let Some(slot) = rank.get_mut(index) {
            *slot = place;
        }
    }
    rank
}

/// Union-find over records with what must not contradict inside a person.
struct Clusters<'a> {
    profiles: &'a [Profile],
    parent: Vec<u32>,
    guards: Vec<Guard>,
    link: Vec<Option<(u32, f32, &'static str)>>,
    undecided: Vec<Open>,
}

/// An undecided record with records of its candidates, whose persons are known at the end only.
struct Open {
    record: u32,
    candidates: Vec<u32>,
    reason: &'static str,
}

#[derive(Clone, Debug, Default)]
struct Guard {
    /// Scheme → numbers.
    national_ids: BTreeMap<String, BTreeSet<String>>,
    birth_dates: BTreeSet<String>,
}

impl Guard {
    fn of(profile: &Profile) -> Self {
        let mut national_ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (scheme, number) in profile.national_ids.iter().filter_map(|id| id.split_once(':')) {
            national_ids.entry(scheme.to_owned()).or_default().insert(number.to_owned());
        }
        Self { national_ids, birth_dates: profile.birth_dates.iter().cloned().collect() }
    }

    fn contradicts(&self, other: &Self) -> bool {
        let ids = self.national_ids.iter().any(|(scheme, numbers)| {
            other.national_ids.get(scheme).is_some_and(|theirs| theirs.is_disjoint(numbers))
        });
        let births = !self.birth_dates.is_empty()
            && !other.birth_dates.is_empty()
            && self.birth_dates.is_disjoint(&other.birth_dates);
        ids || births
    }

    fn absorb(&mut self, other: Self) {
        for (scheme, numbers) in other.national_ids {
            self.national_ids.entry(scheme).or_default().extend(numbers);
        }
        self.birth_dates.extend(other.birth_dates);
    }
}

impl<'a> Clusters<'a> {
    fn new(profiles: &'a [Profile]) -> Self {
        let count = u32::try_from(profiles.len()).unwrap_or(u32::MAX);
        Self {
            profiles,
            parent: (0..count).collect(),
            guards: profiles.iter().map(Guard::of).collect(),
            link: vec![None; profiles.len()],
            undecided: Vec::new(),
        }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while let Some(&above) = self.parent.get(at as usize) {
            if above == at {
                break;
            }
            let next = self.parent.get(above as usize).copied().unwrap_or(above);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = next;
            }
            at = next;
        }
        at
    }

    /// Which record names the person: an earlier wave first, one with keys before a bare name.
    fn order(&self, at: u32) -> (u32, bool, &str) {
        self.profiles.get(at as usize).map_or((u32::MAX, true, ""), |profile| {
            (profile.wave, !profile.has_keys, profile.record_id.as_str())
        })
    }

    fn join(&mut self, edge: &Edge) {
        let (left, right) = (self.root(edge.left), self.root(edge.right));
        if left == right {
            return;
        }
        let (Some(a), Some(b)) = (self.guards.get(left as usize), self.guards.get(right as usize))
        else {
            return;
        };
        if a.contradicts(b) {
            let reason = "records agree but their identity numbers or birth dates contradict";
            self.undecided.push(Open { record: edge.left, candidates: vec![left, right], reason });
            return;
        }
        // The earliest record stays the root and names the person.
        let (first, later) =
            if self.order(left) <= self.order(right) { (left, right) } else { (right, left) };
        let absorbed = self.guards.get_mut(later as usize).map(std::mem::take).unwrap_or_default();
        if let Some(guard) = self.guards.get_mut(first as usize) {
            guard.absorb(absorbed);
        }
        if let Some(slot) = self.parent.get_mut(later as usize) {
            *slot = first;
        }
        for (end, other) in [(edge.left, edge.right), (edge.right, edge.left)] {
            if let Some(slot) = self.link.get_mut(end as usize).filter(|slot| slot.is_none()) {
                *slot = Some((other, edge.weight, edge.kind));
                break;
            }
        }
    }

    fn person_id(&self, root: u32) -> String {
        format!("P-{}", self.order(root).2)
    }

    /// Mentions that hold nothing but a name go to the one person of that name; with several
    /// candidates they go to none, with no candidate the mentions of one name are one person.
    fn place_bare_names(&mut self) {
        let mut holders: HashMap<&str, BTreeSet<u32>> = HashMap::new();
        let profiles = self.profiles;
        for (index, profile) in (0_u32..).zip(profiles).filter(|(_, profile)| profile.has_keys) {
            let root = self.root(index);
            for key in &profile.name_keys {
                holders.entry(key).or_default().insert(root);
            }
        }
        let mut first_bare: HashMap<&str, u32> = HashMap::new();
        let mut bare: Vec<u32> = (0_u32..)
            .zip(profiles)
            .filter(|(_, profile)| !profile.has_keys)
            .map(|(index, _)| index)
            .collect();
        bare.sort_by(|a, b| self.order(*a).cmp(&self.order(*b)));
        for index in bare {
            let Some(key) =
                profiles.get(index as usize).and_then(|profile| profile.name_keys.first())
            else {
                continue;
            };
            let candidates = holders.get(key.as_str());
            let edge = |right, kind, weight| Edge { left: index, right, kind, weight };
            match candidates.map(|set| set.iter().copied().collect::<Vec<_>>()).as_deref() {
                Some([only]) => self.join(&edge(*only, "only person of this name", 6.0)),
                Some(several) => {
                    let reason = "a name that several persons bear";
                    let candidates = several.to_vec();
                    self.undecided.push(Open { record: index, candidates, reason });
                }
                None => match first_bare.get(key.as_str()) {
                    Some(first) => self.join(&edge(*first, "same name, nothing else known", 4.0)),
                    None => {
                        first_bare.insert(key, index);
                    }
                },
            }
        }
    }

    fn named(&mut self, open: Open) -> Undecided {
        let roots: Vec<u32> = open.candidates.iter().map(|at| self.root(*at)).collect();
        let persons: BTreeSet<String> =
            roots.into_iter().map(|root| self.person_id(root)).collect();
        let candidates = persons.into_iter().collect();
        Undecided { record: open.record, candidates, reason: open.reason }
    }

    fn finish(mut self) -> Resolved {
        let homeless: BTreeSet<u32> = self
            .undecided
            .iter()
            .filter(|undecided| {
                self.profiles
                    .get(undecided.record as usize)
                    .is_some_and(|profile| !profile.has_keys)
            })
            .map(|undecided| undecided.record)
            .collect();
        let count = u32::try_from(self.profiles.len()).unwrap_or(u32::MAX);
        let members = (0..count)
            .map(|index| {
                let root = self.root(index);
                if homeless.contains(&index) {
                    return None;
                }
                let link =
                    self.link.get(index as usize).copied().flatten().filter(|_| index != root);
                let person_id = self.person_id(root);
                Some(match link {
                    Some((to, weight, kind)) => Membership {
                        person_id,
                        linked_to: Some(to),
                        weight,
                        reason: kind.to_owned(),
                    },
                    None => Membership {
                        person_id,
                        linked_to: None,
                        weight: 0.0,
                        reason: "names the person".to_owned(),
                    },
                })
            })
            .collect();
        let open = std::mem::take(&mut self.undecided);
        let mut undecided: Vec<Undecided> = open.into_iter().map(|open| self.named(open)).collect();
        undecided.sort_by(|a, b| (a.record, &a.candidates).cmp(&(b.record, &b.candidates)));
        undecided.dedup();
        Resolved { members, undecided }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(id: &str, name: &str, has_keys: bool) -> Profile {
        Profile {
            record_id: id.into(),
            name_keys: vec![name.into()],
            has_keys,
            ..Profile::default()
        }
    }

    fn edge(left: u32, right: u32, weight: f32) -> Edge {
        Edge { left, right, kind: "e-mail and name", weight }
    }

    fn persons(resolved: &Resolved) -> Vec<Option<&str>> {
        resolved
            .members
            .iter()
            .map(|member| member.as_ref().map(|m| m.person_id.as_str()))
            .collect()
    }

    #[test]
    fn edges_join_whatever_their_order() {
        let profiles = [profile("b", "x", true), profile("a", "x", true), profile("c", "x", true)];
        let one = cluster(&profiles, vec![edge(0, 1, 20.0), edge(2, 0, 10.0)]);
        let two = cluster(&profiles, vec![edge(2, 0, 10.0), edge(0, 1, 20.0)]);
        assert_eq!(persons(&one), [Some("P-a"); 3]);
        assert_eq!(one.members, two.members);
    }

    #[test]
    fn contradicting_numbers_never_merge() {
        let mut profiles = [profile("a", "x", true), profile("b", "x", true)];
        profiles[0].national_ids = vec!["us_ssn:1".into()];
        profiles[1].national_ids = vec!["us_ssn:2".into()];
        let resolved = cluster(&profiles, vec![edge(0, 1, 20.0)]);
        assert_eq!(persons(&resolved), [Some("P-a"), Some("P-b")]);
        assert_eq!(resolved.undecided.len(), 1);
    }

    #[test]
    fn a_bare_name_goes_to_its_only_bearer_or_to_nobody() {
        let only = [profile("a", "x", true), profile("b", "x", false)];
        assert_eq!(persons(&cluster(&only, vec![])), [Some("P-a"), Some("P-a")]);
        let two = [profile("a", "x", true), profile("b", "x", true), profile("c", "x", false)];
        let resolved = cluster(&two, vec![]);
        assert_eq!(persons(&resolved), [Some("P-a"), Some("P-b"), None]);
        assert_eq!(resolved.undecided[0].candidates, ["P-a", "P-b"]);
        let none = [profile("a", "x", false), profile("b", "x", false)];
        assert_eq!(persons(&cluster(&none, vec![])), [Some("P-a"), Some("P-a")]);
    }

    #[test]
    fn bearers_of_a_contact_link_when_their_names_agree() {
        let bearer = |name: &str, record| Bearer { name: name.into(), record };
        let edges = contact_edges(
            "email|y@example.com",
            &[bearer("", 5), bearer("taro yamada", 3), bearer("yamada taro", 4)],
        );
        let pairs: Vec<_> = edges.iter().map(|e| (e.kind, e.left, e.right)).collect();
        assert_eq!(pairs, [("e-mail, names agree", 4, 3), ("e-mail alone", 5, 3)]);
        let many: Vec<Bearer> = (0..60).map(|n| bearer(&format!("name {n} x"), n)).collect();
        assert_eq!(contact_edges("phone|+8131", &many), []);
        let staff = [bearer("", 1), bearer("a b", 2), bearer("c d", 3)];
        assert_eq!(contact_edges("staff|7", &staff), []);
        assert_eq!(contact_edges("staff|7", &staff[..2]).len(), 1);
    }

    #[test]
    fn an_earlier_wave_keeps_the_persons_name() {
        let mut profiles = [profile("a", "x", true), profile("b", "x", true)];
        profiles[0].wave = 1;
        let resolved = cluster(&profiles, vec![edge(0, 1, 20.0)]);
        assert_eq!(persons(&resolved), [Some("P-b"), Some("P-b")]);
    }
}
