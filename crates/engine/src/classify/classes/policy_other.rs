//! Other policies and rules.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::PolicyOther,
    titles: &[
        "規程",
        "規則",
        "就業規則",
        "方針",
        "行動規範",
        "個人情報保護方針",
        "取扱規程",
        "policy",
        "code of conduct",
        "guidelines",
        "regulation",
        "quy định",
        "quy chế",
        "nội quy",
        "chính sách",
    ],
    words: &[
        "目的",
        "適用範囲",
        "附則",
        "遵守",
        "施行",
        "purpose",
        "scope",
        "compliance",
        "shall comply",
        "effective date",
        "mục đích",
        "phạm vi áp dụng",
        "hiệu lực",
    ],
    names: &["規程", "規則", "policy", "quy dinh", "quy che"],
    cases: &["就業規則\n目的 適用範囲 附則", "CODE OF CONDUCT\nPurpose\nScope\nCompliance"],
};
