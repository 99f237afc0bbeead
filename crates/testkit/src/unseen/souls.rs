//! The second population: other names, other numbers, other ways of writing both.

use super::names as n;
use super::numbers;
use super::places as p;
use crate::Plan;
use crate::people::{Lang, Role, pick};
use fastrand::Rng;

/// An invented person with everything a file may say of them.
#[derive(Clone, Debug)]
pub struct Soul {
    pub id: String,
    pub lang: Lang,
    pub role: Role,
    pub female: bool,
    pub family: String,
    pub given: String,
    /// What stands between the parts of a name is up to the file; guests' names stand as they are.
    pub fixed_name: Option<String>,
    pub kana: String,
    pub romaji: String,
    pub nationality: &'static str,
    pub email: String,
    pub phone: String,
    pub phone_e164: String,
    pub landline: String,
    pub address: String,
    pub year: u32,
    pub month: u32,
    pub day: u32,
    pub school: &'static str,
    pub employer: &'static str,
    pub firm_address: &'static str,
    pub firm_phone: &'static str,
    pub department: &'static str,
    pub title: &'static str,
    pub number: String,
    pub national_id: String,
    pub old_card: String,
    pub passport: String,
    pub licence: String,
    pub residence: String,
    pub bank: String,
    pub account: String,
    pub iban: String,
    pub card: String,
    pub salary: String,
    pub tax: String,
    pub insurance: String,
    pub medical: &'static str,
    pub criminal: &'static str,
    pub password: String,
    pub ip: String,
    pub plate: String,
}

/// Domains of the second group, in the order Japanese, Vietnamese, English.
pub const DOMAINS: [&str; 3] =
    ["tsukigase.example", "tsukigase-vn.example", "tsukigase-us.example"];

pub fn by_lang<T: Copy>(lang: Lang, values: [T; 3]) -> T {
    match lang {
        Lang::Ja => values[0],
        Lang::Vi => values[1],
        Lang::En => values[2],
    }
}

/// Everyone, in a fixed order.
pub fn population(plan: &Plan) -> Vec<Soul> {
    let mut rng = Rng::with_seed(plan.seed ^ 0x0b5c_07e5);
    (0..plan.persons).map(|index| soul(&mut rng, index)).collect()
}

struct Named {
    family: String,
    given: String,
    fixed: Option<String>,
    kana: String,
    romaji: String,
    female: bool,
    nationality: &'static str,
}

fn named(rng: &mut Rng, lang: Lang) -> Named {
    match lang {
        Lang::Ja if rng.u32(..10) == 0 => {
            let (whole, called, romaji, female, nationality) = pick(rng, n::JA_GUESTS);
            Named {
                family: called.to_owned(),
                given: called.to_owned(),
                fixed: Some(whole.to_owned()),
                kana: String::new(),
                romaji: romaji.to_owned(),
                female,
                nationality,
            }
        }
        Lang::Ja => {
            let (family, family_kana, family_romaji) = pick(rng, n::JA_FAMILY);
            let (given, given_kana, given_romaji, female) = pick(rng, n::JA_GIVEN);
            Named {
                family: family.to_owned(),
                given: given.to_owned(),
                fixed: None,
                kana: format!("{family_kana} {given_kana}"),
                romaji: format!("{given_romaji} {family_romaji}"),
                female,
                nationality: "日本",
            }
        }
        Lang::Vi => {
            let female = rng.bool();
            let (middles, givens) = if female {
                (n::VI_MIDDLE_WOMAN, n::VI_GIVEN_WOMAN)
            } else {
                (n::VI_MIDDLE_MAN, n::VI_GIVEN_MAN)
            };
            let family = pick(rng, n::VI_FAMILY);
            let (middle, given) = (pick(rng, middles), pick(rng, givens));
            let whole = format!("{family} {middle} {given}");
            Named {
                family: family.to_owned(),
                given: given.to_owned(),
                romaji: plain(&whole),
                fixed: Some(whole),
                kana: String::new(),
                female,
                nationality: "Việt Nam",
            }
        }
        Lang::En => {
            let (own, family, own_female, nationality) = pick(rng, n::EN_NAMES);
            let (other, _, other_female, _) = pick(rng, n::EN_NAMES);
            let (given, female) =
                if rng.u32(..4) == 0 { (own, own_female) } else { (other, other_female) };
            let whole = if rng.u32(..8) == 0 {
                format!("{given} {}. {family}", pick(rng, &["A", "J", "M", "R", "T"]))
            } else {
                format!("{given} {family}")
            };
            Named {
                family: family.to_owned(),
                given: given.to_owned(),
                romaji: whole.clone(),
                fixed: Some(whole),
                kana: String::new(),
                female,
                nationality,
            }
        }
    }
}

