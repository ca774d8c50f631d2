//! Invoices, credit notes and cancellations: what is owed, by law and to the cent.
//!
//! **Invariant:** what was issued never changes; it is corrected by another document (§ 14 UStG,
//! GoBD). A number is given when a document is issued, and none is missing.
//!
//! Read `invoice` first, then `credit_note` and `cancellation`, which correct it;
//! `issue` holds for all three, `output` is what they give out. What is not paid is dunned: read
//! `dunning` (the rules), then `dunning_letter` with its `dunning_line`, `dunning_level` and
//! `base_rate`, which begin as `laid_in` says. `demo` (data to look at) is last.

pub mod base_rate;
pub mod cancellation;
pub mod credit_note;
pub mod demo;
pub mod dunning;
pub mod dunning_letter;
pub mod dunning_level;
pub mod dunning_line;
pub mod invoice;
mod issue;
mod laid_in;
mod offer;
pub mod output;

pub use offer::offer;
