//! Organisations: the employers that records name, one row each, whatever the spelling.

use crate::error::UserError;
use candor_case::tables::OrganisationRow;
use candor_case::{Query, sha256_hex};
use candor_engine::expose::{COMPANY_NUMBER_HINT, is_free_mail};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Names under one mail domain or company number; a domain of more is a portal's or a landlord's.
const NAMES_PER_MARK_MAX: usize = 6;
/// Hexadecimal digits of an organisation's id.
const ID_DIGITS: usize = 12;

candor_case::row! {
    EmployerRow {
        sha256: String,
        emails: Vec<String>,
        employers: Vec<String>,
        employer_keys: Vec<String>,
        hints: Vec<String>,
    }
}

/// What the records say of one name.
#[derive(Debug, Default)]
struct Named {
    names: BTreeSet<String>,
    domains: BTreeSet<String>,
    numbers: BTreeSet<String>,
    documents: BTreeSet<String>,
}

/// All organisations, and which of them each name is.
#[derive(Debug, Default)]
pub struct Organisations {
    pub rows: Vec<OrganisationRow>,
    ids: HashMap<String, String>,
    counterparties: HashSet<String>,
}

impl Organisations {
    /// The organisation of a name's key.
    pub fn id(&self, key: &str) -> Option<&String> {
        self.ids.get(key)
    }

    /// Whether an organisation is none of the group.
    pub fn is_counterparty(&self, id: &str) -> bool {
        self.counterparties.contains(id)
    }

    /// Gathers the employers of all records. Names without their legal form are one organisation,
    /// and so are names whose people write from one mail domain of their own or stand beside one
    /// company number: a firm's Japanese, English and Vietnamese names.
    pub async fn gather(query: &Query, own_names: &BTreeSet<String>) -> Result<Self, UserError> {
        let mut named: BTreeMap<String, Named> = BTreeMap::new();
        let sql = "SELECT sha256, emails, employers, employer_keys, hints FROM records WHERE cardinality(employers) > 0";
        query
            .rows::<EmployerRow>(sql, |rows| {
                rows.iter().for_each(|row| note(row, &mut named));
                Ok(())
            })
            .await?;
        Ok(Self::join(named, own_names))
    }

    fn join(named: BTreeMap<String, Named>, own_names: &BTreeSet<String>) -> Self {
        // Names that share a mail domain or a number.
        let mut sharing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, one) in &named {
            let domains = one.domains.iter().filter(|domain| !is_free_mail(domain));
            for mark in domains.chain(&one.numbers) {
                sharing.entry(mark).or_default().push(key);
            }
        }
        // The first name among them leads the others.
        let mut leader: BTreeMap<&str, &str> =
            named.keys().map(|key| (key.as_str(), key.as_str())).collect();
        for keys in sharing.values().filter(|keys| keys.len() <= NAMES_PER_MARK_MAX) {
            let leads: Vec<&str> = keys.iter().map(|key| lead(&leader, key)).collect();
            let Some(first) = leads.iter().min().copied() else { continue };
            leader.extend(leads.into_iter().map(|other| (other, first)));
        }
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for key in named.keys() {
            groups.entry(lead(&leader, key)).or_default().push(key);
        }
        let mut all = Self::default();
        for (first, keys) in groups {
            let digest = sha256_hex(first.as_bytes());
            let org_id = format!("O-{}", digest.get(..ID_DIGITS).unwrap_or(&digest));
            let members = || keys.iter().filter_map(|key| named.get(*key));
            let own = keys.iter().any(|key| own_names.contains(*key));
            let set = |of: fn(&Named) -> &BTreeSet<String>| -> Vec<String> {
                members().flat_map(of).cloned().collect::<BTreeSet<_>>().into_iter().collect()
            };
            if !own {
                all.counterparties.insert(org_id.clone());
            }
            all.rows.push(OrganisationRow {
                names: set(|one| &one.names),
                domains: set(|one| &one.domains),
                numbers: set(|one| &one.numbers),
                documents: set(|one| &one.documents),
                relation: if own { "group" } else { "counterparty" }.to_owned(),
                org_id: org_id.clone(),
            });
            all.ids.extend(keys.iter().map(|key| ((*key).to_owned(), org_id.clone())));
        }
        all
    }
}

