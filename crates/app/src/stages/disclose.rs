//! Disclose: claims with their queries, and the report and list that a person reads.

use crate::cli::Lang;
use crate::error::UserError;
use crate::report;
use candor_case::tables::{ClaimRow, PersonRow};
use candor_case::{Case, CaseError, OperationKind, Query};
use candor_engine::disclose::{
    CollectionFacts, CompanyFacts, DISCLOSE_VERSION, Facts, Group, Report,
};
use candor_facts::{Category, DocClass, Field, Language, Rounding, Tier, UnreadReason};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes `out/report.pdf` and `out/persons.xlsx` when something behind them changed; returns what
/// the report says.
pub async fn run(case: &mut Case, lang: Lang) -> Result<Option<Facts>, UserError> {
    let case_file = (&case.settings.case, &case.settings.company);
    let more = format!("disclose {DISCLOSE_VERSION} {} {case_file:?}", lang.as_str());
    let tables = ["items", "documents", "persons", "exposure", "claims", "ambiguous"];
    let key = case.stage_key(&tables, &more).await?;
    let out = case.layout.out();
    let written = [out.join("report.pdf"), out.join("persons.xlsx")];
    let known = case.last_key(OperationKind::Disclose).await?;
    if known.as_deref() == Some(&key) && written.iter().all(|file| file.exists()) {
        return Ok(None);
    }
    std::fs::create_dir_all(&out).map_err(|e| CaseError::io("create", &out, &e))?;
    let facts = facts(case).await?;
    let layout = compose(&facts, lang);
    let pdf = std::thread::spawn(move || report::pdf(&layout));
    let persons: Vec<PersonRow> = case.query().await?.table("person_id").await?;
    write(&written[1], &report::persons_workbook(&persons, report::Values::Masked)?)?;
    let pdf = pdf.join().map_err(|_| UserError::internal("the layout of the report failed"))?;
    write(&written[0], &pdf?)?;
    let detail = serde_json::json!({ "lang": lang.as_str(), "persons": persons.len() });
    let nothing = case.sink();
    case.append(OperationKind::Disclose, key, detail, nothing, &[]).await?;
    Ok(Some(facts))
}

/// Lays the report out in one language.
pub async fn write_report(case: &mut Case, lang: Lang, to: &Path) -> Result<(), UserError> {
    write(to, &report::pdf(&compose(&facts(case).await?, lang))?)
}

fn compose(facts: &Facts, lang: Lang) -> Report {
    let language = Language::parse(lang.as_str()).unwrap_or(Language::En);
    candor_engine::disclose::report(facts, language)
}

/// Writes a whole file or nothing.
pub fn write(to: &Path, bytes: &[u8]) -> Result<(), UserError> {
    let scratch = to.with_extension("part");
    std::fs::write(&scratch, bytes).map_err(|e| CaseError::io("write", &scratch, &e))?;
    std::fs::rename(&scratch, to).map_err(|e| CaseError::io("write", to, &e))?;
    Ok(())
}

candor_case::row! {
    CountRow {
        name: String,
        count: u64,
    }
}

candor_case::row! {
    FieldRow {
        category: String,
        company: String,
        tier: String,
        field: String,
        persons: u64,
        documents: u64,
    }
}

/// How items end: their document's state, or unread when they have no content.
pub const STATES_SQL: &str = "SELECT coalesce(d.state, 'unread') AS name, count(*) AS count FROM items i \
    LEFT JOIN documents d ON i.sha256 = d.sha256 GROUP BY name ORDER BY name";
/// Why items are not fully read.
pub const REASONS_SQL: &str = "SELECT coalesce(d.reason, i.reason, 'unsupported') AS name, count(*) AS count FROM items i \
    LEFT JOIN documents d ON i.sha256 = d.sha256 WHERE coalesce(d.state, 'unread') <> 'read' GROUP BY name ORDER BY count DESC, name";
/// Items that share where they lie and how they ended.
const HEAPS_SQL: &str = "SELECT i.collection AS collection, coalesce(d.state, 'unread') AS state, \
    coalesce(d.reason, i.reason, 'unsupported') AS reason, coalesce(d.doc_class, '') AS doc_class, coalesce(d.how, 'nothing') AS how, \
    count(*) AS count FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 GROUP BY 1, 2, 3, 4, 5";

candor_case::row! {
    HeapRow {
        collection: String,
        state: String,
        reason: String,
        doc_class: String,
        how: String,
        count: u64,
    }
}

/// Sums heaps by a word, the largest first.
fn summed<'a>(
    heaps: impl Iterator<Item = &'a HeapRow>,
    word: fn(&HeapRow) -> &String,
) -> Vec<(String, u64)> {
    let mut sums: BTreeMap<&String, u64> = BTreeMap::new();
    for heap in heaps {
        *sums.entry(word(heap)).or_default() += heap.count;
    }
    let mut sums: Vec<(String, u64)> =
        sums.into_iter().map(|(word, count)| (word.clone(), count)).collect();
    sums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sums
}

const GROUPS_SQL: &str = "SELECT category, company, tier, field, persons, documents FROM exposure ORDER BY category, company, tier, persons DESC, field";
const CARDS_SQL: &str = "SELECT count(*) AS count FROM findings WHERE field = 'payment_card'";
/// Mentions left to nobody; contradictions between counted persons are listed, not counted here.
const BARE_NAMES_SQL: &str =
    "SELECT count(*) AS count FROM ambiguous WHERE reason = 'a name that several persons bear'";
const PERSONS_SQL: &str = "SELECT count(*) AS count FROM persons";
const ITEMS_SQL: &str = "SELECT count(*) AS count FROM items";

