//! What holds for every sales order.

use goods::position::rules::positions_are_summed;
use records::Draft;

use super::fields;

/// An order comes to what its positions say, with the tax of the day on which it is delivered.
pub fn order_is_summed(draft: &mut Draft) {
    let day = draft.get(&fields::DELIVER_ON).or(draft.get(&fields::ORDER_DATE));
    let day = day.unwrap_or(draft.when.day);
    positions_are_summed(draft, day);
}
