//! From the parts of a document to findings and records: what belongs to the same person.

mod aligned;
mod beside;
mod columns;
mod draft;
mod free;
mod hints;
mod lines;
mod lists;
mod namesake;
mod nobodys;
mod pairs;
mod pay;
mod shown;
mod staff_codes;
mod table;
#[cfg(test)]
mod tests;
mod value;

use crate::advice::is_told_by_model;
use crate::detect::{Finder, Heard, is_mobile, normalize_phone_without_trunk};
use crate::labels::{Meaning, meaning};
use crate::language::is_vietnamese;
use crate::normal::is_cjk;
use candor_facts::{
    DocClass, Document, Field, Finding, Language, Part, PartKind, Record, RecordKind, Table,
};
use draft::{Draft, DraftFinding};
pub use hints::{COMPANY_NUMBER_HINT, EXTENSION_HINT};
use std::collections::BTreeSet;
use std::ops::Range;
pub use value::{Value, check as check_value, value_of};

/// With what free text is searched.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    pub finder: &'a Finder,
    /// Whether the statistical tagger looks for names.
    pub tagger: bool,
    /// The document's.
    pub language: Language,
    /// Parts of the whole names that were read before, under which their bearers may be called.
    pub known: &'a BTreeSet<String>,
    /// Words that the document says somewhere up to here.
    pub heard: &'a Heard,
    /// Whether the text is of a row that names somebody.
    pub of_person: bool,
}

static NOTHING_HEARD: Heard = Heard::nothing();

impl<'a> Search<'a> {
    pub const fn new(
        finder: &'a Finder,
        tagger: bool,
        language: Language,
        known: &'a BTreeSet<String>,
    ) -> Self {
        Self { finder, tagger, language, known, heard: &NOTHING_HEARD, of_person: false }
    }
}

/// Ranges of a part's text that its tables explain, in order.
#[derive(Debug, Default)]
pub struct Explained(Vec<Range<u32>>);

impl Explained {
    fn new(mut ranges: Vec<Range<u32>>) -> Self {
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut joined: Vec<Range<u32>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// Whether no table explains any of the range.
    pub fn is_free(&self, range: &Range<u32>) -> bool {
        let next = self.0.partition_point(|taken| taken.end <= range.start);
        self.0.get(next).is_none_or(|taken| taken.start >= range.end)
    }
}

/// Findings and the records that hold them together.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    pub findings: Vec<Finding>,
    pub records: Vec<Record>,
}

/// Reads all parts of a document of a known class.
pub fn link(document: &Document, class: DocClass, search: &Search<'_>) -> Linked {
    let mut drafts: Vec<Draft> = Vec::new();
    let (mut known, mut heard) = (BTreeSet::new(), Heard::nothing());
    for (number, part) in (0_u32..).zip(&document.parts) {
        search.finder.hear(&part.text, &mut heard);
        let search = Search { known: &known, heard: &heard, ..*search };
        let read = read_part(part, number, &search);
        if known.len() < KNOWN_PARTS_MAX {
            let names =
                read.iter().flat_map(|draft| &draft.findings).filter(|f| f.field == Field::Name);
            known.extend(
                names.map(|name| name.normalized.clone()).filter(|name| name.contains(' ')),
            );
        }
        drafts.extend(read);
    }
    localise(document, &mut drafts, search.language);
    give_numbers_back(document, &mut drafts);
    if speaks_of_one_person(class) {
        merge_into_one(&mut drafts);
    }
    if class == DocClass::Payroll {
        pay::give_amounts(document, &mut drafts);
    }
    if is_trade(class) {
        // The account that a bill is to be paid to is the firm's.
        for draft in &mut drafts {
            draft.findings.retain(|f| f.field != Field::BankAccount);
        }
    }
    if class == DocClass::Log {
        // Session and serial numbers; a sign, a word or a label of its own is what tells a telephone there.
        let called = |label: &str| matches!(meaning(label), Some(Meaning::Field(Field::Phone, _)));
        let told = |f: &DraftFinding| {
            f.raw.starts_with('+')
                || f.evidence.context.is_some()
                || f.evidence.header.as_deref().is_some_and(called)
        };
        let names_someone = |draft: &Draft| draft.kind == RecordKind::Row && draft.has(Field::Name);
        for draft in drafts.iter_mut().filter(|draft| !names_someone(draft)) {
            draft.findings.retain(|f| f.field != Field::Phone || told(f));
        }
    }
    if is_trade(class) || speaks_for_a_firm(class) {
        for draft in drafts.iter_mut().filter(|draft| draft.kind != RecordKind::Row) {
            draft.findings.retain(|finding| !is_firms_line(finding));
        }
    }
    let mut linked = settle(drafts);
    mark_relatives(&mut linked);
    linked
}

