//! Staff numbers that the text itself calls so.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "employee_id",
    field: Field::EmployeeId,
    scheme: None,
    pattern: r"(?i)(?:社員番号|社員no\.?|社員コード|社員id|従業員番号|職員番号|社番|employee (?:id|no\.?|number|code)|emp(?:loyee)?\.? ?(?:id|no\.?|#)|staff (?:id|no\.?|number)|payroll (?:no\.?|number|id)|badge (?:no\.?|#)|clock no\.?|mã (?:số )?(?:nhân viên|nv|cbnv)|ma (?:so )?(?:nhan vien|nv)|msnv|mnv|(?:^|[ ,;])emp=|empid=)[ :#=.：]{0,3}([A-Z]{0,5}-?[0-9]{3,8})(?:$|[^A-Z0-9])",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("使用者 李 暁明（社員番号 A11077）", "A11077"),
        ("mã nhân viên KTV-0934", "KTV-0934"),
        ("GATE3 IN card=0004418820 emp=KTV-0890", "KTV-0890"),
    ],
    near_misses: &["社員番号は別紙", "employee number of 120 staff", "mã nhân viên mới"],
};

fn check(text: &str) -> Option<Checked> {
    // `0000` fills a form.
    let filled = text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0');
    filled.then(|| Checked { normalized: text.to_uppercase(), confidence: 0.8, validator: None })
}
