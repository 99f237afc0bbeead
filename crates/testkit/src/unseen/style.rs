//! How one file writes what it knows: spaces in names, dates of birth, separators, amounts.

use super::numbers;
use super::souls::{Soul, by_lang, plain};
use crate::people::{Lang, pick};
use fastrand::Rng;

/// What the papers of the group say of itself: key, class of trap, texts in ja, vi, en.
pub const COMPANY: &[(&str, &str, [&str; 3])] = &[
    (
        "co",
        "employer",
        [
            "月ヶ瀬産業株式会社",
            "Công ty TNHH Tsukigase Precision Việt Nam",
            "Tsukigase Americas, Inc.",
        ],
    ),
    (
        "addr",
        "company_address",
        [
            "〒672-8023 兵庫県姫路市白浜町宇佐崎南1-70",
            "Lô A7-2, KCN Hòa Cầm, Q. Cẩm Lệ, TP. Đà Nẵng",
            "900 Harbor Point Pkwy, Suite 210, Savannah, GA 31401",
        ],
    ),
    ("tel", "switchboard", ["079-245-0810", "0236 3678 100", "(912) 555-0120"]),
    ("fax", "switchboard", ["079-245-0811", "0236 3678 101", "(912) 555-0121"]),
    ("free", "switchboard", ["0120-555-018", "1900 5551", "1-800-555-0155"]),
    (
        "box",
        "shared_mailbox",
        ["eigyo@tsukigase.example", "info@tsukigase-vn.example", "sales@tsukigase-us.example"],
    ),
    (
        "box2",
        "shared_mailbox",
        [
            "saiyo@tsukigase.example",
            "tuyendung@tsukigase-vn.example",
            "careers@tsukigase-us.example",
        ],
    ),
    (
        "box3",
        "shared_mailbox",
        ["info@tsukigase.example", "ketoan@tsukigase-vn.example", "ap@tsukigase-us.example"],
    ),
    ("tno", "corporate_number", ["T5140001055512", "0400555126", "58-5550123"]),
    ("corp", "corporate_number", ["5140001055512", "0400555126", "58-5550123"]),
    ("mst", "company_tax_code", ["5140001055512", "0400555126", "58-5550123"]),
    ("coacc", "company_account", ["0118820", "0041000555120", "400012 5551"]),
];

/// The habits of one file.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    space: u32,
    birth: u32,
    group: u32,
}

impl Style {
    pub fn new(rng: &mut Rng) -> Self {
        Self { space: rng.u32(..3), birth: rng.u32(..12), group: rng.u32(..3) }
    }

    pub fn full_name(self, soul: &Soul) -> String {
        if let Some(name) = &soul.fixed_name {
            return name.clone();
        }
        let between = ["　", " ", ""][self.space as usize % 3];
        format!("{}{between}{}", soul.family, soul.given)
    }

    /// Field, text and whether a reader may pass it over.
    #[allow(clippy::too_many_lines, reason = "one line per key")]
    pub fn value(self, soul: &Soul, key: &str) -> Option<(&'static str, String, bool)> {
        let (field, value) = match key {
            "name" => ("name", self.full_name(soul)),
            "fam" => ("name", soul.family.clone()),
            "given" => ("name", soul.given.clone()),
            "romaji" => ("name", soul.romaji.clone()),
            "upper" => ("name", plain(&soul.romaji).to_uppercase()),
            "hkana" => ("name", half_kana(soul)),
            "email" => ("email", soul.email.clone()),
            "phone" => ("phone", soul.phone.clone()),
            "intl" => ("phone", soul.phone_e164.clone()),
            "home" => ("phone", soul.landline.clone()),
            "address" => ("address", soul.address.clone()),
            "dob" => ("date_of_birth", self.birth(soul)),
            "gender" => ("gender", self.gender(soul).to_owned()),
            "nationality" => ("nationality", soul.nationality.to_owned()),
            "school" => ("education", soul.school.to_owned()),
            "employer" => ("employer", soul.employer.to_owned()),
            "cardaddr" => ("address", soul.firm_address.to_owned()),
            "cardtel" => ("phone", soul.firm_phone.to_owned()),
            "title" => ("job_title", soul.title.to_owned()),
            "dept" => ("department", soul.department.to_owned()),
            "empid" => ("employee_id", soul.number.clone()),
            "natid" => ("national_id", self.national_id(soul)),
            "cmnd" => ("national_id", soul.old_card.clone()),
            "passport" => ("passport", soul.passport.clone()),
            "licence" => ("driver_licence", soul.licence.clone()),
            "residence" => ("residence_card", soul.residence.clone()),
            "account" => ("bank_account", soul.account.clone()),
            "yucho" => ("bank_account", yucho(soul, "-")),
            "yuchospace" => ("bank_account", yucho(soul, "　")),
            "iban" => ("iban", soul.iban.clone()),
            "card" => ("payment_card", soul.card.clone()),
            "salary" => ("salary", soul.salary.clone()),
            "tax" => ("tax_id", soul.tax.clone()),
            "insurance" => ("health_insurance", soul.insurance.clone()),
            "medical" => ("medical", soul.medical.to_owned()),
            "criminal" => ("criminal", soul.criminal.to_owned()),
            "password" => ("credential", soul.password.clone()),
            "ip" => ("ip_address", soul.ip.clone()),
            "plate" => ("vehicle_plate", soul.plate.clone()),
            _ => return Self::passable(soul, key),
        };
        Some((field, value, false))
    }

