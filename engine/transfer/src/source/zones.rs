//! Time zones that a calendar names, or describes itself (RFC 5545 3.6.5).

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::property::Property;

/// Zones by the name that the calendar gives them.
#[derive(Debug, Default)]
pub struct Zones {
    own: BTreeMap<String, TimeZone>,
}

impl Zones {
    /// The zone of a name: one that everybody knows, also behind the prefix of a program, else what
    /// the calendar itself describes.
    pub fn find(&self, name: &str) -> Option<TimeZone> {
        let parts: Vec<&str> = name.trim_matches('/').split('/').collect();
        let ends = (1..=parts.len().min(3)).rev().map(|n| parts[parts.len() - n..].join("/"));
        // A last part alone, such as `Berlin`, is no zone; `UTC` is.
        let known = ends.filter_map(|end| TimeZone::get(&end).ok()).next();
        known.or_else(|| self.own.get(name).cloned())
    }

    /// Takes up what the calendar describes.
    pub fn add(&mut self, described: &Described) {
        if let Some(zone) = described.zone() {
            self.own.insert(described.name.clone(), zone);
        }
    }
}

/// A zone as a calendar describes it.
#[derive(Debug, Default)]
pub struct Described {
    name: String,
    location: Option<String>,
    standard: Option<Half>,
    daylight: Option<Half>,
    /// What is being read, and whether it is standard time.
    half: Option<(bool, Half)>,
}

/// Standard time or daylight saving time.
#[derive(Clone, Debug, Default)]
struct Half {
    /// When it begins: day and time as they stand there.
    begins: String,
    /// Seconds ahead of UTC.
    offset: Option<i64>,
    rule: String,
}

impl Described {
    /// Takes up a line of it.
    pub fn add(&mut self, property: &Property) {
        match (property.name.as_str(), property.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", kind @ ("STANDARD" | "DAYLIGHT")) => {
                self.half = Some((kind == "STANDARD", Half::default()));
            }
            ("END", "STANDARD" | "DAYLIGHT") => self.end(),
            ("TZID", _) => self.name = property.text(),
            ("X-LIC-LOCATION", _) => self.location = Some(property.text()),
            (name, _) => {
                if let Some((_, half)) = &mut self.half {
                    half.add(name, property.text());
                }
            }
        }
    }

    /// Of several rules the one that began last is in force.
    fn end(&mut self) {
        let Some((is_standard, half)) = self.half.take() else { return };
        let slot = if is_standard { &mut self.standard } else { &mut self.daylight };
        if slot.as_ref().is_none_or(|known| known.begins <= half.begins) {
            *slot = Some(half);
        }
    }

    fn zone(&self) -> Option<TimeZone> {
        let placed = self.location.as_ref().and_then(|name| TimeZone::get(name).ok());
        placed.or_else(|| TimeZone::posix(&self.posix()?).ok())
    }

    /// The same as POSIX writes it, where offsets count westwards.
    fn posix(&self) -> Option<String> {
        let half = self.standard.as_ref().or(self.daylight.as_ref())?;
        let standard = offset(half.offset?);
        let both = self.standard.as_ref().zip(self.daylight.as_ref());
        let rules = both.and_then(|(s, d)| Some((s.posix()?, d.posix()?, d.offset?)));
        Some(match rules {
            Some((ends, begins, summer)) => {
                format!("<STD>{standard}<DST>{},{begins},{ends}", offset(summer))
            }
            None => format!("<STD>{standard}"),
        })
    }
}

/// Seconds east of UTC as hours, minutes and seconds west of it.
fn offset(east: i64) -> String {
    let sign = if 0 < east { "-" } else { "" };
    let n = east.abs();
    format!("{sign}{}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60)
}

impl Half {
    fn add(&mut self, name: &str, value: String) {
        match name {
            "DTSTART" => self.begins = value,
            "TZOFFSETTO" => self.offset = east(&value),
            "RRULE" => self.rule = value.to_ascii_uppercase(),
            _ => {}
        }
    }

    /// `FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU` at two is `M3.5.0/2:00:00`.
    fn posix(&self) -> Option<String> {
        let part = |key: &str| {
            let parts = self.rule.split(';').filter_map(|part| part.split_once('='));
            parts.into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)
        };
        let month: u8 = part("BYMONTH")?.parse().ok()?;
        let day = part("BYDAY")?;
        let (week, day) = day.split_at_checked(day.len().checked_sub(2)?)?;
        let week = match week.trim_start_matches('+') {
            "-1" | "5" => 5,
            week => week.parse::<u8>().ok().filter(|week| (1..=4).contains(week))?,
        };
        let days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
        let day = days.iter().position(|known| *known == day)?;
        let time = self.begins.split_once('T')?.1;
        let (hour, minute) = (time.get(..2)?, time.get(2..4)?);
        Some(format!("M{month}.{week}.{day}/{hour}:{minute}:00"))
    }
}

/// `+0100` and `-053000` in seconds.
fn east(text: &str) -> Option<i64> {
    let (sign, digits) = match text.trim().split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let part = |at: usize| digits.get(at..at + 2).map_or(Some(0), |part| part.parse::<i64>().ok());
    Some(sign * (part(0)? * 3600 + part(2)? * 60 + part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Date, Instant, Time};

    fn described(lines: &[&str]) -> Zones {
        let mut zone = Described::default();
        for line in lines {
            zone.add(&Property::read(line.as_bytes()).unwrap());
        }
        let mut zones = Zones::default();
        zones.add(&zone);
        zones
    }

    fn utc(zone: &TimeZone, month: i8) -> String {
        let (day, noon) = (Date::new(2026, month, 5).unwrap(), Time::new(12, 0, 0).unwrap());
        Instant::from_local(day, noon, zone).to_string()
    }

    #[test]
    fn zones_are_known_by_name_or_described() {
        let none = Zones::default();
        for name in ["Europe/Berlin", "/example.org/2026/Europe/Berlin", "UTC"] {
            assert!(none.find(name).is_some(), "{name}");
        }
        assert!(none.find("Mitteleuropa").is_none() && none.find("").is_none());
        let zones = described(&[
            "TZID:Mitteleuropa",
            "BEGIN:STANDARD",
            "DTSTART:16011028T030000",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:16010325T020000",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "END:DAYLIGHT",
        ]);
        let zone = zones.find("Mitteleuropa").unwrap();
        assert!(utc(&zone, 1).contains("T11:00") && utc(&zone, 7).contains("T10:00"));
        let zones = described(&[
            "TZID:Indien",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETTO:+0530",
            "END:STANDARD",
        ]);
        assert!(utc(&zones.find("Indien").unwrap(), 7).contains("T06:30"));
    }
}
