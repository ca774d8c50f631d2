//! What is done with an invoice.

use goods::position::rules::carried;
use kernel::{Error, Link, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use crate::cancellation;
use crate::order::{self, Way};

/// Issues an invoice: it has its number by now, and what it bills of an order is noted there.
///
/// # Errors
/// `Invalid` at the fields of which the rules of electronic invoices ask for more; `Conflict` as
/// `order::noted` says.
pub fn issue(work: &mut Work<'_, '_>, invoice: &mut Draft, _: &Answers) -> Result<()> {
    let day = invoice.get(&fields::INVOICE_DATE).unwrap_or(invoice.when.day);
    invoice.put(&fields::INVOICE_DATE, Some(day));
    invoice.put(&fields::ISSUED_AT, Some(invoice.when.at));
    super::rules::due_date_follows_terms(invoice);
    order::noted(work, invoice, Way::Onwards)?;
    crate::issue::write_down(work, invoice, None)
}

/// Cancels an invoice by a document of its own, which is issued at once (§ 14 UStG, GoBD).
///
/// # Errors
/// `Conflict` `has_payments`: they go elsewhere first; `deducted_already`; when the cancellation
/// cannot be saved.
pub fn cancel(work: &mut Work<'_, '_>, invoice: &mut Draft, answers: &Answers) -> Result<()> {
    if !invoice.value(fields::PAYMENTS.name()).is_empty() {
        return Err(Error::conflict("has_payments"));
    }
    let target = work.cx.module("cancellation")?;
    let mut input = carried(invoice, &target);
    let mut say = |name: &str, value: Value| drop(input.values.insert(name.to_owned(), value));
    say("invoice", Value::Link(Link::new("invoice", invoice.id)));
    say("note", answers.get("reason").clone());
    say("deductions", invoice.value(fields::DEDUCTIONS.name()).clone());
    let record = work.derive("cancellation", &input)?;
    let link = Link::new("cancellation", record.id);
    let draft = work.held(&target, record);
    let issue = target.actions.iter().find(|action| action.name == "issue");
    let issue = issue.ok_or_else(|| Error::internal("a cancellation is issued"))?;
    work.act(draft, issue, &cancellation::of_invoice())?;
    invoice.put(&fields::CANCELLED_BY, Some(link));
    order::noted(work, invoice, Way::Back)
}