    /// Readings, banks' names and what belongs to a person's company as much as to the person.
    fn passable(soul: &Soul, key: &str) -> Option<(&'static str, String, bool)> {
        let (field, value) = match key {
            "kana" => ("name", kana(soul)),
            "hira" => ("name", hiragana(&kana(soul))),
            "bank" => ("bank_account", soul.bank.clone()),
            "firm" => ("employer", soul.employer.to_owned()),
            "firmaddr" => ("address", soul.firm_address.to_owned()),
            "firmtel" => ("phone", soul.firm_phone.to_owned()),
            "user" => ("credential", soul.email.split('@').next().unwrap_or_default().to_owned()),
            "grade" => ("job_title", soul.title.to_owned()),
            "unit" => ("department", soul.department.to_owned()),
            _ => return None,
        };
        Some((field, value, true))
    }

    fn gender(self, soul: &Soul) -> &'static str {
        let ways = by_lang(
            soul.lang,
            [
                [("男", "女"), ("男性", "女性")],
                [("Nam", "Nữ"), ("Nam", "Nữ")],
                [("Male", "Female"), ("M", "F")],
            ],
        );
        let (man, woman) = ways[self.group as usize % 2];
        if soul.female { woman } else { man }
    }

    fn national_id(self, soul: &Soul) -> String {
        match (soul.lang, self.group) {
            (Lang::Ja, 1) => numbers::grouped(&soul.national_id, 4, " "),
            (Lang::Ja, 2) => numbers::grouped(&soul.national_id, 4, "-"),
            (Lang::Vi, 1) => numbers::grouped(&soul.national_id, 3, " "),
            _ => soul.national_id.clone(),
        }
    }

    fn birth(self, soul: &Soul) -> String {
        let (y, m, d) = (soul.year, soul.month, soul.day);
        let month = MONTHS[m as usize % 12];
        match soul.lang {
            Lang::Ja => {
                let (era, letter, year) = era(y, m, d);
                let first = if year == 1 { "元".to_owned() } else { year.to_string() };
                match self.birth % 7 {
                    0 => format!("{era}{first}年{m}月{d}日"),
                    1 => format!("{letter}{year}.{m}.{d}"),
                    2 => format!("{y}年{m}月{d}日"),
                    3 => format!("{y}/{m}/{d}"),
                    4 => format!("{era}{year:02}年{m:02}月{d:02}日"),
                    5 => format!("{y}.{m:02}.{d:02}"),
                    _ => format!("{y}-{m:02}-{d:02}"),
                }
            }
            Lang::Vi => match self.birth % 4 {
                0 => format!("{d:02}/{m:02}/{y}"),
                1 => format!("{d}-{m}-{y}"),
                2 => format!("{d:02}.{m:02}.{y}"),
                _ => format!("ngày {d:02} tháng {m:02} năm {y}"),
            },
            Lang::En => match self.birth % 6 {
                0 => format!("{month} {d}, {y}"),
                1 => format!("{m:02}/{d:02}/{y}"),
                2 => format!("{d} {month} {y}"),
                3 => format!("{d:02}-{}-{y}", &month[..3]),
                4 => format!("{} {d}, {y}", &month[..3]),
                _ => format!("{y}-{m:02}-{d:02}"),
            },
        }
    }
}

/// December first, so that the number of a month modulo twelve finds its name.
const MONTHS: [&str; 12] = [
    "December",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
];

fn era(year: u32, month: u32, day: u32) -> (&'static str, &'static str, u32) {
    if (year, month, day) < (1989, 1, 8) {
        ("昭和", "S", year - 1925)
    } else {
        ("平成", "H", year - 1988)
    }
}

