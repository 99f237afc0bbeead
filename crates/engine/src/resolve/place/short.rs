//! Bare names in a shorter form: with an initial, a short form, without a middle or the family name.

use super::{
    Because, Earlier, Form, Places, SAME_BARE_NAME_BITS, Scope, Strength, Surroundings, Unplaced,
};
use crate::linkage::compare::{NAME, SHORTER};
use crate::normal::is_cjk;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Mentions that are compared with one short name; where more bear its rarest word nobody can say whose it is.
const BEARERS_MAX: usize = 2_000;

/// A group that nothing but short names make, and the groups with a longer form of its name.
struct Short {
    group: u32,
    rows: Vec<u32>,
    longer: BTreeSet<u32>,
    /// The one of them where an earlier run placed it.
    known: Option<u32>,
    /// Letters of its name.
    letters: usize,
}

/// One side of where a group stands.
type Side = fn(&Surroundings) -> &BTreeSet<u32>;

impl Places<'_> {
    /// `G. Pryce` and `Hải Yến` go to the only person around whose name says more; with several around to
    /// nobody. With none around they stay persons of their own.
    pub(super) fn place_short_names(&mut self) {
        let groups = self.groups();
        let around: HashMap<u32, Surroundings> =
            groups.iter().map(|(group, rows)| (*group, self.surroundings_of(rows))).collect();
        for short in self.short_names(&groups) {
            if let Some(known) = short.known {
                self.move_all(&short.rows, known, Because::OnlyBearer);
                continue;
            }
            let Some(own) = around.get(&short.group) else { continue };
            // A longer name may have been shorter than another, and placed before: it counts where it is now.
            let near = |of: Side| -> BTreeSet<u32> {
                let meets = |other: &&u32| {
                    around.get(*other).is_some_and(|theirs| !of(own).is_disjoint(of(theirs)))
                };
                let met = short.longer.iter().filter(meets);
                met.map(|other| self.group_of(*other)).collect()
            };
            let scopes = [
                (near(|one| &one.documents), Scope::Document),
                (near(|one| &one.employers), Scope::Employer),
                (near(|one| &one.companies), Scope::Company),
            ];
            let nearest = scopes.into_iter().find(|(found, _)| !found.is_empty());
            let Some((found, scope)) = nearest else { continue };
            match (found.first(), found.len()) {
                (Some(only), 1) => self.move_all(&short.rows, *only, Because::OnlyBearerIn(scope)),
                _ => {
                    for row in &short.rows {
                        self.leave(*row, short.longer.clone(), Unplaced::SeveralBearers);
                    }
                }
            }
        }
    }

    pub(super) fn move_all(&mut self, rows: &[u32], target: u32, because: Because) {
        for row in rows {
            self.join(*row, target, SAME_BARE_NAME_BITS, because);
        }
    }

    /// The mentions of each group.
    pub(super) fn groups(&self) -> BTreeMap<u32, Vec<u32>> {
        let rows = u32::try_from(self.mentions.all.len()).unwrap_or(u32::MAX);
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in (0..rows).filter(|row| !self.undecided.contains_key(row)) {
            groups.entry(self.group_of(row)).or_default().push(row);
        }
        groups
    }

    /// Groups of bare names of which others have a longer form. What named a person in an earlier run and
    /// what humans decided about stays as it is.
    fn short_names(&self, groups: &BTreeMap<u32, Vec<u32>>) -> Vec<Short> {
        let mentions = self.mentions;
        let mut bearers: HashMap<&str, Vec<u32>> = HashMap::new();
        for row in groups.values().flatten().copied() {
            if matches!(mentions.strength(row), Strength::Full | Strength::Bare) {
                let words = mentions.names(row).flat_map(|form| latin_words(&form.canonical));
                words.for_each(|word| bearers.entry(word).or_default().push(row));
            }
        }
        let earlier = |row: &u32| Some(self.earlier_person(*row));
        let free = |row: &u32| {
            mentions.strength(*row) == Strength::Bare
                && !self.decided.contains(row)
                && earlier(row) != Some(Earlier::Own)
        };
        let short = |(group, rows): (&u32, &Vec<u32>)| {
            rows.iter().all(free).then_some(())?;
            let foe = |other: &u32| rows.iter().any(|row| self.is_foe(*row, *other));
            let longer = rows.iter().flat_map(|row| self.bearers_in_full(*row, &bearers));
            let longer: BTreeSet<u32> =
                longer.filter(|other| other != group && !foe(other)).collect();
            let known = rows.iter().find_map(|row| match earlier(row) {
                Some(Earlier::Of(known)) => longer.contains(&known).then_some(known),
                _ => None,
            });
            let names = rows.iter().flat_map(|row| mentions.names(*row));
            let letters = names.map(|form| letters(&form.canonical)).max().unwrap_or(0);
            let (group, rows) = (*group, rows.clone());
            (!longer.is_empty()).then_some(Short { group, rows, longer, known, letters })
        };
        let mut all: Vec<Short> = groups.iter().filter_map(short).collect();
        // The longer first: a shorter form follows it to where it goes, whatever the ids.
        all.sort_by_key(|short| (std::cmp::Reverse(short.letters), short.group));
        all
    }

    pub(super) fn surroundings_of(&self, rows: &[u32]) -> Surroundings {
        let mut around = Surroundings::default();
        rows.iter().filter_map(|row| self.mentions.stands(*row)).for_each(|one| around.add(one));
        around
    }

    /// Groups with a name of which the mention's is a shorter form.
    fn bearers_in_full(&self, row: u32, bearers: &HashMap<&str, Vec<u32>>) -> BTreeSet<u32> {
        let mut found = BTreeSet::new();
        for name in self.mentions.names(row).map(|form| &form.canonical) {
            let lists = latin_words(name).filter_map(|word| bearers.get(word));
            let rows = lists.min_by_key(|rows| rows.len());
            let Some(rows) = rows.filter(|rows| rows.len() <= BEARERS_MAX) else { continue };
            let longer = |theirs: &Form| {
                letters(&theirs.canonical) > letters(name)
                    && (NAME.compare)(name, &theirs.canonical) == SHORTER
            };
            for other in rows {
                let group = self.group_of(*other);
                if self.mentions.names(*other).any(longer) {
                    found.insert(group);
                }
            }
        }
        found
    }
}

/// The words of two letters and more of a canonical name in Latin letters.
fn latin_words(canonical: &str) -> impl Iterator<Item = &str> {
    let key = canonical.split('\u{1f}').next().unwrap_or(canonical);
    let latin = !key.chars().any(is_cjk);
    key.split(' ').filter(move |word| latin && word.len() > 1)
}

/// How many letters a canonical name has.
fn letters(canonical: &str) -> usize {
    canonical.split('\u{1f}').next().map_or(0, |key| key.chars().filter(|c| *c != ' ').count())
}
