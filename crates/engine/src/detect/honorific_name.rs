//! Names of persons that the text addresses: 山田様, Mr. Smith, Ông Nguyễn Văn A.

use super::{Checked, Detector};
use crate::names::{Script, shape, starts_with_family};
use crate::normal::squeeze;
use candor_facts::Field;

pub const DETECTOR_JA: Detector = Detector {
    name: "name_ja",
    field: Field::Name,
    scheme: None,
    pattern: r"([\p{Han}々﨑髙]{1,5}(?:[ ]?[\p{Han}\p{Hiragana}\p{Katakana}々ー]{1,5})?) ?(?:様|さま|さん|殿|氏|先生)",
    check: check_ja,
    context: &[],
    context_required: false,
    positives: &[("拝啓　山田　太郎　様", "山田 太郎"), ("佐々木さんへ", "佐々木")],
    near_misses: &["お客様各位", "皆様へ", "御社担当者様", "仕様書", "営業部様"],
};

pub const DETECTOR_EN: Detector = Detector {
    name: "name_en",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? ([A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z.'\-]*){0,3})|Dear ([A-Z][a-z'\-]+ [A-Z][a-z'\-]+)",
    check: check_latin,
    context: &[],
    context_required: false,
    positives: &[("Dear Mr. John Smith,", "John Smith")],
    near_misses: &["Mr. Sales Team", "Dr. 12", "Dear Customer,"],
};

/// A given and a family name of the dictionary side by side, one of them a frequent one.
pub const KNOWN_EN: Detector = Detector {
    name: "name_en_known",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^A-Za-z0-9'’@./\-])([A-Z][a-z]{1,14}(?: [A-Z]\.)?(?: (?:van|de|der|den|la|von|bin|al))* [A-Z][A-Za-z'’\-]{1,20})(?:$|[^A-Za-z0-9@])",
    check: check_known,
    context: &[],
    context_required: false,
    positives: &[("I spoke with Karen Miller in the warehouse", "Karen Miller")],
    near_misses: &["Main Street", "Purchase Order", "Quality Manager", "New York"],
};

fn check_known(text: &str) -> Option<Checked> {
    use crate::tag::{classes, lexicon};
    let (first, last) = (text.split(' ').next()?, text.rsplit(' ').next()?);
    let (given, family) = (classes(first), classes(last));
    let both = given & lexicon::GIVEN != 0 && family & lexicon::SURNAME != 0;
    let frequent = (given | family) & lexicon::COMMON != 0;
    let place = (given | family) & lexicon::PLACE != 0 && given & lexicon::COMMON == 0;
    if !both || !frequent || place {
        return None;
    }
    let normalized = squeeze(text);
    shape(&normalized)?;
    Some(Checked { normalized, confidence: 0.6, validator: Some("dictionary of names") })
}

pub const DETECTOR_VI: Detector = Detector {
    name: "name_vi",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:Ông|Bà|Anh|Chị|ông|bà|anh|chị)(?:/(?:Bà|bà))?:? ((?:\p{Lu}[\p{Ll}\p{M}]+)(?: \p{Lu}[\p{Ll}\p{M}]+){1,4})",
    check: check_latin,
    context: &[],
    context_required: false,
    positives: &[("Kính gửi: Ông Nguyễn Văn Đức, Giám đốc", "Nguyễn Văn Đức")],
    near_misses: &["Bà Rịa - Vũng Tàu", "ông chủ"],
};

/// `anh Luân`, `Bà Thơ`: Vietnamese speaks of people by their given names.
pub const GIVEN_VI: Detector = Detector {
    name: "name_vi_given",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}])(?:Ông|Bà|Anh|Chị|ông|bà|anh|chị) (\p{Lu}[\p{Ll}\p{M}]{1,6})(?:$|[^\p{L}])",
    check: check_given_vi,
    context: &[],
    context_required: false,
    positives: &[("- Ông Luân nhắc lại chỉ tiêu quý", "Luân")],
    near_misses: &["Bà Rịa - Vũng Tàu", "anh em", "ông Trời"],
};

fn check_given_vi(text: &str) -> Option<Checked> {
    const NOT_GIVEN: &[&str] = &["Rịa", "Trời", "Nội", "Ngoại", "Quốc", "Em", "Chị", "Bà"];
    (!NOT_GIVEN.contains(&text)).then(|| Checked {
        normalized: text.to_owned(),
        confidence: 0.7,
        validator: None,
    })
}

