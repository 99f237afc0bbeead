//! How common names, contacts and numbers are among persons. Mentions of one person must not make
//! their own name look common, so names are weighed by how common their parts are and by how many
//! persons of the name are told apart, contacts and numbers by how many names they go with.

use super::{EMAILS, FIELDS, IDENTIFIERS, NAMES, NUMBERS, PHONES, STAFF};
use crate::linkage::compare::NAME;
use crate::linkage::model::{SMALL_ROWS, with_experience};
use crate::linkage::table::Column;
use crate::linkage::{Role, Table};
use crate::normal::is_cjk;
use crate::readings;
use std::collections::{BTreeSet, HashMap};

/// Says of names, contacts and numbers how common they are among persons.
pub fn set_shares(table: &mut Table) {
    let Some(column) = table.column(NAMES) else { return };
    let expected = expected_shares(column);
    let apart = told_apart(table);
    let persons = apart.persons;
    let names = expected.iter().enumerate().map(|(name, expected)| {
        let bearers = apart.bearers.get(name).copied().unwrap_or(0);
        expected.max(more_than_one(bearers, persons))
    });
    let names = names.collect();
    table.set_shares(NAMES, names);
    let rows = table.rows();
    for (field, bearers) in apart.of_values {
        let Some(method) = FIELDS.get(field).map(|(_, method, ..)| *method) else { continue };
        let share = |count: &u32| more_than_one(*count, persons).max(CHANCE).into();
        #[expect(clippy::cast_possible_truncation, reason = "a share needs no more digits")]
        let known = |count| with_experience(method, share(count), rows) as f32;
        table.set_shares(field, bearers.iter().map(known).collect());
    }
}

/// The share of persons that a number or contact is of by chance or mistake.
const CHANCE: f32 = 1e-6;

/// The share of persons that bear a value besides the one at hand.
#[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
fn more_than_one(bearers: u32, persons: u32) -> f32 {
    (f64::from(bearers.saturating_sub(1)) / f64::from(persons.max(1))) as f32
}

/// Persons as far as contacts and numbers tell them apart.
struct Apart {
    persons: u32,
    /// How many bear each name.
    bearers: Vec<u32>,
    /// For each telling field how many names that do not agree each value goes with.
    of_values: Vec<(usize, Vec<u32>)>,
}

fn told_apart(table: &Table) -> Apart {
    let mut parent: Vec<u32> = (0..table.rows()).collect();
    let mut heads: HashMap<(usize, u32), Vec<u32>> = HashMap::new();
    for row in 0..table.rows() {
        for field in telling(table) {
            for id in table.cell(row, field) {
                let heads = heads.entry((field, *id)).or_default();
                let same = heads.iter().copied().find(|head| may_be_one(table, *head, row));
                match same {
                    Some(head) => {
                        let (a, b) = (root(&mut parent, head), root(&mut parent, row));
                        if let Some(slot) = parent.get_mut(a.max(b) as usize) {
                            *slot = a.min(b);
                        }
                    }
                    None if heads.len() < HEADS_MAX => heads.push(row),
                    None => {}
                }
            }
        }
    }
    // A mail address and a telephone tell nobody apart, nor do a passport and a tax number: only values of
    // one field and kind do.
    let mut bearers: HashMap<u32, HashMap<(usize, &str), BTreeSet<u32>>> = HashMap::new();
    let mut persons = BTreeSet::new();
    for row in 0..table.rows() {
        for field in telling(table).filter(|field| !table.cell(row, *field).is_empty()) {
            let person = root(&mut parent, row);
            persons.insert(person);
            for (name, id) in pairs(table.cell(row, NAMES), table.cell(row, field)) {
                let value = table.column(field).map_or("", |column| column.value(id));
                let kind = value.split_once(':').map_or("", |(kind, _)| kind);
                let of_name = bearers.entry(name).or_default();
                of_name.entry((field, kind)).or_default().insert(person);
            }
        }
    }
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let values = |field: usize| 0..count(table.column(field).map_or(0, Column::distinct));
    let of_values = telling(table).map(|field| {
        let names = values(field).map(|id| heads.get(&(field, id)).map_or(0, Vec::len));
        (field, names.map(count).collect())
    });
    Apart {
        persons: count(persons.len()),
        bearers: values(NAMES)
            .map(|name| {
                let of_name = bearers.get(&name).into_iter().flat_map(HashMap::values);
                count(of_name.map(BTreeSet::len).max().unwrap_or(0))
            })
            .collect(),
        of_values: of_values.collect(),
    }
}

