//! Counts what is exposed: the matrix, each collection's part of it, what collections add and share, and
//! counterparties. Everything is counted in the same units: items, documents, records, persons.

use crate::numbers::Numbers;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The field of a cell that counts whatever the field.
pub const ANY: &str = "any";

/// A cell of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    pub category: String,
    pub company: String,
    pub tier: String,
    /// A field, or `any`.
    pub field: String,
}

/// How much there is of something, in every unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub items: u64,
    pub documents: u64,
    pub records: u64,
    pub persons: u64,
}

/// What a collection holds, and adds to those before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaveCounts {
    pub items: u64,
    pub documents: u64,
    /// Documents that no earlier collection held.
    pub new_documents: u64,
    pub persons: u64,
    /// Persons whom no earlier collection named.
    pub new_persons: u64,
    /// Persons known before, of whom it shows fields that were not exposed before.
    pub widened_persons: u64,
    /// Fields that no earlier collection exposed of anybody.
    pub new_fields: BTreeSet<String>,
}

/// What the leak site and the company's own copies share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    DisclosedAndHeld,
    DisclosedOnly,
    HeldOnly,
}

impl Share {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DisclosedAndHeld => "disclosed_and_held",
            Self::DisclosedOnly => "disclosed_only",
            Self::HeldOnly => "held_only",
        }
    }
}

/// A record of a person, and under what it is exposed.
#[derive(Clone, Copy, Debug)]
pub struct Exposed<'a> {
    pub category: &'a str,
    pub tier: &'a str,
    pub document: &'a str,
    /// The companies that its document belongs to.
    pub companies: &'a BTreeSet<String>,
    pub fields: &'a [String],
    /// Counterparties whose person it shows.
    pub partners: &'a [String],
}

/// Everything that was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub matrix: BTreeMap<Cell, Counts>,
    /// The matrix of each collection's documents, by the collection's place among them.
    pub by_collection: BTreeMap<(usize, Cell), Counts>,
    pub waves: Vec<WaveCounts>,
    pub shares: BTreeMap<Share, Counts>,
    pub partners: BTreeMap<String, Counts>,
}

/// Where a document lies.
#[derive(Debug, Default)]
struct Spots {
    /// Items by collection.
    items: BTreeMap<usize, u64>,
    /// Items by company and collection.
    of_company: BTreeMap<(u32, usize), u64>,
}

impl Spots {
    fn first(&self) -> Option<usize> {
        self.items.keys().next().copied()
    }

    fn all_items(&self) -> u64 {
        self.items.values().sum()
    }

    /// `leaked` tells of each collection whether it is of a leak site.
    fn share(&self, leaked: &[bool]) -> Option<Share> {
        let is_leaked = |collection: &usize| leaked.get(*collection) == Some(&true);
        let disclosed = self.items.keys().any(is_leaked);
        let held = self.items.keys().any(|collection| !is_leaked(collection));
        match (disclosed, held) {
            (true, true) => Some(Share::DisclosedAndHeld),
            (true, false) => Some(Share::DisclosedOnly),
            (false, true) => Some(Share::HeldOnly),
            (false, false) => None,
        }
    }

    fn of_company(&self, company: u32) -> impl Iterator<Item = (usize, u64)> {
        let spots = self.of_company.range((company, 0)..=(company, usize::MAX));
        spots.map(|((_, collection), items)| (*collection, *items))
    }
}

/// Pairs of which each counts once.
#[derive(Debug, Default)]
struct Pairs {
    all: Vec<(u32, u32)>,
    /// How many of them are sorted and distinct.
    distinct: usize,
}

/// Pairs that may wait before they are made distinct.
const PAIRS_WAITING_MAX: usize = 1 << 20;

impl Pairs {
    fn add(&mut self, left: u32, right: u32) {
        self.all.push((left, right));
        if self.all.len() > 2 * self.distinct + PAIRS_WAITING_MAX {
            self.make_distinct();
        }
    }

    fn make_distinct(&mut self) {
        self.all.sort_unstable();
        self.all.dedup();
        self.distinct = self.all.len();
    }

    fn finish(mut self) -> Vec<(u32, u32)> {
        self.make_distinct();
        self.all
    }
}

