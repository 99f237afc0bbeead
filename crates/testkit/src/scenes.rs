//! The dump, scene by scene: lists that name everybody once, then the daily papers of an office.

mod attic;
mod papers;

use crate::Plan;
use crate::formats::{Block, csv, docx, xlsx};
use crate::people::{Lang, Person, Role};
use crate::setting::Setting;
use crate::truth::{TruthItem, TruthPerson, TruthTrap, TruthValue};
use crate::write_zip::{Entry, pack};
use fastrand::Rng;
use krilla::text::Font;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Result;
use std::path::PathBuf;

/// A file before it has a place: content, what it is, and who is in it with which fields.
#[derive(Clone)]
struct Prop {
    name: String,
    bytes: Vec<u8>,
    media_type: &'static str,
    doc_class: &'static str,
    lang: Lang,
    /// The company of the group whose paper it is.
    seat: usize,
    people: Vec<(usize, &'static [&'static str])>,
    /// A picture without a text layer.
    scan: bool,
    /// `read` or the reason why not.
    expected: &'static str,
}

pub struct Stage<'a> {
    plan: &'a Plan,
    setting: &'a Setting,
    people: &'a [Person],
    font: Font,
    dump: PathBuf,
    rng: Rng,
    items: Vec<TruthItem>,
    values: Vec<TruthValue>,
    traps: Vec<TruthTrap>,
    seen: BTreeMap<usize, (BTreeSet<&'static str>, BTreeSet<String>)>,
    written: usize,
    /// Whether files go to the first posting, whoever's turn it is.
    at_once: bool,
}

type Fields = &'static [&'static str];
const STAFF: Fields =
    &["name", "email", "phone", "date_of_birth", "department", "job_title", "employee_id"];
const PAY: Fields = &["name", "employee_id", "national_id", "salary"];
const BUYER: Fields = &["name", "email", "phone", "address"];
const PARTNER: Fields = &["name", "email", "phone", "employer", "job_title"];
const APPLICANT: Fields = &["name", "email", "phone", "address", "date_of_birth"];
const LEAN_CV: Fields = &["name", "email", "phone", "address"];
const LEAN_APPLICANT: Fields = &["name", "email", "phone", "address", "education"];
const FORMER: Fields = &["name", "email", "employee_id", "department"];
const NAME: Fields = &["name"];
const NAME_MAIL: Fields = &["name", "email"];

