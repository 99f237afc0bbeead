//! Order forms: a purchase order.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::OrderForm,
    titles: &["注文書", "発注書", "purchase order", "order form", "đơn đặt hàng", "đơn hàng"],
    words: &[
        "注文番号",
        "発注日",
        "納期",
        "納入場所",
        "発注者",
        "po number",
        "order no",
        "order date",
        "delivery date",
        "ship to",
        "số đơn hàng",
        "ngày đặt hàng",
        "ngày giao hàng",
    ],
    names: &["注文", "発注", "purchase", "order", "don hang", "po_"],
    cases: &["注文書\n注文番号 1\n納期 2024", "PURCHASE ORDER\nPO Number 5\nDelivery date"],
};
