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

/// A Japanese address that begins with its city: the city has to be a known place.
pub const CITY_JA: Detector = Detector {
    name: "address_ja_city",
    field: Field::Address,
    scheme: None,
    pattern: r"(?:^|[^\p{Han}])((?:〒? ?[0-9]{3}-[0-9]{4} ?)?[\p{Han}ヶケノ]{1,5}[市区郡](?:[\p{Han}]{1,4}[区町村])?[\p{Han}\p{Hiragana}\p{Katakana}ー]{1,16} ?[0-9]{1,5}[0-9\-丁目番地号の]{1,14}(?: ?[\p{Han}\p{Katakana}A-Za-zー・]{2,20}[ ]?[0-9A-Z\-]{1,6}(?:号室|号|階|F)?)?)",
    check: check_city,
    context: &["住所", "届け先", "現住所", "自宅", "送付先", "お住まい"],
    context_required: false,
    positives: &[(
        "那覇市首里石嶺町2-19-25 メゾン桐壱番館501号",
        "那覇市首里石嶺町2-19-25メゾン桐壱館501",
    )],
    near_misses: &["製品市場1-2-3", "注文区分1-2-3"],
};

fn check_city(text: &str) -> Option<Checked> {
    let body =
        text.trim_start_matches(|c: char| c == '〒' || c.is_ascii_digit() || c == '-' || c == ' ');
    let end = body.char_indices().find(|(_, c)| matches!(c, '市' | '区' | '郡'))?;
    let city = body.get(..end.0 + end.1.len_utf8())?;
    let stem = body.get(..end.0)?;
    let place =
        [city, stem].iter().any(|name| crate::tag::classes(name) & crate::tag::lexicon::PLACE != 0);
    if place { check(text) } else { None }
}

/// Vietnamese addresses typed without accents, or with the number of a lane first (`K344 …`).
pub const PLAIN_VI: Detector = Detector {
    name: "address_vi_plain",
    field: Field::Address,
    scheme: None,
    pattern: r"(?i)((?:số |so |k|lô |lo )?[0-9]{1,4}[a-z]?(?:/[0-9]{1,4})*,? (?:(?:đường|duong|phố|pho|ngõ|ngo|đ\.|d\.) )?[\p{Latin}\p{M} ]{3,30}, ?(?:phường|phuong|xã|xa|thị trấn|thi tran|p\.|khu phố|khu pho|tổ|to|ấp|ap) ?[\p{Latin}\p{M}0-9 ]{1,24}, ?(?:quận|quan|huyện|huyen|thị xã|thi xa|thành phố|thanh pho|q\.|tp\.?) ?[\p{Latin}\p{M}0-9 ]{1,24}(?:, ?(?:(?:tỉnh|tinh|thành phố|thanh pho|tp\.?) ?)?[\p{Latin}\p{M} ]{3,24})?)",
    check,
    context: &["địa chỉ", "dia chi", "nơi ở", "noi o", "thường trú", "đ/c"],
    context_required: false,
    positives: &[
        (
            "K344 Phan Đăng Lưu, phường Máy Chai, quận Ngô Quyền, Hải Phòng",
            "k344phandangluuphuongmaychaiquanngoquyenhaiphong",
        ),
        (
            "787 duong To Hien Thanh, phuong Trung Hoa, quan Cau Giay, Ha Noi",
            "787duongtohienthanhphuongtrunghoaquancaugiayhanoi",
        ),
    ],
    near_misses: &["12 to 14, to be paid, quantity 3", "Điều 12, khoản 3, Bộ luật"],
};

/// Whether a cell that nothing names looks like a postal address.
pub fn looks_like_address(value: &str) -> bool {
    let text: String = value.chars().map(crate::fold::half).collect();
    [&DETECTOR_JA, &DETECTOR_VI, &DETECTOR_EN, &CITY_JA, &PLAIN_VI].iter().any(|detector| {
        super::find_one(detector, &text).is_some_and(|length| length * 10 >= text.len() * 6)
    })
}

/// The comparable form of an address; `None` when too short to be one.
pub fn normalize(text: &str) -> Option<String> {
    let key = address_key(text);
    let has_number = key.chars().any(|c| c.is_ascii_digit());
    let has_place = key.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    (has_number && has_place && !plain(&squeeze(text)).contains('@')).then_some(key)
}
