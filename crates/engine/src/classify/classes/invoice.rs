//! Invoices: a demand for payment.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Invoice,
    titles: &[
        "請求書",
        "御請求書",
        "invoice",
        "tax invoice",
        "hóa đơn",
        "hóa đơn giá trị gia tăng",
    ],
    words: &[
        "請求番号",
        "ご請求金額",
        "お支払期限",
        "お振込先",
        "振込先",
        "invoice no",
        "invoice number",
        "amount due",
        "due date",
        "bill to",
        "payment terms",
        "số hóa đơn",
        "hạn thanh toán",
        "thành tiền",
        "登録番号",
    ],
    names: &["請求書", "invoice", "hoa don"],
    cases: &[
        "請求書\n請求番号 A-1\nご請求金額 1,000円\nお支払期限",
        "INVOICE\nInvoice No: 1\nBill to: X\nAmount due: 5",
    ],
};
