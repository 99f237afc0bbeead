//! Resolve: records become mentions, mentions are linked, and every record gets its person.

use crate::error::UserError;
use crate::linking::{self, Outcome, Request, left_out_notes};
use crate::progress::Bar;
use crate::stages::attribute::{Place, Places, Relations, Said, places};
use crate::stages::expose::settings_text;
use candor_case::tables::{
    AmbiguousRow, ConflictRow, JoinedRow, PersonRecordRow, SharedContactRow,
};
use candor_case::{Case, OperationKind, Query};
use candor_engine::ANALYSIS_VERSION;
use candor_engine::expose::{DOUBTFUL_HINT, EXPOSE_VERSION, RELATIVE_HINT, UNDETERMINED};
use candor_engine::linkage::cluster::{Conflict, Doubt};
use candor_engine::linkage::{Lesson, Model};
use candor_engine::resolve::{
    Aside, Because, CONFLICTS_LISTED_MAX, Decided, Folding, JOIN_BITS, Known, MENTIONS_PER_KEY_MAX,
    Mention, Mentions, Prepared, RESOLVE_VERSION, Resolved, Roles, Scope, lessons, place, prepare,
    schema, speaks,
};
use candor_facts::{Category, DocClass, RecordKind};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a run replaces; `person_joins` grows.
const TABLES: &[&str] =
    &["person_records", "ambiguous", "conflicts", "shared_contacts", "person_joins"];
/// Posterior bits from which on a pair that did not join is shown to a human: even odds.
const DOUBT_BITS: f32 = 0.0;
/// Mentions of one person that a mention has besides it, at least and on average: papers name their people
/// again and again.
const OTHERS_MIN: f64 = 0.5;
/// Learnt weights hold until the records are a tenth more or fewer than those they were learnt from:
/// a small wave does not move the weights under persons that are known.
const LEARNT_PARTS: u64 = 10;

candor_case::row! {
    SeenRow {
        sha256: String,
        collection: String,
    }
}

candor_case::row! {
    /// A record as far as it may be linked to others.
    SaidRow {
        record_id: String,
        sha256: String,
        kind: String,
        names: Vec<String>,
        emails: Vec<String>,
        phones: Vec<String>,
        addresses: Vec<String>,
        national_ids: Vec<String>,
        employee_ids: Vec<String>,
        birth_dates: Vec<String>,
        employers: Vec<String>,
        employer_keys: Vec<String>,
        departments: Vec<String>,
        identifiers: Vec<String>,
        hints: Vec<String>,
        part_label: String,
    }
}

const SAID_SQL: &str = "SELECT record_id, sha256, kind, names, emails, phones, addresses, national_ids, employee_ids, \
    birth_dates, employers, employer_keys, departments, identifiers, hints, part_label FROM records";

candor_case::row! {
    BelongsRow {
        record_id: String,
        person_id: String,
    }
}

/// Resolves anew when records, collections or decisions changed; says whether it did.
pub async fn run(case: &mut Case) -> Result<bool, UserError> {
    let decided = decisions(case).await?;
    let settings = settings_text(&case.settings);
    let more = format!(
        "resolve {RESOLVE_VERSION} {EXPOSE_VERSION}\n{settings}\n{:?}\n{decided:?}",
        case.settings.resolve
    );
    let key = case.stage_key(&["records", "items", "documents", "attributions"], &more).await?;
    if case.last_key(OperationKind::Resolve).await?.as_deref() == Some(&key) {
        return Ok(false);
    }
    let bar = Bar::new("resolve", "records", 0);
    let order = case.collections().await?.into_iter().map(|c| c.name).zip(0..).collect();
    let query = case.query().await?;
    let waves = waves(&query, &order).await?;
    let places = places(case, &query, |_| {}).await?;
    let relations = Relations::new(&case.settings);
    let folding = Folding::new(&decided);
    let (mentions, records) = mentions(&query, &waves, &places, &relations, folding).await?;
    let known = known(&query).await?;
    let joined: Vec<JoinedRow> = query.table("from_person, into_person").await?;
    drop(query);
    bar.advance(records);
    let too_large = |e: candor_engine::linkage::table::TooLarge| UserError::input(e.to_string());
    let learnt = Learnt::of(case, records).await?;
    let Prepared { mentions, table, keys, guard, shared } =
        prepare(mentions, &decided, &case.settings.resolve.roles).map_err(too_large)?;
    let shared: Vec<SharedContactRow> = shared
        .into_iter()
        .map(|contact| SharedContactRow {
            field: contact.field.to_owned(),
            value: contact.value,
            names: contact.names as u64,
        })
        .collect();
    let binding = guard.clone();
    let outcome = linking::link(Request {
        table,
        keys,
        lessons: lessons(),
        guard,
        join_bits: JOIN_BITS,
        doubt_bits: DOUBT_BITS,
        rows_per_key_max: MENTIONS_PER_KEY_MAX,
        together: mentions.said_together.iter().map(|(pair, aside)| (*pair, aside.bits)).collect(),
        others_min: OTHERS_MIN,
        speaks: Some(speaks),
        learnt: learnt.model.clone(),
    })
    .await?;
    let learnt = Learnt { model: Some(outcome.model.as_ref().clone()), ..learnt };
    let resolved = place(&mentions, &binding, &outcome.clustering, &known);
    for note in left_out_notes(&outcome.left_out, &rule_names(), MENTIONS_PER_KEY_MAX) {
        eprintln!("note: {note}");
    }
    let linked = Linked { mentions, outcome, resolved, shared, joined };
    seal(case, key, linked, &learnt).await?;
    bar.finish();
    Ok(true)
}

