//! Whole small cases through the pure part: every pair that shares a key is weighed with the
//! methods' own experience, nothing is learnt.

use super::{
    Because, Decided, Folding, JOIN_BITS, Known, Mention, Prepared, Resolved, Roles, Scope,
    Unplaced, place, prepare,
};
use crate::linkage::cluster::cluster;
use crate::linkage::{Clustering, Judge, Model, Pair};
use candor_facts::{Field, Role};

fn mention(id: &str, name: &str) -> Mention {
    Mention { record_id: id.into(), names: vec![name.into()], ..Mention::default() }
}

fn with_mail(id: &str, name: &str, mail: &str) -> Mention {
    Mention { emails: vec![mail.into()], ..mention(id, name) }
}

fn resolve(records: Vec<Mention>, decided: &Decided, roles: &Roles, known: &Known) -> Resolved {
    let mut folding = Folding::new(decided);
    records.into_iter().for_each(|record| folding.add(record));
    let prepared = prepare(folding.finish(), decided, roles);
    let Prepared { mentions, table, keys, guard, .. } = prepared.unwrap();
    let model = Model::prior(table.schema(), 0.01);
    let mut pairs = Vec::new();
    for left in 0..table.rows() {
        for right in left + 1..table.rows() {
            let aside = mentions.said_together.get(&(left, right)).map_or(0.0, |aside| aside.bits);
            let bits = model.bits(&table, left, right) + aside;
            if keys.meeting(left, right).is_some() && bits >= JOIN_BITS {
                pairs.push(Pair { left, right, bits });
            }
        }
    }
    let aside = |pair| mentions.said_together.get(&pair).map_or(0.0, |aside| aside.bits);
    let bits = |left, right| model.bits(&table, left, right) + aside((left, right));
    let near = |kind: u32, one, two| table.is_near((kind & 0xf) as usize, one, two);
    let speak = |left, right| super::speaks(&table, left, right);
    let judge = Judge { bits: &bits, speak: &speak, near: &near };
    let clustering = cluster(table.rows(), pairs, &guard, &judge);
    place(&mentions, &guard, &clustering, known)
}

fn plainly(records: Vec<Mention>) -> Resolved {
    resolve(records, &Decided::default(), &Roles::new(), &Known::new())
}

fn person<'a>(resolved: &'a Resolved, record: &str) -> Option<&'a str> {
    let found = resolved.members.iter().find(|member| member.record_id == record);
    found.map(|member| member.person_id.as_str())
}

#[test]
fn a_shorter_form_of_a_name_goes_to_the_only_longer_one_around() {
    let at =
        |mention: Mention, company: &str| Mention { companies: vec![company.into()], ..mention };
    let gareth = at(with_mail("a-1", "Gareth Pryce", "gareth.pryce@mail.example"), "C1");
    let initial = at(mention("b-1", "G. Pryce"), "C1");
    let one = plainly(vec![gareth.clone(), initial.clone()]);
    assert_eq!(person(&one, "b-1"), Some("P-a-1"));
    let gwen = at(with_mail("c-1", "Gwen Pryce", "gwen.p@mail.example"), "C1");
    let two = plainly(vec![gareth.clone(), gwen, initial]);
    assert_eq!(person(&two, "b-1"), None);
    let elsewhere = plainly(vec![gareth, at(mention("b-1", "G. Pryce"), "C2")]);
    assert_eq!(person(&elsewhere, "b-1"), Some("P-b-1"), "another company's");
    // Forms of three lengths are one person, whatever their ids.
    for (short, long) in [("a-1", "a-2"), ("a-2", "a-1")] {
        let full = at(with_mail("c-1", "Gareth John Pryce", "gjp@mail.example"), "C1");
        let forms = [at(mention(short, "G. Pryce"), "C1"), at(mention(long, "Gareth Pryce"), "C1")];
        let one = plainly([vec![full], forms.to_vec()].concat());
        assert_eq!((person(&one, short), person(&one, long)), (Some("P-c-1"), Some("P-c-1")));
    }
    let given = plainly(vec![mention("a-1", "Bùi Hải Yến"), mention("a-2", "Hải Yến")]);
    assert_eq!(person(&given, "a-2"), person(&given, "a-1"));
}

