//! What is taken off and put on the whole of an order, for an invoice over a part of it.
//!
//! Discount as an amount and shipping are billed in proportion to what an invoice bills, so that
//! each tax has its share of them; the invoice that bills the last takes what is left, so that all
//! invoices together come to the order to the cent.

use goods::position::fields;
use goods::position::reckon::{Sums, round};
use goods::position::rules::{currency, reckoned};
use goods::tax_line::Country;
use kernel::{Decimal, Line, Money, Value};
use records::{Draft, Field};
use sales::sales_order::fields as order_fields;

use super::left::{Part, counted};

/// Discounts and shipping of an invoice over some lines of an order.
#[must_use]
pub fn shares(order: &Draft, lines: &[Line]) -> [(&'static str, Value); 3] {
    let whole = match bills_the_last(order, lines) {
        true => Whole::left(order, lines),
        false => Whole::share(order, lines),
    };
    let currency = currency(order);
    let money = |amount: Decimal| match amount.is_zero() {
        true => Value::Empty,
        false => Value::Money(Money { amount, currency }),
    };
    let rate = Some(whole.rate).filter(|rate| !rate.is_zero()).map(Value::Decimal);
    [
        (order_fields::DISCOUNT_RATE.name(), rate.unwrap_or_default()),
        (order_fields::DISCOUNT_AMOUNT.name(), money(whole.discount)),
        (order_fields::SHIPPING.name(), money(whole.shipping)),
    ]
}

/// Tells whether nothing of an order is left to be billed after some lines.
#[must_use]
pub fn bills_the_last(order: &Draft, lines: &[Line]) -> bool {
    let billed = |line: &Line| {
        let here = lines.iter().find(|here| here.id == line.id);
        here.and_then(|here| fields::QUANTITY.of(here)).unwrap_or_default()
    };
    let ordered = order.value(order_fields::LINES.name()).lines();
    counted(ordered).all(|line| Part::Rest.of(line) == billed(line))
}

/// What a document comes to without its tax where prices are net, with it where they are gross,
/// before anything is taken off that was billed ahead.
#[must_use]
pub fn given(document: &Draft) -> Decimal {
    amount(document, &order_fields::SUBTOTAL)
        + amount(document, &order_fields::DISCOUNT_TOTAL)
        + amount(document, &order_fields::SHIPPING)
}

/// What of an order is not billed, without its tax; instalments are no part of it yet.
#[must_use]
pub fn left(order: &Draft) -> Decimal {
    let (net, all) = (amount(order, &order_fields::NET), given(order));
    let billed = amount(order, &order_fields::BILLED_AMOUNT);
    match all.is_zero() {
        true => net,
        false => round(net * (all - billed) / all, currency(order).places()),
    }
}

/// An amount of an order; zero for none.
#[must_use]
pub fn amount(draft: &Draft, field: &Field<Money>) -> Decimal {
    draft.get(field).map_or(Decimal::ZERO, |money| money.amount)
}

/// What is taken off and put on the whole.
#[derive(Clone, Copy)]
struct Whole {
    rate: Decimal,
    discount: Decimal,
    shipping: Decimal,
}

impl Whole {
    fn ordered(order: &Draft) -> Self {
        Whole {
            rate: order.get(&order_fields::DISCOUNT_RATE).unwrap_or_default(),
            discount: amount(order, &order_fields::DISCOUNT_AMOUNT),
            shipping: amount(order, &order_fields::SHIPPING),
        }
    }

    /// What of it is not billed, but for the percentage, which holds for every part.
    fn not_billed(order: &Draft) -> Self {
        let Whole { rate, discount, shipping } = Whole::ordered(order);
        let left = |amount: Decimal, billed: Decimal| (amount - billed).max(Decimal::ZERO);
        Whole {
            rate,
            discount: left(discount, amount(order, &order_fields::BILLED_DISCOUNT)),
            shipping: left(shipping, amount(order, &order_fields::BILLED_SHIPPING)),
        }
    }

    fn share(order: &Draft, lines: &[Line]) -> Self {
        let Whole { rate, discount, shipping } = Whole::ordered(order);
        let left = Whole::not_billed(order);
        let places = currency(order).places();
        let none = Whole { rate, discount: Decimal::ZERO, shipping: Decimal::ZERO };
        let (part, all) = (none.sums(order, lines).subtotal, reckon(order).subtotal);
        let share = |amount: Decimal, left: Decimal| match all.is_zero() {
            true => Decimal::ZERO,
            false => round(amount * part / all, places).clamp(Decimal::ZERO, left),
        };
        Whole {
            rate,
            discount: share(discount, left.discount),
            shipping: share(shipping, left.shipping),
        }
    }

    /// What is left for the last invoice.
    fn left(order: &Draft, lines: &[Line]) -> Self {
        if order.get(&order_fields::BILLED_AMOUNT).is_none() {
            return Whole::ordered(order);
        }
        let left = Whole::not_billed(order);
        let sums = left.sums(order, lines);
        let billed = amount(order, &order_fields::BILLED_AMOUNT);
        let off = come_to(&sums) - (come_to(&reckon(order)) - billed);
        match off.abs() <= rounding(order) {
            true => left.less(off, &sums),
            false => left,
        }
    }

    /// The same with some cents less, which rounding each part left over: they go into the
    /// discount, or into shipping when there are too few. Where there is neither, a cent too few
    /// stays with the customer.
    fn less(self, off: Decimal, sums: &Sums) -> Self {
        if Decimal::ZERO <= self.discount + off {
            Whole { discount: self.discount + off, ..self }
        } else if Decimal::ZERO <= sums.discount + off {
            Whole { rate: Decimal::ZERO, discount: sums.discount + off, ..self }
        } else if Decimal::ZERO < self.shipping {
            Whole { shipping: self.shipping - off, ..self }
        } else {
            self
        }
    }

    fn sums(self, order: &Draft, lines: &[Line]) -> Sums {
        let currency = currency(order);
        let money = |amount| Some(Money { amount, currency });
        let mut part = order.clone();
        part.put(&order_fields::LINES, Some(lines.to_vec()));
        part.put(&order_fields::DISCOUNT_RATE, Some(self.rate));
        part.put(&order_fields::DISCOUNT_AMOUNT, money(self.discount));
        part.put(&order_fields::SHIPPING, money(self.shipping));
        reckon(&part)
    }
}

fn come_to(sums: &Sums) -> Decimal {
    sums.subtotal - sums.discount + sums.shipping
}

/// What stands before tax does not depend on its rates.
fn reckon(draft: &Draft) -> Sums {
    reckoned(draft, Country::default(), draft.when.day).sums
}

/// What rounding can leave over; what is more comes from changes of the order, for which no
/// invoice makes up.
fn rounding(order: &Draft) -> Decimal {
    let lines = order.value(order_fields::LINES.name()).lines().len();
    let units = 5 * i64::try_from(lines).unwrap_or(i64::MAX / 5);
    Decimal::new(units, currency(order).places())
}
