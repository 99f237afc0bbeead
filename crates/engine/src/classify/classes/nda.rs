//! Non-disclosure agreements.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Nda,
    titles: &[
        "秘密保持契約書",
        "機密保持契約書",
        "秘密保持に関する覚書",
        "non-disclosure agreement",
        "nondisclosure agreement",
        "confidentiality agreement",
        "thỏa thuận bảo mật",
        "hợp đồng bảo mật",
    ],
    words: &[
        "秘密情報",
        "開示者",
        "受領者",
        "開示当事者",
        "confidential information",
        "disclosing party",
        "receiving party",
        "thông tin mật",
        "bên tiết lộ",
        "bên nhận",
    ],
    names: &["nda", "秘密保持", "機密保持", "bao mat"],
    cases: &[
        "秘密保持契約書\n秘密情報\n開示者\n受領者",
        "NON-DISCLOSURE AGREEMENT\nConfidential Information\nDisclosing Party",
    ],
};
