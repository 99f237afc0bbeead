//! Staff numbers that no label calls so: codes of one form beside the names of a paper that speaks of staff
//! (`100155 室井 健吾`, `猪股和也（A11163）`, `Chị Trần Ngọc Lài – TU-12-0214 – tổ phó`).

use super::beside::hit;
use crate::detect::Hit;
use crate::fold::half;
use candor_facts::Field;
use std::collections::{BTreeMap, BTreeSet};

/// The detector of such numbers.
const NAME: &str = "code beside a name";
/// A code without a label may be another than of staff.
const CONFIDENCE: f32 = 0.65;
/// Names beside which codes of one form make them staff numbers, where none is called so.
const CODES_MIN: usize = 3;

/// Bytes beside a name among which its number stands.
const NEAR_BYTES: usize = 96;

/// Words of papers that speak of staff.
const STAFF: &[&str] = &[
    "社員",
    "従業員",
    "職員",
    "乗務員",
    "賞与",
    "給与",
    "懲戒",
    "勤怠",
    "employee",
    "payroll",
    "staff",
    "personnel",
    "badge",
    "nhân viên",
    "công nhân",
    "người lao động",
    "lương",
    "msnv",
    "mã nv",
];
/// Words of papers in which codes stand beside other people's names.
const OTHERS: &[&str] = &[
    "会員番号",
    "顧客",
    "患者",
    "受講",
    "受付番号",
    "member",
    "patient",
    "customer",
    "client",
    "order",
    "ticket",
    "bệnh nhân",
    "khách hàng",
    "mã kh",
    "đơn hàng",
    "内線",
    "会費",
    "部屋",
    "extension",
    "room",
];

/// Adds the staff numbers that stand right beside names.
pub fn add(text: &str, hits: &mut Vec<Hit>) {
    let names = hits.iter().filter(|hit| hit.field == Field::Name);
    let mut by_form: BTreeMap<(bool, String), Vec<(u32, u32)>> = BTreeMap::new();
    for name in names {
        for (is_before, code) in beside(text, name) {
            let raw = text.get(code.0 as usize..code.1 as usize).unwrap_or_default();
            if let Some(form) = form(raw) {
                by_form.entry((is_before, form)).or_default().push(code);
            }
        }
    }
    if by_form.is_empty() {
        return;
    }
    let lower = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(OTHERS) {
        return;
    }
    let of_staff = says(STAFF);
    let known: Vec<String> = hits
        .iter()
        .filter(|hit| hit.field == Field::EmployeeId)
        .filter_map(|hit| form(text.get(hit.start as usize..hit.end as usize)?))
        .collect();
    // Hits do not overlap.
    let taken: BTreeMap<u32, u32> = hits.iter().map(|hit| (hit.start, hit.end)).collect();
    let is_free = |start: u32, end: u32| {
        taken.range(..end).next_back().is_none_or(|(_, taken)| *taken <= start)
    };
    for ((_, form), codes) in by_form {
        let raw = |(start, end): &(u32, u32)| {
            text.get(*start as usize..*end as usize).unwrap_or_default()
        };
        let different: BTreeSet<&str> = codes.iter().map(raw).collect();
        if !(known.contains(&form) || of_staff && different.len() >= CODES_MIN) {
            continue;
        }
        for code in codes.iter().filter(|(start, end)| is_free(*start, *end)) {
            let normalized = half_width(raw(code)).to_uppercase();
            let range = code.0 as usize..code.1 as usize;
            let mut hit = hit(text, range, NAME, Field::EmployeeId, CONFIDENCE);
            hit.checked.normalized = normalized;
            hits.push(hit);
        }
    }
}

fn half_width(text: &str) -> String {
    text.chars().map(half).collect()
}

