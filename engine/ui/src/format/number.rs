//! Numbers, money, percentages, sizes.

use kernel::{Currency, Decimal, Language, Money, NumberFormat};

use crate::Cx;

/// A no-break space, so that a number and its unit stay on one line.
pub(super) const NBSP: char = '\u{a0}';

/// A whole number with thousands grouped: `1.284`.
#[must_use]
pub fn integer(cx: Cx, n: u64) -> String {
    group(cx.locale.formats.number, &n.to_string())
}

/// A number with at most that many places, and no zeros that say nothing: `1.284,5`.
#[must_use]
pub fn decimal(cx: Cx, number: Decimal, places: u32) -> String {
    write(cx.locale.formats.number, number.round_dp(places).normalize())
}

/// A number with both places behind the point, to show how numbers are written: `1.234,50`.
#[must_use]
pub fn number_example(cx: Cx, number: Decimal) -> String {
    write(cx.locale.formats.number, number)
}

/// A percentage: `12,5 %`.
#[must_use]
pub fn percent(cx: Cx, number: Decimal) -> String {
    let number = decimal(cx, number, 2);
    match cx.locale.language {
        Language::De => format!("{number}{NBSP}%"),
        Language::En => format!("{number}%"),
    }
}

/// An amount with at least the places its currency is paid in: `27.073,48 €`.
#[must_use]
pub fn money(cx: Cx, money: &Money) -> String {
    signed(cx, with_places(money.amount, money.currency), money.currency)
}

/// An amount whose currency stands elsewhere: `27.073,48`, and `0,125` where it is that exact.
#[must_use]
pub fn amount(cx: Cx, number: Decimal) -> String {
    let mut number = number.normalize();
    if number.scale() < 2 {
        number.rescale(2);
    }
    write(cx.locale.formats.number, number)
}

/// An amount without its cents, where many stand side by side: `27.073 €`.
#[must_use]
pub fn money_whole(cx: Cx, amount: &Money) -> String {
    signed(cx, amount.amount.round().normalize(), amount.currency)
}

/// An amount with the sign of its currency where readers of the language expect it.
fn signed(cx: Cx, amount: Decimal, currency: Currency) -> String {
    let amount = write(cx.locale.formats.number, amount);
    match (cx.locale.language, symbol(currency)) {
        (Language::De, sign) => format!("{amount}{NBSP}{}", sign.unwrap_or(currency.code())),
        (Language::En, Some(sign)) => match amount.strip_prefix('-') {
            Some(amount) => format!("-{sign}{amount}"),
            None => format!("{sign}{amount}"),
        },
        (Language::En, None) => format!("{}{NBSP}{amount}", currency.code()),
    }
}

/// A number as a field for typing shows it, without grouping: `1284,50`.
#[must_use]
pub fn number_input(cx: Cx, number: Decimal, places: u32) -> String {
    let mut number = number.normalize();
    if number.scale() < places {
        number.rescale(places);
    }
    let mut point = [0; 4];
    number.to_string().replace('.', cx.locale.formats.number.point().encode_utf8(&mut point))
}

/// The size of a file: `1,2 MB`.
#[must_use]
pub fn size(cx: Cx, bytes: u64) -> String {
    let units = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    let Some((unit, step)) = units.into_iter().find(|(_, step)| *step <= bytes) else {
        return format!("{bytes}{NBSP}B");
    };
    let number = Decimal::from(bytes) / Decimal::from(step);
    let places = if number < Decimal::TEN { 1 } else { 0 };
    format!("{}{NBSP}{unit}", decimal(cx, number, places))
}

fn with_places(amount: Decimal, currency: Currency) -> Decimal {
    let mut amount = amount.normalize();
    if amount.scale() < currency.places() {
        amount.rescale(currency.places());
    }
    amount
}

fn symbol(currency: Currency) -> Option<&'static str> {
    match currency.code() {
        "EUR" => Some("€"),
        "GBP" => Some("£"),
        "USD" => Some("$"),
        _ => None,
    }
}

fn write(format: NumberFormat, number: Decimal) -> String {
    let text = number.abs().to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let minus = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    let whole = group(format, whole);
    match rest {
        "" => format!("{minus}{whole}"),
        rest => format!("{minus}{whole}{}{rest}", format.point()),
    }
}

fn group(format: NumberFormat, digits: &str) -> String {
    let mark = format.group();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}
