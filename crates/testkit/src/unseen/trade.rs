//! Papers of trade: quotations, orders, delivery notes, invoices, receipts.

use super::Kind::{Form, Words};
use super::{Template, paper};
use crate::people::Lang::{En, Ja, Vi};

pub(super) const TRADE: &[Template] = &[
    paper(
        "invoice",
        Ja,
        Form,
        "御請求書|請求書控",
        r"
# ⟦御 請 求 書¦ご請求書⟧
| {>b}{firm} 御中 | << | << | 発行日 | {~date} |
| {unit} {fam}様 | << | << | 請求No. | {!order_number:########} |

下記の通りご請求申し上げます。
| ご請求金額（税込） | ￥{~amt} | << | お支払期限 | 翌月末 |

| 品目コード | 摘要 | 数量 | 単価 | 金額 |
*6 | {~part} | {~goods} | {~qty} | {~amt} | {~amt} |
| | | | 小計 | {~amt} |
| | | | 消費税(10%) | {~amt} |

{co}　登録番号 {tno}
{addr}
TEL {tel}　FAX {fax}
お振込先：播州銀行 本店営業部 当座 {coacc}
営業担当：{>e}{fam}
",
    ),
    paper(
        "invoice",
        Vi,
        Form,
        "HD GTGT|hoa_don",
        r"
# HÓA ĐƠN GIÁ TRỊ GIA TĂNG
Ký hiệu: 1C23TTK   Số: {!order_number:0000####}
Đơn vị bán hàng: {co}
Mã số thuế: {mst}
Địa chỉ: {addr}      Điện thoại: {tel}
Họ tên người mua hàng: {>b}{name}
Tên đơn vị: {firm}
Mã số thuế: {!company_tax_code:@mst}

| STT | Tên hàng hóa, dịch vụ | ĐVT | SL | Đơn giá | Thành tiền |
*5 | {~n} | {~goods} | cái | {~qty} | {~amt} | {~amt} |
| | Cộng tiền hàng | | | | {~amt} |

Người mua hàng                 Người bán hàng
                               {>e}{name}
",
    ),
    paper(
        "invoice",
        En,
        Form,
        "INV|Commercial invoice",
        r"
# COMMERCIAL INVOICE
| Seller | Ship to / Attn |
| {co} | {>b}{firm} |
| {addr} | Attn: {name}, {grade} |
| Ph {tel}  Fax {fax} | {firmaddr} |

| Invoice no. | {~no} | Terms | Net 45 |
| Tracking | {!tracking_number:1Z$$$########} | EIN | {tno} |

| Item | Description | Qty | Unit | Ext. |
*6 | {~part} | {~goods} | {~qty} | {~amt} | {~amt} |
| | | | TOTAL USD | {~amt} |

Remit to IBAN {>b}{iban} ({firm})
Questions? {box3}
",
    ),
    paper(
        "order_form",
        Ja,
        Form,
        "発注書|注文書_控",
        r"
# 発　注　書
{>b}{firm}
{name}　様

下記のとおり発注いたしますので、納期厳守にてお願い致します。
| 発注番号 | {!order_number:PO4######-##} | 発注日 | {~date} |
| 納入場所 | {!company_address:姫路工場 第３倉庫（兵庫県姫路市飾磨区今在家1351）} | << | << |

| 行 | 図番 | 品名 | JAN | 数量 | 希望納期 |
*5 | {~n} | {~part} | {~goods} | {!article_code:@jan} | {~qty} | {~date} |

発注元：{co}
{>e}{dept}　{name}
TEL：{tel}（代）
",
    ),
    paper(
        "order_form",
        Vi,
        Form,
        "PO|don dat hang",
        r"
# ĐƠN ĐẶT HÀNG / PURCHASE ORDER
| Số PO | {!order_number:TVN##########} | Ngày | {~date} |
| Bên bán | {>b}{employer} | Người nhận đơn | {name} |
| ĐT | {phone} | Email | {email} |

| Mã hàng | Tên hàng | Số lượng | Đơn giá | Lô |
*5 | {~part} | {~goods} | {~qty} | {~amt} | {!lot_number:09########} |

Người đặt hàng: {>e}{name} ({title})
{co} - MST {mst}
",
    ),
    paper(
        "order_form",
        En,
        Words,
        "PO release|order acknowledgement",
        r"
# PURCHASE ORDER {~no}
Vendor: {>b}{firm}
Attention: {name}
Email: {email}

Please supply the following against blanket agreement {!order_number:4##-##-####}.
| Line | Part | Description | Qty | Need by |
*5 | {~n} | {~part} | {~goods} | {~qty} | {~date} |

Deliver to: {addr}
Receiving dock phone: {tel}
Buyer: {>e}{name}, ext. 4{~n}
",
    ),
    paper(
        "quotation",
        Ja,
        Form,
        "見積書|御見積_再提出",
        r"
| 御見積書 | << | << | << |
| 宛先 | {>b}{firm} {unit} | 見積番号 | {~no} |
| ご担当者 | {name} 様 | 有効期限 | 発行後30日 |
| 件名 | {~goods} 一式 | << | << |

| 項 | 内容 | 数量 | 金額 |
*5 | {~n} | {~goods} | {~qty} | {~amt} |
%| 値引 | ⟦{!company_name:本田技研}向け特別値引¦端数値引⟧ | | -{~amt} |

{co}　{addr}
作成 {>e}{fam}　承認 {>e}{fam}
Mail: {box}
",
    ),
    paper(
        "quotation",
        Vi,
        Words,
        "Bao gia",
        r"
{co}
{addr} * Tel: {tel} * Fax: {fax}
# BẢNG BÁO GIÁ
Kính gửi: ⟦Anh¦Chị⟧ {>b}{name} - {firm}
Di động: {phone}

Chúng tôi hân hạnh gửi quý khách báo giá các mặt hàng sau:
| Tên hàng | Quy cách | SL | Đơn giá (VNĐ) |
*5 | {~goods} | {~part} | {~qty} | {~amt} |

Báo giá có hiệu lực 15 ngày. Mọi thắc mắc xin liên hệ {>e}{name}, {email}.
",
    ),
    paper(
        "quotation",
        En,
        Words,
        "Quote",
        r"
# Quotation
Prepared for {>b}{name}, {title}
{firm}
Quote ref {~no}, valid 30 days

| Part | Description | MOQ | Price |
*5 | {~part} | {~goods} | {~qty} | {~amt} |

Prices ex works Savannah. {>e}{name} will be glad to answer questions at {phone}.
{co}, {addr}
",
    ),
    paper(
        "delivery_note",
        Ja,
        Form,
        "納品書|出荷案内",
        r"
# 納品書（控）
| 納品先 | {>b}{firm} {firmaddr} | << |
| 受領者 | {fam} | 印 |
| 便 | ⟦佐川便¦自社便⟧ | 送り状 {!tracking_number:####-####-####} |

| 品番 | 品名 | ロット | 数量 |
*6 | {~part} | {~goods} | {!lot_number:L########} | {~qty} |

上記の通り納品いたします。{co} 物流センター　TEL {tel}
",
    ),
    paper(
        "delivery_note",
        Vi,
        Form,
        "PXK|phieu xuat kho",
        r"
# PHIẾU XUẤT KHO KIÊM BIÊN BẢN GIAO NHẬN
Họ tên người nhận hàng: {>b}{name}
Đơn vị: {employer}
Số xe: {plate}    Tài xế: {>b}{name} - {phone}

| Tên hàng | Mã | Yêu cầu | Thực xuất |
*5 | {~goods} | {~part} | {~qty} | {~qty} |

{?job_title:Thủ kho}: {>e}{name}
",
    ),
    paper(
        "delivery_note",
        En,
        Form,
        "Packing slip|BOL",
        r"
# PACKING SLIP
| Consignee | {>b}{firm} |
| Receiver | {name} |
| Dock tel. | {firmtel} |
| Carrier PRO | {!tracking_number:###-#######} |

| SKU | UPC | Ordered | Shipped |
*6 | {~part} | {!article_code:0###########} | {~qty} | {~qty} |

Shipped from {addr}. Shortages: {box}
",
    ),
    paper(
        "receipt",
        Ja,
        Form,
        "領収証",
        r"
# 領 収 証
{>c}{name} 様
金 {~amt} 円也
但し {~goods} 代として、上記正に領収いたしました。
{~date}
{co}
{addr}
登録番号 {tno}
取扱者 {>e}{fam}
",
    ),
    paper(
        "receipt",
        Vi,
        Words,
        "phieu thu|bien nhan",
        r"
# PHIẾU THU
Họ và tên người nộp tiền: {>c}{name}
Địa chỉ: {address}
Lý do nộp: mua {~goods}
Số tiền: {~amt} đồng
Kèm theo: 01 chứng từ gốc
{?job_title:Thủ quỹ}: {>e}{name}
{co}  MST: {mst}
",
    ),
    paper(
        "receipt",
        En,
        Words,
        "receipt",
        r"
# SALES RECEIPT
Store 0412   Terminal {!serial_number:4000 1234 ####}
Sold to: {>c}{name}
{address}
1 x {~goods}   {~amt}
Card: {card}   Auth {!order_number:######}
Thank you! Call {free} for help.
",
    ),
    paper(
        "receipt",
        En,
        Words,
        "cash receipt",
        r"
# RECEIPT
Received from {>c}{name} the sum of USD {~amt} for {~goods}.
Paid by check.
For {co}: {>e}{name}
{tel}
",
    ),
];
