//! Schools and degrees, as CVs and application forms list them.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "education",
    field: Field::Education,
    scheme: None,
    pattern: r"([\p{Han}\p{Katakana}\p{Hiragana}ー]{1,14}(?:大学院|大学|短期大学|高等専門学校|高等学校|高校|専門学校|工業高校|中学校)(?: ?[\p{Han}\p{Katakana}ー]{1,12}(?:学部|研究科|学科|専攻|科|コース)){0,3}|(?:(?:B|M)\.?(?:A|Sc|S|Eng|BA|B\.A)\.?|Ph\.?D\.?|MBA|Bachelor|Master|Associate|Diploma)[\p{L} .,']{0,60}?(?:University|College|Institute|School|Hochschule|Université|Universidad|Academy)(?: of [A-Z][\p{L}]+(?: [A-Z][\p{L}]+)*)?(?:(?: [A-Z][\p{L}]+){0,3})|(?:[A-Z][\p{L}'.]+ ){1,4}(?:University|College|Institute of Technology|Business School|High School|Academy)|University of (?:[A-Z][\p{L}]+ ?){1,4}|(?i:đại học|dai hoc|cao đẳng|cao dang|học viện|hoc vien|trường THPT|truong THPT|trường trung cấp)(?: [\p{Lu}][\p{L}\-]*){1,7}(?:, [\p{Lu}][\p{L}]+(?: [\p{Lu}][\p{L}]+)?)?|(?:ĐH|CĐ|THPT|THCS|TC nghề|Cao đẳng|Trung cấp nghề|trung cấp nghề)(?: (?:[–-] )?(?:[\p{Ll}\p{M}]{2,6} ){0,3}[\p{Lu}][\p{L}\-]*){1,6}(?: (?:tế|hội|học|nghệ|thuật|phạm|dược|chính|sản|hóa|khoa))?)|([\p{Han}\p{Katakana}ー]{2,12}(?:短大|大|高専|高|中|専門))(?:卒|中退|[（(]中退|OB|在学)",
    check,
    context: &["学歴", "卒業", "出身", "education", "degree", "học vấn", "tốt nghiệp", "trình độ"],
    context_required: false,
    positives: &[
        (
            "2024年3月 播磨灘工業大学 工学部 機械システム工学科 卒業",
            "播磨灘工業大学 工学部 機械システム工学科",
        ),
        (
            "B.Sc. Mechanical Engineering, University of Duluth North",
            "B.Sc. Mechanical Engineering, University of Duluth North",
        ),
        ("tốt nghiệp ĐH Kỹ thuật Y Ngũ Hành, cử nhân", "ĐH Kỹ thuật Y Ngũ Hành"),
        ("安塚 882　壬生中卒", "壬生中"),
        ("Trường THPT Trần Phú, Hải Phòng", "Trường THPT Trần Phú, Hải Phòng"),
    ],
    near_misses: &["大学生協", "the college bookstore", "đại học"],
};

fn check(text: &str) -> Option<Checked> {
    let normalized = crate::normal::squeeze(text);
    let fits = (3..=120).contains(&normalized.chars().count());
    fits.then_some(Checked { normalized, confidence: 0.65, validator: None })
}
