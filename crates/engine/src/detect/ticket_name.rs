//! Names as tickets and lists of passengers write them: `QUINONES RUIZ/ALEJANDRA MS`; without the title both
//! parts must be known as names.

use super::{Checked, Detector};
use crate::normal::plain;
use crate::tag::{self, lexicon};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "name_ticket",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}0-9/_\-.])([A-Z]{3,}(?: [A-Z]{3,})?/[A-Z]{3,}(?: [A-Z]{2,})??(?: (?:MR|MRS|MS|MISS|MSTR|DR))?)(?:$|[^\p{L}0-9/_\-])",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("QUINONES RUIZ/ALEJANDRA MS", "QUINONES RUIZ ALEJANDRA"),
        ("PAX: SMITH/JOHN, AISLE", "SMITH JOHN"),
    ],
    near_misses: &["INPUT/OUTPUT", "ON/OFF MS", "AND/OR", "TCP/IP DR", "A/B"],
};

/// A name as tickets write it.
#[derive(Clone, Copy, Debug)]
pub struct Ticket<'a> {
    pub family: &'a str,
    pub given: &'a str,
    /// Whether a title follows it.
    pub titled: bool,
}

/// The parts of a text that is such a name and nothing else.
pub fn read(text: &str) -> Option<Ticket<'_>> {
    const TITLES: &[&str] = &[" MR", " MRS", " MS", " MISS", " MSTR", " DR"];
    let bare = TITLES.iter().find_map(|title| text.strip_suffix(title));
    let (family, given) = bare.unwrap_or(text).split_once('/')?;
    let part = |part: &str| {
        part.len() >= 2
            && part.chars().all(|c| c.is_ascii_uppercase() || matches!(c, ' ' | '-' | '\''))
    };
    (part(family) && part(given)).then_some(Ticket { family, given, titled: bare.is_some() })
}

fn check(text: &str) -> Option<Checked> {
    let Ticket { family, given, titled } = read(text)?;
    let is = |words: &str, class: u16| {
        words.split(' ').any(|word| tag::classes(&plain(word)) & class != 0)
    };
    let (family_known, given_known) = (is(family, lexicon::SURNAME), is(given, lexicon::GIVEN));
    let fits = family_known && given_known || titled && (family_known || given_known);
    fits.then(|| Checked {
        normalized: format!("{family} {given}"),
        confidence: if titled { 0.85 } else { 0.7 },
        validator: None,
    })
}