/// Words of a column or label that names someone's relatives or emergency contacts.
const RELATIVES: &[&str] = &[
    "扶養",
    "家族",
    "配偶者",
    "続柄",
    "緊急連絡",
    "保護者",
    "身元保証",
    "dependent",
    "dependant",
    "spouse",
    "next of kin",
    "emergency",
    "family member",
    "người phụ thuộc",
    "thân nhân",
    "người thân",
    "nguoi phu thuoc",
    "than nhan",
    "nguoi than",
];

/// Whether a column or label names somebody's relatives.
fn names_relatives(label: &str) -> bool {
    let label = label.to_lowercase();
    RELATIVES.iter().any(|word| label.contains(word))
}

/// Hint of a record whose person stands in the papers for somebody else's sake.
pub const RELATIVE_HINT: &str = "relative";

/// Marks the records whose name stands under such a word.
fn mark_relatives(linked: &mut Linked) {
    for finding in linked.findings.iter().filter(|finding| finding.field == Field::Name) {
        let record = finding.record.and_then(|at| linked.records.get_mut(at as usize));
        let named = names_relatives(finding.evidence.header.as_deref().unwrap_or_default());
        let marked = |record: &&mut Record| record.hints.iter().any(|hint| hint == RELATIVE_HINT);
        if let Some(record) = record.filter(|record| named && !marked(record)) {
            record.hints.push(RELATIVE_HINT.to_owned());
        }
    }
}

/// Hint of a record that says no more than a name which may be none: whom it means is told only where
/// somebody of that name is known.
pub const DOUBTFUL_HINT: &str = "doubtful_name";

/// Confidence from which on a name that the tagger or a model alone told counts as a person by itself: measured on the
/// open papers of `suite/papers` with models that had not learnt from them. In Vietnamese, whose places,
/// shops and goods are called like people, of 44 such names below it 1 was a person's.
const SURELY_NAMED: f32 = 0.8;
const SURELY_NAMED_VI: f32 = 0.94;
/// Confidence of what is as likely as not.
const EVEN: f32 = 0.5;

/// Marks the records of nothing but a name that is less likely than not somebody's, or that the tagger alone
/// told and is not sure of. A title or department beside it makes only the latter sure.
pub fn mark_doubtful(linked: &mut Linked, language: Language) {
    let least = if language == Language::Vi { SURELY_NAMED_VI } else { SURELY_NAMED };
    let mut records = vec![Doubt { unlikely: true, unsure: true }; linked.records.len()];
    for finding in &linked.findings {
        let Some(record) = finding.record.and_then(|at| records.get_mut(at as usize)) else {
            continue;
        };
        match finding.field {
            Field::Name => {
                let tagged =
                    &*finding.evidence.detector == free::TAGGED_PERSON || is_told_by_model(finding);
                let unlikely = finding.confidence < EVEN;
                record.unlikely &= unlikely;
                record.unsure &= unlikely || tagged && finding.confidence < least;
            }
            Field::JobTitle | Field::Department => record.unsure = false,
            _ => *record = Doubt { unlikely: false, unsure: false },
        }
    }
    let doubtful = |doubt: &Doubt| doubt.unlikely || doubt.unsure;
    let marked = linked.records.iter_mut().zip(&records).filter(|(_, doubt)| doubtful(doubt));
    marked.for_each(|(record, _)| record.hints.push(DOUBTFUL_HINT.to_owned()));
}

/// What speaks against a record of little but names.
#[derive(Clone)]
struct Doubt {
    /// None of its names is as likely as not somebody's.
    unlikely: bool,
    /// It says no more than names that the tagger alone told.
    unsure: bool,
}

/// Papers of trade between firms.
const fn is_trade(class: DocClass) -> bool {
    matches!(
        class,
        DocClass::Invoice
            | DocClass::Quotation
            | DocClass::OrderForm
            | DocClass::DeliveryNote
            | DocClass::Receipt
    )
}

/// Papers in which a firm speaks to others.
const fn speaks_for_a_firm(class: DocClass) -> bool {
    matches!(class, DocClass::PartnerLetter | DocClass::Marketing | DocClass::Presentation)
}

