//! Short texts, line by line.

use super::*;
use candor_facts::{Language, PartKind};

fn drafts(text: &str) -> Vec<Draft> {
    let finder = crate::detect::Finder::new(Vec::new()).unwrap();
    let known = std::collections::BTreeSet::new();
    let search = Search::new(&finder, false, Language::Ja, &known);
    let mut drafts =
        read(&Part::text(PartKind::Body, "body", text), 0, &Explained::default(), &search);
    drafts.retain(Draft::identifies_someone);
    drafts
}

fn values(draft: &Draft) -> Vec<(Field, &str)> {
    draft.findings.iter().map(|f| (f.field, f.raw.as_str())).collect()
}

#[test]
fn labelled_lines_are_one_record() {
    let found = drafts(
        "応募者情報\n氏名：山田　太郎\n生年月日：1990年1月2日\n電話番号：090-1234-5678　メール：taro@example.com\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        values(&found[0]),
        [
            (Field::Name, "山田　太郎"),
            (Field::DateOfBirth, "1990年1月2日"),
            (Field::Phone, "090-1234-5678"),
            (Field::Email, "taro@example.com")
        ]
    );
}

#[test]
fn what_a_log_sets_is_labelled() {
    let found = drafts(
        "09:30 VISITOR name=\"Phùng Thế Anh\" cccd=033087146788 phone=0964794914 open=1\n\
         09:31 GET /ho-so?cccd=014193002758&sdt=0869775310 HTTP/1.1\nx = y; name=id\n",
    );
    assert_eq!(found.len(), 2, "a line is a record: {found:?}");
    assert_eq!(values(&found[0]).len(), 3);
    let all: Vec<(Field, &str)> = found.iter().flat_map(values).collect();
    for wanted in [
        (Field::Name, "Phùng Thế Anh"),
        (Field::NationalId, "033087146788"),
        (Field::Phone, "0964794914"),
        (Field::NationalId, "014193002758"),
        (Field::Phone, "0869775310"),
    ] {
        assert!(all.contains(&wanted), "{wanted:?} {all:?}");
    }
    assert!(!all.contains(&(Field::Name, "id")));
    // Parted by bars, each piece is a label and its value as before.
    let found = drafts("name=Ann Lee|email=ann@x.example|phone=090-1234-5678\n");
    assert_eq!(found.len(), 1);
    assert_eq!(values(&found[0]).len(), 3, "{found:?}");
    // Counters and settings of programs are nobody's.
    assert!(drafts("bps=98000000 pps=1200000 gross=24500 eid=4624\n").is_empty());
    let hostile = "email=".repeat(200_000);
    assert!(drafts(&hostile).is_empty());
}

#[test]
fn a_label_in_a_second_language_is_no_part_of_the_value() {
    let found = drafts("氏名：山田 太郎\n生年月日：DATE OF BIRTH 1996年08月23日\n");
    assert!(values(&found[0]).contains(&(Field::DateOfBirth, "1996年08月23日")), "{found:?}");
}

#[test]
fn a_telephone_in_the_letter_stays_with_its_signature() {
    let found = drafts(
        "星野様\nお世話になっております。\nご不明な点は携帯（090-1234-5678）まで。\n\n営業部\n山田 太郎\n携帯：090-1234-5678\nE-Mail: taro@example.co.jp\n",
    );
    let phones = |draft: &Draft| {
        values(draft).into_iter().filter(|(field, _)| *field == Field::Phone).count()
    };
    let signer = found.iter().find(|draft| draft.has(Field::Email)).unwrap();
    assert!(values(signer).contains(&(Field::Name, "山田 太郎")), "{found:?}");
    assert_eq!(phones(signer), 2, "both places are the signer's");
    assert_eq!(found.iter().map(phones).sum::<usize>(), 2, "and not the addressee's");
}

#[test]
fn a_landline_nobody_calls_his_own_is_a_desks() {
    let phones = |text: &str| {
        let found = drafts(text);
        found.iter().flat_map(values).filter(|(field, _)| *field == Field::Phone).count()
    };
    assert_eq!(phones("山田 太郎様は伊藤整形外科 0568-56-0221 を受診\n"), 0);
    assert_eq!(phones("山田 太郎様 自宅は 0568-56-0221\n"), 1);
    assert_eq!(phones("山田 太郎様 090-1234-5678\n"), 1);
}

