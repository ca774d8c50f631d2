//! Invoices, credit notes, cancellations and incoming invoices: what is owed, to the cent.
//!
//! **Invariant:** what was issued never changes; it is corrected by another document (§ 14 UStG,
//! GoBD). A number is given when a document is issued, and none is missing.
//!
//! Read `invoice` first, then `credit_note` and `cancellation`, which correct it;
//! `issue` holds for all three, `output` is what they give out. `incoming_invoice` is what
//! suppliers bill us, made of `billed_line`, with what strikes about it in `finding`; `demo` and
//! `bought` (data to look at) are last.

pub mod billed_line;
pub mod bought;
pub mod cancellation;
pub mod credit_note;
pub mod demo;
pub mod finding;
pub mod incoming_invoice;
pub mod invoice;
mod issue;
mod offer;
pub mod output;

pub use offer::offer;
