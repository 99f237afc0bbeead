//! The heart: pure functions from parts to findings, from records to persons, from persons to
//! exposure and to the words of a report. No clock, no file, no socket, no randomness.

pub mod advice;
pub mod claims;
pub mod classify;
mod custom;
pub mod detect;
pub mod disclose;
pub mod expose;
mod famous;
mod fold;
mod labels;
mod language;
mod link;
pub mod linkage;
mod names;
mod normal;
mod numbers;
pub mod readings;
pub mod resolve;
pub mod sampling;
pub mod tag;

pub use normal::{name_key, plain};

pub use custom::GuideError;

use candor_facts::{
    Cell, Company, DocClass, Document, Field, Finding, Guide, HowRead, Language, LanguageModel,
    Part, Record, Table,
};
use link::Linked;
use std::collections::{BTreeMap, BTreeSet};

/// Everything the engine says about one document.
#[derive(Clone, Debug)]
pub struct Analysis {
    pub language: Language,
    pub language_confidence: f32,
    pub class: classify::Verdict,
    pub findings: Vec<Finding>,
    pub records: Vec<Record>,
    /// Companies of the case that the text names, by id.
    pub mentions: Vec<String>,
    /// Mail domains in the findings.
    pub domains: Vec<String>,
    /// What the paper as a whole shows of the people in it.
    shown: classify::relation::Shown,
}

/// Version of this room's judgement; a change makes documents be analysed again.
pub const ANALYSIS_VERSION: u32 = 22;

/// Whether the detectors of a guide can be used, and what is wrong with the first that cannot.
pub fn check_guide(guide: &Guide) -> Result<(), GuideError> {
    if guide.detectors.is_empty() {
        return Ok(());
    }
    custom::finder(&guide.detectors).map(drop)
}

/// Rows at the beginning of a table in which its header stands.
const HEAD_ROWS: usize = 12;

/// What the first slice of a large document tells of those that follow.
#[derive(Clone, Debug)]
pub struct Lead {
    pub language: Language,
    pub language_confidence: f32,
    pub class: classify::Verdict,
    shown: classify::relation::Shown,
    /// The first rows of the table that runs on into the next slice.
    head: Option<Part>,
}

impl Lead {
    pub fn new(analysis: &Analysis, slice: &Part) -> Self {
        Self {
            language: analysis.language,
            language_confidence: analysis.language_confidence,
            class: analysis.class.clone(),
            shown: analysis.shown.further(),
            head: head(slice),
        }
    }

    /// Goes on to the next slice. A slice of one table that continues keeps its head.
    pub fn follow(&mut self, slice: &Part, continues: bool) {
        if !continues || slice.tables.len() > 1 {
            self.head = head(slice);
        }
    }
}

/// The first rows of a part's last table.
fn head(part: &Part) -> Option<Part> {
    let table = part.tables.last()?;
    let cells: Vec<Cell> = table.rows().take(HEAD_ROWS).flatten().copied().collect();
    let (start, end) = (cells.first()?.start, cells.last()?.end);
    let text = part.text.get(start as usize..end as usize)?;
    let mut head = Part::text(part.kind, part.label.clone(), format!("{text}\n"));
    head.tables.push(Table { cells: moved(&cells, |at| at - start) });
    Some(head)
}

fn moved(cells: &[Cell], to: impl Fn(u32) -> u32) -> Vec<Cell> {
    cells.iter().map(|cell| Cell { start: to(cell.start), end: to(cell.end), ..*cell }).collect()
}

/// A slice under the head of the table that it continues.
fn under(head: &Part, slice: &Part) -> Part {
    let length = u32::try_from(head.text.len()).unwrap_or(u32::MAX);
    let mut part = head.clone();
    part.label.clone_from(&slice.label);
    part.text.push_str(&slice.text);
    let tables =
        slice.tables.iter().map(|table| moved(&table.cells, |at| at.saturating_add(length)));
    for (number, cells) in tables.enumerate() {
        match part.tables.first_mut().filter(|_| number == 0) {
            Some(first) => first.cells.extend(cells),
            None => part.tables.push(Table { cells }),
        }
    }
    part
}

