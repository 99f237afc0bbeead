//! A second group of companies with its own papers, for evaluation only: nothing in it was looked
//! at while detectors were written, so what is measured on it was not learned by heart.

mod again;
mod fill;
mod letters;
mod lists;
mod more;
mod names;
mod numbers;
mod papers;
mod places;
mod render;
mod rules;
mod souls;
mod style;
mod talk;
mod things;
mod trade;

use crate::people::{Lang, Role};
use crate::truth::{TruthItem, TruthPerson, TruthTrap, TruthValue};
use crate::write_zip::{Entry, pack};
use crate::{Family, Plan};
use fastrand::Rng;
use fill::{Cast, Draft, Scribe};
use krilla::text::Font;
use render::Leaf;
use souls::{Soul, by_lang};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Error, Result};
use std::path::PathBuf;

/// In which formats a template makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Running text.
    Words,
    /// Labels and values in cells, a paper with a table.
    Form,
    /// Rows of a list.
    Table,
    Slides,
    Mail,
    /// Plain text with this ending.
    Raw(&'static str),
}

/// A paper as it is written, see `fill` for its marks.
struct Template {
    class: &'static str,
    lang: Lang,
    kind: Kind,
    /// Names of the file without its ending, parted by `|`.
    stem: &'static str,
    /// For lists: whom they hold.
    group: Option<Role>,
    text: &'static str,
}

/// A paper about whoever it calls.
const fn paper(
    class: &'static str,
    lang: Lang,
    kind: Kind,
    stem: &'static str,
    text: &'static str,
) -> Template {
    Template { class, lang, kind, stem, group: None, text }
}

/// A list of the people of a role.
const fn roster(
    class: &'static str,
    lang: Lang,
    role: Role,
    stem: &'static str,
    text: &'static str,
) -> Template {
    Template { class, lang, kind: Kind::Table, stem, group: Some(role), text }
}

/// Everything that can be written.
fn templates() -> Vec<&'static Template> {
    [
        lists::LISTS,
        more::MORE,
        again::AGAIN,
        trade::TRADE,
        talk::TALK,
        letters::LETTERS,
        papers::PAPERS,
        rules::RULES,
        things::THINGS,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A finished file.
#[derive(Clone)]
struct Made {
    name: String,
    bytes: Vec<u8>,
    media_type: &'static str,
    class: &'static str,
    lang: Lang,
    expected: &'static str,
    truth: Truth,
    /// Members of a container, attachments of a mail.
    inside: Vec<Made>,
}

/// What is in a file.
#[derive(Clone, Default)]
struct Truth {
    values: Vec<fill::Written>,
    traps: Vec<(String, String)>,
    people: BTreeMap<usize, BTreeSet<String>>,
    children: Vec<(String, String)>,
    /// A form that nobody filled in.
    is_empty_form: bool,
}

impl Truth {
    fn of(draft: Draft, text: &str) -> Self {
        let known = draft.known;
        let people = draft.people.into_iter().filter(|(at, _)| known.contains(at)).collect();
        let is_empty_form = draft.values.iter().all(|value| value.optional)
            && draft.traps.is_empty()
            && text.contains("____");
        Self {
            values: draft.values,
            traps: draft.traps,
            people,
            children: draft.children,
            is_empty_form,
        }
    }
}

/// The truth that lies beside the dump.
#[derive(Default)]
pub struct Told {
    pub items: Vec<TruthItem>,
    pub values: Vec<TruthValue>,
    pub traps: Vec<TruthTrap>,
    pub persons: Vec<TruthPerson>,
}

/// Every other template of each class and language: those open to developers, or the rest.
fn half(open: bool) -> Vec<&'static Template> {
    let mut counts: BTreeMap<(&str, u8), usize> = BTreeMap::new();
    let mut papers = templates();
    papers.retain(|paper| {
        let count = counts.entry((paper.class, paper.lang as u8)).or_default();
        *count += 1;
        count.is_multiple_of(2) == open
    });
    papers
}

