//! `candor dispatch`: letters to persons, prepared in batches; a register of what was approved, sent and
//! returned. Candor sends nothing.

mod press;
mod register;

pub use register::batches;

use super::report as reports;
use crate::cli::{Dispatch as Args, Dispatching};
use crate::error::UserError;
use crate::output;
use crate::report::LetterPress;
use crate::stages::assess::{rules, share_of};
use crate::stages::disclose::{self, write};
use candor_case::tables::{JoinedRow, LetterRow};
use candor_case::{Case, CaseError, Query};
use candor_engine::disclose::{ContentRules, Facts, LetterWriter, Occasion, Reader};
use candor_facts::{Category, Field, Language};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use press::{Batch, Job, PersonRow, Press};
use register::{
    Step, Told, approve, in_work, list, record, returned, sent, steps, void, waiting,
    write_manifest,
};

pub async fn run(args: &Args) -> Result<(), UserError> {
    match &args.step {
        Dispatching::Prepare { entity, out, date } => {
            prepare(&args.case, entity.as_deref(), out.as_deref(), date.as_deref()).await
        }
        Dispatching::Approve { batch, why } => approve(&args.case, batch, &why.reason).await,
        Dispatching::Sent { batch, at, persons, by } => {
            sent(&args.case, batch, at, persons.as_deref(), by).await
        }
        Dispatching::Returned { batch, persons } => returned(&args.case, batch, persons).await,
        Dispatching::Void { batch, why } => void(&args.case, batch, &why.reason).await,
        Dispatching::List { json } => list(&args.case, *json).await,
    }
}

const PERSONS_SQL: &str = "SELECT x.person_id AS person_id, x.categories AS categories, x.fields AS fields, p.letter_name AS letter_name, \
    p.letter_address AS letter_address, p.letter_email AS letter_email, p.letter_language AS letter_language, p.residence AS residence \
    FROM (SELECT person_id, array_agg(DISTINCT category) AS categories, array_agg(DISTINCT field) AS fields \
    FROM (SELECT person_id, category, unnest(fields) AS field FROM exposed WHERE CONDITION) e GROUP BY person_id) x \
    JOIN persons p ON x.person_id = p.person_id ORDER BY person_id";

candor_case::row! {
    CountRow {
        count: u64,
    }
}

const UNDETERMINED_SQL: &str =
    "SELECT count(*) AS count FROM persons WHERE array_has(companies, 'undetermined')";

/// What a person was told before, and when.
#[derive(Default)]
struct Before {
    fields: BTreeSet<String>,
    date: String,
}

/// What persons were told by a company, under the ids that they have now: by letters that went out and
/// did not come back.
async fn told_before(
    steps: &[(Step, String)],
    query: &Query,
    company: &str,
) -> Result<HashMap<String, Before>, UserError> {
    let joined: Vec<JoinedRow> = query.table("from_person").await?;
    let joined: HashMap<String, String> =
        joined.into_iter().map(|row| (row.from_person, row.into_person)).collect();
    let sql = format!("SELECT * FROM letters WHERE company = '{}'", company.replace('\'', "''"));
    let mut before: HashMap<String, Before> = HashMap::new();
    let told = Told::of(steps);
    for row in query.all::<LetterRow>(&sql).await? {
        let sent = told.on(&row.batch, &row.person_id, row.channel != "none");
        let Some(date) = sent else { continue };
        let id = joined.get(&row.person_id).cloned().unwrap_or(row.person_id);
        let known = before.entry(id).or_default();
        known.fields.extend(row.fields);
        known.date = known.date.clone().max(date);
    }
    Ok(before)
}

async fn prepare(
    root: &Path,
    entity: Option<&str>,
    out: Option<&Path>,
    date: Option<&str>,
) -> Result<(), UserError> {
    let mut case = Case::open(root).await?;
    if !reports::is_current(&mut case).await? {
        return Err(UserError::input(format!(
            "the case changed since its last run\nhint: `candor run {}` first",
            root.display()
        )));
    }
    let date = reports::day(date, &case)?;
    let known: Vec<String> =
        case.settings.company.iter().map(|company| company.id.clone()).collect();
    if let Some(entity) = entity.filter(|entity| !known.iter().any(|id| id == entity)) {
        return Err(UserError::input(format!(
            "{} is no company of case.toml\nhint: one of {}",
            output::safe(entity),
            known.join(", ")
        )));
    }
    let base = out.map_or_else(|| case.layout.out().join("dispatch"), Path::to_path_buf);
    let facts = disclose::facts(&mut case).await?;
    let asked = || known.iter().filter(|id| entity.is_none_or(|entity| entity == id.as_str()));
    let steps = steps(&mut case).await?;
    for company in asked() {
        if let Some(batch) = waiting(&steps, company) {
            return Err(UserError::input(format!(
                "{batch} was prepared and did not go out yet: who stands in it would get two letters\n\
                 hint: `candor dispatch {0} approve {batch}` and `sent`, or `candor dispatch {0} void {batch}`",
                root.display()
            )));
        }
    }
    let mut written = 0;
    for company in asked() {
        let Some(plan) = Plan::of(&mut case, &steps, company).await? else { continue };
        let mut variants = BTreeSet::new();
        let letters = plan
            .each(|jobs| {
                variants.extend(jobs.iter().map(|job| (job.lang.as_str(), job.rules)));
                Ok(())
            })
            .await?;
        if letters == 0 {
            eprintln!("{company}: everybody was told all that is known");
            continue;
        }
        whole(&facts, company, &variants, &date, root)?;
        written += letters;
        batch(&mut case, company, &facts, (&plan, letters), &base, &date).await?;
    }
    note_untold(&mut case, &known).await?;
    eprintln!("{written} letters; Candor sends none of them");
    eprintln!(
        "hint: `candor dispatch {} approve BATCH --reason …` once somebody read them",
        root.display()
    );
    Ok(())
}

