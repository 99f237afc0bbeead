//! Job titles and departments beside a name, as signatures, business cards, minutes and letters have
//! them. They tell something only of the person they stand with.

use super::{Checked, Detector};
use candor_facts::Field;

pub const TITLE: Detector = Detector {
    name: "job_title",
    field: Field::JobTitle,
    scheme: None,
    pattern: r"((?:代表取締役(?:社長|会長|専務)?|取締役(?:社長|副社長|会長)?|執行役員|専務|常務|監査役|本部長|事業部長|支社長|支店長|所長|工場長|部長代理|副部長|部長|次長|課長代理|課長補佐|課長|係長|主任|主査|主幹|班長|室長|店長|チーフ|リーダー|マネージャー|チームリーダー|グループ長|顧問|相談役|理事長|理事|秘書|参事)(?:補佐|代理)?|(?:(?:Senior|Junior|Deputy|Assistant|Associate|Chief|General|Regional|Plant|Sales|Account|Project|Product|Quality|HR|Human Resources|Purchasing|Procurement|Operations|Production|Export|Import|Logistics|Warehouse|Marketing|Finance|Financial|IT|Technical|Software|Design|Mechanical|Process|Customer|Key|Business|Executive|Managing|Vice|Team|Shift|Line|Legal|Compliance|Safety|Maintenance|Office|Store|Branch|Sr\.?|Jr\.?|Asst\.?|Inside|Outside|Field|Service|Customer Service|Second Shift|Controls|Quality Control|QC|QA|Lab|Warehouse|Whse) ){0,3}(?:Manager|Mgr|Supv|Supvr|Coord|Engr|Inspector|Operator|Mechanic|Electrician|Welder|Machinist|Receptionist|Bookkeeper|Clerk|Nurse|Trainer|Auditor|Inspector|Director|President|Engineer|Supervisor|Coordinator|Specialist|Analyst|Officer|Executive|Accountant|Buyer|Planner|Technician|Consultant|Representative|Administrator|Controller|Treasurer|Secretary|Foreman|Counsel|Lead)(?-u:\b)(?: of [A-Z][a-z]+)?|VP(?: [A-Z][a-z]+)?|CEO|CFO|COO|CTO|(?:Phó |Q\. ?)?(?:Tổng giám đốc|Giám đốc(?: nhà máy| kinh doanh| điều hành| tài chính)?|Trưởng phòng(?: [\p{Ll}]+){0,2}|Trưởng bộ phận|Trưởng ca|Tổ trưởng|Tổ phó|Quản đốc|Kế toán trưởng|Kế toán viên|Kỹ sư(?: trưởng)?|Chuyên viên|Nhân viên (?:kinh doanh|mua hàng|kế toán|kho|hành chính|nhân sự|kỹ thuật|QA|QC|bán hàng)|Trợ lý|Thư ký|Phó phòng|Trưởng nhóm|Chuyền trưởng|Ca trưởng|Phó giám đốc|Điều dưỡng(?: trưởng)?|Phiên dịch|Chủ tịch(?: HĐQT)?|Thủ kho))",
    check: check_words,
    context: &[],
    context_required: false,
    positives: &[
        ("代表取締役　二階堂　勇樹", "代表取締役"),
        ("Plant Manager, Treasury", "Plant Manager"),
        ("Tô Trọng Toàn - Kế toán trưởng", "Kế toán trưởng"),
    ],
    near_misses: &["management of parts", "部品一覧", "giám sát"],
};

pub const DEPARTMENT: Detector = Detector {
    name: "department",
    field: Field::Department,
    scheme: None,
    pattern: r"(?:^|[ 　\t:：・／/（(、,|])((?:[\p{Han}\p{Katakana}ー]{1,8}(?:本部|事業部|工場|支社|支店) ?)?[\p{Han}\p{Katakana}ーA-Z]{1,10}(?:部|課|室|グループ|チーム|センター|事業部|開発部))(?:$|[ 　\t,、／/）)・])|(?:^|[^\p{L}])((?:Phòng|Bộ phận|Tổ|Xưởng|Ban) (?:[\p{Lu}][\p{L}/]*|QA/QC|QA|QC|IT)(?: [\p{L}/\-]+){0,5}|(?:Human Resources|Quality Assurance|Quality Control|Customer Service|Customer Support|Information Technology|Research and Development|Supply Chain|IT Support|Warehouse Ops|Inside Sales|Accounts Payable|Treasury|Procurement|Purchasing|Accounting|Logistics|Engineering|Production|Maintenance|Marketing|Finance|Legal|Sales|HR|IT)(?: (?:Department|Dept\.?|Division|Team|Group))?)(?:$|[ ]*[,|/()\-–—]|[ ]*$)",
    check: check_words,
    context: &[],
    context_required: false,
    positives: &[
        ("購買グループ　本田　慧", "購買グループ"),
        ("Bà Lê Tấn Toàn - Bộ phận Kho vận", "Bộ phận Kho vận"),
        ("Plant Manager, Treasury", "Treasury"),
    ],
    near_misses: &["全部", "一部", "sales of parts rose"],
};

fn check_words(text: &str) -> Option<Checked> {
    const NONE: &[&str] = &[
        "全部",
        "一部",
        "内部",
        "外部",
        "上部",
        "下部",
        "本部",
        "各部",
        "細部",
        "課",
        "部",
        "室",
        "会議室",
    ];
    let normalized = crate::normal::squeeze(text);
    let fits = normalized.chars().count() >= 2 && !NONE.contains(&normalized.as_str());
    fits.then_some(Checked { normalized, confidence: 0.65, validator: None })
}
