//! The account that a case gives: history, claims, samples, numbered reports, time-stamps and the
//! package that is handed over.

use crate::candor::{TestCase, command, fails, ok, text};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

const LIST: &[u8] = "氏名,メール,電話番号\n佐藤花子,hanako@example.com,090-1234-5678\n鈴木一郎,ichiro@example.com,090-8765-4321\n".as_bytes();
/// A workbook that ends in the middle.
const BROKEN: &[u8] = b"PK\x03\x04\x14\x00\x00\x00\x08\x00";

fn case_of(files: &[(&str, &[u8])]) -> TestCase {
    let test = TestCase::with_files(files);
    test.run();
    test
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&ok(args)).unwrap()
}

fn claim(test: &TestCase, id: &str) -> Value {
    let exposure = json(&["exposure", test.case(), "--json"]);
    let claims = exposure["claims"].as_array().unwrap();
    claims
        .iter()
        .find(|claim| claim["claim_id"] == id)
        .unwrap_or_else(|| panic!("no {id} in {claims:#?}"))
        .clone()
}

fn detected(test: &TestCase) -> String {
    let add = ["event", test.case(), "add", "--kind", "detected", "--at", "2024-08-05"];
    ok(&[&add[..], &["--entity", "C1", "--source", "alarm"]].concat()).trim().to_owned()
}

#[test]
fn facts_are_told_once_corrected_and_withdrawn_and_never_edited() {
    let test = case_of(&[("a.csv", LIST)]);
    assert_eq!(detected(&test), "V-1");
    assert_eq!(detected(&test), "", "the same fact is known");
    let fixed = ok(&[
        "event",
        test.case(),
        "correct",
        "V-1",
        "--at",
        "2024-08-04",
        "--reason",
        "log read again",
    ]);
    assert_eq!(fixed.trim(), "V-2");
    let list = json(&["event", test.case(), "list", "--json"]);
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!((&list[0]["at"], &list[0]["supersedes"]), (&"2024-08-04".into(), &"V-1".into()));
    assert_eq!(list[0]["source"], "alarm", "what is not given stays");
    test.run();
    assert_eq!(claim(&test, "C-V-2")["kind"], "statement");
    let why = ok(&["why", test.case(), "C-V-2"]);
    assert!(why.contains("alarm") && why.contains("2024-08-04"), "{why}");
    ok(&["event", test.case(), "withdraw", "V-2", "--reason", "was a test"]);
    assert_eq!(json(&["event", test.case(), "list", "--json"]), serde_json::json!([]));
    assert!(fails(&["event", test.case(), "withdraw", "V-2", "--reason", "x"], 3).contains("V-2"));
    let told = json(&["sql", test.case(), "SELECT count(*) AS n FROM events", "--json"]);
    assert_eq!(told["n"], 0);
    ok(&["verify", test.case()]);
}

#[test]
fn a_fact_that_says_nothing_or_the_impossible_is_refused() {
    let test = case_of(&[("a.csv", LIST)]);
    let add = |more: &[&str]| fails(&[&["event", test.case(), "add"], more].concat(), 3);
    assert!(add(&["--kind", "cause", "--source", "x"]).contains("words"));
    assert!(add(&["--kind", "detected"]).contains("source"));
    assert!(add(&["--kind", "detected", "--source", "x", "--entity", "C9"]).contains("C9"));
    assert!(add(&["--kind", "detected", "--source", "x", "--at", "soon"]).contains("soon"));
    assert!(add(&["--kind", "detected", "--source", "x", "--zone", "Mars"]).contains("Mars"));
    let file = test.folder.path().join("events.toml");
    std::fs::write(
        &file,
        "[[event]]\nkind = 'detected'\nsource = 'x'\n[[event]]\nkind = 'flood'\nsource = 'x'\n",
    )
    .unwrap();
    assert!(fails(&["event", test.case(), "import", text(&file)], 3).contains("flood"));
    assert_eq!(json(&["event", test.case(), "list", "--json"]), serde_json::json!([]));
}

