//! Illnesses, injuries and disabilities by their names, in Japanese, English and Vietnamese, as sick
//! notes, accident reports and mails to a superior name them. Names after common usage and the
//! chapter headings of ICD-10.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "medical",
    field: Field::Medical,
    scheme: None,
    pattern: r"((?:[12１２I]+ ?型|慢性|急性|本態性|先天性|左|右|両|腰椎|頸椎|変形性|気管支|重度の?|軽度の?)*[手足膝肩腕腰首指]*(?:糖尿病|高血圧症?|低血圧症?|適応障害|うつ病|鬱病|抑うつ状態|双極性障害|統合失調症|発達障害|不安障害|パニック障害|不眠症|自律神経失調症|椎間板ヘルニア|ヘルニア|喘息|ぜんそく|アトピー性皮膚炎|花粉症|癌|白血病|悪性リンパ腫|脳梗塞|脳出血|くも膜下出血|心筋梗塞|狭心症|不整脈|心房細動|肝炎|肝硬変|胃潰瘍|十二指腸潰瘍|潰瘍性大腸炎|クローン病|腎不全|腎臓病|人工透析|痛風|リウマチ|甲状腺機能[低下亢進]+症?|バセドウ病|貧血|骨折|捻挫|打撲|脱臼|裂傷|熱中症|結核|肺炎|インフルエンザ|新型コロナウイルス感染症|てんかん|メニエール病|緑内障|白内障|難聴|腰痛症|関節症|五十肩|坐骨神経痛|脂質異常症|高脂血症|睡眠時無呼吸症候群|更年期障害|子宮筋腫|子宮内膜症|切迫早産|不妊治療|HIV|アルコール依存症)(?:の疑い)?|(?i:(?:acute|chronic|severe|mild|major|type [12I]+|generali[sz]ed|rheumatoid|congestive|essential|atrial|gastroesophageal|obstructive|pulmonary|coronary|left|right|lumbar|breast|lung|colon|prostate) ){0,3}(?i:diabetes(?: mellitus)?|hypertension|hypothyroidism|hyperthyroidism|asthma|bronchitis|migraines?|arthritis|osteoarthritis|fibrillation|heart failure|kidney disease|reflux disease|pulmonary disease|artery disease|depressive disorder|depression|anxiety disorder|bipolar disorder|ptsd|schizophrenia|epilepsy|pneumonia|tuberculosis|leukemia|lymphoma|cancer|carcinoma|stroke|myocardial infarction|hepatitis [abc]|cirrhosis|(?-u:\b)hiv|crohn's disease|ulcerative colitis|multiple sclerosis|parkinson's disease|herniated disc|disc herniation|carpal tunnel syndrome|sprained (?:wrist|ankle)|fractured? (?:wrist|arm|leg|ankle|rib|hip)|sleep apnea|anemia|burnout|dyslexia|adhd|autism)|(?i:tăng huyết áp|tang huyet ap|cao huyết áp|(?:đái tháo đường|dai thao duong|tiểu đường|tieu duong)(?: (?:tuýp|tuyp|type|loại) ?[12])?|viêm gan (?:siêu vi )?[abc]|viem gan [abc]|thoái hóa (?:cột sống|khớp)|thoai hoa (?:cot song|khop)|thoát vị đĩa đệm|thoat vi dia dem|hen (?:suyễn|phế quản)|hen (?:suyen|phe quan)|viêm (?:phổi|phế quản|xoang|dạ dày|khớp|da dị ứng)|viem (?:phoi|phe quan|xoang|da day|khop)|rối loạn (?:lo âu|tiền đình|lipid máu)|roi loan (?:lo au|tien dinh)|trầm cảm|tram cam|lao phổi|lao phoi|ung thư [\p{L}]+|ung thu [a-z]+|suy (?:thận|tim|gan)|suy (?:than|tim|gan)|gãy (?:tay|chân|xương [\p{L}]+)|gout|bệnh gút|sỏi thận|soi than|thiếu máu|thieu mau|động kinh|dong kinh|nhiễm hiv|tai biến mạch máu não|nhồi máu cơ tim))",
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
    near_misses: &[
        "健康診断のご案内",
        "Team Shivaji",
        "heart of the matter",
        "bệnh viện",
        "がんばります",
    ],
};

/// Names of illnesses by how they are built, for those that no list holds.
pub const NAMED: Detector = Detector {
    name: "medical_named",
    field: Field::Medical,
    scheme: None,
    pattern: r"([\p{Han}\p{Katakana}ー]{2,10}(?:症候群|症|炎|癌|腫瘍|血腫|骨折|麻痺|梗塞|心不全|腎不全|肝不全|靭帯損傷|裂傷|挫創)(?:術後)?|(?:パーキンソン|橋本|川崎|腎臓|心臓|糖尿|精神|白血|歯周|肺|手足口|血友|膠原|リウマチ|バージャー|ベーチェット|アルツハイマー|肝臓)(?:型認知症|性認知症|病)|[\p{Han}\p{Katakana}ー]{1,8}アレルギー|(?:療育|精神障害者保健福祉|身体障害者)手帳[0-9A-Z級]{0,3}|(?i:(?:(?:severe|chronic|acute|left|right|mild|bilateral|plantar|ulcerative|allergic|postnatal|seasonal) ){0,2}(?:[a-z]{4,14}(?:itis|pathy)|fibrosis|scoliosis|thrombosis|psychosis|neurosis|endometriosis|cirrhosis|sclerosis|[a-z]{3,12} syndrome|[a-z]{4,14} disorder|fractured? (?:left |right )?(?:[a-z]{3,12} ){0,2}(?:bone|metatarsal|wrist|arm|leg|finger|rib|ankle|hip|skull|elbow|collarbone)))|(?i:(?:viêm|ung thư|rối loạn|u xơ|gãy|dị ứng|suy tim|suy thận|xơ|nhồi máu|thiếu máu|gan nhiễm mỡ|hở van|bong gân|cận thị) (?:[\p{Ll}\p{M}]{2,7})(?: (?:[\p{Ll}\p{M}]{2,7}|[A-C]|mạn)){0,3}))",
    check: check_named,
    context: &[],
    context_required: false,
    positives: &[
        ("硬膜下血腫はなし、騒音性難聴", "硬膜下血腫"),
        ("パーキンソン病のくすり", "パーキンソン病"),
        ("returned with severe tendonitis", "severe tendonitis"),
        ("Tiền sử: viêm gan mạn", "viêm gan mạn"),
    ],
    near_misses: &[
        "病院",
        "通信障害が発生",
        "bệnh viện",
        "dự phòng",
        "an analysis of orders",
        "hợp đồng lao động",
    ],
};

