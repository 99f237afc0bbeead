//! The rule book: every file of `laws/`, read and checked as a whole.

use crate::calendar::Calendar;
use crate::clock;
use crate::duty::Duty;
use crate::form::Form;
use crate::model::Model;
use crate::predicate::Predicate;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files of `laws/` with their names below it.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The rule book in the program, or what is wrong with it.
static BOOK: LazyLock<Result<Book, LawError>> = LazyLock::new(|| Book::parse(FILES));

/// A file of the rule book that cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
#[error("laws/{file}: {reason}")]
pub struct LawError {
    pub file: String,
    pub reason: String,
}

/// A place whose laws the book holds.
#[derive(Clone, Debug)]
pub struct Jurisdiction {
    pub id: String,
    pub name: String,
    pub names: BTreeMap<String, String>,
    /// IANA zone in which its deadlines end.
    pub zone: String,
    /// Zones of members whose clocks differ.
    pub zones: BTreeMap<String, String>,
    /// ISO 3166 codes of the countries in it (the states of a union), or of itself.
    pub members: Vec<String>,
    /// Whether it looks at where persons live, not at where the company sits.
    pub by_residence: bool,
    /// Its general laws reach a company of which one of these holds.
    pub reach: Vec<Predicate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JurisdictionFile {
    id: String,
    name: String,
    #[serde(default)]
    names: BTreeMap<String, String>,
    zone: String,
    #[serde(default)]
    zones: BTreeMap<String, String>,
    members: Vec<String>,
    #[serde(default)]
    by_residence: bool,
    reach: Vec<String>,
}

impl Jurisdiction {
    /// The zone in which deadlines end for a company of a country.
    pub fn zone_for(&self, country: &str) -> &str {
        self.zones.get(country).unwrap_or(&self.zone)
    }
}

/// Duties by id, with what they rest on.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub model: Model,
    pub jurisdictions: BTreeMap<String, Jurisdiction>,
    pub duties: BTreeMap<String, Duty>,
    pub calendars: BTreeMap<String, Calendar>,
    pub forms: BTreeMap<String, Form>,
    /// A mark of every file's text: what rests on the book is done anew when it changes.
    pub mark: String,
}

/// The rule book in the program.
pub fn book() -> Result<&'static Book, LawError> {
    BOOK.as_ref().map_err(Clone::clone)
}

impl Book {
    /// Reads files named as below `laws/`.
    pub fn parse<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Self, LawError> {
        let of = |wanted: &str| {
            let found = files.iter().find(|(name, _)| name.as_ref() == wanted);
            found.map_or("", |(_, text)| text.as_ref())
        };
        let model = Model::parse(of("facts.toml"), of("kinds.toml"))
            .map_err(|reason| error("facts.toml", reason))?;
        let mut book = Self { model, mark: mark(files), ..Self::default() };
        for (name, text) in files {
            let (name, text) = (name.as_ref(), text.as_ref());
            let refuse = |reason| error(name, reason);
            match name.split_once('/') {
                Some(("calendars", _)) => {
                    let calendar = Calendar::parse(text).map_err(refuse)?;
                    book.calendars.insert(calendar.id.clone(), calendar);
                }
                Some(("forms", _)) => {
                    let form = Form::parse(text).map_err(refuse)?;
                    book.forms.insert(form.id.clone(), form);
                }
                Some((_, "jurisdiction.toml")) => book.jurisdiction(text).map_err(refuse)?,
                _ => {}
            }
        }
        for (name, text) in files {
            let (name, text) = (name.as_ref(), text.as_ref());
            let Some((folder, file)) = name.split_once('/') else { continue };
            if ["calendars", "forms"].contains(&folder) || file == "jurisdiction.toml" {
                continue;
            }
            book.duty(name, folder, text).map_err(|reason| error(name, reason))?;
        }
        book.check()?;
        Ok(book)
    }

