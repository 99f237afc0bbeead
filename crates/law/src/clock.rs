//! Clocks: from the moment that starts one to the last moment at which an act is in time.

use crate::calendar::Calendar;
use crate::duty::{Deadline, DeadlineKind, Roll, Unit};
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The zones in the program: the same on every machine.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone by its IANA name.
pub fn zone(name: &str) -> Option<TimeZone> {
    ZONES.get(name).ok()
}

/// A point in time, as exactly as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    /// Whether only the day is known; `at` is then its beginning, so that no clock runs too long.
    pub day_only: bool,
    /// The zone in which it was told.
    pub zone: String,
    pub source: String,
}

impl Moment {
    /// Reads `2024-08-05` (a day in the zone) or `2024-08-05T10:00:00+07:00`.
    pub fn parse(text: &str, zone_name: &str) -> Result<Self, String> {
        let zone_known =
            zone(zone_name).ok_or_else(|| format!("`{zone_name}` is no known zone"))?;
        let moment =
            |at, day_only| Self { at, day_only, zone: zone_name.to_owned(), source: String::new() };
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(moment(at, false));
        }
        let day: Date = text.parse().map_err(|_| {
            format!("`{text}` is no time; write 2024-08-05 or 2024-08-05T10:00:00+07:00")
        })?;
        let start = day.to_zoned(zone_known).map_err(|e| e.to_string())?;
        Ok(moment(start.timestamp(), true))
    }

    #[must_use]
    pub fn from(mut self, source: &str) -> Self {
        source.clone_into(&mut self.source);
        self
    }

    /// The civil date in a zone. A day is taken as it was told, unless it begins there hours apart:
    /// then it is the day on which it begins there, so that no count of days runs too long.
    pub fn date(&self, in_zone: &TimeZone) -> Date {
        let there = self.at.to_zoned(in_zone.clone());
        let told = zone(&self.zone).filter(|_| self.day_only).map(|own| self.at.to_zoned(own));
        match told {
            Some(told) => {
                let apart = told.offset().seconds() - there.offset().seconds();
                if apart.abs() < NEAR_SECONDS { told.date() } else { there.date() }
            }
            None => there.date(),
        }
    }
}

/// Zones whose clocks differ by less belong to one day's work.
const NEAR_SECONDS: i32 = 5 * 3600;

/// When an act is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    pub kind: DeadlineKind,
    /// The first moment at which it would be late.
    pub at: Timestamp,
    /// The recipient's zone.
    pub zone: String,
    /// Whether the whole day counts: `at` is the midnight after it.
    pub whole_day: bool,
    /// How it was counted.
    pub words: String,
    /// The moment at which it would be due had nothing been moved for holidays; a target to plan by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmoved: Option<Timestamp>,
}

impl Due {
    /// The last day on which the act is in time, in the recipient's zone.
    pub fn last_day(&self) -> Date {
        let known = zone(&self.zone).unwrap_or(TimeZone::UTC);
        let last = if self.whole_day { self.at - SignedDuration::from_secs(1) } else { self.at };
        last.to_zoned(known).date()
    }

