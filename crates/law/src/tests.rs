//! The rule book as a whole, its clocks, and what must hold whatever the facts are.

use crate::assess::{Assessment, Outcome, Subject, assess};
use crate::book::{Book, book};
use crate::clock::{Moment, due};
use crate::duty::{Deadline, DeadlineKind, Reading, Role, Roll, Status, Unit};
use crate::model::FactType;
use crate::scope::{Group, Holder, ToldFact, sheets};
use std::collections::BTreeMap;

#[test]
fn every_duty_says_where_it_comes_from_and_how_it_was_read() {
    let book = book().unwrap();
    assert!(book.duties.len() > 300 && book.jurisdictions.len() > 80 && book.calendars.len() > 30);
    for duty in book.duties.values() {
        let source = &duty.source;
        let named = !source.url.is_empty() || !source.unverified.is_empty();
        assert!(named, "{}: neither an address nor what is not verified", duty.id);
        if source.read == Reading::ModelKnowledge {
            assert!(
                !source.unverified.is_empty(),
                "{}: read by nobody, and does not say so",
                duty.id
            );
        }
        let dated = duty.version.from.is_some() || duty.version.status != Status::EnactedNotInForce;
        assert!(dated || !source.notes.is_empty() || !source.unverified.is_empty(), "{}", duty.id);
    }
}

#[test]
fn a_broken_file_is_named_with_what_is_wrong() {
    let whole: Vec<(String, String)> = texts();
    let broken = |name: &str, from: &str, to: &str| {
        let mut files = whole.clone();
        let file = files.iter_mut().find(|(known, _)| known == name).unwrap();
        assert!(file.1.contains(from), "{name} lacks {from}");
        file.1 = file.1.replacen(from, to, 1);
        Book::parse(&files).unwrap_err().to_string()
    };
    let prelim = "jp/appi-26-1-prelim.toml";
    assert!(broken(prelim, "breach_possible", "breech").contains("`breech`"));
    assert!(broken(prelim, "start = \"aware\"", "start = \"noticed\"").contains("noticed"));
    assert!(broken(prelim, "[trigger]", "[trigger]\ncolour = 1").contains("colour"));
    assert!(
        broken("jp/appi-26-1-final-60.toml", "calendar = \"JP\"", "calendar = \"MARS\"")
            .contains("MARS")
    );
    assert!(
        broken("jp/appi-26-1-final-60.toml", "JP-APPI-26-1-PRELIM", "JP-NOTHING")
            .contains("JP-NOTHING")
    );
    assert!(broken("facts.toml", "cause in [intrusion", "cause in [burglary").contains("burglary"));
    let error = broken(prelim, "id = \"JP-APPI-26-1-PRELIM\"", "id = \"JP-APPI-26-1-FINAL-60\"");
    assert!(error.contains("too"), "{error}");
}

