//! Policies on green procurement.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::PolicyGreenProcurement,
    titles: &[
        "グリーン調達基準",
        "グリーン調達ガイドライン",
        "グリーン調達方針",
        "green procurement",
        "green procurement guideline",
        "green procurement policy",
        "mua sắm xanh",
        "chính sách mua sắm xanh",
        "hướng dẫn mua sắm xanh",
    ],
    words: &[
        "環境負荷",
        "有害物質",
        "含有化学物質",
        "rohs",
        "reach",
        "禁止物質",
        "環境管理物質",
        "hazardous substances",
        "environmental management",
        "chất cấm",
        "chất độc hại",
        "môi trường",
    ],
    names: &["グリーン調達", "green", "mua sam xanh"],
    cases: &[
        "グリーン調達基準\n有害物質 RoHS",
        "GREEN PROCUREMENT GUIDELINE\nRoHS REACH hazardous substances",
    ],
};
