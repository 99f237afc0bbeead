//! From records to persons: linkage of what records say, then name-only mentions.
//!
//! Records that say the same are one *mention*. Mentions with anything but names are compared and
//! joined by [`crate::linkage`]; mentions of a bare name go to the only person of that name, or to
//! nobody. A person is called after its earliest record and keeps that name for ever.

mod form;
mod mention;
mod place;
mod prepare;
mod rarity;
#[cfg(test)]
mod tests;

pub use form::Form;
pub use mention::{Folding, Mention, Mentions, Source, Stands, Strength};
pub use place::{Because, Joined, Known, Membership, Resolved, Scope, Undecided, Unplaced, place};
pub use prepare::{Decided, KIND_BITS, Prepared, Shared, prepare};

use crate::linkage::compare::{
    ADDRESS, DATE, EMAIL, EXACT, IDENTIFIER, NAME, NUMBER, ORGANISATION, PHONE,
};
use crate::linkage::{Comparison, Lesson, Method, Role, Schema, Table};
use candor_facts::Field;
use std::collections::BTreeMap;

/// Pairs of persons that may be one which are listed for a human; more is said so.
pub const CONFLICTS_LISTED_MAX: usize = 20_000;

/// Version of this stage's judgement.
pub const RESOLVE_VERSION: u32 = 10;

/// Posterior bits from which on two mentions are one person: 0.8.
pub const JOIN_BITS: f32 = 2.0;
/// What speaks for or against two mentions besides their values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aside {
    pub bits: f32,
    /// What a reader is told.
    pub says: &'static str,
}

/// Two records outside of lists say one whole name in one document.
const SAME_DOCUMENT: Aside = Aside { bits: 8.0, says: "in one document" };
/// Two rows of one list say one name: lists name their people once, so that these are namesakes unless a contact
/// or number says otherwise.
const SAME_LIST: Aside = Aside { bits: -10.0, says: "rows of one list" };
/// Two of one name have different addresses at one domain that is no free mail's. A firm gives its people one each,
/// and that both work there is no news beside the domain.
const OTHER_ADDRESS: Aside = Aside { bits: -8.0, says: "two addresses at one domain" };
/// Mean bits that the pairs across two groups of mentions which say something must reach.
pub const BRIDGE_BITS: f32 = 0.0;
/// Mentions that may share a key.
pub const MENTIONS_PER_KEY_MAX: u32 = 1_000;

/// Name, method, whether rarity counts, usual role.
type FieldSpec = (&'static str, &'static Method, bool, Role);

/// What of a mention is compared, in the order of its cells.
pub(crate) const FIELDS: &[FieldSpec] = &[
    ("name", &NAME, true, Role::ManyToMany),
    ("identity number", &IDENTIFIER, true, Role::OneToOne),
    ("e-mail", &EMAIL, true, Role::OneToMany),
    ("telephone", &PHONE, true, Role::OneToMany),
    ("birth date", &DATE, false, Role::ManyToMany),
    ("address", &ADDRESS, true, Role::ManyToMany),
    ("employee number", &NUMBER, true, Role::ManyToMany),
    ("employer", &ORGANISATION, true, Role::ManyToMany),
    ("card, account or licence", &IDENTIFIER, true, Role::OneToMany),
    ("department", &EXACT, true, Role::ManyToMany),
    ("relation", &EXACT, true, Role::ManyToMany),
];

/// Comparisons of what many share. Alone they tell nobody apart.
const QUIET: &[usize] = &[NAMES, EMPLOYER, DEPARTMENT, RELATION];
pub(crate) const NAMES: usize = 0;
pub(crate) const NUMBERS: usize = 1;
pub(crate) const EMAILS: usize = 2;
pub(crate) const PHONES: usize = 3;
pub(crate) const BIRTHS: usize = 4;
pub(crate) const ADDRESSES: usize = 5;
pub(crate) const STAFF: usize = 6;
const EMPLOYER: usize = 7;
pub(crate) const IDENTIFIERS: usize = 8;
const DEPARTMENT: usize = 9;
const RELATION: usize = 10;

/// Roles that a case gives to fields in place of the usual ones.
pub type Roles = BTreeMap<Field, Role>;

/// The fields whose role a case may change, with the number of their comparison.
pub const ROLE_FIELDS: &[(Field, usize)] = &[
    (Field::NationalId, NUMBERS),
    (Field::Email, EMAILS),
    (Field::Phone, PHONES),
    (Field::DateOfBirth, BIRTHS),
    (Field::Address, ADDRESSES),
    (Field::EmployeeId, STAFF),
];

/// The comparisons of a case.
pub fn schema(roles: &Roles) -> Schema {
    let own = |at: usize| {
        let field = ROLE_FIELDS.iter().find(|(_, number)| *number == at);
        field.and_then(|(field, _)| roles.get(field)).copied()
    };
    let of = |(at, (name, method, term_frequency, role)): (usize, &FieldSpec)| Comparison {
        name: (*name).to_owned(),
        method,
        term_frequency: *term_frequency,
        role: own(at).unwrap_or(*role),
        lenient: true,
    };
    Schema { comparisons: FIELDS.iter().enumerate().map(of).collect() }
}

/// What the pairs of each blocking rule of a case can teach: those that share a number or an
/// e-mail are nearly all of one person.
pub fn lessons() -> Vec<Lesson> {
    let of = |field: &usize| Lesson {
        held_out: vec![*field],
        teaches: [NUMBERS, IDENTIFIERS, EMAILS].contains(field),
    };
    prepare::RULES.iter().map(of).collect()
}

/// Whether two mentions say anything for or against one person. One name, employer, department or relation says
/// nothing where there is nothing else to compare: namesakes share them, and so do the papers of one person.
/// Names that differ speak.
pub fn speaks(table: &Table, left: u32, right: u32) -> bool {
    table.share_any_but(QUIET, left, right) || !rarity::may_be_one(table, left, right)
}
