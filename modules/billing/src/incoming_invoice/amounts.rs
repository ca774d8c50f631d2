//! What an incoming invoice comes to that was typed from paper.

use std::collections::BTreeMap;

use goods::position::reckon::round;
use goods::position::rules::{as_they_were, currency};
use goods::tax_line::fields as tax_line;
use kernel::{Decimal, Line, Money, Value};
use records::Draft;

use super::fields;
use super::rules::is_from_file;
use crate::billed_line::fields as line;

/// The largest quantity and price; what is larger counts as nothing until the check has told so.
pub const LARGEST: i64 = 1_000_000_000;

fn number(field: &records::Field<Decimal>, one: &Line) -> Decimal {
    let number = field.of(one).unwrap_or_default();
    if number.abs() <= Decimal::from(LARGEST) { number } else { Decimal::ZERO }
}

/// A typed invoice comes to what its lines say (BR-CO-10 to BR-CO-17); one that was read comes to
/// what its file states.
pub fn it_is_summed(draft: &mut Draft) {
    if is_from_file(draft) {
        return;
    }
    let currency = currency(draft);
    let places = currency.places();
    let mut lines = draft.value("lines").lines().to_vec();
    let mut bases: BTreeMap<(String, Decimal), Decimal> = BTreeMap::new();
    for one in &mut lines {
        let net = net(one, places);
        line::NET.fill(one, Some(net));
        let category = line::TAX_CATEGORY.of(one).unwrap_or_else(|| "s".to_owned());
        *bases.entry((category, rate(one))).or_default() += net;
    }
    draft.set("lines", Value::of_lines(lines));
    let taxes: Vec<Line> = bases.iter().map(|(tax, base)| taxed(tax, *base, places)).collect();
    let net: Decimal = bases.values().copied().sum();
    let tax: Decimal = taxes.iter().filter_map(|one| tax_line::AMOUNT.of(one)).sum();
    let paid = draft.get(&fields::PREPAID).map_or(Decimal::ZERO, |money| money.amount);
    let rounding = draft.get(&fields::ROUNDING).map_or(Decimal::ZERO, |money| money.amount);
    let money = |amount: Decimal| Some(Money { amount, currency });
    draft.put(&fields::NET, money(net));
    draft.put(&fields::TAX, money(tax));
    draft.put(&fields::TOTAL, money(net + tax));
    draft.put(&fields::PAYABLE, money(net + tax - paid + rounding));
    let old = draft.value("taxes").lines().to_vec();
    draft.set("taxes", Value::of_lines(as_they_were(&old, taxes)));
}

/// Net amount of a line (BT-131).
fn net(one: &Line, places: u32) -> Decimal {
    let price = number(&line::UNIT_PRICE, one);
    if one.kind == "adjustment" {
        return round(price, places);
    }
    let whole = round(number(&line::QUANTITY, one) * price, places);
    let share = number(&line::DISCOUNT, one).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    whole - round(whole * share / Decimal::ONE_HUNDRED, places)
}

/// The rate of a line; only what is taxed has one.
fn rate(one: &Line) -> Decimal {
    let category = line::TAX_CATEGORY.of(one);
    let is_taxed = matches!(category.as_deref(), None | Some("s" | "l" | "m" | "b"));
    let rate = number(&line::TAX_RATE, one).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
    if is_taxed { rate } else { Decimal::ZERO }
}

fn taxed((category, rate): &(String, Decimal), base: Decimal, places: u32) -> Line {
    let mut one = Line::of("tax");
    tax_line::CATEGORY.fill(&mut one, Some(category.clone()));
    tax_line::RATE.fill(&mut one, Some(*rate));
    tax_line::BASE.fill(&mut one, Some(base));
    tax_line::AMOUNT.fill(&mut one, Some(round(base * rate / Decimal::ONE_HUNDRED, places)));
    one
}
