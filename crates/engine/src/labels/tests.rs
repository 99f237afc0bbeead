//! Labels in every dress, and what is none.

use super::*;

const NAME: Meaning = field(Field::Name);
const EMAIL: Meaning = field(Field::Email);
const PHONE: Meaning = field(Field::Phone);
const ADDRESS: Meaning = field(Field::Address);
const BIRTH: Meaning = field(Field::DateOfBirth);

fn agrees(expected: Meaning, texts: &[&str]) {
    for text in texts {
        assert_eq!(meaning(text), Some(expected), "{text}");
    }
}

#[test]
fn labels_match_in_every_dress() {
    agrees(
        EMAIL,
        &[
            "メールアドレス",
            "E-mail",
            "E-Mail Address",
            "ｅ－ｍａｉｌ",
            "メールアドレス（必須）",
            "【メールアドレス】",
            "Email 2",
            "E-mail 1 - Value",
            "PCメール",
            "Email khách hàng",
            "contact_email",
        ],
    );
    agrees(
        NAME,
        &[
            "氏　名",
            "Họ và tên",
            "HO VA TEN",
            "① 氏名",
            "1. 氏名",
            "氏名*",
            "(必須) 氏名",
            "お客様の氏名",
            "氏名：",
            "氏名 / Name",
            "氏名 Name",
            "Họ và tên (Full name)",
            "Tên/Name",
            "氏名\nName",
            "従業員氏名（漢字）",
            "保護者氏名",
            "配偶者氏名",
            "customer_name",
            "shimei",
            "Billing Name",
            "Tên KH",
            "緊急連絡先（氏名）",
            "Mother's Name",
            "顧客名（漢字）",
            "氏名・フリガナ",
            "口座名義",
            "이름",
            "姓名",
        ],
    );
    assert_eq!(meaning("商品名"), Some(M::NotPersonal));
}

#[test]
fn columns_of_exports_are_known() {
    agrees(
        PHONE,
        &[
            "ĐT",
            "SĐT",
            "TEL(自宅)",
            "携帯TEL",
            "Ph.",
            "Mob",
            "電話番号1",
            "緊急連絡先電話番号",
            "tel_no",
            "Shipping Phone",
            "SĐT phụ huynh",
            "Business Phone",
            "電話番号（会社）",
            "応募者電話番号",
            "担当者（TEL）",
            "Số điện thoại / Phone",
        ],
    );
    agrees(
        ADDRESS,
        &[
            "ご住所",
            "Địa chỉ nhận hàng",
            "保護者住所",
            "Đ/c",
            "住所（自宅）",
            "郵便番号/住所",
            "現住所（〒）",
        ],
    );
    agrees(BIRTH, &["DOB", "birth_date", "seinengappi", "Ngày sinh", "生年月日(西暦)", "D.O.B."]);
    agrees(
        M::Reading,
        &["氏名カナ", "氏名（フリガナ）", "Name (Kana)", "姓(セイ)", "従業員氏名(カナ)"],
    );
    agrees(M::FamilyName, &["lastName", "氏名（姓）", "Họ", "Legal Last Name", "姓 / Last name"]);
    agrees(M::GivenName, &["firstName", "名", "First Name", "Prénom"]);
    agrees(M::MiddleName, &["Middle Name", "Tên đệm", "middle_initial"]);
    agrees(M::PostalCode, &["zip_cd", "〒", "Billing Zip", "お届け先郵便番号", "郵便番号(半角)"]);
    agrees(
        M::AddressPiece,
        &[
            "addr1",
            "Shipping City",
            "都道府県",
            "Quận/Huyện",
            "Address Line 2",
            "Delivery Address 1",
        ],
    );
    agrees(field(Field::EmployeeId), &["Emp. No.", "MNV", "社員番号", "Mã NV", "Employee ID"]);
    agrees(field(Field::Gender), &["性別", "Giới tính", "Sex (M/F)"]);
    agrees(field(Field::NationalId), &["ID number", "身分証番号", "Số giấy tờ"]);
    agrees(scheme(Field::NationalId, Scheme::VnCccd), &["Số CCCD", "CCCD/CMND"]);
    agrees(scheme(Field::NationalId, Scheme::JpPension), &["基礎年金番号"]);
    agrees(M::Hint("employee"), &["入社日", "入社日 / Joining date", "Ngày vào làm"]);
    agrees(M::Hint("former_employee"), &["退職日"]);
    agrees(M::Hint("applicant"), &["応募日"]);
    agrees(M::Hint("customer"), &["会員番号", "Mã khách hàng"]);
    agrees(M::Remarks, &["備考", "特記事項", "Remarks", "Notes", "Ghi chú"]);
}

