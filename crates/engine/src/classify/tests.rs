//! The registry's own tests, and texts whose class hangs on shape, place or another class.

use super::*;
use candor_facts::HowRead;
use std::collections::BTreeSet;

fn document(text: &str) -> Document {
    let part = Part::text(PartKind::Body, "body", text);
    Document::read("txt", HowRead::Text, vec![part])
}

fn verdict(text: &str, name: &str) -> Verdict {
    classify(&document(text), name)
}

#[test]
fn every_class_recognises_its_cases() {
    let mut missed = Vec::new();
    for entry in CATALOGUE {
        assert!(!entry.cases.is_empty());
        for case in entry.cases {
            let found = verdict(case, "x");
            if found.class != entry.class {
                missed.push(format!("{}: {case:?}: {found:?}", entry.class));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_class_is_in_the_catalogue_once() {
    let all: BTreeSet<_> = CATALOGUE.iter().map(|entry| entry.class).collect();
    assert_eq!(all.len(), CATALOGUE.len());
    assert_eq!(all.len() + 1, DocClass::ALL.len(), "all classes but `other` have a file");
}

#[test]
fn unclear_text_is_other_and_a_name_alone_is_not_enough() {
    assert_eq!(verdict("Lorem ipsum dolor", "x").class, DocClass::Other);
    assert_eq!(verdict("Lorem ipsum dolor", "invoice.txt").class, DocClass::Other);
}

#[test]
fn a_title_alone_is_enough_and_is_its_own_class() {
    let mut missed = Vec::new();
    for entry in CATALOGUE {
        for title in entry.titles {
            let found = verdict(title, "x").class;
            let also = |class: DocClass| {
                CATALOGUE.iter().any(|other| {
                    other.class == class
                        && other.titles.iter().any(|other| fold(other) == fold(title))
                })
            };
            if !also(found) {
                missed.push(format!("{title} is {found}, not {}", entry.class));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_format_and_the_sheet_name_speak() {
    let mut mail = document("INVOICE\nAmount due: 5");
    mail.media_type = "eml".to_owned();
    assert_eq!(classify(&mail, "x").class, DocClass::Email);
    let slide = Part::text(PartKind::Slide, "slide 1", "Invoice");
    let slides = Document::read("pptx", HowRead::Text, vec![slide]);
    assert_eq!(classify(&slides, "x").class, DocClass::Presentation);
    let sheet = Part::text(PartKind::Sheet, "社員名簿", "a\tb\tc\n1\t2\t3");
    let book = Document::read("xlsx", HowRead::Structure, vec![sheet]);
    assert_eq!(classify(&book, "x").class, DocClass::PersonnelList);
}

#[test]
fn cues_tell_why_and_confidence_follows_the_evidence() {
    let clear = verdict("請求書\n請求番号 A-1\nご請求金額 1,000円\nお支払期限", "請求書.txt");
    assert_eq!(clear.cues.first().map(String::as_str), Some("title 請求書 +8.0"));
    let torn = verdict("ご案内", "x");
    assert!(clear.confidence > 0.85 && torn.confidence < 0.6, "{clear:?} {torn:?}");
}

#[test]
fn only_the_beginning_is_read() {
    let long = format!("{}\n請求書\n請求番号", "無関係な文章です。".repeat(4_000));
    assert_eq!(verdict(&long, "x").class, DocClass::Other);
}

#[test]
fn a_document_that_mentions_another_is_not_it() {
    for (text, class) in [
        ("契約書送付のご案内\n拝啓\n契約書2通をお送りします。\n敬具", DocClass::PartnerLetter),
        ("給与規程\n第1条 目的\n基本給 通勤手当\n附則", DocClass::PolicyOther),
        ("Minutes of the contract review\nAttendees: A", DocClass::Minutes),
        ("Biên bản họp về hợp đồng với nhà cung cấp\nChủ trì: ông A", DocClass::Minutes),
        (
            "Supplier Code of Conduct\nScope\nThis policy applies to suppliers",
            DocClass::PolicyOther,
        ),
        ("顧客対応マニュアル\n目的\nお客様からの連絡", DocClass::PolicyOther),
        ("昨日、請求書について先生と話した。とても難しい。", DocClass::Other),
        ("A short story\nShe put the contract on the table and left the room.", DocClass::Other),
    ] {
        let found = verdict(text, "x");
        assert_eq!(found.class, class, "{text:?}: {found:?}");
    }
}

#[test]
fn settings_of_a_program_are_code() {
    let boxes = "; our boxes\n[ishmael]\nip = 10.4.0.12\nrole = print\nowner = IT\n[queequeg]\nip = 10.4.0.13";
    assert_eq!(verdict(boxes, "hosts.ini").class, DocClass::SourceCode);
    let letter = "Dear all,\nthe meeting is at 10 = noon in Tokyo.\nBring cake.\nThanks";
    assert_ne!(verdict(letter, "a.txt").class, DocClass::SourceCode);
    let person = "name=Bell\ntel=0312345678\nmail=bell@a.example\nborn=1990-05-05";
    assert_ne!(verdict(person, "a.txt").class, DocClass::SourceCode);
}

#[test]
fn what_a_card_says_makes_no_copy_of_it() {
    let form = "EMPLOYEE INFORMATION SHEET\nSurname  Solamo\nGiven name  Reynaldo\nDate of birth  5 May 1990\n\
                Nationality  Filipino\nPassport no.  P1234567A\nPlace of birth  Cebu\nExpiry date  1 May 2030";
    assert_eq!(verdict(form, "a.txt").class, DocClass::PersonnelList);
    let copy = "PASSPORT\nSurname  Solamo\nGiven names  Reynaldo\nNationality  Filipino\nDate of expiry  1 May 2030";
    assert_eq!(verdict(copy, "a.txt").class, DocClass::IdCopy);
}

#[test]
fn a_folder_speaks_more_softly_than_a_name() {
    let cue = |name: &str| {
        let scored = verdict("PAYSLIP\nNet pay", name).cues;
        scored.into_iter().find(|cue| cue.starts_with("file name"))
    };
    assert_eq!(cue("a/payroll.txt").as_deref(), Some("file name payroll +1.5"));
    assert_eq!(cue("payroll/a.txt").as_deref(), Some("file name payroll +0.8"));
    assert_eq!(cue("a/b.txt"), None);
}

#[test]
fn a_word_in_an_address_is_no_header() {
    let alone = |line: &str, word: &str| {
        let start = line.find(word).unwrap();
        super::stands_alone(line, start, start + word.len())
    };
    assert!(!alone("ann@post.example.net", "net"));
    assert!(!alone("see https://pay.example/net/", "net"));
    assert!(alone("gross/net/tax", "net"));
    assert!(alone("基本給/net/連絡先:info@x.jp", "net"), "kanji end an address");
    assert!(alone("employee.net, ann@x.example", "net"));
}
