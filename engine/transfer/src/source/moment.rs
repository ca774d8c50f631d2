//! Days, moments and lengths of time as calendars write them (RFC 5545 3.3).

use jiff::tz::TimeZone;
use kernel::{Date, Instant, Time};

use super::property::{Property, parameter};
use super::zones::Zones;

/// Seconds of a length at most; what is longer is a mistake.
const LONGEST: i64 = 3_660 * 86_400;

/// A day, or a moment of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// A whole day.
    Day(Date),
    /// Where no zone is said the reader's own counts.
    Local(Date, Time),
    /// A moment.
    At(Instant),
    /// In a zone that nobody knows: it is shown, and refused.
    Unknown(String),
}

impl When {
    /// As a cell that an import reads.
    pub fn begins(&self) -> String {
        match self {
            When::Day(day) => day.to_string(),
            When::Local(day, time) => format!("{day} {time}"),
            When::At(at) => at.to_string(),
            When::Unknown(text) => text.clone(),
        }
    }

    /// So many seconds later.
    pub fn plus(&self, seconds: i64) -> When {
        match self {
            When::Day(day) => When::Day(day.plus_days(seconds.div_euclid(86_400))),
            When::Local(day, time) => {
                let all = time.seconds() + seconds;
                let time = Time::from_seconds(all.rem_euclid(86_400));
                When::Local(day.plus_days(all.div_euclid(86_400)), time)
            }
            When::At(at) => When::At(at.plus_millis(seconds.saturating_mul(1000))),
            When::Unknown(text) => When::Unknown(text.clone()),
        }
    }
}

/// Reads the day or moment of a line; one without a zone stays without.
pub fn when(line: &[u8], property: &Property, zones: &Zones) -> Option<When> {
    let text = property.text();
    let (day, time) = text.split_once('T').map_or((text.as_str(), None), |(d, t)| (d, Some(t)));
    let unknown = || Some(When::Unknown(text.clone()));
    let Some(day) = day_of(day) else { return unknown() };
    let Some(time) = time else { return Some(When::Day(day)) };
    let (digits, is_utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
    let Some(time) = time_of(digits) else { return unknown() };
    if is_utc {
        return Some(When::At(Instant::from_local(day, time, &TimeZone::UTC)));
    }
    match parameter(line, "TZID") {
        None => Some(When::Local(day, time)),
        Some(name) => match zones.find(&name) {
            Some(zone) => Some(When::At(Instant::from_local(day, time, &zone))),
            None => Some(When::Unknown(format!("{day} {time} ({name})"))),
        },
    }
}

fn number(text: &str, from: usize, to: usize) -> Option<i16> {
    let digits = text.get(from..to)?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn day_of(text: &str) -> Option<Date> {
    let part = |from, to| number(text, from, to).and_then(|n| i8::try_from(n).ok());
    Date::new(number(text, 0, 4)?, part(4, 6)?, part(6, 8)?).filter(|_| text.len() == 8)
}

fn time_of(text: &str) -> Option<Time> {
    let part = |from, to| number(text, from, to).map(i64::from);
    // A leap second is the last one before it.
    let second = part(4, 6)?.min(59);
    Time::new(part(0, 2)?, part(2, 4)?, second).filter(|_| text.len() == 6)
}

/// `PT1H30M`, `P2D`, `-P1W` in seconds (RFC 5545 3.3.6).
pub fn length(text: &str) -> Option<i64> {
    let (sign, body) = match text.trim() {
        text if text.starts_with('-') => (-1, &text[1..]),
        text => (1, text.trim_start_matches('+')),
    };
    let (mut seconds, mut n) = (0_i64, None::<i64>);
    for sign in body.strip_prefix('P')?.chars() {
        let unit = match sign {
            '0'..='9' => {
                let digit = i64::from(sign.to_digit(10)?);
                n = Some(n.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
                continue;
            }
            'T' => continue,
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(n.take()?.checked_mul(unit)?)?;
    }
    let is_real = n.is_none() && seconds <= LONGEST;
    is_real.then_some(seconds * sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read() {
        assert_eq!(length("PT1H30M"), Some(5_400));
        assert_eq!(length("-P1W"), Some(-604_800));
        assert_eq!(length("P1DT12H"), Some(129_600));
        for wrong in ["", "P", "PT", "1H", "P5", "PTH", "PT1X", "P99999999999999999999D"] {
            assert!(length(wrong).is_none_or(|n| n == 0), "{wrong}");
        }
    }

    #[test]
    fn days_and_moments_are_told_apart() {
        let read = |line: &str| {
            let property = Property::read(line.as_bytes()).unwrap();
            when(line.as_bytes(), &property, &Zones::default()).unwrap().begins()
        };
        assert_eq!(read("DTSTART;VALUE=DATE:20261123"), "2026-11-23");
        assert_eq!(read("DTSTART:20261123T101500"), "2026-11-23 10:15");
        assert!(read("DTSTART:20261123T101500Z").starts_with("2026-11-23T10:15:00"));
        let berlin = read("DTSTART;TZID=Europe/Berlin:20260723T101500");
        assert!(berlin.starts_with("2026-07-23T08:15:00"), "{berlin}");
        assert_eq!(
            read("DTSTART;TZID=\"Mars; Nord\":20261123T101500"),
            "2026-11-23 10:15 (Mars; Nord)"
        );
        assert_eq!(read("DTSTART:20261399"), "20261399");
    }
}
