//! Presentations.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Presentation,
    titles: &[
        "会社説明",
        "会社紹介",
        "company profile",
        "company presentation",
        "giới thiệu công ty",
    ],
    words: &["slide", "agenda", "スライド", "目次"],
    names: &["プレゼン", "presentation", "slides"],
    cases: &["会社紹介\n目次\nスライド"],
};
