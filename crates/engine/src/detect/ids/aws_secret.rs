//! AWS secret access keys: 40 characters next to their name (AWS, "Manage access keys for IAM
//! users").

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "aws_secret",
    field: Field::Credential,
    scheme: None,
    pattern: r#"(?i:aws_?secret_?access_?key|secret_?access_?key|aws_secret|secret access key)["']?[ ]?[:=,]?[ ]?["']?([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)"#,
    check,
    context: &["secret"],
    context_required: true,
    positives: &[
        (
            concat!("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"),
            concat!("wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"),
        ),
        (
            concat!("\"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY\""),
            concat!("wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"),
        ),
        (
            concat!("Secret access key：wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY\n"),
            concat!("wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"),
        ),
    ],
    near_misses: &[
        "commit 0123456789abcdef0123456789abcdef01234567",
        "aws_secret_access_key = 0123456789abcdef0123456789abcdef01234567",
        "aws_secret_access_key = tooshort",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let mixed = text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().any(|b| b.is_ascii_lowercase())
        && text.bytes().any(|b| !b.is_ascii_alphabetic());
    (mixed && text.len() == 40).then(|| passed(text.to_owned(), 0.95, "length and alphabet"))
}
