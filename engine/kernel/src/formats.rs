//! How a person writes days, numbers and times, whatever language they read.

use std::fmt::Write as _;

use crate::{Error, FieldProblem, Language};

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// `24.11.2026`
    Dots,
    /// `24 Nov 2026`
    Words,
    /// `24/11/2026`
    Slashes,
    /// `11/24/2026`
    MonthFirst,
    /// `2026-11-24`
    Iso,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// `1.234,50`
    PointComma,
    /// `1,234.50`
    CommaPoint,
    /// `1 234,50`
    SpaceComma,
    /// `1’234.50`
    Apostrophe,
}

/// How a time of day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HourFormat {
    /// `14:30`
    H24,
    /// `2:30 PM`
    H12,
}

/// With which day a week begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekStart {
    /// As ISO 8601 has it.
    Monday,
    /// As in the Americas.
    Sunday,
    /// As around the Persian Gulf.
    Saturday,
}

impl DateFormat {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Dots, Self::Words, Self::Slashes, Self::MonthFirst, Self::Iso];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dots => "dots",
            Self::Words => "words",
            Self::Slashes => "slashes",
            Self::MonthFirst => "month_first",
            Self::Iso => "iso",
        }
    }

    /// Finds one by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl NumberFormat {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::PointComma, Self::CommaPoint, Self::SpaceComma, Self::Apostrophe];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PointComma => "point_comma",
            Self::CommaPoint => "comma_point",
            Self::SpaceComma => "space_comma",
            Self::Apostrophe => "apostrophe",
        }
    }

    /// Finds one by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// What stands between the whole and its parts.
    #[must_use]
    pub fn point(self) -> char {
        match self {
            Self::PointComma | Self::SpaceComma => ',',
            Self::CommaPoint | Self::Apostrophe => '.',
        }
    }

    /// What groups thousands; a space is narrow and never breaks the line.
    #[must_use]
    pub fn group(self) -> char {
        match self {
            Self::PointComma => '.',
            Self::CommaPoint => ',',
            Self::SpaceComma => '\u{202f}',
            Self::Apostrophe => '’',
        }
    }
}

impl HourFormat {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::H24, Self::H12];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::H24 => "24",
            Self::H12 => "12",
        }
    }

    /// Finds one by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl WeekStart {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Monday, Self::Sunday, Self::Saturday];

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Sunday => "sunday",
            Self::Saturday => "saturday",
        }
    }

    /// Finds one by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its day, 1 is Monday (ISO 8601).
    #[must_use]
    pub fn weekday(self) -> i8 {
        match self {
            Self::Monday => 1,
            Self::Sunday => 7,
            Self::Saturday => 6,
        }
    }
}

/// How somebody writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formats {
    /// Days.
    pub date: DateFormat,
    /// Numbers.
    pub number: NumberFormat,
    /// Times of day.
    pub hours: HourFormat,
    /// Weeks.
    pub week: WeekStart,
}

impl Formats {
    /// How readers of a language write when nobody chose anything.
    #[must_use]
    pub fn of(language: Language) -> Self {
        let (date, number) = match language {
            Language::De => (DateFormat::Dots, NumberFormat::PointComma),
            Language::En => (DateFormat::Words, NumberFormat::CommaPoint),
        };
        Formats { date, number, hours: HourFormat::H24, week: WeekStart::Monday }
    }
}

/// What somebody chose of it, and where they are; the rest follows the house, then the language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormatChoice {
    /// Days.
    pub date: Option<DateFormat>,
    /// Numbers.
    pub number: Option<NumberFormat>,
    /// Times of day.
    pub hours: Option<HourFormat>,
    /// Weeks.
    pub week: Option<WeekStart>,
    /// Name of the time zone in the IANA database.
    pub zone: Option<String>,
}

