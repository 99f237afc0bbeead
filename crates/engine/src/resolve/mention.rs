//! What a record says of whom it is about.

use super::form::Form;
use super::prepare::Decided;
use super::{Aside, OTHER_ADDRESS, SAME_DOCUMENT, SAME_LIST};
use crate::expose::is_free_mail;
use crate::linkage::compare::{DIFFERENT, EMAIL, EXACT, NAME, READING};
use crate::numbers::Numbers;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The values of a record that may link it to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    pub record_id: String,
    /// Number of the collection in which the record was first seen.
    pub wave: u32,
    pub names: Vec<String>,
    /// `scheme:number`.
    pub national_ids: Vec<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub birth_dates: Vec<String>,
    pub addresses: Vec<String>,
    pub employee_ids: Vec<String>,
    pub employers: Vec<String>,
    /// `field:number` of payment cards, accounts, licences and the like.
    pub identifiers: Vec<String>,
    pub departments: Vec<String>,
    /// Companies of the group whose papers hold the record.
    pub companies: Vec<String>,
    /// Relation and company, `employee@C1`.
    pub relations: Vec<String>,
    /// Whether it is a row of a list, where another of the name is another person.
    pub listed: bool,
    /// Whether all that it says is a name that may be none.
    pub doubtful: bool,
}

impl Mention {
    /// Its values in the order of the comparisons.
    pub(crate) fn cells(&self) -> [&Vec<String>; 11] {
        [
            &self.names,
            &self.national_ids,
            &self.emails,
            &self.phones,
            &self.birth_dates,
            &self.addresses,
            &self.employee_ids,
            &self.employers,
            &self.identifiers,
            &self.departments,
            &self.relations,
        ]
    }

    /// Whether it holds nothing but names.
    fn is_bare(&self) -> bool {
        self.cells().iter().take(9).skip(1).all(|values| values.is_empty())
    }

    /// Whether it holds a name and an employer and nothing that reaches or numbers a person.
    pub(crate) fn is_unreached(&self) -> bool {
        const EMPLOYERS: usize = 7;
        let cells = self.cells();
        let others = cells.iter().enumerate().take(9).skip(1).filter(|(at, _)| *at != EMPLOYERS);
        !self.names.is_empty() && others.into_iter().all(|(_, values)| values.is_empty())
    }

    /// How well the mention names someone; `in_part` when all its names are family or given names alone.
    pub fn strength(&self, in_part: bool) -> Strength {
        let reached = [&self.emails, &self.phones, &self.addresses];
        let numbered =
            [&self.national_ids, &self.identifiers, &self.employee_ids, &self.birth_dates];
        let any = |lists: &[&Vec<String>]| lists.iter().any(|values| !values.is_empty());
        let in_part = in_part && !self.names.is_empty();
        match () {
            () if in_part && !any(&reached) && !any(&numbered) => Strength::Part,
            () if self.is_bare() => Strength::Bare,
            () if self.names.is_empty() && !any(&reached) => Strength::Number,
            () => Strength::Full,
        }
    }

    /// Its departments with the companies that they may be of.
    fn departments_at(&self) -> Vec<String> {
        let of = |department: &String| {
            let department = (EXACT.canonical)(department);
            self.companies.iter().map(move |company| format!("{department}@{company}"))
        };
        self.departments.iter().flat_map(of).collect()
    }

    /// The document that the record stands in: what its id begins with.
    pub fn document(&self) -> &str {
        self.record_id.split('-').next().unwrap_or(&self.record_id)
    }
}

/// How well a mention names someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// A whole name or a way to reach the person, and more.
    Full,
    /// A whole name and nothing else.
    Bare,
    /// A family or given name alone, at most with an employer: many may be meant.
    Part,
    /// A number or a date without a name: of whom, nobody can tell.
    Number,
}

/// A record of a mention.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    pub record_id: String,
    /// Number of the collection in which it was first seen.
    pub wave: u32,
    /// Number of the document that it stands in.
    document: u32,
    listed: bool,
}

/// Where a mention stands; equal texts have equal numbers.
#[derive(Clone, Debug, Default)]
pub struct Stands {
    /// The document of each of its records.
    pub documents: Vec<u32>,
    pub employers: Vec<u32>,
    /// `sales department@C1`.
    pub departments: Vec<u32>,
    pub companies: Vec<u32>,
    /// `employee@C1`.
    pub relations: Vec<u32>,
}

