//! What a paper as a whole says of the people in it: a letter that applies for a post, a contract that employs,
//! a list that lies among the papers on staff.

use super::fold::fold;
use super::folders::is_of_staff;
use crate::link::Linked;
use candor_facts::{DocClass, Document, Field, Record};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Hint of those who apply in a letter; the house's own people who read it do not.
pub const APPLIES_HINT: &str = "applies";
/// Hint of those in a form that only the house's own people fill in.
pub const STAFF_FORM_HINT: &str = "staff_form";
/// Hint of those in a form that only customers fill in.
pub const CUSTOMER_FORM_HINT: &str = "customer_form";
/// Hint of those in a paper of a folder of papers on staff.
pub const STAFF_FOLDER_HINT: &str = "staff_folder";
/// Hint of those beside whom a company of the group stands.
pub const OWN_FIRM_HINT: &str = "own_firm";
/// Hint of those who have a number as staff.
pub const STAFF_NUMBER_HINT: &str = "staff_number";
/// Hint of those whom the house employs.
pub const EMPLOYEE_HINT: &str = "employee";

/// Hint of those who received the house's people elsewhere.
const HOST_HINT: &str = "business_contact";
/// Titles of reports of a journey.
const JOURNEYS: &[&str] = &[
    "出張報告",
    "訪問報告",
    "客先訪問",
    "trip report",
    "trip notes",
    "travel report",
    "visit report",
    "báo cáo công tác",
    "báo cáo đi công tác",
    "báo cáo chuyến công tác",
];
/// What stands before the names of hosts there.
const HOSTS: &[&str] = &[
    "先方",
    "面談相手",
    "応対者",
    "i met",
    "we met",
    "hosted by",
    "tiếp đoàn",
    "đón đoàn",
    "tiếp chúng tôi",
    "làm việc với ông",
    "làm việc với bà",
];
/// What stands before the names of the house's own people.
const GUESTS: &[&str] =
    &["当方", "弊社", "当社", "同行", "報告者", "our side", "phía chúng tôi", "người báo cáo"];
/// Characters of a line before a name in which such words may stand.
const BEFORE_CHARACTERS: usize = 100;

/// Characters of a letter that are looked at.
const LETTER_CHARACTERS: usize = 3_000;
/// Characters of a title line.
const TITLE_LINE: usize = 40;
/// Characters of a form that hold its title.
const FORM_TITLE_CHARACTERS: usize = 150;
/// Characters of a contract that hold its title.
const TITLE_CHARACTERS: usize = 300;

const APPLIES: &[&str] = &[
    "応募いたし",
    "応募させて",
    "応募します",
    "応募書類",
    "履歴書を添付",
    "履歴書をお送り",
    "求人に応募",
    "貴社を志望",
    "i am applying",
    "i wish to apply",
    "i would like to apply",
    "i am writing to apply",
    "apply for the position",
    "apply for the post",
    "apply for the role",
    "application for the position",
    "application for the post",
    "my cv is attached",
    "attached my cv",
    "attached is my cv",
    "my resume is attached",
    "attached my resume",
    "attached is my resume",
    "xin ứng tuyển",
    "muốn được ứng tuyển",
    "mong muốn ứng tuyển",
    "được ứng tuyển vào",
    "ứng tuyển vị trí",
    "nộp hồ sơ ứng tuyển",
    "gửi cv ứng tuyển",
    "cv của tôi được đính kèm",
    "cv của em được đính kèm",
];

const EMPLOYS: &[&str] = &[
    "労働条件通知書",
    "労働契約書",
    "雇用契約書",
    "雇用条件書",
    "雇入通知書",
    "contract of employment",
    "employment contract",
    "employment agreement",
    "statement of main terms of employment",
    "offer of employment",
    "hợp đồng lao động",
    "hợp đồng thử việc",
    "thư mời nhận việc",
];

