//! Copies of identity documents.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::IdCopy,
    titles: &[
        "運転免許証",
        "在留カード",
        "旅券",
        "パスポート",
        "個人番号カード",
        "passport",
        "driver license",
        "identity card",
        "căn cước công dân",
        "chứng minh nhân dân",
        "hộ chiếu",
    ],
    words: &[
        "国籍",
        "有効期限",
        "交付",
        "発行機関",
        "nationality",
        "date of expiry",
        "place of birth",
        "issuing authority",
        "quê quán",
        "nơi thường trú",
        "có giá trị đến",
    ],
    names: &["免許証", "パスポート", "passport", "cccd", "cmnd", "在留"],
    cases: &["運転免許証\n交付 有効期限", "PASSPORT\nNationality\nPlace of birth\nDate of expiry"],
};
