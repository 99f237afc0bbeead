//! Mails with signatures, and minutes of meetings.

use super::Kind::{Mail, Words};
use super::{Template, paper};
use crate::people::Lang::{En, Ja, Vi};

pub(super) const TALK: &[Template] = &[
    paper(
        "email",
        Ja,
        Mail,
        "Re_ 打合せの件|FW_納期回答",
        r"
From: {>e}{name} <{email}>
To: {>b}{name} <{email}>
Cc: {box}
Subject: Re: 来週のお打合せについて

{@2}{firm}
{fam}様

平素よりお引き立てを賜り、誠にありがとうございます。
{?employer:月ヶ瀬産業}の{@1}{fam}でございます。

先日ご依頼いただきました{~goods}の件、工場の{>e}{fam}に確認いたしましたところ、
{~date}の出荷が可能とのことです。
なお、当日は弊社{>e}{fam}{?job_title:部長}と{>e}{fam}がお伺いいたします。
ご不明な点は携帯（{@1}{phone}）までご連絡ください。

--------------------------------------------
{co}　{dept}
{title}　{name}
{addr}
TEL:{tel} / FAX:{fax}
携帯：{phone}
E-Mail: {email}
--------------------------------------------
",
    ),
    paper(
        "email",
        Ja,
        Mail,
        "お見積りのお願い|問い合わせ_HP",
        r"
From: {>c}{name} <{email}>
To: {box3}
Subject: 修理について

お世話になります。以前そちらで購入した製品の修理をお願いしたく連絡しました。
製造番号は {!serial_number:####-####-####} です。
返送先は以下の通りです。

{address}
{name}（{hira}）
{phone}

よろしくお願いします。

> 月ヶ瀬産業 お客様窓口 {free}
> 受付時間 平日9時～17時
",
    ),
    paper(
        "email",
        Ja,
        Mail,
        "体調不良のため欠勤します|休職のご相談",
        r"
From: {>e}{name} <{email}>
To: {>e}{name} <{email}>
Subject: 欠勤のご連絡（{@1}{fam}）

{@2}{fam}{grade}

お疲れ様です。{@1}{fam}です。
昨日病院で{medical}と診断され、二週間ほど自宅療養が必要とのことでした。
引き継ぎは{>e}{fam}さんにお願いしています。
ご迷惑をおかけしますが、宜しくお願い致します。
",
    ),
    paper(
        "email",
        Ja,
        Mail,
        "VPN接続情報|アカウント発行",
        r"
From: 情報システム課 <{!shared_mailbox:helpdesk@tsukigase.example}>
To: {>e}{name} <{email}>
Subject: 【重要】アカウント発行のお知らせ

{fam}さん

リモート接続用のアカウントを発行しました。
　ユーザーID　{user}
　初期パスワード　{password}
クライアントは version {!version_number:10.2.14.3} 以降を使ってください。
初回ログイン後、必ず変更をお願いします。
",
    ),
    paper(
        "email",
        Vi,
        Mail,
        "Re_ lich giao hang|Trao doi ky thuat",
        r"
From: {>e}{name} <{email}>
To: {>b}{name} <{email}>
Cc: {box}
Subject: V/v giao hàng tuần {~n}

Dear anh {@2}{given},

Em là {@1}{given} bên {?employer:Tsukigase Đà Nẵng}. Em xin gửi lại lịch giao {~goods} như anh đã trao đổi với chị {>e}{given} hôm qua.
Nếu có thay đổi anh gọi giúp em số {@1}{phone} nhé.

Trân trọng,
----------------------
{name} ({given})
{title} | {dept}
{co}
{addr}
T: {tel}  F: {fax}
M: {phone}
E: {email}
",
    ),
    paper(
        "email",
        Vi,
        Mail,
        "Ho so ung tuyen|Nop CV",
        r"
From: {>a}{name} <{email}>
To: {box2}
Subject: Ứng tuyển vị trí kỹ sư

Kính gửi Bộ phận Tuyển dụng,
Tôi tên là {name}, sinh {dob}, tốt nghiệp {school}. Hiện tôi đang làm việc tại {employer}.
Tôi mong muốn được ứng tuyển vào quý công ty. CV của tôi được đính kèm, điện thoại liên hệ của tôi là {phone}.
Xin chân thành cảm ơn.
{name}
",
    ),
    paper(
        "email",
        En,
        Mail,
        "RE_ shipment status|FW_ quality issue",
        r"
From: {>e}{name} <{email}>
To: {>b}{name} <{email}>
Cc: {box}
Subject: RE: late container

Hi {@2}{given},

Thanks for your patience. I spoke with {>e}{name} in the warehouse and Mr. {>e}{fam} at the pier; the container clears on {~date}.
Ref. {!tracking_number:MSKU #######}, build {!version_number:4.18.0.233}.

Best,
{@1}{given}

{name}
{title}, {dept}
{co} | {addr}
Office {tel} | Cell {phone} | {email}
",
    ),
    paper(
        "email",
        En,
        Mail,
        "wire details|updated bank info",
        r"
From: {>b}{name} <{email}>
To: {box3}
Subject: Updated remittance details

To whom it may concern,

Effective immediately please remit to our new account:
  Beneficiary: {name}
  IBAN: {iban}
Call me on {phone} to confirm before you release the wire.

Kind regards
{name}
{title}
{employer}
",
    ),
    paper(
        "email",
        En,
        Mail,
        "expense card mixup",
        r"
From: {>e}{name} <{email}>
To: {>e}{name} <{email}>
Subject: corporate card

{@2}{given} - Accounts put the hotel on my own card again ({@1}{card}). Could you reverse it?
The one to use ends in 0093. Ticket {!order_number:INC0000######}.
thx, {given}
",
    ),
    paper(
        "minutes",
        Ja,
        Words,
        "定例会議事録|品質会議メモ",
        r"
# 第{~n}回 生産販売会議　議事録
日　時：{~date}　13:30～15:00
場　所：本社２階 会議室Ｂ
出席者：{?department:営業二課} {>e}{fam}、{>e}{fam}、{?department:生産技術部} {>e}{name}（議長）、{?department:購買グループ} {>e}{fam}（記録）
欠席者：{>e}{fam}

１．前回議事録の確認
　特になし。
２．{~goods}の不具合について
　{@1}{fam}より、ロット{!lot_number:2307######}の異音について報告があった。
　{@3}{fam}氏から、{!product_name:ニッサン}系の試験設備を借用してはとの提案があり、来月までに検討する。
３．その他
　{>b}{firm}の{fam}様が{~month}月に来社予定。{@4}{fam}が対応する。
以上
",
    ),
    paper(
        "minutes",
        Ja,
        Words,
        "安全衛生委員会|委員会記録",
        r"
# 安全衛生委員会 議事要旨
| 開催日 | {~date} |
| 委員長 | {>e}{name} |
| 委員 | {>e}{name}／{>e}{name}／{>e}{name} |
| 事務局 | {>e}{fam} |

■ 労災・休業の状況
・製造一課の{>e}{fam}さんが転倒、右手首を捻挫（{=medical:右手首捻挫}）。休業２日。
■ 次回　{~date}
",
    ),
    paper(
        "minutes",
        Vi,
        Words,
        "BB hop giao ban|bien ban hop",
        r"
# BIÊN BẢN HỌP GIAO BAN
Thời gian: 8h00 ngày {~date}
Địa điểm: Phòng họp số 2
Thành phần tham dự:
1. Ông {>e}{name} - {title}, chủ trì
2. Bà {>e}{name} - {dept}
3. Anh {>e}{name}
Vắng mặt: {>e}{name} (có phép)

Nội dung:
- Ông {@1}{given} nhắc lại chỉ tiêu quý và yêu cầu kho rà soát tồn {~goods}.
- Chị {@2}{given} báo cáo lô {!lot_number:0790########} bị trả về.
- Giao anh {@3}{given} làm việc với {>b}{firm} trước {~date}.
{?job_title:Thư ký}: {>e}{name}
",
    ),
    paper(
        "minutes",
        En,
        Words,
        "Ops sync notes|board minutes",
        r"
# Minutes - weekly operations sync
Date: {~date}
In attendance: {>e}{name} (chair), {>e}{name}, {>e}{name}; by phone {>b}{name} of {firm}
Apologies: {>e}{name}

1. {@2}{given} walked the team through backlog. Ms. {@3}{fam} asked for a second shift.
2. {@1}{given} to call the {!product_name:Dyson} service desk about the dryer in bay 4.
3. Next meeting {~date}.
Minutes taken by {>e}{name}.
",
    ),
];