/// Whether a telephone in such a paper is the firm's: neither a mobile nor called someone's own.
fn is_firms_line(finding: &DraftFinding) -> bool {
    const OWN: &[&str] =
        &["携帯", "直通", "mobile", "cell", "direct", "di động", "自宅", "home", "phone number"];
    if finding.field != Field::Phone {
        return false;
    }
    let words = finding.evidence.header.as_deref().or(finding.evidence.context.as_deref());
    let words = words.unwrap_or_default().to_lowercase();
    let own = OWN.iter().any(|word| words.contains(word));
    !own && !is_mobile(&finding.normalized)
}

/// Telephones are read once more in the light of the language around them.
fn localise(document: &Document, drafts: &mut [Draft], language: Language) {
    for draft in drafts {
        let Some(part) = document.parts.get(draft.part as usize) else { continue };
        for finding in draft.findings.iter_mut().filter(|f| f.field == Field::Phone) {
            let language = language_at(&part.text, finding.range.start, language);
            if let Some(number) = normalize_phone_without_trunk(&finding.raw, Some(language)) {
                finding.normalized = number;
            }
        }
    }
}

/// Bytes on either side of a place that count as its line: some files are one line.
const AROUND: usize = 500;

/// The line at an offset, as far as it is near.
pub fn line_around(text: &str, at: usize) -> Range<usize> {
    let from = text.floor_char_boundary(at.saturating_sub(AROUND));
    let to = text.ceil_char_boundary(at.saturating_add(AROUND).min(text.len()));
    let before = text.get(from..at).and_then(|before| before.rfind('\n'));
    let after = text.get(at..to).and_then(|after| after.find('\n'));
    before.map_or(from, |end| from + end + 1)..after.map_or(to, |end| at + end)
}

/// The language of the line at an offset: of a line with Vietnamese letters and no Japanese ones it is
/// Vietnamese, whatever the rest of the document is.
fn language_at(text: &str, at: u32, language: Language) -> Language {
    let line = text.get(line_around(text, at as usize)).unwrap_or_default();
    let (mut vietnamese, mut japanese) = (false, false);
    for c in line.chars() {
        vietnamese |= is_vietnamese(c);
        japanese |= is_cjk(c);
    }
    if vietnamese && !japanese { Language::Vi } else { language }
}

/// A telephone that a signature or card gives to somebody is theirs, also where a sentence repeats it below
/// another name: `大久保部長がお伺いします。ご不明な点は携帯（070-…）まで`.
fn give_numbers_back(document: &Document, drafts: &mut [Draft]) {
    let is_owner = |draft: &Draft| draft.kind == RecordKind::Block && draft.has(Field::Name);
    let labelled = |f: &&DraftFinding| f.field == Field::Phone && f.evidence.header.is_some();
    let owned: BTreeSet<(u32, String)> = drafts
        .iter()
        .filter(|draft| is_owner(draft))
        .flat_map(|draft| draft.findings.iter().filter(labelled).map(|f| (draft.part, f)))
        .map(|(part, finding)| (part, finding.normalized.clone()))
        .collect();
    if owned.is_empty() {
        return;
    }
    for draft in drafts.iter_mut() {
        let Some(part) = document.parts.get(draft.part as usize) else { continue };
        let one_line = |a: u32, b: u32| {
            let between = part.text.get(a.min(b) as usize..a.max(b) as usize);
            between.is_some_and(|text| !text.contains('\n'))
        };
        let names: Vec<u32> = draft
            .findings
            .iter()
            .filter(|finding| finding.field == Field::Name)
            .map(|finding| finding.range.start)
            .collect();
        draft.findings.retain(|finding| {
            let repeated = finding.field == Field::Phone
                && finding.evidence.header.is_none()
                && !names.is_empty()
                && owned.contains(&(draft.part, finding.normalized.clone()));
            !repeated || names.iter().any(|name| one_line(*name, finding.range.start))
        });
    }
}

/// Whether every row of a table shows how to fill one in.
fn is_sample(table: &Table, samples: &[Range<usize>]) -> bool {
    let within = |at: usize| {
        let next = samples.partition_point(|range| range.end <= at);
        samples.get(next).is_some_and(|range| range.contains(&at))
    };
    !samples.is_empty()
        && table.rows().all(|row| row.first().is_none_or(|cell| within(cell.start as usize)))
}

