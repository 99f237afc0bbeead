//! `candor draft`: what counsel reads and changes before it goes out.

use super::dispatch::batches;
use crate::cli::{Draft, Drafted, Lang};
use crate::error::UserError;
use crate::output;
use crate::report::{self, Values};
use crate::stages::assess::{assessment, groups_of, rows_of, rules, share_of};
use crate::stages::disclose::{self, write};
use crate::stages::severity::scores;
use candor_case::tables::{DutyRow, PartnerRow};
use candor_case::{Case, CaseError};
use candor_engine::disclose::{Audience, Context, Form, Report, filing, slots};
use candor_facts::Language;
use candor_law::assess::Assessment;
use candor_law::duty::{Duty, RecipientKind};
use candor_law::form::Form as LawForm;
use candor_law::truth::Truth;
use std::path::{Path, PathBuf};

pub async fn run(args: &Draft) -> Result<(), UserError> {
    // Annexes go out: the ledger remembers them. Every other draft is read from the case alone.
    let mut case = match args.what {
        Drafted::Annexes => Case::open(&args.case).await?,
        _ => Case::open_to_read(&args.case).await?,
    };
    let from_case = case.settings.case.language.as_deref().and_then(Lang::parse);
    let lang = args.lang.or(from_case).unwrap_or(Lang::Ja);
    let out = case.layout.out();
    let to = |usual: &str| args.out.clone().unwrap_or_else(|| out.join(usual));
    match args.what {
        Drafted::Report => {
            let to = to(&format!("report-{}.pdf", lang.as_str()));
            let facts = disclose::facts(&mut case).await?;
            let layout = disclose::compose(&facts, args.audience.into_engine(), lang);
            let bytes = match to.extension().and_then(|ending| ending.to_str()) {
                Some("pdf") => report::ReportPress::new()?.pdf(&layout)?,
                Some("docx") => report::docx(&layout)?,
                Some("md") => report::markdown(&layout).into_bytes(),
                Some("txt") => report::text(&layout).into_bytes(),
                _ => {
                    return Err(UserError::input(format!(
                        "{} has no known ending\nhint: end the file's name with .pdf, .docx, .md or .txt",
                        to.display()
                    )));
                }
            };
            write(&to, &bytes)?;
            eprintln!("wrote {}", to.display());
            Ok(())
        }
        Drafted::Annexes => {
            let to = to("annexes");
            let values = if args.show_values { Values::Shown } else { Values::Masked };
            let count = super::partners::annexes(&mut case, language(lang), &to, values).await?;
            eprintln!("wrote {count} annexes and index.xlsx to {}", to.display());
            Ok(())
        }
        Drafted::Filing => filings(&mut case, args, &to("drafts")).await,
        Drafted::Website => {
            public(&mut case, args.entity.as_deref(), "website", lang, &to("drafts")).await
        }
        Drafted::Questions => {
            public(&mut case, args.entity.as_deref(), "questions", lang, &to("drafts")).await
        }
        Drafted::PartnerLetter => {
            partner_letters(&mut case, args.entity.as_deref(), lang, &to("drafts/partners")).await
        }
        Drafted::Notices => {
            let to = to("drafts/notices");
            let count = super::dispatch::samples(&mut case, &to).await?;
            eprintln!("wrote {count} letters with invented readers to {}", to.display());
            Ok(())
        }
    }
}

fn language(lang: Lang) -> Language {
    Language::parse(lang.as_str()).unwrap_or(Language::En)
}

/// A form in a language: headings of the form's own language go before.
fn in_language(form: &LawForm, lang: Lang) -> Form {
    let heading = |texts: &std::collections::BTreeMap<String, String>| {
        let own = texts.get(&form.language).filter(|_| form.language != lang.as_str());
        let ours = LawForm::pick(texts, lang.as_str());
        own.map_or_else(|| ours.to_owned(), |own| format!("{own} / {ours}"))
    };
    Form {
        title: heading(&form.titles),
        note: form.note.clone(),
        items: form.items.iter().map(|item| (heading(&item.heading), item.slots.clone())).collect(),
    }
}

