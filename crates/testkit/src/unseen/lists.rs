//! Lists of people: headers in the second or fifth row, in two lines, in two languages, or absent.

use super::{Template, roster};
use crate::people::Lang::{En, Ja, Vi};
use crate::people::Role::{Applicant, Contact, Customer, Employee, Former};

pub(super) const LISTS: &[Template] = &[
    roster(
        "customer_list",
        Ja,
        Customer,
        "顧客マスタ抽出|DM発送先|得意先台帳",
        r"
# 顧客マスタ（抽出条件：取引有効）
出力日時：{~iso} {~time}
出力者：情報システム課

| 顧客コード | お客様名 | フリガナ | 郵便番号・住所 | TEL1 | TEL2 | Eメール | 初回取引日 | 備考 |
*@ | ⟦C¦K⟧-{~n}{~n} | {name} | {kana} | {address} | {phone} | {home} | {email} | {!other_date:@date} | ⟦¦DM不可¦電話は18時以降⟧ |
",
    ),
    roster(
        "customer_list",
        Ja,
        Customer,
        "修理預かり一覧|保証登録",
        r"
| No. | 登録者 | << | 連絡先 | << | 製品 | << |
| ^^ | ご氏名 | 性別 | 電話 | メール | 型式 | 製造番号 |
*@ | {~n} | {name} | {gender} | {phone} | {email} | {~part} | {!serial_number:############} |
| 以上 | | | | | | |
",
    ),
    roster(
        "customer_list",
        Ja,
        Customer,
        "宛名ラベル|発送リスト",
        r"
*@ | {name} 様 | {address} | {phone} |
",
    ),
    roster(
        "contact_list",
        Ja,
        Contact,
        "仕入先連絡網|取引先窓口一覧",
        r"
# 仕入先 緊急連絡網
（社外秘）改訂 {~date}　作成：購買グループ

| 仕入先 | 窓口ご担当 | << | << | 連絡先 | << |
| ^^ | 部門 | お役職 | お名前 | 直通／携帯 | E-mail |
*@ | {employer} | {dept} | {title} | {name} | {phone} | {email} |
",
    ),
    roster(
        "contact_list",
        Ja,
        Contact,
        "名刺データ_export|meishi",
        r"
| Company/会社名 | Name/氏名 | Title/役職 | Tel/電話 | Mobile/携帯 | Mail | Address/住所 |
*@ | {employer} | {name} | {title} | {cardtel} | {phone} | {email} | {cardaddr} |
",
    ),
    roster(
        "personnel_list",
        Ja,
        Employee,
        "在籍者リスト|組織名簿",
        r"
# {co}　従業員台帳
{~year}年4月1日現在
| 社番 | 所属 | 職位 | 氏　名 | ふりがな | 性別 | 生年月日 | 入社年月日 | 国籍 | 社用携帯 |
*@ | {empid} | {dept} | {title} | {name} | {hira} | {gender} | {dob} | {!other_date:@date} | {nationality} | {phone} |
",
    ),
    roster(
        "personnel_list",
        Ja,
        Employee,
        "緊急連絡先一覧|扶養状況",
        r"
# 緊急連絡先・扶養家族
| 従業員 | << | 現住所 | 自宅電話 | 扶養家族 | << |
| 番号 | 氏名 | ^^ | ^^ | 氏名 | 生年月日 |
*@ | {empid} | {name} | {address} | {home} | {kid} | {kiddob} |
",
    ),
    roster(
        "payroll",
        Ja,
        Employee,
        "給与振込データ|振込依頼明細",
        r"
# {~month}月度 給与振込一覧
| 受取人名 | 金融機関 | 口座番号 | 振込金額 |
*@ | {hkana} | {bank} | {account} | {salary} |
| 合計 | | | {~amt} |

| ゆうちょ分 | 記号番号 | 金額 |
*3 | {>e}{name} | {yucho} | {salary} |
",
    ),
    roster(
        "payroll",
        Ja,
        Employee,
        "源泉徴収_個人番号|マイナンバー収集状況",
        r"
=== 回収済
# 個人番号収集管理表　取扱注意
| 社員コード | 対象者 | 個人番号 | 確認書類 | 回収日 |
*@ | {empid} | {name} | {natid} | ⟦通知カード写し¦番号カード写し¦住民票⟧ | {!other_date:@date} |
=== 集計
| 区分 | 件数 |
| 回収済 | {~n} |
| 未回収 | {~n} |
",
    ),
    roster(
        "personnel_list",
        Ja,
        Former,
        "退職者台帳|OB名簿",
        r"
# 退職者台帳
| 氏名 | 旧所属 | 社員No | 退職日 | 転居先 | 連絡可否 |
*@ | {name} | {dept} | {empid} | {!other_date:@date} | {address} | ⟦可¦不可⟧ |
",
    ),
    roster(
        "application_form",
        Ja,
        Applicant,
        "中途応募者管理|面接日程",
        r"
# 中途採用　応募者管理表
担当：人財開発室　問合せ {box2}

| 受付 | 応募者 | 連絡先 | << | 最終学歴 | 現職 | 生年月日 | 一次 |
| ^^ | ^^ | 携帯 | メール | ^^ | ^^ | ^^ | ^^ |
*@ | {~iso} | {name} | {phone} | {email} | {school} | {employer} | {dob} | ⟦○¦×¦保留⟧ |
",
    ),
    roster(
        "customer_list",
        Vi,
        Customer,
        "DS khach le|khach_hang_T12",
        r"
# DANH SÁCH KHÁCH HÀNG THÂN THIẾT
Kỳ: tháng {~month}/{~year}

| STT | Khách hàng | Điện thoại liên lạc | Nơi ở | Hộp thư | Ngày đăng ký |
*@ | {~n} | {name} | {phone} | {address} | {email} | {!other_date:@date} |
",
    ),
    roster(
        "customer_list",
        Vi,
        Customer,
        "giao_hang_tan_nha",
        r"
*@ | {name} | {phone} | {address} | {~goods} | {~qty} |
",
    ),
    roster(
        "contact_list",
        Vi,
        Contact,
        "DS nha cung cap|NCC_lien he",
        r"
# BẢNG THÔNG TIN NHÀ CUNG CẤP / SUPPLIER CONTACTS
| Nhà cung cấp / Supplier | Đại diện / Person in charge | << | Liên lạc / Contact | << | MST |
| ^^ | Họ tên / Full name | Chức danh / Position | ĐT / Cell | E-mail | ^^ |
*@ | {employer} | {name} | {title} | {phone} | {email} | {!company_tax_code:@mst} |
",
    ),
    roster(
        "personnel_list",
        Vi,
        Employee,
        "DSNV|danh_sach_CBCNV",
        r"
{co}
{addr}
# DANH SÁCH CÁN BỘ CÔNG NHÂN VIÊN
| STT | Mã NV | Họ và tên | Ngày, tháng, năm sinh | << | Bộ phận | Chức danh | Số căn cước | Điện thoại |
| ^^ | ^^ | ^^ | Nam/Nữ | Ngày sinh | ^^ | ^^ | ^^ | ^^ |
*@ | {~n} | {empid} | {name} | {gender} | {dob} | {dept} | {title} | {natid} | {phone} |
| | | Người lập biểu | | | | | | |
",
    ),
    roster(
        "payroll",
        Vi,
        Employee,
        "bang luong T10|chi_luong_NH",
        r"
# BẢNG THANH TOÁN LƯƠNG THÁNG {~month} NĂM {~year}
ĐVT: đồng
| TT | Người nhận | Số tài khoản | Ngân hàng | Mã số thuế TNCN | Sổ BHXH | Lương thực nhận |
*@ | {~n} | {name} | {account} | {bank} | {tax} | {insurance} | {salary} |
",
    ),
    roster(
        "personnel_list",
        Vi,
        Former,
        "nghi viec|thoi_viec_quy3",
        r"
# TỔNG HỢP NHÂN SỰ THÔI VIỆC
| Họ tên | Mã thẻ | Bộ phận cũ | CMND cũ | Ngày chấm dứt HĐLĐ | Lý do |
*@ | {name} | {empid} | {dept} | {cmnd} | {!other_date:@date} | ⟦Nguyện vọng cá nhân¦Hết hạn hợp đồng⟧ |
",
    ),
    roster(
        "application_form",
        Vi,
        Applicant,
        "DS ung vien phong van",
        r"
# LỊCH PHỎNG VẤN
Liên hệ: {box2} - ĐT {tel}

| Giờ | Ứng viên | Năm sinh đầy đủ | SĐT | Thư điện tử | Tốt nghiệp |
*@ | {~time} | {name} | {dob} | {phone} | {email} | {school} |
",
    ),
    roster(
        "customer_list",
        En,
        Customer,
        "crm_contacts_dump|warranty registrations",
        r"
| rec_id | first_seen | full_name | email_addr | phone_1 | mailing_address | opt_in |
*@ | {!order_number:000########} | {~iso} | {name} | {email} | {phone} | {address} | ⟦Y¦N⟧ |
",
    ),
    roster(
        "customer_list",
        En,
        Customer,
        "Loyalty cards on file",
        r"
# Cards on file - DO NOT FORWARD
| Account holder | Card no. | Exp. | Billing address |
*@ | {name} | {card} | 0⟦3¦7¦9⟧/2⟦5¦6¦7⟧ | {address} |
",
    ),
    roster(
        "contact_list",
        En,
        Contact,
        "Vendor Directory|who to call",
        r"
# Approved Vendor Directory
Maintained by Procurement. Corrections to {box3}

| | Primary contact | << | << | Reach | << |
| Vendor | Name | Role | Dept. | Direct line | E-mail |
*@ | {employer} | {name} | {title} | {dept} | {phone} | {email} |
",
    ),
    roster(
        "personnel_list",
        En,
        Employee,
        "Headcount Report|roster",
        r"
# Headcount as of {~date}
Company: {co}

| Badge | Legal name | Sex | Birth date | Team | Position | Home address | Cell |
*@ | {empid} | {name} | {gender} | {dob} | {dept} | {title} | {address} | {phone} |
",
    ),
    roster(
        "payroll",
        En,
        Employee,
        "ADP extract|payroll register",
        r"
| Payee | SSN | Acct # | Gross annual | Plan ID |
*@ | {name} | {natid} | {account} | ${salary} | {insurance} |
| TOTAL | | | ${~amt} | |
",
    ),
    roster(
        "personnel_list",
        En,
        Former,
        "Separations FY23|alumni",
        r"
# Separations
| Name | Former team | Badge | Last day | Forwarding address | Personal e-mail |
*@ | {name} | {dept} | {empid} | {!other_date:@date} | {address} | {email} |
",
    ),
    roster(
        "application_form",
        En,
        Applicant,
        "applicant tracker",
        r"
# Req 2231 - applicant tracker (questions: {box2})
| Candidate | Highest education | Current company | Mobile | E-mail | Citizenship | Stage |
*@ | {name} | {school} | {employer} | {phone} | {email} | {nationality} | ⟦Screen¦Onsite¦Offer¦Rejected⟧ |
",
    ),
];
