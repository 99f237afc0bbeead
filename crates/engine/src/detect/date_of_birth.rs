//! Dates of birth: dates that the text itself calls a birth. Columns and labels do the rest.

use super::{Checked, Detector, Pattern};
use candor_facts::Field;
use std::ops::Range;

pub const DETECTOR: Detector = Detector {
    name: "date_of_birth",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"((?:明治|大正|昭和|平成|令和|[MTSHR])?[ .]?[0-9]{1,4} ?[年/.\-] ?[0-9]{1,2} ?[月/.\-] ?[0-9]{1,4}日?)(?: ?(?:生まれ|うまれ|生\)|生[ 、,，・]|生$))",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("昭和60年5月1日生まれ", "1985-05-01"),
        ("山田太郎（1990年12月3日生）", "1990-12-03"),
    ],
    near_misses: &["2024年8月5日発行", "昭和60年5月1日", "1990年13月3日生まれ"],
};

/// Year, or year and month, of a birth: `昭和14年生まれ`, `（1975年6月生）`.
pub const PARTLY_JA: Detector = Detector {
    name: "date_of_birth_partly",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"((?:(?:明治|大正|昭和|平成|令和|[MTSHR]) ?[0-9元]{1,2}|(?:19|20)[0-9]{2}) ?年?(?: ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?)?) ?(?:生まれ|うまれ|生\)|生[ 、,，・]|生$)",
    check: check_partly,
    context: &[],
    context_required: false,
    positives: &[
        ("与謝野様（211、昭和14年生まれ）", "1939"),
        ("和田 剛志（1975年6月生、千葉県）", "1975-06"),
    ],
    near_misses: &["昭和14年創業", "1975年6月発生", "2024年生産分", "平成生まれ"],
};

/// `sinh năm 1972`: Vietnamese papers give the year alone.
pub const YEAR_VI: Detector = Detector {
    name: "date_of_birth_year",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"(?i)(?:sinh năm|sinh nam|s\. ?năm|năm sinh|nam sinh|sn)[:. ]{1,3}((?:19|20)[0-9]{2})(?:$|[^0-9/\-])",
    check: check_partly,
    context: &[],
    context_required: false,
    positives: &[("Bà Lâm Thị Nhài, sinh năm 1972, làm ruộng", "1972")],
    near_misses: &["năm 1972", "sinh năm 3024"],
};

/// Dates behind the word for birth, in any of the usual spellings.
pub const NAMED: Detector = Detector {
    name: "date_of_birth_named",
    field: Field::DateOfBirth,
    scheme: None,
    pattern: r"(?i)(?:生年月日|誕生日|date of birth|d\.?o\.?b\.?|d\. of birth|birth ?date|birth|birthday|bday|born(?: on)?|\(b\.|, b\.|geboren(?: am)?|né(?:e)? le|nacid[oa] el|ngày sinh|ngay sinh|sinh ngày|sinh ngay|sinh năm|ngày tháng năm sinh|🎂)[^0-9\n]{0,24}?((?:明治|大正|昭和|平成|令和|[MTSHR])?[.]?[0-9]{1,4} ?[年/.\-] ?[0-9]{1,2} ?[月/.\-] ?[0-9]{1,4}日?|[0-9]{1,2}(?:st|nd|rd|th)?[ \-.]?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ \-]?[0-9]{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}|(?:19|20)[0-9]{2}[ \-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ \-][0-9]{1,2}|(?:ngày )?[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4})",
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

/// `26-Feb-1982`, `March 21, 1967`, `9 May 1956`, `12MAR61`: a date with the month's English name.
fn with_month_name(text: &str, short_year: bool) -> Option<(u32, u32, u32)> {
    let lower = text.to_lowercase();
    let at = MONTHS.iter().enumerate().find_map(|(month, name)| {
        let at = lower.find(name)?;
        let before = lower.get(..at)?.chars().next_back();
        before.is_none_or(|c| !c.is_alphabetic()).then_some((month, at))
    });
    let (month, _) = at?;
    let numbers: Vec<u32> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|word| !word.is_empty())
        .map_while(|word| word.parse().ok())
        .collect();
    let (day, year) = match <[u32; 2]>::try_from(numbers.get(..2)?).ok()? {
        [day, year] if year > 1000 => (day, year),
        [year, day] if year > 1000 => (day, year),
        [day, year] if short_year && year < 100 && numbers.len() == 2 => (day, full_year(year)),
        _ => return None,
    };
    Some((year, u32::try_from(month).ok()? + 1, day))
}

