//! What late payment costs by law, day by day.
//!
//! Interest is simple, never compound (§ 289 BGB), and reckoned on actual days over 365. A base
//! rate holds from its day on until the next one; the last one that is known goes on.

use goods::position::reckon::round;
use goods::tax_line::Country;
use kernel::{Date, Decimal};

/// Who is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debtor {
    /// A natural person who acts for private purposes (§ 13 BGB).
    Consumer,
    /// Everybody else.
    Business,
}

/// What the law of a country asks of a debtor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// So many percentage points above the base rate of the country.
    AboveBase(Decimal),
    /// So many percent, whatever the base rate is.
    Fixed(Decimal),
}

impl Law {
    /// The law of the creditor's country.
    ///
    /// Germany: § 288 para. 1 and 2 BGB. Austria: § 456 UGB between businesses, § 1000 ABGB for
    /// consumers. Switzerland and Liechtenstein: Art. 104 OR.
    #[must_use]
    pub fn of(country: Country, debtor: Debtor) -> Self {
        match (country, debtor) {
            (Country::De, Debtor::Consumer) => Law::AboveBase(Decimal::new(5, 0)),
            (Country::De, Debtor::Business) => Law::AboveBase(Decimal::new(9, 0)),
            (Country::At, Debtor::Business) => Law::AboveBase(Decimal::new(92, 1)),
            (Country::At, Debtor::Consumer) => Law::Fixed(Decimal::new(4, 0)),
            (Country::Ch, Debtor::Consumer | Debtor::Business) => Law::Fixed(Decimal::new(5, 0)),
        }
    }
}

/// The sum that a business owes for every claim it pays late, in euro: § 288 para. 5 BGB, § 458
/// UGB. Swiss law knows none.
#[must_use]
pub fn flat_sum(country: Country, debtor: Debtor) -> Option<Decimal> {
    let is_owed = debtor == Debtor::Business && country != Country::Ch;
    is_owed.then(|| Decimal::new(40, 0))
}

/// A base rate in percent, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseRate {
    /// The first day on which it holds.
    pub from: Date,
    /// The rate, which may be below zero.
    pub percent: Decimal,
}

/// The base rate that holds on a day.
#[must_use]
pub fn base_rate(rates: &[BaseRate], day: Date) -> Option<BaseRate> {
    rates.iter().filter(|rate| rate.from <= day).max_by_key(|rate| rate.from).copied()
}

/// The rate of interest that holds on a day, in percent; none where no base rate is known.
#[must_use]
pub fn rate(law: Law, rates: &[BaseRate], day: Date) -> Option<Decimal> {
    match law {
        Law::Fixed(percent) => Some(percent),
        Law::AboveBase(points) => base_rate(rates, day).map(|base| base.percent + points),
    }
}

