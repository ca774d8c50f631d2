//! What is done with it.

use kernel::{Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use crate::issue;

/// Issues it, naming the invoice that it corrects; its number was given just before.
///
/// # Errors
/// `Invalid` at the fields of which the rules of electronic invoices ask for more.
pub fn issue(work: &mut Work<'_, '_>, draft: &mut Draft, _: &Answers) -> Result<()> {
    draft.put(&fields::ISSUED_AT, Some(draft.when.at));
    let Some(link) = draft.get(&fields::INVOICE) else { return Ok(()) };
    let module = work.cx.module(&link.module)?;
    let corrected = work.hold(&link, "a correction names what it corrects")?;
    let corrects = corrected.map(|invoice| einvoice::Preceding {
        number: invoice.value(&module, "number").as_text().to_owned(),
        issued_on: match invoice.value(&module, "invoice_date") {
            Value::Date(day) => Some(*day),
            _ => None,
        },
    });
    issue::write_down(work, draft, corrects)
}
