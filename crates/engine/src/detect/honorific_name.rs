//! Names of persons that the text addresses: 山田様, Mr. Smith, Ông Nguyễn Văn A.

use super::{Checked, Detector};
use crate::names::{Script, shape, starts_with_family};
use crate::normal::squeeze;
use candor_facts::Field;

pub const DETECTOR_JA: Detector = Detector {
    name: "name_ja",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:納品|納入|届け?|送付|送り|配送|連絡|お届け)先[ :]|(?:依頼|申込|契約|使用|利用|担当)者[ :]|(?:依頼主|受取人|名義人?|窓口|担当)[ :]|([\p{Han}々﨑髙]{1,5}(?:[ ]?[\p{Han}\p{Hiragana}\p{Katakana}々ー]{1,5})?) ?(?:様|さま|さん|殿|氏|先生|くん|ちゃん|小姐)",
    check: check_ja,
    context: &[],
    context_required: false,
    positives: &[
        ("拝啓　山田　太郎　様", "山田 太郎"),
        ("納品先 山田太郎様", "山田太郎"),
        ("佐々木さんへ", "佐々木"),
        ("総務人事部　名和　様", "名和"),
        ("新しいバイト、柘植くん", "柘植"),
    ],
    near_misses: &["お客様各位", "皆様へ", "御社担当者様", "仕様書", "営業部様", "業者さん"],
};

/// Names in kana or Latin letters that an honorific follows: `テシさん`, `るみさん`, `Kwokさん`.
pub const KANA_JA: Detector = Detector {
    name: "name_ja_kana",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{Katakana}ー・])([\p{Katakana}ー]{2,8}(?:・[\p{Katakana}ー]{2,8})?) ?(?:様|さま|さん|氏|くん|ちゃん)|(?:^|[^\p{Hiragana}\p{Han}])([\p{Hiragana}]{2,4})(?:さん|くん|ちゃん)|(?:^|[^A-Za-z])([A-Z][a-z]{1,12}) ?(?:様|さま|さん|氏)",
    check: check_kana,
    context: &[],
    context_required: false,
    positives: &[
        ("テシさん 休肝日だそうです", "テシ"),
        ("奥様の方（るみさん）へ", "るみ"),
        ("メーカーのKwokさんが来る", "Kwok"),
    ],
    near_misses: &[
        "たくさんあります",
        "メーカーさんへ",
        "ドライバーさん",
        "おかあさん",
        "みなさん",
    ],
};

fn check_kana(text: &str) -> Option<Checked> {
    const NOBODY: &[&str] = &[
        "たく",
        "みな",
        "おかあ",
        "おとう",
        "おにい",
        "おねえ",
        "おじい",
        "おばあ",
        "おじ",
        "おば",
        "おきゃく",
        "おく",
        "おまわり",
        "かあ",
        "とう",
        "にい",
        "ねえ",
        "じい",
        "ばあ",
        "おこ",
        "むすこ",
        "むすめ",
        "だんな",
        "おいしゃ",
        "かんご",
        "スタッフ",
        "メーカー",
        "ドライバー",
        "ヘルパー",
        "リーダー",
        "ユーザー",
        "オーナー",
        "マネージャー",
        "ベンダー",
        "パート",
        "アルバイト",
        "バイト",
        "エンジニア",
        "デザイナー",
        "コンサル",
        "テナント",
        "クライアント",
        "ゲスト",
        "ケアマネ",
        "ナース",
        "ドクター",
        "サポート",
        "サービス",
        "コンビニ",
        "スーパー",
        "パートナー",
        "ディーラー",
        "サプライヤー",
        "Team",
        "Customer",
    ];
    let word = crate::tag::classes(text);
    let noun = word & crate::tag::lexicon::NOUN != 0
        && word & (crate::tag::lexicon::SURNAME | crate::tag::lexicon::GIVEN) == 0;
    (!NOBODY.contains(&text) && !noun).then(|| Checked {
        normalized: squeeze(text),
        confidence: 0.65,
        validator: None,
    })
}

