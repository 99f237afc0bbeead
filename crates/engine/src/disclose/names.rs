//! The names of things for readers, in the three languages of the product.

use candor_facts::{Category, DocClass, Field, Language, Tier, UnreadReason};

/// A text in the three languages of the product.
pub(super) type Text = [&'static str; 3];

pub(super) fn pick(lang: Language, text: Text) -> &'static str {
    match lang {
        Language::Ja => text[0],
        Language::Vi => text[2],
        _ => text[1],
    }
}

/// A number with thousands separators as the language writes them.
pub fn number(lang: Language, value: u64) -> String {
    let digits = value.to_string();
    let separator = if lang == Language::Vi { '.' } else { ',' };
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// The name of a category for readers.
pub fn category_name(lang: Language, category: Category) -> &'static str {
    pick(
        lang,
        match category {
            Category::Customer => ["お客様", "Customers", "Khách hàng"],
            Category::BusinessContact => {
                ["取引先の方", "Staff of business partners", "Người của đối tác"]
            }
            Category::Applicant => ["採用応募者", "Job applicants", "Ứng viên"],
            Category::Employee => ["従業員", "Employees", "Nhân viên"],
            Category::FormerEmployee => ["退職者", "Former employees", "Nhân viên đã nghỉ việc"],
            Category::Other => {
                ["関係が確認できていない方", "Relation not yet known", "Chưa xác định quan hệ"]
            }
        },
    )
}

/// The name of a field for readers.
pub fn field_name(lang: Language, field: Field) -> &'static str {
    pick(
        lang,
        match field {
            Field::Name => ["氏名", "name", "họ tên"],
            Field::Address => ["住所", "postal address", "địa chỉ"],
            Field::Phone => ["電話番号", "telephone number", "số điện thoại"],
            Field::Email => ["メールアドレス", "e-mail address", "địa chỉ email"],
            Field::DateOfBirth => ["生年月日", "date of birth", "ngày sinh"],
            Field::Gender => ["性別", "gender", "giới tính"],
            Field::Nationality => ["国籍", "nationality", "quốc tịch"],
            Field::Education => ["学歴", "education", "học vấn"],
            Field::Employer => ["会社名", "employer", "nơi làm việc"],
            Field::JobTitle => ["役職", "job title", "chức vụ"],
            Field::Department => ["部署", "department", "phòng ban"],
            Field::EmployeeId => ["社員番号", "employee number", "mã nhân viên"],
            Field::NationalId => ["個人識別番号", "national identity number", "số định danh"],
            Field::Passport => ["旅券番号", "passport number", "số hộ chiếu"],
            Field::DriverLicence => {
                ["運転免許証番号", "driver's licence number", "số giấy phép lái xe"]
            }
            Field::ResidenceCard => ["在留カード番号", "residence card number", "số thẻ cư trú"],
            Field::BankAccount => ["銀行口座番号", "bank account number", "số tài khoản ngân hàng"],
            Field::Iban => ["IBAN", "IBAN", "IBAN"],
            Field::PaymentCard => {
                ["クレジットカード番号", "payment card number", "số thẻ thanh toán"]
            }
            Field::Salary => ["給与額", "salary", "tiền lương"],
            Field::TaxId => ["納税者番号", "tax number", "mã số thuế"],
            Field::HealthInsurance => {
                ["健康保険番号", "health insurance number", "số bảo hiểm y tế"]
            }
            Field::Medical => ["医療情報", "medical information", "thông tin y tế"],
            Field::Criminal => ["犯罪歴", "criminal record", "tiền án"],
            Field::Credential => ["認証情報", "credentials", "thông tin đăng nhập"],
            Field::IpAddress => ["IPアドレス", "IP address", "địa chỉ IP"],
            Field::VehiclePlate => ["車両番号", "vehicle plate", "biển số xe"],
        },
    )
}

