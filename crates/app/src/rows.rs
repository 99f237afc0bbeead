//! From what a reader said to rows of the tables.

use crate::pool::{Before, Outcome, SealedMember};
use crate::protocol::Scanned;
use candor_case::tables::{DocumentRow, FindingRow, MemberRow, PartRow, RecordRow, WordRow};
use candor_engine::linkage::compare::organisation_key;
use candor_facts::{Aid, Field, Finding, UnreadReason};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Hexadecimal digits of a document's hash that begin the ids of its records and findings.
const ID_DIGITS: usize = 16;

/// The rows of one document.
#[derive(Debug, Default)]
pub struct Rows {
    pub documents: Vec<DocumentRow>,
    pub members: Vec<MemberRow>,
    pub parts: Vec<PartRow>,
    pub words: Vec<WordRow>,
    pub findings: Vec<FindingRow>,
    pub records: Vec<RecordRow>,
}

impl Rows {
    pub fn add(&mut self, outcome: Outcome) {
        let Outcome { task, size, mut scanned, members, before, ends } = outcome;
        let sha256 = task.sha256;
        number_after(&before, &mut scanned);
        let document = &scanned.document;
        let head = sha256.get(..ID_DIGITS).unwrap_or(&sha256).to_owned();
        let locked = members
            .iter()
            .any(|member| matches!(member.content, Err((UnreadReason::Encrypted, _))));
        let awaits = document.awaits.or(locked.then_some(Aid::Password));
        let recognised = document.parts.iter().filter(|part| !part.words.is_empty()).count();
        let row = DocumentRow {
            awaits: awaits.map(|aid| aid.to_string()),
            parts_recognised: recognised as u64,
            sha256: sha256.clone(),
            size,
            media_type: document.media_type.clone(),
            state: document.state.to_string(),
            reason: document.reason.map(|reason| reason.to_string()),
            detail: document.detail.clone(),
            how: document.how.to_string(),
            language: scanned.language.clone(),
            language_confidence: scanned.language_confidence,
            doc_class: scanned.doc_class.clone(),
            doc_class_confidence: scanned.doc_class_confidence,
            doc_class_cues: scanned.doc_class_cues.clone(),
            parts: before.parts + document.parts.len() as u64,
            characters: before.characters + document.characters() as u64,
            mentions: scanned.mentions.clone(),
            domains: scanned.domains.clone(),
        };
        self.documents.extend(ends.then_some(row));
        self.add_records(&scanned, &before, &sha256, &head);
        for (number, finding) in (before.findings..).zip(scanned.findings) {
            self.findings.push(finding_row(finding, number, &sha256, &head));
        }
        for (number, part) in (before.parts..).zip(scanned.document.parts) {
            let (kind, label) = (part.kind.to_string(), part.label);
            self.words.extend(part.words.iter().map(|word| WordRow {
                sha256: sha256.clone(),
                part: number,
                start: word.start.into(),
                end: word.end.into(),
                left: word.left.into(),
                top: word.top.into(),
                width: word.width.into(),
                height: word.height.into(),
                confidence: word.confidence.into(),
            }));
            self.parts.push(PartRow {
                sha256: sha256.clone(),
                part: number,
                kind,
                label,
                text: part.text,
            });
        }
        self.members.extend(member_rows(members, &sha256));
    }

    fn add_records(&mut self, scanned: &Scanned, before: &Before, sha256: &str, head: &str) {
        let mut of_record: HashMap<u32, Vec<&Finding>> = HashMap::new();
        for finding in &scanned.findings {
            if let Some(record) = finding.record {
                of_record.entry(record).or_default().push(finding);
            }
        }
        for (number, record) in (before.records..).zip(&scanned.records) {
            let own = of_record.remove(&number).unwrap_or_default();
            let mut row = record_row(&own);
            row.record_id = format!("{head}-{number}");
            sha256.clone_into(&mut row.sha256);
            row.kind = record.kind.to_string();
            row.part = u64::from(record.part);
            row.place.clone_from(&record.place);
            row.hints.clone_from(&record.hints);
            let part = u64::from(record.part).checked_sub(before.parts);
            let part = part.and_then(|at| scanned.document.parts.get(usize::try_from(at).ok()?));
            row.part_label = part.map_or_else(String::new, |part| part.label.clone());
            self.records.push(row);
        }
    }
}