/// A family name before an office: `高坂取締役`, `山本社長`, `早乙女元課長`.
pub const OFFICE_JA: Detector = Detector {
    name: "name_ja_office",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{Han}々])([\p{Han}々﨑髙]{1,4}?) ?(?:元|前|副|現)?(?:代表取締役|取締役|社長|会長|専務|常務|本部長|部長|次長|課長|係長|主任|主査|主事|顧問|相談役|店長|室長|班長|看護師|医師|弁護士|社員)(?:$|[^\p{Han}])",
    check: check_office,
    context: &[],
    context_required: false,
    positives: &[
        ("配布: 高坂取締役, 寺井", "高坂"),
        ("退職した早乙女元課長の件", "早乙女"),
        ("同席者：山本社長 ほか2名", "山本"),
    ],
    near_misses: &["人事課長", "営業部長", "品質主任", "担当課長"],
};

fn check_office(text: &str) -> Option<Checked> {
    use crate::tag::{classes, lexicon};
    let word = classes(text);
    let family =
        word & lexicon::SURNAME != 0 || starts_with_family(text) == Some(text.chars().count());
    let other = word & lexicon::NOUN != 0 && starts_with_family(text).is_none();
    (family && !other && shape(text).is_some()).then(|| Checked {
        normalized: text.to_owned(),
        confidence: 0.65,
        validator: Some("family name list"),
    })
}

pub const DETECTOR_EN: Detector = Detector {
    name: "name_en",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Herr|Frau|Mme|Shri|Smt|Datin|Encik|Puan)\.? (?:Dr\.? |Prof\.? )?((?:\p{Lu}\.? ?){0,3}\p{Lu}[\p{L}'’\-]+(?: \p{Lu}[\p{L}.'’\-]*){0,3})|Dear (\p{Lu}[\p{L}'’\-]+ \p{Lu}[\p{L}'’\-]+)",
    check: check_addressed,
    context: &[],
    context_required: false,
    positives: &[
        ("Dear Mr. John Smith,", "John Smith"),
        ("Mrs. Thanh Tâm, shophouse", "Thanh Tâm"),
        ("FAO Mrs J Lockett", "J Lockett"),
        ("I paid your Mr Adeyemi-Bright", "Adeyemi-Bright"),
    ],
    near_misses: &["Mr. Sales Team", "Dr. 12", "Dear Customer,", "Prof. of English"],
};

/// `Hatakeyama-san`, `黒岩-san`.
pub const SAN: Detector = Detector {
    name: "name_san",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}])(\p{Lu}\p{Ll}{2,14}|[\p{Han}々]{1,4})[\- ](?:san|sama|sensei)(?:$|[^\p{L}])",
    check: check_alone,
    context: &[],
    context_required: false,
    positives: &[("Basti from Ulm, Hatakeyama-san until 9.30", "Hatakeyama")],
    near_misses: &["Osan 12", "the san Francisco office"],
};

/// Initials before a family name: `N. Cattermole`, `S. A. O'Loughlin`.
pub const INITIALS: Detector = Detector {
    name: "name_initials",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}0-9.&'])((?:\p{Lu}\. ?){1,3}\p{Lu}['’]?\p{L}{2,}(?:-\p{Lu}\p{L}+)?)(?:$|[^\p{L}0-9@&])",
    check: check_initials,
    context: &[],
    context_required: false,
    positives: &[
        ("O. Adebayo-Cole reports to him", "O. Adebayo-Cole"),
        ("drawn by S. A. O'Loughlin", "S. A. O'Loughlin"),
    ],
    near_misses: &["P.O. Box 12", "the U.S. Army", "E. Main Street", "St. Vincent", "No. Order"],
};

