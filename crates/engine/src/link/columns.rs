//! What the columns of a table hold: by their header, and where it is silent by their values.

mod values;

use super::value::is_ticket_name;
use crate::detect::digits;
use crate::labels::{Meaning, likely, meaning, of_pay, short};
use crate::names::{Shape, shape};
use crate::normal::{is_han, is_kana, plain};
use candor_facts::{Cell, Field, Scheme};
use std::collections::{BTreeMap, BTreeSet};
pub(super) use values::told_by_form;
use values::{are_births, are_roles, are_staff_codes, kind, share, telling};

impl Meaning {
    /// Whether a value under this label tells who a row or form is about.
    pub const fn names_someone(self) -> bool {
        matches!(
            self,
            Self::Field(Field::Name | Field::Email, _) | Self::FamilyName | Self::GivenName
        )
    }
}

/// Values of a column that are looked at.
const SAMPLE_ROWS: usize = 60;
/// Share of the values that must look alike.
const ALIKE: f32 = 0.7;
/// Columns to the left of which no further persons of the same row are told apart.
const COLUMNS_PARTED_MAX: usize = 64;
/// Columns behind a reading among which the name that it is of may stand.
const READING_REACH: u32 = 2;
/// Fewer values say nothing.
const VALUES_MIN: usize = 2;

/// One column that says something.
#[derive(Clone, Debug)]
pub struct Column {
    pub meaning: Meaning,
    /// The header's text.
    pub label: String,
    /// Known by its values, not by a header.
    pub inferred: bool,
    /// Names of which many are whole: those of one word are names too.
    pub people: bool,
}

impl Column {
    /// Whether it is said to hold telephones.
    pub const fn is_phone(&self) -> bool {
        matches!(self.meaning, Meaning::Field(Field::Phone, _)) && !self.inferred
    }
}

/// The columns of a table by number.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    known: BTreeMap<u32, Column>,
    /// Header texts without a known meaning.
    titles: BTreeMap<u32, String>,
    /// Columns of the same table that are about somebody else.
    elsewhere: BTreeSet<u32>,
    /// Share of the header's cells that are labels.
    pub share: f32,
}

