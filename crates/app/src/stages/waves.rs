//! Waves: what each collection added to those before it, what the leak site and the company's own
//! copies share, and which counterparties are named.

use crate::error::UserError;
use candor_case::tables::{ExposureTableRow, ExposureWaveRow, OverlapRow, PartnerRow, WaveRow};
use candor_case::{Case, Query, SegmentSink};
use candor_facts::SourceKind;
use std::collections::{BTreeMap, BTreeSet};

/// Tables that this module writes.
pub const TABLES: &[&str] = &["waves", "overlap", "partners", "exposure_by_collection"];

candor_case::row! {
    CountRow {
        number: u64,
        count: u64,
    }
}

candor_case::row! {
    FieldRow {
        number: u64,
        field: String,
    }
}

/// Documents of each collection, the first collection of each document and of each person.
const BASE: &str = "WITH held AS (SELECT DISTINCT c.number AS number, i.sha256 AS sha256 FROM items i JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL), \
    first AS (SELECT sha256, min(number) AS number FROM held GROUP BY sha256), \
    who AS (SELECT DISTINCT person_id, sha256 FROM exposed), \
    seen AS (SELECT DISTINCT h.number AS number, w.person_id AS person_id FROM who w JOIN held h ON w.sha256 = h.sha256), \
    begun AS (SELECT person_id, min(number) AS number FROM seen GROUP BY person_id)";
/// When each field of each person was first exposed.
const OPENED: &str = "opened AS (SELECT e.person_id AS person_id, e.field AS field, min(f.number) AS number \
    FROM (SELECT person_id, sha256, unnest(fields) AS field FROM exposed) e JOIN first f ON e.sha256 = f.sha256 GROUP BY e.person_id, e.field)";

/// Writes what the collections added, share and name. `cells` is the matrix of the whole case.
pub async fn write(
    case: &mut Case,
    cells: &[ExposureTableRow],
    sink: &mut SegmentSink,
) -> Result<(), UserError> {
    let collections = case.waves().await?;
    let query = case.query().await?;
    sink.write(&query.all::<PartnerRow>(PARTNERS_SQL).await?)?;
    let counted = Box::pin(Counted::of(&query)).await?;
    let rows: Vec<WaveRow> = (1..)
        .zip(&collections)
        .map(|(number, collection)| WaveRow {
            number,
            collection: collection.name.clone(),
            source: collection.source.to_string(),
            received: collection.received.clone(),
            ..counted.wave(number)
        })
        .collect();
    sink.write(&rows)?;
    let leaked = collections.iter().any(|c| c.source == SourceKind::LeakSite && !c.listing);
    let owned = collections.iter().any(|c| c.source != SourceKind::LeakSite);
    if leaked && owned {
        sink.write(&query.all::<OverlapRow>(OVERLAP_SQL).await?)?;
    }
    let rows = match collections.as_slice() {
        [only] => cells.iter().map(|cell| of_collection(&only.name, cell)).collect(),
        _ => query.all::<ExposureWaveRow>(MATRIX_SQL).await?,
    };
    Ok(sink.write(&rows)?)
}

fn of_collection(collection: &str, cell: &ExposureTableRow) -> ExposureWaveRow {
    ExposureWaveRow {
        collection: collection.to_owned(),
        category: cell.category.clone(),
        company: cell.company.clone(),
        field: cell.field.clone(),
        tier: cell.tier.clone(),
        items: cell.items,
        documents: cell.documents,
        records: cell.records,
        persons: cell.persons,
    }
}

/// Numbers by collection.
struct Counted {
    items: BTreeMap<u64, u64>,
    documents: BTreeMap<u64, u64>,
    new_documents: BTreeMap<u64, u64>,
    persons: BTreeMap<u64, u64>,
    new_persons: BTreeMap<u64, u64>,
    widened: BTreeMap<u64, u64>,
    new_fields: BTreeMap<u64, BTreeSet<String>>,
}

impl Counted {
    async fn of(query: &Query) -> Result<Self, UserError> {
        let by = async |select: &str, more: &str| -> Result<BTreeMap<u64, u64>, UserError> {
            let sql = format!(
                "{BASE}{more} SELECT number, count(*) AS count FROM {select} GROUP BY number"
            );
            let rows: Vec<CountRow> = query.all(&sql).await?;
            Ok(rows.into_iter().map(|row| (row.number, row.count)).collect())
        };
        let opened = format!(", {OPENED}");
        let fields = format!(
            "{BASE}, {OPENED} SELECT field, min(number) AS number FROM opened GROUP BY field"
        );
        let widened = "(SELECT DISTINCT o.number AS number, o.person_id AS person_id FROM opened o \
                       JOIN begun b ON o.person_id = b.person_id WHERE o.number > b.number)";
        let items =
            "(SELECT c.number AS number FROM items i JOIN collections c ON i.collection = c.name)";
        let (items, documents, new_documents, persons, new_persons, widened, fields) = tokio::try_join!(
            by(items, ""),
            by("held", ""),
            by("first", ""),
            by("seen", ""),
            by("begun", ""),
            by(widened, &opened),
            async { Ok(query.all::<FieldRow>(&fields).await?) },
        )?;
        let mut new_fields: BTreeMap<u64, BTreeSet<String>> = BTreeMap::new();
        for row in fields {
            new_fields.entry(row.number).or_default().insert(row.field);
        }
        Ok(Self { items, documents, new_documents, persons, new_persons, widened, new_fields })
    }

