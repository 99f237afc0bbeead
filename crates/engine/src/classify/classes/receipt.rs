//! Receipts: money or goods were received.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Receipt,
    titles: &["領収書", "領収証", "receipt", "biên lai", "phiếu thu"],
    words: &[
        "領収いたしました",
        "但し",
        "正に",
        "上記正に",
        "received with thanks",
        "payment received",
        "amount received",
        "đã nhận",
        "số tiền đã nhận",
        "người nộp",
    ],
    names: &["領収", "receipt", "bien lai", "phieu thu"],
    cases: &["領収書\n上記正に領収いたしました", "RECEIPT\nPayment received with thanks"],
};