#[test]
fn one_name_twice_in_a_letter_is_one_person_and_in_a_list_two() {
    let mail = with_mail("a-1", "Yuko Segawa", "segawa-y@mail.example");
    let phone = |listed: bool| Mention {
        phones: vec!["+819091773046".into()],
        listed,
        ..mention("a-2", "Segawa Yuko")
    };
    let letter = plainly(vec![mail.clone(), phone(false)]);
    assert_eq!(person(&letter, "a-2"), Some("P-a-1"));
    let list = plainly(vec![Mention { listed: true, ..mail }, phone(true)]);
    assert_eq!(person(&list, "a-2"), Some("P-a-2"));
}

#[test]
fn a_bare_name_goes_to_its_only_bearer_or_to_nobody() {
    let ann = with_mail("a-1", "Ann Underhill", "ann.underhill@mail.example");
    let other = with_mail("b-1", "Ann Underhill", "a.u.77@post.example");
    let one = plainly(vec![ann.clone(), mention("c-1", "Ann Underhill")]);
    assert_eq!(person(&one, "c-1"), Some("P-a-1"));
    let two = plainly(vec![ann.clone(), other.clone(), mention("c-1", "Ann Underhill")]);
    assert_eq!(person(&two, "c-1"), None);
    assert_eq!(two.undecided[0].candidates, ["P-a-1", "P-b-1"]);
    assert_eq!(two.undecided[0].doubt, Unplaced::SeveralBearers);
    let beside = plainly(vec![ann, other, mention("b-2", "Ann Underhill")]);
    assert_eq!(person(&beside, "b-2"), Some("P-b-1"), "the bearer in its own document");
    let link = beside.members.iter().find(|member| member.record_id == "b-2").unwrap();
    assert_eq!(link.because, Because::OnlyBearerIn(Scope::Document));
    let none = plainly(vec![mention("a-1", "Ann Underhill"), mention("b-1", "Ann Underhill")]);
    assert_eq!(person(&none, "b-1"), Some("P-a-1"));
}

#[test]
fn names_that_only_sound_alike_are_not_one() {
    let noriko = with_mail("a-1", "石川 典子", "u11@mail.example");
    let other = with_mail("b-1", "石川 紀子", "u22@mail.example");
    let written = plainly(vec![noriko.clone(), other.clone(), mention("c-1", "石川典子")]);
    assert_eq!(person(&written, "c-1"), Some("P-a-1"));
    let unknown = plainly(vec![other.clone(), mention("c-1", "石川典子")]);
    assert_eq!(person(&unknown, "c-1"), Some("P-c-1"), "紀子 is another");
    let spoken = plainly(vec![noriko, other, mention("c-1", "イシカワ ノリコ")]);
    assert_eq!(person(&spoken, "c-1"), None, "both sound so");
    let bare = plainly(vec![mention("a-1", "石川典子"), mention("b-1", "石川紀子")]);
    assert_eq!(person(&bare, "b-1"), Some("P-b-1"));
    // Whatever the ids: what is written by its sound is of neither of two.
    for (roman, first, second) in [("a-1", "b-1", "c-1"), ("c-1", "a-1", "b-1")] {
        let all = vec![
            mention(roman, "Noriko Ishikawa"),
            mention(first, "石川典子"),
            mention(second, "石川紀子"),
        ];
        let told = plainly(all);
        assert_eq!(person(&told, roman), None);
        assert_ne!(person(&told, first), person(&told, second));
    }
    let spelt = plainly(vec![
        with_mail("a-1", "Shota Sato", "u1@mail.example"),
        mention("b-1", "Satoh Shohta"),
        with_mail("a-2", "石川典子", "u2@mail.example"),
        mention("b-2", "石川のりこ"),
        with_mail("a-3", "斉藤一郎", "u3@mail.example"),
        mention("b-3", "齋藤一郎"),
    ]);
    for (record, whom) in [("b-1", "P-a-1"), ("b-2", "P-a-2"), ("b-3", "P-a-3")] {
        assert_eq!(person(&spelt, record), Some(whom));
    }
}

