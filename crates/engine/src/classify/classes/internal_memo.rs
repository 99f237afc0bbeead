//! Internal memos.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::InternalMemo,
    titles: &[
        "社内通知",
        "社内連絡",
        "連絡書",
        "稟議書",
        "社内文書",
        "memo",
        "memorandum",
        "internal memo",
        "thông báo nội bộ",
        "tờ trình",
    ],
    words: &[
        "社内各位",
        "関係者各位",
        "起案者",
        "決裁",
        "承認",
        "to: all staff",
        "all employees",
        "from: management",
        "internal use",
        "toàn thể nhân viên",
        "nội bộ",
    ],
    names: &["memo", "稟議", "通知", "noi bo"],
    cases: &["社内通知\n社内各位\n承認", "INTERNAL MEMO\nTo: All staff\nInternal use"],
};
