//! Illnesses, injuries and disabilities by their names, in Japanese, English and Vietnamese, as sick
//! notes, accident reports and mails to a superior name them. Names after common usage and the
//! chapter headings of ICD-10.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "medical",
    field: Field::Medical,
    scheme: None,
    pattern: r"((?:[12１２I]+ ?型|慢性|急性|本態性|先天性|左|右|両|腰椎|頸椎|変形性|気管支|重度の?|軽度の?)*[手足膝肩腕腰首指]*(?:糖尿病|高血圧症?|低血圧症?|適応障害|うつ病|鬱病|抑うつ状態|双極性障害|統合失調症|発達障害|不安障害|パニック障害|不眠症|自律神経失調症|椎間板ヘルニア|ヘルニア|喘息|ぜんそく|アトピー性皮膚炎|花粉症|癌|白血病|悪性リンパ腫|脳梗塞|脳出血|くも膜下出血|心筋梗塞|狭心症|不整脈|心房細動|肝炎|肝硬変|胃潰瘍|十二指腸潰瘍|潰瘍性大腸炎|クローン病|腎不全|腎臓病|人工透析|痛風|リウマチ|甲状腺機能[低下亢進]+症?|バセドウ病|貧血|骨折|捻挫|打撲|脱臼|裂傷|熱中症|結核|肺炎|インフルエンザ|新型コロナウイルス感染症|てんかん|メニエール病|緑内障|白内障|難聴|腰痛症|関節症|五十肩|坐骨神経痛|脂質異常症|高脂血症|睡眠時無呼吸症候群|更年期障害|子宮筋腫|子宮内膜症|切迫早産|不妊治療|HIV|アルコール依存症)(?:の疑い)?|(?i:(?:acute|chronic|severe|mild|major|type [12I]+|generali[sz]ed|rheumatoid|congestive|essential|atrial|gastroesophageal|obstructive|pulmonary|coronary|left|right|lumbar|breast|lung|colon|prostate) ){0,3}(?i:diabetes(?: mellitus)?|hypertension|hypothyroidism|hyperthyroidism|asthma|bronchitis|migraines?|arthritis|osteoarthritis|fibrillation|heart failure|kidney disease|reflux disease|pulmonary disease|artery disease|depressive disorder|depression|anxiety disorder|bipolar disorder|ptsd|schizophrenia|epilepsy|pneumonia|tuberculosis|leukemia|lymphoma|cancer|carcinoma|stroke|myocardial infarction|hepatitis [abc]|cirrhosis|hiv|crohn's disease|ulcerative colitis|multiple sclerosis|parkinson's disease|herniated disc|disc herniation|carpal tunnel syndrome|sprained (?:wrist|ankle)|fractured? (?:wrist|arm|leg|ankle|rib|hip)|sleep apnea|anemia|burnout|dyslexia|adhd|autism)|(?i:tăng huyết áp|tang huyet ap|cao huyết áp|(?:đái tháo đường|dai thao duong|tiểu đường|tieu duong)(?: (?:tuýp|tuyp|type|loại) ?[12])?|viêm gan (?:siêu vi )?[abc]|viem gan [abc]|thoái hóa (?:cột sống|khớp)|thoai hoa (?:cot song|khop)|thoát vị đĩa đệm|thoat vi dia dem|hen (?:suyễn|phế quản)|hen (?:suyen|phe quan)|viêm (?:phổi|phế quản|xoang|dạ dày|khớp|da dị ứng)|viem (?:phoi|phe quan|xoang|da day|khop)|rối loạn (?:lo âu|tiền đình|lipid máu)|roi loan (?:lo au|tien dinh)|trầm cảm|tram cam|lao phổi|lao phoi|ung thư [\p{L}]+|ung thu [a-z]+|suy (?:thận|tim|gan)|suy (?:than|tim|gan)|gãy (?:tay|chân|xương [\p{L}]+)|gout|bệnh gút|sỏi thận|soi than|thiếu máu|thieu mau|động kinh|dong kinh|nhiễm hiv|tai biến mạch máu não|nhồi máu cơ tim))",
    check,
    context: &[
        "診断",
        "病名",
        "既往",
        "治療",
        "通院",
        "入院",
        "休職",
        "欠勤",
        "持病",
        "diagnos",
        "suffer",
        "sick",
        "medical",
        "leave",
        "patient",
        "chẩn đoán",
        "bệnh",
        "điều trị",
        "nghỉ ốm",
    ],
    context_required: false,
    positives: &[
        ("主治医より適応障害と診断されました", "適応障害"),
        ("Diagnosis: Type 2 Diabetes Mellitus", "Type 2 Diabetes Mellitus"),
        ("Bệnh lý nền: tăng huyết áp", "tăng huyết áp"),
        ("右手首捻挫のため休業", "右手首捻挫"),
    ],
    near_misses: &["健康診断のご案内", "heart of the matter", "bệnh viện", "がんばります"],
};

fn check(text: &str) -> Option<Checked> {
    let letters = text.chars().count();
    (letters >= 2).then(|| Checked {
        normalized: crate::normal::squeeze(text),
        confidence: 0.7,
        validator: Some("list of illnesses"),
    })
}