/// Every name of a row with every value.
fn pairs<'a>(names: &'a [u32], values: &'a [u32]) -> impl Iterator<Item = (u32, u32)> + 'a {
    names.iter().flat_map(move |name| values.iter().map(move |value| (*name, *value)))
}

/// Fields whose values tell persons apart.
const TELLING: &[usize] = &[NUMBERS, IDENTIFIERS, EMAILS, PHONES, STAFF];
/// Those of them whose values have one bearer in this case.
fn telling(table: &Table) -> impl Iterator<Item = usize> {
    let comparisons = &table.schema().comparisons;
    TELLING.iter().copied().filter(|field| {
        *field == STAFF
            || comparisons.get(*field).is_none_or(|known| known.role != Role::ManyToMany)
    })
}

/// Names under one value that are kept apart.
const HEADS_MAX: usize = 8;

/// Whether the names of two mentions do not speak against one person.
pub fn may_be_one(table: &Table, left: u32, right: u32) -> bool {
    let unlike = NAME.levels.len() - 2;
    table.best(NAMES, left, right).is_none_or(|(level, ..)| level < unlike)
}

fn root(parent: &mut [u32], mut row: u32) -> u32 {
    while let Some(&above) = parent.get(row as usize) {
        if above == row {
            break;
        }
        let next = parent.get(above as usize).copied().unwrap_or(above);
        if let Some(slot) = parent.get_mut(row as usize) {
            *slot = next;
        }
        row = next;
    }
    row
}

/// What the parts of each name let expect. Where few names are known a part that was met once is still
/// no more common than parts of names are elsewhere.
fn expected_shares(column: &Column) -> Vec<f32> {
    let count = u32::try_from(column.distinct()).unwrap_or(u32::MAX);
    let parts: Vec<(String, String)> = (0..count).map(|id| split(column.value(id))).collect();
    let mut family: HashMap<&str, u32> = HashMap::new();
    let mut given: HashMap<&str, u32> = HashMap::new();
    for (first, second) in &parts {
        *family.entry(first).or_default() += 1;
        *given.entry(second).or_default() += 1;
    }
    let all = f64::from(count) + SMALL_ROWS;
    let share = |counts: &HashMap<&str, u32>, part: &str| {
        f64::from(counts.get(part).copied().unwrap_or(0)) / all
    };
    #[expect(clippy::cast_possible_truncation, reason = "a share needs no more than seven digits")]
    let of = |(first, second): &(String, String)| {
        // A part that stands alone is as common as all names that hold it.
        let second_share = if second.is_empty() { 1.0 } else { share(&given, second) };
        (share(&family, first) * second_share) as f32
    };
    parts.iter().map(of).collect()
}

/// Family and given part of a canonical name; in Latin letters the first and the other words, since
/// which is the family's does not matter here.
fn split(canonical: &str) -> (String, String) {
    let key = canonical.split('\u{1f}').next().unwrap_or(canonical);
    if key.chars().any(is_cjk) {
        let letters: Vec<(usize, char)> = key.char_indices().collect();
        let cuts = [2, 1, 3].into_iter().filter_map(|at| letters.get(at)).map(|(at, _)| *at);
        let known = cuts.clone().find(|at| {
            key.get(..*at).is_some_and(|family| !readings::of_family(family).is_empty())
        });
        let cut = known.or_else(|| cuts.clone().next()).unwrap_or(key.len());
        let (family, given) = key.split_at(cut);
        return (family.to_owned(), given.to_owned());
    }
    let (first, rest) = key.split_once(' ').unwrap_or((key, ""));
    (first.to_owned(), rest.to_owned())
}