#[test]
fn who_stands_close_goes_before_whose_name_is_written_alike() {
    let born = |mention: Mention, day: &str| Mention { birth_dates: vec![day.into()], ..mention };
    let close = born(with_mail("c-1", "Noriko Ishikawa", "n@mail.example"), "1980-01-01");
    let alike = born(with_mail("a-1", "石川典子", "u2@mail.example"), "1991-02-03");
    let told = plainly(vec![close, alike, mention("c-2", "石川典子")]);
    assert_eq!(person(&told, "c-1"), Some("P-c-1"));
    assert_eq!(person(&told, "c-2"), Some("P-c-1"));
}

#[test]
fn what_one_run_placed_the_next_leaves_there() {
    let at = |mention: Mention| Mention { employers: vec!["acme".into()], ..mention };
    let staff = |mention: Mention, department: &str| Mention {
        departments: vec![department.into()],
        companies: vec!["C1".into()],
        relations: vec!["employee@C1".into()],
        ..mention
    };
    let records = vec![
        at(with_mail("a-1", "Ann Underhill", "ann.underhill@mail.example")),
        at(mention("c-1", "Ann Underhill")),
        staff(with_mail("a-2", "Bo Lindqvist", "bo@one.example"), "Sales"),
        staff(with_mail("b-2", "Bo Lindqvist", "bl@two.example"), "Buying"),
        staff(mention("c-2", "Bo Lindqvist"), "Sales"),
    ];
    let unlinked = |known: &Known| unlinked(records.clone(), known);
    let first = unlinked(&Known::new());
    assert_eq!(person(&first, "c-1"), Some("P-a-1"));
    assert_eq!(person(&first, "c-2"), Some("P-a-2"));
    let members = first.members.iter();
    let known = members.map(|one| (one.record_id.clone(), one.person_id.clone())).collect();
    assert_eq!(unlinked(&known).members, first.members);
}

#[test]
fn a_department_tells_which_of_the_staff_is_meant() {
    let staff = |mention: Mention, department: &str, relation: &str| Mention {
        departments: vec![department.into()],
        companies: vec!["C1".into()],
        relations: vec![relation.into()],
        ..mention
    };
    let of_sales = |relation: &str| {
        staff(with_mail("a-1", "Ann Underhill", "a@mail.example"), "Sales", relation)
    };
    let buyer = staff(with_mail("b-1", "Ann Underhill", "b@post.example"), "Buying", "employee@C1");
    let named = staff(mention("c-1", "Ann Underhill"), "sales", "employee@C1");
    let told = plainly(vec![of_sales("employee@C1"), buyer.clone(), named.clone()]);
    assert_eq!(person(&told, "c-1"), Some("P-a-1"));
    let link = told.members.iter().find(|member| member.record_id == "c-1").unwrap();
    assert_eq!(link.because, Because::OnlyBearerIn(Scope::Department));
    // A customer's department of that name is another.
    let others = plainly(vec![of_sales("business_contact@C1"), buyer, named]);
    assert_eq!(person(&others, "c-1"), Some("P-b-1"));
}

#[test]
fn two_addresses_at_one_firm_are_two_people_unless_more_agrees() {
    let at = |id: &str, mail: &str, phone: &str| Mention {
        employers: vec!["acme".into()],
        phones: vec![phone.into()],
        departments: vec!["Sales".into()],
        ..with_mail(id, "Ann Underhill", mail)
    };
    let one = at("a-1", "u17@acme.example", "+12125550101");
    let bare = Mention { employers: vec!["acme".into()], ..mention("c-1", "Ann Underhill") };
    let two = plainly(vec![one.clone(), at("b-1", "k5@acme.example", "+12125550199"), bare]);
    assert_eq!(person(&two, "b-1"), Some("P-b-1"));
    assert_eq!(person(&two, "c-1"), None, "either may be meant");
    let same = plainly(vec![one.clone(), at("b-1", "k5@acme.example", "+12125550101")]);
    assert_eq!(person(&same, "b-1"), Some("P-a-1"), "one telephone");
}

#[test]
fn one_bare_name_in_two_documents_means_the_bearer_of_each() {
    let resolved = plainly(vec![
        with_mail("a-1", "Ann Underhill", "ann.underhill@mail.example"),
        mention("a-2", "Ann Underhill"),
        with_mail("b-1", "Ann Underhill", "a.u.77@post.example"),
        mention("b-2", "Ann Underhill"),
    ]);
    assert_eq!(person(&resolved, "a-2"), Some("P-a-1"));
    assert_eq!(person(&resolved, "b-2"), Some("P-b-1"));
}

