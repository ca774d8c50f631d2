//! What positions come to, by the rules of EN 16931.
//!
//! Amounts are rounded to the places of the currency, half away from zero. Tax is reckoned on the
//! sum of a category and rate, never line by line (BR-CO-17).

use std::collections::BTreeMap;

use kernel::Decimal;
use rust_decimal::RoundingStrategy;

use crate::tax_line::Category;

/// A tax of positions: category and rate in percent.
pub type Tax = (Category, Decimal);

/// One position, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Something that is counted unless it is left out.
    Item {
        /// How many.
        quantity: Decimal,
        /// The price of one, net or gross as the document says.
        price: Decimal,
        /// Its discount in percent.
        discount: Decimal,
        /// Its tax.
        tax: Tax,
        /// What one costs us, where that is known.
        cost: Option<Decimal>,
        /// Whether it is optional or an alternative.
        left_out: bool,
    },
    /// The head of a group that lasts until the next one, with its discount in percent.
    Group(Decimal),
    /// What stands above it in its group.
    Subtotal,
    /// Words.
    Text,
}

/// Whether prices contain tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prices {
    /// Without tax.
    #[default]
    Net,
    /// With tax.
    Gross,
}

/// What is taken off or put on the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Discount in percent on all positions.
    pub discount_rate: Decimal,
    /// Discount as an amount, after the percentage.
    pub discount: Decimal,
    /// Shipping, with its tax (BG-21).
    pub shipping: Decimal,
    /// Places of the currency.
    pub places: u32,
}

/// What a tax comes to (BG-23).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxSum {
    /// The tax.
    pub tax: Tax,
    /// Its base (BT-116).
    pub base: Decimal,
    /// Its amount (BT-117).
    pub amount: Decimal,
}

/// What everything comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// For each position what stands behind it; a head has the sum of its group.
    pub lines: Vec<Decimal>,
    /// All counted positions after the discounts of their groups.
    pub subtotal: Decimal,
    /// What is taken off the whole.
    pub discount: Decimal,
    /// What is put on it.
    pub shipping: Decimal,
    /// Without tax (BT-109).
    pub net: Decimal,
    /// All tax (BT-110).
    pub tax: Decimal,
    /// With tax (BT-112).
    pub total: Decimal,
    /// What is missing between that and what gross prices come to (BT-114).
    pub rounding: Decimal,
    /// To be paid: with tax and rounding (BT-115 before payments).
    pub payable: Decimal,
    /// What optional positions would add, without tax where prices are net.
    pub optional: Decimal,
    /// Tax by category and rate, the highest rate first.
    pub taxes: Vec<TaxSum>,
    /// What counted positions cost us; none as long as one of them does not say.
    pub cost: Option<Decimal>,
}

/// Rounds half away from zero, as merchants do.
#[must_use]
pub fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Adds everything up.
#[must_use]
pub fn sums(positions: &[Position], prices: Prices, whole: Whole, shipped: Tax) -> Sums {
    let places = whole.places;
    let mut sums = Sums { cost: Some(Decimal::ZERO), ..Sums::default() };
    let mut all: BTreeMap<(Category, Decimal), Decimal> = BTreeMap::new();
    let groups = groups(positions, places);
    for group in &groups {
        sums.lines.extend(&group.lines);
        sums.optional += group.optional;
        sums.cost = sums.cost.zip(group.cost).map(|(all, one)| all + one);
        for (tax, amount) in &group.by_tax {
            *all.entry(*tax).or_default() += amount;
        }
    }
    sums.subtotal = all.values().copied().sum();
    let off = taken_off(&all, whole, sums.subtotal);
    sums.discount = off.values().copied().sum();
    for (tax, amount) in &off {
        *all.entry(*tax).or_default() -= amount;
    }
    sums.shipping = round(whole.shipping, places);
    if !sums.shipping.is_zero() {
        *all.entry(shipped).or_default() += sums.shipping;
    }
    tax(&mut sums, &all, prices, places);
    sums
}

