//! Quotations: an offer with a price.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Quotation,
    titles: &[
        "見積書",
        "御見積書",
        "お見積書",
        "quotation",
        "quote",
        "price quotation",
        "báo giá",
        "bảng báo giá",
    ],
    words: &[
        "見積番号",
        "有効期限",
        "お見積金額",
        "見積金額",
        "valid until",
        "quotation no",
        "quote no",
        "validity",
        "hiệu lực báo giá",
        "đơn giá",
    ],
    names: &["見積", "quotation", "quote", "bao gia"],
    cases: &["御見積書\n見積番号 3\n有効期限", "QUOTATION\nQuotation No 4\nValid until"],
};
