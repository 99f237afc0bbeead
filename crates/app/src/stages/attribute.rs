//! Attribute: to which companies of the group each item belongs, and what that says of documents.

use crate::error::UserError;
use candor_case::tables::AttributionRow;
use candor_case::{Case, OperationKind, Query, SegmentSink, Settings};
use candor_engine::expose::{
    ATTRIBUTE_VERSION, ItemFacts, RecordFacts, UNDETERMINED, attribute, category,
};
use candor_engine::linkage::compare::organisation_key;
use candor_engine::name_key;
use candor_facts::{Category, Company, DocClass, Seed, Tier};
use globset::{Glob, GlobSet, GlobSetBuilder};
use std::collections::{BTreeSet, HashMap};

candor_case::row! {
    /// An item with what its document says about companies.
    PlacedRow {
        collection: String,
        path: String,
        parent: Option<String>,
        doc_class: Option<String>,
        how: Option<String>,
        mentions: Vec<String>,
        domains: Vec<String>,
    }
}

/// Attributes anew when items, documents or companies changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let companies = format!("attribute {ATTRIBUTE_VERSION}\n{:?}", case.settings.company);
    let key = case.stage_key(&["items", "documents"], &companies).await?;
    if case.last_key(OperationKind::Attribute).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let query = case.query().await?;
    let mut sink = case.sink();
    let items = attribute_items(&query, &case.settings, &mut sink).await?;
    drop(query);
    let detail = serde_json::json!({ "items": items });
    case.append(OperationKind::Attribute, key, detail, sink, &["attributions"]).await?;
    Ok(true)
}

async fn attribute_items(
    query: &Query,
    settings: &Settings,
    sink: &mut SegmentSink,
) -> Result<u64, UserError> {
    let folders = Folders::new(&settings.company)?;
    let mut containers: HashMap<(String, String), Vec<String>> = HashMap::new();
    let mut items = 0;
    let sql = "SELECT i.collection AS collection, i.path AS path, i.parent AS parent, d.doc_class AS doc_class, \
               d.how AS how, d.mentions AS mentions, d.domains AS domains \
               FROM items i LEFT JOIN documents d ON i.sha256 = d.sha256 ORDER BY collection, path";
    query
        .rows::<PlacedRow>(sql, |rows| {
            items += rows.len() as u64;
            let mut attributed = Vec::new();
            for row in rows {
                let place = (row.collection.clone(), row.path.clone());
                let parent =
                    row.parent.as_ref().map(|parent| (row.collection.clone(), parent.clone()));
                let parent = parent.and_then(|parent| containers.get(&parent));
                let facts = ItemFacts {
                    folders: folders.of(&row.path, &settings.company),
                    mentions: &row.mentions,
                    domains: companies_of_domains(&row.domains, &settings.company),
                    parent: parent
                        .into_iter()
                        .flatten()
                        .map(String::as_str)
                        .filter(|id| *id != UNDETERMINED)
                        .collect(),
                };
                let companies = attribute(&facts);
                if matches!(row.doc_class.as_deref(), Some("email"))
                    || row.how.as_deref() == Some("container")
                {
                    let ids = companies.iter().map(|(id, _)| id.clone()).collect();
                    containers.insert(place, ids);
                }
                attributed.extend(companies.into_iter().map(|(company, basis)| AttributionRow {
                    collection: row.collection.clone(),
                    path: row.path.clone(),
                    company,
                    basis: basis.to_owned(),
                }));
            }
            sink.write(&attributed)
        })
        .await?;
    Ok(items)
}

/// Folder patterns of all companies.
struct Folders {
    set: GlobSet,
    owners: Vec<usize>,
}

impl Folders {
    fn new(companies: &[Company]) -> Result<Self, UserError> {
        let mut set = GlobSetBuilder::new();
        let mut owners = Vec::new();
        for (index, company) in companies.iter().enumerate() {
            for pattern in &company.folders {
                set.add(Glob::new(pattern).map_err(|e| {
                    UserError::input(format!("folder pattern of {}: {e}", company.id))
                })?);
                owners.push(index);
            }
        }
        let set = set.build().map_err(|e| UserError::input(format!("folder patterns: {e}")))?;
        Ok(Self { set, owners })
    }

    fn of<'a>(&self, path: &str, companies: &'a [Company]) -> Vec<&'a str> {
        let owners: BTreeSet<usize> = self
            .set
            .matches(path)
            .into_iter()
            .filter_map(|at| self.owners.get(at).copied())
            .collect();
        owners
            .into_iter()
            .filter_map(|at| companies.get(at))
            .map(|company| company.id.as_str())
            .collect()
    }
}

