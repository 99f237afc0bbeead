//! Expose: records to categories, persons to rows, rows to the matrix, collections to waves.

use crate::error::UserError;
use crate::progress::Bar;
use crate::stages::attribute::{Place, Places, Relations, Said, places};
use crate::stages::organisations::Organisations;
use crate::stages::waves;
use candor_case::tables::{ExposedRow, ExposureTableRow, PersonRow};
use candor_case::{Case, OperationKind, Query, Settings};
use candor_engine::expose::{EXPOSE_VERSION, UNDETERMINED, country, letter, residence};
use candor_facts::{Category, Personal, Tier};
use std::collections::BTreeSet;

/// Rows kept in memory until they are written.
const BATCH_ROWS: usize = 20_000;
const TABLES: &[&str] = &["persons", "organisations", "exposed"];

/// Exposes anew when persons, items or settings changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let key = key(case).await?;
    if case.last_key(OperationKind::Expose).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let bar = Bar::new("expose", "persons", 0);
    let query = case.query().await?;
    let mut sink = case.sink();
    let places = places(case, &query).await?;
    let persons = persons(&query, &case.settings, &places, &mut sink).await?;
    drop(query);
    bar.advance(persons);
    let detail = serde_json::json!({ "persons": persons });
    case.append(OperationKind::Expose, String::new(), detail, sink, TABLES).await?;
    count(case, key).await?;
    bar.finish();
    Ok(true)
}

async fn key(case: &mut Case) -> Result<String, UserError> {
    let settings = settings_text(&case.settings);
    let tables = ["items", "attributions", "documents", "records", "person_records"];
    Ok(case.stage_key(&tables, &format!("expose {EXPOSE_VERSION}\n{settings}")).await?)
}

/// Whether persons and matrix are of the records and settings as they are now.
pub async fn is_current(case: &mut Case) -> Result<bool, UserError> {
    let key = key(case).await?;
    Ok(case.last_key(OperationKind::Expose).await? == Some(key))
}

/// The settings that decide attribution, as text for the stage key.
pub fn settings_text(settings: &Settings) -> String {
    format!(
        "{:?}\n{:?}",
        settings.company,
        settings
            .seed
            .iter()
            .map(|seed| {
                let email = seed.email.as_ref().map(Personal::reveal);
                (email, seed.name.as_ref().map(Personal::reveal), &seed.company, seed.category)
            })
            .collect::<Vec<_>>()
    )
}

/// Folds the records of each person into a row; writes persons, organisations and what stands
/// behind the matrix. Returns the number of persons.
async fn persons(
    query: &Query,
    settings: &Settings,
    places: &Places,
    sink: &mut candor_case::SegmentSink,
) -> Result<u64, UserError> {
    let relations = Relations::new(settings);
    let organisations = Organisations::gather(query, &relations.own_names).await?;
    sink.write(&organisations.rows)?;
    let mut fold = Fold::new(relations, places, &organisations);
    query
        .rows::<MemberRecord>(MEMBERS_SQL, |rows| {
            rows.into_iter().for_each(|row| fold.take(&row));
            fold.flush_if_full(sink)
        })
        .await?;
    fold.close_person();
    fold.flush(sink)?;
    Ok(fold.count)
}

candor_case::row! {
    /// A record with the person it belongs to.
    MemberRecord {
        person_id: String,
        record_id: String,
        sha256: String,
        names: Vec<String>,
        emails: Vec<String>,
        phones: Vec<String>,
        addresses: Vec<String>,
        national_ids: Vec<String>,
        employers: Vec<String>,
        employer_keys: Vec<String>,
        fields: Vec<String>,
        hints: Vec<String>,
        part_label: String,
    }
}

const MEMBERS_SQL: &str = "SELECT p.person_id AS person_id, r.record_id AS record_id, r.sha256 AS sha256, r.names AS names, \
    r.emails AS emails, r.phones AS phones, r.addresses AS addresses, r.national_ids AS national_ids, r.employers AS employers, \
    r.employer_keys AS employer_keys, r.fields AS fields, r.hints AS hints, r.part_label AS part_label \
    FROM person_records p JOIN records r ON p.record_id = r.record_id ORDER BY person_id, record_id";

