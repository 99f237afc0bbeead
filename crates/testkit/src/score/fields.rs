//! Findings against the values that stand in the files: per field, per trap, and per class.

use super::share;
use crate::truth::{self, TruthItem, TruthTrap, TruthValue};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// From this confidence on a report of a trap counts.
const CONFIDENCE_MIN: f64 = 0.5;
/// What two long texts have to share to be the same.
const SHARED_MIN: f64 = 0.8;

/// One field: each value counts once per file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldScore {
    /// Values that have to be found.
    pub truth: usize,
    /// Of these, found.
    pub found: usize,
    /// Reported values, without those that may be reported or not.
    pub reported: usize,
    /// Of these, right.
    pub right: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Of the found values with a numbering scheme, the share whose scheme was reported.
    pub scheme_accuracy: f64,
    #[serde(skip)]
    schemes: (usize, usize),
}

/// One class of traps.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TrapScore {
    pub traps: usize,
    pub sprung: usize,
    pub rate: f64,
}

/// Everything that is measured on findings and documents.
#[derive(Clone, Debug, Serialize)]
pub struct FindingScore {
    pub fields: BTreeMap<String, FieldScore>,
    /// Means over the fields that the truth knows.
    pub macro_f1: f64,
    /// Over all values.
    pub micro: FieldScore,
    pub traps: BTreeMap<String, TrapScore>,
    pub trap_rate: f64,
    pub doc_class_f1: BTreeMap<String, f64>,
    pub doc_class_macro_f1: f64,
    pub doc_class_accuracy: f64,
    pub language_accuracy: f64,
}

#[derive(Deserialize)]
struct SeenFinding {
    path: String,
    field: String,
    #[serde(default)]
    scheme: Option<String>,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    normalized: Option<String>,
    #[serde(default)]
    confidence: f64,
}

