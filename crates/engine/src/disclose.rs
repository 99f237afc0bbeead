//! The words of a report: facts of a case in, localised text and tables out. Laying them out on
//! pages is the application's work.

use candor_facts::{Category, DocClass, Field, Language, Rounding, Tier, UnreadReason};
use serde::Serialize;

/// Version of the report's wording and shape.
pub const DISCLOSE_VERSION: u32 = 1;

/// What a report is made of, counted.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub title: String,
    /// Civil date in the case's zone.
    pub as_of: String,
    pub companies: Vec<CompanyFacts>,
    pub collections: Vec<CollectionFacts>,
    pub items: u64,
    pub read: u64,
    pub partly_read: u64,
    pub unread: u64,
    /// Reason and number of items not fully read.
    pub gaps: Vec<(UnreadReason, u64)>,
    pub persons: u64,
    pub records: u64,
    /// Mentions that fit several persons and were given to none.
    pub undecided: u64,
    pub classes: Vec<(DocClass, u64)>,
    pub groups: Vec<Group>,
    pub payment_cards: u64,
}

#[derive(Clone, Debug)]
pub struct CompanyFacts {
    pub id: String,
    pub name: String,
    pub contact: Option<String>,
}

#[derive(Clone, Debug)]
pub struct CollectionFacts {
    pub name: String,
    pub source: String,
    pub received: String,
    pub items: u64,
}

/// One category of persons of one company.
#[derive(Clone, Debug)]
pub struct Group {
    pub exposure_id: String,
    pub category: Category,
    pub company: String,
    pub tier: Tier,
    pub persons: u64,
    pub documents: u64,
    /// Fields with the number of persons each, in the order of the vocabulary.
    pub fields: Vec<(Field, u64)>,
}

/// A report ready to be laid out.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub lang: String,
    pub title: String,
    pub subtitle: String,
    pub date: String,
    pub headline: Vec<Figure>,
    pub sections: Vec<Section>,
    pub footer: String,
    pub page: String,
}

/// A number with its caption.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub value: String,
    pub caption: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub heading: String,
    pub paragraphs: Vec<String>,
    pub table: Option<Table>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Table {
    pub header: Vec<String>,
    /// Columns whose cells are numbers.
    pub numeric: Vec<usize>,
    pub rows: Vec<Vec<String>>,
}

/// A text in the three languages of the product.
type Text = [&'static str; 3];

fn pick(lang: Language, text: Text) -> &'static str {
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

fn reason_name(lang: Language, reason: UnreadReason) -> &'static str {
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

fn tier_name(lang: Language, tier: Tier) -> &'static str {
    pick(
        lang,
        match tier {
            Tier::Disclosed => ["公開を確認", "seen published", "đã bị công bố"],
            Tier::Taken => ["持ち出しを確認", "logged as taken", "đã bị lấy đi"],
            Tier::Reachable => ["閲覧された可能性", "may have been viewed", "có thể đã bị xem"],
        },
    )
}

/// Builds the report.
pub fn report(facts: &Facts, lang: Language) -> Report {
    let n = |value| number(lang, value);
    Report {
        lang: lang.to_string(),
        title: facts.title.clone(),
        subtitle: pick(
            lang,
            [
                "影響範囲に関する報告書（第1報）",
                "Report No. 1 on the information concerned",
                "Báo cáo số 1 về thông tin bị ảnh hưởng",
            ],
        )
        .to_owned(),
        date: facts.as_of.clone(),
        headline: vec![
            Figure {
                value: n(facts.items),
                caption: pick(
                    lang,
                    ["ファイル（項目）", "items in the files concerned", "mục tệp liên quan"],
                )
                .to_owned(),
            },
            Figure {
                value: n(facts.persons),
                caption: pick(lang, ["影響を受ける方", "persons affected", "người bị ảnh hưởng"])
                    .to_owned(),
            },
            Figure {
                value: n(facts.partly_read + facts.unread),
                caption: pick(
                    lang,
                    ["未読・一部未読の項目", "items not fully read", "mục chưa đọc hết"],
                )
                .to_owned(),
            },
        ],
        sections: vec![
            overview(facts, lang),
            persons_concerned(facts, lang),
            payment_cards(facts, lang),
            kinds(facts, lang),
            gaps(facts, lang),
            custody(facts, lang),
            contact(facts, lang),
        ],
        footer: pick(
            lang,
            ["社内用・正確な数値", "Internal, exact figures", "Nội bộ, số liệu chính xác"],
        )
        .to_owned(),
        page: pick(lang, ["ページ", "Page", "Trang"]).to_owned(),
    }
}

fn section(heading: &str, paragraphs: Vec<String>, table: Option<Table>) -> Section {
    Section { heading: heading.to_owned(), paragraphs, table }
}

fn header(lang: Language, columns: &[Text]) -> Vec<String> {
    columns.iter().map(|column| pick(lang, *column).to_owned()).collect()
}

