//! Folds the records of each person into a row, and counts what they expose. Records come in any order;
//! what comes first in a row is what the person's first record says.

use crate::stages::attribute::{Place, Places, Relations, Said};
use crate::stages::organisations::Organisations;
use candor_case::SegmentSink;
use candor_case::tables::{ExposedRow, PersonRow};
use candor_engine::expose::tally::{Exposed, Tally};
use candor_engine::expose::{UNDETERMINED, country, letter, residence};
use candor_facts::{Category, Tier};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Rows kept in memory until they are written.
const BATCH_ROWS: usize = 20_000;

candor_case::row! {
    /// A record as far as its person's row needs it.
    MemberRecord {
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

candor_case::row! {
    BelongsRow {
        record_id: String,
        person_id: String,
    }
}

/// Which person each record belongs to.
#[derive(Debug, Default)]
pub struct Members {
    /// The records in order of their ids, each with the number of its person.
    records: Vec<(String, u32)>,
    /// Persons by number.
    persons: Vec<String>,
}

impl Members {
    pub async fn of(query: &candor_case::Query) -> candor_case::Result<Self> {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut records = Vec::new();
        query
            .rows::<BelongsRow>("SELECT record_id, person_id FROM person_records", |rows| {
                for row in rows {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    records.push((row.record_id, *numbers.entry(row.person_id).or_insert(next)));
                }
                Ok(())
            })
            .await?;
        records.sort_unstable();
        let mut persons = vec![String::new(); numbers.len()];
        for (person, number) in numbers {
            if let Some(slot) = persons.get_mut(number as usize) {
                *slot = person;
            }
        }
        Ok(Self { records, persons })
    }

    /// The place of a record among all, and the number of its person.
    fn of_record(&self, record_id: &str) -> Option<(u32, u32)> {
        let at = self.records.binary_search_by(|(id, _)| id.as_str().cmp(record_id)).ok()?;
        Some((u32::try_from(at).ok()?, self.records.get(at)?.1))
    }

    fn record_id(&self, record: u32) -> String {
        self.records.get(record as usize).map(|(id, _)| id.clone()).unwrap_or_default()
    }
}

/// Values in the order of the records that say them, each once.
#[derive(Debug, Default)]
struct Values(Vec<((u32, usize), String)>);

impl Values {
    fn extend(&mut self, record: u32, values: Vec<String>) {
        for (at, value) in values.into_iter().enumerate() {
            let place = (record, at);
            match self.0.iter_mut().find(|(_, known)| *known == value) {
                Some((known, _)) => *known = place.min(*known),
                None => self.0.push((place, value)),
            }
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.0.sort_unstable();
        self.0.into_iter().map(|(_, value)| value).collect()
    }
}

/// What the first record with such a value says.
fn first(known: &mut Option<(u32, String)>, record: u32, value: Option<&String>) {
    if let Some(value) = value.filter(|_| known.as_ref().is_none_or(|(at, _)| record < *at)) {
        *known = Some((record, value.clone()));
    }
}

/// A record of a person, without its values.
#[derive(Debug)]
struct Member<'a> {
    record: u32,
    document: &'a str,
    place: &'a Place,
    category: Category,
    basis: Arc<str>,
    fields: Arc<[String]>,
    /// Counterparties that employ the person, as the record says.
    partners: Arc<[String]>,
}

/// A person whose records are not all known.
#[derive(Debug, Default)]
struct Draft<'a> {
    names: Values,
    emails: Values,
    phones: Values,
    addresses: Values,
    national_ids: Values,
    employer: Option<(u32, String)>,
    employer_org: Option<(u32, String)>,
    members: Vec<Member<'a>>,
}

/// Folds records into persons.
pub struct Fold<'a> {
    members: &'a Members,
    places: &'a Places,
    relations: Relations<'a>,
    organisations: &'a Organisations,
    drafts: Vec<Draft<'a>>,
    /// Lists and words that many records share.
    lists: HashSet<Arc<[String]>>,
    words: HashSet<Arc<str>>,
}

impl<'a> Fold<'a> {
    pub fn new(
        members: &'a Members,
        places: &'a Places,
        relations: Relations<'a>,
        organisations: &'a Organisations,
    ) -> Self {
        let drafts = members.persons.iter().map(|_| Draft::default()).collect();
        let (lists, words) = (HashSet::new(), HashSet::new());
        Self { members, places, relations, organisations, drafts, lists, words }
    }

    /// Takes a record; one that belongs to nobody is left out.
    pub fn take(&mut self, row: MemberRecord) {
        let Some((record, person)) = self.members.of_record(&row.record_id) else { return };
        let Some((document, place)) = self.places.get_key_value(&row.sha256) else { return };
        let said = Said {
            names: &row.names,
            emails: &row.emails,
            employers: &row.employers,
            employer_keys: &row.employer_keys,
            hints: &row.hints,
            part_label: &row.part_label,
        };
        let (category, basis) = self.relations.of(&said, place);
        let employers = row.employer_keys.iter().filter_map(|key| self.organisations.id(key));
        let partners: BTreeSet<&String> =
            employers.clone().filter(|id| self.organisations.is_counterparty(id)).collect();
        let partners = partners.into_iter().cloned().collect();
        let member = Member {
            record,
            document,
            place,
            category,
            basis: self.word(basis),
            fields: self.list(row.fields),
            partners: self.list(partners),
        };
        let Some(draft) = self.drafts.get_mut(person as usize) else { return };
        first(&mut draft.employer, record, row.employers.first());
        first(&mut draft.employer_org, record, employers.clone().next());
        draft.names.extend(record, row.names);
        draft.emails.extend(record, row.emails);
        draft.phones.extend(record, row.phones);
        draft.addresses.extend(record, row.addresses);
        draft.national_ids.extend(record, row.national_ids);
        draft.members.push(member);
    }

