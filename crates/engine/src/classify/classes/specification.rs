//! Technical specifications.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Specification,
    titles: &[
        "仕様書",
        "製品仕様書",
        "部品仕様書",
        "specification",
        "technical specification",
        "product specification",
        "data sheet",
        "bản thông số kỹ thuật",
        "thông số kỹ thuật",
    ],
    words: &[
        "仕様",
        "寸法",
        "公差",
        "材質",
        "定格",
        "適用規格",
        "tolerance",
        "material",
        "rated",
        "dimensions",
        "test method",
        "dung sai",
        "vật liệu",
        "kích thước",
    ],
    names: &["仕様", "spec", "thong so"],
    cases: &[
        "製品仕様書\n寸法 公差 材質",
        "TECHNICAL SPECIFICATION\nDimensions tolerance material",
    ],
};