/// The weights of the last run, and what they were learnt from; kept with the operation.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Learnt {
    /// Versions and settings that they depend on.
    by: String,
    records: u64,
    model: Option<Model>,
}

impl Learnt {
    /// What still holds for so many records; without weights when they must be learnt.
    async fn of(case: &mut Case, records: u64) -> Result<Self, UserError> {
        let roles = &case.settings.resolve.roles;
        let by = format!("{RESOLVE_VERSION} {ANALYSIS_VERSION} {roles:?}");
        let operations = case.operations().await?;
        let last = operations.iter().rev().find(|op| op.kind == OperationKind::Resolve.as_str());
        let last = last.and_then(|op| Self::deserialize(op.detail.get("learnt")?).ok());
        let holds = |last: &Self| {
            last.by == by && last.records.abs_diff(records) * LEARNT_PARTS <= last.records
        };
        Ok(last.filter(holds).unwrap_or(Self { by, records, model: None }))
    }
}

/// Everything that is to be written.
struct Linked {
    mentions: Mentions,
    outcome: Outcome,
    resolved: Resolved,
    shared: Vec<SharedContactRow>,
    /// Joins of earlier runs.
    joined: Vec<JoinedRow>,
}

fn rule_names() -> Vec<String> {
    let schema = schema(&Roles::new());
    let name = |lesson: Lesson| {
        let names = lesson.held_out.iter().filter_map(|field| schema.comparisons.get(*field));
        names.map(|comparison| comparison.name.clone()).collect::<Vec<_>>().join("+")
    };
    lessons().into_iter().map(name).collect()
}

/// The number of the first collection in which each document was seen; absent means the first.
async fn waves(
    query: &Query,
    order: &HashMap<String, u32>,
) -> Result<HashMap<String, u32>, UserError> {
    let mut first: HashMap<String, u32> = HashMap::new();
    if order.len() < 2 {
        return Ok(first);
    }
    let sql = "SELECT DISTINCT sha256, collection FROM items WHERE sha256 IS NOT NULL";
    query
        .rows::<SeenRow>(sql, |rows| {
            for row in rows {
                let wave = order.get(&row.collection).copied().unwrap_or(u32::MAX);
                let known = first.entry(row.sha256).or_insert(wave);
                *known = wave.min(*known);
            }
            Ok(())
        })
        .await?;
    Ok(first)
}

/// The mentions of all records, and how many these are.
async fn mentions(
    query: &Query,
    waves: &HashMap<String, u32>,
    places: &Places,
    relations: &Relations<'_>,
    mut folding: Folding,
) -> Result<(Mentions, u64), UserError> {
    let nowhere = Place::default();
    let mut records = 0;
    query
        .rows::<SaidRow>(SAID_SQL, |rows| {
            records += rows.len() as u64;
            for row in rows {
                let place = places.get(&row.sha256).unwrap_or(&nowhere);
                let companies = place.companies.iter().filter(|id| *id != UNDETERMINED);
                let companies: Vec<String> = companies.cloned().collect();
                folding.add(Mention {
                    listed: row.kind == RecordKind::Row.as_str(),
                    doubtful: row.hints.iter().any(|hint| hint == DOUBTFUL_HINT),
                    relations: relation(&row, place, relations, &companies),
                    wave: waves.get(&row.sha256).copied().unwrap_or(0),
                    companies,
                    record_id: row.record_id,
                    names: row.names,
                    national_ids: row.national_ids,
                    emails: row.emails,
                    phones: row.phones,
                    birth_dates: row.birth_dates,
                    addresses: row.addresses,
                    employee_ids: row.employee_ids,
                    employers: row.employer_keys,
                    identifiers: row.identifiers,
                    departments: row.departments,
                });
            }
            Ok(())
        })
        .await?;
    Ok((folding.finish(), records))
}

