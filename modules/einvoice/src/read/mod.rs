//! Reading documents of others.

mod blank;
mod differences;
mod document;
mod form;
mod refused;

pub use blank::{blank, merged};
pub use differences::{differences, rule_name};
pub use document::{Read, Stated, StatedVat, read};
pub use form::form;
pub use refused::Refused;
