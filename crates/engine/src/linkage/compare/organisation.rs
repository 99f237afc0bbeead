//! Names of organisations, whatever their legal form and script.

use super::similarity::winkler;
use super::{Method, level, whole};
use crate::normal::{is_cjk, plain, squeeze};

/// Legal forms in Japanese and Chinese writing; they stand before or behind the name.
const FORMS_CJK: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "社会福祉法人",
    "医療法人社団",
    "医療法人",
    "学校法人",
    "宗教法人",
    "特定非営利活動法人",
    "独立行政法人",
    "国立大学法人",
    "(株)",
    "(有)",
    "(同)",
    "有限公司",
    "股份",
    "주식회사",
];

/// Legal forms in Latin letters, in words.
const FORMS_LATIN: &[&str] = &[
    "cong ty trach nhiem huu han mot thanh vien",
    "cong ty trach nhiem huu han",
    "cong ty tnhh mot thanh vien",
    "cong ty tnhh mtv",
    "cong ty tnhh",
    "cong ty co phan",
    "cong ty cp",
    "cong ty",
    "ctcp",
    "tnhh",
    "joint stock company",
    "private limited",
    "pte ltd",
    "pvt ltd",
    "co ltd",
    "company limited",
    "limited liability company",
    "incorporated",
    "corporation",
    "company",
    "limited",
    "gmbh co kg",
    "gmbh",
    "kabushiki kaisha",
    "sdn bhd",
    "inc",
    "ltd",
    "llc",
    "llp",
    "corp",
    "plc",
    "co",
    "jsc",
    "ag",
    "sa",
    "sas",
    "sarl",
    "bv",
    "nv",
    "oy",
    "ab",
    "as",
    "kk",
    "k k",
    "spa",
    "srl",
    "pty",
];

/// The key under which two spellings of one organisation meet: no legal form, no case, no accents,
/// no punctuation. A name that is nothing but a form keeps it.
pub fn organisation_key(name: &str) -> String {
    let mut text = plain(&squeeze(name));
    for form in FORMS_CJK {
        text = text.replace(form, " ");
    }
    let cjk = text.chars().any(is_cjk);
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let stripped = FORMS_LATIN.iter().find_map(|form| {
            let behind = words.strip_suffix(form).and_then(|rest| rest.strip_suffix(' '));
            let before = words.strip_prefix(form).and_then(|rest| rest.strip_prefix(' '));
            behind.or(before).map(str::to_owned)
        });
        match stripped {
            Some(rest) if !rest.is_empty() => words = rest,
            _ => break,
        }
    }
    if cjk { words.replace(' ', "") } else { words }
}

fn compare(left: &str, right: &str) -> usize {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let part = short.chars().count() >= 3
        && (long.starts_with(short) || long.split(' ').collect::<String>() == short);
    match () {
        () if left.replace(' ', "") == right.replace(' ', "") => 0,
        () if part || winkler(left, right, 0.94) >= 0.94 => 1,
        () => 2,
    }
}

/// Organisations: the same but for legal form, alike, or different.
pub const ORGANISATION: Method = Method {
    name: "organisation",
    about: "names of organisations, without regard to their legal form",
    levels: &[
        level("same", 0.80, 0.01),
        level("alike", 0.10, 0.01),
        level("different", 0.10, 0.98),
    ],
    rarity_levels: 0,
    canonical: organisation_key,
    compare,
    keys: whole,
    cases: &[
        ("株式会社青空製作所", "青空製作所（株）", "same"),
        ("Công ty TNHH Sao Mai", "SAO MAI CO., LTD.", "same"),
        ("Blue Sky Industries, Inc.", "Blue Sky Industries", "same"),
        ("Nordwind GmbH & Co. KG", "Nordwind", "same"),
        ("Acme Trading Pte. Ltd.", "Acme Tradings", "alike"),
        ("株式会社青空製作所", "有限会社海原商店", "different"),
    ],
};
