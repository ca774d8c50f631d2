//! What an invoice says that is collected by direct debit.

use billing::invoice::fields;
use kernel::{Error, FieldProblem, Result};
use records::{Answers, Behavior, Draft, Work};

use crate::bank;
use crate::mandate;

/// What invoices do beside: before they are issued they name the mandate.
#[must_use]
pub fn of_invoice() -> Behavior {
    Behavior::of("invoice").prepare("issue", name_mandate)
}

/// Names the mandate by which an invoice will be collected: paper and electronic invoice announce
/// it (EN 16931, BG-19).
///
/// # Errors
/// `Invalid` at `pay_by` when the organisation gave no mandate that can be used, or the invoice is
/// not in euros; at `company` when it has no creditor identifier.
fn name_mandate(work: &mut Work<'_, '_>, invoice: &mut Draft, _: &Answers) -> Result<()> {
    if invoice.get(&fields::PAY_BY).as_deref() != Some("direct_debit") {
        return Ok(());
    }
    let wrong = |field: &str, code: &str| Err(Error::Invalid(vec![FieldProblem::new(field, code)]));
    if invoice.get(&fields::CURRENCY).as_deref() != Some("EUR") {
        return wrong(fields::PAY_BY.name(), "only_euros");
    }
    let parties = invoice.get(&fields::ACCOUNT).zip(invoice.get(&fields::COMPANY));
    let Some((account, company)) = parties else { return Ok(()) };
    let day = invoice.when.day;
    let found = mandate::of_account(work, (&account, &company), ("", day))?;
    let Some(mandate) = found else { return wrong(fields::PAY_BY.name(), "no_mandate") };
    let module = work.cx.module("company")?;
    let held = work.hold(&company, mandate::WHY)?.ok_or(Error::NotFound)?;
    let creditor_id = bank::compact(held.value(&module, "creditor_id").as_text());
    if creditor_id.is_empty() {
        return wrong("company", "needs_creditor_id");
    }
    invoice.put(&fields::MANDATE_REFERENCE, Some(mandate.reference));
    invoice.put(&fields::DEBITED_IBAN, Some(mandate.iban));
    invoice.put(&fields::CREDITOR_ID, Some(creditor_id));
    Ok(())
}
