//! From persons to exposure: which relation, which company, which country, each with its basis.

pub mod tally;

use crate::classify::relation::{
    APPLIES_HINT, CUSTOMER_FORM_HINT, OWN_FIRM_HINT, STAFF_FOLDER_HINT, STAFF_FORM_HINT,
    STAFF_NUMBER_HINT,
};
use crate::link::EXTENSION_HINT;
pub use crate::link::{COMPANY_NUMBER_HINT, DOUBTFUL_HINT, RELATIVE_HINT};
use crate::normal::{is_cjk, is_han, plain};
use candor_facts::{Category, DocClass};
use std::collections::BTreeMap;

/// Version of this stage's judgement.
pub const EXPOSE_VERSION: u32 = 8;

/// Version of the judgement which company an item belongs to.
pub const ATTRIBUTE_VERSION: u32 = 1;

/// Company id of what could not be attributed.
pub const UNDETERMINED: &str = "undetermined";

/// Mail services whose domains say nothing about an employer.
const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "yahoo.co.jp",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "outlook.jp",
    "icloud.com",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "au.com",
    "softbank.ne.jp",
    "i.softbank.jp",
    "nifty.com",
    "live.com",
    "aol.com",
    "me.com",
    "yahoo.com.vn",
    "proton.me",
    "gmx.de",
    "googlemail.com",
    "hotmail.co.jp",
    "ocn.ne.jp",
    "biglobe.ne.jp",
    "plala.or.jp",
    "comcast.net",
    "qq.com",
    "163.com",
    "vnn.vn",
    "example.net",
];

/// What is known about a record when its category is judged.
#[derive(Clone, Debug)]
pub struct RecordFacts<'a> {
    pub hints: &'a [String],
    pub class: DocClass,
    /// Paths under which its document lies.
    pub path: &'a str,
    /// Label of its part (a sheet's name).
    pub part_label: &'a str,
    pub email_domains: Vec<&'a str>,
    pub own_domains: &'a [String],
    pub has_employer: bool,
    pub employer_is_own: bool,
}

/// The relation that a record shows, and why.
pub fn category(facts: &RecordFacts<'_>) -> (Category, String) {
    let hinted = |hint: &str| facts.hints.iter().any(|known| known == hint);
    let own_mail =
        facts.email_domains.iter().any(|domain| facts.own_domains.iter().any(|own| own == domain));
    let employee_class = matches!(facts.class, DocClass::PersonnelList | DocClass::Payroll);
    if hinted(RELATIVE_HINT) {
        return (Category::Other, "a relative or emergency contact of someone else".to_owned());
    }
    if hinted("former_employee") {
        return (Category::FormerEmployee, "a leaving date in the record".to_owned());
    }
    if let Some(word) = Some(facts).filter(|_| employee_class).and_then(leaving_word) {
        return (Category::FormerEmployee, format!("{word} in the place of a staff list"));
    }
    if hinted("applicant") {
        return (Category::Applicant, basis(true, facts.class));
    }
    if hinted(STAFF_NUMBER_HINT) && (facts.employer_is_own || !facts.has_employer) {
        return (Category::Employee, "a number as staff in the record".to_owned());
    }
    let within =
        facts.employer_is_own || !facts.has_employer && (own_mail || !facts.is_of_business());
    if hinted(STAFF_FORM_HINT) && within {
        return (Category::Employee, "a form that staff fills in".to_owned());
    }
    if hinted(CUSTOMER_FORM_HINT) {
        return (Category::Customer, "a form that customers fill in".to_owned());
    }
    if matches!(facts.class, DocClass::Cv | DocClass::ApplicationForm) {
        return (Category::Applicant, basis(false, facts.class));
    }
    if employee_class {
        return (Category::Employee, basis(false, facts.class));
    }
    if own_mail || facts.employer_is_own {
        return (Category::Employee, "a mail domain or employer of the group".to_owned());
    }
    if hinted(APPLIES_HINT) {
        return (Category::Applicant, "a letter of application".to_owned());
    }
    if hinted("customer") || facts.class == DocClass::CustomerList {
        return (Category::Customer, basis(hinted("customer"), facts.class));
    }
    if hinted("business_contact") {
        return (Category::BusinessContact, basis(true, facts.class));
    }
    match facts.class {
        DocClass::ContactList if within && hinted(EXTENSION_HINT) => {
            (Category::Employee, "a list of numbers within the house".to_owned())
        }
        DocClass::ContactList | DocClass::IdCopy if within && hinted(STAFF_FOLDER_HINT) => {
            (Category::Employee, "a folder of papers on staff".to_owned())
        }
        DocClass::ContactList => (Category::BusinessContact, basis(false, facts.class)),
        _ if within && hinted(OWN_FIRM_HINT) => {
            (Category::Employee, "a company of the group beside the name".to_owned())
        }
        _ => by_surroundings(facts, hinted("employee")),
    }
}

