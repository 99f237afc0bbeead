//! Which true person a record is about, so that pairs of records can be compared with the truth.

use super::key;
use crate::truth::{self, TruthPerson};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// What a record says of its person, and where it stands.
#[derive(Clone, Debug, Default)]
pub struct SeenRecord<'a> {
    pub paths: &'a [String],
    pub names: &'a [String],
    /// Addresses of e-mail, telephones, identity numbers without their scheme.
    pub values: Vec<&'a str>,
}

/// The true person behind a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    Person(usize),
    /// Nobody of the truth.
    Nobody,
    /// Namesakes, or people of one household, whom the record does not tell apart.
    Several,
}

/// The persons of a truth, by what tells them.
pub struct Bearers {
    by_value: HashMap<String, BTreeSet<usize>>,
    by_name: HashMap<String, BTreeSet<usize>>,
    files: Vec<HashSet<String>>,
}

impl Bearers {
    pub fn read(truth: &Path) -> std::io::Result<Self> {
        Ok(Self::of(&truth::read::<TruthPerson>(&truth.join("persons.jsonl"))?))
    }

    fn of(persons: &[TruthPerson]) -> Self {
        let mut all = Self { by_value: HashMap::new(), by_name: HashMap::new(), files: Vec::new() };
        for (at, person) in persons.iter().enumerate() {
            let values = [&person.email, &person.phone, &person.national_id];
            for value in values.into_iter().filter(|value| !value.is_empty()) {
                all.by_value.entry(value.clone()).or_default().insert(at);
            }
            for name in std::iter::once(&person.name).chain(&person.also) {
                all.by_name.entry(key(name)).or_default().insert(at);
            }
            all.files.push(person.files.iter().cloned().collect());
        }
        all
    }

    /// Persons in the record's files who bear a word of its names: a family or given name alone, initials
    /// beside one.
    fn in_part(&self, record: &SeenRecord<'_>, in_file: impl Fn(&usize) -> bool) -> Vec<usize> {
        let words = |name: &str| -> Vec<String> {
            let words = name.split([' ', '\u{3000}', '・', '.', ',']).map(key);
            words.filter(|word| word.chars().count() >= 2).collect()
        };
        let own: Vec<String> = record.names.iter().flat_map(|name| words(name)).collect();
        // Names of Han letters are written without a gap between the two.
        let shares = |name: &String| {
            own.iter().any(|word| {
                if word.is_ascii() {
                    name.contains(word)
                } else {
                    name.starts_with(word) || name.ends_with(word)
                }
            })
        };
        let bearers = self.by_name.iter().filter(|(name, _)| shares(name)).flat_map(|(_, at)| at);
        let found: BTreeSet<usize> = bearers.copied().filter(in_file).collect();
        found.into_iter().collect()
    }

    /// By e-mail, telephone or identity number; else by a name, or a part of one, in a file that names the
    /// person.
    pub fn bearer(&self, record: &SeenRecord<'_>) -> Bearer {
        let valued: BTreeSet<usize> = record
            .values
            .iter()
            .filter_map(|value| self.by_value.get(*value))
            .flatten()
            .copied()
            .collect();
        let named: BTreeSet<usize> = record
            .names
            .iter()
            .filter_map(|name| self.by_name.get(&key(name)))
            .flatten()
            .copied()
            .collect();
        let in_file = |at: &usize| {
            let files = self.files.get(*at);
            record.paths.iter().any(|path| files.is_some_and(|files| files.contains(path)))
        };
        let both = || valued.intersection(&named).copied().collect::<Vec<_>>();
        let candidates = match valued.len() {
            0 => named.iter().copied().filter(&in_file).collect(),
            1 => valued.into_iter().collect(),
            _ => both(),
        };
        let candidates =
            if candidates.is_empty() { self.in_part(record, in_file) } else { candidates };
        match candidates.as_slice() {
            [] => Bearer::Nobody,
            [one] => Bearer::Person(*one),
            _ => Bearer::Several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, phone: &str, file: &str) -> TruthPerson {
        TruthPerson {
            name: name.into(),
            phone: phone.into(),
            files: vec![file.into()],
            ..TruthPerson::default()
        }
    }

    #[test]
    fn values_tell_more_than_names_and_names_only_in_files_that_hold_them() {
        let all = Bearers::of(&[
            person("佐藤 花子", "+81311112222", "a.csv"),
            person("佐藤 次郎", "+81311112222", "a.csv"),
            person("鈴木 一郎", "+81390000000", "b.csv"),
            person("鈴木一郎", "", "b.csv"),
        ]);
        let of = |path: &str, name: &str, values: &[&'static str]| {
            let (paths, names) = ([path.to_owned()], [name.to_owned()]);
            all.bearer(&SeenRecord { paths: &paths, names: &names, values: values.to_vec() })
        };
        assert_eq!(of("c.csv", "", &["+81390000000"]), Bearer::Person(2));
        assert_eq!(of("a.csv", "佐藤次郎", &["+81311112222"]), Bearer::Person(1), "one household");
        assert_eq!(of("a.csv", "佐藤花子", &[]), Bearer::Person(0));
        assert_eq!(of("b.csv", "佐藤花子", &[]), Bearer::Nobody);
        assert_eq!(of("a.csv", "次郎", &[]), Bearer::Person(1));
        assert_eq!(of("a.csv", "佐藤", &[]), Bearer::Several);
        assert_eq!(of("b.csv", "鈴木一郎", &[]), Bearer::Several);
    }
}
