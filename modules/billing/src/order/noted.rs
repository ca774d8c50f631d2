//! What an order knows of its invoices: how much of each position they billed, what that came to,
//! and which instalments are to be taken off.

use goods::instalment::{Deduction, fields as instalment};
use goods::position::fields as position;
use goods::position::rules::currency;
use goods::tax_line::{Category, fields as tax_line};
use kernel::{Decimal, Error, FieldProblem, Line, Money, Result};
use records::{Draft, Field, Record, Work};
use sales::sales_order::fields;

use super::held::{Way, held, is_running};
use super::left::{counted, ordered};
use super::whole::{amount, given, left};
use crate::invoice::fields as invoice_fields;

/// Notes in its order what an invoice bills, or that it does not any more.
///
/// # Errors
/// `Conflict` `billed_already`, `order_is_billed`, `instalments_exceed_order`, `bill_final_first`,
/// `instalments_changed`, `final_bills_all`; `deducted_already` when an instalment is cancelled
/// before the final invoice that took it off.
pub fn noted(work: &mut Work<'_, '_>, invoice: &mut Draft, way: Way) -> Result<()> {
    let Some(mut order) = held(work, invoice.get(&invoice_fields::SALES_ORDER))? else {
        return Ok(());
    };
    if invoice.get(&invoice_fields::KIND).as_deref() == Some("instalment") {
        match way {
            Way::Onwards => bill_ahead(&mut order, invoice)?,
            Way::Back => take_back(&mut order, invoice)?,
        }
        return work.amend(order, "instalment").map(drop);
    }
    let bills_of_it = bill_positions(&mut order, invoice, way)?;
    if bills_of_it {
        bill_whole(&mut order, invoice, way);
    }
    let reached = reached(order.value(fields::LINES.name()).lines());
    let stage = order.get(&fields::STAGE).unwrap_or_default();
    if ["confirmed", "partly_billed", "billed"].contains(&stage.as_str()) {
        order.put(&fields::STAGE, Some(reached.to_owned()));
    }
    match (invoice.get(&invoice_fields::KIND).as_deref(), way) {
        (Some("final"), Way::Onwards) => deduct(&mut order, invoice, reached)?,
        (Some("final"), Way::Back) => deduct_no_more(&mut order, invoice),
        (_, Way::Onwards) if bills_of_it => say_kind(&order, invoice, reached)?,
        _ => {}
    }
    work.amend(order, "bill").map(drop)
}

/// Lines of an order for instalments that no final invoice took off.
#[must_use]
pub fn not_deducted(order: &Draft) -> Vec<Line> {
    let lines = order.get(&fields::INSTALMENTS).unwrap_or_default();
    lines.into_iter().filter(|line| instalment::DEDUCTED_BY.of(line).is_none()).collect()
}

/// An order with instalments that nothing took off is not cancelled before them.
#[must_use]
pub fn instalments_stay(_: &Record, draft: &Draft) -> Option<FieldProblem> {
    let name = fields::STAGE.name();
    let is_dropped = draft.value(name).as_text() == "cancelled" && draft.is_changed(name);
    let is_lost = is_dropped && !not_deducted(draft).is_empty();
    is_lost.then(|| FieldProblem::new(name, "instalments_stay"))
}

fn bill_positions(order: &mut Draft, invoice: &Draft, way: Way) -> Result<bool> {
    let billed = invoice.value(invoice_fields::LINES.name()).lines();
    let mut lines = order.get(&fields::LINES).unwrap_or_default();
    let mut bills_of_it = false;
    for line in lines.iter_mut().filter(|line| line.kind == "item") {
        let Some(here) = billed.iter().find(|one| one.id == line.id) else { continue };
        bills_of_it = true;
        let quantity = position::QUANTITY.of(here).unwrap_or_default();
        let before = position::BILLED.of(line).unwrap_or_default();
        let now = match way {
            Way::Onwards => before + quantity,
            Way::Back => before - quantity,
        };
        if way == Way::Onwards && ordered(line).abs() < now.abs() {
            return Err(Error::conflict("billed_already"));
        }
        position::BILLED.fill(line, Some(now).filter(|now| !now.is_zero()));
    }
    order.put(&fields::LINES, Some(lines));
    Ok(bills_of_it)
}

/// What invoices came to before their tax where prices are net, with it where they are gross.
fn bill_whole(order: &mut Draft, invoice: &Draft, way: Way) {
    let (discount, shipping) = (
        amount(invoice, &invoice_fields::DISCOUNT_AMOUNT),
        amount(invoice, &invoice_fields::SHIPPING),
    );
    let given = given(invoice);
    let currency = currency(order);
    let mut add = |field: &Field<Money>, by: Decimal| {
        let now = match way {
            Way::Onwards => amount(order, field) + by,
            Way::Back => amount(order, field) - by,
        };
        let now = Some(now).filter(|now| !now.is_zero());
        order.put(field, now.map(|amount| Money { amount, currency }));
    };
    add(&fields::BILLED_AMOUNT, given);
    add(&fields::BILLED_DISCOUNT, discount);
    add(&fields::BILLED_SHIPPING, shipping);
}

