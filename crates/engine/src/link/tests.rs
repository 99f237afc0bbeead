//! Whole small documents.

use super::*;
use candor_facts::{Evidence, HowRead, Personal};

fn read(text: &str, language: Language) -> Linked {
    read_as(DocClass::Email, text, language)
}

fn read_as(class: DocClass, text: &str, language: Language) -> Linked {
    let part = Part::text(PartKind::Body, "body", text);
    let document = Document::read("txt", HowRead::Text, vec![part]);
    let finder = Finder::new(Vec::new()).unwrap();
    let known = BTreeSet::new();
    let search = Search::new(&finder, true, language, &known);
    link(&document, class, &search)
}

#[test]
fn a_number_of_the_signature_is_not_of_whom_the_sentence_before_it_names() {
    let linked = read(
        "なお、当日は弊社大久保部長がお伺いいたします。\nご不明な点は携帯（07070304343）までご連絡ください。\n\n\
         月ヶ瀬産業株式会社　経営企画室\n工場長　御手洗　初枝\n携帯：07070304343\nE-Mail: mitarai@tsukigase.example\n",
        Language::Ja,
    );
    let numbers: Vec<_> = linked.findings.iter().filter(|f| f.field == Field::Phone).collect();
    let owner = |finding: &Finding| {
        let of_record = |f: &&Finding| f.record == finding.record && f.field == Field::Name;
        linked.findings.iter().find(of_record).map(|name| name.normalized.reveal().replace(' ', ""))
    };
    assert!(numbers.iter().any(|number| number.record.is_some()), "{linked:?}");
    for number in numbers.iter().filter(|number| number.record.is_some()) {
        assert_eq!(owner(number).as_deref(), Some("御手洗初枝"), "{linked:?}");
    }
}

#[test]
fn a_name_that_stands_alone_and_is_unsure_or_is_unlikely_is_doubtful() {
    let finding = |detector: &str, field: Field, confidence: f32, record: u32| Finding {
        field,
        scheme: None,
        part: 0,
        start: 0,
        end: 1,
        cell: None,
        raw: Personal::new(String::new()),
        normalized: Personal::new(String::new()),
        confidence,
        evidence: Evidence { detector: detector.into(), ..Evidence::default() },
        record: Some(record),
    };
    let record =
        Record { kind: RecordKind::Block, part: 0, place: String::new(), hints: Vec::new() };
    let mut linked = Linked {
        findings: vec![
            finding(free::TAGGED_PERSON, Field::Name, 0.7, 0),
            finding(free::TAGGED_PERSON, Field::Name, 0.9, 1),
            finding("label", Field::Name, 0.7, 2),
            finding(free::TAGGED_PERSON, Field::Name, 0.7, 3),
            finding("phone", Field::Phone, 0.9, 3),
            finding("label", Field::Name, 0.4, 4),
            finding("title", Field::JobTitle, 0.9, 4),
            finding(free::TAGGED_PERSON, Field::Name, 0.7, 5),
            finding("title", Field::JobTitle, 0.9, 5),
        ],
        records: vec![record; 6],
    };
    let doubtful = |linked: &mut Linked, language| -> Vec<usize> {
        linked.records.iter_mut().for_each(|record| record.hints.clear());
        mark_doubtful(linked, language);
        let marked = linked.records.iter().enumerate().filter(|(_, one)| !one.hints.is_empty());
        marked.map(|(at, _)| at).collect()
    };
    assert_eq!(doubtful(&mut linked, Language::Ja), [0, 4]);
    assert_eq!(doubtful(&mut linked, Language::Vi), [0, 1, 4]);
}

#[test]
fn lines_that_speak_of_made_up_people_are_samples() {
    for line in
        ["a MADE-UP client, Mr Lim", "（例）山田太郎", "ダミー 鈴木", "dữ liệu mẫu: Lê Văn An"]
    {
        assert!(pairs::is_sample(line), "{line}");
    }
    for line in ["Reviewed by Ann Lee", "例年どおり山田が担当", "specimen signature of Ann Lee"]
    {
        assert!(!pairs::is_sample(line), "{line}");
    }
}

#[test]
fn a_mobile_beside_one_word_of_a_name_makes_a_record_and_a_landline_none() {
    let name = |raw: &str| DraftFinding {
        field: Field::Name,
        scheme: None,
        range: 0..1,
        cell: None,
        raw: raw.to_owned(),
        normalized: raw.to_owned(),
        confidence: 0.9,
        evidence: Evidence::default(),
    };
    let phone = |number: &str| DraftFinding {
        field: Field::Phone,
        normalized: number.to_owned(),
        ..name(number)
    };
    let draft = |number: &str| {
        let mut draft = Draft::new(RecordKind::Block, 0, "line 1");
        draft.findings.extend([name("常神"), phone(number)]);
        draft
    };
    assert!(draft("+819037681104").identifies_someone());
    assert!(!draft("+81776417720").identifies_someone());
    let mut alone = Draft::new(RecordKind::Block, 0, "line 1");
    let labelled = |number: &str| DraftFinding {
        evidence: Evidence { header: Some("電話".into()), ..Evidence::default() },
        ..phone(number)
    };
    alone.findings.extend([labelled("+819037681104"), labelled("+81776417720")]);
    alone.keep_what_stands_alone();
    let kept: Vec<&str> = alone.findings.iter().map(|f| f.normalized.as_str()).collect();
    assert_eq!(kept, ["+819037681104"]);
}

