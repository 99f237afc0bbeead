//! Reports of a small invented case, in both readers' hands.

use super::*;
use crate::claims::{Cell, Counted, Heap, Wave, draw};
use candor_facts::{Certainty, EventKind, Field, Rounding, Unit};
use std::collections::BTreeMap;

fn event(id: &str, kind: EventKind, at: Option<&str>) -> Event {
    let text: BTreeMap<String, String> = [("ja", "言葉"), ("en", "words"), ("vi", "lời")]
        .into_iter()
        .map(|(lang, words)| (lang.to_owned(), words.to_owned()))
        .collect();
    Event {
        id: id.into(),
        kind,
        at: at.map(str::to_owned),
        until: None,
        zone: None,
        entity: Some("C1".into()),
        source: "the log book".into(),
        certainty: Certainty::Confirmed,
        text,
        internal: false,
        duty: None,
        supersedes: None,
    }
}

fn heap(state: &str, reason: &str, count: u64) -> Heap {
    Heap {
        collection: "leak-1".into(),
        state: state.into(),
        reason: reason.into(),
        doc_class: "invoice".into(),
        how: "text".into(),
        count,
    }
}

fn counted() -> Counted {
    let cell = Cell {
        category: "customer".into(),
        company: "C1".into(),
        field: "any".into(),
        tier: "disclosed".into(),
        items: 12,
        persons: 60_417,
    };
    Counted {
        heaps: vec![heap("read", "", 50_000), heap("unread", "encrypted", 7)],
        persons: 60_417,
        denied: vec![(Field::PaymentCard, 0)],
        cells: vec![cell.clone(), Cell { field: "address".into(), ..cell }],
        waves: vec![Wave { collection: "leak-1".into(), items: 50_007, ..Wave::default() }],
        events: vec![
            event("V-1", EventKind::Detected, Some("2024-08-05")),
            event("V-2", EventKind::PasswordsReset, Some("2024-08-06")),
            event("V-3", EventKind::Cause, None),
        ],
        ..Counted::default()
    }
}

fn facts(counted: &Counted) -> Facts {
    let rounding = |unit: Unit| match unit {
        Unit::Person => Rounding::TwoDigits,
        _ => Rounding::Exact,
    };
    let company = CompanyFacts {
        id: "C1".into(),
        names: vec!["例示株式会社".into(), "Reiji Co., Ltd.".into()],
        contact: None,
        contacts: BTreeMap::new(),
    };
    Facts {
        title: "Case".into(),
        number: 2,
        as_of: "2024-10-17".into(),
        companies: vec![company],
        collections: vec![CollectionFacts { name: "leak-1".into(), ..Default::default() }],
        claims: draw(counted, &rounding),
        events: counted.events.clone(),
        earlier: vec![Earlier { number: 1, date: "2024-08-12".into() }],
        ..Facts::default()
    }
}

fn text(report: &Report) -> String {
    serde_json::to_string(report).unwrap()
}

#[test]
fn the_public_report_rounds_and_the_internal_one_is_exact_and_names_its_claims() {
    let facts = facts(&counted());
    for lang in [Language::Ja, Language::En, Language::Vi] {
        let public = text(&report(&facts, Audience::Public, lang));
        let internal = text(&report(&facts, Audience::Internal, lang));
        let exact = number(lang, 60_417);
        assert!(!public.contains(&exact) && internal.contains(&exact), "{lang}");
        assert!(public.contains(&number(lang, 60_000)), "{lang}");
        assert!(!public.contains("C-persons") && internal.contains("C-persons"), "{lang}");
        assert!(!public.contains("the log book") && internal.contains("the log book"), "{lang}");
    }
    assert!(text(&report(&facts, Audience::Public, Language::Ja)).contains("約60,000"));
}

#[test]
fn a_refused_negative_is_not_said_and_what_is_open_is() {
    let mut counted = counted();
    let said = |counted: &Counted| text(&report(&facts(counted), Audience::Public, Language::En));
    assert!(said(&counted).contains("is not established yet"));
    assert!(!said(&counted).contains("No payment card number was found"));
    counted.heaps.pop();
    assert!(said(&counted).contains("No payment card number was found among the data"));
}

