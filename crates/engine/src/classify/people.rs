//! What a list of people is a list of: where words leave a document open, the columns that its rows
//! turned out to have decide.

use super::Verdict;
use candor_facts::{DocClass, Field, Finding, Record, RecordKind};
use std::collections::BTreeMap;

/// Rows that make a list.
const ROWS_MIN: usize = 3;
/// A verdict of words that is surer than this stands.
const SURE: f32 = 0.9;
/// Confidence in what columns alone say.
const BY_COLUMNS: f32 = 0.7;

/// What is known of a document beside its words and records.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// Bytes of its text.
    pub length: usize,
    /// What its name and the folders that it lies in hint at.
    pub hinted: Option<DocClass>,
}

/// The verdict, or what the records say where it is open. `own_domain` tells the mail domains of the
/// case's companies.
pub fn refine(
    verdict: Verdict,
    findings: &[Finding],
    records: &[Record],
    around: Around,
    own_domain: impl Fn(&str) -> bool,
) -> Verdict {
    let titled = verdict.cues.iter().any(|cue| cue.starts_with("title"));
    let open = match verdict.class {
        DocClass::Other => true,
        // Two who sign a quotation are no list.
        DocClass::Quotation | DocClass::Receipt => {
            let rows = records.iter().filter(|record| record.kind == RecordKind::Row).count();
            verdict.confidence < SURE && rows >= ROWS_MIN
        }
        DocClass::PersonnelList
        | DocClass::CustomerList
        | DocClass::ContactList
        | DocClass::ApplicationForm
        | DocClass::Payroll
        | DocClass::Log
        | DocClass::IdCopy => !titled && verdict.confidence < SURE,
        _ => false,
    };
    let list = matches!(
        verdict.class,
        DocClass::PersonnelList | DocClass::CustomerList | DocClass::ContactList
    );
    if !open && !list {
        return verdict;
    }
    let facts = Facts::new(findings, records, own_domain);
    let class = match () {
        // `Member list` may head the staff; numbers of employees leave no doubt.
        () if titled && list && facts.rows >= ROWS_MIN && facts.most(Field::EmployeeId, 5) => {
            Some((DocClass::PersonnelList, "staff numbers"))
        }
        () if !open => None,
        // What people sent in, by the time of each: answers to a survey, orders, visits.
        () if verdict.class == DocClass::Log => {
            facts.tells_people().then(|| facts.list(around.hinted)).flatten()
        }
        () if list && facts.names == 0 => Some((DocClass::Other, "nobody in the list")),
        () => facts.list(around.hinted).or_else(|| facts.one_person(verdict.class, around)),
    };
    match class {
        Some((class, cue)) if class != verdict.class => {
            let mut cues = vec![format!("records {cue}")];
            cues.extend(verdict.cues);
            Verdict { class, confidence: BY_COLUMNS, cues }
        }
        _ => verdict,
    }
}

/// Text of a business card.
const CARD_BYTES_MAX: usize = 400;
/// From so many of these on it is a form about somebody.
const FORM_FIELDS_MIN: usize = 3;
/// What forms ask people for.
const FORM: &[Field] = &[
    Field::DateOfBirth,
    Field::NationalId,
    Field::Address,
    Field::Gender,
    Field::BankAccount,
    Field::Phone,
    Field::Nationality,
];
/// What lists of customers say.
const REACH: &[Field] = &[Field::Phone, Field::Email, Field::Address, Field::DateOfBirth];
/// From so many of these on a list with pay is one of staff.
const PRIVATE_OF_STAFF_MIN: usize = 2;
/// What lists of staff say beside pay, and payrolls do not.
const PRIVATE: &[Field] = &[
    Field::DateOfBirth,
    Field::Address,
    Field::Gender,
    Field::Phone,
    Field::Email,
    Field::Nationality,
    Field::Education,
];
/// What an employer keeps of its staff, and a shop does not of its customers.
const OF_STAFF: &[Field] = &[
    Field::HealthInsurance,
    Field::Department,
    Field::DriverLicence,
    Field::ResidenceCard,
    Field::TaxId,
    Field::Education,
];

/// How often each field and hint comes in the records of a list.
struct Facts {
    rows: usize,
    blocks: usize,
    fields: BTreeMap<Field, usize>,
    loose: BTreeMap<Field, usize>,
    names: usize,
    own: usize,
    hints: BTreeMap<String, usize>,
}

