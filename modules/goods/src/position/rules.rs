//! How documents that are made of positions get what follows from them.
//!
//! Such a document has fields of these names: `lines`, `taxes`, `currency`, `price_kind`,
//! `tax_case`, `discount_rate`, `discount_amount`, `shipping`, and what is written here.

use kernel::{Currency, Date, Decimal, FieldProblem, Line, Money, Value};
use records::Draft;

use super::fields;
use super::reckon::{Position, Prices, Sums, Tax, Whole, round, sums};
use crate::instalment::{Deduction, less};
use crate::pricing::{agreed, positions_are_filled};
use crate::tax_line::{self, Country, TaxCase, TaxClass};

/// Fills a document from whom it is for and from the goods that were chosen, unless it is frozen.
pub fn document_is_filled(draft: &mut Draft) {
    let stage = draft.old.as_ref().map(|old| old.value(&draft.module, "stage").as_text());
    let open = draft.module.open_stages();
    let is_frozen = stage.is_some_and(|stage| !open.is_empty() && !open.contains(&stage));
    if !is_frozen {
        address_follows_account(draft);
        positions_are_filled(draft);
    }
}

fn amount(value: &Value) -> Option<Decimal> {
    if let Value::Money(money) = value { Some(money.amount) } else { None }
}

/// What the positions of a document are and come to.
#[derive(Clone, Debug)]
pub struct Reckoned {
    /// One for each line.
    pub positions: Vec<Position>,
    /// What they come to.
    pub sums: Sums,
    /// Whether their prices contain tax.
    pub prices: Prices,
    /// Their currency.
    pub currency: Currency,
}

/// Reckons a document with the rates of a country on a day.
#[must_use]
pub fn reckoned(draft: &Draft, country: Country, day: Date) -> Reckoned {
    let taxes = Taxes { country, ..Taxes::of(draft, day) };
    let lines = draft.value("lines").lines();
    let positions: Vec<Position> = lines.iter().map(|line| position(line, &taxes)).collect();
    let currency = currency(draft);
    let prices = match draft.value("price_kind").as_text() {
        "gross" => Prices::Gross,
        _ => Prices::Net,
    };
    let whole = Whole {
        discount_rate: share(Some(number(draft.value("discount_rate")))),
        discount: amount(draft.value("discount_amount")).unwrap_or_default(),
        shipping: amount(draft.value("shipping")).unwrap_or_default(),
        places: currency.places(),
    };
    let sums = sums(&positions, prices, whole, taxes.of_class(TaxClass::Standard));
    let deductions = Deduction::all(draft.value("deductions"));
    let sums = less(sums, &deductions, (prices, whole.places));
    Reckoned { positions, sums, prices, currency }
}

/// What positions come to stands in them and in the document; `day` is the one whose rates hold.
pub fn positions_are_summed(draft: &mut Draft, day: Date) {
    let Reckoned { sums, currency, .. } = lines_are_summed(draft, day);
    write(draft, &sums, currency);
}

/// What positions come to stands in them; `day` is the one whose rates hold.
pub fn lines_are_summed(draft: &mut Draft, day: Date) -> Reckoned {
    let country = Country::of(draft.need("company.country").as_text()).unwrap_or_default();
    let reckoned = reckoned(draft, country, day);
    let Reckoned { positions, sums, .. } = &reckoned;
    let mut lines = draft.value("lines").lines().to_vec();
    for ((line, position), amount) in lines.iter_mut().zip(positions).zip(&sums.lines) {
        let has_net = !matches!(position, Position::Text);
        fields::NET.fill(line, has_net.then_some(*amount));
        if let Position::Item { tax, .. } = position {
            fields::TAX_RATE.fill(line, Some(tax.1));
        }
    }
    draft.set("lines", Value::of_lines(lines));
    reckoned
}

