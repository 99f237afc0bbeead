//! Mailboxes beside no name: the person whose name the address spells.

use super::{Because, Earlier, Form, ONLY_BEARER_BITS, Places, Scope, Strength, Surroundings};
use crate::normal::is_cjk;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Shorter words of a name are not looked for in addresses.
const WORD_MIN: usize = 3;
/// A word of a name that is a whole address has at least so many letters.
const WHOLE_WORD_MIN: usize = 4;

/// How an address spells a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    /// A word of it and the rest or its initials: `k.morishita`, `thuong.pnh`.
    Whole,
    /// A word of it alone: `imogen`.
    OneWord,
}

impl<'a> Places<'a> {
    /// An address beside no name goes to the only person whose name it spells: in the same document, else,
    /// where nobody else in the case fits it, in the papers of the same company. With several or none it
    /// stays a person of its own: somebody reads what is sent there.
    pub(super) fn place_mailboxes(&mut self) {
        let groups = self.groups();
        let mailboxes: Vec<(u32, &Vec<u32>)> = groups
            .iter()
            .filter(|(_, rows)| rows.iter().all(|row| self.is_free_mailbox(*row)))
            .map(|(group, rows)| (*group, rows))
            .collect();
        if mailboxes.is_empty() {
            return;
        }
        let around: HashMap<u32, Surroundings> =
            groups.iter().map(|(group, rows)| (*group, self.surroundings_of(rows))).collect();
        let bearers = self.bearers_of_words(&groups);
        for (group, rows) in mailboxes {
            let found = self.spelt_by(rows, &groups, &bearers);
            let Some(own) = around.get(&group) else { continue };
            let near = |other: &u32, scope: Scope| {
                around.get(other).is_some_and(|theirs| match scope {
                    Scope::Document => !own.documents.is_disjoint(&theirs.documents),
                    _ => !own.companies.is_disjoint(&theirs.companies),
                })
            };
            let here: Vec<u32> =
                found.keys().copied().filter(|other| near(other, Scope::Document)).collect();
            let target = match (here.as_slice(), found.iter().next(), found.len()) {
                ([only], ..) => Some((*only, Scope::Document)),
                ([], Some((only, Spelling::Whole)), 1) if near(only, Scope::Company) => {
                    Some((*only, Scope::Company))
                }
                _ => None,
            };
            if let Some((target, scope)) = target {
                for row in rows {
                    self.join(*row, target, ONLY_BEARER_BITS, Because::Spells(scope));
                }
            }
        }
    }

    /// Whether a mention is an address and no more, and neither a human nor an earlier run said whose.
    fn is_free_mailbox(&self, row: u32) -> bool {
        self.mention(row).is_some_and(|mention| {
            !mention.emails.is_empty()
                && mention.names.is_empty()
                && mention.national_ids.is_empty()
                && mention.employee_ids.is_empty()
                && !self.decided.contains(&row)
                && self.earlier_person(row) != Earlier::Own
        })
    }

    /// Groups by the words of their names.
    fn bearers_of_words(
        &self,
        groups: &BTreeMap<u32, Vec<u32>>,
    ) -> HashMap<&'a str, BTreeSet<u32>> {
        let mentions = self.mentions;
        let mut bearers: HashMap<&str, BTreeSet<u32>> = HashMap::new();
        for (group, rows) in groups {
            let named =
                |row: &&u32| matches!(mentions.strength(**row), Strength::Full | Strength::Bare);
            let forms = rows.iter().filter(named).flat_map(|row| mentions.names(*row));
            for part in forms.flat_map(|form| &form.parts) {
                bearers.entry(part).or_default().insert(*group);
            }
        }
        bearers
    }

    /// The groups with a name that the addresses of a mailbox spell. Who has another address of the domain
    /// is another person.
    fn spelt_by(
        &self,
        rows: &[u32],
        groups: &BTreeMap<u32, Vec<u32>>,
        bearers: &HashMap<&str, BTreeSet<u32>>,
    ) -> BTreeMap<u32, Spelling> {
        let mut found = BTreeMap::new();
        let emails = rows.iter().filter_map(|row| self.mention(*row)).flat_map(|one| &one.emails);
        for (user, domain) in emails.filter_map(|email| email.split_once('@')) {
            let user = pieces(user);
            let words = cut_words(&user.concat());
            let candidates: BTreeSet<u32> = words
                .iter()
                .filter_map(|word| bearers.get(word.as_str()))
                .flatten()
                .copied()
                .collect();
            for group in candidates {
                let of_group = groups.get(&group).map_or(&[][..], Vec::as_slice);
                let taken = |row: &u32| {
                    self.mention(*row).is_some_and(|one| {
                        one.emails
                            .iter()
                            .any(|own| own.split_once('@').is_some_and(|(_, d)| d == domain))
                    })
                };
                let foe = rows.iter().any(|row| self.is_foe(*row, group));
                if foe || of_group.iter().any(taken) {
                    continue;
                }
                let forms = of_group.iter().flat_map(|row| self.mentions.names(*row));
                let spelt: Vec<Spelling> = forms.filter_map(|form| spells(&user, form)).collect();
                if let Some(first) = spelt.first() {
                    let whole = spelt.contains(&Spelling::Whole);
                    found.insert(group, if whole { Spelling::Whole } else { *first });
                }
            }
        }
        found
    }
}

