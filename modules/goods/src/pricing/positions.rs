//! What positions say of the goods that were chosen: what they are, what they cost, and what is
//! taken off.
//!
//! A price that was filled stands a second time in `listed`, a discount in `granted`. As long as
//! both are the same nobody typed another one, and they follow quantity, customer and list; what
//! somebody typed stays.

use kernel::{Currency, Decimal, Line, Link, Value};
use records::Draft;

use super::choice::{Buyer, granted};
use super::quoted::{List, prices, quoted, turned};
use crate::position::fields;
use crate::position::reckon::Prices;
use crate::position::rules::{Taxes, currency};
use crate::product::bundle;
use crate::tax_line::TaxClass;

/// Where discounts stand that were read.
pub(super) const DISCOUNTS: &str = "customer_discounts.lines";

/// What of a document decides about all its prices.
const FRAME: [&str; 4] = ["account", "price_list", "currency", "price_kind"];

/// Tells whether a document says for good what goods cost: it was a draft and is none any more.
pub(super) fn is_settled(draft: &Draft) -> bool {
    let stages = draft.module.pipeline.as_ref().map_or(&[][..], |pipeline| &pipeline.stages);
    let has_drafts = stages.iter().any(|stage| stage.code == "draft");
    let old = draft.old.as_ref();
    has_drafts && old.is_some_and(|old| old.value(&draft.module, "stage").as_text() != "draft")
}

/// Tells whether the price of a line is still to be found, or to be found anew.
pub(super) fn is_priced_now(draft: &Draft, line: &Line) -> bool {
    let Some(item) = fields::ITEM.of(line) else { return false };
    if fields::UNIT_PRICE.of(line).is_some() {
        return is_listed(line) && asks_anew(draft, line);
    }
    let stood = before(draft, line).and_then(|before| fields::ITEM.of(before));
    !is_settled(draft) || stood.is_none_or(|stood| stood.id != item.id)
}

/// Nobody typed another price than the one that was filled.
fn is_listed(line: &Line) -> bool {
    let price = fields::UNIT_PRICE.of(line);
    price.is_some() && price == fields::LISTED.of(line)
}

fn asks_anew(draft: &Draft, line: &Line) -> bool {
    if draft.old.is_none() {
        return true;
    }
    let is_other = |before: &Line| {
        fields::ITEM.of(before).map(|item| item.id) != fields::ITEM.of(line).map(|item| item.id)
            || fields::QUANTITY.of(before) != fields::QUANTITY.of(line)
    };
    let frame = || FRAME.iter().any(|name| draft.is_changed(name));
    !is_settled(draft) && (before(draft, line).is_none_or(is_other) || frame())
}

/// The same line as it is stored.
fn before<'d>(draft: &'d Draft, line: &Line) -> Option<&'d Line> {
    let lines = draft.old.as_ref()?.value(&draft.module, "lines").lines();
    lines.iter().find(|before| before.id == line.id)
}

/// Fills positions from the goods that were chosen.
pub fn positions_are_filled(draft: &mut Draft) {
    let Value::Lines(mut lines) = draft.value("lines").clone() else { return };
    let terms = Terms::of(draft);
    for line in &mut lines {
        let Some(item) = fields::ITEM.of(line) else { continue };
        // Goods that are gone for good leave what stands.
        if draft.need_of(&item, "name").is_empty() {
            continue;
        }
        if line.cell(fields::NAME.name()).is_empty() {
            name(draft, line, &item);
        }
        cost(draft, &terms, (line, &item));
        price(draft, &terms, (line, &item));
    }
    draft.set("lines", Value::Lines(lines));
}

/// Positions as another document takes them over: what they cost is agreed, and nothing changes it
/// but a person.
#[must_use]
pub fn agreed(mut lines: Vec<Line>) -> Vec<Line> {
    for line in &mut lines {
        fields::LISTED.fill(line, None);
        fields::GRANTED.fill(line, None);
    }
    lines
}

/// What decides about the prices of a document.
struct Terms {
    list: Option<List>,
    discounts: Vec<Line>,
    buyer: Buyer,
    currency: Currency,
    prices: Prices,
    taxes: Taxes,
}