impl Columns {
    /// What a header row says.
    pub fn of_row<'t>(row: &[Cell], text: impl Fn(&Cell) -> &'t str) -> Self {
        let mut columns = Self::default();
        let mut filled = 0_u16;
        for cell in row {
            let label = text(cell);
            filled += u16::from(!label.is_empty());
            match meaning(label) {
                Some(meaning) => {
                    let column =
                        Column { meaning, label: label.to_owned(), inferred: false, people: false };
                    columns.known.insert(cell.column, column);
                }
                None if label.is_empty() => {}
                None => drop(columns.titles.insert(cell.column, label.to_owned())),
            }
        }
        let known = u16::try_from(columns.known.len()).unwrap_or(u16::MAX);
        columns.share = f32::from(known) / f32::from(filled.max(1));
        columns
    }

    /// Reads the titles beside known labels as labels too, where their words allow it; in a list of
    /// people abbreviations too.
    pub fn widen(&mut self) {
        let staff = self.known.values().any(|column| {
            matches!(
                column.meaning,
                Meaning::Field(Field::Salary | Field::JobTitle | Field::Department, _)
            )
        });
        let mut of_people = self.clone();
        of_people.read_titles(|label| short(label).or_else(|| likely(label)));
        if of_people.lists_people() || staff && of_people.known.values().any(is_name) {
            // In a list of people an account is at a bank.
            for column in of_people.known.values_mut() {
                let account = ["account", "acct", "account no"]
                    .contains(&column.label.trim().to_lowercase().as_str());
                if account {
                    column.meaning = Meaning::Field(Field::BankAccount, None);
                }
            }
            *self = of_people;
        } else {
            self.read_titles(likely);
        }
    }

    fn read_titles(&mut self, read: impl Fn(&str) -> Option<Meaning>) {
        let titles = std::mem::take(&mut self.titles);
        for (number, label) in titles {
            match read(&label).filter(|_| !self.known.contains_key(&number)) {
                Some(meaning) => {
                    self.known
                        .insert(number, Column { meaning, label, inferred: false, people: false });
                }
                None => drop(self.titles.insert(number, label)),
            }
        }
    }

    /// Whether a name stands beside what only lists of people have.
    fn lists_people(&self) -> bool {
        let of_people = |column: &Column| {
            matches!(
                column.meaning,
                Meaning::Field(
                    Field::Gender
                        | Field::DateOfBirth
                        | Field::NationalId
                        | Field::EmployeeId
                        | Field::Passport
                        | Field::HealthInsurance
                        | Field::DriverLicence
                        | Field::ResidenceCard,
                    _
                )
            )
        };
        self.known.values().any(is_name) && self.known.values().any(of_people)
    }

    /// In a list of people what elsewhere is a thing's is theirs: codes of staff, and amounts beside accounts
    /// where the paper speaks of pay.
    pub fn take_as_theirs<'t>(
        &mut self,
        rows: &[&[Cell]],
        text: &impl Fn(&Cell) -> &'t str,
        is_of_pay: bool,
    ) {
        const CODES: &[&str] = &["mã", "ma", "code", "コード", "ｺｰﾄﾞ", "file no", "file no.", "id"];
        const RATES: &[&str] = &["rate", "hourly rate"];
        const AMOUNTS: &[&str] = &[
            "amount",
            "amt",
            "net amount",
            "số tiền",
            "so tien",
            "tiền",
            "振込額",
            "振込金額",
            "金額",
            "支払金額",
        ];
        let has = |field: &dyn Fn(Field) -> bool| {
            self.known
                .values()
                .any(|column| matches!(column.meaning, Meaning::Field(known, _) if field(known)))
        };
        let named = self.known.values().any(is_name);
        let staff = has(&|field| {
            matches!(
                field,
                Field::JobTitle
                    | Field::Department
                    | Field::Salary
                    | Field::NationalId
                    | Field::DateOfBirth
            )
        });
        let (numbered, banked) =
            (has(&|field| field == Field::EmployeeId), has(&|field| field == Field::BankAccount));
        if !named {
            return;
        }
        let is_code = |number: u32| {
            let cells = rows.iter().take(SAMPLE_ROWS).flat_map(|row| row.iter());
            let values: Vec<&str> = cells
                .filter(|cell| cell.column == number)
                .map(text)
                .filter(|value| !value.is_empty())
                .collect();
            let code = |value: &str| {
                value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'))
                    && digits(value).len() >= 2
                    && value.len() >= 4
            };
            values.len() >= VALUES_MIN && share(&values, &code) >= ALIKE
        };
        if !numbered {
            self.take_staff_codes(rows, text);
        }
        for (number, column) in &mut self.known {
            if !matches!(column.meaning, Meaning::NotPersonal | Meaning::Hint("customer")) {
                continue;
            }
            if is_of_pay && is_insurance_on_slips(&column.label) && is_code(*number) {
                column.meaning = Meaning::Field(Field::HealthInsurance, None);
                continue;
            }
            let label = column.label.trim().to_lowercase();
            let amount = AMOUNTS.iter().any(|word| label.starts_with(word));
            let rate = staff && RATES.contains(&label.as_str());
            if staff && !numbered && CODES.contains(&label.as_str()) && is_code(*number) {
                column.meaning = Meaning::Field(Field::EmployeeId, None);
            } else if is_of_pay && banked && amount || rate {
                column.meaning = Meaning::Field(Field::Salary, None);
            }
        }
    }

    /// In a list of the house's people: codes of one form, each once, before the names and under a title that speaks of
    /// a number, or under none.
    fn take_staff_codes<'t>(&mut self, rows: &[&[Cell]], text: &impl Fn(&Cell) -> &'t str) {
        let of_house = |column: &Column| {
            let Meaning::Field(field, _) = column.meaning else { return false };
            matches!(field, Field::JobTitle | Field::Department | Field::Salary)
        };
        if !self.known.values().any(of_house) {
            return;
        }
        let mut values: BTreeMap<u32, Vec<&'t str>> = BTreeMap::new();
        for cell in rows.iter().take(SAMPLE_ROWS).flat_map(|row| row.iter()) {
            values
                .entry(cell.column)
                .or_default()
                .extend(Some(text(cell)).filter(|v| !v.is_empty()));
        }
        // `Staff` above codes names nobody.
        let are_codes =
            |number: &u32| values.get(number).is_some_and(|values| are_staff_codes(values));
        let named = |(number, column): &(&u32, &Column)| is_name(column) && !are_codes(number);
        let name = self.known.iter().find(named).map(|(number, _)| *number);
        let Some(name) = name.or_else(|| self.known.keys().next_back().copied()) else { return };
        let fits = |number: &u32| match self.known.get(number) {
            Some(column) => {
                is_name(column)
                    || matches!(column.meaning, Meaning::NotPersonal | Meaning::Hint("customer"))
                        && speaks_of_a_number(&column.label)
            }
            None => self.title(*number).is_empty() || speaks_of_a_number(self.title(*number)),
        };
        let Some(number) = (0..name).find(|number| are_codes(number) && fits(number)) else {
            return;
        };
        let known = self.known.get(&number).map(|column| column.label.clone());
        let label = known.or_else(|| self.titles.remove(&number)).unwrap_or_default();
        let meaning = Meaning::Field(Field::EmployeeId, None);
        self.known.insert(number, Column { meaning, label, inferred: true, people: false });
    }

    /// In a list of people without a header: what nearly all values of a column say as a whole is their title or
    /// department.
    fn take_roles<'t>(&mut self, rows: &[&[Cell]], text: &impl Fn(&Cell) -> &'t str) {
        for field in [Field::JobTitle, Field::Department] {
            let mut values: BTreeMap<u32, Vec<&'t str>> = BTreeMap::new();
            for cell in rows.iter().take(SAMPLE_ROWS).flat_map(|row| row.iter()) {
                let value = text(cell);
                if !self.known.contains_key(&cell.column) && !value.is_empty() {
                    values.entry(cell.column).or_default().push(value);
                }
            }
            let told = values.into_iter().find(|(_, values)| are_roles(field, values));
            if let Some((number, _)) = told {
                let meaning = Meaning::Field(field, None);
                let label = String::new();
                self.known.insert(number, Column { meaning, label, inferred: true, people: false });
            }
        }
    }

    /// Columns that no header names and whose values tell by themselves what they are.
    fn take_telling_numbers<'t>(&mut self, rows: &[&[Cell]], text: &impl Fn(&Cell) -> &'t str) {
        let mut values: BTreeMap<u32, Vec<&'t str>> = BTreeMap::new();
        for cell in rows.iter().take(SAMPLE_ROWS).flat_map(|row| row.iter()) {
            let value = text(cell);
            if !self.known.contains_key(&cell.column) && !value.is_empty() {
                values.entry(cell.column).or_default().push(value);
            }
        }
        for (number, values) in values {
            let Some(known) = telling(&values) else { continue };
            let meaning = Meaning::Field(known.field, known.scheme);
            let taken = self.known.values().any(|column| column.meaning == meaning);
            let label = self.titles.get(&number).cloned().unwrap_or_default();
            if !taken {
                self.titles.remove(&number);
                self.known.insert(number, Column { meaning, label, inferred: true, people: false });
            }
        }
    }

    /// What a row of groups above the header says of the columns that say no more than `番号` themselves.
    pub fn take_groups<'t>(&mut self, above: &[Cell], text: impl Fn(&Cell) -> &'t str) {
        let groups: BTreeMap<u32, &str> = above
            .iter()
            .map(|cell| (cell.column, text(cell)))
            .filter(|(_, group)| !group.is_empty())
            .collect();
        let group = |number: u32| {
            groups.range(..=number).next_back().map(|(_, group)| squeeze_blanks(group))
        };
        let silent = self.known.iter().filter(|(_, column)| column.meaning == Meaning::NotPersonal);
        let silent = silent.map(|(number, column)| (*number, column.label.clone()));
        let titles = self.titles.iter().map(|(number, title)| (*number, title.clone()));
        let all: Vec<(u32, String)> = silent.chain(titles).collect();
        for (number, label) in all {
            let Some(group) = group(number) else { continue };
            if let Some(meaning) = of_group(&group, &label) {
                self.titles.remove(&number);
                let label = format!("{group} {label}");
                self.known
                    .insert(number, Column { meaning, label, inferred: false, people: false });
            }
        }
    }

    /// `Tên` behind `Họ đệm`: the given name, not the whole.
    pub fn take_given_names(&mut self) {
        let behind = |number: &u32| {
            let before = number.checked_sub(1).and_then(|before| self.known.get(&before));
            before.is_some_and(|column| column.meaning == Meaning::FamilyName)
        };
        let given = |column: &Column| {
            matches!(column.meaning, Meaning::Field(Field::Name, _))
                && column.label.to_lowercase().split_whitespace().next_back() == Some("tên")
                && !column.label.to_lowercase().contains("họ")
        };
        let names = self.known.iter().filter(|(number, column)| behind(number) && given(column));
        let names: Vec<u32> = names.map(|(number, _)| *number).collect();
        for number in names {
            if let Some(column) = self.known.get_mut(&number) {
                column.meaning = Meaning::GivenName;
            }
        }
    }

    /// `氏名(カナ)` behind no column of names, and with none close behind it: the name itself.
    pub fn take_lone_readings(&mut self) {
        let named = |number: u32| {
            self.known.get(&number).is_some_and(|column| {
                matches!(
                    column.meaning,
                    Meaning::Field(Field::Name, _) | Meaning::FamilyName | Meaning::GivenName
                )
            })
        };
        let readings = self.known.iter().filter(|(number, column)| {
            column.meaning == Meaning::Reading
                && ["氏名", "名前"].iter().any(|word| column.label.contains(word))
                && !(1..=READING_REACH).any(|step| named(**number + step))
                && !self.named_before(**number)
        });
        let readings: Vec<u32> = readings.map(|(number, _)| *number).collect();
        for number in readings {
            if let Some(column) = self.known.get_mut(&number) {
                column.meaning = Meaning::Field(Field::Name, None);
            }
        }
    }

    /// Forgets all but the first columns.
    pub fn keep_first(&mut self, columns: u32) {
        self.known.retain(|number, _| *number < columns);
        self.titles.retain(|number, _| *number < columns);
    }

    /// A second header row: it says more of the columns it names.
    pub fn continue_with<'t>(&mut self, row: &[Cell], text: impl Fn(&Cell) -> &'t str) {
        let below = Self::of_row(row, text);
        // A cell of the first row spans to the right until the next begins.
        let above: BTreeMap<u32, String> = self
            .known
            .iter()
            .map(|(number, column)| (*number, column.label.clone()))
            .chain(self.titles.iter().map(|(number, title)| (*number, title.clone())))
            .collect();
        for (number, mut column) in below.known {
            if let Some((_, group)) = above.range(..=number).next_back() {
                let joint = match column.meaning {
                    Meaning::NotPersonal | Meaning::Remarks => of_group(group, &column.label),
                    // `名` below `部署` is a department's; below `保護者` it stays a part of a name.
                    Meaning::FamilyName | Meaning::GivenName | Meaning::MiddleName => {
                        let joint = meaning(&format!("{group}{}", column.label));
                        joint.filter(|joint| !matches!(joint, Meaning::Field(Field::Name, _)))
                    }
                    _ => meaning(&format!("{group}{}", column.label)),
                };
                column.meaning = joint.unwrap_or(column.meaning);
                if *group != column.label {
                    column.label = format!("{group} {}", column.label);
                }
            }
            self.known.insert(number, column);
        }
        // `Số` under `Hộ chiếu`, `No.` under `Passport`: nothing by itself.
        for (number, title) in below.titles {
            let group = above.range(..=number).next_back().map(|(_, group)| group.as_str());
            match group.and_then(|group| Some((group, of_group(group, &title)?))) {
                Some((group, meaning)) => {
                    let label = format!("{group} {title}");
                    let column = Column { meaning, label, inferred: false, people: false };
                    self.known.insert(number, column);
                }
                None => drop(self.titles.insert(number, title)),
            }
        }
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether it says nothing of any column, not even in words that are not understood.
    fn is_silent(&self) -> bool {
        self.known.is_empty() && self.titles.is_empty()
    }

    pub fn get(&self, number: u32) -> Option<&Column> {
        self.known.get(&number)
    }

    /// In a list of firms each with its contact, address and telephone stand behind the firm and before
    /// the contact's name: they are the firm's.
    fn give_to_firms(&mut self) {
        let first = |fits: &dyn Fn(&Column) -> bool| {
            self.known.iter().find(|(_, column)| fits(column)).map(|(number, _)| *number)
        };
        let firm = first(&|column| matches!(column.meaning, Meaning::Field(Field::Employer, _)));
        let name = first(&|column| {
            matches!(
                column.meaning,
                Meaning::Field(Field::Name, _) | Meaning::FamilyName | Meaning::GivenName
            )
        });
        let (Some(firm), Some(name)) = (firm, name) else { return };
        for (_, column) in self.known.range_mut(firm..name.max(firm)) {
            if matches!(
                column.meaning,
                Meaning::Field(Field::Address | Field::Phone, _)
                    | Meaning::AddressPiece
                    | Meaning::PostalCode
            ) {
                column.meaning = Meaning::Company;
            }
        }
    }

    /// Whether a column further left holds names.
    pub fn named_before(&self, number: u32) -> bool {
        let mut before = self.known.range(..number);
        before.any(|(_, column)| {
            matches!(
                column.meaning,
                Meaning::Field(Field::Name, _) | Meaning::FamilyName | Meaning::GivenName
            )
        })
    }

    /// Whether a column is about somebody else than these.
    pub fn is_elsewhere(&self, number: u32) -> bool {
        self.elsewhere.contains(&number)
    }

    /// The header text of a column whose meaning is not known.
    pub fn title(&self, number: u32) -> &str {
        self.titles.get(&number).map_or("", String::as_str)
    }

    /// Whether its column of names is that of somebody's relatives.
    pub fn name_relatives(&self) -> bool {
        let mut names = self.known.values().filter(|column| column.meaning.names_someone());
        names.any(|column| super::names_relatives(&column.label))
    }

    /// Whether its rows are about persons.
    pub fn names_someone(&self) -> bool {
        self.known.values().any(|column| column.meaning.names_someone())
    }

    /// Whether the values of a column are names of people.
    pub fn names_people(&self) -> bool {
        self.known.values().any(|column| column.people)
    }

    /// Whether the values of this column are names of people.
    pub fn is_of_people(&self, number: u32) -> bool {
        self.known.get(&number).is_some_and(|column| column.people)
    }

    /// Whether another header says something else.
    pub fn unlike(&self, other: &Self) -> bool {
        self.known.iter().any(|(number, column)| {
            other.known.get(number).is_none_or(|known| known.label != column.label)
        })
    }

    /// Tables that lie side by side under one header row: parted by a column without any cell, with
    /// a name on both sides.
    pub fn groups<'t>(&self, rows: &[&[Cell]], text: &impl Fn(&Cell) -> &'t str) -> Vec<Self> {
        let used = |number: u32| {
            rows.iter()
                .any(|row| row.iter().any(|cell| cell.column == number && cell.end > cell.start))
        };
        let (Some(first), Some(last)) = (self.known.keys().next(), self.known.keys().next_back())
        else {
            return vec![self.clone()];
        };
        let gap = (first + 1..*last).find(|number| {
            let part = |side: &dyn Fn(u32) -> bool| {
                self.known.iter().any(|(at, column)| side(*at) && column.meaning.names_someone())
            };
            !self.known.contains_key(number)
                && !self.titles.contains_key(number)
                && !used(*number)
                && part(&|at| at < *number)
                && part(&|at| at > *number)
        });
        // A second name, as of an employee's child, begins a second person of the same row; the same
        // name in another writing does not.
        let mut names = self.known.iter().filter(|(number, column)| {
            matches!(column.meaning, Meaning::Field(Field::Name, _) | Meaning::FamilyName)
                && !(column.inferred && self.named_before(**number))
        });
        let first = names.next().map(|(number, _)| *number);
        let second = names
            .map(|(number, _)| *number)
            .find(|number| first.is_some_and(|first| !is_rewritten(rows, text, first, *number)));
        let Some(gap) = gap.or(second) else { return vec![self.clone()] };
        let (mut left, mut right) = (self.clone(), self.clone());
        left.known.retain(|number, _| *number < gap);
        right.known.retain(|number, _| *number >= gap);
        // Columns whose title says nothing are read with the first person's.
        right.titles.clear();
        left.elsewhere.extend(right.known.keys());
        right.elsewhere.extend(left.known.keys().chain(left.titles.keys()));
        let mut groups = vec![left];
        if right.elsewhere.len() > COLUMNS_PARTED_MAX {
            groups.push(right);
            return groups;
        }
        groups.extend(right.groups(rows, text));
        groups
    }
}

