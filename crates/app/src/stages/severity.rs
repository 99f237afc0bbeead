//! Severity: what the data of a company says of the risk, by category, and what humans concluded.

use crate::error::UserError;
use crate::stages::assess::{GroupRow, Share, groups, placed, shares};
use candor_case::{Case, Query};
use candor_facts::{Category, Event, EventKind, Fact, SourceKind};
use candor_law::scope::Group;
use candor_law::severity::{Circumstance, Severity, decimal, severity};
use std::collections::{BTreeMap, BTreeSet};

/// The fact by which a human concludes what the risk is.
pub const RISK: &str = "risk";
/// Its words, from the least on.
const RISKS: [&str; 3] = ["unlikely", "risk", "high"];

/// The severity of a company's data of one category (all together under `any`), and what a human concluded
/// of the risk.
pub struct Scored {
    pub company: String,
    pub category: String,
    pub persons: u64,
    pub severity: Severity,
    /// Told as the fact `risk`, with its source.
    pub concluded: Option<String>,
}

/// Scores every company's data, as a whole and by category.
pub async fn scores(case: &mut Case) -> Result<Vec<Scored>, UserError> {
    let events = case.events().await?;
    let told = case.facts().await?;
    let sources: BTreeSet<SourceKind> =
        case.waves().await?.into_iter().map(|wave| wave.source).collect();
    let what = circumstances(&events, &sources);
    let query = case.query().await?;
    let mut all = Vec::new();
    for company in case.settings.company.clone() {
        let Some(share) = shares(case, &company).into_iter().next() else { continue };
        let parts = Category::ALL.iter().map(|one| (Some(*one), share.of_category(*one)));
        for (category, share) in std::iter::once((None, share.clone())).chain(parts) {
            let Some((severity, persons)) = scored(&query, &share, &company.country, &what).await?
            else {
                continue;
            };
            let concluded = category.and_then(|one| of_category(&told, &company.id, one));
            let concluded = concluded.or_else(|| of_company(&told, &company.id));
            all.push(Scored {
                company: company.id.clone(),
                category: category.map_or("any", Category::as_str).to_owned(),
                persons,
                severity,
                concluded: concluded.map(words),
            });
        }
    }
    Ok(all)
}

/// What the data of a share says of the risk (words of the fact, `|` between those that are possible), and
/// whence: the gravest of what was concluded of single categories and what was concluded of all, or else what
/// the score of the rest leaves open. Nothing of a share without persons. `rows` are the share's groups.
pub async fn risk(
    query: &Query,
    (share, rows): (&Share, &[GroupRow]),
    country: &str,
    (told, is_open): (&[Fact], bool),
    what: &[Circumstance],
) -> Result<Option<(String, String)>, UserError> {
    let mut concluded = Vec::new();
    for category in Category::ALL {
        let Some(fact) = of_category(told, &share.company, *category) else { continue };
        let part = share.of_category(*category);
        if share.holds(*category) && scored(query, &part, country, what).await?.is_some() {
            concluded.push((*category, fact));
        }
    }
    let settled: Vec<Category> = concluded.iter().map(|(category, _)| *category).collect();
    let rest = if settled.is_empty() {
        score(rows.to_vec(), country, what)
    } else {
        scored(query, &share.except(&settled), country, what).await?
    };
    let whole = of_company(told, &share.company).filter(|_| !concluded.is_empty());
    let proposed = match (&rest, whole) {
        (_, Some(fact)) => fact.value.as_str(),
        (Some((severity, _)), None) => severity.proposes(),
        (None, None) if concluded.is_empty() => return Ok(None),
        // What is not read may be of any category.
        (None, None) if is_open => "unlikely|risk|high",
        (None, None) => RISKS[0],
    };
    let least = concluded.iter().filter_map(|(_, fact)| rank(&fact.value)).max().unwrap_or(0);
    let mut possible: Vec<usize> =
        proposed.split('|').filter_map(rank).map(|one| one.max(least)).collect();
    possible.dedup();
    let possible: Vec<&str> = possible.iter().filter_map(|at| RISKS.get(*at).copied()).collect();
    let score = rest.map(|(score, _)| {
        format!(
            "ENISA severity {} ({}): {} × {} + {}",
            decimal(score.score),
            score.band,
            score.context,
            decimal(score.ease),
            decimal(score.circumstances),
        )
    });
    let told = concluded.iter().map(|(category, fact)| format!("{category}: {}", words(fact)));
    let all = whole.map(|fact| format!("all: {}", words(fact)));
    let source = told.chain(all).chain(score).collect::<Vec<_>>().join("; ");
    Ok(Some((possible.join("|"), source)))
}

