//! Assess: from exposure, events, told facts and decisions to the duties of each company.

use crate::error::UserError;
use crate::stages::claim::open_marks;
use crate::stages::severity;
use candor_case::tables::DutyRow;
use candor_case::{Case, Decided, Decision, OperationKind, Query, sha256_hex};
use candor_facts::{Category, Company, Event, EventKind, Fact, Field, SourceKind};
use candor_law::LAW_VERSION;
use candor_law::assess::{Assessment, CONTRACT, Outcome, SHARED, Subject, assess};
use candor_law::book::{Book, book};
use candor_law::clock::{self, Moment};
use candor_law::duty::{RecipientKind, Role};
use candor_law::scope::{Group, Holder, ToldFact, sheets};
use std::collections::{BTreeMap, BTreeSet};

/// Tables that duties rest on.
const TABLES: &[&str] = &["exposed", "persons", "claims", "items"];

/// The rule book, or what is wrong with it.
pub fn rules() -> Result<&'static Book, UserError> {
    book().map_err(|e| UserError::internal(&format!("the rule book cannot be used: {e}")))
}

/// Assesses anew when something behind it changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let key = key(case).await?;
    if case.last_key(OperationKind::Assess).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let book = rules()?;
    let found = assessments(case).await?;
    let rows = found.iter().map(|one| row(book, one)).collect::<Result<Vec<_>, _>>()?;
    let arising = found.iter().filter(|one| one.outcome == Outcome::Arises).count();
    let depends = found.iter().filter(|one| one.outcome == Outcome::Depends).count();
    let detail = serde_json::json!({ "assessed": rows.len(), "arise": arising, "depend": depends });
    let mut sink = case.sink();
    sink.write(&rows)?;
    case.append(OperationKind::Assess, key, detail, sink, &["duties"]).await?;
    Ok(true)
}

/// The stage key that an assessment of the case as it is now would have.
pub async fn key(case: &mut Case) -> Result<String, UserError> {
    let events = case.events().await?;
    let facts = case.facts().await?;
    let decided: Vec<i64> = legal(&case.decisions().await?).map(|one| one.number).collect();
    let settings = &case.settings;
    let more = format!(
        "assess {LAW_VERSION} {}\n{events:?}\n{facts:?}\n{decided:?}\n{:?}\n{:?}\n{:?}\n{:?}\n{}",
        rules()?.mark,
        settings.company,
        settings.law,
        settings.processing,
        settings.contract,
        settings.case.timezone,
    );
    Ok(case.stage_key(TABLES, &more).await?)
}

/// Decisions that bear on duties.
fn legal(decisions: &[Decision]) -> impl Iterator<Item = &Decision> {
    decisions
        .iter()
        .filter(|one| matches!(one.decided, Decided::NoDuty { .. } | Decided::Accept { .. }))
}

/// The duties of every company, each set of data and role.
pub async fn assessments(case: &mut Case) -> Result<Vec<Assessment>, UserError> {
    let book = rules()?;
    let events = case.events().await?;
    let told = case.facts().await?;
    known_zones(case, &events)?;
    let decisions = case.decisions().await?;
    let sources: BTreeSet<SourceKind> =
        case.waves().await?.into_iter().map(|wave| wave.source).collect();
    let query = case.query().await?;
    let open = OpenFiles::of(&query, &decisions).await?;
    let bounds = bounds(&query).await?;
    let what = severity::circumstances(&events, &sources);
    let today = last_day(&events, case);
    let mut all = Vec::new();
    for company in case.settings.company.clone() {
        for share in shares(case, &company) {
            let groups = groups(&query, &share).await?;
            let risk = severity::risk(
                &query,
                (&share, &groups),
                &company.country,
                (&told, open.any && open.accepted.is_none()),
                &what,
            )
            .await?;
            let risk = risk.as_ref().map(|(risk, source)| (risk.as_str(), source.as_str()));
            let view =
                View { case, company: &company, events: &events, sources: &sources, bounds, risk };
            let (holder, presumed) = view.holder(groups, &told, &open)?;
            let subject = Subject {
                company: company.id.clone(),
                country: company.country.clone(),
                role: share.role,
                for_whom: share.for_whom.clone(),
                sheets: sheets(book, &holder),
                acts: view.acts(),
            };
            let registered = contracts(case, &company, &share, &view, &holder);
            let mut found = assess(book, &subject, today);
            // The register knows more than the question whether there is a contract.
            found.retain(|one| one.duty != CONTRACT || registered.is_empty());
            note_presumed(&mut found, presumed, &company.country);
            all.extend(found);
            all.extend(registered);
        }
    }
    settle(&mut all, &decisions);
    Ok(all)
}