pub async fn counts(query: &Query, sql: &str) -> Result<Vec<(String, u64)>, UserError> {
    let rows: Vec<CountRow> = query.all(sql).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.count)).collect())
}

async fn count(query: &Query, sql: &str) -> Result<u64, UserError> {
    let named = sql.replacen("SELECT", "SELECT 'all' AS name,", 1);
    Ok(counts(query, &named).await?.first().map_or(0, |(_, count)| *count))
}

/// Everything the report says, counted from the tables.
pub async fn facts(case: &mut Case) -> Result<Facts, UserError> {
    let collections = case.collections().await?;
    let query = case.query().await?;
    let heaps: Vec<HeapRow> = query.all(HEAPS_SQL).await?;
    let states: BTreeMap<String, u64> =
        summed(heaps.iter(), |heap| &heap.state).into_iter().collect();
    let state = |name: &str| states.get(name).copied().unwrap_or(0);
    let sizes: BTreeMap<String, u64> =
        summed(heaps.iter(), |heap| &heap.collection).into_iter().collect();
    let gaps = summed(heaps.iter().filter(|heap| heap.state != "read"), |heap| &heap.reason);
    let read = |heap: &&HeapRow| !matches!(heap.how.as_str(), "container" | "nothing");
    let classes = summed(heaps.iter().filter(read), |heap| &heap.doc_class);
    let parse_reason = |(name, count): (String, u64)| Some((UnreadReason::parse(&name)?, count));
    let parse_class = |(name, count): (String, u64)| Some((DocClass::parse(&name)?, count));
    Ok(Facts {
        title: case.settings.case.title.clone(),
        as_of: as_of(case, collections.last().map(|c| c.received.as_str())),
        companies: case
            .settings
            .company
            .iter()
            .map(|c| CompanyFacts {
                id: c.id.clone(),
                name: c.names.first().cloned().unwrap_or_default(),
                contact: c.contact.clone(),
            })
            .collect(),
        collections: collections
            .iter()
            .map(|c| CollectionFacts {
                name: c.name.clone(),
                source: c.source.to_string(),
                received: c.received.clone(),
                items: sizes.get(&c.name).copied().unwrap_or(0),
            })
            .collect(),
        items: states.values().sum(),
        read: state("read"),
        partly_read: state("partly_read"),
        unread: state("unread"),
        gaps: gaps.into_iter().filter_map(parse_reason).collect(),
        persons: count(&query, PERSONS_SQL).await?,
        records: count(&query, "SELECT count(*) AS count FROM records").await?,
        undecided: count(&query, BARE_NAMES_SQL).await?,
        classes: classes.into_iter().filter_map(parse_class).collect(),
        groups: groups(&query).await?,
        payment_cards: count(&query, CARDS_SQL).await?,
    })
}

/// The date the report speaks for: the newest receipt, in the case's zone.
fn as_of(case: &Case, received: Option<&str>) -> String {
    let zone =
        jiff::tz::TimeZone::get(&case.settings.case.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    let time = received.and_then(|text| text.parse::<jiff::Timestamp>().ok());
    time.map_or_else(String::new, |time| time.to_zoned(zone).date().to_string())
}

async fn groups(query: &Query) -> Result<Vec<Group>, UserError> {
    let rows: Vec<FieldRow> = query.all(GROUPS_SQL).await?;
    let mut groups: BTreeMap<(Category, String, Tier), Group> = BTreeMap::new();
    for row in rows {
        let (Some(category), Some(tier)) = (Category::parse(&row.category), Tier::parse(&row.tier))
        else {
            continue;
        };
        let group = groups.entry((category, row.company.clone(), tier)).or_insert_with(|| Group {
            exposure_id: format!("E-{}-{}-any-{}", row.category, row.company, row.tier),
            category,
            company: row.company.clone(),
            tier,
            persons: 0,
            documents: 0,
            fields: Vec::new(),
        });
        match Field::parse(&row.field) {
            Some(field) => group.fields.push((field, row.persons)),
            None => (group.persons, group.documents) = (row.persons, row.documents),
        }
    }
    let in_order = |mut group: Group| {
        group.fields.sort_by_key(|(field, _)| *field);
        group
    };
    Ok(groups.into_values().map(in_order).collect())
}

/// The claims of the case, each with the query that gives its value.
pub async fn claims(case: &mut Case) -> Result<Vec<ClaimRow>, UserError> {
    let query = case.query().await?;
    let reasons = counts(&query, REASONS_SQL).await?;
    let open: u64 = reasons.iter().map(|(_, count)| count).sum();
    let list: Vec<String> =
        reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    let uncertainty = if open == 0 {
        "every item was read".to_owned()
    } else {
        format!("{open} items not fully read: {}", list.join(", "))
    };
    let mut claims = Vec::new();
    for (subject, unit, sql, negative) in [
        ("items received", "item", ITEMS_SQL, false),
        ("persons affected", "person", PERSONS_SQL, false),
        ("payment card numbers", "finding", CARDS_SQL, true),
    ] {
        let value = count(&query, sql).await?;
        let kind = if negative && value == 0 { "negative" } else { "count" };
        claims.push(ClaimRow {
            claim_id: format!("C-{}", claims.len() + 1),
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            unit: unit.to_owned(),
            value,
            rounded: Rounding::TwoDigits.apply(value),
            query: sql.to_owned(),
            supported: if kind == "negative" && open > 0 { "with caveat" } else { "yes" }
                .to_owned(),
            uncertainty: uncertainty.clone(),
        });
    }
    Ok(claims)
}