#[allow(clippy::too_many_lines, reason = "one line per thing that files say of a person")]
fn soul(rng: &mut Rng, index: usize) -> Soul {
    let lang = match rng.u32(..100) {
        0..=49 => Lang::Ja,
        50..=76 => Lang::Vi,
        _ => Lang::En,
    };
    let role = match rng.u32(..100) {
        0..=33 => Role::Customer,
        34..=57 => Role::Contact,
        58..=67 => Role::Applicant,
        68..=91 => Role::Employee,
        _ => Role::Former,
    };
    let name = named(rng, lang);
    let (phone, phone_e164) = mobile(rng, lang);
    let year = rng.u32(1951..2004);
    let firms = by_lang(lang, [p::JA_FIRMS, p::VI_FIRMS, p::EN_FIRMS]);
    let (employer, domain, firm_address, firm_phone) = pick(rng, firms);
    let bank = pick(rng, p::JA_BANKS);
    let ja_bank = format!("{} {}", bank.0, bank.1);
    Soul {
        id: format!("N{index:06}"),
        email: email(rng, &name.romaji, role, by_lang(lang, DOMAINS), domain, index),
        phone,
        phone_e164,
        landline: landline(rng, lang),
        address: address(rng, lang),
        year,
        month: rng.u32(1..13),
        day: rng.u32(1..29),
        school: pick(rng, by_lang(lang, [p::JA_SCHOOLS, p::VI_SCHOOLS, p::EN_SCHOOLS])),
        employer,
        firm_address,
        firm_phone,
        department: pick(
            rng,
            by_lang(lang, [p::JA_DEPARTMENTS, p::VI_DEPARTMENTS, p::EN_DEPARTMENTS]),
        ),
        title: pick(rng, by_lang(lang, [p::JA_TITLES, p::VI_TITLES, p::EN_TITLES])),
        number: match lang {
            Lang::Ja => format!("{:07}", 2_100_000 + index),
            Lang::Vi => format!("TVN-{index:04}"),
            Lang::En => format!("A{index:06}"),
        },
        national_id: match lang {
            Lang::Ja => numbers::individual_number(rng),
            Lang::Vi => numbers::citizen_card(rng, year, name.female),
            Lang::En => numbers::social_security(rng),
        },
        old_card: format!("{}{}", pick(rng, &["20", "02", "31", "27"]), numbers::digits(rng, 7)),
        passport: passport(rng, lang),
        licence: match lang {
            Lang::Ja => numbers::licence(rng),
            Lang::Vi => numbers::digits(rng, 12),
            Lang::En => numbers::pattern(rng, "$###-####-####"),
        },
        residence: numbers::pattern(rng, "$$########$$"),
        bank: by_lang(lang, [ja_bank.as_str(), pick(rng, p::VI_BANKS), "Quarry Hill Savings"])
            .to_owned(),
        account: account(rng, lang),
        iban: numbers::iban(rng),
        card: numbers::card(rng),
        salary: salary(rng, lang),
        tax: match lang {
            Lang::Ja => numbers::digits(rng, 10),
            Lang::Vi => numbers::tax_code(rng, "8"),
            Lang::En => format!(
                "9{}-7{}-{}",
                numbers::digits(rng, 2),
                rng.u32(..10),
                numbers::digits(rng, 4)
            ),
        },
        insurance: match lang {
            Lang::Ja => format!("{}-{}", numbers::digits(rng, 4), numbers::digits(rng, 7)),
            Lang::Vi => format!("DN4{}", numbers::digits(rng, 12)),
            Lang::En => numbers::pattern(rng, "XKW########"),
        },
        medical: pick(rng, by_lang(lang, [p::JA_MEDICAL, p::VI_MEDICAL, p::EN_MEDICAL])),
        criminal: pick(rng, by_lang(lang, [p::JA_CRIMINAL, p::VI_CRIMINAL, p::EN_CRIMINAL])),
        password: password(rng),
        ip: format!("198.{}.{}.{}", rng.u32(18..20), rng.u32(1..250), rng.u32(2..250)),
        plate: plate(rng, lang),
        lang,
        role,
        female: name.female,
        family: name.family,
        given: name.given,
        fixed_name: name.fixed,
        kana: name.kana,
        romaji: name.romaji,
        nationality: name.nationality,
    }
}

