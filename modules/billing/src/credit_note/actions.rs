//! What is done with it.

use kernel::Result;
use records::{Answers, Draft, Work};

use super::fields;
use crate::issue;

/// Issues it, naming the invoice that it corrects; its number was given just before.
///
/// # Errors
/// `Invalid` at the fields of which the rules of electronic invoices ask for more, and when the
/// invoice was not issued.
pub fn issue(work: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    draft.put(&fields::ISSUED_AT, Some(draft.when.at));
    let corrected = issue::corrected(work, draft.get(&fields::INVOICE))?;
    issue::write_down(work, draft, corrected)
}
