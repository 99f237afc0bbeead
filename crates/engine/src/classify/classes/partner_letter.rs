//! Letters to or from business partners.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::PartnerLetter,
    titles: &[
        "ご挨拶",
        "お知らせ",
        "ご案内",
        "ご連絡",
        "お願い",
        "依頼書",
        "letter",
        "notice to suppliers",
        "thư ngỏ",
        "công văn",
        "thông báo",
        "thư mời",
    ],
    words: &[
        "拝啓",
        "敬具",
        "貴社",
        "時下",
        "平素は",
        "お取引先",
        "各位",
        "謹啓",
        "dear sir",
        "dear partner",
        "yours sincerely",
        "sincerely yours",
        "yours faithfully",
        "dear mr",
        "dear ms",
        "kính gửi",
        "quý công ty",
        "trân trọng",
        "quý đối tác",
    ],
    names: &["letter", "案内", "お願い", "挨拶", "thu ", "cong van", "依頼"],
    cases: &["お取引先各位\n拝啓　時下ますます\n平素は\n敬具", "Dear Partner,\nYours sincerely,"],
};