/// Titles of forms that the house's own people fill in.
const STAFF_FORMS: &[&str] = &[
    "通勤届",
    "通勤許可",
    "通勤経路",
    "通勤手当申請",
    "通勤手当支給申請",
    "通勤手当届",
    "住宅手当申請",
    "住宅手当支給申請",
    "住宅手当届",
    "家族手当申請",
    "家族手当支給申請",
    "家族手当届",
    "休暇届",
    "休暇申請",
    "休暇願",
    "有給休暇取得",
    "有給休暇申請",
    "有給休暇届",
    "休職届",
    "休職願",
    "休職申請",
    "欠勤届",
    "遅刻届",
    "早退届",
    "遅刻・早退",
    "残業申請",
    "時間外勤務",
    "出張申請",
    "経費精算",
    "旅費精算",
    "仮払",
    "身上変更",
    "身上異動",
    "扶養控除",
    "扶養異動",
    "慶弔",
    "育児休業",
    "介護休業",
    "退職届",
    "退職願",
    "給与振込",
    "社員証",
    "入退室カード",
    "leave request",
    "leave application",
    "time off request",
    "vacation request",
    "expense claim",
    "expense report",
    "travel request",
    "overtime request",
    "direct deposit",
    "commuter benefit",
    "commuting allowance",
    "benefits enrollment",
    "benefits enrolment",
    "staff id",
    "employee badge",
    "letter of resignation",
    "đơn xin nghỉ",
    "đơn xin thôi việc",
    "giấy đề nghị tạm ứng",
    "đề nghị thanh toán công tác",
    "đăng ký làm thêm",
    "đăng ký gửi xe",
    "đăng ký người phụ thuộc",
];

/// Titles of forms that customers fill in.
const CUSTOMER_FORMS: &[&str] = &[
    "会員登録",
    "入会申込",
    "会員申込",
    "ユーザー登録",
    "保証登録",
    "修理申込",
    "修理依頼",
    "利用申込",
    "資料請求",
    "来店予約",
    "membership application",
    "membership form",
    "warranty registration",
    "product registration",
    "customer registration",
    "repair request",
    "loyalty program",
    "loyalty card application",
    "đăng ký thành viên",
    "đăng ký hội viên",
    "đăng ký bảo hành",
    "phiếu bảo hành",
    "phiếu sửa chữa",
];

/// Words of papers of a class, how much of the paper is looked at, and the hint that they give.
type Words = (DocClass, &'static [&'static str], usize, &'static str);
const WORDS: &[Words] = &[
    (DocClass::Email, APPLIES, LETTER_CHARACTERS, APPLIES_HINT),
    (DocClass::Contract, EMPLOYS, TITLE_CHARACTERS, EMPLOYEE_HINT),
    (DocClass::ApplicationForm, STAFF_FORMS, FORM_TITLE_CHARACTERS, STAFF_FORM_HINT),
    (DocClass::ApplicationForm, CUSTOMER_FORMS, FORM_TITLE_CHARACTERS, CUSTOMER_FORM_HINT),
];

static FOLDED: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let folded = |words: &[&str]| words.iter().map(|word| fold(word)).collect();
    WORDS.iter().map(|(_, words, ..)| folded(words)).collect()
});

/// What a paper as a whole shows of the people in it.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    everyone: Vec<&'static str>,
    /// Of whom it is: the first of whom more is told than a name.
    holder: Vec<&'static str>,
}

impl Shown {
    /// By what it says, and by the folder that it lies in.
    pub fn of(document: &Document, class: DocClass, name: &str) -> Self {
        let mut shown = Self::default();
        if let Some(hint) = of(document, class) {
            let form = class == DocClass::ApplicationForm;
            if form { &mut shown.holder } else { &mut shown.everyone }.push(hint);
        }
        if is_of_staff(name) {
            // A mother stands on somebody's certificate as well.
            let one = class == DocClass::IdCopy;
            if one { &mut shown.holder } else { &mut shown.everyone }.push(STAFF_FOLDER_HINT);
        }
        shown
    }

    /// What holds in the slices that follow: the holder stood in the first.
    #[must_use]
    pub fn further(&self) -> Self {
        Self { everyone: self.everyone.clone(), holder: Vec::new() }
    }
}

