//! Words that tell the relation between a person and the company.

use crate::detect::ids::is_company_number;
use crate::normal::plain;

/// Begins the hint that gives the number of the firm in a record's row, digits and letters alone.
pub const COMPANY_NUMBER_HINT: &str = "company_number:";

/// Words of labels of a register's or a tax office's number: others of a firm's are telephones, years, capital.
const REGISTERS: &[&str] = &[
    "番号",
    "corporate n",
    "company n",
    "regist",
    "tax",
    "ein",
    "vat",
    "gst",
    "ma so",
    "mst",
    "msdn",
    "dkkd",
    "cif",
    "siret",
    "siren",
    "등록번호",
    "信用代码",
    "统一",
    "統一",
];
/// Words of labels that hold one of those and are none.
const NOT_REGISTERS: &[&str] =
    &["電話", "代表", "fax", "ファ", "郵便", "許可", "許認可", "tel", "phone"];

/// The hint of a firm's number: 法人番号 (also as 登録番号, with a T before it), mã số thuế, EIN.
pub fn company_number(label: &str, text: &str) -> Option<String> {
    let label = plain(label);
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    (says(REGISTERS) && !says(NOT_REGISTERS) && is_company_number(text)).then_some(())?;
    let kept: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(format!("{COMPANY_NUMBER_HINT}{}", kept.strip_prefix('T').unwrap_or(&kept)))
}

/// Hints that a label gives about the person whose value it names, without accents. The first
/// match counts.
const LABEL_HINTS: &[(&str, &[&str])] = &[
    (
        "applicant",
        &[
            "応募者",
            "応募",
            "候補者",
            "受験者",
            "志願者",
            "applicant",
            "candidate",
            "interviewee",
            "ung vien",
            "bewerber",
            "candidat",
            "지원자",
            "应聘",
            "應徵",
        ],
    ),
    (
        "former_employee",
        &["退職者", "離職者", "former employee", "ex-employee", "nguoi nghi viec", "퇴직자"],
    ),
    (
        "business_contact",
        &[
            "担当者",
            "ご担当",
            "取引先",
            "仕入先",
            "得意先",
            "貴社",
            "御社",
            "名刺",
            "contact person",
            "business contact",
            "attn",
            "attention",
            "vendor",
            "supplier",
            "nguoi lien he",
            "nha cung cap",
            "doi tac",
            "ansprechpartner",
            "담당자",
            "거래처",
            "联系人",
            "聯絡人",
        ],
    ),
    (
        "employee",
        &[
            "社員",
            "従業員",
            "職員",
            "スタッフ",
            "employee",
            "staff",
            "worker",
            "emp_",
            "emp.",
            "emp no",
            "emp id",
            "nhan vien",
            "nguoi lao dong",
            "cbnv",
            "ma nv",
            "mnv",
            "mitarbeiter",
            "empleado",
            "사원",
            "직원",
            "员工",
            "員工",
        ],
    ),
    (
        "customer",
        &[
            "お客様",
            "顧客",
            "会員",
            "購入者",
            "注文者",
            "お届け先",
            "届け先",
            "配送先",
            "利用者",
            "customer",
            "client",
            "member",
            "buyer",
            "purchaser",
            "subscriber",
            "shipping",
            "billing",
            "ship to",
            "bill to",
            "khach hang",
            "nguoi mua",
            "nguoi nhan",
            "kunde",
            "고객",
            "회원",
            "客户",
            "客戶",
        ],
    ),
];

/// Hint of somebody with a number within the house.
pub const EXTENSION_HINT: &str = "extension";

/// The hint of a number within the house.
pub fn extension(label: &str, text: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &["内線", "extension", "may le", "may nhanh", "so noi bo"];
    let label = plain(label);
    let says = WORDS.iter().any(|word| label.contains(word))
        || label.split(' ').any(|word| matches!(word, "ext" | "ext." | "extn"));
    let short = (2..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    (says && short).then_some(EXTENSION_HINT)
}

/// Labels with these words name somebody close to the person, not a person of business.
const CLOSE: &[&str] = &["緊急", "emergency", "khan cap", "notfall", "비상", "紧急"];

/// The relation that a label such as `応募者氏名` names.
pub fn of_label(label: &str) -> Option<&'static str> {
    let label = plain(label);
    if CLOSE.iter().any(|word| label.contains(word)) {
        return None;
    }
    LABEL_HINTS
        .iter()
        .find(|(_, words)| words.iter().any(|word| label.contains(word)))
        .map(|(hint, _)| *hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_within_the_house_is_short_and_has_its_label() {
        for (label, text) in [("内線", "213"), ("Ext.", "4021"), ("Số máy lẻ", "12")] {
            assert_eq!(extension(label, text), Some(EXTENSION_HINT), "{label}");
        }
        for (label, text) in
            [("内線", "03-1234-5678"), ("携帯", "213"), ("Next", "213"), ("内線", "-")]
        {
            assert_eq!(extension(label, text), None, "{label} {text}");
        }
    }
}