/// The rule book counts in zones of its own, so that every machine counts alike: one that it lacks would
/// silently stop clocks.
fn known_zones(case: &Case, events: &[Event]) -> Result<(), UserError> {
    let zones = events.iter().filter_map(|event| event.zone.as_ref());
    match zones.chain([&case.settings.case.timezone]).find(|zone| clock::zone(zone).is_none()) {
        None => Ok(()),
        Some(zone) => Err(UserError::input(format!(
            "zone `{zone}` is none that deadlines are counted in\nhint: write its usual name, such as Asia/Tokyo"
        ))),
    }
}

/// The day on which versions are chosen where no clock event is known: the last that the case speaks of.
fn last_day(events: &[Event], case: &Case) -> jiff::civil::Date {
    let days = events.iter().filter_map(|event| event.at.as_deref()?.get(..10)?.parse().ok());
    days.max().unwrap_or_else(|| {
        let zone = jiff::tz::TimeZone::get(&case.settings.case.timezone);
        jiff::Timestamp::now().to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC)).date()
    })
}

/// A company's data in one role.
#[derive(Clone)]
pub struct Share {
    pub company: String,
    pub role: Role,
    pub for_whom: String,
    /// Only these categories; all when empty.
    categories: Vec<Category>,
    /// What lies with the company itself, without these.
    without: Vec<Category>,
    /// All of it without these.
    except: Vec<Category>,
    /// Companies that hold data of this one for it.
    held_by: Vec<(String, Vec<Category>)>,
}

/// What a company holds for itself, and for each other.
pub fn shares(case: &Case, company: &Company) -> Vec<Share> {
    let processing = &case.settings.processing;
    let own = processing.iter().filter(|one| one.company == company.id);
    let whole = own.clone().any(|one| one.categories.is_empty());
    let mut shares: Vec<Share> = own
        .clone()
        .map(|one| Share {
            company: company.id.clone(),
            role: Role::Processor,
            for_whom: one.on_behalf_of.clone(),
            categories: one.categories.clone(),
            without: Vec::new(),
            except: Vec::new(),
            held_by: Vec::new(),
        })
        .collect();
    let held = processing.iter().filter(|one| one.on_behalf_of == company.id);
    let without = if whole {
        Category::ALL.to_vec()
    } else {
        own.flat_map(|one| one.categories.clone()).collect()
    };
    shares.insert(
        0,
        Share {
            company: company.id.clone(),
            role: Role::Controller,
            for_whom: String::new(),
            categories: Vec::new(),
            without,
            except: Vec::new(),
            held_by: held.map(|one| (one.company.clone(), one.categories.clone())).collect(),
        },
    );
    shares
}

impl Share {
    /// Its data of one category.
    pub fn of_category(&self, category: Category) -> Self {
        Self { categories: vec![category], ..self.clone() }
    }

    /// Its data of all other categories.
    pub fn except(&self, categories: &[Category]) -> Self {
        Self { except: categories.to_vec(), ..self.clone() }
    }

