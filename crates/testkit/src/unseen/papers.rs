//! Papers about one person: CVs, applications, copies of identity papers, payslips, health.

use super::Kind::{Form, Words};
use super::{Template, paper};
use crate::people::Lang::{En, Ja, Vi};

pub(super) const PAPERS: &[Template] = &[
    paper(
        "cv",
        Ja,
        Form,
        "履歴書|rirekisho",
        r"
| 履 歴 書 | << | << | {~date}現在 |
| ふりがな | {>a}{hira} | << | 写真 |
| 氏　　名 | {name} | << | ^^ |
| 生年月日 | {dob}生 | << | 性別　{gender} |
| 現住所 | {address} | << | << |
| 電話 | {phone} | 自宅 | {home} |
| E-mail | {email} | << | << |
| 年 | 月 | 学歴・職歴 | << |
| {~year} | 3 | {school} 卒業 | << |
| {~year} | 4 | {employer} 入社 | << |
| {~year} | 9 | 同社 退社 | << |
| | | 以上 | << |
| 免許・資格 | 普通自動車第一種運転免許、日商簿記２級 | << | << |
",
    ),
    paper(
        "cv",
        Ja,
        Words,
        "職務経歴書",
        r"
# 職務経歴書
　　　　　　　　　　　　　　　　{>a}{name}
■職務要約
　{employer}にて{title}として購買業務に従事。仕入先{~n}社を担当。
■職務経歴
　{employer}（{~year}年4月～{~year}年12月）
　　所属：{dept}
　　使用環境：Windows Server {!version_number:10.0.17.763}、自社ERP
■学歴
　{school}
■連絡先
　〔電　話〕
　　{phone}
　〔メール〕
　　{email}
",
    ),
    paper(
        "cv",
        Vi,
        Words,
        "CV|so yeu ly lich",
        r"
# ⟦SƠ YẾU LÝ LỊCH TỰ THUẬT¦LÝ LỊCH CÁ NHÂN⟧
I. BẢN THÂN
1. Họ và tên (chữ in hoa): {>a}{name}
2. Giới tính: {gender}
3. Ngày sinh
{dob}
4. Hộ khẩu thường trú
{address}
5. CMND/CCCD số: {natid}
6. Điện thoại ......: {phone}
7. Thư điện tử ....: {email}
8. Trình độ: {school}
9. Đơn vị công tác gần nhất: {employer}, {title}
II. CAM ĐOAN
Tôi xin cam đoan lời khai trên là đúng sự thật. Tiền án: {?criminal:không có tiền án tiền sự}
Người khai
{name}
",
    ),
    paper(
        "cv",
        En,
        Words,
        "Resume|CV",
        r"
{>a}{name}
{address} ● {phone} ● {email}

# PROFESSIONAL SUMMARY
Results-driven {title} with {~n} years in supply chains.

# EXPERIENCE
{employer} — {title}
{~year} to {~year}
- Cut freight spend; led a team of {~n}

# EDUCATION
{school}

# REFERENCES
{>b}{name}, {title} at {employer}, {phone}
",
    ),
    paper(
        "cv",
        En,
        Form,
        "CV_Europass style",
        r"
| Surname, first name | {>a}{name} |
| Born | {dob} |
| Citizenship | {nationality} |
| Lives at | {address} |
| Cell | {phone} |
| Mail | {email} |
| Studies | {school} |
| Last post | {title}, {employer} |
",
    ),
    paper(
        "application_form",
        Ja,
        Form,
        "入社志願書|エントリーシート",
        r"
# 入社志願書
| 志願者 | << | << | << |
| カナ | {>a}{kana} | 国籍 | {nationality} |
| 氏名 | {name} | 生年月日 | {dob} |
| 住まい | {address} | << | << |
| 携帯番号 | {phone} | メール | {email} |
| 出身校 | {school} | << | << |
| 在留カード番号（該当者） | {residence} | << | << |
| 健康状態 | ⟦{?medical:良好}¦{medical}にて通院中⟧ | << | << |
（記入例）
| 氏名 | {!sample_person:山田 太郎} | 携帯番号 | {!sample_value:090-0000-0000} |
",
    ),
    paper(
        "application_form",
        Vi,
        Form,
        "phieu dang ky du tuyen",
        r"
# PHIẾU ĐĂNG KÝ DỰ TUYỂN
| Họ và tên | {>a}{name} | Giới tính | {gender} |
| Sinh ngày | {dob} | Quốc tịch | {nationality} |
| Địa chỉ liên lạc | {address} | << | << |
| Di động | {phone} | Mail | {email} |
| Trường | {school} | << | << |
| Mức lương hiện tại | {salary} | << | << |
(Ví dụ cách ghi: {!sample_person:Nguyễn Văn A}, {!sample_value:0123456789}, {!sample_value:nguyenvana@example.com})
",
    ),
    paper(
        "application_form",
        En,
        Form,
        "Employment application",
        r"
# APPLICATION FOR EMPLOYMENT
Print clearly. Example: {!sample_person:John Doe}, {!sample_value:555-555-5555}
| Applicant | {>a}{name} | Date of birth | {dob} |
| Street, city, ZIP | {address} | << | << |
| Phone | {phone} | Email | {email} |
| Social Security No. | {natid} | Driver's license | {licence} |
| School attended | {school} | << | << |
| Ever convicted of a crime? | {criminal} | << | << |
Applicant's signature: {name}
",
    ),
    paper(
        "application_form",
        Ja,
        Form,
        "口座振替依頼書|給与口座届",
        r"
# 給与振込口座届
| 届出人 | {>e}{name} | 社番 | {empid} |
| 金融機関 | {bank} | << | << |
| 種別 | 普通 | 口座番号 | {account} |
| ゆうちょ銀行の場合 | 記号・番号 | {yuchospace} | << |
| 口座名義（カナ） | {hkana} | << | << |
",
    ),
    paper(
        "application_form",
        Ja,
        Form,
        "通勤届_車両",
        r"
# マイカー通勤許可申請書
| 申請者 | {>e}{name}（{dept}） | << | << |
| 自宅 | {address} | << | << |
| 車種 | {!product_name:スズキ} ワゴン | 登録番号 | {plate} |
| 免許証番号 | {licence} | 有効期限 | {!other_date:@date} |
",
    ),
    paper(
        "application_form",
        Ja,
        Form,
        "記入様式_白紙|身上調書_様式",
        r"
# 身上調書（様式第３号）
| 氏名 | ________ | 生年月日 | 　　年　　月　　日 |
| 住所 | ________ | << | << |
| 電話番号 | ________ | メール | ________ |
| 個人番号 | □□□□-□□□□-□□□□ | << | << |
",
    ),
    paper(
        "application_form",
        En,
        Form,
        "blank intake form",
        r"
# NEW HIRE INTAKE
| Name | ________ | Birth date | __/__/____ |
| Address | ________ | << | << |
| Phone | (___) ___-____ | E-mail | ________ |
| SSN | ___-__-____ | << | << |
",
    ),
    paper(
        "application_form",
        Vi,
        Form,
        "mau don trong",
        r"
# ĐƠN XIN NGHỈ PHÉP (MẪU)
| Họ và tên | ________ | Mã nhân viên | ________ |
| Bộ phận | ________ | Điện thoại | ________ |
| Lý do | ________ | << | << |
",
    ),
    paper(
        "id_copy",
        Ja,
        Words,
        "在留カード写し|身分証控え",
        r"
# 在留カード RESIDENCE CARD
番号 {>e}{residence}
氏名 NAME
{upper}
生年月日 DATE OF BIRTH　{dob}　性別 SEX　{gender}
国籍・地域　{nationality}
住居地　{address}
在留資格　技能実習２号ロ
在留期間（満了日）　{!other_date:@date}
",
    ),
    paper(
        "id_copy",
        Ja,
        Words,
        "免許証コピー",
        r"
運 転 免 許 証
氏名　{>e}{name}　　{dob}生
住所　{address}
交付　{!other_date:@date}　12345
番号　第 {licence} 号
兵庫県公安委員会
",
    ),
    paper(
        "id_copy",
        Vi,
        Words,
        "CCCD scan ocr|ho chieu",
        r"
CĂN CƯỚC CÔNG DÂN
Citizen Identity Card
Số / No.: {>e}{natid}
Họ và tên / Full name:
{name}
Ngày sinh / Date of birth: {dob}
Giới tính / Sex: {gender}   Quốc tịch / Nationality: {nationality}
Nơi thường trú / Place of residence:
{address}
Hộ chiếu số: {passport}
",
    ),
    paper(
        "id_copy",
        En,
        Words,
        "passport data page|visa docs",
        r"
# PASSPORT
Type P   Code USA
Passport No. {>e}{passport}
Name
{upper}
Nationality
{nationality}
Date of birth {dob}     Sex {gender}
Date of issue {!other_date:@date}   Date of expiration {!other_date:@date}
",
    ),
    paper(
        "payroll",
        Ja,
        Form,
        "支給明細|賞与明細",
        r"
# {~month}月分 支給明細
| 社番 | {>e}{empid} | 氏名 | {name} |
| 所属 | {dept} | 職位 | {title} |
| 勤怠 | 出勤 {~n} | 残業 {~n} | 有休残 {~n} |
| 基本給 | {salary} | 家族手当 | 12,000 |
| 健康保険 | {~amt} | 厚生年金 | {~amt} |
| 振込先 | {bank} {account} | << | << |
| 被保険者証 記号番号 | {insurance} | << | << |
",
    ),
    paper(
        "payroll",
        Vi,
        Form,
        "phieu luong",
        r"
# PHIẾU LƯƠNG CÁ NHÂN
| Nhân viên | {>e}{name} | Mã | {empid} |
| Bộ phận | {dept} | Số ngày công | {~n} |
| Lương cơ bản | {salary} | Phụ cấp | 730.000 |
| Chuyển khoản | {account} - {bank} | << | << |
| MST cá nhân | {tax} | Số thẻ BHYT | {insurance} |
",
    ),
    paper(
        "payroll",
        En,
        Form,
        "Pay stub",
        r"
# EARNINGS STATEMENT
| Employee | {>e}{name} | Badge | {empid} |
| SSN | {natid} | Pay date | {~date} |
| Annual rate | {salary} | Direct deposit | {account} |
| Check no. | {!order_number:000####} | << | << |
",
    ),
    paper(
        "other",
        Ja,
        Form,
        "健康診断結果|産業医面談記録",
        r"
# 定期健康診断 結果通知
| 受診者 | {>e}{name} | 年齢等 | {dob} {gender} |
| 保険証記号番号 | {insurance} | 受診日 | {!other_date:@date} |
| 既往歴 | {medical} | << | << |
| 血圧 | 142/91 | BMI | 24.3 |
| 総合判定 | 要精密検査 | << | << |
{?job_title:産業医}　{>b}{name}
",
    ),
    paper(
        "other",
        Vi,
        Words,
        "giay kham suc khoe",
        r"
# GIẤY KHÁM SỨC KHỎE
Họ tên: {>e}{name}   Sinh: {dob}
Thẻ BHYT: {insurance}
Tiền sử bệnh: {medical}
Kết luận: đủ sức khỏe làm việc.
{?job_title:Bác sĩ} {>b}{name}
",
    ),
    paper(
        "other",
        En,
        Words,
        "leave request medical|incident witness",
        r"
# FMLA certification
Employee {>e}{name} (DOB {dob}) has been under treatment for {medical} since {!other_date:@date}.
Member ID: {insurance}
Treating physician: Dr. {>b}{name}, {phone}
",
    ),
];