fn lead<'a>(leader: &BTreeMap<&'a str, &'a str>, key: &'a str) -> &'a str {
    let mut at = key;
    while let Some(above) = leader.get(at).copied().filter(|above| *above != at) {
        at = above;
    }
    at
}

fn note(row: &EmployerRow, named: &mut BTreeMap<String, Named>) {
    // The mail of somebody with several employers does not tell whose it is.
    let domains = row.emails.iter().filter(|_| row.employer_keys.len() == 1);
    let domains: Vec<&str> =
        domains.filter_map(|email| email.split_once('@')).map(|(_, domain)| domain).collect();
    let numbers = row.hints.iter().filter(|_| row.employer_keys.len() == 1);
    let numbers: Vec<&str> =
        numbers.filter_map(|hint| hint.strip_prefix(COMPANY_NUMBER_HINT)).collect();
    for (name, key) in
        row.employers.iter().zip(&row.employer_keys).filter(|(_, key)| !key.is_empty())
    {
        let one = named.entry(key.clone()).or_default();
        one.names.insert(name.clone());
        one.documents.insert(row.sha256.clone());
        one.domains.extend(domains.iter().map(|domain| (*domain).to_owned()));
        one.numbers.extend(numbers.iter().map(|number| (*number).to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(employer: &str, key: &str, email: &str) -> EmployerRow {
        EmployerRow {
            sha256: format!("doc-{key}"),
            emails: vec![email.into()],
            employers: vec![employer.into()],
            employer_keys: vec![key.into()],
            hints: Vec::new(),
        }
    }

    #[test]
    fn names_beside_one_company_number_are_one_organisation() {
        let numbered = |mut row: EmployerRow, number: &str| {
            row.hints = vec!["employee".into(), format!("{COMPANY_NUMBER_HINT}{number}")];
            row
        };
        let mut named = BTreeMap::new();
        for one in [
            numbered(row("株式会社青空製作所", "青空製作所", "a@gmail.com"), "2130001000009"),
            numbered(row("Aozora Mfg. Co., Ltd.", "aozora mfg", ""), "2130001000009"),
            numbered(row("海原商店", "海原商店", ""), "5010001000008"),
        ] {
            note(&one, &mut named);
        }
        let all = Organisations::join(named, &BTreeSet::new());
        assert_eq!(all.rows.len(), 2);
        assert_eq!(all.id("青空製作所"), all.id("aozora mfg"));
        let numbers: Vec<&str> = all.rows.iter().map(|row| row.numbers[0].as_str()).collect();
        assert!(numbers.contains(&"2130001000009") && numbers.contains(&"5010001000008"));
    }

    #[test]
    fn names_of_one_domain_are_one_organisation_unless_anybody_may_use_it() {
        let mut named = BTreeMap::new();
        for one in [
            row("株式会社青空製作所", "青空製作所", "a@aozora.example"),
            row("Aozora Mfg. Co., Ltd.", "aozora mfg", "b@aozora.example"),
            row("海原商店", "海原商店", "c@gmail.com"),
            row("Umi Trading", "umi trading", "d@gmail.com"),
        ] {
            note(&one, &mut named);
        }
        let own = BTreeSet::from(["umi trading".to_owned()]);
        let all = Organisations::join(named, &own);
        assert_eq!(all.rows.len(), 3);
        assert_eq!(all.id("青空製作所"), all.id("aozora mfg"));
        assert_ne!(all.id("海原商店"), all.id("umi trading"));
        let group: Vec<&str> = all
            .rows
            .iter()
            .filter(|row| row.relation == "group")
            .map(|row| row.names[0].as_str())
            .collect();
        assert_eq!(group, ["Umi Trading"]);
    }
}