fn write(draft: &mut Draft, sums: &Sums, currency: Currency) {
    let money = |amount: Decimal| Value::Money(Money { amount, currency });
    let unless_zero = |amount: Decimal| match amount.is_zero() {
        true => Value::Empty,
        false => money(amount),
    };
    let earned = sums.net + sums.deducted;
    let margin = sums.cost.filter(|_| !sums.lines.is_empty()).map(|cost| earned - cost);
    let share = margin.filter(|_| !earned.is_zero());
    let share = share.map(|margin| round(margin * Decimal::ONE_HUNDRED / earned, 2));
    let all = [
        ("subtotal", money(sums.subtotal)),
        ("discount_total", unless_zero(-sums.discount)),
        ("prepaid", unless_zero(-sums.prepaid)),
        ("net", money(sums.net)),
        ("tax", money(sums.tax)),
        ("rounding", unless_zero(sums.rounding)),
        ("total", money(sums.payable)),
        ("optional_total", unless_zero(sums.optional)),
        ("margin", margin.map_or(Value::Empty, money)),
        ("margin_rate", share.map_or(Value::Empty, Value::Decimal)),
    ];
    let module = draft.module.clone();
    for (name, value) in all.into_iter().filter(|(name, _)| module.field(name).is_some()) {
        draft.set(name, value);
    }
    let lines = sums.taxes.iter().map(|one| {
        let (category, rate) = one.tax;
        Line::of("tax")
            .with(tax_line::fields::CATEGORY.name(), Value::text(category.code()))
            .with(tax_line::fields::RATE.name(), Value::Decimal(rate))
            .with(tax_line::fields::BASE.name(), Value::Decimal(one.base))
            .with(tax_line::fields::AMOUNT.name(), Value::Decimal(one.amount))
    });
    let old = draft.value("taxes").lines().to_vec();
    let lines: Vec<Line> = lines.collect();
    draft.set("taxes", Value::of_lines(as_they_were(&old, lines)));
}

/// Lines that say what they said stay the same ones.
#[must_use]
pub fn as_they_were(old: &[Line], mut new: Vec<Line>) -> Vec<Line> {
    for (line, before) in new.iter_mut().zip(old) {
        line.id = before.id;
    }
    new
}

/// The largest quantity and price; what is larger is a slip of the finger, and counts as nothing
/// until the check has told so.
const LARGEST: i64 = 1_000_000_000;

fn bounded(number: Option<Decimal>) -> Decimal {
    number.filter(|number| number.abs() <= Decimal::from(LARGEST)).unwrap_or_default()
}

fn share(number: Option<Decimal>) -> Decimal {
    bounded(number).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED)
}

fn position(line: &Line, taxes: &Taxes) -> Position {
    match line.kind.as_str() {
        "item" => Position::Item {
            quantity: bounded(fields::QUANTITY.of(line)),
            price: bounded(fields::UNIT_PRICE.of(line)),
            discount: share(fields::DISCOUNT.of(line)),
            tax: taxes.of_class(TaxClass::of(line.cell(fields::TAX_CLASS.name()).as_text())),
            cost: fields::COST.of(line).map(|cost| bounded(Some(cost))),
            left_out: !line.cell(fields::ROLE.name()).is_empty(),
        },
        "group" => Position::Group(share(fields::DISCOUNT.of(line))),
        "subtotal" => Position::Subtotal,
        _ => Position::Text,
    }
}

/// Which tax goods of a class have.
pub(crate) struct Taxes {
    case: TaxCase,
    country: Country,
    day: Date,
}

impl Taxes {
    /// The taxes of a document with the rates of a day.
    pub(crate) fn of(draft: &Draft, day: Date) -> Self {
        let country = Country::of(draft.need("company.country").as_text()).unwrap_or_default();
        Taxes { case: TaxCase::of(draft.value("tax_case").as_text()), country, day }
    }

    /// The tax of a class.
    pub(crate) fn of_class(&self, class: TaxClass) -> Tax {
        self.case.tax(class, self.country, self.day)
    }
}

/// The currency of a document; where it says none, that of its amount.
#[must_use]
pub fn currency(draft: &Draft) -> Currency {
    let said = match draft.value("amount") {
        Value::Money(money) if draft.module.field("currency").is_none() => Some(money.currency),
        _ => Currency::parse(draft.value("currency").as_text()),
    };
    said.unwrap_or(Currency::EUR)
}

fn number(value: &Value) -> Decimal {
    if let Value::Decimal(number) = value { *number } else { Decimal::ZERO }
}