fn read_part(part: &Part, number: u32, search: &Search<'_>) -> Vec<Draft> {
    if part.kind == PartKind::Properties {
        return Vec::new();
    }
    if part.kind == PartKind::Headers && part.label == "headers" {
        return mail_headers(part, number);
    }
    let mut drafts = Vec::new();
    let mut explained = Vec::new();
    let samples = free::samples(&part.text);
    for table in &part.tables {
        // A table that shows how to fill one in; its text is passed over as well.
        if is_sample(table, &samples) {
            continue;
        }
        let read = table::read(part, number, table, search);
        drafts.extend(read.drafts);
        explained.extend(read.explained);
    }
    let mut explained = Explained::new(explained);
    let lines = pairs::lines(&part.text);
    let mut drawn = aligned::tables(&lines, &explained);
    drawn.extend(aligned::piped(&lines, &explained));
    if !drawn.is_empty() {
        let mut ranges = std::mem::take(&mut explained.0);
        for table in &drawn {
            let read = table::read(part, number, table, search);
            // Without a person in it, it stays text.
            if read.drafts.iter().any(Draft::identifies_someone) {
                drafts.extend(read.drafts);
                ranges.extend(read.explained);
            }
        }
        explained = Explained::new(ranges);
    }
    // Those whom tables name are called by parts of their names in the text around.
    let mut known = search.known.clone();
    if known.len() < KNOWN_PARTS_MAX {
        let names = drafts.iter().flat_map(|draft| &draft.findings);
        let names = names.filter(|f| f.field == Field::Name).take(KNOWN_PARTS_MAX);
        known.extend(names.flat_map(|name| beside::parts(&name.normalized)));
    }
    let search = &Search { known: &known, ..*search };
    // What text says of a person whom a form names goes to the form.
    let forms: Vec<(usize, BTreeSet<String>)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.kind == RecordKind::Block)
        .map(|(at, draft)| (at, draft.name_keys()))
        .take(FORMS_MAX)
        .collect();
    for draft in lines::read(part, number, &explained, search) {
        let names = if forms.is_empty() { BTreeSet::new() } else { draft.name_keys() };
        let form = forms.iter().find(|(_, known)| !names.is_empty() && names.is_subset(known));
        match form.and_then(|(at, _)| drafts.get_mut(*at)) {
            Some(known) => known.findings.extend(draft.findings),
            None => drafts.push(draft),
        }
    }
    drafts
}

/// Parts of names of a document by which its text may call their bearers.
const KNOWN_PARTS_MAX: usize = 500;

/// Forms of one part that text is compared with.
const FORMS_MAX: usize = 64;

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
    let someone = drafts.iter().filter(|draft| draft.identifies_someone());
    let names: BTreeSet<String> = someone.flat_map(Draft::name_keys).collect();
    let rows = drafts.iter().any(|draft| draft.kind == RecordKind::Row);
    let same_part = drafts.windows(2).all(|pair| pair[0].part == pair[1].part);
    if rows || drafts.len() < 2 || !same_part {
        return;
    }
    if names.len() > 1 {
        // A reading or a referee beside the one: what nobody else bears is still the first one's.
        give_to_first(drafts);
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

/// Schools, birth and the like that stand beside nobody go to the first person of the paper.
fn give_to_first(drafts: &mut [Draft]) {
    let Some(first) = drafts.iter().position(Draft::identifies_someone) else { return };
    let mut given = Vec::new();
    for draft in drafts.iter_mut().filter(|draft| !draft.identifies_someone()) {
        let (own, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut draft.findings).into_iter().partition(|finding| {
                matches!(
                    finding.field,
                    Field::Education | Field::DateOfBirth | Field::Gender | Field::Nationality
                )
            });
        draft.findings = rest;
        given.extend(own);
    }
    if let Some(draft) = drafts.get_mut(first) {
        draft.findings.extend(given);
    }
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
    drafts.sort_by_key(|draft| {
        (draft.part, draft.findings.first().map_or(0, |finding| finding.range.start))
    });
    let (drafts, loose): (Vec<Draft>, Vec<Draft>) =
        drafts.into_iter().partition(Draft::identifies_someone);
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
    for mut draft in loose {
        let part = draft.part;
        draft.keep_what_stands_alone();
        for finding in draft.findings {
            if seen.insert((part, finding.range.start)) {
                linked.findings.push(finding.into_finding(part, None));
            }
        }
    }
    linked
}