/// How far an order with these lines is billed.
fn reached(lines: &[Line]) -> &'static str {
    let items = || counted(lines);
    let billed = |line: &Line| position::BILLED.of(line).unwrap_or_default();
    if items().all(|line| billed(line).is_zero()) {
        "confirmed"
    } else if items().all(|line| ordered(line).abs() <= billed(line).abs()) {
        "billed"
    } else {
        "partly_billed"
    }
}

/// What does not bill the last of an order is a partial invoice. As long as there are instalments,
/// which only a final invoice takes off, as much of the order is left for it.
fn say_kind(order: &Draft, invoice: &mut Draft, reached: &str) -> Result<()> {
    let ahead = ahead(order);
    if !ahead.is_zero() && (left(order) < ahead || reached == "billed") {
        return Err(Error::conflict("bill_final_first"));
    }
    let kind = if reached == "billed" { "standard" } else { "partial" };
    invoice.put(&invoice_fields::KIND, Some(kind.to_owned()));
    Ok(())
}

/// What is billed ahead and not taken off yet, without tax.
#[must_use]
pub fn ahead(order: &Draft) -> Decimal {
    not_deducted(order).iter().filter_map(|line| instalment::BASE.of(line)).sum()
}

/// Notes an instalment, one line for each of its taxes.
fn bill_ahead(order: &mut Draft, invoice: &Draft) -> Result<()> {
    if !is_running(order) {
        return Err(Error::conflict("order_is_billed"));
    }
    let number = invoice.get(&invoice_fields::NUMBER).unwrap_or_default();
    let issued_on = invoice.get(&invoice_fields::INVOICE_DATE);
    let taxes = invoice.get(&invoice_fields::TAXES).unwrap_or_default();
    let mut lines = order.get(&fields::INSTALMENTS).unwrap_or_default();
    for tax in &taxes {
        let category = tax_line::CATEGORY.of(tax).and_then(|code| Category::of(&code));
        let category = category.ok_or_else(|| Error::internal("a tax has a category"))?;
        let deduction = Deduction {
            number: number.clone(),
            issued_on,
            tax: (category, tax_line::RATE.of(tax).unwrap_or_default()),
            base: tax_line::BASE.of(tax).unwrap_or_default(),
            amount: tax_line::AMOUNT.of(tax).unwrap_or_default(),
        };
        lines.push(deduction.line());
    }
    order.put(&fields::INSTALMENTS, Some(lines));
    match left(order) < ahead(order) {
        true => Err(Error::conflict("instalments_exceed_order")),
        false => Ok(()),
    }
}

/// Forgets an instalment that is cancelled.
fn take_back(order: &mut Draft, invoice: &Draft) -> Result<()> {
    let number = invoice.get(&invoice_fields::NUMBER);
    let lines = order.get(&fields::INSTALMENTS).unwrap_or_default();
    let (own, others): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| instalment::NUMBER.of(line) == number);
    if own.iter().any(|line| instalment::DEDUCTED_BY.of(line).is_some()) {
        return Err(Error::conflict("deducted_already"));
    }
    order.put(&fields::INSTALMENTS, Some(others));
    Ok(())
}

/// A final invoice bills the last of its order and takes off exactly the instalments that were
/// issued until then (§ 14 para. 5 sentence 2 UStG).
fn deduct(order: &mut Draft, invoice: &Draft, reached: &str) -> Result<()> {
    if reached != "billed" {
        return Err(Error::conflict("final_bills_all"));
    }
    if not_deducted(order) != invoice.get(&invoice_fields::DEDUCTIONS).unwrap_or_default() {
        return Err(Error::conflict("instalments_changed"));
    }
    let number = invoice.get(&invoice_fields::NUMBER);
    let mut lines = order.get(&fields::INSTALMENTS).unwrap_or_default();
    for line in lines.iter_mut().filter(|line| instalment::DEDUCTED_BY.of(line).is_none()) {
        instalment::DEDUCTED_BY.fill(line, number.clone());
    }
    order.put(&fields::INSTALMENTS, Some(lines));
    Ok(())
}

/// What a cancelled final invoice took off is to be taken off again.
fn deduct_no_more(order: &mut Draft, invoice: &Draft) {
    let number = invoice.get(&invoice_fields::NUMBER);
    let mut lines = order.get(&fields::INSTALMENTS).unwrap_or_default();
    for line in lines.iter_mut().filter(|line| instalment::DEDUCTED_BY.of(line) == number) {
        instalment::DEDUCTED_BY.fill(line, None);
    }
    order.put(&fields::INSTALMENTS, Some(lines));
}
