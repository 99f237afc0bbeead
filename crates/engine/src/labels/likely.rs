//! Labels that no catalogue spells out but whose words say what they are: `Q4.ご連絡先(任意)`,
//! `Forwarding address`, `Nơi ở hiện nay`. Asked only where a label is expected: beside known labels
//! of a header, and before a colon.

use super::{Meaning, field, key::label_key, meaning, scheme};
use crate::normal::{is_cjk, plain};
use aho_corasick::AhoCorasick;
use candor_facts::{Field as F, Scheme};
use std::sync::LazyLock;

/// Words that make a label a thing's or a company's, whatever else it says.
const NOT_PERSONAL: &[&str] = &[
    "品",
    "商品",
    "製品",
    "部品",
    "型式",
    "型番",
    "数量",
    "金額",
    "単価",
    "合計",
    "請求",
    "注文",
    "納期",
    "伝票",
    "ロット",
    "製造",
    "ファイル",
    "案件",
    "工事",
    "件名",
    "product",
    "item",
    "order",
    "invoice",
    "qty",
    "price",
    "amount",
    "total",
    "serial",
    "model",
    "lot",
    "file",
    "project",
    "subject",
    "hang",
    "sanpham",
    "soluong",
    "dongia",
    "hoadon",
];

/// Words of a company's own data.
const COMPANY: &[&str] = &[
    "代表",
    "本社",
    "会社",
    "法人",
    "switchboard",
    "headoffice",
    "hotline",
    "fax",
    "trusochinh",
    "tongdai",
];

