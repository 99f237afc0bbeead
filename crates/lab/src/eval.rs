//! Measures the engine on labelled text it has not learnt from.

use crate::corpora::{self, Labelled, Split};
use crate::papers;
use candor_engine::Analyst;
use candor_engine::tag::{self, Kind, Taggers};
use candor_facts::{Document, Field, Guide, HowRead, Part, PartKind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Right, wrong and missed spans of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    found: usize,
    true_: usize,
}

impl Count {
    fn f1(self) -> f64 {
        if self.found + self.true_ == 0 {
            return 0.0;
        }
        2.0 * self.right as f64 / (self.found + self.true_) as f64
    }

    fn line(self, name: &str) -> String {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        format!(
            "  {name:14} P {:.3} R {:.3} F1 {:.3}  ({} true, {} found)",
            share(self.found),
            share(self.true_),
            self.f1(),
            self.true_,
            self.found
        )
    }
}

/// Runs the named sets, or all, on what nothing was learnt from.
pub fn eval(corpora: &Path, sets: &[&str]) -> Result<(), String> {
    let taggers = tag::taggers().ok_or("the models are not there; train them first")?;
    let wanted = |name: &str| sets.is_empty() || sets.contains(&name);
    if wanted("names") {
        names(corpora, taggers, Split::Unseen)?;
    }
    if wanted("personal") {
        personal(corpora, Split::Unseen)?;
    }
    if wanted("ids") {
        papers::identifiers(corpora)?;
    }
    if wanted("cuad") {
        papers::contracts(corpora)?;
    }
    // Only ever looked at while tuning.
    if sets.contains(&"names-tune") {
        names(corpora, taggers, Split::Tune)?;
    }
    if sets.contains(&"personal-tune") {
        personal(corpora, Split::Tune)?;
    }
    if sets.contains(&"personal-learn") {
        personal(corpora, Split::Learn)?;
    }
    Ok(())
}

/// A set with what it calls the kinds that are measured.
type NamedSet<'a> = (&'a str, Vec<Labelled>, &'a [(&'a str, Kind)]);

/// Exact spans of persons and organisations in our own lines of business text, by language.
fn own_lines(taggers: &Taggers, split: Split) -> Result<(), String> {
    for language in ["ja", "en", "vi"] {
        let mut texts = corpora::lines(&suite("lines"), language)?;
        texts.retain(|text| text.split == split);
        // In Latin letters the tagger does not tell firms from other organisations.
        if language != "ja" {
            let labels = texts.iter_mut().flat_map(|text| &mut text.spans);
            labels.filter(|(_, label)| label == "O").for_each(|(_, label)| "C".clone_into(label));
        }
        println!("suite/lines/{language}, exact spans, {split:?}: {} texts", texts.len());
        let labels = [
            ("P", Kind::Person),
            ("C", Kind::Company),
            ("T", Kind::Title),
            ("D", Kind::Department),
        ];
        exact_spans(&texts.iter().collect::<Vec<_>>(), &labels, taggers);
    }
    Ok(())
}

/// Exact spans of persons in the open papers, which no model learns from while settings are chosen.
fn open_papers(taggers: &Taggers) -> Result<(), String> {
    let papers = crate::unfold::open_papers(&suite("papers"))?;
    let lines: Vec<Labelled> = papers.iter().flat_map(corpora::by_line).collect();
    println!("suite/papers, open, exact spans: {} lines", lines.len());
    exact_spans(&lines.iter().collect::<Vec<_>>(), &[("PERSON", Kind::Person)], taggers);
    Ok(())
}

fn suite(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite").join(name)
}

/// Exact spans of persons, companies and places on the sets with labelled names.
pub fn names(corpora: &Path, taggers: &Taggers, split: Split) -> Result<(), String> {
    let japanese = [("人名", Kind::Person), ("法人名", Kind::Company)];
    let web = [("PER", Kind::Person), ("ORG", Kind::Company), ("LOC", Kind::Place)];
    let sets: [NamedSet<'_>; 3] = [
        ("ja-stockmark, exact spans", corpora::stockmark(corpora)?, &japanese),
        ("ja_gsd, exact spans", corpora::gsd(corpora)?, &[("PERSON", Kind::Person)]),
        ("en_ewt, exact spans, gold tokens", corpora::ewt(corpora)?, &web),
    ];
    for (title, texts, labels) in sets {
        let texts: Vec<&Labelled> = texts.iter().filter(|text| text.split == split).collect();
        if !texts.is_empty() {
            println!("{title}, {split:?}: {} texts", texts.len());
            exact_spans(&texts, labels, taggers);
        }
    }
    if split == Split::Tune {
        open_papers(taggers)?;
    }
    own_lines(taggers, split)
}