/// The files of the rule book on disk.
#[expect(clippy::disallowed_methods, reason = "the test breaks the files one by one")]
fn texts() -> Vec<(String, String)> {
    fn gather(root: &std::path::Path, folder: &std::path::Path, all: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                gather(root, &path, all);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                all.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../laws");
    let mut all = Vec::new();
    gather(&root, &root, &mut all);
    all
}

fn deadline(value: u32, unit: Unit, roll: Roll, first_day_counts: bool) -> Deadline {
    Deadline {
        kind: DeadlineKind::Limit,
        value,
        unit,
        start: None,
        first_day_counts,
        after_year: false,
        roll,
        calendar: None,
        when: None,
        note: String::new(),
    }
}

#[test]
fn clocks_run_as_laws_count_them() {
    let book = book().unwrap();
    let at = |deadline: &Deadline, start: &str, zone: &str, calendar: &str| {
        let start = Moment::parse(start, zone).unwrap();
        due(deadline, &start, zone, book.calendars.get(calendar)).unwrap().local()
    };
    let days = |n, roll, first| deadline(n, Unit::Days, roll, first);
    let none = Roll::None;
    // Elapsed hours run through weekends and through the change of clocks.
    let hours = deadline(72, Unit::Hours, none, false);
    assert_eq!(at(&hours, "2026-11-20T18:30:00+09:00", "Asia/Seoul", ""), "2026-11-23 18:30");
    assert_eq!(at(&hours, "2026-10-23T12:00:00+01:00", "Europe/London", ""), "2026-10-26 11:00");
    // A day alone: the clock starts at its beginning, so that no limit is missed.
    assert_eq!(at(&hours, "2024-08-05", "Asia/Ho_Chi_Minh", ""), "2024-08-08 00:00");
    // Reg. 1182/71: Good Friday and Easter Monday leave one working day, so a second is added.
    let eu = deadline(72, Unit::Hours, Roll::EuHours, false);
    assert_eq!(at(&eu, "2026-04-02T22:00:00+02:00", "Europe/Berlin", "DE"), "2026-04-08 00:00");
    assert_eq!(at(&eu, "2026-11-20T18:00:00+01:00", "Europe/Berlin", "DE"), "2026-11-23 18:00");
    assert_eq!(at(&eu, "2026-11-17T18:10:00+01:00", "Europe/Berlin", "DE"), "2026-11-20 19:00");
    // Japan counts the day of knowing, and moves a last day on a closed one.
    let japan = days(60, Roll::NextBusinessDay, true);
    assert_eq!(at(&japan, "2026-11-04T09:00:00+09:00", "Asia/Tokyo", "JP"), "2027-01-04");
    assert_eq!(
        at(&days(3, none, false), "2026-11-20T09:00:00+08:00", "Asia/Singapore", ""),
        "2026-11-23"
    );
    assert_eq!(
        at(&days(30, none, false), "2026-11-22T10:00:00-08:00", "America/Los_Angeles", ""),
        "2026-12-22"
    );
    let business = |n| deadline(n, Unit::BusinessDays, none, false);
    assert_eq!(
        at(&business(4), "2026-11-24T17:00:00-05:00", "America/New_York", "US-FEDERAL"),
        "2026-12-01"
    );
    assert_eq!(
        at(&business(3), "2026-11-19T15:00:00-03:00", "America/Sao_Paulo", "BR"),
        "2026-11-25"
    );
    let month = deadline(1, Unit::Months, none, false);
    assert_eq!(at(&month, "2026-01-31T12:00:00+01:00", "Europe/Brussels", ""), "2026-02-28");
    let noon = deadline(4, Unit::Hours, Roll::NoonNextBusinessDay, false);
    assert_eq!(at(&noon, "2026-11-20T22:00:00+01:00", "Europe/Berlin", "DE"), "2026-11-23 12:00");
}

/// A small generator of numbers, so that a failure can be run again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

const PLACES: [&str; 10] = ["JP", "VN", "DE", "GB", "US-CA", "US-TX", "KR", "SG", "BR", "AU"];

fn holder(dice: &mut Dice) -> Holder {
    let fields = ["name", "email", "medical", "payment_card", "national_id:us_ssn", "credential"];
    let groups = (0..=dice.roll(3)).map(|_| {
        let persons = [1, 400, 999, 1_001, 60_000][dice.roll(5)];
        Group {
            residence: (dice.roll(5) > 0).then(|| PLACES[dice.roll(PLACES.len())].to_owned()),
            persons,
            records: persons,
            elements: fields
                .iter()
                .filter(|_| dice.roll(2) == 0)
                .map(|field| ((*field).to_owned(), persons))
                .collect(),
        }
    });
    let groups = groups.collect();
    let aware = Moment::parse("2026-10-05T10:00:00+09:00", "Asia/Tokyo").unwrap();
    Holder {
        country: PLACES[dice.roll(PLACES.len())][..2].to_owned(),
        establishments: Vec::new(),
        groups,
        open: dice.roll(2) == 0,
        bounds: None,
        told: Vec::new(),
        zone: "Asia/Tokyo".to_owned(),
        moments: BTreeMap::from([("aware".to_owned(), aware)]),
    }
}

/// Facts at random, none of them a moment.
fn told(book: &Book, dice: &mut Dice, count: usize) -> Vec<ToldFact> {
    let known: Vec<_> = book
        .model
        .order
        .iter()
        .filter_map(|name| book.model.facts.get(name))
        .filter(|fact| matches!(fact.kind, FactType::YesNo | FactType::Choice))
        // What follows from other facts is left to them: told against them it would contradict them.
        .filter(|fact| fact.yes_when.is_none() && fact.no_when.is_none() && fact.is_when.is_empty())
        .filter(|fact| fact.name != "established")
        .collect();
    (0..count)
        .map(|_| {
            let fact = known[dice.roll(known.len())];
            let value = match fact.kind {
                FactType::Choice => fact.words[dice.roll(fact.words.len())].clone(),
                _ => ["yes", "no"][dice.roll(2)].to_owned(),
            };
            let source = "a die".to_owned();
            ToldFact { name: fact.name.clone(), value, within: None, source }
        })
        .collect()
}

fn assessed(book: &Book, holder: &Holder) -> Vec<Assessment> {
    let subject = Subject {
        company: "C1".to_owned(),
        country: holder.country.clone(),
        role: Role::Controller,
        for_whom: String::new(),
        sheets: sheets(book, holder),
        acts: BTreeMap::new(),
    };
    assess(book, &subject, "2026-11-26".parse().unwrap())
}

const NONE: [Outcome; 2] = [Outcome::NoDuty, Outcome::NotVerified];

#[test]
fn what_is_not_known_never_gives_no_duty() {
    let book = book().unwrap();
    let mut dice = Dice(20_261_126);
    for _ in 0..60 {
        let mut with = holder(&mut dice);
        with.told = told(book, &mut dice, 25);
        let before = assessed(book, &with);
        // Forgetting facts may make an answer less sure; it never makes a duty go away.
        let mut without = with.clone();
        without.told.retain(|_| dice.roll(2) == 0);
        let names = |holder: &Holder| -> Vec<String> {
            holder.told.iter().map(|fact| fact.name.clone()).collect()
        };
        let kept = names(&without);
        // A fact told twice must be forgotten or kept as a whole.
        without.told = with.told.iter().filter(|fact| kept.contains(&fact.name)).cloned().collect();
        for (known, unknown) in before.iter().zip(assessed(book, &without)) {
            let vanished =
                NONE.contains(&unknown.outcome) || unknown.outcome == Outcome::OutOfReach;
            let was = NONE.contains(&known.outcome)
                || matches!(known.outcome, Outcome::OutOfReach | Outcome::NotInForce);
            assert!(
                !vanished || was,
                "{}: {:?} became {:?}",
                known.id,
                known.outcome,
                unknown.outcome
            );
        }
    }
}

#[test]
fn deadlines_never_move_earlier_when_facts_are_added() {
    let book = book().unwrap();
    let mut dice = Dice(7);
    for _ in 0..60 {
        let mut less = holder(&mut dice);
        less.told = told(book, &mut dice, 10);
        let mut more = less.clone();
        let added = told(book, &mut dice, 20);
        // Added, not changed: what was told stays.
        more.told.extend(
            added.into_iter().filter(|fact| less.told.iter().all(|old| old.name != fact.name)),
        );
        more.told.dedup_by(|later, first| later.name == first.name);
        for (before, after) in assessed(book, &less).iter().zip(assessed(book, &more)) {
            // A duty that hangs on another's act follows it; it is compared by its own clock only.
            let own = book.duties.get(&before.duty).is_some_and(|duty| duty.clock.start.is_some());
            let open = before.outcome.is_open() && after.outcome.is_open();
            if let (Some(old), Some(new), true, true) = (before.plan(), after.plan(), own, open) {
                assert!(new.at >= old.at, "{}: {} became {}", before.id, old.local(), new.local());
            }
        }
    }
}

#[test]
fn a_later_version_changes_no_past_answer() {
    let mut files = texts();
    let (_, text) = files.iter().find(|(name, _)| name == "vn/pdpl-23-1-mps.toml").unwrap().clone();
    let later = text
        .replace("id = \"VN-PDPL-23-1-MPS\"", "id = \"VN-FUTURE\"")
        .replace("from = \"2026-01-01\"", "from = \"2027-01-01\"")
        .replace("replaces = \"VN-DEC13-23-MPS\"", "replaces = \"VN-PDPL-23-1-MPS\"")
        .replace("value = 72", "value = 24");
    let now = Book::parse(&files).unwrap();
    files.push(("vn/future.toml".to_owned(), later));
    let then = Book::parse(&files).unwrap();
    let at = |moment: &str| {
        let aware = Moment::parse(moment, "Asia/Ho_Chi_Minh").unwrap();
        Holder {
            country: "VN".to_owned(),
            groups: vec![Group {
                residence: Some("VN".to_owned()),
                persons: 9,
                ..Group::default()
            }],
            told: [("accessed", "confirmed"), ("risk", "high")]
                .map(|(name, value)| ToldFact {
                    name: name.to_owned(),
                    value: value.to_owned(),
                    within: None,
                    source: "the test".to_owned(),
                })
                .to_vec(),
            moments: BTreeMap::from([("aware".to_owned(), aware)]),
            ..Holder::default()
        }
    };
    for past in ["2024-08-05", "2026-03-01T10:00:00+07:00"] {
        let before = assessed(&now, &at(past));
        let after = assessed(&then, &at(past));
        let old: Vec<&Assessment> = after.iter().filter(|one| one.duty != "VN-FUTURE").collect();
        assert_eq!(before.iter().collect::<Vec<_>>(), old, "{past}");
        assert!(
            after.iter().any(|one| one.duty == "VN-FUTURE" && one.outcome == Outcome::NotInForce)
        );
    }
    // From its first day on the later one speaks, and the earlier one no more.
    let new = assessed(&then, &at("2027-02-01T10:00:00+07:00"));
    let of = |duty: &str| new.iter().find(|one| one.duty == duty).map(|one| one.outcome);
    assert_eq!(of("VN-FUTURE"), Some(Outcome::Arises));
    assert_eq!(of("VN-PDPL-23-1-MPS"), Some(Outcome::NotInForce));
}

#[test]
fn a_rule_not_in_force_still_knows_its_thresholds() {
    let book = book().unwrap();
    let duty = &book.duties["TW-PDPA-12-NEW-AUTH"];
    let answer = |records: u64| {
        let mut holder = holder(&mut Dice(3));
        holder.country = "TW".to_owned();
        holder.open = false;
        holder.groups = vec![Group {
            residence: Some("TW".to_owned()),
            persons: 9,
            records,
            ..Group::default()
        }];
        let sheets = sheets(book, &holder);
        let mut judge = crate::sheet::Judge::new(&book.model, &sheets["TW"]);
        let asked =
            duty.trigger.any.iter().find(|one| one.to_string().starts_with("records >= 100"));
        judge.truth(asked.unwrap())
    };
    assert_eq!((answer(99), answer(100)), (crate::truth::Truth::No, crate::truth::Truth::Yes));
}

#[test]
fn persons_whose_residence_is_not_known_count_as_far_as_somebody_says() {
    let book = book().unwrap();
    let of = |residence: Option<&str>, field: &str, told: &[(&str, &str, Option<&str>)]| {
        let mut holder = holder(&mut Dice(5));
        holder.country = "US".to_owned();
        holder.open = false;
        holder.groups = vec![Group {
            residence: residence.map(str::to_owned),
            persons: 600,
            records: 600,
            elements: BTreeMap::from([(field.to_owned(), 600), ("name".to_owned(), 600)]),
        }];
        holder.told = [("accessed", "confirmed", None), ("hipaa", "covered_entity", None)]
            .iter()
            .chain(told)
            .map(|(name, value, within)| ToldFact {
                name: (*name).to_owned(),
                value: (*value).to_owned(),
                within: within.map(str::to_owned),
                source: "the test".to_owned(),
            })
            .collect();
        let all = assessed(book, &holder);
        move |duty: &str| all.iter().find(|one| one.duty == duty).unwrap().outcome
    };
    // Known to live in the country, not in which state.
    assert_eq!(of(Some("US"), "medical", &[])("US-HIPAA-406"), Outcome::Depends);
    let unknown = of(None, "payment_card", &[]);
    assert_eq!(unknown("US-OH-INDIV"), Outcome::Depends, "a card may come with its code");
    let ask = "unplaced_persons_live_there";
    let said = of(None, "national_id:us_ssn", &[(ask, "yes", Some("US-CA")), (ask, "no", None)]);
    assert_eq!(said("US-CA-INDIV"), Outcome::Arises, "what was said of the place goes before");
    assert_eq!(said("US-OH-INDIV"), Outcome::OutOfReach);
}
