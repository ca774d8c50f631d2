//! An invoice ahead of the supply (§ 14 para. 5 sentence 1 UStG), over a share of its order.

use std::collections::{BTreeMap, BTreeSet};

use goods::instalment::{Deduction, fields as instalment_fields};
use goods::position::fields as position;
use goods::position::reckon::{Tax, in_proportion, round};
use goods::position::rules::{carried, currency};
use goods::tax_line::{Category, fields as tax_line};
use kernel::{Decimal, Error, Line, Link, Result, Value};
use records::{Answers, Draft, Work};
use sales::sales_order::fields;

use crate::invoice::fields as invoice_fields;
use crate::output::Words;

/// Makes a draft with a line for each tax of the order, in proportion to what of it no instalment
/// billed yet; instalments and invoices together never come to more than the order.
///
/// # Errors
/// `Invalid` at what was asked; `instalments_exceed_order` there.
pub fn instalment(work: &mut Work<'_, '_>, order: &mut Draft, answers: &Answers) -> Result<()> {
    bill_ahead(work, order, (answers, Vec::new()))
}

/// The same with what else is to be said of the invoice.
///
/// # Errors
/// Those of [`instalment`].
pub fn bill_ahead(
    work: &mut Work<'_, '_>,
    order: &Draft,
    (answers, more): (&Answers, Vec<(&'static str, Value)>),
) -> Result<()> {
    let asked = Asked::of(order, answers)?;
    let free = free(order);
    let places = currency(order).places();
    let left = super::whole::left(order) - super::noted::ahead(order);
    let amount = asked.within(left, places)?;
    let named = asked.named(work, order);
    let text = answers.get("text");
    let mut lines = Vec::new();
    for (tax, share) in in_proportion(amount, &free, places).into_iter().rev() {
        let mut line = line(order, (tax, share), &named);
        if lines.is_empty() {
            line.set(position::DESCRIPTION.name(), text.clone());
        }
        lines.push(line);
    }
    let target = work.cx.module("invoice")?;
    let mut input = carried(order, &target);
    for name in [
        invoice_fields::DISCOUNT_RATE.name(),
        invoice_fields::DISCOUNT_AMOUNT.name(),
        invoice_fields::SHIPPING.name(),
    ] {
        input.values.remove(name);
    }
    let own = [
        (invoice_fields::LINES.name(), Value::of_lines(lines)),
        (invoice_fields::KIND.name(), Value::text("instalment")),
        (invoice_fields::PRICE_KIND.name(), Value::text("net")),
        (invoice_fields::SALES_ORDER.name(), Value::Link(Link::new("sales_order", order.id))),
    ];
    input.values.extend(own.into_iter().chain(more).map(|(name, value)| (name.to_owned(), value)));
    work.derive("invoice", &input)?;
    Ok(())
}

/// What was asked for, without tax.
struct Asked {
    at: &'static str,
    percent: Option<Decimal>,
    amount: Decimal,
}

impl Asked {
    fn of(order: &Draft, answers: &Answers) -> Result<Self> {
        let net = super::whole::amount(order, &fields::NET);
        let places = currency(order).places();
        match (answers.get("percent"), answers.get("amount")) {
            (Value::Decimal(percent), Value::Empty) => {
                if *percent <= Decimal::ZERO || Decimal::ONE_HUNDRED < *percent {
                    return Err(Error::invalid("percent", "no_instalment_share"));
                }
                let amount = round(net * percent / Decimal::ONE_HUNDRED, places);
                Ok(Asked { at: "percent", percent: Some(*percent), amount })
            }
            (Value::Empty, Value::Money(money)) if money.currency != currency(order) => {
                let problem = kernel::FieldProblem::new("amount", "other_currency");
                Err(Error::Invalid(vec![problem.with("value", currency(order))]))
            }
            (Value::Empty, Value::Money(money)) => {
                if money.amount <= Decimal::ZERO {
                    return Err(Error::invalid("amount", "no_instalment_amount"));
                }
                Ok(Asked { at: "amount", percent: None, amount: round(money.amount, places) })
            }
            _ => Err(Error::invalid("percent", "percent_or_amount")),
        }
    }

    /// The amount as far as there is one left; percentages that come to a hundred come to all of
    /// the order, whatever rounding made of each of them.
    fn within(&self, left: Decimal, places: u32) -> Result<Decimal> {
        let too_much = self.amount - left;
        let is_rounding = self.percent.is_some() && too_much <= Decimal::new(1, places);
        match self.amount <= left || (is_rounding && Decimal::ZERO < left) {
            true => Ok(self.amount.min(left)),
            false => Err(Error::invalid(self.at, "instalments_exceed_order")),
        }
    }

    /// What it is called in the language of the order, such as "1. Abschlag (30 %) zu Auftrag …".
    fn named(&self, work: &Work<'_, '_>, order: &Draft) -> String {
        let code = |name: &str| order.value(name).as_text().to_owned();
        let words = Words::new(work.cx, &code("language"), &code("currency"));
        let lines = order.get(&fields::INSTALMENTS).unwrap_or_default();
        let numbers: BTreeSet<String> =
            lines.iter().filter_map(|line| instalment_fields::NUMBER.of(line)).collect();
        let nth = (numbers.len() + 1).to_string();
        let number = order.get(&fields::NUMBER).unwrap_or_default();
        match self.percent.map(|percent| words.percent(percent)) {
            Some(share) => words.fill(
                "letter.instalment.share",
                &[("nth", &nth), ("share", &share), ("order", &number)],
            ),
            None => words.fill("letter.instalment.amount", &[("nth", &nth), ("order", &number)]),
        }
    }
}

/// What of each tax of an order no instalment billed.
fn free(order: &Draft) -> BTreeMap<Tax, Decimal> {
    let mut free = BTreeMap::new();
    for line in order.value(fields::TAXES.name()).lines() {
        let category = tax_line::CATEGORY.of(line).and_then(|code| Category::of(&code));
        let Some(category) = category else { continue };
        let tax = (category, tax_line::RATE.of(line).unwrap_or_default());
        free.insert(tax, tax_line::BASE.of(line).unwrap_or_default());
    }
    for one in Deduction::all(order.value(fields::INSTALMENTS.name())) {
        *free.entry(one.tax).or_default() -= one.base;
    }
    free
}

fn line(order: &Draft, (tax, amount): (Tax, Decimal), name: &str) -> Line {
    let mut line = Line::of("item");
    position::NAME.fill(&mut line, Some(name.to_owned()));
    position::QUANTITY.fill(&mut line, Some(Decimal::ONE));
    position::UNIT.fill(&mut line, Some("flat_rate".to_owned()));
    position::UNIT_PRICE.fill(&mut line, Some(amount));
    position::TAX_CLASS.fill(&mut line, Some(class_of(order, tax)));
    line
}

/// The class of goods that have a tax in an order; what only shipping has is taxed as usual.
fn class_of(order: &Draft, (_, rate): Tax) -> String {
    let mut lines = order.value(fields::LINES.name()).lines().iter();
    let line = lines.find(|line| position::TAX_RATE.of(line) == Some(rate));
    line.and_then(|line| position::TAX_CLASS.of(line)).unwrap_or_else(|| "standard".to_owned())
}