/// Says to whom nobody writes.
async fn note_untold(case: &mut Case, known: &[String]) -> Result<(), UserError> {
    let homeless: Vec<CountRow> = case.query().await?.all(UNDETERMINED_SQL).await?;
    let homeless: u64 = homeless.iter().map(|row| row.count).sum();
    if homeless > 0 {
        eprintln!(
            "note: {homeless} persons stand in files of no known company; nobody writes to them\nhint: name the folders of each company in case.toml"
        );
    }
    let outside = case.settings.processing.iter().map(|one| &one.on_behalf_of);
    let outside: BTreeSet<&String> = outside.filter(|name| !known.contains(name)).collect();
    for name in outside {
        eprintln!(
            "note: persons whose data is held for {} get no letter from here",
            output::safe(name)
        );
    }
    Ok(())
}

/// Letters to invented readers, one for each company, category and language, for counsel to read.
pub async fn samples(case: &mut Case, out: &Path) -> Result<usize, UserError> {
    let facts = disclose::facts(case).await?;
    let press = LetterPress::new()?;
    let date = facts.as_of.clone();
    std::fs::create_dir_all(out).map_err(|e| CaseError::io("create", out, &e))?;
    let sql = "SELECT DISTINCT company, category, language FROM (SELECT e.company AS company, e.category AS category, \
        p.letter_language AS language FROM exposed e JOIN persons p ON e.person_id = p.person_id) x ORDER BY company, category, language";
    let variants: Vec<VariantRow> = case.query().await?.all(sql).await?;
    let mut count = 0;
    for variant in &variants {
        let (Some(category), Some(lang)) =
            (Category::parse(&variant.category), Language::parse(&variant.language))
        else {
            continue;
        };
        let sql = format!(
            "SELECT DISTINCT field AS name FROM (SELECT unnest(fields) AS field FROM exposed WHERE company = '{}' AND category = '{}') x",
            variant.company.replace('\'', "''"),
            variant.category
        );
        let names: Vec<NameRow> = case.query().await?.all(&sql).await?;
        let names: Vec<String> = names.into_iter().map(|row| row.name).collect();
        let writer =
            LetterWriter::new(&facts, &variant.company, lang, &date, ContentRules::default());
        let letter = writer.letter(&Reader {
            reference: format!("{}-SAMPLE", variant.company),
            name: match lang {
                Language::Ja => "見本 太郎",
                Language::Vi => "Nguyễn Văn Mẫu",
                _ => "Sample Reader",
            },
            address: "",
            category,
            fields: &fields(names.iter()),
            new_fields: &[],
            occasion: Occasion::First,
            told_before: "",
        });
        let file = format!("{}-{}-{}.pdf", variant.company, variant.category, variant.language);
        write(&out.join(file), &press.pdf(&letter, count)?)?;
        count += 1;
    }
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

candor_case::row! {
    VariantRow {
        company: String,
        category: String,
        language: String,
    }
}

candor_case::row! {
    NameRow {
        name: String,
    }
}

/// Refuses letters with a hole that the history could fill.
fn whole(
    facts: &Facts,
    company: &str,
    variants: &BTreeSet<(&str, ContentRules)>,
    date: &str,
    root: &Path,
) -> Result<(), UserError> {
    for (lang, rules) in variants {
        let lang = Language::parse(lang).unwrap_or(Language::En);
        let open = LetterWriter::new(facts, company, lang, date, *rules).gaps();
        if !open.is_empty() {
            return Err(UserError::input(format!(
                "the letters of {company} would not say {}\nhint: `candor event {} add …` tells it, then `candor run`; `candor draft CASE notices` shows letters with their gaps",
                open.join(", "),
                root.display()
            )));
        }
    }
    Ok(())
}

/// Letters that a company still has to write: to whom it told nothing, or less than is known now.
struct Plan {
    query: Query,
    /// Gives the persons.
    sql: String,
    before: HashMap<String, Before>,
    /// Residences whose law forbids to say what happened.
    forbidding: BTreeSet<String>,
}

fn forbidding() -> Result<BTreeSet<String>, UserError> {
    let forbids = |item: &String| item == "nature_of_breach";
    let duties = rules()?.duties.iter();
    let of_residence = duties.filter_map(|(id, duty)| Some((id.strip_suffix("-INDIV")?, duty)));
    let forbidding = of_residence.filter(|(_, duty)| duty.contents.forbidden.iter().any(forbids));
    Ok(forbidding.map(|(residence, _)| residence.to_owned()).collect())
}

impl Plan {
    /// The letters to the persons whose data is the company's own, whoever holds it.
    async fn of(
        case: &mut Case,
        steps: &[(Step, String)],
        company: &str,
    ) -> Result<Option<Self>, UserError> {
        let Some(share) = share_of(case, company, "") else { return Ok(None) };
        let query = case.query().await?;
        Ok(Some(Self {
            sql: PERSONS_SQL.replace("CONDITION", &share.condition()),
            before: told_before(steps, &query, company).await?,
            forbidding: forbidding()?,
            query,
        }))
    }

    /// Hands the letters out some at a time, always in the same order; returns how many there are.
    async fn each(
        &self,
        mut each: impl FnMut(&[Job]) -> Result<(), UserError>,
    ) -> Result<u64, UserError> {
        let mut count = 0;
        let mut failed = None;
        let all = self.query.rows::<PersonRow>(&self.sql, |persons| {
            let jobs: Vec<Job> = persons
                .into_iter()
                .filter_map(|person| self.job(person))
                .zip(count + 1..)
                .map(|(job, number)| Job { number, ..job })
                .collect();
            count += jobs.len() as u64;
            each(&jobs).map_err(|error| {
                failed = Some(error);
                CaseError::Query { reason: "the letters stopped".to_owned() }
            })
        });
        let all = all.await;
        match failed {
            Some(error) => Err(error),
            None => Ok(all.map(|()| count)?),
        }
    }

    /// The letter to a person; none when everything was told.
    fn job(&self, person: PersonRow) -> Option<Job> {
        let (occasion, new_fields, told_before) = match self.before.get(&person.person_id) {
            None => (Occasion::First, Vec::new(), String::new()),
            Some(known) => {
                let new = fields(person.fields.iter().filter(|f| !known.fields.contains(*f)));
                (!new.is_empty()).then_some(())?;
                (Occasion::Wider, new, known.date.clone())
            }
        };
        let residence = person.residence.clone().unwrap_or_default();
        let named =
            |category: &&Category| person.categories.iter().any(|word| word == category.as_str());
        Some(Job {
            number: 0,
            category: Category::ALL.iter().find(named).copied().unwrap_or(Category::Other),
            fields: fields(person.fields.iter()),
            new_fields,
            occasion,
            told_before,
            lang: Language::parse(&person.letter_language).unwrap_or(Language::En),
            rules: ContentRules {
                without_nature: self.forbidding.contains(&residence),
                american: residence.starts_with("US"),
                massachusetts: residence == "US-MA",
            },
            person,
        })
    }
}

/// Fields in the order in which lists name them.
fn fields<'a>(words: impl Iterator<Item = &'a String>) -> Vec<Field> {
    let known: BTreeSet<&str> = words.map(String::as_str).collect();
    Field::ALL.iter().copied().filter(|field| known.contains(field.as_str())).collect()
}