    /// Whether it is of this category among others.
    pub fn holds(&self, category: Category) -> bool {
        self.categories.is_empty() || self.categories.contains(&category)
    }

    /// Whether it is all that lies with the company, and nothing else.
    pub fn is_plain(&self) -> bool {
        self.role == Role::Controller && self.without.is_empty() && self.held_by.is_empty()
    }

    /// The rows of `exposed` that it covers.
    pub fn condition(&self) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
        let list = |categories: &[Category]| {
            let all: Vec<String> = categories.iter().map(|c| quoted(c.as_str())).collect();
            all.join(", ")
        };
        let part = |company: &str, of: &[Category], without: &[Category]| {
            let mut text = format!("company = {}", quoted(company));
            if !of.is_empty() {
                text.push_str(&format!(" AND category IN ({})", list(of)));
            }
            if !without.is_empty() {
                text.push_str(&format!(" AND category NOT IN ({})", list(without)));
            }
            format!("({text})")
        };
        let mut parts = vec![part(&self.company, &self.categories, &self.without)];
        parts.extend(self.held_by.iter().map(|(company, of)| {
            // A share of some categories asks those of its holders too.
            let asked = |category: &&Category| of.is_empty() || of.contains(category);
            let both: Vec<Category> = self.categories.iter().filter(asked).copied().collect();
            match (self.categories.is_empty(), both.is_empty()) {
                (true, _) => part(company, of, &[]),
                (false, true) => "(1 = 0)".to_owned(),
                (false, false) => part(company, &both, &[]),
            }
        }));
        let whole = parts.join(" OR ");
        if self.except.is_empty() {
            return whole;
        }
        format!("({whole}) AND category NOT IN ({})", list(&self.except))
    }
}

candor_case::row! {
    /// Persons of a residence and language with one element.
    GroupRow {
        residence: String,
        language: String,
        element: String,
        persons: u64,
    }
}

/// Persons of a share by residence, language and exposed field; `any` counts each once, `record` the
/// records.
pub async fn groups(query: &Query, share: &Share) -> Result<Vec<GroupRow>, UserError> {
    let condition = share.condition();
    let sql = format!(
        "WITH x AS (SELECT person_id, record_id, tier, fields FROM exposed WHERE {condition}), \
         who AS (SELECT DISTINCT person_id FROM x), \
         lives AS (SELECT p.person_id AS person_id, coalesce(p.residence, '') AS residence, p.letter_language AS language, \
           p.national_ids AS national_ids FROM persons p JOIN who w ON p.person_id = w.person_id), \
         e AS (SELECT DISTINCT person_id, unnest(array_append(fields, 'any')) AS element FROM x \
           UNION ALL SELECT DISTINCT person_id, concat('tier:', tier) AS element FROM x \
           UNION ALL SELECT DISTINCT person_id, concat('national_id:', split_part(number, ':', 1)) AS element \
             FROM (SELECT person_id, unnest(national_ids) AS number FROM lives) n \
           UNION ALL SELECT person_id, 'record' AS element FROM (SELECT DISTINCT person_id, record_id FROM x) r) \
         SELECT l.residence AS residence, l.language AS language, e.element AS element, count(*) AS persons \
         FROM e JOIN lives l ON e.person_id = l.person_id GROUP BY l.residence, l.language, e.element ORDER BY 1, 2, 3"
    );
    Ok(query.all(&sql).await?)
}

/// A company's data in one role: for itself, or for another.
pub fn share_of(case: &Case, company: &str, for_whom: &str) -> Option<Share> {
    let known = case.settings.company.iter().find(|known| known.id == company)?;
    shares(case, known).into_iter().find(|share| share.for_whom == for_whom)
}