impl Terms {
    fn of(draft: &Draft) -> Self {
        let account = match draft.value("account") {
            Value::Link(account) => Some(account.clone()),
            _ => None,
        };
        let group = draft.need("account.price_group").as_text().to_owned();
        Terms {
            list: List::of(draft),
            discounts: draft.need(DISCOUNTS).lines().to_vec(),
            buyer: Buyer { account, group },
            currency: currency(draft),
            prices: prices(draft.value("price_kind").as_text()),
            taxes: Taxes::of(draft, super::sought::day(draft)),
        }
    }
}

fn name(draft: &Draft, line: &mut Line, item: &Link) {
    let says_itself = !line.cell(fields::DESCRIPTION.name()).is_empty();
    for name in ["name", "unit", "tax_class"] {
        let value = draft.need_of(item, name);
        if !value.is_empty() {
            line.set(name, value.clone());
        }
    }
    if !says_itself {
        line.set(fields::DESCRIPTION.name(), Value::text(&described(draft, item)));
    }
}

/// What something is in more words, and what it is made of.
fn described(draft: &Draft, item: &Link) -> String {
    let text = draft.need_of(item, "description").as_text().trim().to_owned();
    let is_bundle = draft.need_of(item, "kind").as_text() == bundle::BUNDLE;
    let language = draft.value("language").as_text();
    let made_of = is_bundle.then(|| bundle::told(draft.need_of(item, "components"), language));
    let parts = [text, made_of.unwrap_or_default()];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
    parts.join("\n")
}

/// What one costs us is known in the currency in which the goods say so.
fn cost(draft: &Draft, terms: &Terms, (line, item): (&mut Line, &Link)) {
    let is_said = |before: &Line| fields::COST.of(before) != fields::COST.of(line);
    let is_turned = draft.old.is_some() && draft.is_changed("currency");
    if is_turned && !before(draft, line).is_none_or(is_said) {
        fields::COST.fill(line, None);
    }
    if line.cell(fields::COST.name()).is_empty() {
        fields::COST.fill(line, amount(draft.need_of(item, "cost"), terms.currency));
    }
}

/// An amount, as far as it is in the currency of the document.
fn amount(value: &Value, currency: Currency) -> Option<Decimal> {
    match value {
        Value::Money(money) if money.currency == currency => Some(money.amount),
        _ => None,
    }
}

fn price(draft: &Draft, terms: &Terms, (line, item): (&mut Line, &Link)) {
    let is_typed = fields::UNIT_PRICE.of(line).is_some() && !is_listed(line);
    if is_typed {
        fields::LISTED.fill(line, None);
        let is_other = |before: &Line| fields::UNIT_PRICE.of(before) != fields::UNIT_PRICE.of(line);
        if before(draft, line).is_some_and(is_other) {
            fields::PRICE_LIST.fill(line, None);
        }
        return;
    }
    if !is_priced_now(draft, line) {
        return;
    }
    let places = terms.currency.places();
    let usual = amount(draft.need_of(item, "unit_price"), terms.currency);
    let quantity = fields::QUANTITY.of(line).unwrap_or(Decimal::ONE);
    let found = quoted(terms.list.as_ref(), (item, quantity), (usual, places));
    let class = TaxClass::of(line.cell(fields::TAX_CLASS.name()).as_text());
    let rate = terms.taxes.of_class(class).1;
    let price = found
        .as_ref()
        .map(|found| turned(found.price, (found.prices, terms.prices), (rate, places)));
    let is_same_money = draft.old.is_some() && !draft.is_changed("currency");
    if price.is_none() && is_same_money {
        fields::LISTED.fill(line, None);
        return;
    }
    fields::UNIT_PRICE.fill(line, price);
    fields::LISTED.fill(line, price);
    fields::PRICE_LIST.fill(line, found.as_ref().and_then(|found| found.list.clone()));
    let takes_discounts = found.is_some_and(|found| found.takes_discounts);
    let category = draft.need_of(item, "category").as_text();
    let rate = granted(&terms.discounts, &terms.buyer, (item, category));
    discount(line, rate.filter(|_| takes_discounts));
}

/// A discount that nobody typed is the one that is granted.
fn discount(line: &mut Line, rate: Option<Decimal>) {
    if fields::DISCOUNT.of(line) == fields::GRANTED.of(line) {
        fields::DISCOUNT.fill(line, rate);
        fields::GRANTED.fill(line, rate);
    } else {
        fields::GRANTED.fill(line, None);
    }
}