/// A discount takes off a hundred percent at most, and puts nothing on.
#[must_use]
pub fn discounts_are_shares(draft: &Draft) -> Option<FieldProblem> {
    let is_share = |share: Decimal| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&share);
    if !is_share(number(draft.value("discount_rate"))) {
        return Some(FieldProblem::new("discount_rate", "not_a_share"));
    }
    let lines = draft.value("lines").lines().iter().enumerate();
    let wrong = |line: &Line| fields::DISCOUNT.of(line).is_some_and(|share| !is_share(share));
    let at = lines.filter(|(_, line)| wrong(line)).map(|(at, _)| at).next()?;
    Some(FieldProblem::new(&format!("lines.{at}.discount"), "not_a_share"))
}

/// Amounts stay within what can be paid, and money has the one currency of the document.
#[must_use]
pub fn amounts_are_payable(draft: &Draft) -> Option<FieldProblem> {
    let most = Decimal::from(LARGEST);
    for (at, line) in draft.value("lines").lines().iter().enumerate() {
        for cell in [fields::QUANTITY, fields::UNIT_PRICE, fields::COST] {
            if cell.of(line).is_some_and(|number| most < number.abs()) {
                let place = format!("lines.{at}.{}", cell.name());
                return Some(FieldProblem::new(&place, "out_of_range"));
            }
        }
        if fields::NET.of(line).is_some_and(|net| most < net.abs()) {
            return Some(FieldProblem::new(&format!("lines.{at}.quantity"), "out_of_range"));
        }
    }
    let currency = currency(draft);
    for name in ["discount_amount", "shipping"] {
        let Value::Money(money) = draft.value(name) else { continue };
        if money.currency != currency {
            return Some(FieldProblem::new(name, "other_currency").with("value", currency));
        }
        if money.amount < Decimal::ZERO || most < money.amount {
            return Some(FieldProblem::new(name, "out_of_range"));
        }
    }
    off_within_sum(draft)
}

/// What is taken off is not more than there is.
fn off_within_sum(draft: &Draft) -> Option<FieldProblem> {
    let off = amount(draft.value("discount_amount")).filter(|off| !off.is_zero())?;
    let subtotal = amount(draft.value("subtotal")).unwrap_or_default();
    let rate = number(draft.value("discount_rate"));
    let left = subtotal - subtotal * rate / Decimal::ONE_HUNDRED;
    (left < off).then(|| FieldProblem::new("discount_amount", "more_than_sum"))
}

/// A document is addressed to where the organisation wants its bills, unless somebody says else.
fn address_follows_account(draft: &mut Draft) {
    let is_known = !draft.value("address").is_empty() && !draft.is_changed("account");
    let was_said = draft.is_changed("address") && !draft.value("address").is_empty();
    if is_known || was_said {
        return;
    }
    let address = draft.need("account.address").clone();
    let labelled = match &address {
        Value::Several(entries) => entries.iter().find(|entry| entry.label == "billing"),
        _ => None,
    };
    let address = labelled.map_or_else(|| address.primary().clone(), |entry| entry.value.clone());
    draft.set("address", address);
}

/// Fields that a document hands on to the one that follows it.
pub const CARRIED: [&str; 24] = [
    "subject",
    "account",
    "contact",
    "address",
    "company",
    "language",
    "currency",
    "price_kind",
    "price_list",
    "tax_case",
    "buyer_reference",
    "invoice_form",
    "due_days",
    "cash_discount_days",
    "cash_discount_rate",
    "lines",
    "discount_rate",
    "discount_amount",
    "shipping",
    "owner",
    "opportunity",
    "order_reference",
    "supply_from",
    "supply_until",
];

/// What a document hands on, as far as the next one has fields for it; what its positions cost is
/// agreed.
#[must_use]
pub fn carried(draft: &Draft, target: &catalog::Module) -> records::Input {
    let fields = CARRIED.iter().filter(|name| {
        target.field(name).is_some_and(catalog::Field::is_editable) && !draft.value(name).is_empty()
    });
    let value = |name: &str| match draft.value(name) {
        Value::Lines(lines) => Value::of_lines(agreed(lines.clone())),
        value => value.clone(),
    };
    records::Input::of(fields.map(|name| (*name, value(name))))
}