pub struct Office<'a> {
    plan: &'a Plan,
    souls: Vec<Soul>,
    cast: Cast,
    papers: Vec<&'static Template>,
    deck: Vec<usize>,
    font: Font,
    dump: PathBuf,
    rng: Rng,
    told: Told,
    seen: BTreeMap<usize, (BTreeSet<String>, BTreeSet<String>)>,
    /// Children by name and birth date, with the files that name them.
    children: BTreeMap<(String, String), (Lang, BTreeSet<String>)>,
    names: BTreeSet<String>,
    /// Attachments of the mail that is being made.
    attached: Vec<Made>,
    written: usize,
}

impl<'a> Office<'a> {
    /// The papers of one half of the templates; without cards no paper holds the number of one.
    pub fn new(plan: &'a Plan, family: Family, font: &[u8], dump: PathBuf) -> Result<Self> {
        let font = Font::new(font.to_vec().into(), 0).ok_or_else(|| Error::other("font"))?;
        let souls = souls::population(plan);
        let cast = Cast::new(&souls);
        let mut papers = half(family == Family::Trial);
        let cards = family != Family::UnseenNoCards;
        papers.retain(|paper| cards || !paper.text.contains("{card}"));
        Ok(Self {
            plan,
            souls,
            cast,
            papers,
            deck: Vec::new(),
            font,
            dump,
            rng: Rng::with_seed(plan.seed ^ 0xf00d_0b5c),
            told: Told::default(),
            seen: BTreeMap::new(),
            children: BTreeMap::new(),
            names: BTreeSet::new(),
            attached: Vec::new(),
            written: 0,
        })
    }

    /// Writes everything and tells what was written.
    pub fn play(mut self) -> Result<Told> {
        self.lists()?;
        self.broken()?;
        while self.written < self.plan.files {
            match self.rng.u32(..20) {
                0 => self.archive()?,
                1 => self.twice()?,
                _ => {
                    let made = self.draw()?;
                    self.place(made)?;
                }
            }
        }
        self.told.persons = self.persons();
        Ok(self.told)
    }

    /// Lists that hold everybody once.
    fn lists(&mut self) -> Result<()> {
        let size = (self.souls.len() * 5 / self.plan.files.max(1)).max(20);
        for lang in [Lang::Ja, Lang::Vi, Lang::En] {
            for role in Role::ALL {
                let ways: Vec<&'static Template> = self
                    .papers
                    .iter()
                    .copied()
                    .filter(|paper| paper.group == Some(role) && paper.lang == lang)
                    .collect();
                let everyone = self.cast.group(role, lang).to_vec();
                for group in everyone.chunks(size) {
                    let Some(way) = self.rng.choice(&ways).copied() else { continue };
                    let made = self.made(way, group)?;
                    self.place(made)?;
                }
            }
        }
        Ok(())
    }

    /// The next paper of a shuffled deck, so that each kind comes as often as the others.
    fn draw(&mut self) -> Result<Made> {
        if self.deck.is_empty() {
            self.deck = (0..self.papers.len()).collect();
            self.rng.shuffle(&mut self.deck);
        }
        let Some(paper) = self.deck.pop().map(|at| self.papers[at]) else {
            return Err(Error::other("no templates"));
        };
        let mut group = Vec::new();
        if let Some(role) = paper.group {
            let all = self.cast.group(role, paper.lang).to_vec();
            let start = self.rng.usize(..all.len().max(1));
            let count = self.rng.usize(3..13).min(all.len());
            group = all.iter().copied().cycle().skip(start).take(count).collect();
        }
        self.made(paper, &group)
    }

    fn made(&mut self, paper: &'static Template, group: &[usize]) -> Result<Made> {
        let scribe = Scribe::new(&self.souls, &self.cast, &mut self.rng, paper.lang);
        let mut draft = scribe.write(paper.text, group);
        let may_be_plain = matches!(paper.kind, Kind::Words | Kind::Mail | Kind::Table);
        if paper.lang == Lang::Vi && may_be_plain && self.rng.u32(..6) == 0 {
            draft = draft.plain();
        }
        let stems: Vec<&str> = paper.stem.split('|').collect();
        let stem = stems[self.rng.usize(..stems.len())];
        let (name, bytes, media_type) = self.set(paper, stem, &draft.text)?;
        let truth = Truth::of(draft, paper.text);
        let inside = std::mem::take(&mut self.attached);
        let (class, lang) = (paper.class, paper.lang);
        Ok(Made { name, bytes, media_type, class, lang, expected: "read", truth, inside })
    }

