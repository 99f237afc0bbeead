//! What examinations find, medicines, and conditions that have no disease's name: measurements behind their
//! usual abbreviations, generic names by their stems (WHO), everyday words for states of health.

use super::Detector;
use super::medical::check_condition;
use candor_facts::Field;

/// `血圧 162/98`, `BP 150/95`, `HbA1c 6.3`, `HA 125/80`.
pub const MEASURED: Detector = Detector {
    name: "health_measured",
    field: Field::Medical,
    scheme: None,
    pattern: r"(?:血圧|(?-u:\b)BP|(?-u:\b)HA|(?:H|h)uyết áp)[ :：=]{0,3}(1[0-9]{2}/[0-9]{2,3}|[89][0-9]/[4-9][0-9])|((?-u:\b)(?:HbA1c|LDL|HDL|γ-?GTP?|GGT|BMI|AST|ALT|eGFR|TSH|PSA|Glucose|Acid uric|HBsAg)[ :：=]{0,3}(?:[0-9]{1,3}(?:\.[0-9]{1,2})?|\(?[+＋-]\)?|dương tính|陽性))(?:$|[^0-9.])",
    check: check_condition,
    context: &[],
    context_required: false,
    positives: &[
        ("血圧 162/98 LDL", "162/98"),
        ("M 92, HA 125/80, ran nổ", "125/80"),
        ("要再検 HbA1c 6.9 とのこと", "HbA1c 6.9"),
        ("Xét nghiệm: GGT 148; mỡ máu", "GGT 148"),
    ],
    near_misses: &["HA 12/2024", "BP plc", "BMI を測る", "AST-200 sensor"],
};

/// Medicines by the stem of their generic names, and states of health in everyday words.
pub const STATE: Detector = Detector {
    name: "health_state",
    field: Field::Medical,
    scheme: None,
    pattern: r"(?-u:\b)((?i:amoxicillin|warfarin|metformin|levothyroxine|methotrexate|prednisolone|tamoxifen|lithium carbonate|ritalin|naloxone|[a-z]{4,10}(?:cillin|statin|prazole|sartan|dipine|floxacin|triptan|gliptin|mycin|azepam|oxetine))|(?i:kidney stones?|gall ?stones?|renal colic|h(?:a)?emophilia(?: [ab])?|hypertensive|(?:acl|meniscus|rotator cuff|ligament) (?:tear|rupture)|torn (?:acl|meniscus|ligament|rotator cuff)|slipped (?:a )?disc|chest infection|urinary (?:tract )?infection|dysphagia|cataracts?|glaucoma|shingles|sciatica|gout|lupus|psoriasis|tinnitus|an(?:a)?emic|asthmatic|epileptic|bipolar|[0-9]{1,2} ?(?:wks|weeks) pregnant|on maternity|post-?natal depression|(?:first|second|third|1st|2nd|3rd)[- ]degree burns?|(?:new|replacement) (?:hip|knee)|(?:left|right|both) (?:eye|ear|hand|foot|leg|arm) (?:amputated|blind|deaf)|amputated (?:finger|leg|arm|toe)|severed (?:finger|thumb)|lost (?:a |the tip of (?:his|her) )?finger|stammers?|stutters?|tested positive(?: for [a-z-]{3,12})?|positive for (?:cannabis|covid|hiv|cocaine|opiates)|in remission|terminally ill|(?:shrimp|seafood|fish|peanut|nut|egg|soya?|sesame|pollen|dust|cat|dog) allergy|allergic to [a-z]{3,12}|grazed (?:knee|elbow|hand)|ptb|copd|ckd))(?:$|[^\p{L}])|(嚥下(?:困難|障害)|低体温症|経管栄養|ヘリコバクター・?(?:ピロリ)?(?:菌)?陽性|睡眠時無呼吸|アブレーション|CPAP|じん肺|腰部脊柱管狭窄症?|手術歴あり|リハビリ中|労作性?狭心症|抑うつ|パニック発作|高尿酸血症|脂肪肝|ポリープ|胃がん|肺がん|乳がん|大腸がん|前立腺がん|子宮頸がん|半身麻痺|片麻痺|失語症?|弱視|色覚特性|人工股関節|在宅酸素|インスリン)|(?i:(ho ra máu|hạ đường huyết|đường huyết cao|mù màu|nghe kém|lãng tai|điếc nghề nghiệp|cận (?:thị )?-?[0-9](?:[.,][0-9]{1,2})? ?(?:độ|D)|viễn thị|loạn thị|sảy thai|ốm nghén|nghén|có thai|mang bầu|bầu [0-9] tháng|polyp (?:đại tràng|dạ dày)|polyp dai trang|u (?:tuyến giáp|xơ tử cung|nang|máu|phổi|não)|suy nhược|liệt (?:nửa người|tay|chân)|bỏng độ [I1-4]+|mất (?:đốt|ngón)[\p{L} ]{0,16}|mo (?:ruot thua|tim|mat|soi|de|goi)|đau (?:cột sống|khớp|dạ dày|vai gáy|bụng)|HBsAg|viêm loét|trào ngược|rối loạn tiêu hóa|thương tật [0-9]{1,2}%|suy giảm khả năng lao động|động thai|sốt (?:rét|cao|[0-9]{2} độ)|HIV (?:âm|dương) tính|âm tính với [\p{L}0-9-]{2,12}|dương tính(?: với [\p{L}0-9-]{2,12})?))(?:$|[^\p{L}])",
    check: check_condition,
    context: &[],
    context_required: false,
    positives: &[
        ("Bruise on shin, on warfarin, map done", "warfarin"),
        ("day 3 of 7 amoxicillin", "amoxicillin"),
        ("light duties, 29 wks pregnant", "29 wks pregnant"),
        ("嚥下困難のためムースに", "嚥下困難"),
        ("Đeo kính, cận 4 độ", "cận 4 độ"),
        ("tôi nghỉ vì hạ đường huyết", "hạ đường huyết"),
    ],
    near_misses: &["instatin", "a director of Austin", "cận kề 4 độ", "項目を要精査", "mổ xẻ"],
};
