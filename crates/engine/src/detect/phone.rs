//! Telephone numbers, checked against the numbering plans of libphonenumber.

use super::{Checked, Detector, digits};
use candor_facts::{Field, Language};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// Words before a telephone, in lower case.
const WORDS: &[&str] = &[
    "tel",
    "電話",
    "携帯",
    "phone",
    "mobile",
    "cell",
    "điện thoại",
    "đt",
    "sđt",
    "sdt",
    "di động",
    "連絡先",
    "☎",
    "直通",
    // The words for contact alone stand before firms' numbers.
    "đt liên hệ:",
    "thoại liên hệ:",
    "di động liên hệ:",
];

pub const DETECTOR: Detector = Detector {
    name: "phone",
    field: Field::Phone,
    scheme: None,
    pattern: r"(?:\(?\+[0-9]{1,3}\)?[ .\-]?(?:\(0\) ?)?)?(?:\([0-9]{1,5}\)|[0-9]{1,5})(?:[ .・\-]?[0-9]{1,5}[ .・\-]?|\([0-9]{1,5}\))[0-9]{2,5}(?:[ .\-]?[0-9]{2,5})?",
    check,
    context: WORDS,
    context_required: false,
    positives: &[
        ("携帯 090-1234-5678", "+819012345678"),
        ("TEL：０３－１２３４－５６７８", "+81312345678"),
        ("Di động: 0912 345 678", "+84912345678"),
        ("Phone (415) 555-2671", "+14155552671"),
        ("+84 28 3822 1234", "+842838221234"),
        ("No. 12 03-1234-5678", "+81312345678"),
        ("2024.8.5 090-1234-5678", "+819012345678"),
        ("TEL03-1234-5678", "+81312345678"),
        ("(84) 96-5788-442", "+84965788442"),
        ("080(3194)6423", "+818031946423"),
        ("携帯は080・3194・6423です", "+818031946423"),
        ("ĐT (+84) 834 800 122", "+84834800122"),
        ("from: +353 (0)86 220 7714", "+353862207714"),
        ("ĐT liên hệ: ...0973 347 898... Email", "+84973347898"),
        ("ring 01757 638 144", "+441757638144"),
        ("text 07911284605 please", "+447911284605"),
    ],
    near_misses: &[
        "2024-08-05",
        "合計 1,234,567",
        "03-1234-567",
        "品番 12-3456-78",
        "2024/08/05 10:15",
        "r-1003;2023-06-02 08:14",
        "mã đối soát 0909 231 201",
        "WPS-0988.203.116; thợ hàn",
        "5024-417362",
    ],
};

/// Numbers that no numbering plan knows, beside a word that says what they are: old, mistyped or
/// foreign ones, and extensions.
pub const UNPLANNED: Detector = Detector {
    name: "phone_unplanned",
    field: Field::Phone,
    scheme: None,
    pattern: r"(?:\+|00)?(?:\([0-9]{1,5}\)|[0-9]{1,5})(?:[ .\-/]{0,2}(?:\([0-9]{1,5}\)|[0-9]{2,8})){1,5}(?: ?(?:x|ext\.?|内線) ?[0-9]{1,6})?",
    check: check_unplanned,
    context: &[
        "tel",
        "電話",
        "携帯",
        "phone",
        "mobile",
        "cell",
        "điện thoại",
        "sđt",
        "di động",
        "☎",
        "直通",
        "call",
        "reach",
        "dial",
        "answering at",
        "contact number",
        "telefon",
        "teléfono",
        "téléphone",
        "móvil",
        "handy",
        "tél",
        "whatsapp",
        "zalo",
        "連絡先",
    ],
    context_required: true,
    positives: &[
        ("Phone: (170) 298-2382", "1702982382"),
        ("You can call 73 448 266", "73448266"),
        ("電話 03-1234-567 内線 12", "03123456712"),
    ],
    near_misses: &[
        "call 12 people",
        "phone bill 2024-08-05",
        "tel 1234",
        "cell B12",
        "zalo 06/11/2023",
        "call 09/02 06:58:11",
    ],
};