    /// The text in one of the formats of its kind.
    fn set(
        &mut self,
        paper: &Template,
        stem: &str,
        text: &str,
    ) -> Result<(String, Vec<u8>, &'static str)> {
        let leaves = render::leaves(text);
        let formats: &[&'static str] = match paper.kind {
            Kind::Words => &["docx", "docx", "pdf", "txt", "html"],
            Kind::Form => &["xlsx", "xlsx", "docx", "pdf", "html"],
            Kind::Table => &["xlsx", "xlsx", "xlsx", "csv", "csv", "docx", "pdf", "html"],
            Kind::Slides => &["pptx"],
            Kind::Mail => &["eml"],
            Kind::Raw(ending) => {
                let bytes = render::txt(&leaves).into_bytes();
                return Ok((format!("{stem}.{ending}"), bytes, "txt"));
            }
        };
        let format = formats[self.rng.usize(..formats.len())];
        let bytes = match format {
            "docx" => render::docx(&leaves)?,
            "xlsx" => render::xlsx(&leaves)?,
            "pptx" => render::pptx(&leaves)?,
            "pdf" => render::pdf(&self.font, &format!("tg-{}", self.written), &leaves)?,
            "html" => render::html(stem, &leaves).into_bytes(),
            "csv" => self.coded(render::commas(&leaves), paper.lang, 2),
            "eml" => return self.mail(stem, &leaves, paper.lang),
            _ => self.coded(render::txt(&leaves), paper.lang, 4),
        };
        Ok((format!("{stem}.{format}"), bytes, format))
    }

    fn mail(
        &mut self,
        stem: &str,
        leaves: &[Leaf],
        lang: Lang,
    ) -> Result<(String, Vec<u8>, &'static str)> {
        let mut attached = Vec::new();
        if self.rng.u32(..4) == 0 {
            let mut made = self.draw()?;
            while made.media_type == "eml" {
                made = self.draw()?;
            }
            made.name = format!("att-{}.{}", self.written, made.media_type);
            attached.push(made);
        }
        let old = lang == Lang::Ja && self.rng.bool();
        let files: Vec<(String, Vec<u8>)> =
            attached.iter().map(|made| (made.name.clone(), made.bytes.clone())).collect();
        let bytes = render::eml(&render::txt(leaves), self.written, &files, old);
        self.attached = attached;
        Ok((format!("{stem}.eml"), bytes, "eml"))
    }

    /// Bytes of a text: one in `old` Japanese files is of an old program, where it can be.
    fn coded(&mut self, text: String, lang: Lang, old: u32) -> Vec<u8> {
        if lang == Lang::Ja && self.rng.u32(..old) == 0 {
            let (bytes, _, failed) = encoding_rs::SHIFT_JIS.encode(&text);
            if !failed {
                return bytes.into_owned();
            }
        }
        let mark = if self.rng.u32(..3) == 0 { "\u{feff}" } else { "" };
        format!("{mark}{text}").into_bytes()
    }

    fn folder(&mut self, lang: Lang, class: &str) -> String {
        let root = by_lang(lang, ["10_姫路本社", "20_DaNang_Factory", "30_Savannah"]);
        let room = match class {
            "personnel_list" | "payroll" | "id_copy" => {
                by_lang(lang, ["人財開発室/労務", "HCNS/Ho so nhan su", "People & Payroll"])
            }
            "cv" | "application_form" => {
                by_lang(lang, ["人財開発室/中途・新卒", "HCNS/Ung vien", "Hiring"])
            }
            "customer_list" | "contact_list" | "marketing" => by_lang(
                lang,
                ["営業二課/顧客管理", "Kinh doanh/DS doi tac", "Sales Ops/CRM exports"],
            ),
            "email" => by_lang(lang, ["個人フォルダ/退避メール", "Email luu", "Outlook archive"]),
            "policy_safety"
            | "policy_green_procurement"
            | "policy_other"
            | "specification"
            | "drawing" => {
                by_lang(lang, ["品質保証/文書管理", "ISO/Tai lieu", "QA/Controlled docs"])
            }
            "contract" | "nda" => by_lang(lang, ["総務/法務関係", "Hop dong", "Legal"]),
            "log" | "source_code" => by_lang(lang, ["情シス/作業用", "IT", "IT/scripts"]),
            _ => by_lang(lang, ["共有/受発注", "Mua hang/Chung tu", "Ops/Paperwork"]),
        };
        let year = self.rng.u32(2019..2025);
        match self.rng.u32(..3) {
            0 => format!("{root}/{room}/{year}"),
            1 => format!("{root}/{room}/old/{year}{:02}", self.rng.u32(1..13)),
            _ => format!("{root}/{room}"),
        }
    }