/// `Oct '94`, `October 1994`: no day.
fn month_and_year(text: &str) -> Option<String> {
    let split = text.find(|c: char| !c.is_alphabetic())?;
    let (name, rest) = text.split_at(split);
    let month = MONTHS.iter().position(|month| name.to_lowercase().starts_with(month))?;
    let rest = rest.trim_start_matches(['.', ',', ' ']);
    let short = rest.strip_prefix(['\'', '’']);
    let year: u32 = short.unwrap_or(rest).parse().ok()?;
    let year = if short.is_some() && year < 100 { full_year(year) } else { year };
    (FIRST_YEAR..=2100).contains(&year).then(|| format!("{year:04}-{:02}", month + 1))
}

/// The year of a birth written with two digits: nobody in a file is born after `NEWEST`.
fn full_year(short: u32) -> u32 {
    const NEWEST: u32 = 26;
    if short <= NEWEST { 2000 + short } else { 1900 + short }
}

/// A date, with its era, in a value that says more: `Aug. 15, 1986, Talisay City`, `DATE OF BIRTH 1996年08月23日`.
static DATE: Pattern = Pattern::new(
    r"(?i)(?:明治|大正|昭和|平成|令和|[明大昭平令]・|(?-u:\b)[MTSHR])?[ 　.]?[0-9元]{1,4} ?[年/.\-] ?[0-9]{1,2} ?[月/.\-] ?[0-9]{1,4} ?日?|(?:the )?[0-3]?[0-9](?:st|nd|rd|th)?[ \-.]?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ \-]?['’]?[0-9]{2,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-3]?[0-9](?:st|nd|rd|th)?,? ?[0-9]{4}",
);

/// Where the one date of a value stands; none where it is the whole, or not alone.
pub fn date_in(text: &str) -> Option<Range<usize>> {
    let mut dates = DATE.regex().find_iter(text);
    let (first, second) = (dates.next()?, dates.next());
    let around = [text.get(..first.start())?, text.get(first.end()..)?];
    let lettered = |around: &&str| around.chars().any(|c| c.is_ascii_alphabetic());
    let alone =
        second.is_none() && around.iter().all(|text| !text.contains(|c: char| c.is_ascii_digit()));
    let lead = first.as_str().len() - first.as_str().trim_start_matches([' ', '　', '.']).len();
    let told = normalize_birth(first.as_str()).is_some() && around.iter().any(lettered);
    (alone && told).then(|| first.start() + lead..first.end())
}

