//! Calendar periods such as `this_month`.

use kernel::{Date, WeekStart};

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seven days, from the first day of the reader's week.
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl Unit {
    /// Every length, the shortest first.
    pub const ALL: [Unit; 4] = [Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
        }
    }

    /// Finds a length by its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Unit::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// The first day of the period of this length that holds a day; weeks as ISO 8601 has them,
    /// so that groups are the same for everybody.
    #[must_use]
    pub fn start(self, day: Date) -> Date {
        Period { unit: self, offset: 0 }.days(day, WeekStart::Monday).0
    }
}

/// A calendar period, counted from the one that holds the present day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its length.
    pub unit: Unit,
    /// -1 is the last, 0 this, 1 the next one.
    pub offset: i8,
}

impl Period {
    /// Every period that has a word.
    pub fn all() -> impl Iterator<Item = Period> {
        [Unit::Week, Unit::Month, Unit::Quarter, Unit::Year]
            .into_iter()
            .flat_map(|unit| [-1, 0, 1].map(|offset| Period { unit, offset }))
    }

    /// The word of the language, such as `last_quarter`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match (self.unit, self.offset) {
            (Unit::Week, ..=-1) => "last_week",
            (Unit::Week, 0) => "this_week",
            (Unit::Week, 1..) => "next_week",
            (Unit::Month, ..=-1) => "last_month",
            (Unit::Month, 0) => "this_month",
            (Unit::Month, 1..) => "next_month",
            (Unit::Quarter, ..=-1) => "last_quarter",
            (Unit::Quarter, 0) => "this_quarter",
            (Unit::Quarter, 1..) => "next_quarter",
            (Unit::Year, ..=-1) => "last_year",
            (Unit::Year, 0) => "this_year",
            (Unit::Year, 1..) => "next_year",
        }
    }

    /// Finds a period by its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::all().find(|period| period.word() == word)
    }

    /// First day of the period, and first day after it.
    #[must_use]
    pub fn days(self, today: Date, week: WeekStart) -> (Date, Date) {
        let offset = i32::from(self.offset);
        let (year, month, _) = today.ymd();
        let first_of = |month: i8| Date::new(year, month, 1).unwrap_or(today);
        match self.unit {
            Unit::Week => {
                let start = today.week(week).plus_days(7 * i64::from(offset));
                (start, start.plus_days(7))
            }
            Unit::Month => months(first_of(month), offset, 1),
            Unit::Quarter => months(first_of((month - 1) / 3 * 3 + 1), offset, 3),
            Unit::Year => months(first_of(1), offset, 12),
        }
    }
}

/// A fiscal year, counted from the one that holds the present day; its first month is a setting of
/// the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fiscal {
    /// -1 is the last, 0 this, 1 the next one.
    pub offset: i8,
}

impl Fiscal {
    /// Every fiscal year that has a word.
    pub const ALL: [Fiscal; 3] =
        [Fiscal { offset: -1 }, Fiscal { offset: 0 }, Fiscal { offset: 1 }];

    /// The word of the language, such as `this_fiscal_year`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self.offset {
            ..=-1 => "last_fiscal_year",
            0 => "this_fiscal_year",
            1.. => "next_fiscal_year",
        }
    }

    /// Finds a fiscal year by its word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|year| year.word() == word)
    }

    /// First day of the year, and first day after it, where years begin with the month `first`.
    #[must_use]
    pub fn days(self, today: Date, first: i8) -> (Date, Date) {
        let first = first.clamp(1, 12);
        let (year, month, _) = today.ymd();
        let began = Date::new(year, first, 1).unwrap_or(today);
        let offset = i32::from(self.offset) - i32::from(month < first);
        months(began, offset, 12)
    }
}

/// So many days that end or begin with the present one, such as `last_7_days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// How many, at least one.
    n: u16,
    /// Whether the present day is the first or the last of them.
    is_ahead: bool,
}

impl Days {
    /// Days at most.
    const MOST: u16 = 3660;