impl Facts {
    fn new(findings: &[Finding], records: &[Record], own_domain: impl Fn(&str) -> bool) -> Self {
        let count = |kind: RecordKind| records.iter().filter(|record| record.kind == kind).count();
        let mut facts = Self {
            rows: count(RecordKind::Row),
            blocks: count(RecordKind::Block),
            fields: BTreeMap::new(),
            loose: BTreeMap::new(),
            names: 0,
            own: 0,
            hints: BTreeMap::new(),
        };
        let mut names = std::collections::BTreeSet::new();
        for finding in findings {
            if finding.field == Field::Name {
                names.insert(crate::normal::name_key(finding.normalized.reveal()));
            }
            let record = finding.record.and_then(|at| records.get(at as usize));
            let Some(record) = record else {
                *facts.loose.entry(finding.field).or_default() += 1;
                continue;
            };
            if matches!(record.kind, RecordKind::Row | RecordKind::Block) {
                *facts.fields.entry(finding.field).or_default() += 1;
            }
            let domain = finding.normalized.reveal().split_once('@').map(|(_, domain)| domain);
            facts.own += usize::from(domain.is_some_and(&own_domain));
        }
        facts.names = names.len();
        for hint in records.iter().flat_map(|record| &record.hints) {
            *facts.hints.entry(hint.clone()).or_default() += 1;
        }
        facts
    }

    /// Whether at least `tenths` of the listed have the field.
    fn most(&self, field: Field, tenths: usize) -> bool {
        self.fields.get(&field).copied().unwrap_or(0) * 10 >= self.listed() * tenths
    }

    /// Whether its rows name people and say how to reach them, or when they were born.
    fn tells_people(&self) -> bool {
        let more = [Field::Phone, Field::Email, Field::Address, Field::DateOfBirth];
        self.rows >= ROWS_MIN
            && self.most(Field::Name, 5)
            && more.iter().any(|field| self.most(*field, 5))
    }

    /// How many of these fields most of the listed have.
    fn of(&self, fields: &[Field]) -> usize {
        fields.iter().filter(|field| self.most(**field, 5)).count()
    }

    fn hinted(&self, hint: &str) -> bool {
        self.hints.get(hint).copied().unwrap_or(0) * 2 >= self.listed()
    }

    fn listed(&self) -> usize {
        self.rows.max(self.blocks)
    }

    fn list(&self, hinted: Option<DocClass>) -> Option<(DocClass, &'static str)> {
        let cards = self.blocks >= 2
            && self.names >= 2
            && self.most(Field::Email, 5)
            && (self.most(Field::Employer, 3) || self.most(Field::JobTitle, 5));
        if self.rows < ROWS_MIN {
            return cards.then_some((DocClass::ContactList, "cards of several persons"));
        }
        let own = self.own * 2 >= self.listed();
        Some(match () {
            () if self.hinted("applicant") => (DocClass::ApplicationForm, "applicants"),
            () if hinted == Some(DocClass::ApplicationForm) && self.most(Field::Name, 5) => {
                (DocClass::ApplicationForm, "people in a folder of applications")
            }
            () if self.most(Field::Salary, 5) && self.of(PRIVATE) < PRIVATE_OF_STAFF_MIN => {
                (DocClass::Payroll, "pay in every row")
            }
            () if self.most(Field::EmployeeId, 5)
                || self.hinted("employee")
                || self.hinted("former_employee")
                || self.most(Field::Salary, 5) =>
            {
                (DocClass::PersonnelList, "staff")
            }
            () if self.most(Field::PaymentCard, 3) || self.hinted("customer") => {
                (DocClass::CustomerList, "customers")
            }
            () if self.most(Field::Employer, 5) => (DocClass::ContactList, "firms beside names"),
            () if self.of(REACH) > 0 && hinted == Some(DocClass::CustomerList) => {
                (DocClass::CustomerList, "people in a folder of customers")
            }
            () if hinted == Some(DocClass::PersonnelList) && self.most(Field::Name, 5) => {
                (DocClass::PersonnelList, "people in a folder of staff")
            }
            () if own && self.most(Field::Email, 5) => {
                (DocClass::PersonnelList, "addresses of the own house")
            }
            () if self.of(OF_STAFF) > 0 => (DocClass::PersonnelList, "staff data"),
            () if self.most(Field::Address, 5)
                || self.most(Field::Gender, 5)
                || self.most(Field::DateOfBirth, 5) =>
            {
                (DocClass::CustomerList, "private addresses")
            }
            () if self.most(Field::Phone, 5) || self.most(Field::Email, 5) => {
                (DocClass::ContactList, "names and numbers")
            }
            () => return None,
        })
    }

