//! Postal addresses in free text: Japanese from the prefecture on, Vietnamese by its
//! administrative words, American by street and state.

use super::{Checked, Detector};
use crate::normal::{address_key, plain, squeeze};
use candor_facts::Field;

pub const DETECTOR_JA: Detector = Detector {
    name: "address_ja",
    field: Field::Address,
    scheme: None,
    pattern: r"((?:〒? ?[0-9]{3}-[0-9]{4}[ ]?)?(?:東京都|北海道|京都府|大阪府|(?:神奈川|和歌山|鹿児島|[\p{Han}]{2})県)[\p{Han}\p{Hiragana}\p{Katakana}ー々]{2,24}[ ]?[0-9]{1,5}[0-9\-丁目番地号の]{0,14}(?: ?[\p{Han}\p{Katakana}A-Za-zー・]{2,20}[ ]?[0-9A-Z\-]{1,6}(?:号室|号|階|F)?)?)",
    check,
    context: &["住所", "届け先", "現住所", "所在地", "〒", "自宅", "送付先"],
    context_required: false,
    positives: &[
        (
            "現住所 〒150-0001 東京都渋谷区神宮前１丁目２番３号 コーポ例示201",
            "東京都渋谷区神宮前1-2-3コーポ例示201",
        ),
        ("愛知県名古屋市中区栄3-4-5", "愛知県名古屋市中区栄3-4-5"),
    ],
    near_misses: &["東京都の方針", "大阪府大阪市にて開催", "第3条 埼玉県知事"],
};

pub const DETECTOR_VI: Detector = Detector {
    name: "address_vi",
    field: Field::Address,
    scheme: None,
    pattern: r"(?i)((?:Số )?[0-9]{1,4}[A-Z]?(?:/[0-9]{1,4})*,? (?:đường |phố |ngõ |đ\. ?)?[\p{Latin}\p{M} ]{3,30}, ?(?:phường|xã|thị trấn|p\.|khu phố|tổ|ấp) ?[\p{Latin}\p{M}0-9 ]{1,24}, ?(?:quận|huyện|thị xã|thành phố|q\.|tp\.?) ?[\p{Latin}\p{M}0-9 ]{1,24}(?:, ?(?:tỉnh |thành phố |tp\.? ?)?[\p{Latin}\p{M} ]{3,24})?)",
    check,
    context: &["địa chỉ", "nơi ở", "thường trú", "đ/c"],
    context_required: false,
    positives: &[(
        "Địa chỉ: 12 Đường Lê Lợi, Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh",
        "12duongleloiphuongbennghequan1tphochiminh",
    )],
    near_misses: &["Điều 12, khoản 3, Bộ luật Lao động", "Quận 1 và Quận 3"],
};

pub const DETECTOR_EN: Detector = Detector {
    name: "address_en",
    field: Field::Address,
    scheme: None,
    pattern: r"([0-9]{1,6} (?:[NSEW]\.? )?[A-Z][A-Za-z'.]+(?: [A-Z][A-Za-z'.]+){0,3} (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Circle)\.?(?:,? (?:Apt|Suite|Ste|Unit|#)\.? ?[0-9A-Za-z\-]+)?, [A-Z][A-Za-z .]+, [A-Z]{2}(?: [0-9]{5}(?:-[0-9]{4})?)?)",
    check,
    context: &["address", "ship to", "mail to", "residence"],
    context_required: false,
    positives: &[(
        "Home address: 1520 Maple Avenue, Apt 4B, Springfield, IL 62701",
        "1520mapleavenueapt4bspringfieldil62701",
    )],
    near_misses: &["1520 Maple syrup bottles", "Page 12 of the Main Street report"],
};

fn check(text: &str) -> Option<Checked> {
    let normalized = normalize(text)?;
    Some(Checked { normalized, confidence: 0.75, validator: None })
}

/// The comparable form of an address; `None` when too short to be one.
pub fn normalize(text: &str) -> Option<String> {
    let key = address_key(text);
    let has_number = key.chars().any(|c| c.is_ascii_digit());
    let has_place = key.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    (has_number && has_place && !plain(&squeeze(text)).contains('@')).then_some(key)
}
