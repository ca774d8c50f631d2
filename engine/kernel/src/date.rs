//! Days, times of day and instants.

use jiff::civil;
use jiff::tz::TimeZone;

use crate::WeekStart;

/// A calendar day without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

const EPOCH: civil::Date = civil::date(1970, 1, 1);

impl Date {
    /// Makes a day; `None` when the calendar has no such day or the year is outside 1 to 9999.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        (1..=9999).contains(&year).then(|| civil::Date::new(year, month, day).ok().map(Date))?
    }

    /// Reads `2026-11-23`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let shape = year.len() == 4 && month.len() == 2 && day.len() == 2;
        shape.then(|| Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    }

    /// Days since 1 January 1970, the stored form.
    #[must_use]
    pub fn days(self) -> i64 {
        i64::from((self.0 - EPOCH).get_days())
    }

    /// Makes a day from its stored form; days outside the calendar are cut to its ends.
    #[must_use]
    pub fn from_days(days: i64) -> Self {
        let days = i32::try_from(days.clamp(-719_162, 2_932_896)).expect("clamped to the calendar");
        Date(EPOCH.checked_add(jiff::Span::new().days(days)).expect("clamped to the calendar"))
    }

    /// The day that many days later, or earlier when negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days(self.days().saturating_add(days))
    }

    /// The same day that many months later; the last day of the month when there is none.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        self.0.checked_add(jiff::Span::new().months(months)).map_or(self, Date)
    }

    /// Year, month and day.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Day of the week, 1 is Monday (ISO 8601).
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The first day of its week.
    #[must_use]
    pub fn week(self, start: WeekStart) -> Date {
        self.plus_days(-i64::from((self.weekday() - start.weekday()).rem_euclid(7)))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A moment, in whole UTC milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

const MILLIS_LIMIT: i64 = 253_402_207_200_000;

impl Instant {
    /// The present by the machine's clock; only `Clock` should ask.
    #[must_use]
    pub fn now() -> Self {
        Instant(jiff::Timestamp::now().as_millisecond())
    }

    /// Makes an instant from UTC milliseconds, cut to the years -9999 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Instant(millis.clamp(-MILLIS_LIMIT, MILLIS_LIMIT))
    }

    /// UTC milliseconds since 1970, the stored form.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with an offset.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let stamp: jiff::Timestamp = text.trim().parse().ok()?;
        Some(Self::from_millis(stamp.as_millisecond()))
    }

    /// The day and time of day in a zone.
    #[must_use]
    pub fn in_zone(self, zone: &TimeZone) -> (Date, Time) {
        let stamp = jiff::Timestamp::from_millisecond(self.0).expect("limited at construction");
        let local = zone.to_datetime(stamp);
        let seconds = i64::from(local.hour()) * 3600
            + i64::from(local.minute()) * 60
            + i64::from(local.second());
        (Date(local.date()), Time::from_seconds(seconds))
    }

    /// The instant of a local day and time; a time that a clock change skips moves forward.
    #[must_use]
    pub fn from_local(date: Date, time: Time, zone: &TimeZone) -> Self {
        let (hour, minute, second) = time.hms();
        let local = date.0.at(hour, minute, second, 0);
        let stamp = zone.to_timestamp(local).map_or(0, jiff::Timestamp::as_millisecond);
        Self::from_millis(stamp)
    }

    /// The instant that many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let stamp = jiff::Timestamp::from_millisecond(self.0).expect("limited at construction");
        write!(f, "{stamp:.3}")
    }
}

/// A time of day in whole seconds, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// Makes a time of day; `None` outside 00:00:00 to 23:59:59.
    #[must_use]
    pub fn new(hour: i64, minute: i64, second: i64) -> Option<Self> {
        let fits =
            (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        fits.then_some(Time(hour * 3600 + minute * 60 + second))
    }

    /// Makes a time from seconds after midnight, cut to one day.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Time(seconds.clamp(0, 86_399))
    }

    /// Seconds after midnight, the stored form.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// Hour, minute and second.
    #[must_use]
    pub fn hms(self) -> (i8, i8, i8) {
        let part = |n: i64| i8::try_from(n).expect("a time of day is below 24 and 60");
        (part(self.0 / 3600), part(self.0 / 60 % 60), part(self.0 % 60))
    }

    /// Reads `08:30` or `08:30:00`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split(':').collect();
        let number = |at: usize| parts.get(at).map_or(Some(0), |part| part.parse().ok());
        ((2..=3).contains(&parts.len())).then(|| Self::new(number(0)?, number(1)?, number(2)?))?
    }
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (hour, minute, second) = self.hms();
        match second {
            0 => write!(f, "{hour:02}:{minute:02}"),
            _ => write!(f, "{hour:02}:{minute:02}:{second:02}"),
        }
    }
}

/// The name by which the IANA database knows a time zone, however it is capitalised.
#[must_use]
pub fn time_zone_name(name: &str) -> Option<String> {
    let zone = TimeZone::get(name).ok().filter(|_| !name.is_empty())?;
    zone.iana_name().map(str::to_owned)
}

/// Names of all time zones of the IANA database that stand for a place.
#[must_use]
pub fn time_zone_names() -> Vec<String> {
    let names = jiff::tz::db().available().map(|name| name.as_str().to_owned());
    let mut names: Vec<String> = names.filter(|name| is_place(name)).collect();
    names.sort_unstable();
    names
}

fn is_place(name: &str) -> bool {
    const AREAS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    AREAS.iter().any(|area| name.starts_with(area)) || name == "UTC"
}