#[test]
fn a_family_name_alone_needs_its_document_or_employer() {
    let full = with_mail("a-1", "大久保 花子", "h.okubo@reiji.example");
    let beside = plainly(vec![full.clone(), mention("a-2", "大久保")]);
    assert_eq!(person(&beside, "a-2"), Some("P-a-1"));
    let elsewhere = plainly(vec![full, mention("b-1", "大久保")]);
    assert_eq!(person(&elsewhere, "b-1"), None);
    assert_eq!(elsewhere.undecided[0].doubt, Unplaced::NameInPart);
}

#[test]
fn a_number_without_a_name_is_nobody_until_it_meets_one() {
    let card = |id: &str, name: &str| Mention {
        record_id: id.into(),
        names: if name.is_empty() { Vec::new() } else { vec![name.into()] },
        identifiers: vec!["payment_card:4111222233334444".into()],
        ..Mention::default()
    };
    let alone = plainly(vec![card("a-1", "")]);
    assert_eq!((alone.members.len(), alone.undecided[0].doubt), (0, Unplaced::NumberAlone));
    let met = plainly(vec![card("a-1", ""), card("b-1", "Ann Underhill")]);
    assert_eq!(person(&met, "a-1"), person(&met, "b-1"));
}

#[test]
fn known_persons_keep_their_ids_and_joins_are_told() {
    let (one, two) = ("ann.underhill@mail.example", "ann@post.example");
    let first = plainly(vec![
        with_mail("b-1", "Ann Underhill", one),
        with_mail("c-1", "Ann Underhill", two),
    ]);
    let known: Known =
        first.members.iter().map(|m| (m.record_id.clone(), m.person_id.clone())).collect();
    assert_eq!(person(&first, "c-1"), Some("P-c-1"));
    // A record with a smaller id in a later wave, which has both mails.
    let both = Mention {
        emails: vec![one.into(), two.into()],
        wave: 1,
        ..mention("a-1", "Ann Underhill")
    };
    let records =
        vec![with_mail("b-1", "Ann Underhill", one), with_mail("c-1", "Ann Underhill", two), both];
    let joined = resolve(records, &Decided::default(), &Roles::new(), &known);
    assert_eq!(person(&joined, "a-1"), Some("P-b-1"));
    assert_eq!(person(&joined, "c-1"), Some("P-b-1"));
    assert_eq!(
        (joined.joined[0].from.as_str(), joined.joined[0].into.as_str()),
        ("P-c-1", "P-b-1")
    );
}

#[test]
fn birth_dates_of_strangers_keep_apart_and_slips_do_not() {
    let born = |id: &str, date: &str| Mention {
        birth_dates: vec![date.into()],
        ..with_mail(id, "Ann Underhill", "ann.underhill@mail.example")
    };
    let of = |other: &str| {
        let resolved = plainly(vec![born("a-1", "1971-04-06"), born("b-1", other)]);
        person(&resolved, "b-1").map(str::to_owned)
    };
    assert_eq!(of("1971-06-04").as_deref(), Some("P-a-1"), "day and month swapped");
    assert_eq!(of("1971-04-08").as_deref(), Some("P-a-1"), "one slip");
    assert_eq!(of("1985-11-23").as_deref(), Some("P-b-1"));
}

#[test]
fn a_bare_person_stays_when_namesakes_turn_up() {
    let known: Known = [("b-1".to_owned(), "P-b-1".to_owned())].into_iter().collect();
    let records = vec![
        mention("b-1", "Ann Underhill"),
        with_mail("c-1", "Ann Underhill", "ann.underhill@mail.example"),
        with_mail("d-1", "Ann Underhill", "a.u.77@post.example"),
    ];
    let resolved = resolve(records, &Decided::default(), &Roles::new(), &known);
    assert_eq!(person(&resolved, "b-1"), Some("P-b-1"));
}