/// Persons and records of a share, by residence.
pub async fn groups_of(
    case: &mut Case,
    share: &Share,
) -> Result<Vec<(String, u64, u64)>, UserError> {
    let known = case.settings.company.iter().find(|known| known.id == share.company);
    let country = known.map(|company| company.country.clone()).unwrap_or_default();
    let rows = groups(&case.query().await?, share).await?;
    let groups = placed(&country, rows, &mut 0).into_iter();
    Ok(groups
        .map(|(group, _)| (group.residence.unwrap_or_default(), group.persons, group.records))
        .collect())
}

candor_case::row! {
    ShareRow {
        category: String,
        fields: Vec<String>,
        persons: u64,
    }
}

/// The exposed data of a share: category, fields, persons.
pub async fn rows_of(
    case: &mut Case,
    share: &Share,
) -> Result<Vec<(Category, Vec<Field>, u64)>, UserError> {
    let condition = share.condition();
    let sql = format!(
        "SELECT category, array_agg(DISTINCT field) AS fields, count(DISTINCT person_id) AS persons \
         FROM (SELECT category, person_id, unnest(fields) AS field FROM exposed WHERE {condition}) x GROUP BY category"
    );
    let rows: Vec<ShareRow> = case.query().await?.all(&sql).await?;
    let mut known: Vec<(Category, Vec<Field>, u64)> = rows
        .into_iter()
        .filter_map(|row| {
            let has = |field: &&Field| row.fields.iter().any(|name| name == field.as_str());
            let fields = Field::ALL.iter().filter(has).copied().collect();
            Some((Category::parse(&row.category)?, fields, row.persons))
        })
        .collect();
    known.sort_by_key(|(category, ..)| *category);
    Ok(known)
}

/// Files that could hold more, and whether a human established that they change nothing.
struct OpenFiles {
    any: bool,
    accepted: Option<i64>,
}

impl OpenFiles {
    async fn of(query: &Query, decisions: &[Decision]) -> Result<Self, UserError> {
        let marks = open_marks(query).await?;
        let accepted = decisions.iter().rev().find_map(|decision| match &decision.decided {
            Decided::Accept { claim, open } if claim == OPEN_CLAIM => {
                let covers = marks.iter().all(|mark| open.binary_search(mark).is_ok());
                covers.then_some(decision.number)
            }
            _ => None,
        });
        Ok(Self { any: !marks.is_empty(), accepted })
    }
}

/// The claim whose acceptance says that open files change nothing.
pub const OPEN_CLAIM: &str = "C-open";

/// What is seen of one company's share.
struct View<'a> {
    case: &'a Case,
    company: &'a Company,
    events: &'a [Event],
    sources: &'a BTreeSet<SourceKind>,
    bounds: Option<(u64, u64)>,
    /// What the severity of the data says of the risk, and whence.
    risk: Option<(&'a str, &'a str)>,
}