/// The name of a document class for readers.
pub fn class_name(lang: Language, class: DocClass) -> &'static str {
    pick(
        lang,
        match class {
            DocClass::Invoice => ["請求書", "Invoices", "Hóa đơn"],
            DocClass::OrderForm => ["注文書", "Order forms", "Đơn đặt hàng"],
            DocClass::Receipt => ["領収書", "Receipts", "Biên lai"],
            DocClass::Quotation => ["見積書", "Quotations", "Báo giá"],
            DocClass::DeliveryNote => ["納品書", "Delivery notes", "Phiếu giao hàng"],
            DocClass::Contract => ["契約書", "Contracts", "Hợp đồng"],
            DocClass::Nda => ["秘密保持契約書", "Non-disclosure agreements", "Thỏa thuận bảo mật"],
            DocClass::PartnerLetter => {
                ["取引先との書簡", "Letters with partners", "Thư từ với đối tác"]
            }
            DocClass::InternalMemo => ["社内文書", "Internal memos", "Văn bản nội bộ"],
            DocClass::Minutes => ["議事録", "Minutes", "Biên bản họp"],
            DocClass::PolicySafety => {
                ["安全衛生方針", "Safety and hygiene policies", "Chính sách an toàn lao động"]
            }
            DocClass::PolicyGreenProcurement => {
                ["グリーン調達文書", "Green procurement documents", "Tài liệu mua sắm xanh"]
            }
            DocClass::PolicyOther => ["その他の規程", "Other policies", "Quy định khác"],
            DocClass::PersonnelList => ["従業員名簿", "Staff lists", "Danh sách nhân sự"],
            DocClass::Payroll => ["給与資料", "Payroll", "Bảng lương"],
            DocClass::Cv => ["履歴書", "Curricula vitae", "Sơ yếu lý lịch"],
            DocClass::ApplicationForm => ["応募書類", "Application forms", "Hồ sơ ứng tuyển"],
            DocClass::CustomerList => ["顧客名簿", "Customer lists", "Danh sách khách hàng"],
            DocClass::ContactList => ["取引先連絡先", "Contact lists", "Danh sách liên hệ"],
            DocClass::Email => ["電子メール", "E-mails", "Thư điện tử"],
            DocClass::Presentation => {
                ["プレゼンテーション資料", "Presentations", "Bài thuyết trình"]
            }
            DocClass::Specification => ["仕様書", "Specifications", "Thông số kỹ thuật"],
            DocClass::Drawing => ["図面", "Drawings", "Bản vẽ"],
            DocClass::FinancialStatement => {
                ["財務資料", "Financial statements", "Báo cáo tài chính"]
            }
            DocClass::IdCopy => {
                ["本人確認書類の写し", "Copies of identity documents", "Bản sao giấy tờ tùy thân"]
            }
            DocClass::Log => ["ログ", "Logs", "Nhật ký hệ thống"],
            DocClass::SourceCode => ["ソースコード", "Source code", "Mã nguồn"],
            DocClass::Marketing => ["販促資料", "Marketing material", "Tài liệu tiếp thị"],
            DocClass::Other => ["その他", "Other", "Khác"],
        },
    )
}

pub(super) fn reason_name(lang: Language, reason: UnreadReason) -> &'static str {
    pick(
        lang,
        match reason {
            UnreadReason::Encrypted => ["暗号化されている", "encrypted", "bị mã hóa"],
            UnreadReason::Corrupt => ["壊れている", "damaged", "bị hỏng"],
            UnreadReason::Unsupported => {
                ["未対応の形式", "format not read by this version", "định dạng chưa hỗ trợ"]
            }
            UnreadReason::Limit => ["上限を超えた", "over a limit", "vượt giới hạn"],
            UnreadReason::Crashed => ["読み取り中に異常終了", "reader failed", "bộ đọc bị lỗi"],
            UnreadReason::Empty => ["文字がない", "no text in it", "không có chữ"],
        },
    )
}

pub(super) fn tier_name(lang: Language, tier: Tier) -> &'static str {
    pick(
        lang,
        match tier {
            Tier::Disclosed => ["公開を確認", "seen published", "đã bị công bố"],
            Tier::Taken => ["持ち出しを確認", "logged as taken", "đã bị lấy đi"],
            Tier::Reachable => ["閲覧された可能性", "may have been viewed", "có thể đã bị xem"],
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(number(Language::Ja, 50_694), "50,694");
        assert_eq!(number(Language::Vi, 1_234_567), "1.234.567");
        assert_eq!(number(Language::En, 7), "7");
    }
}