#[test]
fn the_order_of_records_changes_nothing() {
    let mut records = vec![
        with_mail("a-1", "Ann Underhill", "ann.underhill@mail.example"),
        with_mail("a-2", "Underhill, Ann", "ann.underhill@mail.example"),
        mention("b-1", "Ann Underhill"),
        with_mail("c-1", "佐藤 翔太", "s.sato@reiji.example"),
        with_mail("c-2", "Shota Sato", "s.sato@reiji.example"),
        mention("d-1", "佐藤"),
    ];
    let one = plainly(records.clone());
    records.reverse();
    assert_eq!(one, plainly(records.clone()));
    records.swap(0, 3);
    assert_eq!(one, plainly(records));
}

#[test]
fn a_case_may_give_a_field_another_role() {
    let staff = |id: &str, number: &str| Mention {
        employee_ids: vec![number.into()],
        companies: vec!["C1".into()],
        ..with_mail(id, "Ann Underhill", "ann.underhill@mail.example")
    };
    let records = vec![staff("a-1", "E00017"), staff("b-1", "E90342")];
    assert_eq!(person(&plainly(records.clone()), "b-1"), Some("P-a-1"));
    let roles: Roles = [(Field::EmployeeId, Role::OneToOne)].into_iter().collect();
    let apart = resolve(records, &Decided::default(), &roles, &Known::new());
    assert_eq!(person(&apart, "b-1"), Some("P-b-1"));
}

#[test]
fn a_name_at_an_employer_is_of_the_one_person_known_there_or_of_nobody() {
    let at =
        |mention: Mention, employer: &str| Mention { employers: vec![employer.into()], ..mention };
    let ann = at(with_mail("a-1", "Ann Underhill", "ann.underhill@mail.example"), "acme");
    let other = at(with_mail("b-1", "Ann Underhill", "a.u.77@post.example"), "acme");
    let elsewhere = at(with_mail("d-1", "Ann Underhill", "a.u@third.example"), "globex");
    let named = at(mention("c-1", "Ann Underhill"), "acme");
    let one = plainly(vec![ann.clone(), elsewhere.clone(), named.clone()]);
    assert_eq!(person(&one, "c-1"), Some("P-a-1"));
    let born = |mention: Mention, day: &str| Mention { birth_dates: vec![day.into()], ..mention };
    let namesakes = vec![born(ann, "1980-01-01"), born(other, "1991-02-03"), named.clone()];
    let two = plainly(namesakes);
    assert_eq!(person(&two, "c-1"), None);
    assert_eq!(two.undecided[0].doubt, Unplaced::SeveralBearers);
    let unknown = plainly(vec![elsewhere, named]);
    assert_eq!(person(&unknown, "c-1"), Some("P-c-1"), "nobody is known there");
}

#[test]
fn what_papers_leave_of_a_number_or_a_birth_contradicts_nobody() {
    let staff = |id: &str, number: &str, birth: &str| Mention {
        national_ids: vec![number.into()],
        birth_dates: vec![birth.into()],
        ..mention(id, "Rosalba Montemayor")
    };
    let whole = staff("a-1", "us_ssn:223147767", "1987-11-21");
    let masked = plainly(vec![whole.clone(), staff("b-1", "us_ssn:7767", "1987")]);
    assert_eq!(person(&masked, "b-1"), Some("P-a-1"));
    let another = plainly(vec![whole, staff("b-1", "us_ssn:7768", "1988")]);
    assert_eq!(person(&another, "b-1"), Some("P-b-1"));
}

#[test]
fn a_mailbox_beside_no_name_goes_to_the_only_person_whose_name_it_spells() {
    let mailbox = |id: &str, address: &str| Mention {
        record_id: id.into(),
        emails: vec![address.into()],
        companies: vec!["C1".into()],
        ..Mention::default()
    };
    let named = |id: &str, name: &str, phone: &str| Mention {
        phones: vec![phone.into()],
        companies: vec!["C1".into()],
        ..mention(id, name)
    };
    let kessel = named("a-1", "Aurelie Kessel", "+442079460001");
    let there = plainly(vec![kessel.clone(), mailbox("b-1", "akessel@kessel.example")]);
    assert_eq!(person(&there, "b-1"), Some("P-a-1"));
    let link = there.members.iter().find(|member| member.record_id == "b-1").unwrap();
    assert_eq!(link.because, Because::Spells(Scope::Company));
    // A given name alone is enough in the same paper only.
    let given = |id: &str| plainly(vec![kessel.clone(), mailbox(id, "aurelie@kessel.example")]);
    assert_eq!(person(&given("a-2"), "a-2"), Some("P-a-1"));
    assert_eq!(person(&given("b-1"), "b-1"), Some("P-b-1"));
    // Of two whom it may mean, and of one with another address there, nobody knows.
    let anton = named("c-1", "Anton Kessel", "+442079460002");
    let two = plainly(vec![kessel.clone(), anton, mailbox("b-1", "akessel@kessel.example")]);
    assert_eq!(person(&two, "b-1"), Some("P-b-1"));
    let other = with_mail("c-1", "Aurelie Kessel", "aurelie.k@kessel.example");
    let taken = plainly(vec![other, mailbox("c-2", "akessel@kessel.example")]);
    assert_eq!(person(&taken, "c-2"), Some("P-c-2"));
}