/// Numbers written digit by digit or in pairs, as people do who dictate them: `0 7 9 0 0  6 6 1  2 8 4`.
pub const SPACED: Detector = Detector {
    name: "phone_spaced",
    field: Field::Phone,
    scheme: None,
    pattern: r"\(?\+?[0-9]{1,5}\)?(?:(?: {1,3}| ?[.\-/] ?)\(?[0-9]{1,5}\)?){3,12}",
    check: check_spaced,
    context: &[
        "tel",
        "phone",
        "mobile",
        "mob",
        "cell",
        "hp",
        "cp",
        "call",
        "ring",
        "rang",
        "reach",
        "need me",
        "contact",
        "number",
        "direct",
        "whatsapp",
        "text",
        "notify",
        "電話",
        "携帯",
        "điện thoại",
        "sđt",
        "đt",
        "zalo",
    ],
    context_required: true,
    positives: &[
        ("If you need me, 0 7 9 0 0   6 6 1   2 8 4; Peter", "+447900661284"),
        ("HP: 9 1 3 7-4 4 0 2", "91374402"),
        ("Mob. 98 50 44 71 20", "9850447120"),
        ("direct 269 . 427 . 88 03", "+12694278803"),
        ("tel. 0116 2 8 8 4 1 7 7", "+441162884177"),
    ],
    near_misses: &[
        "call at 10 11 12 13",
        "room number 1 2 3 4 5 6 7",
        "mobile 27 10 1994",
        "contact 2024 - 05 - 06 / 7",
    ],
};

fn check_spaced(text: &str) -> Option<Checked> {
    let groups: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let number = groups.concat();
    let single = groups.iter().filter(|group| group.len() == 1).count();
    let pairs = groups.iter().filter(|group| group.len() == 2).count();
    let wide = text.contains(" . ") || text.contains(" / ") || text.contains(" - ");
    let spelt = single >= 3 || pairs >= 5 && groups.len() == pairs || wide && groups.len() >= 4;
    // `1 2 3 4 5 6 7`: counted, not dialled.
    let counted = number
        .as_bytes()
        .windows(2)
        .all(|two| two.last() == two.first().map(|digit| digit + 1).as_ref());
    let year = groups.first().is_some_and(|group| {
        group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
    });
    let fits =
        spelt && !counted && !year && (8..=13).contains(&number.len()) && !is_made_up(&number);
    let plus = if text.trim_start().starts_with('+') { "+" } else { "" };
    let dialled = format!("{plus}{number}");
    let planned = normalize(&dialled);
    let confidence = if planned.is_some() { 0.75 } else { 0.55 };
    fits.then(|| Checked {
        normalized: planned.unwrap_or(dialled),
        confidence,
        validator: Some("written out"),
    })
}

fn check_unplanned(text: &str) -> Option<Checked> {
    let number = digits(text);
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).collect();
    let fits = (7..=18).contains(&number.len())
        && (parts.len() >= 2 || number.len() >= 8)
        && !looks_like_a_date(text)
        && !is_made_up(&number);
    let plus = if text.trim_start().starts_with('+') { "+" } else { "" };
    fits.then(|| Checked {
        normalized: format!("{plus}{number}"),
        confidence: 0.5,
        validator: None,
    })
}

/// `+1 (555) 010-9999`: the sign and the groups say what it is, whether or not a plan knows it.
pub const INTERNATIONAL: Detector = Detector {
    name: "phone_international",
    field: Field::Phone,
    scheme: None,
    pattern: r"\+[1-9][0-9]{0,2}[ .\-]?(?:\([0-9]{1,5}\)|[0-9]{1,5})(?:[ .\-][0-9]{2,5}){1,4}",
    check: check_unplanned,
    context: &["tel", "phone", "mobile", "電話", "điện thoại"],
    context_required: false,
    positives: &[("reached him on +1 (214) 098-2382.", "+12140982382")],
    near_misses: &["+5 123", "a rise of +3 12"],
};

fn check(text: &str) -> Option<Checked> {
    // `5024-417362`: nobody writes a number of America so.
    let four_and_six = || text.split('-').map(str::len).eq([4, 6]) && !text.starts_with(['0', '(']);
    if four_and_six() {
        return None;
    }
    let grouped = text.contains(['-', ' ', '.', '(', '+']);
    let normalized = normalize(text)?;
    let mobile = normalized.starts_with("+819")
        || normalized.starts_with("+818")
        || normalized.starts_with("+817");
    let confidence = if grouped || mobile { 0.8 } else { 0.5 };
    Some(Checked { normalized, confidence, validator: Some("numbering plan") })
}