/// Numbers parts, findings and records on from those of the slices before.
fn number_after(before: &Before, scanned: &mut Scanned) {
    let parts = u32::try_from(before.parts).unwrap_or(u32::MAX);
    for finding in &mut scanned.findings {
        finding.part = finding.part.saturating_add(parts);
        finding.record = finding.record.map(|record| record.saturating_add(before.records));
    }
    for record in &mut scanned.records {
        record.part = record.part.saturating_add(parts);
    }
}

fn finding_row(finding: Finding, number: usize, sha256: &str, head: &str) -> FindingRow {
    FindingRow {
        finding_id: format!("F-{head}-{number}"),
        sha256: sha256.to_owned(),
        part: u64::from(finding.part),
        start: u64::from(finding.start),
        end: u64::from(finding.end),
        cell: finding.cell,
        field: finding.field.to_string(),
        scheme: finding.scheme.map(|scheme| scheme.to_string()),
        raw: finding.raw.into_inner(),
        normalized: finding.normalized.into_inner(),
        confidence: finding.confidence,
        detector: finding.evidence.detector,
        validator: finding.evidence.validator,
        header: finding.evidence.header,
        context: finding.evidence.context,
        record_id: finding.record.map(|record| format!("{head}-{record}")),
    }
}

/// Numbers beside identity numbers that tell whose a record is.
const IDENTIFYING: [Field; 6] = [
    Field::PaymentCard,
    Field::Iban,
    Field::BankAccount,
    Field::DriverLicence,
    Field::ResidenceCard,
    Field::HealthInsurance,
];

/// The values of a record that link it to others.
fn record_row(findings: &[&Finding]) -> RecordRow {
    let normalized = |field: Field| -> Vec<String> {
        let of_field = findings.iter().filter(|finding| finding.field == field);
        distinct(of_field.map(|finding| finding.normalized.reveal().clone()))
    };
    let raw =
        |field: Field| -> Vec<String> {
            let of_field = findings.iter().filter(|finding| finding.field == field);
            distinct(of_field.map(|finding| {
                finding.raw.reveal().split_whitespace().collect::<Vec<_>>().join(" ")
            }))
        };
    let employers = normalized(Field::Employer);
    let national = findings.iter().filter(|finding| {
        matches!(finding.field, Field::NationalId | Field::TaxId | Field::Passport)
    });
    let fields: BTreeSet<Field> = findings.iter().map(|finding| finding.field).collect();
    let numbered =
        |field: Field| normalized(field).into_iter().map(move |number| format!("{field}:{number}"));
    let identifiers = IDENTIFYING.iter().copied().flat_map(numbered);
    RecordRow {
        names: normalized(Field::Name),
        emails: distinct(
            normalized(Field::Email)
                .into_iter()
                .filter(|email| !candor_engine::detect::is_shared_mailbox(email)),
        ),
        phones: normalized(Field::Phone),
        addresses: raw(Field::Address),
        national_ids: distinct(national.map(|finding| {
            let scheme = finding
                .scheme
                .map_or_else(|| finding.field.to_string(), |scheme| scheme.to_string());
            format!("{scheme}:{}", finding.normalized.reveal())
        })),
        employee_ids: normalized(Field::EmployeeId),
        birth_dates: normalized(Field::DateOfBirth),
        employer_keys: distinct(employers.iter().map(|employer| organisation_key(employer))),
        employers,
        departments: normalized(Field::Department),
        identifiers: identifiers.collect(),
        fields: fields.into_iter().map(|field| field.to_string()).collect(),
        ..RecordRow::default()
    }
}

fn distinct(values: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}

/// Members under names that are unique in their container.
fn member_rows(members: Vec<SealedMember>, container: &str) -> Vec<MemberRow> {
    let mut taken = HashSet::new();
    let mut rows = Vec::new();
    for (ordinal, member) in (0_u64..).zip(members) {
        // `!/` separates container and member; a name that holds it would forge a path.
        let plain = member.name.replace("!/", "!_/");
        let mut name = plain.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{plain} ({number})");
            number += 1;
        }
        let row = MemberRow {
            container: container.to_owned(),
            ordinal,
            name,
            name_raw: member.name_raw,
            modified: member.modified,
            ..MemberRow::default()
        };
        rows.push(match member.content {
            Ok(digest) => MemberRow {
                detail: member.note,
                sha256: Some(digest.sha256),
                blake3: Some(digest.blake3),
                size: digest.size,
                ..row
            },
            Err((reason, detail)) => MemberRow { reason: Some(reason.to_string()), detail, ..row },
        });
    }
    rows
}
