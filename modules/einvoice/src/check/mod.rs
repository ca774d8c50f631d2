//! The rules a document must keep, written natively.

mod check;
mod code_list;
mod core;
mod decimals;
mod finding;
mod german;
mod line;
mod own;
mod party;
mod payment;
mod peppol;
mod vat;

pub use check::check;
pub use finding::{Finding, Place, Severity};
