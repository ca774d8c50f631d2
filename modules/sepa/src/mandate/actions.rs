//! What is done with a mandate.

use kernel::{Error, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use super::found::WHY;
use crate::bank;

/// The mandate was signed: from now on it stays as it is, and we may collect.
///
/// # Errors
/// `Invalid` at `signed_on` for a day that has not come; at `iban` without one; at `company` when
/// it has no creditor identifier, which every mandate names.
pub fn activate(work: &mut Work<'_, '_>, mandate: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(day) = *answers.get("signed_on") else { return Ok(()) };
    if mandate.when.day < day {
        return Err(Error::invalid("signed_on", "not_yet"));
    }
    if mandate.get(&fields::IBAN).is_none() {
        return Err(Error::invalid(fields::IBAN.name(), "required"));
    }
    let company = mandate.get(&fields::COMPANY).ok_or(Error::NotFound)?;
    let module = work.cx.module("company")?;
    let held = work.hold(&company, WHY)?.ok_or(Error::NotFound)?;
    let id = bank::compact(held.value(&module, "creditor_id").as_text());
    if id.is_empty() {
        return Err(Error::invalid("company", "needs_creditor_id"));
    }
    mandate.put(&fields::CREDITOR_ID, Some(id));
    mandate.put(&fields::SIGNED_ON, Some(day));
    Ok(())
}

/// The customer moved to another account; the bank is told with the next collection (EPC130-08,
/// AT-M017).
///
/// # Errors
/// `Invalid` `same_iban` when nothing changes.
pub fn amend(_: &mut Work<'_, '_>, mandate: &mut Draft, answers: &Answers) -> Result<()> {
    let said = |name: &str| Some(answers.get(name).as_text().to_owned());
    let iban = bank::compact(answers.get("iban").as_text());
    if mandate.get(&fields::IBAN).as_deref() == Some(iban.as_str()) {
        return Err(Error::invalid("iban", "same_iban"));
    }
    mandate.put(&fields::IBAN, Some(iban));
    mandate.put(&fields::BIC, said("bic").filter(|bic| !bic.is_empty()));
    if let Some(holder) = said("holder").filter(|holder| !holder.is_empty()) {
        mandate.put(&fields::HOLDER, Some(holder));
    }
    let is_used = !mandate.value(fields::COLLECTIONS.name()).is_empty();
    mandate.put(&fields::HAS_NEW_ACCOUNT, Some(is_used));
    mandate.put(&fields::AMENDED_AT, Some(mandate.when.at));
    Ok(())
}

/// The customer took the mandate back, or we give it up.
///
/// # Errors
/// `Invalid` at `revoked_on` for a day that has not come.
pub fn revoke(_: &mut Work<'_, '_>, mandate: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(day) = *answers.get("revoked_on") else { return Ok(()) };
    if mandate.when.day < day {
        return Err(Error::invalid("revoked_on", "not_yet"));
    }
    mandate.put(&fields::REVOKED_ON, Some(day));
    let reason = answers.get("reason").as_text().to_owned();
    mandate.put(&fields::REASON, Some(reason).filter(|reason| !reason.is_empty()));
    Ok(())
}
