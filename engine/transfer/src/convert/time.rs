//! Times of day, moments and lengths of time as people write them.

use jiff::tz::TimeZone;
use kernel::{Instant, Time};

use super::date::{self, NoDate};
use crate::options::DateOrder;

/// Reads `8:30`, `08:30:00`, `8.30 Uhr`, `8:30 pm`.
pub fn time(text: &str) -> Option<Time> {
    let folded = kernel::fold(text.trim());
    let text = folded.strip_suffix("uhr").unwrap_or(&folded).trim_end();
    let (text, later) = match text.strip_suffix("pm") {
        Some(rest) => (rest.trim_end(), Some(12)),
        None => match text.strip_suffix("am") {
            Some(rest) => (rest.trim_end(), Some(0)),
            None => (text, None),
        },
    };
    let parts: Vec<i64> = text
        .split([':', '.'])
        .map(|part| part.parse().ok().filter(|_| part.len() <= 2))
        .collect::<Option<_>>()?;
    let (hour, minute, second) = match *parts.as_slice() {
        [hour] if later.is_some() => (hour, 0, 0),
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    match later {
        Some(later) => {
            (1..=12).contains(&hour).then(|| Time::new(hour % 12 + later, minute, second))?
        }
        None => Time::new(hour, minute, second),
    }
}

/// Reads a day and a time, or a moment with its zone; a day alone is its midnight.
pub fn instant(
    text: &str,
    (order, last): (DateOrder, i16),
    zone: &TimeZone,
) -> Result<Option<Instant>, NoDate> {
    if let Some(at) = Instant::parse_rfc3339(text) {
        return Ok(Some(at));
    }
    let (day, rest) = split(text);
    let Some(day) = date::read(day, order, last)? else { return Ok(None) };
    let time = match rest {
        "" => Time::from_seconds(0),
        rest => time(rest).ok_or(NoDate::Unreadable)?,
    };
    Ok(Some(Instant::from_local(day, time, zone)))
}

/// A day, and the time behind it.
pub fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let colon = text.find(':').unwrap_or(text.len());
    match text[..colon].rfind([' ', 'T']) {
        Some(at) if colon < text.len() => {
            (text[..at].trim_end_matches([' ', ',']), text[at + 1..].trim())
        }
        _ => (text, ""),
    }
}

/// Reads `1:30`, `1:30:00`, `90 min`, `1,5 h`, `2 Tage`; whole numbers alone are no length.
pub fn duration(text: &str) -> Option<i64> {
    let text = kernel::fold(text.trim());
    let (sign, body) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest.trim()),
        None => (1, text.as_str()),
    };
    if body.contains(':') {
        let parts: Vec<i64> =
            body.split(':').map(|p| p.parse().ok().filter(|n| 0 <= *n)).collect::<Option<_>>()?;
        let seconds = match *parts.as_slice() {
            [hours, minutes @ 0..60] => {
                hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)
            }
            [hours, minutes @ 0..60, seconds @ 0..60] => {
                hours.checked_mul(3600)?.checked_add(minutes * 60 + seconds)
            }
            _ => None,
        };
        return Some(sign * seconds?);
    }
    let digits = body.find(|c: char| c.is_alphabetic())?;
    let unit = match body[digits..].trim_end_matches('.') {
        "s" | "sec" | "sek" | "sekunden" | "seconds" => 1,
        "m" | "min" | "minute" | "minuten" | "minutes" => 60,
        "h" | "std" | "stunde" | "stunden" | "hour" | "hours" => 3600,
        "d" | "tag" | "tage" | "day" | "days" => 86_400,
        _ => return None,
    };
    let amount: kernel::Decimal = kernel::parse_decimal(&body[..digits].trim().replace(',', "."))?;
    let seconds = amount.checked_mul(unit.into())?.normalize();
    seconds.is_integer().then(|| i64::try_from(seconds.mantissa()).ok().map(|n| sign * n))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (text, expected) in [
            ("8:30", Some("08:30")),
            ("08:30:15", Some("08:30:15")),
            ("8.30 Uhr", Some("08:30")),
            ("8:30 PM", Some("20:30")),
            ("12 am", Some("00:00")),
            ("25:00", None),
            ("13:00 pm", None),
            ("bald", None),
        ] {
            assert_eq!(time(text).map(|t| t.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn lengths_are_read_as_they_are_written() {
        for (text, expected) in [
            ("1:30", Some(5400)),
            ("0:00:05", Some(5)),
            ("90 min", Some(5400)),
            ("1,5 h", Some(5400)),
            ("-2 Tage", Some(-172_800)),
            ("90", None),
            ("1:75", None),
            ("0,0001 s", None),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
    }

    #[test]
    fn moments_are_read_in_the_zone_of_the_reader() {
        let zone = TimeZone::get("Europe/Berlin").expect("zones are bundled");
        for (text, expected) in [
            ("01.03.2026 14:30", Ok(Some("2026-03-01T13:30:00.000Z"))),
            ("2026-03-01T14:30:00Z", Ok(Some("2026-03-01T14:30:00.000Z"))),
            ("01.03.2026", Ok(Some("2026-02-28T23:00:00.000Z"))),
            ("1. März 2026, 9:00 Uhr", Ok(Some("2026-03-01T08:00:00.000Z"))),
            ("31.02.2026 10:00", Err(NoDate::Impossible)),
            ("01.03.2026 99:00", Err(NoDate::Unreadable)),
        ] {
            let read = instant(text, (DateOrder::Dmy, 2036), &zone);
            let shown = read.map(|at| at.map(|at| at.to_string()));
            assert_eq!(shown, expected.map(|at| at.map(str::to_owned)), "{text}");
        }
    }
}
