//! What a record says of whom it is about.

use crate::linkage::compare::{NAME, READING, is_part};
use std::collections::HashMap;

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

    /// How well the mention names someone, given its names in canonical form.
    pub fn strength(&self, names: &[String]) -> Strength {
        let reached = [&self.emails, &self.phones, &self.addresses];
        let numbered =
            [&self.national_ids, &self.identifiers, &self.employee_ids, &self.birth_dates];
        let any = |lists: &[&Vec<String>]| lists.iter().any(|values| !values.is_empty());
        let in_part = !names.is_empty() && names.iter().all(|name| is_part(name));
        match () {
            () if in_part && !any(&reached) && !any(&numbered) => Strength::Part,
            () if self.is_bare() => Strength::Bare,
            () if self.names.is_empty() && !any(&reached) => Strength::Number,
            () => Strength::Full,
        }
    }

    /// The document that the record stands in: what its id begins with.
    pub fn document(&self) -> &str {
        self.record_id.split('-').next().unwrap_or(&self.record_id)
    }

    /// Everything that it says, without the record it stands in.
    fn said(&self) -> String {
        let mut text = String::new();
        for values in self.cells().into_iter().chain([&self.companies]) {
            let mut values: Vec<&str> = values.iter().map(String::as_str).collect();
            values.sort_unstable();
            values.iter().for_each(|value| {
                text.push_str(value);
                text.push('\u{1f}');
            });
            text.push('\u{1e}');
        }
        text
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

/// The first mention of each name in each document.
type InDocument = HashMap<(String, String), (u32, String)>;

/// Distinct mentions and the records that make each.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    pub all: Vec<Mention>,
    /// Records of each mention, the first of them in the mention itself.
    pub records: Vec<Vec<(String, u32)>>,
    /// The names of each mention in canonical form.
    pub names: Vec<Vec<String>>,
    pub strengths: Vec<Strength>,
    /// Pairs of mentions that say one whole name in one document outside of lists.
    pub beside: Vec<(u32, u32)>,
}

impl Mentions {
    /// Folds records that say the same. Records in `apart` stay mentions of their own. The order of
    /// the result is that of the records' ids.
    pub fn fold(mut records: Vec<Mention>, apart: &dyn Fn(&str) -> bool) -> Self {
        records.sort_by(|a, b| a.record_id.cmp(&b.record_id));
        let mut mentions = Self::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut in_document = InDocument::new();
        for record in records {
            let alone = apart(&record.record_id);
            let names: Vec<String> =
                record.names.iter().map(|name| (NAME.canonical)(name)).collect();
            let strength = record.strength(&names);
            let mut said = record.said();
            if matches!(strength, Strength::Bare | Strength::Part) {
                // Whom a name alone means depends on the document that it stands in.
                said.push_str(record.document());
            }
            let place = if alone { None } else { known.get(&said).copied() };
            let row = place.unwrap_or(mentions.all.len());
            if strength == Strength::Full && !record.listed {
                mentions.note_beside(row, &record, &names, &mut in_document);
            }
            let id = (record.record_id.clone(), record.wave);
            if let Some(slot) = place.and_then(|at| mentions.records.get_mut(at)) {
                slot.push(id);
                continue;
            }
            if !alone {
                known.insert(said, mentions.all.len());
            }
            mentions.records.push(vec![id]);
            mentions.strengths.push(strength);
            mentions.names.push(names);
            mentions.all.push(record);
        }
        mentions
    }

    /// Notes that a mention says the whole name that another of the document says.
    fn note_beside(
        &mut self,
        row: usize,
        record: &Mention,
        names: &[String],
        in_document: &mut InDocument,
    ) {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let Some(name) = names.first().filter(|name| !is_part(name)) else { return };
        for key in (NAME.keys)(name).into_iter().take(1) {
            let place = (record.document().to_owned(), key);
            let (first, known) = in_document.entry(place).or_insert_with(|| (row, name.clone()));
            if *first != row && (NAME.compare)(known, name) <= READING {
                self.beside.push((row.min(*first), row.max(*first)));
            }
        }
    }

    /// How well a mention names someone.
    pub fn strength(&self, row: u32) -> Strength {
        self.strengths.get(row as usize).copied().unwrap_or(Strength::Number)
    }

    /// The names of a mention in canonical form.
    pub fn names(&self, row: u32) -> &[String] {
        self.names.get(row as usize).map_or(&[], Vec::as_slice)
    }
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
            let names: Vec<String> =
                mention.names.iter().map(|name| (NAME.canonical)(name)).collect();
            mention.strength(&names)
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
        let all = vec![record("b-1"), record("a-1"), record("c-1")];
        let folded = Mentions::fold(all.clone(), &|_| false);
        assert_eq!(folded.all.len(), 1);
        assert_eq!(folded.all[0].record_id, "a-1");
        let apart = Mentions::fold(all, &|id| id == "b-1");
        assert_eq!(apart.all.len(), 2);
    }
}
