//! Logs, programs, advertising, clippings: papers of machines and of the world outside.

use super::Kind::{Form, Raw, Table, Words};
use super::{Template, paper};
use crate::people::Lang::{En, Ja, Vi};

pub(super) const THINGS: &[Template] = &[
    paper(
        "log",
        En,
        Raw("log"),
        "vpn-gw01|sslvpn",
        r"
{~iso}T{~time}Z vpn-gw01 charon[811]: version {!version_number:5.9.2.1} starting
*6 {>e}{~iso}T{~time}Z vpn-gw01 auth: user={email} src={ip} result=⟦OK¦FAIL¦OK¦OK⟧
*3 {~iso}T{~time}Z vpn-gw01 kernel: oom score {!serial_number:4############} pid {~qty}
*4 {>e}{~iso}T{~time}Z vpn-gw01 session closed for {ip} bytes={!serial_number:##########}
",
    ),
    paper(
        "log",
        En,
        Raw("txt"),
        "access_log",
        r#"
*8 {>c}{ip} - - [{~n}/Mar/2024:{~time} +0900] "GET /shop/item/{!article_code:@jan} HTTP/1.1" 200 {~qty} "-" "Mozilla/5.0 Chrome/{!version_number:120.0.6099.##}"
*3 {>c}{ip} - - [{~n}/Mar/2024:{~time} +0900] "POST /api/login?mail={email} HTTP/1.1" 302 0 "-" "okhttp/4.9"
"#,
    ),
    paper(
        "log",
        Ja,
        Raw("log"),
        "batch_err",
        r"
{~iso} {~time} INFO  夜間バッチ開始 ver={!version_number:3.20.11.7}
*3 {~iso} {~time} INFO  伝票取込 伝票番号={!order_number:############} 件数={~n}
*3 {>c}{~iso} {~time} WARN  顧客更新失敗 氏名={name} 電話={phone} 理由=桁あふれ
{~iso} {~time} INFO  終了 0
",
    ),
    paper(
        "source_code",
        En,
        Raw("py"),
        "sync_orders|nightly_export",
        r#"
#!/usr/bin/env python3
"""Pushes the nightly export to the partner."""
import ftplib, os

HOST = os.environ.get("FTP_HOST", "ftp.partner.example")
PASSWORD = "{>e}{password}"
VERSION = (10, 4, 2, 1)

def push(path):
    # ask {given} if this fails ({email})
    with ftplib.FTP(HOST) as ftp:
        ftp.login("tsk_batch", PASSWORD)
        ftp.storbinary("STOR out.csv", open(path, "rb"))

if __name__ == "__main__":
    push("/data/{!order_number:2024########}.csv")
"#,
    ),
    paper(
        "source_code",
        En,
        Raw("sql"),
        "seed_test_users",
        r"
-- test fixtures, no real people
CREATE TABLE users (id INT, full_name TEXT, phone TEXT);
INSERT INTO users VALUES (1, '{!sample_person:Jane Roe}', '{!sample_value:000-000-0000}');
INSERT INTO users VALUES (2, '{!sample_person:Test Taro}', '{!sample_value:090-1111-1111}');
",
    ),
    paper(
        "source_code",
        Ja,
        Raw("ini"),
        "接続設定|appsettings",
        r"
; 受注連携 接続設定
[database]
host=db02.tsukigase.example
user=juchu_app
password={>e}{password}
[mail]
from={!shared_mailbox:noreply@tsukigase.example}
; 変更者 {fam} {~iso}
",
    ),
    paper(
        "marketing",
        Ja,
        Words,
        "チラシ原稿|メルマガ",
        r"
# 秋の感謝セール開催！
人気の{~goods}が今だけ20％OFF。{!product_name:マツダ}車にも対応した新モデルも登場。
お客様の声「届くのが早くて助かりました」（{!sample_person:東京都 Ｋ様}）
ご注文はフリーダイヤル {free} または {box3} まで
{co}　{addr}
",
    ),
    paper(
        "marketing",
        Vi,
        Words,
        "to roi khuyen mai",
        r"
# KHUYẾN MÃI LỚN CUỐI NĂM
Giảm đến 30% cho {~goods}. Quà tặng máy hút bụi {!product_name:Dyson} cho 50 khách hàng đầu tiên!
Hotline: {free} - Email: {box}
Địa chỉ: {addr}
",
    ),
    paper(
        "marketing",
        En,
        Words,
        "spring campaign|case study",
        r"
# Meet the new Tsukigase TG line
Fits {!product_name:Ford}, {!product_name:John Deere} and {!product_name:Harley-Davidson} equipment.
'It paid for itself in a month,' says {>b}{name}, {title} at {firm}.
Call {free} or write to {box}.
",
    ),
    paper(
        "other",
        Ja,
        Words,
        "新聞切抜き|業界ニュース",
        r"
# 業界ニュースクリップ
経済産業省は{~date}、蓄電池の新基準を公表した。{!public_figure:岸上文丸}首相（当時）は会見で支援を表明。
また、{!public_figure:大鷹翔馬}選手を起用した広告が話題となった。
{!product_name:松上幸之丞}記念館の来館者は百万人を超えた。
",
    ),
    paper(
        "other",
        Vi,
        Words,
        "diem tin",
        r"
# ĐIỂM TIN TRONG NGÀY
Tại buổi họp báo, nguyên Thủ tướng {!public_figure:Nguyễn Tấn Vạn} cho biết tăng trưởng đạt 6%.
Đường {!street_name:Trần Hưng Đạo} sẽ cấm xe tải từ {!other_date:@date}.
",
    ),
    paper(
        "other",
        En,
        Words,
        "press clippings",
        r"
# Press clippings
Federal Reserve chair {!public_figure:Jerold Pemberwick} left rates unchanged, while {!public_figure:Alaric Thornquist} said supply was easing. Shares of {!product_name:Stanley Black & Decker} rose.
{!street_name:Martin Luther King Jr. Blvd} reopens on {!other_date:@date}.
",
    ),
    paper(
        "other",
        Ja,
        Table,
        "部品在庫|ロット管理表",
        r"
# ロット管理表
| 品番 | JANコード | ロット | 製造番号 | 製造日 | 棚番 |
*9 | {~part} | {!article_code:@jan} | {!lot_number:@individual} | {!serial_number:090-####-####} | {!other_date:@date} | A-{~n} |
",
    ),
    paper(
        "other",
        En,
        Table,
        "asset register|license keys",
        r"
| Asset tag | Make | Serial | Purchased | Firmware |
*9 | {!serial_number:###-##-####} | {!product_name:⟦Dell¦Philips¦Siemens¦Wilson⟧} | {!serial_number:@nocard} | {!other_date:@date} | {!version_number:10.1.##.4} |
",
    ),
    paper(
        "other",
        Vi,
        Table,
        "DS cong ty|tra cuu MST",
        r"
| Tên doanh nghiệp | MST | Điện thoại | Trụ sở |
*4 | {>b}{firm} | {!company_tax_code:@mst} | {!switchboard:028 3555 ####} | {firmaddr} |
",
    ),
    paper(
        "other",
        Ja,
        Table,
        "法人番号一覧|適格請求書発行事業者",
        r"
# 適格請求書発行事業者 確認リスト
| 取引先名 | 法人番号 | 登録番号 | 代表電話 |
*5 | {>b}{firm} | {!corporate_number:@corporate} | T{!corporate_number:@corporate} | {firmtel} |
",
    ),
    paper(
        "other",
        Ja,
        Form,
        "来客記録|入退館管理",
        r"
# 来訪者受付票
| 日時 | {~date} {~time} |
| 来訪者 | {>b}{name} |
| 会社名 | {employer} |
| 携帯 | {phone} |
| 車両No. | {plate} |
| 面会者 | {>e}{dept}　{name} |
| 入館証 | {!serial_number:0####} |
",
    ),
    paper(
        "other",
        En,
        Words,
        "visit report|trip notes",
        r"
# Trip notes, Duluth
Landed late; {>b}{name} picked me up. {given} runs the foundry since {>b}{name} left in the spring.
Over dinner {@1}{given} mentioned that old Mr. {>b}{fam} still signs every certificate himself.
On Tuesday I met Dr. {>b}{name} from {firm} and her assistant {>b}{name}.
{>e}{name} should follow up by {~date}.
",
    ),
    paper(
        "other",
        Ja,
        Words,
        "出張報告|営業日報",
        r"
# 出張報告書
報告者　{>e}{name}
{~date}、{>b}{firm}を訪問し、{name}{?job_title:課長}と面談。
先方の{>b}{fam}さんによれば、来期は{~goods}の引合いが増える見込み。
同席した{>e}{fam}が技術面を補足し、{@3}{fam}さんも納得されていた。
翌日は{>b}{name}氏の案内で工場を見学。帰路、{@1}{fam}は{!street_name:山本通り}の代理店にも立ち寄った。
",
    ),
    paper(
        "other",
        Vi,
        Words,
        "bao cao cong tac",
        r"
# BÁO CÁO ĐI CÔNG TÁC
Hôm {~date} tôi cùng anh {>e}{given} đến {>b}{firm}. Tiếp đoàn có ông {name} và bà {>b}{name}.
Chị {@3}{given} đề nghị giảm giá {~goods}; anh {@1}{given} hứa trả lời trong tuần.
Người báo cáo: {>e}{name}
",
    ),
];