    /// The same in local words: `2026-12-01` for a whole day, else with the clock.
    pub fn local(&self) -> String {
        if self.whole_day {
            return self.last_day().to_string();
        }
        let known = zone(&self.zone).unwrap_or(TimeZone::UTC);
        self.at.to_zoned(known).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The moment in UTC.
    pub fn utc(&self) -> String {
        self.at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%MZ").to_string()
    }
}

/// Counts a deadline from its start.
pub fn due(
    deadline: &Deadline,
    start: &Moment,
    zone_name: &str,
    calendar: Option<&Calendar>,
) -> Result<Due, String> {
    let (value, unit) = (deadline.value, deadline.unit);
    let local = zone(zone_name).ok_or_else(|| format!("`{zone_name}` is no known zone"))?;
    let first = start.date(&local);
    let made = |at, whole_day, words: String, unmoved| Due {
        kind: deadline.kind,
        at,
        zone: zone_name.to_owned(),
        whole_day,
        words,
        unmoved,
    };
    let midnight_after = |day: Date| -> Result<Timestamp, String> {
        let next = day.checked_add(1.day()).map_err(|e| e.to_string())?;
        Ok(next.to_zoned(local.clone()).map_err(|e| e.to_string())?.timestamp())
    };
    if unit == Unit::Hours {
        let flat = start.at + SignedDuration::from_hours(i64::from(value));
        let words = format!("{value} hours from {}", shown(start, &local));
        return Ok(match moved(deadline.roll, start.at, flat, &local, calendar)? {
            Some((at, why)) => made(at, false, format!("{words}; {why}"), Some(flat)),
            None => made(flat, false, words, None),
        });
    }
    let error = |e: jiff::Error| e.to_string();
    let counted = value.saturating_sub(u32::from(deadline.first_day_counts));
    let (last, named) = match unit {
        Unit::BusinessDays => {
            let calendar = calendar.ok_or("business days need a calendar")?;
            let day = calendar.business_days_after(first, value)?;
            (day, format!("{value} business days ({}) after {first}", calendar.id))
        }
        Unit::Months => {
            let day = first.checked_add(i64::from(value).months()).map_err(error)?;
            (day, format!("{value} months after {first}"))
        }
        _ if deadline.after_year => {
            let end = Date::new(first.year(), 12, 31).map_err(error)?;
            let day = end.checked_add(i64::from(value).days()).map_err(error)?;
            (day, format!("{value} days after the end of {}", first.year()))
        }
        _ => {
            let day = first.checked_add(i64::from(counted).days()).map_err(error)?;
            let how = if deadline.first_day_counts {
                "the day itself counted"
            } else {
                "the day itself not counted"
            };
            (day, format!("{value} days from {first}, {how}"))
        }
    };
    let rolls = matches!(deadline.roll, Roll::NextBusinessDay | Roll::NoonNextBusinessDay);
    let (Some(calendar), true) = (calendar, rolls) else {
        return Ok(made(midnight_after(last)?, true, named, None));
    };
    let open = calendar.next_open(last)?;
    if open == last {
        return Ok(made(midnight_after(last)?, true, named, None));
    }
    let why = calendar.why_closed(last)?.unwrap_or_else(|| "closed".to_owned());
    let words = format!("{named}; {last} is closed ({why}), moved to the next open day");
    let at = if deadline.roll == Roll::NoonNextBusinessDay {
        open.at(12, 0, 0, 0).to_zoned(local.clone()).map_err(error)?.timestamp()
    } else {
        midnight_after(open)?
    };
    let whole = deadline.roll != Roll::NoonNextBusinessDay;
    Ok(made(at, whole, words, Some(midnight_after(last)?)))
}

/// Where a limit in hours moves when it ends on a closed day, and why.
fn moved(
    roll: Roll,
    start: Timestamp,
    flat: Timestamp,
    local: &TimeZone,
    calendar: Option<&Calendar>,
) -> Result<Option<(Timestamp, String)>, String> {
    let Some(calendar) = calendar else { return Ok(None) };
    let day_of = |at: Timestamp| at.to_zoned(local.clone()).date();
    let error = |e: jiff::Error| e.to_string();
    let last = day_of(flat);
    match roll {
        Roll::None | Roll::NextBusinessDay => Ok(None),
        Roll::NoonNextBusinessDay => {
            let open = calendar.next_open(last)?;
            if open == last {
                return Ok(None);
            }
            let noon = open.at(12, 0, 0, 0).to_zoned(local.clone()).map_err(error)?;
            Ok(Some((noon.timestamp(), format!("{last} is closed, moved to noon of {open}"))))
        }
        // Regulation 1182/71: the hour of the event does not count (Art. 3(1)); a period of two days or
        // more holds two working days (3(5)); one in hours moves for nothing else (3(4)).
        Roll::EuHours => {
            let begun = start.as_second().rem_euclid(3600);
            let wait = if begun == 0 { 0 } else { 3600 - begun };
            let flat = flat + SignedDuration::from_secs(wait);
            let first = day_of(start + SignedDuration::from_secs(wait));
            // A period that ends at midnight ends with the day before.
            let last = day_of(flat - SignedDuration::from_secs(1));
            let mut end = last;
            while calendar.open_days(first, end)? < 2 {
                end = calendar.next_open(end.checked_add(1.day()).map_err(error)?)?;
            }
            if end == last {
                let full = "counted from the next full hour (Reg. 1182/71)".to_owned();
                return Ok((wait > 0).then_some((flat, full)));
            }
            let next = end.checked_add(1.day()).map_err(error)?;
            let at = next.to_zoned(local.clone()).map_err(error)?.timestamp();
            Ok(Some((
                at,
                format!("extended to the end of {end} to hold two working days (Reg. 1182/71)"),
            )))
        }
    }
}

fn shown(start: &Moment, local: &TimeZone) -> String {
    if start.day_only {
        let own = zone(&start.zone).unwrap_or_else(|| local.clone());
        let day = start.at.to_zoned(own).date();
        return format!("the beginning of {day} ({})", start.zone);
    }
    start.at.to_zoned(local.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}