/// A birth under a label or in a column that says so: a date in any spelling, with a year of two
/// digits, in kanji numerals, or no more than the year and month.
pub fn normalize_birth(text: &str) -> Option<String> {
    let text: String = numerals(text.chars().map(crate::fold::half));
    let text = text.trim().trim_end_matches(['生', 'ま', 'れ']);
    if let Some(date) = normalize(text) {
        return Some(date);
    }
    if let Some((year, month, day)) = with_month_name(text, true) {
        return valid(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"));
    }
    if let Some(month) = month_and_year(text) {
        return Some(month);
    }
    let (era, rest) = era(text);
    let rest = rest.replace('元', "1");
    let letters = rest.chars().filter(|c| c.is_alphabetic() && !"年月日".contains(*c)).count();
    let groups: Vec<&str> =
        rest.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let numbers: Vec<u32> = groups.iter().map_while(|group| group.parse().ok()).collect();
    let whole = |year: u32, month: u32, day: u32| {
        valid(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    let year_of = |year: u32| (FIRST_YEAR..=2100).contains(&year).then_some(year);
    match (numbers.as_slice(), groups.as_slice()) {
        _ if letters > 0 => None,
        // `19690312`, `030769`: no signs between.
        ([number], [digits]) if era == 0 && digits.len() == 8 => {
            whole(number / 10_000, number / 100 % 100, number % 100)
                .or_else(|| whole(number % 10_000, number / 10_000 % 100, number / 1_000_000))
        }
        // `3620808`: era, year, month, day, as Japanese offices file it; `180586`: day, month, year.
        ([number], [digits]) if era == 0 && digits.len() == 7 => {
            let (era, rest) = (number / 1_000_000, number % 1_000_000);
            let first =
                [1867, 1911, 1925, 1988, 2018].get(usize::try_from(era).ok()?.checked_sub(1)?)?;
            whole(first + rest / 10_000, rest / 100 % 100, rest % 100)
        }
        ([number], [digits]) if era == 0 && digits.len() == 6 => {
            whole(full_year(number % 100), number / 100 % 100, number / 10_000)
                .or_else(|| whole(full_year(number / 10_000), number / 100 % 100, number % 100))
        }
        ([day, month, year], [_, _, short]) if era == 0 && short.len() == 2 && *day <= 31 => {
            whole(full_year(*year), *month, *day).or_else(|| whole(full_year(*year), *day, *month))
        }
        // `75/04/24`: only years are above 31.
        ([year, month, day], [short, _, _]) if era == 0 && short.len() == 2 => {
            whole(full_year(*year), *month, *day)
        }
        ([year], _) => Some(format!("{:04}", year_of(era.checked_add(*year)?)?)),
        ([year, month], _) if era > 0 || *year > 1000 => {
            let year = year_of(era.checked_add(*year)?)?;
            (1..=12).contains(month).then(|| format!("{year:04}-{month:02}"))
        }
        ([month, year], _) if *year > 1000 && (1..=12).contains(month) => {
            Some(format!("{:04}-{month:02}", year_of(*year)?))
        }
        _ => None,
    }
}

/// The date of a spreadsheet's serial number, as exports have it under a header for births: `31145`.
pub fn serial_birth(text: &str) -> Option<String> {
    // 1927 to 2025; fewer digits are years.
    const SERIALS: std::ops::RangeInclusive<u32> = 10_000..=46_000;
    /// Days from 0000-03-01 to 1899-12-30, from which they count.
    const BEFORE: u32 = 693_899;
    let serial = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()?;
    let days = SERIALS.contains(&serial).then_some(serial + BEFORE)?;
    // Years begin in March and leap days end them.
    let (cycle, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, late) = (day - (153 * month + 2) / 5 + 1, month >= 10);
    let month = if late { month - 9 } else { month + 3 };
    Some(format!("{:04}-{month:02}-{day:02}", 400 * cycle + year + u32::from(late)))
}

/// Kanji numerals of years, months and days as digits: `一九八九年五月三日`.
fn numerals(text: impl Iterator<Item = char>) -> String {
    let text: Vec<char> = text.collect();
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|known| known == c);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.iter().enumerate() {
        let near = |step: isize| {
            at.checked_add_signed(step)
                .and_then(|at| text.get(at))
                .is_some_and(|c| digit(*c).is_some())
        };
        match (*c, digit(*c)) {
            (_, Some(digit)) => out.push_str(&digit.to_string()),
            ('十', None) => match (near(-1), near(1)) {
                (true, true) => {}
                (true, false) => out.push('0'),
                (false, true) => out.push('1'),
                (false, false) => out.push_str("10"),
            },
            (c, None) => out.push(c),
        }
    }
    out
}

pub fn check_partly(text: &str) -> Option<Checked> {
    let normalized = normalize_birth(text)?;
    Some(Checked { normalized, confidence: 0.85, validator: Some("calendar") })
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
    if let Some((year, month, day)) = with_month_name(text, false) {
        return valid(year, month, day).then(|| format!("{year:04}-{month:02}-{day:02}"));
    }
    let date = text
        .split(['T', ' '])
        .next()
        .filter(|head| {
            head.len() >= 8 && head.is_ascii() && head.starts_with(|c: char| c.is_ascii_digit())
        })
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
    const ROMAN: &[(&str, u32)] =
        &[("Showa", 1925), ("Heisei", 1988), ("Reiwa", 2018), ("Taisho", 1911)];
    // Printed forms offer the eras to choose from: `大・昭・(平) 2 年`, `7.平成 13年`, `昭・58年`.
    let chosen = text.find('(').and_then(|at| text.get(at + 1..)).filter(|_| text.contains('・'));
    let text = chosen.unwrap_or(text);
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ' ']);
    let text = if bare.starts_with(['明', '大', '昭', '平', '令']) { bare } else { text };
    let short = |name: &str| {
        let rest = text.strip_prefix(name.chars().next()?)?;
        rest.starts_with(['・', ')', ' ']).then_some(rest)
    };
    let eras = ERAS.iter().find_map(|(name, letter, before)| {
        let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(letter));
        Some((*before, rest.or_else(|| short(name))?))
    });
    let roman =
        || ROMAN.iter().find_map(|(name, before)| Some((*before, text.strip_prefix(name)?)));
    eras.or_else(roman).unwrap_or((0, text))
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
    fn the_date_of_a_longer_value_is_found() {
        for (text, date) in [
            ("Aug. 15, 1986, Talisay City", "Aug. 15, 1986"),
            ("DATE OF BIRTH 1996年08月23日", "1996年08月23日"),
            ("17th Nov. 1984, Singapore", "17th Nov. 1984"),
            ("/ DOB ........... 30-7-1980", "30-7-1980"),
        ] {
            assert_eq!(
                super::date_in(text).and_then(|range| text.get(range)),
                Some(date),
                "{text}"
            );
        }
        for text in ["昭和60年11月27日", "1985-05-01 or 1985-06-01", "Room 12, 1 May 1985"] {
            assert_eq!(super::date_in(text), None, "{text}");
        }
    }

    #[test]
    fn serial_numbers_of_spreadsheets_are_dates() {
        for (text, iso) in [
            ("10000", Some("1927-05-18")),
            ("31106", Some("1985-02-28")),
            ("31107", Some("1985-03-01")),
            ("36585", Some("2000-02-29")),
            ("1985", None),
            ("99999", None),
            ("A3110", None),
        ] {
            assert_eq!(super::serial_birth(text).as_deref(), iso, "{text}");
        }
    }

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
        for (text, iso) in [
            ("平・29年 2月19日", "2017-02-19"),
            ("大・昭・(平)　2 年 10 月 5 日", "1990-10-05"),
            ("7.平成　13年05月20日", "2001-05-20"),
            ("19690312", "1969-03-12"),
            ("12MAR1961", "1961-03-12"),
            ("30JAN83", "1983-01-30"),
            ("1990-DEC-04", "1990-12-04"),
            ("22nd Sept., 1987", "1987-09-22"),
            ("08-10-68", "1968-10-08"),
            ("昭和14年", "1939"),
            ("2017年", "2017"),
            ("04.2009", "2009-04"),
            ("一九八九年五月三日", "1989-05-03"),
            ("Showa 63.2.9", "1988-02-09"),
            ("Oct '94", "1994-10"),
            ("October 1994", "1994-10"),
            ("75/04/24", "1975-04-24"),
        ] {
            assert_eq!(super::normalize_birth(text).as_deref(), Some(iso), "{text}");
        }
        for text in ["S4294967295", "S4294967295.1", "12345"] {
            assert_eq!(super::normalize_birth(text), None, "{text}");
        }
        assert_eq!(super::normalize_birth("12 items"), None);
        assert_eq!(normalize("1985-02-30"), None);
        assert_eq!(normalize("12345"), None);
        assert_eq!(normalize("S4294967295.1.1"), None);
    }
}
