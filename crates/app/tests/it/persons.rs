//! Persons: names across scripts, namesakes, what a human decides, and ids that stay.

use crate::candor::{TestCase, fails, ok};
use serde_json::Value;

fn person<'a>(persons: &'a [Value], email: &str) -> &'a Value {
    let has = |person: &&Value| person["emails"].as_array().unwrap().iter().any(|e| e == email);
    persons.iter().find(has).unwrap_or_else(|| panic!("nobody has {email}"))
}

#[test]
fn one_person_in_three_scripts_is_one_row() {
    let staff = "氏名,生年月日,メール\n佐藤 翔太,1985-04-12,s.sato@reiji.example\n鈴木 花子,1990-01-30,h.suzuki@reiji.example\n";
    let travel = "Name,Date of birth\nShota Sato,1985-04-12\nHanako Suzuki,1990-01-30\n";
    let kana = "氏名,生年月日\nサトウ ショウタ,1985年4月12日\n";
    let test = TestCase::with_files(&[
        ("HR/staff.csv", staff.as_bytes()),
        ("HR/travel.csv", travel.as_bytes()),
        ("HR/kana.csv", kana.as_bytes()),
    ]);
    test.run();
    let persons = test.lines("persons.jsonl");
    assert_eq!(persons.len(), 2, "{persons:?}");
    let sato = person(&persons, "s.sato@reiji.example");
    assert_eq!(sato["records"], 3, "{sato}");
    let why = ok(&["why", test.case(), sato["person_id"].as_str().unwrap()]);
    assert!(why.contains("same reading in another script +"), "{why}");
    assert!(why.contains("birth date same +"), "{why}");
    assert!(!why.contains("翔太"), "values are masked: {why}");
}

#[test]
fn a_desk_that_many_use_joins_nobody() {
    let mut list = String::from("氏名,電話番号\n");
    for name in ["佐藤 翔太", "鈴木 花子", "高橋 健一", "田中 美咲", "伊藤 大輔"]
    {
        list.push_str(&format!("{name},03-5555-0100\n"));
    }
    let test = TestCase::with_files(&[("desk.csv", list.as_bytes())]);
    test.run();
    assert_eq!(test.lines("persons.jsonl").len(), 5);
    let shared = ok(&["sql", test.case(), "SELECT field, names FROM shared_contacts", "--json"]);
    assert!(shared.contains("phone") && shared.contains('5'), "{shared}");
}

/// Two namesakes told apart by their numbers, and what a human makes of it.
fn namesakes() -> TestCase {
    let one = "Name,SSN,Email\nJohn Marlowe,536-22-1234,john.marlowe@mail.example\n";
    let two = "Name,SSN,Email\nJohn Marlowe,457-55-5462,john.marlowe@mail.example\n";
    let test = TestCase::with_files(&[("a.csv", one.as_bytes()), ("b.csv", two.as_bytes())]);
    test.run();
    test
}

#[test]
fn contradicting_numbers_wait_for_a_human_whose_word_stays() {
    let test = namesakes();
    assert_eq!(test.lines("persons.jsonl").len(), 2);
    let conflicts: Vec<Value> =
        serde_json::from_str(&ok(&["conflicts", test.case(), "--json"])).unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0]["kind"], "contradiction");
    let persons = conflicts[0]["persons"].as_array().unwrap();
    let (left, right) = (persons[0].as_str().unwrap(), persons[1].as_str().unwrap());

    fails(&["decide", test.case(), "same", left, right], 2);
    fails(&["decide", test.case(), "same", left, "P-nobody", "--reason", "x"], 3);
    let said = ok(&["decide", test.case(), "same", left, right, "--reason", "asked the bank"]);
    let number = said.split_whitespace().nth(1).unwrap().to_owned();
    test.run();
    assert_eq!(test.lines("persons.jsonl").len(), 1);
    let kept = test.lines("persons.jsonl")[0]["person_id"].as_str().unwrap().to_owned();
    let gone = if kept == left { right } else { left };
    let why = ok(&["why", test.case(), &kept]);
    assert!(why.contains("asked the bank") && why.contains("tester"), "{why}");
    assert!(ok(&["why", test.case(), gone]).contains(&kept), "the old id leads to the new one");

    // A later wave does not undo it.
    test.take_in("wave", &[("c.csv", b"Name,Email\nJohn Marlowe,john.marlowe@mail.example\n")]);
    test.run();
    let persons = test.lines("persons.jsonl");
    assert_eq!((persons.len(), persons[0]["person_id"].as_str().unwrap()), (1, kept.as_str()));

    ok(&["decide", test.case(), "undo", &number, "--reason", "wrong bank"]);
    fails(&["decide", test.case(), "undo", &number, "--reason", "again"], 3);
    test.run();
    assert_eq!(test.lines("persons.jsonl").len(), 2);
    ok(&["verify", test.case()]);
}

