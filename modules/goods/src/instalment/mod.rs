//! Instalments: what was billed before a supply, and is taken off the invoice that closes it.

mod deduction;
pub mod fields;

pub use deduction::{Deduction, SHAPE, less};
