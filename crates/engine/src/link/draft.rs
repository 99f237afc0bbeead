//! Records under construction.

use super::value::Value;
use crate::detect::{Hit, date_in, digits, is_mobile};
use crate::names::shape;
use candor_facts::{Evidence, Field, Finding, Personal, RecordKind, Scheme};
use std::ops::Range;

/// A finding whose record is not settled yet.
#[derive(Clone, Debug)]
pub struct DraftFinding {
    pub field: Field,
    pub scheme: Option<Scheme>,
    pub range: Range<u32>,
    pub cell: Option<String>,
    pub raw: String,
    pub normalized: String,
    pub confidence: f32,
    pub evidence: Evidence,
}

/// Findings that belong to one data subject.
#[derive(Clone, Debug)]
pub struct Draft {
    pub kind: RecordKind,
    pub part: u32,
    pub place: String,
    pub hints: Vec<String>,
    pub findings: Vec<DraftFinding>,
    /// Its findings stand alone, whatever they are: a family name in passing is nobody's record.
    pub loose: bool,
    /// What one line of a log sets: nothing else of the text belongs to it.
    pub of_line: bool,
}

impl DraftFinding {
    /// A value whose field a label or header named.
    pub fn labelled(field: Field, value: Value, range: Range<u32>, raw: &str, label: &str) -> Self {
        let whole = raw.len();
        let (range, raw) = narrowed(field, range, raw);
        let cut = field == Field::Salary && raw.len() < whole;
        Self {
            field,
            scheme: value.scheme,
            range,
            cell: None,
            raw: raw.to_owned(),
            normalized: if cut { digits(raw) } else { value.normalized },
            confidence: value.confidence,
            evidence: Evidence {
                detector: "label".to_owned(),
                validator: value.validator.map(str::to_owned),
                header: Some(label.to_owned()),
                context: None,
            },
        }
    }

    /// A value that a detector found in free text.
    pub fn free(hit: &Hit, text: &str) -> Self {
        let raw = text.get(hit.start as usize..hit.end as usize).unwrap_or_default();
        Self {
            field: hit.field,
            scheme: hit.scheme,
            range: hit.start..hit.end,
            cell: None,
            raw: raw.to_owned(),
            normalized: hit.checked.normalized.clone(),
            confidence: hit.checked.confidence,
            evidence: Evidence {
                detector: hit.name.to_string(),
                validator: hit.checked.validator.map(str::to_owned),
                header: None,
                context: hit.context.clone(),
            },
        }
    }

    /// A name that its place in the layout shows.
    pub fn name_at(range: Range<u32>, raw: &str, value: Value, reason: &str) -> Self {
        let mut finding = Self::labelled(Field::Name, value, range, raw, reason);
        finding.evidence = Evidence {
            detector: "layout".to_owned(),
            context: Some(reason.to_owned()),
            ..Evidence::default()
        };
        finding
    }

    pub fn overlaps(&self, other: &Range<u32>) -> bool {
        self.range.start < other.end && other.start < self.range.end
    }

    pub fn into_finding(self, part: u32, record: Option<u32>) -> Finding {
        Finding {
            field: self.field,
            scheme: self.scheme,
            part,
            start: self.range.start,
            end: self.range.end,
            cell: self.cell,
            raw: Personal::new(self.raw),
            normalized: Personal::new(self.normalized),
            confidence: self.confidence.min(0.99),
            evidence: self.evidence,
            record,
        }
    }
}

/// A birth without what else its label or column says, and pay without what stands behind a wide gap.
fn narrowed(field: Field, range: Range<u32>, raw: &str) -> (Range<u32>, &str) {
    let place = match field {
        _ if raw.len() != range.len() => None,
        Field::DateOfBirth => date_in(raw),
        Field::Salary => raw.find("  ").filter(|at| *at > 0).map(|at| 0..at),
        _ => None,
    };
    let own = place.and_then(|at| {
        let offset = |at: usize| Some(range.start + u32::try_from(at).ok()?);
        Some((offset(at.start)?..offset(at.end)?, raw.get(at)?))
    });
    own.unwrap_or((range, raw))
}

fn is_mobile_of(finding: &DraftFinding) -> bool {
    finding.field == Field::Phone && is_mobile(&finding.normalized)
}

/// Names less sure than this are nobody's.
const DOUBTFUL: f32 = 0.5;

impl Draft {
    pub fn new(kind: RecordKind, part: u32, place: impl Into<String>) -> Self {
        Self {
            kind,
            part,
            place: place.into(),
            hints: Vec::new(),
            findings: Vec::new(),
            loose: false,
            of_line: false,
        }
    }

    pub fn has(&self, field: Field) -> bool {
        self.findings.iter().any(|finding| finding.field == field)
    }

    pub fn hint(&mut self, hint: &str) {
        if !self.hints.iter().any(|known| known == hint) {
            self.hints.push(hint.to_owned());
        }
    }

    /// Whether the record can stand for a person: a name, a personal mailbox or an identifier.
    /// A telephone or an address alone may be a company's.
    pub fn identifies_someone(&self) -> bool {
        // One word of a name, and what one person carries: `常神 090-…`.
        let carried = || {
            self.findings.iter().any(is_mobile_of)
                && self
                    .findings
                    .iter()
                    .any(|finding| finding.field == Field::Name && finding.confidence >= DOUBTFUL)
        };
        let told = || {
            self.findings.iter().any(|finding| match finding.field {
                // A family name in passing is nobody's record, nor is a doubtful one; a column or label
                // vouches for both.
                Field::Name => {
                    finding.evidence.header.is_some()
                        || finding.cell.is_some()
                        || finding.confidence >= DOUBTFUL
                            && shape(&finding.raw).is_some_and(|shape| shape.full)
                }
                Field::NationalId
                | Field::EmployeeId
                | Field::Passport
                | Field::PaymentCard
                | Field::Iban => true,
                Field::Email => finding.confidence > 0.5,
                _ => false,
            })
        };
        !self.loose && (told() || carried())
    }

    /// Keeps what is worth reporting though it belongs to nobody known.
    pub fn keep_what_stands_alone(&mut self) {
        self.findings.retain(|finding| match finding.field {
            Field::Email => finding.confidence > 0.5,
            // What a label calls so is somebody's, though nobody here says whose.
            Field::Education | Field::Nationality | Field::Gender | Field::EmployeeId => {
                finding.evidence.header.is_some()
            }
            Field::Employer | Field::Department | Field::JobTitle => false,
            // Contact lines without a name are a desk's or a company's; a mobile is somebody's.
            Field::Phone => finding.evidence.header.is_none() || is_mobile_of(finding),
            Field::Address => finding.evidence.header.is_none(),
            _ => true,
        });
    }

    /// The distinct names in it, as keys.
    pub fn name_keys(&self) -> std::collections::BTreeSet<String> {
        self.findings
            .iter()
            .filter(|finding| finding.field == Field::Name)
            .map(|finding| crate::normal::name_key(&finding.normalized))
            .collect()
    }
}