/// Word lists in the order Japanese, Vietnamese, English.
const fn by_lang(lang: Lang, texts: [&'static str; 3]) -> &'static str {
    match lang {
        Lang::Ja => texts[0],
        Lang::Vi => texts[1],
        Lang::En => texts[2],
    }
}

fn cells(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

impl<'a> Stage<'a> {
    pub fn new(
        plan: &'a Plan,
        setting: &'a Setting,
        people: &'a [Person],
        font: &[u8],
        dump: PathBuf,
    ) -> Self {
        let Some(font) = Font::new(font.to_vec().into(), 0) else {
            unreachable!("the caller hands over a font it has read");
        };
        let rng = Rng::with_seed(plan.seed ^ 0x5eed);
        Self {
            plan,
            setting,
            people,
            font,
            dump,
            rng,
            items: Vec::new(),
            values: Vec::new(),
            traps: Vec::new(),
            seen: BTreeMap::new(),
            written: 0,
            at_once: false,
        }
    }

    pub fn items(&self) -> &[TruthItem] {
        &self.items
    }

    /// The values that stand in readable files, as they are printed there.
    pub fn values(&self) -> &[TruthValue] {
        &self.values
    }

    /// What readable files say of the company and not of a person.
    pub fn traps(&self) -> &[TruthTrap] {
        &self.traps
    }

    /// The persons that a readable file names, with what stands of them where.
    pub fn persons(&self) -> Vec<TruthPerson> {
        let truth =
            |(index, (fields, files)): (&usize, &(BTreeSet<&'static str>, BTreeSet<String>))| {
                let person = self.people.get(*index)?;
                Some(TruthPerson {
                    person_id: person.id.clone(),
                    name: person.name.clone(),
                    also: Vec::new(),
                    email: person.email.clone(),
                    phone: person.phone_e164.clone(),
                    national_id: person.national_id.replace('-', ""),
                    category: person.role.category().to_owned(),
                    company: self.setting.seat(person.seat).id.to_owned(),
                    fields: fields.iter().map(|field| (*field).to_owned()).collect(),
                    files: files.iter().cloned().collect(),
                })
            };
        self.seen.iter().filter_map(truth).collect()
    }

    /// Writes everything.
    pub fn play(&mut self) -> Result<()> {
        self.lists()?;
        self.at_once = true;
        self.broken()?;
        self.at_once = false;
        self.attic()?;
        while self.written < self.plan.files {
            let prop = self.paper()?;
            self.place(prop)?;
        }
        Ok(())
    }

    fn folder(&self, seat: usize, lang: Lang, doc_class: &str) -> String {
        let root = self.setting.seat(seat).root;
        let room = match doc_class {
            "personnel_list" | "payroll" => by_lang(lang, ["人事部", "Nhan su", "HR"]),
            "cv" | "application_form" => by_lang(lang, ["採用", "Tuyen dung", "Recruiting"]),
            "customer_list" => by_lang(lang, ["お客様窓口", "Khach hang", "Customers"]),
            "email" => by_lang(lang, ["メール", "Mail", "Mail"]),
            "policy_safety" | "policy_green_procurement" | "policy_other" => {
                by_lang(lang, ["規程", "Quy dinh", "Policies"])
            }
            _ => by_lang(lang, ["営業部", "Kinh doanh", "Sales"]),
        };
        format!("{root}/{room}")
    }

    /// Puts a file into the dump and its truth beside it.
    fn place(&mut self, mut prop: Prop) -> Result<()> {
        let folder = self.folder(prop.seat, prop.lang, prop.doc_class);
        prop.name = format!("{folder}/{:05}_{}", self.written, prop.name);
        let path = self.posting().join(&prop.name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, &prop.bytes)?;
        self.written += 1;
        self.note(&prop);
        Ok(())
    }

    /// The folder of the wave that the next file is posted in. Waves take turns, the later ones the
    /// larger, so that lists and papers lie in all.
    fn posting(&self) -> PathBuf {
        match self.plan.waves {
            0 | 1 => self.dump.clone(),
            _ if self.at_once => self.dump.join("posting-1"),
            waves => {
                let turn = self.written % (waves * (waves + 1) / 2);
                let wave = (1..=waves).find(|wave| turn < wave * (wave + 1) / 2);
                self.dump.join(format!("posting-{}", wave.unwrap_or(waves)))
            }
        }
    }

    fn note(&mut self, prop: &Prop) {
        self.items.push(TruthItem {
            path: prop.name.clone(),
            media_type: prop.media_type.to_owned(),
            doc_class: prop.doc_class.to_owned(),
            language: by_lang(prop.lang, ["ja", "vi", "en"]).to_owned(),
            scan: prop.scan,
            expected: prop.expected.to_owned(),
        });
        if prop.expected == "read" {
            for (index, fields) in &prop.people {
                let entry = self.seen.entry(*index).or_default();
                entry.0.extend(fields.iter());
                entry.1.insert(prop.name.clone());
                self.note_values(prop, *index, fields);
            }
            self.note_traps(prop);
        }
    }

    /// What stands of a person in a file; what may stand there beyond the listed fields may be
    /// found and need not.
    fn note_values(&mut self, prop: &Prop, index: usize, fields: Fields) {
        let person = &self.people[index];
        let scheme = match person.lang {
            Lang::Ja => "jp_my_number",
            Lang::Vi => "vn_cccd",
            Lang::En => "us_ssn",
        };
        for (field, value) in [
            ("name", person.name.clone()),
            ("email", person.email.clone()),
            ("phone", person.phone.clone()),
            ("address", person.address.clone()),
            ("national_id", person.national_id.clone()),
            ("date_of_birth", person.birth.clone()),
            ("department", person.department.to_owned()),
            ("job_title", person.title.to_owned()),
            ("employee_id", person.number.clone()),
            ("salary", person.salary.to_string()),
            ("employer", person.employer.clone()),
        ] {
            if !value.is_empty() {
                self.values.push(TruthValue {
                    path: prop.name.clone(),
                    field: field.to_owned(),
                    value,
                    scan: prop.scan,
                    scheme: if field == "national_id" { scheme } else { "" }.to_owned(),
                    optional: !fields.contains(&field),
                });
            }
        }
    }

    fn note_traps(&mut self, prop: &Prop) {
        let (class, value) = match prop.doc_class {
            "invoice" | "order_form" | "quotation" | "delivery_note" | "receipt" => (
                "switchboard",
                switchboard(self.setting.seat(prop.seat).addresses[prop.lang as usize]),
            ),
            "specification" => {
                ("shared_mailbox", format!("info@{}", self.setting.seat(prop.seat).domain))
            }
            _ => return,
        };
        self.traps.push(TruthTrap { path: prop.name.clone(), class: class.to_owned(), value });
    }

    /// People of one role, language and company, by index.
    fn cast(&self, role: Role, lang: Lang, seat: usize) -> Vec<usize> {
        let is =
            |person: &Person| person.role == role && person.lang == lang && person.seat == seat;
        (0..self.people.len()).filter(|at| is(&self.people[*at])).collect()
    }

    /// Lists that hold everybody once. About a fifth of the files.
    fn lists(&mut self) -> Result<()> {
        let size = (self.people.len() * 5 / self.plan.files.max(1)).max(25);
        for lang in [Lang::Ja, Lang::Vi, Lang::En] {
            for role in Role::ALL {
                for seat in 0..self.setting.seats.len() {
                    for group in self.cast(role, lang, seat).chunks(size) {
                        let prop = self.list(role, lang, group)?;
                        self.place(prop)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn list(&mut self, role: Role, lang: Lang, group: &[usize]) -> Result<Prop> {
        let (doc_class, title, fields): (&'static str, _, Fields) = match role {
            Role::Customer => (
                "customer_list",
                by_lang(lang, ["顧客名簿", "Danh sách khách hàng", "Customer list"]),
                BUYER,
            ),
            Role::Contact => (
                "contact_list",
                by_lang(lang, ["取引先担当者一覧", "Danh sách liên hệ", "Supplier contacts"]),
                PARTNER,
            ),
            Role::Applicant => (
                "application_form",
                by_lang(lang, ["応募者一覧", "Danh sách ứng viên", "Applicant list"]),
                APPLICANT,
            ),
            Role::Employee => (
                "personnel_list",
                by_lang(lang, ["社員名簿", "Danh sách nhân viên", "Employee list"]),
                STAFF,
            ),
            Role::Former => (
                "personnel_list",
                by_lang(lang, ["退職者一覧", "Danh sách nhân viên nghỉ việc", "Former employees"]),
                FORMER,
            ),
        };
        let lean =
            self.setting.lean && matches!(role, Role::Applicant | Role::Employee | Role::Former);
        let mut rows = vec![if lean { lean_header(role, lang) } else { header(role, lang) }];
        rows.extend(group.iter().map(|at| {
            let person = &self.people[*at];
            if lean { lean_row(role, person) } else { Self::row(role, person) }
        }));
        let fields = match role {
            Role::Applicant if lean => LEAN_APPLICANT,
            _ if lean => NAME_MAIL,
            _ => fields,
        };
        let people = group.iter().map(|at| (*at, fields)).collect();
        let seat = group.first().map_or(0, |at| self.people[*at].seat);
        let (name, bytes, media_type) = self.tabular(title, lang, rows)?;
        Ok(Prop {
            name,
            bytes,
            media_type,
            doc_class,
            lang,
            seat,
            people,
            scan: false,
            expected: "read",
        })
    }

    /// A table as xlsx, CSV in UTF-8 or CSV in Shift_JIS.
    fn tabular(
        &mut self,
        title: &str,
        lang: Lang,
        rows: Vec<Vec<String>>,
    ) -> Result<(String, Vec<u8>, &'static str)> {
        let file = title.replace(' ', "_");
        Ok(match self.rng.u32(..10) {
            0..=5 => {
                let blocks = [Block::Title(title.to_owned()), Block::Table(rows)];
                (format!("{file}.xlsx"), xlsx("Sheet1", &blocks)?, "xlsx")
            }
            6 | 7 if lang == Lang::Ja => {
                let text = csv(&rows);
                let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(&text);
                (format!("{file}.csv"), bytes.into_owned(), "csv")
            }
            _ => (format!("{file}.csv"), csv(&rows).into_bytes(), "csv"),
        })
    }

    fn row(role: Role, person: &Person) -> Vec<String> {
        let date = by_lang(person.lang, ["2019-04-01", "01/04/2019", "2019-04-01"]);
        match role {
            Role::Customer => cells(&[
                &person.number,
                &person.name,
                &person.address,
                &person.phone,
                &person.email,
                date,
            ]),
            Role::Contact => cells(&[
                &person.employer,
                person.department,
                person.title,
                &person.name,
                &person.phone,
                &person.email,
            ]),
            Role::Applicant => cells(&[
                date,
                &person.name,
                &person.birth,
                &person.address,
                &person.phone,
                &person.email,
            ]),
            Role::Employee => cells(&[
                &person.number,
                &person.name,
                person.department,
                person.title,
                &person.birth,
                &person.phone,
                &person.email,
                date,
            ]),
            Role::Former => cells(&[
                &person.number,
                &person.name,
                person.department,
                &person.email,
                date,
                "2023-03-31",
            ]),
        }
    }

    /// Files that cannot be read, or only with luck.
    fn broken(&mut self) -> Result<()> {
        let paper = self.trade(Lang::Ja, "invoice")?;
        let locked = pack(
            &[Entry { name: b"secret.txt".to_vec(), content: paper.bytes.clone() }],
            Some(b"hokuto"),
        )?;
        let container = Prop {
            name: "給与_暗号化.zip".into(),
            bytes: locked,
            media_type: "zip",
            doc_class: "other",
            people: vec![],
            expected: "read",
            ..paper.clone()
        };
        self.place(container)?;
        if let Some(parent) = self.items.last().map(|item| item.path.clone()) {
            self.note(&Prop {
                name: format!("{parent}!/secret.txt"),
                bytes: vec![],
                media_type: "txt",
                people: vec![],
                expected: "encrypted",
                ..paper.clone()
            });
        }
        let whole =
            docx(&[Block::Title("履歴書".to_owned()), Block::Line("破損した文書".to_owned())])?;
        let cut = whole.get(..whole.len() / 2).unwrap_or_default().to_vec();
        self.place(Prop {
            name: "破損.docx".into(),
            bytes: cut,
            media_type: "docx",
            doc_class: "other",
            people: vec![],
            expected: "corrupt",
            ..paper
        })?;
        Ok(())
    }
}

/// The telephone at the end of a letterhead's address.
fn switchboard(address: &str) -> String {
    let number = address.split_once("  ").map_or("", |(_, number)| number);
    number.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '(').to_owned()
}

const SCHOOLS: [&str; 4] =
    ["青葉大学 経済学部 卒業", "海浜大学 工学部 卒業", "北山高等学校 卒業", "東都大学大学院 修了"];

fn lean_header(role: Role, lang: Lang) -> Vec<String> {
    let text = match role {
        Role::Applicant => by_lang(
            lang,
            [
                "応募日|氏名|住所|電話番号|メール|最終学歴",
                "Ngày ứng tuyển|Họ tên|Địa chỉ|SĐT|Email|Học vấn",
                "Application Date|Applicant Name|Address|Phone|Email|Education",
            ],
        ),
        _ => by_lang(
            lang,
            ["社員番号|氏名|メール", "Mã nhân viên|Họ và tên|Email", "Employee ID|Name|Email"],
        ),
    };
    text.split('|').map(str::to_owned).collect()
}

fn lean_row(role: Role, person: &Person) -> Vec<String> {
    if role != Role::Applicant {
        return cells(&[&person.number, &person.name, &person.email]);
    }
    let school = SCHOOLS[person.salary as usize / 1000 % SCHOOLS.len()];
    cells(&["2022-04-01", &person.name, &person.address, &person.phone, &person.email, school])
}

fn header(role: Role, lang: Lang) -> Vec<String> {
    let text = match role {
        Role::Customer => by_lang(
            lang,
            [
                "会員番号|氏名|住所|電話番号|メールアドレス|購入日",
                "Mã khách hàng|Họ và tên|Địa chỉ|Số điện thoại|Email|Ngày mua",
                "Customer ID|Name|Address|Phone|Email|Purchase Date",
            ],
        ),
        Role::Contact => by_lang(
            lang,
            [
                "会社名|部署|役職|担当者名|電話番号|メールアドレス",
                "Tên công ty|Phòng ban|Chức vụ|Người liên hệ|Điện thoại|Email",
                "Company|Department|Job Title|Contact Person|Phone|Email",
            ],
        ),
        Role::Applicant => by_lang(
            lang,
            [
                "応募日|氏名|生年月日|住所|電話番号|メール",
                "Ngày ứng tuyển|Họ tên|Ngày sinh|Địa chỉ|SĐT|Email",
                "Application Date|Applicant Name|Date of Birth|Address|Phone|Email",
            ],
        ),
        Role::Employee => by_lang(
            lang,
            [
                "社員番号|氏名|所属|役職|生年月日|電話番号|メール|入社日",
                "Mã nhân viên|Họ và tên|Phòng ban|Chức vụ|Ngày sinh|Di động|Email|Ngày vào làm",
                "Employee ID|Name|Department|Job Title|Date of Birth|Mobile|Email|Hire Date",
            ],
        ),
        Role::Former => by_lang(
            lang,
            [
                "社員番号|氏名|所属|メール|入社日|退職日",
                "Mã nhân viên|Họ và tên|Phòng ban|Email|Ngày vào làm|Ngày nghỉ việc",
                "Employee ID|Name|Department|Email|Hire Date|Termination Date",
            ],
        ),
    };
    text.split('|').map(str::to_owned).collect()
}