#[test]
fn what_only_looks_personal_is_not() {
    agrees(
        M::NotPersonal,
        &[
            "品番",
            "型番",
            "図番",
            "注文番号",
            "伝票番号",
            "ロット番号",
            "シリアル番号",
            "請求書番号",
            "JANコード",
            "数量",
            "単価（税抜）",
            "納期",
            "P/N",
            "PO No.",
            "S/N",
            "Order No",
            "Invoice No.",
            "SKU",
            "Qty",
            "Total",
            "Product Name",
            "Due date",
            "Mã đơn hàng",
            "Số hóa đơn",
            "Số hoá đơn",
            "STT",
            "No.",
            "#",
            "Tên sản phẩm",
            "商品コード",
            "Delivery date",
            "Username",
        ],
    );
    agrees(
        M::Company,
        &[
            "代表電話",
            "代表番号",
            "FAX",
            "会社所在地",
            "本社",
            "法人番号",
            "電話番号(代表)",
            "電話番号（本社）",
            "適格請求書発行事業者番号",
            "MST",
            "Head office",
            "Company e-mail",
            "会社メール",
            "Địa chỉ công ty",
            "Vendor phone",
            "VAT No.",
            "D-U-N-S",
            "Registered office",
            "TEL/FAX",
        ],
    );
}

#[test]
fn values_are_no_labels() {
    for text in [
        "",
        "-",
        "---",
        "***",
        "山田 太郎",
        "Nguyễn Thị Huyền",
        "Huyền",
        "Quân",
        "Dương",
        "Nam",
        "Nữ",
        "Khôi",
        "Thắng",
        "Quan",
        "Hồ Phú",
        "Nguyễn Quân",
        "Nguyen Quan",
        "Trang Thái",
        "TEL 03-1234-5678",
        "taro@example.co.jp",
        "Quận 1",
        "Phòng 3",
        "1名",
        "ABC会社",
        "Sony 大学",
        "Tanaka (Employee)",
        "東京都千代田区丸の内1-2-3",
        "株式会社サンプル",
        "Mei",
        "1990/01/02",
        "住所/電話番号",
        "Name/Title",
    ] {
        assert_eq!(meaning(text), None, "{text}");
    }
}

#[test]
fn no_label_has_two_meanings() {
    let mut seen: HashMap<String, (&str, Meaning)> = HashMap::new();
    let mut twice = Vec::new();
    for (word, meaning) in spellings(CATALOGUES) {
        for key in keys(word) {
            if let Some((other, before)) = seen.insert(key, (word, meaning))
                && before != meaning
            {
                twice.push(format!("{word} {meaning:?} / {other} {before:?}"));
            }
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn every_spelling_is_found() {
    for (word, expected) in spellings(CATALOGUES) {
        assert_eq!(meaning(word), Some(expected), "{word}");
    }
}

#[test]
fn numbers_of_forms_are_known() {
    agrees(
        field(Field::EmployeeId),
        &["Employee #", "Staff №", "Badge #", "社員証No.", "Mã vân tay"],
    );
    agrees(field(Field::VehiclePlate), &["Biển KS", "Plate / State", "マイカー登録番号"]);
    agrees(field(Field::DriverLicence), &["menkyo_no", "CDL #", "DLN"]);
    agrees(
        field(Field::HealthInsurance),
        &["社保番号", "Insured's ID number", "Số bảo hiểm", "加入者記号番号"],
    );
}