/// Countries with a trunk zero in whose plans a national number is looked for, in order: what the language,
/// the length and the groups speak for first. Mobiles of Japan have eleven digits, and so have British
/// numbers and landlines of Vietnam.
fn regions(text: &str, number: &str, language: Option<Language>) -> [Region; 3] {
    let begins = |heads: &[&str]| heads.iter().any(|head| number.starts_with(head));
    let eleven = number.len() == 11;
    let in_threes = || {
        text.split([' ', '.']).next_back().is_some_and(|group| group.len() == 3)
            && !text.contains('-')
    };
    let vietnamese = match language {
        Some(Language::Vi) => true,
        Some(Language::Ja) => false,
        _ => in_threes() || eleven && begins(&["02"]) && language.is_none(),
    };
    let british = eleven && begins(&["01", "02", "07"]) && language != Some(Language::Ja);
    match () {
        () if eleven && begins(&["070", "080", "090", "050"]) => {
            [Region::JP, Region::VN, Region::GB]
        }
        () if language == Some(Language::Vi) => [Region::VN, Region::JP, Region::GB],
        () if british && !(vietnamese && language.is_none() && begins(&["02"])) => {
            [Region::GB, Region::VN, Region::JP]
        }
        () if vietnamese => [Region::VN, Region::JP, Region::GB],
        () => [Region::JP, Region::VN, Region::GB],
    }
}

/// The number in E.164 form. A national number must begin with the trunk prefix of Japan, Vietnam or
/// Britain or be a ten-digit North American one; spreadsheets lose the leading zero of the former.
pub fn normalize(text: &str) -> Option<String> {
    normalize_in(text, None)
}

/// The same, trying the country of the document's language first: `0903 …` is a mobile in Vietnam
/// and may be a landline in Japan. Without a language, spaces in groups of three speak for Vietnam.
pub fn normalize_in(text: &str, language: Option<Language>) -> Option<String> {
    let text: String = text.chars().map(crate::fold::half).collect();
    let text = text.trim();
    let number = digits(text);
    if !(9..=15).contains(&number.len()) || looks_like_a_date(text) {
        return None;
    }
    if text.starts_with('+') || text.starts_with("(+") {
        return valid(&text.replace("(0)", "").replace(['(', ')'], " "), None);
    }
    if text.starts_with("(84)") || text.starts_with("84 ") || text.starts_with("(81)") {
        return valid(&format!("+{number}"), None);
    }
    if is_made_up(&number) {
        return None;
    }
    // The numbers that the British plan keeps for stories, as test data holds them.
    if let Some(last) = number.strip_prefix("07700900").filter(|last| last.len() == 3) {
        return Some(format!("+447700900{last}"));
    }
    if number.starts_with('0') {
        let mut regions = regions(text, &number, language).into_iter();
        return regions.find_map(|region| valid(&number, Some(region)));
    }
    if number.len() == 10 || number.len() == 11 && number.starts_with('1') {
        return valid(&number, Some(Region::US));
    }
    None
}

/// Numbers of mobiles in the countries whose plans tell them apart from lines of desks.
const MOBILES: &[&str] = &[
    "+8170", "+8180", "+8190", "+843", "+845", "+847", "+848", "+849", "+447", "+614", "+8210",
    "+639", "+658", "+659",
];

/// Whether a number (E.164) is surely a mobile, which one person carries.
pub fn is_mobile(number: &str) -> bool {
    MOBILES.iter().any(|head| number.starts_with(head))
}

/// Whether a number (E.164) is no mobile: of Japan, Vietnam or Britain, whose plans tell them apart.
pub fn is_landline(number: &str) -> bool {
    // 050 numbers follow their owner wherever the line is.
    let mobile_jp =
        ["+8190", "+8180", "+8170", "+8150"].iter().any(|head| number.starts_with(head));
    let mobile_vn =
        ["+843", "+845", "+847", "+848", "+849"].iter().any(|head| number.starts_with(head));
    let british = number.starts_with("+441") || number.starts_with("+442");
    number.starts_with("+81") && !mobile_jp || number.starts_with("+84") && !mobile_vn || british
}

