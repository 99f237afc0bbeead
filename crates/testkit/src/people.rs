//! The population: who works for the group, buys from it, applies to it, trades with it.

use crate::Plan;
use crate::setting::Setting;
use fastrand::Rng;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Ja,
    Vi,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Customer,
    Contact,
    Applicant,
    Employee,
    Former,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Customer, Self::Contact, Self::Applicant, Self::Employee, Self::Former];

    /// The product's word for it.
    pub const fn category(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Contact => "business_contact",
            Self::Applicant => "applicant",
            Self::Employee => "employee",
            Self::Former => "former_employee",
        }
    }
}

/// An invented person with everything a file may say of them.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub lang: Lang,
    pub role: Role,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub phone_e164: String,
    pub address: String,
    /// ISO 8601.
    pub birth: String,
    pub national_id: String,
    pub employer: String,
    pub department: &'static str,
    pub title: &'static str,
    pub number: String,
    pub salary: u32,
    /// The company of the group that holds the person's data, among those of the setting.
    pub seat: usize,
}

const JA_FAMILY: &[&str] = &[
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "渡辺",
    "伊藤",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "林",
    "清水",
    "山崎",
    "池田",
    "橋本",
    "阿部",
    "石川",
    "前田",
    "藤田",
    "岡田",
    "後藤",
    "長谷川",
    "村上",
    "近藤",
    "石井",
    "坂本",
    "遠藤",
    "青木",
    "藤井",
    "西村",
    "福田",
    "太田",
    "三浦",
    "岡本",
    "松田",
    "中川",
    "原田",
    "小野",
    "竹内",
    "金子",
    "和田",
    "石田",
    "上田",
    "宮崎",
    "酒井",
    "工藤",
    "横山",
    "内田",
    "高木",
    "安藤",
    "谷口",
    "大野",
    "丸山",
    "今井",
    "河野",
    "武田",
    "上野",
    "杉山",
    "増田",
    "平野",
    "久保",
];
const JA_GIVEN: &[&str] = &[
    "太郎",
    "一郎",
    "健",
    "健太",
    "大輔",
    "翔太",
    "拓也",
    "直樹",
    "誠",
    "浩二",
    "隆",
    "徹",
    "聡",
    "剛",
    "亮太",
    "和也",
    "哲也",
    "達也",
    "裕太",
    "雄一",
    "悠斗",
    "蓮",
    "颯太",
    "花子",
    "美咲",
    "陽子",
    "裕子",
    "恵子",
    "京子",
    "智子",
    "由美",
    "真由美",
    "美穂",
    "直美",
    "幸子",
    "和子",
    "明美",
    "香織",
    "彩香",
    "麻衣",
    "葵",
    "結衣",
    "陽菜",
    "莉子",
    "千尋",
    "優子",
    "典子",
    "正男",
    "清",
    "博",
    "修",
    "進",
    "稔",
    "実",
    "敬",
    "昭",
    "圭介",
    "宏樹",
    "俊介",
    "慎一",
    "康弘",
    "雅人",
    "秀樹",
    "智也",
    "里美",
    "純子",
    "文子",
    "奈々",
    "梨花",
    "遥",
    "綾子",
    "早紀",
    "沙織",
    "友美",
    "春香",
    "夏美",
    "蒼真",
    "樹里",
];
const VI_FAMILY: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý",
];
const VI_MIDDLE: &[&str] = &[
    "Văn", "Thị", "Đức", "Hữu", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Hồng", "Kim", "Anh",
    "Thu", "Quốc", "Gia", "Bảo",
];
const VI_GIVEN: &[&str] = &[
    "An", "Bình", "Châu", "Cường", "Dũng", "Duy", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa",
    "Hùng", "Huy", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung", "Phong",
    "Phúc", "Phương", "Quân", "Quỳnh", "Sơn", "Tâm", "Thảo", "Thắng", "Thủy", "Tiến", "Trang",
    "Trung", "Tuấn", "Tùng", "Tú", "Vân", "Việt", "Vy", "Yến",
];
const EN_GIVEN: &[&str] = &[
    "James",
    "Mary",
    "Robert",
    "Patricia",
    "John",
    "Jennifer",
    "Michael",
    "Linda",
    "David",
    "Elizabeth",
    "William",
    "Barbara",
    "Richard",
    "Susan",
    "Joseph",
    "Jessica",
    "Thomas",
    "Sarah",
    "Charles",
    "Karen",
    "Daniel",
    "Nancy",
    "Matthew",
    "Lisa",
    "Anthony",
    "Betty",
    "Mark",
    "Margaret",
    "Steven",
    "Ashley",
    "Paul",
    "Kimberly",
    "Andrew",
    "Emily",
    "Joshua",
    "Donna",
    "Kenneth",
    "Michelle",
    "Kevin",
];
const EN_FAMILY: &[&str] = &[
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Garcia",
    "Miller",
    "Davis",
    "Wilson",
    "Anderson",
    "Taylor",
    "Thomas",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Thompson",
    "White",
    "Harris",
    "Clark",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Allen",
    "King",
    "Wright",
    "Scott",
    "Hill",
    "Green",
    "Adams",
    "Nelson",
    "Baker",
    "Hall",
    "Rivera",
    "Campbell",
    "Mitchell",
    "Carter",
    "Roberts",
    "Whitfield",
];
const JA_PLACES: &[(&str, &[&str])] = &[
    (
        "東京都",
        &[
            "千代田区丸の内",
            "新宿区西新宿",
            "渋谷区神宮前",
            "世田谷区三軒茶屋",
            "江東区豊洲",
            "板橋区成増",
        ],
    ),
    ("大阪府", &["大阪市北区梅田", "堺市堺区市之町", "吹田市江坂町"]),
    ("愛知県", &["名古屋市中区栄", "豊田市挙母町"]),
    ("神奈川県", &["横浜市西区みなとみらい", "川崎市中原区小杉町"]),
    ("長野県", &["諏訪市大手", "松本市中央"]),
];
const VI_STREETS: &[&str] =
    &["Lê Lợi", "Nguyễn Huệ", "Trần Hưng Đạo", "Hai Bà Trưng", "Điện Biên Phủ", "Võ Văn Tần"];
