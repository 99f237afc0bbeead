//! US bank accounts: a routing number (nine digits, weights 3, 7, 1; American Bankers Association,
//! Routing Number Policy) with the account beside it. A routing number alone names a bank.

use super::sums::{number, part, passed, weighted};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "us_bank_account",
    field: Field::BankAccount,
    scheme: None,
    pattern: r"(?i)(?:routing|aba|rtn)[a-z #.:/]{0,20}([0-9]{9}[ ,;|/]{1,4}(?:(?:bank |checking |savings )?(?:account|acct|a/c)[a-z #.:]{0,14})?[0-9]{4,17})",
    check,
    context: &["routing", "aba", "rtn"],
    context_required: true,
    positives: &[
        ("Routing number: 111000025, Account number: 1234567890", "111000025-1234567890"),
        ("ABA １１１００００２５ / Acct １２３４５６７８", "111000025-12345678"),
        ("Routing 111000025 Checking account #000123456", "111000025-000123456"),
    ],
    near_misses: &[
        "Routing number: 111000026, Account number: 1234567890",
        "Part 111000025, Account number: 1234567890",
        "Routing number: 991000025, Account: 1234567890",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let mut groups = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let routing = number(groups.next()?, 9)?;
    let in_use = matches!(part(&routing, 0..2)?, 0..=12 | 21..=32 | 61..=72 | 80);
    let sum = weighted(&routing, &[3, 7, 1, 3, 7, 1, 3, 7, 1]);
    if !in_use || sum == 0 || !sum.is_multiple_of(10) {
        return None;
    }
    let Some(account) = groups.next() else {
        return Some(passed(routing, 0.4, "routing check digit mod 10"));
    };
    let plausible = (4..=17).contains(&account.len()) && groups.next().is_none();
    plausible.then(|| passed(format!("{routing}-{account}"), 0.85, "routing check digit mod 10"))
}