fn rank(word: &str) -> Option<usize> {
    RISKS.iter().position(|known| *known == word)
}

fn words(fact: &Fact) -> String {
    format!("{} ({}: {})", fact.value, fact.id, fact.source)
}

/// The newest conclusion of the risk to persons of a category.
fn of_category<'a>(told: &'a [Fact], company: &str, category: Category) -> Option<&'a Fact> {
    newest(told, company, |fact| fact.category == Some(category))
}

/// Whether the risk of a company's data was concluded of any category by itself.
pub fn is_by_category(told: &[Fact], company: &str) -> bool {
    Category::ALL.iter().any(|category| of_category(told, company, *category).is_some())
}

/// The newest conclusion of the risk to all persons, everywhere.
fn of_company<'a>(told: &'a [Fact], company: &str) -> Option<&'a Fact> {
    newest(told, company, |fact| fact.category.is_none() && fact.within.is_none())
}

/// The newest that names the company; else of all companies.
fn newest<'a>(told: &'a [Fact], company: &str, keep: impl Fn(&Fact) -> bool) -> Option<&'a Fact> {
    let of = |entity: Option<&str>| {
        let mut newest = told.iter().rev().filter(|fact| fact.name == RISK && keep(fact));
        newest.find(|fact| fact.entity.as_deref() == entity)
    };
    of(Some(company)).or_else(|| of(None))
}

/// The severity of a share's data and its persons; nothing without persons.
async fn scored(
    query: &Query,
    share: &Share,
    country: &str,
    what: &[Circumstance],
) -> Result<Option<(Severity, u64)>, UserError> {
    Ok(score(groups(query, share).await?, country, what))
}

fn score(rows: Vec<GroupRow>, country: &str, what: &[Circumstance]) -> Option<(Severity, u64)> {
    let groups = placed(country, rows, &mut 0);
    let persons = groups.iter().map(|(group, _)| group.persons).sum();
    (persons > 0).then(|| (severity(&elements_of(&groups), persons, what), persons))
}

/// Persons by field over all groups.
fn elements_of(groups: &[(Group, BTreeMap<String, u64>)]) -> BTreeMap<String, u64> {
    let mut elements: BTreeMap<String, u64> = BTreeMap::new();
    for (name, count) in groups.iter().flat_map(|(group, _)| &group.elements) {
        *elements.entry(name.clone()).or_insert(0) += count;
    }
    elements
}

/// What bears on severity.
pub fn circumstances(events: &[Event], sources: &BTreeSet<SourceKind>) -> Vec<Circumstance> {
    let told = |kind: EventKind| events.iter().any(|event| event.kind == kind);
    let posted = sources.contains(&SourceKind::LeakSite) || told(EventKind::Posted);
    let malicious = posted || told(EventKind::Encrypted) || told(EventKind::InformedByAttacker);
    let mut all =
        vec![if posted { Circumstance::UnknownRecipients } else { Circumstance::KnownRecipients }];
    all.extend(told(EventKind::Encrypted).then_some(Circumstance::UnavailableForATime));
    all.extend(malicious.then_some(Circumstance::Malicious));
    all
}