fn check_initials(text: &str) -> Option<Checked> {
    const NOT_FAMILY: &[&str] = &["box", "army", "main", "navy", "korea", "america", "iowa"];
    let normalized = squeeze(text);
    let family = normalized.rsplit(['.', ' ']).next()?;
    let classes = crate::tag::classes(family.rsplit('-').next()?);
    let place =
        classes & crate::tag::lexicon::PLACE != 0 && classes & crate::tag::lexicon::SURNAME == 0;
    // `A. Khải`, `C. Diệp` address a man, a woman; `P. Thiết kế` is an office.
    let address = normalized.split(['.', ' ']).filter(|word| !word.is_empty()).count() == 2
        && matches!(normalized.chars().next(), Some('A' | 'B' | 'C' | 'E' | 'P' | 'Ô'))
        && family.chars().any(crate::language::is_vietnamese);
    let no_name = NOT_FAMILY.contains(&family.to_lowercase().as_str()) || place || address;
    let known = classes & crate::tag::lexicon::SURNAME != 0;
    shape(family).filter(|_| !no_name)?;
    Some(Checked { normalized, confidence: if known { 0.75 } else { 0.55 }, validator: None })
}

fn check_alone(text: &str) -> Option<Checked> {
    let judged = shape(text)?;
    let fits = judged.script == Script::Latin || starts_with_family(text).is_some();
    fits.then(|| Checked { normalized: text.to_owned(), confidence: 0.7, validator: None })
}

/// Behind `Mr` a family name alone is one.
fn check_addressed(text: &str) -> Option<Checked> {
    let name = squeeze(
        text.trim_end_matches(['\'', '’', '-']).trim_end_matches("'s").trim_end_matches("’s"),
    );
    if let Some(checked) = check_latin(&name) {
        return Some(checked);
    }
    let judged = shape(&name)?;
    Some(Checked { normalized: name, confidence: judged.plausible.max(0.65), validator: None })
}

/// A given and a family name of the dictionary side by side, one of them a frequent one.
pub const KNOWN_EN: Detector = Detector {
    name: "name_en_known",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}0-9'’@./\-])([A-Z][a-z]{1,14}(?: [A-Z]\.)?(?: (?:van|de|der|den|la|von|bin|al))* [A-Z][A-Za-z'’\-]{1,20})(?:$|[^\p{L}0-9@])",
    check: check_known,
    context: &[],
    context_required: false,
    positives: &[("I spoke with Karen Miller in the warehouse", "Karen Miller")],
    near_misses: &["Main Street", "Purchase Order", "Quality Manager", "New York"],
};

/// The family name first, parted by a comma: `PALANIVELU, Suresh`, `Abbott, Fletcher`.
pub const REVERSED: Detector = Detector {
    name: "name_en_reversed",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}0-9, ] ?|  |[0-9] )([A-Z][\p{L}'’\-]+(?: [A-Z][\p{L}'’\-]+)?, [A-Z][\p{L}'’\-][\p{L}'’\-]+(?: [A-Z][\p{L}\-]+)?(?: [A-Z](?:$|[^\p{L}0-9]))?)(?:$|[^\p{L}0-9@])",
    check: check_reversed,
    context: &[],
    context_required: false,
    positives: &[
        ("record 4/9 TETTEH-BROWN, PATIENCE : terminated", "TETTEH-BROWN, PATIENCE"),
        ("Signed   Abbott, Fletcher, president", "Abbott, Fletcher"),
    ],
    near_misses: &[
        "Dallas, Texas",
        "Hello, Sarah",
        "Monday, March",
        "Boston, Mass",
        "London, Paris",
    ],
};

/// Words that stand before or behind a comma like names.
const NO_NAMES: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "english",
    "german",
    "french",
    "way",
    "ave",
    "blvd",
    "spanish",
    "hindi",
    "chinese",
    "japanese",
    "korean",
    "dutch",
    "irish",
    "polish",
    "golf",
    "son",
    "days",
];

