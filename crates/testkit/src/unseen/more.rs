//! More lists and forms: several tables on a sheet, forms turned on their side, business cards.

use super::Kind::{Form, Table, Words};
use super::{Template, paper, roster};
use crate::people::Lang::{En, Ja, Vi};
use crate::people::Role::{Contact, Customer, Employee};

pub(super) const MORE: &[Template] = &[
    paper(
        "contact_list",
        Ja,
        Words,
        "名刺スキャン結果",
        r"
{>b}{employer}
{dept}
{title}
　{name}
　{romaji}
{cardaddr}
TEL {cardtel}　　携帯 {phone}
{email}

{>b}{employer}
{title}　{name}
{cardaddr}
直通 {phone}
{email}
",
    ),
    paper(
        "contact_list",
        En,
        Words,
        "business cards",
        r"
{>b}{name}
{title}
{employer}
{cardaddr}
o {cardtel}  m {phone}
{email}
-----
{>b}{upper}
{title}
{employer}
{email}
",
    ),
    paper(
        "contact_list",
        Vi,
        Words,
        "danh thiep|card visit",
        r"
{>b}{employer}
{name}
{title}
{cardaddr}
ĐT: {cardtel} - DĐ: {phone}
{email}
",
    ),
    paper(
        "personnel_list",
        Ja,
        Table,
        "当番表と連絡先",
        r"
# 休日当番（{~month}月）
| 日 | 当番１ | 当番２ |
*5 | {~n} | {>e}{fam} | {>e}{fam} |

# 連絡先
| 氏名 | 内線 | 携帯 |
*4 | {>e}{name} | 2{~n} | {phone} |

# 駐車場
| 区画 | 使用者 | ナンバー |
*4 | {~n} | {>e}{name} | {plate} |
",
    ),
    paper(
        "personnel_list",
        Ja,
        Table,
        "技能実習生一覧|外国籍社員",
        r"
# 在留資格管理
| 氏名(Romaji) | 国籍 | 在留カード番号 | 旅券番号 | 満了日 | 生年月日 |
*6 | {>e}{upper} | {nationality} | {residence} | {passport} | {!other_date:@date} | {dob} |
",
    ),
    paper(
        "personnel_list",
        Vi,
        Table,
        "DS xe CNV|the gui xe",
        r"
# DANH SÁCH ĐĂNG KÝ GỬI XE
| Chủ xe | Mã NV | Biển kiểm soát | GPLX số | Nhãn hiệu |
*7 | {>e}{name} | {empid} | {plate} | {licence} | {!product_name:⟦Honda¦Suzuki¦Yamaha⟧} |
",
    ),
    paper(
        "personnel_list",
        En,
        Table,
        "parking and badges|emergency contacts",
        r"
# Parking permits
| Permit | Employee | Tag | License no. |
*5 | {~n} | {>e}{name} | {plate} | {licence} |

# Emergency contacts
| Employee | Next of kin | Home phone |
*5 | {>e}{name} | {kid} | {home} |
",
    ),
    paper(
        "customer_list",
        Ja,
        Form,
        "会員登録票|お客様カード",
        r"
# お客様カード
┌────────┬──────────────────┐
│お名前　│{>c}{name}
│ふりがな│{hira}
│生年月日│{dob}
│ご住所　│{address}
│電話番号│{phone}
│メール　│{email}
└────────┴──────────────────┘
□ DMを希望する　☑ 希望しない
",
    ),
    paper(
        "customer_list",
        Ja,
        Table,
        "カード決済エラー一覧",
        r"
# 決済エラー（要連絡）
| 会員 | カード番号 | 電話 | 注文番号 |
*6 | {>c}{name} | {card} | {phone} | {!order_number:@nocard} |
",
    ),
    paper(
        "customer_list",
        En,
        Form,
        "warranty card",
        r"
# WARRANTY REGISTRATION
Owner ........: {>c}{name}
Street address: {address}
Telephone ....: {phone}
E-mail .......: {email}
Serial no. ...: {!serial_number:####-####-####}
Bought on ....: {!other_date:@date}
",
    ),
    paper(
        "customer_list",
        Vi,
        Form,
        "phieu bao hanh",
        r"
# PHIẾU BẢO HÀNH
Khách hàng
{>c}{name}
Địa chỉ
{address}
Điện thoại
{phone}
Số máy: {!serial_number:0############}
",
    ),
    roster(
        "customer_list",
        Ja,
        Customer,
        "横持ちデータ|アンケート回答",
        r"
=== 回答
| Q1.お名前 | Q2.ご年齢層 | Q3.お住まい | Q4.ご連絡先(任意) | 自由記入 |
*@ | {name} | ⟦30代¦40代¦60代以上⟧ | {address} | ⟦{email}¦{phone}⟧ | ⟦特になし¦また利用したい¦対応が良かった⟧ |
=== 集計
| 回答数 | {~n} |
",
    ),
    roster(
        "contact_list",
        En,
        Contact,
        "trade show leads",
        r"
*@ | {name} | {employer} | {email} | {phone} |
",
    ),
    roster(
        "personnel_list",
        Ja,
        Employee,
        "英文名簿|Member List",
        r"
# Member list / 名簿
| Staff No. 社員番号 | Name (JP) 氏名 | Name (EN) ローマ字 | Dept. 部署 | Mail |
*@ | {empid} | {name} | {romaji} | {dept} | {email} |
",
    ),
    roster(
        "personnel_list",
        Vi,
        Employee,
        "danh sach tiem chung|BHXH",
        r"
# DANH SÁCH THAM GIA BHXH, BHYT
| Họ tên | Ngày sinh | CMND cũ | Mã số BHXH | Nơi ở hiện nay | Bệnh lý nền |
*@ | {name} | {dob} | {cmnd} | {insurance} | {address} | ⟦¦¦{medical}⟧ |
",
    ),
    roster(
        "personnel_list",
        En,
        Employee,
        "access review|laptop inventory users",
        r"
| User | Display name | Mail | Last IP | Temp password |
*@ | {user} | {name} | {email} | {ip} | {password} |
",
    ),
    paper(
        "contact_list",
        En,
        Table,
        "EU creditor bank data",
        r"
# Creditor master - payment data
| Payee | Contact | IBAN | E-mail |
*6 | {>b}{employer} | {name} | {iban} | {email} |
",
    ),
];
