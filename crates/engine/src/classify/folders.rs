//! What folders are called that hold papers of one kind: a hint from far, which decides only between classes that
//! the paper itself leaves open.

use super::fold::fold;
use candor_facts::DocClass;
use std::sync::LazyLock;

const FOLDERS: &[(DocClass, &[&str])] = &[
    (
        DocClass::ApplicationForm,
        &[
            "採用",
            "応募",
            "選考",
            "面接",
            "recruiting",
            "recruitment",
            "hiring",
            "applicants",
            "candidates",
            "tuyển dụng",
            "ứng viên",
        ],
    ),
    (
        DocClass::Payroll,
        &[
            "給与",
            "賞与",
            "給料",
            "賃金",
            "年末調整",
            "住民税",
            "payroll",
            "salary",
            "wages",
            "lương",
            "tiền lương",
        ],
    ),
    (
        DocClass::CustomerList,
        &[
            "顧客",
            "会員",
            "お客様",
            "利用者",
            "入居者",
            "患者",
            "生徒",
            "通販",
            "crm",
            "customers",
            "members",
            "customer care",
            "guests",
            "patients",
            "residents",
            "khách hàng",
            "cskh",
            "bệnh án",
            "cư dân",
            "hội viên",
        ],
    ),
    (
        DocClass::ContactList,
        &[
            "取引先",
            "仕入先",
            "名刺",
            "協力会社",
            "suppliers",
            "vendors",
            "partners",
            "contacts",
            "đối tác",
            "nhà cung cấp",
            "danh bạ",
        ],
    ),
    (DocClass::PersonnelList, STAFF),
    (
        DocClass::PersonnelList,
        &[
            "健診",
            "入社",
            "外国人雇用",
            "研修",
            "staff",
            "people",
            "benefits",
            "training",
            "travel",
            "fleet",
            "công đoàn",
            "đào tạo",
        ],
    ),
];

static FOLDED: LazyLock<Vec<(DocClass, Vec<String>)>> = LazyLock::new(|| {
    let folded = |hints: &[&str]| hints.iter().map(|hint| fold(hint)).collect();
    FOLDERS.iter().map(|(class, hints)| (*class, folded(hints))).collect()
});

/// The class that the nearest telling folder, or the file's own name, hints at.
pub fn hinted(name: &str) -> Option<DocClass> {
    name.rsplit('/').find_map(|part| told(&spelt(part)))
}

fn spelt(part: &str) -> String {
    fold(part).replace(['_', '-', '.'], " ")
}

fn told(part: &str) -> Option<DocClass> {
    let tells = |hint: &String| is_word(part, hint);
    FOLDED.iter().find(|(_, hints)| hints.iter().any(tells)).map(|(class, _)| *class)
}

/// Folders that hold papers on a house's own people and on nobody else.
const STAFF: &[&str] = &[
    "人事",
    "総務人事",
    "労務",
    "人財",
    "社員",
    "従業員",
    "社保",
    "hr",
    "hris",
    "human resources",
    "personnel",
    "employees",
    "nhân sự",
    "hcns",
    "tccb",
];

static STAFF_FOLDED: LazyLock<Vec<String>> =
    LazyLock::new(|| STAFF.iter().map(|word| fold(word)).collect());

/// Whether the nearest telling folder above a file holds papers on staff.
pub fn is_of_staff(name: &str) -> bool {
    let folders = name.rsplit('/').skip(1).map(spelt);
    let nearest = folders.into_iter().find_map(|part| Some((told(&part)?, part)));
    nearest.is_some_and(|(class, part)| match class {
        DocClass::Payroll => true,
        DocClass::PersonnelList => STAFF_FOLDED.iter().any(|word| is_word(&part, word)),
        _ => false,
    })
}

fn is_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| super::stands_alone(text, at, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_telling_folder_counts() {
        assert_eq!(hinted("04_人事/採用2024/a.csv"), Some(DocClass::ApplicationForm));
        assert_eq!(hinted("HCNS/02_Luong/T5.csv"), Some(DocClass::Payroll));
        assert_eq!(hinted("HR/Benefits/flat.csv"), Some(DocClass::PersonnelList));
        assert_eq!(hinted("Threads/export/a.csv"), None);
        for own in ["04_人事/old/a.csv", "HR/a.csv", "HCNS/02_Luong/a.csv"] {
            assert!(is_of_staff(own), "{own}");
        }
        for other in ["04_人事/採用2024/a.csv", "HR/Travel/hotels.csv", "a/hr.csv", "営業/a.csv"]
        {
            assert!(!is_of_staff(other), "{other}");
        }
    }
}