/// Gives the records of a paper the hints that it shows, and to those who have a number as staff theirs.
pub fn mark(shown: &Shown, linked: &mut Linked) {
    let Linked { findings, records } = linked;
    let told = findings.iter().filter(|finding| finding.field != Field::Name);
    let told: BTreeSet<u32> = told.filter_map(|finding| finding.record).collect();
    for (at, record) in (0_u32..).zip(records.iter_mut()) {
        let fits = |known: &&&str| **known != STAFF_FOLDER_HINT || told.contains(&at);
        shown.everyone.iter().filter(fits).for_each(|known| hint(record, known));
        if told.first() == Some(&at) {
            shown.holder.iter().for_each(|known| hint(record, known));
        }
    }
    for finding in findings.iter().filter(|finding| finding.field == Field::EmployeeId) {
        let record = finding.record.and_then(|at| records.get_mut(at as usize));
        record.into_iter().for_each(|record| hint(record, STAFF_NUMBER_HINT));
    }
}

/// Gives a record a hint that it has not yet.
pub fn hint(record: &mut Record, hint: &str) {
    if !record.hints.iter().any(|known| known == hint) {
        record.hints.push(hint.to_owned());
    }
}

/// The hint that a paper's own words give.
fn of(document: &Document, class: DocClass) -> Option<&'static str> {
    WORDS.iter().zip(FOLDED.iter()).filter(|((of, ..), _)| *of == class).find_map(
        |((_, _, characters, hint), words)| {
            let text = fold(&opening(document, *characters));
            let of_title = class == DocClass::ApplicationForm;
            let lines = text.lines().filter(|line| !of_title || line.chars().count() <= TITLE_LINE);
            let mut lines = lines.filter(|line| words.iter().any(|word| line.contains(word)));
            lines.next().map(|_| *hint)
        },
    )
}

/// Marks those whom a report of a journey names as its hosts.
pub fn mark_hosts(document: &Document, linked: &mut Linked) {
    let Linked { findings, records } = linked;
    let opening = fold(&opening(document, TITLE_CHARACTERS));
    if !JOURNEYS.iter().any(|title| opening.contains(&fold(title))) {
        return;
    }
    let folded = |words: &[&str]| words.iter().map(|words| fold(words)).collect::<Vec<_>>();
    let (hosts, guests) = (folded(HOSTS), folded(GUESTS));
    for finding in findings.iter().filter(|finding| finding.field == Field::Name) {
        let part = document.parts.get(finding.part as usize);
        let before = part.and_then(|part| part.text.get(..finding.start as usize));
        let line = before.and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let near: Vec<char> = line.chars().rev().take(BEFORE_CHARACTERS).collect();
        let near = fold(&near.into_iter().rev().collect::<String>());
        let is_host = last(&near, &hosts).is_some_and(|at| Some(at) > last(&near, &guests));
        let record = finding.record.and_then(|at| records.get_mut(at as usize));
        record.filter(|_| is_host).into_iter().for_each(|record| hint(record, HOST_HINT));
    }
}

/// Where the last of such words begins, as a word of its own where it has Latin letters.
fn last(text: &str, words: &[String]) -> Option<usize> {
    let within =
        |at: usize| text.get(..at).is_some_and(|before| before.ends_with(char::is_alphabetic));
    let of = |word: &String| {
        let latin = word.starts_with(|c: char| c.is_ascii_alphabetic());
        text.rmatch_indices(word.as_str()).map(|(at, _)| at).find(|at| !latin || !within(*at))
    };
    words.iter().filter_map(of).max()
}