/// The runs of letters of what stands before the `@`.
fn pieces(user: &str) -> Vec<String> {
    let runs = user.split(|c: char| !c.is_ascii_alphabetic()).filter(|run| !run.is_empty());
    runs.map(str::to_ascii_lowercase).collect()
}

/// Everything at either end of an address that may be a word of a name.
fn cut_words(letters: &str) -> Vec<String> {
    let ends = WORD_MIN..=letters.len();
    let heads = ends.clone().filter_map(|to| letters.get(..to));
    let tails = ends.filter_map(|long| letters.get(letters.len() - long..));
    heads.chain(tails).map(str::to_owned).collect()
}

/// How an address spells a name.
fn spells(user: &[String], form: &Form) -> Option<Spelling> {
    let letters = user.concat();
    let written = |words: &Vec<String>| {
        (0..words.len()).any(|at| {
            let Some(word) = words.get(at).filter(|word| word.len() >= WORD_MIN) else {
                return false;
            };
            let others: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, word)| word.as_str())
                .collect();
            let rests = [letters.strip_prefix(word.as_str()), letters.strip_suffix(word.as_str())];
            rests.into_iter().flatten().any(|rest| {
                // `siobhan.oloughlin` is S. O'Loughlin.
                let starts = |other: &&str| other.len() == 1 && rest.starts_with(*other);
                let apart = user.len() > 1 && user.iter().any(|piece| piece == rest);
                !rest.is_empty() && (continues(rest, &others) || apart && others.iter().any(starts))
            })
        })
    };
    let readings = words(form);
    if readings.iter().any(written) {
        return Some(Spelling::Whole);
    }
    let whole = |word: &String| word.len() >= WHOLE_WORD_MIN && *word == letters;
    (user.len() == 1 && readings.iter().flatten().any(whole)).then_some(Spelling::OneWord)
}

/// Whether letters are words or initials of these, in their order, some left out.
fn continues(letters: &str, words: &[&str]) -> bool {
    letters.is_empty()
        || words.iter().enumerate().any(|(at, word)| {
            let later = words.get(at + 1..).unwrap_or_default();
            let initial = word.get(..1).unwrap_or(word);
            [*word, initial]
                .into_iter()
                .filter_map(|start| letters.strip_prefix(start))
                .any(|rest| continues(rest, later))
        })
}

/// A name's words in Latin letters; of kanji each reading, cut behind the family name.
fn words(form: &Form) -> Vec<Vec<String>> {
    let mut fields = form.canonical.split('\u{1f}');
    let key = fields.next().unwrap_or_default();
    if !key.chars().any(is_cjk) {
        return vec![key.split(' ').map(str::to_owned).collect()];
    }
    let sounds = fields.nth(1).unwrap_or_default().split('\u{1e}');
    let cut = |sound: &str| {
        let family = form.parts.iter().filter(|part| part.is_ascii());
        let given =
            family.filter_map(|family| Some((family, sound.strip_prefix(family.as_str())?)));
        given.map(|(family, given)| vec![family.clone(), given.to_owned()]).collect::<Vec<_>>()
    };
    sounds.flat_map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_spell_names() {
        let spelling = |user: &str, name: &str| spells(&pieces(user), &Form::of(name));
        for (user, name) in [
            ("k.morishita", "Kenichiro Morishita"),
            ("akessel", "Aurelie Kessel"),
            ("thuong.pnh", "Phan Nguyễn Hoài Thương"),
            ("huongntt", "Nguyễn Thị Thu Hương"),
            ("bach.dx2", "Đặng Xuân Bách"),
            ("clare-kelly", "Clare Kelly"),
            ("siobhan.oloughlin", "S. A. OLoughlin"),
            ("s.tanaka", "田中 翔太"),
        ] {
            assert!(spelling(user, name) == Some(Spelling::Whole), "{user} {name}");
        }
        assert!(spelling("imogen", "Imogen Tan-Hartigan") == Some(Spelling::OneWord));
        for (user, name) in [
            ("b.morishita", "Kenichiro Morishita"),
            ("info", "Kenichiro Morishita"),
            ("tanaka.shop", "田中 翔太"),
            ("thuong.xyz", "Phan Nguyễn Hoài Thương"),
        ] {
            assert!(spelling(user, name).is_none(), "{user} {name}");
        }
    }
}