struct Fold<'a> {
    places: &'a Places,
    relations: Relations<'a>,
    person: Option<PersonRow>,
    persons: Vec<PersonRow>,
    /// What the records of the person at hand expose.
    current: Vec<ExposedRow>,
    exposed: Vec<ExposedRow>,
    /// Documents that hold records of the person at hand.
    documents: BTreeSet<String>,
    organisations: &'a Organisations,
    count: u64,
}

impl<'a> Fold<'a> {
    fn new(relations: Relations<'a>, places: &'a Places, organisations: &'a Organisations) -> Self {
        Self {
            places,
            relations,
            person: None,
            persons: Vec::new(),
            current: Vec::new(),
            exposed: Vec::new(),
            documents: BTreeSet::new(),
            organisations,
            count: 0,
        }
    }

    fn take(&mut self, row: &MemberRecord) {
        if self.person.as_ref().is_none_or(|person| person.person_id != row.person_id) {
            self.close_person();
            self.person =
                Some(PersonRow { person_id: row.person_id.clone(), ..PersonRow::default() });
        }
        let nowhere = Place::default();
        let place = self.places.get(&row.sha256).unwrap_or(&nowhere);
        let said = Said {
            names: &row.names,
            emails: &row.emails,
            employers: &row.employers,
            employer_keys: &row.employer_keys,
            hints: &row.hints,
            part_label: &row.part_label,
        };
        let (category, basis) = self.relations.of(&said, place);
        self.expose(row, place, category, &basis);
        let Some(person) = self.person.as_mut() else { return };
        extend(&mut person.names, &row.names);
        extend(&mut person.emails, &row.emails);
        extend(&mut person.phones, &row.phones);
        extend(&mut person.addresses, &row.addresses);
        extend(&mut person.national_ids, &row.national_ids);
        extend(&mut person.fields, &row.fields);
        extend(&mut person.categories, &[category.to_string()]);
        extend(&mut person.companies, &place.companies.iter().cloned().collect::<Vec<_>>());
        person.employer = person.employer.take().or_else(|| row.employers.first().cloned());
        person.records += 1;
        let organisation = row.employer_keys.iter().find_map(|key| self.organisations.id(key));
        person.employer_org = person.employer_org.take().or_else(|| organisation.cloned());
        self.documents.insert(row.sha256.clone());
    }

    fn expose(&mut self, row: &MemberRecord, place: &Place, category: Category, basis: &str) {
        let tier = place.tier.unwrap_or(Tier::Reachable);
        for company in &place.companies {
            self.current.push(ExposedRow {
                category: category.to_string(),
                category_basis: basis.to_owned(),
                company: company.clone(),
                tier: tier.to_string(),
                person_id: row.person_id.clone(),
                record_id: row.record_id.clone(),
                sha256: row.sha256.clone(),
                fields: row.fields.clone(),
            });
        }
    }

    fn close_person(&mut self) {
        let Some(mut person) = self.person.take() else { return };
        self.count += 1;
        if let Some((code, basis)) =
            country(&person.phones, &person.addresses, &person.national_ids, &person.emails)
        {
            person.country = Some(code.to_owned());
            person.country_basis = basis;
            person.residence = residence(Some(code), &person.addresses);
        }
        let letter =
            letter(&person.names, &person.addresses, &person.emails, person.country.as_deref());
        person.letter_name = letter.name;
        person.letter_address = letter.address;
        person.letter_email = letter.email;
        letter.language.clone_into(&mut person.letter_language);
        person.documents = self.documents.len() as u64;
        self.documents.clear();
        if person.categories.len() > 1 {
            person.categories.retain(|category| category != Category::Other.as_str());
        }
        if let [known] = person.categories.as_slice() {
            settle_relation(&mut self.current, known);
        }
        self.exposed.append(&mut self.current);
        for list in [&mut person.categories, &mut person.companies, &mut person.fields] {
            list.sort();
        }
        if person.companies.len() > 1 {
            person.companies.retain(|company| company != UNDETERMINED);
        }
        self.persons.push(person);
    }

