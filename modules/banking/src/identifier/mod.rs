//! Account numbers, bank codes, creditors and references, each with its check digits.

mod bic;
mod checksum;
mod creditor;
mod iban;
mod problem;
mod reference;

pub use bic::Bic;
pub use creditor::CreditorId;
pub use iban::Iban;
pub use problem::IdentifierProblem;
pub use reference::{CreditorReference, QrReference};
