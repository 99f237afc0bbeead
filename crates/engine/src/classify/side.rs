//! On whose side people of trade stand: beside the name of a company of the group, or of another.

use super::relation::{EMPLOYEE_HINT, OWN_FIRM_HINT, STAFF_NUMBER_HINT, hint};
use crate::detect::{self, Hit};
use crate::link::{DOUBTFUL_HINT, Linked, RELATIVE_HINT};
use crate::normal::plain;
use candor_facts::{
    Cell, DocClass, Document, Evidence, Field, Finding, Part, Personal, Record, RecordKind,
};
use std::collections::BTreeSet;

/// Lines around a name in which a firm speaks for it.
const LINES: usize = 3;
/// Characters of these lines.
const LINES_CHARACTERS: usize = 400;
/// Characters of a paper in which its writer stands.
const HEAD_CHARACTERS: usize = 1_500;
/// Stands for the name of a company of the group.
const OWN: char = '\u{1}';

/// What a paper calls the house that wrote it.
const OURS: &[&str] = &["弊社", "当社", "小社", "phia chung toi", "our side", "on our behalf"];
/// What tells of another firm, or of the house that a paper is written to.
const THEIRS: &[&str] = &[
    "株式会社",
    "(株)",
    "有限会社",
    "(有)",
    "合同会社",
    "御中",
    "貴社",
    "御社",
    "貴工場",
    "co.,",
    "inc.",
    "llc",
    "ltd",
    "gmbh",
    "corp",
    "cong ty",
    "cty ",
    "quy cong ty",
];
/// Legal forms beside a name.
const FORMS: &[&str] = &[
    "株式会社",
    "(株)",
    "有限会社",
    "(有)",
    "合同会社",
    "inc.",
    "llc",
    "ltd.",
    "co., ltd.",
    "corp.",
    "cong ty tnhh",
    "cong ty cp",
];
/// What stands before the name of whom a paper is written to.
const ADDRESSED: &[&str] = &["dear ", "attn", "attention", "to:", "kinh gui", "宛先"];
/// What greets somebody, whatever firm stands above.
const GREETINGS: &[&str] = &["dear ", "kinh gui", "hi ", "hello "];
/// What stands behind it.
const HONORIFICS: &[&str] = &["様", "さま", "殿", "さん", "御中", "先生"];

/// Marks those in papers of trade whom the nearest firm shows to be of the group; `own` are its names, plain, the
/// longest first.
pub fn mark_own(document: &Document, class: DocClass, own: &[String], linked: &mut Linked) {
    if !is_between_firms(class) || own.is_empty() {
        return;
    }
    let writes: Vec<bool> = document.parts.iter().map(|part| writes(&part.text, own)).collect();
    let Linked { findings, records } = linked;
    let free = findings.iter().filter(|one| one.field == Field::Name && one.cell.is_none());
    for finding in free {
        let at = finding.part as usize;
        let text = document.parts.get(at).map_or("", |part| &part.text);
        let (start, end) = (finding.start as usize, finding.end as usize);
        let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { continue };
        let record = finding.record.and_then(|at| records.get_mut(at as usize));
        let ours = writes.get(at).is_some_and(|writes| *writes);
        if let Some(record) = record.filter(|_| is_own((before, after), own, ours)) {
            hint(record, OWN_FIRM_HINT);
        }
    }
}

/// Whether papers of a class pass between firms.
const fn is_between_firms(class: DocClass) -> bool {
    matches!(
        class,
        DocClass::PartnerLetter
            | DocClass::OrderForm
            | DocClass::Quotation
            | DocClass::DeliveryNote
            | DocClass::Invoice
            | DocClass::Receipt
            | DocClass::Contract
            | DocClass::Nda
    )
}

/// Confidence of where somebody works whom a firm is written above.
const FIRM_ABOVE: f32 = 0.6;

/// Hints of those who are the house's own, stand for somebody else's sake, or may be nobody.
const NO_CONTACTS: &[&str] =
    &[OWN_FIRM_HINT, EMPLOYEE_HINT, STAFF_NUMBER_HINT, RELATIVE_HINT, DOUBTFUL_HINT];

