//! Payroll: wages of named persons.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Payroll,
    titles: &[
        "給与明細",
        "給与明細書",
        "賃金台帳",
        "給与一覧",
        "給与支給",
        "payroll",
        "pay slip",
        "payslip",
        "salary list",
        "bảng lương",
        "phiếu lương",
    ],
    words: &[
        "基本給",
        "支給額",
        "差引支給額",
        "控除",
        "口座番号",
        "振込先口座",
        "社会保険",
        "base salary",
        "net pay",
        "gross pay",
        "deductions",
        "bank account",
        "lương cơ bản",
        "thực lĩnh",
        "khấu trừ",
        "số tài khoản",
    ],
    names: &["給与", "賃金", "payroll", "salary", "luong"],
    cases: &["給与明細書\n基本給 差引支給額 控除", "PAYSLIP\nGross pay\nNet pay\nDeductions"],
};
