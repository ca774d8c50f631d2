//! Identifiers that can be checked by themselves.

mod iban;
mod leitweg;
mod vat_id;

pub use iban::{is_iban, is_iban_shaped};
pub use leitweg::is_leitweg;
pub use vat_id::{VatId, vat_id};