const VI_WARDS: &[&str] = &["Bến Nghé", "Tân Phú", "An Phú", "Thảo Điền", "Bình Thọ"];
const EN_STREETS: &[&str] =
    &["Maple Avenue", "Oak Street", "Cedar Lane", "Lakeview Drive", "Pine Road", "Willow Court"];
const EN_TOWNS: &[(&str, &str, u32)] = &[
    ("Springfield", "IL", 62701),
    ("Dayton", "OH", 45402),
    ("Plano", "TX", 75024),
    ("Irvine", "CA", 92618),
];
const JA_FIRMS: &[&str] = &[
    "株式会社東和精工",
    "三友金属株式会社",
    "株式会社青葉商会",
    "共栄電子工業株式会社",
    "有限会社山手運輸",
    "株式会社ひかり印刷",
    "丸新化学株式会社",
    "株式会社明和ツール",
];
const VI_FIRMS: &[&str] = &[
    "Công ty TNHH Bình Minh",
    "Công ty Cổ phần Sao Mai",
    "Công ty TNHH Cơ khí Đại Phát",
    "Công ty TNHH Bao bì Tân Tiến",
];
const EN_FIRMS: &[&str] = &[
    "Redwood Components Inc.",
    "Lakeshore Logistics LLC",
    "Summit Precision Corp.",
    "Harbor Retail Group Ltd.",
];
/// Mail domains of the firms above, in the same order.
const JA_FIRM_DOMAINS: &[&str] = &[
    "towa-seiko.example",
    "sanyu-metal.example",
    "aoba-shokai.example",
    "kyoei-ele.example",
    "yamate-unyu.example",
    "hikari-print.example",
    "marushin-chem.example",
    "meiwa-tool.example",
];
const VI_FIRM_DOMAINS: &[&str] =
    &["binhminh.example", "saomai.example", "daiphat.example", "tantien.example"];
