//! What is done with an incoming invoice.

use kernel::{Error, FieldProblem, Result, Value};
use records::{Answers, Draft, Work};

use super::{fields, place};
use crate::finding::is_about_amounts;

/// Looks again for the supplier and the order, as after one of them was entered.
///
/// # Errors
/// `Conflict` `nothing_found` when there is nothing more to find.
pub fn match_again(work: &mut Work<'_, '_>, invoice: &mut Draft, _: &Answers) -> Result<()> {
    let values = invoice.module.fields.iter().zip(&invoice.values);
    let values = values.map(|(field, value)| (field.name.clone(), value.clone())).collect();
    let found = place::all(work, &values)?;
    if found.is_empty() {
        return Err(Error::conflict("nothing_found"));
    }
    found.into_iter().for_each(|(name, value)| invoice.set(&name, value));
    Ok(())
}

/// Approves an invoice: it is known whom it is from, and its amounts add up.
///
/// # Errors
/// `Invalid` with all that is missing; `amounts_differ` at the findings.
pub fn approve(work: &mut Work<'_, '_>, invoice: &mut Draft, _: &Answers) -> Result<()> {
    let needed = ["vendor", "vendor_number", "invoice_date", "lines"];
    let missing = needed.into_iter().filter(|name| invoice.value(name).is_empty());
    let mut problems: Vec<FieldProblem> =
        missing.map(|name| FieldProblem::new(name, "required")).collect();
    if invoice.value("findings").lines().iter().any(is_about_amounts) {
        problems.push(FieldProblem::new("findings", "amounts_differ"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    invoice.put(&fields::APPROVED_BY, work.cx.actor.user);
    invoice.put(&fields::APPROVED_AT, Some(invoice.when.at));
    Ok(())
}

/// Refuses an invoice for a reason that is kept. Its file can be read again, as what was refused by
/// mistake stays refused.
///
/// # Errors
/// None.
pub fn refuse(_: &mut Work<'_, '_>, invoice: &mut Draft, answers: &Answers) -> Result<()> {
    let reason = Some(answers.get("reason").as_text().to_owned());
    invoice.put(&fields::REASON, reason);
    invoice.put(&fields::FILE_HASH, None);
    Ok(())
}

/// Nobody has paid on a day that has not come.
///
/// # Errors
/// `Invalid` `not_yet` at `paid_on`.
pub fn pay(_: &mut Work<'_, '_>, invoice: &mut Draft, answers: &Answers) -> Result<()> {
    match *answers.get("paid_on") {
        Value::Date(day) if invoice.when.day < day => Err(Error::invalid("paid_on", "not_yet")),
        _ => Ok(()),
    }
}