#[test]
fn a_title_goes_to_the_nearest_name() {
    let found = drafts("Karen Miller\nPlant Manager\n\n");
    assert!(found[0].has(Field::JobTitle), "{found:?}");
    let found = drafts(
        "Dear Mr. John Smith,\nthe parts are late.\nSo are we.\nMs. Karen Miller\nPlant Manager\n",
    );
    let miller = found.iter().find(|d| values(d).contains(&(Field::Name, "Karen Miller"))).unwrap();
    assert!(miller.has(Field::JobTitle), "{found:?}");
}

#[test]
fn a_second_name_begins_a_second_record() {
    let found = drafts(
        "Name: John Smith\nPhone: (415) 555-2671\nName: Mary Jones\nEmail: mary@example.com\n",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(
        values(&found[1]),
        [(Field::Name, "Mary Jones"), (Field::Email, "mary@example.com")]
    );
}

#[test]
fn a_signature_keeps_name_and_address_together() {
    let found = drafts(
        "よろしくお願いいたします。\n\n株式会社例示 営業部\n山田 太郎\nTEL 03-1234-5678\ntaro@example.co.jp\n",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].has(Field::Name) && found[0].has(Field::Email));
}

#[test]
fn a_company_letterhead_is_no_person() {
    assert!(
        drafts("株式会社例示\n〒100-0005 東京都千代田区丸の内1-2-3\nTEL 03-1234-5678 FAX 03-1234-5679\ninfo@example.co.jp\n")
            .is_empty()
    );
}

#[test]
fn a_printed_form_without_colons_is_read() {
    let found = drafts("PAYSLIP\nEmployee name Nancy Lee\nSSN 632-05-2452\nBase salary 771000\n");
    assert_eq!(found.len(), 1);
    assert_eq!(
        values(&found[0]),
        [(Field::Name, "Nancy Lee"), (Field::NationalId, "632-05-2452"), (Field::Salary, "771000")]
    );
}

#[test]
fn a_telephone_under_the_company_is_not_the_contacts() {
    let found = drafts(
        "ご担当: 山田 太郎\nNo. 12\n北斗時計株式会社\n長野県諏訪市大手1-2-3 TEL: 0266-52-0000\n",
    );
    assert_eq!(
        values(&found[0]),
        [(Field::Name, "山田 太郎"), (Field::Employer, "北斗時計株式会社")]
    );
}

#[test]
fn an_addressee_keeps_the_address() {
    let found = drafts("〒150-0001 東京都渋谷区神宮前1-2-3\n佐藤 花子 様\n");
    assert_eq!(found.len(), 1);
    assert!(found[0].has(Field::Address) && found[0].has(Field::Name));
}

#[test]
fn between_a_firm_and_its_contact_address_and_telephone_are_the_firms() {
    let found = drafts(
        "会社名：株式会社鷹羽製作所\n住所：大阪府堺市堺区戎島町4-45-1\nTEL：072-233-0101\n携帯：090-1234-5678\n\
         担当者：山田　太郎\n自宅住所：東京都港区芝1-2-3\n",
    );
    assert_eq!(found.len(), 1);
    let raws: Vec<&str> = found[0].findings.iter().map(|f| f.raw.as_str()).collect();
    assert!(!raws.contains(&"大阪府堺市堺区戎島町4-45-1") && !raws.contains(&"072-233-0101"));
    assert!(raws.contains(&"090-1234-5678") && raws.contains(&"東京都港区芝1-2-3"), "{raws:?}");
    // A person's own stand behind the name.
    let found = drafts("氏名：山田　太郎\n勤務先：株式会社鷹羽製作所\n住所：東京都港区芝1-2-3\n");
    assert!(found[0].has(Field::Address));
}

