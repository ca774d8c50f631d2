//! What is done with an instalment plan.

use kernel::{Error, Result, Value};
use records::{Answers, Draft, Work};

use super::run;

/// Bills what is due until a day.
///
/// # Errors
/// `Conflict` `nothing_due_yet`; when an invoice cannot be made.
pub fn bill(work: &mut Work<'_, '_>, plan: &mut Draft, answers: &Answers) -> Result<()> {
    let Value::Date(until) = answers.get("until") else {
        return Err(Error::invalid("until", "required"));
    };
    match run::bill_due(work, plan, *until)? {
        0 => Err(Error::conflict("nothing_due_yet")),
        _ => Ok(()),
    }
}
