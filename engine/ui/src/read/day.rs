//! Days, times and lengths of time as people type them.

use kernel::{Date, DateFormat, Decimal, Time, fold};

use super::number::number;
use crate::Cx;
use crate::format::today;

/// Reads a day: `24.11.2026`, `24.11.`, `24 Nov`, `2026-11-24`, `morgen`, `Fr`, `+14`.
#[must_use]
pub fn date(cx: Cx, text: &str) -> Option<Date> {
    let text = fold(text.trim());
    Date::parse_iso(&text)
        .or_else(|| offset(cx, &text))
        .or_else(|| word(cx, &text))
        .or_else(|| weekday(cx, &text))
        .or_else(|| written(cx, &text))
}

/// Reads a time of day: `9:30`, `9.30`, `930`, `9 Uhr`, `2 pm`.
#[must_use]
pub fn time(text: &str) -> Option<Time> {
    let text = fold(text.trim());
    let half = ["am", "pm"].into_iter().find(|half| text.ends_with(half));
    let text = half.and_then(|half| text.strip_suffix(half)).unwrap_or(&text);
    let text = text.trim().trim_end_matches("uhr").trim_end_matches('h').trim();
    let parts: Vec<&str> = text.split([':', '.']).collect();
    let number = |part: &str| part.parse::<i64>().ok().filter(|_| part.len() <= 2);
    let (hour, minute, second) = match parts[..] {
        [joined] if matches!(joined.len(), 3 | 4) && joined.is_ascii() => {
            let (hour, minute) = joined.split_at(joined.len() - 2);
            (number(hour)?, number(minute)?, 0)
        }
        [hour] => (number(hour)?, 0, 0),
        [hour, minute] => (number(hour)?, number(minute)?, 0),
        [hour, minute, second] => (number(hour)?, number(minute)?, number(second)?),
        _ => return None,
    };
    let hour = match (half, hour) {
        (Some("am"), 12) => 0,
        (Some("pm"), hour) if hour < 12 => hour + 12,
        (_, hour) => hour,
    };
    Time::new(hour, minute, second)
}

/// Reads a length of time in seconds: `2:30`, `2,5 h`, `90 min`, `1 Std. 15 Min.`
#[must_use]
pub fn duration(cx: Cx, text: &str) -> Option<i64> {
    let text = fold(text.trim());
    let (minus, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest.trim()),
        None => (1, text.as_str()),
    };
    let seconds = match text.split_once(':') {
        Some((hours, minutes)) => {
            let minutes: i64 = minutes.parse().ok().filter(|n| (0..60).contains(n))?;
            hours.parse::<i64>().ok().filter(|n| 0 <= *n)?.checked_mul(3600)? + minutes * 60
        }
        None => worded(cx, text)?,
    };
    Some(minus * seconds)
}

fn worded(cx: Cx, text: &str) -> Option<i64> {
    let mut seconds = Decimal::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_alphabetic()).unwrap_or(rest.len());
        let (amount, tail) = rest.split_at(end);
        let stop = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(stop);
        let size = match unit.trim().trim_end_matches('.') {
            "" | "h" | "std" | "stunde" | "stunden" | "hour" | "hours" | "hrs" => 3600,
            "m" | "min" | "minute" | "minuten" | "minutes" | "mins" => 60,
            "s" | "sek" | "sec" | "sekunden" | "seconds" => 1,
            "d" | "t" | "tag" | "tage" | "day" | "days" => 86_400,
            _ => return None,
        };
        let part = number(cx.locale.formats.number, amount)?.checked_mul(Decimal::from(size))?;
        seconds = seconds.checked_add(part)?;
        rest = tail.trim();
    }
    (!text.is_empty()).then(|| i64::try_from(seconds.round()).ok())?
}

fn offset(cx: Cx, text: &str) -> Option<Date> {
    let signed = text.starts_with(['+', '-']);
    let days: i64 = signed.then(|| text.parse().ok())??;
    ((-40_000..=40_000).contains(&days)).then(|| today(cx).plus_days(days))
}

fn word(cx: Cx, text: &str) -> Option<Date> {
    let away = match text {
        "heute" | "today" => 0,
        "morgen" | "tomorrow" => 1,
        "ubermorgen" | "uebermorgen" => 2,
        "gestern" | "yesterday" => -1,
        "vorgestern" => -2,
        _ => return None,
    };
    Some(today(cx).plus_days(away))
}

/// The next such day of the week, today excluded.
fn weekday(cx: Cx, text: &str) -> Option<Date> {
    let text = text.trim_end_matches('.');
    let wanted = (1..=7).find(|n| {
        let named = |key: &str| cx.find(&format!("ui.{key}.{n}")).map(fold);
        let short = named("weekday_short").unwrap_or_default();
        named("weekday").as_deref() == Some(text) || short.trim_end_matches('.') == text
    })?;
    let today = today(cx);
    let ahead = (wanted - i64::from(today.weekday()) + 6).rem_euclid(7) + 1;
    Some(today.plus_days(ahead))
}

fn written(cx: Cx, text: &str) -> Option<Date> {
    let parts: Vec<&str> =
        text.split(['.', '/', ' ', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let (day, month, year) = match parts[..] {
        [day, month] => (day, month, None),
        [day, month, year] => (day, month, Some(year)),
        _ => return None,
    };
    let is_turned = cx.locale.formats.date == DateFormat::MonthFirst && text.contains('/');
    let is_word = day.starts_with(char::is_alphabetic);
    let (day, month) = if is_turned || is_word { (month, day) } else { (day, month) };
    let day: i8 = day.parse().ok()?;
    let month = month.parse().ok().or_else(|| month_named(cx, month))?;
    let year = match year {
        Some(year) => full_year(year)?,
        None => today(cx).ymd().0,
    };
    Date::new(year, month, day)
}

fn month_named(cx: Cx, text: &str) -> Option<i8> {
    (3 <= text.len()).then_some(())?;
    (1..=12).find(|n| {
        let month = cx.find(&format!("ui.month.{n}")).map(fold).unwrap_or_default();
        month.starts_with(text) || (*n == 9 && text == "sept")
    })
}

/// Two digits mean this century up to 69, the last one from 70 on, because birthdays are typed so.
fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}