/// For those on the other side of papers of trade the firm above their name as employer: the contact below an
/// addressee, who signs below a party. `own` are the names of the group, `domains` those of its mail.
pub fn employers(
    document: &Document,
    class: DocClass,
    (own, domains): (&[String], &[&str]),
    linked: &Linked,
) -> Vec<Finding> {
    if !is_between_firms(class) || own.is_empty() {
        return Vec::new();
    }
    let known = |finding: &&Finding| match finding.field {
        Field::Employer => true,
        Field::Email => {
            let domain = finding.normalized.reveal().split_once('@').map(|(_, domain)| domain);
            domain.is_some_and(|domain| domains.contains(&domain))
        }
        _ => false,
    };
    let mut settled: BTreeSet<u32> =
        linked.findings.iter().filter(known).filter_map(|finding| finding.record).collect();
    let free = |record: &Record| {
        let excluded = |hint: &String| NO_CONTACTS.contains(&hint.as_str());
        record.kind != RecordKind::Row && !record.hints.iter().any(excluded)
    };
    let mut found = Vec::new();
    for name in linked.findings.iter().filter(|finding| finding.field == Field::Name) {
        let (Some(number), Some(part)) = (name.record, document.parts.get(name.part as usize))
        else {
            continue;
        };
        if settled.contains(&number) || !linked.records.get(number as usize).is_some_and(free) {
            continue;
        }
        let (Some(before), Some(after)) =
            (part.text.get(..name.start as usize), part.text.get(name.end as usize..))
        else {
            continue;
        };
        if let Some((offset, firm)) = firm_above(before, after, own) {
            settled.insert(number);
            found.push(employer(name, part, offset, firm));
        }
    }
    found
}

/// The last firm in the lines above a name, and where these lines begin; nothing where the group stands between
/// them or below the name, as in a signature, or where the name is greeted: a letterhead is its writer's.
fn firm_above(before: &str, after: &str, own: &[String]) -> Option<(u32, Hit)> {
    let above = last_lines(before);
    let hits = detect::find(above).into_iter().filter(|hit| hit.field == Field::Employer);
    let firm = hits.last()?;
    let between = masked(above.get(firm.start as usize..)?, own);
    let line = between.rsplit('\n').next().filter(|_| between.contains('\n'));
    let greeted = line.is_some_and(|line| GREETINGS.iter().any(|word| line.contains(word)));
    // A name that fills its line signs, and its own firm stands below; else what follows on the line tells.
    let rest = after.split('\n').next().unwrap_or_default();
    let signs = [between.rsplit('\n').next().unwrap_or_default(), rest];
    let lines = if signs.iter().all(|text| text.trim().is_empty()) { LINES } else { 1 };
    let below = after.split_inclusive('\n').take(lines).collect::<String>();
    let ours = between.contains(OWN)
        || masked(first_characters(&below, LINES_CHARACTERS), own).contains(OWN);
    let offset = u32::try_from(before.len() - above.len()).ok()?;
    (!greeted && !ours).then_some((offset, firm))
}

/// What a firm that stands in a part at an offset says of the person whose name was found there.
fn employer(name: &Finding, part: &Part, offset: u32, firm: Hit) -> Finding {
    let (start, end) = (offset + firm.start, offset + firm.end);
    let raw = part.text.get(start as usize..end as usize).unwrap_or_default();
    let mut cells = part.tables.iter().flat_map(|table| &table.cells);
    let cell = cells.find(|cell| cell.start <= start && end <= cell.end);
    Finding {
        field: Field::Employer,
        scheme: None,
        part: name.part,
        start,
        end,
        cell: name.cell.as_ref().and(cell).map(Cell::address),
        raw: Personal::new(raw.to_owned()),
        normalized: Personal::new(firm.checked.normalized),
        confidence: FIRM_ABOVE,
        evidence: Evidence {
            detector: firm.name.to_string(),
            validator: firm.checked.validator.map(str::to_owned),
            context: Some("above the name".to_owned()),
            ..Evidence::default()
        },
        record: name.record,
    }
}

/// Whether a company of the group stands in the head of a paper and is not whom it is written to: then `弊社` is it.
fn writes(text: &str, own: &[String]) -> bool {
    let head = masked(first_characters(text, HEAD_CHARACTERS), own);
    let mut named = head.match_indices(OWN);
    named.any(|(at, _)| {
        let (before, after) = (head.get(..at), head.get(at + OWN.len_utf8()..));
        !is_addressed(before.unwrap_or_default(), after.unwrap_or_default())
    })
}

/// Whether what stands between these texts is whom a paper is written to.
fn is_addressed(before: &str, after: &str) -> bool {
    let behind = after.trim_start_matches([' ', '\u{3000}']);
    let line = before.rsplit('\n').next().unwrap_or_default();
    HONORIFICS.iter().any(|mark| behind.starts_with(mark))
        || ADDRESSED.iter().any(|word| line.contains(word))
        || line.trim_start().starts_with("to ")
}

