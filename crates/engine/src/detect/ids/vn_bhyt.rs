//! The Vietnamese health insurance card number: group of insured, level of benefit, province and
//! the ten digits of social insurance (Decision 1351/QĐ-BHXH of 2015).

use super::sums::{compact, part, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "vn_bhyt",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"(?-u:\b)([A-Z]{2}[ \-]?[1-5][ \-]?[0-9]{2}(?:[ \-]?[0-9]){10})",
    check,
    context: &["bhyt", "bảo hiểm y tế", "bao hiem y te", "thẻ", "health insurance"],
    context_required: false,
    positives: &[
        ("Số thẻ BHYT: DN4797912345678", "DN4797912345678"),
        ("Thẻ bảo hiểm y tế ＤＮ４７９７９１２３４５６７８", "DN4797912345678"),
        ("BHYT: DN 4 79 791 234 5678", "DN4797912345678"),
        ("(4) TE174 7419 711 579 – Nguyễn Gia Tường", "TE1747419711579"),
    ],
    near_misses: &[
        "Mã hàng DN4797912345678",
        "BHYT: ZZ4797912345678",
        "BHYT: DN47979123456780",
        "BHYT: DN4997912345678",
    ],
};

/// The ten digits of a card since 2021: those of the social insurance.
pub const SHORT: Detector = Detector {
    name: "vn_bhyt_short",
    field: Field::HealthInsurance,
    scheme: None,
    pattern: r"(?i)(?:bhyt|bảo hiểm y tế|bao hiem y te|thẻ bh|the bh)[^0-9\n;|]{0,16}([0-9]{10})",
    check: check_short,
    context: &["bhyt", "bảo hiểm y tế", "bao hiem y te", "thẻ bh", "the bh"],
    context_required: true,
    positives: &[
        ("Số thẻ BHYT: 0216825285", "0216825285"),
        ("thẻ BH ０２１６８２５２８５", "0216825285"),
        ("BHYT 0216825285|PARA 0000", "0216825285"),
    ],
    near_misses: &["Mã hàng 0216825285", "BHYT: 0000000000", "BHYT 021682528"],
};

fn check_short(text: &str) -> Option<Checked> {
    let number = super::sums::number(text, 10)?;
    super::sums::varied(&number).then(|| passed(number, 0.7, "structure"))
}

const GROUPS: &str = "DN HX CH NN TK HC XK HT TB NO CT XB TN CS QN CA CY XN MS CC CK CB KC HD TE BT HN DT \
DK XD TS TC TQ TA TY HG LS PV HS SV GB GD TV TD TU ND CN BA";

fn check(text: &str) -> Option<Checked> {
    let number = compact(text).filter(|number| number.len() == 15)?;
    let (group, rest) = number.split_at_checked(2)?;
    let valid = GROUPS.split_whitespace().any(|known| known == group)
        && matches!(part(rest, 0..1)?, 1..=5)
        && matches!(part(rest, 1..3)?, 1..=97)
        && part(rest, 3..8).is_some()
        && part(rest, 8..13).is_some();
    valid.then(|| passed(number, 0.75, "group, level and province"))
}
