//! Labels: the words in table headers, forms and key-value lines that name a field, in many
//! languages. One catalogue serves all of them.

mod company;
mod contact;
mod hints;
mod identity;
mod key;
mod likely;
mod money;
mod name;
mod not_personal;
mod pay;
mod remarks;
mod roles;
mod sensitive;
mod short;
#[cfg(test)]
mod tests;
mod work;

use self::key::{keys, label_key, split_brackets, without_number};
pub use likely::likely;
pub use pay::of_pay;
pub use short::short;

use crate::normal::{is_cjk, plain};
use candor_facts::{Field, Scheme};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What a label says about the value beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The value is this field of a person.
    Field(Field, Option<Scheme>),
    /// The parts of a name in columns of their own.
    FamilyName,
    GivenName,
    MiddleName,
    /// The reading of a name in kana.
    Reading,
    /// Postal code or a piece of an address in a column of its own.
    PostalCode,
    AddressPiece,
    /// Not personal by itself, but tells who the person is.
    Hint(&'static str),
    /// The value belongs to a company, not to a person.
    Company,
    /// The value belongs to a thing or a transaction, whatever it looks like.
    NotPersonal,
    /// Free words, which may say something of the person at hand.
    Remarks,
}

use Meaning as M;

const fn field(field: Field) -> Meaning {
    M::Field(field, None)
}

const fn scheme(field: Field, scheme: Scheme) -> Meaning {
    M::Field(field, Some(scheme))
}

/// A catalogue: meanings with their spellings, each string a list with commas.
type Catalogue = [(Meaning, &'static [&'static str])];

const CATALOGUES: &[&Catalogue] = &[
    name::LABELS,
    contact::LABELS,
    identity::LABELS,
    work::LABELS,
    money::LABELS,
    sensitive::LABELS,
    hints::LABELS,
    company::LABELS,
    not_personal::LABELS,
    remarks::LABELS,
];