/// Folds records that say the same into mentions. Records may come in any order.
#[derive(Debug, Default)]
pub struct Folding {
    /// Records that stay mentions of their own.
    apart: HashSet<String>,
    texts: Numbers,
    names: Numbers,
    forms: Vec<Form>,
    /// The mention of each that is said, as numbers of texts.
    known: HashMap<Vec<u32>, usize>,
    folded: Vec<(Mention, Vec<Source>)>,
}

/// Namesakes of one list or domain that are paired with each other.
const NAMESAKES_MAX: usize = 100;
/// What separates two fields of what a record says.
const END_OF_FIELD: u32 = u32::MAX;

impl Folding {
    /// Records that humans decided about stay mentions of their own.
    pub fn new(decided: &Decided) -> Self {
        let pairs = decided.same.iter().chain(&decided.different);
        let apart = pairs.flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
        Self { apart, ..Self::default() }
    }

    pub fn add(&mut self, record: Mention) {
        let source = Source {
            record_id: record.record_id.clone(),
            wave: record.wave,
            document: self.texts.of(record.document()).0,
            listed: record.listed,
        };
        let next = self.folded.len();
        let row = if self.apart.contains(&record.record_id) {
            next
        } else {
            let said = self.said(&record, source.document);
            *self.known.entry(said).or_insert(next)
        };
        match self.folded.get_mut(row) {
            Some((mention, sources)) => {
                let doubtful = mention.doubtful && record.doubtful;
                if record.record_id < mention.record_id {
                    *mention = record;
                }
                mention.doubtful = doubtful;
                sources.push(source);
            }
            None => self.folded.push((record, vec![source])),
        }
    }

    /// Everything that a record says, without the record it stands in.
    fn said(&mut self, record: &Mention, document: u32) -> Vec<u32> {
        let mut said = Vec::with_capacity(24);
        for values in record.cells().into_iter().chain([&record.companies]) {
            let start = said.len();
            said.extend(values.iter().map(|value| self.texts.of(value).0));
            said.get_mut(start..).unwrap_or_default().sort_unstable();
            said.push(END_OF_FIELD);
        }
        let names = self.names(&record.names);
        if matches!(self.strength(record, &names), Strength::Bare | Strength::Part) {
            // Whom a name alone means depends on the document that it stands in.
            said.push(document);
        }
        said
    }

    /// The numbers of names among all forms.
    fn names(&mut self, written: &[String]) -> Vec<u32> {
        let mut of = |name: &String| {
            let (number, is_new) = self.names.of(name);
            self.forms.extend(is_new.then(|| Form::of(name)));
            number
        };
        written.iter().map(&mut of).collect()
    }

    fn strength(&self, mention: &Mention, names: &[u32]) -> Strength {
        let is_part = |name: &u32| self.forms.get(*name as usize).is_some_and(|form| form.is_part);
        mention.strength(names.iter().all(is_part))
    }

    /// The mentions in the order of their first records' ids.
    pub fn finish(mut self) -> Mentions {
        let mut folded = std::mem::take(&mut self.folded);
        folded.iter_mut().for_each(|(_, sources)| sources.sort_unstable());
        folded.sort_unstable_by(|(a, _), (b, _)| a.record_id.cmp(&b.record_id));
        let mut mentions = Mentions::default();
        for (row, (mention, sources)) in (0_u32..).zip(folded) {
            let names = self.names(&mention.names);
            if names.is_empty() {
                let spelt: Vec<String> =
                    mention.emails.iter().filter_map(|email| spelt_name(email)).collect();
                mentions.spelt.insert(row, self.names(&spelt));
            }
            mentions.strengths.push(self.strength(&mention, &names));
            mentions.names.push(names);
            mentions.stands.push(Stands {
                documents: sources.iter().map(|source| source.document).collect(),
                employers: self.texts.of_all(&mention.employers),
                departments: self.texts.of_all(&mention.departments_at()),
                companies: self.texts.of_all(&mention.companies),
                relations: self.texts.of_all(&mention.relations),
            });
            mentions.sources.push(sources);
            mentions.all.push(mention);
        }
        mentions.forms = self.forms;
        mentions.said_together = mentions.beside();
        mentions.said_together.extend(mentions.listed_together());
        mentions.said_together.extend(mentions.addressed_apart());
        mentions
    }
}

