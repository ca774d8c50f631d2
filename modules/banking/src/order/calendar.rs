//! Days on which banks settle euros.

use kernel::Date;

/// Tells whether payments in euros are settled that day: no Saturday or Sunday, not 1 January,
/// Good Friday, Easter Monday, 1 May, 25 or 26 December (TARGET closing days of the ECB).
#[must_use]
pub fn is_target_day(date: Date) -> bool {
    let (year, month, day) = date.ymd();
    let is_fixed = matches!((month, day), (1 | 5, 1) | (12, 25 | 26));
    let easter = easter(year);
    let is_movable = date == easter.plus_days(-2) || date == easter.plus_days(1);
    date.weekday() < 6 && !is_fixed && !is_movable
}

/// The day itself when payments are settled then, else the first such day after it.
#[must_use]
pub fn next_target_day(date: Date) -> Date {
    let mut day = date;
    // The longest stretch without settlement is Good Friday to Easter Monday; bounded for the end
    // of the calendar, where days do not grow.
    for _ in 0..7 {
        if is_target_day(day) {
            return day;
        }
        day = day.plus_days(1);
    }
    day
}

/// The day that many settlement days after `date`; none means the day itself or the next.
#[must_use]
pub fn target_days_later(date: Date, count: u32) -> Date {
    (0..count).fold(next_target_day(date), |day, _| next_target_day(day.plus_days(1)))
}

// The algorithm of Meeus, Jones and Butcher for Gregorian years.
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let shift = (golden + 11 * epact + 22 * week) / 451;
    let days = epact + week - 7 * shift + 114;
    let part = |n: i32| i8::try_from(n).expect("a month or a day is below 32");
    let year = i16::try_from(year).expect("it came as such");
    Date::new(year, part(days / 31), part(days % 31 + 1)).expect("Easter is a day of every year")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn easter_falls_where_calendars_say() {
        for text in ["1961-04-02", "2000-04-23", "2024-03-31", "2026-04-05", "2038-04-25"] {
            assert_eq!(easter(day(text).ymd().0), day(text));
        }
    }

    #[test]
    fn payments_wait_over_holidays() {
        assert_eq!(next_target_day(day("2026-04-03")), day("2026-04-07"));
        assert_eq!(next_target_day(day("2026-12-25")), day("2026-12-28"));
        assert_eq!(next_target_day(day("2027-01-01")), day("2027-01-04"));
        assert_eq!(next_target_day(day("2026-10-03")), day("2026-10-05"));
        assert_eq!(next_target_day(day("2026-11-30")), day("2026-11-30"));
        assert_eq!(target_days_later(day("2026-04-02"), 2), day("2026-04-08"));
        assert_eq!(next_target_day(day("9999-12-31")), day("9999-12-31"));
    }
}
