//! Convictions and proceedings: offence and penalty as disciplinary memos and application forms
//! write them, in Japanese, English and Vietnamese.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "criminal",
    field: Field::Criminal,
    scheme: None,
    pattern: r"((?:(?:昭和|平成|令和)?[0-9元]{1,4}年(?:[0-9]{1,2}月)? ?)?(?:窃盗|傷害|暴行|詐欺|横領|業務上横領|背任|恐喝|強盗|脅迫|器物損壊|住居侵入|名誉毀損|覚醒剤取締法違反|大麻取締法違反|道路交通法違反|過失運転致死?傷|迷惑防止条例違反|不正競争防止法違反|贈賄|収賄|放火|殺人|わいせつ)罪?(?:[（(][^（）()]{1,16}[）)])?(?: ?(?:懲役|禁錮|罰金|科料|拘留|略式命令|執行猶予|起訴猶予|不起訴|逮捕|書類送検)[0-9年月万円]*(?:執行猶予[0-9]+年)?)?|(?:懲役|禁錮)[0-9]+年(?:[0-9]+月)?(?:執行猶予[0-9]+年)?|(?i:(?:convicted of|felony conviction for|conviction for|charged with|pleaded guilty to|arrested for|misdemeanou?r|sentenced for) [a-z][a-z \-]{2,50}(?:[,(] ?[0-9]{4}\)?)?)|(?i:(?:tiền án|tiền sự|án treo|án tích|bị kết án|tội)(?:,? (?:về )?(?:tội )?(?:trộm cắp|cố ý gây thương tích|lừa đảo|tham ô|đánh bạc|gây rối trật tự|nhận hối lộ|đưa hối lộ|tàng trữ trái phép|vi phạm quy định)[\p{L} ]{0,40}(?:[,(] ?(?:năm )?[0-9]{4}\)?)?)))",
    check,
    context: &["賞罰", "前科", "犯罪", "criminal", "conviction", "tiền án", "tiền sự"],
    context_required: false,
    positives: &[
        ("賞罰：平成24年 窃盗罪 罰金30万円", "平成24年 窃盗罪 罰金30万円"),
        ("has been convicted of misdemeanor theft (2014)", "convicted of misdemeanor theft (2014)"),
        ("tiền án về tội trộm cắp tài sản, năm 2015", "tiền án về tội trộm cắp tài sản, năm 2015"),
    ],
    near_misses: &[
        "賞罰なし",
        "Have you ever been convicted of a crime?",
        "No criminal record",
        "詐欺メールにご注意ください",
        "không có tiền án",
    ],
};

/// Warnings of fraud speak of no one's offence: without `罪`, a penalty or a year it is none.
fn check(text: &str) -> Option<Checked> {
    let asked = ["crime", "an offence", "an offense", "any", "felony or", "other than"]
        .iter()
        .any(|word| text.to_lowercase().contains(word));
    if asked {
        return None;
    }
    let japanese = text.chars().any(crate::normal::is_cjk);
    let proceeding = [
        "罪", "懲役", "禁錮", "罰金", "違反", "命令", "猶予", "起訴", "逮捕", "送検", "致傷",
        "致死",
    ];
    let told = !japanese || proceeding.iter().any(|word| text.contains(word));
    told.then(|| Checked {
        normalized: crate::normal::squeeze(text),
        confidence: 0.75,
        validator: Some("list of offences"),
    })
}