fn opening(document: &Document, characters: usize) -> String {
    document.parts.iter().flat_map(|part| part.text.chars()).take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::{Finding, HowRead, Part, PartKind};

    #[test]
    fn hosts_in_reports_of_a_journey_are_contacts() {
        let of = |text: &str| {
            let document = Document::read(
                "txt",
                HowRead::Text,
                vec![Part::text(PartKind::Body, "body", text)],
            );
            let analysis = crate::Analyst::new(candor_facts::Guide::default()).unwrap();
            let analysis = analysis.analyse(&document, "bao cao.txt");
            let is_contact = |finding: &&Finding| {
                let record = finding.record.and_then(|at| analysis.records.get(at as usize));
                record.is_some_and(|record| record.hints.iter().any(|hint| hint == HOST_HINT))
            };
            let named = analysis.findings.iter().filter(|f| f.field == Field::Name);
            named.filter(is_contact).map(|f| f.raw.reveal().clone()).collect::<Vec<_>>()
        };
        let paper = "BÁO CÁO ĐI CÔNG TÁC\nHôm 04/05/2020 tôi đến Công ty CP Nhựa Hưng Thịnh. Tiếp đoàn có ông Lương Thị Kiều Quyên và bà Phùng Thị Mỹ Thơ.\nNgười báo cáo: Lương Khắc Kiên\n";
        assert_eq!(of(paper), ["Lương Thị Kiều Quyên", "Phùng Thị Mỹ Thơ"]);
        assert!(of(&paper.replace("BÁO CÁO ĐI CÔNG TÁC", "BIÊN BẢN")).is_empty());
        let both = paper.replace(" và bà ", "; phía chúng tôi có bà ");
        assert_eq!(of(&both), ["Lương Thị Kiều Quyên"], "the house's own stand on the same line");
        let notes = "Trip notes, Duluth\nOn Tuesday I met Dr. Chase Pruitt from Nordhaus GmbH.\n";
        assert_eq!(of(notes), ["Chase Pruitt"]);
        assert!(of(&notes.replace("I met", "Naomi met")).is_empty());
    }

    #[test]
    fn forms_say_who_fills_them_in() {
        let of = |text| hint(DocClass::ApplicationForm, text);
        assert_eq!(of("マイカー通勤許可申請書\n申請者 久保寺 直"), Some(STAFF_FORM_HINT));
        assert_eq!(of("ĐƠN XIN NGHỈ PHÉP\nTôi tên là Lê Thị Mận"), Some(STAFF_FORM_HINT));
        assert_eq!(of("Warranty registration\nName: Ann Poe"), Some(CUSTOMER_FORM_HINT));
        assert_eq!(of("Application for employment\nName: Ann Poe"), None);
    }

    #[test]
    fn numbers_and_folders_of_staff_mark_those_of_whom_more_is_told_than_a_name() {
        let analyst = crate::Analyst::new(candor_facts::Guide::default()).unwrap();
        let marked = |text: &str, path: &str, wanted: &str| {
            let part = Part::text(PartKind::Body, "body", text);
            let document = Document::read("txt", HowRead::Text, vec![part]);
            let records = analyst.analyse(&document, path).records;
            records.iter().filter(|one| one.hints.iter().any(|hint| hint == wanted)).count()
        };
        let form = "社員番号: A10245\n氏名: 久保寺 直\n";
        assert_eq!(marked(form, "x.txt", STAFF_NUMBER_HINT), 1);
        assert_eq!(marked("氏名: 久保寺 直\n", "x.txt", STAFF_NUMBER_HINT), 0);
        let card = "氏名: 久保寺 直\n電話: 090-1234-5678\n";
        assert_eq!(marked(card, "労務/x.txt", STAFF_FOLDER_HINT), 1);
        assert_eq!(marked(card, "営業/x.txt", STAFF_FOLDER_HINT), 0);
        assert_eq!(marked("氏名: 久保寺 直\n", "労務/x.txt", STAFF_FOLDER_HINT), 0);
    }

    fn hint(class: DocClass, text: &str) -> Option<&'static str> {
        let part = Part::text(PartKind::Body, "body", text);
        of(&Document::read("txt", HowRead::Text, vec![part]), class)
    }

    #[test]
    fn letters_of_application_and_contracts_of_employment_say_whose_they_are() {
        let letter = "Kinh gui Bo phan Tuyen dung,\nToi mong muon duoc ung tuyen vao quy cong ty. CV dinh kem.";
        assert_eq!(hint(DocClass::Email, letter), Some(APPLIES_HINT));
        assert_eq!(
            hint(DocClass::Email, "Dear Sirs,\nI am writing to apply for the post of clerk."),
            Some(APPLIES_HINT)
        );
        assert_eq!(hint(DocClass::Email, "Two candidates will apply glue to the part."), None);
        assert_eq!(
            hint(DocClass::Contract, "労 働 条 件 通 知 書\n氏名 久保寺 直"),
            Some("employee")
        );
        assert_eq!(hint(DocClass::Contract, "売買契約書\n第1条"), None);
        assert_eq!(hint(DocClass::Invoice, "雇用契約書 作成料"), None);
    }
}
