//! Labels: the words in table headers, forms and key-value lines that name a field, in three
//! languages. One list serves all of them.

use crate::normal::plain;
use candor_facts::{Field, Scheme};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What a label says about the value beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The value is this field of a person.
    Field(Field, Option<Scheme>),
    /// Family and given name in columns of their own.
    FamilyName,
    GivenName,
    /// The reading of a name in kana.
    Reading,
    /// Postal code or a piece of an address in a column of its own.
    PostalCode,
    AddressPiece,
    /// Not personal by itself, but tells who the person is.
    Hint(&'static str),
    /// The value belongs to a company, not to a person.
    Company,
}

use Field as F;
use Meaning as M;

const fn field(field: Field) -> Meaning {
    M::Field(field, None)
}

const fn scheme(field: Field, scheme: Scheme) -> Meaning {
    M::Field(field, Some(scheme))
}

const LABELS: &[(Meaning, &[&str])] = &[
    (
        field(F::Name),
        &[
            "氏名",
            "名前",
            "お名前",
            "姓名",
            "ご氏名",
            "担当者",
            "担当者名",
            "ご担当者",
            "ご担当者名",
            "ご担当",
            "担当",
            "お客様名",
            "お客様氏名",
            "顧客氏名",
            "顧客名",
            "会員名",
            "応募者",
            "応募者名",
            "応募者氏名",
            "社員名",
            "社員氏名",
            "従業員名",
            "従業員氏名",
            "職員名",
            "受取人",
            "代表者",
            "代表者名",
            "署名",
            "氏名漢字",
            "購入者",
            "購入者名",
            "届出人",
            "申請者",
            "申請者名",
            "連絡先氏名",
            "緊急連絡先氏名",
            "name",
            "full name",
            "contact",
            "contact person",
            "contact name",
            "customer name",
            "customer",
            "employee name",
            "employee",
            "applicant",
            "applicant name",
            "candidate",
            "candidate name",
            "attention",
            "attn",
            "person in charge",
            "cardholder name",
            "account holder",
            "buyer name",
            "recipient",
            "member name",
            "patient name",
            "signatory",
            "họ và tên",
            "họ tên",
            "tên khách hàng",
            "khách hàng",
            "tên nhân viên",
            "nhân viên",
            "người liên hệ",
            "ứng viên",
            "tên ứng viên",
            "người nhận",
            "người phụ trách",
            "họ tên khách hàng",
            "họ và tên nhân viên",
            "người đại diện",
            "tên người liên hệ",
            "tên",
        ],
    ),
    (M::FamilyName, &["姓", "苗字", "last name", "surname", "family name", "lastname", "họ"]),
    (M::GivenName, &["名", "first name", "given name", "firstname", "forename", "tên đệm và tên"]),
    (
        M::Reading,
        &[
            "フリガナ",
            "ふりがな",
            "カナ",
            "氏名カナ",
            "カナ氏名",
            "氏名フリガナ",
            "読み",
            "よみがな",
            "kana",
            "氏名かな",
            "お名前カナ",
        ],
    ),
    (
        field(F::Email),
        &[
            "メール",
            "メールアドレス",
            "eメール",
            "電子メール",
            "email",
            "e-mail",
            "mail",
            "e-mail address",
            "email address",
            "mail address",
            "連絡先メール",
            "thư điện tử",
            "địa chỉ email",
            "hộp thư",
            "personal email",
            "work email",
        ],
    ),
    (
        field(F::Phone),
        &[
            "電話",
            "電話番号",
            "tel",
            "tel.",
            "ＴＥＬ",
            "携帯",
            "携帯電話",
            "携帯番号",
            "携帯電話番号",
            "連絡先",
            "連絡先電話番号",
            "自宅電話",
            "ご連絡先",
            "直通",
            "phone",
            "phone number",
            "telephone",
            "mobile",
            "mobile phone",
            "mobile number",
            "cell",
            "cell phone",
            "contact number",
            "tel no",
            "home phone",
            "điện thoại",
            "số điện thoại",
            "sđt",
            "di động",
            "số di động",
            "đt",
            "điện thoại di động",
            "緊急連絡先",
        ],
    ),
    (
        field(F::Address),
        &[
            "住所",
            "ご住所",
            "現住所",
            "自宅住所",
            "届け先",
            "お届け先",
            "配送先",
            "所在地",
            "送付先",
            "連絡先住所",
            "address",
            "home address",
            "mailing address",
            "street address",
            "shipping address",
            "residential address",
            "địa chỉ",
            "nơi ở",
            "địa chỉ thường trú",
            "địa chỉ nhà",
            "nơi cư trú",
            "địa chỉ giao hàng",
        ],
    ),
    (
        M::PostalCode,
        &["郵便番号", "〒", "zip", "zip code", "postal code", "postcode", "mã bưu chính"],
    ),
    (
        M::AddressPiece,
        &[
            "都道府県",
            "市区町村",
            "番地",
            "建物名",
            "city",
            "state",
            "quận",
            "tỉnh",
            "thành phố",
            "street",
        ],
    ),
    (
        field(F::DateOfBirth),
        &[
            "生年月日",
            "誕生日",
            "生年",
            "date of birth",
            "dob",
            "birth date",
            "birthday",
            "birthdate",
            "ngày sinh",
            "ngày tháng năm sinh",
            "năm sinh",
        ],
    ),
    (field(F::Gender), &["性別", "gender", "sex", "giới tính"]),
    (field(F::Nationality), &["国籍", "nationality", "citizenship", "quốc tịch"]),
    (
        field(F::Education),
        &[
            "学歴",
            "最終学歴",
            "出身校",
            "大学",
            "education",
            "degree",
            "school",
            "university",
            "học vấn",
            "trình độ học vấn",
            "trình độ",
            "trường",
        ],
    ),
    (
        field(F::Employer),
        &[
            "会社名",
            "会社",
            "勤務先",
            "御社名",
            "貴社名",
            "取引先",
            "取引先名",
            "法人名",
            "企業名",
            "所属会社",
            "現職",
            "company",
            "company name",
            "employer",
            "organization",
            "organisation",
            "firm",
            "account name",
            "current employer",
            "công ty",
            "tên công ty",
            "nơi làm việc",
            "đơn vị công tác",
            "doanh nghiệp",
        ],
    ),
    (
        field(F::JobTitle),
        &[
            "役職",
            "肩書",
            "職位",
            "職種",
            "job title",
            "title",
            "position",
            "role",
            "chức vụ",
            "chức danh",
            "vị trí",
        ],
    ),
    (
        field(F::Department),
        &[
            "部署",
            "部署名",
            "所属",
            "所属部署",
            "部門",
            "課",
            "department",
            "dept",
            "division",
            "section",
            "phòng ban",
            "bộ phận",
            "phòng",
        ],
    ),
    (
        field(F::EmployeeId),
        &[
            "社員番号",
            "従業員番号",
            "社員no",
            "社員id",
            "職員番号",
            "employee id",
            "employee no",
            "employee number",
            "staff id",
            "emp id",
            "mã nhân viên",
            "mã nv",
            "mã số nhân viên",
        ],
    ),
    (
        scheme(F::NationalId, Scheme::JpMyNumber),
        &["マイナンバー", "個人番号", "my number", "mynumber", "12桁の個人番号"],
    ),
    (
        scheme(F::NationalId, Scheme::VnCccd),
        &[
            "cccd",
            "số cccd",
            "căn cước công dân",
            "số căn cước",
            "căn cước",
            "cccd/cmnd",
            "số cccd/cmnd",
            "số định danh cá nhân",
        ],
    ),
    (scheme(F::NationalId, Scheme::VnCmnd), &["cmnd", "số cmnd", "chứng minh nhân dân", "cmt"]),
    (
        scheme(F::NationalId, Scheme::UsSsn),
        &["ssn", "social security number", "social security no", "social security"],
    ),
    (
        field(F::Passport),
        &[
            "旅券番号",
            "パスポート番号",
            "passport",
            "passport number",
            "passport no",
            "số hộ chiếu",
            "hộ chiếu",
        ],
    ),
    (
        field(F::DriverLicence),
        &[
            "運転免許証番号",
            "免許証番号",
            "driver license",
            "driver's license",
            "driving licence",
            "giấy phép lái xe",
        ],
    ),
    (field(F::ResidenceCard), &["在留カード番号", "residence card"]),
    (
        field(F::BankAccount),
        &[
            "口座番号",
            "銀行口座",
            "振込先口座",
            "給与口座",
            "bank account",
            "account number",
            "account no",
            "số tài khoản",
            "tài khoản ngân hàng",
            "stk",
        ],
    ),
    (field(F::Iban), &["iban"]),
    (
        field(F::PaymentCard),
        &[
            "カード番号",
            "クレジットカード番号",
            "card number",
            "credit card",
            "credit card number",
            "số thẻ",
        ],
    ),
    (
        field(F::Salary),
        &[
            "給与",
            "給与額",
            "基本給",
            "月給",
            "年収",
            "支給額",
            "差引支給額",
            "総支給額",
            "賞与",
            "salary",
            "base salary",
            "annual salary",
            "net pay",
            "gross pay",
            "lương",
            "lương cơ bản",
            "mức lương",
            "thu nhập",
            "thực lĩnh",
        ],
    ),
    (
        field(F::HealthInsurance),
        &[
            "健康保険",
            "健康保険番号",
            "保険証番号",
            "被保険者番号",
            "health insurance",
            "health insurance number",
            "bảo hiểm y tế",
            "số bhyt",
            "mã bhyt",
        ],
    ),
    (scheme(F::TaxId, Scheme::VnMst), &["mã số thuế cá nhân", "mst cá nhân"]),
    (
        M::Hint("employee"),
        &[
            "入社日",
            "入社年月日",
            "雇用形態",
            "勤続年数",
            "hire date",
            "start date",
            "employment type",
            "ngày vào làm",
            "loại hợp đồng",
        ],
    ),
    (
        M::Hint("former_employee"),
        &[
            "退職日",
            "退職年月日",
            "退職理由",
            "退社日",
            "termination date",
            "leaving date",
            "last day",
            "reason for leaving",
            "ngày nghỉ việc",
            "lý do nghỉ việc",
        ],
    ),
    (
        M::Hint("applicant"),
        &[
            "応募日",
            "応募職種",
            "志望動機",
            "希望職種",
            "選考状況",
            "面接日",
            "選考結果",
            "applied position",
            "position applied",
            "position applied for",
            "application date",
            "interview date",
            "desired position",
            "vị trí ứng tuyển",
            "ngày ứng tuyển",
            "ngày phỏng vấn",
        ],
    ),
    (
        M::Hint("customer"),
        &[
            "会員番号",
            "顧客番号",
            "お客様番号",
            "購入日",
            "購入商品",
            "保証書番号",
            "お買い上げ店",
            "購入店",
            "customer id",
            "customer no",
            "member id",
            "membership",
            "purchase date",
            "product purchased",
            "warranty no",
            "mã khách hàng",
            "ngày mua",
            "sản phẩm đã mua",
        ],
    ),
    (
        M::Hint("business_contact"),
        &[
            "取引先コード",
            "取引開始日",
            "仕入先コード",
            "vendor code",
            "supplier code",
            "account manager",
            "mã nhà cung cấp",
            "mã đối tác",
        ],
    ),
    (
        M::Company,
        &[
            "法人番号",
            "代表電話",
            "代表番号",
            "本社所在地",
            "本社住所",
            "会社住所",
            "会社電話",
            "fax",
            "ファックス",
            "fax番号",
            "corporate number",
            "head office",
            "company phone",
            "company address",
            "switchboard",
            "mã số thuế",
            "mst",
            "địa chỉ công ty",
            "điện thoại công ty",
            "trụ sở",
            "trụ sở chính",
            "số fax",
            "登録番号",
        ],
    ),
];

