//! What holds for every price list.

use std::collections::BTreeSet;

use kernel::{Decimal, FieldProblem, Line};
use records::Draft;

use super::fields;
use crate::price_line::fields as line;

/// The largest price and quantity.
const LARGEST: i64 = 1_000_000_000;

/// Lines are called and counted like what they price.
pub fn lines_say_what_they_price(draft: &mut Draft) {
    let mut lines = draft.get(&fields::LINES).unwrap_or_default();
    for one in &mut lines {
        let Some(item) = line::ITEM.of(one) else { continue };
        if one.cell(line::NAME.name()).is_empty() {
            one.set(line::NAME.name(), draft.need_of(&item, "name").clone());
        }
        let unit = draft.need_of(&item, "unit").clone();
        if !unit.is_empty() {
            one.set(line::UNIT.name(), unit);
        }
    }
    draft.put(&fields::LINES, Some(lines).filter(|lines| !lines.is_empty()));
}

/// A line says either a price or a percentage that is taken off, and neither puts money out.
pub fn prices_can_be_paid(draft: &Draft) -> Option<FieldProblem> {
    let lines = draft.value(fields::LINES.name()).lines().iter().enumerate();
    lines.filter_map(|(at, one)| wrong(one).map(|(cell, code)| at_line(at, cell, code))).next()
}

fn wrong(one: &Line) -> Option<(&'static str, &'static str)> {
    let (price, discount) = (line::UNIT_PRICE.of(one), line::DISCOUNT.of(one));
    let amount = |number: Decimal| (Decimal::ZERO..=Decimal::from(LARGEST)).contains(&number);
    let share = |number: Decimal| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&number);
    if price.is_some() == discount.is_some() {
        return Some((line::UNIT_PRICE.name(), "price_or_discount"));
    }
    if price.is_some_and(|price| !amount(price)) {
        return Some((line::UNIT_PRICE.name(), "out_of_range"));
    }
    if discount.is_some_and(|discount| !share(discount)) {
        return Some((line::DISCOUNT.name(), "not_a_share"));
    }
    let from = line::FROM_QUANTITY.of(one);
    from.is_some_and(|from| !amount(from)).then_some((line::FROM_QUANTITY.name(), "out_of_range"))
}

/// From one quantity on, something has one price in a list.
pub fn quantities_begin_once(draft: &Draft) -> Option<FieldProblem> {
    let mut seen = BTreeSet::new();
    let lines = draft.value(fields::LINES.name()).lines().iter().enumerate();
    let mut begins = lines.filter_map(|(at, one)| {
        let from = line::FROM_QUANTITY.of(one).unwrap_or_default();
        Some((at, (line::ITEM.of(one)?.id, from.normalize())))
    });
    let (at, _) = begins.find(|(_, begin)| !seen.insert(*begin))?;
    Some(at_line(at, line::FROM_QUANTITY.name(), "priced_twice"))
}

fn at_line(at: usize, cell: &str, code: &str) -> FieldProblem {
    FieldProblem::new(&format!("lines.{at}.{cell}"), code)
}

/// What is taken off everything leaves a price, and what is put on stays within reason.
pub fn adjustment_leaves_a_price(draft: &Draft) -> Option<FieldProblem> {
    let adjustment = draft.get(&fields::ADJUSTMENT)?;
    let fits = -Decimal::ONE_HUNDRED <= adjustment && adjustment <= Decimal::ONE_THOUSAND;
    (!fits).then(|| FieldProblem::new(fields::ADJUSTMENT.name(), "out_of_range"))
}
