//! What is done with a delivery note.

use kernel::Result;
use records::{Answers, Draft, Work};

use super::{fields, stock};
use crate::order::{self, Way};
use crate::output::Parties;

/// Hands over what it lists: it has its number by now, its order notes what is delivered, and what
/// is kept on stock goes out.
///
/// # Errors
/// `Conflict` `delivered_already`, `order_is_not_confirmed`.
pub fn deliver(work: &mut Work<'_, '_>, note: &mut Draft, _: &Answers) -> Result<()> {
    let day = note.get(&fields::DELIVERED_ON).unwrap_or(note.when.day);
    note.put(&fields::DELIVERED_ON, Some(day));
    note.put(&fields::ISSUED_AT, Some(note.when.at));
    let parties = Parties::held(work, |name| note.value(name).clone())?;
    note.put(&fields::LETTERHEAD, parties.map(|parties| parties.to_text()));
    order::delivered(work, note, Way::Onwards)?;
    stock::take_out(work, note)
}

/// Makes an invoice for what of it is not billed.
///
/// # Errors
/// `Conflict` `delivery_of_no_order`, `nothing_delivered_to_bill`, `bill_final_first`.
pub fn bill(work: &mut Work<'_, '_>, note: &mut Draft, _: &Answers) -> Result<()> {
    order::bill_delivery(work, note)
}

/// Takes it back: goods are on stock again, and its order is less delivered.
///
/// # Errors
/// When a movement cannot be saved.
pub fn cancel(work: &mut Work<'_, '_>, note: &mut Draft, answers: &Answers) -> Result<()> {
    let reason = Some(answers.get("reason").as_text().to_owned());
    note.put(&fields::REASON, reason);
    order::delivered(work, note, Way::Back)?;
    stock::put_back(work, note)
}
