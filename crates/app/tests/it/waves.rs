//! Further collections: persons keep their ids, and nothing new means nothing done.

use crate::candor::TestCase;

#[test]
fn a_person_keeps_the_id_when_a_later_wave_says_more() {
    let test = TestCase::with_files(&[(
        "a.csv",
        "氏名,メール\n佐藤花子,hanako@example.com\n鈴木一郎,ichiro@example.com\n".as_bytes(),
    )]);
    test.run();
    let ids = |test: &TestCase| -> Vec<(String, String)> {
        let mut ids: Vec<_> = test
            .lines("persons.jsonl")
            .iter()
            .map(|p| {
                (
                    p["emails"][0].as_str().unwrap().to_owned(),
                    p["person_id"].as_str().unwrap().to_owned(),
                )
            })
            .collect();
        ids.sort();
        ids
    };
    let before = ids(&test);
    for wave in 0..6 {
        let more =
            format!("氏名,メール,電話番号\n佐藤花子,hanako@example.com,090-1234-567{wave}\n");
        test.take_in(&format!("wave{wave}"), &[("b.csv", more.as_bytes())]);
    }
    test.run();
    assert_eq!(ids(&test), before);
    let hanako = test
        .lines("persons.jsonl")
        .into_iter()
        .find(|p| p["emails"][0] == "hanako@example.com")
        .unwrap();
    assert_eq!(
        (hanako["phones"].as_array().unwrap().len(), hanako["records"].as_u64()),
        (6, Some(7))
    );
}

#[test]
fn a_run_with_nothing_new_does_nothing() {
    let test = TestCase::with_files(&[("a.txt", b"Name: John Smith\nEmail: john@example.com\n")]);
    let first = test.run();
    assert_eq!(
        (&first["resolved"], &first["exposed"], &first["disclosed"]),
        (&true.into(), &true.into(), &true.into())
    );
    let second = test.run();
    assert_eq!(
        (&second["resolved"], &second["exposed"], &second["disclosed"]),
        (&false.into(), &false.into(), &false.into())
    );
}

#[test]
fn shared_mailboxes_and_switchboards_make_no_person() {
    let letter = "例示株式会社\n〒392-0001 長野県諏訪市大手1-2-3\nTEL 0266-52-0000\ninfo@reiji.example\n\nPart 4111-2222-3333-4444\n";
    let test = TestCase::with_files(&[("letter.txt", letter.as_bytes())]);
    let summary = test.run();
    assert_eq!(summary["persons"], 0, "{}", test.export()["persons.jsonl"]);
}