/// Whether a label is an insurance's in papers of pay.
fn is_insurance_on_slips(label: &str) -> bool {
    matches!(of_pay(label), Some(Meaning::Field(Field::HealthInsurance, _)))
}

/// Words for a number in titles.
const NUMBER_WORDS: &[&str] = &[
    "番号",
    "コード",
    "ｺｰﾄﾞ",
    "cd",
    "no",
    "no.",
    "id",
    "code",
    "number",
    "#",
    "mã",
    "ma",
    "số",
    "so",
];
/// Words of titles of things, acts and other people.
const OTHERS_WORDS: &[&str] = &[
    "品",
    "商",
    "注文",
    "伝票",
    "車",
    "機",
    "部屋",
    "座席",
    "内線",
    "拠点",
    "得意先",
    "取引先",
    "顧客",
    "会員",
    "患者",
    "契約",
    "口座",
    "銀行",
    "支店",
    "郵便",
    "order",
    "item",
    "part",
    "serial",
    "asset",
    "room",
    "seat",
    "ext",
    "locker",
    "vehicle",
    "car",
    "customer",
    "client",
    "member",
    "patient",
    "case",
    "bank",
    "branch",
    "zip",
    "postal",
    "cost",
    "project",
    "verification",
    "hàng",
    "xe",
    "phòng",
    "khách",
    "đơn",
    "bệnh",
    "bn",
    "hồ sơ",
    "khám",
    "hđ",
    "tài khoản",
    "ngân hàng",
    "máy",
];

