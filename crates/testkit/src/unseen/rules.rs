//! Policies, specifications, drawings, presentations, accounts: papers with few people in them.

use super::Kind::{Form, Slides, Words};
use super::{Template, paper};
use crate::people::Lang::{En, Ja, Vi};

pub(super) const RULES: &[Template] = &[
    paper(
        "policy_safety",
        Ja,
        Words,
        "安全方針|構内作業ルール",
        r"
# 安全衛生基本方針
{co}は、働く人の命と健康をすべてに優先させる。
1. 危険源を洗い出し、リスク低減に継続して取り組む。
2. 作業前ＫＹを徹底し、フォークリフトと人の動線を分ける。
3. 化学物質の取扱いはＳＤＳに基づき保護眼鏡・手袋を用いる。
改訂履歴 Rev.{!version_number:2.10.3.1}　制定 {!other_date:@date}
{?job_title:統括安全衛生管理者}　{>e}{name}
",
    ),
    paper(
        "policy_safety",
        Vi,
        Words,
        "noi quy ATLD",
        r"
# NỘI QUY AN TOÀN LAO ĐỘNG VÀ PCCC
Điều 1. Người lao động phải đội mũ, mang giày bảo hộ khi vào xưởng.
Điều 2. Cấm hút thuốc, cấm mang chất dễ cháy.
Điều 3. Khi có sự cố gọi {!emergency_number:114} hoặc tổng đài {tel}.
Ban hành ngày {!other_date:@date}. {?job_title:Giám đốc nhà máy}: {>e}{name}
",
    ),
    paper(
        "policy_safety",
        En,
        Words,
        "EHS statement|contractor rules",
        r"
# Environment, Health & Safety Statement
No job is so urgent that it cannot be done safely. Supervisors stop work when guards are missing, lock out energy sources and report near misses within 24 hours.
Contractors sign in at the gate (ring {tel}).
Approved by {>e}{name}, {title}. Rev. {!version_number:3.1.0.12}
",
    ),
    paper(
        "policy_green_procurement",
        Ja,
        Words,
        "グリーン調達ガイドライン|環境負荷物質基準",
        r"
# グリーン調達ガイドライン 第５版
お取引先様には、納入品に含まれる化学物質（鉛、カドミウム、六価クロム等）の
非含有証明書および chemSHERPA による成分情報のご提出をお願いしております。
RoHS10物質、REACH高懸念物質の閾値は付表１による。
ご提出先：{!shared_mailbox:kankyo@tsukigase.example}
付表１
| 物質 | CAS番号 | 閾値ppm |
| 鉛 | {!part_number:7439-92-1} | 1000 |
| カドミウム | {!part_number:7440-43-9} | 100 |
",
    ),
    paper(
        "policy_green_procurement",
        Vi,
        Words,
        "mua sam xanh",
        r"
# HƯỚNG DẪN MUA HÀNG THÂN THIỆN MÔI TRƯỜNG
Nhà cung cấp cam kết không sử dụng các chất bị hạn chế theo RoHS và REACH, giảm bao bì nhựa và lập báo cáo phát thải hằng năm.
Biểu mẫu gửi về {box}.
",
    ),
    paper(
        "policy_green_procurement",
        En,
        Words,
        "supplier environmental standard",
        r"
# Supplier Environmental Standard
Suppliers provide full material declarations, keep restricted substances under the RoHS limits, screen for REACH candidates and prefer recycled packaging. Conflict minerals are reported with the CMRT template, release {!version_number:6.3.1.0}.
Declarations go to {box3}.
",
    ),
    paper(
        "policy_other",
        Ja,
        Words,
        "出張旅費規程|情報管理規程",
        r"
# 出張旅費規程
第１条　この規程は、従業員が社命により出張する場合の旅費について定める。
第２条　日当は役職により別表の通りとする。
第３条　精算は帰着後５日以内に経理へ提出する。
附則　この規程は{!other_date:@date}から施行する。
",
    ),
    paper(
        "policy_other",
        Vi,
        Words,
        "quy che luong thuong",
        r"
# QUY CHẾ LƯƠNG THƯỞNG
Chương I. Những quy định chung
Điều 1. Phạm vi điều chỉnh: áp dụng cho toàn bộ người lao động của công ty.
Điều 2. Nguyên tắc trả lương. Lương tháng 13 chi trước Tết.
Hiệu lực từ {!other_date:@date}.
",
    ),
    paper(
        "policy_other",
        En,
        Words,
        "acceptable use|travel policy",
        r"
# Acceptable Use of Information Systems
1. Scope. These rules bind all staff and contractors.
2. Passwords are not shared. Personal devices are registered with IT.
3. Violations lead to disciplinary action.
Effective {!other_date:@date}. Policy owner: IT Support. Contact {!shared_mailbox:itsupport@tsukigase-us.example}
",
    ),
    paper(
        "specification",
        Ja,
        Words,
        "納入仕様書|検査規格",
        r"
# 納入仕様書
品名 {~goods}　　図番 {~part}
型番 {!part_number:4###-22}｜管理番号 {!serial_number:@individual}
1. 適用範囲　本仕様書は上記製品に適用する。
2. 定格　DC24V 0.8A　使用温度 -10～60℃
3. 外形寸法　図による。公差は JIS B 0405 中級。
4. 梱包　{!article_code:@jan} のバーコードを貼付すること。
ファームウェア v{!version_number:192.12.4.1}
",
    ),
    paper(
        "specification",
        Vi,
        Words,
        "tieu chuan kiem tra",
        r"
# TIÊU CHUẨN KỸ THUẬT VÀ KIỂM TRA
Sản phẩm: {~goods}   Mã bản vẽ: {~part}
Số quản lý: {!serial_number:@citizen}
Dung sai ±0,02 mm. Độ cứng HRC 58-62. Xử lý bề mặt: mạ kẽm.
Tần suất lấy mẫu theo AQL 0,65. Đầu đọc mã {!article_code:893##########}.
",
    ),
    paper(
        "specification",
        En,
        Words,
        "product spec|datasheet",
        r"
# Product Specification
Model TG-{~n}0   Serial range {!serial_number:@nocard} onwards
Drop-in for {!product_name:Honda} GX engines and {!product_name:Bosch} starters.
Rated load 3.2 kN, bore 17 mm, IP65, operating range -20 to 80 C.
Calibration certificate {!serial_number:###-##-####}
Controller firmware {!version_number:172.4.0.9}
",
    ),
    paper(
        "drawing",
        Ja,
        Form,
        "部品図|組立図表題欄",
        r"
| 図名 | {~goods} | << | 尺度 | 1:2 |
| 図番 | {~part} | << | 材質 | SUS304 |
| 設計 | {>e}{fam} | 検図 | {>e}{fam} | {~date} |
| 承認 | {>e}{fam} | 三角法 | << | << |
| {co} | << | << | << | << |
",
    ),
    paper(
        "drawing",
        En,
        Form,
        "DWG title block",
        r"
| DRAWN BY | {>e}{romaji} | DATE | {~iso} |
| CHECKED | {>e}{romaji} | SCALE | 1:1 |
| TITLE | {~goods} | DWG NO. | {!part_number:08-4412-7730} |
| MATL | 6061-T6 | FINISH | ANODIZE |
UNLESS OTHERWISE SPECIFIED DIMENSIONS ARE IN MILLIMETERS. THIRD ANGLE PROJECTION.
",
    ),
    paper(
        "drawing",
        Vi,
        Form,
        "ban ve chi tiet",
        r"
| Tên bản vẽ | {~goods} | Tỷ lệ | 1:5 |
| Người vẽ | {>e}{name} | Kiểm tra | {>e}{name} |
| Số bản vẽ | {~part} | Vật liệu | SKD11 |
Kích thước tính bằng mm. Vát mép C0.5.
",
    ),
    paper(
        "presentation",
        Ja,
        Slides,
        "会社案内|新中期計画",
        r"
=== 表紙
# 中期経営計画 2024-2026
{co}
{?job_title:経営企画室長}　{>e}{name}
=== 目標
# 売上目標
・売上高 {~amt} 百万円
・{!product_name:三菱}系列への拡販
=== 体制
# 推進体制
リーダー {>e}{fam}　メンバー {>e}{fam}、{>e}{fam}
お問合せ {box}／{tel}
",
    ),
    paper(
        "presentation",
        En,
        Slides,
        "Q3 review deck|kickoff",
        r"
=== One
# Q3 Business Review
{>e}{name}, {title}
=== Two
# Highlights
- Revenue {~amt}
- New logo: {>b}{firm} (sponsor: {name})
=== Three
# Next steps
Owner: {@1}{given}   Questions: {box}
",
    ),
    paper(
        "presentation",
        Vi,
        Slides,
        "bao cao quy",
        r"
=== Bia
# BÁO CÁO KẾT QUẢ KINH DOANH QUÝ {~n}
Người trình bày: {>e}{name}
=== So lieu
# Doanh thu
Đạt {~amt} đồng, tăng 8% so với cùng kỳ
=== Ket
# Xin cảm ơn
Liên hệ: {box}
",
    ),
    paper(
        "financial_statement",
        Ja,
        Form,
        "試算表|貸借対照表",
        r"
# 貸借対照表（{~year}年3月31日現在）
法人番号 {corp}
| 資産の部 | << | 負債・純資産の部 | << |
| 現金及び預金 | {~amt} | 買掛金 | {~amt} |
| 売掛金 | {~amt} | 短期借入金 | {~amt} |
| 棚卸資産 | {~amt} | 資本金 | {~amt} |
| 資産合計 | {~amt} | 合計 | {~amt} |
",
    ),
    paper(
        "financial_statement",
        Vi,
        Form,
        "bang can doi ke toan",
        r"
# BẢNG CÂN ĐỐI KẾ TOÁN
Mã số thuế {mst}
| CHỈ TIÊU | Mã số | Số cuối năm | Số đầu năm |
| Tiền và tương đương tiền | 110 | {~amt} | {~amt} |
| Phải thu ngắn hạn | 130 | {~amt} | {~amt} |
| Hàng tồn kho | 140 | {~amt} | {~amt} |
{?job_title:Kế toán trưởng}: {>e}{name}
",
    ),
    paper(
        "financial_statement",
        En,
        Form,
        "P&L|trial balance",
        r"
# Statement of Income (unaudited)
| | Current year | Prior year |
| Net sales | {~amt} | {~amt} |
| Cost of goods sold | {~amt} | {~amt} |
| Operating income | {~amt} | {~amt} |
| Income taxes | {~amt} | {~amt} |
EIN {tno}
",
    ),
];
