//! Words that tell the relation between a person and the company.

use crate::normal::plain;

/// Hints that a label gives about the person whose value it names.
const LABEL_HINTS: &[(&str, &[&str])] = &[
    ("applicant", &["応募者", "applicant", "candidate", "ung vien"]),
    ("employee", &["社員", "従業員", "職員", "employee", "nhan vien", "ma nv"]),
    (
        "customer",
        &["お客様", "顧客", "会員", "購入者", "customer", "member", "buyer", "khach hang"],
    ),
    (
        "business_contact",
        &["担当者", "ご担当", "contact person", "attn", "attention", "nguoi lien he", "取引先"],
    ),
];

/// The relation that a label such as `応募者氏名` names.
pub fn of_label(label: &str) -> Option<&'static str> {
    let label = plain(label);
    LABEL_HINTS
        .iter()
        .find(|(_, words)| words.iter().any(|word| label.contains(word)))
        .map(|(hint, _)| *hint)
}