fn check_reversed(text: &str) -> Option<Checked> {
    use crate::tag::{classes, lexicon};
    let (family, given) = text.split_once(", ")?;
    if text.chars().count() > LETTERS_MAX {
        return None;
    }
    let no_name = |word: &str| NO_NAMES.contains(&word.to_lowercase().as_str());
    if text.split([',', ' ']).any(no_name) || text.chars().any(crate::language::is_vietnamese) {
        return None;
    }
    let first = given.split([' ', '-']).next()?;
    let last = family.rsplit([' ', '-']).next()?;
    let several = family.contains(' ') && family.chars().any(char::is_lowercase);
    if several {
        return None;
    }
    let (of_family, of_given) = (classes(last), classes(first));
    let loud = family.chars().all(|c| !c.is_lowercase()) && family.chars().count() >= 3;
    let known = of_given & lexicon::GIVEN != 0
        && of_family & lexicon::SURNAME != 0
        && (loud || of_given & lexicon::COMMON != 0);
    let place = of_family & lexicon::PLACE != 0 && !(loud && of_given & lexicon::COMMON != 0)
        || of_given & lexicon::PLACE != 0 && of_given & lexicon::COMMON == 0;
    let word =
        of_family & (lexicon::NOUN | lexicon::FUNCTION) != 0 && of_family & lexicon::COMMON == 0;
    if !known
        || place
        || word
        || GREETINGS.contains(&family)
        || is_facility(first)
        || is_facility(last)
    {
        return None;
    }
    let normalized = squeeze(text);
    shape(&squeeze(&format!("{given} {family}")))?;
    Some(Checked { normalized, confidence: 0.65, validator: Some("dictionary of names") })
}

/// Initials without stops before a family name of the dictionary: `H S Bhogal`, `A M Thwaite`.
pub const LETTERS: Detector = Detector {
    name: "name_en_letters",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}0-9.&'])((?:[A-Z] )+(?:[A-Z]['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?:$|[^\p{L}0-9@&])",
    check: check_letters,
    context: &[],
    context_required: false,
    positives: &[
        ("(signed) H S Bhogal", "H S Bhogal"),
        ("AUTHORIZED  H W Bailey  INV", "H W Bailey"),
    ],
    near_misses: &["Plan B Ltd", "I Want this", "Q A Dept", "Hepatitis B Vaccine", "A Lot of"],
};

/// The longest name of a pattern that does not count its letters.
const LETTERS_MAX: usize = 48;

fn check_letters(text: &str) -> Option<Checked> {
    use crate::tag::{classes, lexicon};
    let words: Vec<&str> = text.split(' ').collect();
    if !(2..=4).contains(&words.len()) || text.chars().count() > LETTERS_MAX {
        return None;
    }
    let family = words.last()?.rsplit('-').next()?;
    let known = classes(family);
    let alone = words.len() == 2;
    let thing = [
        "pass", "permit", "class", "type", "plan", "level", "grade", "size", "vitamin", "bay",
        "gate",
    ];
    let doubtful = alone && matches!(words.first(), Some(&("A" | "I")))
        || thing.contains(&family.to_lowercase().as_str());
    let other =
        known & (lexicon::NOUN | lexicon::PLACE | lexicon::FUNCTION | lexicon::INFLECTED) != 0;
    let fits = known & lexicon::SURNAME != 0 && !(other && (alone || known & lexicon::COMMON == 0));
    (fits && !doubtful && !is_facility(family)).then(|| Checked {
        normalized: squeeze(text),
        confidence: 0.6,
        validator: Some("dictionary of names"),
    })
}

/// First words of a line that address somebody.
const GREETINGS: &[&str] = &["Hi", "Hello", "Hey", "Dear", "Thanks", "Meet", "Say", "Ask", "See"];