#[test]
fn a_doubtful_name_is_nobody_until_somebody_bears_it() {
    let doubtful = |id: &str| Mention { doubtful: true, ..mention(id, "Rose Cottage") };
    let alone = plainly(vec![doubtful("a-1"), doubtful("b-1")]);
    assert!(alone.members.is_empty());
    assert!(alone.undecided.iter().all(|row| row.doubt == Unplaced::DoubtfulName));
    let rose = with_mail("c-1", "Rose Cottage", "rose@mail.example");
    let borne = plainly(vec![doubtful("a-1"), rose]);
    assert_eq!(person(&borne, "a-1"), Some("P-c-1"));
    let sure = plainly(vec![doubtful("a-1"), mention("b-1", "Rose Cottage")]);
    assert_eq!(person(&sure, "a-1"), person(&sure, "b-1"));
    assert!(person(&sure, "a-1").is_some());
}

#[test]
fn a_telephone_here_and_an_address_there_are_no_two_namesakes() {
    let phone = Mention {
        phones: vec!["+442079460001".into()],
        ..mention("a-1", "Rowan Thistlewood-Khan")
    };
    let mail = with_mail("b-1", "Rowan Thistlewood-Khan", "rowant@mail.example");
    let one = plainly(vec![phone.clone(), mail.clone()]);
    assert_eq!(person(&one, "b-1"), Some("P-a-1"));
    let rows = [phone, Mention { record_id: "a-2".into(), ..mail }];
    let listed = rows.map(|row| Mention { listed: true, ..row });
    let two = plainly(listed.to_vec());
    assert_eq!(person(&two, "a-2"), Some("P-a-2"), "two rows of one list");
}

/// Where records go of which no weight joins two.
fn unlinked(records: Vec<Mention>, known: &Known) -> Resolved {
    let mut folding = Folding::new(&Decided::default());
    records.into_iter().for_each(|record| folding.add(record));
    let prepared = prepare(folding.finish(), &Decided::default(), &Roles::new());
    let Prepared { mentions, guard, .. } = prepared.unwrap();
    let count = u32::try_from(mentions.all.len()).unwrap();
    let clustering = Clustering {
        first: (0..count).collect(),
        link: (0..count).map(|_| None).collect(),
        ..Clustering::default()
    };
    place(&mentions, &guard, &clustering, known)
}

