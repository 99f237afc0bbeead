//! Japanese bank accounts by their words: the kind (普通, 当座) or 口座番号 before seven digits,
//! with bank and branch code where they stand in one group (Zengin format: bank 4, branch 3,
//! account 7 digits).

use super::sums::{passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jp_bank_account",
    field: Field::BankAccount,
    scheme: None,
    pattern: r"(?:(?:普通|当座|貯蓄|総合)(?:預金|口座|貯金)?|口座番号|口座No\.?|[(]普[)]|[(]当[)])[ :・/()]{0,4}(?:(?:普通|当座|貯蓄)(?:預金)?|口座番号|No\.?)?[ :・)]{0,3}((?:[0-9]{4}[ \-][0-9]{3}[ \-])?[0-9]{7})|([0-9]{4}[ \-][0-9]{3}[ \-](?:普通|当座)?[ ]?[0-9]{7})",
    check,
    context: &["普通", "当座", "貯蓄", "総合", "口座", "振込", "銀行", "(普)", "(当)"],
    context_required: true,
    positives: &[
        ("振込先 例示銀行 本店 普通 1234567", "1234567"),
        ("口座番号：普通預金　１２３４５６７", "1234567"),
        ("口座番号（普通）１２３４５６７", "1234567"),
        ("普通預金口座番号 1234567 名義 例示", "1234567"),
        ("口座番号 0001-001-1234567", "0001-001-1234567"),
        ("例示信用金庫 (普) 7654321", "7654321"),
    ],
    near_misses: &[
        "普通 123456",
        "品番 1234567",
        "普通郵便 1234567",
        "普通 12345678",
        "口座番号 0000000",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let confidence = match groups.as_slice() {
        [account] if account.len() == 7 => 0.75,
        [bank, branch, account] if bank.len() == 4 && branch.len() == 3 && account.len() == 7 => {
            0.8
        }
        _ => return None,
    };
    let account = groups.last().copied()?;
    varied(account).then(|| passed(groups.join("-"), confidence, "structure"))
}
