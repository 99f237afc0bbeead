//! Which paper a number is of, where its label says no more than `ID No.`: a cell beside it or the words before it
//! name the paper (`運転免許証 | 309012345620`, `ID type: Passport`), or its form tells.

use super::columns;
use super::value::check;
use crate::labels::Meaning;
use candor_facts::Field;

/// Words for papers that people show, in lower case.
const PAPERS: &[(Field, &[&str])] = &[
    (
        Field::DriverLicence,
        &[
            "免許",
            "driver's lic",
            "driver lic",
            "driving lic",
            "licence",
            "license",
            "gplx",
            "bằng lái",
            "giấy phép lái",
            "bang lai",
            "giay phep lai",
        ],
    ),
    (Field::Passport, &["旅券", "パスポート", "passport", "hộ chiếu", "ho chieu"]),
    (
        Field::ResidenceCard,
        &["在留カード", "特別永住", "residence card", "thẻ lưu trú", "thẻ cư trú"],
    ),
    (
        Field::HealthInsurance,
        &["保険証", "資格確認書", "bhyt", "health insurance", "insurance card"],
    ),
    (
        Field::NationalId,
        &[
            "マイナンバー",
            "個人番号",
            "cccd",
            "cmnd",
            "căn cước",
            "chứng minh",
            "ssn",
            "social security",
            "identity card",
        ],
    ),
];
/// Longer cells are remarks.
const CELL_CHARACTERS_MAX: usize = 30;

/// The paper that a text names last.
fn named(text: &str) -> Option<Field> {
    let lower = text.to_lowercase();
    let last = |(field, words): &(Field, &[&str])| {
        let at = words.iter().filter_map(|word| lower.rfind(word)).max()?;
        Some((at, *field))
    };
    PAPERS.iter().filter_map(last).max_by_key(|(at, _)| *at).map(|(_, field)| field)
}

/// The field of a number under a label that may be of any paper; `beside` are the cells next to it, or the words
/// before it, the nearest last.
pub fn field_of<'t>(
    meaning: Meaning,
    value: &str,
    beside: impl Iterator<Item = &'t str>,
) -> Meaning {
    if meaning != Meaning::Field(Field::NationalId, None) {
        return meaning;
    }
    let short = |text: &&str| text.chars().nth(CELL_CHARACTERS_MAX).is_none();
    // Behind a number the words are of that one.
    let behind = |text: &'t str| text.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or(text);
    let paper = beside.filter(short).map(behind).filter_map(named).last();
    match paper.or_else(|| columns::told_by_form(value)) {
        Some(field) if check(field, None, value).is_some() => Meaning::Field(field, None),
        _ => meaning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paper_beside_a_number_tells_what_it_is() {
        let id = Meaning::Field(Field::NationalId, None);
        let of = |value: &str, beside: &[&str]| match field_of(id, value, beside.iter().copied()) {
            Meaning::Field(field, _) => Some(field),
            _ => None,
        };
        assert_eq!(of("011114370204", &["NGUYỄN NGỌC", "GPLX"]), Some(Field::DriverLicence));
        assert_eq!(of("548817203", &["Passport"]), Some(Field::Passport));
        assert_eq!(of("079085001234", &["CCCD"]), Some(Field::NationalId));
        assert_eq!(of("GD58101352FH", &[]), Some(Field::ResidenceCard));
        // Another number stands between the paper and this one.
        assert_eq!(of("33-4237224-6", &["Passport TZ1175934  "]), Some(Field::NationalId));
        assert_eq!(of("309012345620", &["山田"]), Some(Field::DriverLicence));
        assert_eq!(of("123456789018", &["山田"]), Some(Field::NationalId));
        let known = Meaning::Field(Field::Passport, None);
        assert_eq!(field_of(known, "1", std::iter::once("GPLX")), known);
    }
}
