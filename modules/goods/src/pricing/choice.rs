//! Which price list and which discount hold. The rule is written down in `docs/prices.md`.

use catalog::Module;
use kernel::{Currency, Date, Decimal, Line, Link, RecordId, Value};
use records::Record;

use crate::customer_discount::fields as discount;
use crate::price_list::fields;

/// For whom a list is, the widest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Audience {
    /// For everybody.
    Everybody,
    /// For a group of customers.
    Group,
    /// For this very customer.
    Own,
}

/// A list that holds for a customer on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Its id, which tells in which order lists were made.
    pub id: RecordId,
    /// For whom it is.
    pub audience: Audience,
    /// Since when it holds.
    pub since: Option<Date>,
}

/// The list that holds: the one for the narrowest audience; of several the one that began last; of
/// those that began together the one that was made last.
pub(super) fn best(candidates: &[Candidate]) -> Option<RecordId> {
    let best = candidates.iter().max_by_key(|one| (one.audience, one.since, one.id))?;
    Some(best.id)
}

/// Tells whether a list can hold for documents of a currency on a day.
pub(super) fn fits(module: &Module, list: &Record, (currency, day): (Currency, Date)) -> bool {
    let is = |name: &str, wanted: &str| list.value(module, name).as_text() == wanted;
    let until = date(list.value(module, fields::VALID_UNTIL.name()));
    is(fields::STATUS.name(), "active")
        && is(fields::CURRENCY.name(), currency.code())
        && since(module, list).is_none_or(|since| since <= day)
        && until.is_none_or(|until| day <= until)
}

/// Since when a list holds.
pub(super) fn since(module: &Module, list: &Record) -> Option<Date> {
    date(list.value(module, fields::VALID_FROM.name()))
}

fn date(value: &Value) -> Option<Date> {
    if let Value::Date(day) = value { Some(*day) } else { None }
}

/// Who buys.
pub(super) struct Buyer {
    /// The organisation.
    pub account: Option<Link>,
    /// Its price group.
    pub group: String,
}

/// What is taken off for a customer on something of a category: the discount for the narrowest
/// audience; of several the one for the category; of those the highest.
pub(super) fn granted(
    discounts: &[Line],
    buyer: &Buyer,
    (item, category): (&Link, &str),
) -> Option<Decimal> {
    let holds = |one: &&Line| {
        let says = |name: &str, present: &str| {
            let wanted = one.cell(name);
            wanted.is_empty() || wanted.as_text() == present
        };
        let of = |module: &str| if item.module == module { category } else { "" };
        let account = discount::ACCOUNT.of(one);
        account.is_none_or(|account| Some(account.id) == buyer.account.as_ref().map(|a| a.id))
            && says(discount::PRICE_GROUP.name(), &buyer.group)
            && says(discount::PRODUCT_CATEGORY.name(), of("product"))
            && says(discount::SERVICE_CATEGORY.name(), of("service"))
    };
    let rank = |one: &&Line| {
        let is_said = |name: &str| !one.cell(name).is_empty();
        let goods = [discount::PRODUCT_CATEGORY.name(), discount::SERVICE_CATEGORY.name()];
        (
            is_said(discount::ACCOUNT.name()),
            is_said(discount::PRICE_GROUP.name()),
            goods.into_iter().any(is_said),
            discount::RATE.of(one),
        )
    };
    let best = discounts.iter().filter(holds).max_by_key(rank)?;
    discount::RATE.of(best).filter(|rate| !rate.is_zero())
}