#[test]
fn a_negative_claim_is_refused_accepted_and_lapses() {
    let test = case_of(&[("a.csv", LIST), ("b.xlsx", BROKEN)]);
    let id = "C-no-payment_card";
    assert_eq!(claim(&test, id)["standing"], "refused");
    assert!(
        fails(&["decide", test.case(), "accept", "C-persons", "--reason", "x"], 3)
            .contains("negative")
    );
    ok(&["decide", test.case(), "accept", id, "--reason", "opened by hand: an empty workbook"]);
    test.run();
    let accepted = claim(&test, id);
    assert_eq!(accepted["standing"], "with_caveat");
    assert!(accepted["uncertainty"].as_str().unwrap().contains("1 items not fully read"));
    // A later wave brings something unread that nobody has accepted.
    test.take_in("wave2", &[("c.xlsx", &[BROKEN, b"x"].concat())]);
    test.run();
    assert_eq!(claim(&test, id)["standing"], "refused");
    // A card is counted, not denied.
    test.take_in("wave3", &[("d.csv", b"Name,Card number\nFaith Krieger,4111 1111 1111 1111\nJohn Smith,5555 5555 5555 4444\n")]);
    test.run();
    assert_eq!(claim(&test, id)["kind"], "count");
}

#[test]
fn a_listing_names_what_later_downloads_bring() {
    let test = case_of(&[("HR/a.csv", LIST)]);
    let listing = test.folder.path().join("listing.txt");
    let size = LIST.len();
    // 人事.txt, as a Japanese Windows writes it.
    let old =
        [b"share/\x90\x6c\x8e\x96.txt\t9\n".as_slice(), b"share/\x88\xea\x97\x97\x95\x5c.csv\t7\n"]
            .concat();
    let lines = format!("share/HR/a.csv\t{size}\nshare/HR/later.txt\t5\n");
    std::fs::write(&listing, [lines.as_bytes(), &old].concat()).unwrap();
    let take = ["intake", test.case(), text(&listing), "--collection", "site", "--listing"];
    ok(&take);
    ok(&take);
    test.run();
    assert_eq!(claim(&test, "C-listed")["value"], 4);
    assert_eq!(claim(&test, "C-not_received")["value"], 3, "one is there already");
    assert_eq!(claim(&test, "C-no-payment_card")["standing"], "refused");
    let why = ok(&["why", test.case(), "C-no-payment_card"]);
    assert!(why.contains("site: share/HR/later.txt"), "what is open is listed: {why}");
    assert!(why.contains("share/人事.txt") && why.contains("share/一覧表.csv"), "{why}");
    let rest: [(&str, &[u8]); 3] =
        [("HR/later.txt", b"hello"), ("人事.txt", b"nine byte"), ("一覧表.csv", b"seven,b")];
    test.take_in("wave2", &rest);
    test.run();
    assert_eq!(claim(&test, "C-not_received")["value"], 0);
    assert_eq!(claim(&test, "C-no-payment_card")["standing"], "supported");
    let empty = test.folder.path().join("empty.txt");
    std::fs::write(&empty, "\n").unwrap();
    let take = ["intake", test.case(), text(&empty), "--collection", "other", "--listing"];
    assert!(fails(&take, 3).contains("names no file"));
}

#[test]
fn waves_and_the_overlap_with_own_copies_are_counted() {
    let test = case_of(&[("a.csv", LIST), ("public.txt", b"opening hours")]);
    let dump = test.write(
        "server",
        &[
            ("a.csv", LIST),
            ("b.csv", "氏名,メール,住所\n佐藤花子,hanako@example.com,東京都港区芝1-2-3\n高橋次郎,jiro@example.com,東京都港区芝9-9-9\n".as_bytes()),
        ],
    );
    ok(&["intake", test.case(), text(&dump), "--collection", "server", "--source", "server"]);
    test.run();
    let waves = json(&["waves", test.case(), "--json"]);
    let second = &waves["waves"][1];
    assert_eq!(second["new_documents"], 1);
    assert_eq!((&second["persons"], &second["new_persons"]), (&3.into(), &1.into()));
    assert_eq!(second["widened_persons"], 1, "{second}");
    assert_eq!(second["new_fields"], serde_json::json!(["address"]));
    let part = |name: &str| {
        let overlap = waves["overlap"].as_array().unwrap();
        overlap.iter().find(|row| row["part"] == name).unwrap()["documents"].clone()
    };
    assert_eq!(part("disclosed_and_held"), 1);
    assert_eq!(part("disclosed_only"), 1);
    assert_eq!(part("held_only"), 1);
}