fn passport(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => numbers::pattern(rng, "T$#######"),
        Lang::Vi => numbers::pattern(rng, "C#######"),
        Lang::En => numbers::pattern(rng, "5########"),
    }
}

fn account(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => numbers::digits(rng, 7),
        Lang::Vi => format!("19{}", numbers::digits(rng, 11)),
        Lang::En => numbers::digits(rng, 10),
    }
}

fn salary(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{},{:03}", rng.u32(198..720), rng.u32(..10) * 100),
        Lang::Vi => format!("{}.{:03}.000", rng.u32(7..60), rng.u32(..10) * 100),
        Lang::En => format!("{},{:03}.00", rng.u32(38..190), rng.u32(..10) * 100),
    }
}

fn password(rng: &mut Rng) -> String {
    let word = pick(rng, &["Haru", "kumquat", "T0foo", "Senba", "river", "Zebra"]);
    format!("{word}{}{}", pick(rng, &["!", "#", "_", "@"]), numbers::pattern(rng, "##$#"))
}

fn plate(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => {
            let kana = pick(rng, &["さ", "た", "ね", "ま", "わ", "れ"]);
            let (class, tail) = (rng.u32(300..599), numbers::digits(rng, 4));
            format!("{} {class} {kana} {}-{}", pick(rng, p::JA_PLATES), &tail[..2], &tail[2..])
        }
        Lang::Vi => format!(
            "{}{}-{}.{}",
            pick(rng, &["43", "51", "61", "15", "29"]),
            pick(rng, &["A", "C", "F", "H"]),
            numbers::digits(rng, 3),
            numbers::digits(rng, 2)
        ),
        Lang::En => numbers::pattern(rng, "#$$$###"),
    }
}

/// Latin letters of a name as mail boxes spell them.
fn slug(name: &str) -> Vec<String> {
    name.split(' ')
        .map(|word| {
            plain(word)
                .chars()
                .filter(char::is_ascii_alphabetic)
                .map(|c| c.to_ascii_lowercase())
                .collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

fn email(rng: &mut Rng, romaji: &str, role: Role, own: &str, firm: &str, index: usize) -> String {
    let words = slug(romaji);
    let first = words.first().cloned().unwrap_or_default();
    let last = words.last().cloned().unwrap_or_default();
    let local = match rng.u32(..5) {
        0 => format!("{first}.{last}{index}"),
        1 => format!("{}{last}-{index}", first.chars().take(1).collect::<String>()),
        2 => format!("{last}_{first}.{index}"),
        3 => format!("{last}{index}"),
        _ => format!("{}.{last}.{index}", first.chars().take(1).collect::<String>()),
    };
    let domain = match role {
        Role::Contact => firm,
        Role::Employee | Role::Former => own,
        _ => pick(rng, &["homemail.example", "keitai.example", "thu.example", "post.example.net"]),
    };
    format!("{local}@{domain}")
}

fn mobile(rng: &mut Rng, lang: Lang) -> (String, String) {
    match lang {
        Lang::Ja => {
            let head = pick(rng, &["090", "080", "070"]);
            let (a, b) = (format!("{:04}", rng.u32(1000..10_000)), numbers::digits(rng, 4));
            let shown = match rng.u32(..5) {
                0 => format!("{head}{a}{b}"),
                1 => format!("{head}({a}){b}"),
                2 => format!("{head} {a} {b}"),
                _ => format!("{head}-{a}-{b}"),
            };
            (shown, format!("+81{}{a}{b}", &head[1..]))
        }
        Lang::Vi => {
            let head = pick(rng, &["035", "079", "086", "094", "096", "058"]);
            let tail = numbers::digits(rng, 7);
            let shown = match rng.u32(..5) {
                0 => format!("{head}{tail}"),
                1 => format!("{head}.{}.{}", &tail[..3], &tail[3..]),
                2 => format!("+84 {} {} {}", &head[1..], &tail[..3], &tail[3..]),
                3 => format!("(84) {}-{}-{}", &head[1..], &tail[..4], &tail[4..]),
                _ => format!("{head}{} {} {}", &tail[..1], &tail[1..4], &tail[4..]),
            };
            (shown, format!("+84{}{tail}", &head[1..]))
        }
        Lang::En => {
            let area = pick(rng, &["218", "253", "423", "508", "208", "912", "559"]);
            let (a, b) = (rng.u32(220..990), numbers::digits(rng, 4));
            let a = if a % 100 == 11 { a + 1 } else { a };
            let shown = match rng.u32(..4) {
                0 => format!("{area}.{a}.{b}"),
                1 => format!("+1 {area} {a} {b}"),
                2 => format!("1-{area}-{a}-{b}"),
                _ => format!("({area}) {a}-{b}"),
            };
            (shown, format!("+1{area}{a}{b}"))
        }
    }
}

fn landline(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => match rng.u32(..3) {
            0 => format!("079-2{}-{}", numbers::digits(rng, 2), numbers::digits(rng, 4)),
            1 => format!("(093) 5{}-{}", numbers::digits(rng, 2), numbers::digits(rng, 4)),
            _ => format!("011-8{}-{}", numbers::digits(rng, 2), numbers::digits(rng, 4)),
        },
        Lang::Vi => format!("0236 3{} {}", numbers::digits(rng, 3), numbers::digits(rng, 3)),
        Lang::En => format!("218-555-01{}", numbers::digits(rng, 2)),
    }
}

/// Digits in full width, as many Japanese writers set them.
fn wide(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            '-' => '－',
            other => other,
        })
        .collect()
}