#[test]
fn what_nobody_told_is_a_visible_gap() {
    let facts = facts(&counted());
    let gaps = facts.gaps();
    assert_eq!(gaps.len(), 3, "{gaps:?}");
    let japanese = text(&report(&facts, Audience::Public, Language::Ja));
    assert_eq!(japanese.matches("【未記入").count(), 2);
    assert!(japanese.contains("【窓口未定】"));
}

#[test]
fn what_is_only_for_the_inside_stays_there() {
    let mut counted = counted();
    for kind in candor_facts::EventKind::ALL {
        counted.events[0].kind = *kind;
        counted.events[0].internal = true;
        counted.events[0].text.insert("en".into(), "secret words".into());
        let facts = facts(&counted);
        let said = |audience| text(&report(&facts, audience, Language::En));
        assert!(!said(Audience::Public).contains("secret words"), "{kind}");
        assert!(said(Audience::Internal).contains("secret words"), "{kind}");
    }
}

#[test]
fn tables_are_even_and_headings_are_there() {
    let facts = facts(&counted());
    for audience in [Audience::Public, Audience::Internal] {
        for section in report(&facts, audience, Language::Ja).sections {
            assert!(!section.heading.is_empty());
            for block in section.blocks {
                let Block::Table(table) = block else { continue };
                assert_eq!(table.header.len(), table.widths.len());
                assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
            }
        }
    }
}

#[test]
fn a_difference_tells_what_changed_and_why() {
    let before = facts(&counted());
    let mut later = counted();
    later.persons = 60_500;
    later.denied = vec![(Field::PaymentCard, 3)];
    later.events.remove(1);
    let mut corrected = event("V-4", EventKind::Detected, Some("2024-08-04"));
    corrected.supersedes = Some("V-1".into());
    later.events[0] = corrected;
    let mut after = facts(&later);
    after.number = 3;
    let wave = Occurrence {
        number: 9,
        at: "2024-09-07T00:00:00Z".into(),
        actor: "k".into(),
        kind: "wave",
        what: "collection leak-2".into(),
    };
    let setting = |folder: &str| [("company.C1.folders".to_owned(), folder.to_owned())].into();
    let mut before = before;
    (before.settings, after.settings) = (setting("share"), setting("share/C1"));
    let found = difference(&before, &after, vec![wave]);
    let persons = found.changes.iter().find(|change| change.claim == "C-persons").unwrap();
    assert_eq!((persons.before, persons.after), (Some(60_417), Some(60_500)));
    assert_eq!(persons.because, ["collection leak-2", "case.toml: company.C1.folders"]);
    let told =
        ("company.C1.folders".to_owned(), Some("share".to_owned()), Some("share/C1".to_owned()));
    assert_eq!(found.settings, [told]);
    let cards = found.changes.iter().find(|change| change.claim == "C-no-payment_card").unwrap();
    assert!(cards.standing.starts_with("negative, refused, exact → count"), "{}", cards.standing);
    let history: Vec<(&str, &str)> =
        found.history.iter().map(|(id, how, _)| (id.as_str(), *how)).collect();
    assert_eq!(history, [("V-4", "corrected"), ("V-2", "withdrawn")]);
    assert!(difference(&before, &before, Vec::new()).changes.is_empty());
}

fn reader(fields: &[Field]) -> Reader<'_> {
    Reader {
        reference: "C1-1-000001".into(),
        name: "",
        address: "",
        category: candor_facts::Category::Customer,
        fields,
        new_fields: &[],
        occasion: Occasion::First,
        told_before: "",
    }
}

