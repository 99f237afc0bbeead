//! What a paper as a whole says of the people in it: a letter that applies for a post, a contract that employs.

use super::fold::fold;
use candor_facts::{DocClass, Document, Field, Finding, Record};

/// Hint of those who apply in a letter; the house's own people who read it do not.
pub const APPLIES_HINT: &str = "applies";
/// Hint of those whom the house employs.
const EMPLOYEE_HINT: &str = "employee";

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

/// The hint for everyone in such a paper.
pub fn of(document: &Document, class: DocClass) -> Option<&'static str> {
    let (words, characters, hint) = match class {
        DocClass::Email => (APPLIES, LETTER_CHARACTERS, APPLIES_HINT),
        DocClass::Contract => (EMPLOYS, TITLE_CHARACTERS, EMPLOYEE_HINT),
        _ => return None,
    };
    let text = fold(&opening(document, characters));
    words.iter().any(|word| text.contains(&fold(word))).then_some(hint)
}

/// Marks those whom a report of a journey names as its hosts.
pub fn mark_hosts(document: &Document, findings: &[Finding], records: &mut [Record]) {
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
        if let Some(record) = record.filter(|_| is_host)
            && !record.hints.iter().any(|hint| hint == HOST_HINT)
        {
            record.hints.push(HOST_HINT.to_owned());
        }
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
    use candor_facts::{HowRead, Part, PartKind};

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
