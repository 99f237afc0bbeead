//! Scope: which persons count under which law, from where they live and where the company sits.

use crate::book::{Book, Jurisdiction};
use crate::clock::Moment;
use crate::model::FactType;
use crate::sheet::{Count, Known, Sheet};
use std::collections::BTreeMap;

/// Persons who live in one place, with the fields of theirs that are exposed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// `JP`, `US-CA`; none when nothing tells.
    pub residence: Option<String>,
    pub persons: u64,
    pub records: u64,
    /// Persons by field, or `field:scheme`.
    pub elements: BTreeMap<String, u64>,
}

/// A fact that a human told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldFact {
    pub name: String,
    pub value: String,
    /// The jurisdiction it was told for; all without one.
    pub within: Option<String>,
    pub source: String,
}

/// A company with the data that it holds in one role.
#[derive(Clone, Debug, Default)]
pub struct Holder {
    /// ISO 3166 code of the seat.
    pub country: String,
    /// Codes of other countries and states with an establishment.
    pub establishments: Vec<String>,
    pub groups: Vec<Group>,
    /// Whether files are open that could hold more.
    pub open: bool,
    /// Bounds of the number of persons as parts of the count, in millionths: low and high.
    pub bounds: Option<(u64, u64)>,
    pub told: Vec<ToldFact>,
    /// The zone in which days were told.
    pub zone: String,
    pub moments: BTreeMap<String, Moment>,
}

const WHOLE: u64 = 1_000_000;

/// The facts of a holder under every jurisdiction of the book.
pub fn sheets(book: &Book, holder: &Holder) -> BTreeMap<String, Sheet> {
    let places = book.jurisdictions.values();
    places.map(|place| (place.id.clone(), sheet(book, holder, place))).collect()
}

fn sheet(book: &Book, holder: &Holder, place: &Jurisdiction) -> Sheet {
    let sits = |code: &String| is_in(place, code);
    let established =
        !place.by_residence && (sits(&holder.country) || holder.establishments.iter().any(sits));
    let contract = place.members.is_empty();
    let lives = |group: &&Group| group.residence.as_ref().is_some_and(|code| is_in(place, code));
    // Of persons whose residence nothing tells: what a human said of this place, else of all.
    let said = |within: Option<&String>| {
        let facts = holder.told.iter().rev();
        facts.into_iter().find(|fact| {
            fact.name == "unplaced_persons_live_there" && fact.within.as_ref() == within
        })
    };
    let answer = said(Some(&place.id)).or_else(|| said(None)).map(|fact| fact.value.as_str());
    let perhaps = |group: &&Group| answer.is_none() && may_live(place, group);
    // Told that they live there, all of them count.
    let lives = |group: &&Group| lives(group) || (answer == Some("yes") && may_live(place, group));
    let all = established || contract;
    let counted: Vec<&Group> = holder.groups.iter().filter(|group| all || lives(group)).collect();
    let unplaced: Vec<&Group> = holder.groups.iter().filter(perhaps).collect();
    let residents: Vec<&Group> = holder.groups.iter().filter(lives).collect();
    let number = "national_id:jp_my_number";
    let persons = |groups: &[&Group]| groups.iter().map(|group| group.persons).sum::<u64>();
    let records = |groups: &[&Group]| groups.iter().map(|group| group.records).sum::<u64>();
    let numbered = |groups: &[&Group]| -> u64 {
        groups.iter().filter_map(|group| group.elements.get(number)).sum()
    };
    let states = holder
        .groups
        .iter()
        .filter(|group| group.residence.as_ref().is_some_and(|code| code.starts_with("US-")));
    let largest = states.map(|group| group.persons).max().unwrap_or(0);
    // Of some it is known that they live in the United States, not in which state.
    let stateless = holder
        .groups
        .iter()
        .filter(|group| group.residence.as_ref().is_none_or(|code| code == "US"))
        .map(|group| group.persons)
        .sum();
    // Where all count, those of unknown residence do so already.
    let more: &[&Group] = if all { &[] } else { &unplaced };
    let count = |best: u64, perhaps: u64| bounded(holder, best, perhaps);
    let counts = BTreeMap::from([
        ("persons".to_owned(), count(persons(&counted), persons(more))),
        ("my_number_persons".to_owned(), count(numbered(&counted), numbered(more))),
        ("records".to_owned(), count(records(&counted), records(more))),
        ("residents".to_owned(), count(persons(&residents), persons(&unplaced))),
        ("residents_of_one_state".to_owned(), count(largest, stateless)),
    ]);
    let mut sheet = Sheet {
        counts,
        elements: elements(&counted),
        perhaps: elements(more),
        open: holder.open,
        unplaced: persons(&unplaced),
        moments: holder.moments.clone(),
        ..Sheet::default()
    };
    let seat = if established { "yes" } else { "no" };
    let source = "seat and establishments in case.toml".to_owned();
    sheet.known.insert("established".to_owned(), Known { value: seat.to_owned(), source });
    told(book, holder, place, &mut sheet);
    sheet
}

/// Facts told for this jurisdiction go before those told for all.
fn told(book: &Book, holder: &Holder, place: &Jurisdiction, sheet: &mut Sheet) {
    let general = holder.told.iter().filter(|fact| fact.within.is_none());
    let own = holder.told.iter().filter(|fact| fact.within.as_ref() == Some(&place.id));
    for fact in general.chain(own) {
        let known = Known { value: fact.value.clone(), source: fact.source.clone() };
        if book.model.is(&fact.name, FactType::Moment) {
            if let Ok(moment) = Moment::parse(&fact.value, &holder.zone) {
                sheet.moments.insert(fact.name.clone(), moment.from(&fact.source));
            }
        } else {
            sheet.known.insert(fact.name.clone(), known);
        }
    }
    if sheet.known.get("open_files_change_nothing").is_some_and(|known| known.value == "yes") {
        sheet.open = false;
        for count in sheet.counts.values_mut() {
            count.high = count.high.or(Some(count.best));
        }
    }
}

/// The count with its bounds; files that are open leave it without an upper one.
fn bounded(holder: &Holder, best: u64, perhaps: u64) -> Count {
    let part = |whole: u64| best.saturating_mul(whole) / WHOLE;
    let (low, high) = holder.bounds.map_or((best, best), |(low, high)| (part(low), part(high)));
    let closed = holder.told.iter().any(|fact| {
        fact.name == "open_files_change_nothing" && fact.value == "yes" && fact.within.is_none()
    });
    let open = holder.open && !closed;
    Count { low: low.min(best), best, high: (!open).then(|| high.max(best) + perhaps) }
}

fn is_in(place: &Jurisdiction, code: &str) -> bool {
    place.members.iter().any(|member| {
        code == member || code.strip_prefix(member).is_some_and(|rest| rest.starts_with('-'))
    })
}

/// Whether persons whose residence is not known, or known only as a country, may live there.
fn may_live(place: &Jurisdiction, group: &Group) -> bool {
    match &group.residence {
        None => !place.members.is_empty(),
        Some(code) => {
            !is_in(place, code)
                && place.members.iter().any(|member| {
                    member.strip_prefix(code.as_str()).is_some_and(|rest| rest.starts_with('-'))
                })
        }
    }
}

fn elements(groups: &[&Group]) -> BTreeMap<String, u64> {
    let mut all = BTreeMap::new();
    for (name, count) in groups.iter().flat_map(|group| &group.elements) {
        *all.entry(name.clone()).or_insert(0) += count;
    }
    all
}
