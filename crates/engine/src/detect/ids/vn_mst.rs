//! The Vietnamese tax code of a person (10 digits, check digit modulo 11, and three digits of a
//! dependent unit; Circular 105/2020/TT-BTC). Companies carry the same kind, so only the words of a
//! person's code lead to a finding.

use super::sums::passed;
use crate::detect::{Checked, Detector, digits};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "vn_mst",
    field: Field::TaxId,
    scheme: Some(Scheme::VnMst),
    pattern: r"[0-9]{10}(?:[ ]?-[ ]?[0-9]{3})?",
    check,
    context: PERSONAL,
    context_required: true,
    positives: &[
        ("MST cá nhân: 0100233488", "0100233488"),
        ("Mã số thuế cá nhân ０１００２３３４８８", "0100233488"),
        ("MST TNCN 8000123454", "8000123454"),
    ],
    near_misses: &[
        "MST: 0100233488",
        "MST cá nhân: 0100233480",
        "MST cá nhân: 01002334881",
        "Đơn hàng 0100233488",
    ],
};

/// The tax code of a person by itself: those begin with 8, companies' with 0 to 7.
pub const OF_A_PERSON: Detector = Detector {
    name: "vn_mst_person",
    field: Field::TaxId,
    scheme: Some(Scheme::VnMst),
    pattern: r"8[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]",
    check: check_person,
    context: &["mst", "mã số thuế", "ma so thue"],
    context_required: true,
    positives: &[
        ("dạy tối, MST 8000123454", "8000123454"),
        ("Mã số thuế: ８０００１２３４５４", "8000123454"),
        ("ma so thue 8000123454", "8000123454"),
        ("MST 800 012 345 4", "8000123454"),
    ],
    near_misses: &["MST: 0100233488", "Đơn hàng 8000123454", "MST 80001234541"],
};

/// Whether a number is the tax code of a person by its form.
pub fn is_of_a_person(text: &str) -> bool {
    let number = digits(text);
    number.len() == 10 && number.starts_with('8') && text.trim().len() == 10
}

fn check_person(text: &str) -> Option<Checked> {
    let compact: String = text.chars().filter(|c| *c != ' ').collect();
    is_of_a_person(&compact).then(|| {
        let valid = super::company::is_vn_tax_code(&digits(text));
        passed(digits(text), if valid { 0.8 } else { 0.6 }, "first digit")
    })
}

/// Words that tell a person's tax code from a company's.
pub const PERSONAL: &[&str] = &[
    "mst cá nhân",
    "mst ca nhan",
    "mã số thuế cá nhân",
    "mã số thuế tncn",
    "mst tncn",
    "mã số thuế người",
    "mst npt",
    "personal tax code",
];

fn check(text: &str) -> Option<Checked> {
    let number = digits(text);
    let separators = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.'));
    let valid = separators && super::company::is_vn_tax_code(&number);
    valid.then(|| passed(number, 0.8, "check digit mod 11"))
}