    fn flush_if_full(&mut self, sink: &mut candor_case::SegmentSink) -> candor_case::Result<()> {
        if self.exposed.len() < BATCH_ROWS { Ok(()) } else { self.flush(sink) }
    }

    fn flush(&mut self, sink: &mut candor_case::SegmentSink) -> candor_case::Result<()> {
        sink.write(&std::mem::take(&mut self.persons))?;
        sink.write(&std::mem::take(&mut self.exposed))
    }
}

/// Records that tell no relation take the one that the person's other records agree on.
fn settle_relation(rows: &mut [ExposedRow], known: &str) {
    for row in rows.iter_mut().filter(|row| row.category == Category::Other.as_str()) {
        known.clone_into(&mut row.category);
        "the person's other records".clone_into(&mut row.category_basis);
    }
}

fn extend(list: &mut Vec<String>, more: &[String]) {
    for value in more {
        if !list.contains(value) {
            list.push(value.clone());
        }
    }
}

candor_case::row! {
    CellRow {
        category: String,
        company: String,
        field: String,
        tier: String,
        items: u64,
        documents: u64,
        records: u64,
        persons: u64,
    }
}

/// The matrix from the rows behind it; `any` counts a person once whatever the field.
const MATRIX_SQL: &str = "
WITH x AS (SELECT category, company, tier, person_id, record_id, sha256, unnest(array_append(fields, 'any')) AS field FROM exposed),
held AS (SELECT DISTINCT i.sha256 AS sha256, a.company AS company, i.collection AS collection, i.path AS path
  FROM items i JOIN attributions a ON i.collection = a.collection AND i.path = a.path WHERE i.sha256 IS NOT NULL),
copies AS (SELECT sha256, company, count(*) AS items FROM held GROUP BY sha256, company),
each AS (SELECT category, company, field, tier, person_id, count(*) AS records FROM x GROUP BY category, company, field, tier, person_id),
cells AS (SELECT category, company, field, tier, count(*) AS persons, sum(records) AS records FROM each GROUP BY category, company, field, tier),
docs AS (SELECT DISTINCT category, company, field, tier, sha256 FROM x),
sized AS (SELECT d.category AS category, d.company AS company, d.field AS field, d.tier AS tier, count(*) AS documents, sum(c.items) AS items
  FROM docs d JOIN copies c ON d.sha256 = c.sha256 AND d.company = c.company GROUP BY d.category, d.company, d.field, d.tier)
SELECT c.category AS category, c.company AS company, c.field AS field, c.tier AS tier, s.items AS items, s.documents AS documents,
  c.records AS records, c.persons AS persons
FROM cells c JOIN sized s ON c.category = s.category AND c.company = s.company AND c.field = s.field AND c.tier = s.tier
ORDER BY category, company, tier, field";

async fn count(case: &mut Case, key: String) -> Result<(), UserError> {
    let cells: Vec<CellRow> = case.query().await?.all(MATRIX_SQL).await?;
    let rows: Vec<ExposureTableRow> = cells
        .into_iter()
        .map(|cell| ExposureTableRow {
            exposure_id: format!(
                "E-{}-{}-{}-{}",
                cell.category, cell.company, cell.field, cell.tier
            ),
            category: cell.category,
            company: cell.company,
            field: cell.field,
            tier: cell.tier,
            items: cell.items,
            documents: cell.documents,
            records: cell.records,
            persons: cell.persons,
        })
        .collect();
    let detail = serde_json::json!({ "cells": rows.len() });
    let mut sink = case.sink();
    sink.write(&rows)?;
    waves::write(case, &rows, &mut sink).await?;
    let replaced = [&["exposure"], waves::TABLES].concat();
    case.append(OperationKind::Expose, key, detail, sink, &replaced).await?;
    Ok(())
}