/// Whether an unknown title speaks of a number, and of none that things, acts and other people have.
fn speaks_of_a_number(title: &str) -> bool {
    let lower = title.to_lowercase();
    let number = NUMBER_WORDS.iter().any(|word| {
        lower.split([' ', '/', '_', '-']).any(|part| part == *word)
            || !word.is_ascii() && lower.ends_with(word)
    });
    number && !OTHERS_WORDS.iter().any(|word| lower.contains(word))
}

/// A heading without the blanks that spread it: `免　許`.
fn squeeze_blanks(text: &str) -> String {
    let cjk = text.chars().any(crate::normal::is_cjk);
    if cjk { text.split_whitespace().collect() } else { text.to_owned() }
}

/// Whether a column holds names or parts of them.
const fn is_name(column: &Column) -> bool {
    matches!(
        column.meaning,
        Meaning::Field(Field::Name, _) | Meaning::FamilyName | Meaning::GivenName
    )
}

/// What a title means under a group's heading, in either order: `Số` under `Hộ chiếu` and `No.` under
/// `Passport` are the number of what the group is about, `Mã số` under `CBCNV` the one of the staff.
fn of_group(group: &str, title: &str) -> Option<Meaning> {
    const NUMBER: &[&str] = &[
        "số",
        "so",
        "no",
        "no.",
        "number",
        "番号",
        "№",
        "#",
        "mã số",
        "ma so",
        "号",
        "登録№",
        "登録番号",
    ];
    const CODE: &[&str] = &["mã", "ma", "mã số", "ma so", "code", "コード", "id"];
    const STAFF: &[&str] =
        &["nhân viên", "cbcnv", "người lao động", "employee", "worker", "社員", "従業員"];
    let is = |words: &[&str]| words.contains(&title.trim().to_lowercase().as_str());
    let joint = [format!("{title} {group}"), format!("{group} {title}")];
    let known = joint.iter().find_map(|label| meaning(label));
    let of_thing = || is(NUMBER).then(|| likely(&joint[0])).flatten();
    let of_staff = || {
        let group = group.to_lowercase();
        let staff = STAFF.iter().any(|word| group.contains(word));
        (is(CODE) && staff).then_some(Meaning::Field(Field::EmployeeId, None))
    };
    known.or_else(of_thing).or_else(of_staff)
}