/// The codes that stand right before a name at the head of its line or piece, and right behind it in brackets or
/// between bars and dashes; whether each stands before.
fn beside(text: &str, name: &Hit) -> Vec<(bool, (u32, u32))> {
    const BARS: &[char] = &['|', '\t', '・', '•', '*', '-', ';'];
    let mut found = Vec::new();
    let place = |start: usize, length: usize| {
        Some((u32::try_from(start).ok()?, u32::try_from(start + length).ok()?))
    };
    let (start, end) = (name.start as usize, name.end as usize);
    let from = (start.saturating_sub(NEAR_BYTES)..=start).find(|at| text.is_char_boundary(*at));
    let from = from.unwrap_or(start);
    let before = text.get(from..start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let lead = before.get(line..).unwrap_or_default();
    let bare = lead.trim_end_matches(|c: char| c.is_whitespace() || c == '|');
    let token =
        bare.rfind(|c: char| c.is_whitespace() || BARS.contains(&c) && c != '-').map_or(0, |at| {
            at + bare.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
    let heads = bare.get(..token).unwrap_or_default().trim_end().chars().next_back();
    if bare.len() < lead.len() && heads.is_none_or(|c| BARS.contains(&c)) {
        let length = bare.len() - token;
        found.extend(place(from + line + token, length).map(|code| (true, code)));
    }
    let to = (end..=text.len().min(end + NEAR_BYTES)).rev().find(|at| text.is_char_boundary(*at));
    let behind = text.get(end..to.unwrap_or(end)).unwrap_or_default();
    let rest = behind.split(['\n', '\r']).next().unwrap_or_default();
    let open =
        ["さん", "様", "氏", "殿"].iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
    let trimmed = open.trim_start();
    let opens =
        trimmed.chars().next().filter(|c| matches!(c, '(' | '（' | '[' | '［' | '–' | '|' | '\t'));
    if let Some(sign) = opens {
        let inside = trimmed.get(sign.len_utf8()..).unwrap_or_default();
        let code = inside.trim_start().trim_start_matches('#');
        let length = code
            .find(|c: char| !(half(c).is_ascii_alphanumeric() || matches!(c, '-' | '/')))
            .unwrap_or(code.len());
        let next = code.get(length..).unwrap_or_default().trim_start().chars().next();
        let closed = match sign {
            '(' | '（' => matches!(next, Some(')' | '）')),
            '[' | '［' => matches!(next, Some(']' | '］')),
            _ => matches!(next, None | Some('–' | '|' | '\t')),
        };
        let at = end + rest.len() - code.len();
        found.extend(place(at, length).filter(|_| closed).map(|code| (false, code)));
    }
    found
}

/// The form of a code: `TU-99-9999`. None where it is no number of staff: without digits, a year, one digit over and over.
pub(super) fn form(code: &str) -> Option<String> {
    let code = half_width(code);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
    let signs = code.len() - digits - letters;
    // `（5000）` is money.
    let round = code.ends_with("000");
    let year =
        letters + signs == 0 && digits == 4 && (code.starts_with("19") || code.starts_with("20"));
    let one = code.bytes().all(|byte| Some(&byte) == code.as_bytes().first());
    let fits = (3..=7).contains(&digits)
        && letters <= 4
        && signs <= 2
        && code.len() >= 4
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/'))
        && !code.bytes().any(|byte| byte.is_ascii_lowercase())
        && code.starts_with(|c: char| c.is_ascii_alphanumeric());
    let date = crate::detect::normalize_date(&code).is_some();
    let form = code.chars().map(|c| if c.is_ascii_digit() { '9' } else { c });
    (fits && !year && !round && !one && !date).then(|| form.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, names: &[&str]) -> Vec<String> {
        let mut hits: Vec<Hit> = names
            .iter()
            .map(|name| {
                let start = text.find(name).unwrap();
                hit(text, start..start + name.len(), "name", Field::Name, 0.9)
            })
            .collect();
        add(text, &mut hits);
        let found = hits.into_iter().filter(|hit| hit.field == Field::EmployeeId);
        found.map(|hit| text[hit.start as usize..hit.end as usize].to_owned()).collect()
    }

    #[test]
    fn codes_of_one_form_beside_the_names_of_staff_are_staff_numbers() {
        let list = "社員の健診\n100155 室井 健吾 M\n780009 印南 孝\n080142 手塚 隆文\n";
        assert_eq!(
            codes(list, &["室井 健吾", "印南 孝", "手塚 隆文"]),
            ["100155", "780009", "080142"]
        );
        let few = "社員の健診\n100155 室井 健吾 M\n";
        assert!(codes(few, &["室井 健吾"]).is_empty());
        let brackets = "công nhân\nNgọc Lài – TU-12-0214 – tổ phó\nVĩnh Thuận – TU-14-0390 – thợ\nBình An (TU-15-0391)\n";
        assert_eq!(codes(brackets, &["Ngọc Lài", "Vĩnh Thuận", "Bình An"]).len(), 3);
        let members = "会員番号と職員\n100155 室井 健吾\n780009 印南 孝\n080142 手塚 隆文\n";
        assert!(codes(members, &["室井 健吾", "印南 孝", "手塚 隆文"]).is_empty());
        let years = "staff\n2019 Ann Lee\n2020 Bob Ray\n2021 Cy Doe\n";
        assert!(codes(years, &["Ann Lee", "Bob Ray", "Cy Doe"]).is_empty());
    }
}
