//! Who must be told, by when, and the drafts: rule book, facts, assessment, decisions, filings, letters.

use crate::candor::{TestCase, fails, ok, run, text};
use serde_json::Value;
use std::path::Path;

const LIST: &[u8] = "氏名,住所,電話番号\n佐藤花子,東京都港区芝1-2-3,090-1234-5678\n鈴木一郎,東京都港区芝4-5-6,090-8765-4321\n".as_bytes();
/// The same people with their cards, and one more.
const WIDER: &[u8] = "氏名,住所,電話番号,クレジットカード番号\n佐藤花子,東京都港区芝1-2-3,090-1234-5678,4111 1111 1111 1111\n鈴木一郎,東京都港区芝4-5-6,090-8765-4321,5500 0000 0000 0004\n高橋次郎,東京都港区芝7-8-9,090-1111-2222,4012 8888 8888 1881\n".as_bytes();

const SETTINGS: &str = "[case]\ntitle = 'Test'\nlanguage = 'ja'\n[[company]]\nid = 'C1'\nnames = ['例示株式会社']\ndomains = ['reiji.example']\ncountry = 'JP'\nfolders = ['**']\ncontact = 'privacy@reiji.example'\n[law.C1]\nfacts = { sector = 'manufacturing', listed_tse = 'no' }\n";

fn case_of(files: &[(&str, &[u8])]) -> TestCase {
    let test = TestCase::new();
    std::fs::write(test.case.join("case.toml"), SETTINGS).unwrap();
    test.take_in("leak", files);
    told(&test, "detected", "2024-08-05", &[]);
    told(&test, "passwords_reset", "2024-08-06", &[]);
    test.run();
    test
}

fn told(test: &TestCase, kind: &str, at: &str, more: &[&str]) {
    let add = ["event", test.case(), "add", "--kind", kind, "--at", at, "--source", "log"];
    ok(&[&add[..], more].concat());
}

fn set(test: &TestCase, name: &str, value: &str) {
    ok(&["fact", test.case(), "set", name, value, "--source", "memo"]);
}

fn duties(test: &TestCase) -> Vec<Value> {
    let duties: Value = serde_json::from_str(&ok(&["duties", test.case(), "--json"])).unwrap();
    duties.as_array().unwrap().clone()
}

