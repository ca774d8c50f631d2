//! Accounts of one case of tax.

pub mod fields;
mod shape;

pub use shape::SHAPE;