impl RecordFacts<'_> {
    /// Whether it holds a mail address of another organisation.
    fn is_of_business(&self) -> bool {
        self.email_domains.iter().any(|domain| !FREE_MAIL.contains(domain))
    }
}

/// A word in the path or the sheet's name that tells of people who left.
fn leaving_word(facts: &RecordFacts<'_>) -> Option<&'static str> {
    let place = plain(&format!("{} {}", facts.path, facts.part_label));
    ["退職", "former", "resigned", "nghi viec"].into_iter().find(|word| place.contains(word))
}

fn basis(hinted: bool, class: DocClass) -> String {
    if hinted {
        "a column or label of the record".to_owned()
    } else {
        format!("document class {class}")
    }
}

fn by_surroundings(facts: &RecordFacts<'_>, employee_hint: bool) -> (Category, String) {
    let business = facts.is_of_business();
    let trade = matches!(
        facts.class,
        DocClass::Invoice
            | DocClass::OrderForm
            | DocClass::Quotation
            | DocClass::DeliveryNote
            | DocClass::Contract
            | DocClass::Nda
            | DocClass::PartnerLetter
    );
    match () {
        () if facts.has_employer => {
            (Category::BusinessContact, "an employer outside the group".to_owned())
        }
        () if employee_hint => (Category::Employee, "a column or label of the record".to_owned()),
        () if facts.class == DocClass::Receipt && !business => {
            (Category::Customer, basis(false, facts.class))
        }
        () if trade => (Category::BusinessContact, basis(false, facts.class)),
        () if business => {
            (Category::BusinessContact, "a mail domain of another organisation".to_owned())
        }
        () => (Category::Other, "nothing tells the relation".to_owned()),
    }
}

/// What decides to which company an item belongs.
#[derive(Clone, Debug, Default)]
pub struct ItemFacts<'a> {
    /// Companies whose folder patterns match the path.
    pub folders: Vec<&'a str>,
    /// Companies named in the letterhead.
    pub mentions: &'a [String],
    /// Companies whose mail domains stand in the text.
    pub domains: Vec<&'a str>,
    /// What the containing item was attributed to.
    pub parent: Vec<&'a str>,
}