fn address(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => {
            let (prefecture, town) = pick(rng, p::JA_TOWNS);
            let (a, b, c) = (rng.u32(1..9), rng.u32(1..40), rng.u32(1..30));
            let lot = match rng.u32(..4) {
                0 => format!("{a}丁目{b}番{c}号"),
                1 => wide(&format!("{a}-{b}-{c}")),
                2 => format!("{b}番地の{c}"),
                _ => format!("{a}-{b}-{c}"),
            };
            let house = pick(rng, p::JA_HOUSES);
            let prefecture = if rng.u32(..5) == 0 { "" } else { prefecture };
            if rng.bool() {
                let code = format!("{}-{}", rng.u32(100..990), numbers::digits(rng, 4));
                format!("〒{code} {prefecture}{town}{lot}{house}")
            } else {
                format!("{prefecture}{town}{lot}{house}")
            }
        }
        Lang::Vi => {
            let street = pick(rng, p::VI_STREETS);
            let area = pick(rng, p::VI_AREAS);
            match rng.u32(..3) {
                0 => format!("Số {}/{} {street}, {area}", rng.u32(2..300), rng.u32(1..60)),
                1 => format!("K{} {street}, {area}", rng.u32(2..400)),
                _ => format!("{} đường {street}, {area}", rng.u32(2..900)),
            }
        }
        Lang::En => {
            let (number, street) = (rng.u32(3..9800), pick(rng, p::EN_STREETS));
            if rng.u32(..4) == 0 {
                format!("{number} {street}, {}", pick(rng, p::EN_TOWNS_ABROAD))
            } else if rng.u32(..3) == 0 {
                format!("{number} {street}, Apt {}, {}", rng.u32(1..40), pick(rng, p::EN_TOWNS))
            } else {
                format!("{number} {street}, {}", pick(rng, p::EN_TOWNS))
            }
        }
    }
}

/// Letters of Vietnam and their bare forms.
const MARKS: &[(&str, char)] = &[
    ("àáảãạăằắẳẵặâầấẩẫậ", 'a'),
    ("èéẻẽẹêềếểễệ", 'e'),
    ("ìíỉĩịí", 'i'),
    ("òóỏõọôồốổỗộơờớởỡợ", 'o'),
    ("ùúủũụưừứửữự", 'u'),
    ("ỳýỷỹỵ", 'y'),
    ("đ", 'd'),
    ("ñ", 'n'),
];

/// The text without the marks of Vietnamese and Spanish letters.
pub fn plain(text: &str) -> String {
    text.chars().map(bare).collect()
}

fn bare(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let found = MARKS.iter().find(|(letters, _)| letters.contains(small));
    match found {
        Some((_, plain)) if small == letter => *plain,
        Some((_, plain)) => plain.to_ascii_uppercase(),
        None => letter,
    }
}
