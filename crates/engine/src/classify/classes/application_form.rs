//! Application forms, mostly for work.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::ApplicationForm,
    titles: &[
        "応募書類",
        "応募用紙",
        "エントリーシート",
        "応募者一覧",
        "応募者名簿",
        "採用応募",
        "申込書",
        "application form",
        "job application",
        "applicant list",
        "application for employment",
        "đơn xin việc",
        "đơn ứng tuyển",
        "danh sách ứng viên",
    ],
    words: &[
        "応募職種",
        "応募日",
        "希望職種",
        "選考状況",
        "面接日",
        "選考結果",
        "position applied",
        "application date",
        "desired position",
        "interview date",
        "available start",
        "vị trí ứng tuyển",
        "ngày ứng tuyển",
        "ngày phỏng vấn",
    ],
    names: &["応募", "採用", "エントリー", "applicant", "application", "ung vien", "ung tuyen"],
    cases: &[
        "エントリーシート\n応募職種\n応募日",
        "JOB APPLICATION\nPosition applied for\nDesired position",
    ],
};