/// Conditions, aids and treatments that remarks mention without the name of an illness.
pub const CONDITION: Detector = Detector {
    name: "medical_condition",
    field: Field::Medical,
    scheme: None,
    pattern: r"((?:心臓)?ペースメーカー?(?:装着|埋込)?|インスリン(?:注射|自己注射|使用)?|妊娠(?:[0-9０-９]{1,2}(?:週|か月|ヶ月|カ月))?中?|切迫流産|流産|つわり|褥瘡|人工透析|透析(?:週[0-9]回)?|人工関節|人工肛門|義足|義手|車椅子(?:使用)?|抗がん剤治療?|放射線治療|胃ろう|要介護[1-5１-５]|要支援[12１２]|障害[1-6１-６]級|聴力(?:低下|所見あり)|色覚異常|色弱|自閉スペクトラム症|認知症|過呼吸|めまい|耳鳴り|服薬中|通院中|食物アレルギー|(?i:(?:cardiac )?pacemaker|insulin(?:[- ]dependent)?|diabetic|dengue(?: fever)?|co?eliac(?: disease)?|emphysema|sickle[- ]cell(?: trait| disease)?|hernia|prosthe(?:sis|tic leg)|coronary bypass|heart bypass|dialysis|chemo(?:therapy)?|high blood pressure|low blood pressure|colou?r[- ]blind(?:ness)?|hearing (?:loss|aid)s?|panic attacks?|viral fever|hay fever|eczema|vertigo|concussion|miscarriage|(?:is |she's |[0-9]+ weeks )pregnant|maternity leave|(?:nut|peanut|latex|shellfish|penicillin|bee|wasp|milk|egg|dairy|gluten) allergy|(?:lumbar|back|muscle|shoulder|knee|ankle|wrist) (?:strain|sprain|injury|surgery)|hairline fracture|(?:bruised|broken|cracked) (?:left |right )?(?:ribs?|arm|leg|wrist|ankle|nose|toe|finger|hip|collarbone)|[0-9]+ stitches|carpal tunnel|hysterectomy|appendectomy|thyroidectomy|mastectomy|knee replacement|hip replacement|heart attack|blood clot|wheelchair(?: user)?|dementia|alzheimer's)|(?i:có bầu|mang (?:thai|bầu)|(?:có )?thai [0-9]{1,2} ?(?:tuần|tháng|w)|sẩy thai|say thai|đặt stent(?: động mạch vành| mạch vành| tim)?|loét bàn chân|khiếm (?:thính|thị)|tự kỷ|bệnh lao|tai biến|sốt xuất huyết|hen suyễn|mổ (?:ruột thừa|tim|mắt|sỏi|đẻ)|phẫu thuật (?:mắt|tim|gối|cột sống)|chạy thận|tiểu đường|gút|mất ngủ|đau (?:lưng|thắt lưng|dạ dày|đầu)(?: mãn tính)?|huyết áp cao|cận thị nặng|nhiễm (?:lao|HIV)|điều trị lao|đi xe lăn|dị ứng (?:hải sản|tôm|thuốc|phấn hoa|sữa|đậu phộng)))(?:$|[^\p{Ll}])",
    check: check_condition,
    context: &[],
    context_required: false,
    positives: &[
        ("本人 ペースメーカー 要注意", "ペースメーカー"),
        ("You have declared coeliac disease, which", "coeliac disease"),
        ("SL (dengue) 5 days", "dengue"),
        ("Hiền có bầu → bố trí việc ngồi", "có bầu"),
    ],
    near_misses: &[
        "通院証明書",
        "surgery opens at nine",
        "stitch length",
        "thai nghén",
        "tim thị trường",
    ],
};

/// A condition without the name of an illness.
pub fn check_condition(text: &str) -> Option<Checked> {
    check(text).map(|checked| Checked {
        confidence: 0.6,
        validator: Some("list of conditions"),
        ..checked
    })
}

fn check_named(text: &str) -> Option<Checked> {
    const NO_ILLNESS: &[&str] =
        &["機能不全", "炎症", "消炎", "損傷", "破損", "物損傷", "防炎", "準不燃"];
    let plain = crate::normal::squeeze(text);
    let thing = NO_ILLNESS.contains(&plain.as_str())
        || plain.ends_with("品損傷")
        || plain.ends_with("荷損傷");
    if thing { None } else { check(text) }
}

fn check(text: &str) -> Option<Checked> {
    let letters = text.chars().count();
    (letters >= 2).then(|| Checked {
        normalized: crate::normal::squeeze(text),
        confidence: 0.7,
        validator: Some("list of illnesses"),
    })
}
