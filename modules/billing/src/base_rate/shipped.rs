//! Base rates that are known; those to come are entered by the house when they are published.

use kernel::{Date, Decimal, Value};
use records::{Cx, Input, Running};

use super::fields;
use crate::laid_in;

/// Country, the day from which it holds, and hundredths of a percent.
///
/// Germany: § 247 BGB, set anew every half-year, as the Bundesbank publishes them. Austria: what
/// holds on the first day of a half-year holds for all of it (§ 456 UGB), as the OeNB publishes it.
const KNOWN: [(&str, (i16, i8, i8), i64); 15] = [
    ("de", (2016, 7, 1), -88),
    ("de", (2023, 1, 1), 162),
    ("de", (2023, 7, 1), 312),
    ("de", (2024, 1, 1), 362),
    ("de", (2024, 7, 1), 337),
    ("de", (2025, 1, 1), 227),
    ("de", (2025, 7, 1), 127),
    ("de", (2026, 1, 1), 127),
    ("at", (2016, 7, 1), -62),
    ("at", (2023, 1, 1), 188),
    ("at", (2023, 7, 1), 338),
    ("at", (2024, 1, 1), 388),
    ("at", (2024, 7, 1), 388),
    ("at", (2025, 1, 1), 253),
    ("at", (2025, 7, 1), 153),
];

/// Lays in the known rates where the house has never had any; gives how many.
pub fn lay_in(cx: Cx) -> Running {
    Box::pin(async move {
        let rows = KNOWN.into_iter().map(|(country, (year, month, day), hundredths)| {
            let day = Date::new(year, month, day).map_or(Value::Empty, Value::Date);
            let source = if country == "at" { "OeNB" } else { "Deutsche Bundesbank" };
            Input::of([
                (fields::COUNTRY.name(), Value::text(country)),
                (fields::VALID_FROM.name(), day),
                (fields::RATE.name(), Value::Decimal(Decimal::new(hundredths, 2))),
                (fields::SOURCE.name(), Value::text(source)),
            ])
        });
        laid_in::lay_in(&cx, "base_rate", rows.collect()).await
    })
}