static INDEX: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| {
    LABELS
        .iter()
        .flat_map(|(meaning, words)| words.iter().map(|word| (label_key(word), *meaning)))
        .collect()
});

/// The longest label worth looking up, in characters.
pub const LABEL_CHARACTERS_MAX: usize = 28;

/// Looks a header cell or a form label up. Spaces, case, accents, brackets and marks such as
/// `※必須` do not matter.
pub fn meaning(text: &str) -> Option<Meaning> {
    if text.is_empty() || text.chars().count() > LABEL_CHARACTERS_MAX {
        return None;
    }
    let key = label_key(text);
    INDEX.get(&key).copied()
}

fn label_key(text: &str) -> String {
    let text: String = text.nfkc().collect();
    let mut depth = 0_i32;
    let outside: String = text
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' | '【' | '<' => depth += 1,
                ')' | ']' | '】' | '>' => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth <= 0
        })
        .collect();
    let outside = if outside.trim().is_empty() { text } else { outside };
    plain(&outside)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '〒' | '/'))
        .collect::<String>()
        .trim_end_matches("必須")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_match_in_every_dress() {
        let email = Some(field(F::Email));
        for text in [
            "メールアドレス",
            "E-mail",
            "E-Mail Address",
            "ｅ－ｍａｉｌ",
            "メールアドレス（必須）",
            "【メールアドレス】",
        ] {
            assert_eq!(meaning(text), email, "{text}");
        }
        assert_eq!(meaning("氏　名"), Some(field(F::Name)));
        assert_eq!(meaning("Họ và tên"), Some(field(F::Name)));
        assert_eq!(meaning("HO VA TEN"), Some(field(F::Name)));
        assert_eq!(meaning("商品名"), None);
        assert_eq!(meaning("Total"), None);
    }

    #[test]
    fn no_label_has_two_meanings() {
        let mut seen: HashMap<String, Meaning> = HashMap::new();
        for (meaning, words) in LABELS {
            for word in *words {
                if let Some(other) = seen.insert(label_key(word), *meaning) {
                    assert_eq!(other, *meaning, "{word}");
                }
            }
        }
    }
}