/// Whether two columns hold the same names in different writing: kanji, kana, Latin letters, without
/// accents.
fn is_rewritten<'t>(
    rows: &[&[Cell]],
    text: &impl Fn(&Cell) -> &'t str,
    left: u32,
    right: u32,
) -> bool {
    let value = |row: &[Cell], column: u32| {
        let cell = row.iter().find(|cell| cell.column == column)?;
        Some(text(cell)).filter(|value| !value.is_empty())
    };
    let writing = |value: &str| {
        let is = |fits: fn(char) -> bool| value.chars().any(fits);
        (is(is_han), !is(is_han) && is(is_kana))
    };
    let (mut both, mut same) = (0, 0);
    for row in rows.iter().take(SAMPLE_ROWS) {
        let (Some(left), Some(right)) = (value(row, left), value(row, right)) else { continue };
        both += 1;
        let rewritten = writing(left) != writing(right) || plain(left) == plain(right);
        same += usize::from(rewritten);
    }
    both > 0 && same * 10 >= both * 7
}

/// The columns of `header`, and those besides that their values make known.
pub fn infer<'t>(rows: &[&[Cell]], text: impl Fn(&Cell) -> &'t str, header: &Columns) -> Columns {
    let mut values: BTreeMap<u32, Vec<&'t str>> = BTreeMap::new();
    for cell in rows.iter().take(SAMPLE_ROWS).flat_map(|row| row.iter()) {
        let value = text(cell);
        if header.get(cell.column).is_none() && !value.is_empty() {
            values.entry(cell.column).or_default().push(value);
        }
    }
    let mut columns = header.clone();
    let has = |columns: &Columns, field: Field| {
        columns
            .known
            .values()
            .any(|column| matches!(column.meaning, Meaning::Field(f, _) if f == field))
    };
    let named = |columns: &Columns| {
        columns.known.values().any(|column| {
            matches!(
                column.meaning,
                Meaning::FamilyName | Meaning::GivenName | Meaning::Field(Field::Name, _)
            )
        })
    };
    for (number, values) in values {
        let Some((field, scheme)) = kind(&values) else { continue };
        if field == Field::DateOfBirth && !are_births(rows, &text, number) {
            continue;
        }
        // A second column of names is that of other persons: relatives, deputies.
        let second = field == Field::Name && header.names_someone();
        let taken = (has(&columns, field) || field == Field::Name && named(&columns)) && !second;
        // Telephones and addresses beside nobody are a company's; dates beside nobody no births.
        // Parts are numbered like social security numbers.
        let unsure =
            (field == Field::DateOfBirth || scheme == Some(Scheme::UsSsn)) && header.len() > 0;
        if taken || unsure && !header.names_someone() {
            continue;
        }
        let column = Column {
            meaning: Meaning::Field(field, scheme),
            label: String::new(),
            inferred: true,
            people: false,
        };
        columns.known.insert(number, column);
    }
    if columns.names_someone() {
        columns.take_telling_numbers(rows, &text);
    }
    if header.is_silent() && columns.known.values().any(is_name) {
        columns.take_roles(rows, &text);
        columns.take_staff_codes(rows, &text);
    }
    columns.give_to_firms();
    for (number, column) in &mut columns.known {
        let names = matches!(column.meaning, Meaning::Field(Field::Name, _));
        column.people = names && {
            let cells = rows.iter().take(SAMPLE_ROWS).flat_map(|row| row.iter());
            let mine = cells.filter(|cell| cell.column == *number).map(&text);
            let (mut whole, mut all) = (0, 0);
            for value in mine.filter(|value| !value.is_empty()) {
                all += 1;
                let named = |s: Shape| s.full && s.plausible >= 0.45;
                whole += usize::from(is_ticket_name(value) || shape(value).is_some_and(named));
            }
            whole >= 2 && whole * 2 >= all
        };
    }
    columns
}