impl View<'_> {
    /// The holder, and the persons whose residence is only taken to be the company's country.
    fn holder(
        &self,
        rows: Vec<GroupRow>,
        told: &[Fact],
        open: &OpenFiles,
    ) -> Result<(Holder, u64), UserError> {
        let mut presumed = 0;
        let groups = placed(&self.company.country, rows, &mut presumed);
        let status = self.case.settings.law.get(&self.company.id).cloned().unwrap_or_default();
        let mut facts = self.shown(&groups, open);
        for (name, value) in &status.facts {
            rules()?.model.check_value(name, value).map_err(|why| {
                UserError::input(format!(
                    "case.toml, [law.{}]: {why}\nhint: `candor laws facts` lists names and values",
                    self.company.id
                ))
            })?;
            facts.push(ToldFact {
                name: name.clone(),
                value: value.clone(),
                within: None,
                source: "case.toml".to_owned(),
            });
        }
        // What is told of one category is part of the severity, and so is then what is told of all.
        let weighed = severity::is_by_category(told, &self.company.id);
        let weighed = |fact: &Fact| weighed && fact.name == severity::RISK && fact.within.is_none();
        let whole = || told.iter().filter(|fact| fact.category.is_none() && !weighed(fact));
        let general = whole().filter(|fact| fact.entity.is_none());
        let own = whole().filter(|fact| fact.entity.as_ref() == Some(&self.company.id));
        facts.extend(general.chain(own).map(|fact| ToldFact {
            name: fact.name.clone(),
            value: fact.value.clone(),
            within: fact.within.clone(),
            source: format!("{}: {}", fact.id, fact.source),
        }));
        let holder = Holder {
            country: self.company.country.clone(),
            establishments: status.establishments,
            groups: groups.into_iter().map(|(group, _)| group).collect(),
            open: open.any,
            bounds: self.bounds,
            told: facts,
            zone: self.case.settings.case.timezone.clone(),
            moments: self.moments(),
        };
        Ok((holder, presumed))
    }

    /// What the case itself shows.
    fn shown(&self, groups: &[(Group, BTreeMap<String, u64>)], open: &OpenFiles) -> Vec<ToldFact> {
        let mut facts = Vec::new();
        let mut add = |name: &str, value: &str, source: &str| {
            facts.push(ToldFact {
                name: name.to_owned(),
                value: value.to_owned(),
                within: None,
                source: source.to_owned(),
            });
        };
        let seen = |tier: &str| groups.iter().any(|(_, tiers)| tiers.contains_key(tier));
        let persons: u64 = groups.iter().map(|(group, _)| group.persons).sum();
        if seen("disclosed") || seen("taken") {
            add("accessed", "confirmed", "files of the company were published or seen taken");
        } else if persons > 0 {
            add("accessed", "suspected|confirmed", "files of the company could be reached");
        }
        if persons > 0 {
            add("encrypted_key_safe", "no", "the files were read as they lie");
        }
        if self.sources.contains(&SourceKind::LeakSite) {
            add("publication", "sample|full", "a collection comes from a leak site");
        }
        let told = |kinds: &[EventKind]| self.events.iter().find(|e| kinds.contains(&e.kind));
        let attack = [EventKind::InformedByAttacker, EventKind::Posted, EventKind::Downloadable];
        if let Some(event) = told(&[EventKind::Encrypted]) {
            add("cause", "ransomware", &format!("event {}", event.id));
        } else if let Some(event) = told(&attack) {
            add("cause", "intrusion|ransomware|insider|theft", &format!("event {}", event.id));
        } else if self.sources.contains(&SourceKind::LeakSite) {
            add("cause", "intrusion|ransomware|insider|theft", "files lie on a leak site");
        }
        let ours =
            |event: &&Event| event.entity.as_ref().is_none_or(|entity| *entity == self.company.id);
        if let Some(event) = told(&[EventKind::ExtortionRefused]).filter(ours) {
            add("ransom_paid", "no", &format!("event {}", event.id));
        }
        if let Some(number) = open.accepted {
            add("open_files_change_nothing", "yes", &format!("decision {number}"));
        }
        if let Some((risk, source)) = self.risk {
            add("risk", risk, source);
        }
        facts
    }

    /// Moments from the history: when the company learned of it, and when any company did.
    fn moments(&self) -> BTreeMap<String, Moment> {
        let knowing = [
            EventKind::Detected,
            EventKind::InformedByAttacker,
            EventKind::Encrypted,
            EventKind::Posted,
        ];
        let alone = self.case.settings.company.len() == 1;
        let all = || self.events.iter().filter(|event| knowing.contains(&event.kind));
        let own = all().filter(|event| match &event.entity {
            Some(entity) => *entity == self.company.id,
            None => alone,
        });
        let first = |events: &mut dyn Iterator<Item = &Event>| {
            events.filter_map(|event| self.moment(event)).min_by_key(|moment| moment.at)
        };
        let aware = first(&mut own.into_iter()).or_else(|| {
            let mut shared = first(&mut all())?;
            shared.source = format!("{SHARED}{}", shared.source);
            Some(shared)
        });
        aware.map(|moment| ("aware".to_owned(), moment)).into_iter().collect()
    }

    fn moment(&self, event: &Event) -> Option<Moment> {
        let zone = event.zone.as_ref().unwrap_or(&self.case.settings.case.timezone);
        let moment = Moment::parse(event.at.as_deref()?, zone).ok()?;
        Some(moment.from(&format!("event {}", event.id)))
    }

    /// Acts that events say were done, by duty or by assessment. With several companies an event names
    /// the one that acted.
    fn acts(&self) -> BTreeMap<String, Moment> {
        let alone = self.case.settings.company.len() == 1;
        let mut acts: BTreeMap<String, Moment> = BTreeMap::new();
        for event in self.events.iter().filter(|event| event.kind != EventKind::NoDuty) {
            let ours = event.entity.as_ref().map_or(alone, |entity| *entity == self.company.id);
            let Some(duty) = event.duty.as_ref().filter(|_| ours) else { continue };
            let Some(moment) = self.moment(event) else { continue };
            if acts.get(duty).is_none_or(|known| moment.at < known.at) {
                acts.insert(duty.clone(), moment);
            }
        }
        acts
    }
}

