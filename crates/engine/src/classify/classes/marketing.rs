//! Marketing material.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Marketing,
    titles: &[
        "カタログ",
        "製品カタログ",
        "チラシ",
        "キャンペーン",
        "ニュースリリース",
        "プレスリリース",
        "catalog",
        "brochure",
        "press release",
        "newsletter",
        "catalogue",
        "quảng cáo",
        "tờ rơi",
        "thông cáo báo chí",
        "khuyến mãi",
    ],
    words: &[
        "新発売",
        "特長",
        "おすすめ",
        "期間限定",
        "ラインナップ",
        "new product",
        "features",
        "campaign",
        "special offer",
        "for immediate release",
        "sản phẩm mới",
        "ưu đãi",
        "tính năng",
    ],
    names: &["カタログ", "チラシ", "catalog", "brochure", "press", "quang cao"],
    cases: &[
        "製品カタログ\n新発売 特長 ラインナップ",
        "PRESS RELEASE\nFor immediate release\nNew product features",
    ],
};