fn companies_of_domains<'a>(domains: &[String], companies: &'a [Company]) -> Vec<&'a str> {
    companies
        .iter()
        .filter(|company| {
            company.domains.iter().any(|own| domains.iter().any(|domain| domain == own))
        })
        .map(|company| company.id.as_str())
        .collect()
}

/// What is known of each document once its items are attributed.
#[derive(Debug, Default)]
pub struct Place {
    pub companies: BTreeSet<String>,
    pub tier: Option<Tier>,
    pub class: Option<DocClass>,
    /// The first path under which it lies.
    pub path: String,
}

pub type Places = HashMap<String, Place>;

candor_case::row! {
    /// A document at one of its paths, with a company that the path belongs to.
    SpotRow {
        collection: String,
        path: String,
        sha256: String,
        doc_class: Option<String>,
        company: String,
    }
}

/// Where each document lies; `each` sees every spot.
pub async fn places(
    case: &mut Case,
    query: &Query,
    mut each: impl FnMut(&SpotRow),
) -> Result<Places, UserError> {
    let tiers = tiers(case).await?;
    let mut places = Places::new();
    let sql = "SELECT i.collection AS collection, i.path AS path, i.sha256 AS sha256, d.doc_class AS doc_class, a.company AS company \
               FROM items i JOIN attributions a ON i.collection = a.collection AND i.path = a.path \
               LEFT JOIN documents d ON i.sha256 = d.sha256 WHERE i.sha256 IS NOT NULL";
    query
        .rows::<SpotRow>(sql, |rows| {
            for row in rows {
                each(&row);
                note_place(&mut places, row, &tiers);
            }
            Ok(())
        })
        .await?;
    Ok(places)
}

async fn tiers(case: &mut Case) -> Result<HashMap<String, Tier>, UserError> {
    let collections = case.collections().await?;
    Ok(collections.into_iter().map(|c| (c.name, Tier::of_source(c.source))).collect())
}

fn note_place(places: &mut Places, row: SpotRow, tiers: &HashMap<String, Tier>) {
    let place = places.entry(row.sha256).or_default();
    place.companies.insert(row.company);
    let tier = tiers.get(&row.collection).copied().unwrap_or(Tier::Reachable);
    place.tier = Some(place.tier.map_or(tier, |known| known.min(tier)));
    place.class = row.doc_class.as_deref().and_then(DocClass::parse);
    if place.path.is_empty() || row.path < place.path {
        place.path = row.path;
    }
}

/// What of a record tells its relation to the group.
pub struct Said<'a> {
    pub names: &'a [String],
    pub emails: &'a [String],
    pub employers: &'a [String],
    pub employer_keys: &'a [String],
    pub hints: &'a [String],
    pub part_label: &'a str,
}

/// Judges relations with the companies and seed lists of a case.
pub struct Relations<'a> {
    settings: &'a Settings,
    own_domains: Vec<String>,
    pub own_names: BTreeSet<String>,
}

impl<'a> Relations<'a> {
    pub fn new(settings: &'a Settings) -> Self {
        let companies = &settings.company;
        let names = companies.iter().flat_map(|company| &company.names);
        Self {
            settings,
            own_domains: companies.iter().flat_map(|company| company.domains.clone()).collect(),
            own_names: names.map(|name| organisation_key(name)).collect(),
        }
    }

    /// The relation that a record shows, and why.
    pub fn of(&self, said: &Said<'_>, place: &Place) -> (Category, String) {
        if let Some(seed) = self.settings.seed.iter().find(|seed| is_seed(said, seed)) {
            return (seed.category, "seed list in case.toml".to_owned());
        }
        let domains = said.emails.iter().filter_map(|email| email.split_once('@'));
        category(&RecordFacts {
            hints: said.hints,
            class: place.class.unwrap_or(DocClass::Other),
            path: &place.path,
            part_label: said.part_label,
            email_domains: domains.map(|(_, domain)| domain).collect(),
            own_domains: &self.own_domains,
            has_employer: !said.employers.is_empty(),
            employer_is_own: said.employer_keys.iter().any(|key| self.own_names.contains(key)),
        })
    }
}

/// Whether a record is of a person on the seed list: by mailbox, or by the full name where the list
/// gives no mailbox.
fn is_seed(said: &Said<'_>, seed: &Seed) -> bool {
    match (&seed.email, &seed.name) {
        (Some(email), _) => said.emails.iter().any(|own| own.eq_ignore_ascii_case(email.reveal())),
        (None, Some(name)) => {
            let key = name_key(name.reveal());
            said.names.iter().any(|own| name_key(own) == key)
        }
        (None, None) => false,
    }
}