fn check_known(text: &str) -> Option<Checked> {
    use crate::tag::{classes, lexicon};
    let (first, last) = (text.split(' ').next()?, text.rsplit(' ').next()?);
    let (given, family) = (classes(first), classes(last));
    let both = given & lexicon::GIVEN != 0 && family & lexicon::SURNAME != 0;
    let frequent = (given | family) & lexicon::COMMON != 0;
    let place = (given | family) & lexicon::PLACE != 0 && given & lexicon::COMMON == 0;
    if !both || !frequent || place || is_facility(last) || GREETINGS.contains(&first) {
        return None;
    }
    let normalized = squeeze(text);
    shape(&normalized)?;
    Some(Checked { normalized, confidence: 0.6, validator: Some("dictionary of names") })
}

/// Last words of houses, rooms, streets and ships that bear a person's name.
const FACILITIES: &[&str] = &[
    "house",
    "hall",
    "park",
    "works",
    "shed",
    "suite",
    "bay",
    "road",
    "street",
    "hospital",
    "center",
    "centre",
    "bridge",
    "room",
    "dock",
    "wharf",
    "yard",
    "tower",
    "court",
    "lane",
    "square",
    "school",
    "college",
    "church",
    "station",
    "airport",
    "avenue",
    "drive",
    "plaza",
    "building",
    "field",
    "mill",
    "lodge",
    "inn",
    "arms",
    "terrace",
    "close",
    "crescent",
    "garden",
    "gardens",
    "lake",
    "island",
    "valley",
    "beach",
    "point",
    "county",
    "foundation",
    "award",
    "prize",
    "cup",
    "days",
];