#[test]
fn a_letter_names_the_readers_own_data_and_what_to_do_about_it() {
    let counted = counted();
    let mut facts = facts(&counted);
    facts.companies[0].contact = Some("privacy@reiji.example".into());
    facts.companies[0].contacts =
        [("en".to_owned(), "Privacy desk, privacy@reiji.example".to_owned())].into();
    for lang in [Language::Ja, Language::En, Language::Vi] {
        let writer = LetterWriter::new(&facts, "C1", lang, "2024-09-01", ContentRules::default());
        assert!(writer.gaps().is_empty(), "{:?}", writer.gaps());
        let fields = [Field::Name, Field::PaymentCard];
        let letter = writer.letter(&reader(&fields));
        let said = serde_json::to_string(&letter).unwrap();
        let wanted = [field_name(lang, Field::PaymentCard), "privacy@reiji.example"];
        assert!(wanted.iter().all(|words| said.contains(words)), "{said}");
        assert!(!said.contains(field_name(lang, Field::Address)), "only what stands in the files");
        assert_eq!(said.contains("Privacy desk"), lang == Language::En, "{said}");
        let cards = ["カード会社", "card company", "công ty thẻ"];
        assert!(said.contains(names::pick(lang, cards)), "{said}");
        assert!(letter.to.is_empty(), "a reader without name and address has no line");
        // An event without words in the reader's language is a gap, not a foreign sentence.
        let mut mute = facts.clone();
        mute.events.last_mut().unwrap().text.remove(lang.as_str());
        let writer = LetterWriter::new(&mute, "C1", lang, "2024-09-01", ContentRules::default());
        assert_eq!(writer.gaps().len(), 1, "{:?}", writer.gaps());
        let writer = LetterWriter::new(&facts, "C1", lang, "2024-09-01", ContentRules::default());
        // Who was told before learns what is new.
        let wider = Reader {
            occasion: Occasion::Wider,
            new_fields: &fields[1..],
            told_before: "2024-08-20",
            ..reader(&fields)
        };
        let said = serde_json::to_string(&writer.letter(&wider)).unwrap();
        assert!(said.contains(&date("2024-08-20", lang)), "{said}");
    }
}

#[test]
fn where_the_nature_of_a_breach_may_not_be_told_a_letter_is_silent_about_it() {
    let counted = counted();
    let facts = facts(&counted);
    let rules = ContentRules { without_nature: true, american: true, massachusetts: true };
    let writer = LetterWriter::new(&facts, "C1", Language::En, "2024-09-01", rules);
    let said = serde_json::to_string(&writer.letter(&reader(&[Field::NationalId]))).unwrap();
    assert!(said.contains("police report") && said.contains("security freeze"), "{said}");
    for silent in ["What happened", "What we did", "words"] {
        assert!(!said.contains(silent), "{silent}: {said}");
    }
    assert_eq!(writer.gaps(), ["the desk of the company (contact in case.toml)"]);
}

#[test]
fn a_filing_answers_each_item_or_shows_a_gap() {
    let counted = counted();
    let facts = facts(&counted);
    let items = slots().map(|slot| (slot.to_owned(), vec![slot.to_owned()])).collect();
    let form = Form { title: "Form".into(), note: String::new(), items };
    let context = Context {
        company: "C1".into(),
        as_of: "2024-10-17".into(),
        duty: "D-X-C1".into(),
        persons: 60_417,
        due: "2024-10-01".into(),
        is_late: true,
        statements: [("impact".to_owned(), "None that we know.".to_owned())].into(),
        ..Context::default()
    };
    for lang in [Language::Ja, Language::En, Language::Vi] {
        let draft = filing(&facts, &form, &context, Audience::Internal, lang);
        for section in &draft.sections {
            let lists = ["triggers", "consequences", "denials"];
            let empty = section.blocks.is_empty() && !lists.contains(&section.heading.as_str());
            assert!(!empty, "{} answers nothing in {lang}", section.heading);
        }
        let said = text(&draft);
        assert!(said.contains("None that we know."), "a statement fills an item");
        assert!(said.contains("C-customer-C1-any-disclosed-person"), "numbers name their claims");
        let public = text(&filing(&facts, &form, &context, Audience::Public, lang));
        assert!(!public.contains("D-X-C1") && !public.contains("C-customer"), "{public}");
    }
}