/// Distinct mentions and the records that make each.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    pub all: Vec<Mention>,
    /// Records of each mention, the first of them in the mention itself.
    pub sources: Vec<Vec<Source>>,
    /// Every name that is said.
    forms: Vec<Form>,
    /// The names of each mention among them.
    names: Vec<Vec<u32>>,
    /// The names that the e-mails of mentions without another name spell.
    spelt: HashMap<u32, Vec<u32>>,
    strengths: Vec<Strength>,
    stands: Vec<Stands>,
    /// Pairs of mentions of one name of which more than their values tells whether they are one person.
    pub said_together: BTreeMap<(u32, u32), Aside>,
}

impl Mentions {
    /// Pairs each mention with the first of its document, outside of lists, whose whole name is the same.
    fn beside(&self) -> BTreeMap<(u32, u32), Aside> {
        let rows = (0_u32..).zip(&self.sources);
        let outside = |source: &&Source| !source.listed;
        let mut said: Vec<(&Source, u32)> = rows
            .filter(|(row, _)| self.strength(*row) == Strength::Full)
            .flat_map(|(row, sources)| {
                sources.iter().filter(outside).map(move |source| (source, row))
            })
            .collect();
        said.sort_unstable();
        let mut firsts: HashMap<(u32, &str), (u32, &Form)> = HashMap::new();
        let mut pairs = BTreeMap::new();
        for (source, row) in said {
            let form = self.names(row).next().filter(|form| !form.is_part);
            let Some((form, key)) = form.and_then(|form| Some((form, form.keys.first()?))) else {
                continue;
            };
            let (first, known) = *firsts.entry((source.document, key)).or_insert((row, form));
            if first != row && (NAME.compare)(&known.canonical, &form.canonical) <= READING {
                pairs.insert((row.min(first), row.max(first)), SAME_DOCUMENT);
            }
        }
        pairs
    }

    /// Pairs of rows of one list that bear one name.
    fn listed_together(&self) -> BTreeMap<(u32, u32), Aside> {
        let mut lists: Namesakes<'_, u32> = BTreeMap::new();
        for (row, sources) in (0_u32..).zip(&self.sources) {
            let Some(name) = self.first_key(row) else { continue };
            for source in sources.iter().filter(|source| source.listed) {
                note(&mut lists, (source.document, name), row);
            }
        }
        pairs(&lists).map(|pair| (pair, SAME_LIST)).collect()
    }

    /// Pairs of one name with nothing but different addresses at one domain of somebody's own.
    fn addressed_apart(&self) -> BTreeMap<(u32, u32), Aside> {
        let mut domains: Namesakes<'_, &str> = BTreeMap::new();
        for (row, mention) in (0_u32..).zip(&self.all) {
            let Some(name) = self.first_key(row) else { continue };
            for (_, domain) in mention.emails.iter().filter_map(|email| email.split_once('@')) {
                if !is_free_mail(domain) {
                    note(&mut domains, (domain, name), row);
                }
            }
        }
        let emails = |row: u32| self.all.get(row as usize).into_iter().flat_map(|one| &one.emails);
        let differ = |a: &str, b: &str| {
            EMAIL.levels.get((EMAIL.compare)(a, b)).is_some_and(|level| level.name == DIFFERENT)
        };
        let apart = |(a, b): &(u32, u32)| {
            emails(*a).all(|one| emails(*b).all(|other| one != other && differ(one, other)))
        };
        let pairs: BTreeSet<(u32, u32)> = pairs(&domains).collect();
        pairs.into_iter().filter(apart).map(|pair| (pair, OTHER_ADDRESS)).collect()
    }

    /// What the first name of a mention that says more meets others under.
    fn first_key(&self, row: u32) -> Option<&str> {
        let key = self.names(row).next().and_then(|form| form.keys.first())?;
        (self.strength(row) == Strength::Full).then_some(key)
    }

    /// A name by its number.
    pub(super) fn form(&self, number: u32) -> Option<&Form> {
        self.forms.get(number as usize)
    }

    /// How well a mention names someone.
    pub fn strength(&self, row: u32) -> Strength {
        self.strengths.get(row as usize).copied().unwrap_or(Strength::Number)
    }

    /// The names of a mention.
    pub fn names(&self, row: u32) -> impl Iterator<Item = &Form> + Clone {
        self.name_numbers(row).filter_map(|number| self.form(number))
    }

    /// The numbers of these names.
    pub(super) fn name_numbers(&self, row: u32) -> impl Iterator<Item = u32> + Clone {
        self.names.get(row as usize).into_iter().flatten().copied()
    }

