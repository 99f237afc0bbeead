//! What a paper as a whole says of the people in it: a letter that applies for a post, a contract that employs.

use super::fold::fold;
use candor_facts::{DocClass, Document};

/// Hint of those who apply in a letter; the house's own people who read it do not.
pub const APPLIES_HINT: &str = "applies";
/// Hint of those whom the house employs.
const EMPLOYEE_HINT: &str = "employee";

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
    let text: String =
        document.parts.iter().flat_map(|part| part.text.chars()).take(characters).collect();
    let text = fold(&text);
    words.iter().any(|word| text.contains(&fold(word))).then_some(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::{HowRead, Part, PartKind};

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