/// The companies an item belongs to, each with its basis; the surest basis alone decides.
pub fn attribute(facts: &ItemFacts<'_>) -> Vec<(String, &'static str)> {
    let named: Vec<&str> = facts.mentions.iter().map(String::as_str).collect();
    let candidates: [(&[&str], &'static str); 4] = [
        (&facts.folders, "folder"),
        (&facts.parent, "containing item"),
        (&facts.domains, "mail domain"),
        (&named, "company name in the text"),
    ];
    candidates.into_iter().find(|(companies, _)| !companies.is_empty()).map_or_else(
        || vec![(UNDETERMINED.to_owned(), "nothing names a company")],
        |(companies, basis)| companies.iter().map(|id| ((*id).to_owned(), basis)).collect(),
    )
}

/// The country a person most likely lives in (ISO 3166), and the evidence for it.
pub fn country(
    phones: &[String],
    addresses: &[String],
    national_ids: &[String],
    emails: &[String],
) -> Option<(&'static str, String)> {
    let mut votes: BTreeMap<&'static str, (u32, &'static str)> = BTreeMap::new();
    let mut vote = |country: Option<&'static str>, weight: u32, basis: &'static str| {
        if let Some(country) = country {
            let entry = votes.entry(country).or_insert((0, basis));
            entry.0 += weight;
        }
    };
    national_ids.iter().for_each(|id| vote(id_country(id), 4, "identity number"));
    addresses.iter().for_each(|address| vote(address_country(address), 5, "postal address"));
    phones.iter().for_each(|phone| vote(phone_country(phone), 2, "telephone prefix"));
    emails.iter().for_each(|email| vote(mail_country(email), 1, "mail domain"));
    let best = votes
        .into_iter()
        .max_by_key(|(country, (weight, _))| (*weight, std::cmp::Reverse(*country)))?;
    Some((best.0, best.1.1.to_owned()))
}

/// How to write to a person: the best of each kind of value, and the language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    pub name: String,
    pub address: String,
    pub email: String,
    /// `ja`, `vi` or `en`.
    pub language: &'static str,
}

/// Chooses the name, address and e-mail to write to, and the language to write in: that of the
/// country where it is known, else that of the name's writing.
pub fn letter(
    names: &[String],
    addresses: &[String],
    emails: &[String],
    country: Option<&str>,
) -> Letter {
    let kanji = |name: &&String| name.chars().any(is_han);
    let accents = |name: &&String| !name.is_ascii() && !name.chars().any(is_cjk);
    let language = match country {
        Some("JP") => "ja",
        Some("VN") => "vi",
        Some(_) => "en",
        None if names.iter().any(|name| name.chars().any(is_cjk)) => "ja",
        None if names.iter().any(|name| is_vietnamese(name)) => "vi",
        None => "en",
    };
    let best = |own: &dyn Fn(&&String) -> bool| {
        let rank = |name: &&String| {
            (own(name), name.contains(' '), has_small_letters(name), name.chars().count())
        };
        names.iter().max_by_key(rank).cloned().unwrap_or_default()
    };
    let name = match language {
        "ja" => best(&kanji),
        "vi" => best(&accents),
        _ => best(&|name| !name.chars().any(is_cjk)),
    };
    // The longest address tells the house, the floor and the room.
    let numbered = |address: &&String| address.chars().any(char::is_numeric);
    let address =
        addresses.iter().max_by_key(|address| (numbered(address), address.chars().count()));
    let private = |email: &&String| {
        email.split_once('@').is_some_and(|(_, domain)| FREE_MAIL.contains(&domain))
    };
    let email = emails.iter().find(private).or(emails.first());
    Letter {
        name,
        address: address.cloned().unwrap_or_default(),
        email: email.cloned().unwrap_or_default(),
        language,
    }
}

fn has_small_letters(name: &str) -> bool {
    name.chars().any(char::is_lowercase) || name.chars().any(is_cjk)
}

/// Letters that no other language of our cases uses.
fn is_vietnamese(name: &str) -> bool {
    name.chars().any(|c| matches!(c, 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}'))
}

/// Whether a mail domain is of a service that anybody may use.
pub fn is_free_mail(domain: &str) -> bool {
    FREE_MAIL.contains(&domain)
}

fn id_country(id: &str) -> Option<&'static str> {
    match id.split('_').next()? {
        "jp" => Some("JP"),
        "vn" => Some("VN"),
        "us" => Some("US"),
        _ => None,
    }
}

