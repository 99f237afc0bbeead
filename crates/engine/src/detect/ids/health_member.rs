//! The number under which a health insurer knows someone, as cards and forms in English call it.

use super::sums::{compact, passed, varied};
use crate::detect::{Checked, Detector, digits};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "health_member",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"(?i)(?:(?:member|subscriber|insured|beneficiary|policy|certificate|card|insurance|health plan|plan member|medicaid|medicare)(?:'?s)? ?(?:id|no\.?|number|#)|medicaid|medicare|uhid)[ .:#]{0,4}(?:is )?((?:[A-Z]{1,4}[ \-]?)?[0-9][0-9A-Z]{2,12}(?:[ \-][0-9A-Z]{1,9}){0,3})(?:$|[^0-9A-Z])",
    check,
    context: &[
        "health",
        "medical",
        "insur",
        "medicare",
        "medicaid",
        "ppo",
        "hmo",
        "bupa",
        "cigna",
        "aetna",
        "blue cross",
        "kaiser",
        "philhealth",
        "dental",
        "hospital",
        "benefit",
        "uhid",
    ],
    context_required: true,
    positives: &[
        ("Health insurance: Member ID XTH884M20416", "XTH884M20416"),
        ("Insurer Cigna, policy no. 4471-882-01", "447188201"),
        ("Medical plan subscriber number: 884 120 4471", "8841204471"),
    ],
    near_misses: &[
        "Member ID 884120",
        "Insurance policy number: see file",
        "Medical device serial number 884120447",
    ],
};

/// The code of a member or policy of private insurance, without a word for number: `policy AMH-20441188-01`.
pub const CODE: Detector = Detector {
    name: "health_member_code",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"(?i:member|mem\.?|policy|cert\.?|certificate) (?i:no\.? |is )?([A-Z]{2,4}[ \-/](?:[A-Z]{1,4}[\-/])?[0-9]{5,9}(?:[ \-][0-9]{1,3})?)(?:$|[^0-9A-Za-z])",
    check: check_code,
    context: &[
        "health insur",
        "health ins",
        "medical insur",
        "medical scheme",
        "hospital plan",
        "dental plan",
        "assurance",
        "mutual",
        "insures",
        "hmo",
    ],
    context_required: true,
    positives: &[
        (
            "He also holds cover with Aldous Mutual, policy AMH-20441188-01, which pays",
            "AMH2044118801",
        ),
        ("entered in the private medical scheme, member AMH 20449902 01 and 02", "AMH2044990201"),
        ("Hospital plan: Lion Crescent Assurance, cert LCA-G/88104-027", "LCAG88104027"),
    ],
    near_misses: &[
        "Mutual policy HR-2024-0031 on cover",
        "medical insurance certificate ISO 134850",
        "Insurance policy HR-31 of the fleet",
        "the member AMH 20449902",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let number = compact(text)?;
    let figures = digits(&number);
    let fits = (6..=16).contains(&number.len()) && figures.len() >= 5 && varied(&figures);
    let date = crate::detect::normalize_date(text).is_some();
    (fits && !date).then(|| passed(number, 0.7, "structure"))
}

/// Standards are numbered so as well.
fn check_code(text: &str) -> Option<Checked> {
    const STANDARDS: &[&str] = &["ISO", "IEC", "EN", "HS", "JIS", "TCVN"];
    let standard = STANDARDS.iter().any(|head| text.starts_with(head));
    check(text).filter(|_| !standard)
}