/// The relation that a record shows, with the company: `employee@C1`; nothing where nothing tells.
fn relation(
    row: &SaidRow,
    place: &Place,
    relations: &Relations<'_>,
    companies: &[String],
) -> Vec<String> {
    let said = Said {
        names: &row.names,
        emails: &row.emails,
        employers: &row.employers,
        employer_keys: &row.employer_keys,
        hints: &row.hints,
        part_label: &row.part_label,
    };
    // Papers among colleagues name colleagues.
    let among_staff = matches!(place.class, Some(DocClass::Minutes | DocClass::InternalMemo));
    let category = match relations.of(&said, place).0 {
        Category::Other if among_staff && !row.hints.iter().any(|hint| hint == RELATIVE_HINT) => {
            Category::Employee
        }
        Category::Other => return Vec::new(),
        known => known,
    };
    companies.iter().map(|company| format!("{category}@{company}")).collect()
}

/// Which person each record belonged to after the run before.
async fn known(query: &Query) -> Result<Known, UserError> {
    let mut known = Known::new();
    query
        .rows::<BelongsRow>("SELECT record_id, person_id FROM person_records", |rows| {
            known.extend(rows.into_iter().map(|row| (row.record_id, row.person_id)));
            Ok(())
        })
        .await?;
    Ok(known)
}

/// What humans decided about records.
async fn decisions(case: &mut Case) -> Result<Decided, UserError> {
    let mut decided = Decided::default();
    for decision in case.decisions().await? {
        match decision.decided {
            candor_case::Decided::Same { left, right } => decided.same.push((left, right)),
            candor_case::Decided::Different { left, right } => {
                decided.different.push((left, right));
            }
            candor_case::Decided::Accept { .. } | candor_case::Decided::NoDuty { .. } => {}
        }
    }
    Ok(decided)
}

async fn seal(
    case: &mut Case,
    key: String,
    linked: Linked,
    learnt: &Learnt,
) -> Result<(), UserError> {
    let conflicts = conflicts(&linked);
    let Linked { mentions, outcome, resolved, shared, mut joined } = linked;
    let rows: Vec<PersonRecordRow> = resolved
        .members
        .into_iter()
        .map(|member| PersonRecordRow {
            reason: reason(&outcome, &mentions.said_together, member.because),
            record_id: member.record_id,
            person_id: member.person_id,
            linked_to: member.linked_to,
            weight: member.weight,
        })
        .collect();
    let ambiguous: Vec<AmbiguousRow> = resolved
        .undecided
        .into_iter()
        .map(|row| AmbiguousRow {
            record_id: row.record_id,
            candidates: row.candidates,
            reason: row.doubt.as_str().to_owned(),
        })
        .collect();
    joined.extend(
        resolved
            .joined
            .into_iter()
            .map(|join| JoinedRow { from_person: join.from, into_person: join.into }),
    );
    joined.sort_by(|a, b| (&a.from_person, &a.into_person).cmp(&(&b.from_person, &b.into_person)));
    joined.dedup();
    let persons: HashSet<&str> = rows.iter().map(|row| row.person_id.as_str()).collect();
    let detail = serde_json::json!({
        "records": rows.len(), "persons": persons.len(), "undecided": ambiguous.len(), "conflicts": conflicts.len(),
        "pairs": outcome.weighed, "weights": outcome.weights(), "learnt": learnt,
    });
    // Millions of small values take a while to let go.
    std::thread::spawn(move || drop((mentions, outcome)));
    let mut sink = case.sink();
    sink.write(&rows)?;
    sink.write(&ambiguous)?;
    sink.write(&conflicts)?;
    sink.write(&shared)?;
    sink.write(&joined)?;
    case.append(OperationKind::Resolve, key, detail, sink, TABLES).await?;
    Ok(())
}