/// The numbering scheme of a key's value.
pub fn scheme(soul: &Soul, key: &str) -> &'static str {
    match key {
        "natid" => by_lang(soul.lang, ["jp_my_number", "vn_cccd", "us_ssn"]),
        "cmnd" => "vn_cmnd",
        "tax" => by_lang(soul.lang, ["", "vn_mst", ""]),
        _ => "",
    }
}

/// Symbol and number of a postal savings account.
fn yucho(soul: &Soul, between: &str) -> String {
    let head: String = soul.account.chars().take(3).collect();
    format!("1{head}0{between}{}1", soul.account)
}

fn kana(soul: &Soul) -> String {
    if soul.kana.is_empty() { soul.romaji.clone() } else { soul.kana.clone() }
}

fn hiragana(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'ァ'..='ヴ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
            other => other,
        })
        .collect()
}

const WIDE: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー";
const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｱｲｳｴｵﾔﾕﾖﾂｰ";
const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ";
const UNVOICED: &str = "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎ";
const PUFFED: &str = "パピプペポ";
const UNPUFFED: &str = "ﾊﾋﾌﾍﾎ";

fn among(c: char, from: &str, to: &str) -> Option<char> {
    from.chars().zip(to.chars()).find(|(wide, _)| *wide == c).map(|(_, half)| half)
}

/// A name as banks transmit it: katakana of half width, small letters written large.
fn half_kana(soul: &Soul) -> String {
    let mut out = String::new();
    for c in kana(soul).to_uppercase().chars() {
        if let Some(half) = among(c, WIDE, HALF) {
            out.push(half);
        } else if let Some(half) = among(c, VOICED, UNVOICED) {
            out.push(half);
            out.push('ﾞ');
        } else if let Some(half) = among(c, PUFFED, UNPUFFED) {
            out.push(half);
            out.push('ﾟ');
        } else {
            out.push(c);
        }
    }
    out
}

const GOODS: [[&str; 8]; 3] = [
    [
        "ベアリングハウジング",
        "真鍮スペーサー",
        "樹脂カバー（黒）",
        "リニアガイド 400mm",
        "六角ボルトM8",
        "アルミ押出材",
        "梱包用段ボール",
        "切削油 20L",
    ],
    [
        "Vòng bi côn",
        "Nắp nhựa ABS",
        "Thanh nhôm định hình",
        "Bu lông M8",
        "Dầu cắt gọt 20L",
        "Thùng carton 5 lớp",
        "Lò xo nén",
        "Gioăng cao su",
    ],
    [
        "Tapered roller bearing",
        "ABS cover, black",
        "Extruded aluminum bar",
        "Hex bolt M8",
        "Cutting fluid 5 gal",
        "Corrugated box",
        "Compression spring",
        "Rubber gasket",
    ],
];

/// A thing that concerns nobody: dates, amounts, goods, numbers of papers.
pub fn anything(rng: &mut Rng, lang: Lang, key: &str) -> String {
    let (y, m, d) = (rng.u32(2018..2025), rng.u32(1..13), rng.u32(1..29));
    match key {
        "date" => match lang {
            Lang::Ja if rng.bool() => format!("{y}年{m}月{d}日"),
            Lang::Ja => format!("令和{}年{m}月{d}日", y.max(2020) - 2018),
            Lang::Vi => format!("{d:02}/{m:02}/{y}"),
            Lang::En => format!("{} {d}, {y}", MONTHS[m as usize % 12]),
        },
        "iso" => format!("{y}-{m:02}-{d:02}"),
        "time" => format!("{:02}:{:02}:{:02}", rng.u32(..24), rng.u32(..60), rng.u32(..60)),
        "year" => y.to_string(),
        "month" => m.to_string(),
        "amt" => match lang {
            Lang::Ja => format!("{},{:03}", rng.u32(1..980), rng.u32(..10) * 100),
            Lang::Vi => format!("{}.{:03}.000", rng.u32(1..300), rng.u32(..1000)),
            Lang::En => format!("{},{:03}.{:02}", rng.u32(1..90), rng.u32(..1000), rng.u32(..100)),
        },
        "no" => format!("{}-{y}-{:04}", pick(rng, &["TG", "PO", "Q", "KB"]), rng.u32(1..9999)),
        "qty" => rng.u32(1..1200).to_string(),
        "n" => rng.u32(2..40).to_string(),
        "part" => numbers::pattern(rng, "B$-###-$$##"),
        "goods" => by_lang(lang, GOODS)[rng.usize(..8)].to_owned(),
        _ => String::new(),
    }
}
