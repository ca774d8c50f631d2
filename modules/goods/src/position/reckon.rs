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
    /// What invoices before it billed, without tax, which is taken off.
    pub deducted: Decimal,
    /// The same in the prices of the document.
    pub prepaid: Decimal,
    /// What optional positions would add, without tax where prices are net.
    pub optional: Decimal,
    /// Tax by category and rate, the highest rate first.
    pub taxes: Vec<TaxSum>,
    /// What counted positions cost us; none as long as one of them does not say.
    pub cost: Option<Decimal>,
    /// For each position its amount without tax (BT-131).
    pub nets: Vec<Decimal>,
    /// What is taken off or put on beside positions, without tax (BG-20, BG-21).
    pub adjustments: Vec<Adjusted>,
}

/// An amount beside positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adjusted {
    /// Why.
    pub why: Why,
    /// Its tax.
    pub tax: Tax,
    /// The amount without tax, taken off or put on.
    pub amount: Decimal,
}

/// Why something is taken off or put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The discount of a group.
    Group,
    /// The discount of the whole.
    Whole,
    /// Shipping, which is put on.
    Shipping,
}

/// An amount as it was given, and without tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Both {
    given: Decimal,
    net: Decimal,
}

/// Amounts by their tax.
type ByTax = BTreeMap<Tax, Both>;

/// How amounts are reckoned.
#[derive(Clone, Copy)]
struct How {
    prices: Prices,
    places: u32,
}

impl How {
    fn both(self, given: Decimal, (_, rate): Tax) -> Both {
        let net = match self.prices {
            Prices::Net => given,
            Prices::Gross => round(given * HUNDRED / (HUNDRED + rate), self.places),
        };
        Both { given, net }
    }
}

/// Rounds half away from zero, as merchants do.
#[must_use]
pub fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Adds everything up.
#[must_use]
pub fn sums(positions: &[Position], prices: Prices, whole: Whole, shipped: Tax) -> Sums {
    let how = How { prices, places: whole.places };
    let mut sums = Sums { cost: Some(Decimal::ZERO), ..Sums::default() };
    let mut all = ByTax::new();
    for group in &groups(positions, how) {
        sums.lines.extend(&group.lines);
        sums.nets.extend(&group.nets);
        sums.adjustments.extend(&group.off);
        sums.optional += group.optional;
        sums.cost = sums.cost.zip(group.cost).map(|(all, one)| all + one);
        for (tax, amount) in &group.by_tax {
            let sum = all.entry(*tax).or_default();
            *sum = Both { given: sum.given + amount.given, net: sum.net + amount.net };
        }
    }
    sums.subtotal = all.values().map(|both| both.given).sum();
    for (tax, given) in taken_off(&all, whole) {
        sums.discount += given;
        change(&mut all, (tax, how.both(-given, tax)));
        note(&mut sums, Why::Whole, (tax, how.both(given, tax).net));
    }
    sums.shipping = round(whole.shipping, how.places);
    // What is shipped is taxed like the goods it goes with (Abschn. 3.10 UStAE), without any as
    // usual.
    let mut shares = shared(sums.shipping, &all, how.places);
    if shares.is_empty() && !sums.shipping.is_zero() {
        shares.insert(shipped, sums.shipping);
    }
    for (tax, given) in shares {
        let shipping = how.both(given, tax);
        change(&mut all, (tax, shipping));
        note(&mut sums, Why::Shipping, (tax, shipping.net));
    }
    tax(&mut sums, &all, how);
    sums
}

fn change(all: &mut ByTax, (tax, by): (Tax, Both)) {
    let sum = all.entry(tax).or_default();
    *sum = Both { given: sum.given + by.given, net: sum.net + by.net };
}

fn note(sums: &mut Sums, why: Why, (tax, amount): (Tax, Decimal)) {
    if !amount.is_zero() {
        sums.adjustments.push(Adjusted { why, tax, amount });
    }
}

fn shared(amount: Decimal, all: &ByTax, places: u32) -> BTreeMap<Tax, Decimal> {
    let weights = all.iter().map(|(tax, both)| (*tax, both.given)).collect();
    in_proportion(amount, &weights, places)
}