/// Calling codes of the countries whose laws we know, longer ones first.
const CALLING_CODES: &[(&str, &str)] = &[
    ("+852", "HK"),
    ("+853", "MO"),
    ("+886", "TW"),
    ("+966", "SA"),
    ("+971", "AE"),
    ("+351", "PT"),
    ("+352", "LU"),
    ("+353", "IE"),
    ("+358", "FI"),
    ("+420", "CZ"),
    ("+421", "SK"),
    ("+27", "ZA"),
    ("+30", "GR"),
    ("+31", "NL"),
    ("+32", "BE"),
    ("+33", "FR"),
    ("+34", "ES"),
    ("+36", "HU"),
    ("+39", "IT"),
    ("+40", "RO"),
    ("+41", "CH"),
    ("+43", "AT"),
    ("+44", "GB"),
    ("+45", "DK"),
    ("+46", "SE"),
    ("+47", "NO"),
    ("+48", "PL"),
    ("+49", "DE"),
    ("+52", "MX"),
    ("+55", "BR"),
    ("+56", "CL"),
    ("+57", "CO"),
    ("+60", "MY"),
    ("+61", "AU"),
    ("+62", "ID"),
    ("+63", "PH"),
    ("+64", "NZ"),
    ("+65", "SG"),
    ("+66", "TH"),
    ("+81", "JP"),
    ("+82", "KR"),
    ("+84", "VN"),
    ("+86", "CN"),
    ("+90", "TR"),
    ("+91", "IN"),
    ("+1", "US"),
];

fn phone_country(phone: &str) -> Option<&'static str> {
    let known = CALLING_CODES.iter().find(|(prefix, _)| phone.starts_with(prefix));
    known.map(|(_, country)| *country)
}

fn mail_country(email: &str) -> Option<&'static str> {
    match email.rsplit('.').next()? {
        "jp" => Some("JP"),
        "vn" => Some("VN"),
        _ => None,
    }
}

/// Names of countries as addresses end with them.
const COUNTRY_NAMES: &[(&str, &str)] = &[
    ("japan", "JP"),
    ("viet nam", "VN"),
    ("vietnam", "VN"),
    ("united states", "US"),
    ("usa", "US"),
    ("u.s.a.", "US"),
    ("united kingdom", "GB"),
    ("uk", "GB"),
    ("england", "GB"),
    ("singapore", "SG"),
    ("korea", "KR"),
    ("republic of korea", "KR"),
    ("china", "CN"),
    ("hong kong", "HK"),
    ("macau", "MO"),
    ("taiwan", "TW"),
    ("thailand", "TH"),
    ("malaysia", "MY"),
    ("indonesia", "ID"),
    ("philippines", "PH"),
    ("india", "IN"),
    ("australia", "AU"),
    ("new zealand", "NZ"),
    ("canada", "CA"),
    ("brazil", "BR"),
    ("brasil", "BR"),
    ("mexico", "MX"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("france", "FR"),
    ("italy", "IT"),
    ("italia", "IT"),
    ("spain", "ES"),
    ("netherlands", "NL"),
    ("belgium", "BE"),
    ("austria", "AT"),
    ("switzerland", "CH"),
    ("ireland", "IE"),
    ("poland", "PL"),
    ("sweden", "SE"),
    ("denmark", "DK"),
];

fn address_country(address: &str) -> Option<&'static str> {
    let text = plain(address);
    if address.chars().any(|c| matches!(c, '都' | '道' | '府' | '県' | '市' | '区' | '町' | '村'))
    {
        return Some("JP");
    }
    let tail = text.rsplit([',', '、']).next().unwrap_or_default().trim();
    let tail = tail.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '.');
    if let Some((_, country)) = COUNTRY_NAMES.iter().find(|(name, _)| *name == tail) {
        return Some(country);
    }
    if ["phuong", "quan ", "huyen", "tp.", "thanh pho", "ha noi", "duong"]
        .iter()
        .any(|word| text.contains(word))
    {
        return Some("VN");
    }
    if american_state(address).is_some() {
        return Some("US");
    }
    canadian_province(address).map(|_| "CA")
}

