//! Reading documents of others.

mod blank;
mod differences;
mod document;
mod refused;

pub use blank::{blank, merged};
pub use differences::{differences, rule_name};
pub use document::{Read, Stated, StatedVat, read};
pub use refused::Refused;
