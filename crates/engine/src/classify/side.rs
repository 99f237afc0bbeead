//! On whose side people of trade stand: beside the name of a company of the group, or of another.

use super::relation::{OWN_FIRM_HINT, hint};
use crate::link::Linked;
use crate::normal::plain;
use candor_facts::{DocClass, Document, Field};

/// Lines around a name in which a firm speaks for it.
const LINES: usize = 3;
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
/// What stands before the name of whom a paper is written to.
const ADDRESSED: &[&str] = &["dear ", "attn", "attention", "to:", "kinh gui", "宛先"];
/// What stands behind it.
const HONORIFICS: &[&str] = &["様", "さま", "殿", "さん", "御中", "先生"];

/// Marks those in papers of trade whom the nearest firm shows to be of the group; `own` are its names, plain.
pub fn mark_own(document: &Document, class: DocClass, own: &[String], linked: &mut Linked) {
    let of_trade = matches!(
        class,
        DocClass::PartnerLetter
            | DocClass::OrderForm
            | DocClass::Quotation
            | DocClass::DeliveryNote
            | DocClass::Invoice
            | DocClass::Receipt
            | DocClass::Contract
            | DocClass::Nda
    );
    if !of_trade || own.is_empty() {
        return;
    }
    let Linked { findings, records } = linked;
    let free = |field, cell: bool| field == Field::Name && !cell;
    for finding in findings.iter().filter(|f| free(f.field, f.cell.is_some())) {
        let text = document.parts.get(finding.part as usize).map_or("", |part| &part.text);
        let (start, end) = (finding.start as usize, finding.end as usize);
        let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { continue };
        let record = finding.record.and_then(|at| records.get_mut(at as usize));
        if let Some(record) = record.filter(|_| is_own(before, after, own)) {
            hint(record, OWN_FIRM_HINT);
        }
    }
}

/// Whether a name between these texts stands on the side of the group.
fn is_own(before: &str, after: &str, own: &[String]) -> bool {
    let behind = after.trim_start_matches([' ', '\u{3000}']);
    let line = plain(before.rsplit('\n').next().unwrap_or_default());
    let addressed = HONORIFICS.iter().any(|mark| behind.starts_with(mark))
        || ADDRESSED.iter().any(|word| line.contains(word));
    if addressed {
        return false;
    }
    let above = last_lines(before);
    let above = masked(above, own);
    let ours = OURS.iter().filter_map(|word| above.rfind(word)).max().max(above.rfind(OWN));
    let theirs = THEIRS.iter().filter_map(|word| above.rfind(word)).max();
    if ours.is_some() || theirs.is_some() {
        return ours > theirs;
    }
    // A signature has the firm below the name, which fills its line.
    let rest = after.split('\n').next().unwrap_or_default();
    if !line.trim().is_empty() || !rest.trim().is_empty() {
        return false;
    }
    let below = after.split_inclusive('\n').take(LINES + 1).collect::<String>();
    let below = masked(&below, own);
    let theirs = THEIRS.iter().filter_map(|word| below.find(word)).min().unwrap_or(usize::MAX);
    below.find(OWN).is_some_and(|at| at < theirs)
}

/// The end of a text: the line that it breaks off in, and those above.
fn last_lines(text: &str) -> &str {
    let start = text.rmatch_indices('\n').nth(LINES).map_or(0, |(at, _)| at + 1);
    text.get(start..).unwrap_or(text)
}

/// A text without accents and case, in which the names of the group's companies are a mark.
fn masked(text: &str, own: &[String]) -> String {
    own.iter().fold(plain(text), |text, name| text.replace(name.as_str(), &OWN.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> bool {
        let names = ["月ヶ瀬産業株式会社".to_owned(), "tsukigase americas, inc.".to_owned()];
        let (before, after) = text.split_once('|').unwrap();
        is_own(before, after.trim_start_matches(|c: char| c != '|').trim_start_matches('|'), &names)
    }

    #[test]
    fn the_nearest_firm_tells_the_side() {
        let letter = "(株)オリオン物流\n工場長　|キム・ソヨン|　様\n〒672-8023\n月ヶ瀬産業株式会社\n代表取締役　";
        assert!(!own(letter));
        assert!(own("工場長　キム　様\n月ヶ瀬産業株式会社\n代表取締役　|﨑山泰造|\n\n拝啓"));
        assert!(own("さて、このたび弊社営業二課の土屋に代わりまして、|熊谷紗綾|が貴社を"));
        assert!(!own("貴社の|山田|より"));
        assert!(own("For Tsukigase Americas, Inc.: |Bartosz Marlowe|\n"));
        assert!(own("Sincerely,\n|Karen Lowe|\nPlant manager\nTsukigase Americas, Inc.\n"));
        assert!(!own("Sincerely,\n|Karen Lowe|\nAcme LLC\nfor Tsukigase Americas, Inc.\n"));
        assert!(!own("Received from |Ann Poe| USD 12.\nFor Tsukigase Americas, Inc.: Bart Ray\n"));
        assert!(!own("Tsukigase Americas, Inc.\nDear Mr. |Halloran|,\n"));
        assert!(!own("月ヶ瀬産業株式会社\n|山田太郎| 様\n"));
    }
}