const EN_FIRM_DOMAINS: &[&str] = &[
    "redwood-comp.example",
    "lakeshore-log.example",
    "summit-prec.example",
    "harbor-retail.example",
];
const JA_DEPARTMENTS: &[&str] = &["営業部", "製造部", "品質保証部", "総務部", "経理部", "開発部"];
const VI_DEPARTMENTS: &[&str] =
    &["Phòng Kinh doanh", "Phòng Sản xuất", "Phòng Kế toán", "Phòng Nhân sự"];
const EN_DEPARTMENTS: &[&str] = &["Sales", "Logistics", "Finance", "Customer Service"];
const JA_TITLES: &[&str] = &["部長", "課長", "主任", "担当"];
const VI_TITLES: &[&str] = &["Trưởng phòng", "Nhân viên", "Phó phòng"];
const EN_TITLES: &[&str] = &["Manager", "Associate", "Director"];

pub fn pick<T: Copy>(rng: &mut Rng, list: &[T]) -> T {
    list[rng.usize(..list.len())]
}

/// Everyone, in a fixed order.
pub fn population(plan: &Plan, setting: &Setting) -> Vec<Person> {
    let mut rng = Rng::with_seed(plan.seed);
    (0..plan.persons).map(|index| person(&mut rng, index, setting)).collect()
}

/// The first of a list whose percentage reaches the roll.
fn drawn<T: Copy>(rng: &mut Rng, up_to: &[u32], list: &[T]) -> T {
    let roll = rng.u32(..100);
    let at = up_to.iter().position(|percent| roll <= *percent);
    list[at.unwrap_or(list.len() - 1)]
}

fn person(rng: &mut Rng, index: usize, setting: &Setting) -> Person {
    let lang = drawn(rng, &setting.langs, &[Lang::Ja, Lang::Vi, Lang::En]);
    let role = drawn(rng, &setting.roles, &Role::ALL);
    let seat = setting.keeper(lang, role, rng);
    let name = name(rng, lang);
    let (phone, phone_e164) = phone(rng, lang);
    let (employer, firm_domain) = firm(rng, lang);
    let domain = match role {
        Role::Contact => firm_domain,
        Role::Employee | Role::Former => setting.seat(seat).domain,
        _ => "mail.example",
    };
    Person {
        id: format!("T{index:06}"),
        lang,
        role,
        email: format!("u{:05}{}@{domain}", index * 7 % 100_000, pick(rng, &["a", "k", "m", "t"])),
        name,
        phone,
        phone_e164,
        address: address(rng, lang),
        birth: format!("{}-{:02}-{:02}", rng.u32(1955..2003), rng.u32(1..13), rng.u32(1..29)),
        national_id: national_id(rng, lang),
        employer: if role == Role::Contact { employer.to_owned() } else { String::new() },
        department: match lang {
            Lang::Ja => pick(rng, JA_DEPARTMENTS),
            Lang::Vi => pick(rng, VI_DEPARTMENTS),
            Lang::En => pick(rng, EN_DEPARTMENTS),
        },
        title: match lang {
            Lang::Ja => pick(rng, JA_TITLES),
            Lang::Vi => pick(rng, VI_TITLES),
            Lang::En => pick(rng, EN_TITLES),
        },
        number: format!(
            "{}{index:05}",
            if matches!(role, Role::Employee | Role::Former) { "E" } else { "M" }
        ),
        salary: rng.u32(180..900) * 1000,
        seat,
    }
}

