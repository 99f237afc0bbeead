//! Holiday calendars: dated data in `laws/calendars`, read into the days on which offices are closed.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Days on which the offices of a place are closed.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub id: String,
    pub name: String,
    /// First and last year that the data covers.
    pub from: i16,
    pub until: i16,
    pub source: String,
    pub verification: String,
    weekend: Vec<Weekday>,
    closed: BTreeMap<Date, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: String,
    weekend: Vec<String>,
    from: i16,
    until: i16,
    source: String,
    #[serde(default)]
    #[expect(dead_code, reason = "kept for readers of the file")]
    url: String,
    verification: String,
    #[serde(default)]
    substitute: Substitute,
    /// A weekday between two holidays is one.
    #[serde(default)]
    bridge: bool,
    holiday: Vec<Holiday>,
}

/// What happens to a holiday on a weekend.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Substitute {
    #[default]
    None,
    /// One on a Sunday moves to the next day that is none (Japan).
    NextFree,
    /// Saturday to the Friday before, Sunday to the Monday after.
    UsFederal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: String,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<String>,
    nth: Option<i8>,
    on_or_after: Option<i8>,
    easter: Option<i64>,
    orthodox_easter: Option<i64>,
    #[serde(default)]
    dates: Vec<String>,
    from: Option<i16>,
    until: Option<i16>,
    observed: Option<String>,
}

impl Calendar {
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        let weekend: Option<Vec<Weekday>> = file.weekend.iter().map(|day| weekday(day)).collect();
        let mut calendar = Self {
            id: file.id,
            name: file.name,
            from: file.from,
            until: file.until,
            source: file.source,
            verification: file.verification,
            weekend: weekend.ok_or("weekend: write mon, tue … sun")?,
            closed: BTreeMap::new(),
        };
        for year in file.from..=file.until {
            for holiday in &file.holiday {
                let within = holiday.from.is_none_or(|from| year >= from)
                    && holiday.until.is_none_or(|until| year <= until);
                for date in if within { holiday.days(year)? } else { Vec::new() } {
                    calendar.closed.entry(date).or_insert_with(|| holiday.name.clone());
                }
            }
        }
        calendar.substitute(file.substitute);
        if file.bridge {
            calendar.bridge();
        }
        Ok(calendar)
    }

    fn substitute(&mut self, rule: Substitute) {
        for (date, name) in self.closed.clone() {
            let mut moved = match (rule, date.weekday()) {
                (Substitute::UsFederal, Weekday::Saturday) => date.yesterday().ok(),
                (Substitute::UsFederal | Substitute::NextFree, Weekday::Sunday) => {
                    date.tomorrow().ok()
                }
                _ => None,
            };
            while let Some(day) = moved.filter(|day| self.closed.contains_key(day)) {
                moved = day.tomorrow().ok();
            }
            if let Some(day) = moved {
                self.closed.insert(day, format!("{name} (moved)"));
            }
        }
    }

    fn bridge(&mut self) {
        let days: Vec<Date> = self.closed.keys().copied().collect();
        for pair in days.windows(2) {
            let [before, after] = pair else { continue };
            let Ok(between) = before.tomorrow() else { continue };
            if between.tomorrow().is_ok_and(|day| day == *after)
                && between.weekday() != Weekday::Sunday
            {
                self.closed.insert(between, "day between two holidays".to_owned());
            }
        }
    }

    /// Why offices are closed on a day; none when they are open. Years without data are an error.
    pub fn why_closed(&self, day: Date) -> Result<Option<String>, String> {
        if !(self.from..=self.until).contains(&day.year()) {
            return Err(format!(
                "the calendar {} covers {} to {}, not {day}",
                self.id, self.from, self.until
            ));
        }
        if let Some(name) = self.closed.get(&day) {
            return Ok(Some(name.clone()));
        }
        let weekend = self.weekend.contains(&day.weekday());
        Ok(weekend.then(|| format!("{:?}", day.weekday())))
    }

    /// The day itself, or the next on which offices are open.
    pub fn next_open(&self, day: Date) -> Result<Date, String> {
        let mut day = day;
        while self.why_closed(day)?.is_some() {
            day = day.tomorrow().map_err(|e| e.to_string())?;
        }
        Ok(day)
    }

    /// The last of so many open days after a day.
    pub fn business_days_after(&self, day: Date, count: u32) -> Result<Date, String> {
        let mut day = day;
        for _ in 0..count {
            day = self.next_open(day.tomorrow().map_err(|e| e.to_string())?)?;
        }
        Ok(day)
    }

    /// Open days from the first to the last, both counted.
    pub fn open_days(&self, first: Date, last: Date) -> Result<u32, String> {
        let mut count = 0;
        let mut day = first;
        while day <= last {
            count += u32::from(self.why_closed(day)?.is_none());
            day = day.tomorrow().map_err(|e| e.to_string())?;
        }
        Ok(count)
    }
}

