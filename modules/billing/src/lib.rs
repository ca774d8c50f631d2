//! Delivery notes, invoices, credit notes and cancellations: what is handed over, and what is owed
//! for it, by law and to the cent.
//!
//! **Invariant:** what was issued never changes; it is corrected by another document (§ 14 UStG,
//! GoBD). A number is given when a document is issued, and none is missing.
//!
//! Read `invoice` first, then `credit_note` and `cancellation`, which correct it; `issue` holds for
//! all three. `settlement` is how documents are paid, `payment` (with `allocation`) by what.
//! `delivery_note` (with `delivery_line`) is what is handed over, `order` how all of them go back
//! to a sales order; `output` is what they give out, `demo` and `course` (data to look at) are last.

pub mod allocation;
pub mod cancellation;
mod course;
pub mod credit_note;
pub mod delivery_line;
pub mod delivery_note;
pub mod demo;
#[cfg(test)]
mod firm;
pub mod invoice;
mod issue;
mod offer;
mod order;
pub mod output;
pub mod payment;
pub mod settlement;

pub use offer::offer;
