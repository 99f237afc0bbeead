//! The catalogue of claims: every sentence kind that a report may hold, with the query that gives its
//! number, and the judgement whether it may be published.

use crate::disclose::doubts::told;
use crate::resolve::CONFLICTS_LISTED_MAX;
use candor_facts::{
    Category, Certainty, Claim, ClaimKind, DocClass, Doubt, Event, EventPart, Field, Language,
    Rounding, Standing, Unit, UnreadReason,
};

/// Version of the catalogue and its judgement.
pub const CLAIMS_VERSION: u32 = 3;

/// Items that share a state and what they are.
#[derive(Clone, Debug, Default)]
pub struct Heap {
    pub collection: String,
    pub state: String,
    pub reason: String,
    pub doc_class: String,
    pub how: String,
    pub count: u64,
}

/// One cell of the matrix; `field` is `any` in rows that count every field.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub category: String,
    pub company: String,
    pub field: String,
    pub tier: String,
    pub items: u64,
    pub persons: u64,
}

/// What one collection added.
#[derive(Clone, Debug, Default)]
pub struct Wave {
    pub collection: String,
    pub items: u64,
    pub new_documents: u64,
    pub new_persons: u64,
    pub widened_persons: u64,
}

/// A decision that a claim may stand in spite of what was open when it was made.
#[derive(Clone, Debug, Default)]
pub struct Acceptance {
    pub claim: String,
    pub number: i64,
    /// Whether all that is open now was open then.
    pub covers: bool,
}

/// Bounds of the number of persons that samples give, at 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonBounds {
    pub low: u64,
    pub high: u64,
    /// Whether they hold records linked to a stranger and persons in several rows, too.
    pub with_links: bool,
}

/// Everything that claims are drawn from, counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub heaps: Vec<Heap>,
    /// Files as they were received, each place and content once: in all, seen on a leak site, and in
    /// own copies alone.
    pub files: u64,
    pub files_disclosed: u64,
    pub files_reachable: u64,
    pub persons: u64,
    pub records: u64,
    /// Mentions that fit several persons.
    pub undecided: u64,
    /// Conflicts that wait for a decision.
    pub conflicts: u64,
    /// Persons whose relation to the group is not known.
    pub relation_unknown: u64,
    /// Persons of each category, and persons with each field exposed.
    pub categories: Vec<(Category, u64)>,
    pub fields: Vec<(Field, u64)>,
    pub partners: u64,
    /// Findings of the fields whose absence is stated when it is true.
    pub denied: Vec<(Field, u64)>,
    pub cells: Vec<Cell>,
    /// The matrix of each collection, where there are several.
    pub cells_by_collection: Vec<(String, Cell)>,
    pub waves: Vec<Wave>,
    /// Part of the overlap with own copies, and its documents.
    pub overlap: Vec<(String, u64)>,
    pub listed: u64,
    /// Listed files whose contents have not come, by listing.
    pub not_received: Vec<(String, u64)>,
    pub events: Vec<Event>,
    pub acceptances: Vec<Acceptance>,
    /// Bounds of the number of persons from samples.
    pub persons_bounds: Option<PersonBounds>,
    /// Samples that estimates rest on.
    pub samples: Vec<String>,
    /// Whether names in running text were looked for.
    pub tagger: bool,
}

const ITEM_STATES: &str = "items i LEFT JOIN documents d ON i.sha256 = d.sha256";
/// Mentions left to nobody; contradictions between counted persons are conflicts.
const UNDECIDED_SQL: &str =
    "SELECT count(*) AS count FROM ambiguous WHERE reason = 'a name that several persons bear'";

/// Files as they were received: what lies in no other, each place and content once.
pub const FILES_SQL: &str = "SELECT count(*) AS count FROM (SELECT DISTINCT path, sha256 FROM items WHERE parent IS NULL) f";
/// Those seen on a leak site.
pub const DISCLOSED_FILES_SQL: &str = "SELECT count(*) AS count FROM (SELECT DISTINCT i.path, i.sha256 FROM items i \
    JOIN collections c ON i.collection = c.name WHERE i.parent IS NULL AND c.source = 'leak_site') f";