/// The draft in which a text is written for a form: its own language where the product speaks it.
fn spoken(form: &LawForm, asked: Option<Lang>) -> Lang {
    asked.or(Lang::parse(&form.language)).unwrap_or(Lang::En)
}

/// Writes a draft as PDF, DOCX, Markdown and plain text; returns how many gaps it has.
fn write_draft(layout: &Report, to: &Path) -> Result<usize, UserError> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder).map_err(|e| CaseError::io("create", folder, &e))?;
    }
    let with = |ending: &str| PathBuf::from(format!("{}.{ending}", to.display()));
    write(&with("pdf"), &report::ReportPress::new()?.pdf(layout)?)?;
    write(&with("docx"), &report::docx(layout)?)?;
    write(&with("md"), report::markdown(layout).as_bytes())?;
    write(&with("txt"), report::text(layout).as_bytes())?;
    let blocks = layout.sections.iter().flat_map(|section| &section.blocks);
    Ok(blocks.filter(|block| matches!(block, candor_engine::disclose::Block::Gap { .. })).count())
}

/// Drafts of filings: for one duty, or for every duty that arises or may and has a form.
async fn filings(case: &mut Case, args: &Draft, out: &Path) -> Result<(), UserError> {
    let book = rules()?;
    let mut rows: Vec<DutyRow> = case.query().await?.table("duty_id").await?;
    match &args.duty {
        Some(id) => {
            rows.retain(|row| row.duty_id == *id);
            if rows.is_empty() {
                return Err(UserError::input(format!(
                    "no assessed duty is called {}\nhint: `candor duties CASE` lists them",
                    output::safe(id)
                )));
            }
        }
        None => rows.retain(|row| row.outcome == "arises"),
    }
    rows.retain(|row| args.entity.as_ref().is_none_or(|entity| row.company == *entity));
    let facts = disclose::facts(case).await?;
    let mut count = 0;
    for row in rows {
        let Some(duty) = book.duties.get(&row.duty) else { continue };
        let form = duty.form.draft.as_ref().and_then(|draft| book.forms.get(draft));
        let Some(form) = form else {
            if args.duty.is_some() {
                return Err(UserError::input(format!(
                    "there is no form for {}\nhint: `candor laws explain {}` lists what its contents must be",
                    row.duty_id, row.duty
                )));
            }
            continue;
        };
        let one = assessment(&row)?;
        let mut context = context(case, &one, duty).await?;
        let spoken = spoken(form, args.lang);
        // A notice to the one for whom data is held names them.
        let partner = duty.recipient.kind == RecipientKind::BusinessPartner;
        let named = Some(&one.for_whom).filter(|name| partner && !name.is_empty());
        let named = named.map(|name| {
            let known = case.settings.company.iter().find(|company| company.id == *name);
            known.and_then(|company| company.names.first()).unwrap_or(name)
        });
        context.head.clone_from(&form.head);
        context.foot.clone_from(&form.foot);
        let usual = duty.recipient.names.get(spoken.as_str()).unwrap_or(&duty.recipient.name);
        named.unwrap_or(usual).clone_into(&mut context.recipient);
        let layout = filing(
            &facts,
            &in_language(form, spoken),
            &context,
            Audience::Internal,
            language(spoken),
        );
        let file = row.duty_id.replace(|c: char| "/\\:*?\"<>|".contains(c), "_");
        let to = out.join(format!("{file}-{}", spoken.as_str()));
        let gaps = write_draft(&layout, &to)?;
        output::line(format!("{}.pdf .docx .md .txt: {gaps} gaps", to.display()))?;
        count += 1;
    }
    eprintln!("{count} drafts of filings; gaps stand in them in red");
    Ok(())
}