/// What a reader is told of a link: each comparison that says something, with its bits.
fn reason(outcome: &Outcome, together: &Together, because: Because) -> String {
    match because {
        Because::NamesThePerson => "names the person".to_owned(),
        Because::SaysTheSame => "says the same".to_owned(),
        Because::Decided => "a decision".to_owned(),
        Because::OnlyBearer => "only person of this name".to_owned(),
        Because::OnlyBearerIn(Scope::Document) => {
            "only person of this name in the document".to_owned()
        }
        Because::OnlyBearerIn(Scope::Employer) => {
            "only person of this name at the employer".to_owned()
        }
        Because::OnlyBearerIn(Scope::Department) => {
            "only person of this name in the department".to_owned()
        }
        Because::OnlyBearerIn(Scope::Relation) => {
            "only person of this name in this relation to the company".to_owned()
        }
        Because::OnlyBearerIn(Scope::Company) => {
            "only person of this name at the company".to_owned()
        }
        Because::Spells(Scope::Document) => {
            "the address spells the name of this person alone in the document".to_owned()
        }
        Because::Spells(_) => "the address spells the name of this person alone".to_owned(),
        Because::SameBareName => "same name, nothing else known".to_owned(),
        Because::PlacedBefore => "an earlier run placed it there".to_owned(),
        Because::Agrees(left, right) => evidence(outcome, together, left, right),
    }
}

/// What speaks for or against pairs besides their values.
type Together = BTreeMap<(u32, u32), Aside>;

fn evidence(outcome: &Outcome, together: &Together, left: u32, right: u32) -> String {
    let all = outcome.model.explain(&outcome.table, left, right);
    let told = all.iter().filter(|evidence| evidence.level != "missing");
    let mut parts: Vec<String> =
        told.map(|e| format!("{} {} {:+.1}", e.comparison, e.level, e.bits)).collect();
    if let Some(Aside { bits, says }) = together.get(&(left.min(right), left.max(right))) {
        parts.push(format!("{says} {bits:+.1}"));
    }
    parts.push(format!("before any evidence {:+.1}", outcome.model.prior_bits()));
    parts.join(" · ")
}

/// Pairs that a human should look at, the gravest first.
fn conflicts(linked: &Linked) -> Vec<ConflictRow> {
    let Linked { mentions, outcome, resolved, .. } = linked;
    let record = |row: u32| mentions.all.get(row as usize).map(|mention| mention.record_id.clone());
    let person = |row: u32| resolved.person_of.get(row as usize).cloned().flatten();
    let kept_apart = outcome.clustering.conflicts.iter().filter_map(|conflict| {
        let kind = match conflict.doubt {
            Doubt::Contradiction => "contradiction",
            Doubt::WeakBridge => "weak_bridge",
            Doubt::Decided => return None,
        };
        Some((kind, *conflict))
    });
    let doubtful = outcome.doubtful.iter().map(|pair| {
        let (left, right, bits) = (pair.left, pair.right, pair.bits);
        ("possibly_same", Conflict { left, right, bits, doubt: Doubt::WeakBridge })
    });
    let mut seen = HashSet::new();
    let mut rows: Vec<ConflictRow> = kept_apart
        .chain(doubtful)
        .filter_map(|(kind, conflict)| {
            let (left_person, right_person) = (person(conflict.left)?, person(conflict.right)?);
            let fresh = left_person != right_person
                && seen.insert((left_person.clone(), right_person.clone()));
            fresh.then_some(())?;
            Some(ConflictRow {
                conflict_id: String::new(),
                kind: kind.to_owned(),
                left_record: record(conflict.left)?,
                right_record: record(conflict.right)?,
                left_person,
                right_person,
                weight: conflict.bits,
                reason: evidence(outcome, &mentions.said_together, conflict.left, conflict.right),
            })
        })
        .collect();
    rows.sort_by(|a, b| {
        let rank = |row: &ConflictRow| {
            ["contradiction", "weak_bridge"].iter().position(|k| *k == row.kind).unwrap_or(2)
        };
        rank(a)
            .cmp(&rank(b))
            .then(b.weight.total_cmp(&a.weight))
            .then_with(|| (&a.left_record, &a.right_record).cmp(&(&b.left_record, &b.right_record)))
    });
    if rows.len() > CONFLICTS_LISTED_MAX {
        eprintln!(
            "note: {} pairs of persons may be one; the {CONFLICTS_LISTED_MAX} gravest are listed, the rest when these are decided",
            rows.len()
        );
        rows.truncate(CONFLICTS_LISTED_MAX);
    }
    for row in &mut rows {
        row.conflict_id = format!("X-{}~{}", row.left_record, row.right_record);
    }
    rows
}