/// Whether the last word of what looks like a name shows that it is a place's or a thing's.
pub fn is_facility(word: &str) -> bool {
    FACILITIES.contains(&word.to_lowercase().as_str())
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
    pattern: r"(?:^|[^\p{L}])(?:Ông|Bà|Anh|Chị|ông|bà|anh|chị|a|c|e) (\p{Lu}[\p{Ll}\p{M}]{1,6})(?:$|[^\p{L}])",
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
    pattern: r"(?:[Đđ]ường|[Pp]hố|[Tt]rường|[Pp]hường|[Qq]uận|[Xx]ã|[Hh]uyện|[Bb]ệnh viện|[Cc]ông ty|TNHH|[Cc]ầu|[Cc]hợ|[Cc]ông viên|[Gg]iải|THPT|THCS|[Đđ]ại học|KCN|KĐT|[0-9/]+[A-Z]?|K[0-9]+)(?: [\p{Ll}\p{M}]+)? (?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Đinh|Trương|Mai|Lâm|Trịnh|Hà|Cao|Thái|Châu|Tạ|Phùng|Tô|Vương|Quách|Tăng|Lưu|Lương|La|Kiều|Thạch|Triệu|Mạc|Tống|Nghiêm|Khúc|Chu|Tôn|Hứa|Ninh|Diệp|Doãn|Giang|Lại|Lục|Quan|Văn|Viên)(?: \p{Lu}[\p{Ll}\p{M}]*){1,4}|(?:^|[^\p{L}])((?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Đinh|Trương|Mai|Lâm|Trịnh|Hà|Cao|Thái|Châu|Tạ|Phùng|Tô|Vương|Quách|Tăng|Lưu|Lương|La|Kiều|Thạch|Triệu|Mạc|Tống|Nghiêm|Khúc|Chu|Tôn|Hứa|Ninh|Diệp|Doãn|Giang|Lại|Lục|Quan|Văn|Viên)(?: \p{Lu}[\p{Ll}\p{M}]*){1,4}|(?:Âu Dương|Âu|Bạch|Bàn|Bế|Cầm|Cấn|Chẩu|Chử|Cù|Cung|Danh|Dư|Đàm|Đậu|Điểu|Đồng|Giàng|Giáp|Hạ|Hạng|Hàn|Hầu|Kha|Khổng|Khuất|Khương|Khiếu|Kim|Lã|Lạc|Lèo|Leo|Liêu|Lò|Lộc|Lù|Lữ|Lường|Ma|Mã|Mẫn|Mông|Ngân|Ngụy|Nguỵ|Nhâm|Nhan|Nhữ|Nông|Ông|Phàn|Phí|Phó|Quàng|Quản|Sầm|Sơn|Sùng|Tần|Tẩn|Tào|Tân|Thào|Thẩm|Thân|Thập|Thiều|Tiêu|Tiết|Tòng|Trà|Trang|Trình|Từ|Tưởng|Ung|Vàng|Vi|Viên|Vòng|Vừ|Vưu|Xa|Xồng|Yên)(?: \p{Lu}[\p{Ll}\p{M}]*){2,4}|(?:NGUYỄN|TRẦN|LÊ|PHẠM|HOÀNG|HUỲNH|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|HỒ|NGÔ|DƯƠNG|LÝ|ĐÀO|ĐOÀN|ĐINH|TRƯƠNG|LÂM|TRỊNH|HÀ|THÁI|CHÂU|TẠ|PHÙNG|TÔ|VƯƠNG|QUÁCH|TĂNG|LƯU|LƯƠNG|KIỀU|THẠCH|TRIỆU|MẠC|TỐNG|NGHIÊM|KHÚC|TÔN|HỨA|DIỆP|DOÃN|LẠI|LỤC|VĂN|VIÊN|ÂU DƯƠNG|ÂU|BẠCH|BÀN|BẾ|CẦM|CẤN|CHẨU|CHỬ|CÙ|DƯ|ĐÀM|ĐẬU|ĐIỂU|ĐỒNG|GIÀNG|GIÁP|HẠ|HẠNG|HÀN|HẦU|KHỔNG|KHUẤT|KHƯƠNG|KHIẾU|LÃ|LẠC|LÈO|LIÊU|LÒ|LỘC|LÙ|LỮ|LƯỜNG|MÃ|MẪN|MÔNG|NGÂN|NGỤY|NGUỴ|NHÂM|NHỮ|NÔNG|ÔNG|PHÀN|PHÍ|PHÓ|QUÀNG|QUẢN|SẦM|SƠN|SÙNG|TẦN|TẨN|TÀO|TÂN|THÀO|THẨM|THÂN|THẬP|THIỀU|TIÊU|TIẾT|TÒNG|TRÀ|TRÌNH|TỪ|TƯỞNG|VÀNG|VIÊN|VÒNG|VỪ|VƯU|XỒNG|YÊN)(?: \p{Lu}{1,7}){2,4})",
    check: check_full_vi,
    context: &[],
    context_required: false,
    positives: &[
        ("Vắng mặt: Trịnh Tấn Thịnh (có phép)", "Trịnh Tấn Thịnh"),
        ("Thư ký: Châu Công Luân", "Châu Công Luân"),
        ("bố Quàng Văn Xôm 0388937960", "Quàng Văn Xôm"),
        ("Người nhận  : TRẦN VĂN QUYẾT", "TRẦN VĂN QUYẾT"),
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

/// A full Vietnamese name typed without accents: the family name, a usual middle name, syllables.
pub const PLAIN_VI: Detector = Detector {
    name: "name_vi_plain",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L} ] ?|  |\p{Ll} )((?:NGUYEN|TRAN|LE|PHAM|HOANG|HUYNH|PHAN|VU|VO|DANG|BUI|DO|HO|NGO|DUONG|LY|DAO|DOAN|DINH|TRUONG|MAI|LAM|TRINH|HA|CAO|THAI|CHAU|TA|PHUNG|TO|VUONG|QUACH|TANG|LUU|LUONG|LA|KIEU|THACH|TRIEU|MAC|TONG|NGHIEM|KHUC|CHU|TON|HUA|NINH|DIEP|DOAN|LAI|LUC|VAN|LO|VANG|NONG|BE|GIANG|SUNG|TU|LU|DAM|BACH|PHI|AU|DANH|SON|TIEU|KHONG)(?: [A-Z]{1,7}){2,4}|(?:Nguyen|Tran|Le|Pham|Hoang|Huynh|Phan|Vu|Vo|Dang|Bui|Do|Ho|Ngo|Duong|Ly|Dao|Doan|Dinh|Truong|Mai|Lam|Trinh|Ha|Cao|Thai|Chau|Ta|Phung|To|Vuong|Quach|Tang|Luu|Luong|La|Kieu|Thach|Trieu|Mac|Tong|Nghiem|Khuc|Chu|Ton|Hua|Ninh|Diep|Lai|Luc|Lo|Vang|Nong|Be|Giang|Sung|Tu|Lu|Dam|Bach|Phi|Au|Danh|Tieu|Khong)(?: [A-Z][a-z]{0,6}){2,4})(?:$|[^\p{L}])",
    check: check_plain_vi,
    context: &[],
    context_required: false,
    positives: &[
        ("001;1018829751;NGUYEN THI THU HUONG;25201750", "NGUYEN THI THU HUONG"),
        ("(me Tran Thi Nhu Y)", "Tran Thi Nhu Y"),
    ],
    near_misses: &["PHAN MEM KE TOAN", "Do Not Use", "To The Manager", "BAO CAO DI CONG TAC"],
};