    fn jurisdiction(&mut self, text: &str) -> Result<(), String> {
        let file: JurisdictionFile = toml::from_str(text).map_err(|e| e.to_string())?;
        let zones = file.zones.values().chain([&file.zone]);
        if let Some(wrong) = zones.into_iter().find(|zone| clock::zone(zone).is_none()) {
            return Err(format!("zone `{wrong}` is not known"));
        }
        let reach: Result<_, _> =
            file.reach.iter().map(|text| self.model.predicate(text)).collect();
        let jurisdiction = Jurisdiction {
            id: file.id.clone(),
            name: file.name,
            names: file.names,
            zone: file.zone,
            zones: file.zones,
            members: file.members,
            by_residence: file.by_residence,
            reach: reach?,
        };
        self.jurisdictions.insert(file.id, jurisdiction);
        Ok(())
    }

    fn duty(&mut self, name: &str, folder: &str, text: &str) -> Result<(), String> {
        let jurisdiction = folder.to_uppercase();
        if !self.jurisdictions.contains_key(&jurisdiction) {
            return Err(format!(
                "laws/{folder}/jurisdiction.toml with id `{jurisdiction}` is missing"
            ));
        }
        let duty = Duty::parse(name, &jurisdiction, text, &self.model)?;
        match self.duties.insert(duty.id.clone(), duty) {
            Some(other) => Err(format!("id `{}` stands in {} too", other.id, other.file)),
            None => Ok(()),
        }
    }

    /// What no file can tell alone: that the duties, moments and calendars it names exist.
    fn check(&self) -> Result<(), LawError> {
        for duty in self.duties.values() {
            let refuse = |reason: String| Err(error(&duty.file, reason));
            let clock = &duty.clock;
            let named = clock
                .after_act
                .iter()
                .chain(&clock.after)
                .chain(&clock.before)
                .chain(&clock.not_later_than)
                .chain(&duty.version.replaces);
            if self.starts(duty).is_none() {
                return refuse(
                    "[clock] no duty in the chain of `after_act` has a `start`".to_owned(),
                );
            }
            if let Some(other) = named.into_iter().find(|id| !self.duties.contains_key(*id)) {
                return refuse(format!("no duty is called `{other}`"));
            }
            let calendars = duty.deadlines.iter().filter_map(|deadline| deadline.calendar.as_ref());
            for calendar in calendars.filter(|id| *id != "company") {
                if !self.calendars.contains_key(calendar) {
                    return refuse(format!("no calendar is called `{calendar}`"));
                }
            }
            let draft = duty.form.draft.as_ref().filter(|draft| *draft != "notice");
            if let Some(draft) = draft.filter(|draft| !self.forms.contains_key(*draft)) {
                return refuse(format!("no form is called `{draft}`"));
            }
            if duty.version.replaces.is_some() && duty.version.from.is_none() {
                return refuse("[version] one that replaces another needs `from`".to_owned());
            }
        }
        Ok(())
    }

    /// The moment that starts a duty's clock, or that of the first duty in its chain.
    pub fn starts<'a>(&'a self, duty: &'a Duty) -> Option<&'a str> {
        let mut begun = duty;
        // No chain is as long as the book.
        for _ in 0..self.duties.len() {
            if let Some(start) = &begun.clock.start {
                return Some(start);
            }
            begun = self.duties.get(begun.clock.after_act.as_ref()?)?;
        }
        None
    }

    /// The last day on which a clock event still falls under this version of a duty.
    pub fn ends(&self, duty: &Duty) -> Option<Date> {
        let next =
            self.duties.values().filter(|other| other.version.replaces.as_ref() == Some(&duty.id));
        let before = next.filter_map(|other| other.version.from?.yesterday().ok()).min();
        match (duty.version.until, before) {
            (Some(own), Some(next)) => Some(own.min(next)),
            (own, next) => own.or(next),
        }
    }

    /// The jurisdiction of a duty.
    pub fn place(&self, duty: &Duty) -> Option<&Jurisdiction> {
        self.jurisdictions.get(&duty.jurisdiction)
    }
}

/// FNV-1a over names and texts: it tells versions apart, it proves nothing.
fn mark<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> String {
    let bytes = files.iter().flat_map(|(name, text)| {
        name.as_ref().bytes().chain([0]).chain(text.as_ref().bytes()).chain([0])
    });
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn error(file: &str, reason: String) -> LawError {
    LawError { file: file.to_owned(), reason }
}