/// What a draft for a duty knows beside the facts of the report.
async fn context(case: &mut Case, one: &Assessment, duty: &Duty) -> Result<Context, UserError> {
    let book = rules()?;
    let place = book.place(duty);
    let share = share_of(case, &one.company, &one.for_whom);
    let counts = match &share {
        Some(share) => groups_of(case, share).await?,
        None => Vec::new(),
    };
    let lives = |residence: &str| {
        place.is_some_and(|place| {
            place
                .members
                .iter()
                .any(|member| residence == member || residence.starts_with(&format!("{member}-")))
        })
    };
    let mut base = base(case, &one.company).await?;
    base.persons = counts.iter().map(|(_, persons, _)| persons).sum();
    base.records = counts.iter().map(|(_, _, records)| records).sum();
    let residents = counts.iter().filter(|(residence, ..)| lives(residence));
    base.residents = residents.map(|(_, persons, _)| persons).sum();
    if let Some(share) = share.filter(|share| !share.is_plain()) {
        base.rows = Some(rows_of(case, &share).await?);
    }
    base.duty.clone_from(&one.id);
    base.clause = format!("{}, {}", duty.source.law, duty.source.clause);
    let holds = one.trace.iter().filter(|leaf| leaf.answer == Truth::Yes);
    base.triggers = holds.filter_map(|leaf| duty.trigger.words.get(&leaf.asks).cloned()).collect();
    let due = one.plan();
    let now = jiff::Timestamp::now();
    base.due = due
        .map_or_else(String::new, |due| format!("{} ({}); {}", due.local(), due.zone, due.words));
    base.is_late = due.is_some_and(|due| one.done.unwrap_or(now) > due.at);
    base.done_before = one.done.is_some();
    base.jurisdiction = place.map(|place| place.name.clone()).unwrap_or_default();
    base.contents.clone_from(&duty.contents.items);
    let forbidden = duty.contents.forbidden.iter();
    base.contents.extend(forbidden.map(|item| format!("must not say: {item}")));
    let scores = scores(case).await?;
    let score =
        scores.iter().find(|one_of| one_of.company == one.company && one_of.category == "any");
    base.severity = score.map_or_else(String::new, |one| {
        let score = &one.severity;
        format!("ENISA {} ({})", candor_law::severity::decimal(score.score), score.band)
    });
    Ok(base)
}

async fn base(case: &mut Case, company: &str) -> Result<Context, UserError> {
    let share = share_of(case, company, "");
    let counts = match &share {
        Some(share) => groups_of(case, share).await?,
        None => Vec::new(),
    };
    let rows = match &share {
        Some(share) if !share.is_plain() => Some(rows_of(case, share).await?),
        _ => None,
    };
    let batches = batches(case).await?;
    let ours = || batches.iter().filter(|batch| batch.company == company && !batch.void);
    let known = case.settings.company.iter().find(|known| known.id == company);
    let country = known.map(|known| known.country.clone()).unwrap_or_default();
    let status = case.settings.law.get(company).cloned().unwrap_or_default();
    if let Some(slot) =
        status.statements.keys().find(|slot| !slots().any(|known| known == slot.as_str()))
    {
        return Err(UserError::input(format!(
            "case.toml, [law.{company}] statements: no item is called `{slot}`\nhint: one of {}",
            slots().collect::<Vec<_>>().join(", ")
        )));
    }
    let told = case.facts().await?;
    let occurred = told.iter().find(|fact| {
        fact.name == "occurred" && fact.entity.as_deref().is_none_or(|entity| entity == company)
    });
    let occurred = occurred.map(|fact| fact.value.clone()).unwrap_or_default();
    let head = case.operations().await?.last().map(|operation| operation.hash.clone());
    Ok(Context {
        company: company.to_owned(),
        country,
        as_of: super::report::day(None, case)?,
        rows,
        persons: counts.iter().map(|(_, persons, _)| persons).sum(),
        records: counts.iter().map(|(_, _, records)| records).sum(),
        letters: (
            ours().map(|batch| batch.letters).sum(),
            ours().map(|batch| batch.sent).sum(),
            ours().map(|batch| batch.returned).sum(),
        ),
        occurred,
        statements: status.statements,
        chain: head.unwrap_or_default().chars().take(16).collect(),
        ..Context::default()
    })
}