#[test]
fn a_roster_names_the_staff_that_a_company_knows() {
    let staff = |mention: Mention, company: &str| Mention {
        relations: vec![format!("employee@{company}")],
        ..mention
    };
    let phone = |id: &str, name: &str| Mention {
        phones: vec!["+819061072345".into()],
        ..mention(id, name)
    };
    let register = staff(with_mail("b-1", "熊谷 禎久", "kumagai@house.example"), "C1");
    let on_duty = staff(phone("a-1", "熊谷禎久"), "C1");
    let one = unlinked(vec![register.clone(), on_duty.clone()], &Known::new());
    assert_eq!(person(&one, "a-1"), person(&one, "b-1"));
    assert!(person(&one, "a-1").is_some());
    let apart = |rows: Vec<Mention>| {
        let resolved = unlinked(rows, &Known::new());
        assert!(person(&resolved, "a-1").is_some());
        assert_ne!(person(&resolved, "a-1"), person(&resolved, "b-1"));
    };
    apart(vec![register.clone(), staff(phone("a-1", "熊谷禎久"), "C2")]);
    apart(vec![register.clone(), phone("a-1", "熊谷禎久")]);
    apart(vec![register.clone(), staff(phone("a-1", "熊谷定久"), "C1")]);
    let born = |mention: Mention, on: &str| Mention { birth_dates: vec![on.into()], ..mention };
    let numbered = |id: &str| {
        let numbered =
            Mention { employee_ids: vec!["B1704".into()], ..mention(id, "熊谷 禎久") };
        staff(numbered, "C1")
    };
    let three = unlinked(vec![register.clone(), numbered("c-1"), on_duty.clone()], &Known::new());
    assert_eq!(person(&three, "b-1"), person(&three, "c-1"), "a mail and a number, no two people");
    assert_eq!(person(&three, "a-1"), person(&three, "c-1"));
    apart(vec![born(register.clone(), "1980-02-03"), born(on_duty.clone(), "2004-05-06")]);
    let second = Mention { phones: vec!["+81758765432".into()], ..mention("a-2", "熊谷禎久") };
    let list =
        unlinked(vec![register.clone(), on_duty.clone(), staff(second, "C1")], &Known::new());
    assert_eq!(person(&list, "a-1"), None, "one list names two of the name");
    assert_eq!(person(&list, "a-2"), None);
    let third = staff(Mention { record_id: "d-1".into(), ..numbered("d-1") }, "C1");
    let third = Mention { emails: vec!["y.kumagai3@house.example".into()], ..third };
    let numbered_too = Mention { employee_ids: vec!["B1800".into()], ..third };
    let three =
        unlinked(vec![register.clone(), numbered("c-1"), numbered_too.clone()], &Known::new());
    assert_ne!(person(&three, "b-1"), person(&three, "c-1"), "a third may be either");
    let namesake = staff(with_mail("c-1", "熊谷 禎久", "y.kumagai2@house.example"), "C1");
    let two = unlinked(vec![register.clone(), namesake, on_duty.clone()], &Known::new());
    assert_eq!(person(&two, "a-1"), None, "a human says which of the two");
    assert_eq!(two.undecided.len(), 1);
    let joined = ["b-1", "c-1"].map(|id| (id.to_owned(), "P-b-1".to_owned()));
    let wave = unlinked(vec![register.clone(), numbered("c-1"), numbered_too], &joined.into());
    assert_eq!(person(&wave, "c-1"), Some("P-b-1"), "whom a run joined no later namesake parts");
    let earlier = Known::from([("a-1".to_owned(), "P-a-1".to_owned())]);
    let again = unlinked(vec![register, on_duty], &earlier);
    assert_eq!(person(&again, "a-1"), Some("P-a-1"), "what was once a person stays one");
}

#[test]
fn one_name_and_nothing_else_to_compare_says_nothing() {
    let called = |id: &str, name: &str| Mention {
        phones: vec!["+819061072345".into()],
        relations: vec!["employee@C1".into()],
        ..mention(id, name)
    };
    let mut folding = Folding::new(&Decided::default());
    let mailed = Mention {
        relations: vec!["customer@C1".into()],
        ..with_mail("b-1", "熊谷 禎久", "kumagai@mail.example")
    };
    for record in [called("a-1", "熊谷 禎久"), mailed, called("c-1", "大和 みのり")] {
        folding.add(record);
    }
    let prepared = prepare(folding.finish(), &Decided::default(), &Roles::new());
    let table = prepared.unwrap().table;
    assert!(!super::speaks(&table, 0, 1), "a telephone here and an address of mail there");
    assert!(super::speaks(&table, 0, 2), "one telephone");
    assert!(super::speaks(&table, 1, 2), "two names");
    let numbered = |id: &str, number: &str| Mention {
        identifiers: vec![number.into()],
        ..mention(id, "熊谷 禎久")
    };
    let mut folding = Folding::new(&Decided::default());
    let numbers = ["residence_card:NT12764768UF", "bank_account:1234567", "bank_account:7654321"];
    for (id, number) in ["a-1", "b-1", "c-1"].into_iter().zip(numbers) {
        folding.add(numbered(id, number));
    }
    let prepared = prepare(folding.finish(), &Decided::default(), &Roles::new());
    let table = prepared.unwrap().table;
    assert!(!super::speaks(&table, 0, 1), "a card here and an account there");
    assert!(super::speaks(&table, 1, 2), "two accounts");
}
