//! The words of a report: facts of a case in, localised text, tables and charts out. Laying them out
//! on pages is the application's work.
//!
//! Every number of a report is a claim. The internal report prints it exactly and names the claim;
//! the public one prints it as the case declares its rounding.

mod difference;
pub(crate) mod doubts;
mod filing;
mod history;
mod internal;
mod letter;
mod names;
mod public;

pub use difference::{Change, Difference, Occurrence, difference};
pub use filing::{Context, Form, filing, slots};
pub use history::{date, event_words, needs_words};
pub use letter::{ContentRules, Letter, LetterWriter, Occasion, Reader};
pub use names::{category_name, class_name, field_name, number};

use crate::normal::is_cjk;
use candor_facts::{Claim, Event, Language};
use names::pick;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the report's wording and shape.
pub const DISCLOSE_VERSION: u32 = 3;

/// What a report is made of. A numbered report keeps it in the ledger, so that it can be laid out
/// again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    pub title: String,
    /// The title in other languages, by language.
    pub titles: BTreeMap<String, String>,
    /// Number of the report.
    pub number: u32,
    /// Whether it was issued; a draft says that it is one.
    pub issued: bool,
    /// Civil date in the case's zone.
    pub as_of: String,
    pub companies: Vec<CompanyFacts>,
    pub collections: Vec<CollectionFacts>,
    pub claims: Vec<Claim>,
    /// Events in force, by date.
    pub events: Vec<Event>,
    /// Reports issued before.
    pub earlier: Vec<Earlier>,
    /// What samples say of the detection's quality.
    pub estimates: Vec<EstimateFacts>,
    /// Decisions to publish in spite of something open: claim, who, when, why.
    pub accepted: Vec<Accepted>,
    /// Caveats of the whole case in reports of earlier versions.
    pub caveats: Vec<String>,
    /// Where the clock ran backwards while the ledger was written.
    pub backward: Vec<BackwardStep>,
    pub tool: String,
    /// What case.toml said, by key; persons and secrets as marks only.
    pub settings: BTreeMap<String, String>,
}

/// An operation that is dated before the one it follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BackwardStep {
    pub operation: i64,
    /// RFC 3339, of the operation before it and of itself.
    pub before: String,
    pub at: String,
}

impl Facts {
    /// What makes the whole account less sure.
    pub fn caveats_in(&self, lang: Language) -> Vec<String> {
        let steps = self.backward.iter().map(|step| {
            let BackwardStep { operation, before, at } = step;
            match lang {
                Language::Ja => format!(
                    "操作 {operation} の日時 {at} は直前の操作（{before}）より前：時計が逆行した"
                ),
                Language::Vi => format!(
                    "thao tác {operation} ghi {at}, trước thao tác liền trước ({before}): đồng hồ chạy lùi"
                ),
                _ => format!(
                    "operation {operation} is dated {at}, before the one that it follows ({before}): the clock ran backwards"
                ),
            }
        });
        self.caveats.iter().cloned().chain(steps).collect()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyFacts {
    pub id: String,
    /// Its names; a report prints the one in its language, else the first.
    pub names: Vec<String>,
    pub contact: Option<String>,
    /// The desk as readers of other languages are told of it.
    pub contacts: BTreeMap<String, String>,
}

impl CompanyFacts {
    /// The desk that readers of a language may turn to.
    pub fn desk(&self, lang: Language) -> Option<&str> {
        self.contacts.get(lang.as_str()).or(self.contact.as_ref()).map(String::as_str)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CollectionFacts {
    pub name: String,
    pub source: String,
    /// RFC 3339.
    pub received: String,
    /// The same as a civil date in the case's zone.
    pub day: String,
    pub listing: bool,
}

/// A report issued before this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Earlier {
    pub number: u32,
    pub date: String,
}

/// One rate estimated from a sample, with its interval: at 95 %, of persons at 98.75 %.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EstimateFacts {
    pub sample: String,
    /// `precision`, `recall`, `elusion`, `merged` or `split`.
    pub rate: String,
    /// `any`, `person`, `field/…`, `category/…` or `class/…`.
    pub of: String,
    pub hits: u64,
    pub trials: u64,
    /// Basis points (1 is 0.01 %), so that the ledger's text stays the same on every machine.
    pub estimate: u32,
    pub low: u32,
    pub high: u32,
}

/// A decision that lets a claim stand in spite of what is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accepted {
    pub claim: String,
    pub number: u64,
    pub actor: String,
    pub at: String,
    pub reason: String,
}

/// Who a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Rounded as declared, nothing that is only for the inside.
    Public,
    /// Exact, with claims, intervals, reasons and charts.
    Internal,
}

/// A report ready to be laid out.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub lang: String,
    pub title: String,
    pub subtitle: String,
    pub date: String,
    pub headline: Vec<Figure>,
    /// Whether sections get numbers; forms bring their own.
    pub numbered: bool,
    pub sections: Vec<Section>,
    pub footer: String,
    pub page: String,
}

/// A number with its caption.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub value: String,
    pub caption: String,
    /// The claim behind it, in internal reports.
    pub claim: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub heading: String,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        line: Line,
    },
    List {
        lines: Vec<Line>,
    },
    Table(Table),
    Chart(Chart),
    /// Something that is missing and must be written before the report goes out.
    Gap {
        line: Line,
    },
}

/// A sentence, and the claims behind its numbers in internal reports.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Line {
    pub text: String,
    pub claims: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Table {
    pub header: Vec<String>,
    /// Columns whose cells are numbers.
    pub numeric: Vec<usize>,
    /// Parts of the page's width.
    pub widths: Vec<u32>,
    pub rows: Vec<Vec<String>>,
}