fn check_plain_vi(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let keys: Vec<String> = name.split(' ').map(crate::normal::plain).collect();
    crate::names::is_vietnamese_without_accents(&keys).then_some(Checked {
        normalized: name,
        confidence: 0.8,
        validator: Some("syllables"),
    })
}

/// Words for kin and callings before a given name or a whole one: `vợ Hạnh`, `mẹ Thào Thị Dợ`,
/// `tên Toàn`, `bs Liêm`.
pub const KIN_VI: Detector = Detector {
    name: "name_vi_kin",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}])(?:(?:[Vv]ợ|[Cc]hồng|[Bb]ố|[Mm]ẹ|[Cc]on trai|[Cc]on gái|[Cc]on rể|[Cc]háu|[Ee]m trai|[Ee]m gái|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ậu|[Dd]ì|[Tt]hầy|[Ss]ếp|[Bb]ạn|[Ee]m|[Tt]ên là|[Tt]ên thật|tên|gặp|[Bb]s\.?|BS\.?|[Tt]h[Ss]\.?|[Tt][Ss]\.?|[Kk][Ss]\.?|[Ll][Ss]\.?|GS\.?|tài xế|lễ tân|thư ký|[Tt]hợ|[Aa]\.|[Cc]\.) ?[:]? ?)(\p{Lu}[\p{Ll}\p{M}]{1,6}(?: \p{Lu}[\p{Ll}\p{M}]{0,6}){0,4})(?:$|[^\p{L}])",
    check: check_kin_vi,
    context: &[],
    context_required: false,
    positives: &[
        ("gọi cho vợ cháu, vợ Hạnh 0972791296", "Hạnh"),
        ("bạn tên là Súa, người Mông", "Súa"),
        ("bs Duyên nghỉ phép", "Duyên"),
    ],
    near_misses: &["tên Công ty TNHH", "em Việt Nam", "bạn Hàng"],
};

fn check_kin_vi(text: &str) -> Option<Checked> {
    const NOT_NAMES: &[&str] = &[
        "Công",
        "Việt",
        "Hàng",
        "Khách",
        "Sản",
        "Nhà",
        "Phòng",
        "Ban",
        "Trường",
        "Tổ",
        "Bộ",
        "Đơn",
        "Xin",
        "Vui",
        "Kính",
        "Hotline",
        "Zalo",
        "Tôi",
        "Anh",
        "Chị",
        "Em",
        "Ông",
        "Bà",
        "Cô",
        "Chú",
        "Bác",
        "Đức",
        "Nhật",
        "Hàn",
        "Trung",
        "Mỹ",
        "Sở",
        "Cục",
        "Chi",
        "Văn",
        "Tập",
        "Quý",
        "Các",
        "Cửa",
        "Số",
        "Bên",
    ];
    let name = squeeze(text);
    let mut words = name.split(' ');
    let first = words.next()?;
    let alone = words.next().is_none();
    if NOT_NAMES.contains(&first) && (alone || first != "Đức") {
        return None;
    }
    shape(&name)?;
    Some(Checked { normalized: name, confidence: if alone { 0.65 } else { 0.8 }, validator: None })
}