/// The interest on an amount for the days after one day up to and with another one, rounded once
/// to the places of a currency. Days of which no base rate is known bear none.
#[must_use]
pub fn interest(
    amount: Decimal,
    (after, until): (Date, Date),
    (law, rates): (Law, &[BaseRate]),
    places: u32,
) -> Decimal {
    let mut starts: Vec<Date> = rates.iter().map(|rate| rate.from).collect();
    starts.retain(|day| after.plus_days(1) < *day && *day <= until);
    starts.push(after.plus_days(1));
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([until.plus_days(1)]);
    // Percent times days, so that what is divided is divided once.
    let weighed = starts.iter().zip(ends).filter_map(|(from, to)| {
        let days = (to.days() - from.days()).max(0);
        Some(rate(law, rates, *from)? * Decimal::from(days))
    });
    let all: Decimal = weighed.sum();
    round(amount * all / Decimal::from(36_500), places)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn on(day: &str) -> Date {
        Date::parse_iso(day).expect("a day")
    }

    fn dec(text: &str) -> Decimal {
        kernel::parse_decimal(text).expect("a number")
    }

    fn rates() -> Vec<BaseRate> {
        let rate = |(day, percent): (&str, &str)| BaseRate { from: on(day), percent: dec(percent) };
        [("2024-07-01", "3.37"), ("2025-01-01", "2.27"), ("2025-07-01", "1.27")].map(rate).to_vec()
    }

    fn of(amount: &str, days: (&str, &str), law: Law) -> Decimal {
        let days = (on(days.0), on(days.1));
        interest(dec(amount), days, (law, &rates()), 2)
    }

    #[test]
    fn interest_follows_the_law_and_the_day() {
        let german = |debtor| Law::of(Country::De, debtor);
        let autumn = ("2026-10-01", "2026-11-23");
        // 53 days at 10.27 %: 1000 × 10.27 × 53 / 36500 = 14.9126.
        assert_eq!(of("1000", autumn, german(Debtor::Business)), dec("14.91"));
        // 53 days at 6.27 %: 9.1044.
        assert_eq!(of("1000", autumn, german(Debtor::Consumer)), dec("9.10"));
        // 53 days at 5 %: 7.2603.
        assert_eq!(of("1000", autumn, Law::of(Country::Ch, Debtor::Business)), dec("7.26"));
        // 53 days at 4 %: 5.8082.
        assert_eq!(of("1000", autumn, Law::of(Country::At, Debtor::Consumer)), dec("5.81"));
        // 16 days at 12.37 %, 181 at 11.27 %, 9 at 10.27 %: 2330.22 / 36.5 = 63.8416.
        let changing = ("2024-12-15", "2025-07-09");
        assert_eq!(of("1000", changing, german(Debtor::Business)), dec("63.84"));
        // A leap year has a day more, and a year still 365: 366 × 5 / 365.
        assert_eq!(of("100", ("2023-12-31", "2024-12-31"), Law::Fixed(dec("5"))), dec("5.01"));
        assert_eq!(of("100", ("2026-11-23", "2026-11-23"), Law::Fixed(dec("5"))), dec("0.00"));
        let early = of("1000", ("2024-06-20", "2024-06-30"), german(Debtor::Business));
        assert_eq!(early, dec("0.00"), "nobody knows the base rate of these days");
    }

    #[test]
    fn the_last_rate_goes_on_and_a_negative_one_is_taken_off() {
        let held = base_rate(&rates(), on("2026-11-23")).expect("one holds");
        assert_eq!((held.from, held.percent), (on("2025-07-01"), dec("1.27")));
        let old = [BaseRate { from: on("2016-07-01"), percent: dec("-0.88") }];
        let law = Law::of(Country::De, Debtor::Business);
        assert_eq!(rate(law, &old, on("2020-01-01")), Some(dec("8.12")));
    }

    #[test]
    fn the_flat_sum_is_owed_by_businesses_where_the_law_knows_it() {
        assert_eq!(flat_sum(Country::De, Debtor::Business), Some(dec("40")));
        assert_eq!(flat_sum(Country::At, Debtor::Business), Some(dec("40")));
        assert_eq!(flat_sum(Country::De, Debtor::Consumer), None);
        assert_eq!(flat_sum(Country::Ch, Debtor::Business), None);
    }

    /// Day by day, as the law is read.
    fn daily(amount: Decimal, (after, until): (Date, Date), rates: &[BaseRate]) -> Decimal {
        let law = Law::of(Country::De, Debtor::Business);
        let days = (after.days() + 1..=until.days()).map(Date::from_days);
        let sum: Decimal = days.filter_map(|day| rate(law, rates, day)).sum();
        round(amount * sum / Decimal::from(36_500), 2)
    }

    proptest! {
        #[test]
        fn pieces_come_to_what_the_days_come_to(
            cents in 0_i64..100_000_000,
            start in 18_000_i64..21_000,
            long in 0_i64..900,
            table in proptest::collection::vec((17_900_i64..21_500, -200_i64..900), 0..6),
        ) {
            let mut rates: Vec<BaseRate> = table
                .into_iter()
                .map(|(day, rate)| BaseRate {
                    from: Date::from_days(day),
                    percent: Decimal::new(rate, 2),
                })
                .collect();
            rates.sort_by_key(|rate| rate.from);
            rates.dedup_by_key(|rate| rate.from);
            let days = (Date::from_days(start), Date::from_days(start + long));
            let amount = Decimal::new(cents, 2);
            let law = Law::of(Country::De, Debtor::Business);
            let pieces = interest(amount, days, (law, &rates), 2);
            prop_assert_eq!(pieces, daily(amount, days, &rates));
        }
    }
}