    fn wave(&self, number: u64) -> WaveRow {
        let of = |counts: &BTreeMap<u64, u64>| counts.get(&number).copied().unwrap_or(0);
        WaveRow {
            items: of(&self.items),
            documents: of(&self.documents),
            new_documents: of(&self.new_documents),
            persons: of(&self.persons),
            new_persons: of(&self.new_persons),
            widened_persons: of(&self.widened),
            new_fields: self.new_fields.get(&number).into_iter().flatten().cloned().collect(),
            ..WaveRow::default()
        }
    }
}

const OVERLAP_SQL: &str = "
WITH held AS (SELECT i.sha256 AS sha256, max(CASE WHEN c.source = 'leak_site' THEN 1 ELSE 0 END) AS leaked,
  max(CASE WHEN c.source <> 'leak_site' THEN 1 ELSE 0 END) AS owned, count(*) AS items
  FROM items i JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL GROUP BY i.sha256),
parts AS (SELECT sha256, items, CASE WHEN leaked = 1 AND owned = 1 THEN 'disclosed_and_held' WHEN leaked = 1 THEN 'disclosed_only'
  ELSE 'held_only' END AS part FROM held),
sized AS (SELECT part, count(*) AS documents, sum(items) AS items FROM parts GROUP BY part),
who AS (SELECT DISTINCT p.part AS part, e.person_id AS person_id, e.record_id AS record_id FROM exposed e JOIN parts p ON e.sha256 = p.sha256),
told AS (SELECT part, count(DISTINCT person_id) AS persons, count(DISTINCT record_id) AS records FROM who GROUP BY part)
SELECT s.part AS part, s.items AS items, s.documents AS documents, coalesce(t.records, 0) AS records, coalesce(t.persons, 0) AS persons
FROM sized s LEFT JOIN told t ON s.part = t.part ORDER BY part";

/// What ties a counterparty to the case: records of its people in their business with the group.
const PARTNERS_SQL: &str = "
WITH firms AS (SELECT org_id, array_element(names, 1) AS title, unnest(names) AS name FROM organisations WHERE relation = 'counterparty'),
own AS (SELECT record_id, sha256, unnest(employers) AS name FROM records),
business AS (SELECT DISTINCT record_id FROM exposed WHERE category = 'business_contact'),
ties AS (SELECT DISTINCT f.org_id AS org_id, f.title AS title, r.record_id AS record_id, r.sha256 AS sha256 FROM firms f
  JOIN own r ON f.name = r.name JOIN business b ON r.record_id = b.record_id),
copies AS (SELECT sha256, count(*) AS items FROM items WHERE sha256 IS NOT NULL GROUP BY sha256),
papers AS (SELECT DISTINCT org_id, title, sha256 FROM ties),
sized AS (SELECT p.org_id AS org_id, p.title AS title, count(*) AS documents, sum(c.items) AS items FROM papers p
  JOIN copies c ON p.sha256 = c.sha256 GROUP BY p.org_id, p.title),
people AS (SELECT t.org_id AS org_id, count(DISTINCT m.person_id) AS persons FROM ties t JOIN person_records m ON t.record_id = m.record_id GROUP BY t.org_id)
SELECT s.org_id AS org_id, s.title AS name, s.items AS items, s.documents AS documents, coalesce(p.persons, 0) AS persons
FROM sized s LEFT JOIN people p ON s.org_id = p.org_id ORDER BY org_id";

/// The matrix of each collection's documents.
const MATRIX_SQL: &str = "
WITH held AS (SELECT i.collection AS collection, i.sha256 AS sha256, a.company AS company, count(*) AS items
  FROM items i JOIN attributions a ON i.collection = a.collection AND i.path = a.path WHERE i.sha256 IS NOT NULL GROUP BY i.collection, i.sha256, a.company),
x AS (SELECT category, company, tier, person_id, record_id, sha256, unnest(array_append(fields, 'any')) AS field FROM exposed),
y AS (SELECT h.collection AS collection, x.category AS category, x.company AS company, x.tier AS tier, x.field AS field, x.person_id AS person_id,
  x.record_id AS record_id, x.sha256 AS sha256, h.items AS items FROM x JOIN held h ON x.sha256 = h.sha256 AND x.company = h.company),
docs AS (SELECT DISTINCT collection, category, company, tier, field, sha256, items FROM y),
sized AS (SELECT collection, category, company, tier, field, count(*) AS documents, sum(items) AS items FROM docs GROUP BY collection, category, company, tier, field),
each AS (SELECT collection, category, company, tier, field, person_id, count(*) AS records FROM y GROUP BY collection, category, company, tier, field, person_id),
cells AS (SELECT collection, category, company, tier, field, count(*) AS persons, sum(records) AS records FROM each GROUP BY collection, category, company, tier, field)
SELECT c.collection AS collection, c.category AS category, c.company AS company, c.field AS field, c.tier AS tier, s.items AS items,
  s.documents AS documents, c.records AS records, c.persons AS persons
FROM cells c JOIN sized s ON c.collection = s.collection AND c.category = s.category AND c.company = s.company AND c.tier = s.tier AND c.field = s.field
ORDER BY collection, category, company, tier, field";