fn exact_spans(texts: &[&Labelled], labels: &[(&str, Kind)], taggers: &Taggers) {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut sure: Vec<(f32, bool)> = Vec::new();
    let mut shown = 0;
    for text in texts {
        let english = labels.iter().any(|(label, _)| *label == "PER");
        let found = if english {
            taggers.mentions_in_tokens(&text.text, &text.tokens)
        } else {
            taggers.mentions(&text.text, |_| true)
        };
        for (label, kind) in labels {
            let count = counts.entry(label).or_default();
            let truth: Vec<&Range<usize>> = text
                .spans
                .iter()
                .filter(|(_, name)| name == label)
                .map(|(range, _)| range)
                .collect();
            count.true_ += truth.len();
            for mention in found.iter().filter(|mention| mention.kind == *kind) {
                let right = truth.contains(&&mention.range);
                count.found += 1;
                count.right += usize::from(right);
                sure.push((mention.probability, right));
                if !right {
                    show(&mut shown, "wrong", label, &text.text, &mention.range);
                }
            }
            for range in truth {
                let mut exact = found.iter().filter(|m| m.kind == *kind && m.range == *range);
                if exact.next().is_none() {
                    show(&mut shown, "missed", label, &text.text, range);
                }
            }
        }
    }
    report(&counts, &sure);
}

/// Prints a line a label, one for all together, and how far confidences are from the truth.
fn report(counts: &BTreeMap<&str, Count>, sure: &[(f32, bool)]) {
    let mut all = Count::default();
    for (label, count) in counts {
        println!("{}", count.line(label));
        all.right += count.right;
        all.found += count.found;
        all.true_ += count.true_;
    }
    println!("{}", all.line("all"));
    println!("  mean deviation of confidence from share right: {:.3}", deviation(sure));
}

/// Mean distance between stated and observed probability over ten bands, each by its size.
fn deviation(sure: &[(f32, bool)]) -> f64 {
    let mut bands = [(0.0_f64, 0.0_f64, 0.0_f64); 10];
    for (probability, right) in sure {
        let band = bands
            .iter_mut()
            .enumerate()
            .find(|(at, _)| f64::from(*probability) <= (*at as f64 + 1.0) / 10.0);
        if let Some((_, band)) = band {
            band.0 += 1.0;
            band.1 += f64::from(*probability);
            band.2 += f64::from(u8::from(*right));
        }
    }
    let total: f64 = bands.iter().map(|band| band.0).sum();
    bands.iter().map(|(_, stated, seen)| (stated - seen).abs()).sum::<f64>() / total.max(1.0)
}

/// A found value: where, what, how sure.
struct Found {
    range: Range<usize>,
    label: &'static str,
    confidence: f32,
}

/// What a set calls each field, for those that both define.
type Names = &'static [(&'static str, Field)];

const PRESIDIO: Names = &[
    ("PERSON", Field::Name),
    ("ADDRESS", Field::Address),
    ("CREDIT_CARD", Field::PaymentCard),
    ("PHONE_NUMBER", Field::Phone),
    ("EMAIL_ADDRESS", Field::Email),
    ("US_SSN", Field::NationalId),
    ("IBAN_CODE", Field::Iban),
    ("US_DRIVER_LICENSE", Field::DriverLicence),
    ("IP_ADDRESS", Field::IpAddress),
];

const PII_ANON: Names = &[
    ("PERSON_NAME", Field::Name),
    ("STREET_ADDRESS", Field::Address),
    ("CREDIT_CARD_NUMBER", Field::PaymentCard),
    ("PHONE_NUMBER", Field::Phone),
    ("EMAIL_ADDRESS", Field::Email),
    ("SOCIAL_SECURITY_NUMBER", Field::NationalId),
    ("NATIONAL_ID_NUMBER", Field::NationalId),
    ("IBAN", Field::Iban),
    ("IP_ADDRESS", Field::IpAddress),
    ("DATE_OF_BIRTH", Field::DateOfBirth),
    ("EMPLOYEE_ID", Field::EmployeeId),
    ("BANK_ACCOUNT_NUMBER", Field::BankAccount),
    ("TAX_ID", Field::TaxId),
    ("HEALTH_CONDITION", Field::Medical),
];

