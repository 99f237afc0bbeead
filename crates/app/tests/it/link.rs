//! `candor link` on tables of a user's own.

use crate::candor::{fails, ok, text};
use std::path::{Path, PathBuf};

const SETTINGS: &str = "id = 'no'\n\
    [[compare]]\ncolumns = ['first', 'last']\nname = 'name'\nas = 'name'\n\
    [[compare]]\ncolumns = ['born']\nas = 'date'\n\
    [[compare]]\ncolumns = ['mail']\nas = 'email'\n\
    [[block]]\non = ['mail']\n[[block]]\non = ['born']\n[[block]]\non = ['name']\n";

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// Forty persons with two rows each: the second misspelt or short, so that there is what to learn.
fn register() -> String {
    let mut rows = String::from("no, first ,last,born,mail\n");
    for n in 0..40 {
        let (first, last) = (format!("fn{}a{n}x", n % 7), format!("sur{n}name"));
        let born = format!("19{:02}-0{}-1{}", 50 + n, n % 9 + 1, n % 9);
        rows.push_str(&format!("{n}a,{first},{last},{born},{first}.{last}@example.com\n"));
        let mail = if n % 3 == 0 { String::new() } else { format!("{first}.{last}@example.com") };
        rows.push_str(&format!("{n}b,{last},{first},{born},{mail}\n"));
    }
    rows
}

fn clusters(table: &Path) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(table).unwrap();
    let cells = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0].to_owned(), cells[cells.len() - 1].to_owned())
    };
    text.lines().skip(1).map(cells).collect()
}

#[test]
fn rows_of_one_person_get_one_number_and_pairs_say_why() {
    let desk = Desk::new();
    let table = desk.file("people.csv", &register());
    let settings = desk.file("link.toml", SETTINGS);
    let (out, pairs) = (desk.path("out.csv"), desk.path("pairs.csv"));
    let said = ok(&[
        "link",
        text(&table),
        "--settings",
        text(&settings),
        "--out",
        text(&out),
        "--pairs",
        text(&pairs),
    ]);
    assert!(said.contains("80 rows, 40 clusters"), "{said}");
    let rows = clusters(&out);
    assert_eq!(rows.len(), 80);
    for pair in rows.chunks(2) {
        assert_eq!(pair[0].1, pair[1].1, "{pair:?}");
    }
    let pairs = std::fs::read_to_string(pairs).unwrap();
    assert!(pairs.starts_with("left,right,bits,probability,evidence,joined\n"), "{pairs}");
    assert!(pairs.contains("0a,0b,") && pairs.contains("name: same +"), "{pairs}");
}

#[test]
fn the_order_of_rows_and_the_kind_of_file_change_nothing() {
    let desk = Desk::new();
    let forward = register();
    let mut lines: Vec<&str> = forward.lines().collect();
    lines[1..].reverse();
    let settings = desk.file("link.toml", SETTINGS);
    let link = |table: &Path, out: &Path| {
        ok(&["link", text(table), "--settings", text(&settings), "--out", text(out), "--json"])
    };
    let (one, two) = (desk.file("a.csv", &forward), desk.file("b.csv", &lines.join("\n")));
    let (first, second) = (desk.path("a.parquet"), desk.path("b.csv.out.csv"));
    link(&one, &first);
    link(&two, &second);
    // The Parquet output is a table again, and a second run over it is refused until renamed.
    let said = fails(
        &["link", text(&first), "--settings", text(&settings), "--out", text(&desk.path("x.csv"))],
        3,
    );
    assert!(said.contains("cluster_id"), "{said}");
    let groups = |rows: Vec<(String, String)>| {
        let mut by: std::collections::BTreeMap<String, Vec<String>> =
            std::collections::BTreeMap::new();
        rows.into_iter().for_each(|(id, cluster)| by.entry(cluster).or_default().push(id));
        let mut groups: Vec<Vec<String>> = by.into_values().collect();
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        groups
    };
    let third = desk.path("a.csv.out.csv");
    link(&one, &third);
    assert_eq!(groups(clusters(&third)), groups(clusters(&second)));
}

#[test]
fn mistakes_in_settings_are_named_with_the_way_out() {
    let desk = Desk::new();
    let table = desk.file("people.csv", &register());
    let wrong = |settings: &str| {
        let settings = desk.file("wrong.toml", settings);
        fails(
            &[
                "link",
                text(&table),
                "--settings",
                text(&settings),
                "--out",
                text(&desk.path("o.csv")),
            ],
            3,
        )
    };
    assert!(wrong("").contains("[[compare]]"));
    assert!(wrong(&SETTINGS.replace("'date'", "'dates'")).contains("use one of"));
    assert!(wrong(&SETTINGS.replace("['born']", "['bron']")).contains("it has no, first"));
    assert!(wrong(&SETTINGS.replace("on = ['mail']", "on = ['male']")).contains("male"));
    assert!(wrong(&SETTINGS.replace("on = ['mail']", "on = ['mail:x']")).contains("surname:3"));
    assert!(wrong(&format!("probability = 2.0\n{SETTINGS}")).contains("between 0 and 1"));
    assert!(wrong("colour = 1\n").contains("colour"));
    assert!(!desk.path("o.csv").exists());
}