#[test]
fn reports_are_numbered_kept_and_compared() {
    let test = case_of(&[("a.csv", LIST)]);
    detected(&test);
    let issue = |date: &str| {
        ["report", test.case(), "issue", "--lang", "en", "--date", date].map(str::to_owned)
    };
    let words =
        |args: &[String]| args.iter().map(String::as_str).map(str::to_owned).collect::<Vec<_>>();
    let run = |args: Vec<String>| ok(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let refuse = |args: Vec<String>| fails(&args.iter().map(String::as_str).collect::<Vec<_>>(), 3);
    assert!(refuse(words(&issue("2024-08-12"))).contains("changed since its last run"));
    test.run();
    assert!(run(words(&issue("2024-08-12"))).contains("No. 1"));
    assert!(refuse(words(&issue("2024-08-11"))).contains("later --date"));
    let folder = test.case.join("out/reports/No-1");
    let internal = std::fs::read_to_string(folder.join("internal-en.md")).unwrap();
    assert!(internal.contains("C-persons") && internal.contains("C-V-1"));
    let public = std::fs::read_to_string(folder.join("public-en.md")).unwrap();
    assert!(!public.contains("C-persons") && public.contains("Unauthorised access was detected"));
    for person in ["hanako", "佐藤", "090-1234"] {
        assert!(!public.contains(person) && !internal.contains(person), "{person}");
    }
    // The second report goes on from the first, and the first is written again as it was.
    test.take_in("wave2", &[("b.csv", "氏名,メール\n高橋次郎,jiro@example.com\n".as_bytes())]);
    test.run();
    run(words(&issue("2024-09-12")));
    let second = test.case.join("out/reports/No-2/public-en.md");
    assert!(std::fs::read_to_string(second).unwrap().contains("Report No. 1 (12 August 2024)"));
    let again = test.folder.path().join("again");
    ok(&["report", test.case(), "write", "1", "--lang", "en", "--out", text(&again)]);
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let same = std::fs::read(again.join(entry.file_name())).unwrap();
        assert!(std::fs::read(entry.path()).unwrap() == same, "{:?}", entry.file_name());
    }
    let diff = json(&["report", test.case(), "diff", "1", "2", "--json"]);
    let changes = diff["changes"].as_array().unwrap();
    let persons = changes.iter().find(|change| change["claim"] == "C-persons").unwrap();
    assert_eq!((&persons["before"], &persons["after"]), (&2.into(), &3.into()));
    assert!(persons["because"][0].as_str().unwrap().contains("wave2"));
    assert!(fails(&["report", test.case(), "diff", "1", "7"], 3).contains("No. 7"));
    assert_eq!(json(&["report", test.case(), "list", "--json"])[1]["number"], 2);
}

/// Lists of two persons each, and papers without anybody.
fn lists_and_papers() -> TestCase {
    const FAMILIES: [&str; 16] = [
        "佐藤",
        "鈴木",
        "高橋",
        "田中",
        "渡辺",
        "伊藤",
        "山本",
        "中村",
        "小林",
        "加藤",
        "吉田",
        "山田",
        "佐々木",
        "松本",
        "井上",
        "木村",
    ];
    let lists: Vec<(String, String)> = FAMILIES
        .iter()
        .enumerate()
        .map(|(n, family)| {
            let row = |k: usize, given: &str| {
                format!("{family}{given},p{n}-{k}@example.com,090-12{n:02}-56{k:02}\n")
            };
            let rows = format!("{}{}", row(1, "花子"), row(2, "一郎"));
            (format!("list{n}.csv"), format!("氏名,メール,電話番号\n{rows}"))
        })
        .collect();
    let mut files: Vec<(&str, &[u8])> =
        lists.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.extend([("b.txt", &b"nothing to see"[..]), ("c.txt", b"nor here")]);
    case_of(&files)
}