/// A number that a spreadsheet stored as a number: its leading zero is put back.
pub fn normalize_without_trunk(text: &str, language: Option<Language>) -> Option<String> {
    let bare = text.trim();
    let with_zero = || normalize_in(&format!("0{bare}"), language);
    let japanese_mobile =
        bare.len() == 10 && ["70", "80", "90"].iter().any(|head| bare.starts_with(head));
    if japanese_mobile && bare.bytes().all(|b| b.is_ascii_digit()) {
        return with_zero().or_else(|| normalize_in(bare, language));
    }
    normalize_in(bare, language).or_else(with_zero)
}

/// `090-1111-1111`, `0123456789`: numbers that stand in forms to show how one is written.
fn is_made_up(number: &str) -> bool {
    let run = number.as_bytes().chunk_by(|a, b| a == b).map(<[u8]>::len).max().unwrap_or(0);
    let tail = number.get(number.len().saturating_sub(8)..).unwrap_or_default();
    let halves = tail.split_at_checked(4).is_some_and(|(a, b)| {
        let same = |half: &str| half.bytes().all(|digit| half.as_bytes().first() == Some(&digit));
        same(a) && same(b)
    });
    run >= 7 || halves || number == "0123456789" || number == "1234567890"
}

fn valid(text: &str, region: Option<Region>) -> Option<String> {
    let number = PHONE_NUMBER_UTIL.parse(text, region).ok()?;
    number.is_valid().then(|| number.format_as(PhoneNumberFormat::E164).into_owned())
}

fn looks_like_a_date(text: &str) -> bool {
    // `2023-06-02 08`: a day and the hour.
    let bytes = text.as_bytes();
    let iso = (text.starts_with("19") || text.starts_with("20"))
        && matches!(
            (bytes.get(4), bytes.get(7)),
            (Some(b'-'), Some(b'-')) | (Some(b'.'), Some(b'.'))
        );
    if iso && text.len() > 10 {
        return true;
    }
    let groups: Vec<&str> = text.split(['-', '.', ' ', '/']).collect();
    // `06/11/2023`, `09/02 06`: a day and a month, with the year or the hour behind.
    let day = |group: &&str| group.len() == 2 && group.parse::<u8>().is_ok_and(|day| day <= 31);
    let slashed = text.as_bytes().get(2) == Some(&b'/') && groups.iter().take(2).all(day);
    if slashed && groups.len() <= 4 {
        return true;
    }
    groups.len() == 3
        && groups.first().is_some_and(|year| {
            year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
        })
        && groups.iter().skip(1).all(|group| group.len() <= 2)
}

/// Begins of numbers that are free or shared in cost for those who call (0800 of Japan is not told from an invented
/// 080-0 of a mobile): an office's or a helpline's, nobody's own.
const FREE_CALL: &[&str] = &[
    "+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888", "+44800", "+44808", "+44300",
    "+44303", "+44330", "+44333", "+44344", "+44345", "+44370", "+44844", "+44845", "+44870",
    "+44871", "+81120", "+81570", "+841800", "+841900", "+911800", "+911860", "+611300", "+611800",
    "+651800", "+631800",
];

/// Whether a number in international form is one that is free or shared in cost for those who call.
pub fn is_free_call(normalized: &str) -> bool {
    FREE_CALL.iter().any(|begin| normalized.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_tells_whose_plan_a_number_is_of() {
        let read = |text, language| normalize_in(text, language).unwrap_or_default();
        let (ja, en, vi) = (Some(Language::Ja), Some(Language::En), Some(Language::Vi));
        assert_eq!(read("028 3822 1234", vi), "+842838221234");
        assert_eq!(read("028 3822 1234", None), "+842838221234");
        assert_eq!(read("020 7946 0881", en), "+442079460881");
        assert_eq!(read("0332345678", en), "+81332345678");
        assert_eq!(read("0332345678", vi), "+84332345678");
        assert_eq!(read("090-1234-5678", en), "+819012345678");
        assert_eq!(read("0964794914", ja), "+81964794914");
        assert_eq!(read("0964794914", vi), "+84964794914");
        assert_eq!(read("07700 900418", en), "+447700900418");
        assert!(is_landline("+442079460881") && !is_landline("+447911284605"));
        assert!(is_mobile("+447911284605") && is_mobile("+819012345678"));
        assert!(!is_mobile("+81776417720") && !is_mobile("+14155552671"));
    }
}
