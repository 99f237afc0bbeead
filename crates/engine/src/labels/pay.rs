//! Labels that say in papers of pay what they say nowhere else: the number of a slip's person, the insurance that
//! is paid from it.

use super::{Catalogue, Meaning, field, index, label_key, numbered_out};
use candor_facts::Field;
use std::collections::HashMap;
use std::sync::LazyLock;

const LABELS: &Catalogue = &[
    (
        field(Field::EmployeeId),
        &[
            "番号, no, 個人no, コード, code, id, cd, 個人コード, number, mã, mã số, số, account id",
            "整理番号, 整理no, 支給番号, 識別番号, 識別コード, 登録番号, メンバー番号, メンバーid, ユーザーid",
            "氏名番号, 受給者番号, 受取人番号, person no, payee id, payee no, worker no, file no, file number, profile id",
        ],
    ),
    (
        field(Field::HealthInsurance),
        &[
            "subscriber id, subscriber no, subscriber number, policy no, policy number, policy id, plan id, plan no, plan number",
            "beneficiary id, beneficiary no, beneficiary number, carrier id, certificate no, certificate number, cert no",
            "member no, member number, member id, coverage no, cover no, benefits id, benefit id, group/member no, scheme no",
            "hi no, hi number, nhi no, shi no, pmi no, ppo id, hmo id, mbr id, member, insurance membership, insurance reference",
            "加入者番号, 組合員番号, 会員番号, 記号番号",
        ],
    ),
];

static INDEX: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| index(&[LABELS]));

/// What a label means in a paper of pay.
pub fn of_pay(label: &str) -> Option<Meaning> {
    let numbered = numbered_out(label);
    INDEX.get(&label_key(numbered.as_deref().unwrap_or(label))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_numbers_of_papers_of_pay_are_of_their_person() {
        for (label, wanted) in [
            ("No.", Field::EmployeeId),
            ("番号", Field::EmployeeId),
            ("Subscriber ID", Field::HealthInsurance),
            ("Policy #", Field::HealthInsurance),
        ] {
            assert_eq!(of_pay(label), Some(field(wanted)), "{label}");
        }
        for label in ["振込先", "支給日", "Order no."] {
            assert_eq!(of_pay(label), None, "{label}");
        }
    }
}