fn name(rng: &mut Rng, lang: Lang) -> String {
    let (family, given) = match lang {
        Lang::Ja => (pick(rng, JA_FAMILY).to_string(), pick(rng, JA_GIVEN).to_string()),
        Lang::Vi => (
            pick(rng, VI_FAMILY).to_string(),
            format!("{} {}", pick(rng, VI_MIDDLE), pick(rng, VI_GIVEN)),
        ),
        Lang::En => (pick(rng, EN_FAMILY).to_string(), pick(rng, EN_GIVEN).to_string()),
    };
    if lang == Lang::En { format!("{given} {family}") } else { format!("{family} {given}") }
}

fn phone(rng: &mut Rng, lang: Lang) -> (String, String) {
    let (a, b) = (rng.u32(1000..10_000), rng.u32(0..10_000));
    match lang {
        Lang::Ja => {
            let head = pick(rng, &["090", "080", "070"]);
            (format!("{head}-{a}-{b:04}"), format!("+81{}{a}{b:04}", &head[1..]))
        }
        Lang::Vi => {
            let head = pick(rng, &["091", "098", "090", "093"]);
            let number = format!("{}{}", a % 1000 + 1000, b % 1000 + 1000);
            let (x, y) = (&number[1..4], &number[5..8]);
            (format!("{head}{} {x} {y}", a % 10), format!("+84{}{}{x}{y}", &head[1..], a % 10))
        }
        Lang::En => {
            let area = pick(rng, &["415", "312", "212", "512", "614"]);
            let exchange = 200 + a % 700;
            let exchange = if exchange % 100 == 11 { exchange + 1 } else { exchange };
            (format!("({area}) {exchange}-{b:04}"), format!("+1{area}{exchange}{b:04}"))
        }
    }
}

fn address(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => {
            let (prefecture, towns) = pick(rng, JA_PLACES);
            format!(
                "〒{:03}-{:04} {prefecture}{}{}-{}-{}",
                rng.u32(100..999),
                rng.u32(1..9999),
                pick(rng, towns),
                rng.u32(1..9),
                rng.u32(1..30),
                rng.u32(1..20)
            )
        }
        Lang::Vi => format!(
            "{} Đường {}, Phường {}, Quận {}, TP. Hồ Chí Minh",
            rng.u32(1..400),
            pick(rng, VI_STREETS),
            pick(rng, VI_WARDS),
            rng.u32(1..13)
        ),
        Lang::En => {
            let (town, state, zip) = pick(rng, EN_TOWNS);
            format!("{} {}, {town}, {state} {zip}", rng.u32(100..9999), pick(rng, EN_STREETS))
        }
    }
}

fn firm(rng: &mut Rng, lang: Lang) -> (&'static str, &'static str) {
    let (firms, domains) = match lang {
        Lang::Ja => (JA_FIRMS, JA_FIRM_DOMAINS),
        Lang::Vi => (VI_FIRMS, VI_FIRM_DOMAINS),
        Lang::En => (EN_FIRMS, EN_FIRM_DOMAINS),
    };
    let index = rng.usize(..firms.len());
    (firms[index], domains[index])
}

fn national_id(rng: &mut Rng, lang: Lang) -> String {
    match lang {
        Lang::Ja => my_number(rng),
        Lang::Vi => format!(
            "{:03}{}{:02}{:06}",
            rng.u32(1..96),
            rng.u32(0..4),
            rng.u32(55..99),
            rng.u32(0..1_000_000)
        ),
        Lang::En => {
            format!("{:03}-{:02}-{:04}", rng.u32(100..665), rng.u32(1..100), rng.u32(1..10_000))
        }
    }
}

/// Twelve digits with the check digit that the numbering rule asks for.
fn my_number(rng: &mut Rng) -> String {
    let digits: Vec<u32> = (0..11).map(|_| rng.u32(0..10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .zip(1..)
        .map(|(digit, n): (&u32, u32)| digit * if n <= 6 { n + 1 } else { n - 5 })
        .sum();
    let check = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    digits.iter().chain([&check]).map(ToString::to_string).collect()
}