/// Writes one batch and seals its register.
async fn batch(
    case: &mut Case,
    company: &str,
    facts: &Facts,
    (plan, letters): (&Plan, u64),
    base: &Path,
    date: &str,
) -> Result<(), UserError> {
    let earlier = steps(case)
        .await?
        .into_iter()
        .filter(|(step, _)| matches!(step, Step::Prepared { company: of, .. } if of == company));
    let batch = format!("{company}-{}", earlier.count() + 1);
    let folder = base.join(&batch);
    if folder.exists() {
        return Err(UserError::input(format!(
            "{} exists already\nhint: letters are never written over; name another folder with --out",
            folder.display()
        )));
    }
    // Written under another name until the ledger knows it: a stop leaves nothing that looks finished.
    let work = in_work(&folder);
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(|e| CaseError::io("remove", &work, &e))?;
    }
    std::fs::create_dir_all(&work).map_err(|e| CaseError::io("create", &work, &e))?;
    let about = Batch { id: &batch, company, folder: &work, date };
    let mut press = Press::new(about, facts, letters)?;
    let mut sink = case.sink();
    plan.each(|jobs| Ok(sink.write(&press.print(jobs)?)?)).await?;
    press.finish()?;
    let place = match folder.strip_prefix(case.layout.out()) {
        Ok(inside) => inside.to_path_buf(),
        Err(_) => std::path::absolute(&folder).map_err(|e| CaseError::io("find", &folder, &e))?,
    };
    let detail = Step::Prepared {
        batch: batch.clone(),
        company: company.to_owned(),
        date: date.to_owned(),
        letters,
        folder: place.display().to_string(),
        manifest: write_manifest(&work)?,
    };
    record(case, &detail, sink).await?;
    std::fs::rename(&work, &folder).map_err(|e| CaseError::io("rename", &work, &e))?;
    let of = |channel: &str| press.by_channel.get(channel).copied().unwrap_or(0);
    output::line(format!(
        "{batch}: {letters} letters ({} by post, {} by mail, {} without an address; {} to persons told before) in {}",
        of("post"),
        of("mail"),
        of("none"),
        press.wider,
        folder.display()
    ))
}