/// Counts as documents, items and persons come.
#[derive(Debug)]
pub struct Tally {
    /// Of each collection whether it is of a leak site.
    leaked: Vec<bool>,
    texts: Numbers,
    documents: Numbers,
    spots: Vec<Spots>,
    /// Category, company, tier and field of each cell.
    cells: HashMap<[u32; 4], u32>,
    /// Of each cell the counts of the whole, then those of each collection.
    counts: Vec<Counts>,
    papers: Pairs,
    waves: Vec<WaveCounts>,
    /// The first collection that exposed each field.
    opened: BTreeMap<String, usize>,
    shares: BTreeMap<Share, Counts>,
    partners: BTreeMap<u32, Counts>,
    partner_papers: Pairs,
}

impl Tally {
    /// `leaked` tells of each collection, in the order in which they were received, whether it is of a leak site.
    pub fn new(leaked: Vec<bool>) -> Self {
        Self {
            waves: vec![WaveCounts::default(); leaked.len()],
            leaked,
            texts: Numbers::default(),
            documents: Numbers::default(),
            spots: Vec::new(),
            cells: HashMap::new(),
            counts: Vec::new(),
            papers: Pairs::default(),
            opened: BTreeMap::new(),
            shares: BTreeMap::new(),
            partners: BTreeMap::new(),
            partner_papers: Pairs::default(),
        }
    }

    /// The number of a document; a new one has no spots yet.
    fn document(&mut self, document: &str) -> u32 {
        let (number, is_new) = self.documents.of(document);
        self.spots.extend(is_new.then(Spots::default));
        number
    }

    fn spots(&mut self, document: &str) -> Option<&mut Spots> {
        let number = self.document(document);
        self.spots.get_mut(number as usize)
    }

    fn count(&mut self, slot: usize, add: impl FnOnce(&mut Counts)) {
        if let Some(counts) = self.counts.get_mut(slot) {
            add(counts);
        }
    }

    fn count_wave(&mut self, collection: usize, add: impl FnOnce(&mut WaveCounts)) {
        if let Some(wave) = self.waves.get_mut(collection) {
            add(wave);
        }
    }

    /// Items of a collection that hold a document, or nothing that was sealed.
    pub fn items(&mut self, document: Option<&str>, collection: usize, items: u64) {
        self.count_wave(collection, |wave| wave.items += items);
        if let Some(spots) = document.and_then(|document| self.spots(document)) {
            *spots.items.entry(collection).or_default() += items;
        }
    }

    /// An item of a collection that holds a document and belongs to a company.
    pub fn belongs(&mut self, document: &str, collection: usize, company: &str) {
        let company = self.texts.of(company).0;
        if let Some(spots) = self.spots(document) {
            *spots.of_company.entry((company, collection)).or_default() += 1;
        }
    }

    fn cell(&mut self, key: [u32; 4]) -> u32 {
        let next = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let cell = *self.cells.entry(key).or_insert(next);
        if cell == next {
            self.counts.resize(self.counts.len() + self.leaked.len() + 1, Counts::default());
        }
        cell
    }

    fn slot(&self, cell: u32, collection: Option<usize>) -> usize {
        cell as usize * (self.leaked.len() + 1) + collection.map_or(0, |at| at + 1)
    }