    /// A name in a folder that no other file bears.
    fn free_name(&mut self, folder: &str, name: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let tail = ["", "", "_rev2", "_最終", " (1)", "_fix"][self.rng.usize(..6)];
        let mut path = format!("{folder}/{stem}{tail}.{ending}");
        let mut number = 2;
        while !self.names.insert(path.clone()) {
            path = format!("{folder}/{stem}{tail}-{number}.{ending}");
            number += 1;
        }
        path
    }

    /// Puts a file into the dump and its truth beside it; says where.
    fn place(&mut self, made: Made) -> Result<String> {
        let folder = self.folder(made.lang, made.class);
        let place = self.free_name(&folder, &made.name);
        let path = self.dump.join(&place);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, &made.bytes)?;
        self.written += 1;
        self.note_all(&place, &made);
        Ok(place)
    }

    fn note_all(&mut self, path: &str, made: &Made) {
        self.note(path, made);
        for member in &made.inside {
            self.note_all(&format!("{path}!/{}", member.name), member);
        }
    }

    fn note(&mut self, path: &str, made: &Made) {
        self.told.items.push(TruthItem {
            path: path.to_owned(),
            media_type: made.media_type.to_owned(),
            doc_class: made.class.to_owned(),
            language: by_lang(made.lang, ["ja", "vi", "en"]).to_owned(),
            scan: false,
            expected: made.expected.to_owned(),
        });
        if made.expected != "read" {
            return;
        }
        let mut kept = BTreeSet::new();
        let (must, may): (Vec<_>, Vec<_>) =
            made.truth.values.iter().partition(|value| !value.optional);
        for value in must.into_iter().chain(may) {
            if kept.insert((value.field.clone(), value.value.clone())) {
                self.told.values.push(TruthValue {
                    path: path.to_owned(),
                    field: value.field.clone(),
                    value: value.value.clone(),
                    scan: false,
                    scheme: value.scheme.to_owned(),
                    optional: value.optional,
                });
            }
        }
        let mut trap = |class: &str, value: &str| {
            if kept.insert((format!("trap {class}"), value.to_owned())) {
                self.told.traps.push(TruthTrap {
                    path: path.to_owned(),
                    class: class.to_owned(),
                    value: value.to_owned(),
                });
            }
        };
        made.truth.traps.iter().for_each(|(class, value)| trap(class, value));
        if made.truth.is_empty_form {
            trap("empty_template", "");
        }
        for (at, fields) in &made.truth.people {
            let entry = self.seen.entry(*at).or_default();
            entry.0.extend(fields.iter().cloned());
            entry.1.insert(path.to_owned());
        }
        for child in &made.truth.children {
            let entry = self.children.entry(child.clone()).or_insert((made.lang, BTreeSet::new()));
            entry.1.insert(path.to_owned());
        }
    }

    fn persons(&self) -> Vec<TruthPerson> {
        let truth = |(at, (fields, files)): (&usize, &(BTreeSet<String>, BTreeSet<String>))| {
            let soul = self.souls.get(*at)?;
            let name = soul.fixed_name.clone();
            Some(TruthPerson {
                person_id: soul.id.clone(),
                name: name.unwrap_or_else(|| format!("{} {}", soul.family, soul.given)),
                also: [&soul.kana, &soul.romaji]
                    .into_iter()
                    .filter(|n| !n.is_empty())
                    .cloned()
                    .collect(),
                email: soul.email.clone(),
                phone: soul.phone_e164.clone(),
                national_id: soul.national_id.replace('-', ""),
                category: soul.role.category().to_owned(),
                company: by_lang(soul.lang, ["C1", "C2", "C3"]).to_owned(),
                fields: fields.iter().cloned().collect(),
                files: files.iter().cloned().collect(),
            })
        };
        let mut persons: Vec<TruthPerson> = self.seen.iter().filter_map(truth).collect();
        persons.extend(self.children.iter().enumerate().map(|(number, ((name, _), found))| {
            TruthPerson {
                person_id: format!("N-child-{number}"),
                name: name.clone(),
                category: "other".to_owned(),
                company: by_lang(found.0, ["C1", "C2", "C3"]).to_owned(),
                fields: vec!["date_of_birth".to_owned(), "name".to_owned()],
                files: found.1.iter().cloned().collect(),
                ..TruthPerson::default()
            }
        }));
        persons
    }

    /// The same bytes at two places.
    fn twice(&mut self) -> Result<()> {
        let made = self.draw()?;
        self.place(made.clone())?;
        self.place(made)?;
        Ok(())
    }

    /// Two or three papers in a zip, with names as the country's programs write them.
    fn archive(&mut self) -> Result<()> {
        let mut members = Vec::new();
        for number in 1..=self.rng.usize(2..4) {
            let mut made = self.draw()?;
            made.name = format!("{number:02}_{}", made.name);
            members.push(made);
        }
        let lang = members.first().map_or(Lang::Ja, |made| made.lang);
        let mut entries = Vec::new();
        for made in &members {
            let name = made.name.as_bytes().to_vec();
            entries.push(Entry { name, content: made.bytes.clone() });
        }
        let name = by_lang(lang, ["送付一式.zip", "gui_khach.zip", "bundle.zip"]).to_owned();
        let mut zip = holder(name, pack(&entries, None)?, "zip", lang, "read");
        zip.inside = members;
        self.place(zip)?;
        Ok(())
    }

    /// A file that broke on its way, and one that only its owner can open.
    fn broken(&mut self) -> Result<()> {
        let lines = format!("# 棚卸表\n{}", "|1|2|3|\n".repeat(60));
        let whole = render::xlsx(&render::leaves(&lines))?;
        let cut = whole.get(..whole.len() / 3).unwrap_or_default().to_vec();
        self.place(holder("棚卸表.xlsx".to_owned(), cut, "xlsx", Lang::Ja, "corrupt"))?;
        let inner = Entry { name: b"payroll.txt".to_vec(), content: lines.into_bytes() };
        let locked = pack(&[inner], Some(b"tsuki-0831"))?;
        let mut zip = holder("payroll_locked.zip".to_owned(), locked, "zip", Lang::En, "read");
        let member = "payroll.txt".to_owned();
        zip.inside = vec![holder(member, vec![], "txt", Lang::En, "encrypted")];
        self.place(zip)?;
        Ok(())
    }
}

