//! Makes a table to link of mentions: keys to meet under, contacts that many share, identifiers
//! that guard.

use super::{
    ADDRESSES, BIRTHS, BRIDGE_BITS, EMAILS, FIELDS, IDENTIFIERS, Mention, Mentions, NAMES, NUMBERS,
    PHONES, STAFF, Strength, rarity, schema,
};
use crate::linkage::blocking;
use crate::linkage::compare::NAME;
use crate::linkage::table::TooLarge;
use crate::linkage::{Guard, Keys, Table};
use crate::tag::hash;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The field that each blocking rule's keys are made of.
pub(super) const RULES: &[usize] =
    &[NUMBERS, IDENTIFIERS, EMAILS, PHONES, STAFF, BIRTHS, ADDRESSES, NAMES];

/// Names that do not agree and share a contact: with more it is a desk's or a switchboard.
const NAMES_PER_CONTACT_MAX: usize = 3;
/// Spellings of names that are looked at for one contact.
const SPELLINGS_MAX: usize = 64;
/// Keys of one mention by one rule.
const KEYS_PER_RULE_MAX: usize = 32;
/// Bits of a guard's kind that name the comparison.
pub const KIND_BITS: u32 = 4;

/// A contact that persons of several names use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// `email` or `phone`.
    pub field: &'static str,
    pub value: String,
    pub names: usize,
}

/// Mentions ready to be linked.
#[derive(Debug)]
pub struct Prepared {
    pub mentions: Mentions,
    pub table: Table,
    pub keys: Keys,
    pub guard: Guard,
    pub shared: Vec<Shared>,
}

/// Decisions of humans about records.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    pub same: Vec<(String, String)>,
    pub different: Vec<(String, String)>,
}

/// Prepares the records of a case.
pub fn prepare(records: Vec<Mention>, decided: &Decided) -> Result<Prepared, TooLarge> {
    let named: HashSet<&str> = decided
        .same
        .iter()
        .chain(&decided.different)
        .flat_map(|(a, b)| [a.as_str(), b.as_str()])
        .collect();
    let mentions = Mentions::fold(records, &|id| named.contains(id));
    let shared = shared_contacts(&mentions.all);
    let ignored: HashSet<(&str, &str)> =
        shared.iter().map(|contact| (contact.field, contact.value.as_str())).collect();
    let mut table = Table::new(schema());
    let mut keys = Keys::default();
    let mut own = Vec::new();
    for mention in &mentions.all {
        let cells = cells(mention, &ignored);
        // A name alone is placed when the persons are known.
        let compared = matches!(mention.strength(), Strength::Full | Strength::Number);
        let nothing = vec![Vec::new(); FIELDS.len()];
        table.push(if compared { &cells } else { &nothing })?;
        own.clear();
        if compared {
            make_keys(&cells, &mut own);
        }
        keys.push(&mut own)?;
    }
    rarity::set_shares(&mut table);
    let guard = guard(&table, &mentions, decided);
    Ok(Prepared { mentions, table, keys, guard, shared })
}

/// The values to compare: without shared contacts, and with the name that an e-mail spells where a
/// mention has no other.
fn cells(mention: &Mention, ignored: &HashSet<(&str, &str)>) -> Vec<Vec<String>> {
    let mut cells: Vec<Vec<String>> =
        mention.cells().iter().map(|values| (*values).clone()).collect();
    for (field, at) in [("email", EMAILS), ("phone", PHONES)] {
        if let Some(values) = cells.get_mut(at) {
            values.retain(|value| !ignored.contains(&(field, value.as_str())));
        }
    }
    if mention.names.is_empty() {
        let spelt = mention.emails.iter().filter_map(|email| spelt_name(email)).collect();
        if let Some(names) = cells.get_mut(NAMES) {
            *names = spelt;
        }
    }
    cells
}

/// The name that an e-mail address spells before its `@`, if it has two words of letters.
fn spelt_name(email: &str) -> Option<String> {
    let user = email.split('@').next()?;
    let words: Vec<&str> = user.split(['.', '_', '-']).filter(|word| !word.is_empty()).collect();
    let letters = |word: &&str| word.len() >= 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    (words.len() == 2 && words.iter().all(letters)).then(|| words.join(" "))
}

fn make_keys(cells: &[Vec<String>], keys: &mut Vec<u64>) {
    for (rule, field) in RULES.iter().enumerate() {
        let (Some(values), Some((_, method, ..))) = (cells.get(*field), FIELDS.get(*field)) else {
            continue;
        };
        let texts = values.iter().flat_map(|value| (method.keys)(&(method.canonical)(value)));
        let some = texts.filter(|text| !text.is_empty()).take(KEYS_PER_RULE_MAX);
        keys.extend(some.map(|text| blocking::key(rule, hash::text(text.chars()))));
    }
}

/// E-mails and telephones that more persons use than a family has.
fn shared_contacts(mentions: &[Mention]) -> Vec<Shared> {
    let mut users: BTreeMap<(&'static str, &str), Vec<&str>> = BTreeMap::new();
    for mention in mentions {
        let Some(name) = mention.names.first() else { continue };
        for (field, values) in [("email", &mention.emails), ("phone", &mention.phones)] {
            for value in values {
                let names = users.entry((field, value)).or_default();
                if names.len() < SPELLINGS_MAX && !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
    }
    let mut shared = Vec::new();
    for ((field, value), names) in users {
        if names.len() <= NAMES_PER_CONTACT_MAX {
            continue;
        }
        let distinct = distinct_names(&names);
        if distinct > NAMES_PER_CONTACT_MAX {
            shared.push(Shared { field, value: value.to_owned(), names: distinct });
        }
    }
    shared
}

/// Names of which none may be another spelling of one before.
fn distinct_names(names: &[&str]) -> usize {
    let different = NAME.levels.len() - 1;
    let mut heads: Vec<String> = Vec::new();
    for name in names {
        let canonical = (NAME.canonical)(name);
        let known = heads
            .iter()
            .any(|head| *head == canonical || (NAME.compare)(head, &canonical) < different - 1);
        if !known {
            heads.push(canonical);
        }
    }
    heads.len()
}

/// Identity numbers by scheme and birth dates guard; decisions bind.
fn guard(table: &Table, mentions: &Mentions, decided: &Decided) -> Guard {
    let mut schemes: HashMap<String, u32> = HashMap::new();
    let mut identifiers = Vec::with_capacity(mentions.all.len());
    for row in 0..table.rows() {
        let mut own: Vec<(u32, u32)> = Vec::new();
        for at in [NUMBERS, BIRTHS] {
            let Some(column) = table.column(at) else { continue };
            for id in table.cell(row, at) {
                let scheme = column.value(*id).split_once(':').map_or("", |(scheme, _)| scheme);
                let next = u32::try_from(schemes.len()).unwrap_or(0);
                let number = *schemes.entry(scheme.to_owned()).or_insert(next);
                let kind = (number << KIND_BITS) | u32::try_from(at).unwrap_or(0);
                own.push((kind, *id));
            }
        }
        identifiers.push(own);
    }
    let place: HashMap<&str, u32> = (0_u32..)
        .zip(&mentions.records)
        .flat_map(|(at, records)| records.iter().map(move |(id, _)| (id.as_str(), at)))
        .collect();
    let known = |pairs: &[(String, String)]| {
        let of =
            |(a, b): &(String, String)| Some((*place.get(a.as_str())?, *place.get(b.as_str())?));
        pairs.iter().filter_map(of).collect()
    };
    Guard {
        identifiers,
        same: known(&decided.same),
        different: known(&decided.different),
        bridge_bits: BRIDGE_BITS,
    }
}
