//! Further collections: persons keep their ids, nothing new means nothing done, and what each adds is counted.

use crate::candor::{TestCase, ok, text};

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

/// What the tables of counts hold, as queries over the rows behind them say it.
#[test]
fn counts_are_those_of_the_rows_behind_them() {
    let test = TestCase::new();
    let folder = tempfile::tempdir().unwrap();
    let simulated = |name: &str, seed: &str| {
        let out = folder.path().join(name);
        let sizes = ["--files", "60", "--persons", "90", "--scans", "0", "--seed", seed];
        ok(&[&["demo", "--simulate-only", "--out", text(&out)], &sizes[..]].concat());
        out.join("dump")
    };
    let (first, second) = (simulated("first", "1"), simulated("second", "2"));
    for (dump, collection, source) in [
        (&first, "leak-1", "leak_site"),
        (&second, "host-1", "server"),
        (&first, "host-2", "server"),
    ] {
        let of = ["--collection", collection, "--source", source];
        ok(&[&["intake", test.case(), text(dump)], &of[..]].concat());
    }
    test.run();
    let rows = |sql: &str| -> Vec<String> {
        let rows = ok(&["sql", test.case(), sql, "--json"]);
        rows.lines().map(str::to_owned).collect()
    };
    for (told, counted) in COUNTED {
        let told = rows(told);
        assert!(told.len() > 1, "{told:?}");
        assert_eq!(told, rows(counted));
    }
}

const COUNTED: &[(&str, &str)] = &[
    (
        "SELECT collection, category, company, tier, field, items, documents, records, persons FROM exposure_by_collection ORDER BY 1, 2, 3, 4, 5",
        "WITH held AS (SELECT i.collection, i.sha256, a.company, count(*) AS items FROM items i \
           JOIN attributions a ON i.collection = a.collection AND i.path = a.path GROUP BY 1, 2, 3), \
         x AS (SELECT category, company, tier, person_id, record_id, sha256, unnest(array_append(fields, 'any')) AS field FROM exposed), \
         y AS (SELECT h.collection, x.category, x.company, x.tier, x.field, x.person_id, x.sha256, h.items \
           FROM x JOIN held h ON x.sha256 = h.sha256 AND x.company = h.company), \
         d AS (SELECT collection, category, company, tier, field, count(*) AS documents, sum(items) AS items FROM \
           (SELECT DISTINCT collection, category, company, tier, field, sha256, items FROM y) GROUP BY 1, 2, 3, 4, 5), \
         p AS (SELECT collection, category, company, tier, field, count(*) AS records, count(DISTINCT person_id) AS persons FROM y GROUP BY 1, 2, 3, 4, 5) \
         SELECT p.collection, p.category, p.company, p.tier, p.field, d.items, d.documents, p.records, p.persons FROM p JOIN d \
           ON p.collection = d.collection AND p.category = d.category AND p.company = d.company AND p.tier = d.tier AND p.field = d.field \
         ORDER BY 1, 2, 3, 4, 5",
    ),
    (
        "SELECT number, items, documents, new_documents, persons, new_persons, widened_persons FROM waves ORDER BY 1",
        "WITH held AS (SELECT DISTINCT c.number, i.sha256 FROM items i JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL), \
         first AS (SELECT sha256, min(number) AS number FROM held GROUP BY sha256), \
         seen AS (SELECT DISTINCT h.number, e.person_id FROM exposed e JOIN held h ON e.sha256 = h.sha256), \
         begun AS (SELECT person_id, min(number) AS number FROM seen GROUP BY person_id), \
         opened AS (SELECT e.person_id, e.field, min(f.number) AS number FROM \
           (SELECT person_id, sha256, unnest(fields) AS field FROM exposed) e JOIN first f ON e.sha256 = f.sha256 GROUP BY 1, 2), \
         widened AS (SELECT DISTINCT o.number, o.person_id FROM opened o JOIN begun b ON o.person_id = b.person_id WHERE o.number > b.number) \
         SELECT c.number, (SELECT count(*) FROM items i WHERE i.collection = c.name) AS items, \
           (SELECT count(*) FROM held h WHERE h.number = c.number) AS documents, (SELECT count(*) FROM first f WHERE f.number = c.number) AS new_documents, \
           (SELECT count(*) FROM seen s WHERE s.number = c.number) AS persons, (SELECT count(*) FROM begun b WHERE b.number = c.number) AS new_persons, \
           (SELECT count(*) FROM widened w WHERE w.number = c.number) AS widened_persons FROM collections c ORDER BY 1",
    ),
    (
        "SELECT part, items, documents, records, persons FROM overlap ORDER BY 1",
        "WITH held AS (SELECT i.sha256, count(*) AS items, CASE WHEN min(c.source) = max(c.source) THEN \
             CASE WHEN max(c.source) = 'leak_site' THEN 'disclosed_only' ELSE 'held_only' END ELSE 'disclosed_and_held' END AS part \
           FROM items i JOIN collections c ON i.collection = c.name WHERE i.sha256 IS NOT NULL GROUP BY i.sha256), \
         told AS (SELECT h.part, count(DISTINCT e.record_id) AS records, count(DISTINCT e.person_id) AS persons \
           FROM exposed e JOIN held h ON e.sha256 = h.sha256 GROUP BY h.part), \
         sized AS (SELECT part, sum(items) AS items, count(*) AS documents FROM held GROUP BY part) \
         SELECT s.part, s.items, s.documents, t.records, t.persons FROM sized s JOIN told t ON s.part = t.part ORDER BY 1",
    ),
    (
        "SELECT org_id, items, documents, persons FROM partners ORDER BY 1",
        "WITH firms AS (SELECT org_id, unnest(names) AS name FROM organisations WHERE relation = 'counterparty'), \
         own AS (SELECT record_id, sha256, unnest(employers) AS name FROM records), \
         ties AS (SELECT DISTINCT f.org_id, r.record_id, r.sha256 FROM firms f JOIN own r ON f.name = r.name \
           WHERE r.record_id IN (SELECT record_id FROM exposed WHERE category = 'business_contact')), \
         papers AS (SELECT org_id, sha256 FROM ties GROUP BY 1, 2), \
         copies AS (SELECT sha256, count(*) AS items FROM items GROUP BY sha256), \
         sized AS (SELECT p.org_id, sum(c.items) AS items, count(*) AS documents FROM papers p JOIN copies c ON p.sha256 = c.sha256 GROUP BY 1), \
         people AS (SELECT t.org_id, count(DISTINCT m.person_id) AS persons FROM ties t JOIN person_records m ON t.record_id = m.record_id GROUP BY 1) \
         SELECT s.org_id, s.items, s.documents, p.persons FROM sized s JOIN people p ON s.org_id = p.org_id ORDER BY 1",
    ),
];