/// An amount in parts by what stands at each tax; what is left by rounding goes to the largest.
#[must_use]
pub fn in_proportion(
    amount: Decimal,
    weights: &BTreeMap<Tax, Decimal>,
    places: u32,
) -> BTreeMap<Tax, Decimal> {
    let sum: Decimal = weights.values().map(|weight| (*weight).max(Decimal::ZERO)).sum();
    let Some((largest, _)) = weights.iter().max_by_key(|(_, weight)| **weight) else {
        return BTreeMap::new();
    };
    if sum.is_zero() {
        return BTreeMap::from([(*largest, amount)]);
    }
    let of = |weight: &Decimal| round(amount * (*weight).max(Decimal::ZERO) / sum, places);
    let mut shares: BTreeMap<Tax, Decimal> =
        weights.iter().map(|(tax, weight)| (*tax, of(weight))).collect();
    let left = amount - shares.values().copied().sum::<Decimal>();
    *shares.entry(*largest).or_default() += left;
    shares.retain(|_, share| !share.is_zero());
    shares
}

/// What is taken off each tax: its share of the percentage and of the amount.
fn taken_off(all: &ByTax, whole: Whole) -> BTreeMap<Tax, Decimal> {
    let percent = |both: &Both| round(both.given * whole.discount_rate / HUNDRED, whole.places);
    let mut off: BTreeMap<Tax, Decimal> =
        all.iter().map(|(tax, both)| (*tax, percent(both))).collect();
    for (tax, share) in shared(round(whole.discount, whole.places), all, whole.places) {
        *off.entry(tax).or_default() += share;
    }
    off
}

const HUNDRED: Decimal = Decimal::ONE_HUNDRED;

fn tax(sums: &mut Sums, all: &ByTax, how: How) {
    let wanted: Decimal = all.values().map(|both| both.given).sum();
    for (tax, Both { net: base, .. }) in all {
        let amount = round(base * tax.1 / HUNDRED, how.places);
        sums.taxes.push(TaxSum { tax: *tax, base: *base, amount });
    }
    sums.taxes.sort_by_key(|one| std::cmp::Reverse(one.tax.1));
    sums.net = sums.taxes.iter().map(|one| one.base).sum();
    sums.tax = sums.taxes.iter().map(|one| one.amount).sum();
    sums.total = sums.net + sums.tax;
    sums.rounding = match how.prices {
        Prices::Net => Decimal::ZERO,
        Prices::Gross => wanted - sums.total,
    };
    sums.payable = sums.total + sums.rounding;
}

/// A group of positions, or what stands before the first one.
#[derive(Default)]
struct Group {
    lines: Vec<Decimal>,
    nets: Vec<Decimal>,
    by_tax: ByTax,
    off: Vec<Adjusted>,
    optional: Decimal,
    cost: Option<Decimal>,
}

fn groups(positions: &[Position], how: How) -> Vec<Group> {
    let is_head = |position: &Position| matches!(position, Position::Group(_));
    let mut parts: Vec<&[Position]> = Vec::new();
    let mut rest = positions;
    while !rest.is_empty() {
        let end = rest[1..].iter().position(is_head).map_or(rest.len(), |n| n + 1);
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts.into_iter().map(|part| group(part, how)).collect()
}

fn group(part: &[Position], how: How) -> Group {
    let mut group = Group { cost: Some(Decimal::ZERO), ..Group::default() };
    let mut running = Decimal::ZERO;
    for position in part {
        let mut net = Decimal::ZERO;
        let line = match position {
            Position::Item { quantity, price, discount, tax, cost, left_out } => {
                let whole = round(quantity * price, how.places);
                let line = whole - round(whole * discount / HUNDRED, how.places);
                let both = how.both(line, *tax);
                net = both.net;
                if *left_out {
                    group.optional += line;
                } else {
                    running += line;
                    change(&mut group.by_tax, (*tax, both));
                    let cost = cost.map(|cost| cost * quantity);
                    group.cost = group.cost.zip(cost).map(|(all, one)| all + one);
                }
                line
            }
            Position::Subtotal => running,
            Position::Group(_) | Position::Text => Decimal::ZERO,
        };
        group.lines.push(line);
        group.nets.push(net);
    }
    if let Some(Position::Group(discount)) = part.first() {
        for (tax, sum) in &mut group.by_tax {
            let given = round(sum.given * discount / HUNDRED, how.places);
            let off = how.both(given, *tax);
            *sum = Both { given: sum.given - off.given, net: sum.net - off.net };
            if !off.net.is_zero() {
                group.off.push(Adjusted { why: Why::Group, tax: *tax, amount: off.net });
            }
        }
        group.lines[0] = group.by_tax.values().map(|both| both.given).sum();
    }
    group
}
