//! Letters, memos, contracts and confidentiality agreements.

use super::Kind::{Form, Words};
use super::{Template, paper};
use crate::people::Lang::{En, Ja, Vi};

pub(super) const LETTERS: &[Template] = &[
    paper(
        "partner_letter",
        Ja,
        Words,
        "送付状|価格改定ご案内|移転のご挨拶",
        r"
　　　　　　　　　　　　　　　　　　　{~date}
{>b}{firm}
{unit}　{grade}　{name}　様
　　　　　　　　　　　　　　　{addr}
　　　　　　　　　　　　　　　{co}
　　　　　　　　　　　　　　　{=job_title:代表取締役}　{>e}{name}

# ⟦仕入価格見直しのお願い¦担当者交代のご挨拶¦年末年始休業のお知らせ⟧
拝啓　貴社ますますご盛栄のこととお慶び申し上げます。
さて、このたび弊社{?department:営業二課}の{>e}{fam}に代わりまして、{>e}{name}が
貴社を担当させていただくこととなりました。
前任同様ご指導ご鞭撻を賜りますようお願い申し上げます。
　　　　　　　　　　　　　　　　　　　　　　　　敬具
記
担当：{name}　直通：{phone}　メール：{email}
代表：{tel}
",
    ),
    paper(
        "partner_letter",
        Vi,
        Words,
        "thu moi|cong van",
        r"
{co}
Số: {!order_number:112/CV-TVN}
Đà Nẵng, ngày {~date}
# THƯ MỜI HỢP TÁC
Kính gửi: Ông/Bà {>b}{name}
Chức vụ: {title}, {employer}

Lời đầu tiên, chúng tôi xin gửi tới Ông/Bà lời chào trân trọng. Công ty chúng tôi dự kiến tổ chức hội nghị nhà cung cấp vào {~date}.
Người liên hệ: {>e}{name}, điện thoại {phone}.
Trân trọng kính mời.
{?job_title:TỔNG GIÁM ĐỐC}
{>e}{name}
",
    ),
    paper(
        "partner_letter",
        En,
        Words,
        "letter to supplier|notice of change",
        r"
{co}
{addr}
Tel. {tel}

{~date}

{>b}{name}
{title}
{employer}
{cardaddr}

Dear {name}:

Over the coming quarter our purchasing organization will move to a new ordering portal. Your account manager, {>e}{name}, retires on {~date} and will be succeeded by {>e}{name}, who can be reached at {email}.

Very truly yours,

{>e}{name}
{title}
",
    ),
    paper(
        "internal_memo",
        Ja,
        Words,
        "社内通達|人事異動通知|業務連絡",
        r"
# ⟦社内通達¦業務連絡⟧ 第{~n}号
宛先：各部門長　　発信：総務
件名：人事異動について

{~date}付で下記の通り異動を発令する。
| 氏名 | 新 | 旧 |
*4 | {>e}{name} | {dept} | ⟦{=department:営業一課}¦{=department:生産技術部}¦{=department:購買グループ}⟧ |

なお、{>e}{fam}は引き続き{!product_name:佐藤醤油}様向け案件を兼務する。
問い合わせ：内線 2{~n}（{>e}{fam}）
",
    ),
    paper(
        "internal_memo",
        Ja,
        Words,
        "賞罰委員会報告|懲戒検討メモ",
        r"
# 【極秘】賞罰委員会 報告
対象者　{>e}{name}（社員番号 {empid}）
事案　　{criminal}
経緯　　{~date}、本人より上司の{>e}{fam}へ申告があった。
意見　　減給１か月が相当と考える。
起案　　{>e}{name}
",
    ),
    paper(
        "internal_memo",
        Vi,
        Words,
        "thong bao noi bo|quyet dinh dieu dong",
        r"
{co}
# THÔNG BÁO NỘI BỘ
V/v: điều động nhân sự

Kể từ ngày {~date}, điều động ông {>e}{name} (mã {empid}) từ {dept} sang {?department:Xưởng 2}.
Công việc cũ bàn giao cho bà {>e}{name}. Thẻ xe cũ mang biển {plate} hết hiệu lực.
Mọi ý kiến gửi về {box}.
{?job_title:TRƯỞNG PHÒNG HCNS}
{>e}{name}
",
    ),
    paper(
        "internal_memo",
        En,
        Words,
        "memo|HR note to file",
        r"
# MEMORANDUM
TO: {>e}{name}
FROM: {>e}{name}, {dept}
DATE: {~date}
RE: Background screening

The screening vendor reports that {>a}{name} was {criminal}. The candidate disclosed this in the interview with {@1}{given}.
Please keep this out of the shared drive.
",
    ),
    paper(
        "contract",
        Ja,
        Words,
        "取引基本契約|業務委託契約書",
        r"
# ⟦売買取引基本契約書¦業務委託契約書⟧
{>b}{firm}（以下「甲」という。）と{co}（以下「乙」という。）とは、
{~goods}の供給に関し、次の通り合意した。
第１条（目的）本契約は、甲乙間の継続的取引の基本事項を定める。
第２条（個別契約）品名、数量、単価及び納期は注文書による。
第３条（支払）乙は月末締め翌々月10日に支払う。
第４条（合意管轄）神戸地方裁判所姫路支部を第一審の専属的合意管轄とする。
本書２通を作成し、各自記名押印の上１通を保有する。
{~date}
甲　{firmaddr}
　　{firm}
　　{=job_title:代表取締役}　{name}　㊞
乙　{addr}
　　{co}
　　{=job_title:取締役購買本部長}　{>e}{name}　㊞
",
    ),
    paper(
        "contract",
        Ja,
        Words,
        "雇用契約書|労働条件通知書",
        r"
# 雇用契約書
{co}（甲）と{>e}{name}（乙、{dob}生、住所 {address}）は、以下の条件で雇用契約を締結する。
１．契約期間　期間の定めなし
２．就業場所　姫路本社
３．業務内容　{dept}における業務
４．賃金　基本給 月額 {salary} 円
５．始業・終業　8:30～17:15
甲　{=job_title:代表取締役}　{>e}{name}
乙　署名 {@1}{name}
",
    ),
    paper(
        "contract",
        Vi,
        Words,
        "HDLD|HD mua ban",
        r"
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
# HỢP ĐỒNG LAO ĐỘNG
Bên A: {co}. Đại diện: Ông {>e}{name}, chức vụ {title}
Địa chỉ: {addr}. Điện thoại: {tel}
Bên B: Ông/Bà {>e}{name}
Sinh ngày: {dob}
Quốc tịch: {nationality}
Số CMND: {cmnd}
Nơi thường trú: {address}
Điều 1. Thời hạn hợp đồng: 24 tháng.
Điều 2. Mức lương chính: {salary} đồng/tháng.
Điều 3. Hợp đồng này được lập thành 02 bản có giá trị như nhau.
",
    ),
    paper(
        "contract",
        En,
        Words,
        "Master supply agreement|SOW",
        r"
# MASTER SUPPLY AGREEMENT
This Agreement is entered into as of {~date} between {co} (Buyer) and {>b}{firm} (Supplier), {firmaddr}.
WHEREAS, Supplier manufactures {~goods}; NOW, THEREFORE, the parties agree:
1. Term. Three years, renewing automatically.
2. Indemnification. Each party shall indemnify the other.
3. Governing law. State of Georgia.
IN WITNESS WHEREOF the parties have executed this Agreement.
BUYER: By: ____________ Name: {>e}{name} Title: {title}
SUPPLIER: By: ____________ Name: {@1}{name} Title: {title}
",
    ),
    paper(
        "nda",
        Ja,
        Words,
        "NDA_締結済|守秘契約",
        r"
# 機密情報の取扱いに関する覚書
{co}と{>b}{firm}は、共同検討にあたり開示する機密情報を第三者に漏らさない。
第１条　機密情報とは、書面に「秘」と明示されたものをいう。
第２条　目的外使用を禁ずる。
第３条　本覚書終了後も３年間効力を有する。
署名者　{name}（{title}）／{>e}{name}
",
    ),
    paper(
        "nda",
        Vi,
        Words,
        "cam ket bao mat",
        r"
# CAM KẾT BẢO MẬT THÔNG TIN
Tôi tên là: {>e}{name}
Số CCCD: {natid}  cấp ngày {!other_date:@date}
Hiện công tác tại: {dept}
Tôi cam kết không tiết lộ bí mật kinh doanh của công ty cho bên thứ ba.
Người cam kết
{name}
",
    ),
    paper(
        "nda",
        En,
        Form,
        "Mutual NDA",
        r"
# MUTUAL CONFIDENTIALITY AGREEMENT
| Discloser / Recipient | {co} |
| Discloser / Recipient | {>b}{employer} |
| Purpose | Evaluation of {~goods} |
| Survival | 5 years |
Each party shall hold the other's Confidential Information in confidence and use it for the Purpose only.
| Signed | {name} | {title} |
| Signed | {>e}{name} | {title} |
",
    ),
];