/// What the confidence of a name is worth that is known to mean something else as a rule.
pub(crate) const DOUBT: f32 = 0.45;

/// Characters of a document in which a company's name counts as its letterhead.
const LETTERHEAD_CHARACTERS: usize = 4_000;

/// Analyses documents as the guide of a case says.
#[derive(Debug)]
pub struct Analyst {
    companies: Vec<Company>,
    finder: detect::Finder,
    custom: custom::Custom,
    tagger: bool,
    model: Option<LanguageModel>,
}

impl Analyst {
    /// Makes ready what the guide asks for; the error says what is wrong with it.
    pub fn new(guide: Guide) -> Result<Self, GuideError> {
        let finder = custom::finder(&guide.detectors)?;
        Ok(Self {
            custom: custom::Custom::new(&guide)?,
            companies: guide.companies,
            finder,
            tagger: guide.tagger,
            model: guide.model,
        })
    }

    /// The names of the group's companies, without accents and case, the longest first.
    fn own_names(&self) -> Vec<String> {
        let names = self.companies.iter().flat_map(|company| &company.names);
        let mut names: Vec<String> =
            names.map(|name| plain(name)).filter(|name| !name.trim().is_empty()).collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names
    }

    /// Tells whose people those of papers of trade are.
    fn take_sides(&self, document: &Document, class: DocClass, linked: &mut Linked) {
        let own = self.own_names();
        let domains = self.companies.iter().flat_map(|company| &company.domains);
        let domains: Vec<&str> = domains.map(String::as_str).collect();
        classify::side::mark_own(document, class, &own, linked);
        let mut employers = classify::side::employers(document, class, (&own, &domains), linked);
        temper(document, &mut employers);
        linked.findings.extend(employers);
    }

    /// That its staff works for the group itself is no news: the name under a letter tells nothing. And what
    /// looks like a person's name is hardly one when it is a company's of the group: `Trường Phúc`.
    fn drop_own_names(&self, findings: &mut Vec<Finding>) {
        let names = self.own_names();
        for finding in findings.iter_mut().filter(|finding| finding.field == Field::Name) {
            let value = plain(finding.normalized.reveal());
            let within = |name: &String| format!(" {name} ").contains(&format!(" {value} "));
            if value.contains(' ') && names.iter().any(within) {
                finding.confidence *= DOUBT;
            }
        }
        findings.retain(|finding| {
            let free = finding.evidence.header.is_none() && finding.cell.is_none();
            let own = || {
                let value = plain(finding.normalized.reveal());
                names.iter().any(|name| name.contains(&value) || value.contains(name.as_str()))
            };
            !(finding.field == Field::Employer && free && own())
        });
    }

    /// Findings and records of a document of a known class, in the light of what a model said of it.
    fn link(
        &self,
        document: &Document,
        class: DocClass,
        language: Language,
        advice: &[advice::Advice],
    ) -> Linked {
        let known = std::collections::BTreeSet::new();
        let search = link::Search::new(&self.finder, self.tagger, language, &known);
        let mut linked = link::link(document, class, &search);
        if let Some(model) = &self.model {
            advice::heed(document, model, advice, &mut linked);
        }
        self.custom.apply(document, &mut linked);
        self.drop_own_names(&mut linked.findings);
        temper(document, &mut linked.findings);
        link::mark_doubtful(&mut linked, language);
        linked
    }

    /// Analyses a slice after the first, or what remains of a document after its slices. Parts,
    /// findings and records are numbered from zero.
    pub fn analyse_further(&self, lead: &Lead, document: &Document) -> Analysis {
        let mut linked = self.link(document, lead.class.class, lead.language, &[]);
        classify::relation::mark(&lead.shown, &mut linked);
        self.take_sides(document, lead.class.class, &mut linked);
        Analysis {
            language: lead.language,
            language_confidence: lead.language_confidence,
            class: lead.class.clone(),
            mentions: Vec::new(),
            domains: domains(&linked.findings),
            shown: lead.shown.clone(),
            findings: linked.findings,
            records: linked.records,
        }
    }