#[test]
fn a_sample_is_drawn_answered_and_bounds_the_number_of_persons() {
    let test = lists_and_papers();
    assert_eq!(ok(&["sample", test.case(), "size", "--bound", "0.01"]).trim(), "299");
    let sheet = ok(&["sample", test.case(), "draw", "--by", "found"]);
    let sheet = Path::new(sheet.trim());
    assert!(sheet.ends_with("out/samples/Q1.xlsx") && sheet.exists());
    assert!(fails(&["sample", test.case(), "answer", "Q1", text(sheet)], 3).contains("no answer"));
    let sql = "SELECT array_agg(sha256 ORDER BY characters DESC, sha256) AS ids FROM documents";
    let units = json(&["sql", test.case(), sql, "--json"]);
    let ids: Vec<&str> =
        units["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let answers = test.folder.path().join("answers.csv");
    let head = "unit,missed name,missed person,wrong phone\n";
    // One list answered: nothing follows while the papers without findings have no answer.
    std::fs::write(&answers, format!("{head}{},1,1,0\n", ids[0])).unwrap();
    ok(&["sample", test.case(), "answer", "Q1", text(&answers)]);
    assert_eq!(json(&["sample", test.case(), "report", "--json"]), serde_json::json!([]));
    let rest: String = ids[1..].iter().map(|id| format!("{id},0,,\n")).collect();
    std::fs::write(&answers, format!("{head}{rest}")).unwrap();
    ok(&["sample", test.case(), "answer", "Q1", text(&answers)]);
    let report = json(&["sample", test.case(), "report", "--json"]);
    let rate = |rate: &str, of: &str| {
        let all = report.as_array().unwrap();
        let one = all.iter().find(|one| one["rate"] == rate && one["of"] == of).unwrap();
        (one["hits"].as_u64().unwrap(), one["trials"].as_u64().unwrap())
    };
    assert_eq!(rate("recall", "field/name"), (32, 33));
    assert_eq!(rate("precision", "field/phone"), (32, 32));
    assert_eq!(rate("elusion", "any"), (0, 2));
    test.run();
    let persons = claim(&test, "C-persons");
    assert_eq!(persons["value"], 32);
    assert!(persons["high"].as_u64().unwrap() > 32, "{persons}");
    assert_eq!(persons["evidence"][0], "sample Q1");
    let bad = test.folder.path().join("bad.csv");
    std::fs::write(&bad, format!("unit,missed name\n{},many\n", ids[0])).unwrap();
    let said = fails(&["sample", test.case(), "answer", "Q1", text(&bad)], 3);
    assert!(said.contains("row 2") && said.contains("whole number"), "{said}");
}

#[test]
fn a_sample_of_persons_bounds_wrong_links() {
    let test = lists_and_papers();
    let unsuited = ["sample", test.case(), "draw", "--of", "persons", "--by", "class"];
    assert!(fails(&unsuited, 3).contains("do not differ by class"));
    let answer = |sample: &str, head: &str, row: &str, ids: &str| {
        let ids = json(&["sql", test.case(), ids, "--json"]);
        let ids = ids["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned());
        let rows: String = ids.map(|id| format!("{id},{row}\n")).collect();
        let file = test.folder.path().join(format!("{sample}.csv"));
        std::fs::write(&file, format!("unit,{head}\n{rows}")).unwrap();
        ok(&["sample", test.case(), "answer", sample, text(&file)]);
    };
    ok(&["sample", test.case(), "draw"]);
    answer("Q1", "missed person", "0", "SELECT array_agg(sha256) AS ids FROM documents");
    test.run();
    let before = claim(&test, "C-persons");
    assert!(
        before["uncertainty"].as_str().unwrap().contains("do not hold wrong links"),
        "{before}"
    );
    ok(&["sample", test.case(), "draw", "--of", "persons"]);
    let head = "missed person: other rows,wrong person: records of others";
    answer("Q2", head, "0,0", "SELECT array_agg(person_id) AS ids FROM persons");
    let rates = json(&["sample", test.case(), "report", "--json"]);
    let merged = rates.as_array().unwrap().iter().find(|one| one["rate"] == "merged").unwrap();
    assert_eq!((&merged["hits"], &merged["trials"]), (&0.into(), &32.into()));
    test.run();
    let after = claim(&test, "C-persons");
    assert!(!after["uncertainty"].as_str().unwrap().contains("wrong links"), "{after}");
    assert!(after["high"].as_u64() > before["high"].as_u64(), "{after}");
    assert!(after["low"].as_u64() < before["low"].as_u64(), "{after}");
}

#[test]
fn findings_are_sampled_and_marked_one_by_one() {
    let test = case_of(&[("a.csv", LIST)]);
    let draw = ["sample", test.case(), "draw", "--of", "findings", "--by", "field", "--name", "F"];
    ok(&[&draw[..], &["--size", "6"]].concat());
    assert!(fails(&draw, 3).contains("no free name"));
    let few = ["sample", test.case(), "draw", "--of", "findings", "--by", "field", "--size", "2"];
    assert!(fails(&few, 3).contains("3 strata cannot share 2 units"));
    let mark = |unit: &str, correct: &str| {
        ["sample", test.case(), "mark", "F", unit, "--correct", correct].map(str::to_owned)
    };
    let run = |words: [String; 7]| ok(&words.each_ref().map(String::as_str));
    let sql = "SELECT array_agg(finding_id ORDER BY finding_id) AS ids FROM findings";
    let ids = json(&["sql", test.case(), sql, "--json"]);
    let ids: Vec<&str> =
        ids["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    assert_eq!(ids.len(), 6);
    for (at, id) in ids.iter().enumerate() {
        run(mark(id, if at == 0 { "false" } else { "true" }));
    }
    let counted = ["sample", test.case(), "mark", "F", ids[0], "--missed", "name=1"];
    assert!(fails(&counted, 3).contains("does not fit"));
    let unknown = mark("nobody", "true");
    assert!(fails(&unknown.each_ref().map(String::as_str), 3).contains("nobody"));
    let report = json(&["sample", test.case(), "report", "--json"]);
    let all = report.as_array().unwrap().iter().find(|one| one["of"] == "any").unwrap();
    assert_eq!((&all["hits"], &all["trials"]), (&5.into(), &6.into()));
}

#[test]
fn contrary_decisions_of_two_people_are_refused_with_the_other_one_named() {
    let test = case_of(&[("a.csv", LIST)]);
    let persons = test.lines("persons.jsonl");
    let id = |at: usize| persons[at]["person_id"].as_str().unwrap().to_owned();
    let (left, right) = (id(0), id(1));
    ok(&["decide", test.case(), "different", &left, &right, "--reason", "met both"]);
    let mut second =
        command(&["decide", test.case(), "same", &right, &left, "--reason", "look alike"]);
    let out = second.env("CANDOR_ACTOR", "second person").output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(3));
    assert!(said.contains("tester") && said.contains("undo"), "{said}");
}

/// Runs a public tool; none when this machine lacks it.
fn tool(name: &str, args: &[&str], folder: &Path) -> Option<bool> {
    let status = Command::new(name)
        .args(args)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.ok().map(|status| status.success())
}

#[test]
fn an_authority_stamps_the_chain_and_openssl_agrees() {
    let test = case_of(&[("a.csv", LIST)]);
    let folder = test.folder.path();
    let settings = "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ncrypto_device = builtin\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n[ext]\nextendedKeyUsage = critical,timeStamping\n[req]\ndistinguished_name = dn\n[dn]\n";
    std::fs::write(folder.join("tsa.cnf"), settings).unwrap();
    std::fs::write(folder.join("serial"), "01\n").unwrap();
    let made = tool(
        "openssl",
        &[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=stamps",
            "-config",
            "tsa.cnf",
            "-extensions",
            "ext",
            "-keyout",
            "key.pem",
            "-out",
            "tsa.pem",
        ],
        folder,
    );
    if made != Some(true) {
        println!("skipped: openssl (Debian: apt install openssl) is not on this machine");
        return;
    }
    let (request, answer) = (folder.join("head.tsq"), folder.join("head.tsr"));
    ok(&["stamp", test.case(), "request", "--out", text(&request)]);
    let reply = [
        "ts",
        "-reply",
        "-config",
        "tsa.cnf",
        "-section",
        "t",
        "-queryfile",
        "head.tsq",
        "-inkey",
        "key.pem",
        "-signer",
        "tsa.pem",
        "-out",
        "head.tsr",
    ];
    assert_eq!(tool("openssl", &reply, folder), Some(true));
    let said = ok(&["stamp", test.case(), "attach", text(&answer)]);
    assert!(said.contains("existed at 20"), "{said}");
    let stamps = json(&["verify", test.case(), "--json"]);
    assert_eq!(stamps["breaks"], serde_json::json!([]));
    let number = stamps["operations"].to_string();
    let token = folder.join("again.tsr");
    let hint = ok(&["stamp", test.case(), "extract", &number, "--out", text(&token)]);
    let mut words: Vec<&str> = hint.split_whitespace().skip(1).collect();
    *words.last_mut().unwrap() = "tsa.pem";
    assert_eq!(tool("openssl", &words, folder), Some(true), "{hint}");
    // A stamp over something else is refused.
    std::fs::write(folder.join("other"), "other").unwrap();
    let query = ["ts", "-query", "-data", "other", "-sha256", "-cert", "-out", "head.tsq"];
    assert_eq!(tool("openssl", &query, folder), Some(true));
    assert_eq!(tool("openssl", &reply, folder), Some(true));
    assert!(fails(&["stamp", test.case(), "attach", text(&answer)], 3).contains("no operation"));
    assert!(
        fails(&["stamp", test.case(), "attach", text(&request)], 3).contains("cannot be attached")
    );
}

#[test]
fn the_package_is_verified_by_public_tools() {
    let test = case_of(&[("a.csv", LIST)]);
    detected(&test);
    test.run();
    ok(&["report", test.case(), "issue", "--lang", "en", "--date", "2024-08-12"]);
    let bag = test.folder.path().join("bag");
    let said = ok(&["hand-over", test.case(), "--out", text(&bag), "--with-evidence"]);
    assert!(said.contains("seal "), "{said}");
    for manifest in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        assert_eq!(
            tool("sha256sum", &["-c", "--strict", manifest], &bag),
            Some(true),
            "{manifest}"
        );
    }
    // Every payload file stands in the manifest.
    let manifest = std::fs::read_to_string(bag.join("manifest-sha256.txt")).unwrap();
    let info = std::fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    let oxum = info.lines().find_map(|line| line.strip_prefix("Payload-Oxum: ")).unwrap();
    assert_eq!(oxum.split('.').nth(1).unwrap(), manifest.lines().count().to_string());
    for wanted in [
        "data/case.toml",
        "data/ledger/chain.txt",
        "data/reports/No-1/public-en.pdf",
        "data/evidence/",
    ] {
        assert!(manifest.contains(wanted), "{wanted}");
    }
    // The chain holds with a shell and coreutils alone.
    let walk = "before=; while IFS= read -r line; do hash=${line%%  *}; text=${line#*  }; \
        [ \"$(printf %s \"$text\" | sha256sum | cut -d' ' -f1)\" = \"$hash\" ] || exit 1; \
        case $text in *\"\\\"$before\\\"]\") ;; *) exit 2;; esac; before=$hash; done < data/ledger/chain.txt";
    assert_eq!(tool("sh", &["-c", walk], &bag), Some(true));
    let provenance: Value =
        serde_json::from_slice(&std::fs::read(bag.join("data/provenance.jsonld")).unwrap())
            .unwrap();
    let graph = provenance["@graph"].as_array().unwrap();
    let is = |kind: &str| {
        let has = |types: &Value| {
            types == kind || types.as_array().is_some_and(|all| all.contains(&kind.into()))
        };
        graph.iter().filter(|node| has(&node["@type"])).count()
    };
    let used =
        graph.iter().any(|node| node["prov:used"].as_array().is_some_and(|all| all.len() > 1));
    assert!(used, "activities name what they used");
    assert!(is("prov:Activity") > 5 && is("prov:Entity") > 5 && is("prov:Agent") == 1);
    assert!(fails(&["hand-over", test.case(), "--out", text(&bag)], 3).contains("exists already"));
    // One byte changed is found.
    let file = bag.join("data/ledger/chain.txt");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[80] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(tool("sha256sum", &["-c", "manifest-sha256.txt"], &bag), Some(false));
    assert_eq!(tool("sh", &["-c", walk], &bag), Some(false));
}

#[test]
fn each_partner_gets_its_own_annex() {
    let contacts = "会社名,担当者名,電話番号,メールアドレス\n株式会社青空製作所,田中太郎,03-1234-5678,tanaka@aozora.example\n海原商事株式会社,山本次郎,06-1234-5678,yamamoto@unabara.example\n";
    let test = case_of(&[("取引先.csv", contacts.as_bytes())]);
    let out = test.folder.path().join("annexes");
    ok(&["draft", test.case(), "annexes", "--out", text(&out)]);
    assert_eq!(claim(&test, "C-partners")["value"], 2);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 3, "two annexes and the index");
    let ledger = std::fs::read(test.case.join("ledger.db")).unwrap();
    let ledger = String::from_utf8_lossy(&ledger);
    let sum = std::process::Command::new("sha256sum").arg(out.join("index.xlsx")).output().unwrap();
    let sum = String::from_utf8(sum.stdout).unwrap();
    assert!(ledger.contains(&sum[..64]) && ledger.contains("\"values_shown\":false"));
    let report = test.folder.path().join("report.odt");
    assert!(fails(&["draft", test.case(), "report", "--out", text(&report)], 3).contains(".docx"));
    let report = report.with_extension("docx");
    ok(&["draft", test.case(), "report", "--audience", "public", "--out", text(&report)]);
    assert!(std::fs::read(&report).unwrap().starts_with(b"PK"));
}
