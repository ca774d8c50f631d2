//! What is done with it.

use kernel::{Error, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use crate::issue;

/// Said by the action that cancels an invoice; no person can say it.
const OF_INVOICE: &str = "of_invoice";

/// The answers with which an invoice issues its own cancellation.
#[must_use]
pub fn of_invoice() -> Answers {
    Answers::of([(OF_INVOICE, Value::Bool(true))])
}

/// Issues it as part of cancelling its invoice; its number was given just before.
///
/// # Errors
/// `Conflict` `cancel_the_invoice` when somebody issues it by itself; `Invalid` at the fields of
/// which the rules of electronic invoices ask for more.
pub fn issue(work: &mut Work<'_, '_>, draft: &mut Draft, answers: &Answers) -> Result<()> {
    if !answers.says_yes(OF_INVOICE) {
        return Err(Error::conflict("cancel_the_invoice"));
    }
    draft.put(&fields::ISSUED_AT, Some(draft.when.at));
    let corrected = issue::corrected(work, draft.get(&fields::INVOICE))?;
    issue::write_down(work, draft, corrected)
}