/// A file without truth of its own.
fn holder(
    name: String,
    bytes: Vec<u8>,
    media_type: &'static str,
    lang: Lang,
    expected: &'static str,
) -> Made {
    let truth = Truth::default();
    Made { name, bytes, media_type, class: "other", lang, expected, truth, inside: vec![] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use candor_facts::{DocClass, Field};

    #[test]
    fn templates_say_only_what_the_scribe_understands() {
        let plan = Plan { files: 10, persons: 200, seed: 5, scans: 0, waves: 1 };
        let souls = souls::population(&plan);
        let cast = Cast::new(&souls);
        let mut rng = Rng::with_seed(1);
        let mut fields = BTreeSet::new();
        for paper in templates() {
            assert!(DocClass::parse(paper.class).is_some(), "{}", paper.class);
            let group: Vec<usize> = (0..5).collect();
            let draft = Scribe::new(&souls, &cast, &mut rng, paper.lang).write(paper.text, &group);
            for mark in
                ["⟦", "⟧", "¦", "{>", "{!", "{=", "{?", "{~", "{name", "{fam", "*@", "\n*", "\n%"]
            {
                assert!(!draft.text.contains(mark), "{mark} in {}:\n{}", paper.stem, draft.text);
            }
            for leaf in render::leaves(&draft.text) {
                assert!(leaf.name.chars().count() <= 31, "{}", leaf.name);
            }
            fields.extend(draft.values.into_iter().filter(|v| !v.optional).map(|v| v.field));
        }
        for field in &fields {
            assert!(Field::parse(field).is_some(), "{field}");
        }
        for field in Field::ALL {
            assert!(fields.contains(field.as_str()), "no template says {field}");
        }
    }
}