    /// A person with all its records.
    pub fn person(&mut self, records: &[Exposed<'_>]) {
        let mut slots: Vec<usize> = Vec::new();
        let mut partners: BTreeSet<u32> = BTreeSet::new();
        for record in records {
            let document = self.document(record.document);
            self.expose(record, document, &mut slots);
            for partner in self.texts.of_all(record.partners) {
                self.partners.entry(partner).or_default().records += 1;
                self.partner_papers.add(partner, document);
                partners.insert(partner);
            }
        }
        slots.sort_unstable();
        slots.dedup();
        for slot in slots {
            self.count(slot, |counts| counts.persons += 1);
        }
        for partner in partners {
            if let Some(counts) = self.partners.get_mut(&partner) {
                counts.persons += 1;
            }
        }
        let shown = records.iter().filter(|record| !record.companies.is_empty());
        self.person_in_waves(shown);
    }

    /// Counts a record in its cells; `slots` gathers where its person counts.
    fn expose(&mut self, record: &Exposed<'_>, document: u32, slots: &mut Vec<usize>) {
        let [category, tier] = [record.category, record.tier].map(|text| self.texts.of(text).0);
        let any = self.texts.of(ANY).0;
        let fields = self.texts.of_all(record.fields);
        for company in record.companies {
            let company = self.texts.of(company).0;
            let spots = self.spots.get(document as usize).into_iter();
            let there: Vec<usize> =
                spots.flat_map(|spots| spots.of_company(company)).map(|(at, _)| at).collect();
            for field in fields.iter().chain([&any]) {
                let cell = self.cell([category, company, tier, *field]);
                self.papers.add(cell, document);
                let own = there.iter().map(|collection| Some(*collection));
                for collection in own.chain([None]) {
                    let slot = self.slot(cell, collection);
                    self.count(slot, |counts| counts.records += 1);
                    slots.push(slot);
                }
            }
        }
    }

    /// Counts a person in the collections and shares that show it.
    fn person_in_waves<'r>(&mut self, records: impl Iterator<Item = &'r Exposed<'r>>) {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut opened: BTreeMap<&str, usize> = BTreeMap::new();
        let mut shares: BTreeSet<Share> = BTreeSet::new();
        for record in records {
            let document = self.documents.known(record.document);
            let Some(spots) = document.and_then(|at| self.spots.get(at as usize)) else { continue };
            seen.extend(spots.items.keys());
            if let Some(share) = spots.share(&self.leaked) {
                self.shares.entry(share).or_default().records += 1;
                shares.insert(share);
            }
            let Some(first) = spots.first() else { continue };
            for field in record.fields {
                let known = opened.entry(field).or_insert(first);
                *known = first.min(*known);
            }
        }
        let begun = seen.first().copied();
        for collection in seen {
            self.count_wave(collection, |wave| wave.persons += 1);
        }
        if let Some(begun) = begun {
            self.count_wave(begun, |wave| wave.new_persons += 1);
            let later: BTreeSet<usize> =
                opened.values().copied().filter(|first| *first > begun).collect();
            for first in later {
                self.count_wave(first, |wave| wave.widened_persons += 1);
            }
        }
        for (field, first) in opened {
            let known = self.opened.entry(field.to_owned()).or_insert(first);
            *known = first.min(*known);
        }
        for share in shares {
            self.shares.entry(share).or_default().persons += 1;
        }
    }

    pub fn finish(mut self) -> Totals {
        self.count_documents();
        for (field, first) in std::mem::take(&mut self.opened) {
            self.count_wave(first, |wave| wave.new_fields.extend([field]));
        }
        self.count_papers();
        let width = self.leaked.len() + 1;
        let texts = self.texts.into_texts();
        let text = |number: u32| texts.get(number as usize).cloned().unwrap_or_default();
        let mut totals = Totals {
            waves: self.waves,
            shares: self.shares,
            partners: self.partners.into_iter().map(|(id, counts)| (text(id), counts)).collect(),
            ..Totals::default()
        };
        for ([category, company, tier, field], cell) in self.cells {
            let [category, company, tier, field] = [category, company, tier, field].map(text);
            let cell = cell as usize * width;
            let Some([whole, of_collections @ ..]) = self.counts.get(cell..cell + width) else {
                continue;
            };
            let key = Cell { category, company, tier, field };
            for (at, counts) in of_collections.iter().enumerate().filter(|(_, n)| n.records > 0) {
                totals.by_collection.insert((at, key.clone()), *counts);
            }
            totals.matrix.insert(key, *whole);
        }
        totals
    }

    /// Counts what lies where, whoever stands in it.
    fn count_documents(&mut self) {
        let Self { spots, waves, shares, leaked, .. } = self;
        for spots in spots.iter() {
            for collection in spots.items.keys() {
                if let Some(wave) = waves.get_mut(*collection) {
                    wave.documents += 1;
                }
            }
            if let Some(wave) = spots.first().and_then(|first| waves.get_mut(first)) {
                wave.new_documents += 1;
            }
            if let Some(share) = spots.share(leaked) {
                let counts = shares.entry(share).or_default();
                counts.documents += 1;
                counts.items += spots.all_items();
            }
        }
    }

