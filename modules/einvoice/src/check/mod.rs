//! The rules a document must keep, written natively.

mod code_list;
mod core;
mod decimals;
mod finding;
mod german;
mod judge;
mod line;
mod own;
mod party;
mod payment;
mod peppol;
mod vat;
mod vehicles;

pub use finding::{Finding, Place, Severity};
pub use judge::check;