/// Words by what a label with them means; the first that fits.
const TABLE: &[(Meaning, &[&str])] = &[
    (Meaning::Reading, &["フリガナ", "ふりがな", "カナ", "かな", "よみ", "読み"]),
    (
        field(F::IpAddress),
        &["ipaddress", "ipアドレス", "lastip", "sourceip", "diachiip", "接続元ip", "clientip"],
    ),
    (
        field(F::Credential),
        &["パスワード", "password", "passwd", "pwd", "matkhau", "暗証", "apikey", "secret"],
    ),
    (field(F::Email), &["mail", "メール", "thudientu"]),
    (scheme(F::NationalId, Scheme::JpMyNumber), &["マイナンバー", "個人番号"]),
    (scheme(F::NationalId, Scheme::VnCccd), &["cccd", "cancuoc", "dinhdanhcanhan"]),
    (scheme(F::NationalId, Scheme::VnCmnd), &["cmnd", "chungminhnhandan"]),
    (scheme(F::NationalId, Scheme::UsSsn), &["ssn", "socialsecurity"]),
    (scheme(F::HealthInsurance, Scheme::VnBhxh), &["bhxh", "baohiemxahoi"]),
    (scheme(F::NationalId, Scheme::JpPension), &["年金番号"]),
    (
        field(F::HealthInsurance),
        &[
            "健康保険",
            "保険証",
            "被保険者",
            "bhyt",
            "healthinsurance",
            "medicalinsurance",
            "healthplan",
            "healthinsno",
            "hlthins",
            "healthpolicy",
            "healthscheme",
            "healthcover",
            "healthfund",
            "healthbenefit",
            "medicalplan",
            "medicalcard",
            "medicalscheme",
            "medicalcover",
            "medicalaid",
            "insuredperson",
            "insurancecard",
            "insurancemember",
            "planmember",
        ],
    ),
    (field(F::Passport), &["旅券", "パスポート", "passport", "hochieu"]),
    (
        field(F::DriverLicence),
        &[
            "免許証",
            "免許番号",
            "driverlicen",
            "driverslicen",
            "drivinglicen",
            "gplx",
            "giaypheplai",
            "banglai",
        ],
    ),
    (field(F::ResidenceCard), &["在留カード", "residencecard"]),
    (
        field(F::VehiclePlate),
        &[
            "車両番号",
            "車番",
            "ナンバー",
            "licenseplate",
            "platenumber",
            "plateno",
            "bienso",
            "登録車両",
        ],
    ),
    (
        field(F::DateOfBirth),
        &[
            "生年月日",
            "誕生",
            "生まれ",
            "birth",
            "born",
            "ngaysinh",
            "namsinh",
            "sinhnam",
            "sinhngay",
            "seinen",
        ],
    ),
    (field(F::Gender), &["性別", "gender", "gioitinh", "namhaynu", "traigai"]),
    (field(F::Nationality), &["国籍", "nationality", "quoctich", "citizenship", "citizen"]),
    (
        field(F::EmployeeId),
        &[
            "社員番号",
            "社員コード",
            "従業員番号",
            "従業員コード",
            "職員番号",
            "employeeid",
            "employeeno",
            "staffid",
            "staffno",
            "badge",
            "payrollid",
            "manv",
            "manhanvien",
            "msnv",
            "mathe",
            "masonhanvien",
            "社番",
            "employeecode",
            "staffcode",
            "workerid",
            "personnelno",
            "empno",
            "empid",
        ],
    ),
    (
        field(F::BankAccount),
        &[
            "口座",
            "bankaccount",
            "bankac",
            "bankdetail",
            "accountno",
            "accountnumber",
            "acctno",
            "payrollacct",
            "sotaikhoan",
            "taikhoannganhang",
            "tknganhang",
            "stk",
        ],
    ),
    (
        field(F::Salary),
        &[
            "給与",
            "給料",
            "月給",
            "年収",
            "基本給",
            "annualrate",
            "hourlyrate",
            "payrate",
            "賃金",
            "手取",
            "支給額",
            "salary",
            "wage",
            "netpay",
            "grosspay",
            "luong",
            "thunhap",
            "compensation",
            "comprate",
            "basicpay",
            "stipend",
            "takehome",
            "phucap",
            "thucnhan",
            "thuclinh",
            "conlinh",
            "手当",
            "賞与",
            "昇給",
            "報酬",
            "年俸",
            "bonus",
            "allowance",
        ],
    ),
    (
        field(F::Medical),
        &[
            "病",
            "疾患",
            "既往",
            "診断",
            "アレルギー",
            "障害",
            "通院",
            "健康状態",
            "所見",
            "medical",
            "diagnosis",
            "disease",
            "allerg",
            "healthcondition",
            "benh",
            "suckhoe",
            "disability",
            "傷病",
            "処方",
            "要介護",
            "chandoan",
            "diung",
            "tiensu",
        ],
    ),
    (
        field(F::Criminal),
        &[
            "犯罪",
            "前科",
            "賞罰",
            "逮捕",
            "criminal",
            "conviction",
            "tienan",
            "lylichtuphap",
            "felony",
            "convicted",
            "懲戒歴",
        ],
    ),
    (
        field(F::Phone),
        &[
            "電話",
            "携帯",
            "tel",
            "phone",
            "mobile",
            "dienthoai",
            "sdt",
            "didong",
            "cellno",
            "zalo",
            "somay",
            "dtdd",
            "contactno",
        ],
    ),
    (
        field(F::Address),
        &[
            "住所",
            "住まい",
            "居所",
            "住居",
            "address",
            "diachi",
            "noio",
            "thuongtru",
            "tamtru",
            "noicutru",
            "residence",
            "livesat",
            "residesat",
            "帰省先",
            "住民票",
            "お届け先",
            "quequan",
            "hokhau",
            "hktt",
            "chohiennay",
        ],
    ),
    (
        field(F::Education),
        &[
            "学歴",
            "最終学校",
            "出身校",
            "卒業",
            "education",
            "degree",
            "university",
            "studies",
            "hocvan",
            "trinhdo",
            "totnghiep",
        ],
    ),
    (
        field(F::JobTitle),
        &[
            "役職",
            "職位",
            "肩書",
            "職種",
            "jobtitle",
            "position",
            "chucvu",
            "chucdanh",
            "designation",
            "lastpost",
            "currentrole",
        ],
    ),
    (
        field(F::Department),
        &[
            "部署",
            "所属",
            "部門",
            "配属",
            "department",
            "dept",
            "division",
            "team",
            "bophan",
            "phongban",
        ],
    ),
    (
        field(F::Employer),
        &[
            "勤務先",
            "会社名",
            "企業名",
            "employer",
            "company",
            "congty",
            "noilamviec",
            "donvicongtac",
        ],
    ),
    (
        field(F::Name),
        &[
            "氏名",
            "お名前",
            "御名前",
            "姓名",
            "hoten",
            "hovaten",
            "fullname",
            "displayname",
            "担当者",
            "担当",
            "tennhanvien",
            "tenkhach",
            "personname",
            "yourname",
            "tengi",
        ],
    ),
    (
        field(F::Name),
        &[
            "者名",
            "人名",
            "受講者",
            "使用者",
            "申込者",
            "利用者",
            "登録者",
            "来訪者",
            "乗務員",
            "担任",
            "受入者",
            "記入者",
            "報告者",
            "発表者",
            "操作者",
            "利用者",
            "入居者",
            "患者",
            "被災労働者",
            "保護者",
            "訪問者",
            "参加者",
            "対象者",
            "委員",
            "議長",
            "書記",
            "事務局",
            "メンバー",
            "リーダー",
            "出席",
            "欠席",
            "起票者",
            "当番",
            "当直",
            "作成者",
            "承認者",
            "attendee",
            "participant",
            "chair",
            "thuky",
            "chutri",
            "nguoinhan",
            "nguoinop",
            "nguoithu",
            "nguoithue",
            "nguoilap",
            "nguoidi",
            "nguoitiep",
            "nguoiphuthuoc",
            "nguoidaidien",
            "nguoilienhe",
            "tenchau",
            "tentrenhc",
            "hocvien",
            "chuho",
            "apprentice",
            "guardian",
            "assignee",
            "instructor",
            "traveller",
            "traveler",
            "passenger",
            "bantengi",
            "verifiedby",
            "checkedby",
            "preparedby",
            "approvedby",
        ],
    ),
    (field(F::Phone), &["連絡先"]),
];

