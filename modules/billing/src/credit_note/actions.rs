//! What is done with it.

use kernel::{Decimal, Line, Link, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use crate::issue;
use crate::settlement::{self, OPEN, PAYMENTS};

/// Issues it, naming the invoice that it corrects; its number was given just before.
///
/// # Errors
/// `Invalid` at the fields of which the rules of electronic invoices ask for more, and when the
/// invoice was not issued.
pub fn issue(work: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    draft.put(&fields::ISSUED_AT, Some(draft.when.at));
    let corrected = issue::corrected(work, draft.get(&fields::INVOICE))?;
    issue::write_down(work, draft, corrected)?;
    offset(work, draft)
}

/// What is open of the corrected invoice is settled by it, as far as it reaches; what is left is
/// paid out, or settles another one.
fn offset(work: &mut Work<'_, '_>, draft: &mut Draft) -> Result<()> {
    let Some(link) = draft.get(&fields::INVOICE) else { return Ok(()) };
    let module = work.cx.module(&link.module)?;
    let Some(invoice) = work.hold(&link, "a correction settles what it corrects")? else {
        return Ok(());
    };
    let Value::Money(open) = invoice.value(&module, OPEN.name()) else { return Ok(()) };
    let credit = draft.get(&fields::TOTAL).filter(|credit| credit.currency == open.currency);
    let amount = open.amount.min(credit.map_or(Decimal::ZERO, |credit| credit.amount));
    if amount <= Decimal::ZERO {
        return Ok(());
    }
    let own = Link::new("credit_note", draft.id);
    let by = |document: &Link, number: &Value| {
        Line::of("settlement")
            .with("document", Value::Link(document.clone()))
            .with("name", number.clone())
            .with("settled_on", Value::Date(draft.when.day))
            .with("amount", Value::Decimal(amount))
    };
    let here = by(&link, invoice.value(&module, "number"));
    let there = by(&own, draft.value(fields::NUMBER.name()));
    settlement::settle(work, (&link, "lines.0"), &own, Some(there))?;
    draft.put(&PAYMENTS, Some(vec![here]));
    Ok(())
}