    /// The names of a mention, or where it has none those that its e-mails spell.
    pub fn called(&self, row: u32) -> impl Iterator<Item = &Form> {
        self.called_numbers(row).filter_map(|number| self.form(number))
    }

    /// The numbers of those.
    pub(super) fn called_numbers(&self, row: u32) -> impl Iterator<Item = u32> {
        let spelt = self.spelt.get(&row).into_iter().flatten();
        self.name_numbers(row).chain(spelt.copied())
    }

    /// The records of a mention.
    pub fn sources(&self, row: u32) -> &[Source] {
        self.sources.get(row as usize).map_or(&[], Vec::as_slice)
    }

    /// Where a mention stands.
    pub fn stands(&self, row: u32) -> Option<&Stands> {
        self.stands.get(row as usize)
    }
}

/// Mentions by where they stand and the name that they bear.
type Namesakes<'a, W> = BTreeMap<(W, &'a str), Vec<u32>>;

fn note<'a, W: Ord>(namesakes: &mut Namesakes<'a, W>, at: (W, &'a str), row: u32) {
    let rows = namesakes.entry(at).or_default();
    if rows.len() < NAMESAKES_MAX && rows.last() != Some(&row) {
        rows.push(row);
    }
}

fn pairs<W>(namesakes: &Namesakes<'_, W>) -> impl Iterator<Item = (u32, u32)> {
    namesakes.values().flat_map(|rows| {
        let later = |at: usize| rows.get(at + 1..).unwrap_or_default();
        rows.iter().enumerate().flat_map(move |(at, row)| later(at).iter().map(|b| (*row, *b)))
    })
}

/// The name that an e-mail address spells before its `@`, if it has two words of letters.
fn spelt_name(email: &str) -> Option<String> {
    let user = email.split('@').next()?;
    let words: Vec<&str> = user.split(['.', '_', '-']).filter(|word| !word.is_empty()).collect();
    let letters = |word: &&str| word.len() >= 2 && word.chars().all(|c| c.is_ascii_alphabetic());
    (words.len() == 2 && words.iter().all(letters)).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(fill: impl FnOnce(&mut Mention)) -> Mention {
        let mut mention = Mention { record_id: "0011-1".into(), ..Mention::default() };
        fill(&mut mention);
        mention
    }

    #[test]
    fn a_mention_is_as_strong_as_what_it_says() {
        let strength = |mention: &Mention| {
            mention.strength(mention.names.iter().all(|name| Form::of(name).is_part))
        };
        let of = |fill: fn(&mut Mention)| strength(&mention(fill));
        assert_eq!(of(|m| m.names = vec!["山田太郎".into()]), Strength::Bare);
        assert_eq!(of(|m| m.names = vec!["大久保".into()]), Strength::Part);
        assert_eq!(of(|m| m.names = vec!["Arjun".into()]), Strength::Part);
        assert_eq!(of(|m| m.identifiers = vec!["iban:DE1".into()]), Strength::Number);
        assert_eq!(of(|m| m.emails = vec!["a@example.com".into()]), Strength::Full);
        let with_firm = |m: &mut Mention| {
            m.names = vec!["大久保".into()];
            m.employers = vec!["abc".into()];
        };
        assert_eq!(strength(&mention(with_firm)), Strength::Part);
        assert_eq!(mention(with_firm).document(), "0011");
    }

    #[test]
    fn records_that_say_the_same_fold_unless_they_must_stay_apart() {
        let record = |id: &str| Mention {
            record_id: id.into(),
            names: vec!["Ann Smith".into()],
            emails: vec!["ann@example.com".into()],
            ..Mention::default()
        };
        let fold = |decided: &Decided, order: [&str; 3]| {
            let mut folding = Folding::new(decided);
            order.into_iter().for_each(|id| folding.add(record(id)));
            folding.finish()
        };
        for order in [["b-1", "a-1", "c-1"], ["c-1", "b-1", "a-1"]] {
            let folded = fold(&Decided::default(), order);
            assert_eq!(folded.all.len(), 1);
            assert_eq!(folded.all[0].record_id, "a-1");
            let ids: Vec<&str> = folded.sources(0).iter().map(|one| &*one.record_id).collect();
            assert_eq!(ids, ["a-1", "b-1", "c-1"]);
        }
        let different = vec![("b-1".to_owned(), "x-1".to_owned())];
        let decided = Decided { different, ..Decided::default() };
        let apart = fold(&decided, ["b-1", "a-1", "c-1"]);
        assert_eq!(apart.all.len(), 2);
    }
}
