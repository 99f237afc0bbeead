//! The French social security number (NIR, 13 digits and a key modulo 97; INSEE, decree 82-103 of
//! 22 January 1982). Corsica writes 2A and 2B for the department.

use super::sums::{compact, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "fr_nir",
    field: Field::NationalId,
    scheme: Some(Scheme::FrNir),
    pattern: r"[1-478] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9ABab] ?[0-9]{3} ?[0-9]{3} ?/?-?[0-9]{2}",
    check,
    context: &[
        "sécurité sociale",
        "securite sociale",
        "sécu",
        "nir:",
        "nir ",
        "insee",
        "n° ss",
        "numéro ss",
        "social security",
    ],
    context_required: true,
    positives: &[
        ("N° de sécurité sociale : 2 95 10 99 126 111 93", "295109912611193"),
        ("NIR: ２９５１０９９１２６１１１９３", "295109912611193"),
        ("Sécurité sociale 253072B07300470", "253072B07300470"),
    ],
    near_misses: &[
        "N° de sécurité sociale : 2 95 10 99 126 111 94",
        "Commande 295109912611193",
        "NIR: 2951099126111931",
        "NIR: 253072C07300443",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 15)?;
    let (body, key) = number.split_at_checked(13)?;
    let plain = match body.get(5..7)? {
        "2A" => body.replacen("2A", "19", 1),
        "2B" => body.replacen("2B", "18", 1),
        _ => body.to_owned(),
    };
    let month = part(&plain, 3..5)?;
    let rest = plain.parse::<u64>().ok()? % 97;
    let valid = matches!(part(&plain, 0..1)?, 1..=4 | 7 | 8)
        && matches!(month, 1..=12 | 20 | 30..=42 | 50..=99)
        && 97 - rest == u64::from(part(key, 0..2)?);
    valid.then(|| passed(number, 0.9, "key mod 97"))
}