/// Words of titles in capitals that begin like a family name: `LƯƠNG CÁ NHÂN`.
const NOT_NAMES_VI: &[&str] = &[
    "cá nhân",
    "công tác",
    "cơ bản",
    "hợp đồng",
    "danh sách",
    "nhân viên",
    "tháng",
    "thực nhận",
    "lao động",
    "kế toán",
    "mua bán",
    "mua hàng",
    "hoạt động",
    "và thưởng",
    "lý lịch",
    "căn hộ",
    "nguyên tắc",
    "sử dụng",
    "thanh toán",
    "giám đốc",
    "bảo hiểm",
    "sản xuất",
    "kinh doanh",
];

fn check_full_vi(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let lower = name.to_lowercase();
    if NOT_NAMES_VI.iter().any(|words| lower.contains(words)) {
        return None;
    }
    let place = VIETNAMESE_PLACES.iter().any(|place| {
        name == *place || name.starts_with(place) && name[place.len()..].starts_with(' ')
    });
    // Of two syllables are products, shops and places far more often than people without an address.
    let short = name.split(' ').count() < 3;
    if place || short { None } else { check_latin(&name) }
}

fn check_ja(text: &str) -> Option<Checked> {
    use crate::tag::{classes, lexicon};
    let name = squeeze(text);
    // Before an honorific a word that the dictionary knows as a family name alone is one.
    let word = classes(&name);
    let listed =
        word & lexicon::SURNAME != 0 && (word & lexicon::NOUN == 0 || name.chars().count() >= 2);
    let family = starts_with_family(&name).or_else(|| listed.then(|| name.chars().count()));
    // `総務人事部　名和　様`: what stands before the last gap is no name.
    let Some(family) = family else {
        let (_, last) = name.rsplit_once(' ')?;
        return (last.chars().count() >= 2).then(|| check_ja(last)).flatten();
    };
    let judged = shape(&name).filter(|judged| judged.script == Script::Japanese)?;
    let letters = name.chars().filter(|c| *c != ' ').count();
    let confidence = if letters > family { judged.plausible.max(0.85) } else { 0.6 };
    Some(Checked { normalized: name, confidence, validator: Some("family name list") })
}

/// Names of the peoples of the highlands: `Y Bhiăp Niê`, `Rơ Châm H'Yên`.
pub const HIGHLAND_VI: Detector = Detector {
    name: "name_vi_highland",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:^|[^\p{L}])((?:Y|Ksor|Rơ Châm|Siu|Nay|Rcom|Rmah) \p{Lu}[\p{Ll}\p{M}]{1,7}(?: \p{Lu}[\p{Ll}\p{M}]{1,8})?|(?:(?:Ksor|Rơ Châm|Siu|Nay|Rcom|Rmah) )?H['’]\p{Lu}[\p{L}\p{M}]{1,8}(?: \p{Lu}[\p{Ll}\p{M}]{1,7})?)",
    check: check_highland,
    context: &[],
    context_required: false,
    positives: &[
        ("của anh Y Bhiăp Niê ở Buôn Trấp", "Y Bhiăp Niê"),
        ("bạn H'Lan xin nghỉ", "H'Lan"),
    ],
    near_misses: &["Y tế", "X Y Z"],
};

fn check_highland(text: &str) -> Option<Checked> {
    const NO_NAME: &[&str] = &["Y Tế", "Y Dược", "Y Học", "Y Khoa"];
    (!NO_NAME.contains(&text)).then(|| Checked {
        normalized: squeeze(text),
        confidence: 0.7,
        validator: None,
    })
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
