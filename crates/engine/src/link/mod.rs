//! From the parts of a document to findings and records: what belongs to the same person.

mod draft;
mod hints;
mod lines;
mod table;
mod value;

use crate::detect::normalize_phone_without_trunk;
use candor_facts::{
    DocClass, Document, Field, Finding, Language, Part, PartKind, Personal, Record, RecordKind,
};
use draft::{Draft, DraftFinding};
use std::collections::BTreeSet;
use std::ops::Range;

/// Findings and the records that hold them together.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    pub findings: Vec<Finding>,
    pub records: Vec<Record>,
}

/// Reads all parts of a document of a known class.
pub fn link(document: &Document, class: DocClass, language: Language) -> Linked {
    let mut drafts = Vec::new();
    for (number, part) in (0_u32..).zip(&document.parts) {
        drafts.extend(read_part(part, number));
    }
    if speaks_of_one_person(class) {
        merge_into_one(&mut drafts);
    }
    let mut linked = settle(drafts);
    localise(&mut linked.findings, language);
    linked
}

/// Telephones are read once more in the light of the document's language.
fn localise(findings: &mut [Finding], language: Language) {
    for finding in findings.iter_mut().filter(|finding| finding.field == Field::Phone) {
        if let Some(number) = normalize_phone_without_trunk(finding.raw.reveal(), Some(language)) {
            finding.normalized = Personal::new(number);
        }
    }
}

fn read_part(part: &Part, number: u32) -> Vec<Draft> {
    if part.kind == PartKind::Properties {
        return Vec::new();
    }
    if part.kind == PartKind::Headers && part.label == "headers" {
        return mail_headers(part, number);
    }
    let mut drafts: Vec<Draft> =
        part.tables.iter().flat_map(|table| table::read(part, number, table)).collect();
    let explained: Vec<Range<u32>> = explained(part, &drafts);
    let found = lines::read(part, number, &explained);
    for draft in found {
        let extends = drafts
            .iter_mut()
            .find(|known| known.kind == RecordKind::Block && shares_subject(known, &draft));
        match extends {
            Some(known) => known.findings.extend(draft.findings),
            None => drafts.push(draft),
        }
    }
    drafts
}

/// Ranges that tables explain: the rows of their records, from first to last finding.
fn explained(part: &Part, drafts: &[Draft]) -> Vec<Range<u32>> {
    let rows: BTreeSet<(u32, u32)> = drafts
        .iter()
        .filter(|draft| draft.kind == RecordKind::Row)
        .flat_map(|draft| &draft.findings)
        .map(|finding| line_of(&part.text, finding.range.start))
        .collect();
    let cells =
        drafts.iter().flat_map(|draft| &draft.findings).map(|finding| finding.range.clone());
    rows.into_iter().map(|(start, end)| start..end).chain(cells).collect()
}

fn line_of(text: &str, at: u32) -> (u32, u32) {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let at = at as usize;
    let start =
        text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let end = text
        .get(at..)
        .and_then(|after| after.find('\n'))
        .map_or(text.len(), |newline| at + newline);
    (number(start), number(end))
}

fn shares_subject(known: &Draft, draft: &Draft) -> bool {
    let (known, new) = (known.name_keys(), draft.name_keys());
    !new.is_empty() && new.is_subset(&known)
}

/// `From`, `To` and `Cc` lines: each address is a record.
fn mail_headers(part: &Part, number: u32) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut start = 0_usize;
    for line in part.text.split_inclusive('\n') {
        let label = line.split(':').next().unwrap_or_default();
        if matches!(label, "From" | "To" | "Cc" | "Bcc" | "Reply-To") {
            drafts.extend(mail_address(line.trim_end(), start, label, number));
        }
        start += line.len();
    }
    drafts
}

fn mail_address(line: &str, start: usize, label: &str, number: u32) -> Option<Draft> {
    let value = line.get(label.len() + 1..)?.trim();
    let (name, address) = value.rsplit_once('<').unwrap_or(("", value));
    let address = address.trim_end_matches('>');
    let at = |text: &str, from: Option<usize>| {
        let from = start + from?;
        Some(u32::try_from(from).ok()?..u32::try_from(from + text.len()).ok()?)
    };
    let mut draft = Draft::new(RecordKind::Header, number, format!("{label} line"));
    draft.hint(if label == "From" { "sender" } else { "addressee" });
    let name = name.trim().trim_matches('"');
    if let (Some(value), Some(range)) = (
        value::check(Field::Name, None, name),
        at(
            name,
            line.get(label.len()..).and_then(|rest| rest.find(name)).map(|at| at + label.len()),
        ),
    ) {
        draft.findings.push(DraftFinding::labelled(Field::Name, value, range, name, label));
    }
    if let (Some(value), Some(range)) =
        (value::check(Field::Email, None, address), at(address, line.rfind(address)))
    {
        draft.findings.push(DraftFinding::labelled(Field::Email, value, range, address, label));
    }
    draft.identifies_someone().then_some(draft)
}

/// Documents about one person: everything in them is that person's.
const fn speaks_of_one_person(class: DocClass) -> bool {
    matches!(class, DocClass::Cv | DocClass::ApplicationForm | DocClass::IdCopy | DocClass::Payroll)
}

fn merge_into_one(drafts: &mut Vec<Draft>) {
    let names: BTreeSet<String> = drafts.iter().flat_map(Draft::name_keys).collect();
    let rows = drafts.iter().any(|draft| draft.kind == RecordKind::Row);
    let same_part = drafts.windows(2).all(|pair| pair[0].part == pair[1].part);
    if names.len() > 1 || rows || drafts.len() < 2 || !same_part {
        return;
    }
    let mut one = Draft::new(
        RecordKind::Document,
        drafts.first().map_or(0, |draft| draft.part),
        "whole document",
    );
    for draft in drafts.drain(..) {
        draft.hints.iter().for_each(|hint| one.hint(hint));
        one.findings.extend(draft.findings);
    }
    drafts.push(one);
}

/// Numbers records and findings in reading order; of two overlapping findings the surer one stays.
fn settle(mut drafts: Vec<Draft>) -> Linked {
    for draft in &mut drafts {
        draft.findings.sort_by(|a, b| {
            a.range.start.cmp(&b.range.start).then(b.confidence.total_cmp(&a.confidence))
        });
        let mut kept: Vec<DraftFinding> = Vec::new();
        for finding in draft.findings.drain(..) {
            if kept.last().is_none_or(|last| !last.overlaps(&finding.range)) {
                kept.push(finding);
            }
        }
        draft.findings = kept;
    }
    drafts.retain(Draft::identifies_someone);
    drafts.sort_by_key(|draft| {
        (draft.part, draft.findings.first().map_or(0, |finding| finding.range.start))
    });
    let mut linked = Linked::default();
    let mut seen: BTreeSet<(u32, u32)> = BTreeSet::new();
    for draft in drafts {
        let number = u32::try_from(linked.records.len()).unwrap_or(u32::MAX);
        let part = draft.part;
        let fresh =
            draft.findings.into_iter().filter(|finding| seen.insert((part, finding.range.start)));
        linked.findings.extend(fresh.map(|finding| finding.into_finding(part, Some(number))));
        linked.records.push(Record {
            kind: draft.kind,
            part,
            place: draft.place,
            hints: draft.hints,
        });
    }
    linked
}
