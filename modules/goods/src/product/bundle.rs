//! Bundles: products that are sold as one and are made of others.

use kernel::{Decimal, Error, FieldProblem, Line, Link, Money, Result, Value};
use records::follow::Moved;
use records::{Draft, Work};

use super::fields;
use crate::component::fields as component;

/// Values of other records that bundles need.
pub const NEEDS: &[&str] = &[
    "components.item.name",
    "components.item.unit",
    "components.item.cost",
    "components.item.kind",
];

/// The kind of a product that is a bundle.
pub const BUNDLE: &str = "bundle";

const WHY: &str = "bundles cost what their components cost";

fn is_bundle(draft: &Draft) -> bool {
    draft.get(&fields::KIND).as_deref() == Some(BUNDLE)
}

/// A bundle costs what its components cost, once all of them are known, and is not kept on stock
/// itself: they are.
pub fn bundle_follows_components(draft: &mut Draft) {
    if !is_bundle(draft) {
        return;
    }
    let mut lines = draft.get(&fields::COMPONENTS).unwrap_or_default();
    for line in &mut lines {
        let Some(item) = component::ITEM.of(line) else { continue };
        if draft.need_of(&item, "name").is_empty() {
            continue;
        }
        if line.cell(component::NAME.name()).is_empty() {
            line.set(component::NAME.name(), draft.need_of(&item, "name").clone());
        }
        line.set(component::UNIT.name(), draft.need_of(&item, "unit").clone());
        let cost = match draft.need_of(&item, "cost") {
            Value::Money(cost) => Some(cost.amount),
            _ => None,
        };
        component::COST.fill(line, cost);
    }
    let cost = cost(draft, &lines);
    draft.put(&fields::COST, cost);
    draft.put(&fields::IS_STOCKED, Some(false));
    draft.put(&fields::COMPONENTS, Some(lines));
}

/// The sum of all, in their one currency.
fn cost(draft: &Draft, lines: &[Line]) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for line in lines {
        let Value::Money(one) = draft.need_of(&component::ITEM.of(line)?, "cost") else {
            return None;
        };
        let amount = one.amount * component::QUANTITY.of(line).unwrap_or_default();
        let before = sum.map_or(Decimal::ZERO, |sum| sum.amount);
        if sum.is_some_and(|sum| sum.currency != one.currency) {
            return None;
        }
        sum = Some(Money { amount: before + amount, currency: one.currency });
    }
    sum.map(|sum| Money {
        amount: crate::position::reckon::round(sum.amount, sum.currency.places()),
        ..sum
    })
}

/// A bundle is made of something, and of no other bundle.
pub fn components_are_plain(draft: &Draft) -> Option<FieldProblem> {
    if !is_bundle(draft) {
        return None;
    }
    let lines = draft.value(fields::COMPONENTS.name()).lines();
    if lines.is_empty() {
        return Some(FieldProblem::new(fields::COMPONENTS.name(), "no_components"));
    }
    let wrong = |line: &Line| {
        let quantity = component::QUANTITY.of(line).unwrap_or_default();
        let most = Decimal::from(1_000_000);
        if quantity <= Decimal::ZERO || most < quantity {
            return Some((component::QUANTITY.name(), "out_of_range"));
        }
        let item = component::ITEM.of(line)?;
        let is_other = draft.need_of(&item, "kind").as_text() == BUNDLE;
        (is_other || item.id == draft.id).then_some((component::ITEM.name(), "bundle_in_bundle"))
    };
    let mut found = lines.iter().enumerate().filter_map(|(at, line)| Some((at, wrong(line)?)));
    let (at, (cell, code)) = found.next()?;
    Some(FieldProblem::new(&format!("components.{at}.{cell}"), code))
}

/// Bundles keep up with products that they are made of; such a product becomes none itself.
///
/// # Errors
/// `Conflict` `bundle_in_bundle`; when a bundle cannot be saved.
pub fn bundles_follow_products(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    bundles_follow(work, ("product", moved))
}

/// Bundles keep up with services that they are made of.
///
/// # Errors
/// When a bundle cannot be saved.
pub fn bundles_follow_services(work: &mut Work<'_, '_>, moved: Moved<'_>) -> Result<()> {
    bundles_follow(work, ("service", moved))
}

fn bundles_follow(work: &mut Work<'_, '_>, (code, moved): (&str, Moved<'_>)) -> Result<()> {
    let Moved::Changed(old, new) = moved else { return Ok(()) };
    let module = work.cx.module(code)?;
    let differs = |name: &str| old.value(&module, name) != new.value(&module, name);
    let kind = fields::KIND.name();
    let turns = differs(kind) && new.value(&module, kind).as_text() == BUNDLE;
    if !turns && !differs(fields::COST.name()) && !differs(fields::UNIT.name()) {
        return Ok(());
    }
    let products = work.cx.module("product")?;
    for record in work.all("product", r#"kind = "bundle""#, WHY)? {
        let lines = record.value(&products, fields::COMPONENTS.name()).lines();
        let is_part = |line: &Line| component::ITEM.of(line).is_some_and(|item| item.id == new.id);
        if record.id == new.id || !lines.iter().any(is_part) {
            continue;
        }
        if turns {
            return Err(Error::conflict("bundle_in_bundle"));
        }
        let draft = work.held(&products, record);
        work.amend(draft, "updated")?;
    }
    Ok(())
}

/// What of a bundle is told to customers, one line for each component, with the numbers of a
/// language.
#[must_use]
pub fn told(components: &Value, language: &str) -> String {
    let point = if language == "en" { "." } else { "," };
    let shown = components.lines().iter().filter(|line| component::IS_SHOWN.of(line) == Some(true));
    let line = |line: &Line| {
        let quantity = component::QUANTITY.of(line).unwrap_or_default().normalize();
        let quantity = quantity.to_string().replace('.', point);
        let name = line.cell(component::NAME.name()).as_text();
        format!("{quantity} × {name}")
    };
    shown.map(line).collect::<Vec<_>>().join("\n")
}

/// Components of so many bundles: what, called how, how many, and whether customers read it.
#[must_use]
pub fn unpacked(components: &Value, bundles: Decimal) -> Vec<(Link, Line)> {
    let one = |line: &Line| {
        let quantity = component::QUANTITY.of(line).unwrap_or_default() * bundles;
        let mut line = line.clone();
        component::QUANTITY.fill(&mut line, Some(quantity));
        Some((component::ITEM.of(&line)?, line))
    };
    components.lines().iter().filter_map(one).collect()
}