/// What is taken off each tax: its share of the percentage and of the amount; what is left of the
/// amount by rounding goes to the largest.
fn taken_off(
    all: &BTreeMap<Tax, Decimal>,
    whole: Whole,
    subtotal: Decimal,
) -> BTreeMap<Tax, Decimal> {
    let percent = |amount: &Decimal| round(amount * whole.discount_rate / HUNDRED, whole.places);
    let mut off: BTreeMap<Tax, Decimal> =
        all.iter().map(|(tax, amount)| (*tax, percent(amount))).collect();
    let discount = round(whole.discount, whole.places);
    if discount.is_zero() || subtotal.is_zero() {
        return off;
    }
    let mut left = discount;
    for (tax, amount) in all {
        let share = round(discount * amount / subtotal, whole.places);
        left -= share;
        *off.entry(*tax).or_default() += share;
    }
    if let Some((tax, _)) = all.iter().max_by_key(|(_, amount)| **amount) {
        *off.entry(*tax).or_default() += left;
    }
    off
}

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

fn tax(sums: &mut Sums, all: &BTreeMap<Tax, Decimal>, prices: Prices, places: u32) {
    let mut wanted = Decimal::ZERO;
    for (tax, amount) in all {
        let (_, rate) = *tax;
        let base = match prices {
            Prices::Net => *amount,
            Prices::Gross => round(amount * HUNDRED / (HUNDRED + rate), places),
        };
        wanted += amount;
        sums.taxes.push(TaxSum { tax: *tax, base, amount: round(base * rate / HUNDRED, places) });
    }
    sums.taxes.sort_by_key(|one| std::cmp::Reverse(one.tax.1));
    sums.net = sums.taxes.iter().map(|one| one.base).sum();
    sums.tax = sums.taxes.iter().map(|one| one.amount).sum();
    sums.total = sums.net + sums.tax;
    sums.rounding = match prices {
        Prices::Net => Decimal::ZERO,
        Prices::Gross => wanted - sums.total,
    };
    sums.payable = sums.total + sums.rounding;
}

/// A group of positions, or what stands before the first one.
#[derive(Default)]
struct Group {
    lines: Vec<Decimal>,
    by_tax: BTreeMap<Tax, Decimal>,
    optional: Decimal,
    cost: Option<Decimal>,
}

fn groups(positions: &[Position], places: u32) -> Vec<Group> {
    let is_head = |position: &Position| matches!(position, Position::Group(_));
    let mut parts: Vec<&[Position]> = Vec::new();
    let mut rest = positions;
    while !rest.is_empty() {
        let end = rest[1..].iter().position(is_head).map_or(rest.len(), |n| n + 1);
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts.into_iter().map(|part| group(part, places)).collect()
}

fn group(part: &[Position], places: u32) -> Group {
    let mut group = Group { cost: Some(Decimal::ZERO), ..Group::default() };
    let mut running = Decimal::ZERO;
    for position in part {
        let line = match position {
            Position::Item { quantity, price, discount, tax, cost, left_out } => {
                let whole = round(quantity * price, places);
                let line = whole - round(whole * discount / HUNDRED, places);
                if *left_out {
                    group.optional += line;
                } else {
                    running += line;
                    *group.by_tax.entry(*tax).or_default() += line;
                    let cost = cost.map(|cost| cost * quantity);
                    group.cost = group.cost.zip(cost).map(|(all, one)| all + one);
                }
                line
            }
            Position::Subtotal => running,
            Position::Group(_) | Position::Text => Decimal::ZERO,
        };
        group.lines.push(line);
    }
    if let Some(Position::Group(discount)) = part.first() {
        for amount in group.by_tax.values_mut() {
            *amount -= round(*amount * discount / HUNDRED, places);
        }
        group.lines[0] = group.by_tax.values().copied().sum();
    }
    group
}