fn overview(facts: &Facts, lang: Language) -> Section {
    let n = |value| number(lang, value);
    let (items, read, partly, unread) =
        (n(facts.items), n(facts.read), n(facts.partly_read), n(facts.unread));
    let (persons, records, undecided) = (n(facts.persons), n(facts.records), n(facts.undecided));
    let about = n(Rounding::TwoDigits.apply(facts.persons));
    let paragraphs = match lang {
        Language::Ja => vec![
            format!(
                "対象として受領したファイルは、圧縮ファイルの中身や添付ファイルを含めて{items}件です。このうち{read}件をすべて読み取り、{partly}件は一部を、{unread}件は読み取れませんでした。"
            ),
            format!(
                "読み取った範囲で、個人に関する記載{records}件を名寄せした結果、影響を受ける方は{persons}名（約{about}名）です。同姓同名などで特定できない記載が{undecided}件あり、人数には含めていません。"
            ),
        ],
        Language::Vi => vec![
            format!(
                "Đã nhận {items} mục, kể cả nội dung tệp nén và tệp đính kèm. Trong đó {read} mục được đọc hết, {partly} mục đọc được một phần và {unread} mục không đọc được."
            ),
            format!(
                "Trong phần đã đọc, {records} bản ghi về cá nhân được hợp nhất thành {persons} người bị ảnh hưởng (khoảng {about}). Còn {undecided} chỗ nhắc tên chưa thể gán cho một người cụ thể và không được tính."
            ),
        ],
        _ => vec![
            format!(
                "The files received hold {items} items, counting what lies in archives and attachments. {read} were read in full, {partly} in part, and {unread} could not be read."
            ),
            format!(
                "In what was read, {records} records about persons were consolidated into {persons} affected persons (about {about}). {undecided} mentions fit several persons of one name; they are left to a decision and not counted."
            ),
        ],
    };
    section(pick(lang, ["概要", "Overview", "Tổng quan"]), paragraphs, None)
}

fn persons_concerned(facts: &Facts, lang: Language) -> Section {
    let name_of = |id: &str| {
        let known = facts
            .companies
            .iter()
            .find(|company| company.id == id)
            .map(|company| company.name.clone());
        known.unwrap_or_else(|| {
            pick(lang, ["会社未確定", "company not determined", "chưa xác định công ty"]).to_owned()
        })
    };
    let comma = if lang == Language::Ja { "、" } else { ", " };
    let rows = facts.groups.iter().map(|group| {
        let fields: Vec<&str> =
            group.fields.iter().map(|(field, _)| field_name(lang, *field)).collect();
        vec![
            category_name(lang, group.category).to_owned(),
            name_of(&group.company),
            fields.join(comma),
            tier_name(lang, group.tier).to_owned(),
            number(lang, group.persons),
            number(lang, group.documents),
        ]
    });
    let table = Table {
        header: header(
            lang,
            &[
                ["区分", "Persons", "Nhóm người"],
                ["会社", "Company", "Công ty"],
                [
                    "項目（いずれか、または複数）",
                    "Data (one or more of)",
                    "Dữ liệu (một hoặc nhiều)",
                ],
                ["状況", "Status", "Tình trạng"],
                ["人数", "Number", "Số người"],
                ["文書数", "Documents", "Tài liệu"],
            ],
        ),
        numeric: vec![4, 5],
        rows: rows.collect(),
    };
    let note = pick(
        lang,
        [
            "一人の方が複数の区分・会社に該当することがあるため、人数の合計は全体の人数と一致しません。",
            "One person may belong to several categories and companies, so the rows add up to more than the total.",
            "Một người có thể thuộc nhiều nhóm và nhiều công ty, nên tổng các dòng lớn hơn tổng số người.",
        ],
    );
    section(
        pick(
            lang,
            [
                "影響を受ける方と情報の項目",
                "Persons and data concerned",
                "Những người và dữ liệu bị ảnh hưởng",
            ],
        ),
        std::iter::once(note.to_owned()).chain(opening(facts, lang)).collect(),
        Some(table),
    )
}

/// How a reader of the internal report opens a number of the table.
fn opening(facts: &Facts, lang: Language) -> Option<String> {
    let id = &facts.groups.first()?.exposure_id;
    let text = pick(
        lang,
        [
            "各人数の根拠は、ファイル・ページ・位置まで開いて確認できます。最初の行の場合：",
            "What stands behind each number can be opened down to file, page and position. For the first row:",
            "Có thể mở căn cứ của từng con số đến tệp, trang và vị trí. Ví dụ với dòng đầu tiên:",
        ],
    );
    Some(format!("{text} candor why CASE {id}"))
}

