//! In papers about pay every amount beside a person is of that person's pay: its parts, what is kept back but
//! for premiums, the totals. Their words are too many for a list, so the place tells.

use super::draft::{Draft, DraftFinding};
use super::value::Value;
use super::{Explained, line_around};
use crate::detect::{Pattern, digits};
use candor_facts::{Document, Evidence, Field, RecordKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Detector of what the place alone tells.
const DETECTOR: &str = "amount of pay";
/// An amount in a pay slip may still be the firm's.
const CONFIDENCE: f32 = 0.7;
/// Digits of an amount of one person's pay.
const DIGITS_MAX: usize = 10;

/// Groups of three digits, or two to four decimals; hours, shares, dates and numbers of things have other forms.
static AMOUNT: Pattern = Pattern::new(
    r"(?:^|[^\p{L}0-9.,/:#-]|[¥￥$£€₱])-?([1-9][0-9]{0,2}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]{2})?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{2})?|[0-9]{1,7}\.[0-9]{2}|[0-9]{1,4}\.[0-9]{4})(?: ?(円|đ|đồng|VND|VNĐ|USD|EUR|JPY|PHP))?",
);

/// Signs and words behind a number that is no amount.
const SIGNS: &[char] = &['%', '％', '@', '°', '時', '日', '人', '回'];
const UNITS: &[&str] = &[
    "h", "hr", "hrs", "hour", "hours", "d", "day", "days", "km", "kg", "pts", "giờ", "gio", "ngày",
    "ngay", "công",
];
/// What lines begin with that add up the pay of all.
const TOTALS: &[&str] =
    &["grand total", "total", "合計", "総合計", "tổng cộng", "tong cong", "cộng", "計"];

/// Gives each person the amounts of their rows and blocks that nothing else explains.
pub fn give_amounts(document: &Document, drafts: &mut [Draft]) {
    let mut taken: BTreeMap<u32, Vec<Range<u32>>> = BTreeMap::new();
    for draft in drafts.iter() {
        let ranges = draft.findings.iter().map(|finding| finding.range.clone());
        taken.entry(draft.part).or_default().extend(ranges);
    }
    let taken: BTreeMap<u32, Explained> =
        taken.into_iter().map(|(part, ranges)| (part, Explained::new(ranges))).collect();
    let starts = starts(drafts);
    let mut given: BTreeSet<(u32, u32)> = BTreeSet::new();
    for draft in drafts.iter_mut().filter(|draft| draft.has(Field::Name)) {
        let part = document.parts.get(draft.part as usize);
        let (Some(part), Some(taken)) = (part, taken.get(&draft.part)) else { continue };
        let Some(place) = territory(draft, &part.text, &starts) else { continue };
        for range in amounts(&part.text, place) {
            if taken.is_free(&range) && given.insert((draft.part, range.start)) {
                let raw = part.text.get(range.start as usize..range.end as usize);
                draft.findings.push(finding(raw.unwrap_or_default(), range));
            }
        }
    }
}

/// Where the persons of each part begin.
fn starts(drafts: &[Draft]) -> BTreeMap<u32, Vec<u32>> {
    let mut starts: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.has(Field::Name)) {
        let first = draft.findings.iter().map(|finding| finding.range.start).min();
        starts.entry(draft.part).or_default().extend(first);
    }
    starts.values_mut().for_each(|starts| starts.sort_unstable());
    starts
}

/// The text that is about a person: its row, or everything up to the next one.
fn territory(draft: &Draft, text: &str, starts: &BTreeMap<u32, Vec<u32>>) -> Option<Range<usize>> {
    let first = draft.findings.iter().map(|finding| finding.range.start).min()?;
    let last = draft.findings.iter().map(|finding| finding.range.end).max()? as usize;
    let starts = starts.get(&draft.part)?;
    let next = starts.get(starts.partition_point(|start| *start <= first));
    let next = next.map_or(text.len(), |start| *start as usize);
    let end = match draft.kind {
        RecordKind::Row => line_around(text, last).end,
        _ => text.len(),
    };
    let start = line_around(text, first as usize).start;
    Some(start..end.min(next.max(last)).max(start))
}

fn amounts(text: &str, place: Range<usize>) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    let mut start = place.start;
    for line in text.get(place).unwrap_or_default().split_inclusive('\n') {
        let head = line.trim_start().to_lowercase();
        if !TOTALS.iter().any(|word| head.starts_with(word)) {
            let all = AMOUNT.regex().captures_iter(line).filter_map(|captures| captures.get(1));
            let fitting = all.filter(|one| {
                is_money(one.as_str(), line.get(one.end()..))
                    && !is_premium(line.get(..one.start()).unwrap_or_default())
            });
            found.extend(fitting.filter_map(|one| {
                let at = |offset: usize| u32::try_from(start + offset).ok();
                Some(at(one.start())?..at(one.end())?)
            }));
        }
        start += line.len();
    }
    found
}

/// Whether an amount stands right behind the name of a social insurance: its premium follows from the pay and
/// the law, and is said of nobody's pay by itself.
fn is_premium(before: &str) -> bool {
    const INSURANCES: &[&str] = &[
        "健康保険",
        "健保",
        "健康保険料",
        "厚生年金",
        "厚生年金保険",
        "厚生年金保険料",
        "厚年",
        "介護保険",
        "介護保険料",
        "雇用保険",
        "雇用保険料",
        "社会保険料",
    ];
    let label = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    INSURANCES.iter().any(|name| label.ends_with(name))
}

fn is_money(amount: &str, behind: Option<&str>) -> bool {
    let behind = behind.unwrap_or_default();
    let runs_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '/')
        || behind.starts_with(['.', ','])
            && behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let unit = behind.strip_prefix(' ').unwrap_or(behind);
    let word: String = unit.chars().take_while(|c| c.is_alphabetic()).collect();
    // `2024.03` is a month.
    let month = amount.split_once('.').is_some_and(|(year, month)| {
        (year.starts_with("19") || year.starts_with("20"))
            && year.len() == 4
            && month.parse().is_ok_and(|month: u32| (1..=12).contains(&month))
    });
    !runs_on
        && !month
        && digits(amount).len() <= DIGITS_MAX
        && !unit.starts_with(SIGNS)
        && !UNITS.contains(&word.to_lowercase().as_str())
}

fn finding(raw: &str, range: Range<u32>) -> DraftFinding {
    let value = Value::new(digits(raw), CONFIDENCE);
    let mut finding = DraftFinding::labelled(Field::Salary, value, range, raw, "");
    finding.evidence = Evidence { detector: DETECTOR.to_owned(), ..Evidence::default() };
    finding
}