/// A full Vietnamese name by its family name; streets, schools and firms bear such names too.
pub const FULL_VI: Detector = Detector {
    name: "name_vi_full",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:[Đđ]ường|[Pp]hố|[Tt]rường|[Pp]hường|[Qq]uận|[Xx]ã|[Hh]uyện|[Bb]ệnh viện|[Cc]ông ty|TNHH|[Cc]ầu|[Cc]hợ|[Cc]ông viên|[Gg]iải|THPT|THCS|[Đđ]ại học|KCN|KĐT|[0-9/]+[A-Z]?|K[0-9]+)(?: [\p{Ll}\p{M}]+)? (?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Đinh|Trương|Mai|Lâm|Trịnh|Hà|Cao|Thái|Châu|Tạ|Phùng|Tô|Vương|Quách|Tăng|Lưu|Lương|La|Kiều|Thạch|Triệu|Mạc|Tống|Nghiêm|Khúc|Chu|Tôn|Hứa|Ninh|Diệp|Doãn|Giang|Lại|Lục|Quan|Văn|Viên)(?: \p{Lu}[\p{Ll}\p{M}]*){1,4}|(?:^|[^\p{L}])((?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Đinh|Trương|Mai|Lâm|Trịnh|Hà|Cao|Thái|Châu|Tạ|Phùng|Tô|Vương|Quách|Tăng|Lưu|Lương|La|Kiều|Thạch|Triệu|Mạc|Tống|Nghiêm|Khúc|Chu|Tôn|Hứa|Ninh|Diệp|Doãn|Giang|Lại|Lục|Quan|Văn|Viên)(?: \p{Lu}[\p{Ll}\p{M}]*){1,4})",
    check: check_full_vi,
    context: &[],
    context_required: false,
    positives: &[
        ("Vắng mặt: Trịnh Tấn Thịnh (có phép)", "Trịnh Tấn Thịnh"),
        ("Thư ký: Châu Công Luân", "Châu Công Luân"),
    ],
    near_misses: &["58/33 Phạm Văn Đồng, Quận 1", "đường Lê Lợi", "Trường Phan Bội Châu", "Hà Nội"],
};

/// Provinces, towns and the city that bear what could be a person's name.
const VIETNAMESE_PLACES: &[&str] = &[
    "Hà Nội",
    "Hà Nam",
    "Hà Giang",
    "Hà Tĩnh",
    "Hà Đông",
    "Hà Tiên",
    "Cao Bằng",
    "Cao Lãnh",
    "Lâm Đồng",
    "Lai Châu",
    "Thái Bình",
    "Thái Nguyên",
    "Châu Đốc",
    "Châu Đức",
    "Châu Thành",
    "Hồ Chí Minh",
    "Lý Sơn",
    "Mai Châu",
    "Mai Sơn",
    "Hồ Tây",
    "Hồ Gươm",
    "Hồ Hoàn Kiếm",
    "Đặng Xá",
    "Lê Chân",
    "Phan Thiết",
    "Phan Rang",
    "Phùng Khoang",
    "Lương Sơn",
    "Lục Ngạn",
    "Văn Lâm",
    "Văn Giang",
    "Văn Phòng",
    "Châu Âu",
    "Châu Á",
    "Châu Phi",
    "Thái Lan",
    "Triệu Phong",
    "Dương Kinh",
    "La Gi",
    "Cao Su",
    "Mạc Đĩnh Chi",
    "Giang Nam",
    "Quan Hoa",
];

fn check_full_vi(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let place = VIETNAMESE_PLACES.iter().any(|place| {
        name == *place || name.starts_with(place) && name[place.len()..].starts_with(' ')
    });
    if place { None } else { check_latin(&name) }
}

fn check_ja(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let family = starts_with_family(&name)?;
    let judged = shape(&name).filter(|judged| judged.script == Script::Japanese)?;
    let letters = name.chars().filter(|c| *c != ' ').count();
    let confidence = if letters > family { judged.plausible.max(0.85) } else { 0.6 };
    Some(Checked { normalized: name, confidence, validator: Some("family name list") })
}

fn check_latin(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let judged = shape(&name)?;
    let confident = judged.full && (judged.plausible >= 0.4);
    confident.then(|| Checked {
        normalized: name,
        confidence: judged.plausible.max(0.7),
        validator: None,
    })
}