    /// A paper about one person with schools in it is a CV; a name, how to reach its bearer and hardly
    /// anything else are a business card; what a form asks for is of the kind of papers that its folder holds.
    fn one_person(&self, class: DocClass, around: Around) -> Option<(DocClass, &'static str)> {
        let has =
            |field: Field| self.fields.contains_key(&field) || self.loose.contains_key(&field);
        let open = class == DocClass::Other && self.rows == 0 && has(Field::Name);
        let life = has(Field::DateOfBirth) || has(Field::Nationality);
        if open && self.names <= 3 && has(Field::Education) && life {
            return Some((DocClass::Cv, "schools of one person"));
        }
        let reached = has(Field::Phone) && has(Field::Email);
        let card = open && !life && self.names <= 2 && reached;
        if card && around.length <= CARD_BYTES_MAX {
            return Some((DocClass::ContactList, "a card"));
        }
        let told = FORM.iter().filter(|field| has(**field)).count();
        let form = matches!(class, DocClass::Other | DocClass::IdCopy) && has(Field::Name);
        let kept = [DocClass::PersonnelList, DocClass::ApplicationForm, DocClass::CustomerList];
        let hinted = around.hinted.filter(|hinted| kept.contains(hinted));
        let of_form =
            hinted.filter(|_| form && self.rows == 0 && self.names <= 3 && told >= FORM_FIELDS_MIN);
        of_form.map(|class| (class, "a form in a folder of its kind"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::{Evidence, Personal};

    fn refined(class: DocClass, kind: RecordKind, count: u32) -> DocClass {
        refined_in(None, class, kind, count)
    }

    /// So many records of a kind, each with a name, a mailbox and a title.
    fn refined_in(
        hinted: Option<DocClass>,
        class: DocClass,
        kind: RecordKind,
        count: u32,
    ) -> DocClass {
        let fields = [Field::Name, Field::Email, Field::JobTitle];
        refined_with(&fields, Around { length: 1_000, hinted }, class, (kind, count))
    }

    /// So many records of a kind, each with these fields.
    fn refined_with(
        fields: &[Field],
        around: Around,
        class: DocClass,
        (kind, count): (RecordKind, u32),
    ) -> DocClass {
        let record = Record { kind, part: 0, place: String::new(), hints: Vec::new() };
        let finding = |record: u32, field: Field| {
            let value = match field {
                Field::Name => format!("name {record}"),
                Field::Email => "a@mail.example".to_owned(),
                _ => "value".to_owned(),
            };
            Finding {
                field,
                scheme: None,
                part: 0,
                start: 0,
                end: 1,
                cell: None,
                raw: Personal::new(value.clone()),
                normalized: Personal::new(value),
                confidence: 0.9,
                evidence: Evidence::default(),
                record: Some(record),
            }
        };
        let finding = &finding;
        let of = |at: u32| fields.iter().map(move |field| finding(at, *field));
        let findings: Vec<Finding> = (0..count).flat_map(of).collect();
        let verdict = Verdict { class, confidence: 0.6, cues: Vec::new() };
        refine(verdict, &findings, &vec![record; count as usize], around, |_| false).class
    }

    #[test]
    fn what_stands_beside_pay_tells_staff_from_pay() {
        let rows = (RecordKind::Row, 4);
        let pay = [Field::Name, Field::Salary, Field::BankAccount];
        let staff = [Field::Name, Field::Salary, Field::DateOfBirth, Field::Address];
        let of = |fields: &[Field]| refined_with(fields, Around::default(), DocClass::Other, rows);
        assert_eq!(of(&pay), DocClass::Payroll);
        assert_eq!(of(&staff), DocClass::PersonnelList);
    }

    #[test]
    fn a_short_paper_with_ways_to_reach_one_person_is_a_card_and_a_form_is_of_its_folder() {
        let one = (RecordKind::Block, 1);
        let card = [Field::Name, Field::Phone, Field::Email];
        let of = |length| {
            let around = Around { length, hinted: None };
            refined_with(&card, around, DocClass::Other, one)
        };
        assert_eq!(of(200), DocClass::ContactList);
        assert_eq!(of(2_000), DocClass::Other);
        let form = [Field::Name, Field::DateOfBirth, Field::Gender, Field::Address];
        let of = |hinted| {
            let around = Around { length: 2_000, hinted };
            refined_with(&form, around, DocClass::Other, one)
        };
        assert_eq!(of(Some(DocClass::PersonnelList)), DocClass::PersonnelList);
        assert_eq!(of(Some(DocClass::ContactList)), DocClass::Other);
        assert_eq!(of(None), DocClass::Other);
    }

    #[test]
    fn cards_are_a_list_and_two_who_sign_a_quotation_are_none() {
        assert_eq!(refined(DocClass::Other, RecordKind::Block, 2), DocClass::ContactList);
        assert_eq!(refined(DocClass::Quotation, RecordKind::Block, 2), DocClass::Quotation);
        assert_eq!(refined(DocClass::Quotation, RecordKind::Row, 4), DocClass::ContactList);
    }

    #[test]
    fn folders_tell_whose_people_a_list_names() {
        let of = |hint| refined_in(Some(hint), DocClass::Other, RecordKind::Row, 4);
        assert_eq!(of(DocClass::PersonnelList), DocClass::PersonnelList);
        assert_eq!(of(DocClass::CustomerList), DocClass::CustomerList);
        assert_eq!(of(DocClass::ApplicationForm), DocClass::ApplicationForm);
        assert_eq!(refined(DocClass::Other, RecordKind::Row, 4), DocClass::ContactList);
    }

    #[test]
    fn rows_that_tell_people_are_no_log() {
        assert_eq!(refined(DocClass::Log, RecordKind::Row, 4), DocClass::ContactList);
        assert_eq!(refined(DocClass::Log, RecordKind::Row, 2), DocClass::Log);
        assert_eq!(refined(DocClass::Log, RecordKind::Block, 4), DocClass::Log);
    }
}