/// States, districts and territories of the United States whose residents a law protects.
const STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH \
    NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI";

/// The state before a ZIP code: `Springfield, IL 62701`, `Austin TX 78701-1234, USA`.
fn american_state(address: &str) -> Option<&str> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.windows(2).rev().find_map(|pair| {
        let [state, zip] = pair else { return None };
        let (five, four) = zip.split_once('-').unwrap_or((zip, "0000"));
        let digits = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|b| b.is_ascii_digit())
        };
        let known = STATES.split_whitespace().any(|known| known == *state);
        (known && digits(five, 5) && digits(four, 4)).then_some(*state)
    })
}

/// The province before a Canadian postal code: `Montréal QC H2X 1Y4`.
fn canadian_province(address: &str) -> Option<&str> {
    const PROVINCES: &str = "AB BC MB NB NL NS NT NU ON PE QC SK YT";
    let words: Vec<&str> = address.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    words.windows(3).rev().find_map(|three| {
        let [province, first, second] = three else { return None };
        let shape = |text: &str, letters_at_even: bool| {
            text.len() == 3
                && text.bytes().enumerate().all(|(at, b)| {
                    let letter = at.is_multiple_of(2) == letters_at_even;
                    if letter { b.is_ascii_uppercase() } else { b.is_ascii_digit() }
                })
        };
        let known = PROVINCES.split_whitespace().any(|known| known == *province);
        (known && shape(first, true) && shape(second, false)).then_some(*province)
    })
}