    /// Finds days by their word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let (rest, is_ahead) = match word.strip_prefix("next_") {
            Some(rest) => (rest, true),
            None => (word.strip_prefix("last_")?, false),
        };
        let digits = rest.strip_suffix("_days")?;
        let n: u16 = digits.parse().ok()?;
        // Each has one word, so that a filter has one form.
        let is_plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        (is_plain && n <= Days::MOST).then_some(Days { n, is_ahead })
    }

    /// How many they are, and whether the present day is the first of them.
    #[must_use]
    pub fn parts(self) -> (u16, bool) {
        (self.n, self.is_ahead)
    }

    /// The first of them, and the first day after them.
    #[must_use]
    pub fn days(self, today: Date) -> (Date, Date) {
        let n = i64::from(self.n);
        match self.is_ahead {
            true => (today, today.plus_days(n)),
            false => (today.plus_days(1 - n), today.plus_days(1)),
        }
    }
}

impl std::fmt::Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}_days", if self.is_ahead { "next" } else { "last" }, self.n)
    }
}

fn months(first: Date, offset: i32, length: i32) -> (Date, Date) {
    let start = first.plus_months(offset * length);
    (start, start.plus_months(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_one_word_and_hold_the_present_one() {
        let today = Date::new(2026, 11, 23).unwrap();
        for (word, shown) in [
            ("last_1_days", "2026-11-23 2026-11-24"),
            ("last_7_days", "2026-11-17 2026-11-24"),
            ("next_30_days", "2026-11-23 2026-12-23"),
        ] {
            let days = Days::from_word(word).unwrap();
            let (from, until) = days.days(today);
            assert_eq!((days.to_string(), format!("{from} {until}")), (word.into(), shown.into()));
        }
        for wrong in ["last_0_days", "last_07_days", "last_+7_days", "last_3661_days", "last_days"]
        {
            assert_eq!(Days::from_word(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn periods_begin_and_end_with_the_calendar() {
        let today = Date::new(2026, 11, 23).unwrap();
        let shown: Vec<String> = Period::all()
            .map(|period| {
                let (from, until) = period.days(today, WeekStart::Monday);
                format!("{} {from} {until}", period.word())
            })
            .collect();
        expect_test::expect![[r#"
            last_week 2026-11-16 2026-11-23
            this_week 2026-11-23 2026-11-30
            next_week 2026-11-30 2026-12-07
            last_month 2026-10-01 2026-11-01
            this_month 2026-11-01 2026-12-01
            next_month 2026-12-01 2027-01-01
            last_quarter 2026-07-01 2026-10-01
            this_quarter 2026-10-01 2027-01-01
            next_quarter 2027-01-01 2027-04-01
            last_year 2025-01-01 2026-01-01
            this_year 2026-01-01 2027-01-01
            next_year 2027-01-01 2028-01-01"#]]
        .assert_eq(&shown.join("\n"));
    }

    #[test]
    fn a_fiscal_year_begins_with_the_month_of_the_house() {
        let shown = |today: &str, first: i8| {
            let today = Date::parse_iso(today).unwrap();
            let (from, until) = Fiscal { offset: 0 }.days(today, first);
            format!("{from} {until}")
        };
        assert_eq!(shown("2026-11-23", 1), "2026-01-01 2027-01-01");
        assert_eq!(shown("2026-11-23", 11), "2026-11-01 2027-11-01");
        assert_eq!(shown("2026-11-23", 12), "2025-12-01 2026-12-01");
        assert_eq!(shown("2026-03-31", 4), "2025-04-01 2026-04-01");
        assert_eq!(shown("2026-04-01", 4), "2026-04-01 2027-04-01");
        let days = |word: &str| Fiscal::from_word(word).unwrap().days(Date::from_days(20_780), 4);
        assert_eq!(days("last_fiscal_year").1, days("this_fiscal_year").0);
        assert_eq!(days("this_fiscal_year").1, days("next_fiscal_year").0);
    }

    #[test]
    fn a_week_begins_where_the_reader_says() {
        let (week, sunday) =
            (Period { unit: Unit::Week, offset: 0 }, Date::new(2026, 11, 29).unwrap());
        let from = |start| week.days(sunday, start).0.to_string();
        assert_eq!(from(WeekStart::Monday), "2026-11-23");
        assert_eq!(from(WeekStart::Sunday), "2026-11-29");
        assert_eq!(from(WeekStart::Saturday), "2026-11-28");
    }
}
