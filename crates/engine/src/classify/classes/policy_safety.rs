//! Policies on labour safety and hygiene.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::PolicySafety,
    titles: &[
        "安全衛生方針",
        "労働安全衛生方針",
        "安全衛生基準",
        "安全規程",
        "安全衛生管理規程",
        "safety policy",
        "health and safety policy",
        "occupational health and safety policy",
        "chính sách an toàn",
        "chính sách an toàn vệ sinh lao động",
        "quy định an toàn lao động",
    ],
    words: &[
        "労働災害",
        "安全衛生",
        "保護具",
        "リスクアセスメント",
        "危険予知",
        "occupational",
        "hazard",
        "protective equipment",
        "accident",
        "safety committee",
        "an toàn lao động",
        "vệ sinh lao động",
        "bảo hộ lao động",
        "tai nạn lao động",
    ],
    names: &["安全", "safety", "an toan"],
    cases: &[
        "労働安全衛生方針\n労働災害 リスクアセスメント",
        "HEALTH AND SAFETY POLICY\nhazard accident",
    ],
};
