//! Bank accounts by their English words: 6 to 17 digits (NACHA file format, field "DFI account
//! number"). Accounts with a supplier or a shop do not carry the word bank.

use super::sums::{all_digits, compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "bank_account_en",
    field: Field::BankAccount,
    scheme: None,
    pattern: r"(?i)(?:sort code[ :]{0,3}[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{2}[,;/ ]{1,3}(?:account|acct|a/c|acc)?(?: (?:no\.?|number))?|swift [A-Z]{6}[A-Z0-9]{2,5},? account|(?:paid (?:in)?to|payment to|into) (?:[a-z]+ ){0,4}account|(?:bank|checking|savings|salary|payroll|beneficiary) (?:account|acct|a/c)|to checking|to savings|sb a/c|share draft|(?:^|[^a-z])acct)[a-z #.:]{0,14}([0-9]{2,6}(?:[ \-][0-9]{2,6}){1,4}|[0-9]{6,17})",
    check,
    context: &[
        "sort code",
        "swift",
        "account",
        "acct",
        "a/c",
        "checking",
        "savings",
        "share draft",
    ],
    context_required: true,
    positives: &[
        ("Bank account number: 1234567890", "1234567890"),
        ("Savings account ００１２３４５６７８", "0012345678"),
        ("Beneficiary A/C No. 123-456789-001", "123456789001"),
        ("sort code 40-22-16, account 7044 9182, in name", "70449182"),
    ],
    near_misses: &["Customer account 1234567890", "Bank account 12345", "Bank account: 00000000"],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| all_digits(number))?;
    let valid = (6..=17).contains(&number.len()) && varied(&number);
    valid.then(|| passed(number, 0.7, "structure"))
}