/// Spans of personal data of every field that a set and this program both define.
pub fn personal(corpora: &Path, split: Split) -> Result<(), String> {
    let guide = Guide { tagger: true, ..Guide::default() };
    let analyst = Analyst::new(guide).map_err(|error| error.to_string())?;
    let sets: [(&str, Vec<Labelled>, Names, &str); 2] = [
        ("presidio", corpora::presidio(corpora)?, PRESIDIO, "ORGANIZATION"),
        ("pii-anon", corpora::pii_anon(corpora)?, PII_ANON, "ORGANIZATION_NAME"),
    ];
    for (title, texts, fields, organisation) in sets {
        let texts: Vec<&Labelled> = texts.iter().filter(|text| text.split == split).collect();
        println!(
            "{title}, {split:?}: {} texts; a span counts when half of both is shared",
            texts.len()
        );
        overlapping_spans(&texts, fields, organisation, &analyst);
    }
    Ok(())
}

fn overlapping_spans(
    texts: &[&Labelled],
    fields: Names,
    organisation: &'static str,
    analyst: &Analyst,
) {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut sure: Vec<(f32, bool)> = Vec::new();
    let mut shown = 0;
    for text in texts {
        let found = found_in(text, fields, organisation, analyst);
        let truth: Vec<(&Range<usize>, &str)> = text
            .spans
            .iter()
            .filter_map(|(range, name)| {
                let known = fields.iter().map(|(label, _)| *label).chain([organisation]);
                Some((range, known.into_iter().find(|label| label == name)?))
            })
            .collect();
        // One field may bear several of the set's labels: 'national id' is SSN and NID there.
        let field_of = |label: &str| fields.iter().find(|(l, _)| *l == label).map(|(_, f)| *f);
        let same = |a: &str, b: &str| a == b || field_of(a).is_some() && field_of(a) == field_of(b);
        let mut used = vec![false; truth.len()];
        for (_, label) in &truth {
            counts.entry(label).or_default().true_ += 1;
        }
        for value in &found {
            let hit = truth.iter().enumerate().position(|(at, (range, label))| {
                !used[at] && same(label, value.label) && half_shared(range, &value.range)
            });
            let label = hit.map_or(value.label, |at| truth[at].1);
            let count = counts.entry(label).or_default();
            count.found += 1;
            count.right += usize::from(hit.is_some());
            sure.push((value.confidence, hit.is_some()));
            if let Some(at) = hit {
                used[at] = true;
            } else {
                show(&mut shown, "wrong", value.label, &text.text, &value.range);
            }
        }
        for ((range, label), used) in truth.iter().zip(used) {
            if !used {
                show(&mut shown, "missed", label, &text.text, range);
            }
        }
    }
    report(&counts, &sure);
}

/// Prints a mistake when `CANDOR_LAB_SHOW` gives a number of them; only ever for tuning.
fn show(shown: &mut usize, what: &str, label: &str, text: &str, range: &Range<usize>) {
    let most =
        std::env::var("CANDOR_LAB_SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0_usize);
    if *shown >= most {
        return;
    }
    *shown += 1;
    let from = (0..=range.start.saturating_sub(40))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let to =
        (range.end + 20..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let value = text.get(range.clone()).unwrap_or_default();
    println!("    {what} {label}: {value:?} in {:?}", text.get(from..to).unwrap_or_default());
}

fn half_shared(a: &Range<usize>, b: &Range<usize>) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared * 2 >= a.len().max(b.len())
}

fn found_in(
    text: &Labelled,
    fields: Names,
    organisation: &'static str,
    analyst: &Analyst,
) -> Vec<Found> {
    let part = Part::text(PartKind::Body, "body", text.text.clone());
    let document = Document::read("txt", HowRead::Text, vec![part]);
    let analysis = analyst.analyse(&document, "text.txt");
    let mut found: Vec<Found> = analysis
        .findings
        .iter()
        .filter(|finding| finding.confidence >= 0.5)
        .filter_map(|finding| {
            let (label, _) = fields.iter().find(|(_, field)| *field == finding.field)?;
            let range = finding.start as usize..finding.end as usize;
            Some(Found { range, label, confidence: finding.confidence })
        })
        .collect();
    // Organisations are not personal data: they are measured as the tagger reads them.
    let mentions = tag::mentions(&text.text, |_| true);
    found.extend(
        mentions.into_iter().filter(|m| m.kind == Kind::Company && m.probability >= 0.5).map(
            |mention| Found {
                range: mention.range,
                label: organisation,
                confidence: mention.probability,
            },
        ),
    );
    found
}
