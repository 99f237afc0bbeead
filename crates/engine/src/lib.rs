//! The heart: pure functions from parts to findings, from records to persons, from persons to
//! exposure and to the words of a report. No clock, no file, no socket, no randomness.

pub mod claims;
pub mod classify;
mod custom;
pub mod detect;
pub mod disclose;
pub mod expose;
mod fold;
mod labels;
mod language;
mod link;
pub mod linkage;
mod names;
mod normal;
pub mod readings;
pub mod resolve;
pub mod sampling;
pub mod tag;

pub use normal::{name_key, plain};

pub use custom::GuideError;

use candor_facts::{Company, Document, Field, Finding, Guide, Language, Record};
use std::collections::BTreeSet;

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
}

/// Version of this room's judgement; a change makes documents be analysed again.
pub const ANALYSIS_VERSION: u32 = 5;

/// Whether the detectors of a guide can be used, and what is wrong with the first that cannot.
pub fn check_guide(guide: &Guide) -> Result<(), GuideError> {
    if guide.detectors.is_empty() {
        return Ok(());
    }
    custom::finder(&guide.detectors).map(drop)
}

/// Characters of a document in which a company's name counts as its letterhead.
const LETTERHEAD_CHARACTERS: usize = 4_000;

/// Analyses documents as the guide of a case says.
#[derive(Debug)]
pub struct Analyst {
    companies: Vec<Company>,
    finder: detect::Finder,
    custom: custom::Custom,
    tagger: bool,
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
        })
    }

    /// That its staff works for the group itself is no news: the name under a letter tells nothing.
    fn drop_own_names(&self, findings: &mut Vec<Finding>) {
        let names: Vec<String> = self
            .companies
            .iter()
            .flat_map(|company| &company.names)
            .map(|name| plain(name))
            .collect();
        findings.retain(|finding| {
            let free = finding.evidence.header.is_none() && finding.cell.is_none();
            let own = || {
                let value = plain(finding.normalized.reveal());
                names.iter().any(|name| name.contains(&value) || value.contains(name.as_str()))
            };
            !(finding.field == Field::Employer && free && own())
        });
    }

    /// Analyses one document. `name` is its file name, a weak hint for the class only.
    pub fn analyse(&self, document: &Document, name: &str) -> Analysis {
        let (language, language_confidence) = language::detect(document);
        let class = classify::classify(document, name);
        let search = link::Search { finder: &self.finder, tagger: self.tagger };
        let mut linked = link::link(document, class.class, language, &search);
        self.custom.apply(document, &mut linked);
        self.drop_own_names(&mut linked.findings);
        temper(document, &mut linked.findings);
        let own = |domain: &str| {
            self.companies.iter().flat_map(|company| &company.domains).any(|known| known == domain)
        };
        let class = classify::people::refine(class, &linked.findings, &linked.records, own);
        let domains: BTreeSet<String> = linked
            .findings
            .iter()
            .filter(|finding| finding.field == Field::Email)
            .filter_map(|finding| {
                finding.normalized.reveal().split_once('@').map(|(_, domain)| domain.to_owned())
            })
            .collect();
        Analysis {
            language,
            language_confidence,
            class,
            mentions: mentions(document, &self.companies),
            domains: domains.into_iter().collect(),
            findings: linked.findings,
            records: linked.records,
        }
    }
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
