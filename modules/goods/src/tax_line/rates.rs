//! Rates of value-added tax with the days from which they hold.

use kernel::{Date, Decimal};

/// What a line of tax is made of.
pub const SHAPE: &str = include_str!("tax_line.toml");

/// Countries whose rates are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Country {
    /// Germany.
    #[default]
    De,
    /// Austria.
    At,
    /// Switzerland and Liechtenstein.
    Ch,
}

impl Country {
    /// The country of a code of ISO 3166-1; one whose rates are not known has none.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        match code.to_ascii_lowercase().as_str() {
            "de" => Some(Country::De),
            "at" => Some(Country::At),
            "ch" | "li" => Some(Country::Ch),
            _ => None,
        }
    }
}

/// How goods are taxed where nothing else applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaxClass {
    /// The standard rate.
    #[default]
    Standard,
    /// The reduced rate.
    Reduced,
    /// Taxed at zero, or not at all.
    Zero,
}

impl TaxClass {
    /// The class of a code of the pick list.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "reduced" => TaxClass::Reduced,
            "zero" => TaxClass::Zero,
            _ => TaxClass::Standard,
        }
    }
}

/// Why a supply is taxed as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxCase {
    /// At home, by the class of the goods.
    #[default]
    Domestic,
    /// The recipient owes the tax (§ 13b UStG, Art. 196 Directive 2006/112/EC).
    ReverseCharge,
    /// A supply to a business in another member state (§ 4 No. 1 b, § 6a UStG).
    IntraCommunity,
    /// A supply to a third country (§ 4 No. 1 a, § 6 UStG).
    Export,
    /// A small business (§ 19 UStG).
    SmallBusiness,
    /// Exempt for another reason (§ 4 UStG).
    Exempt,
}

impl TaxCase {
    /// The case of a code of the pick list.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "reverse_charge" => TaxCase::ReverseCharge,
            "intra_community" => TaxCase::IntraCommunity,
            "export" => TaxCase::Export,
            "small_business" => TaxCase::SmallBusiness,
            "exempt" => TaxCase::Exempt,
            _ => TaxCase::Domestic,
        }
    }

    /// The category and the rate of goods of a class on a day.
    #[must_use]
    pub fn tax(self, class: TaxClass, country: Country, day: Date) -> (Category, Decimal) {
        let zero = Decimal::ZERO;
        match self {
            TaxCase::Domestic if class == TaxClass::Zero => (Category::Z, zero),
            TaxCase::Domestic => (Category::S, rate(country, class, day)),
            TaxCase::ReverseCharge => (Category::Ae, zero),
            TaxCase::IntraCommunity => (Category::K, zero),
            TaxCase::Export => (Category::G, zero),
            TaxCase::SmallBusiness | TaxCase::Exempt => (Category::E, zero),
        }
    }
}

/// Categories of EN 16931 (BT-118, UNTDID 5305).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Standard and reduced rates.
    S,
    /// Zero rated.
    Z,
    /// Exempt.
    E,
    /// Reverse charge.
    Ae,
    /// Intra-community supply.
    K,
    /// Export.
    G,
}

impl Category {
    /// All of them.
    const ALL: [Category; 6] =
        [Category::S, Category::Z, Category::E, Category::Ae, Category::K, Category::G];

    /// The category of a code of the pick list.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Category::ALL.into_iter().find(|category| category.code() == code)
    }

    /// The code of the pick list.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Category::S => "s",
            Category::Z => "z",
            Category::E => "e",
            Category::Ae => "ae",
            Category::K => "k",
            Category::G => "g",
        }
    }
}

/// A day from which rates hold, and the standard and the reduced one in hundredths of a percent.
type Since = ((i16, i8, i8), i64, i64);

/// § 12 UStG; for the second half of 2020 the second corona tax relief act.
const GERMANY: [Since; 4] = [
    ((2007, 1, 1), 1900, 700),
    ((2020, 7, 1), 1600, 500),
    ((2021, 1, 1), 1900, 700),
    ((1998, 4, 1), 1600, 700),
];
/// § 10 UStG 1994.
const AUSTRIA: [Since; 1] = [((1984, 1, 1), 2000, 1000)];
/// Art. 25 MWSTG.
const SWITZERLAND: [Since; 3] =
    [((2024, 1, 1), 810, 260), ((2018, 1, 1), 770, 250), ((2011, 1, 1), 800, 250)];

/// The rate of a class on a day, in percent.
#[must_use]
pub fn rate(country: Country, class: TaxClass, day: Date) -> Decimal {
    let table: &[Since] = match country {
        Country::De => &GERMANY,
        Country::At => &AUSTRIA,
        Country::Ch => &SWITZERLAND,
    };
    let since = |(y, m, d): (i16, i8, i8)| Date::new(y, m, d);
    let holds = table.iter().filter(|(from, ..)| since(*from).is_some_and(|from| from <= day));
    let latest = holds.max_by_key(|(from, ..)| *from);
    let hundredths = latest.or(table.last()).map_or(0, |(_, standard, reduced)| match class {
        TaxClass::Standard => *standard,
        TaxClass::Reduced => *reduced,
        TaxClass::Zero => 0,
    });
    Decimal::new(hundredths, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str) -> Date {
        Date::parse_iso(day).expect("a day")
    }

    #[test]
    fn rates_hold_from_a_day_on() {
        let standard = |country, day: &str| rate(country, TaxClass::Standard, on(day)).to_string();
        assert_eq!(standard(Country::De, "2020-06-30"), "19.00");
        assert_eq!(standard(Country::De, "2020-07-01"), "16.00");
        assert_eq!(standard(Country::De, "2020-12-31"), "16.00");
        assert_eq!(standard(Country::De, "2021-01-01"), "19.00");
        assert_eq!(standard(Country::De, "2006-12-31"), "16.00");
        assert_eq!(standard(Country::At, "2026-11-23"), "20.00");
        assert_eq!(standard(Country::Ch, "2023-12-31"), "7.70");
        assert_eq!(standard(Country::Ch, "2024-01-01"), "8.10");
        let reduced = rate(Country::De, TaxClass::Reduced, on("2026-11-23"));
        assert_eq!(reduced.to_string(), "7.00");
    }
}
