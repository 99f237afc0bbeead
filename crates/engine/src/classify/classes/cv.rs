//! Curricula vitae.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Cv,
    titles: &[
        "履歴書",
        "職務経歴書",
        "curriculum vitae",
        "resume",
        "résumé",
        "cv",
        "sơ yếu lý lịch",
        "hồ sơ ứng viên",
    ],
    words: &[
        "学歴",
        "職歴",
        "資格",
        "免許",
        "志望動機",
        "自己pr",
        "生年月日",
        "work experience",
        "education",
        "skills",
        "references",
        "career objective",
        "kinh nghiệm làm việc",
        "học vấn",
        "kỹ năng",
        "mục tiêu nghề nghiệp",
    ],
    names: &["履歴書", "経歴", "cv", "resume", "ly lich"],
    cases: &[
        "履歴書\n氏名\n学歴\n職歴\n志望動機",
        "CURRICULUM VITAE\nWork experience\nEducation\nSkills",
    ],
};
