//! Staff numbers that the text itself calls so.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "employee_id",
    field: Field::EmployeeId,
    scheme: None,
    pattern: r"(?i)(?:社員番号|社員no\.?|社員№|社員コード|社員id|従業員番号|従業員no\.?|従業員コード|職員番号|職員コード|社番|個人コード|乗務員(?:コード|番号|id)|スタッフ(?:コード|番号|id)|[(（]受給者番号[)）]|^ *employee ?\.{3,}|employee (?:id|no\.?|number|code|ref\.?|#)|emp(?:loyee)?\.? ?(?:id|no\.?|code|#)|staff (?:id|no\.?|number|code|#)|personnel (?:id|no\.?|number)|payroll (?:no\.?|number|id|ref\.?)|associate id|worker (?:id|no\.?)|badge (?:id|no\.?|number|#)|works (?:no|number)\.?|stf|clock (?:no|number)\.?|(?:^|[ ,;{\x22])driver_id|mã (?:số )?(?:nhân viên|nhân sự|cán bộ|nv|cbnv|cnv|lái xe|tài xế|lx)|ma_?nv|ma (?:so )?(?:nhan vien|nv|cbnv|cnv)|số thẻ (?:nhân viên|nv)|msnv|mnv|(?:^|[ ,;])emp=|empid=)[ :#=.：\x22]{0,4}((?:[A-Z]{1,6}[-./]?)?(?:[0-9]{1,6}[-./])?[A-Z]{0,3}[0-9]{2,8}(?:[-/][0-9A-Z]{1,5})?)(?:$|[^A-Z0-9])|(?i)(?:^ *|[,;(] ?)employee ([A-Z]{1,3}-[0-9]{3,5}|[0-9]{5,6})(?:$|[,.;)])",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("使用者 李 暁明（社員番号 A11077）", "A11077"),
        ("mã nhân viên KTV-0934", "KTV-0934"),
        ("GATE3 IN card=0004418820 emp=KTV-0890", "KTV-0890"),
        ("Payroll no. HQ-2019-0341 for the year", "HQ-2019-0341"),
        ("mã NV: HN.00412", "HN.00412"),
        ("Mr Ormerod (works no. F-2067, Assembly)", "F-2067"),
        ("登録No. 25-0220-3　（就業決定後 スタッフID：TS-2214）", "TS-2214"),
        ("（受給者番号）180059", "180059"),
        ("  Employee......... 004893", "004893"),
        ("conf=0.91 rfid=E28011700000041C driver_id=LX-0143", "LX-0143"),
        ("Mã LX: LX-0219", "LX-0219"),
        ("Employee F-2344, warehouse operative", "F-2344"),
        ("Software Engineer II, employee 12519", "12519"),
        (r#"body=[{"maNV":"TLP00188","soSo":"3114459166"}]"#, "TLP00188"),
    ],
    near_misses: &[
        "社員番号は別紙",
        "employee number of 120 staff",
        "mã nhân viên mới",
        "Employee. 004893 units",
        "受給者番号の欄",
        "公費負担医療の受給者番号：1234567",
        "Training hours per employee ......... 250 hours",
        "(employee no.) 300 people",
        "printer_driver_id=1234",
        "employee 2024 handbook",
        "We pay each employee 30000 yen",
        "cost, employee 15000 hours",
    ],
};

fn check(text: &str) -> Option<Checked> {
    // `0000` fills a form; a date is none.
    let filled = text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0')
        && super::digits(text).len() >= 3
        && super::normalize_date(text).is_none();
    filled.then(|| Checked { normalized: text.to_uppercase(), confidence: 0.8, validator: None })
}
