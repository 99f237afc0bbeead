//! The same kinds of papers as other people in the group lay them out.

use super::Kind::{Form, Mail, Raw, Slides, Words};
use super::{Template, paper, roster};
use crate::people::Lang::{En, Ja, Vi};
use crate::people::Role::{Contact, Employee};

pub(super) const AGAIN: &[Template] = &[
    roster(
        "personnel_list",
        Ja,
        Employee,
        "3言語名簿|cross_border_team",
        r"
# 駐在・現地メンバー
| 氏名 / Full name / Họ tên | 部門 / Department / Bộ phận | 役職 / Position / Chức vụ | 携帯 / Mobile / Di động | メール / E-mail / Thư điện tử |
*@ | {name} | {dept} | {title} | {phone} | {email} |
",
    ),
    roster(
        "contact_list",
        Vi,
        Contact,
        "zalo_lien_he",
        r"
*@ | {name} | {title} {employer} | {phone} |
",
    ),
    roster(
        "payroll",
        Ja,
        Employee,
        "年末調整_扶養",
        r"
# 年末調整 申告状況
| 番号 | 氏名 | 個人番号 | 配偶者 | << | 給与収入 |
| ^^ | ^^ | ^^ | 氏名 | 生年月日 | ^^ |
*@ | {empid} | {name} | {natid} | {kid} | {kiddob} | {salary} |
",
    ),
    paper(
        "invoice",
        Ja,
        Words,
        "請求案内メモ|ご請求内訳",
        r"
{>b}{firm}　経理ご担当者様
# {~month}月分 ご請求内訳
請求先コード {!order_number:############}
前回ご請求額 {~amt}円　ご入金額 {~amt}円　今回ご請求額 {~amt}円
*4 {~part}　{~goods}　{~qty}個　{~amt}円
振込手数料はご負担ください。
不明点は{>e}{fam}（{box3}、{tel}）まで。
適格請求書発行事業者登録番号：{tno}
",
    ),
    paper(
        "invoice",
        En,
        Words,
        "freight bill|statement of charges",
        r"
{>b}{firm}
{firmaddr}  {firmtel}
# Tax Invoice
Bill to: {co}, {addr}
Your reference: {>e}{romaji}
Account {!order_number:####-####-####-####}
*4 {~goods}   {~qty}   {~amt}
Amount due: {~amt}   Due: {~date}
",
    ),
    paper(
        "order_form",
        Ja,
        Words,
        "FAX注文|注文FAX",
        r"
FAX注文書　宛先 {fax}
# 注文書
お届け先　{>c}{address}
お名前　{name}
お電話　{phone}
*3 ・{~goods}　品番{~part}　{~qty}個
代金引換でお願いします。
",
    ),
    paper(
        "quotation",
        Ja,
        Words,
        "概算見積メール文",
        r"
# 御見積（概算）
{>b}{firm}　{name}様
ご照会の{~goods}につき、以下の通りお見積り申し上げます。
単価　{~amt}円（税別）、最小ロット {~qty}個、納期 受注後{~n}日
見積番号 {!order_number:2024-####-####}
有効期限　{~date}
{co}　{>e}{fam}／{phone}
",
    ),
    paper(
        "delivery_note",
        Ja,
        Words,
        "宅配送り状控え",
        r"
# 納品のご案内（送り状控）
お届け先：{>c}{address}　{name}様　{phone}
ご依頼主：{co}　{tel}
伝票番号：{!tracking_number:####-####-####}
品名：{~goods}　{~n}箱
",
    ),
    paper(
        "minutes",
        En,
        Words,
        "supplier call notes",
        r"
# Call notes / minutes
Participants:
  {co}: {>e}{name}, {>e}{name}
  {>b}{firm}: {name} ({title}), {>b}{name}
Agenda: {~goods}, open claims
{@3}{given} confirmed that lot {!lot_number:##########} was scrapped. {@1}{fam} disagreed with {@4}{fam} about the root cause.
Action: Mrs. {@2}{fam} sends photographs by {~date}.
",
    ),
    paper(
        "minutes",
        Vi,
        Words,
        "BB hop chat luong",
        r"
# BIÊN BẢN CUỘC HỌP
| Chủ tọa | {>e}{name} |
| Thư ký | {>e}{name} |
| Tham gia | {>e}{name}; {>e}{name} |
Kết luận: anh {@3}{given} phối hợp cùng chị {@4}{given} hoàn thành trước ngày {~date}.
",
    ),
    paper(
        "email",
        Ja,
        Mail,
        "Fwd_ 引継ぎ|Re_Re_ 至急",
        r"
From: {>b}{name} <{email}>
To: {>e}{name} <{email}>
Subject: RE: RE: 検査成績書の件

{@2}{fam}様
お世話になっております。{@1}{employer}の{fam}です。
ご指摘の成績書を差し替えました。{>b}{fam}が作成しております。
お手数ですが{@2}{fam}様から{>e}{fam}様にもご共有いただけますでしょうか。
////////////////////////////////
{@1}{name}（{romaji}）
{employer} {dept}
〔携帯〕{phone}
〔Mail〕{email}
////////////////////////////////

-----Original Message-----
From: {@2}{email}
> {@1}{fam}様
> ロット番号 {!lot_number:2309####} の成績書が見当たりません。
> {@2}{fam}
",
    ),
    paper(
        "email",
        En,
        Mail,
        "meeting invite|intro",
        r"
From: {>b}{name} <{email}>
To: {>e}{name} <{email}>
Subject: introduction

Dear Ms. {@2}{fam},

It was good to meet you and your colleague {>e}{name} at the fair. Please let me introduce {>b}{name}, who looks after {~goods} on our side and has copied Mr. {>b}{fam}.

Sincerely yours,
{@1}{name} | {title} | {employer}
{cardaddr} | D: {phone}
",
    ),
    paper(
        "id_copy",
        Ja,
        Form,
        "個人番号カード台紙",
        r"
| 本人確認書類 貼付台紙 | << |
| 書類 | 個人番号カード（表・裏） |
| 氏名 | {>e}{name} |
| 住所 | {address} |
| 生年月日 | {dob} |
| 個人番号 | {natid} |
",
    ),
    paper(
        "cv",
        Ja,
        Words,
        "経歴書_技術者|スキルシート",
        r"
# 技術者経歴書
氏　名：{>a}{name}　（{gender}）
生年月日：{dob}
最寄駅：JR姫路駅
学　歴：{school}
得意分野：設計、{!product_name:オリンパス}製顕微鏡の操作
１．{~year}年～　{employer}　生産管理システム ver{!version_number:8.0.21.4} の導入
",
    ),
    paper(
        "partner_letter",
        Ja,
        Words,
        "お詫び状|礼状",
        r"
{~date}
{>b}{firm}　御中
# 納期遅延に関するお詫び
謹啓　日頃は格別のお引立てを賜り、厚く御礼申し上げます。
この度は弊社の不手際により多大なるご迷惑をおかけし、深くお詫び申し上げます。
今後の窓口は{>e}{name}（{phone}）が務めます。{@1}{name}様にもよろしくお伝えください。
謹白
{co}　{>e}{name}
",
    ),
    paper(
        "policy_safety",
        Ja,
        Words,
        "化学物質管理|フォークリフト作業標準",
        r"
# フォークリフト作業 安全標準
・有資格者以外は運転しないこと。　・指差呼称を励行すること。
・荷崩れ、挟まれ、墜落の危険がある場所に立ち入らない。
・災害発生時は119番通報の後、{tel} に連絡する。
文書番号 {!part_number:SS-0804-1123-01}　施行 {!other_date:@date}
",
    ),
    paper(
        "policy_other",
        Ja,
        Words,
        "個人情報保護方針|ハラスメント防止規程",
        r"
# 個人情報保護方針
{co}は、取り扱う個人情報を適切に保護するため、以下の方針を定めます。
1. 利用目的を特定し、その範囲内で取り扱います。
2. ご本人からの開示等の請求に応じます。
窓口：{!shared_mailbox:privacy@tsukigase.example}　電話 {free}
制定日 {!other_date:@date}
",
    ),
    paper(
        "specification",
        Ja,
        Form,
        "仕様確認書",
        r"
# 仕様確認書
| 品名 | {~goods} | 図番 | {~part} |
| 客先 | {>b}{firm} | 承認 | {name} |
| 製番 | {!serial_number:@citizen} | 材質 | A5052 |
| 表面処理 | アルマイト | 硬度 | HV350 |
| 通信 | {!version_number:192.0.2.8}系 | 電源 | AC100V |
",
    ),
    paper(
        "presentation",
        Ja,
        Slides,
        "新人研修|安全大会資料",
        r"
=== 1
# 新入社員研修
講師：{>e}{name}
=== 2
# ビジネス文書の書き方
宛名の例：株式会社見本商事　{!sample_person:見本 一郎} 様
=== 3
# 質問
{>e}{fam}（内線 31）
",
    ),
    paper(
        "log",
        En,
        Raw("jsonl"),
        "events",
        r#"
*9 {>c}{"ts":"{~iso}T{~time}Z","evt":"⟦login¦order¦reset⟧","ip":"{ip}","mail":"{email}","req":"{!serial_number:############}"}
"#,
    ),
    paper(
        "source_code",
        Vi,
        Raw("js"),
        "cau_hinh_gui_mail",
        r#"
// cấu hình gửi thư, hỏi anh {>e}{given}
const mailer = {
  host: "smtp.tsukigase-vn.example",
  user: "{!shared_mailbox:noreply@tsukigase-vn.example}",
  pass: "{password}",
  version: "{!version_number:12.22.1.0}",
};
module.exports = mailer;
"#,
    ),
];