/// Every spelling of catalogues with its meaning.
fn spellings(catalogues: &[&'static Catalogue]) -> impl Iterator<Item = (&'static str, Meaning)> {
    catalogues.iter().flat_map(|catalogue| catalogue.iter()).flat_map(|(meaning, lines)| {
        lines.iter().flat_map(|line| line.split(',')).map(|word| (word.trim(), *meaning))
    })
}

/// The meanings of catalogues by the keys of their spellings.
fn index(catalogues: &[&'static Catalogue]) -> HashMap<String, Meaning> {
    let keyed = |(word, meaning)| keys(word).map(move |key| (key, meaning));
    spellings(catalogues).flat_map(keyed).filter(|(key, _)| !key.is_empty()).collect()
}

static INDEX: LazyLock<HashMap<String, Meaning>> = LazyLock::new(|| index(CATALOGUES));

/// The longest label worth looking up, in characters.
pub const LABEL_CHARACTERS_MAX: usize = 48;

/// More digits than this are a value.
const LABEL_DIGITS_MAX: usize = 4;

/// From this length on, missing accents do not matter in a label that has others.
const SLOPPY_CHARACTERS_MIN: usize = 11;

/// Looks a header cell or a form label up. Spaces, case, numbering and marks such as `※必須` do
/// not matter, nor do accents in long labels. Remarks in brackets and labels in two languages are
/// understood.
pub fn meaning(text: &str) -> Option<Meaning> {
    let text = text.trim();
    if text.is_empty()
        || text.chars().nth(LABEL_CHARACTERS_MAX).is_some()
        || text.contains('@')
        || text.chars().filter(|c| c.is_numeric()).count() > LABEL_DIGITS_MAX
    {
        return None;
    }
    // `Employee #` asks for the number, not for the employee.
    if let Some(of_number) = numbered_out(text) {
        let number = one(&of_number);
        // A number of whatever paper is told by the words.
        let told = |known: Field| known != Field::NationalId && known != Field::Name;
        if number.is_some_and(|number| matches!(number, M::Field(known, _) if told(known))) {
            return number;
        }
    }
    let text: String = without_number(text).nfkc().collect();
    let key = label_key(&text);
    if key.is_empty() {
        return (text.trim() == "#").then_some(M::NotPersonal);
    }
    if let Some(meaning) = INDEX.get(&key) {
        let both = *meaning == M::Reading && text.contains(['/', '・']);
        return Some(if both { field(Field::Name) } else { *meaning });
    }
    let (outside, inside) = split_brackets(&text);
    if inside.is_empty() || outside.trim().is_empty() {
        return one(&text);
    }
    // `緊急連絡先（続柄）` asks for the contact, not for a kinship alone.
    let refined = roles::meaning(&key)
        .filter(|refined| *refined != M::NotPersonal || one(&outside).is_none());
    refined.or_else(|| remarked(&outside, &inside))
}

/// `Policy #` in words: `Policy no`.
fn numbered_out(label: &str) -> Option<String> {
    let of_number = label.trim().strip_suffix(['#', '№'])?;
    Some(format!("{of_number} no"))
}

/// A label with a remark in brackets.
fn remarked(outside: &str, inside: &str) -> Option<Meaning> {
    match (one(outside), one(inside)) {
        (Some(label), Some(remark)) => Some(refine(label, remark)),
        (Some(label), None) => Some(label),
        (None, Some(remark)) => translates(remark, inside, outside).then_some(remark),
        (None, None) => None,
    }
}

/// What `氏名（カナ）` means beyond `氏名`.
const fn refine(label: Meaning, remark: Meaning) -> Meaning {
    match (label, remark) {
        (M::Field(Field::Name, _), M::Reading | M::FamilyName | M::GivenName | M::MiddleName)
        | (M::Field(Field::NationalId, None), M::Field(Field::NationalId, Some(_)))
        | (M::Field(Field::Address, _), M::AddressPiece)
        | (M::Field(Field::Phone | Field::Email | Field::Address, _), M::Company) => remark,
        _ => label,
    }
}

/// A label without remarks: in one language, with a role, numbered, or in two languages.
fn one(text: &str) -> Option<Meaning> {
    let key = label_key(text);
    known(&key).or_else(|| roles::meaning(&key)).or_else(|| numbered(&key)).or_else(|| halves(text))
}

fn lookup(key: &str) -> Option<Meaning> {
    known(key).or_else(|| numbered(key))
}

/// The meaning of a key as it stands, without its accents, or without its honorific.
fn known(key: &str) -> Option<Meaning> {
    if let Some(meaning) = INDEX.get(key) {
        return Some(*meaning);
    }
    let sloppy = !key.is_ascii() && key.chars().count() >= SLOPPY_CHARACTERS_MIN;
    if let Some(meaning) = sloppy.then(|| plain(key)).and_then(|key| INDEX.get(&key).copied()) {
        return Some(meaning);
    }
    let polite = key.strip_prefix(['ご', 'お', '御']).filter(|rest| rest.chars().nth(1).is_some());
    polite.and_then(|rest| INDEX.get(rest).copied())
}

/// `電話番号1`, `Email 2`. Pieces of addresses and of organisations are values when they carry a
/// number: `Quận 1`, `Phòng 3`.
fn numbered(key: &str) -> Option<Meaning> {
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let one_or_two = (1..=2).contains(&(key.len() - bare.len()));
    if !one_or_two || bare.chars().nth(1).is_none() {
        return None;
    }
    INDEX.get(bare).copied().filter(|meaning| {
        !matches!(
            meaning,
            M::AddressPiece
                | M::NotPersonal
                | M::Remarks
                | M::Hint(_)
                | M::Field(Field::Department | Field::JobTitle | Field::Education, _)
        )
    })
}

/// A label in two languages or for two things: `氏名 / Name`, `氏名 Name`, `Tên/Name`.
fn halves(text: &str) -> Option<Meaning> {
    let (parts, separated) = parts(text)?;
    let found: Vec<(&str, Option<Meaning>)> = parts
        .iter()
        .map(|part| {
            let key = label_key(part);
            (*part, lookup(&key).or_else(|| roles::meaning(&key)))
        })
        .collect();
    let mut known = found.iter().filter_map(|(part, meaning)| Some((*part, (*meaning)?)));
    let (first, start) = known.next()?;
    let agreed = known.try_fold(start, |left, (_, right)| agree(left, right))?;
    let unknown = found.iter().filter(|(_, meaning)| meaning.is_none());
    let mut unknown = unknown.filter(|(part, _)| !label_key(part).is_empty());
    unknown.all(|(part, _)| separated && translates(agreed, first, part)).then_some(agreed)
}

/// The parts of a label and whether a mark stands between them.
fn parts(text: &str) -> Option<(Vec<&str>, bool)> {
    let by_mark: Vec<&str> = text.split(['/', '|', '\n', '\r']).collect();
    let by_dash: Vec<&str> = text.split(" - ").flat_map(|part| part.split(" – ")).collect();
    for parts in [by_mark, by_dash] {
        if (2..=3).contains(&parts.len()) {
            return Some((parts, true));
        }
    }
    let scripts = |c: char| c.is_alphabetic().then(|| is_cjk(c));
    let start = text.chars().find_map(scripts)?;
    let (at, _) = text.char_indices().find(|(_, c)| scripts(*c) == Some(!start))?;
    let (left, right) = text.split_at(at);
    let twice = right.chars().any(|c| scripts(c) == Some(start));
    (!twice).then(|| (vec![left, right], false))
}

/// The meaning of two halves that do not contradict each other.
fn agree(left: Meaning, right: Meaning) -> Option<Meaning> {
    use Field as F;
    match (left, right) {
        _ if left == right => Some(left),
        (M::Field(a, scheme), M::Field(b, None)) | (M::Field(a, None), M::Field(b, scheme))
            if a == b =>
        {
            Some(M::Field(a, scheme))
        }
        (M::FamilyName, M::GivenName) | (M::GivenName, M::FamilyName) => Some(field(F::Name)),
        // `名 Name` heads given names, `姓 Name` family names.
        (M::Field(F::Name, _), piece @ (M::FamilyName | M::GivenName | M::MiddleName))
        | (piece @ (M::FamilyName | M::GivenName | M::MiddleName), M::Field(F::Name, _)) => {
            Some(piece)
        }
        (M::Field(F::Address, _), M::PostalCode | M::AddressPiece)
        | (M::PostalCode | M::AddressPiece, M::Field(F::Address, _)) => Some(field(F::Address)),
        (M::Hint(hint), M::NotPersonal) | (M::NotPersonal, M::Hint(hint)) => Some(M::Hint(hint)),
        _ => None,
    }
}

/// Endings of labels that name a thing, a number or a date and translate nothing personal.
const OTHER_ENDINGS: &[&str] = &["番号", "コード", "日", "数", "額", "率", "書", "品", "code"];

/// Whether `unknown`, of another script than the label `known`, may be its translation.
fn translates(meaning: Meaning, known: &str, unknown: &str) -> bool {
    let key = label_key(unknown);
    let names_other = OTHER_ENDINGS.iter().any(|ending| key.ends_with(ending))
        || (key.ends_with('名') && !key.ends_with("氏名") && !key.ends_with("姓名"));
    let personal = !matches!(
        meaning,
        M::Field(Field::Employer | Field::Department | Field::JobTitle | Field::Education, _)
            | M::AddressPiece
    );
    let other_script = script(known) != script(unknown);
    personal && other_script && !names_other && !roles::is_role(&label_key(known))
}

#[derive(PartialEq, Eq)]
enum Script {
    Cjk,
    Ascii,
    Accented,
}

fn script(text: &str) -> Script {
    if text.chars().any(is_cjk) {
        Script::Cjk
    } else if text.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        Script::Accented
    } else {
        Script::Ascii
    }
}
