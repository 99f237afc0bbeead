//! Names of persons that the text addresses: 山田様, Mr. Smith, Ông Nguyễn Văn A.

use super::{Checked, Detector};
use crate::names::{Script, shape, starts_with_family};
use crate::normal::squeeze;
use candor_facts::Field;

pub const DETECTOR_JA: Detector = Detector {
    name: "name_ja",
    field: Field::Name,
    scheme: None,
    pattern: r"([\p{Han}々﨑髙]{1,5}(?:[ ]?[\p{Han}\p{Hiragana}\p{Katakana}々ー]{1,5})?) ?(?:様|さま|さん|殿|氏|先生)",
    check: check_ja,
    context: &[],
    context_required: false,
    positives: &[("拝啓　山田　太郎　様", "山田 太郎"), ("佐々木さんへ", "佐々木")],
    near_misses: &["お客様各位", "皆様へ", "御社担当者様", "仕様書", "営業部様"],
};

pub const DETECTOR_EN: Detector = Detector {
    name: "name_en",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? ([A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z.'\-]*){0,3})|Dear ([A-Z][a-z'\-]+ [A-Z][a-z'\-]+)",
    check: check_latin,
    context: &[],
    context_required: false,
    positives: &[("Dear Mr. John Smith,", "John Smith")],
    near_misses: &["Mr. Sales Team", "Dr. 12", "Dear Customer,"],
};

pub const DETECTOR_VI: Detector = Detector {
    name: "name_vi",
    field: Field::Name,
    scheme: None,
    pattern: r"(?:Ông|Bà|Anh|Chị|ông|bà|anh|chị)(?:/(?:Bà|bà))?:? ((?:\p{Lu}[\p{Ll}\p{M}]+)(?: \p{Lu}[\p{Ll}\p{M}]+){1,4})",
    check: check_latin,
    context: &[],
    context_required: false,
    positives: &[("Kính gửi: Ông Nguyễn Văn Đức, Giám đốc", "Nguyễn Văn Đức")],
    near_misses: &["Bà Rịa - Vũng Tàu", "ông chủ"],
};

fn check_ja(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let family = starts_with_family(&name)?;
    let judged = shape(&name).filter(|judged| judged.script == Script::Japanese)?;
    let letters = name.chars().filter(|c| *c != ' ').count();
    let confidence = if letters > family { judged.plausible.max(0.85) } else { 0.6 };
    Some(Checked { normalized: name, confidence, validator: Some("family name list") })
}

fn check_latin(text: &str) -> Option<Checked> {
    let name = squeeze(text);
    let judged = shape(&name)?;
    let confident = judged.full && (judged.plausible >= 0.4);
    confident.then(|| Checked {
        normalized: name,
        confidence: judged.plausible.max(0.7),
        validator: None,
    })
}
