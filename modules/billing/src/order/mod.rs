//! What documents take from a sales order, and what they note in it.
//!
//! Read `held` (the order), `left` (what is left of its positions) and `whole` (discount and
//! shipping of a part) first, then `bill`, `instalment` and `deliver` (the documents that are made
//! of it), then `noted` and `delivered` (what it knows of them once they are issued).

mod bill;
mod deliver;
mod delivered;
mod held;
mod instalment;
mod left;
mod noted;
#[cfg(test)]
mod tests;
mod whole;

pub use bill::{bill_delivery, bill_rest};
pub use delivered::delivered;
pub use held::{Way, held, is_running};
pub use instalment::bill_ahead;
pub use noted::noted;
use records::Behavior;

/// What sales orders can do once there are invoices and delivery notes.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("sales_order")
        .action("deliver", deliver::deliver)
        .action("bill", bill::bill)
        .action("bill_final", bill::bill_final)
        .action("instalment", instalment::instalment)
        .guard(noted::instalments_stay)
}