    /// Analyses a slice that continues a table: its header stands in an earlier slice.
    pub fn analyse_slice(&self, lead: &Lead, slice: &Part, continues: bool) -> Analysis {
        let head = lead.head.as_ref().filter(|_| continues);
        let whole = head.map_or_else(|| slice.clone(), |head| under(head, slice));
        let length = head.map_or(0, |head| u32::try_from(head.text.len()).unwrap_or(u32::MAX));
        let document = Document::read("", HowRead::Structure, vec![whole]);
        let mut analysis = self.analyse_further(lead, &document);
        analysis.findings.retain(|finding| finding.start >= length);
        let kept: BTreeSet<u32> =
            analysis.findings.iter().filter_map(|finding| finding.record).collect();
        let number_of: BTreeMap<u32, u32> = kept.into_iter().zip(0..).collect();
        for finding in &mut analysis.findings {
            finding.start -= length;
            finding.end -= length;
            finding.record = finding.record.and_then(|record| number_of.get(&record).copied());
        }
        let records = (0_u32..).zip(std::mem::take(&mut analysis.records));
        let records = records.filter(|(number, _)| number_of.contains_key(number));
        analysis.records = records.map(|(_, record)| record).collect();
        analysis
    }

    /// Analyses one document. `name` is its file name, after those of its nearest folders if they are known: a weak
    /// hint for the class only.
    pub fn analyse(&self, document: &Document, name: &str) -> Analysis {
        self.analyse_advised(document, name, &[])
    }

    /// Analyses one document of which the case's language model has said something.
    pub fn analyse_advised(
        &self,
        document: &Document,
        name: &str,
        advice: &[advice::Advice],
    ) -> Analysis {
        let (language, language_confidence) = language::detect(document);
        let class = classify::classify(document, name);
        let mut linked = self.link(document, class.class, language, advice);
        let own = |domain: &str| {
            self.companies.iter().flat_map(|company| &company.domains).any(|known| known == domain)
        };
        let length = document.parts.iter().map(|part| part.text.len()).sum();
        let around = classify::people::Around { length, hinted: classify::hinted(name) };
        let class = classify::people::refine(class, &linked.findings, &linked.records, around, own);
        let shown = classify::relation::Shown::of(document, class.class, name);
        classify::relation::mark(&shown, &mut linked);
        classify::relation::mark_hosts(document, &mut linked);
        self.take_sides(document, class.class, &mut linked);
        Analysis {
            language,
            language_confidence,
            class,
            mentions: mentions(document, &self.companies),
            domains: domains(&linked.findings),
            shown,
            findings: linked.findings,
            records: linked.records,
        }
    }
}

/// The mail domains in findings.
fn domains(findings: &[Finding]) -> Vec<String> {
    let mails = findings.iter().filter(|finding| finding.field == Field::Email);
    let domains: BTreeSet<&str> = mails
        .filter_map(|finding| finding.normalized.reveal().split_once('@'))
        .map(|(_, domain)| domain)
        .collect();
    domains.into_iter().map(str::to_owned).collect()
}

/// What recognition was not sure of, a finding in it cannot be.
fn temper(document: &Document, findings: &mut [Finding]) {
    for finding in findings {
        let Some(part) = document.parts.get(finding.part as usize) else { continue };
        let covering =
            part.words.iter().filter(|word| word.start < finding.end && finding.start < word.end);
        if let Some(least) = covering.map(|word| word.confidence).min() {
            finding.confidence *= f32::from(least) / 100.0;
        }
    }
}

/// The companies whose names stand in the head of the document, in the order of `case.toml`.
fn mentions(document: &Document, companies: &[Company]) -> Vec<String> {
    let head: String = document
        .parts
        .iter()
        .flat_map(|part| part.text.chars())
        .take(LETTERHEAD_CHARACTERS)
        .collect();
    let head = plain(&head);
    companies
        .iter()
        .filter(|company| company.names.iter().any(|name| head.contains(&plain(name))))
        .map(|company| company.id.clone())
        .collect()
}
