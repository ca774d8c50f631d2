//! Calendar periods such as `this_month`.

use kernel::Date;

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
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
    pub fn days(self, today: Date) -> (Date, Date) {
        let offset = i32::from(self.offset);
        let (year, month, _) = today.ymd();
        let first_of = |month: i8| Date::new(year, month, 1).unwrap_or(today);
        match self.unit {
            Unit::Week => {
                let monday = today.plus_days(1 - i64::from(today.weekday()));
                let start = monday.plus_days(7 * i64::from(offset));
                (start, start.plus_days(7))
            }
            Unit::Month => months(first_of(month), offset, 1),
            Unit::Quarter => months(first_of((month - 1) / 3 * 3 + 1), offset, 3),
            Unit::Year => months(first_of(1), offset, 12),
        }
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
    fn periods_begin_and_end_with_the_calendar() {
        let today = Date::new(2026, 11, 23).unwrap();
        let shown: Vec<String> = Period::all()
            .map(|period| {
                let (from, until) = period.days(today);
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
}