/// What a word of the lists says.
#[derive(Clone, Copy, Debug)]
enum Sense {
    Thing,
    Company,
    /// Its place in the table.
    Label(usize),
}

/// All words of the lists with what each says, searched at once.
static WORDS: LazyLock<Option<(AhoCorasick, Vec<Sense>)>> = LazyLock::new(|| {
    let things = NOT_PERSONAL.iter().map(|word| (*word, Sense::Thing));
    let companies = COMPANY.iter().map(|word| (*word, Sense::Company));
    let labels = TABLE
        .iter()
        .enumerate()
        .flat_map(|(at, (_, words))| words.iter().map(move |word| (*word, Sense::Label(at))));
    let (words, senses): (Vec<&str>, Vec<Sense>) = things.chain(companies).chain(labels).unzip();
    Some((AhoCorasick::new(words).ok()?, senses))
});

/// Abbreviations that head columns and forms, and mean nothing elsewhere.
const SHORT: &[(Meaning, &[&str])] = &[
    (field(F::DateOfBirth), &["ns", "sinh", "bday", "dob", "geb", "ntns"]),
    (field(F::Gender), &["gt", "phai", "sx", "mf", "agesex", "年齢性", "性"]),
    (field(F::Nationality), &["nat", "natl", "naty", "qt"]),
    (field(F::JobTitle), &["cvu", "cv", "jobttl", "jobtl", "役", "pos"]),
    (field(F::Department), &["bp", "pb", "deptcd", "bpcv"]),
    (field(F::Phone), &["ll", "hmph", "di", "m", "hp", "ph", "call", "num", "lienhe", "cel"]),
    (field(F::Address), &["dc", "addr", "live", "所番地"]),
    (field(F::Email), &["ml", "eml", "mailpc", "mailkeitai"]),
    (field(F::Salary), &["comprate", "basic", "net", "gross", "lcb", "ctc", "thunhap"]),
    (scheme(F::NationalId, Scheme::VnCccd), &["socc", "cc", "cancuoc"]),
    (scheme(F::NationalId, Scheme::JpMyNumber), &["kjnno", "kojinno"]),
    (field(F::NationalId), &["idno", "natid", "sogiayto", "身分証"]),
    (field(F::Passport), &["ppt", "pptno", "hc", "sohc"]),
    (field(F::VehiclePlate), &["regmark", "bks", "reg", "vrn", "車"]),
    (field(F::Medical), &["dx", "diag", "病名", "主病名", "benh"]),
    (
        field(F::Name),
        &[
            "who",
            "holder",
            "assignee",
            "khach",
            "letan",
            "bome",
            "chau",
            "subject",
            "ptname",
            "shimeikj",
            "漢字",
            "旅券記載氏名",
            "表示名",
            "display",
            "worker",
            "apprentice",
            "乗る人",
            "本人",
            "受付",
            "attending",
            "pax",
            "nguoinopthue",
            "chair",
            "claimant",
            "tenant",
            "crew",
            "driver",
            "aka",
            "recv",
            "disp",
        ],
    ),
    (Meaning::Reading, &["shimeikn", "kn", "カナ氏名"]),
    (Meaning::FamilyName, &["sei"]),
    (Meaning::GivenName, &["mei"]),
];

