//! Makes a table to link of mentions: keys to meet under, contacts that many share, identifiers
//! that guard.

use super::{
    ADDRESSES, BIRTHS, BRIDGE_BITS, EMAILS, FIELDS, IDENTIFIERS, JOIN_BITS, Mention, Mentions,
    NAMES, NUMBERS, PHONES, Roles, STAFF, Strength, rarity, schema,
};
use crate::linkage::blocking;
use crate::linkage::compare::NAME;
use crate::linkage::table::TooLarge;
use crate::linkage::{Guard, Keys, Role, Schema, Table};
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

/// Prepares the mentions of a case.
pub fn prepare(mentions: Mentions, decided: &Decided, roles: &Roles) -> Result<Prepared, TooLarge> {
    let schema = schema(roles);
    let shared = shared_contacts(&mentions.all, &schema);
    let ignored: HashSet<(&str, &str)> =
        shared.iter().map(|contact| (contact.field, contact.value.as_str())).collect();
    let mut table = Table::new(schema);
    let mut keys = Keys::default();
    let mut own = Vec::new();
    for (row, mention) in (0_u32..).zip(&mentions.all) {
        // A name alone is placed when the persons are known.
        let compared = matches!(mentions.strength(row), Strength::Full | Strength::Number);
        own.clear();
        if compared {
            let mut canonical = table.schema().canonical(&cells(mention, &ignored));
            if let Some(names) = canonical.get_mut(NAMES) {
                names.extend(mentions.called(row).map(|form| form.canonical.clone()));
            }
            make_keys(&canonical, &mut own);
            table.push_canonical(&canonical)?;
        } else {
            table.push_canonical(&[])?;
        }
        keys.push(&mut own)?;
    }
    rarity::set_shares(&mut table);
    let guard = guard(&table, &mentions, decided);
    Ok(Prepared { mentions, table, keys, guard, shared })
}

/// The values to compare but names: without shared contacts.
fn cells<'a>(mention: &'a Mention, ignored: &HashSet<(&str, &str)>) -> Vec<Vec<&'a str>> {
    let all = mention.cells().into_iter().enumerate();
    let of = |(at, values): (usize, &'a Vec<String>)| {
        let field = match at {
            NAMES => return Vec::new(),
            EMAILS => "email",
            PHONES => "phone",
            _ => "",
        };
        let values = values.iter().map(String::as_str);
        values.filter(|value| field.is_empty() || !ignored.contains(&(field, *value))).collect()
    };
    all.map(of).collect()
}

/// Keys of values in canonical form.
fn make_keys(cells: &[Vec<String>], keys: &mut Vec<u64>) {
    for (rule, field) in RULES.iter().enumerate() {
        let (Some(values), Some((_, method, ..))) = (cells.get(*field), FIELDS.get(*field)) else {
            continue;
        };
        let texts =
            values.iter().filter(|value| !value.is_empty()).flat_map(|value| (method.keys)(value));
        let some = texts.filter(|text| !text.is_empty()).take(KEYS_PER_RULE_MAX);
        keys.extend(some.map(|text| blocking::key(rule, hash::text(text.chars()))));
    }
}

/// E-mails and telephones that more persons use than a family has.
fn shared_contacts(mentions: &[Mention], schema: &Schema) -> Vec<Shared> {
    let one_bearer = |at: usize| {
        schema.comparisons.get(at).is_none_or(|comparison| comparison.role != Role::ManyToMany)
    };
    let mut users: BTreeMap<(&'static str, &str), Vec<&str>> = BTreeMap::new();
    for mention in mentions {
        let Some(name) = mention.names.first() else { continue };
        let contacts = [("email", EMAILS, &mention.emails), ("phone", PHONES, &mention.phones)];
        for (field, at, values) in contacts {
            for value in values.iter().filter(|_| one_bearer(at)) {
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

/// What a person has one of guards: identity numbers by scheme, birth dates, what a case calls
/// one-to-one; decisions bind.
fn guard(table: &Table, mentions: &Mentions, decided: &Decided) -> Guard {
    let mut schemes: HashMap<String, u32> = HashMap::new();
    let single = (0_usize..).zip(&table.schema().comparisons);
    let guarding = single
        .filter(|(at, comparison)| comparison.role == Role::OneToOne || *at == BIRTHS)
        .map(|(at, _)| at);
    let mut identifiers = Vec::with_capacity(mentions.all.len());
    for row in 0..table.rows() {
        let mut own: Vec<(u32, u32)> = Vec::new();
        for at in guarding.clone() {
            let Some(column) = table.column(at) else { continue };
            // Staff numbers are of a company.
            let company = mentions.all.get(row as usize).map(|mention| mention.companies.join(" "));
            for id in table.cell(row, at) {
                let scheme = match column.value(*id).split_once(':') {
                    Some((scheme, _)) if at == NUMBERS => scheme,
                    _ if at == STAFF => company.as_deref().unwrap_or_default(),
                    _ => "",
                };
                let next = u32::try_from(schemes.len()).unwrap_or(0);
                let number = *schemes.entry(scheme.to_owned()).or_insert(next);
                let kind = (number << KIND_BITS) | u32::try_from(at).unwrap_or(0);
                own.push((kind, *id));
            }
        }
        identifiers.push(own);
    }
    let place: HashMap<&str, u32> = (0_u32..)
        .zip(&mentions.sources)
        .flat_map(|(at, sources)| sources.iter().map(move |one| (one.record_id.as_str(), at)))
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
        quiet_bits: JOIN_BITS,
    }
}