/// Whether a name between two texts stands on the side of the group; `ours` when a company of it wrote the paper.
fn is_own((before, after): (&str, &str), own: &[String], ours: bool) -> bool {
    let above = masked(last_lines(before), own);
    if is_addressed(&above, after) {
        return false;
    }
    let firm = above.rmatch_indices(OWN).next().map(|(at, _)| at);
    let house = OURS.iter().filter_map(|word| above.rfind(word)).max().filter(|_| ours);
    let theirs = THEIRS.iter().filter_map(|word| above.rfind(word)).max();
    if firm.or(house).or(theirs).is_some() {
        // `To Tsukigase Americas, Inc.` is whom somebody else writes to.
        let written_to = firm.is_some_and(|at| {
            let behind = above.get(at + OWN.len_utf8()..).unwrap_or_default();
            is_addressed(above.get(..at).unwrap_or_default(), behind)
        });
        return house > theirs && house > firm || firm > theirs && !written_to;
    }
    // A signature has the firm below the name, which fills its line.
    let (line, rest) = (above.rsplit('\n').next(), after.split('\n').next());
    if [line, rest].into_iter().flatten().any(|text| !text.trim().is_empty()) {
        return false;
    }
    let below = after.split_inclusive('\n').take(LINES + 1).collect::<String>();
    let below = masked(first_characters(&below, LINES_CHARACTERS), own);
    let theirs = THEIRS.iter().filter_map(|word| below.find(word)).min().unwrap_or(usize::MAX);
    below.find(OWN).is_some_and(|at| at < theirs)
}

