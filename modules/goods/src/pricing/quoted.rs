//! What one of something costs by a price list.

use kernel::{Decimal, Line, Link};
use records::Draft;

use crate::position::reckon::{Prices, round};
use crate::price_line::fields as line;

/// Prices from goods are without tax.
const GOODS: Prices = Prices::Net;

/// What a price list says.
pub(super) struct List {
    /// The list.
    pub link: Link,
    /// What it says of single goods.
    pub lines: Vec<Line>,
    /// What it puts on or takes off the price of everything else, in percent.
    pub adjustment: Option<Decimal>,
    /// Whether its prices contain tax.
    pub prices: Prices,
    /// Whether discounts of customers count on its prices as well.
    pub takes_discounts: bool,
}

impl List {
    /// The list of a document, as it was read for its rules.
    pub fn of(draft: &Draft) -> Option<List> {
        let kernel::Value::Link(link) = draft.value("price_list").clone() else { return None };
        let need = |name: &str| draft.need(&format!("price_list.{name}"));
        Some(List {
            link,
            lines: need("lines").lines().to_vec(),
            adjustment: match need("adjustment") {
                kernel::Value::Decimal(share) => Some(*share),
                _ => None,
            },
            prices: prices(need("price_kind").as_text()),
            takes_discounts: *need("takes_discounts") == kernel::Value::Bool(true),
        })
    }

    /// The line for so many of something: the one that begins at the largest quantity they reach.
    fn line(&self, item: &Link, quantity: Decimal) -> Option<&Line> {
        let from = |one: &&Line| line::FROM_QUANTITY.of(one).unwrap_or_default();
        let is_meant = |one: &&Line| line::ITEM.of(one).is_some_and(|known| known.id == item.id);
        let lines = self.lines.iter().filter(is_meant);
        lines.filter(|one| from(one) <= quantity.abs()).max_by_key(from)
    }
}

/// Whether prices of a kind contain tax.
pub(super) fn prices(kind: &str) -> Prices {
    if kind == "gross" { Prices::Gross } else { Prices::Net }
}

/// What one costs, and why.
pub(super) struct Quoted {
    /// The price.
    pub price: Decimal,
    /// Whether it contains tax.
    pub prices: Prices,
    /// The list that said so.
    pub list: Option<Link>,
    /// Whether discounts of the customer count on it.
    pub takes_discounts: bool,
}

/// What one of something costs when so many are taken; `usual` is its price without a list, and
/// amounts have so many places.
pub(super) fn quoted(
    list: Option<&List>,
    (item, quantity): (&Link, Decimal),
    (usual, places): (Option<Decimal>, u32),
) -> Option<Quoted> {
    let by_list = list.and_then(|list| {
        let off = |share: Decimal| {
            let price = usual? * (Decimal::ONE_HUNDRED - share) / Decimal::ONE_HUNDRED;
            Some((round(price, places), GOODS))
        };
        let own = list.line(item, quantity);
        let (price, prices) = match own.and_then(|own| line::UNIT_PRICE.of(own)) {
            Some(price) => (price, list.prices),
            None => match own.and_then(|own| line::DISCOUNT.of(own)) {
                Some(share) => off(share)?,
                None => off(-list.adjustment?)?,
            },
        };
        let takes_discounts = list.takes_discounts;
        Some(Quoted { price, prices, list: Some(list.link.clone()), takes_discounts })
    });
    let usual =
        usual.map(|price| Quoted { price, prices: GOODS, list: None, takes_discounts: true });
    by_list.or(usual)
}

/// A price as a document says it, with or without the tax of its rate.
pub(super) fn turned(
    price: Decimal,
    (from, to): (Prices, Prices),
    (rate, places): (Decimal, u32),
) -> Decimal {
    let whole = Decimal::ONE_HUNDRED + rate;
    match (from, to) {
        (Prices::Net, Prices::Gross) => round(price * whole / Decimal::ONE_HUNDRED, places),
        // Two places more, so that the sum of many still comes to what it was with tax.
        (Prices::Gross, Prices::Net) => round(price * Decimal::ONE_HUNDRED / whole, places + 2),
        (Prices::Net, Prices::Net) | (Prices::Gross, Prices::Gross) => price,
    }
}