#[test]
fn a_country_or_letter_tells_of_somebody_only_beside_a_birth_or_a_paper() {
    let fields = |text: &str| -> Vec<Field> {
        read(text, Language::En).findings.iter().map(|finding| finding.field).collect()
    };
    let told = fields("Ann Smith, Irish, passport PT5102284, F, born 8 July 1988\n");
    assert!(told.contains(&Field::Nationality) && told.contains(&Field::Gender), "{told:?}");
    for lone in [
        "Ann Smith, Example Works, Tokyo, Japan\n",
        "The plants (Vietnam), (Japan) and one abroad\n",
        "Languages: French, Italian\n",
        "Ann Smith, sizes M, F\n",
    ] {
        let told = fields(lone);
        assert!(!told.contains(&Field::Nationality) && !told.contains(&Field::Gender), "{lone}");
    }
}

#[test]
fn a_telephone_is_of_the_country_of_its_line() {
    let text = "入社 実習生\nGV phụ trách: Bạch Thị Hương Giang – 0796 440 318\n";
    let linked = read(text, Language::Ja);
    let phones = linked.findings.iter().filter(|finding| finding.field == Field::Phone);
    let numbers: Vec<&str> = phones.map(|finding| finding.normalized.reveal().as_str()).collect();
    assert_eq!(numbers, ["+84796440318"]);
    let long = format!("{}ư", "x".repeat(2_000));
    assert_eq!(language_at(&long, 0, Language::Ja), Language::Ja);
    assert_eq!(line_around("a\nbc\nd", 3), 2..4);
}

/// The values of a field, each with the name in its record.
fn owned(linked: &Linked, field: Field) -> Vec<(String, String)> {
    let owner = |finding: &Finding| {
        let of_record = |f: &&Finding| f.record == finding.record && f.field == Field::Name;
        linked.findings.iter().find(of_record).map(|name| name.raw.reveal().clone())
    };
    let of_field = linked.findings.iter().filter(|finding| finding.field == field);
    of_field.map(|f| (f.raw.reveal().clone(), owner(f).unwrap_or_default())).collect()
}

#[test]
fn amounts_of_pay_slips_are_of_the_person_above_them() {
    let text = "Payroll March\n\nName: Peter Hollander   Works no: F-2067\n  Basic     2,405.70   PAYE   256.20\n  O/T  11.00 @ 22.28   245.03\n\
                  Shift allce   110.00   union 16.10\n\nName: Anna Whitcombe   Works no: F-2298\n  Salary  2,160.00   Nat Ins  98.11\n\
                Total   9,999.99   since 2024.03\n";
    let pay = owned(&read_as(DocClass::Payroll, text, Language::En), Field::Salary);
    let of = |name: &str| -> Vec<&str> {
        let own = pay.iter().filter(|(_, owner)| owner == name);
        own.map(|(amount, _)| amount.as_str()).collect()
    };
    for amount in ["22.28", "256.20", "110.00", "16.10"] {
        assert!(of("Peter Hollander").contains(&amount), "{amount} {pay:?}");
    }
    assert!(of("Anna Whitcombe").contains(&"98.11"), "{pay:?}");
    let none = ["11.00", "9,999.99", "2024.03"];
    assert!(pay.iter().all(|(amount, _)| !none.contains(&amount.as_str())), "{pay:?}");
    // In other papers amounts are nobody's pay.
    let letter = read_as(DocClass::Email, text, Language::En);
    assert!(owned(&letter, Field::Salary).iter().all(|(amount, _)| amount != "16.10"));
}

#[test]
fn a_year_is_a_birth_only_behind_a_name() {
    let linked = read(
        "Chị Nguyễn Thị Hồng Gấm, 1987, công nhân tổ 3\nHà Nội, 1994, ngày họp\n",
        Language::Vi,
    );
    let births = owned(&linked, Field::DateOfBirth);
    assert_eq!(births, [("1987".to_owned(), "Nguyễn Thị Hồng Gấm".to_owned())]);
    let cited = read("As Mr. John Tanner, 1994, has shown, dampers age.\n", Language::En);
    assert!(!owned(&cited, Field::Name).is_empty(), "{cited:?}");
    assert_eq!(owned(&cited, Field::DateOfBirth), []);
}

#[test]
fn a_log_tells_telephones_by_a_word_before_them() {
    let log = "2025-02-11 08:10:09 INFO [order] HLO2502110091 to=Kho sdt=0359120448 ok\n\
               2025-02-11 08:11:09 INFO [order] seq 0359120449 done\n";
    let found = read_as(DocClass::Log, log, Language::Vi);
    assert_eq!(owned(&found, Field::Phone), [("0359120448".to_owned(), String::new())]);
}