/// The end of a text: the line that it breaks off in, and those above.
fn last_lines(text: &str) -> &str {
    let cut = text.char_indices().rev().nth(LINES_CHARACTERS).map_or(0, |(at, _)| at);
    let text = text.get(cut..).unwrap_or(text);
    let start = text.rmatch_indices('\n').nth(LINES).map_or(0, |(at, _)| at + 1);
    text.get(start..).unwrap_or(text)
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// A text without accents and case, in which the names of the group's companies, with their legal form, are a mark.
fn masked(text: &str, own: &[String]) -> String {
    let mut text = plain(text).replace(OWN, " ");
    for name in own {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(name.as_str())) {
            let (start, end) = (from + at, from + at + name.len());
            let inside = latin(name.chars().next())
                && latin(text.get(..start).and_then(|before| before.chars().next_back()))
                || latin(name.chars().next_back())
                    && latin(text.get(end..).and_then(|after| after.chars().next()));
            from = if inside {
                end
            } else {
                text.replace_range(start..end, &OWN.to_string());
                start + OWN.len_utf8()
            };
        }
    }
    if text.contains(OWN) {
        for form in FORMS {
            for parted in ["", " ", ", "] {
                text = text.replace(&format!("{OWN}{parted}{form}"), &OWN.to_string());
                text = text.replace(&format!("{form}{parted}{OWN}"), &OWN.to_string());
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::{HowRead, PartKind};

    fn own(text: &str) -> bool {
        let names =
            ["tsukigase americas, inc.", "月ヶ瀬産業株式会社", "月ヶ瀬産業"].map(str::to_owned);
        let parts: Vec<&str> = text.split('|').collect();
        let [before, name, after] = parts.as_slice() else { panic!("a name between two bars") };
        is_own((before, after), &names, writes(&[*before, *name, *after].concat(), &names))
    }

    #[test]
    fn the_firm_above_a_name_is_where_its_bearer_works() {
        let names = ["月ヶ瀬産業株式会社".to_owned(), "tsukigase americas, inc.".to_owned()];
        let above = |text: &str| {
            let (before, after) = text.split_once('|').unwrap();
            let (offset, firm) = firm_above(before, after, &names)?;
            let (start, end) = ((offset + firm.start) as usize, (offset + firm.end) as usize);
            before.get(start..end).map(str::to_owned)
        };
        let some = |firm: &str| Some(firm.to_owned());
        let bill = "請求書\n株式会社明和硝子 御中\nご担当: |\nNo. 12\n月ヶ瀬産業株式会社\n";
        assert_eq!(above(bill), some("株式会社明和硝子"));
        let parties = "月ヶ瀬産業株式会社\n\n株式会社青葉商会\n\n署名: |";
        assert_eq!(above(parties), some("株式会社青葉商会"));
        assert_eq!(above("INVOICE\nTo: Harlow Retail Ltd.\nAttn: |"), some("Harlow Retail Ltd."));
        assert_eq!(above("Harlow Retail Ltd.\n\n\n\n\nContact: |"), None, "too far");
        assert_eq!(above("Harlow Retail Ltd.\nDear Ms. |,\n"), None, "they write");
        for ours in [
            "株式会社青葉商会 御中\n月ヶ瀬産業株式会社\n担当: |",
            "株式会社青葉商会 御中\n担当: |（月ヶ瀬産業株式会社）",
            "working with Harlow Retail Ltd.\n\n|\nTsukigase Americas, Inc.\n",
        ] {
            assert_eq!(above(ours), None, "{ours}");
        }
    }

    #[test]
    fn contacts_of_the_other_side_have_an_employer_and_ours_do_not() {
        let text = "請求書\n株式会社明和硝子 御中\nご担当: 太田 慎一\n";
        let part = Part::text(PartKind::Body, "body", text);
        let document = Document::read("txt", HowRead::Text, vec![part]);
        let start = text.find("太田").unwrap();
        let name = Finding {
            field: Field::Name,
            scheme: None,
            part: 0,
            start: u32::try_from(start).unwrap(),
            end: u32::try_from(start + "太田 慎一".len()).unwrap(),
            cell: None,
            raw: Personal::new("太田 慎一".to_owned()),
            normalized: Personal::new("太田 慎一".to_owned()),
            confidence: 0.9,
            evidence: Evidence::default(),
            record: Some(0),
        };
        let given = |class: DocClass, hint: &str, own: &[String]| {
            let hints = vec![hint.to_owned()];
            let place = String::new();
            let record = Record { kind: RecordKind::Block, part: 0, place, hints };
            let linked = Linked { findings: vec![name.clone()], records: vec![record] };
            let found = employers(&document, class, (own, &[]), &linked);
            found.iter().map(|one| one.raw.reveal().clone()).collect::<Vec<_>>()
        };
        let own = ["月ヶ瀬産業株式会社".to_owned()];
        assert_eq!(given(DocClass::Invoice, "", &own), ["株式会社明和硝子"]);
        assert!(given(DocClass::Invoice, OWN_FIRM_HINT, &own).is_empty());
        assert!(given(DocClass::Invoice, DOUBTFUL_HINT, &own).is_empty());
        assert!(given(DocClass::Minutes, "", &own).is_empty());
        assert!(given(DocClass::Invoice, "", &[]).is_empty(), "nobody knows whose side is whose");
    }

    #[test]
    fn the_nearest_firm_tells_the_side() {
        let letter = "(株)オリオン物流\n工場長　|キム・ソヨン|　様\n〒672-8023\n月ヶ瀬産業株式会社\n代表取締役　";
        assert!(!own(letter));
        assert!(own("工場長　キム　様\n月ヶ瀬産業株式会社\n代表取締役　|﨑山泰造|\n\n拝啓"));
        let body = "さて、このたび弊社営業二課の土屋に代わりまして、|熊谷紗綾|が貴社を";
        let head = "月ヶ瀬産業株式会社\n代表取締役\n\n\n\n拝啓\n\n\n";
        assert!(own(&format!("{head}{body}")));
        assert!(!own(body), "who writes is not known");
        let to_us = head.replace("株式会社", "株式会社　御中");
        assert!(!own(&format!("{to_us}{body}")), "who writes is another");
        assert!(!own("貴社の|山田|より"));
        assert!(!own("\u{1} |山田|"), "what stands for our name stands in no paper");
        assert!(own("(株)月ヶ瀬産業\n|山田花子|\n"), "the legal form is its own");
        assert!(!own("To Tsukigase Americas, Inc.\nfrom |Ann Poe|\n"));
        assert!(own("For Tsukigase Americas, Inc.: |Bartosz Marlowe|\n"));
        assert!(own("Sincerely,\n|Karen Lowe|\nPlant manager\nTsukigase Americas, Inc.\n"));
        assert!(!own("Sincerely,\n|Karen Lowe|\nAcme LLC\nfor Tsukigase Americas, Inc.\n"));
        assert!(!own("Received from |Ann Poe| USD 12.\nFor Tsukigase Americas, Inc.: Bart Ray\n"));
        assert!(!own("Tsukigase Americas, Inc.\nDear Mr. |Halloran|,\n"));
        assert!(!own("月ヶ瀬産業株式会社\n|山田太郎| 様\n"));
    }
}