fn duty(test: &TestCase, id: &str) -> Value {
    let all = duties(test);
    all.into_iter().find(|one| one["duty_id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

fn outcome(test: &TestCase, id: &str) -> String {
    duty(test, id)["assessment"]["outcome"].as_str().unwrap().to_owned()
}

#[test]
fn a_fact_decides_a_duty_and_a_later_one_stands_in_its_place() {
    let test = case_of(&[("a.csv", LIST)]);
    // Two persons, nothing sensitive: it hangs on the purpose, and on what nobody searched for.
    let prelim = "D-JP-APPI-26-1-PRELIM-C1";
    assert_eq!(outcome(&test, prelim), "arises", "a leak site shows a wrongful purpose");
    set(&test, "cause", "misconfiguration");
    set(&test, "has_special_care", "no");
    test.run();
    assert_eq!(outcome(&test, prelim), "no_duty");
    let why = ok(&["why", test.case(), prelim]);
    assert!(why.contains("misconfiguration: A-1: memo"), "down to the fact that was told: {why}");
    set(&test, "cause", "intrusion");
    test.run();
    assert_eq!(outcome(&test, prelim), "arises");
    let facts = ok(&["fact", test.case(), "list", "--json"]);
    let facts: Value = serde_json::from_str(&facts).unwrap();
    assert_eq!(facts.as_array().unwrap().len(), 2, "the later answer stands: {facts}");
    // The ledger keeps both.
    let ledger = std::fs::read(test.case.join("ledger.db")).unwrap();
    let kept = |word: &[u8]| ledger.windows(word.len()).any(|window| window == word);
    assert!(kept(b"misconfiguration") && kept(b"intrusion"));
    assert_eq!(
        outcome(&test, "D-JP-TSE-402-C1"),
        "out_of_reach",
        "case.toml says it is not listed"
    );
}

#[test]
fn the_risk_is_concluded_category_by_category() {
    let test = TestCase::new();
    let german = SETTINGS.replace("country = 'JP'", "country = 'DE'").replace(
        "facts = { sector = 'manufacturing', listed_tse = 'no' }",
        "facts = { sector = 'manufacturing' }",
    );
    std::fs::write(test.case.join("case.toml"), german).unwrap();
    let staff =
        "社員番号,氏名,住所,メール\nE-1001,高橋次郎,東京都港区芝7-8-9,takahashi@reiji.example\n";
    test.take_in("leak", &[("顧客名簿.csv", LIST), ("社員名簿.csv", staff.as_bytes())]);
    told(&test, "detected", "2024-08-05", &[]);
    test.run();
    let told = "D-EU-GDPR-33-1-C1";
    assert_eq!(outcome(&test, told), "arises");
    let severity = || -> Vec<(String, Value)> {
        let all: Value =
            serde_json::from_str(&ok(&["duties", test.case(), "--severity", "--json"])).unwrap();
        let rows = all.as_array().unwrap().iter();
        rows.map(|one| (one["category"].as_str().unwrap().into(), one["concluded"].clone()))
            .collect()
    };
    let categories: Vec<String> =
        severity().into_iter().map(|(category, _)| category).filter(|one| one != "any").collect();
    assert!(categories.len() == 2 && categories.contains(&"employee".to_owned()), "{categories:?}");
    let conclude = |category: &str, risk: &str| {
        let set = ["fact", test.case(), "set", "risk", risk, "--source", "memo"];
        ok(&[&set[..], &["--category", category]].concat());
        test.run();
    };
    // One category alone: the score of the other still speaks.
    conclude(&categories[0], "unlikely");
    assert_eq!(outcome(&test, told), "arises");
    conclude(&categories[1], "unlikely");
    assert_eq!(outcome(&test, told), "no_duty");
    let why = ok(&["why", test.case(), told]);
    assert!(why.contains("employee: unlikely (A-"), "{why}");
    conclude("employee", "high");
    assert_eq!(outcome(&test, told), "arises");
    // What is concluded of all does not hide the graver category.
    set(&test, "risk", "unlikely");
    test.run();
    assert_eq!(outcome(&test, told), "arises");
    conclude("employee", "unlikely");
    assert_eq!(outcome(&test, told), "no_duty");
    conclude("employee", "high");
    let concluded: Vec<String> = severity()
        .into_iter()
        .filter(|(_, concluded)| !concluded.is_null())
        .map(|(category, concluded)| format!("{category} {}", concluded.as_str().unwrap()))
        .collect();
    assert!(concluded.len() == 3 && concluded.iter().any(|one| one.starts_with("employee high")));
    let other = ["fact", test.case(), "set", "aware", "2024-08-05", "--source", "x"];
    let said = fails(&[&other[..], &["--category", "customer"]].concat(), 3);
    assert!(said.contains("only `risk` has a category"), "{said}");
}

#[test]
fn clocks_say_when_and_how_late_in_words() {
    let test = case_of(&[("a.csv", LIST)]);
    let last = duty(&test, "D-JP-APPI-26-1-FINAL-60-C1");
    assert_eq!(last["assessment"]["due"][0]["local"], "2024-10-03");
    assert_eq!(last["assessment"]["due"][0]["utc"], "2024-10-03 15:00Z");
    let shown = ok(&["duties", test.case(), "--on", "2024-10-10"]);
    assert!(shown.contains("OVERDUE by 7 days"), "{shown}");
    let before = ok(&["duties", test.case(), "--on", "2024-09-01"]);
    assert!(before.contains("due in 32 days"), "{before}");
    let filed = ["--duty", "JP-APPI-26-1-FINAL-60", "--entity", "C1"];
    told(&test, "regulator_told", "2024-10-05", &filed);
    test.run();
    let done = ok(&["duties", test.case(), "--on", "2024-10-10"]);
    assert!(done.contains("done 2024-10-05, late by"), "{done}");
    let calendar = test.folder.path().join("duties.ics");
    ok(&["duties", test.case(), "--ics", text(&calendar)]);
    let ics = std::fs::read_to_string(calendar).unwrap();
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.ends_with("END:VCALENDAR\r\n"));
    assert!(
        ics.contains("UID:D-JP-APPI-26-1-PRELIM-C1@candor")
            && ics.contains("DTSTART;VALUE=DATE:2024081")
    );
    assert!(!ics.contains("FINAL-60"), "what is done needs no reminder");
    assert!(ics.lines().all(|line| line.len() <= 75), "lines are folded");
}

#[test]
fn a_no_duty_decision_stands_until_an_answer_changes() {
    let test = case_of(&[("a.csv", LIST)]);
    set(&test, "cause", "misconfiguration");
    test.run();
    let prelim = "D-JP-APPI-26-1-PRELIM-C1";
    assert_eq!(outcome(&test, prelim), "depends");
    let said = fails(
        &["decide", test.case(), "no-duty", "D-NO-SUCH", "--adviser", "x", "--reason", "y"],
        3,
    );
    assert!(said.contains("duties"), "{said}");
    let words = ["--text", "ja=弁護士により報告義務のないことを確認しました。"];
    let decide = [
        "decide",
        test.case(),
        "no-duty",
        prelim,
        "--adviser",
        "counsel",
        "--reason",
        "no special-care data",
    ];
    ok(&[&decide[..], &words].concat());
    test.run();
    assert_eq!(outcome(&test, prelim), "decided_no_duty");
    let because = duty(&test, prelim)["assessment"]["because"].to_string();
    assert!(because.contains("no special-care data") && because.contains("counsel"), "{because}");
    // The history tells it.
    let draft = test.folder.path().join("draft.md");
    ok(&["draft", test.case(), "report", "--lang", "ja", "--out", text(&draft)]);
    assert!(std::fs::read_to_string(&draft).unwrap().contains("報告義務のないことを確認しました"));
    // An answer that it rested on changes: it is open again, and says so.
    set(&test, "has_special_care", "yes");
    test.run();
    assert_eq!(outcome(&test, prelim), "arises");
    let notes = duty(&test, prelim)["assessment"]["notes"].to_string();
    assert!(notes.contains("open again"), "{notes}");
}

#[test]
fn open_files_leave_a_threshold_open_until_a_human_looked() {
    let test = case_of(&[("a.csv", LIST), ("b.xlsx", b"PK\x03\x04\x14\x00\x00\x00\x08\x00")]);
    set(&test, "cause", "misconfiguration");
    set(&test, "has_special_care", "no");
    set(&test, "has_property_misuse", "no");
    test.run();
    let prelim = "D-JP-APPI-26-1-PRELIM-C1";
    let one = duty(&test, prelim);
    assert_eq!(
        one["assessment"]["outcome"], "depends",
        "a broken file could hold a thousand persons"
    );
    assert_eq!(one["assessment"]["missing"][0], "open_files_change_nothing");
    let said = fails(
        &["fact", test.case(), "set", "open_files_change_nothing", "yes", "--source", "me"],
        3,
    );
    assert!(said.contains("accept C-open"), "{said}");
    ok(&["decide", test.case(), "accept", "C-open", "--reason", "opened by hand: a price list"]);
    test.run();
    assert_eq!(outcome(&test, prelim), "no_duty");
    // The next broken file is not covered.
    test.take_in("later", &[("c.xlsx", b"PK\x03\x04\x14\x00\x00\x00\x09\x00")]);
    test.run();
    assert_eq!(outcome(&test, prelim), "depends");
}

#[test]
fn processors_tell_those_for_whom_they_hold_data_and_contracts_have_clocks() {
    let test = TestCase::new();
    let settings = format!(
        "{SETTINGS}[[company]]\nid = 'C2'\nnames = ['例示サービス株式会社']\ndomains = []\ncountry = 'JP'\nfolders = ['S/**']\n\
         [[processing]]\ncompany = 'C2'\non_behalf_of = 'C1'\n\
         [[contract]]\ncompany = 'C1'\ncounterparty = 'Example Bank'\nclause = 'loan agreement, art. 12'\nhours = 24\n"
    )
    .replace("folders = ['**']", "folders = ['M/**']");
    std::fs::write(test.case.join("case.toml"), settings).unwrap();
    test.take_in("leak", &[("S/a.csv", LIST)]);
    told(&test, "detected", "2024-08-05T09:00:00+09:00", &["--entity", "C2"]);
    test.run();
    let entrustee = duty(&test, "D-JP-APPI-26-1-ENTRUSTEE-C2-for-C1");
    assert_eq!(entrustee["assessment"]["outcome"], "arises");
    // The one for whom it is held owes the report, from the moment that it is taken to know.
    let report = duty(&test, "D-JP-APPI-26-1-FINAL-60-C1");
    assert_eq!(report["assessment"]["outcome"], "arises");
    assert!(
        report["assessment"]["start"]["assumed"].as_str().unwrap().contains("not of this company")
    );
    set(&test, "aware", "2024-08-07T10:00:00+09:00");
    test.run();
    let report = duty(&test, "D-JP-APPI-26-1-FINAL-60-C1");
    assert_eq!(report["assessment"]["due"][0]["local"], "2024-10-07", "5 October is a Saturday");
    let contract = {
        let all = duties(&test);
        let one = all
            .iter()
            .find(|one| one["duty_id"].as_str().unwrap().starts_with("D-XX-CONTRACT-C1-"));
        one.unwrap().clone()
    };
    assert!(contract["assessment"]["for_whom"].as_str().unwrap().contains("Example Bank"));
    assert!(contract["assessment"]["due"][0]["words"].as_str().unwrap().contains("24 hours"));
}

#[test]
fn questions_can_be_written_out_filled_in_and_read_back() {
    let test = case_of(&[("a.csv", LIST)]);
    let form = test.folder.path().join("questions.toml");
    ok(&["fact", test.case(), "ask", "--out", text(&form)]);
    let asked = std::fs::read_to_string(&form).unwrap();
    assert!(asked.contains("[[fact]]") && asked.contains("name = \"sec_registrant\""), "{asked}");
    let filled = asked
        .replace(
            "name = \"sec_registrant\"\nvalue = \"\"",
            "name = \"sec_registrant\"\nvalue = \"none\"",
        )
        .replace("source = \"\"", "source = \"general affairs\"");
    std::fs::write(&form, &filled).unwrap();
    let before =
        duties(&test).iter().filter(|one| one["assessment"]["outcome"] == "depends").count();
    ok(&["fact", test.case(), "import", text(&form)]);
    test.run();
    let after =
        duties(&test).iter().filter(|one| one["assessment"]["outcome"] == "depends").count();
    assert!(after < before, "{before} → {after}");
    assert_eq!(ok(&["fact", test.case(), "import", text(&form)]).trim(), "", "known already");
}

#[test]
fn what_the_law_does_not_know_is_refused_with_a_hint() {
    let test = case_of(&[("a.csv", LIST)]);
    let refused = |args: &[&str], word: &str| {
        let said = fails(args, 3);
        assert!(said.contains(word), "{said}");
    };
    let case = test.case();
    refused(&["fact", case, "set", "colour", "red", "--source", "x"], "colour");
    refused(&["fact", case, "set", "risk", "enormous", "--source", "x"], "unlikely, risk, high");
    refused(&["fact", case, "set", "aware", "soon", "--source", "x"], "soon");
    refused(&["fact", case, "set", "persons", "7", "--source", "x"], "counted");
    refused(&["fact", case, "set", "targets", "yes", "--in", "MARS", "--source", "x"], "MARS");
    refused(&["fact", case, "set", "targets", "yes", "--entity", "C9", "--source", "x"], "C9");
    refused(
        &[
            "event",
            case,
            "add",
            "--kind",
            "regulator_told",
            "--source",
            "x",
            "--duty",
            "JP-NOTHING",
        ],
        "JP-NOTHING",
    );
    refused(&["laws", "explain", "JP-NOTHING"], "laws list");
    refused(&["laws", "list", "--in", "MARS"], "MARS");
    refused(&["draft", case, "filing", "--duty", "D-NOTHING"], "D-NOTHING");
    refused(&["draft", case, "filing", "--duty", "D-JP-APPI-26-2-PRINCIPALS-C1"], "no form");
    refused(&["dispatch", case, "approve", "C1-9", "--reason", "x"], "C1-9");
    let wrong = SETTINGS.replace("sector = 'manufacturing'", "sector = 'magic'");
    std::fs::write(test.case.join("case.toml"), wrong).unwrap();
    refused(&["run", case, "--ocr", "off"], "magic");
    let wrong = SETTINGS.replace("[law.C1]", "[law.C7]");
    std::fs::write(test.case.join("case.toml"), wrong).unwrap();
    refused(&["run", case, "--ocr", "off"], "C7");
}

#[test]
fn the_rule_book_explains_itself_and_its_versions_differ() {
    let list = ok(&["laws", "list", "--in", "VN"]);
    assert!(list.contains("VN-DEC13-23-MPS") && list.contains("72 hours"), "{list}");
    let one = ok(&["laws", "explain", "VN-DEC13-23-MPS"]);
    for heading in
        ["trigger", "obliged", "recipient", "clock", "deadline", "clause", "version", "verified"]
    {
        assert!(one.contains(heading), "{heading}: {one}");
    }
    assert!(one.contains("clock events until 2025-12-31"), "{one}");
    let diff = ok(&["laws", "diff", "VN-DEC13-23-MPS", "VN-PDPL-23-1-MPS"]);
    assert!(diff.contains("- `occurred`") && diff.contains("+ `detected`"), "{diff}");
    assert!(ok(&["laws", "facts"]).contains("has_special_care"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../laws");
    assert_eq!(
        ok(&["laws", "compare", text(&folder)]),
        "",
        "the program holds what the folder holds"
    );
}

#[test]
fn drafts_answer_a_form_and_show_what_is_missing() {
    let test = case_of(&[("a.csv", LIST)]);
    ok(&["draft", test.case(), "filing"]);
    let drafts = test.case.join("out/drafts");
    let prelim = std::fs::read_to_string(drafts.join("D-JP-APPI-26-1-PRELIM-C1-ja.md")).unwrap();
    for words in [
        "2　漏えい等が発生し",
        "2名",
        "パスワードを再設定しました",
        "未公表です",
        "【未記入：原因】",
    ] {
        assert!(prelim.contains(words), "{words}: {prelim}");
    }
    assert!(!prelim.contains("佐藤"), "a filing holds no values");
    assert!(drafts.join("D-JP-APPI-26-1-FINAL-60-C1-ja.docx").exists());
    let plain = std::fs::read_to_string(drafts.join("D-JP-APPI-26-1-PRELIM-C1-ja.txt")).unwrap();
    assert!(plain.contains(">>> 【未記入：原因】") && !plain.contains("**"), "{plain}");
    // What the company states fills an item that no fact fills.
    let with = format!("{SETTINGS}statements = {{ cause = '設定の誤りです。' }}\n");
    std::fs::write(test.case.join("case.toml"), with).unwrap();
    ok(&["draft", test.case(), "filing", "--duty", "D-JP-APPI-26-1-PRELIM-C1", "--lang", "en"]);
    let english = std::fs::read_to_string(drafts.join("D-JP-APPI-26-1-PRELIM-C1-en.md")).unwrap();
    assert!(
        english.contains("設定の誤りです。") && english.contains("3 Number of persons"),
        "{english}"
    );
    for what in ["website", "questions", "notices", "partner-letter"] {
        ok(&["draft", test.case(), what]);
    }
    assert!(
        drafts.join("website-C1-ja.pdf").exists() && drafts.join("questions-C1-ja.docx").exists()
    );
    assert!(std::fs::read_dir(drafts.join("notices")).unwrap().count() > 0);
    let out = run(&["draft", test.case(), "notices"]);
    assert!(!String::from_utf8_lossy(&out.stderr).contains("佐藤"));
}

#[test]
fn letters_go_once_to_each_and_again_when_more_is_known() {
    let test = case_of(&[("a.csv", LIST)]);
    let prepare = ["dispatch", test.case(), "prepare", "--date", "2024-09-01"];
    assert!(ok(&prepare).contains("C1-1: 2 letters (2 by post"));
    let said = fails(&prepare, 3);
    assert!(said.contains("would get two letters") && said.contains("void"), "{said}");
    // A batch that nobody wants to send is taken back; its persons count as not told.
    ok(&["dispatch", test.case(), "void", "C1-1", "--reason", "a slip in the words"]);
    assert!(ok(&prepare).contains("C1-2: 2 letters"));
    let folder = test.case.join("out/dispatch/C1-2");
    let first = std::fs::read(folder.join("letters/000/000001.pdf")).unwrap();
    assert!(first.starts_with(b"%PDF"));
    let merge = std::fs::read_to_string(folder.join("mail-merge.csv")).unwrap();
    assert!(merge.lines().count() == 3 && merge.contains("佐藤花子"), "{merge}");
    // Nothing goes out unread, and nothing that is not what was read.
    let sent = ["dispatch", test.case(), "sent", "C1-2", "--at", "2024-09-02", "--by", "post"];
    assert!(fails(&sent, 3).contains("not approved"));
    std::fs::write(folder.join("mail-merge.csv"), b"another").unwrap();
    let approve = ["dispatch", test.case(), "approve", "C1-2", "--reason", "read by counsel"];
    assert!(fails(&approve, 3).contains("not what was prepared"));
    std::fs::write(folder.join("mail-merge.csv"), &merge).unwrap();
    ok(&approve);
    ok(&sent);
    assert_eq!(ok(&prepare), "", "nobody is told twice");
    // One comes back and is written to again.
    let person = merge.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
    let back = test.folder.path().join("back.csv");
    let returned = ["dispatch", test.case(), "returned", "C1-2", "--persons", text(&back)];
    std::fs::write(&back, "person_id,reason\nP-nobody,moved\n").unwrap();
    assert!(!fails(&returned, 3).contains("P-nobody"), "what a file holds is not repeated");
    std::fs::write(&back, format!("person_id,reason\n{person},moved to 5-3-1\n")).unwrap();
    assert!(!fails(&returned, 3).contains("5-3-1"));
    std::fs::write(&back, format!("person_id,reason\n{person},moved\n")).unwrap();
    ok(&returned);
    assert!(ok(&prepare).contains("C1-3: 1 letters"));
    ok(&["dispatch", test.case(), "approve", "C1-3", "--reason", "read"]);
    ok(&["dispatch", test.case(), "sent", "C1-3", "--at", "2024-09-20", "--by", "post"]);
    // A later posting shows their cards, and a third person.
    test.take_in("later", &[("b.csv", WIDER)]);
    test.run();
    let second = ok(&["dispatch", test.case(), "prepare", "--date", "2024-10-01"]);
    assert!(
        second.contains("C1-4: 3 letters") && second.contains("2 to persons told before"),
        "{second}"
    );
    let list: Value =
        serde_json::from_str(&ok(&["dispatch", test.case(), "list", "--json"])).unwrap();
    assert_eq!((&list[1]["sent"], &list[1]["returned"]), (&2.into(), &1.into()));
    assert_eq!((&list[0]["void"], &list[1]["approved_by"]), (&true.into(), &"tester".into()));
    ok(&["verify", test.case()]);
}

#[test]
fn a_stop_while_letters_are_written_leaves_nothing_that_looks_finished() {
    let test = case_of(&[("a.csv", LIST)]);
    let work = test.case.join("out/dispatch/C1-1.part");
    std::fs::create_dir_all(work.join("letters")).unwrap();
    std::fs::write(work.join("letters/000009.pdf"), b"half").unwrap();
    ok(&["dispatch", test.case(), "prepare"]);
    let folder = test.case.join("out/dispatch/C1-1");
    assert!(!work.exists() && !folder.join("letters/000009.pdf").exists());
    // Stopped between the record and the renaming: the next step finds the files.
    std::fs::rename(&folder, &work).unwrap();
    ok(&["dispatch", test.case(), "approve", "C1-1", "--reason", "read"]);
    assert!(folder.join("letters/000/000001.pdf").exists());
}

#[test]
fn persons_of_unknown_residence_take_no_duty_away() {
    let settings = SETTINGS.replace("country = 'JP'", "country = 'VN'");
    let test = TestCase::new();
    std::fs::write(test.case.join("case.toml"), settings).unwrap();
    test.take_in(
        "leak",
        &[("a.csv", b"Name,Date of birth\nJohn Smith,1980-03-04\nMary Jones,1979-05-06\n")],
    );
    told(&test, "detected", "2024-08-05", &[]);
    test.run();
    // English names without an address may live anywhere.
    let of = |id: &str| outcome(&test, id);
    assert_eq!(of("D-EU-GDPR-33-1-C1"), "depends");
    let far = ok(&["duties", test.case()]);
    assert!(far.contains("where nobody is known to live"), "{far}");
    set(&test, "unplaced_persons_live_there", "no");
    test.run();
    assert_eq!(of("D-EU-GDPR-33-1-C1"), "out_of_reach");
}

#[test]
fn letters_with_a_hole_are_not_prepared() {
    let test = TestCase::with_files(&[("HR/a.csv", LIST), ("b.csv", WIDER)]);
    test.run();
    let said = fails(&["dispatch", test.case(), "prepare"], 3);
    assert!(said.contains("what happened") && said.contains("the desk"), "{said}");
}

#[test]
fn the_same_letter_has_the_same_bytes() {
    let test = case_of(&[("a.csv", LIST)]);
    let at = |name: &str| test.folder.path().join(name);
    ok(&["draft", test.case(), "notices", "--out", text(&at("one"))]);
    ok(&["draft", test.case(), "notices", "--out", text(&at("two"))]);
    for entry in std::fs::read_dir(at("one")).unwrap().flatten() {
        let again = std::fs::read(at("two").join(entry.file_name())).unwrap();
        assert_eq!(std::fs::read(entry.path()).unwrap(), again);
    }
}
