//! Private keys in PEM form (RFC 7468; OpenSSH and PGP armour alike), known by their first line.
//! Where the key follows on the same line, as in JSON, its first characters tell keys apart.

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "private_key",
    field: Field::Credential,
    scheme: None,
    pattern: r"-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\.\-]*",
    check,
    context: &[],
    context_required: false,
    positives: &[
        (
            "-----BEGIN PRIVATE KEY-----\nAAAAexampleonlyAAAAexampleonlyAAAA\n-----END PRIVATE KEY-----\n",
            "PRIVATE KEY",
        ),
        (
            "key: -----BEGIN RSA PRIVATE KEY-----\\nBBBBexampleonlyBBBBexampleonlyBBBB\\n",
            "RSA PRIVATE KEY BBBBexampleonlyBBBBexampleonlyBBBB",
        ),
        (
            "鍵 －－－－－BEGIN EC PRIVATE KEY－－－－－\r\nCCCCexampleonlyCCCCexampleonlyCCCC",
            "EC PRIVATE KEY",
        ),
    ],
    near_misses: &[
        "-----BEGIN PUBLIC KEY-----\nAAAAexampleonlyAAAAexampleonlyAAAA\n",
        "-----BEGIN CERTIFICATE-----\nAAAAexampleonlyAAAAexampleonlyAAAA\n",
        "-----BEGIN PRIVATE KEY-----...-----END PRIVATE KEY-----",
        "BEGIN PRIVATE KEY",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let (label, body) = text.strip_prefix("-----BEGIN ")?.split_once("-----")?;
    let body = body.replace("\\n", "").replace("\\r", "").replace(['\n', '\r', ' '], "");
    let kept: String = body.chars().take_while(|c| *c != '-' && *c != '.').take(48).collect();
    match (body.is_empty(), kept.len()) {
        (true, _) => Some(passed(label.to_owned(), 0.85, "PEM label")),
        (false, 24..) => Some(passed(format!("{label} {kept}"), 0.98, "PEM label and key")),
        _ => None,
    }
}
