//! Dates of birth: dates that the text itself calls a birth. Columns and labels do the rest.

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "date_of_birth",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"((?:明治|大正|昭和|平成|令和|[MTSHR])?[ .]?[0-9]{1,4} ?[年/.\-] ?[0-9]{1,2} ?[月/.\-] ?[0-9]{1,4}日?)(?: ?(?:生まれ|生\)|生 |生$))",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("昭和60年5月1日生まれ", "1985-05-01"),
        ("山田太郎（1990年12月3日生）", "1990-12-03"),
    ],
    near_misses: &["2024年8月5日発行", "昭和60年5月1日", "1990年13月3日生まれ"],
};

/// Dates behind the word for birth, in any of the usual spellings.
pub const NAMED: Detector = Detector {
    name: "date_of_birth_named",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"(?i)(?:生年月日|誕生日|date of birth|d\.?o\.?b\.?|birth ?date|birthday|born(?: on)?|geboren(?: am)?|né(?:e)? le|nacid[oa] el|ngày sinh|ngay sinh|sinh ngày|sinh ngay|sinh năm|ngày tháng năm sinh)[^0-9\n]{0,24}?((?:明治|大正|昭和|平成|令和|[MTSHR])?[.]?[0-9]{1,4} ?[年/.\-] ?[0-9]{1,2} ?[月/.\-] ?[0-9]{1,4}日?|[0-9]{1,2}(?:st|nd|rd|th)?[ \-](?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ \-][0-9]{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|(?:ngày )?[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4})",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("生年月日 DATE OF BIRTH 平成15年11月12日 性別", "2003-11-12"),
        ("She was born on March 21, 1967 in Boston", "1967-03-21"),
        ("DOB: 1982-06-14", "1982-06-14"),
        ("sinh ngày 16 tháng 06 năm 1974", "1974-06-16"),
    ],
    near_misses: &["born in 1967", "issue date: 2024-08-05", "birthday party 12"],
};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `26-Feb-1982`, `March 21, 1967`, `9 May 1956`: a date with the month's English name.
fn with_month_name(text: &str) -> Option<(u32, u32, u32)> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| {
        let known = word.chars().all(char::is_alphabetic) && word.len() >= 3;
        MONTHS.iter().position(|month| known && word.starts_with(month))
    };
    let (at, index) = words.iter().enumerate().find_map(|(at, word)| Some((at, month(word)?)))?;
    let number = |word: &&str| -> Option<u32> {
        word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()
    };
    let numbers: Vec<u32> =
        words.iter().enumerate().filter(|(i, _)| *i != at).filter_map(|(_, w)| number(w)).collect();
    let (day, year) = match <[u32; 2]>::try_from(numbers.get(..2)?).ok()? {
        [day, year] if year > 1000 => (day, year),
        [year, day] if year > 1000 => (day, year),
        _ => return None,
    };
    Some((year, u32::try_from(index).ok()? + 1, day))
}

fn check(text: &str) -> Option<Checked> {
    let normalized = normalize(text)?;
    Some(Checked { normalized, confidence: 0.9, validator: Some("calendar") })
}

/// A civil date as ISO 8601. Understands Japanese eras, year first, day first (Vietnam and
/// Europe) and, when the first number cannot be a day of that order, month first.
pub fn normalize(text: &str) -> Option<String> {
    let text: String = text.chars().map(crate::fold::half).collect();
    let text = text.trim();
    if let Some((year, month, day)) = with_month_name(text) {
        return valid(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"));
    }
    let date = text
        .split(['T', ' '])
        .next()
        .filter(|head| head.len() >= 8 && head.is_ascii())
        .unwrap_or(text);
    let (era, rest) = era(date);
    let numbers: Vec<u32> = rest
        .replace("元年", "1年")
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .map_while(|group| group.parse().ok())
        .collect();
    let (year, month, day) = match <[u32; 3]>::try_from(numbers.as_slice()).ok()? {
        [year, month, day] if era > 0 => (era.checked_add(year)?, month, day),
        [year, month, day] if year > 1000 => (year, month, day),
        [first, second, year] if year > 1000 && second <= 12 => (year, second, first),
        [first, second, year] if year > 1000 => (year, first, second),
        _ => return None,
    };
    valid(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The year before the first of an era, and the text after its name. Zero when there is none.
fn era(text: &str) -> (u32, &str) {
    const ERAS: &[(&str, &str, u32)] = &[
        ("明治", "M", 1867),
        ("大正", "T", 1911),
        ("昭和", "S", 1925),
        ("平成", "H", 1988),
        ("令和", "R", 2018),
    ];
    ERAS.iter()
        .find_map(|(name, letter, before)| {
            let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(letter))?;
            Some((*before, rest))
        })
        .unwrap_or((0, text))
}

/// A date of the calendar on which someone who may be in a file was born.
fn valid(year: u32, month: u32, day: u32) -> bool {
    year >= FIRST_YEAR && super::ids::sums::real_date(year, month, day)
}

/// Nobody in a file of today was born before.
const FIRST_YEAR: u32 = 1880;

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn dates_in_every_spelling() {
        for (text, iso) in [
            ("1985-05-01", "1985-05-01"),
            ("1985/5/1", "1985-05-01"),
            ("昭和60年5月1日", "1985-05-01"),
            ("S60.5.1", "1985-05-01"),
            ("平成元年1月8日", "1989-01-08"),
            ("01/05/1985", "1985-05-01"),
            ("12/25/1985", "1985-12-25"),
            ("1985-05-01T00:00:00", "1985-05-01"),
            ("26-Feb-1982", "1982-02-26"),
            ("March 21, 1967", "1967-03-21"),
            ("9 May 1956", "1956-05-09"),
            ("ngày 16 tháng 06 năm 1974", "1974-06-16"),
            ("1973年9月26日生", "1973-09-26"),
        ] {
            assert_eq!(normalize(text).as_deref(), Some(iso), "{text}");
        }
        assert_eq!(normalize("1985-02-30"), None);
        assert_eq!(normalize("12345"), None);
        assert_eq!(normalize("S4294967295.1.1"), None);
    }
}
