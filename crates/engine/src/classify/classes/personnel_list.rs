//! Lists of staff.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::PersonnelList,
    titles: &["社員名簿", "従業員名簿", "人事台帳", "社員一覧", "退職者一覧", "退職者名簿", "employee list", "employee roster", "staff list", "personnel list", "former employees", "danh sách nhân viên", "danh sách nhân sự", "danh sách nhân viên nghỉ việc"],
    words: &["社員番号", "従業員番号", "入社日", "入社年月日", "所属", "役職", "退職日", "退職年月日", "雇用形態", "employee id", "employee no", "hire date", "department", "job title", "termination date", "mã nhân viên", "ngày vào làm", "phòng ban", "chức vụ", "ngày nghỉ việc"],
    names: &["社員", "名簿", "人事", "employee", "staff", "personnel", "nhan vien", "nhan su", "退職"],
    cases: &["社員名簿\n社員番号\t氏名\t所属\t入社日", "Employee ID,Name,Department,Hire Date,Job Title"],
};