/// Bars of counted things.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    pub title: String,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    pub label: String,
    pub value: u64,
    pub shown: String,
    pub claim: String,
}

impl Line {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), claims: Vec::new() }
    }
}

impl Facts {
    /// The claim of this id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.claim_id == id)
    }

    /// The exact value of a claim; 0 when the case has no such claim.
    pub fn value(&self, id: &str) -> u64 {
        self.claim(id).map_or(0, |claim| claim.value)
    }

    /// Claims whose subject begins so, with the rest of the subject.
    pub fn about<'a>(&'a self, head: &'a str) -> impl Iterator<Item = (&'a str, &'a Claim)> {
        self.claims.iter().filter_map(move |claim| Some((claim.subject.strip_prefix(head)?, claim)))
    }

    /// What a report still lacks, in words for whoever writes it.
    pub fn gaps(&self) -> Vec<String> {
        public::gaps(self)
    }
}

/// Builds the report.
pub fn report(facts: &Facts, audience: Audience, lang: Language) -> Report {
    let writer = Writer { facts, audience, lang };
    let mut sections = public::sections(&writer);
    if audience == Audience::Internal {
        sections.extend(internal::sections(&writer));
    }
    Report {
        lang: lang.to_string(),
        title: facts.titles.get(lang.as_str()).unwrap_or(&facts.title).clone(),
        subtitle: writer.subtitle(),
        date: history::date(&facts.as_of, lang),
        headline: writer.headline(),
        numbered: true,
        sections,
        footer: writer.footer(),
        page: pick(lang, ["ページ", "Page", "Trang"]).to_owned(),
    }
}

/// What every section needs to write.
struct Writer<'a> {
    facts: &'a Facts,
    audience: Audience,
    lang: Language,
}

impl Writer<'_> {
    fn pick(&self, text: names::Text) -> &'static str {
        pick(self.lang, text)
    }

    fn is_internal(&self) -> bool {
        self.audience == Audience::Internal
    }

    fn number(&self, value: u64) -> String {
        number(self.lang, value)
    }

    /// A claim's number as this audience reads it.
    fn figure(&self, claim: &Claim) -> String {
        if self.is_internal() {
            return self.number(claim.value);
        }
        let shown = self.number(claim.rounding.apply(claim.value));
        if claim.is_approximate() {
            self.pick(["約N", "about N", "khoảng N"]).replace('N', &shown)
        } else {
            shown
        }
    }

    /// The number of the claim of this id.
    fn figure_of(&self, id: &str) -> String {
        self.facts.claim(id).map_or_else(|| self.number(0), |claim| self.figure(claim))
    }

    /// A sentence whose numbers rest on these claims.
    fn line(&self, text: impl Into<String>, claims: &[&str]) -> Line {
        let claims = claims.iter().filter(|_| self.is_internal());
        Line { text: text.into(), claims: claims.map(|claim| (*claim).to_owned()).collect() }
    }

    fn header(&self, columns: &[names::Text]) -> Vec<String> {
        columns.iter().map(|column| self.pick(*column).to_owned()).collect()
    }

    fn section(&self, heading: names::Text, blocks: Vec<Block>) -> Section {
        Section { heading: self.pick(heading).to_owned(), blocks }
    }

    fn company(&self, id: &str) -> String {
        let known = self.facts.companies.iter().find(|company| company.id == id);
        known.map_or_else(
            || {
                self.pick(["会社未確定", "company not determined", "chưa xác định công ty"])
                    .to_owned()
            },
            |company| self.name_of(company),
        )
    }

    /// The company's name as this language writes it, else its first.
    fn name_of(&self, company: &CompanyFacts) -> String {
        let fits = |name: &&String| match self.lang {
            Language::Ja => name.chars().any(is_cjk),
            Language::Vi => !name.is_ascii() && !name.chars().any(is_cjk),
            _ => name.is_ascii(),
        };
        let english = || company.names.iter().find(|name| name.is_ascii());
        let own = company
            .names
            .iter()
            .find(fits)
            .or_else(|| english().filter(|_| self.lang == Language::Vi));
        own.or(company.names.first()).cloned().unwrap_or_default()
    }

    fn subtitle(&self) -> String {
        let number = self.facts.number;
        let named = match self.lang {
            Language::Ja => {
                format!("情報の漏えい（そのおそれを含む）に関するご報告（第{number}報）")
            }
            Language::Vi => format!("Báo cáo số {number} về thông tin bị ảnh hưởng"),
            _ => format!("Report No. {number} on the information concerned"),
        };
        if self.facts.issued {
            return named;
        }
        let draft = self.pick(["（案）", " (draft)", " (bản nháp)"]);
        format!("{named}{draft}")
    }

    fn footer(&self) -> String {
        let text = match self.audience {
            Audience::Internal => {
                ["社内用・正確な数値", "Internal, exact figures", "Nội bộ, số liệu chính xác"]
            }
            Audience::Public => ["公表用", "For publication", "Bản công bố"],
        };
        self.pick(text).to_owned()
    }

    fn headline(&self) -> Vec<Figure> {
        let captions: [(&str, names::Text); 3] = [
            ("C-files", ["ファイル", "files concerned", "tệp liên quan"]),
            ("C-persons", ["対象となる方", "persons concerned", "người liên quan"]),
            ("C-open", ["未読・一部未読の項目", "items not fully read", "mục chưa đọc hết"]),
        ];
        let figure = |(id, caption): (&str, names::Text)| Figure {
            value: self.figure_of(id),
            caption: self.pick(caption).to_owned(),
            claim: if self.is_internal() { id.to_owned() } else { String::new() },
        };
        captions.into_iter().map(figure).collect()
    }
}

#[cfg(test)]
mod tests;