#[test]
fn a_record_can_leave_its_person() {
    let one = "Name,Phone,Email\nAnn Underhill,+1 415 555 0132,ann.underhill@mail.example\n";
    let two = "Name,Phone,Email\nAnn Underhill,+1 415 555 0132,ann.underhill@mail.example\nBob Stone,+1 415 555 0199,bob.stone@mail.example\n";
    let test = TestCase::with_files(&[("a.csv", one.as_bytes()), ("b.csv", two.as_bytes())]);
    test.run();
    let persons = test.lines("persons.jsonl");
    assert_eq!(persons.len(), 2);
    let ann =
        person(&persons, "ann.underhill@mail.example")["person_id"].as_str().unwrap().to_owned();
    let head = ann.trim_start_matches("P-");
    let sql = format!(
        "SELECT record_id FROM person_records WHERE person_id = '{ann}' AND record_id <> '{head}'"
    );
    let other: Value =
        serde_json::from_str(ok(&["sql", test.case(), &sql, "--json"]).lines().next().unwrap())
            .unwrap();
    let other = other["record_id"].as_str().unwrap();
    fails(&["decide", test.case(), "split", &ann, head, "--reason", "x"], 3);
    ok(&["decide", test.case(), "split", &ann, other, "--reason", "mother and daughter"]);
    test.run();
    let persons = test.lines("persons.jsonl");
    assert_eq!(persons.len(), 3);
    assert!(persons.iter().any(|p| p["person_id"] == ann.as_str()), "the person keeps its id");
}

#[test]
fn a_family_name_alone_is_nobody_unless_its_document_tells() {
    let list = "氏名,メール\n勅使河原 翔太,s.teshigawara@reiji.example\n大久保 花子,h.okubo@reiji.example\n";
    let roster = "当番表\n氏名,所属\n大久保,総務部\n小鳥遊,総務部\n";
    let test = TestCase::with_files(&[("a.csv", list.as_bytes()), ("b.csv", roster.as_bytes())]);
    test.run();
    assert_eq!(test.lines("persons.jsonl").len(), 2);
    let left = ok(&["sql", test.case(), "SELECT reason FROM ambiguous", "--json"]);
    assert!(left.contains("a family or given name alone"), "{left}");
}

#[test]
fn the_list_is_masked_unless_values_are_asked_for() {
    let staff =
        "氏名,生年月日,メール,住所\n佐藤 翔太,1985-04-12,s.sato@reiji.example,東京都港区芝1-2-3\n";
    let test = TestCase::with_files(&[("HR/staff.csv", staff.as_bytes())]);
    test.run();
    let list = |more: &[&str]| {
        let mut args = vec!["export", test.case(), "--format", "csv"];
        args.extend(more);
        ok(&args);
        std::fs::read_to_string(test.case.join("out/export/persons.csv")).unwrap()
    };
    let masked = list(&[]);
    assert!(!masked.contains("翔太") && !masked.contains("s.sato"), "{masked}");
    assert!(masked.contains("\"ja\"") && masked.contains("write_to_address"), "{masked}");
    let shown = list(&["--show-values"]);
    assert!(shown.contains("佐藤 翔太") && shown.contains("東京都港区芝1-2-3"), "{shown}");
}

#[test]
fn one_firm_in_two_languages_is_one_organisation() {
    let cards = "会社名,氏名,メール\n株式会社青空製作所,佐藤 翔太,sato@aozora.example\nAozora Mfg. Co.\u{ff0c} Ltd.,Hanako Suzuki,suzuki@aozora.example\n";
    let test = TestCase::with_files(&[("cards.csv", cards.as_bytes())]);
    test.run();
    let firms = test.lines("organisations.jsonl");
    assert_eq!(firms.len(), 1, "{firms:?}");
    assert_eq!(firms[0]["domains"][0], "aozora.example");
    let sql = "SELECT count(DISTINCT employer_org) AS firms, count(*) AS persons FROM persons";
    let counts = ok(&["sql", test.case(), sql, "--json"]);
    assert!(counts.contains("\"firms\":1") && counts.contains("\"persons\":2"), "{counts}");
}