/// What a text means where a label is expected.
pub fn likely(text: &str) -> Option<Meaning> {
    if let Some(known) = meaning(text) {
        return Some(known);
    }
    let short: String = plain(&label_key(text)).chars().filter(|c| c.is_alphanumeric()).collect();
    let abbreviated = SHORT.iter().find(|(_, words)| words.contains(&short.as_str()));
    if let Some((known, _)) = abbreviated {
        return Some(*known);
    }
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let words = text.split_whitespace().count();
    let cjk = text.chars().any(is_cjk);
    // A question of a survey ends with its mark.
    let asked = text.trim_end().trim_end_matches(['?', '？']);
    let sentence = asked.contains(['。', '!', '?', '、', '@'])
        || SENTENCES.iter().any(|mark| text.contains(mark));
    if letters == 0 || letters > if cjk { 14 } else { 30 } || words > 5 || sentence {
        return None;
    }
    let key: String = plain(&label_key(text)).chars().filter(|c| c.is_alphanumeric()).collect();
    let (searcher, senses) = WORDS.as_ref()?;
    let (mut company, mut first) = (false, usize::MAX);
    for place in searcher.find_overlapping_iter(&key) {
        match senses.get(place.pattern().as_usize())? {
            Sense::Thing => return Some(Meaning::NotPersonal),
            Sense::Company => company = true,
            Sense::Label(at) => first = first.min(*at),
        }
    }
    let (found, _) = TABLE.get(first)?;
    let contact = matches!(found, Meaning::Field(F::Phone | F::Address | F::Email, _));
    if contact && company { Some(Meaning::Company) } else { Some(*found) }
}

/// Endings of Japanese sentences, which labels do not have.
const SENTENCES: &[&str] = &["ます", "です", "した", "ください", "こと", "する", "れる"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_unknown_labels_are_understood() {
        for (text, expected) in [
            ("Q4.ご連絡先(任意)", field(F::Phone)),
            ("Medical plan no.", field(F::HealthInsurance)),
            ("Health scheme no.", field(F::HealthInsurance)),
            ("Forwarding address", field(F::Address)),
            ("Nơi ở hiện nay", field(F::Address)),
            ("Last IP", field(F::IpAddress)),
            ("Temp password", field(F::Credential)),
            ("Former team", field(F::Department)),
            ("会社電話窓口", Meaning::Company),
            ("製品のロット", Meaning::NotPersonal),
        ] {
            assert_eq!(likely(text), Some(expected), "{text}");
        }
        for text in [
            "電話にて連絡しました",
            "please send the email to me as soon as you can",
            "山田太郎",
            "Health inspection no.",
            "OK",
        ] {
            assert_eq!(likely(text), None, "{text}");
        }
    }
}