impl Holiday {
    fn days(&self, year: i16) -> Result<Vec<Date>, String> {
        let bad = |e: jiff::Error| format!("holiday `{}`: {e}", self.name);
        if !self.dates.is_empty() {
            let mut days = Vec::new();
            for text in &self.dates {
                let day: Date = text.parse().map_err(bad)?;
                days.extend((day.year() == year).then_some(day));
            }
            return Ok(days);
        }
        let day = match (self.month, self.day, self.weekday.as_deref()) {
            (Some(month), Some(day), None) => Date::new(year, month, day).map_err(bad)?,
            (Some(month), None, Some(name)) => {
                let wanted =
                    weekday(name).ok_or_else(|| format!("holiday `{}`: no weekday", self.name))?;
                let first = Date::new(year, month, 1).map_err(bad)?;
                match (self.nth, self.on_or_after) {
                    (Some(nth), None) => first.nth_weekday_of_month(nth, wanted).map_err(bad)?,
                    (None, Some(day)) => {
                        let mut day = Date::new(year, month, day).map_err(bad)?;
                        while day.weekday() != wanted {
                            day = day.tomorrow().map_err(bad)?;
                        }
                        day
                    }
                    _ => return Err(format!("holiday `{}`: nth or on_or_after", self.name)),
                }
            }
            _ => match (self.easter, self.orthodox_easter) {
                (Some(days), None) => easter(year).checked_add(days.days()).map_err(bad)?,
                (None, Some(days)) => {
                    orthodox_easter(year).checked_add(days.days()).map_err(bad)?
                }
                _ => return Err(format!("holiday `{}` has no rule", self.name)),
            },
        };
        match self.observed.as_deref() {
            None => Ok(vec![day]),
            Some("monday_after") => {
                let mut day = day;
                while day.weekday() != Weekday::Monday {
                    day = day.tomorrow().map_err(bad)?;
                }
                Ok(vec![day])
            }
            Some(other) => Err(format!("holiday `{}`: observed `{other}`", self.name)),
        }
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "mon" => Weekday::Monday,
        "tue" => Weekday::Tuesday,
        "wed" => Weekday::Wednesday,
        "thu" => Weekday::Thursday,
        "fri" => Weekday::Friday,
        "sat" => Weekday::Saturday,
        "sun" => Weekday::Sunday,
        _ => return None,
    })
}

/// Western Easter Sunday (Meeus, Jones and Butcher).
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let lunar = century - (century + 8) / 25 + 1;
    let epact = (19 * golden + century - century / 4 - lunar / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    civil(year, days / 31, days % 31 + 1)
}

/// Orthodox Easter Sunday in the Gregorian calendar, for years 1900 to 2099 (Meeus).
fn orthodox_easter(year: i16) -> Date {
    let year = i32::from(year);
    let moon = (19 * (year % 19) + 15) % 30;
    let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let days = moon + weekday + 114;
    let julian = civil(year, days / 31, days % 31 + 1);
    julian.checked_add(13.days()).unwrap_or(julian)
}

fn civil(year: i32, month: i32, day: i32) -> Date {
    let narrow = |value: i32| i8::try_from(value).unwrap_or(1);
    Date::new(i16::try_from(year).unwrap_or(i16::MAX), narrow(month), narrow(day))
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_churches_keep_it() {
        assert_eq!(easter(2024), day("2024-03-31"));
        assert_eq!(easter(2026), day("2026-04-05"));
        assert_eq!(orthodox_easter(2024), day("2024-05-05"));
        assert_eq!(orthodox_easter(2026), day("2026-04-12"));
    }

    #[test]
    fn a_year_without_data_is_an_error() {
        let text = "id='X'\nname='x'\nweekend=['sun']\nfrom=2024\nuntil=2025\nsource='s'\nverification='v'\n\
                    [[holiday]]\nname='h'\nmonth=1\nday=1\n";
        let calendar = Calendar::parse(text).unwrap();
        assert_eq!(calendar.next_open(day("2024-01-01")).unwrap(), day("2024-01-02"));
        assert!(
            calendar.why_closed(day("2026-01-01")).unwrap_err().contains("covers 2024 to 2025")
        );
    }
}