    /// Counts the documents of each cell and partner, and the items that hold them.
    fn count_papers(&mut self) {
        let companies: HashMap<u32, u32> =
            self.cells.iter().map(|([_, company, ..], cell)| (*cell, *company)).collect();
        for (cell, document) in std::mem::take(&mut self.papers).finish() {
            let spots = self.spots.get(document as usize);
            let (Some(spots), Some(company)) = (spots, companies.get(&cell)) else { continue };
            let there: Vec<(usize, u64)> = spots.of_company(*company).collect();
            let of_collections = there.iter().map(|(at, items)| (Some(*at), *items));
            let whole = (None, there.iter().map(|(_, items)| items).sum());
            for (collection, items) in of_collections.chain([whole]) {
                self.count(self.slot(cell, collection), |counts| {
                    counts.documents += 1;
                    counts.items += items;
                });
            }
        }
        for (partner, document) in std::mem::take(&mut self.partner_papers).finish() {
            let spots = self.spots.get(document as usize);
            let (Some(spots), Some(counts)) = (spots, self.partners.get_mut(&partner)) else {
                continue;
            };
            counts.documents += 1;
            counts.items += spots.all_items();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record<'a>(
        document: &'a str,
        companies: &'a BTreeSet<String>,
        fields: &'a [String],
    ) -> Exposed<'a> {
        Exposed {
            category: "customer",
            tier: "disclosed",
            document,
            companies,
            fields,
            partners: &[],
        }
    }

    #[test]
    fn every_unit_counts_once() {
        let mut tally = Tally::new(vec![true, false]);
        // One document twice in the first collection and once in the second; another only in the second.
        for (document, collection, items) in [("a", 0, 2), ("a", 1, 1), ("b", 1, 1)] {
            tally.items(Some(document), collection, items);
            (0..items).for_each(|_| tally.belongs(document, collection, "C1"));
        }
        tally.items(None, 1, 1);
        let company = BTreeSet::from(["C1".to_owned()]);
        let [mail, phone] = ["email", "phone"].map(|field| vec![field.to_owned()]);
        let partner = ["O-1".to_owned()];
        tally.person(&[
            record("a", &company, &mail),
            record("a", &company, &mail),
            Exposed { partners: &partner, ..record("b", &company, &phone) },
        ]);
        tally.person(&[record("b", &company, &mail)]);
        let totals = tally.finish();
        let counts =
            |items, documents, records, persons| Counts { items, documents, records, persons };
        let cell = |field: &str| Cell {
            category: "customer".into(),
            company: "C1".into(),
            tier: "disclosed".into(),
            field: field.into(),
        };
        assert_eq!(totals.matrix[&cell(ANY)], counts(4, 2, 4, 2));
        assert_eq!(totals.matrix[&cell("email")], counts(4, 2, 3, 2));
        assert_eq!(totals.matrix[&cell("phone")], counts(1, 1, 1, 1));
        assert_eq!(totals.by_collection[&(0, cell("email"))], counts(2, 1, 2, 1));
        assert_eq!(totals.by_collection[&(1, cell("email"))], counts(2, 2, 3, 2));
        assert!(!totals.by_collection.contains_key(&(0, cell("phone"))));
        assert_eq!(
            totals.waves,
            [
                WaveCounts {
                    items: 2,
                    documents: 1,
                    new_documents: 1,
                    persons: 1,
                    new_persons: 1,
                    new_fields: BTreeSet::from(["email".to_owned()]),
                    ..WaveCounts::default()
                },
                WaveCounts {
                    items: 3,
                    documents: 2,
                    new_documents: 1,
                    persons: 2,
                    new_persons: 1,
                    widened_persons: 1,
                    new_fields: BTreeSet::from(["phone".to_owned()]),
                },
            ]
        );
        let shares =
            [(Share::DisclosedAndHeld, counts(3, 1, 2, 1)), (Share::HeldOnly, counts(1, 1, 2, 2))];
        assert_eq!(totals.shares, BTreeMap::from(shares));
        assert_eq!(totals.partners["O-1"], counts(1, 1, 1, 1));
    }

    #[test]
    fn what_belongs_to_no_company_is_in_no_cell() {
        let mut tally = Tally::new(vec![true]);
        tally.items(Some("a"), 0, 1);
        let fields = vec!["email".to_owned()];
        tally.person(&[record("a", &BTreeSet::new(), &fields)]);
        let totals = tally.finish();
        assert!(totals.matrix.is_empty() && totals.by_collection.is_empty());
        assert_eq!((totals.waves[0].documents, totals.waves[0].persons), (1, 0));
    }
}
