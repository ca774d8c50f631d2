//! Invoices, credit notes and cancellations: what is owed, by law and to the cent.
//!
//! **Invariant:** what was issued never changes; it is corrected by another document (§ 14 UStG,
//! GoBD). A number is given when a document is issued, and none is missing.
//!
//! Read `invoice` first, then `credit_note` and `cancellation`, which correct it, `settlement` and
//! `payment`; `issue` holds for all that is issued, `output` is what they give
//! out, `demo` (data to look at) is last.

pub mod allocation;
pub mod cancellation;
pub mod credit_note;
pub mod demo;
#[cfg(test)]
mod firm;
pub mod invoice;
mod issue;
mod offer;
pub mod output;
pub mod payment;
pub mod settlement;

pub use offer::offer;
