//! Vietnamese bank accounts by their words (STK, số tài khoản): 6 to 19 digits (State Bank of
//! Vietnam, Circular 17/2024/TT-NHNN leaves the form to the banks).

use super::sums::{all_digits, compact, passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "vn_bank_account",
    field: Field::BankAccount,
    scheme: None,
    pattern: r"(?i)(?:^|[^\p{L}])(?:vietcombank|vcb|techcombank|bidv|vietinbank|agribank|sacombank|vpbank|tpbank|mbbank|shinhan|hdbank|acb(?: số)?|stk|số tài khoản|so tai khoan|tài khoản(?: số)?|số tk|tk số|tknh)[^0-9\n;|,]{0,28}?([0-9]{2,6}(?:[ .\-][0-9]{2,6}){1,4}|[0-9]{8,19})",
    check,
    context: &[
        "vietcombank",
        "vcb",
        "techcombank",
        "bidv",
        "vietinbank",
        "agribank",
        "sacombank",
        "vpbank",
        "tpbank",
        "mbbank",
        "shinhan",
        "hdbank",
        "acb",
        "stk",
        "số tài khoản",
        "so tai khoan",
        "tài khoản",
        "số tk",
        "tk số",
        "tknh",
    ],
    context_required: true,
    positives: &[
        ("STK: 0071000123456", "0071000123456"),
        ("STK: 0071000123456 0912345678", "0071000123456"),
        ("Số tài khoản：００７１０００１２３４５６", "0071000123456"),
        ("số tài khoản ngân hàng: 007 1000 123456", "0071000123456"),
        ("Tài khoản số 19012345678901 tại ngân hàng", "19012345678901"),
    ],
    near_misses: &[
        "Mã hàng 0071000123456",
        "Tài khoản 331",
        "STK: 00000000",
        "Tài khoản 1121 - 112",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| all_digits(number))?;
    let valid = (8..=19).contains(&number.len()) && varied(&number);
    valid.then(|| passed(number, 0.75, "structure"))
}