/// Says how many persons are only taken to live in the company's country.
fn note_presumed(found: &mut [Assessment], presumed: u64, country: &str) {
    if presumed == 0 {
        return;
    }
    for one in found.iter_mut().filter(|one| one.outcome.is_open()) {
        one.notes.push(format!(
            "{presumed} persons show no sign of where they live and are taken to live in {country}"
        ));
    }
}

candor_case::row! {
    BoundsRow {
        value: u64,
        low: Option<u64>,
        high: Option<u64>,
    }
}

/// Bounds of the number of persons from samples, as millionths of it.
async fn bounds(query: &Query) -> Result<Option<(u64, u64)>, UserError> {
    let sql = "SELECT value, low, high FROM claims WHERE claim_id = 'C-persons'";
    let rows: Vec<BoundsRow> = query.all(sql).await?;
    let row = rows.into_iter().find(|row| row.value > 0);
    let part = |row: &BoundsRow, count: u64| count.saturating_mul(1_000_000) / row.value;
    Ok(row.and_then(|row| Some((part(&row, row.low?), part(&row, row.high?)))))
}

/// The rows as groups; who shows no sign of where they live is taken to live in the company's
/// country when they are written to in its language.
pub fn placed(
    country: &str,
    rows: Vec<GroupRow>,
    presumed: &mut u64,
) -> Vec<(Group, BTreeMap<String, u64>)> {
    let mut groups: BTreeMap<Option<String>, (Group, BTreeMap<String, u64>)> = BTreeMap::new();
    for row in rows {
        let home = home_language(country) == row.language;
        let residence = match row.residence.as_str() {
            "" if home => Some(country.to_owned()),
            "" => None,
            known => Some(known.to_owned()),
        };
        let (group, tiers) = groups.entry(residence.clone()).or_default();
        group.residence = residence;
        match row.element.as_str() {
            "any" => {
                group.persons += row.persons;
                *presumed += if row.residence.is_empty() && home { row.persons } else { 0 };
            }
            "record" => group.records += row.persons,
            other => match other.strip_prefix("tier:") {
                Some(tier) => *tiers.entry(tier.to_owned()).or_insert(0) += row.persons,
                None => *group.elements.entry(other.to_owned()).or_insert(0) += row.persons,
            },
        }
    }
    groups.into_values().collect()
}

/// The language in which people of a country are written to.
fn home_language(country: &str) -> &'static str {
    match country {
        "JP" => "ja",
        "VN" => "vi",
        _ => "en",
    }
}