/// Where a person lives as laws ask for it: the country, with the state where an address in that
/// country tells it.
pub fn residence(country: Option<&str>, addresses: &[String]) -> Option<String> {
    let country = country?;
    let part = |find: fn(&str) -> Option<&str>| {
        addresses.iter().find_map(|address| find(address).map(str::to_owned))
    };
    let state = match country {
        "US" => part(american_state),
        "CA" => part(canadian_province),
        _ => None,
    };
    Some(state.map_or_else(|| country.to_owned(), |state| format!("{country}-{state}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts<'a>(
        hints: &'a [String],
        class: DocClass,
        domains: Vec<&'a str>,
        own: &'a [String],
    ) -> RecordFacts<'a> {
        RecordFacts {
            hints,
            class,
            path: "a/b",
            part_label: "",
            email_domains: domains,
            own_domains: own,
            has_employer: false,
            employer_is_own: false,
        }
    }

    #[test]
    fn categories_follow_the_surest_sign() {
        let own = ["example.co.jp".to_owned()];
        let left = ["former_employee".to_owned()];
        assert_eq!(
            category(&facts(&left, DocClass::PersonnelList, vec![], &own)).0,
            Category::FormerEmployee
        );
        let applies = ["applies".to_owned()];
        let letter = |mail| category(&facts(&applies, DocClass::Email, vec![mail], &own)).0;
        assert_eq!(letter("homemail.example"), Category::Applicant);
        assert_eq!(
            letter(own.first().unwrap()),
            Category::Employee,
            "who reads it applies for nothing"
        );
        assert_eq!(category(&facts(&[], DocClass::Payroll, vec![], &own)).0, Category::Employee);
        let of = |hint: &str, class| category(&facts(&[hint.to_owned()], class, vec![], &own)).0;
        assert_eq!(of("staff_number", DocClass::ApplicationForm), Category::Employee);
        assert_eq!(of("staff_form", DocClass::ApplicationForm), Category::Employee);
        assert_eq!(of("customer_form", DocClass::ApplicationForm), Category::Customer);
        assert_eq!(of("", DocClass::ApplicationForm), Category::Applicant);
        assert_eq!(of("staff_folder", DocClass::ContactList), Category::Employee);
        assert_eq!(of("extension", DocClass::ContactList), Category::Employee);
        assert_eq!(of("staff_folder", DocClass::IdCopy), Category::Employee);
        assert_eq!(of("own_firm", DocClass::Receipt), Category::Employee);
        let partner = |hint: &str| {
            let hints = [hint.to_owned()];
            category(&facts(&hints, DocClass::ContactList, vec!["partner.example"], &own)).0
        };
        assert_eq!(partner("staff_folder"), Category::BusinessContact);
        assert_eq!(partner("extension"), Category::BusinessContact);
        assert_eq!(
            category(&facts(&[], DocClass::Email, vec!["example.co.jp"], &own)).0,
            Category::Employee
        );
        assert_eq!(
            category(&facts(&[], DocClass::Email, vec!["partner.example"], &own)).0,
            Category::BusinessContact
        );
        assert_eq!(
            category(&facts(&[], DocClass::Email, vec!["gmail.com"], &own)).0,
            Category::Other
        );
    }

    #[test]
    fn a_folder_outranks_a_name_in_the_text() {
        let mentions = ["C2".to_owned()];
        let item = ItemFacts { folders: vec!["C1"], mentions: &mentions, ..ItemFacts::default() };
        assert_eq!(attribute(&item), [("C1".to_owned(), "folder")]);
        assert_eq!(attribute(&ItemFacts::default())[0].0, UNDETERMINED);
    }

    #[test]
    fn letters_are_written_in_the_persons_own_writing() {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let names = list(&["SATO SHOTA", "佐藤翔太", "佐藤 翔太", "Shota Sato"]);
        let letter_of = |names: &[String], country| {
            letter(
                names,
                &list(&["港区芝", "東京都港区芝1-2-3 青空ビル5階"]),
                &list(&["s.sato@reiji.example", "sato@gmail.com"]),
                country,
            )
        };
        let ours = letter_of(&names, Some("JP"));
        assert_eq!((ours.name.as_str(), ours.language), ("佐藤 翔太", "ja"));
        assert_eq!(ours.address, "東京都港区芝1-2-3 青空ビル5階");
        assert_eq!(ours.email, "sato@gmail.com");
        assert_eq!(letter_of(&names, Some("US")).name, "Shota Sato");
        let vietnamese = letter_of(&list(&["NGUYEN VAN DUC", "Nguyễn Văn Đức"]), None);
        assert_eq!((vietnamese.name.as_str(), vietnamese.language), ("Nguyễn Văn Đức", "vi"));
    }

    #[test]
    fn residence_names_the_state_where_an_address_does() {
        let of = |country, address: &str| residence(Some(country), &[address.to_owned()]);
        assert_eq!(of("US", "1520 Maple Ave, Springfield, IL 62701").as_deref(), Some("US-IL"));
        assert_eq!(of("US", "5 Main St, Austin TX 78701-1234, USA").as_deref(), Some("US-TX"));
        assert_eq!(of("US", "5 Main St, Austin").as_deref(), Some("US"));
        assert_eq!(of("CA", "12 rue Sainte, Montréal QC H2X 1Y4").as_deref(), Some("CA-QC"));
        assert_eq!(address_country("1 Robinson Road, Singapore 048542"), Some("SG"));
        assert_eq!(address_country("Hauptstr. 3, 10115 Berlin, Germany"), Some("DE"));
        assert_eq!(residence(None, &[]), None);
    }

    #[test]
    fn countries_come_from_the_best_evidence() {
        let none: [String; 0] = [];
        let got =
            country(&["+84912345678".into()], &["東京都千代田区1-1".into()], &none, &none).unwrap();
        assert_eq!(got, ("JP", "postal address".to_owned()));
        assert_eq!(
            country(&none, &["1520 Maple Avenue, Springfield, IL 62701".into()], &none, &none)
                .unwrap()
                .0,
            "US"
        );
        assert_eq!(country(&none, &none, &none, &none), None);
    }
}