/// Those of own copies whose content no leak site showed.
pub const REACHABLE_FILES_SQL: &str = "SELECT count(*) AS count FROM (SELECT DISTINCT i.path AS path, i.sha256 AS sha256 FROM items i \
    JOIN collections c ON i.collection = c.name WHERE i.parent IS NULL AND c.source <> 'leak_site') f \
    LEFT JOIN (SELECT DISTINCT i.sha256 AS sha256 FROM items i JOIN collections c ON i.collection = c.name \
    WHERE c.source = 'leak_site' AND i.sha256 IS NOT NULL) d ON f.sha256 = d.sha256 WHERE d.sha256 IS NULL";

/// Finds listed files whose contents some collection holds: of one name and size (of a folder and a
/// name where the listing tells no size), one path ending with the other.
pub const RECEIVED_SQL: &str = "SELECT DISTINCT l.collection AS collection, l.path AS path FROM listed l \
    JOIN (SELECT concat('/', path) AS path, size, reverse(split_part(reverse(path), '/', 1)) AS name FROM items \
    WHERE sha256 IS NOT NULL AND parent IS NULL) n ON reverse(split_part(reverse(l.path), '/', 1)) = n.name \
    WHERE (l.size = n.size OR (l.size IS NULL AND strpos(l.path, '/') > 0 AND strpos(substr(n.path, 2), '/') > 0)) AND (ends_with(n.path, concat('/', l.path)) OR ends_with(concat('/', l.path), n.path))";

/// The listed files that no collection holds yet.
pub fn not_received_files_sql() -> String {
    format!(
        "SELECT l.collection AS collection, l.path AS path FROM listed l LEFT JOIN ({RECEIVED_SQL}) g \
         ON l.collection = g.collection AND l.path = g.path WHERE g.path IS NULL"
    )
}

/// Counts them by listing.
pub fn not_received_sql() -> String {
    let files = not_received_files_sql();
    format!(
        "SELECT collection AS name, count(*) AS count FROM ({files}) f GROUP BY collection ORDER BY name"
    )
}

/// Draws every claim of the catalogue, in the order of a report.
pub fn draw(counted: &Counted, rounding: &dyn Fn(Unit) -> Rounding) -> Vec<Claim> {
    let drawer = Drawer { counted, rounding, open: Open::of(counted) };
    let mut claims = [
        drawer.items(),
        drawer.persons(),
        drawer.denials(),
        drawer.matrix(),
        drawer.matrix_by_collection(),
        drawer.kinds(),
        drawer.waves(),
        drawer.openings(),
        counted.events.iter().map(|event| drawer.event(event)).collect(),
    ]
    .concat();
    for claim in &mut claims {
        claim.uncertainty = told(Language::En, &claim.doubts);
    }
    claims
}

/// What was not read or not received.
struct Open {
    items: u64,
    listed: u64,
    doubts: Vec<Doubt>,
}

impl Open {
    fn of(counted: &Counted) -> Self {
        let unread = || counted.heaps.iter().filter(|heap| heap.state != "read");
        let mut reasons = Vec::new();
        for reason in UnreadReason::ALL {
            let same = unread().filter(|heap| heap.reason == reason.as_str());
            let count: u64 = same.map(|heap| heap.count).sum();
            if count > 0 {
                reasons.push((reason.to_string(), count));
            }
        }
        let items = unread().map(|heap| heap.count).sum();
        let listed: u64 = counted.not_received.iter().map(|(_, count)| count).sum();
        let mut doubts = Vec::new();
        if items > 0 {
            doubts.push(Doubt::NotFullyRead { items, reasons });
        }
        if listed > 0 {
            doubts.push(Doubt::NotReceived { files: listed });
        }
        if doubts.is_empty() {
            doubts.push(Doubt::EveryItemRead);
        }
        Self { items, listed, doubts }
    }

    const fn is_nothing(&self) -> bool {
        self.items == 0 && self.listed == 0
    }
}

struct Drawer<'a> {
    counted: &'a Counted,
    rounding: &'a dyn Fn(Unit) -> Rounding,
    open: Open,
}