#[test]
fn answers_in_brackets_and_labels_over_a_gap_are_read() {
    let found = drafts("Name [ Fairweather-Cole, Desmond ]  SSN [ 632-05-2452 ]\n");
    assert!(values(&found[0]).contains(&(Field::NationalId, "632-05-2452")), "{found:?}");
    let found = drafts("氏名：山田 太郎\nPassport     TZ1175934      SSS   33-4237224-6\n");
    assert!(values(&found[0]).contains(&(Field::Passport, "TZ1175934")), "{found:?}");
    assert!(values(&found[0]).contains(&(Field::NationalId, "33-4237224-6")), "{found:?}");
}

#[test]
fn an_address_right_under_a_firm_is_the_firms() {
    let address = |text: &str| {
        let found = drafts(text);
        found.iter().any(|draft| draft.has(Field::Address))
    };
    assert!(!address("株式会社鷹羽製作所\n住所：大阪府堺市堺区戎島町4-45-1\n担当：山田 太郎\n"));
    assert!(address("氏名：山田 太郎\n住所：大阪府堺市堺区戎島町4-45-1\n"));
}

/// One person's data in the many ways in which forms are laid out.
#[test]
fn a_form_is_read_however_it_is_laid_out() {
    let fields = [
        ("Name", "Marlene Pickford"),
        ("Gender", "Female"),
        ("Employee ID", "E-20481"),
        ("Health insurance no.", "XTH884M20416"),
        ("Salary", "£38,400"),
        ("Phone", "07911 284605"),
    ];
    let each = |write: fn(&str, &str) -> String| {
        fields.iter().map(|(label, value)| write(label, value)).collect::<String>()
    };
    let layouts = [
        each(|label, value| format!("{label}: {value}\n")),
        each(|label, value| format!("{label} → {value}\n")),
        each(|label, value| format!("【{label}】{value}\n")),
        each(|label, value| format!("[{label}] {value}  ")),
        each(|label, value| format!("{label} : __{value}__\n")),
        each(|label, value| format!("{label}\n{value}\n")),
        each(|label, value| format!("{label}\n\n{value}\n\n")),
        each(|label, value| format!("label: {label}\nvalue: {value}\n")),
        each(|label, value| format!("name: {label}\nf: {value}\n")),
    ];
    for layout in layouts {
        let found = drafts(&layout);
        assert_eq!(found.len(), 1, "{layout}");
        let values: Vec<&str> = found[0].findings.iter().map(|f| f.raw.as_str()).collect();
        for (label, value) in fields {
            assert!(values.contains(&value), "{label} in {layout}: {values:?}");
        }
    }
    let prose = drafts("Title: Salary\nAuthor: Ann Smith\nEmployee ID: E-20481\n");
    assert!(prose.iter().all(|draft| !draft.has(Field::Salary)), "{prose:?}");
    let heading = "Name\nMarlene Pickford\nEmployer\n\nThe employer pays what law and contract ask of it, and no more than that.\n";
    assert!(!drafts(heading)[0].has(Field::Employer));
}

#[test]
fn a_name_at_the_head_of_labelled_lines_is_theirs() {
    let people =
        [("Marlene Pickford", "E-20481"), ("Gareth Tolley", "E-20377"), ("大庭 佐和子", "E-21056")];
    let each = |write: fn(usize, &str, &str) -> String| {
        (1..).zip(people).map(|(at, (name, number))| write(at, name, number)).collect::<String>()
    };
    let layouts = [
        each(|_, name, number| format!("## {name}\n- Gender: Female\n- Employee ID: {number}\n\n")),
        each(|at, name, number| {
            format!("{at}. {name}\n   Gender: Female\n   Employee ID: {number}\n")
        }),
        each(|_, name, number| format!("{name}\n\nGender: Female\nEmployee ID: {number}\n\n")),
    ];
    for layout in layouts {
        let found = drafts(&layout);
        assert_eq!(found.len(), 3, "{layout}\n{found:?}");
        for (draft, (name, number)) in found.iter().zip(people) {
            let values = values(draft);
            assert!(values.contains(&(Field::Name, name)), "{values:?}");
            assert!(values.contains(&(Field::EmployeeId, number)), "{values:?}");
        }
    }
}
