//! Days, times, moments, lengths of time.

use kernel::{Date, DateFormat, HourFormat, Instant, Language, Time};

use super::number::NBSP;
use crate::Cx;

/// A day: `23.11.2026`, `23 Nov 2026`.
#[must_use]
pub fn date(cx: Cx, date: Date) -> String {
    let (year, month, day) = date.ymd();
    match cx.locale.formats.date {
        DateFormat::Dots => format!("{day:02}.{month:02}.{year:04}"),
        DateFormat::Words => format!("{day}{} {} {year}", ordinal(cx), month_word(cx, month)),
        DateFormat::Slashes => format!("{day:02}/{month:02}/{year:04}"),
        DateFormat::MonthFirst => format!("{month:02}/{day:02}/{year:04}"),
        DateFormat::Iso => date.to_string(),
    }
}

/// What follows the number of a day when its month is a word.
fn ordinal(cx: Cx) -> &'static str {
    match cx.locale.language {
        Language::De => ".",
        Language::En => "",
    }
}

/// A day where there is little room: `Heute`, `02.12.`, with its year when that is another one.
#[must_use]
pub fn short_date(cx: Cx, date: Date) -> String {
    let today = today(cx);
    let (year, month, day) = date.ymd();
    if (date.days() - today.days()).abs() <= 1 {
        return relative_date(cx, date);
    }
    if year != today.ymd().0 {
        return self::date(cx, date);
    }
    match cx.locale.formats.date {
        DateFormat::Dots => format!("{day:02}.{month:02}."),
        DateFormat::Words => format!("{day}{} {}", ordinal(cx), month_word(cx, month)),
        DateFormat::Slashes => format!("{day:02}/{month:02}"),
        DateFormat::MonthFirst => format!("{month:02}/{day:02}"),
        DateFormat::Iso => self::date(cx, date),
    }
}

/// A moment where there is little room: `Heute, 14:00`, `02.12., 09:00`.
#[must_use]
pub fn short_moment(cx: Cx, at: Instant) -> String {
    let (day, time) = at.in_zone(&cx.locale.zone);
    format!("{}, {}", short_date(cx, day), minutes(cx, time))
}

/// A day in words where it is near: `Heute`, `Gestern`, else the date.
#[must_use]
pub fn relative_date(cx: Cx, date: Date) -> String {
    let away = date.days() - today(cx).days();
    let key = match away {
        0 => "ui.day.today",
        -1 => "ui.day.yesterday",
        1 => "ui.day.tomorrow",
        _ => return self::date(cx, date),
    };
    cx.text(key).into()
}

/// A day as a heading says it: `Mittwoch, 25. November 2026`.
#[must_use]
pub fn long_date(cx: Cx, date: Date) -> String {
    let (year, month, day) = date.ymd();
    let weekday = cx.find(&format!("ui.weekday.{}", date.weekday())).unwrap_or_default();
    let month = cx.find(&format!("ui.month.{month}")).unwrap_or_default();
    match cx.locale.language {
        Language::De => format!("{weekday}, {day}. {month} {year}"),
        Language::En => format!("{weekday}, {day} {month} {year}"),
    }
}

/// A time of day: `09:42`, `9:42 AM`.
#[must_use]
pub fn time(cx: Cx, time: Time) -> String {
    match (cx.locale.formats.hours, time.hms()) {
        (HourFormat::H24, _) => time.to_string(),
        (HourFormat::H12, (_, _, 0)) => minutes(cx, time),
        (HourFormat::H12, (hour, minute, second)) => {
            let (hour, half) = half_of_day(hour);
            format!("{hour}:{minute:02}:{second:02}{NBSP}{half}")
        }
    }
}

/// A moment with its day: `23.11.2026, 09:42`.
#[must_use]
pub fn date_time(cx: Cx, at: Instant) -> String {
    let (day, time) = at.in_zone(&cx.locale.zone);
    format!("{}, {}", date(cx, day), minutes(cx, time))
}

/// A moment as a history shows it: `09:42`, `Gestern, 09:42`, `Mi., 25. Nov., 10:00`.
#[must_use]
pub fn moment(cx: Cx, at: Instant) -> String {
    let (day, time) = at.in_zone(&cx.locale.zone);
    let time = minutes(cx, time);
    let today = today(cx);
    if day == today {
        return time;
    }
    if day == today.plus_days(-1) {
        return format!("{}, {time}", cx.text("ui.day.yesterday"));
    }
    if day.ymd().0 != today.ymd().0 {
        return format!("{}, {time}", date(cx, day));
    }
    let (_, month, number) = day.ymd();
    let weekday = cx.find(&format!("ui.weekday_short.{}", day.weekday())).unwrap_or_default();
    let month = month_word(cx, month);
    match cx.locale.formats.date {
        DateFormat::Dots | DateFormat::Words => {
            format!("{weekday}, {number}{} {month}, {time}", ordinal(cx))
        }
        DateFormat::Slashes | DateFormat::MonthFirst | DateFormat::Iso => {
            format!("{weekday}, {}, {time}", short_date(cx, day))
        }
    }
}

/// A length of time: `2 Std. 30 Min.`
#[must_use]
pub fn duration(cx: Cx, seconds: i64) -> String {
    let minus = if seconds < 0 { "-" } else { "" };
    let minutes = seconds.unsigned_abs().div_ceil(60);
    let (hours, minutes) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    let words = match (hours.as_str(), minutes.as_str()) {
        ("0", _) => cx.fill("ui.duration.minutes", &[("m", &minutes)]),
        (_, "0") => cx.fill("ui.duration.hours", &[("h", &hours)]),
        _ => cx.fill("ui.duration.both", &[("h", &hours), ("m", &minutes)]),
    };
    format!("{minus}{words}")
}

/// The reader's present day.
pub(crate) fn today(cx: Cx) -> Date {
    cx.now.in_zone(&cx.locale.zone).0
}

fn minutes(cx: Cx, time: Time) -> String {
    let (hour, minute, _) = time.hms();
    match cx.locale.formats.hours {
        HourFormat::H24 => format!("{hour:02}:{minute:02}"),
        HourFormat::H12 => {
            let (hour, half) = half_of_day(hour);
            format!("{hour}:{minute:02}{NBSP}{half}")
        }
    }
}

/// The hour as a clock face shows it, and the half of the day.
fn half_of_day(hour: i8) -> (i8, &'static str) {
    let half = if hour < 12 { "AM" } else { "PM" };
    (if hour % 12 == 0 { 12 } else { hour % 12 }, half)
}

fn month_word<'a>(cx: Cx<'a>, month: i8) -> &'a str {
    cx.find(&format!("ui.month_short.{month}")).unwrap_or_default()
}