impl FormatChoice {
    /// This choice, and another one where this has none.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        FormatChoice {
            date: self.date.or(other.date),
            number: self.number.or(other.number),
            hours: self.hours.or(other.hours),
            week: self.week.or(other.week),
            zone: self.zone.clone().or_else(|| other.zone.clone()),
        }
    }

    /// Sets one part by its name and the code of a choice; an empty code is none.
    ///
    /// # Errors
    /// The code of what is wrong with it.
    pub fn set(&mut self, part: &str, code: &str) -> Result<(), &'static str> {
        let code = code.trim();
        match part {
            "date_format" => self.date = DateFormat::from_code(code),
            "number_format" => self.number = NumberFormat::from_code(code),
            "hour_format" => self.hours = HourFormat::from_code(code),
            "week_start" => self.week = WeekStart::from_code(code),
            "time_zone" => self.zone = crate::time_zone_name(code),
            _ => return Err("not_in_list"),
        }
        match (code.is_empty() || !self.get(part).is_empty(), part) {
            (true, _) => Ok(()),
            (false, "time_zone") => Err("no_time_zone"),
            (false, _) => Err("not_in_list"),
        }
    }

    /// Reads all parts as forms send them.
    ///
    /// # Errors
    /// `Invalid` at what is wrong.
    pub fn sent<'a>(of: impl Fn(&'static str) -> Option<&'a str>) -> crate::Result<Self> {
        let (mut choice, mut problems) = (FormatChoice::default(), Vec::new());
        for part in Self::PARTS {
            if let Err(code) = choice.set(part, of(part).unwrap_or_default()) {
                problems.push(FieldProblem::new(part, code));
            }
        }
        if problems.is_empty() { Ok(choice) } else { Err(Error::Invalid(problems)) }
    }

    /// One part as the code of a choice; nothing when it was not chosen.
    #[must_use]
    pub fn get(&self, part: &str) -> &str {
        let code = match part {
            "date_format" => self.date.map(DateFormat::code),
            "number_format" => self.number.map(NumberFormat::code),
            "hour_format" => self.hours.map(HourFormat::code),
            "week_start" => self.week.map(WeekStart::code),
            "time_zone" => self.zone.as_deref(),
            _ => None,
        };
        code.unwrap_or_default()
    }

    /// Names of its parts, as forms send them.
    pub const PARTS: [&'static str; 5] =
        ["date_format", "number_format", "hour_format", "week_start", "time_zone"];

    /// The stored form, such as `date_format=iso;hour_format=12`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for part in Self::PARTS {
            let code = self.get(part);
            if !code.is_empty() {
                let between = if text.is_empty() { "" } else { ";" };
                let _ = write!(text, "{between}{part}={code}");
            }
        }
        text
    }

    /// Reads the stored form; what is not known is as if it were not chosen.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let mut choice = FormatChoice::default();
        for (part, code) in text.split(';').filter_map(|pair| pair.split_once('=')) {
            let _ = choice.set(part, code);
        }
        choice
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_stored_and_read_again() {
        let text = "date_format=month_first;number_format=apostrophe;hour_format=12;\
                    week_start=sunday;time_zone=America/New_York";
        let choice = FormatChoice::from_text(text);
        assert_eq!(choice.to_text(), text);
        assert_eq!(
            FormatChoice::from_text("x=y;date_format=;;week_start=monday").to_text(),
            "week_start=monday"
        );
        assert_eq!(FormatChoice::default().to_text(), "");
    }

    #[test]
    fn what_was_not_chosen_follows_the_other() {
        let own = FormatChoice::from_text("date_format=iso");
        let house = FormatChoice::from_text("date_format=dots;time_zone=Europe/Vienna");
        assert_eq!(own.or(&house).to_text(), "date_format=iso;time_zone=Europe/Vienna");
    }

    #[test]
    fn nonsense_is_refused_and_nothing_is_no_choice() {
        let mut choice = FormatChoice::default();
        assert_eq!(choice.set("date_format", "upside_down"), Err("not_in_list"));
        assert_eq!(choice.set("time_zone", "Mars/Olympus"), Err("no_time_zone"));
        assert_eq!(choice.set("time_zone", "../../etc/passwd"), Err("no_time_zone"));
        assert_eq!(choice.set("time_zone", " europe/zurich "), Ok(()));
        assert_eq!(choice.zone.as_deref(), Some("Europe/Zurich"));
        assert_eq!(choice.set("time_zone", ""), Ok(()));
        assert_eq!(choice.zone, None);
    }
}