#[derive(Deserialize)]
struct SeenDocument {
    path: String,
    #[serde(default)]
    doc_class: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

/// A reported value, ready to be compared.
struct Report {
    field: String,
    scheme: String,
    /// As written and normalised.
    forms: [String; 2],
    /// The cells of a table that it stands in, when they are several: `山田` and `太郎`.
    cells: Vec<String>,
    confidence: f64,
    /// A value of the truth is the same.
    is_true: bool,
}

/// A value of the truth, ready to be compared.
struct Wanted {
    field: String,
    scheme: String,
    form: String,
    optional: bool,
}

/// Scores `findings.jsonl` and `documents.jsonl` in `export` against the truth in `truth`.
/// Findings in files that the truth does not hold are passed over, and so are scans.
pub fn findings(export: &Path, truth: &Path) -> std::io::Result<FindingScore> {
    let items: Vec<TruthItem> = truth::read(&truth.join("items.jsonl"))?;
    let values: Vec<TruthValue> = truth::read(&truth.join("values.jsonl"))?;
    let traps: Vec<TruthTrap> = truth::read(&truth.join("traps.jsonl"))?;
    let seen: Vec<SeenFinding> = truth::read(&export.join("findings.jsonl"))?;
    let documents: Vec<SeenDocument> = truth::read(&export.join("documents.jsonl"))?;
    let readable: Vec<&TruthItem> =
        items.iter().filter(|item| item.expected == "read" && !item.scan).collect();
    let paths: HashSet<&str> = readable.iter().map(|item| item.path.as_str()).collect();

    let wanted = by_path_wanted(&values, &paths);
    let mut reports = by_path_reports(seen, &paths);
    let mut fields: BTreeMap<String, FieldScore> = BTreeMap::new();
    for path in &paths {
        let wanted = wanted.get(*path).map_or(&[][..], Vec::as_slice);
        let empty = &mut Vec::new();
        let reports = reports.get_mut(*path).unwrap_or(empty);
        count(wanted, reports, &mut fields);
    }
    let mut micro = FieldScore::default();
    for score in fields.values_mut() {
        micro.take(score);
        score.close();
    }
    micro.close();
    let known: Vec<f64> = fields.values().filter(|f| f.truth > 0).map(|f| f.f1).collect();
    let trapped = sprung(&traps, &reports);
    let all: usize = trapped.values().map(|score| score.traps).sum();
    let hit: usize = trapped.values().map(|score| score.sprung).sum();
    let classes = Classes::new(&readable, &documents);
    Ok(FindingScore {
        macro_f1: mean(&known),
        fields,
        micro,
        traps: trapped,
        trap_rate: if all == 0 { 0.0 } else { share(hit, all) },
        doc_class_macro_f1: mean(&classes.f1.values().copied().collect::<Vec<_>>()),
        doc_class_f1: classes.f1,
        doc_class_accuracy: classes.accuracy,
        language_accuracy: classes.language,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a handful of fields and classes")]
fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn harmonic(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

impl FieldScore {
    fn take(&mut self, other: &Self) {
        self.truth += other.truth;
        self.found += other.found;
        self.reported += other.reported;
        self.right += other.right;
        self.schemes.0 += other.schemes.0;
        self.schemes.1 += other.schemes.1;
    }

    fn close(&mut self) {
        self.precision = share(self.right, self.reported);
        self.recall = share(self.found, self.truth);
        self.f1 = harmonic(self.precision, self.recall);
        self.scheme_accuracy = share(self.schemes.0, self.schemes.1);
    }
}

/// Values once per file and field; one that must be found wins over the same as optional.
fn by_path_wanted(values: &[TruthValue], paths: &HashSet<&str>) -> HashMap<String, Vec<Wanted>> {
    let mut out: HashMap<String, Vec<Wanted>> = HashMap::new();
    let mut kept: HashSet<(String, String, String)> = HashSet::new();
    let must = values.iter().filter(|value| !value.optional);
    let may = values.iter().filter(|value| value.optional);
    for value in must.chain(may).filter(|value| paths.contains(value.path.as_str())) {
        let form = folded(&value.value);
        if kept.insert((value.path.clone(), value.field.clone(), form.clone())) {
            out.entry(value.path.clone()).or_default().push(Wanted {
                field: value.field.clone(),
                scheme: value.scheme.clone(),
                form,
                optional: value.optional,
            });
        }
    }
    out
}

/// Reported values once per file and field, with the highest confidence.
fn by_path_reports(seen: Vec<SeenFinding>, paths: &HashSet<&str>) -> HashMap<String, Vec<Report>> {
    let mut out: HashMap<String, Vec<Report>> = HashMap::new();
    for finding in seen.into_iter().filter(|finding| paths.contains(finding.path.as_str())) {
        let forms = [
            folded(finding.value.as_deref().unwrap_or_default()),
            folded(finding.normalized.as_deref().unwrap_or_default()),
        ];
        let cells = finding.value.iter().flat_map(|value| value.split('\t')).map(folded);
        let mut cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
        cells.truncate(if cells.len() > 1 { usize::MAX } else { 0 });
        let reports = out.entry(finding.path).or_default();
        let same = reports
            .iter_mut()
            .find(|report| report.field == finding.field && report.forms[0] == forms[0]);
        if let Some(report) = same {
            report.confidence = report.confidence.max(finding.confidence);
        } else {
            reports.push(Report {
                field: finding.field,
                scheme: finding.scheme.unwrap_or_default(),
                forms,
                cells,
                confidence: finding.confidence,
                is_true: false,
            });
        }
    }
    out
}

/// Counts one file.
fn count(wanted: &[Wanted], reports: &mut [Report], fields: &mut BTreeMap<String, FieldScore>) {
    for value in wanted.iter().filter(|value| !value.optional) {
        let score = fields.entry(value.field.clone()).or_default();
        score.truth += 1;
        let hits: Vec<&Report> = reports.iter().filter(|report| value.is_said_by(report)).collect();
        if hits.is_empty() {
            continue;
        }
        score.found += 1;
        if !value.scheme.is_empty() {
            score.schemes.1 += 1;
            score.schemes.0 += usize::from(hits.iter().any(|hit| hit.scheme == value.scheme));
        }
    }
    for report in reports {
        let right = wanted.iter().any(|value| !value.optional && value.is_said_by(report))
            && report.cells.iter().all(|cell| is_wanted(cell, report, wanted));
        let allowed = wanted.iter().any(|value| value.optional && value.is_said_by(report));
        report.is_true = right || allowed;
        if right || !allowed {
            let score = fields.entry(report.field.clone()).or_default();
            score.reported += 1;
            score.right += usize::from(right);
        }
    }
}

/// Whether a cell of a name is a name of the truth, or an initial. A name that the truth has as a whole
/// needs no such cells.
fn is_wanted(cell: &str, report: &Report, wanted: &[Wanted]) -> bool {
    let of_field = |value: &&Wanted| value.field == report.field;
    cell.chars().count() == 1 && cell.is_ascii()
        || wanted
            .iter()
            .filter(of_field)
            .any(|value| value.form == cell || report.forms.contains(&value.form))
}

impl Wanted {
    fn is_said_by(&self, report: &Report) -> bool {
        let alike = |form: &String| !form.is_empty() && matches(&self.field, &self.form, form);
        let part = || self.field == "name" && report.cells.contains(&self.form);
        self.field == report.field && (report.forms.iter().any(alike) || part())
    }
}

/// Whether two folded values of a field are one.
fn matches(field: &str, truth: &str, seen: &str) -> bool {
    if truth == seen {
        return true;
    }
    let (truth, seen) =
        if field == "address" { (street(truth), street(seen)) } else { (truth, seen) };
    let nested = truth.contains(seen) || seen.contains(truth);
    match field {
        "address" | "education" | "employer" | "job_title" => {
            let (one, two) = (truth.chars().count(), seen.chars().count());
            nested && share(one.min(two), one.max(two)) >= SHARED_MIN
        }
        // Diagnoses and sentences stand inside longer cells; sexes are written long and short.
        "medical" | "criminal" | "gender" => nested,
        // The bank's name may belong to the value or stand beside it.
        "bank_account" | "credential" => nested && truth.len().min(seen.len()) >= 5,
        "salary" => digits(truth) == digits(seen) && !digits(truth).is_empty(),
        _ => false,
    }
}

/// An address without the postal code of Japan that may stand before it.
fn street(text: &str) -> &str {
    let code = text.bytes().take_while(u8::is_ascii_digit).count();
    if code == 7 { &text[code..] } else { text }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// How many traps were taken for somebody's data.
fn sprung(
    traps: &[TruthTrap],
    reports: &HashMap<String, Vec<Report>>,
) -> BTreeMap<String, TrapScore> {
    let mut out: BTreeMap<String, TrapScore> = BTreeMap::new();
    for trap in traps {
        let value = folded(&trap.value);
        let hit = reports.get(&trap.path).is_some_and(|reports| {
            reports
                .iter()
                .filter(|report| report.confidence >= CONFIDENCE_MIN && !report.is_true)
                .any(|report| value.is_empty() || report.forms.iter().any(|f| bites(&value, f)))
        });
        let score = out.entry(trap.class.clone()).or_default();
        score.traps += 1;
        score.sprung += usize::from(hit);
    }
    for score in out.values_mut() {
        score.rate = share(score.sprung, score.traps);
    }
    out
}

/// A report of a trap, of a telling part of it, or of it and little more.
fn bites(trap: &str, seen: &str) -> bool {
    let (one, two) = (trap.chars().count(), seen.chars().count());
    let telling = two >= if seen.is_ascii() { 4 } else { 2 };
    (trap.contains(seen) && telling)
        || (seen.contains(trap) && share(one.min(two), one.max(two)) >= SHARED_MIN)
}

struct Classes {
    f1: BTreeMap<String, f64>,
    accuracy: f64,
    language: f64,
}

impl Classes {
    /// Documents of the class `other` are left out: containers, and papers of no kind.
    fn new(items: &[&TruthItem], documents: &[SeenDocument]) -> Self {
        let by_path: HashMap<&str, &SeenDocument> =
            documents.iter().map(|document| (document.path.as_str(), document)).collect();
        let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        let (mut all, mut right, mut spoken) = (0, 0, 0);
        for item in items.iter().filter(|item| item.doc_class != "other") {
            let Some(seen) = by_path.get(item.path.as_str()) else { continue };
            let class = seen.doc_class.as_deref().unwrap_or("other");
            all += 1;
            spoken += usize::from(seen.language.as_deref() == Some(item.language.as_str()));
            counts.entry(item.doc_class.as_str()).or_default().1 += 1;
            counts.entry(class).or_default().2 += 1;
            if class == item.doc_class {
                right += 1;
                counts.entry(class).or_default().0 += 1;
            }
        }
        let f1 = counts
            .into_iter()
            .filter(|(_, (_, truth, _))| *truth > 0)
            .map(|(class, (hit, truth, said))| {
                (class.to_owned(), harmonic(share(hit, said), share(hit, truth)))
            })
            .collect();
        Self { f1, accuracy: share(right, all), language: share(spoken, all) }
    }
}

/// Katakana of half width and their full forms, in the order of the code chart from U+FF66.
const KANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// Letters and digits alone, small and of one width: what compatibility composition makes of the
/// characters that office files hold, without everything that only parts or adorns.
fn folded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{ff01}'..='\u{ff5e}' => {
                push(&mut out, char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c));
            }
            '\u{ff66}'..='\u{ff9d}' => {
                let at = usize::try_from(u32::from(c) - 0xff66).unwrap_or(0);
                push(&mut out, KANA.chars().nth(at).unwrap_or(c));
            }
            '\u{ff9e}' | '\u{3099}' => voice(&mut out, 1),
            '\u{ff9f}' | '\u{309a}' => voice(&mut out, 2),
            '㈱' => out.push('株'),
            '㈲' => out.push('有'),
            other => push(&mut out, other),
        }
    }
    out
}

fn push(out: &mut String, c: char) {
    if c.is_alphanumeric() {
        out.extend(c.to_lowercase());
    }
}

/// Puts the mark of a voiced sound on the last letter.
fn voice(out: &mut String, steps: u32) {
    if let Some(last) = out.pop() {
        let voiced =
            if last == 'ウ' { Some('ヴ') } else { char::from_u32(u32::from(last) + steps) };
        out.push(voiced.unwrap_or(last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_meet_without_width_case_and_punctuation() {
        assert_eq!(folded("０９０－1234 5678"), "09012345678");
        assert_eq!(folded("ﾀﾅｶ ｶﾞｸﾄ"), folded("タナカ　ガクト"));
        assert_eq!(folded("Nguyễn Văn-An"), "nguyễnvănan");
        assert_eq!(folded("㈱月ヶ瀬"), folded("（株）月ヶ瀬"));
    }

    #[test]
    fn long_texts_may_be_a_little_longer() {
        assert!(matches("address", "兵庫県姫路市飾磨区細江125", "兵庫県姫路市飾磨区細江1252"));
        assert!(!matches("address", "兵庫県姫路市飾磨区細江125", "兵庫県姫路市"));
        assert!(matches("address", "6728001兵庫県姫路市細江1", "兵庫県姫路市細江1"));
        assert!(!matches("name", "山田太郎", "山田太郎様"));
        assert!(matches("salary", "320000", "320000円"));
    }

    #[test]
    fn a_part_of_a_product_name_springs_the_trap() {
        assert!(bites("佐藤醤油", "佐藤"));
        assert!(!bites("佐藤醤油", "藤"));
    }

    #[test]
    fn what_may_be_reported_counts_neither_way() {
        let value = |form: &str, optional| Wanted {
            field: "name".to_owned(),
            scheme: String::new(),
            form: form.to_owned(),
            optional,
        };
        let report = |form: &str| Report {
            cells: Vec::new(),
            field: "name".to_owned(),
            scheme: String::new(),
            forms: [form.to_owned(), String::new()],
            confidence: 0.9,
            is_true: false,
        };
        let mut fields = BTreeMap::new();
        let wanted = [value("a", false), value("b", false), value("c", true)];
        count(&wanted, &mut [report("a"), report("c"), report("x")], &mut fields);
        let mut score = fields.remove("name").unwrap();
        score.close();
        assert_eq!((score.truth, score.found, score.reported, score.right), (2, 1, 2, 1));
    }

    #[test]
    fn a_name_over_two_cells_says_both() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put(
            "items.jsonl",
            r#"{"path":"a.csv","media_type":"csv","doc_class":"other","language":"ja","scan":false,"expected":"read"}"#,
        );
        put(
            "values.jsonl",
            concat!(
                r#"{"path":"a.csv","field":"name","value":"真鍋","scan":false,"optional":false}"#,
                "\n",
                r#"{"path":"a.csv","field":"name","value":"詩織","scan":false,"optional":false}"#
            ),
        );
        put("traps.jsonl", "");
        put(
            "findings.jsonl",
            r#"{"path":"a.csv","field":"name","scheme":null,"value":"真鍋\t詩織","normalized":"真鍋 詩織","confidence":0.9}"#,
        );
        put("documents.jsonl", "");
        let score = || findings(folder.path(), folder.path()).unwrap().fields["name"].clone();
        let of = |name: FieldScore| (name.truth, name.found, name.reported, name.right);
        assert_eq!(of(score()), (2, 2, 1, 1));
        put(
            "findings.jsonl",
            r#"{"path":"a.csv","field":"name","scheme":null,"value":"真鍋\t花子","normalized":"真鍋 花子","confidence":0.9}"#,
        );
        assert_eq!(of(score()), (2, 1, 1, 0));
    }

    #[test]
    fn an_export_is_held_against_the_truth() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put(
            "items.jsonl",
            r#"{"path":"a.txt","media_type":"txt","doc_class":"cv","language":"ja","scan":false,"expected":"read"}"#,
        );
        put(
            "values.jsonl",
            concat!(
                r#"{"path":"a.txt","field":"phone","value":"090-1234-5678","scan":false}"#,
                "\n",
                r#"{"path":"a.txt","field":"name","value":"鯨井　茜","scan":false,"optional":false}"#
            ),
        );
        put(
            "traps.jsonl",
            concat!(
                r#"{"path":"a.txt","class":"shared_mailbox","value":"info@x.example"}"#,
                "\n",
                r#"{"path":"a.txt","class":"lot_number","value":"1234"}"#
            ),
        );
        put(
            "findings.jsonl",
            concat!(
                r#"{"path":"a.txt","field":"phone","scheme":null,"value":"０９０ 1234 5678","normalized":"+819012345678","confidence":0.9}"#,
                "\n",
                r#"{"path":"a.txt","field":"email","value":"info@x.example","normalized":"info@x.example","confidence":0.8}"#
            ),
        );
        put("documents.jsonl", r#"{"path":"a.txt","doc_class":"cv","language":"ja"}"#);
        let score = findings(folder.path(), folder.path()).unwrap();
        assert!(score.fields["phone"].f1 > 0.99);
        assert_eq!(score.fields["name"].found, 0);
        assert_eq!(score.fields["email"].right, 0);
        assert!((score.trap_rate - 0.5).abs() < 1e-9);
        assert!(score.doc_class_macro_f1 > 0.99 && score.language_accuracy > 0.99);
    }
}