impl Drawer<'_> {
    fn count(&self, id: &str, subject: &str, unit: Unit, value: u64, query: String) -> Claim {
        let standing =
            if self.open.is_nothing() { Standing::Supported } else { Standing::WithCaveat };
        Claim {
            claim_id: format!("C-{id}"),
            kind: ClaimKind::Count,
            subject: subject.to_owned(),
            unit,
            value,
            rounding: (self.rounding)(unit),
            query,
            evidence: Vec::new(),
            standing,
            uncertainty: String::new(),
            doubts: self.open.doubts.clone(),
            bounds: None,
        }
    }

    /// A number that is exact whatever is unread.
    fn certain(&self, id: &str, unit: Unit, value: u64, query: &str) -> Claim {
        Claim {
            standing: Standing::Supported,
            doubts: vec![Doubt::CountedAsReceived],
            ..self.count(id, id, unit, value, query.to_owned())
        }
    }

    fn items(&self) -> Vec<Claim> {
        let heaps = &self.counted.heaps;
        let sum = |keep: &dyn Fn(&Heap) -> bool| {
            heaps.iter().filter(|heap| keep(heap)).map(|heap| heap.count).sum()
        };
        let mut claims = vec![
            self.certain("files", Unit::Item, self.counted.files, FILES_SQL),
            self.certain(
                "files-disclosed",
                Unit::Item,
                self.counted.files_disclosed,
                DISCLOSED_FILES_SQL,
            ),
            self.certain(
                "files-reachable",
                Unit::Item,
                self.counted.files_reachable,
                REACHABLE_FILES_SQL,
            ),
            self.certain(
                "items",
                Unit::Item,
                sum(&|_| true),
                "SELECT count(*) AS count FROM items",
            ),
        ];
        for state in ["read", "partly_read", "unread"] {
            let query = format!(
                "SELECT count(*) AS count FROM {ITEM_STATES} WHERE coalesce(d.state, 'unread') = '{state}'"
            );
            let value = sum(&|heap| heap.state == state);
            claims.push(self.certain(&format!("items-{state}"), Unit::Item, value, &query));
        }
        if self.counted.listed > 0 {
            let query = "SELECT count(*) AS count FROM listed";
            claims.push(self.certain("listed", Unit::Item, self.counted.listed, query));
        }
        claims
    }

    fn persons(&self) -> Vec<Claim> {
        let counted = self.counted;
        let mut persons = self.count(
            "persons",
            "persons affected",
            Unit::Person,
            counted.persons,
            "SELECT count(*) AS count FROM persons".to_owned(),
        );
        persons.bounds = counted.persons_bounds.map(|bounds| (bounds.low, bounds.high));
        if counted.persons_bounds.is_some_and(|bounds| !bounds.with_links) {
            persons.doubts.push(Doubt::LinksNotSampled);
        }
        persons.evidence.clone_from(&counted.samples);
        for (count, doubt) in [
            (counted.undecided, Doubt::SeveralBearers { mentions: counted.undecided }),
            (counted.conflicts, Doubt::MayBeOne { pairs: counted.conflicts }),
        ] {
            if count > 0 {
                persons.standing = Standing::WithCaveat;
                persons.doubts.push(doubt);
            }
        }
        let records = self.count(
            "records",
            "records about persons",
            Unit::Record,
            counted.records,
            "SELECT count(*) AS count FROM records".to_owned(),
        );
        let having = |column: &str, value: &str| {
            format!("SELECT count(*) AS count FROM persons WHERE array_has({column}, '{value}')")
        };
        let of_category = counted.categories.iter().map(|(category, value)| {
            let subject = format!("category/{category}");
            let query = having("categories", category.as_str());
            self.count(&format!("category-{category}"), &subject, Unit::Person, *value, query)
        });
        let with_field = counted.fields.iter().map(|(field, value)| {
            let query = having("fields", field.as_str());
            self.count(
                &format!("with-{field}"),
                &format!("with/{field}"),
                Unit::Person,
                *value,
                query,
            )
        });
        let partners = self.count(
            "partners",
            "counterparties named",
            Unit::Organisation,
            counted.partners,
            "SELECT count(*) AS count FROM partners".to_owned(),
        );
        [persons, records, partners].into_iter().chain(of_category).chain(with_field).collect()
    }

    /// What is said of fields whose absence matters: a count where some were found, else a negative
    /// claim that stands only as far as everything was read or a human accepted the rest.
    fn denials(&self) -> Vec<Claim> {
        self.counted.denied.iter().map(|(field, value)| self.denial(*field, *value)).collect()
    }

    fn denial(&self, field: Field, value: u64) -> Claim {
        let query = format!("SELECT count(*) AS count FROM findings WHERE field = '{field}'");
        let id = format!("no-{field}");
        let found = self.count(&id, &format!("field/{field}"), Unit::Finding, value, query);
        if value > 0 {
            return found;
        }
        let claim_id = found.claim_id.clone();
        let acceptance = self.acceptance(&claim_id);
        let open = self.open.doubts.clone();
        let (standing, doubts) = match acceptance {
            _ if self.open.is_nothing() => (Standing::Supported, open),
            Some(accepted) => {
                let accepted = Doubt::AcceptedBy { decision: accepted.number };
                (Standing::WithCaveat, [open, vec![accepted]].concat())
            }
            None => {
                let hint = Doubt::CouldHoldSome { claim: claim_id };
                (Standing::Refused, [open, vec![hint]].concat())
            }
        };
        let evidence = acceptance.map(|accepted| format!("decision {}", accepted.number));
        Claim {
            kind: ClaimKind::Negative,
            standing,
            doubts: [vec![self.searched()], doubts].concat(),
            evidence: evidence.into_iter().collect(),
            ..found
        }
    }

    /// The newest acceptance of a claim that covers all that is open.
    fn acceptance(&self, claim: &str) -> Option<&Acceptance> {
        self.counted.acceptances.iter().rev().find(|one| one.claim == claim && one.covers)
    }

    fn searched(&self) -> Doubt {
        let heaps = &self.counted.heaps;
        let whole = || heaps.iter().filter(|heap| heap.state == "read");
        let recognised = whole().filter(|heap| heap.how == "ocr");
        Doubt::Searched {
            items: whole().map(|heap| heap.count).sum(),
            by_recognition: recognised.map(|heap| heap.count).sum(),
            tagger: self.counted.tagger,
        }
    }

    fn matrix(&self) -> Vec<Claim> {
        self.counted
            .cells
            .iter()
            .flat_map(|cell| {
                let exposure =
                    format!("{}-{}-{}-{}", cell.category, cell.company, cell.field, cell.tier);
                let row = |unit: Unit, value: u64| {
                    let query = format!(
                        "SELECT {unit}s AS count FROM exposure WHERE exposure_id = 'E-{}'",
                        exposure.replace('\'', "''")
                    );
                    let subject = format!(
                        "matrix/{}/{}/{}/{unit}/{}",
                        cell.category, cell.field, cell.tier, cell.company
                    );
                    Claim {
                        kind: ClaimKind::MatrixRow,
                        evidence: vec![format!("E-{exposure}")],
                        ..self.count(&format!("{exposure}-{unit}"), &subject, unit, value, query)
                    }
                };
                let items = (cell.field == "any").then(|| row(Unit::Item, cell.items));
                std::iter::once(row(Unit::Person, cell.persons)).chain(items)
            })
            .collect()
    }

    /// The cells of each collection's own matrix.
    fn matrix_by_collection(&self) -> Vec<Claim> {
        let quoted = |text: &str| text.replace('\'', "''");
        let claim = |(collection, cell): &(String, Cell)| {
            let Cell { category, company, field, tier, .. } = cell;
            let query = format!(
                "SELECT persons AS count FROM exposure_by_collection WHERE collection = '{}' AND category = '{}' \
                 AND company = '{}' AND field = '{}' AND tier = '{}'",
                quoted(collection),
                quoted(category),
                quoted(company),
                quoted(field),
                quoted(tier)
            );
            let id = format!("wave-{collection}-{category}-{company}-{field}-{tier}-person");
            let subject = format!("wave-matrix/{collection}/{category}/{field}/{tier}/{company}");
            Claim {
                kind: ClaimKind::MatrixRow,
                evidence: vec![format!("E-{category}-{company}-{field}-{tier}")],
                ..self.count(&id, &subject, Unit::Person, cell.persons, query)
            }
        };
        self.counted.cells_by_collection.iter().map(claim).collect()
    }

    fn kinds(&self) -> Vec<Claim> {
        let told = |heap: &&Heap| !matches!(heap.how.as_str(), "container" | "nothing");
        DocClass::ALL
            .iter()
            .filter_map(|class| {
                let same = self.counted.heaps.iter().filter(told);
                let same = same.filter(|heap| heap.doc_class == class.as_str());
                let value: u64 = same.map(|heap| heap.count).sum();
                let query = format!(
                    "SELECT count(*) AS count FROM items i JOIN documents d ON i.sha256 = d.sha256 \
                     WHERE d.how NOT IN ('container', 'nothing') AND d.doc_class = '{class}'"
                );
                let id = format!("class-{class}");
                let claim = self.count(&id, &format!("class/{class}"), Unit::Item, value, query);
                (value > 0).then_some(claim)
            })
            .collect()
    }

    fn waves(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        for wave in &self.counted.waves {
            let name = &wave.collection;
            for (what, unit, value) in [
                ("items", Unit::Item, wave.items),
                ("new_documents", Unit::Document, wave.new_documents),
                ("new_persons", Unit::Person, wave.new_persons),
                ("widened_persons", Unit::Person, wave.widened_persons),
            ] {
                let query = format!(
                    "SELECT {what} AS count FROM waves WHERE collection = '{}'",
                    name.replace('\'', "''")
                );
                let id = format!("wave-{name}-{what}");
                claims.push(self.count(&id, &format!("wave/{what}/{name}"), unit, value, query));
            }
        }
        for (part, documents) in &self.counted.overlap {
            let query = format!("SELECT documents AS count FROM overlap WHERE part = '{part}'");
            let subject = format!("overlap/{part}");
            claims.push(self.count(
                &format!("overlap-{part}"),
                &subject,
                Unit::Document,
                *documents,
                query,
            ));
        }
        claims
    }

    /// What is not known yet.
    fn openings(&self) -> Vec<Claim> {
        let counted = self.counted;
        let open = format!(
            "SELECT count(*) AS count FROM {ITEM_STATES} WHERE coalesce(d.state, 'unread') <> 'read'"
        );
        let not_received =
            format!("SELECT coalesce(sum(count), 0) AS count FROM ({})", not_received_sql());
        let mut claims = vec![
            self.certain("open", Unit::Item, self.open.items, &open),
            self.certain("undecided", Unit::Record, counted.undecided, UNDECIDED_SQL),
            self.certain(
                "conflicts",
                Unit::Record,
                counted.conflicts,
                "SELECT count(*) AS count FROM conflicts",
            ),
            self.certain(
                "relation_unknown",
                Unit::Person,
                counted.relation_unknown,
                "SELECT count(*) AS count FROM persons WHERE array_has(categories, 'other')",
            ),
        ];
        if counted.listed > 0 {
            let value = self.open.listed;
            claims.push(self.certain("not_received", Unit::Item, value, &not_received));
        }
        for reason in UnreadReason::ALL {
            let heaps = counted.heaps.iter().filter(|heap| heap.state != "read");
            let same = heaps.filter(|heap| heap.reason == reason.as_str());
            let value: u64 = same.map(|heap| heap.count).sum();
            let query =
                format!("{open} AND coalesce(d.reason, i.reason, 'unsupported') = '{reason}'");
            if value > 0 {
                let mut claim = self.certain(&format!("open-{reason}"), Unit::Item, value, &query);
                claim.subject = format!("reason/{reason}");
                claims.push(claim);
            }
        }
        let unknown = |claim: Claim| Claim {
            kind: ClaimKind::NotYetKnown,
            doubts: vec![Doubt::NotKnown],
            rounding: Rounding::Exact,
            ..claim
        };
        let mut claims: Vec<Claim> = claims.into_iter().map(unknown).collect();
        if usize::try_from(counted.conflicts).is_ok_and(|count| count >= CONFLICTS_LISTED_MAX) {
            // The list ends here, the conflicts do not.
            for claim in claims.iter_mut().filter(|claim| claim.claim_id == "C-conflicts") {
                claim.standing = Standing::WithCaveat;
                claim.doubts = vec![Doubt::AtLeast { listed: counted.conflicts }];
            }
        }
        claims
    }

    fn event(&self, event: &Event) -> Claim {
        let kind = match event.kind.part() {
            EventPart::Cause => ClaimKind::Cause,
            EventPart::Measures => ClaimKind::Measure,
            _ => ClaimKind::Statement,
        };
        let query = format!("SELECT count(*) AS count FROM events WHERE event_id = '{}'", event.id);
        let standing = match event.certainty {
            Certainty::Confirmed => Standing::Supported,
            Certainty::Believed | Certainty::Reported => Standing::WithCaveat,
        };
        Claim {
            kind,
            rounding: Rounding::Exact,
            evidence: vec![event.id.clone()],
            standing,
            doubts: vec![Doubt::Told { certainty: event.certainty, source: event.source.clone() }],
            ..self.count(&event.id, &format!("event/{}", event.kind), Unit::Event, 1, query)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn heap(collection: &str, state: &str, reason: &str, count: u64) -> Heap {
        Heap {
            collection: collection.into(),
            state: state.into(),
            reason: reason.into(),
            doc_class: "invoice".into(),
            how: "text".into(),
            count,
        }
    }

    fn drawn(counted: &Counted) -> Vec<Claim> {
        draw(counted, &|_| Rounding::Exact)
    }

    fn of<'a>(claims: &'a [Claim], id: &str) -> &'a Claim {
        claims.iter().find(|claim| claim.claim_id == id).unwrap()
    }

    #[test]
    fn a_negative_claim_is_refused_while_something_unread_could_contradict_it() {
        let mut counted = Counted {
            heaps: vec![heap("leak-1", "read", "", 90)],
            denied: vec![(Field::PaymentCard, 0)],
            ..Counted::default()
        };
        let id = "C-no-payment_card";
        assert_eq!(of(&drawn(&counted), id).standing, Standing::Supported);
        counted.heaps.push(heap("leak-1", "unread", "encrypted", 3));
        let refused = drawn(&counted);
        assert_eq!(of(&refused, id).standing, Standing::Refused);
        assert!(of(&refused, id).uncertainty.contains("3 encrypted"));
        // A human accepts what is open now, not what comes later.
        counted.acceptances.push(Acceptance { claim: id.into(), number: 7, covers: true });
        assert_eq!(of(&drawn(&counted), id).standing, Standing::WithCaveat);
        counted.acceptances[0].covers = false;
        assert_eq!(of(&drawn(&counted), id).standing, Standing::Refused);
        // Listed files that never came are open too.
        counted.heaps.pop();
        counted.not_received = vec![("site".into(), 4)];
        assert_eq!(of(&drawn(&counted), id).standing, Standing::Refused);
        // What is found is counted, not denied.
        counted.denied = vec![(Field::PaymentCard, 2)];
        let found = drawn(&counted);
        assert_eq!((of(&found, id).kind, of(&found, id).value), (ClaimKind::Count, 2));
    }

    #[test]
    fn no_two_claims_share_an_id_and_each_has_a_query() {
        let cell = Cell {
            category: "customer".into(),
            company: "C1".into(),
            field: "any".into(),
            tier: "disclosed".into(),
            items: 2,
            persons: 3,
        };
        let counted = Counted {
            heaps: vec![heap("leak-1", "read", "", 9), heap("leak-1", "unread", "corrupt", 1)],
            denied: vec![(Field::PaymentCard, 0), (Field::NationalId, 3)],
            cells: vec![cell.clone(), Cell { field: "name".into(), ..cell.clone() }],
            cells_by_collection: vec![("leak-1".into(), cell)],
            waves: vec![Wave { collection: "leak-1".into(), ..Wave::default() }],
            overlap: vec![("held_only".into(), 4)],
            listed: 5,
            ..Counted::default()
        };
        let claims = drawn(&counted);
        let ids: BTreeSet<&str> = claims.iter().map(|claim| claim.claim_id.as_str()).collect();
        assert_eq!(ids.len(), claims.len());
        assert!(claims.iter().all(|claim| claim.query.starts_with("SELECT ")));
        assert_eq!(of(&claims, "C-customer-C1-any-disclosed-item").value, 2);
        assert_eq!(of(&claims, "C-wave-leak-1-customer-C1-any-disclosed-person").value, 3);
        assert_eq!(of(&claims, "C-open-corrupt").kind, ClaimKind::NotYetKnown);
    }

    #[test]
    fn open_conflicts_are_a_caveat_of_the_number_of_persons() {
        let counted = Counted { conflicts: 4, undecided: 2, ..Counted::default() };
        let claims = drawn(&counted);
        assert_eq!(of(&claims, "C-persons").standing, Standing::WithCaveat);
        assert!(of(&claims, "C-persons").uncertainty.contains("4 pairs"));
    }
}