/// A draft that no single duty asks for, in the name of each company or of one.
async fn public(
    case: &mut Case,
    entity: Option<&str>,
    form: &str,
    lang: Lang,
    out: &Path,
) -> Result<(), UserError> {
    let book = rules()?;
    let known =
        book.forms.get(form).ok_or_else(|| UserError::internal(&format!("no form {form}")))?;
    let facts = disclose::facts(case).await?;
    for company in companies(case, entity)? {
        let context = base(case, &company).await?;
        let layout =
            filing(&facts, &in_own(known, lang), &context, Audience::Public, language(lang));
        let to = out.join(format!("{form}-{company}-{}", lang.as_str()));
        let gaps = write_draft(&layout, &to)?;
        output::line(format!("{}.pdf .docx .md .txt: {gaps} gaps", to.display()))?;
    }
    Ok(())
}

/// A form wholly in one language.
fn in_own(form: &LawForm, lang: Lang) -> Form {
    let mut own = form.clone();
    lang.as_str().clone_into(&mut own.language);
    in_language(&own, lang)
}

fn companies(case: &Case, entity: Option<&str>) -> Result<Vec<String>, UserError> {
    let known: Vec<String> =
        case.settings.company.iter().map(|company| company.id.clone()).collect();
    match entity {
        None => Ok(known),
        Some(entity) if known.iter().any(|id| id == entity) => Ok(vec![entity.to_owned()]),
        Some(entity) => Err(UserError::input(format!(
            "{} is no company of case.toml\nhint: one of {}",
            output::safe(entity),
            known.join(", ")
        ))),
    }
}

/// One letter to each business partner, to go with its annex.
async fn partner_letters(
    case: &mut Case,
    entity: Option<&str>,
    lang: Lang,
    out: &Path,
) -> Result<(), UserError> {
    let book = rules()?;
    let form = book
        .forms
        .get("partner-letter")
        .ok_or_else(|| UserError::internal("no form partner-letter"))?;
    let facts = disclose::facts(case).await?;
    let company = companies(case, entity)?
        .into_iter()
        .next()
        .ok_or_else(|| UserError::input("case.toml names no company that could write"))?;
    let mut context = base(case, &company).await?;
    let partners: Vec<PartnerRow> = case.query().await?.table("org_id").await?;
    let form = in_own(form, lang);
    std::fs::create_dir_all(out).map_err(|e| CaseError::io("create", out, &e))?;
    for partner in &partners {
        context.partner = output::safe(&partner.name);
        context.documents = partner.documents;
        context.persons = partner.persons;
        let layout = filing(&facts, &form, &context, Audience::Public, language(lang));
        write(&out.join(format!("{}.docx", partner.org_id)), &report::docx(&layout)?)?;
    }
    eprintln!(
        "wrote {} letters to {}; `candor draft CASE annexes` writes what goes with them",
        partners.len(),
        out.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_of_every_form_can_be_answered() {
        let book = rules().unwrap();
        for form in book.forms.values() {
            for slot in form.items.iter().flat_map(|item| &item.slots) {
                assert!(slots().any(|known| known == slot), "{}: no slot `{slot}`", form.id);
            }
            for lang in [Lang::Ja, Lang::En, Lang::Vi] {
                let own = in_language(form, lang);
                assert!(own.items.iter().all(|(heading, _)| !heading.is_empty()), "{}", form.id);
            }
        }
    }
}