fn payment_cards(facts: &Facts, lang: Language) -> Section {
    let n = |value| number(lang, value);
    let open = facts.partly_read + facts.unread;
    let text = match (facts.payment_cards, lang) {
        (0, Language::Ja) => format!(
            "読み取った範囲では、クレジットカード番号は見つかっていません。ただし、未読または一部未読の{}件については確認できていません。",
            n(open)
        ),
        (0, Language::Vi) => format!(
            "Trong phần đã đọc không tìm thấy số thẻ thanh toán nào. {} mục chưa đọc hoặc mới đọc một phần chưa thể khẳng định.",
            n(open)
        ),
        (0, _) => format!(
            "No payment card number was found in what was read. This cannot be said of the {} items that were not or only partly read.",
            n(open)
        ),
        (count, Language::Ja) => {
            format!("クレジットカード番号の可能性がある記載が{}件見つかりました。", n(count))
        }
        (count, Language::Vi) => {
            format!("Tìm thấy {} giá trị có thể là số thẻ thanh toán.", n(count))
        }
        (count, _) => {
            format!("{} values that are probably payment card numbers were found.", n(count))
        }
    };
    section(
        pick(lang, ["クレジットカード情報", "Payment cards", "Thẻ thanh toán"]),
        vec![text],
        None,
    )
}

fn kinds(facts: &Facts, lang: Language) -> Section {
    let rows = facts
        .classes
        .iter()
        .map(|(class, count)| vec![class_name(lang, *class).to_owned(), number(lang, *count)]);
    let table = Table {
        header: header(
            lang,
            &[["文書の種類", "Kind of document", "Loại tài liệu"], ["項目数", "Items", "Số mục"]],
        ),
        numeric: vec![1],
        rows: rows.collect(),
    };
    section(
        pick(lang, ["文書の種類", "Kinds of documents", "Các loại tài liệu"]),
        Vec::new(),
        Some(table),
    )
}

fn gaps(facts: &Facts, lang: Language) -> Section {
    let rows = facts
        .gaps
        .iter()
        .map(|(reason, count)| vec![reason_name(lang, *reason).to_owned(), number(lang, *count)]);
    let table = Table {
        header: header(lang, &[["理由", "Reason", "Lý do"], ["項目数", "Items", "Số mục"]]),
        numeric: vec![1],
        rows: rows.collect(),
    };
    let text = pick(
        lang,
        [
            "次の項目は読み取れていないか、一部しか読み取れていません。上の人数は、これらの内容によって増えることがあります。",
            "The following items were not read or only in part. The numbers above may grow with what they hold.",
            "Các mục sau chưa đọc được hoặc mới đọc một phần. Những con số trên có thể tăng theo nội dung của chúng.",
        ],
    );
    section(
        pick(lang, ["読み取れなかったもの", "What could not be read", "Những gì không đọc được"]),
        vec![text.to_owned()],
        Some(table).filter(|table| !table.rows.is_empty()),
    )
}

fn custody(facts: &Facts, lang: Language) -> Section {
    let rows = facts
        .collections
        .iter()
        .map(|c| vec![c.name.clone(), c.source.clone(), c.received.clone(), number(lang, c.items)]);
    let table = Table {
        header: header(
            lang,
            &[
                ["受領単位", "Collection", "Bộ sưu tập"],
                ["入手元", "Source", "Nguồn"],
                ["受領日時", "Received", "Thời điểm nhận"],
                ["項目数", "Items", "Số mục"],
            ],
        ),
        numeric: vec![3],
        rows: rows.collect(),
    };
    let text = pick(
        lang,
        [
            "受領したファイルは SHA-256 と BLAKE3 で封印し、以後変更していません。各数値は、ファイル・ページ・位置まで遡ることができます。",
            "The files were sealed with SHA-256 and BLAKE3 on receipt and have not been altered. Every number can be traced to file, page and position.",
            "Các tệp được niêm phong bằng SHA-256 và BLAKE3 khi nhận và không bị thay đổi. Mọi con số đều truy được đến tệp, trang và vị trí.",
        ],
    );
    section(
        pick(lang, ["受領と保全", "Receipt and custody", "Tiếp nhận và bảo quản"]),
        vec![text.to_owned()],
        Some(table),
    )
}

fn contact(facts: &Facts, lang: Language) -> Section {
    let missing = pick(lang, ["（窓口未定）", "(desk not named yet)", "(chưa có đầu mối)"]);
    let rows = facts
        .companies
        .iter()
        .map(|c| vec![c.name.clone(), c.contact.clone().unwrap_or_else(|| missing.to_owned())]);
    let table = Table {
        header: header(
            lang,
            &[["会社", "Company", "Công ty"], ["お問い合わせ先", "Contact", "Liên hệ"]],
        ),
        numeric: Vec::new(),
        rows: rows.collect(),
    };
    section(pick(lang, ["お問い合わせ先", "Contact", "Liên hệ"]), Vec::new(), Some(table))
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

    #[test]
    fn a_negative_finding_names_what_was_not_read() {
        let facts = Facts { unread: 3, partly_read: 2, ..Facts::default() };
        for lang in [Language::Ja, Language::En, Language::Vi] {
            let report = report(&facts, lang);
            assert!(report.sections[2].paragraphs[0].contains('5'), "{lang}");
        }
    }

    #[test]
    fn every_section_has_a_heading_and_tables_are_even() {
        let facts = Facts {
            classes: vec![(DocClass::Invoice, 2)],
            gaps: vec![(UnreadReason::Encrypted, 1)],
            ..Facts::default()
        };
        for section in report(&facts, Language::Ja).sections {
            assert!(!section.heading.is_empty());
            if let Some(table) = section.table {
                assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
            }
        }
    }
}