    fn list(&mut self, list: Vec<String>) -> Arc<[String]> {
        if let Some(known) = self.lists.get(list.as_slice()) {
            return known.clone();
        }
        let list: Arc<[String]> = list.into();
        self.lists.insert(list.clone());
        list
    }

    fn word(&mut self, word: String) -> Arc<str> {
        if let Some(known) = self.words.get(word.as_str()) {
            return known.clone();
        }
        let word: Arc<str> = word.into();
        self.words.insert(word.clone());
        word
    }

    /// Writes and counts all persons in the order of their ids; returns how many there are.
    pub fn finish(self, sink: &mut SegmentSink, tally: &mut Tally) -> candor_case::Result<u64> {
        let mut persons: Vec<(&String, Draft<'_>)> =
            self.members.persons.iter().zip(self.drafts).collect();
        persons.sort_unstable_by_key(|(id, _)| *id);
        let count = persons.len() as u64;
        let (mut rows, mut exposed): (Vec<PersonRow>, Vec<ExposedRow>) = (Vec::new(), Vec::new());
        for (person_id, mut draft) in persons {
            draft.members.sort_unstable_by_key(|member| member.record);
            let categories = settle(&mut draft.members);
            tally.person(&exposures(&draft.members));
            for member in &draft.members {
                exposed.extend(exposed_rows(
                    person_id,
                    &self.members.record_id(member.record),
                    member,
                ));
            }
            rows.push(person(person_id.clone(), draft, categories));
            if exposed.len() >= BATCH_ROWS {
                sink.write(&std::mem::take(&mut rows))?;
                sink.write(&std::mem::take(&mut exposed))?;
            }
        }
        sink.write(&rows)?;
        sink.write(&exposed)?;
        Ok(count)
    }
}

/// The relations of a person. Records that tell none take the one that the person's other records agree on.
fn settle(members: &mut [Member<'_>]) -> Vec<String> {
    let told: BTreeSet<&str> = members.iter().map(|member| member.category.as_str()).collect();
    let several = told.len() > 1;
    let told: Vec<String> = told
        .into_iter()
        .filter(|word| !several || *word != Category::Other.as_str())
        .map(str::to_owned)
        .collect();
    let known = told.first().filter(|_| told.len() == 1).and_then(|word| Category::parse(word));
    if let Some(known) = known.filter(|_| several) {
        let basis: Arc<str> = "the person's other records".into();
        for member in members.iter_mut().filter(|member| member.category == Category::Other) {
            member.category = known;
            member.basis = basis.clone();
        }
    }
    told
}

fn exposures<'m>(members: &'m [Member<'_>]) -> Vec<Exposed<'m>> {
    let of = |member: &'m Member<'_>| Exposed {
        category: member.category.as_str(),
        tier: tier(member.place).as_str(),
        document: member.document,
        companies: &member.place.companies,
        fields: &member.fields,
        partners: match member.category {
            Category::BusinessContact => &member.partners,
            _ => &[],
        },
    };
    members.iter().map(of).collect()
}

fn tier(place: &Place) -> Tier {
    place.tier.unwrap_or(Tier::Reachable)
}

fn exposed_rows<'m>(
    person_id: &'m str,
    record_id: &'m str,
    member: &'m Member<'_>,
) -> impl Iterator<Item = ExposedRow> + use<'m> {
    member.place.companies.iter().map(move |company| ExposedRow {
        category: member.category.to_string(),
        category_basis: member.basis.to_string(),
        company: company.clone(),
        tier: tier(member.place).to_string(),
        person_id: person_id.to_owned(),
        record_id: record_id.to_owned(),
        sha256: member.document.to_owned(),
        fields: member.fields.to_vec(),
    })
}

fn person(person_id: String, draft: Draft<'_>, categories: Vec<String>) -> PersonRow {
    let Draft { names, emails, phones, addresses, national_ids, employer, employer_org, members } =
        draft;
    let [names, emails, phones] = [names, emails, phones].map(Values::finish);
    let [addresses, national_ids] = [addresses, national_ids].map(Values::finish);
    let set = |values: BTreeSet<&String>| values.into_iter().cloned().collect::<Vec<String>>();
    let mut companies = set(members.iter().flat_map(|member| &member.place.companies).collect());
    if companies.len() > 1 {
        companies.retain(|company| company != UNDETERMINED);
    }
    let known = country(&phones, &addresses, &national_ids, &emails);
    let code = known.as_ref().map(|(code, _)| *code);
    let letter = letter(&names, &addresses, &emails, code);
    PersonRow {
        person_id,
        country: code.map(str::to_owned),
        residence: residence(code, &addresses),
        country_basis: known.map(|(_, basis)| basis).unwrap_or_default(),
        categories,
        companies,
        employer: employer.map(|(_, name)| name),
        employer_org: employer_org.map(|(_, id)| id),
        fields: set(members.iter().flat_map(|member| member.fields.iter()).collect()),
        records: members.len() as u64,
        documents: members.iter().map(|member| member.document).collect::<BTreeSet<_>>().len()
            as u64,
        letter_name: letter.name,
        letter_address: letter.address,
        letter_email: letter.email,
        letter_language: letter.language.to_owned(),
        names,
        emails,
        phones,
        addresses,
        national_ids,
    }
}
