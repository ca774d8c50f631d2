//! The periods of a subscription: when each begins, when it ends, when it is billed.

use std::collections::BTreeSet;

use kernel::{Date, Decimal, Value};
use records::Draft;

use super::fields;

/// Months of an interval, by its code in the pick list `billing_interval`.
const MONTHS: [(&str, i32); 7] = [
    ("monthly", 1),
    ("bimonthly", 2),
    ("quarterly", 3),
    ("half_yearly", 6),
    ("yearly", 12),
    ("two_yearly", 24),
    ("three_yearly", 36),
];

/// Periods of a subscription that are looked at; no real one has as many.
const MOST: i32 = 2_400;

/// A stretch of time that one invoice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Its last day if the subscription did not end before.
    pub whole_until: Date,
}

impl Period {
    /// How much of a whole period it is, by days; 1 unless the subscription ends within.
    #[must_use]
    pub fn share(&self) -> Decimal {
        let days = |until: Date| Decimal::from(until.days() - self.from.days() + 1);
        days(self.until) / days(self.whole_until)
    }
}

/// When a subscription is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The first day.
    pub starts_on: Date,
    /// The last day, if it ends.
    pub ends_on: Option<Date>,
    /// What begins before that day is not billed.
    pub bill_from: Option<Date>,
    /// Months of a period.
    pub months: i32,
    /// Whether a period is billed after it.
    pub is_in_arrears: bool,
    /// Days by which it is billed sooner.
    pub lead_days: i64,
}

impl Rhythm {
    /// That of a subscription.
    #[must_use]
    pub fn of(draft: &Draft) -> Option<Self> {
        Self::read(|name| draft.value(name))
    }

    /// That of a subscription with these values.
    #[must_use]
    pub fn read<'v>(value: impl Fn(&str) -> &'v Value) -> Option<Self> {
        let day = |name: &str| if let Value::Date(day) = value(name) { Some(*day) } else { None };
        let interval = value(fields::INTERVAL.name()).as_text();
        let (_, months) = MONTHS.into_iter().find(|(known, _)| *known == interval)?;
        let lead_days = match value(fields::LEAD_DAYS.name()) {
            Value::Decimal(days) => i64::try_from(days.trunc().mantissa()).unwrap_or_default(),
            _ => 0,
        };
        Some(Rhythm {
            starts_on: day(fields::STARTS_ON.name())?,
            ends_on: day(fields::ENDS_ON.name()),
            bill_from: day(fields::BILL_FROM.name()),
            months,
            is_in_arrears: value(fields::BILLED.name()).as_text() == "in_arrears",
            lead_days,
        })
    }

    /// All periods, the first one first. Each begins on the day of the month of the first, or on
    /// the last day of a month that has no such day.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        let Rhythm { starts_on, ends_on, months, .. } = *self;
        let from = move |n: i32| starts_on.plus_months(n * months);
        let all = (0..MOST).map(move |n| (from(n), from(n + 1).plus_days(-1)));
        let all = all.take_while(move |(from, _)| ends_on.is_none_or(|last| *from <= last));
        all.map(move |(from, whole_until)| Period {
            from,
            until: ends_on.map_or(whole_until, |last| last.min(whole_until)),
            whole_until,
        })
    }

    /// Periods that are to be billed and are not, the earliest first.
    pub fn open(&self, covered: &BTreeSet<Date>) -> impl Iterator<Item = Period> {
        let first = self.bill_from;
        let is_billed = move |period: &Period| first.is_none_or(|first| first <= period.from);
        self.periods().filter(is_billed).filter(|period| !covered.contains(&period.from))
    }

    /// The day from which a period is billed.
    #[must_use]
    pub fn due_on(&self, period: &Period) -> Date {
        let day = if self.is_in_arrears { period.until.plus_days(1) } else { period.from };
        day.plus_days(-self.lead_days)
    }

    /// The first period that begins on a day or after it.
    #[must_use]
    pub fn first_from(&self, day: Date) -> Option<Period> {
        self.periods().find(|period| day <= period.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse_iso(text).expect("a day")
    }

    fn monthly(starts_on: &str, ends_on: Option<&str>) -> Rhythm {
        Rhythm {
            starts_on: day(starts_on),
            ends_on: ends_on.map(day),
            bill_from: None,
            months: 1,
            is_in_arrears: false,
            lead_days: 0,
        }
    }

    #[test]
    fn periods_keep_the_day_of_the_first_where_months_have_it() {
        let rhythm = monthly("2027-12-31", None);
        let days: Vec<(Date, Date)> =
            rhythm.periods().take(3).map(|one| (one.from, one.until)).collect();
        let pair = |from, until| (day(from), day(until));
        assert_eq!(
            days,
            [
                pair("2027-12-31", "2028-01-30"),
                pair("2028-01-31", "2028-02-28"),
                pair("2028-02-29", "2028-03-30"),
            ]
        );
    }

    #[test]
    fn the_last_period_is_as_long_as_the_subscription_runs() {
        let rhythm = monthly("2026-04-01", Some("2026-05-10"));
        let last = rhythm.periods().last().expect("two of them");
        assert_eq!((last.from, last.until), (day("2026-05-01"), day("2026-05-10")));
        assert_eq!(last.share(), Decimal::from(10) / Decimal::from(31));
        assert_eq!(rhythm.periods().count(), 2);
        assert_eq!(rhythm.periods().next().expect("the first").share(), Decimal::ONE);
    }

    #[test]
    fn what_is_covered_or_before_its_time_is_not_open() {
        let mut rhythm = monthly("2026-01-01", Some("2026-06-30"));
        rhythm.bill_from = Some(day("2026-02-15"));
        let covered = BTreeSet::from([day("2026-04-01")]);
        let open: Vec<Date> = rhythm.open(&covered).map(|one| one.from).collect();
        assert_eq!(open, [day("2026-03-01"), day("2026-05-01"), day("2026-06-01")]);
        rhythm.is_in_arrears = true;
        rhythm.lead_days = 3;
        let first = rhythm.open(&covered).next().expect("March");
        assert_eq!(rhythm.due_on(&first), day("2026-03-29"));
        assert_eq!(
            rhythm.first_from(day("2026-03-02")).map(|one| one.from),
            Some(day("2026-04-01"))
        );
    }
}