/// The notices that contracts ask for, one for each clause; the id names the clause, whatever its place
/// in the register.
fn contracts(
    case: &Case,
    company: &Company,
    share: &Share,
    view: &View<'_>,
    holder: &Holder,
) -> Vec<Assessment> {
    if share.role != Role::Controller {
        return Vec::new();
    }
    let aware = holder.moments.get("aware");
    let acts = view.acts();
    let bound = case.settings.contract.iter().filter(|one| one.company == company.id);
    bound
        .map(|contract| {
            let clause = format!("{}, {}", contract.counterparty, contract.clause);
            let mark = sha256_hex(clause.as_bytes());
            let id = format!("D-{CONTRACT}-{}-{}", company.id, mark.get(..8).unwrap_or(&mark));
            let done = acts.get(&id).map(|moment| moment.at);
            candor_law::assess::contract(&id, &company.id, &clause, contract.hours, (aware, done))
        })
        .collect()
}

/// Lays the decisions of humans over what the facts say.
fn settle(all: &mut [Assessment], decisions: &[Decision]) {
    for decision in decisions {
        let Decided::NoDuty { duty, basis, adviser, reopens, .. } = &decision.decided else {
            continue;
        };
        let Some(one) = all.iter_mut().find(|one| one.id == *duty) else { continue };
        let now = one.basis();
        let changed: Vec<&String> = now.iter().filter(|line| !basis.contains(line)).collect();
        if let Some(first) = changed.first() {
            one.notes.push(format!(
                "decision {} that it is not owed is open again: now `{first}` ({} answers changed)",
                decision.number,
                changed.len()
            ));
            continue;
        }
        one.outcome = Outcome::Decided;
        one.because = format!("decision {}: {} ({adviser})", decision.number, decision.reason);
        one.missing.clear();
        if !reopens.is_empty() {
            one.notes.push(format!("opens again when: {reopens}"));
        }
    }
}

fn row(book: &Book, one: &Assessment) -> Result<DutyRow, UserError> {
    let duty = book.duties.get(&one.duty).ok_or_else(|| {
        UserError::internal(&format!("assessment {} of a duty that is not in the book", one.id))
    })?;
    let zone = book.place(duty).map(|place| place.zone.clone()).unwrap_or_default();
    let role = match one.role {
        Role::Processor => "processor",
        Role::Controller | Role::Either => "controller",
    };
    let text = serde_json::to_string(one)
        .map_err(|e| UserError::internal(&format!("assessment {}: {e}", one.id)))?;
    let contract =
        duty.recipient.kind == RecipientKind::BusinessPartner && !one.for_whom.is_empty();
    let recipient = if contract { one.for_whom.clone() } else { duty.recipient.name.clone() };
    Ok(DutyRow {
        duty_id: one.id.clone(),
        duty: one.duty.clone(),
        jurisdiction: duty.jurisdiction.clone(),
        title: duty.title.clone(),
        company: one.company.clone(),
        role: role.to_owned(),
        for_whom: one.for_whom.clone(),
        outcome: one.outcome.as_str().to_owned(),
        because: one.because.clone(),
        recipient_kind: duty.recipient.kind.as_str().to_owned(),
        recipient,
        law: duty.source.law.clone(),
        clause: duty.source.clause.clone(),
        confidence: match duty.source.confidence {
            candor_law::duty::Confidence::Low => "low",
            candor_law::duty::Confidence::Medium => "medium",
            candor_law::duty::Confidence::High => "high",
        }
        .to_owned(),
        due: one.plan().map(|due| due.at.to_string()),
        due_local: one.plan().map(candor_law::clock::Due::local),
        zone,
        done: one.done.map(|at| at.to_string()),
        missing: one.missing.clone(),
        assessment: text,
    })
}

/// The assessment that a row holds.
pub fn assessment(row: &DutyRow) -> Result<Assessment, UserError> {
    serde_json::from_str(&row.assessment).map_err(|e| {
        UserError::damaged(format!(
            "duty {} cannot be read: {e}\nhint: `candor run` assesses the duties anew",
            row.duty_id
        ))
    })
}
