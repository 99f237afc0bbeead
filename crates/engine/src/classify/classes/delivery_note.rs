//! Delivery notes: goods that were handed over.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::DeliveryNote,
    titles: &[
        "納品書",
        "送り状",
        "出荷案内書",
        "delivery note",
        "packing list",
        "delivery slip",
        "phiếu giao hàng",
        "phiếu xuất kho",
    ],
    words: &[
        "納品日",
        "納品番号",
        "出荷日",
        "受領印",
        "delivered to",
        "delivery no",
        "packages",
        "gross weight",
        "net weight",
        "người nhận hàng",
        "ngày giao",
    ],
    names: &["納品", "delivery", "packing", "giao hang"],
    cases: &["納品書\n納品日 2024", "DELIVERY NOTE\nDelivered to X"],
};
